//! Words a second of the language engine and of the whole walk, on one core: `cargo bench -p verbale`, or one of
//! them: `cargo bench -p verbale -- engine`, or with other instructions than the quickest of the machine:
//! `cargo bench -p verbale -- avx2`. The texts are those of the project's newswire trees, eight sentences to a
//! report. Figures are of the machine and the hour; compare two versions in one run, or count instructions.

use std::hint::black_box;
use std::time::Instant;
use verbale::document::{Document, Input, LanguagePolicy};
use verbale::knowledge::Files;
use verbale::reader::Reader;
use verbale::syntax::{Model, Path, parse};
use verbale::token::{self, WordLists};
use verbale::{record, segment};

const ROUNDS: usize = 7;

fn main() {
    let reports = reports();
    let words: usize = reports.iter().map(|report| report.split_whitespace().count()).sum();
    let files = Files::embedded();
    let asked: Vec<String> = std::env::args().skip(1).filter(|argument| !argument.starts_with('-')).collect();
    let path = Path::all().into_iter().find(|path| asked.iter().any(|asked| asked == path.name()));
    let model = Model::embedded().expect("the built-in network").on(path.unwrap_or(Path::best()));
    let reader = Reader::with_model(&files, LanguagePolicy::InsistEnglish, model).expect("built-in tables");
    let lists = WordLists::new(&files).expect("built-in lists");
    let engine = || {
        for report in &reports {
            let document = Document { text: report.clone(), english: true, ..Document::default() };
            let tokens = token::tokenise(&document, &segment::plain(&document), &lists);
            black_box(parse(&document.text, &tokens, reader.model()));
        }
    };
    let walk = || {
        for report in &reports {
            let input = Input { bytes: report.clone().into_bytes(), ..Input::default() };
            black_box(record::to_json_line(&record::build(&reader.read(input))));
        }
    };
    println!("{} reports, {words} words, best of {ROUNDS} rounds on one core", reports.len());
    let all = !asked.iter().any(|asked| asked == "engine" || asked == "walk");
    let wanted = |name: &str| all || asked.iter().any(|asked| asked == name);
    if wanted("engine") {
        println!("engine: {:.0} words a second", words as f64 / best(engine));
    }
    if wanted("walk") {
        println!("whole walk: {:.0} words a second", words as f64 / best(walk));
    }
}

/// The texts of the newswire trees.
fn reports() -> Vec<String> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data/newswire");
    let entries = std::fs::read_dir(folder).expect("the project's newswire trees");
    let mut files: Vec<_> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    files.sort();
    let mut lines = Vec::new();
    for file in files.iter().filter(|file| file.extension().is_some_and(|end| end == "conllu")) {
        let text = std::fs::read_to_string(file).expect("a readable file");
        lines.extend(text.lines().filter_map(|line| line.strip_prefix("# text = ")).map(str::to_owned));
    }
    lines.chunks(8).map(|lines| lines.join(" ")).collect()
}

/// Seconds of the quickest round.
fn best(run: impl Fn()) -> f64 {
    let round = |_| {
        let start = Instant::now();
        run();
        start.elapsed().as_secs_f64()
    };
    (0..ROUNDS).map(round).fold(f64::MAX, f64::min)
}
