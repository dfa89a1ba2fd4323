//! Every record agrees with `schema/verbale-1.json`, keeps its spans inside the text, refers only to what it
//! holds, and is the same each time.

use crate::specs;
use crate::texts::{difficult, examples, reader, workspace};
use jsonschema::Validator;
use serde_json::Value;
use std::collections::BTreeSet;
use verbale::document::Input;
use verbale::record::{self, Record};

fn validator() -> Validator {
    let path = workspace().join("schema/verbale-1.json");
    let text = std::fs::read_to_string(path).expect("the schema");
    let schema = serde_json::from_str(&text).expect("the schema is JSON");
    jsonschema::draft202012::new(&schema).expect("the schema is a schema")
}

/// Every text that the project has.
fn texts() -> Vec<Input> {
    let specs = specs::cases().into_iter().filter_map(Result::ok).map(|case| specs::input(&case));
    examples().into_iter().chain(difficult()).chain(specs).collect()
}

#[test]
fn every_record_agrees_with_the_schema() {
    let (validator, reader) = (validator(), reader());
    let mut problems = Vec::new();
    for input in texts() {
        let name = input.name.clone();
        let line = record::to_json_line(&record::build(&reader.read(input)));
        let value: Value = serde_json::from_str(&line).expect("a record is JSON");
        problems.extend(
            validator.iter_errors(&value).map(|error| format!("{name}: {}: {error}", error.instance_path())),
        );
        let back: Record = serde_json::from_str(&line).expect("a record can be read back");
        assert_eq!(record::to_json_line(&back), line, "{name}: a record read back is another");
    }
    assert!(problems.is_empty(), "{} faults\n{}", problems.len(), problems.join("\n"));
}

#[test]
fn spans_lie_in_the_text_and_in_order() {
    let reader = reader();
    for input in texts() {
        let name = input.name.clone();
        let reading = reader.read(input);
        let letters: Vec<char> = reading.document.text.chars().collect();
        let value = serde_json::to_value(record::build(&reading)).expect("a record is JSON");
        check_spans(&name, &value, &letters);
        check_surfaces(&name, &value, &letters);
    }
}

/// The place of a span, if it is one.
fn place(value: &Value) -> Option<(usize, usize)> {
    let field = |name: &str| value.get(name)?.as_u64().map(|n| n as usize);
    Some((field("start")?, field("end")?))
}

fn check_spans(name: &str, value: &Value, letters: &[char]) {
    if let Some((start, end)) = place(value) {
        assert!(start <= end && end <= letters.len(), "{name}: {value} is not in the text");
    }
    match value {
        Value::Array(list) => {
            let places: Vec<_> = list.iter().filter_map(place).collect();
            assert!(places.is_sorted(), "{name}: {value} is not in text order");
            list.iter().for_each(|one| check_spans(name, one, letters));
        }
        Value::Object(fields) => fields.values().for_each(|one| check_spans(name, one, letters)),
        _ => {}
    }
}

/// Where a surface stands beside its span, the two agree.
fn check_surfaces(name: &str, value: &Value, letters: &[char]) {
    if let (Some(surface), Some((start, end))) =
        (value.get("surface").and_then(Value::as_str), value.get("span").and_then(place))
    {
        let there: String = letters[start..end].iter().collect();
        assert_eq!(surface, there, "{name}: surface and span differ");
    }
    match value {
        Value::Array(list) => list.iter().for_each(|one| check_surfaces(name, one, letters)),
        Value::Object(fields) => fields.values().for_each(|one| check_surfaces(name, one, letters)),
        _ => {}
    }
}

#[test]
fn what_a_record_refers_to_is_in_it() {
    let reader = reader();
    for input in texts() {
        let name = input.name.clone();
        let record = serde_json::to_value(record::build(&reader.read(input))).expect("a record is JSON");
        let known = |list: &str, field: &str| -> BTreeSet<String> {
            let entries = record[list].as_array().into_iter().flatten();
            entries.filter_map(|entry| entry[field].as_str().map(str::to_owned)).collect()
        };
        let mut ids = BTreeSet::new();
        for list in ["statements", "events", "moves", "issues", "documents", "obligations"] {
            ids.extend(known(list, "id"));
        }
        let (parties, people) = (known("parties", "party"), known("people", "person"));
        check_references(&name, &record, &ids, &parties, &people);
    }
}

const ID_FIELDS: &[&str] =
    &["parent", "in_reply_to", "statement", "issue", "statements", "moves", "document"];

fn check_references(
    name: &str,
    value: &Value,
    ids: &BTreeSet<String>,
    parties: &BTreeSet<String>,
    people: &BTreeSet<String>,
) {
    let known = |value: &Value, known: &BTreeSet<String>, field: &str| {
        if let Some(word) = value.as_str() {
            assert!(known.contains(word), "{name}: {field} {word} is not in the record");
        }
    };
    match value {
        Value::Array(list) => list.iter().for_each(|one| check_references(name, one, ids, parties, people)),
        Value::Object(fields) => {
            for (field, inner) in fields {
                let list = inner.as_array().map_or(std::slice::from_ref(inner), Vec::as_slice);
                for one in list {
                    match field.as_str() {
                        "party" | "members" | "except" => known(one, parties, field),
                        "person" => known(one, people, field),
                        field if ID_FIELDS.contains(&field) => known(one, ids, field),
                        _ => {}
                    }
                    check_references(name, one, ids, parties, people);
                }
            }
        }
        _ => {}
    }
}

#[test]
fn the_same_text_gives_the_same_bytes() {
    let (one, other) = (reader(), reader());
    for input in texts() {
        let line = |reader: &verbale::reader::Reader| {
            record::to_json_line(&record::build(&reader.read(input.clone())))
        };
        let first = line(&one);
        assert!(first == line(&one) && first == line(&other), "{}: readings differ", input.name);
    }
}
