//! From vectors to names. Enters the vectors of sentences; leaves their named entities. Each word is scored
//! as outside, first, inside or last of a name of each kind, or a name by itself; the best sequence that
//! fits together is taken (Viterbi over the few states "no name open" and "a name of kind k open").
//!
//! Example: "Sergei Lavrov met" is first of PER, last of PER, outside.

use super::EntityKind;
use super::encoder::{VECTORS, Vectors};
use super::format::{Fault, Reader};
use super::kernels::Dense;
use super::labels::ENTITY_KINDS;
use super::path::Path;
use std::ops::Range;

/// Kinds of names.
pub const KINDS: usize = ENTITY_KINDS.len();
/// Classes of a word: outside, then first, inside, last, alone for each kind.
pub const CLASSES: usize = 1 + 4 * KINDS;

/// The class of a word that is at `place` in a name of `kind` with `len` words.
pub fn class(kind: usize, place: usize, len: usize) -> usize {
    let part = match (place, len) {
        (0, 1) => 3,
        (0, _) => 0,
        (at, len) if at + 1 == len => 2,
        _ => 1,
    };
    1 + 4 * kind + part
}

/// The layer that scores names.
#[derive(Debug)]
pub struct Names {
    layer: Dense,
}

/// One state of the search after a word: its score, and the state before.
type Step = [(f32, u8); KINDS + 1];

impl Names {
    /// Takes the layer out of a model file.
    pub fn read(file: &Reader, width: usize) -> Result<Names, Fault> {
        let layer = Dense::read(file, "names", width, VECTORS)?;
        if layer.outputs == CLASSES {
            Ok(Names { layer })
        } else {
            Err(Fault("the entity layer does not fit its kinds".to_owned()))
        }
    }

    /// Fills `scores` with those of `rows` rows.
    pub fn score(&self, path: Path, vectors: &Vectors, rows: usize, scores: &mut Vec<f32>) {
        self.layer.apply(path, vectors.rows(), self.layer.inputs, rows, scores);
    }

    /// Calls `each` with first word, one past the last and kind of every name of a sentence that has these
    /// rows of the scores, in text order.
    pub fn find(&self, scores: &[f32], rows: Range<usize>, each: impl FnMut(usize, usize, EntityKind)) {
        names(&best_path(&scores[rows.start * CLASSES..rows.end * CLASSES]), each);
    }
}

/// The best class of each word such that the sequence fits together.
fn best_path(scores: &[f32]) -> Vec<usize> {
    let words = scores.chunks_exact(CLASSES);
    let mut steps: Vec<Step> = Vec::with_capacity(words.len());
    let mut before = [f32::MIN; KINDS + 1];
    before[KINDS] = 0.0;
    for word in words {
        let mut step: Step = [(f32::MIN, 0); KINDS + 1];
        let closed = before[KINDS];
        let mut outside = (closed + word[0], KINDS as u8);
        for kind in 0..KINDS {
            let [first, inside, last, alone] = std::array::from_fn(|part| word[1 + 4 * kind + part]);
            let open = before[kind];
            step[kind] = better((closed + first, KINDS as u8), (open + inside, kind as u8));
            // The state before is marked with the kind, plus a distance for "alone".
            outside = better(outside, (open + last, kind as u8));
            outside = better(outside, (closed + alone, (KINDS + 1 + kind) as u8));
        }
        step[KINDS] = outside;
        steps.push(step);
        // Only differences matter; taking the closed state's score away keeps long sentences exact.
        before = std::array::from_fn(|state| step[state].0 - outside.0);
    }
    trace(&steps)
}

fn better(a: (f32, u8), b: (f32, u8)) -> (f32, u8) {
    if b.0 > a.0 { b } else { a }
}

fn trace(steps: &[Step]) -> Vec<usize> {
    let mut classes = vec![0; steps.len()];
    let mut state = KINDS;
    for (at, step) in steps.iter().enumerate().rev() {
        let from = usize::from(step[state].1);
        let (class, before) = match (state, from) {
            (KINDS, KINDS) => (0, KINDS),
            (KINDS, from) if from > KINDS => (1 + 4 * (from - KINDS - 1) + 3, KINDS),
            (KINDS, kind) => (1 + 4 * kind + 2, kind),
            (kind, KINDS) => (1 + 4 * kind, KINDS),
            (kind, _) => (1 + 4 * kind + 1, kind),
        };
        classes[at] = class;
        state = before;
    }
    classes
}

fn names(classes: &[usize], mut each: impl FnMut(usize, usize, EntityKind)) {
    let mut start = 0;
    for (at, class) in classes.iter().enumerate() {
        let Some(class) = class.checked_sub(1) else { continue };
        let kind = ENTITY_KINDS[class / 4].1;
        match class % 4 {
            0 => start = at,
            1 => {}
            2 => each(start, at + 1, kind),
            _ => each(at, at + 1, kind),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{CLASSES, best_path, class, names};
    use crate::syntax::EntityKind;

    fn scores(wanted: &[(usize, f32)]) -> Vec<f32> {
        let mut all = vec![0.0; wanted.len() * CLASSES];
        for (word, (class, score)) in wanted.iter().enumerate() {
            all[word * CLASSES + class] = *score;
        }
        all
    }

    fn check(wanted: &[(usize, f32)], expected: &[(usize, usize, EntityKind)]) {
        let mut found = Vec::new();
        names(&best_path(&scores(wanted)), |start, end, kind| found.push((start, end, kind)));
        assert_eq!(found, expected);
    }

    #[test]
    fn whole_names_are_read() {
        let (first, last, alone) = (class(0, 0, 2), class(0, 1, 2), class(2, 0, 1));
        check(
            &[(first, 2.0), (last, 2.0), (0, 2.0), (alone, 2.0)],
            &[(0, 2, EntityKind::Person), (3, 4, EntityKind::Gpe)],
        );
    }

    #[test]
    fn parts_that_do_not_fit_are_mended() {
        // A last word without a first one: the first becomes part of the name.
        check(&[(0, 0.5), (class(1, 1, 2), 3.0)], &[(0, 2, EntityKind::Org)]);
        check(&[], &[]);
    }
}
