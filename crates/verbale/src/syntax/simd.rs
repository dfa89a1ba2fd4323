//! The product that the network spends most of its time on, for the processors at hand. Enters rows of 16-bit
//! numbers and a layer's weights; leaves sums of products in 32 bits. Whole numbers have one sum whatever
//! their order, so every path here gives the same bits as [`portable`], and a test holds them to it.
//!
//! Weights lie in blocks of [`BLOCK`] outputs; in a block, for each pair of inputs, the two weights of each
//! output side by side, as the processors' multiply-and-add instructions want them.

/// A function that is compiled for the widest vectors of this machine as well as for the least that there is.
/// Its arithmetic is the same to the last bit: compilers may not join or reorder floating-point operations.
macro_rules! wide {
    ($(#[$note:meta])* fn $name:ident($($argument:ident: $kind:ty),* $(,)?) $body:block) => {
        $(#[$note])*
        fn $name($($argument: $kind),*) {
            #[inline(always)]
            fn plain($($argument: $kind),*) $body
            #[cfg(target_arch = "x86_64")]
            {
                #[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl")]
                fn widest($($argument: $kind),*) {
                    plain($($argument),*)
                }
                #[target_feature(enable = "avx2")]
                fn wider($($argument: $kind),*) {
                    plain($($argument),*)
                }
                use std::arch::is_x86_feature_detected as has;
                // Sound: each is called only after the processor has been asked for what it needs.
                #[allow(unsafe_code, reason = "vector instructions, behind a check for each")]
                unsafe {
                    if has!("avx512f") && has!("avx512bw") && has!("avx512dq") && has!("avx512vl") {
                        return widest($($argument),*);
                    }
                    if has!("avx2") {
                        return wider($($argument),*);
                    }
                }
            }
            plain($($argument),*)
        }
    };
}
pub(super) use wide;

/// Outputs of a block.
pub(super) const BLOCK: usize = 16;

/// What a product works on.
#[derive(Clone, Copy)]
pub(super) struct Product<'a> {
    /// `blocks * pairs * 2 * BLOCK` weights.
    pub(super) weights: &'a [i16],
    /// Half the number of inputs.
    pub(super) pairs: usize,
    /// Row `t` begins at `t * stride`.
    pub(super) x: &'a [i16],
    pub(super) stride: usize,
    /// Rows.
    pub(super) count: usize,
}

impl Product<'_> {
    fn blocks(&self) -> usize {
        self.weights.len() / (self.pairs * 2 * BLOCK).max(1)
    }

    /// What the paths below rely on when they read without looking.
    fn check(&self) {
        assert_eq!(self.weights.len() % (self.pairs * 2 * BLOCK), 0);
        assert!(self.count == 0 || (self.count - 1) * self.stride + 2 * self.pairs <= self.x.len());
    }
}

/// Calls `each` with a block and the sums of all rows with it, by the quickest path of this machine.
pub(super) fn product(product: Product, each: impl FnMut(usize, &[[i32; BLOCK]])) {
    product.check();
    #[cfg(target_arch = "x86_64")]
    {
        use std::arch::is_x86_feature_detected as has;
        // Sound: each path is called only after the processor has been asked for what it needs, and the
        // lengths that it reads by have been checked above.
        #[allow(unsafe_code, reason = "vector instructions, behind a check for each")]
        unsafe {
            if has!("avx512f") && has!("avx512bw") && has!("avx512vnni") {
                return vnni::product(product, each);
            }
            if has!("avx2") {
                return avx2::product(product, each);
            }
            sse2::product(product, each)
        }
    }
    #[cfg(not(target_arch = "x86_64"))]
    portable(product, each);
}

/// The definition of the product.
#[cfg_attr(target_arch = "x86_64", allow(dead_code, reason = "there only the tests compare with it"))]
fn portable(product: Product, mut each: impl FnMut(usize, &[[i32; BLOCK]])) {
    let Product { weights, pairs, x, stride, count } = product;
    let mut sums = vec![[0i32; BLOCK]; count];
    for (block, weights) in weights.chunks_exact(pairs * 2 * BLOCK).enumerate() {
        for (row, sums) in sums.iter_mut().enumerate() {
            *sums = [0; BLOCK];
            let x = &x[row * stride..row * stride + 2 * pairs];
            for (x, weights) in x.chunks_exact(2).zip(weights.chunks_exact(2 * BLOCK)) {
                for (sum, weights) in sums.iter_mut().zip(weights.chunks_exact(2)) {
                    *sum += i32::from(x[0]) * i32::from(weights[0]) + i32::from(x[1]) * i32::from(weights[1]);
                }
            }
        }
        each(block, &sums);
    }
}

/// A path: its processor features, its vectors and how many hold a block, the rows and blocks taken at once
/// (so that what is fetched is used often, and sums do not wait for each other), its instructions.
#[cfg(target_arch = "x86_64")]
macro_rules! path {
    ($name:ident, $features:literal, $vector:ty, $parts:literal, $rows:literal, $blocks:literal,
     $zero:ident, $load:ident, $store:ident, $pair:ident, |$sum:ident, $w:ident, $x:ident| $add:expr) => {
        mod $name {
            use super::{BLOCK, Product};
            use std::arch::x86_64::*;

            /// Rows from `row` with blocks from `block`; the sums go to `to`, where a block's rows lie together.
            #[target_feature(enable = $features)]
            #[inline]
            #[allow(unsafe_code, reason = "reads by pointer, within lengths that `Product::check` asserts")]
            unsafe fn tile<const T: usize, const B: usize>(
                product: Product,
                row: usize,
                block: usize,
                to: &mut [[i32; BLOCK]],
            ) {
                let Product { weights, pairs, x, stride, count } = product;
                let mut sums = [[[$zero(); $parts]; B]; T];
                for pair in 0..pairs {
                    let mut xs = [$zero(); T];
                    for (t, x_pair) in xs.iter_mut().enumerate() {
                        let at = (row + t) * stride + 2 * pair;
                        *x_pair = $pair(unsafe { x.as_ptr().add(at).cast::<i32>().read_unaligned() });
                    }
                    for b in 0..B {
                        for part in 0..$parts {
                            let at = ((block + b) * pairs + pair) * 2 * BLOCK + part * (2 * BLOCK / $parts);
                            let $w: $vector = unsafe { $load(weights.as_ptr().add(at).cast()) };
                            for t in 0..T {
                                let ($sum, $x) = (sums[t][b][part], xs[t]);
                                sums[t][b][part] = $add;
                            }
                        }
                    }
                }
                for (t, sums) in sums.iter().enumerate() {
                    for (b, sums) in sums.iter().enumerate() {
                        let whole = &mut to[b * count + row + t];
                        for (to, sum) in whole.chunks_exact_mut(BLOCK / $parts).zip(sums) {
                            unsafe { $store(to.as_mut_ptr().cast(), *sum) };
                        }
                    }
                }
            }

            /// All rows with `B` blocks from `block`.
            #[target_feature(enable = $features)]
            #[allow(unsafe_code, reason = "tiles only rows and blocks that there are")]
            unsafe fn blocks<const B: usize>(product: Product, block: usize, to: &mut [[i32; BLOCK]]) {
                let tall = product.count / $rows * $rows;
                for row in (0..tall).step_by($rows) {
                    unsafe { tile::<$rows, B>(product, row, block, to) };
                }
                for row in tall..product.count {
                    unsafe { tile::<1, B>(product, row, block, to) };
                }
            }

            #[target_feature(enable = $features)]
            #[allow(unsafe_code, reason = "takes only blocks that there are")]
            pub(super) unsafe fn product(product: Product, mut each: impl FnMut(usize, &[[i32; BLOCK]])) {
                // A single row has no others to share what is fetched with: many blocks keep its sums apart.
                let most = if product.count == 1 { 8 } else { $blocks };
                let (all, count) = (product.blocks(), product.count);
                let mut sums = vec![[0i32; BLOCK]; most * count];
                let mut block = 0;
                while block < all && count > 0 {
                    let taken = most.min(all - block);
                    unsafe {
                        match taken {
                            8 => tile::<1, 8>(product, 0, block, &mut sums),
                            7 => tile::<1, 7>(product, 0, block, &mut sums),
                            6 => tile::<1, 6>(product, 0, block, &mut sums),
                            5 => tile::<1, 5>(product, 0, block, &mut sums),
                            4 => blocks::<4>(product, block, &mut sums),
                            3 => blocks::<3>(product, block, &mut sums),
                            2 => blocks::<2>(product, block, &mut sums),
                            _ => blocks::<1>(product, block, &mut sums),
                        }
                    }
                    for (n, sums) in sums.chunks_exact(count).take(taken).enumerate() {
                        each(block + n, sums);
                    }
                    block += taken;
                }
            }
        }
    };
}

#[cfg(target_arch = "x86_64")]
path!(
    vnni,
    "avx512f,avx512bw,avx512vnni",
    __m512i,
    1,
    6,
    4,
    _mm512_setzero_si512,
    _mm512_loadu_si512,
    _mm512_storeu_si512,
    _mm512_set1_epi32,
    |sum, w, x| _mm512_dpwssd_epi32(sum, w, x)
);

#[cfg(target_arch = "x86_64")]
path!(
    avx2,
    "avx2",
    __m256i,
    2,
    4,
    1,
    _mm256_setzero_si256,
    _mm256_loadu_si256,
    _mm256_storeu_si256,
    _mm256_set1_epi32,
    |sum, w, x| _mm256_add_epi32(sum, _mm256_madd_epi16(w, x))
);

#[cfg(target_arch = "x86_64")]
path!(
    sse2,
    "sse2",
    __m128i,
    4,
    2,
    1,
    _mm_setzero_si128,
    _mm_loadu_si128,
    _mm_storeu_si128,
    _mm_set1_epi32,
    |sum, w, x| _mm_add_epi32(sum, _mm_madd_epi16(w, x))
);

#[cfg(test)]
mod tests {
    use super::{BLOCK, Product, portable, product};

    /// Row, block and sums, in order.
    type Sums = Vec<(usize, usize, [i32; BLOCK])>;

    fn collect(run: impl FnOnce(&mut dyn FnMut(usize, &[[i32; BLOCK]]))) -> Sums {
        let mut sums = Sums::new();
        run(&mut |block, rows| sums.extend(rows.iter().enumerate().map(|(row, part)| (row, block, *part))));
        sums.sort_unstable();
        sums
    }

    #[test]
    #[allow(unsafe_code, reason = "each path is called only where the processor has it")]
    fn every_path_gives_the_same_sums() {
        let mut seed = 1u32;
        let mut next = || {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (seed >> 16) as i16
        };
        for (pairs, blocks, count) in
            [(48, 7, 19), (48, 7, 1), (9, 13, 1), (1, 1, 1), (144, 12, 8), (5, 3, 3), (64, 4, 0)]
        {
            let weights: Vec<i16> = (0..pairs * 2 * BLOCK * blocks).map(|_| next() % 128).collect();
            let stride = 2 * pairs - pairs % 2;
            let x: Vec<i16> = (0..count * stride + 2 * pairs).map(|_| next()).collect();
            let work = Product { weights: &weights, pairs, x: &x, stride, count };
            let right = collect(|each| portable(work, each));
            assert_eq!(collect(|each| product(work, each)), right);
            #[cfg(target_arch = "x86_64")]
            unsafe {
                assert_eq!(collect(|each| super::sse2::product(work, each)), right);
                if std::arch::is_x86_feature_detected!("avx2") {
                    assert_eq!(collect(|each| super::avx2::product(work, each)), right);
                }
                if std::arch::is_x86_feature_detected!("avx512vnni")
                    && std::arch::is_x86_feature_detected!("avx512bw")
                {
                    assert_eq!(collect(|each| super::vnni::product(work, each)), right);
                }
            }
        }
    }
}
