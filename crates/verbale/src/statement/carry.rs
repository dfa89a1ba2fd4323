//! Quotations without a cue of their own: whose words they carry on.
//!
//! ```text
//! “We leave,” said Ruiz. “There is no time.”          the same statement goes on
//! “We leave,” said Ruiz. / “There is no time.”        a new paragraph: Ruiz, inferred
//! Ruiz shook her head. “There is no time.”            the subject of the sentence before: Ruiz, inferred
//! ```
//! A sentence between two quotations ends what went before: its own subject is the speaker, or nobody.

use super::cues::Cues;
use super::draft::{Draft, Rule};
use super::phrase;
use super::quotes::Place;
use crate::parse::Parse;
use crate::segment::Quote;
use crate::syntax::{EntityKind, Upos};
use crate::token::{SentenceId, TokenId};

/// From how many words on a quotation in a paragraph of its own is speech and no heading.
const SPOKEN: usize = 6;

/// The draft that a quotation carries on, or a new one for the speaker whom it carries on.
pub(super) fn on(
    parse: &Parse,
    cues: &Cues,
    (quote, place): (&Quote, &Place),
    at_token: &[Option<u32>],
    owner: &[Option<u32>],
    last: Option<(usize, u32)>,
    drafts: &mut Vec<Draft>,
) -> Option<u32> {
    if quote.parent.is_some() {
        return None;
    }
    if let Some(found) = quote.continues.and_then(|before| owner[before as usize]) {
        return Some(found);
    }
    if !place.begins_sentence(parse) || place.words < 3 {
        return None;
    }
    let here = parse.sentence(place.opens).paragraph;
    let earlier = last
        .and_then(|(before, draft)| Some((Place::of(parse, &parse.segments.quotes[before])?.closes, draft)));
    if let Some((closes, draft)) = earlier
        && here == parse.sentence(closes).paragraph
        && place.opens.0 - closes.0 <= 1
    {
        return Some(draft);
    }
    let whole = parse.sentence(place.closes).tokens.end <= place.end + 2;
    if !whole || place.words < SPOKEN {
        return None;
    }
    let before = place.opens.0.checked_sub(1).map(SentenceId)?;
    if parse.sentence(before).paragraph == here {
        return introduced(parse, cues, before, at_token, drafts);
    }
    let (closes, draft) = earlier?;
    let follows = here == parse.sentence(closes).paragraph + 1 && place.opens.0 - closes.0 <= 2;
    follows.then(|| {
        let next = carried(&drafts[draft as usize]);
        push(drafts, next)
    })
}

/// The draft of a cue that waits for the quotation in the sentence before, or one for that sentence's subject.
fn introduced(
    parse: &Parse,
    cues: &Cues,
    before: SentenceId,
    at_token: &[Option<u32>],
    drafts: &mut Vec<Draft>,
) -> Option<u32> {
    let sentence = parse.sentence(before);
    if parse.quote_at(parse.span(TokenId(sentence.tokens.start)).end).is_some() {
        return None;
    }
    let root = parse.root(sentence)?;
    if let Some(n) = at_token[root.index()].map(|n| n as usize) {
        if drafts[n].content.is_empty() && drafts[n].takes_quote(cues) && drafts[n].source_run.is_some() {
            return Some(n as u32);
        }
        if drafts[n].source_run.is_some() {
            let next = carried(&drafts[n]);
            return Some(push(drafts, next));
        }
    }
    let subject = parse.child_by(root, "nsubj").filter(|&subject| is_person(parse, subject))?;
    let mut next = Draft {
        cue: None,
        cue_run: None,
        sense: None,
        source: None,
        source_run: None,
        content: Vec::new(),
        addressees: Vec::new(),
        negated: false,
        inferred: true,
        strong: false,
        rule: Rule::Continuation,
    };
    next.source = Some(subject);
    next.source_run = phrase::source(parse, subject, None);
    Some(push(drafts, next))
}

fn push(drafts: &mut Vec<Draft>, next: Draft) -> u32 {
    drafts.push(next);
    drafts.len() as u32 - 1
}

fn carried(from: &Draft) -> Draft {
    Draft {
        content: Vec::new(),
        cue: None,
        cue_run: None,
        inferred: true,
        rule: Rule::Continuation,
        ..from.clone()
    }
}

/// A person's name, also beside what he is ("The union's leader, *Ana Ruiz*, left"), or "he".
fn is_person(parse: &Parse, token: TokenId) -> bool {
    let pronoun = matches!(parse.form(token).to_lowercase().as_str(), "he" | "she");
    let named = |token: TokenId| {
        parse.upos(token) == Upos::Propn
            && parse
                .syntax
                .entities
                .iter()
                .any(|e| e.kind == EntityKind::Person && e.tokens.contains(&token.0))
    };
    pronoun || named(token) || parse.children_by(token, "appos").any(named)
}
