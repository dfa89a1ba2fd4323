//! What creates an obligation, and what shows that one must have been open already.
//!
//! ```text
//! PROPOSE A→B            ANSWER B→A active, derived by rule
//! PREPARE B→A reply      ANSWER B→A active, assumed by the debtor
//! BREACH A→B pact        PERFORM A→B violated, as claimed
//! ```

use super::book::{Book, Duty, has, same_parties, shares};
use crate::actor::ActorRef;
use crate::factuality::Certainty;
use crate::moves::{Move, MoveId, MoveKind, Polarity, Scope};
use crate::talks::{Basis, ObligationKind, ObligationState};

impl Book<'_> {
    /// First pass: what raises a matter or makes a promise.
    pub(super) fn create(&mut self, n: usize) {
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
    pub(super) fn charge(&mut self, n: usize) {
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
        let promised = self.near().any(|other| {
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
            self.list[at].kind == ObligationKind::Answer
                && self.related.same(self.list[at].issue, one.issue)
                && self.current(at)
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
            || self.near().any(|other| {
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
}

fn answer<'m>(debtor: &'m [ActorRef], creditor: &'m [ActorRef], one: &Move, basis: Basis) -> Duty<'m> {
    let state = match (one.condition, one.kind) {
        // "Unless you …, we demand": the claim waits for its condition; the deadline of a demand does not.
        (Some(_), MoveKind::Request | MoveKind::Propose | MoveKind::Counter) => ObligationState::Conditional,
        _ => ObligationState::Active,
    };
    Duty { kind: ObligationKind::Answer, debtor, creditor, state, basis }
}

pub(super) fn deed<'m>(
    debtor: &'m [ActorRef],
    creditor: &'m [ActorRef],
    one: &Move,
    basis: Basis,
) -> Duty<'m> {
    let state = if one.condition.is_some() { ObligationState::Conditional } else { ObligationState::Active };
    Duty { kind: ObligationKind::Perform, debtor, creditor, state, basis }
}

fn negative(certainty: Certainty) -> bool {
    matches!(certainty, Certainty::CertainNo | Certainty::ProbableNo | Certainty::PossibleNo)
}
