//! `cargo xtask bench ledger [--reports N] [--seed S] [--write]`: the ledger at size. Makes reports of talks that
//! never were (`cargo xtask generate`), reads them and enters them on one core, retracts those that are withdrawn,
//! then asks. All times are those of the processor, on one core. `--write` keeps the figures in `data/figures/ledger.tsv`, from which EVALUATION.md takes them.
//!
//! ```text
//! adding beside pure reading      93 %
//! board, the slowest of 40        11.2 ms
//! ```

mod ask;

use super::clock;
use crate::eval::figures::{self, Figure};
use crate::generate::{Made, Maker};
use anyhow::{Context, Result, bail};
use ask::Asked;
use std::path::{Path, PathBuf};
use std::time::Duration;
use verbale::document::{Input, LanguagePolicy};
use verbale::knowledge::Files;
use verbale::reader::Reader;
use verbale::record;
use verbale_ledger::{Added, Day, Desk, Entry, Ledger, Stamp};

const USAGE: &str = "usage: cargo xtask bench ledger [--reports N] [--seed S] [--write]";

/// Reports of one transaction, as `verbale add` has it.
const BATCH: usize = 256;

struct Options {
    reports: usize,
    seed: u64,
    write: bool,
}

fn options(arguments: &[String]) -> Result<Options> {
    let mut options = Options { reports: 100_000, seed: 1, write: false };
    let mut rest = arguments.iter();
    while let Some(name) = rest.next() {
        match name.as_str() {
            "--write" => options.write = true,
            "--reports" => options.reports = rest.next().context(USAGE)?.parse().context(USAGE)?,
            "--seed" => options.seed = rest.next().context(USAGE)?.parse().context(USAGE)?,
            _ => bail!(USAGE),
        }
    }
    Ok(options)
}

/// Seconds spent on each part of the work.
#[derive(Debug, Default)]
struct Spent {
    /// From the text to a reading: what reading and adding share.
    walk: Duration,
    /// The record and its text, as `verbale read` prints it.
    print: Duration,
    /// What makes a reading ready to be entered.
    ready: Duration,
    /// Into the file.
    enter: Duration,
    /// The states of all matters, at the end.
    settle: Duration,
}

impl Spent {
    /// The rate of adding as a part of that of reading.
    fn ratio(&self) -> f64 {
        let add = self.walk + self.ready + self.enter + self.settle;
        (self.walk + self.print).as_secs_f64() / add.as_secs_f64()
    }
}

/// Measures and prints.
pub(super) fn run(arguments: &[String]) -> Result<()> {
    let options = options(arguments)?;
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/bench-ledger");
    std::fs::create_dir_all(&folder).with_context(|| folder.display().to_string())?;
    let path = fresh(&folder)?;
    let desk = Desk::new(&Files::embedded())?;
    let mut ledger = Ledger::create(&path)?;
    let maker = Maker::new(options.reports, options.seed)?;
    let (spent, withdrawn) = add(&mut ledger, &maker, &desk)?;
    let bytes = size(ledger, &path)?;
    let mut ledger = Ledger::create(&path)?;
    // Made-up reports that came out alike are one.
    let reports = ledger.count()?;
    let retracting = retract(&mut ledger, &withdrawn, &desk)?;
    let start = clock::now();
    let matters = ledger.settle_all()?;
    let all = clock::now().saturating_sub(start);
    let asked = Asked::ask(&ledger, reports)?;
    anyhow::ensure!(ledger.is_sound()?, "the ledger is not sound");
    let per = bytes as f64 / reports as f64 / 1000.0;
    let mut rows = vec![
        Figure::new(
            "adding beside pure reading, one core",
            format!("{:.0} %", 100.0 * spent.ratio()),
            "60 %",
            "90 %",
        ),
        Figure::new("computing all states anew", format!("{:.2} s", all.as_secs_f64()), "10 s", "2 s"),
        Figure::new("size of the file, a report", format!("{per:.1} KB"), "30 KB", "12 KB"),
    ];
    rows.extend(asked.figures());
    println!("{reports} reports, {matters} matters, {} retracted in {retracting:.1?}", withdrawn.len());
    println!("{spent:.1?}");
    for row in &rows {
        println!("{row}");
    }
    if options.write {
        let command =
            format!("cargo xtask bench ledger --reports {} --seed {} --write", options.reports, options.seed);
        figures::write("ledger", &command, &rows)?;
    }
    Ok(())
}

/// A file that is not there yet.
fn fresh(folder: &Path) -> Result<PathBuf> {
    let path = folder.join("talks.db");
    for end in ["", "-wal", "-shm"] {
        let old = PathBuf::from(format!("{}{end}", path.display()));
        if old.exists() {
            std::fs::remove_file(&old).with_context(|| old.display().to_string())?;
        }
    }
    Ok(path)
}

/// A report that is withdrawn, when and by whom, and why.
type Withdrawn = (i64, Stamp, &'static str);

/// Reads and enters all; what is withdrawn later comes back with the reason.
fn add(ledger: &mut Ledger, maker: &Maker, desk: &Desk) -> Result<(Spent, Vec<Withdrawn>)> {
    let reader = Reader::new(&Files::embedded(), LanguagePolicy::InsistEnglish)?;
    let (mut spent, mut withdrawn) = (Spent::default(), Vec::new());
    let mut reports = maker.reports().peekable();
    while reports.peek().is_some() {
        let batch: Vec<Made> = reports.by_ref().take(BATCH).collect();
        let entries: Vec<Entry> = batch.iter().map(|made| read(made, &reader, desk, &mut spent)).collect();
        let day = batch.last().map_or(Day(0), |made| Day::from(made.day));
        let stamp = Stamp { day, at: None, author: None };
        let added = timed(&mut spent.enter, || ledger.add(&entries, &stamp))?;
        for (made, added) in batch.iter().zip(added) {
            if let (Some((day, reason)), Added::New(id)) = (made.withdrawn, added) {
                let author = Some("the desk".to_owned());
                withdrawn.push((id, Stamp { day: Day::from(day), at: None, author }, reason));
            }
        }
    }
    timed(&mut spent.settle, || ledger.settle())?;
    Ok((spent, withdrawn))
}

fn read(made: &Made, reader: &Reader, desk: &Desk, spent: &mut Spent) -> Entry {
    let input = Input {
        id: made.id.clone(),
        name: made.id.clone(),
        bytes: made.text.clone().into_bytes(),
        title: Some(made.headline.clone()),
        published: Some(made.day),
        outlet: Some(made.outlet.to_owned()),
        ..Input::default()
    };
    let reading = timed(&mut spent.walk, || reader.read(input));
    timed(&mut spent.print, || std::hint::black_box(record::to_json_line(&record::build(&reading))));
    timed(&mut spent.ready, || Entry::new(&reading, None, desk))
}

fn timed<T>(sum: &mut Duration, work: impl FnOnce() -> T) -> T {
    let start = clock::now();
    let done = work();
    *sum += clock::now().saturating_sub(start);
    done
}

/// The bytes of the file when all is in it.
fn size(ledger: Ledger, path: &Path) -> Result<u64> {
    ledger.finish()?;
    Ok(std::fs::metadata(path).with_context(|| path.display().to_string())?.len())
}

/// Takes back what is withdrawn; says how long that took with the states that changed by it.
fn retract(ledger: &mut Ledger, withdrawn: &[Withdrawn], desk: &Desk) -> Result<Duration> {
    let start = clock::now();
    for (id, stamp, reason) in withdrawn {
        ledger.retract(*id, reason, stamp, desk)?;
    }
    ledger.settle()?;
    Ok(clock::now().saturating_sub(start))
}
