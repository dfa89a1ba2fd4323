//! The arithmetic of the network. Products are taken in whole numbers (16-bit by 8-bit, summed in 32 bits),
//! so their order does not matter; what is left in floating point is added in one fixed order and uses only
//! operations that IEEE 754 defines to the last bit. The same bytes come out on every machine.

use super::format::{Fault, Reader};

/// Activations are stored as multiples of 1/GRID.
pub const GRID: f32 = 1024.0;
/// More inputs than this could overflow 32 bits.
const MAX_INPUTS: usize = 512;

/// A layer of weights: `outputs` rows of `inputs` each.
#[derive(Debug, Clone, Default)]
pub struct Dense {
    /// Numbers that enter.
    pub inputs: usize,
    /// Numbers that leave.
    pub outputs: usize,
    weights: Vec<i16>,
    /// What a whole number of each output stands for.
    scale: Vec<f32>,
    bias: Vec<f32>,
}

impl Dense {
    /// Takes a layer out of a model file, for inputs that are multiples of 1/`grid`.
    pub fn read(file: &Reader, name: &str, inputs: usize, grid: f32) -> Result<Dense, Fault> {
        let weights: Vec<i16> = file.i8s(&format!("{name}.weights"))?.into_iter().map(i16::from).collect();
        let scale: Vec<f32> = file.f32s(&format!("{name}.scale"))?.into_iter().map(|s| s / grid).collect();
        let bias = file.f32s(&format!("{name}.bias"))?;
        let outputs = scale.len();
        if inputs > MAX_INPUTS || weights.len() != inputs * outputs || bias.len() != outputs {
            return Err(Fault(format!("the layer {name} does not fit together")));
        }
        Ok(Dense { inputs, outputs, weights, scale, bias })
    }

    /// Applies the layer to `count` windows of `x`; window `t` begins at `t * stride`. Fills `out` with
    /// `count` rows of `outputs`.
    pub fn apply(&self, x: &[i16], stride: usize, count: usize, out: &mut Vec<f32>) {
        out.clear();
        out.resize(count * self.outputs, 0.0);
        #[cfg(target_arch = "x86_64")]
        if std::arch::is_x86_feature_detected!("avx2") {
            // Sound: the processor has just been asked for the feature that the function needs.
            #[allow(unsafe_code, reason = "a function compiled for AVX2 may be called only where AVX2 is")]
            unsafe {
                self.apply_avx2(x, stride, count, out);
            }
            return;
        }
        self.apply_any(x, stride, count, out);
    }

    #[cfg(target_arch = "x86_64")]
    #[target_feature(enable = "avx2")]
    fn apply_avx2(&self, x: &[i16], stride: usize, count: usize, out: &mut [f32]) {
        self.apply_any(x, stride, count, out);
    }

    #[inline(always)]
    fn apply_any(&self, x: &[i16], stride: usize, count: usize, out: &mut [f32]) {
        let (inputs, outputs) = (self.inputs, self.outputs);
        for first in (0..outputs).step_by(4) {
            let block = 4.min(outputs - first);
            let rows: [&[i16]; 4] = std::array::from_fn(|k| {
                let row = first + k.min(block - 1);
                &self.weights[row * inputs..(row + 1) * inputs]
            });
            for t in 0..count {
                let sums = dot4(&x[t * stride..t * stride + inputs], rows);
                let out = &mut out[t * outputs + first..t * outputs + first + block];
                for (k, out) in out.iter_mut().enumerate() {
                    *out = sums[k] as f32 * self.scale[first + k] + self.bias[first + k];
                }
            }
        }
    }
}

#[inline(always)]
fn dot4(x: &[i16], rows: [&[i16]; 4]) -> [i32; 4] {
    rows.map(|row| x.iter().zip(row).map(|(a, b)| i32::from(*a) * i32::from(*b)).sum())
}

/// Rows of small whole numbers, each with its own scale.
#[derive(Debug, Clone, Default)]
pub struct Table {
    /// Numbers in a row.
    pub width: usize,
    cells: Vec<i8>,
    scale: Vec<f32>,
}

impl Table {
    /// Takes a table out of a model file.
    pub fn read(file: &Reader, name: &str, rows: usize) -> Result<Table, Fault> {
        let cells = file.i8s(&format!("{name}.weights"))?;
        let scale = file.f32s(&format!("{name}.scale"))?;
        let width = cells.len().checked_div(rows).unwrap_or(0);
        if scale.len() != rows || width == 0 || width * rows != cells.len() {
            return Err(Fault(format!("the table {name} does not fit together")));
        }
        Ok(Table { width, cells, scale })
    }

    /// Adds a row to `out`.
    pub fn add(&self, row: usize, out: &mut [f32]) {
        let scale = self.scale[row];
        for (out, cell) in out.iter_mut().zip(&self.cells[row * self.width..(row + 1) * self.width]) {
            *out += f32::from(*cell) * scale;
        }
    }

    /// All rows as multiples of 1/`grid`.
    pub fn on_grid(&self, grid: f32) -> Vec<i16> {
        let mut row = vec![0.0; self.width];
        let mut all = Vec::with_capacity(self.cells.len());
        for at in 0..self.scale.len() {
            row.fill(0.0);
            self.add(at, &mut row);
            all.extend(row.iter().map(|x| quantise(*x, grid)));
        }
        all
    }
}

/// The multiple of 1/`grid` nearest to `x`, halves to even, within 16 bits.
#[inline(always)]
pub fn quantise(x: f32, grid: f32) -> i16 {
    // Adding 1.5 · 2²³ leaves no bits for a fraction, so the sum's low bits are the rounded number; this
    // vectorises on every machine, which `round` does not.
    const SHIFT: f32 = 12_582_912.0;
    let clamped = (x * grid).clamp(-32767.0, 32767.0);
    ((clamped + SHIFT).to_bits() as i32).wrapping_sub(SHIFT.to_bits() as i32) as i16
}

/// A layer norm's gain and shift.
#[derive(Debug, Clone, Default)]
pub struct Norm {
    gain: Vec<f32>,
    shift: Vec<f32>,
}

impl Norm {
    /// Takes a norm out of a model file.
    pub fn read(file: &Reader, name: &str, width: usize) -> Result<Norm, Fault> {
        let (gain, shift) = (file.f32s(&format!("{name}.gain"))?, file.f32s(&format!("{name}.shift"))?);
        if gain.len() == width && shift.len() == width {
            Ok(Norm { gain, shift })
        } else {
            Err(Fault(format!("the norm {name} does not fit together")))
        }
    }

    /// Norms `v` in place and adds it to `out`.
    pub fn add(&self, v: &mut [f32], out: &mut [f32]) {
        let width = self.gain.len() as f32;
        let mean = sum(v) / width;
        v.iter_mut().for_each(|v| *v -= mean);
        let spread = 1.0 / (square_sum(v) / width + 1e-6).sqrt();
        for (((out, v), gain), shift) in out.iter_mut().zip(&*v).zip(&self.gain).zip(&self.shift) {
            *out += *v * spread * gain + shift;
        }
    }
}

/// Keeps the larger of each pair of pieces, in the first half of `z`.
pub fn maxout(z: &mut [f32]) -> &mut [f32] {
    let (first, second) = z.split_at_mut(z.len() / 2);
    for (a, b) in first.iter_mut().zip(&*second) {
        *a = if *a > *b { *a } else { *b };
    }
    first
}

/// A smooth step from 0 to 1 without transcendental functions, which differ between machines.
pub fn gate(x: f32) -> f32 {
    0.5 + 0.5 * x / (1.0 + x.abs())
}

/// Eight partial sums over every eighth number, then those in order.
fn sum(values: &[f32]) -> f32 {
    lanes(values, |x| x)
}

fn square_sum(values: &[f32]) -> f32 {
    lanes(values, |x| x * x)
}

#[inline(always)]
fn lanes(values: &[f32], f: impl Fn(f32) -> f32) -> f32 {
    let mut lanes = [0.0f32; 8];
    for chunk in values.chunks(8) {
        for (lane, value) in lanes.iter_mut().zip(chunk) {
            *lane += f(*value);
        }
    }
    lanes.iter().sum()
}

/// The index of the largest number; the first of equals.
pub fn largest(scores: &[f32]) -> usize {
    let mut best = 0;
    for (at, score) in scores.iter().enumerate() {
        if *score > scores[best] {
            best = at;
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::{Dense, quantise};

    fn layer() -> (Dense, Vec<i16>) {
        let mut seed = 1u32;
        let mut next = || {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (seed >> 16) as i16
        };
        let (inputs, outputs) = (96, 10);
        let weights = (0..inputs * outputs).map(|_| next() % 128).collect();
        let scale = (0..outputs).map(|n| 0.001 * (n + 1) as f32).collect();
        let dense = Dense { inputs, outputs, weights, scale, bias: vec![0.5; outputs] };
        (dense, (0..inputs * 7).map(|_| next()).collect())
    }

    #[test]
    fn every_path_gives_the_same_bits() {
        let (dense, x) = layer();
        let mut chosen = Vec::new();
        dense.apply(&x, 96, 7, &mut chosen);
        let mut plain = vec![0.0; 7 * dense.outputs];
        dense.apply_any(&x, 96, 7, &mut plain);
        assert_eq!(chosen, plain);
        let (mut one, mut ones) = (Vec::new(), Vec::new());
        for t in 0..7 {
            dense.apply(&x[t * 96..], 96, 1, &mut one);
            ones.extend_from_slice(&one);
        }
        assert_eq!(ones, plain, "a row does not depend on its batch");
    }

    #[test]
    fn products_are_those_of_whole_numbers() {
        let (dense, x) = layer();
        let mut out = Vec::new();
        dense.apply(&x, 96, 7, &mut out);
        let slow: i64 = (0..96).map(|i| i64::from(x[96 + i]) * i64::from(dense.weights[3 * 96 + i])).sum();
        assert_eq!(out[dense.outputs + 3], slow as f32 * dense.scale[3] + 0.5);
    }

    #[test]
    fn rounding_is_to_the_nearest_within_bounds() {
        for (x, whole) in
            [(0.0, 0), (0.49, 0), (0.51, 1), (-0.51, -1), (1e9, 32767), (-1e9, -32767), (2.5, 2)]
        {
            assert_eq!(quantise(x, 1.0), whole, "{x}");
        }
    }
}
