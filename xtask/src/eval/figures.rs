//! Figures that take too long to measure with the others: kept in `data/figures/`, one file each, with the command
//! that measured them and the day. Enters: such a file. Leaves: its part of EVALUATION.md.

use super::Bench;
use super::page::Part;
use anyhow::{Context, Result, ensure};
use std::fmt;
use std::path::{Path, PathBuf};

/// One measured figure beside what it shall reach.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Figure {
    what: String,
    value: String,
    floor: String,
    goal: String,
}

impl Figure {
    /// A figure.
    pub(crate) fn new(what: &str, value: String, floor: &str, goal: &str) -> Figure {
        Figure { what: what.to_owned(), value, floor: floor.to_owned(), goal: goal.to_owned() }
    }
}

impl fmt::Display for Figure {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}\t{}\t{}\t{}", self.what, self.value, self.floor, self.goal)
    }
}

fn path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("../data/figures/{name}.tsv"))
}

/// The line of columns.
const COLUMNS: &str = "what\tfigure\tfloor\tgoal";

/// Keeps figures with the command that measured them and the day.
pub(crate) fn write(name: &str, command: &str, day: &str, rows: &[Figure]) -> Result<()> {
    let mut text = format!("# Measured by `{command}` on {day}; do not edit.\n{COLUMNS}\n");
    for row in rows {
        text.push_str(&format!("{row}\n"));
    }
    let path = path(name);
    std::fs::create_dir_all(path.parent().context("a folder above the file")?)?;
    std::fs::write(&path, text).with_context(|| path.display().to_string())
}

/// What the first line says, and the rows.
fn read(name: &str) -> Result<(String, Vec<Vec<String>>)> {
    let path = path(name);
    let text = std::fs::read_to_string(&path).with_context(|| path.display().to_string())?;
    let mut lines = text.lines();
    let head = lines
        .next()
        .and_then(|line| line.strip_prefix("# "))
        .context("a first line that tells the command")?;
    ensure!(lines.next() == Some(COLUMNS), "{}: {COLUMNS} was expected", path.display());
    let rows: Vec<Vec<String>> = lines.map(|line| line.split('\t').map(str::to_owned).collect()).collect();
    ensure!(rows.iter().all(|row| row.len() == 4), "{}: four cells a row were expected", path.display());
    Ok((head.to_owned(), rows))
}

/// The ledger at size.
pub(super) fn ledger(_: &Bench) -> Result<Part> {
    let (head, rows) = read("ledger")?;
    Ok(Part {
        title: "The ledger at size",
        about: "A ledger of made-up reports (`cargo xtask generate`) with copies, contradictions and reports that \
                are withdrawn, on one core of one machine. Adding is reading and entering, beside reading and \
                printing the record. Of each kind of question forty are asked; the middle and the slowest are told.",
        command: "cargo xtask bench ledger --write",
        head: vec!["what", "figure", "floor", "goal"],
        rows,
        remarks: vec![head.replace("; do not edit", "")],
    })
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn the_figures_of_the_ledger_tell_their_command() {
        let (head, rows) = read("ledger").expect("data/figures/ledger.tsv");
        assert!(head.starts_with("Measured by `cargo xtask bench ledger --reports "), "{head}");
        assert!(rows.iter().any(|row| row[0].starts_with("adding")), "{rows:?}");
    }
}
