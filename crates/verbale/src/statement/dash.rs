//! Quotations signed by a name after a dash.
//!
//! ```text
//! “He does not answer to anyone.” ― Ana Ruiz
//! ```
//! Refuses a quotation that goes on as a sentence, and a dash before anything but a name that ends the paragraph.

use super::bracket;
use super::draft::{Draft, Rule};
use super::phrase::{Run, is_mark};
use super::quotes::Place;
use crate::parse::Parse;
use crate::segment::Quote;
use crate::syntax::Upos;
use crate::token::{SentenceId, TokenId};

/// The longest signature, in tokens.
const NAME: u32 = 12;

/// The draft of a quotation that begins its sentence and is signed.
pub(super) fn signed(parse: &Parse, quote: &Quote, place: &Place, drafts: &mut Vec<Draft>) -> Option<u32> {
    if quote.parent.is_some() || place.words < 3 || !place.begins_sentence(parse) {
        return None;
    }
    let end = end_of_paragraph(parse, place.closes);
    let mut at = place.end;
    while at < end && is_mark(parse.form(TokenId(at))) {
        at += 1;
    }
    let dash = matches!(parse.form(TokenId(at.min(end - 1))), "―" | "—" | "–" | "--" | "-");
    if !dash || at + 1 >= end || end - at > NAME || !is_name(parse, TokenId(at + 1)) {
        return None;
    }
    let comma = (at + 1..end).find(|&t| matches!(parse.form(TokenId(t)), "," | "."));
    let name = Run { first: at + 1, last: comma.unwrap_or(end) - 1 };
    if !(name.first..=name.last).all(|t| is_name(parse, TokenId(t))) {
        return None;
    }
    drafts.push(Draft {
        cue: None,
        cue_run: Some(Run { first: at, last: at }),
        sense: None,
        source: bracket::head_of(parse, name),
        source_run: Some(name),
        content: Vec::new(),
        addressees: Vec::new(),
        negated: false,
        inferred: false,
        strong: true,
        rule: Rule::Dash,
    });
    Some(drafts.len() as u32 - 1)
}

fn is_name(parse: &Parse, token: TokenId) -> bool {
    parse.upos(token) == Upos::Propn || matches!(parse.form(token), "of" | "the")
}

/// One past the last token of a paragraph.
fn end_of_paragraph(parse: &Parse, sentence: SentenceId) -> u32 {
    let paragraph = parse.sentence(sentence).paragraph;
    let rest = parse.tokens.sentences[sentence.0 as usize..].iter();
    rest.take_while(|s| s.paragraph == paragraph).take(2).map(|s| s.tokens.end).last().unwrap_or(0)
}
