//! `verbale events`: who did what to whom, one event a line or in the columns that researchers know.
//!
//! Enters: a reading and its record. Leaves: lines. Lists of actors and mutual events become rows of pairs only
//! here. What a data set's columns cannot say is not squeezed into them: events that are negated or only
//! possible are left to the JSON lines.
//!
//! ```text
//! Chile and Peru met in Lima.   jsonl: one event, reciprocal;  csv: CHL -> PER and PER -> CHL
//! ```

mod lines;
mod pairs;
mod petrarch;
mod tables;

use crate::answers::{self, Stream};
use crate::args::{EventFormat, Events};
use pairs::Telling;
use std::process::ExitCode;
use verbale::reader::Depth;
use verbale::record;

/// Codes all inputs.
pub(crate) fn run(args: Events) -> anyhow::Result<ExitCode> {
    let format = args.format;
    let head = match format {
        EventFormat::Csv => tables::head(&tables::ICEWS, tables::Divider::Comma),
        EventFormat::Plover => tables::head(&tables::POLECAT, tables::Divider::Tab),
        EventFormat::Jsonl | EventFormat::Cameo => String::new(),
    };
    let mut source = args.source;
    source.overlays.extend(args.frames.overlay());
    answers::run_under(source, Stream::Plain, &head, move |reader, input| {
        let reading = reader.read_to(input, Depth::Events);
        let record = record::build(&reading);
        let telling = Telling::new(&reading, &record);
        match format {
            EventFormat::Jsonl => lines::write(&telling),
            EventFormat::Csv => tables::icews(&telling),
            EventFormat::Plover => tables::polecat(&telling),
            EventFormat::Cameo => petrarch::write(&telling),
        }
    })
}
