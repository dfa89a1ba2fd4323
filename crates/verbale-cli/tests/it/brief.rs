//! The brief of `verbale read`, and issues by names of the user's own.

use crate::program::{self, Folder, check, output, verbale};

const REPORT: &str = "Oslo asks for access\n\nNorway demanded on Monday that Iceland open its ports. Iceland refused to let \
                      the trawlers in.\n";
const ISSUES: &str =
    "name\tphrases\tparent\nfisheries\nlanding rights\topen its ports|let the trawlers in\tfisheries\n";

fn brief(arguments: &[&str], report: &str) -> program::Run {
    program::feed(verbale().args(["read", "--format", "text"]).args(arguments).arg("-"), report.as_bytes())
}

#[test]
fn issues_of_the_user_name_what_moves_are_about() {
    let folder = Folder::new("issues");
    folder.write("issues.tsv", ISSUES.as_bytes());
    let path = folder.path().join("issues.tsv");
    let path = path.to_str().expect("a name");
    let run = brief(&["--issues", path], REPORT);
    check(&run, 0, "");
    assert!(
        run.stdout.contains("landing rights (part of fisheries): rejected (Norway → Iceland)"),
        "{}",
        run.stdout
    );
    let read = ["read", "--format", "jsonl", "--issues", path, "-"];
    let record = program::record(&program::feed(verbale().args(read), REPORT.as_bytes()).stdout);
    let issues = record["issues"].as_array().expect("a list");
    let id = |name: &str| issues.iter().find(|one| one["name"] == name).map(|one| &one["id"]);
    let own = id("landing rights").expect("the user's issue");
    assert!(record["moves"].as_array().expect("a list").iter().all(|one| one["issue"] == *own), "{record}");
    assert!(id("fisheries").is_some() && id("ports").is_none(), "{record}");
}

#[test]
fn the_same_table_in_a_folder_of_knowledge_does_the_same() {
    let folder = Folder::new("issues-folder");
    folder.write("issues.tsv", ISSUES.as_bytes());
    let run = brief(&["--knowledge", folder.path().to_str().expect("a name")], REPORT);
    check(&run, 0, "");
    assert!(run.stdout.contains("landing rights (part of fisheries)"), "{}", run.stdout);
    let run = output(verbale().args(["knowledge", "check"]).arg(folder.path()));
    assert_eq!(run.status, 0, "{}", run.stderr);
}

#[test]
fn a_fault_in_a_file_of_issues_is_told_with_file_and_line() {
    let folder = Folder::new("issues-faults");
    let path = folder.path().join("mine.tsv");
    let path = path.to_str().expect("a name");
    for (rows, told) in [
        ("fisheries\tfish\n", "mine.tsv:1: the columns are not those expected: name, phrases, parent"),
        ("", "mine.tsv:0: no columns; expected name, phrases, parent"),
        ("name\tphrases\tparent\na\tb\tc\n", "mine.tsv:2: no issue \"c\"; a parent needs a row of its own"),
        ("name\tphrases\tparent\na\tb\tc\td\n", "mine.tsv:2: 4 cells where 3 were expected"),
        ("name\tphrases\tparent\na\tx\nb\tX\n", "mine.tsv:3: the phrase \"X\" already means \"a\""),
    ] {
        folder.write("mine.tsv", rows.as_bytes());
        let run = brief(&["--issues", path], REPORT);
        assert_eq!((run.status, run.stdout.as_str()), (2, ""), "{told}");
        assert!(run.stderr.contains(told), "{} does not tell {told}", run.stderr);
    }
    let run = brief(&["--issues", "no/such/file"], REPORT);
    assert!(run.status == 2 && run.stderr.contains("no/such/file"), "{}", run.stderr);
}

#[test]
fn a_report_without_talks_says_so() {
    let run = brief(&[], "Rain fell in Quito. The river rose by a metre.\n");
    check(&run, 0, "");
    assert!(
        run.stdout.starts_with("standard input\n") && run.stdout.contains("Nothing of talks was found"),
        "{}",
        run.stdout
    );
    let german =
        "Der Minister sagte am Montag, man werde die Gespräche mit der anderen Seite bald fortsetzen.\n";
    let run = brief(&[], german);
    assert!(run.stdout.contains("Not in English, so it was not read"), "{}", run.stdout);
}

#[test]
fn each_line_leads_to_its_sentence() {
    let run = brief(&["--evidence"], REPORT);
    check(&run, 0, "");
    let sentence = "¶1 “Norway demanded on Monday that Iceland open its ports.” 22–76";
    assert!(run.stdout.contains(sentence), "{}", run.stdout);
    let (title, story) = run.stdout.split_once("Who owes whom").expect("who owes whom");
    assert!(!title.contains('“') && story.matches("“Norway demanded").count() >= 3, "{story}");
}

#[test]
fn colours_are_for_those_who_see_them() {
    let coloured = |plain: bool| {
        let mut command = verbale();
        command.args(["read", "--format", "text", "-"]).env("CLICOLOR_FORCE", "1");
        if plain {
            command.env("NO_COLOR", "1");
        }
        program::feed(&mut command, REPORT.as_bytes()).stdout.contains('\u{1b}')
    };
    assert!(coloured(false) && !coloured(true));
}
