//! Nouns, adjectives, "according to" and adverbs that attribute.
//!
//! ```text
//! US warnings of an attack | Oslo is confident that it holds | according to the ministry | reportedly
//! ```

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
            .or_else(|| in_view(parse, cues, token))
            .or_else(|| silence(parse, cues, token)),
        Upos::Adj => adjective(parse, cues, token),
        Upos::Adv => adverb(parse, cues, token),
        // "worried" and its like are often tagged as participles.
        Upos::Verb if matches!(parse.word(token).xpos, "VBN" | "VBG") => {
            adjective(parse, cues, token).or_else(|| preposition(parse, cues, token))
        }
        Upos::Adp | Upos::Verb => preposition(parse, cues, token),
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
        return run;
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

/// "in his view", "in the words of the minister": the clause around it is the content.
fn in_view(parse: &Parse, cues: &Cues, head: TokenId) -> Option<Draft> {
    let (sense, _) = cues
        .of(WordClass::Noun, parse.lemma(head))
        .find(|&(sense, _)| cues.frame(sense).content.iter().flatten().any(|part| part.slot == Slot::Host))?;
    let marked = parse.children_by(head, "case").find(|&case| parse.form(case).eq_ignore_ascii_case("in"))?;
    // "The pact is, *in the words of* the envoy, a truce", where the tree takes them for what it is.
    let between = marked.0.checked_sub(1).is_some_and(|t| parse.form(TokenId(t)) == ",");
    if !matches!(parse.base_rel(head), "obl" | "nmod") && !between {
        return None;
    }
    let owner = clause::nominal(parse, head)
        .doers
        .first()
        .copied()
        .or_else(|| parse.children_by(head, "nmod").find(|&child| parse.case(child) == Some("of")))?;
    let mut draft = Draft::of(parse, head, sense, Rule::Frame);
    draft.set_source(parse, Some(owner));
    let last = Run::below(parse, owner).last.max(head.0);
    draft.content = host(parse, head, Run { first: marked.0, last });
    (!draft.content.is_empty() && draft.source_run.is_some()).then_some(draft)
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

/// "According to the ministry, …": the preposition, with its fixed parts, before a nominal.
fn preposition(parse: &Parse, cues: &Cues, token: TokenId) -> Option<Draft> {
    let lemma = parse.lemma(token);
    let next = TokenId(token.0 + 1);
    let with_next = (next.index() < parse.tokens.tokens.len())
        .then(|| format!("{} {}", parse.form(token).to_lowercase(), parse.lemma(next)));
    let (sense, words) = with_next
        .and_then(|both| cues.of(WordClass::Adposition, &both).next().map(|(at, _)| (at, 2)))
        .or_else(|| {
            let alone = parse.upos(token) == Upos::Adp;
            cues.of(WordClass::Adposition, lemma).next().filter(|_| alone).map(|(at, _)| (at, 1))
        })?;
    let object = object_of(parse, token, words)?;
    let measure = words == 1 && parse.upos(object) == Upos::Noun && parse.child_by(object, "det").is_none();
    if measure || matches!(parse.upos(object), Upos::Num | Upos::Sym) {
        return None;
    }
    let cue = Run { first: token.0, last: token.0 + words - 1 };
    let mut draft = Draft::of(parse, token, sense, Rule::Frame);
    draft.cue_run = Some(cue);
    draft.source = Some(object);
    let mut source = phrase::source(parse, object, None)?;
    if source.first <= cue.last {
        source.first = cue.last + 1;
    }
    draft.source_run = phrase::trimmed(parse, source);
    let below = Run::below(parse, object);
    let mut hole = Run { first: cue.first.min(below.first), last: below.last.max(cue.last) };
    // "But according to the poll, most …", where the tree puts the rest below "poll".
    let high = parse.sentence(parse.sentence_of(token)).tokens.end;
    let comma = (object.0 + 1..hole.last.min(high)).find(|&t| parse.form(TokenId(t)) == ",");
    if let Some(comma) = comma.filter(|_| host_words(parse, object, hole) < SHORT && high - hole.last <= 2) {
        hole.last = comma;
        draft.source_run = draft.source_run.map(|run| Run { last: run.last.min(comma - 1), ..run });
    }
    draft.content = host(parse, object, hole);
    (!draft.content.is_empty() && draft.source_run.is_some()).then_some(draft)
}

/// Fewer words than these are no clause.
const SHORT: usize = 3;

fn host_words(parse: &Parse, object: TokenId, hole: Run) -> usize {
    host(parse, object, hole).iter().map(|span| span.of(parse.text()).split_whitespace().count()).sum()
}

/// The nominal that a preposition governs: its head in the tree, where the tree shows it.
fn object_of(parse: &Parse, token: TokenId, words: u32) -> Option<TokenId> {
    let last = TokenId(token.0 + words - 1);
    for at in [token, last] {
        if matches!(parse.base_rel(at), "case" | "mark" | "fixed") {
            let mut head = parse.head(at)?;
            if parse.base_rel(at) == "fixed" {
                head = parse.head(head)?;
            }
            if head > last {
                return Some(head);
            }
        }
    }
    parse.children(token).iter().copied().find(|&child| child > last && parse.base_rel(child) == "obl")
}

/// The clause around a phrase, without the phrase.
fn host(parse: &Parse, phrase_head: TokenId, hole: Run) -> Vec<crate::span::Span> {
    let sentence = parse.sentence(parse.sentence_of(phrase_head));
    let mut run = Run { first: sentence.tokens.start, last: sentence.tokens.end.saturating_sub(1) };
    // Inside a content clause the clause alone is meant.
    let mut at = phrase_head;
    while let Some(above) = parse.head(at) {
        if at != phrase_head && matches!(parse.base_rel(at), "ccomp") {
            run = Run::below(parse, at);
            break;
        }
        at = above;
    }
    slots::characters(parse, own_clause(parse, phrase_head, run, hole))
}

/// The fewest words before a phrase that can be what it attributes.
const BEFORE: u32 = 3;

/// Of a sentence, the clause that a phrase attributes: "A, according to Ruiz, │ but B", "A; │ B, according to
/// Ruiz", "A (B, according to Ruiz), C".
fn own_clause(parse: &Parse, phrase_head: TokenId, run: Run, hole: Run) -> Vec<Run> {
    let form = |t: u32| parse.form(TokenId(t));
    let mut run = run;
    let quoted = |t: u32| parse.quote_at(parse.span(TokenId(t)).start).is_some();
    let shut = (hole.last..=run.last).take(2).find(|&t| form(t) == ")");
    let open = (run.first..hole.first).rev().find(|&t| matches!(form(t), "(" | ")"));
    match (open.filter(|&t| form(t) == "("), shut) {
        (Some(open), Some(shut)) if hole.first > open + BEFORE => {
            run = Run { first: open + 1, last: shut - 1 }
        }
        (None, Some(_)) => return phrase::without(run, hole),
        _ => {}
    }
    if hole.first < run.first + BEFORE {
        return phrase::without(run, hole);
    }
    let divides =
        (run.first..hole.first.saturating_sub(BEFORE)).rev().find(|&t| form(t) == ";" && !quoted(t));
    if let Some(at) = divides {
        run.first = at + 1;
    }
    let next = hole.last + 1;
    let comma = next + 1 < run.last && form(next) == ",";
    let joins =
        |t: u32| matches!(form(t), "and" | "but" | "while" | "though" | "although" | "whereas" | "so");
    let subject = |t: u32| {
        matches!(parse.upos(TokenId(t)), Upos::Pron | Upos::Det | Upos::Propn | Upos::Noun | Upos::Adj)
    };
    if next < run.last && form(next) == ";" || comma && joins(next + 1) && subject(next + 2) {
        run.last = hole.last;
    }
    // "*While A, according to Ruiz*, B": the clause in which the phrase stands.
    if let Some(clause) =
        parse.head(phrase_head).filter(|&c| parse.base_rel(c) == "advcl" && c.0 < hole.first)
    {
        let below = Run::below(parse, clause);
        let opened = parse.children_by(clause, "mark").any(|mark| mark.0 == below.first);
        if opened && below.first == run.first && below.last < run.last && below.last >= hole.last {
            run = Run { first: below.first + 1, last: below.last };
        }
    }
    phrase::without(run, hole)
}
