//! What can be said on the command line by one who enters something himself.

use super::args::File;
use crate::args::{Issues, Source, day};
use clap::{Args as Arguments, Subcommand};
use jiff::civil::Date;
use std::path::PathBuf;

/// Who enters something, why and when.
#[derive(Debug, Arguments)]
pub(crate) struct Entered {
    #[command(flatten)]
    pub(crate) file: File,

    /// Who says so [default: the user's name on this machine].
    #[arg(long, value_name = "NAME")]
    pub(crate) author: Option<String>,

    /// Record as of this day instead of today.
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    pub(crate) recorded: Option<Date>,

    /// A folder of data files of your own, as it was given to `verbale add`.
    #[arg(long, value_name = "DIR")]
    pub(crate) knowledge: Option<PathBuf>,

    #[command(flatten)]
    pub(crate) issues: Issues,
}

/// Withdraws the evidence of a report. What loses its last support is withdrawn, and stays readable.
#[derive(Debug, Arguments)]
pub(crate) struct Retract {
    /// The number of the report.
    #[arg(value_name = "REPORT")]
    pub(crate) report: String,

    /// Why.
    #[arg(long, value_name = "WORDS")]
    pub(crate) reason: String,

    #[command(flatten)]
    pub(crate) entered: Entered,
}

/// Says what a move is in truth. It is a new entry with an author; it wins over the machine's and survives reading
/// again. `verbale correct add` enters a move that the machine missed, `verbale correct undo` takes an entry back.
#[derive(Debug, Arguments)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub(crate) struct Correct {
    #[command(subcommand)]
    pub(crate) other: Option<CorrectOther>,

    /// The move: 12.m3.
    #[arg(value_name = "MOVE", required = true)]
    pub(crate) id: Option<String>,

    #[command(flatten)]
    pub(crate) truth: Truth,

    /// There is no such move.
    #[arg(long)]
    pub(crate) reject: bool,

    /// Why.
    #[arg(long, value_name = "WORDS", required = true)]
    pub(crate) reason: Option<String>,

    #[command(flatten)]
    pub(crate) entered: Entered,
}

/// What a move is in truth.
#[derive(Debug, Arguments)]
pub(crate) struct Truth {
    /// Its kind: DEMAND, PROPOSE, REJECT, …
    #[arg(long, value_name = "KIND")]
    pub(crate) kind: Option<String>,

    /// Who makes it: codes or names apart by commas.
    #[arg(long, value_name = "PARTIES")]
    pub(crate) from: Option<String>,

    /// To whom: codes or names apart by commas.
    #[arg(long, value_name = "PARTIES")]
    pub(crate) to: Option<String>,

    /// What it is about: the id of an issue (i5) or words of its name.
    #[arg(long, value_name = "ISSUE")]
    pub(crate) issue: Option<String>,

    /// For (+), against (-) or open (?).
    #[arg(long, value_name = "SIGN", allow_hyphen_values = true)]
    pub(crate) polarity: Option<String>,

    /// The day on which it was made.
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    pub(crate) day: Option<Date>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum CorrectOther {
    /// Enter a move that the machine missed.
    Add(CorrectAdd),
    /// Take back what a person entered.
    Undo(Undo),
}

/// Enters a move that the machine missed, with the words of the report that tell it.
#[derive(Debug, Arguments)]
pub(crate) struct CorrectAdd {
    /// The number of the report.
    #[arg(value_name = "REPORT")]
    pub(crate) report: String,

    /// The words of the report that tell it, as they stand there.
    #[arg(long, value_name = "WORDS")]
    pub(crate) evidence: String,

    #[command(flatten)]
    pub(crate) truth: Truth,

    /// Why.
    #[arg(long, value_name = "WORDS")]
    pub(crate) reason: String,

    #[command(flatten)]
    pub(crate) entered: Entered,
}

/// Takes back what a person entered; that too is an entry.
#[derive(Debug, Arguments)]
pub(crate) struct Undo {
    /// The entry: c7.
    #[arg(value_name = "ENTRY")]
    pub(crate) entry: String,

    /// Why.
    #[arg(long, value_name = "WORDS")]
    pub(crate) reason: Option<String>,

    #[command(flatten)]
    pub(crate) entered: Entered,
}

/// Merges, renames and splits issues; each is an entry that can be taken back.
#[derive(Debug, Subcommand)]
pub(crate) enum Issue {
    /// Let one issue be another, with its parts.
    Merge(Merge),
    /// Give an issue another name.
    Rename(Rename),
    /// Make an issue of its own of some moves.
    Split(Split),
    /// Take back what was decided.
    Undo(Undo),
}

#[derive(Debug, Arguments)]
pub(crate) struct Merge {
    /// The issue that is no issue of its own: its id (i5) or words of its name.
    #[arg(value_name = "ISSUE")]
    pub(crate) issue: String,

    /// What it is.
    #[arg(value_name = "INTO")]
    pub(crate) into: String,

    /// Why.
    #[arg(long, value_name = "WORDS")]
    pub(crate) reason: Option<String>,

    #[command(flatten)]
    pub(crate) entered: Entered,
}

#[derive(Debug, Arguments)]
pub(crate) struct Rename {
    /// The issue: its id (i5) or words of its name.
    #[arg(value_name = "ISSUE")]
    pub(crate) issue: String,

    /// Its name from now on.
    #[arg(value_name = "NAME")]
    pub(crate) name: String,

    /// Why.
    #[arg(long, value_name = "WORDS")]
    pub(crate) reason: Option<String>,

    #[command(flatten)]
    pub(crate) entered: Entered,
}

#[derive(Debug, Arguments)]
pub(crate) struct Split {
    /// The issue: its id (i5) or words of its name.
    #[arg(value_name = "ISSUE")]
    pub(crate) issue: String,

    /// The moves: 12.m3 14.m1.
    #[arg(value_name = "MOVE", required = true)]
    pub(crate) moves: Vec<String>,

    /// The name of the new issue.
    #[arg(long, value_name = "NAME")]
    pub(crate) name: String,

    /// Why.
    #[arg(long, value_name = "WORDS")]
    pub(crate) reason: Option<String>,

    #[command(flatten)]
    pub(crate) entered: Entered,
}

/// Reads the stored texts again and shows what this verbale finds otherwise; --record keeps the new readings beside
/// the old ones. What people entered stands.
#[derive(Debug, Arguments)]
pub(crate) struct Reread {
    /// Numbers of reports [default: all].
    #[arg(value_name = "REPORT")]
    pub(crate) reports: Vec<String>,

    /// Record the new readings of reports that read otherwise.
    #[arg(long)]
    pub(crate) record: bool,

    #[command(flatten)]
    pub(crate) entered: Entered,
}

impl Entered {
    /// A source of no inputs, with the caller's data files.
    pub(crate) fn source(&self) -> Source {
        let overlays = self.issues.overlay().into_iter().collect();
        Source { knowledge: self.knowledge.clone(), overlays, ..Source::default() }
    }
}
