//! What can be said of the ledger on the command line.

use crate::args::{Issues, Source, day};
use clap::{Args as Arguments, ValueEnum};
use jiff::civil::Date;
use std::path::PathBuf;

/// Which ledger.
#[derive(Debug, Arguments)]
pub(crate) struct File {
    /// The ledger's file.
    #[arg(long, value_name = "FILE", default_value = "verbale.db")]
    pub(crate) ledger: PathBuf,
}

/// The two clocks.
#[derive(Debug, Arguments)]
pub(crate) struct Clock {
    /// As things stood at the end of this day [default: today].
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    pub(crate) as_of: Option<Date>,

    /// By what was in the ledger at the end of this day.
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    pub(crate) known_by: Option<Date>,
}

/// In which form an answer is printed.
#[derive(Debug, Arguments)]
pub(crate) struct Answer {
    /// In which form.
    #[arg(long, value_enum, default_value = "text")]
    pub(crate) format: Form,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Form {
    /// For people.
    Text,
    /// One JSON object.
    Json,
    /// A flat table with a head line.
    Csv,
}

/// Reads reports as `verbale read` does and enters them. What is told as added is on the disk; Ctrl-C stops after the
/// running batch, and adding the same reports again completes what is missing and changes nothing else. A report
/// without a day of publication takes the one that its file's name begins with (2022-02-14-talks.txt).
#[derive(Debug, Arguments)]
pub(crate) struct Add {
    #[command(flatten)]
    pub(crate) source: Source,

    #[command(flatten)]
    pub(crate) issues: Issues,

    #[command(flatten)]
    pub(crate) file: File,

    /// Record as of this day instead of today.
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    pub(crate) recorded: Option<Date>,

    /// Reports of one transaction.
    #[arg(long, value_name = "N", default_value_t = 256, value_parser = clap::value_parser!(u16).range(1..))]
    pub(crate) batch: u16,
}

/// Shows, per issue and pair of parties: where it stands, who owes whom what since when, the last move, the next
/// deadline. The issues that changed last come first.
#[derive(Debug, Arguments)]
pub(crate) struct Board {
    #[command(flatten)]
    pub(crate) file: File,

    #[command(flatten)]
    pub(crate) clock: Clock,

    #[command(flatten)]
    pub(crate) answer: Answer,

    /// One issue: its id (i5) or words of its name.
    #[arg(long, value_name = "ISSUE")]
    pub(crate) issue: Option<String>,

    /// What one party is part of: its code or name.
    #[arg(long, value_name = "PARTY")]
    pub(crate) party: Option<String>,

    /// Show also what stands with companies, persons and unknown parties.
    #[arg(long)]
    pub(crate) all: bool,

    /// The most issues.
    #[arg(long, value_name = "N", default_value_t = 20)]
    pub(crate) limit: usize,

    /// Days without a move after which an issue is shown as dormant.
    #[arg(long, value_name = "DAYS", default_value_t = 90)]
    pub(crate) dormant_after: i32,
}

/// Shows where a party stands on each issue, since when, and where it stood before.
#[derive(Debug, Arguments)]
pub(crate) struct Positions {
    /// The party: its code (JPN, NATO) or its usual English name.
    #[arg(value_name = "PARTY")]
    pub(crate) party: String,

    #[command(flatten)]
    pub(crate) file: File,

    #[command(flatten)]
    pub(crate) clock: Clock,

    #[command(flatten)]
    pub(crate) answer: Answer,

    /// One issue: its id (i5) or words of its name.
    #[arg(long, value_name = "ISSUE")]
    pub(crate) issue: Option<String>,

    /// The most issues.
    #[arg(long, value_name = "N", default_value_t = 40)]
    pub(crate) limit: usize,
}

/// Lists moves by the day on which they happened, each act once, with how many reports tell it.
#[derive(Debug, Arguments)]
pub(crate) struct Moves {
    #[command(flatten)]
    pub(crate) file: File,

    #[command(flatten)]
    pub(crate) clock: Clock,

    #[command(flatten)]
    pub(crate) answer: Answer,

    /// Who makes them: a code or name.
    #[arg(long, value_name = "PARTY")]
    pub(crate) from: Option<String>,

    /// To whom: a code or name.
    #[arg(long, value_name = "PARTY")]
    pub(crate) to: Option<String>,

    /// Of which kind: DEMAND, PROPOSE, REJECT, …
    #[arg(long, value_name = "KIND")]
    pub(crate) kind: Option<String>,

    /// On which issue: its id (i5) or words of its name.
    #[arg(long, value_name = "ISSUE")]
    pub(crate) issue: Option<String>,

    /// Happened on this day or later.
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    pub(crate) since: Option<Date>,

    /// How certain: CT+, PR+, PS+, CT-, PR-, PS-, Uu.
    #[arg(long, value_name = "FACTUALITY", allow_hyphen_values = true)]
    pub(crate) certain: Option<String>,

    /// Between parties, or inside one.
    #[arg(long, value_enum)]
    pub(crate) scope: Option<Scope>,

    /// Of one report: its number.
    #[arg(long, value_name = "REPORT")]
    pub(crate) report: Option<i64>,

    /// Each telling for itself, not each act once.
    #[arg(long)]
    pub(crate) tellings: bool,

    /// Also those that were withdrawn or rejected.
    #[arg(long)]
    pub(crate) withdrawn: bool,

    /// The most moves; the latest are shown.
    #[arg(long, value_name = "N", default_value_t = 100)]
    pub(crate) limit: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Scope {
    /// Between parties.
    Public,
    /// Inside one party.
    Internal,
}

/// Tells an issue from its first move to its last, and what each move changed.
#[derive(Debug, Arguments)]
pub(crate) struct Timeline {
    /// The issue: its id (i5) or words of its name.
    #[arg(value_name = "ISSUE")]
    pub(crate) issue: String,

    #[command(flatten)]
    pub(crate) file: File,

    #[command(flatten)]
    pub(crate) clock: Clock,

    #[command(flatten)]
    pub(crate) answer: Answer,

    /// Also moves that were withdrawn or rejected.
    #[arg(long)]
    pub(crate) withdrawn: bool,
}

/// Tells what stands otherwise on the second day than on the first: states, obligations, positions.
#[derive(Debug, Arguments)]
pub(crate) struct Diff {
    /// The first day.
    #[arg(value_name = "YYYY-MM-DD", value_parser = day)]
    pub(crate) first: Date,

    /// The second day.
    #[arg(value_name = "YYYY-MM-DD", value_parser = day)]
    pub(crate) second: Date,

    #[command(flatten)]
    pub(crate) file: File,

    #[command(flatten)]
    pub(crate) answer: Answer,

    /// One issue: its id (i5) or words of its name.
    #[arg(long, value_name = "ISSUE")]
    pub(crate) issue: Option<String>,
}

/// Finds statements that hold all the words, the best first; words in quotation marks are a phrase.
#[derive(Debug, Arguments)]
pub(crate) struct Search {
    /// The words.
    #[arg(required = true, value_name = "WORD")]
    pub(crate) words: Vec<String>,

    #[command(flatten)]
    pub(crate) file: File,

    #[command(flatten)]
    pub(crate) clock: Clock,

    #[command(flatten)]
    pub(crate) answer: Answer,

    /// The most statements.
    #[arg(long, value_name = "N", default_value_t = 20)]
    pub(crate) limit: usize,
}

/// Leads from an entry to its sentence, its chain of sources, the rule that read it and what people entered on it.
#[derive(Debug, Arguments)]
pub(crate) struct Why {
    /// A move (12.m3), a statement (12.s4), a report (12), an issue (i5) or what a person entered (c7).
    #[arg(value_name = "ID")]
    pub(crate) id: String,

    #[command(flatten)]
    pub(crate) file: File,

    #[command(flatten)]
    pub(crate) answer: Answer,
}

/// Lists what a person should look at: contradictions, days left open, suspected polarity, weak readings, persons who
/// speak for two parties.
#[derive(Debug, Arguments)]
pub(crate) struct Questions {
    #[command(flatten)]
    pub(crate) file: File,

    #[command(flatten)]
    pub(crate) answer: Answer,

    /// One issue: its id (i5) or words of its name.
    #[arg(long, value_name = "ISSUE")]
    pub(crate) issue: Option<String>,

    /// The most of each kind.
    #[arg(long, value_name = "N", default_value_t = 10)]
    pub(crate) limit: usize,
}

/// Looks at every page, holds every text against its hash and what is computed against what was entered. Prints what is
/// at fault, a line each; the status is 1 where something is.
#[derive(Debug, Arguments)]
pub(crate) struct Check {
    #[command(flatten)]
    pub(crate) file: File,
}
