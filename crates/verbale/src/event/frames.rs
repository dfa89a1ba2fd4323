//! The tables of event frames, classes, governors and sectors, read once and indexed by lemma.
//!
//! Enter: the data files `event_*.tsv` and `plover.tsv`. Leaves: [`Frames`]. A cell that names an unknown
//! type, class, place or condition is refused with file and line.
//!
//! ```text
//! lemma   pos  where            actor recipient sides  type    mode yes                        no
//! suspend v    obj=@talks                              SANCTION …   France suspended talks …   France suspended …
//! ```

use super::EventType;
use crate::knowledge::{Files, KnowledgeError, Row};
use std::collections::BTreeMap;

/// The part of speech that a frame's lemma has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Pos {
    /// A verb.
    Verb,
    /// A noun, alone or under a light verb.
    Noun,
    /// An adjective, or an adverb or phrase that stands as predicate.
    Adjective,
}

/// What a word must be to fill a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Test {
    /// Anything.
    Any,
    /// The words of a party or person.
    Actor,
    /// One of these lemmas, or of a class.
    Words { lemmas: Vec<String>, classes: Vec<u16> },
}

/// The groups of types that composition speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Group {
    /// AGREE CONSULT SUPPORT COOPERATE AID.
    Coop,
    /// CONCEDE RETREAT.
    Yield,
    /// THREATEN PROTEST SANCTION MOBILIZE COERCE ASSAULT.
    Harm,
    /// REQUEST ACCUSE REJECT.
    Word,
}

impl Group {
    pub(super) fn of(kind: EventType) -> Group {
        match kind {
            EventType::Agree
            | EventType::Consult
            | EventType::Support
            | EventType::Cooperate
            | EventType::Aid => Group::Coop,
            EventType::Concede | EventType::Retreat => Group::Yield,
            EventType::Request | EventType::Accuse | EventType::Reject => Group::Word,
            _ => Group::Harm,
        }
    }
}

/// One thing that must hold around the predicate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Condition {
    /// The object of the active, the subject of the passive.
    Object(Test),
    /// Who acts.
    Subject(Test),
    /// A nominal after a preposition.
    Preposition(String, Test),
    /// A particle: "call *off*".
    Particle(String),
    /// A word before the noun: "*air* strike".
    Modifier(Test),
    /// A complement clause of this form; none for any form.
    Complement(Option<Form>),
    /// The complement tells of an event of these types.
    Inner(Vec<EventType>),
    /// The complement is negated.
    InnerNegated,
    /// The subject of the complement is a party other than the one who acts.
    OtherSubject,
    /// Only under a light verb ("make a *demand*").
    Light,
    /// The predicate is passive.
    Passive,
    /// The inner condition must not hold.
    Not(Box<Condition>),
}

/// The form of a complement, as frames tell them apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    Infinitive,
    Finite,
    Gerund,
    Question,
}

/// Where a role stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Place {
    /// Nowhere: the event has no such role.
    Nowhere,
    /// Who acts by grammar.
    Doer,
    /// Who is acted upon by grammar.
    Object,
    /// The indirect object.
    Indirect,
    /// A party inside the object's phrase.
    InObject,
    /// After a preposition.
    After(String),
    /// The subject of the complement.
    ComplementSubject,
    /// The recipient of the event that the complement tells of.
    Inner,
    /// Any party inside the complement.
    InComplement,
    /// A party inside the condition ("unless Israel …").
    Condition,
    /// A party inside a clause of purpose or manner ("to demand that the government …").
    InAdverbial,
}

/// One sense of a predicate.
#[derive(Debug, Clone)]
pub struct Frame {
    /// The name that stands as rule on what it finds.
    pub name: String,
    pub(super) conditions: Vec<Condition>,
    /// True where a condition speaks of a complement; then an infinitive further off may fill its place.
    pub(super) takes_clause: bool,
    /// How specific the conditions are; the most specific frame wins.
    pub(super) weight: u32,
    pub(super) actor: Vec<Place>,
    pub(super) recipient: Vec<Place>,
    pub(super) mutual: bool,
    /// PLOVER's type.
    pub kind: EventType,
    /// PLOVER's mode.
    pub mode: Option<String>,
    pub(super) contexts: Vec<String>,
    /// A sentence that it reads.
    pub yes: String,
    /// A sentence that it must not read.
    pub no: String,
}

/// What a word that governs another predicate does to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Effect {
    /// Nothing: "began to send".
    Real,
    /// Makes the noun after it the predicate: "made a demand".
    Light,
    /// Tried, not known to have succeeded.
    Attempt,
    /// Planned, promised by circumstances, likely: "is due to".
    Future,
    /// Ready: "is willing to".
    Willing,
    /// Wished, feared, discussed or merely possible.
    Wish,
    /// Did not happen: "failed to".
    Fail,
    /// Ended: "stopped sending".
    Stop,
}

/// One line of `plover.tsv` that codes an event.
#[derive(Debug, Clone)]
pub(super) struct Code {
    pub(super) kind: EventType,
    pub(super) mode: String,
    pub(super) cameo: String,
}

/// The event frames with all tables that they lean on.
#[derive(Debug)]
pub struct Frames {
    /// In the order of the file.
    pub list: Vec<Frame>,
    index: BTreeMap<String, Vec<(Pos, u32)>>,
    class_names: Vec<String>,
    classes: BTreeMap<String, Vec<u16>>,
    governors: BTreeMap<String, Vec<(Pos, Effect)>>,
    sectors: BTreeMap<String, String>,
    contexts: BTreeMap<String, String>,
    codes: Vec<Code>,
    carrier: Option<u16>,
}

const FRAMES: &str = "event_frames.tsv";
const COLUMNS: [&str; 11] =
    ["lemma", "pos", "where", "actor", "recipient", "sides", "type", "mode", "contexts", "yes", "no"];

impl Frames {
    /// Reads the tables of event frames.
    pub fn new(files: &Files) -> Result<Frames, KnowledgeError> {
        let mut frames = Frames {
            list: Vec::new(),
            index: BTreeMap::new(),
            class_names: Vec::new(),
            classes: BTreeMap::new(),
            governors: BTreeMap::new(),
            sectors: pairs(files, "event_sectors.tsv", &["lemma", "sector"])?,
            contexts: pairs(files, "event_contexts.tsv", &["lemma", "context"])?,
            codes: Vec::new(),
            carrier: None,
        };
        frames.read_classes(files)?;
        frames.read_governors(files)?;
        frames.read_codes(files)?;
        for row in &files.table(FRAMES, &COLUMNS)?.rows {
            let frame = frames.frame(row)?;
            frames.add(row, frame)?;
        }
        Ok(frames)
    }

    fn add(&mut self, row: &Row, frame: Frame) -> Result<(), KnowledgeError> {
        let pos = match row.cell(1) {
            "v" => Pos::Verb,
            "n" => Pos::Noun,
            "a" => Pos::Adjective,
            other => return Err(row.error(format!("part of speech {other:?}; expected v, n or a"))),
        };
        let at = self.list.len() as u32;
        for lemma in row.list(0) {
            self.index.entry(lemma.to_owned()).or_default().push((pos, at));
        }
        self.list.push(frame);
        Ok(())
    }

    fn frame(&self, row: &Row) -> Result<Frame, KnowledgeError> {
        let kind = EventType::parse(row.cell(6))
            .ok_or_else(|| row.error(format!("no PLOVER type {:?}", row.cell(6))))?;
        let mode = Some(row.cell(7)).filter(|mode| !mode.is_empty()).map(str::to_owned);
        if let Some(mode) = &mode
            && !self.codes.iter().any(|code| code.kind == kind && code.mode == *mode)
        {
            return Err(row.error(format!("{} has no mode {mode:?} in plover.tsv", kind.as_str())));
        }
        let mut conditions = Vec::new();
        for word in row.cell(2).split_whitespace() {
            conditions.push(self.condition(word).map_err(|problem| row.error(problem))?);
        }
        let places = |column| -> Result<Vec<Place>, KnowledgeError> {
            row.list(column).map(|word| place(word).map_err(|problem| row.error(problem))).collect()
        };
        let lemma = row.list(0).next().ok_or_else(|| row.error("a frame without lemma"))?;
        let mut name = format!("{}.{}", lemma.replace(' ', "-"), row.cell(1));
        if !row.cell(2).is_empty() {
            name.push('.');
            name.push_str(&row.cell(2).split_whitespace().collect::<Vec<_>>().join(","));
        }
        Ok(Frame {
            name,
            takes_clause: conditions.iter().any(speaks_of_clause),
            weight: conditions.iter().map(weight).sum(),
            conditions,
            actor: places(3)?,
            recipient: places(4)?,
            mutual: match row.cell(5) {
                "" => false,
                "mutual" => true,
                other => return Err(row.error(format!("sides {other:?}; expected mutual or nothing"))),
            },
            kind,
            mode,
            contexts: row.list(8).map(str::to_owned).collect(),
            yes: row.cell(9).to_owned(),
            no: row.cell(10).to_owned(),
        })
    }

    fn condition(&self, word: &str) -> Result<Condition, String> {
        if let Some(rest) = word.strip_prefix('!') {
            return Ok(Condition::Not(Box::new(self.condition(rest)?)));
        }
        match word {
            "innerneg" => return Ok(Condition::InnerNegated),
            "other" => return Ok(Condition::OtherSubject),
            "light" => return Ok(Condition::Light),
            "passive" => return Ok(Condition::Passive),
            "comp" => return Ok(Condition::Complement(None)),
            _ => {}
        }
        if let Some(key) = word.strip_suffix(":actor") {
            return Ok(slot(key, Test::Actor));
        }
        let Some((key, value)) = word.split_once('=') else { return Ok(slot(word, Test::Any)) };
        match key {
            "prt" => Ok(Condition::Particle(value.to_owned())),
            "comp" => Ok(Condition::Complement(Some(match value {
                "inf" => Form::Infinitive,
                "fin" => Form::Finite,
                "ger" => Form::Gerund,
                "q" => Form::Question,
                _ => return Err(format!("no form of a clause {value:?}; expected inf, fin, ger or q")),
            }))),
            "inner" => Ok(Condition::Inner(inner_types(value)?)),
            _ => Ok(slot(key, self.words(value)?)),
        }
    }

    fn words(&self, value: &str) -> Result<Test, String> {
        let mut lemmas = Vec::new();
        let mut classes = Vec::new();
        for word in value.split(',') {
            match word.strip_prefix('@') {
                Some(class) => {
                    classes.push(self.class(class).ok_or_else(|| format!("no class {class:?}"))?);
                }
                None => lemmas.push(word.to_owned()),
            }
        }
        Ok(Test::Words { lemmas, classes })
    }

    fn class(&self, name: &str) -> Option<u16> {
        self.class_names.iter().position(|known| known == name).map(|n| n as u16)
    }

    fn read_classes(&mut self, files: &Files) -> Result<(), KnowledgeError> {
        for row in &files.table("event_classes.tsv", &["class", "lemmas"])?.rows {
            let id = self.class_names.len() as u16;
            self.class_names.push(row.cell(0).to_owned());
            for lemma in row.list(1) {
                self.classes.entry(lemma.to_owned()).or_default().push(id);
            }
        }
        self.carrier = self.class("carrier");
        Ok(())
    }

    fn read_governors(&mut self, files: &Files) -> Result<(), KnowledgeError> {
        for row in &files.table("event_governors.tsv", &["lemma", "pos", "effect", "example"])?.rows {
            let pos = match row.cell(1) {
                "v" => Pos::Verb,
                "n" => Pos::Noun,
                "a" => Pos::Adjective,
                other => return Err(row.error(format!("part of speech {other:?}; expected v, n or a"))),
            };
            let effect = match row.cell(2) {
                "real" => Effect::Real,
                "light" => Effect::Light,
                "attempt" => Effect::Attempt,
                "future" => Effect::Future,
                "willing" => Effect::Willing,
                "wish" => Effect::Wish,
                "fail" => Effect::Fail,
                "stop" => Effect::Stop,
                other => return Err(row.error(format!("no effect {other:?}"))),
            };
            for lemma in row.list(0) {
                self.governors.entry(lemma.to_owned()).or_default().push((pos, effect));
            }
        }
        Ok(())
    }

    fn read_codes(&mut self, files: &Files) -> Result<(), KnowledgeError> {
        let columns = ["kind", "type", "name", "quad", "score", "cameo", "definition"];
        for row in &files.table("plover.tsv", &columns)?.rows {
            let mode = match row.cell(0) {
                "event" => "",
                "mode" => row.cell(2),
                _ => continue,
            };
            let kind = EventType::parse(row.cell(1))
                .ok_or_else(|| row.error(format!("no PLOVER type {:?}", row.cell(1))))?;
            self.codes.push(Code { kind, mode: mode.to_owned(), cameo: row.cell(5).to_owned() });
        }
        Ok(())
    }

    /// A verb's lemma as the tables have it, where the tagger's is not a word of theirs ("blam", "boycot").
    pub(super) fn repaired(&self, lemma: &str, form: &str) -> Option<String> {
        let known = |word: &str| self.knows(word) || self.governors.contains_key(word);
        if known(lemma) {
            return None;
        }
        let form = form.to_lowercase();
        let stem = |end: &str| form.strip_suffix(end).map(str::to_owned);
        // "expell", "gass"
        let undoubled = lemma.char_indices().last().map(|(last, _)| lemma[..last].to_owned());
        [Some(format!("{lemma}e")), stem("ed"), stem("d"), stem("ing"), stem("s"), undoubled]
            .into_iter()
            .flatten()
            .find(|word| known(word))
    }

    /// The frames of a lemma for a part of speech.
    pub(super) fn of<'f>(&'f self, lemma: &str, pos: Pos) -> impl Iterator<Item = u32> + use<'f> {
        let found = self.index.get(lemma).map_or(&[][..], Vec::as_slice);
        found.iter().filter(move |(p, _)| *p == pos).map(|&(_, at)| at)
    }

    /// True for a lemma that has any frame.
    pub(super) fn knows(&self, lemma: &str) -> bool {
        self.index.contains_key(lemma)
    }

    /// What a governing word does.
    pub(super) fn effect(&self, lemma: &str, pos: Pos) -> Option<Effect> {
        let found = self.governors.get(lemma)?;
        found.iter().find(|(p, e)| *p == pos && *e != Effect::Light).map(|&(_, effect)| effect)
    }

    /// True for a verb that leaves the event to its object.
    pub(super) fn is_light(&self, lemma: &str) -> bool {
        self.governors.get(lemma).is_some_and(|found| found.iter().any(|&(_, e)| e == Effect::Light))
    }

    /// True where `lemma` passes the test.
    pub(super) fn passes(&self, lemma: &str, lemmas: &[String], classes: &[u16]) -> bool {
        lemmas.iter().any(|known| known == lemma)
            || self.classes.get(lemma).is_some_and(|own| own.iter().any(|id| classes.contains(id)))
    }

    /// True for a word that carries another's sense: "a *series* of attacks", "an aid *programme*".
    pub(super) fn is_carrier(&self, lemma: &str) -> bool {
        self.carrier.is_some_and(|id| self.classes.get(lemma).is_some_and(|own| own.contains(&id)))
    }

    /// True where `lemma` is of the class `name`.
    pub(super) fn in_class(&self, lemma: &str, name: &str) -> bool {
        self.class(name).is_some_and(|id| self.classes.get(lemma).is_some_and(|own| own.contains(&id)))
    }

    /// PLOVER's sector of a head word.
    pub(super) fn sector(&self, lemma: &str) -> Option<&str> {
        self.sectors.get(lemma).map(String::as_str)
    }

    /// The context that a word tells of.
    pub(super) fn context(&self, lemma: &str) -> Option<&str> {
        self.contexts.get(lemma).map(String::as_str)
    }

    /// The CAMEO code of a type and mode.
    pub(super) fn cameo(&self, kind: EventType, mode: Option<&str>) -> &str {
        let find = |mode: &str| self.codes.iter().find(|c| c.kind == kind && c.mode == mode);
        let code = mode.and_then(find).filter(|c| !c.cameo.is_empty()).or_else(|| find(""));
        code.map_or("", |code| code.cameo.as_str())
    }
}

fn pairs(files: &Files, name: &str, columns: &[&str]) -> Result<BTreeMap<String, String>, KnowledgeError> {
    let mut found = BTreeMap::new();
    for row in &files.table(name, columns)?.rows {
        for lemma in row.list(0) {
            found.insert(lemma.to_owned(), row.cell(1).to_owned());
        }
    }
    Ok(found)
}

fn slot(key: &str, test: Test) -> Condition {
    match key {
        "obj" => Condition::Object(test),
        "subj" => Condition::Subject(test),
        "mod" => Condition::Modifier(test),
        preposition => Condition::Preposition(preposition.replace('_', " "), test),
    }
}

fn inner_types(value: &str) -> Result<Vec<EventType>, String> {
    let mut types = Vec::new();
    for word in value.split(',') {
        let group = match word {
            "coop" => Some(Group::Coop),
            "yield" => Some(Group::Yield),
            "harm" => Some(Group::Harm),
            "word" => Some(Group::Word),
            _ => None,
        };
        match (group, EventType::parse(word)) {
            (Some(group), _) => {
                types.extend(EventType::ALL.iter().filter(|&&kind| Group::of(kind) == group));
            }
            (None, Some(kind)) => types.push(kind),
            (None, None) => return Err(format!("no type or group {word:?}")),
        }
    }
    Ok(types)
}

fn place(word: &str) -> Result<Place, String> {
    Ok(match word {
        "-" => Place::Nowhere,
        "doer" => Place::Doer,
        "obj" => Place::Object,
        "iobj" => Place::Indirect,
        "obj<" => Place::InObject,
        "comp.subj" => Place::ComplementSubject,
        "inner" => Place::Inner,
        "comp<" => Place::InComplement,
        "cond" => Place::Condition,
        "adv<" => Place::InAdverbial,
        other if other.chars().all(|c| c.is_ascii_lowercase() || c == '_') => {
            Place::After(other.replace('_', " "))
        }
        other => return Err(format!("no place {other:?}")),
    })
}

fn weight(condition: &Condition) -> u32 {
    match condition {
        Condition::Object(Test::Words { .. })
        | Condition::Preposition(_, Test::Words { .. })
        | Condition::Subject(Test::Words { .. })
        | Condition::Modifier(Test::Words { .. })
        | Condition::Particle(_) => 4,
        Condition::Inner(_) => 3,
        Condition::InnerNegated => 4,
        Condition::OtherSubject | Condition::Passive => 2,
        Condition::Object(Test::Actor) | Condition::Preposition(_, Test::Actor) => 2,
        Condition::Not(_) | Condition::Light => 0,
        _ => 1,
    }
}

fn speaks_of_clause(condition: &Condition) -> bool {
    matches!(
        condition,
        Condition::Complement(_) | Condition::Inner(_) | Condition::InnerNegated | Condition::OtherSubject
    )
}
