//! The record, `verbale/1`: everything that was read from one document, in the one form in which it leaves.
//!
//! What enters is a [`Reading`] with byte spans; what leaves is a [`Record`] with spans in code points and
//! ids that are ordinals of this reading (`S1` a statement, `E1` an event, `M1` a move, `I1` an issue, `D1` a
//! paper, `O1` an obligation). Nothing is concluded here and nothing is refused.
//!
//! ```text
//! "Да", he said.   the statement's content is bytes 1..5 and code points 1..3
//! ```

mod code;
mod convert;
mod shape;

pub use code::{Code, Coded};
pub use shape::{
    By, ChannelRecord, CharSpan, ContentRecord, DocumentRecord, EventRecord, FactualityRecord, IssueRecord,
    LearntRecord, MoveRecord, NoteRecord, ObligationRecord, PaperRecord, PartyRecord, PartyRef, PersonRecord,
    PersonRef, PlaceRecord, PositionRecord, Published, Record, SCHEMA, SectorRef, SegmentRecord,
    SignalRecord, StateRecord, StatementRecord, WhenRecord,
};

use crate::reader::Reading;
use convert::Converter;

/// The record of a reading.
pub fn build(reading: &Reading) -> Record {
    let convert = Converter::new(reading);
    Record {
        schema: SCHEMA.to_owned(),
        document: convert.document(),
        segments: convert.segments(),
        parties: convert.parties(),
        people: convert.people(),
        learnt: convert.learnt(),
        documents: convert.papers(),
        statements: convert.statements(),
        events: convert.events(),
        issues: convert.issues(),
        moves: convert.moves(),
        obligations: convert.obligations(),
        states: convert.states(),
        positions: convert.positions(),
        signals: convert.signals(),
        notes: convert.notes(),
    }
}

/// One line of JSON, without a newline at its end.
pub fn to_json_line(record: &Record) -> String {
    serde_json::to_string(record).expect("a record holds only strings, numbers and lists")
}
