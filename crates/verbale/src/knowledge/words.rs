//! Tables by word. Enters words of data files; leaves what stands beside them. Words of texts are looked up far
//! more often than anything else is done, and nobody who writes a text gains by words that fall together, so a
//! plain hash takes the place of the guarded one. Whoever walks through such a table sorts what he finds.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};

/// What stands beside words (or numbers).
pub(crate) type WordMap<V, K = String> = HashMap<K, V, BuildHasherDefault<WordHasher>>;

/// A set of words.
pub(crate) type WordSet = HashSet<String, BuildHasherDefault<WordHasher>>;

/// FNV-1a over eight bytes at a time, its high bits folded back.
#[derive(Debug, Clone)]
pub(crate) struct WordHasher(u64);

impl Default for WordHasher {
    fn default() -> WordHasher {
        WordHasher(0xCBF2_9CE4_8422_2325)
    }
}

impl WordHasher {
    fn add(&mut self, word: u64) {
        self.0 = (self.0 ^ word).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        self.0 ^= self.0 >> 32;
    }
}

impl Hasher for WordHasher {
    fn write(&mut self, bytes: &[u8]) {
        let (words, rest) = bytes.as_chunks::<8>();
        for word in words {
            self.add(u64::from_le_bytes(*word));
        }
        let mut last = [0u8; 8];
        last[..rest.len()].copy_from_slice(rest);
        self.add(u64::from_le_bytes(last) ^ (bytes.len() as u64) << 56);
    }

    fn write_u8(&mut self, byte: u8) {
        self.add(u64::from(byte));
    }

    fn write_u32(&mut self, number: u32) {
        self.add(u64::from(number));
    }

    fn finish(&self) -> u64 {
        self.0 ^ self.0 << 32
    }
}

#[cfg(test)]
mod tests {
    use super::WordSet;

    #[test]
    fn words_are_told_apart() {
        let words: WordSet = (0..3000).map(|n| format!("talks{n}")).collect();
        assert!(words.contains("talks7") && words.contains("talks2999"));
        assert!(!words.contains("talks") && !words.contains("talks3000") && !words.contains(""));
    }
}
