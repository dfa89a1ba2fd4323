//! What a person means: an issue by its id or words of its name, a party by its code or name.

use crate::add;
use crate::error::{LedgerError, Result};
use crate::ids::Id;
use crate::store::Ledger;
use crate::view;
use rusqlite::{OptionalExtension, params};
use sha2::{Digest, Sha256};

/// The most names that a message lists.
const LISTED: i64 = 5;

impl Ledger {
    /// The issue that a person means: `i5`, or words that stand in its name or in what reports call it. A whole
    /// matter goes before a part, and of several the one that more moves are about.
    pub fn issue(&self, words: &str) -> Result<i64> {
        self.read(|db| {
            if let Ok(Id::Issue(id)) = Id::parse(words) {
                view::issue_name(db, id)?;
                return Ok(id);
            }
            let pattern = format!("%{}%", words.trim().replace(['%', '_'], ""));
            let mut named = db.prepare_cached(
                "SELECT issue.id FROM issue LEFT JOIN renamed ON renamed.issue = issue.id
                 WHERE coalesce(renamed.name, issue.name) LIKE ?1 AND coalesce(renamed.now, issue.id) = issue.id
                 ORDER BY issue.parent IS NOT NULL,
                    (SELECT count(*) FROM move WHERE move.matter = issue.id OR move.issue = issue.id) DESC, issue.id",
            )?;
            if let Some(found) = named.query_row([&pattern], |row| row.get(0)).optional()? {
                return Ok(found);
            }
            let mut called = db.prepare_cached(
                "SELECT move.matter FROM called JOIN move ON move.joined = called.issue
                 WHERE called.name LIKE ?1 AND move.matter IS NOT NULL
                 GROUP BY move.matter ORDER BY count(*) DESC, move.matter LIMIT ?2",
            )?;
            let found = called.query_row(params![pattern, LISTED], |row| row.get(0)).optional()?;
            found.ok_or_else(|| {
                LedgerError::NoSuch(format!("issue “{words}”"), "`verbale board` lists the issues with their ids")
            })
        })
    }

    /// The code of the party that a person means by its code or name.
    pub fn party(&self, words: &str) -> Result<String> {
        self.read(|db| {
            let mut known = db.prepare_cached(
                "SELECT code FROM party WHERE code = ?1 COLLATE NOCASE OR name = ?1 COLLATE NOCASE
                 ORDER BY code <> ?1, code LIMIT 1",
            )?;
            let found = known.query_row([words.trim()], |row| row.get(0)).optional()?;
            found.ok_or_else(|| {
                LedgerError::NoSuch(
                    format!("party “{words}”"),
                    "a party is named by its code (JPN, NATO) or its usual English name",
                )
            })
        })
    }

    /// True where the ledger holds just this text. What is not UTF-8 is only known once it is read.
    pub fn knows_text(&self, bytes: &[u8]) -> Result<bool> {
        let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        if std::str::from_utf8(text).is_err() {
            return Ok(false);
        }
        let hash = add::bytes(&add::hexadecimal(&Sha256::digest(text)));
        self.read(|db| Ok(db.prepare_cached("SELECT 1 FROM report WHERE sha256 = ?1")?.exists([&hash])?))
    }
}
