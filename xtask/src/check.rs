//! `cargo xtask check [PROGRAM]`: the finished program on every example. Enters: the path of the program.
//! Leaves: nothing, or what is wrong: a record that does not agree with the schema, a brief wider than 80
//! columns, another answer for another number of jobs.

use anyhow::{Context, Result, bail, ensure};
use jsonschema::Validator;
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Runs the task.
pub(crate) fn run(arguments: &[String]) -> Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let program = match arguments {
        [] => root.join("target/release/verbale"),
        [program] => PathBuf::from(program),
        _ => bail!("usage: cargo xtask check [PROGRAM]"),
    };
    let examples = root.join("examples");
    let validator = validator(&root)?;
    let records = answer(&program, &examples, &["--format", "jsonl"])?;
    let (mut count, mut moves) = (0, 0);
    for line in records.lines() {
        let record: Value = serde_json::from_str(line).context("a record is no JSON")?;
        let name = record["document"]["name"].as_str().unwrap_or_default().to_owned();
        let faults: Vec<String> = validator
            .iter_errors(&record)
            .map(|error| format!("{}: {error}", error.instance_path()))
            .collect();
        ensure!(faults.is_empty(), "{name} does not agree with the schema:\n{}", faults.join("\n"));
        let entries = |part: &str| record[part].as_array().map_or(0, Vec::len);
        ensure!(
            entries("segments") > 0 && entries("statements") > 0,
            "{name} has no segment or no statement"
        );
        moves += entries("moves");
        count += 1;
    }
    ensure!(count > 0, "no example was read");
    ensure!(moves > 0, "no move was read in any example");
    for format in ["jsonl", "text"] {
        let with = |jobs| answer(&program, &examples, &["--format", format, "--jobs", jobs]);
        ensure!(with("1")? == with("3")?, "the answer as {format} depends on the number of jobs");
    }
    let brief = answer(&program, &examples, &["--format", "text"])?;
    let wide = brief.lines().find(|line| line.chars().count() > 80);
    ensure!(wide.is_none(), "a line of a brief is wider than 80 columns: {}", wide.unwrap_or_default());
    println!("{count} examples: every record agrees with the schema, every brief fits, whatever the jobs");
    Ok(())
}

fn validator(root: &Path) -> Result<Validator> {
    let path = root.join("schema/verbale-1.json");
    let text = std::fs::read_to_string(&path).with_context(|| path.display().to_string())?;
    jsonschema::draft202012::new(&serde_json::from_str(&text)?).context("the schema is no schema")
}

/// What the program answers to a folder.
fn answer(program: &Path, folder: &Path, arguments: &[&str]) -> Result<String> {
    let run = Command::new(program).arg("read").args(arguments).arg(folder).output();
    let run = run.with_context(|| format!("{} does not start; build it first", program.display()))?;
    let errors = String::from_utf8_lossy(&run.stderr);
    ensure!(run.status.success() && errors.is_empty(), "the program ended with {}: {errors}", run.status);
    String::from_utf8(run.stdout).context("the answer is not UTF-8")
}
