//! The dateline at a paragraph's head: "WASHINGTON, March 3 (Reuters) - The president …".

use super::dates::is_date_part;
use super::phrases::PagePhrases;
use crate::span::Span;

/// A dateline and the agency named in it, as spans of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Dateline {
    pub(super) span: Span,
    /// Where the story begins.
    pub(super) rest: usize,
    pub(super) credit: Option<Span>,
}

/// Where the paragraph stands; what is no dateline elsewhere may be one at the story's head.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// The story's first paragraph.
    First,
    /// Any other.
    Later,
}

/// No dateline is longer, in bytes.
const LONGEST: usize = 110;

const DASHES: &[char] = &['-', '—', '–', '―', '_', ':'];

/// Reads the dateline at the head of `paragraph`.
pub(super) fn read(text: &str, paragraph: Span, place: Place, phrases: &PagePhrases) -> Option<Dateline> {
    let whole = paragraph.of(text);
    let mut limit = whole.len().min(LONGEST);
    while !whole.is_char_boundary(limit) {
        limit -= 1;
    }
    let start = paragraph.start as usize;
    for (at, mark) in whole[..limit].match_indices(DASHES) {
        let Some(after) = separator(whole, at, mark) else { continue };
        let before = &whole[..at];
        let Some(credit) = prefix(before, mark, place, phrases) else { continue };
        let rest = after + (whole[after..].len() - whole[after..].trim_start().len());
        if !begins_story(&whole[rest..]) || mark == ":" && is_turn(&text[paragraph.end as usize..]) {
            continue;
        }
        let credit = credit.map(|(from, to)| Span::new(start + from, start + to));
        return Some(Dateline { span: Span::new(start, start + after), rest: start + rest, credit });
    }
    None
}

/// True where the text goes on as a talk that is written down: "ANA RUIZ: We …", so that what stands before the colon
/// of the first paragraph is a speaker too.
fn is_turn(after: &str) -> bool {
    let Some((name, _)) = after.trim_start().split_once(':') else { return false };
    name.len() <= LONGEST
        && name.chars().any(char::is_uppercase)
        && name.chars().all(|c| c.is_uppercase() || matches!(c, ' ' | '.' | '\'' | '-'))
}

/// The end of the separating marks at `at`, if they separate.
fn separator(whole: &str, at: usize, mark: &str) -> Option<usize> {
    let tail = &whole[at..];
    let after = at + (tail.len() - tail.trim_start_matches(|c| mark.starts_with(c)).len());
    let spaced = whole[..at].ends_with(char::is_whitespace);
    let open = whole[after..].starts_with(char::is_whitespace);
    match mark {
        "-" | "_" => (open && (spaced || after > at + 1 || whole[..at].ends_with(')'))).then_some(after),
        ":" => open.then_some(after),
        _ => (spaced || open || whole[..at].ends_with(')')).then_some(after),
    }
}

fn begins_story(rest: &str) -> bool {
    let first = rest.trim_start_matches(|c: char| !c.is_alphanumeric());
    rest.len() - first.len() <= 6
        && first.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
        && rest.split_whitespace().nth(2).is_some()
}

type Credit = Option<(usize, usize)>;

/// Whether what stands before the dash is a dateline; the agency's place in it, if it names one.
fn prefix(before: &str, mark: &str, place: Place, phrases: &PagePhrases) -> Option<Credit> {
    let mut credit = agency(before, phrases);
    let bracket = before.find(['(', '[', '/']);
    // "QUITO, May 3 (Andean Wire) -": an agency that no table knows stands in brackets behind place and day.
    let unknown = bracket.filter(|_| credit.is_none());
    if unknown.is_some_and(|at| !is_bracketed_name(&before[at..])) {
        return None;
    }
    let places = bracket.map_or(before, |at| &before[..at]).trim_end();
    if places.is_empty() {
        return credit.map(Some);
    }
    let (mut dated, mut regions, mut first) = (false, 0, None);
    for part in places.split(',').map(str::trim) {
        if is_date_part(part, phrases) {
            dated = true;
        } else if first.is_some() && phrases.is_agency(part) {
            let at = part.as_ptr() as usize - before.as_ptr() as usize;
            credit = credit.or(Some((at, at + part.len())));
        } else if is_place(part) {
            regions += usize::from(first.is_some());
            first.get_or_insert(part);
        } else {
            return None;
        }
    }
    let first = first?;
    let capitals = first.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase);
    let letters = first.chars().filter(|c| c.is_alphabetic()).count();
    let sure = dated || credit.is_some();
    let told = match mark {
        ":" => capitals && (sure || (place == Place::First && letters >= 4 && !phrases.is_label(first))),
        _ if capitals && letters >= 3 && !phrases.is_label(first) => {
            sure || place == Place::First || regions > 0
        }
        _ => sure || (regions > 0 && place == Place::First && mark != "-"),
    };
    let held = unknown.is_none() || (dated && capitals);
    (told && held && regions <= 2).then_some(credit)
}

/// A short name in brackets to the end.
fn is_bracketed_name(text: &str) -> bool {
    let inner = text.trim_end().strip_prefix('(').and_then(|text| text.strip_suffix(')'));
    let word = |word: &str| word.chars().all(|c| c.is_alphanumeric() || "-.&'’".contains(c));
    inner.is_some_and(|name| {
        name.split_whitespace().all(word) && (1..=4).contains(&name.split_whitespace().count())
    })
}

/// The agency in brackets or strokes at the end: "(Reuters)", "/TASS/".
fn agency(before: &str, phrases: &PagePhrases) -> Credit {
    let end = before.trim_end().trim_end_matches([')', ']', '/', '.']).len();
    let start = before[..end].rfind(['(', '[', '/'])? + 1;
    let name = &before[start..end];
    let inner = name.split([',', '/']).next().unwrap_or(name).trim_end();
    phrases.is_agency(inner).then_some((start, start + inner.len()))
}

/// "GENEVA", "New York", "Port-au-Prince": up to four words, none a plain lower-case one.
fn is_place(part: &str) -> bool {
    const SMALL: &[&str] =
        &["de", "del", "da", "do", "of", "upon", "on", "au", "la", "el", "al", "the", "and"];
    let mut words = 0;
    for word in part.split_whitespace() {
        words += 1;
        let good = word.chars().all(|c| c.is_alphabetic() || matches!(c, '.' | '-' | '\'' | '’' | '/'));
        let capital = word.starts_with(char::is_uppercase) || (words > 1 && SMALL.contains(&word));
        if !good || !capital {
            return false;
        }
    }
    (1..=4).contains(&words)
}

#[cfg(test)]
mod tests {
    use super::{Place, read};
    use crate::knowledge::Files;
    use crate::segment::PagePhrases;
    use crate::span::Span;

    fn check(text: &str, expected: Option<(&str, Option<&str>)>) {
        let phrases = PagePhrases::new(&Files::embedded()).expect("the built-in tables");
        let found = read(text, Span::new(0, text.len()), Place::First, &phrases);
        let found = found.map(|found| (found.span.of(text), found.credit.map(|credit| credit.of(text))));
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn wires_begin_with_a_place() {
        check(
            "GENEVA, Jan 10 (Reuters) - The two sides met.",
            Some(("GENEVA, Jan 10 (Reuters) -", Some("Reuters"))),
        );
        check("VIENNA, March 3 - The two sides met.", Some(("VIENNA, March 3 -", None)));
        check("MUSCAT (AP) — Oman said it would host them.", Some(("MUSCAT (AP) —", Some("AP"))));
        check("ADDIS ABABA -- The two sides met.", Some(("ADDIS ABABA --", None)));
        check(
            "QUITO, May 3 (Andean Wire) - The two sides met.",
            Some(("QUITO, May 3 (Andean Wire) -", None)),
        );
        check("QUITO (the capital) - The two sides met.", None);
        check("MOSCOW, January 12. /TASS/. The two sides met.", None);
        check("Lima, Peru — The two sides met again.", Some(("Lima, Peru —", None)));
        check("ISLAMABAD: The two sides met.", Some(("ISLAMABAD:", None)));
        check("(Reuters) - The two sides met.", Some(("(Reuters) -", Some("Reuters"))));
        check(
            "BEIJING, May 2 (Xinhua) -- The two sides met.",
            Some(("BEIJING, May 2 (Xinhua) --", Some("Xinhua"))),
        );
    }

    #[test]
    fn other_dashes_are_none() {
        check("NATO — the alliance — said it would wait.", None);
        check("The minister — Anna Roe — said it would wait.", None);
        check("Sen. Mark Poe (R-Fla.) — Once a critic — said so.", None);
        check("CLOSED SHOP—\"The shop that had been open since May\"", None);
        check("TALKS ON THE RIVER WATERS - Once more they failed.", None);
    }
}
