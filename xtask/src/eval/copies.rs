//! Which of many reports are copies of one another. Enters: made-up reports (`cargo xtask generate`), whose copies
//! have edited leads, cut tails, changed words and paragraphs of their own. Leaves: precision and recall over all
//! pairs within a week, and over copies beside pairs that tell of the same talks within a week without being copies.

use super::Bench;
use super::page::{HEADS, Part, cells};
use crate::generate::{Made, Maker};
use anyhow::Result;
use std::collections::{BTreeMap, BTreeSet};
use verbale::eval::Count;
use verbale_ledger::copies::{Sketch, same_story};

/// Reports that are made.
const REPORTS: usize = 20_000;

/// Another seed than the generator's own, under which the sketch was built.
const SEED: u64 = 1987;

/// Days between a story and its copy.
const WEEK: i32 = 7;

pub(super) fn part(bench: &Bench) -> Result<Part> {
    let found = measure(REPORTS, SEED, bench.errors)?;
    let mut part = Part {
        title: "Copies of one story",
        about: "Made-up wire reports whose copies have edited leads, cut tails, changed words and paragraphs of their \
                own: pairs of copies among all pairs of a week, and beside pairs that tell of the same talks in the \
                same week and share only that. A sketch has at most 123 bytes.",
        command: "cargo xtask eval copies",
        head: vec!["pairs"],
        ..Part::default()
    };
    part.head.extend(HEADS);
    for (name, count) in
        [("all, through the index", found.all), ("copies beside the same topic", found.topic)]
    {
        let mut row = vec![name.to_owned()];
        row.extend(cells(count));
        part.rows.push(row);
    }
    Ok(part)
}

/// Pairs of copies that were found.
struct Found {
    /// Among all pairs that the index brings together.
    all: Count,
    /// Among copies and pairs of the same talks.
    topic: Count,
}

fn measure(reports: usize, seed: u64, errors: usize) -> Result<Found> {
    let maker = Maker::new(reports, seed)?;
    let made: Vec<Made> = maker.reports().collect();
    let sketches: Vec<Sketch> = made.iter().map(|report| Sketch::of(&report.body)).collect();
    let near = |a: usize, b: usize| days(&made[a], &made[b]) <= WEEK;
    let mut index: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    let mut all = Count::default();
    for (n, sketch) in sketches.iter().enumerate() {
        let mut met = BTreeSet::new();
        for &band in sketch.bands() {
            let old = index.entry(band).or_default();
            met.extend(old.iter().rev().take_while(|&&m| near(m, n)));
            old.push(n);
        }
        let said: Vec<usize> = met.into_iter().filter(|&m| same_story(&sketches[m], sketch)).collect();
        all.predicted += said.len();
        all.right += said.iter().filter(|&&m| made[m].story == made[n].story).count();
        for &m in said.iter().filter(|&&m| made[m].story != made[n].story).take(errors) {
            println!("no copies: {} {}\n{}\n--\n{}\n", made[m].id, made[n].id, made[m].body, made[n].body);
        }
    }
    let mut topic = Count::default();
    for (m, n, copies) in pairs(&made) {
        let said = same_story(&sketches[m], &sketches[n]);
        topic.gold += usize::from(copies);
        topic.predicted += usize::from(said);
        topic.right += usize::from(said && copies);
        if copies && !said && errors > 0 {
            println!("missed: {} {}\n{}\n--\n{}\n", made[m].id, made[n].id, made[m].body, made[n].body);
        }
    }
    all.gold = topic.gold;
    Ok(Found { all, topic })
}

/// Pairs of the same talks within a week, and whether they are copies.
fn pairs(made: &[Made]) -> Vec<(usize, usize, bool)> {
    let mut by_talks: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    let mut pairs = Vec::new();
    for (n, report) in made.iter().enumerate() {
        let of = by_talks.entry(report.talks).or_default();
        let week = of.iter().rev().take_while(|&&m| days(&made[m], report) <= WEEK);
        pairs.extend(week.map(|&m| (m, n, made[m].story == report.story)));
        of.push(n);
    }
    pairs
}

fn days(one: &Made, later: &Made) -> i32 {
    later.day.since(one.day).map_or(i32::MAX, |span| span.get_days())
}

#[cfg(test)]
mod tests {
    use super::measure;

    #[test]
    fn copies_are_told_from_reports_on_the_same_talks() {
        let found = measure(600, 11, 0).expect("made-up reports");
        assert!(found.topic.gold >= 50, "too few copies to measure: {}", found.topic.gold);
        assert!(found.topic.predicted > 0 && found.all.figures().f1 >= 0.95, "{:?}", found.all.figures());
        assert!(found.topic.figures().f1 >= 0.95, "{:?}", found.topic.figures());
    }
}
