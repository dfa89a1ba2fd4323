//! A folder of data files of the caller's own: those of built-in names stand in their place, NAME.more.tsv adds rows.

use anyhow::{Context, bail};
use std::fs;
use std::path::Path;
use verbale::knowledge::Files;

/// The data files with those of `folder`.
pub(crate) fn files(folder: Option<&Path>) -> anyhow::Result<Files> {
    let mut files = Files::embedded();
    for (name, text) in folder.map(texts).transpose()?.unwrap_or_default() {
        take(&mut files, &name, text);
    }
    Ok(files)
}

/// Puts a file to the others, by its name.
pub(super) fn take(files: &mut Files, name: &str, text: String) {
    match Files::added_to(name) {
        // A frame of the caller's wins over ours of its name.
        Some(known @ "event_frames.tsv") => files.overlay(known, name, text),
        Some(known) => files.add(known, text),
        None => files.replace(name, text),
    }
}

/// The files of a folder by name, in order; one with a name that no data file has is refused.
pub(super) fn texts(folder: &Path) -> anyhow::Result<Vec<(String, String)>> {
    let place = || format!("knowledge folder {}", folder.display());
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).with_context(place)? {
        let path = entry.with_context(place)?.path();
        if path.extension().is_none_or(|end| end != "tsv") {
            continue;
        }
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        if !Files::names().any(|known| known == name) && Files::added_to(name).is_none() {
            let known: Vec<&str> = Files::names().collect();
            bail!("{}: no data file has this name; there are: {}", path.display(), known.join(", "));
        }
        let text = fs::read_to_string(&path).with_context(|| path.display().to_string())?;
        found.push((name.to_owned(), text));
    }
    if found.is_empty() {
        bail!("{}: holds no .tsv file", place());
    }
    found.sort();
    Ok(found)
}
