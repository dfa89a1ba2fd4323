//! Codes on their way out: an enum of the walk as the one word that stands for it in the record.

use crate::actor::{PartyKind, Quantifier};
use crate::event::{Auxiliary, EventType};
use crate::factuality::Certainty;
use crate::moves::{Direction, Flag, MoveKind, Polarity, Scope};
use crate::note::NoteKind;
use crate::segment::SegmentKind;
use crate::statement::{Act, Attribution, ChannelKind, Modality, Mode};
use crate::talks::{Basis, IssueState, ObligationKind, ObligationState};
use crate::when::DateBasis;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A closed set of values, each with its word.
pub trait Coded: Copy + 'static {
    /// Every value.
    fn all() -> &'static [Self];
    /// The word of a value.
    fn word(self) -> &'static str;
}

/// A value that the record writes as its word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Code<T>(pub T);

impl<T: Coded> Code<T> {
    /// The word.
    pub fn word(self) -> &'static str {
        self.0.word()
    }
}

impl<T: Coded> Serialize for Code<T> {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.serialize_str(self.word())
    }
}

impl<'de, T: Coded> Deserialize<'de> for Code<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let word = String::deserialize(from)?;
        let found = T::all().iter().copied().find(|value| value.word() == word);
        found.map(Code).ok_or_else(|| serde::de::Error::custom(format!("no such code: {word}")))
    }
}

macro_rules! coded {
    ($($name:ty),* $(,)?) => {
        $(impl Coded for $name {
            fn all() -> &'static [Self] { <$name>::ALL }
            fn word(self) -> &'static str { self.as_str() }
        })*
    };
}

coded!(
    Act,
    Attribution,
    Auxiliary,
    Basis,
    ChannelKind,
    Direction,
    EventType,
    Flag,
    IssueState,
    Modality,
    Mode,
    MoveKind,
    ObligationKind,
    ObligationState,
    Polarity,
    Scope,
);

macro_rules! coded_list {
    ($name:ident: $($variant:ident),* $(,)?) => {
        impl Coded for $name {
            fn all() -> &'static [Self] { &[$($name::$variant),*] }
            fn word(self) -> &'static str { self.as_str() }
        }
    };
}

coded_list!(PartyKind: State, Igo, Ngo, ArmedGroup, Company, Outlet, Person, Group, Unknown);
coded_list!(Quantifier: Each, All, Some, Any);
coded_list!(DateBasis: Given, Text, None);
coded_list!(NoteKind: Encoding, Language, Quote, Date, Actor, Statement, Move, Limit);
coded_list!(Certainty: CertainYes, ProbableYes, PossibleYes, CertainNo, ProbableNo, PossibleNo, Unknown);

impl Coded for SegmentKind {
    fn all() -> &'static [Self] {
        use SegmentKind::{
            Body, Boilerplate, Byline, Caption, Dateline, Headline, PageDate, Prompt, Related,
        };
        &[Headline, Dateline, Byline, PageDate, Body, Caption, Related, Prompt, Boilerplate]
    }

    fn word(self) -> &'static str {
        match self {
            SegmentKind::Headline => "headline",
            SegmentKind::Dateline => "dateline",
            SegmentKind::Byline => "byline",
            SegmentKind::PageDate => "page-date",
            SegmentKind::Body => "body",
            SegmentKind::Caption => "caption",
            SegmentKind::Related => "related-link",
            SegmentKind::Prompt => "prompt",
            SegmentKind::Boilerplate => "boilerplate",
        }
    }
}
