//! The commands of the ledger: what is added to it, what it is asked, what people correct.

pub(crate) mod add;
pub(crate) mod args;
pub(crate) mod board;
pub(crate) mod changes;
pub(crate) mod check;
pub(crate) mod correct;
pub(crate) mod entries;
pub(crate) mod export;
pub(crate) mod issue;
mod learnt;
pub(crate) mod moves;
mod out;
pub(crate) mod positions;
pub(crate) mod reread;
pub(crate) mod search;
pub(crate) mod why;

use args::File;
use std::time::Duration;
use verbale_ledger::{AsOf, Day, Desk, Id, Ledger, Stamp};

/// Today by the clock of the machine, in UTC: the only place where a clock is asked.
fn today() -> Day {
    Day(jiff::Timestamp::now().as_second().div_euclid(86_400) as i32)
}

/// When something is recorded: now, unless the caller says when.
fn stamp(recorded: Option<jiff::civil::Date>, author: Option<String>) -> Stamp {
    match recorded {
        Some(day) => Stamp { day: Day::from(day), at: None, author },
        None => Stamp { day: today(), at: Some(jiff::Timestamp::now().to_string()), author },
    }
}

/// Both clocks as the caller sets them; what had happened by today, if he does not.
fn as_of(clock: &args::Clock) -> AsOf {
    AsOf { day: clock.as_of.map_or_else(today, Day::from), known_by: clock.known_by.map(Day::from) }
}

/// How long a question waits for one who writes.
const BRIEF: Duration = Duration::from_millis(500);

/// Opens the ledger to ask it. Where another run was cut off before all was computed, that is done first.
fn open(file: &File) -> anyhow::Result<Ledger> {
    let ledger = Ledger::open(&file.ledger)?;
    if ledger.unsettled()? > 0
        && let Ok(mut writer) = Ledger::create(&file.ledger)
    {
        // Another process may be adding; then the board says that it waits.
        let _ = writer.wait_at_most(BRIEF).and_then(|()| writer.settle());
    }
    Ok(ledger)
}

/// A ledger to write to, with what joins its issues, and the stamp of who enters something.
fn writer(entered: &entries::Entered) -> anyhow::Result<(Ledger, Desk, Stamp)> {
    // A ledger that is not there is not made by one who corrects it.
    drop(Ledger::open(&entered.file.ledger)?);
    let ledger = Ledger::create(&entered.file.ledger)?;
    let desk = Desk::new(&crate::answers::files(&entered.source())?)?;
    let user = || std::env::var("USER").or_else(|_| std::env::var("USERNAME")).ok();
    let author = entered.author.clone().or_else(user).unwrap_or_else(|| "unknown".to_owned());
    Ok((ledger, desk, stamp(entered.recorded, Some(author))))
}

/// Computes what an entry has changed, and ends.
fn settle(mut ledger: Ledger) -> anyhow::Result<()> {
    ledger.settle()?;
    Ok(ledger.finish()?)
}

/// The key of a move that a person named.
fn move_key(text: &str) -> anyhow::Result<i64> {
    match Id::parse(text)? {
        Id::Move(key) => Ok(key),
        _ => anyhow::bail!("{text}: is no move; a move is like 12.m3"),
    }
}

/// The number of a report that a person named.
fn report(text: &str) -> anyhow::Result<i64> {
    match Id::parse(text)? {
        Id::Report(report) => Ok(report),
        _ => anyhow::bail!("{text}: is no report; a report is a number, like 12"),
    }
}
