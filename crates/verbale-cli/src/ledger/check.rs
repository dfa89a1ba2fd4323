//! `verbale check`: whether a ledger is sound.

use super::args::Check;
use std::process::ExitCode;
use verbale_ledger::Ledger;

/// Prints what is at fault; status 1 where something is.
pub(crate) fn run(args: Check) -> anyhow::Result<ExitCode> {
    let ledger = Ledger::open(&args.file.ledger)?;
    let path = args.file.ledger.display();
    let mut faults = 0;
    let reports = ledger.check(&mut |fault| {
        faults += 1;
        anstream::println!("{path}: {fault}");
    })?;
    if faults == 0 {
        anstream::println!("{path}: sound: {reports} report{}", if reports == 1 { "" } else { "s" });
        return Ok(ExitCode::SUCCESS);
    }
    anstream::println!(
        "{path}: {faults} fault{}; keep it as it is, and restore a copy of it",
        if faults == 1 { "" } else { "s" }
    );
    Ok(ExitCode::FAILURE)
}
