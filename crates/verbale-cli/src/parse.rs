//! `verbale parse`: sentences, words and trees.

use crate::answers::{self, Stream};
use crate::args::{Parse, TreeFormat};
use std::process::ExitCode;
use verbale::reader::Depth;
use verbale::syntax::conllu;

/// Parses all inputs; each begins with a comment that names it.
pub(crate) fn run(args: Parse) -> anyhow::Result<ExitCode> {
    let TreeFormat::Conllu = args.format;
    answers::run(args.source, Stream::Plain, |reader, input| {
        let reading = reader.read_to(input, Depth::Syntax);
        let trees = conllu::write(&reading.document.text, &reading.tokens, &reading.syntax);
        format!("# newdoc id = {}\n{trees}", reading.document.id.replace(['\n', '\r'], " "))
    })
}
