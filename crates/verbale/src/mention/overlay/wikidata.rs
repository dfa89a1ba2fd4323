//! A Wikidata export of who held which position (P39): CSV with the columns position, person, personID, start, end.
//!
//! "Minister for Foreign Affairs of Kazakhstan,Murat Nurtleu,Q…,2023-04-03T00:00:00Z," becomes a row of offices.tsv. A
//! position whose party or role the tables do not know is passed over, with a warning.

use super::{Imported, dates};
use crate::mention::Gazetteer;

const OFFICES: &str = "offices.tsv";

/// Reads an export. An open end is taken as certain up to the latest day that the file tells of.
pub fn wikidata(text: &str, gazetteer: &Gazetteer) -> Imported {
    let mut imported = Imported::default();
    let mut lines = text.lines().enumerate();
    let head = lines.next().map(|(_, line)| cells(line)).unwrap_or_default();
    let column = |name: &str| head.iter().position(|cell| cell.trim().eq_ignore_ascii_case(name));
    let wanted = ["position", "person", "start", "end"].map(column);
    let [Some(position), Some(person), Some(start), Some(end)] = wanted else {
        imported.warn(1, "expected the columns position, person, personID, start, end; nothing was read");
        return imported;
    };
    let mut rows = Vec::new();
    for (n, line) in lines.filter(|(_, line)| !line.trim().is_empty()) {
        let cells = cells(line);
        let cell = |at: usize| cells.get(at).map(|cell| cell.trim()).unwrap_or_default();
        let name = cell(person);
        // Wikidata gives the number where an item has no English label.
        let bare = name.strip_prefix('Q').is_some_and(|rest| rest.bytes().all(|b| b.is_ascii_digit()));
        if name.is_empty() || bare {
            imported.warn(n + 1, "no name of a person; passed over");
            continue;
        }
        let Some((party, class, title)) = gazetteer.position(cell(position)) else {
            imported.warn(n + 1, format!("the position {:?} is not known; passed over", cell(position)));
            continue;
        };
        let days = [start, end].map(|at| (cell(at), dates::iso(cell(at)).unwrap_or_default()));
        for (given, read) in &days {
            if !given.is_empty() && read.is_empty() {
                imported.warn(n + 1, format!("{given:?} is no date; left empty"));
            }
        }
        let [(_, from), (_, to)] = days;
        rows.push((name.to_owned(), title, class, party, from, to));
    }
    let latest = rows.iter().flat_map(|row| [&row.4, &row.5]).max().cloned().unwrap_or_default();
    for (name, title, class, party, from, to) in rows {
        let as_of = if to.is_empty() { latest.as_str() } else { "" };
        imported.add(OFFICES, &[&name, "", "", &title, class, &party, &from, &to, as_of]);
    }
    imported
}

/// The cells of one line of CSV; a cell may stand between quotation marks, doubled inside.
fn cells(line: &str) -> Vec<String> {
    let mut cells = vec![String::new()];
    let mut quoted = false;
    let mut letters = line.trim_start_matches('\u{feff}').chars().peekable();
    while let Some(c) = letters.next() {
        let last = cells.len() - 1;
        match c {
            '"' if quoted && letters.peek() == Some(&'"') => {
                letters.next();
                cells[last].push('"');
            }
            '"' => quoted = !quoted,
            ',' if !quoted => cells.push(String::new()),
            _ => cells[last].push(c),
        }
    }
    cells
}
