//! A move while it is being read, and how certain it is.

use super::scene::Scene;
use super::{Flag, MoveKind, Polarity};
use crate::actor::ActorRef;
use crate::clause::{Clause, ClauseForm, Tense};
use crate::event::EventId;
use crate::factuality::{Certainty, Factuality};
use crate::span::Span;
use crate::statement::StatementId;
use crate::token::TokenId;

/// A move before issues are named and doublets are joined.
#[derive(Debug, Clone)]
pub(super) struct Draft {
    pub(super) kind: MoveKind,
    pub(super) act: Option<String>,
    pub(super) from: Vec<ActorRef>,
    pub(super) to: Vec<ActorRef>,
    /// The predicate that tells of it; of a judged statement the root of its content.
    pub(super) predicate: TokenId,
    /// The phrase or clause that tells what it is about.
    pub(super) topic: Option<TokenId>,
    pub(super) evidence: Vec<Span>,
    pub(super) polarity: Polarity,
    pub(super) certainty: Certainty,
    /// How certain the report itself is of it, where it leaves that to somebody whom it quotes.
    pub(super) report: Option<Certainty>,
    /// Who tells of it then.
    pub(super) teller: Option<StatementId>,
    pub(super) condition: Option<TokenId>,
    pub(super) statement: Option<StatementId>,
    pub(super) event: Option<EventId>,
    pub(super) flags: Vec<Flag>,
    pub(super) confidence: f32,
    pub(super) rule: String,
    pub(super) headline: bool,
    /// True where it is only named as what another move reacts to.
    pub(super) presupposed: bool,
    /// True where a noun tells of it: "China's application".
    pub(super) named: bool,
}

impl Draft {
    /// A draft with what every rule gives; the rest is set where it is known.
    pub(super) fn new(scene: &Scene<'_>, kind: MoveKind, predicate: TokenId, rule: &str) -> Draft {
        Draft {
            kind,
            act: None,
            from: Vec::new(),
            to: Vec::new(),
            predicate,
            topic: None,
            evidence: Vec::new(),
            polarity: Polarity::Open,
            certainty: Certainty::CertainYes,
            report: None,
            teller: None,
            condition: None,
            statement: scene.introduced(predicate).or_else(|| scene.statement_around(predicate)),
            event: None,
            flags: Vec::new(),
            confidence: 0.6,
            rule: rule.to_owned(),
            headline: scene.in_headline(predicate),
            presupposed: false,
            named: false,
        }
    }

    /// How certain it is for the report, and for the source that tells of it.
    pub(super) fn factuality(&self) -> Factuality {
        Factuality { report: self.report.unwrap_or(self.certainty), source: self.certainty }
    }
}

/// Verbs and adjectives whose complement is yet to come.
const TO_COME: &[&str] = &[
    "plan", "intend", "expect", "schedule", "due", "set", "decide", "agree", "ready", "likely", "prepare",
    "about", "hope", "aim", "want", "seek", "wish", "will",
];

/// Verbs whose complement is what they ask, refuse or only try: it is no move of its own.
const NOT_DONE: &[&str] = &[
    "want",
    "wish",
    "hope",
    "need",
    "prefer",
    "refuse",
    "decline",
    "fail",
    "try",
    "attempt",
    "seek",
    "avoid",
    "consider",
    "able",
    "unable",
    "likely",
    "unlikely",
    "willing",
    "unwilling",
    "reluctant",
    "keen",
    "allow",
    "let",
    "help",
    "enable",
    "force",
    "require",
    "oblige",
    "compel",
    "aim",
    "design",
    "intend",
    "want",
];

/// What stands over a predicate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Governed {
    /// Nothing that touches its certainty.
    Free,
    /// A plan or expectation.
    ToCome,
    /// What is asked, refused, tried or wished: it has not been done.
    NotDone,
}

/// How far up the tree governors are looked for.
const HEIGHT: usize = 5;

/// "The reply to *the US response*": a noun of acting inside another's phrase, which the text takes as given;
/// of that other one, which is asked about, nothing is known.
fn is_given(scene: &Scene<'_>, noun: TokenId) -> bool {
    let parse = scene.parse;
    if parse.base_rel(noun) != "nmod" {
        return false;
    }
    let definite = parse
        .children_by(noun, "det")
        .any(|det| matches!(parse.lemma(det), "the" | "this" | "that" | "these" | "those"));
    parse.upos(noun) == crate::syntax::Upos::Noun && (definite || parse.child_by(noun, "nmod:poss").is_some())
}

/// What stands over a predicate: from its clause's place in the sentence, and from the drafts already made.
pub(super) fn governed(
    scene: &Scene<'_>,
    predicate: TokenId,
    irrealis: impl Fn(TokenId) -> bool,
) -> Governed {
    let parse = scene.parse;
    let mut at = predicate;
    let known = is_given(scene, predicate);
    for _ in 0..HEIGHT {
        let Some(head) = parse.head(at) else { break };
        let lemma = parse.lemma(head);
        let rel = parse.base_rel(at);
        // "Asked if the reply to the US response was ready": that there was one is not asked.
        if known && rel == "ccomp" {
            break;
        }
        let nonfinite = !matches!(
            crate::clause::form(parse, at),
            ClauseForm::Finite | ClauseForm::Question | ClauseForm::Small
        );
        match rel {
            "xcomp" | "ccomp" | "acl" | "advcl" if parse.rel(at) != "acl:relcl" => {
                let asked = irrealis(head);
                // "Its demand *that Bolivia withdraw the claim*".
                let wanted = rel == "acl" && parse.child_with(at, "mark", "that").is_some();
                if asked && (nonfinite || rel == "ccomp" || wanted) {
                    return Governed::NotDone;
                }
                if nonfinite && rel != "advcl" {
                    if TO_COME.contains(&lemma) && !NOT_DONE.contains(&lemma) {
                        return Governed::ToCome;
                    }
                    if NOT_DONE.contains(&lemma) {
                        return Governed::NotDone;
                    }
                }
                if rel == "advcl" && nonfinite && crate::clause::form(parse, at) == ClauseForm::Infinitive {
                    return Governed::NotDone;
                }
                if rel == "ccomp" {
                    break;
                }
            }
            "conj" | "obj" | "obl" | "nmod" | "nsubj" => {
                if matches!(rel, "obj" | "obl" | "nmod") && irrealis(head) {
                    // "Asked for papers on *the withholding of aid*": that it was withheld is not asked.
                    return if known && at != predicate { Governed::Free } else { Governed::NotDone };
                }
            }
            _ => break,
        }
        at = head;
    }
    Governed::Free
}

/// How certain a clause is: its negation, modal verb, tense and conditions.
pub(super) fn certainty(scene: &Scene<'_>, clause: &Clause) -> Certainty {
    let conditional = scene.parse.base_rel(clause.predicate) == "advcl"
        && scene
            .parse
            .children_by(clause.predicate, "mark")
            .any(|mark| matches!(scene.parse.lemma(mark), "if" | "unless" | "whether"));
    let hedged = scene.parse.children_by(clause.predicate, "advmod").any(|child| {
        matches!(scene.parse.lemma(child), "probably" | "reportedly" | "likely" | "perhaps" | "possibly")
    });
    let base = if conditional {
        Certainty::PossibleYes
    } else {
        match clause.modal.as_deref() {
            Some("may" | "might" | "could") => Certainty::PossibleYes,
            Some("will" | "would" | "shall") => Certainty::ProbableYes,
            _ if clause.tense == Tense::Future || hedged => Certainty::ProbableYes,
            _ => Certainty::CertainYes,
        }
    };
    if !clause.negated {
        return base;
    }
    match base {
        Certainty::CertainYes => Certainty::CertainNo,
        Certainty::ProbableYes => Certainty::ProbableNo,
        _ => Certainty::PossibleNo,
    }
}
