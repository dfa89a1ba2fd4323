//! Where sentences end. A point ends one unless it belongs to an abbreviation; what stands in quotation
//! marks before "he said" does not: `"Why?" he asked.` is one sentence, `"No." He left.` two.

use super::lists::{Abbreviation, WordLists};
use crate::span::Span;

/// Finds the sentences of one paragraph; gives the index after each sentence's last token.
pub(super) fn ends(text: &str, tokens: &[Span], lists: &WordLists) -> Vec<usize> {
    let line = Line { text, tokens, lists };
    let mut ends = Vec::new();
    let mut at = 0;
    let mut first = 0;
    while at < tokens.len() {
        let Some(stop) = line.stop(at, first) else {
            at += 1;
            continue;
        };
        let next = line.past_closers(at + 1);
        if next < tokens.len() && line.splits(stop, at, next) {
            ends.push(next);
            first = next;
        }
        at = next;
    }
    if !tokens.is_empty() {
        ends.push(tokens.len());
    }
    ends
}

/// What may end a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stop {
    Point,
    /// A question or exclamation mark.
    Call,
    Dots,
    /// An abbreviation that may end one.
    Either,
    /// An initial: "J."
    Initial,
    /// A face: ":-)"
    Face,
}

struct Line<'a> {
    text: &'a str,
    tokens: &'a [Span],
    lists: &'a WordLists,
}

impl<'a> Line<'a> {
    fn of(&self, at: usize) -> &'a str {
        self.tokens.get(at).map_or("", |token| token.of(self.text))
    }

    /// No blank stands before the token.
    fn glued(&self, at: usize) -> bool {
        at > 0 && at < self.tokens.len() && self.tokens[at].start == self.tokens[at - 1].end
    }

    /// What the token at `at` is as the end of the sentence that begins at `first`.
    fn stop(&self, at: usize, first: usize) -> Option<Stop> {
        let token = self.of(at);
        match token.as_bytes().first()? {
            b'.' if token.len() > 1 => Some(Stop::Dots),
            // "1. The first …"
            b'.' if at == first + 1 && self.of(first).bytes().all(|b| b.is_ascii_digit()) => None,
            b'.' => Some(Stop::Point),
            b'!' | b'?' => Some(Stop::Call),
            _ if token.starts_with('…') => Some(Stop::Dots),
            b':' | b';' if token.len() > 1 => Some(Stop::Face),
            _ => self.abbreviation(token.strip_suffix('.')?),
        }
    }

    fn abbreviation(&self, word: &str) -> Option<Stop> {
        match self.lists.abbreviation(word) {
            Some(Abbreviation::Before | Abbreviation::Number) => None,
            Some(Abbreviation::Either | Abbreviation::Loose) => Some(Stop::Either),
            None if word.chars().count() == 1 => Some(Stop::Initial),
            None => Some(Stop::Either),
        }
    }

    /// Past closing marks that stand at the sentence's end.
    fn past_closers(&self, mut at: usize) -> usize {
        at = self.past_references(at);
        while self.glued(at) && is_closer(self.of(at)) {
            // An opening mark that stands before the next word without a blank: "ended."Then
            let opens = self.glued(at + 1)
                && !is_closer(self.of(at + 1))
                && is_straight(self.of(at))
                && begins_word(self.of(at + 1));
            if opens && !self.glued(at) {
                break;
            }
            at += 1;
        }
        self.past_references(at)
    }

    /// Past notes' numbers, as encyclopaedias set them: "He left. [4] [5]".
    fn past_references(&self, mut at: usize) -> usize {
        while self.of(at) == "[" {
            let close = (at + 2..at + 4).find(|&close| self.of(close) == "]");
            let number =
                self.of(at + 1).starts_with(|c: char| c.is_ascii_digit()) || self.of(at + 1) == "citation";
            match close {
                Some(close) if number => at = close + 1,
                _ => break,
            }
        }
        at
    }

    /// Whether a sentence ends before the token `next`, after a stop at `at`.
    fn splits(&self, stop: Stop, at: usize, next: usize) -> bool {
        let glued = self.glued(next);
        let lead = self.lead(next);
        let quoted = next > at + 1;
        match stop {
            Stop::Point if glued => lead == Lead::Upper && self.of(at.wrapping_sub(1)).len() > 1,
            Stop::Point => lead != Lead::Lower && lead != Lead::Mark || (lead == Lead::Lower && !quoted),
            Stop::Call if glued => lead == Lead::Upper,
            Stop::Call if lead == Lead::Lower => !quoted,
            Stop::Face => lead == Lead::Upper,
            Stop::Call => lead != Lead::Mark && !(quoted && self.is_report(next)),
            Stop::Dots => lead == Lead::Upper && (!glued || self.lists.is_starter(self.of(next))),
            Stop::Either => !glued && self.starts(next),
            Stop::Initial => !glued && self.starts(next) && !self.after_name(at),
        }
    }

    /// A word that begins sentences stands at `next`, after any opening marks.
    fn starts(&self, next: usize) -> bool {
        let word = self.skip_openers(next);
        self.lists.is_starter(self.of(word)) || (word > next && self.lead(word) == Lead::Upper)
    }

    /// A capitalised word stands before the initial: "George W."
    fn after_name(&self, at: usize) -> bool {
        at > 0 && self.of(at - 1).starts_with(char::is_uppercase)
    }

    /// "Roe asked": a name and a verb of saying before any mark.
    fn is_report(&self, next: usize) -> bool {
        for at in next..next + 5 {
            let word = self.of(at);
            if at > next && self.lists.is_report(word) {
                return true;
            }
            if !begins_word(word)
                || self.lists.is_starter(word) && !matches!(word, "He" | "She" | "They" | "I")
            {
                return false;
            }
        }
        false
    }

    fn skip_openers(&self, mut at: usize) -> usize {
        while is_opener(self.of(at)) {
            at += 1;
        }
        at
    }

    fn lead(&self, next: usize) -> Lead {
        let word = self.of(self.skip_openers(next));
        match word.chars().next() {
            Some(c) if c.is_uppercase() => Lead::Upper,
            Some(c) if c.is_lowercase() => Lead::Lower,
            Some(c) if c.is_alphanumeric() || matches!(c, '$' | '€' | '£' | '#' | '@' | '*' | '•' | '<') => {
                Lead::Other
            }
            Some('-' | '–' | '—' | '…' | '.') => Lead::Other,
            Some(c) if c.is_ascii_punctuation() => Lead::Mark,
            _ => Lead::Other,
        }
    }
}

/// What a sentence would begin with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Lead {
    Upper,
    Lower,
    /// A mark that carries a sentence on: a comma, a closing bracket.
    Mark,
    Other,
}

fn is_closer(token: &str) -> bool {
    matches!(token, "\"" | "”" | "’" | "'" | "''" | ")" | "]" | "}" | "»" | "›" | ">")
}

fn is_straight(token: &str) -> bool {
    matches!(token, "\"" | "'" | "''")
}

fn is_opener(token: &str) -> bool {
    matches!(token, "\"" | "“" | "‘" | "'" | "`" | "``" | "''" | "(" | "[" | "{" | "«" | "‹" | "„" | "<")
}

fn begins_word(token: &str) -> bool {
    token.starts_with(char::is_alphanumeric)
}
