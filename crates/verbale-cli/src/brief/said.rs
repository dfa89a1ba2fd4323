//! Who said what to whom, through whom: the statements as a tree.

use super::flow::{Flow, short};
use super::{Brief, DIM, PARTY};
use std::collections::BTreeMap;
use verbale::record::{ContentRecord, StatementRecord};

/// Letters of a content that are shown.
const SHOWN: usize = 180;

/// Levels of nesting that are indented.
const DEEPEST: usize = 6;

/// The statements, those within another's content below it.
pub(super) fn statements(brief: &mut Brief) {
    let list = &brief.record.statements;
    if list.is_empty() {
        return;
    }
    brief.section("Who said what");
    let mut depth: BTreeMap<&str, usize> = BTreeMap::new();
    let mut below: BTreeMap<Option<&str>, Vec<&StatementRecord>> = BTreeMap::new();
    for statement in list {
        // A parent stands before its children; one that does not is shown at the top.
        let parent = statement.parent.as_deref().filter(|id| depth.contains_key(id));
        depth.insert(&statement.id, parent.map_or(0, |id| depth[id] + 1));
        below.entry(parent).or_default().push(statement);
    }
    let mut waiting: Vec<&StatementRecord> = below.get(&None).into_iter().flatten().rev().copied().collect();
    while let Some(statement) = waiting.pop() {
        show(brief, statement, depth[statement.id.as_str()]);
        waiting.extend(below.get(&Some(&*statement.id)).into_iter().flatten().rev());
    }
}

fn show(brief: &mut Brief, statement: &StatementRecord, depth: usize) {
    let mut flow = Flow::new();
    if depth > 0 {
        flow.add(DIM, "└ ");
    }
    match &statement.speaker {
        Some(speaker) => flow.add(PARTY, &brief.names.person(speaker)),
        None => {
            let source: Vec<&str> = statement.source.iter().map(|&span| brief.span(span)).collect();
            flow.add(DIM, if source.is_empty() { "nobody named" } else { "" });
            flow.plain(&short(&source.join(" "), 60));
        }
    }
    if !statement.addressees.is_empty() {
        let to: Vec<String> = statement.addressees.iter().map(|who| brief.names.person(who)).collect();
        flow.add(DIM, " → ");
        flow.add(PARTY, &to.join(", "));
    }
    let negated = if statement.polarity == "-" { "not " } else { "" };
    flow.add(DIM, &format!(" · {negated}{}", statement.act.word()));
    flow.plain(if statement.content.is_empty() { " " } else { ": " });
    flow.plain(&content(brief, &statement.content));
    let through = through(brief, statement);
    if !through.is_empty() {
        flow.add(DIM, &format!(" [{through}]"));
    }
    let indent = 2 + 2 * depth.min(DEEPEST);
    brief.entry(flow, indent);
    let spans: Vec<_> = statement.source.iter().chain(&statement.cue).copied().collect();
    brief.read_from(&spans, &statement.rule, statement.confidence, indent + 4);
}

/// The pieces of a content in short, what is verbatim in quotation marks.
fn content(brief: &Brief, pieces: &[ContentRecord]) -> String {
    let marks = |letter: char| "\"“”«»".contains(letter) || letter.is_whitespace();
    let mut shown = String::new();
    let mut left = SHOWN;
    for piece in pieces {
        if left == 0 {
            shown.push_str(" …");
            break;
        }
        let words = brief.words(piece.start, piece.end);
        let words = short(if piece.verbatim { words.trim_matches(marks) } else { words }, left);
        left = left.saturating_sub(words.chars().count());
        if !shown.is_empty() {
            shown.push(' ');
        }
        shown += &if piece.verbatim { format!("“{words}”") } else { words };
    }
    shown
}

/// Through whom and when: "Reuters; on public television; Monday".
fn through(brief: &Brief, statement: &StatementRecord) -> String {
    let outlets = brief.names.parties(&statement.outlets);
    let mut parts: Vec<String> = Vec::new();
    if !outlets.is_empty() {
        parts.push(format!("reported by {outlets}"));
    }
    parts.extend(statement.channel.iter().map(|channel| short(&channel.surface, 40)));
    parts.extend(statement.occasion.map(|span| short(brief.span(span), 40)));
    parts.extend(statement.when.as_ref().map(super::talks::when));
    parts.join("; ")
}
