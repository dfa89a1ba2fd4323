//! Attribution against gold: who said what, in how many words.
//!
//! Contents are compared by their words, so that quotation marks, punctuation and a leading "that" do not
//! count. A content is found where Dice over its words is at least a half, one to one; it is right in full
//! where the head word of its source is the same too.

mod words;

use super::{Chars, Count, Figures, ratio};
use crate::record::StatementRecord;
use std::collections::{BTreeMap, BTreeSet};
use words::{Quoting, SourceKind, Words, shares};

/// Source, cue and content of one attribution.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Attribution {
    /// The words that name the source.
    pub source: Vec<Chars>,
    /// The words that attribute.
    pub cue: Vec<Chars>,
    /// What is attributed.
    pub content: Vec<Chars>,
}

/// The statements that have a content, those of one cue and source joined into one (a quotation split round
/// its clause may be given as pieces).
pub fn from_record(statements: &[StatementRecord]) -> Vec<Attribution> {
    let chars = |spans: &[crate::record::CharSpan]| spans.iter().map(|span| (span.start, span.end)).collect();
    let mut joined: Vec<Attribution> = Vec::new();
    let mut place: BTreeMap<(Vec<Chars>, Vec<Chars>), usize> = BTreeMap::new();
    for statement in statements.iter().filter(|statement| !statement.content.is_empty()) {
        let content = statement.content.iter().map(|piece| (piece.start, piece.end)).collect();
        let one = Attribution { source: chars(&statement.source), cue: chars(&statement.cue), content };
        let key = (sorted(&one.cue), sorted(&one.source));
        match place.get(&key).filter(|_| !one.cue.is_empty()) {
            Some(&at) => {
                let have = &mut joined[at].content;
                let new: Vec<Chars> = one.content.into_iter().filter(|piece| !have.contains(piece)).collect();
                have.extend(new);
            }
            None => {
                place.insert(key, joined.len());
                joined.push(one);
            }
        }
    }
    joined
}

/// A class of gold attributions by which recall is told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Slice {
    Direct,
    Mixed,
    Indirect,
    SourceName,
    SourceNominal,
    SourcePronoun,
    SourceNone,
}

/// Of the gold of a slice, how many were found, and in full.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Found {
    /// In the gold.
    pub gold: usize,
    /// Content found.
    pub overlap: usize,
    /// Source right as well.
    pub full: usize,
}

/// The counts of one document or of many.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Score {
    /// Contents that agree to the letter.
    pub strict: Count,
    /// Contents that agree in their words.
    pub exact: Count,
    /// Contents of which at least half is shared.
    pub overlap: Count,
    /// Those with the same head word of the source.
    pub full: Count,
    /// Words that stand in any content.
    pub words: Count,
    /// Sums of the shares of each predicted and each gold content that its best partner covers.
    soft: (f64, f64),
    /// Among found contents: with a cue shared; with a gold source; with its head; with any word of it.
    cue: usize,
    sourced: usize,
    head: usize,
    any_source: usize,
    /// By slice of the gold.
    pub slices: BTreeMap<Slice, Found>,
}

impl Score {
    /// Adds another document's.
    pub fn add(&mut self, other: &Score) {
        self.strict.add(other.strict);
        self.exact.add(other.exact);
        self.overlap.add(other.overlap);
        self.full.add(other.full);
        self.words.add(other.words);
        self.soft = (self.soft.0 + other.soft.0, self.soft.1 + other.soft.1);
        self.cue += other.cue;
        self.sourced += other.sourced;
        self.head += other.head;
        self.any_source += other.any_source;
        for (&slice, found) in &other.slices {
            let sum = self.slices.entry(slice).or_default();
            sum.gold += found.gold;
            sum.overlap += found.overlap;
            sum.full += found.full;
        }
    }

    /// Mean share of each content that its best partner covers.
    pub fn soft(&self) -> Figures {
        let mean = |sum: f64, count: usize| sum / count.max(1) as f64;
        Figures::new(mean(self.soft.0, self.overlap.predicted), mean(self.soft.1, self.overlap.gold))
    }

    /// Among found contents whose gold has a source: the share with the same head word.
    pub fn head(&self) -> f64 {
        ratio(self.head, self.sourced)
    }

    /// Among those: the share with any word of the source.
    pub fn any_source(&self) -> f64 {
        ratio(self.any_source, self.sourced)
    }

    /// Among found contents: the share whose cue shares a word.
    pub fn cue(&self) -> f64 {
        ratio(self.cue, self.overlap.right)
    }
}

/// One attribution as the measures see it.
struct Seen {
    content: Words,
    /// Without a leading "that".
    bare: Words,
    strict: Vec<Chars>,
    cue: Words,
    source: Words,
    head: Option<u32>,
    slices: [Slice; 2],
}

/// Scores one document.
pub fn score(text: &str, gold: &[Attribution], predicted: &[Attribution]) -> Score {
    let letters: Vec<char> = text.chars().collect();
    let (gold, predicted) = (seen(&letters, gold), seen(&letters, predicted));
    let sizes = |right| Count { right, predicted: predicted.len(), gold: gold.len() };
    let matched = matches(&gold, &predicted);
    let mut score = Score {
        strict: sizes(shared(&gold, &predicted, |one| &one.strict)),
        exact: sizes(shared(&gold, &predicted, |one| &one.bare)),
        overlap: sizes(matched.len()),
        words: Count::of_sets(&all_words(&gold), &all_words(&predicted)),
        soft: soft(&gold, &predicted),
        ..Score::default()
    };
    for one in &gold {
        one.slices.iter().for_each(|&slice| score.slices.entry(slice).or_default().gold += 1);
    }
    let mut full = 0;
    for (g, p) in matched {
        let (gold, predicted) = (&gold[g], &predicted[p]);
        let agrees = gold.head == predicted.head;
        full += usize::from(agrees);
        score.cue += usize::from(shares(&gold.cue, &predicted.cue) > 0);
        if !gold.source.is_empty() {
            score.sourced += 1;
            score.head += usize::from(agrees);
            score.any_source += usize::from(shares(&gold.source, &predicted.source) > 0);
        }
        for &slice in &gold.slices {
            let found = score.slices.entry(slice).or_default();
            found.overlap += 1;
            found.full += usize::from(agrees);
        }
    }
    score.full = sizes(full);
    score
}

/// A content of the gold and the one predicted that is its partner.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pair {
    /// Its place in the gold.
    pub gold: usize,
    /// Its partner's place among those predicted.
    pub predicted: usize,
    /// The head word of the source is the same, or neither has a source.
    pub full: bool,
    /// The sources share a word.
    pub shares_source: bool,
}

/// The pairs of contents that [`score`] counts as found.
pub fn pairs(text: &str, gold: &[Attribution], predicted: &[Attribution]) -> Vec<Pair> {
    let letters: Vec<char> = text.chars().collect();
    let with_words = |list: &[Attribution]| -> (Vec<usize>, Vec<Seen>) {
        list.iter().enumerate().filter_map(|(n, one)| Some((n, see(&letters, one)?))).unzip()
    };
    let ((gold_places, gold), (places, predicted)) = (with_words(gold), with_words(predicted));
    let pair = |(g, p): (usize, usize)| Pair {
        gold: gold_places[g],
        predicted: places[p],
        full: gold[g].head == predicted[p].head,
        shares_source: shares(&gold[g].source, &predicted[p].source) > 0,
    };
    matches(&gold, &predicted).into_iter().map(pair).collect()
}

fn seen(letters: &[char], list: &[Attribution]) -> Vec<Seen> {
    list.iter().filter_map(|one| see(letters, one)).collect()
}

/// None for an attribution whose content has no word.
fn see(letters: &[char], one: &Attribution) -> Option<Seen> {
    let content = words::places(letters, &one.content);
    if content.is_empty() {
        return None;
    }
    let (source, cue) = (sorted(&one.source), sorted(&one.cue));
    let quoting = match words::quoting(letters, &sorted(&one.content)) {
        Quoting::Inside => Slice::Direct,
        Quoting::Partly => Slice::Mixed,
        Quoting::Outside => Slice::Indirect,
    };
    let kind = match words::source_kind(letters, &source) {
        SourceKind::Name => Slice::SourceName,
        SourceKind::Nominal => Slice::SourceNominal,
        SourceKind::Pronoun => Slice::SourcePronoun,
        SourceKind::None => Slice::SourceNone,
    };
    Some(Seen {
        bare: words::without_lead(letters, &sorted(&one.content)),
        strict: words::trimmed(letters, &sorted(&one.content)),
        cue: words::places(letters, &cue),
        head: words::head(letters, &source),
        source: words::places(letters, &source),
        slices: [quoting, kind],
        content,
    })
}

fn sorted(spans: &[Chars]) -> Vec<Chars> {
    let mut spans = spans.to_vec();
    spans.sort_unstable();
    spans
}

/// How many keys the two lists share, each as often as it stands in both.
fn shared<K: Ord>(gold: &[Seen], predicted: &[Seen], key: impl Fn(&Seen) -> &K) -> usize {
    let mut left: BTreeMap<&K, usize> = BTreeMap::new();
    for one in gold {
        *left.entry(key(one)).or_default() += 1;
    }
    let take = |one: &&Seen| match left.get_mut(key(one)) {
        Some(count) if *count > 0 => {
            *count -= 1;
            true
        }
        _ => false,
    };
    predicted.iter().filter(take).count()
}

fn all_words(list: &[Seen]) -> BTreeSet<u32> {
    list.iter().flat_map(|one| one.content.iter().copied()).collect()
}

fn soft(gold: &[Seen], predicted: &[Seen]) -> (f64, f64) {
    let best = |one: &Seen, others: &[Seen]| {
        let cover = |other: &Seen| ratio(shares(&one.content, &other.content), one.content.len());
        others.iter().map(cover).fold(0.0, f64::max)
    };
    let sum = |list: &[Seen], others: &[Seen]| list.iter().map(|one| best(one, others)).sum();
    (sum(predicted, gold), sum(gold, predicted))
}

/// Pairs of gold and predicted contents, the best first, each in one pair at most.
fn matches(gold: &[Seen], predicted: &[Seen]) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    for (g, one) in gold.iter().enumerate() {
        for (p, other) in predicted.iter().enumerate() {
            let both = shares(&one.content, &other.content);
            let dice = 2.0 * both as f64 / (one.content.len() + other.content.len()) as f64;
            if both == 0 || dice < 0.5 {
                continue;
            }
            let head = one.head.is_some() && one.head == other.head;
            let cue = shares(&one.cue, &other.cue) > 0;
            let value = dice + 0.001 * f64::from(u8::from(head)) + 0.0005 * f64::from(u8::from(cue));
            pairs.push((value, g, p));
        }
    }
    pairs.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let (mut used_gold, mut used) = (BTreeSet::new(), BTreeSet::new());
    let free = |&(_, g, p): &(f64, usize, usize)| {
        let free = !used_gold.contains(&g) && !used.contains(&p);
        if free {
            used_gold.insert(g);
            used.insert(p);
        }
        free
    };
    pairs.into_iter().filter(free).map(|(_, g, p)| (g, p)).collect()
}

#[cfg(test)]
mod tests {
    use super::{Attribution, score};

    fn at(text: &str, words: &str) -> Vec<(u32, u32)> {
        let byte = text.find(words).expect("the words stand in the text");
        let start = text[..byte].chars().count() as u32;
        vec![(start, start + words.chars().count() as u32)]
    }

    fn one(text: &str, source: &str, cue: &str, content: &str) -> Attribution {
        Attribution { source: at(text, source), cue: at(text, cue), content: at(text, content) }
    }

    #[test]
    fn marks_and_that_do_not_count_but_the_source_does() {
        let text = "The envoy, Ann Doe, said that “talks will go on”. He left.";
        let gold = [one(text, "The envoy, Ann Doe", "said", "talks will go on")];
        let near = score(text, &gold, &[one(text, "The envoy", "said", "that “talks will go on”")]);
        assert_eq!((near.strict.right, near.exact.right, near.full.right), (0, 1, 1));
        let other = score(text, &gold, &[one(text, "He", "left", "talks will go on")]);
        assert_eq!((other.strict.right, other.overlap.right, other.full.right), (1, 1, 0));
    }

    #[test]
    fn less_than_half_is_not_found() {
        let text = "The envoy said that talks will go on in the spring of the year.";
        let gold = [one(text, "The envoy", "said", "talks will go on in the spring of the year")];
        let score = score(text, &gold, &[one(text, "The envoy", "said", "talks will")]);
        assert_eq!((score.overlap.right, score.words.right), (0, 2));
    }
}
