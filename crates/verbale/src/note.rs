//! Notes: what a stage wants a reader to know about its own result. Analysis never fails; it notes.

use crate::span::Span;

/// What kind of doubt or limit a note tells of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NoteKind {
    /// The bytes were not UTF-8, or held characters that cannot stand in text.
    Encoding,
    /// The report is not in English, or its language is not certain.
    Language,
    /// A quotation mark without its partner.
    Quote,
    /// A date that could not be resolved, or a page date that is not the story's.
    Date,
    /// A name, role or pronoun that stays open.
    Actor,
    /// A statement whose speaker stays open, or that another contradicts.
    Statement,
    /// A move of doubtful kind or polarity.
    Move,
    /// Something that was cut because it passed a limit.
    Limit,
}

impl NoteKind {
    /// The name that stands in the record.
    pub fn as_str(self) -> &'static str {
        match self {
            NoteKind::Encoding => "encoding",
            NoteKind::Language => "language",
            NoteKind::Quote => "quote",
            NoteKind::Date => "date",
            NoteKind::Actor => "actor",
            NoteKind::Statement => "statement",
            NoteKind::Move => "move",
            NoteKind::Limit => "limit",
        }
    }
}

/// One remark on one place of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// What it is about.
    pub kind: NoteKind,
    /// One sentence for a person.
    pub message: String,
    /// Where, if it has a place.
    pub span: Option<Span>,
}

impl Note {
    /// A note on a place of the text.
    pub fn at(kind: NoteKind, span: Span, message: impl Into<String>) -> Note {
        Note { kind, message: message.into(), span: Some(span) }
    }

    /// A note on the whole document.
    pub fn new(kind: NoteKind, message: impl Into<String>) -> Note {
        Note { kind, message: message.into(), span: None }
    }
}
