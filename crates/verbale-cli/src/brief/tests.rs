//! A brief of a record made by hand, so that its looks depend on no other room.

use super::{Evidence, Look, brief};
use serde_json::{Value, json};
use verbale::record::{CharSpan, Record};

const TEXT: &str = "Know more\n\nMinister Ann Doe told the Alliance on Monday that “it must answer” – Wire reports. \
                    She said the offer was not enough.";

/// Where some words stand, in code points.
fn at(words: &str) -> Value {
    let byte = TEXT.find(words).expect("the words stand in the text");
    let start = TEXT[..byte].chars().count();
    json!({"start": start, "end": start + words.chars().count()})
}

fn party(code: &str, kind: &str, words: &str) -> Value {
    json!({"party": code, "kind": kind, "state": null, "surface": words, "span": at(words), "inferred": false})
}

fn statement(id: &str, parent: Value, source: &str, cue: &str, content: &str) -> Value {
    let mut piece = at(content);
    piece["verbatim"] = json!(content.starts_with('“'));
    let mut speaker = party("RUS", "state", source);
    speaker["person"] = json!("Ann Doe");
    json!({"id": id, "parent": parent, "attribution": "speech", "speaker": speaker, "addressees": [], "channel": [],
        "outlets": [party("wire", "outlet", "Wire")], "occasion": null, "source": [at(source)], "cue": [at(cue)],
        "content": [piece], "mode": "direct", "act": "demand", "polarity": "+", "modality": "certain",
        "when": null, "inferred": false, "confidence": 0.9, "rule": "tell"})
}

fn record() -> Record {
    let monday = json!({"surface": "Monday", "span": at("Monday"), "from": "2022-02-14", "to": "2022-02-14",
        "basis": "given"});
    let (russia, alliance) =
        (party("RUS", "state", "Minister Ann Doe"), party("NATO", "igo", "the Alliance"));
    let sure = json!({"report": "CT+", "source": "CT+"});
    let demand = json!({"id": "M1", "kind": "DEMAND", "from": [russia], "to": [alliance], "by": {"person": "Ann Doe"},
        "issue": "I1", "content": at("it must answer"), "polarity": "+", "condition": null, "deadline": null,
        "factuality": sure, "when": monday, "scope": "public", "in_reply_to": null, "statements": ["S1"],
        "evidence": [at("it must answer")], "flags": ["unnamed-source"], "confidence": 0.8, "rule": "must"});
    let owed = |id: &str, state: &str| {
        json!({"id": id, "kind": "ANSWER", "debtor": [alliance],
        "creditor": [russia], "about": "the offer", "state": state, "basis": "claimed", "moves": ["M1"]})
    };
    let value = json!({"schema": "verbale/1",
        "document": {"id": "a", "name": "a.txt", "sha256": "", "title": "Minister asks for an answer", "outlet": null,
            "language": "en", "published": {"date": "2022-02-14", "basis": "given"}, "page_date": null},
        "segments": [{"kind": "prompt", "span": at("Know more")}, {"kind": "body", "span": {"start": 11, "end": 131}}],
        "parties": [
            {"party": "RUS", "name": "Russia", "kind": "state", "state": "RUS", "mentions": []},
            {"party": "NATO", "name": "North Atlantic Treaty Organization", "kind": "igo", "state": null, "mentions": []},
            {"party": "wire", "name": "Wire", "kind": "outlet", "state": null, "mentions": []}],
        "people": [{"person": "Ann Doe", "party": "RUS", "office": "minister", "mentions": []}],
        "learnt": [], "documents": [],
        "statements": [
            statement("S1", Value::Null, "Minister Ann Doe", "told", "“it must answer”"),
            statement("S2", json!("S1"), "She", "said", "the offer was not enough")],
        "events": [], "issues": [{"id": "I1", "parent": null, "name": "the offer", "mentions": []}],
        "moves": [demand], "obligations": [owed("O1", "discharged"), owed("O2", "active")],
        "states": [{"issue": "I1", "from": russia, "to": alliance, "state": "RAISED", "since": null, "moves": ["M1"]}],
        "positions": [{"party": "RUS", "issue": "I1", "stance": "-", "since": null, "moves": ["M1"]}],
        "signals": [{"direction": "up", "kind": "demand", "evidence": [at("it must answer")]}],
        "notes": [{"kind": "actor", "message": "the pronoun stays open", "span": at("She")}]});
    serde_json::from_value(value).expect("a record")
}

fn check(evidence: Evidence, width: usize, expected: &str) {
    let sentence = |words: &str| serde_json::from_value::<CharSpan>(at(words)).expect("a span");
    let sentences = [
        sentence("Minister Ann Doe told the Alliance on Monday that “it must answer” – Wire reports."),
        sentence("She said the offer was not enough."),
    ];
    let coloured = brief(&record(), TEXT, &sentences, Look { evidence, width });
    let plain = anstream::adapter::strip_str(&coloured).to_string();
    assert!(plain.lines().all(|line| line.chars().count() <= width), "{plain}");
    assert!(plain.contains(expected), "{plain}\ndoes not hold\n{expected}");
}

#[test]
fn the_brief_shows_who_wants_what_and_who_owes_whom() {
    check(
        Evidence::Hidden,
        80,
        "\
Minister asks for an answer
a.txt · published 2022-02-14 · 1 paragraph, 22 words

Who owes whom
  ● NATO owes Russia an answer: it must answer (Russia says so) M1 ¶1
  ✓ NATO owed Russia an answer: it must answer (done, Russia says so) M1 ¶1

Who wants what
  Ann Doe (Russia) → NATO · demanded: it must answer [on the offer; Monday =
      2022-02-14; reported by Wire] (source not named) M1 ¶1

Where it stands
  the offer: raised (Russia → NATO); against it Russia M1 ¶1

Tension
  ▲ up: demand by Russia M1 ¶1

Doubtful
  M1: who says so is not named ¶1
  who is meant: the pronoun stays open – “She” ¶1

What else was said
  Ann Doe (Russia) · demanded: the offer was not enough [reported by Wire] S2 ¶1

Kept out of the story
  prompt: Know more

",
    );
}

#[test]
fn the_sentences_that_a_line_was_read_from_are_shown_on_demand() {
    let line = "      ¶1 “Minister Ann Doe told the Alliance on Monday that “it must answer” – Wire reports.” 11–93; must, 0.80\n";
    check(Evidence::Shown, 120, line);
}

#[test]
fn a_narrow_terminal_gets_narrow_lines() {
    check(
        Evidence::Hidden,
        40,
        "Who owes whom\n  ● NATO owes Russia an answer: it must\n      answer (Russia says so) M1 ¶1\n",
    );
}
