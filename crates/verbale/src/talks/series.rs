//! Many reports, one after the other: the same rules as for one, with the day on which each thing came to stand so.
//!
//! Enter: the moves of one matter and of its parts, in the order in which they happened, with a [`Told`] for each
//! run of moves that one report tells of one day. Leave: obligations, states and positions as periods, so that the
//! state of the talks on any day is what had begun by then and had not ended. Periods of no length are left out.
//! What one takes against another (sanctions, tariffs) is no bargain: such issues are named, and stand between the one
//! who takes the measure and the one whom it hits. Refused: nothing; moves that no `Told` covers are not folded.
//!
//! ```text
//! day 3 DEMAND A→B, day 9 RESPOND B→A     ANSWER B→A active from 3 until 9, discharged from 9
//! day 3 THREATEN A→B, day 9 PERFORM A→B   on a measure: A has announced it from 3 until 9, in force from 9
//! ```

use super::duties::Book;
use super::measures::Measures;
use super::related::Related;
use super::stances::Stances;
use super::states::States;
use super::{Obligation, Position, StateOfIssue};
use crate::moves::{IssueId, Moves};

/// The moves `start..end` of the list, told by one report of one day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Told {
    /// The first move.
    pub start: usize,
    /// Behind the last.
    pub end: usize,
    /// The day, counted from any beginning.
    pub day: i32,
}

/// How something stood from one day until another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Period<T> {
    /// Which one: the same number in all periods of one thing.
    pub which: usize,
    /// How it stood.
    pub value: T,
    /// The first day.
    pub since: i32,
    /// The day on which it changed; none where it stands so to the end.
    pub until: Option<i32>,
}

/// The course of the talks, each list in the order of the days.
#[derive(Debug, Clone, Default)]
pub struct Course {
    /// Who owed whom what.
    pub obligations: Vec<Period<Obligation>>,
    /// Where each issue stood.
    pub states: Vec<Period<StateOfIssue>>,
    /// Where each measure stood: RAISED once it is announced, IMPLEMENTED while it is in force.
    pub measures: Vec<Period<StateOfIssue>>,
    /// Where each party stood.
    pub positions: Vec<Period<Position>>,
}

/// Folds the moves of one matter. Issues with one root are one matter, whatever their names; `measures` are those that
/// one takes against another.
pub fn fold(moves: &Moves, told: &[Told], measures: &[IssueId]) -> Course {
    let mut book = Book::new(moves);
    book.related = Related::by_root(moves);
    let (mut states, mut stances) = (States::default(), Stances::default());
    let mut taken = Measures::new(measures);
    let (mut owed, mut held) = (Periods::default(), Periods::default());
    let (mut stood, mut force) = (Periods::default(), Periods::default());
    for one in told {
        for at in book.report(one.start, one.end) {
            owed.now(at, book.list[at].clone(), one.day);
        }
        for n in one.start..one.end {
            if !taken.step(moves, n) {
                states.step(moves, n);
            }
            stances.step(moves, n);
        }
        stand(&mut stood, &mut states.touched, &mut states.list, one.day);
        stand(&mut force, &mut taken.touched, &mut taken.list, one.day);
        for at in sorted(&mut stances.touched) {
            let fresh = std::mem::take(&mut stances.list[at].moves);
            held.now(at, Position { moves: fresh, ..stances.list[at].clone() }, one.day);
        }
    }
    Course { obligations: owed.all(), states: stood.all(), measures: force.all(), positions: held.all() }
}

/// Enters how those now stand that the last moves touched.
fn stand(periods: &mut Periods<StateOfIssue>, touched: &mut Vec<usize>, list: &mut [StateOfIssue], day: i32) {
    for at in sorted(touched) {
        let fresh = std::mem::take(&mut list[at].moves);
        periods.now(at, StateOfIssue { moves: fresh, ..list[at].clone() }, day);
    }
}

fn sorted(touched: &mut Vec<usize>) -> Vec<usize> {
    let mut list = std::mem::take(touched);
    list.sort_unstable();
    list.dedup();
    list
}

/// What can stand so for a while.
trait Standing: Clone {
    /// True where nothing but the moves that tell it is new.
    fn same(&self, other: &Self) -> bool;
    /// Takes up what is told later of the same period.
    fn confirm(&mut self, later: Self);
    /// Becomes what it is at the end of its first day, and keeps the moves of the whole day.
    fn give_way(&mut self, later: Self);
}

impl Standing for Obligation {
    fn same(&self, other: &Obligation) -> bool {
        self.state == other.state
            && self.basis == other.basis
            && self.debtor == other.debtor
            && self.creditor == other.creditor
    }

    fn confirm(&mut self, later: Obligation) {
        *self = later;
    }

    fn give_way(&mut self, later: Obligation) {
        *self = later;
    }
}

impl Standing for StateOfIssue {
    fn same(&self, other: &StateOfIssue) -> bool {
        self.state == other.state && self.from.party == other.from.party
    }

    fn confirm(&mut self, later: StateOfIssue) {
        self.moves.extend(later.moves);
    }

    fn give_way(&mut self, later: StateOfIssue) {
        let mut moves = std::mem::take(&mut self.moves);
        moves.extend(&later.moves);
        *self = StateOfIssue { moves, ..later };
    }
}

impl Standing for Position {
    fn same(&self, other: &Position) -> bool {
        self.stance == other.stance
    }

    fn confirm(&mut self, later: Position) {
        self.moves.extend(later.moves);
    }

    fn give_way(&mut self, later: Position) {
        let mut moves = std::mem::take(&mut self.moves);
        moves.extend(&later.moves);
        *self = Position { moves, ..later };
    }
}

/// Periods in the making: the last one of each thing is open.
struct Periods<T> {
    done: Vec<Period<T>>,
    open: Vec<Option<usize>>,
    /// The period before the open one.
    before: Vec<Option<usize>>,
}

impl<T> Default for Periods<T> {
    fn default() -> Periods<T> {
        Periods { done: Vec::new(), open: Vec::new(), before: Vec::new() }
    }
}

impl<T: Standing> Periods<T> {
    fn now(&mut self, which: usize, value: T, day: i32) {
        if self.open.len() <= which {
            self.open.resize(which + 1, None);
            self.before.resize(which + 1, None);
        }
        if let Some(at) = self.open[which] {
            let last = &mut self.done[at];
            if last.value.same(&value) {
                last.value.confirm(value);
                return;
            }
            if last.since == day {
                last.value.give_way(value);
                self.resume(which, at);
                return;
            }
            last.until = Some(day);
        }
        self.before[which] = self.open[which];
        self.open[which] = Some(self.done.len());
        self.done.push(Period { which, value, since: day, until: None });
    }

    /// Where it stands at the end of a day as it stood before that day, the old period goes on.
    fn resume(&mut self, which: usize, at: usize) {
        let Some(old) = self.before[which] else { return };
        let day = self.done[at].since;
        let goes_on = self.done[old].until == Some(day) && self.done[old].value.same(&self.done[at].value);
        if goes_on {
            let value = self.done[at].value.clone();
            self.done[old].value.confirm(value);
            self.done[old].until = None;
            self.done[at].until = Some(day);
            (self.open[which], self.before[which]) = (Some(old), None);
        }
    }

    /// The periods; those of no length are left out.
    fn all(self) -> Vec<Period<T>> {
        self.done.into_iter().filter(|period| period.until != Some(period.since)).collect()
    }
}
