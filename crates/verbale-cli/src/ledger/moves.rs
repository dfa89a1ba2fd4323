//! `verbale moves` and `verbale timeline`: what was done, by the day on which it happened.

use super::args::{Form, Moves, Scope, Timeline};
use super::board::{one_move, small};
use super::out;
use crate::brief::flow::styled;
use crate::brief::{DIM, OPEN, TITLE};
use std::process::ExitCode;
use verbale_ledger::query::{self, MoveQuery};
use verbale_ledger::{Day, MoveView};

/// Prints the moves that are asked for.
pub(crate) fn run(args: Moves) -> anyhow::Result<ExitCode> {
    let ledger = super::open(&args.file)?;
    let party = |words: &Option<String>| words.as_deref().map(|words| ledger.party(words)).transpose();
    let query = MoveQuery {
        from: party(&args.from)?,
        to: party(&args.to)?,
        kind: args.kind.clone(),
        issue: args.issue.as_deref().map(|words| ledger.issue(words)).transpose()?,
        since: args.since.map(Day::from),
        as_of: Some(super::as_of(&args.clock)),
        certain: args.certain.clone(),
        internal: args.scope.map(|scope| scope == Scope::Internal),
        report: args.report,
        tellings: args.tellings || args.report.is_some(),
        withdrawn: args.withdrawn,
        limit: Some(args.limit),
    };
    let moves = ledger.moves(&query)?;
    match args.answer.format {
        Form::Json => out::json(&moves),
        Form::Csv => csv(moves.iter().map(|one| (one, String::new()))),
        Form::Text => {
            let mut text = String::new();
            for one in &moves {
                out::paragraph(&mut text, 0, &one_move(one));
            }
            if moves.is_empty() {
                text.push_str("No such move.\n");
            }
            out::text(&text)
        }
    }
}

/// Prints an issue over time.
pub(crate) fn timeline(args: Timeline) -> anyhow::Result<ExitCode> {
    let ledger = super::open(&args.file)?;
    let issue = ledger.issue(&args.issue)?;
    let timeline = ledger.timeline(issue, super::as_of(&args.clock), args.withdrawn)?;
    match args.answer.format {
        Form::Json => out::json(&timeline),
        Form::Csv => csv(timeline.moves.iter().map(|step| (&step.one, step.brought.join("; ")))),
        Form::Text => out::text(&told(&timeline)),
    }
}

fn told(timeline: &query::Timeline) -> String {
    let mut text = String::new();
    styled(&mut text, TITLE, &format!("{} {}", timeline.issue, timeline.name));
    text.push('\n');
    if !timeline.called.is_empty() {
        out::paragraph(&mut text, 2, &[(DIM, format!("reports call it: {}", timeline.called.join("; ")))]);
    }
    for step in &timeline.moves {
        let mut pieces = one_move(&step.one);
        if let Some(part) = &step.part {
            pieces.push((DIM, format!(" [{part}]")));
        }
        out::paragraph(&mut text, 0, &pieces);
        for change in &step.brought {
            out::paragraph(&mut text, 6, &[(OPEN, format!("⇒ {}", in_small(change)))]);
        }
    }
    text
}

/// "REPLY_DRAFTED Japan → Spain" as "reply drafted Japan → Spain".
fn in_small(change: &str) -> String {
    match change.split_once(' ') {
        Some((state, pair)) => format!("{} {pair}", small(state)),
        None => change.to_owned(),
    }
}

fn csv<'m>(moves: impl Iterator<Item = (&'m MoveView, String)>) -> anyhow::Result<ExitCode> {
    let head = [
        "id",
        "day",
        "from_day",
        "to_day",
        "reported",
        "kind",
        "act",
        "from",
        "to",
        "person",
        "matter",
        "issue",
        "polarity",
        "certain",
        "scope",
        "due",
        "answers",
        "words",
        "flags",
        "confidence",
        "reports",
        "voices",
        "contested_by",
        "status",
        "brought",
    ];
    let rows = moves.map(|(one, brought)| {
        let happened = one.happened.clone().unwrap_or_default();
        vec![
            one.id.clone(),
            one.day.clone(),
            happened.0,
            happened.1,
            one.reported.clone(),
            one.kind.clone(),
            one.act.clone().unwrap_or_default(),
            one.from.join("; "),
            one.to.join("; "),
            one.person.clone().unwrap_or_default(),
            one.matter.clone().unwrap_or_default(),
            one.issue.clone().unwrap_or_default(),
            one.polarity.clone(),
            one.certain.clone(),
            if one.internal { "internal" } else { "public" }.to_owned(),
            one.due.clone().unwrap_or_default(),
            one.answers.clone().unwrap_or_default(),
            one.words.clone(),
            one.flags.join(" "),
            one.confidence.to_string(),
            one.reports.to_string(),
            one.voices.join("; "),
            one.contested_by.join(" "),
            one.status.clone(),
            brought,
        ]
    });
    out::csv(&head, rows)
}
