//! What a move counts for beside those before it on the same issue. Enters: a move as it was read, with its day. Leaves:
//! the move as it is folded; what was read stays as it stands in the ledger.
//!
//! ```text
//! on tariffs: COMMIT A→B "will impose tariffs on 17 April"    announces a measure: A owes B nothing by it
//! PERFORM A→B, told on 2 April                                not yet: A has set the day
//! ASSERT A against, after DEMAND A for                        a remark overturns no demand
//! ACCUSE A→B of a breach; DENY B                              is for or against nothing in particular
//! PERFORM A→B, probable                                       has not been done
//! ```

use std::collections::{BTreeMap, BTreeSet};
use verbale::actor::PartyId;
use verbale::factuality::{Certainty, Factuality};
use verbale::moves::{IssueId, Move, MoveKind, Polarity};

/// What stands beside a move.
#[derive(Debug, Clone, Copy)]
pub(super) struct Aside {
    /// True where it is about what one takes against another.
    pub(super) measure: bool,
    pub(super) day: i32,
    pub(super) due: Option<i32>,
    pub(super) confidence: f64,
}

/// Nothing that nobody has announced is done or ended by a reading less sure than this.
const WEAK: f64 = 0.65;

/// What the moves so far have shown.
#[derive(Debug, Default)]
pub(super) struct Weigh {
    /// Who has announced a measure.
    takers: BTreeSet<(IssueId, PartyId)>,
    /// The day on which the measure of a party is to begin.
    begins: BTreeMap<(IssueId, PartyId), i32>,
    /// Who has shown where he stands by more than a remark.
    firm: BTreeSet<(IssueId, PartyId)>,
}

impl Weigh {
    /// Weighs one move, the next by its day.
    pub(super) fn weigh(&mut self, one: &mut Move, aside: &Aside) {
        let Some(issue) = one.issue else { return };
        if aside.measure {
            self.measure(one, issue, aside);
        }
        if one.kind == MoveKind::Perform && !self.is_done(one, issue, aside)
            || aside.measure && is_end(one.kind) && aside.confidence < WEAK
        {
            let sure = Certainty::PossibleYes;
            one.factuality = Factuality { report: sure, source: sure };
        }
        let likely = matches!(one.factuality.report, Certainty::CertainYes | Certainty::ProbableYes);
        let known = |firm: &BTreeSet<_>| one.from.iter().any(|maker| firm.contains(&(issue, maker.party)));
        match one.kind {
            MoveKind::Accuse => one.polarity = Polarity::Open,
            MoveKind::Deny => {
                (one.kind, one.polarity) = (MoveKind::Assert, Polarity::Open);
            }
            MoveKind::Assert if known(&self.firm) => one.polarity = Polarity::Open,
            MoveKind::Assert | MoveKind::Evaluate => {}
            _ if likely && one.polarity != Polarity::Open => {
                self.firm.extend(one.from.iter().map(|maker| (issue, maker.party)));
            }
            _ => {}
        }
    }

    fn measure(&mut self, one: &mut Move, issue: IssueId, aside: &Aside) {
        if self.announces(one, issue) {
            one.kind = MoveKind::Threaten;
            one.polarity = Polarity::For;
            if one.factuality.report == Certainty::CertainYes {
                self.takers.extend(one.from.iter().map(|maker| (issue, maker.party)));
            }
        }
        let tells = matches!(one.kind, MoveKind::Threaten | MoveKind::Assert | MoveKind::Perform);
        if let Some(due) = aside.due.filter(|&due| tells && one.condition.is_none() && due > aside.day) {
            for maker in &one.from {
                let begins = self.begins.entry((issue, maker.party)).or_insert(due);
                // Of two days that lie ahead the nearer one: a later one is often only a vague time.
                *begins = if *begins > aside.day { due.min(*begins) } else { due };
            }
        }
    }

    /// True for a threat, and for a promise or proposal that is one in truth: nobody owes it to those whom it hits.
    fn announces(&self, one: &Move, issue: IssueId) -> bool {
        let of_taker = one.from.iter().all(|maker| self.takers.contains(&(issue, maker.party)));
        let of_others = self.takers.iter().any(|known| known.0 == issue) && !of_taker;
        match one.kind {
            MoveKind::Threaten => true,
            MoveKind::Commit => one.condition.is_none() && one.polarity != Polarity::Against && !of_others,
            MoveKind::Propose => of_taker && one.polarity != Polarity::Against,
            _ => false,
        }
    }

    /// False for a deed that is only probable, for one before the day that its maker has set, and for a weak reading of
    /// one that he never announced.
    fn is_done(&self, one: &Move, issue: IssueId, aside: &Aside) -> bool {
        one.factuality.report == Certainty::CertainYes
            && one.from.iter().all(|maker| {
                let key = (issue, maker.party);
                self.begins.get(&key).is_none_or(|&day| aside.day >= day)
                    && (aside.confidence >= WEAK || self.takers.contains(&key))
            })
    }
}

fn is_end(kind: MoveKind) -> bool {
    matches!(kind, MoveKind::Suspend | MoveKind::Retract)
}

#[cfg(test)]
mod tests {
    use super::{Aside, Weigh};
    use verbale::actor::{ActorRef, PartyId};
    use verbale::factuality::{Certainty, Factuality};
    use verbale::moves::{IssueId, Move, MoveKind, Polarity, Scope};

    fn made(kind: MoveKind, polarity: Polarity) -> Move {
        let sure = Certainty::CertainYes;
        Move {
            kind,
            act: None,
            from: vec![ActorRef::party(PartyId(1), None)],
            to: vec![ActorRef::party(PartyId(2), None)],
            by: None,
            issue: Some(IssueId(0)),
            paper: None,
            content: None,
            polarity,
            condition: None,
            deadline: None,
            factuality: Factuality { report: sure, source: sure },
            when: None,
            scope: Scope::Public,
            in_reply_to: None,
            statements: Vec::new(),
            events: Vec::new(),
            evidence: Vec::new(),
            flags: Vec::new(),
            confidence: 1.0,
            rule: String::new(),
        }
    }

    /// Kind, polarity and certainty of the last of some moves on one issue, each with its day, deadline and confidence.
    fn check(
        measure: bool,
        moves: &[(MoveKind, Polarity, i32, Option<i32>, f64)],
        expected: (MoveKind, Polarity, Certainty),
    ) {
        let mut weigh = Weigh::default();
        let mut last = None;
        for &(kind, polarity, day, due, confidence) in moves {
            let mut one = made(kind, polarity);
            weigh.weigh(&mut one, &Aside { measure, day, due, confidence });
            last = Some((one.kind, one.polarity, one.factuality.report));
        }
        assert_eq!(last, Some(expected), "{moves:?}");
    }

    #[test]
    fn a_promise_of_tariffs_is_a_threat() {
        use MoveKind::{Commit, Threaten};
        use Polarity::For;
        check(true, &[(Commit, For, 1, None, 0.7)], (Threaten, For, Certainty::CertainYes));
        check(false, &[(Commit, For, 1, None, 0.7)], (Commit, For, Certainty::CertainYes));
    }

    #[test]
    fn what_its_maker_has_set_a_day_for_is_not_done_before() {
        use MoveKind::{Perform, Threaten};
        use Polarity::{Against, For};
        let threat = (Threaten, Against, 1, Some(9), 0.7);
        let deed = |day| (Perform, For, day, None, 0.7);
        check(true, &[threat, deed(4)], (Perform, For, Certainty::PossibleYes));
        check(true, &[threat, deed(9)], (Perform, For, Certainty::CertainYes));
        check(true, &[(Perform, For, 4, None, 0.5)], (Perform, For, Certainty::PossibleYes));
    }

    #[test]
    fn a_remark_overturns_no_demand() {
        use MoveKind::{Assert, Deny, Reject};
        use Polarity::{Against, For, Open};
        let demand = (MoveKind::Demand, For, 1, None, 0.7);
        check(false, &[demand, (Assert, Against, 2, None, 0.7)], (Assert, Open, Certainty::CertainYes));
        check(false, &[(Assert, Against, 2, None, 0.7)], (Assert, Against, Certainty::CertainYes));
        check(false, &[demand, (Reject, Against, 2, None, 0.7)], (Reject, Against, Certainty::CertainYes));
        check(false, &[(Deny, Open, 2, None, 0.7)], (Assert, Open, Certainty::CertainYes));
    }
}
