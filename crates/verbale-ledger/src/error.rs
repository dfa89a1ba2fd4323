//! What can go wrong with a ledger, said so that a person knows what to do.

use std::path::{Path, PathBuf};

/// Why the ledger cannot answer.
#[derive(Debug, thiserror::Error)]
pub enum LedgerError {
    /// There is no such file.
    #[error("{}: no such ledger; `verbale add FILE… --ledger {}` makes one", .0.display(), .0.display())]
    Missing(PathBuf),
    /// The file is something else.
    #[error("{}: is no verbale ledger", .0.display())]
    NotOne(PathBuf),
    /// A later verbale wrote it.
    #[error("{}: was written by a newer verbale (form {found}; this one knows up to {known}); nothing was changed",
        .path.display())]
    Newer {
        /// The file.
        path: PathBuf,
        /// Its form.
        found: i64,
        /// The newest form known here.
        known: i64,
    },
    /// The file may not be written.
    #[error("{}: cannot be written (read-only file or folder); nothing was changed", .0.display())]
    ReadOnly(PathBuf),
    /// No room.
    #[error("{}: the disk is full; what was told as recorded is kept, the rest was not", .0.display())]
    Full(PathBuf),
    /// Its pages are damaged.
    #[error("{}: is damaged ({problem}); keep the file, and restore a copy or use `sqlite3 … .recover`", .path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What SQLite says.
        problem: String,
    },
    /// Another process holds it too long.
    #[error("{}: another process has been writing to it for too long; try again", .0.display())]
    Busy(PathBuf),
    /// An id that names nothing.
    #[error("{0}: no such entry; {1}")]
    NoSuch(String, &'static str),
    /// What was asked cannot be done.
    #[error("{0}")]
    Refused(String),
    /// What stands in the ledger cannot be read.
    #[error("{0}: what is kept of it cannot be read ({1})")]
    Unreadable(String, String),
    /// What SQLite says, before it is known of which file.
    #[error(transparent)]
    Sql(#[from] rusqlite::Error),
    /// Anything else that SQLite says.
    #[error("{}: {problem}", .path.display())]
    Other {
        /// The file.
        path: PathBuf,
        /// What SQLite says.
        problem: String,
    },
}

/// What the ledger gives.
pub type Result<T> = std::result::Result<T, LedgerError>;

impl LedgerError {
    /// Says of which file it is.
    pub(crate) fn placed(self, path: &Path) -> LedgerError {
        match self {
            LedgerError::Sql(error) => LedgerError::of(path, &error),
            other => other,
        }
    }

    /// Says what an error of SQLite's means for the ledger at `path`.
    pub(crate) fn of(path: &Path, error: &rusqlite::Error) -> LedgerError {
        use rusqlite::ErrorCode as Code;
        let path = path.to_owned();
        let problem = error.to_string();
        match error.sqlite_error_code() {
            Some(Code::ReadOnly) => LedgerError::ReadOnly(path),
            Some(Code::DiskFull) => LedgerError::Full(path),
            Some(Code::NotADatabase) => LedgerError::NotOne(path),
            Some(Code::DatabaseCorrupt) => LedgerError::Damaged { path, problem },
            Some(Code::DatabaseBusy | Code::DatabaseLocked) => LedgerError::Busy(path),
            _ => LedgerError::Other { path, problem },
        }
    }
}
