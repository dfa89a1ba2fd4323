//! One event told several times is one event with more evidence.
//!
//! Two tellings are one where type, sides and polarity agree and their times do not contradict; acts done by
//! speaking must also be about the same thing, unless one of them stands in the headline, which repeats the
//! body.

use super::matching::Coder;
use super::{Auxiliary, Event, EventType};
use crate::actor::PartyId;
use crate::segment::SegmentKind;
use std::collections::BTreeMap;

type Key = (EventType, Vec<PartyId>, Vec<PartyId>, bool);

impl Coder<'_> {
    /// Joins what is told twice; the order of first tellings stays.
    pub(super) fn merge(&self, events: Vec<Event>) -> Vec<Event> {
        let mut merged: Vec<Event> = Vec::new();
        let mut known: BTreeMap<Key, Vec<usize>> = BTreeMap::new();
        for event in events {
            let places = known.entry(key(&event)).or_default();
            match places.iter().copied().find(|&n| self.same(&merged[n], &event)) {
                Some(n) => join(&mut merged[n], event),
                None => {
                    places.push(merged.len());
                    merged.push(event);
                }
            }
        }
        merged
    }

    fn same(&self, first: &Event, second: &Event) -> bool {
        if let (Some(a), Some(b)) = (&first.when, &second.when)
            && let (Some(a), Some(b)) = (a.from, b.from)
            && a != b
        {
            return false;
        }
        let modes = first.mode.is_none() || second.mode.is_none() || first.mode == second.mode;
        if self.in_headline(first) || self.in_headline(second) {
            return true;
        }
        let same_word = self.lemma(first.predicate) == self.lemma(second.predicate);
        modes && (same_word || first.deed)
    }

    fn in_headline(&self, event: &Event) -> bool {
        let sentence = self.parse.sentence(self.parse.sentence_of(event.predicate));
        sentence.segment == SegmentKind::Headline
    }
}

fn key(event: &Event) -> Key {
    let ids = |side: &[super::EventActor]| {
        let mut ids: Vec<PartyId> = side.iter().map(|party| party.actor.party).collect();
        ids.sort_unstable();
        ids.dedup();
        ids
    };
    let (mut actor, mut recipient) = (ids(&event.actor), ids(&event.recipient));
    if event.reciprocal {
        actor.append(&mut recipient);
        actor.sort_unstable();
        actor.dedup();
    }
    (event.kind, actor, recipient, event.auxiliary.contains(&Auxiliary::Negation))
}

fn join(first: &mut Event, second: Event) {
    first.evidence.extend(second.evidence);
    first.evidence.sort();
    first.evidence.dedup();
    if first.when.is_none() {
        first.when = second.when;
    }
    if first.place.is_none() {
        first.place = second.place;
    }
    if first.mode.is_none() {
        first.mode = second.mode;
    }
    for context in second.contexts {
        if !first.contexts.contains(&context) {
            first.contexts.push(context);
        }
    }
    first.contexts.sort();
    first.confidence = first.confidence.max(second.confidence);
    // A plain telling outweighs a doubtful one.
    if second.factuality.report < first.factuality.report {
        first.factuality = second.factuality;
        first.auxiliary = second.auxiliary;
    }
}
