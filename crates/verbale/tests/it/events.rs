//! Every event frame fires for its own sentence and not for the one that it must not read; every further word of
//! a frame that is shown by a sentence makes the frame fire in it. What is counted as a predicate sense is a frame
//! with one of its words, shown so; `event_frames.tsv` says it in its head.

use crate::texts::{input, reader};
use std::collections::{BTreeMap, BTreeSet};
use verbale::event::Frames;
use verbale::knowledge::Files;
use verbale::reader::Reader;

/// The issue asks for so many predicate senses, each shown by a sentence.
const SENSES: usize = 1200;

/// One example in so many may go unread.
const STUMBLES: usize = 50;

/// The base forms of irregular verbs.
type Irregular = BTreeMap<String, String>;

fn irregular(files: &Files) -> Irregular {
    let table = files.table("event_forms.tsv", &["form", "lemma"]).expect("a good table");
    table.rows.iter().map(|row| (row.cell(0).to_owned(), row.cell(1).to_owned())).collect()
}

/// What fires in a sentence: the frame's name and the lemma and form of its predicate.
fn fired(reader: &Reader, irregular: &Irregular, sentence: &str) -> Vec<(String, String, String)> {
    let reading = reader.read(input("frame", sentence.as_bytes()));
    let of = |event: &verbale::event::Event| {
        let at = event.predicate.index();
        let span = reading.tokens.tokens[at].span;
        let form = reading.document.text[span.start as usize..span.end as usize].to_lowercase();
        let frame = event.rule.split('+').next().unwrap_or_default().to_owned();
        let lemma = reading.syntax.words[at].lemma.to_lowercase().to_string();
        (frame, irregular.get(&form).cloned().unwrap_or(lemma), form)
    };
    reading.events.list.iter().map(of).collect()
}

/// The word of a frame that stands in the sentence as predicate; the tagger's base form may be wrong by an ending.
fn shown<'f>(lemmas: &'f [String], lemma: &str, form: &str) -> Option<&'f str> {
    let alike = |word: &&String| {
        let stem = &word[..word.char_indices().last().map_or(0, |(last, _)| last)];
        word.as_str() == lemma || word.as_str() == form || form.starts_with(stem)
    };
    let own = lemmas.iter().find(|word| word.as_str() == lemma);
    own.or_else(|| lemmas.iter().find(alike)).map(String::as_str)
}

#[test]
fn every_frame_fires_for_its_own_sentences_only_and_the_senses_are_counted() {
    let (reader, files) = (reader(), Files::embedded());
    let irregular = irregular(&files);
    let frames = Frames::new(&files).expect("the built-in data is good");
    let known: BTreeMap<&str, &[String]> =
        frames.list.iter().map(|frame| (frame.name.as_str(), frame.lemmas.as_slice())).collect();
    let (mut faults, mut senses) = (Vec::new(), BTreeSet::new());
    for frame in &frames.list {
        let found = fired(&reader, &irregular, &frame.yes);
        match found.iter().find(|(name, ..)| *name == frame.name) {
            Some((_, lemma, form)) => {
                senses.extend(
                    shown(&frame.lemmas, lemma, form).map(|word| (frame.name.clone(), word.to_owned())),
                );
            }
            None => faults.push(format!("{} does not read {:?}; fired: {found:?}", frame.name, frame.yes)),
        }
        if fired(&reader, &irregular, &frame.no).iter().any(|(name, ..)| *name == frame.name) {
            faults.push(format!("{} reads {:?}", frame.name, frame.no));
        }
    }
    let mut unread = Vec::new();
    let examples = files.table("event_examples.tsv", &["frame", "lemma", "yes"]).expect("a good table").rows;
    for row in &examples {
        let (name, word, sentence) = (row.cell(0), row.cell(1), row.cell(2));
        let Some(lemmas) = known.get(name).filter(|lemmas| lemmas.iter().any(|lemma| lemma == word)) else {
            faults.push(row.error(format!("no frame {name} with the word {word}")).to_string());
            continue;
        };
        let found = fired(&reader, &irregular, sentence);
        let right = |(frame, lemma, form): &&(String, String, String)| {
            frame == name && (lemma == word || shown(lemmas, lemma, form).is_some())
        };
        match found.iter().find(right) {
            Some(_) => {
                if !senses.insert((name.to_owned(), word.to_owned())) {
                    faults.push(row.error(format!("{word} of {name} is shown twice")).to_string());
                }
            }
            None => unread
                .push(row.error(format!("{name} does not read {sentence:?}; fired: {found:?}")).to_string()),
        }
    }
    // A new network may stumble over a few; they are named and not counted.
    println!("{} of {} examples unread\n{}", unread.len(), examples.len(), unread.join("\n"));
    if unread.len() * STUMBLES > examples.len() {
        faults.append(&mut unread);
    }
    println!("{} frames, {} predicate senses shown", frames.list.len(), senses.len());
    assert!(faults.is_empty(), "{} faults\n{}", faults.len(), faults.join("\n"));
    assert!(senses.len() >= SENSES, "only {} predicate senses are shown by a sentence", senses.len());
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
    let mut seen = BTreeSet::new();
    for row in text.lines().filter(|line| !line.starts_with('#') && !line.is_empty()).skip(1) {
        let cells: Vec<&str> = row.split('\t').collect();
        let mut conditions: Vec<&str> = cells[3].split_whitespace().collect();
        conditions.sort_unstable();
        for lemma in cells[1].split('|') {
            assert!(seen.insert((lemma, cells[2], conditions.clone())), "twice: {lemma} {}", cells[3]);
        }
    }
}
