//! Figures: how well records agree with gold that people made.
//!
//! What enters are texts, gold and records, all in code points; what leaves are counts, from which precision,
//! recall and F1 follow. Reading gold files is the caller's affair. The measures are those of the literature
//! (attribution: Pareti 2013, Newell 2018; events: exact triples; moves: one-to-one by overlap of evidence).

pub mod attribution;
pub mod events;
pub mod statements;
pub mod talks;

use std::collections::BTreeSet;

/// What was found, what was said, and what there was to find.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Count {
    /// Right ones.
    pub right: usize,
    /// Predicted.
    pub predicted: usize,
    /// In the gold.
    pub gold: usize,
}

impl Count {
    /// Adds another document's.
    pub fn add(&mut self, other: Count) {
        self.right += other.right;
        self.predicted += other.predicted;
        self.gold += other.gold;
    }

    /// What two sets share.
    fn of_sets<T: Ord>(gold: &BTreeSet<T>, predicted: &BTreeSet<T>) -> Count {
        Count { right: gold.intersection(predicted).count(), predicted: predicted.len(), gold: gold.len() }
    }

    /// Precision, recall and F1.
    pub fn figures(self) -> Figures {
        Figures::new(ratio(self.right, self.predicted), ratio(self.right, self.gold))
    }
}

/// Precision, recall and their harmonic mean, each from 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Figures {
    /// Of what was predicted, how much is right.
    pub precision: f64,
    /// Of what there is, how much was found.
    pub recall: f64,
    /// Their harmonic mean.
    pub f1: f64,
}

impl Figures {
    fn new(precision: f64, recall: f64) -> Figures {
        let sum = precision + recall;
        Figures { precision, recall, f1: if sum > 0.0 { 2.0 * precision * recall / sum } else { 0.0 } }
    }
}

fn ratio(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

/// A stretch of text in code points, end exclusive.
pub type Chars = (u32, u32);

/// Parties are compared without case, blanks and punctuation.
fn slug(code: &str) -> String {
    code.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
