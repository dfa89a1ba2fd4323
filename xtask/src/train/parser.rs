//! The parser in training: the moves that lose nothing of the true tree (a dynamic oracle for arc-hybrid,
//! Goldberg and Nivre 2013), losses of the moves that the parser itself takes, and their gradients.

use super::batch::Batch;
use super::data::Gold;
use super::layers::{Dense, add, softmax};
use super::param::{Chance, Param};
use verbale::syntax::parser::allowed_labels;
use verbale::syntax::transition::{DISTANCES, LABELS, Looks, MOVES, Move, NONE, SLOTS, State};

/// The layers that score moves.
#[derive(Debug, Clone)]
pub(crate) struct Parser {
    pub(crate) hidden: usize,
    pub(crate) relations: usize,
    pub(crate) root: usize,
    pub(crate) places: Dense,
    pub(crate) empty: Param,
    pub(crate) labels: Param,
    pub(crate) distances: Param,
    pub(crate) out: Dense,
}

/// States met in a batch.
#[derive(Debug, Default)]
struct Record {
    /// What was looked at, with words as rows of the batch.
    looks: Vec<Looks>,
    hidden: Vec<f32>,
    /// Gradients of the scores.
    dscores: Vec<f32>,
    wrong: usize,
}

/// How a batch went.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Outcome {
    pub(crate) moves: usize,
    pub(crate) wrong: usize,
}

impl Parser {
    pub(crate) fn new(
        width: usize,
        hidden: usize,
        relations: usize,
        root: usize,
        chance: &mut Chance,
    ) -> Parser {
        let mut places = Dense::new(width, SLOTS * hidden, (1.0 / (4 * width) as f32).sqrt(), chance);
        // The bias of all places together lets most hidden numbers begin above zero.
        places.bias = Param::constant(SLOTS * hidden, 0.1 / SLOTS as f32);
        Parser {
            hidden,
            relations,
            root,
            places,
            empty: Param::random(SLOTS * hidden, 0.05, chance),
            labels: Param::random(LABELS * (relations + 1) * hidden, 0.05, chance),
            distances: Param::random(DISTANCES * hidden, 0.05, chance),
            out: Dense::new(hidden, 1 + 2 * relations, 0.05, chance),
        }
    }

    /// Parses the batch, follows its own moves with chance `explore`, adds to the gradients of all layers
    /// and of the vectors `dx`.
    pub(crate) fn learn(
        &mut self,
        batch: &Batch,
        x: &[f32],
        dx: &mut [f32],
        explore: f32,
        chance: &mut Chance,
    ) -> Outcome {
        let placed = self.places.forward(x, self.places.inputs, batch.rows.len());
        let mut record = Record::default();
        let scale = 1.0 / batch.words.max(1) as f32;
        let mut state = State::default();
        for (sample, start) in batch.samples.iter().zip(&batch.starts) {
            let Some(gold) = &sample.tree else { continue };
            state.reset(sample.rows.len());
            while !state.is_done() {
                if !state.allows(Move::Left) && !state.allows(Move::Right) {
                    state.apply(Move::Shift, 0);
                    continue;
                }
                let (step, label) =
                    self.step(&state, gold, *start, &placed, scale, explore, chance, &mut record);
                state.apply(step, label);
            }
        }
        self.backward(x, dx, placed.len(), &record);
        Outcome { moves: record.looks.len(), wrong: record.wrong }
    }

    /// Scores one state, records its loss, and chooses the move to go on with.
    #[allow(clippy::too_many_arguments, reason = "one call; a struct for it would only rename them")]
    fn step(
        &self,
        state: &State,
        tree: &Gold,
        start: usize,
        placed: &[f32],
        scale: f32,
        explore: f32,
        chance: &mut Chance,
        record: &mut Record,
    ) -> (Move, u16) {
        let mut looks = state.looks();
        for word in looks.words.iter_mut().filter(|word| **word != NONE) {
            *word += start as u32;
        }
        let hidden = self.hide(&looks, placed);
        let mut scores = self.score(&hidden);
        let costs = costs(state, tree);
        let least =
            MOVES.iter().zip(costs).filter(|(step, _)| state.allows(**step)).map(|(_, cost)| cost).min();
        let gold = tree.relations.get(state.top(0) as usize).copied().unwrap_or(0);
        let mut open = vec![false; scores.len()];
        let (mut right, mut chosen) = (None::<usize>, None::<usize>);
        for (at, step) in MOVES.into_iter().enumerate().filter(|(_, step)| state.allows(*step)) {
            let first = if at == 0 { 0 } else { 1 + (at - 1) * self.relations };
            let (from, to) = allowed_labels(state, step, self.relations, self.root);
            for label in from..to {
                if to - from > 1 && label == self.root {
                    continue;
                }
                open[first + label] = true;
                if chosen.is_none_or(|best| scores[first + label] > scores[best]) {
                    chosen = Some(first + label);
                }
            }
            // Where only a wrong arc is left to the true root, any label is as good as the true one.
            let label = match usize::from(gold) {
                _ if to - from == 1 => from,
                gold if gold == self.root => best_label(&scores[first..first + to], self.root),
                gold => gold,
            };
            if Some(costs[at]) == least && right.is_none_or(|best| scores[first + label] > scores[best]) {
                right = Some(first + label);
            }
        }
        let (right, chosen) = (right.unwrap_or(0), chosen.unwrap_or(0));
        record.wrong += usize::from(right != chosen);
        scores.iter_mut().zip(&open).filter(|(_, open)| !**open).for_each(|(score, _)| *score = -1e9);
        softmax(&mut scores);
        scores[right] -= 1.0;
        record.dscores.extend(scores.iter().map(|p| p * scale));
        record.hidden.extend(hidden);
        record.looks.push(looks);
        let go = if chance.unit() < explore { chosen } else { right };
        self.decode(go)
    }

    /// Scores of one state; most of its hidden numbers are zero, so a matrix product would be slower.
    fn score(&self, hidden: &[f32]) -> Vec<f32> {
        let mut scores = self.out.bias.value.clone();
        for (h, weights) in hidden.iter().zip(self.out.weights.value.chunks_exact(scores.len())) {
            if *h > 0.0 {
                scores.iter_mut().zip(weights).for_each(|(score, weight)| *score += h * weight);
            }
        }
        scores
    }

    fn decode(&self, score: usize) -> (Move, u16) {
        match score.checked_sub(1) {
            None => (Move::Shift, 0),
            Some(label) if label < self.relations => (Move::Left, label as u16),
            Some(label) => (Move::Right, (label - self.relations) as u16),
        }
    }

    fn hide(&self, looks: &Looks, placed: &[f32]) -> Vec<f32> {
        let mut sums = vec![0.0; self.hidden];
        self.each_row(looks, |part, row| {
            let from = match part {
                Part::Placed => placed,
                Part::Empty => &self.empty.value,
                Part::Labels => &self.labels.value,
                Part::Distances => &self.distances.value,
            };
            add(&mut sums, &from[row * self.hidden..(row + 1) * self.hidden]);
        });
        sums.iter_mut().for_each(|sum| *sum = sum.max(0.0));
        sums
    }

    fn each_row(&self, looks: &Looks, mut each: impl FnMut(Part, usize)) {
        for (place, word) in looks.words.iter().enumerate() {
            match *word {
                NONE => each(Part::Empty, place),
                word => each(Part::Placed, word as usize * SLOTS + place),
            }
        }
        for (n, label) in looks.labels.iter().enumerate() {
            each(Part::Labels, n * (self.relations + 1) + usize::from(*label));
        }
        for distance in looks.distances {
            each(Part::Distances, usize::from(distance));
        }
    }

    fn backward(&mut self, x: &[f32], dx: &mut [f32], placed: usize, record: &Record) {
        let mut dhidden = self.out.backward(&record.hidden, self.hidden, &record.dscores);
        let mut dplaced = vec![0.0; placed];
        let hidden = self.hidden;
        let (mut empty, mut labels, mut distances) = (
            vec![0.0; self.empty.value.len()],
            vec![0.0; self.labels.value.len()],
            vec![0.0; DISTANCES * hidden],
        );
        for (at, looks) in record.looks.iter().enumerate() {
            let range = at * hidden..(at + 1) * hidden;
            let d = &mut dhidden[range.clone()];
            d.iter_mut().zip(&record.hidden[range]).filter(|(_, h)| **h <= 0.0).for_each(|(d, _)| *d = 0.0);
            self.each_row(looks, |part, row| {
                let to: &mut [f32] = match part {
                    Part::Placed => &mut dplaced,
                    Part::Empty => &mut empty,
                    Part::Labels => &mut labels,
                    Part::Distances => &mut distances,
                };
                add(&mut to[row * hidden..(row + 1) * hidden], d);
            });
        }
        add(&mut self.empty.gradient, &empty);
        add(&mut self.labels.gradient, &labels);
        add(&mut self.distances.gradient, &distances);
        add(dx, &self.places.backward(x, self.places.inputs, &dplaced));
    }

    pub(crate) fn params(&mut self) -> Vec<&mut Param> {
        let Parser { places, empty, labels, distances, out, .. } = self;
        places.params().into_iter().chain([empty, labels, distances]).chain(out.params()).collect()
    }
}

fn best_label(scores: &[f32], root: usize) -> usize {
    let labels = (0..scores.len()).filter(|label| *label != root);
    labels.max_by(|a, b| scores[*a].total_cmp(&scores[*b])).unwrap_or(0)
}

enum Part {
    Placed,
    Empty,
    Labels,
    Distances,
}

/// True arcs that can no longer be made after each move, beyond those lost already.
fn costs(state: &State, tree: &Gold) -> [u32; 3] {
    let heads = &tree.heads;
    let (next, top) = (state.next, state.top(0));
    let mut costs = [0; 3];
    if next < state.len {
        let head = heads[next as usize];
        for (depth, word) in state.stack.iter().rev().enumerate() {
            costs[0] += u32::from(heads[*word as usize] == next);
            costs[0] += u32::from(depth > 0 && head == *word);
        }
    }
    if top != NONE {
        let head = heads[top as usize];
        let children = (next..state.len).filter(|word| heads[*word as usize] == top).count() as u32;
        costs[1] = children + u32::from((head > next && head != NONE) || head == state.top(1));
        costs[2] = children + u32::from(head >= next);
    }
    costs
}
