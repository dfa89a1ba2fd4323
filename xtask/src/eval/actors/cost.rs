//! What mentions and actors cost: their share of the reading, and the loading of all tables. Printed and never
//! written: figures of the machine, not of the version.

use crate::eval::{Bench, timing};
use anyhow::Result;
use std::time::{Duration, Instant};
use verbale::document::{Input, Languages};
use verbale::event::Frames;
use verbale::knowledge::Files;
use verbale::mention::{self, Gazetteer};
use verbale::moves::MoveFrames;
use verbale::parse::Parse;
use verbale::segment::PagePhrases;
use verbale::statement::Cues;
use verbale::token::WordLists;
use verbale::{actor, record};

/// Reports that are read.
const REPORTS: usize = 500;
/// How often the tables are loaded; the fastest counts.
const LOADS: usize = 9;

pub(crate) fn print(bench: &Bench) -> Result<()> {
    share(bench)?;
    let files = Files::embedded();
    let all = fastest(|| {
        Languages::new(&files)?;
        PagePhrases::new(&files)?;
        WordLists::new(&files)?;
        Gazetteer::new(&files)?;
        Cues::new(&files)?;
        Frames::new(&files)?;
        MoveFrames::new(&files)?;
        Ok(())
    })?;
    let actors = fastest(|| {
        Gazetteer::new(&files)?;
        Ok(())
    })?;
    let ms = |time: Duration| time.as_secs_f64() * 1000.0;
    println!("tables: all loaded in {:.1} ms, those of actors in {:.1} ms", ms(all), ms(actors));
    Ok(())
}

fn share(bench: &Bench) -> Result<()> {
    let gazetteer = Gazetteer::new(&Files::embedded())?;
    let inputs: Vec<Input> = match bench.find("wire/reuters-1987.jsonl") {
        Some(path) => timing::wire(&path)?.into_iter().take(REPORTS).collect(),
        None => timing::examples()?,
    };
    let start = Instant::now();
    for input in &inputs {
        record::to_json_line(&record::build(&bench.reader.read(input.clone())));
    }
    let whole = start.elapsed();
    let mut own = Duration::ZERO;
    for input in &inputs {
        let reading = bench.reader.read(input.clone());
        let parse = Parse::new(&reading.document, &reading.segments, &reading.tokens, &reading.syntax);
        let start = Instant::now();
        let mentions = mention::find(&parse, &gazetteer);
        actor::resolve(&parse, &mentions, &gazetteer);
        own += start.elapsed();
    }
    println!(
        "actors: {:.1} % of the run time of {} reports ({:.2} s of {:.2} s)",
        100.0 * own.as_secs_f64() / whole.as_secs_f64(),
        inputs.len(),
        own.as_secs_f64(),
        whole.as_secs_f64()
    );
    Ok(())
}

fn fastest(load: impl Fn() -> Result<()>) -> Result<Duration> {
    let mut best = Duration::MAX;
    for _ in 0..LOADS {
        let start = Instant::now();
        load()?;
        best = best.min(start.elapsed());
    }
    Ok(best)
}
