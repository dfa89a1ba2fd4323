//! The verb group of a predicate: voice, form, negation, modal verb, tense, condition.
//!
//! ```text
//! would not have been accepted   passive, finite, negated, modal "would", future
//! ```

use super::{ClauseForm, Tense, asked};
use crate::parse::Parse;
use crate::token::TokenId;

pub(super) fn is_passive(parse: &Parse, predicate: TokenId) -> bool {
    // "It has indicated that …": a perfect without "been" is active, whatever the tree calls the clause after it.
    let aux = |lemma: &str| parse.children_by(predicate, "aux").any(|aux| parse.lemma(aux) == lemma);
    let perfect = parse.word(predicate).xpos == "VBN" && aux("have") && !aux("be") && !aux("get");
    if perfect && parse.children(predicate).iter().all(|&child| parse.rel(child) != "aux:pass") {
        return false;
    }
    let marked = |child: &TokenId| matches!(parse.rel(*child), "nsubj:pass" | "csubj:pass" | "aux:pass");
    if parse.children(predicate).iter().any(marked) {
        return true;
    }
    // A participle after a noun without an auxiliary: "sanctions imposed by the EU".
    parse.word(predicate).xpos == "VBN"
        && parse.base_rel(predicate) == "acl"
        && parse.rel(predicate) != "acl:relcl"
        && parse.child_by(predicate, "aux").is_none()
}

/// The form of the clause headed by `root`.
pub fn form(parse: &Parse, root: TokenId) -> ClauseForm {
    let children = parse.children(root);
    let asks = |&child: &TokenId| {
        let word = parse.word(child);
        (word.rel == "mark" && matches!(word.lemma.as_str(), "whether" | "if"))
            || (child < root && matches!(word.xpos, "WRB" | "WP" | "WDT") && parse.rel(root) != "acl:relcl")
    };
    if children.iter().any(asks) {
        return ClauseForm::Question;
    }
    let finite_aux = |&child: &TokenId| {
        matches!(parse.base_rel(child), "aux" | "cop")
            && matches!(parse.word(child).xpos, "MD" | "VBZ" | "VBP" | "VBD")
    };
    // "to join", but not "Oslo *was* to join".
    let to = |&child: &TokenId| matches!(parse.rel(child), "mark" | "aux") && parse.word(child).xpos == "TO";
    if children.iter().any(to) && !children.iter().any(finite_aux) {
        return ClauseForm::Infinitive;
    }
    match parse.word(root).xpos {
        "VBZ" | "VBP" | "VBD" => ClauseForm::Finite,
        _ if children.iter().any(finite_aux) => ClauseForm::Finite,
        "VBG" => ClauseForm::Gerund,
        "VB" | "VBN" if children.iter().any(|&c| parse.base_rel(c) == "nsubj") => ClauseForm::Finite,
        "VB" => ClauseForm::Infinitive,
        _ => ClauseForm::Small,
    }
}

/// True where "not", "never", "no", "neither" or "nor" negates a predicate or its noun, or it has "yet to" be done.
pub fn is_negated(parse: &Parse, predicate: TokenId) -> bool {
    is_yet_to_do(parse, predicate)
        || parse.children(predicate).iter().any(|&child| {
            let word = parse.word(child);
            let negative = matches!(
                word.lemma.as_str(),
                "not" | "n't" | "n’t" | "never" | "no" | "neither" | "nor" | "hardly" | "without"
            );
            negative && matches!(parse.base_rel(child), "advmod" | "det" | "aux" | "cc" | "mark")
        })
}

/// "Has *yet to reply*", "is yet to be signed": not done so far.
fn is_yet_to_do(parse: &Parse, predicate: TokenId) -> bool {
    let Some(to) = parse.children(predicate).iter().copied().find(|&child| parse.word(child).xpos == "TO")
    else {
        return false;
    };
    let yet = to.0 > 0 && parse.lemma(TokenId(to.0 - 1)) == "yet";
    let over = parse.head(predicate).filter(|_| parse.base_rel(predicate) == "xcomp");
    let is = parse.children(predicate).iter().any(|&child| child < to && parse.lemma(child) == "be");
    yet && (is || over.is_some_and(|head| matches!(parse.lemma(head), "have" | "be")))
}

pub(super) fn modal(parse: &Parse, predicate: TokenId) -> Option<String> {
    let of = |token| {
        parse.children_by(token, "aux").find(|&child| parse.word(child).xpos == "MD").map(|child| {
            match parse.lemma(child) {
                "ca" => "can",
                "wo" | "'ll" | "’ll" => "will",
                "'d" | "’d" => "would",
                other => other,
            }
            .to_owned()
        })
    };
    // "could meet and agree": a joined predicate without auxiliaries shares those of the first.
    of(predicate).or_else(|| {
        let bare = parse.rel(predicate) == "conj" && parse.word(predicate).xpos == "VB";
        parse.head(predicate).filter(|_| bare).and_then(of)
    })
}

pub(super) fn tense(parse: &Parse, predicate: TokenId) -> Tense {
    let auxiliaries =
        || parse.children(predicate).iter().copied().filter(|&c| matches!(parse.base_rel(c), "aux" | "cop"));
    if auxiliaries().any(|c| matches!(parse.lemma(c), "will" | "shall" | "wo" | "'ll" | "’ll" | "would")) {
        return Tense::Future;
    }
    // "Oslo is to host the talks"
    let be = auxiliaries().find(|&c| parse.lemma(c) == "be" && c < predicate);
    let to = parse.children(predicate).iter().find(|&&c| parse.word(c).xpos == "TO");
    if parse.word(predicate).xpos == "VB" && be.zip(to).is_some_and(|(be, &to)| be < to) {
        return Tense::Future;
    }
    if let Some(head) = parse.head(predicate) {
        // "is to meet", "is going to meet", "is due to meet"
        let planned = matches!(parse.lemma(head), "be" | "go" | "due" | "set");
        if parse.rel(predicate) == "xcomp" && planned && form(parse, predicate) == ClauseForm::Infinitive {
            return Tense::Future;
        }
    }
    let finite = auxiliaries().next().unwrap_or(predicate);
    let has_perfect = auxiliaries().any(|c| parse.lemma(c) == "have");
    match parse.word(finite).xpos {
        _ if has_perfect => Tense::Past,
        "VBD" | "VBN" => Tense::Past,
        "VBZ" | "VBP" => Tense::Present,
        _ => Tense::None,
    }
}

pub(super) fn condition(parse: &Parse, predicate: TokenId) -> Option<TokenId> {
    let asked = asked(parse, predicate);
    parse.children_by(predicate, "advcl").filter(|&clause| Some(clause) != asked).find(|&clause| {
        parse.children_by(clause, "mark").any(|mark| {
            matches!(parse.lemma(mark), "if" | "unless" | "until" | "provided" | "providing" | "once")
        })
    })
}
