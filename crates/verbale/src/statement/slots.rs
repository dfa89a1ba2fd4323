//! What fills the slots of a frame around a verb, as runs of tokens.
//!
//! ```text
//! told │ Oslo      │ that it would wait      call │ the plan │ unworkable      seem │ to waver
//!      └ Object    └ Clause                       └ Object   └ Small               └ Raise (with the subject)
//! ```
//! Where trees of the network usually fail, the line of words is read instead ("replied that …").

use super::bare;
use super::cues::Slot;
use super::phrase::{self, Run};
use super::who;
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
}

/// True where the preposition of a slot stands inside what was found before: "saw [the treaty as a threat]".
pub(super) fn held(parse: &Parse, runs: &[Run], slot: &Slot) -> bool {
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
        Slot::After(preposition) => after(parse, object, preposition),
        _ => Vec::new(),
    }
}

/// The runs of tokens that fill a slot; none if it stays empty.
pub(super) fn fill(parse: &Parse, clause: &Clause, slot: &Slot, around: Around) -> Vec<Run> {
    let verb = clause.predicate;
    match slot {
        Slot::Quote | Slot::Host => Vec::new(),
        Slot::Clause => clause_content(parse, clause, around),
        Slot::Question => question(parse, clause),
        Slot::Infinitive => infinitive(parse, clause),
        Slot::Gerund => gerund(parse, clause),
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

fn clause_content(parse: &Parse, clause: &Clause, around: Around) -> Vec<Run> {
    let bare = || bare::after(parse, clause, around.addressed).filter(|_| around.says);
    // "The bank's president said the use of gold costs …", where the tree takes "costs" for the head of all.
    let verb = clause.predicate;
    let above = parse.head(verb).is_some_and(|head| head > verb);
    if above
        && matches!(parse.base_rel(verb), "parataxis" | "advcl")
        && let Some(run) = bare()
    {
        return vec![run];
    }
    let found = clause_in_tree(parse, clause);
    if !found.is_empty() {
        return found;
    }
    if let Some(root) = unmarked(parse, clause.predicate).filter(|_| around.says) {
        return cut_joined_cue(parse, clause, root);
    }
    after_that(parse, clause).or_else(|| further_that(parse, verb)).or_else(bare).into_iter().collect()
}

/// The longest addressee or adverbial between a cue and its "that", in tokens.
const THAT_REACH: u32 = 4;

/// "replied that …" where the tree lost the clause: the words after "that" up to the sentence's end.
fn after_that(parse: &Parse, clause: &Clause) -> Option<Run> {
    let verb = clause.predicate;
    let high = parse.sentence(parse.sentence_of(verb)).tokens.end;
    let that =
        (verb.0 + 1..(verb.0 + 1 + THAT_REACH).min(high)).find(|&t| parse.form(TokenId(t)) == "that")?;
    let between = (verb.0 + 1..that).map(TokenId);
    let clear = between.clone().all(|t| {
        !matches!(parse.upos(t), Upos::Verb | Upos::Punct | Upos::Aux | Upos::Sconj)
            && parse.head(t).is_some()
    });
    let nominal = between.clone().any(|t| matches!(parse.upos(t), Upos::Noun));
    let reports = matches!(parse.word(verb).xpos, "VBD" | "VBZ" | "VBP" | "VBN" | "VBG");
    let run = Run { first: that + 1, last: high - 1 };
    let finite = |t: u32| matches!(parse.word(TokenId(t)).xpos, "VBD" | "VBZ" | "VBP" | "MD");
    let whole = run.first < run.last && (run.first + 1..=run.last).any(finite) && !finite(run.first);
    (clear && !nominal && reports && whole).then_some(run)
}

/// "*For the months that ended in March*, the firm expects …", where the tree takes the phrase for a clause.
fn is_fronted(parse: &Parse, verb: TokenId, child: TokenId) -> bool {
    let first = phrase::opening(parse, child);
    let head = parse.head(first).filter(|_| parse.base_rel(first) == "case");
    let bare = parse.upos(child) == Upos::Verb && parse.children_by(child, "nsubj").next().is_none();
    bare && child < verb && parse.upos(first) == Upos::Adp && head.is_some_and(|head| head < child)
}

/// How far from a cue the "that" of its clause may stand, behind those spoken to and what is told of them.
const THAT_FURTHER: u32 = 16;

/// "warned Oslo and Bern, its main partners, that trade was failing", where the tree hangs the clause elsewhere.
fn further_that(parse: &Parse, verb: TokenId) -> Option<Run> {
    let high = parse.sentence(parse.sentence_of(verb)).tokens.end;
    let near = high.min(verb.0 + 1 + THAT_FURTHER);
    let that = (verb.0 + 1..near).map(TokenId).find(|&t| parse.form(t) == "that")?;
    let root = parse.head(that).filter(|&root| root > that && parse.base_rel(that) == "mark")?;
    let verbs = (verb.0 + 1..that.0).map(TokenId).any(|t| matches!(parse.upos(t), Upos::Verb | Upos::Aux));
    let before = that.0.checked_sub(1).map(TokenId)?;
    // "gave a warning that …": the clause of a noun.
    let of_noun = parse.upos(before) == Upos::Noun && parse.form(before) != ",";
    let run = Run { first: that.0 + 1, last: Run::below(parse, root).last };
    (!verbs && !of_noun && parse.rel(root) != "acl:relcl" && run.last > run.first).then_some(run)
}

fn clause_in_tree(parse: &Parse, clause: &Clause) -> Vec<Run> {
    let verb = clause.predicate;
    let own = parse.children(verb).iter().copied().find(|&child| {
        parse.base_rel(child) == "ccomp"
            && clause::form(parse, child) != ClauseForm::Infinitive
            && who::joined_to(parse, child) != Some(verb)
            && !is_fronted(parse, verb, child)
    });
    if let Some(root) = own {
        return cut_joined_cue(parse, clause, root);
    }
    if let Some(root) = on_adjunct(parse, verb) {
        return vec![Run::below(parse, root)];
    }
    if let Some(runs) = as_said(parse, clause) {
        return runs;
    }
    // "The talks, he said, had failed.": the reporting clause hangs on what it reports.
    let next = TokenId(verb.0 + 1);
    let goes_on = next.index() < parse.tokens.tokens.len()
        && (parse.form(next) == "that" || matches!(parse.lemma(next), "of" | "about" | "against"));
    let hangs = parse.rel(verb) == "parataxis" && clause.objects.is_empty() && !goes_on;
    match parse.head(verb) {
        Some(head) if hangs && !parse.children(verb).iter().any(|&c| parse.base_rel(c) == "xcomp") => {
            reported_around(parse, verb, head)
        }
        _ => Vec::new(),
    }
}

/// "alleged, by way of example, Oslo had paid", where the tree takes the clause for an adverbial one: these have
/// a word that opens them.
fn unmarked(parse: &Parse, verb: TokenId) -> Option<TokenId> {
    parse.children_by(verb, "advcl").find(|&child| {
        let subject = parse.children_by(child, "nsubj").find(|&s| s < child);
        let opened = parse
            .children(child)
            .iter()
            .any(|&c| parse.base_rel(c) == "mark" || parse.word(c).xpos.starts_with('W'));
        let plain = subject.is_some_and(|s| !parse.word(s).xpos.starts_with('W'));
        let first = phrase::opening(parse, child);
        let opened = opened || matches!(parse.upos(first), Upos::Aux | Upos::Adv | Upos::Sconj | Upos::Cconj);
        child > verb && plain && !opened && clause::form(parse, child) == ClauseForm::Finite
    })
}

/// "said for the first time that …", "said in a speech that …", where the tree hangs the clause on the adjunct.
fn on_adjunct(parse: &Parse, verb: TokenId) -> Option<TokenId> {
    let mut adjuncts =
        parse.children(verb).iter().copied().filter(|&c| c > verb && parse.base_rel(c) == "obl");
    let adjunct = adjuncts.next_back()?;
    parse.children(adjunct).iter().copied().find(|&clause| {
        let first = phrase::opening(parse, clause);
        clause > adjunct
            && parse.base_rel(clause) == "acl"
            && parse.form(first) == "that"
            && parse.children_by(clause, "nsubj").any(|subject| subject != first)
    })
}

/// "As the agency reported, …", "…, as he put it": the sentence around the clause.
fn as_said(parse: &Parse, clause: &Clause) -> Option<Vec<Run>> {
    let verb = clause.predicate;
    let run = Run::below(parse, verb);
    let begins = parse.form(phrase::opening(parse, verb)).eq_ignore_ascii_case("as");
    let bare = parse.children(verb).iter().all(|&c| match parse.base_rel(c) {
        "ccomp" | "xcomp" => false,
        "obj" => parse.lemma(c) == "it",
        _ => true,
    });
    if !begins || !bare || parse.base_rel(verb) != "advcl" {
        return None;
    }
    let sentence = parse.sentence(parse.sentence_of(verb));
    let whole = Run { first: sentence.tokens.start, last: sentence.tokens.end.saturating_sub(1) };
    let bracketed = |t: u32| matches!(parse.form(TokenId(t)), "," | "." | "—" | "”" | "\"");
    let closed = run.first == whole.first || bracketed(run.first) || bracketed(run.first - 1);
    let ends = run.last >= whole.last || bracketed(run.last) || bracketed(run.last + 1);
    (closed && ends).then(|| phrase::without(whole, run))
}

/// The sentence around a reporting clause that hangs on it.
fn reported_around(parse: &Parse, verb: TokenId, head: TokenId) -> Vec<Run> {
    let mut top = head;
    while let Some(above) = parse.head(top) {
        if parse.base_rel(top) == "ccomp" || parse.base_rel(top) == "parataxis" {
            break;
        }
        top = above;
    }
    let mut runs = phrase::without(Run::below(parse, top), Run::below(parse, verb));
    // “It is late,” she said, │ and soon the hall was empty: what stands outside the quotation is the reporter's.
    let quoted = |run: &Run| phrase::trimmed(parse, *run).is_some_and(|r| in_quotation(parse, r));
    let told = runs.first().is_some_and(|left| left.last < verb.0 && quoted(left));
    runs.retain(|run| {
        let first = phrase::trimmed(parse, *run).map(|r| TokenId(r.first));
        let joins = first.is_some_and(|t| matches!(parse.form(t), "and" | "but" | "as" | "while"));
        !(told && run.first > verb.0 && joins && !quoted(run))
    });
    runs
}

/// True where a run begins and ends in one quotation.
fn in_quotation(parse: &Parse, run: Run) -> bool {
    let quote = parse.quote_at(parse.span(TokenId(run.first)).start);
    quote.is_some_and(|quote| parse.span(TokenId(run.last)).end <= quote.span.end)
}

/// A content clause without a joined predicate that is itself a cue of the same speaker ("said that A but
/// added that B", where the tree joins "added" to A).
fn cut_joined_cue(parse: &Parse, clause: &Clause, root: TokenId) -> Vec<Run> {
    let verb = clause.predicate;
    let mut run = Run::below(parse, root);
    if run.holds(verb) {
        return phrase::without(run, Run::below(parse, verb));
    }
    for &child in parse.children(root) {
        if child > root && who::joined_to(parse, child) == Some(verb) {
            run.last = run.last.min(Run::below(parse, child).first.saturating_sub(1)).max(run.first);
        }
    }
    // "said A and that B", where the tree joins B to the cue.
    for child in parse.children_by(verb, "conj").filter(|&child| child > root) {
        let said = parse.children_by(child, "mark").any(|mark| parse.form(mark) == "that");
        if said && Run::below(parse, child).first == run.last + 1 {
            run.last = Run::below(parse, child).last;
        }
    }
    vec![run]
}

fn question(parse: &Parse, clause: &Clause) -> Vec<Run> {
    let verb = clause.predicate;
    let asks = |child: TokenId| match parse.base_rel(child) {
        "ccomp" | "xcomp" => clause::form(parse, child) == ClauseForm::Question,
        // "asked him if ..." is often taken for a condition.
        "advcl" => {
            let opening = phrase::opening(parse, child);
            let wh =
                matches!(parse.lemma(opening), "why" | "how" | "what" | "who" | "where") && opening > verb;
            let mut marks = parse.children_by(child, "mark");
            let asked = marks.any(|mark| matches!(parse.lemma(mark), "if" | "whether") && mark > verb);
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

fn gerund(parse: &Parse, clause: &Clause) -> Vec<Run> {
    let verb = clause.predicate;
    let fits = |child: TokenId| {
        matches!(parse.base_rel(child), "xcomp" | "ccomp" | "advcl")
            && parse.word(child).xpos == "VBG"
            && Run::below(parse, child).first == verb.0 + 1
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
        if parse.base_rel(child) == "obl" && tells && below.first == run.last + 1 {
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
        child > head
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
