//! The language engine: tags, lemmas, trees and named entities for each token. Enters a text with its tokens;
//! leaves a word for each token and the names. It refuses no text; only a model file can be at fault. The same
//! bytes come out on every machine. It can be used without the rest of the walk:
//!
//! ```
//! use verbale::document::Document;
//! use verbale::knowledge::Files;
//! use verbale::syntax::{EntityKind, Model, conllu, parse};
//! use verbale::{segment, token};
//!
//! let text = "Envoys of both countries met in Geneva on Monday.".to_owned();
//! let document = Document { text, english: true, ..Document::default() };
//! let lists = token::WordLists::new(&Files::embedded())?;
//! let tokens = token::tokenise(&document, &segment::plain(&document), &lists);
//! let syntax = parse(&document.text, &tokens, &Model::embedded()?);
//! assert_eq!(syntax.words[4].lemma, "meet");
//! assert_eq!(syntax.words[0].head, Some(token::TokenId(4)));
//! assert_eq!(syntax.entities[0].kind, EntityKind::Gpe);
//! print!("{}", conllu::write(&document.text, &tokens, &syntax));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

pub mod conllu;
pub mod encoder;
pub mod entities;
pub mod features;
pub mod format;
pub mod kernels;
pub mod labels;
pub mod lemma;
pub mod lexicon;
pub mod model;
pub mod parser;
mod simd;
pub mod tagger;
pub mod transition;

pub use model::{Model, ModelError};

use crate::token::{TokenId, Tokens};
use compact_str::CompactString;
use encoder::{Types, Vectors};
use features::{Casing, casing};
use parser::Workspace;
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

/// Longer sentences are parsed in pieces of this many words, which keeps memory bounded; the roots of the
/// later pieces hang on the first one's.
const PIECE: usize = 400;

/// Tags and parses every sentence of `tokens`, whose spans lie in `text`. Time is linear in the text, and
/// what is said of a sentence does not depend on the others.
pub fn parse(text: &str, tokens: &Tokens, model: &Model) -> Syntax {
    let mut syntax = Syntax { words: vec![Word::default(); tokens.tokens.len()], entities: Vec::new() };
    let mut run =
        Run { model, types: Types::default(), vectors: Vectors::default(), work: Workspace::default() };
    let mut forms: Vec<&str> = Vec::new();
    for sentence in &tokens.sentences {
        let Some(inside) = tokens.tokens.get(range(&sentence.tokens)) else { continue };
        forms.clear();
        forms.extend(inside.iter().map(|token| token.span.of(text)));
        let casing = casing(forms.iter().copied());
        let first = sentence.tokens.start as usize;
        let mut root = None;
        for (n, piece) in forms.chunks(PIECE).enumerate() {
            root = run.piece(piece, casing, first + n * PIECE, root, &mut syntax);
        }
    }
    syntax
}

fn range(range: &Range<u32>) -> Range<usize> {
    range.start as usize..range.end as usize
}

/// The network at work, with what it keeps between sentences.
struct Run<'m, 't> {
    model: &'m Model,
    types: Types<'t>,
    vectors: Vectors,
    work: Workspace,
}

impl<'t> Run<'_, 't> {
    /// Reads the words of a piece whose first token is `first`, and hangs it on `above` if there is one.
    /// Gives back the root of the sentence.
    fn piece(
        &mut self,
        forms: &[&'t str],
        casing: Casing,
        first: usize,
        above: Option<TokenId>,
        syntax: &mut Syntax,
    ) -> Option<TokenId> {
        let Run { model, types, vectors, work } = self;
        let words = &mut syntax.words[first..first + forms.len()];
        model.encoder.run(forms, casing, types, vectors);
        model.tagger.run(vectors, forms.len(), &mut work.scores, |at, upos, xpos| {
            let lemma = model.lemmas.lemma(forms[at], xpos, casing, |word| model.encoder.knows(word));
            words[at] = Word { upos, xpos, lemma, ..Word::default() };
        });
        let token = |at: usize| TokenId((first + at) as u32);
        model.parser.run(vectors, forms.len(), work);
        let mut root = above;
        for (at, word) in words.iter_mut().enumerate() {
            let head = work.state.heads[at] as usize;
            if head < forms.len() {
                (word.head, word.rel) = (Some(token(head)), model.parser.relation(work.state.labels[at]));
            } else {
                (word.head, word.rel) = (above, if above.is_some() { "parataxis" } else { "root" });
                root = above.or(Some(token(at)));
            }
        }
        model.names.run(vectors, forms.len(), &mut work.scores, |start, end, kind| {
            let tokens = (first + start) as u32..(first + end) as u32;
            syntax.entities.push(Entity { tokens, kind });
        });
        root
    }
}

#[cfg(test)]
mod tests;
