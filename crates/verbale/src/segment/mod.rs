//! What each part of a page is, and where its quotations open and close.

use crate::document::Document;
use crate::note::Note;
use crate::span::Span;
use jiff::civil::Date;

/// What a part of a page is. Only headline, caption and body are read for statements and moves; what is
/// read in a headline or a caption repeats the body.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SegmentKind {
    /// The story's own title.
    Headline,
    /// "GENEVA, Jan 10 (Reuters) -" before the first sentence.
    Dateline,
    /// Who wrote it.
    Byline,
    /// A date that the page shows and that may not be the story's.
    PageDate,
    /// A paragraph of the story.
    Body,
    /// A line under a picture.
    Caption,
    /// The headline of another story.
    Related,
    /// An invitation to the reader: "Know more".
    Prompt,
    /// Anything else that is not the story: copyright lines, editors' codes, "(more)".
    Boilerplate,
}

/// One part of a page: a paragraph or less.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Segment {
    /// What it is.
    pub kind: SegmentKind,
    /// Where it stands, without blanks at its ends.
    pub span: Span,
}

/// A quotation, found by an automaton over the marks of the whole document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quote {
    /// With its marks.
    pub span: Span,
    /// Without its marks.
    pub inner: Span,
    /// The quotation in which it stands, as an index in [`Segments::quotes`].
    pub parent: Option<u32>,
    /// The quotation of the paragraph before that it carries on (a paragraph left unclosed, as printers do).
    pub continues: Option<u32>,
    /// False where no closing mark was found and the paragraph's end was taken.
    pub closed: bool,
}

/// The parts of a page, in text order, and its quotations.
#[derive(Debug, Clone, Default)]
pub struct Segments {
    /// In text order, not overlapping; one paragraph of body is one segment.
    pub list: Vec<Segment>,
    /// In order of their opening marks.
    pub quotes: Vec<Quote>,
    /// The date that the page shows, if it has a year.
    pub page_date: Option<Date>,
    /// The outlet that the page itself names as its publisher or agency ("(Reuters)" in the dateline).
    pub credit: Option<Span>,
    /// Remarks: unclosed quotations, a page date without a year.
    pub notes: Vec<Note>,
}

/// Tells the parts of a page apart and finds its quotations, in time linear in the text.
pub fn segment(_document: &Document) -> Segments {
    Segments::default()
}
