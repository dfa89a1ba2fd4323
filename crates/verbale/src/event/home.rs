//! Whose a side is when its words do not say: those who act inside a state act in that one.
//!
//! ```text
//! President Mugabe banned a rally in Zimbabwe.     actor: a president -> ZWE, the one state of the sentence
//! The Sudanese government accused the rebels.      recipient: rebels of no named state -> SDN
//! Students in Nepal began a hunger strike.         a protest without addressee is against the own government
//! ```
//! What is concluded here is marked as inferred.

use super::matching::{Coder, Match};
use super::{EventActor, EventType};
use crate::actor::{ActorRef, PartyId, PartyKind};
use crate::syntax::Upos;
use crate::token::TokenId;

/// Sectors of those who act inside a state.
const DOMESTIC: &[&str] =
    &["REB", "COP", "OPP", "CVL", "LAB", "EDU", "AGR", "REF", "JUD", "LEG", "PTY", "REL", "GOV"];

/// Those of them who are not the government: what they do in a state's name, they do inside it.
const INNER: &[&str] = &["REB", "COP", "OPP", "CVL", "LAB", "EDU", "AGR", "LEG", "JUD", "PTY"];

impl Coder<'_> {
    fn is_noun(&self, token: TokenId) -> bool {
        matches!(self.parse.upos(token), Upos::Noun | Upos::Propn | Upos::Num)
    }

    /// Settles sides whose state is open.
    pub(super) fn settle_at_home(
        &self,
        found: &Match,
        actor_tokens: &[TokenId],
        actor: &mut Vec<EventActor>,
        recipient: &mut Vec<EventActor>,
    ) {
        if actor.is_empty() && actor_tokens.is_empty() {
            self.settle_authority(found, actor, recipient);
        }
        let open_actor = match actor.as_slice() {
            [] => actor_tokens.first().is_some_and(|&token| {
                self.is_institution(token) || is_internal(found.kind) && self.is_noun(token)
            }),
            [only] => self.is_open(only),
            _ => false,
        };
        if open_actor
            && let Some(&token) = actor_tokens.first()
            && (self.is_institution(token)
                || is_internal(found.kind) && self.is_noun(token)
                || actor.first().is_some_and(|a| a.actor.person.is_some()))
            && let Some(home) = self.only_state(found, recipient)
            && (is_internal(found.kind)
                || self.sector_of(token).is_some_and(|sector| INNER.contains(&sector.as_str()))
                || !recipient.iter().any(|side| self.is_foreign(side, home)))
        {
            let sector = actor.first().and_then(|a| a.sector.clone()).or_else(|| self.sector_of(token));
            *actor = vec![EventActor { actor: self.inferred(home, token, actor.first()), sector }];
            if !is_internal(found.kind) {
                recipient.retain(|side| side.actor.party != home || side.sector.is_some());
            }
        }
        let Some(home) = actor.first().and_then(|a| self.state_party(a)) else { return };
        for side in recipient.iter_mut() {
            let sector = side.sector.as_deref();
            let internal = sector.is_some_and(|sector| !matches!(sector, "MIL" | "REF" | "JRN" | "BUS"));
            let abroad = matches!(found.kind, EventType::Consult | EventType::Cooperate | EventType::Aid);
            if self.is_open(side) && !abroad && (internal || is_internal(found.kind)) {
                side.actor.party = home;
                side.actor.inferred = true;
            }
        }
        if recipient.is_empty() && self.turns_inward(found.kind, actor) {
            let sector = (found.kind == EventType::Protest).then(|| "GOV".to_owned());
            recipient.push(EventActor { actor: ActorRef::party(home, None), sector });
        }
    }

    /// "was arrested in Lebanon": where nobody is named, the authorities of the place act.
    fn settle_authority(&self, found: &Match, actor: &mut Vec<EventActor>, recipient: &mut Vec<EventActor>) {
        let mode = self.frames.list[found.frame as usize].mode.as_deref();
        if !matches!(mode, Some("arrest" | "investigate" | "convict" | "deport")) {
            return;
        }
        let Some(clause) = &found.clause else { return };
        let Some(place) = clause.after("in").find_map(|token| self.actors.at(token)) else { return };
        if self.actors.party(place.party).kind != PartyKind::State {
            return;
        }
        recipient.retain(|side| side.actor.span != place.span);
        let inferred = ActorRef { inferred: true, ..place.clone() };
        actor.push(EventActor { actor: inferred, sector: Some("GOV".to_owned()) });
    }

    /// True where `side` names the state `home` itself or its government, as one names another state.
    fn is_foreign(&self, side: &EventActor, home: PartyId) -> bool {
        side.actor.party == home && matches!(side.sector.as_deref(), None | Some("GOV" | "MIL"))
    }

    /// A phrase such as "the government", "rebels", "President NAME".
    fn is_institution(&self, token: TokenId) -> bool {
        self.parse.upos(token) != Upos::Pron && self.sector_of(token).is_some()
    }

    /// True for a side that is of no known state and no organisation.
    fn is_open(&self, side: &EventActor) -> bool {
        let party = self.actors.party(side.actor.party);
        party.state.is_none()
            && matches!(party.kind, PartyKind::Unknown | PartyKind::Person | PartyKind::ArmedGroup)
    }

    fn state_party(&self, side: &EventActor) -> Option<PartyId> {
        let party = self.actors.party(side.actor.party);
        let state = party.state.as_deref()?;
        if party.kind == PartyKind::State {
            return Some(side.actor.party);
        }
        let of_state = |p: &crate::actor::Party| p.kind == PartyKind::State && p.code == state;
        self.actors.parties.iter().position(of_state).map(|n| PartyId(n as u32))
    }

    /// The one state that the sentence names, those that the recipient names left out if others remain.
    fn only_state(&self, found: &Match, recipient: &[EventActor]) -> Option<PartyId> {
        let sentence = self.parse.sentence(self.parse.sentence_of(found.predicate));
        let mut states: Vec<PartyId> = Vec::new();
        for token in self.parse.tokens_of(sentence) {
            let Some(actor) = self.actors.at(token) else { continue };
            let party = self.actors.party(actor.party);
            if party.kind == PartyKind::State && !states.contains(&actor.party) {
                states.push(actor.party);
            }
        }
        if let [only] = states[..] {
            return Some(only);
        }
        states.retain(|state| !recipient.iter().any(|side| side.actor.party == *state));
        match states[..] {
            [only] => Some(only),
            _ => None,
        }
    }

    fn inferred(&self, home: PartyId, token: TokenId, known: Option<&EventActor>) -> ActorRef {
        let span = known.and_then(|side| side.actor.span).unwrap_or_else(|| self.parse.span(token));
        let mut actor = ActorRef::party(home, Some(span));
        actor.person = known.and_then(|side| side.actor.person);
        actor.inferred = true;
        actor
    }

    /// Acts whose addressee, when none is named, is the actor's own state.
    fn turns_inward(&self, kind: EventType, actor: &[EventActor]) -> bool {
        let domestic =
            actor.iter().any(|side| side.sector.as_deref().is_some_and(|sector| DOMESTIC.contains(&sector)));
        match kind {
            EventType::Protest => true,
            EventType::Coerce | EventType::Concede => domestic,
            EventType::Assault => {
                let inner = ["REB", "COP", "OPP", "CVL"];
                actor.iter().any(|side| side.sector.as_deref().is_some_and(|sector| inner.contains(&sector)))
            }
            _ => false,
        }
    }
}

/// Types of acts by which those inside a state deal with one another.
fn is_internal(kind: EventType) -> bool {
    matches!(kind, EventType::Coerce | EventType::Concede | EventType::Protest | EventType::Retreat)
}
