//! An issue from its first move to its last, with the changes of state between.

use super::moves::MoveQuery;
use crate::day::Day;
use crate::derive;
use crate::error::Result;
use crate::ids::Id;
use crate::store::Ledger;
use crate::view::{AsOf, MoveView, Names};
use rusqlite::{Connection, params};
use serde::Serialize;
use std::collections::BTreeMap;

/// An issue over time.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[allow(missing_docs, reason = "told in docs/ledger.md")]
pub struct Timeline {
    pub issue: String,
    pub name: String,
    /// What reports call it.
    pub called: Vec<String>,
    pub moves: Vec<Step>,
}

/// A move with what it changed.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Step {
    /// The move.
    #[serde(flatten)]
    pub one: MoveView,
    /// The name of the part that it is about.
    pub part: Option<String>,
    /// "RAISED Japan → United States": what came to stand so by it.
    pub brought: Vec<String>,
}

/// The most names of an issue that are listed.
const NAMES: i64 = 40;

impl Ledger {
    /// The moves on an issue as of a day, by the day on which they happened; `withdrawn` shows also those that do
    /// not count any more.
    pub fn timeline(&self, issue: i64, as_of: AsOf, withdrawn: bool) -> Result<Timeline> {
        let query = MoveQuery { issue: Some(issue), as_of: Some(as_of), withdrawn, ..MoveQuery::default() };
        let (now, matter) = self.read(|db| derive::issue_now(db, issue))?;
        let moves = self.moves(&MoveQuery { issue: Some(now), ..query })?;
        self.read(|db| {
            let mut names = Names::new(db);
            let brought = brought(db, &mut names, matter, as_of.day)?;
            let step = |one: MoveView, names: &mut Names<'_>| -> Result<Step> {
                let part = match one.issue.as_deref().map(Id::parse) {
                    Some(Ok(Id::Issue(part))) if part != now => Some(names.issue(part)?),
                    _ => None,
                };
                Ok(Step { brought: brought.get(&one.key).cloned().unwrap_or_default(), part, one })
            };
            let steps = moves.into_iter().map(|one| step(one, &mut names)).collect::<Result<_>>()?;
            Ok(Timeline {
                issue: Id::Issue(now).to_string(),
                name: names.issue(now)?,
                called: called(db, now)?,
                moves: steps,
            })
        })
    }
}

/// What came to stand how by which move.
fn brought(
    db: &Connection,
    names: &mut Names<'_>,
    matter: i64,
    day: Day,
) -> Result<BTreeMap<i64, Vec<String>>> {
    let mut found: BTreeMap<i64, Vec<String>> = BTreeMap::new();
    let mut changes = db.prepare_cached(
        "SELECT raiser, other, state, moves FROM standing WHERE matter = ?1 AND since <= ?2 ORDER BY since, rowid",
    )?;
    let mut rows = changes.query(params![matter, day.0])?;
    while let Some(row) = rows.next()? {
        let (raiser, other, state, moves): (String, String, String, String) =
            (row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?);
        if let Some(key) = moves.split(' ').next_back().and_then(|key| key.parse().ok()) {
            let words = format!("{state} {} → {}", names.party(&raiser)?, names.party(&other)?);
            found.entry(key).or_default().push(words);
        }
    }
    Ok(found)
}

/// What reports call an issue or its parts.
fn called(db: &Connection, issue: i64) -> Result<Vec<String>> {
    let mut names = db.prepare_cached(
        "SELECT DISTINCT name FROM called WHERE issue IN
            (SELECT joined FROM move WHERE (matter = ?1 OR issue = ?1) AND joined IS NOT NULL) ORDER BY name LIMIT ?2",
    )?;
    Ok(names.query_map(params![issue, NAMES], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
}
