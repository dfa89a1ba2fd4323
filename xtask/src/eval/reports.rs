//! Reads many texts at once. Enters: inputs. Leaves: a record for each, in the same order, whatever the
//! number of threads.

use anyhow::Context;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use verbale::document::Input;
use verbale::reader::{Reader, Reading};
use verbale::record::{self, Record};

/// A report known by its id.
pub(crate) fn input(id: &str, text: &str, published: Option<&str>) -> Input {
    Input {
        id: id.to_owned(),
        name: id.to_owned(),
        bytes: text.as_bytes().to_vec(),
        published: published.and_then(|day| day.parse().ok()),
        ..Input::default()
    }
}

/// The records of some inputs.
pub(crate) fn read(reader: &Reader, inputs: &[Input]) -> Vec<Record> {
    each(reader, inputs, |_, reading| record::build(&reading))
}

/// What is made of the reading of each input, with the input's place.
pub(crate) fn each<T: Send>(
    reader: &Reader,
    inputs: &[Input],
    make: impl Fn(usize, Reading) -> T + Sync,
) -> Vec<T> {
    let next = AtomicUsize::new(0);
    let done = Mutex::new(Vec::with_capacity(inputs.len()));
    let jobs = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..jobs {
            scope.spawn(|| {
                while let Some((n, input)) = take(&next, inputs) {
                    let made = make(n, reader.read(input.clone()));
                    done.lock().expect("no reader panics").push((n, made));
                }
            });
        }
    });
    let mut done = done.into_inner().expect("no reader panics");
    done.sort_by_key(|(n, _)| *n);
    done.into_iter().map(|(_, made)| made).collect()
}

/// The JSON files of a folder, by name.
pub(crate) fn json_files(folder: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .with_context(|| folder.display().to_string())?
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|path| path.extension().is_some_and(|end| end == "json"))
        .collect();
    files.sort();
    Ok(files)
}

fn take<'a>(next: &AtomicUsize, inputs: &'a [Input]) -> Option<(usize, &'a Input)> {
    let n = next.fetch_add(1, Ordering::Relaxed);
    inputs.get(n).map(|input| (n, input))
}

/// The objects of a file of JSON lines.
pub(crate) fn json_lines(path: &Path) -> anyhow::Result<Vec<serde_json::Value>> {
    let text = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    lines
        .map(|(n, line)| serde_json::from_str(line).with_context(|| format!("{}:{}", path.display(), n + 1)))
        .collect()
}

/// A field that holds words; empty where there is none.
pub(crate) fn word<'a>(value: &'a serde_json::Value, field: &str) -> &'a str {
    value[field].as_str().unwrap_or_default()
}

/// A field that holds a list; empty where there is none.
pub(crate) fn list<'a>(value: &'a serde_json::Value, field: &str) -> &'a [serde_json::Value] {
    value[field].as_array().map_or(&[], Vec::as_slice)
}

/// A field that holds spans, each as a pair of code points.
pub(crate) fn spans(value: &serde_json::Value, field: &str) -> Vec<(u32, u32)> {
    let place = |value: &serde_json::Value| value.as_u64().map(|n| n as u32);
    let span = |pair: &serde_json::Value| Some((place(&pair[0])?, place(&pair[1])?));
    list(value, field).iter().filter_map(span).collect()
}

/// A field that holds words in a list.
pub(crate) fn words(value: &serde_json::Value, field: &str) -> Vec<String> {
    list(value, field).iter().filter_map(|one| one.as_str().map(str::to_owned)).collect()
}

/// The words of some spans, for a person.
pub(crate) fn quoted(text: &str, spans: &[(u32, u32)]) -> String {
    let letters: Vec<char> = text.chars().collect();
    let piece = |&(start, end): &(u32, u32)| -> String {
        letters.get(start as usize..end as usize).unwrap_or_default().iter().collect()
    };
    let pieces: Vec<String> = spans.iter().map(piece).collect();
    pieces.join(" … ").split_whitespace().collect::<Vec<_>>().join(" ")
}
