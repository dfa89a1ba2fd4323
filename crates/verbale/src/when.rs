//! Expressions of time, resolved against the day of publication where it is known.

use crate::note::Note;
use crate::parse::Parse;
use crate::span::Span;
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
pub fn find(_parse: &Parse) -> Times {
    Times::default()
}
