//! Joint speakers: what two say together is a statement of each, with the words that name both as the source.
//!
//! ```text
//! Ruiz and Ito said …            Ruiz: …   Ito: …
//! US and Japanese officials said …
//! ```

use super::draft::Draft;
use crate::actor::{ActorRef, Actors};
use crate::parse::Parse;
use crate::syntax::Upos;
use crate::token::TokenId;

/// Drafts in which each joint speaker has one of his own.
pub(super) fn apart(parse: &Parse, actors: &Actors, drafts: Vec<Draft>) -> Vec<Draft> {
    let mut out = Vec::with_capacity(drafts.len());
    for draft in drafts {
        let heads = draft.source.map(|head| speakers(parse, actors, head)).unwrap_or_default();
        if heads.len() < 2 {
            out.push(draft);
            continue;
        }
        for head in heads {
            out.push(Draft { source: Some(head), ..draft.clone() });
        }
    }
    out
}

/// The most speakers of one statement that are told apart.
const MOST: usize = 8;

/// The tokens that name the joint speakers of a source; empty where there is one speaker only.
fn speakers(parse: &Parse, actors: &Actors, head: TokenId) -> Vec<TokenId> {
    let joined = parse.conjuncts(head);
    // "Harper and Son Ltd" is one.
    let last = joined.last().copied().unwrap_or(head);
    let entities = &parse.syntax.entities;
    let before = entities.partition_point(|e| e.tokens.start <= head.0).checked_sub(1);
    if last != head && before.is_some_and(|at| last.0 < entities[at].tokens.end) {
        return Vec::new();
    }
    if joined.len() > 1 {
        return if joined[1..].iter().all(|&next| is_another(parse, next)) {
            distinct(actors, joined)
        } else {
            Vec::new()
        };
    }
    // "US and Japanese officials"
    if parse.upos(head) != Upos::Noun {
        return Vec::new();
    }
    let mut modifiers = parse.children(head).iter().copied();
    let modifier =
        modifiers.find(|&child| matches!(parse.base_rel(child), "amod" | "compound") && child < head);
    let Some(modifier) = modifier else { return Vec::new() };
    let joined = parse.conjuncts(modifier);
    if joined.len() > 1 { distinct(actors, joined) } else { Vec::new() }
}

/// "the minister and *the* envoy", "Ruiz and *Ito*", but not "the foreign minister and deputy premier".
fn is_another(parse: &Parse, next: TokenId) -> bool {
    let xpos = parse.word(next).xpos;
    parse.upos(next) == Upos::Propn
        || xpos == "NNS"
        || parse
            .children(next)
            .iter()
            .any(|&c| c < next && matches!(parse.rel(c), "det" | "nmod:poss" | "nummod"))
        || parse.children(next).iter().any(|&c| matches!(parse.base_rel(c), "appos" | "flat"))
}

/// Those that stand for somebody, each once; empty unless all do.
fn distinct(actors: &Actors, heads: Vec<TokenId>) -> Vec<TokenId> {
    let mut found: Vec<(TokenId, &ActorRef)> = Vec::new();
    for head in heads.into_iter().take(MOST) {
        let Some(who) = actors.at(head) else { return Vec::new() };
        if !found.iter().any(|(_, have)| have.party == who.party && have.person == who.person) {
            found.push((head, who));
        }
    }
    found.into_iter().map(|(head, _)| head).collect()
}
