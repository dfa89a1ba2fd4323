//! Events as JSON lines: the event of the record with its report, its words, its quad class and score.

use super::pairs::Telling;
use serde::Serialize;
use verbale::record::EventRecord;

#[derive(Serialize)]
struct Line<'a> {
    document: &'a str,
    published: Option<&'a str>,
    outlet: Option<&'a str>,
    sentence: usize,
    quad: &'static str,
    score: f32,
    words: String,
    #[serde(flatten)]
    event: &'a EventRecord,
}

/// One line an event.
pub(super) fn write(telling: &Telling) -> String {
    let document = &telling.record.document;
    let mut out = String::new();
    for told in telling.events() {
        let line = Line {
            document: &document.id,
            published: document.published.date.as_deref(),
            outlet: document.outlet.as_deref(),
            sentence: telling.sentence(told),
            quad: told.event.kind.quad().as_str(),
            score: told.event.score,
            words: telling.words(told),
            event: told.record,
        };
        out.push_str(&serde_json::to_string(&line).expect("an event holds only strings, numbers and lists"));
        out.push('\n');
    }
    out
}
