//! `cargo xtask eval`: figures against gold. What is absent from `../shared` is said and passed over.

pub(crate) mod syntax;

use anyhow::{Result, bail};
use std::path::Path;
use verbale::syntax::Model;

/// Runs the task; `syntax` alone is known so far.
pub(crate) fn run(arguments: &[String]) -> Result<()> {
    match arguments {
        [what] if what == "syntax" => run_syntax(Path::new("../shared/treebank")),
        [what, folder] if what == "syntax" => run_syntax(Path::new(folder)),
        _ => bail!("usage: cargo xtask eval syntax [FOLDER WITH THE TREEBANKS]"),
    }
}

fn run_syntax(folder: &Path) -> Result<()> {
    let sets = syntax::dev_sets(folder);
    if sets.is_empty() {
        println!("no treebanks stand in {}", folder.display());
    }
    syntax::print(&syntax::rows(&Model::embedded()?, &sets));
    Ok(())
}
