//! `cargo xtask eval`: figures against gold. What is absent from the shared folder is said and passed over.
//!
//! ```text
//! cargo xtask eval                       everything, printed
//! cargo xtask eval talks --errors 20     one part, with what is wrong
//! cargo xtask eval all --write           everything, into EVALUATION.md
//! ```

mod actors;
mod attribution;
mod construction;
mod copies;
mod events;
pub(crate) mod figures;
mod fold_gold;
mod forbidden;
mod frequency;
mod page;
mod questions;
mod raw;
mod reports;
mod statements;
pub(crate) mod syntax;
mod syntax_errors;
mod talks;
mod timing;

use anyhow::{Context, Result, bail};
use page::Part;
use std::path::{Path, PathBuf};
use verbale::document::LanguagePolicy;
use verbale::knowledge::Files;
use verbale::reader::Reader;
use verbale::syntax::Model;

/// What is measured, in the order of the walk.
const PARTS: &[(&str, Measure)] = &[
    ("raw", raw::part),
    ("syntax", syntax::part),
    ("seeds", figures::seeds),
    ("actors", actors::part),
    ("attribution", attribution::part),
    ("unseen", figures::unseen),
    ("statements", statements::part),
    ("events", events::part),
    ("talks", talks::part),
    ("copies", copies::part),
    ("ledger", figures::ledger),
    ("faults", figures::faults),
    ("speed", figures::speed),
];

/// Measures one part.
type Measure = fn(&Bench) -> Result<Part>;

/// What every measure works with.
pub(crate) struct Bench {
    /// The folder with the gold.
    shared: PathBuf,
    /// How many errors to print.
    errors: usize,
    reader: Reader,
}

impl Bench {
    /// A file or folder of the shared folder, if it is there.
    fn find(&self, path: &str) -> Option<PathBuf> {
        let path = self.shared.join(path);
        path.exists().then_some(path)
    }
}

struct Options {
    what: Option<String>,
    shared: PathBuf,
    errors: usize,
    model: Option<PathBuf>,
    write: bool,
    timing: bool,
}

const USAGE: &str = "usage: cargo xtask eval [raw|syntax|seeds|actors|attribution|unseen|statements|events|talks|copies|ledger|speed|all] [--shared DIR] \
                     [--errors N] [--model FILE] [--write] [--timing]";

fn options(arguments: &[String]) -> Result<Options> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let shared = root.join("../shared");
    let mut options = Options { what: None, shared, errors: 0, model: None, write: false, timing: false };
    let mut rest = arguments.iter();
    while let Some(argument) = rest.next() {
        match argument.as_str() {
            "--shared" => options.shared = rest.next().context(USAGE)?.into(),
            "--errors" => options.errors = rest.next().context(USAGE)?.parse().context(USAGE)?,
            "--model" => options.model = Some(rest.next().context(USAGE)?.into()),
            "--write" => options.write = true,
            "--timing" => options.timing = true,
            "all" => {}
            what if PARTS.iter().any(|(name, _)| *name == what) && options.what.is_none() => {
                options.what = Some(what.to_owned());
            }
            _ => bail!(USAGE),
        }
    }
    if options.write && options.model.is_some() {
        bail!("--write is for the built-in network: leave --model out");
    }
    if options.write && options.what.is_some() {
        bail!("--write writes all parts: leave {} out", options.what.unwrap_or_default());
    }
    Ok(options)
}

/// The network in a file, or the built-in one.
pub(crate) fn model(file: Option<&Path>) -> Result<Model> {
    let Some(path) = file else { return Ok(Model::embedded()?) };
    let bytes = std::fs::read(path).with_context(|| path.display().to_string())?;
    Ok(Model::from_bytes(&path.display().to_string(), &bytes)?)
}

/// Measures and prints; with `--write` into EVALUATION.md as well.
pub(crate) fn run(arguments: &[String]) -> Result<()> {
    let options = options(arguments)?;
    let model = model(options.model.as_deref())?;
    let bench = Bench {
        shared: options.shared,
        errors: options.errors,
        reader: Reader::with_model(&Files::embedded(), LanguagePolicy::Detect, model)?,
    };
    let wanted = |name: &str| options.what.as_deref().is_none_or(|what| what == name);
    let mut parts = Vec::new();
    for (_, measure) in PARTS.iter().filter(|(name, _)| wanted(name)) {
        let part = measure(&bench)?;
        println!("{}", part.markdown());
        parts.push(part);
    }
    if options.timing {
        timing::print(&bench)?;
        actors::print_cost(&bench)?;
        syntax::print_timing(&bench)?;
    }
    if options.write {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../EVALUATION.md");
        std::fs::write(&path, page::whole(&parts)).with_context(|| path.display().to_string())?;
        println!("written: EVALUATION.md");
    }
    Ok(())
}
