//! Reports as JSON lines: `{"id","text","title"?,"published"?,"outlet"?,"url"?}`, one a line.
//!
//! A line that is no such report is told with its number and passed over; blank lines count but hold nothing.

use super::{Fault, LONGEST, too_long};
use jiff::civil::Date;
use serde::Deserialize;
use std::io::{self, BufRead, Read};
use verbale::document::Input;

/// A file of JSON lines, read one line at a time.
pub(super) struct JsonLines {
    name: String,
    from: Box<dyn BufRead + Send>,
    line: usize,
    reports: usize,
    ended: bool,
}

/// A line as it stands.
#[derive(Deserialize)]
struct Line {
    id: Option<Id>,
    text: Option<String>,
    title: Option<String>,
    published: Option<String>,
    outlet: Option<String>,
    url: Option<String>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Id {
    Word(String),
    Number(serde_json::Number),
}

impl JsonLines {
    pub(super) fn new(name: String, from: Box<dyn BufRead + Send>) -> JsonLines {
        JsonLines { name, from, line: 0, reports: 0, ended: false }
    }

    fn place(&self) -> String {
        format!("{}:{}", self.name, self.line)
    }

    /// The next line's bytes; a line that is too long is passed over, not kept.
    fn bytes(&mut self) -> Result<Option<Vec<u8>>, Fault> {
        let mut bytes = Vec::new();
        self.line += 1;
        let mut limited = self.from.by_ref().take(LONGEST + 1);
        let read = limited.read_until(b'\n', &mut bytes);
        if let Err(error) = read {
            self.ended = true;
            return Err(Fault::io(self.place(), &error));
        }
        if bytes.len() as u64 > LONGEST {
            drop(bytes);
            if let Err(error) = skip_line(&mut self.from) {
                self.ended = true;
                return Err(Fault::io(self.place(), &error));
            }
            return Err(Fault::new(self.place(), too_long("a line")));
        }
        Ok((!bytes.is_empty()).then_some(bytes))
    }

    fn report(&self, bytes: &[u8]) -> Result<Input, Fault> {
        parse(bytes, self.place()).map_err(|problem| Fault::new(self.place(), problem))
    }
}

impl Iterator for JsonLines {
    type Item = Result<Input, Fault>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.ended {
            match self.bytes() {
                Err(fault) => {
                    self.reports += 1;
                    return Some(Err(fault));
                }
                Ok(None) => {
                    self.ended = true;
                    if self.reports == 0 {
                        let problem = "is empty; one JSON object a line was expected";
                        return Some(Err(Fault::new(&self.name, problem)));
                    }
                }
                Ok(Some(bytes)) if bytes.iter().all(u8::is_ascii_whitespace) => {}
                Ok(Some(bytes)) => {
                    self.reports += 1;
                    return Some(self.report(&bytes));
                }
            }
        }
        None
    }
}

/// Goes to the end of the line without keeping it.
fn skip_line(from: &mut dyn BufRead) -> io::Result<()> {
    loop {
        let ahead = from.fill_buf()?;
        if ahead.is_empty() {
            return Ok(());
        }
        let end = ahead.iter().position(|&byte| byte == b'\n');
        let used = end.map_or(ahead.len(), |at| at + 1);
        from.consume(used);
        if end.is_some() {
            return Ok(());
        }
    }
}

/// One line as a report, or what is wrong with it and what was expected.
fn parse(bytes: &[u8], place: String) -> Result<Input, String> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let text = std::str::from_utf8(bytes).map_err(|_| "is not UTF-8; JSON must be".to_owned())?;
    let line: Line = serde_json::from_str(text.trim()).map_err(|error| explain(&error))?;
    let text = line.text.ok_or("has no \"text\"; expected {\"id\": …, \"text\": …}")?;
    if text.trim().is_empty() {
        return Err("its \"text\" is empty; a report was expected".to_owned());
    }
    let id = match line.id {
        Some(Id::Word(word)) => word,
        Some(Id::Number(number)) => number.to_string(),
        None => place.clone(),
    };
    let published = line.published.filter(|day| !day.is_empty()).map(|day| self::day(&day)).transpose()?;
    Ok(Input {
        id,
        name: place,
        bytes: text.into_bytes(),
        title: line.title,
        published,
        outlet: line.outlet,
        url: line.url,
    })
}

/// The parser's words without its place, which is that of the one line, as a column.
fn explain(error: &serde_json::Error) -> String {
    let whole = error.to_string();
    let what = whole.split(" at line ").next().unwrap_or(&whole);
    if what.contains("surrogate") || what.contains("hex escape") {
        return format!(
            "a \\u escape that is half a character (column {}); a pair was expected",
            error.column()
        );
    }
    format!("{what} (column {}); expected one JSON object with \"id\" and \"text\"", error.column())
}

/// A day, or the day of a moment: `2022-02-14`, `2022-02-14T10:30:00Z`.
fn day(text: &str) -> Result<Date, String> {
    let day = text.split(['T', ' ']).next().unwrap_or(text);
    day.parse().map_err(|_| format!("\"published\" is {text:?}; expected a day as YYYY-MM-DD"))
}

#[cfg(test)]
mod tests {
    use super::JsonLines;

    fn check(lines: &str, expected: &[&str]) {
        let from = std::io::Cursor::new(lines.as_bytes().to_vec());
        let got: Vec<String> = JsonLines::new("f".to_owned(), Box::new(from))
            .map(|line| match line {
                Ok(input) => format!("{} {}", input.id, String::from_utf8_lossy(&input.bytes)),
                Err(fault) => fault.to_string(),
            })
            .collect();
        assert_eq!(got, expected);
    }

    #[test]
    fn good_lines_are_reports() {
        check(
            "{\"id\":\"a\",\"text\":\"x\"}\n\n{\"text\":\"y\",\"id\":7}\n{\"text\":\"z\"}",
            &["a x", "7 y", "f:4 z"],
        );
        check(r#"{"id":"a","text":"x","published":"2022-02-14T10:00:00Z","title":null}"#, &["a x"]);
    }

    #[test]
    fn bad_lines_are_told_and_passed_over() {
        check(
            "{\"id\":\"a\"}\n{\"id\":\"b\",\"text\":\"x\"}",
            &["f:1: has no \"text\"; expected {\"id\": …, \"text\": …}", "b x"],
        );
        check(
            "{\"id\":\"a\",",
            &[
                "f:1: EOF while parsing a value (column 10); expected one JSON object with \"id\" and \"text\"",
            ],
        );
        check(
            r#"{"id":"a","text":"\ud800 x"}"#,
            &["f:1: a \\u escape that is half a character (column 25); a pair was expected"],
        );
        check(
            r#"{"text":"x","published":"yesterday"}"#,
            &["f:1: \"published\" is \"yesterday\"; expected a day as YYYY-MM-DD"],
        );
        check("", &["f: is empty; one JSON object a line was expected"]);
    }
}
