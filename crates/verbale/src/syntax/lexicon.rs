//! What is known of words beyond the treebanks: the company that they keep, as the number of a cluster (so
//! that "Minsk", unseen in training, is read like "Moscow"), and whether they stand in lists of names.
//! Enters a word; leaves its cluster, the cluster's family, and its kinds of name.
//!
//! The tables hold no words, only 16-bit marks of their hashes, sorted in buckets; a word outside a table
//! is taken for one inside about once in 10,000 times, which costs nothing.

use super::features::hash;
use super::format::{Fault, Reader, Writer};

/// Buckets are the hash's high bits.
const BUCKET_BITS: u32 = 14;
const SEED: u32 = 77;

/// Kinds of name that a word may belong to, as bits: a first name, a surname, a large place, a small place,
/// a part of a place's name.
pub const FIRST_NAME: u16 = 1;
/// A surname.
pub const SURNAME: u16 = 2;
/// A country, a state or a large city.
pub const LARGE_PLACE: u16 = 4;
/// Another city.
pub const SMALL_PLACE: u16 = 8;
/// A part of a place's name, as "Kong".
pub const PLACE_PART: u16 = 16;

/// Numbers of many words.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Marks {
    /// Where each bucket begins; one more than there are buckets.
    starts: Vec<u32>,
    marks: Vec<u16>,
    values: Vec<u16>,
}

impl Marks {
    /// The table of these words; of equal words the lowest number stands.
    pub fn new<'a>(words: impl Iterator<Item = (&'a str, u16)>) -> Marks {
        let mut entries: Vec<(u32, u16, u16)> =
            words.map(|(word, value)| (bucket(word), mark(word), value)).collect();
        entries.sort_unstable();
        entries.dedup_by_key(|entry| (entry.0, entry.1));
        let mut starts = vec![0u32; (1 << BUCKET_BITS) + 1];
        for entry in &entries {
            starts[entry.0 as usize + 1] += 1;
        }
        for at in 1..starts.len() {
            starts[at] += starts[at - 1];
        }
        let (marks, values) = entries.iter().map(|entry| (entry.1, entry.2)).unzip();
        Marks { starts, marks, values }
    }

    /// The number of a word.
    pub fn get(&self, word: &str) -> Option<u16> {
        let at = bucket(word) as usize;
        let (start, end) = (*self.starts.get(at)? as usize, *self.starts.get(at + 1)? as usize);
        let found = self.marks.get(start..end)?.binary_search(&mark(word)).ok()?;
        self.values.get(start + found).copied()
    }

    fn write(&self, out: &mut Writer, name: &str) {
        out.u32s(&format!("{name}.starts"), &self.starts);
        out.u16s(&format!("{name}.marks"), &self.marks);
        out.u16s(&format!("{name}.values"), &self.values);
    }

    fn read(file: &Reader, name: &str) -> Result<Marks, Fault> {
        let table = Marks {
            starts: file.u32s(&format!("{name}.starts"))?,
            marks: file.u16s(&format!("{name}.marks"))?,
            values: file.u16s(&format!("{name}.values"))?,
        };
        let rising = table.starts.windows(2).all(|pair| pair[0] <= pair[1]);
        let whole = table.starts.last().copied().unwrap_or(0) as usize == table.marks.len();
        if rising && whole && table.values.len() == table.marks.len() {
            Ok(table)
        } else {
            Err(Fault(format!("the table {name} does not fit together")))
        }
    }
}

/// Word vectors: what the words around a word are like in a large body of text, as a row of numbers from -7
/// to 7, two to a byte.
#[derive(Debug, Default, Clone, PartialEq)]
pub struct WordVectors {
    /// Words in plain letters with their rows, from 0.
    pub rows: Marks,
    /// Numbers in a row, an even count; 0 where there are no vectors.
    pub width: usize,
    /// All rows, one after the other.
    pub cells: Vec<u8>,
    /// What one stands for.
    pub unit: f32,
}

impl WordVectors {
    /// The number of a word's row.
    pub fn find(&self, plain: &str) -> Option<u32> {
        self.rows.get(plain).map(u32::from)
    }

    /// The numbers of a row, none where it does not exist.
    pub fn row(&self, row: u32) -> impl Iterator<Item = f32> {
        let bytes = self.width / 2;
        let start = (row as usize).saturating_mul(bytes);
        let cells = self.cells.get(start..start.saturating_add(bytes)).unwrap_or(&[]);
        cells.iter().flat_map(|cell| [cell & 15, cell >> 4]).map(|half| (f32::from(half) - 8.0) * self.unit)
    }

    /// Two numbers from -7 to 7 in a byte; larger ones are cut.
    pub fn pack(first: f32, second: f32) -> u8 {
        let half = |x: f32| (x.round().clamp(-7.0, 7.0) + 8.0) as u8;
        half(first) | half(second) << 4
    }

    fn write(&self, out: &mut Writer) {
        self.rows.write(out, "vectors.words");
        out.u32s("vectors.width", &[self.width as u32]);
        out.bytes("vectors.cells", &self.cells);
        out.f32s("vectors.unit", &[self.unit]);
    }

    fn read(file: &Reader) -> Result<WordVectors, Fault> {
        let vectors = WordVectors {
            rows: Marks::read(file, "vectors.words")?,
            width: file.u32s("vectors.width")?.first().copied().unwrap_or(0) as usize,
            cells: file.bytes("vectors.cells")?.to_vec(),
            unit: file.f32s("vectors.unit")?.first().copied().unwrap_or(0.0),
        };
        let rows = vectors.rows.values.iter().map(|row| usize::from(*row) + 1).max().unwrap_or(0);
        if rows * vectors.width <= 2 * vectors.cells.len() && vectors.width.is_multiple_of(2) {
            Ok(vectors)
        } else {
            Err(Fault("the word vectors do not fit their words".to_owned()))
        }
    }
}

/// Clusters, vectors and kinds of name.
#[derive(Debug, Default, Clone, PartialEq)]
pub struct Lexicon {
    /// Words with their clusters, from 1.
    pub clusters: Marks,
    /// Family of each cluster.
    pub families: Vec<u16>,
    /// Words in plain letters (abbreviations as written) with their kinds of name.
    pub kinds: Marks,
    /// Vectors of frequent words.
    pub vectors: WordVectors,
}

impl Lexicon {
    /// The family of a cluster.
    pub fn family(&self, cluster: u16) -> u16 {
        self.families.get(usize::from(cluster)).copied().unwrap_or(0)
    }

    /// Puts the tables into a model file.
    pub fn write(&self, out: &mut Writer) {
        self.clusters.write(out, "clusters");
        out.u16s("clusters.families", &self.families);
        self.kinds.write(out, "kinds");
        self.vectors.write(out);
    }

    /// Takes the tables out of a model file.
    pub fn read(file: &Reader) -> Result<Lexicon, Fault> {
        Ok(Lexicon {
            clusters: Marks::read(file, "clusters")?,
            families: file.u16s("clusters.families")?,
            kinds: Marks::read(file, "kinds")?,
            vectors: WordVectors::read(file)?,
        })
    }
}

fn bucket(word: &str) -> u32 {
    hash(SEED, word.as_bytes()) >> (32 - BUCKET_BITS)
}

fn mark(word: &str) -> u16 {
    hash(SEED, word.as_bytes()) as u16
}

#[cfg(test)]
mod tests {
    use super::Marks;

    #[test]
    fn words_find_their_number() {
        let words: Vec<String> = (0..5000).map(|n| format!("word{n}")).collect();
        let pairs = words.iter().enumerate().map(|(n, word)| (word.as_str(), (n % 900) as u16 + 1));
        let table = Marks::new(pairs);
        let right =
            words.iter().enumerate().filter(|(n, w)| table.get(w) == Some((n % 900) as u16 + 1)).count();
        assert!(right >= 4998, "{right}");
        assert_eq!(table.get("absent"), None);
        assert_eq!(Marks::default().get("word1"), None);
    }
}
