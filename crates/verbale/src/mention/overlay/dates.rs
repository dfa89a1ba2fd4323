//! Dates as other projects write them.

use jiff::civil::Date;

/// Years of two digits from this one on are of the last century, as PETRARCH's dictionaries have it.
const PIVOT: i16 = 30;

/// A date of six digits (YYMMDD, where 30 to 99 are of the last century) or eight (YYYYMMDD).
pub(super) fn digits(text: &str) -> Option<Date> {
    if !text.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let number = |range: std::ops::Range<usize>| text.get(range)?.parse::<i16>().ok();
    let (year, rest) = match text.len() {
        6 => {
            let year = number(0..2)?;
            (if year >= PIVOT { 1900 + year } else { 2000 + year }, 2)
        }
        8 => (number(0..4)?, 4),
        _ => return None,
    };
    Date::new(year, number(rest..rest + 2)? as i8, number(rest + 2..rest + 4)? as i8).ok()
}

/// A date of a Wikidata export: "2004-03-09T00:00:00Z", "2004-03-09", "2004-03", "2004".
pub(super) fn iso(text: &str) -> Option<String> {
    let day = text.trim().trim_start_matches('+').split('T').next()?;
    let parts: Vec<&str> = day.split('-').collect();
    let year: i16 = parts.first()?.parse().ok().filter(|_| parts[0].len() == 4)?;
    let number = |n: usize| parts.get(n).and_then(|part| part.parse::<i8>().ok());
    match parts.len() {
        1 => Some(day.to_owned()),
        // Wikidata gives 00 for a month or a day that it does not know.
        _ if number(1) == Some(0) => Some(year.to_string()),
        2 => Date::new(year, number(1)?, 1).ok().map(|_| day.to_owned()),
        3 if number(2) == Some(0) => Some(format!("{year:04}-{:02}", number(1)?)),
        3 => Date::new(year, number(1)?, number(2)?).ok().map(|_| day.to_owned()),
        _ => None,
    }
}
