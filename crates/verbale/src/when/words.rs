//! The words of an expression of time, without a preposition: "early last week", "26 January", "two days ago".

use super::calendar::Calendar;
use crate::parse::Parse;
use crate::syntax::Upos;
use crate::token::TokenId;
use std::ops::Range;

/// An expression before it is put on a calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) tokens: Range<u32>,
    pub(super) meaning: Meaning,
}

/// Last, this or next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Which {
    Plain,
    Last,
    This,
    Next,
}

/// The part of a stretch that lies before or after the day of publication.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Whole,
    Earlier,
    Later,
}

/// A unit of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    Hour,
    Day,
    Week,
    Weekend,
    Month,
    Quarter,
    Year,
    Decade,
}

impl Unit {
    /// In the order of their numbers in calendar.tsv.
    pub(super) const ALL: [Unit; 8] = [
        Unit::Hour,
        Unit::Day,
        Unit::Week,
        Unit::Weekend,
        Unit::Month,
        Unit::Quarter,
        Unit::Year,
        Unit::Decade,
    ];
}

/// What an expression says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Meaning {
    /// Days from the day of publication.
    Day(i32),
    /// 1 is Monday.
    Weekday(i8, Which),
    /// A day, or days from the first to the second, of a month.
    MonthDay {
        month: i8,
        first: i8,
        last: i8,
        year: Option<i16>,
    },
    Month {
        month: i8,
        year: Option<i16>,
        which: Which,
    },
    Year(i16),
    Unit(Unit, Which, Part),
    Ago(i32, Unit),
    /// "the past two years"
    Past(i32, Unit),
    /// "within ten days", "the next ten days"
    Coming(i32, Unit),
}

/// The expression that begins at `token`.
pub(super) fn at(parse: &Parse, calendar: &Calendar, token: u32) -> Option<Found> {
    let end = parse.sentence(parse.sentence_of(TokenId(token))).tokens.end;
    let reader = Reader { parse, calendar, end };
    let (meaning, last) = reader.read(token)?;
    Some(Found { tokens: token..last, meaning })
}

struct Reader<'a> {
    parse: &'a Parse<'a>,
    calendar: &'a Calendar,
    end: u32,
}

type Read = Option<(Meaning, u32)>;

impl Reader<'_> {
    fn form(&self, token: u32) -> &str {
        if token < self.end { self.parse.form(TokenId(token)) } else { "" }
    }

    /// The word in small letters; empty where it is too long to be one of ours.
    fn lower(&self, token: u32) -> String {
        let form = self.form(token);
        if form.len() > 10 { String::new() } else { form.to_ascii_lowercase() }
    }

    fn read(&self, at: u32) -> Read {
        let first = self.form(at).as_bytes().first().copied()?;
        // Only these letters begin an expression; most words end here.
        if !first.is_ascii_digit() && !b"adefjlmnopstwyADEFJLMNOPSTWY".contains(&first) {
            return None;
        }
        let word = self.lower(at);
        match word.as_str() {
            "yesterday" => Some((Meaning::Day(-1), self.daytime(at + 1))),
            "today" => Some((Meaning::Day(0), at + 1)),
            "tonight" => Some((Meaning::Day(0), at + 1)),
            "tomorrow" => Some((Meaning::Day(1), self.daytime(at + 1))),
            "this" if self.daytime(at + 1) > at + 1 => Some((Meaning::Day(0), at + 2)),
            "last" | "past" | "previous" => self.which(at + 1, Which::Last),
            "next" | "coming" | "following" if word != "following" => self.which(at + 1, Which::Next),
            "this" | "current" => self.which(at + 1, Which::This),
            "earlier" => self.part(at + 1, Part::Earlier),
            "later" => self.part(at + 1, Part::Later),
            "early" | "late" | "mid" => self.early(at + 1),
            "within" => self.count(at + 1).map(|(n, unit, end)| (Meaning::Coming(n, unit), end)),
            "the" => self.past_or_next(at + 1),
            _ => self.named(at, &word),
        }
    }

    fn daytime(&self, at: u32) -> u32 {
        let word = self.lower(at);
        at + u32::from(matches!(word.as_str(), "morning" | "afternoon" | "evening" | "night"))
    }

    fn named(&self, at: u32, word: &str) -> Read {
        if let Some(day) = self.calendar.weekday(word).filter(|_| self.is_capital(at)) {
            return self.after_weekday(at, day);
        }
        if let Some(month) = self.calendar.month(word).filter(|_| self.is_capital(at)) {
            return self.after_month(at, month);
        }
        if let Some((n, unit, end)) = self.count(at) {
            return (self.lower(end) == "ago").then_some((Meaning::Ago(n, unit), end + 1));
        }
        self.digits(at)
    }

    fn is_capital(&self, at: u32) -> bool {
        self.form(at).starts_with(char::is_uppercase)
    }

    /// "Monday", "Monday, 26 January", "Monday night".
    fn after_weekday(&self, at: u32, day: i8) -> Read {
        let next = at + 1 + u32::from(self.form(at + 1) == ",");
        let dated = match self.calendar.month(&self.lower(next)) {
            Some(month) if self.is_capital(next) => self.after_month(next, month),
            _ => self.digits(next),
        };
        match dated {
            Some((meaning @ Meaning::MonthDay { .. }, end)) => Some((meaning, end)),
            _ => Some((Meaning::Weekday(day, Which::Plain), self.daytime(at + 1))),
        }
    }

    /// "January 26", "January 26, 2022", "Jan. 26-28", "January 2022", "in January".
    fn after_month(&self, at: u32, month: i8) -> Read {
        let mut next = at + 1;
        if self.form(next) == "." {
            next += 1;
        }
        if let Some(day) = self.day(next) {
            let (last, mut end) = self.to_day(next + 1).unwrap_or((day, next + 1));
            let year_at = end + u32::from(self.form(end) == ",");
            let year = self.year(year_at);
            if year.is_some() {
                end = year_at + 1;
            }
            let (first, last) = if last < day { (day, day) } else { (day, last) };
            return Some((Meaning::MonthDay { month, first, last, year }, end));
        }
        let year_at = next + u32::from(matches!(self.form(next), "," | "of"));
        if let Some(year) = self.year(year_at) {
            return Some((Meaning::Month { month, year: Some(year), which: Which::Plain }, year_at + 1));
        }
        self.is_month_here(at).then_some((Meaning::Month { month, year: None, which: Which::Plain }, next))
    }

    /// "in March" is a month, "March" alone may be anything, "May" a verb.
    fn is_month_here(&self, at: u32) -> bool {
        let before = if at > 0 { self.lower(at - 1) } else { String::new() };
        let led = matches!(
            before.as_str(),
            "in" | "since"
                | "until"
                | "till"
                | "by"
                | "of"
                | "from"
                | "to"
                | "between"
                | "for"
                | "during"
                | "before"
                | "after"
                | "and"
                | "-"
                | "through"
        );
        let doubtful = matches!(self.lower(at).as_str(), "may" | "march" | "mar" | "jan" | "sept" | "dec");
        led && self.parse.upos(TokenId(at)) != Upos::Verb
            && self.parse.upos(TokenId(at)) != Upos::Aux
            && (!doubtful || matches!(before.as_str(), "in" | "since" | "until" | "by" | "of" | "during"))
    }

    /// "26 January", "26-28 January 2022", "2015", "2022-01-26".
    fn digits(&self, at: u32) -> Read {
        if !self.form(at).starts_with(|c: char| c.is_ascii_digit()) {
            return None;
        }
        if let Some(day) = self.day(at) {
            let (last, mut next) = self.to_day(at + 1).unwrap_or((day, at + 1));
            next += u32::from(self.form(next) == "of");
            if let Some(month) = self.calendar.month(&self.lower(next)).filter(|_| self.is_capital(next)) {
                let mut end =
                    next + 1 + u32::from(self.form(next + 1) == "." && self.year(next + 2).is_some());
                end += u32::from(self.form(end) == "," && self.year(end + 1).is_some());
                let year = self.year(end);
                let last = last.max(day);
                return Some((
                    Meaning::MonthDay { month, first: day, last, year },
                    end + u32::from(year.is_some()),
                ));
            }
        }
        self.iso(at).or_else(|| self.bare_year(at))
    }

    fn iso(&self, at: u32) -> Read {
        let form = self.form(at);
        let mut parts = form.split('-');
        let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
        let year: i16 = year.parse().ok().filter(|_| year.len() == 4)?;
        let (month, day) = (month.parse().ok()?, day.parse().ok()?);
        Some((Meaning::MonthDay { month, first: day, last: day, year: Some(year) }, at + 1))
    }

    /// "in 2015", "since 1985", "the 2015 agreement".
    fn bare_year(&self, at: u32) -> Read {
        let year = self.year(at)?;
        let before = if at > 0 { self.lower(at - 1) } else { String::new() };
        let led = matches!(
            before.as_str(),
            "in" | "since"
                | "during"
                | "by"
                | "until"
                | "from"
                | "early"
                | "late"
                | "mid"
                | "mid-"
                | "year"
                | "the"
                | "before"
                | "after"
                | "and"
                | "through"
        );
        let counted = at + 1 < self.end && matches!(self.parse.upos(TokenId(at + 1)), Upos::Num | Upos::Sym)
            || matches!(self.lower(at + 1).as_str(), "people" | "tonnes" | "troops" | "dlrs" | "mln");
        (led && !counted).then_some((Meaning::Year(year), at + 1))
    }

    fn year(&self, at: u32) -> Option<i16> {
        let form = self.form(at);
        let year: i16 = (form.len() == 4).then(|| form.parse().ok()).flatten()?;
        (1800..2200).contains(&year).then_some(year)
    }

    fn day(&self, at: u32) -> Option<i8> {
        let form = self.form(at);
        let digits = form.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        if digits.is_empty() || digits.len() > 2 || form.len() > digits.len() + 2 {
            return None;
        }
        digits.parse().ok().filter(|day| (1..=31).contains(day))
    }

    /// "-28", "to 28", "and 28" after a day.
    fn to_day(&self, at: u32) -> Option<(i8, u32)> {
        let joins = matches!(self.form(at), "-" | "–" | "to" | "and" | "/");
        let last = self.day(at + 1).filter(|_| joins)?;
        // "March 3 and 20 officials" is no stretch of days.
        let loose = self.form(at) == "and" && self.parse.upos(TokenId(at + 2)) == Upos::Noun;
        (!loose).then_some((last, at + 2))
    }

    /// What stands after "last", "this" or "next".
    fn which(&self, at: u32, which: Which) -> Read {
        let word = self.lower(at);
        if let Some(day) = self.calendar.weekday(&word) {
            return Some((Meaning::Weekday(day, which), self.daytime(at + 1)));
        }
        if let Some(month) = self.calendar.month(&word).filter(|_| self.is_capital(at)) {
            return Some((Meaning::Month { month, year: None, which }, at + 1));
        }
        if word == "night" && which == Which::Last {
            return Some((Meaning::Day(-1), at + 1));
        }
        self.calendar
            .unit(&word)
            .filter(|_| !word.ends_with('s'))
            .filter(|unit| !matches!(unit, Unit::Hour | Unit::Day))
            .map(|unit| (Meaning::Unit(unit, which, Part::Whole), at + 1))
    }

    /// "earlier this month", "later this year", "earlier in the month", "earlier on Monday".
    fn part(&self, at: u32, part: Part) -> Read {
        if self.lower(at) == "today" {
            return Some((Meaning::Day(0), at + 1));
        }
        let next = match self.lower(at).as_str() {
            "this" => at + 1,
            "in" if self.lower(at + 1) == "the" => at + 2,
            _ => return None,
        };
        let unit =
            self.calendar.unit(&self.lower(next)).filter(|unit| !matches!(unit, Unit::Hour | Unit::Day))?;
        Some((Meaning::Unit(unit, Which::This, part), next + 1))
    }

    /// "early next week", "late last year", "mid-February", "early Monday".
    fn early(&self, at: u32) -> Read {
        let next = at + u32::from(self.form(at) == "-");
        let word = self.lower(next);
        match word.as_str() {
            "last" => self.which(next + 1, Which::Last),
            "next" => self.which(next + 1, Which::Next),
            "this" => self.which(next + 1, Which::This),
            "in" | "on" => None,
            _ => {
                let name = self.calendar.month(&word).filter(|_| self.is_capital(next));
                match name {
                    Some(month) => self
                        .after_month(next, month)
                        .or(Some((Meaning::Month { month, year: None, which: Which::Plain }, next + 1))),
                    None => self
                        .calendar
                        .weekday(&word)
                        .map(|day| (Meaning::Weekday(day, Which::Plain), next + 1)),
                }
            }
        }
    }

    /// "the past two years", "the next ten days", "the last week".
    fn past_or_next(&self, at: u32) -> Read {
        let word = self.lower(at);
        let past = matches!(word.as_str(), "past" | "last" | "previous");
        let coming = matches!(word.as_str(), "next" | "coming");
        if !past && !coming {
            return None;
        }
        let single = self
            .calendar
            .unit(&self.lower(at + 1))
            .filter(|unit| *unit != Unit::Hour)
            .map(|unit| (1, unit, at + 2));
        let (n, unit, end) = self.count(at + 1).or(single)?;
        Some((if past { Meaning::Past(n, unit) } else { Meaning::Coming(n, unit) }, end))
    }

    /// A number and a unit: "two weeks", "48 hours", "a month".
    fn count(&self, at: u32) -> Option<(i32, Unit, u32)> {
        let word = self.lower(at);
        let number = self.calendar.number(&word);
        let number = number.or_else(|| word.parse().ok().filter(|n| (1..1000).contains(n)))?;
        let hyphen = u32::from(self.form(at + 1) == "-");
        let unit = self.calendar.unit(&self.lower(at + 1 + hyphen)).filter(|unit| *unit != Unit::Weekend)?;
        Some((number, unit, at + 2 + hyphen))
    }
}
