//! The quote automaton: one pass over the marks of each paragraph with a stack of open quotations.
//!
//! In go the paragraphs of a page; out come its quotations, nested ones under their parents:
//! “He said ‘no’ to us,” is one with a child. Apostrophes (don't, ministers', '90s) are told from single
//! quotes by their neighbours; a paragraph left open and taken up by the next one's opening mark goes on
//! there; what is left open otherwise ends with its paragraph and is noted. Nothing is refused.

use super::{Quote, Segment, SegmentKind};
use crate::note::{Note, NoteKind};
use crate::span::Span;

mod marks;

use marks::{Family, Mark, Turn};

/// Deeper nesting than this is noise: further opening marks are passed over.
const DEEPEST: usize = 6;

/// So many marks are noted one by one.
const NOTED: usize = 20;

struct Open {
    quote: usize,
    family: Family,
    ambiguous: bool,
}

struct Automaton<'a> {
    text: &'a str,
    quotes: Vec<Quote>,
    families: Vec<Family>,
    stack: Vec<Open>,
    /// The quotation left open by the paragraph before, which this one may carry on.
    pending: Option<(usize, Family)>,
    notes: Vec<Note>,
    unnoted: usize,
}

/// Finds the quotations of all segments, and notes on marks without partner.
pub(super) fn find(text: &str, segments: &[Segment]) -> (Vec<Quote>, Vec<Note>) {
    let mut automaton = Automaton {
        text,
        quotes: Vec::new(),
        families: Vec::new(),
        stack: Vec::new(),
        pending: None,
        notes: Vec::new(),
        unnoted: 0,
    };
    for segment in segments {
        automaton.paragraph(segment);
    }
    automaton.drop_pending();
    if automaton.unnoted > 0 {
        let message = format!("{} more quotation marks without a partner", automaton.unnoted);
        automaton.notes.push(Note::new(NoteKind::Quote, message));
    }
    (automaton.quotes, automaton.notes)
}

impl Automaton<'_> {
    fn paragraph(&mut self, segment: &Segment) {
        let body = segment.kind == SegmentKind::Body;
        let first = self.quotes.len();
        let marks = marks::read(self.text, segment.span);
        for mark in &marks {
            match self.turn(mark) {
                Turn::Open => self.open(mark, body && mark.span.start == segment.span.start),
                Turn::Close if body && self.carries_on(mark) => self.carry(mark, segment.span, first),
                Turn::Close => self.close(mark),
                _ => {}
            }
        }
        self.end(segment.span, first, body);
    }

    /// A closing mark whose partner stands in the paragraph before, which was left open.
    fn carries_on(&self, mark: &Mark) -> bool {
        self.stack.is_empty() && self.pending.is_some_and(|(_, family)| family == mark.family)
    }

    /// The quotation of the paragraph before goes on from this paragraph's start; the quotations that this
    /// paragraph has had so far, from `first`, stand in it.
    fn carry(&mut self, mark: &Mark, paragraph: Span, first: usize) {
        let continues = self.pending.take().map(|(before, _)| before as u32);
        let span = Span { start: paragraph.start, end: mark.span.end };
        let inner = Span { start: paragraph.start, end: mark.span.start };
        for quote in &mut self.quotes[first..] {
            quote.parent = Some(quote.parent.map_or(first as u32, |parent| parent + 1));
        }
        self.quotes.insert(first, Quote { span, inner, parent: None, continues, closed: true });
        self.families.insert(first, mark.family);
    }

    /// What a mark does, given what is open.
    fn turn(&self, mark: &Mark) -> Turn {
        let open = self.stack.iter().any(|open| open.family == mark.family);
        match mark.turn {
            Turn::Either if open => Turn::Close,
            Turn::Either => Turn::Open,
            Turn::Apostrophe => Turn::Apostrophe,
            // An apostrophe, unless something is there to be closed.
            Turn::CloseIfOpen if open => Turn::Close,
            Turn::CloseIfOpen => Turn::Apostrophe,
            turn => turn,
        }
    }

    fn open(&mut self, mark: &Mark, at_start: bool) {
        if self.stack.len() >= DEEPEST {
            return;
        }
        let continues = match self.pending.take() {
            Some((before, family)) if at_start && family == mark.family => Some(before as u32),
            Some(pending) if pending.1 != mark.family => {
                self.pending = Some(pending);
                None
            }
            Some((before, _)) => {
                self.note_open(before);
                None
            }
            None => None,
        };
        let parent = self.stack.last().map(|open| open.quote as u32);
        self.stack.push(Open {
            quote: self.quotes.len(),
            family: mark.family,
            ambiguous: mark.turn == Turn::Either,
        });
        let inner = Span { start: mark.span.end, end: mark.span.end };
        self.quotes.push(Quote { span: mark.span, inner, parent, continues, closed: false });
        self.families.push(mark.family);
    }

    fn close(&mut self, mark: &Mark) {
        let family = match self.stack.iter().any(|open| open.family == mark.family) {
            true => mark.family,
            // “so it ends' and ‘so it ends": a wrong partner is better than none.
            false => match self.stack.last() {
                Some(open) if mark.family != Family::Single => open.family,
                _ => return self.note(mark.span, "a closing quotation mark without its partner"),
            },
        };
        while let Some(open) = self.stack.pop() {
            let quote = &mut self.quotes[open.quote];
            quote.inner.end = mark.span.start.max(quote.inner.start);
            if open.family == family {
                quote.span.end = mark.span.end;
                quote.closed = true;
                return;
            }
            quote.span.end = quote.inner.end;
            if !open.ambiguous {
                self.note_open(open.quote);
            }
        }
    }

    /// Ends what is open at the paragraph's end.
    fn end(&mut self, paragraph: Span, first: usize, body: bool) {
        let left = std::mem::take(&mut self.stack);
        if body {
            self.drop_pending();
        }
        let Some(bottom) = left.first() else { return };
        for open in &left {
            let quote = &mut self.quotes[open.quote];
            quote.inner.end = paragraph.end;
            quote.span.end = paragraph.end;
        }
        let (bottom, family) = (bottom.quote, bottom.family);
        for open in left.iter().skip(1) {
            self.note_open(open.quote);
        }
        let cut = self.cut_at_next(bottom);
        if cut || !body {
            self.note_open(bottom);
        } else {
            self.pending = Some((bottom, family));
        }
        debug_assert!(bottom >= first);
    }

    /// A quotation left open that holds others of its own family lost its closing mark before the first of
    /// them: “We agree, he said. “We always did.”
    fn cut_at_next(&mut self, bottom: usize) -> bool {
        let family = self.families[bottom];
        let child = (bottom + 1..self.quotes.len())
            .find(|&n| self.families[n] == family && self.quotes[n].parent == Some(bottom as u32));
        let Some(child) = child else { return false };
        let end = self.quotes[child].span.start;
        let inner = Span { start: self.quotes[bottom].inner.start, end }.trim(self.text);
        self.quotes[bottom].inner.end = inner.end;
        self.quotes[bottom].span.end = inner.end;
        for quote in &mut self.quotes[child..] {
            if quote.parent == Some(bottom as u32) {
                quote.parent = None;
            }
        }
        true
    }

    fn drop_pending(&mut self) {
        if let Some((before, _)) = self.pending.take() {
            self.note_open(before);
        }
    }

    fn note_open(&mut self, quote: usize) {
        let span = self.quotes[quote].span;
        let mark = Span { start: span.start, end: self.quotes[quote].inner.start };
        self.note(mark, "an opening quotation mark without its partner");
    }

    fn note(&mut self, span: Span, message: &str) {
        if self.notes.len() < NOTED {
            self.notes.push(Note::at(NoteKind::Quote, span, message));
        } else {
            self.unnoted += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::find;
    use crate::segment::{Segment, SegmentKind};
    use crate::span::Span;

    /// Each quotation's inside, under `>` for each parent, `+` where it carries on, `?` where unclosed.
    fn check(paragraphs: &[&str], expected: &[&str]) {
        let text = paragraphs.join("\n");
        let mut segments = Vec::new();
        let mut start = 0;
        for paragraph in paragraphs {
            segments
                .push(Segment { kind: SegmentKind::Body, span: Span::new(start, start + paragraph.len()) });
            start += paragraph.len() + 1;
        }
        let (quotes, _) = find(&text, &segments);
        let show = |quote: &crate::segment::Quote| {
            let mut depth = String::new();
            let mut parent = quote.parent;
            while let Some(above) = parent {
                depth.push('>');
                parent = quotes[above as usize].parent;
            }
            let carried = if quote.continues.is_some() { "+" } else { "" };
            let open = if quote.closed { "" } else { "?" };
            format!("{depth}{carried}{}{open}", quote.inner.of(&text))
        };
        assert_eq!(quotes.iter().map(show).collect::<Vec<_>>(), expected, "{text}");
    }

    #[test]
    fn a_quotation_carried_on_holds_those_before_its_end() {
        check(
            &["“We wait.", "It is ‘no’ for now.” They left."],
            &["We wait.?", "+It is ‘no’ for now.", ">no"],
        );
    }

    #[test]
    fn every_kind_of_mark() {
        check(&["“We wait,” she said. \"They don't.\""], &["We wait,", "They don't."]);
        check(&["``We wait,'' she said. ''They do.''"], &["We wait,", "They do."]);
        check(&["«Nous attendons», dit-elle. „Wir warten“, sagt er."], &["Nous attendons", "Wir warten"]);
        check(&["'We wait,' she said. ‘They won’t.’"], &["We wait,", "They won’t."]);
        check(&["He wrote `no' on the paper."], &["no"]);
    }

    #[test]
    fn apostrophes_are_no_quotes() {
        check(&["The ministers' aides don't recall the '90s or the 'til-death oath's end."], &[]);
        check(&["The ministers’ aides don’t recall the ’90s, O’Neill said."], &[]);
        check(&["'The ministers' aides left,' he said."], &["The ministers' aides left,"]);
        check(&["It put troops in a 'state of war' near the border's end"], &["state of war"]);
    }

    #[test]
    fn quotes_nest() {
        check(&["“He told us ‘no’ twice,” she said."], &["He told us ‘no’ twice,", ">no"]);
        check(&["\"He told us 'no.'\""], &["He told us 'no.'", ">no."]);
        check(&["''He told us 'no.'''"], &["He told us 'no.'", ">no."]);
        check(&["\"It [the 'old' text] is (no) good.\""], &["It [the 'old' text] is (no) good.", ">old"]);
    }

    #[test]
    fn open_paragraphs_go_on() {
        check(&["He said: “We wait.", "“They do not.” Then he left."], &["We wait.?", "+They do not."]);
        check(&["He said: \"We wait.", "\"They do not.\""], &["We wait.?", "+They do not."]);
        check(&["He said: “We wait.", "Then he left."], &["We wait.?"]);
    }

    #[test]
    fn a_quotation_may_run_over_a_paragraph_without_a_mark() {
        check(&["He said: “We wait.", "They do not.” Then he left."], &["We wait.?", "+They do not."]);
        check(&["He said: \"We wait.", "So.", "They do not.\""], &["We wait.?"]);
        check(&["He said,\" We wait\" and left."], &[" We wait"]);
    }

    #[test]
    fn lost_marks_do_not_swallow_the_rest() {
        check(&["“We wait, he said. “They do not.” Then he left."], &["We wait, he said.?", "They do not."]);
        check(&["We wait,” he said. “They do not.”"], &["They do not."]);
        check(&["“We wait,\" he said, 'as ever'."], &["We wait,", "as ever"]);
    }

    #[test]
    fn notes_are_few() {
        let text = "” ".repeat(1000);
        let segment = Segment { kind: SegmentKind::Body, span: Span::new(0, text.len()) };
        let (_, notes) = find(&text, &[segment]);
        assert!(notes.len() <= 21);
    }
}
