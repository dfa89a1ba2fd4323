//! Events against gold triples of actor, recipient and type.
//!
//! States are compared by their code, every organisation of states as `IGO`, every non-governmental one as
//! `NGO`, all others as `---`. Compound actors stand for all their pairs, and a reciprocal event for both
//! directions.

use super::Count;
use crate::actor::PartyKind;
use crate::event::EventType;
use crate::record::{Code, EventRecord, PartyRef, SectorRef};
use std::collections::{BTreeMap, BTreeSet};

/// Actor, recipient and type.
pub type Triple = (String, String, EventType);

/// No party that the comparison knows.
pub const NOBODY: &str = "---";

/// The quad class of a type: verbal or material, cooperation or conflict.
pub fn quad(kind: EventType) -> &'static str {
    match kind {
        EventType::Agree | EventType::Consult | EventType::Support | EventType::Concede => "VC",
        EventType::Cooperate | EventType::Aid | EventType::Retreat => "MC",
        EventType::Request | EventType::Accuse | EventType::Reject | EventType::Threaten => "VK",
        EventType::Protest
        | EventType::Sanction
        | EventType::Mobilize
        | EventType::Coerce
        | EventType::Assault => "MK",
    }
}

/// The triples of a record's events.
pub fn triples(events: &[EventRecord]) -> BTreeSet<Triple> {
    let mut found = BTreeSet::new();
    for event in events {
        let (actors, recipients) = (codes(&event.actor), codes(&event.recipient));
        let known: BTreeSet<&String> =
            actors.iter().chain(&recipients).filter(|code| *code != NOBODY).collect();
        let mut put = |actor: &String, recipient: &String| {
            found.insert((actor.clone(), recipient.clone(), event.kind.0));
        };
        if event.reciprocal && known.len() > 1 {
            for one in &known {
                known.iter().filter(|other| one != *other).for_each(|other| put(one, other));
            }
        } else {
            for actor in &actors {
                recipients.iter().for_each(|recipient| put(actor, recipient));
            }
        }
    }
    found
}

fn codes(list: &[SectorRef]) -> Vec<String> {
    if list.is_empty() {
        return vec![NOBODY.to_owned()];
    }
    list.iter().map(|one| code(&one.party)).collect()
}

fn code(party: &PartyRef) -> String {
    let Code(kind) = party.kind;
    match kind {
        PartyKind::Igo => return "IGO".to_owned(),
        PartyKind::Ngo => return "NGO".to_owned(),
        _ => {}
    }
    let own = if kind == PartyKind::State { Some(party.party.as_str()) } else { None };
    let code = party.state.as_deref().filter(|state| !state.is_empty()).or(own).unwrap_or_default();
    let alpha3 = code.chars().count() == 3
        && code.chars().any(char::is_uppercase)
        && !code.chars().any(char::is_lowercase);
    if alpha3 { code.to_owned() } else { NOBODY.to_owned() }
}

/// The counts of one text or of many.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Score {
    /// The type alone.
    pub kind: Count,
    /// Type and actor.
    pub actor: Count,
    /// Type and recipient.
    pub recipient: Count,
    /// Actor and recipient.
    pub dyad: Count,
    /// All three.
    pub triple: Count,
    /// The quad class alone.
    pub quad: Count,
    /// The type alone, by type.
    pub by_type: BTreeMap<EventType, Count>,
}

impl Score {
    /// Adds another text's.
    pub fn add(&mut self, other: &Score) {
        self.kind.add(other.kind);
        self.actor.add(other.actor);
        self.recipient.add(other.recipient);
        self.dyad.add(other.dyad);
        self.triple.add(other.triple);
        self.quad.add(other.quad);
        for (&kind, &count) in &other.by_type {
            self.by_type.entry(kind).or_default().add(count);
        }
    }
}

/// Scores one text.
pub fn score(gold: &BTreeSet<Triple>, predicted: &BTreeSet<Triple>) -> Score {
    fn count<'a, T: Ord>(
        gold: &'a BTreeSet<Triple>,
        predicted: &'a BTreeSet<Triple>,
        key: impl Fn(&'a Triple) -> T,
    ) -> Count {
        Count::of_sets(&gold.iter().map(&key).collect(), &predicted.iter().map(&key).collect())
    }
    let kinds: BTreeSet<EventType> = gold.iter().chain(predicted).map(|triple| triple.2).collect();
    let one = |kind: EventType| {
        let has = |set: &BTreeSet<Triple>| usize::from(set.iter().any(|triple| triple.2 == kind));
        let (gold, predicted) = (has(gold), has(predicted));
        (kind, Count { right: gold.min(predicted), predicted, gold })
    };
    Score {
        kind: count(gold, predicted, |t| t.2),
        actor: count(gold, predicted, |t| (&t.0, t.2)),
        recipient: count(gold, predicted, |t| (&t.1, t.2)),
        dyad: count(gold, predicted, |t| (&t.0, &t.1)),
        triple: count(gold, predicted, |t| t),
        quad: count(gold, predicted, |t| quad(t.2)),
        by_type: kinds.into_iter().map(one).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::{EventType, score};
    use std::collections::BTreeSet;

    #[test]
    fn each_view_counts_distinct_values() {
        let triple = |a: &str, r: &str, kind| (a.to_owned(), r.to_owned(), kind);
        let gold = BTreeSet::from([
            triple("RUS", "USA", EventType::Request),
            triple("RUS", "IGO", EventType::Request),
        ]);
        let predicted = BTreeSet::from([triple("RUS", "USA", EventType::Accuse)]);
        let score = score(&gold, &predicted);
        assert_eq!((score.kind.right, score.kind.gold), (0, 1));
        assert_eq!((score.dyad.right, score.dyad.gold), (1, 2));
        assert_eq!((score.quad.right, score.quad.gold), (1, 1));
    }
}
