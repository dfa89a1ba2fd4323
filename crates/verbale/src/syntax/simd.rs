//! The product that the network spends most of its time on, for the processors at hand. Enters rows of bytes
//! and a layer's weights; leaves sums of products in 32 bits. Whole numbers have one sum whatever their
//! order, so every path here gives the same bits as [`portable`], and tests hold them to it.
//!
//! Weights lie in blocks of [`BLOCK`] outputs; in a block, for each [`GROUP`] of inputs, the weights of each
//! output side by side, as the processors' multiply-and-add instructions want them.

use super::path::Path;

#[cfg(target_arch = "x86_64")]
use super::path::Kind;

/// Outputs of a block.
pub(super) const BLOCK: usize = 16;
/// Inputs that are multiplied at once.
pub(super) const GROUP: usize = 4;
/// Weights that a group of inputs has in a block.
const CELL: usize = GROUP * BLOCK;

/// What a product works on.
#[derive(Clone, Copy)]
pub(super) struct Product<'a> {
    /// `blocks * groups * CELL` weights.
    pub(super) weights: &'a [i8],
    /// Groups of inputs.
    pub(super) groups: usize,
    /// Row `t` begins at `t * stride`.
    pub(super) x: &'a [u8],
    pub(super) stride: usize,
    /// Rows.
    pub(super) count: usize,
}

impl Product<'_> {
    fn blocks(&self) -> usize {
        self.weights.len() / (self.groups * CELL).max(1)
    }

    /// What the paths below rely on when they read without looking.
    fn check(&self) {
        assert_eq!(self.weights.len() % (self.groups * CELL), 0);
        assert!(self.count == 0 || (self.count - 1) * self.stride + GROUP * self.groups <= self.x.len());
    }
}

/// What takes the sums of a product.
pub(super) trait Sink {
    /// Takes the sums of a row with the outputs of a block. To be inlined always, so that it is compiled for the
    /// path that calls it.
    fn put(&mut self, row: usize, block: usize, sums: [i32; BLOCK]);
}

/// Gives `sink` the sums of all rows with all blocks.
pub(super) fn product(path: Path, product: Product, sink: &mut impl Sink) {
    product.check();
    #[cfg(target_arch = "x86_64")]
    // Sound: a path is only ever made where the processor has what it needs, and the lengths that it reads by
    // have been checked above.
    #[allow(unsafe_code, reason = "vector instructions, behind a check for each")]
    unsafe {
        match path.kind() {
            Kind::Vnni512 => return vnni512::product(product, sink),
            Kind::Vnni256 => return vnni256::product(product, sink),
            Kind::Avx2 => return avx2::product(product, sink),
            Kind::Portable => {}
        }
    }
    #[cfg(not(target_arch = "x86_64"))]
    let _ = path;
    portable(product, sink);
}

/// The definition of the product.
fn portable(product: Product, sink: &mut impl Sink) {
    let Product { weights, groups, x, stride, count } = product;
    for (block, weights) in weights.chunks_exact(groups * CELL).enumerate() {
        for row in 0..count {
            let x = &x[row * stride..row * stride + GROUP * groups];
            // A sum for each place in a group, so that the loop has a length that vectors like.
            let mut parts = [0i32; CELL];
            for (x, weights) in x.as_chunks::<GROUP>().0.iter().zip(weights.as_chunks::<CELL>().0) {
                for (n, part) in parts.iter_mut().enumerate() {
                    *part += i32::from(x[n % GROUP]) * i32::from(weights[n]);
                }
            }
            let sum = |n: usize| parts[n * GROUP..(n + 1) * GROUP].iter().sum();
            sink.put(row, block, std::array::from_fn(sum));
        }
    }
}

/// A path: its processor features, its vectors and how many hold a block, the rows and blocks taken at once
/// (so that what is fetched is used often, and sums do not wait for each other), its instructions: what
/// spreads a group of inputs, what fetches a part of its weights, what multiplies and adds, and what makes
/// of the parts the block's sums.
#[cfg(target_arch = "x86_64")]
macro_rules! path {
    ($name:ident, $features:literal, $vector:ty, $parts:literal, $rows:literal, $blocks:literal,
     $zero:ident, |$group:ident| $spread:expr, |$from:ident| $fetch:expr,
     |$sum:ident, $w:ident, $x:ident| $add:expr, |$done:ident, $to:ident| $store:expr) => {
        mod $name {
            use super::{BLOCK, CELL, GROUP, Product, Sink};
            use std::arch::x86_64::*;

            /// Rows from `row` with blocks from `block`.
            #[target_feature(enable = $features)]
            #[inline]
            #[allow(unsafe_code, reason = "reads by pointer, within lengths that `Product::check` asserts")]
            unsafe fn tile<const T: usize, const B: usize>(
                product: Product,
                row: usize,
                block: usize,
                sink: &mut impl Sink,
            ) {
                let Product { weights, groups, x, stride, .. } = product;
                let mut sums = [[[$zero(); $parts]; B]; T];
                for group in 0..groups {
                    let mut xs = [$zero(); T];
                    for (t, x_group) in xs.iter_mut().enumerate() {
                        let at = (row + t) * stride + GROUP * group;
                        let $group = unsafe { x.as_ptr().add(at).cast::<i32>().read_unaligned() };
                        *x_group = $spread;
                    }
                    for b in 0..B {
                        for part in 0..$parts {
                            let at = ((block + b) * groups + group) * CELL + part * (CELL / $parts);
                            let $w: $vector = unsafe {
                                let $from = weights.as_ptr().add(at);
                                $fetch
                            };
                            for t in 0..T {
                                let ($sum, $x) = (sums[t][b][part], xs[t]);
                                sums[t][b][part] = $add;
                            }
                        }
                    }
                }
                for (t, sums) in sums.iter().enumerate() {
                    for (b, $done) in sums.iter().enumerate() {
                        let mut out = [0i32; BLOCK];
                        let $to = out.as_mut_ptr();
                        unsafe { $store };
                        sink.put(row + t, block + b, out);
                    }
                }
            }

            /// All rows with `B` blocks from `block`.
            #[target_feature(enable = $features)]
            #[allow(unsafe_code, reason = "tiles only rows and blocks that there are")]
            unsafe fn blocks<const B: usize>(product: Product, block: usize, sink: &mut impl Sink) {
                let tall = product.count / $rows * $rows;
                for row in (0..tall).step_by($rows) {
                    unsafe { tile::<$rows, B>(product, row, block, sink) };
                }
                for row in tall..product.count {
                    unsafe { tile::<1, B>(product, row, block, sink) };
                }
            }

            #[target_feature(enable = $features)]
            #[allow(unsafe_code, reason = "takes only blocks that there are")]
            pub(super) unsafe fn product(product: Product, sink: &mut impl Sink) {
                // A single row has no others to share what is fetched with: many blocks keep its sums apart.
                let most = if product.count == 1 { 8 } else { $blocks };
                let all = if product.count == 0 { 0 } else { product.blocks() };
                let mut block = 0;
                while block < all {
                    let taken = most.min(all - block);
                    unsafe {
                        match taken {
                            8 => tile::<1, 8>(product, 0, block, sink),
                            7 => tile::<1, 7>(product, 0, block, sink),
                            6 => tile::<1, 6>(product, 0, block, sink),
                            5 => tile::<1, 5>(product, 0, block, sink),
                            4 => blocks::<4>(product, block, sink),
                            3 => blocks::<3>(product, block, sink),
                            2 => blocks::<2>(product, block, sink),
                            _ => blocks::<1>(product, block, sink),
                        }
                    }
                    block += taken;
                }
            }
        }
    };
}

#[cfg(target_arch = "x86_64")]
path!(
    vnni512,
    "avx512f,avx512bw,avx512vnni",
    __m512i,
    1,
    6,
    4,
    _mm512_setzero_si512,
    |group| _mm512_set1_epi32(group),
    |from| _mm512_loadu_si512(from.cast()),
    |sum, w, x| _mm512_dpbusd_epi32(sum, x, w),
    |done, to| _mm512_storeu_si512(to.cast(), done[0])
);

#[cfg(target_arch = "x86_64")]
path!(
    vnni256,
    "avx2,avxvnni",
    __m256i,
    2,
    4,
    1,
    _mm256_setzero_si256,
    |group| _mm256_set1_epi32(group),
    |from| _mm256_loadu_si256(from.cast()),
    |sum, w, x| _mm256_dpbusd_avx_epi32(sum, x, w),
    |done, to| for (n, part) in done.iter().enumerate() {
        _mm256_storeu_si256(to.add(8 * n).cast(), *part)
    }
);

// Without instructions for bytes (the one there is cuts sums off at 16 bits), bytes are widened first; a part
// holds two sums for each of four outputs.
#[cfg(target_arch = "x86_64")]
path!(
    avx2,
    "avx2",
    __m256i,
    4,
    2,
    1,
    _mm256_setzero_si256,
    |group| _mm256_cvtepu8_epi16(_mm_set1_epi32(group)),
    |from| _mm256_cvtepi8_epi16(_mm_loadu_si128(from.cast())),
    |sum, w, x| _mm256_add_epi32(sum, _mm256_madd_epi16(w, x)),
    |done, to| for (n, parts) in done.chunks_exact(2).enumerate() {
        // The two halves of a vector are added apart: outputs come out as 0 1 4 5 2 3 6 7.
        let mixed = _mm256_hadd_epi32(parts[0], parts[1]);
        _mm256_storeu_si256(to.add(8 * n).cast(), _mm256_permute4x64_epi64::<0b11_01_10_00>(mixed))
    }
);

#[cfg(test)]
mod tests {
    use super::{BLOCK, CELL, GROUP, Path, Product, Sink, portable, product};

    /// Row, block and sums, in order.
    type Sums = Vec<(usize, usize, [i32; BLOCK])>;

    impl Sink for Sums {
        fn put(&mut self, row: usize, block: usize, sums: [i32; BLOCK]) {
            self.push((row, block, sums));
        }
    }

    fn collect(run: impl FnOnce(&mut Sums)) -> Sums {
        let mut sums = Sums::new();
        run(&mut sums);
        sums.sort_unstable();
        sums
    }

    #[test]
    fn every_path_gives_the_same_sums() {
        let mut seed = 1u32;
        let mut next = || {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (seed >> 24) as u8
        };
        for (groups, blocks, count) in
            [(24, 7, 19), (24, 7, 1), (9, 13, 1), (1, 1, 1), (72, 12, 8), (5, 3, 3), (64, 4, 0)]
        {
            let mut weights: Vec<i8> = (0..groups * CELL * blocks).map(|_| next() as i8).collect();
            // Less than a whole row apart, as the windows of a layer are.
            let stride = GROUP * groups - groups % 4;
            let mut x: Vec<u8> = (0..count * stride + GROUP * groups).map(|_| next()).collect();
            for extreme in [false, true] {
                if extreme {
                    weights.fill(-128);
                    x.fill(255);
                }
                let work = Product { weights: &weights, groups, x: &x, stride, count };
                let right = collect(|sink| portable(work, sink));
                for path in Path::all() {
                    assert_eq!(collect(|sink| product(path, work, sink)), right, "{path:?}");
                }
            }
        }
    }

    #[test]
    fn a_sum_is_of_products() {
        // Two rows of four inputs with one block: output n has the weights n, 1, 0, -1.
        let weights: Vec<i8> = (0..BLOCK).flat_map(|n| [n as i8, 1, 0, -1]).collect();
        let work =
            Product { weights: &weights, groups: 1, x: &[2, 10, 99, 3, 0, 0, 0, 255], stride: 4, count: 2 };
        let sums = collect(|sink| product(Path::best(), work, sink));
        assert_eq!(sums[0].2[3], 2 * 3 + 10 - 3);
        assert_eq!(sums[1].2[15], -255);
    }
}
