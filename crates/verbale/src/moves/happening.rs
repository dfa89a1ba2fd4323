//! Moves from events: meetings, signatures, suspensions and deeds between parties, and what the event frames
//! know of speech that the move frames do not.

use super::draft::{Draft, Governed, governed};
use super::match_frames::leaves_open;
use super::scene::{Scene, add_all, same_parties};
use super::told::alleged;
use super::{MoveKind, Polarity};
use crate::actor::PartyKind;
use crate::event::{Auxiliary, Event, EventId, EventType};
use std::collections::BTreeMap;

/// The drafts of all events at predicates that frames have not taken.
pub(super) fn drafts(scene: &Scene<'_>, taken: &[Draft]) -> Vec<Draft> {
    let kinds: BTreeMap<_, _> = taken.iter().map(|one| (one.predicate, one.kind)).collect();
    let asks = |token| kinds.get(&token).is_some_and(|kind| leaves_open(*kind));
    let mut found = Vec::new();
    for (n, event) in scene.events.list.iter().enumerate() {
        let free = !kinds.contains_key(&event.predicate) && scene.is_read(event.predicate);
        let hypothetical = event.auxiliary.contains(&Auxiliary::Hypothetical);
        if free && !hypothetical {
            // "Would oblige the alliance to withdraw", "denied that it planned to attack": no deed.
            found.extend(draft(scene, EventId(n as u32), event).filter(|one| {
                governed(scene, one.predicate, asks) != Governed::NotDone && !alleged(scene, one, &kinds)
            }));
        }
    }
    found
}

fn draft(scene: &Scene<'_>, id: EventId, event: &Event) -> Option<Draft> {
    let (kind, act, polarity) = kind(event)?;
    let mut draft = Draft::new(scene, kind, event.predicate, &format!("event:{}", event.kind.as_str()));
    for one in &event.actor {
        add_all(&mut draft.from, vec![one.actor.clone()]);
    }
    for one in &event.recipient {
        add_all(&mut draft.to, vec![one.actor.clone()]);
    }
    draft.from.retain(|one| scene.may_act(one));
    draft.to.retain(|one| scene.may_act(one));
    if kind == MoveKind::Meet {
        // Talking to reporters is no meeting of parties.
        draft.to.retain(|one| scene.actors.party(one.party).kind != PartyKind::Unknown);
    }
    let mutual = matches!(kind, MoveKind::Meet | MoveKind::Sign);
    let alone = draft.to.is_empty() || same_parties(&draft.from, &draft.to);
    if draft.from.is_empty() || (alone && !(mutual && draft.from.len() > 1) && kind != MoveKind::Sign) {
        return None;
    }
    if same_parties(&draft.from, &draft.to) && draft.from.len() == 1 {
        draft.to.clear();
    }
    draft.act = act.map(str::to_owned);
    draft.polarity = polarity;
    draft.certainty = event.factuality.report;
    draft.event = Some(id);
    draft.statement = event.statement;
    draft.evidence = vec![scene.told_span(event.predicate, &scene.clause(event.predicate))];
    draft.topic = scene.parse.child_by(event.predicate, "obj").or(Some(event.predicate));
    draft.confidence = event.confidence.min(0.5);
    Some(draft)
}

/// What an event is as a move; none where the move frames must decide (accusations, requests, promises).
fn kind(event: &Event) -> Option<(MoveKind, Option<&'static str>, Polarity)> {
    use EventType as E;
    let mode = event.mode.as_deref().unwrap_or_default();
    let deed = |act| Some((MoveKind::Perform, Some(act), Polarity::Against));
    let good = |act| Some((MoveKind::Perform, Some(act), Polarity::For));
    match event.kind {
        E::Consult => Some((MoveKind::Meet, None, Polarity::For)),
        E::Sanction if matches!(mode, "discontinue" | "withdraw" | "expel") => {
            Some((MoveKind::Suspend, None, Polarity::Against))
        }
        E::Sanction => deed("sanction"),
        E::Protest => deed("protest"),
        E::Mobilize => deed("mobilize"),
        E::Coerce => deed("coerce"),
        E::Assault => deed("assault"),
        E::Aid => good("aid"),
        E::Retreat => good("retreat"),
        E::Cooperate if event.deed => good("cooperate"),
        E::Reject => Some((MoveKind::Reject, None, Polarity::Against)),
        E::Threaten => Some((MoveKind::Threaten, None, Polarity::Against)),
        E::Concede => Some((MoveKind::Concede, None, Polarity::For)),
        _ => None,
    }
}
