//! The state of those who hold an office that the report names without its state: "Foreign Minister NAME".
//!
//! What speaks for a state: that the report often names it, that it is written in its capital, that it is the one of
//! which the official tells what it will do. What speaks against it: that it is the one accused or met, or has
//! another holder of such an office.

use super::PersonId;
use super::resolve::Resolver;
use crate::mention::{Class, Mention, PartyIx, PartyKind, Reading};
use crate::segment::SegmentKind;
use crate::token::TokenId;
use std::collections::BTreeMap;

/// More mentions than these count no more.
const OFTEN: i32 = 4;
/// What each sign weighs, in mentions.
const CAPITAL_OF_DATELINE: i32 = 3;
const ALONE_IN_SENTENCE: i32 = 3;
const TELLS_OF_IT: i32 = 4;
const ACTS_ON_IT: i32 = -4;
const HAS_ANOTHER: i32 = -4;

impl Resolver<'_> {
    /// Gives those who hold an office of an unnamed state the state that the report gives them most likely, with a note.
    pub(super) fn read_states(&mut self) {
        for (person, token) in std::mem::take(&mut self.stateless) {
            let class = self.register.of(person).class;
            let of_state = class.is_some_and(is_of_state) || self.is_of_organ(TokenId(token));
            if !of_state || self.actors.person(person).party.is_some() {
                continue;
            }
            let Some(state) = self.likely_state(person, class, token) else { continue };
            let party = self.table_party(state);
            let name = self.actors.person(person).name.clone();
            let state = self.actors.party(party).name.clone();
            self.actors.people[person.0 as usize].party = Some(party);
            self.register.known[person.0 as usize].inferred = true;
            let span = self.parse.span(TokenId(token));
            self.note(span, format!("{name} is taken to speak for {state}, of which the report tells"));
        }
    }

    /// "Foreign Ministry spokesman": within the role stands an organ of a state.
    fn is_of_organ(&self, token: TokenId) -> bool {
        let role = self.actors.mention_at[token.index()].map(|at| &self.mentions.list[at.0 as usize].reading);
        let by = match role {
            Some(Reading::Person { role: Some(role), .. }) => &role.by,
            Some(Reading::Role(role)) => &role.by,
            _ => return false,
        };
        by.iter().any(|&inner| {
            let inner =
                self.actors.mention_at[inner.index()].map(|at| &self.mentions.list[at.0 as usize].reading);
            matches!(inner, Some(Reading::Role(inner))
                if matches!(self.gazetteer.roles[inner.role as usize].class,
                    Class::Organ | Class::Forces | Class::Military | Class::HeadOfGovernment))
        })
    }

    /// The state for which most speaks, where one does stand out.
    fn likely_state(&self, person: PersonId, class: Option<Class>, token: u32) -> Option<PartyIx> {
        let mut scores: BTreeMap<PartyIx, i32> = BTreeMap::new();
        for state in self.mentions.list.iter().filter_map(|mention| self.state_at(mention)) {
            let score = scores.entry(state).or_default();
            *score = (*score + 1).min(OFTEN);
        }
        if let Some(state) = self.state_of_dateline() {
            *scores.entry(state).or_default() += CAPITAL_OF_DATELINE;
        }
        if let Some(state) = self.state_of_sentence(token) {
            *scores.entry(state).or_default() += ALONE_IN_SENTENCE;
        }
        self.weigh_own_words(person, &mut scores);
        for (n, other) in self.actors.people.iter().enumerate() {
            let same = class.is_some() && self.register.known[n].class == class && n != person.0 as usize;
            let taught = self.register.known[n].taught.filter(|_| same);
            if let Some(ix) = taught.or(other.party.filter(|_| same)).and_then(|party| self.table_of(party))
                && let Some(score) = scores.get_mut(&ix)
            {
                *score += HAS_ANOTHER;
            }
        }
        for &(_, party) in self.not_of.iter().filter(|(who, _)| *who == person) {
            if let Some(ix) = self.table_of(party) {
                scores.remove(&ix);
            }
        }
        let most = *scores.values().max()?;
        let mut first = scores.iter().filter(|(_, score)| **score == most && most > 0);
        let (state, _) = first.next()?;
        first.next().is_none().then_some(*state)
    }

    /// "NAME said Finland would close the border with Russia", "NAME accused Burundi": where he is the subject.
    fn weigh_own_words(&self, person: PersonId, scores: &mut BTreeMap<PartyIx, i32>) {
        for (n, mention) in self.mentions.list.iter().enumerate() {
            if self.bearer[n] != Some(person) || self.parse.base_rel(mention.head) != "nsubj" {
                continue;
            }
            let Some(verb) = self.parse.head(mention.head) else { continue };
            let told = ["ccomp", "parataxis"].into_iter().find_map(|rel| self.parse.child_by(verb, rel));
            if let Some(state) = told
                .and_then(|told| self.parse.child_by(told, "nsubj"))
                .and_then(|subject| self.state_of_token(subject))
                .filter(|_| self.gazetteer.weights.is_speech(self.parse.lemma(verb)))
            {
                *scores.entry(state).or_default() += TELLS_OF_IT;
            }
            if let Some(state) =
                self.parse.child_by(verb, "obj").and_then(|object| self.state_of_token(object))
            {
                *scores.entry(state).or_default() += ACTS_ON_IT;
            }
        }
    }

    fn state_of_token(&self, token: TokenId) -> Option<PartyIx> {
        let mention = self.actors.mention_at[token.index()]?;
        self.state_at(&self.mentions.list[mention.0 as usize])
    }

    pub(super) fn state_at(&self, mention: &Mention) -> Option<PartyIx> {
        match &mention.reading {
            Reading::Party { party, .. } => {
                (self.gazetteer.parties[*party as usize].kind == PartyKind::State).then_some(*party)
            }
            _ => None,
        }
    }

    /// The state in whose capital the report was written. Where many states meet, that tells nothing, so a capital that
    /// also stands for something else (Brussels) is passed over.
    pub(super) fn state_of_dateline(&self) -> Option<PartyIx> {
        let segments = &self.parse.segments.list;
        let line = segments.iter().find(|segment| segment.kind == SegmentKind::Dateline)?;
        let words = line.span.of(self.parse.text());
        let place = words.split([',', '(', '-', '–', '—', '/', ':']).next()?;
        self.gazetteer.capital(place.trim())
    }

    /// The one state that the sentence names.
    pub(super) fn state_of_sentence(&self, token: u32) -> Option<PartyIx> {
        let sentence = self.parse.sentence(self.parse.sentence_of(TokenId(token)));
        let mentions = sentence.tokens.clone().filter_map(|token| self.actors.mention_at[token as usize]);
        let mut states = mentions.filter_map(|m| self.state_at(&self.mentions.list[m.0 as usize]));
        let first = states.next()?;
        states.all(|other| other == first).then_some(first)
    }
}

/// True for offices that only states have.
fn is_of_state(class: Class) -> bool {
    matches!(
        class,
        Class::HeadOfState
            | Class::HeadOfGovernment
            | Class::DeputyHead
            | Class::Foreign
            | Class::DeputyForeign
            | Class::Defence
            | Class::Finance
            | Class::Interior
            | Class::Trade
            | Class::Minister
            | Class::Lawmaker
            | Class::Military
            | Class::Court
    )
}
