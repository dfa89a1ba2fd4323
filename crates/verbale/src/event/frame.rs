//! What an event frame is made of: conditions around its predicate, places of its sides, the code that it gives.
//!
//! ```text
//! obj=@talks !obj:actor     Condition::Object(Words), Condition::Not(Object(Actor))
//! with|between|obj<         Place::After("with"), Place::After("between"), Place::InObject
//! ```

use super::EventType;

/// The part of speech that a frame's lemma has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Pos {
    /// A verb.
    Verb,
    /// A noun, alone or under a light verb.
    Noun,
    /// An adjective, or an adverb or phrase that stands as predicate.
    Adjective,
}

/// What a word must be to fill a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Test {
    /// Anything.
    Any,
    /// The words of a party or person.
    Actor,
    /// One of these lemmas, or of a class.
    Words { lemmas: Vec<String>, classes: Vec<u16> },
}

/// The groups of types that composition speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Group {
    /// AGREE CONSULT SUPPORT COOPERATE AID.
    Coop,
    /// CONCEDE RETREAT.
    Yield,
    /// THREATEN PROTEST SANCTION MOBILIZE COERCE ASSAULT.
    Harm,
    /// REQUEST ACCUSE REJECT.
    Word,
}

impl Group {
    pub(super) fn of(kind: EventType) -> Group {
        match kind {
            EventType::Agree
            | EventType::Consult
            | EventType::Support
            | EventType::Cooperate
            | EventType::Aid => Group::Coop,
            EventType::Concede | EventType::Retreat => Group::Yield,
            EventType::Request | EventType::Accuse | EventType::Reject => Group::Word,
            _ => Group::Harm,
        }
    }
}

/// One thing that must hold around the predicate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Condition {
    /// The object of the active, the subject of the passive.
    Object(Test),
    /// Who acts.
    Subject(Test),
    /// A nominal after one of these prepositions.
    Preposition(Vec<String>, Test),
    /// A particle: "call *off*".
    Particle(String),
    /// A word before the noun: "*air* strike".
    Modifier(Test),
    /// A word before the object: "held a *press* conference".
    ObjectModifier(Test),
    /// A word before the one who acts: "*air* strikes killed".
    SubjectModifier(Test),
    /// More than one party acts.
    Several,
    /// The head of the complement clause: "declined to *comment*".
    ComplementHead(Test),
    /// A complement clause of this form; none for any form.
    Complement(Option<Form>),
    /// The complement tells of an event of these types.
    Inner(Vec<EventType>),
    /// The complement is negated.
    InnerNegated,
    /// The subject of the complement passes, and is another than the one who acts.
    OtherSubject(Test),
    /// Only under a light verb ("make a *demand*").
    Light,
    /// The predicate is passive.
    Passive,
    /// The inner condition must not hold.
    Not(Box<Condition>),
}

impl Condition {
    /// How much it narrows: the frame with the greatest sum wins.
    pub(super) fn weight(&self) -> u32 {
        match self {
            Condition::Object(Test::Words { .. })
            | Condition::Preposition(_, Test::Words { .. })
            | Condition::Subject(Test::Words { .. })
            | Condition::Modifier(Test::Words { .. })
            | Condition::ObjectModifier(Test::Words { .. })
            | Condition::SubjectModifier(Test::Words { .. })
            | Condition::ComplementHead(Test::Words { .. })
            | Condition::Particle(_) => 4,
            Condition::Inner(_) => 3,
            Condition::InnerNegated => 4,
            Condition::OtherSubject(_) | Condition::Passive | Condition::Several => 2,
            Condition::Object(Test::Actor) | Condition::Preposition(_, Test::Actor) => 2,
            Condition::Not(_) | Condition::Light => 0,
            _ => 1,
        }
    }

    /// True where it speaks of a complement clause.
    pub(super) fn speaks_of_clause(&self) -> bool {
        matches!(
            self,
            Condition::Complement(_)
                | Condition::Inner(_)
                | Condition::InnerNegated
                | Condition::OtherSubject(_)
                | Condition::ComplementHead(_)
        )
    }
}

/// The form of a complement, as frames tell them apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    Infinitive,
    Finite,
    Gerund,
    Question,
}

/// Where a role stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Place {
    /// Nowhere: the event has no such role.
    Nowhere,
    /// Who acts by grammar.
    Doer,
    /// Who is acted upon by grammar.
    Object,
    /// The indirect object.
    Indirect,
    /// A party inside the object's phrase.
    InObject,
    /// After a preposition.
    After(String),
    /// The subject of the complement.
    ComplementSubject,
    /// The recipient of the event that the complement tells of.
    Inner,
    /// Any party inside the complement.
    InComplement,
    /// A party inside the condition ("unless Israel …").
    Condition,
    /// A party inside a clause of purpose or manner ("to demand that the government …").
    InAdverbial,
}

/// One sense of a predicate.
#[derive(Debug, Clone)]
pub struct Frame {
    /// The name that stands as rule on what it finds.
    pub name: String,
    /// The words that it is for.
    pub lemmas: Vec<String>,
    /// Their part of speech.
    pub pos: Pos,
    pub(super) conditions: Vec<Condition>,
    /// True where a condition speaks of a complement; then an infinitive further off may fill its place.
    pub(super) takes_clause: bool,
    /// How specific the conditions are; the most specific frame wins.
    pub(super) weight: u32,
    pub(super) actor: Vec<Place>,
    pub(super) recipient: Vec<Place>,
    pub(super) mutual: bool,
    /// PLOVER's type.
    pub kind: EventType,
    /// PLOVER's mode.
    pub mode: Option<String>,
    pub(super) contexts: Vec<String>,
    /// A sentence that it reads.
    pub yes: String,
    /// A sentence that it must not read.
    pub no: String,
}

/// What a word that governs another predicate does to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Effect {
    /// Nothing: "began to send".
    Real,
    /// Makes the noun after it the predicate: "made a demand".
    Light,
    /// Tried, not known to have succeeded.
    Attempt,
    /// Planned, promised by circumstances, likely: "is due to".
    Future,
    /// Ready: "is willing to".
    Willing,
    /// Wished, feared, discussed or merely possible.
    Wish,
    /// Did not happen: "failed to".
    Fail,
    /// Ended: "stopped sending".
    Stop,
}

/// One line of `plover.tsv` that codes an event.
#[derive(Debug, Clone)]
pub(super) struct Code {
    pub(super) kind: EventType,
    pub(super) mode: String,
    pub(super) cameo: String,
    /// The intensity; none where PLOVER gives a mode no score of its own.
    pub(super) score: Option<f32>,
}
