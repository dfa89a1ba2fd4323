//! The shared layers in training: embeddings, mixer, layers that look one word to each side.

use super::batch::Batch;
use super::layers::{Maxout, Trace, add};
use super::param::{Chance, Param};
use verbale::syntax::features::{FEATURES, TABLE_ROWS, TABLES};

/// Sizes and chances of the shared layers.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Shape {
    /// Width of each embedding.
    pub(crate) embedding: usize,
    /// Width of a word's vector.
    pub(crate) width: usize,
    /// Layers that look to the sides.
    pub(crate) layers: usize,
    /// Chance that a number of a vector is left out.
    pub(crate) dropout: f32,
}

/// The shared layers.
#[derive(Debug, Clone)]
pub(crate) struct Encoder {
    pub(crate) shape: Shape,
    pub(crate) tables: Vec<Param>,
    pub(crate) mixer: Maxout,
    pub(crate) layers: Vec<Maxout>,
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
    pub(crate) fn new(shape: Shape, chance: &mut Chance) -> Encoder {
        let tables =
            TABLE_ROWS.iter().map(|rows| Param::table(*rows, shape.embedding, 0.1, chance)).collect();
        let mixer = Maxout::new(TABLES * shape.embedding, shape.width, chance);
        let layers = (0..shape.layers).map(|_| Maxout::new(3 * shape.width, shape.width, chance)).collect();
        Encoder { shape, tables, mixer, layers }
    }

    pub(crate) fn forward(&self, batch: &Batch, chance: &mut Chance) -> Pass {
        let (width, count) = (self.shape.width, batch.rows.len());
        let inputs = TABLES * self.shape.embedding;
        let half = self.shape.dropout * 0.5;
        let embedded_mask: Vec<f32> = (0..count * inputs).map(|_| keep(half, chance)).collect();
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
        let (mixed_out, mixed) = self.mixer.forward(&embedded, inputs, count);
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
            let (out, trace) = layer.forward(&x, width, count);
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
        let width = self.shape.embedding;
        let mut embedded = vec![0.0; batch.rows.len() * TABLES * width];
        for (row, x) in batch.rows.iter().zip(embedded.chunks_exact_mut(TABLES * width)) {
            each_cell(*row, |table, cell, feature| {
                let from = &self.tables[table].value[feature * width..(feature + 1) * width];
                add(&mut x[cell * width..(cell + 1) * width], from);
            });
        }
        embedded
    }

    pub(crate) fn backward(&mut self, batch: &Batch, pass: &Pass, mut dout: Vec<f32>) {
        let (width, count) = (self.shape.width, batch.rows.len());
        for (at, layer) in self.layers.iter_mut().enumerate().rev() {
            let dlayer = product(&dout, &pass.masks[at + 1]);
            let dwindows = layer.backward(&pass.inputs[at], width, &pass.traces[at], &dlayer);
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
        let inputs = TABLES * self.shape.embedding;
        let dmixed = product(&dout, &pass.masks[0]);
        let mut dembedded = self.mixer.backward(&pass.embedded, inputs, &pass.mixed, &dmixed);
        dembedded.iter_mut().zip(&pass.embedded_mask).for_each(|(x, m)| *x *= m);
        let embedding = self.shape.embedding;
        let tables = &mut self.tables;
        for (row, dx) in batch.rows.iter().zip(dembedded.chunks_exact(inputs)) {
            each_cell(*row, |table, cell, feature| {
                add(tables[table].touch(feature), &dx[cell * embedding..(cell + 1) * embedding]);
            });
        }
    }

    pub(crate) fn params(&mut self) -> Vec<&mut Param> {
        let layers = self.layers.iter_mut().flat_map(Maxout::params);
        self.tables.iter_mut().chain(self.mixer.params()).chain(layers).collect()
    }
}

/// Calls `each` with table, place in the mixer's input and row of the table, for each feature not left out.
fn each_cell(row: Option<[u32; FEATURES]>, mut each: impl FnMut(usize, usize, usize)) {
    for (feature, id) in row.into_iter().flatten().enumerate() {
        if id != u32::MAX {
            let table = if feature == FEATURES - 1 { 0 } else { feature };
            each(table, table, id as usize);
        }
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
