//! Tags, lemmas, features, trees and named entities for each token.

use crate::token::{TokenId, Tokens};
use compact_str::CompactString;
use std::ops::Range;

/// Universal part of speech.
#[allow(missing_docs, reason = "the names are Universal Dependencies' own")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Upos {
    Adj,
    Adp,
    Adv,
    Aux,
    Cconj,
    Det,
    Intj,
    Noun,
    Num,
    Part,
    Pron,
    Propn,
    Punct,
    Sconj,
    Sym,
    Verb,
    #[default]
    X,
}

/// What the network says of one token.
#[derive(Debug, Clone, Default)]
pub struct Word {
    /// Universal part of speech.
    pub upos: Upos,
    /// Penn Treebank tag, such as `VBD`.
    pub xpos: &'static str,
    /// Dictionary form, lower case but for names.
    pub lemma: CompactString,
    /// The token it depends on; none for a sentence's root.
    pub head: Option<TokenId>,
    /// Universal Dependencies relation with subtype, such as `nsubj:pass`; `root` for a root.
    pub rel: &'static str,
}

/// What a name names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum EntityKind {
    /// A person.
    Person,
    /// An organisation.
    Org,
    /// A country, city or other place with a government.
    Gpe,
    /// Any other place.
    Loc,
    /// A nationality, religion or political group as adjective or noun.
    Norp,
    /// A date or time.
    Date,
    /// Any other name.
    Other,
}

/// A named entity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entity {
    /// Its tokens, as indices, within one sentence.
    pub tokens: Range<u32>,
    /// What it names.
    pub kind: EntityKind,
}

/// Trees and names of a document: one word for each token, in the same order.
#[derive(Debug, Clone, Default)]
pub struct Syntax {
    /// One for each token.
    pub words: Vec<Word>,
    /// Names in text order, not overlapping.
    pub entities: Vec<Entity>,
}

/// The trained network and what it needs to run.
#[derive(Debug)]
pub struct Model {}

impl Model {
    /// The network that is built into the program.
    pub fn embedded() -> Result<Model, ModelError> {
        Ok(Model {})
    }
}

/// Why a model cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ModelError {
    /// The file is cut, altered or of another version.
    #[error("{file}: {problem}; expected checksum {expected}")]
    Damaged {
        /// Its name.
        file: String,
        /// What is wrong.
        problem: String,
        /// What its checksum should be.
        expected: String,
    },
}

/// Tags and parses every sentence of `tokens`, whose spans lie in `text`.
pub fn parse(_text: &str, tokens: &Tokens, _model: &Model) -> Syntax {
    Syntax { words: vec![Word::default(); tokens.tokens.len()], entities: Vec::new() }
}
