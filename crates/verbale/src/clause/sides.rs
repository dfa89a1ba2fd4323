//! The sides of a predicate: its subjects, objects and by-agents, also where another clause lends them or the
//! tree hides them.
//!
//! ```text
//! Ankara, which was urged to sign, left.   "sign": subject "Ankara", lent by "urged", which has it from "which"
//! ```

use super::group::is_passive;
use super::{ClauseForm, form, with_conjuncts};
use crate::parse::Parse;
use crate::syntax::Upos;
use crate::token::TokenId;

/// The noun that took its own verb for an adjective: in short clauses the parser may read "Israel renewed
/// negotiations" as a noun phrase with a finite verb as modifier, which English does not have.
fn stolen_object(parse: &Parse, predicate: TokenId) -> Option<TokenId> {
    let noun = parse.head(predicate).filter(|&noun| parse.rel(predicate) == "amod" && predicate < noun)?;
    let own_subject = parse.child_by(predicate, "nsubj").is_some();
    let has_subject = parse.child_by(noun, "cop").is_none()
        && parse.children_by(noun, "nsubj").any(|subject| subject < predicate);
    let stolen = match parse.word(predicate).xpos {
        "VBD" => own_subject || has_subject || subject_before(parse, noun, predicate).is_some(),
        "VBN" => own_subject || has_subject,
        _ => false,
    };
    stolen.then_some(noun)
}

/// The subject of a verb that its object took for an adjective.
fn subject_before(parse: &Parse, noun: TokenId, predicate: TokenId) -> Option<TokenId> {
    let before = |rel: &'static str| parse.children_by(noun, rel).find(|&child| child < predicate);
    before("nsubj").or_else(|| before("compound")).or_else(|| before("nmod"))
}

fn own_subjects(parse: &Parse, predicate: TokenId) -> Vec<TokenId> {
    if let Some(noun) = stolen_object(parse, predicate)
        && parse.child_by(predicate, "nsubj").is_none()
    {
        return subject_before(parse, noun, predicate).map_or(Vec::new(), |found| parse.conjuncts(found));
    }
    let rels = ["nsubj", "csubj"];
    // "It has indicated *that …*" is what is said, and no subject.
    let said = |child: TokenId| {
        child > predicate && parse.base_rel(child) == "csubj" && parse.child_by(predicate, "expl").is_some()
    };
    let own = parse
        .children(predicate)
        .iter()
        .copied()
        .filter(|&child| rels.contains(&parse.base_rel(child)) && !said(child));
    let mut found = with_conjuncts(parse, own);
    for subject in &mut found {
        if let Some(antecedent) = antecedent(parse, predicate, *subject) {
            *subject = antecedent;
        }
    }
    found
}

/// The noun that a relative pronoun stands for.
fn antecedent(parse: &Parse, predicate: TokenId, pronoun: TokenId) -> Option<TokenId> {
    let relative = matches!(parse.lemma(pronoun), "who" | "which" | "that" | "whom");
    let is_relative_clause = parse.rel(predicate) == "acl:relcl";
    if relative && is_relative_clause && parse.word(pronoun).xpos.starts_with('W') {
        let head = parse.head(predicate)?;
        // "said the minister, who asked …": where the tree hangs the clause on the verb, the last of the
        // verb's own nominals before the clause is meant.
        return match parse.upos(head) {
            Upos::Verb => parse.children(head).iter().copied().rfind(|&child| {
                child < pronoun && matches!(parse.base_rel(child), "nsubj" | "obj" | "iobj" | "obl")
            }),
            _ => Some(head),
        };
    }
    None
}

/// How far a subject is looked for through clauses that lend theirs.
const LENDING_DEPTH: usize = 6;

pub(super) fn subjects(parse: &Parse, predicate: TokenId) -> (Vec<TokenId>, bool) {
    let own = own_subjects(parse, predicate);
    if !own.is_empty() {
        return (own, false);
    }
    let mut at = predicate;
    for _ in 0..LENDING_DEPTH {
        let Some(head) = parse.head(at) else { break };
        let lent = match parse.rel(at) {
            "conj" if joins_higher(parse, at, head) => {
                parse.head(head).map_or(Vec::new(), |higher| own_subjects(parse, higher))
            }
            "conj" | "parataxis" => own_subjects(parse, head),
            "xcomp" => controllers(parse, head),
            "advcl" if form(parse, at) != ClauseForm::Finite => lender_of_adjunct(parse, at, head),
            "advcl" => stranded(parse, at, head),
            "acl" => return (with_conjuncts(parse, std::iter::once(head)), true),
            "acl:relcl" if !has_relative(parse, at) => Vec::new(),
            _ => break,
        };
        if !lent.is_empty() {
            return (lent, true);
        }
        at = head;
    }
    (Vec::new(), false)
}

/// "It came after *Oslo* closed the port": where the tree takes "after Oslo" for a phrase of its own.
fn stranded(parse: &Parse, clause: TokenId, head: TokenId) -> Vec<TokenId> {
    let near = |&child: &TokenId| parse.extent(child).1.0 + 1 == clause.0;
    let opens = |&child: &TokenId| {
        parse.case(child).is_some_and(|case| matches!(case, "after" | "before" | "since" | "until" | "as"))
    };
    let bare = parse.child_by(clause, "mark").is_none();
    let found = parse.children_by(head, "obl").filter(|_| bare).find(|child| near(child) && opens(child));
    with_conjuncts(parse, found.into_iter())
}

/// "charged the US *with breaking* the rules", "thanked Oslo *for helping*", "kept Rome *from acting*": after
/// these prepositions the object acts, or the subject of a passive; else the subject does.
fn lender_of_adjunct(parse: &Parse, adjunct: TokenId, head: TokenId) -> Vec<TokenId> {
    let mark = parse.children_by(adjunct, "mark").next().map(|mark| parse.lemma(mark));
    if matches!(mark, Some("of" | "with" | "for" | "from")) && form(parse, adjunct) == ClauseForm::Gerund {
        let objects = with_conjuncts(parse, parse.children_by(head, "obj"));
        // "took action against Oslo for breaking the pact": the one acted against broke it.
        let against = |token| {
            ["obl", "nmod"].into_iter().find_map(|rel| {
                parse
                    .children_by(token, rel)
                    .find(|&child| matches!(parse.case(child), Some("against" | "on")))
            })
        };
        let target = std::iter::once(head).chain(objects.iter().copied()).find_map(against);
        if let Some(target) = target.filter(|_| mark == Some("for")) {
            return parse.conjuncts(target);
        }
        if !objects.is_empty() {
            return objects;
        }
    }
    own_subjects(parse, head)
}

fn has_relative(parse: &Parse, predicate: TokenId) -> bool {
    parse.children(predicate).iter().any(|&child| parse.word(child).xpos.starts_with('W'))
}

/// Who is understood as the subject of an infinitive: the object of its governor ("urged Ankara to go"),
/// else the governor's subject ("agreed to go"); "promise" keeps its subject.
fn controllers(parse: &Parse, governor: TokenId) -> Vec<TokenId> {
    if parse.lemma(governor) != "promise" {
        let objects = with_conjuncts(
            parse,
            parse.children_by(governor, "iobj").chain(parse.children_by(governor, "obj")),
        );
        if !objects.is_empty() {
            return objects;
        }
    }
    own_subjects(parse, governor)
}

pub(super) fn shared_objects(parse: &Parse, predicate: TokenId) -> Vec<TokenId> {
    if let Some(noun) = stolen_object(parse, predicate) {
        return parse.conjuncts(noun);
    }
    let own = with_conjuncts(parse, parse.children_by(predicate, "obj"));
    if !own.is_empty() {
        return own
            .into_iter()
            .map(|object| antecedent(parse, predicate, object).unwrap_or(object))
            .collect();
    }
    // "the guarantees that Moscow demands": the gap of a relative clause without an object of its own.
    let is_gapped = parse.rel(predicate) == "acl:relcl"
        && !is_passive(parse, predicate)
        && parse.child_by(predicate, "ccomp").is_none()
        && parse.child_by(predicate, "xcomp").is_none()
        && parse.children_by(predicate, "nsubj").any(|s| antecedent(parse, predicate, s).is_none());
    match parse.head(predicate) {
        Some(head) if is_gapped => parse.conjuncts(head),
        _ => Vec::new(),
    }
}

pub(super) fn agents(parse: &Parse, predicate: TokenId, passive: bool) -> Vec<TokenId> {
    let by = |&child: &TokenId| {
        parse.rel(child) == "obl:agent"
            || (passive && parse.rel(child) == "obl" && parse.case(child) == Some("by"))
    };
    let found = with_conjuncts(parse, parse.children(predicate).iter().copied().filter(by));
    if found.is_empty() && passive { lost_agent(parse, predicate) } else { found }
}

/// "were ordered to leave their homes *by the governor*", "was dismissed as worthless *by the envoy*", where the tree
/// hangs the agent on a word that has none: no passive.
fn lost_agent(parse: &Parse, predicate: TokenId) -> Vec<TokenId> {
    let below = parse.children(predicate).iter().copied().filter(|&child| {
        child > predicate
            && matches!(parse.base_rel(child), "xcomp" | "obl" | "advcl")
            && !is_passive(parse, child)
            && parse.word(child).xpos != "VBN"
    });
    let agents = below.flat_map(|child| parse.children(child).iter().copied());
    with_conjuncts(parse, agents.filter(|&agent| parse.rel(agent) == "obl:agent").take(1))
}

/// "accused Oslo of dumping fish and *threatened* a boycott": a finite verb that the tree joins to a non-finite
/// one is joined to the clause above.
pub(crate) fn joins_higher(parse: &Parse, verb: TokenId, head: TokenId) -> bool {
    let finite = matches!(parse.word(verb).xpos, "VBD" | "VBZ" | "VBP");
    finite && matches!(parse.word(head).xpos, "VBG" | "VB") && parse.base_rel(head) != "root"
}
