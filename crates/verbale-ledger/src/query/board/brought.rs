//! Who brought an issue to the state in which it stands. Enters: a row of the course of a matter. Leaves: the makers of
//! the move that did it, and whether the state says something at all.
//!
//! ```text
//! VIOLATED, put by Japan to the United States, BREACH JPN → USA     by Japan
//! ACCEPTED, COMMIT JPN → USA                                        promised by Japan
//! ```

use crate::day::Day;
use crate::error::Result;
use crate::join::OTHER;
use crate::settle::{StandingRow, code};
use crate::view;
use rusqlite::Connection;
use verbale::talks::IssueState;

/// The kinds of moves that bring an issue to a state.
fn acts(state: &str) -> &'static [&'static str] {
    match code::<IssueState>(state) {
        Some(IssueState::Answered) => &["RESPOND", "DELIVER"],
        Some(IssueState::JudgedUnsatisfactory | IssueState::JudgedAcceptable) => &["EVALUATE"],
        Some(IssueState::ReplyDrafted) => &["PREPARE"],
        Some(IssueState::PartAccepted) => &["PARTIAL"],
        Some(IssueState::Accepted) => &["ACCEPT", "COMMIT"],
        Some(IssueState::Signed) => &["SIGN"],
        Some(IssueState::Implemented) => &["PERFORM"],
        Some(IssueState::Violated) => &["BREACH"],
        Some(IssueState::Rejected) => &["REJECT"],
        Some(IssueState::Withdrawn) => &["RETRACT"],
        Some(IssueState::Suspended) => &["SUSPEND"],
        _ => &[],
    }
}

/// Who brought an issue to the state in which it stands, and by which kind of move.
pub(super) fn brought(db: &Connection, row: &StandingRow, day: Day) -> Result<Option<(String, String)>> {
    let kinds = acts(&row.state);
    if kinds.is_empty() {
        return Ok(None);
    }
    let mut made = db.prepare_cached("SELECT from_, kind FROM move WHERE id = ?1")?;
    for key in view::by_day(db, &row.moves, day)? {
        let (from, kind): (String, String) = made.query_row([key], |row| Ok((row.get(0)?, row.get(1)?)))?;
        if kinds.contains(&kind.as_str()) {
            return Ok(Some((from, kind)));
        }
    }
    Ok(None)
}

/// Among "other points" a promise accepts nothing that was asked, and a breach is of one point and not of the others.
pub(super) fn says_something(db: &Connection, row: &StandingRow, day: Day) -> Result<bool> {
    let doubtful = match code::<IssueState>(&row.state) {
        Some(IssueState::Violated) => true,
        Some(IssueState::Accepted) => brought(db, row, day)?.is_some_and(|(_, kind)| kind == "COMMIT"),
        _ => false,
    };
    if !doubtful {
        return Ok(true);
    }
    Ok(!is_catch_all(db, row.issue)?)
}

/// True for the "other points" of a matter.
pub(super) fn is_catch_all(db: &Connection, issue: i64) -> Result<bool> {
    let mut matter = db.prepare_cached("SELECT matter FROM issue WHERE id = ?1")?;
    Ok(matter.query_row([issue], |found| Ok(found.get_ref(0)?.as_str() == Ok(OTHER)))?)
}
