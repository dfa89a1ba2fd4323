//! How a move stands in its report: a meeting that is only arranged has not been held, whatever path read it.
//!
//! Enter all drafts; leave the same with their certainty lowered, without what stands only in a charge.
//!
//! ```text
//! Peru arranged talks between Chad and Libya.       MEET, probable
//! Chad and Libya will hold two days of talks.       MEET, probable
//! Chad called off the talks with Libya.             MEET, not held
//! ```

use super::draft::{Draft, certainty};
use super::scene::Scene;
use super::told::alleged;
use super::{MoveKind, hearsay};
use crate::clause::Tense;
use crate::factuality::Certainty;
use crate::parse::Parse;
use crate::span::Span;
use crate::syntax::Upos;
use crate::token::TokenId;
use std::collections::BTreeMap;

/// Lowers what is yet to come or only told, and leaves out what stands in a charge.
pub(super) fn settle(scene: &Scene<'_>, drafts: &mut Vec<Draft>) {
    let kinds: BTreeMap<TokenId, MoveKind> = drafts.iter().map(|one| (one.predicate, one.kind)).collect();
    drafts.retain(|one| {
        !only_supposed(scene, one)
            && !hearsay::in_charge(scene, one)
            && !alleged(scene, one, &kinds)
            && !hearsay::speaks_for_itself(scene, one)
    });
    for draft in drafts.iter_mut() {
        if matches!(draft.kind, MoveKind::Meet | MoveKind::Sign | MoveKind::Perform | MoveKind::Suspend)
            && draft.certainty == Certainty::CertainYes
        {
            draft.certainty = outlook(scene, draft).unwrap_or(Certainty::CertainYes);
        }
        hearsay::weigh(scene, draft);
        hearsay::stays_at_home(scene, draft);
    }
}

/// "If Oslo *is ready to agree*": what a condition supposes has not been done by anybody.
fn only_supposed(scene: &Scene<'_>, draft: &Draft) -> bool {
    use MoveKind::{Accept, Commit, Concede, Partial, Perform, Propose, Request, Respond, Retract, Sign};
    let parse = scene.parse;
    let gives = matches!(
        draft.kind,
        Accept | Commit | Concede | Partial | Perform | Propose | Request | Respond | Retract | Sign
    );
    let supposes = |mark: TokenId| matches!(parse.lemma(mark), "if" | "unless" | "until" | "whether");
    gives
        && parse.base_rel(draft.predicate) == "advcl"
        && parse.children_by(draft.predicate, "mark").any(supposes)
}

/// How far up the tree the verb over a noun is looked for.
const HEIGHT: usize = 5;

/// What the words over a predicate make of it: still to come, only thinkable, called off; none where they
/// leave it as it is.
fn outlook(scene: &Scene<'_>, draft: &Draft) -> Option<Certainty> {
    let parse = scene.parse;
    let noun = matches!(parse.upos(draft.predicate), Upos::Noun | Upos::Propn);
    if !noun {
        let clause = scene.clause(draft.predicate);
        // "Tomorrow open talks": the present of a timetable.
        let timetable = clause.tense == Tense::Present && is_ahead(scene, scene.clause_span(draft.predicate));
        return timetable.then_some(Certainty::ProbableYes);
    }
    if let Some(found) = by_modifier(scene, draft.predicate) {
        return Some(found);
    }
    let meets = draft.kind == MoveKind::Meet;
    if !meets {
        return None;
    }
    if is_ahead(scene, scene.phrase_span(draft.predicate)) {
        return Some(Certainty::ProbableYes);
    }
    let mut at = draft.predicate;
    for _ in 0..HEIGHT {
        let head = parse.head(at)?;
        match parse.base_rel(at) {
            "conj" | "appos" | "compound" => {}
            "nmod" | "acl" => match under_noun(scene, at, head) {
                None => {}
                found => return found,
            },
            "obl" | "obj" | "nsubj" | "advcl" | "xcomp" => return under_verb(scene, at, head),
            _ => return None,
        }
        at = head;
    }
    None
}

/// "The *planned* visit", "*possible* talks".
fn by_modifier(scene: &Scene<'_>, noun: TokenId) -> Option<Certainty> {
    let parse = scene.parse;
    let mut before = parse.children(noun).iter().copied().filter(|&child| child < noun);
    before.find_map(|word| {
        let form = parse.form(word).to_lowercase();
        if scene.frames.in_list("ahead", &form) {
            Some(Certainty::ProbableYes)
        } else if scene.frames.in_list("thinkable", &form) {
            Some(Certainty::PossibleYes)
        } else {
            None
        }
    })
}

/// "The groundwork *for talks*", "hopes *for talks*"; "two days *of talks*" are the talks themselves.
fn under_noun(scene: &Scene<'_>, at: TokenId, head: TokenId) -> Option<Certainty> {
    let lemma = scene.parse.lemma(head).to_lowercase();
    if scene.frames.in_list("arrangement", &lemma) {
        Some(Certainty::ProbableYes)
    } else if scene.frames.in_list("prospect", &lemma) {
        Some(Certainty::PossibleYes)
    } else {
        before(scene.parse, at)
    }
}

/// "Ahead of talks", "before the talks".
fn before(parse: &Parse<'_>, at: TokenId) -> Option<Certainty> {
    let words: Vec<&str> = parse
        .children_by(at, "case")
        .flat_map(|case| std::iter::once(case).chain(parse.children_by(case, "fixed")))
        .map(|case| parse.lemma(case))
        .collect();
    (words.contains(&"ahead") || words.contains(&"before")).then_some(Certainty::ProbableYes)
}

/// "*Arranged* talks", "*will* hold two days of talks", "*called off* the talks", "flew to Rome *for* talks".
fn under_verb(scene: &Scene<'_>, at: TokenId, verb: TokenId) -> Option<Certainty> {
    let parse = scene.parse;
    let lemma = scene.frames.key(parse.lemma(verb)).into_owned();
    if parse.base_rel(at) == "obl" {
        let travels = parse.case(at) == Some("for") && scene.frames.in_list("journey", &lemma);
        return before(parse, at).or(travels.then_some(Certainty::ProbableYes));
    }
    let off = parse.children(verb).iter().any(|&child| parse.lemma(child) == "off" && child > verb);
    if scene.frames.in_list("calloff", &lemma) || (lemma == "call" && off) {
        return Some(Certainty::CertainNo);
    }
    if scene.frames.in_list("arrange", &lemma) || (lemma == "put" && off) {
        return Some(Certainty::ProbableYes);
    }
    let clause = scene.clause(verb);
    let told = certainty(scene, &clause);
    if told != Certainty::CertainYes {
        return Some(told);
    }
    let timetable = clause.tense == Tense::Present && is_ahead(scene, scene.clause_span(verb));
    timetable.then_some(Certainty::ProbableYes)
}

/// True where a time after the day of publication stands in a span: "tomorrow", "next week", "in May".
fn is_ahead(scene: &Scene<'_>, span: Span) -> bool {
    let published = scene.parse.document.published;
    scene.times.within(span).iter().any(|when| {
        let words: Vec<String> =
            scene.parse.tokens_in(when.span).map(|at| scene.parse.form(TokenId(at)).to_lowercase()).collect();
        let known = when.from.zip(published).map(|(from, published)| from > published);
        known.unwrap_or_else(|| words.iter().any(|word| scene.frames.in_list("later", word)))
    })
}
