//! The board: per issue and pair where it stands, who owes whom what since when, the last move, the next deadline.
//!
//! Enters: a day, and whom or what one asks for. Leaves: the matters that moved last, the latest first. What is
//! overdue or dormant is computed for the day asked for and stored nowhere.

mod brought;

use crate::day::Day;
use crate::error::Result;
use crate::ids::Id;
use crate::settle::{self, OwedRow, StandingRow};
use crate::store::Ledger;
use crate::view::{self, AsOf, MoveView, Names};
use brought::{brought, is_catch_all, says_something};
use rusqlite::{Connection, params};
use serde::Serialize;
use std::collections::BTreeSet;

/// What the board is asked for.
#[derive(Debug, Clone)]
pub struct BoardQuery {
    /// As of when.
    pub as_of: AsOf,
    /// One issue with its parts, or one part.
    pub issue: Option<i64>,
    /// The code of a party.
    pub party: Option<String>,
    /// Between whom.
    pub parties: Parties,
    /// The most matters.
    pub limit: usize,
    /// Days without a move after which an issue sleeps.
    pub dormant_after: i32,
}

/// Between which parties the board shows what stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Parties {
    /// States, organisations of states, armed groups and sets of them.
    Political,
    /// All.
    All,
}

/// The board.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[allow(missing_docs, reason = "told in docs/ledger.md")]
pub struct Board {
    pub as_of: String,
    pub known_by: Option<String>,
    pub matters: Vec<MatterBoard>,
    /// Matters that wait to be settled: another process is adding.
    pub unsettled: i64,
}

/// One matter.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[allow(missing_docs, reason = "told in docs/ledger.md")]
pub struct MatterBoard {
    pub id: String,
    pub name: String,
    pub last_change: String,
    pub lines: Vec<BoardLine>,
    pub owed: Vec<Duty>,
    /// How many more entries stand with parties that were not asked for.
    pub hidden: usize,
}

/// Where an issue stands between two.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[allow(missing_docs, reason = "told in docs/ledger.md")]
pub struct BoardLine {
    pub issue: String,
    pub name: String,
    pub raised_by: String,
    /// Several where all stand the same.
    pub with: Vec<String>,
    pub state: String,
    /// Who brought it to that state, and by which kind of move; not told of what is only raised.
    pub by: Vec<String>,
    pub act: Option<String>,
    pub since: String,
    pub days: i32,
    pub dormant: bool,
    pub last_move: Option<MoveView>,
    pub next_deadline: Option<String>,
}

/// Who owes whom what.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[allow(missing_docs, reason = "told in docs/ledger.md")]
pub struct Duty {
    pub kind: String,
    pub debtor: Vec<String>,
    pub creditor: Vec<String>,
    pub issue: Option<String>,
    pub name: Option<String>,
    pub state: String,
    pub basis: String,
    pub since: String,
    pub days: i32,
    pub due: Option<String>,
    /// Days past the deadline.
    pub overdue: Option<i32>,
    pub about: String,
    pub moves: Vec<String>,
}

impl Ledger {
    /// The board.
    pub fn board(&self, query: &BoardQuery) -> Result<Board> {
        self.read(|db| {
            let mut names = Names::new(db);
            let mut matters = Vec::new();
            for matter in candidates(db, query)? {
                if matters.len() >= query.limit {
                    break;
                }
                if let Some(found) = matter_board(db, &mut names, query, matter)? {
                    matters.push(found);
                }
            }
            // The order of the last change as of that day; of a few, sorted after the fact.
            matters.sort_by(|a, b| b.last_change.cmp(&a.last_change).then_with(|| a.id.cmp(&b.id)));
            Ok(Board {
                as_of: query.as_of.day.to_string(),
                known_by: query.as_of.known_by.map(|day| day.to_string()),
                matters,
                unsettled: db.query_row("SELECT count(*) FROM unsettled", [], |row| row.get(0))?,
            })
        })
    }
}

/// The matters to look at, those that changed last first.
fn candidates(db: &Connection, query: &BoardQuery) -> Result<Vec<i64>> {
    if let Some(issue) = query.issue {
        let (_, matter) = crate::derive::issue_now(db, issue)?;
        view::issue_name(db, issue)?;
        return Ok(vec![matter]);
    }
    let mut found = Vec::new();
    let mut seen = BTreeSet::new();
    let mut latest = db.prepare_cached(
        "SELECT matter, raiser, other FROM standing WHERE since <= ?1 ORDER BY since DESC, rowid DESC",
    )?;
    let mut rows = latest.query([query.as_of.day.0])?;
    // With another clock some of them may turn out empty.
    let most = if query.as_of.known_by.is_some() { usize::MAX } else { query.limit.saturating_add(1) };
    while let Some(row) = rows.next()? {
        let fits = match &query.party {
            Some(party) => row.get_ref(1)?.as_str() == Ok(party) || row.get_ref(2)?.as_str() == Ok(party),
            None => true,
        };
        let matter: i64 = row.get(0)?;
        if fits && seen.insert(matter) {
            found.push(matter);
            if found.len() >= most {
                break;
            }
        }
    }
    Ok(found)
}

fn matter_board(
    db: &Connection,
    names: &mut Names<'_>,
    query: &BoardQuery,
    matter: i64,
) -> Result<Option<MatterBoard>> {
    let day = query.as_of.day.0;
    let (standing, owed) = match query.as_of.known_by {
        None => (standing(db, matter, day)?, owed(db, matter, day)?),
        Some(known) => {
            let written = settle::course(db, matter, Some(known.0))?;
            let now = |since: i32, until: Option<i32>| since <= day && until.is_none_or(|until| until > day);
            let mut standing = written.standing();
            standing.retain(|row| now(row.since, row.until));
            let mut owed = written.owed();
            owed.retain(|row| now(row.since, row.until) && is_open(row));
            (standing, owed)
        }
    };
    let part = match query.issue {
        Some(issue) => Some(crate::derive::issue_now(db, issue)?.0).filter(|&issue| issue != matter),
        None => None,
    };
    let of_party =
        |codes: &str| query.party.as_ref().is_none_or(|party| codes.split(' ').any(|code| code == party));
    let mut political = |codes: &str| match query.parties {
        Parties::All => Ok(true),
        Parties::Political => names.political(codes),
    };
    let mut hidden = 0;
    let (mut shown, mut shown_owed) = (Vec::new(), Vec::new());
    for row in standing {
        let said = query.parties == Parties::All || says_something(db, &row, query.as_of.day)?;
        if said && political(&row.raiser)? && political(&row.other)? {
            shown.push(row);
        } else {
            hidden += 1;
        }
    }
    for row in owed {
        // A breach among "other points" is not of this promise.
        let said = query.parties == Parties::All
            || row.state != "violated"
            || !row.issue.map_or(Ok(false), |issue| is_catch_all(db, issue))?;
        if said && political(&row.debtor)? && political(&row.creditor)? {
            shown_owed.push(row);
        } else {
            hidden += 1;
        }
    }
    let mut lines: Vec<BoardLine> = Vec::new();
    let mut last = i32::MIN;
    let own = pair(db, matter)?;
    let of_pair = |one: &str, other: &str| [one, other].iter().all(|code| own.iter().any(|own| own == code));
    // First what stands between the two whose matter it is, then what others have to do with it.
    shown.sort_by_key(|row| (!of_pair(&row.raiser, &row.other), -row.since));
    shown_owed.sort_by_key(|row| !of_pair(&row.debtor, &row.creditor));
    for row in shown {
        if part.is_some_and(|part| part != row.issue) || !(of_party(&row.raiser) || of_party(&row.other)) {
            continue;
        }
        last = last.max(row.since);
        let line = line(db, names, query, &row)?;
        // Each of many stands for himself; those that stand the same are told together.
        let same = lines.iter_mut().find(|known| {
            (&known.issue, &known.raised_by, &known.state, &known.since, &known.by)
                == (&line.issue, &line.raised_by, &line.state, &line.since, &line.by)
                && known.last_move == line.last_move
        });
        match same {
            Some(known) => known.with.extend(line.with),
            None => lines.push(line),
        }
    }
    let mut duties = Vec::new();
    for row in shown_owed {
        if part.is_some_and(|part| Some(part) != row.issue)
            || !(of_party(&row.debtor) || of_party(&row.creditor))
        {
            continue;
        }
        last = last.max(row.since);
        duties.push(duty(db, names, day, row)?);
    }
    if lines.is_empty() && duties.is_empty() {
        return Ok(None);
    }
    Ok(Some(MatterBoard {
        id: Id::Issue(matter).to_string(),
        name: names.issue(matter)?,
        last_change: Day(last).to_string(),
        lines,
        owed: duties,
        hidden,
    }))
}

/// The parties between which the matter is.
fn pair(db: &Connection, matter: i64) -> Result<Vec<String>> {
    let pair: (Option<String>, Option<String>) = db
        .prepare_cached("SELECT a, b FROM issue WHERE id = ?1")?
        .query_row([matter], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok([pair.0, pair.1].into_iter().flatten().collect())
}

fn standing(db: &Connection, matter: i64, day: i32) -> Result<Vec<StandingRow>> {
    let mut now = db.prepare_cached(
        "SELECT issue, raiser, other, state, since, until, moves FROM standing
         WHERE matter = ?1 AND since <= ?2 AND (until IS NULL OR until > ?2) ORDER BY rowid",
    )?;
    let rows = now.query_map(params![matter, day], |row| {
        Ok(StandingRow {
            issue: row.get(0)?,
            raiser: row.get(1)?,
            other: row.get(2)?,
            state: row.get(3)?,
            since: row.get(4)?,
            until: row.get(5)?,
            moves: row.get(6)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn is_open(row: &OwedRow) -> bool {
    matches!(row.state.as_str(), "active" | "conditional" | "violated")
}

fn owed(db: &Connection, matter: i64, day: i32) -> Result<Vec<OwedRow>> {
    let mut now = db.prepare_cached(
        "SELECT issue, which, kind, debtor, creditor, state, basis, opened, since, until, due, about, moves FROM owed
         WHERE matter = ?1 AND since <= ?2 AND (until IS NULL OR until > ?2)
           AND state IN ('active', 'conditional', 'violated') ORDER BY opened DESC, which DESC",
    )?;
    let rows = now.query_map(params![matter, day], |row| {
        Ok(OwedRow {
            issue: row.get(0)?,
            which: row.get(1)?,
            kind: row.get(2)?,
            debtor: row.get(3)?,
            creditor: row.get(4)?,
            state: row.get(5)?,
            basis: row.get(6)?,
            opened: row.get(7)?,
            since: row.get(8)?,
            until: row.get(9)?,
            due: row.get(10)?,
            about: row.get(11)?,
            moves: row.get(12)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn line(db: &Connection, names: &mut Names<'_>, query: &BoardQuery, row: &StandingRow) -> Result<BoardLine> {
    let day = query.as_of.day.0;
    let last = last_move(db, row, query.as_of)?;
    let last_day = last.as_ref().and_then(|one| Day::parse(&one.day)).map_or(row.since, |day| day.0);
    let next = next_deadline(db, row, day)?;
    let (by, act) = brought(db, row, query.as_of.day)?.unzip();
    let by = by.map(|from| crate::sides::codes(&from)).unwrap_or_default();
    Ok(BoardLine {
        issue: Id::Issue(row.issue).to_string(),
        name: names.issue(row.issue)?,
        raised_by: names.party(&row.raiser)?,
        with: vec![names.party(&row.other)?],
        state: row.state.clone(),
        by: by.iter().map(|code| names.party(code)).collect::<Result<_>>()?,
        act,
        since: Day(row.since).to_string(),
        days: day - row.since,
        dormant: day - last_day > query.dormant_after,
        last_move: last,
        next_deadline: next.map(|day| Day(day).to_string()),
    })
}

/// The next day that one of the two has set or been set on the issue.
fn next_deadline(db: &Connection, row: &StandingRow, day: i32) -> Result<Option<i32>> {
    let mut dues = db.prepare_cached(
        "SELECT due, from_, to_ FROM move
         WHERE issue = ?1 AND status = 0 AND day <= ?2 AND due >= ?2 AND due IS NOT NULL ORDER BY due",
    )?;
    let mut rows = dues.query(params![row.issue, day])?;
    while let Some(found) = rows.next()? {
        let (due, from, to): (i32, String, String) = (found.get(0)?, found.get(1)?, found.get(2)?);
        let of = |code: &str| {
            [&from, &to].iter().any(|column| crate::sides::codes(column).iter().any(|one| one == code))
        };
        if of(&row.raiser) && (to.is_empty() || of(&row.other)) {
            return Ok(Some(due));
        }
    }
    Ok(None)
}

/// How many of the last moves on an issue are looked through for one between two parties.
const LOOK_BACK: i64 = 200;

/// The last move on the issue between the two, or of one of them.
fn last_move(db: &Connection, row: &StandingRow, as_of: AsOf) -> Result<Option<MoveView>> {
    let mut latest = db.prepare_cached(
        "SELECT id, from_, to_ FROM move WHERE issue = ?1 AND status = 0 AND id = told AND internal = 0 AND day <= ?2
           AND (?4 IS NULL OR (SELECT recorded FROM batch JOIN report ON report.batch = batch.id
                               WHERE report.id = move.id >> 20) <= ?4)
         ORDER BY day DESC, told_on DESC, id DESC LIMIT ?3",
    )?;
    let mut rows =
        latest.query(params![row.issue, as_of.day.0, LOOK_BACK, as_of.known_by.map(|day| day.0)])?;
    let has = |column: &str, code: &str| crate::sides::codes(column).iter().any(|one| one == code);
    while let Some(found) = rows.next()? {
        let (id, from, to): (i64, String, String) = (found.get(0)?, found.get(1)?, found.get(2)?);
        let there = has(&from, &row.raiser) && has(&to, &row.other);
        let back = has(&from, &row.other) && has(&to, &row.raiser);
        if there || back {
            return Ok(Some(view::one_move(db, id)?));
        }
    }
    Ok(None)
}

/// More debtors than this are told as a number.
const SHOWN: usize = 6;

fn duty(db: &Connection, names: &mut Names<'_>, day: i32, row: OwedRow) -> Result<Duty> {
    let mut parties = |column: &str| -> Result<Vec<String>> {
        let codes: Vec<&str> = column.split(' ').filter(|code| !code.is_empty()).collect();
        if codes.len() > SHOWN {
            return Ok(vec![format!("{} parties ({}, …)", codes.len(), codes[..3].join(", "))]);
        }
        codes.into_iter().map(|code| names.party(code)).collect()
    };
    let (debtor, creditor) = (parties(&row.debtor)?, parties(&row.creditor)?);
    let mut words = db.prepare_cached("SELECT words FROM move WHERE id = ?1")?;
    let about = match row.about {
        Some(key) => words.query_row([key], |row| row.get::<_, String>(0))?,
        None => String::new(),
    };
    let open = row.state == "active";
    Ok(Duty {
        kind: row.kind,
        debtor,
        creditor,
        issue: row.issue.map(|id| Id::Issue(id).to_string()),
        name: row.issue.map(|id| names.issue(id)).transpose()?,
        state: row.state,
        basis: row.basis,
        since: Day(row.opened).to_string(),
        days: day - row.opened,
        due: row.due.map(|due| Day(due).to_string()),
        overdue: row.due.filter(|&due| open && due < day).map(|due| day - due),
        about,
        moves: view::ids(&view::by_day(db, &row.moves, Day(day))?),
    })
}
