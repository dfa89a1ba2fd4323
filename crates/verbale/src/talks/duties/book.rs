//! The book of what is owed: entered once, confirmed when told again, found by debtor and creditor.
//!
//! ```text
//! DEMAND A→B oil embargo; DEMAND A→B embargo on oil     one ANSWER B→A that rests on both
//! ```

use crate::actor::{ActorRef, PartyId};
use crate::moves::{Move, MoveId, MoveKind, Moves};
use crate::talks::related::Related;
use crate::talks::{Basis, Obligation, ObligationKind, ObligationState};
use std::collections::{BTreeMap, BTreeSet};

/// How many of a pair's obligations are looked through, the latest first: keeps a long text linear.
pub(super) const LOOK_BACK: usize = 64;

pub(in crate::talks) struct Book<'a> {
    pub(super) moves: &'a Moves,
    pub(in crate::talks) related: Related,
    pub(in crate::talks) list: Vec<Obligation>,
    /// Obligations by debtor and creditor, each combination of their members.
    pub(super) by_pair: BTreeMap<(PartyId, PartyId), Vec<usize>>,
    /// Obligations by debtor.
    pub(super) by_debtor: BTreeMap<PartyId, Vec<usize>>,
    /// The first move of the report that is being folded; 0 where there is only one.
    pub(super) start: usize,
    /// How many obligations there were before it.
    pub(super) before: usize,
    /// The obligations that it made or changed, as they came.
    pub(super) touched: Vec<usize>,
}

/// What is about to be owed.
pub(super) struct Duty<'m> {
    pub(super) kind: ObligationKind,
    pub(super) debtor: &'m [ActorRef],
    pub(super) creditor: &'m [ActorRef],
    pub(super) state: ObligationState,
    pub(super) basis: Basis,
}

impl<'a> Book<'a> {
    pub(in crate::talks) fn new(moves: &'a Moves) -> Book<'a> {
        Book {
            moves,
            related: Related::new(moves),
            list: Vec::new(),
            by_pair: BTreeMap::new(),
            by_debtor: BTreeMap::new(),
            start: 0,
            before: 0,
            touched: Vec::new(),
        }
    }

    /// The moves among which a report's own are looked at: those of the report, and the last before it.
    pub(super) fn near(&self) -> impl Iterator<Item = &'a Move> + use<'a> {
        let from = self.start.saturating_sub(LOOK_BACK);
        self.moves.list[from..].iter().take(self.start - from + LOOK_BACK)
    }

    /// True where an obligation may be told again: it is open, or was made by the report itself, which may tell
    /// the end first. What was settled in an earlier report and is raised anew is owed anew.
    pub(super) fn current(&self, at: usize) -> bool {
        let open = matches!(self.list[at].state, ObligationState::Active | ObligationState::Conditional);
        open || at >= self.before
    }

    /// Enters an obligation, or confirms the one of the same kind, people and matter that is open.
    pub(super) fn owe(&mut self, n: usize, duty: Duty<'_>) -> usize {
        let one = &self.moves.list[n];
        let known = self.between(duty.debtor, duty.creditor).find(|&at| {
            let old = &self.list[at];
            old.kind == duty.kind
                && same_parties(&old.debtor, duty.debtor)
                && same_parties(&old.creditor, duty.creditor)
                && self.related.same(old.issue, one.issue)
                && self.current(at)
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

    pub(super) fn enter(&mut self, obligation: Obligation) -> usize {
        let at = self.list.len();
        for debtor in &obligation.debtor {
            self.by_debtor.entry(debtor.party).or_default().push(at);
            for creditor in &obligation.creditor {
                self.by_pair.entry((debtor.party, creditor.party)).or_default().push(at);
            }
        }
        self.list.push(obligation);
        self.touched.push(at);
        at
    }

    pub(super) fn confirm(&mut self, at: usize, n: usize) {
        self.touched.push(at);
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
    pub(super) fn between(&self, debtor: &[ActorRef], creditor: &[ActorRef]) -> impl Iterator<Item = usize> {
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

    pub(super) fn open_between(&self, debtor: &[ActorRef], creditor: &[ActorRef]) -> Option<usize> {
        self.between(debtor, creditor).find(|&at| {
            let old = &self.list[at];
            old.kind == ObligationKind::Answer
                && old.state == ObligationState::Active
                && same_parties(&old.debtor, debtor)
                && same_parties(&old.creditor, creditor)
        })
    }
}

fn last(known: &[usize]) -> impl Iterator<Item = usize> + '_ {
    known[known.len().saturating_sub(LOOK_BACK)..].iter().copied()
}

pub(super) fn has(list: &[ActorRef], party: &ActorRef) -> bool {
    list.iter().any(|one| one.party == party.party)
}

pub(super) fn shares(a: &[ActorRef], b: &[ActorRef]) -> bool {
    a.iter().any(|party| has(b, party))
}

pub(super) fn same_parties(a: &[ActorRef], b: &[ActorRef]) -> bool {
    a.iter().all(|party| has(b, party)) && b.iter().all(|party| has(a, party))
}
