//! Which text stands behind a file's name: the one built into the program, or the caller's.

use super::{KnowledgeError, Table};
use std::collections::BTreeMap;

macro_rules! embedded {
    ($($name:literal),* $(,)?) => {
        &[$(($name, include_str!(concat!("../../../../knowledge/", $name)))),*]
    };
}

/// The files that are built in, by name.
const EMBEDDED: &[(&str, &str)] = embedded![
    "abbreviations.tsv",
    "armed_groups.tsv",
    "calendar.tsv",
    "contractions.tsv",
    "countries.tsv",
    "cues.tsv",
    "cues_frames.tsv",
    "cues_settings.tsv",
    "cues_support.tsv",
    "event_classes.tsv",
    "event_contexts.tsv",
    "event_examples.tsv",
    "event_forms.tsv",
    "event_frames.tsv",
    "event_governors.tsv",
    "event_sectors.tsv",
    "languages.tsv",
    "metonyms.tsv",
    "move_frames.tsv",
    "move_words.tsv",
    "name_words.tsv",
    "offices.tsv",
    "organisations.tsv",
    "outlets.tsv",
    "page_phrases.tsv",
    "plover.tsv",
    "prefixes.tsv",
    "roles.tsv",
];

/// The data files by name. Those of the caller stand before those built in.
#[derive(Debug, Clone, Default)]
pub struct Files {
    given: BTreeMap<String, String>,
    /// What lies over a file: its name, what it is called in messages, its text.
    laid_over: Vec<(String, String, String)>,
}

impl Files {
    /// The files built into the program.
    pub fn embedded() -> Files {
        Files::default()
    }

    /// Puts a file of the caller's in the place of the built-in one of that name, whole.
    pub fn replace(&mut self, name: impl Into<String>, text: impl Into<String>) {
        self.given.insert(name.into(), text.into());
    }

    /// Lays rows of the caller's over the file `name`, which stays: a row of the same name wins. `called` names
    /// the rows' file in messages.
    pub fn overlay(&mut self, name: impl Into<String>, called: impl Into<String>, text: impl Into<String>) {
        self.laid_over.push((name.into(), called.into(), text.into()));
    }

    /// What lies over a file, each with its name for messages.
    pub fn overlays(&self, name: &str) -> impl Iterator<Item = (&str, &str)> {
        let of_file = self.laid_over.iter().filter(move |(file, ..)| file == name);
        of_file.map(|(_, called, text)| (called.as_str(), text.as_str()))
    }

    /// The names of the built-in files, in order.
    pub fn names() -> impl Iterator<Item = &'static str> {
        EMBEDDED.iter().map(|(name, _)| *name)
    }

    /// The text of a file.
    pub fn text(&self, name: &str) -> Result<&str, KnowledgeError> {
        if let Some(text) = self.given.get(name) {
            return Ok(text);
        }
        let found = EMBEDDED.iter().find(|(known, _)| *known == name).map(|(_, text)| *text);
        found.ok_or_else(|| KnowledgeError {
            file: name.to_owned(),
            line: 0,
            problem: "no such data file".to_owned(),
        })
    }

    /// A file as a table with just these columns, in this order.
    pub fn table(&self, name: &str, columns: &[&str]) -> Result<Table<'_>, KnowledgeError> {
        Table::parse(name, self.text(name)?, columns)
    }
}
