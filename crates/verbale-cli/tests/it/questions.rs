//! The questions of docs/questions.md, answered by briefs and tables of the example reports.

use crate::program::{check, output, verbale};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The example report of a day.
fn report(day: &str) -> PathBuf {
    let folder = fs::read_dir(workspace().join("examples")).expect("the examples");
    let mut paths = folder.map(|entry| entry.expect("an example").path());
    let of_day =
        |path: &PathBuf| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(day));
    paths.find(of_day).unwrap_or_else(|| panic!("no example of {day}"))
}

/// The entries of each section of a brief, each in one line.
fn sections(brief: &str) -> BTreeMap<String, Vec<String>> {
    let mut sections: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut title = String::new();
    for line in brief.lines() {
        let indent = line.len() - line.trim_start().len();
        match (indent, sections.get_mut(&title)) {
            (0, _) => title = line.to_owned(),
            (2, _) => sections.entry(title.clone()).or_default().push(line.trim().to_owned()),
            (_, Some(entries)) => {
                let last = entries.last_mut().expect("a section begins with an entry");
                *last = format!("{last} {}", line.trim());
            }
            (_, None) => {}
        }
    }
    sections
}

/// Where a question is answered: a section of the brief, or the table of statements.
fn entries(day: &str, place: &str) -> Vec<String> {
    if place == "verbale statements" {
        let run = output(verbale().args(["statements", "--date", day]).arg(report(day)));
        check(&run, 0, "");
        return run.stdout.lines().map(str::to_owned).collect();
    }
    let run = output(verbale().args(["read", "--format", "text", "--date", day]).arg(report(day)));
    check(&run, 0, "");
    sections(&run.stdout).remove(place).unwrap_or_default()
}

/// True where the pieces of an answer stand in an entry one after the other.
fn answers(entry: &str, answer: &str) -> bool {
    let mut rest = entry;
    answer.split('…').map(str::trim).filter(|piece| !piece.is_empty()).all(|piece| match rest.find(piece) {
        Some(at) => {
            rest = &rest[at + piece.len()..];
            true
        }
        None => false,
    })
}

#[test]
fn each_question_of_a_desk_officer_is_answered_where_the_page_says() {
    let page = fs::read_to_string(workspace().join("docs/questions.md")).expect("docs/questions.md");
    let rows = page.lines().filter_map(|line| line.strip_prefix("| ")?.strip_suffix(" |"));
    let rows: Vec<Vec<&str>> = rows
        .map(|row| row.split(" | ").collect())
        .filter(|row: &Vec<&str>| row[0] != "question" && row[0] != "---")
        .collect();
    assert!(rows.len() >= 20, "{} questions", rows.len());
    let mut wrong = Vec::new();
    for row in rows {
        let [question, day, place, wanted] = row[..] else {
            panic!("a row of other than four cells: {row:?}")
        };
        let entries = entries(day, place);
        for wish in wanted.split("; ") {
            let (none, quoted) = wish.strip_prefix("not ").map_or((false, wish), |rest| (true, rest));
            let answer = quoted.strip_prefix('`').and_then(|rest| rest.strip_suffix('`'));
            let answer = answer.unwrap_or_else(|| panic!("expected an answer in backticks: {wish}"));
            if entries.iter().any(|entry| answers(entry, answer)) == none {
                wrong.push(format!(
                    "{question}\n  {day}, {place}: {wish}\n  there: {}",
                    entries.join("\n         ")
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{} answers are not there:\n{}", wrong.len(), wrong.join("\n"));
}
