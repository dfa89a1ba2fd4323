//! Words and sentences, with exact offsets into the document's text.

use crate::document::Document;
use crate::segment::{SegmentKind, Segments};
use crate::span::Span;
use std::ops::Range;

/// The place of a token in [`Tokens::tokens`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TokenId(pub u32);

impl TokenId {
    /// As an index.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// The place of a sentence in [`Tokens::sentences`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SentenceId(pub u32);

/// A word, number or mark, cut as Universal Dependencies' English treebanks cut it ("do" + "n't").
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// Where it stands.
    pub span: Span,
    /// The sentence it belongs to.
    pub sentence: SentenceId,
}

/// A sentence of a headline, a caption or the body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    /// From its first to its last token.
    pub span: Span,
    /// Its tokens, as indices.
    pub tokens: Range<u32>,
    /// The kind of segment it stands in.
    pub segment: SegmentKind,
    /// Its paragraph: the index in [`Segments::list`].
    pub paragraph: u32,
}

/// All words and sentences of a document, in text order.
#[derive(Debug, Clone, Default)]
pub struct Tokens {
    /// The words.
    pub tokens: Vec<Token>,
    /// The sentences; they cover the tokens without gap or overlap.
    pub sentences: Vec<Sentence>,
}

/// Cuts headline, caption and body segments into sentences and tokens; the other segments hold none.
pub fn tokenise(_document: &Document, _segments: &Segments) -> Tokens {
    Tokens::default()
}
