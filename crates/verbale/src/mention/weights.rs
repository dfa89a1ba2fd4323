//! How the search for an antecedent ranks its candidates, and the words it goes by. Enters: coref.tsv. Leaves: the
//! weights; a file that lacks one, or has one too many, is refused.

use super::tables::Gender;
use crate::knowledge::{Files, KnowledgeError};
use std::collections::BTreeMap;

/// Whom a pronoun points to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Pointer {
    /// A person of this gender.
    Person(Gender),
    /// One party that is no person.
    Thing,
    /// Several, or a body of many.
    Several,
    /// Two parties.
    Both,
    /// What stands right before.
    Relative,
}

macro_rules! weights {
    ($($name:ident),* $(,)?) => {
        /// The weights and words of the search.
        #[allow(missing_docs, reason = "coref.tsv says what each weighs")]
        #[derive(Debug, Clone, Default)]
        pub(crate) struct Weights {
            $(pub(crate) $name: i32,)*
            pronouns: BTreeMap<String, Pointer>,
            speech: Vec<String>,
            leading: Vec<String>,
            spokesman: Vec<String>,
        }
        const NAMES: &[&str] = &[$(stringify!($name)),*];
        impl Weights {
            fn set(&mut self, name: &str, value: i32) {
                match name { $(stringify!($name) => self.$name = value,)* _ => {} }
            }
        }
    };
}

weights!(
    base, distance, further, heading, modifier, often, possessive, pronoun, quoted, reach, speaker, subject,
    window
);

impl Weights {
    /// Reads the table.
    pub(crate) fn new(files: &Files) -> Result<Weights, KnowledgeError> {
        let mut weights = Weights::default();
        let mut seen = Vec::new();
        let table = files.table("coref.tsv", &["kind", "word", "value"])?;
        for row in &table.rows {
            let word = row.cell(1);
            match row.cell(0) {
                "weight" if NAMES.contains(&word) => {
                    let value = row.cell(2).parse().map_err(|_| row.error("expected a whole number"))?;
                    weights.set(word, value);
                    seen.push(word);
                }
                "weight" => return Err(row.error(format!("no weight {word}; expected {}", NAMES.join(", ")))),
                "speech" => weights.speech.push(word.to_owned()),
                "leading" => weights.leading.push(word.to_owned()),
                "spokesman" => weights.spokesman.push(word.to_owned()),
                "pronoun" => {
                    let pointer = match row.cell(2) {
                        "male" => Pointer::Person(Gender::Male),
                        "female" => Pointer::Person(Gender::Female),
                        "thing" => Pointer::Thing,
                        "several" => Pointer::Several,
                        "both" => Pointer::Both,
                        "relative" => Pointer::Relative,
                        _ => return Err(row.error("expected male, female, thing, several, both or relative")),
                    };
                    weights.pronouns.insert(word.to_owned(), pointer);
                }
                other => {
                    return Err(
                        row.error(format!("{other}; expected weight, speech, leading, spokesman or pronoun"))
                    );
                }
            }
        }
        if let Some(missing) = NAMES.iter().find(|name| !seen.contains(name)) {
            return Err(KnowledgeError {
                file: table.file,
                line: 0,
                problem: format!("the weight {missing} is missing"),
            });
        }
        weights.speech.sort();
        Ok(weights)
    }

    /// Whom a pronoun of the third person points to, by its small letters.
    pub(crate) fn pointer(&self, pronoun: &str) -> Option<Pointer> {
        self.pronouns.get(pronoun).copied()
    }

    /// True for the dictionary form of a verb whose subject speaks for whom "for" names: "who negotiates for Peru".
    pub(crate) fn is_spokesman(&self, lemma: &str) -> bool {
        self.spokesman.iter().any(|known| known == lemma)
    }

    /// True for the dictionary form of a verb whose subject speaks for its object: "who heads the delegation".
    pub(crate) fn is_leading(&self, lemma: &str) -> bool {
        self.leading.iter().any(|known| known == lemma)
    }

    /// True for the dictionary form of a verb by which somebody speaks.
    pub(crate) fn is_speech(&self, lemma: &str) -> bool {
        self.speech.binary_search_by(|known| known.as_str().cmp(lemma)).is_ok()
    }
}
