//! The shared layers in training: embeddings, mixer, layers that look one word to each side.

use super::batch::Batch;
use super::layers::{Layer, Trace, add};
use super::param::{Chance, Param};
use verbale::syntax::encoder::Kind;
use verbale::syntax::features::{NO_ROW, Rows, SECOND, TABLE_ROWS, TABLES, VECTOR};
use verbale::syntax::lexicon::WordVectors;

/// Sizes and chances of the shared layers.
#[derive(Debug, Clone)]
pub(crate) struct Shape {
    /// Width of a word's vector.
    pub(crate) width: usize,
    /// Kinds of the layers that look to the sides.
    pub(crate) layers: Vec<Kind>,
    /// Chance that a number of a vector is left out.
    pub(crate) dropout: f32,
}

/// Width of each table's embeddings.
const WIDTHS: [usize; TABLES] = [64, 32, 48, 48, 32, 32, 48, 16, 16];
/// Numbers that enter the mixer, without the word vector.
const TABLE_INPUTS: usize = {
    let (mut sum, mut at) = (0, 0);
    while at < TABLES {
        sum += WIDTHS[at];
        at += 1;
    }
    sum
};

/// The shared layers.
#[derive(Debug, Clone)]
pub(crate) struct Encoder {
    pub(crate) shape: Shape,
    /// Not learnt here.
    pub(crate) vectors: WordVectors,
    pub(crate) tables: Vec<Param>,
    pub(crate) mixer: Layer,
    pub(crate) layers: Vec<Layer>,
}

/// What backward needs of forward.
#[derive(Debug)]
pub(crate) struct Pass {
    embedded: Vec<f32>,
    embedded_mask: Vec<f32>,
    mixed: Trace,
    inputs: Vec<Vec<f32>>,
    traces: Vec<Trace>,
    /// For the mixer and each layer: what each number of its output is multiplied with.
    masks: Vec<Vec<f32>>,
    /// The vectors, one row for each row of the batch.
    pub(crate) out: Vec<f32>,
}

impl Encoder {
    pub(crate) fn new(shape: Shape, vectors: WordVectors, chance: &mut Chance) -> Encoder {
        let sizes = TABLE_ROWS.iter().zip(WIDTHS);
        let tables = sizes.map(|(rows, width)| Param::table(*rows, width, 0.1, chance)).collect();
        let mixer = Layer::new(Kind::Maxout, TABLE_INPUTS + vectors.width, shape.width, chance);
        let kinds = shape.layers.iter();
        let layers = kinds.map(|kind| Layer::new(*kind, 3 * shape.width, shape.width, chance)).collect();
        Encoder { shape, vectors, tables, mixer, layers }
    }

    /// Numbers that enter the mixer.
    fn inputs(&self) -> usize {
        TABLE_INPUTS + self.vectors.width
    }

    pub(crate) fn forward(&self, batch: &Batch, chance: &mut Chance) -> Pass {
        let (width, count) = (self.shape.width, batch.rows.len());
        let words: Vec<bool> = batch.rows.iter().map(Option::is_some).collect();
        let half = self.shape.dropout * 0.5;
        let embedded_mask: Vec<f32> = (0..count * self.inputs()).map(|_| keep(half, chance)).collect();
        let mut embedded = self.embed(batch);
        embedded.iter_mut().zip(&embedded_mask).for_each(|(x, m)| *x *= m);
        let mut mask = || -> Vec<f32> {
            let cell = |at: usize, chance: &mut Chance| match batch.rows[at / width] {
                Some(_) => keep(self.shape.dropout, chance),
                None => 0.0,
            };
            (0..count * width).map(|at| cell(at, chance)).collect()
        };
        let mut masks = vec![mask()];
        let (mixed_out, mixed) = self.mixer.forward(&embedded, self.inputs(), &words);
        let mut x = vec![0.0; (count + 2) * width];
        let inner = width..(count + 1) * width;
        add_masked(&mut x[inner.clone()], &mixed_out, &masks[0]);
        let mut pass = Pass {
            embedded,
            embedded_mask,
            mixed,
            inputs: vec![],
            traces: vec![],
            masks: vec![],
            out: vec![],
        };
        for layer in &self.layers {
            let (out, trace) = layer.forward(&x, width, &words);
            let mask = mask();
            pass.inputs.push(x.clone());
            add_masked(&mut x[inner.clone()], &out, &mask);
            pass.traces.push(trace);
            masks.push(mask);
        }
        pass.masks = masks;
        pass.out = x[inner].to_vec();
        pass
    }

    fn embed(&self, batch: &Batch) -> Vec<f32> {
        let mut embedded = vec![0.0; batch.rows.len() * self.inputs()];
        for (row, x) in batch.rows.iter().zip(embedded.chunks_exact_mut(self.inputs())) {
            let vector = row.map_or(NO_ROW, |row| row[VECTOR]);
            x[TABLE_INPUTS..].iter_mut().zip(self.vectors.row(vector)).for_each(|(x, y)| *x = y);
            each_row(*row, |table, row, place, width| {
                add(&mut x[place..place + width], &self.tables[table].value[row * width..(row + 1) * width]);
            });
        }
        embedded
    }

    pub(crate) fn backward(&mut self, batch: &Batch, pass: &Pass, mut dout: Vec<f32>) {
        let (width, count) = (self.shape.width, batch.rows.len());
        let words: Vec<bool> = batch.rows.iter().map(Option::is_some).collect();
        for (at, layer) in self.layers.iter_mut().enumerate().rev() {
            let dlayer = product(&dout, &pass.masks[at + 1]);
            let dwindows = layer.backward(&pass.inputs[at], width, &words, &pass.traces[at], &dlayer);
            for t in 0..count {
                for side in 0..3 {
                    // The window of row t begins one row before it.
                    let Some(to) = (t + side).checked_sub(1).filter(|to| *to < count) else { continue };
                    if batch.rows[to].is_some() {
                        let from = (t * 3 + side) * width;
                        add(&mut dout[to * width..(to + 1) * width], &dwindows[from..from + width]);
                    }
                }
            }
        }
        let (inputs, dmixed) = (self.inputs(), product(&dout, &pass.masks[0]));
        let mut dembedded = self.mixer.backward(&pass.embedded, inputs, &words, &pass.mixed, &dmixed);
        dembedded.iter_mut().zip(&pass.embedded_mask).for_each(|(x, m)| *x *= m);
        let tables = &mut self.tables;
        for (row, dx) in batch.rows.iter().zip(dembedded.chunks_exact(inputs)) {
            each_row(*row, |table, row, place, width| {
                add(tables[table].touch(row), &dx[place..place + width])
            });
        }
    }

    pub(crate) fn params(&mut self) -> Vec<&mut Param> {
        let layers = self.layers.iter_mut().flat_map(Layer::params);
        self.tables.iter_mut().chain(self.mixer.params()).chain(layers).collect()
    }
}

/// Calls `each` with table, row, place in the mixer's input and width, for each feature not left out.
fn each_row(row: Option<Rows>, mut each: impl FnMut(usize, usize, usize, usize)) {
    let mut place = 0;
    for (feature, id) in row.into_iter().flatten().enumerate().take(VECTOR) {
        let (table, at) = if feature == SECOND { (0, 0) } else { (feature, place) };
        if id != NO_ROW {
            each(table, id as usize, at, WIDTHS[table]);
        }
        place += WIDTHS[table];
    }
}

fn keep(dropout: f32, chance: &mut Chance) -> f32 {
    if chance.unit() < dropout { 0.0 } else { 1.0 / (1.0 - dropout) }
}

fn product(a: &[f32], b: &[f32]) -> Vec<f32> {
    a.iter().zip(b).map(|(a, b)| a * b).collect()
}

fn add_masked(to: &mut [f32], from: &[f32], mask: &[f32]) {
    for ((to, from), mask) in to.iter_mut().zip(from).zip(mask) {
        *to += from * mask;
    }
}
