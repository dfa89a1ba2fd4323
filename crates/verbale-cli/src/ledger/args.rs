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
