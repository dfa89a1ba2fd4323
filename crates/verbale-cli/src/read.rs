//! `verbale read`: a brief for people or a record a line.

use crate::answers::{self, Stream};
use crate::args::{Format, Read};
use crate::brief::{Evidence, Look, brief};
use std::io::{self, IsTerminal};
use std::process::ExitCode;
use verbale::reader::Reading;
use verbale::record::{self, CharSpan};
use verbale::span::CodePoints;

/// Columns of a brief that no terminal shows, and the fewest and most that are used of one that does.
const COLUMNS: usize = 80;
const FEWEST: usize = 40;
const MOST: usize = 100;

/// Reads all inputs.
pub(crate) fn run(args: Read) -> anyhow::Result<ExitCode> {
    let evidence = if args.evidence { Evidence::Shown } else { Evidence::Hidden };
    let look = Look { evidence, width: columns() };
    let mut source = args.source;
    source.overlays.extend(args.issues.overlay());
    source.overlays.extend(args.frames.overlay());
    match args.format.unwrap_or_else(default_format) {
        Format::Text => answers::run(source, Stream::Coloured, move |reader, input| {
            let reading = reader.read(input);
            brief(&record::build(&reading), &reading.document.text, &sentences(&reading), look)
        }),
        Format::Jsonl => answers::run(source, Stream::Plain, |reader, input| {
            let mut line = record::to_json_line(&record::build(&reader.read(input)));
            line.push('\n');
            line
        }),
    }
}

/// Columns of the terminal, within reason.
fn columns() -> usize {
    let seen = console::Term::stdout().size_checked().filter(|_| io::stdout().is_terminal());
    seen.map_or(COLUMNS, |(_, columns)| usize::from(columns).clamp(FEWEST, MOST))
}

/// The sentences of a reading in code points.
fn sentences(reading: &Reading) -> Vec<CharSpan> {
    let text = &reading.document.text;
    let points = CodePoints::new(text);
    let place = |at: u32| points.at(text, at);
    let all = reading.tokens.sentences.iter();
    all.map(|one| CharSpan { start: place(one.span.start), end: place(one.span.end) }).collect()
}

fn default_format() -> Format {
    if io::stdout().is_terminal() { Format::Text } else { Format::Jsonl }
}
