//! From words to vectors. Enters the words of sentences; leaves a vector for each, which knows the word and
//! its sentence: embeddings of word, affixes, shape and cluster and a word vector, mixed by a maxout layer, then layers that
//! each look one word to the left and right and add what they find. Some of these layers are maxout; others
//! carry what they find on through the sentence, half of their numbers to the right and half to the left,
//! until a gate lets go of it (a recurrent layer whose products do not wait for each other, after Bradbury
//! and others 2017).
//!
//! A word's mixed vector depends on the word and the way its sentence is written only, so it is computed
//! once and kept in [`Types`].

use super::batch::Batch;
use super::features::{Rows, SECOND, TABLE_ROWS, TABLES, VECTOR, rows};
use super::format::{Fault, Reader};
use super::kernels::{Bytes, Dense, Norm, Table, Thirds, gate, head, maxout};
use super::lemma::Known;
use super::lexicon::Lexicon;
use super::path::{Path, wide};
use super::types::Types;

/// How embeddings enter the mixer.
const EMBEDDINGS: Bytes = Bytes { steps: 128.0, zero: 128 };
/// How words' vectors enter all other layers.
pub const VECTORS: Bytes = Bytes { steps: 20.0, zero: 128 };

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
    /// The first layer, which looks at mixed vectors alone, word by word.
    thirds: Thirds,
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

wide! {
    /// Adds what a layer makes of a piece's sums to its vectors.
    fn add(layer: &Layer, sums: &mut [f32], vectors: &mut [f32], width: usize) {
        if layer.kind == Kind::Carry {
            carry(sums, width);
        }
        for (z, x) in sums.chunks_exact_mut(2 * width).zip(vectors.chunks_exact_mut(width)) {
            let v = if layer.kind == Kind::Carry { &mut z[..width] } else { maxout(z) };
            layer.norm.add(v, x);
        }
    }
}

wide! {
    /// Sums of windows of kept sums: row `t` looks at the places from `t` on.
    fn look(layer: &Dense, width: usize, sums: &[i32], places: &[u32], out: &mut [f32]) {
        for (places, out) in places.windows(3).zip(out.chunks_exact_mut(layer.outputs)) {
            let third = |n: usize| &sums[places[n] as usize * width + n * layer.outputs..][..layer.outputs];
            layer.look([third(0), third(1), third(2)], out);
        }
    }
}

wide! {
    /// Numbers as [`VECTORS`].
    fn in_bytes(exact: &[f32], bytes: &mut [u8]) {
        bytes.iter_mut().zip(exact).for_each(|(byte, x)| *byte = VECTORS.of(*x));
    }
}

/// Vectors of a batch's rows as [`VECTORS`], with an empty row before and after.
#[derive(Debug, Default)]
pub struct Vectors {
    padded: Vec<u8>,
    exact: Vec<f32>,
    scratch: Vec<f32>,
    width: usize,
    /// Each word's number in [`Types`].
    pub types: Vec<u32>,
    /// The row of sums of each row, with an empty one before and after.
    places: Vec<u32>,
    /// Mixed vectors of words whose sums must be made.
    fresh: Vec<u8>,
}

impl Vectors {
    /// The rows, one after the other.
    pub fn rows(&self) -> &[u8] {
        self.padded.get(self.width..self.padded.len().saturating_sub(self.width)).unwrap_or(&[])
    }

    /// Keeps the rows as bytes.
    fn pad(&mut self, path: Path) {
        let width = self.width;
        // The rows before and after are empty at any length.
        if self.padded.len() != self.exact.len() + 2 * width {
            self.padded.clear();
            self.padded.resize(self.exact.len() + 2 * width, VECTORS.zero);
        }
        in_bytes(path, &self.exact, &mut self.padded[width..]);
    }
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
        let mixer = Dense::read(file, "mixer", inputs, EMBEDDINGS)?;
        let width = mixer.outputs / 2;
        let mut layers = Vec::new();
        for (at, letter) in file.text("layers")?.chars().enumerate() {
            let name = format!("layer{at}");
            let kind =
                Kind::from_letter(letter).ok_or_else(|| Fault(format!("{name} is of no known kind")))?;
            let dense = Dense::read(file, &name, 3 * width, VECTORS)?;
            if dense.outputs != 2 * width || !width.is_multiple_of(2) {
                return Err(Fault(format!("{name} has another width than the mixer")));
            }
            layers.push(Layer { kind, dense, norm: Norm::read(file, &name, width)? });
        }
        let mixer_norm = Norm::read(file, "mixer", width)?;
        let first = layers.first().ok_or_else(|| Fault("there are no layers".to_owned()))?;
        let thirds = first.dense.thirds(VECTORS)?;
        Ok(Encoder { width, tables, lexicon, mixer, mixer_norm, layers, thirds })
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

    /// Fills `out` with the vectors of a batch's rows.
    pub fn run(&self, path: Path, batch: &Batch, types: &mut Types, out: &mut Vectors) {
        self.mix_all(path, batch, types, out);
        let width = self.width;
        for (at, layer) in self.layers.iter().enumerate() {
            if at > 0 {
                layer.dense.apply(path, &out.padded, width, batch.rows(), &mut out.scratch);
            } else {
                let sums = head(&mut out.scratch, batch.rows() * layer.dense.outputs);
                look(path, &layer.dense, self.thirds.outputs, types.sums(), &out.places, sums);
            }
            for (_, rows) in batch.placed() {
                let sums = &mut out.scratch[rows.start * 2 * width..rows.end * 2 * width];
                add(path, layer, sums, &mut out.exact[rows.start * width..rows.end * width], width);
            }
            out.pad(path);
        }
    }

    /// Puts the words' mixed vectors into `out`, and sees to it that their sums are there.
    fn mix_all(&self, path: Path, batch: &Batch, types: &mut Types, out: &mut Vectors) {
        let width = self.width;
        out.width = width;
        out.exact.clear();
        out.types.clear();
        out.places.clear();
        out.places.push(0);
        out.fresh.clear();
        let mut count = 0;
        for piece in &batch.pieces {
            for &form in &batch.forms[piece.words.clone()] {
                let (at, new) = types.find(form, piece.casing);
                if new {
                    let rows = rows(form, piece.casing, &self.lexicon);
                    self.mix(path, &rows, &mut out.scratch, types.vectors());
                }
                let (row, fresh) = types.row_of_sums(at, &mut count);
                let vector = types.vector(at, width);
                out.exact.extend_from_slice(vector);
                if fresh {
                    let end = out.fresh.len();
                    out.fresh.resize(end + width, 0);
                    in_bytes(path, vector, &mut out.fresh[end..]);
                }
                out.places.push(row);
                out.types.push(at as u32);
            }
            out.exact.extend(std::iter::repeat_n(0.0, width));
            out.places.push(0);
        }
        self.thirds.apply(path, &out.fresh, count, types.fresh_sums(count, self.thirds.outputs));
    }

    /// Adds the mixed vector of one word to `vectors`.
    fn mix(&self, path: Path, rows: &Rows, scratch: &mut Vec<f32>, vectors: &mut Vec<f32>) {
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
        let input: Vec<u8> = input.iter().map(|x| EMBEDDINGS.of(*x)).collect();
        self.mixer.apply(path, &input, 0, 1, scratch);
        let start = vectors.len();
        vectors.resize(start + self.width, 0.0);
        self.mixer_norm.add(maxout(&mut scratch[..2 * self.width]), &mut vectors[start..]);
    }
}

/// Rows of candidates and gates (a quarter of `z` each: to the right, then to the left) become rows whose
/// first half is what was carried.
#[inline(always)]
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

#[inline(always)]
fn hold(kept: &mut [f32], candidates: &mut [f32], gates: &[f32]) {
    for ((kept, candidate), x) in kept.iter_mut().zip(candidates).zip(gates) {
        let open = gate(*x);
        *kept = open * *kept + (1.0 - open) * *candidate;
        *candidate = *kept;
    }
}
