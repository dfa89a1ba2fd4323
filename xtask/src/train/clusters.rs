//! The word clusters: Brown clusters of the lexeme table `en_lexeme_cluster.json.gz` of the PyPI package
//! spacy-lookups-data 1.0.5 (MIT). Enters that file; leaves the compact table that models carry.

use anyhow::{Context, Result, bail};
use std::collections::BTreeMap;
use std::io::Read;
use std::path::Path;
use verbale::syntax::clusters::Clusters;

/// Words of the table that are kept, the most frequent first.
const WORDS: usize = 190_000;

/// Reads the table; a cluster's number is its path in a binary tree, the root in the lowest bit.
pub(crate) fn read(path: &Path) -> Result<Clusters> {
    let packed = std::fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
    let mut text = String::new();
    flate2::read::GzDecoder::new(&packed[..])
        .read_to_string(&mut text)
        .with_context(|| format!("{} is not packed with gzip", path.display()))?;
    // The table is one JSON object from word to number, in falling frequency; an ordered list keeps that.
    let words = pairs(&text).with_context(|| format!("{} is no table of words", path.display()))?;
    let words: Vec<(String, u32)> = words.into_iter().filter(|(_, path)| *path != 0).take(WORDS).collect();
    if words.len() < 1000 {
        bail!("{} holds no clusters", path.display());
    }
    let paths: BTreeMap<u32, usize> = words.iter().map(|(_, path)| (*path, 0)).collect();
    let numbers: BTreeMap<u32, u16> =
        paths.keys().enumerate().map(|(n, path)| (*path, n as u16 + 1)).collect();
    let families = std::iter::once(0).chain(numbers.keys().map(|path| (path & 63) as u16)).collect();
    Ok(Clusters::new(words.iter().map(|(word, path)| (word.as_str(), numbers[path])), families))
}

/// Members of a flat JSON object of whole numbers, in their order.
fn pairs(text: &str) -> Result<Vec<(String, u32)>> {
    let mut stream = serde_json::Deserializer::from_str(text);
    let mut pairs = Vec::new();
    serde::Deserializer::deserialize_map(&mut stream, Collect(&mut pairs))?;
    Ok(pairs)
}

struct Collect<'a>(&'a mut Vec<(String, u32)>);

impl<'de> serde::de::Visitor<'de> for Collect<'_> {
    type Value = ();

    fn expecting(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        f.write_str("an object from word to number")
    }

    fn visit_map<A: serde::de::MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(pair) = map.next_entry()? {
            self.0.push(pair);
        }
        Ok(())
    }
}
