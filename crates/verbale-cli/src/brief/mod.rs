//! The brief: what a desk officer wants to see of a report in ten seconds. Who owes whom what, who wants what,
//! what was answered, promised and threatened, where it stands, and what is in doubt; below it what else was said
//! and what was kept out of the story.
//!
//! Enter: a record, its text and its sentences. Leave: lines of the width that there is. Each line ends with the
//! entries that it rests on and the paragraph (¶) where they stand. Contents are shown in short, never whole
//! articles; colours are left to the stream to keep or drop.

mod doubts;
pub(crate) mod flow;
mod line;
mod moves;
mod names;
mod owed;
mod page;
mod said;
mod standing;
mod words;

use anstyle::{AnsiColor, Style};
use flow::{Flow, styled};
use names::Names;
use verbale::record::{CharSpan, Record};

/// Whether the sentences that a line was read from are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Evidence {
    Shown,
    Hidden,
}

/// How a brief is to look.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Look {
    pub(crate) evidence: Evidence,
    /// Columns of a line.
    pub(crate) width: usize,
}

/// The brief of a record, whose spans lie in `text`; `sentences` are those of the text.
pub(crate) fn brief(record: &Record, text: &str, sentences: &[CharSpan], look: Look) -> String {
    let borders = match text.is_ascii() {
        true => Vec::new(),
        false => text.char_indices().map(|(at, _)| at as u32).collect(),
    };
    let names = Names::new(record);
    let mut brief = Brief { record, names, text, borders, sentences, look, out: String::new() };
    page::head(&mut brief);
    page::nothing(&mut brief);
    owed::obligations(&mut brief);
    moves::sections(&mut brief);
    standing::states(&mut brief);
    standing::papers(&mut brief);
    standing::tension(&mut brief);
    doubts::doubts(&mut brief);
    said::others(&mut brief);
    standing::silent(&mut brief);
    page::kept_out(&mut brief);
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
    sentences: &'a [CharSpan],
    look: Look,
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
        flow.lay(&mut self.out, self.look.width, indent, indent + 4);
    }

    /// The sentences that a line was read from with their places, if they are wanted; `by` is what read it.
    fn read_from(&mut self, spans: &[CharSpan], by: &str) {
        /// Sentences and letters that are shown of them: a line leads to its place, not to the whole report.
        const MOST: usize = 4;
        const LETTERS: usize = 400;
        if self.look.evidence == Evidence::Hidden {
            return;
        }
        let overlaps = |sentence: &&CharSpan| {
            spans.iter().any(|span| span.start < sentence.end && sentence.start < span.end)
        };
        let found: Vec<CharSpan> = self.sentences.iter().filter(overlaps).take(MOST).copied().collect();
        for (n, sentence) in found.iter().enumerate() {
            let mut flow = Flow::new();
            let words = flow::short(self.span(*sentence), LETTERS);
            flow.add(
                DIM,
                &format!("{} “{words}” {}–{}", self.place(sentence.start), sentence.start, sentence.end),
            );
            if n + 1 == found.len() && !by.is_empty() {
                flow.add(DIM, &format!("; {by}"));
            }
            self.entry(flow, 6);
        }
    }
}

#[cfg(test)]
mod tests;

pub(crate) const SECTION: Style = Style::new().bold().underline();
pub(crate) const TITLE: Style = Style::new().bold();
pub(crate) const DIM: Style = Style::new().dimmed();
pub(crate) const PARTY: Style = AnsiColor::Cyan.on_default().bold();
pub(crate) const KIND: Style = AnsiColor::Blue.on_default().bold();
pub(crate) const OPEN: Style = AnsiColor::Yellow.on_default().bold();
pub(crate) const DONE: Style = AnsiColor::Green.on_default();
pub(crate) const BAD: Style = AnsiColor::Red.on_default().bold();
