//! Which characters a source, a cue and a content cover, given the tokens that head them.
//!
//! ```text
//! The minister, Ana Ruiz, who leaves on Friday, has not said that talks failed.
//! └ source: no relative clause            └ cue       └ content: no "that"
//! ```

use crate::parse::Parse;
use crate::span::Span;
use crate::syntax::Upos;
use crate::token::TokenId;

/// A run of tokens, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Run {
    pub(super) first: u32,
    pub(super) last: u32,
}

impl Run {
    /// The tokens below `head`, itself included.
    pub(super) fn below(parse: &Parse, head: TokenId) -> Run {
        let (first, last) = parse.extent(head);
        Run { first: first.0, last: last.0 }
    }

    pub(super) fn holds(self, token: TokenId) -> bool {
        self.first <= token.0 && token.0 <= self.last
    }

    fn join(self, other: Run) -> Run {
        Run { first: self.first.min(other.first), last: self.last.max(other.last) }
    }

    fn characters(self, parse: &Parse) -> Span {
        parse.span(TokenId(self.first)).join(parse.span(TokenId(self.last)))
    }
}

/// The first word below `head`, punctuation left out.
pub(super) fn opening(parse: &Parse, head: TokenId) -> TokenId {
    let run = Run::below(parse, head);
    (run.first..=run.last).find(|&t| !is_punct(parse, t)).map_or(head, TokenId)
}

/// True for a quotation mark of any kind.
pub(super) fn is_mark(form: &str) -> bool {
    matches!(form, "\"" | "“" | "”" | "‘" | "’" | "'" | "``" | "''" | "«" | "»" | "„" | "‟" | "‹" | "›")
}

fn is_punct(parse: &Parse, token: u32) -> bool {
    parse.upos(TokenId(token)) == Upos::Punct
        || parse.form(TokenId(token)).chars().all(|c| !c.is_alphanumeric() && c != '$' && c != '%')
}

/// Drops punctuation at both ends, and a leading "that"; none if nothing is left.
pub(super) fn trimmed(parse: &Parse, mut run: Run) -> Option<Run> {
    while run.first <= run.last && is_punct(parse, run.first) {
        run.first += 1;
    }
    while run.last > run.first && is_punct(parse, run.last) {
        run.last -= 1;
    }
    if run.first < run.last && parse.form(TokenId(run.first)).eq_ignore_ascii_case("that") {
        let rel = parse.base_rel(TokenId(run.first));
        // Before an article, a pronoun or a name it begins a clause, whatever the tree says.
        let next = parse.word(TokenId(run.first + 1)).xpos;
        let joins =
            run.last > run.first + 1 && matches!(next, "DT" | "PRP" | "PRP$" | "NNP" | "NNPS" | "NNS" | "EX");
        if joins || matches!(rel, "mark" | "dep") {
            return trimmed(parse, Run { first: run.first + 1, last: run.last });
        }
    }
    (run.first <= run.last && !is_punct(parse, run.first)).then_some(run)
}

/// The pieces of `run` that are left when `hole` is taken out.
pub(super) fn without(run: Run, hole: Run) -> Vec<Run> {
    if hole.last < run.first || run.last < hole.first {
        return vec![run];
    }
    let mut left = Vec::new();
    if run.first < hole.first {
        left.push(Run { first: run.first, last: hole.first - 1 });
    }
    if hole.last < run.last {
        left.push(Run { first: hole.last + 1, last: run.last });
    }
    left
}

/// Joins runs between which nothing but punctuation stands; drops what is left of only punctuation.
pub(super) fn merged(parse: &Parse, mut runs: Vec<Run>) -> Vec<Run> {
    runs.sort_by_key(|run| (run.first, run.last));
    let mut out: Vec<Run> = Vec::new();
    for run in runs {
        match out.last_mut() {
            Some(last) if (last.last + 1..run.first).all(|token| is_punct(parse, token)) => {
                *last = last.join(run);
            }
            _ => out.push(run),
        }
    }
    out.into_iter().filter_map(|run| trimmed(parse, run)).collect()
}

/// The characters of runs.
pub(super) fn spans(parse: &Parse, runs: &[Run]) -> Vec<Span> {
    runs.iter().map(|run| run.characters(parse)).collect()
}

/// The phrase headed by `head` as a source: without relative clauses, participles with a cue, and what
/// belongs to the clause of `cue`.
pub(super) fn source(parse: &Parse, head: TokenId, cue: Option<TokenId>) -> Option<Run> {
    let mut run = Run::below(parse, head);
    for &child in parse.children(head) {
        let below = Run::below(parse, child);
        let holds_cue = cue.is_some_and(|cue| below.holds(cue));
        let leaves = matches!(parse.rel(child), "acl:relcl" | "parataxis" | "punct" | "cc" | "dep" | "advcl")
            && below.first > head.0;
        let apart = parse.rel(child) == "acl"
            && below.first > head.0
            && (parse.form(TokenId(below.first)) == "," || parse.form(TokenId(below.first - 1)) == ",");
        let leaves = leaves || apart;
        let starts = parse.base_rel(child) == "punct"
            || (matches!(parse.rel(child), "cc" | "advcl") && below.last < head.0);
        // "The diplomats, *speaking in private*, said …": the comma that closes it is the last of the phrase.
        let ends = (below.last + 1..=run.last).all(|t| is_punct(parse, t));
        if holds_cue || (leaves && ends) || (leaves && parse.rel(child) == "acl:relcl") {
            if below.first > head.0 {
                run.last = run.last.min(below.first - 1);
            } else if holds_cue {
                run.first = run.first.max(below.last + 1).min(head.0);
            }
        } else if starts && below.first == run.first && below.last < head.0 {
            run.first = below.last + 1;
        }
    }
    if let Some(cue) = cue.filter(|&cue| run.holds(cue)) {
        if cue > head {
            run.last = cue.0 - 1;
        } else if cue < head {
            run.first = cue.0 + 1;
        } else {
            return None;
        }
    }
    // "*The Finnish* government plans to …", where the tree gives them to the verb.
    while let (Some(cue), true) = (cue.filter(|&cue| cue > head), run.first > 0) {
        let before = TokenId(run.first - 1);
        let lost =
            matches!(parse.base_rel(before), "det" | "amod" | "compound") && parse.head(before) == Some(cue);
        if !lost {
            break;
        }
        run.first -= 1;
    }
    // "by the ministry", "Oslo's": neither preposition nor ending names anybody.
    while run.first < run.last && run.first < head.0 && parse.base_rel(TokenId(run.first)) == "case" {
        run.first += 1;
    }
    while run.last > run.first && parse.word(TokenId(run.last)).xpos == "POS" {
        run.last -= 1;
    }
    trimmed(parse, run).map(|run| closed(parse, without_time(parse, head, run)))
}

/// "Ruiz *last Friday* announced …": a time just before the cue is no part of who speaks.
fn without_time(parse: &Parse, head: TokenId, run: Run) -> Run {
    let lower = |t: u32| parse.form(TokenId(t)).to_lowercase();
    let day = |t: u32| {
        let word = lower(t);
        word.len() > 5 && word.ends_with("day") || matches!(word.as_str(), "today" | "yesterday")
    };
    let unit = |t: u32| day(t) || matches!(lower(t).as_str(), "week" | "month" | "year" | "night");
    let run = without_first_day(parse, head, run);
    let last = run.last;
    // "the poll released last week" is the poll of that week.
    let told = (head.0 + 1..last).any(|t| matches!(parse.word(TokenId(t)).xpos, "VBN" | "VBG"));
    if told {
        return run;
    }
    let phrase = last >= run.first + 2
        && unit(last)
        && matches!(lower(last - 1).as_str(), "last" | "this" | "next" | "late" | "early")
        && last - 1 > head.0;
    let alone = last > run.first
        && day(last)
        && last > head.0
        && parse.head(TokenId(last)) == Some(head)
        && matches!(
            parse.rel(TokenId(last)),
            "nmod:unmarked" | "obl:unmarked" | "nmod:tmod" | "flat" | "dep"
        );
    match (phrase, alone) {
        // "The firm *earlier* this month said …"
        (true, _) if last >= run.first + 3 && matches!(lower(last - 2).as_str(), "earlier" | "later") => {
            Run { last: last - 3, ..run }
        }
        (true, _) => Run { last: last - 2, ..run },
        (_, true) => Run { last: last - 1, ..run },
        _ => run,
    }
}

/// "*This Monday* the Greek minister said …": nor is a time in front.
fn without_first_day(parse: &Parse, head: TokenId, run: Run) -> Run {
    let form = |t: u32| parse.form(TokenId(t));
    let day = |t: u32| {
        let noun = parse.word(TokenId(t)).xpos.starts_with("NN");
        form(t).len() > 5 && form(t).ends_with("day") && noun
    };
    let spoken = |t: u32| t <= head.0 && parse.word(TokenId(t)).xpos != "POS" && form(t) != ",";
    let led = matches!(form(run.first).to_lowercase().as_str(), "this" | "last" | "next");
    if led && run.first + 2 <= run.last && day(run.first + 1) && spoken(run.first + 2) {
        Run { first: run.first + 2, ..run }
    } else if run.first < run.last && day(run.first) && run.first < head.0 && spoken(run.first + 1) {
        let compound = parse.word(TokenId(run.first + 1)).xpos.starts_with("NN")
            && parse.base_rel(TokenId(run.first)) == "compound";
        if compound { run } else { Run { first: run.first + 1, ..run } }
    } else {
        run
    }
}

/// With the bracket that closes one within: "the Food Agency (FA)", "Norsk Malm <NMLM.O>".
fn closed(parse: &Parse, mut run: Run) -> Run {
    let next = TokenId(run.last + 1);
    for (open, close) in [("(", ")"), ("<", ">")] {
        let count = |mark: &str| (run.first..=run.last).filter(|&t| parse.form(TokenId(t)) == mark).count();
        let ends = next.index() < parse.tokens.tokens.len() && parse.form(next) == close;
        if ends && count(open) > count(close) {
            run.last = next.0;
        }
    }
    run
}

/// The verb group of a cue: auxiliaries and "not" before it, a particle after it.
pub(super) fn cue(parse: &Parse, cue: TokenId) -> Run {
    let mut run = Run { first: cue.0, last: cue.0 };
    for &child in parse.children(cue).iter().rev() {
        let belongs = matches!(parse.base_rel(child), "aux" | "cop")
            || (parse.base_rel(child) == "advmod" && parse.lemma(child) == "not");
        if belongs && child < cue && cue.0 - child.0 <= 4 {
            run.first = run.first.min(child.0);
        }
    }
    if let Some(particle) = particle(parse, cue).filter(|particle| particle.0 - cue.0 <= 2) {
        run.last = particle.0;
    }
    run
}

/// The particle of a verb, also where the tree takes it for a preposition: "brushed *off* the plan".
pub(super) fn particle(parse: &Parse, verb: TokenId) -> Option<TokenId> {
    let next = TokenId(verb.0 + 1);
    let follows = next.index() < parse.tokens.tokens.len() && parse.word(next).xpos == "RP";
    parse.child_by(verb, "compound:prt").filter(|&particle| particle > verb).or(follows.then_some(next))
}
