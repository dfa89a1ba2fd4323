//! Events against PLOVER's gold sentences. Enters: sentences with triples. Leaves: a row for each view.

use super::page::{HEADS, Part, cells};
use super::{Bench, frequency, reports};
use anyhow::Result;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use verbale::eval::events::{NOBODY, Score, Triple, score, triples};
use verbale::event::{Auxiliary, EventType};
use verbale::record::{Code, EventRecord};

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
    if let Some(folder) = bench.find(REPORTS) {
        part.remarks.push(certainty(bench, &folder)?);
    }
    part.remarks.extend(frequency::by_genre(bench)?);
    Ok(part)
}

/// The reports whose moves people read.
const REPORTS: &str = "gold";

/// Which types an event may have that stands in a move of a kind; the events that a kind tells of.
const WITHIN: &[(&str, &[EventType])] = &[
    ("ACCEPT", &[EventType::Agree, EventType::Support, EventType::Concede]),
    ("ACCUSE", &[EventType::Accuse]),
    ("ASK", &[EventType::Request]),
    ("AWAIT", &[EventType::Request]),
    ("BREACH", &[EventType::Reject]),
    ("COMMIT", &[EventType::Agree]),
    ("CONCEDE", &[EventType::Concede, EventType::Agree, EventType::Retreat]),
    ("COUNTER", &[EventType::Agree]),
    ("DEMAND", &[EventType::Request]),
    ("ENDORSE", &[EventType::Support]),
    ("EVALUATE", &[EventType::Accuse, EventType::Support]),
    ("MEET", &[EventType::Consult]),
    ("PERFORM", &[EventType::Cooperate, EventType::Aid, EventType::Retreat]),
    ("PROPOSE", &[EventType::Agree]),
    ("REJECT", &[EventType::Reject]),
    ("REQUEST", &[EventType::Request]),
    ("RETRACT", &[EventType::Concede]),
    ("SIGN", &[EventType::Support, EventType::Agree]),
    ("SUSPEND", &[EventType::Sanction]),
    ("THREATEN", &[EventType::Threaten]),
    ("WARN", &[EventType::Threaten]),
];

/// How often the certainty of an event that stands in a move of the gold reports is that of the move.
fn certainty(bench: &Bench, folder: &Path) -> Result<String> {
    let (mut all, mut found, mut report, mut source, mut negation) = (0, 0, 0, 0, 0);
    for path in reports::json_files(folder)? {
        let gold: Value = serde_json::from_str(&std::fs::read_to_string(&path)?)?;
        let text = std::fs::read_to_string(path.with_extension("txt"))?;
        let day = gold["published"].as_str();
        let inputs = [reports::input(reports::word(&gold, "id"), &text, day)];
        let events: Vec<_> =
            reports::read(&bench.reader, &inputs).into_iter().flat_map(|r| r.events).collect();
        for one in reports::list(&gold, "moves") {
            all += 1;
            let Some(event) = within(one, &events) else { continue };
            let wanted = reports::word(one, "factuality");
            let told = event.factuality.report.word();
            let no = told.ends_with('-') || event.auxiliary.contains(&Code(Auxiliary::Negation));
            found += 1;
            report += usize::from(told == wanted);
            source += usize::from(event.factuality.source.word() == wanted);
            negation += usize::from(no == wanted.ends_with('-'));
        }
    }
    let share = |part: usize| part as f64 / found.max(1) as f64;
    Ok(format!(
        "{found} of {all} moves of the gold reports hold an event of a type that fits them: its factuality is the \
         move's in {:.2} (for the source in {:.2}), its negation in {:.2}.",
        share(report),
        share(source),
        share(negation)
    ))
}

/// The event that shares most of its words with the move, at least half of the shorter of the two.
fn within<'e>(one: &Value, events: &'e [EventRecord]) -> Option<&'e EventRecord> {
    let kinds = WITHIN.iter().find(|(kind, _)| *kind == reports::word(one, "kind"))?.1;
    let end = |pair: &Value, n: usize| pair[n].as_u64().unwrap_or_default() as u32;
    let words: Vec<(u32, u32)> =
        reports::list(one, "evidence").iter().map(|pair| (end(pair, 0), end(pair, 1))).collect();
    let length: u32 = words.iter().map(|(start, end)| end.saturating_sub(*start)).sum();
    let shared = |event: &EventRecord| -> u32 {
        let pairs = words.iter().flat_map(|one| event.evidence.iter().map(move |other| (one, other)));
        pairs.map(|((start, end), span)| (*end).min(span.end).saturating_sub((*start).max(span.start))).sum()
    };
    let own = |event: &EventRecord| event.evidence.iter().map(|span| span.end - span.start).sum::<u32>();
    let fit = events.iter().filter(|event| kinds.contains(&event.kind.0));
    let enough = fit.filter(|event| shared(event) * 2 > own(event).min(length));
    // The first of the best.
    enough.rev().max_by_key(|event| shared(event))
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
