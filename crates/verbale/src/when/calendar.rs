//! The words of the calendar: months, weekdays, numbers and units, as calendar.tsv has them.

use super::words::Unit;
use crate::knowledge::{Files, KnowledgeError, WordMap};

/// The words by which times are told.
#[derive(Debug, Clone, Default)]
pub struct Calendar {
    months: WordMap<i8>,
    weekdays: WordMap<i8>,
    numbers: WordMap<i32>,
    units: WordMap<Unit>,
}

impl Calendar {
    /// Reads the table.
    pub fn new(files: &Files) -> Result<Calendar, KnowledgeError> {
        let mut calendar = Calendar::default();
        for row in files.table("calendar.tsv", &["word", "kind", "number"])?.rows {
            let number: i32 = row.cell(2).parse().map_err(|_| row.error("a number was expected"))?;
            let word = row.cell(0).to_owned();
            let small = i8::try_from(number).map_err(|_| row.error("the number is too large"))?;
            match row.cell(1) {
                "month" if (1..=12).contains(&number) => drop(calendar.months.insert(word, small)),
                "weekday" if (1..=7).contains(&number) => drop(calendar.weekdays.insert(word, small)),
                "number" if number > 0 => drop(calendar.numbers.insert(word, number)),
                "unit" => {
                    let unit =
                        Unit::ALL.get(number as usize).ok_or_else(|| row.error("no unit of that number"))?;
                    calendar.units.insert(word, *unit);
                }
                _ => return Err(row.error("expected month, weekday, number or unit, and a number of it")),
            }
        }
        Ok(calendar)
    }

    /// 1 for Monday; only the full name.
    pub(super) fn weekday(&self, word: &str) -> Option<i8> {
        // "Sun" and "Wed" are other words too often in running text.
        self.weekdays.get(word).copied().filter(|_| word.ends_with("day"))
    }

    /// 1 for January.
    pub(super) fn month(&self, word: &str) -> Option<i8> {
        self.months.get(word.trim_end_matches('.')).copied()
    }

    pub(super) fn number(&self, word: &str) -> Option<i32> {
        self.numbers.get(word).copied()
    }

    /// A unit, in the singular or the plural.
    pub(super) fn unit(&self, word: &str) -> Option<Unit> {
        self.units.get(word.strip_suffix('s').unwrap_or(word)).copied()
    }
}
