//! Days as the ledger keeps them: counted from 1970-01-01.

use jiff::ToSpan;
use jiff::civil::{Date, date};

/// A day, counted from 1970-01-01.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day(pub i32);

impl Day {
    /// The last day that a calendar has: later than all that is kept.
    pub const LAST: Day = Day(i32::MAX);

    /// From `2022-02-14`; none where it is no day.
    pub fn parse(text: &str) -> Option<Day> {
        text.parse::<Date>().ok().map(Day::from)
    }
}

impl From<Date> for Day {
    fn from(day: Date) -> Day {
        let span = day.since(date(1970, 1, 1)).map_or(0, |span| span.get_days());
        Day(span)
    }
}

impl std::fmt::Display for Day {
    fn fmt(&self, out: &mut std::fmt::Formatter) -> std::fmt::Result {
        match date(1970, 1, 1).checked_add(self.0.days()) {
            Ok(day) => write!(out, "{day}"),
            Err(_) => out.write_str("unknown"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Day;

    #[test]
    fn days_go_there_and_back() {
        for text in ["1970-01-01", "1987-03-27", "2024-02-29", "1912-10-18"] {
            assert_eq!(Day::parse(text).expect("a day").to_string(), text);
        }
        assert_eq!(Day::parse("1970-02-01"), Some(Day(31)));
        assert_eq!(Day::parse("soon"), None);
    }
}
