//! `verbale why`: from an entry to its sentence, its sources and its rule.

use super::args::{Form, Why};
use super::board::one_move;
use super::out;
use crate::brief::flow::styled;
use crate::brief::{BAD, DIM, OPEN, TITLE};
use anstyle::Style;
use std::process::ExitCode;
use verbale_ledger::Id;
use verbale_ledger::query::{self, Entered, Source};

/// Prints why an entry stands there.
pub(crate) fn run(args: Why) -> anyhow::Result<ExitCode> {
    let ledger = super::open(&args.file)?;
    let why = ledger.why(Id::parse(&args.id)?)?;
    match args.answer.format {
        Form::Json => out::json(&why),
        Form::Csv => {
            let mut rows = vec![vec!["title".to_owned(), why.title.clone()]];
            let mut add = |name: &str, value: String| rows.push(vec![name.to_owned(), value]);
            why.sentence.iter().for_each(|one| add("sentence", one.clone()));
            why.rule.iter().for_each(|one| add("rule", one.clone()));
            why.chain.iter().for_each(|one| add("chain", one.clone()));
            why.also.iter().for_each(|one| add("also", one.clone()));
            why.notes.iter().for_each(|one| add("note", one.clone()));
            why.report.iter().for_each(|one| add("report", one.id.clone()));
            why.entries.iter().for_each(|one| add("entry", format!("{} {}", one.id, one.kind)));
            out::csv(&["what", "value"], rows)
        }
        Form::Text => out::text(&text(&why)),
    }
}

fn text(why: &query::Why) -> String {
    let mut out = String::new();
    styled(&mut out, TITLE, &format!("{} {}", why.id, why.title));
    out.push('\n');
    let plain = Style::new();
    if let Some(one) = &why.one {
        out::paragraph(&mut out, 2, &one_move(one));
    }
    let mut line = |label: &str, style: Style, words: &str| {
        out::paragraph(&mut out, 2, &[(DIM, format!("{label}: ")), (style, words.to_owned())]);
    };
    if let Some(sentence) = &why.sentence {
        line("read from", plain, sentence);
    }
    why.chain.iter().for_each(|one| line("source", plain, one));
    why.also.iter().for_each(|one| line("also told in", plain, one));
    if let Some(rule) = &why.rule {
        line("rule", DIM, rule);
    }
    why.notes.iter().for_each(|one| line("note", plain, one));
    for entry in &why.entries {
        line(&entry.id, OPEN, &entered(entry));
    }
    if let Some(report) = &why.report {
        self::report(&mut out, report);
    }
    out
}

fn entered(entry: &Entered) -> String {
    let author = entry.author.as_deref().unwrap_or("unknown");
    let reason = entry.reason.as_ref().map(|reason| format!(": {reason}")).unwrap_or_default();
    let undone = if entry.undone { ", taken back" } else { "" };
    format!("{} by {author} on {}{undone}{reason} {}", entry.kind, entry.recorded, entry.what)
}

fn report(out: &mut String, report: &Source) {
    let title = report.title.as_deref().unwrap_or(&report.name);
    let mut pieces = vec![(DIM, format!("report {}: ", report.id)), (Style::new(), format!("{title}, "))];
    let published = report.published.as_ref().map_or("no date".to_owned(), |day| format!("published {day}"));
    let voice = if report.voice.starts_with('#') { "its own" } else { report.voice.as_str() };
    pieces.push((DIM, format!("{published}, recorded {}, voice {voice}", report.recorded)));
    if let Some(copied) = &report.copy_of {
        pieces.push((OPEN, format!(", a copy of {copied}")));
    }
    if report.retracted {
        pieces.push((BAD, ", retracted".to_owned()));
    }
    out::paragraph(out, 2, &pieces);
    out::paragraph(out, 4, &[(DIM, format!("{} sha256 {}", report.name, report.sha256))]);
}
