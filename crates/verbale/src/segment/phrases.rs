//! What pages say beside their stories: the phrases and calendar words of the data files, ready for look-up.

use crate::knowledge::{Files, KnowledgeError, WordMap, WordSet};

const PHRASES: &str = "page_phrases.tsv";
const CALENDAR: &str = "calendar.tsv";

/// Kinds of `page_phrases.tsv` that make a paragraph a segment of that kind, in the order of their trial.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum PhraseKind {
    Boilerplate,
    Byline,
    Related,
    Prompt,
    Caption,
}

/// A word of a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum DateWord {
    Month(i8),
    Weekday,
    /// "published", "at", "GMT".
    Filler,
}

/// How a page speaks: prompts, captions, agencies, months.
#[derive(Debug, Clone, Default)]
pub struct PagePhrases {
    whole: WordMap<PhraseKind>,
    starts: Vec<(String, Option<String>, PhraseKind)>,
    ends: Vec<(String, PhraseKind)>,
    agencies: WordSet,
    dates: WordMap<DateWord>,
    prose: WordSet,
    person: WordSet,
    labels: WordSet,
    small: WordSet,
    units: WordSet,
}

impl PagePhrases {
    /// Reads `page_phrases.tsv` and `calendar.tsv`.
    pub fn new(files: &Files) -> Result<PagePhrases, KnowledgeError> {
        let mut phrases = PagePhrases::default();
        for row in files.table(PHRASES, &["kind", "place", "phrase"])?.rows {
            phrases.add(row.cell(0), row.cell(1), row.cell(2)).map_err(|problem| row.error(problem))?;
        }
        for row in files.table(CALENDAR, &["word", "kind", "number"])?.rows {
            let number: i8 = row.cell(2).parse().map_err(|_| row.error("a number was expected"))?;
            let word = match row.cell(1) {
                "month" if (1..=12).contains(&number) => DateWord::Month(number),
                "weekday" if (1..=7).contains(&number) => DateWord::Weekday,
                // Numbers and units stand in running text, not in a page's date.
                "number" | "unit" => continue,
                _ => return Err(row.error("month with 1 to 12 or weekday with 1 to 7 was expected")),
            };
            phrases.dates.insert(row.cell(0).to_owned(), word);
        }
        Ok(phrases)
    }

    fn add(&mut self, kind: &str, place: &str, phrase: &str) -> Result<(), String> {
        let kind = match (kind, place) {
            ("agency", "whole") => return told(self.agencies.insert(phrase.to_owned())),
            ("date", "word") => {
                return told(self.dates.insert(phrase.to_owned(), DateWord::Filler).is_none());
            }
            ("prose", "word") => return told(self.prose.insert(phrase.to_owned())),
            ("person", "word") => return told(self.person.insert(phrase.to_owned())),
            ("label", "word") => return told(self.labels.insert(phrase.to_owned())),
            ("small", "word") => return told(self.small.insert(phrase.to_owned())),
            ("unit", "word") => return told(self.units.insert(phrase.to_owned())),
            ("boilerplate", _) => PhraseKind::Boilerplate,
            ("byline", _) => PhraseKind::Byline,
            ("related", _) => PhraseKind::Related,
            ("prompt", _) => PhraseKind::Prompt,
            ("caption", _) => PhraseKind::Caption,
            _ => return Err(format!("no such kind and place: {kind}, {place}")),
        };
        match place {
            "whole" => {
                self.whole.insert(phrase.to_owned(), kind);
            }
            "start" => {
                let (first, rest) = match phrase.split_once('…') {
                    Some((first, rest)) => (first, Some(rest.to_owned())),
                    None => (phrase, None),
                };
                self.starts.push((first.to_owned(), rest, kind));
            }
            "end" => self.ends.push((phrase.to_owned(), kind)),
            _ => return Err(format!("no such place: {place}; expected whole, start or end")),
        }
        Ok(())
    }

    /// What a short paragraph is by its words; `lower` is in lower case with straight quotes.
    pub(super) fn kind(&self, lower: &str) -> Option<PhraseKind> {
        let bare = bare(lower);
        if let Some(&kind) = self.whole.get(bare) {
            return Some(kind);
        }
        if self.agencies.contains(bare) {
            return Some(PhraseKind::Boilerplate);
        }
        let tail = tail(lower, 70);
        let starts = self.starts.iter().filter(|(first, rest, _)| {
            lower.starts_with(first.as_str())
                && rest.as_ref().is_none_or(|rest| lower[first.len()..].contains(rest.as_str()))
        });
        let ends = self.ends.iter().filter(|(phrase, _)| tail.contains(phrase.as_str()));
        starts.map(|(_, _, kind)| *kind).chain(ends.map(|(_, kind)| *kind)).min()
    }

    /// What stands after the words that introduce another story's headline ("Read also: …").
    pub(super) fn after_introduction<'t>(&self, lower: &'t str) -> Option<&'t str> {
        let introductions = self.starts.iter().filter(|(_, _, kind)| *kind == PhraseKind::Related);
        introductions.filter_map(|(first, ..)| lower.strip_prefix(first.as_str())).map(str::trim).next()
    }

    pub(super) fn is_agency(&self, name: &str) -> bool {
        self.agencies.contains(bare(&name.to_lowercase()))
    }

    pub(super) fn date_word(&self, lower: &str) -> Option<DateWord> {
        self.dates.get(lower).copied()
    }

    /// A word in capitals that stands before a colon or dash without being a place: NOTE, WATCH.
    pub(super) fn is_label(&self, word: &str) -> bool {
        self.labels.contains(&word.to_lowercase())
    }

    /// A word that stays in lower case in a headline in title case.
    pub(super) fn is_small(&self, lower: &str) -> bool {
        self.small.contains(lower)
    }

    /// A word of tables: mln, vs.
    pub(super) fn is_unit(&self, lower: &str) -> bool {
        self.units.contains(lower)
    }

    pub(super) fn is_prose_word(&self, lower: &str) -> bool {
        self.prose.contains(lower)
    }

    pub(super) fn is_personal(&self, lower: &str) -> bool {
        self.person.contains(lower)
    }
}

fn told(new: bool) -> Result<(), String> {
    if new { Ok(()) } else { Err("this phrase stands twice".to_owned()) }
}

/// Without the marks around it: "[Read more »]" is "read more".
fn bare(lower: &str) -> &str {
    let kept = |c: char| c.is_alphanumeric() || matches!(c, '#' | '*');
    let trimmed = lower.trim_matches(|c: char| !kept(c));
    if trimmed.is_empty() { lower.trim() } else { trimmed }
}

fn tail(text: &str, bytes: usize) -> &str {
    let mut start = text.len().saturating_sub(bytes);
    while !text.is_char_boundary(start) {
        start += 1;
    }
    &text[start..]
}
