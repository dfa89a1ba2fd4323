//! The moves of a negotiation, the issues that they are about and the papers that they speak of.
//!
//! Enter: trees, actors, statements and events. Leave: who demands, offers, answers, refuses, promises and
//! threatens, to whom and on what, each with the smallest clause that tells it. Refused: what unnamed
//! observers make of it, related headlines, and what is only asked, wished or refused inside another move.
//!
//! ```text
//! Oslo urged Reykjavik to halve its catch; Reykjavik rejected the plan.
//! └ REQUEST NOR → ISL, catch               └ REJECT ISL → NOR
//! ```

mod addressee;
mod bound;
mod catalogue;
mod content;
mod draft;
mod earlier;
mod elaborate;
mod frames;
mod happening;
mod hearsay;
mod issue;
mod join;
mod link;
mod match_frames;
mod paper;
mod roles;
mod scene;
mod signal;
mod spread;
mod stance;
mod standing;
mod terms;
mod told;

pub use frames::{Example, MoveFrames};

use crate::actor::{ActorRef, Actors, PersonId};
use crate::event::{EventId, Events};
use crate::factuality::Factuality;
use crate::mention::Mentions;
use crate::note::Note;
use crate::parse::Parse;
use crate::span::Span;
use crate::statement::{StatementId, Statements, named};
use crate::when::{Times, When};
use issue::Issues;
use join::Told;
use scene::Scene;

/// The place of a move in [`Moves::list`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MoveId(pub u32);

/// The place of an issue in [`Moves::issues`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct IssueId(pub u32);

/// The place of a paper in [`Moves::papers`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PaperId(pub u32);

named! {
    /// The kinds of moves.
    MoveKind {
        /// Requires the addressee to do, stop or commit; not optional.
        Demand = "DEMAND",
        /// Asks to act or meet; refusable.
        Request = "REQUEST",
        /// Asks for information.
        Ask = "ASK",
        /// Offers terms for joint adoption.
        Propose = "PROPOSE",
        /// Offers changed terms in reply.
        Counter = "COUNTER",
        /// Answers; the content cannot be classified.
        Respond = "RESPOND",
        /// Agrees to an identified move.
        Accept = "ACCEPT",
        /// Accepts a part.
        Partial = "PARTIAL",
        /// Refuses an identified move.
        Reject = "REJECT",
        /// Judges a move, document or act without accepting or refusing.
        Evaluate = "EVALUATE",
        /// Gives ground on an own earlier position.
        Concede = "CONCEDE",
        /// Withdraws an own demand or offer.
        Retract = "RETRACT",
        /// Promises own future conduct.
        Commit = "COMMIT",
        /// Announces an own harmful act, perhaps conditional.
        Threaten = "THREATEN",
        /// Predicts harm or sets a limit, without an own harmful act.
        Warn = "WARN",
        /// States a position on a disputed matter.
        Assert = "ASSERT",
        /// Charges another with wrongdoing.
        Accuse = "ACCUSE",
        /// Says that a report or charge is false.
        Deny = "DENY",
        /// Supports a third party's move or position.
        Endorse = "ENDORSE",
        /// Says that an answer is outstanding.
        Await = "AWAIT",
        /// Says that a text or step is being prepared, not delivered.
        Prepare = "PREPARE",
        /// Hands over a document.
        Deliver = "DELIVER",
        /// Orders an own agent.
        Instruct = "INSTRUCT",
        /// Parties consult or talk.
        Meet = "MEET",
        /// Signs or ratifies.
        Sign = "SIGN",
        /// Stops or leaves talks, expels, breaks relations.
        Suspend = "SUSPEND",
        /// Does what was promised, or a material act between parties.
        Perform = "PERFORM",
        /// Fails or acts against a commitment, as someone asserts.
        Breach = "BREACH",
    }
}

named! {
    /// The stance towards the issue.
    Polarity {
        /// For.
        For = "+",
        /// Against.
        Against = "-",
        /// Cannot be told.
        Open = "?",
    }
}

named! {
    /// Whether a move was made between parties or inside one.
    Scope {
        /// Between parties.
        Public = "public",
        /// Inside one party.
        Internal = "internal",
    }
}

named! {
    /// What makes a move doubtful.
    Flag {
        /// Its polarity contradicts the party's other moves, or its words look as if a negation were lost.
        Polarity = "polarity-suspect",
        /// The addressee was inferred.
        AddresseeInferred = "addressee-inferred",
        /// The maker was inferred.
        MakerInferred = "maker-inferred",
        /// Another statement contradicts it.
        Contradicted = "contradicted",
        /// It rests on an unnamed source.
        Unnamed = "unnamed-source",
    }
}

/// What the talks are about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Issue {
    /// The issue of which it is a part.
    pub parent: Option<IssueId>,
    /// A normalised noun phrase: "security guarantees".
    pub name: String,
    /// Where the text mentions it.
    pub mentions: Vec<Span>,
}

/// A paper that the report speaks of: a letter, a draft, a reply.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paper {
    /// What it is: "letter", "reply", "draft treaty".
    pub form: String,
    /// Who issues it.
    pub issuer: Option<ActorRef>,
    /// To whom.
    pub addressees: Vec<ActorRef>,
    /// The paper that it answers.
    pub in_reply_to: Option<PaperId>,
    /// How far it is: "drafted", "delivered", "requested".
    pub status: Option<String>,
    /// Its length in pages, where told.
    pub pages: Option<u32>,
    /// Where the text speaks of it.
    pub evidence: Vec<Span>,
}

/// One move.
#[derive(Debug, Clone, PartialEq)]
pub struct Move {
    /// Its kind.
    pub kind: MoveKind,
    /// For PERFORM: PLOVER's type of the act, in lower case.
    pub act: Option<String>,
    /// Who makes it.
    pub from: Vec<ActorRef>,
    /// To whom.
    pub to: Vec<ActorRef>,
    /// The person who makes it.
    pub by: Option<PersonId>,
    /// What it is about.
    pub issue: Option<IssueId>,
    /// The paper that it prepares, delivers or judges.
    pub paper: Option<PaperId>,
    /// What is demanded, offered, said.
    pub content: Option<Span>,
    /// The stance towards the issue.
    pub polarity: Polarity,
    /// The words of its condition.
    pub condition: Option<Span>,
    /// The time by which it is to be met.
    pub deadline: Option<When>,
    /// How certain it is that the move was made.
    pub factuality: Factuality,
    /// When.
    pub when: Option<When>,
    /// Between parties or inside one.
    pub scope: Scope,
    /// The move that it answers.
    pub in_reply_to: Option<MoveId>,
    /// The statements that tell of it.
    pub statements: Vec<StatementId>,
    /// The events that it is told as.
    pub events: Vec<EventId>,
    /// The smallest clauses that hold its predicate and its content.
    pub evidence: Vec<Span>,
    /// What makes it doubtful.
    pub flags: Vec<Flag>,
    /// 0 to 1.
    pub confidence: f32,
    /// The frame that fired.
    pub rule: String,
}

named! {
    /// Which way a signal points.
    Direction {
        /// Towards tension.
        Up = "up",
        /// Towards agreement.
        Down = "down",
        /// Neither.
        Level = "level",
    }
}

/// A sign of rising or falling tension.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signal {
    /// Which way it points.
    pub direction: Direction,
    /// The kind of move or event that it is.
    pub kind: String,
    /// Where.
    pub evidence: Vec<Span>,
}

/// The moves of a document, with what they are about.
#[derive(Debug, Clone, Default)]
pub struct Moves {
    /// In order of their first evidence.
    pub list: Vec<Move>,
    /// What they are about, in order of first mention.
    pub issues: Vec<Issue>,
    /// The papers that they speak of.
    pub papers: Vec<Paper>,
    /// Signs of tension.
    pub signals: Vec<Signal>,
    /// Doubts.
    pub notes: Vec<Note>,
}

/// Reads the moves from statements, events and the trees.
pub fn read(
    parse: &Parse,
    _mentions: &Mentions,
    actors: &Actors,
    times: &Times,
    statements: &Statements,
    events: &Events,
    frames: &MoveFrames,
) -> Moves {
    let scene = Scene::new(parse, actors, times, statements, events, frames);
    let mut drafts = match_frames::drafts(&scene);
    let told = happening::drafts(&scene, &drafts);
    drafts.extend(told);
    let said = content::drafts(&scene, &drafts);
    drafts.extend(said);
    standing::settle(&scene, &mut drafts);
    spread::threats(&scene, &mut drafts);
    spread::counters(&scene, &mut drafts);
    let mut drafts = spread::makers(drafts);
    drafts.sort_by_key(|draft| draft.predicate);
    let drafts = elaborate::quotations(&scene, drafts);
    let mut issues = Issues::default();
    let told = drafts
        .into_iter()
        .map(|draft| {
            let issue = issue::name(&scene, &draft).map(|name| issues.enter(name));
            issues.enter_parts(&scene, &draft);
            let deeds = join::deeds(&scene, &draft);
            Told { draft, issue, deeds }
        })
        .collect();
    let mut told = join::join(told);
    issues.arrange(&scene);
    let issues = frames.catalogue.apply(&scene, &mut told, issues.list);
    link::finish(&scene, told, issues)
}
