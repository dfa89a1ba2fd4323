//! From drafts to statements: nesting, speakers, addressees, times, order.
//!
//! ```text
//! “We warned you,” Ruiz told Ito, the agency reports.
//! agency → Ruiz (to Ito, outlet: the agency) → "We": Ruiz, to Ito ("you")
//! ```

use super::confidence::{self, Known};
use super::converse;
use super::cues::Cues;
use super::draft::{Draft, Rule};
use super::issuer;
use super::joint;
use super::notes;
use super::phrase;
use super::setting::{self, Circumstances};
use super::sift;
use super::{Act, Attribution, ChannelKind, Content, Modality, Mode, Statement, StatementId, Statements};
use crate::actor::{ActorRef, Actors, PartyKind};
use crate::parse::Parse;
use crate::span::Span;
use crate::syntax::Upos;
use crate::token::TokenId;
use crate::when::{Times, When};
use std::cmp::Reverse;

/// Makes statements of drafts.
pub(super) fn statements(
    parse: &Parse,
    actors: &Actors,
    times: &Times,
    cues: &Cues,
    drafts: Vec<Draft>,
) -> Statements {
    let (drafts, parents) = ordered(parse, joint::apart(parse, actors, drafts));
    let mut list: Vec<Statement> = Vec::with_capacity(drafts.len());
    for (draft, parent) in drafts.iter().zip(&parents) {
        let parent = parent.map(|at| StatementId(at as u32));
        list.push(statement(parse, actors, times, cues, draft, parent));
    }
    issuer::assign(parse, cues, &mut list);
    converse::answer(parse, actors, cues, &mut list);
    let settled = |n: usize| {
        let public = drafts[n].sense.is_some_and(|sense| cues.frame(sense).name == "announce");
        public || !drafts[n].addressees.is_empty()
    };
    converse::converse(parse, actors, &mut list, settled);
    for (n, above) in parents.iter().enumerate().filter_map(|(n, above)| Some((n, (*above)?))) {
        inherit(parse, actors, &mut list, n, above);
        told_him(parse, actors, &mut list, (n, above), &drafts[n]);
    }
    let notes = notes::settle(parse, actors, &mut list);
    Statements { list, notes }
}

/// The deepest nesting that is told apart in the order.
const DEEPEST: u32 = 32;

/// Drafts in order of their first character, each parent before its children, with the parents' places.
fn ordered(parse: &Parse, drafts: Vec<Draft>) -> (Vec<Draft>, Vec<Option<usize>>) {
    let parents = sift::parents(parse, &drafts);
    let depth = |mut n: usize| {
        let mut depth = 0;
        while let Some(above) = parents[n].filter(|_| depth < DEEPEST) {
            depth += 1;
            n = above;
        }
        depth
    };
    let mut starts: Vec<u32> = drafts.iter().map(|draft| start(parse, draft)).collect();
    let depths: Vec<u32> = (0..drafts.len()).map(depth).collect();
    let mut by_depth: Vec<usize> = (0..drafts.len()).collect();
    by_depth.sort_by_key(|&n| depths[n]);
    for n in by_depth {
        if let Some(above) = parents[n] {
            starts[n] = starts[n].max(starts[above]);
        }
    }
    let mut order: Vec<usize> = (0..drafts.len()).collect();
    order.sort_by_key(|&n| (starts[n], depths[n], drafts[n].cue, Reverse(end(&drafts[n])), n));
    let mut place = vec![0; drafts.len()];
    for (at, &n) in order.iter().enumerate() {
        place[n] = at;
    }
    let above = order.iter().map(|&n| parents[n].map(|p| place[p])).collect();
    let mut slots: Vec<Option<Draft>> = drafts.into_iter().map(Some).collect();
    (order.into_iter().filter_map(|n| slots[n].take()).collect(), above)
}

fn start(parse: &Parse, draft: &Draft) -> u32 {
    let content = draft.content.first().map(|span| span.start);
    let cue = draft.cue_span(parse).map(|span| span.start);
    let source = draft.source_run.filter(|_| !draft.inferred).map(|run| parse.span(TokenId(run.first)).start);
    content.into_iter().chain(cue).chain(source).min().unwrap_or(0)
}

fn end(draft: &Draft) -> u32 {
    draft.content.last().map_or(0, |span| span.end)
}

fn statement(
    parse: &Parse,
    actors: &Actors,
    times: &Times,
    cues: &Cues,
    draft: &Draft,
    parent: Option<StatementId>,
) -> Statement {
    let sense = draft.sense.map(|at| &cues.senses[at as usize]);
    let content = pieces(parse, &draft.content);
    let around = setting::around(parse, actors, cues, draft);
    let speaker = draft.source.and_then(|head| speaker(parse, actors, cues, (head, draft)));
    let Circumstances { channel, mut outlets, occasion, present } = around;
    let mut addressees: Vec<ActorRef> = Vec::new();
    for who in draft.addressees.iter().filter_map(|&head| named(parse, actors, head)) {
        // "told Reuters": the agency is spoken to, and reports it.
        if is_outlet(actors, who) && !outlets.iter().any(|have| same(have, who)) {
            outlets.push(who.clone());
        }
        if !addressees.iter().any(|have| same(have, who)) {
            addressees.push(who.clone());
        }
    }
    if addressees.is_empty() && !draft.inferred {
        addressees.extend(present.filter(|who| speaker.as_ref().is_none_or(|s| !same(s, who))));
    }
    let written = channel.iter().any(|c| {
        matches!(c.kind, ChannelKind::Letter | ChannelKind::Report | ChannelKind::Post | ChannelKind::Release)
    });
    // "A survey found that …": papers believe nothing, they tell.
    let paper = draft.source.is_some_and(|source| channel.iter().any(|c| c.span == parse.span(source)));
    let (attribution, act) =
        match sense.map_or((Attribution::Speech, Act::Assert), |s| (s.attribution, s.act)) {
            (Attribution::Attitude, Act::Believe) if written && paper => (Attribution::Writing, Act::Assert),
            (Attribution::Speech, act) if written => (Attribution::Writing, act),
            other => other,
        };
    // "asked *that* the hearing be put off" is no question.
    let (act, modality) = match sense.map_or(Modality::Certain, |s| s.modality) {
        Modality::Question if act == Act::Ask && opened_by_that(parse, &content) => {
            (Act::Request, Modality::Deontic)
        }
        modality => (act, modality),
    };
    // "would not comment"
    let act = if draft.is_silent(cues) { Act::Decline } else { act };
    let mode = mode(parse, &content);
    let quoted = draft.cue.is_some_and(|cue| parse.quote_at(parse.span(cue).start).is_some());
    let known = Known { mode, nested: parent.is_some(), quoted };
    Statement {
        parent,
        attribution,
        speaker,
        addressees,
        channel,
        outlets,
        occasion,
        source: draft.source_run.map(|run| phrase::spans(parse, &[run])).unwrap_or_default(),
        cue: draft.cue_span(parse).into_iter().collect(),
        mode,
        content,
        cue_token: draft.cue,
        act,
        positive: sense.is_none_or(|s| s.positive) != draft.negated,
        modality,
        when: when(parse, times, draft),
        inferred: draft.inferred,
        confidence: confidence::confidence(parse, cues, draft, &known),
        rule: rule(cues, draft),
    }
}

fn opened_by_that(parse: &Parse, content: &[Content]) -> bool {
    let first = content.first().map(|piece| parse.tokens_in(piece.span).start);
    let before = first.and_then(|first| first.checked_sub(1));
    before.is_some_and(|t| parse.form(TokenId(t)) == "that")
}

/// Who is meant by a source; where its head names nobody, who stands behind it: "the ministry's report", "a
/// poll by the agency", "the daily, *The Herald*".
fn speaker(
    parse: &Parse,
    actors: &Actors,
    cues: &Cues,
    (head, draft): (TokenId, &Draft),
) -> Option<ActorRef> {
    let paper = cues.setting(parse.lemma(head)).is_some();
    let behind = |&&child: &&TokenId| match parse.base_rel(child) {
        "appos" | "compound" | "flat" => true,
        // "its report said", but not "his colleague said".
        "nmod" if parse.rel(child) == "nmod:poss" => paper || parse.upos(child) != Upos::Pron,
        "nmod" => matches!(parse.case(child), Some("by" | "from" | "of")),
        _ => false,
    };
    let found = || parse.children(head).iter().filter(behind).find_map(|&child| actors.at(child));
    named(parse, actors, head).or_else(|| nearest(parse, actors, head, draft)).or_else(found).cloned()
}

/// Who is meant by a phrase: "his counterpart, *Ana Ruiz*" by the name that stands with it.
fn named<'a>(parse: &Parse, actors: &'a Actors, head: TokenId) -> Option<&'a ActorRef> {
    let who = actors.at(head);
    if who.is_some_and(|who| who.person.is_some() && !who.inferred) || parse.upos(head) != Upos::Noun {
        return who;
    }
    let name = parse.children_by(head, "appos").filter(|&name| parse.upos(name) == Upos::Propn);
    let person = name.filter_map(|name| actors.at(name)).find(|who| who.person.is_some());
    person.or(who)
}

/// "a success for *the Union*, which had pressed both", where the tree has the clause tell of the success: the
/// party just before the comma.
fn nearest<'a>(parse: &Parse, actors: &'a Actors, head: TokenId, draft: &Draft) -> Option<&'a ActorRef> {
    let run = draft.source_run.filter(|run| run.first == run.last && run.first > head.0)?;
    let comma = run.first.checked_sub(1).filter(|&t| parse.form(TokenId(t)) == ",")?;
    let relative = parse.word(TokenId(run.first)).xpos.starts_with('W');
    let mut at = TokenId(comma.checked_sub(1)?);
    while relative && at > head {
        if let Some(who) = actors.at(at) {
            return Some(who);
        }
        at = parse.head(at).filter(|&above| above > head && above.0 < comma)?;
    }
    None
}

/// Divides content at the bounds of quotations.
fn pieces(parse: &Parse, content: &[Span]) -> Vec<Content> {
    let quotes = &parse.segments.quotes;
    let mut out = Vec::new();
    for &piece in content {
        let mut at = piece.start;
        let first = quotes.partition_point(|quote| quote.span.start < piece.start);
        let around = parse.quote_at(piece.start).filter(|quote| quote.span.start < piece.start);
        if let Some(quote) = around.filter(|quote| quote.span.end < piece.end) {
            out.push((at, quote.span.end, true));
            at = quote.span.end;
        } else if around.is_some() {
            out.push((at, piece.end, true));
            at = piece.end;
        }
        for quote in quotes[first..].iter().take_while(|quote| quote.span.start < piece.end) {
            if quote.span.start < at {
                continue;
            }
            out.push((at, quote.span.start, false));
            let end = quote.span.end.min(piece.end);
            out.push((quote.span.start, end, true));
            at = end;
        }
        out.push((at, piece.end, false));
    }
    let text = parse.text();
    let made = out.into_iter().map(|(start, end, verbatim)| {
        let span = Span { start, end: end.max(start) }.trim(text);
        Content { span, verbatim }
    });
    made.filter(|c| c.span.of(text).chars().any(char::is_alphanumeric)).collect()
}

fn mode(parse: &Parse, content: &[Content]) -> Mode {
    let words = |verbatim: bool| {
        let of = content.iter().filter(|c| c.verbatim == verbatim);
        of.map(|c| c.span.of(parse.text()).chars().filter(|c| c.is_alphanumeric()).count()).sum::<usize>()
    };
    match (words(true), words(false)) {
        (0, _) => Mode::Indirect,
        (quoted, other) if other * 20 <= quoted => Mode::Direct,
        _ => Mode::Mixed,
    }
}

/// The first expression of time in the cue's clause that is no part of the content.
fn when(parse: &Parse, times: &Times, draft: &Draft) -> Option<When> {
    let clause = parse.subtree_span(draft.cue?);
    // "Ruiz, who took office in March, said …": nor of what is told of the speaker.
    let source = draft.source.map(|source| parse.subtree_span(source));
    let cue = parse.span(draft.cue?);
    let source = source.filter(|span| !span.contains(cue));
    let outside = |time: &&When| {
        !draft.content.iter().any(|piece| piece.overlaps(time.span))
            && source.is_none_or(|source| !inner(source, draft, parse).overlaps(time.span))
    };
    times.within(clause).iter().find(outside).cloned()
}

/// The part of a speaker's phrase that tells of him: from the first comma on.
fn inner(source: Span, draft: &Draft, parse: &Parse) -> Span {
    let named = draft.source_run.map_or(source.start, |run| parse.span(TokenId(run.last)).end);
    let start = named.clamp(source.start, source.end);
    let comma = Span { start, end: source.end }.of(parse.text()).find(',');
    Span { start: comma.map_or(source.end, |at| start + at as u32), end: source.end }
}

/// What decided, with the frame and the cue that fired: "frame:say/announce".
fn rule(cues: &Cues, draft: &Draft) -> String {
    match draft.sense {
        Some(sense) if draft.rule != Rule::Continuation => {
            let lemma = &cues.senses[sense as usize].lemma;
            format!("{}:{}/{lemma}", draft.rule.name(), cues.frame(sense).name)
        }
        _ => draft.rule.name().to_owned(),
    }
}

/// Same person, or same party where no person is told.
pub(super) fn same(a: &ActorRef, b: &ActorRef) -> bool {
    match (a.person, b.person) {
        (Some(a), Some(b)) => a == b,
        (None, None) => a.party == b.party,
        _ => false,
    }
}

pub(super) fn is_outlet(actors: &Actors, who: &ActorRef) -> bool {
    actors.party(who.party).kind == PartyKind::Outlet
}

/// "Ruiz said they had told *her* …", “They told *me* …”: who speaks around it is spoken to, where nobody else is meant.
fn told_him(
    parse: &Parse,
    actors: &Actors,
    list: &mut [Statement],
    (n, above): (usize, usize),
    draft: &Draft,
) {
    let [head] = draft.addressees.as_slice() else { return };
    let single = |who: &ActorRef| {
        who.person.is_some() || matches!(actors.party(who.party).kind, PartyKind::Person | PartyKind::Unknown)
    };
    let person = list[above].speaker.as_ref().is_some_and(single);
    let fits = match parse.form(*head).to_lowercase().as_str() {
        "me" | "us" => true,
        "him" | "her" => person,
        _ => false,
    };
    let speaker = list[above].speaker.clone();
    if let Some(who) = speaker.filter(|_| fits && list[n].addressees.is_empty()) {
        list[n].addressees.push(ActorRef { span: Some(parse.span(*head)), inferred: true, ..who });
    }
}

/// What a layer takes from the one around it: the outlet, and who "I" and "you" are.
fn inherit(parse: &Parse, actors: &Actors, list: &mut [Statement], n: usize, above: usize) {
    let outer = list[above].clone();
    let reporting = outer.speaker.as_ref().filter(|who| is_outlet(actors, who));
    for outlet in reporting.into_iter().chain(&outer.outlets) {
        if !list[n].outlets.iter().any(|have| same(have, outlet)) {
            list[n].outlets.push(outlet.clone());
        }
    }
    let said = |span: &Span| span.of(parse.text()).to_lowercase();
    let source = list[n].source.first().map(said).unwrap_or_default();
    let here = list[n].source.first().copied();
    let meant = match source.split_whitespace().next() {
        Some("i" | "we") => outer.speaker.clone(),
        Some("you") => outer.addressees.first().cloned(),
        _ => None,
    };
    if let Some(who) = meant {
        list[n].speaker = Some(ActorRef { span: here, inferred: true, ..who });
    }
}
