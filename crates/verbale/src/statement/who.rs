//! Who the source of a verb is: its subject, a by-agent, the issuer of the paper that speaks, or the nominal
//! before it where the tree shows no subject. A verb that the tree puts inside what was said is given back to
//! its speaker: "said that talks had failed, *adding* that …".

use super::bracket;
use super::cues::Cues;
use super::phrase::{self, Run};
use crate::clause::{self, Clause, Voice};
use crate::parse::Parse;
use crate::syntax::{Entity, EntityKind, Upos};
use crate::token::TokenId;

/// The cue verb that a verb inside its content really goes with: "said that A had failed and *asked* …",
/// "said that A had failed, *adding* that …".
pub(super) fn joined_to(parse: &Parse, verb: TokenId) -> Option<TokenId> {
    let content = parse.head(verb)?;
    let first = phrase::opening(parse, verb).0;
    let after_comma = first == verb.0 && first > 0 && parse.form(TokenId(first - 1)) == ",";
    // "…," he said, *adding* that …, where the tree takes it for what he said.
    if parse.base_rel(verb) == "ccomp" && parse.word(verb).xpos == "VBG" && after_comma && content < verb {
        return Some(content);
    }
    let cue = parse.head(content).filter(|_| parse.base_rel(content) == "ccomp" && content < verb)?;
    if cue > content || parse.children_by(verb, "nsubj").next().is_some() {
        return None;
    }
    let reports = parse.children(verb).iter().any(|&c| parse.base_rel(c) == "ccomp" && c > verb);
    let xpos = parse.word(verb).xpos;
    let fits = match parse.base_rel(verb) {
        "conj" => {
            let bare = parse.children_by(verb, "aux").next().is_none();
            // "told Ito that there was hope and *has announced* that …": inside, the tense would be a past one.
            let past = |t: TokenId| {
                parse.word(t).xpos == "VBD"
                    || parse
                        .children(t)
                        .iter()
                        .any(|&c| matches!(parse.base_rel(c), "aux" | "cop") && parse.word(c).xpos == "VBD")
            };
            let perfect = parse.children_by(verb, "aux").any(|aux| matches!(parse.form(aux), "has" | "have"));
            if xpos == "VBN" && perfect && reports && past(cue) && past(content) {
                return Some(cue);
            }
            let other_tense = parse.word(content).xpos != xpos && parse.upos(content) == Upos::Verb;
            xpos == "VBD" && parse.word(cue).xpos == "VBD" && bare && (reports || other_tense)
        }
        "advcl" => xpos == "VBG" && reports && after_comma,
        _ => false,
    };
    fits.then_some(cue)
}

/// The token that heads the source of a verb.
pub(super) fn source(parse: &Parse, cues: &Cues, clause: &Clause) -> Option<TokenId> {
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
    let quoted = parse.children_by(verb, "mark").any(|mark| parse.lemma(mark) == "as")
        && parse.child_by(verb, "nsubj").is_none();
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
    if let Some(subject) = interrupted(parse, verb).filter(|_| clause.subject_lent) {
        return Some(subject);
    }
    let carried = clause.subject_lent || parse.rel(verb) == "acl:relcl";
    let lent = clause.subjects.first().copied().filter(|_| carried);
    if let Some(issuer) = lent.and_then(|paper| issuer_of(parse, cues, paper)) {
        return Some(issuer);
    }
    if let Some(name) = clause.subjects.first().and_then(|&subject| behind(parse, verb, subject)) {
        return Some(name);
    }
    clause
        .subjects
        .iter()
        .copied()
        .find(|&subject| parse.base_rel(subject) != "expl")
        .map(|subject| opening_name(parse, subject).unwrap_or(subject))
        .map(|subject| beside(parse, subject).unwrap_or(subject))
        .or_else(|| before(parse, verb))
        .or_else(|| expletive(parse, verb))
        .or_else(|| above(parse, verb))
        .or_else(|| ahead(parse, verb))
        .or_else(|| interrupted(parse, verb))
}

/// "Ana Ruiz, head of the bank, *yesterday* said …", where the tree takes the time for the subject: what opens the
/// sentence.
fn opening_name(parse: &Parse, subject: TokenId) -> Option<TokenId> {
    let word = parse.form(subject).to_lowercase();
    let time = matches!(word.as_str(), "yesterday" | "today" | "tomorrow")
        || word.ends_with("day") && word.len() > 5;
    let low = parse.sentence(parse.sentence_of(subject)).tokens.start;
    let alone = Run::below(parse, subject).first == subject.0;
    if !time || !alone || subject.0 <= low || parse.form(TokenId(subject.0 - 1)) != "," {
        return None;
    }
    let comma = (low..subject.0.min(low + OPENING)).find(|&t| parse.form(TokenId(t)) == ",")?;
    let run = bracket::nominal_before(parse, TokenId(comma)).filter(|run| run.first == low)?;
    bracket::head_of(parse, run)
}

/// "In an interview with the paper *Ruiz* said …", where the tree takes what stands after a preposition for the
/// subject: the person just before the cue.
fn behind(parse: &Parse, verb: TokenId, subject: TokenId) -> Option<TokenId> {
    let marked = parse.children_by(subject, "case").any(|case| case < subject);
    let last = phrase::cue(parse, verb).first.checked_sub(1)?;
    let below = Run::below(parse, subject);
    if !marked || parse.base_rel(subject) != "nsubj" || below.last != last {
        return None;
    }
    let person = |e: &&Entity| e.kind == EntityKind::Person && e.tokens.end == last + 1;
    let name = parse.syntax.entities.iter().find(person).filter(|e| e.tokens.start > below.first)?;
    Some(TokenId(name.tokens.start))
}

/// The longest name that opens a sentence, in tokens.
const OPENING: u32 = 12;

/// "Oslo, *whose ships lay idle*, called on …", where the tree takes the cue into the relative clause: what opens
/// the sentence.
fn interrupted(parse: &Parse, verb: TokenId) -> Option<TokenId> {
    let before = phrase::cue(parse, verb).first.checked_sub(1).map(TokenId)?;
    let low = parse.sentence(parse.sentence_of(verb)).tokens.start;
    let first = (low..before.0.min(low + OPENING)).find(|&t| parse.form(TokenId(t)) == ",")?;
    let relative = parse.word(TokenId(first + 1)).xpos.starts_with('W');
    if !relative
        || parse.form(before) != ","
        || !matches!(parse.word(verb).xpos, "VBD" | "VBN" | "VBZ" | "VBP")
    {
        return None;
    }
    bracket::nominal_before(parse, TokenId(first)).and_then(|run| bracket::head_of(parse, run))
}

/// ", saying that …" which the tree hangs on a word without a subject: the subject of the main clause before it.
fn ahead(parse: &Parse, verb: TokenId) -> Option<TokenId> {
    let first = phrase::cue(parse, verb).first;
    let comma = first.checked_sub(1).is_some_and(|t| parse.form(TokenId(t)) == ",");
    if parse.word(verb).xpos != "VBG" || !comma {
        return None;
    }
    let mut at = verb;
    while let Some(above) = parse.head(at) {
        at = above;
        let clause = clause::verbal(parse, at);
        if let Some(&subject) = clause.doers().first() {
            return Some(subject).filter(|&subject| subject < verb && parse.base_rel(subject) != "expl");
        }
    }
    None
}

/// "Ruiz, *quoting* unnamed officials, said …", where the tree takes the participle for the subject: the name
/// before it.
fn beside(parse: &Parse, subject: TokenId) -> Option<TokenId> {
    let comma = Run::below(parse, subject).first.checked_sub(1).filter(|&t| parse.form(TokenId(t)) == ",");
    let comma = comma.filter(|_| parse.base_rel(subject) == "csubj" && parse.word(subject).xpos == "VBG")?;
    bracket::nominal_before(parse, TokenId(comma)).and_then(|run| bracket::head_of(parse, run))
}

/// How many clauses up a subject is looked for.
const CLIMB: usize = 3;

/// The subject of a clause further up, for a participle or a joined verb that shows none: "later *alleging* …".
fn above(parse: &Parse, verb: TokenId) -> Option<TokenId> {
    let mut at = verb;
    for _ in 0..CLIMB {
        let lends = matches!(parse.base_rel(at), "advcl" | "conj" | "xcomp" | "parataxis");
        at = parse.head(at).filter(|_| lends)?;
        let clause = clause::verbal(parse, at);
        if let Some(&subject) = clause.subjects.first().filter(|_| clause.voice == Voice::Active) {
            return Some(subject).filter(|&subject| parse.base_rel(subject) != "expl" && subject < verb);
        }
    }
    None
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
pub(super) fn relative(parse: &Parse, clause: &Clause) -> Option<TokenId> {
    let own = parse.children_by(clause.predicate, "nsubj").next()?;
    let stands = parse.rel(clause.predicate) == "acl:relcl" && clause.voice == Voice::Active;
    (stands && matches!(parse.lemma(own), "who" | "which" | "that")).then_some(own)
}

/// Who issued the paper that speaks: "the ministry put out a statement saying …".
fn issuer_of(parse: &Parse, cues: &Cues, paper: TokenId) -> Option<TokenId> {
    let governor = parse.head(paper).filter(|_| matches!(parse.base_rel(paper), "obj" | "obl"))?;
    cues.is_paper(parse.lemma(paper))
        .then(|| clause::verbal(parse, governor).doers().first().copied())
        .flatten()
}
