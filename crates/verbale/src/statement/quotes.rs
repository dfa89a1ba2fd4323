//! Which quotation is whose: each quotation goes to the cue beside it, else to the speaker of the one before.
//!
//! ```text
//! “We leave,” said Ruiz. “There is no time.”      one statement, two pieces
//! ```
//! The bounds are those of the quotation automaton, since trees often fail inside quotations. A quotation
//! that finds no cue and carries nothing on is left alone: a scare quote, or a title.

use super::carry;
use super::colon;
use super::cues::Cues;
use super::dash;
use super::draft::{Draft, Rule};
use super::phrase::{self, is_mark};
use crate::actor::Actors;
use crate::note::{Note, NoteKind};
use crate::parse::Parse;
use crate::segment::Quote;
use crate::span::Span;
use crate::syntax::Upos;
use crate::token::{SentenceId, TokenId};

/// How far from a quotation its cue may stand, in tokens.
const REACH: u32 = 40;
/// How far a cue may stand in the sentence after ("…?" / he asked.).
const NEXT_REACH: u32 = 8;

/// Gives each quotation to a draft, extends contents to the quotation's bounds, adds continuations. Comes back
/// with a note on each whole quotation that is nobody's.
pub(super) fn attach(parse: &Parse, actors: &Actors, cues: &Cues, drafts: &mut Vec<Draft>) -> Vec<Note> {
    let mut notes = Vec::new();
    let turns: Vec<Span> = drafts
        .iter()
        .filter(|draft| draft.rule == Rule::Colon)
        .flat_map(|draft| draft.content.clone())
        .collect();
    let mut at_token: Vec<Option<u32>> = vec![None; parse.tokens.tokens.len()];
    for (n, draft) in drafts.iter().enumerate() {
        if let Some(cue) = draft.cue {
            at_token[cue.index()] = Some(n as u32);
        }
    }
    let mut owner: Vec<Option<u32>> = vec![None; parse.segments.quotes.len()];
    let mut last: Option<(usize, u32)> = None;
    for (n, quote) in parse.segments.quotes.iter().enumerate() {
        let Some(place) = Place::of(parse, quote) else { continue };
        if holds_turn(quote, &turns) {
            continue;
        }
        let found = dash::signed(parse, quote, &place, drafts)
            .or_else(|| own(parse, cues, drafts, &at_token, quote, &place))
            .or_else(|| announcement(parse, actors, cues, (quote, &place), &turns, drafts))
            .or_else(|| carry::on(parse, cues, (quote, &place), &at_token, &owner, last, drafts));
        if let Some(draft) = found {
            widen(parse, &mut drafts[draft as usize], &place);
            extend(parse, &mut drafts[draft as usize], quote);
            owner[n] = Some(draft);
            if quote.parent.is_none() {
                last = Some((n, draft));
            }
        } else if quote.parent.is_none() && place.words >= SPOKEN && place.begins_sentence(parse) {
            notes.push(Note::at(NoteKind::Statement, quote.span, "This quotation has no speaker."));
        }
    }
    notes
}

/// From how many words on a quotation is somebody's and no title or term.
const SPOKEN: usize = 8;

/// How many tokens of a quotation are counted as words: enough to tell a phrase from a sentence.
const WORDS: usize = 12;

/// Where a quotation stands among tokens and sentences.
pub(super) struct Place {
    pub(super) first: u32,
    /// One past its last token.
    pub(super) end: u32,
    pub(super) opens: SentenceId,
    pub(super) closes: SentenceId,
    /// No more than are counted.
    pub(super) words: usize,
}

impl Place {
    pub(super) fn of(parse: &Parse, quote: &Quote) -> Option<Place> {
        let range = parse.tokens_in(quote.inner);
        if range.is_empty() {
            return None;
        }
        let words = range.clone().take(WORDS).filter(|&t| parse.upos(TokenId(t)) != Upos::Punct).count();
        Some(Place {
            first: range.start,
            end: range.end,
            opens: parse.sentence_of(TokenId(range.start)),
            closes: parse.sentence_of(TokenId(range.end - 1)),
            words,
        })
    }

    /// True where the quotation begins its sentence.
    pub(super) fn begins_sentence(&self, parse: &Parse) -> bool {
        let start = parse.sentence(self.opens).tokens.start;
        (start..self.first).all(|t| parse.upos(TokenId(t)) == Upos::Punct || is_mark(parse.form(TokenId(t))))
    }
}

/// A draft of its own for a quotation after the colon of a sentence without a cue; none within a turn of a
/// conversation, which has its speaker.
fn announcement(
    parse: &Parse,
    actors: &Actors,
    cues: &Cues,
    (quote, place): (&Quote, &Place),
    turns: &[Span],
    drafts: &mut Vec<Draft>,
) -> Option<u32> {
    let turn = turns.partition_point(|turn| turn.end <= quote.inner.start);
    if quote.parent.is_some() || turns.get(turn).is_some_and(|turn| turn.overlaps(quote.inner)) {
        return None;
    }
    drafts.push(colon::announced(parse, actors, cues, place)?);
    Some(drafts.len() as u32 - 1)
}

/// True for a quotation that opens with the label of a turn: “RUIZ: We are ready.
fn holds_turn(quote: &Quote, turns: &[Span]) -> bool {
    let turn = turns.partition_point(|turn| turn.end <= quote.inner.start);
    quote.parent.is_none()
        && turns.get(turn).is_some_and(|turn| quote.inner.start < turn.start && turn.start < quote.inner.end)
}

fn shared(a: Span, b: Span) -> usize {
    (a.end.min(b.end).saturating_sub(a.start.max(b.start))) as usize
}

/// The draft whose cue stands beside the quotation.
fn own(
    parse: &Parse,
    cues: &Cues,
    drafts: &[Draft],
    at_token: &[Option<u32>],
    quote: &Quote,
    place: &Place,
) -> Option<u32> {
    let before = announced(parse, place)
        .unwrap_or(parse.sentence(place.opens).tokens.start)
        .max(place.first.saturating_sub(REACH));
    let mut after = parse.sentence(place.closes).tokens.end.min(place.end + REACH);
    if (place.end..after).all(|t| parse.upos(TokenId(t)) == Upos::Punct) {
        after = (after + NEXT_REACH).min(paragraph_end(parse, place.closes));
    }
    let mut best: Option<(i32, u32)> = None;
    for token in (before..place.first).chain(place.end..after) {
        let Some(n) = at_token[token as usize] else { continue };
        // A quotation within a quotation belongs to a cue within it.
        let outer = quote.parent.map(|outer| parse.segments.quotes[outer as usize].span);
        if outer.is_some_and(|outer| !outer.contains(parse.span(TokenId(token)))) {
            continue;
        }
        let draft = &drafts[n as usize];
        let overlap: usize = draft.content.iter().map(|&piece| shared(piece, quote.inner)).sum();
        let distance = if token < place.first { place.first - token } else { token - place.end + 1 } as i32;
        let score = if overlap * 10 > quote.inner.len() * 3 {
            // "said — as the agency reports — “…”": the words are those of "said".
            let aside = parse.form(phrase::opening(parse, TokenId(token))).eq_ignore_ascii_case("as");
            if aside { 40 - distance } else { 200 - distance }
        } else if !draft.takes_quote(cues) {
            continue;
        } else if draft.content.is_empty() && is_beside(parse, place, token) {
            100 - distance
        } else if is_part(draft, quote) && is_beside(parse, place, token) {
            90 - distance
        } else if distance <= 4 && abuts(parse, place, token) && draft.rule == Rule::Frame {
            50 - distance
        } else {
            continue;
        };
        if best.is_none_or(|(have, _)| score > have) {
            best = Some((score, n));
        }
    }
    best.map(|(_, n)| n)
}

/// “A. B. C,” said Ruiz, where the tree gives the cue a part of the quotation alone.
fn is_part(draft: &Draft, quote: &Quote) -> bool {
    draft.content.iter().all(|&piece| quote.span.contains(piece))
}

/// "Ruiz said:" and the quotation in a paragraph of its own: where the sentence before it begins.
fn announced(parse: &Parse, place: &Place) -> Option<u32> {
    let before = SentenceId(place.opens.0.checked_sub(1)?);
    let sentence = parse.sentence(before);
    let last = sentence.tokens.end.checked_sub(1).filter(|&t| t >= sentence.tokens.start)?;
    let colon = parse.form(TokenId(last)) == ":" && place.begins_sentence(parse);
    colon.then_some(sentence.tokens.start)
}

fn paragraph_end(parse: &Parse, sentence: SentenceId) -> u32 {
    let here = parse.sentence(sentence);
    match parse.tokens.sentences.get(sentence.0 as usize + 1) {
        Some(next) if next.paragraph == here.paragraph => next.tokens.end,
        _ => here.tokens.end,
    }
}

/// True where a cue without content can take the quotation: "…," X said / X said(,|:) "…".
fn is_beside(parse: &Parse, place: &Place, cue: u32) -> bool {
    if cue >= place.end {
        let last = parse.form(TokenId(place.end - 1));
        let ends = matches!(last, "," | "." | "?" | "!" | "—" | "…" | "--" | "-" | "...");
        let next = (place.end..cue).map(|t| parse.form(TokenId(t))).find(|form| !is_mark(form));
        return ends || matches!(next, Some("," | "—" | "–" | "--")) || next.is_none();
    }
    let between = || (cue + 1..place.first).map(TokenId).filter(|&t| !is_mark(parse.form(t)));
    let near = between().next_back();
    let introduced = near.is_none_or(|t| matches!(parse.form(t), "," | ":" | "that"));
    let addressed = between().all(|t| {
        parse.upos(t) != Upos::Verb && !matches!(parse.form(t), ";" | ".") || parse.word(t).xpos == "VBG"
    });
    addressed && (introduced || (between().count() <= 6 && place.words > 2))
}

/// True where only punctuation, a pronoun or a name stands between cue and quotation.
fn abuts(parse: &Parse, place: &Place, cue: u32) -> bool {
    let range = if cue < place.first { cue + 1..place.first } else { place.end..cue };
    range
        .map(TokenId)
        .all(|t| matches!(parse.upos(t), Upos::Punct | Upos::Pron | Upos::Propn) || is_mark(parse.form(t)))
}

/// "said her way is to “talk and wait” in Oslo": words with a verb between cue and quotation make a clause, of
/// which the quotation is a part.
fn widen(parse: &Parse, draft: &mut Draft, place: &Place) {
    let Some(run) = draft.cue_run.filter(|run| draft.content.is_empty() && run.last < place.first) else {
        return;
    };
    let between = || (run.last + 1..place.first).map(TokenId).filter(|&t| !is_mark(parse.form(t)));
    let finite = |t: TokenId| matches!(parse.word(t).xpos, "VBD" | "VBZ" | "VBP" | "MD");
    let plain = between().all(|t| !matches!(parse.form(t), "," | ":" | ";"));
    let end = parse.sentence(place.opens).tokens.end;
    // "said “tax reforms” would help": the quotation is the beginning of the clause.
    let next = (place.end..end).map(TokenId).find(|&t| !is_mark(parse.form(t)));
    let begins = between().next().is_none()
        && !matches!(parse.form(TokenId(place.end - 1)), "," | "." | "?" | "!")
        && next.is_some_and(|t| parse.upos(t) != Upos::Punct)
        && (place.end..end).map(TokenId).any(finite);
    // "says the caucuses “are unknown” to most": the quotation has the verb.
    let has_verb = between().next().is_some() && finite(TokenId(place.first));
    let clause = plain && (between().any(finite) || begins || has_verb);
    if !clause || parse.sentence_of(TokenId(run.last)) != place.opens {
        return;
    }
    let clause = phrase::trimmed(parse, phrase::Run { first: run.last + 1, last: end - 1 });
    draft.content = clause.map(|clause| phrase::spans(parse, &[clause])).unwrap_or_default();
}

/// Puts the quotation into a draft's content: pieces that it overlaps grow to its bounds.
fn extend(parse: &Parse, draft: &mut Draft, quote: &Quote) {
    let cue = draft.cue_span(parse);
    let mut whole = quote.span;
    let mut kept = Vec::new();
    for &piece in &draft.content {
        let joined = piece.join(whole);
        let crosses = cue.is_some_and(|cue| joined.overlaps(cue));
        if piece.overlaps(quote.span) && !crosses {
            whole = joined;
        } else if !piece.overlaps(quote.span) {
            kept.push(piece);
        }
    }
    kept.push(whole);
    kept.sort();
    draft.strong |= quote.parent.is_some();
    draft.content = kept;
}
