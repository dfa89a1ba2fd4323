//! From vectors to trees: the network scores the moves of [`super::transition`] and the best allowed one is
//! taken. Enters the vectors of sentences; leaves heads and labels. Time is linear in the sentence.
//!
//! What a word gives to the score of a state depends only on the word and the place that it stands in, so
//! it is computed once for each word and place and only added up for each state (Chen and Manning 2014).

use super::encoder::{VECTORS, Vectors};
use super::format::{Fault, Reader};
use super::kernels::{Bytes, Dense, Table, largest};
use super::labels::relation;
use super::path::{Path, wide};
use super::transition::{DISTANCES, LABELS, Looks, MOVES, Move, NONE, SLOTS, State};
use std::ops::Range;

/// Contributions to the hidden layer are multiples of 1/HIDDEN_GRID.
const HIDDEN_GRID: f32 = 512.0;
/// How the hidden layer enters the scores: a 64th of the grid, positive as it is.
const HIDDEN: Bytes = Bytes { steps: HIDDEN_GRID / 64.0, zero: 0 };

/// Numbers of the hidden layer that are added up together; it has a multiple of them.
const LANES: usize = 32;
/// Rows that are added up for a state.
const ROWS: usize = SLOTS + LABELS + 2;

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
    /// What words give at the first place, then at the next.
    placed: Vec<i16>,
    rows: usize,
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
        if places.outputs != hidden * SLOTS
            || !hidden.is_multiple_of(LANES)
            || out.outputs != 1 + 2 * relations.len()
        {
            return Err(Fault("the parser's layers do not fit together".to_owned()));
        }
        Ok(Parser { hidden, places, empty, labels, distances, out, relations, root })
    }

    /// The name of a label.
    pub fn relation(&self, label: u16) -> &'static str {
        self.relations.get(usize::from(label)).copied().unwrap_or("dep")
    }

    /// Fills `work` with what the words of `rows` rows give to the scores at each place.
    pub fn place(&self, path: Path, vectors: &Vectors, rows: usize, work: &mut Workspace) {
        work.rows = rows;
        let x = (vectors.rows(), self.places.inputs, rows);
        self.places.apply_on_grid(path, x, (HIDDEN_GRID, self.hidden), &mut work.placed);
    }

    /// Builds the tree of a sentence that has these rows of what was placed, in `work.state`.
    pub fn run(&self, path: Path, rows: Range<usize>, work: &mut Workspace) {
        work.hidden.resize(self.hidden, 0);
        work.state.reset(rows.len());
        while !work.state.is_done() {
            let state = &work.state;
            if !state.allows(Move::Left) && !state.allows(Move::Right) {
                work.state.apply(Move::Shift, 0);
                continue;
            }
            let placed = Placed { cells: &work.placed, rows: work.rows, first: rows.start };
            hide(path, self, &state.looks(), placed, &mut work.hidden);
            self.out.apply(path, &work.hidden, 0, 1, &mut work.scores);
            let (step, label) = self.best(state, &mut work.scores);
            work.state.apply(step, label);
        }
    }

    /// The best allowed move; the first of equals. The root's label is taken out of the scores where it is not allowed.
    fn best(&self, state: &State, scores: &mut [f32]) -> (Move, u16) {
        let mut best = (Move::Shift, 0u16);
        let mut best_score = f32::MIN;
        for (first, step) in [0, 1, 1 + self.relations.len()].into_iter().zip(MOVES) {
            if !state.allows(step) {
                continue;
            }
            let labels = allowed_labels(state, step, self.relations.len(), self.root);
            if labels.1 - labels.0 > 1 {
                scores[first + self.root] = f32::MIN;
            }
            let scores = &scores[first + labels.0..first + labels.1];
            let label = largest(scores);
            if scores[label] > best_score {
                best_score = scores[label];
                best = (step, (labels.0 + label) as u16);
            }
        }
        best
    }
}

/// What the words of a sentence give at each place.
#[derive(Clone, Copy)]
struct Placed<'a> {
    cells: &'a [i16],
    /// Of the whole batch.
    rows: usize,
    /// The sentence's first row.
    first: usize,
}

wide! {
    /// The hidden layer of a state: the rows of what it looks at, added up a few numbers at a time. Sums that
    /// leave 16 bits stay at their end, in the order of the rows.
    fn hide(parser: &Parser, looks: &Looks, placed: Placed, out: &mut [u8]) {
        let hidden = parser.hidden;
        let row = |from, row| slice(from, row, hidden).as_chunks::<LANES>().0;
        let mut rows: [&[[i16; LANES]]; ROWS] = [&[]; ROWS];
        let (words, others) = rows.split_at_mut(SLOTS);
        let (labels, distances) = others.split_at_mut(LABELS);
        for (place, (to, word)) in words.iter_mut().zip(looks.words).enumerate() {
            *to = match word {
                NONE => row(&parser.empty, place),
                word => row(placed.cells, place * placed.rows + placed.first + word as usize),
            };
        }
        for (n, (to, label)) in labels.iter_mut().zip(looks.labels).enumerate() {
            *to = row(&parser.labels, n * (parser.relations.len() + 1) + usize::from(label));
        }
        for (to, distance) in distances.iter_mut().zip(looks.distances) {
            *to = row(&parser.distances, usize::from(distance));
        }
        for (at, out) in out.as_chunks_mut::<LANES>().0.iter_mut().enumerate() {
            let mut sums = [0i16; LANES];
            for row in rows {
                let row = &row[at];
                for n in 0..LANES {
                    sums[n] = sums[n].saturating_add(row[n]);
                }
            }
            for n in 0..LANES {
                out[n] = (sums[n].saturating_add(32) >> 6).clamp(0, 255) as u8;
            }
        }
    }
}

/// A row of a table.
#[inline(always)]
fn slice(from: &[i16], row: usize, width: usize) -> &[i16] {
    &from[row * width..(row + 1) * width]
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
