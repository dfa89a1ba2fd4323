//! Who owes whom an answer or a deed: what each move creates, confirms and ends.
//!
//! Two passes over the moves: first those that create, then those that end what was created, because a report
//! may tell a reply before what it replies to (commitment protocols: Yolum & Singh 2002; reply-to structure:
//! FIPA-ACL).

use super::related::Related;
use super::{Basis, Obligation, ObligationKind, ObligationState};
use crate::actor::{ActorRef, PartyId};
use crate::factuality::Certainty;
use crate::moves::{Move, MoveId, MoveKind, Moves, Polarity, Scope};
use std::collections::{BTreeMap, BTreeSet};

/// Folds the moves into obligations, in order of creation.
pub(super) fn obligations(moves: &Moves) -> Vec<Obligation> {
    let mut book = Book::new(moves);
    for n in 0..moves.list.len() {
        book.create(n);
    }
    for n in 0..moves.list.len() {
        book.charge(n);
    }
    for n in 0..moves.list.len() {
        book.end(n);
    }
    book.list
}

/// How many of a pair's obligations are looked through, the latest first: keeps a long text linear.
const LOOK_BACK: usize = 64;

struct Book<'a> {
    moves: &'a Moves,
    related: Related,
    list: Vec<Obligation>,
    /// Obligations by debtor and creditor, each combination of their members.
    by_pair: BTreeMap<(PartyId, PartyId), Vec<usize>>,
    /// Obligations by debtor.
    by_debtor: BTreeMap<PartyId, Vec<usize>>,
}

/// What is about to be owed.
struct Duty<'m> {
    kind: ObligationKind,
    debtor: &'m [ActorRef],
    creditor: &'m [ActorRef],
    state: ObligationState,
    basis: Basis,
}

impl<'a> Book<'a> {
    fn new(moves: &'a Moves) -> Book<'a> {
        Book {
            moves,
            related: Related::new(moves),
            list: Vec::new(),
            by_pair: BTreeMap::new(),
            by_debtor: BTreeMap::new(),
        }
    }

    /// First pass: what raises a matter or makes a promise.
    fn create(&mut self, n: usize) {
        let one = &self.moves.list[n];
        if one.scope == Scope::Internal {
            return;
        }
        let certain = one.factuality.report == Certainty::CertainYes;
        let likely = certain || one.factuality.report == Certainty::ProbableYes;
        match one.kind {
            MoveKind::Demand | MoveKind::Request | MoveKind::Propose | MoveKind::Ask | MoveKind::Counter
                if certain && !one.to.is_empty() =>
            {
                self.owe(n, answer(&one.to, &one.from, one, Basis::Derived));
            }
            // A promise binds even where the text does not say to whom; one against the other's wish
            // ("the broadcasts will continue") is a refusal, no debt.
            MoveKind::Commit if likely && one.polarity != Polarity::Against => {
                self.promise(n);
            }
            MoveKind::Sign if certain => self.sign(n),
            MoveKind::Instruct if certain && !one.to.is_empty() => {
                self.owe(n, deed(&one.to, &one.from, one, Basis::Derived));
            }
            _ => {}
        }
    }

    /// Second pass: AWAIT and PREPARE show an obligation where none is known, BREACH a promise.
    fn charge(&mut self, n: usize) {
        let one = &self.moves.list[n];
        if one.scope == Scope::Internal {
            return;
        }
        let certain = one.factuality.report == Certainty::CertainYes;
        match one.kind {
            MoveKind::Await if certain && !one.to.is_empty() => self.await_answer(n),
            MoveKind::Prepare if certain && !one.to.is_empty() && self.is_reply(one) => {
                if let Some(at) = self.open_between(&one.from, &one.to) {
                    self.confirm(at, n);
                } else {
                    self.owe(n, answer(&one.from, &one.to, one, Basis::Assumed));
                }
            }
            MoveKind::Breach if !negative(one.factuality.report) && !one.from.is_empty() => self.breach(n),
            _ => {}
        }
    }

    /// Third pass: what answers, does, takes back or breaks off.
    fn end(&mut self, n: usize) {
        let one = &self.moves.list[n];
        if one.scope == Scope::Internal || one.factuality.report != Certainty::CertainYes {
            return;
        }
        match one.kind {
            MoveKind::Respond
            | MoveKind::Counter
            | MoveKind::Partial
            | MoveKind::Reject
            | MoveKind::Deliver => {
                self.answer(n, ObligationKind::Answer);
            }
            MoveKind::Accept => {
                if let Some(raised) = self.answer(n, ObligationKind::Answer) {
                    self.bind(n, raised);
                }
            }
            MoveKind::Demand | MoveKind::Propose if one.in_reply_to.is_some() => {
                self.answer(n, ObligationKind::Answer);
            }
            MoveKind::Endorse => self.answer_as_member(n),
            MoveKind::Perform => self.perform(n),
            MoveKind::Sign => {
                self.answer(n, ObligationKind::Perform);
            }
            MoveKind::Retract => self.cancel(n, false),
            MoveKind::Suspend => self.cancel(n, true),
            _ => {}
        }
    }

    /// Enters an obligation, or confirms the one of the same kind, people and matter that is open.
    fn owe(&mut self, n: usize, duty: Duty<'_>) -> usize {
        let one = &self.moves.list[n];
        let known = self.between(duty.debtor, duty.creditor).find(|&at| {
            let old = &self.list[at];
            old.kind == duty.kind
                && same_parties(&old.debtor, duty.debtor)
                && same_parties(&old.creditor, duty.creditor)
                && self.related.same(old.issue, one.issue)
        });
        if let Some(at) = known {
            self.confirm(at, n);
            return at;
        }
        self.enter(Obligation {
            kind: duty.kind,
            debtor: duty.debtor.to_vec(),
            creditor: duty.creditor.to_vec(),
            issue: one.issue,
            about: one.content,
            state: duty.state,
            basis: duty.basis,
            moves: vec![MoveId(n as u32)],
        })
    }

    fn enter(&mut self, obligation: Obligation) -> usize {
        let at = self.list.len();
        for debtor in &obligation.debtor {
            self.by_debtor.entry(debtor.party).or_default().push(at);
            for creditor in &obligation.creditor {
                self.by_pair.entry((debtor.party, creditor.party)).or_default().push(at);
            }
        }
        self.list.push(obligation);
        at
    }

    fn confirm(&mut self, at: usize, n: usize) {
        let one = &self.moves.list[n];
        let old = &mut self.list[at];
        let id = MoveId(n as u32);
        if !old.moves.contains(&id) {
            old.moves.push(id);
        }
        let by_creditor = shares(&one.from, &old.creditor);
        let by_debtor = shares(&one.from, &old.debtor);
        old.basis = match (old.basis, one.kind) {
            (Basis::Assumed, _) if by_creditor && !by_debtor => Basis::Mutual,
            (Basis::Claimed | Basis::Derived, MoveKind::Prepare | MoveKind::Commit) if by_debtor => {
                Basis::Mutual
            }
            (Basis::Derived, MoveKind::Await) if by_creditor => Basis::Claimed,
            (basis, _) => basis,
        };
    }

    /// The obligations of one of `debtor` to one of `creditor`, the oldest of the latest first.
    fn between(&self, debtor: &[ActorRef], creditor: &[ActorRef]) -> impl Iterator<Item = usize> {
        let mut found = BTreeSet::new();
        for one in debtor {
            if creditor.is_empty() {
                let known = self.by_debtor.get(&one.party).map_or(&[][..], Vec::as_slice);
                found.extend(last(known));
            }
            for other in creditor {
                let known = self.by_pair.get(&(one.party, other.party)).map_or(&[][..], Vec::as_slice);
                found.extend(last(known));
            }
        }
        found.into_iter()
    }

    fn open_between(&self, debtor: &[ActorRef], creditor: &[ActorRef]) -> Option<usize> {
        self.between(debtor, creditor).find(|&at| {
            let old = &self.list[at];
            old.kind == ObligationKind::Answer
                && old.state == ObligationState::Active
                && same_parties(&old.debtor, debtor)
                && same_parties(&old.creditor, creditor)
        })
    }

    /// A promise; the same one given by several at once ("both were willing to …") is one.
    fn promise(&mut self, n: usize) {
        let one = &self.moves.list[n];
        let state = match one.condition {
            Some(_) => ObligationState::Conditional,
            None => ObligationState::Active,
        };
        let joined = self.between_creditors(n).find(|&at| {
            let first = &self.moves.list[self.list[at].moves[0].0 as usize];
            self.list[at].kind == ObligationKind::Perform
                && first.kind == MoveKind::Commit
                && first.evidence == one.evidence
                && first.issue == one.issue
                && same_parties(&first.to, &one.to)
        });
        if let Some(at) = joined {
            let fresh: Vec<ActorRef> =
                one.from.iter().filter(|party| !has(&self.list[at].debtor, party)).cloned().collect();
            for party in fresh {
                self.by_debtor.entry(party.party).or_default().push(at);
                for creditor in &one.to {
                    self.by_pair.entry((party.party, creditor.party)).or_default().push(at);
                }
                self.list[at].debtor.push(party);
            }
            self.confirm(at, n);
            return;
        }
        self.owe(
            n,
            Duty {
                kind: ObligationKind::Perform,
                debtor: &one.from,
                creditor: &one.to,
                state,
                basis: Basis::Assumed,
            },
        );
    }

    /// What the move before created, which is where a promise made by several stands.
    fn between_creditors(&self, n: usize) -> impl Iterator<Item = usize> {
        let before = n.checked_sub(1).map(|m| MoveId(m as u32));
        let last = self.list.len().checked_sub(1);
        last.filter(move |&at| self.list[at].moves.last().copied() == before).into_iter()
    }

    /// A signature binds the signers to the one with whom they sign, or to one another. Where a signer's own
    /// promise tells what was agreed, that stands for it; a treaty that is only mentioned binds nobody here.
    fn sign(&mut self, n: usize) {
        let one = &self.moves.list[n];
        if one.to.is_empty() {
            return;
        }
        let promised = self.moves.list.iter().take(LOOK_BACK).any(|other| {
            other.kind == MoveKind::Commit
                && shares(&other.from, &one.from)
                && shares(&other.to, &one.from)
                && self.related.same(other.issue, one.issue)
        });
        if same_parties(&one.from, &one.to) && promised {
            return;
        }
        self.owe(n, deed(&one.from, &one.to, one, Basis::Mutual));
    }

    /// "Awaits": the other owes; where the one who lets wait is himself the debtor ("deferred its decision"),
    /// it only confirms his debt.
    fn await_answer(&mut self, n: usize) {
        let one = &self.moves.list[n];
        let own = self.between(&one.from, &one.to).find(|&at| {
            self.list[at].kind == ObligationKind::Answer && self.related.same(self.list[at].issue, one.issue)
        });
        match own {
            Some(at) => self.confirm(at, n),
            None => {
                self.owe(n, answer(&one.to, &one.from, one, Basis::Claimed));
            }
        }
    }

    /// True where a PREPARE is of a reply: the text links it, or the other side has spoken last.
    fn is_reply(&self, one: &Move) -> bool {
        let answers_paper = one
            .paper
            .and_then(|paper| self.moves.papers.get(paper.0 as usize))
            .is_some_and(|paper| paper.in_reply_to.is_some());
        one.in_reply_to.is_some()
            || answers_paper
            || self.moves.list.iter().take(LOOK_BACK).any(|other| {
                let spoke = matches!(
                    other.kind,
                    MoveKind::Respond
                        | MoveKind::Counter
                        | MoveKind::Demand
                        | MoveKind::Request
                        | MoveKind::Propose
                        | MoveKind::Ask
                );
                spoke
                    && other.factuality.report == Certainty::CertainYes
                    && shares(&other.from, &one.to)
                    && shares(&other.to, &one.from)
            })
    }

    fn breach(&mut self, n: usize) {
        let one = &self.moves.list[n];
        let asserted = matches!(one.factuality.report, Certainty::CertainYes | Certainty::ProbableYes);
        let promises: Vec<usize> = self
            .between(&one.from, &one.to)
            .filter(|&at| self.list[at].kind == ObligationKind::Perform)
            .collect();
        let fits = |&at: &usize| self.related.same(self.list[at].issue, one.issue);
        let found = promises.iter().copied().find(fits).or(match promises[..] {
            [only] => Some(only),
            _ => None,
        });
        let at = match found {
            Some(at) => {
                self.confirm(at, n);
                at
            }
            None => self.owe(n, deed(&one.from, &one.to, one, Basis::Claimed)),
        };
        if asserted {
            self.list[at].state = ObligationState::Violated;
        }
    }

    /// Discharges what the move answers or performs; gives the move that had raised it.
    fn answer(&mut self, n: usize, kind: ObligationKind) -> Option<usize> {
        let one = &self.moves.list[n];
        let open: Vec<usize> = self
            .between(&one.from, &one.to)
            .filter(|&at| {
                let old = &self.list[at];
                old.kind == kind
                    && matches!(old.state, ObligationState::Active | ObligationState::Conditional)
                    && !old.moves.contains(&MoveId(n as u32))
            })
            .collect();
        let linked = |at: &usize| one.in_reply_to.is_some_and(|to| self.list[*at].moves.contains(&to));
        let related = |at: &usize| self.related.same(self.list[*at].issue, one.issue);
        let lone = |_: &&usize| open.len() == 1 && kind == ObligationKind::Answer && may_be_unclear(one.kind);
        let at = open
            .iter()
            .find(|at| linked(at))
            .or_else(|| open.iter().find(|at| related(at)))
            .or_else(|| open.iter().find(lone))
            .copied()?;
        let raised = self.list[at].moves.first().map(|id| id.0 as usize);
        self.discharge(at, n);
        raised
    }

    /// Marks the replier's part as discharged; what others still owe stays open.
    fn discharge(&mut self, at: usize, n: usize) {
        let one = &self.moves.list[n];
        let old = self.list[at].clone();
        let (done, left): (Vec<_>, Vec<_>) = old.debtor.iter().cloned().partition(|p| has(&one.from, p));
        // An answer to some of several bidders ends the bids of the others.
        let creditor: Vec<ActorRef> = match shares(&one.to, &old.creditor) {
            true if one.kind == MoveKind::Accept => {
                old.creditor.iter().filter(|p| has(&one.to, p)).cloned().collect()
            }
            _ => old.creditor.clone(),
        };
        let mutual = same_parties(&old.debtor, &old.creditor);
        if mutual && !left.is_empty() {
            // One signer has done its part; the treaty still binds all.
            self.list[at].moves.push(MoveId(n as u32));
            return;
        }
        if left.is_empty() || done.is_empty() {
            let entry = &mut self.list[at];
            entry.state = ObligationState::Discharged;
            entry.creditor = creditor;
            entry.moves.push(MoveId(n as u32));
            return;
        }
        self.list[at].debtor = left;
        self.gather(&old, done, n);
    }

    /// Enters a discharged part, together with the parts of others that have answered the same.
    fn gather(&mut self, whole: &Obligation, done: Vec<ActorRef>, n: usize) {
        let id = MoveId(n as u32);
        let raised = whole.moves.first().copied();
        let part = self.list.iter_mut().rev().take(LOOK_BACK).find(|other| {
            other.kind == whole.kind
                && other.state == ObligationState::Discharged
                && other.moves.first().copied() == raised
        });
        if let Some(part) = part {
            for party in done {
                if !has(&part.debtor, &party) {
                    part.debtor.push(party);
                }
            }
            if !part.moves.contains(&id) {
                part.moves.push(id);
            }
            return;
        }
        let mut moves: Vec<MoveId> = raised.into_iter().collect();
        moves.push(id);
        self.enter(Obligation { debtor: done, state: ObligationState::Discharged, moves, ..whole.clone() });
    }

    /// "Seconded": a member of the body that was asked has answered for itself.
    fn answer_as_member(&mut self, n: usize) {
        let one = &self.moves.list[n];
        let Some(target) = one.to.first() else { return };
        let asked = self.list.iter().position(|old| {
            let of_body = |party: &ActorRef| {
                old.debtor.iter().any(|body| body.party == party.party || body.members.contains(&party.party))
            };
            old.kind == ObligationKind::Answer
                && old.state == ObligationState::Active
                && old.creditor.iter().any(|creditor| creditor.party == target.party)
                && one.from.iter().any(of_body)
                && self.related.same(old.issue, one.issue)
        });
        if let Some(at) = asked {
            let whole = self.list[at].clone();
            if one.from.iter().all(|party| has(&whole.debtor, party)) {
                self.discharge(at, n);
            } else {
                self.gather(&whole, one.from.clone(), n);
            }
        }
    }

    /// A deed keeps a promise, or does what was asked.
    fn perform(&mut self, n: usize) {
        if self.answer(n, ObligationKind::Perform).is_none() {
            self.answer_by_deed(n);
        }
    }

    /// Doing what was asked answers it, even where the deed touches somebody else.
    fn answer_by_deed(&mut self, n: usize) {
        let one = &self.moves.list[n];
        if one.issue.is_none() {
            return;
        }
        let asked = self.between(&one.from, &[]).find(|&at| {
            let old = &self.list[at];
            old.kind == ObligationKind::Answer
                && old.state == ObligationState::Active
                && old.issue.is_some()
                && self.related.same(old.issue, one.issue)
        });
        if let Some(at) = asked {
            self.discharge(at, n);
        }
    }

    /// An accepted demand binds the one who accepts; an accepted offer or bid binds the one who made it.
    fn bind(&mut self, n: usize, raised: usize) {
        let one = &self.moves.list[n];
        let offered = matches!(self.moves.list[raised].kind, MoveKind::Propose | MoveKind::Counter);
        let (debtor, creditor) = if offered { (&one.to, &one.from) } else { (&one.from, &one.to) };
        if !debtor.is_empty() {
            self.owe(n, deed(debtor, creditor, one, Basis::Mutual));
        }
    }

    /// RETRACT ends what the other owed on account of it; SUSPEND ends the own promises, and leaves the
    /// others bound to one another.
    fn cancel(&mut self, n: usize, leaves: bool) {
        let one = &self.moves.list[n];
        let id = MoveId(n as u32);
        let claims: Vec<usize> = self.between(&one.to, &one.from).collect();
        let own: Vec<usize> = self.between(&one.from, &one.to).collect();
        for at in claims.into_iter().chain(own) {
            let old = self.list[at].clone();
            let open = matches!(old.state, ObligationState::Active | ObligationState::Conditional);
            if !open || old.moves.contains(&id) || !self.related.same(old.issue, one.issue) {
                continue;
            }
            let others: Vec<ActorRef> =
                old.debtor.iter().filter(|party| !has(&one.from, party)).cloned().collect();
            if leaves && old.kind == ObligationKind::Perform && same_parties(&old.debtor, &old.creditor) {
                self.leave(at, &old, others, n);
            } else {
                self.list[at].state = ObligationState::Cancelled;
                self.list[at].moves.push(id);
            }
        }
    }

    /// One signer leaves a treaty: his debt to the others is cancelled, theirs to one another stays.
    fn leave(&mut self, at: usize, old: &Obligation, others: Vec<ActorRef>, n: usize) {
        let leavers = self.moves.list[n].from.clone();
        let mut moves = old.moves.clone();
        moves.push(MoveId(n as u32));
        let entry = &mut self.list[at];
        entry.debtor = leavers;
        entry.creditor = others.clone();
        entry.state = ObligationState::Cancelled;
        entry.moves = moves;
        if others.len() > 1 {
            self.enter(Obligation { debtor: others.clone(), creditor: others, ..old.clone() });
        }
    }
}

fn answer<'m>(debtor: &'m [ActorRef], creditor: &'m [ActorRef], one: &Move, basis: Basis) -> Duty<'m> {
    let state = match (one.condition, one.kind) {
        // "Unless you …, we demand": the claim waits for its condition; the deadline of a demand does not.
        (Some(_), MoveKind::Request | MoveKind::Propose | MoveKind::Counter) => ObligationState::Conditional,
        _ => ObligationState::Active,
    };
    Duty { kind: ObligationKind::Answer, debtor, creditor, state, basis }
}

fn deed<'m>(debtor: &'m [ActorRef], creditor: &'m [ActorRef], one: &Move, basis: Basis) -> Duty<'m> {
    let state = if one.condition.is_some() { ObligationState::Conditional } else { ObligationState::Active };
    Duty { kind: ObligationKind::Perform, debtor, creditor, state, basis }
}

/// A reply of unclear matter answers the one thing that is open between the two.
fn may_be_unclear(kind: MoveKind) -> bool {
    matches!(
        kind,
        MoveKind::Respond | MoveKind::Reject | MoveKind::Accept | MoveKind::Partial | MoveKind::Counter
    )
}

fn negative(certainty: Certainty) -> bool {
    matches!(certainty, Certainty::CertainNo | Certainty::ProbableNo | Certainty::PossibleNo)
}

fn last(known: &[usize]) -> impl Iterator<Item = usize> + '_ {
    known[known.len().saturating_sub(LOOK_BACK)..].iter().copied()
}

fn has(list: &[ActorRef], party: &ActorRef) -> bool {
    list.iter().any(|one| one.party == party.party)
}

fn shares(a: &[ActorRef], b: &[ActorRef]) -> bool {
    a.iter().any(|party| has(b, party))
}

fn same_parties(a: &[ActorRef], b: &[ActorRef]) -> bool {
    a.iter().all(|party| has(b, party)) && b.iter().all(|party| has(a, party))
}
