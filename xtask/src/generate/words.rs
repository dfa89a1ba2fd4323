//! The data files of made-up reports: sentences, topics, words, and how talks go on.

use anyhow::{Context, Result, bail};
use std::collections::BTreeMap;
use verbale::knowledge::{Files, Table};

const COURSE: &str = include_str!("../../../data/reports/course.tsv");
const SENTENCES: &str = include_str!("../../../data/reports/sentences.tsv");
const TOPICS: &str = include_str!("../../../data/reports/topics.tsv");
const WORDS: &str = include_str!("../../../data/reports/words.tsv");

/// All of them, ready to be drawn from.
#[derive(Debug)]
pub(super) struct Words {
    /// Sentences by kind and place, in the file's order.
    pub(super) sentences: BTreeMap<(&'static str, &'static str), Vec<&'static str>>,
    pub(super) topics: Vec<Topic>,
    lists: BTreeMap<&'static str, Vec<&'static str>>,
    /// What may follow an act, and whether the same side acts.
    pub(super) course: BTreeMap<&'static str, Vec<(Next, &'static str)>>,
    pub(super) states: Vec<State>,
}

/// Who acts next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Next {
    Same,
    Other,
}

/// What talks are about.
#[derive(Debug)]
pub(super) struct Topic {
    pub(super) name: &'static str,
    pub(super) demand: &'static str,
    pub(super) offer: &'static str,
    pub(super) threat: &'static str,
    pub(super) paper: &'static str,
    pub(super) charge: &'static str,
    pub(super) background: Vec<&'static str>,
}

/// One who takes part in talks.
#[derive(Debug, Clone)]
pub(super) struct State {
    /// As it stands in a sentence: "the Netherlands".
    pub(super) name: &'static str,
    pub(super) code: &'static str,
    pub(super) adjective: String,
    pub(super) capital: String,
}

impl Words {
    /// Reads the files, and of the table of countries what they name.
    pub(super) fn new() -> Result<Words> {
        let mut words = Words {
            sentences: BTreeMap::new(),
            topics: Vec::new(),
            lists: BTreeMap::new(),
            course: BTreeMap::new(),
            states: Vec::new(),
        };
        for row in Table::parse("sentences.tsv", SENTENCES, &["kind", "place", "sentence"])?.rows {
            words.sentences.entry((row.cell(0), row.cell(1))).or_default().push(row.cell(2));
        }
        let columns = ["topic", "demand", "offer", "threat", "paper", "charge", "background"];
        for row in Table::parse("topics.tsv", TOPICS, &columns)?.rows {
            words.topics.push(Topic {
                name: row.cell(0),
                demand: row.cell(1),
                offer: row.cell(2),
                threat: row.cell(3),
                paper: row.cell(4),
                charge: row.cell(5),
                background: row.list(6).collect(),
            });
        }
        for row in Table::parse("words.tsv", WORDS, &["list", "word"])?.rows {
            words.lists.entry(row.cell(0)).or_default().push(row.cell(1));
        }
        for row in Table::parse("course.tsv", COURSE, &["kind", "by", "next"])?.rows {
            let next = match row.cell(1) {
                "same" => Next::Same,
                "other" => Next::Other,
                by => bail!("course.tsv:{}: {by}: same or other was expected", row.line),
            };
            let follow = row.cell(2).split(' ').map(|kind| (next, kind));
            words.course.entry(row.cell(0)).or_default().extend(follow);
        }
        words.states = words.list("state").iter().map(|row| state(row)).collect::<Result<_>>()?;
        Ok(words)
    }

    /// A list of `words.tsv`; empty where there is none of that name.
    pub(super) fn list(&self, name: &str) -> &[&'static str] {
        self.lists.get(name).map_or(&[], Vec::as_slice)
    }

    /// The sentences of a kind at a place.
    pub(super) fn at(&self, kind: &'static str, place: &'static str) -> &[&'static str] {
        self.sentences.get(&(kind, place)).map_or(&[], Vec::as_slice)
    }
}

/// "the Netherlands=NLD", with what `countries.tsv` says of it.
fn state(row: &'static str) -> Result<State> {
    let (name, code) = row.split_once('=').with_context(|| format!("words.tsv: {row}: NAME=CODE"))?;
    let files = Files::embedded();
    let columns = ["code", "name", "names", "demonyms", "capitals", "from", "to", "successors", "of"];
    let countries = files.table("countries.tsv", &columns)?;
    let found = countries.rows.iter().find(|row| row.cell(0) == code);
    let found = found.with_context(|| format!("words.tsv: {code} stands not in countries.tsv"))?;
    let first = |column: usize| found.list(column).next().unwrap_or(name).to_owned();
    Ok(State { name, code, adjective: first(3), capital: first(4) })
}
