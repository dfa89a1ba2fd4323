//! Weights with their gradients, and Adam. Rows of embedding tables are updated only when they were used.

/// A xorshift generator: all chance in training comes from one seed.
#[derive(Debug, Clone)]
pub(crate) struct Chance(u64);

impl Chance {
    pub(crate) fn new(seed: u64) -> Chance {
        Chance(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    pub(crate) fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    /// From 0 to 1.
    pub(crate) fn unit(&mut self) -> f32 {
        (self.next() >> 40) as f32 / (1u32 << 24) as f32
    }

    pub(crate) fn below(&mut self, count: usize) -> usize {
        (self.next() >> 11) as usize % count.max(1)
    }

    /// About normal.
    fn normal(&mut self) -> f32 {
        (0..12).map(|_| self.unit()).sum::<f32>() - 6.0
    }

    pub(crate) fn shuffle<T>(&mut self, list: &mut [T]) {
        for at in (1..list.len()).rev() {
            list.swap(at, self.below(at + 1));
        }
    }
}

/// Numbers that are learnt.
#[derive(Debug, Clone)]
pub(crate) struct Param {
    pub(crate) value: Vec<f32>,
    pub(crate) gradient: Vec<f32>,
    first: Vec<f32>,
    second: Vec<f32>,
    /// Running mean of the values: what is shipped.
    pub(crate) mean: Vec<f32>,
    /// Width of a row where rows are updated apart, else all of it.
    row: usize,
    touched: Vec<usize>,
    /// Step of each row's last update, from which its mean is caught up.
    last: Vec<u32>,
    sparse: bool,
}

/// How far one step goes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Pace {
    pub(crate) step: u32,
    pub(crate) rate: f32,
    /// How much of the old mean stays at each step.
    pub(crate) keep: f32,
}

impl Param {
    pub(crate) fn random(len: usize, spread: f32, chance: &mut Chance) -> Param {
        Param::from((0..len).map(|_| chance.normal() * spread).collect(), len)
    }

    /// A table whose rows are updated apart.
    pub(crate) fn table(rows: usize, width: usize, spread: f32, chance: &mut Chance) -> Param {
        let mut table = Param::from((0..rows * width).map(|_| chance.normal() * spread).collect(), width);
        table.sparse = true;
        table
    }

    pub(crate) fn constant(len: usize, value: f32) -> Param {
        Param::from(vec![value; len], len)
    }

    fn from(value: Vec<f32>, row: usize) -> Param {
        let zeros = vec![0.0; value.len()];
        let rows = value.len() / row.max(1);
        Param {
            gradient: zeros.clone(),
            first: zeros.clone(),
            second: zeros,
            mean: value.clone(),
            row,
            touched: Vec::new(),
            last: vec![0; rows],
            sparse: false,
            value,
        }
    }

    /// The gradient of a row of a table, which is then updated at the next step.
    pub(crate) fn touch(&mut self, row: usize) -> &mut [f32] {
        self.touched.push(row);
        &mut self.gradient[row * self.row..(row + 1) * self.row]
    }

    /// One step of Adam; gradients are used up.
    pub(crate) fn update(&mut self, pace: Pace) {
        let mut rows = std::mem::take(&mut self.touched);
        if self.sparse {
            rows.sort_unstable();
            rows.dedup();
        } else {
            rows = vec![0];
        }
        for row in rows {
            self.catch_up(row, pace.step, pace.keep);
            self.update_row(row, pace);
        }
    }

    fn update_row(&mut self, row: usize, pace: Pace) {
        const FIRST: f32 = 0.9;
        const SECOND: f32 = 0.99;
        let step = pace.step.min(10_000) as i32;
        let rate = pace.rate * (1.0 - SECOND.powi(step)).sqrt() / (1.0 - FIRST.powi(step));
        let range = row * self.row..(row + 1) * self.row;
        let gradients = self.gradient[range.clone()].iter_mut();
        let moments = self.first[range.clone()].iter_mut().zip(&mut self.second[range.clone()]);
        for ((value, gradient), (first, second)) in self.value[range].iter_mut().zip(gradients).zip(moments) {
            let g = gradient.clamp(-1.0, 1.0);
            *gradient = 0.0;
            *first = FIRST * *first + (1.0 - FIRST) * g;
            *second = SECOND * *second + (1.0 - SECOND) * g * g;
            *value -= rate * *first / (second.sqrt() + 1e-8);
        }
    }

    /// Brings a row's mean up to `step`, since which it has had its present value.
    fn catch_up(&mut self, row: usize, step: u32, keep: f32) {
        let kept = keep.powi((step - self.last[row]) as i32);
        self.last[row] = step;
        for at in row * self.row..(row + 1) * self.row {
            self.mean[at] = self.value[at] + kept * (self.mean[at] - self.value[at]);
        }
    }

    /// Brings all means up to `step`.
    pub(crate) fn settle(&mut self, step: u32, keep: f32) {
        for row in 0..self.last.len() {
            self.catch_up(row, step, keep);
        }
    }
}

/// A matrix that lies in a slice, by rows or (turned) by columns.
#[derive(Clone, Copy)]
pub(crate) struct View<'a> {
    data: &'a [f32],
    row: usize,
    column: usize,
}

/// Rows of `stride` numbers, one after the other.
pub(crate) fn rows(data: &[f32], stride: usize) -> View<'_> {
    View { data, row: stride, column: 1 }
}

/// The same turned round.
pub(crate) fn turned(data: &[f32], stride: usize) -> View<'_> {
    View { data, row: 1, column: stride }
}

/// What happens to what stands in the result.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Into {
    Set,
    Add,
}

/// `out` (`m` by `n`) becomes, or gets added, `a` (`m` by `k`) times `b` (`k` by `n`).
pub(crate) fn multiply(m: usize, n: usize, k: usize, a: View, b: View, out: &mut [f32], into: Into) {
    if m == 0 || n == 0 || k == 0 {
        return;
    }
    let last = |view: View, rows: usize, columns: usize| (rows - 1) * view.row + (columns - 1) * view.column;
    assert!(last(a, m, k) < a.data.len() && last(b, k, n) < b.data.len() && m * n <= out.len());
    #[allow(unsafe_code, reason = "gemm takes pointers; the bounds are checked above")]
    unsafe {
        gemm::gemm(
            m,
            n,
            k,
            out.as_mut_ptr(),
            1,
            n as isize,
            into == Into::Add,
            a.data.as_ptr(),
            a.column as isize,
            a.row as isize,
            b.data.as_ptr(),
            b.column as isize,
            b.row as isize,
            1.0,
            1.0,
            false,
            false,
            false,
            gemm::Parallelism::None,
        );
    }
}

#[cfg(test)]
mod tests {
    use super::{Into, multiply, rows, turned};

    #[test]
    fn products_are_right() {
        let (a, b) = ([1.0, 2.0, 3.0, 4.0], [5.0, 6.0, 7.0, 8.0]);
        let mut out = [1.0; 4];
        multiply(2, 2, 2, rows(&a, 2), rows(&b, 2), &mut out, Into::Add);
        assert_eq!(out, [20.0, 23.0, 44.0, 51.0]);
        multiply(2, 2, 2, turned(&a, 2), rows(&b, 2), &mut out, Into::Set);
        assert_eq!(out, [26.0, 30.0, 38.0, 44.0]);
    }
}
