//! From joined drafts to moves: addressees that the rest of the report tells, what a move replies to, its
//! paper, its time, its scope.

use super::draft::Draft;
use super::join::Told;
use super::scene::{Scene, same_parties};
use super::{Flag, Issue, Move, MoveId, MoveKind, Moves, Scope, addressee, paper, signal, terms};
use crate::actor::{ActorRef, PartyId};
use crate::statement::StatementId;
use crate::when::When;
use std::collections::BTreeMap;

/// Makes the moves.
pub(super) fn finish(scene: &Scene<'_>, mut told: Vec<Told>, issues: Vec<Issue>) -> Moves {
    makers(&mut told);
    addressee::no_press(scene, &mut told);
    addressee::infer(scene, &mut told);
    let drafts: Vec<Draft> = told.iter().map(|one| one.draft.clone()).collect();
    let (papers, of_draft) = paper::read(scene, &drafts);
    let mut moves = Moves { issues, papers: papers.list, ..Moves::default() };
    for (one, paper) in told.into_iter().zip(of_draft) {
        let mut made = made(scene, one);
        made.paper = paper;
        moves.list.push(made);
    }
    replies(&mut moves);
    signal::doubts(scene, &mut moves);
    signal::contradictions(&mut moves);
    moves.signals = signal::signals(&moves.list);
    moves
}

fn made(scene: &Scene<'_>, told: Told) -> Move {
    let draft = told.draft;
    let (deadline, condition) = (terms::deadline(scene, &draft), terms::condition(scene, &draft));
    let internal = !draft.to.is_empty() && draft.to.len() == 1 && same_parties(&draft.from, &draft.to);
    let is_deadline = |when: &When| deadline.as_ref().is_some_and(|limit| limit.span.overlaps(when.span));
    let statement = draft.statement.map(|id| scene.statement(id));
    let content = statement.and_then(|one| {
        // Of a content in pieces ("Oslo, she said, was still waiting") the one with the predicate tells it.
        let at = scene.parse.span(draft.predicate);
        let holds = one.content.iter().find(|piece| piece.span.contains(at));
        holds.or(one.content.first()).map(|piece| piece.span)
    });
    // "Said that the vote of 26 October had been fair": of what is judged the time is no time of the judging.
    let judged = |when: &&When| {
        let own = draft.rule.starts_with("content:") || draft.rule == "assert";
        own && statement.is_some_and(|one| one.content.iter().any(|piece| piece.span.contains(when.span)))
    };
    let when = draft
        .evidence
        .first()
        .and_then(|span| {
            let mut times = scene.times.within(*span).iter();
            times.find(|when| !is_deadline(when) && !judged(when)).cloned()
        })
        .or_else(|| statement.and_then(|one| one.when.clone()).filter(|when| !is_deadline(when)));
    let unnamed = draft.teller.or(draft.statement).is_some_and(|id| scene.speaker(id).is_none());
    let mut statements: Vec<StatementId> = draft.statement.into_iter().chain(draft.teller).collect();
    statements.sort_unstable();
    statements.dedup();
    let mut flags = draft.flags.clone();
    if unnamed {
        flags.push(Flag::Unnamed);
    }
    Move {
        kind: draft.kind,
        factuality: draft.factuality(),
        act: draft.act,
        by: draft.from.iter().find_map(|one| one.person),
        from: draft.from,
        to: draft.to,
        issue: told.issue,
        paper: None,
        content,
        polarity: draft.polarity,
        condition,
        deadline,
        when,
        scope: if internal { Scope::Internal } else { Scope::Public },
        in_reply_to: None,
        statements,
        events: draft.event.into_iter().collect(),
        evidence: draft.evidence,
        flags,
        confidence: draft.confidence,
        rule: draft.rule,
    }
}

/// "The accord signed in July": whose it is, where the clause is silent, are the two between whom most moves
/// of the report pass.
fn makers(told: &mut Vec<Told>) {
    let mut counts: BTreeMap<(PartyId, PartyId), (usize, ActorRef, ActorRef)> = BTreeMap::new();
    for one in told.iter() {
        for from in &one.draft.from {
            for to in one.draft.to.iter().filter(|to| to.party != from.party) {
                let (a, b) = if from.party < to.party { (from, to) } else { (to, from) };
                counts.entry((a.party, b.party)).or_insert_with(|| (0, a.clone(), b.clone())).0 += 1;
            }
        }
    }
    let most = counts.values().map(|(count, _, _)| *count).max().unwrap_or(0);
    let mut first = counts.into_values().filter(|(count, _, _)| *count == most);
    let pair = first.next().filter(|_| first.next().is_none() && most > 1);
    for one in told.iter_mut().filter(|one| one.draft.from.is_empty()) {
        if let Some((_, a, b)) = &pair {
            for actor in [a, b] {
                one.draft.from.push(ActorRef { span: None, inferred: true, person: None, ..actor.clone() });
            }
            one.draft.flags.push(Flag::MakerInferred);
        }
    }
    told.retain(|one| !one.draft.from.is_empty());
}

/// How many moves around are looked at.
const WINDOW: usize = 40;

/// A reply is of the last move the other way on the same issue.
fn replies(moves: &mut Moves) {
    for n in 0..moves.list.len() {
        let one = &moves.list[n];
        let answers = matches!(
            one.kind,
            MoveKind::Respond
                | MoveKind::Counter
                | MoveKind::Accept
                | MoveKind::Partial
                | MoveKind::Reject
                | MoveKind::Prepare
                | MoveKind::Deliver
        );
        if !answers {
            continue;
        }
        let fits = |m: &usize| {
            let other = &moves.list[*m];
            let raises = matches!(
                other.kind,
                MoveKind::Demand | MoveKind::Request | MoveKind::Propose | MoveKind::Ask | MoveKind::Counter
            );
            // A reply that is being written answers what the other side said before, whatever it is called.
            let written = one.kind == MoveKind::Prepare && other.kind == MoveKind::Respond && *m < n;
            (written || (raises && other.issue.is_some() && other.issue == one.issue))
                && other.from.iter().any(|a| one.to.iter().any(|b| a.party == b.party))
                && other.to.iter().any(|a| one.from.iter().any(|b| a.party == b.party))
        };
        let low = n.saturating_sub(WINDOW);
        let high = (n + WINDOW).min(moves.list.len());
        let found = (low..n).rev().find(fits).or_else(|| (n + 1..high).find(fits));
        moves.list[n].in_reply_to = found.map(|m| MoveId(m as u32));
    }
}
