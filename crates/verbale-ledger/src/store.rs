//! The file of a ledger: made, opened, brought to the present form.
//!
//! Refused: files that are no ledger, ledgers of a newer form, and writing where that is not allowed.

use crate::error::{LedgerError, Result};
use crate::schema;
use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// How long one waits for another process that writes.
const PATIENCE: Duration = Duration::from_secs(60);

/// How long one waits before one tries again where SQLite does not wait itself.
const PAUSE: Duration = Duration::from_millis(5);

/// How long one waits for readers at the end: one who reads on keeps nobody.
const BRIEF: Duration = Duration::from_secs(1);

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
        no_folder(path)?;
        let db = Connection::open_with_flags(path, flags).map_err(|error| cannot_open(path, &error))?;
        let mut ledger = Ledger { db, path: path.to_owned() };
        ledger.db.busy_timeout(PATIENCE).map_err(fail)?;
        let form = ledger.form()?;
        if ledger.db.is_readonly("main").map_err(fail)? {
            return Err(LedgerError::ReadOnly(path.to_owned()));
        }
        ledger.tune().map_err(fail)?;
        ledger.keep_log().map_err(fail)?;
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
        no_folder(path)?;
        let ledger = Ledger::reader(path)?;
        let form = ledger.form()?;
        if form == 0 {
            // Cut off, or never begun: an empty board would say that nothing is known.
            return Err(LedgerError::Empty(path.to_owned()));
        }
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
        // One who might write but never does takes away the log that he made when he goes.
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let db = Connection::open_with_flags(path, flags).map_err(|error| cannot_open(path, &error))?;
        db.busy_timeout(PATIENCE).map_err(fail)?;
        db.pragma_update(None, "query_only", true).map_err(fail)?;
        let ledger = Ledger { db, path: path.to_owned() };
        match ledger.application() {
            Ok(_) => {
                ledger.tune().map_err(fail)?;
                return Ok(ledger);
            }
            Err(error) if cannot_share(&error) => {}
            Err(error) => return Err(fail(error)),
        }
        // In a folder that cannot be written no file can be shared with writers; without a log of changes that
        // nobody has taken over, the file stands still and can be read as it is.
        let log = PathBuf::from(format!("{}-wal", path.display()));
        if std::fs::metadata(&log).is_ok_and(|log| log.len() > 0) {
            return Err(LedgerError::Waiting(path.to_owned()));
        }
        let name = format!("file:{}?immutable=1", escaped(path));
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
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
        // Of one moment: another process may be making the ledger just now.
        let moment = self.db.unchecked_transaction().map_err(fail)?;
        let application = self.application().map_err(fail)?;
        let form: i64 = self.db.pragma_query_value(None, "user_version", |row| row.get(0)).map_err(fail)?;
        let tables: i64 =
            self.db.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0)).map_err(fail)?;
        moment.finish().map_err(fail)?;
        if application != schema::APPLICATION && (tables > 0 || form != 0) {
            return Err(LedgerError::NotOne(self.path.clone()));
        }
        if form > schema::FORM {
            return Err(LedgerError::Newer { path: self.path.clone(), found: form, known: schema::FORM });
        }
        Ok(form)
    }

    /// Has changes written to a log beside the file. SQLite does not wait for others at this one step, so that two who
    /// make a ledger at once would hold each other up.
    fn keep_log(&self) -> rusqlite::Result<()> {
        let begun = Instant::now();
        loop {
            match self.db.pragma_update(None, "journal_mode", "WAL") {
                Err(error) if is_busy(&error) && begun.elapsed() < PATIENCE => std::thread::sleep(PAUSE),
                done => return done,
            }
        }
    }

    fn tune(&self) -> rusqlite::Result<()> {
        self.db.pragma_update(None, "cache_size", -CACHE)?;
        self.db.pragma_update(None, "temp_store", "MEMORY")?;
        self.db.pragma_update(None, "foreign_keys", true)?;
        // A damaged page is noticed before it is believed.
        self.db.pragma_update(None, "cell_size_check", true)?;
        // Else a statement with a variable behind LIMIT is compiled anew for each value.
        self.db.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
        self.db.set_prepared_statement_cache_capacity(128);
        Ok(())
    }

    /// Waits no longer than this for another process that writes.
    pub fn wait_at_most(&self, time: Duration) -> Result<()> {
        self.db.busy_timeout(time).map_err(|error| LedgerError::of(&self.path, &error))
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
        self.wait_at_most(BRIEF)?;
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

fn is_busy(error: &rusqlite::Error) -> bool {
    use rusqlite::ErrorCode::{DatabaseBusy, DatabaseLocked};
    matches!(error.sqlite_error_code(), Some(DatabaseBusy | DatabaseLocked))
}

/// True where the folder does not let a reader make the files that it shares with writers.
fn cannot_share(error: &rusqlite::Error) -> bool {
    use rusqlite::ErrorCode::{CannotOpen, ReadOnly};
    matches!(error.sqlite_error_code(), Some(CannotOpen | ReadOnly))
}

fn cannot_open(path: &Path, error: &rusqlite::Error) -> LedgerError {
    let cannot = error.sqlite_error_code() == Some(rusqlite::ErrorCode::CannotOpen);
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    match std::fs::File::open(path) {
        _ if !cannot => LedgerError::of(path, error),
        Err(error) if error.kind() == ErrorKind::PermissionDenied => LedgerError::Closed(path.to_owned()),
        Ok(_) => LedgerError::ReadOnly(path.to_owned()),
        Err(_) if folder.is_some_and(|folder| !folder.is_dir()) => LedgerError::NoFolder(path.to_owned()),
        Err(_) => LedgerError::Other {
            path: path.to_owned(),
            problem: "cannot be made here; choose a folder in which you may write".to_owned(),
        },
    }
}

/// A folder is no file, whatever SQLite makes of it.
fn no_folder(path: &Path) -> Result<()> {
    if path.is_dir() { Err(LedgerError::Folder(path.to_owned())) } else { Ok(()) }
}

/// A path inside a URI.
fn escaped(path: &Path) -> String {
    let path = path.display().to_string();
    path.replace('%', "%25").replace('?', "%3f").replace('#', "%23")
}

#[cfg(test)]
mod tests {
    use super::Ledger;
    use crate::error::LedgerError;

    #[test]
    fn where_the_disk_is_full_all_or_nothing_is_kept() {
        let folder = std::env::temp_dir().join(format!("verbale-full-{}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("a folder");
        let mut ledger = Ledger::create(&folder.join("talks.db")).expect("a ledger");
        let pages: i64 = ledger.db.pragma_query_value(None, "page_count", |row| row.get(0)).expect("pages");
        ledger
            .db
            .pragma_update_and_check(None, "max_page_count", pages + 4, |row| row.get::<_, i64>(0))
            .expect("a limit");
        let mut fill = |letters: usize| {
            ledger.write(|db| {
                let program = "x".repeat(letters);
                Ok(db.execute("INSERT INTO batch(recorded, program) VALUES (1, ?1)", [program])?)
            })
        };
        fill(10).expect("room for a little");
        let error = fill(100_000).expect_err("no room for much");
        assert!(matches!(error, LedgerError::Full(_)), "{error}");
        fill(10).expect("room for a little still");
        let count: i64 =
            ledger.db.query_row("SELECT count(*) FROM batch", [], |row| row.get(0)).expect("counted");
        assert_eq!(count, 2);
        assert!(ledger.is_sound().expect("checked"));
        drop(ledger);
        std::fs::remove_dir_all(folder).expect("the folder of the test");
    }
}
