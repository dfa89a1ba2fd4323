//! The ledger's commands as people type them, on the seven examples.

use crate::program::{Folder, Run, check, output, verbale};
use std::path::{Path, PathBuf};

fn examples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples")
}

/// Runs a command on the ledger of a folder.
fn ask(folder: &Folder, words: &[&str]) -> Run {
    output(verbale().args(words).arg("--ledger").arg(folder.path().join("talks.db")))
}

fn filled(name: &str) -> Folder {
    let folder = Folder::new(name);
    let path = examples();
    let run = ask(&folder, &["add", path.to_str().expect("a path"), "--recorded", "2022-02-18"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert!(run.stdout.contains("added 7 reports with "), "{}", run.stdout);
    folder
}

#[test]
fn adding_again_says_what_is_there_and_changes_nothing() {
    let folder = filled("ledger-again");
    let path = examples();
    let before = ask(&folder, &["board", "--as-of", "2022-02-18", "--format", "json"]);
    check(&before, 0, "");
    let run = ask(&folder, &["add", path.to_str().expect("a path")]);
    check(&run, 0, "");
    assert!(
        run.stdout.contains("already there: ") && run.stdout.contains("added 0 reports"),
        "{}",
        run.stdout
    );
    let after = ask(&folder, &["board", "--as-of", "2022-02-18", "--format", "json"]);
    assert_eq!(before.stdout, after.stdout);
}

#[test]
fn every_question_is_answered_for_people_and_as_data() {
    let folder = filled("ledger-asked");
    let questions: [&[&str]; 9] = [
        &["board", "--as-of", "2022-02-14"],
        &["positions", "Russia", "--as-of", "2022-02-18"],
        &["moves", "--from", "RUS", "--kind", "demand", "--as-of", "2022-02-18"],
        &["timeline", "security guarantees", "--as-of", "2022-02-18"],
        &["diff", "2022-01-31", "2022-02-18"],
        &["search", "indivisible", "security"],
        &["why", "6.m2"],
        &["why", "i1"],
        &["questions"],
    ];
    for words in questions {
        for form in ["text", "json", "csv"] {
            let run = ask(&folder, &[words, &["--format", form]].concat());
            check(&run, 0, "");
            assert!(!run.stdout.trim().is_empty(), "{words:?} {form} says nothing");
            if form == "json" {
                serde_json::from_str::<serde_json::Value>(&run.stdout).expect("JSON");
            }
        }
    }
}

#[test]
fn what_people_enter_is_told_and_can_be_taken_back() {
    let folder = filled("ledger-entered");
    let who = ["--author", "A. Clerk", "--recorded", "2022-02-19"];
    let enter = |words: &[&str]| {
        let run = ask(&folder, &[words, &who].concat());
        assert_eq!(run.status, 0, "{words:?}: {}", run.stderr);
        run.stdout
    };
    assert!(enter(&["retract", "7", "--reason", "withdrawn"]).starts_with("c1: report 7 is retracted"));
    assert!(
        enter(&["correct", "2.m1", "--kind", "reject", "--reason", "refused"])
            .starts_with("c2: 2.m1 is corrected")
    );
    assert!(enter(&["correct", "undo", "c1"]).starts_with("c3: c1 is taken back"));
    assert!(enter(&["issue", "rename", "enlargement", "the open door"]).starts_with("c4: "));
    let why = ask(&folder, &["why", "2.m1"]);
    assert!(why.stdout.contains("A. Clerk on 2022-02-19"), "{}", why.stdout);
    let reread = ask(&folder, &["reread"]);
    check(&reread, 0, "");
    assert!(reread.stdout.contains("reports read the same"), "{}", reread.stdout);
}

#[test]
fn what_cannot_be_done_is_one_clear_line() {
    let folder = Folder::new("ledger-refused");
    let refused = |words: &[&str], part: &str| {
        let run = ask(&folder, words);
        assert_eq!(run.status, 2, "{words:?}: {}", run.stdout);
        assert!(run.stderr.contains(part), "{words:?}: {}", run.stderr);
    };
    refused(&["board"], "no such ledger");
    refused(&["retract", "1", "--reason", "x"], "no such ledger");
    let path = examples();
    assert_eq!(ask(&folder, &["add", path.to_str().expect("a path")]).status, 0);
    refused(&["why", "99.m1"], "no such entry");
    refused(&["why", "what"], "an id is like 12, 12.m3");
    refused(&["positions", "Atlantis"], "party “Atlantis”");
    refused(&["timeline", "the moon"], "issue “the moon”");
    refused(&["correct", "2.m1", "--kind", "shout", "--reason", "x"], "no such kind of move: SHOUT");
    refused(&["retract", "99", "--reason", "x"], "report 99");
}
