//! The cue frames: which words attribute, and who stands where around them.
//!
//! In: `cues.tsv` (one sense of a cue a row), `cues_frames.tsv` (the named frames that the senses refer to),
//! `cues_settings.tsv` (words for channels and occasions) and `cues_support.tsv` (verbs that carry a nominal cue,
//! such as "made a *demand*"). Out: [`Cues`]. Refuses rows whose frame, act or slot is not known.

use super::{Act, Attribution, ChannelKind, Modality};
use crate::knowledge::{Files, KnowledgeError, Row, WordMap};
use crate::syntax::lemma::regular_forms;

/// The class of word that a cue belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum WordClass {
    Verb,
    Noun,
    Adjective,
    Adposition,
    Adverb,
}

const CLASSES: usize = 5;

impl WordClass {
    fn parse(word: &str) -> Option<WordClass> {
        Some(match word {
            "verb" => WordClass::Verb,
            "noun" => WordClass::Noun,
            "adjective" => WordClass::Adjective,
            "adposition" => WordClass::Adposition,
            "adverb" => WordClass::Adverb,
            _ => return None,
        })
    }
}

/// Where the source of a cue stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum SourcePlace {
    Subject,
    Owner,
    Object,
    None,
}

/// A place around a cue that content or addressee may fill.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Slot {
    Quote,
    Clause,
    Question,
    Infinitive,
    Gerund,
    Object,
    Small,
    Raise,
    Host,
    After(String),
}

/// One part of an alternative.
#[derive(Debug, Clone)]
pub(super) struct Part {
    pub(super) slot: Slot,
    pub(super) optional: bool,
}

/// A named frame.
#[derive(Debug, Clone)]
pub(super) struct Frame {
    pub(super) name: String,
    pub(super) word: WordClass,
    pub(super) source: SourcePlace,
    /// Alternatives, in order of preference.
    pub(super) content: Vec<Vec<Part>>,
    pub(super) addressee: Vec<Slot>,
    /// How often a match of this frame is right.
    pub(super) confidence: f32,
}

impl Frame {
    /// True where a quotation beside the cue can be its content.
    pub(super) fn takes_quote(&self) -> bool {
        self.content.iter().flatten().any(|part| part.slot == Slot::Quote)
    }

    /// True where a finite clause can be its content.
    pub(super) fn takes_clause(&self) -> bool {
        self.content.iter().flatten().any(|part| part.slot == Slot::Clause)
    }
}

/// One sense of a cue word.
#[derive(Debug, Clone)]
pub(super) struct Sense {
    pub(super) lemma: String,
    pub(super) frame: usize,
    pub(super) attribution: Attribution,
    pub(super) act: Act,
    pub(super) positive: bool,
    pub(super) modality: Modality,
}

/// What a word tells about the setting of a statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Setting {
    Channel(ChannelKind),
    Occasion,
}

/// The cue frames: which words attribute, and who stands where around them.
#[derive(Debug)]
pub struct Cues {
    pub(super) frames: Vec<Frame>,
    pub(super) senses: Vec<Sense>,
    /// By class of word, then lemma.
    by_lemma: [WordMap<Vec<u32>>; CLASSES],
    /// Regular forms of the verbs, for words whose lemma the tagger did not find.
    forms: WordMap<String>,
    settings: WordMap<Setting>,
    support: WordMap<Whose>,
}

/// What polls, studies and inquiries are.
pub(super) const REPORT: Setting = Setting::Channel(ChannelKind::Report);

/// Whose words a noun has that is the object of a verb.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Whose {
    /// The subject's, said by this verb: "made a demand".
    Own,
    /// The subject's, said before: "dropped its demand".
    Former,
    /// Somebody else's: "denied claims".
    Other,
}

impl Cues {
    /// Reads the tables of cues.
    pub fn new(files: &Files) -> Result<Cues, KnowledgeError> {
        let frames = frames(files)?;
        let columns = ["lemma", "word", "frame", "attribution", "act", "polarity", "modality", "yes", "no"];
        let mut senses = Vec::new();
        let mut forms = WordMap::default();
        let mut by_lemma: [WordMap<Vec<u32>>; CLASSES] = Default::default();
        for row in &files.table("cues.tsv", &columns)?.rows {
            let sense = sense(row, &frames)?;
            let class = &mut by_lemma[frames[sense.frame].word as usize];
            class.entry(sense.lemma.clone()).or_default().push(senses.len() as u32);
            if frames[sense.frame].word == WordClass::Verb && !sense.lemma.contains(' ') {
                for form in regular_forms(&sense.lemma) {
                    forms.entry(form).or_insert_with(|| sense.lemma.clone());
                }
            }
            senses.push(sense);
        }
        Ok(Cues { frames, senses, by_lemma, forms, settings: settings(files)?, support: support(files)? })
    }

    /// The senses of a word.
    pub(super) fn of(&self, word: WordClass, lemma: &str) -> impl Iterator<Item = (u32, &Sense)> {
        let found = self.by_lemma[word as usize].get(lemma);
        found.into_iter().flatten().map(|&at| (at, &self.senses[at as usize]))
    }

    /// The lemma of a verb, by its form where the table does not know the lemma given.
    pub(super) fn verb_lemma<'c>(&'c self, lemma: &'c str, form: &str) -> &'c str {
        if self.by_lemma[WordClass::Verb as usize].contains_key(lemma) {
            return lemma;
        }
        let known = if form.bytes().any(|b| b.is_ascii_uppercase()) {
            self.forms.get(&form.to_lowercase())
        } else {
            self.forms.get(form)
        };
        known.map_or(lemma, String::as_str)
    }

    /// The frame of a sense.
    pub(super) fn frame(&self, sense: u32) -> &Frame {
        &self.frames[self.senses[sense as usize].frame]
    }

    /// What a noun or verb tells about the setting.
    pub(super) fn setting(&self, lemma: &str) -> Option<Setting> {
        self.settings.get(lemma).copied()
    }

    /// True for a paper that has no mind of its own and speaks for who issued it: a statement, a letter, a post.
    pub(super) fn is_paper(&self, word: &str) -> bool {
        matches!(
            self.setting(word),
            Some(Setting::Channel(ChannelKind::Release | ChannelKind::Letter | ChannelKind::Post))
        )
    }

    /// Whose words the nominal cue has that a verb carries; none for a verb that carries none.
    pub(super) fn carried(&self, lemma: &str) -> Option<Whose> {
        self.support.get(lemma).copied()
    }

    /// The rows of the cue table with the sentences that they must and must not match: lemma, sentence that
    /// holds the cue as a statement's, sentence that holds it otherwise.
    pub fn examples(files: &Files) -> Result<Vec<(String, String, String)>, KnowledgeError> {
        let columns = ["lemma", "word", "frame", "attribution", "act", "polarity", "modality", "yes", "no"];
        let table = files.table("cues.tsv", &columns)?;
        let row = |row: &Row| (row.cell(0).to_owned(), row.cell(7).to_owned(), row.cell(8).to_owned());
        Ok(table.rows.iter().map(row).collect())
    }
}

fn frames(files: &Files) -> Result<Vec<Frame>, KnowledgeError> {
    let columns = ["frame", "word", "source", "content", "addressee", "confidence", "example"];
    let mut frames: Vec<Frame> = Vec::new();
    for row in &files.table("cues_frames.tsv", &columns)?.rows {
        let source = match row.cell(2) {
            "subject" => SourcePlace::Subject,
            "owner" => SourcePlace::Owner,
            "object" => SourcePlace::Object,
            "none" => SourcePlace::None,
            _ => return Err(row.error("source is none of subject, owner, object, none")),
        };
        let word = WordClass::parse(row.cell(1)).ok_or_else(|| row.error("no such class of word"))?;
        if frames.iter().any(|frame| frame.name == row.cell(0) && frame.word == word) {
            return Err(row.error("a frame of this name stands above"));
        }
        frames.push(Frame {
            name: row.cell(0).to_owned(),
            word,
            source,
            content: row.list(3).map(parts).collect(),
            addressee: row.list(4).map(slot).collect(),
            confidence: row.cell(5).parse().map_err(|_| row.error("confidence is a number from 0 to 1"))?,
        });
    }
    Ok(frames)
}

fn parts(alternative: &str) -> Vec<Part> {
    let part = |text: &str| {
        let bare = text.trim_end_matches('?');
        Part { slot: slot(bare), optional: bare.len() < text.len() }
    };
    alternative.split('+').map(part).collect()
}

fn slot(word: &str) -> Slot {
    match word {
        "quote" => Slot::Quote,
        "clause" => Slot::Clause,
        "question" => Slot::Question,
        "infinitive" => Slot::Infinitive,
        "gerund" => Slot::Gerund,
        "object" => Slot::Object,
        "small" => Slot::Small,
        "raise" => Slot::Raise,
        "host" => Slot::Host,
        preposition => Slot::After(preposition.to_owned()),
    }
}

fn sense(row: &Row, frames: &[Frame]) -> Result<Sense, KnowledgeError> {
    let word = WordClass::parse(row.cell(1)).ok_or_else(|| row.error("no such class of word"))?;
    let frame = frames
        .iter()
        .position(|frame| frame.name == row.cell(2) && frame.word == word)
        .ok_or_else(|| row.error("cues_frames.tsv has no such frame for this class of word"))?;
    let positive = match row.cell(5) {
        "+" => true,
        "-" => false,
        _ => return Err(row.error("polarity is + or -")),
    };
    Ok(Sense {
        lemma: row.cell(0).to_owned(),
        frame,
        attribution: Attribution::parse(row.cell(3)).ok_or_else(|| row.error("no such attribution"))?,
        act: Act::parse(row.cell(4)).ok_or_else(|| row.error("no such act"))?,
        positive,
        modality: Modality::parse(row.cell(6)).ok_or_else(|| row.error("no such modality"))?,
    })
}

fn settings(files: &Files) -> Result<WordMap<Setting>, KnowledgeError> {
    let mut found = WordMap::default();
    for row in &files.table("cues_settings.tsv", &["word", "kind"])?.rows {
        let kind = match row.cell(1) {
            "occasion" => Setting::Occasion,
            channel => Setting::Channel(
                ChannelKind::parse(channel).ok_or_else(|| row.error("neither a channel nor occasion"))?,
            ),
        };
        found.insert(row.cell(0).to_owned(), kind);
    }
    Ok(found)
}

fn support(files: &Files) -> Result<WordMap<Whose>, KnowledgeError> {
    let mut found = WordMap::default();
    for row in &files.table("cues_support.tsv", &["verb", "whose", "example"])?.rows {
        let whose = match row.cell(1) {
            "own" => Whose::Own,
            "former" => Whose::Former,
            "other" => Whose::Other,
            _ => return Err(row.error("whose is own, former or other")),
        };
        found.insert(row.cell(0).to_owned(), whose);
    }
    Ok(found)
}
