//! The earlier move that a noun or pronoun points back to: "the proposal", "the move", "this".
//!
//! ```text
//! Chile proposed a treaty. Peru criticised the move.   "the move" is Chile's PROPOSE
//! ```

use super::MoveKind;
use super::draft::Draft;
use super::join::Told;
use super::scene::{Scene, has_party, same_parties};
use crate::actor::ActorRef;
use crate::clause;
use crate::syntax::Upos;
use crate::token::TokenId;

/// How many moves back a noun may point.
const BACK: usize = 12;

/// Who made the move that this one is about, where its clause points back to one of another party.
pub(super) fn author(scene: &Scene<'_>, told: &[Told], n: usize) -> Option<Vec<ActorRef>> {
    let draft = &told[n].draft;
    if !reacts(draft.kind) && draft.kind != MoveKind::Assert {
        return None;
    }
    let pointer = pointers(scene, draft).into_iter().find_map(|token| means(scene, token))?;
    let own = &draft.from;
    let before = told[n.saturating_sub(BACK)..n].iter().rev().map(|one| &one.draft);
    let mut others = before.filter(|other| {
        !other.from.is_empty()
            && !same_parties(&other.from, own)
            && !other.from.iter().any(|one| has_party(own, one.party))
            && other.predicate != draft.predicate
    });
    let found = others.find(|other| pointer.fits(other.kind))?;
    Some(found.from.clone())
}

/// True where a move is about a proposal or the like that its clause only points to.
pub(super) fn points(scene: &Scene<'_>, draft: &Draft) -> bool {
    let named = pointers(scene, draft).into_iter().find_map(|token| means(scene, token));
    matches!(named, Some(Pointer::Kinds(_)))
}

/// To whom a reply is: who last made a move to its maker that wants one ("the reply has been drafted").
pub(super) fn answered(scene: &Scene<'_>, told: &[Told], n: usize) -> Option<Vec<ActorRef>> {
    use MoveKind::{
        Accept, Ask, Concede, Counter, Deliver, Demand, Partial, Prepare, Propose, Reject, Request, Respond,
    };
    let draft = &told[n].draft;
    let reply = match draft.kind {
        Prepare | Deliver => is_reply(scene, draft),
        kind => matches!(kind, Accept | Concede | Counter | Partial | Reject | Respond),
    };
    if !reply {
        return None;
    }
    let own = &draft.from;
    let wants = |other: &&Draft| {
        let raises = matches!(other.kind, Ask | Counter | Demand | Propose | Request);
        let written = matches!(draft.kind, Prepare | Deliver);
        (raises || (written && matches!(other.kind, Deliver | Respond)))
            && !other.from.iter().any(|one| has_party(own, one.party))
            && ((other.to.is_empty() && written) || other.to.iter().any(|one| has_party(own, one.party)))
    };
    // "Japan agreed to talks. The US has been pressing it to hold them": the cause may be told after.
    let before = told[n.saturating_sub(BACK)..n].iter().rev();
    let after = told[n + 1..(n + 1 + BACK).min(told.len())].iter();
    before.chain(after).map(|one| &one.draft).find(wants).map(|other| other.from.clone())
}

/// "The response document", "a written reply"; "the draft", where the text has told of it before.
fn is_reply(scene: &Scene<'_>, draft: &Draft) -> bool {
    let parse = scene.parse;
    let names_reply = |token: TokenId| scene.frames.in_list("called-respond", parse.lemma(token));
    let told_of = |token: TokenId| {
        scene.frames.in_list("doc", parse.lemma(token))
            && parse.children_by(token, "det").any(|det| parse.lemma(det) == "the")
    };
    draft.topic.is_some_and(|topic| {
        names_reply(topic)
            || parse.children_by(topic, "compound").any(names_reply)
            || (draft.kind == MoveKind::Prepare && told_of(topic))
    })
}

/// The kinds that are about a move, document or act of somebody else.
pub(super) fn reacts(kind: MoveKind) -> bool {
    use MoveKind::{Accept, Counter, Endorse, Evaluate, Partial, Reject, Respond};
    matches!(kind, Accept | Counter | Endorse | Evaluate | Partial | Reject | Respond)
}

/// What a noun that names a move may be.
enum Pointer {
    /// One of these kinds.
    Kinds(&'static [MoveKind]),
    /// Whatever was done or announced: "the move", "this".
    Deed,
}

impl Pointer {
    fn fits(&self, kind: MoveKind) -> bool {
        use MoveKind::{Assert, Await, Deny, Endorse, Evaluate, Meet, Respond, Warn};
        match self {
            Pointer::Kinds(kinds) => kinds.contains(&kind),
            Pointer::Deed => {
                !matches!(kind, Assert | Await | Deny | Endorse | Evaluate | Meet | Respond | Warn)
            }
        }
    }
}

/// The word lists whose nouns point back, with the kinds that they may mean.
const CALLED: &[(&str, &[MoveKind])] = &[
    ("called-accuse", &[MoveKind::Accuse, MoveKind::Breach]),
    ("called-commit", &[MoveKind::Commit]),
    ("called-demand", &[MoveKind::Demand, MoveKind::Request]),
    ("called-propose", &[MoveKind::Propose, MoveKind::Counter, MoveKind::Request, MoveKind::Commit]),
    ("called-respond", &[MoveKind::Respond, MoveKind::Counter, MoveKind::Reject, MoveKind::Accept]),
    ("called-threaten", &[MoveKind::Threaten]),
];

/// The nominals that may point back: what the move is about, or of a clause its subject and objects.
fn pointers(scene: &Scene<'_>, draft: &Draft) -> Vec<TokenId> {
    let topic = draft.topic.unwrap_or(draft.predicate);
    if topic != draft.predicate && !scene.is_verbal(topic) {
        return vec![topic];
    }
    let clause = scene.clause(draft.predicate);
    let mut found = clause.subjects;
    found.extend(clause.objects);
    found.extend(clause.agents);
    found.retain(|&token| scene.parties(token).is_empty());
    found
}

/// The pointer that a definite noun, or a bare "this", "that" or "it", is.
fn means(scene: &Scene<'_>, token: TokenId) -> Option<Pointer> {
    let parse = scene.parse;
    let lemma = parse.lemma(token);
    if parse.upos(token) == Upos::Pron {
        return matches!(lemma, "this" | "that" | "it").then_some(Pointer::Deed);
    }
    let definite = parse
        .children_by(token, "det")
        .any(|det| matches!(parse.lemma(det), "the" | "this" | "that" | "these" | "those" | "such"));
    if parse.upos(token) != Upos::Noun || !definite || !clause::nominal(parse, token).doers.is_empty() {
        return None;
    }
    let kinds = CALLED.iter().find(|(list, _)| scene.frames.in_list(list, lemma));
    match kinds {
        Some((_, kinds)) => Some(Pointer::Kinds(kinds)),
        None => scene.frames.in_list("called-deed", lemma).then_some(Pointer::Deed),
    }
}
