//! Verbs that attribute: each verb of the cue table whose frame fits gives a draft, with the content that
//! its tree shows. A cue that only a quotation can fill comes back with no content and waits for one.

use super::cues::{Cues, Part, Slot, SourcePlace, WordClass};
use super::draft::{Draft, Rule};
use super::phrase::{self, Run};
use crate::clause::{self, Clause, ClauseForm, Voice};
use crate::parse::Parse;
use crate::span::Span;
use crate::syntax::Upos;
use crate::token::TokenId;

/// The drafts of all verbs, in text order.
pub(super) fn read(parse: &Parse, cues: &Cues) -> Vec<Draft> {
    parse.all().filter(|&token| is_verb(parse, token)).filter_map(|token| draft(parse, cues, token)).collect()
}

fn is_verb(parse: &Parse, token: TokenId) -> bool {
    let verbal = parse.upos(token) == Upos::Verb || parse.word(token).xpos.starts_with('V');
    verbal && !matches!(parse.base_rel(token), "amod" | "compound" | "aux" | "cop" | "case" | "fixed")
}

/// The senses of a verb: those of verb and particle before those of the verb alone.
pub(super) fn senses(parse: &Parse, cues: &Cues, verb: TokenId) -> Vec<u32> {
    let lemma = cues.verb_lemma(parse.lemma(verb), parse.form(verb));
    let next = TokenId(verb.0 + 1);
    let follows = (next.index() < parse.tokens.tokens.len()).then_some(next);
    for particle in phrase::particle(parse, verb).into_iter().chain(follows) {
        let word = parse.form(particle);
        if !word.starts_with(|c: char| c.is_ascii_lowercase()) {
            continue;
        }
        let both = format!("{lemma} {word}");
        let found: Vec<u32> = cues.of(WordClass::Verb, &both).map(|(at, _)| at).collect();
        if !found.is_empty() {
            return found;
        }
    }
    cues.of(WordClass::Verb, lemma).map(|(at, _)| at).collect()
}

fn draft(parse: &Parse, cues: &Cues, verb: TokenId) -> Option<Draft> {
    let senses = senses(parse, cues, verb);
    if senses.is_empty() {
        return None;
    }
    let clause = clause::verbal(parse, verb);
    let best = senses
        .iter()
        .filter_map(|&sense| matched(parse, cues, &clause, sense).map(|found| (sense, found)))
        .max_by(|a, b| a.1.strength.cmp(&b.1.strength).then(b.0.cmp(&a.0)));
    let best = best.filter(|(_, found)| found.strength > 1 || !is_quoted(parse, verb, &found.content));
    let (sense, found) = match best {
        Some(best) => best,
        None => {
            // Only a quotation can fill it.
            let sense = senses.into_iter().find(|&sense| cues.frame(sense).takes_quote())?;
            (sense, Match { content: Vec::new(), strength: 0, passive_content: false })
        }
    };
    let frame = cues.frame(sense);
    let mut draft = Draft::of(parse, verb, sense, Rule::Frame);
    draft.negated = clause.negated;
    draft.strong = found.strength >= 2;
    draft.content = phrase::spans(parse, &found.content);
    if frame.source == SourcePlace::Subject {
        draft.set_source(parse, source(parse, &clause));
        if let Some(pronoun) = relative(parse, &clause) {
            draft.source_run = Some(Run { first: pronoun.0, last: pronoun.0 });
        }
    }
    draft.addressees = addressees(parse, cues, &clause, sense, &found);
    is_plausible(parse, &clause, &draft, &found, frame.source).then_some(draft)
}

/// True where all of the content stands in one quotation in which the verb does not stand.
fn is_quoted(parse: &Parse, verb: TokenId, content: &[Run]) -> bool {
    let cue = parse.span(verb);
    phrase::spans(parse, content).iter().all(|piece| {
        parse
            .quote_at(piece.start)
            .is_some_and(|quote| quote.span.contains(*piece) && !quote.span.overlaps(cue))
    })
}

/// What a sense finds around a verb.
struct Match {
    content: Vec<Run>,
    /// 3 a clause, 2 an infinitive or preposition, 1 a nominal.
    strength: u8,
    /// True where the subject of a passive is (part of) the content.
    passive_content: bool,
}

fn matched(parse: &Parse, cues: &Cues, clause: &Clause, sense: u32) -> Option<Match> {
    let frame = cues.frame(sense);
    let reading = Around {
        addressed: !frame.addressee.is_empty(),
        particle: cues.senses[sense as usize].lemma.contains(' '),
        raises: frame.source == SourcePlace::None || clause.voice == Voice::Passive,
    };
    frame.content.iter().find_map(|parts| alternative(parse, clause, parts, reading))
}

/// What a frame lets stand around its verb.
#[derive(Debug, Clone, Copy)]
struct Around {
    /// There is a place for an addressee, which may carry the content in the tree.
    addressed: bool,
    /// The cue is a verb with a particle.
    particle: bool,
    /// The subject may belong to the content: "seems to", "is said to".
    raises: bool,
}

/// Fills one alternative; where the object is addressed, content that the tree hangs on the object counts too.
fn alternative(parse: &Parse, clause: &Clause, parts: &[Part], around: Around) -> Option<Match> {
    let mut runs = Vec::new();
    let mut strength = 0;
    let mut passive_content = false;
    for part in parts {
        let mut found = fill(parse, clause, &part.slot, around);
        if found.is_empty() && around.addressed {
            found = on_object(parse, clause, &part.slot);
        }
        if found.is_empty() {
            if part.optional || held(parse, &runs, &part.slot) {
                continue;
            }
            return None;
        }
        strength = strength.max(match part.slot {
            Slot::Clause | Slot::Question => 3,
            Slot::Object => 1,
            _ => 2,
        });
        let by_subject = matches!(part.slot, Slot::Object) && clause.voice == Voice::Passive;
        passive_content |= by_subject || part.slot == Slot::Raise;
        runs.extend(found);
    }
    let content = phrase::merged(parse, runs);
    (!content.is_empty()).then_some(Match { content, strength, passive_content })
}

/// True where the preposition of a slot stands inside what was found before: "saw [the treaty as a threat]".
fn held(parse: &Parse, runs: &[Run], slot: &Slot) -> bool {
    let Slot::After(preposition) = slot else { return false };
    let marks = |t: u32| matches!(parse.base_rel(TokenId(t)), "case" | "mark");
    runs.iter()
        .any(|run| (run.first + 1..run.last).any(|t| marks(t) && parse.lemma(TokenId(t)) == preposition))
}

/// Content that the tree hangs on the addressee: "told Oslo that …", "urged Oslo to …", "warned Oslo against …".
fn on_object(parse: &Parse, clause: &Clause, slot: &Slot) -> Vec<Run> {
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
        let clauses = parse.children(object).iter().copied();
        let mut found =
            clauses.filter(|&child| child > object && parse.base_rel(child) == "acl" && fits(child));
        found.next().map(|child| Run::below(parse, child)).into_iter().collect()
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
fn fill(parse: &Parse, clause: &Clause, slot: &Slot, around: Around) -> Vec<Run> {
    let verb = clause.predicate;
    match slot {
        Slot::Quote | Slot::Host => Vec::new(),
        Slot::Clause => clause_content(parse, clause),
        Slot::Question => question(parse, clause),
        Slot::Infinitive => infinitive(parse, clause),
        Slot::Gerund => gerund(parse, clause),
        Slot::Object => objects(parse, clause, around),
        Slot::Small => small(parse, clause),
        Slot::Raise if around.raises => raised(parse, clause),
        Slot::Raise => Vec::new(),
        Slot::After(preposition) => after(parse, verb, preposition),
    }
}

fn clause_content(parse: &Parse, clause: &Clause) -> Vec<Run> {
    let found = clause_in_tree(parse, clause);
    if found.is_empty() { after_that(parse, clause).into_iter().collect() } else { found }
}

/// The longest addressee or adverbial between a cue and its "that", in tokens.
const THAT_REACH: u32 = 4;

/// "replied that …" where the tree lost the clause: the words after "that" up to the sentence's end.
fn after_that(parse: &Parse, clause: &Clause) -> Option<Run> {
    let verb = clause.predicate;
    let high = parse.sentence(parse.sentence_of(verb)).tokens.end;
    let that = (verb.0 + 1..(verb.0 + 1 + THAT_REACH).min(high)).find(|&t| parse.form(TokenId(t)) == "that")?;
    let between = (verb.0 + 1..that).map(TokenId);
    let clear = between.clone().all(|t| {
        !matches!(parse.upos(t), Upos::Verb | Upos::Punct | Upos::Aux | Upos::Sconj) && parse.head(t).is_some()
    });
    let nominal = between.clone().any(|t| matches!(parse.upos(t), Upos::Noun));
    let reports = matches!(parse.word(verb).xpos, "VBD" | "VBZ" | "VBP" | "VBN" | "VBG");
    let run = Run { first: that + 1, last: high - 1 };
    let finite = |t: u32| matches!(parse.word(TokenId(t)).xpos, "VBD" | "VBZ" | "VBP" | "MD");
    let whole = run.first < run.last && (run.first + 1..=run.last).any(finite) && !finite(run.first);
    (clear && !nominal && reports && whole).then_some(run)
}

fn clause_in_tree(parse: &Parse, clause: &Clause) -> Vec<Run> {
    let verb = clause.predicate;
    let own = parse.children(verb).iter().copied().find(|&child| {
        parse.base_rel(child) == "ccomp" && clause::form(parse, child) != ClauseForm::Infinitive
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
    let hangs = parse.rel(verb) == "parataxis" && clause.objects.is_empty();
    match parse.head(verb) {
        Some(head) if hangs && !parse.children(verb).iter().any(|&c| parse.base_rel(c) == "xcomp") => {
            reported_around(parse, verb, head)
        }
        _ => Vec::new(),
    }
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
    phrase::without(Run::below(parse, top), Run::below(parse, verb))
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
        if child > root && joined_to(parse, child) == Some(verb) {
            run.last = run.last.min(Run::below(parse, child).first.saturating_sub(1)).max(run.first);
        }
    }
    vec![run]
}

/// The cue verb that a verb inside its content really goes with: "said that A had failed and *asked* …",
/// "said that A had failed, *adding* that …".
fn joined_to(parse: &Parse, verb: TokenId) -> Option<TokenId> {
    let content = parse.head(verb)?;
    let cue = parse.head(content).filter(|_| parse.base_rel(content) == "ccomp" && content < verb)?;
    if cue > content || parse.children_by(verb, "nsubj").next().is_some() {
        return None;
    }
    let reports = parse.children(verb).iter().any(|&c| parse.base_rel(c) == "ccomp" && c > verb);
    let xpos = parse.word(verb).xpos;
    let first = phrase::opening(parse, verb).0;
    let fits = match parse.base_rel(verb) {
        "conj" => {
            let bare = parse.children_by(verb, "aux").next().is_none();
            let other_tense = parse.word(content).xpos != xpos && parse.upos(content) == Upos::Verb;
            xpos == "VBD" && parse.word(cue).xpos == "VBD" && bare && (reports || other_tense)
        }
        "advcl" => {
            xpos == "VBG" && reports && first > 0 && parse.form(TokenId(first - 1)) == "," && first == verb.0
        }
        _ => false,
    };
    fits.then_some(cue)
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
    parse
        .children(verb)
        .iter()
        .copied()
        .find(|&c| asks(c))
        .map(|c| Run::below(parse, c))
        .into_iter()
        .collect()
}

fn infinitive(parse: &Parse, clause: &Clause) -> Vec<Run> {
    let verb = clause.predicate;
    let fits = |child: TokenId| {
        let first = phrase::opening(parse, child);
        match parse.base_rel(child) {
            "xcomp" | "ccomp" => {
                child > verb
                    && clause::form(parse, child) == ClauseForm::Infinitive
                    && parse.form(first) != "for"
            }
            "advcl" | "acl" => {
                let near = first.0 <= verb.0 + 2 || parse.form(TokenId(first.0 - 1)) != ",";
                child > verb && near && first > verb && parse.word(first).xpos == "TO"
            }
            _ => false,
        }
    };
    parse
        .children(verb)
        .iter()
        .copied()
        .find(|&c| fits(c))
        .map(|c| Run::below(parse, c))
        .into_iter()
        .collect()
}

fn gerund(parse: &Parse, clause: &Clause) -> Vec<Run> {
    let verb = clause.predicate;
    let fits = |child: TokenId| {
        matches!(parse.base_rel(child), "xcomp" | "ccomp" | "advcl")
            && parse.word(child).xpos == "VBG"
            && Run::below(parse, child).first == verb.0 + 1
    };
    parse
        .children(verb)
        .iter()
        .copied()
        .find(|&c| fits(c))
        .map(|c| Run::below(parse, c))
        .into_iter()
        .collect()
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
        return vec![Run::below(parse, object)];
    }
    phrase::source(parse, object, Some(verb)).into_iter().collect()
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
    parse
        .children(verb)
        .iter()
        .copied()
        .rfind(|&c| fits(c))
        .map(|c| Run::below(parse, c))
        .into_iter()
        .collect()
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

fn source(parse: &Parse, clause: &Clause) -> Option<TokenId> {
    let verb = clause.predicate;
    if clause.voice == Voice::Passive {
        return clause.agents.first().copied();
    }
    // "As reported by the agency, …"
    let bare = parse.word(verb).xpos == "VBN" && parse.children_by(verb, "nsubj").next().is_none();
    if let Some(&agent) = clause.agents.first().filter(|_| bare) {
        return Some(agent);
    }
    // "was quoted by the agency as saying", "quoted her as saying".
    let governor = parse.head(verb);
    let quoted = parse.children_by(verb, "mark").any(|mark| parse.lemma(mark) == "as");
    if let (true, Some(governor)) = (quoted && parse.word(verb).xpos == "VBG", governor) {
        let outer = clause::verbal(parse, governor);
        return match outer.voice {
            Voice::Passive => outer.subjects.first().copied(),
            Voice::Active => outer.objects.first().copied(),
        };
    }
    if let Some(cue) = joined_to(parse, verb) {
        return clause::verbal(parse, cue).subjects.first().copied();
    }
    let lent = clause.subjects.first().copied().filter(|_| clause.subject_lent);
    if let Some(issuer) = lent.and_then(|paper| issuer_of(parse, paper)) {
        return Some(issuer);
    }
    clause
        .subjects
        .iter()
        .copied()
        .find(|&subject| parse.base_rel(subject) != "expl")
        .or_else(|| before(parse, verb))
        .or_else(|| expletive(parse, verb))
}

/// "It has also said that …": an "it" that the tree takes for empty, here or in the clause that lends it.
fn expletive(parse: &Parse, verb: TokenId) -> Option<TokenId> {
    let own = parse.child_by(verb, "expl").filter(|&it| it < verb);
    let lent = || {
        let head = parse.head(verb).filter(|_| parse.rel(verb) == "conj")?;
        parse.child_by(head, "expl").filter(|&it| it < head)
    };
    own.or_else(lent)
}

/// The nominal just before a finite verb that the tree does not call its subject: "Less than a third said".
fn before(parse: &Parse, verb: TokenId) -> Option<TokenId> {
    if !matches!(parse.word(verb).xpos, "VBD" | "VBZ" | "VBP") || parse.rel(verb) == "acl:relcl" {
        return None;
    }
    let low = parse.sentence(parse.sentence_of(verb)).tokens.start;
    let group = phrase::cue(parse, verb);
    let mut last = group.first.checked_sub(1).filter(|&t| t >= low)?;
    while last > low && parse.upos(TokenId(last)) == Upos::Adv {
        last -= 1;
    }
    let mut head = TokenId(last);
    while let Some(above) = parse.head(head).filter(|&h| h < verb && h.0 >= low) {
        head = above;
    }
    let nominal = matches!(parse.upos(head), Upos::Noun | Upos::Propn | Upos::Pron | Upos::Num | Upos::Adj);
    (nominal && Run::below(parse, head).last < verb.0).then_some(head)
}

/// The relative pronoun that is the grammatical subject: the words that name the source, while the noun
/// before it tells who is meant.
fn relative(parse: &Parse, clause: &Clause) -> Option<TokenId> {
    let own = parse.children_by(clause.predicate, "nsubj").next()?;
    let stands = parse.rel(clause.predicate) == "acl:relcl" && clause.voice == Voice::Active;
    (stands && matches!(parse.lemma(own), "who" | "which" | "that")).then_some(own)
}

/// Who issued the paper that speaks: "the ministry put out a statement saying …".
fn issuer_of(parse: &Parse, paper: TokenId) -> Option<TokenId> {
    let governor = parse.head(paper).filter(|_| matches!(parse.base_rel(paper), "obj" | "obl"))?;
    let known = matches!(
        parse.lemma(paper),
        "statement" | "letter" | "email" | "tweet" | "note" | "message" | "release" | "post"
    );
    known.then(|| clause::verbal(parse, governor).doers().first().copied()).flatten()
}

fn addressees(parse: &Parse, cues: &Cues, clause: &Clause, sense: u32, found: &Match) -> Vec<TokenId> {
    let verb = clause.predicate;
    let mut heads = Vec::new();
    for slot in &cues.frame(sense).addressee {
        match slot {
            Slot::Object if clause.voice == Voice::Passive => {
                if !found.passive_content {
                    heads.extend(&clause.subjects);
                }
            }
            Slot::Object => {
                heads.extend(&clause.indirect);
                heads.extend(clause.objects.iter().filter(|&&object| object != verb));
            }
            Slot::After(preposition) => {
                heads.extend(clause.after(preposition));
                // "called on both sides", where the preposition is taken for a particle.
                if clause.particle.is_some_and(|p| parse.lemma(p) == preposition) {
                    heads.extend(clause.after(""));
                }
            }
            _ => {}
        }
    }
    heads.retain(|&head| !found.content.iter().any(|run| run.holds(head)));
    heads.dedup();
    heads
}

fn is_plausible(parse: &Parse, clause: &Clause, draft: &Draft, found: &Match, place: SourcePlace) -> bool {
    if place == SourcePlace::None {
        return !draft.content.is_empty();
    }
    if draft.content.is_empty() {
        return true;
    }
    let has_source = draft.source_run.is_some();
    if clause.voice == Voice::Passive {
        return has_source || found.strength >= 2;
    }
    let root_like = matches!(parse.base_rel(draft.cue.unwrap_or(clause.predicate)), "root" | "advcl");
    has_source || (found.strength == 3 && root_like)
}

/// Characters of runs, for other rules.
pub(super) fn characters(parse: &Parse, runs: Vec<Run>) -> Vec<Span> {
    phrase::spans(parse, &phrase::merged(parse, runs))
}
