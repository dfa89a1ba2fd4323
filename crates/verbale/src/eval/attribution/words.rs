//! Words, heads and classes as the attribution measures count them.

use crate::eval::Chars;

/// The places of words, sorted.
pub(super) type Words = Vec<u32>;

/// One word of a stretch of letters.
struct Word {
    start: usize,
    end: usize,
    lower: String,
}

fn is_word(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_'
}

/// Runs of letters and digits, joined over single apostrophes.
fn words(letters: &[char], from: usize, to: usize) -> Vec<Word> {
    let to = to.min(letters.len());
    let mut found = Vec::new();
    let mut at = from;
    while at < to {
        if !is_word(letters[at]) {
            at += 1;
            continue;
        }
        let start = at;
        while at < to
            && (is_word(letters[at])
                || matches!(letters[at], '\'' | '’') && at + 1 < to && is_word(letters[at + 1]))
        {
            at += 1;
        }
        let lower = letters[start..at].iter().flat_map(|letter| letter.to_lowercase()).collect();
        found.push(Word { start, end: at, lower });
    }
    found
}

fn words_of(letters: &[char], spans: &[Chars]) -> Vec<Word> {
    spans.iter().flat_map(|&(start, end)| words(letters, start as usize, end as usize)).collect()
}

fn as_places<'a>(words: impl Iterator<Item = &'a Word>) -> Words {
    let mut places: Words = words.map(|word| word.start as u32).collect();
    places.sort_unstable();
    places.dedup();
    places
}

/// Where the words of some spans begin.
pub(super) fn places(letters: &[char], spans: &[Chars]) -> Words {
    as_places(words_of(letters, spans).iter())
}

/// The same without a leading "that", "whether" or "if".
pub(super) fn without_lead(letters: &[char], spans: &[Chars]) -> Words {
    let words = words_of(letters, spans);
    let lead = words.first().is_some_and(|word| matches!(word.lower.as_str(), "that" | "whether" | "if"));
    as_places(words.iter().skip(usize::from(lead)))
}

/// How many places two sorted lists share.
pub(super) fn shares(one: &[u32], other: &[u32]) -> usize {
    let (mut a, mut b, mut both) = (0, 0, 0);
    while a < one.len() && b < other.len() {
        match one[a].cmp(&other[b]) {
            std::cmp::Ordering::Less => a += 1,
            std::cmp::Ordering::Greater => b += 1,
            std::cmp::Ordering::Equal => {
                both += 1;
                a += 1;
                b += 1;
            }
        }
    }
    both
}

/// The spans without blanks at their ends; empty ones are left out.
pub(super) fn trimmed(letters: &[char], spans: &[Chars]) -> Vec<Chars> {
    let blank = |at: u32| letters.get(at as usize).is_some_and(|letter| letter.is_whitespace());
    let mut kept = Vec::new();
    for &(mut start, mut end) in spans {
        while start < end && blank(start) {
            start += 1;
        }
        while end > start && blank(end - 1) {
            end -= 1;
        }
        if start < end {
            kept.push((start, end));
        }
    }
    kept
}

const FUNCTION_WORDS: &[&str] = &[
    "who",
    "whom",
    "whose",
    "which",
    "that",
    "of",
    "in",
    "at",
    "for",
    "from",
    "with",
    "on",
    "to",
    "by",
    "about",
    "against",
    "near",
    "during",
    "as",
    "based",
    "including",
    "and",
    "or",
];

const AFTERTHOUGHTS: &[&str] = &["himself", "herself", "themselves", "alone", "also", "both"];

/// Where the head word of a source phrase begins: the last word before the first comma, bracket, dash,
/// preposition or relative pronoun.
pub(super) fn head(letters: &[char], spans: &[Chars]) -> Option<u32> {
    let &(start, end) = spans.first()?;
    let phrase = &letters[(start as usize).min(letters.len())..(end as usize).min(letters.len())];
    let words = words(phrase, 0, phrase.len());
    let last = words.len().checked_sub(1)?;
    let lead = words.iter().position(|word| !FUNCTION_WORDS.contains(&word.lower.as_str()));
    let first = lead.unwrap_or(last).min(last);
    let cut = border(phrase, words[first].end);
    let inside = words[first..].iter().take_while(|word| word.end <= cut).count().max(1);
    let mut head = first + inside - 1;
    if inside > 1 && AFTERTHOUGHTS.contains(&words[head].lower.as_str()) {
        head -= 1;
    }
    Some(start + words[head].start as u32)
}

/// The first place from `from` on at which a source's core ends.
fn border(phrase: &[char], from: usize) -> usize {
    (from..phrase.len()).find(|&at| ends_core(phrase, at)).unwrap_or(phrase.len())
}

fn ends_core(phrase: &[char], at: usize) -> bool {
    let letter = phrase[at];
    if matches!(letter, ',' | ';' | ':' | '(' | '[' | '—' | '–') {
        return true;
    }
    if letter.is_whitespace() {
        let dashes = phrase[at + 1..].iter().take_while(|&&letter| letter == '-').count();
        return dashes > 0 && phrase.get(at + 1 + dashes).is_some_and(|after| after.is_whitespace());
    }
    if !is_word(letter) || at > 0 && is_word(phrase[at - 1]) {
        return false;
    }
    let word: String = phrase[at..]
        .iter()
        .take_while(|&&letter| is_word(letter))
        .flat_map(|letter| letter.to_lowercase())
        .collect();
    FUNCTION_WORDS.contains(&word.as_str())
}

/// Whether a content stands in quotation marks.
pub(super) enum Quoting {
    /// Nearly all of it.
    Inside,
    /// Some of it.
    Partly,
    /// None of it.
    Outside,
}

/// Counts letters and digits inside and outside the marks of each span.
pub(super) fn quoting(letters: &[char], spans: &[Chars]) -> Quoting {
    let (mut total, mut inside) = (0usize, 0usize);
    for &(start, end) in spans {
        let mut open = false;
        for &letter in &letters[(start as usize).min(letters.len())..(end as usize).min(letters.len())] {
            match letter {
                '“' | '„' | '«' => open = true,
                '”' | '»' => open = false,
                '"' => open = !open,
                letter if letter.is_alphanumeric() => {
                    total += 1;
                    inside += usize::from(open);
                }
                _ => {}
            }
        }
    }
    if inside == 0 {
        Quoting::Outside
    } else if inside as f64 >= 0.95 * total as f64 {
        Quoting::Inside
    } else {
        Quoting::Partly
    }
}

/// What kind of phrase names the source.
pub(super) enum SourceKind {
    /// Its last word has a capital.
    Name,
    /// A common noun.
    Nominal,
    /// One pronoun.
    Pronoun,
    /// Nothing.
    None,
}

const PRONOUNS: &[&str] = &[
    "i",
    "we",
    "you",
    "he",
    "she",
    "they",
    "it",
    "me",
    "us",
    "him",
    "her",
    "them",
    "who",
    "that",
    "which",
    "this",
    "these",
    "those",
    "himself",
    "herself",
    "themselves",
    "one",
    "his",
    "their",
];

pub(super) fn source_kind(letters: &[char], spans: &[Chars]) -> SourceKind {
    let words = words_of(letters, spans);
    match words.as_slice() {
        [] => return SourceKind::None,
        [one] if PRONOUNS.contains(&one.lower.as_str()) => return SourceKind::Pronoun,
        _ => {}
    }
    let last = spans.last().map_or("".to_owned(), |&(start, end)| {
        letters[(start as usize).min(letters.len())..(end as usize).min(letters.len())].iter().collect()
    });
    let capital = last.split_whitespace().last().and_then(|word| word.chars().next());
    if capital.is_some_and(char::is_uppercase) { SourceKind::Name } else { SourceKind::Nominal }
}
