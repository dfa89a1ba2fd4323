//! `verbale read`: a brief for people or a record a line.

use crate::answers::{self, Stream};
use crate::args::{Format, Read};
use crate::brief::{Evidence, brief};
use std::io::{self, IsTerminal};
use std::process::ExitCode;
use verbale::record;

/// Reads all inputs.
pub(crate) fn run(args: Read) -> anyhow::Result<ExitCode> {
    let evidence = if args.evidence { Evidence::Shown } else { Evidence::Hidden };
    match args.format.unwrap_or_else(default_format) {
        Format::Text => answers::run(args.source, Stream::Coloured, move |reader, input| {
            let reading = reader.read(input);
            brief(&record::build(&reading), &reading.document.text, evidence)
        }),
        Format::Jsonl => answers::run(args.source, Stream::Plain, |reader, input| {
            let mut line = record::to_json_line(&record::build(&reader.read(input)));
            line.push('\n');
            line
        }),
    }
}

fn default_format() -> Format {
    if io::stdout().is_terminal() { Format::Text } else { Format::Jsonl }
}
