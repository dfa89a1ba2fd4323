//! What counts of a report: its moves as people left them, joined to issues and acts, and the words of its statements.
//!
//! Enters: what was read, and the entries of people on it. Leaves: rows of computed tables; the matters that they touch
//! are marked to be settled. It may be done again at any time.

use crate::acts;
use crate::day::Day;
use crate::edits::{self, Counted};
use crate::entry::Desk;
use crate::error::Result;
use crate::facts::{Facts, MoveFact};
use crate::ids;
use crate::join;
use crate::kept;
use crate::sides;
use rusqlite::{Connection, OptionalExtension, params};
use std::collections::{BTreeMap, BTreeSet};

/// Whether a move counts.
pub(crate) const COUNTS: i64 = 0;
/// Its report was retracted.
pub(crate) const RETRACTED: i64 = 1;
/// A person rejected it.
pub(crate) const REJECTED: i64 = 2;

/// Whether the moves of a report keep the issues that they were joined to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Issues {
    /// Those that stand where they stood keep theirs.
    Kept,
    /// All are joined anew.
    Anew,
    /// The report has just been entered: nothing was computed of it yet.
    First,
}

/// Where a move stands in the text, and what it is: by that it is known again.
type Stand = (u32, u32, Option<u32>);

/// Makes the computed rows of a report anew, from what is kept of it.
pub(crate) fn again(db: &Connection, report: i64, batch: i64, desk: &Desk, issues: Issues) -> Result<()> {
    let (record, text) = (kept::record(db, report)?, kept::text(db, report)?);
    let kept = kept::kept(db, report)?;
    let facts = Facts::of(&record, &text, desk);
    self::report(db, report, batch, &facts, kept.published.unwrap_or(kept.recorded), issues)
}

/// The issues to which the moves of a report were joined.
fn joined_before(db: &Connection, report: i64) -> Result<BTreeMap<Stand, Option<i64>>> {
    let (first, last) = ids::keys_of(report);
    let mut rows = db.prepare_cached(
        "SELECT id, start, stop, joined FROM move WHERE id BETWEEN ?1 AND ?2 AND edit IS NULL",
    )?;
    let found = rows.query_map([first, last], |row| {
        Ok(((row.get(1)?, row.get(2)?, ids::place_of(row.get(0)?)), row.get(3)?))
    })?;
    Ok(found.collect::<rusqlite::Result<_>>()?)
}

/// Makes the computed rows of a report anew.
pub(crate) fn report(
    db: &Connection,
    report: i64,
    batch: i64,
    facts: &Facts,
    told_on: Day,
    issues: Issues,
) -> Result<()> {
    let before = match issues {
        Issues::Kept => joined_before(db, report)?,
        Issues::Anew | Issues::First => BTreeMap::new(),
    };
    if issues != Issues::First {
        forget(db, report)?;
    }
    let counted = edits::apply(db, report, &facts.moves)?;
    let retracted = edits::is_retracted(db, report)?;
    let moves: Vec<&MoveFact> = counted.iter().map(|one| &one.fact).collect();
    let joined = join::join(db, batch, told_on, facts, &moves)?;
    let mut touched = BTreeSet::new();
    for one in &counted {
        let own = match one.fact.issue {
            Some(n) => joined.issues.get(n).copied().flatten(),
            None => joined.whole,
        };
        let (start, stop) = one.fact.span();
        let kept = before.get(&(start, stop, ids::place_of(one.key))).copied().flatten();
        let issue = one.issue.or(kept).or(own);
        let status = match (one.rejected, retracted) {
            (true, _) => REJECTED,
            (false, true) => RETRACTED,
            (false, false) => COUNTS,
        };
        touched.extend(enter_move(db, report, one, issue, status, told_on)?);
    }
    unsettle(db, &touched)?;
    enter_parties(db, facts)?;
    enter_words(db, report, facts)
}

/// Takes away what was computed of a report.
fn forget(db: &Connection, report: i64) -> Result<()> {
    let (first, last) = ids::keys_of(report);
    let old = db
        .prepare_cached("SELECT DISTINCT matter FROM move WHERE id BETWEEN ?1 AND ?2 AND matter IS NOT NULL")?
        .query_map([first, last], |row| row.get(0))?
        .collect::<rusqlite::Result<BTreeSet<i64>>>()?;
    unsettle(db, &old)?;
    // Another telling of an act that this report told first takes its place.
    // That the two keys differ is said for the sake of the index, which holds only such tellings.
    let heirs = "SELECT told, min(id) FROM move
        WHERE told BETWEEN ?1 AND ?2 AND told <> id AND id NOT BETWEEN ?1 AND ?2 GROUP BY told";
    let heirs: Vec<(i64, i64)> = db
        .prepare_cached(heirs)?
        .query_map([first, last], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<rusqlite::Result<_>>()?;
    for (told, heir) in heirs {
        db.prepare_cached(
            "UPDATE move SET told = ?2 WHERE told = ?1 AND told <> id AND id NOT BETWEEN ?3 AND ?4",
        )?
        .execute(params![told, heir, first, last])?;
    }
    db.prepare_cached("DELETE FROM move WHERE id BETWEEN ?1 AND ?2")?.execute([first, last])?;
    db.prepare_cached("DELETE FROM said WHERE rowid BETWEEN ?1 AND ?2")?.execute([first, last])?;
    Ok(())
}

/// Marks matters whose course is to be computed again.
pub(crate) fn unsettle(db: &Connection, matters: &BTreeSet<i64>) -> Result<()> {
    let mut mark = db.prepare_cached("INSERT OR IGNORE INTO unsettled(matter) VALUES (?1)")?;
    for matter in matters {
        mark.execute([matter])?;
    }
    Ok(())
}

/// An issue as it is called now, and the root of it.
pub(crate) fn issue_now(db: &Connection, issue: i64) -> Result<(i64, i64)> {
    let mut now = db.prepare_cached(
        "SELECT coalesce(renamed.now, issue.id), issue.parent FROM issue LEFT JOIN renamed ON renamed.issue = issue.id
         WHERE issue.id = ?1",
    )?;
    let mut step = |issue: i64| now.query_row([issue], |row| Ok((row.get(0)?, row.get(1)?))).optional();
    let mut at = issue;
    for _ in 0..32 {
        match step(at)? {
            Some((next, _)) if next != at => at = next,
            _ => break,
        }
    }
    let mut root = at;
    for _ in 0..32 {
        match step(root)? {
            Some((next, _)) if next != root => root = next,
            Some((_, Some(parent))) => root = parent,
            _ => break,
        }
    }
    Ok((at, root))
}

/// What is done and leaves a trace: such an act has the day that stands beside it.
const DEEDS: [&str; 10] =
    ["ACCEPT", "DELIVER", "MEET", "PERFORM", "REJECT", "RESPOND", "RETRACT", "SIGN", "SUSPEND", "BREACH"];

/// Days between the ends of a time from which on it is a vague one: "in September 1986".
const VAGUE: i32 = 20;

/// The day by which it had happened, and the days between which, where the text tells: what lies ahead of the report
/// was announced on its day. "He spoke of the violations of a September 1986 agreement" is no word of 1986: a vague
/// time beside what is only said, or beside a breach, is that of what is spoken of.
fn days(fact: &MoveFact, told_on: Day) -> (Day, Option<Day>, Option<Day>, Option<Day>) {
    let said = !DEEDS.contains(&fact.kind.as_str()) || fact.kind == "BREACH";
    match (fact.low, fact.high) {
        (Some(low), Some(high)) if low <= told_on => {
            if said && high.0 - low.0 >= VAGUE && told_on.0 - high.0 >= VAGUE {
                return (told_on, None, None, fact.due);
            }
            (high.min(told_on), Some(low), Some(high.min(told_on)), fact.due)
        }
        (Some(_), Some(high)) => (told_on, None, None, fact.due.or(Some(high))),
        _ => (told_on, None, None, fact.due),
    }
}

/// What lies ahead of the report has not been done, however firmly it is told.
fn certain(fact: &MoveFact, told_on: Day) -> &str {
    let ahead = fact.low.is_some_and(|low| low > told_on);
    let deed = DEEDS.contains(&fact.kind.as_str());
    if ahead && deed && matches!(fact.sure.as_str(), "CT+" | "PR+") { "PS+" } else { &fact.sure }
}

fn enter_move(
    db: &Connection,
    report: i64,
    one: &Counted,
    joined: Option<i64>,
    status: i64,
    told_on: Day,
) -> Result<Option<i64>> {
    let fact = &one.fact;
    let (day, low, high, due) = days(fact, told_on);
    let (issue, matter) = match joined {
        Some(joined) => issue_now(db, joined).map(|(issue, matter)| (Some(issue), Some(matter)))?,
        None => (None, None),
    };
    let told = match issue {
        Some(issue) if !fact.internal => {
            acts::first_telling(db, report, issue, day, low, certain(fact, told_on), fact)?
        }
        _ => None,
    };
    let (start, stop) = fact.span();
    db.prepare_cached(
        "INSERT INTO move(id, told, status, matter, issue, joined, kind, act, from_, to_, person, day, told_on, low,
            high, due, sure, polarity, internal, conditional, reply, paper, start, stop, words, flags, confidence,
            voice, edit)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22,
            ?23, ?24, ?25, ?26, ?27, ?28, ?29)",
    )?
    .execute(params![
        one.key,
        told.unwrap_or(one.key),
        status,
        matter,
        issue,
        joined,
        fact.kind,
        fact.act,
        sides::write(&fact.from),
        sides::write(&fact.to),
        fact.person,
        day.0,
        told_on.0,
        low.map(|day| day.0),
        high.map(|day| day.0),
        due.map(|day| day.0),
        certain(fact, told_on),
        fact.polarity,
        fact.internal,
        fact.conditional,
        fact.reply.map(|place| ids::key(report, place)),
        fact.answers_paper,
        start,
        stop,
        fact.words,
        fact.flags,
        fact.confidence,
        fact.voice.as_ref().map(|voice| voice.to_lowercase()),
        one.edit,
    ])?;
    Ok(matter)
}

fn enter_parties(db: &Connection, facts: &Facts) -> Result<()> {
    let mut enter =
        db.prepare_cached("INSERT OR IGNORE INTO party(code, name, kind, state) VALUES (?1, ?2, ?3, ?4)")?;
    let acting: BTreeSet<&str> = facts
        .moves
        .iter()
        .flat_map(|one| one.from.iter().chain(&one.to))
        .flat_map(|side| std::iter::once(&side.code).chain(&side.members))
        .map(String::as_str)
        .collect();
    for party in facts.parties.iter().filter(|party| acting.contains(party.code.as_str())) {
        enter.execute(params![party.code, party.name, party.kind, party.state])?;
    }
    Ok(())
}

fn enter_words(db: &Connection, report: i64, facts: &Facts) -> Result<()> {
    let mut enter = db.prepare_cached("INSERT INTO said(rowid, speaker, words) VALUES (?1, ?2, ?3)")?;
    for (place, speaker, words) in &facts.statements {
        enter.execute(params![ids::key(report, *place), speaker, words])?;
    }
    Ok(())
}
