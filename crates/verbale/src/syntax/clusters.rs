//! Word clusters: words that stand in the same company share a number, so that "Minsk", unseen in training,
//! is read like "Moscow". Enters a word; leaves its cluster and the cluster's family, or none.
//!
//! The table holds no words, only 16-bit marks of their hashes, sorted in buckets; a word outside the table
//! gets a wrong cluster about once in 20,000 times, which costs nothing.

use super::features::hash;
use super::format::{Fault, Reader, Writer};

/// Buckets are the hash's high bits.
const BUCKET_BITS: u32 = 14;
const SEED: u32 = 77;

/// The cluster of many words.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Clusters {
    /// Where each bucket begins; one more than there are buckets.
    starts: Vec<u32>,
    marks: Vec<u16>,
    /// Cluster of the word with that mark; 0 is no cluster.
    ids: Vec<u16>,
    /// Family of each cluster.
    families: Vec<u16>,
}

impl Clusters {
    /// The table of `words` with their clusters (from 1), and of the clusters' families.
    pub fn new<'a>(words: impl Iterator<Item = (&'a str, u16)>, families: Vec<u16>) -> Clusters {
        let mut entries: Vec<(u32, u16, u16)> =
            words.map(|(word, id)| (bucket(word), mark(word), id)).collect();
        entries.sort_unstable();
        entries.dedup_by_key(|entry| (entry.0, entry.1));
        let mut starts = vec![0u32; (1 << BUCKET_BITS) + 1];
        for entry in &entries {
            starts[entry.0 as usize + 1] += 1;
        }
        for at in 1..starts.len() {
            starts[at] += starts[at - 1];
        }
        Clusters {
            starts,
            marks: entries.iter().map(|e| e.1).collect(),
            ids: entries.iter().map(|e| e.2).collect(),
            families,
        }
    }

    /// The cluster of a word.
    pub fn get(&self, word: &str) -> Option<u16> {
        let at = bucket(word) as usize;
        let (start, end) = (*self.starts.get(at)? as usize, *self.starts.get(at + 1)? as usize);
        let found = self.marks.get(start..end)?.binary_search(&mark(word)).ok()?;
        self.ids.get(start + found).copied()
    }

    /// The family of a cluster.
    pub fn family(&self, cluster: u16) -> u16 {
        self.families.get(usize::from(cluster)).copied().unwrap_or(0)
    }

    /// Puts the table into a model file.
    pub fn write(&self, out: &mut Writer) {
        out.u32s("clusters.starts", &self.starts);
        out.u16s("clusters.marks", &self.marks);
        out.u16s("clusters.ids", &self.ids);
        out.u16s("clusters.families", &self.families);
    }

    /// Takes the table out of a model file.
    pub fn read(file: &Reader) -> Result<Clusters, Fault> {
        let table = Clusters {
            starts: file.u32s("clusters.starts")?,
            marks: file.u16s("clusters.marks")?,
            ids: file.u16s("clusters.ids")?,
            families: file.u16s("clusters.families")?,
        };
        let rising = table.starts.windows(2).all(|pair| pair[0] <= pair[1]);
        let whole = table.starts.last().copied().unwrap_or(0) as usize == table.marks.len();
        if rising && whole && table.ids.len() == table.marks.len() {
            Ok(table)
        } else {
            Err(Fault("the cluster table does not fit together".to_owned()))
        }
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
    use super::Clusters;

    #[test]
    fn words_find_their_cluster() {
        let words: Vec<String> = (0..5000).map(|n| format!("word{n}")).collect();
        let pairs = words.iter().enumerate().map(|(n, word)| (word.as_str(), (n % 900) as u16 + 1));
        let table = Clusters::new(pairs, vec![7; 1000]);
        let right =
            words.iter().enumerate().filter(|(n, w)| table.get(w) == Some((n % 900) as u16 + 1)).count();
        assert!(right >= 4998, "{right}");
        assert_eq!(table.get("absent"), None);
        assert_eq!(table.family(5), 7);
        assert_eq!(Clusters::default().get("word1"), None);
    }
}
