//! Who owes whom an answer or a deed: what each move creates, confirms and ends.
//!
//! Enter the moves of a report in text order; leave obligations, each with the moves it rests on. Refused: moves
//! inside one party, negated and merely possible ones. Three passes over the moves: those that create, those that
//! show what must have been owed already, then those that end, because a report may tell a reply before what it
//! replies to (commitment protocols: Yolum & Singh 2002; reply-to structure: FIPA-ACL).
//!
//! ```text
//! DEMAND A→B guarantees; RESPOND B→A     ANSWER B→A discharged
//! ```

mod book;
mod create;
mod end;
mod leave;

use super::Obligation;
use crate::moves::Moves;
pub(in crate::talks) use book::Book;

/// Folds the moves of one report into obligations, in order of creation.
pub(super) fn obligations(moves: &Moves) -> Vec<Obligation> {
    let mut book = Book::new(moves);
    book.report(0, moves.list.len());
    book.list
}

impl Book<'_> {
    /// Folds the moves `start..end`, which one report tells, and names the obligations that they made or changed.
    pub(in crate::talks) fn report(&mut self, start: usize, end: usize) -> Vec<usize> {
        self.start = start;
        self.before = self.list.len();
        for n in start..end {
            self.create(n);
        }
        for n in start..end {
            self.charge(n);
        }
        for n in start..end {
            self.end(n);
        }
        let mut touched = std::mem::take(&mut self.touched);
        touched.sort_unstable();
        touched.dedup();
        touched
    }
}
