//! What a reader of the statements should be told: speakers that are left open, pronouns that do not fit.
//!
//! ```text
//! Lavrov said … It has also indicated …      “It” is taken for a person
//! “Nobody knows,” came the answer.           who speaks is left open
//! ```

use super::confidence::ABSTAIN;
use super::{Act, Attribution, Statement};
use crate::actor::{Actors, PartyKind};
use crate::note::{Note, NoteKind};
use crate::parse::Parse;
use crate::span::Span;

/// Leaves open the speakers that would be guesses, and tells of each doubt.
pub(super) fn settle(parse: &Parse, actors: &Actors, list: &mut [Statement]) -> Vec<Note> {
    let mut notes = Vec::new();
    for made in list.iter_mut() {
        let Some(place) = place(made) else { continue };
        if let Some(who) = made.speaker.as_ref().filter(|who| who.inferred && made.confidence < ABSTAIN) {
            let name = actors.party(who.party).name.clone();
            let message = format!("The speaker is left open: it would be a guess that {name} says this.");
            notes.push(Note::at(NoteKind::Statement, place, message));
            made.speaker = None;
            continue;
        }
        notes.extend(pronoun(parse, actors, made));
        notes.extend(silent(made, place));
    }
    notes
}

/// Where a statement is seen.
fn place(made: &Statement) -> Option<Span> {
    let spans = made.source.iter().chain(&made.cue).copied();
    spans.reduce(Span::join).or_else(|| made.content.first().map(|piece| piece.span))
}

/// “It said” of a person, “he said” of a state.
fn pronoun(parse: &Parse, actors: &Actors, made: &Statement) -> Option<Note> {
    let span = *made.source.first()?;
    let word = span.of(parse.text());
    let who = made.speaker.as_ref()?;
    let kind = actors.party(who.party).kind;
    let fits = match word.to_lowercase().as_str() {
        "it" => who.person.is_none() && kind != PartyKind::Person,
        "he" | "she" => who.person.is_some() || !matches!(kind, PartyKind::State | PartyKind::Igo),
        _ => true,
    };
    let taken = who
        .person
        .map_or_else(|| actors.party(who.party).name.clone(), |person| actors.person(person).name.clone());
    let message = format!("“{word}” does not fit {taken}, for whom it is taken here.");
    (!fits).then(|| Note::at(NoteKind::Statement, span, message))
}

/// A statement of words whose source the text names, or hides, in a way that gives nobody.
fn silent(made: &Statement, place: Span) -> Option<Note> {
    let spoken = matches!(made.attribution, Attribution::Speech | Attribution::Writing);
    let said = spoken && !matches!(made.act, Act::Believe | Act::Intend) && made.parent.is_none();
    let open = said && made.speaker.is_none() && made.source.is_empty() && made.cue_token.is_some();
    open.then(|| {
        Note::at(
            NoteKind::Statement,
            place,
            "The text does not tell who says this: the speaker is left open.",
        )
    })
}
