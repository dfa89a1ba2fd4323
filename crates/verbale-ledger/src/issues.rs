//! What people decide about issues: merged, renamed, split. Each is an entry that can be taken back.

use crate::add::{self, Stamp};
use crate::derive::{self, Issues};
use crate::edits::{self, Change};
use crate::enter::{self, Row};
use crate::entry::Desk;
use crate::error::{LedgerError, Result};
use crate::ids::{self, Id};
use crate::store::Ledger;
use crate::view;
use rusqlite::{Connection, OptionalExtension, params};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What stands in the column `what`.
#[derive(Debug, Default, Serialize, Deserialize)]
struct What {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    into: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    name: Option<String>,
}

impl Ledger {
    /// Lets `issue` be `into`, with its parts.
    pub fn merge(&mut self, issue: i64, into: i64, reason: Option<&str>, stamp: &Stamp) -> Result<Id> {
        self.write(|db| {
            view::issue_name(db, issue)?;
            view::issue_name(db, into)?;
            let (target, root) = derive::issue_now(db, into)?;
            if target == issue || root == issue {
                let (one, other) = (Id::Issue(issue), Id::Issue(into));
                return Err(LedgerError::Refused(format!("{other} is {one} or a part of it")));
            }
            decide(db, stamp, "merge", issue, What { into: Some(target), name: None }, reason)
        })
    }

    /// Gives an issue another name.
    pub fn rename(&mut self, issue: i64, name: &str, reason: Option<&str>, stamp: &Stamp) -> Result<Id> {
        self.write(|db| {
            view::issue_name(db, issue)?;
            if name.trim().is_empty() {
                return Err(LedgerError::Refused("an issue needs a name".to_owned()));
            }
            decide(
                db,
                stamp,
                "rename",
                issue,
                What { into: None, name: Some(name.trim().to_owned()) },
                reason,
            )
        })
    }

    /// Makes a new issue of some moves of another; gives the entry and the new issue.
    pub fn split(
        &mut self,
        issue: i64,
        moves: &[i64],
        name: &str,
        reason: Option<&str>,
        stamp: &Stamp,
        desk: &Desk,
    ) -> Result<(Id, Id)> {
        self.write(|db| {
            let (now, matter) = derive::issue_now(db, issue)?;
            view::issue_name(db, issue)?;
            let anchors = moves
                .iter()
                .map(|&key| {
                    let of: Option<(Option<i64>, Option<i64>)> = db
                        .query_row("SELECT issue, matter FROM move WHERE id = ?1", [key], |row| {
                            Ok((row.get(0)?, row.get(1)?))
                        })
                        .optional()?;
                    if !of.is_some_and(|(issue, of)| issue == Some(now) || of == Some(matter)) {
                        return Err(LedgerError::Refused(format!("{} is no move on {}", Id::Move(key), Id::Issue(now))));
                    }
                    Ok((ids::report_of(key), enter::anchor(db, key)?))
                })
                .collect::<Result<Vec<_>>>()?;
            if anchors.is_empty() {
                return Err(LedgerError::Refused("no moves were named; a split needs some".to_owned()));
            }
            let batch = add::enter_batch(db, stamp)?;
            db.prepare_cached("INSERT INTO issue(batch, parent, matter, a, b, name) SELECT ?1, NULL, ?2, a, b, ?2 FROM issue WHERE id = ?3")?
                .execute(params![batch, name, matter])?;
            let fresh = db.last_insert_rowid();
            let row = Row {
                kind: "split",
                report: None,
                issue: Some(now),
                undoes: None,
                reason,
                what: json(&What { into: Some(fresh), name: Some(name.to_owned()) }),
            };
            let edit = enter::enter(db, batch, &row)?;
            let mut reports = BTreeSet::new();
            for (report, anchor) in anchors {
                let change = Change { issue: Some(fresh), ..Change::default() };
                enter::correction(db, batch, report, Some(anchor), &change, reason.unwrap_or("split"), Some(edit))?;
                reports.insert(report);
            }
            for report in reports {
                derive::again(db, report, batch, desk, Issues::Kept)?;
            }
            Ok((Id::Edit(edit), Id::Issue(fresh)))
        })
    }
}

fn json(what: &What) -> String {
    serde_json::to_string(what).expect("made of strings and numbers")
}

fn decide(
    db: &Connection,
    stamp: &Stamp,
    kind: &str,
    issue: i64,
    what: What,
    reason: Option<&str>,
) -> Result<Id> {
    let batch = add::enter_batch(db, stamp)?;
    let row = Row { kind, report: None, issue: Some(issue), undoes: None, reason, what: json(&what) };
    let edit = enter::enter(db, batch, &row)?;
    arrange(db)?;
    Ok(Id::Edit(edit))
}

/// Computes anew what each issue is called and which it is now, and moves the moves accordingly.
pub(crate) fn arrange(db: &Connection) -> Result<()> {
    db.execute("DELETE FROM renamed", [])?;
    let undone = edits::undone(db)?;
    let mut rows =
        db.prepare("SELECT id, kind, issue, what FROM edit WHERE kind IN ('merge', 'rename') ORDER BY id")?;
    let all: Vec<(i64, String, i64, String)> = rows
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))?
        .collect::<rusqlite::Result<_>>()?;
    for (edit, kind, issue, what) in all.into_iter().filter(|(edit, ..)| !undone.contains(edit)) {
        let unreadable =
            |error: serde_json::Error| LedgerError::Unreadable(Id::Edit(edit).to_string(), error.to_string());
        let what: What = serde_json::from_str(&what).map_err(unreadable)?;
        match (kind.as_str(), what.into, what.name) {
            ("merge", Some(into), _) => merge(db, issue, into)?,
            ("rename", _, Some(name)) => {
                db.prepare_cached(
                    "INSERT INTO renamed(issue, now, name) VALUES (?1, ?1, ?2)
                     ON CONFLICT(issue) DO UPDATE SET name = excluded.name",
                )?
                .execute(params![issue, name])?;
            }
            _ => {}
        }
    }
    carry(db)
}

/// The parts of a merged issue become the parts of the same name of the other.
fn merge(db: &Connection, issue: i64, into: i64) -> Result<()> {
    let mut point = db.prepare_cached(
        "INSERT INTO renamed(issue, now, name) VALUES (?1, ?2, NULL) ON CONFLICT(issue) DO UPDATE SET now = excluded.now",
    )?;
    point.execute(params![issue, into])?;
    let mut parts = db.prepare_cached(
        "SELECT part.id, other.id FROM issue AS part JOIN issue AS other ON other.parent = ?2 AND other.matter = part.matter
         WHERE part.parent = ?1",
    )?;
    let pairs: Vec<(i64, i64)> = parts
        .query_map([issue, into], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<rusqlite::Result<_>>()?;
    for (part, other) in pairs {
        point.execute(params![part, other])?;
    }
    Ok(())
}

/// Gives every move the issue that its own is now.
fn carry(db: &Connection) -> Result<()> {
    let mut rows = db.prepare(
        "SELECT DISTINCT joined, issue, matter FROM move WHERE joined IS NOT NULL AND matter IS NOT NULL ORDER BY joined",
    )?;
    let all: Vec<(i64, i64, i64)> = rows
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
        .collect::<rusqlite::Result<_>>()?;
    for (joined, issue, matter) in all {
        let (now, root) = derive::issue_now(db, joined)?;
        if (now, root) == (issue, matter) {
            continue;
        }
        db.prepare_cached("UPDATE move SET issue = ?1, matter = ?2 WHERE matter = ?3 AND joined = ?4")?
            .execute(params![now, root, matter, joined])?;
        derive::unsettle(db, &BTreeSet::from([matter, root]))?;
    }
    Ok(())
}
