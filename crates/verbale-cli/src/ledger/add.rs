//! `verbale add`: reports into the ledger.
//!
//! One thread writes batch after batch while the others read the next; what is printed as added is on the disk.

use super::args::Add;
use super::learnt;
use crate::answers;
use crate::input::{Fault, Inputs};
use crate::{error_label, pipeline};
use anyhow::Context;
use indicatif::{ProgressBar, ProgressStyle};
use jiff::civil::Date;
use std::io::IsTerminal;
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;
use verbale::document::Input;
use verbale::reader::Reader;
use verbale_ledger::{Added, Desk, Entry, Fact, Ledger, Stamp};

/// Bytes of reports after which a batch is full, however few they are.
const LARGE: usize = 16 << 20;

/// Reports after which what was learnt is laid before the reader.
const LESSON: usize = 1024;

/// Lines about reports that were there already.
const TOLD: usize = 5;

/// What became of all.
#[derive(Debug, Default)]
struct Sum {
    new: usize,
    known: usize,
    faults: usize,
    statements: usize,
    moves: usize,
}

/// Adds all inputs.
pub(crate) fn run(mut args: Add) -> anyhow::Result<ExitCode> {
    args.source.overlays.extend(args.issues.overlay());
    let files = answers::files(&args.source)?;
    let desk = Desk::new(&files)?;
    let ledger = Ledger::create(&args.file.ledger)?;
    let asker = Ledger::open(&args.file.ledger)?;
    let facts = asker.learnt()?;
    let stop = Arc::new(AtomicBool::new(false));
    let seen = Arc::clone(&stop);
    // A second handler cannot be set in one process; then Ctrl-C simply ends the program, which loses nothing.
    let _ = ctrlc::set_handler(move || seen.store(true, Ordering::SeqCst));
    let inputs = Inputs::new(&args.source.inputs, args.source.input_format);
    let bar = bar(inputs.known_count());
    let stamp = super::stamp(args.recorded, None);
    let (give, taken) = sync_channel(1);
    let writer = {
        let bar = bar.clone();
        thread::spawn(move || write(ledger, &stamp, &taken, &bar))
    };
    let mut reading =
        Reading { args: &args, files, desk: Arc::new(desk), facts, asker, bar, faults: 0, known: Vec::new() };
    let read = reading.all(inputs, &stop, &give);
    let Reading { bar, faults, known, asker, .. } = reading;
    // The writer is the last to close the file, so that nothing is left beside it.
    drop((give, asker));
    let written =
        writer.join().map_err(|_| anyhow::anyhow!("the writer broke off: a fault of verbale's own"))?;
    bar.finish_and_clear();
    let mut sum = written?;
    read?;
    sum.faults = faults;
    sum.known += known.len();
    tell(&sum, &known, &args.file.ledger, stop.load(Ordering::SeqCst));
    Ok(if sum.faults > 0 { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

fn tell(sum: &Sum, known: &[String], ledger: &Path, stopped: bool) {
    for name in known.iter().take(TOLD) {
        anstream::println!("already there: {name}");
    }
    if known.len() > TOLD {
        anstream::println!("already there: {} more", known.len() - TOLD);
    }
    let count = |n: usize, one: &str| format!("{n} {one}{}", if n == 1 { "" } else { "s" });
    let mut line = format!(
        "{}: added {} with {} and {}",
        ledger.display(),
        count(sum.new, "report"),
        count(sum.statements, "statement"),
        count(sum.moves, "move")
    );
    if sum.known > 0 {
        line += &format!("; {} already there", sum.known);
    }
    if sum.faults > 0 {
        line += &format!("; {} could not be read", sum.faults);
    }
    if stopped {
        line += "; stopped before the end, add the same again to go on";
    }
    anstream::println!("{line}");
}

/// Writes what comes, then computes what has changed.
fn write(
    mut ledger: Ledger,
    stamp: &Stamp,
    taken: &Receiver<Vec<Entry>>,
    bar: &ProgressBar,
) -> anyhow::Result<Sum> {
    let mut sum = Sum::default();
    for batch in taken {
        let added = ledger.add(&batch, stamp)?;
        for (entry, added) in batch.iter().zip(&added) {
            match added {
                Added::New(_) => {
                    sum.new += 1;
                    sum.statements += entry.facts().statements.len();
                    sum.moves += entry.facts().moves.len();
                }
                Added::Known(_) => sum.known += 1,
            }
        }
        bar.inc(batch.len() as u64);
        bar.set_message(format!("{} statements, {} moves", sum.statements, sum.moves));
    }
    bar.set_message("computing where each issue stands");
    ledger.settle()?;
    ledger.finish()?;
    Ok(sum)
}

struct Reading<'a> {
    args: &'a Add,
    files: verbale::knowledge::Files,
    desk: Arc<Desk>,
    facts: Vec<Fact>,
    asker: Ledger,
    bar: ProgressBar,
    faults: usize,
    known: Vec<String>,
}

impl Reading<'_> {
    /// Reads batch after batch and hands each over.
    fn all(
        &mut self,
        mut inputs: Inputs,
        stop: &AtomicBool,
        give: &SyncSender<Vec<Entry>>,
    ) -> anyhow::Result<()> {
        let mut reader = None;
        let mut since = 0;
        loop {
            let batch = self.batch(&mut inputs)?;
            if batch.is_empty() || stop.load(Ordering::SeqCst) {
                return Ok(());
            }
            if since >= LESSON || reader.is_none() {
                reader = Some(Arc::new(self.reader()?));
                since = 0;
            }
            since += batch.len();
            let reader = reader.as_ref().context("a reader was made above")?;
            let entries = self.read(batch, reader);
            self.facts.extend(entries.iter().flat_map(|entry| entry.learnt().iter().cloned()));
            if give.send(entries).is_err() {
                // The writer says why it ended.
                return Ok(());
            }
        }
    }

    /// A reader that knows what the reports so far have taught.
    fn reader(&self) -> anyhow::Result<Reader> {
        let mut files = self.files.clone();
        learnt::lay(&mut files, &self.facts);
        Ok(Reader::new(&files, answers::language(&self.args.source))?)
    }

    /// The next inputs that are not in the ledger.
    fn batch(&mut self, inputs: &mut Inputs) -> anyhow::Result<Vec<Input>> {
        let mut batch = Vec::new();
        let mut size = 0;
        while batch.len() < usize::from(self.args.batch) && size < LARGE {
            match inputs.next() {
                None => break,
                Some(Err(fault)) => self.fault(&fault),
                Some(Ok(mut input)) => {
                    if self.asker.knows_text(&input.bytes)? {
                        self.bar.inc(1);
                        self.known.push(input.name);
                        continue;
                    }
                    input.published =
                        input.published.or(self.args.source.date).or_else(|| day_of_name(&input.name));
                    input.outlet = input.outlet.or_else(|| self.args.source.outlet.clone());
                    size += input.bytes.len();
                    batch.push(input);
                }
            }
        }
        Ok(batch)
    }

    fn fault(&mut self, fault: &Fault) {
        self.faults += 1;
        self.bar.suspend(|| anstream::eprintln!("{} {fault}", error_label()));
    }

    fn read(&mut self, batch: Vec<Input>, reader: &Arc<Reader>) -> Vec<Entry> {
        let (reader, desk) = (Arc::clone(reader), Arc::clone(&self.desk));
        let work = move |input: Input| {
            let (name, url) = (input.name.clone(), input.url.clone());
            // A report that breaks a rule of the reader's own must not end the run of a million others.
            catch_unwind(AssertUnwindSafe(|| Entry::new(&reader.read(input), url, &desk))).map_err(|_| {
                Fault::new(name, "could not be read: a fault of verbale's own, please report it")
            })
        };
        let mut done = (Vec::with_capacity(batch.len()), Vec::new());
        let take = |done: &mut (Vec<Entry>, Vec<Fault>), answer| {
            match answer {
                Ok(entry) => done.0.push(entry),
                Err(fault) => done.1.push(fault),
            }
            ControlFlow::Continue(())
        };
        let idle = |_: &mut _| ControlFlow::Continue(());
        pipeline::run(batch.into_iter(), answers::jobs(&self.args.source), work, &mut done, take, idle);
        for fault in &done.1 {
            self.fault(fault);
        }
        done.0
    }
}

/// The day that a file's name begins with: "2022-02-14-talks.txt".
fn day_of_name(name: &str) -> Option<Date> {
    Path::new(name).file_name()?.to_str()?.get(..10)?.parse().ok()
}

/// Shown on a terminal for more than a few reports.
fn bar(count: Option<u64>) -> ProgressBar {
    const MANY: u64 = 20;
    if !std::io::stderr().is_terminal() || count.is_some_and(|count| count < MANY) {
        return ProgressBar::hidden();
    }
    let (bar, template) = match count {
        Some(count) => {
            (ProgressBar::new(count), "{bar:30} {pos}/{len} reports, {per_sec}, {eta} to go; {msg}")
        }
        None => (ProgressBar::no_length(), "{spinner} {pos} reports, {per_sec}; {msg}"),
    };
    bar.enable_steady_tick(std::time::Duration::from_millis(200));
    bar.with_style(ProgressStyle::with_template(template).expect("the templates above are well formed"))
}
