//! Events against PLOVER's gold sentences. Enters: sentences with triples. Leaves: a row for each view.

use super::page::{HEADS, Part, cells};
use super::{Bench, reports};
use anyhow::Result;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use verbale::eval::events::{NOBODY, Score, Triple, score, triples};
use verbale::event::EventType;

const SET: &str = "events/plover_gsr.jsonl";

/// The day on which the sentences are read; they come without theirs.
const DAY: &str = "2000-01-01";

pub(super) fn part(bench: &Bench) -> Result<Part> {
    let mut part = Part {
        title: "Events",
        about: "What parties do to one another, in PLOVER's types, over sets of triples a text. The gold has \
                nearly always one event a sentence where a text may hold more: precision is understated, weigh \
                recall. PETRARCH-2 with a parser at hand reaches F1 .40 on the type and .30 on the triple. \
                The frames were bettered by reading errors in this very gold, so expect less on unseen news.",
        command: "cargo xtask eval events",
        head: ["view"].into_iter().chain(HEADS).collect(),
        ..Part::default()
    };
    let Some(path) = bench.find(SET) else {
        part.absent(SET);
        return Ok(part);
    };
    let gold = gold(&reports::json_lines(&path)?);
    let inputs: Vec<_> = gold.iter().map(|one| reports::input(&one.id, &one.text, Some(DAY))).collect();
    let mut sum = Score::default();
    let mut errors = bench.errors;
    for (one, record) in gold.iter().zip(reports::read(&bench.reader, &inputs)) {
        let got = triples(&record.events);
        if got != one.triples && errors > 0 {
            errors -= 1;
            println!("  {}\n    gold {}\n    got  {}", one.text, show(&one.triples), show(&got));
        }
        sum.add(&score(&one.triples, &got));
    }
    for (view, count) in [
        ("type", sum.kind),
        ("type + actor", sum.actor),
        ("type + recipient", sum.recipient),
        ("dyad", sum.dyad),
        ("**type + actor + recipient**", sum.triple),
        ("quad class", sum.quad),
    ] {
        part.rows.push([view.to_owned()].into_iter().chain(cells(count)).collect());
    }
    part.remarks.push(
        "One id of the gold stands for two texts; each is scored here by its own record, where a scorer that goes \
         by the id takes one record for both (a difference of .001)."
            .to_owned(),
    );
    let by_type = sum.by_type.iter().map(|(kind, count)| {
        format!(
            "{} {}/{}/{}",
            kind.as_str(),
            count.right,
            count.predicted - count.right,
            count.gold - count.right
        )
    });
    let by_type: Vec<String> = by_type.collect();
    part.remarks.push(format!("By type, right/wrong/missed: {}.", by_type.join(", ")));
    Ok(part)
}

/// A text with all its triples.
struct Gold {
    id: String,
    text: String,
    triples: BTreeSet<Triple>,
}

/// Joins the entries of one text, in the order of first mention.
fn gold(entries: &[Value]) -> Vec<Gold> {
    let mut texts: Vec<Gold> = Vec::new();
    let mut place: BTreeMap<&str, usize> = BTreeMap::new();
    for entry in entries {
        let text = reports::word(entry, "text");
        let at = *place.entry(text).or_insert_with(|| {
            let id = reports::word(entry, "id").to_owned();
            texts.push(Gold { id, text: text.to_owned(), triples: BTreeSet::new() });
            texts.len() - 1
        });
        let Some(kind) = EventType::parse(reports::word(entry, "plover")) else { continue };
        let pairs = reports::list(entry, "triples").iter();
        texts[at].triples.extend(pairs.map(|pair| (code(&pair[0]), code(&pair[1]), kind)));
    }
    texts
}

/// The first three letters of an actor's code; nobody where it has none.
fn code(actor: &Value) -> String {
    match actor[0].as_str() {
        None | Some("***" | "") => NOBODY.to_owned(),
        Some(code) => code.chars().take(3).collect(),
    }
}

fn show(triples: &BTreeSet<Triple>) -> String {
    let shown: Vec<String> = triples
        .iter()
        .map(|(actor, recipient, kind)| format!("{actor} {} {recipient}", kind.as_str()))
        .collect();
    shown.join("; ")
}
