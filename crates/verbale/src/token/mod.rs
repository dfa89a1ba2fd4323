//! Words and sentences, with exact offsets into the document's text.
//!
//! In go a document and its segments; out come the words and sentences of headline, caption and body, which
//! cover every character there that is not blank exactly once. "He didn't." is one sentence of four words:
//! He, did, n't and the point. The end of a paragraph is the end of a sentence. Nothing is refused.

mod lists;
mod sentences;
mod words;

pub use lists::WordLists;

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

/// Sentences with more tokens are cut: what is longer is a list or a table that no mark divides, and what later
/// stages do in a sentence grows with its length.
const LONGEST_SENTENCE: usize = 1200;

/// Cuts headline, caption and body segments into sentences and tokens; the other segments hold none.
pub fn tokenise(document: &Document, segments: &Segments, lists: &WordLists) -> Tokens {
    let text = document.text.as_str();
    let mut tokens = Tokens::default();
    let mut spans = Vec::new();
    for (paragraph, segment) in segments.list.iter().enumerate() {
        if !matches!(segment.kind, SegmentKind::Headline | SegmentKind::Caption | SegmentKind::Body) {
            continue;
        }
        spans.clear();
        words::cut(text, segment.span, lists, &mut spans);
        let ends = match segment.kind {
            SegmentKind::Headline => vec![spans.len()],
            _ => sentences::ends(text, &spans, lists),
        };
        tokens.add(&spans, &ends, segment.kind, paragraph as u32);
    }
    tokens
}

impl Tokens {
    /// Adds the words of one paragraph, whose sentences end before the indices `ends` at the latest.
    fn add(&mut self, spans: &[Span], ends: &[usize], segment: SegmentKind, paragraph: u32) {
        let mut start = 0;
        let mut ends = ends.iter().copied().filter(|&end| end > 0).peekable();
        while let Some(&whole) = ends.peek() {
            let end = whole.min(start + LONGEST_SENTENCE);
            if end == whole {
                ends.next();
            }
            let sentence = SentenceId(self.sentences.len() as u32);
            let first = self.tokens.len() as u32;
            self.tokens.extend(spans[start..end].iter().map(|&span| Token { span, sentence }));
            self.sentences.push(Sentence {
                span: spans[start].join(spans[end - 1]),
                tokens: first..first + (end - start) as u32,
                segment,
                paragraph,
            });
            start = end;
        }
    }
}

#[cfg(test)]
mod tests;
