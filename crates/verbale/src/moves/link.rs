//! From joined drafts to moves: addressees that the rest of the report tells, what a move replies to, its
//! paper, its time, its scope.

use super::draft::Draft;
use super::join::Told;
use super::scene::{Scene, same_parties};
use super::{Flag, Issue, IssueId, Move, MoveId, MoveKind, Moves, Scope, paper, signal, terms};
use crate::actor::{ActorRef, PartyId, PartyKind};
use crate::statement::StatementId;
use crate::when::When;
use std::collections::{BTreeMap, BTreeSet};

/// Makes the moves.
pub(super) fn finish(scene: &Scene<'_>, mut told: Vec<Told>, issues: Vec<Issue>) -> Moves {
    makers(&mut told);
    no_press(scene, &mut told);
    addressees(scene, &mut told);
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
    let when = draft
        .evidence
        .first()
        .and_then(|span| scene.times.within(*span).iter().find(|when| !is_deadline(when)).cloned())
        .or_else(|| statement.and_then(|one| one.when.clone()).filter(|when| !is_deadline(when)));
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
        condition,
        deadline,
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

/// An addressee that the clause leaves out is the one that another move on the same issue has ("the guarantees
/// that Moscow demands", "the US and NATO responses to the demands"), else the one of the maker's move just
/// before, else the maker's one counterpart in the whole report.
fn addressees(scene: &Scene, told: &mut [Told]) {
    let main = counterparts(told);
    for n in 0..told.len() {
        if !lacks_addressee(&told[n].draft) {
            continue;
        }
        let own = &told[n].draft.from;
        let by_issue = told[n].issue.and_then(|issue| counterpart(told, n, issue));
        // A denial is addressed to the one who charged, an endorsement to the one who put forward.
        let by_issue = match told[n].draft.kind {
            // What is published is for everybody.
            MoveKind::Deliver if told[n].draft.rule.starts_with("release") => continue,
            MoveKind::Deny => reacted_to(told, n, &[MoveKind::Accuse]),
            // "He also asked whether …": who asks again asks the same one, be it his own minister.
            MoveKind::Ask => asked_before(told, n).or(by_issue),
            MoveKind::Endorse => {
                reacted_to(told, n, &[MoveKind::Request, MoveKind::Propose, MoveKind::Demand])
            }
            _ => by_issue,
        };
        if matches!(told[n].draft.kind, MoveKind::Deny | MoveKind::Endorse) && by_issue.is_none() {
            continue;
        }
        let before = || {
            let low = n.saturating_sub(3);
            (low..n).rev().map(|m| &told[m].draft).find(|other| {
                same_parties(&other.from, own) && !other.to.is_empty() && !same_parties(&other.to, own)
            })
        };
        let teller = || {
            let speaker = told[n].draft.statement.and_then(|id| scene.speaker(id))?;
            let other = scene.may_act(&speaker) && !own.iter().any(|one| one.party == speaker.party);
            let kind = scene.actors.party(speaker.party).kind;
            (other && !matches!(kind, PartyKind::Person | PartyKind::Unknown)).then(|| vec![speaker])
        };
        let of_maker = || own.first().and_then(|one| main.get(&one.party)).cloned();
        let promise = told[n].draft.kind == MoveKind::Commit;
        // A promise that names nobody is the maker's to its counterpart, where it is a party to talks.
        let by_promise = || {
            let kind = own.first().map(|one| scene.actors.party(one.party).kind);
            of_maker()
                .filter(|_| matches!(kind, Some(PartyKind::State | PartyKind::Igo | PartyKind::ArmedGroup)))
        };
        let found = match promise {
            true => by_promise(),
            false => {
                by_issue.or_else(teller).or_else(|| before().map(|other| other.to.clone())).or_else(of_maker)
            }
        };
        if let Some(mut found) = found.filter(|found| !found.is_empty()) {
            for actor in &mut found {
                actor.inferred = true;
                actor.span = None;
            }
            told[n].draft.to = found;
            told[n].draft.flags.push(Flag::AddresseeInferred);
        }
    }
}

/// Whom the same party asked shortly before.
fn asked_before(told: &[Told], n: usize) -> Option<Vec<ActorRef>> {
    let own = &told[n].draft.from;
    let earlier = told[n.saturating_sub(4)..n].iter().rev().map(|one| &one.draft);
    let asked = |other: &&Draft| other.kind == MoveKind::Ask && same_parties(&other.from, own);
    earlier.filter(asked).map(|other| other.to.clone()).find(|to| !to.is_empty())
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

/// Who tells reporters what he offers or promises makes no offer to them.
fn no_press(scene: &Scene, told: &mut [Told]) {
    use MoveKind::{
        Accept, Assert, Await, Commit, Concede, Counter, Demand, Deny, Evaluate, Partial, Prepare, Propose,
        Respond, Warn,
    };
    for draft in told.iter_mut().map(|one| &mut one.draft) {
        let heard = matches!(
            draft.kind,
            Accept
                | Assert
                | Await
                | Commit
                | Concede
                | Counter
                | Demand
                | Deny
                | Evaluate
                | Partial
                | Prepare
                | Propose
                | Respond
                | Warn
        );
        if heard {
            let press = |party: PartyId| {
                let name = scene.actors.party(party).name.to_lowercase();
                name.split(' ').next_back().is_some_and(|last| scene.frames.in_list("press", last))
            };
            draft.to.retain(|one| !press(one.party));
        }
    }
}

/// The kinds that are addressed to somebody even where the clause does not say it.
fn lacks_addressee(draft: &Draft) -> bool {
    use MoveKind::{
        Accept, Accuse, Ask, Await, Breach, Concede, Counter, Deliver, Demand, Deny, Evaluate, Partial,
        Perform, Prepare, Propose, Reject, Request, Respond, Retract, Threaten, Warn,
    };
    let addressed = matches!(
        draft.kind,
        Accept
            | Accuse
            | Ask
            | Await
            | Breach
            | Concede
            | Counter
            | Deliver
            | Demand
            | Deny
            | Evaluate
            | Partial
            | Perform
            | Prepare
            | Propose
            | Reject
            | Request
            | Respond
            | Retract
            | Threaten
            | Warn
    );
    let promise = draft.kind == MoveKind::Commit;
    let lone_signer = draft.kind == MoveKind::Sign && draft.from.len() == 1;
    (addressed || promise || lone_signer || draft.kind == MoveKind::Endorse) && draft.to.is_empty()
}

/// With whom each party deals in this report: the one it has most moves with; of several that have as many,
/// those that a move names together.
fn counterparts(told: &[Told]) -> BTreeMap<PartyId, Vec<ActorRef>> {
    let mut counts: BTreeMap<PartyId, BTreeMap<PartyId, (usize, ActorRef)>> = BTreeMap::new();
    let mut together: BTreeSet<Vec<PartyId>> = BTreeSet::new();
    for one in told {
        for group in [&one.draft.from, &one.draft.to] {
            let mut parties: Vec<PartyId> = group.iter().map(|one| one.party).collect();
            parties.sort_unstable();
            together.insert(parties);
        }
        for from in &one.draft.from {
            for to in one.draft.to.iter().filter(|to| to.party != from.party) {
                for (own, other) in [(from, to), (to, from)] {
                    let known = counts.entry(own.party).or_default();
                    known.entry(other.party).or_insert_with(|| (0, other.clone())).0 += 1;
                }
            }
        }
    }
    let best = |others: BTreeMap<PartyId, (usize, ActorRef)>| {
        let most = others.values().map(|(count, _)| *count).max()?;
        let first: Vec<ActorRef> =
            others.into_values().filter(|(count, _)| *count == most).map(|(_, actor)| actor).collect();
        let parties: Vec<PartyId> = first.iter().map(|one| one.party).collect();
        (first.len() == 1 || together.contains(&parties)).then_some(first)
    };
    counts.into_iter().filter_map(|(party, others)| Some((party, best(others)?))).collect()
}

/// Who made the last move of certain kinds before this one.
fn reacted_to(told: &[Told], n: usize, kinds: &[MoveKind]) -> Option<Vec<ActorRef>> {
    const BACK: usize = 6;
    let own = &told[n].draft.from;
    let before = told[n.saturating_sub(BACK)..n].iter().rev().map(|one| &one.draft);
    let mut fits = before.filter(|other| kinds.contains(&other.kind) && !same_parties(&other.from, own));
    fits.next().map(|other| other.from.clone())
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
