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

mod agree;
pub mod batch;
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
mod path;
mod simd;
pub mod tagger;
pub mod transition;
pub mod types;

pub use model::{Model, ModelError};
pub use path::Path;

use crate::token::{TokenId, Tokens};
use batch::Batch;
use compact_str::CompactString;
use encoder::Vectors;
use features::casing;
use parser::Workspace;
use std::ops::Range;
use types::Kept;

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
    let mut run = Run {
        model,
        syntax: Syntax { words: vec![Word::default(); tokens.tokens.len()], entities: Vec::new() },
        batch: Batch::default(),
        kept: model.pool.take(),
        root: None,
    };
    let mut forms: Vec<&str> = Vec::new();
    for sentence in &tokens.sentences {
        let Some(inside) = tokens.tokens.get(range(&sentence.tokens)) else { continue };
        forms.clear();
        forms.extend(inside.iter().map(|token| token.span.of(text)));
        let casing = casing(forms.iter().copied());
        let first = sentence.tokens.start as usize;
        for (n, piece) in forms.chunks(PIECE).enumerate() {
            run.batch.add(piece, casing, first + n * PIECE, n > 0);
            if run.batch.is_full() {
                run.read();
            }
        }
    }
    run.read();
    model.pool.give(run.kept);
    run.syntax
}

fn range(range: &Range<u32>) -> Range<usize> {
    range.start as usize..range.end as usize
}

/// What the network works in.
#[derive(Debug, Default)]
struct Room {
    vectors: Vectors,
    tags: Vec<f32>,
    names: Vec<f32>,
    work: Workspace,
}

/// The network at work, with what it keeps between batches.
struct Run<'m, 't> {
    model: &'m Model,
    syntax: Syntax,
    batch: Batch<'t>,
    kept: Kept<Room>,
    /// The root of the sentence that was read last.
    root: Option<TokenId>,
}

impl Run<'_, '_> {
    /// Reads the sentences of the batch, which is empty then.
    fn read(&mut self) {
        let Run { model, batch, .. } = self;
        let Kept { types, room: Room { vectors, tags, names, work } } = &mut self.kept;
        let path = model.path;
        model.encoder.run(path, batch, types, vectors);
        model.tagger.score(path, vectors, batch.rows(), tags);
        model.names.score(path, vectors, batch.rows(), names);
        model.parser.place(path, vectors, batch.rows(), work);
        for (piece, rows) in batch.placed() {
            let words = &mut self.syntax.words[piece.first..piece.first + piece.words.len()];
            let forms = &batch.forms[piece.words.clone()];
            let numbers = &vectors.types[piece.words.clone()];
            let known = |lemma: &str| model.encoder.knows(lemma);
            for (at, (word, row)) in words.iter_mut().zip(rows.clone()).enumerate() {
                (word.upos, word.xpos) = model.tagger.tag(tags, row);
                let make = || model.lemmas.lemma(forms[at], word.xpos, piece.casing, known);
                word.lemma = types.lemma(numbers[at] as usize, word.xpos, make);
            }
            model.parser.run(path, rows.clone(), work);
            let above = if piece.later { self.root } else { None };
            self.root = hang(words, piece.first, work, &model.parser, above);
            for at in agree::obliques(words, piece.first) {
                words[at].rel = "obl";
            }
            for (at, xpos) in agree::verbs(words, forms, piece.first) {
                let lemma = model.lemmas.lemma(forms[at], xpos, piece.casing, known);
                words[at] = Word { upos: Upos::Verb, xpos, lemma, ..std::mem::take(&mut words[at]) };
            }
            model.names.find(names, rows, |start, end, kind| {
                let tokens = (piece.first + start) as u32..(piece.first + end) as u32;
                self.syntax.entities.push(Entity { tokens, kind });
            });
        }
        self.batch.clear();
    }
}

/// Gives words the heads that the parser found, and the root the head `above` if there is one. Gives back the
/// sentence's root.
fn hang(
    words: &mut [Word],
    first: usize,
    work: &Workspace,
    parser: &parser::Parser,
    above: Option<TokenId>,
) -> Option<TokenId> {
    let token = |at: usize| TokenId((first + at) as u32);
    let (mut root, count) = (above, words.len());
    for (at, word) in words.iter_mut().enumerate() {
        let head = work.state.heads[at] as usize;
        if head < count {
            (word.head, word.rel) = (Some(token(head)), parser.relation(work.state.labels[at]));
        } else {
            (word.head, word.rel) = (above, if above.is_some() { "parataxis" } else { "root" });
            root = above.or(Some(token(at)));
        }
    }
    root
}

#[cfg(test)]
mod tests;
