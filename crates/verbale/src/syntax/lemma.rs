//! Dictionary forms. Enters a word and its Penn tag; leaves its lemma. Rules learnt from treebanks say what
//! to cut from the end and what to put there, for the longest ending (or the whole word) that is known
//! under the tag.
//!
//! Example: under VBD, "-ied" is cut by three and gets "y" ("replied", "reply"); "said" is a word of its own.

use super::features::Casing;
use super::format::{Fault, Reader, Writer};
use compact_str::CompactString;

/// The longest ending that a rule may ask for, in characters.
pub const LONGEST: usize = 6;

/// What happens to capitals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Capitals {
    /// All letters become small.
    Lower,
    /// They stay as written.
    Keep,
    /// The first stays large, the others become small.
    Title,
}

/// How a lemma is made from a word.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Script {
    /// What happens to capitals, first.
    pub capitals: Capitals,
    /// Characters cut from the end.
    pub cut: u8,
    /// What is put there.
    pub add: CompactString,
}

/// The learnt rules.
#[derive(Debug, Default)]
pub struct Lemmas {
    /// Open addressing by hash of tag and ending: rule + 1, and the hash's other half; 0 is free.
    slots: Vec<(u32, u32)>,
    scripts: Vec<Script>,
}

/// False for a name whose capitals say nothing: "GENEVA" in a headline, "geneva" in a careless letter.
fn is_written(form: &str, casing: Casing) -> bool {
    let hidden = casing == Casing::Upper && form.len() > 4;
    !hidden && form.chars().any(char::is_uppercase)
}

fn titled(form: &str) -> CompactString {
    let mut chars = form.chars();
    chars.next().into_iter().flat_map(char::to_uppercase).chain(chars).collect()
}

/// How well a word is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Known {
    /// Not at all.
    No,
    /// It stands in a long list, in which many misspellings stand too.
    Listed,
    /// It is frequent.
    Frequent,
}

/// What an ending alone says of a verb's form, held against the words that are known and against spelling: of
/// the verbs that the form can be a regular form of the best known is taken ("provok" becomes "provoke",
/// "stopp" "stop", "weighe" "weigh", "fad" "fade").
fn mended(form: &str, tag: &str, lemma: CompactString, known: impl Fn(&str) -> Known) -> CompactString {
    let ending = if tag == "VBG" { "ing" } else { "ed" };
    let Some(stem) = form.strip_suffix(ending).filter(|_| matches!(tag, "VBD" | "VBN" | "VBG")) else {
        return lemma;
    };
    let mut best = lemma;
    let mut most = if bases(stem).any(|base| base == best) { known(&best) } else { Known::No };
    for base in bases(stem) {
        let knows = known(&base);
        if knows > most {
            (best, most) = (base, knows);
        }
    }
    best
}

/// The verbs whose regular forms have this before "-ed" or "-ing": with its "e" back, as it stands, with one
/// consonant of a doubled one, with "y" for "i". "fad" does not stand for itself, it would double its "d";
/// nor does "laps" or "su": verbs seldom end in one "s" after a consonant, or in "i" or "u".
fn bases(stem: &str) -> impl Iterator<Item = CompactString> {
    let vowel = |letter: &u8| b"aeiouy".contains(letter);
    let letters = stem.as_bytes();
    let [start @ .., before, last] = letters else { return [const { None }; 4].into_iter().flatten() };
    let syllables = letters.chunk_by(|a, b| vowel(a) == vowel(b)).filter(|run| run.iter().all(vowel)).count();
    let closed = !vowel(last) && vowel(before) && !start.last().is_some_and(vowel);
    let doubles = syllables == 1 && closed && !b"wxy".contains(last);
    let hisses = *last == b's' && *before != b's' && !vowel(before);
    let whole = (!doubles && !hisses && !b"iu".contains(last)).then(|| CompactString::from(stem));
    let doubled = before == last && !vowel(last);
    let single = stem.get(..letters.len() - 1).filter(|_| doubled).map(CompactString::from);
    let y = stem.strip_suffix('i').map(|start| start.chars().chain(['y']).collect());
    let silent = stem.chars().chain(['e']).collect();
    [whole, Some(silent), single, y].into_iter().flatten()
}

/// The regular forms of a verb, with British doubling: "signal" gives "signalled" and "signaled". For tables that
/// know verbs that are too rare for the learnt rules.
pub fn regular_forms(lemma: &str) -> Vec<String> {
    let mut forms = vec![lemma.to_owned()];
    let consonant = lemma.ends_with(|c: char| c.is_ascii_alphabetic() && !"aeiouwxy".contains(c));
    if let Some(stem) = lemma.strip_suffix('e') {
        forms.extend([format!("{lemma}d"), format!("{stem}ing"), format!("{lemma}s")]);
    } else if let Some(stem) = lemma.strip_suffix('y').filter(|stem| !stem.ends_with(['a', 'e', 'o'])) {
        forms.extend([format!("{stem}ied"), format!("{lemma}ing"), format!("{stem}ies")]);
    } else {
        let endings = ["ed", "ing", "s", "es"];
        forms.extend(endings.map(|ending| format!("{lemma}{ending}")));
        if let Some(last) = lemma.chars().last().filter(|_| consonant) {
            forms.extend([format!("{lemma}{last}ed"), format!("{lemma}{last}ing")]);
        }
    }
    forms
}

/// A rule's condition: a tag and an ending, or a whole word (which a leading `^` marks).
fn key(tag: &str, ending: &str, whole: bool) -> u64 {
    let mut hash = 0xCBF2_9CE4_8422_2325u64 ^ u64::from(whole);
    for byte in tag.bytes().chain([b'\t']).chain(ending.bytes()) {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3);
    }
    hash ^ (hash >> 29)
}

impl Script {
    /// The script that makes `lemma` from `form`, the shortest that does.
    pub fn between(form: &str, lemma: &str) -> Script {
        let choices = [Capitals::Lower, Capitals::Keep, Capitals::Title].map(|capitals| {
            let written = recase(form, capitals);
            let same = written.chars().zip(lemma.chars()).take_while(|(a, b)| a == b).count();
            let cut = (written.chars().count() - same).min(255) as u8;
            Script { capitals, cut, add: lemma.chars().skip(same).collect() }
        });
        let [lower, keep, title] = choices;
        let cost = |script: &Script| usize::from(script.cut) + script.add.chars().count();
        let mut best = lower;
        for other in [keep, title] {
            if cost(&other) < cost(&best) {
                best = other;
            }
        }
        best
    }

    /// The lemma that it makes of `form`; the form itself where nothing would be left.
    pub fn apply(&self, form: &str) -> CompactString {
        let mut lemma = recase(form, self.capitals);
        for _ in 0..self.cut {
            lemma.pop();
        }
        lemma.push_str(&self.add);
        if lemma.is_empty() { CompactString::from(form) } else { lemma }
    }
}

fn recase(form: &str, capitals: Capitals) -> CompactString {
    match capitals {
        Capitals::Keep => CompactString::from(form),
        Capitals::Lower if form.bytes().all(|b| b.is_ascii() && !b.is_ascii_uppercase()) => form.into(),
        Capitals::Lower => form.chars().flat_map(char::to_lowercase).collect(),
        Capitals::Title => {
            let mut chars = form.chars();
            let first = chars.next();
            first.into_iter().chain(chars.flat_map(char::to_lowercase)).collect()
        }
    }
}

impl Lemmas {
    /// Rules from `(tag, ending, whole, script)`.
    pub fn new<'a>(rules: impl Iterator<Item = (&'a str, &'a str, bool, Script)>) -> Lemmas {
        let rules: Vec<(u64, Script)> =
            rules.map(|(tag, ending, whole, script)| (key(tag, ending, whole), script)).collect();
        let mut lemmas =
            Lemmas { slots: vec![(0, 0); (rules.len() * 2).next_power_of_two()], scripts: vec![] };
        for (key, script) in rules {
            lemmas.scripts.push(script);
            let mask = lemmas.slots.len() - 1;
            let mut slot = key as usize & mask;
            while lemmas.slots[slot].0 != 0 {
                slot = (slot + 1) & mask;
            }
            lemmas.slots[slot] = (lemmas.scripts.len() as u32, (key >> 32) as u32);
        }
        lemmas
    }

    fn rule(&self, key: u64) -> Option<&Script> {
        let mask = self.slots.len().checked_sub(1)?;
        let mut slot = key as usize & mask;
        loop {
            match self.slots[slot] {
                (0, _) => return None,
                (n, rest) if rest == (key >> 32) as u32 => return self.scripts.get(n as usize - 1),
                _ => slot = (slot + 1) & mask,
            }
        }
    }

    /// The lemma of `form` under the Penn tag `tag`, in a sentence written as `casing`; `known` tells how well
    /// a word is known.
    pub fn lemma(
        &self,
        form: &str,
        tag: &str,
        casing: Casing,
        known: impl Fn(&str) -> Known,
    ) -> CompactString {
        let lower = recase(form, Capitals::Lower);
        let whole = self.rule(key(tag, &lower, true));
        let script = whole.or_else(|| {
            let starts = std::iter::once(lower.len()).chain(lower.char_indices().rev().map(|(at, _)| at));
            let endings: Vec<usize> = starts.take(LONGEST + 1).collect();
            endings.iter().rev().find_map(|start| self.rule(key(tag, &lower[*start..], false)))
        });
        let name = tag.starts_with("NNP");
        match script {
            Some(script) if name && !is_written(form, casing) => {
                Script { capitals: Capitals::Title, ..script.clone() }.apply(&titled(form))
            }
            Some(script) => {
                let lemma = script.apply(form);
                if whole.is_none() && script.cut > 0 { mended(&lower, tag, lemma, known) } else { lemma }
            }
            None if name => CompactString::from(form),
            None => lower,
        }
    }

    /// Takes the rules out of a model file: lines of tag, ending, capitals, cut and addition, with tabs.
    pub fn read(file: &Reader) -> Result<Lemmas, Fault> {
        let mut rules = Vec::new();
        for line in file.text("lemmas")?.lines() {
            rules.push(parse_rule(line).ok_or_else(|| Fault(format!("the lemma rule {line:?} is damaged")))?);
        }
        Ok(Lemmas::new(rules.into_iter()))
    }

    /// Puts rules into a model file.
    pub fn write<'a>(out: &mut Writer, rules: impl Iterator<Item = (&'a str, &'a str, bool, Script)>) {
        let mut text = String::new();
        for (tag, ending, whole, script) in rules {
            let mark = if whole { "^" } else { "" };
            let capitals = ["l", "k", "t"][script.capitals as usize];
            text.push_str(&format!("{tag}\t{mark}{ending}\t{capitals}\t{}\t{}\n", script.cut, script.add));
        }
        out.text("lemmas", &text);
    }
}

fn parse_rule(line: &str) -> Option<(&str, &str, bool, Script)> {
    let mut fields = line.split('\t');
    let (tag, ending) = (fields.next()?, fields.next()?);
    let capitals = match fields.next()? {
        "l" => Capitals::Lower,
        "k" => Capitals::Keep,
        "t" => Capitals::Title,
        _ => return None,
    };
    let script = Script { capitals, cut: fields.next()?.parse().ok()?, add: fields.next()?.into() };
    let whole = ending.strip_prefix('^').filter(|word| !word.is_empty());
    Some((tag, whole.unwrap_or(ending), whole.is_some(), script))
}

#[cfg(test)]
mod tests {
    use super::{Capitals, Casing, Known, Lemmas, Script};

    fn check(form: &str, lemma: &str) {
        assert_eq!(Script::between(form, lemma).apply(form), lemma);
    }

    #[test]
    fn scripts_turn_words_into_lemmas() {
        for (form, lemma) in [
            ("replied", "reply"),
            ("Said", "say"),
            ("Lavrov", "Lavrov"),
            ("BUSH", "Bush"),
            ("better", "good"),
            ("n't", "not"),
            ("Éclairs", "éclair"),
        ] {
            check(form, lemma);
        }
    }

    #[test]
    fn the_longest_known_ending_decides() {
        let rule = |tag, ending, whole, cut, add: &str| {
            (tag, ending, whole, Script { capitals: Capitals::Lower, cut, add: add.into() })
        };
        let rules = [
            rule("VBD", "", false, 0, ""),
            rule("VBD", "ed", false, 2, ""),
            rule("VBD", "ied", false, 3, "y"),
            rule("VBD", "mbed", false, 3, ""),
            rule("VBD", "said", true, 3, "ay"),
        ];
        let known = |word: &str| match word {
            "provoke" | "rule" | "initial" | "talk" | "fad" | "fade" | "laps" | "lapse" | "su" | "sue" => {
                Known::Frequent
            }
            "bom" | "rul" | "met" | "bomb" | "stop" | "retreat" | "roll" => Known::Listed,
            _ => Known::No,
        };
        let lemmas = Lemmas::new(rules.into_iter());
        for (form, lemma) in [
            ("Replied", "reply"),
            ("talked", "talk"),
            ("said", "say"),
            ("met", "met"),
            ("provoked", "provoke"),
            ("ruled", "rule"),
            ("initialled", "initial"),
            ("faded", "fade"),
            ("lapsed", "lapse"),
            ("bombed", "bomb"),
            ("stopped", "stop"),
            ("sued", "sue"),
            ("ed", "ed"),
            ("aed", "a"),
            ("retreated", "retreat"),
            ("rolled", "roll"),
        ] {
            assert_eq!(lemmas.lemma(form, "VBD", Casing::Mixed, known), lemma);
        }
        assert_eq!(lemmas.lemma("Geneva", "NNP", Casing::Mixed, known), "Geneva");
    }
}
