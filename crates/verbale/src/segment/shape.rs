//! What a paragraph looks like, before anyone reads it: its length, its last mark, its capitals, its figures.

use super::phrases::PagePhrases;
use crate::span::Span;

/// Longer paragraphs are prose whatever they look like, and only their ends are looked at.
const LONG: usize = 320;

/// How a paragraph ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ending {
    /// With . ! ? or …, inside or outside of quotes and brackets.
    Sentence,
    /// With a colon.
    Colon,
    /// With a comma, semicolon or dash.
    Broken,
    /// With a word.
    Word,
}

/// The looks of one paragraph.
#[derive(Debug, Clone, Copy)]
pub(super) struct Shape {
    pub(super) long: bool,
    pub(super) words: usize,
    pub(super) ending: Ending,
    /// No lower-case letter, and some upper-case ones.
    pub(super) capitals: bool,
    /// Every word but small ones begins with a capital.
    pub(super) title_case: bool,
    /// Begins with a letter or figure, or with a quotation mark.
    pub(super) begins: Begin,
    /// Words that headlines leave out: the, was, said.
    pub(super) prose_words: usize,
    /// Someone speaks for himself: I, we, you.
    pub(super) personal: bool,
    /// Words that begin with a figure.
    pub(super) figures: usize,
    /// Signs that stand alone, and units.
    pub(super) signs: usize,
    /// No letter and no figure at all.
    pub(super) empty: bool,
}

/// How a paragraph begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Begin {
    Upper,
    Quote,
    Figure,
    Other,
}

impl Shape {
    pub(super) fn of(text: &str, span: Span, phrases: &PagePhrases) -> Shape {
        let inside = span.of(text);
        let long = inside.len() > LONG;
        let head = if long { prefix(inside, LONG) } else { inside };
        let mut shape = Shape {
            long,
            words: 0,
            ending: ending(inside),
            capitals: false,
            title_case: false,
            begins: begin(inside),
            prose_words: 0,
            personal: false,
            figures: 0,
            signs: 0,
            empty: !head.chars().any(char::is_alphanumeric),
        };
        let (mut capital, mut lower) = (0, 0);
        let mut word_buffer = String::new();
        for word in head.split_whitespace() {
            shape.words += 1;
            let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
            if bare.is_empty() || bare.starts_with(|c: char| c.is_ascii_digit()) {
                shape.figures += usize::from(!bare.is_empty());
                shape.signs += usize::from(bare.is_empty());
                continue;
            }
            word_buffer.clear();
            if bare.is_ascii() {
                word_buffer.push_str(&bare[..bare.len().min(24)]);
                word_buffer.make_ascii_lowercase();
            } else {
                let straight = |c: char| if c == '’' { '\'' } else { c };
                word_buffer.extend(bare.chars().take(24).flat_map(char::to_lowercase).map(straight));
            }
            let plain = word_buffer.as_str();
            shape.prose_words += usize::from(phrases.is_prose_word(plain));
            // "US" is no "us".
            let shouted = bare.len() > 1 && !bare.contains(char::is_lowercase);
            shape.personal |= !shouted && phrases.is_personal(plain);
            shape.signs += usize::from(phrases.is_unit(plain));
            match bare.starts_with(char::is_uppercase) {
                true => capital += 1,
                false if phrases.is_small(plain) => {}
                false => lower += 1,
            }
        }
        shape.capitals = capital > 0 && !head.chars().any(char::is_lowercase);
        shape.title_case = capital >= 4 && lower == 0;
        shape
    }

    /// Reads like a headline: no full stop, at most one small word in `share`, nobody speaking for himself.
    pub(super) fn is_headline_like(&self, share: usize) -> bool {
        let stopped = self.ending != Ending::Word && !(self.ending == Ending::Sentence && self.title_case);
        !self.long
            && !stopped
            && (4..=26).contains(&self.words)
            && matches!(self.begins, Begin::Upper | Begin::Quote | Begin::Figure)
            && self.figures * 4 <= self.words
            && (self.prose_words * share <= self.words || self.title_case || self.capitals)
            && !self.personal
    }

    /// A row of a table: figures and units, and none of the words that make a sentence.
    pub(super) fn is_table_row(&self) -> bool {
        let short = !self.long && self.ending != Ending::Sentence;
        short
            && self.prose_words == 0
            && !self.personal
            && self.figures >= 2
            && (self.figures + self.signs) * 3 >= self.words
    }

    /// Reads like a sentence of the story.
    pub(super) fn is_prose(&self) -> bool {
        self.long || (matches!(self.ending, Ending::Sentence | Ending::Colon) && self.words >= 2)
    }
}

fn prefix(text: &str, bytes: usize) -> &str {
    let mut end = bytes.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

fn ending(text: &str) -> Ending {
    let closers = ['"', '\'', '”', '’', ')', ']', '»', '*'];
    let mut last = None;
    for c in text.chars().rev().take(12) {
        if !closers.contains(&c) && !c.is_whitespace() {
            last = Some(c);
            break;
        }
    }
    match last {
        Some('.' | '!' | '?' | '…') => Ending::Sentence,
        Some(':') => Ending::Colon,
        Some(',' | ';' | '-' | '–' | '—') => Ending::Broken,
        _ => Ending::Word,
    }
}

fn begin(text: &str) -> Begin {
    match text.chars().next() {
        Some(c) if c.is_uppercase() => Begin::Upper,
        Some('"' | '“' | '‘' | '\'' | '«' | '`' | '„') => Begin::Quote,
        Some(c) if c.is_ascii_digit() || c == '$' || c == '€' || c == '£' => Begin::Figure,
        _ => Begin::Other,
    }
}
