//! From drafts to statements: nesting, speakers, addressees, channels, times, order.

use super::cues::Cues;
use super::draft::{Draft, Rule};
use super::{Act, Attribution, Modality};
use super::{Content, Mode, Statement, StatementId, Statements};
use crate::actor::{ActorRef, Actors};
use crate::parse::Parse;
use crate::span::Span;
use crate::when::Times;

/// Makes statements of drafts.
pub(super) fn statements(
    parse: &Parse,
    actors: &Actors,
    _times: &Times,
    cues: &Cues,
    mut drafts: Vec<Draft>,
) -> Statements {
    drafts.sort_by_key(|draft| (start(parse, draft), std::cmp::Reverse(end(draft))));
    let list = drafts.iter().map(|draft| statement(parse, actors, cues, draft)).collect();
    Statements { list, notes: Vec::new() }
}

fn start(parse: &Parse, draft: &Draft) -> u32 {
    let content = draft.content.first().map(|span| span.start);
    let cue = draft.cue_span(parse).map(|span| span.start);
    content.into_iter().chain(cue).min().unwrap_or(0)
}

fn end(draft: &Draft) -> u32 {
    draft.content.last().map_or(0, |span| span.end)
}

fn statement(parse: &Parse, actors: &Actors, cues: &Cues, draft: &Draft) -> Statement {
    let sense = draft.sense.map(|at| &cues.senses[at as usize]);
    let source = draft.source_run.map(|run| super::phrase::spans(parse, &[run]));
    let content: Vec<Content> = draft.content.iter().map(|&span| Content { span, verbatim: false }).collect();
    Statement {
        parent: None::<StatementId>,
        attribution: sense.map_or(Attribution::Speech, |s| s.attribution),
        speaker: draft.source.and_then(|head| actors.at(head)).cloned(),
        addressees: Vec::<ActorRef>::new(),
        channel: Vec::new(),
        outlets: Vec::new(),
        occasion: None::<Span>,
        source: source.unwrap_or_default(),
        cue: draft.cue_span(parse).into_iter().collect(),
        content,
        cue_token: draft.cue,
        mode: Mode::Indirect,
        act: sense.map_or(Act::Assert, |s| s.act),
        positive: sense.is_none_or(|s| s.positive) != draft.negated,
        modality: sense.map_or(Modality::Certain, |s| s.modality),
        when: None,
        inferred: draft.inferred,
        confidence: 0.5,
        rule: rule(cues, draft),
    }
}

fn rule(cues: &Cues, draft: &Draft) -> String {
    match draft.sense {
        Some(sense) if draft.rule != Rule::Continuation => {
            format!("{}:{}", draft.rule.name(), cues.frame(sense).name)
        }
        _ => draft.rule.name().to_owned(),
    }
}
