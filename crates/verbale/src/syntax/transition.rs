//! The arc-hybrid transition system: how a tree is built from left to right with a stack and three moves.
//! Enters moves; leaves a head and a label for each word. Every run of allowed moves ends in a tree with one
//! root, after two moves a word.
//!
//! Example: "Envoys met": shift "Envoys", left (it depends on "met"), shift "met", left (it is the root).
//! The system is that of Kuhlmann, Gómez-Rodríguez and Satta (2011), with the root after the last word.

/// No word.
pub const NONE: u32 = u32::MAX;
/// Words of a state that the network looks at.
pub const SLOTS: usize = 11;
/// Labels of arcs made already that it looks at: those of the last words of [`Looks::words`].
pub const LABELS: usize = 5;
/// Rows of the table of distances: eight for each of two distances.
pub const DISTANCES: usize = 16;

/// A move.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Move {
    /// The next word goes onto the stack.
    Shift,
    /// The word on top of the stack depends on the next word, or is the root where none is left.
    Left,
    /// The word on top of the stack depends on the one below.
    Right,
}

/// All moves, in the order of the network's scores.
pub const MOVES: [Move; 3] = [Move::Shift, Move::Left, Move::Right];

/// A half-built tree of a sentence.
#[derive(Debug, Clone, Default)]
pub struct State {
    /// Words whose head is not known yet, the last on top.
    pub stack: Vec<u32>,
    /// The next word.
    pub next: u32,
    /// Words in the sentence.
    pub len: u32,
    /// Head of each word; `len` for the root, [`NONE`] where not known.
    pub heads: Vec<u32>,
    /// Label of the arc to its head, for each word.
    pub labels: Vec<u16>,
    leftmost: Vec<u32>,
    rightmost: Vec<u32>,
}

/// What the network looks at in a state.
#[derive(Debug, Clone, Copy, Default)]
pub struct Looks {
    /// Three words of the stack, three of what comes, outer children; [`NONE`] where there is none.
    pub words: [u32; SLOTS],
    /// Labels of the five children, from 1; 0 for none.
    pub labels: [u16; LABELS],
    /// Rows of the table of distances.
    pub distances: [u8; 2],
}

impl State {
    /// Begins a sentence of `len` words.
    pub fn reset(&mut self, len: usize) {
        self.stack.clear();
        self.next = 0;
        self.len = len as u32;
        for list in [&mut self.heads, &mut self.leftmost, &mut self.rightmost] {
            list.clear();
            list.resize(len, NONE);
        }
        self.labels.clear();
        self.labels.resize(len, 0);
    }

    /// True when every word has its head.
    pub fn is_done(&self) -> bool {
        self.next == self.len && self.stack.is_empty()
    }

    /// True where the move keeps the way to a tree with one root open.
    pub fn allows(&self, step: Move) -> bool {
        let (depth, at_end) = (self.stack.len(), self.next == self.len);
        match step {
            Move::Shift => !at_end,
            Move::Left => depth >= 1 && (!at_end || depth == 1),
            Move::Right => depth >= 2,
        }
    }

    /// The `n`th word of the stack from the top.
    pub fn top(&self, n: usize) -> u32 {
        self.stack.len().checked_sub(n + 1).map_or(NONE, |at| self.stack[at])
    }

    fn coming(&self, n: u32) -> u32 {
        if self.next + n < self.len { self.next + n } else { NONE }
    }

    /// Makes an allowed move; the label is that of the arc, if it makes one.
    pub fn apply(&mut self, step: Move, label: u16) {
        if step == Move::Shift {
            self.stack.push(self.next);
            self.next += 1;
            return;
        }
        let Some(word) = self.stack.pop() else { return };
        let head = if step == Move::Left { self.next } else { self.top(0) };
        self.heads[word as usize] = head;
        self.labels[word as usize] = label;
        if head >= self.len {
            return;
        }
        if step == Move::Left {
            let outer = &mut self.leftmost[head as usize];
            *outer = (*outer).min(word);
        } else {
            self.rightmost[head as usize] = word;
        }
    }

    /// What the network looks at.
    pub fn looks(&self) -> Looks {
        let (s0, s1, s2) = (self.top(0), self.top(1), self.top(2));
        let (b0, b1, b2) = (self.coming(0), self.coming(1), self.coming(2));
        let outer = |list: &[u32], word: u32| list.get(word as usize).copied().unwrap_or(NONE);
        let words = [
            s0,
            s1,
            s2,
            b0,
            b1,
            b2,
            outer(&self.leftmost, s0),
            outer(&self.rightmost, s0),
            outer(&self.leftmost, s1),
            outer(&self.rightmost, s1),
            outer(&self.leftmost, b0),
        ];
        let mut labels = [0; LABELS];
        for (label, word) in labels.iter_mut().zip(&words[SLOTS - LABELS..]) {
            *label = self.labels.get(*word as usize).map_or(0, |l| l + 1);
        }
        Looks { words, labels, distances: [distance(s0, b0), 8 + distance(s1, s0)] }
    }
}

fn distance(left: u32, right: u32) -> u8 {
    if left == NONE || right == NONE {
        return 0;
    }
    match right - left {
        near @ 0..=4 => near as u8,
        5..=6 => 5,
        7..=10 => 6,
        _ => 7,
    }
}

#[cfg(test)]
mod tests {
    use super::{MOVES, Move, NONE, State};

    #[test]
    fn the_example_is_read_so() {
        let mut state = State::default();
        state.reset(2);
        for (step, label) in [(Move::Shift, 0), (Move::Left, 3), (Move::Shift, 0), (Move::Left, 1)] {
            assert!(state.allows(step));
            state.apply(step, label);
        }
        assert!(state.is_done());
        assert_eq!((&state.heads[..], &state.labels[..]), (&[1, 2][..], &[3, 1][..]));
    }

    #[test]
    fn any_allowed_moves_make_a_tree_with_one_root() {
        let mut seed = 7u32;
        for len in (0..40).chain([500]) {
            let mut state = State::default();
            state.reset(len);
            while !state.is_done() {
                seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                let free: Vec<Move> = MOVES.into_iter().filter(|step| state.allows(*step)).collect();
                state.apply(free[(seed >> 16) as usize % free.len()], 0);
            }
            assert!(state.heads.iter().all(|head| *head != NONE));
            let roots = state.heads.iter().filter(|head| **head == len as u32).count();
            assert_eq!(roots, len.min(1));
            for mut word in 0..len as u32 {
                let mut steps = 0;
                while word < len as u32 {
                    (word, steps) = (state.heads[word as usize], steps + 1);
                    assert!(steps <= len, "a circle");
                }
            }
        }
    }
}
