//! What can be said on the command line.

use crate::ledger::export::args::Export;
use crate::ledger::{args as ledger, entries};
use clap::{Args as Arguments, Parser, Subcommand, ValueEnum};
use jiff::civil::Date;
use std::num::NonZeroUsize;
use std::path::PathBuf;

/// What a newcomer types first.
const BEGIN: &str = "\
Begin with a report and the day it was published:
  verbale read report.txt --date 2022-02-14
  verbale read report.txt --date 2022-02-14 --evidence   each line with its sentence
  verbale read reports/ > records.jsonl                  one record a line
Keep the talks over time in a ledger (verbale.db in this folder):
  verbale add reports/                                   again whenever there are more
  verbale board                                          where each issue stands, who owes whom what
  verbale why 12.m3                                      what an entry rests on
`verbale COMMAND --help` tells all options of a command.";

/// Reads news reports of diplomacy and keeps the record of the talks.
#[derive(Debug, Parser)]
#[command(name = "verbale", version, about, arg_required_else_help = true, after_help = BEGIN)]
pub(crate) struct Args {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Read reports and print a brief or a record of each.
    Read(Read),
    /// Print who did what to whom, as records or in the columns of an event data set.
    Events(Events),
    /// Print the sentences, words and trees of reports.
    Parse(Parse),
    /// Print who said what as a flat table, one row a statement.
    Statements(Statements),
    /// Ask, check and extend what is known of parties and people.
    #[command(subcommand)]
    Knowledge(Knowledge),
    /// Add reports to the ledger that keeps the talks over time.
    Add(ledger::Add),
    /// Show where each issue stands and who owes whom what.
    Board(ledger::Board),
    /// Show where a party stands on each issue, and where it stood.
    Positions(ledger::Positions),
    /// List moves by who made them, to whom, on what and when.
    Moves(ledger::Moves),
    /// Tell an issue from its first move to its last.
    Timeline(ledger::Timeline),
    /// Tell what changed between two days.
    Diff(ledger::Diff),
    /// Find statements by their words.
    Search(ledger::Search),
    /// Lead from an entry to its sentence, its sources and its rule.
    Why(ledger::Why),
    /// List what a person should look at.
    Questions(ledger::Questions),
    /// Tell whether a ledger is sound.
    Check(ledger::Check),
    /// Write tables, networks and provenance for other programs.
    Export(Box<Export>),
    /// Withdraw the evidence of a report.
    Retract(entries::Retract),
    /// Say what a move is in truth, or enter one that the machine missed.
    Correct(Box<entries::Correct>),
    /// Merge, rename and split issues.
    #[command(subcommand)]
    Issue(entries::Issue),
    /// Read the stored reports again and show what is found otherwise.
    Reread(entries::Reread),
}

/// What is known of parties and people: ask it, check a folder of your own, make one from other projects' files.
#[derive(Debug, Subcommand)]
pub(crate) enum Knowledge {
    /// Who that is, and why.
    Show(Show),
    /// Checks a folder of data files and tells what it changes.
    Check(Check),
    /// Makes data files from another project's; they never outrank the built-in ones.
    #[command(subcommand)]
    Import(Import),
}

/// Says who is meant by a name, an office or a place on a day, by the tables alone.
#[derive(Debug, Arguments)]
pub(crate) struct Show {
    /// A name, an office or a place: "Lavrov", "French president", "the Kremlin".
    #[arg(required = true, value_name = "NAME")]
    pub(crate) name: String,

    /// The day asked for; without it an office is that of any day.
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    pub(crate) date: Option<Date>,

    /// A folder of data files of your own.
    #[arg(long, value_name = "DIR")]
    pub(crate) knowledge: Option<PathBuf>,
}

/// Reads every data file of a folder, names each fault with file and line, and tells what changes.
#[derive(Debug, Arguments)]
pub(crate) struct Check {
    /// NAME.tsv stands in the place of the built-in file of that name, NAME.more.tsv adds rows to it.
    #[arg(required = true, value_name = "DIR")]
    pub(crate) folder: PathBuf,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Import {
    /// A CSV export of who held which position: position, person, personID, start, end.
    Wikidata(Foreign),
    /// A PETRARCH dictionary of actors or of agents.
    Petrarch(Foreign),
}

/// What is imported, and where it goes.
#[derive(Debug, Arguments)]
pub(crate) struct Foreign {
    /// The file to import.
    #[arg(required = true, value_name = "FILE")]
    pub(crate) file: PathBuf,

    /// The folder to write to; files of the same name are not written over.
    #[arg(long, value_name = "DIR")]
    pub(crate) out: PathBuf,
}

/// Reads reports and prints, in the order of the input, a brief for people or one verbale/1 record a line.
#[derive(Debug, Arguments)]
pub(crate) struct Read {
    /// What to print [default: text on a terminal, jsonl otherwise].
    #[arg(long, value_enum)]
    pub(crate) format: Option<Format>,

    /// In the brief, print under each line the sentence that it was read from.
    #[arg(long)]
    pub(crate) evidence: bool,

    #[command(flatten)]
    pub(crate) source: Source,

    #[command(flatten)]
    pub(crate) issues: Issues,

    #[command(flatten)]
    pub(crate) frames: Frames,
}

/// Codes the events of each report after PLOVER. docs/events.md says what stands in which column.
#[derive(Debug, Arguments)]
pub(crate) struct Events {
    /// In which form.
    #[arg(long, value_enum, default_value = "jsonl")]
    pub(crate) format: EventFormat,

    #[command(flatten)]
    pub(crate) source: Source,

    #[command(flatten)]
    pub(crate) frames: Frames,
}

/// Prints what the language engine says of each report.
#[derive(Debug, Arguments)]
pub(crate) struct Parse {
    /// What to print.
    #[arg(long, value_enum, default_value = "conllu")]
    pub(crate) format: TreeFormat,

    #[command(flatten)]
    pub(crate) source: Source,
}

/// Prints a row for each statement of each report: CSV with a head line, or a JSON object a line.
///
/// Columns: report, published (its day), statement (id within the report), parent (the statement in whose content
/// it stands); outlet (of the report), outlets (that the text names for this statement); source (the words that name
/// the speaker), speaker (who is meant), person, party, party_kind, state; cue (the words that attribute), act,
/// polarity, modality, mode (direct, indirect, mixed), attribution (speech, writing, attitude, decree); channel,
/// channel_words, addressees, occasion, when_words, when_from, when_to; content (pieces apart by " … "), verbatim
/// (those in quotation marks), paraphrased (the others); source_at, cue_at, content_at (start-end in code points of
/// the text, end exclusive); inferred, confidence (0 to 1), rule (what decided). What is unknown is empty; several
/// entries stand apart by "; ".
#[derive(Debug, Arguments)]
pub(crate) struct Statements {
    /// What to print.
    #[arg(long, value_enum, default_value = "csv")]
    pub(crate) format: TableFormat,

    #[command(flatten)]
    pub(crate) source: Source,
}

/// Options that name tables of the user's own.
const OWN: &str = "Tables of your own";

/// Which reports are read, and how.
#[derive(Debug, Default, Arguments)]
#[command(next_help_heading = "Reports")]
pub(crate) struct Source {
    /// Reports as plain text or JSON lines; a folder is walked for .txt, .jsonl and .ndjson; "-" is standard
    /// input.
    #[arg(required = true, value_name = "FILE|FOLDER|-")]
    pub(crate) inputs: Vec<PathBuf>,

    /// What the inputs are [default: jsonl for names that end in .jsonl, .ndjson or .json, text otherwise].
    #[arg(long, value_enum)]
    pub(crate) input_format: Option<InputFormat>,

    /// The day of publication of reports that do not come with theirs.
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    pub(crate) date: Option<Date>,

    /// Who published the reports that do not come with an outlet.
    #[arg(long, value_name = "NAME")]
    pub(crate) outlet: Option<String>,

    /// Read every report as being in this language, whatever it looks like.
    #[arg(long, value_enum, value_name = "CODE")]
    pub(crate) language: Option<Language>,

    /// How many reports to read at a time [default: one for each processor].
    #[arg(long, value_name = "N")]
    pub(crate) jobs: Option<NonZeroUsize>,

    /// A folder of data files: NAME.tsv stands in the place of the one built in, NAME.more.tsv adds rows to it.
    #[arg(long, value_name = "DIR", help_heading = OWN)]
    pub(crate) knowledge: Option<PathBuf>,

    /// Tables laid over those built in: what each lies over, and its file.
    #[arg(skip)]
    pub(crate) overlays: Vec<(&'static str, PathBuf)>,
}

/// Event frames of the user's own.
#[derive(Debug, Arguments)]
pub(crate) struct Frames {
    /// Event frames of your own, in the columns of event_frames.tsv, laid over those built in: a frame of the
    /// same name stands in its place, the type "none" takes it away.
    #[arg(long, value_name = "FILE", help_heading = OWN)]
    pub(crate) frames: Option<PathBuf>,
}

/// Issues by the user's own names.
#[derive(Debug, Clone, Arguments)]
pub(crate) struct Issues {
    /// Issues by names of your own, which go before those that the text gives: a table with the columns name,
    /// phrases (divided by "|") and parent. docs/issues.md shows one.
    #[arg(long, value_name = "FILE", help_heading = OWN)]
    pub(crate) issues: Option<PathBuf>,
}

impl Frames {
    /// What it lays over which table.
    pub(crate) fn overlay(&self) -> Option<(&'static str, PathBuf)> {
        self.frames.clone().map(|path| ("event_frames.tsv", path))
    }
}

impl Issues {
    /// What it lays over which table.
    pub(crate) fn overlay(&self) -> Option<(&'static str, PathBuf)> {
        self.issues.clone().map(|path| ("issues.tsv", path))
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// A brief for people.
    Text,
    /// One verbale/1 record a line.
    Jsonl,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum EventFormat {
    /// One event a line, with all that is known of it.
    Jsonl,
    /// ICEWS's 20 columns, comma-separated: a row for each pair of actor and recipient.
    Csv,
    /// POLECAT's 40 columns, tab-separated: a row for each pair of actor and recipient.
    Plover,
    /// PETRARCH's columns, tab-separated and without a head: CAMEO codes for pairs.
    Cameo,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum TreeFormat {
    /// CoNLL-U, as Universal Dependencies has it.
    Conllu,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum TableFormat {
    /// Comma-separated values with a head line.
    Csv,
    /// One JSON object a row.
    Jsonl,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum InputFormat {
    /// One report a file.
    Text,
    /// One report a line: {"id","text","title"?,"published"?,"outlet"?,"url"?}.
    Jsonl,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Language {
    /// English.
    En,
}

pub(crate) fn day(text: &str) -> Result<Date, String> {
    text.parse().map_err(|_| "expected a day as YYYY-MM-DD, such as 2022-02-14".to_owned())
}
