//! The setting of a statement: through what it came, on what occasion, and who was there.
//!
//! ```text
//! In a meeting with Ito, part of it shown on television, Ruiz said …
//! └ occasion        └ present               └ broadcast
//! ```

use super::Channel;
use super::ChannelKind;
use super::cues::{Cues, Setting, WordClass};
use super::draft::Draft;
use super::finish::same;
use super::phrase::{self, Run};
use crate::actor::{ActorRef, Actors, PartyKind};
use crate::clause;
use crate::parse::Parse;
use crate::span::Span;
use crate::syntax::Upos;
use crate::token::TokenId;

/// What stands around a cue.
#[derive(Debug, Default)]
pub(super) struct Circumstances {
    pub(super) channel: Vec<Channel>,
    pub(super) outlets: Vec<ActorRef>,
    pub(super) occasion: Option<Span>,
    /// Who else took part in the occasion.
    pub(super) present: Option<ActorRef>,
}

/// Reads the phrases around a cue; the content is left out.
pub(super) fn around(parse: &Parse, actors: &Actors, cues: &Cues, draft: &Draft) -> Circumstances {
    let mut found = Circumstances::default();
    let Some(cue) = draft.cue else { return found };
    if let Some(kind) = by_verb(parse.lemma(cue)) {
        found.channel.push(Channel { span: parse.span(cue), kind });
    }
    let source = draft.source.and_then(|source| Some((source, setting_of(parse, cues, source)?)));
    if let Some((source, Setting::Channel(kind))) = source {
        found.channel.push(Channel { span: parse.span(source), kind });
    }
    let inside = |token: TokenId| draft.content.iter().any(|piece| piece.overlaps(parse.span(token)));
    for &child in parse.children(cue) {
        if matches!(parse.base_rel(child), "obl" | "nmod" | "advcl" | "obj" | "iobj") && !inside(child) {
            phrase_of(parse, actors, cues, child, &mut found);
        }
        let run = Run::below(parse, child);
        if let Some(head) = fronted(parse, child, run).filter(|_| child < cue && !inside(child)) {
            phrase_in(parse, actors, cues, (head, run), &mut found);
        }
    }
    let source = draft.source.into_iter().flat_map(|source| parse.children_by(source, "advcl"));
    for clause in parse.children_by(cue, "advcl").chain(source).filter(|&c| c < cue && !inside(c)) {
        speaking(parse, actors, cues, clause, &mut found);
    }
    // The same, where the tree hangs the cue on the relative clause.
    let above = parse.head(cue).filter(|&above| parse.base_rel(cue) == "parataxis" && above < cue);
    if let Some(above) = above.filter(|&above| !inside(above)) {
        let (first, own) = (Run::below(parse, above).first, Run::below(parse, cue).first);
        let run = Run { first, last: own.saturating_sub(1).max(first) };
        if let Some(head) = fronted(parse, above, run) {
            phrase_in(parse, actors, cues, (head, run), &mut found);
        }
    }
    quoting(parse, actors, cue, &mut found);
    // "issued a statement saying", "in a letter that says": the carrier of the cue.
    if let Some(carrier) = parse.head(cue).filter(|_| matches!(parse.base_rel(cue), "acl" | "obj" | "advcl"))
    {
        if !inside(carrier) && parse.rel(cue) == "acl" {
            phrase_of(parse, actors, cues, carrier, &mut found);
        }
        for child in parse.children_by(carrier, "obl").filter(|&child| !inside(child) && child < cue) {
            phrase_of(parse, actors, cues, child, &mut found);
        }
    }
    found.channel.sort_by_key(|channel| (channel.span, channel.kind));
    found.channel.dedup();
    found
}

/// "*Speaking at a rally in Oslo*, Ruiz said …": the occasion of a participle that opens the sentence.
fn speaking(parse: &Parse, actors: &Actors, cues: &Cues, clause: TokenId, found: &mut Circumstances) {
    let known = cues.of(WordClass::Verb, parse.lemma(clause)).next().is_some();
    let attends = matches!(parse.lemma(clause), "attend" | "address" | "appear" | "open" | "close" | "talk");
    if parse.word(clause).xpos == "VBG" && (known || attends) {
        for child in parse.children(clause).iter().filter(|&&c| matches!(parse.base_rel(c), "obl" | "obj")) {
            phrase_of(parse, actors, cues, *child, found);
        }
    }
}

fn by_verb(lemma: &str) -> Option<ChannelKind> {
    Some(match lemma {
        "tweet" | "retweet" | "post" | "blog" => ChannelKind::Post,
        "email" | "cable" | "telegraph" => ChannelKind::Letter,
        "phone" | "telephone" => ChannelKind::Call,
        _ => return None,
    })
}

fn setting_of(parse: &Parse, cues: &Cues, token: TokenId) -> Option<Setting> {
    let lemma = parse.lemma(token);
    let compound = parse.children_by(token, "compound").find_map(|part| match (parse.lemma(part), lemma) {
        ("press" | "news", "conference" | "briefing") => Some(Setting::Channel(ChannelKind::Briefing)),
        ("phone" | "telephone" | "conference", "call" | "conversation") => {
            Some(Setting::Channel(ChannelKind::Call))
        }
        _ => None,
    });
    compound.or_else(|| cues.setting(lemma)).or_else(|| cues.setting(&lemma.to_lowercase()))
}

/// "The agency quoted Ruiz as *saying* …": the agency reports it.
fn quoting(parse: &Parse, actors: &Actors, cue: TokenId, found: &mut Circumstances) {
    let as_saying = parse.children_by(cue, "mark").any(|mark| parse.lemma(mark) == "as");
    let Some(head) = parse.head(cue).filter(|_| as_saying) else { return };
    let clause = clause::verbal(parse, head);
    for who in clause.doers().iter().filter_map(|&doer| actors.at(doer)) {
        if actors.party(who.party).kind == PartyKind::Outlet {
            found.outlets.push(who.clone());
        }
    }
}

/// "In a meeting, part of which was shown on television, Ito said …": the nominal that opens such a phrase, where
/// the tree takes its relative clause for the head of all.
fn fronted(parse: &Parse, child: TokenId, run: Run) -> Option<TokenId> {
    if !matches!(parse.base_rel(child), "ccomp" | "advcl" | "parataxis" | "dep") {
        return None;
    }
    let first = TokenId(run.first);
    let head =
        parse.head(first).filter(|_| parse.upos(first) == Upos::Adp && parse.base_rel(first) == "case")?;
    (head < child && run.holds(head)).then_some(head)
}

/// "a meeting of the council │ on Friday": the day is told in `when`.
fn without_day(parse: &Parse, run: Run) -> Run {
    let form = |t: u32| parse.form(TokenId(t));
    let day = run.last >= run.first + 2 && form(run.last - 1) == "on" && form(run.last).ends_with("day");
    if day { Run { last: run.last - 2, ..run } } else { run }
}

/// How much of a phrase is read, in tokens.
const PHRASE: usize = 60;

/// Reads one phrase; what hangs on it is read too ("a meeting with Ito", "an interview with the agency").
fn phrase_of(parse: &Parse, actors: &Actors, cues: &Cues, head: TokenId, found: &mut Circumstances) {
    phrase_in(parse, actors, cues, (head, Run::below(parse, head)), found);
}

/// Reads the phrase that `head` heads within a run of words.
fn phrase_in(
    parse: &Parse,
    actors: &Actors,
    cues: &Cues,
    (head, below): (TokenId, Run),
    found: &mut Circumstances,
) {
    let Some(setting) = setting_of(parse, cues, head) else { return };
    let run = phrase::source(parse, head, None).unwrap_or(Run::below(parse, head));
    let span = phrase::spans(parse, &[run])[0];
    let held = phrase::spans(parse, &[without_day(parse, run)])[0];
    match setting {
        Setting::Occasion => {
            found.occasion = found.occasion.or(Some(held));
        }
        Setting::Channel(kind) => {
            if matches!(
                kind,
                ChannelKind::Interview | ChannelKind::Briefing | ChannelKind::Call | ChannelKind::Speech
            ) {
                found.occasion = found.occasion.or(Some(held));
            }
            found.channel.push(Channel { span, kind });
        }
    }
    let written = setting == Setting::Channel(ChannelKind::Letter);
    for token in (below.first..=below.last).take(PHRASE).map(TokenId) {
        let shown = Some(Setting::Channel(ChannelKind::Broadcast));
        let noun = token != head && matches!(parse.upos(token), Upos::Noun | Upos::Propn);
        if noun && setting_of(parse, cues, token) == shown {
            let run = phrase::source(parse, token, None).unwrap_or(Run::below(parse, token));
            let span = phrase::spans(parse, &[run])[0];
            found.channel.push(Channel { span, kind: ChannelKind::Broadcast });
        }
        let Some(who) = actors.at(token) else { continue };
        if actors.party(who.party).kind == PartyKind::Outlet {
            if !found.outlets.iter().any(|have| same(have, who)) {
                found.outlets.push(who.clone());
            }
        } else if (parse.case(token) == Some("with") || written && parse.case(token) == Some("to"))
            && parse.base_rel(token) == "nmod"
            && found.present.is_none()
        {
            found.present = Some(ActorRef { inferred: true, ..who.clone() });
        }
    }
}
