//! The house's own rules: which way modules may look, and what a data file must be.

use crate::texts::workspace;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use verbale::knowledge::Files;

/// The modules in the order of `lib.rs`.
fn modules() -> Vec<String> {
    let lib = fs::read_to_string(workspace().join("crates/verbale/src/lib.rs")).expect("lib.rs");
    let module = |line: &str| {
        let line = line.strip_prefix("pub ").unwrap_or(line);
        line.strip_prefix("mod ")?.strip_suffix(';').map(str::to_owned)
    };
    lib.lines().filter_map(module).collect()
}

/// The source files of a module, whichever way it is laid out.
fn sources(module: &str) -> Vec<PathBuf> {
    let src = workspace().join("crates/verbale/src");
    let mut found = Vec::new();
    let single = src.join(format!("{module}.rs"));
    if single.is_file() {
        found.push(single);
    }
    below(&src.join(module), &mut found);
    found
}

fn below(folder: &Path, found: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries {
        let path = entry.expect("an entry of the sources").path();
        if path.is_dir() {
            below(&path, found);
        } else if path.extension().is_some_and(|end| end == "rs") {
            found.push(path);
        }
    }
}

/// A source file up to its tests, which may look anywhere; none for a file of tests.
fn code(path: &Path) -> Option<String> {
    if is_test(path) {
        return None;
    }
    let text = fs::read_to_string(path).expect("a source file");
    let end = text.find("#[cfg(test)]\nmod tests {").unwrap_or(text.len());
    Some(text[..end].to_owned())
}

fn is_test(path: &Path) -> bool {
    path.file_stem().is_some_and(|stem| stem == "tests")
}

/// The modules that a source names after `crate::`.
fn named(code: &str) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for line in code.lines().map(str::trim_start).filter(|line| !line.starts_with("//")) {
        for (at, _) in line.match_indices("crate::") {
            let before = line[..at].chars().next_back();
            if before.is_some_and(|letter| letter.is_alphanumeric() || letter == '_') {
                continue;
            }
            let rest = &line[at + "crate::".len()..];
            let first = |text: &str| -> String {
                text.chars().take_while(|letter| letter.is_alphanumeric() || *letter == '_').collect()
            };
            match rest.strip_prefix('{') {
                Some(group) => names.extend(group.split(',').map(|part| first(part.trim_start()))),
                None => {
                    names.insert(first(rest));
                }
            }
        }
    }
    names
}

#[test]
fn a_module_looks_only_at_those_above_it() {
    let modules = modules();
    let place: BTreeMap<&str, usize> =
        modules.iter().enumerate().map(|(n, name)| (name.as_str(), n)).collect();
    let mut faults = Vec::new();
    for (n, module) in modules.iter().enumerate() {
        let files = sources(module);
        assert!(!files.is_empty(), "{module} has no source");
        for file in files {
            let Some(code) = code(&file) else { continue };
            for name in named(&code) {
                if place.get(name.as_str()).is_some_and(|&other| other > n) {
                    faults.push(format!("{}: {module} looks down at {name}", file.display()));
                }
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn the_page_of_rooms_lists_the_modules_in_their_order() {
    let page = fs::read_to_string(workspace().join("ARCHITECTURE.md")).expect("ARCHITECTURE.md");
    let row = |line: &str| Some(line.strip_prefix("| `")?.split_once('`')?.0.to_owned());
    let listed: Vec<String> = page.lines().filter_map(row).collect();
    assert_eq!(listed, modules(), "ARCHITECTURE.md and lib.rs name other modules or another order");
}

#[test]
fn every_source_file_says_what_it_is() {
    let mut files = Vec::new();
    for folder in ["crates/verbale/src", "crates/verbale-cli/src", "xtask/src"] {
        below(&workspace().join(folder), &mut files);
    }
    let silent: Vec<String> = files
        .iter()
        .filter(|path| !is_test(path) && !fs::read_to_string(path).expect("a source file").starts_with("//!"))
        .map(|path| path.display().to_string())
        .collect();
    assert!(silent.is_empty(), "no //! at the head of: {}", silent.join(", "));
}

/// A data file as this test sees it: its comments, its columns, its rows.
struct Data {
    name: String,
    comments: String,
    columns: Vec<String>,
    rows: Vec<(usize, Vec<String>)>,
}

impl Data {
    fn column(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| column == name)
    }
}

fn tables() -> Vec<Data> {
    let files = Files::embedded();
    let names = Files::names().filter(|name| name.ends_with(".tsv"));
    names.map(|name| data(name, files.text(name).expect("a built-in file"))).collect()
}

fn data(name: &str, text: &str) -> Data {
    let comments = text.lines().take_while(|line| line.starts_with('#')).collect::<Vec<_>>().join("\n");
    let cells = |line: &str| line.split('\t').map(|cell| cell.trim().to_owned()).collect::<Vec<_>>();
    let mut lines = text
        .lines()
        .enumerate()
        .filter(|(_, line)| !line.starts_with('#') && !line.trim().is_empty())
        .map(|(n, line)| (n + 1, cells(line)));
    let columns = lines.next().map(|(_, cells)| cells).unwrap_or_default();
    Data { name: name.to_owned(), comments, columns, rows: lines.collect() }
}

#[test]
fn every_data_file_is_built_in_and_every_built_in_file_is_listed_in_order() {
    let names: Vec<&str> = Files::names().collect();
    assert!(names.is_sorted(), "the list of built-in files is not sorted: {names:?}");
    let Ok(entries) = fs::read_dir(workspace().join("knowledge")) else { return };
    for entry in entries {
        let name = entry.expect("an entry of knowledge/").file_name().to_string_lossy().into_owned();
        let known = names.contains(&name.as_str()) || !name.ends_with(".tsv");
        assert!(known, "knowledge/{name} is not built in");
    }
}

#[test]
fn every_table_says_what_it_is_and_is_sorted_without_repeats() {
    let mut faults = Vec::new();
    for table in tables() {
        let head = table.comments.to_lowercase();
        let untold = table.columns.iter().filter(|column| !head.contains(&column.to_lowercase()));
        faults.extend(
            untold.map(|column| format!("{}: the head does not tell of column {column}", table.name)),
        );
        for (what, words) in [
            ("where its facts come from", &["source", "from", "by hand", "written"][..]),
            ("their licence", &["licence", "license", "public domain", "cc0"]),
            ("a date", &["19", "20"]),
        ] {
            if !words.iter().any(|word| head.contains(word)) {
                faults.push(format!("{}: the head does not tell {what}", table.name));
            }
        }
        for pair in table.rows.windows(2) {
            let ((_, above), (line, row)) = (&pair[0], &pair[1]);
            if above >= row {
                let order = if above == row { "repeats" } else { "belongs above" };
                faults.push(format!("{}:{line}: {:?} {order} the row before it", table.name, row.join("\t")));
                break;
            }
        }
        for (line, row) in &table.rows {
            if row.len() != table.columns.len() {
                faults.push(format!(
                    "{}:{line}: {} cells, not {}",
                    table.name,
                    row.len(),
                    table.columns.len()
                ));
            }
        }
    }
    assert!(faults.is_empty(), "{} faults\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn every_pattern_has_a_sentence_that_it_matches_and_one_that_it_must_not() {
    let mut faults = Vec::new();
    for table in tables() {
        let (Some(yes), Some(no)) = (table.column("yes"), table.column("no")) else { continue };
        for (line, row) in &table.rows {
            if [yes, no].iter().any(|&at| row.get(at).is_none_or(String::is_empty)) {
                faults.push(format!("{}:{line}: no sentence for yes or for no", table.name));
            }
        }
    }
    assert!(faults.is_empty(), "{} faults\n{}", faults.len(), faults.join("\n"));
}

/// A table and one of its columns.
type Column = (&'static str, &'static str);

/// Which column of which table names what stands in which columns of which others.
const REFERENCES: &[(&str, &str, &[Column])] = &[
    ("armed_groups.tsv", "state", COUNTRIES),
    ("countries.tsv", "of", COUNTRIES),
    ("countries.tsv", "successors", COUNTRIES),
    ("cues.tsv", "frame", &[("cues_frames.tsv", "frame")]),
    ("event_contexts.tsv", "context", PLOVER),
    ("event_examples.tsv", "frame", &[("event_frames.tsv", "frame")]),
    ("event_frames.tsv", "contexts", PLOVER),
    ("event_frames.tsv", "mode", PLOVER),
    ("event_frames.tsv", "type", PLOVER),
    ("event_sectors.tsv", "sector", PLOVER),
    ("metonyms.tsv", "party", COUNTRIES),
    ("offices.tsv", "class", &[("roles.tsv", "class")]),
    (
        "offices.tsv",
        "party",
        &[("countries.tsv", "code"), ("organisations.tsv", "code"), ("armed_groups.tsv", "code")],
    ),
    ("organisations.tsv", "members", COUNTRIES),
    ("outlets.tsv", "state", COUNTRIES),
];

const PLOVER: &[Column] = &[("plover.tsv", "name"), ("plover.tsv", "type")];

const COUNTRIES: &[Column] = &[("countries.tsv", "code")];

#[test]
fn every_reference_of_a_data_file_resolves() {
    let tables = tables();
    let values = |table: &str, column: &str| -> Vec<(usize, String)> {
        let table = tables.iter().find(|data| data.name == table).unwrap_or_else(|| panic!("no {table}"));
        let at = table.column(column).unwrap_or_else(|| panic!("{} has no {column}", table.name));
        let cells = table.rows.iter().filter_map(|(line, row)| Some((*line, row.get(at)?)));
        let parts =
            cells.flat_map(|(line, cell)| cell.split('|').map(move |part| (line, part.trim().to_owned())));
        parts.filter(|(_, part)| !part.is_empty()).collect()
    };
    let mut faults = Vec::new();
    for (table, column, targets) in REFERENCES {
        let known: BTreeSet<String> = targets
            .iter()
            .flat_map(|(table, column)| values(table, column))
            .map(|(_, value)| value)
            .collect();
        for (line, value) in values(table, column) {
            if !known.contains(&value) {
                faults.push(format!("{table}:{line}: {column} {value} stands in none of {targets:?}"));
            }
        }
    }
    assert!(faults.is_empty(), "{} faults\n{}", faults.len(), faults.join("\n"));
}

/// A generated table carries the digest of its rows, so that a change by hand is seen.
#[test]
fn a_generated_table_is_as_its_command_made_it() {
    use sha2::{Digest, Sha256};
    let mut generated = 0;
    for name in Files::names() {
        let text = Files::embedded().text(name).expect("a built-in file").to_owned();
        let Some(digest) = text.lines().find_map(|line| line.strip_prefix("# Rows: sha256 ")) else {
            continue;
        };
        let body =
            text.split_inclusive('\n').filter(|line| !line.starts_with('#')).skip(1).collect::<String>();
        let found: String =
            Sha256::digest(body.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(found, digest, "{name} was changed by hand; run the command that its head names");
        generated += 1;
    }
    assert!(generated > 0, "no generated table was found");
}
