//! The word lists that cutting needs: abbreviations, contractions, prefixes.

use crate::knowledge::{Files, KnowledgeError, WordMap, WordSet};

/// What a word with a point does to the sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Abbreviation {
    /// What follows belongs to it: Mr., No.
    Before,
    /// Only before a figure: No. 5.
    Number,
    /// It may end the sentence: Inc., U.S.
    Either,
    /// As `Either`, but at the sentence's end the point is a word of its own: etc.
    Loose,
}

/// Abbreviations, contractions and prefixes.
#[derive(Debug, Clone, Default)]
pub struct WordLists {
    abbreviations: WordMap<Abbreviation>,
    starters: WordSet,
    reports: WordSet,
    contractions: WordMap<Vec<usize>>,
    prefixes: WordSet,
}

/// No listed word is longer, in bytes.
const LONGEST: usize = 16;

impl WordLists {
    /// Reads `abbreviations.tsv`, `contractions.tsv` and `prefixes.tsv`.
    pub fn new(files: &Files) -> Result<WordLists, KnowledgeError> {
        let mut lists = WordLists::default();
        for row in files.table("abbreviations.tsv", &["word", "kind"])?.rows {
            let word = row.cell(0).to_owned();
            if word.len() > LONGEST {
                return Err(row.error(format!("a word of at most {LONGEST} letters was expected")));
            }
            let abbreviation = match row.cell(1) {
                "before" => Abbreviation::Before,
                "number" => Abbreviation::Number,
                "loose" => Abbreviation::Loose,
                "either" => Abbreviation::Either,
                "starter" => {
                    lists.starters.insert(word);
                    continue;
                }
                "report" => {
                    lists.reports.insert(word);
                    continue;
                }
                _ => return Err(row.error("before, number, either, loose, starter or report was expected")),
            };
            lists.abbreviations.insert(word, abbreviation);
        }
        for row in files.table("contractions.tsv", &["word", "parts"])?.rows {
            let lengths: Vec<usize> = row.list(1).map(str::len).collect();
            if row.list(1).collect::<String>() != row.cell(0) || row.cell(0).len() > LONGEST {
                return Err(row.error("parts that give the word, of at most 16 letters, were expected"));
            }
            lists.contractions.insert(row.cell(0).to_owned(), lengths);
        }
        for row in files.table("prefixes.tsv", &["prefix"])?.rows {
            lists.prefixes.insert(row.cell(0).to_owned());
        }
        Ok(lists)
    }

    /// What the word, without its point, does with a point behind it.
    pub(super) fn abbreviation(&self, word: &str) -> Option<Abbreviation> {
        if word.len() > LONGEST {
            return None;
        }
        let found =
            self.abbreviations.get(word).or_else(|| with_lower(word, |lower| self.abbreviations.get(lower)));
        found.copied()
    }

    /// True for a capitalised word that begins sentences.
    pub(super) fn is_starter(&self, word: &str) -> bool {
        self.starters.contains(word)
    }

    /// True for a verb that tells who spoke the quotation before it.
    pub(super) fn is_report(&self, word: &str) -> bool {
        self.reports.contains(word)
    }

    /// The lengths of a contraction's parts in bytes.
    pub(super) fn contraction(&self, word: &str) -> Option<&[usize]> {
        with_lower(word, |lower| self.contractions.get(lower)).map(Vec::as_slice)
    }

    pub(super) fn is_prefix(&self, word: &str) -> bool {
        with_lower(word, |lower| self.prefixes.contains(lower).then_some(())).is_some()
    }
}

/// Asks with the word in lower case, without allocating; only ASCII words are listed.
fn with_lower<T>(word: &str, ask: impl FnOnce(&str) -> Option<T>) -> Option<T> {
    let mut buffer = [0u8; LONGEST];
    let lower = buffer.get_mut(..word.len())?;
    lower.copy_from_slice(word.as_bytes());
    lower.make_ascii_lowercase();
    ask(std::str::from_utf8(lower).ok()?)
}
