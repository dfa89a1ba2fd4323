//! What else was said: statements that no move above tells, and bare assertions, in the order of the text; then
//! what is read into things by nobody named.

use super::flow::{Flow, short};
use super::line::{clean, when};
use super::{Brief, DIM, PARTY, words};
use std::collections::{BTreeMap, BTreeSet};
use verbale::moves::MoveKind;
use verbale::record::{CharSpan, ContentRecord, StatementRecord};

/// Letters of a content that are shown.
const SHOWN: usize = 150;

/// The statements that no move has told.
pub(super) fn others(brief: &mut Brief) {
    let record = brief.record;
    // An assertion tells nothing that its statement does not; its id leads to it.
    let mut told: BTreeSet<&str> = BTreeSet::new();
    let mut asserted: BTreeMap<&str, &str> = BTreeMap::new();
    for one in &record.moves {
        for id in &one.statements {
            match one.kind.0 {
                MoveKind::Assert => drop(asserted.entry(id).or_insert(&one.id)),
                _ => drop(told.insert(id)),
            }
        }
    }
    let shown: Vec<&StatementRecord> = record
        .statements
        .iter()
        .filter(|statement| !told.contains(statement.id.as_str()) && is_new(brief, statement))
        .collect();
    let (voiced, unvoiced): (Vec<&StatementRecord>, Vec<&StatementRecord>) =
        shown.into_iter().partition(|statement| statement.speaker.is_some() || !statement.source.is_empty());
    for (title, list) in [("What else was said", voiced), ("What is read into it, by nobody named", unvoiced)]
    {
        if !list.is_empty() {
            brief.section(title);
        }
        for statement in list {
            show(brief, statement, asserted.get(statement.id.as_str()).copied());
        }
    }
}

/// False for what a headline repeats, and for a frame that only holds another statement ("Reuters reports …").
fn is_new(brief: &Brief, statement: &StatementRecord) -> bool {
    let Some(first) = statement.content.first() else { return false };
    if brief.in_headline(first.start) {
        return false;
    }
    let length = |content: &[ContentRecord]| content.iter().map(|piece| piece.end - piece.start).sum::<u32>();
    let held = brief.record.statements.iter().filter(|other| other.parent.as_ref() == Some(&statement.id));
    let held: u32 = held.map(|other| length(&other.content)).sum();
    let outlet = statement.speaker.as_ref().is_some_and(|who| who.party.kind.word() == "outlet");
    held == 0 || !outlet && 2 * held < length(&statement.content)
}

fn show(brief: &mut Brief, statement: &StatementRecord, asserted: Option<&str>) {
    let mut flow = Flow::new();
    match &statement.speaker {
        Some(speaker) => flow.add(PARTY, &brief.names.person(speaker)),
        None => {
            let source: Vec<&str> = statement.source.iter().map(|&span| brief.span(span)).collect();
            flow.plain(&short(&source.join(" "), 60));
        }
    }
    if !statement.addressees.is_empty() {
        let to: Vec<String> = statement.addressees.iter().map(|who| brief.names.person(who)).collect();
        flow.add(DIM, " → ");
        flow.add(PARTY, &to.join(", "));
    }
    if statement.speaker.is_some() || !statement.source.is_empty() {
        let verb = words::spoke(statement.act.0, statement.polarity == "-");
        flow.add(DIM, &format!(" · {verb}"));
        flow.plain(": ");
    }
    flow.plain(&content(brief, &statement.content));
    let through = through(brief, statement);
    if !through.is_empty() {
        flow.add(DIM, &format!(" [{through}]"));
    }
    let spans: Vec<CharSpan> = statement.cue.iter().chain(&statement.source).copied().collect();
    let mut ids = vec![statement.id.as_str()];
    ids.extend(asserted);
    brief.tail(&mut flow, &ids, &spans);
    brief.entry(flow, 2);
    brief.read_from(&spans, &format!("{}, {:.2}", statement.rule, statement.confidence));
}

/// The pieces of a content in short, what is verbatim in quotation marks.
fn content(brief: &Brief, pieces: &[ContentRecord]) -> String {
    let marks = |letter: char| "\"“”«»,".contains(letter) || letter.is_whitespace();
    let mut shown = String::new();
    let mut left = SHOWN;
    for piece in pieces {
        let words = brief.words(piece.start, piece.end);
        let words = if piece.verbatim { words.trim_matches(marks) } else { words };
        // A scrap of a quotation says less than a mark that there is more.
        if left < words.chars().count().min(20) {
            shown.push_str(" …");
            break;
        }
        let words = short(words, left);
        left = left.saturating_sub(words.chars().count());
        if !shown.is_empty() {
            shown.push(' ');
        }
        shown += &if piece.verbatim { format!("“{words}”") } else { clean(&words) };
    }
    shown
}

/// Through whom and when: "Reuters; on public television; Monday".
fn through(brief: &Brief, statement: &StatementRecord) -> String {
    let mut parts: Vec<String> = Vec::new();
    let mut add = |part: String| {
        if !part.is_empty() && !parts.contains(&part) {
            parts.push(part);
        }
    };
    let outlets = brief.names.parties(&statement.outlets);
    if !outlets.is_empty() {
        add(format!("reported by {outlets}"));
    }
    statement.channel.iter().for_each(|channel| add(short(&channel.surface, 40)));
    statement.occasion.iter().for_each(|&span| add(short(brief.span(span), 40)));
    statement.when.iter().for_each(|day| add(when(day)));
    parts.join("; ")
}
