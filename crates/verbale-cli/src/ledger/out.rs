//! How answers leave: text for people, one JSON object, a table.

use crate::brief::flow::Flow;
use crate::brief::{BAD, DONE, OPEN};
use anstyle::Style;
use serde::Serialize;
use std::io::{self, Write};
use std::process::ExitCode;

/// Prints text with colours where they are seen.
pub(super) fn text(out: &str) -> anyhow::Result<ExitCode> {
    ended(write!(anstream::AutoStream::auto(io::stdout()), "{out}"))
}

/// Prints one JSON object.
pub(super) fn json(value: &impl Serialize) -> anyhow::Result<ExitCode> {
    ended(writeln!(io::stdout(), "{}", serde_json::to_string_pretty(value)?))
}

/// Prints a table.
pub(super) fn csv(head: &[&str], rows: impl IntoIterator<Item = Vec<String>>) -> anyhow::Result<ExitCode> {
    let mut table = csv::Writer::from_writer(Vec::new());
    table.write_record(head)?;
    for row in rows {
        table.write_record(row)?;
    }
    ended(io::stdout().write_all(&table.into_inner()?))
}

/// A closed pipe is a reader who has seen enough.
fn ended(result: io::Result<()>) -> anyhow::Result<ExitCode> {
    match result {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(error.into()),
        _ => Ok(ExitCode::SUCCESS),
    }
}

/// Columns of a line.
const WIDTH: usize = 80;

/// The colour of a state of an issue.
pub(super) fn colour(state: &str) -> Style {
    match state {
        "RAISED" | "REPLY_DRAFTED" | "ANNOUNCED" => OPEN,
        "REJECTED" | "JUDGED_UNSATISFACTORY" | "VIOLATED" | "SUSPENDED" | "IN_FORCE" => BAD,
        "ACCEPTED" | "SIGNED" | "IMPLEMENTED" | "PART_ACCEPTED" | "JUDGED_ACCEPTABLE" => DONE,
        _ => Style::new(),
    }
}

/// A paragraph of styled pieces, laid out after `indent` columns.
pub(super) fn paragraph(out: &mut String, indent: usize, pieces: &[(Style, String)]) {
    let mut flow = Flow::new();
    for (style, piece) in pieces {
        flow.add(*style, piece);
    }
    flow.lay(out, WIDTH, indent, indent + 4);
}
