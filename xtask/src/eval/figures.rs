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
pub(crate) fn write(name: &str, command: &str, rows: &[Figure]) -> Result<()> {
    let now = jiff::Timestamp::now().to_string();
    let day = now.get(..10).unwrap_or_default();
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

/// The part of the page that a file of figures is.
fn kept(name: &str, title: &'static str, about: &'static str, command: &'static str) -> Result<Part> {
    let (head, rows) = read(name)?;
    Ok(Part {
        title,
        about,
        command,
        head: vec!["what", "figure", "floor", "goal"],
        rows,
        remarks: vec![head.replace("; do not edit", "")],
    })
}

/// Several trainings of the shipped configuration.
pub(super) fn seeds(_: &Bench) -> Result<Part> {
    kept(
        "seeds",
        "Three seeds",
        "The configuration of the shipped weights (they are of seed 1) trained three times: mean, and between \
         brackets the least and the most.",
        "cargo xtask train --seed N --out FILE, cargo xtask eval syntax --model FILE",
    )
}

/// Statements with weights that have not seen the measured documents.
pub(super) fn unseen(_: &Bench) -> Result<Part> {
    kept(
        "unseen",
        "Attribution on documents whose trees the network has not seen",
        "GUM news with weights of the same configuration trained without those documents.",
        "cargo xtask train --without ../shared/attribution/gum-news.jsonl --out FILE, cargo xtask eval \
         attribution --model FILE",
    )
}

/// Speed beside the peers.
pub(super) fn speed(_: &Bench) -> Result<Part> {
    kept(
        "speed",
        "Speed",
        "Beside spaCy's small English model, loaded and warm, on the same wire reports in the same run, one core \
         each; and texts of a sentence coded for events, parsing included, beside the 250 sentences a second that \
         PETRARCH-2 codes without its parser.",
        "cargo xtask bench --write",
    )
}

/// The ledger at size.
pub(super) fn ledger(_: &Bench) -> Result<Part> {
    kept(
        "ledger",
        "The ledger at size",
        "A ledger of made-up reports (`cargo xtask generate`) with copies, contradictions and reports that are \
         withdrawn, in processor time of one core. Adding is reading and entering, beside reading and printing the \
         record. Of each kind of question forty are asked; the middle and the slowest are told.",
        "cargo xtask bench ledger --write",
    )
}

/// What befell a ledger many times.
pub(super) fn faults(_: &Bench) -> Result<Part> {
    kept(
        "faults",
        "Faults of a ledger",
        "What may go wrong while a ledger is written or asked, each many times over; the tests run the same a few \
         times.",
        "cargo xtask faults --times 100 --write",
    )
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn every_file_of_figures_tells_its_command() {
        for name in ["faults", "seeds", "unseen", "speed"] {
            let (head, rows) = read(name).expect(name);
            assert!(head.contains("`cargo xtask ") && !rows.is_empty(), "{name}: {head}");
        }
        let (head, rows) = read("ledger").expect("data/figures/ledger.tsv");
        assert!(head.starts_with("Measured by `cargo xtask bench ledger --reports "), "{head}");
        assert!(rows.iter().any(|row| row[0].starts_with("adding")), "{rows:?}");
    }
}
