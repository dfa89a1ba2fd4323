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
pub(super) fn senses<'c>(parse: &Parse, cues: &'c Cues, verb: TokenId) -> Vec<u32> {
    let lemma = parse.lemma(verb);
    if let Some(particle) = parse.child_by(verb, "compound:prt") {
        let both = format!("{lemma} {}", parse.lemma(particle));
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
        draft.set_source(parse, source(parse, &clause, &found));
    }
    draft.addressees = addressees(parse, cues, &clause, sense, &found);
    is_plausible(parse, &clause, &draft, &found, frame.source).then_some(draft)
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
    cues.frame(sense).content.iter().find_map(|parts| alternative(parse, clause, parts))
}

fn alternative(parse: &Parse, clause: &Clause, parts: &[Part]) -> Option<Match> {
    let mut runs = Vec::new();
    let mut strength = 0;
    let mut passive_content = false;
    for part in parts {
        let found = fill(parse, clause, &part.slot);
        if found.is_empty() {
            if part.optional {
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

/// The runs of tokens that fill a slot; none if it stays empty.
fn fill(parse: &Parse, clause: &Clause, slot: &Slot) -> Vec<Run> {
    let verb = clause.predicate;
    match slot {
        Slot::Quote | Slot::Host => Vec::new(),
        Slot::Clause => clause_content(parse, clause),
        Slot::Question => question(parse, clause),
        Slot::Infinitive => infinitive(parse, clause),
        Slot::Gerund => gerund(parse, clause),
        Slot::Object => objects(parse, clause),
        Slot::Small => small(parse, clause),
        Slot::Raise => raised(parse, clause),
        Slot::After(preposition) => after(parse, verb, preposition),
    }
}

fn clause_content(parse: &Parse, clause: &Clause) -> Vec<Run> {
    let verb = clause.predicate;
    let own = parse.children(verb).iter().copied().find(|&child| {
        parse.base_rel(child) == "ccomp" && clause::form(parse, child) != ClauseForm::Infinitive
    });
    if let Some(root) = own {
        return cut_joined_cue(parse, clause, root);
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
    for child in parse.children_by(root, "conj") {
        let bare = parse.children_by(child, "nsubj").next().is_none();
        let reports = parse.children(child).iter().any(|&c| parse.base_rel(c) == "ccomp");
        let past = parse.word(child).xpos == "VBD" && parse.word(verb).xpos == "VBD";
        if bare && reports && past && child > root {
            run.last = run.last.min(Run::below(parse, child).first.saturating_sub(1)).max(run.first);
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
            child > verb
                && parse
                    .children_by(child, "mark")
                    .any(|mark| matches!(parse.lemma(mark), "if" | "whether") && mark > verb)
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
        let run = Run::below(parse, child);
        match parse.base_rel(child) {
            "xcomp" | "ccomp" => {
                child > verb
                    && clause::form(parse, child) == ClauseForm::Infinitive
                    && parse.form(TokenId(run.first)) != "for"
            }
            "advcl" | "acl" => {
                child > verb && run.first <= verb.0 + 2 && parse.word(TokenId(run.first)).xpos == "TO"
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

fn objects(parse: &Parse, clause: &Clause) -> Vec<Run> {
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
    let object = parse.child_by(verb, "obj").or_else(|| clause.objects.first().copied());
    let Some(object) = object else { return Vec::new() };
    if object > verb {
        return vec![Run::below(parse, object)];
    }
    phrase::source(parse, object, Some(verb)).into_iter().collect()
}

fn small(parse: &Parse, clause: &Clause) -> Vec<Run> {
    let verb = clause.predicate;
    let fits = |child: TokenId| {
        child > verb
            && matches!(parse.base_rel(child), "xcomp" | "ccomp" | "obj")
            && (parse.base_rel(child) != "obj" || parse.children_by(verb, "iobj").next().is_some())
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
    let lends = clause.voice == Voice::Passive || parse.lemma(verb) != "say";
    let subject = parse.child_by(verb, "nsubj").filter(|&s| s < verb && lends);
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
            phrase::trimmed(parse, run)
        })
        .collect()
}

fn source(parse: &Parse, clause: &Clause, found: &Match) -> Option<TokenId> {
    let verb = clause.predicate;
    if clause.voice == Voice::Passive {
        return clause.agents.first().copied();
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
    let _ = found;
    clause.subjects.iter().copied().find(|&subject| parse.base_rel(subject) != "expl")
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
            Slot::After(preposition) => heads.extend(clause.after(preposition)),
            _ => {}
        }
    }
    heads.retain(|&head| !found.content.iter().any(|run| run.holds(head)));
    heads.dedup();
    let _ = parse;
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
