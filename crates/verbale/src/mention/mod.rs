//! Mentions of parties and people: names, roles, metonyms, pronouns and descriptions, before anyone says who
//! is meant.

use crate::knowledge::{Files, KnowledgeError};
use crate::parse::Parse;
use crate::span::Span;
use crate::token::TokenId;
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
}

/// All mentions, ordered by their first token; a longer one before those inside it.
#[derive(Debug, Clone, Default)]
pub struct Mentions {
    /// The mentions.
    pub list: Vec<Mention>,
}

/// The names, demonyms, metonyms and role words by which mentions are known, as one automaton.
#[derive(Debug)]
pub struct Gazetteer {}

impl Gazetteer {
    /// Reads the tables of countries, organisations, metonyms, outlets, roles and people.
    pub fn new(_files: &Files) -> Result<Gazetteer, KnowledgeError> {
        Ok(Gazetteer {})
    }
}

/// Finds every mention, in time linear in the text.
pub fn find(_parse: &Parse, _gazetteer: &Gazetteer) -> Mentions {
    Mentions::default()
}
