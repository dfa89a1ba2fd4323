//! How sure the reader is that content and source of a statement are right, and when it leaves the speaker open.
//!
//! ```text
//! “We leave,” said Ruiz.        a quotation beside a cue of speech: .92
//! It was said that we leave.    nobody says it: a third of what its frame has
//! ```
//! Each frame has a base (`cues_frames.tsv`): how often it is right in a sentence in the reporter's words with a
//! named source. What else is known of a draft moves it. The factors were set by hand from how often drafts of
//! each sort are right in the study sets; `cargo xtask eval attribution` prints how far they hold.

use super::cues::{Cues, SourcePlace, WordClass};
use super::draft::{Draft, Rule};
use super::{Attribution, Mode};
use crate::parse::Parse;
use crate::token::TokenId;

/// Below this a speaker who is not named in the statement's own source is left open rather than guessed: in the
/// study sets (PolNeAR's training part and GUM) fewer than a quarter of such statements are right.
pub(super) const ABSTAIN: f32 = 0.25;

/// A source that the table does not know: a colon or a quotation that carries on.
const PLAIN: f32 = 0.6;

/// What is known of a statement besides its draft.
pub(super) struct Known {
    pub(super) mode: Mode,
    /// It stands in the content of another.
    pub(super) nested: bool,
    /// Its cue stands in a quotation.
    pub(super) quoted: bool,
}

/// How sure the reader is, 0 to 1.
pub(super) fn confidence(parse: &Parse, cues: &Cues, draft: &Draft, known: &Known) -> f32 {
    let frame = draft.sense.map(|sense| cues.frame(sense));
    let base = frame.map_or(PLAIN, |frame| frame.confidence);
    let tells = frame.is_some_and(|frame| frame.takes_quote() && frame.takes_clause());
    let mut value = match draft.rule {
        Rule::Continuation => return 0.4,
        // What a colon introduces is somebody's words where marks say so, and often a list where they do not.
        Rule::Colon => return if known.mode == Mode::Indirect { 0.4 } else { 0.8 },
        Rule::Dash => return 0.9,
        Rule::Frame => base,
        Rule::Bracket => base * 0.85,
    };
    match known.mode {
        Mode::Direct if tells => value += 0.12,
        Mode::Direct => value -= 0.1,
        Mode::Mixed => value += 0.08,
        Mode::Indirect => {}
    }
    let speech =
        draft.sense.is_some_and(|sense| cues.senses[sense as usize].attribution != Attribution::Attitude);
    if tells && speech && draft.strong && draft.rule == Rule::Frame && known.mode == Mode::Indirect {
        value += 0.06;
    }
    let sourceless = frame.is_some_and(|frame| frame.source == SourcePlace::None);
    if draft.source_run.is_none() && !sourceless {
        let verb = frame.is_some_and(|frame| frame.word == WordClass::Verb);
        value *= match (tells, verb) {
            // "was asked whether …": only who asks is not told.
            (true, true) if draft.strong && !draft.addressees.is_empty() => 0.9,
            (true, true) => 0.35,
            (false, true) => 0.9,
            // "hopes of a deal"
            (_, false) => 0.6,
        };
    } else if is_pronoun(parse, draft) {
        value -= 0.03;
    }
    if known.quoted {
        value *= 0.4;
    } else if known.nested {
        value *= 0.6;
    }
    (value.clamp(0.05, 0.92) * 100.0).round() / 100.0
}

/// True for a source of one word that names nobody.
pub(super) fn is_pronoun(parse: &Parse, draft: &Draft) -> bool {
    let alone = draft.source_run.filter(|run| run.first == run.last);
    alone.is_some_and(|run| {
        let word = parse.form(TokenId(run.first)).to_lowercase();
        matches!(word.as_str(), "he" | "she" | "it" | "they" | "who" | "which" | "that" | "we" | "i" | "you")
    })
}
