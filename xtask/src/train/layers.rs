//! Layers of the network in training: forward with what backward needs, and backward.

use super::carry;
use super::param::{Chance, Into, Param, multiply, rows, turned};
use verbale::syntax::encoder::Kind;

/// `outputs` weighted sums of `inputs` numbers, stored by input.
#[derive(Debug, Clone)]
pub(crate) struct Dense {
    pub(crate) inputs: usize,
    pub(crate) outputs: usize,
    pub(crate) weights: Param,
    pub(crate) bias: Param,
}

impl Dense {
    pub(crate) fn new(inputs: usize, outputs: usize, spread: f32, chance: &mut Chance) -> Dense {
        let weights = Param::random(inputs * outputs, spread, chance);
        Dense { inputs, outputs, weights, bias: Param::constant(outputs, 0.0) }
    }

    /// `count` rows of sums over windows of `x` that begin every `stride`.
    pub(crate) fn forward(&self, x: &[f32], stride: usize, count: usize) -> Vec<f32> {
        let mut out = Vec::with_capacity(count * self.outputs);
        (0..count).for_each(|_| out.extend_from_slice(&self.bias.value));
        let weights = rows(&self.weights.value, self.outputs);
        multiply(count, self.outputs, self.inputs, rows(x, stride), weights, &mut out, Into::Add);
        out
    }

    /// Adds to the layer's gradients; gives back the gradient of the windows, `inputs` a row.
    pub(crate) fn backward(&mut self, x: &[f32], stride: usize, dout: &[f32]) -> Vec<f32> {
        let (inputs, outputs) = (self.inputs, self.outputs);
        let count = dout.len() / outputs;
        multiply(
            inputs,
            outputs,
            count,
            turned(x, stride),
            rows(dout, outputs),
            &mut self.weights.gradient,
            Into::Add,
        );
        for row in dout.chunks_exact(outputs) {
            add(&mut self.bias.gradient, row);
        }
        let mut dx = vec![0.0; count * inputs];
        let weights = turned(&self.weights.value, outputs);
        multiply(count, inputs, outputs, rows(dout, outputs), weights, &mut dx, Into::Set);
        dx
    }

    pub(crate) fn params(&mut self) -> [&mut Param; 2] {
        [&mut self.weights, &mut self.bias]
    }
}

/// Adds `from` to `to`.
pub(crate) fn add(to: &mut [f32], from: &[f32]) {
    for (to, from) in to.iter_mut().zip(from) {
        *to += from;
    }
}

/// A dense layer, what is done with its sums (two pieces), then a layer norm.
#[derive(Debug, Clone)]
pub(crate) struct Layer {
    pub(crate) kind: Kind,
    pub(crate) dense: Dense,
    pub(crate) gain: Param,
    pub(crate) shift: Param,
}

/// What backward needs of forward.
#[derive(Debug)]
pub(crate) struct Trace {
    normed: Vec<f32>,
    spread: Vec<f32>,
    kept: Kept,
}

#[derive(Debug)]
enum Kept {
    /// Whether the second piece was the larger.
    Second(Vec<bool>),
    /// The sums, and what was carried.
    Carried(Vec<f32>, Vec<f32>),
}

impl Layer {
    pub(crate) fn new(kind: Kind, inputs: usize, width: usize, chance: &mut Chance) -> Layer {
        let mut dense = Dense::new(inputs, 2 * width, (1.0 / inputs as f32).sqrt(), chance);
        if kind == Kind::Carry {
            carry::set_gates(&mut dense.bias.value, width);
            dense.bias.mean.clone_from(&dense.bias.value);
        }
        Layer { kind, dense, gain: Param::constant(width, 1.0), shift: Param::constant(width, 0.0) }
    }

    /// `words` says which rows are words; nothing is carried over the others.
    pub(crate) fn forward(&self, x: &[f32], stride: usize, words: &[bool]) -> (Vec<f32>, Trace) {
        let (width, count) = (self.gain.value.len(), words.len());
        let z = self.dense.forward(x, stride, count);
        let (mut normed, kept) = match self.kind {
            Kind::Maxout => {
                let (v, second) = maxout(&z, width);
                (v, Kept::Second(second))
            }
            Kind::Carry => {
                let v = carry::forward(&z, width, words);
                (v.clone(), Kept::Carried(z, v))
            }
        };
        let mut out = vec![0.0; count * width];
        let mut spreads = vec![0.0; count];
        for (t, normed) in normed.chunks_exact_mut(width).enumerate() {
            let mean = normed.iter().sum::<f32>() / width as f32;
            let square = normed.iter().map(|v| (v - mean) * (v - mean)).sum::<f32>() / width as f32;
            spreads[t] = 1.0 / (square + 1e-6).sqrt();
            for c in 0..width {
                normed[c] = (normed[c] - mean) * spreads[t];
                out[t * width + c] = normed[c] * self.gain.value[c] + self.shift.value[c];
            }
        }
        (out, Trace { normed, spread: spreads, kept })
    }

    pub(crate) fn backward(
        &mut self,
        x: &[f32],
        stride: usize,
        words: &[bool],
        trace: &Trace,
        dout: &[f32],
    ) -> Vec<f32> {
        let width = self.gain.value.len();
        let mut dv = vec![0.0; dout.len()];
        for (t, dv) in dv.chunks_exact_mut(width).enumerate() {
            let dout = &dout[t * width..(t + 1) * width];
            let normed = &trace.normed[t * width..(t + 1) * width];
            let (mut mean, mut along) = (0.0f32, 0.0f32);
            for c in 0..width {
                self.gain.gradient[c] += dout[c] * normed[c];
                self.shift.gradient[c] += dout[c];
                dv[c] = dout[c] * self.gain.value[c];
                mean += dv[c];
                along += dv[c] * normed[c];
            }
            (mean, along) = (mean / width as f32, along / width as f32);
            for c in 0..width {
                dv[c] = trace.spread[t] * (dv[c] - mean - normed[c] * along);
            }
        }
        let dz = match &trace.kept {
            Kept::Second(second) => maxout_backward(&dv, second, width),
            Kept::Carried(z, carried) => carry::backward(z, carried, &dv, width, words),
        };
        self.dense.backward(x, stride, &dz)
    }

    pub(crate) fn params(&mut self) -> [&mut Param; 4] {
        let [weights, bias] = self.dense.params();
        [weights, bias, &mut self.gain, &mut self.shift]
    }
}

/// The larger of two pieces, and whether it was the second.
fn maxout(z: &[f32], width: usize) -> (Vec<f32>, Vec<bool>) {
    let pairs = || z.chunks_exact(2 * width).flat_map(|z| z[..width].iter().zip(&z[width..]));
    (pairs().map(|(a, b)| a.max(*b)).collect(), pairs().map(|(a, b)| b > a).collect())
}

fn maxout_backward(dv: &[f32], second: &[bool], width: usize) -> Vec<f32> {
    let mut dz = vec![0.0; 2 * dv.len()];
    for (at, (dv, second)) in dv.iter().zip(second).enumerate() {
        let (t, c) = (at / width, at % width);
        dz[t * 2 * width + c + if *second { width } else { 0 }] = *dv;
    }
    dz
}

/// Turns rows of scores into probabilities minus truth, times `scale`; rows without a class become zero.
/// Gives back the loss, in nats, and how many rows had a class.
pub(crate) fn softmax_loss(
    scores: &mut [f32],
    classes: usize,
    truth: &[Option<usize>],
    scale: f32,
) -> (f64, usize) {
    let (mut loss, mut count) = (0.0, 0);
    for (row, truth) in scores.chunks_exact_mut(classes).zip(truth) {
        let Some(truth) = truth else {
            row.fill(0.0);
            continue;
        };
        softmax(row);
        loss -= f64::from(row[*truth].max(1e-9)).ln();
        count += 1;
        row[*truth] -= 1.0;
        row.iter_mut().for_each(|p| *p *= scale);
    }
    (loss, count)
}

/// Turns scores into probabilities.
pub(crate) fn softmax(row: &mut [f32]) {
    let highest = row.iter().copied().fold(f32::MIN, f32::max);
    row.iter_mut().for_each(|score| *score = (*score - highest).exp());
    let sum: f32 = row.iter().sum();
    row.iter_mut().for_each(|p| *p /= sum);
}
