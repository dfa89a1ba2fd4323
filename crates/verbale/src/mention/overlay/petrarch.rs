//! PETRARCH's dictionaries of actors and agents.
//!
//! ```text
//! ANGELA_MERKEL_ [DEUELI <051122][DEUGOV 051122-211208][DEUELI >211208]
//! +CHANCELLOR_MERKEL_
//! AMBASSADOR_TO {} [~GOV]
//! PROTESTING_!PERSON! [~OPP]
//! ```
//! A head line with its codes, `+` lines with other names, codes with days on the head line or below it. A code of three
//! letters is a place or name of that state, a longer one a person or body with a role. Lines that cannot be read are
//! passed over with a warning, a code whose day is no date too.

use super::{Imported, dates, title_case};
use crate::mention::Gazetteer;
use jiff::civil::Date;
use std::collections::BTreeMap;

/// Roles of the agents and of the codes' second part, with our classes; those left out tell nothing of an office.
const ROLES: &[(&str, &str)] = &[
    ("COP", "forces"),
    ("CVL", "people"),
    ("GOV", "official"),
    ("JUD", "court"),
    ("LEG", "lawmaker"),
    ("MED", "journalist"),
    ("MIL", "military"),
    ("OPP", "party-member"),
    ("REB", "rebels"),
    ("SPY", "intelligence"),
];

/// Old codes with today's.
const OLD: &[(&str, &str)] =
    &[("KSV", "XKX"), ("PAL", "PSE"), ("ROM", "ROU"), ("TMP", "TLS"), ("ZAR", "COD"), ("SER", "SRB")];

/// Reads a dictionary of actors or of agents, whose bytes may be Latin-1.
pub fn petrarch(bytes: &[u8], gazetteer: &Gazetteer) -> Imported {
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => bytes.iter().map(|&byte| char::from(byte)).collect(),
    };
    let mut reader = Reader { gazetteer, imported: Imported::default(), sets: BTreeMap::new(), entry: None };
    reader
        .sets
        .insert("PERSON".to_owned(), ["MAN", "MEN", "WOMAN", "WOMEN", "PERSON"].map(str::to_owned).to_vec());
    for (n, line) in text.lines().enumerate() {
        reader.line(n + 1, line);
    }
    reader.finish();
    reader.imported
}

/// A head line with what follows it.
struct Entry {
    line: usize,
    names: Vec<String>,
    codes: Vec<Code>,
}

/// A code with the days from and to which it holds.
struct Code {
    code: String,
    from: Option<Date>,
    to: Option<Date>,
}

struct Reader<'a> {
    gazetteer: &'a Gazetteer,
    imported: Imported,
    sets: BTreeMap<String, Vec<String>>,
    entry: Option<Entry>,
}

impl Reader<'_> {
    fn line(&mut self, n: usize, line: &str) {
        let line = line.split(['#', ';']).next().unwrap_or_default();
        let trimmed = line.trim();
        if trimmed.is_empty() {
            return;
        }
        if let Some((name, members)) = definition(trimmed) {
            self.sets.insert(name.to_owned(), members);
            return;
        }
        let (words, codes) = trimmed.split_at(trimmed.find('[').unwrap_or(trimmed.len()));
        let words = words.trim();
        if let Some(name) = words.strip_prefix('+') {
            match &mut self.entry {
                Some(entry) => entry.names.push(name.to_owned()),
                None => self.imported.warn(n, "another name without a first one; passed over"),
            }
        } else if !words.is_empty() {
            self.finish();
            self.entry = Some(Entry { line: n, names: vec![words.to_owned()], codes: Vec::new() });
        }
        self.codes(n, codes);
    }

    /// The codes in brackets: `[DEUGOV 051122-211208]`, `[IGOUNO]`, `[DEUELI <051122]`.
    fn codes(&mut self, n: usize, text: &str) {
        let mut rest = text;
        while let Some(open) = rest.find('[') {
            let Some(close) = rest[open..].find(']') else {
                self.imported.warn(n, "a bracket that is not closed; the rest of the line is passed over");
                return;
            };
            let inner = rest[open + 1..open + close].trim();
            rest = &rest[open + close + 1..];
            let (code, days) = inner.split_once(char::is_whitespace).unwrap_or((inner, ""));
            match range(days.trim()) {
                Some((from, to)) => match &mut self.entry {
                    Some(entry) => entry.codes.push(Code { code: code.to_owned(), from, to }),
                    None => self.imported.warn(n, "a code without a name; passed over"),
                },
                None => self
                    .imported
                    .warn(n, format!("{:?} is no date; the code {code} is passed over", days.trim())),
            }
        }
    }

    fn finish(&mut self) {
        let Some(entry) = self.entry.take() else { return };
        if entry.codes.is_empty() {
            return self.imported.warn(entry.line, "a name without a code; passed over");
        }
        for code in &entry.codes {
            match code.code.strip_prefix('~') {
                Some(role) => self.agent(&entry, role),
                None => self.actor(&entry, code),
            }
        }
    }

    /// `AMBASSADOR {} [~GOV]`: a role word with its plural in braces, if it has another than -s; `{}` for none.
    fn agent(&mut self, entry: &Entry, role: &str) {
        let Some(class) = class(role) else { return };
        for name in &entry.names {
            let (singular, plural) = name.split_once('{').unwrap_or((name, ""));
            let braced = name.contains('{');
            let given = plural.trim_end_matches('}').trim();
            for singular in self.expand(singular.trim()) {
                let word = words(&singular).to_lowercase();
                let plural = match (braced, given) {
                    (true, "") => String::new(),
                    (true, given) => words(given).to_lowercase(),
                    (false, _) => format!("{word}s"),
                };
                if word.is_empty() || self.gazetteer.class_of(&word).is_some() {
                    continue;
                }
                self.imported.add("roles.tsv", &[&word, &plural, class, "named"]);
            }
        }
    }

    /// A name with `!PERSON!` as often as the set has members.
    fn expand(&self, name: &str) -> Vec<String> {
        let mut parts = name.splitn(3, '!');
        let (Some(before), Some(set), Some(after)) = (parts.next(), parts.next(), parts.next()) else {
            return vec![name.to_owned()];
        };
        match self.sets.get(set) {
            Some(members) => members.iter().map(|member| format!("{before}{member}{after}")).collect(),
            None => vec![format!("{before}{set}{after}")],
        }
    }

    fn actor(&mut self, entry: &Entry, code: &Code) {
        let Some(state) = code.code.get(..3) else { return };
        let state = OLD.iter().find(|(old, _)| *old == state).map_or(state, |(_, new)| *new);
        if !self.gazetteer.is_state(state) {
            return;
        }
        let names: Vec<String> = entry.names.iter().map(|name| title_case(&words(name))).collect();
        let rest = &code.code[3..];
        if rest.is_empty() {
            // A place or another name of the state; one with days is a person without a role.
            if code.from.is_none() && code.to.is_none() {
                for name in names.iter().filter(|name| self.gazetteer.lookup(name, None).is_empty()) {
                    self.imported.add("metonyms.tsv", &[name, state, "place"]);
                }
            }
            return;
        }
        let Some((first, others)) = names.split_first() else { return };
        let Some(class) = rest.get(..3).and_then(class).filter(|_| first.contains(' ')) else { return };
        // GOV tells of no portfolio, so the office is only that of an official.
        let office = match class {
            "official" => "government official",
            "military" => "military officer",
            "lawmaker" => "lawmaker",
            "party-member" => "opposition politician",
            _ => return,
        };
        let day = |date: Option<Date>| date.map(|date| date.to_string()).unwrap_or_default();
        let (from, to) = (day(code.from), day(code.to));
        let as_of = if to.is_empty() { from.clone() } else { String::new() };
        let others = others.join("|");
        self.imported.add("offices.tsv", &[first, &others, "", office, class, state, &from, &to, &as_of]);
    }
}

/// `!PERSON! = MAN, WOMAN`.
fn definition(line: &str) -> Option<(&str, Vec<String>)> {
    let (name, members) = line.split_once('=')?;
    let name = name.trim().strip_prefix('!')?.strip_suffix('!')?;
    Some((name, members.split(',').map(|member| member.trim().to_owned()).collect()))
}

fn class(role: &str) -> Option<&'static str> {
    ROLES.iter().find(|(known, _)| *known == role).map(|(_, class)| *class)
}

/// Blanks for the bars under the line; a last bar only says that the word has no other endings.
fn words(name: &str) -> String {
    name.replace('_', " ").trim().to_owned()
}

/// "<051122", ">211208", "051122-211208"; nothing for always. None where a day is no date.
fn range(days: &str) -> Option<(Option<Date>, Option<Date>)> {
    if days.is_empty() {
        return Some((None, None));
    }
    if let Some(day) = days.strip_prefix('<') {
        return Some((None, Some(dates::digits(day.trim())?)));
    }
    if let Some(day) = days.strip_prefix('>') {
        return Some((Some(dates::digits(day.trim())?), None));
    }
    match days.split_once('-') {
        Some((from, to)) => Some((Some(dates::digits(from.trim())?), Some(dates::digits(to.trim())?))),
        None => dates::digits(days).map(|day| (Some(day), Some(day))),
    }
}
