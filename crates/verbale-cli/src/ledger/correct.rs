//! `verbale retract` and `verbale correct`: what people say of what the machine read.

use super::entries::{Correct, CorrectAdd, CorrectOther, Retract, Truth, Undo};
use std::process::ExitCode;
use verbale_ledger::{Change, Day, Id, Ledger};

/// Withdraws the evidence of a report.
pub(crate) fn retract(args: Retract) -> anyhow::Result<ExitCode> {
    let report = super::report(&args.report)?;
    let (mut ledger, desk, stamp) = super::writer(&args.entered)?;
    let entry = ledger.retract(report, &args.reason, &stamp, &desk)?;
    super::settle(ledger)?;
    anstream::println!("{entry}: report {report} is retracted; `verbale correct undo {entry}` takes it back");
    Ok(ExitCode::SUCCESS)
}

/// Corrects a move, adds one, or takes back an entry.
pub(crate) fn run(args: Correct) -> anyhow::Result<ExitCode> {
    match args.other {
        Some(CorrectOther::Add(add)) => return self::add(&add),
        Some(CorrectOther::Undo(undo)) => return self::undo(&undo),
        None => {}
    }
    let (Some(id), Some(reason)) = (&args.id, &args.reason) else {
        anyhow::bail!("a move and a reason were expected");
    };
    let key = super::move_key(id)?;
    let (mut ledger, desk, stamp) = super::writer(&args.entered)?;
    let change = Change { reject: args.reject, ..change(&ledger, &args.truth)? };
    let entry = ledger.correct(key, &change, reason, &stamp, &desk)?;
    super::settle(ledger)?;
    let done = if args.reject { "is rejected" } else { "is corrected" };
    anstream::println!("{entry}: {id} {done}; `verbale correct undo {entry}` takes it back");
    Ok(ExitCode::SUCCESS)
}

fn add(args: &CorrectAdd) -> anyhow::Result<ExitCode> {
    let report = super::report(&args.report)?;
    let (mut ledger, desk, stamp) = super::writer(&args.entered)?;
    let change = change(&ledger, &args.truth)?;
    let added = ledger.add_move(report, &args.evidence, &change, &args.reason, &stamp, &desk)?;
    super::settle(ledger)?;
    anstream::println!("{added}: entered");
    Ok(ExitCode::SUCCESS)
}

/// Takes back what a person entered.
pub(super) fn undo(args: &Undo) -> anyhow::Result<ExitCode> {
    let Id::Edit(edit) = Id::parse(&args.entry)? else {
        anyhow::bail!("{}: is no entry of a person; one is like c7", args.entry);
    };
    let (mut ledger, desk, stamp) = super::writer(&args.entered)?;
    let undo = ledger.undo(edit, args.reason.as_deref(), &stamp, &desk)?;
    super::settle(ledger)?;
    anstream::println!("{undo}: {} is taken back", args.entry);
    Ok(ExitCode::SUCCESS)
}

fn change(ledger: &Ledger, truth: &Truth) -> anyhow::Result<Change> {
    let parties = |names: &Option<String>| -> anyhow::Result<Option<String>> {
        let Some(names) = names else { return Ok(None) };
        let names = names.split(',').map(str::trim).filter(|name| !name.is_empty());
        let codes: Vec<String> = names.map(|name| code(ledger, name)).collect::<anyhow::Result<_>>()?;
        Ok(Some(codes.join(" ")))
    };
    Ok(Change {
        kind: truth.kind.as_ref().map(|kind| kind.to_uppercase()),
        from: parties(&truth.from)?,
        to: parties(&truth.to)?,
        issue: truth.issue.as_deref().map(|words| ledger.issue(words)).transpose()?,
        polarity: truth.polarity.clone(),
        day: truth.day.map(|day| Day::from(day).0),
        reject: false,
    })
}

/// A party that no report of the ledger names yet may be named by its code.
fn code(ledger: &Ledger, name: &str) -> anyhow::Result<String> {
    let is_code =
        name.len() >= 2 && name.chars().all(|letter| letter.is_ascii_uppercase() || letter.is_ascii_digit());
    match ledger.party(name) {
        Ok(code) => Ok(code),
        Err(_) if is_code => Ok(name.to_owned()),
        Err(error) => Err(error.into()),
    }
}
