//! The people whom a report names, and what a role before the name teaches of them.
//!
//! "Kazakh deputy envoy NAME" makes NAME a person who speaks for KAZ in the rest of the report.

use super::people::{self, Known};
use super::{Learnt, PartyId, PartyKind, Person, PersonId};
use crate::mention::{
    Class, Gender, How, Modifier, NameKind, PersonIx, Reading, RolePhrase, slug, split_name,
};
use crate::span::Span;
use crate::token::TokenId;
use std::ops::Range;

use super::resolve::Resolver;
use super::resolve::{is_determiner, is_full};

/// How many roles a role may stand in: "the spokesman of the adviser to the minister".
const ROLE_DEPTH: usize = 4;

impl Resolver<'_> {
    /// "Korean People's Army [KPA]": letters in brackets after a known party name it too.
    pub(super) fn read_acronyms(&mut self) {
        let mentions = self.mentions;
        for mention in &mentions.list {
            let Reading::Named { name, acronym: None, .. } = &mention.reading else { continue };
            if name.len() != 1 || name.start < 2 {
                continue;
            }
            let opens = matches!(self.parse.form(TokenId(name.start - 1)), "(" | "[");
            let Some(before) = self.actors.mention_at[name.start as usize - 2].filter(|_| opens) else {
                continue;
            };
            if let Reading::Party { party, how, .. } = &mentions.list[before.0 as usize].reading {
                // "Association of Japan (…)" is not Japan.
                if self.gazetteer.parties[*party as usize].kind == PartyKind::State && *how != How::Organ {
                    continue;
                }
                let party = self.table_party(*party);
                self.named.insert(slug(self.parse.form(TokenId(name.start))), party);
            }
        }
    }

    /// "the North" after North Korea: the party whose name begins so.
    pub(super) fn half_named(&self, words: &str) -> Option<PartyId> {
        if !matches!(words, "North" | "South" | "East" | "West") {
            return None;
        }
        let begins = |party: PartyId| {
            self.actors.party(party).name.strip_prefix(words).is_some_and(|rest| rest.starts_with(' '))
        };
        self.discourse.gists.iter().rev().map(|gist| gist.party).find(|&party| begins(party))
    }

    /// Reads every full name of the text, and what the role before it teaches.
    pub(super) fn read_names(&mut self) {
        let mentions = self.mentions;
        for (n, mention) in mentions.list.iter().enumerate() {
            if let Reading::Person { name, table, gender, role } = &mention.reading
                && (table.is_some() || is_full(&self.words(name)))
            {
                let person = self.bear(name, *table, *gender);
                self.bearer[n] = Some(person);
                if let Some(role) = role {
                    self.teach_by_role(person, role, &[mention.span]);
                }
            }
        }
        for (n, mention) in mentions.list.iter().enumerate() {
            if let Reading::Person { name, gender, role: Some(role), .. } = &mention.reading
                && self.bearer[n].is_none()
            {
                let person = self.titled_surname(name, *gender, role);
                self.bearer[n] = Some(person);
                self.teach_by_role(person, role, &[mention.span]);
            }
        }
    }

    pub(super) fn bear(&mut self, name: &Range<u32>, table: Option<PersonIx>, gender: Gender) -> PersonId {
        let words = self.words(name);
        self.bear_words(&words, table, gender)
    }

    pub(super) fn bear_words(&mut self, words: &str, table: Option<PersonIx>, gender: Gender) -> PersonId {
        if let Some(known) = self.register.full(words) {
            return known;
        }
        let table = table.or_else(|| self.gazetteer.near_person(words, self.date).filter(|_| is_full(words)));
        if let Some(table) = table {
            let same = self.register.known.iter().position(|known| known.table == Some(table));
            if let Some(same) = same {
                return PersonId(same as u32);
            }
        }
        let person = PersonId(self.actors.people.len() as u32);
        let entry = table.map(|table| &self.gazetteer.people[table as usize]);
        let name = entry.map_or_else(|| words.to_owned(), |entry| entry.name.clone());
        let surname = split_name(words).map_or(words, |(_, last)| last);
        self.register.add(words, surname, person);
        // "Kim Jong-un", "Xi Jinping": names that begin with the family's.
        if let Some((first, _)) = words.split_once(' ')
            && self.gazetteer.is_family_first(first)
        {
            self.register.add(words, first, person);
        }
        if let Some((_, last)) = split_name(&name) {
            self.register.add(&name, last, person);
        }
        self.actors.people.push(Person { name, party: None, office: None, mentions: Vec::new() });
        let gender =
            if gender == Gender::Unknown { entry.map_or(gender, |entry| entry.gender) } else { gender };
        self.register.known.push(Known {
            table,
            gender,
            class: None,
            taught: None,
            state: None,
            inferred: false,
        });
        if let Some(table) = table {
            self.fill_from_tables(person, table);
        }
        person
    }

    pub(super) fn fill_from_tables(&mut self, person: PersonId, table: PersonIx) {
        let gazetteer = self.gazetteer;
        let first = gazetteer.people[table as usize].offices.first();
        let state = first.and_then(|office| gazetteer.parties[office.party as usize].state.clone());
        self.register.known[person.0 as usize].state = state;
        let Some(office) = gazetteer.office(table, self.date) else { return };
        let party = self.table_party(office.party);
        let entry = &mut self.actors.people[person.0 as usize];
        entry.party = Some(party);
        entry.office = Some(office.title.clone());
        self.register.known[person.0 as usize].class = Some(office.class);
    }

    /// "President Reagan", "Minister Tamura": a bearer in the text, else in the tables, else a new one.
    pub(super) fn titled_surname(
        &mut self,
        name: &Range<u32>,
        gender: Gender,
        role: &RolePhrase,
    ) -> PersonId {
        let words = self.words(name);
        let class = self.gazetteer.roles[role.role as usize].class;
        if let Some(bearer) = self.register.bearer(&words) {
            return bearer;
        }
        let party = self.direct_party(role);
        let fits = |person: &PersonIx| {
            self.gazetteer.office(*person, self.date).is_some_and(|office| {
                let same = party.is_none_or(|party| self.table_of(party) == Some(office.party));
                same && (people::may_be(class, office.class) || people::may_be(office.class, class))
            })
        };
        let bearers = self.gazetteer.surnames(&words);
        let mut found: Vec<PersonIx> = bearers.iter().copied().filter(fits).collect();
        if found.is_empty() {
            // "President Obama" in a report whose day is another's: the text's own word for his office counts.
            let ever = |person: &PersonIx| {
                self.gazetteer.people[*person as usize].offices.iter().any(|office| {
                    let same = party.is_none_or(|party| self.table_of(party) == Some(office.party));
                    same && office.class == class
                })
            };
            found = bearers.iter().copied().filter(ever).collect();
        }
        match found.as_slice() {
            [table] => self.bear_table(*table, &words),
            _ => self.bear_one_of(&found, class, &words, gender),
        }
    }

    /// "President Bush" without a day: which of them stays open, for whom he spoke does not.
    fn bear_one_of(&mut self, found: &[PersonIx], class: Class, words: &str, gender: Gender) -> PersonId {
        let person = self.bear_words(words, None, gender);
        let offices = found.iter().filter_map(|table| {
            self.gazetteer.people[*table as usize].offices.iter().find(|office| office.class == class)
        });
        let parties: Vec<_> = offices.map(|office| office.party).collect();
        if let [first, rest @ ..] = parties.as_slice()
            && rest.iter().all(|other| other == first)
        {
            let party = self.table_party(*first);
            self.actors.people[person.0 as usize].party = Some(party);
        }
        person
    }

    /// The person of the tables, known in this text by `words`.
    pub(super) fn bear_table(&mut self, table: PersonIx, words: &str) -> PersonId {
        let name = self.gazetteer.people[table as usize].name.clone();
        let person = self.bear_words(&name, Some(table), Gender::Unknown);
        self.register.add(words, words, person);
        person
    }

    /// The party that a role's own words name, as far as they are names.
    pub(super) fn direct_party(&mut self, role: &RolePhrase) -> Option<PartyId> {
        self.party_within(role, ROLE_DEPTH)
    }

    /// As `direct_party`, through at most `depth` further roles: a tree gone wrong may let two roles each
    /// stand inside the other.
    pub(super) fn party_within(&mut self, role: &RolePhrase, depth: usize) -> Option<PartyId> {
        for &token in &role.by {
            let Some(mention) = self.actors.mention_at[token.index()] else { continue };
            let found = match &self.mentions.list[mention.0 as usize].reading {
                Reading::Party { party, .. } => Some(self.table_party(*party)),
                // "A Chemlawn spokesman" after "Chemlawn Corp"; other words before a role name nobody.
                Reading::Named { kind: NameKind::Unknown | NameKind::Place, name, acronym: None } => {
                    self.named.get(&slug(&self.words(name))).copied()
                }
                Reading::Named { .. } => self.named_party(mention),
                Reading::Person { .. } => {
                    self.bearer[mention.0 as usize].and_then(|p| self.actors.person(p).party)
                }
                Reading::Role(inner) if depth > 0 => {
                    let inner = inner.clone();
                    self.party_within(&inner, depth - 1)
                }
                _ => None,
            };
            if found.is_some() {
                return found;
            }
        }
        // "An Alpha spokesman" after "Alpha Marine Corp", whatever the tagger made of the word.
        (role.tokens.start..role.core.start).find_map(|token| {
            let form = self.parse.form(TokenId(token));
            let is_name =
                form.starts_with(char::is_uppercase) && self.actors.mention_at[token as usize].is_none();
            is_name.then(|| self.named.get(&slug(form)).copied()).flatten()
        })
    }

    /// Takes from a role beside a name whom the person speaks for, and as what.
    pub(super) fn teach_by_role(&mut self, person: PersonId, role: &RolePhrase, evidence: &[Span]) {
        let class = self.gazetteer.roles[role.role as usize].class;
        let office = self.office_words(role);
        let party = self.direct_party(role);
        if role.status == Modifier::Former {
            // Who no longer holds the office speaks for himself, unless the tables give him another.
            let current = self.register.of(person).table.and_then(|t| self.gazetteer.office(t, self.date));
            if self.date.is_none() || current.is_none() {
                let state = party.and_then(|party| self.actors.party(party).state.clone());
                let state = state.or_else(|| self.register.of(person).state.clone());
                let name = self.actors.person(person).name.clone();
                let own = self.own_party(&name, PartyKind::Person, state.as_deref());
                self.actors.people[person.0 as usize].party = Some(own);
                self.actors.people[person.0 as usize].office =
                    Some(if office.starts_with("former") { office } else { format!("former {office}") });
            }
            return;
        }
        let held = || {
            let table = self.register.of(person).table?;
            let offices = &self.gazetteer.people[table as usize].offices;
            offices.iter().find(|office| office.class == class).map(|office| office.party)
        };
        let party = match party {
            Some(party) => Some(party),
            None => held().map(|ix| self.table_party(ix)),
        };
        let Some(party) = party else {
            let known = &mut self.register.known[person.0 as usize];
            known.class = known.class.or(Some(class));
            let entry = &mut self.actors.people[person.0 as usize];
            entry.office = entry.office.take().or(Some(office));
            if entry.party.is_none() {
                self.stateless.push((person, role.core.start));
            }
            return;
        };
        let party = self.spoken_for(role, party);
        let (class, office) = match class {
            Class::Counterpart => self.office_of_counterpart(role, party).unwrap_or((class, office)),
            _ => (class, office),
        };
        self.register.known[person.0 as usize].class = Some(class);
        self.teach(person, party, Some(office), evidence);
    }

    /// Takes from the report for whom a person speaks, and as what.
    pub(super) fn teach(
        &mut self,
        person: PersonId,
        party: PartyId,
        office: Option<String>,
        evidence: &[Span],
    ) {
        let known = &mut self.register.known[person.0 as usize];
        let taught_before = known.taught.is_some();
        known.taught = Some(party);
        let entry = &mut self.actors.people[person.0 as usize];
        let same = entry.party == Some(party);
        entry.party = Some(party);
        if office.is_some() && (!same || entry.office.is_none()) {
            entry.office.clone_from(&office);
        }
        if !same && !taught_before {
            self.actors.learnt.push(Learnt { person, party, office, evidence: evidence.to_vec() });
        }
    }

    /// The words of the role, without determiner and without those that name the party.
    pub(super) fn office_words(&self, role: &RolePhrase) -> String {
        let mut start = role.core.start;
        while start > role.tokens.start {
            let before = TokenId(start - 1);
            let names_party = self.actors.mention_at[before.index()]
                .is_some_and(|m| !matches!(self.mentions.list[m.0 as usize].reading, Reading::Role(_)));
            let form = self.parse.form(before);
            if names_party || !form.starts_with(char::is_alphabetic) || is_determiner(form) {
                break;
            }
            start -= 1;
        }
        let words = self.words(&(start..role.core.end)).to_lowercase();
        // "Acting Kenyan foreign minister": the state stands between.
        let acting =
            role.status == Modifier::Acting && start == role.core.start && !words.starts_with("acting");
        let said = |word: &str| {
            (role.tokens.start..role.core.start)
                .any(|t| self.parse.form(TokenId(t)).eq_ignore_ascii_case(word))
        };
        let word = ["acting", "outgoing", "interim"].into_iter().find(|word| acting && said(word));
        word.map_or(words.clone(), |word| format!("{word} {words}"))
    }
}
