//! From one telling to the moves that it holds: the demand inside a conditional threat, and the move of each
//! of those who say the same.
//!
//! ```text
//! Accra will close the port unless Lomé pays.     THREATEN GHA → TGO; DEMAND GHA → TGO "unless Lomé pays"
//! Oslo and Reykjavik denied the report.           DENY by NOR; DENY by ISL
//! ```

use super::draft::Draft;
use super::scene::{Scene, add_all, same_parties};
use super::{MoveKind, Polarity, terms};
use crate::actor::{ActorRef, PartyKind};
use crate::factuality::Certainty;
use crate::token::TokenId;
use std::collections::BTreeSet;

/// Adds to each threat on a condition the demand for what would lift it.
pub(super) fn threats(scene: &Scene<'_>, drafts: &mut Vec<Draft>) {
    // "Unless Lomé lifts the ban": what would lift the threat is asked for, and has not been done.
    let roots: BTreeSet<TokenId> = drafts
        .iter()
        .filter(|one| threatens(one))
        .filter_map(|one| one.condition)
        .filter(|&root| terms::asks_for(scene, root))
        .collect();
    drafts.retain(|one| one.kind != MoveKind::Perform || !roots.contains(&one.predicate));
    for threat in drafts.iter_mut().filter(|one| one.kind == MoveKind::Threaten) {
        toward_condition(scene, threat);
    }
    let taken: BTreeSet<TokenId> = drafts.iter().map(|one| one.predicate).collect();
    let mut found: Vec<Draft> = Vec::new();
    for threat in drafts.iter_mut().filter(|one| threatens(one)) {
        let Some(root) = threat.condition.filter(|root| !taken.contains(root)) else { continue };
        if !terms::asks_for(scene, root) || !threat.certainty.is_positive() {
            continue;
        }
        let mut demand = Draft::new(scene, MoveKind::Demand, root, "threat:condition");
        demand.from.clone_from(&threat.from);
        for subject in scene.clause(root).subjects {
            add_all(&mut demand.to, scene.parties(subject));
        }
        demand.to.retain(|one| !threat.from.iter().any(|own| own.party == one.party));
        if demand.to.is_empty() {
            demand.to.clone_from(&threat.to);
        }
        // Who could lift the threat is the one threatened, unless the text names another before.
        let condition = scene.parse.subtree_span(root);
        if threat.to.iter().all(|one| one.span.is_some_and(|span| condition.contains(span))) {
            threat.to.clone_from(&demand.to);
        }
        demand.topic = Some(root);
        demand.statement = threat.statement;
        demand.evidence = vec![scene.parse.subtree_span(root)];
        found.push(demand);
    }
    drafts.extend(found);
}

/// "Will act under the treaty if Oslo closes the port": who could set the threat off is the one threatened,
/// and no body that is only named beside.
fn toward_condition(scene: &Scene<'_>, threat: &mut Draft) {
    let Some(root) = threat.condition else { return };
    let mut setting = Vec::new();
    for subject in scene.clause(root).subjects {
        add_all(&mut setting, scene.parties(subject));
    }
    setting.retain(|one| {
        let kind = scene.actors.party(one.party).kind;
        let talks = matches!(kind, PartyKind::State | PartyKind::Igo | PartyKind::ArmedGroup);
        talks && !threat.from.iter().any(|own| own.party == one.party)
    });
    let body = |one: &ActorRef| scene.actors.party(one.party).kind == PartyKind::Igo;
    if !setting.is_empty() && threat.to.iter().all(body) {
        threat.to = setting;
    }
}

/// What is put forward in answer to a move of the other side is a counter-offer: "rejected the text and tabled
/// its own", "responded by proposing …", "a revised proposal", "offered … instead".
pub(super) fn counters(scene: &Scene<'_>, drafts: &mut Vec<Draft>) {
    use MoveKind::{Counter, Partial, Propose, Reject, Respond};
    let answers: Vec<(TokenId, MoveKind, Vec<ActorRef>, Vec<ActorRef>)> = drafts
        .iter()
        .filter(|one| matches!(one.kind, Reject | Respond | Partial) && one.certainty.is_positive())
        .map(|one| (one.predicate, one.kind, one.from.clone(), one.to.clone()))
        .collect();
    let parse = scene.parse;
    let mut taken = BTreeSet::new();
    for draft in drafts.iter_mut().filter(|one| one.kind == Propose && one.certainty.is_positive()) {
        let here = parse.sentence_of(draft.predicate);
        let answer = answers.iter().find(|(predicate, _, from, _)| {
            parse.sentence_of(*predicate) == here
                && *predicate < draft.predicate
                && same_parties(from, &draft.from)
        });
        let noun = draft.topic.filter(|&topic| !scene.is_verbal(topic)).unwrap_or(draft.predicate);
        let changed = parse.children_by(noun, "amod").any(|adj| {
            scene.frames.in_list("changed", parse.lemma(adj)) && !matches!(parse.lemma(adj), "own" | "new")
        });
        let instead = [draft.predicate, noun]
            .into_iter()
            .any(|token| parse.children(token).iter().any(|&child| parse.lemma(child) == "instead"));
        if answer.is_none() && !changed && !instead {
            continue;
        }
        draft.kind = Counter;
        if let Some((predicate, kind, _, to)) = answer {
            if draft.to.is_empty() {
                draft.to.clone_from(to);
            }
            let governs = parse.head(draft.predicate) == Some(*predicate);
            if *kind == Respond && governs {
                taken.insert(*predicate);
            }
        }
    }
    drafts.retain(|one| one.kind != Respond || !taken.contains(&one.predicate));
}

/// A threat, or a harmful step that is announced.
fn threatens(one: &Draft) -> bool {
    let announced = one.certainty == Certainty::ProbableYes && one.polarity == Polarity::Against;
    one.kind == MoveKind::Threaten || (announced && matches!(one.kind, MoveKind::Suspend | MoveKind::Perform))
}

/// The most who are told apart; a longer list is a chorus.
const FEW: usize = 4;

/// What several say or do each for himself is a move of each.
pub(super) fn makers(drafts: Vec<Draft>) -> Vec<Draft> {
    let mut found = Vec::with_capacity(drafts.len());
    for mut draft in drafts {
        if let [group] = &draft.from[..]
            && each_for_himself(draft.kind)
            && (2..=FEW).contains(&group.members.len())
            && group.except.is_empty()
        {
            let span = group.span;
            draft.from = group.members.iter().map(|&party| ActorRef::party(party, span)).collect();
        }
        if !each_for_himself(draft.kind) || !(2..=FEW).contains(&draft.from.len()) {
            found.push(draft);
            continue;
        }
        for maker in &draft.from {
            let mut own = Draft { from: vec![maker.clone()], ..draft.clone() };
            own.to.retain(|other| other.party != maker.party);
            found.push(own);
        }
    }
    found
}

/// Words and deeds of one's own; what is put forward or answered together is one move.
fn each_for_himself(kind: MoveKind) -> bool {
    use MoveKind::{
        Accuse, Assert, Commit, Concede, Deny, Endorse, Evaluate, Perform, Suspend, Threaten, Warn,
    };
    matches!(
        kind,
        Accuse | Assert | Commit | Concede | Deny | Endorse | Evaluate | Perform | Suspend | Threaten | Warn
    )
}
