//! Expressions of time, resolved against the day of publication where it is known.
//!
//! Enter the trees, leave the expressions in text order. "Monday" in a report of Wednesday 12 June 2019 is 10 June,
//! and 17 June where the verb is a future; "26 January 2022" needs no day of publication; "on Monday" without one
//! stays open, with one note for all. A page date is never taken for the day of the story.

mod calendar;
mod days;
mod words;

pub use calendar::Calendar;

use crate::note::{Note, NoteKind};
use crate::parse::Parse;
use crate::segment::SegmentKind;
use crate::span::Span;
use crate::token::TokenId;
use jiff::civil::Date;

/// What a date rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DateBasis {
    /// The day of publication that the caller gave.
    Given,
    /// The text alone ("26 January 2022", a dateline with its year).
    Text,
    /// Nothing: the expression stays unresolved.
    None,
}

impl DateBasis {
    /// The name that stands in the record.
    pub fn as_str(self) -> &'static str {
        match self {
            DateBasis::Given => "given",
            DateBasis::Text => "text",
            DateBasis::None => "none",
        }
    }
}

/// An expression of time: "on Monday", "last week", "26 January".
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct When {
    /// Its words, without a preposition.
    pub span: Span,
    /// The first day meant, if it is known.
    pub from: Option<Date>,
    /// The last day meant, inclusive.
    pub to: Option<Date>,
    /// What the dates rest on.
    pub basis: DateBasis,
}

/// The expressions of time of a document.
#[derive(Debug, Clone, Default)]
pub struct Times {
    /// In text order, not overlapping.
    pub list: Vec<When>,
    /// Page dates that are not the story's; expressions left open.
    pub notes: Vec<Note>,
}

impl Times {
    /// The expressions that begin inside `span`, in text order.
    pub fn within(&self, span: Span) -> &[When] {
        let low = self.list.partition_point(|when| when.span.start < span.start);
        let high = self.list.partition_point(|when| when.span.start < span.end);
        &self.list[low..high.max(low)]
    }
}

/// Finds and resolves expressions of time. A page date is never used as the day of publication.
pub fn find(parse: &Parse, calendar: &Calendar) -> Times {
    let mut times = Times::default();
    let published = parse.document.published;
    let mut at = 0;
    let end = parse.tokens.tokens.len() as u32;
    while at < end {
        let Some(found) = words::at(parse, calendar, at) else {
            at += 1;
            continue;
        };
        let first = parse.span(TokenId(found.tokens.start));
        let span = first.join(parse.span(TokenId(found.tokens.end - 1)));
        let direction = days::direction(parse, TokenId(found.tokens.start));
        let (range, basis) = days::resolve(found.meaning, published, direction);
        let (from, to) = range.unzip();
        times.list.push(When { span, from, to, basis });
        at = found.tokens.end;
    }
    times.notes = notes(parse, &times.list);
    times
}

fn notes(parse: &Parse, list: &[When]) -> Vec<Note> {
    let mut notes = Vec::new();
    let page = parse.segments.page_date;
    let place = parse.segments.list.iter().find(|segment| segment.kind == SegmentKind::PageDate);
    let place = place.map(|segment| segment.span);
    let note = |message: String| Note { kind: NoteKind::Date, message, span: place };
    match (page, parse.document.published) {
        (Some(page), Some(published)) if page != published => {
            notes.push(note(format!(
                "the page shows {page}, not the day of publication {published}; it is not used"
            )));
        }
        (Some(page), None) => notes.push(note(format!(
            "the page shows {page}, which need not be the day of the story; it is not used"
        ))),
        _ => {}
    }
    let open = list.iter().filter(|when| when.basis == DateBasis::None).count();
    if open > 0 && parse.document.published.is_none() {
        let first = list.iter().find(|when| when.basis == DateBasis::None).map(|when| when.span);
        let message = format!("no day of publication was given, so expressions of time stay open: {open}");
        notes.push(Note { kind: NoteKind::Date, message, span: first });
    }
    notes
}

#[cfg(test)]
mod tests;
