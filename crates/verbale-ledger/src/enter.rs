//! What people enter: retractions, corrections, moves that the machine missed, and what they take back.
//!
//! Each is a new entry with its author and its reason; nothing is edited. What depends on it is computed again at
//! once. Refused: what names no entry, no kind of move or no party.

use crate::add::{self, Stamp};
use crate::derive::{self, Issues};
use crate::edits::{self, Anchor, Change, Correction};
use crate::entry::Desk;
use crate::error::{LedgerError, Result};
use crate::ids::{self, Id};
use crate::issues;
use crate::kept;
use crate::sides;
use crate::store::Ledger;
use rusqlite::{Connection, OptionalExtension, params};
use verbale::moves::MoveKind;
use verbale::record::Coded;

/// A row of the table of entries.
pub(crate) struct Row<'a> {
    pub(crate) kind: &'a str,
    pub(crate) report: Option<i64>,
    pub(crate) issue: Option<i64>,
    pub(crate) undoes: Option<i64>,
    pub(crate) reason: Option<&'a str>,
    pub(crate) what: String,
}

/// Enters what a person says.
pub(crate) fn enter(db: &Connection, batch: i64, row: &Row<'_>) -> Result<i64> {
    db.prepare_cached("INSERT INTO edit(batch, kind, report, issue, undoes, reason, what) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)")?
        .execute(params![batch, row.kind, row.report, row.issue, row.undoes, row.reason, row.what])?;
    Ok(db.last_insert_rowid())
}

impl Ledger {
    /// Withdraws the evidence of a report; what loses its last support is withdrawn, and stays readable.
    pub fn retract(&mut self, report: i64, reason: &str, stamp: &Stamp, desk: &Desk) -> Result<Id> {
        self.write(|db| {
            if kept::kept(db, report)?.retracted {
                return Err(LedgerError::Refused(format!("report {report} is retracted already")));
            }
            let batch = add::enter_batch(db, stamp)?;
            let row = Row {
                kind: "retract",
                report: Some(report),
                issue: None,
                undoes: None,
                reason: Some(reason),
                what: "{}".to_owned(),
            };
            let edit = enter(db, batch, &row)?;
            derive::again(db, report, batch, desk, Issues::Kept)?;
            Ok(Id::Edit(edit))
        })
    }

    /// Says what a move is in truth, or that there is no such move.
    pub fn correct(
        &mut self,
        key: i64,
        change: &Change,
        reason: &str,
        stamp: &Stamp,
        desk: &Desk,
    ) -> Result<Id> {
        check(change)?;
        if *change == Change::default() {
            return Err(LedgerError::Refused("nothing to correct; say what the move is in truth".to_owned()));
        }
        self.write(|db| {
            let anchor = anchor(db, key)?;
            let batch = add::enter_batch(db, stamp)?;
            let edit = correction(db, batch, ids::report_of(key), Some(anchor), change, reason, None)?;
            derive::again(db, ids::report_of(key), batch, desk, Issues::Kept)?;
            Ok(Id::Edit(edit))
        })
    }

    /// Adds a move that the machine missed; `evidence` are words of the report's text.
    pub fn add_move(
        &mut self,
        report: i64,
        evidence: &str,
        change: &Change,
        reason: &str,
        stamp: &Stamp,
        desk: &Desk,
    ) -> Result<Id> {
        check(change)?;
        if change.kind.is_none() || change.from.is_none() {
            return Err(LedgerError::Refused("a move needs at least its kind and who makes it".to_owned()));
        }
        self.write(|db| {
            let text = kept::text(db, report)?;
            let span = place(&text, evidence)?;
            let batch = add::enter_batch(db, stamp)?;
            let correction = Correction {
                anchor: None,
                change: change.clone(),
                evidence: vec![span],
                words: evidence.split_whitespace().collect::<Vec<_>>().join(" "),
                of: None,
            };
            let row = Row {
                kind: "correct",
                report: Some(report),
                issue: None,
                undoes: None,
                reason: Some(reason),
                what: json(&correction),
            };
            let edit = enter(db, batch, &row)?;
            derive::again(db, report, batch, desk, Issues::Kept)?;
            Ok(Id::Move(ids::added(report, edit)))
        })
    }

    /// Takes back what a person entered.
    pub fn undo(&mut self, edit: i64, reason: Option<&str>, stamp: &Stamp, desk: &Desk) -> Result<Id> {
        self.write(|db| {
            let found = db
                .query_row("SELECT kind, report, issue FROM edit WHERE id = ?1", [edit], |row| {
                    Ok((
                        row.get::<_, String>(0)?,
                        row.get::<_, Option<i64>>(1)?,
                        row.get::<_, Option<i64>>(2)?,
                    ))
                })
                .optional()?;
            let Some((kind, report, issue)) = found else {
                return Err(LedgerError::NoSuch(
                    Id::Edit(edit).to_string(),
                    "entries of people are numbered from c1",
                ));
            };
            if edits::undone(db)?.contains(&edit) {
                return Err(LedgerError::Refused(format!("{} was taken back already", Id::Edit(edit))));
            }
            let batch = add::enter_batch(db, stamp)?;
            let row = Row { kind: "undo", report, issue, undoes: Some(edit), reason, what: "{}".to_owned() };
            let undo = enter(db, batch, &row)?;
            for report in reports_of(db, edit, report)? {
                derive::again(db, report, batch, desk, Issues::Kept)?;
            }
            if matches!(kind.as_str(), "merge" | "rename" | "split" | "undo") {
                issues::arrange(db)?;
            }
            Ok(Id::Edit(undo))
        })
    }
}

/// The reports that an entry is about: its own, or those whose moves it gave to another issue.
fn reports_of(db: &Connection, edit: i64, report: Option<i64>) -> Result<Vec<i64>> {
    if let Some(report) = report {
        return Ok(vec![report]);
    }
    let mut rows =
        db.prepare("SELECT DISTINCT report, what FROM edit WHERE kind = 'correct' ORDER BY report")?;
    let all: Vec<(i64, String)> =
        rows.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<rusqlite::Result<_>>()?;
    let mut reports: Vec<i64> = all
        .into_iter()
        .filter(|(_, what)| serde_json::from_str(what).is_ok_and(|one: Correction| one.of == Some(edit)))
        .map(|(report, _)| report)
        .collect();
    reports.dedup();
    Ok(reports)
}

/// Enters a correction of a move that was read.
pub(crate) fn correction(
    db: &Connection,
    batch: i64,
    report: i64,
    anchor: Option<Anchor>,
    change: &Change,
    reason: &str,
    of: Option<i64>,
) -> Result<i64> {
    let correction =
        Correction { anchor, change: change.clone(), evidence: Vec::new(), words: String::new(), of };
    let row = Row {
        kind: "correct",
        report: Some(report),
        issue: None,
        undoes: None,
        reason: Some(reason),
        what: json(&correction),
    };
    enter(db, batch, &row)
}

fn json(correction: &Correction) -> String {
    serde_json::to_string(correction).expect("made of strings and numbers")
}

/// Where a move that the machine read stands, and what the machine said of it.
pub(crate) fn anchor(db: &Connection, key: i64) -> Result<Anchor> {
    let report = ids::report_of(key);
    let record = kept::record(db, report)?;
    let Some(place) = ids::place_of(key) else {
        return Err(LedgerError::Refused(format!(
            "{} was added by a person; take it back (`verbale correct undo`) and add it again",
            Id::Move(key)
        )));
    };
    let read = (place as usize).checked_sub(1).and_then(|at| record.moves.get(at));
    let read = read
        .ok_or_else(|| LedgerError::NoSuch(Id::Move(key).to_string(), "`verbale moves` lists the moves"))?;
    let sides = |list: &[verbale::record::PartyRef]| {
        sides::write(&list.iter().map(sides::Side::of).collect::<Vec<_>>())
    };
    Ok(Anchor {
        sha256: record.document.sha256.clone(),
        evidence: read.evidence.iter().map(|span| (span.start, span.end)).collect(),
        kind: read.kind.word().to_owned(),
        from: sides(&read.from),
        to: sides(&read.to),
    })
}

/// Refuses kinds and polarities that there are not.
fn check(change: &Change) -> Result<()> {
    if let Some(kind) =
        change.kind.as_ref().filter(|kind| !MoveKind::all().iter().any(|known| known.word() == *kind))
    {
        let known: Vec<&str> = MoveKind::all().iter().map(|kind| kind.word()).collect();
        return Err(LedgerError::Refused(format!(
            "no such kind of move: {kind}; there are {}",
            known.join(" ")
        )));
    }
    if let Some(polarity) = change.polarity.as_ref().filter(|one| !matches!(one.as_str(), "+" | "-" | "?")) {
        return Err(LedgerError::Refused(format!(
            "no such polarity: {polarity}; expected + (for), - (against) or ?"
        )));
    }
    Ok(())
}

/// Where words stand in a text, in code points; blanks and line ends count as one.
fn place(text: &str, words: &str) -> Result<(u32, u32)> {
    let wanted: Vec<&str> = words.split_whitespace().collect();
    let refuse =
        |why: &str| LedgerError::Refused(format!("the words “{words}” {why} in the text of the report"));
    let Some(first) = wanted.first() else { return Err(refuse("are none")) };
    let fits = |at: usize| -> Option<usize> {
        let mut rest = &text[at..];
        for (n, word) in wanted.iter().enumerate() {
            if n > 0 {
                let trimmed = rest.trim_start();
                if trimmed.len() == rest.len() {
                    return None;
                }
                rest = trimmed;
            }
            rest = rest.strip_prefix(word)?;
        }
        Some(text.len() - rest.len())
    };
    let mut found = text.match_indices(first).filter_map(|(at, _)| Some((at, fits(at)?)));
    let (start, end) = found.next().ok_or_else(|| refuse("do not stand"))?;
    if found.next().is_some() {
        return Err(refuse("stand more than once"));
    }
    let point = |byte: usize| text[..byte].chars().count() as u32;
    Ok((point(start), point(end)))
}

#[cfg(test)]
mod tests {
    use super::place;

    #[test]
    fn words_are_found_across_line_ends_and_only_once() {
        assert_eq!(place("Да, he said.\nHe  left.", "said. He left").ok(), Some((7, 21)));
        assert!(place("He left. He left.", "He left").is_err());
        assert!(place("He left.", "they").is_err());
        assert!(place("He left.", " ").is_err());
    }
}
