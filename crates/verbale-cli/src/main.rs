//! The `verbale` program: reads reports and prints what it read.
//!
//! ```text
//! verbale read examples/            a brief of every report, on a terminal
//! verbale read --format jsonl -     one verbale/1 record a line, the report on standard input
//! verbale events --format plover -  who did what to whom, a row a pair, in POLECAT's columns
//! verbale parse report.txt          its trees in CoNLL-U
//! verbale statements reports/       who said what, a row of CSV each
//! verbale knowledge show Lavrov     who that is, and why
//! verbale add reports/              into the ledger verbale.db of the working folder
//! verbale board                     where each issue stands, who owes whom what
//! ```
//!
//! Exit status: 0 when every input was read, 1 when one could not be, 2 for wrong usage.

mod answers;
mod args;
mod brief;
mod events;
mod input;
mod knowledge;
mod ledger;
mod parse;
mod pipeline;
mod progress;
mod read;
mod statements;

use clap::Parser;
use std::process::ExitCode;

/// Readings are many small lists; this allocator hands them out faster than most systems' own.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let result = match args::Args::parse().command {
        args::Command::Read(read) => read::run(read),
        args::Command::Parse(parse) => parse::run(parse),
        args::Command::Events(events) => events::run(events),
        args::Command::Statements(statements) => statements::run(statements),
        args::Command::Knowledge(knowledge) => knowledge::run(knowledge),
        args::Command::Add(add) => ledger::add::run(add),
        args::Command::Board(board) => ledger::board::run(board),
        args::Command::Positions(positions) => ledger::positions::run(positions),
        args::Command::Moves(moves) => ledger::moves::run(moves),
        args::Command::Timeline(timeline) => ledger::moves::timeline(timeline),
        args::Command::Diff(diff) => ledger::changes::run(diff),
        args::Command::Search(search) => ledger::search::run(search),
        args::Command::Why(why) => ledger::why::run(why),
        args::Command::Questions(questions) => ledger::changes::questions(questions),
        args::Command::Check(check) => ledger::check::run(check),
        args::Command::Export(export) => ledger::export::run(*export),
        args::Command::Retract(retract) => ledger::correct::retract(retract),
        args::Command::Correct(correct) => ledger::correct::run(*correct),
        args::Command::Issue(issue) => ledger::issue::run(issue),
        args::Command::Reread(reread) => ledger::reread::run(reread),
    };
    result.unwrap_or_else(|error| {
        anstream::eprintln!("{} {error:#}", error_label());
        ExitCode::from(2)
    })
}

/// "error:" as the argument parser shows it.
fn error_label() -> impl std::fmt::Display {
    let style = anstyle::AnsiColor::Red.on_default().bold();
    format!("{style}error:{style:#}")
}
