//! What each part of a page is, and where its quotations open and close.
//!
//! In goes a decoded page; out come its parts in order, each a paragraph or less, and its quotations. Of
//! "GENEVA, Jan 10 (Reuters) - Talks began." the first half is a dateline with the credit Reuters, the
//! second is body. Nothing is refused; what is in doubt is body.

mod dateline;
mod dates;
mod kinds;
mod lines;
mod phrases;
mod quotes;
mod shape;

pub use phrases::PagePhrases;

use crate::document::Document;
use crate::note::{Note, NoteKind};
use crate::span::Span;
use dateline::Place;
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
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
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
pub fn segment(document: &Document, phrases: &PagePhrases) -> Segments {
    let text = document.text.as_str();
    let spans = cut_dates(text, lines::paragraphs(text), phrases);
    let kinds = kinds::label(text, &spans, document.title.as_deref(), phrases);
    let mut segments = Segments::default();
    let mut place = Place::First;
    for (span, kind) in spans.into_iter().zip(kinds) {
        match kind {
            SegmentKind::Body => segments.body(text, span, &mut place, phrases),
            _ => segments.list.push(Segment { kind, span }),
        }
    }
    segments.find_date(text, phrases);
    segments.find_credit(text, phrases);
    let (quotes, notes) = quotes::find(text, &segments.list);
    segments.quotes = quotes;
    segments.notes.extend(notes);
    segments
}

/// Takes every paragraph for body: for text that is no page, such as a single sentence or a corpus.
pub fn plain(document: &Document) -> Segments {
    let text = document.text.as_str();
    let list: Vec<Segment> =
        lines::paragraphs(text).into_iter().map(|span| Segment { kind: SegmentKind::Body, span }).collect();
    let (quotes, notes) = quotes::find(text, &list);
    Segments { list, quotes, notes, ..Segments::default() }
}

/// The editors' mark at the end of old wire copy.
const WIRE_ENDS: &[&str] = &["REUTER", "Reuter", "MORE"];

impl Segments {
    /// A paragraph of body, without its dateline and the wire's end mark, which are segments of their own.
    fn body(&mut self, text: &str, span: Span, place: &mut Place, phrases: &PagePhrases) {
        let mut start = span.start as usize;
        if let Some(found) = dateline::read(text, span, *place, phrases) {
            self.list.push(Segment { kind: SegmentKind::Dateline, span: found.span });
            self.credit = self.credit.or(found.credit);
            start = found.rest;
        }
        *place = Place::Later;
        let rest = Span::new(start, span.end as usize);
        match wire_end(rest.of(text)) {
            Some(at) => {
                let story = Span::new(start, start + at).trim(text);
                let mark = Span::new(start + at, span.end as usize).trim(text);
                self.list.push(Segment { kind: SegmentKind::Body, span: story });
                self.list.push(Segment { kind: SegmentKind::Boilerplate, span: mark });
            }
            None => self.list.push(Segment { kind: SegmentKind::Body, span: rest }),
        }
    }

    /// The date that the page shows, if it stands above or below the story and has a year.
    fn find_date(&mut self, text: &str, phrases: &PagePhrases) {
        let mut dates = self.list.iter().filter(|segment| segment.kind == SegmentKind::PageDate).peekable();
        let Some(&&first) = dates.peek() else { return };
        self.page_date = dates.find_map(|segment| dates::shown_in(text, segment.span, phrases));
        if self.page_date.is_none() {
            let message = "the page shows a date without a year, which may not be the story's";
            self.notes.push(Note::at(NoteKind::Date, first.span, message));
        }
    }

    /// Who the page says it is from, where no dateline says it: "Source: AFP", "Reuters" below the story.
    fn find_credit(&mut self, text: &str, phrases: &PagePhrases) {
        if self.credit.is_some() {
            return;
        }
        let lines = self.list.iter().filter(|segment| {
            matches!(segment.kind, SegmentKind::Boilerplate | SegmentKind::Byline)
                && segment.span.len() <= 100
        });
        self.credit = lines.filter_map(|segment| credit_line(text, segment.span, phrases)).next();
    }
}

/// The agency that a line below or above the story names: the whole line, or what stands after
/// "Source:" or a byline's last comma.
fn credit_line(text: &str, span: Span, phrases: &PagePhrases) -> Option<Span> {
    let line = span.of(text);
    let start = line
        .rfind([':', ',', '/', '|', '—', '–'])
        .map_or(0, |at| at + line[at..].chars().next().map_or(1, char::len_utf8));
    let left = |c: char| !c.is_alphanumeric();
    let candidates = [start, 0];
    candidates.into_iter().find_map(|start| {
        let part = &line[start..];
        let name = part.trim_matches(left);
        let at = start + (part.len() - part.trim_start_matches(left).len());
        let begin = span.start as usize + at;
        phrases.is_agency(name).then(|| Span::new(begin, begin + name.len()))
    })
}

/// Where the wire's end mark begins: "… the minister said. REUTER &#3;".
fn wire_end(story: &str) -> Option<usize> {
    let bare = story.trim_end_matches(|c: char| !c.is_alphabetic());
    let mark = WIRE_ENDS.iter().find(|mark| bare.ends_with(*mark))?;
    let at = bare.len() - mark.len();
    let before = story[..at].trim_end();
    before.ends_with(['.', '"', '”', '!', '?', ')']).then_some(at)
}

/// Cuts full dates from the paragraphs at the page's head in which they stand beside a headline or prose.
fn cut_dates(text: &str, paragraphs: Vec<Span>, phrases: &PagePhrases) -> Vec<Span> {
    const HEAD: usize = 4;
    let mut cut = Vec::with_capacity(paragraphs.len() + 1);
    for (n, span) in paragraphs.into_iter().enumerate() {
        let at = match n {
            0..HEAD => dates::leading_date(span.of(text), phrases)
                .or_else(|| dates::trailing_date(span.of(text), phrases)),
            _ => None,
        };
        match at {
            Some(at) => {
                let middle = span.start as usize + at;
                cut.push(Span::new(span.start as usize, middle).trim(text));
                cut.push(Span::new(middle, span.end as usize).trim(text));
            }
            None => cut.push(span),
        }
    }
    cut
}

#[cfg(test)]
mod tests;
