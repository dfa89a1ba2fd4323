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
            "acl" | "acl:relcl" | "ccomp" if matches!(parse.upos(head), Upos::Noun | Upos::Propn) => {
                let lemma = parse.lemma(head).to_lowercase();
                return ["pretext", "charge"].iter().any(|list| scene.frames.in_list(list, &lemma))
                    && matches!(clause::form(parse, at), ClauseForm::Finite | ClauseForm::Question);
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

/// For whom an official agency speaks: the party of this move whose state it belongs to.
pub(super) fn principal(scene: &Scene<'_>, teller: &ActorRef, draft: &Draft) -> Option<ActorRef> {
    let outlet = scene.actors.party(teller.party);
    let name = outlet.name.to_lowercase();
    if outlet.kind != PartyKind::Outlet || !scene.frames.in_list("mouthpiece", &name) {
        return None;
    }
    let mut sides = draft.to.iter().chain(&draft.from);
    let own =
        sides.find(|one| Some(scene.actors.party(one.party).code.as_str()) == outlet.state.as_deref())?;
    Some(ActorRef { span: None, person: None, inferred: true, ..own.clone() })
}

/// "Congress complained of presidential timidity": between the powers of one state, no word to another.
pub(super) fn stays_at_home(scene: &Scene<'_>, draft: &mut Draft) {
    use MoveKind::{Accuse, Demand, Evaluate, Request, Warn};
    let parse = scene.parse;
    let among = |list: &str, token: TokenId| scene.frames.in_list(list, &parse.lemma(token).to_lowercase());
    let spoken = matches!(draft.kind, Accuse | Demand | Evaluate | Request | Warn) && draft.to.is_empty();
    let chamber = draft.from.iter().all(|one| {
        let words = one.span.map(|span| parse.tokens_in(span)).unwrap_or_default();
        words.map(TokenId).any(|token| among("chamber", token))
    });
    let Some(topic) = draft.topic.filter(|_| spoken && chamber && draft.from.len() == 1) else { return };
    if parse.children(topic).iter().any(|&word| word < topic && among("rulers", word)) {
        draft.to.clone_from(&draft.from);
    }
}
