//! The commands of the ledger: what is added to it, what it is asked, what people correct.

pub(crate) mod add;
pub(crate) mod args;
pub(crate) mod board;
mod learnt;
mod out;

use args::File;
use verbale_ledger::{AsOf, Day, Ledger, Stamp};

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

/// Opens the ledger to ask it. Where another run was cut off before all was computed, that is done first.
fn open(file: &File) -> anyhow::Result<Ledger> {
    let ledger = Ledger::open(&file.ledger)?;
    if ledger.unsettled()? > 0
        && let Ok(mut writer) = Ledger::create(&file.ledger)
    {
        // Another process may be adding; then the board says that it waits.
        let _ = writer.settle();
    }
    Ok(ledger)
}
