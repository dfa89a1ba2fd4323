//! What is told as a charge, a denial, a promise or a threat is no deed: moves in the words of somebody in the talks.
//!
//! ```text
//! Panama said that Cuba had violated the pact.         ACCUSE PAN → CUB; BREACH by CUB, open for the report
//! Chad said that it would free forty prisoners.        COMMIT by TCD
//! Chad denied that it had shelled a village.           no PERFORM
//! ```

use super::draft::Draft;
use super::scene::{Scene, add_all, has_party, same_parties};
use super::{MoveKind, Polarity, hearsay};
use crate::actor::PartyKind;
use crate::clause::{self, Tense};
use crate::factuality::Certainty;
use crate::syntax::Upos;
use crate::token::TokenId;
use std::collections::BTreeMap;

/// What one is accused of or judged for is no fact of its own: "blamed him for urging farmers".
pub(super) fn alleged(scene: &Scene<'_>, one: &Draft, kinds: &BTreeMap<TokenId, MoveKind>) -> bool {
    let parse = scene.parse;
    // A charge goes with a charge, but what is denied has nobody to charge.
    let charge = matches!(one.kind, MoveKind::Breach | MoveKind::Accuse);
    let mut at = one.predicate;
    for _ in 0..4 {
        if !matches!(parse.base_rel(at), "advcl" | "ccomp" | "xcomp" | "acl" | "obl" | "conj") {
            return false;
        }
        let Some(head) = parse.head(at) else { return false };
        if parse.base_rel(at) == "conj" && clause::joins_higher(parse, at, head) {
            return false;
        }
        let over = kinds.get(&head);
        if over == Some(&MoveKind::Deny) || (over == Some(&MoveKind::Accuse) && !charge) {
            return !matches!(parse.rel(at), "acl:relcl" | "conj");
        }
        at = head;
    }
    false
}

/// An attack of the other side as one side tells it is that side's charge, no fact.
pub(super) fn into_charge(scene: &Scene<'_>, one: &mut Draft) {
    let harm = one.kind == MoveKind::Perform && matches!(one.act.as_deref(), Some("assault" | "coerce"));
    let told = harm && one.certainty == Certainty::CertainYes;
    let teller = scene.statement_around(one.predicate).filter(|_| told).and_then(|id| scene.speaker(id));
    let teller = teller.map(|actor| hearsay::principal(scene, &actor, one).unwrap_or(actor));
    if let Some(actor) = teller.as_ref().filter(|_| one.from.len() > 1) {
        // Nobody charges himself: "they fired", where the pronoun is taken for both sides.
        one.from.retain(|own| own.party != actor.party);
    }
    let party = teller.filter(|actor| {
        let kind = scene.actors.party(actor.party).kind;
        scene.may_act(actor)
            && !has_party(&one.from, actor.party)
            && !one.from.iter().any(|own| scene.belongs_to(own, actor))
            && matches!(kind, PartyKind::State | PartyKind::Igo | PartyKind::ArmedGroup)
    });
    if let Some(teller) = party {
        one.kind = MoveKind::Accuse;
        one.act = None;
        one.to = std::mem::replace(&mut one.from, vec![teller]);
        "told:accuse".clone_into(&mut one.rule);
    }
}

/// "Said that it would free the prisoners": a deed to come, in the words of who is to do it, is a promise, and
/// a harmful one a threat.
pub(super) fn announced(scene: &Scene<'_>, one: &mut Draft) {
    let ahead = one.kind == MoveKind::Perform && one.certainty == Certainty::ProbableYes;
    let teller = scene.statement_around(one.predicate).filter(|_| ahead).and_then(|id| scene.speaker(id));
    if !teller.is_some_and(|actor| has_party(&one.from, actor.party)) {
        return;
    }
    one.kind = if one.polarity == Polarity::Against { MoveKind::Threaten } else { MoveKind::Commit };
    one.act = None;
    one.certainty = Certainty::CertainYes;
}

/// "Warned that it would leave the treaty": who warns of what he himself will do threatens.
pub(super) fn warned_of_own(scene: &Scene<'_>, one: &mut Draft) {
    if one.kind != MoveKind::Warn {
        return;
    }
    let Some(inner) = scene.clause(one.predicate).complement else { return };
    let clause = scene.clause(inner.root);
    let mut doers = Vec::new();
    for &doer in &clause.subjects {
        add_all(&mut doers, scene.parties(doer));
    }
    let among = |list: &str, token: TokenId| {
        scene.frames.in_list(list, scene.frames.key(scene.parse.lemma(token)).as_ref())
    };
    // "It may take retaliatory measures", but not "it would take steps to calm the border".
    let strikes = clause.objects.iter().any(|&one| among("harmnoun", one)) && clause.complement.is_none();
    let harm = among("harm", inner.root) || among("harsh", inner.root) || strikes;
    let pronoun = clause.subjects.iter().all(|&one| scene.parse.upos(one) == Upos::Pron);
    let own = !doers.is_empty() && (same_parties(&doers, &one.from) || pronoun);
    let may = matches!(clause.modal.as_deref(), Some("may" | "might" | "could"));
    if own && harm && (may || clause.tense == Tense::Future) && !clause.negated {
        one.kind = MoveKind::Threaten;
    }
}

/// A breach that somebody else tells of is a charge by him, and open for the report: "Panama said that Cuba
/// had violated the pact".
pub(super) fn charged(
    scene: &Scene<'_>,
    one: &mut Draft,
    kinds: &BTreeMap<TokenId, MoveKind>,
    kept: &mut Vec<Draft>,
) {
    if one.kind != MoveKind::Breach {
        return;
    }
    if one.certainty == Certainty::CertainNo {
        // "was not honouring": the negation belongs to the frame.
        one.certainty = Certainty::CertainYes;
    }
    let around = scene.statement_around(one.predicate);
    let accuser = around
        .and_then(|id| scene.speaker(id))
        .filter(|actor| scene.may_act(actor) && !has_party(&one.from, actor.party));
    let cue = around.and_then(|id| scene.statement(id).cue_token);
    let above = scene.parse.head(one.predicate);
    let told = [cue, above].into_iter().flatten().any(|token| kinds.get(&token) == Some(&MoveKind::Accuse));
    if accuser.is_some() || told {
        one.certainty = Certainty::Unknown;
    }
    let Some(accuser) = accuser else { return };
    if one.to.is_empty() {
        one.to = vec![accuser.clone()];
    }
    if !told {
        let mut charge = Draft::new(scene, MoveKind::Accuse, one.predicate, "breach:told");
        charge.from = vec![accuser];
        charge.to.clone_from(&one.from);
        charge.topic = one.topic;
        charge.polarity = Polarity::Against;
        charge.statement = around;
        charge.evidence.clone_from(&one.evidence);
        kept.push(charge);
    }
}
