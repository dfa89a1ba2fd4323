//! Statements by their words.

use crate::error::{LedgerError, Result};
use crate::facts::Words;
use crate::ids::{self, Id};
use crate::kept;
use crate::store::Ledger;
use crate::view::AsOf;
use rusqlite::{Connection, params};
use serde::Serialize;
use verbale::record::{CharSpan, Record, StatementRecord};

/// A statement that was found.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[allow(missing_docs, reason = "told in docs/ledger.md")]
pub struct Hit {
    pub id: String,
    pub report: String,
    pub published: Option<String>,
    pub title: Option<String>,
    pub speaker: Option<String>,
    pub party: Option<String>,
    pub words: String,
    pub retracted: bool,
}

/// Letters of a statement that are shown.
const SHOWN: usize = 300;

impl Ledger {
    /// The statements that hold all the words (or, in quotation marks, a phrase), the best first.
    pub fn search(&self, words: &str, as_of: Option<AsOf>, limit: usize) -> Result<Vec<Hit>> {
        let Some(pattern) = pattern(words) else {
            return Err(LedgerError::Refused(
                "no word to search for; letters or digits were expected".to_owned(),
            ));
        };
        self.read(|db| {
            let keys = found(db, &pattern, as_of, limit)?;
            let mut hits = Vec::new();
            for key in keys {
                let report = ids::report_of(key);
                let (record, text) = (kept::record(db, report)?, kept::text(db, report)?);
                let place = ids::place_of(key).unwrap_or(0) as usize;
                if let Some(one) = place.checked_sub(1).and_then(|at| record.statements.get(at)) {
                    hits.push(hit(&record, &Words::new(&text), one, key, kept::kept(db, report)?.retracted));
                }
            }
            Ok(hits)
        })
    }
}

/// The statements that fit a pattern. Reports are looked at only for the sake of the clocks.
fn found(db: &Connection, pattern: &str, as_of: Option<AsOf>, limit: usize) -> Result<Vec<i64>> {
    let Some(as_of) = as_of else {
        let mut found =
            db.prepare_cached("SELECT rowid FROM said WHERE said MATCH ?1 ORDER BY rank, rowid LIMIT ?2")?;
        let keys = found.query_map(params![pattern, limit as i64], |row| row.get(0))?;
        return Ok(keys.collect::<rusqlite::Result<_>>()?);
    };
    let mut found = db.prepare_cached(
        "SELECT said.rowid FROM said JOIN report ON report.id = said.rowid >> 20
         JOIN batch ON batch.id = report.batch
         WHERE said MATCH ?1 AND coalesce(report.published, batch.recorded) <= ?2
           AND (?3 IS NULL OR batch.recorded <= ?3)
         ORDER BY rank, said.rowid LIMIT ?4",
    )?;
    let known = as_of.known_by.map(|day| day.0);
    let keys = found.query_map(params![pattern, as_of.day.0, known, limit as i64], |row| row.get(0))?;
    Ok(keys.collect::<rusqlite::Result<_>>()?)
}

fn hit(record: &Record, words: &Words<'_>, one: &StatementRecord, key: i64, retracted: bool) -> Hit {
    let pieces: Vec<String> = one
        .content
        .iter()
        .map(|piece| words.short(CharSpan { start: piece.start, end: piece.end }, SHOWN))
        .collect();
    Hit {
        id: Id::Statement(key).to_string(),
        report: Id::Report(ids::report_of(key)).to_string(),
        published: record.document.published.date.clone(),
        title: record.document.title.clone(),
        speaker: one.speaker.as_ref().and_then(|who| who.person.clone()),
        party: one.speaker.as_ref().map(|who| who.party.party.clone()),
        words: pieces.join(" … "),
        retracted,
    }
}

/// Each word as a string of FTS5, so that no sign of its language counts; what stands in quotation marks is a phrase.
fn pattern(words: &str) -> Option<String> {
    let mut parts = Vec::new();
    for (n, piece) in words.split('"').enumerate() {
        let has_words = |text: &str| text.chars().any(char::is_alphanumeric);
        if n % 2 == 1 {
            parts.extend(has_words(piece).then(|| format!("\"{}\"", piece.trim())));
        } else {
            parts.extend(
                piece.split_whitespace().filter(|word| has_words(word)).map(|word| format!("\"{word}\"")),
            );
        }
    }
    (!parts.is_empty()).then(|| parts.join(" "))
}

#[cfg(test)]
mod tests {
    use super::pattern;

    #[test]
    fn no_sign_of_the_search_language_counts() {
        let check = |words: &str, expected: Option<&str>| assert_eq!(pattern(words).as_deref(), expected);
        check("open door", Some("\"open\" \"door\""));
        check("\"open door\" NATO", Some("\"open door\" \"NATO\""));
        check("a* OR (b", Some("\"a*\" \"OR\" \"(b\""));
        check("\" - \"", None);
    }
}
