//! Whether a ledger is sound: its pages, its texts against their hashes, what is computed against what was entered.
//!
//! Enters: a ledger. Leaves: what is at fault, a line each. A byte that the disk turned over inside a word is no fault
//! for SQLite; here it is.

use crate::error::Result;
use crate::ids::{self, Id};
use crate::kept;
use crate::settle::{self, Written};
use crate::store::Ledger;
use rusqlite::{Connection, params};
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;

/// How many faults of its own SQLite tells.
const TOLD: usize = 20;

impl Ledger {
    /// Tells every fault; says how many reports were looked at.
    pub fn check(&self, tell: &mut dyn FnMut(&str)) -> Result<usize> {
        self.read(|db| {
            pages(db, tell)?;
            let mut all = db.prepare("SELECT id FROM report ORDER BY id")?;
            let reports: Vec<i64> = all.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
            for &report in &reports {
                texts(db, report, tell)?;
            }
            let mut all = db.prepare(
                "SELECT DISTINCT matter FROM move WHERE matter IS NOT NULL
                   AND matter NOT IN (SELECT matter FROM unsettled) ORDER BY matter",
            )?;
            let matters: Vec<i64> = all.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
            for matter in matters {
                if !is_as_computed(db, matter)? {
                    let matter = Id::Issue(matter);
                    tell(&format!("{matter}: what is kept of its course is not what its moves make of it"));
                }
            }
            Ok(reports.len())
        })
    }
}

fn pages(db: &Connection, tell: &mut dyn FnMut(&str)) -> Result<()> {
    let mut check = db.prepare(&format!("PRAGMA integrity_check({TOLD})"))?;
    let mut rows = check.query([])?;
    while let Some(row) = rows.next()? {
        let said: String = row.get(0)?;
        if said != "ok" {
            tell(&said.replace('\n', " "));
        }
    }
    Ok(())
}

/// A report's text, its last reading, and the moves that come from it.
fn texts(db: &Connection, report: i64, tell: &mut dyn FnMut(&str)) -> Result<()> {
    let id = Id::Report(report);
    let hash: Vec<u8> = db
        .prepare_cached("SELECT sha256 FROM report WHERE id = ?1")?
        .query_row([report], |row| row.get(0))?;
    match kept::text(db, report) {
        Ok(text) if Sha256::digest(text.as_bytes())[..] == hash[..] => {}
        Ok(_) => tell(&format!("report {id}: its text is not the one that was entered")),
        Err(error) => tell(&error.to_string()),
    }
    let record = match kept::record(db, report) {
        Ok(record) => record,
        Err(error) => {
            tell(&error.to_string());
            return Ok(());
        }
    };
    let mut kind =
        db.prepare_cached("SELECT kind FROM move WHERE id = ?1 AND (edit IS NULL OR status = 2)")?;
    let mut there = db.prepare_cached("SELECT 1 FROM move WHERE id = ?1")?;
    for (n, one) in record.moves.iter().enumerate() {
        let key = ids::key(report, n as u32 + 1);
        let kinds: Vec<String> = kind.query_map([key], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
        if !there.exists([key])? || kinds.first().is_some_and(|kind| kind != one.kind.word()) {
            tell(&format!("{}: is not kept as it was read", Id::Move(key)));
        }
    }
    Ok(())
}

fn is_as_computed(db: &Connection, matter: i64) -> Result<bool> {
    let written = settle::course(db, matter, None)?;
    let kept = |query: &str| -> Result<BTreeSet<String>> {
        let mut rows = db.prepare_cached(query)?;
        Ok(rows.query_map(params![matter], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
    };
    let lines = lines(&written, matter);
    let standing = "SELECT issue || ' ' || raiser || ' ' || other || ' ' || state || ' ' || since || ' '
        || coalesce(until, '-') || ' ' || moves FROM standing WHERE matter = ?1";
    let owed = "SELECT which || ' ' || kind || ' ' || debtor || ' ' || creditor || ' ' || state || ' ' || basis || ' '
        || since || ' ' || coalesce(until, '-') || ' ' || moves FROM owed WHERE matter = ?1";
    let stance =
        "SELECT issue || ' ' || party || ' ' || stance || ' ' || since || ' ' || coalesce(until, '-') || ' '
        || times || ' ' || moves FROM stance WHERE matter = ?1";
    Ok(kept(standing)? == lines[0] && kept(owed)? == lines[1] && kept(stance)? == lines[2])
}

/// The rows of the three computed tables, a line each.
fn lines(written: &Written, matter: i64) -> [BTreeSet<String>; 3] {
    let end = |until: Option<i32>| until.map_or_else(|| "-".to_owned(), |day| day.to_string());
    let standing = written.standing().into_iter().map(|row| {
        let (issue, until) = (row.issue, end(row.until));
        format!("{issue} {} {} {} {} {until} {}", row.raiser, row.other, row.state, row.since, row.moves)
    });
    let owed = written.owed().into_iter().map(|row| {
        let (which, until) = (row.which, end(row.until));
        let sides = format!("{} {}", row.debtor, row.creditor);
        format!(
            "{which} {} {sides} {} {} {} {until} {}",
            row.kind, row.state, row.basis, row.since, row.moves
        )
    });
    let stance = written.stances(matter).into_iter().map(|row| {
        let until = end(row.until);
        format!(
            "{} {} {} {} {until} {} {}",
            row.issue, row.party, row.stance, row.since, row.times, row.moves
        )
    });
    [standing.collect(), owed.collect(), stance.collect()]
}
