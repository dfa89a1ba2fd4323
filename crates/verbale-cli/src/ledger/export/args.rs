//! What can be said of an export on the command line.

use crate::args::day;
use crate::ledger::args::File;
use clap::{Args as Arguments, ValueEnum};
use jiff::civil::Date;
use std::path::PathBuf;
use verbale_ledger::export::{NetworkKind, Qualifier, Table};

/// Writes the ledger for other programs: tables, a network of parties over issues, provenance. docs/ledger.md tells
/// every column. Sorted, and the same for the same ledger.
#[derive(Debug, Arguments)]
pub(crate) struct Export {
    #[command(flatten)]
    pub(crate) file: File,

    /// In which form.
    #[arg(long, value_enum)]
    pub(crate) format: Format,

    /// Where to: a file; for all tables a folder, which is made where there is none [default: standard output].
    #[arg(long, value_name = "FILE|FOLDER")]
    pub(crate) out: Option<PathBuf>,

    /// One table (csv, jsonl) [default: all].
    #[arg(long, value_enum, value_name = "TABLE")]
    pub(crate) table: Option<Name>,

    /// What the nodes are (graphml).
    #[arg(long, value_enum, default_value = "one-mode")]
    pub(crate) network: Nodes,

    /// What the weights count (graphml).
    #[arg(long, value_enum, default_value = "subtract")]
    pub(crate) qualifier: Weights,

    /// Also companies, persons and unknown parties (graphml).
    #[arg(long)]
    pub(crate) all: bool,

    /// One issue with what tells of it: its id (i5) or words of its name.
    #[arg(long, value_name = "ISSUE")]
    pub(crate) issue: Option<String>,

    /// What had happened by the end of this day [default: all].
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    pub(crate) as_of: Option<Date>,

    /// By what was in the ledger at the end of this day [default: all].
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    pub(crate) known_by: Option<Date>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// Tables, comma-separated with a head line, a file each.
    Csv,
    /// Tables, a JSON object a row.
    Jsonl,
    /// A network as Discourse Network Analyzer writes it.
    Graphml,
    /// Provenance: PROV-JSON.
    Prov,
    /// A database of Discourse Network Analyzer: not available.
    Dna,
}

/// A table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Name {
    /// A row a report.
    Reports,
    /// A row a statement.
    Statements,
    /// A row a telling of a move.
    Moves,
    /// A row for each period of an obligation.
    Obligations,
    /// A row for each period of the state of an issue between two.
    States,
    /// A row for each period of the position of a party.
    Positions,
    /// A row an issue.
    Issues,
    /// A row a party.
    Parties,
    /// A row for each thing that people entered.
    Corrections,
}

impl Name {
    /// The table of the ledger; statements are read from the records.
    pub(super) fn table(self) -> Option<Table> {
        Some(match self {
            Name::Reports => Table::Reports,
            Name::Statements => return None,
            Name::Moves => Table::Moves,
            Name::Obligations => Table::Obligations,
            Name::States => Table::States,
            Name::Positions => Table::Positions,
            Name::Issues => Table::Issues,
            Name::Parties => Table::Parties,
            Name::Corrections => Table::Corrections,
        })
    }

    /// As it is typed, and what its file is called.
    pub(super) fn word(self) -> String {
        self.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default()
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Nodes {
    /// Parties, tied by where they stand on the same issues.
    OneMode,
    /// Parties and issues.
    TwoMode,
}

impl Nodes {
    pub(super) fn kind(self) -> NetworkKind {
        match self {
            Nodes::OneMode => NetworkKind::OneMode,
            Nodes::TwoMode => NetworkKind::TwoMode,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Weights {
    /// Standing on the same side (DNA's congruence); in a two-mode network statements for.
    #[value(alias = "congruence")]
    Agreement,
    /// Standing on different sides; in a two-mode network statements against.
    Conflict,
    /// The first less the second.
    Subtract,
}

impl Weights {
    pub(super) fn qualifier(self) -> Qualifier {
        match self {
            Weights::Agreement => Qualifier::Agreement,
            Weights::Conflict => Qualifier::Conflict,
            Weights::Subtract => Qualifier::Subtract,
        }
    }
}
