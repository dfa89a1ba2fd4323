//! Moves and obligations against reports that people read. Enters: a folder of gold files with their texts.
//! Leaves: a row for each measure, over all reports and over the two sorts of them.

use super::forbidden::Found;
use super::page::{HEADS, Part, cells};
use super::{Bench, fold_gold, questions, reports};
use anyhow::{Context, Result};
use serde_json::Value;
use std::path::Path;
use verbale::eval::talks::{OneMove, Report, Score, from_record, obligation, score};
use verbale::moves::MoveKind;
use verbale::talks::ObligationKind;

const SET: &str = "gold";

pub(super) fn part(bench: &Bench) -> Result<Part> {
    let mut part = Part {
        title: "Talks",
        about: "Moves are matched one to one by overlap of their evidence, then held to kind, makers and \
                addressees; obligations to kind, debtor and creditor. Two careful people agree with each other at \
                F1 .92/.86/.84/.77 on web reports, .96/.92/.85/.82 on wire reports, and on obligations at .83 and \
                .77.",
        command: "cargo xtask eval talks",
        head: ["reports", "measure"].into_iter().chain(HEADS).collect(),
        ..Part::default()
    };
    let Some(folder) = bench.find(SET) else {
        part.absent(SET);
        return Ok(part);
    };
    let gold = gold(&folder)?;
    let inputs: Vec<_> =
        gold.iter().map(|one| reports::input(&one.id, &one.text, one.published.as_deref())).collect();
    let (mut all, mut wire, mut web) = (Score::default(), Score::default(), Score::default());
    let mut errors = bench.errors;
    let mut forbidden = Found::default();
    let mut unanswered: Option<Vec<&str>> = None;
    for (one, record) in gold.iter().zip(reports::read(&bench.reader, &inputs)) {
        let got = Report {
            moves: record.moves.iter().map(OneMove::from_record).collect(),
            obligations: record.obligations.iter().map(from_record).collect(),
        };
        print_errors(one, &got, &mut errors);
        if one.id == questions::MODEL {
            let open = questions::QUESTIONS.iter().filter(|(_, answers)| !answers(&record));
            unanswered = Some(open.map(|(question, _)| *question).collect());
        }
        forbidden.add(&one.value, &got.moves, &one.report.moves);
        let score = score(&one.report, &got);
        all.add(&score);
        if one.id.starts_with('r') { wire.add(&score) } else { web.add(&score) }
    }
    for (name, score) in [("all", all), ("web", web), ("wire of 1987", wire)] {
        for (what, count) in [
            ("move found", score.found),
            ("+ kind", score.kind),
            ("+ from", score.from),
            ("**+ to**", score.to),
            ("obligations", score.obligations),
        ] {
            let head = [name.to_owned(), what.to_owned()];
            part.rows.push(head.into_iter().chain(cells(count)).collect());
        }
    }
    let share = |part: usize| part as f64 / all.throughout.max(1) as f64;
    part.remarks.push(format!(
        "Among moves right throughout, factuality is right in {:.2} and polarity in {:.2}.",
        share(all.factuality),
        share(all.polarity)
    ));
    part.remarks.push(format!(
        "Records that the readers forbid: {} are listed, {} of them name a kind and a maker and are checked here \
         by program, {} of these are made.",
        forbidden.listed,
        forbidden.checked,
        forbidden.made.len()
    ));
    for made in forbidden.made.iter().take(bench.errors) {
        println!("  FORBIDDEN {made}");
    }
    if let Some(open) = unanswered {
        let asked = questions::QUESTIONS.len();
        let not = if open.is_empty() { String::new() } else { format!("; not: {}", open.join(", ")) };
        part.remarks.push(format!(
            "Of the {} questions that the readers of the model example ask, {asked} can be asked of one report (the \
             others are the ledger's); its record answers {}{not}.",
            questions::LISTED,
            asked - open.len()
        ));
    }
    let fold = fold_gold::run(&folder)?;
    part.remarks.push(format!(
        "The rules of the talks alone, folding the gold moves themselves: obligations P {:.3}, R {:.3}, F1 {:.3}.",
        fold.precision(),
        fold.recall(),
        fold.f1()
    ));
    Ok(part)
}

/// A report with what people read in it.
struct Gold {
    id: String,
    text: String,
    published: Option<String>,
    report: Report,
    value: Value,
}

fn gold(folder: &Path) -> Result<Vec<Gold>> {
    reports::json_files(folder)?.iter().map(|path| one_gold(folder, path)).collect()
}

fn one_gold(folder: &Path, path: &Path) -> Result<Gold> {
    let place = || path.display().to_string();
    let value: Value =
        serde_json::from_str(&std::fs::read_to_string(path).with_context(place)?).with_context(place)?;
    let id = reports::word(&value, "id").to_owned();
    let text = std::fs::read_to_string(folder.join(format!("{id}.txt"))).with_context(place)?;
    let report = Report {
        moves: reports::list(&value, "moves").iter().filter_map(one_move).collect(),
        obligations: reports::list(&value, "obligations")
            .iter()
            .filter_map(|owed| {
                let kind = ObligationKind::parse(reports::word(owed, "kind"))?;
                Some(obligation(kind, &reports::words(owed, "debtor"), &reports::words(owed, "creditor")))
            })
            .collect(),
    };
    let published = value["published"].as_str().map(str::to_owned);
    Ok(Gold { id, text, published, report, value })
}

fn one_move(value: &Value) -> Option<OneMove> {
    let kind = MoveKind::parse(reports::word(value, "kind"))?;
    let (from, to) = (reports::words(value, "from"), reports::words(value, "to"));
    let mut one = OneMove::new(kind, &from, &to, reports::spans(value, "evidence"));
    one.factuality = value["factuality"].as_str().map(str::to_owned);
    one.polarity = value["polarity"].as_str().map(str::to_owned);
    Some(one)
}

/// Prints moves that stand on one side only.
fn print_errors(gold: &Gold, got: &Report, left: &mut usize) {
    let report = |one: &OneMove| Report { moves: vec![one.clone()], ..Report::default() };
    let both = |one: &OneMove, other: &OneMove| score(&report(one), &report(other)).to.right > 0;
    for (mark, here, there) in
        [("MISSED", &gold.report.moves, &got.moves), ("EXTRA", &got.moves, &gold.report.moves)]
    {
        for one in here.iter().filter(|one| !there.iter().any(|other| both(one, other))) {
            if *left == 0 {
                return;
            }
            *left -= 1;
            let parties =
                |set: &std::collections::BTreeSet<String>| set.iter().cloned().collect::<Vec<_>>().join(",");
            println!(
                "  {mark} {} {} {} -> {} | {}",
                gold.id,
                one.kind.as_str(),
                parties(&one.from),
                parties(&one.to),
                reports::quoted(&gold.text, &one.evidence)
            );
        }
    }
}
