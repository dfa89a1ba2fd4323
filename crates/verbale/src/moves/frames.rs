//! The tables of move frames and word lists, read once and indexed by lemma.
//!
//! Enter: `move_frames.tsv`, `move_words.tsv`, and a user's issues. Leaves: [`MoveFrames`]. A cell that names an unknown kind,
//! place, need or list is refused with file and line.
//!
//! ```text
//! predicate  needs           kind    to    yes
//! push       obj=other,inf   DEMAND  obj   Washington has been pushing Seoul to buy more beef.
//! ```

use super::catalogue::Catalogue;
use super::{MoveKind, Polarity};
use crate::knowledge::{Files, KnowledgeError, Row, WordMap, WordSet};
use compact_str::CompactString;
use std::borrow::Cow;

/// The part of speech that a frame's predicate has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Pos {
    Verb,
    Noun,
    Adjective,
}

/// One step from a predicate to a nominal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Step {
    /// Who acts by grammar.
    Doer,
    /// The grammatical subject.
    Subject,
    /// The direct object, or the subject of a passive.
    Object,
    /// The indirect object.
    Indirect,
    /// The nominals after a preposition.
    After(String),
    /// The subject of the complement.
    ComplementSubject,
    /// The predicate of the complement.
    Complement,
    /// Who has or makes the thing before.
    Owner,
    /// The addressees of the statement.
    Addressees,
    /// The speaker of the statement around.
    Speaker,
    /// The subject of the verb that the noun depends on.
    Light,
    /// Who is charged in the complement.
    Charged,
    /// Another party inside the clause.
    Content,
    /// Those after "between".
    Between,
    /// Names before the noun, two at least.
    Compound,
}

/// What a nominal must be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Test {
    Any,
    /// A party other than the maker.
    Other,
    /// The maker's own party.
    Own,
    /// One of a list.
    List(String),
}

/// The form of a complement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    Finite,
    Infinitive,
    Gerund,
    Question,
}

/// What must hold of the subject of a complement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum InnerSubject {
    /// Another party that ought to act.
    OughtTo,
    /// The maker, who will act.
    OwnFuture,
    /// Another party, or something of its own.
    Charged,
}

/// One thing that must hold around the predicate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Need {
    At(Step, Test),
    Complement(Form, Option<String>),
    Inner(InnerSubject),
    /// An adjective or noun of a list said of the object.
    Small(String),
    /// A particle or adverb.
    Word(String),
    Light,
    Negated,
    Doer,
    /// Inside what somebody says.
    InSpeech,
    /// The predicate itself introduces what somebody says.
    Speech,
    ManySubjects,
    Passive,
    Not(Box<Need>),
}

/// One row.
#[derive(Debug, Clone)]
pub(super) struct Frame {
    pub(super) rule: String,
    /// All must hold, one of each.
    pub(super) needs: Vec<Vec<Need>>,
    pub(super) kind: MoveKind,
    pub(super) act: Option<String>,
    pub(super) from: Vec<Vec<Step>>,
    pub(super) to: Vec<Vec<Step>>,
    pub(super) polarity: Polarity,
    /// How special it is: of several frames that fit, the most special one fires.
    pub(super) weight: usize,
}

/// The move frames and the word lists.
#[derive(Debug)]
pub struct MoveFrames {
    pub(super) frames: Vec<Frame>,
    by_lemma: WordMap<Vec<(Pos, u16)>>,
    /// Every lemma of frames and lists.
    known: WordSet,
    lists: WordMap<WordSet>,
    /// The issues that a user keeps.
    pub(super) catalogue: Catalogue,
}

const FRAMES: &str = "move_frames.tsv";
const WORDS: &str = "move_words.tsv";
/// The columns of the table of frames.
const COLUMNS: [&str; 10] =
    ["predicate", "pos", "needs", "kind", "act", "from", "to", "polarity", "yes", "no"];

impl MoveFrames {
    /// Reads the tables of move frames.
    pub fn new(files: &Files) -> Result<MoveFrames, KnowledgeError> {
        let mut lists: WordMap<WordSet> = WordMap::default();
        for row in &files.table(WORDS, &["list", "lemma"])?.rows {
            lists.entry(row.cell(0).to_owned()).or_default().insert(row.cell(1).to_owned());
        }
        let known = lists.values().flatten().cloned().collect();
        let catalogue = Catalogue::new(files)?;
        let mut found =
            MoveFrames { frames: Vec::new(), by_lemma: WordMap::default(), known, lists, catalogue };
        for row in &files.table(FRAMES, &COLUMNS)?.rows {
            found.add(row)?;
        }
        Ok(found)
    }

    fn add(&mut self, row: &Row<'_>) -> Result<(), KnowledgeError> {
        let pos = match row.cell(1) {
            "v" => Pos::Verb,
            "n" => Pos::Noun,
            "a" => Pos::Adjective,
            other => return Err(row.error(format!("pos {other}; expected v, n or a"))),
        };
        let kind = MoveKind::parse(row.cell(3))
            .ok_or_else(|| row.error(format!("kind {}; expected a kind of move", row.cell(3))))?;
        let polarity = Polarity::parse(row.cell(7))
            .ok_or_else(|| row.error(format!("polarity {}; expected +, - or ?", row.cell(7))))?;
        let needs = self.needs(row)?;
        let weight = needs.iter().map(|any| any.iter().map(weight).max().unwrap_or(0)).sum();
        let place = self.frames.len() as u16;
        let first = row.list(0).next().unwrap_or_default();
        self.frames.push(Frame {
            rule: format!("{first}:{}:{}", row.cell(2), kind.as_str().to_lowercase()),
            needs,
            kind,
            act: Some(row.cell(4).to_owned()).filter(|act| !act.is_empty()),
            from: paths(row, 5)?,
            to: paths(row, 6)?,
            polarity,
            weight,
        });
        for lemma in row.list(0) {
            let lemmas: Vec<String> = match lemma.strip_prefix('@') {
                Some(list) => self.list(row, list)?.iter().cloned().collect(),
                None => vec![lemma.to_owned()],
            };
            for lemma in lemmas {
                self.known.insert(lemma.clone());
                self.by_lemma.entry(lemma).or_default().push((pos, place));
            }
        }
        Ok(())
    }

    fn list(&self, row: &Row<'_>, name: &str) -> Result<&WordSet, KnowledgeError> {
        self.lists.get(name).ok_or_else(|| row.error(format!("list {name} is not in {WORDS}")))
    }

    fn needs(&self, row: &Row<'_>) -> Result<Vec<Vec<Need>>, KnowledgeError> {
        let cell = row.cell(2);
        if cell.is_empty() {
            return Ok(Vec::new());
        }
        cell.split(',').map(|part| part.split('|').map(|one| self.need(row, one)).collect()).collect()
    }

    fn need(&self, row: &Row<'_>, text: &str) -> Result<Need, KnowledgeError> {
        if let Some(rest) = text.strip_prefix('!') {
            return Ok(Need::Not(Box::new(self.need(row, rest)?)));
        }
        if let Some(word) = text.strip_prefix('+') {
            return Ok(Need::Word(word.to_owned()));
        }
        let (place, value) = text.split_once('=').map_or((text, None), |(a, b)| (a, Some(b)));
        let list = match value.and_then(|value| value.strip_prefix('#')) {
            Some(name) => {
                self.list(row, name)?;
                Some(name.to_owned())
            }
            None => None,
        };
        let need = match (place, value) {
            ("that", Some("other")) => Need::Inner(InnerSubject::OughtTo),
            ("that" | "inf", Some("own")) => Need::Inner(InnerSubject::OwnFuture),
            ("that", Some("charge")) => Need::Inner(InnerSubject::Charged),
            ("that", _) => Need::Complement(Form::Finite, list),
            ("inf", _) => Need::Complement(Form::Infinitive, list),
            ("ger", _) => Need::Complement(Form::Gerund, list),
            ("ask", _) => Need::Complement(Form::Question, list),
            ("small", Some(name)) => {
                self.list(row, name)?;
                Need::Small(name.to_owned())
            }
            ("light", _) => Need::Light,
            ("neg", _) => Need::Negated,
            ("doer", None) => Need::Doer,
            ("in-speech", _) => Need::InSpeech,
            ("speech", _) => Need::Speech,
            ("subj", Some("many")) => Need::ManySubjects,
            ("voice", Some("pass")) => Need::Passive,
            (place, value) => {
                let test = match (list, value) {
                    (Some(list), _) => Test::List(list),
                    (None, Some("other")) => Test::Other,
                    (None, Some("self")) => Test::Own,
                    (None, None) => Test::Any,
                    (None, Some(other)) => {
                        return Err(row.error(format!("{other}; expected other, self or #LIST")));
                    }
                };
                Need::At(step(place), test)
            }
        };
        Ok(need)
    }

    /// A lemma as the tables write it, where the lemmatiser has cut a silent "e" or left a doubled letter
    /// ("blam", "expell").
    pub(super) fn key<'l>(&self, lemma: &'l str) -> Cow<'l, str> {
        if self.known.contains(lemma) {
            return Cow::Borrowed(lemma);
        }
        let mut with_e = CompactString::from(lemma);
        with_e.push('e');
        if self.known.contains(with_e.as_str()) {
            return Cow::Owned(with_e.into());
        }
        let mut letters = lemma.chars().rev();
        let doubled = letters.next().is_some_and(|last| letters.next() == Some(last));
        let single = &lemma[..lemma.len() - lemma.chars().next_back().map_or(0, char::len_utf8)];
        if doubled && self.known.contains(single) {
            return Cow::Owned(single.to_owned());
        }
        Cow::Borrowed(lemma)
    }

    /// The frames of a lemma.
    pub(super) fn of(&self, pos: Pos, lemma: &str) -> impl Iterator<Item = &Frame> {
        let found = self.by_lemma.get(&*self.key(lemma)).map_or(&[][..], Vec::as_slice);
        found.iter().filter(move |(p, _)| *p == pos).map(|&(_, n)| &self.frames[n as usize])
    }

    /// True where a lemma is in a list.
    pub(super) fn in_list(&self, list: &str, lemma: &str) -> bool {
        self.lists.get(list).is_some_and(|words| words.contains(lemma))
    }

    /// The frames' sentences: kind, the one that matches, the one that does not.
    pub fn examples(files: &Files) -> Result<Vec<Example>, KnowledgeError> {
        let table = files.table(FRAMES, &COLUMNS)?;
        Ok(table
            .rows
            .iter()
            .map(|row| Example {
                line: row.line,
                kind: row.cell(3).to_owned(),
                yes: row.cell(8).to_owned(),
                no: row.cell(9).to_owned(),
            })
            .collect())
    }
}

/// A frame's own test.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Example {
    /// Its line in the table.
    pub line: usize,
    /// The kind of move.
    pub kind: String,
    /// A sentence that must give a move of that kind.
    pub yes: String,
    /// A sentence that must not.
    pub no: String,
}

/// A named word or party says more than a bare place.
fn weight(need: &Need) -> usize {
    match need {
        Need::At(_, Test::List(_)) | Need::Complement(_, Some(_)) | Need::Small(_) => 3,
        Need::Word(_) | Need::Inner(_) => 3,
        Need::At(_, Test::Other | Test::Own) => 2,
        Need::Negated => 2,
        _ => 1,
    }
}

fn paths(row: &Row<'_>, column: usize) -> Result<Vec<Vec<Step>>, KnowledgeError> {
    let paths: Vec<Vec<Step>> = row.list(column).map(|path| path.split('-').map(step).collect()).collect();
    if paths.iter().flatten().any(|step| matches!(step, Step::After(word) if word.is_empty())) {
        return Err(row.error("an empty step; expected places joined by -"));
    }
    Ok(paths)
}

fn step(word: &str) -> Step {
    match word {
        "doer" => Step::Doer,
        "subj" => Step::Subject,
        "obj" => Step::Object,
        "iobj" => Step::Indirect,
        "comp" => Step::ComplementSubject,
        "inf" => Step::Complement,
        "owner" => Step::Owner,
        "addr" => Step::Addressees,
        "speaker" => Step::Speaker,
        "light" => Step::Light,
        "charged" => Step::Charged,
        "content" => Step::Content,
        "between" => Step::Between,
        "compound" => Step::Compound,
        preposition => Step::After(preposition.to_owned()),
    }
}
