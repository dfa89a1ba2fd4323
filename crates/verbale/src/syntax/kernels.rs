//! The arithmetic of the network. Products are taken in whole numbers (bytes by bytes, summed in 32 bits), so
//! their order does not matter; what is left in floating point is added in one fixed order and uses only
//! operations that IEEE 754 defines to the last bit. The same bytes come out on every machine.

use super::format::{Fault, Reader};
use super::simd::{BLOCK, GROUP, Product, product, wide};

/// How numbers are kept in bytes on their way into a layer: byte `b` stands for `(b - zero) / steps`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bytes {
    /// Steps between 0 and 1.
    pub steps: f32,
    /// The byte that stands for 0.
    pub zero: u8,
}

impl Bytes {
    /// The byte that stands for the number nearest to `x`, halves to even.
    #[inline(always)]
    pub fn of(self, x: f32) -> u8 {
        let zero = f32::from(self.zero);
        round((x * self.steps).clamp(-zero, 255.0 - zero) + zero) as u8
    }
}

/// More inputs than this could leave the whole numbers that floating point holds exactly.
const MAX_INPUTS: usize = 512;

/// A layer of weights.
#[derive(Debug, Clone, Default)]
pub struct Dense {
    /// Numbers that enter.
    pub inputs: usize,
    /// Numbers that leave.
    pub outputs: usize,
    /// As [`super::simd`] wants them.
    weights: Vec<i8>,
    /// What the sums of each output are when all that enters is 0, in blocks.
    start: Vec<[i32; BLOCK]>,
    /// What a whole number of each output stands for, in blocks.
    scale: Vec<[f32; BLOCK]>,
    bias: Vec<[f32; BLOCK]>,
}

impl Dense {
    /// Takes a layer out of a model file, for inputs that are kept in `bytes`.
    pub fn read(file: &Reader, name: &str, inputs: usize, bytes: Bytes) -> Result<Dense, Fault> {
        let weights = file.i8s(&format!("{name}.weights"))?;
        let scale = file.f32s(&format!("{name}.scale"))?;
        let bias = file.f32s(&format!("{name}.bias"))?;
        let outputs = scale.len();
        let sized = inputs > 0 && inputs.is_multiple_of(GROUP) && inputs <= MAX_INPUTS && outputs > 0;
        if !sized || weights.len() != inputs * outputs || bias.len() != outputs {
            return Err(Fault(format!("the layer {name} does not fit together")));
        }
        Ok(Dense::new(inputs, &weights, &scale, &bias, bytes))
    }

    /// Lays out weights that stand by output.
    fn new(inputs: usize, weights: &[i8], scale: &[f32], bias: &[f32], bytes: Bytes) -> Dense {
        let outputs = scale.len();
        let mut blocked = vec![0i8; inputs * outputs.next_multiple_of(BLOCK)];
        let mut start = Vec::with_capacity(outputs);
        for (output, row) in weights.chunks_exact(inputs).enumerate() {
            let block = output / BLOCK * inputs * BLOCK + output % BLOCK * GROUP;
            for (group, weights) in row.chunks_exact(GROUP).enumerate() {
                blocked[block + group * BLOCK * GROUP..][..GROUP].copy_from_slice(weights);
            }
            start.push(i32::from(bytes.zero) * row.iter().map(|weight| i32::from(*weight)).sum::<i32>());
        }
        let scale: Vec<f32> = scale.iter().map(|scale| scale / bytes.steps).collect();
        let (start, scale, bias) = (in_blocks(&start), in_blocks(&scale), in_blocks(bias));
        Dense { inputs, outputs, weights: blocked, start, scale, bias }
    }

    /// Applies the layer to `count` windows of `x`; window `t` begins at `t * stride`. Fills `out` with
    /// `count` rows of `outputs`.
    pub fn apply(&self, x: &[u8], stride: usize, count: usize, out: &mut Vec<f32>) {
        out.clear();
        out.resize(count * self.outputs, 0.0);
        product(self.work(x, stride, count), |block, sums| exact(self, block, sums, out));
    }

    /// As [`Dense::apply`], with outputs as multiples of 1/`grid`.
    pub fn apply_on_grid(&self, x: &[u8], stride: usize, count: usize, grid: f32, out: &mut Vec<i16>) {
        out.clear();
        out.resize(count * self.outputs, 0);
        product(self.work(x, stride, count), |block, sums| on_grid(self, block, sums, grid, out));
    }

    fn work<'a>(&'a self, x: &'a [u8], stride: usize, count: usize) -> Product<'a> {
        Product { weights: &self.weights, groups: self.inputs / GROUP, x, stride, count }
    }

    /// Puts what `make` makes of a block's sums into its columns of `out`.
    #[inline(always)]
    fn fill<T: Copy + Default>(
        &self,
        block: usize,
        sums: &[[i32; BLOCK]],
        out: &mut [T],
        make: impl Fn(f32) -> T,
    ) {
        let (start, scale, bias) = (&self.start[block], &self.scale[block], &self.bias[block]);
        for (sums, out) in sums.iter().zip(out.chunks_exact_mut(self.outputs)) {
            // Whole blocks, so that the loop has a length that vectors like.
            let mut made = [T::default(); BLOCK];
            for n in 0..BLOCK {
                made[n] = make((sums[n] - start[n]) as f32 * scale[n] + bias[n]);
            }
            match out[block * BLOCK..].first_chunk_mut::<BLOCK>() {
                Some(out) => *out = made,
                None => out[block * BLOCK..].iter_mut().zip(made).for_each(|(out, made)| *out = made),
            }
        }
    }
}

wide! {
    fn exact(layer: &Dense, block: usize, sums: &[[i32; BLOCK]], out: &mut [f32]) {
        layer.fill(block, sums, out, |x| x);
    }
}

wide! {
    fn on_grid(layer: &Dense, block: usize, sums: &[[i32; BLOCK]], grid: f32, out: &mut [i16]) {
        layer.fill(block, sums, out, |x| quantise(x, grid));
    }
}

/// Numbers in blocks, the last one filled up with zeros.
fn in_blocks<T: Copy + Default>(numbers: &[T]) -> Vec<[T; BLOCK]> {
    let block = |part: &[T]| std::array::from_fn(|n| part.get(n).copied().unwrap_or_default());
    numbers.chunks(BLOCK).map(block).collect()
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
    round((x * grid).clamp(-32767.0, 32767.0)) as i16
}

/// The whole number nearest to a small `x`, halves to even. Adding 1.5 · 2²³ leaves no bits for a fraction, so
/// the sum's low bits are the rounded number; this vectorises on every machine, which `f32::round` does not.
#[inline(always)]
fn round(x: f32) -> i32 {
    const SHIFT: f32 = 12_582_912.0;
    ((x + SHIFT).to_bits() as i32).wrapping_sub(SHIFT.to_bits() as i32)
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
    #[inline(always)]
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
#[inline(always)]
pub fn maxout(z: &mut [f32]) -> &mut [f32] {
    let (first, second) = z.split_at_mut(z.len() / 2);
    for (a, b) in first.iter_mut().zip(&*second) {
        *a = if *a > *b { *a } else { *b };
    }
    first
}

/// A smooth step from 0 to 1 without transcendental functions, which differ between machines.
#[inline(always)]
pub fn gate(x: f32) -> f32 {
    0.5 + 0.5 * x / (1.0 + x.abs())
}

/// Eight partial sums over every eighth number, then those in order.
#[inline(always)]
fn sum(values: &[f32]) -> f32 {
    lanes(values, |x| x)
}

#[inline(always)]
fn square_sum(values: &[f32]) -> f32 {
    lanes(values, |x| x * x)
}

#[inline(always)]
fn lanes(values: &[f32], f: impl Fn(f32) -> f32) -> f32 {
    let mut lanes = [0.0f32; 8];
    let (chunks, rest) = values.as_chunks::<8>();
    for chunk in chunks {
        for (lane, value) in lanes.iter_mut().zip(chunk) {
            *lane += f(*value);
        }
    }
    lanes.iter_mut().zip(rest).for_each(|(lane, value)| *lane += f(*value));
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
    use super::{Bytes, Dense, quantise};

    #[test]
    fn products_are_those_of_whole_numbers_in_any_batch() {
        let mut seed = 1u32;
        let mut next = || {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (seed >> 24) as u8
        };
        let (inputs, outputs) = (96, 10);
        let weights: Vec<i8> = (0..inputs * outputs).map(|_| next() as i8).collect();
        let scale: Vec<f32> = (0..outputs).map(|n| 0.001 * (n + 1) as f32).collect();
        for zero in [0, 128] {
            let dense = Dense::new(inputs, &weights, &scale, &[0.5; 10], Bytes { steps: 1.0, zero });
            let x: Vec<u8> = (0..inputs * 7).map(|_| next()).collect();
            let (mut all, mut one) = (Vec::new(), Vec::new());
            dense.apply(&x, inputs, 7, &mut all);
            for t in 0..7 {
                dense.apply(&x[t * inputs..], inputs, 1, &mut one);
                assert_eq!(one, all[t * outputs..(t + 1) * outputs], "a row does not depend on its batch");
                for o in 0..outputs {
                    let term = |i: usize| {
                        (i32::from(x[t * inputs + i]) - i32::from(zero)) * i32::from(weights[o * inputs + i])
                    };
                    let sum: i32 = (0..inputs).map(term).sum();
                    assert_eq!(one[o], sum as f32 * (0.001 * (o + 1) as f32) + 0.5);
                }
            }
        }
    }

    #[test]
    fn rounding_is_to_the_nearest_within_bounds() {
        for (x, whole) in
            [(0.0, 0), (0.49, 0), (0.51, 1), (-0.51, -1), (1e9, 32767), (-1e9, -32767), (2.5, 2)]
        {
            assert_eq!(quantise(x, 1.0), whole, "{x}");
        }
        let bytes = Bytes { steps: 10.0, zero: 128 };
        for (x, byte) in [(0.0, 128), (0.06, 129), (-0.14, 127), (99.0, 255), (-99.0, 0)] {
            assert_eq!(bytes.of(x), byte, "{x}");
        }
        assert_eq!(Bytes { steps: 10.0, zero: 0 }.of(-1.0), 0);
    }
}
