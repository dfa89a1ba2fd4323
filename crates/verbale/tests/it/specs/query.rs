//! Asks a reading whether it holds what a spec expects.
//!
//! A record is looked at as the JSON in which it leaves, so that a field of a spec is a field of
//! `verbale/1`; quotations and sentences, which the record leaves out, are put in the same form.

use super::file::{Field, Value};
use serde_json::{Map, Value as Json, json};
use verbale::reader::Reading;
use verbale::record::{self, Coded};
use verbale::span::{CodePoints, Span};

/// A reading as a spec sees it.
pub(crate) struct View {
    letters: Vec<char>,
    record: Json,
    quotes: Vec<Json>,
    sentences: Vec<Json>,
}

impl View {
    pub(crate) fn new(reading: Reading) -> View {
        let text = &reading.document.text;
        let points = CodePoints::new(text);
        let place =
            |span: Span| json!({"start": points.at(text, span.start), "end": points.at(text, span.end)});
        let quotes: Vec<Json> = (reading.segments.quotes.iter())
            .map(|quote| {
                let parent = quote.parent.map(|at| place(reading.segments.quotes[at as usize].span));
                let continues = quote.continues.map(|at| place(reading.segments.quotes[at as usize].span));
                json!({"text": place(quote.span), "inner": place(quote.inner), "parent": parent,
                       "continues": continues, "closed": quote.closed})
            })
            .collect();
        let sentences = (reading.tokens.sentences.iter())
            .map(|sentence| json!({"text": place(sentence.span), "segment": sentence.segment.word()}))
            .collect();
        let record = serde_json::to_value(record::build(&reading)).expect("a record is JSON");
        View { letters: text.chars().collect(), record, quotes, sentences }
    }

    /// All records of a kind.
    pub(crate) fn records(&self, kind: &str) -> &[Json] {
        let list = match kind {
            "quote" => return &self.quotes,
            "sentence" => return &self.sentences,
            "party" => "parties",
            "person" => "people",
            "learnt" => "learnt",
            other => &format!("{other}s"),
        };
        self.record[list].as_array().map_or(&[], Vec::as_slice)
    }

    /// True where a field of a record holds what is expected; an error for a field that there is not.
    pub(crate) fn matches(&self, kind: &str, record: &Json, field: &Field) -> Result<bool, String> {
        let mut path = field.path.clone();
        path[0] = full_name(kind, &path[0]).to_owned();
        let object = record.as_object().expect("every record is an object");
        if !object.contains_key(&path[0]) && !OPTIONAL.contains(&path[0].as_str()) {
            let known: Vec<&str> = object.keys().map(String::as_str).collect();
            return Err(format!("a {kind} has no field {:?}; it has {}", path[0], known.join(", ")));
        }
        let found = dig(record, &path);
        Ok(match &field.value {
            Value::None => found.is_empty(),
            Value::Words(words) => {
                let exact = matches!(kind, "segment" | "quote" | "sentence");
                found.iter().any(|value| self.has_words(value, words, exact))
            }
            Value::Code(code) => found.iter().any(|value| self.has_code(value, code)),
        })
    }

    fn has_words(&self, value: &Json, words: &str, exact: bool) -> bool {
        let plain = |text: &str| if exact { one_line(text) } else { bare(text) };
        let wanted = plain(words);
        self.words(value).iter().any(|have| plain(have) == wanted)
    }

    /// The words by which a value may be known.
    fn words(&self, value: &Json) -> Vec<String> {
        match value {
            Json::String(word) => match self.entry(word) {
                Some(entry) => ["name", "form", "cue", "source", "content", "evidence"]
                    .iter()
                    .flat_map(|field| self.words(&entry[*field]))
                    .collect(),
                None => vec![word.clone()],
            },
            Json::Array(list) => {
                let pieces: Vec<String> = list.iter().filter_map(|piece| self.span(piece)).collect();
                let mut words: Vec<String> = list.iter().flat_map(|piece| self.words(piece)).collect();
                if pieces.len() > 1 {
                    words.push(pieces.join(" … "));
                }
                words
            }
            Json::Object(object) => match self.span(value) {
                Some(words) => vec![words],
                None => ["surface", "person"]
                    .iter()
                    .filter_map(|field| object.get(*field)?.as_str().map(str::to_owned))
                    .collect(),
            },
            _ => Vec::new(),
        }
    }

    fn span(&self, value: &Json) -> Option<String> {
        let place = |field: &str| value.get(field)?.as_u64().map(|n| n as usize);
        Some(self.letters.get(place("start")?..place("end")?)?.iter().collect())
    }

    fn has_code(&self, value: &Json, code: &str) -> bool {
        match value {
            Json::String(word) => {
                let kind = self.entry(word).and_then(|entry| entry["kind"].as_str());
                // A sign tells one certainty from another: "CT+" is not "CT-".
                let signed = code.ends_with(['+', '-']);
                let alike = !signed && slug(word) == slug(code) && !slug(code).is_empty();
                alike || word == code || kind == Some(code)
            }
            Json::Bool(truth) => code == if *truth { "yes" } else { "no" },
            Json::Number(number) => number.to_string() == code,
            Json::Array(list) => list.iter().any(|one| self.has_code(one, code)),
            Json::Object(object) => ["party", "report", "from", "person"]
                .iter()
                .any(|field| object.get(*field).is_some_and(|inner| self.has_code(inner, code))),
            Json::Null => false,
        }
    }

    /// The entry of the record behind an id such as `S1`.
    fn entry(&self, id: &str) -> Option<&Json> {
        let list = match id.chars().next()? {
            'S' => "statements",
            'M' => "moves",
            'I' => "issues",
            'D' => "documents",
            _ => return None,
        };
        self.record[list].as_array()?.iter().find(|entry| entry["id"] == id)
    }

    /// A record in the words of a spec, without what is empty.
    pub(crate) fn show(&self, kind: &str, record: &Json) -> String {
        let hidden = ["id", "span", "confidence", "mentions", "inferred"];
        let fields = record.as_object().into_iter().flatten();
        let shown = fields.filter(|(name, _)| !hidden.contains(&name.as_str()) || kind == "segment");
        let shown = shown.filter_map(|(name, value)| {
            let value = self.show_value(value);
            (!value.is_empty()).then(|| format!("{name} {value}"))
        });
        shown.collect::<Vec<_>>().join("; ")
    }

    fn show_value(&self, value: &Json) -> String {
        match value {
            Json::Null => String::new(),
            Json::Bool(truth) => if *truth { "yes" } else { "no" }.to_owned(),
            Json::Number(number) => number.to_string(),
            Json::String(word) => {
                let known = self.entry(word).map(|entry| self.words(&entry["name"]));
                known.and_then(|names| names.first().cloned()).unwrap_or_else(|| word.clone())
            }
            Json::Array(list) if list.iter().all(|one| self.span(one).is_some()) && !list.is_empty() => {
                let pieces: Vec<String> = list.iter().filter_map(|one| self.span(one)).collect();
                format!("\"{}\"", pieces.join(" … "))
            }
            Json::Array(list) => list.iter().map(|one| self.show_value(one)).collect::<Vec<_>>().join(", "),
            Json::Object(object) => self.show_object(value, object),
        }
    }

    fn show_object(&self, value: &Json, object: &Map<String, Json>) -> String {
        if let Some(words) = self.span(value) {
            return format!("\"{words}\"");
        }
        let word = |field: &str| object.get(field).and_then(Json::as_str);
        let surface = word("surface").map(|words| format!(" \"{words}\"")).unwrap_or_default();
        let person = word("person").map(|name| format!(" ({name})")).unwrap_or_default();
        let code = word("party").or(word("report")).or(word("from")).unwrap_or_default();
        format!("{code}{surface}{person}").trim().to_owned()
    }
}

/// Fields that a record leaves out where they are empty.
const OPTIONAL: &[&str] = &["act", "document"];

/// The field that a shorter word stands for.
fn full_name<'a>(kind: &str, field: &'a str) -> &'a str {
    match (kind, field) {
        ("segment" | "note", "text") => "span",
        ("statement", "to") => "addressees",
        ("statement", "outlet") => "outlets",
        ("document", "to") => "addressees",
        (_, field) => field,
    }
}

/// The values at a path, through lists; none where there is nothing.
fn dig<'a>(value: &'a Json, path: &[String]) -> Vec<&'a Json> {
    match (value, path) {
        (Json::Null, _) => Vec::new(),
        (Json::Array(list), []) if list.is_empty() => Vec::new(),
        (value, []) => vec![value],
        (Json::Array(list), path) => list.iter().flat_map(|one| dig(one, path)).collect(),
        (value, [first, rest @ ..]) => value.get(first).map_or_else(Vec::new, |inner| dig(inner, rest)),
    }
}

/// Parties are compared without case, blanks and punctuation.
fn slug(code: &str) -> String {
    code.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Without the marks that may or may not belong to a stretch of content.
fn bare(text: &str) -> String {
    let marks = |letter: char| "\"'“”‘’«»,.;:".contains(letter) || letter.is_whitespace();
    let pieces = text.split(" … ").map(|piece| one_line(piece.trim_matches(marks)));
    pieces.collect::<Vec<_>>().join(" … ")
}
