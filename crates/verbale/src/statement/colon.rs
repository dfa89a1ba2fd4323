//! Speakers before a colon: "RUIZ: We are ready." in interviews and transcripts, "Ruiz: …" and "…: minister" in a
//! headline, and a sentence that leads up to a quotation ("The minister was blunt: “…”").

use super::Attribution;
use super::cues::{Cues, REPORT, WordClass};
use super::draft::{Draft, Rule};
use super::phrase::{self, Run, is_mark};
use super::quotes::Place;
use crate::actor::Actors;
use crate::clause;
use crate::parse::Parse;
use crate::segment::SegmentKind;
use crate::span::Span;
use crate::syntax::{EntityKind, Upos};
use crate::token::TokenId;
use std::ops::Range;

/// The longest name before a colon, in tokens.
const NAME: u32 = 6;

/// The longest name with what its bearer is ("Ana Ruiz, head of the mission: …"), in tokens.
const LABEL: u32 = 12;

/// The longest speaker at the end of a headline, in tokens.
const TAIL: u32 = 5;

/// One draft for each paragraph that a speaker's name and a colon open, and for a headline that one closes.
pub(super) fn read(parse: &Parse, actors: &Actors, cues: &Cues) -> Vec<Draft> {
    let mut found = Vec::new();
    let mut before = None;
    for (n, (_, sentence)) in parse.sentences().enumerate() {
        let opens = before != Some(sentence.paragraph);
        before = Some(sentence.paragraph);
        if !opens {
            continue;
        }
        let range = sentence.tokens.clone();
        let paragraph = parse.tokens.sentences[n..].iter().take_while(|s| s.paragraph == sentence.paragraph);
        let end = paragraph.map(|s| s.tokens.end).last().unwrap_or(range.end);
        let titled = end == range.end && (n == 0 || is_headline(parse, &range));
        let speaks = |name: Run| {
            is_speaker(parse, name)
                || titled && (heads(parse, name, range.end) || names(parse, actors, cues, name))
        };
        let front = front(parse, &range).filter(|&(name, _)| speaks(name));
        let front = front.map(|(name, colon)| (name, colon, Run { first: colon + 1, last: end - 1 }));
        let back = || back(parse, actors, cues, &range).filter(|_| titled);
        let Some((name, colon, content)) = front.or_else(back) else { continue };
        let Some(content) = phrase::trimmed(parse, content) else { continue };
        if content.last - content.first < 2 {
            continue;
        }
        let mut draft = draft(parse, name);
        draft.cue_run = Some(Run { first: colon, last: colon });
        draft.content = phrase::spans(parse, &[content]);
        found.push(draft);
    }
    found
}

/// "Oslo ready to talk: *minister*": what the rest of a headline tells ends before the mark.
pub(super) fn bound(parse: &Parse, drafts: &mut [Draft]) {
    let marks: Vec<Span> = drafts
        .iter()
        .filter(|draft| draft.rule == Rule::Colon)
        .filter_map(|draft| {
            draft.cue_span(parse).filter(|cue| draft.content.iter().all(|c| c.end <= cue.start))
        })
        .collect();
    for mark in marks {
        for piece in drafts.iter_mut().flat_map(|draft| &mut draft.content) {
            if piece.start < mark.start && mark.end <= piece.end {
                piece.end = mark.start;
                *piece = piece.trim(parse.text());
            }
        }
    }
}

fn draft(parse: &Parse, name: Run) -> Draft {
    Draft {
        cue: None,
        cue_run: None,
        sense: None,
        source: super::bracket::head_of(parse, name),
        source_run: Some(name),
        content: Vec::new(),
        addressees: Vec::new(),
        negated: false,
        inferred: false,
        strong: true,
        rule: Rule::Colon,
    }
}

/// The words before the first colon of a sentence, and the colon.
fn front(parse: &Parse, range: &Range<u32>) -> Option<(Run, u32)> {
    let colon = range.clone().take(LABEL as usize + 1).find(|&t| parse.form(TokenId(t)) == ":")?;
    // A quoted talk opens each turn with a mark: “RUIZ: We are ready.
    let first = range.clone().find(|&t| !is_mark(parse.form(TokenId(t))))?;
    (colon > first).then(|| (Run { first, last: colon - 1 }, colon))
}

/// "Pipeline was cut on purpose: *minister*", "Talks to go on - *Ruiz*": speaker, mark and content of a headline.
fn back(parse: &Parse, actors: &Actors, cues: &Cues, range: &Range<u32>) -> Option<(Run, u32, Run)> {
    let last = (range.start..range.end).rev().find(|&t| parse.upos(TokenId(t)) != Upos::Punct)?;
    let low = range.start.max(last.saturating_sub(TAIL));
    let mark = (low..last).rev().find(|&t| matches!(parse.form(TokenId(t)), ":" | "-" | "–" | "—" | "--"))?;
    let spaced = mark > range.start
        && parse.span(TokenId(mark)).end < parse.span(TokenId(mark + 1)).start
        && (parse.form(TokenId(mark)) == ":"
            || parse.span(TokenId(mark - 1)).end < parse.span(TokenId(mark)).start);
    let name = Run { first: mark + 1, last };
    (spaced && names(parse, actors, cues, name))
        .then(|| (name, mark, Run { first: range.start, last: mark - 1 }))
}

fn is_headline(parse: &Parse, range: &Range<u32>) -> bool {
    let place = parse.span(TokenId(range.start));
    let list = &parse.segments.list;
    let here = list.partition_point(|segment| segment.span.start <= place.start).checked_sub(1);
    here.is_some_and(|at| list[at].kind == SegmentKind::Headline && list[at].span.contains(place))
}

/// "Ruiz: talks have failed": in a headline a name before a clause.
fn heads(parse: &Parse, name: Run, end: u32) -> bool {
    let finite = |t: u32| matches!(parse.word(TokenId(t)).xpos, "VBD" | "VBZ" | "VBP" | "MD");
    name.last - name.first < NAME
        && (name.first..=name.last).all(|t| parse.upos(TokenId(t)) == Upos::Propn)
        && (name.last + 2..end).any(finite)
}

/// True for a few words that name somebody who can speak, or a poll or report.
fn names(parse: &Parse, actors: &Actors, cues: &Cues, name: Run) -> bool {
    let nominal = |t: TokenId| {
        matches!(parse.upos(t), Upos::Propn | Upos::Noun | Upos::Adj | Upos::Num)
            || parse.word(t).xpos == "POS"
            || parse.form(t) == "."
    };
    let Some(head) = super::bracket::head_of(parse, name) else { return false };
    let paper = cues.setting(&parse.lemma(head).to_lowercase()) == Some(REPORT);
    let known = paper || actors.at(head).is_some() || is_person(parse, name);
    known && name.last - name.first < NAME && (name.first..=name.last).map(TokenId).all(nominal)
}

fn is_person(parse: &Parse, name: Run) -> bool {
    let whole = |tokens: &Range<u32>| tokens.start <= name.first && tokens.end > name.last;
    parse.syntax.entities.iter().any(|e| e.kind == EntityKind::Person && whole(&e.tokens))
}

/// A person's name, with or without what he is, a name in capitals, or the "Q" and "A" of an interview.
fn is_speaker(parse: &Parse, name: Run) -> bool {
    if let Some(comma) = (name.first + 1..name.last).find(|&t| parse.form(TokenId(t)) == ",") {
        let plain = |t: u32| {
            !matches!(parse.upos(TokenId(t)), Upos::Verb | Upos::Aux | Upos::Punct | Upos::Sconj | Upos::Pron)
        };
        return (comma + 1..=name.last).all(plain) && is_speaker(parse, Run { last: comma - 1, ..name });
    }
    if name.last - name.first >= NAME {
        return false;
    }
    let mut tokens = (name.first..=name.last).map(TokenId);
    let named =
        tokens.clone().all(|t| parse.upos(t) == Upos::Propn || parse.form(t).chars().all(|c| c == '.'));
    let person = parse.syntax.entities.iter().any(|e| {
        let inside = e.tokens.start >= name.first && e.tokens.end <= name.last + 1;
        e.kind == EntityKind::Person && named && inside
    });
    let turn = name.first == name.last && matches!(parse.form(TokenId(name.first)), "Q" | "A");
    let capitals = tokens.all(|t| parse.form(t).chars().all(|c| c.is_uppercase() || c == '.'));
    turn || person || is_person(parse, name) || (named && capitals && name.last - name.first < 3)
}

/// How far before a colon its sentence is read, in tokens.
const LEAD: u32 = 40;

/// Fewer words than these after a colon are a term, unless a noun of speech leads up to them.
const SPOKEN: usize = 3;

/// Whose words a quotation after a colon has: "Ruiz: “…”", "The minister was blunt: “…”", "Her answer was short:
/// “…”".
pub(super) fn announced(parse: &Parse, actors: &Actors, cues: &Cues, place: &Place) -> Option<Draft> {
    let mut colon = place.first.checked_sub(1)?;
    while is_mark(parse.form(TokenId(colon))) {
        colon = colon.checked_sub(1)?;
    }
    let start = parse.sentence(parse.sentence_of(TokenId(colon))).tokens.start;
    let low = start.max(colon.saturating_sub(LEAD));
    if parse.form(TokenId(colon)) != ":" || low >= colon {
        return None;
    }
    let lead = Run { first: low, last: colon - 1 };
    if low == start && (is_speaker(parse, lead) || names(parse, actors, cues, lead)) {
        return (place.words >= SPOKEN).then(|| draft(parse, lead));
    }
    let subject = subject_of(parse, lead)?;
    if let Some(spoken) = noun_of_speech(parse, cues, subject) {
        return Some(spoken);
    }
    let speaks = matches!(parse.form(subject).to_lowercase().as_str(), "he" | "she" | "they")
        || actors.at(subject).is_some()
        || is_person(parse, Run { first: subject.0, last: subject.0 });
    if !speaks || place.words < SPOKEN {
        return None;
    }
    let mut made = draft(parse, lead);
    made.set_source(parse, Some(subject));
    made.source_run.is_some().then_some(made)
}

/// The subject of the topmost predicate among some words.
fn subject_of(parse: &Parse, lead: Run) -> Option<TokenId> {
    let inside = |t: TokenId| lead.holds(t);
    let top = |t: &TokenId| parse.head(*t).is_none_or(|head| !inside(head));
    (lead.first..=lead.last)
        .map(TokenId)
        .filter(top)
        .find_map(|predicate| parse.child_by(predicate, "nsubj").filter(|&s| inside(s) && s < predicate))
}

/// "*Her answer* was short", "*The envoy's message* was plain": the noun's owner speaks.
fn noun_of_speech(parse: &Parse, cues: &Cues, noun: TokenId) -> Option<Draft> {
    let (sense, _) = cues
        .of(WordClass::Noun, parse.lemma(noun))
        .find(|&(sense, row)| row.attribution == Attribution::Speech && cues.frame(sense).takes_quote())?;
    let owner = clause::nominal(parse, noun).doers.first().copied()?;
    let mut made = Draft::of(parse, noun, sense, Rule::Colon);
    made.cue_run = Some(Run { first: noun.0, last: noun.0 });
    made.set_source(parse, Some(owner));
    made.source_run.is_some().then_some(made)
}
