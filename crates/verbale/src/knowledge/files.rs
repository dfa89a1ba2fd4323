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
    "ambiguous.tsv",
    "armed_groups.tsv",
    "calendar.tsv",
    "capitals.tsv",
    "contractions.tsv",
    "coref.tsv",
    "countries.tsv",
    "credits.tsv",
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
    "given_names.tsv",
    "issues.tsv",
    "languages.tsv",
    "matters.tsv",
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
    /// Rows added to a file.
    added: BTreeMap<String, String>,
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

    /// Adds the rows of a file of the caller's to those of `name`; where both speak of the same thing, the others
    /// win. Errors name it as [`Files::added_name`] has it.
    pub fn add(&mut self, name: impl Into<String>, text: impl Into<String>) {
        self.added.insert(name.into(), text.into());
    }

    /// The text whose rows the caller added to those of `name`.
    pub fn added(&self, name: &str) -> Option<&str> {
        self.added.get(name).map(String::as_str)
    }

    /// The name of a file whose rows are added to `name`: "offices.more.tsv" for "offices.tsv".
    pub fn added_name(name: &str) -> String {
        format!("{}.more.tsv", name.strip_suffix(".tsv").unwrap_or(name))
    }

    /// The file to which one of this name adds rows: "offices.tsv" for "offices.more.tsv".
    pub fn added_to(name: &str) -> Option<&'static str> {
        let stem = name.strip_suffix(".more.tsv")?;
        Files::names().find(|known| known.strip_suffix(".tsv") == Some(stem))
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
        let mut table = Table::parse(name, self.text(name)?, columns)?;
        if let Some(text) = self.added.get(name) {
            table.add(Table::parse(&Files::added_name(name), text, columns)?);
        }
        Ok(table)
    }
}
