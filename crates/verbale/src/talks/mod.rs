//! The state of the talks: a pure fold of moves into obligations, states of issues and positions. The same
//! rules serve one report and, in a ledger, many.
//!
//! Enters: the moves of a report, in text order. Leaves: who owes whom an answer or a deed, where each issue
//! stands between each pair, where each party stands. A report tells the newest first, so a reply may stand
//! before what it replies to: the rules look both ways. Moves inside one party, negated or merely possible
//! ones make no obligation.
//!
//! ```text
//! M1 DEMAND RUS → USA    guarantees    ANSWER USA → RUS active
//! M2 RESPOND USA → RUS   guarantees    ANSWER USA → RUS discharged (M1, M2)
//! M3 PREPARE RUS → USA   a reply       ANSWER RUS → USA active, assumed by the debtor
//! ```

mod duties;
pub mod matter;
mod measures;
mod related;
pub mod series;
mod stances;
mod states;
#[cfg(test)]
mod tests;

pub use stances::shown;

use crate::actor::ActorRef;
use crate::moves::{IssueId, MoveId, Moves, Polarity};
use crate::span::Span;
use crate::statement::named;
use crate::when::When;

named! {
    /// What is owed.
    ObligationKind {
        /// A reply.
        Answer = "ANSWER",
        /// A deed.
        Perform = "PERFORM",
    }
}

named! {
    /// How an obligation stands (commitment protocols: Yolum & Singh 2002).
    ObligationState {
        /// Open.
        Active = "active",
        /// Met.
        Discharged = "discharged",
        /// Broken.
        Violated = "violated",
        /// Ended without being met.
        Cancelled = "cancelled",
        /// Binding only once a condition is met.
        Conditional = "conditional",
    }
}

named! {
    /// On whose word an obligation rests.
    Basis {
        /// The creditor's.
        Claimed = "claimed",
        /// The debtor's.
        Assumed = "assumed",
        /// Both.
        Mutual = "mutual",
        /// A rule of the talks.
        Derived = "derived",
    }
}

named! {
    /// Where an issue stands between two parties.
    IssueState {
        /// Put forward, unanswered.
        Raised = "RAISED",
        /// Answered.
        Answered = "ANSWERED",
        /// The answer was judged not good enough.
        JudgedUnsatisfactory = "JUDGED_UNSATISFACTORY",
        /// The answer was judged good enough.
        JudgedAcceptable = "JUDGED_ACCEPTABLE",
        /// Accepted in part.
        PartAccepted = "PART_ACCEPTED",
        /// Refused.
        Rejected = "REJECTED",
        /// A reply is being prepared.
        ReplyDrafted = "REPLY_DRAFTED",
        /// Accepted.
        Accepted = "ACCEPTED",
        /// Signed.
        Signed = "SIGNED",
        /// Done.
        Implemented = "IMPLEMENTED",
        /// Broken.
        Violated = "VIOLATED",
        /// Taken back by the one who raised it.
        Withdrawn = "WITHDRAWN",
        /// Broken off.
        Suspended = "SUSPENDED",
    }
}

/// Who owes whom what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Obligation {
    /// A reply or a deed.
    pub kind: ObligationKind,
    /// Who owes.
    pub debtor: Vec<ActorRef>,
    /// To whom.
    pub creditor: Vec<ActorRef>,
    /// What it is about.
    pub issue: Option<IssueId>,
    /// The words for what is owed.
    pub about: Option<Span>,
    /// How it stands.
    pub state: ObligationState,
    /// On whose word it rests.
    pub basis: Basis,
    /// The moves that made and changed it, in order.
    pub moves: Vec<MoveId>,
}

/// Where an issue stands between an ordered pair: the one who raised it and the other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StateOfIssue {
    /// The issue.
    pub issue: IssueId,
    /// Who raised it.
    pub from: ActorRef,
    /// With whom.
    pub to: ActorRef,
    /// Where it stands.
    pub state: IssueState,
    /// Since when.
    pub since: Option<When>,
    /// The moves that brought it there.
    pub moves: Vec<MoveId>,
}

/// Where a party stands on an issue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Position {
    /// The party.
    pub party: ActorRef,
    /// The issue.
    pub issue: IssueId,
    /// For, against or open.
    pub stance: Polarity,
    /// Since when.
    pub since: Option<When>,
    /// The moves that it is computed from.
    pub moves: Vec<MoveId>,
}

/// The state of the talks after all moves.
#[derive(Debug, Clone, Default)]
pub struct Talks {
    /// Who owes whom what, in order of creation.
    pub obligations: Vec<Obligation>,
    /// Where each issue stands.
    pub states: Vec<StateOfIssue>,
    /// Where each party stands.
    pub positions: Vec<Position>,
}

/// Folds the moves into the state of the talks.
pub fn fold(moves: &Moves) -> Talks {
    Talks {
        obligations: duties::obligations(moves),
        states: states::states(moves),
        positions: stances::positions(moves),
    }
}
