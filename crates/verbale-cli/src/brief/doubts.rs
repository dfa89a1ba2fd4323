//! What is doubtful: moves of open polarity, contradicted or without a named source, names that were concluded,
//! and the notes of the reader.

use super::flow::{Flow, short};
use super::{Brief, DIM, OPEN, words};
use verbale::moves::Flag;
use verbale::note::NoteKind;
use verbale::record::{Code, MoveRecord, NoteRecord};

/// Doubts and notes, with the words they are about.
pub(super) fn doubts(brief: &mut Brief) {
    let record = brief.record;
    let flagged = |flag: Flag| -> Vec<&MoveRecord> {
        record.moves.iter().filter(|one| one.flags.contains(&Code(flag))).collect()
    };
    let concluded = record
        .moves
        .iter()
        .any(|one| one.from.iter().chain(&one.to).any(|party| party.inferred && party.surface.is_none()));
    let mut lines: Vec<(&str, Vec<&MoveRecord>)> = vec![
        ("for or against is left open; see the sentence", flagged(Flag::Polarity)),
        ("another move of the report contradicts it", flagged(Flag::Contradicted)),
        ("who says so is not named", flagged(Flag::Unnamed)),
    ];
    lines.retain(|(_, moves)| !moves.is_empty());
    if lines.is_empty() && record.notes.is_empty() && !concluded {
        return;
    }
    brief.section("Doubtful");
    for (message, moves) in lines {
        let ids: Vec<&str> = moves.iter().map(|one| one.id.as_str()).collect();
        let spans: Vec<_> = moves.iter().flat_map(|one| one.evidence.iter().copied()).collect();
        let mut flow = Flow::new();
        flow.add(OPEN, &format!("{}: ", ids.join(", ")));
        flow.plain(message);
        brief.tail(&mut flow, &[], &spans);
        brief.entry(flow, 2);
        brief.read_from(&spans, "");
    }
    let mut seen: Vec<(&str, &str)> = Vec::new();
    for one in &record.notes {
        let words = one.span.map_or("", |span| brief.span(span));
        if !seen.contains(&(one.message.as_str(), words)) {
            seen.push((&one.message, words));
            note(brief, one);
        }
    }
    if concluded {
        let mut flow = Flow::new();
        flow.add(
            DIM,
            "“?” behind a name: its sentence does not name it; it follows from the rest of the report",
        );
        brief.entry(flow, 2);
    }
}

fn note(brief: &mut Brief, note: &NoteRecord) {
    let mut flow = Flow::new();
    let grave = matches!(note.kind.0, NoteKind::Encoding | NoteKind::Language | NoteKind::Limit);
    flow.add(if grave { OPEN } else { DIM }, &format!("{}: ", words::matter(note.kind.0)));
    flow.plain(note.message.trim_end_matches('.'));
    if note.message.starts_with("no day of publication") {
        flow.plain(" (--date YYYY-MM-DD tells it)");
    }
    if let Some(span) = note.span {
        flow.add(DIM, &format!(" – “{}”", short(brief.span(span), 60)));
        brief.tail(&mut flow, &[], &[span]);
    }
    brief.entry(flow, 2);
}
