//! For whom a role without a name speaks, and who fills it.
//!
//! "the Russian foreign minister" is RUS and the holder on the day; "trade sources" are a party of their own;
//! "each of the countries of the OSCE" is a set with its members.

use super::coref::{self};
use super::sets;
use super::{ActorRef, PartyId, PartyKind, PersonId};
use crate::mention::{Class, Determiner, Gender, How, Mention, Modifier, Reading, RolePhrase, Speaks};
use crate::token::TokenId;

use super::resolve::Resolver;
use super::resolve::{is_determiner, is_minister};

impl Resolver<'_> {
    pub(super) fn role(&mut self, mention: &Mention, role: &RolePhrase) -> Option<ActorRef> {
        let gazetteer = self.gazetteer;
        let entry = &gazetteer.roles[role.role as usize];
        let direct = self.direct_party(role).or_else(|| self.possessor_party(role));
        if let Some(set) = self.joined_officials(mention, role, direct) {
            return Some(set);
        }
        if let Some(set) = sets::several_of_role(self, mention, role).filter(|_| direct.is_none()) {
            return Some(set);
        }
        if entry.speaks == Speaks::Group {
            return self.group(mention, role, direct);
        }
        if let Some(firm) = self.the_firm(mention, role, direct) {
            return Some(firm);
        }
        let of_body = role.by.iter().any(|&token| {
            let mention = self.actors.mention_at[token.index()];
            mention.is_some_and(|m| matches!(self.mentions.list[m.0 as usize].reading, Reading::Noun { .. }))
        });
        let party = match (direct, entry.speaks) {
            (Some(party), _) => Some(self.spoken_for(role, party)),
            // "Commission officials" of a commission that nobody named.
            (None, _) if of_body => Some(self.itself(role, None)),
            (None, Speaks::Party) => None,
            (None, _) => self
                .same_words(role)
                .or_else(|| self.the_rebels(mention, role))
                .or_else(|| Some(self.itself(role, None))),
        };
        let singular = !role.plural && entry.class.is_person();
        let inferred = party.is_none();
        // "trade ministers met" before any were named: a set of its own, not the last state's.
        let party = party.or_else(|| {
            let of_many = is_minister(entry.class)
                || matches!(entry.class, Class::Envoy | Class::Negotiator | Class::Diplomat)
                    && role.determiner == Determiner::None;
            let many = role.plural && of_many && !coref::has_akin(self, role, entry.class);
            many.then(|| {
                let set = self.itself(role, None);
                self.actors.parties[set.0 as usize].kind = PartyKind::Group;
                set
            })
        });
        let party = party.or_else(|| coref::party_of_role(self, mention, role, entry.class));
        let class = match entry.class {
            Class::Counterpart => self.class_of_counterpart(role).unwrap_or(entry.class),
            class => class,
        };
        let person = (singular && role.determiner != Determiner::Indefinite)
            .then(|| self.holder(mention, role, class, party))
            .flatten();
        if let Some(person) = person {
            let actor = self.of_person(person, mention.span);
            return Some(ActorRef { inferred, ..actor });
        }
        let party = party.unwrap_or_else(|| self.itself(role, None));
        let quantifier = role.quantifier.filter(|_| role.plural);
        Some(ActorRef { quantifier, inferred, ..ActorRef::party(party, Some(mention.span)) })
    }

    /// The name of a role that stands inside another: "foreign ministry" in "a Foreign Ministry official".
    pub(super) fn role_name_at(&self, token: TokenId) -> Option<&str> {
        let mention = self.actors.mention_at[token.index()]?;
        match &self.mentions.list[mention.0 as usize].reading {
            Reading::Role(inner) => Some(self.gazetteer.roles[inner.role as usize].name.as_str()),
            _ => None,
        }
    }

    /// "the company", "the bank": the firm last spoken of.
    fn the_firm(&self, mention: &Mention, role: &RolePhrase, direct: Option<PartyId>) -> Option<ActorRef> {
        let class = self.gazetteer.roles[role.role as usize].class;
        let bare = role.core.start == role.tokens.start + 1 && role.determiner == Determiner::Definite;
        if class != Class::Firm || role.plural || !bare || direct.is_some() {
            return None;
        }
        let party = coref::last_of_kind(self, mention, PartyKind::Company)?;
        Some(ActorRef { inferred: true, ..ActorRef::party(party, Some(mention.span)) })
    }

    /// "the rebel group", "the rebels": the armed group last spoken of.
    fn the_rebels(&self, mention: &Mention, role: &RolePhrase) -> Option<PartyId> {
        let entry = &self.gazetteer.roles[role.role as usize];
        let bare = role.core.start <= role.tokens.start + 1 && role.determiner == Determiner::Definite;
        if entry.class != Class::Rebels || !bare {
            return None;
        }
        coref::last_of_kind(self, mention, PartyKind::ArmedGroup)
    }

    /// The class of the office of the one whose counterpart this is: "his Turkish counterpart".
    fn class_of_counterpart(&self, role: &RolePhrase) -> Option<Class> {
        let whose = role.by.iter().find_map(|&token| self.actors.at(token)?.person);
        self.register.of(whose?).class
    }

    /// "The foreign ministers of Egypt, Jordan and Iraq": a set of them all.
    fn listed_after(&mut self, mention: &Mention, role: &RolePhrase) -> Option<ActorRef> {
        let first = *role.by.first().filter(|token| role.plural && token.0 >= role.core.end)?;
        let parse = self.parse;
        let tokens = std::iter::once(first).chain(parse.children_by(first, "conj"));
        let mut members: Vec<PartyId> = Vec::new();
        for token in tokens {
            let at = self.actors.mention_at[token.index()]?;
            let Reading::Party { party, .. } = &self.mentions.list[at.0 as usize].reading else {
                return None;
            };
            let party = self.table_party(*party);
            if !members.contains(&party) {
                members.push(party);
            }
        }
        if members.len() < 2 {
            return None;
        }
        let set = self.set(members, mention.span);
        Some(ActorRef { inferred: false, quantifier: None, ..set })
    }

    /// "Both U.S. and Japanese officials": a set of the two.
    fn joined_officials(
        &mut self,
        mention: &Mention,
        role: &RolePhrase,
        direct: Option<PartyId>,
    ) -> Option<ActorRef> {
        if let Some(set) = self.listed_after(mention, role) {
            return Some(set);
        }
        let also = self.actors.mention_at[role.also?.index()]?;
        let Reading::Party { party, .. } = &self.mentions.list[also.0 as usize].reading else { return None };
        let first = self.table_party(*party);
        let second = direct.filter(|second| *second != first)?;
        let (first, second) = (self.spoken_for(role, first), self.spoken_for(role, second));
        if first == second {
            return Some(ActorRef::party(first, Some(mention.span)));
        }
        let set = self.set(vec![first, second], mention.span);
        Some(ActorRef { inferred: false, quantifier: None, ..set })
    }

    /// "his minister", "Merkel's spokesperson": the party of the possessor.
    pub(super) fn possessor_party(&mut self, role: &RolePhrase) -> Option<PartyId> {
        role.by.iter().find_map(|&token| self.actors.at(token).map(|actor| actor.party))
    }

    /// For whom the role speaks when `party` is named beside it: analysts, rebels and firms stay what they are.
    pub(super) fn spoken_for(&mut self, role: &RolePhrase, party: PartyId) -> PartyId {
        let entry = &self.gazetteer.roles[role.role as usize];
        let kind = self.actors.party(party).kind;
        let is_public = matches!(kind, PartyKind::State | PartyKind::Igo);
        // "Federal Reserve Board chairman": an organ of the state, not the chairman of some firm in it.
        let by_organ = role.by.iter().any(|&token| {
            let mention = self.actors.mention_at[token.index()];
            let reading = mention.map(|mention| &self.mentions.list[mention.0 as usize].reading);
            matches!(reading, Some(Reading::Party { how: How::Organ | How::Seat, .. }))
        });
        let own = match entry.class {
            Class::CompanyHead if by_organ => false,
            Class::Rebels | Class::Firm => is_public,
            Class::CompanyHead | Class::Journalist => kind == PartyKind::State,
            Class::Analyst | Class::People => true,
            // An opposition does not speak for its state.
            Class::PartyMember => is_public && role.plural && entry.name.contains("opposition"),
            _ => false,
        };
        if own { self.itself(role, Some(party)) } else { party }
    }

    /// The phrase as a party of its own: "trade sources", "Japanese chip makers".
    pub(super) fn itself(&mut self, role: &RolePhrase, beside: Option<PartyId>) -> PartyId {
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
        let class = self.gazetteer.roles[role.role as usize].class;
        let beside = beside.or_else(|| self.state_below(TokenId(role.core.end - 1)));
        // "the rebels" are those of whom the report spoke before.
        let known = role.determiner == Determiner::Definite && role.core.start <= role.tokens.start + 1;
        let lives_there = !known && matches!(class, Class::Rebels | Class::People | Class::PartyMember);
        let only = self.state_of_sentence(role.core.start).filter(|_| lives_there && beside.is_none());
        let beside = beside.or_else(|| only.map(|ix| self.table_party(ix)));
        let state = beside.and_then(|party| self.actors.party(party).state.clone());
        self.own_party(&words, kind, state.as_deref())
    }

    pub(super) fn is_word(&self, token: u32) -> bool {
        self.parse.form(TokenId(token)).starts_with(char::is_alphanumeric)
    }

    /// "The sources" after "trade sources": the same.
    pub(super) fn same_words(&self, role: &RolePhrase) -> Option<PartyId> {
        let bare = role.core.start <= role.tokens.start + 1;
        if !bare {
            return None;
        }
        self.discourse.gists.iter().rev().find(|gist| gist.role == Some(role.role)).map(|gist| gist.party)
    }

    /// The person who fills a role: one of the text, else the holder on the day.
    pub(super) fn holder(
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
    pub(super) fn group(
        &mut self,
        mention: &Mention,
        role: &RolePhrase,
        direct: Option<PartyId>,
    ) -> Option<ActorRef> {
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
        if let Some(pair) = sets::pair(self, mention, role) {
            return Some(pair);
        }
        let words = self.itself(role, direct);
        self.actors.parties[words.0 as usize].kind = PartyKind::Group;
        Some(ActorRef { quantifier, ..ActorRef::party(words, Some(mention.span)) })
    }

    /// "the country": the state last spoken of; "an ally": words.
    pub(super) fn single_member(
        &mut self,
        mention: &Mention,
        role: &RolePhrase,
        direct: Option<PartyId>,
        is_state: bool,
    ) -> Option<ActorRef> {
        let bare = role.core.start == role.tokens.start + 1;
        // "his country": the one that he speaks for.
        if is_state && role.determiner == Determiner::Possessive {
            let party = direct.or_else(|| self.possessor_party(role))?;
            return Some(ActorRef { inferred: true, ..ActorRef::party(party, Some(mention.span)) });
        }
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
}
