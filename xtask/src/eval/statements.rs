//! Statements against reports that people read. Enters: a folder of gold files with their texts. Leaves: a row
//! for each measure, over all reports and over the two sorts of them.

use super::page::{HEADS, Part, cells};
use super::{Bench, reports};
use anyhow::{Context, Result};
use serde_json::Value;
use std::path::Path;
use verbale::eval::attribution::Attribution;
use verbale::eval::statements::{Match, OneStatement, Score, score, spans};
use verbale::record::{PersonRef, Record};

const SET: &str = "gold";

pub(super) fn part(bench: &Bench) -> Result<Part> {
    let mut part = Part {
        title: "Statements",
        about: "Who said what to whom, in whole reports. Contents are matched one to one where they share at least \
                half of their words (Dice). The speaker is right where it is the same person, or the same party \
                where no other person is told; those spoken to are right where each of them is there and nobody \
                else. What stands in a headline repeats the report and counts only where both have it.",
        command: "cargo xtask eval statements",
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
    let (mut named, mut right) = (0, 0);
    for (one, record) in gold.iter().zip(reports::read(&bench.reader, &inputs)) {
        let (score, matches) = score(&one.text, &one.statements, &record);
        print_errors(one, &record, &matches, &mut errors);
        let told = |found: &&Match| record.statements[found.got].speaker.is_some();
        named += matches.iter().filter(told).count();
        right += matches.iter().filter(told).filter(|found| found.speaker).count();
        all.add(&score);
        if one.id.starts_with('r') { wire.add(&score) } else { web.add(&score) }
    }
    for (name, score) in [("all", all), ("web", web), ("wire of 1987", wire)] {
        for (what, count) in [
            ("content found", score.found),
            ("+ words of the source", score.source),
            ("**+ right speaker**", score.speaker),
            ("**+ right addressees**", score.addressed),
        ] {
            let head = [name.to_owned(), what.to_owned()];
            part.rows.push(head.into_iter().chain(cells(count)).collect());
        }
    }
    part.remarks.push(format!(
        "The reader names the speaker of {named} of the {} contents found, {right} of them rightly, and leaves the \
         others open: where the text names nobody that it can tell, and where a speaker who is not named in the \
         statement itself would be given with a confidence below .25 (a bound set where, in PolNeAR's training part \
         and GUM, fewer than a quarter of the statements are right).",
        all.found.right
    ));
    Ok(part)
}

/// A report with what people read in it.
struct Gold {
    id: String,
    text: String,
    published: Option<String>,
    statements: Vec<OneStatement>,
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
    let statements = reports::list(&value, "statements").iter().map(one_statement).collect();
    Ok(Gold { id, text, published: value["published"].as_str().map(str::to_owned), statements })
}

fn one_statement(value: &Value) -> OneStatement {
    OneStatement {
        spans: Attribution {
            source: reports::spans(value, "source_spans"),
            cue: reports::spans(value, "cue_spans"),
            content: reports::spans(value, "content_spans"),
        },
        party: reports::word(value, "speaker_party").to_owned(),
        person: value["speaker_person"].as_str().map(str::to_owned),
        addressees: reports::words(value, "addressees"),
    }
}

/// Prints statements that stand on one side only, and those with another speaker or other addressees.
fn print_errors(gold: &Gold, record: &Record, matches: &[Match], left: &mut usize) {
    let mut lines = Vec::new();
    let words = |spans: &Attribution| {
        let [source, cue, content] =
            [&spans.source, &spans.cue, &spans.content].map(|spans| reports::quoted(&gold.text, spans));
        format!("[{source}] [{cue}] {content}")
    };
    let who = |who: &PersonRef| who.person.clone().unwrap_or_else(|| who.party.party.clone());
    for (n, one) in gold.statements.iter().enumerate() {
        let told = format!("{}: {} -> {}", gold.id, one.party, one.addressees.join(","));
        let Some(found) = matches.iter().find(|found| found.gold == n) else {
            lines.push(format!("  MISSED {told} {}", words(&one.spans)));
            continue;
        };
        let made = &record.statements[found.got];
        let speaker = made.speaker.as_ref().map_or_else(|| "nobody".to_owned(), who);
        let to: Vec<String> = made.addressees.iter().map(who).collect();
        if !(found.speaker && found.addressed) {
            let what = if found.speaker { "ADDRESSED" } else { "SPEAKER" };
            lines.push(format!("  {what} {told}, not {speaker} -> {} {}", to.join(","), words(&one.spans)));
        }
    }
    for (n, made) in record.statements.iter().enumerate() {
        if !made.content.is_empty() && !matches.iter().any(|found| found.got == n) {
            lines.push(format!("  EXTRA {}: {}", gold.id, words(&spans(made))));
        }
    }
    for line in lines.into_iter().take(*left) {
        *left -= 1;
        println!("{line}");
    }
}
