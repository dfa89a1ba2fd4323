//! What a person should look at: contradictions, days left open, lost negations, weak readings, clashing facts.

use crate::day::Day;
use crate::error::Result;
use crate::ids::Id;
use crate::store::Ledger;
use crate::view;
use rusqlite::{Connection, params};
use serde::Serialize;

/// A doubt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Question {
    /// "contested", "both sides", "polarity", "no day", "weak", "person".
    pub kind: String,
    /// The entry that it is about.
    pub id: String,
    /// The day of that entry.
    pub day: String,
    /// What is to be looked at.
    pub message: String,
}

/// Confidence below which a move is to be looked at.
const WEAK: f64 = 0.5;

impl Ledger {
    /// The doubts on an issue, or on all, at most `limit` of each kind, the latest first.
    pub fn questions(&self, issue: Option<i64>, limit: usize) -> Result<Vec<Question>> {
        self.read(|db| {
            let matter = issue.map(|issue| crate::derive::issue_now(db, issue)).transpose()?.map(|now| now.1);
            let mut found = contested(db, matter, limit)?;
            found.extend(both_sides(db, matter, limit)?);
            for (kind, condition, message) in FLAWS {
                found.extend(flawed(db, matter, limit, kind, condition, message)?);
            }
            if matter.is_none() {
                found.extend(people(db, limit)?);
            }
            Ok(found)
        })
    }
}

/// Kind, condition and words of what a single move shows.
const FLAWS: [(&str, &str, &str); 3] = [
    ("polarity", "flags LIKE '%polarity-suspect%'", "the words look as if a negation were lost or added"),
    (
        "no day",
        "low IS NULL AND kind IN ('SIGN', 'MEET', 'DELIVER', 'PERFORM', 'SUSPEND') AND told_on = day AND due IS NULL",
        "no day stands in the text; that of the report was taken",
    ),
    ("weak", "confidence < ?3", "the reader was not sure"),
];

fn flawed(
    db: &Connection,
    matter: Option<i64>,
    limit: usize,
    kind: &str,
    condition: &str,
    message: &str,
) -> Result<Vec<Question>> {
    let query = format!(
        "SELECT id, day, kind, from_, to_, words FROM move
         WHERE status = 0 AND id = told AND edit IS NULL AND (?1 IS NULL OR matter = ?1) AND ?3 > 0 AND {condition}
         ORDER BY day DESC, id DESC LIMIT ?2"
    );
    let mut rows = db.prepare_cached(&query)?;
    let found = rows.query_map(params![matter, limit as i64, WEAK], |row| {
        let (of, from, to): (String, String, String) = (row.get(2)?, row.get(3)?, row.get(4)?);
        Ok(Question {
            kind: kind.to_owned(),
            id: Id::Move(row.get(0)?).to_string(),
            day: Day(row.get(1)?).to_string(),
            message: format!("{message}: {of} {from}{}, “{}”", toward(&to), row.get::<_, String>(5)?),
        })
    })?;
    Ok(found.collect::<rusqlite::Result<_>>()?)
}

/// " → USA", where somebody is addressed.
fn toward(to: &str) -> String {
    if to.is_empty() { String::new() } else { format!(" → {to}") }
}

/// Acts that one report affirms and another denies, or that their maker denies.
fn contested(db: &Connection, matter: Option<i64>, limit: usize) -> Result<Vec<Question>> {
    let mut rows = db.prepare_cached(
        "SELECT id FROM move WHERE status = 0 AND (?1 IS NULL OR matter = ?1) AND (
            kind = 'DENY' OR told <> id AND substr(sure, 3, 1) <>
                (SELECT substr(first.sure, 3, 1) FROM move AS first WHERE first.id = move.told))
         ORDER BY day DESC, id DESC LIMIT ?2",
    )?;
    let keys: Vec<i64> =
        rows.query_map(params![matter, limit as i64], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    let mut found = Vec::new();
    for key in keys {
        let one = view::one_move(db, key)?;
        let message = match one.kind.as_str() {
            "DENY" => format!("{} denies: “{}”", one.from.join(", "), one.words),
            _ => format!("affirmed and denied ({}): “{}”", one.contested_by.join(" "), one.words),
        };
        found.push(Question { kind: "contested".to_owned(), id: one.id, day: one.day, message });
    }
    Ok(found)
}

/// Days within which a party that turned from one side to the other is to be looked at.
const TURNED: i32 = 3;

/// Parties that turned from for to against, or back, within days.
fn both_sides(db: &Connection, matter: Option<i64>, limit: usize) -> Result<Vec<Question>> {
    let mut rows = db.prepare_cached(
        "SELECT b.party, b.issue, a.stance, b.stance, b.since, b.moves FROM stance AS a
         JOIN stance AS b ON b.matter = a.matter AND b.issue = a.issue AND b.party = a.party AND b.since = a.until
         WHERE a.stance <> '?' AND b.stance <> '?' AND a.stance <> b.stance AND b.since - a.confirmed <= ?3
           AND (?1 IS NULL OR a.matter = ?1) ORDER BY b.since DESC, b.rowid DESC LIMIT ?2",
    )?;
    let mut rows = rows.query(params![matter, limit as i64, TURNED])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let (party, issue): (String, i64) = (row.get(0)?, row.get(1)?);
        let (before, after): (String, String) = (row.get(2)?, row.get(3)?);
        let moves = super::positions::move_ids(&row.get::<_, String>(5)?);
        found.push(Question {
            kind: "both sides".to_owned(),
            id: moves.first().cloned().unwrap_or_else(|| Id::Issue(issue).to_string()),
            day: Day(row.get(4)?).to_string(),
            message: format!(
                "{} turned from {before} to {after} on {} within {TURNED} days",
                view::party_name(db, &party)?,
                view::issue_name(db, issue)?
            ),
        });
    }
    Ok(found)
}

/// Persons of whom reports teach that they speak for different parties.
fn people(db: &Connection, limit: usize) -> Result<Vec<Question>> {
    let mut rows = db.prepare_cached(
        "SELECT person, group_concat(DISTINCT party), max(coalesce(day, 0)), max(report) FROM learnt
         JOIN reading ON reading.id = learnt.reading GROUP BY person HAVING count(DISTINCT party) > 1
         ORDER BY max(learnt.id) DESC LIMIT ?1",
    )?;
    let found = rows.query_map([limit as i64], |row| {
        let (person, parties): (String, String) = (row.get(0)?, row.get(1)?);
        Ok(Question {
            kind: "person".to_owned(),
            id: Id::Report(row.get(3)?).to_string(),
            day: Day(row.get(2)?).to_string(),
            message: format!("{person} speaks for {}", parties.replace(',', " and for ")),
        })
    })?;
    Ok(found.collect::<rusqlite::Result<_>>()?)
}
