//! Reports entered: a batch is one transaction, and what it says was added is on the disk.
//!
//! Refused: nothing; a report whose text is there already is told and changes nothing.

use crate::copies::{Sketch, same_story};
use crate::day::Day;
use crate::derive;
use crate::entry::{Entry, Fact, Lesson};
use crate::error::Result;
use crate::store::Ledger;
use rusqlite::{Connection, OptionalExtension, params};

/// When something is entered, and by whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stamp {
    /// The day.
    pub day: Day,
    /// The moment, where it is known.
    pub at: Option<String>,
    /// The person, of what people enter.
    pub author: Option<String>,
}

/// What became of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Added {
    /// Entered under this number.
    New(i64),
    /// The same text stands there already, under this number.
    Known(i64),
}

/// How many reports a key of a sketch may lead to before it says nothing.
const CROWD: usize = 48;

/// How many keys of a sketch must lead to a report: one is often chance or a stock phrase.
const MET: usize = 2;

impl Ledger {
    /// Enters reports in one transaction.
    pub fn add(&mut self, entries: &[Entry], stamp: &Stamp) -> Result<Vec<Added>> {
        self.write(|db| {
            let mut batch = None;
            let mut added = Vec::with_capacity(entries.len());
            for entry in entries {
                let hash = bytes(&entry.sha256);
                let known = db
                    .prepare_cached("SELECT id FROM report WHERE sha256 = ?1")?
                    .query_row([&hash], |row| row.get(0))
                    .optional()?;
                if let Some(id) = known {
                    added.push(Added::Known(id));
                    continue;
                }
                let batch = match batch {
                    Some(batch) => batch,
                    None => *batch.insert(enter_batch(db, stamp)?),
                };
                added.push(Added::New(enter(db, entry, &hash, batch, stamp.day)?));
            }
            Ok(added)
        })
    }

    /// True where a text stands in the ledger already.
    pub fn knows(&self, sha256: &str) -> Result<bool> {
        let hash = bytes(sha256);
        self.read(|db| Ok(db.prepare_cached("SELECT 1 FROM report WHERE sha256 = ?1")?.exists([&hash])?))
    }

    /// What the reports have taught of people, in the order in which it was entered.
    pub fn learnt(&self) -> Result<Vec<Fact>> {
        Ok(self.lessons()?.into_iter().map(|lesson| lesson.fact).collect())
    }

    /// The same, with the report that taught it.
    pub fn lessons(&self) -> Result<Vec<Lesson>> {
        self.read(|db| {
            let mut rows = db.prepare(
                "SELECT person, party, office, day, reading.report, batch.recorded FROM learnt
                 JOIN reading ON reading.id = learnt.reading JOIN batch ON batch.id = reading.batch ORDER BY learnt.id",
            )?;
            let lessons = rows.query_map([], |row| {
                let fact = Fact {
                    person: row.get(0)?,
                    party: row.get(1)?,
                    office: row.get(2)?,
                    day: row.get::<_, Option<i32>>(3)?.map(Day),
                };
                Ok(Lesson { report: row.get(4)?, recorded: Day(row.get(5)?), fact })
            })?;
            Ok(lessons.collect::<rusqlite::Result<_>>()?)
        })
    }
}

/// Opens a batch.
pub(crate) fn enter_batch(db: &Connection, stamp: &Stamp) -> Result<i64> {
    db.prepare_cached("INSERT INTO batch(recorded, at, program, author) VALUES (?1, ?2, ?3, ?4)")?.execute(
        params![stamp.day.0, stamp.at, concat!("verbale ", env!("CARGO_PKG_VERSION")), stamp.author],
    )?;
    Ok(db.last_insert_rowid())
}

fn enter(db: &Connection, entry: &Entry, hash: &[u8], batch: i64, recorded: Day) -> Result<i64> {
    db.prepare_cached(
        "INSERT INTO report(sha256, batch, given, name, title, outlet, credit, url, published, text, sketch)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
    )?
    .execute(params![
        hash,
        batch,
        entry.given,
        entry.name,
        entry.title,
        entry.outlet,
        entry.credit,
        entry.url,
        entry.published.map(|day| day.0),
        entry.text,
        entry.sketch.to_bytes(),
    ])?;
    let report = db.last_insert_rowid();
    enter_reading(db, report, batch, &entry.record, &entry.learnt)?;
    enter_root(db, report, entry)?;
    derive::report(
        db,
        report,
        batch,
        &entry.facts,
        entry.published.unwrap_or(recorded),
        derive::Issues::First,
    )?;
    Ok(report)
}

/// Enters what was read from a report.
pub(crate) fn enter_reading(
    db: &Connection,
    report: i64,
    batch: i64,
    record: &[u8],
    learnt: &[Fact],
) -> Result<i64> {
    db.prepare_cached("INSERT INTO reading(report, batch, record) VALUES (?1, ?2, ?3)")?
        .execute(params![report, batch, record])?;
    let reading = db.last_insert_rowid();
    let mut enter = db.prepare_cached(
        "INSERT INTO learnt(reading, person, party, office, day) VALUES (?1, ?2, ?3, ?4, ?5)",
    )?;
    for fact in learnt {
        enter.execute(params![reading, fact.person, fact.party, fact.office, fact.day.map(|day| day.0)])?;
    }
    Ok(reading)
}

/// Finds the report of which this is a copy, and whose voice it is.
fn enter_root(db: &Connection, report: i64, entry: &Entry) -> Result<()> {
    let copy_of = copied(db, &entry.sketch)?;
    let first: Option<(i64, String)> = match copy_of {
        Some(copied) => db
            .prepare_cached("SELECT coalesce(copy_of, report), voice FROM root WHERE report = ?1")?
            .query_row([copied], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?,
        None => None,
    };
    let own = entry.credit.as_ref().or(entry.outlet.as_ref()).map(|name| name.to_lowercase());
    let voice = match &first {
        Some((_, voice)) => voice.clone(),
        None => own.unwrap_or_else(|| format!("#{report}")),
    };
    db.prepare_cached("INSERT OR REPLACE INTO root(report, copy_of, voice) VALUES (?1, ?2, ?3)")?
        .execute(params![report, first.map(|first| first.0), voice])?;
    let mut band = db.prepare_cached("INSERT OR IGNORE INTO band(key, report) VALUES (?1, ?2)")?;
    for &key in entry.sketch.bands() {
        band.execute(params![key, report])?;
    }
    Ok(())
}

/// The first report that tells the same story in the same words.
fn copied(db: &Connection, sketch: &Sketch) -> Result<Option<i64>> {
    let mut meets: Vec<i64> = Vec::new();
    let mut find = db.prepare_cached("SELECT report FROM band WHERE key = ?1 LIMIT ?2")?;
    for &key in sketch.bands() {
        let before = meets.len();
        let mut rows = find.query(params![key, CROWD as i64])?;
        while let Some(row) = rows.next()? {
            meets.push(row.get(0)?);
        }
        if meets.len() - before >= CROWD {
            meets.truncate(before);
        }
    }
    meets.sort_unstable();
    let mut stored = db.prepare_cached("SELECT sketch FROM report WHERE id = ?1")?;
    for met in meets.chunk_by(|a, b| a == b).filter(|met| met.len() >= MET) {
        let other = stored.query_row([met[0]], |row| Ok(Sketch::from_bytes(row.get_ref(0)?.as_blob()?)))?;
        if other.is_some_and(|other| same_story(&other, sketch)) {
            return Ok(Some(met[0]));
        }
    }
    Ok(None)
}

/// The bytes of a hexadecimal hash.
pub(crate) fn bytes(sha256: &str) -> Vec<u8> {
    let digits: Vec<u8> =
        sha256.bytes().map(|digit| (digit as char).to_digit(16).unwrap_or(0) as u8).collect();
    digits.chunks(2).map(|pair| pair.iter().fold(0, |byte, digit| byte << 4 | digit)).collect()
}

/// The hexadecimal hash of some bytes.
pub(crate) fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
