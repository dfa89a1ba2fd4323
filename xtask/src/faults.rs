//! `cargo xtask faults [--times N] [--write]`: the faults that may befall a ledger (killed while adding, a log cut by a
//! power cut, two writers, no room, damage), each N times. The tests run the same a few times. `--write` keeps the
//! outcome in `data/figures/faults.tsv`, from which EVALUATION.md takes it.

use crate::eval::figures::{self, Figure};
use anyhow::{Context, Result, bail};
use std::process::Command;

const USAGE: &str = "usage: cargo xtask faults [--times N] [--write]";

/// What is tried N times, and what holds each time; the tests of these names assert it.
const TRIED: [(&str, &str); 4] = [
    (
        "killed (kill -9) at a random moment while adding, every second time twice, then added again",
        "all that a reader had seen is there, integrity_check ok, the same ledger as an undisturbed one",
    ),
    ("the log of changes cut at any length, then added again", "every batch that was whole is there"),
    ("the log of changes damaged from some byte on, then added again", "every batch before it is there"),
    ("a byte, 700 bytes or a page of the file damaged, then nine questions", "told, or answered as before"),
];

/// What is tried fewer times.
const OTHERS: &str = "two adding and one reading at once; a full disk; read-only; held by another; an empty, cut, \
    foreign or newer file";

/// Runs the tests of faults with many rounds.
pub(crate) fn run(arguments: &[String]) -> Result<()> {
    let (mut times, mut write) = (100u32, false);
    let mut rest = arguments.iter();
    while let Some(name) = rest.next() {
        match name.as_str() {
            "--write" => write = true,
            "--times" => times = rest.next().context(USAGE)?.parse().context(USAGE)?,
            _ => bail!(USAGE),
        }
    }
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    // All packages, so that what the tests have built serves here as well.
    let words = ["test", "--release", "--workspace", "--test", "it", "faults"];
    let status = Command::new(&cargo)
        .args(words)
        .env("VERBALE_FAULTS", times.to_string())
        .status()
        .context("cargo")?;
    if !status.success() {
        bail!("a fault has another outcome than is promised");
    }
    println!("every fault, {times} times: nothing lost, every message as it should be");
    if write {
        let row = |what: &str, value: String| Figure::new(what, value, "no report lost", "the same");
        let each = |(what, holds): &(&str, &str)| row(what, format!("{times} of {times}: {holds}"));
        let mut rows: Vec<Figure> = TRIED.iter().map(each).collect();
        rows.push(row(OTHERS, "each the result that docs/ledger.md promises".to_owned()));
        figures::write("faults", &format!("cargo xtask faults --times {times} --write"), &rows)?;
    }
    Ok(())
}
