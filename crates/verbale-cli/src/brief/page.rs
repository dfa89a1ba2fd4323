//! The page of a brief: its head, what was kept out of the story, and the doubts.

use super::flow::{Flow, Start, short};
use super::{Brief, DIM, OPEN, TITLE};
use verbale::note::NoteKind;
use verbale::record::{Code, SegmentRecord};
use verbale::segment::SegmentKind;
use verbale::when::DateBasis;

/// Headline, name, days, outlet, and how long the story is.
pub(super) fn head(brief: &mut Brief) {
    let document = &brief.record.document;
    let mut title = Flow::new();
    title.add(TITLE, document.title.as_deref().unwrap_or(&document.name));
    title.lay(&mut brief.out, Start::Blank(0), 0);
    let mut facts = vec![document.name.clone()];
    facts.extend(document.outlet.clone());
    facts.push(match (&document.published.date, document.published.basis) {
        (Some(day), Code(DateBasis::Text)) => format!("published {day} (as the page says)"),
        (Some(day), _) => format!("published {day}"),
        (None, _) => "day of publication not known".to_owned(),
    });
    facts.extend(document.page_date.as_ref().map(|day| format!("page shows {day}")));
    facts.extend(
        document.language.as_ref().filter(|code| *code != "en").map(|code| format!("language {code}")),
    );
    facts.push(length(brief));
    let mut flow = Flow::new();
    flow.add(DIM, &facts.join(" · "));
    flow.lay(&mut brief.out, Start::Blank(0), 0);
    for kind in [SegmentKind::Dateline, SegmentKind::Byline] {
        for segment in segments(brief, kind) {
            let mut flow = Flow::new();
            flow.add(DIM, &short(brief.span(segment.span), 76));
            flow.lay(&mut brief.out, Start::Blank(0), 0);
        }
    }
}

fn segments<'a>(brief: &Brief<'a>, kind: SegmentKind) -> impl Iterator<Item = &'a SegmentRecord> + use<'a> {
    brief.record.segments.iter().filter(move |segment| segment.kind == Code(kind))
}

fn length(brief: &Brief) -> String {
    let body = || segments(brief, SegmentKind::Body);
    let words: usize = body().map(|segment| brief.span(segment.span).split_whitespace().count()).sum();
    match body().count() {
        1 => format!("1 paragraph, {words} words"),
        paragraphs => format!("{paragraphs} paragraphs, {words} words"),
    }
}

/// Says so where nothing was read, so that an empty brief is not taken for a broken one.
pub(super) fn nothing(brief: &mut Brief) {
    let record = brief.record;
    if record.statements.is_empty() && record.moves.is_empty() {
        brief.out.push('\n');
        let mut flow = Flow::new();
        flow.add(DIM, "Nobody is said to have said, asked or offered anything.");
        flow.lay(&mut brief.out, Start::Blank(2), 2);
    }
}

/// Page dates, related stories, prompts and the like, each in short.
pub(super) fn kept_out(brief: &mut Brief) {
    let kinds = [SegmentKind::PageDate, SegmentKind::Related, SegmentKind::Prompt, SegmentKind::Boilerplate];
    let kept: Vec<&SegmentRecord> = kinds.into_iter().flat_map(|kind| segments(brief, kind)).collect();
    if kept.is_empty() {
        return;
    }
    brief.section("Kept out of the story");
    for segment in kept {
        let mut flow = Flow::new();
        flow.add(DIM, &format!("{}: ", segment.kind.word().replace('-', " ")));
        flow.plain(&short(brief.span(segment.span), 100));
        brief.entry(flow, 2);
    }
}

/// Doubts and notes, with the words they are about.
pub(super) fn notes(brief: &mut Brief) {
    if brief.record.notes.is_empty() {
        return;
    }
    brief.section("Doubts and notes");
    for note in &brief.record.notes {
        let mut flow = Flow::new();
        let grave = matches!(note.kind, Code(NoteKind::Encoding | NoteKind::Language | NoteKind::Limit));
        flow.add(if grave { OPEN } else { DIM }, &format!("{}: ", note.kind.word()));
        flow.plain(&note.message);
        if let Some(span) = note.span {
            flow.add(DIM, &format!(" – “{}”", short(brief.span(span), 60)));
        }
        brief.entry(flow, 2);
    }
}
