//! A reader, a folder for ledgers, and reports to enter.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use verbale::document::{Input, LanguagePolicy};
use verbale::knowledge::Files;
use verbale::reader::Reader;
use verbale_ledger::query::{BoardQuery, Parties};
use verbale_ledger::{AsOf, Day, Desk, Entry, Ledger, Stamp};

/// What reads and prepares; made once.
pub(crate) struct Tools {
    reader: Reader,
    desk: Desk,
}

impl Tools {
    /// What joins issues.
    pub(crate) fn desk(&self) -> &Desk {
        &self.desk
    }
}

pub(crate) fn tools() -> &'static Tools {
    static TOOLS: OnceLock<Tools> = OnceLock::new();
    TOOLS.get_or_init(|| {
        let files = Files::embedded();
        let reader = Reader::new(&files, LanguagePolicy::InsistEnglish).expect("the built-in tables");
        Tools { reader, desk: Desk::new(&files).expect("the built-in tables") }
    })
}

/// A report of a day, ready to be entered.
pub(crate) fn entry(name: &str, published: &str, text: &str) -> Entry {
    let input = Input {
        id: name.to_owned(),
        name: name.to_owned(),
        bytes: text.as_bytes().to_vec(),
        published: Some(published.parse().expect("a day")),
        ..Input::default()
    };
    Entry::new(&tools().reader.read(input), None, &tools().desk)
}

/// The seven reports of `examples/`, in the order of their days.
pub(crate) fn examples() -> Vec<Entry> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples");
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder)
        .expect("the folder of examples")
        .map(|entry| entry.expect("an example").path())
        .filter(|path| path.extension().is_some_and(|end| end == "txt"))
        .collect();
    files.sort();
    let one = |path: &PathBuf| {
        let name = path.file_name().and_then(|name| name.to_str()).expect("a name").to_owned();
        entry(&name, &name[..10], &std::fs::read_to_string(path).expect("an example"))
    };
    files.iter().map(one).collect()
}

/// A place for a ledger, gone when the test ends.
pub(crate) struct Place(PathBuf);

impl Place {
    pub(crate) fn new(name: &str) -> Place {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}-{}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("a folder for the test");
        Place(folder)
    }

    pub(crate) fn file(&self) -> PathBuf {
        self.0.join("talks.db")
    }

    pub(crate) fn ledger(&self) -> Ledger {
        Ledger::create(&self.file()).expect("a ledger")
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        // What is left lies in the target folder; it does no harm.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

pub(crate) fn day(text: &str) -> Day {
    Day::parse(text).expect("a day")
}

pub(crate) fn stamp(recorded: &str) -> Stamp {
    Stamp { day: day(recorded), at: None, author: Some("a tester".to_owned()) }
}

/// The whole board as of a day.
pub(crate) fn board(as_of: &str) -> BoardQuery {
    BoardQuery {
        as_of: AsOf { day: day(as_of), known_by: None },
        issue: None,
        party: None,
        parties: Parties::Political,
        limit: 100,
        dormant_after: 90,
    }
}
