//! A document's text with its segments, tokens and trees: what the stages after `syntax` read from.

use crate::document::Document;
use crate::segment::{Quote, Segments};
use crate::span::Span;
use crate::syntax::{Syntax, Upos, Word};
use crate::token::{Sentence, SentenceId, TokenId, Tokens};

/// The layers up to the trees, with the ways through a tree that the later stages need.
#[derive(Debug)]
pub struct Parse<'a> {
    /// The text.
    pub document: &'a Document,
    /// The parts of the page and the quotations.
    pub segments: &'a Segments,
    /// The words and sentences.
    pub tokens: &'a Tokens,
    /// The trees and names.
    pub syntax: &'a Syntax,
    /// Dependents of each token, in text order, divided by `first_child`.
    children: Vec<TokenId>,
    first_child: Vec<u32>,
    /// First and last token below each token, itself included.
    extent: Vec<(u32, u32)>,
}

impl<'a> Parse<'a> {
    /// Joins the layers; linear in the number of tokens.
    pub fn new(
        document: &'a Document,
        segments: &'a Segments,
        tokens: &'a Tokens,
        syntax: &'a Syntax,
    ) -> Parse<'a> {
        let count = tokens.tokens.len();
        let mut first_child = vec![0u32; count + 1];
        for word in &syntax.words {
            if let Some(head) = word.head {
                first_child[head.index() + 1] += 1;
            }
        }
        for n in 0..count {
            first_child[n + 1] += first_child[n];
        }
        let mut next = first_child.clone();
        let mut children = vec![TokenId(0); first_child[count] as usize];
        for (n, word) in syntax.words.iter().enumerate() {
            if let Some(head) = word.head {
                children[next[head.index()] as usize] = TokenId(n as u32);
                next[head.index()] += 1;
            }
        }
        let mut parse =
            Parse { document, segments, tokens, syntax, children, first_child, extent: Vec::new() };
        parse.extent = parse.extents();
        parse
    }

    /// Computes each subtree's first and last token by visiting dependents before heads.
    fn extents(&self) -> Vec<(u32, u32)> {
        let count = self.tokens.tokens.len();
        let mut extent: Vec<(u32, u32)> = (0..count as u32).map(|n| (n, n)).collect();
        let mut order: Vec<TokenId> = self.all().filter(|&t| self.head(t).is_none()).collect();
        let mut at = 0;
        while at < order.len() {
            order.extend_from_slice(self.children(order[at]));
            at += 1;
        }
        for &token in order.iter().rev() {
            if let Some(head) = self.head(token) {
                let (low, high) = extent[token.index()];
                let above = &mut extent[head.index()];
                *above = (above.0.min(low), above.1.max(high));
            }
        }
        extent
    }

    /// Every token.
    pub fn all(&self) -> impl DoubleEndedIterator<Item = TokenId> + use<> {
        (0..self.tokens.tokens.len() as u32).map(TokenId)
    }

    /// The document's text.
    pub fn text(&self) -> &'a str {
        &self.document.text
    }

    /// The letters of a token as they stand.
    pub fn form(&self, token: TokenId) -> &'a str {
        self.span(token).of(self.text())
    }

    /// Where a token stands.
    pub fn span(&self, token: TokenId) -> Span {
        self.tokens.tokens[token.index()].span
    }

    /// Tags, lemma and tree of a token.
    pub fn word(&self, token: TokenId) -> &'a Word {
        &self.syntax.words[token.index()]
    }

    /// The dictionary form of a token.
    pub fn lemma(&self, token: TokenId) -> &'a str {
        &self.word(token).lemma
    }

    /// The part of speech of a token.
    pub fn upos(&self, token: TokenId) -> Upos {
        self.word(token).upos
    }

    /// The relation of a token to its head, with its subtype.
    pub fn rel(&self, token: TokenId) -> &'static str {
        self.word(token).rel
    }

    /// The relation without its subtype: `nsubj` for `nsubj:pass`.
    pub fn base_rel(&self, token: TokenId) -> &'static str {
        let rel = self.rel(token);
        rel.split_once(':').map_or(rel, |(base, _)| base)
    }

    /// The token that this one depends on.
    pub fn head(&self, token: TokenId) -> Option<TokenId> {
        self.word(token).head
    }

    /// The dependents of a token, in text order.
    pub fn children(&self, token: TokenId) -> &[TokenId] {
        let low = self.first_child[token.index()] as usize;
        let high = self.first_child[token.index() + 1] as usize;
        &self.children[low..high]
    }

    /// The dependents whose relation is `rel` or a subtype of it (`nsubj` finds `nsubj:pass` too, but
    /// `nsubj:pass` finds only itself).
    pub fn children_by(&self, token: TokenId, rel: &str) -> impl Iterator<Item = TokenId> {
        self.children(token).iter().copied().filter(move |&child| matches_rel(self.rel(child), rel))
    }

    /// The first such dependent.
    pub fn child_by(&self, token: TokenId, rel: &str) -> Option<TokenId> {
        self.children_by(token, rel).next()
    }

    /// The first dependent with relation `rel` and lemma `lemma`.
    pub fn child_with(&self, token: TokenId, rel: &str, lemma: &str) -> Option<TokenId> {
        self.children_by(token, rel).find(|&child| self.lemma(child) == lemma)
    }

    /// The preposition or case marker of a nominal, or the marker of a clause.
    pub fn case(&self, token: TokenId) -> Option<&'a str> {
        self.child_by(token, "case").map(|child| self.lemma(child))
    }

    /// First and last token below `token`, itself included. Trees are nearly always projective; where one is
    /// not, tokens of other branches lie between.
    pub fn extent(&self, token: TokenId) -> (TokenId, TokenId) {
        let (low, high) = self.extent[token.index()];
        (TokenId(low), TokenId(high))
    }

    /// From the first to the last character below `token`.
    pub fn subtree_span(&self, token: TokenId) -> Span {
        let (low, high) = self.extent(token);
        self.span(low).join(self.span(high))
    }

    /// True where `token` stands below `above` or is it.
    pub fn is_below(&self, token: TokenId, above: TokenId) -> bool {
        let mut at = Some(token);
        while let Some(now) = at {
            if now == above {
                return true;
            }
            at = self.head(now);
        }
        false
    }

    /// `token` and all joined to it by `conj`, also where the parser hangs them on the conjunction itself.
    pub fn conjuncts(&self, token: TokenId) -> Vec<TokenId> {
        let mut found = vec![token];
        let mut at = 0;
        while at < found.len() {
            for &child in self.children(found[at]) {
                match self.base_rel(child) {
                    "conj" => found.push(child),
                    "cc" => found.extend(self.children_by(child, "conj")),
                    _ => {}
                }
            }
            at += 1;
        }
        found
    }

    /// The sentence of a token.
    pub fn sentence_of(&self, token: TokenId) -> SentenceId {
        self.tokens.tokens[token.index()].sentence
    }

    /// A sentence.
    pub fn sentence(&self, id: SentenceId) -> &'a Sentence {
        &self.tokens.sentences[id.0 as usize]
    }

    /// Every sentence with its place.
    pub fn sentences(&self) -> impl Iterator<Item = (SentenceId, &'a Sentence)> + use<'a> {
        self.tokens.sentences.iter().enumerate().map(|(n, sentence)| (SentenceId(n as u32), sentence))
    }

    /// The tokens of a sentence.
    pub fn tokens_of(&self, sentence: &Sentence) -> impl DoubleEndedIterator<Item = TokenId> + use<> {
        sentence.tokens.clone().map(TokenId)
    }

    /// The root of a sentence.
    pub fn root(&self, sentence: &Sentence) -> Option<TokenId> {
        self.tokens_of(sentence).find(|&token| self.head(token).is_none())
    }

    /// The tokens that begin inside `span`; found by halving.
    pub fn tokens_in(&self, span: Span) -> std::ops::Range<u32> {
        let all = &self.tokens.tokens;
        let low = all.partition_point(|token| token.span.start < span.start);
        let high = all.partition_point(|token| token.span.start < span.end);
        low as u32..high as u32
    }

    /// The innermost quotation around a place of the text.
    pub fn quote_at(&self, offset: u32) -> Option<&'a Quote> {
        let quotes = &self.segments.quotes;
        let mut at = quotes.partition_point(|quote| quote.span.start <= offset).checked_sub(1)?;
        loop {
            let quote = &quotes[at];
            if offset < quote.span.end {
                return Some(quote);
            }
            at = quote.parent? as usize;
        }
    }
}

fn matches_rel(rel: &str, wanted: &str) -> bool {
    rel == wanted || rel.strip_prefix(wanted).is_some_and(|rest| rest.starts_with(':'))
}
