//! The page of a brief: its head, and what was kept out of the story.

use super::flow::{Flow, short};
use super::{Brief, DIM, TITLE};
use verbale::record::{Code, SegmentRecord};
use verbale::segment::SegmentKind;
use verbale::when::DateBasis;

/// Headline, name, days, outlet, and how long the story is.
pub(super) fn head(brief: &mut Brief) {
    let document = &brief.record.document;
    let mut title = Flow::new();
    let name = if document.name == "-" { "standard input" } else { &document.name };
    title.add(TITLE, document.title.as_deref().unwrap_or(name));
    title.lay(&mut brief.out, brief.look.width, 0, 0);
    let mut facts: Vec<String> = document.title.iter().map(|_| name.to_owned()).collect();
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
    flow.lay(&mut brief.out, brief.look.width, 0, 0);
    for kind in [SegmentKind::Dateline, SegmentKind::Byline] {
        for segment in segments(brief, kind) {
            let mut flow = Flow::new();
            flow.add(DIM, &short(brief.span(segment.span), 76));
            flow.lay(&mut brief.out, brief.look.width, 0, 0);
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

/// Says so where no talks were found, so that an empty brief is not taken for a broken one.
pub(super) fn nothing(brief: &mut Brief) {
    let record = brief.record;
    if record.moves.is_empty() {
        let foreign = record.document.language.as_deref().is_some_and(|code| code != "en");
        let said = match (record.statements.is_empty(), foreign) {
            (true, true) => "Not in English, so it was not read (--language en insists).",
            (true, false) => "Nothing of talks was found, and nobody is said to have said anything.",
            (false, _) => "Nothing of talks was found; what was said stands below.",
        };
        brief.out.push('\n');
        let mut flow = Flow::new();
        flow.add(DIM, said);
        brief.entry(flow, 2);
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
