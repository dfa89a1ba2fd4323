//! How a report introduces people otherwise than by a role right before the name.
//!
//! "Sergei Lavrov, the foreign minister"; "the U.S. ambassador to Turkey, NAME"; "his Armenian counterpart, NAME",
//! who holds the office of the one whose counterpart he is; "Kenya's NAME"; "NAME, who heads the Georgian delegation".

use super::resolve::Resolver;
use super::{PartyId, PersonId};
use crate::mention::{
    Class, Determiner, Gender, How, Mention, MentionKind, NameKind, PartyKind, Reading, RolePhrase,
};
use crate::syntax::Upos;
use crate::token::TokenId;
use std::collections::BTreeMap;

/// How many tokens a post may have between its preposition and the comma: "to the United Nations in Geneva".
const POST: u32 = 9;
/// How many mentions back the one is looked for whose counterpart somebody is.
const NEAR: usize = 24;

impl Resolver<'_> {
    /// "Sergei Lavrov, the foreign minister", "Japan's delegate, Minoru Endo".
    pub(super) fn read_appositions(&mut self) {
        let mentions = self.mentions;
        let mut starts: BTreeMap<u32, usize> = BTreeMap::new();
        for (n, mention) in mentions.list.iter().enumerate() {
            starts.entry(mention.tokens.start).or_insert(n);
        }
        for (n, mention) in mentions.list.iter().enumerate() {
            let Some(comma) = self.comma_after(mention) else { continue };
            let Some(&other) = starts.get(&(comma + 1)) else { continue };
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
        self.read_possessed();
        self.read_leaders();
    }

    /// The comma that closes a mention, past the post that belongs to a role: "ambassador to Turkey, …".
    fn comma_after(&self, mention: &Mention) -> Option<u32> {
        let sentence = self.parse.sentence(self.parse.sentence_of(mention.head)).tokens.clone();
        let end = mention.tokens.end;
        let form = |token: u32| self.parse.form(TokenId(token));
        if end + 1 >= sentence.end {
            return None;
        }
        if form(end) == "," {
            return Some(end);
        }
        let post = matches!(mention.reading, Reading::Role(_))
            && matches!(form(end), "to" | "for" | "in" | "at" | "on" | "of");
        if !post {
            return None;
        }
        let last = sentence.end.min(end + POST);
        (end + 1..last)
            .take_while(|&token| !matches!(self.parse.upos(TokenId(token)), Upos::Verb | Upos::Aux))
            .find(|&token| form(token) == ",")
            .filter(|&comma| comma + 1 < sentence.end)
    }

    /// What follows an apposition closes it.
    fn closes(&self, token: u32) -> bool {
        if token as usize >= self.parse.tokens.tokens.len() {
            return true;
        }
        !matches!(self.parse.form(TokenId(token)), "and" | "or")
    }

    /// True for a role that may stand beside the name of who fills it. "his minister" is somebody of whom the report
    /// has yet to tell whose he is; "his Armenian counterpart" is told by the adjective.
    fn is_title(&mut self, role: &RolePhrase) -> bool {
        let class = self.gazetteer.roles[role.role as usize].class;
        if role.plural || !class.is_person() {
            return false;
        }
        // "the official, NAME" is of whom the report told officials before.
        let bare = role.determiner == Determiner::Definite && role.core.start == role.tokens.start + 1;
        let told_before = bare
            && matches!(
                class,
                Class::Official | Class::Spokesperson | Class::Diplomat | Class::Envoy | Class::Negotiator
            );
        !told_before && role.determiner != Determiner::Possessive || self.direct_party(role).is_some()
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

    /// The office of a counterpart is that of whom he is the counterpart of: the person or role before it, be it in the
    /// sentence before. That one speaks for another party.
    pub(super) fn office_of_counterpart(
        &mut self,
        role: &RolePhrase,
        party: PartyId,
    ) -> Option<(Class, String)> {
        let sentence = self.parse.sentence_of(TokenId(role.core.start));
        let mentions = self.mentions;
        let end = mentions.list.partition_point(|mention| mention.tokens.start < role.tokens.start);
        let before = mentions.list[..end].iter().enumerate().rev();
        let mut here = before
            .take(NEAR)
            .take_while(|(_, mention)| self.parse.sentence_of(mention.head).0 + 1 >= sentence.0);
        let found = here.find_map(|(n, mention)| match (&mention.reading, self.bearer[n]) {
            (Reading::Person { .. } | Reading::Role(_) | Reading::Named { .. }, Some(person)) => {
                Some((Some(person), self.register.of(person).class?))
            }
            (Reading::Role(other), None) => {
                let class = self.gazetteer.roles[other.role as usize].class;
                let of_office = class.is_person()
                    && !matches!(
                        class,
                        Class::Counterpart | Class::Journalist | Class::Analyst | Class::People
                    );
                (of_office && !other.plural).then_some((None, class))
            }
            _ => None,
        });
        let (person, class) = found?;
        let office = person.and_then(|person| self.actors.person(person).office.clone());
        if let Some(person) = person {
            self.not_of.push((person, party));
        }
        let office = office.unwrap_or_else(|| class.as_str().replace('-', " "));
        Some((class, office))
    }

    /// "Kenya's Amina Wekesa": the party before the mark, where no role or table tells another.
    fn read_possessed(&mut self) {
        let mentions = self.mentions;
        for (n, mention) in mentions.list.iter().enumerate() {
            let Reading::Person { name, table, role: None, .. } = &mention.reading else { continue };
            let Some(mark) = name.start.checked_sub(1) else { continue };
            if !matches!(self.parse.form(TokenId(mark)), "'s" | "’s" | "'" | "’") || mark == 0 {
                continue;
            }
            let Some(owner) = self.actors.mention_at[mark as usize - 1] else { continue };
            let owner = &mentions.list[owner.0 as usize];
            let Reading::Party { party, how, .. } = &owner.reading else { continue };
            let person = self.bearer[n].or_else(|| self.register.bearer(&self.words(name)));
            let Some(person) = person else { continue };
            let known = table.is_some() || self.actors.person(person).party.is_some();
            let acts =
                self.gazetteer.parties[*party as usize].kind != PartyKind::Outlet && *how != How::Place;
            if known || !acts {
                continue;
            }
            let party = self.table_party(*party);
            self.teach(person, party, None, &[owner.span.join(mention.span)]);
        }
    }

    /// "NAME, who heads the Georgian delegation": for whom the object of the verb speaks.
    fn read_leaders(&mut self) {
        let mentions = self.mentions;
        for (n, mention) in mentions.list.iter().enumerate() {
            let Some(person) = self.bearer[n].filter(|_| mention.kind == MentionKind::Name) else { continue };
            if self.actors.person(person).party.is_some() {
                continue;
            }
            let clause = self.parse.children(mention.head).iter().copied().find(|&child| {
                self.parse.rel(child) == "acl:relcl"
                    && self.parse.child_by(child, "nsubj").is_some_and(|who| self.parse.lemma(who) == "who")
            });
            let Some(object) = clause.and_then(|verb| self.led_by(verb)) else { continue };
            let Some(at) = self.actors.mention_at[object.index()] else { continue };
            let led = &mentions.list[at.0 as usize];
            let party = match &led.reading {
                Reading::Party { party, .. } => Some(self.table_party(*party)),
                Reading::Role(role) => self.direct_party(role),
                _ => None,
            };
            if let Some(party) = party {
                self.teach(person, party, None, &[mention.span, led.span]);
            }
        }
    }

    /// The object of "heads", "leads"; who stands behind "speaks for".
    fn led_by(&self, verb: TokenId) -> Option<TokenId> {
        let parse = self.parse;
        if self.gazetteer.weights.is_leading(parse.lemma(verb)) {
            return parse.child_by(verb, "obj");
        }
        let speaks = self.gazetteer.weights.is_spokesman(parse.lemma(verb));
        let whom = parse.children_by(verb, "obl").find(|&whom| parse.case(whom) == Some("for"));
        whom.filter(|_| speaks)
    }

    /// "its special envoy, Marta Lindqvist", "the official, Mahmoud Salim": once the report has told whose envoy or
    /// official it is, who that is too.
    pub(super) fn read_open_title(&mut self, n: usize, party: PartyId) -> Option<PersonId> {
        let mentions = self.mentions;
        let mention = &mentions.list[n];
        let Reading::Role(role) = &mention.reading else { return None };
        let class = self.gazetteer.roles[role.role as usize].class;
        let kind = self.actors.party(party).kind;
        let vague = matches!(kind, PartyKind::Person | PartyKind::Unknown | PartyKind::Group);
        let open = matches!(role.determiner, Determiner::Possessive | Determiner::Definite);
        if !open || role.plural || !class.is_person() || vague {
            return None;
        }
        let comma = self.comma_after(mention)?;
        let other = mentions.list.partition_point(|other| other.tokens.start <= comma);
        if mentions.list.get(other)?.tokens.start != comma + 1 {
            return None;
        }
        let reading = &mentions.list[other].reading;
        let Reading::Person { role: None, .. } = reading else { return None };
        let person = self.appositive_name(other, reading)?;
        if self.actors.person(person).party.is_some() {
            return None;
        }
        self.bearer[other] = Some(person);
        let office = self.office_words(role);
        self.register.known[person.0 as usize].class = Some(class);
        self.teach(person, party, Some(office), &[mention.span, mentions.list[other].span]);
        Some(person)
    }
}
