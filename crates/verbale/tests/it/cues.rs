//! Every row of the cue table is held to its two sentences: in the one the whole reader finds a statement whose
//! rule names that very lemma, in the other none.

use verbale::document::{Input, LanguagePolicy};
use verbale::knowledge::Files;
use verbale::reader::Reader;
use verbale::statement::Cues;

/// The lemmas that fired in a sentence: what a rule tells after its last "/".
fn fired(reader: &Reader, sentence: &str) -> Vec<String> {
    let input = Input { bytes: sentence.as_bytes().to_vec(), ..Input::default() };
    let reading = reader.read(input);
    let lemma = |rule: &str| rule.split_once('/').map(|(_, lemma)| lemma.to_owned());
    reading.statements.list.iter().filter_map(|statement| lemma(&statement.rule)).collect()
}

#[test]
fn every_cue_is_found_in_its_sentence_and_not_in_the_other() {
    let files = Files::embedded();
    let reader = Reader::new(&files, LanguagePolicy::InsistEnglish).expect("the built-in data is good");
    let rows = Cues::examples(&files).expect("the built-in table is good");
    let mut failures = Vec::new();
    for (lemma, yes, no) in &rows {
        if !fired(&reader, yes).contains(lemma) {
            failures.push(format!("{lemma}: not found in: {yes}"));
        }
        if fired(&reader, no).contains(lemma) {
            failures.push(format!("{lemma}: found in: {no}"));
        }
    }
    assert!(failures.is_empty(), "{} of {} rows fail:\n{}", failures.len(), rows.len(), failures.join("\n"));
}

#[test]
fn the_table_has_six_hundred_lemmas_and_more() {
    let rows = Cues::examples(&Files::embedded()).expect("the built-in table is good");
    let lemmas: std::collections::BTreeSet<&str> = rows.iter().map(|(lemma, ..)| lemma.as_str()).collect();
    assert!(lemmas.len() >= 650, "{} lemmas", lemmas.len());
}
