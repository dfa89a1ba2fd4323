//! A statement in the making: tokens where the finished one has characters and actors.

use super::cues::Cues;
use super::phrase::{self, Run};
use crate::parse::Parse;
use crate::span::Span;
use crate::token::TokenId;

/// What decided that something is a statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Rule {
    /// A frame whose content stands in the tree.
    Frame,
    /// A reporting clause between commas or at the end of a sentence.
    Bracket,
    /// A quotation that carries on the one before.
    Continuation,
    /// "X: …".
    Colon,
    /// “…” — X
    Dash,
}

impl Rule {
    pub(super) fn name(self) -> &'static str {
        match self {
            Rule::Frame => "frame",
            Rule::Bracket => "bracket",
            Rule::Continuation => "continuation",
            Rule::Colon => "colon",
            Rule::Dash => "dash",
        }
    }
}

/// One candidate.
#[derive(Debug, Clone)]
pub(super) struct Draft {
    /// The cue's head; none for a quotation that carries on.
    pub(super) cue: Option<TokenId>,
    /// The cue's tokens.
    pub(super) cue_run: Option<Run>,
    /// Row of the cue table.
    pub(super) sense: Option<u32>,
    /// The token that heads the source.
    pub(super) source: Option<TokenId>,
    /// The source's tokens.
    pub(super) source_run: Option<Run>,
    /// Content as characters, in text order.
    pub(super) content: Vec<Span>,
    /// Heads of the addressees.
    pub(super) addressees: Vec<TokenId>,
    /// The attribution is negated.
    pub(super) negated: bool,
    /// The speaker is taken from the statement before.
    pub(super) inferred: bool,
    /// Which slot gave the content.
    pub(super) strong: bool,
    pub(super) rule: Rule,
}

impl Draft {
    /// A draft of cue and sense alone.
    pub(super) fn of(parse: &Parse, cue: TokenId, sense: u32, rule: Rule) -> Draft {
        Draft {
            cue: Some(cue),
            cue_run: Some(phrase::cue(parse, cue)),
            sense: Some(sense),
            source: None,
            source_run: None,
            content: Vec::new(),
            addressees: Vec::new(),
            negated: false,
            inferred: false,
            strong: true,
            rule,
        }
    }

    /// Sets the source by its head.
    pub(super) fn set_source(&mut self, parse: &Parse, head: Option<TokenId>) {
        self.source = head;
        self.source_run = head.and_then(|head| phrase::source(parse, head, self.cue));
    }

    /// True where a quotation may be its content.
    pub(super) fn takes_quote(&self, cues: &Cues) -> bool {
        self.rule == Rule::Colon || self.sense.is_some_and(|sense| cues.frame(sense).takes_quote())
    }

    /// True where a quotation may be its content, or the last part of it: "calls him “a wise man”".
    pub(super) fn takes_any_quote(&self, cues: &Cues) -> bool {
        self.takes_quote(cues)
            || self.sense.is_some_and(|sense| cues.frame(sense).content.iter().any(|parts| parts.len() > 1))
    }

    /// True where nothing was said, and that is told: "would not comment".
    pub(super) fn is_silent(&self, cues: &Cues) -> bool {
        let comments = self.sense.is_some_and(|sense| cues.frame(sense).name == "comment");
        comments && self.negated && self.source_run.is_some()
    }

    /// The characters of its cue.
    pub(super) fn cue_span(&self, parse: &Parse) -> Option<Span> {
        self.cue_run.map(|run| phrase::spans(parse, &[run])[0])
    }
}
