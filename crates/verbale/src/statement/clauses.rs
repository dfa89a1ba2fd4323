//! The clause that is the content of a verb: from the tree, and where trees usually fail along the line of words.
//!
//! ```text
//! said that talks failed        │ in the tree
//! The talks, she said, failed   │ around the reporting clause
//! replied that …                │ the words after "that"
//! ```

use super::bare;
use super::phrase::{self, Run};
use super::slots::Around;
use super::who;
use crate::clause::{self, Clause, ClauseForm};
use crate::parse::Parse;
use crate::segment::SegmentKind;
use crate::syntax::Upos;
use crate::token::TokenId;

/// The runs of tokens that are the content clause of a verb.
pub(super) fn content(parse: &Parse, clause: &Clause, around: Around) -> Vec<Run> {
    let bare = || bare::after(parse, clause, around.heard).filter(|_| around.says);
    // "The bank's president said the use of gold costs …", where the tree takes "costs" for the head of all.
    let verb = clause.predicate;
    let above = parse.head(verb).is_some_and(|head| head > verb)
        && !parse.form(phrase::opening(parse, verb)).eq_ignore_ascii_case("as");
    if above
        && matches!(parse.base_rel(verb), "parataxis" | "advcl")
        && let Some(run) = bare()
    {
        return vec![run];
    }
    let found = clause_in_tree(parse, clause, around);
    if !found.is_empty() {
        return found;
    }
    if let Some(root) = unmarked(parse, clause.predicate).filter(|_| around.says) {
        return cut_joined_cue(parse, clause, root);
    }
    if let Some(run) = headlined(parse, clause).filter(|_| around.says) {
        return vec![run];
    }
    after_that(parse, clause).or_else(|| further_that(parse, verb)).or_else(bare).into_iter().collect()
}

/// "Ruiz says *ports to reopen*": in a headline an infinitive stands for what is to be.
fn headlined(parse: &Parse, clause: &Clause) -> Option<Run> {
    let verb = clause.predicate;
    let object = parse.child_by(verb, "obj").filter(|&object| object > verb)?;
    let rest = parse.child_by(verb, "xcomp").filter(|&rest| {
        rest > object && parse.children_by(rest, "mark").any(|mark| parse.word(mark).xpos == "TO")
    })?;
    let here = parse.span(verb);
    let list = &parse.segments.list;
    let segment = list.partition_point(|segment| segment.span.start <= here.start).checked_sub(1)?;
    (list[segment].kind == SegmentKind::Headline && parse.word(verb).xpos == "VBZ")
        .then(|| Run { first: Run::below(parse, object).first, last: Run::below(parse, rest).last })
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
    let relative = parse.rel(root) == "acl:relcl" && parse.form(before) != ",";
    (!verbs && !of_noun && !relative && run.last > run.first).then_some(run)
}

fn clause_in_tree(parse: &Parse, clause: &Clause, around: Around) -> Vec<Run> {
    let verb = clause.predicate;
    let own = parse.children(verb).iter().copied().find(|&child| {
        // "It has indicated *that …*", where the tree takes "it" for an empty subject.
        let said = parse.base_rel(child) == "csubj"
            && child > verb
            && parse.children_by(child, "mark").any(|mark| parse.form(mark) == "that");
        (parse.base_rel(child) == "ccomp" || said)
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
    if let Some(runs) = as_said(parse, clause).filter(|_| around.tells) {
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
    // "was seen *as* a sign that …" tells what it was seen as.
    let adjunct = adjuncts.next_back().filter(|&adjunct| parse.case(adjunct) != Some("as"))?;
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
