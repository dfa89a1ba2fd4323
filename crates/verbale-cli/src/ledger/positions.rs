//! `verbale positions`: where a party stands, and where it stood.

use super::args::{Form, Positions};
use super::board::one_move;
use super::out;
use crate::brief::flow::styled;
use crate::brief::{BAD, DIM, DONE, PARTY, TITLE};
use anstyle::Style;
use std::process::ExitCode;
use verbale_ledger::query::{PositionQuery, Standpoint};

/// Prints the positions of a party.
pub(crate) fn run(args: Positions) -> anyhow::Result<ExitCode> {
    let ledger = super::open(&args.file)?;
    let query = PositionQuery {
        party: ledger.party(&args.party)?,
        issue: args.issue.as_deref().map(|words| ledger.issue(words)).transpose()?,
        as_of: super::as_of(&args.clock),
        limit: args.limit,
    };
    let positions = ledger.positions(&query)?;
    match args.answer.format {
        Form::Json => out::json(&positions),
        Form::Csv => csv(&positions),
        Form::Text => out::text(&text(&positions, &args.party, &query.as_of.day.to_string())),
    }
}

fn csv(positions: &[Standpoint]) -> anyhow::Result<ExitCode> {
    let head =
        ["party", "matter", "issue", "name", "stance", "since", "until", "confirmed", "times", "moves"];
    let mut rows = Vec::new();
    for one in positions {
        let row =
            |stance: &str, since: &str, until: &str, confirmed: &str, times: String, moves: &[String]| {
                vec![
                    one.party.clone(),
                    one.matter.clone(),
                    one.issue.clone(),
                    one.name.clone(),
                    stance.to_owned(),
                    since.to_owned(),
                    until.to_owned(),
                    confirmed.to_owned(),
                    times,
                    moves.join(" "),
                ]
            };
        rows.extend(
            one.before
                .iter()
                .map(|past| row(&past.stance, &past.since, &past.until, "", String::new(), &past.moves)),
        );
        rows.push(row(&one.stance, &one.since, "", &one.confirmed, one.times.to_string(), &one.moves));
    }
    out::csv(&head, rows)
}

fn text(positions: &[Standpoint], asked: &str, day: &str) -> String {
    let mut out = String::new();
    let name = positions.first().map_or(asked, |one| one.party.as_str());
    styled(&mut out, TITLE, &format!("Where {name} stands as of {day}"));
    out.push('\n');
    if positions.is_empty() {
        out.push_str("No position is known.\n");
    }
    for one in positions {
        let mut pieces = vec![(DIM, format!("{} ", one.issue)), (PARTY, one.name.clone())];
        pieces.push((Style::new(), ": ".to_owned()));
        pieces.push(side(&one.stance));
        let times = if one.times == 1 { String::new() } else { format!(", {} times", one.times) };
        pieces.push((DIM, format!(" since {}{times} {}", one.since, last(&one.moves))));
        out::paragraph(&mut out, 2, &pieces);
        if let Some(last) = &one.last {
            let mut pieces = vec![(DIM, "last: ".to_owned())];
            pieces.extend(one_move(last));
            out::paragraph(&mut out, 6, &pieces);
        }
        for past in one.before.iter().rev() {
            let mut pieces = vec![(DIM, "before: ".to_owned()), side(&past.stance)];
            pieces.push((DIM, format!(" from {} to {} {}", past.since, past.until, last(&past.moves))));
            out::paragraph(&mut out, 6, &pieces);
        }
    }
    out
}

fn side(stance: &str) -> (Style, String) {
    match stance {
        "+" => (DONE, "for it".to_owned()),
        "-" => (BAD, "against it".to_owned()),
        _ => (DIM, "side not clear".to_owned()),
    }
}

/// The last few ids.
pub(super) fn last(moves: &[String]) -> String {
    const SHOWN: usize = 5;
    moves[moves.len().saturating_sub(SHOWN)..].join(" ")
}
