//! The brief: what a desk officer wants to see of a report in ten seconds. Who owes whom what, what was
//! demanded, offered and answered, who said it, what was kept out of the story, and what is in doubt.
//!
//! Contents are shown in short, never whole articles; colours are left to the stream to keep or drop.

mod flow;
mod names;
mod page;
mod said;
mod talks;

use anstyle::{AnsiColor, Style};
use flow::{Flow, Start, styled};
use names::Names;
use verbale::record::{CharSpan, Record};

/// Whether the words that an entry was read from are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Evidence {
    Shown,
    Hidden,
}

/// The brief of a record, whose spans lie in `text`.
pub(crate) fn brief(record: &Record, text: &str, evidence: Evidence) -> String {
    let mut brief = Brief {
        record,
        names: Names::new(record),
        text,
        borders: if text.is_ascii() {
            Vec::new()
        } else {
            text.char_indices().map(|(at, _)| at as u32).collect()
        },
        evidence,
        out: String::new(),
    };
    page::head(&mut brief);
    page::nothing(&mut brief);
    talks::obligations(&mut brief);
    talks::moves(&mut brief);
    talks::states(&mut brief);
    said::statements(&mut brief);
    talks::signals(&mut brief);
    page::kept_out(&mut brief);
    page::notes(&mut brief);
    brief.out.push('\n');
    brief.out
}

/// A brief in the making.
struct Brief<'a> {
    record: &'a Record,
    names: Names<'a>,
    text: &'a str,
    /// The byte at which each character begins; empty where all are of one byte.
    borders: Vec<u32>,
    evidence: Evidence,
    out: String,
}

impl<'a> Brief<'a> {
    /// The words of a span.
    fn words(&self, start: u32, end: u32) -> &'a str {
        let byte = |point: u32| match self.borders.get(point as usize) {
            Some(&at) => at as usize,
            None if self.borders.is_empty() => point as usize,
            None => self.text.len(),
        };
        self.text.get(byte(start)..byte(end)).unwrap_or_default()
    }

    fn span(&self, span: CharSpan) -> &'a str {
        self.words(span.start, span.end)
    }

    /// A section's title, after a blank line.
    fn section(&mut self, title: &str) {
        self.out.push('\n');
        styled(&mut self.out, SECTION, title);
        self.out.push('\n');
    }

    /// One paragraph of an entry.
    fn entry(&mut self, flow: Flow, indent: usize) {
        flow.lay(&mut self.out, Start::Blank(indent), indent + 4);
    }

    /// The words that an entry was read from and the rule that read it, if they are wanted.
    fn read_from(&mut self, spans: &[CharSpan], rule: &str, confidence: f64, indent: usize) {
        if self.evidence == Evidence::Hidden {
            return;
        }
        let pieces: Vec<&str> = spans.iter().map(|&span| self.span(span)).collect();
        let mut flow = Flow::new();
        flow.add(DIM, &format!("read from “{}”", flow::short(&pieces.join(" … "), 240)));
        let places: Vec<String> = spans.iter().map(|span| format!("{}–{}", span.start, span.end)).collect();
        flow.add(DIM, &format!(" at {}; {rule}, {confidence:.2}", places.join(", ")));
        self.entry(flow, indent);
    }
}

#[cfg(test)]
mod tests;

const SECTION: Style = Style::new().bold().underline();
const TITLE: Style = Style::new().bold();
const DIM: Style = Style::new().dimmed();
const PARTY: Style = AnsiColor::Cyan.on_default().bold();
const KIND: Style = AnsiColor::Blue.on_default().bold();
const OPEN: Style = AnsiColor::Yellow.on_default().bold();
const DONE: Style = AnsiColor::Green.on_default();
const BAD: Style = AnsiColor::Red.on_default().bold();
