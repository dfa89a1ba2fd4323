//! `verbale issue`: what people decide about issues.

use super::entries::Issue;
use std::process::ExitCode;

/// Merges, renames, splits, or takes back.
pub(crate) fn run(args: Issue) -> anyhow::Result<ExitCode> {
    let (entry, done, ledger) = match args {
        Issue::Undo(undo) => return super::correct::undo(&undo),
        Issue::Merge(merge) => {
            let (mut ledger, _, stamp) = super::writer(&merge.entered)?;
            let (issue, into) = (ledger.issue(&merge.issue)?, ledger.issue(&merge.into)?);
            let entry = ledger.merge(issue, into, merge.reason.as_deref(), &stamp)?;
            (entry, format!("i{issue} is i{into} from now on"), ledger)
        }
        Issue::Rename(rename) => {
            let (mut ledger, _, stamp) = super::writer(&rename.entered)?;
            let issue = ledger.issue(&rename.issue)?;
            let entry = ledger.rename(issue, &rename.name, rename.reason.as_deref(), &stamp)?;
            (entry, format!("i{issue} is called {}", rename.name), ledger)
        }
        Issue::Split(split) => {
            let (mut ledger, desk, stamp) = super::writer(&split.entered)?;
            let issue = ledger.issue(&split.issue)?;
            let moves: Vec<i64> =
                split.moves.iter().map(|id| super::move_key(id)).collect::<anyhow::Result<_>>()?;
            let (entry, fresh) =
                ledger.split(issue, &moves, &split.name, split.reason.as_deref(), &stamp, &desk)?;
            (entry, format!("{fresh} {} has {} moves of i{issue}", split.name, moves.len()), ledger)
        }
    };
    super::settle(ledger)?;
    anstream::println!("{entry}: {done}; `verbale issue undo {entry}` takes it back");
    Ok(ExitCode::SUCCESS)
}
