//! Officials on their days: those of the shared folder, and a list of the project's own.

use super::Tally;
use crate::eval::{Bench, Part};
use anyhow::{Context, Result};
use std::path::Path;
use verbale::knowledge::{Files, Table};
use verbale::mention::Gazetteer;

const SET: &str = "kb/officials-42.tsv";
const COLUMNS: [&str; 4] = ["name", "date", "office", "party"];

pub(super) fn rows(bench: &Bench, part: &mut Part) -> Result<()> {
    let gazetteer = Gazetteer::new(&Files::embedded())?;
    match bench.find(SET) {
        Some(path) => part.rows.push(score(&path, &gazetteer)?.row("42 officials", bench.errors)),
        None => part.absent(SET),
    }
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/officials.tsv");
    part.rows.push(score(&own, &gazetteer)?.row("100 further officials", bench.errors));
    Ok(())
}

fn score(path: &Path, gazetteer: &Gazetteer) -> Result<Tally> {
    let text = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
    let table = Table::parse(&path.display().to_string(), &text, &COLUMNS)?;
    let mut tally = Tally::default();
    for row in &table.rows {
        let (name, office, party) = (row.cell(0), row.cell(2), row.cell(3));
        let date = Some(row.cell(1).parse().with_context(|| row.error("no date").to_string())?);
        let class = gazetteer.class_of(office);
        let by_name = gazetteer.lookup(name, date);
        let found = by_name.iter().find(|known| {
            let same = known.office.as_deref() == Some(office);
            known.party == party && (same || known.class.is_some() && known.class == class)
        });
        let person = found.and_then(|known| known.person.as_deref());
        tally.add(person.is_some(), || {
            format!("{name} on {}: {:?}", row.cell(1), by_name.first().map(|known| &known.reason))
        });
    }
    Ok(tally)
}
