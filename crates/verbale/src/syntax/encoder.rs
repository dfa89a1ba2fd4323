//! From words to vectors. Enters the words of a sentence; leaves a vector for each, which knows the word and
//! its neighbours: embeddings of word, affixes, shape and cluster, mixed by a maxout layer, then layers that
//! each look one word to the left and right and add what they find.
//!
//! A word's mixed vector depends on the word and the way its sentence is written only, so it is computed
//! once for each run and kept in [`Types`].

use super::clusters::Clusters;
use super::features::{Casing, FEATURES, Rows, TABLE_ROWS, TABLES, rows};
use super::format::{Fault, Reader};
use super::kernels::{Dense, GRID, Norm, Table, quantise};

/// Embeddings are stored as multiples of 1/EMBEDDING_GRID when they enter the mixer.
pub const EMBEDDING_GRID: f32 = 4096.0;

/// The shared layers.
#[derive(Debug)]
pub struct Encoder {
    /// Width of a word's vector.
    pub width: usize,
    tables: Vec<Table>,
    clusters: Clusters,
    mixer: Dense,
    mixer_norm: Norm,
    layers: Vec<(Dense, Norm)>,
}

/// Vectors of a sentence, on the grid of [`GRID`], with an empty row before and after.
#[derive(Debug, Default)]
pub struct Vectors {
    padded: Vec<i16>,
    exact: Vec<f32>,
    scratch: Vec<f32>,
    width: usize,
}

impl Vectors {
    /// The words' rows, one after the other.
    pub fn words(&self) -> &[i16] {
        self.padded.get(self.width..self.padded.len().saturating_sub(self.width)).unwrap_or(&[])
    }

    fn quantise(&mut self) {
        let width = self.width;
        self.padded.clear();
        self.padded.resize(width, 0);
        self.padded.extend(self.exact.iter().map(|x| quantise(*x, GRID)));
        self.padded.resize(self.exact.len() + 2 * width, 0);
    }
}

/// Mixed vectors of the words met so far in a run.
#[derive(Debug, Default)]
pub struct Types<'t> {
    /// Open addressing by hash; 0 is free, else index + 1.
    slots: Vec<u32>,
    known: Vec<(u64, &'t str, Casing)>,
    vectors: Vec<f32>,
}

impl<'t> Types<'t> {
    /// The index of a word, and whether it is new.
    fn find(&mut self, form: &'t str, casing: Casing) -> (usize, bool) {
        if self.known.len() * 2 >= self.slots.len() {
            self.grow();
        }
        let hash = long_hash(form, casing);
        let mask = self.slots.len() - 1;
        let mut slot = hash as usize & mask;
        loop {
            match self.slots[slot] {
                0 => break,
                n if self.known[n as usize - 1] == (hash, form, casing) => return (n as usize - 1, false),
                _ => slot = (slot + 1) & mask,
            }
        }
        self.known.push((hash, form, casing));
        self.slots[slot] = self.known.len() as u32;
        (self.known.len() - 1, true)
    }

    fn grow(&mut self) {
        let size = (self.slots.len() * 2).max(256);
        self.slots = vec![0; size];
        for (at, (hash, _, _)) in self.known.iter().enumerate() {
            let mut slot = *hash as usize & (size - 1);
            while self.slots[slot] != 0 {
                slot = (slot + 1) & (size - 1);
            }
            self.slots[slot] = at as u32 + 1;
        }
    }
}

fn long_hash(form: &str, casing: Casing) -> u64 {
    let mut hash = 0xCBF2_9CE4_8422_2325u64 ^ casing as u64;
    for byte in form.bytes() {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3);
    }
    hash ^ (hash >> 32)
}

impl Encoder {
    /// Takes the layers out of a model file.
    pub fn read(file: &Reader) -> Result<Encoder, Fault> {
        let clusters = Clusters::read(file)?;
        let mut tables = Vec::with_capacity(TABLES);
        for (at, rows) in TABLE_ROWS.iter().enumerate() {
            tables.push(Table::read(file, &format!("table{at}"), *rows)?);
        }
        let inputs = tables.iter().map(|table| table.width).sum();
        let mixer = Dense::read(file, "mixer", inputs, EMBEDDING_GRID)?;
        let width = mixer.outputs / 2;
        let mut layers = Vec::new();
        for at in 0..file.u32s("layers")?.first().copied().unwrap_or(0) {
            let name = format!("layer{at}");
            let layer = Dense::read(file, &name, 3 * width, GRID)?;
            if layer.outputs != 2 * width {
                return Err(Fault(format!("{name} has another width than the mixer")));
            }
            layers.push((layer, Norm::read(file, &name, width)?));
        }
        let mixer_norm = Norm::read(file, "mixer", width)?;
        Ok(Encoder { width, tables, clusters, mixer, mixer_norm, layers })
    }

    /// The word clusters, which other layers may ask too.
    pub fn clusters(&self) -> &Clusters {
        &self.clusters
    }

    /// Fills `out` with the vectors of a sentence's words.
    pub fn run<'t>(&self, forms: &[&'t str], casing: Casing, types: &mut Types<'t>, out: &mut Vectors) {
        let width = self.width;
        out.width = width;
        out.exact.clear();
        for &form in forms {
            let (at, new) = types.find(form, casing);
            if new {
                let rows = rows(form, casing, &self.clusters);
                self.mix(&rows, &mut out.scratch, &mut types.vectors);
            }
            out.exact.extend_from_slice(&types.vectors[at * width..(at + 1) * width]);
        }
        out.quantise();
        for (layer, norm) in &self.layers {
            layer.apply(&out.padded, width, forms.len(), &mut out.scratch);
            for (z, x) in out.scratch.chunks_exact(2 * width).zip(out.exact.chunks_exact_mut(width)) {
                norm.add_maxout(z, x);
            }
            out.quantise();
        }
    }

    /// Adds the mixed vector of one word to `vectors`.
    fn mix(&self, rows: &Rows, scratch: &mut Vec<f32>, vectors: &mut Vec<f32>) {
        let mut input = vec![0.0f32; self.mixer.inputs];
        let mut at = 0;
        for (n, table) in self.tables.iter().enumerate() {
            table.add(rows[n] as usize, &mut input[at..at + table.width]);
            if n == 0 {
                table.add(rows[FEATURES - 1] as usize, &mut input[..table.width]);
            }
            at += table.width;
        }
        let input: Vec<i16> = input.iter().map(|x| quantise(*x, EMBEDDING_GRID)).collect();
        self.mixer.apply(&input, 0, 1, scratch);
        let start = vectors.len();
        vectors.resize(start + self.width, 0.0);
        self.mixer_norm.add_maxout(scratch, &mut vectors[start..]);
    }
}

#[cfg(test)]
mod tests {
    use super::{Casing, Types};

    #[test]
    fn a_word_is_found_again() {
        let words: Vec<String> = (0..2000).map(|n| format!("w{n}")).collect();
        let mut types = Types::default();
        for (n, word) in words.iter().enumerate() {
            assert_eq!(types.find(word, Casing::Mixed), (n, true));
        }
        for (n, word) in words.iter().enumerate() {
            assert_eq!(types.find(word, Casing::Mixed), (n, false));
        }
        assert_eq!(types.find("w1", Casing::Upper), (2000, true));
    }
}
