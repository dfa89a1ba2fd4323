//! Who said what to whom, through whom: the attribution tree of a report.
//!
//! ```text
//! Putin has asked Lavrov if there is a chance of reaching an agreement, Reuters reports.
//! └ source └ cue     └ addressee └ content                              └ outlet
//! ```

mod around;
mod bare;
mod bounds;
mod bracket;
mod carry;
mod clauses;
mod colon;
mod confidence;
mod converse;
mod cues;
mod dash;
mod draft;
mod finish;
mod issuer;
mod joint;
mod nominal;
mod notes;
mod phrase;
mod quotes;
mod setting;
mod sift;
mod slots;
mod untangle;
mod verb;
mod who;

pub use cues::Cues;

use crate::actor::{ActorRef, Actors};
use crate::mention::Mentions;
use crate::note::Note;
use crate::parse::Parse;
use crate::span::Span;
use crate::token::TokenId;
use crate::when::{Times, When};

/// The place of a statement in [`Statements::list`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StatementId(pub u32);

/// A set of names, each with the word that stands in data files and in the record.
macro_rules! named {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $word:literal),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$vdoc])* $variant),* }
        impl $name {
            /// Every value.
            pub const ALL: &'static [$name] = &[$($name::$variant),*];
            /// The word that stands in data files and in the record.
            pub fn as_str(self) -> &'static str {
                match self { $($name::$variant => $word),* }
            }
            /// The value that a word stands for.
            pub fn parse(word: &str) -> Option<$name> {
                match word { $($word => Some($name::$variant),)* _ => None }
            }
        }
    };
}
pub(crate) use named;

named! {
    /// What kind of attribution a statement is (Pareti 2012).
    Attribution {
        /// Said.
        Speech = "speech",
        /// Written: a letter, report, poll, law.
        Writing = "writing",
        /// Believed, felt, intended.
        Attitude = "attitude",
        /// Ordered with authority.
        Decree = "decree",
    }
}

named! {
    /// How a statement is rendered.
    Mode {
        /// In quotation marks throughout.
        Direct = "direct",
        /// In the reporter's words.
        Indirect = "indirect",
        /// Both.
        Mixed = "mixed",
    }
}

named! {
    /// What is done by saying it.
    Act {
        /// Says how things are.
        Assert = "assert",
        /// Asks for information.
        Ask = "ask",
        /// Answers.
        Answer = "answer",
        /// Asks for an act, refusable.
        Request = "request",
        /// Requires an act.
        Demand = "demand",
        /// Offers or suggests terms.
        Propose = "propose",
        /// Promises an act of the speaker's own.
        Promise = "promise",
        /// Announces a harmful act of the speaker's own.
        Threaten = "threaten",
        /// Predicts harm or sets a limit.
        Warn = "warn",
        /// Agrees.
        Agree = "agree",
        /// Refuses an act or a proposal.
        Refuse = "refuse",
        /// Says that something is not so.
        Deny = "deny",
        /// Declines to speak.
        Decline = "decline",
        /// Charges with wrongdoing.
        Accuse = "accuse",
        /// Judges unfavourably.
        Criticise = "criticise",
        /// Judges favourably or backs.
        Support = "support",
        /// Orders.
        Order = "order",
        /// Admits or yields.
        Concede = "concede",
        /// Believes or expects.
        Believe = "believe",
        /// Wants, hopes or intends.
        Intend = "intend",
    }
}

named! {
    /// How sure the speaker shows himself of the content.
    Modality {
        /// Certain.
        Certain = "certain",
        /// Probable.
        Probable = "probable",
        /// Possible.
        Possible = "possible",
        /// What ought to be.
        Deontic = "deontic",
        /// A question.
        Question = "question",
    }
}

named! {
    /// Through what a statement came.
    ChannelKind {
        /// Radio or television.
        Broadcast = "broadcast",
        /// A written statement, communiqué or press release.
        Release = "release",
        /// An interview.
        Interview = "interview",
        /// A social network.
        Post = "post",
        /// A letter or note.
        Letter = "letter",
        /// A telephone call.
        Call = "call",
        /// A press conference or briefing.
        Briefing = "briefing",
        /// A speech before an audience.
        Speech = "speech",
        /// A report, study, poll or law.
        Report = "report",
    }
}

/// A channel as the text gives it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Channel {
    /// Its words.
    pub span: Span,
    /// What it is.
    pub kind: ChannelKind,
}

/// A stretch of content.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Content {
    /// Where it stands.
    pub span: Span,
    /// True inside quotation marks.
    pub verbatim: bool,
}

/// One layer of attribution.
#[derive(Debug, Clone, PartialEq)]
pub struct Statement {
    /// The statement in whose content this one stands.
    pub parent: Option<StatementId>,
    /// What kind of attribution it is.
    pub attribution: Attribution,
    /// Who speaks; none where the text names no source or the reader abstains.
    pub speaker: Option<ActorRef>,
    /// To whom.
    pub addressees: Vec<ActorRef>,
    /// Through what.
    pub channel: Vec<Channel>,
    /// The outlets that report it.
    pub outlets: Vec<ActorRef>,
    /// The meeting or other event at which it was made.
    pub occasion: Option<Span>,
    /// The words that name the speaker.
    pub source: Vec<Span>,
    /// The words that attribute.
    pub cue: Vec<Span>,
    /// What is attributed, in text order; empty where nothing was said ("declined to comment").
    pub content: Vec<Content>,
    /// The token that heads the cue; none for a quotation without one.
    pub cue_token: Option<TokenId>,
    /// How it is rendered.
    pub mode: Mode,
    /// What is done by saying it.
    pub act: Act,
    /// False where the attribution itself is negated ("did not say that").
    pub positive: bool,
    /// How sure the speaker shows himself.
    pub modality: Modality,
    /// When it was said.
    pub when: Option<When>,
    /// True where speaker or bounds come from continuation, not from a cue of its own.
    pub inferred: bool,
    /// How sure the reader is that content and speaker are right, 0 to 1.
    pub confidence: f32,
    /// What decided: the frame or construction.
    pub rule: String,
}

/// The statements of a document.
#[derive(Debug, Clone, Default)]
pub struct Statements {
    /// In order of their first character (source, cue or content); a parent before its children.
    pub list: Vec<Statement>,
    /// Quotations without a speaker, and the like.
    pub notes: Vec<Note>,
}

/// Finds the statements.
pub fn read(parse: &Parse, _mentions: &Mentions, actors: &Actors, times: &Times, cues: &Cues) -> Statements {
    let mut drafts = verb::read(parse, cues);
    bracket::repair(parse, cues, &mut drafts);
    untangle::untangle(parse, cues, &mut drafts);
    drafts.extend(nominal::read(parse, cues));
    drafts.extend(colon::read(parse, actors, cues));
    colon::bound(parse, &mut drafts);
    let mut notes = quotes::attach(parse, actors, cues, &mut drafts);
    drafts.retain(|draft| !draft.content.is_empty() || draft.is_silent(cues));
    let drafts = sift::layers(parse, actors, cues, drafts);
    let mut found = finish::statements(parse, actors, times, cues, drafts);
    notes.append(&mut found.notes);
    notes.sort_by_key(|note| note.span);
    Statements { notes, ..found }
}
