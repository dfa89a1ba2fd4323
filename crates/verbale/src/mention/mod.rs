//! Mentions of parties and people: names, roles, metonyms, pronouns and descriptions, before anyone says who
//! is meant.
//!
//! Enter the trees and the tables, leave the mentions, a longer one before those inside it: of "Russian Foreign
//! Minister Sergei Lavrov" one for the whole and one for "Russian". What is no actor (dates, titles of works) is
//! left out; what is a name of an unknown kind is kept.

mod ambiguity;
mod capitals;
mod fold;
mod gazetteer;
mod kinds;
mod lookup;
mod names;
mod near;
pub mod overlay;
mod roles;
mod scan;
mod tables;
mod trie;
mod weights;

pub(crate) use fold::slug;
pub use gazetteer::Gazetteer;
pub(crate) use gazetteer::{is_particle, split_name};
pub use kinds::{PartyKind, Quantifier};
pub use lookup::Known;
pub(crate) use names::NameKind;
pub(crate) use near::is_near;
pub(crate) use roles::{Determiner, RolePhrase};
pub(crate) use scan::is_shouted;
pub(crate) use tables::{Class, Gender, How, Modifier, OrgWord, PartyIx, PersonIx, Speaks};
pub(crate) use weights::Pointer;

use crate::note::Note;
use crate::parse::Parse;
use crate::span::Span;
use crate::syntax::Upos;
use crate::token::TokenId;
use names::Names;
use scan::{Hit, Scan};
use std::ops::Range;

/// The place of a mention in [`Mentions::list`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MentionId(pub u32);

/// How a text mentions somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MentionKind {
    /// A name of a person, place or organisation: "Lavrov", "Russia", "NATO".
    Name,
    /// An adjective or noun of nationality: "Russian", "the Russians".
    Demonym,
    /// A seat that stands for its government: "Moscow", "the Kremlin".
    Metonym,
    /// An office or function: "the Russian foreign minister", "his minister", "a senior official".
    Role,
    /// A pronoun: "he", "their".
    Pronoun,
    /// Any other description: "the two sides", "the alliance", "each of the countries".
    Description,
}

/// One place where the text mentions a party or a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// The head token of the phrase.
    pub head: TokenId,
    /// The tokens of the phrase, as indices, without relative clauses and appositions.
    pub tokens: Range<u32>,
    /// The characters of those tokens.
    pub span: Span,
    /// How it mentions.
    pub kind: MentionKind,
    /// What the tables and the words around it say, for the next stage.
    pub(crate) reading: Reading,
}

/// What a mention's words say before anyone is looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Reading {
    /// A party of the tables.
    Party { party: PartyIx, how: How, tokens: Range<u32> },
    /// A person, by full name or last name, with the role before the name.
    Person { name: Range<u32>, table: Option<PersonIx>, gender: Gender, role: Option<RolePhrase> },
    /// A role without a name.
    Role(RolePhrase),
    /// An organisation or another name that stands in no table.
    Named { name: Range<u32>, kind: NameKind, acronym: Option<TokenId> },
    /// A common noun with an article that may stand for an organisation: "the bloc".
    Noun { noun: u16, core: u32 },
    /// A pronoun.
    Pronoun,
}

impl Mention {
    /// The tokens that make up the mention itself, without those that only lead to it.
    pub(crate) fn core(&self) -> Vec<u32> {
        match &self.reading {
            Reading::Party { tokens, .. } => tokens.clone().collect(),
            Reading::Person { name, role, .. } => {
                let role = role.iter().flat_map(|role| role.core.clone());
                role.chain(name.clone()).collect()
            }
            Reading::Role(role) => role.core.clone().collect(),
            Reading::Named { name, acronym, .. } => {
                name.clone().chain(acronym.iter().map(|token| token.0)).collect()
            }
            Reading::Noun { core, .. } => vec![*core],
            Reading::Pronoun => self.tokens.clone().collect(),
        }
    }
}

/// All mentions, ordered by their first token; a longer one before those inside it.
#[derive(Debug, Clone, Default)]
pub struct Mentions {
    /// The mentions.
    pub list: Vec<Mention>,
    /// Names that may mean several, left open or taken for the likeliest.
    pub notes: Vec<Note>,
}

/// Finds every mention, in time linear in the text.
pub fn find(parse: &Parse, gazetteer: &Gazetteer) -> Mentions {
    let scan = scan::scan(parse, gazetteer);
    let names = names::find(parse, gazetteer, &scan);
    let roles = roles::find(parse, gazetteer, &scan, &names);
    let mut finder = Collector { parse, gazetteer, scan: &scan, names: &names, list: Vec::new() };
    finder.parties();
    finder.roles(roles);
    finder.names();
    finder.nouns_and_pronouns();
    let mut list = finder.list;
    list.sort_by_key(|mention| (mention.tokens.start, std::cmp::Reverse(mention.tokens.end)));
    Mentions { list, notes: scan.doubts }
}

struct Collector<'a> {
    parse: &'a Parse<'a>,
    gazetteer: &'a Gazetteer,
    scan: &'a Scan,
    names: &'a Names,
    list: Vec<Mention>,
}

impl Collector<'_> {
    fn push(&mut self, tokens: Range<u32>, last: u32, kind: MentionKind, reading: Reading) {
        let parse = self.parse;
        let first = parse.span(TokenId(tokens.start));
        let span = first.join(parse.span(TokenId(tokens.end - 1)));
        let head = head_of(parse, &tokens).unwrap_or(TokenId(last));
        self.list.push(Mention { head, tokens, span, kind, reading });
    }

    fn parties(&mut self) {
        let date = self.parse.document.published;
        for hit in &self.scan.hits {
            let Some((party, how)) = hit.party(self.gazetteer, date) else { continue };
            let chunk = self.names.at(TokenId(hit.tokens.start));
            if chunk.is_some_and(|chunk| matches!(chunk.kind, NameKind::Person(_))) {
                continue;
            }
            let kind = match how {
                How::Name | How::Place => MentionKind::Name,
                How::Demonym => MentionKind::Demonym,
                How::Capital | How::Seat | How::Organ => MentionKind::Metonym,
            };
            let core = hit.tokens.clone();
            // "the Kremlin", "the United Nations"; not before an adjective: "the Russian minister"
            let mut tokens = core.clone();
            if how != How::Demonym && self.precedes(core.start, "the") {
                tokens.start -= 1;
            }
            let last = core.end - 1;
            self.push(tokens, last, kind, Reading::Party { party, how, tokens: core });
        }
    }

    fn precedes(&self, token: u32, word: &str) -> bool {
        token > 0
            && self.parse.form(TokenId(token - 1)).eq_ignore_ascii_case(word)
            && self.parse.sentence_of(TokenId(token - 1)) == self.parse.sentence_of(TokenId(token))
    }

    /// The definite article before `token`, past adjectives and counts: "the 12-nation community".
    fn article(&self, token: u32) -> Option<u32> {
        let floor = self.parse.sentence(self.parse.sentence_of(TokenId(token))).tokens.start;
        let mut at = token;
        while at > floor && at + 5 > token {
            at -= 1;
            let id = TokenId(at);
            if matches!(self.parse.form(id), "the" | "The" | "this" | "This" | "that" | "THE") {
                return Some(at);
            }
            let leads = matches!(self.parse.upos(id), Upos::Adj | Upos::Num) || self.parse.form(id) == "-";
            let unit = matches!(self.parse.form(id), "nation" | "member" | "country");
            if !leads && !unit {
                return None;
            }
        }
        None
    }

    fn roles(&mut self, roles: Vec<roles::RolePhrase>) {
        for role in roles {
            let last = role.core.end - 1;
            match role.name.clone() {
                Some(name) => {
                    let tokens = role.tokens.start..name.end;
                    let chunk = self.names.starting(TokenId(name.start));
                    let table = chunk.and_then(|chunk| match chunk.kind {
                        NameKind::Person(table) => table,
                        _ => None,
                    });
                    let gender = chunk.map(|chunk| chunk.gender).unwrap_or_default();
                    let last = name.end - 1;
                    let reading = Reading::Person { name, table, gender, role: Some(role) };
                    self.push(tokens, last, MentionKind::Name, reading);
                }
                None => self.push(role.tokens.clone(), last, MentionKind::Role, Reading::Role(role)),
            }
        }
    }

    fn names(&mut self) {
        let titled: Vec<u32> = self
            .list
            .iter()
            .filter_map(|mention| match &mention.reading {
                Reading::Person { name, .. } => Some(name.start),
                _ => None,
            })
            .collect();
        for chunk in &self.names.chunks {
            if titled.binary_search(&chunk.tokens.start).is_ok() || titled.contains(&chunk.tokens.start) {
                continue;
            }
            let name = chunk.tokens.clone();
            let mut tokens = name.clone();
            let surname = self.scan.hit(TokenId(name.start)).filter(|hit| hit.tokens == name);
            let is_surname = surname.is_some_and(|hit| hit.surnames().next().is_some());
            let reading = match chunk.kind {
                NameKind::Person(table) => {
                    Reading::Person { name: name.clone(), table, gender: chunk.gender, role: None }
                }
                // "Macron said": the network takes a bare last name for a firm now and then.
                NameKind::Organisation(_) | NameKind::Place
                    if surname.is_some_and(|hit| self.holds_office(hit)) =>
                {
                    Reading::Person { name: name.clone(), table: None, gender: chunk.gender, role: None }
                }
                NameKind::Unknown if is_surname => {
                    Reading::Person { name: name.clone(), table: None, gender: chunk.gender, role: None }
                }
                kind => {
                    if self.precedes(name.start, "the") {
                        tokens.start -= 1;
                    }
                    if let Some(acronym) = chunk.acronym {
                        tokens.end = acronym.0 + 2;
                    }
                    Reading::Named { name: name.clone(), kind, acronym: chunk.acronym }
                }
            };
            self.push(tokens, name.end - 1, MentionKind::Name, reading);
        }
    }

    /// True for a last name, and nothing else, of one who holds an office on the day of the report.
    fn holds_office(&self, hit: &Hit) -> bool {
        let date = self.parse.document.published;
        let mut holders = hit.surnames().filter(|&person| self.gazetteer.office(person, date).is_some());
        date.is_some() && hit.is_person_only() && holders.next().is_some() && holders.next().is_none()
    }

    fn nouns_and_pronouns(&mut self) {
        for hit in &self.scan.hits {
            let Some(noun) = hit.noun() else { continue };
            let before_role = |token: u32| {
                let id = TokenId(token);
                (id.index() < self.parse.tokens.tokens.len())
                    && self.scan.hit(id).is_some_and(|hit| hit.role().is_some())
            };
            let titled = self.scan.shape(TokenId(hit.tokens.start)) == fold::Shape::Capital;
            let bare = (titled && before_role(hit.tokens.end)).then_some(hit.tokens.start);
            let Some(start) = self.article(hit.tokens.start).or(bare) else { continue };
            if self.names.at(TokenId(hit.tokens.start)).is_some() {
                continue;
            }
            if hit.role().is_none() && hit.party(self.gazetteer, None).is_none() {
                let tokens = start..hit.tokens.end;
                let core = hit.tokens.end - 1;
                self.push(tokens, core, MentionKind::Description, Reading::Noun { noun, core });
            }
        }
        for token in self.parse.all() {
            // "Liu He" is a name.
            let named =
                self.scan.hit(token).is_some_and(|hit| hit.tokens.len() > 1 && hit.people().next().is_some());
            if is_pronoun(self.parse, token) && !named {
                self.push(token.0..token.0 + 1, token.0, MentionKind::Pronoun, Reading::Pronoun);
            }
        }
    }
}

/// The token of a phrase that depends on one outside it.
fn head_of(parse: &Parse, tokens: &Range<u32>) -> Option<TokenId> {
    if parse.rel(TokenId(tokens.start)).is_empty() {
        return None;
    }
    tokens.clone().map(TokenId).find(|&token| {
        let outside = parse.head(token).is_none_or(|head| !tokens.contains(&head.0));
        outside
            && parse.upos(token) != Upos::Punct
            && !matches!(parse.base_rel(token), "det" | "case" | "punct")
    })
}

fn is_pronoun(parse: &Parse, token: TokenId) -> bool {
    let form = parse.form(token);
    if form.len() > 10 || !form.is_ascii() {
        return false;
    }
    let upos = parse.upos(token);
    let lower = form.to_ascii_lowercase();
    let personal = matches!(
        lower.as_str(),
        "he" | "him"
            | "his"
            | "himself"
            | "she"
            | "her"
            | "hers"
            | "herself"
            | "it"
            | "its"
            | "itself"
            | "they"
            | "them"
            | "their"
            | "theirs"
            | "themselves"
            | "i"
            | "me"
            | "my"
            | "myself"
            | "we"
            | "us"
            | "our"
            | "ours"
            | "ourselves"
            | "you"
            | "your"
            | "yours"
            | "both"
    );
    let relative = matches!(lower.as_str(), "who" | "whom" | "whose");
    if form == "US" || (lower == "i" && form != "I") {
        return false;
    }
    (personal && matches!(upos, Upos::Pron | Upos::Det | Upos::X | Upos::Propn)) || relative
}
