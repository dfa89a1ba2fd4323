//! `verbale reread`: the stored texts read again.

use super::{entries, learnt, out};
use crate::brief::flow::styled;
use crate::brief::{BAD, DIM, DONE, TITLE};
use crate::{answers, pipeline};
use std::ops::ControlFlow;
use std::process::ExitCode;
use std::sync::Arc;
use verbale::document::{Input, LanguagePolicy};
use verbale::reader::Reader;
use verbale_ledger::{Entry, Ledger};

/// Reports that are read before what was found is shown and recorded.
const BATCH: usize = 256;

/// Reads again and shows what is found otherwise; records it if that is asked for.
pub(crate) fn run(args: entries::Reread) -> anyhow::Result<ExitCode> {
    let (mut ledger, desk, stamp) = super::writer(&args.entered)?;
    let reports = match args.reports.is_empty() {
        true => ledger.reports()?,
        false => args.reports.iter().map(|text| super::report(text)).collect::<anyhow::Result<_>>()?,
    };
    let source = args.entered.source();
    let mut files = answers::files(&source)?;
    learnt::lay(&mut files, &ledger.learnt()?);
    let reader = Arc::new(Reader::new(&files, LanguagePolicy::Detect)?);
    let desk = Arc::new(desk);
    let (mut same, mut otherwise) = (0, 0);
    for batch in reports.chunks(BATCH) {
        let mut fresh = Vec::new();
        for (report, entry) in read(&ledger, batch, &reader, &desk, answers::jobs(&source))? {
            let found = ledger.compare(report, &entry, &desk)?;
            if found.gone.is_empty() && found.new.is_empty() {
                same += 1;
                continue;
            }
            otherwise += 1;
            let mut text = String::new();
            styled(&mut text, TITLE, &format!("{} {}", found.report, found.title));
            styled(&mut text, DIM, &format!(" ({} moves the same)\n", found.same));
            for one in &found.gone {
                out::paragraph(&mut text, 2, &[(BAD, format!("- {one}"))]);
            }
            for one in &found.new {
                out::paragraph(&mut text, 2, &[(DONE, format!("+ {one}"))]);
            }
            out::text(&text)?;
            fresh.push((report, entry));
        }
        if args.record && !fresh.is_empty() {
            ledger.reread(&fresh, &stamp, &desk)?;
        }
    }
    let recorded = match (args.record, otherwise) {
        (_, 0) => "",
        (true, _) => "; recorded",
        (false, _) => "; nothing was recorded (--record)",
    };
    anstream::println!("{same} reports read the same, {otherwise} otherwise{recorded}");
    super::settle(ledger)?;
    Ok(ExitCode::SUCCESS)
}

fn read(
    ledger: &Ledger,
    reports: &[i64],
    reader: &Arc<Reader>,
    desk: &Arc<verbale_ledger::Desk>,
    jobs: usize,
) -> anyhow::Result<Vec<(i64, Entry)>> {
    let inputs: Vec<(i64, Input)> =
        reports.iter().map(|&report| Ok((report, ledger.given(report)?))).collect::<anyhow::Result<_>>()?;
    let (reader, desk) = (Arc::clone(reader), Arc::clone(desk));
    let work = move |(report, input): (i64, Input)| {
        let url = input.url.clone();
        (report, Entry::new(&reader.read(input), url, &desk))
    };
    let mut done = Vec::new();
    let take = |done: &mut Vec<(i64, Entry)>, one| {
        done.push(one);
        ControlFlow::Continue(())
    };
    pipeline::run(inputs.into_iter(), jobs, work, &mut done, take, |_| ControlFlow::Continue(()));
    Ok(done)
}
