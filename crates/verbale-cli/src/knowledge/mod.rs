//! `verbale knowledge`: who somebody is, what a folder of data files changes, data files from other projects.
//!
//! ```text
//! verbale knowledge show "French president" --date 2019-06-12
//! verbale knowledge check my-folder
//! verbale knowledge import wikidata ministers.csv --out my-folder
//! ```

pub(crate) mod folder;

use crate::args::{Check, Foreign, Import, Knowledge, Show};
use crate::error_label;
use anyhow::{Context, bail};
use std::collections::BTreeMap;
use std::fs;
use std::process::ExitCode;
use verbale::knowledge::{Files, KnowledgeError};
use verbale::mention::Gazetteer;
use verbale::mention::overlay::{self, Change, Imported};
use verbale::reader::Reader;

/// Runs one of the commands.
pub(crate) fn run(command: Knowledge) -> anyhow::Result<ExitCode> {
    match command {
        Knowledge::Show(show) => self::show(&show),
        Knowledge::Check(check) => self::check(&check),
        Knowledge::Import(import) => {
            let gazetteer = Gazetteer::new(&Files::embedded())?;
            match import {
                Import::Wikidata(foreign) => {
                    let text = fs::read_to_string(&foreign.file)
                        .with_context(|| foreign.file.display().to_string())?;
                    write(&foreign, &overlay::wikidata(&text, &gazetteer))
                }
                Import::Petrarch(foreign) => {
                    let bytes =
                        fs::read(&foreign.file).with_context(|| foreign.file.display().to_string())?;
                    write(&foreign, &overlay::petrarch(&bytes, &gazetteer))
                }
            }
        }
    }
}

/// Prints who is meant and why, the surest first; status 1 where nobody is known.
fn show(show: &Show) -> anyhow::Result<ExitCode> {
    let gazetteer = Gazetteer::new(&folder::files(show.knowledge.as_deref())?)?;
    let known = gazetteer.lookup(&show.name, show.date);
    if known.is_empty() {
        anstream::println!("{}: nobody known by that name{}", show.name, on(show));
        return Ok(ExitCode::from(1));
    }
    for one in &known {
        let who = one.person.as_ref().map_or(String::new(), |person| match &one.office {
            Some(office) => format!("{person}, {office}, "),
            None => format!("{person}, "),
        });
        anstream::println!("{who}{} ({}, {})", one.name, one.party, one.kind.as_str());
        anstream::println!("    {}", one.reason);
    }
    if show.date.is_none() && known.iter().any(|one| one.office.is_some()) {
        anstream::println!("    no day was asked for: --date YYYY-MM-DD tells who held the office on it");
    }
    Ok(ExitCode::SUCCESS)
}

fn on(show: &Show) -> String {
    show.date.map_or(String::new(), |date| format!(" on {date}"))
}

/// Prints faults, then doubts and changes; status 1 where there is a fault.
fn check(check: &Check) -> anyhow::Result<ExitCode> {
    let texts: BTreeMap<String, String> = folder::texts(&check.folder)?.into_iter().collect();
    let faults = faults(&texts);
    for fault in &faults {
        anstream::eprintln!("{} {}", error_label(), fault);
    }
    if !faults.is_empty() {
        anstream::eprintln!("{} fault(s) in {}", faults.len(), check.folder.display());
        return Ok(ExitCode::from(1));
    }
    let files = folder::files(Some(&check.folder))?;
    let print = |label: &str, changes: Vec<Change>| {
        for Change { place: (file, line), message } in &changes {
            let place = if *line == 0 { file.clone() } else { format!("{file}:{line}") };
            anstream::println!("{place}: {label}{message}");
        }
        changes.len()
    };
    let doubts = print("doubtful: ", overlay::doubts(&files)?);
    let changes = print("", overlay::changes(&files)?);
    anstream::println!("{}: no fault, {doubts} doubt(s), {changes} change(s)", check.folder.display());
    Ok(ExitCode::SUCCESS)
}

/// Every fault of the folder's files: a faulty line is noted and blanked, and the files are read again.
fn faults(texts: &BTreeMap<String, String>) -> Vec<KnowledgeError> {
    const MOST: usize = 100;
    let mut texts = texts.clone();
    let mut found: Vec<KnowledgeError> = Vec::new();
    while found.len() < MOST {
        let mut files = Files::embedded();
        for (name, text) in &texts {
            folder::take(&mut files, name, text.clone());
        }
        let new: Vec<KnowledgeError> =
            Reader::faults(&files).into_iter().filter(|f| !found.contains(f)).collect();
        let mut mended = false;
        for fault in new {
            if let Some(text) = texts.get_mut(&fault.file).filter(|_| fault.line > 0) {
                *text = blanked(text, fault.line);
                mended = true;
            }
            found.push(fault);
        }
        if !mended {
            break;
        }
    }
    found.sort_by(|a, b| (&a.file, a.line).cmp(&(&b.file, b.line)));
    found
}

fn blanked(text: &str, line: usize) -> String {
    let blank = |(n, row): (usize, &str)| if n + 1 == line { String::new() } else { row.to_owned() };
    text.lines().enumerate().map(blank).collect::<Vec<_>>().join("\n")
}

/// Writes what was imported, tells its warnings, and how to go on.
fn write(foreign: &Foreign, imported: &Imported) -> anyhow::Result<ExitCode> {
    for warning in &imported.warnings {
        anstream::eprintln!("{}:{}: {}", foreign.file.display(), warning.line, warning.message);
    }
    let origin = foreign.file.file_name().unwrap_or_default().to_string_lossy();
    let texts = imported.texts(&origin);
    if texts.is_empty() {
        bail!("{}: nothing that the tables could use", foreign.file.display());
    }
    fs::create_dir_all(&foreign.out).with_context(|| foreign.out.display().to_string())?;
    for (name, text) in &texts {
        let path = foreign.out.join(name);
        if path.exists() {
            bail!("{} is already there; choose another folder, or join the two by hand", path.display());
        }
        fs::write(&path, text).with_context(|| path.display().to_string())?;
        let rows = text.lines().count() - 2;
        anstream::println!("{}: {rows} row(s)", path.display());
    }
    anstream::println!("check them with: verbale knowledge check {}", foreign.out.display());
    Ok(ExitCode::SUCCESS)
}
