//! `verbale add`: reports into the ledger.
//!
//! One thread writes batch after batch while the others read the next; what is printed as added is on the disk.

use super::args::Add;
use super::learnt;
use crate::answers;
use crate::input::{Fault, Inputs};
use crate::{error_label, pipeline};
use indicatif::{ProgressBar, ProgressState, ProgressStyle};
use jiff::civil::Date;
use std::collections::HashSet;
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
use verbale_ledger::{Added, Day, Desk, Entry, Fact, Ledger, Lesson, Stamp};

/// Bytes of reports after which a batch is full, however few they are.
const LARGE: usize = 16 << 20;

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
    let (lessons, position) = (asker.lessons()?, asker.count()?);
    let inputs = Inputs::new(&args.source.inputs, args.source.input_format);
    let bar = bar(inputs.known_count());
    let stop = stopper(&bar);
    let stamp = super::stamp(args.recorded, None);
    let (give, taken) = sync_channel(1);
    let today = stamp.day;
    let writer = {
        let bar = bar.clone();
        thread::spawn(move || write(ledger, &stamp, &taken, &bar))
    };
    let mut reading = Reading {
        args: &args,
        files,
        desk: Arc::new(desk),
        school: School { lessons, position, today, met: HashSet::new() },
        asker,
        bar,
        faults: 0,
        known: Vec::new(),
    };
    let read = reading.all(inputs, &stop, &give);
    let Reading { bar, faults, known, asker, .. } = reading;
    // The writer is the last to close the file, so that nothing is left beside it.
    drop((give, asker));
    let written =
        writer.join().map_err(|_| anyhow::anyhow!("the writer broke off: a fault of verbale's own"))?;
    bar.finish_and_clear();
    let (mut sum, written) = written;
    sum.faults = faults;
    sum.known += known.len();
    // What is on the disk is told also where the rest could not follow.
    let stopped = stop.load(Ordering::SeqCst);
    tell(&sum, &known, &args.file.ledger, stopped || written.is_err());
    written?;
    read?;
    Ok(match (stopped, sum.faults) {
        (true, _) => ExitCode::from(STOPPED),
        (false, 0) => ExitCode::SUCCESS,
        (false, _) => ExitCode::FAILURE,
    })
}

/// The exit status after Ctrl-C, as shells have it: 128 and the number of the signal.
const STOPPED: u8 = 130;

/// Is set by Ctrl-C. Who presses it again waits no longer; that loses only the batch that was not written yet.
fn stopper(bar: &ProgressBar) -> Arc<AtomicBool> {
    let stop = Arc::new(AtomicBool::new(false));
    let (seen, bar) = (Arc::clone(&stop), bar.clone());
    let pressed = move || {
        if seen.swap(true, Ordering::SeqCst) {
            std::process::exit(i32::from(STOPPED));
        }
        bar.println("stopping after this batch; Ctrl-C again stops at once");
    };
    // A second handler cannot be set in one process; then Ctrl-C simply ends the program.
    let _ = ctrlc::set_handler(pressed);
    stop
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
) -> (Sum, anyhow::Result<()>) {
    let mut sum = Sum::default();
    let written = write_all(&mut ledger, stamp, taken, bar, &mut sum);
    let written = written.and_then(|()| ledger.finish());
    (sum, written.map_err(anyhow::Error::from))
}

fn write_all(
    ledger: &mut Ledger,
    stamp: &Stamp,
    taken: &Receiver<Vec<Entry>>,
    bar: &ProgressBar,
    sum: &mut Sum,
) -> verbale_ledger::Result<()> {
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
    Ok(())
}

struct Reading<'a> {
    args: &'a Add,
    files: verbale::knowledge::Files,
    desk: Arc<Desk>,
    school: School,
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
        let mut reader: Option<(usize, Arc<Reader>)> = None;
        loop {
            let batch = self.batch(&mut inputs)?;
            if batch.is_empty() || stop.load(Ordering::SeqCst) {
                return Ok(());
            }
            let facts = self.school.facts();
            let now = match reader.take() {
                Some((laid, reader)) if laid == facts.len() => reader,
                before => Arc::new(self.reader(&facts, before.as_ref().map(|before| &*before.1))?),
            };
            let entries = self.read(batch, &now);
            reader = Some((facts.len(), now));
            self.school.learn(&entries);
            if give.send(entries).is_err() {
                // The writer says why it ended.
                return Ok(());
            }
        }
    }

    /// A reader that knows what reports have taught; the one before it shares with it what that does not change.
    fn reader(&self, facts: &[Fact], before: Option<&Reader>) -> anyhow::Result<Reader> {
        let mut files = self.files.clone();
        learnt::lay(&mut files, facts);
        match before {
            Some(before) => Ok(before.with_actors(&files)?),
            None => Ok(Reader::new(&files, answers::language(&self.args.source))?),
        }
    }

    /// The next inputs that are not in the ledger.
    fn batch(&mut self, inputs: &mut Inputs) -> anyhow::Result<Vec<Input>> {
        let mut batch = Vec::new();
        let mut size = 0;
        let most = self.school.room().min(usize::from(self.args.batch));
        while batch.len() < most && size < LARGE {
            match inputs.next() {
                None => break,
                Some(Err(fault)) => self.fault(&fault),
                Some(Ok(mut input)) => {
                    if self.asker.knows_text(&input.bytes)? {
                        // The bar counts, and rates, what is read.
                        self.bar.dec_length(1);
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

/// What reports teach, and from where on it counts: what was recorded on earlier days, and what was taught before the
/// last border of the count of reports. So the same reports are read the same, in one run or in one that was cut off
/// and begun again, and many can be read at once.
struct School {
    lessons: Vec<Lesson>,
    /// Reports that are in the ledger or on their way.
    position: i64,
    today: Day,
    /// Texts of this run: one that comes twice is one report.
    met: HashSet<String>,
}

impl School {
    /// Few reports know all that came before them; of many, the borders lie further apart.
    fn step(&self) -> i64 {
        match self.position {
            ..16 => 1,
            16..128 => 16,
            128..1024 => 128,
            _ => 1024,
        }
    }

    /// What the next report knows of those before it.
    fn facts(&self) -> Vec<Fact> {
        let border = self.position - self.position % self.step();
        let counts = |lesson: &&Lesson| lesson.report <= border || lesson.recorded < self.today;
        self.lessons.iter().filter(counts).map(|lesson| lesson.fact.clone()).collect()
    }

    /// How many reports there are until the next border.
    fn room(&self) -> usize {
        (self.step() - self.position % self.step()) as usize
    }

    fn learn(&mut self, entries: &[Entry]) {
        for entry in entries {
            if self.met.insert(entry.sha256().to_owned()) {
                self.position += 1;
            }
            let lesson =
                |fact: &Fact| Lesson { report: self.position, recorded: self.today, fact: fact.clone() };
            self.lessons.extend(entry.learnt().iter().map(lesson));
        }
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
        Some(count) => (ProgressBar::new(count), "{bar:30} {pos}/{len} reports, {rate}, {eta} to go; {msg}"),
        None => (ProgressBar::no_length(), "{spinner} {pos} reports, {rate}; {msg}"),
    };
    bar.enable_steady_tick(std::time::Duration::from_millis(200));
    let style = ProgressStyle::with_template(template).expect("the templates above are well formed");
    let rate = |state: &ProgressState, out: &mut dyn std::fmt::Write| {
        let _ = write!(out, "{:.0}/s", state.per_sec());
    };
    bar.with_style(style.with_key("rate", rate))
}
