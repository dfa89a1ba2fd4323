//! What is kept of a report: its text, and what was read from it.

use crate::day::Day;
use crate::error::{LedgerError, Result};
use crate::ids::Id;
use crate::pack;
use crate::store::Ledger;
use rusqlite::{Connection, OptionalExtension, params};
use verbale::record::Record;

/// A report as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "told in the schema of the ledger")]
pub struct Kept {
    pub id: i64,
    pub name: String,
    pub title: Option<String>,
    pub outlet: Option<String>,
    pub credit: Option<String>,
    pub url: Option<String>,
    pub published: Option<Day>,
    pub recorded: Day,
    pub sha256: String,
    /// The report of which it is a copy.
    pub copy_of: Option<i64>,
    /// The voice that it counts as.
    pub voice: String,
    pub retracted: bool,
}

impl Ledger {
    /// How many reports there are.
    pub fn count(&self) -> Result<i64> {
        self.read(|db| Ok(db.query_row("SELECT count(*) FROM report", [], |row| row.get(0))?))
    }

    /// A report.
    pub fn kept(&self, report: i64) -> Result<Kept> {
        self.read(|db| kept(db, report))
    }

    /// The text of a report.
    pub fn text(&self, report: i64) -> Result<String> {
        self.read(|db| text(db, report))
    }

    /// What was last read from a report.
    pub fn record(&self, report: i64) -> Result<Record> {
        self.read(|db| record(db, report))
    }
}

fn missing(report: i64) -> LedgerError {
    LedgerError::NoSuch(
        format!("report {}", Id::Report(report)),
        "reports are numbered from 1 as they were added",
    )
}

pub(crate) fn kept(db: &Connection, report: i64) -> Result<Kept> {
    let found = db
        .prepare_cached(
            "SELECT name, title, outlet, credit, url, published, recorded, sha256, copy_of, voice FROM report
             JOIN batch ON batch.id = report.batch JOIN root ON root.report = report.id WHERE report.id = ?1",
        )?
        .query_row([report], |row| {
            Ok(Kept {
                id: report,
                name: row.get(0)?,
                title: row.get(1)?,
                outlet: row.get(2)?,
                credit: row.get(3)?,
                url: row.get(4)?,
                published: row.get::<_, Option<i32>>(5)?.map(Day),
                recorded: Day(row.get(6)?),
                sha256: crate::add::hexadecimal(&row.get::<_, Vec<u8>>(7)?),
                copy_of: row.get(8)?,
                voice: row.get(9)?,
                retracted: false,
            })
        })
        .optional()?;
    let found = found.ok_or_else(|| missing(report))?;
    Ok(Kept { retracted: crate::edits::is_retracted(db, report)?, ..found })
}

pub(crate) fn text(db: &Connection, report: i64) -> Result<String> {
    let packed: Option<Vec<u8>> = db
        .prepare_cached("SELECT text FROM report WHERE id = ?1")?
        .query_row([report], |row| row.get(0))
        .optional()?;
    pack::unpack(&packed.ok_or_else(|| missing(report))?, &|| format!("report {report}"))
}

pub(crate) fn record(db: &Connection, report: i64) -> Result<Record> {
    let packed: Option<Vec<u8>> = db
        .prepare_cached("SELECT record FROM reading WHERE report = ?1 ORDER BY id DESC LIMIT 1")?
        .query_row(params![report], |row| row.get(0))
        .optional()?;
    pack::unpack_record(&packed.ok_or_else(|| missing(report))?, &|| {
        format!("the reading of report {report}")
    })
}
