//! What can go wrong with a ledger, said so that a person knows what to do.

use std::path::{Path, PathBuf};

/// Why the ledger cannot answer.
#[derive(Debug, thiserror::Error)]
pub enum LedgerError {
    /// There is no such file.
    #[error("{}: no such ledger; `verbale add FILE… --ledger {}` makes one", .0.display(), .0.display())]
    Missing(PathBuf),
    /// The file is something else.
    #[error("{}: is no verbale ledger; nothing was changed", .0.display())]
    NotOne(PathBuf),
    /// A folder stands there.
    #[error("{}: is a folder; name a file in it, such as {}", .0.display(), .0.join("verbale.db").display())]
    Folder(PathBuf),
    /// The folder of the file is not there.
    #[error("{}: its folder is not there; make it first", .0.display())]
    NoFolder(PathBuf),
    /// There is nothing in it.
    #[error("{}: is empty: no report was ever added to it, or all was cut off; restore a copy, or begin anew with \
        `verbale add FILE… --ledger {}`", .0.display(), .0.display())]
    Empty(PathBuf),
    /// The file may not even be read.
    #[error("{}: may not be read by you; its owner must allow it", .0.display())]
    Closed(PathBuf),
    /// What was recorded last stands beside it and cannot be taken over.
    #[error("{}: what was recorded last still stands in {}-wal and cannot be taken over in a read-only folder; copy \
        both files into a folder in which you may write", .0.display(), .0.display())]
    Waiting(PathBuf),
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
    #[error("{}: is damaged ({problem}); keep it as it is, and restore a copy of it", .path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What SQLite says.
        problem: String,
    },
    /// Another process holds it too long.
    #[error("{}: another program has held it for too long; try again when that has ended; nothing was changed", .0.display())]
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
        if matches!(error, rusqlite::Error::QueryReturnedNoRows) {
            return LedgerError::Damaged { path, problem: "an entry that another names is gone".to_owned() };
        }
        match error.sqlite_error_code() {
            Some(Code::ReadOnly) => LedgerError::ReadOnly(path),
            Some(Code::DiskFull) => LedgerError::Full(path),
            Some(Code::NotADatabase) => LedgerError::NotOne(path),
            Some(Code::DatabaseCorrupt) => LedgerError::Damaged { path, problem },
            Some(Code::DatabaseBusy | Code::DatabaseLocked) => LedgerError::Busy(path),
            Some(Code::SystemIoFailure) => LedgerError::Other {
                path,
                problem: format!(
                    "the disk does not take or give it ({problem}); what was told as recorded is kept"
                ),
            },
            _ => LedgerError::Other { path, problem },
        }
    }
}
