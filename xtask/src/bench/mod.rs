//! `cargo xtask bench`: verbale beside spaCy's small English model, in one run on the same texts, each on one
//! core, loaded and warm. Makes a virtual environment under `target/` at its first run (this needs Python and
//! the package index); reports ratios, and the names that both find in the held-out newswire sentences.
//!
//! ```text
//! cargo xtask bench --words 100000
//! engine: 31.2 times as fast as spaCy …
//! ```
//!
//! Beside it, how many texts of a sentence are coded for events in a second, parsing included. With `--write`
//! the figures go into `data/figures/speed.tsv`, from which EVALUATION.md takes them.
//!
//! `cargo xtask bench ledger` measures the ledger at size instead, see `ledger`.

mod clock;
mod ledger;
mod names;
mod peer;

use crate::eval::figures::{self, Figure};
use crate::eval::{self, syntax::HELD_OUT};
use anyhow::{Context, Result, bail};
use peer::Peer;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Instant;
use verbale::document::{Document, Input, LanguagePolicy};
use verbale::knowledge::Files;
use verbale::reader::{Depth, Reader};
use verbale::record;
use verbale::segment;
use verbale::syntax::{conllu, parse};
use verbale::token::{self, WordLists};

const USAGE: &str = "usage: cargo xtask bench [ledger …] [--words N] [--rounds N] [--shared DIR] [--python PROGRAM] [--model FILE] [--write]";

struct Options {
    words: usize,
    rounds: usize,
    shared: PathBuf,
    python: String,
    model: Option<PathBuf>,
    write: bool,
}

/// The sentences a second that PETRARCH-2 codes, its parser not counted (Norris and others 2017).
const PETRARCH: f64 = 250.0;

fn options(arguments: &[String], root: &Path) -> Result<Options> {
    let shared = root.join("../shared");
    let mut options = Options {
        words: 100_000,
        rounds: 5,
        shared,
        python: "python3".to_owned(),
        model: None,
        write: false,
    };
    let mut rest = arguments.iter();
    while let Some(name) = rest.next() {
        if name == "--write" {
            options.write = true;
            continue;
        }
        let value = rest.next().context(USAGE)?;
        match name.as_str() {
            "--words" => options.words = value.parse().context(USAGE)?,
            "--rounds" => options.rounds = value.parse::<usize>().context(USAGE)?.max(1),
            "--shared" => options.shared = value.into(),
            "--model" => options.model = Some(value.into()),
            "--python" => options.python.clone_from(value),
            _ => bail!(USAGE),
        }
    }
    Ok(options)
}

/// Measures and prints.
pub(crate) fn run(arguments: &[String]) -> Result<()> {
    if let Some((first, rest)) = arguments.split_first().filter(|(first, _)| *first == "ledger") {
        return ledger::run(rest).with_context(|| format!("bench {first}"));
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let options = options(arguments, &root)?;
    let (what, reports) = reports(&options, &root)?;
    let words: usize = reports.iter().map(|report| report.split_whitespace().count()).sum();
    let held_out = std::fs::read_to_string(root.join(HELD_OUT)).context(HELD_OUT)?;
    let trees = conllu::read(&held_out).map_err(|problem| anyhow::anyhow!("{HELD_OUT}: {problem}"))?;
    let (sentences, gold) = names::gold(&held_out, &trees);
    let mut peer = Peer::start(&options.python, &root.join("target/peer"), &reports, &sentences)?;
    let model = eval::model(options.model.as_deref())?;
    let reader = Reader::with_model(&Files::embedded(), LanguagePolicy::InsistEnglish, model)?;
    let lists = WordLists::new(&Files::embedded())?;
    engine(&reports[..reports.len().min(50)], &reader, &lists);
    let texts = texts(&options, &held_out)?;
    let mut times: [Vec<f64>; 5] = Default::default();
    for _ in 0..options.rounds {
        times[0].push(engine(&reports, &reader, &lists));
        times[1].push(walk(&reports, &reader));
        times[2].push(coded(&texts, &reader, 1));
        times[3].push(coded(&texts, &reader, 2));
        times[4].push(peer.seconds()?);
    }
    let [engine, walk, one, two, spacy] = times.map(median);
    let times_as_fast = |ratio: f64| format!("{ratio:.1} ×");
    let coding = |seconds: f64| times_as_fast(texts.len() as f64 / seconds / PETRARCH);
    let rows = [
        (
            "words, sentences, tags, lemmas, trees, names, beside spaCy",
            times_as_fast(spacy / engine),
            "25 ×",
            "50 ×",
        ),
        ("whole walk to the record's text, beside spaCy", times_as_fast(spacy / walk), "15 ×", "40 ×"),
        ("events from raw text, one core, beside PETRARCH-2", coding(one), "20 ×", "100 ×"),
        ("events from raw text, two cores, beside PETRARCH-2", coding(two), "20 ×", "100 ×"),
    ];
    println!("{} {what}, {words} words, median of {} rounds, one core each", reports.len(), options.rounds);
    println!("the peer: {}", peer.about());
    rows.iter()
        .for_each(|(what, figure, floor, goal)| println!("{what}: {figure} (floor {floor}, goal {goal})"));
    if options.write {
        let rows = rows.map(|(what, figure, floor, goal)| Figure::new(what, figure, floor, goal));
        let command =
            format!("cargo xtask bench --words {} --rounds {} --write", options.words, options.rounds);
        figures::write("speed", &command, &rows)?;
    }
    println!("{}", names::table(&sentences, &gold, &names::own(&sentences, &reader, &lists), &peer.names()?));
    Ok(())
}

/// Reports of about so many words: from the wire where it is at hand, else the held-out and training sentences
/// of the newswire trees, over and over.
fn reports(options: &Options, root: &Path) -> Result<(&'static str, Vec<String>)> {
    let wire = options.shared.join("wire/reuters-1987.jsonl");
    let (what, mut texts) = if wire.exists() {
        let lines = std::fs::read_to_string(&wire)?;
        let text = |line: &str| -> Result<String> {
            let line: serde_json::Value = serde_json::from_str(line)?;
            Ok(line["text"].as_str().unwrap_or_default().to_owned())
        };
        ("wire reports", lines.lines().map(text).collect::<Result<Vec<_>>>()?)
    } else {
        let file = std::fs::read_to_string(root.join(HELD_OUT)).context(HELD_OUT)?;
        let lines: Vec<&str> = file.lines().filter_map(|line| line.strip_prefix("# text = ")).collect();
        ("made-up reports", lines.chunks(8).map(|lines| lines.join(" ")).collect())
    };
    let mut count = 0;
    let mut enough = Vec::new();
    while count < options.words && !texts.is_empty() {
        for text in &mut texts {
            count += text.split_whitespace().count();
            enough.push(text.clone());
            if count >= options.words {
                break;
            }
        }
    }
    Ok((what, enough))
}

/// Seconds for words, sentences, tags, lemmas, trees and names.
fn engine(reports: &[String], reader: &Reader, lists: &WordLists) -> f64 {
    let start = Instant::now();
    for report in reports {
        let document = Document { text: report.clone(), english: true, ..Document::default() };
        let tokens = token::tokenise(&document, &segment::plain(&document), lists);
        std::hint::black_box(parse(&document.text, &tokens, reader.model()));
    }
    start.elapsed().as_secs_f64()
}

/// Seconds for the whole walk, the record's text included.
fn walk(reports: &[String], reader: &Reader) -> f64 {
    let start = Instant::now();
    for (number, report) in reports.iter().enumerate() {
        let input = Input { id: number.to_string(), bytes: report.clone().into_bytes(), ..Input::default() };
        std::hint::black_box(record::to_json_line(&record::build(&reader.read(input))));
    }
    start.elapsed().as_secs_f64()
}

/// Texts of about a sentence: PLOVER's where they are at hand, else the held-out newswire sentences; some
/// thousands, over and over.
fn texts(options: &Options, held_out: &str) -> Result<Vec<String>> {
    let gold = options.shared.join("events/plover_gsr.jsonl");
    let some: Vec<String> = if gold.exists() {
        let lines = std::fs::read_to_string(&gold)?;
        let text = |line: &str| -> Result<String> {
            let line: serde_json::Value = serde_json::from_str(line)?;
            Ok(line["text"].as_str().unwrap_or_default().to_owned())
        };
        lines.lines().map(text).collect::<Result<_>>()?
    } else {
        held_out.lines().filter_map(|line| line.strip_prefix("# text = ")).map(str::to_owned).collect()
    };
    Ok(some.iter().cycle().take(TEXTS).cloned().collect())
}

/// How many texts are coded for events.
const TEXTS: usize = 5000;

/// Seconds for the events of all texts, as records, with so many workers.
fn coded(texts: &[String], reader: &Reader, workers: usize) -> f64 {
    let start = Instant::now();
    let next = AtomicUsize::new(0);
    let work = || {
        while let Some(text) = texts.get(next.fetch_add(1, Ordering::Relaxed)) {
            let input = Input { bytes: text.clone().into_bytes(), ..Input::default() };
            std::hint::black_box(record::build(&reader.read_to(input, Depth::Events)).events);
        }
    };
    thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(work);
        }
    });
    start.elapsed().as_secs_f64()
}

fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times.get(times.len() / 2).copied().unwrap_or(0.0)
}
