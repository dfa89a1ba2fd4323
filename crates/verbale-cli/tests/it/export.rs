//! `verbale export`, on the seven examples and on a few sentences counted by hand.

use crate::program::{Folder, Run, check, output, verbale};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Stdio;

const TABLES: [&str; 9] = [
    "reports",
    "statements",
    "moves",
    "obligations",
    "states",
    "positions",
    "issues",
    "parties",
    "corrections",
];

fn ask(folder: &Folder, words: &[&str]) -> Run {
    output(verbale().args(words).arg("--ledger").arg(folder.path().join("talks.db")))
}

fn export(folder: &Folder, words: &[&str]) -> String {
    let run = ask(folder, &[&["export"], words].concat());
    check(&run, 0, "");
    run.stdout
}

/// The seven examples, with a correction, a rejection and a retraction.
fn filled(name: &str) -> Folder {
    let folder = Folder::new(name);
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples");
    let examples = examples.to_str().expect("a path");
    let who = ["--author", "A. Clerk", "--recorded", "2022-02-19"];
    assert_eq!(ask(&folder, &["add", examples, "--recorded", "2022-02-18"]).status, 0);
    for words in [
        &["correct", "2.m1", "--kind", "WARN", "--reason", "no more than that"][..],
        &["correct", "3.m1", "--reject", "--reason", "an old speech"],
        &["retract", "7", "--reason", "withdrawn"],
    ] {
        let run = ask(&folder, &[words, &who].concat());
        assert_eq!(run.status, 0, "{}", run.stderr);
    }
    folder
}

fn rows(lines: &str) -> Vec<Value> {
    lines.lines().map(|line| serde_json::from_str(line).expect("a JSON object")).collect()
}

#[test]
fn tables_are_a_file_each_and_the_same_as_csv_and_json() {
    let folder = filled("export-tables");
    for form in ["csv", "jsonl"] {
        let out = folder.path().join(form);
        assert_eq!(export(&folder, &["--format", form, "--out", out.to_str().expect("a path")]), "");
        let mut files: Vec<PathBuf> =
            std::fs::read_dir(&out).expect("a folder").map(|file| file.expect("a file").path()).collect();
        files.sort();
        let mut expected: Vec<PathBuf> =
            TABLES.iter().map(|name| out.join(format!("{name}.{form}"))).collect();
        expected.sort();
        assert_eq!(files, expected);
    }
    for name in TABLES {
        let path = folder.path().join(format!("csv/{name}.csv"));
        let mut table = csv::Reader::from_path(path).expect("a table");
        let head: Vec<String> = table.headers().expect("a head").iter().map(str::to_owned).collect();
        let lines = export(&folder, &["--format", "jsonl", "--table", name]);
        let objects = rows(&lines);
        assert!(!objects.is_empty(), "{name}");
        for (row, object) in table.records().zip(&objects) {
            let row = row.expect("a row");
            assert_eq!(row.len(), object.as_object().expect("an object").len(), "{name}");
            for (column, cell) in head.iter().zip(row.iter()) {
                match &object[column] {
                    Value::Null => assert_eq!(cell, "", "{name}.{column}"),
                    Value::String(text) => assert_eq!(cell, text, "{name}.{column}"),
                    Value::Array(list) => assert_eq!(cell.is_empty(), list.is_empty(), "{name}.{column}"),
                    other => assert_eq!(cell, other.to_string(), "{name}.{column}"),
                }
            }
        }
    }
    assert_eq!(export(&folder, &["--format", "jsonl"]), export(&folder, &["--format", "jsonl"]));
}

#[test]
fn every_id_of_a_table_is_found_in_another() {
    let folder = filled("export-ids");
    let all = rows(&export(&folder, &["--format", "jsonl"]));
    let ids = |table: &str, column: &str| -> BTreeSet<String> {
        let of = all.iter().filter(|row| row["table"] == table);
        of.flat_map(|row| match &row[column] {
            Value::Array(list) => list.clone(),
            Value::Null => Vec::new(),
            one => vec![one.clone()],
        })
        .map(|id| id.as_str().map_or_else(|| id.to_string(), str::to_owned))
        .collect()
    };
    for (table, column, other, key) in [
        ("statements", "report", "reports", "report"),
        ("statements", "parent", "statements", "statement"),
        ("moves", "report", "reports", "report"),
        ("moves", "statements", "statements", "statement"),
        ("moves", "first_telling", "moves", "move"),
        ("moves", "answers", "moves", "move"),
        ("moves", "issue", "issues", "issue"),
        ("states", "moves", "moves", "move"),
        ("states", "issue", "issues", "issue"),
        ("obligations", "about", "moves", "move"),
        ("positions", "moves", "moves", "move"),
        ("corrections", "report", "reports", "report"),
    ] {
        let (found, known) = (ids(table, column), ids(other, key));
        let may_be_empty = matches!(column, "parent" | "answers");
        assert!(!found.is_empty() || may_be_empty, "{table}.{column}");
        let lost: Vec<&String> = found.difference(&known).collect();
        assert!(lost.is_empty(), "{table}.{column} names what {other} does not have: {lost:?}");
    }
    let status: BTreeSet<String> = ids("moves", "status");
    for word in ["counts", "withdrawn", "rejected by c2", "corrected by c1"] {
        assert!(status.contains(word), "{status:?}");
    }
}

#[test]
fn both_clocks_and_an_issue_choose_the_part() {
    let folder = filled("export-part");
    let of = |words: &[&str]| rows(&export(&folder, &[&["--format", "jsonl", "--table"], words].concat()));
    assert!(
        of(&["moves", "--as-of", "2022-01-12"]).iter().all(|row| row["day"].as_str() <= Some("2022-01-12"))
    );
    assert_eq!(of(&["reports", "--as-of", "2022-01-12"]).len(), 3);
    assert_eq!(of(&["reports", "--known-by", "2022-02-17"]).len(), 0);
    let ended = of(&["states", "--as-of", "2022-01-12"]);
    assert!(ended.iter().all(|row| row["until"].is_null() || row["until"].as_str() <= Some("2022-01-12")));
    let some = of(&["moves", "--issue", "i1"]);
    assert!(!some.is_empty() && some.iter().all(|row| row["matter"] == "i1" || row["issue"] == "i1"));
}

/// The weights of a network by the codes or names of its nodes.
fn weights(graph: &str) -> BTreeMap<(String, String), String> {
    let between = |text: &str, start: &str, end: &str| -> Option<String> {
        let (_, rest) = text.split_once(start)?;
        Some(rest.split_once(end)?.0.to_owned())
    };
    let name: BTreeMap<String, String> = graph
        .split("<node ")
        .skip(1)
        .filter_map(|node| Some((between(node, "id=\"", "\"")?, between(node, "key=\"Alias\">", "<")?)))
        .collect();
    let edge = |edge: &str| {
        let end = |key: &str| between(edge, key, "\"").map(|id| name[&id].clone());
        Some(((end("source=\"")?, end("target=\"")?), between(edge, "key=\"weight\">", "<")?))
    };
    graph.split("<edge ").skip(1).filter_map(edge).collect()
}

/// A report whose moves are all entered by hand: on i1 Japan twice for, France for and against, Egypt against; on i2
/// Japan and Egypt against.
fn counted() -> Folder {
    let folder = Folder::new("export-network");
    let text = "Trade talks\n\nJapan endorsed the fisheries agreement with Egypt on Monday. France endorsed the \
                fisheries agreement on Tuesday. Egypt rejected the fisheries agreement on Wednesday.\n";
    folder.write("report.txt", text.as_bytes());
    let report = folder.path().join("report.txt");
    assert_eq!(ask(&folder, &["add", report.to_str().expect("a path"), "--date", "2022-03-04"]).status, 0);
    for one in rows(&export(&folder, &["--format", "jsonl", "--table", "moves"])) {
        let id = one["move"].as_str().expect("an id");
        assert_eq!(ask(&folder, &["correct", id, "--reject", "--reason", "counted by hand"]).status, 0);
    }
    let acts = [
        ("Japan endorsed", "ENDORSE", "JPN", "i1"),
        ("on Monday", "ENDORSE", "JPN", "i1"),
        ("France endorsed", "ENDORSE", "FRA", "i1"),
        ("on Tuesday", "REJECT", "FRA", "i1"),
        ("Egypt rejected", "REJECT", "EGY", "i1"),
        ("on Wednesday", "REJECT", "EGY", "i2"),
        ("Trade talks", "REJECT", "JPN", "i2"),
    ];
    for (words, kind, from, issue) in acts {
        let what =
            ["--evidence", words, "--kind", kind, "--from", from, "--issue", issue, "--reason", "by hand"];
        let run = ask(&folder, &[&["correct", "add", "1"], &what[..]].concat());
        assert_eq!(run.status, 0, "{}", run.stderr);
    }
    folder
}

#[test]
fn weights_are_as_discourse_network_analyzer_counts() {
    let folder = counted();
    let network = |words: &[&str], expected: &[(&str, &str, &str)]| {
        let graph = export(&folder, &[&["--format", "graphml"], words].concat());
        let expected: BTreeMap<(String, String), String> = expected
            .iter()
            .map(|(a, b, weight)| (((*a).to_owned(), (*b).to_owned()), (*weight).to_owned()))
            .collect();
        assert_eq!(weights(&graph), expected, "{words:?}");
    };
    // Egypt and France: both against on i1. Egypt and Japan: both against on i2. France and Japan: 1 · 2 for on i1.
    network(
        &["--qualifier", "agreement"],
        &[("EGY", "FRA", "1.0"), ("EGY", "JPN", "1.0"), ("FRA", "JPN", "2.0")],
    );
    // Egypt against, France for; Egypt against, Japan twice for; France against, Japan twice for.
    network(
        &["--qualifier", "conflict"],
        &[("EGY", "FRA", "1.0"), ("EGY", "JPN", "2.0"), ("FRA", "JPN", "2.0")],
    );
    network(&["--qualifier", "subtract"], &[("EGY", "JPN", "-1.0")]);
    network(
        &["--network", "two-mode"],
        &[("EGY", "i1", "-1.0"), ("EGY", "i2", "-1.0"), ("JPN", "i1", "2.0"), ("JPN", "i2", "-1.0")],
    );
    network(
        &["--network", "two-mode", "--qualifier", "congruence"],
        &[("FRA", "i1", "1.0"), ("JPN", "i1", "2.0")],
    );
    network(
        &["--network", "two-mode", "--qualifier", "conflict"],
        &[("EGY", "i1", "1.0"), ("EGY", "i2", "1.0"), ("FRA", "i1", "1.0"), ("JPN", "i2", "1.0")],
    );
}

#[test]
fn provenance_names_nothing_that_it_does_not_hold() {
    let folder = filled("export-prov");
    let graph: Value = serde_json::from_str(&export(&folder, &["--format", "prov"])).expect("PROV-JSON");
    let keys = |section: &str| -> BTreeSet<&String> {
        graph[section].as_object().expect("a section").keys().collect()
    };
    let (entities, activities, agents) = (keys("entity"), keys("activity"), keys("agent"));
    let expected = [
        ("used", [("prov:activity", &activities), ("prov:entity", &entities)]),
        ("wasGeneratedBy", [("prov:entity", &entities), ("prov:activity", &activities)]),
        ("wasInvalidatedBy", [("prov:entity", &entities), ("prov:activity", &activities)]),
        ("wasDerivedFrom", [("prov:generatedEntity", &entities), ("prov:usedEntity", &entities)]),
        ("wasAttributedTo", [("prov:entity", &entities), ("prov:agent", &agents)]),
        ("wasAssociatedWith", [("prov:activity", &activities), ("prov:agent", &agents)]),
        ("actedOnBehalfOf", [("prov:delegate", &agents), ("prov:responsible", &agents)]),
    ];
    for (section, ends) in expected {
        for one in graph[section].as_object().expect("a section").values() {
            for (end, known) in &ends {
                let id = one[*end].as_str().expect("an id").to_owned();
                assert!(known.contains(&id), "{section} names {id}");
            }
        }
    }
    let derived = &graph["wasDerivedFrom"].as_object().expect("a section");
    let kinds: BTreeSet<&str> = derived.values().filter_map(|one| one["prov:type"]["$"].as_str()).collect();
    assert!(kinds.contains("prov:Quotation") && kinds.contains("prov:Revision"), "{kinds:?}");
    assert!(entities.contains(&"v:2.m1-c1".to_owned()) && activities.contains(&"v:c3".to_owned()));
    let ends: BTreeSet<&str> = graph["wasInvalidatedBy"]
        .as_object()
        .expect("a section")
        .values()
        .filter_map(|one| one["prov:entity"].as_str())
        .collect();
    assert!(ends.contains("v:r7") && ends.contains("v:3.m1"), "{ends:?}");
}

#[test]
fn what_does_not_go_together_is_one_clear_line_and_leaves_no_file() {
    let folder = filled("export-refused");
    let refused = |words: &[&str], part: &str| {
        let run = ask(&folder, &[&["export"], words].concat());
        assert_eq!((run.status, run.stdout.as_str()), (2, ""), "{words:?}");
        assert!(run.stderr.contains(part), "{words:?}: {}", run.stderr);
    };
    refused(&["--format", "csv"], "name a folder with --out FOLDER");
    refused(&["--format", "dna"], "use --format graphml");
    refused(&["--format", "prov", "--table", "moves"], "--table goes with --format csv or jsonl");
    refused(&["--format", "prov", "--issue", "the moon"], "issue “the moon”");
    let nowhere = folder.path().join("nowhere/out.json");
    refused(&["--format", "prov", "--out", nowhere.to_str().expect("a path")], "cannot be written");
}

#[test]
fn a_closed_pipe_is_a_clean_end() {
    let folder = filled("export-pipe");
    for words in [&["--format", "jsonl"][..], &["--format", "prov"], &["--format", "csv", "--table", "moves"]]
    {
        let mut child = verbale()
            .arg("export")
            .args(words)
            .arg("--ledger")
            .arg(folder.path().join("talks.db"))
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        drop(child.stdout.take());
        let run = crate::program::ended(child);
        assert_eq!((run.status, run.stderr.as_str()), (0, ""));
    }
}
