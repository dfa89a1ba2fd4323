//! The whole walk: from the bytes of a report to all its layers.

use crate::actor::{self, Actors};
use crate::document::{self, Document, Input, LanguagePolicy, Languages};
use crate::event::{self, Events, Frames};
use crate::knowledge::{Files, KnowledgeError};
use crate::mention::{self, Gazetteer, Mentions};
use crate::moves::{self, MoveFrames, Moves};
use crate::parse::Parse;
use crate::segment::{self, PagePhrases, Segments};
use crate::statement::{self, Cues, Statements};
use crate::syntax::{self, Model, ModelError, Syntax};
use crate::talks::{self, Talks};
use crate::token::{self, Tokens, WordLists};
use crate::when::{self, Calendar, Times};
use std::sync::Arc;

/// All that was read from one report, a field for each stage.
#[allow(missing_docs, reason = "each field is the layer of the stage of its name")]
#[derive(Debug, Default)]
pub struct Reading {
    pub document: Document,
    pub segments: Segments,
    pub tokens: Tokens,
    pub syntax: Syntax,
    pub mentions: Mentions,
    pub actors: Actors,
    pub times: Times,
    pub statements: Statements,
    pub events: Events,
    pub moves: Moves,
    pub talks: Talks,
}

/// How far a report is read. Each depth has the layers of those before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Depth {
    /// Words, sentences, tags, lemmas, trees and names.
    Syntax,
    /// Mentions, actors, times and statements.
    Statements,
    /// Events.
    Events,
    /// Moves and the state of the talks: everything.
    Talks,
}

/// The knowledge and the network, loaded once and shared by all readings.
#[derive(Debug)]
pub struct Reader {
    gazetteer: Gazetteer,
    rest: Arc<Rest>,
}

/// What no table of actors changes.
#[derive(Debug)]
struct Rest {
    languages: Languages,
    phrases: PagePhrases,
    words: WordLists,
    calendar: Calendar,
    model: Model,
    cues: Cues,
    frames: Frames,
    move_frames: MoveFrames,
    language: LanguagePolicy,
}

/// Why a reader cannot be made.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    /// A data file is at fault.
    #[error(transparent)]
    Knowledge(#[from] KnowledgeError),
    /// The network is at fault.
    #[error(transparent)]
    Model(#[from] ModelError),
}

impl Reader {
    /// A reader with the built-in network and the given data files.
    pub fn new(files: &Files, language: LanguagePolicy) -> Result<Reader, LoadError> {
        Reader::with_model(files, language, Model::embedded()?)
    }

    /// A reader with a network of one's own.
    pub fn with_model(files: &Files, language: LanguagePolicy, model: Model) -> Result<Reader, LoadError> {
        let rest = Rest {
            languages: Languages::new(files)?,
            phrases: PagePhrases::new(files)?,
            words: WordLists::new(files)?,
            calendar: Calendar::new(files)?,
            model,
            cues: Cues::new(files)?,
            frames: Frames::new(files)?,
            move_frames: MoveFrames::new(files)?,
            language,
        };
        Ok(Reader { gazetteer: Gazetteer::new(files)?, rest: Arc::new(rest) })
    }

    /// The same reader with other tables of actors: those of `files`. Of all else it shares what this one has loaded,
    /// and what the network has met.
    pub fn with_actors(&self, files: &Files) -> Result<Reader, KnowledgeError> {
        Ok(Reader { gazetteer: Gazetteer::new(files)?, rest: Arc::clone(&self.rest) })
    }

    /// What is wrong with the data files: the first fault of each stage that reads some.
    pub fn faults(files: &Files) -> Vec<KnowledgeError> {
        let stages = [
            Languages::new(files).err(),
            PagePhrases::new(files).err(),
            WordLists::new(files).err(),
            Calendar::new(files).err(),
            Gazetteer::new(files).err(),
            Cues::new(files).err(),
            Frames::new(files).err(),
            MoveFrames::new(files).err(),
        ];
        stages.into_iter().flatten().collect()
    }

    /// The network.
    pub fn model(&self) -> &Model {
        &self.rest.model
    }

    /// Reads one report. Never fails: a text that is not English gets its segments and a note.
    pub fn read(&self, input: Input) -> Reading {
        self.read_to(input, Depth::Talks)
    }

    /// Reads one report as far as a depth; the layers below it stay empty.
    pub fn read_to(&self, input: Input, depth: Depth) -> Reading {
        let rest = &*self.rest;
        let document = document::decode(input, rest.language, &rest.languages);
        let segments = segment::segment(&document, &rest.phrases);
        let mut to = Reading { document, segments, ..Reading::default() };
        if !to.document.english {
            return to;
        }
        to.tokens = token::tokenise(&to.document, &to.segments, &rest.words);
        to.syntax = syntax::parse(&to.document.text, &to.tokens, &rest.model);
        if depth == Depth::Syntax {
            return to;
        }
        let parse = Parse::new(&to.document, &to.segments, &to.tokens, &to.syntax);
        to.mentions = mention::find(&parse, &self.gazetteer);
        to.actors = actor::resolve(&parse, &to.mentions, &self.gazetteer);
        to.times = when::find(&parse, &rest.calendar);
        to.statements = statement::read(&parse, &to.mentions, &to.actors, &to.times, &rest.cues);
        if depth == Depth::Statements {
            return to;
        }
        let (mentions, actors, times, statements) = (&to.mentions, &to.actors, &to.times, &to.statements);
        to.events = event::code(&parse, mentions, actors, times, statements, &rest.frames);
        if depth == Depth::Events {
            return to;
        }
        to.moves = moves::read(&parse, mentions, actors, times, statements, &to.events, &rest.move_frames);
        to.talks = talks::fold(&to.moves);
        to
    }
}

#[cfg(test)]
mod tests {
    use super::{Depth, Reader, Reading};
    use crate::document::{Input, LanguagePolicy};
    use crate::knowledge::Files;

    #[test]
    fn what_is_asked_for_is_read_as_in_the_whole_walk() {
        let reader = Reader::new(&Files::embedded(), LanguagePolicy::Detect).expect("the built-in knowledge");
        let text = "Chile's minister said Peru must withdraw its patrols. Peru rejected the demand.";
        let read =
            |depth| reader.read_to(Input { bytes: text.as_bytes().to_vec(), ..Input::default() }, depth);
        let whole = read(Depth::Talks);
        let layers = |reading: &Reading| {
            [
                reading.syntax.words.len(),
                reading.statements.list.len(),
                reading.events.list.len(),
                reading.moves.list.len(),
            ]
        };
        let all = layers(&whole);
        assert!(all.iter().all(|&count| count > 0), "{all:?}");
        for (depth, filled) in [(Depth::Syntax, 1), (Depth::Statements, 2), (Depth::Events, 3)] {
            let mut expected = [0; 4];
            expected[..filled].copy_from_slice(&all[..filled]);
            assert_eq!(layers(&read(depth)), expected, "{depth:?}");
        }
    }
}
