//! From mentions to parties and people, in the order of the text, what stands inside a phrase before it.

use super::coref::{self, Discourse, Gist};
use super::people::Register;
use super::{ActorRef, Actors, Party, PartyId, PartyKind, PersonId, Quantifier};
use crate::mention::{
    Class, Gazetteer, Gender, How, Mention, MentionId, Mentions, PartyIx, PersonIx, Reading, is_particle,
    slug,
};
use crate::note::{Note, NoteKind};
use crate::parse::Parse;
use crate::span::Span;
use crate::token::TokenId;
use jiff::civil::Date;
use std::collections::BTreeMap;
use std::ops::Range;

/// Resolves all mentions.
pub(crate) fn resolve(parse: &Parse, mentions: &Mentions, gazetteer: &Gazetteer) -> Actors {
    let mut resolver = Resolver {
        parse,
        mentions,
        gazetteer,
        date: parse.document.published,
        actors: Actors {
            of_mention: vec![None; mentions.list.len()],
            mention_at: mention_at(parse, mentions),
            notes: mentions.notes.clone(),
            ..Actors::default()
        },
        party_of: BTreeMap::new(),
        register: Register::default(),
        bearer: vec![None; mentions.list.len()],
        discourse: Discourse::default(),
        named: BTreeMap::new(),
        stateless: Vec::new(),
        not_of: Vec::new(),
        speakers: Vec::new(),
        spoken: BTreeMap::new(),
    };
    resolver.read_acronyms();
    resolver.read_names();
    resolver.read_appositions();
    resolver.read_states();
    resolver.read_speakers();
    resolver.in_order();
    resolver.finish()
}

/// For each token the innermost mention whose core it belongs to, or whose head it is.
fn mention_at(parse: &Parse, mentions: &Mentions) -> Vec<Option<MentionId>> {
    let mut at = vec![None; parse.tokens.tokens.len()];
    for (n, mention) in mentions.list.iter().enumerate() {
        for token in mention.core() {
            at[token as usize] = Some(MentionId(n as u32));
        }
    }
    for (n, mention) in mentions.list.iter().enumerate() {
        let slot = &mut at[mention.head.index()];
        *slot = slot.or(Some(MentionId(n as u32)));
    }
    at
}

pub(super) struct Resolver<'a> {
    pub(super) parse: &'a Parse<'a>,
    pub(super) mentions: &'a Mentions,
    pub(super) gazetteer: &'a Gazetteer,
    pub(super) date: Option<Date>,
    pub(super) actors: Actors,
    pub(super) party_of: BTreeMap<String, PartyId>,
    pub(super) register: Register,
    /// The person that a mention names.
    pub(super) bearer: Vec<Option<PersonId>>,
    pub(super) discourse: Discourse,
    /// Names of organisations that stand in no table, and their letters in brackets.
    pub(super) named: BTreeMap<String, PartyId>,
    /// People whose office was named without a state, with the place of that office.
    pub(super) stateless: Vec<(PersonId, u32)>,
    /// People with a party for which they do not speak: that of their counterpart.
    pub(super) not_of: Vec<(PersonId, PartyId)>,
    /// For each quotation the person who speaks in it, if a name tells.
    pub(super) speakers: Vec<Option<PersonId>>,
    /// How often each was spoken of so far.
    pub(super) spoken: BTreeMap<(PartyId, Option<PersonId>), i32>,
}

impl Resolver<'_> {
    pub(super) fn party(&mut self, code: &str, name: &str, kind: PartyKind, state: Option<&str>) -> PartyId {
        if let Some(&known) = self.party_of.get(code) {
            return known;
        }
        let id = PartyId(self.actors.parties.len() as u32);
        self.actors.parties.push(Party {
            code: code.to_owned(),
            name: name.to_owned(),
            kind,
            state: state.map(str::to_owned),
            mentions: Vec::new(),
        });
        self.party_of.insert(code.to_owned(), id);
        id
    }

    pub(super) fn table_party(&mut self, ix: PartyIx) -> PartyId {
        let gazetteer = self.gazetteer;
        let entry = &gazetteer.parties[ix as usize];
        self.party(&entry.code, &entry.name, entry.kind, entry.state.as_deref())
    }

    pub(super) fn table_members(&mut self, ix: PartyIx) -> Vec<PartyId> {
        let gazetteer = self.gazetteer;
        gazetteer.parties[ix as usize].members.iter().map(|&member| self.table_party(member)).collect()
    }

    pub(super) fn table_of(&self, party: PartyId) -> Option<PartyIx> {
        self.gazetteer.party(&self.actors.party(party).code)
    }

    /// A party of its own for words that name one the tables do not know.
    pub(super) fn own_party(&mut self, words: &str, kind: PartyKind, state: Option<&str>) -> PartyId {
        let code = slug(words);
        let code = if code.is_empty() { words.trim().to_owned() } else { code };
        self.party(&code, words.trim(), kind, state)
    }

    pub(super) fn words(&self, tokens: &Range<u32>) -> String {
        let first = self.parse.span(TokenId(tokens.start));
        let span = first.join(self.parse.span(TokenId(tokens.end - 1)));
        span.of(self.parse.text()).split_whitespace().collect::<Vec<_>>().join(" ")
    }

    pub(super) fn in_order(&mut self) {
        let mut order: Vec<usize> = (0..self.mentions.list.len()).collect();
        order.sort_by_key(|&n| {
            let tokens = &self.mentions.list[n].tokens;
            (tokens.end, std::cmp::Reverse(tokens.start))
        });
        let mentions = self.mentions;
        for n in order {
            let mention = &mentions.list[n];
            let found = self.one(n, mention);
            if let Some(actor) = &found {
                let gist = self.gist(n, mention, actor);
                *self.spoken.entry((actor.party, actor.person)).or_default() += 1;
                self.discourse.add(gist);
                self.join(mention, actor);
            }
            self.actors.of_mention[n] = found;
        }
    }

    pub(super) fn one(&mut self, n: usize, mention: &Mention) -> Option<ActorRef> {
        match &mention.reading {
            Reading::Party { party, how, .. } => {
                if let Some(group) = self.ethnic(mention) {
                    return Some(group);
                }
                let id = match how {
                    How::Organ => self.owner_of_organ(mention).unwrap_or_else(|| self.table_party(*party)),
                    _ => self.table_party(*party),
                };
                let mut actor = ActorRef::party(id, Some(mention.span));
                if self.gazetteer.parties[*party as usize].kind == PartyKind::Group && *how == How::Name {
                    actor.members = self.table_members(*party);
                }
                Some(actor)
            }
            Reading::Person { .. } => self.person(n, mention),
            Reading::Role(role) => match self.bearer[n] {
                Some(person) => Some(self.of_person(person, mention.span)),
                None => {
                    let actor = self.role(mention, role)?;
                    match self.read_open_title(n, actor.party) {
                        Some(person) => Some(ActorRef {
                            inferred: actor.inferred,
                            ..self.of_person(person, mention.span)
                        }),
                        None => Some(actor),
                    }
                }
            },
            Reading::Named { .. } => match self.bearer[n] {
                Some(person) => Some(self.of_person(person, mention.span)),
                None => self.named(n, mention),
            },
            Reading::Noun { noun, .. } => self.noun(*noun, mention),
            Reading::Pronoun => coref::pronoun(self, mention),
        }
    }

    /// The person, with the party that he speaks for; one of his own if none is known.
    pub(super) fn of_person(&mut self, person: PersonId, span: Span) -> ActorRef {
        let party = match self.actors.person(person).party {
            Some(party) => party,
            None => {
                let name = self.actors.person(person).name.clone();
                let state = self.register.of(person).state.clone();
                let own = self.own_party(&name, PartyKind::Person, state.as_deref());
                self.actors.people[person.0 as usize].party = Some(own);
                own
            }
        };
        let inferred = self.register.of(person).inferred;
        ActorRef { person: Some(person), inferred, ..ActorRef::party(party, Some(span)) }
    }

    pub(super) fn person(&mut self, n: usize, mention: &Mention) -> Option<ActorRef> {
        if let Some(person) = self.bearer[n] {
            return Some(self.of_person(person, mention.span));
        }
        let Reading::Person { name, gender, .. } = &mention.reading else { return None };
        let words = self.words(name);
        if let Some(&party) = self.named.get(&slug(&words)) {
            return Some(ActorRef::party(party, Some(mention.span)));
        }
        let person = match self.register.bearer(&words) {
            Some(bearer) => bearer,
            None if !is_full(&words) => self.unintroduced(&words, *gender),
            None => self.bear_words(&words, None, *gender),
        };
        Some(self.of_person(person, mention.span))
    }

    /// A last name whose bearer the text does not introduce: the one holder of an office of that name.
    pub(super) fn unintroduced(&mut self, words: &str, gender: Gender) -> PersonId {
        let candidates = self.gazetteer.surnames(words);
        let in_office: Vec<PersonIx> = candidates
            .iter()
            .copied()
            .filter(|&person| self.gazetteer.office(person, self.date).is_some())
            .collect();
        match in_office.as_slice() {
            [table] => self.bear_table(*table, words),
            _ => match self.register.near(words) {
                Some(bearer) => bearer,
                None => self.bear_words(words, None, gender),
            },
        }
    }

    pub(super) fn gist(&self, n: usize, mention: &Mention, actor: &ActorRef) -> Gist {
        let (role, plural) = match &mention.reading {
            Reading::Role(role) => (Some(role.role), role.plural),
            Reading::Person { role, .. } => (role.as_ref().map(|role| role.role), false),
            Reading::Party { how: How::Demonym, .. } => (None, false),
            _ => (None, false),
        };
        let is_human = role.is_some_and(|role| self.gazetteer.roles[role as usize].class.is_person());
        let speech = |verb: TokenId| self.gazetteer.weights.is_speech(self.parse.lemma(verb));
        let speaks =
            self.parse.base_rel(mention.head) == "nsubj" && self.parse.head(mention.head).is_some_and(speech);
        let gist = Gist::new(self.parse, MentionId(n as u32), mention, actor, role, plural, is_human);
        Gist { speaks, ..gist }
    }

    pub(super) fn finish(mut self) -> Actors {
        for (n, actor) in self.actors.of_mention.iter().enumerate() {
            let Some(actor) = actor else { continue };
            let id = MentionId(n as u32);
            self.actors.parties[actor.party.0 as usize].mentions.push(id);
            if let Some(person) = actor.person {
                self.actors.people[person.0 as usize].mentions.push(id);
            }
        }
        self.actors
    }

    pub(super) fn note(&mut self, span: Span, message: impl Into<String>) {
        self.actors.notes.push(Note::at(NoteKind::Actor, span, message));
    }

    /// A set of parties as a party of its own.
    pub(super) fn set(&mut self, members: Vec<PartyId>, span: Span) -> ActorRef {
        let mut codes: Vec<&str> = members.iter().map(|&m| self.actors.party(m).code.as_str()).collect();
        codes.sort_unstable();
        let code = codes.join("+");
        let party = self.party(&code, &code, PartyKind::Group, None);
        let quantifier = Some(Quantifier::All);
        ActorRef { members, quantifier, inferred: true, ..ActorRef::party(party, Some(span)) }
    }
}

pub(super) fn is_minister(class: Class) -> bool {
    matches!(
        class,
        Class::Minister
            | Class::Foreign
            | Class::Defence
            | Class::Finance
            | Class::Trade
            | Class::HeadOfState
            | Class::HeadOfGovernment
            | Class::Chief
    )
}

/// A given name and a last name; "De Clercq" is a last name alone.
pub(super) fn is_full(words: &str) -> bool {
    words.split_once(' ').is_some_and(|(first, _)| !is_particle(first))
}

pub(super) fn is_determiner(form: &str) -> bool {
    matches!(
        form.to_ascii_lowercase().as_str(),
        "the"
            | "a"
            | "an"
            | "this"
            | "that"
            | "these"
            | "those"
            | "one"
            | "his"
            | "her"
            | "its"
            | "their"
            | "some"
            | "several"
            | "many"
            | "both"
            | "other"
            | "all"
            | "each"
            | "any"
            | "two"
            | "three"
            | "another"
    )
}
