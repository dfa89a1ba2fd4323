//! Who is spoken to where no word of the statement says so: an answer goes to whom it answers, and in a conversation
//! of two what one says is said to the other.
//!
//! ```text
//! Oslo said … Bern replied …              Bern: to Oslo
//! Ruiz told Ito … She added …             Ruiz: to Ito
//! ```

use super::cues::{Cues, WordClass};
use super::finish::{is_outlet, same};
use super::{Act, Attribution, Statement};
use crate::actor::{ActorRef, Actors};
use crate::parse::Parse;
use crate::token::{SentenceId, TokenId};

/// True for what the report itself tells, also on the word of an agency: "…, Kenya asked, the agency reports."
fn is_told(actors: &Actors, list: &[Statement], n: usize) -> bool {
    let above = list[n].parent.map(|above| &list[above.0 as usize]);
    above.is_none_or(|above| above.speaker.as_ref().is_some_and(|who| is_outlet(actors, who)))
}

/// How many sentences lie at most between what is said and the answer to it.
const ANSWERED: u32 = 2;

/// "… , Kenya complained. Norway replied that …": who replies speaks to who spoke last.
pub(super) fn answer(parse: &Parse, actors: &Actors, cues: &Cues, list: &mut [Statement]) {
    let mut last: Option<(SentenceId, ActorRef)> = None;
    for n in 0..list.len() {
        let told = is_told(actors, list, n);
        let made = &mut list[n];
        let (Some(cue), Some(speaker)) = (made.cue_token, made.speaker.clone()) else { continue };
        if !told || made.attribution == Attribution::Attitude || is_outlet(actors, &speaker) {
            continue;
        }
        let sentence = parse.sentence_of(cue);
        if made.act == Act::Answer
            && made.addressees.is_empty()
            && let Some(who) = charged(parse, actors, cues, made, &speaker)
        {
            made.addressees.push(who);
            continue;
        }
        let other = last.as_ref().filter(|(from, who)| {
            who.party != speaker.party && sentence.0.saturating_sub(from.0) <= ANSWERED
        });
        match other {
            Some((_, who)) if made.act == Act::Answer && made.addressees.is_empty() => {
                made.addressees.push(ActorRef { span: None, inferred: true, ..who.clone() });
            }
            _ if made.act == Act::Answer => {}
            _ => last = Some((sentence, speaker)),
        }
    }
}

/// How much of an answer is read for what it answers, in tokens.
const ANSWER: usize = 12;

/// "replied that *Oslo's* charges were unfounded": whose words are answered.
fn charged(
    parse: &Parse,
    actors: &Actors,
    cues: &Cues,
    made: &Statement,
    speaker: &ActorRef,
) -> Option<ActorRef> {
    let content = parse.tokens_in(made.content.first()?.span);
    let owns = |&token: &TokenId| {
        let noun =
            parse.head(token).filter(|_| matches!(parse.base_rel(token), "nmod" | "compound" | "amod"));
        noun.is_some_and(|noun| noun > token && cues.of(WordClass::Noun, parse.lemma(noun)).next().is_some())
    };
    let mut owners = content.take(ANSWER).map(TokenId).filter(owns).filter_map(|token| actors.at(token));
    let who = owners.find(|who| who.party != speaker.party)?;
    Some(ActorRef { inferred: true, ..who.clone() })
}

/// How many paragraphs a conversation may pause.
const PAUSE: u32 = 2;

/// In a conversation of two, what one says is said to the other until somebody else speaks; what is announced is
/// said to all.
pub(super) fn converse(
    parse: &Parse,
    actors: &Actors,
    list: &mut [Statement],
    settled: impl Fn(usize) -> bool,
) {
    let mut pair: Option<(ActorRef, ActorRef, SentenceId)> = None;
    for n in 0..list.len() {
        let told = is_told(actors, list, n);
        let made = &mut list[n];
        let Some(sentence) = made.cue_token.map(|cue| parse.sentence_of(cue)) else { continue };
        let Some(speaker) = made.speaker.clone() else { continue };
        if speaker.person.is_none() || made.attribution == Attribution::Attitude {
            continue;
        }
        if let Some(to) = made.addressees.first().filter(|to| to.person.is_some() && told) {
            pair = Some((speaker, to.clone(), sentence));
            continue;
        }
        let Some((a, b, last)) = pair.as_mut() else { continue };
        let pause = parse.sentence(sentence).paragraph
            - parse.sentence(*last).paragraph.min(parse.sentence(sentence).paragraph);
        let other = if same(a, &speaker) {
            b.clone()
        } else if same(b, &speaker) {
            a.clone()
        } else {
            pair = None;
            continue;
        };
        if made.parent.is_some() || settled(n) {
            continue;
        }
        if pause <= PAUSE && made.addressees.is_empty() {
            made.addressees.push(ActorRef { span: None, inferred: true, ..other });
            *last = sentence;
        }
    }
}
