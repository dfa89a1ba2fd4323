//! Stored texts read again: what a newer reader finds otherwise, and the new reading recorded beside the old ones.
//!
//! The entries of people stand: they are anchored on the text and laid over the new reading.

use crate::add::{self, Stamp};
use crate::derive::{self, Issues};
use crate::entry::{Desk, Entry};
use crate::error::Result;
use crate::facts::{Facts, MoveFact};
use crate::ids::Id;
use crate::kept;
use crate::sides;
use crate::store::Ledger;
use serde::Serialize;
use verbale::document::Input;

/// What a new reading of a report has otherwise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[allow(missing_docs, reason = "told in docs/ledger.md")]
pub struct Reread {
    pub report: String,
    pub title: String,
    /// Moves that the old reading had and the new one has not.
    pub gone: Vec<String>,
    /// Moves that only the new one has.
    pub new: Vec<String>,
    /// How many are the same.
    pub same: usize,
}

impl Ledger {
    /// The numbers of all reports.
    pub fn reports(&self) -> Result<Vec<i64>> {
        self.read(|db| {
            let mut rows = db.prepare_cached("SELECT id FROM report ORDER BY id")?;
            Ok(rows.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
        })
    }

    /// A report as it was given, ready to be read again.
    pub fn given(&self, report: i64) -> Result<Input> {
        self.read(|db| {
            let kept = kept::kept(db, report)?;
            let given: Option<String> =
                db.query_row("SELECT given FROM report WHERE id = ?1", [report], |row| row.get(0))?;
            Ok(Input {
                id: given.unwrap_or_else(|| kept.name.clone()),
                name: kept.name,
                bytes: kept::text(db, report)?.into_bytes(),
                title: kept.title,
                published: kept.published.and_then(|day| day.to_string().parse().ok()),
                outlet: kept.outlet,
                url: kept.url,
            })
        })
    }

    /// What a new reading of a report has otherwise than the last one.
    pub fn compare(&self, report: i64, entry: &Entry, desk: &Desk) -> Result<Reread> {
        self.read(|db| {
            let (record, text) = (kept::record(db, report)?, kept::text(db, report)?);
            let old = Facts::of(&record, &text, desk);
            let mut new: Vec<String> =
                entry.facts().moves.iter().map(|one| line(one, entry.facts())).collect();
            let mut gone = Vec::new();
            let mut same = 0;
            for one in old.moves.iter().map(|one| line(one, &old)) {
                match new.iter().position(|other| *other == one) {
                    Some(at) => {
                        new.remove(at);
                        same += 1;
                    }
                    None => gone.push(one),
                }
            }
            let kept = kept::kept(db, report)?;
            let title = kept.title.unwrap_or(kept.name);
            Ok(Reread { report: Id::Report(report).to_string(), title, gone, new, same })
        })
    }

    /// Records new readings of reports, in one transaction.
    pub fn reread(&mut self, readings: &[(i64, Entry)], stamp: &Stamp, desk: &Desk) -> Result<()> {
        self.write(|db| {
            let batch = add::enter_batch(db, stamp)?;
            for (report, entry) in readings {
                add::enter_reading(db, *report, batch, &entry.record, &entry.learnt)?;
                derive::again(db, *report, batch, desk, Issues::Anew)?;
            }
            Ok(())
        })
    }
}

/// One line of a move: what must be the same in two readings.
fn line(one: &MoveFact, facts: &Facts) -> String {
    let issue = one.issue.and_then(|n| facts.issues.get(n)).map_or("", |issue| issue.name.as_str());
    let days = match (one.low, one.high) {
        (Some(low), Some(high)) if low == high => format!(" [{low}]"),
        (Some(low), Some(high)) => format!(" [{low} to {high}]"),
        _ => String::new(),
    };
    format!(
        "{}{} {} → {}{days} {}: {}",
        one.kind,
        one.polarity,
        sides::write(&one.from),
        sides::write(&one.to),
        issue,
        one.words
    )
}
