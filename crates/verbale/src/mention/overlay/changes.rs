//! What a caller's tables change against the built-in ones, told for a person.

use crate::knowledge::{Files, KnowledgeError, Table};
use crate::mention::Gazetteer;
use jiff::civil::Date;
use std::collections::BTreeSet;

const COLUMNS: [&str; 9] = ["person", "names", "gender", "office", "class", "party", "from", "to", "as_of"];

/// One difference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The file and the line that make it; line 0 for a row that is gone.
    pub place: (String, usize),
    /// What is different.
    pub message: String,
}

/// The rows that `files` has more, fewer or otherwise than the built-in tables, with what that means for offices.
pub fn changes(files: &Files) -> Result<Vec<Change>, KnowledgeError> {
    let built_in = Files::embedded();
    let mut found = Vec::new();
    for name in Files::names() {
        let (old, new) = (built_in.text(name)?, files.text(name)?);
        if old != new {
            differences(name, old, new, &mut found);
        }
        let added = files.added(name).map(|text| (Files::added_name(name), text));
        let over = files.overlays(name).map(|(called, text)| (called.to_owned(), text));
        for (file, text) in added.into_iter().chain(over) {
            for (line, row) in rows(text) {
                let message = format!("adds {}", shown(row));
                found.push(Change { place: (file.clone(), line), message });
            }
        }
    }
    offices(files, &mut found)?;
    Ok(found)
}

fn differences(name: &str, old: &str, new: &str, found: &mut Vec<Change>) {
    let before: BTreeSet<&str> = rows(old).map(|(_, row)| row).collect();
    let after: BTreeSet<&str> = rows(new).map(|(_, row)| row).collect();
    for (line, row) in rows(new).filter(|(_, row)| !before.contains(row)) {
        found.push(Change { place: (name.to_owned(), line), message: format!("has {}", shown(row)) });
    }
    for row in before.difference(&after) {
        found.push(Change { place: (name.to_owned(), 0), message: format!("lacks {}", shown(row)) });
    }
}

/// The rows of a table with their lines, without remarks and columns.
fn rows(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let lines = text.lines().enumerate().map(|(n, line)| (n + 1, line));
    lines.filter(|(_, line)| !line.starts_with('#') && !line.trim().is_empty()).skip(1)
}

fn shown(row: &str) -> String {
    row.split('\t').map(str::trim).filter(|cell| !cell.is_empty()).collect::<Vec<_>>().join(", ")
}

/// Who held an office on the first day of each row that is new, before and after.
fn offices(files: &Files, found: &mut Vec<Change>) -> Result<(), KnowledgeError> {
    let (before, after) = (Gazetteer::new(&Files::embedded())?, Gazetteer::new(files)?);
    let known: BTreeSet<Vec<String>> = table(&Files::embedded())?.rows.iter().map(owned).collect();
    for row in table(files)?.rows.iter().filter(|row| !known.contains(&owned(row))) {
        let Some(day) = last_day(row.cell(6)).or_else(|| last_day(row.cell(8))) else { continue };
        let holder =
            |gazetteer: &Gazetteer| gazetteer.holder_named(row.cell(5), row.cell(4), row.cell(3), day);
        let (old, new) = (holder(&before), holder(&after));
        let office = format!("{} of {} on {day}", row.cell(3), row.cell(5));
        let nobody = || "nobody known".to_owned();
        let message = match (old == new, new.as_deref() == Some(row.cell(0))) {
            (false, _) => {
                let (old, new) = (old.unwrap_or_else(nobody), new.unwrap_or_else(nobody));
                format!("{office}: was {old}, is now {new}")
            }
            (true, true) => format!("{office}: {}, as before", row.cell(0)),
            (true, false) => match new {
                Some(other) => format!("{office}: stays {other}, whose row outranks this one"),
                // Of several holders at a time none is the holder.
                None => continue,
            },
        };
        found.push(Change { place: (row.file().to_owned(), row.line), message });
    }
    Ok(())
}

/// Rows of offices that are well formed but cannot be right, or not be used as they are meant.
pub fn doubts(files: &Files) -> Result<Vec<Change>, KnowledgeError> {
    let mut found = Vec::new();
    let known: BTreeSet<Vec<String>> = table(&Files::embedded())?.rows.iter().map(owned).collect();
    for row in table(files)?.rows.iter().filter(|row| !known.contains(&owned(row))) {
        let mut doubt = |message: &str| {
            found.push(Change { place: (row.file().to_owned(), row.line), message: message.to_owned() })
        };
        let (from, to) = (row.cell(6), row.cell(7));
        if !from.is_empty() && !to.is_empty() && last_day(to) < last_day(from) {
            doubt("the office ends before it begins");
        }
        if to.is_empty() && row.cell(8).is_empty() {
            doubt("an open end needs an as_of: the day up to which it is certain");
        }
        if !row.cell(2).is_empty() && !matches!(row.cell(2), "m" | "f") {
            doubt("the gender is m, f or left empty");
        }
    }
    Ok(found)
}

fn table(files: &Files) -> Result<Table<'_>, KnowledgeError> {
    files.table("offices.tsv", &COLUMNS)
}

fn owned(row: &crate::knowledge::Row) -> Vec<String> {
    row.cells().iter().map(|&cell| cell.to_owned()).collect()
}

/// The last day of a day, month or year.
fn last_day(cell: &str) -> Option<Date> {
    let mut parts = cell.split('-').map(|part| part.parse::<i16>().ok());
    let year = parts.next()??;
    let month = parts.next().flatten();
    let day = parts.next().flatten();
    let first = Date::new(year, month.unwrap_or(12) as i8, 1).ok()?;
    match day {
        Some(day) => Date::new(year, first.month(), day as i8).ok(),
        None => Some(first.last_of_month()),
    }
}
