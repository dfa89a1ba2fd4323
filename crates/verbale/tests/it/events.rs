//! Every event frame's sentence gives an event of its type (a more specific frame may have read it), and no
//! frame reads the sentence that it must not read.

use crate::texts::{input, reader};
use verbale::event::{Event, Frame, Frames};
use verbale::knowledge::Files;
use verbale::reader::Reader;

fn events(reader: &Reader, sentence: &str) -> Vec<Event> {
    reader.read(input("frame", sentence.as_bytes())).events.list
}

fn fired(event: &Event, frame: &Frame) -> bool {
    event.rule.split('+').next() == Some(frame.name.as_str())
}

#[test]
fn every_frame_reads_its_own_sentence_only() {
    let reader = reader();
    let frames = Frames::new(&Files::embedded()).expect("the built-in data is good");
    let mut faults = Vec::new();
    for frame in &frames.list {
        let found = events(&reader, &frame.yes);
        if !found.iter().any(|event| event.kind == frame.kind) {
            let rules: Vec<&str> = found.iter().map(|event| event.rule.as_str()).collect();
            faults.push(format!("{} does not read {:?}; fired: {rules:?}", frame.name, frame.yes));
        }
        if events(&reader, &frame.no).iter().any(|event| fired(event, frame)) {
            faults.push(format!("{} reads {:?}", frame.name, frame.no));
        }
    }
    assert!(faults.is_empty(), "{} faults\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn the_tables_are_sorted_and_unique() {
    let files = Files::embedded();
    for name in Files::names().filter(|name| name.starts_with("event_") || *name == "plover.tsv") {
        let text = files.text(name).expect("an embedded file");
        let rows: Vec<&str> =
            text.lines().filter(|line| !line.starts_with('#') && !line.is_empty()).skip(1).collect();
        let cells = |row: &str| row.split('\t').map(str::to_owned).collect::<Vec<_>>();
        for pair in rows.windows(2) {
            assert!(cells(pair[0]) < cells(pair[1]), "{name}: {:?} before {:?}", pair[0], pair[1]);
        }
    }
}

#[test]
fn no_two_frames_of_a_lemma_are_the_same() {
    let files = Files::embedded();
    let text = files.text("event_frames.tsv").expect("an embedded file");
    let mut seen = std::collections::BTreeSet::new();
    for row in text.lines().filter(|line| !line.starts_with('#') && !line.is_empty()).skip(1) {
        let cells: Vec<&str> = row.split('\t').collect();
        let mut conditions: Vec<&str> = cells[2].split_whitespace().collect();
        conditions.sort_unstable();
        for lemma in cells[0].split('|') {
            assert!(seen.insert((lemma, cells[1], conditions.clone())), "twice: {lemma} {}", cells[2]);
        }
    }
}
