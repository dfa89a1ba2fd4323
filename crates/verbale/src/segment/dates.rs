//! Dates that a page shows: "Friday, March 24", "Published 2 May 2019 10:45 GMT", "3 hours ago".

use super::phrases::{DateWord, PagePhrases};
use crate::span::Span;
use jiff::civil::{Date, date};

/// What a line that is only a date says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Shown {
    /// The day, where it has a year and one reading.
    pub(super) date: Option<Date>,
    /// A weekday and a year stand beside month and day, so that it cannot be part of a sentence.
    pub(super) full: bool,
}

/// The longest line that is read as a date.
const LONGEST: usize = 90;

#[derive(Debug, Default)]
struct Parts {
    month: Option<i8>,
    numbers: Vec<i16>,
    year: Option<i16>,
    weekday: bool,
    numeric: Option<(bool, Option<Date>)>,
    ago: bool,
    words: usize,
}

/// Reads `text` as a date and nothing else.
pub(super) fn only_date(text: &str, phrases: &PagePhrases) -> Option<Shown> {
    if text.len() > LONGEST || !text.bytes().any(|b| b.is_ascii_digit()) {
        return None;
    }
    let mut parts = Parts::default();
    let divides =
        |c: char| c.is_whitespace() || matches!(c, ',' | '|' | '(' | ')' | '·' | '•' | '—' | '–' | ';');
    for word in text.split(divides).filter(|word| !word.is_empty()) {
        parts.read(word, phrases)?;
    }
    parts.shown()
}

impl Parts {
    fn read(&mut self, word: &str, phrases: &PagePhrases) -> Option<()> {
        self.words += 1;
        let lower = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        if lower.is_empty() {
            return Some(());
        }
        match phrases.date_word(&lower) {
            Some(DateWord::Month(month)) => {
                // A second date ("Updated …") adds nothing.
                self.month.get_or_insert(month);
                return Some(());
            }
            Some(DateWord::Weekday) => {
                self.weekday = true;
                return Some(());
            }
            Some(DateWord::Filler) => {
                self.ago |= lower == "ago";
                return Some(());
            }
            None => {}
        }
        if is_time(&lower) {
            return Some(());
        }
        if let Some(numeric) = numeric(&lower) {
            self.numeric.get_or_insert(numeric);
            return Some(());
        }
        let digits =
            ["st", "nd", "rd", "th"].iter().find_map(|end| lower.strip_suffix(end)).unwrap_or(&lower);
        let number: i16 = digits.parse().ok()?;
        match number {
            0..=99 => self.numbers.push(number),
            1800..=2199 => {
                self.year.get_or_insert(number);
            }
            _ => return None,
        }
        Some(())
    }

    fn shown(self) -> Option<Shown> {
        if let Some((_, date)) = self.numeric {
            return Some(Shown { date, full: false });
        }
        if self.ago && self.words <= 6 {
            return Some(Shown { date: None, full: false });
        }
        let month = self.month?;
        let day = i8::try_from(*self.numbers.first()?).ok().filter(|day| (1..=31).contains(day))?;
        let date = self.year.and_then(|year| Date::new(year, month, day).ok());
        Some(Shown { date, full: self.weekday && self.year.is_some() })
    }
}

/// "10:45", "8:05pm", "17h30".
fn is_time(lower: &str) -> bool {
    let clock = lower.trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == '.');
    let parts: Vec<&str> = clock.split([':', 'h']).collect();
    let figures = |part: &&str| (1..=2).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
    (parts.len() > 1 || ["am", "pm", "a.m", "p.m"].iter().any(|end| lower.ends_with(end)))
        && parts.iter().all(figures)
}

/// "2019-03-31", "31/03/2019": with the day, where there is only one reading.
fn numeric(lower: &str) -> Option<(bool, Option<Date>)> {
    let parts: Vec<&str> = lower.split(['-', '/', '.']).collect();
    let [a, b, c] = parts[..] else { return None };
    let number = |part: &str| part.split('t').next().and_then(|part| part.parse::<i16>().ok());
    let (a, b, c) = (number(a)?, number(b)?, number(c)?);
    let day = |year: i16, month: i16, day: i16| {
        Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
    };
    let found = match (a, b, c) {
        (1800.., _, _) => day(a, b, c),
        (_, _, 1800..) if a > 12 => day(c, b, a),
        (_, _, 1800..) if b > 12 || a == b => day(c, a, b),
        (1..=31, 1..=31, 0..) => None,
        _ => return None,
    };
    Some((true, found.filter(|found| *found >= date(1800, 1, 1))))
}

/// A full date at the head of a paragraph that goes on: "Thursday, May 7, 2015 On Tuesday, the …".
pub(super) fn leading_date(text: &str, phrases: &PagePhrases) -> Option<usize> {
    ends_of_words(text, 4).into_iter().rev().find(|&end| {
        let rest = text[end..].trim_start();
        let full = only_date(&text[..end], phrases).is_some_and(|shown| shown.full);
        full && rest.starts_with(|c: char| c.is_uppercase() || c == '"' || c == '“')
    })
}

/// A full date at the end of a headline: "Envoy meets minister Tuesday, September 1, 2015".
pub(super) fn trailing_date(text: &str, phrases: &PagePhrases) -> Option<usize> {
    if text.len() > 300 {
        return None;
    }
    let starts: Vec<usize> = word_starts(text).collect();
    let start = *starts.get(starts.len().checked_sub(4)?)?;
    let full = only_date(&text[start..], phrases).is_some_and(|shown| shown.full);
    let before = text[..start].trim_end();
    (full
        && before.ends_with(|c: char| c.is_alphanumeric() || matches!(c, '\'' | '"' | '’' | '”' | ')'))
        && before.contains(' '))
    .then_some(start)
}

fn ends_of_words(text: &str, most: usize) -> Vec<usize> {
    let ends = text
        .char_indices()
        .filter(|&(at, c)| c.is_whitespace() && at > 0 && !text[..at].ends_with(char::is_whitespace));
    ends.map(|(at, _)| at).take(most).collect()
}

fn word_starts(text: &str) -> impl Iterator<Item = usize> + '_ {
    let starts = text
        .char_indices()
        .filter(|&(at, c)| !c.is_whitespace() && (at == 0 || text[..at].ends_with(char::is_whitespace)));
    starts.map(|(at, _)| at)
}

/// True where every word of `part` belongs to a date: "March 3", "Monday", "1987".
pub(super) fn is_date_part(part: &str, phrases: &PagePhrases) -> bool {
    let mut known = false;
    for word in part.split_whitespace() {
        let lower = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        match phrases.date_word(&lower) {
            Some(DateWord::Month(_) | DateWord::Weekday) => known = true,
            _ if !lower.is_empty() && lower.len() <= 4 && lower.bytes().all(|b| b.is_ascii_digit()) => {
                known |= lower.len() == 4;
            }
            _ => return false,
        }
    }
    known
}

/// The text of a span, for dates that stand in one.
pub(super) fn shown_in(text: &str, span: Span, phrases: &PagePhrases) -> Option<Date> {
    only_date(span.of(text), phrases).and_then(|shown| shown.date)
}

#[cfg(test)]
mod tests {
    use super::{leading_date, only_date, trailing_date};
    use crate::knowledge::Files;
    use crate::segment::PagePhrases;

    fn check(text: &str, expected: Option<&str>) {
        let phrases = PagePhrases::new(&Files::embedded()).expect("the built-in tables");
        let shown = only_date(text, &phrases);
        let found = shown.map(|shown| shown.date.map_or("open".to_owned(), |date| date.to_string()));
        assert_eq!(found.as_deref(), expected, "{text}");
    }

    #[test]
    fn dates_with_a_year_are_resolved() {
        check("Wednesday, January 23, 2019", Some("2019-01-23"));
        check("Published: 2 May 2019 at 10:45 GMT", Some("2019-05-02"));
        check("Updated 8:05 p.m. EST, Feb. 3rd, 2020", Some("2020-02-03"));
        check("2021-11-05", Some("2021-11-05"));
        check("25/12/2020", Some("2020-12-25"));
    }

    #[test]
    fn others_stay_open() {
        check("Friday, March 24", Some("open"));
        check("03/04/2020", Some("open"));
        check("5 hours ago", Some("open"));
    }

    #[test]
    fn prose_is_no_date() {
        check("The envoy arrived on March 24", None);
        check("Monday", None);
        check("1987", None);
        check("Shr 38 cts vs 25 cts", None);
    }

    #[test]
    fn full_dates_are_cut_from_prose() {
        let phrases = PagePhrases::new(&Files::embedded()).expect("the built-in tables");
        let text = "Tuesday, May 4, 2021 On Monday, the envoy left.";
        assert_eq!(leading_date(text, &phrases).map(|end| &text[..end]), Some("Tuesday, May 4, 2021"));
        let text = "Envoy meets ministers of both sides Tuesday, May 4, 2021";
        assert_eq!(trailing_date(text, &phrases).map(|at| &text[at..]), Some("Tuesday, May 4, 2021"));
        assert_eq!(leading_date("Tuesday, the envoy left.", &phrases), None);
    }
}
