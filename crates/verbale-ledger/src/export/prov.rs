//! Provenance after PROV-DM (W3C, 2013): what was derived from what, by which reading or person, on whose word.
//!
//! Leaves: the items of one section of PROV-JSON after the other. Reports, statements and moves are entities;
//! readings and what people entered are activities; outlets, persons, parties and the program are agents.
//!
//! ```text
//! 12.m3 wasDerivedFrom 12.s4 wasQuotedFrom r12, which hadPrimarySource r3; c7 revised 12.m3
//! ```

use super::{Day, Export, placed};
use crate::edits;
use crate::error::Result;
use crate::facts::Words;
use crate::ids::{self, Id};
use crate::kept::{self, Kept};
use crate::view::{self, MoveView};
use rusqlite::params;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;
use verbale::record::{CharSpan, MoveRecord, Record, StatementRecord};

/// The sections, in the order in which they are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Section {
    /// Reports, statements, moves.
    Entity,
    /// Readings, and what people entered.
    Activity,
    /// Outlets, persons, parties, the program.
    Agent,
    /// A reading used a report, a correction a move.
    Used,
    /// A statement or move was made by a reading or correction.
    WasGeneratedBy,
    /// A retraction or rejection took it away.
    WasInvalidatedBy,
    /// Derivations, quotations, primary sources, revisions.
    WasDerivedFrom,
    /// On whose word.
    WasAttributedTo,
    /// Who did it.
    WasAssociatedWith,
    /// For whom a person speaks.
    ActedOnBehalfOf,
}

impl Section {
    /// All, in their order.
    pub const ALL: [Section; 10] = [
        Section::Entity,
        Section::Activity,
        Section::Agent,
        Section::Used,
        Section::WasGeneratedBy,
        Section::WasInvalidatedBy,
        Section::WasDerivedFrom,
        Section::WasAttributedTo,
        Section::WasAssociatedWith,
        Section::ActedOnBehalfOf,
    ];

    /// Its name in PROV-JSON.
    pub fn name(self) -> &'static str {
        match self {
            Section::Entity => "entity",
            Section::Activity => "activity",
            Section::Agent => "agent",
            Section::Used => "used",
            Section::WasGeneratedBy => "wasGeneratedBy",
            Section::WasInvalidatedBy => "wasInvalidatedBy",
            Section::WasDerivedFrom => "wasDerivedFrom",
            Section::WasAttributedTo => "wasAttributedTo",
            Section::WasAssociatedWith => "wasAssociatedWith",
            Section::ActedOnBehalfOf => "actedOnBehalfOf",
        }
    }
}

/// What takes the items; it may break off.
pub type Items<'s> = &'s mut dyn FnMut(&str, &Value) -> ControlFlow<()>;

/// One report with all that hangs on it.
struct Story {
    kept: Kept,
    record: Record,
    text: String,
    moves: Vec<MoveView>,
    /// Its readings: number, day, moment, program.
    readings: Vec<(i64, i32, Option<String>, String)>,
    /// What people entered on it.
    entries: Vec<Entered>,
}

struct Entered {
    id: i64,
    kind: String,
    author: Option<String>,
    recorded: i32,
    at: Option<String>,
    reason: Option<String>,
    undoes: Option<i64>,
    undone: bool,
}

/// What has been given of a section: items of the same id are given once.
struct Given<'s> {
    section: Section,
    seen: BTreeSet<String>,
    next: usize,
    sink: Items<'s>,
    full: bool,
}

impl Given<'_> {
    /// An element with an id of its own.
    fn item(&mut self, section: Section, id: &str, value: impl FnOnce() -> Value) {
        if section == self.section && !self.full && self.once(id) {
            self.full = (self.sink)(id, &value()).is_break();
        }
    }

    /// Entities come once by the order of the walk; only agents return.
    fn once(&mut self, id: &str) -> bool {
        self.section != Section::Agent || self.seen.insert(id.to_owned())
    }

    /// A relation; it gets the next number.
    fn relation(&mut self, section: Section, value: impl FnOnce() -> Value) {
        if section == self.section && !self.full {
            self.next += 1;
            let id = format!("_:{}{}", section.name(), self.next);
            self.full = (self.sink)(&id, &value()).is_break();
        }
    }

    /// A relation that is the same wherever it is met.
    fn relation_once(&mut self, section: Section, a: &str, b: &str, value: impl FnOnce() -> Value) {
        if section == self.section && self.seen.insert(format!("{a} {b}")) {
            self.relation(section, value);
        }
    }
}

impl Export<'_> {
    /// Gives the items of a section to `sink`.
    pub fn provenance(&self, section: Section, sink: Items<'_>) -> Result<()> {
        let mut given = Given { section, seen: BTreeSet::new(), next: 0, sink, full: false };
        let undone = edits::undone(self.db)?;
        for report in self.reports()? {
            tell(&mut given, &self.story(report, &undone)?);
            if given.full {
                return Ok(());
            }
        }
        Ok(())
    }

    fn story(&self, report: i64, undone: &BTreeSet<i64>) -> Result<Story> {
        let (first, last) = ids::keys_of(report);
        let (day, part) = (self.days().0, self.part.issue);
        let wanted = "id BETWEEN ?1 AND ?2 AND (?3 IS NULL OR day <= ?3)
            AND (?4 IS NULL OR matter = ?4 OR issue = ?4) ORDER BY id";
        let known = self.days().1;
        let mut readings = self.db.prepare_cached(
            "SELECT reading.id, recorded, at, program FROM reading JOIN batch ON batch.id = reading.batch
             WHERE report = ?1 AND (?2 IS NULL OR recorded <= ?2) ORDER BY reading.id",
        )?;
        let readings = readings
            .query_map(params![report, known], |row| {
                Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
            })?
            .collect::<rusqlite::Result<_>>()?;
        let mut entries = self.db.prepare_cached(
            "SELECT edit.id, kind, author, recorded, at, reason, undoes FROM edit JOIN batch ON batch.id = edit.batch
             WHERE report = ?1 AND (?2 IS NULL OR recorded <= ?2) ORDER BY edit.id",
        )?;
        let entries = entries
            .query_map(params![report, known], |row| {
                let id = row.get(0)?;
                Ok(Entered {
                    id,
                    kind: row.get(1)?,
                    author: row.get(2)?,
                    recorded: row.get(3)?,
                    at: row.get(4)?,
                    reason: row.get(5)?,
                    undoes: row.get(6)?,
                    undone: undone.contains(&id),
                })
            })?
            .collect::<rusqlite::Result<_>>()?;
        let (record, text) = self.report(report)?;
        let moves = view::moves(self.db, wanted, &[&first, &last, &day, &part])?;
        Ok(Story { kept: kept::kept(self.db, report)?, record, text, moves, readings, entries })
    }
}

/// Gives all items of a report that belong to the section.
fn tell(given: &mut Given<'_>, story: &Story) {
    tell_report(given, story);
    tell_readings(given, story);
    let words = Words::new(&story.text);
    for (n, one) in story.record.statements.iter().enumerate() {
        tell_statement(given, story, &words, n + 1, one);
    }
    for one in &story.moves {
        tell_move(given, story, one);
    }
    for entry in &story.entries {
        tell_entry(given, story, entry);
    }
}

fn tell_report(given: &mut Given<'_>, story: &Story) {
    let kept = &story.kept;
    let report = report_id(kept.id);
    given.item(Section::Entity, &report, || {
        let mut value = typed("Report");
        set(&mut value, "prov:label", Some(kept.title.as_ref().unwrap_or(&kept.name)));
        set(&mut value, "v:published", kept.published.map(|day| day.to_string()).as_ref());
        set(&mut value, "v:recorded", Some(&kept.recorded.to_string()));
        set(&mut value, "v:url", kept.url.as_ref());
        set(&mut value, "v:sha256", Some(&kept.sha256));
        value
    });
    // Its publisher; the agency on whose report it rests; the report of which it is a copy.
    let publishers: BTreeMap<String, &String> = [&kept.outlet, &kept.credit]
        .into_iter()
        .flatten()
        .map(|name| (agent("outlet", name), name))
        .collect();
    for (id, name) in publishers {
        given.item(Section::Agent, &id, || named("prov:Organization", name));
        given.relation(
            Section::WasAttributedTo,
            || json!({"prov:entity": report.as_str(), "prov:agent": id.as_str()}),
        );
    }
    if let Some(source) = kept.copy_of {
        given.relation(Section::WasDerivedFrom, || {
            derived(&report, &report_id(source), Some("prov:PrimarySource"))
        });
    }
}

fn tell_readings(given: &mut Given<'_>, story: &Story) {
    let report = report_id(story.kept.id);
    for (reading, recorded, at, program) in &story.readings {
        let id = reading_id(*reading);
        given.item(Section::Activity, &id, || {
            let mut value = typed("Reading");
            value["prov:endTime"] = json!(moment(*recorded, at.as_ref()));
            value
        });
        given.relation(
            Section::Used,
            || json!({"prov:activity": id.as_str(), "prov:entity": report.as_str()}),
        );
        let program_id = agent("program", program);
        given.item(Section::Agent, &program_id, || named("prov:SoftwareAgent", program));
        given.relation(
            Section::WasAssociatedWith,
            || json!({"prov:activity": id.as_str(), "prov:agent": program_id.as_str()}),
        );
    }
}

fn tell_statement(
    given: &mut Given<'_>,
    story: &Story,
    words: &Words<'_>,
    place: usize,
    one: &StatementRecord,
) {
    let id = format!("v:{}.s{place}", story.kept.id);
    given.item(Section::Entity, &id, || {
        let mut value = typed("Statement");
        let pieces: Vec<&str> = one
            .content
            .iter()
            .map(|piece| words.of(CharSpan { start: piece.start, end: piece.end }))
            .collect();
        value["prov:value"] = json!(pieces.join(" … "));
        value["v:act"] = json!(one.act.word());
        value["v:rule"] = json!(one.rule);
        value["v:confidence"] = json!(one.confidence);
        value
    });
    made_by_reading(given, story, &id);
    given.relation(Section::WasDerivedFrom, || {
        derived(&id, &report_id(story.kept.id), Some("prov:Quotation"))
    });
    if let Some(parent) = one.parent.as_deref() {
        given.relation(Section::WasDerivedFrom, || {
            derived(&id, &format!("v:{}", placed(story.kept.id, parent)), None)
        });
    }
    let Some(who) = &one.speaker else { return };
    let party = agent("party", &who.party.party);
    given.item(Section::Agent, &party, || {
        let known = story.record.parties.iter().find(|party| party.party == who.party.party);
        named("prov:Organization", known.map_or(&who.party.party, |party| &party.name))
    });
    let speaker = match &who.person {
        Some(name) => {
            let person = agent("person", name);
            given.item(Section::Agent, &person, || named("prov:Person", name));
            given.relation_once(
                Section::ActedOnBehalfOf,
                &person,
                &party,
                || json!({"prov:delegate": person.as_str(), "prov:responsible": party.as_str()}),
            );
            person
        }
        None => party,
    };
    given.relation(
        Section::WasAttributedTo,
        || json!({"prov:entity": id.as_str(), "prov:agent": speaker.as_str()}),
    );
    for outlet in &one.outlets {
        let reported = agent("outlet", &outlet.party);
        given.item(Section::Agent, &reported, || {
            named("prov:Organization", outlet.surface.as_ref().unwrap_or(&outlet.party))
        });
        given.relation(
            Section::WasAttributedTo,
            || json!({"prov:entity": id.as_str(), "prov:agent": reported.as_str()}),
        );
    }
}

fn tell_move(given: &mut Given<'_>, story: &Story, one: &MoveView) {
    let read =
        ids::place_of(one.key).and_then(|place| story.record.moves.get((place as usize).checked_sub(1)?));
    let id = format!("v:{}", one.id);
    // What a person corrected is another entity beside what was read.
    let corrected = read.and_then(|_| one.status.strip_prefix("corrected by "));
    let now = corrected.map_or_else(|| id.clone(), |entry| format!("{id}-{entry}"));
    given.item(Section::Entity, &now, || as_it_counts(one));
    if let Some(read) = read {
        if corrected.is_some() {
            given.item(Section::Entity, &id, || as_read(read));
        }
        made_by_reading(given, story, &id);
        for statement in &read.statements {
            given.relation(Section::WasDerivedFrom, || {
                derived(&id, &format!("v:{}", placed(story.kept.id, statement)), None)
            });
        }
        if read.statements.is_empty() {
            given.relation(Section::WasDerivedFrom, || derived(&id, &report_id(story.kept.id), None));
        }
    } else {
        given.relation(Section::WasDerivedFrom, || derived(&id, &report_id(story.kept.id), None));
    }
    let by = |prefix: &str| one.status.strip_prefix(prefix).map(|entry| format!("v:{entry}"));
    if let Some(entry) = by("corrected by ") {
        given.relation(
            Section::WasGeneratedBy,
            || json!({"prov:entity": now.as_str(), "prov:activity": entry.as_str()}),
        );
        if corrected.is_some() {
            given.relation(Section::WasDerivedFrom, || derived(&now, &id, Some("prov:Revision")));
            given.relation(
                Section::Used,
                || json!({"prov:activity": entry.as_str(), "prov:entity": id.as_str()}),
            );
        }
    }
    let retraction = story.entries.iter().find(|entry| entry.kind == "retract" && !entry.undone);
    let retraction = (one.status == "withdrawn").then_some(retraction).flatten();
    let end = by("rejected by ").or_else(|| retraction.map(|entry| format!("v:{}", Id::Edit(entry.id))));
    if let Some(entry) = end {
        given.relation(
            Section::WasInvalidatedBy,
            || json!({"prov:entity": now.as_str(), "prov:activity": entry}),
        );
    }
}

fn as_it_counts(one: &MoveView) -> Value {
    let mut value = typed("Move");
    value["prov:value"] = json!(one.words);
    value["v:kind"] = json!(one.kind);
    value["v:from"] = json!(one.from.join(" "));
    value["v:to"] = json!(one.to.join(" "));
    value["v:day"] = json!(one.day);
    value["v:certain"] = json!(one.certain);
    value["v:confidence"] = json!(one.confidence);
    set(&mut value, "v:issue", one.issue.as_ref());
    set(&mut value, "v:answers", one.answers.as_ref());
    value
}

fn as_read(read: &MoveRecord) -> Value {
    let codes = |list: &[verbale::record::PartyRef]| {
        list.iter().map(|party| party.party.as_str()).collect::<Vec<_>>().join(" ")
    };
    let mut value = typed("Move");
    value["v:kind"] = json!(read.kind.word());
    value["v:from"] = json!(codes(&read.from));
    value["v:to"] = json!(codes(&read.to));
    value["v:rule"] = json!(read.rule);
    value["v:confidence"] = json!(read.confidence);
    value
}

fn tell_entry(given: &mut Given<'_>, story: &Story, entry: &Entered) {
    let id = format!("v:{}", Id::Edit(entry.id));
    given.item(Section::Activity, &id, || {
        let mut value = typed("Correction");
        value["prov:endTime"] = json!(moment(entry.recorded, entry.at.as_ref()));
        value["v:kind"] = json!(entry.kind);
        set(&mut value, "v:reason", entry.reason.as_ref());
        set(&mut value, "v:undoes", entry.undoes.map(|id| Id::Edit(id).to_string()).as_ref());
        value["v:undone"] = json!(entry.undone);
        value
    });
    if let Some(author) = &entry.author {
        let person = agent("author", author);
        given.item(Section::Agent, &person, || named("prov:Person", author));
        given.relation(
            Section::WasAssociatedWith,
            || json!({"prov:activity": id.as_str(), "prov:agent": person.as_str()}),
        );
    }
    if entry.kind == "retract" && !entry.undone {
        given.relation(
            Section::WasInvalidatedBy,
            || json!({"prov:entity": report_id(story.kept.id), "prov:activity": id.as_str()}),
        );
    }
}

/// The last reading is the one that counts.
fn made_by_reading(given: &mut Given<'_>, story: &Story, entity: &str) {
    if let Some((reading, ..)) = story.readings.last() {
        given.relation(
            Section::WasGeneratedBy,
            || json!({"prov:entity": entity, "prov:activity": reading_id(*reading)}),
        );
    }
}

fn report_id(report: i64) -> String {
    format!("v:r{report}")
}

fn reading_id(reading: i64) -> String {
    format!("v:reading{reading}")
}

/// The id of an agent: its kind and its name with all but letters and digits of ASCII written by their bytes.
fn agent(kind: &str, name: &str) -> String {
    let mut id = format!("v:{kind}-");
    for byte in name.bytes() {
        match byte {
            b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' | b'-' => id.push(byte as char),
            _ => id += &format!("_{byte:02x}"),
        }
    }
    id
}

fn typed(kind: &str) -> Value {
    json!({"prov:type": {"$": format!("v:{kind}"), "type": "prov:QUALIFIED_NAME"}})
}

fn named(kind: &str, name: &str) -> Value {
    json!({"prov:type": {"$": kind, "type": "prov:QUALIFIED_NAME"}, "prov:label": name})
}

fn derived(from: &str, source: &str, kind: Option<&str>) -> Value {
    let mut value = json!({"prov:generatedEntity": from, "prov:usedEntity": source});
    if let Some(kind) = kind {
        value["prov:type"] = json!({"$": kind, "type": "prov:QUALIFIED_NAME"});
    }
    value
}

fn set(value: &mut Value, key: &str, text: Option<&String>) {
    if let Some(text) = text {
        value[key] = json!(text);
    }
}

/// The moment, else the beginning of the day.
fn moment(day: i32, at: Option<&String>) -> String {
    at.cloned().unwrap_or_else(|| format!("{}T00:00:00Z", Day(day)))
}
