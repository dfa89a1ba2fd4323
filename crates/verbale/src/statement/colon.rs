//! Speakers before a colon: "RUIZ: We are ready." in interviews and transcripts, and "Ruiz: …" in a headline.

use super::draft::{Draft, Rule};
use super::phrase::{self, Run};
use crate::parse::Parse;
use crate::segment::{Segment, SegmentKind};
use crate::span::Span;
use crate::syntax::{EntityKind, Upos};
use crate::token::TokenId;

/// The longest name before a colon, in tokens.
const NAME: u32 = 6;

/// One draft for each paragraph that a speaker's name and a colon open.
pub(super) fn read(parse: &Parse) -> Vec<Draft> {
    let mut found = Vec::new();
    let mut before = None;
    for (n, (_, sentence)) in parse.sentences().enumerate() {
        let opens = before != Some(sentence.paragraph);
        before = Some(sentence.paragraph);
        if !opens {
            continue;
        }
        let range = sentence.tokens.clone();
        let colon = range.clone().take(NAME as usize + 1).find(|&t| parse.form(TokenId(t)) == ":");
        let Some(colon) = colon.filter(|&colon| colon > range.start) else { continue };
        let name = Run { first: range.start, last: colon - 1 };
        if !is_speaker(parse, name) && !heads(parse, name, range.end) {
            continue;
        }
        let paragraph = parse.tokens.sentences[n..].iter().take_while(|s| s.paragraph == sentence.paragraph);
        let end = paragraph.map(|s| s.tokens.end).last().unwrap_or(range.end);
        let Some(content) = phrase::trimmed(parse, Run { first: colon + 1, last: end - 1 }) else { continue };
        if content.last - content.first < 2 {
            continue;
        }
        let source = super::bracket::head_of(parse, name);
        found.push(Draft {
            cue: None,
            cue_run: Some(Run { first: colon, last: colon }),
            sense: None,
            source,
            source_run: Some(name),
            content: spans(parse, content),
            addressees: Vec::new(),
            negated: false,
            inferred: false,
            strong: true,
            rule: Rule::Colon,
        });
    }
    found
}

fn spans(parse: &Parse, content: Run) -> Vec<Span> {
    phrase::spans(parse, &[content])
}

/// "Ruiz: talks have failed": in a headline a name before a clause.
fn heads(parse: &Parse, name: Run, end: u32) -> bool {
    let place = parse.span(TokenId(name.first));
    let headline = |s: &Segment| s.kind == SegmentKind::Headline && s.span.contains(place);
    let finite = |t: u32| matches!(parse.word(TokenId(t)).xpos, "VBD" | "VBZ" | "VBP" | "MD");
    parse.segments.list.iter().any(headline)
        && (name.first..=name.last).all(|t| parse.upos(TokenId(t)) == Upos::Propn)
        && (name.last + 2..end).any(finite)
}

/// A person's name, or a name in capitals, and nothing else.
fn is_speaker(parse: &Parse, name: Run) -> bool {
    let mut tokens = (name.first..=name.last).map(TokenId);
    let names =
        tokens.clone().all(|t| parse.upos(t) == Upos::Propn || parse.form(t).chars().all(|c| c == '.'));
    let whole = |tokens: &std::ops::Range<u32>| tokens.start <= name.first && tokens.end > name.last;
    let person = parse.syntax.entities.iter().any(|e| {
        let inside = e.tokens.start >= name.first && e.tokens.end <= name.last + 1;
        e.kind == EntityKind::Person && (whole(&e.tokens) || (names && inside))
    });
    let capitals = tokens.all(|t| parse.form(t).chars().all(|c| c.is_uppercase() || c == '.'));
    person || (names && capitals && name.last - name.first < 3)
}
