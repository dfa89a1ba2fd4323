//! `verbale read`: every input in turn, its answer on standard output, its fault on standard error.

use crate::args::{Format, Read};
use crate::brief::{Evidence, brief};
use crate::input::{Fault, Inputs};
use crate::{error_label, pipeline, progress};
use anyhow::{Context, bail};
use indicatif::ProgressBar;
use std::fs;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::process::ExitCode;
use verbale::document::{Input, LanguagePolicy};
use verbale::knowledge::Files;
use verbale::reader::Reader;
use verbale::record;

/// Reads all inputs. An error means that nothing could be read: a folder of knowledge at fault.
pub(crate) fn run(args: Read) -> anyhow::Result<ExitCode> {
    let format = args.format.unwrap_or_else(default_format);
    let language = match args.language {
        Some(_) => LanguagePolicy::InsistEnglish,
        None => LanguagePolicy::Detect,
    };
    let reader = Reader::new(&knowledge(args.knowledge.as_deref())?, language)?;
    let inputs = Inputs::new(&args.inputs, args.input_format);
    let jobs = args.jobs.or_else(|| std::thread::available_parallelism().ok()).map_or(1, usize::from);
    let mut output = Output::new(format, progress::bar(inputs.known_count()));
    let (date, outlet) = (args.date, args.outlet);
    let evidence = if args.evidence { Evidence::Shown } else { Evidence::Hidden };
    let answer = move |input: Result<Input, Fault>| {
        let mut input = input?;
        input.published = input.published.or(date);
        input.outlet = input.outlet.or_else(|| outlet.clone());
        let name = input.name.clone();
        // A report that breaks a rule of the reader's own must not end the run of a million others.
        catch_unwind(AssertUnwindSafe(|| answer(&reader, input, format, evidence)))
            .map_err(|_| Fault::new(name, "could not be read: a fault of verbale's own, please report it"))
    };
    pipeline::run(inputs, jobs, answer, &mut output, Output::take, Output::flush);
    output.finish()
}

fn answer(reader: &Reader, input: Input, format: Format, evidence: Evidence) -> String {
    let reading = reader.read(input);
    let record = record::build(&reading);
    match format {
        Format::Text => brief(&record, &reading.document.text, evidence),
        Format::Jsonl => {
            let mut line = record::to_json_line(&record);
            line.push('\n');
            line
        }
    }
}

fn default_format() -> Format {
    if io::stdout().is_terminal() { Format::Text } else { Format::Jsonl }
}

/// The data files, those of `folder` in the place of the built-in ones of their names.
fn knowledge(folder: Option<&Path>) -> anyhow::Result<Files> {
    let mut files = Files::embedded();
    let Some(folder) = folder else { return Ok(files) };
    let place = || format!("knowledge folder {}", folder.display());
    let mut found = 0;
    for entry in fs::read_dir(folder).with_context(place)? {
        let path = entry.with_context(place)?.path();
        if path.extension().is_none_or(|end| end != "tsv") {
            continue;
        }
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        if !Files::names().any(|known| known == name) {
            let known: Vec<&str> = Files::names().collect();
            bail!("{}: no data file has this name; there are: {}", path.display(), known.join(", "));
        }
        let text = fs::read_to_string(&path).with_context(|| path.display().to_string())?;
        files.replace(name, text);
        found += 1;
    }
    if found == 0 {
        bail!("{}: holds no .tsv file", place());
    }
    Ok(files)
}

/// Where the answers go, and what became of them.
struct Output {
    out: BufWriter<Box<dyn Write>>,
    bar: ProgressBar,
    failed: bool,
    broken: Option<io::Error>,
}

impl Output {
    fn new(format: Format, bar: ProgressBar) -> Output {
        let out: Box<dyn Write> = match format {
            Format::Text => Box::new(anstream::AutoStream::auto(io::stdout())),
            Format::Jsonl => Box::new(io::stdout()),
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
