//! How entries are shown: moves with what supports and what contests them, issues and parties with their names.

use crate::day::Day;
use crate::derive::{COUNTS, REJECTED, RETRACTED};
use crate::error::{LedgerError, Result};
use crate::ids::{self, Id};
use crate::sides;
use rusqlite::{Connection, OptionalExtension, Row, params};
use serde::Serialize;
use std::collections::BTreeMap;

/// The two clocks: what had happened, and what was recorded, by the end of which day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AsOf {
    /// What had happened by then.
    pub day: Day,
    /// What was recorded by then; everything if none.
    pub known_by: Option<Day>,
}

/// The columns that [`MoveView`] is made of.
const COLUMNS: &str = "id, told, status, matter, issue, kind, act, from_, to_, person, day, told_on, low, high, due, sure, \
    polarity, internal, reply, words, flags, confidence, edit";

/// A move as it is shown.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[allow(missing_docs, reason = "the fields are those of the record, or told in docs/ledger.md")]
pub struct MoveView {
    pub id: String,
    #[serde(skip)]
    pub key: i64,
    pub day: String,
    pub happened: Option<(String, String)>,
    pub reported: String,
    pub kind: String,
    pub act: Option<String>,
    pub from: Vec<String>,
    pub to: Vec<String>,
    pub person: Option<String>,
    pub issue: Option<String>,
    pub matter: Option<String>,
    pub polarity: String,
    pub certain: String,
    pub internal: bool,
    pub due: Option<String>,
    pub answers: Option<String>,
    pub words: String,
    pub flags: Vec<String>,
    pub confidence: f64,
    /// How many reports tell it, and how many voices of their own.
    pub reports: usize,
    pub voices: Vec<String>,
    /// The moves that contest it.
    pub contested_by: Vec<String>,
    /// "counts", "withdrawn", "rejected", "corrected by c7".
    pub status: String,
}

/// One move.
pub(crate) fn one_move(db: &Connection, key: i64) -> Result<MoveView> {
    let query = format!("SELECT {COLUMNS} FROM move WHERE id = ?1");
    let found = db.prepare_cached(&query)?.query_row([key], bare).optional()?;
    let bare = found
        .ok_or_else(|| LedgerError::NoSuch(Id::Move(key).to_string(), "`verbale moves` lists the moves"))?;
    full(db, bare)
}

/// The moves that a condition finds; `tail` goes behind WHERE.
pub(crate) fn moves(db: &Connection, tail: &str, values: &[&dyn rusqlite::ToSql]) -> Result<Vec<MoveView>> {
    let query = format!("SELECT {COLUMNS} FROM move WHERE {tail}");
    let bare: Vec<Bare> =
        db.prepare_cached(&query)?.query_map(values, bare)?.collect::<rusqlite::Result<_>>()?;
    bare.into_iter().map(|one| full(db, one)).collect()
}

/// The same without what tells and what contests each, which has to be looked for.
pub(crate) fn moves_alone(
    db: &Connection,
    tail: &str,
    values: &[&dyn rusqlite::ToSql],
) -> Result<Vec<MoveView>> {
    let query = format!("SELECT {COLUMNS} FROM move WHERE {tail}");
    let mut found = db.prepare_cached(&query)?;
    let rows = found.query_map(values, |row| Ok(bare(row)?.0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// A row of a move, and the act that it tells.
type Bare = (MoveView, i64, Option<i64>);

fn bare(row: &Row<'_>) -> rusqlite::Result<Bare> {
    let key: i64 = row.get(0)?;
    let day = |column: usize| {
        Ok::<_, rusqlite::Error>(row.get::<_, Option<i32>>(column)?.map(|day| Day(day).to_string()))
    };
    let issue = |column: usize| {
        Ok::<_, rusqlite::Error>(row.get::<_, Option<i64>>(column)?.map(|id| Id::Issue(id).to_string()))
    };
    let edit: Option<i64> = row.get(22)?;
    let status = match (row.get(2)?, edit) {
        (COUNTS, Some(edit)) => format!("corrected by {}", Id::Edit(edit)),
        (RETRACTED, _) => "withdrawn".to_owned(),
        (REJECTED, Some(edit)) => format!("rejected by {}", Id::Edit(edit)),
        _ => "counts".to_owned(),
    };
    let flags: String = row.get(20)?;
    let view = MoveView {
        id: Id::Move(key).to_string(),
        key,
        matter: issue(3)?,
        issue: issue(4)?,
        kind: row.get(5)?,
        act: row.get(6)?,
        from: shown(&row.get::<_, String>(7)?),
        to: shown(&row.get::<_, String>(8)?),
        person: row.get(9)?,
        day: day(10)?.unwrap_or_default(),
        reported: day(11)?.unwrap_or_default(),
        happened: day(12)?.zip(day(13)?),
        due: day(14)?,
        certain: row.get(15)?,
        polarity: row.get(16)?,
        internal: row.get(17)?,
        answers: row.get::<_, Option<i64>>(18)?.map(|key| Id::Move(key).to_string()),
        words: row.get(19)?,
        flags: flags.split(' ').filter(|flag| !flag.is_empty()).map(str::to_owned).collect(),
        confidence: row.get(21)?,
        reports: 0,
        voices: Vec::new(),
        contested_by: Vec::new(),
        status,
    };
    Ok((view, row.get(1)?, row.get(4)?))
}

/// "each of OSCE" for a set.
fn shown(column: &str) -> Vec<String> {
    let one = |side: sides::Side| match side.members.is_empty() {
        true => side.code,
        false => format!("each of {}", side.code),
    };
    sides::read(column).into_iter().map(one).collect()
}

fn full(db: &Connection, (mut view, act, issue): Bare) -> Result<MoveView> {
    let mut tellings = db.prepare_cached(
        "SELECT move.id, coalesce(move.voice, root.voice), move.sure FROM
            (SELECT id, voice, sure, status FROM move WHERE id = ?1
             UNION ALL SELECT id, voice, sure, status FROM move WHERE told = ?1 AND told <> id) AS move
         JOIN root ON root.report = move.id >> 20 WHERE move.status = 0 ORDER BY move.id",
    )?;
    let mut rows = tellings.query([act])?;
    let affirmed = view.certain.ends_with('+');
    let mut reports = std::collections::BTreeSet::new();
    while let Some(row) = rows.next()? {
        let (key, voice, sure): (i64, String, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
        reports.insert(ids::report_of(key));
        if !view.voices.contains(&voice) {
            view.voices.push(voice);
        }
        if sure.ends_with(if affirmed { '-' } else { '+' }) {
            view.contested_by.push(Id::Move(key).to_string());
        }
    }
    view.reports = reports.len();
    if let Some(issue) = issue {
        view.contested_by.extend(denials(db, &view, issue)?);
    }
    Ok(view)
}

/// Days within which a denial is of what was told before it.
const DENIED_WITHIN: i32 = 21;

/// What the maker of a deed or a charge's target denies of it, in much the same words.
fn denials(db: &Connection, view: &MoveView, issue: i64) -> Result<Vec<String>> {
    let deniable = matches!(
        view.kind.as_str(),
        "ACCUSE"
            | "BREACH"
            | "PERFORM"
            | "THREATEN"
            | "PROPOSE"
            | "ACCEPT"
            | "CONCEDE"
            | "COMMIT"
            | "SIGN"
            | "DELIVER"
    );
    let Some(day) = Day::parse(&view.day).filter(|_| deniable) else { return Ok(Vec::new()) };
    let mut found = db.prepare_cached(
        "SELECT id, from_, words FROM move WHERE issue = ?1 AND kind = 'DENY' AND day BETWEEN ?2 AND ?3
         AND status = 0 AND id = told",
    )?;
    let mut rows = found.query(params![issue, day.0 - 1, day.0.saturating_add(DENIED_WITHIN)])?;
    let mut denials = Vec::new();
    while let Some(row) = rows.next()? {
        let (from, words): (String, String) = (row.get(1)?, row.get(2)?);
        let own = shown(&from).iter().any(|party| view.from.contains(party) || view.to.contains(party));
        if own && crate::acts::says_the_same(&words, &view.words) {
            denials.push(Id::Move(row.get(0)?).to_string());
        }
    }
    Ok(denials)
}

/// Names of parties and issues, asked for once each.
pub(crate) struct Names<'a> {
    db: &'a Connection,
    parties: BTreeMap<String, String>,
    issues: BTreeMap<i64, String>,
    political: BTreeMap<String, bool>,
}

impl<'a> Names<'a> {
    pub(crate) fn new(db: &'a Connection) -> Names<'a> {
        Names { db, parties: BTreeMap::new(), issues: BTreeMap::new(), political: BTreeMap::new() }
    }

    /// True where all codes of a column are those of states, organisations, armed groups or sets of them.
    pub(crate) fn political(&mut self, column: &str) -> Result<bool> {
        for code in column.split(' ').filter(|code| !code.is_empty()) {
            if !self.political.contains_key(code) {
                let kind: Option<String> = self
                    .db
                    .prepare_cached("SELECT kind FROM party WHERE code = ?1")?
                    .query_row([code], |row| row.get(0))
                    .optional()?;
                let political = match kind.as_deref() {
                    Some("state" | "igo" | "armed-group") => true,
                    // A set with a code of its own is known by the tables: EU3, BALTIC; "chip makers" has none.
                    Some("group") => !code.chars().any(char::is_lowercase),
                    // Members of a body are known by their codes alone.
                    None => true,
                    _ => false,
                };
                self.political.insert(code.to_owned(), political);
            }
            if !self.political.get(code).copied().unwrap_or(false) {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// What an issue is called now.
    pub(crate) fn issue(&mut self, issue: i64) -> Result<String> {
        if let Some(known) = self.issues.get(&issue) {
            return Ok(known.clone());
        }
        // No person asked for this one: another entry names it.
        let name = issue_name(self.db, issue).map_err(|error| match error {
            LedgerError::NoSuch(..) => LedgerError::Sql(rusqlite::Error::QueryReturnedNoRows),
            other => other,
        })?;
        self.issues.insert(issue, name.clone());
        Ok(name)
    }

    /// "Russia" for RUS; the code where the name is longer.
    pub(crate) fn party(&mut self, code: &str) -> Result<String> {
        if let Some(known) = self.parties.get(code) {
            return Ok(known.clone());
        }
        let name = party_name(self.db, code)?;
        self.parties.insert(code.to_owned(), name.clone());
        Ok(name)
    }
}

/// Of a column of keys those of moves that had happened by the end of a day.
pub(crate) fn by_day(db: &Connection, column: &str, day: Day) -> Result<Vec<i64>> {
    let mut happened = db.prepare_cached("SELECT 1 FROM move WHERE id = ?1 AND day <= ?2")?;
    let mut keys = Vec::new();
    for key in column.split(' ').filter_map(|key| key.parse::<i64>().ok()) {
        if happened.exists(params![key, day.0])? {
            keys.push(key);
        }
    }
    Ok(keys)
}

/// The ids of moves.
pub(crate) fn ids(keys: &[i64]) -> Vec<String> {
    keys.iter().map(|&key| Id::Move(key).to_string()).collect()
}

/// "told by reuters"; a report of which nobody knows whose word it is speaks for itself.
pub(crate) fn voice(voice: &str) -> String {
    match voice.strip_prefix('#') {
        Some(report) => format!("the maker of report {report}"),
        None => voice.to_owned(),
    }
}

/// What an issue is called now: as a person renamed it, else as it was first called.
pub(crate) fn issue_name(db: &Connection, issue: i64) -> Result<String> {
    let name = db
        .prepare_cached(
            "SELECT coalesce(renamed.name, issue.name) FROM issue LEFT JOIN renamed ON renamed.issue = issue.id
             WHERE issue.id = ?1",
        )?
        .query_row([issue], |row| row.get(0))
        .optional()?;
    name.ok_or_else(|| LedgerError::NoSuch(Id::Issue(issue).to_string(), "`verbale board` lists the issues"))
}

/// The longest name of a party that is shown instead of its code.
const SHORT: usize = 24;

/// "Russia" for RUS; the code where the name is longer or not known.
pub(crate) fn party_name(db: &Connection, code: &str) -> Result<String> {
    if let Some(body) = code.strip_prefix("each of ") {
        return Ok(format!("each of {}", party_name(db, body)?));
    }
    let name: Option<String> = db
        .prepare_cached("SELECT name FROM party WHERE code = ?1")?
        .query_row([code], |row| row.get(0))
        .optional()?;
    Ok(name.filter(|name| name.chars().count() <= SHORT).unwrap_or_else(|| code.to_owned()))
}
