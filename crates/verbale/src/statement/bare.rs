//! Clauses without "that" which the tree lost: the words after a cue of saying, read along the line.
//!
//! ```text
//! The agency said │ violent threats and the praise of terror had long been against its rules.
//! Ruiz told Ito   │ the pact favoured makers in Osaka.
//! ```
//! Refuses nominals ("said the same of Ito"), and clauses that only describe one ("said goodbye as she left").

use super::phrase::{self, Run};
use crate::clause::{Clause, Voice};
use crate::parse::Parse;
use crate::syntax::Upos;
use crate::token::TokenId;

/// How far from the cue the verb of its clause may stand, in tokens.
const REACH: u32 = 40;

/// The longest addressee between the cue and the clause, in tokens.
const HEARER: u32 = 4;

/// The clause after a finite cue, to the end of its sentence or to where the reporter goes on.
pub(super) fn after(parse: &Parse, clause: &Clause, heard: bool) -> Option<Run> {
    let verb = clause.predicate;
    let finite = is_finite(parse, verb)
        || parse.children_by(verb, "aux").any(|aux| aux < verb && is_finite(parse, aux));
    let relative = parse.rel(verb) == "acl:relcl"
        && parse.children_by(verb, "nsubj").any(|s| parse.word(s).xpos.starts_with('W'));
    if !finite || relative || clause.voice == Voice::Passive {
        return None;
    }
    let high = parse.sentence(parse.sentence_of(verb)).tokens.end;
    let mut first = verb.0 + 1;
    if heard {
        first = hearer(parse, verb, high)?;
    } else if first < high && parse.form(TokenId(first)) == "," {
        first = aside(parse, first, high)?;
    }
    // "said *although exports fell*, the rate had held": the clause begins with what it is set against.
    let begins = first;
    first = opposed(parse, first, high).unwrap_or(first);
    if first >= high || !opens(parse, first) {
        return None;
    }
    // The subject of the clause is nominal up to its verb; a relative clause or an aside may stand between.
    let near = high.min(first + REACH);
    let main = main_verb(parse, first, near)?;
    let commas = (first..main).filter(|&t| parse.form(TokenId(t)) == ",").count();
    let clear = commas % 2 == 0 && (first..main).all(|t| !divides(parse, t, main));
    let end = (main + 1..high).find(|&t| goes_on(parse, t)).unwrap_or(high);
    clear.then(|| phrase::trimmed(parse, Run { first: begins, last: end - 1 })).flatten()
}

/// One past a name or a short nominal after a cue that has somebody to speak to.
fn hearer(parse: &Parse, verb: TokenId, high: u32) -> Option<u32> {
    let object = parse.child_by(verb, "iobj").or_else(|| parse.child_by(verb, "obj"))?;
    let below = Run::below(parse, object);
    let near = below.first == verb.0 + 1 && below.last - below.first < HEARER && below.last + 1 < high;
    let near = near && parse.word(verb).xpos != "VBP";
    near.then_some(below.last + 1)
}

/// The longest clause that opens another, in tokens.
const OPENING: u32 = 30;

/// One past the comma that ends a clause which opens another: "although exports fell, │ the rate had held".
fn opposed(parse: &Parse, first: u32, high: u32) -> Option<u32> {
    let opens = first < high
        && matches!(parse.form(TokenId(first)), "although" | "though" | "while" | "if" | "unless");
    let near = high.min(first + OPENING);
    let comma = (first + 2..near).find(|&t| opens && parse.form(TokenId(t)) == ",")?;
    let told = (first + 1..comma).any(|t| is_finite(parse, TokenId(t)));
    (told && comma + 1 < high).then_some(comma + 1)
}

/// The longest aside between a cue and its clause, in tokens.
const ASIDE: u32 = 10;

/// One past the second comma of "alleged, by way of example, Oslo had paid".
fn aside(parse: &Parse, comma: u32, high: u32) -> Option<u32> {
    let near = high.min(comma + ASIDE);
    let close = (comma + 1..near).find(|&t| parse.form(TokenId(t)) == ",")?;
    let adverbial = matches!(parse.upos(TokenId(comma + 1)), Upos::Adp | Upos::Adv);
    let plain = (comma + 1..close).all(|t| !matches!(parse.upos(TokenId(t)), Upos::Verb | Upos::Aux));
    (adverbial && plain && close + 1 < high).then_some(close + 1)
}

fn is_finite(parse: &Parse, token: TokenId) -> bool {
    matches!(parse.word(token).xpos, "VBD" | "VBZ" | "VBP" | "MD")
}

/// True for a word that can begin the subject of a clause.
fn opens(parse: &Parse, token: u32) -> bool {
    let token = TokenId(token);
    let xpos = parse.word(token).xpos;
    matches!(xpos, "DT" | "EX" | "CD" | "PRP" | "PRP$" | "NN" | "NNS" | "NNP" | "NNPS" | "JJ" | "JJR" | "JJS")
        && parse.quote_at(parse.span(token).start).is_none()
}

/// The first finite verb that no relative clause uses up: "one candidate he likes so far *is* Ito".
fn main_verb(parse: &Parse, first: u32, near: u32) -> Option<u32> {
    let mut open = 0;
    for t in first..near {
        let (at, before) = (TokenId(t), TokenId(t.saturating_sub(1)));
        let after_noun = t > first && matches!(parse.upos(before), Upos::Noun | Upos::Propn);
        let xpos = parse.word(at).xpos;
        if xpos.starts_with('W') || after_noun && (xpos == "PRP" || parse.form(at) == "that") {
            open += 1;
        } else if is_finite(parse, at) && t > first {
            if open == 0 {
                return Some(t);
            }
            open -= 1;
        }
    }
    None
}

/// True for a word that shows that no subject leads up to the verb: "said goodbye *as* she left".
fn divides(parse: &Parse, token: u32, main: u32) -> bool {
    let at = TokenId(token);
    let next = TokenId(token + 1);
    match parse.upos(at) {
        Upos::Sconj => !matches!(parse.form(at), "for" | "of" | "to" | "that" | "by" | "in" | "on" | "with"),
        Upos::Cconj => token + 1 == main || parse.upos(next) == Upos::Adv && token + 2 == main,
        Upos::Punct => {
            matches!(parse.form(at), ":" | ";") || parse.form(at) == "," && parse.upos(next) == Upos::Cconj
        }
        _ => matches!(parse.form(at), "as" | "when" | "while" | "before" | "after" | "because" | "if"),
    }
}

/// True where the reporter goes on: ", citing …", ", according to …", ", who …".
fn goes_on(parse: &Parse, token: u32) -> bool {
    let next = TokenId(token + 1);
    let comma = parse.form(TokenId(token)) == "," && next.index() < parse.tokens.tokens.len();
    comma
        && (parse.form(next) == "according"
            || matches!(parse.form(next), "citing" | "adding" | "noting" | "quoting"))
}
