//! The ids that people type: `12` a report, `12.m3` its third move, `12.s4` its fourth statement, `12.c7` a move that
//! entry 7 of a person added to it, `i5` an issue, `c7` what a person entered.

use crate::error::{LedgerError, Result};
use std::fmt;

/// Bits of the place within a report.
const PLACE: u32 = 20;

/// The places from here on are moves that people added.
const ADDED: i64 = 1 << 19;

/// An id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Id {
    /// A report.
    Report(i64),
    /// A move, by the key under which it is kept.
    Move(i64),
    /// A statement, likewise.
    Statement(i64),
    /// An issue.
    Issue(i64),
    /// What a person entered.
    Edit(i64),
}

/// The key of a move or statement.
pub(crate) fn key(report: i64, place: u32) -> i64 {
    (report << PLACE) | i64::from(place)
}

/// The key of a move that a person added.
pub(crate) fn added(report: i64, edit: i64) -> i64 {
    (report << PLACE) | ADDED | edit
}

/// The report of a key.
pub(crate) fn report_of(key: i64) -> i64 {
    key >> PLACE
}

/// The place of a key within its report; none for what a person added.
pub(crate) fn place_of(key: i64) -> Option<u32> {
    let place = key & ((1 << PLACE) - 1);
    (place < ADDED).then_some(place as u32)
}

/// The keys of a report: from the first to the last.
pub(crate) fn keys_of(report: i64) -> (i64, i64) {
    (report << PLACE, ((report + 1) << PLACE) - 1)
}

impl Id {
    /// Reads an id as a person types it.
    pub fn parse(text: &str) -> Result<Id> {
        let bad = || LedgerError::NoSuch(text.to_owned(), "an id is like 12, 12.m3, 12.s4, i5 or c7");
        let number = |digits: &str| digits.parse::<i64>().ok().filter(|&n| n > 0 && n < 1 << 42);
        if let Some((report, part)) = text.split_once('.') {
            let report = number(report).ok_or_else(bad)?;
            let place = part.get(1..).and_then(number).filter(|&n| n < ADDED).ok_or_else(bad)?;
            return match part.as_bytes()[0].to_ascii_lowercase() {
                b'm' => Ok(Id::Move(key(report, place as u32))),
                b's' => Ok(Id::Statement(key(report, place as u32))),
                b'c' => Ok(Id::Move(added(report, place))),
                _ => Err(bad()),
            };
        }
        if let Some(report) = number(text) {
            return Ok(Id::Report(report));
        }
        let n = text.get(1..).and_then(number).ok_or_else(bad)?;
        match text.as_bytes()[0].to_ascii_lowercase() {
            b'i' => Ok(Id::Issue(n)),
            b'c' => Ok(Id::Edit(n)),
            b'r' => Ok(Id::Report(n)),
            _ => Err(bad()),
        }
    }
}

impl fmt::Display for Id {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        match *self {
            Id::Report(id) => write!(out, "{id}"),
            Id::Move(key) => match place_of(key) {
                Some(place) => write!(out, "{}.m{place}", report_of(key)),
                None => write!(out, "{}.c{}", report_of(key), key & (ADDED - 1)),
            },
            Id::Statement(key) => write!(out, "{}.s{}", report_of(key), key & ((1 << PLACE) - 1)),
            Id::Issue(id) => write!(out, "i{id}"),
            Id::Edit(id) => write!(out, "c{id}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Id;

    #[test]
    fn ids_go_there_and_back() {
        for text in ["12", "12.m3", "12.s4", "12.c7", "i5", "c7"] {
            assert_eq!(Id::parse(text).expect("an id").to_string(), text);
        }
        for text in ["", "m", "12.", "12.x3", "0", "-1", "é", "12.é", "1.m99999999"] {
            assert!(Id::parse(text).is_err(), "{text}");
        }
    }
}
