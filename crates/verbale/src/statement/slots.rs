//! What fills the slots of a frame around a verb, as runs of tokens.
//!
//! ```text
//! told │ Oslo      │ that it would wait      call │ the plan │ unworkable      seem │ to waver
//!      └ Object    └ Clause                       └ Object   └ Small               └ Raise (with the subject)
//! ```

use super::clauses;
use super::cues::Slot;
use super::phrase::{self, Run};
use crate::clause::{self, Clause, ClauseForm, Voice};
use crate::parse::Parse;
use crate::span::Span;
use crate::syntax::Upos;
use crate::token::TokenId;

/// What a frame lets stand around its verb.
#[derive(Debug, Clone, Copy)]
pub(super) struct Around {
    /// There is a place for an addressee, which may carry the content in the tree.
    pub(super) addressed: bool,
    /// The cue is a verb with a particle.
    pub(super) particle: bool,
    /// The subject may belong to the content: "seems to", "is said to".
    pub(super) raises: bool,
    /// The cue is one of saying: a quotation or a clause.
    pub(super) says: bool,
    /// The cue tells something, so that "as X …" may report it.
    pub(super) tells: bool,
    /// Its object is who is spoken to.
    pub(super) heard: bool,
    /// It asks.
    pub(super) asks: bool,
}

/// True where the preposition of a slot stands inside what was found before: "saw [the treaty as a threat]".
pub(super) fn held(parse: &Parse, runs: &[Run], slot: &Slot) -> bool {
    // "expects [the talks to go on]", where the tree has one phrase.
    if *slot == Slot::Infinitive {
        let infinitive = |t: u32| {
            let token = TokenId(t);
            parse.base_rel(token) == "acl" && clause::form(parse, token) == ClauseForm::Infinitive
        };
        return runs.iter().any(|run| (run.first + 1..=run.last).any(infinitive));
    }
    let Slot::After(preposition) = slot else { return false };
    let marks = |t: u32| matches!(parse.base_rel(TokenId(t)), "case" | "mark");
    runs.iter()
        .any(|run| (run.first + 1..run.last).any(|t| marks(t) && parse.lemma(TokenId(t)) == preposition))
}

/// Content that the tree hangs on the addressee: "told Oslo that …", "urged Oslo to …", "warned Oslo against …".
pub(super) fn on_object(parse: &Parse, clause: &Clause, slot: &Slot) -> Vec<Run> {
    let verb = clause.predicate;
    let addressed = parse.child_by(verb, "obj").or_else(|| {
        parse
            .children_by(verb, "obl")
            .find(|&child| child > verb && Run::below(parse, child).first <= verb.0 + 2)
    });
    let Some(object) = addressed else { return Vec::new() };
    let object = parse.conjuncts(object).pop().unwrap_or(object);
    let begins =
        |child: TokenId, form: &str| parse.form(phrase::opening(parse, child)).eq_ignore_ascii_case(form);
    let of = |fits: &dyn Fn(TokenId) -> bool| {
        first_below(parse, object, |child| child > object && parse.base_rel(child) == "acl" && fits(child))
    };
    match slot {
        Slot::Clause => of(&|child| {
            begins(child, "that")
                && parse.children_by(child, "nsubj").any(|s| !parse.form(s).eq_ignore_ascii_case("that"))
        }),
        Slot::Infinitive => of(&|child| begins(child, "to")),
        Slot::Question => of(&|child| begins(child, "whether") || begins(child, "if")),
        // "speaking on condition *of* anonymity" is addressed to nobody.
        Slot::After(_) if matches!(parse.case(object), Some("on" | "in" | "at")) => Vec::new(),
        Slot::After(preposition) => after(parse, object, preposition),
        _ => Vec::new(),
    }
}

/// The runs of tokens that fill a slot; none if it stays empty.
pub(super) fn fill(parse: &Parse, clause: &Clause, slot: &Slot, around: Around) -> Vec<Run> {
    let verb = clause.predicate;
    match slot {
        Slot::Quote | Slot::Host => Vec::new(),
        Slot::Clause => clauses::content(parse, clause, around),
        Slot::Question => question(parse, clause, around),
        Slot::Infinitive => infinitive(parse, clause),
        Slot::Gerund => gerund(parse, clause, around),
        Slot::Object => objects(parse, clause, around),
        Slot::Small => small(parse, clause),
        Slot::Raise if around.raises => raised(parse, clause),
        Slot::Raise => Vec::new(),
        Slot::After(preposition) => {
            let found = after(parse, verb, preposition);
            let next = TokenId(verb.0 + 1);
            // "stopped short of a promise", where the tree hangs the rest on the particle.
            let particle = around.particle && next.index() < parse.tokens.tokens.len();
            if found.is_empty() && particle { after(parse, next, preposition) } else { found }
        }
    }
}

/// What stands below the first child that fits.
fn first_below(parse: &Parse, head: TokenId, fits: impl Fn(TokenId) -> bool) -> Vec<Run> {
    let mut found = parse.children(head).iter().copied().filter(|&child| fits(child));
    found.next().map(|child| Run::below(parse, child)).into_iter().collect()
}

fn question(parse: &Parse, clause: &Clause, around: Around) -> Vec<Run> {
    let verb = clause.predicate;
    let asks = |child: TokenId| match parse.base_rel(child) {
        "ccomp" | "xcomp" => clause::form(parse, child) == ClauseForm::Question,
        // "asked him if ..." is often taken for a condition.
        "advcl" => {
            let opening = phrase::opening(parse, child);
            let wh =
                matches!(parse.lemma(opening), "why" | "how" | "what" | "who" | "where") && opening > verb;
            let mut marks = parse.children_by(child, "mark");
            // "the rate will hold *if* wages rise" asks nothing.
            let open = around.asks || clause.negated;
            let asked = marks.any(|mark| {
                mark > verb && (parse.lemma(mark) == "whether" || open && parse.lemma(mark) == "if")
            });
            child > verb && (wh || asked)
        }
        _ => false,
    };
    first_below(parse, verb, asks)
}

fn infinitive(parse: &Parse, clause: &Clause) -> Vec<Run> {
    let verb = clause.predicate;
    let fits = |child: TokenId| {
        let first = phrase::opening(parse, child);
        match parse.base_rel(child) {
            "xcomp" | "ccomp" => {
                child > verb
                    && clause::form(parse, child) == ClauseForm::Infinitive
                    && parse.children_by(child, "mark").any(|mark| parse.word(mark).xpos == "TO")
                    && parse.form(first) != "for"
            }
            "advcl" | "acl" => {
                let near = first.0 <= verb.0 + 2 || parse.form(TokenId(first.0 - 1)) != ",";
                child > verb && near && first > verb && parse.word(first).xpos == "TO"
            }
            _ => false,
        }
    };
    first_below(parse, verb, fits)
}

fn gerund(parse: &Parse, clause: &Clause, around: Around) -> Vec<Run> {
    let verb = clause.predicate;
    let doing = |child: TokenId| match parse.word(child).xpos {
        "VBG" => true,
        // "denied *having promised* it"
        "VBN" => parse.children_by(child, "aux").any(|aux| parse.word(aux).xpos == "VBG"),
        _ => false,
    };
    let fits = |child: TokenId| {
        matches!(parse.base_rel(child), "xcomp" | "ccomp" | "advcl")
            && doing(child)
            && Run::below(parse, child).first == verb.0 + 1 + u32::from(around.particle)
    };
    first_below(parse, verb, fits)
}

fn objects(parse: &Parse, clause: &Clause, around: Around) -> Vec<Run> {
    let verb = clause.predicate;
    if clause.voice == Voice::Passive {
        return parse
            .children(verb)
            .iter()
            .copied()
            .filter(|&child| parse.base_rel(child) == "nsubj")
            .filter_map(|child| phrase::source(parse, child, Some(verb)))
            .collect();
    }
    let object = parse
        .child_by(verb, "obj")
        .or_else(|| parse.child_by(verb, "iobj"))
        .or_else(|| clause.objects.first().copied());
    let Some(object) = object else {
        // "brushed off the plan", where the particle is taken for a preposition.
        let next = TokenId(verb.0 + 1);
        let follows = around.particle && next.index() < parse.tokens.tokens.len();
        let particle = follows.then_some(next).filter(|&p| parse.base_rel(p) == "case");
        let object = particle.and_then(|p| parse.head(p).map(|head| (p, head)));
        return object
            .filter(|&(p, object)| object > p && parse.head(object) == Some(verb))
            .map(|(p, object)| Run { first: p.0 + 1, last: Run::below(parse, object).last })
            .into_iter()
            .collect();
    };
    // "puts Ruiz four points ahead": who is named first belongs to it where nobody is spoken to.
    let named = parse.child_by(verb, "iobj").filter(|&named| !around.heard && named > verb && named < object);
    if let Some(named) = named {
        let run = Run { first: Run::below(parse, named).first, last: Run::below(parse, object).last };
        return vec![with_phrases(parse, verb, run)];
    }
    if object > verb {
        return vec![with_phrases(parse, verb, Run::below(parse, object))];
    }
    // "the guarantees *that* Moscow demands": what the pronoun stands for.
    let relative =
        parse.rel(verb) == "acl:relcl" && matches!(parse.lemma(object), "that" | "which" | "who" | "whom");
    let object = parse.head(verb).filter(|_| relative).unwrap_or(object);
    phrase::source(parse, object, Some(verb)).into_iter().collect()
}

/// An object with the phrases just after it that tell of it, where the tree gives them to the verb: "showed Ruiz
/// *with a lead*", "welcomed the talks *between the two*".
fn with_phrases(parse: &Parse, verb: TokenId, mut run: Run) -> Run {
    for &child in parse.children(verb) {
        let below = Run::below(parse, child);
        let tells = matches!(
            parse.case(child),
            Some("of" | "with" | "between" | "against" | "about" | "toward" | "towards" | "over")
        );
        let ranks = parse.base_rel(child) == "advmod" && matches!(parse.lemma(child), "ahead" | "behind");
        if (parse.base_rel(child) == "obl" && tells || ranks) && below.first == run.last + 1 {
            run.last = below.last;
        }
    }
    run
}

fn small(parse: &Parse, clause: &Clause) -> Vec<Run> {
    let verb = clause.predicate;
    let fits = |child: TokenId| {
        child > verb
            && (matches!(parse.base_rel(child), "xcomp" | "ccomp" | "obj")
                || parse.rel(child) == "obl:unmarked")
            && (parse.base_rel(child) != "obj"
                || parse.children_by(verb, "iobj").next().is_some()
                || parse.children_by(verb, "obj").next() != Some(child))
            && clause::form(parse, child) != ClauseForm::Infinitive
    };
    let found = parse.children(verb).iter().copied().rfind(|&c| fits(c));
    found.map(|c| Run::below(parse, c)).or_else(|| named_in_quotation(parse, verb)).into_iter().collect()
}

/// The longest name between a cue and what it is called, in tokens.
const NAMED: u32 = 12;

/// "called the envoy “a fine man”", where the tree takes both for one: from the name to the end of the quotation.
fn named_in_quotation(parse: &Parse, verb: TokenId) -> Option<Run> {
    let high = parse.sentence(parse.sentence_of(verb)).tokens.end.min(verb.0 + NAMED);
    let nominal = |t: u32| {
        let word = parse.word(TokenId(t)).xpos;
        word.starts_with('N')
            || matches!(word, "DT" | "JJ" | "PRP" | "PRP$" | "POS" | "CD" | "IN" | "``" | "\"")
            || phrase::is_mark(parse.form(TokenId(t)))
    };
    let quoted = |t: u32| parse.quote_at(parse.span(TokenId(t)).end.saturating_sub(1));
    let opens = (verb.0 + 2..high).find(|&t| quoted(t).is_some())?;
    if !(verb.0 + 1..opens).all(nominal) || quoted(verb.0 + 1).is_some() {
        return None;
    }
    let range = parse.tokens_in(quoted(opens)?.inner);
    (range.end > range.start && range.start > verb.0 + 1)
        .then(|| Run { first: verb.0 + 1, last: range.end - 1 })
}

/// "X seems to waver", "X is said to waver": subject and infinitive.
fn raised(parse: &Parse, clause: &Clause) -> Vec<Run> {
    let verb = clause.predicate;
    let subject = parse.child_by(verb, "nsubj").filter(|&s| s < verb).map(|s| {
        if parse.word(s).xpos.starts_with('W') { clause.subjects.first().copied().unwrap_or(s) } else { s }
    });
    let rest = parse.children(verb).iter().copied().find(|&child| {
        child > verb
            && (parse.rel(child) == "xcomp"
                || (clause.voice == Voice::Passive
                    && parse.base_rel(child) == "advcl"
                    && clause::form(parse, child) == ClauseForm::Infinitive))
    });
    match (subject, rest) {
        (Some(subject), Some(rest)) => {
            let mut runs: Vec<Run> = phrase::source(parse, subject, Some(verb)).into_iter().collect();
            runs.push(Run::below(parse, rest));
            runs
        }
        _ => Vec::new(),
    }
}

/// The nominals or gerunds after a preposition.
pub(super) fn after(parse: &Parse, head: TokenId, preposition: &str) -> Vec<Run> {
    let fits = |child: TokenId| {
        let marker = match parse.base_rel(child) {
            "obl" | "nmod" => "case",
            "advcl" | "acl" | "ccomp" | "xcomp" => "mark",
            _ => return false,
        };
        // "insisted on Monday"
        let day =
            preposition == "on" && parse.upos(child) == Upos::Propn && parse.form(child).ends_with("day");
        child > head
            && !day
            && parse
                .children(child)
                .iter()
                .find(|&&c| matches!(parse.base_rel(c), "case" | "mark") || parse.base_rel(c) == marker)
                .is_some_and(|&c| parse.lemma(c) == preposition)
    };
    let found = parse.children(head).iter().copied().filter(|&c| fits(c));
    found
        .take(1)
        .filter_map(|child| {
            let mut run = Run::below(parse, child);
            if parse.lemma(TokenId(run.first)) == preposition && run.first < run.last {
                run.first += 1;
            }
            // "calls for both sides to stop", where the tree parts the two.
            let goes_on = parse
                .children(head)
                .iter()
                .map(|&next| Run::below(parse, next))
                .find(|next| next.first == run.last + 1 && parse.word(TokenId(next.first)).xpos == "TO");
            if let Some(next) = goes_on {
                run.last = next.last;
            }
            phrase::trimmed(parse, run)
        })
        .collect()
}

/// Characters of runs, for other rules.
pub(super) fn characters(parse: &Parse, runs: Vec<Run>) -> Vec<Span> {
    phrase::spans(parse, &phrase::merged(parse, runs))
}
