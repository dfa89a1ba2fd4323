//! Names that mean more than one: which of them a report means by one, decided by the rest of the report.
//!
//! "Georgia" beside "Tbilisi" is the state, beside "Atlanta" a place in USA; "Congo" beside neither Kinshasa nor
//! Brazzaville stays open. What is decided holds for the whole report, but where the name acts in one place
//! ("Brussels wants") and lies in another ("in Brussels").

use super::gazetteer::Gazetteer;
use super::scan::{Hit, Scan};
use super::tables::{Alone, AmbiguousReading, PartyIx, Sense};
use crate::note::{Note, NoteKind};
use crate::parse::Parse;
use crate::token::TokenId;
use std::collections::BTreeMap;

/// Gives every ambiguous hit the one reading that the report speaks for, or takes it away.
pub(super) fn decide(parse: &Parse, gazetteer: &Gazetteer, scan: &mut Scan) {
    if scan.hits.iter().all(|hit| hit.ambiguous().is_none()) {
        return;
    }
    let counts = parties(gazetteer, scan);
    let mut told: BTreeMap<u16, Vec<usize>> = BTreeMap::new();
    let mut noted = Vec::new();
    for n in 0..scan.hits.len() {
        let Some(name) = scan.hits[n].ambiguous() else { continue };
        let readings = &gazetteer.ambiguous[name as usize];
        let evidence = told.entry(name).or_insert_with(|| weigh(readings, &counts, scan, name));
        let chosen = choose(parse, gazetteer, &scan.hits[n], readings, evidence);
        let tokens = scan.hits[n].tokens.clone();
        let span = parse.span(TokenId(tokens.start)).join(parse.span(TokenId(tokens.end - 1)));
        let words = span.of(parse.text());
        let doubt = match chosen {
            None => Some(format!("“{words}” may mean {}; nothing tells which", either(gazetteer, readings))),
            Some((reading, false)) => Some(format!(
                "“{words}” is taken for {}; nothing in the report tells",
                gazetteer.parties[reading.party as usize].name
            )),
            Some((_, true)) => None,
        };
        if let Some(message) = doubt.filter(|_| !noted.contains(&name)) {
            scan.doubts.push(Note::at(NoteKind::Actor, span, message));
            noted.push(name);
        }
        match chosen {
            Some((reading, _)) => {
                let hit = &mut scan.hits[n];
                hit.senses.retain(|sense| !matches!(sense, Sense::Party(..) | Sense::Ambiguous(_)));
                hit.senses.push(Sense::Party(reading.party, reading.how));
            }
            None => scan.forget(n),
        }
    }
}

/// How often each party is named by names that are its own.
fn parties(gazetteer: &Gazetteer, scan: &Scan) -> BTreeMap<PartyIx, usize> {
    let mut counts = BTreeMap::new();
    for hit in scan.hits.iter().filter(|hit| hit.ambiguous().is_none()) {
        if let Some((party, _)) = hit.party(gazetteer, None) {
            *counts.entry(party).or_default() += 1;
        }
    }
    counts
}

/// The evidence for each reading: the words for it, and other names of its party where the readings differ in it.
fn weigh(
    readings: &[AmbiguousReading],
    counts: &BTreeMap<PartyIx, usize>,
    scan: &Scan,
    name: u16,
) -> Vec<usize> {
    let differ = readings.windows(2).any(|pair| pair[0].party != pair[1].party);
    let one = |(n, reading): (usize, &AmbiguousReading)| {
        let named = counts.get(&reading.party).copied().unwrap_or_default();
        // Names of the United States stand in reports of all sorts; they speak for no place in it.
        let speaks = differ && reading.how != super::How::Place;
        scan.evidence(name, n as u8) * 2 + if speaks { named } else { 0 }
    };
    readings.iter().enumerate().map(one).collect()
}

/// The reading that is meant in this place, and whether it is certain enough to say nothing.
fn choose<'r>(
    parse: &Parse,
    gazetteer: &Gazetteer,
    hit: &Hit,
    readings: &'r [AmbiguousReading],
    evidence: &[usize],
) -> Option<(&'r AmbiguousReading, bool)> {
    let lives = |reading: &AmbiguousReading| {
        let party = &gazetteer.parties[reading.party as usize];
        party.lives(parse.document.published) && (parse.document.published.is_some() || party.to.is_none())
    };
    let living = || readings.iter().zip(evidence).filter(|(reading, _)| lives(reading));
    if acts(parse, hit)
        && let Some((reading, _)) = living().find(|(reading, _)| reading.acts)
    {
        return Some((reading, true));
    }
    // What only acts is not meant where it lies: "in Brussels".
    let placed = || living().filter(|(reading, _)| !reading.acts);
    let most = placed().map(|(_, &count)| count).max()?;
    let mut best = placed().filter(|(_, count)| **count == most);
    let (first, _) = best.next()?;
    if most > 0 && best.next().is_none() {
        return Some((first, true));
    }
    let alone = placed().find(|(reading, _)| reading.alone != Alone::Open)?;
    Some((alone.0, alone.0.alone == Alone::Sure || most > 0))
}

/// True where the name is a subject or owns something.
fn acts(parse: &Parse, hit: &Hit) -> bool {
    let head = TokenId(hit.tokens.end - 1);
    matches!(parse.base_rel(head), "nsubj") || parse.rel(head) == "nmod:poss"
}

fn either(gazetteer: &Gazetteer, readings: &[AmbiguousReading]) -> String {
    let names: Vec<&str> =
        readings.iter().map(|reading| gazetteer.parties[reading.party as usize].name.as_str()).collect();
    names.join(" or ")
}
