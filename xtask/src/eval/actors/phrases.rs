//! The parties of PLOVER's actor phrases, each given with its place in the sentence. The sentences come without their
//! day and are read without one.

use super::{Tally, mention_at, shown};
use crate::eval::{Bench, Part, reports};
use anyhow::Result;
use serde_json::Value;
use verbale::actor::{ActorRef, PartyKind};
use verbale::reader::Reading;
use verbale::span::Span;

const SET: &str = "events/plover_gsr.jsonl";
/// Codes of the gold for organisations of states.
const IGO: &str = "IGO";

pub(super) fn rows(bench: &Bench, part: &mut Part) -> Result<()> {
    let Some(path) = bench.find(SET) else {
        part.absent(SET);
        return Ok(());
    };
    let mut tally = Tally::default();
    for entry in reports::json_lines(&path)? {
        let reading = bench.reader.read(reports::input(
            reports::word(&entry, "id"),
            reports::word(&entry, "text"),
            None,
        ));
        for actor in reports::list(&entry, "source").iter().chain(reports::list(&entry, "target")) {
            one(&reading, actor, &mut tally);
        }
    }
    part.rows.push(tally.row("parties of PLOVER's actor phrases", bench.errors));
    Ok(())
}

fn one(reading: &Reading, actor: &Value, tally: &mut Tally) {
    let (gold, phrase) = (actor[0].as_str().unwrap_or_default(), actor[2].as_str().unwrap_or_default());
    let is_code = gold.len() == 3 && gold.bytes().all(|b| b.is_ascii_uppercase());
    // ISM, IMG, NGO: religions and movements, which have no code of their own here.
    if !is_code || matches!(gold, "ISM" | "IMG" | "NGO" | "MNC") || phrase.is_empty() {
        return;
    }
    let words: Vec<&str> = phrase.split_whitespace().collect();
    let Some(span) = find(&reading.document.text, &words) else { return };
    let found = mention_at(reading, span).and_then(|(n, _)| reading.actors.of_mention[n].as_ref());
    let right = found.is_some_and(|found| codes(reading, found).iter().any(|code| code == gold));
    tally.add(right, || {
        format!("{gold} {phrase:?} got {} | {}", shown(reading, found), reading.document.text)
    });
}

/// The codes of a party, or of the members of a set.
fn codes(reading: &Reading, actor: &ActorRef) -> Vec<String> {
    let of = |id| {
        let party = reading.actors.party(id);
        match party.kind {
            PartyKind::Igo => IGO.to_owned(),
            _ => party.state.clone().unwrap_or_default(),
        }
    };
    std::iter::once(actor.party).chain(actor.members.iter().copied()).map(of).collect()
}

/// Where the words stand one after the other, whatever the blanks.
fn find(text: &str, words: &[&str]) -> Option<Span> {
    let first = words.first()?;
    text.match_indices(first).find_map(|(start, _)| {
        let mut end = start + first.len();
        for word in &words[1..] {
            let rest = text[end..].trim_start();
            let at = text.len() - rest.len();
            end = rest.starts_with(word).then(|| at + word.len())?;
        }
        Some(Span::new(start, end))
    })
}
