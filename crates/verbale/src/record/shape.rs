//! The shape of `verbale/1`: the fields of a record and nothing else. `schema/verbale-1.json` says the same
//! in JSON Schema; a change of either bumps the version.

use super::code::Code;
use crate::actor::{PartyKind, Quantifier};
use crate::event::{Auxiliary, EventType};
use crate::factuality::Certainty;
use crate::moves::{Direction, Flag, MoveKind, Polarity, Scope};
use crate::note::NoteKind;
use crate::segment::SegmentKind;
use crate::statement::{Act, Attribution, ChannelKind, Modality, Mode};
use crate::talks::{Basis, IssueState, ObligationKind, ObligationState};
use crate::when::DateBasis;
use serde::{Deserialize, Serialize};

/// The version that stands in every record.
pub const SCHEMA: &str = "verbale/1";

macro_rules! shapes {
    ($($(#[$doc:meta])* $name:ident { $($(#[$attribute:meta])* $field:ident: $kind:ty),* $(,)? })*) => {
        $($(#[$doc])*
        #[allow(missing_docs, reason = "the fields are those of verbale/1, told in its schema")]
        #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
        #[serde(deny_unknown_fields)]
        pub struct $name { $($(#[$attribute])* pub $field: $kind),* })*
    };
}

shapes! {
    /// All that was read from one document.
    Record {
        schema: String,
        document: DocumentRecord,
        segments: Vec<SegmentRecord>,
        parties: Vec<PartyRecord>,
        people: Vec<PersonRecord>,
        learnt: Vec<LearntRecord>,
        /// Papers that the report speaks of.
        documents: Vec<PaperRecord>,
        statements: Vec<StatementRecord>,
        events: Vec<EventRecord>,
        issues: Vec<IssueRecord>,
        moves: Vec<MoveRecord>,
        obligations: Vec<ObligationRecord>,
        states: Vec<StateRecord>,
        positions: Vec<PositionRecord>,
        signals: Vec<SignalRecord>,
        notes: Vec<NoteRecord>,
    }

    /// The document itself.
    DocumentRecord {
        id: String,
        name: String,
        sha256: String,
        /// As the caller gave it, else the headline of the page.
        title: Option<String>,
        /// As the caller or the page gives it; never an outlet that is only quoted.
        outlet: Option<String>,
        language: Option<String>,
        published: Published,
        page_date: Option<String>,
    }

    /// The day of publication, with what it rests on.
    Published { date: Option<String>, basis: Code<DateBasis> }

    /// A part of the page.
    SegmentRecord { kind: Code<SegmentKind>, span: CharSpan }

    /// A party of the report.
    PartyRecord {
        party: String,
        name: String,
        kind: Code<PartyKind>,
        state: Option<String>,
        mentions: Vec<CharSpan>,
    }

    /// A person of the report, known by name, with the code of the party that the person speaks for.
    PersonRecord { person: String, party: Option<String>, office: Option<String>, mentions: Vec<CharSpan> }

    /// What the report itself teaches of a person.
    LearntRecord { person: String, party: String, office: Option<String>, evidence: Vec<CharSpan> }

    /// A paper that the report speaks of.
    PaperRecord {
        id: String,
        form: String,
        issuer: Option<PartyRef>,
        addressees: Vec<PartyRef>,
        in_reply_to: Option<String>,
        status: Option<String>,
        pages: Option<u32>,
        evidence: Vec<CharSpan>,
    }

    /// An expression of time; the dates are inclusive.
    WhenRecord {
        surface: String,
        span: CharSpan,
        from: Option<String>,
        to: Option<String>,
        basis: Code<DateBasis>,
    }

    /// How certain, for the report and for the source.
    FactualityRecord { report: Code<Certainty>, source: Code<Certainty> }

    /// A channel as the text gives it.
    ChannelRecord { surface: String, kind: Code<ChannelKind> }

    /// Who said what to whom.
    StatementRecord {
        id: String,
        parent: Option<String>,
        attribution: Code<Attribution>,
        speaker: Option<PersonRef>,
        addressees: Vec<PersonRef>,
        channel: Vec<ChannelRecord>,
        outlets: Vec<PartyRef>,
        occasion: Option<CharSpan>,
        source: Vec<CharSpan>,
        cue: Vec<CharSpan>,
        content: Vec<ContentRecord>,
        mode: Code<Mode>,
        act: Code<Act>,
        polarity: String,
        modality: Code<Modality>,
        when: Option<WhenRecord>,
        inferred: bool,
        confidence: f64,
        rule: String,
    }

    /// Who did what to whom, in PLOVER's types.
    EventRecord {
        id: String,
        #[serde(rename = "type")]
        kind: Code<EventType>,
        mode: Option<String>,
        contexts: Vec<String>,
        actor: Vec<SectorRef>,
        recipient: Vec<SectorRef>,
        reciprocal: bool,
        deed: bool,
        when: Option<WhenRecord>,
        /// The place, where one is told.
        #[serde(default, rename = "where", skip_serializing_if = "Option::is_none")]
        place: Option<PlaceRecord>,
        auxiliary: Vec<Code<Auxiliary>>,
        factuality: FactualityRecord,
        cameo: String,
        statement: Option<String>,
        evidence: Vec<CharSpan>,
        confidence: f64,
        rule: String,
    }

    /// Where an event happened, and the state that the place lies in.
    PlaceRecord { surface: String, span: CharSpan, state: Option<String> }

    /// What the talks are about.
    IssueRecord { id: String, parent: Option<String>, name: String, mentions: Vec<CharSpan> }

    /// The person who makes a move.
    By { person: String }

    /// A negotiation move.
    MoveRecord {
        id: String,
        kind: Code<MoveKind>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        act: Option<String>,
        from: Vec<PartyRef>,
        to: Vec<PartyRef>,
        by: Option<By>,
        issue: Option<String>,
        /// The paper that it prepares, delivers or judges.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        document: Option<String>,
        content: Option<CharSpan>,
        polarity: Code<Polarity>,
        condition: Option<CharSpan>,
        deadline: Option<WhenRecord>,
        factuality: FactualityRecord,
        when: Option<WhenRecord>,
        scope: Code<Scope>,
        in_reply_to: Option<String>,
        statements: Vec<String>,
        evidence: Vec<CharSpan>,
        flags: Vec<Code<Flag>>,
        confidence: f64,
        rule: String,
    }

    /// Who owes whom what.
    ObligationRecord {
        id: String,
        kind: Code<ObligationKind>,
        debtor: Vec<PartyRef>,
        creditor: Vec<PartyRef>,
        /// The words for what is owed, else the name of the issue.
        about: Option<String>,
        state: Code<ObligationState>,
        basis: Code<Basis>,
        moves: Vec<String>,
    }

    /// Where an issue stands between the one who raised it and the other.
    StateRecord {
        issue: String,
        from: PartyRef,
        to: PartyRef,
        state: Code<IssueState>,
        since: Option<WhenRecord>,
        moves: Vec<String>,
    }

    /// Where a party stands on an issue.
    PositionRecord {
        party: String,
        issue: String,
        stance: Code<Polarity>,
        since: Option<WhenRecord>,
        moves: Vec<String>,
    }

    /// A sign of rising or falling tension.
    SignalRecord { direction: Code<Direction>, kind: String, evidence: Vec<CharSpan> }

    /// A doubt or a limit of the reading.
    NoteRecord { kind: Code<NoteKind>, message: String, span: Option<CharSpan> }
}

/// A stretch of the document's text in Unicode code points, end exclusive.
#[allow(missing_docs, reason = "the fields are those of verbale/1, told in its schema")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CharSpan {
    pub start: u32,
    pub end: u32,
}

/// A stretch of content.
#[allow(missing_docs, reason = "the fields are those of verbale/1, told in its schema")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ContentRecord {
    pub start: u32,
    pub end: u32,
    pub verbatim: bool,
}

/// A party as it stands in one place of the text. `surface` is null where the party had to be inferred.
#[allow(missing_docs, reason = "the fields are those of verbale/1, told in its schema")]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PartyRef {
    pub party: String,
    pub kind: Code<PartyKind>,
    pub state: Option<String>,
    pub surface: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub span: Option<CharSpan>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quantifier: Option<Code<Quantifier>>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub members: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub except: Vec<String>,
    pub inferred: bool,
}

/// A party reference with the person who speaks or is spoken to.
#[allow(missing_docs, reason = "the fields are those of verbale/1, told in its schema")]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PersonRef {
    #[serde(flatten)]
    pub party: PartyRef,
    pub person: Option<String>,
}

/// A party reference with the sector that acts or is acted upon.
#[allow(missing_docs, reason = "the fields are those of verbale/1, told in its schema")]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SectorRef {
    #[serde(flatten)]
    pub party: PartyRef,
    pub sector: Option<String>,
}
