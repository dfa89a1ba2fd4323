//! The file of a ledger: made, opened, brought to the present form.
//!
//! Refused: files that are no ledger, ledgers of a newer form, and writing where that is not allowed.

use crate::error::{LedgerError, Result};
use crate::schema;
use rusqlite::{Connection, OpenFlags};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// How long one waits for another process that writes.
const PATIENCE: Duration = Duration::from_secs(60);

/// Memory for pages, in KiB.
const CACHE: i64 = 65_536;

/// A ledger.
#[derive(Debug)]
pub struct Ledger {
    pub(crate) db: Connection,
    pub(crate) path: PathBuf,
}

impl Ledger {
    /// Opens the ledger at `path` to write, and makes it where there is none.
    pub fn create(path: &Path) -> Result<Ledger> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
            | OpenFlags::SQLITE_OPEN_CREATE
            | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let fail = |error: rusqlite::Error| LedgerError::of(path, &error);
        let db = Connection::open_with_flags(path, flags).map_err(|error| cannot_open(path, &error))?;
        let mut ledger = Ledger { db, path: path.to_owned() };
        ledger.db.busy_timeout(PATIENCE).map_err(fail)?;
        let form = ledger.form()?;
        if ledger.db.is_readonly("main").map_err(fail)? {
            return Err(LedgerError::ReadOnly(path.to_owned()));
        }
        ledger.tune().map_err(fail)?;
        ledger.db.pragma_update(None, "journal_mode", "WAL").map_err(fail)?;
        ledger.db.pragma_update(None, "synchronous", "FULL").map_err(fail)?;
        if form < schema::FORM {
            schema::migrate(&mut ledger.db).map_err(fail)?;
        }
        Ok(ledger)
    }

    /// Opens the ledger at `path` to ask it.
    pub fn open(path: &Path) -> Result<Ledger> {
        if !path.exists() {
            return Err(LedgerError::Missing(path.to_owned()));
        }
        let ledger = Ledger::reader(path)?;
        let form = ledger.form()?;
        if form < schema::FORM {
            // An older form is brought to this one first; it is answered from then on.
            drop(ledger);
            Ledger::create(path)?;
            return Ledger::reader(path);
        }
        Ok(ledger)
    }

    fn reader(path: &Path) -> Result<Ledger> {
        let fail = |error: rusqlite::Error| LedgerError::of(path, &error);
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let db = Connection::open_with_flags(path, flags).map_err(|error| cannot_open(path, &error))?;
        db.busy_timeout(PATIENCE).map_err(fail)?;
        let ledger = Ledger { db, path: path.to_owned() };
        if ledger.application().is_ok() {
            ledger.tune().map_err(fail)?;
            return Ok(ledger);
        }
        // In a folder that cannot be written no file can be shared with writers; without a log of changes that
        // nobody has taken over, the file stands still and can be read as it is.
        let log = PathBuf::from(format!("{}-wal", path.display()));
        if std::fs::metadata(&log).is_ok_and(|log| log.len() > 0) {
            ledger.application().map_err(fail)?;
        }
        let name = format!("file:{}?immutable=1", escaped(path));
        let db = Connection::open_with_flags(name, flags | OpenFlags::SQLITE_OPEN_URI).map_err(fail)?;
        let ledger = Ledger { db, path: path.to_owned() };
        ledger.tune().map_err(fail)?;
        Ok(ledger)
    }

    fn application(&self) -> rusqlite::Result<i64> {
        self.db.pragma_query_value(None, "application_id", |row| row.get(0))
    }

    /// The form of the file; an empty one has form 0.
    fn form(&self) -> Result<i64> {
        let fail = |error: rusqlite::Error| LedgerError::of(&self.path, &error);
        let application = self.application().map_err(fail)?;
        let form: i64 = self.db.pragma_query_value(None, "user_version", |row| row.get(0)).map_err(fail)?;
        let tables: i64 =
            self.db.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0)).map_err(fail)?;
        if application != schema::APPLICATION && (tables > 0 || form != 0) {
            return Err(LedgerError::NotOne(self.path.clone()));
        }
        if form > schema::FORM {
            return Err(LedgerError::Newer { path: self.path.clone(), found: form, known: schema::FORM });
        }
        Ok(form)
    }

    fn tune(&self) -> rusqlite::Result<()> {
        self.db.pragma_update(None, "cache_size", -CACHE)?;
        self.db.pragma_update(None, "temp_store", "MEMORY")?;
        self.db.pragma_update(None, "foreign_keys", true)?;
        self.db.set_prepared_statement_cache_capacity(128);
        Ok(())
    }

    /// Lets `write` write in one transaction that is on the disk, whole, when this returns.
    pub(crate) fn write<T>(&mut self, write: impl FnOnce(&Connection) -> Result<T>) -> Result<T> {
        let path = self.path.clone();
        let whole = || {
            let behaviour = rusqlite::TransactionBehavior::Immediate;
            let transaction = self.db.transaction_with_behavior(behaviour)?;
            let done = write(&transaction)?;
            transaction.commit()?;
            Ok(done)
        };
        whole().map_err(|error: LedgerError| error.placed(&path))
    }

    /// Lets `read` read; what it sees is of one moment, whoever writes meanwhile.
    pub(crate) fn read<T>(&self, read: impl FnOnce(&Connection) -> Result<T>) -> Result<T> {
        let whole = || {
            let moment = self.db.unchecked_transaction()?;
            read(&moment)
        };
        whole().map_err(|error: LedgerError| error.placed(&self.path))
    }

    /// Brings what stands in the log of changes into the file itself, so that the file alone is the ledger. Where
    /// somebody reads meanwhile, that is left to the next one.
    pub fn finish(self) -> Result<()> {
        let done = self.db.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()));
        done.map_err(|error| LedgerError::of(&self.path, &error))
    }

    /// True where SQLite finds nothing wrong with the file.
    pub fn is_sound(&self) -> Result<bool> {
        self.read(|db| {
            let said: String = db.query_row("PRAGMA integrity_check", [], |row| row.get(0))?;
            Ok(said == "ok")
        })
    }
}

fn cannot_open(path: &Path, error: &rusqlite::Error) -> LedgerError {
    match error.sqlite_error_code() {
        Some(rusqlite::ErrorCode::CannotOpen) if path.exists() => LedgerError::ReadOnly(path.to_owned()),
        Some(rusqlite::ErrorCode::CannotOpen) => LedgerError::Other {
            path: path.to_owned(),
            problem: "cannot be made here (no such folder, or no permission)".to_owned(),
        },
        _ => LedgerError::of(path, error),
    }
}

/// A path inside a URI.
fn escaped(path: &Path) -> String {
    let path = path.display().to_string();
    path.replace('%', "%25").replace('?', "%3f").replace('#', "%23")
}
