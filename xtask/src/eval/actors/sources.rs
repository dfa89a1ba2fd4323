//! Sources of the gold reports that are a pronoun or a role without its name.

use super::{Tally, key, mention_at, shown};
use crate::eval::{Bench, Part, reports};
use anyhow::{Context, Result};
use serde_json::Value;
use std::path::PathBuf;
use verbale::actor::{ActorRef, PartyKind};
use verbale::reader::Reading;
use verbale::span::Span;

const SET: &str = "gold";
/// Sources that are papers, not people: their parties are the matter of the statements.
const PAPERS: &[&str] = &["complaint", "investigation", "poll", "report", "statement"];

pub(super) fn rows(bench: &Bench, part: &mut Part) -> Result<()> {
    let Some(folder) = bench.find(SET) else {
        part.absent(SET);
        return Ok(());
    };
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder)?
        .collect::<Result<Vec<_>, _>>()?
        .iter()
        .map(std::fs::DirEntry::path)
        .collect();
    files.sort();
    let mut tally = Tally::default();
    for file in files.iter().filter(|file| file.extension().is_some_and(|end| end == "json")) {
        let gold: Value = serde_json::from_str(&std::fs::read_to_string(file)?)
            .with_context(|| file.display().to_string())?;
        let text = std::fs::read_to_string(file.with_extension("txt"))?;
        let id = reports::word(&gold, "id");
        let reading = bench.reader.read(reports::input(id, &text, gold["published"].as_str()));
        let mut seen = Vec::new();
        for statement in reports::list(&gold, "statements") {
            let Some(&(start, end)) = reports::spans(statement, "source_spans").first() else { continue };
            // One source of two statements counts once, "both A and B officials" twice.
            let source = (start, end, reports::word(statement, "speaker_party").to_owned());
            if seen.contains(&source) {
                continue;
            }
            seen.push(source);
            one(&reading, statement, bytes(&text, start, end), id, &mut tally);
        }
    }
    part.rows.push(tally.row("reports: sources that are a pronoun or a role", bench.errors));
    Ok(())
}

fn bytes(text: &str, start: u32, end: u32) -> Span {
    let at = |n: u32| text.char_indices().nth(n as usize).map_or(text.len(), |(at, _)| at);
    Span::new(at(start), at(end))
}

fn one(reading: &Reading, statement: &Value, span: Span, id: &str, tally: &mut Tally) {
    let (party, person) = (reports::word(statement, "speaker_party"), statement["speaker_person"].as_str());
    let words = span.of(&reading.document.text);
    let has_name = person.and_then(|name| name.rsplit(' ').next()).is_some_and(|last| words.contains(last));
    let small = |word: &str| word.starts_with(char::is_lowercase);
    let plain = |word: &str| small(word) && !matches!(word, "the" | "a" | "an" | "of" | "and" | "for" | "on");
    let alone = !words.contains(' ') && super::gum::is_third_person(words);
    let is_role = words.split_whitespace().any(plain);
    if has_name || !(alone || is_role) || PAPERS.iter().any(|paper| words.contains(paper)) {
        return;
    }
    let found = mention_at(reading, span).and_then(|(n, _)| reading.actors.of_mention[n].as_ref());
    let right = found.is_some_and(|found| is_right(reading, found, party, person));
    tally.add(right, || {
        let person = person.unwrap_or_default();
        format!("{id} {words:?} is {party} {person} got {}", shown(reading, found))
    });
}

fn is_right(reading: &Reading, found: &ActorRef, party: &str, person: Option<&str>) -> bool {
    let is_code = !party.contains(char::is_lowercase) && party.len() <= 8;
    let of = |id| reading.actors.party(id);
    let fits = |id| match is_code {
        true => key(&of(id).code) == key(party),
        // "unidentified trade sources": a label of the reader's own; a word of it will do, but no state.
        false => {
            let code = key(&of(id).code);
            let shared =
                party.split(' ').any(|word| word.len() > 3 && code.contains(key(word).trim_end_matches('s')));
            shared || key(&of(id).name) == key(party) && !matches!(of(id).kind, PartyKind::State)
        }
    };
    let same_party = fits(found.party) || found.members.iter().any(|&member| fits(member));
    let same_person = person.is_none_or(|gold| {
        let last = |name: &str| key(name.rsplit(' ').next().unwrap_or_default());
        found.person.is_some_and(|found| {
            let name = &reading.actors.person(found).name;
            key(name) == key(gold) || last(&fold(name)) == last(&fold(gold))
        })
    });
    same_party && same_person
}

/// Without the accents that the gold keeps and the tables do not.
fn fold(name: &str) -> String {
    name.replace('ğ', "g")
}
