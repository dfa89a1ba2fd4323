//! What changed between two days: states, obligations, positions.

use crate::day::Day;
use crate::derive;
use crate::error::Result;
use crate::ids::Id;
use crate::store::Ledger;
use crate::view::{self, Names};
use rusqlite::{Connection, params};
use serde::Serialize;

/// One change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[allow(missing_docs, reason = "told in docs/ledger.md")]
pub struct Changed {
    pub day: String,
    /// "state", "obligation", "position".
    pub what: String,
    pub issue: String,
    pub name: String,
    pub parties: String,
    /// How it stood on the first day; none where it did not.
    pub before: Option<String>,
    /// How it stands on the second day.
    pub after: String,
    pub moves: Vec<String>,
}

impl Ledger {
    /// What stood otherwise at the end of `second` than at the end of `first`, by the day of the change.
    pub fn diff(&self, first: Day, second: Day, issue: Option<i64>) -> Result<Vec<Changed>> {
        self.read(|db| {
            let matter = issue.map(|issue| derive::issue_now(db, issue)).transpose()?.map(|now| now.1);
            let mut names = Names::new(db);
            let mut found = Vec::new();
            for source in [STATES, OBLIGATIONS, POSITIONS] {
                collect(db, &mut names, &source, (first, second), matter, &mut found)?;
            }
            found.sort_by(|a: &Change, b| (&a.day, &a.issue, &a.what).cmp(&(&b.day, &b.issue, &b.what)));
            Ok(joined(found))
        })
    }
}

/// A change as it is found.
struct Change {
    day: String,
    what: &'static str,
    issue: String,
    name: String,
    from: Vec<String>,
    to: Vec<String>,
    before: Option<String>,
    after: String,
    moves: Vec<String>,
}

/// What changed alike towards each of many is told once.
fn joined(found: Vec<Change>) -> Vec<Changed> {
    let mut list: Vec<Change> = Vec::new();
    for mut one in found {
        match list.last_mut().filter(|last| last.alike(&one)) {
            Some(last) => last.to.append(&mut one.to),
            None => list.push(one),
        }
    }
    list.into_iter().map(Change::shown).collect()
}

/// Names of parties that are told one by one.
const SHOWN: usize = 3;

impl Change {
    /// True where nothing differs but towards whom.
    fn alike(&self, other: &Change) -> bool {
        let key = |one: &Change| {
            (one.day.clone(), one.issue.clone(), one.from.clone(), one.before.clone(), one.after.clone())
        };
        self.what == "state" && other.what == "state" && self.moves == other.moves && key(self) == key(other)
    }

    fn shown(self) -> Changed {
        let side = |names: &[String]| match names.len() {
            0..=4 => names.join(", "),
            many => format!("{} and {} more", names[..SHOWN].join(", "), many - SHOWN),
        };
        let (from, to) = (side(&self.from), side(&self.to));
        Changed {
            day: self.day,
            what: self.what.to_owned(),
            issue: self.issue,
            name: self.name,
            parties: if to.is_empty() { from } else { format!("{from} → {to}") },
            before: self.before,
            after: self.after,
            moves: self.moves,
        }
    }
}

/// Where changes are looked for: matter, issue, from, to, value, since, key of the thing, moves.
struct Source {
    what: &'static str,
    now: &'static str,
    before: &'static str,
}

const STATES: Source = Source {
    what: "state",
    now: "SELECT matter, issue, raiser, other, state, since, '', moves FROM standing
          WHERE since > ?1 AND since <= ?2 AND (until IS NULL OR until > ?2) AND (?3 IS NULL OR matter = ?3) ORDER BY since, rowid",
    before: "SELECT state FROM standing WHERE matter = ?2 AND issue = ?3
             AND (raiser = ?4 AND other = ?5 OR raiser = ?5 AND other = ?4)
             AND since <= ?1 AND (until IS NULL OR until > ?1) AND ?6 = '' ORDER BY raiser <> ?4 LIMIT 1",
};

const OBLIGATIONS: Source = Source {
    what: "obligation",
    now: "SELECT matter, coalesce(issue, matter), debtor, creditor, kind || ' ' || state, since, which, moves FROM owed
          WHERE since > ?1 AND since <= ?2 AND (until IS NULL OR until > ?2) AND (?3 IS NULL OR matter = ?3) ORDER BY since, rowid",
    before: "SELECT kind || ' ' || state FROM owed WHERE matter = ?2 AND which = ?6 AND since <= ?1
             AND (until IS NULL OR until > ?1) AND ?3 IS NOT NULL AND ?4 IS NOT NULL AND ?5 IS NOT NULL LIMIT 1",
};

const POSITIONS: Source = Source {
    what: "position",
    now: "SELECT matter, issue, party, '', stance, since, '', moves FROM stance
          WHERE since > ?1 AND since <= ?2 AND (until IS NULL OR until > ?2) AND (?3 IS NULL OR matter = ?3) ORDER BY since, rowid",
    before: "SELECT stance FROM stance WHERE matter = ?2 AND issue = ?3 AND party = ?4
             AND since <= ?1 AND (until IS NULL OR until > ?1) AND ?5 = '' AND ?6 = '' LIMIT 1",
};

fn collect(
    db: &Connection,
    names: &mut Names<'_>,
    source: &Source,
    (first, second): (Day, Day),
    matter: Option<i64>,
    found: &mut Vec<Change>,
) -> Result<()> {
    let mut before = db.prepare_cached(source.before)?;
    let mut now = db.prepare_cached(source.now)?;
    let mut rows = now.query(params![first.0, second.0, matter])?;
    while let Some(row) = rows.next()? {
        let (matter, issue): (i64, i64) = (row.get(0)?, row.get(1)?);
        let (from, to, value): (String, String, String) = (row.get(2)?, row.get(3)?, row.get(4)?);
        let which: rusqlite::types::Value = row.get(6)?;
        let former: Option<String> = rusqlite::OptionalExtension::optional(
            before.query_row(params![first.0, matter, issue, from, to, which], |row| row.get(0)),
        )?;
        if former.as_deref() == Some(&value) || source.what == "position" && value == "?" {
            continue;
        }
        let mut side = |column: &str| -> Result<Vec<String>> {
            column.split(' ').filter(|code| !code.is_empty()).map(|code| names.party(code)).collect()
        };
        let (from, to) = (side(&from)?, side(&to)?);
        let name = match issue == matter {
            true => names.issue(matter)?,
            false => format!("{}: {}", names.issue(matter)?, names.issue(issue)?),
        };
        found.push(Change {
            day: Day(row.get(5)?).to_string(),
            what: source.what,
            issue: Id::Issue(issue).to_string(),
            name,
            from,
            to,
            before: former,
            after: value,
            moves: view::ids(&view::by_day(db, &row.get::<_, String>(7)?, second)?),
        });
    }
    Ok(())
}
