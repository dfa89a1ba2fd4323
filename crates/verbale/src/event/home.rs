//! Whose a side is when its words do not say: those who act inside a state act in that one.
//!
//! ```text
//! President Mugabe banned a rally in Zimbabwe.     actor: a president -> ZWE, the one state of the sentence
//! The Sudanese government accused the rebels.      recipient: rebels of no named state -> SDN
//! Students in Nepal began a hunger strike.         a protest without addressee is against the own government
//! ```
//! What is concluded here is marked as inferred.

use super::frame::Group;
use super::matching::{Coder, Match};
use super::{EventActor, EventType};
use crate::actor::{ActorRef, PartyId, PartyKind};
use crate::syntax::Upos;
use crate::token::TokenId;

/// Sectors of those who act inside a state.
const DOMESTIC: &[&str] = &[
    "REB", "COP", "CRM", "OPP", "CVL", "LAB", "EDU", "AGR", "REF", "JUD", "LEG", "PTY", "REL", "UAF", "GOV",
];

/// Those of them who are not the government: what they do in a state's name, they do inside it.
const INNER: &[&str] = &["REB", "COP", "CRM", "OPP", "CVL", "LAB", "EDU", "AGR", "LEG", "JUD", "PTY", "UAF"];

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
        self.settle_speakers_own(found, actor_tokens, actor, recipient);
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
        if actor.is_empty() {
            self.settle_victims(found, recipient);
        }
        let Some(home) = actor.first().and_then(|a| self.state_party(a)) else { return };
        // Police, courts and parliaments act upon their own people.
        let organ = matches!(actor[0].sector.as_deref(), Some("COP" | "JUD" | "LEG"));
        for side in recipient.iter_mut() {
            let person = organ && self.actors.party(side.actor.party).kind == PartyKind::Person;
            let sector = side.sector.as_deref();
            let internal = sector.is_some_and(|sector| !matches!(sector, "MIL" | "REF" | "JRN" | "BUS"));
            let abroad = matches!(found.kind, EventType::Consult | EventType::Cooperate | EventType::Aid);
            if self.is_open(side) && !abroad && (internal || person || is_internal(found.kind)) {
                side.actor.party = home;
                side.actor.inferred = true;
            }
        }
        if recipient.is_empty() && (self.turns_inward(found, actor) || self.rules_at_home(found)) {
            let sector = (found.kind == EventType::Protest).then(|| "GOV".to_owned());
            recipient.push(EventActor { actor: ActorRef::party(home, None), sector });
        }
    }

    /// "was arrested in Lebanon": where nobody is named, the authorities of the place act.
    fn settle_authority(&self, found: &Match, actor: &mut Vec<EventActor>, recipient: &mut Vec<EventActor>) {
        if !matches!(self.mode_of(found), Some("arrest" | "investigate" | "convict" | "deport")) {
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

    /// "Peru said that *negotiators* had met the Chileans": officials of no named state, who deal with another, are
    /// those of the one who tells it.
    fn settle_speakers_own(
        &self,
        found: &Match,
        actor_tokens: &[TokenId],
        actor: &mut Vec<EventActor>,
        recipient: &[EventActor],
    ) {
        let peaceful = matches!(Group::of(found.kind), Group::Coop | Group::Yield);
        let Some(&token) = actor_tokens.first().filter(|_| peaceful) else { return };
        let official = self.is_institution(token) && self.sector_of(token).as_deref() == Some("GOV");
        if !official || !actor.iter().all(|side| self.is_open(side)) {
            return;
        }
        let Some(home) = self.speaker(found.head).and_then(|speaker| self.state_party(&speaker)) else {
            return;
        };
        if recipient.iter().all(|side| side.actor.party != home) {
            let inferred = self.inferred(home, token, actor.first());
            *actor = vec![EventActor { actor: inferred, sector: Some("GOV".to_owned()) }];
        }
    }

    /// "Bombings at a Baghdad market left 30 people dead": who suffers is of the one state that the sentence names.
    fn settle_victims(&self, found: &Match, recipient: &mut [EventActor]) {
        if !matches!(found.kind, EventType::Assault | EventType::Coerce) {
            return;
        }
        let [only] = recipient else { return };
        if self.is_open(only)
            && let Some(home) = self.only_state(found, &[])
        {
            only.actor.party = home;
            only.actor.inferred = true;
        }
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
            && matches!(
                party.kind,
                PartyKind::Unknown | PartyKind::Person | PartyKind::Group | PartyKind::ArmedGroup
            )
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

    /// A curfew, an emergency, a ban of papers without a place holds in one's own state.
    fn rules_at_home(&self, found: &Match) -> bool {
        matches!(self.mode_of(found), Some("curfew" | "martial-law" | "censor"))
    }

    fn mode_of(&self, found: &Match) -> Option<&str> {
        self.frames.list[found.frame as usize].mode.as_deref()
    }

    /// Hackers and liars reach beyond their state.
    fn reaches_far(&self, found: &Match) -> bool {
        matches!(self.mode_of(found), Some("cyber" | "misinformation"))
    }

    /// "teachers told *the government*": a body that is no more than named acts within one state with who is of
    /// that state.
    pub(super) fn body_at_home(
        &self,
        found: &Match,
        tokens: &[TokenId],
        actor: &[EventActor],
    ) -> Option<EventActor> {
        let Some(own) = actor.first() else { return self.victims(found, tokens) };
        let home = self.state_party(own)?;
        let inner = |sector: &str| INNER.contains(&sector);
        let abroad = matches!(found.kind, EventType::Consult | EventType::Cooperate | EventType::Aid);
        tokens.iter().filter(|&&token| !abroad && self.is_institution(token)).find_map(|&token| {
            let sector = self.sector_of(token)?;
            let within = own.sector.as_deref().is_some_and(inner) || own.sector.is_some() && inner(&sector);
            let named = self.actors.at(token).is_some();
            (within && !named && sector != "MIL").then(|| self.side_at(home, token, Some(sector)))
        })
    }

    /// "killed *more than 80 people*": people of whom no more is known are of the one state that the sentence names.
    fn victims(&self, found: &Match, tokens: &[TokenId]) -> Option<EventActor> {
        if found.kind != EventType::Assault {
            return None;
        }
        let people = |token: &&TokenId| self.frames.in_class(self.lemma(**token), "civilian");
        let &token = tokens.iter().find(people)?;
        Some(self.side_at(self.only_state(found, &[])?, token, self.sector_of(token)))
    }

    fn side_at(&self, home: PartyId, token: TokenId, sector: Option<String>) -> EventActor {
        let mut actor = ActorRef::party(home, Some(self.parse.span(token)));
        actor.inferred = true;
        EventActor { actor, sector }
    }

    /// Acts whose addressee, when none is named, is the actor's own state.
    fn turns_inward(&self, found: &Match, actor: &[EventActor]) -> bool {
        let domestic =
            actor.iter().any(|side| side.sector.as_deref().is_some_and(|sector| DOMESTIC.contains(&sector)));
        match found.kind {
            EventType::Protest => true,
            EventType::Coerce => domestic && !self.reaches_far(found),
            EventType::Concede => domestic,
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
