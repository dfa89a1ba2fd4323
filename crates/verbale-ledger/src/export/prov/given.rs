//! What is given of one section, each thing once, and the form of its values.

use super::{Items, Section};
use crate::day::Day;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// What has been given of a section: items of the same id are given once.
pub(super) struct Given<'s> {
    section: Section,
    seen: BTreeSet<String>,
    next: usize,
    sink: Items<'s>,
    full: bool,
}

impl<'s> Given<'s> {
    pub(super) fn new(section: Section, sink: Items<'s>) -> Given<'s> {
        Given { section, seen: BTreeSet::new(), next: 0, sink, full: false }
    }

    /// True where the sink has seen enough.
    pub(super) fn is_full(&self) -> bool {
        self.full
    }

    /// An element with an id of its own.
    pub(super) fn item(&mut self, section: Section, id: &str, value: impl FnOnce() -> Value) {
        if section == self.section && !self.full && self.once(id) {
            self.full = (self.sink)(id, &value()).is_break();
        }
    }

    /// Entities come once by the order of the walk; only agents return.
    fn once(&mut self, id: &str) -> bool {
        self.section != Section::Agent || self.seen.insert(id.to_owned())
    }

    /// A relation; it gets the next number.
    pub(super) fn relation(&mut self, section: Section, value: impl FnOnce() -> Value) {
        if section == self.section && !self.full {
            self.next += 1;
            let id = format!("_:{}{}", section.name(), self.next);
            self.full = (self.sink)(&id, &value()).is_break();
        }
    }

    /// A relation that is the same wherever it is met.
    pub(super) fn relation_once(
        &mut self,
        section: Section,
        a: &str,
        b: &str,
        value: impl FnOnce() -> Value,
    ) {
        if section == self.section && self.seen.insert(format!("{a} {b}")) {
            self.relation(section, value);
        }
    }
}

pub(super) fn report_id(report: i64) -> String {
    format!("v:r{report}")
}

pub(super) fn reading_id(reading: i64) -> String {
    format!("v:reading{reading}")
}

/// The id of an agent: its kind and its name with all but letters and digits of ASCII written by their bytes.
pub(super) fn agent(kind: &str, name: &str) -> String {
    let mut id = format!("v:{kind}-");
    for byte in name.bytes() {
        match byte {
            b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' | b'-' => id.push(byte as char),
            _ => id += &format!("_{byte:02x}"),
        }
    }
    id
}

pub(super) fn typed(kind: &str) -> Value {
    json!({"prov:type": {"$": format!("v:{kind}"), "type": "prov:QUALIFIED_NAME"}})
}

pub(super) fn named(kind: &str, name: &str) -> Value {
    json!({"prov:type": {"$": kind, "type": "prov:QUALIFIED_NAME"}, "prov:label": name})
}

pub(super) fn derived(from: &str, source: &str, kind: Option<&str>) -> Value {
    let mut value = json!({"prov:generatedEntity": from, "prov:usedEntity": source});
    if let Some(kind) = kind {
        value["prov:type"] = json!({"$": kind, "type": "prov:QUALIFIED_NAME"});
    }
    value
}

pub(super) fn set(value: &mut Value, key: &str, text: Option<&String>) {
    if let Some(text) = text {
        value[key] = json!(text);
    }
}

/// The moment, else the beginning of the day.
pub(super) fn moment(day: i32, at: Option<&String>) -> String {
    at.cloned().unwrap_or_else(|| format!("{}T00:00:00Z", Day(day)))
}
