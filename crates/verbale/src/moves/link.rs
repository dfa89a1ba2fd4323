//! From joined drafts to moves: addressees that the rest of the report tells, what a move replies to, its
//! paper, its time, its scope.

use super::draft::Draft;
use super::join::Told;
use super::scene::{Scene, same_parties};
use super::{Flag, Issue, IssueId, Move, MoveId, MoveKind, Moves, Scope, paper, signal};
use crate::actor::ActorRef;
use crate::statement::StatementId;

/// Makes the moves.
pub(super) fn finish(scene: &Scene<'_>, mut told: Vec<Told>, issues: Vec<Issue>) -> Moves {
    addressees(&mut told);
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
    let internal = !draft.to.is_empty() && draft.to.len() == 1 && same_parties(&draft.from, &draft.to);
    let statement = draft.statement.map(|id| scene.statement(id));
    let content = statement.and_then(|one| one.content.first()).map(|piece| piece.span);
    let when = draft
        .evidence
        .first()
        .and_then(|span| scene.times.within(*span).first().cloned())
        .or_else(|| statement.and_then(|one| one.when.clone()));
    let unnamed = statement.is_some_and(|one| one.speaker.is_none());
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
        condition: draft.condition.map(|root| scene.parse.subtree_span(root)),
        deadline: None,
        when,
        scope: if internal { Scope::Internal } else { Scope::Public },
        in_reply_to: None,
        statements: draft.statement.into_iter().collect::<Vec<StatementId>>(),
        events: draft.event.into_iter().collect(),
        evidence: draft.evidence,
        flags,
        confidence: draft.confidence,
        rule: draft.rule,
    }
}

/// A demand or reply without an addressee takes the one that another move on the same issue between the same
/// parties has: "the guarantees that Moscow demands", "the US and NATO responses to the demands".
fn addressees(told: &mut [Told]) {
    for n in 0..told.len() {
        let asks = matches!(
            told[n].draft.kind,
            MoveKind::Demand | MoveKind::Request | MoveKind::Propose | MoveKind::Respond | MoveKind::Reject
        );
        if !asks || !told[n].draft.to.is_empty() {
            continue;
        }
        let Some(issue) = told[n].issue else { continue };
        if let Some(mut found) = counterpart(told, n, issue) {
            for actor in &mut found {
                actor.inferred = true;
                actor.span = None;
            }
            told[n].draft.to = found;
            told[n].draft.flags.push(Flag::AddresseeInferred);
        }
    }
}

/// How many moves around are looked at.
const WINDOW: usize = 40;

fn counterpart(told: &[Told], n: usize, issue: IssueId) -> Option<Vec<ActorRef>> {
    let own = &told[n].draft.from;
    let around = n.saturating_sub(WINDOW)..(n + WINDOW).min(told.len());
    let others =
        || around.clone().filter(|&m| m != n && told[m].issue == Some(issue)).map(|m| &told[m].draft);
    let same = others().find(|other| {
        same_parties(&other.from, own) && !other.to.is_empty() && !same_parties(&other.to, own)
    });
    if let Some(other) = same {
        return Some(other.to.clone());
    }
    others()
        .find(|other| !same_parties(&other.from, own) && !other.from.is_empty())
        .map(|other| other.from.clone())
}

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
            raises
                && other.issue.is_some()
                && other.issue == one.issue
                && other.from.iter().any(|a| one.to.iter().any(|b| a.party == b.party))
                && other.to.iter().any(|a| one.from.iter().any(|b| a.party == b.party))
        };
        let low = n.saturating_sub(WINDOW);
        let high = (n + WINDOW).min(moves.list.len());
        let found = (low..n).rev().find(fits).or_else(|| (n + 1..high).find(fits));
        moves.list[n].in_reply_to = found.map(|m| MoveId(m as u32));
    }
}
