//! From what stands on the command line to reports, one after the other.
//!
//! What enters are files, folders and standard input; what leaves is, for each report, its bytes with what is
//! known of it, or one clear sentence why there is none. JSON lines are read line by line, so that a file of
//! any length takes no more memory than its longest line.

mod json;
mod walk;

use crate::args::InputFormat;
use json::JsonLines;
use std::collections::VecDeque;
use std::fmt;
use std::fs::File;
use std::io::{self, BufReader, Read};
use std::path::{Path, PathBuf};
use verbale::document::{Input, looks_binary};

/// The longest report or line that is read: more is no news report.
pub(crate) const LONGEST: u64 = 64 << 20;

/// An input that cannot be read: where, and what was expected.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Fault {
    place: String,
    problem: String,
}

impl Fault {
    pub(crate) fn new(place: impl fmt::Display, problem: impl fmt::Display) -> Fault {
        Fault { place: place.to_string(), problem: problem.to_string() }
    }

    pub(crate) fn io(place: impl fmt::Display, error: &io::Error) -> Fault {
        let problem = match error.kind() {
            io::ErrorKind::NotFound => "no such file or folder".to_owned(),
            io::ErrorKind::PermissionDenied => "no permission to read it".to_owned(),
            _ => error.to_string(),
        };
        Fault::new(place, problem)
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        write!(out, "{}: {}", self.place, self.problem)
    }
}

/// The reports behind some paths, opened one at a time.
pub(crate) struct Inputs {
    format: Option<InputFormat>,
    waiting: VecDeque<Result<PathBuf, Fault>>,
    lines: Option<JsonLines>,
}

impl Inputs {
    /// Lists the files of folders; opens nothing yet.
    pub(crate) fn new(paths: &[PathBuf], format: Option<InputFormat>) -> Inputs {
        let mut waiting = VecDeque::new();
        for path in paths {
            if !is_standard_input(path) && path.is_dir() {
                waiting.extend(walk::files(path));
            } else {
                waiting.push_back(Ok(path.clone()));
            }
        }
        Inputs { format, waiting, lines: None }
    }

    /// How many reports there are, where that can be told without opening files of many.
    pub(crate) fn known_count(&self) -> Option<u64> {
        let one = |path: &Result<PathBuf, Fault>| {
            path.as_ref().map_or(true, |path| self.format_of(path) == InputFormat::Text)
        };
        self.waiting.iter().all(one).then_some(self.waiting.len() as u64)
    }

    fn format_of(&self, path: &Path) -> InputFormat {
        let by_name = || match path.extension().and_then(|end| end.to_str()) {
            Some("jsonl" | "ndjson" | "json") => InputFormat::Jsonl,
            _ => InputFormat::Text,
        };
        self.format.unwrap_or_else(by_name)
    }

    /// The report of a text file; none where the file holds JSON lines, which are then next.
    fn open(&mut self, path: &Path) -> Option<Result<Input, Fault>> {
        let name = if is_standard_input(path) { "-".to_owned() } else { path.display().to_string() };
        let from: Box<dyn Read + Send> = if is_standard_input(path) {
            Box::new(io::stdin())
        } else {
            match File::open(path) {
                Ok(file) => Box::new(file),
                Err(error) => return Some(Err(Fault::io(name, &error))),
            }
        };
        match self.format_of(path) {
            InputFormat::Text => Some(text(name, from)),
            InputFormat::Jsonl => {
                self.lines = Some(JsonLines::new(name, Box::new(BufReader::with_capacity(1 << 16, from))));
                None
            }
        }
    }
}

impl Iterator for Inputs {
    type Item = Result<Input, Fault>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(found) = self.lines.as_mut().and_then(Iterator::next) {
                return Some(found);
            }
            self.lines = None;
            let opened = match self.waiting.pop_front()? {
                Ok(path) => self.open(&path),
                Err(fault) => Some(Err(fault)),
            };
            if opened.is_some() {
                return opened;
            }
        }
    }
}

fn is_standard_input(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// One whole report of plain text.
fn text(name: String, from: impl Read) -> Result<Input, Fault> {
    let mut bytes = Vec::new();
    from.take(LONGEST + 1).read_to_end(&mut bytes).map_err(|error| Fault::io(&name, &error))?;
    if bytes.len() as u64 > LONGEST {
        return Err(Fault::new(name, too_long("a report")));
    }
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(Fault::new(name, "is empty; a report of plain text was expected"));
    }
    if looks_binary(&bytes) {
        return Err(Fault::new(name, "is not text; a report of plain text was expected"));
    }
    Ok(Input { id: name.clone(), name, bytes, ..Input::default() })
}

fn too_long(what: &str) -> String {
    format!("is longer than {} MiB, the most that {what} may have", LONGEST >> 20)
}
