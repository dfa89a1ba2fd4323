//! Which language a text is in. Wire copy is full of foreign names, upper case and figures, so the
//! detector is believed against English only where the other language's own common words stand in the text.

use crate::knowledge::{Files, KnowledgeError, WordMap};
use std::collections::BTreeMap;
use whatlang::{Lang, Script};

const FILE: &str = "languages.tsv";
const COLUMNS: &[&str] = &["code", "detector", "name", "words"];

/// How much of a text says its language, in bytes.
const SAMPLE: usize = 16 * 1024;

/// Below so many letters of one script nothing is certain.
const FEW_LETTERS: usize = 40;

/// The languages that are known by their common words.
#[derive(Debug, Clone, Default)]
pub struct Languages {
    by_detector: BTreeMap<String, Language>,
    /// The languages a word is common in, by their places.
    common: WordMap<Vec<usize>>,
}

#[derive(Debug, Clone)]
struct Language {
    code: String,
    name: String,
    place: usize,
}

/// What was found of a text's language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) code: Option<String>,
    pub(super) english: bool,
    pub(super) remark: Option<String>,
}

impl Languages {
    /// Reads `languages.tsv`.
    pub fn new(files: &Files) -> Result<Languages, KnowledgeError> {
        let mut by_detector = BTreeMap::new();
        let mut common: WordMap<Vec<usize>> = WordMap::default();
        for (place, row) in files.table(FILE, COLUMNS)?.rows.into_iter().enumerate() {
            for word in row.list(3) {
                let places = common.entry(word.to_owned()).or_default();
                if places.last() != Some(&place) {
                    places.push(place);
                }
            }
            let language = Language { code: row.cell(0).to_owned(), name: row.cell(2).to_owned(), place };
            if by_detector.insert(row.cell(1).to_owned(), language).is_some() {
                return Err(row.error(format!("the detector's code {} stands twice", row.cell(1))));
            }
        }
        Ok(Languages { by_detector, common })
    }

    pub(super) fn detect(&self, text: &str) -> Found {
        let sample = sample(text).to_lowercase();
        let letters = sample.chars().filter(|c| c.is_alphabetic()).count();
        let shares = self.shares(&sample);
        let share = |lang: Lang| self.by_detector.get(lang.code()).map_or(0.0, |known| shares[known.place]);
        let english = share(Lang::Eng);
        let found = || Found { code: Some("en".to_owned()), english: true, remark: None };
        // So many common words of English in Latin letters are enough, and fewer where no other language has as
        // many; the detector need not be asked.
        let latin = || whatlang::detect_script(&sample) == Some(Script::Latin);
        let leads = || shares.iter().filter(|&&other| other >= english).count() == 1;
        if letters >= FEW_LETTERS && (english >= 0.12 || english >= 0.05 && leads()) && latin() {
            return found();
        }
        let Some(info) = whatlang::detect(&sample) else { return uncertain() };
        if info.lang() == Lang::Eng || (info.script() == Script::Latin && english >= 0.12) {
            return found();
        }
        let own = share(info.lang());
        let foreign = match info.script() {
            Script::Latin => letters >= FEW_LETTERS && own > english + 0.05,
            _ => letters >= 8,
        };
        if !foreign && letters >= FEW_LETTERS && english >= 0.05 && english > own {
            return found();
        }
        let unlisted = info.script() == Script::Latin
            && !self.by_detector.contains_key(info.lang().code())
            && letters >= 200
            && english < 0.02
            && info.is_reliable();
        if foreign || unlisted { self.foreign(info.lang()) } else { uncertain() }
    }

    fn foreign(&self, lang: Lang) -> Found {
        let known = self.by_detector.get(lang.code());
        let name = known.map_or(lang.eng_name(), |language| language.name.as_str());
        Found {
            code: Some(known.map_or(lang.code(), |language| language.code.as_str()).to_owned()),
            english: false,
            remark: Some(format!("the text is taken for {name}, not English")),
        }
    }

    /// For each language the share of the words that are common words of it.
    fn shares(&self, lower: &str) -> Vec<f64> {
        let mut own = vec![0usize; self.by_detector.len()];
        let mut all = 0usize;
        for word in lower.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()) {
            all += 1;
            for &place in self.common.get(word).into_iter().flatten() {
                own[place] += 1;
            }
        }
        own.into_iter().map(|own| own as f64 / all.max(1) as f64).collect()
    }
}

fn uncertain() -> Found {
    Found {
        code: None,
        english: true,
        remark: Some("the language is not certain; read as English".to_owned()),
    }
}

fn sample(text: &str) -> &str {
    let mut end = text.len().min(SAMPLE);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

#[cfg(test)]
mod tests {
    use super::Languages;
    use crate::knowledge::Files;

    fn check(text: &str, code: Option<&str>, english: bool) {
        let languages = Languages::new(&Files::embedded()).expect("the built-in table");
        let found = languages.detect(text);
        assert_eq!((found.code.as_deref(), found.english), (code, english), "{text}");
    }

    #[test]
    fn wire_copy_is_english() {
        check("ANKARA SAYS TALKS WITH ATHENS ON AEGEAN WILL RESUME", Some("en"), true);
        check(
            "Kassym-Jomart Tokayev, Sadyr Japarov and Shavkat Mirziyoyev met in Cholpon-Ata.",
            Some("en"),
            true,
        );
        check("Shr 38 cts vs 25 cts\n\nNet 28,339 vs 18,650\n\nRevs 2.27 mln vs 1.97 mln", None, true);
        check("Da?", None, true);
        check("", None, true);
    }

    #[test]
    fn other_languages_are_told() {
        check(
            "Der Außenminister sagte am Montag, die Gespräche mit dem Iran seien nicht beendet.",
            Some("de"),
            false,
        );
        check(
            "Le ministre des Affaires étrangères est arrivé à Genève pour des discussions sur la paix.",
            Some("fr"),
            false,
        );
        check(
            "El ministro dijo que las conversaciones con los vecinos no han terminado y que seguirán.",
            Some("es"),
            false,
        );
        check("Министр иностранных дел заявил, что переговоры продолжаются.", Some("ru"), false);
        check(
            "DER AUSSENMINISTER SAGTE AM MONTAG, DIE GESPRÄCHE MIT DEM IRAN SEIEN NICHT BEENDET.",
            Some("de"),
            false,
        );
        check("外交部长星期一表示谈判没有结束", Some("zh"), false);
    }
}
