//! Tables of the caller's: made from other projects' files, checked, and compared with the built-in ones.
//!
//! Enter a Wikidata export or a PETRARCH dictionary, leave rows for `offices.more.tsv` and the like, with a warning for
//! each line that could not be read. Such rows are added to the built-in ones and never outrank them. Nothing here
//! reads or writes files.

mod changes;
mod dates;
mod petrarch;
mod wikidata;

pub use changes::{Change, changes, doubts};
pub use petrarch::petrarch;
pub use wikidata::wikidata;

use crate::knowledge::Files;
use std::collections::{BTreeMap, BTreeSet};

/// What was made of a foreign file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Imported {
    /// Rows by the file that they are for, under that file's name ("offices.tsv"), sorted and unique.
    pub rows: BTreeMap<&'static str, BTreeSet<Vec<String>>>,
    /// Lines that were passed over or mended, with their numbers.
    pub warnings: Vec<Warning>,
}

/// A remark on one line of a foreign file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Warning {
    /// The line, counted from 1.
    pub line: usize,
    /// What is wrong with it and what was done.
    pub message: String,
}

impl Imported {
    fn add(&mut self, file: &'static str, cells: &[&str]) {
        let clean = |cell: &&str| cell.replace(['\t', '\n', '\r'], " ").trim().to_owned();
        self.rows.entry(file).or_default().insert(cells.iter().map(clean).collect());
    }

    fn warn(&mut self, line: usize, message: impl Into<String>) {
        self.warnings.push(Warning { line, message: message.into() });
    }

    /// The text of each file to write, by its name: a head that says where the rows come from, the columns, the rows.
    pub fn texts(&self, origin: &str) -> Vec<(String, String)> {
        let files = Files::embedded();
        let one = |(name, rows): (&&'static str, &BTreeSet<Vec<String>>)| {
            let built_in = files.text(name).unwrap_or_default();
            let columns = built_in.lines().find(|line| !line.starts_with('#')).unwrap_or_default();
            let mut text =
                format!("# Rows added to {name}, from {origin}; they never outrank the built-in ones.\n");
            text.push_str(columns);
            text.push('\n');
            for row in rows {
                text.push_str(&row.join("\t"));
                text.push('\n');
            }
            (Files::added_name(name), text)
        };
        self.rows.iter().map(one).collect()
    }
}

/// "JEAN-YVES_LE_DRIAN" as a name is written.
fn title_case(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    let mut start = true;
    for c in words.chars() {
        let c = if c == '_' { ' ' } else { c };
        match start {
            true => out.extend(c.to_uppercase()),
            false => out.extend(c.to_lowercase()),
        }
        start = !c.is_alphanumeric() && c != '\'';
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests;
