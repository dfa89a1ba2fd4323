//! From vectors to trees: the network scores the moves of [`super::transition`] and the best allowed one is
//! taken. Enters the vectors of sentences; leaves heads and labels. Time is linear in the sentence.
//!
//! What a word gives to the score of a state depends only on the word and the place that it stands in, so
//! it is computed once for each word and place and only added up for each state (Chen and Manning 2014).

use super::encoder::{VECTORS, Vectors};
use super::format::{Fault, Reader};
use super::kernels::{Bytes, Dense, Table};
use super::labels::relation;
use super::simd::wide;
use super::transition::{DISTANCES, LABELS, Looks, MOVES, Move, NONE, SLOTS, State};
use std::ops::Range;

/// Contributions to the hidden layer are multiples of 1/HIDDEN_GRID.
const HIDDEN_GRID: f32 = 512.0;
/// How the hidden layer enters the scores: a 64th of the grid, positive as it is.
const HIDDEN: Bytes = Bytes { steps: HIDDEN_GRID / 64.0, zero: 0 };

/// The layers that score moves.
#[derive(Debug)]
pub struct Parser {
    hidden: usize,
    places: Dense,
    empty: Vec<i16>,
    labels: Vec<i16>,
    distances: Vec<i16>,
    /// Scores: shift, then left with each relation, then right with each relation.
    out: Dense,
    relations: Vec<&'static str>,
    root: usize,
}

/// What a sentence needs while it is parsed; kept between sentences to spare allocations.
#[derive(Debug, Default)]
pub struct Workspace {
    /// The tree.
    pub state: State,
    placed: Vec<i16>,
    sums: Vec<i16>,
    hidden: Vec<u8>,
    /// Scores of whichever layer ran last.
    pub scores: Vec<f32>,
}

impl Parser {
    /// Takes the layers out of a model file.
    pub fn read(file: &Reader, width: usize) -> Result<Parser, Fault> {
        let mut relations = Vec::new();
        for name in file.text("relations")?.lines() {
            relations.push(relation(name).ok_or_else(|| Fault(format!("the relation {name} is unknown")))?);
        }
        let root = relations.iter().position(|name| *name == "root");
        let root = root.ok_or_else(|| Fault("the relation root is missing".to_owned()))?;
        let places = Dense::read(file, "parser.places", width, VECTORS)?;
        let hidden = places.outputs / SLOTS;
        let out = Dense::read(file, "parser.out", hidden, HIDDEN)?;
        let table = |name: &str, rows: usize| -> Result<Vec<i16>, Fault> {
            let cells = Table::read(file, name, rows)?.on_grid(HIDDEN_GRID);
            let fits = cells.len() == rows * hidden;
            if fits { Ok(cells) } else { Err(Fault(format!("{name} has another width"))) }
        };
        let empty = table("parser.empty", SLOTS)?;
        let labels = table("parser.labels", LABELS * (relations.len() + 1))?;
        let distances = table("parser.distances", DISTANCES)?;
        if places.outputs != hidden * SLOTS || out.outputs != 1 + 2 * relations.len() {
            return Err(Fault("the parser's layers do not fit together".to_owned()));
        }
        Ok(Parser { hidden, places, empty, labels, distances, out, relations, root })
    }

    /// The name of a label.
    pub fn relation(&self, label: u16) -> &'static str {
        self.relations.get(usize::from(label)).copied().unwrap_or("dep")
    }

    /// Fills `work` with what the words of `rows` rows give to the scores at each place.
    pub fn place(&self, vectors: &Vectors, rows: usize, work: &mut Workspace) {
        self.places.apply_on_grid(vectors.rows(), self.places.inputs, rows, HIDDEN_GRID, &mut work.placed);
    }

    /// Builds the tree of a sentence that has these rows of what was placed, in `work.state`.
    pub fn run(&self, rows: Range<usize>, work: &mut Workspace) {
        let row = self.places.outputs;
        let placed = &work.placed[rows.start * row..rows.end * row];
        work.state.reset(rows.len());
        while !work.state.is_done() {
            let state = &work.state;
            if !state.allows(Move::Left) && !state.allows(Move::Right) {
                work.state.apply(Move::Shift, 0);
                continue;
            }
            hide(self, &state.looks(), placed, &mut work.sums, &mut work.hidden);
            self.out.apply(&work.hidden, 0, 1, &mut work.scores);
            let (step, label) = self.best(state, &work.scores);
            work.state.apply(step, label);
        }
    }

    fn best(&self, state: &State, scores: &[f32]) -> (Move, u16) {
        let mut best = (Move::Shift, 0u16);
        let mut best_score = f32::MIN;
        for (first, step) in [0, 1, 1 + self.relations.len()].into_iter().zip(MOVES) {
            if !state.allows(step) {
                continue;
            }
            let labels = allowed_labels(state, step, self.relations.len(), self.root);
            for label in labels.0..labels.1 {
                let allowed = labels.1 - labels.0 == 1 || label != self.root;
                if allowed && scores[first + label] > best_score {
                    best_score = scores[first + label];
                    best = (step, label as u16);
                }
            }
        }
        best
    }
}

wide! {
    /// The hidden layer of a state. Sums that leave 16 bits stay at their end, in the order written here.
    fn hide(parser: &Parser, looks: &Looks, placed: &[i16], sums: &mut Vec<i16>, out: &mut Vec<u8>) {
        let hidden = parser.hidden;
        sums.clear();
        sums.resize(hidden, 0);
        let mut add = |row: &[i16]| {
            for (sum, x) in sums.iter_mut().zip(row) {
                *sum = sum.saturating_add(*x);
            }
        };
        for (place, word) in looks.words.iter().enumerate() {
            let (from, row) = match *word {
                NONE => (&parser.empty[..], place),
                word => (placed, word as usize * SLOTS + place),
            };
            add(&from[row * hidden..(row + 1) * hidden]);
        }
        for (n, label) in looks.labels.iter().enumerate() {
            let row = n * (parser.relations.len() + 1) + usize::from(*label);
            add(&parser.labels[row * hidden..(row + 1) * hidden]);
        }
        for distance in looks.distances {
            let row = usize::from(distance);
            add(&parser.distances[row * hidden..(row + 1) * hidden]);
        }
        out.clear();
        out.extend(sums.iter().map(|sum| (sum.saturating_add(32) >> 6).clamp(0, 255) as u8));
    }
}

/// The labels that a move may have, as first and one past the last: none for a shift, `root` alone for the
/// root, any (but the root's, which the caller skips) for other arcs.
pub fn allowed_labels(state: &State, step: Move, relations: usize, root: usize) -> (usize, usize) {
    match step {
        Move::Shift => (0, 1),
        Move::Left if state.next == state.len => (root, root + 1),
        _ => (0, relations),
    }
}
