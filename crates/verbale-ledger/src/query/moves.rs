//! Moves by what is asked of them.

use crate::day::Day;
use crate::error::Result;
use crate::store::Ledger;
use crate::view::{self, AsOf, MoveView};
use rusqlite::ToSql;

/// Which moves.
#[derive(Debug, Clone, Default)]
pub struct MoveQuery {
    /// The code of a maker.
    pub from: Option<String>,
    /// The code of an addressee.
    pub to: Option<String>,
    /// "DEMAND".
    pub kind: Option<String>,
    /// An issue, with its parts if it has some.
    pub issue: Option<i64>,
    /// Happened on this day or later.
    pub since: Option<Day>,
    /// Happened by then, recorded by then.
    pub as_of: Option<AsOf>,
    /// "CT+".
    pub certain: Option<String>,
    /// Only those inside one party (true) or between parties (false).
    pub internal: Option<bool>,
    /// The number of a report.
    pub report: Option<i64>,
    /// Each telling for itself; else each act once, by the one who told it first.
    pub tellings: bool,
    /// Also what was withdrawn or rejected.
    pub withdrawn: bool,
    /// The most moves; the latest are kept.
    pub limit: Option<usize>,
}

impl Ledger {
    /// The moves that a query asks for, by the day on which they happened.
    pub fn moves(&self, query: &MoveQuery) -> Result<Vec<MoveView>> {
        self.read(|db| {
            let (tail, values) = condition(query);
            let values: Vec<&dyn ToSql> = values.iter().map(AsRef::as_ref).collect();
            let mut found = view::moves(db, &tail, &values)?;
            found.reverse();
            Ok(found)
        })
    }
}

/// What stands behind WHERE, and its values.
fn condition(query: &MoveQuery) -> (String, Vec<Box<dyn ToSql>>) {
    let mut parts: Vec<String> = Vec::new();
    let mut values: Vec<Box<dyn ToSql>> = Vec::new();
    let mut and = |part: &str, value: Box<dyn ToSql>| {
        values.push(value);
        parts.push(part.replace('?', &format!("?{}", values.len())));
    };
    let party = |code: &str| format!("% {} %", code.replace(['%', '_'], ""));
    if let Some(report) = query.report {
        let (first, last) = crate::ids::keys_of(report);
        and("id >= ?", Box::new(first));
        and("id <= ?", Box::new(last));
    }
    if let Some(issue) = query.issue {
        and("(matter = ? OR issue = ?)", Box::new(issue));
    }
    if let Some(from) = &query.from {
        and("' ' || from_ || ' ' LIKE ?", Box::new(party(from)));
    }
    if let Some(to) = &query.to {
        and("' ' || to_ || ' ' LIKE ?", Box::new(party(to)));
    }
    if let Some(kind) = &query.kind {
        and("kind = ?", Box::new(kind.to_uppercase()));
    }
    if let Some(since) = query.since {
        and("day >= ?", Box::new(since.0));
    }
    if let Some(as_of) = query.as_of {
        and("day <= ?", Box::new(as_of.day.0));
        if let Some(known) = as_of.known_by {
            let recorded = "(SELECT recorded FROM batch JOIN report ON report.batch = batch.id WHERE report.id = move.id >> 20) <= ?";
            and(recorded, Box::new(known.0));
        }
    }
    if let Some(certain) = &query.certain {
        and("sure = ?", Box::new(certain.clone()));
    }
    if let Some(internal) = query.internal {
        and("internal = ?", Box::new(internal));
    }
    if !query.withdrawn {
        parts.push("status = 0".to_owned());
    }
    if !query.tellings {
        parts.push("id = told".to_owned());
    }
    if parts.is_empty() {
        parts.push("TRUE".to_owned());
    }
    let limit = query.limit.map_or_else(String::new, |limit| format!(" LIMIT {limit}"));
    (format!("{} ORDER BY day DESC, told_on DESC, id DESC{limit}", parts.join(" AND ")), values)
}
