//! The state of those who hold an office that the report names without its state: "Foreign Minister NAME".
//!
//! What speaks for a state: that the report often names it, that it is written in its capital, that it is the one of
//! which the official tells what it will do. What speaks against it: that it is the one accused or met, or has
//! another holder of such an office.

use super::PersonId;
use super::resolve::Resolver;
use crate::mention::{Class, Mention, PartyIx, PartyKind, Reading};
use crate::segment::SegmentKind;
use crate::token::{Sentence, SentenceId, TokenId};
use std::collections::BTreeMap;

/// More mentions than these count no more.
const OFTEN: i32 = 4;
/// What each sign weighs, in mentions.
const CAPITAL_OF_DATELINE: i32 = 3;
const ALONE_IN_SENTENCE: i32 = 3;
const GOES_ON_FROM: i32 = 5;
const TELLS_OF_IT: i32 = 4;
const ACTS_ON_IT: i32 = -4;
const HAS_ANOTHER: i32 = -4;

/// What the whole report tells of states, and of whom.
#[derive(Default)]
struct Signs {
    counts: BTreeMap<PartyIx, i32>,
    /// States of which a person tells what they will do, or on which he acts.
    words: BTreeMap<PersonId, Vec<(PartyIx, i32)>>,
    /// States with a known holder of such an office.
    holders: Vec<(Class, PartyIx)>,
}

impl Resolver<'_> {
    /// Gives those who hold an office of an unnamed state the state that the report gives them most likely, with a note.
    pub(super) fn read_states(&mut self) {
        let open = std::mem::take(&mut self.stateless);
        if open.is_empty() {
            return;
        }
        let mut signs = self.signs();
        for (person, token) in open {
            let class = self.register.of(person).class;
            let of_state = class.is_some_and(is_of_state) || self.is_of_organ(TokenId(token));
            if !of_state || self.actors.person(person).party.is_some() {
                continue;
            }
            let Some(state) = self.likely_state(&signs, person, class, token) else { continue };
            signs.holders.extend(class.map(|class| (class, state)));
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

    fn signs(&self) -> Signs {
        let mut signs = Signs::default();
        for (n, mention) in self.mentions.list.iter().enumerate() {
            if let Some(state) = self.state_at(mention) {
                let count = signs.counts.entry(state).or_default();
                *count = (*count + 1).min(OFTEN);
            }
            if let Some(person) = self.bearer[n].filter(|_| self.parse.base_rel(mention.head) == "nsubj") {
                let words = signs.words.entry(person).or_default();
                self.weigh_words(mention, words);
            }
        }
        if let Some(state) = self.state_of_dateline() {
            *signs.counts.entry(state).or_default() += CAPITAL_OF_DATELINE;
        }
        for (person, known) in self.actors.people.iter().zip(&self.register.known) {
            let state = person.party.and_then(|party| self.table_of(party));
            if let (Some(class), Some(state)) = (known.class, state)
                && !signs.holders.contains(&(class, state))
            {
                signs.holders.push((class, state));
            }
        }
        signs
    }

    /// The state for which most speaks, where one does stand out.
    fn likely_state(
        &self,
        signs: &Signs,
        person: PersonId,
        class: Option<Class>,
        token: u32,
    ) -> Option<PartyIx> {
        let mut scores = signs.counts.clone();
        if let Some(state) = self.state_of_sentence(token) {
            *scores.entry(state).or_default() += ALONE_IN_SENTENCE;
        }
        if let Some(state) = self.state_before(token) {
            *scores.entry(state).or_default() += GOES_ON_FROM;
        }
        for (state, weight) in signs.words.get(&person).into_iter().flatten() {
            *scores.entry(*state).or_default() += weight;
        }
        for (_, state) in signs.holders.iter().filter(|(held, _)| Some(*held) == class) {
            if let Some(score) = scores.get_mut(state) {
                *score += HAS_ANOTHER;
            }
        }
        for &(_, party) in self.not_of.iter().filter(|(who, _)| *who == person) {
            if let Some(state) = self.table_of(party) {
                scores.remove(&state);
            }
        }
        let most = *scores.values().max()?;
        let mut first = scores.iter().filter(|(_, score)| **score == most && most > 0);
        let (state, _) = first.next()?;
        first.next().is_none().then_some(*state)
    }

    /// "NAME said Finland would close the border with Russia", "NAME accused Burundi": where he is the subject.
    fn weigh_words(&self, subject: &Mention, words: &mut Vec<(PartyIx, i32)>) {
        let parse = self.parse;
        let Some(verb) = parse.head(subject.head) else { return };
        let told = ["ccomp", "parataxis"].into_iter().find_map(|rel| parse.child_by(verb, rel));
        let of_whom = told.and_then(|told| parse.child_by(told, "nsubj"));
        let speaks = self.gazetteer.weights.is_speech(parse.lemma(verb));
        let of_whom = of_whom.filter(|_| speaks).and_then(|token| self.state_of_token(token));
        words.extend(of_whom.map(|state| (state, TELLS_OF_IT)));
        let met = parse
            .children_by(verb, "obl")
            .filter(|&place| matches!(parse.case(place), Some("to" | "with" | "against" | "at")));
        for other in parse.child_by(verb, "obj").into_iter().chain(met) {
            words.extend(self.state_of_token(other).map(|state| (state, ACTS_ON_IT)));
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

    /// The state that acts in the sentence before, of the same paragraph, where this one names no state that does:
    /// "Peru rejected the demand. The trawler had no licence, Prime Minister NAME said."
    fn state_before(&self, token: u32) -> Option<PartyIx> {
        let parse = self.parse;
        let here = parse.sentence_of(TokenId(token));
        let before = here.0.checked_sub(1).map(|n| parse.sentence(SentenceId(n)))?;
        let acting = |sentence: &Sentence| {
            let subjects = parse.tokens_of(sentence).filter(|&token| parse.base_rel(token) == "nsubj");
            subjects.filter_map(|subject| self.state_of_token(subject)).collect::<Vec<_>>()
        };
        let (own, sentence) = (acting(parse.sentence(here)), parse.sentence(here));
        let states = acting(before);
        (own.is_empty() && before.paragraph == sentence.paragraph).then(|| states.first().copied()).flatten()
    }

    /// The one state that the sentence names, other than as one on whom somebody acts, to whom something goes or who is
    /// met.
    pub(super) fn state_of_sentence(&self, token: u32) -> Option<PartyIx> {
        let sentence = self.parse.sentence(self.parse.sentence_of(TokenId(token)));
        let mentions = sentence.tokens.clone().filter_map(|token| self.actors.mention_at[token as usize]);
        let mentions = mentions.map(|mention| &self.mentions.list[mention.0 as usize]);
        let own = mentions.filter(|mention| {
            !matches!(self.parse.base_rel(mention.head), "obj" | "iobj")
                && !matches!(self.parse.case(mention.head), Some("to" | "with" | "against"))
        });
        let mut states = own.filter_map(|mention| self.state_at(mention));
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
            | Class::Ambassador
            | Class::Lawmaker
            | Class::Military
            | Class::Court
    )
}
