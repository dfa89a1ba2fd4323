//! Cues that the tree puts inside what somebody else said, though the reporter goes on with the same speaker.
//!
//! ```text
//! “It is late,” Ruiz said, │ adding later, “We leave.”            a participle with words of its own
//! Ruiz says she respects Ito │ and calls him “a wise man”         a joined cue with a quotation
//! Ruiz spoke of what Oslo wants │ and has announced that …        not in the gap of "what Oslo wants ⟨…⟩"
//! ```
//! What was said ends before such a cue, and the cue has the speaker of the cue before.

use super::cues::Cues;
use super::draft::Draft;
use super::phrase::{self, Run};
use super::sift;
use crate::parse::Parse;
use crate::syntax::Upos;
use crate::token::TokenId;

/// How far from a joined cue its quotation may begin, in tokens.
const NEAR: u32 = 6;

/// Cuts contents before the cues that carry on, and gives these their speaker.
pub(super) fn untangle(parse: &Parse, cues: &Cues, drafts: &mut [Draft]) {
    release(parse, cues, drafts);
    let parents = sift::parents(parse, drafts);
    for n in 0..drafts.len() {
        let (Some(above), Some(cue)) = (parents[n], drafts[n].cue) else { continue };
        let Some(first) = carries_on(parse, cues, &drafts[n], &drafts[above], cue) else { continue };
        let start = parse.span(TokenId(first)).start;
        let outer = &mut drafts[above];
        let same_sentence =
            outer.cue.is_some_and(|c| c < cue && parse.sentence_of(c) == parse.sentence_of(cue));
        let left = outer.content.iter().any(|piece| piece.start < start);
        if !same_sentence || !left {
            continue;
        }
        outer.content.retain(|piece| piece.start < start);
        if let Some(last) = outer.content.last_mut().filter(|last| last.end > start) {
            let kept = first.checked_sub(1).map(|t| parse.span(TokenId(t)).end).unwrap_or(last.start);
            last.end = kept.max(last.start);
            *last = last.trim(parse.text());
        }
        let (source, run) = (outer.source, outer.source_run);
        drafts[n].source = source;
        drafts[n].source_run = run;
    }
}

/// “…,” Ruiz said, adding, “…”: what stands after a participle that waits for a quotation is not the cue's before it.
fn release(parse: &Parse, cues: &Cues, drafts: &mut [Draft]) {
    let waits = |draft: &Draft| {
        let cue = draft.cue.filter(|&cue| parse.word(cue).xpos == "VBG" && draft.content.is_empty())?;
        let group = phrase::cue(parse, cue);
        let comma = group.first.checked_sub(1).is_some_and(|t| parse.form(TokenId(t)) == ",");
        (comma && draft.takes_quote(cues) && quotation_after(parse, group))
            .then(|| parse.head(cue).map(|head| (head, parse.span(cue).start)))
            .flatten()
    };
    let released: Vec<(TokenId, u32)> = drafts.iter().filter_map(waits).collect();
    for (head, start) in released {
        if let Some(outer) = drafts.iter_mut().find(|draft| draft.cue == Some(head)) {
            outer.content.retain(|piece| piece.start < start);
        }
    }
}

/// The first token of what goes on, where a draft inside another's content carries on with its speaker.
fn carries_on(parse: &Parse, cues: &Cues, inner: &Draft, outer: &Draft, cue: TokenId) -> Option<u32> {
    let speaks = |draft: &Draft| {
        draft.sense.is_some_and(|sense| cues.frame(sense).takes_quote() && cues.frame(sense).takes_clause())
    };
    let own_subject = parse.children_by(cue, "nsubj").any(|s| s < cue);
    if own_subject || parse.quote_at(parse.span(cue).start).is_some() {
        return None;
    }
    let group = phrase::cue(parse, cue);
    let low = parse.sentence(parse.sentence_of(cue)).tokens.start;
    let mut before = group.first.checked_sub(1).filter(|&t| t >= low)?;
    while before > low && parse.upos(TokenId(before)) == Upos::Adv {
        before -= 1;
    }
    let quoted = quotation_after(parse, group);
    match parse.word(cue).xpos {
        // ", adding that …", ", adding: “…”"
        "VBG" => {
            let comma = parse.form(TokenId(before)) == ",";
            let tells = speaks(inner) && (quoted || inner.strong && !inner.content.is_empty());
            (comma && tells).then_some(before)
        }
        "VBD" | "VBZ" | "VBP" | "VBN" if speaks(outer) => {
            let joined = matches!(parse.form(TokenId(before)), "and" | "but");
            let same_tense = outer.cue.is_some_and(|c| parse.word(c).xpos == parse.word(cue).xpos);
            let clause = inner.strong && speaks(inner) && !inner.content.is_empty();
            let fits =
                (quoted && same_tense && inner.takes_any_quote(cues)) || (clause && fills_no_gap(parse, cue));
            (joined && fits).then_some(before)
        }
        _ => None,
    }
}

/// A quotation that begins just after a cue.
fn quotation_after(parse: &Parse, group: Run) -> bool {
    let high = (group.last + 1 + NEAR).min(parse.sentence(parse.sentence_of(TokenId(group.last))).tokens.end);
    (group.last + 1..high).any(|t| parse.quote_at(parse.span(TokenId(t)).start).is_some())
}

/// True for a verb that the tree joins to one in a relative clause whose object is the noun before it, though
/// this one has its content already: what is joined must share the gap (Ross 1967).
fn fills_no_gap(parse: &Parse, verb: TokenId) -> bool {
    let Some(first) = parse.head(verb).filter(|_| parse.base_rel(verb) == "conj") else { return false };
    let relative = parse.rel(first) == "acl:relcl";
    let object = parse.children_by(first, "obj").all(|o| o < first);
    let subject = parse.child_by(first, "nsubj").is_some_and(|s| !parse.word(s).xpos.starts_with('W'));
    relative
        && object
        && subject
        && parse.children(verb).iter().any(|&c| parse.base_rel(c) == "ccomp" && c > verb)
}
