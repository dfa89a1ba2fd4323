//! The tables of event frames, classes, governors and sectors, read once and indexed by lemma.
//!
//! Enter: the data files `event_*.tsv` and `plover.tsv`, and frames of the user's own that overlay ours. Leaves:
//! [`Frames`]. A cell that names an unknown type, class, place or condition is refused with file and line.
//!
//! ```text
//! frame             lemma   pos  where            actor recipient sides  type    mode yes                    no
//! suspend.relations suspend v    obj=@relations                          SANCTION …   France suspended talks France …
//! ```

use super::EventType;
use super::frame::{Code, Effect, Frame, Pos};
use super::table::{self, COLUMNS, FRAMES, part_of_speech};
use crate::knowledge::{Files, KnowledgeError, Row, Table, WordMap};
use std::collections::BTreeMap;

/// The event frames with all tables that they lean on.
#[derive(Debug)]
pub struct Frames {
    /// In the order of the file.
    pub list: Vec<Frame>,
    index: WordMap<Vec<(Pos, u32)>>,
    class_names: Vec<String>,
    classes: WordMap<Vec<u16>>,
    governors: WordMap<Vec<(Pos, Effect)>>,
    sectors: WordMap<String>,
    contexts: WordMap<String>,
    irregular: WordMap<String>,
    codes: Vec<Code>,
    carrier: Option<u16>,
}

/// Whose file a frame stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Layer {
    Users,
    Ours,
}

/// The names of frames met while the files are read.
#[derive(Default)]
struct Names {
    layer: BTreeMap<String, Layer>,
    /// Those that the user takes away and that were not met in our file yet, with what to say if they never are.
    removed: BTreeMap<String, KnowledgeError>,
}

impl Frames {
    /// Reads the tables of event frames. A user's frame stands in the place of ours of the same name; beside
    /// equally specific frames of ours it is preferred.
    pub fn new(files: &Files) -> Result<Frames, KnowledgeError> {
        let mut frames = Frames {
            list: Vec::new(),
            index: WordMap::default(),
            class_names: Vec::new(),
            classes: WordMap::default(),
            governors: WordMap::default(),
            sectors: pairs(files, "event_sectors.tsv", &["lemma", "sector"])?,
            contexts: pairs(files, "event_contexts.tsv", &["lemma", "context"])?,
            irregular: pairs(files, "event_forms.tsv", &["form", "lemma"])?,
            codes: Vec::new(),
            carrier: None,
        };
        frames.read_classes(files)?;
        frames.read_governors(files)?;
        frames.read_codes(files)?;
        let mut names = Names::default();
        for (file, text) in files.overlays(FRAMES) {
            frames.read_frames(&Table::parse(file, text, &COLUMNS)?.rows, &mut names, Layer::Users)?;
        }
        frames.read_frames(&files.table(FRAMES, &COLUMNS)?.rows, &mut names, Layer::Ours)?;
        match names.removed.into_values().next() {
            Some(error) => Err(error),
            None => Ok(frames),
        }
    }

    fn read_frames(&mut self, rows: &[Row], names: &mut Names, layer: Layer) -> Result<(), KnowledgeError> {
        for row in rows {
            let (frame, name) = (table::frame(self, row)?, row.cell(0));
            match names.layer.get(name) {
                None => names.layer.insert(name.to_owned(), layer),
                Some(Layer::Users) if layer == Layer::Ours => {
                    names.removed.remove(name);
                    continue;
                }
                Some(_) => return Err(row.error(format!("a second frame {name:?}"))),
            };
            let Some(frame) = frame else {
                names.removed.insert(name.to_owned(), row.error(format!("no frame {name:?} to take away")));
                continue;
            };
            let at = self.list.len() as u32;
            for lemma in &frame.lemmas {
                self.index.entry(lemma.clone()).or_default().push((frame.pos, at));
            }
            self.list.push(frame);
        }
        Ok(())
    }

    /// True where `plover.tsv` knows the mode of the type.
    pub(super) fn has_mode(&self, kind: EventType, mode: &str) -> bool {
        self.codes.iter().any(|code| code.kind == kind && code.mode == mode)
    }

    /// The number of a class of words.
    pub(super) fn class(&self, name: &str) -> Option<u16> {
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
            let pos = part_of_speech(row, 1)?;
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
            let score = match row.cell(4) {
                "" => None,
                score => Some(score.parse().map_err(|_| row.error(format!("no score {score:?}")))?),
            };
            self.codes.push(Code { kind, mode: mode.to_owned(), cameo: row.cell(5).to_owned(), score });
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
        if let Some(lemma) = self.irregular.get(&form) {
            return Some(lemma.clone());
        }
        let with_e = format!("{lemma}e");
        if known(&with_e) {
            return Some(with_e);
        }
        // "expell", "gass"
        let undoubled = lemma.char_indices().last().map(|(last, _)| &lemma[..last]);
        let stems = ["ed", "d", "ing", "s"].into_iter().map(|end| form.strip_suffix(end));
        stems.chain([undoubled]).flatten().find(|word| known(word)).map(str::to_owned)
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
        let own = self.classes.get(lemma).map_or(&[][..], Vec::as_slice);
        own.iter().any(|&id| self.class_names[id as usize] == name)
    }

    /// PLOVER's sector of a head word.
    pub(super) fn sector(&self, lemma: &str) -> Option<&str> {
        self.sectors.get(lemma).map(String::as_str)
    }

    /// The contexts that a word tells of.
    pub(super) fn contexts(&self, lemma: &str) -> impl Iterator<Item = &str> {
        self.contexts.get(lemma).into_iter().flat_map(|all| all.split('|'))
    }

    /// The intensity of a type and mode; that of the type where the mode has none.
    pub(super) fn score(&self, kind: EventType, mode: Option<&str>) -> f32 {
        let find = |mode: &str| self.codes.iter().find(|c| c.kind == kind && c.mode == mode)?.score;
        mode.and_then(find).or_else(|| find("")).unwrap_or(0.0)
    }

    /// The CAMEO code of a type and mode.
    pub(super) fn cameo(&self, kind: EventType, mode: Option<&str>) -> &str {
        let find = |mode: &str| self.codes.iter().find(|c| c.kind == kind && c.mode == mode);
        let code = mode.and_then(find).filter(|c| !c.cameo.is_empty()).or_else(|| find(""));
        code.map_or("", |code| code.cameo.as_str())
    }
}

fn pairs(files: &Files, name: &str, columns: &[&str]) -> Result<WordMap<String>, KnowledgeError> {
    let mut found = WordMap::default();
    for row in &files.table(name, columns)?.rows {
        for lemma in row.list(0) {
            found.insert(lemma.to_owned(), row.cell(1).to_owned());
        }
    }
    Ok(found)
}
