//! What ends an obligation without meeting it: demands taken back, treaties left, talks broken off.
//!
//! ```text
//! SIGN ABC treaty; SUSPEND A→B treaty     PERFORM A→BC cancelled; PERFORM BC→BC active
//! ```

use super::book::{Book, has, same_parties};
use crate::actor::ActorRef;
use crate::moves::MoveId;
use crate::talks::{Obligation, ObligationKind, ObligationState};

impl Book<'_> {
    /// RETRACT ends what the other owed on account of it; SUSPEND ends the own promises, and leaves the
    /// others bound to one another.
    pub(super) fn cancel(&mut self, n: usize, leaves: bool) {
        let one = &self.moves.list[n];
        // To recall an ambassador ends no talks, and leaves what is owed.
        if leaves && one.issue.is_none() {
            return;
        }
        let id = MoveId(n as u32);
        let claims: Vec<usize> = self.between(&one.to, &one.from).collect();
        let own: Vec<usize> = self.between(&one.from, &one.to).collect();
        for at in claims.into_iter().chain(own) {
            let old = self.list[at].clone();
            let open = matches!(old.state, ObligationState::Active | ObligationState::Conditional);
            if !open || old.moves.contains(&id) || !self.related.same(old.issue, one.issue) {
                continue;
            }
            self.touched.push(at);
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
