//! What earlier reports taught of people, as rows that the reader takes beside its own tables.
//!
//! Enter: facts ("NAME, Kazakh deputy envoy, as of that report"). Leave: rows of `offices.tsv` that stand below all
//! others. Refused: names of one word, parties that the tables do not know, and persons of whom reports teach that
//! they speak for different parties; those are left to `verbale questions`.

use std::collections::{BTreeMap, BTreeSet};
use verbale::knowledge::Files;
use verbale_ledger::{Day, Fact};

/// The columns of the table.
const HEAD: &str = "person\tnames\tgender\toffice\tclass\tparty\tfrom\tto\tas_of";

/// Days before and after a report for which its fact is taken to hold.
const HOLDS: i32 = 365;

/// Lays what was learnt over the tables; what the caller himself adds to them stays.
pub(super) fn lay(files: &mut Files, facts: &[Fact]) {
    let known = parties(files);
    let classes = classes(files);
    let mut people: BTreeMap<&str, BTreeSet<&Fact>> = BTreeMap::new();
    for fact in facts.iter().filter(|fact| fact.person.contains(' ')) {
        people.entry(&fact.person).or_default().insert(fact);
    }
    let mut rows = String::new();
    for (person, facts) in people {
        let parties: BTreeSet<&str> = facts.iter().map(|fact| fact.party.as_str()).collect();
        let (Some(&party), 1) = (parties.first(), parties.len()) else { continue };
        if !known.contains(party) || person.contains(['\t', '\n', '|']) {
            continue;
        }
        let days: Vec<Day> = facts.iter().filter_map(|fact| fact.day).collect();
        let (Some(first), Some(last)) = (days.iter().min(), days.iter().max()) else { continue };
        let office = facts.iter().rev().find_map(|fact| fact.office.as_deref()).unwrap_or("official");
        // "democratic leader": the class of the longest role at its end.
        let class = (0..office.len())
            .filter(|&at| at == 0 || office.as_bytes()[at - 1] == b' ')
            .find_map(|at| classes.get(office.get(at..)?))
            .map_or("official", String::as_str);
        let (from, to) = (Day(first.0 - HOLDS), Day(last.0 + HOLDS));
        let office = office.replace(['\t', '\n'], " ");
        rows += &format!("{person}\t\t\t{office}\t{class}\t{party}\t{from}\t{to}\t\n");
    }
    if rows.is_empty() {
        return;
    }
    let own = files.added("offices.tsv").map(str::to_owned).unwrap_or_else(|| format!("{HEAD}\n"));
    let end = if own.ends_with('\n') { "" } else { "\n" };
    files.add("offices.tsv", format!("{own}{end}{rows}"));
}

/// The codes that the tables know.
fn parties(files: &Files) -> BTreeSet<String> {
    let names = ["countries.tsv", "organisations.tsv", "armed_groups.tsv"];
    let texts = names.iter().filter_map(|name| files.text(name).ok());
    let rows = texts.flat_map(|text| text.lines().filter(|line| !line.starts_with('#')));
    rows.filter_map(|line| line.split('\t').next()).map(str::to_owned).collect()
}

/// The class of each role that speaks for somebody.
fn classes(files: &Files) -> BTreeMap<String, String> {
    let text = files.text("roles.tsv").unwrap_or_default();
    let cells =
        text.lines().filter(|line| !line.starts_with('#')).map(|line| line.split('\t').collect::<Vec<_>>());
    cells
        .filter(|row| row.len() >= 4 && matches!(row[3], "party" | "named"))
        .map(|row| (row[0].to_owned(), row[2].to_owned()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::lay;
    use verbale::document::LanguagePolicy;
    use verbale::knowledge::Files;
    use verbale::reader::Reader;
    use verbale_ledger::{Day, Fact};

    fn fact(person: &str, party: &str) -> Fact {
        Fact {
            person: person.to_owned(),
            party: party.to_owned(),
            office: Some("deputy envoy".to_owned()),
            day: Day::parse("2031-04-03"),
        }
    }

    #[test]
    fn what_was_learnt_is_a_row_that_the_reader_takes() {
        let mut files = Files::embedded();
        let facts = [
            fact("Aidar Sample", "KAZ"),
            fact("Sample", "KAZ"),
            fact("Jo Double", "KAZ"),
            fact("Jo Double", "FRA"),
        ];
        lay(&mut files, &facts);
        let added = files.added("offices.tsv").expect("rows were added");
        assert!(
            added.contains("Aidar Sample\t\t\tdeputy envoy\tenvoy\tKAZ\t2030-04-03\t2032-04-02"),
            "{added}"
        );
        assert_eq!(added.lines().count(), 2, "{added}");
        Reader::new(&files, LanguagePolicy::Detect).expect("rows that the reader takes");
    }
}
