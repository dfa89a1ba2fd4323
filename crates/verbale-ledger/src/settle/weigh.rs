//! What a move counts for beside those before it on the same issue. Enters: a move as it was read, with its day. Leaves:
//! the move as it is folded; what was read stays as it stands in the ledger.
//!
//! ```text
//! on tariffs: COMMIT A→B "will impose tariffs on 17 April"    announces a measure: A owes B nothing by it
//! PERFORM A→B, told on 2 April                                not yet: A has set the day
//! PERFORM A→B "imposed last week", told on 5 April            the announcement, told loosely
//! REQUEST B→A "lift the tariffs", for                         B is against the measure that hits him
//! REJECT B→A of a measure that nobody asked of B              a remark against it, and no answer
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
    /// The day of the report.
    pub(super) told: i32,
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
    /// Whom it hits.
    hit: BTreeSet<(IssueId, PartyId)>,
    /// Who has asked whom for something about it.
    asked: BTreeSet<(IssueId, PartyId, PartyId)>,
    /// The days that reports name for the beginning of a party's measure, each with the day of the report.
    begins: BTreeMap<(IssueId, PartyId), Vec<(i32, i32)>>,
    /// Who has shown where he stands by more than a remark.
    firm: BTreeSet<(IssueId, PartyId)>,
}

impl Weigh {
    /// Takes note of the day that a move names for a measure. All moves are heard before the first is weighed: a deed
    /// of last week may be told after the report that says for when it was announced.
    pub(super) fn hear(&mut self, one: &Move, aside: &Aside) {
        let Some(issue) = one.issue.filter(|_| aside.measure && one.condition.is_none()) else { return };
        let tells = match one.kind {
            MoveKind::Threaten | MoveKind::Assert | MoveKind::Perform => true,
            MoveKind::Commit => one.polarity != Polarity::Against,
            _ => false,
        };
        if let Some(due) = aside.due.filter(|&due| tells && due > aside.told) {
            for maker in &one.from {
                self.begins.entry((issue, maker.party)).or_default().push((aside.told, due));
            }
        }
    }

    /// The day that a party has set for its measure, as far as reports had told by some day: the one that most of
    /// them name, of two the one that was named last.
    fn begin(&self, key: &(IssueId, PartyId), by: i32) -> Option<i32> {
        let mut named: BTreeMap<i32, (usize, i32)> = BTreeMap::new();
        for &(told, due) in self.begins.get(key)?.iter().filter(|named| named.0 <= by) {
            let (times, last) = named.entry(due).or_insert((0, told));
            *times += 1;
            *last = told.max(*last);
        }
        named.into_iter().max_by_key(|one| one.1).map(|one| one.0)
    }

    /// Weighs one move, the next by its day.
    pub(super) fn weigh(&mut self, one: &mut Move, aside: &Aside) {
        let Some(issue) = one.issue else { return };
        if aside.measure {
            self.measure(one, issue);
            self.reply(one, issue);
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

    fn measure(&mut self, one: &mut Move, issue: IssueId) {
        if self.announces(one, issue) {
            one.kind = MoveKind::Threaten;
            one.polarity = Polarity::For;
            if one.factuality.report == Certainty::CertainYes {
                self.takers.extend(one.from.iter().map(|maker| (issue, maker.party)));
                self.hit.extend(one.to.iter().map(|other| (issue, other.party)));
            }
        }
    }

    /// What the one whom a measure hits says of it to the one who takes it: he asks for less of it, and what nobody has
    /// asked of him he cannot answer.
    fn reply(&mut self, one: &mut Move, issue: IssueId) {
        use MoveKind::{Accept, Ask, Counter, Demand, Partial, Propose, Reject, Request, Respond};
        if matches!(one.kind, Demand | Request | Ask | Propose) {
            let pairs = one.from.iter().flat_map(|maker| one.to.iter().map(move |to| (maker, to)));
            self.asked.extend(pairs.map(|(maker, to)| (issue, maker.party, to.party)));
        }
        let takes = |party| self.takers.contains(&(issue, party));
        let hit = |party| self.hit.contains(&(issue, party)) && !takes(party);
        let to_taker = one.to.iter().any(|to| takes(to.party));
        if !to_taker || one.from.is_empty() || !one.from.iter().all(|maker| hit(maker.party)) {
            return;
        }
        let asked = one
            .from
            .iter()
            .any(|maker| one.to.iter().any(|to| self.asked.contains(&(issue, to.party, maker.party))));
        match one.kind {
            Demand | Request | Propose => one.polarity = Polarity::Against,
            Respond | Accept | Partial | Counter if !asked => one.kind = MoveKind::Assert,
            Reject if !asked => (one.kind, one.polarity) = (MoveKind::Assert, Polarity::Against),
            _ => {}
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

    /// False for a deed that is only probable, for one that happened or was told before the day that its maker had set
    /// by then, and for a weak reading of one that he never announced.
    fn is_done(&self, one: &Move, issue: IssueId, aside: &Aside) -> bool {
        one.factuality.report == Certainty::CertainYes
            && one.from.iter().all(|maker| {
                let key = (issue, maker.party);
                let begun = |by: i32| self.begin(&key, by).is_none_or(|day| by >= day);
                begun(aside.day)
                    && begun(aside.told)
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

    /// A move with its day, deadline and confidence.
    type Given = (MoveKind, Polarity, i32, Option<i32>, f64);

    /// Kind, polarity and certainty of the last of some moves on one issue, each told on its own day.
    fn check(measure: bool, moves: &[Given], expected: (MoveKind, Polarity, Certainty)) {
        let told: Vec<(Given, i32)> = moves.iter().map(|&one| (one, one.2)).collect();
        check_told(measure, &told, moves.len() - 1, expected);
    }

    /// The same for one of several moves, each with the day on which it was told.
    fn check_told(
        measure: bool,
        moves: &[(Given, i32)],
        which: usize,
        expected: (MoveKind, Polarity, Certainty),
    ) {
        let mut weigh = Weigh::default();
        let aside = |&((_, _, day, due, confidence), told): &(Given, i32)| Aside {
            measure,
            day,
            told,
            due,
            confidence,
        };
        for one in moves {
            weigh.hear(&made(one.0.0, one.0.1), &aside(one));
        }
        let mut found = Vec::new();
        for one in moves {
            let mut made = made(one.0.0, one.0.1);
            weigh.weigh(&mut made, &aside(one));
            found.push((made.kind, made.polarity, made.factuality.report));
        }
        assert_eq!(found.get(which), Some(&expected), "{moves:?}");
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
    fn a_deed_told_before_the_day_that_most_reports_name_is_only_announced() {
        use MoveKind::{Perform, Threaten};
        use Polarity::For;
        let deed = |day| (Perform, For, day, None, 0.7);
        let threat = |day, due| (Threaten, For, day, Some(due), 0.7);
        let (not_yet, done) = ((Perform, For, Certainty::PossibleYes), (Perform, For, Certainty::CertainYes));
        // The deed is dated before the report that names the day, and told after it.
        check_told(true, &[(deed(3), 8), (threat(5, 20), 5)], 0, not_yet);
        check_told(true, &[(deed(3), 3), (threat(5, 20), 5)], 0, done);
        check_told(true, &[(deed(3), 20), (threat(5, 20), 5)], 0, done);
        // Of several days the one named most, of two the one named last.
        let early = (threat(1, 4), 1);
        check_told(true, &[early, (deed(5), 5), (threat(2, 20), 2), (threat(3, 20), 3)], 1, not_yet);
        check_told(true, &[early, (deed(5), 5), (threat(2, 20), 2)], 1, not_yet);
        check_told(true, &[early, (threat(2, 4), 2), (threat(3, 20), 3), (deed(5), 5)], 3, done);
    }

    #[test]
    fn whom_a_measure_hits_asks_for_less_of_it_and_answers_only_what_he_was_asked() {
        use MoveKind::{Assert, Demand, Reject, Request, Threaten};
        use Polarity::{Against, For};
        let aside = Aside { measure: true, day: 1, told: 1, due: None, confidence: 0.7 };
        let back = |kind, polarity| {
            let mut one = made(kind, polarity);
            std::mem::swap(&mut one.from, &mut one.to);
            one
        };
        let check = |asked: bool, mut one: Move, expected: (MoveKind, Polarity)| {
            let mut weigh = Weigh::default();
            weigh.weigh(&mut made(Threaten, For), &aside);
            if asked {
                weigh.weigh(&mut made(Demand, For), &aside);
            }
            weigh.weigh(&mut one, &aside);
            assert_eq!((one.kind, one.polarity), expected);
        };
        check(false, back(Request, For), (Request, Against));
        check(false, back(Reject, Against), (Assert, Against));
        check(true, back(Reject, Against), (Reject, Against));
        // The taker himself, and one whom it does not hit.
        check(false, made(Reject, Against), (Reject, Against));
        let mut other = back(Request, For);
        other.from = vec![ActorRef::party(PartyId(3), None)];
        check(false, other, (Request, For));
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
