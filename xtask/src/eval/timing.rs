//! How fast the whole walk is. Enters: the wire reports of the shared folder, else the examples. Leaves: words
//! a second on one core, printed and never written: a figure of the machine, not of the version.

use super::{Bench, reports};
use anyhow::Result;
use std::path::Path;
use std::time::Instant;
use verbale::document::Input;
use verbale::record;

/// Reports that are read; enough for a steady figure.
const REPORTS: usize = 2000;

pub(super) fn print(bench: &Bench) -> Result<()> {
    let (name, inputs) = match bench.find("wire/reuters-1987.jsonl") {
        Some(path) => ("wire reports", wire(&path)?),
        None => ("examples", examples()?),
    };
    let words: usize = inputs.iter().map(|input| words(&input.bytes)).sum();
    let count = inputs.len();
    let start = Instant::now();
    let bytes: usize = inputs
        .into_iter()
        .map(|input| record::to_json_line(&record::build(&bench.reader.read(input))).len())
        .sum();
    let seconds = start.elapsed().as_secs_f64();
    println!(
        "timing: {count} {name}, {words} words in {seconds:.2} s on one core: {:.0} words a second, {bytes} bytes of record",
        words as f64 / seconds
    );
    Ok(())
}

fn words(bytes: &[u8]) -> usize {
    String::from_utf8_lossy(bytes).split_whitespace().count()
}

pub(super) fn wire(path: &Path) -> Result<Vec<Input>> {
    let lines = reports::json_lines(path)?;
    let one = |line: &serde_json::Value| {
        reports::input(reports::word(line, "id"), reports::word(line, "text"), line["published"].as_str())
    };
    Ok(lines.iter().take(REPORTS).map(one).collect())
}

pub(super) fn examples() -> Result<Vec<Input>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples");
    let mut inputs = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|end| end == "txt") {
            inputs.push(reports::input(&path.display().to_string(), &std::fs::read_to_string(&path)?, None));
        }
    }
    inputs.sort_by(|a, b| a.id.cmp(&b.id));
    Ok(inputs)
}
