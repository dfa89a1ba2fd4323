//! Attribution against PolNeAR and GUM. Enters: files of reports with source, cue and content spans.
//! Leaves: a row for each measure and set.

use super::page::{HEADS, Part, cells};
use super::{Bench, reports};
use anyhow::Result;
use std::path::Path;
use verbale::eval::attribution::{Attribution, Score, from_record, score};

const SETS: &[(&str, &str)] =
    &[("PolNeAR dev", "attribution/polnear-dev.jsonl"), ("GUM news", "attribution/gum-news.jsonl")];

pub(super) fn part(bench: &Bench) -> Result<Part> {
    let mut part = Part {
        title: "Attribution",
        about: "Who said what. A content is found where it shares at least half of its words with the gold one \
                (Dice), and right in full where the head word of its source is the same too; pieces of one cue \
                and source count as one. On PolNeAR a system trained on it reaches .54 in full, and two people \
                .78. The GUM documents are among those that the network's trees were learnt from, so their figures \
                are better than on unseen news.",
        command: "cargo xtask eval attribution",
        head: ["set", "measure"].into_iter().chain(HEADS).collect(),
        ..Part::default()
    };
    for (name, path) in SETS {
        match bench.find(path) {
            Some(found) => measure(bench, name, &found, &mut part)?,
            None => part.absent(path),
        }
    }
    Ok(part)
}

fn measure(bench: &Bench, name: &str, path: &Path, part: &mut Part) -> Result<()> {
    let gold = reports::json_lines(path)?;
    let text = |value| reports::word(value, "text");
    let inputs: Vec<_> =
        gold.iter().map(|one| reports::input(reports::word(one, "id"), text(one), None)).collect();
    let mut sum = Score::default();
    let mut errors = bench.errors;
    for (one, record) in gold.iter().zip(reports::read(&bench.reader, &inputs)) {
        let wanted: Vec<Attribution> = reports::list(one, "attributions").iter().map(attribution).collect();
        let got = from_record(&record.statements);
        let score = score(text(one), &wanted, &got);
        print_errors(text(one), &wanted, &got, &mut errors);
        sum.add(&score);
    }
    let measures = [
        ("content, to the letter", sum.strict),
        ("content, word for word", sum.exact),
        ("content, found", sum.overlap),
        ("words of content", sum.words),
        ("**source and content in full**", sum.full),
    ];
    for (what, count) in measures {
        let head = [(*name).to_owned(), what.to_owned()];
        part.rows.push(head.into_iter().chain(cells(count)).collect());
    }
    part.remarks.push(format!(
        "{name}: among contents found, the source's head word is right in {:.1} % and the cue in {:.1} %; each \
         content is covered by its best partner with P {:.3} and R {:.3}.",
        100.0 * sum.head(),
        100.0 * sum.cue(),
        sum.soft().precision,
        sum.soft().recall
    ));
    Ok(())
}

fn attribution(value: &serde_json::Value) -> Attribution {
    Attribution {
        source: reports::spans(value, "source"),
        cue: reports::spans(value, "cue"),
        content: reports::spans(value, "content"),
    }
}

/// Prints attributions that stand on one side only.
fn print_errors(text: &str, gold: &[Attribution], got: &[Attribution], left: &mut usize) {
    let both = |one: &Attribution, other: &Attribution| {
        score(text, std::slice::from_ref(one), std::slice::from_ref(other)).full.right > 0
    };
    for (mark, here, there) in [("MISSED", gold, got), ("EXTRA", got, gold)] {
        for one in here.iter().filter(|one| !there.iter().any(|other| both(one, other))) {
            if *left == 0 {
                return;
            }
            *left -= 1;
            let [source, cue, content] =
                [&one.source, &one.cue, &one.content].map(|spans| reports::quoted(text, spans));
            println!("  {mark} [{source}] [{cue}] {content}");
        }
    }
}
