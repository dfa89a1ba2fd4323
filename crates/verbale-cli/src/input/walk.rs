//! The reports of a folder and the folders in it, in the order of their names.

use super::Fault;
use std::fs;
use std::path::{Path, PathBuf};

/// Every .txt, .jsonl and .ndjson file below `folder`; a folder without any is a fault. Links to folders are
/// not followed, so that no walk goes round in a circle.
pub(super) fn files(folder: &Path) -> Vec<Result<PathBuf, Fault>> {
    let mut found = Vec::new();
    walk(folder, &mut found);
    if found.is_empty() {
        found.push(Err(Fault::new(folder.display(), "holds no .txt, .jsonl or .ndjson file")));
    }
    found
}

fn walk(folder: &Path, found: &mut Vec<Result<PathBuf, Fault>>) {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) => {
            found.push(Err(Fault::io(folder.display(), &error)));
            return;
        }
    };
    let mut below = Vec::new();
    for entry in entries {
        match entry.and_then(|entry| Ok((entry.file_type()?.is_dir(), entry.path()))) {
            Ok(entry) => below.push(entry),
            Err(error) => found.push(Err(Fault::io(folder.display(), &error))),
        }
    }
    below.sort_by(|a, b| a.1.cmp(&b.1));
    for (is_folder, path) in below {
        if is_folder {
            walk(&path, found);
        } else if is_report(&path) {
            found.push(Ok(path));
        }
    }
}

fn is_report(path: &Path) -> bool {
    path.extension().is_some_and(|end| end == "txt" || end == "jsonl" || end == "ndjson")
}
