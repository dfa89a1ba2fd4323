//! A report made ready to be entered: everything that needs no file, so that many threads can do it.

use crate::copies::{CreditBasis, Credits, Sketch};
use crate::day::Day;
use crate::facts::Facts;
use crate::pack::Packer;
use std::collections::BTreeSet;
use verbale::knowledge::{Files, KnowledgeError, Table};
use verbale::reader::Reading;
use verbale::record::{self, Record};
use verbale::segment::SegmentKind;
use verbale::talks::matter::Matters;

/// What the ledger knows of the world: the tables by which issues are joined and copies are known.
#[derive(Debug, Clone)]
pub struct Desk {
    pub(crate) matters: Matters,
    pub(crate) credits: Credits,
    /// The issues of the user's own catalogue.
    pub(crate) catalogue: BTreeSet<String>,
}

impl Desk {
    /// Reads the tables.
    pub fn new(files: &Files) -> Result<Desk, KnowledgeError> {
        let mut catalogue = BTreeSet::new();
        for (called, text) in files.overlays("issues.tsv") {
            let table = Table::parse(called, text, &["name", "phrases", "parent"])?;
            catalogue.extend(table.rows.iter().map(|row| row.cell(0).to_owned()));
        }
        Ok(Desk { matters: Matters::new(files)?, credits: Credits::new(files)?, catalogue })
    }
}

/// A report ready to be entered.
#[derive(Debug)]
pub struct Entry {
    pub(crate) sha256: String,
    pub(crate) given: String,
    pub(crate) name: String,
    pub(crate) title: Option<String>,
    pub(crate) outlet: Option<String>,
    pub(crate) credit: Option<String>,
    pub(crate) url: Option<String>,
    pub(crate) published: Option<Day>,
    pub(crate) text: Vec<u8>,
    pub(crate) sketch: Sketch,
    pub(crate) record: Vec<u8>,
    pub(crate) facts: Facts,
    pub(crate) learnt: Vec<Fact>,
}

/// What a report teaches of a person.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs, reason = "the fields are those of the record")]
pub struct Fact {
    pub person: String,
    pub party: String,
    pub office: Option<String>,
    pub day: Option<Day>,
}

/// A fact, the report that taught it, and when that was recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lesson {
    /// The number of the report.
    pub report: i64,
    /// The day on which it was recorded.
    pub recorded: Day,
    /// What it taught.
    pub fact: Fact,
}

impl Entry {
    /// Makes a reading ready; `url` says where it was published.
    pub fn new(reading: &Reading, url: Option<String>, desk: &Desk) -> Entry {
        let record = record::build(reading);
        let document = &reading.document;
        let text = &document.text;
        let credit = desk.credits.credit(text).filter(|credit| credit.basis == CreditBasis::Line);
        let published = document.published.map(Day::from);
        let mut packer = Packer::new();
        Entry {
            sha256: document.sha256.clone(),
            given: document.id.clone(),
            name: document.name.clone(),
            title: record.document.title.clone(),
            outlet: record.document.outlet.clone(),
            credit: credit.map(|credit| credit.outlet),
            url,
            published,
            text: packer.pack(text),
            sketch: Sketch::of(&body(reading)),
            facts: Facts::of(&record, text, desk),
            learnt: learnt(&record, published),
            record: packer.pack_record(&record),
        }
    }

    /// The hash of its text.
    pub fn sha256(&self) -> &str {
        &self.sha256
    }

    /// Its day of publication.
    pub fn published(&self) -> Option<Day> {
        self.published
    }

    /// What it tells.
    pub fn facts(&self) -> &Facts {
        &self.facts
    }

    /// What it teaches of people.
    pub fn learnt(&self) -> &[Fact] {
        &self.learnt
    }
}

pub(crate) fn learnt(record: &Record, day: Option<Day>) -> Vec<Fact> {
    let learnt = record.learnt.iter();
    learnt
        .map(|one| Fact {
            person: one.person.clone(),
            party: one.party.clone(),
            office: one.office.clone(),
            day,
        })
        .collect()
}

/// The paragraphs of the story alone.
fn body(reading: &Reading) -> String {
    let parts = reading.segments.list.iter().filter(|part| part.kind == SegmentKind::Body);
    let texts: Vec<&str> = parts.map(|part| part.span.of(&reading.document.text)).collect();
    texts.join("\n")
}
