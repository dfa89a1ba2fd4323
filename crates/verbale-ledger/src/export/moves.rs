//! The table of moves: each telling for itself, also what was withdrawn or rejected, so that nothing is hidden.

use super::{Export, Sink};
use crate::error::Result;
use crate::ids::{self, Id};
use crate::kept;
use crate::settle;
use crate::sides;
use crate::view::{self, MoveView, Names};
use serde_json::{Value, json};
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, HashMap};
use verbale::moves::Polarity;
use verbale::record::{Coded, MoveRecord};

/// The columns, in their order.
pub(super) const COLUMNS: [&str; 35] = [
    "move",
    "first_telling",
    "report",
    "day",
    "from_day",
    "to_day",
    "reported",
    "kind",
    "act",
    "from",
    "from_each",
    "to",
    "to_each",
    "person",
    "matter",
    "issue",
    "issue_name",
    "polarity",
    "stance",
    "certain",
    "scope",
    "conditional",
    "due",
    "answers",
    "words",
    "start",
    "stop",
    "statements",
    "flags",
    "rule",
    "confidence",
    "reports",
    "voices",
    "contested_by",
    "status",
];

/// What a row of a move has beside what is shown of it everywhere.
struct More {
    told: i64,
    from: String,
    to: String,
    conditional: bool,
    start: i64,
    stop: i64,
    matter: Option<i64>,
}

impl Export<'_> {
    pub(super) fn move_rows(&self, sink: Sink<'_>) -> Result<()> {
        let (mut names, mut stances) = (Names::new(self.db), Stances::default());
        let (day, part) = (self.days().0, self.part.issue);
        for report in self.tellers()? {
            let (first, last) = ids::keys_of(report);
            let wanted = "id BETWEEN ?1 AND ?2 AND (?3 IS NULL OR day <= ?3)
                AND (?4 IS NULL OR matter = ?4 OR issue = ?4) ORDER BY id";
            let moves = view::moves(self.db, wanted, &[&first, &last, &day, &part])?;
            if moves.is_empty() {
                continue;
            }
            let record = kept::record(self.db, report)?;
            for one in moves {
                let place = ids::place_of(one.key).and_then(|place| (place as usize).checked_sub(1));
                let read = place.and_then(|place| record.moves.get(place));
                let more = self.more(one.key)?;
                let stance = stances.of(self, more.matter, one.key)?;
                let row = row(&mut names, report, &one, (&more, stance), read)?;
                if sink(row).is_break() {
                    return Ok(());
                }
            }
        }
        Ok(())
    }

    fn more(&self, key: i64) -> Result<More> {
        let mut more = self.db.prepare_cached(
            "SELECT told, from_, to_, conditional, start, stop, matter FROM move WHERE id = ?1",
        )?;
        let more = more.query_row([key], |row| {
            Ok(More {
                told: row.get(0)?,
                from: row.get(1)?,
                to: row.get(2)?,
                conditional: row.get(3)?,
                start: row.get(4)?,
                stop: row.get(5)?,
                matter: row.get(6)?,
            })
        })?;
        Ok(more)
    }
}

fn row(
    names: &mut Names<'_>,
    report: i64,
    one: &MoveView,
    (more, stance): (&More, Polarity),
    read: Option<&MoveRecord>,
) -> Result<Vec<Value>> {
    let happened = one.happened.clone().unzip();
    let statements: Vec<String> = match read {
        Some(read) => read.statements.iter().map(|id| super::placed(report, id)).collect(),
        None => Vec::new(),
    };
    let name = match one.issue.as_deref().map(Id::parse) {
        Some(Ok(Id::Issue(issue))) => Some(names.issue(issue)?),
        _ => None,
    };
    Ok(vec![
        json!(one.id),
        json!(Id::Move(more.told).to_string()),
        json!(report),
        json!(one.day),
        json!(happened.0),
        json!(happened.1),
        json!(one.reported),
        json!(one.kind),
        json!(one.act),
        json!(sides::codes(&more.from)),
        members(&more.from),
        json!(sides::codes(&more.to)),
        members(&more.to),
        json!(one.person),
        json!(one.matter),
        json!(one.issue),
        json!(name),
        json!(one.polarity),
        json!(stance.word()),
        json!(one.certain),
        json!(if one.internal { "internal" } else { "public" }),
        json!(more.conditional),
        json!(one.due),
        json!(one.answers),
        json!(one.words),
        json!(more.start),
        json!(more.stop),
        json!(statements),
        json!(one.flags),
        json!(read.map(|read| &read.rule)),
        json!(one.confidence),
        json!(one.reports),
        json!(one.voices),
        json!(one.contested_by),
        json!(one.status),
    ])
}

/// The members for whom a set of a column stands.
fn members(column: &str) -> Value {
    sides::read(column).into_iter().flat_map(|side| side.members).collect()
}

/// Where moves show their makers to stand, as positions are computed; each matter is looked through once.
#[derive(Default)]
pub(super) struct Stances {
    matters: BTreeMap<i64, HashMap<i64, Polarity>>,
}

impl Stances {
    /// Of a move; one that does not count shows nothing.
    pub(super) fn of(&mut self, export: &Export<'_>, matter: Option<i64>, key: i64) -> Result<Polarity> {
        let Some(matter) = matter else { return Ok(Polarity::Open) };
        let shown = match self.matters.entry(matter) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(new) => new.insert(settle::shown(export.db, matter, export.days().1)?),
        };
        Ok(shown.get(&key).copied().unwrap_or(Polarity::Open))
    }
}
