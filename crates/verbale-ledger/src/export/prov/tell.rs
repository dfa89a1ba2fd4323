//! What a report, its readings, statements and moves and what people entered on it come to in each section.

use super::given::{Given, agent, derived, moment, named, reading_id, report_id, set, typed};
use super::{Entered, Section, Story};
use crate::export::placed;
use crate::facts::Words;
use crate::ids::{self, Id};
use crate::view::MoveView;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use verbale::record::{CharSpan, MoveRecord, PartyRef, StatementRecord};

/// Gives all items of a report that belong to the section.
pub(super) fn tell(given: &mut Given<'_>, story: &Story) {
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
    let codes =
        |list: &[PartyRef]| list.iter().map(|party| party.party.as_str()).collect::<Vec<_>>().join(" ");
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
