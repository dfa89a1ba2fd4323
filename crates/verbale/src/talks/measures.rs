//! Where a measure stands that one party takes against another: sanctions, tariffs, an embargo. It is no bargain: who
//! announces it raises it, his deed puts it in force, and only he ends it. What others ask and answer about it goes the
//! common way of issues.
//!
//! ```text
//! THREATEN A→B tariffs     RAISED by A
//! PERFORM A→B              IMPLEMENTED
//! SUSPEND A→B              SUSPENDED
//! ```

use super::{IssueState, StateOfIssue};
use crate::actor::PartyId;
use crate::factuality::Certainty;
use crate::moves::{IssueId, Move, MoveId, MoveKind, Moves, Scope};
use std::collections::{BTreeMap, BTreeSet};

/// Measures in the making.
pub(super) struct Measures {
    issues: BTreeSet<IssueId>,
    /// In the order in which they were announced.
    pub(super) list: Vec<StateOfIssue>,
    /// Those that the last moves made or changed.
    pub(super) touched: Vec<usize>,
    /// By issue, the one who takes it, the one whom it hits.
    place: BTreeMap<(IssueId, PartyId, PartyId), usize>,
}

impl Measures {
    pub(super) fn new(issues: &[IssueId]) -> Measures {
        let issues = issues.iter().copied().collect();
        Measures { issues, list: Vec::new(), touched: Vec::new(), place: BTreeMap::new() }
    }

    /// Lets one move act on what is known; true where it is one of the measure itself, not of talks about it.
    pub(super) fn step(&mut self, moves: &Moves, n: usize) -> bool {
        let one = &moves.list[n];
        let Some(issue) = one.issue.filter(|issue| self.issues.contains(issue)) else { return false };
        let Some(state) = leads_to(one.kind) else {
            // What he promises or agrees to about a measure of his own leaves it as it stands.
            return one.kind == MoveKind::Commit || one.kind == MoveKind::Accept && self.takes(issue, one);
        };
        let firm = match one.kind {
            MoveKind::Threaten => {
                matches!(one.factuality.report, Certainty::CertainYes | Certainty::ProbableYes)
            }
            _ => one.factuality.report == Certainty::CertainYes,
        };
        if !firm || one.scope == Scope::Internal {
            return true;
        }
        for maker in &one.from {
            for other in one.to.iter().filter(|other| other.party != maker.party) {
                let fresh = StateOfIssue {
                    issue,
                    from: maker.clone(),
                    to: other.clone(),
                    state,
                    since: one.when.clone(),
                    moves: vec![MoveId(n as u32)],
                };
                self.now((issue, maker.party, other.party), fresh);
            }
        }
        true
    }

    /// True where one of the makers has announced such a measure.
    fn takes(&self, issue: IssueId, one: &Move) -> bool {
        let of = |maker: PartyId| self.place.keys().any(|key| key.0 == issue && key.1 == maker);
        one.from.iter().any(|maker| of(maker.party))
    }

    fn now(&mut self, key: (IssueId, PartyId, PartyId), fresh: StateOfIssue) {
        use IssueState::{Implemented, Raised, Suspended, Withdrawn};
        match self.place.get(&key) {
            None => {
                // What was never announced cannot be ended here.
                if matches!(fresh.state, Raised | Implemented) {
                    self.place.insert(key, self.list.len());
                    self.touched.push(self.list.len());
                    self.list.push(fresh);
                }
            }
            Some(&at) => {
                // A threat of more changes nothing while the measure is in force.
                let entry = &mut self.list[at];
                let open = matches!(entry.state, Suspended | Withdrawn);
                if entry.state != fresh.state && (fresh.state != Raised || open) {
                    *entry = fresh;
                    self.touched.push(at);
                }
            }
        }
    }
}

/// The state to which a move brings the measure of its maker.
fn leads_to(kind: MoveKind) -> Option<IssueState> {
    match kind {
        MoveKind::Threaten => Some(IssueState::Raised),
        MoveKind::Perform => Some(IssueState::Implemented),
        MoveKind::Suspend => Some(IssueState::Suspended),
        MoveKind::Retract => Some(IssueState::Withdrawn),
        _ => None,
    }
}
