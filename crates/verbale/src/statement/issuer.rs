//! Papers that speak for those who issued them: “The statement said …” after “In a statement, the ministry …”.
//!
//! ```text
//! EU ministers issued a statement deploring the tariffs. The statement said … It said …
//!                                                        └ the EU              └ the EU
//! ```

use super::cues::Cues;
use super::{ChannelKind, Statement};
use crate::actor::ActorRef;
use crate::parse::Parse;
use crate::span::Span;
use crate::syntax::Upos;
use crate::token::{SentenceId, TokenId};

/// How many sentences back an issuer is looked for.
const REACH: u32 = 8;

/// One statement that can tell who issued a paper.
struct Issue {
    sentence: SentenceId,
    speaker: ActorRef,
    /// It came through a paper, or its sentence names one.
    paper: bool,
}

/// Gives the statements of papers, and of “it” that carries them on, to those who issued the paper.
pub(super) fn assign(parse: &Parse, cues: &Cues, list: &mut [Statement]) {
    let mut last: Option<Issue> = None;
    let mut spoken: Option<(SentenceId, ActorRef)> = None;
    for made in list {
        let Some(sentence) = made.cue_token.map(|cue| parse.sentence_of(cue)) else { continue };
        let near = |from: SentenceId, reach: u32| sentence.0.saturating_sub(from.0) <= reach;
        let source = made.source.first().map(|span| span.of(parse.text()).to_lowercase()).unwrap_or_default();
        if is_paper(cues, &source)
            && made.speaker.as_ref().is_none_or(|who| who.inferred || who.person.is_none())
        {
            let issuer =
                last.as_ref().filter(|issue| near(issue.sentence, REACH)).map(|issue| &issue.speaker);
            if let (Some(issuer), None) = (issuer, &made.speaker) {
                made.speaker = Some(carried(issuer, made.source.first().copied()));
            }
            spoken = made.speaker.clone().map(|who| (sentence, who));
            continue;
        }
        if source == "it" {
            let paper = spoken.as_ref().filter(|(from, _)| near(*from, 2) && *from != sentence);
            if let Some((_, issuer)) = paper {
                made.speaker = Some(carried(issuer, made.source.first().copied()));
                spoken = made.speaker.clone().map(|who| (sentence, who));
                continue;
            }
        }
        if made.parent.is_none() {
            spoken = None;
        }
        let Some(speaker) = made.speaker.clone() else { continue };
        let released =
            made.channel.iter().any(|c| matches!(c.kind, ChannelKind::Release | ChannelKind::Letter));
        let paper = released || names_paper(parse, cues, sentence);
        if paper || last.as_ref().is_none_or(|issue| !issue.paper || !near(issue.sentence, REACH)) {
            last = Some(Issue { sentence, speaker, paper });
        }
    }
}

fn carried(issuer: &ActorRef, span: Option<Span>) -> ActorRef {
    ActorRef { span, inferred: true, ..issuer.clone() }
}

/// “the statement”, “the joint statement”: a paper that the text has spoken of.
fn is_paper(cues: &Cues, source: &str) -> bool {
    let known = |word: &str| matches!(word, "the" | "this" | "that");
    let mut words = source.split_whitespace();
    words.next().is_some_and(known) && words.next_back().is_some_and(|last| cues.is_paper(last))
}

fn names_paper(parse: &Parse, cues: &Cues, sentence: SentenceId) -> bool {
    let tokens = parse.sentence(sentence).tokens.clone();
    tokens.map(TokenId).any(|t| parse.upos(t) == Upos::Noun && cues.is_paper(parse.lemma(t)))
}
