//! The flat table of statements, read back with a library for CSV.

use crate::program::{Folder, check, output, record, verbale};
use std::collections::BTreeMap;

const REPORT: &str = "Envoys meet\n\nÅse Berg, the Norwegian minister, said, “The talks, \"so called\", go on.”\n\nKenya urged Norway to wait.\n";

fn table(folder: &Folder) -> Vec<BTreeMap<String, String>> {
    let run = output(verbale().args(["statements", "--date", "2022-02-14"]).arg(folder.path()));
    check(&run, 0, "");
    csv::Reader::from_reader(run.stdout.as_bytes())
        .deserialize()
        .map(|row| row.expect("every row has all columns"))
        .collect()
}

#[test]
fn a_row_a_statement_with_its_words_and_places() {
    let folder = Folder::new("statements");
    folder.write("a.txt", REPORT.as_bytes());
    let rows = table(&folder);
    let urged = rows.iter().find(|row| row["cue"] == "urged").expect("a row for the urging");
    let told = |column: &str| urged[column].as_str();
    assert_eq!((told("party"), told("addressees"), told("act")), ("KEN", "Norway", "request"));
    assert_eq!((told("content"), told("verbatim"), told("paraphrased")), ("to wait", "", "to wait"));
    assert_eq!((told("published"), told("polarity"), told("rule")), ("2022-02-14", "+", "frame:urge/urge"));
    let letters: Vec<char> = REPORT.chars().collect();
    let (start, end) = told("content_at").split_once('-').expect("a place");
    let (start, end): (usize, usize) = (start.parse().expect("a number"), end.parse().expect("a number"));
    assert_eq!(letters[start..end].iter().collect::<String>(), "to wait");
}

#[test]
fn marks_commas_and_line_ends_stand_in_their_cells() {
    let folder = Folder::new("statements-marks");
    folder.write("a.txt", REPORT.as_bytes());
    let rows = table(&folder);
    let said = rows.iter().find(|row| row["cue"] == "said").expect("a row for the saying");
    assert!(said["content"].contains("\"so called\""), "{said:?}");
    assert_eq!(said["speaker"], "Åse Berg");
}

#[test]
fn json_lines_have_the_same_columns() {
    let folder = Folder::new("statements-json");
    folder.write("a.txt", REPORT.as_bytes());
    let rows = table(&folder);
    let run = output(verbale().args(["statements", "--format", "jsonl"]).arg(folder.path()));
    check(&run, 0, "");
    let lines: Vec<serde_json::Value> = run.stdout.lines().map(record).collect();
    assert_eq!(lines.len(), rows.len());
    for (line, row) in lines.iter().zip(&rows) {
        let names = line.as_object().expect("an object").keys();
        assert!(names.eq(row.keys()), "{line}");
    }
}

#[test]
fn a_report_without_statements_gives_the_head_alone() {
    let folder = Folder::new("statements-none");
    folder.write("a.txt", b"The ship left the port at noon.\n");
    assert!(table(&folder).is_empty());
}
