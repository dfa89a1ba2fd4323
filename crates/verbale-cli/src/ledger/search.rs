//! `verbale search`: statements by their words.

use super::args::{Form, Search};
use super::out;
use crate::brief::{BAD, DIM, PARTY};
use anstyle::Style;
use std::process::ExitCode;
use verbale_ledger::query::Hit;

/// Prints the statements that hold the words.
pub(crate) fn run(args: Search) -> anyhow::Result<ExitCode> {
    let ledger = super::open(&args.file)?;
    let clock = args.clock.as_of.is_some() || args.clock.known_by.is_some();
    let as_of = clock.then(|| super::as_of(&args.clock));
    // A word with blanks came in quotation marks: it is a phrase.
    let words: Vec<String> = args
        .words
        .iter()
        .map(
            |word| {
                if word.contains(' ') && !word.contains('"') { format!("\"{word}\"") } else { word.clone() }
            },
        )
        .collect();
    let hits = ledger.search(&words.join(" "), as_of, args.limit)?;
    match args.answer.format {
        Form::Json => out::json(&hits),
        Form::Csv => {
            let head = ["id", "report", "published", "title", "speaker", "party", "words", "retracted"];
            let row = |hit: &Hit| {
                vec![
                    hit.id.clone(),
                    hit.report.clone(),
                    hit.published.clone().unwrap_or_default(),
                    hit.title.clone().unwrap_or_default(),
                    hit.speaker.clone().unwrap_or_default(),
                    hit.party.clone().unwrap_or_default(),
                    hit.words.clone(),
                    hit.retracted.to_string(),
                ]
            };
            out::csv(&head, hits.iter().map(row))
        }
        Form::Text => {
            let mut text = String::new();
            for hit in &hits {
                let who = match (&hit.speaker, &hit.party) {
                    (Some(person), Some(party)) => format!("{person} ({party})"),
                    (Some(who), None) | (None, Some(who)) => who.clone(),
                    (None, None) => "nobody named".to_owned(),
                };
                let mut pieces = vec![(DIM, format!("{} ", hit.published.as_deref().unwrap_or("no date")))];
                pieces.push((PARTY, who));
                pieces.push((Style::new(), format!(": {}", hit.words)));
                if hit.retracted {
                    pieces.push((BAD, " retracted".to_owned()));
                }
                pieces.push((DIM, format!(" {}", hit.id)));
                out::paragraph(&mut text, 0, &pieces);
            }
            if hits.is_empty() {
                text.push_str("No statement holds these words.\n");
            }
            out::text(&text)
        }
    }
}
