//! From mentions to parties and people, in the order of the text, what stands inside a phrase before it.

use super::coref::{self, Discourse, Gist};
use super::people::{self, Known, Register};
use super::{ActorRef, Actors, Learnt, Party, PartyId, PartyKind, Person, PersonId, Quantifier};
use crate::mention::{
    Class, Determiner, Gazetteer, Gender, How, Mention, MentionId, Mentions, Modifier, NameKind, OrgWord,
    PartyIx, PersonIx, Reading, RolePhrase, Speaks, is_particle, slug, split_name,
};
use crate::note::{Note, NoteKind};
use crate::parse::Parse;
use crate::span::Span;
use crate::token::TokenId;
use jiff::civil::Date;
use std::collections::BTreeMap;
use std::ops::Range;

/// How many roles a role may stand in: "the spokesman of the adviser to the minister".
const ROLE_DEPTH: usize = 4;

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
            ..Actors::default()
        },
        party_of: BTreeMap::new(),
        register: Register::default(),
        bearer: vec![None; mentions.list.len()],
        discourse: Discourse::default(),
        named: BTreeMap::new(),
    };
    resolver.read_acronyms();
    resolver.read_names();
    resolver.read_appositions();
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
    party_of: BTreeMap<String, PartyId>,
    pub(super) register: Register,
    /// The person that a mention names.
    bearer: Vec<Option<PersonId>>,
    pub(super) discourse: Discourse,
    /// Names of organisations that stand in no table, and their letters in brackets.
    named: BTreeMap<String, PartyId>,
}

impl Resolver<'_> {
    // ---- parties ----

    fn party(&mut self, code: &str, name: &str, kind: PartyKind, state: Option<&str>) -> PartyId {
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

    fn table_members(&mut self, ix: PartyIx) -> Vec<PartyId> {
        let gazetteer = self.gazetteer;
        gazetteer.parties[ix as usize].members.iter().map(|&member| self.table_party(member)).collect()
    }

    pub(super) fn table_of(&self, party: PartyId) -> Option<PartyIx> {
        self.gazetteer.party(&self.actors.party(party).code)
    }

    /// A party of its own for words that name one the tables do not know.
    fn own_party(&mut self, words: &str, kind: PartyKind, state: Option<&str>) -> PartyId {
        let code = slug(words);
        let code = if code.is_empty() { words.trim().to_owned() } else { code };
        self.party(&code, words.trim(), kind, state)
    }

    fn words(&self, tokens: &Range<u32>) -> String {
        let first = self.parse.span(TokenId(tokens.start));
        let span = first.join(self.parse.span(TokenId(tokens.end - 1)));
        span.of(self.parse.text()).split_whitespace().collect::<Vec<_>>().join(" ")
    }

    // ---- people ----

    /// "Korean People's Army [KPA]": letters in brackets after a known party name it too.
    fn read_acronyms(&mut self) {
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
            if let Reading::Party { party, .. } = &mentions.list[before.0 as usize].reading {
                let party = self.table_party(*party);
                self.named.insert(slug(self.parse.form(TokenId(name.start))), party);
            }
        }
    }

    /// "the North" after North Korea: the party whose name begins so.
    fn half_named(&self, words: &str) -> Option<PartyId> {
        if !matches!(words, "North" | "South" | "East" | "West") {
            return None;
        }
        let begins = |party: PartyId| {
            self.actors.party(party).name.strip_prefix(words).is_some_and(|rest| rest.starts_with(' '))
        };
        self.discourse.gists.iter().rev().map(|gist| gist.party).find(|&party| begins(party))
    }

    /// Reads every full name of the text, and what the role before it teaches.
    fn read_names(&mut self) {
        let mentions = self.mentions;
        for (n, mention) in mentions.list.iter().enumerate() {
            if let Reading::Person { name, table, gender, role } = &mention.reading {
                if table.is_some() || is_full(&self.words(name)) {
                    let person = self.bear(name, *table, *gender);
                    self.bearer[n] = Some(person);
                    if let Some(role) = role {
                        self.teach_by_role(person, role, &[mention.span]);
                    }
                }
            }
        }
        for (n, mention) in mentions.list.iter().enumerate() {
            if let Reading::Person { name, gender, role: Some(role), .. } = &mention.reading {
                if self.bearer[n].is_none() {
                    let person = self.titled_surname(name, *gender, role);
                    self.bearer[n] = Some(person);
                    self.teach_by_role(person, role, &[mention.span]);
                }
            }
        }
    }

    fn bear(&mut self, name: &Range<u32>, table: Option<PersonIx>, gender: Gender) -> PersonId {
        let words = self.words(name);
        self.bear_words(&words, table, gender)
    }

    fn bear_words(&mut self, words: &str, table: Option<PersonIx>, gender: Gender) -> PersonId {
        if let Some(known) = self.register.full(words) {
            return known;
        }
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
        if let Some((first, _)) = words.split_once(' ') {
            if self.gazetteer.is_family_first(first) {
                self.register.add(words, first, person);
            }
        }
        if let Some((_, last)) = split_name(&name) {
            self.register.add(&name, last, person);
        }
        self.actors.people.push(Person { name, party: None, office: None, mentions: Vec::new() });
        let gender =
            if gender == Gender::Unknown { entry.map_or(gender, |entry| entry.gender) } else { gender };
        self.register.known.push(Known { table, gender, class: None, taught: None });
        if let Some(table) = table {
            self.fill_from_tables(person, table);
        }
        person
    }

    fn fill_from_tables(&mut self, person: PersonId, table: PersonIx) {
        let gazetteer = self.gazetteer;
        let Some(office) = gazetteer.office(table, self.date) else { return };
        let party = self.table_party(office.party);
        let entry = &mut self.actors.people[person.0 as usize];
        entry.party = Some(party);
        entry.office = Some(office.title.clone());
        self.register.known[person.0 as usize].class = Some(office.class);
    }

    /// "President Reagan", "Minister Tamura": a bearer in the text, else in the tables, else a new one.
    fn titled_surname(&mut self, name: &Range<u32>, gender: Gender, role: &RolePhrase) -> PersonId {
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
        let found: Vec<PersonIx> = self.gazetteer.surnames(&words).into_iter().filter(fits).collect();
        match found.as_slice() {
            [table] => self.bear_table(*table, &words),
            _ => self.bear_words(&words, None, gender),
        }
    }

    /// The person of the tables, known in this text by `words`.
    fn bear_table(&mut self, table: PersonIx, words: &str) -> PersonId {
        let name = self.gazetteer.people[table as usize].name.clone();
        let person = self.bear_words(&name, Some(table), Gender::Unknown);
        self.register.add(words, words, person);
        person
    }

    /// The party that a role's own words name, as far as they are names.
    fn direct_party(&mut self, role: &RolePhrase) -> Option<PartyId> {
        self.party_within(role, ROLE_DEPTH)
    }

    /// As `direct_party`, through at most `depth` further roles: a tree gone wrong may let two roles each
    /// stand inside the other.
    fn party_within(&mut self, role: &RolePhrase, depth: usize) -> Option<PartyId> {
        for &token in &role.by {
            let Some(mention) = self.actors.mention_at[token.index()] else { continue };
            let found = match &self.mentions.list[mention.0 as usize].reading {
                Reading::Party { party, .. } => Some(self.table_party(*party)),
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
        None
    }

    /// Takes from a role beside a name whom the person speaks for, and as what.
    fn teach_by_role(&mut self, person: PersonId, role: &RolePhrase, evidence: &[Span]) {
        let class = self.gazetteer.roles[role.role as usize].class;
        let office = self.office_words(role);
        let party = self.direct_party(role);
        if role.status == Modifier::Former {
            // Who no longer holds the office speaks for himself, unless the tables give him another.
            let current = self.register.of(person).table.and_then(|t| self.gazetteer.office(t, self.date));
            if self.date.is_none() || current.is_none() {
                let state = party.and_then(|party| self.actors.party(party).state.clone());
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
            return;
        };
        let party = self.spoken_for(role, party);
        let known = &mut self.register.known[person.0 as usize];
        known.class = Some(class);
        let taught_before = known.taught.is_some();
        known.taught = Some(party);
        let entry = &mut self.actors.people[person.0 as usize];
        let same = entry.party == Some(party);
        entry.party = Some(party);
        if !same || entry.office.is_none() {
            entry.office = Some(office.clone());
        }
        if !same && !taught_before {
            self.actors.learnt.push(Learnt {
                person,
                party,
                office: Some(office),
                evidence: evidence.to_vec(),
            });
        }
    }

    /// The words of the role, without determiner and without those that name the party.
    fn office_words(&self, role: &RolePhrase) -> String {
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
        self.words(&(start..role.core.end)).to_lowercase()
    }

    /// "Sergei Lavrov, the foreign minister", "Japan's delegate, Minoru Endo".
    fn read_appositions(&mut self) {
        let mentions = self.mentions;
        let mut starts: BTreeMap<u32, usize> = BTreeMap::new();
        for (n, mention) in mentions.list.iter().enumerate() {
            starts.entry(mention.tokens.start).or_insert(n);
        }
        for (n, mention) in mentions.list.iter().enumerate() {
            let end = mention.tokens.end;
            let same_sentence = |token: u32| {
                (token as usize) < self.parse.tokens.tokens.len()
                    && self.parse.sentence_of(TokenId(token)) == self.parse.sentence_of(mention.head)
            };
            if !same_sentence(end + 1) || self.parse.form(TokenId(end)) != "," {
                continue;
            }
            let Some(&other) = starts.get(&(end + 1)) else { continue };
            match (&mention.reading, &mentions.list[other].reading) {
                (Reading::Role(role), reading) if self.is_title(role) => {
                    if let Some(person) = self.appositive_name(other, reading) {
                        self.apposed(n, other, person, role);
                    }
                }
                (
                    reading @ (Reading::Person { role: None, .. } | Reading::Named { .. }),
                    Reading::Role(role),
                ) if self.is_title(role) && self.closes(mentions.list[other].tokens.end) => {
                    if let Some(person) = self.appositive_name(n, reading) {
                        self.apposed(other, n, person, role);
                    }
                }
                _ => {}
            }
        }
    }

    /// What follows an apposition closes it.
    fn closes(&self, token: u32) -> bool {
        if token as usize >= self.parse.tokens.tokens.len() {
            return true;
        }
        !matches!(self.parse.form(TokenId(token)), "and" | "or")
    }

    fn is_title(&self, role: &RolePhrase) -> bool {
        let class = self.gazetteer.roles[role.role as usize].class;
        !role.plural && class.is_person() && role.determiner != Determiner::Possessive
    }

    fn appositive_name(&mut self, n: usize, reading: &Reading) -> Option<PersonId> {
        if let Some(person) = self.bearer[n] {
            return Some(person);
        }
        match reading {
            Reading::Person { name, table, gender, role: None } => Some(self.bear(name, *table, *gender)),
            Reading::Named { name, kind: NameKind::Unknown, acronym: None } if name.len() > 1 => {
                Some(self.bear(name, None, Gender::Unknown))
            }
            _ => None,
        }
    }

    fn apposed(&mut self, role_at: usize, name_at: usize, person: PersonId, role: &RolePhrase) {
        self.bearer[role_at] = Some(person);
        self.bearer[name_at] = Some(person);
        let evidence = [self.mentions.list[role_at].span, self.mentions.list[name_at].span];
        let mut evidence = evidence.to_vec();
        evidence.sort();
        self.teach_by_role(person, role, &evidence);
    }

    // ---- the walk ----

    fn in_order(&mut self) {
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
                self.discourse.add(gist);
            }
            self.actors.of_mention[n] = found;
        }
    }

    fn one(&mut self, n: usize, mention: &Mention) -> Option<ActorRef> {
        match &mention.reading {
            Reading::Party { party, how, .. } => {
                let id = self.table_party(*party);
                let mut actor = ActorRef::party(id, Some(mention.span));
                if self.gazetteer.parties[*party as usize].kind == PartyKind::Group && *how == How::Name {
                    actor.members = self.table_members(*party);
                }
                Some(actor)
            }
            Reading::Person { .. } => self.person(n, mention),
            Reading::Role(role) => match self.bearer[n] {
                Some(person) => Some(self.of_person(person, mention.span)),
                None => self.role(n, mention, role),
            },
            Reading::Named { .. } => match self.bearer[n] {
                Some(person) => Some(self.of_person(person, mention.span)),
                None => self.named(n, mention),
            },
            Reading::Noun { noun, .. } => self.noun(*noun, mention),
            Reading::Pronoun => coref::pronoun(self, n, mention),
        }
    }

    /// The person, with the party that he speaks for; one of his own if none is known.
    pub(super) fn of_person(&mut self, person: PersonId, span: Span) -> ActorRef {
        let party = match self.actors.person(person).party {
            Some(party) => party,
            None => {
                let name = self.actors.person(person).name.clone();
                let own = self.own_party(&name, PartyKind::Person, None);
                self.actors.people[person.0 as usize].party = Some(own);
                own
            }
        };
        ActorRef { person: Some(person), ..ActorRef::party(party, Some(span)) }
    }

    fn person(&mut self, n: usize, mention: &Mention) -> Option<ActorRef> {
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
    fn unintroduced(&mut self, words: &str, gender: Gender) -> PersonId {
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

    // ---- roles ----

    fn role(&mut self, n: usize, mention: &Mention, role: &RolePhrase) -> Option<ActorRef> {
        let gazetteer = self.gazetteer;
        let entry = &gazetteer.roles[role.role as usize];
        let direct = self.direct_party(role).or_else(|| self.possessor_party(role));
        if entry.speaks == Speaks::Group {
            return self.group(mention, role, direct);
        }
        let party = match (direct, entry.speaks) {
            (Some(party), _) => Some(self.spoken_for(role, party)),
            (None, Speaks::Party) => None,
            (None, _) => self.same_words(role).or_else(|| Some(self.itself(role, None))),
        };
        let singular = !role.plural && entry.class.is_person();
        let inferred = party.is_none();
        // "trade ministers met" before any were named: a set of its own, not the last state's.
        let party = party.or_else(|| {
            let many = role.plural && is_minister(entry.class) && !coref::has_akin(self, role, entry.class);
            many.then(|| {
                let set = self.itself(role, None);
                self.actors.parties[set.0 as usize].kind = PartyKind::Group;
                set
            })
        });
        let party = party.or_else(|| coref::party_of_role(self, n, mention, role, entry.class));
        let person = (singular && role.determiner != Determiner::Indefinite)
            .then(|| self.holder(mention, role, entry.class, party))
            .flatten();
        if let Some(person) = person {
            let actor = self.of_person(person, mention.span);
            return Some(ActorRef { inferred, ..actor });
        }
        let party = party.unwrap_or_else(|| self.itself(role, None));
        let quantifier = role.quantifier.filter(|_| role.plural);
        Some(ActorRef { quantifier, inferred, ..ActorRef::party(party, Some(mention.span)) })
    }

    /// "his minister", "Merkel's spokesperson": the party of the possessor.
    fn possessor_party(&mut self, role: &RolePhrase) -> Option<PartyId> {
        role.by.iter().find_map(|&token| self.actors.at(token).map(|actor| actor.party))
    }

    /// For whom the role speaks when `party` is named beside it: analysts, rebels and firms stay what they are.
    fn spoken_for(&mut self, role: &RolePhrase, party: PartyId) -> PartyId {
        let entry = &self.gazetteer.roles[role.role as usize];
        let kind = self.actors.party(party).kind;
        let is_public = matches!(kind, PartyKind::State | PartyKind::Igo);
        let own = match entry.class {
            Class::Rebels | Class::Firm => is_public,
            Class::CompanyHead | Class::Journalist => kind == PartyKind::State,
            Class::Analyst | Class::People => true,
            _ => false,
        };
        if own { self.itself(role, Some(party)) } else { party }
    }

    /// The phrase as a party of its own: "trade sources", "Japanese chip makers".
    fn itself(&mut self, role: &RolePhrase, beside: Option<PartyId>) -> PartyId {
        let mut start = role.tokens.start;
        while start < role.core.start
            && (is_determiner(self.parse.form(TokenId(start))) || !self.is_word(start))
        {
            start += 1;
        }
        let words = self.words(&(start..role.core.end));
        let kind = match self.gazetteer.roles[role.role as usize].class {
            Class::Firm => PartyKind::Company,
            Class::Rebels => PartyKind::ArmedGroup,
            _ => PartyKind::Unknown,
        };
        let state = beside.and_then(|party| self.actors.party(party).state.clone());
        self.own_party(&words, kind, state.as_deref())
    }

    fn is_word(&self, token: u32) -> bool {
        self.parse.form(TokenId(token)).starts_with(char::is_alphanumeric)
    }

    /// "The sources" after "trade sources": the same.
    fn same_words(&self, role: &RolePhrase) -> Option<PartyId> {
        let bare = role.core.start <= role.tokens.start + 1;
        if !bare {
            return None;
        }
        self.discourse.gists.iter().rev().find(|gist| gist.role == Some(role.role)).map(|gist| gist.party)
    }

    /// The person who fills a role: one of the text, else the holder on the day.
    fn holder(
        &mut self,
        mention: &Mention,
        role: &RolePhrase,
        class: Class,
        party: Option<PartyId>,
    ) -> Option<PersonId> {
        if let Some(person) = coref::person_of_role(self, mention, role, class, party) {
            return Some(person);
        }
        if role.status != Modifier::Plain {
            return None;
        }
        let party = party?;
        let told: Vec<usize> = (0..self.register.known.len())
            .filter(|&n| {
                self.register.known[n].class == Some(class) && self.actors.people[n].party == Some(party)
            })
            .collect();
        if let [only] = told.as_slice() {
            return Some(PersonId(*only as u32));
        }
        let table = self.table_of(party)?;
        let person =
            self.gazetteer.holder(table, class, &self.gazetteer.roles[role.role as usize].name, self.date)?;
        let name = self.gazetteer.people[person as usize].name.clone();
        Some(self.bear_words(&name, Some(person), Gender::Unknown))
    }

    /// "each of the countries of the OSCE", "both countries", "EU member states", "US allies".
    fn group(&mut self, mention: &Mention, role: &RolePhrase, direct: Option<PartyId>) -> Option<ActorRef> {
        let name = self.gazetteer.roles[role.role as usize].name.as_str();
        let is_state = matches!(name, "country" | "nation" | "state" | "republic");
        if !role.plural {
            return self.single_member(mention, role, direct, is_state);
        }
        let quantifier = role.quantifier;
        // Allies and partners of an organisation are not its members.
        let is_member = is_state
            || name.contains("member")
            || name.contains("part") && name != "partner"
            || name == "power";
        let organisation =
            direct.filter(|_| is_member).and_then(|party| self.table_of(party)).filter(|&ix| {
                matches!(self.gazetteer.parties[ix as usize].kind, PartyKind::Igo | PartyKind::Group)
            });
        if let Some(ix) = organisation {
            let members = self.table_members(ix);
            let code = &self.gazetteer.parties[ix as usize].code;
            let ways = [format!("{code} participating states"), format!("{code} member states")];
            let set = ways.iter().find(|way| self.gazetteer.party(way).is_some()).unwrap_or(&ways[1]).clone();
            let party = self.party(&set, &set, PartyKind::Group, None);
            return Some(ActorRef { quantifier, members, ..ActorRef::party(party, Some(mention.span)) });
        }
        if let Some(pair) = coref::pair(self, mention, role) {
            return Some(pair);
        }
        let words = self.itself(role, direct);
        self.actors.parties[words.0 as usize].kind = PartyKind::Group;
        Some(ActorRef { quantifier, ..ActorRef::party(words, Some(mention.span)) })
    }

    /// "the country": the state last spoken of; "an ally": words.
    fn single_member(
        &mut self,
        mention: &Mention,
        role: &RolePhrase,
        direct: Option<PartyId>,
        is_state: bool,
    ) -> Option<ActorRef> {
        let bare = role.core.start == role.tokens.start + 1;
        if is_state
            && bare
            && role.determiner == Determiner::Definite
            && direct.is_none()
            && role.quantifier.is_none()
        {
            let party = coref::last_of_kind(self, mention, PartyKind::State)?;
            return Some(ActorRef { inferred: true, ..ActorRef::party(party, Some(mention.span)) });
        }
        let words = self.itself(role, direct);
        self.actors.parties[words.0 as usize].kind = PartyKind::Group;
        Some(ActorRef { quantifier: role.quantifier, ..ActorRef::party(words, Some(mention.span)) })
    }

    // ---- organisations ----

    fn named(&mut self, n: usize, mention: &Mention) -> Option<ActorRef> {
        let Reading::Named { name, .. } = &mention.reading else { return None };
        let words = self.words(name);
        // A last name that the text introduced, or a person of the tables.
        if let Some(bearer) = self.register.bearer(&words) {
            return Some(self.of_person(bearer, mention.span));
        }
        if let Some(party) = self.half_named(&words) {
            return Some(ActorRef::party(party, Some(mention.span)));
        }
        let party = self.named_party(MentionId(n as u32))?;
        Some(ActorRef::party(party, Some(mention.span)))
    }

    /// The party behind a name that stands in no table.
    fn named_party(&mut self, mention: MentionId) -> Option<PartyId> {
        let Reading::Named { name, kind, acronym } = &self.mentions.list[mention.0 as usize].reading else {
            return None;
        };
        let words = self.words(name);
        let key = slug(&words);
        if let Some(&known) = self.named.get(&key) {
            return Some(known);
        }
        let state = self.state_beside(name);
        let party = match (kind, state) {
            (NameKind::Organisation(OrgWord::Organ), Some(state)) => state,
            _ => {
                let state = state.and_then(|party| self.actors.party(party).state.clone());
                let kind = match kind {
                    NameKind::Organisation(OrgWord::Kind(kind)) => *kind,
                    _ => PartyKind::Unknown,
                };
                let code = acronym.map_or_else(|| slug(&words), |token| self.parse.form(token).to_owned());
                self.party(&code, &words, kind, state.as_deref())
            }
        };
        self.named.insert(key, party);
        if let Some(acronym) = acronym {
            self.named.insert(slug(self.parse.form(*acronym)), party);
        }
        // "Mahan Air" is later "Mahan".
        if name.len() > 1 {
            let first = slug(self.parse.form(TokenId(name.start)));
            self.named.entry(first).or_insert(party);
        }
        Some(party)
    }

    /// The state named inside or right before a name: "Federal Aviation Office of Germany", "Japan's …".
    fn state_beside(&mut self, name: &Range<u32>) -> Option<PartyId> {
        let before = name.start.saturating_sub(2)..name.end;
        for token in before.rev() {
            let Some(mention) = self.actors.mention_at[token as usize] else {
                if token < name.start && !matches!(self.parse.form(TokenId(token)), "'s" | "’s") {
                    return None;
                }
                continue;
            };
            if let Reading::Party { party, .. } = &self.mentions.list[mention.0 as usize].reading {
                let state = self.gazetteer.parties[*party as usize].state.as_deref();
                if let Some(ix) = state.and_then(|code| self.gazetteer.party(code)) {
                    return Some(self.table_party(ix));
                }
            }
        }
        None
    }

    /// "the bloc": the organisation of that sort last spoken of; the only one of that sort if none was.
    fn noun(&mut self, noun: u16, mention: &Mention) -> Option<ActorRef> {
        let gazetteer = self.gazetteer;
        let (_, sorts) = &gazetteer.nouns[noun as usize];
        let recent = self.discourse.gists.iter().rev().find_map(|gist| {
            let ix = gazetteer.party(&self.actors.party(gist.party).code)?;
            sorts.contains(&ix).then_some(gist.party)
        });
        let party = recent?;
        Some(ActorRef { inferred: true, ..ActorRef::party(party, Some(mention.span)) })
    }

    // ---- the end ----

    fn gist(&self, n: usize, mention: &Mention, actor: &ActorRef) -> Gist {
        let (role, plural) = match &mention.reading {
            Reading::Role(role) => (Some(role.role), role.plural),
            Reading::Person { role, .. } => (role.as_ref().map(|role| role.role), false),
            Reading::Party { how: How::Demonym, .. } => (None, false),
            _ => (None, false),
        };
        let is_human = role.is_some_and(|role| self.gazetteer.roles[role as usize].class.is_person());
        Gist::new(self.parse, MentionId(n as u32), mention, actor, role, plural, is_human)
    }

    fn finish(mut self) -> Actors {
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

fn is_minister(class: Class) -> bool {
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
fn is_full(words: &str) -> bool {
    words.split_once(' ').is_some_and(|(first, _)| !is_particle(first))
}

fn is_determiner(form: &str) -> bool {
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
