//! `verbale statements`: the flat table of who said what, one row a statement.
//!
//! Enters: reports. Leaves: CSV with a head line, or a JSON object a line with the same names, in the order of
//! the input and within a report in the order of its record. What a report does not tell is an empty cell (CSV)
//! or null (JSON lines); several entries of a cell stand apart by "; ". Offsets are code points of the report's
//! text, `start-end`, the end exclusive. The columns are told by `verbale statements --help` and in `COLUMNS`.

use crate::answers::{self, Stream};
use crate::args::{Statements, TableFormat};
use serde_json::{Map, Value, json};
use std::io::Write;
use std::process::ExitCode;
use verbale::reader::Depth;
use verbale::record::{self, CharSpan, PersonRef, Record, StatementRecord};

/// The columns, in their order.
pub(crate) const COLUMNS: [&str; 34] = [
    "report",
    "published",
    "statement",
    "parent",
    "outlet",
    "outlets",
    "source",
    "speaker",
    "person",
    "party",
    "party_kind",
    "state",
    "cue",
    "act",
    "polarity",
    "modality",
    "mode",
    "attribution",
    "channel",
    "channel_words",
    "addressees",
    "occasion",
    "when_words",
    "when_from",
    "when_to",
    "content",
    "verbatim",
    "paraphrased",
    "source_at",
    "cue_at",
    "content_at",
    "inferred",
    "confidence",
    "rule",
];

/// Reads all inputs and prints the rows.
pub(crate) fn run(args: Statements) -> anyhow::Result<ExitCode> {
    match args.format {
        TableFormat::Csv => {
            let head = csv_lines(|table| table.write_record(COLUMNS));
            // A closed pipe shows itself again at the first row.
            let _ = std::io::stdout().write_all(head.as_bytes());
            answers::run(args.source, Stream::Plain, |reader, input| {
                let reading = reader.read_to(input, Depth::Statements);
                let rows = rows(&record::build(&reading), &reading.document.text);
                csv_lines(|table| rows.iter().try_for_each(|row| table.write_record(row.iter().map(cell))))
            })
        }
        TableFormat::Jsonl => answers::run(args.source, Stream::Plain, |reader, input| {
            let reading = reader.read_to(input, Depth::Statements);
            let rows = rows(&record::build(&reading), &reading.document.text);
            let line = |row: Vec<Value>| {
                let named: Map<String, Value> =
                    COLUMNS.iter().map(|&name| name.to_owned()).zip(row).collect();
                format!("{}\n", Value::Object(named))
            };
            rows.into_iter().map(line).collect()
        }),
    }
}

fn csv_lines(write: impl FnOnce(&mut csv::Writer<Vec<u8>>) -> csv::Result<()>) -> String {
    let mut table = csv::Writer::from_writer(Vec::new());
    write(&mut table).expect("writing into memory never fails, and every row has all columns");
    let bytes = table.into_inner().expect("writing into memory never fails");
    String::from_utf8(bytes).expect("made of strings")
}

/// A value as a cell of CSV.
pub(crate) fn cell(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Array(list) => list.iter().map(cell).collect::<Vec<_>>().join("; "),
        other => other.to_string(),
    }
}

/// A row for each statement of a record.
pub(crate) fn rows(record: &Record, text: &str) -> Vec<Vec<Value>> {
    let letters: Vec<char> = text.chars().collect();
    let words = |span: CharSpan| -> String {
        let piece: String =
            letters.get(span.start as usize..span.end as usize).unwrap_or_default().iter().collect();
        piece.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    record.statements.iter().map(|statement| row(record, statement, &words)).collect()
}

fn row(record: &Record, statement: &StatementRecord, words: &dyn Fn(CharSpan) -> String) -> Vec<Value> {
    let all = |spans: &[CharSpan]| spans.iter().map(|&span| words(span)).collect::<Vec<_>>().join(" … ");
    let places =
        |spans: &[CharSpan]| spans.iter().map(|s| format!("{}-{}", s.start, s.end)).collect::<Vec<_>>();
    let content = |wanted: Option<bool>| -> Vec<CharSpan> {
        let fits =
            statement.content.iter().filter(|piece| wanted.is_none_or(|wanted| piece.verbatim == wanted));
        fits.map(|piece| CharSpan { start: piece.start, end: piece.end }).collect()
    };
    let speaker = statement.speaker.as_ref();
    let party = speaker.map(|who| &who.party);
    let when = statement.when.as_ref();
    let channel = |words: bool| -> Vec<String> {
        let of = statement.channel.iter();
        of.map(|one| if words { one.surface.clone() } else { one.kind.word().to_owned() }).collect()
    };
    let names = |list: &[PersonRef]| list.iter().map(|who| name(record, who)).collect::<Vec<_>>();
    let outlets: Vec<&str> = statement.outlets.iter().map(|outlet| outlet.party.as_str()).collect();
    vec![
        json!(record.document.id),
        json!(record.document.published.date),
        json!(statement.id),
        json!(statement.parent),
        json!(record.document.outlet),
        json!(outlets),
        json!(all(&statement.source)),
        json!(speaker.map(|who| name(record, who))),
        json!(speaker.and_then(|who| who.person.clone())),
        json!(party.map(|party| &party.party)),
        json!(party.map(|party| party.kind.word())),
        json!(party.and_then(|party| party.state.clone())),
        json!(all(&statement.cue)),
        json!(statement.act.word()),
        json!(statement.polarity),
        json!(statement.modality.word()),
        json!(statement.mode.word()),
        json!(statement.attribution.word()),
        json!(channel(false)),
        json!(channel(true)),
        json!(names(&statement.addressees)),
        json!(statement.occasion.map(words)),
        json!(when.map(|when| &when.surface)),
        json!(when.and_then(|when| when.from.clone())),
        json!(when.and_then(|when| when.to.clone())),
        json!(all(&content(None))),
        json!(all(&content(Some(true)))),
        json!(all(&content(Some(false)))),
        json!(places(&statement.source)),
        json!(places(&statement.cue)),
        json!(places(&content(None))),
        json!(statement.inferred),
        json!(statement.confidence),
        json!(statement.rule),
    ]
}

/// Who is meant: the person, else the party's name.
fn name(record: &Record, who: &PersonRef) -> String {
    let party = || record.parties.iter().find(|party| party.party == who.party.party);
    let of_party = || party().map_or_else(|| who.party.party.clone(), |party| party.name.clone());
    who.person.clone().unwrap_or_else(of_party)
}
