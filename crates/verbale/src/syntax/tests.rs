//! The engine as a whole.

use super::{EntityKind, Model, Path, Syntax, conllu, parse};
use crate::segment::SegmentKind;
use crate::span::Span;
use crate::token::{Sentence, SentenceId, Token, Tokens};

/// Tokens between blanks; each line is a sentence.
fn tokens(text: &str) -> Tokens {
    let mut tokens = Tokens::default();
    let mut start = 0;
    for (number, line) in text.split('\n').enumerate() {
        let first = tokens.tokens.len() as u32;
        let mut at = start;
        for form in line.split(' ') {
            if !form.is_empty() {
                let span = Span::new(at, at + form.len());
                tokens.tokens.push(Token { span, sentence: SentenceId(number as u32) });
            }
            at += form.len() + 1;
        }
        tokens.sentences.push(Sentence {
            span: Span::new(start, start + line.len()),
            tokens: first..tokens.tokens.len() as u32,
            segment: SegmentKind::Body,
            paragraph: number as u32,
        });
        start += line.len() + 1;
    }
    tokens
}

fn read(text: &str) -> Syntax {
    parse(text, &tokens(text), &Model::embedded().expect("the model that is committed"))
}

/// Every sentence has one root, and every head leads to it.
fn check_trees(text: &str) {
    let (tokens, syntax) = (tokens(text), read(text));
    assert_eq!(syntax.words.len(), tokens.tokens.len());
    for sentence in &tokens.sentences {
        let range = sentence.tokens.start as usize..sentence.tokens.end as usize;
        let roots = syntax.words[range.clone()].iter().filter(|word| word.head.is_none()).count();
        assert_eq!(roots, range.len().min(1));
        // Words already known to lead to the root, so that long sentences stay quick.
        let mut known = vec![false; range.len()];
        for at in range.clone() {
            let (mut word, mut path) = (at, vec![]);
            while let (false, Some(head)) = (known[word - range.start], syntax.words[word].head) {
                assert!(range.contains(&head.index()) && path.len() <= range.len());
                path.push(word);
                word = head.index();
            }
            path.iter().for_each(|word| known[word - range.start] = true);
        }
    }
}

#[test]
fn a_plain_report_is_read() {
    let text = "The minister met his Turkish colleague in Geneva on Monday .";
    let (tokens, syntax) = (tokens(text), read(text));
    let words: Vec<String> = syntax
        .words
        .iter()
        .map(|word| {
            let head = word.head.map_or("-", |head| tokens.tokens[head.index()].span.of(text));
            format!("{}/{}/{}/{}", word.lemma, word.xpos, word.rel, head)
        })
        .collect();
    assert_eq!(words[..3], ["the/DT/det/minister", "minister/NN/nsubj/met", "meet/VBD/root/-"]);
    assert_eq!(words[5], "colleague/NN/obj/met");
    assert_eq!(words[7], "Geneva/NNP/obl/met");
    let geneva = syntax.entities.iter().find(|entity| entity.tokens == (7..8));
    assert_eq!(geneva.map(|entity| entity.kind), Some(EntityKind::Gpe));
}

#[test]
fn what_has_subject_and_object_is_a_verb() {
    let syntax = read("Russian hackers crippled Estonian websites .\nThe crippled websites were slow .");
    assert_eq!((syntax.words[2].xpos, syntax.words[2].lemma.as_str()), ("VBD", "cripple"));
    assert_eq!(syntax.words[7].upos, super::Upos::Adj);
}

#[test]
fn anything_becomes_a_tree() {
    check_trees("");
    check_trees("\n\n.");
    check_trees("\" \" \" ' ' ( ( ) \u{200f} 👩‍👩‍👧 \u{0} \u{feff}x ÀÉ 10:30");
    check_trees(&"x".repeat(100_000));
}

#[test]
fn a_sentence_of_twenty_thousand_words_is_read() {
    check_trees(&"who said that they met , ".repeat(3_500));
}

#[test]
fn a_sentence_does_not_depend_on_the_others() {
    let (a, b) = ("Envoys from both sides met .", "HE SAID THAT TALKS FAILED .");
    let (one, two, both) = (read(a), read(b), read(&format!("{a}\n{b}")));
    let show = |syntax: &Syntax| -> Vec<String> {
        syntax.words.iter().map(|word| format!("{} {} {}", word.lemma, word.xpos, word.rel)).collect()
    };
    assert_eq!([show(&one), show(&two)].concat(), show(&both));
}

/// Sentences of many words that no list has, with some that it has.
fn many_words(count: usize) -> String {
    let line = |n: usize| format!("Envoy Q{n} of Zed{} said that talk{} failed , w{n}ed .", n % 97, n % 31);
    (0..count).map(line).collect::<Vec<_>>().join("\n")
}

#[test]
fn every_path_of_this_machine_says_the_same() {
    let text = format!("{}\nTALKS FAIL , ENVOY SAYS\n{}", many_words(40), "and they met ".repeat(200));
    let tokens = tokens(&text);
    let on = |path| {
        let model = Model::embedded().expect("the model that is committed").on(path);
        format!("{:?}", parse(&text, &tokens, &model))
    };
    let right = on(Path::PORTABLE);
    for path in Path::all() {
        assert_eq!(on(path), right, "{}", path.name());
    }
}

#[test]
fn what_is_kept_of_words_changes_nothing() {
    let model = Model::embedded().expect("the model that is committed");
    // More words than sums are kept of.
    let text = many_words(2_500);
    let tokens = tokens(&text);
    let cold = format!("{:?}", parse(&text, &tokens, &model));
    assert_eq!(format!("{:?}", parse(&text, &tokens, &model)), cold);
    let one = "Envoy Q2499 of Zed74 said that talk19 failed , w2499ed .";
    let words =
        |syntax: &Syntax| format!("{:?}", syntax.words.iter().map(|w| (w.xpos, w.rel)).collect::<Vec<_>>());
    let (again, fresh) = (parse(one, &self::tokens(one), &model), read(one));
    assert_eq!(words(&again), words(&fresh));
}

#[test]
fn a_document_is_printed_in_columns() {
    let text = "Envoys met in Oslo .";
    let printed = conllu::write(text, &tokens(text), &read(text));
    let back = conllu::read(&printed).expect("well formed");
    assert_eq!(back.len(), 1);
    assert_eq!(back[0].nodes[1].rel, "root");
    assert_eq!(back[0].nodes[3].form, "Oslo");
}
