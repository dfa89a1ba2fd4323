//! Every row of the cue table is held to its two sentences: the whole reader finds a statement with that cue
//! in the one, and none in the other.

use verbale::document::{Input, LanguagePolicy};
use verbale::knowledge::Files;
use verbale::reader::Reader;
use verbale::statement::Cues;

/// The cues of all statements that the reader finds in a sentence.
fn cues_of(reader: &Reader, sentence: &str) -> Vec<String> {
    let input = Input { bytes: sentence.as_bytes().to_vec(), ..Input::default() };
    let reading = reader.read(input);
    let words = |span: &verbale::span::Span| span.of(&reading.document.text).to_lowercase();
    reading.statements.list.iter().flat_map(|statement| statement.cue.iter().map(words)).collect()
}

/// True where a cue holds a form of the lemma: the first four letters, or fewer where the lemma is short.
fn has(cues: &[String], lemma: &str) -> bool {
    let known = [
        ("say", "said"),
        ("tell", "told"),
        ("write", "wrote"),
        ("understand", "understood"),
        ("forget", "forgot"),
        ("speak", "spoke"),
        ("bring", "brought"),
        ("think", "thought"),
        ("know", "knew"),
        ("find", "found"),
        ("feel", "felt"),
        ("see", "saw"),
        ("foresee", "foresaw"),
        ("swear", "swore"),
        ("hold", "held"),
        ("seek", "sought"),
        ("beseech", "besought"),
        ("forbid", "forbade"),
        ("go on", "went"),
        ("make", "made"),
        ("fight", "fought"),
        ("own up", "owned"),
        ("shoot back", "shot"),
        ("take", "took"),
        ("choose", "chose"),
    ];
    let first = lemma.split(' ').next().unwrap_or(lemma);
    let stem: String =
        first.chars().take(first.chars().count().clamp(2, 4).min(first.len() - 1).max(2)).collect();
    let irregular = known.iter().find(|(known, _)| *known == lemma || *known == first).map(|(_, form)| *form);
    cues.iter()
        .any(|cue| cue.split_whitespace().any(|word| word.starts_with(&stem) || Some(word) == irregular))
}

#[test]
fn every_cue_is_found_in_its_sentence_and_not_in_the_other() {
    let files = Files::embedded();
    let reader = Reader::new(&files, LanguagePolicy::InsistEnglish).expect("the built-in data is good");
    let rows = Cues::examples(&files).expect("the built-in table is good");
    let mut failures = Vec::new();
    for (lemma, yes, no) in &rows {
        if !has(&cues_of(&reader, yes), lemma) {
            failures.push(format!("{lemma}: not found in: {yes}"));
        }
        if has(&cues_of(&reader, no), lemma) {
            failures.push(format!("{lemma}: found in: {no}"));
        }
    }
    assert!(failures.is_empty(), "{} of {} rows fail:\n{}", failures.len(), rows.len(), failures.join("\n"));
}
