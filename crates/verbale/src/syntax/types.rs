//! What is known of the words met so far, for the reports to come: words come back, and a word's mixed vector,
//! what it alone adds to the sums of the first layer, and its lemma under a tag depend on the word and on the way
//! its sentence is written only. What is kept changes the speed and never the outcome. Enters a word; leaves its
//! number, under which the rest is found.

use super::features::Casing;
use super::kernels::head;
use compact_str::CompactString;
use std::sync::Mutex;

/// With more words than this the table is not kept: 512 bytes each, and a misspelt word seldom comes back.
const MOST: usize = 16_384;

/// Sums are kept of so many words, those met first, which are the frequent ones: 3 kilobytes each.
const SUMMED: usize = 2048;

/// Words with their vectors.
#[derive(Debug, Default)]
pub struct Types {
    /// Open addressing by hash; 0 is free, else index + 1.
    slots: Vec<u32>,
    known: Vec<Known>,
    /// All words, one after the other.
    text: String,
    vectors: Vec<f32>,
    /// The lemma that each word had last, with its tag.
    lemmas: Vec<Option<(&'static str, CompactString)>>,
    /// Sums by rows: one of nothing, for the places beside a sentence, those that are kept, those of this batch.
    sums: Vec<i32>,
    /// Rows of sums that are kept, without the first.
    summed: usize,
}

#[derive(Debug, Clone, Copy)]
struct Known {
    /// Row of its sums; 0 where there is none.
    sums: u32,
    hash: u64,
    start: u32,
    end: u32,
    casing: Casing,
}

impl Types {
    /// The number of a word, and whether it is new.
    pub fn find(&mut self, form: &str, casing: Casing) -> (usize, bool) {
        if self.known.len() * 2 >= self.slots.len() {
            self.grow();
        }
        let hash = long_hash(form, casing);
        let mask = self.slots.len() - 1;
        let mut slot = hash as usize & mask;
        while let Some(at) = (self.slots[slot] as usize).checked_sub(1) {
            let known = self.known[at];
            let same = known.hash == hash && known.casing == casing;
            if same && self.text[known.start as usize..known.end as usize] == *form {
                return (at, false);
            }
            slot = (slot + 1) & mask;
        }
        let start = self.text.len() as u32;
        self.text.push_str(form);
        self.known.push(Known { sums: 0, hash, start, end: self.text.len() as u32, casing });
        self.lemmas.push(None);
        self.slots[slot] = self.known.len() as u32;
        (self.known.len() - 1, true)
    }

    /// The vector of a word, `width` numbers.
    pub fn vector(&self, at: usize, width: usize) -> &[f32] {
        &self.vectors[at * width..(at + 1) * width]
    }

    /// All vectors; that of a new word is put at the end.
    pub fn vectors(&mut self) -> &mut Vec<f32> {
        &mut self.vectors
    }

    /// The lemma of a word under a tag; `make` makes it where the word had another tag last.
    pub fn lemma(
        &mut self,
        at: usize,
        tag: &'static str,
        make: impl FnOnce() -> CompactString,
    ) -> CompactString {
        match &self.lemmas[at] {
            Some((known, lemma)) if *known == tag => lemma.clone(),
            _ => self.lemmas[at].insert((tag, make())).1.clone(),
        }
    }

    /// The row of a word's sums, and whether they must be made with those of this batch, of which `fresh` keeps
    /// count: their rows follow on one another.
    pub fn row_of_sums(&mut self, at: usize, fresh: &mut usize) -> (u32, bool) {
        if self.known[at].sums > 0 {
            return (self.known[at].sums, false);
        }
        *fresh += 1;
        let row = self.summed + *fresh;
        if row <= SUMMED {
            self.known[at].sums = row as u32;
        }
        (row as u32, true)
    }

    /// Room for the `fresh` rows of a batch, of `width` sums each.
    pub fn fresh_sums(&mut self, fresh: usize, width: usize) -> &mut [i32] {
        let rows = 1 + self.summed..1 + self.summed + fresh;
        self.summed = (self.summed + fresh).min(SUMMED);
        &mut head(&mut self.sums, rows.end * width)[rows.start * width..]
    }

    /// All rows of sums.
    pub fn sums(&self) -> &[i32] {
        &self.sums
    }

    fn grow(&mut self) {
        let size = (self.slots.len() * 2).max(256);
        self.slots = vec![0; size];
        for (at, known) in self.known.iter().enumerate() {
            let mut slot = known.hash as usize & (size - 1);
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

/// What a run keeps for the next one.
#[derive(Debug, Default)]
pub struct Kept<W> {
    /// Words met so far.
    pub types: Types,
    /// Room to work in, which need not be made anew.
    pub room: W,
}

/// What no run has in use, one for each that ran beside others.
#[derive(Debug, Default)]
pub struct Pool<W>(Mutex<Vec<Kept<W>>>);

impl<W: Default> Pool<W> {
    /// What an earlier run gave back, nothing where none is left.
    pub fn take(&self) -> Kept<W> {
        self.0.lock().map_or_else(|_| Kept::default(), |mut kept| kept.pop().unwrap_or_default())
    }

    /// Gives it back for later runs, without the words where they are too many.
    pub fn give(&self, mut kept: Kept<W>) {
        if kept.types.known.len() > MOST {
            kept.types = Types::default();
        }
        if let Ok(mut all) = self.0.lock() {
            all.push(kept);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Casing, Pool, Types};

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

    #[test]
    fn a_table_comes_back_unless_it_is_too_large() {
        let pool: Pool<()> = Pool::default();
        let mut kept = pool.take();
        kept.types.find("talks", Casing::Mixed);
        pool.give(kept);
        let mut kept = pool.take();
        assert!(!kept.types.find("talks", Casing::Mixed).1);
        for n in 0..super::MOST {
            kept.types.find(&n.to_string(), Casing::Mixed);
        }
        pool.give(kept);
        assert!(pool.take().types.find("talks", Casing::Mixed).1);
    }
}
