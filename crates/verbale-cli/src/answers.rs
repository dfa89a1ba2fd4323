//! Every report of a source in turn: its answer on standard output, its fault on standard error.

use crate::args::{Language, Source};
use crate::input::{Fault, Inputs};
use crate::knowledge::folder;
use crate::{error_label, pipeline, progress};
use anyhow::anyhow;
use indicatif::ProgressBar;
use std::fs;
use std::io::{self, BufWriter, Write};
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;
use verbale::document::{Input, LanguagePolicy};
use verbale::knowledge::Files;
use verbale::reader::Reader;

/// What the answers are made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stream {
    /// Text for people, with colours where they are seen.
    Coloured,
    /// Data, as it stands.
    Plain,
}

/// Answers every report of the source, in its order. An error means that nothing could be read: a folder of
/// knowledge at fault.
pub(crate) fn run(
    source: Source,
    stream: Stream,
    answer: impl Fn(&Reader, Input) -> String + Send + Sync + 'static,
) -> anyhow::Result<ExitCode> {
    run_under(source, stream, "", answer)
}

/// Answers every report under a head that is printed once.
pub(crate) fn run_under(
    source: Source,
    stream: Stream,
    head: &str,
    answer: impl Fn(&Reader, Input) -> String + Send + Sync + 'static,
) -> anyhow::Result<ExitCode> {
    let reader = Reader::new(&files(&source)?, language(&source))?;
    let inputs = Inputs::new(&source.inputs, source.input_format);
    let jobs = jobs(&source);
    let mut output = Output::new(stream, progress::bar(inputs.known_count()));
    if output.head(head).is_break() {
        return output.finish();
    }
    let (date, outlet) = (source.date, source.outlet);
    let answer = move |input: Result<Input, Fault>| {
        let mut input = input?;
        input.published = input.published.or(date);
        input.outlet = input.outlet.or_else(|| outlet.clone());
        let name = input.name.clone();
        // A report that breaks a rule of the reader's own must not end the run of a million others.
        catch_unwind(AssertUnwindSafe(|| answer(&reader, input)))
            .map_err(|_| Fault::new(name, "could not be read: a fault of verbale's own, please report it"))
    };
    pipeline::run(inputs, jobs, answer, &mut output, Output::take, Output::flush);
    output.finish()
}

/// The data files of a source.
pub(crate) fn files(source: &Source) -> anyhow::Result<Files> {
    let mut files = folder::files(source.knowledge.as_deref())?;
    for (table, path) in &source.overlays {
        let text = fs::read_to_string(path).map_err(|error| anyhow!(Fault::io(path.display(), &error)))?;
        files.overlay(*table, path.display().to_string(), text);
    }
    Ok(files)
}

/// As which language its reports are read.
pub(crate) fn language(source: &Source) -> LanguagePolicy {
    match source.language {
        Some(Language::En) => LanguagePolicy::InsistEnglish,
        None => LanguagePolicy::Detect,
    }
}

/// How many are read at a time.
pub(crate) fn jobs(source: &Source) -> usize {
    source.jobs.or_else(|| std::thread::available_parallelism().ok()).map_or(1, usize::from)
}

/// Where the answers go, and what became of them.
struct Output {
    out: BufWriter<Box<dyn Write>>,
    bar: ProgressBar,
    failed: bool,
    broken: Option<io::Error>,
}

impl Output {
    fn new(stream: Stream, bar: ProgressBar) -> Output {
        let out: Box<dyn Write> = match stream {
            Stream::Coloured => Box::new(anstream::AutoStream::auto(io::stdout())),
            Stream::Plain => Box::new(io::stdout()),
        };
        Output { out: BufWriter::with_capacity(1 << 16, out), bar, failed: false, broken: None }
    }

    fn take(&mut self, answer: Result<String, Fault>) -> ControlFlow<()> {
        self.bar.inc(1);
        match answer {
            Ok(text) => {
                let written = self.out.write_all(text.as_bytes());
                self.or_break(written)
            }
            Err(fault) => {
                self.failed = true;
                self.bar.suspend(|| anstream::eprintln!("{} {fault}", error_label()));
                ControlFlow::Continue(())
            }
        }
    }

    fn head(&mut self, head: &str) -> ControlFlow<()> {
        let written = self.out.write_all(head.as_bytes());
        self.or_break(written)
    }

    /// Shows what there is, so that one who waits sees each answer when it is there.
    fn flush(&mut self) -> ControlFlow<()> {
        let flushed = self.out.flush();
        self.or_break(flushed)
    }

    fn or_break(&mut self, result: io::Result<()>) -> ControlFlow<()> {
        match result {
            Ok(()) => ControlFlow::Continue(()),
            Err(error) => {
                self.broken = Some(error);
                ControlFlow::Break(())
            }
        }
    }

    /// A closed pipe is a reader who has seen enough: a clean end.
    fn finish(mut self) -> anyhow::Result<ExitCode> {
        if self.broken.is_none() {
            self.broken = self.out.flush().err();
        }
        self.bar.finish_and_clear();
        match self.broken {
            Some(error) if error.kind() == io::ErrorKind::BrokenPipe => return Ok(ExitCode::SUCCESS),
            Some(error) => {
                anstream::eprintln!("{} standard output: {error}", error_label());
                return Ok(ExitCode::FAILURE);
            }
            None => {}
        }
        Ok(if self.failed { ExitCode::FAILURE } else { ExitCode::SUCCESS })
    }
}
