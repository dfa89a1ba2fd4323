//! From words to vectors. Enters the words of a sentence; leaves a vector for each, which knows the word and
//! its sentence: embeddings of word, affixes, shape and cluster and a word vector, mixed by a maxout layer, then layers that
//! each look one word to the left and right and add what they find. Some of these layers are maxout; others
//! carry what they find on through the sentence, half of their numbers to the right and half to the left,
//! until a gate lets go of it (a recurrent layer whose products do not wait for each other, after Bradbury
//! and others 2017).
//!
//! A word's mixed vector depends on the word and the way its sentence is written only, so it is computed
//! once for each run and kept in [`Types`].

use super::features::{Casing, Rows, SECOND, TABLE_ROWS, TABLES, VECTOR, rows};
use super::format::{Fault, Reader};
use super::kernels::{Dense, GRID, Norm, Table, gate, maxout, quantise};
use super::lemma::Known;
use super::lexicon::Lexicon;

/// Embeddings are stored as multiples of 1/EMBEDDING_GRID when they enter the mixer.
pub const EMBEDDING_GRID: f32 = 4096.0;

/// The shared layers.
#[derive(Debug)]
pub struct Encoder {
    /// Width of a word's vector.
    pub width: usize,
    tables: Vec<Table>,
    lexicon: Lexicon,
    mixer: Dense,
    mixer_norm: Norm,
    layers: Vec<Layer>,
}

/// What a layer does with the sums of its windows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// The larger of two pieces is kept.
    Maxout,
    /// Candidates and gates, to the right and to the left.
    Carry,
}

impl Kind {
    /// As a model file writes it.
    pub fn letter(self) -> char {
        match self {
            Kind::Maxout => 'm',
            Kind::Carry => 'c',
        }
    }

    /// From a model file's letter.
    pub fn from_letter(letter: char) -> Option<Kind> {
        match letter {
            'm' => Some(Kind::Maxout),
            'c' => Some(Kind::Carry),
            _ => None,
        }
    }
}

#[derive(Debug)]
struct Layer {
    kind: Kind,
    dense: Dense,
    norm: Norm,
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
        let lexicon = Lexicon::read(file)?;
        let mut tables = Vec::with_capacity(TABLES);
        for (at, rows) in TABLE_ROWS.iter().enumerate() {
            tables.push(Table::read(file, &format!("table{at}"), *rows)?);
        }
        let inputs = tables.iter().map(|table| table.width).sum::<usize>() + lexicon.vectors.width;
        let mixer = Dense::read(file, "mixer", inputs, EMBEDDING_GRID)?;
        let width = mixer.outputs / 2;
        let mut layers = Vec::new();
        for (at, letter) in file.text("layers")?.chars().enumerate() {
            let name = format!("layer{at}");
            let kind =
                Kind::from_letter(letter).ok_or_else(|| Fault(format!("{name} is of no known kind")))?;
            let dense = Dense::read(file, &name, 3 * width, GRID)?;
            if dense.outputs != 2 * width || !width.is_multiple_of(2) {
                return Err(Fault(format!("{name} has another width than the mixer")));
            }
            layers.push(Layer { kind, dense, norm: Norm::read(file, &name, width)? });
        }
        let mixer_norm = Norm::read(file, "mixer", width)?;
        Ok(Encoder { width, tables, lexicon, mixer, mixer_norm, layers })
    }

    /// How well a word in small letters is known: words with a vector are frequent, words with a cluster are
    /// listed.
    pub fn knows(&self, word: &str) -> Known {
        if self.lexicon.vectors.find(word).is_some() {
            Known::Frequent
        } else if self.lexicon.clusters.get(word).is_some() {
            Known::Listed
        } else {
            Known::No
        }
    }

    /// Fills `out` with the vectors of a sentence's words.
    pub fn run<'t>(&self, forms: &[&'t str], casing: Casing, types: &mut Types<'t>, out: &mut Vectors) {
        let width = self.width;
        out.width = width;
        out.exact.clear();
        for &form in forms {
            let (at, new) = types.find(form, casing);
            if new {
                let rows = rows(form, casing, &self.lexicon);
                self.mix(&rows, &mut out.scratch, &mut types.vectors);
            }
            out.exact.extend_from_slice(&types.vectors[at * width..(at + 1) * width]);
        }
        out.quantise();
        for Layer { kind, dense, norm } in &self.layers {
            dense.apply(&out.padded, width, forms.len(), &mut out.scratch);
            if *kind == Kind::Carry {
                carry(&mut out.scratch, width);
            }
            for (z, x) in out.scratch.chunks_exact_mut(2 * width).zip(out.exact.chunks_exact_mut(width)) {
                let v = if *kind == Kind::Carry { &mut z[..width] } else { maxout(z) };
                norm.add(v, x);
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
                table.add(rows[SECOND] as usize, &mut input[..table.width]);
            }
            at += table.width;
        }
        input[at..].iter_mut().zip(self.lexicon.vectors.row(rows[VECTOR])).for_each(|(x, y)| *x = y);
        let input: Vec<i16> = input.iter().map(|x| quantise(*x, EMBEDDING_GRID)).collect();
        self.mixer.apply(&input, 0, 1, scratch);
        let start = vectors.len();
        vectors.resize(start + self.width, 0.0);
        self.mixer_norm.add(maxout(scratch), &mut vectors[start..]);
    }
}

/// Rows of candidates and gates (a quarter of `z` each: to the right, then to the left) become rows whose
/// first half is what was carried.
fn carry(z: &mut [f32], width: usize) {
    let (half, row) = (width / 2, 2 * width);
    let words = z.len() / row;
    let mut kept = vec![0.0f32; width];
    let (right, left) = kept.split_at_mut(half);
    for t in 0..words {
        let (candidates, gates) = z[t * row..t * row + width].split_at_mut(half);
        hold(right, candidates, gates);
    }
    for t in (0..words).rev() {
        let (candidates, gates) = z[t * row + width..(t + 1) * row].split_at_mut(half);
        hold(left, candidates, gates);
    }
    for z in z.chunks_exact_mut(row) {
        z.copy_within(width..width + half, half);
    }
}

fn hold(kept: &mut [f32], candidates: &mut [f32], gates: &[f32]) {
    for ((kept, candidate), x) in kept.iter_mut().zip(candidates).zip(gates) {
        let open = gate(*x);
        *kept = open * *kept + (1.0 - open) * *candidate;
        *candidate = *kept;
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
