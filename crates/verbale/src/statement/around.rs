//! Phrases that attribute the clause around them: "according to the ministry", "in his view", "in the words of the
//! minister".
//!
//! ```text
//! The ship left at noon, according to the harbour master, but nobody saw it go.
//! └ content              └ cue        └ source            └ the reporter's
//! ```

use super::cues::{Cues, Slot, WordClass};
use super::draft::{Draft, Rule};
use super::phrase::{self, Run};
use super::slots;
use crate::clause;
use crate::parse::Parse;
use crate::syntax::Upos;
use crate::token::TokenId;

/// Fewer words than these are no clause.
const SHORT: usize = 3;

/// The fewest words before a phrase that can be what it attributes.
const BEFORE: u32 = 3;

/// How far before a phrase the bounds of its clause are looked for, in tokens.
const REACH: u32 = 200;

/// "in his view", "in the words of the minister": the clause around it is the content.
pub(super) fn in_view(parse: &Parse, cues: &Cues, head: TokenId) -> Option<Draft> {
    let (sense, _) = cues
        .of(WordClass::Noun, parse.lemma(head))
        .find(|&(sense, _)| cues.frame(sense).content.iter().flatten().any(|part| part.slot == Slot::Host))?;
    let marked = parse.children_by(head, "case").find(|&case| parse.form(case).eq_ignore_ascii_case("in"))?;
    // "The pact is, *in the words of* the envoy, a truce", where the tree takes them for what it is.
    let between = marked.0.checked_sub(1).is_some_and(|t| parse.form(TokenId(t)) == ",");
    if !matches!(parse.base_rel(head), "obl" | "nmod") && !between {
        return None;
    }
    let owner = clause::nominal(parse, head)
        .doers
        .first()
        .copied()
        .or_else(|| parse.children_by(head, "nmod").find(|&child| parse.case(child) == Some("of")))?;
    let mut draft = Draft::of(parse, head, sense, Rule::Frame);
    draft.cue_run = Some(Run { first: head.0, last: head.0 });
    draft.set_source(parse, Some(owner));
    let last = Run::below(parse, owner).last.max(head.0);
    draft.content = host(parse, head, Run { first: marked.0, last });
    (!draft.content.is_empty() && draft.source_run.is_some()).then_some(draft)
}

/// "According to the ministry, …": the preposition, with its fixed parts, before a nominal.
pub(super) fn preposition(parse: &Parse, cues: &Cues, token: TokenId) -> Option<Draft> {
    let lemma = parse.lemma(token);
    let next = TokenId(token.0 + 1);
    let with_next = (next.index() < parse.tokens.tokens.len())
        .then(|| format!("{} {}", parse.form(token).to_lowercase(), parse.lemma(next)));
    let (sense, words) = with_next
        .and_then(|both| cues.of(WordClass::Adposition, &both).next().map(|(at, _)| (at, 2)))
        .or_else(|| {
            let alone = parse.upos(token) == Upos::Adp;
            cues.of(WordClass::Adposition, lemma).next().filter(|_| alone).map(|(at, _)| (at, 1))
        })?;
    let object = object_of(parse, token, words)?;
    let measure = words == 1 && parse.upos(object) == Upos::Noun && parse.child_by(object, "det").is_none();
    if measure || matches!(parse.upos(object), Upos::Num | Upos::Sym) {
        return None;
    }
    let cue = Run { first: token.0, last: token.0 + words - 1 };
    let mut draft = Draft::of(parse, token, sense, Rule::Frame);
    draft.cue_run = Some(cue);
    draft.source = Some(object);
    let mut source = phrase::source(parse, object, None)?;
    if source.first <= cue.last {
        source.first = cue.last + 1;
    }
    draft.source_run = phrase::trimmed(parse, source);
    let below = Run::below(parse, object);
    let mut hole = Run { first: cue.first.min(below.first), last: below.last.max(cue.last) };
    // "But according to the poll, most …", where the tree puts the rest below "poll".
    let high = parse.sentence(parse.sentence_of(token)).tokens.end;
    let comma = (object.0 + 1..hole.last.min(high)).find(|&t| parse.form(TokenId(t)) == ",");
    if let Some(comma) = comma.filter(|_| host_words(parse, object, hole) < SHORT && high - hole.last <= 2) {
        hole.last = comma;
        draft.source_run = draft.source_run.map(|run| Run { last: run.last.min(comma - 1), ..run });
    }
    draft.content = host(parse, object, hole);
    (!draft.content.is_empty() && draft.source_run.is_some()).then_some(draft)
}

fn host_words(parse: &Parse, object: TokenId, hole: Run) -> usize {
    host(parse, object, hole).iter().map(|span| span.of(parse.text()).split_whitespace().count()).sum()
}

/// The nominal that a preposition governs: its head in the tree, where the tree shows it.
fn object_of(parse: &Parse, token: TokenId, words: u32) -> Option<TokenId> {
    let last = TokenId(token.0 + words - 1);
    for at in [token, last] {
        if matches!(parse.base_rel(at), "case" | "mark" | "fixed") {
            let mut head = parse.head(at)?;
            if parse.base_rel(at) == "fixed" {
                head = parse.head(head)?;
            }
            if head > last {
                return Some(head);
            }
        }
    }
    parse.children(token).iter().copied().find(|&child| child > last && parse.base_rel(child) == "obl")
}

/// The clause around a phrase, without the phrase.
fn host(parse: &Parse, phrase_head: TokenId, hole: Run) -> Vec<crate::span::Span> {
    let sentence = parse.sentence(parse.sentence_of(phrase_head));
    let mut run = Run { first: sentence.tokens.start, last: sentence.tokens.end.saturating_sub(1) };
    // Inside a content clause the clause alone is meant.
    let mut at = phrase_head;
    while let Some(above) = parse.head(at) {
        if at != phrase_head && matches!(parse.base_rel(at), "ccomp") {
            run = Run::below(parse, at);
            break;
        }
        at = above;
    }
    slots::characters(parse, own_clause(parse, phrase_head, run, hole))
}

/// Of a sentence, the clause that a phrase attributes: "A, according to Ruiz, │ but B", "A; │ B, according to
/// Ruiz", "A (B, according to Ruiz), C".
fn own_clause(parse: &Parse, phrase_head: TokenId, run: Run, hole: Run) -> Vec<Run> {
    let form = |t: u32| parse.form(TokenId(t));
    let mut run = run;
    let quoted = |t: u32| parse.quote_at(parse.span(TokenId(t)).start).is_some();
    let shut = (hole.last..=run.last).take(2).find(|&t| form(t) == ")");
    let near = run.first.max(hole.first.saturating_sub(REACH));
    let open = (near..hole.first).rev().find(|&t| matches!(form(t), "(" | ")"));
    match (open.filter(|&t| form(t) == "("), shut) {
        (Some(open), Some(shut)) if hole.first > open + BEFORE => {
            run = Run { first: open + 1, last: shut - 1 }
        }
        (None, Some(_)) => return phrase::without(run, hole),
        _ => {}
    }
    if hole.first < run.first + BEFORE {
        return phrase::without(run, hole);
    }
    let divides = (near..hole.first.saturating_sub(BEFORE)).rev().find(|&t| form(t) == ";" && !quoted(t));
    if let Some(at) = divides {
        run.first = at + 1;
    }
    let next = hole.last + 1;
    let comma = next + 1 < run.last && form(next) == ",";
    let joins =
        |t: u32| matches!(form(t), "and" | "but" | "while" | "though" | "although" | "whereas" | "so");
    let subject = |t: u32| {
        matches!(parse.upos(TokenId(t)), Upos::Pron | Upos::Det | Upos::Propn | Upos::Noun | Upos::Adj)
    };
    if next < run.last && form(next) == ";" || comma && joins(next + 1) && subject(next + 2) {
        run.last = hole.last;
    }
    // "*While A, according to Ruiz*, B": the clause in which the phrase stands.
    if let Some(clause) =
        parse.head(phrase_head).filter(|&c| parse.base_rel(c) == "advcl" && c.0 < hole.first)
    {
        let below = Run::below(parse, clause);
        let opened = parse.children_by(clause, "mark").any(|mark| mark.0 == below.first);
        if opened && below.first == run.first && below.last < run.last && below.last >= hole.last {
            run = Run { first: below.first + 1, last: below.last };
        }
    }
    phrase::without(run, hole)
}
