//! `verbale diff` and `verbale questions`: what changed, and what a person should look at.

use super::args::{Diff, Form, Questions};
use super::board::small;
use super::out;
use super::positions::last;
use crate::brief::{DIM, KIND, OPEN, PARTY};
use anstyle::Style;
use std::process::ExitCode;
use verbale_ledger::Day;
use verbale_ledger::query::{Changed, Question};

/// Prints what changed between two days.
pub(crate) fn run(args: Diff) -> anyhow::Result<ExitCode> {
    let ledger = super::open(&args.file)?;
    let issue = args.issue.as_deref().map(|words| ledger.issue(words)).transpose()?;
    let changes = ledger.diff(Day::from(args.first), Day::from(args.second), issue)?;
    match args.answer.format {
        Form::Json => out::json(&changes),
        Form::Csv => {
            let head = ["day", "what", "issue", "name", "parties", "before", "after", "moves"];
            let row = |one: &Changed| {
                let before = one.before.clone().unwrap_or_default();
                [&one.day, &one.what, &one.issue, &one.name, &one.parties, &before, &one.after]
                    .map(Clone::clone)
                    .into_iter()
                    .chain([one.moves.join(" ")])
                    .collect()
            };
            out::csv(&head, changes.iter().map(row))
        }
        Form::Text => {
            let mut text = String::new();
            for one in &changes {
                changed(&mut text, one);
            }
            if changes.is_empty() {
                text.push_str("Nothing changed.\n");
            }
            out::text(&text)
        }
    }
}

fn changed(text: &mut String, one: &Changed) {
    let plain = Style::new();
    let words = |value: &str| match (one.what.as_str(), value) {
        ("position", "+") => "for it".to_owned(),
        ("position", "-") => "against it".to_owned(),
        ("position", _) => "open".to_owned(),
        ("obligation", value) => value.replace("ANSWER", "an answer,").replace("PERFORM", "a deed,"),
        (_, value) => small(value),
    };
    let mut pieces = vec![(DIM, format!("{} {} ", one.day, one.issue)), (plain, one.name.clone())];
    pieces.push((DIM, format!(" · {} ", one.what)));
    pieces.push((PARTY, one.parties.clone()));
    pieces.push((plain, ": ".to_owned()));
    if let Some(before) = &one.before {
        pieces.push((DIM, format!("{} → ", words(before))));
    }
    pieces.push((OPEN, words(&one.after)));
    pieces.push((DIM, format!(" {}", last(&one.moves))));
    out::paragraph(text, 0, &pieces);
}

/// Prints the doubts.
pub(crate) fn questions(args: Questions) -> anyhow::Result<ExitCode> {
    let ledger = super::open(&args.file)?;
    let issue = args.issue.as_deref().map(|words| ledger.issue(words)).transpose()?;
    let questions = ledger.questions(issue, args.limit)?;
    match args.answer.format {
        Form::Json => out::json(&questions),
        Form::Csv => {
            let row =
                |one: &Question| vec![one.kind.clone(), one.id.clone(), one.day.clone(), one.message.clone()];
            out::csv(&["kind", "id", "day", "message"], questions.iter().map(row))
        }
        Form::Text => {
            let mut text = String::new();
            for one in &questions {
                let pieces = [
                    (KIND, format!("{}: ", one.kind)),
                    (Style::new(), one.message.clone()),
                    (DIM, format!(" {} {}", one.day, one.id)),
                ];
                out::paragraph(&mut text, 0, &pieces);
            }
            if questions.is_empty() {
                text.push_str("No doubt stands open.\n");
            }
            out::text(&text)
        }
    }
}
