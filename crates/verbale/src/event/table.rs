//! From the words of a row of `event_frames.tsv` to a frame.
//!
//! Enter: a row, the classes and codes that it may name. Leaves: a [`Frame`], or what is wrong with which line.
//! An unknown type, mode, class, place or condition is refused.
//!
//! ```text
//! frame             lemma   pos where            type     mode        ->  Frame { name: "suspend.relations", .. }
//! suspend.relations suspend v   obj=@relations   SANCTION discontinue
//! ```

use super::EventType;
use super::frame::{Condition, Form, Frame, Group, Place, Pos, Test};
use super::frames::Frames;
use crate::knowledge::{KnowledgeError, Row};

/// The file of frames.
pub(super) const FRAMES: &str = "event_frames.tsv";

/// Its columns.
pub(super) const COLUMNS: [&str; 12] = [
    "frame",
    "lemma",
    "pos",
    "where",
    "actor",
    "recipient",
    "sides",
    "type",
    "mode",
    "contexts",
    "yes",
    "no",
];

/// What begins the name of a mode that is not PLOVER's but of somebody's own ontology.
const OWN: &str = "x-";

/// The type of a row that only takes the frame of its name away.
const NONE: &str = "none";

/// The frame of a row; none where the row takes the frame of that name away.
pub(super) fn frame(tables: &Frames, row: &Row) -> Result<Option<Frame>, KnowledgeError> {
    let name = row.cell(0);
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '_');
    if name.is_empty() || !name.chars().all(plain) {
        return Err(row.error(format!("frame {name:?}; expected a name of letters, digits, . - and _")));
    }
    if row.cell(7) == NONE {
        return Ok(None);
    }
    let kind = EventType::parse(row.cell(7))
        .ok_or_else(|| row.error(format!("no PLOVER type {:?}", row.cell(7))))?;
    let mode = Some(row.cell(8)).filter(|mode| !mode.is_empty()).map(str::to_owned);
    if let Some(mode) = mode.as_deref().filter(|mode| !mode.starts_with(OWN))
        && !tables.has_mode(kind, mode)
    {
        return Err(row.error(format!(
            "{} has no mode {mode:?} in plover.tsv; one of your own begins with {OWN}",
            kind.as_str()
        )));
    }
    let mut conditions = Vec::new();
    for word in row.cell(3).split_whitespace() {
        conditions.push(condition(tables, word).map_err(|problem| row.error(problem))?);
    }
    let places = |column| -> Result<Vec<Place>, KnowledgeError> {
        row.list(column).map(|word| place(word).map_err(|problem| row.error(problem))).collect()
    };
    let lemmas: Vec<String> = row.list(1).map(str::to_owned).collect();
    if lemmas.is_empty() {
        return Err(row.error("a frame without lemma"));
    }
    Ok(Some(Frame {
        name: name.to_owned(),
        lemmas,
        pos: part_of_speech(row, 2)?,
        takes_clause: conditions.iter().any(Condition::speaks_of_clause),
        weight: conditions.iter().map(Condition::weight).sum(),
        conditions,
        actor: places(4)?,
        recipient: places(5)?,
        mutual: match row.cell(6) {
            "" => false,
            "mutual" => true,
            other => return Err(row.error(format!("sides {other:?}; expected mutual or nothing"))),
        },
        kind,
        mode,
        contexts: row.list(9).map(str::to_owned).collect(),
        yes: row.cell(10).to_owned(),
        no: row.cell(11).to_owned(),
    }))
}

/// The part of speech in column `n`.
pub(super) fn part_of_speech(row: &Row, n: usize) -> Result<Pos, KnowledgeError> {
    match row.cell(n) {
        "v" => Ok(Pos::Verb),
        "n" => Ok(Pos::Noun),
        "a" => Ok(Pos::Adjective),
        other => Err(row.error(format!("part of speech {other:?}; expected v, n or a"))),
    }
}

fn condition(tables: &Frames, word: &str) -> Result<Condition, String> {
    if let Some(rest) = word.strip_prefix('!') {
        return Ok(Condition::Not(Box::new(condition(tables, rest)?)));
    }
    match word {
        "innerneg" => return Ok(Condition::InnerNegated),
        "other" => return Ok(Condition::OtherSubject(Test::Any)),
        "light" => return Ok(Condition::Light),
        "passive" => return Ok(Condition::Passive),
        "several" => return Ok(Condition::Several),
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
        _ => Ok(slot(key, words(tables, value)?)),
    }
}

fn words(tables: &Frames, value: &str) -> Result<Test, String> {
    let mut lemmas = Vec::new();
    let mut classes = Vec::new();
    for word in value.split(',') {
        match word.strip_prefix('@') {
            Some(class) => {
                classes.push(tables.class(class).ok_or_else(|| format!("no class {class:?}"))?);
            }
            None => lemmas.push(word.to_owned()),
        }
    }
    Ok(Test::Words { lemmas, classes })
}

fn slot(key: &str, test: Test) -> Condition {
    match key {
        "obj" => Condition::Object(test),
        "subj" => Condition::Subject(test),
        "mod" => Condition::Modifier(test),
        "subj.mod" => Condition::SubjectModifier(test),
        "obj.mod" => Condition::ObjectModifier(test),
        "comp.verb" => Condition::ComplementHead(test),
        "other" => Condition::OtherSubject(test),
        words => Condition::Preposition(words.split('/').map(|word| word.replace('_', " ")).collect(), test),
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
