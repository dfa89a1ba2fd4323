//! Where each issue stands between the one who raised it and the other: a small state machine.

use super::{IssueState, StateOfIssue};
use crate::actor::{ActorRef, PartyId};
use crate::factuality::Certainty;
use crate::moves::{IssueId, Move, MoveId, MoveKind, Moves, Polarity, Scope};
use std::collections::BTreeMap;

/// Unordered pair and issue: a reply runs the other way than what it replies to.
type Key = (IssueId, PartyId, PartyId);

/// The states, in the order in which their issues were raised.
pub(super) fn states(moves: &Moves) -> Vec<StateOfIssue> {
    let mut states = States::default();
    for n in 0..moves.list.len() {
        states.step(moves, n);
    }
    states.list
}

/// States in the making.
#[derive(Default)]
pub(super) struct States {
    /// In the order in which the issues were raised.
    pub(super) list: Vec<StateOfIssue>,
    /// Those that the last moves made or changed.
    pub(super) touched: Vec<usize>,
    place: BTreeMap<Key, usize>,
}

impl States {
    /// Lets one move act on what is known.
    pub(super) fn step(&mut self, moves: &Moves, n: usize) {
        let one = &moves.list[n];
        let happened = matches!(one.factuality.report, Certainty::CertainYes | Certainty::ProbableYes);
        if !happened || one.scope == Scope::Internal {
            return;
        }
        let Some(issue) = one.issue else { return };
        for maker in &one.from {
            for other in one.to.iter().filter(|other| other.party != maker.party) {
                self.between(issue, one, MoveId(n as u32), maker, other);
            }
        }
    }

    fn between(&mut self, issue: IssueId, one: &Move, id: MoveId, maker: &ActorRef, other: &ActorRef) {
        let (low, high) = (maker.party.min(other.party), maker.party.max(other.party));
        let key = (issue, low, high);
        let Some(&at) = self.place.get(&key) else {
            if let Some(state) = first(one) {
                self.place.insert(key, self.list.len());
                self.touched.push(self.list.len());
                // An answer read before its question: the other one raised the matter.
                let asked = matches!(one.kind, MoveKind::Await) || raises(one.kind) || !answers(one.kind);
                let (from, to) = if asked { (maker, other) } else { (other, maker) };
                self.list.push(StateOfIssue {
                    issue,
                    from: from.clone(),
                    to: to.clone(),
                    state,
                    since: one.when.clone(),
                    moves: vec![id],
                });
            }
            return;
        };
        let entry = &mut self.list[at];
        let by_raiser = entry.from.party == maker.party;
        if let Some(state) = next(entry.state, one, by_raiser) {
            if state == IssueState::Raised && !by_raiser {
                entry.from = maker.clone();
                entry.to = other.clone();
            }
            entry.state = state;
            entry.since = one.when.clone();
            entry.moves.push(id);
            self.touched.push(at);
        }
    }
}

fn raises(kind: MoveKind) -> bool {
    matches!(kind, MoveKind::Demand | MoveKind::Request | MoveKind::Propose | MoveKind::Ask)
}

fn answers(kind: MoveKind) -> bool {
    matches!(
        kind,
        MoveKind::Respond | MoveKind::Reject | MoveKind::Partial | MoveKind::Accept | MoveKind::Counter
    )
}

/// The state that a move leaves an issue in of which nothing was known.
fn first(one: &Move) -> Option<IssueState> {
    match one.kind {
        kind if raises(kind) => Some(IssueState::Raised),
        MoveKind::Await | MoveKind::Counter => Some(IssueState::Raised),
        MoveKind::Respond => Some(IssueState::Answered),
        MoveKind::Reject => Some(IssueState::Rejected),
        MoveKind::Partial => Some(IssueState::PartAccepted),
        MoveKind::Accept | MoveKind::Commit => Some(IssueState::Accepted),
        MoveKind::Sign => Some(IssueState::Signed),
        MoveKind::Breach => Some(IssueState::Violated),
        MoveKind::Suspend => Some(IssueState::Suspended),
        MoveKind::Retract => Some(IssueState::Withdrawn),
        _ => None,
    }
}

/// The transition of a known issue; none where the move changes nothing.
fn next(state: IssueState, one: &Move, by_raiser: bool) -> Option<IssueState> {
    use IssueState::{
        Accepted, Answered, Implemented, JudgedAcceptable, JudgedUnsatisfactory, PartAccepted, Raised,
        Rejected, ReplyDrafted, Signed, Suspended, Violated, Withdrawn,
    };
    use MoveKind as K;
    let judged = matches!(state, JudgedUnsatisfactory | JudgedAcceptable);
    match (state, one.kind) {
        (Raised, K::Respond | K::Deliver) if !by_raiser => Some(Answered),
        (Raised, K::Counter) if !by_raiser => Some(Raised),
        (Raised, K::Reject) if !by_raiser => Some(Rejected),
        (Raised | Answered, K::Partial) => Some(PartAccepted),
        (Answered, K::Evaluate) if by_raiser => match one.polarity {
            Polarity::Against => Some(JudgedUnsatisfactory),
            Polarity::For => Some(JudgedAcceptable),
            Polarity::Open => None,
        },
        (Answered | Rejected, K::Prepare) => Some(ReplyDrafted),
        (_, K::Prepare) if judged => Some(ReplyDrafted),
        (Answered | Rejected | ReplyDrafted, K::Counter | K::Deliver | K::Demand) => Some(Raised),
        (_, K::Counter | K::Deliver | K::Demand) if judged => Some(Raised),
        (Raised | Answered | JudgedAcceptable | PartAccepted, K::Accept) => Some(Accepted),
        (Raised | Answered | JudgedAcceptable | PartAccepted | Accepted, K::Sign) => Some(Signed),
        (Accepted | Signed, K::Perform) => Some(Implemented),
        (Accepted | Signed | Implemented, K::Breach) => Some(Violated),
        (_, K::Retract) if by_raiser => Some(Withdrawn),
        (_, K::Suspend) => Some(Suspended),
        (Rejected | Withdrawn | Suspended, K::Request | K::Propose | K::Ask) => Some(Raised),
        _ => None,
    }
}
