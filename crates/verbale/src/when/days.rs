//! Puts an expression of time on the calendar.

use super::DateBasis;
use super::words::{Meaning, Part, Unit, Which};
use crate::clause::{self, Tense};
use crate::parse::Parse;
use crate::syntax::Upos;
use crate::token::TokenId;
use jiff::civil::{Date, date};
use jiff::{Span, ToSpan};

/// Which way from the day of publication the words around an expression point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Direction {
    Back,
    Forward,
    Open,
}

/// How far up the tree the verb is looked for.
const CLIMB: usize = 6;

/// The direction of the verb that governs `token`: "met on Monday", "will meet on Monday", "due to meet on Monday".
pub(super) fn direction(parse: &Parse, token: TokenId) -> Direction {
    let mut at = token;
    for _ in 0..CLIMB {
        let Some(head) = parse.head(at) else { break };
        at = head;
        if !matches!(parse.upos(at), Upos::Verb | Upos::Aux) && parse.child_by(at, "cop").is_none() {
            continue;
        }
        let infinitive = parse.children_by(at, "mark").any(|mark| parse.lemma(mark) == "to");
        if infinitive {
            return Direction::Forward;
        }
        return match clause::verbal(parse, at).tense {
            Tense::Past => Direction::Back,
            Tense::Future => Direction::Forward,
            Tense::Present | Tense::None => Direction::Open,
        };
    }
    Direction::Open
}

type Days = Option<(Date, Date)>;

/// The first and last day meant, and on what that rests.
pub(super) fn resolve(meaning: Meaning, published: Option<Date>, direction: Direction) -> (Days, DateBasis) {
    if let Some(days) = absolute(meaning) {
        return (Some(days), DateBasis::Text);
    }
    match published.and_then(|published| relative(meaning, published, direction)) {
        Some(days) => (Some(days), DateBasis::Given),
        None => (None, DateBasis::None),
    }
}

fn absolute(meaning: Meaning) -> Days {
    match meaning {
        Meaning::MonthDay { month, first, last, year: Some(year) } => {
            Some((Date::new(year, month, first).ok()?, Date::new(year, month, last).ok()?))
        }
        Meaning::Month { month, year: Some(year), .. } => {
            let first = Date::new(year, month, 1).ok()?;
            Some((first, first.last_of_month()))
        }
        Meaning::Year(year) => Some((date(year, 1, 1), date(year, 12, 31))),
        _ => None,
    }
}

fn relative(meaning: Meaning, today: Date, direction: Direction) -> Days {
    let day = |date: Date| Some((date, date));
    match meaning {
        Meaning::Day(offset) => day(plus(today, i64::from(offset).days())?),
        Meaning::Weekday(weekday, which) => day(weekday_near(weekday, which, today, direction)?),
        Meaning::MonthDay { month, first, last, .. } => {
            let from = day_near(month, first, today)?;
            Some((from, Date::new(from.year(), month, last).ok()?))
        }
        Meaning::Month { month, which, .. } => month_near(month, which, today, direction),
        Meaning::Year(_) => None,
        Meaning::Unit(unit, which, part) => stretch(unit, which, part, today, direction),
        Meaning::Ago(n, unit) => ago(n, unit, today),
        Meaning::Past(n, unit) => Some((plus(today, -length(n, unit))?, today)),
        Meaning::Coming(n, unit) => Some((today, plus(today, length(n, unit))?)),
    }
}

fn plus(date: Date, span: Span) -> Option<Date> {
    date.checked_add(span).ok()
}

fn length(n: i32, unit: Unit) -> Span {
    let n = i64::from(n);
    match unit {
        Unit::Hour => ((n + 23) / 24).days(),
        Unit::Day => n.days(),
        Unit::Week | Unit::Weekend => n.weeks(),
        Unit::Month => n.months(),
        Unit::Quarter => (3 * n).months(),
        Unit::Year => n.years(),
        Unit::Decade => (10 * n).years(),
    }
}

/// "Monday": today or up to six days back, ahead where the verb is a future.
fn weekday_near(weekday: i8, which: Which, today: Date, direction: Direction) -> Option<Date> {
    let now = today.weekday().to_monday_one_offset();
    let back = (now - weekday).rem_euclid(7);
    let ahead = (weekday - now).rem_euclid(7);
    let offset = match (which, direction) {
        (Which::Last, _) => -i64::from(if back == 0 { 7 } else { back }),
        (Which::Next, _) => i64::from(if ahead == 0 { 7 } else { ahead }),
        (_, Direction::Forward) => i64::from(ahead),
        _ => -i64::from(back),
    };
    plus(today, offset.days())
}

/// A day without a year: the nearest of its name.
fn day_near(month: i8, day: i8, today: Date) -> Option<Date> {
    let year = today.year();
    let near = [year - 1, year, year + 1].into_iter().filter_map(|year| Date::new(year, month, day).ok());
    near.min_by_key(|date| (*date - today).get_days().abs())
}

fn month_near(month: i8, which: Which, today: Date, direction: Direction) -> Days {
    let year = today.year();
    let passed = month < today.month();
    let year = match (which, direction) {
        (Which::Last, _) if !passed => year - 1,
        (Which::Next, _) if month <= today.month() => year + 1,
        (Which::Plain, Direction::Forward) if passed => year + 1,
        (Which::Plain, Direction::Back) if month > today.month() => year - 1,
        (Which::Plain, Direction::Open) if month > today.month() + 6 => year - 1,
        _ => year,
    };
    let first = Date::new(year, month, 1).ok()?;
    Some((first, first.last_of_month()))
}

fn stretch(unit: Unit, which: Which, part: Part, today: Date, direction: Direction) -> Days {
    let step = match which {
        Which::Last => -1,
        Which::Next => 1,
        Which::This | Which::Plain => 0,
    };
    let monday = plus(today, (-i64::from(today.weekday().to_monday_zero_offset())).days())?;
    let (from, to) = match unit {
        Unit::Week => {
            let from = plus(monday, i64::from(step).weeks())?;
            (from, plus(from, 6.days())?)
        }
        Unit::Weekend => {
            // "this weekend" told on its Monday is the one that just passed.
            let just_passed =
                step == 0 && direction == Direction::Back && today.weekday().to_monday_one_offset() < 5;
            let step = if just_passed { -1 } else { step };
            let saturday = plus(plus(monday, i64::from(step).weeks())?, 5.days())?;
            (saturday, plus(saturday, 1.days())?)
        }
        Unit::Month => {
            let first = plus(today.first_of_month(), i64::from(step).months())?;
            (first, first.last_of_month())
        }
        Unit::Quarter => {
            let start = Date::new(today.year(), (today.month() - 1) / 3 * 3 + 1, 1).ok()?;
            let first = plus(start, i64::from(3 * step).months())?;
            (first, plus(first, 2.months())?.last_of_month())
        }
        Unit::Year => {
            let first = plus(today.first_of_year(), i64::from(step).years())?;
            (first, first.last_of_year())
        }
        Unit::Decade => {
            let first = Date::new(today.year() / 10 * 10 + 10 * step as i16, 1, 1).ok()?;
            (first, plus(first, 9.years())?.last_of_year())
        }
        Unit::Hour | Unit::Day => return None,
    };
    Some(match part {
        Part::Whole => (from, to),
        Part::Earlier => (from, today),
        Part::Later => (today, to),
    })
}

fn ago(n: i32, unit: Unit, today: Date) -> Days {
    let then = plus(today, -length(n, unit))?;
    Some(match unit {
        Unit::Month | Unit::Quarter => (then.first_of_month(), then.last_of_month()),
        Unit::Year | Unit::Decade => (then.first_of_year(), then.last_of_year()),
        _ => (then, then),
    })
}
