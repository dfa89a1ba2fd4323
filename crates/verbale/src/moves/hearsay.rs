//! What the report itself does not vouch for: deeds and concessions that only somebody in it tells of.
//!
//! Enter a draft and its scene; leave how certain it is for the report, and the statement that tells of it.
//! Refused: what stands inside a charge or a pretext, and what an opposition says as if its country had said it.
//!
//! ```text
//! A newspaper reported that Chad had accepted the plan.    ACCEPT, open for the report
//! Rebels blamed Chad for urging farmers to burn the hay.   no REQUEST by Chad
//! ```

use super::MoveKind;
use super::draft::Draft;
use super::scene::{Scene, has_party};
use crate::actor::{ActorRef, PartyKind};
use crate::clause::{self, ClauseForm};
use crate::factuality::Certainty;
use crate::statement::StatementId;
use crate::syntax::Upos;
use crate::token::TokenId;

use super::frames::Pos;

/// Marks what only somebody who has no part in it tells of.
pub(super) fn weigh(scene: &Scene<'_>, draft: &mut Draft) {
    use MoveKind::{Accept, Concede, Partial, Perform, Retract};
    let gives = matches!(draft.kind, Accept | Concede | Partial | Retract);
    let harm = draft.kind == Perform && matches!(draft.act.as_deref(), Some("assault" | "coerce"));
    if !gives && !harm {
        return;
    }
    let Some(id) = teller(scene, draft) else { return };
    let party = scene.speaker(id);
    let open = match party.as_ref().map(|one| scene.actors.party(one.party)) {
        None => true,
        Some(party) => match party.kind {
            PartyKind::Unknown | PartyKind::Person => true,
            // What an agency tells of a deed abroad is news; of its own country's foe it is a charge.
            PartyKind::Outlet => {
                let sides = draft.to.iter().chain(&draft.from);
                let mut own = sides.map(|one| scene.actors.party(one.party).state.as_deref());
                gives || own.any(|state| state.is_some() && state == party.state.as_deref())
            }
            _ => false,
        },
    };
    if open {
        draft.report = Some(Certainty::Unknown);
        draft.teller = Some(id);
    }
}

/// The innermost statement around a draft whose speaker is none of its makers.
fn teller(scene: &Scene<'_>, draft: &Draft) -> Option<StatementId> {
    let mut at = scene.statement_around(draft.predicate);
    while let Some(id) = at {
        let Some(speaker) = scene.speaker(id) else { return Some(id) };
        if !has_party(&draft.from, speaker.party) {
            return Some(id);
        }
        at = scene.statement(id).parent.filter(|parent| parent.0 < id.0);
    }
    None
}

/// How far up the tree a charge is looked for.
const HEIGHT: usize = 4;

/// "Under the pretext that the army fired", "the allegation that it bribed", "blame him for urging farmers":
/// what is told only to charge somebody with it.
pub(super) fn in_charge(scene: &Scene<'_>, draft: &Draft) -> bool {
    use MoveKind::{Accuse, Breach, Deny, Evaluate};
    let parse = scene.parse;
    if matches!(draft.kind, Accuse | Breach | Deny | Evaluate) || draft.named {
        return false;
    }
    let mut at = draft.predicate;
    for _ in 0..HEIGHT {
        let Some(head) = parse.head(at) else { return false };
        match parse.rel(at) {
            "acl" | "ccomp" if matches!(parse.upos(head), Upos::Noun | Upos::Propn) => {
                let lemma = parse.lemma(head).to_lowercase();
                return ["pretext", "charge"].iter().any(|list| scene.frames.in_list(list, &lemma))
                    && clause::form(parse, at) == ClauseForm::Finite;
            }
            "advcl" | "obl" | "acl" if clause::form(parse, at) == ClauseForm::Gerund => {
                let with = parse
                    .children_by(at, "mark")
                    .chain(parse.children_by(at, "case"))
                    .any(|mark| matches!(parse.lemma(mark), "for" | "of" | "with" | "over"));
                let lemma = scene.frames.key(parse.lemma(head)).into_owned();
                let charges =
                    scene.frames.of(Pos::Verb, &lemma).any(|frame| matches!(frame.kind, Accuse | Evaluate));
                if with && charges {
                    return true;
                }
            }
            "xcomp" | "ccomp" | "conj" | "advcl" => {}
            _ => return false,
        }
        at = head;
    }
    false
}

/// "An opposition lawmaker accused Germany": no word of his country.
pub(super) fn speaks_for_itself(scene: &Scene<'_>, draft: &Draft) -> bool {
    use MoveKind::{Meet, Perform, Sign};
    let parse = scene.parse;
    let opposed = |actor: &ActorRef| {
        let state = scene.actors.party(actor.party).kind == PartyKind::State;
        let words = actor.span.map(|span| parse.tokens_in(span)).unwrap_or_default();
        state
            && words.map(TokenId).any(|token| {
                let around = parse.children(token).iter().copied().chain([token]);
                let mut phrase = around.filter(|&word| word <= token);
                phrase.any(|word| scene.frames.in_list("opposed", &parse.lemma(word).to_lowercase()))
            })
    };
    !matches!(draft.kind, Meet | Perform | Sign) && !draft.from.is_empty() && draft.from.iter().all(opposed)
}
