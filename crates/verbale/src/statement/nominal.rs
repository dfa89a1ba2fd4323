//! Nouns, adjectives, "according to" and adverbs that attribute.
//!
//! ```text
//! US warnings of an attack | Oslo is confident that it holds | according to the ministry | reportedly
//! ```

use super::around;
use super::bracket;
use super::cues::{Cues, Part, Slot, SourcePlace, Whose, WordClass};
use super::draft::{Draft, Rule};
use super::phrase::{self, Run};
use super::slots;
use crate::clause::{self, ClauseForm};
use crate::parse::Parse;
use crate::syntax::Upos;
use crate::token::TokenId;

/// The drafts of all cues that are no verbs, in text order.
pub(super) fn read(parse: &Parse, cues: &Cues) -> Vec<Draft> {
    let of = |token: TokenId| match parse.upos(token) {
        Upos::Noun => noun(parse, cues, token)
            .or_else(|| around::in_view(parse, cues, token))
            .or_else(|| silence(parse, cues, token)),
        Upos::Adj => adjective(parse, cues, token),
        Upos::Adv => adverb(parse, cues, token),
        // "worried" and its like are often tagged as participles.
        Upos::Verb if matches!(parse.word(token).xpos, "VBN" | "VBG") => {
            adjective(parse, cues, token).or_else(|| around::preposition(parse, cues, token))
        }
        Upos::Adp | Upos::Verb => around::preposition(parse, cues, token),
        _ => None,
    };
    parse.all().filter_map(of).collect()
}

/// The first alternative of a sense's content that a noun or adjective shows.
fn content(parse: &Parse, cues: &Cues, head: TokenId, sense: u32) -> Vec<Run> {
    let fits = |parts: &Vec<Part>| {
        let found: Vec<Run> = parts.iter().flat_map(|part| fill(parse, cues, head, &part.slot)).collect();
        phrase::merged(parse, found)
    };
    cues.frame(sense).content.iter().map(fits).find(|runs| !runs.is_empty()).unwrap_or_default()
}

fn fill(parse: &Parse, cues: &Cues, head: TokenId, slot: &Slot) -> Vec<Run> {
    let clause = |forms: &[ClauseForm]| {
        let fits = |&child: &TokenId| {
            let rel = parse.rel(child);
            child > head
                && matches!(rel, "acl" | "ccomp" | "xcomp" | "advcl" | "acl:relcl")
                && (rel != "advcl" || parse.child_by(child, "mark").is_some())
                && forms.contains(&clause::form(parse, child))
                && starts_as(parse, child, forms)
        };
        let found = parse.children(head).iter().copied().find(fits);
        // "accusations by leaders *that* …", where the tree hangs the clause on those who make them.
        let on_owner = || {
            let mut owners = parse.children_by(head, "nmod");
            let owner = owners.find(|&o| matches!(parse.case(o), Some("by" | "from" | "of" | "in")))?;
            let opened =
                |&child: &TokenId| fits(&child) && parse.form(phrase::opening(parse, child)) == "that";
            parse.children(owner).iter().copied().find(opened)
        };
        let found = found.or_else(|| forms.contains(&ClauseForm::Finite).then(on_owner).flatten());
        let lost = || that_clause(parse, cues, head).filter(|_| forms.contains(&ClauseForm::Finite));
        let found = found.map(|child| own_part(parse, head, child));
        found.or_else(lost).into_iter().collect()
    };
    match slot {
        Slot::Clause => clause(&[ClauseForm::Finite]),
        Slot::Question => clause(&[ClauseForm::Question]),
        Slot::Infinitive => clause(&[ClauseForm::Infinitive]),
        Slot::Gerund => clause(&[ClauseForm::Gerund]),
        Slot::After(preposition) => {
            let found = slots::after(parse, head, preposition);
            if found.is_empty() { beside(parse, head, preposition) } else { found }
        }
        _ => Vec::new(),
    }
}

/// "repeated her call *for* a truce", where the tree gives the phrase just after the noun to the verb.
fn beside(parse: &Parse, head: TokenId, preposition: &str) -> Vec<Run> {
    let verb = parse.head(head).filter(|_| parse.base_rel(head) == "obj");
    let next = Run::below(parse, head).last + 1;
    let adjacent = |run: &Run| run.first == next + 1 && parse.form(TokenId(next)) == preposition;
    let found = verb.map(|verb| slots::after(parse, verb, preposition)).unwrap_or_default();
    found.into_iter().filter(adjacent).collect()
}

/// "Oslo's promise to lift the ban │ came late", where the tree takes the verb of the sentence into what the noun
/// tells: up to the finite verb that has no subject of its own there.
fn own_part(parse: &Parse, head: TokenId, child: TokenId) -> Run {
    let run = Run::below(parse, child);
    if parse.base_rel(head) != "root" {
        return with_second_subject(parse, head, run);
    }
    let finite = |t: u32| matches!(parse.word(TokenId(t)).xpos, "VBD" | "VBZ" | "VBP" | "MD");
    let joins = |t: u32| {
        let token = TokenId(t);
        parse.word(token).xpos.starts_with('W')
            || matches!(parse.upos(token), Upos::Cconj | Upos::Pron)
            || matches!(parse.form(token), "that" | "if" | "whether" | "because" | "," | "as")
    };
    let nominal = |t: u32| matches!(parse.upos(TokenId(t)), Upos::Noun | Upos::Propn | Upos::Num);
    let cut = (child.0 + 1..=run.last).find(|&t| finite(t) && nominal(t - 1));
    match cut.filter(|&t| !(child.0 + 1..t).any(joins)) {
        Some(t) => Run { last: t - 1, ..run },
        None => run,
    }
}

/// "complaints that tariffs break *the rules* have been ignored", where the tree gives the verb of the sentence two
/// subjects: the second belongs to what the noun tells.
fn with_second_subject(parse: &Parse, head: TokenId, run: Run) -> Run {
    let verb = parse.head(head).filter(|&verb| parse.base_rel(head) == "nsubj" && verb.0 > run.last);
    let mut subjects = verb.into_iter().flat_map(|verb| parse.children_by(verb, "nsubj"));
    let second = subjects.find(|&s| Run::below(parse, s).first == run.last + 1);
    let second = second.map(|s| Run::below(parse, s));
    second.map_or(run, |second| Run { last: second.last, ..run })
}

/// "amid fears *that* …", where the tree hangs the clause on another word: what the "that" just after opens.
fn that_clause(parse: &Parse, cues: &Cues, head: TokenId) -> Option<Run> {
    let that = TokenId(head.0 + 1);
    let opens = that.index() < parse.tokens.tokens.len()
        && parse.form(that) == "that"
        && parse.base_rel(that) == "mark";
    if !opens {
        return None;
    }
    let root = parse.head(that).filter(|&root| root > that)?;
    // "said in a statement that …": the clause is the verb's.
    let verb = parse.head(root).filter(|_| parse.base_rel(root) == "ccomp");
    if verb.is_some_and(|verb| cues.of(WordClass::Verb, parse.lemma(verb)).next().is_some()) {
        return None;
    }
    let below = Run::below(parse, root);
    (below.last > that.0).then_some(Run { first: that.0 + 1, last: below.last })
}

/// A content clause begins with "that", an infinitive with "to" or "for": other clauses describe the noun.
fn starts_as(parse: &Parse, child: TokenId, forms: &[ClauseForm]) -> bool {
    let first = TokenId(Run::below(parse, child).first);
    if forms.contains(&ClauseForm::Finite) {
        let is_relative = parse.rel(child) == "acl:relcl"
            && parse.children_by(child, "nsubj").all(|s| parse.word(s).xpos.starts_with('W'));
        return parse.base_rel(child) == "ccomp" || (parse.lemma(first) == "that" && !is_relative);
    }
    true
}

fn noun(parse: &Parse, cues: &Cues, head: TokenId) -> Option<Draft> {
    let (sense, found) = best(parse, cues, WordClass::Noun, head)?;
    let mut draft = Draft::of(parse, head, sense, Rule::Frame);
    draft.cue_run = Some(Run { first: head.0, last: head.0 });
    draft.content = phrase::spans(parse, &found);
    let nominal = clause::nominal(parse, head);
    let owner = nominal.doers.first().copied().filter(|&doer| !found.iter().any(|run| run.holds(doer)));
    let clausal = parse.children(head).iter().any(|&child| {
        matches!(parse.base_rel(child), "acl" | "ccomp") && found.iter().any(|run| run.holds(child))
    });
    let (source, carried) = match owner {
        Some(owner) => (Some(owner), false),
        None => (carrier(parse, cues, head), true),
    };
    draft.set_source(parse, source);
    if let (Some(source), false) = (source, carried) {
        // A name before the noun is the source alone, without the noun's other modifiers.
        if matches!(parse.base_rel(source), "compound" | "amod") {
            draft.source_run = Some(Run::below(parse, source));
        }
    }
    // "Finland *plans* to build …", a verb that the tree takes for a noun.
    if draft.source_run.is_none()
        && parse.word(head).xpos == "NNS"
        && parse.base_rel(head) == "root"
        && let Some(run) = bracket::nominal_before(parse, head)
        && let Some((verb, _)) = cues.of(WordClass::Verb, parse.lemma(head)).next()
    {
        draft.source_run = Some(run);
        draft.source = bracket::head_of(parse, run);
        draft.sense = Some(verb);
    }
    draft.strong = clausal;
    draft.negated = nominal.negated;
    for slot in &cues.frame(sense).addressee {
        if let Slot::After(preposition) = slot {
            draft.addressees.extend(nominal.after(preposition));
        }
    }
    draft.addressees.retain(|&token| !found.iter().any(|run| run.holds(token)));
    (draft.source_run.is_some() || clausal).then_some(draft)
}

/// "had *no comment*": a noun of speech that is denied, and nothing else said.
fn silence(parse: &Parse, cues: &Cues, head: TokenId) -> Option<Draft> {
    let (sense, _) = cues
        .of(WordClass::Noun, parse.lemma(head))
        .find(|&(sense, _)| cues.frame(sense).name == "silence")?;
    let none = parse.children_by(head, "det").any(|det| parse.lemma(det) == "no");
    let verb = parse.head(head).filter(|_| none && parse.base_rel(head) == "obj")?;
    cues.carried(parse.lemma(verb)).filter(|&whose| whose == Whose::Own)?;
    let mut draft = Draft::of(parse, verb, sense, Rule::Frame);
    draft.set_source(parse, clause::verbal(parse, verb).doers().first().copied());
    draft.content = slots::characters(parse, vec![Run::below(parse, head)]);
    draft.source_run.is_some().then_some(draft)
}

/// The subject of a verb that carries the noun: "made a demand", "the demand was made by Oslo".
fn carrier(parse: &Parse, cues: &Cues, noun: TokenId) -> Option<TokenId> {
    let verb = parse.head(noun)?;
    // "ended the summit *with* a call for a truce"
    if parse.base_rel(noun) == "obl" && parse.case(noun) == Some("with") && noun > verb {
        let clause = clause::verbal(parse, verb);
        let spoken = parse.children_by(noun, "det").any(|det| matches!(parse.lemma(det), "a" | "an"));
        return clause.doers().first().copied().filter(|&doer| spoken && doer < verb);
    }
    if matches!(cues.carried(parse.lemma(verb)), None | Some(Whose::Other)) {
        return None;
    }
    let clause = clause::verbal(parse, verb);
    match parse.base_rel(noun) {
        "obj" => clause.doers().first().copied(),
        "nsubj" => clause.agents.first().copied(),
        _ => None,
    }
}

fn best(parse: &Parse, cues: &Cues, class: WordClass, head: TokenId) -> Option<(u32, Vec<Run>)> {
    cues.of(class, parse.lemma(head)).find_map(|(sense, _)| {
        let found = content(parse, cues, head, sense);
        (!found.is_empty()).then_some((sense, found))
    })
}

fn adjective(parse: &Parse, cues: &Cues, head: TokenId) -> Option<Draft> {
    if matches!(parse.base_rel(head), "amod" | "compound") {
        return None;
    }
    let raising = cues
        .of(WordClass::Adjective, parse.lemma(head))
        .find(|&(sense, _)| cues.frame(sense).source == SourcePlace::None);
    if let Some((sense, _)) = raising {
        return raised(parse, head, sense);
    }
    let form = parse.form(head).to_lowercase();
    let (sense, found) = best(parse, cues, WordClass::Adjective, head).or_else(|| {
        cues.of(WordClass::Adjective, &form).find_map(|(sense, _)| {
            let found = content(parse, cues, head, sense);
            (!found.is_empty()).then_some((sense, found))
        })
    })?;
    let subject = parse.child_by(head, "nsubj").or_else(|| lent(parse, head))?;
    let mut draft = Draft::of(parse, head, sense, Rule::Frame);
    draft.content = phrase::spans(parse, &found);
    draft.negated = clause::is_negated(parse, head);
    draft.set_source(parse, Some(subject));
    draft.source_run?;
    Some(draft)
}

/// The subject that an adjective without a copula has: "remains confident", "Oslo, worried about …, left".
fn lent(parse: &Parse, head: TokenId) -> Option<TokenId> {
    clause::verbal(parse, head).subjects.first().copied()
}

/// "X is likely to …": subject and infinitive, nobody's word.
fn raised(parse: &Parse, head: TokenId, sense: u32) -> Option<Draft> {
    let subject = parse.child_by(head, "nsubj").filter(|&subject| subject < head)?;
    let rest = parse.children(head).iter().copied().find(|&c| {
        c > head && clause::form(parse, c) == ClauseForm::Infinitive && parse.base_rel(c) == "xcomp"
    })?;
    let mut draft = Draft::of(parse, head, sense, Rule::Frame);
    let mut runs: Vec<Run> = phrase::source(parse, subject, Some(head)).into_iter().collect();
    runs.push(Run::below(parse, rest));
    draft.content = slots::characters(parse, runs);
    draft.negated = clause::is_negated(parse, head);
    Some(draft)
}

fn adverb(parse: &Parse, cues: &Cues, head: TokenId) -> Option<Draft> {
    let (sense, _) = cues.of(WordClass::Adverb, parse.lemma(head)).next()?;
    let governor = parse.head(head).filter(|_| parse.base_rel(head) == "advmod")?;
    if !matches!(parse.upos(governor), Upos::Verb | Upos::Adj | Upos::Noun) {
        return None;
    }
    let mut draft = Draft::of(parse, head, sense, Rule::Frame);
    draft.cue_run = Some(Run { first: head.0, last: head.0 });
    let mut run = Run::below(parse, governor);
    for &child in parse.children(governor) {
        let below = Run::below(parse, child);
        let outside =
            matches!(parse.base_rel(child), "punct" | "cc" | "mark" | "advcl" | "parataxis" | "conj");
        if outside && below.first == run.first {
            run.first = below.last + 1;
        } else if outside && below.last == run.last && child > governor {
            run.last = below.first - 1;
        }
    }
    let runs = phrase::without(run, Run { first: head.0, last: head.0 });
    draft.content = slots::characters(parse, runs);
    Some(draft)
}
