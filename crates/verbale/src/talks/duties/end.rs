//! What ends an obligation by meeting it: answers and deeds, whole or in part.
//!
//! ```text
//! REQUEST A→BC; REJECT B→A     ANSWER C→A active; ANSWER B→A discharged
//! PROPOSE A→B; ACCEPT B→A      ANSWER B→A discharged; PERFORM A→B active
//! ```

use super::book::{Book, LOOK_BACK, has, same_parties, shares};
use super::create::deed;
use crate::actor::ActorRef;
use crate::factuality::Certainty;
use crate::moves::{Move, MoveId, MoveKind, Polarity, Scope};
use crate::talks::{Basis, Obligation, ObligationKind, ObligationState};

impl Book<'_> {
    /// Third pass: what answers, does, takes back or breaks off.
    pub(super) fn end(&mut self, n: usize) {
        let one = &self.moves.list[n];
        if one.scope == Scope::Internal || one.factuality.report != Certainty::CertainYes {
            return;
        }
        match one.kind {
            // "Declined to comment", said to nobody in the talks, answers nobody.
            MoveKind::Respond if one.to.is_empty() => {}
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

    /// Discharges what the move answers or performs; gives the move that had raised it.
    fn answer(&mut self, n: usize, kind: ObligationKind) -> Option<usize> {
        let one = &self.moves.list[n];
        let open: Vec<usize> = self
            .between(&one.from, &one.to)
            .filter(|&at| {
                let old = &self.list[at];
                let charged = old.moves.iter().any(|id| {
                    self.moves.list.get(id.0 as usize).is_some_and(|one| one.kind == MoveKind::Breach)
                });
                old.kind == kind
                    && !(charged && one.kind == MoveKind::Sign)
                    && matches!(old.state, ObligationState::Active | ObligationState::Conditional)
                    && !old.moves.contains(&MoveId(n as u32))
            })
            .collect();
        let linked = |at: &usize| one.in_reply_to.is_some_and(|to| self.list[*at].moves.contains(&to));
        let related = |at: &usize| self.related.same(self.list[*at].issue, one.issue);
        let lone = |at: &&usize| {
            let raised = self.list[**at].moves.first();
            open.len() == 1
                && raised.is_none_or(|id| (id.0 as usize) < n)
                && kind == ObligationKind::Answer
                && (may_be_unclear(one.kind) || self.hands_over_reply(one))
        };
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

    /// A delivered paper that calls itself a reply, whatever it is about.
    fn hands_over_reply(&self, one: &Move) -> bool {
        let paper = one.paper.and_then(|paper| self.moves.papers.get(paper.0 as usize));
        one.kind == MoveKind::Deliver
            && paper.is_some_and(|paper| {
                paper.form.split(' ').any(|word| matches!(word, "reply" | "response" | "answer"))
            })
    }

    /// Marks the replier's part as discharged; what others still owe stays open.
    fn discharge(&mut self, at: usize, n: usize) {
        let one = &self.moves.list[n];
        let old = self.list[at].clone();
        self.touched.push(at);
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
        let part = self.list.iter_mut().enumerate().rev().take(LOOK_BACK).find(|(_, other)| {
            other.kind == whole.kind
                && other.state == ObligationState::Discharged
                && other.moves.first().copied() == raised
        });
        if let Some((at, part)) = part {
            self.touched.push(at);
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
        let from = self.list.len().saturating_sub(LOOK_BACK * 4);
        let asked = self.list[from..].iter().position(|old| {
            let of_body = |party: &ActorRef| {
                old.debtor.iter().any(|body| body.party == party.party || body.members.contains(&party.party))
            };
            old.kind == ObligationKind::Answer
                && old.state == ObligationState::Active
                && old.creditor.iter().any(|creditor| creditor.party == target.party)
                && one.from.iter().any(of_body)
                && self.related.same(old.issue, one.issue)
        });
        if let Some(at) = asked.map(|at| from + at) {
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
        if self.moves.list[n].polarity == Polarity::Against {
            // A sanction or a raid does nothing that its target had asked for.
            return;
        }
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
}

/// A reply of unclear matter answers the one thing that is open between the two.
fn may_be_unclear(kind: MoveKind) -> bool {
    matches!(
        kind,
        MoveKind::Respond | MoveKind::Reject | MoveKind::Accept | MoveKind::Partial | MoveKind::Counter
    )
}
