//! What parties do to one another, coded after PLOVER.
//!
//! Enter: trees, actors, times and statements. Leaves: [`Events`], each with the frame that fired. Predicates
//! without any party among their roles are no events; nor is what is only wished, asked or purposed.
//!
//! ```text
//! Russia threatened to withdraw its troops from the mission.   THREATEN, actor RUS (not RETREAT)
//! ```

mod build;
mod compose;
mod conditions;
mod duty;
mod frame;
mod frames;
mod home;
mod matching;
mod merge;
mod parties;
mod places;
mod roles;
mod status;
mod table;
mod topics;

pub use frame::{Frame, Pos};
pub use frames::Frames;

use crate::actor::{ActorRef, Actors};
use crate::factuality::Factuality;
use crate::mention::Mentions;
use crate::parse::Parse;
use crate::span::Span;
use crate::statement::{StatementId, Statements, named};
use crate::token::TokenId;
use crate::when::{Times, When};
use matching::Coder;

/// The place of an event in [`Events::list`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EventId(pub u32);

named! {
    /// The types of PLOVER (Open Event Data Alliance).
    #[allow(missing_docs, reason = "the names are PLOVER's own")]
    EventType {
        Agree = "AGREE",
        Consult = "CONSULT",
        Support = "SUPPORT",
        Concede = "CONCEDE",
        Cooperate = "COOPERATE",
        Aid = "AID",
        Retreat = "RETREAT",
        Request = "REQUEST",
        Accuse = "ACCUSE",
        Reject = "REJECT",
        Threaten = "THREATEN",
        Protest = "PROTEST",
        Sanction = "SANCTION",
        Mobilize = "MOBILIZE",
        Coerce = "COERCE",
        Assault = "ASSAULT",
    }
}

named! {
    /// PLOVER's quad classes.
    #[allow(missing_docs, reason = "the names say it")]
    Quad {
        VerbalCooperation = "verbal-cooperation",
        MaterialCooperation = "material-cooperation",
        VerbalConflict = "verbal-conflict",
        MaterialConflict = "material-conflict",
    }
}

impl EventType {
    /// The quad class of the type.
    pub fn quad(self) -> Quad {
        match self {
            EventType::Agree | EventType::Consult | EventType::Support | EventType::Concede => {
                Quad::VerbalCooperation
            }
            EventType::Cooperate | EventType::Aid | EventType::Retreat => Quad::MaterialCooperation,
            EventType::Request | EventType::Accuse | EventType::Reject | EventType::Threaten => {
                Quad::VerbalConflict
            }
            EventType::Protest
            | EventType::Sanction
            | EventType::Mobilize
            | EventType::Coerce
            | EventType::Assault => Quad::MaterialConflict,
        }
    }
}

named! {
    /// What sets an event apart from a plain present one.
    Auxiliary {
        /// Long past, told as background.
        Historical = "historical",
        /// Yet to come.
        Future = "future",
        /// Under a condition, or only possible.
        Hypothetical = "hypothetical",
        /// Said not to be so.
        Negation = "negation",
    }
}

/// One who acts or is acted upon, with the sector of PLOVER ("GOV", "MIL"), where it is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventActor {
    /// Who.
    pub actor: ActorRef,
    /// PLOVER's sector code.
    pub sector: Option<String>,
}

/// Where an event happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The words that name the place.
    pub span: Span,
    /// The state that it lies in, where the tables know it.
    pub state: Option<String>,
}

/// One event.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// Its type.
    pub kind: EventType,
    /// PLOVER's mode, such as "visit" for CONSULT.
    pub mode: Option<String>,
    /// PLOVER's contexts, such as "military".
    pub contexts: Vec<String>,
    /// Who acts.
    pub actor: Vec<EventActor>,
    /// Who is acted upon.
    pub recipient: Vec<EventActor>,
    /// True where all act upon all: a meeting, a mutual agreement.
    pub reciprocal: bool,
    /// True for a deed, false for what is done by speaking.
    pub deed: bool,
    /// When.
    pub when: Option<When>,
    /// Where, if a place is told.
    pub place: Option<Place>,
    /// What sets it apart from a plain present one.
    pub auxiliary: Vec<Auxiliary>,
    /// How certain it is.
    pub factuality: Factuality,
    /// The CAMEO code nearest to it.
    pub cameo: String,
    /// PLOVER's intensity of its type and mode, from -10 for the worst conflict to 10.
    pub score: f32,
    /// The statement in whose content it stands.
    pub statement: Option<StatementId>,
    /// The predicate's head token in its first telling.
    pub predicate: TokenId,
    /// The clauses that tell of it.
    pub evidence: Vec<Span>,
    /// 0 to 1.
    pub confidence: f32,
    /// The frame that fired.
    pub rule: String,
}

/// The events of a document.
#[derive(Debug, Clone, Default)]
pub struct Events {
    /// In order of their predicates.
    pub list: Vec<Event>,
}

/// Codes the events of headline and body.
pub fn code(
    parse: &Parse,
    mentions: &Mentions,
    actors: &Actors,
    times: &Times,
    statements: &Statements,
    frames: &Frames,
) -> Events {
    let coder = Coder::new(parse, mentions, actors, statements, frames);
    let events = coder.events(times);
    Events { list: coder.merge(events) }
}
