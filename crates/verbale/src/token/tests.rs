use super::{SentenceId, WordLists, tokenise};
use crate::document::Document;
use crate::knowledge::Files;
use crate::segment;

/// One string for each sentence, its words divided by a blank.
fn check(text: &str, expected: &[&str]) {
    let lists = WordLists::new(&Files::embedded()).expect("the built-in tables");
    let document = Document { text: text.to_owned(), ..Document::default() };
    let tokens = tokenise(&document, &segment::plain(&document), &lists);
    let show = |sentence: &super::Sentence| {
        let range = sentence.tokens.start as usize..sentence.tokens.end as usize;
        tokens.tokens[range].iter().map(|token| token.span.of(text)).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(tokens.sentences.iter().map(show).collect::<Vec<_>>(), expected, "{text}");
}

#[test]
fn endings_are_words() {
    check("They don't; she can't.", &["They do n't ; she ca n't ."]);
    check("The envoy’s aides, the ministers' men.", &["The envoy ’s aides , the ministers ' men ."]);
    check(
        "We'll see what they've said; I'm told it cannot be.",
        &["We 'll see what they 've said ; I 'm told it can not be ."],
    );
    check("O'Neill didn’t.", &["O'Neill did n’t ."]);
}

#[test]
fn hyphens_and_strokes_cut_compounds() {
    check("A state-run, non-aligned paper.", &["A state - run , non-aligned paper ."]);
    check("The U.S.-led 2-0 vote and/or talks", &["The U.S. - led 2 - 0 vote and / or talks"]);
    check("Call 555-0100 on 9/11.", &["Call 555-0100 on 9/11 ."]);
}

#[test]
fn figures_stay_whole() {
    check(
        "It cost $5.5 million (3.5%), US$1,000 or 1,5.",
        &["It cost $ 5.5 million ( 3.5 % ) , US$ 1,000 or 1,5 ."],
    );
    check("At 10:30am, in the 1990s and '80s.", &["At 10:30 am , in the 1990s and '80s ."]);
    check("From 1998–2004, 5kg.", &["From 1998 – 2004 , 5 kg ."]);
}

#[test]
fn addresses_stay_whole() {
    check(
        "See https://www.un.org/en/x-y?z=1, or a.b@un.org.",
        &["See https://www.un.org/en/x-y?z=1 , or a.b@un.org ."],
    );
}

#[test]
fn abbreviations_end_no_sentence() {
    check("Mr. Roe met Gen. Poe on Jan. 5 at No. 10.", &["Mr. Roe met Gen. Poe on Jan. 5 at No. 10 ."]);
    check("U.S. Trade Representative J. R. Poe left.", &["U.S. Trade Representative J. R. Poe left ."]);
    check("The U.S. Has called Acme Inc. and left.", &["The U.S. Has called Acme Inc. and left ."]);
    check("It left the U.S. The talks ended.", &["It left the U.S.", "The talks ended ."]);
    check("He said no. They left.", &["He said no .", "They left ."]);
    check("It made 12 mln dlrs. It lost nothing.", &["It made 12 mln dlrs .", "It lost nothing ."]);
}

#[test]
fn quotes_keep_their_sentences() {
    check("\"Why?\" he asked. \"No.\" He left.", &["\" Why ? \" he asked .", "\" No . \"", "He left ."]);
    check(
        "“Why now?” Roe asked. “We wait.” Then he left.",
        &["“ Why now ? ” Roe asked .", "“ We wait . ”", "Then he left ."],
    );
    check("He left (as planned.) They stayed.", &["He left ( as planned . )", "They stayed ."]);
}

#[test]
fn upper_case_and_dots() {
    check("THE TALKS ENDED. THEY LEFT.", &["THE TALKS ENDED .", "THEY LEFT ."]);
    check("Well... we wait. And so... They left!!", &["Well ... we wait .", "And so ...", "They left !!"]);
    check("1. First point. 2. Second point.", &["1 . First point .", "2 . Second point ."]);
}

#[test]
fn strange_text_passes() {
    check("", &[]);
    check("🇫🇷👍🏽 ok :-)", &["🇫🇷 👍🏽 ok :-)"]);
    check("a\u{200b}b\0c", &["a\u{200b}b \0 c"]);
}

#[test]
fn a_sentence_without_end_is_cut() {
    let text = format!("{}.", "and they met ".repeat(1_000));
    let document = Document { text, english: true, ..Document::default() };
    let lists = WordLists::new(&Files::embedded()).expect("the built-in lists");
    let tokens = tokenise(&document, &segment::plain(&document), &lists);
    let lengths: Vec<usize> = tokens.sentences.iter().map(|sentence| sentence.tokens.len()).collect();
    assert_eq!(lengths, [1200, 1200, 601]);
    assert_eq!(tokens.tokens[1200].sentence, SentenceId(1));
}
