//! Runs `tests/specs/*.md`: texts with the records that they must and must not give. The format is told in
//! `tests/specs/README.md`. `VERBALE_SPEC=words` runs only the specs whose file or title holds those words.

mod file;
mod query;

use crate::texts::{self, reader, workspace};
use file::{Case, Count, Expectation};
use query::View;
use std::fs;
use std::path::PathBuf;
use verbale::document::{Input, LanguagePolicy};
use verbale::knowledge::Files;
use verbale::reader::Reader;

/// Every case of every spec file, in the order of names; or what is wrong with a file.
pub(crate) fn cases() -> Vec<Result<Case, String>> {
    let folder = workspace().join("tests/specs");
    let mut files: Vec<PathBuf> = fs::read_dir(&folder)
        .expect("the folder of specs")
        .map(|entry| entry.expect("an entry of the folder of specs").path())
        .filter(|path| path.extension().is_some_and(|end| end == "md"))
        .filter(|path| path.file_name().is_some_and(|name| name != "README.md"))
        .collect();
    files.sort();
    let read = |path: &PathBuf| {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        file::parse(&name, &fs::read_to_string(path).expect("a spec file of UTF-8"))
    };
    files.iter().flat_map(read).collect()
}

/// The text of a case with what it says of its publication.
pub(crate) fn input(case: &Case) -> Input {
    let text = texts::input(&case.place(), case.text.as_bytes());
    Input { published: case.date, outlet: case.outlet.clone(), ..text }
}

/// A reader with the catalogue of issues that a case brings.
fn with_issues(case: &Case) -> Reader {
    let mut files = Files::embedded();
    files.overlay("issues.tsv", case.place(), format!("name\tphrases\tparent\n{}", case.issues.concat()));
    Reader::new(&files, LanguagePolicy::Detect).expect("a good catalogue")
}

#[test]
fn every_spec_holds() {
    let reader = reader();
    let wanted = std::env::var("VERBALE_SPEC").unwrap_or_default();
    let (mut failures, mut gaps, mut held) = (Vec::new(), Vec::new(), 0);
    for case in cases() {
        let case = match case {
            Ok(case) => case,
            Err(problem) => {
                failures.push(problem);
                continue;
            }
        };
        if !case.title.contains(&wanted) && !case.file.contains(&wanted) {
            continue;
        }
        let view = View::new(match case.issues.is_empty() {
            true => reader.read(input(&case)),
            false => with_issues(&case).read(input(&case)),
        });
        let problems: Vec<String> =
            case.expectations.iter().filter_map(|expected| problem(&case, expected, &view)).collect();
        match (&case.gap, problems.is_empty()) {
            (None, true) => held += 1,
            (None, false) => failures.extend(problems),
            (Some(why), false) => gaps.push(format!("{} {}: {why}", case.place(), case.title)),
            (Some(_), true) => failures.push(format!(
                "{} {}\n  holds now, though it is marked @ known-gap: take the mark away\n",
                case.place(),
                case.title
            )),
        }
    }
    println!("{held} specs hold, {} known gaps", gaps.len());
    for gap in &gaps {
        println!("  gap: {gap}");
    }
    assert!(failures.is_empty(), "{} expectations fail\n\n{}", failures.len(), failures.join("\n"));
}

/// What is wrong with one expectation, in full; none where it holds.
fn problem(case: &Case, expected: &Expectation, view: &View) -> Option<String> {
    let place = format!("{}:{} {}", case.file, expected.line, case.title);
    let kind = &expected.kind;
    let mut found = 0;
    for record in view.records(kind) {
        let mut all = true;
        for field in &expected.fields {
            match view.matches(kind, record, field) {
                Ok(matches) => all &= matches,
                Err(problem) => return Some(format!("{place}\n  {problem}\n")),
            }
        }
        found += usize::from(all);
    }
    let (holds, wish) = match expected.count {
        Count::Some => (found > 0, "a record".to_owned()),
        Count::None => (found == 0, "no record".to_owned()),
        Count::Just(count) => (found == count, format!("just {count} records")),
    };
    if holds {
        return None;
    }
    let shown: Vec<String> = view.records(kind).iter().map(|record| view.show(kind, record)).collect();
    let there = if shown.is_empty() {
        format!("there is no {kind} at all")
    } else {
        format!("there are:\n    - {}", shown.join("\n    - "))
    };
    Some(format!("{place}\n  expected {wish} with:  {}\n  but {found} match; {there}\n", expected.source))
}
