//! Each move frame's own sentences through the whole reader: the one that must give its kind of move, and the
//! one that must not.

use verbale::document::{Input, LanguagePolicy};
use verbale::knowledge::Files;
use verbale::moves::MoveFrames;
use verbale::reader::Reader;

fn kinds(reader: &Reader, sentence: &str) -> Vec<&'static str> {
    let input = Input { bytes: sentence.as_bytes().to_vec(), ..Input::default() };
    reader.read(input).moves.list.iter().map(|one| one.kind.as_str()).collect()
}

#[test]
fn frames_fire_on_their_own_sentences_and_not_on_the_near_misses() {
    let files = Files::embedded();
    let reader = Reader::new(&files, LanguagePolicy::InsistEnglish).expect("the built-in reader");
    let mut wrong = Vec::new();
    for example in MoveFrames::examples(&files).expect("the table of frames") {
        let found = kinds(&reader, &example.yes);
        if !found.contains(&example.kind.as_str()) {
            wrong.push(format!("line {}: no {} in: {} ({found:?})", example.line, example.kind, example.yes));
        }
        let found = kinds(&reader, &example.no);
        if found.contains(&example.kind.as_str()) {
            wrong.push(format!("line {}: {} in: {} ({found:?})", example.line, example.kind, example.no));
        }
    }
    assert!(wrong.is_empty(), "{} of the frames' sentences are misread:\n{}", wrong.len(), wrong.join("\n"));
}
