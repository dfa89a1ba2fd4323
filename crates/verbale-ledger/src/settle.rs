//! The course of each matter, computed from the moves that count and kept in periods.
//!
//! Only matters marked as unsettled are computed again; [`Ledger::settle_all`] does all.

mod build;
mod weigh;

use crate::error::Result;
use crate::store::Ledger;
use build::Build;
pub(crate) use build::code;
use rusqlite::{Connection, params};
use std::collections::{BTreeMap, HashMap};
use verbale::actor::ActorRef;
use verbale::moves::{IssueId, MoveId, Polarity};
use verbale::record::Coded;
use verbale::talks::series::{Course, Period};
use verbale::talks::{IssueState, Obligation, Position, StateOfIssue};

/// How many moves of an entry are kept beside it: its first and its last ones.
const KEPT: usize = 24;

impl Ledger {
    /// Computes what has changed since the last time; says of how many matters.
    pub fn settle(&mut self) -> Result<usize> {
        self.write(|db| {
            let matters: Vec<i64> = db
                .prepare_cached("SELECT matter FROM unsettled ORDER BY matter")?
                .query_map([], |row| row.get(0))?
                .collect::<rusqlite::Result<_>>()?;
            for &matter in &matters {
                settle(db, matter)?;
            }
            db.execute("DELETE FROM unsettled", [])?;
            Ok(matters.len())
        })
    }

    /// Computes everything anew; says of how many matters.
    pub fn settle_all(&mut self) -> Result<usize> {
        self.write(|db| {
            db.execute_batch(
                "DELETE FROM standing; DELETE FROM owed; DELETE FROM stance; DELETE FROM unsettled",
            )?;
            let matters: Vec<i64> = db
                .prepare("SELECT DISTINCT matter FROM move WHERE matter IS NOT NULL ORDER BY matter")?
                .query_map([], |row| row.get(0))?
                .collect::<rusqlite::Result<_>>()?;
            for &matter in &matters {
                enter(db, matter, &course(db, matter, None)?)?;
            }
            Ok(matters.len())
        })
    }

    /// How many matters wait to be settled.
    pub fn unsettled(&self) -> Result<i64> {
        self.read(|db| Ok(db.query_row("SELECT count(*) FROM unsettled", [], |row| row.get(0))?))
    }
}

fn settle(db: &Connection, matter: i64) -> Result<()> {
    for table in ["standing", "owed", "stance"] {
        db.prepare_cached(&format!("DELETE FROM {table} WHERE matter = ?1"))?.execute([matter])?;
    }
    enter(db, matter, &course(db, matter, None)?)
}

/// The course of a matter with what is needed to write it down.
pub(crate) struct Written {
    course: Course,
    parties: Vec<String>,
    issues: Vec<i64>,
    keys: Vec<i64>,
    days: Vec<i32>,
    due: Vec<Option<i32>>,
}

/// Computes the course of a matter, from what was recorded by a day if one is given.
pub(crate) fn course(db: &Connection, matter: i64, known_by: Option<i32>) -> Result<Written> {
    Ok(taken(db, matter, known_by)?.fold())
}

/// Where each move of a matter shows its maker to stand, weighed beside those before it as for positions; by key.
pub(crate) fn shown(db: &Connection, matter: i64, known_by: Option<i32>) -> Result<HashMap<i64, Polarity>> {
    Ok(taken(db, matter, known_by)?.shown())
}

/// The moves of a matter that count.
fn taken(db: &Connection, matter: i64, known_by: Option<i32>) -> Result<Build> {
    let mut build = Build::new(matter);
    let known = match known_by {
        None => "",
        Some(_) => {
            "AND (SELECT recorded FROM batch JOIN report ON report.batch = batch.id WHERE report.id = move.id >> 20) <= ?2"
        }
    };
    let query = format!(
        "SELECT id, told, issue, kind, from_, to_, day, due, sure, polarity, internal, conditional, reply, paper, start,
            confidence, (SELECT issue.matter FROM issue WHERE issue.id = move.issue),
            told_on
         FROM move WHERE matter = ?1 AND status = 0 {known} ORDER BY day, told_on, id"
    );
    let mut moves = db.prepare_cached(&query)?;
    let mut rows = match known_by {
        None => moves.query(params![matter])?,
        Some(day) => moves.query(params![matter, day])?,
    };
    while let Some(row) = rows.next()? {
        build.take(row)?;
    }
    Ok(build)
}

/// One period of an obligation.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct OwedRow {
    pub(crate) issue: Option<i64>,
    pub(crate) which: i64,
    pub(crate) kind: String,
    pub(crate) debtor: String,
    pub(crate) creditor: String,
    pub(crate) state: String,
    pub(crate) basis: String,
    pub(crate) opened: i32,
    pub(crate) since: i32,
    pub(crate) until: Option<i32>,
    pub(crate) due: Option<i32>,
    pub(crate) about: Option<i64>,
    pub(crate) moves: String,
}

/// One period of the state of an issue between two.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct StandingRow {
    pub(crate) issue: i64,
    pub(crate) raiser: String,
    pub(crate) other: String,
    pub(crate) state: String,
    pub(crate) since: i32,
    pub(crate) until: Option<i32>,
    pub(crate) moves: String,
}

/// A measure that its maker has announced.
pub(crate) const ANNOUNCED: &str = "ANNOUNCED";
/// A measure that hits the other.
pub(crate) const IN_FORCE: &str = "IN_FORCE";

/// What the state of a measure is called.
fn measure(state: IssueState) -> &'static str {
    match state {
        IssueState::Raised => ANNOUNCED,
        IssueState::Implemented => IN_FORCE,
        other => other.word(),
    }
}

/// One period of the position of a party.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct StanceRow {
    pub(crate) matter: i64,
    pub(crate) issue: i64,
    pub(crate) party: String,
    pub(crate) stance: String,
    pub(crate) since: i32,
    pub(crate) until: Option<i32>,
    pub(crate) confirmed: i32,
    pub(crate) times: i64,
    pub(crate) moves: String,
}

impl Written {
    fn codes(&self, list: &[ActorRef]) -> String {
        let mut codes: Vec<&str> = list.iter().map(|one| self.party(one)).collect();
        codes.sort_unstable();
        codes.dedup();
        codes.join(" ")
    }

    fn party(&self, one: &ActorRef) -> &str {
        &self.parties[one.party.0 as usize]
    }

    fn issue(&self, issue: IssueId) -> i64 {
        self.issues[issue.0 as usize]
    }

    /// The first and the last moves.
    fn moves(&self, list: &[MoveId]) -> String {
        let key = |id: &MoveId| self.keys[id.0 as usize].to_string();
        let kept: Vec<String> = match list.len() {
            0..=KEPT => list.iter().map(key).collect(),
            many => list[..1].iter().chain(&list[many - KEPT + 1..]).map(key).collect(),
        };
        kept.join(" ")
    }

    /// Who owed whom what.
    pub(crate) fn owed(&self) -> Vec<OwedRow> {
        let mut opened: BTreeMap<usize, i32> = BTreeMap::new();
        let mut row = |period: &Period<Obligation>| {
            let value = &period.value;
            OwedRow {
                issue: value.issue.map(|issue| self.issue(issue)),
                which: period.which as i64,
                kind: value.kind.word().to_owned(),
                debtor: self.codes(&value.debtor),
                creditor: self.codes(&value.creditor),
                state: value.state.word().to_owned(),
                basis: value.basis.word().to_owned(),
                opened: *opened.entry(period.which).or_insert(period.since),
                since: period.since,
                until: period.until,
                due: value.moves.iter().filter_map(|id| self.due[id.0 as usize]).max(),
                about: value.moves.first().map(|id| self.keys[id.0 as usize]),
                moves: self.moves(&value.moves),
            }
        };
        self.course.obligations.iter().map(&mut row).collect()
    }

    /// Where each issue stood.
    pub(crate) fn standing(&self) -> Vec<StandingRow> {
        let row = |period: &Period<StateOfIssue>, state: &str| StandingRow {
            issue: self.issue(period.value.issue),
            raiser: self.party(&period.value.from).to_owned(),
            other: self.party(&period.value.to).to_owned(),
            state: state.to_owned(),
            since: period.since,
            until: period.until,
            moves: self.moves(&period.value.moves),
        };
        let states = self.course.states.iter().map(|period| row(period, period.value.state.word()));
        let measures = self.course.measures.iter().map(|period| row(period, measure(period.value.state)));
        let mut rows: Vec<StandingRow> = states.chain(measures).collect();
        rows.sort_by_key(|row| row.since);
        rows
    }

    /// Where each party stood.
    pub(crate) fn stances(&self, matter: i64) -> Vec<StanceRow> {
        let row = |period: &Period<Position>| {
            let moves = &period.value.moves;
            StanceRow {
                matter,
                issue: self.issue(period.value.issue),
                party: self.party(&period.value.party).to_owned(),
                stance: period.value.stance.word().to_owned(),
                since: period.since,
                until: period.until,
                confirmed: moves.last().map_or(period.since, |id| self.days[id.0 as usize]),
                times: moves.len() as i64,
                moves: self.moves(moves),
            }
        };
        self.course.positions.iter().map(row).collect()
    }
}

fn enter(db: &Connection, matter: i64, written: &Written) -> Result<()> {
    let mut standing = db.prepare_cached(
        "INSERT INTO standing(matter, issue, raiser, other, state, since, until, moves)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    )?;
    for row in written.standing() {
        standing.execute(params![
            matter, row.issue, row.raiser, row.other, row.state, row.since, row.until, row.moves
        ])?;
    }
    let mut owed = db.prepare_cached(
        "INSERT INTO owed(matter, issue, which, kind, debtor, creditor, state, basis, opened, since, until, due, about,
            moves) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)",
    )?;
    for row in written.owed() {
        owed.execute(params![
            matter,
            row.issue,
            row.which,
            row.kind,
            row.debtor,
            row.creditor,
            row.state,
            row.basis,
            row.opened,
            row.since,
            row.until,
            row.due,
            row.about,
            row.moves,
        ])?;
    }
    let mut stance = db.prepare_cached(
        "INSERT INTO stance(matter, issue, party, stance, since, until, confirmed, times, moves)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
    )?;
    for row in written.stances(matter) {
        stance.execute(params![
            matter,
            row.issue,
            row.party,
            row.stance,
            row.since,
            row.until,
            row.confirmed,
            row.times,
            row.moves
        ])?;
    }
    Ok(())
}
