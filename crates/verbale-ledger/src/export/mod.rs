//! What leaves the ledger for other programs: flat tables, networks of parties over issues, provenance.
//!
//! Enters: which part of the ledger. Leaves: rows one by one, sorted, all of one moment whoever writes meanwhile; the
//! caller gives them their form and may break off at any row. Nothing is held in memory but what is being shown.

mod moves;
mod network;
mod prov;
mod tables;

pub use network::{Network, NetworkKind, NetworkQuery, Node, Qualifier};
pub use prov::{Items, Section};
pub use tables::Table;

use crate::day::Day;
use crate::derive;
use crate::error::Result;
use crate::ids::Id;
use crate::kept;
use crate::store::Ledger;
use crate::view;
use rusqlite::{Connection, params};
use serde_json::Value;
use std::ops::ControlFlow;
use verbale::record::Record;

/// Which part of a ledger.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Part {
    /// An issue, with its parts if it has some, and the reports that tell of it.
    pub issue: Option<i64>,
    /// What had happened by then.
    pub as_of: Option<Day>,
    /// What was recorded by then.
    pub known_by: Option<Day>,
}

/// A part of a ledger at one moment.
#[derive(Debug)]
pub struct Export<'a> {
    db: &'a Connection,
    part: Part,
}

/// What takes the rows; it may break off.
pub type Sink<'s> = &'s mut dyn FnMut(Vec<Value>) -> ControlFlow<()>;

impl Ledger {
    /// Lets `show` take what it wants of a part of the ledger, all of one moment.
    pub fn export<T>(&self, part: Part, show: impl FnOnce(&Export<'_>) -> Result<T>) -> Result<T> {
        self.read(|db| {
            let issue = match part.issue {
                Some(issue) => {
                    view::issue_name(db, issue)?;
                    Some(derive::issue_now(db, issue)?.0)
                }
                None => None,
            };
            show(&Export { db, part: Part { issue, ..part } })
        })
    }
}

impl Export<'_> {
    /// The numbers of the reports.
    pub fn reports(&self) -> Result<Vec<i64>> {
        self.told_by(self.days().0)
    }

    /// The numbers of the reports that may tell of what is asked for: also a later one tells of an earlier day.
    fn tellers(&self) -> Result<Vec<i64>> {
        self.told_by(None)
    }

    fn told_by(&self, day: Option<i32>) -> Result<Vec<i64>> {
        let mut found = self.db.prepare_cached(
            "SELECT report.id FROM report JOIN batch ON batch.id = report.batch
             WHERE (?1 IS NULL OR coalesce(published, recorded) <= ?1) AND (?2 IS NULL OR recorded <= ?2)
               AND (?3 IS NULL OR EXISTS(
                 SELECT 1 FROM move WHERE move.id BETWEEN report.id << 20 AND ((report.id + 1) << 20) - 1
                   AND (move.matter = ?3 OR move.issue = ?3)))
             ORDER BY report.id",
        )?;
        let known = self.days().1;
        let rows = found.query_map(params![day, known, self.part.issue], |row| row.get(0))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The text of a report and what was last read from it.
    pub fn report(&self, report: i64) -> Result<(Record, String)> {
        Ok((kept::record(self.db, report)?, kept::text(self.db, report)?))
    }

    fn days(&self) -> (Option<i32>, Option<i32>) {
        (self.part.as_of.map(|day| day.0), self.part.known_by.map(|day| day.0))
    }
}

/// The id that an entry of a report's record ("S4") has in the whole ledger: `12.s4`.
pub fn placed(report: i64, id: &str) -> String {
    format!("{report}.{}", id.to_ascii_lowercase())
}

/// A day as a cell; none is null.
fn day(day: Option<i32>) -> Value {
    day.map_or(Value::Null, |day| Value::from(Day(day).to_string()))
}

/// The id of an issue as a cell.
fn issue(issue: Option<i64>) -> Value {
    issue.map_or(Value::Null, |issue| Value::from(Id::Issue(issue).to_string()))
}

/// Words of a column apart by blanks.
fn words(column: &str) -> Value {
    column.split(' ').filter(|word| !word.is_empty()).collect()
}

/// The ids of a column of keys.
fn move_ids(column: &str) -> Value {
    column.split(' ').filter_map(|key| Some(Id::Move(key.parse().ok()?).to_string())).collect()
}
