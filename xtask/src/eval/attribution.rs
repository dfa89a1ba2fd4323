//! Attribution against PolNeAR and GUM. Enters: files of reports with source, cue and content spans.
//! Leaves: a row for each measure and set.

use super::construction::{self, Construction};
use super::page::{HEADS, Part, cells};
use super::{Bench, reports};
use anyhow::Result;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;
use verbale::eval::attribution::{Attribution, Found, Score, from_record, pairs, score};
use verbale::record::{self, CharSpan, StatementRecord};

const SETS: &[(&str, &str)] =
    &[("PolNeAR dev", "attribution/polnear-dev.jsonl"), ("GUM news", "attribution/gum-news.jsonl")];

pub(super) fn part(bench: &Bench) -> Result<Part> {
    let mut part = Part {
        title: "Attribution",
        about: "Who said what. A content is found where it shares at least half of its words with the gold one \
                (Dice), and right in full where the head word of its source is the same too; pieces of one cue \
                and source count as one. On PolNeAR a system trained on it reaches .54 in full, and two people \
                .78. The GUM documents are among those that the network's trees were learnt from, so their figures \
                are better than on unseen news (see below).",
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
    let wanted: Vec<Vec<Attribution>> =
        gold.iter().map(|one| reports::list(one, "attributions").iter().map(attribution).collect()).collect();
    let readings = reports::each(&bench.reader, &inputs, |n, reading| {
        (construction::classes(&reading, &wanted[n]), record::build(&reading))
    });
    let mut sum = Score::default();
    let mut errors = bench.errors;
    let mut built: BTreeMap<Construction, Found> = BTreeMap::new();
    let mut trust = [Bin::default(); BINS];
    for ((one, wanted), (classes, record)) in gold.iter().zip(&wanted).zip(readings) {
        let got = from_record(&record.statements);
        print_errors(text(one), (wanted, &classes), &got, &mut errors);
        sum.add(&score(text(one), wanted, &got));
        let pairs = pairs(text(one), wanted, &got);
        for (n, class) in classes.into_iter().enumerate() {
            let found = built.entry(class).or_default();
            let pair = pairs.iter().find(|pair| pair.gold == n);
            found.gold += 1;
            found.overlap += usize::from(pair.is_some());
            found.full += usize::from(pair.is_some_and(|pair| pair.full));
        }
        for (n, one) in got.iter().enumerate() {
            let confidence = confidence(&record.statements, one);
            let right = pairs.iter().any(|pair| pair.predicted == n && pair.full);
            trust[((confidence * BINS as f64) as usize).min(BINS - 1)].add(confidence, right);
        }
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
    part.remarks.push(constructions(name, &built));
    part.remarks.push(reliability(name, &trust));
    Ok(())
}

/// Recall by the way in which the gold attributes.
fn constructions(name: &str, built: &BTreeMap<Construction, Found>) -> String {
    let mut out = format!(
        "{name}, recall by construction (told from the gold cue's place in our own tree):\n\n\
         | construction | gold | content found | in full |\n| --- | ---: | ---: | ---: |"
    );
    let share = |part: usize, whole: usize| part as f64 / whole.max(1) as f64;
    for (class, found) in built {
        let (overlap, full) = (share(found.overlap, found.gold), share(found.full, found.gold));
        let _ = write!(out, "\n| {} | {} | {overlap:.2} | {full:.2} |", class.word(), found.gold);
    }
    out
}

/// Bins of confidence.
const BINS: usize = 10;

/// What has a confidence of one bin.
#[derive(Debug, Clone, Copy, Default)]
struct Bin {
    count: usize,
    right: usize,
    sum: f64,
}

impl Bin {
    fn add(&mut self, confidence: f64, right: bool) {
        self.count += 1;
        self.right += usize::from(right);
        self.sum += confidence;
    }
}

/// How far confidences hold.
fn reliability(name: &str, trust: &[Bin; BINS]) -> String {
    let mut out = format!(
        "{name}, what the confidences are worth (right: source and content in full; what is said inside a \
         quotation is not annotated in these sets, so the lowest bins are worth more than they seem):\n\n\
         | confidence | statements | mean confidence | right |\n| --- | ---: | ---: | ---: |"
    );
    for (n, bin) in trust.iter().enumerate().filter(|(_, bin)| bin.count > 0) {
        let mean = |sum: f64| sum / bin.count as f64;
        let (low, high) = (n as f64 / BINS as f64, (n + 1) as f64 / BINS as f64);
        let (given, right) = (mean(bin.sum), mean(bin.right as f64));
        let _ = write!(out, "\n| {low:.1}–{high:.1} | {} | {given:.2} | {right:.2} |", bin.count);
    }
    out
}

/// The confidence of the statement that an attribution comes from.
fn confidence(statements: &[StatementRecord], one: &Attribution) -> f64 {
    let same = |spans: &[CharSpan], chars: &[(u32, u32)]| {
        spans.len() == chars.len() && spans.iter().zip(chars).all(|(a, &b)| (a.start, a.end) == b)
    };
    let from = |made: &&StatementRecord| {
        same(&made.source, &one.source)
            && same(&made.cue, &one.cue)
            && made.content.iter().any(|piece| one.content.contains(&(piece.start, piece.end)))
    };
    statements.iter().find(from).map_or(0.0, |made| made.confidence)
}

fn attribution(value: &serde_json::Value) -> Attribution {
    Attribution {
        source: reports::spans(value, "source"),
        cue: reports::spans(value, "cue"),
        content: reports::spans(value, "content"),
    }
}

/// Prints attributions that stand on one side only.
/// What is missed, with its construction, and what is read though the gold has it not.
fn print_errors(
    text: &str,
    (gold, classes): (&[Attribution], &[Construction]),
    got: &[Attribution],
    left: &mut usize,
) {
    let both = |one: &Attribution, other: &Attribution| {
        score(text, std::slice::from_ref(one), std::slice::from_ref(other)).full.right > 0
    };
    for (mark, here, there) in [("MISSED", gold, got), ("EXTRA", got, gold)] {
        for (n, one) in here.iter().enumerate() {
            if there.iter().any(|other| both(one, other)) {
                continue;
            }
            if *left == 0 {
                return;
            }
            *left -= 1;
            let [source, cue, content] =
                [&one.source, &one.cue, &one.content].map(|spans| reports::quoted(text, spans));
            let class = if mark == "MISSED" { classes[n].word() } else { "" };
            println!("  {mark} {class} [{source}] [{cue}] {content}");
        }
    }
}
