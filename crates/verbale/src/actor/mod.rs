//! Who is meant: parties and people behind the mentions, as of the day of the report.

mod around;
mod coref;
mod home;
mod introduce;
mod named;
mod people;
mod resolve;
mod role;
mod sets;
mod teach;

pub use crate::mention::{PartyKind, Quantifier};

use crate::mention::{Gazetteer, MentionId, Mentions};
use crate::note::Note;
use crate::parse::Parse;
use crate::span::Span;
use crate::token::TokenId;

/// The place of a party in [`Actors::parties`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PartyId(pub u32);

/// The place of a person in [`Actors::people`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PersonId(pub u32);

/// One who can take part in talks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Party {
    /// ISO 3166 alpha-3 for a state, the usual acronym for an organisation, else the name as a slug.
    pub code: String,
    /// The usual English name.
    pub name: String,
    /// What it is.
    pub kind: PartyKind,
    /// The alpha-3 code of the state that it belongs to; for a state its own.
    pub state: Option<String>,
    /// Where the text mentions it, itself or through those who speak for it.
    pub mentions: Vec<MentionId>,
}

/// A person of the report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// The fullest name that the report or the tables give.
    pub name: String,
    /// The party for which the person speaks.
    pub party: Option<PartyId>,
    /// The office held on the day of the report, or as the text gives it.
    pub office: Option<String>,
    /// Where the text mentions the person.
    pub mentions: Vec<MentionId>,
}

/// A fact about a person that the report itself teaches ("Kazakh deputy envoy NAME").
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Learnt {
    /// Who.
    pub person: PersonId,
    /// For whom the person speaks.
    pub party: PartyId,
    /// As what.
    pub office: Option<String>,
    /// The words that teach it.
    pub evidence: Vec<Span>,
}

/// A party, and where the text tells the person, as it stands in one place of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActorRef {
    /// The party.
    pub party: PartyId,
    /// The person who speaks or acts for it.
    pub person: Option<PersonId>,
    /// The words; none where the actor had to be inferred from elsewhere.
    pub span: Option<Span>,
    /// How a set is meant.
    pub quantifier: Option<Quantifier>,
    /// The members of a set, where the text or the tables tell them.
    pub members: Vec<PartyId>,
    /// Those left out of a set.
    pub except: Vec<PartyId>,
    /// True where the words do not name the actor and the reader had to conclude it.
    pub inferred: bool,
}

impl ActorRef {
    /// A plain reference to a party.
    pub fn party(party: PartyId, span: Option<Span>) -> ActorRef {
        ActorRef {
            party,
            person: None,
            span,
            quantifier: None,
            members: Vec::new(),
            except: Vec::new(),
            inferred: span.is_none(),
        }
    }
}

/// Everybody in the report, and who is meant by each mention.
#[derive(Debug, Clone, Default)]
pub struct Actors {
    /// Parties in order of first mention.
    pub parties: Vec<Party>,
    /// People in order of first mention.
    pub people: Vec<Person>,
    /// What the report teaches.
    pub learnt: Vec<Learnt>,
    /// For each mention who is meant, if that is known; "the US and NATO" are two mentions.
    pub of_mention: Vec<Option<ActorRef>>,
    /// For each token the innermost mention whose head it is.
    pub mention_at: Vec<Option<MentionId>>,
    /// Names left open, pronouns repaired.
    pub notes: Vec<Note>,
}

impl Actors {
    /// Who is meant by the phrase headed by `token`.
    pub fn at(&self, token: TokenId) -> Option<&ActorRef> {
        let mention = (*self.mention_at.get(token.index())?)?;
        self.of_mention.get(mention.0 as usize)?.as_ref()
    }

    /// A party.
    pub fn party(&self, id: PartyId) -> &Party {
        &self.parties[id.0 as usize]
    }

    /// A person.
    pub fn person(&self, id: PersonId) -> &Person {
        &self.people[id.0 as usize]
    }
}

/// Resolves the mentions. Unknown actors stay as text: every mention of kind name or role that heads a
/// phrase gets a party, of kind unknown if need be.
pub fn resolve(parse: &Parse, mentions: &Mentions, gazetteer: &Gazetteer) -> Actors {
    resolve::resolve(parse, mentions, gazetteer)
}

#[cfg(test)]
mod tests;
