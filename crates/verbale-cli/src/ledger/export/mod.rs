//! `verbale export`: the ledger for other programs.
//!
//! Leaves: files that are whole or not there (each is written beside its place and put there when it is done), or
//! standard output, where a closed pipe is a clean end. Refused: what does not go together, such as all tables of CSV
//! in one file.

pub(crate) mod args;
mod graphml;
mod prov;
mod tables;

use anyhow::{Context, bail};
use args::{Format, Name};
use std::fs::{self, File};
use std::io::{self, BufWriter, ErrorKind, Write};
use std::ops::ControlFlow;
use std::path::Path;
use std::process::ExitCode;
use verbale_ledger::export::{Export, NetworkQuery, Part};
use verbale_ledger::query::Parties;
use verbale_ledger::{Day, Ledger};

/// Why there is no database of Discourse Network Analyzer.
const NO_DNA: &str = "--format dna is not available: a database of Discourse Network Analyzer holds accounts with \
    passwords in a form of its own, and nothing but that program can tell whether one is exact; use --format graphml \
    (the network as it writes it) or --format csv";

/// Writes what is asked for.
pub(crate) fn run(args: args::Export) -> anyhow::Result<ExitCode> {
    if args.format == Format::Dna {
        bail!(NO_DNA);
    }
    let tables = matches!(args.format, Format::Csv | Format::Jsonl);
    if args.table.is_some() && !tables {
        bail!("--table goes with --format csv or jsonl");
    }
    if args.format == Format::Csv && args.table.is_none() && args.out.is_none() {
        bail!("all tables are a file each: name a folder with --out FOLDER, or one table with --table NAME");
    }
    let ledger = super::open(&args.file)?;
    let part = Part {
        issue: args.issue.as_deref().map(|words| ledger.issue(words)).transpose()?,
        as_of: args.as_of.map(Day::from),
        known_by: args.known_by.map(Day::from),
    };
    let done = match (&args.out, tables && args.table.is_none()) {
        (Some(folder), true) => folder_of_tables(&ledger, part, args.format, folder),
        (Some(path), false) => to_file(&ledger, part, path, &mut |export, out| whole(&args, export, out)),
        (None, _) => {
            let mut out = Out::new(Box::new(io::stdout().lock()));
            ledger.export(part, |export| whole(&args, export, &mut out))?;
            out.end(None)
        }
    };
    done?;
    Ok(ExitCode::SUCCESS)
}

/// Everything that goes into one file.
fn whole(args: &args::Export, export: &Export<'_>, out: &mut Out) -> verbale_ledger::Result<()> {
    match (args.format, args.table) {
        (Format::Graphml, _) => {
            let query = NetworkQuery {
                kind: args.network.kind(),
                qualifier: args.qualifier.qualifier(),
                parties: if args.all { Parties::All } else { Parties::Political },
            };
            let network = export.network(&query)?;
            let _ = out.write(|out| graphml::write(out, &network));
            Ok(())
        }
        (Format::Prov, _) => prov::write(export, out),
        (Format::Csv, Some(name)) => tables::csv(export, name, out),
        (_, Some(name)) => tables::jsonl(export, name, tables::Named::No, out),
        (_, None) => {
            Name::all().iter().try_for_each(|&name| tables::jsonl(export, name, tables::Named::Yes, out))
        }
    }
}

fn folder_of_tables(ledger: &Ledger, part: Part, format: Format, folder: &Path) -> anyhow::Result<()> {
    fs::create_dir_all(folder).with_context(|| format!("{}: cannot be made", folder.display()))?;
    for &name in Name::all() {
        let end = if format == Format::Csv { "csv" } else { "jsonl" };
        let path = folder.join(format!("{}.{end}", name.word()));
        to_file(ledger, part, &path, &mut |export, out| match format {
            Format::Csv => tables::csv(export, name, out),
            _ => tables::jsonl(export, name, tables::Named::No, out),
        })?;
    }
    Ok(())
}

/// What writes one file.
type Fill<'f> = &'f mut dyn FnMut(&Export<'_>, &mut Out) -> verbale_ledger::Result<()>;

/// Writes a file beside its place and puts it there when it is whole.
fn to_file(ledger: &Ledger, part: Part, path: &Path, fill: Fill<'_>) -> anyhow::Result<()> {
    let mut name = path.file_name().context("--out names no file")?.to_owned();
    name.push(".part");
    let beside = path.with_file_name(name);
    let told = || format!("{}: cannot be written", path.display());
    let done = File::create(&beside).with_context(told).and_then(|file| {
        let mut out = Out::new(Box::new(file));
        ledger.export(part, |export| fill(export, &mut out))?;
        out.end(Some(path))?;
        fs::rename(&beside, path).with_context(told)
    });
    if done.is_err() {
        // It may not have been made; what is whole stands in its place.
        let _ = fs::remove_file(&beside);
    }
    done
}

/// Where rows go, and the first fault of writing them.
struct Out {
    to: BufWriter<Box<dyn Write>>,
    fault: Option<io::Error>,
}

impl Out {
    fn new(to: Box<dyn Write>) -> Out {
        Out { to: BufWriter::with_capacity(1 << 16, to), fault: None }
    }

    /// Writes a piece; after a fault nothing more is written.
    fn write(&mut self, piece: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> ControlFlow<()> {
        if self.fault.is_none() {
            self.fault = piece(&mut self.to).err();
        }
        if self.fault.is_some() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }

    /// Writes what is left. On standard output a closed pipe is a reader who has seen enough.
    fn end(mut self, path: Option<&Path>) -> anyhow::Result<()> {
        let result = match self.fault.take() {
            Some(fault) => Err(fault),
            None => self.to.flush(),
        };
        // What a fault left unwritten must not be tried again when the writer goes.
        let (_, _) = self.to.into_parts();
        match (result, path) {
            (Err(error), None) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
            (result, None) => result.context("standard output: cannot be written"),
            (result, Some(path)) => result.with_context(|| format!("{}: cannot be written", path.display())),
        }
    }
}
