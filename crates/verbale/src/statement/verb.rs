//! Verbs that attribute: each verb of the cue table whose frame fits gives a draft, with the content that
//! its tree shows. A cue that only a quotation can fill comes back with no content and waits for one.

use super::bounds;
use super::cues::{Cues, Frame, Part, REPORT, Sense, Slot, SourcePlace, WordClass};
use super::draft::{Draft, Rule};
use super::phrase::{self, Run};
use super::slots::{self, Around};
use super::who;
use super::{Act, Attribution, Modality};
use crate::clause::{self, Clause, Voice};
use crate::parse::Parse;
use crate::syntax::Upos;
use crate::token::TokenId;

/// The drafts of all verbs, in text order.
pub(super) fn read(parse: &Parse, cues: &Cues) -> Vec<Draft> {
    let verbs = parse.all().filter(|&token| is_verb(parse, token) && !is_in_title(parse, token));
    verbs.filter_map(|token| draft(parse, cues, token)).collect()
}

/// The longest title, in tokens.
const TITLE: usize = 12;

/// The film “I *Told* You So”: a verb in a quotation whose words are all capitalised.
fn is_in_title(parse: &Parse, verb: TokenId) -> bool {
    let capital = |t: TokenId| parse.form(t).starts_with(char::is_uppercase);
    let Some(quote) = parse.quote_at(parse.span(verb).start).filter(|_| capital(verb)) else { return false };
    let range = parse.tokens_in(quote.inner);
    let words = range.clone().take(TITLE + 1).map(TokenId).filter(|&t| parse.upos(t) != Upos::Punct);
    let shouted = words.clone().all(|t| parse.form(t).chars().all(|c| !c.is_lowercase()));
    let small = |t: TokenId| parse.form(t).chars().count() < 4;
    range.len() <= TITLE
        && words.clone().count() > 2
        && !shouted
        && words.clone().all(|t| capital(t) || small(t))
}

fn is_verb(parse: &Parse, token: TokenId) -> bool {
    let verbal = parse.upos(token) == Upos::Verb || parse.word(token).xpos.starts_with('V');
    // "below, *say*, 15 dollars"
    let aside = parse.form(token) == "say" && {
        let comma = |t: Option<u32>| {
            t.map(TokenId).is_some_and(|t| t.index() < parse.tokens.tokens.len() && parse.form(t) == ",")
        };
        comma(token.0.checked_sub(1)) && comma(token.0.checked_add(1))
    };
    verbal
        && !aside
        && !matches!(parse.base_rel(token), "amod" | "compound" | "aux" | "cop" | "case" | "fixed")
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
    let mut clause = clause::verbal(parse, verb);
    // "*Asked* about the talks, Ruiz said …": she is asked.
    let opens = parse.head(verb).is_some_and(|head| head > verb);
    // "would not speak when *asked* about it": so is who would not.
    let at_once = || matches!(parse.form(phrase::opening(parse, verb)), "when" | "once");
    if parse.word(verb).xpos == "VBN"
        && parse.base_rel(verb) == "advcl"
        && clause.subject_lent
        && (opens || at_once())
    {
        clause.voice = Voice::Passive;
        // "Asked *by Ito* whether …", where the tree takes who asks for an object.
        let by = |&child: &TokenId| {
            matches!(parse.base_rel(child), "obj" | "obl") && parse.case(child) == Some("by")
        };
        if clause.agents.is_empty() {
            clause.agents.extend(parse.children(verb).iter().copied().find(by));
        }
    }
    // "is convinced that …": the adjective has the subject for its source.
    let state = clause.voice == Voice::Passive && clause.agents.is_empty();
    if state && cues.of(WordClass::Adjective, &parse.form(verb).to_lowercase()).next().is_some() {
        return None;
    }
    if quotes_as(parse, verb) || is_declined(parse, cues, verb) || only_names(parse, cues, &clause, &senses) {
        return None;
    }
    // "The poll *puts* Ruiz ahead": only papers rank.
    let paper = clause.subjects.iter().any(|&subject| cues.setting(parse.lemma(subject)) == Some(REPORT));
    let best = senses
        .iter()
        .filter(|&&sense| paper || cues.frame(sense).name != "rank")
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
    if is_put_to_you(parse, &clause, found.strength) {
        return None;
    }
    let frame = cues.frame(sense);
    let mut draft = Draft::of(parse, verb, sense, Rule::Frame);
    draft.negated = clause.negated;
    draft.strong = found.strength >= 2;
    if let (Some((_, particle)), Some(run)) =
        (cues.senses[sense as usize].lemma.split_once(' '), &mut draft.cue_run)
    {
        let next = TokenId(run.last + 1);
        if next.0 == verb.0 + 1 && next.index() < parse.tokens.tokens.len() && parse.form(next) == particle {
            run.last += 1;
        }
    }
    let first = phrase::cue(parse, verb).first == parse.sentence(parse.sentence_of(verb)).tokens.start;
    let asked = first
        && matches!(parse.word(verb).xpos, "VBN" | "VBD")
        && parse.children_by(verb, "nsubj").all(|subject| subject > verb);
    let content = if asked { before_comma(parse, &found.content) } else { found.content.clone() };
    draft.content = phrase::spans(parse, &before_agent(parse, &clause, content));
    if frame.source == SourcePlace::Subject {
        draft.set_source(parse, who::source(parse, cues, &clause));
        if let Some(pronoun) = who::relative(parse, &clause) {
            draft.source_run = Some(Run { first: pronoun.0, last: pronoun.0 });
        }
    }
    draft.addressees = addressees(parse, cues, &clause, sense, &found);
    is_plausible(parse, cues, &clause, &draft, (frame, &found)).then_some(draft)
}

/// "How did *you decide* to found it?", "It was, *you know*, a war": what is asked of one, and what only keeps a
/// listener's ear, says nothing of his.
fn is_put_to_you(parse: &Parse, clause: &Clause, strength: u8) -> bool {
    let verb = clause.predicate;
    let you = clause.subjects.iter().any(|&subject| parse.lemma(subject).eq_ignore_ascii_case("you"));
    let aside = matches!(parse.base_rel(verb), "parataxis" | "discourse");
    let asks = || {
        let words = parse.sentence(parse.sentence_of(verb)).tokens.clone();
        words.rev().take(3).any(|last| parse.form(TokenId(last)) == "?")
    };
    you && (aside || strength < 3 && asks())
}

/// "*Asked* if there was fraud, │ Ruiz, the envoy, said …": what was asked ends with the comma.
fn before_comma(parse: &Parse, content: &[Run]) -> Vec<Run> {
    let cut = |run: &Run| {
        let comma = (run.first + 1..run.last).find(|&t| parse.form(TokenId(t)) == ",");
        comma.map_or(*run, |comma| Run { last: comma - 1, ..*run })
    };
    content.first().map(cut).into_iter().collect()
}

/// "were ordered to leave │ by the governor": who orders is no part of the order.
fn before_agent(parse: &Parse, clause: &Clause, mut content: Vec<Run>) -> Vec<Run> {
    let Some(&agent) = clause.agents.first().filter(|_| clause.voice == Voice::Passive) else {
        return content;
    };
    let below = Run::below(parse, agent);
    for run in content.iter_mut().filter(|run| run.first < below.first && run.holds(agent)) {
        run.last = below.first - 1;
    }
    content
}

/// "a group *called* the Blue Table": a participle that tells what something is called says nothing of it.
fn only_names(parse: &Parse, cues: &Cues, clause: &Clause, senses: &[u32]) -> bool {
    let verb = clause.predicate;
    let names = senses.iter().any(|&sense| cues.frame(sense).name == "call-name");
    names && parse.rel(verb) == "acl" && parse.word(verb).xpos == "VBN" && clause.agents.is_empty()
}

/// "quoted the envoy as saying …": the words are those of "saying".
fn quotes_as(parse: &Parse, verb: TokenId) -> bool {
    parse.lemma(verb) == "quote"
        && parse.children(verb).iter().any(|&child| {
            parse.word(child).xpos == "VBG"
                && parse.children_by(child, "mark").any(|mark| parse.lemma(mark) == "as")
        })
}

/// "declined to *say* who had come": nothing is said.
fn is_declined(parse: &Parse, cues: &Cues, verb: TokenId) -> bool {
    // "declined to give a name or to *say* …"
    let first = parse.head(verb).filter(|_| parse.rel(verb) == "conj").unwrap_or(verb);
    let head = parse.head(first).filter(|_| parse.rel(first) == "xcomp" && parse.word(verb).xpos == "VB");
    head.is_some_and(|head| {
        cues.of(WordClass::Verb, parse.lemma(head)).any(|(_, sense)| sense.act == Act::Decline)
    })
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
        says: frame.takes_quote()
            && frame.takes_clause()
            && cues.senses[sense as usize].attribution != Attribution::Attitude,
        tells: !matches!(
            cues.senses[sense as usize].act,
            Act::Agree | Act::Promise | Act::Propose | Act::Refuse
        ),
        heard: frame.addressee.contains(&Slot::Object),
        asks: cues.senses[sense as usize].modality == Modality::Question,
    };
    frame.content.iter().find_map(|parts| alternative(parse, clause, parts, reading))
}

/// Fills one alternative; where the object is addressed, content that the tree hangs on the object counts too.
fn alternative(parse: &Parse, clause: &Clause, parts: &[Part], around: Around) -> Option<Match> {
    let mut runs = Vec::new();
    let mut strength = 0;
    let mut passive_content = false;
    for part in parts {
        let mut found = slots::fill(parse, clause, &part.slot, around);
        if found.is_empty() && around.addressed {
            found = slots::on_object(parse, clause, &part.slot);
        }
        if found.is_empty() {
            if part.optional || slots::held(parse, &runs, &part.slot) {
                continue;
            }
            return None;
        }
        strength = strength.max(match part.slot {
            Slot::Clause | Slot::Question => 3,
            Slot::Object => 1,
            _ => 2,
        });
        // "likened the wall *to* a prison": between two parts the preposition belongs to the content.
        if let (Slot::After(preposition), false) = (&part.slot, runs.is_empty()) {
            for run in found.iter_mut().filter(|run| run.first > 0) {
                if parse.lemma(TokenId(run.first - 1)) == preposition {
                    run.first -= 1;
                }
            }
        }
        let by_subject = matches!(part.slot, Slot::Object) && clause.voice == Voice::Passive;
        passive_content |= by_subject || part.slot == Slot::Raise;
        runs.extend(found);
    }
    let content = phrase::merged(parse, runs);
    let content = phrase::merged(parse, bounds::settled(parse, clause.predicate, content, strength == 3));
    (!content.is_empty()).then_some(Match { content, strength, passive_content })
}

fn addressees(parse: &Parse, cues: &Cues, clause: &Clause, sense: u32, found: &Match) -> Vec<TokenId> {
    let verb = clause.predicate;
    let mut heads = Vec::new();
    for slot in &cues.frame(sense).addressee {
        match slot {
            Slot::Object if clause.voice == Voice::Passive && found.passive_content => {}
            Slot::Object if clause.voice == Voice::Passive => heads.extend(&clause.subjects),
            Slot::Object => {
                heads.extend(&clause.indirect);
                heads.extend(clause.objects.iter().filter(|&&object| object != verb));
                // "…," Ruiz, the envoy, told Ito, where the tree takes both for subjects.
                let mut subjects = parse.children_by(verb, "nsubj");
                if heads.is_empty() && subjects.next().is_some_and(|first| first < verb) {
                    heads.extend(subjects.filter(|&second| second > verb));
                }
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
    let told = |head: &TokenId| found.content.iter().any(|run| run.holds(*head)) || *head == verb;
    heads.retain(|head| !told(head));
    if heads.is_empty() && matches!(cues.senses[sense as usize].act, Act::Demand | Act::Request) {
        let from = wanted(parse, clause).map_or_else(|| counterparts(parse, verb), |who| vec![who]);
        heads.extend(from.into_iter().filter(|&head| parse.upos(head) != Upos::Verb));
        return heads;
    }
    // "has written to Oslo, outlining its fears": the letter has them.
    if heads.is_empty() && parse.word(verb).xpos == "VBG" && parse.base_rel(verb) == "advcl" {
        heads.extend(parse.head(verb).into_iter().flat_map(|above| written_to(parse, cues, above)));
    }
    heads.dedup();
    heads
}

/// "called for *Oslo* to withdraw", "demanded that *Oslo* withdraw": who is to act is who is called upon.
fn wanted(parse: &Parse, clause: &Clause) -> Option<TokenId> {
    let verb = clause.predicate;
    let for_to = |child: TokenId| {
        let to = parse.children_by(child, "mark").any(|mark| parse.word(mark).xpos == "TO");
        (to && parse.children_by(child, "mark").any(|mark| parse.lemma(mark) == "for"))
            .then(|| parse.child_by(child, "nsubj"))
            .flatten()
    };
    let followed = |child: TokenId| {
        let last = Run::below(parse, child).last;
        let next = TokenId(last + 1);
        let inner = parse
            .children(child)
            .iter()
            .any(|&c| parse.base_rel(c) == "acl" && clause::form(parse, c) == clause::ClauseForm::Infinitive);
        let outer = next.index() < parse.tokens.tokens.len() && parse.word(next).xpos == "TO";
        (parse.case(child) == Some("for") && (inner || outer)).then_some(child)
    };
    let that = |child: TokenId| {
        let bare = parse.word(child).xpos == "VB" && parse.child_by(child, "aux").is_none();
        (parse.base_rel(child) == "ccomp" && bare).then(|| parse.child_by(child, "nsubj")).flatten()
    };
    parse
        .children(verb)
        .iter()
        .copied()
        .filter(|&child| child > verb)
        .find_map(|child| for_to(child).or_else(|| followed(child)).or_else(|| that(child)))
}

/// Those to whom something is written.
fn written_to(parse: &Parse, cues: &Cues, verb: TokenId) -> Vec<TokenId> {
    let writes = |sense: &Sense| sense.attribution == Attribution::Writing;
    let known = cues.of(WordClass::Verb, parse.lemma(verb)).any(|(_, sense)| writes(sense));
    if known { clause::verbal(parse, verb).after("to").collect() } else { Vec::new() }
}

/// How far up a noun is looked for that names a counterpart.
const NOUNS: usize = 4;

/// "an agreement *with Oslo* on the guarantees that Bern demands": with whom one deals is of whom one demands.
fn counterparts(parse: &Parse, verb: TokenId) -> Vec<TokenId> {
    let mut at = verb;
    for step in 0..NOUNS {
        let up = if step == 0 { parse.rel(at) == "acl:relcl" } else { parse.base_rel(at) == "nmod" };
        let Some(above) = parse.head(at).filter(|_| up) else { break };
        at = above;
        let with = parse.children_by(at, "nmod").find(|&child| parse.case(child) == Some("with"));
        if let Some(with) = with {
            return parse.conjuncts(with);
        }
    }
    Vec::new()
}

fn is_plausible(
    parse: &Parse,
    cues: &Cues,
    clause: &Clause,
    draft: &Draft,
    (frame, found): (&Frame, &Match),
) -> bool {
    let place = frame.source;
    if place == SourcePlace::None {
        return !draft.content.is_empty();
    }
    if draft.content.is_empty() {
        return true;
    }
    let source = draft.source_run.map(|run| phrase::spans(parse, &[run])[0]);
    let told = source.is_some_and(|source| draft.content.iter().any(|piece| piece.overlaps(source)));
    let has_source = source.is_some() && !(told && found.strength == 1);
    if clause.voice == Voice::Passive {
        // "The first part is called Legato" tells a name, and nobody's view.
        return has_source || (found.strength >= 2 && frame.name != "call-name");
    }
    // "The poll shows Ruiz ahead": only papers show and find things.
    if matches!(frame.name.as_str(), "show" | "find") && found.strength < 3 {
        return draft.source.is_some_and(|source| cues.setting(parse.lemma(source)) == Some(REPORT));
    }
    // "did not respond to questions": who does respond to something says nothing by it.
    if frame.name == "answer-to" {
        return has_source && draft.negated;
    }
    let root_like = matches!(parse.base_rel(draft.cue.unwrap_or(clause.predicate)), "root" | "advcl");
    has_source || (found.strength == 3 && root_like)
}
