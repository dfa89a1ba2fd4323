//! Sentences that go through the network together, so that its weights are fetched once for all of them.
//! Enters sentences; leaves their words in one row after the other, with an empty row after each sentence.
//! What is computed of a sentence does not depend on the others in its batch.

use super::features::Casing;
use std::ops::Range;

/// A batch is full from so many words on: weights are then fetched seldom, and vectors still stay near.
const FULL: usize = 128;

/// A sentence, or a part of a very long one.
#[derive(Debug, Clone)]
pub struct Piece {
    /// Its words among the batch's.
    pub words: Range<usize>,
    /// How its sentence is written.
    pub casing: Casing,
    /// Its first word's token.
    pub first: usize,
    /// Where a long sentence is cut, the parts after the first hang on the first one's root.
    pub later: bool,
}

/// Sentences with their words.
#[derive(Debug, Default)]
pub struct Batch<'t> {
    /// The words of all pieces.
    pub forms: Vec<&'t str>,
    /// The pieces, in text order.
    pub pieces: Vec<Piece>,
}

impl<'t> Batch<'t> {
    /// Adds a piece.
    pub fn add(&mut self, forms: &[&'t str], casing: Casing, first: usize, later: bool) {
        let start = self.forms.len();
        self.forms.extend_from_slice(forms);
        self.pieces.push(Piece { words: start..self.forms.len(), casing, first, later });
    }

    /// True when it is time to read it.
    pub fn is_full(&self) -> bool {
        self.forms.len() >= FULL
    }

    /// Makes it empty.
    pub fn clear(&mut self) {
        self.forms.clear();
        self.pieces.clear();
    }

    /// Rows, the empty ones included.
    pub fn rows(&self) -> usize {
        self.forms.len() + self.pieces.len()
    }

    /// The pieces, each with its rows.
    pub fn placed(&self) -> impl Iterator<Item = (&Piece, Range<usize>)> {
        self.pieces.iter().enumerate().map(|(n, piece)| (piece, piece.words.start + n..piece.words.end + n))
    }
}
