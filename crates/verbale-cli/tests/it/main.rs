//! The program as its users call it: answers, faults, exit statuses, pipes.

mod brief;
mod events;
mod export;
mod faults;
mod ledger;
mod program;
mod questions;
mod statements;

use program::{Folder, check, output, verbale};
use std::io::{Read, Write};
use std::process::Stdio;

const REPORT: &str = "Envoys meet\n\nThe envoys met on Monday, a spokesman said. They will meet again.\n";

#[test]
fn a_record_a_report_in_the_order_of_the_input() {
    let folder = Folder::new("order");
    for n in 0..12 {
        folder.write(&format!("{n:02}.txt"), REPORT.repeat(1 + (n * 7) % 5).as_bytes());
    }
    let run = output(verbale().args(["read", "--format", "jsonl"]).arg(folder.path()));
    check(&run, 0, "");
    let ids: Vec<String> =
        run.stdout.lines().map(|line| program::record(line)["document"]["id"].to_string()).collect();
    assert_eq!(ids.len(), 12);
    assert!(ids.is_sorted(), "{ids:?}");
}

#[test]
fn a_folder_is_walked_for_text_and_json_lines_by_name() {
    let folder = Folder::new("walk");
    folder.write("b.txt", REPORT.as_bytes());
    folder.write(
        "a.jsonl",
        b"{\"id\":\"one\",\"text\":\"The envoys met.\"}\n{\"id\":\"two\",\"text\":\"They left.\"}\n",
    );
    folder.write("c/d.txt", REPORT.as_bytes());
    folder.write("notes.md", b"not a report");
    let run = output(verbale().args(["read", "--format", "jsonl"]).arg(folder.path()));
    check(&run, 0, "");
    let names: Vec<String> = run
        .stdout
        .lines()
        .map(|line| program::record(line)["document"]["name"].as_str().unwrap_or_default().to_owned())
        .collect();
    let ends = ["a.jsonl:1", "a.jsonl:2", "b.txt", "d.txt"];
    assert!(names.len() == 4 && names.iter().zip(ends).all(|(name, end)| name.ends_with(end)), "{names:?}");
}

#[test]
fn any_number_of_jobs_gives_the_same_bytes() {
    let folder = Folder::new("jobs");
    for n in 0..20 {
        folder.write(
            &format!("{n}.txt"),
            format!("{REPORT}\nNumber {n}, the minister said.\n").repeat(1 + n % 4).as_bytes(),
        );
    }
    for format in ["jsonl", "text"] {
        let run = |jobs: &str| {
            output(verbale().args(["read", "--format", format, "--jobs", jobs]).arg(folder.path())).stdout
        };
        assert!(run("1") == run("4"), "the bytes of {format} depend on the jobs");
    }
}

#[test]
fn standard_input_is_read_as_text_or_json_lines() {
    let run = program::feed(verbale().args(["read", "--format", "jsonl", "-"]), REPORT.as_bytes());
    check(&run, 0, "");
    assert_eq!(program::record(&run.stdout)["document"]["id"], "-");
    let lines = b"{\"id\":\"a\",\"text\":\"The envoys met.\",\"published\":\"2022-02-14\"}\n";
    let arguments = ["read", "--input-format", "jsonl", "--format", "jsonl", "-"];
    let run = program::feed(verbale().args(arguments), lines);
    check(&run, 0, "");
    let record = program::record(&run.stdout);
    assert_eq!(record["document"]["id"], "a");
    assert_eq!(record["document"]["published"]["date"], "2022-02-14");
}

#[test]
fn date_and_outlet_fill_what_a_report_does_not_say() {
    let lines = b"{\"id\":\"a\",\"text\":\"The envoys met.\",\"published\":\"2021-01-01\"}\n{\"id\":\"b\",\"text\":\"They met.\"}\n";
    let arguments = [
        "read",
        "--input-format",
        "jsonl",
        "--format",
        "jsonl",
        "--date",
        "2022-02-14",
        "--outlet",
        "Wire",
        "-",
    ];
    let run = program::feed(verbale().args(arguments), lines);
    let records: Vec<_> = run.stdout.lines().map(program::record).collect();
    assert_eq!(records[0]["document"]["published"]["date"], "2021-01-01");
    assert_eq!(records[1]["document"]["published"]["date"], "2022-02-14");
    assert_eq!(records[1]["document"]["published"]["basis"], "given");
    assert_eq!(records[1]["document"]["outlet"], "Wire");
}

#[test]
fn each_bad_input_is_one_line_and_the_others_go_on() {
    let folder = Folder::new("bad");
    folder.write("good.txt", REPORT.as_bytes());
    folder.write("empty.txt", b" \n");
    folder.write(
        "picture.txt",
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x02\0\0\0\x01\xf4\x08\x06\0\0\0\0\0\0\0\0\0",
    );
    folder.write("lines.jsonl", b"{\"id\":\"a\"}\n{\"id\":\"b\",\"text\":\"The envoys met.\"}\n{\"id\":\n{\"id\":\"c\",\"text\":\"\\ud800\"}\n");
    let run = output(
        verbale()
            .args(["read", "--format", "jsonl"])
            .arg(folder.path())
            .arg(folder.path().join("missing.txt")),
    );
    assert_eq!(run.status, 1);
    assert_eq!(run.stdout.lines().count(), 2, "{}", run.stdout);
    let faults: Vec<&str> = run.stderr.lines().collect();
    let expected = [
        ("empty.txt: is empty", "expected"),
        ("lines.jsonl:1: has no \"text\"", "expected"),
        ("lines.jsonl:3: ", "expected one JSON object"),
        ("lines.jsonl:4: ", "half a character"),
        ("picture.txt: is not text", "expected"),
        ("missing.txt: no such file", ""),
    ];
    assert_eq!(faults.len(), expected.len(), "{}", run.stderr);
    for (fault, (start, what)) in faults.iter().zip(expected) {
        assert!(fault.contains(start) && fault.contains(what), "{fault} does not tell of {start} {what}");
    }
}

#[test]
fn a_line_without_end_takes_no_memory_and_the_next_is_read() {
    let mut child = verbale()
        .args(["read", "--input-format", "jsonl", "--format", "jsonl", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut input = child.stdin.take().expect("a pipe");
    let mega = vec![b'x'; 1 << 20];
    for _ in 0..100 {
        input.write_all(&mega).expect("the program reads on");
    }
    input.write_all(b"\n{\"id\":\"b\",\"text\":\"The envoys met.\"}\n").expect("the program reads on");
    drop(input);
    let run = program::ended(child);
    assert_eq!(run.status, 1);
    assert_eq!(run.stdout.lines().count(), 1);
    assert!(run.stderr.contains("-:1: is longer than"), "{}", run.stderr);
}

#[test]
fn wrong_usage_is_status_2() {
    for arguments in [
        &["read"][..],
        &["read", "--format", "xml", "-"],
        &["read", "--date", "yesterday", "-"],
        &["read", "--jobs", "0", "-"],
        &["nonsense"],
        &["read", "--knowledge", "no/such/folder", "-"],
    ] {
        let run = output(verbale().args(arguments));
        assert_eq!(run.status, 2, "{arguments:?}: {}", run.stderr);
        assert!(!run.stderr.is_empty() && run.stdout.is_empty());
    }
    let help = output(verbale().args(["read", "--help"]));
    check(&help, 0, "");
    assert!(help.stdout.contains("--input-format"));
}

#[test]
fn a_folder_of_knowledge_is_held_to_the_names_of_the_built_in_files() {
    let folder = Folder::new("knowledge");
    folder.write("no-such-table.tsv", b"# nothing\na\tb\n");
    let run = output(verbale().arg("read").arg("--knowledge").arg(folder.path()).arg("-"));
    assert_eq!(run.status, 2);
    assert!(run.stderr.contains("no-such-table.tsv"), "{}", run.stderr);
}

#[test]
fn a_closed_pipe_is_a_clean_end() {
    let folder = Folder::new("pipe");
    let line = serde_json::json!({"id": "a", "text": REPORT.repeat(20)}).to_string() + "\n";
    folder.write("many.jsonl", line.repeat(400).as_bytes());
    let mut child = verbale()
        .args(["read", "--format", "jsonl"])
        .arg(folder.path().join("many.jsonl"))
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut first = [0u8; 64];
    let mut out = child.stdout.take().expect("a pipe");
    out.read_exact(&mut first).expect("the first record");
    drop(out);
    let run = program::ended(child);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""));
}

#[test]
fn the_brief_has_no_colours_in_a_pipe_and_fits_80_columns() {
    let run = program::feed(verbale().args(["read", "--format", "text", "-"]), REPORT.as_bytes());
    check(&run, 0, "");
    assert!(!run.stdout.contains('\u{1b}') && run.stdout.contains("Envoys meet"), "{}", run.stdout);
    assert!(run.stdout.lines().all(|line| line.chars().count() <= 80), "{}", run.stdout);
}

#[test]
fn trees_are_printed_in_conllu() {
    let run = program::feed(verbale().args(["parse", "-"]), REPORT.as_bytes());
    check(&run, 0, "");
    assert!(
        run.stdout.starts_with("# newdoc id = -\n# sent_id = 1\n# text = Envoys meet\n1\tEnvoys\t"),
        "{}",
        run.stdout
    );
    let words = run.stdout.lines().filter(|line| line.starts_with(|letter: char| letter.is_ascii_digit()));
    assert!(words.clone().count() > 15 && words.clone().all(|line| line.split('\t').count() == 10));
}

const OFFICES: &str = "person\tnames\tgender\toffice\tclass\tparty\tfrom\tto\tas_of\n";

#[test]
fn a_minister_added_in_a_line_is_checked_told_and_known() {
    let folder = Folder::new("minister");
    let row = "Nina Muster\t\tf\tforeign minister\tforeign\tRUS\t2031-01-05\t\t2031-06-01\n";
    folder.write("offices.more.tsv", format!("{OFFICES}{row}").as_bytes());
    let run = output(verbale().args(["knowledge", "check"]).arg(folder.path()));
    check(&run, 0, "");
    let told =
        "offices.more.tsv:2: foreign minister of RUS on 2031-01-05: was Sergei Lavrov, is now Nina Muster";
    assert!(run.stdout.contains(told), "{}", run.stdout);
    let ask = ["knowledge", "show", "Russian foreign minister", "--date", "2031-05-01", "--knowledge"];
    let run = output(verbale().args(ask).arg(folder.path()));
    check(&run, 0, "");
    assert!(run.stdout.starts_with("Nina Muster, foreign minister, Russia (RUS, state)"), "{}", run.stdout);
}

#[test]
fn every_fault_of_a_folder_of_knowledge_is_told_with_its_line() {
    let folder = Folder::new("faults");
    let rows =
        "A B\t\tx\tminister\tforeign\tRUZ\t2031\t\t2031\nC D\t\tm\tminister\tforeing\tRUS\t2031\t\t2031\n";
    folder.write("offices.more.tsv", format!("{OFFICES}{rows}").as_bytes());
    let run = output(verbale().args(["knowledge", "check"]).arg(folder.path()));
    assert_eq!(run.status, 1);
    assert!(run.stderr.contains("offices.more.tsv:2: no party RUZ"), "{}", run.stderr);
    assert!(run.stderr.contains("offices.more.tsv:3: no class of role: foreing"), "{}", run.stderr);
}

#[test]
fn a_dictionary_is_imported_into_files_that_pass_their_check() {
    let folder = Folder::new("import");
    folder.write(
        "actors.txt",
        b"JO_OLDMAN_ [DEUGOV 051122-211208]\n+JOS\xc9_OLDMAN_\nBAD_ONE_ [DEUGOV 1104301]\n",
    );
    let out = folder.path().join("made");
    let import = ["knowledge", "import", "petrarch"];
    let run = output(verbale().args(import).arg(folder.path().join("actors.txt")).arg("--out").arg(&out));
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert!(run.stderr.contains("actors.txt:3: \"1104301\" is no date"), "{}", run.stderr);
    let run = output(verbale().args(["knowledge", "check"]).arg(&out));
    check(&run, 0, "");
}

#[test]
fn a_name_that_nobody_bears_is_status_1() {
    let run = output(verbale().args(["knowledge", "show", "Atlantis"]));
    assert_eq!((run.status, run.stdout.as_str()), (1, "Atlantis: nobody known by that name\n"));
}
