//! Which drafts stand inside the content of others, and which of those are kept.
//!
//! What a quoted speaker says of others is a layer of its own ("You have said that we warn ..."); what he
//! merely thinks, wants or praises is part of what he says and no statement of the report.

use super::cues::{Cues, Whose, WordClass};
use super::draft::Draft;
use super::{Act, Attribution};
use crate::actor::{Actors, PartyKind};
use crate::parse::Parse;
use crate::span::Span;
use crate::token::TokenId;

/// For each draft the one in whose content its cue stands most closely.
pub(super) fn parents(parse: &Parse, drafts: &[Draft]) -> Vec<Option<usize>> {
    // Contents in order of their start, longest first; a stack of those still open.
    let mut pieces: Vec<(Span, usize)> =
        drafts.iter().enumerate().flat_map(|(n, draft)| draft.content.iter().map(move |&p| (p, n))).collect();
    pieces.sort_by_key(|&(piece, n)| (piece.start, std::cmp::Reverse(piece.end), n));
    let mut cues: Vec<(Span, usize)> =
        drafts.iter().enumerate().filter_map(|(n, draft)| Some((draft.cue_span(parse)?, n))).collect();
    cues.sort();
    let mut parents = vec![None; drafts.len()];
    let mut open: Vec<(Span, usize)> = Vec::new();
    let mut next = 0;
    for (cue, n) in cues {
        while next < pieces.len() && pieces[next].0.start <= cue.start {
            open.push(pieces[next]);
            next += 1;
        }
        open.retain(|(piece, _)| piece.end > cue.start);
        let surplus = open.len().saturating_sub(OPEN);
        open.drain(..surplus);
        let around = open.iter().filter(|&&(piece, m)| m != n && piece.end >= cue.end);
        parents[n] = around.min_by_key(|(piece, _)| piece.len()).map(|&(_, m)| m);
    }
    // A cycle would need two contents that hold each other's cue: the earlier one then has no parent.
    for n in 0..parents.len() {
        let mut at = n;
        for _ in 0..DEPTH {
            match parents[at] {
                Some(above) if above == n => parents[n] = None,
                Some(above) => at = above,
                None => break,
            }
        }
    }
    parents
}

/// How many contents around a cue are looked at, the latest first: a bound for texts without sentences.
const OPEN: usize = 64;

/// The deepest nesting that is followed.
const DEPTH: usize = 16;

/// True for what says nothing that a report would attribute: "I want to go", "do you plan to", "thank you".
/// Beliefs and words of the first person are kept.
fn is_idle(parse: &Parse, cues: &Cues, draft: &Draft) -> bool {
    let (Some(sense), text) = (draft.sense, parse.text()) else { return false };
    let to_hearer =
        matches!(draft.content.as_slice(), [only] if matches!(only.of(text), "you" | "me" | "us"));
    let frame = cues.frame(sense);
    let tells = frame.takes_clause() && frame.takes_quote()
        || matches!(frame.name.as_str(), "believe" | "know" | "confident" | "fear");
    to_hearer || (is_first_person_source(parse, draft) && !tells)
}

/// Drops what stands inside another's content and is no layer of its own.
pub(super) fn layers(parse: &Parse, actors: &Actors, cues: &Cues, drafts: Vec<Draft>) -> Vec<Draft> {
    let drafts = carried(parse, cues, drafts);
    let parents = parents(parse, &drafts);
    let kept = |n: usize, draft: &Draft| {
        parents[n].is_none_or(|_| is_layer(parse, actors, cues, draft)) && !is_idle(parse, cues, draft)
    };
    let keep: Vec<bool> = drafts.iter().enumerate().map(|(n, draft)| kept(n, draft)).collect();
    drafts.into_iter().zip(keep).filter_map(|(draft, keep)| keep.then_some(draft)).collect()
}

/// "Ruiz repeated her *call* for a truce": one statement, that of the noun, with the verb's subject as its source.
fn carried(parse: &Parse, cues: &Cues, mut drafts: Vec<Draft>) -> Vec<Draft> {
    let mut at_token: Vec<Option<u32>> = vec![None; parse.tokens.tokens.len()];
    for (n, draft) in drafts.iter().enumerate() {
        if let Some(cue) = draft.cue {
            at_token[cue.index()] = Some(n as u32);
        }
    }
    let mut keep = vec![true; drafts.len()];
    for n in 0..drafts.len() {
        // "reaffirmed the plan to close the port" is said of the plan.
        let noun = drafts[n].sense.is_some_and(|sense| {
            cues.frame(sense).word == WordClass::Noun && cues.senses[sense as usize].act != Act::Intend
        });
        let Some(cue) = drafts[n].cue.filter(|&cue| noun && parse.base_rel(cue) == "obj") else { continue };
        let verb = parse.head(cue).filter(|&v| cues.carried(parse.lemma(v)) == Some(Whose::Own));
        let Some(outer) = verb.and_then(|verb| at_token[verb.index()]).map(|outer| outer as usize) else {
            continue;
        };
        let own = drafts[n]
            .source
            .is_none_or(|source| parse.word(source).xpos == "PRP$" || Some(source) == drafts[outer].source);
        if own && outer != n && drafts[outer].source.is_some() {
            (drafts[n].source, drafts[n].source_run) = (drafts[outer].source, drafts[outer].source_run);
            drafts[n].negated |= drafts[outer].negated;
            keep[outer] = false;
        }
    }
    drafts.into_iter().zip(keep).filter_map(|(draft, keep)| keep.then_some(draft)).collect()
}

fn is_layer(parse: &Parse, actors: &Actors, cues: &Cues, draft: &Draft) -> bool {
    let Some(sense) = draft.sense else { return true };
    let (frame, sense) = (cues.frame(sense), &cues.senses[sense as usize]);
    let speaks =
        matches!(sense.attribution, Attribution::Speech | Attribution::Writing | Attribution::Decree);
    let first_person = is_first_person_source(parse, draft);
    if !speaks || first_person {
        return false;
    }
    // "rejected the *claim* that …": the words of somebody whom the text does not name.
    let verb = draft.cue.filter(|&cue| parse.base_rel(cue) == "obj").and_then(|cue| parse.head(cue));
    let denied = verb.is_some_and(|verb| cues.carried(parse.lemma(verb)) == Some(Whose::Other));
    let reports = frame.takes_clause()
        && draft.strong
        && (draft.source_run.is_some() || frame.word == WordClass::Verb || denied)
        && !matches!(sense.act, Act::Concede);
    reports && frame.name != "show"
        || (speaks_for_party(actors, draft) && !matches!(frame.name.as_str(), "praise" | "contemplate"))
}

fn is_first_person_source(parse: &Parse, draft: &Draft) -> bool {
    let alone = draft.source_run.filter(|run| run.first == run.last);
    alone.is_some_and(|run| is_first_person(parse.form(TokenId(run.first))))
}

fn is_first_person(form: &str) -> bool {
    matches!(form.to_ascii_lowercase().as_str(), "i" | "we" | "you")
}

fn speaks_for_party(actors: &Actors, draft: &Draft) -> bool {
    let who = draft.source.and_then(|head| actors.at(head));
    who.is_some_and(|who| matches!(actors.party(who.party).kind, PartyKind::State | PartyKind::Igo))
}
