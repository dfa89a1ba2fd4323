//! What people entered on a report, laid over what was read from it.
//!
//! An entry of a person is anchored on the text, on the evidence and on what the machine had said, not on an ordinal
//! of a reading; so it finds its move again in another reading, and where that reading has no such move any more, the
//! person's word stands alone.

use crate::error::{LedgerError, Result};
use crate::facts::MoveFact;
use crate::ids;
use crate::sides;
use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// A move as it counts.
pub(crate) struct Counted {
    pub(crate) key: i64,
    /// Kind, makers and addressees as they were read.
    read: Option<(String, String, String)>,
    pub(crate) fact: MoveFact,
    pub(crate) rejected: bool,
    /// The entry of a person that made it what it is.
    pub(crate) edit: Option<i64>,
    /// The issue that a person gave it.
    pub(crate) issue: Option<i64>,
}

/// Where a move stood and what the machine said of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Anchor {
    /// The hash of the text.
    pub(crate) sha256: String,
    /// Spans in code points.
    pub(crate) evidence: Vec<(u32, u32)>,
    pub(crate) kind: String,
    pub(crate) from: String,
    pub(crate) to: String,
}

/// What a person says of a move; what is not there stays as it is.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Change {
    /// The kind of move.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// Who makes it: codes apart by blanks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// To whom.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    /// The number of the issue.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub issue: Option<i64>,
    /// `+`, `-` or `?`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub polarity: Option<String>,
    /// The day, counted from 1970-01-01.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub day: Option<i32>,
    /// True where there is no such move.
    #[serde(default)]
    pub reject: bool,
}

/// What stands in the column `what` of a correction.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Correction {
    /// None for a move that the machine missed.
    pub(crate) anchor: Option<Anchor>,
    pub(crate) change: Change,
    /// Of a move that the machine missed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) evidence: Vec<(u32, u32)>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(crate) words: String,
    /// The entry of which it is a part: a split issue.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) of: Option<i64>,
}

/// The entries that stand: not taken back by an entry that stands itself.
pub(crate) fn undone(db: &Connection) -> Result<BTreeSet<i64>> {
    let mut undone = BTreeSet::new();
    let mut all =
        db.prepare_cached("SELECT id, undoes FROM edit WHERE undoes IS NOT NULL ORDER BY id DESC")?;
    let mut rows = all.query([])?;
    while let Some(row) = rows.next()? {
        let (id, undoes): (i64, i64) = (row.get(0)?, row.get(1)?);
        if !undone.contains(&id) {
            undone.insert(undoes);
        }
    }
    Ok(undone)
}

/// True where a retraction of the report stands.
pub(crate) fn is_retracted(db: &Connection, report: i64) -> Result<bool> {
    Ok(!standing(db, report, "retract")?.is_empty())
}

/// The entries of a kind on a report that stand, the first first.
fn standing(db: &Connection, report: i64, kind: &str) -> Result<Vec<(i64, String)>> {
    let mut rows =
        db.prepare_cached("SELECT id, what FROM edit WHERE report = ?1 AND kind = ?2 ORDER BY id")?;
    let found: Vec<(i64, String)> = rows
        .query_map(rusqlite::params![report, kind], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<rusqlite::Result<_>>()?;
    if found.is_empty() {
        return Ok(found);
    }
    let undone = undone(db)?;
    Ok(found.into_iter().filter(|(id, _)| !undone.contains(id)).collect())
}

/// Lays what people entered over the moves that were read.
pub(crate) fn apply(db: &Connection, report: i64, moves: &[MoveFact]) -> Result<Vec<Counted>> {
    let as_read = |fact: &MoveFact| Counted {
        key: ids::key(report, fact.place),
        read: Some((fact.kind.clone(), sides::write(&fact.from), sides::write(&fact.to))),
        fact: fact.clone(),
        rejected: false,
        edit: None,
        issue: None,
    };
    let mut counted: Vec<Counted> = moves.iter().map(as_read).collect();
    let entered = standing(db, report, "correct")?;
    let undone = if entered.is_empty() { BTreeSet::new() } else { undone(db)? };
    for (edit, what) in entered {
        let unreadable =
            |error: serde_json::Error| LedgerError::Unreadable(format!("c{edit}"), error.to_string());
        let correction: Correction = serde_json::from_str(&what).map_err(unreadable)?;
        if correction.of.is_some_and(|whole| undone.contains(&whole)) {
            continue;
        }
        lay(&mut counted, report, edit, &correction);
    }
    Ok(counted)
}

fn lay(counted: &mut Vec<Counted>, report: i64, edit: i64, correction: &Correction) {
    let change = &correction.change;
    let found = correction.anchor.as_ref().and_then(|anchor| find(counted, anchor));
    if let Some(at) = found {
        let one = &mut counted[at];
        alter(one, change);
        one.rejected = change.reject;
        one.edit = Some(edit);
        return;
    }
    if change.reject {
        // What was rejected is not read any more.
        return;
    }
    let mut one = Counted {
        key: ids::added(report, edit),
        read: None,
        fact: missed(correction),
        rejected: false,
        edit: Some(edit),
        issue: None,
    };
    alter(&mut one, change);
    counted.push(one);
}

fn alter(one: &mut Counted, change: &Change) {
    if let Some(kind) = &change.kind {
        one.fact.kind.clone_from(kind);
    }
    if let Some(from) = &change.from {
        one.fact.from = sides::read(from);
    }
    if let Some(to) = &change.to {
        one.fact.to = sides::read(to);
    }
    if let Some(polarity) = &change.polarity {
        one.fact.polarity.clone_from(polarity);
    }
    if let Some(day) = change.day {
        one.fact.low = Some(crate::day::Day(day));
        one.fact.high = one.fact.low;
    }
    one.issue = change.issue.or(one.issue);
}

/// The move that stands where the anchor points: of the same kind sooner than another, of the same parties sooner
/// than others.
fn find(counted: &[Counted], anchor: &Anchor) -> Option<usize> {
    let fit = |one: &Counted| {
        let (kind, from, to) = one.read.as_ref()?;
        let overlap = overlap(&one.fact.evidence, &anchor.evidence);
        let (kind, from, to) = (*kind == anchor.kind, *from == anchor.from, *to == anchor.to);
        // A move of another kind and of other parties is another move, however near.
        let fits = overlap > 0.5 && (kind || from && to);
        fits.then_some((u32::from(kind) + u32::from(from) + u32::from(to), (overlap * 1000.0) as u32))
    };
    let fits = counted.iter().enumerate().filter_map(|(n, one)| Some((fit(one)?, n)));
    fits.max_by_key(|(fit, n)| (*fit, std::cmp::Reverse(*n))).map(|(_, n)| n)
}

/// The part of the smaller evidence that lies in the other.
fn overlap(a: &[(u32, u32)], b: &[(u32, u32)]) -> f64 {
    let length = |list: &[(u32, u32)]| list.iter().map(|span| span.1.saturating_sub(span.0)).sum::<u32>();
    let shared: u32 =
        a.iter().flat_map(|x| b.iter().map(move |y| x.1.min(y.1).saturating_sub(x.0.max(y.0)))).sum();
    let smaller = length(a).min(length(b));
    if smaller == 0 { 0.0 } else { f64::from(shared) / f64::from(smaller) }
}

/// A move that no reading has, with what the entry says of it.
fn missed(correction: &Correction) -> MoveFact {
    let anchor = correction.anchor.as_ref();
    let evidence = match anchor {
        Some(anchor) => anchor.evidence.clone(),
        None => correction.evidence.clone(),
    };
    MoveFact {
        place: 0,
        kind: anchor.map_or_else(|| "ASSERT".to_owned(), |anchor| anchor.kind.clone()),
        act: None,
        from: anchor.map(|anchor| sides::read(&anchor.from)).unwrap_or_default(),
        to: anchor.map(|anchor| sides::read(&anchor.to)).unwrap_or_default(),
        person: None,
        issue: None,
        low: None,
        high: None,
        due: None,
        sure: "CT+".to_owned(),
        polarity: "?".to_owned(),
        internal: false,
        conditional: false,
        reply: None,
        answers_paper: false,
        evidence,
        words: correction.words.clone(),
        flags: String::new(),
        confidence: 1.0,
        voice: None,
    }
}
