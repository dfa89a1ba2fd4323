//! What can be said of an export on the command line.

use crate::args::day;
use crate::ledger::args::File;
use clap::builder::PossibleValue;
use clap::{Args as Arguments, ValueEnum};
use jiff::civil::Date;
use std::path::PathBuf;
use std::sync::LazyLock;
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

/// A table: one of the ledger, or that of statements, which are read from the records.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Name {
    Statements,
    Kept(Table),
}

impl Name {
    /// All, the reports first.
    pub(super) fn all() -> &'static [Name] {
        static ALL: LazyLock<Vec<Name>> = LazyLock::new(|| {
            let mut names = Table::ALL.map(Name::Kept).to_vec();
            names.insert(1, Name::Statements);
            names
        });
        &ALL
    }

    /// As it is typed, and what its file is called.
    pub(super) fn word(self) -> &'static str {
        self.words().0
    }

    fn words(self) -> (&'static str, &'static str) {
        match self {
            Name::Statements => {
                ("statements", "A row a statement of a report, as `verbale statements` has it")
            }
            Name::Kept(table) => table.words(),
        }
    }
}

impl ValueEnum for Name {
    fn value_variants<'a>() -> &'a [Name] {
        Name::all()
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        let (name, help) = self.words();
        Some(PossibleValue::new(name).help(help))
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
