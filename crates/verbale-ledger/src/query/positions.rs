//! Where a party stands on each issue, since when, and where it stood before.

use crate::day::Day;
use crate::derive;
use crate::error::Result;
use crate::ids::Id;
use crate::join::OTHER;
use crate::settle::{self, StanceRow};
use crate::store::Ledger;
use crate::view::{self, AsOf, MoveView, Names};
use rusqlite::{Connection, Row, params};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// Whose positions.
#[derive(Debug, Clone)]
pub struct PositionQuery {
    /// The code of the party.
    pub party: String,
    /// An issue, with its parts if it has some.
    pub issue: Option<i64>,
    /// As of when.
    pub as_of: AsOf,
    /// The most issues; those confirmed last come first.
    pub limit: usize,
}

/// Where a party stands on an issue.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[allow(missing_docs, reason = "told in docs/ledger.md")]
pub struct Standpoint {
    pub party: String,
    pub issue: String,
    pub matter: String,
    pub name: String,
    /// "+", "-" or "?".
    pub stance: String,
    pub since: String,
    pub confirmed: String,
    pub times: i64,
    pub moves: Vec<String>,
    /// The last of them.
    pub last: Option<MoveView>,
    /// Where it stood before, the first first.
    pub before: Vec<Former>,
}

/// Where a party stood before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[allow(missing_docs, reason = "told in docs/ledger.md")]
pub struct Former {
    pub stance: String,
    pub since: String,
    pub until: String,
    pub moves: Vec<String>,
}

impl Ledger {
    /// The positions of a party as of a day, each with its history.
    pub fn positions(&self, query: &PositionQuery) -> Result<Vec<Standpoint>> {
        self.read(|db| {
            let rows = rows(db, query)?;
            let mut by_issue: BTreeMap<i64, Vec<StanceRow>> = BTreeMap::new();
            for row in rows.into_iter().filter(|row| row.since <= query.as_of.day.0) {
                by_issue.entry(row.issue).or_default().push(row);
            }
            let mut matter = db.prepare_cached("SELECT matter FROM issue WHERE id = ?1")?;
            let mut now: Vec<Vec<StanceRow>> = Vec::new();
            for (issue, periods) in by_issue {
                let matter: String = matter.query_row([issue], |row| row.get(0))?;
                if matter != OTHER && takes_side(db, &periods, query.as_of.day)? {
                    now.push(periods);
                }
            }
            now.sort_by_key(|periods| {
                std::cmp::Reverse(periods.last().map(|row| row.confirmed.min(query.as_of.day.0)))
            });
            now.truncate(query.limit);
            let mut names = Names::new(db);
            now.into_iter()
                .filter_map(|periods| standpoint(db, &mut names, periods, query.as_of.day).transpose())
                .collect()
        })
    }
}

/// Kinds of moves by which one is for or against something, whatever it is.
const FIRM: [&str; 6] = ["DEMAND", "REQUEST", "PROPOSE", "COUNTER", "COMMIT", "THREATEN"];

/// False for one who has only spoken of an issue: a charge, a remark shows no position. A demand does, also where it is
/// not clear for what.
fn takes_side(db: &Connection, periods: &[StanceRow], day: Day) -> Result<bool> {
    let Some(now) = periods.last() else { return Ok(false) };
    if now.stance != OPEN {
        return Ok(true);
    }
    let mut kind = db.prepare_cached("SELECT kind FROM move WHERE id = ?1")?;
    for key in view::by_day(db, &now.moves, day)? {
        if FIRM.contains(&kind.query_row([key], |row| row.get::<_, String>(0))?.as_str()) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The stance of one who has not shown on which side he is.
const OPEN: &str = "?";

fn rows(db: &Connection, query: &PositionQuery) -> Result<Vec<StanceRow>> {
    let part = query.issue.map(|issue| derive::issue_now(db, issue)).transpose()?;
    let fits = |row: &StanceRow| {
        row.party == query.party
            && part
                .is_none_or(|(issue, matter)| row.issue == issue || issue == matter && row.matter == matter)
    };
    if let Some(known) = query.as_of.known_by {
        let mut matters =
            db.prepare_cached("SELECT DISTINCT matter FROM stance WHERE party = ?1 ORDER BY matter")?;
        let matters: BTreeSet<i64> =
            matters.query_map([&query.party], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
        let mut found = Vec::new();
        for matter in matters {
            found.extend(
                settle::course(db, matter, Some(known.0))?
                    .stances(matter)
                    .into_iter()
                    .filter(|row| fits(row)),
            );
        }
        return Ok(found);
    }
    let mut of_party = db.prepare_cached(
        "SELECT matter, issue, party, stance, since, until, confirmed, times, moves FROM stance
         WHERE party = ?1 AND since <= ?2 ORDER BY since, rowid",
    )?;
    let found: Vec<StanceRow> = of_party
        .query_map(params![query.party, query.as_of.day.0], stance_row)?
        .collect::<rusqlite::Result<_>>()?;
    Ok(found.into_iter().filter(|row| fits(row)).collect())
}

fn stance_row(row: &Row<'_>) -> rusqlite::Result<StanceRow> {
    Ok(StanceRow {
        matter: row.get(0)?,
        issue: row.get(1)?,
        party: row.get(2)?,
        stance: row.get(3)?,
        since: row.get(4)?,
        until: row.get(5)?,
        confirmed: row.get(6)?,
        times: row.get(7)?,
        moves: row.get(8)?,
    })
}

/// Ids of a column of keys.
pub(super) fn move_ids(column: &str) -> Vec<String> {
    column.split(' ').filter_map(|key| Some(Id::Move(key.parse().ok()?).to_string())).collect()
}

fn standpoint(
    db: &Connection,
    names: &mut Names<'_>,
    mut periods: Vec<StanceRow>,
    day: Day,
) -> Result<Option<Standpoint>> {
    let Some(now) = periods.pop() else { return Ok(None) };
    // What was confirmed after the day asked for is not known on it.
    let moves = view::by_day(db, &now.moves, day)?;
    let last = moves.last().map(|&key| view::one_move(db, key)).transpose()?;
    let before = periods
        .into_iter()
        .filter(|row| row.stance != OPEN)
        .map(|row| Former {
            stance: row.stance,
            since: Day(row.since).to_string(),
            until: row.until.map_or_else(String::new, |until| Day(until).to_string()),
            moves: move_ids(&row.moves),
        })
        .collect();
    let name = match now.issue == now.matter {
        true => names.issue(now.matter)?,
        false => format!("{}: {}", names.issue(now.matter)?, names.issue(now.issue)?),
    };
    Ok(Some(Standpoint {
        party: names.party(&now.party)?,
        issue: Id::Issue(now.issue).to_string(),
        matter: Id::Issue(now.matter).to_string(),
        name,
        stance: now.stance,
        since: Day(now.since).to_string(),
        confirmed: match &last {
            Some(last) => last.day.clone(),
            None => Day(now.confirmed.min(day.0)).to_string(),
        },
        times: if now.confirmed <= day.0 { now.times } else { moves.len() as i64 },
        moves: view::ids(&moves),
        last,
        before,
    }))
}
