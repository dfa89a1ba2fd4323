//! The arithmetic of the network. Products are taken in whole numbers (bytes by bytes, summed in 32 bits), so
//! their order does not matter; what is left in floating point is added in one fixed order and uses only
//! operations that IEEE 754 defines to the last bit. The same bytes come out on every machine.

use super::format::{Fault, Reader};
use super::path::Path;
use super::simd::{BLOCK, GROUP, Product, Sink, product};

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

    /// Applies the layer to `count` windows of `x`; window `t` begins at `t * stride`. Fills the head of `out`
    /// with `count` rows of `outputs`, and makes it longer where it must.
    pub fn apply(&self, path: Path, x: &[u8], stride: usize, count: usize, out: &mut Vec<f32>) {
        let out = head(out, count * self.outputs);
        product(path, self.work(x, stride, count), &mut Exact { layer: self, out });
    }

    /// As [`Dense::apply`], with outputs as multiples of 1/`grid`; `page` outputs of all rows lie together, then
    /// the next of all rows. A page is a whole number of blocks.
    pub fn apply_on_grid(
        &self,
        path: Path,
        (x, stride, count): (&[u8], usize, usize),
        (grid, page): (f32, usize),
        out: &mut Vec<i16>,
    ) {
        let out = head(out, count * self.outputs);
        product(path, self.work(x, stride, count), &mut OnGrid { layer: self, grid, page, count, out });
    }

    fn work<'a>(&'a self, x: &'a [u8], stride: usize, count: usize) -> Product<'a> {
        Product { weights: &self.weights, groups: self.inputs / GROUP, x, stride, count }
    }

    /// What a block's sums stand for.
    #[inline(always)]
    fn values(&self, block: usize, mut sums: [i32; BLOCK]) -> [f32; BLOCK] {
        let start = &self.start[block];
        for n in 0..BLOCK {
            sums[n] -= start[n];
        }
        self.scaled(block, sums)
    }

    /// As [`Dense::values`], of sums from which the start is taken away.
    #[inline(always)]
    fn scaled(&self, block: usize, sums: [i32; BLOCK]) -> [f32; BLOCK] {
        let (scale, bias) = (&self.scale[block], &self.bias[block]);
        let mut values = [0.0; BLOCK];
        for n in 0..BLOCK {
            values[n] = sums[n] as f32 * scale[n] + bias[n];
        }
        values
    }

    /// The layer for each third of its inputs alone, one beside the other, with sums for outputs.
    pub fn thirds(&self, bytes: Bytes) -> Result<Thirds, Fault> {
        let (inputs, block) = (self.inputs / 3, self.inputs * BLOCK);
        if !self.inputs.is_multiple_of(3 * GROUP) || !self.outputs.is_multiple_of(BLOCK) {
            return Err(Fault("a layer has no three words of whole blocks".to_owned()));
        }
        let mut weights = Vec::with_capacity(self.weights.len());
        for third in 0..3 {
            for block in self.weights.chunks_exact(block) {
                weights.extend_from_slice(&block[third * inputs * BLOCK..(third + 1) * inputs * BLOCK]);
            }
        }
        let start = |block: &[i8]| -> [i32; BLOCK] {
            let sum = |n: usize| -> i32 {
                let groups = block.as_chunks::<GROUP>().0.iter().skip(n).step_by(BLOCK);
                groups.flatten().map(|weight| i32::from(*weight)).sum()
            };
            std::array::from_fn(|n| i32::from(bytes.zero) * sum(n))
        };
        let start = weights.chunks_exact(inputs * BLOCK).map(start).collect();
        Ok(Thirds { inputs, outputs: 3 * self.outputs, weights, start })
    }

    /// What the layer makes of a window whose words have these sums of [`Thirds`], each as if it stood alone.
    #[inline(always)]
    pub fn look(&self, [left, middle, right]: [&[i32]; 3], out: &mut [f32]) {
        let [left, middle, right] = [left, middle, right].map(|sums| sums.as_chunks::<BLOCK>().0);
        for (block, out) in out.as_chunks_mut::<BLOCK>().0.iter_mut().enumerate() {
            let (left, middle, right) = (&left[block], &middle[block], &right[block]);
            let mut sums = [0i32; BLOCK];
            for n in 0..BLOCK {
                sums[n] = left[n] + middle[n] + right[n];
            }
            *out = self.scaled(block, sums);
        }
    }
}

/// A layer that looks at three words, taken apart: what each word alone adds to the sums at the left, in the
/// middle and at the right of a window, which can be kept. Whole numbers: the parts give the sum of the whole.
#[derive(Debug)]
pub struct Thirds {
    inputs: usize,
    /// Sums of a word: those for the left, then for the middle, then for the right.
    pub outputs: usize,
    weights: Vec<i8>,
    start: Vec<[i32; BLOCK]>,
}

impl Thirds {
    /// Fills `out` with the sums of `count` words.
    pub fn apply(&self, path: Path, x: &[u8], count: usize, out: &mut [i32]) {
        let (groups, stride) = (self.inputs / GROUP, self.inputs);
        let work = Product { weights: &self.weights, groups, x, stride, count };
        product(path, work, &mut Sums { layer: self, out });
    }
}

struct Sums<'a> {
    layer: &'a Thirds,
    out: &'a mut [i32],
}

impl Sink for Sums<'_> {
    #[inline(always)]
    fn put(&mut self, row: usize, block: usize, mut sums: [i32; BLOCK]) {
        let (start, at) = (&self.layer.start[block], row * self.layer.outputs + block * BLOCK);
        for n in 0..BLOCK {
            sums[n] -= start[n];
        }
        self.out[at..at + BLOCK].copy_from_slice(&sums);
    }
}

/// The first `length` of `numbers`, which become as many where they are fewer. What stands in them stays, which
/// spares filling what is written over at once.
pub(super) fn head<T: Copy + Default>(numbers: &mut Vec<T>, length: usize) -> &mut [T] {
    if numbers.len() < length {
        numbers.resize(length, T::default());
    }
    &mut numbers[..length]
}

struct Exact<'a> {
    layer: &'a Dense,
    out: &'a mut [f32],
}

impl Sink for Exact<'_> {
    #[inline(always)]
    fn put(&mut self, row: usize, block: usize, sums: [i32; BLOCK]) {
        let values = self.layer.values(block, sums);
        let row = &mut self.out[row * self.layer.outputs..(row + 1) * self.layer.outputs];
        let out = &mut row[block * BLOCK..];
        match out.first_chunk_mut::<BLOCK>() {
            Some(out) => *out = values,
            None => out.iter_mut().zip(values).for_each(|(out, value)| *out = value),
        }
    }
}

struct OnGrid<'a> {
    layer: &'a Dense,
    grid: f32,
    page: usize,
    count: usize,
    out: &'a mut [i16],
}

impl Sink for OnGrid<'_> {
    #[inline(always)]
    fn put(&mut self, row: usize, block: usize, sums: [i32; BLOCK]) {
        let values = self.layer.values(block, sums);
        let (page, within) = (block * BLOCK / self.page, block * BLOCK % self.page);
        let at = (page * self.count + row) * self.page + within;
        let out = &mut self.out[at..at + BLOCK];
        for n in 0..BLOCK {
            out[n] = quantise(values[n], self.grid);
        }
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
        let width = self.gain.len();
        let mean = sum(v) / width as f32;
        for v in v.iter_mut() {
            *v -= mean;
        }
        let spread = 1.0 / (square_sum(v) / width as f32 + 1e-6).sqrt();
        let (v, gain, shift, out) =
            (&v[..width], &self.gain[..width], &self.shift[..width], &mut out[..width]);
        for n in 0..width {
            out[n] += v[n] * spread * gain[n] + shift[n];
        }
    }
}

/// Keeps the larger of each pair of pieces, in the first half of `z`.
#[inline(always)]
pub fn maxout(z: &mut [f32]) -> &mut [f32] {
    let (first, second) = z.split_at_mut(z.len() / 2);
    let second = &second[..first.len()];
    for n in 0..first.len() {
        first[n] = if first[n] > second[n] { first[n] } else { second[n] };
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
        // A value of its own for each round, so that it stays in a register.
        let mut next = [0.0f32; 8];
        for n in 0..8 {
            next[n] = lanes[n] + f(chunk[n]);
        }
        lanes = next;
    }
    for (lane, value) in lanes.iter_mut().zip(rest) {
        *lane += f(*value);
    }
    let mut sum = -0.0;
    for lane in lanes {
        sum += lane;
    }
    sum
}

/// The index of the largest number; the first of equals.
#[inline(always)]
pub fn largest(scores: &[f32]) -> usize {
    // The largest first, then its place: two short loops that vectors like.
    let (chunks, rest) = scores.as_chunks::<8>();
    let mut most = [f32::MIN; 8];
    for chunk in chunks {
        for n in 0..8 {
            most[n] = if chunk[n] > most[n] { chunk[n] } else { most[n] };
        }
    }
    let most =
        most.iter().chain(rest).fold(f32::MIN, |most, score| if *score > most { *score } else { most });
    scores.iter().position(|score| *score == most).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::{Bytes, Dense, Path, quantise};

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
            let path = Path::best();
            dense.apply(path, &x, inputs, 7, &mut all);
            for t in 0..7 {
                dense.apply(path, &x[t * inputs..], inputs, 1, &mut one);
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
