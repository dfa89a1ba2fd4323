//! `cargo xtask generate --reports N --seed S --out DIR`: made-up reports of made-up talks, from the sentences in
//! `data/reports/`. The same for the same seed, on every machine.
//!
//! ```text
//! reports.jsonl        as `verbale read` takes them
//! truth.tsv            of each report: the talks, the act, who did it to whom, the report that it copies
//! contradictions.tsv   pairs of reports that say the opposite of each other
//! retractions.tsv      reports that are withdrawn later, with the day and the reason
//! ```

mod compose;
mod edit;
mod words;
mod world;

use crate::train::Chance;
use anyhow::{Context, Result, bail};
use compose::Draft;
use jiff::civil::Date;
use serde_json::json;
use std::fs::{File, create_dir_all};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use words::Words;
use world::{Job, World};

const USAGE: &str = "usage: cargo xtask generate [--reports N] [--seed S] [--out DIR]";

/// One made-up report, with what is true of it.
#[derive(Debug, Clone)]
pub(crate) struct Made {
    pub(crate) id: String,
    pub(crate) day: Date,
    pub(crate) outlet: &'static str,
    pub(crate) headline: String,
    /// The paragraphs of the story, without dateline and credit.
    pub(crate) body: String,
    /// The page: headline, dateline, story, credit.
    pub(crate) text: String,
    /// Reports of one number tell of the same talks.
    pub(crate) talks: usize,
    /// Reports of one number are copies of one another.
    pub(crate) story: usize,
    kind: &'static str,
    from: &'static str,
    to: &'static str,
    copy: bool,
    act: usize,
    /// When and why it is withdrawn, if it is.
    pub(crate) withdrawn: Option<(Date, &'static str)>,
}

/// One report of so many is withdrawn.
const WITHDRAWN: usize = 300;

/// A world, and its reports one by one in the order of their days.
#[derive(Debug)]
pub(crate) struct Maker {
    words: Words,
    world: World,
}

impl Maker {
    /// A world of `count` reports.
    pub(crate) fn new(count: usize, seed: u64) -> Result<Maker> {
        let words = Words::new()?;
        let world = World::new(&words, count, seed);
        Ok(Maker { words, world })
    }

    /// The reports by day. What is printed of one depends on no other.
    pub(crate) fn reports(&self) -> impl Iterator<Item = Made> + '_ {
        self.world.jobs.iter().enumerate().map(|(n, job)| self.made(n, job))
    }

    fn made(&self, n: usize, job: &Job) -> Made {
        let (words, talks) = (&self.words, &self.world.talks[job.talks]);
        let outlets = words.list("outlet");
        let mut chance = Chance::new(job.seed);
        let (draft, credit) = match &job.copies {
            None => (compose::draft(words, talks, job, job.kind, job.seed), None),
            Some(original) => {
                let draft = compose::draft(words, talks, job, original.kind, original.seed);
                let copy = edit::copy(words, talks, job, draft, &mut chance);
                (copy, Some(outlets[original.outlet]))
            }
        };
        let act = &talks.acts[job.act];
        let city = &words.states[talks.sides[act.side]].capital;
        let agency = credit.filter(|_| chance.below(2) == 0).unwrap_or(outlets[job.outlet]);
        let text = page(words, &draft, city, agency, act.day, credit, &mut chance);
        let state = |side: usize| words.states[talks.sides[side]].code;
        Made {
            id: format!("made-{:06}", n + 1),
            day: job.day,
            outlet: outlets[job.outlet],
            headline: draft.headline,
            body: draft.paragraphs.join("\n\n"),
            text,
            talks: job.talks,
            story: job.story,
            kind: job.kind,
            from: state(act.side),
            to: state(1 - act.side),
            copy: job.copies.is_some(),
            act: job.act,
            withdrawn: (chance.below(WITHDRAWN) == 0).then(|| {
                let day = job.day.saturating_add(jiff::Span::new().days(1 + chance.below(20) as i64));
                (day, world::pick(words.list("retract"), &mut chance))
            }),
        }
    }
}

/// The page as it is read.
fn page(
    words: &Words,
    draft: &Draft,
    city: &str,
    agency: &str,
    day: Date,
    credit: Option<&str>,
    chance: &mut Chance,
) -> String {
    let month = &compose::month(day)[..3];
    let mut text =
        format!("{}\n\n{}, {month} {} ({agency}) - ", draft.headline, city.to_uppercase(), day.day());
    text.push_str(&draft.paragraphs.join("\n\n"));
    if let Some(outlet) = credit.filter(|_| chance.below(2) == 0) {
        let line = world::pick(words.list("credit"), chance).replace("{outlet}", outlet);
        text.push_str("\n\n");
        text.push_str(&line);
    }
    text.push('\n');
    text
}

/// Runs the task.
pub(crate) fn run(arguments: &[String]) -> Result<()> {
    let (mut count, mut seed) = (1000usize, 1u64);
    let mut out: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/made");
    let mut rest = arguments.iter();
    while let Some(name) = rest.next() {
        let value = rest.next().context(USAGE)?;
        match name.as_str() {
            "--reports" => count = value.parse().context(USAGE)?,
            "--seed" => seed = value.parse().context(USAGE)?,
            "--out" => out = value.into(),
            _ => bail!(USAGE),
        }
    }
    let maker = Maker::new(count, seed)?;
    create_dir_all(&out).with_context(|| out.display().to_string())?;
    write(&maker, &out)?;
    println!("{count} reports of {} talks: {}", maker.world.talks.len(), out.display());
    Ok(())
}

fn write(maker: &Maker, out: &Path) -> Result<()> {
    let create = |name: &str| -> Result<BufWriter<File>> {
        let path = out.join(name);
        Ok(BufWriter::new(File::create(&path).with_context(|| path.display().to_string())?))
    };
    let mut reports = create("reports.jsonl")?;
    let mut truth = create("truth.tsv")?;
    let mut contradictions = create("contradictions.tsv")?;
    let mut retractions = create("retractions.tsv")?;
    writeln!(truth, "report\ttalks\tact\tkind\tfrom\tto\tstory\tcopy")?;
    writeln!(contradictions, "report\tother")?;
    writeln!(retractions, "report\tday\treason")?;
    let mut told: std::collections::BTreeMap<(usize, usize), (String, &str)> = Default::default();
    for made in maker.reports() {
        let line = json!({"id": made.id, "title": made.headline, "published": made.day.to_string(),
            "outlet": made.outlet, "text": made.text});
        writeln!(reports, "{line}")?;
        writeln!(
            truth,
            "{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}",
            made.id, made.talks, made.act, made.kind, made.from, made.to, made.story, made.copy
        )?;
        let (first, kind) =
            told.entry((made.talks, made.act)).or_insert_with(|| (made.id.clone(), made.kind));
        if *kind != made.kind {
            writeln!(contradictions, "{first}\t{}", made.id)?;
        }
        if let Some((day, reason)) = made.withdrawn {
            writeln!(retractions, "{}\t{day}\t{reason}", made.id)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{Made, Maker};

    #[test]
    fn reports_are_whole_and_the_same_for_the_same_seed() {
        let made: Vec<Made> = Maker::new(400, 3).expect("the data files").reports().collect();
        let again: Vec<Made> = Maker::new(400, 3).expect("the data files").reports().collect();
        assert_eq!(made.len(), 400);
        assert!(made.iter().zip(&again).all(|(a, b)| a.text == b.text));
        assert!(made.is_sorted_by_key(|report| report.day));
        for report in &made {
            let words = report.text.split_whitespace().count();
            assert!((40..=620).contains(&words), "{words} words\n{}", report.text);
            let left = |mark: char| report.text.contains(mark);
            assert!(!['{', '}', '[', ']', '|'].into_iter().any(left), "{}", report.text);
            assert!(!report.text.contains("  ") && !report.body.contains(".."), "{}", report.text);
            assert!(report.text.matches('"').count().is_multiple_of(2), "{}", report.text);
        }
        let copies = made.iter().filter(|report| report.copy).count();
        assert!((50..200).contains(&copies), "{copies} copies");
    }
}
