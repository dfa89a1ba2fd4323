//! The quotation marks of one paragraph, each with what it can do by its form and its neighbours.

use crate::span::Span;

/// Marks that close each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Family {
    Double,
    Single,
    Angle,
}

/// What a mark does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Turn {
    Open,
    Close,
    /// Closes if one of its family is open, else opens.
    Either,
    /// Closes if one of its family is open, else is an apostrophe.
    CloseIfOpen,
    Apostrophe,
}

/// One mark of a paragraph.
#[derive(Debug, Clone, Copy)]
pub(super) struct Mark {
    pub(super) span: Span,
    pub(super) family: Family,
    pub(super) turn: Turn,
}

/// How a mark looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Opening,
    Closing,
    Straight,
    /// „, whose partner is “.
    Low,
}

/// Words that begin with an apostrophe.
const CLIPPED: &[&str] = &[
    "em", "til", "till", "tis", "twas", "cause", "bout", "n", "round", "cos", "ere", "neath", "twill",
    "nuff", "tude",
];

/// The marks of a paragraph, in order.
pub(super) fn read(text: &str, paragraph: Span) -> Vec<Mark> {
    let inside = paragraph.of(text);
    let mut marks = Vec::new();
    let mut low = false;
    let mut doubled = false;
    let mut at = 0;
    while let Some((from, c)) = next_mark(inside, at) {
        let (length, form, family) = form(&inside[from..], c, &inside[..from], doubled);
        let (before, after) = (&inside[..from], &inside[from + length..]);
        let form = match form {
            Form::Low => {
                low = true;
                Form::Opening
            }
            // “ after „ is its partner.
            Form::Opening if low && c == '“' && !spaced_before(before) => Form::Closing,
            form => form,
        };
        low &= form != Form::Closing;
        let turn = match family {
            Family::Single => single(form, before, after),
            Family::Double => double(form, before, after),
            Family::Angle => angle(form, before, after),
        };
        doubled = match turn {
            _ if family != Family::Double => doubled,
            Turn::Open => true,
            Turn::Either => !doubled,
            _ => false,
        };
        let start = paragraph.start as usize + from;
        marks.push(Mark { span: Span::new(start, start + length), family, turn });
        at = from + length;
    }
    settle_singles(&mut marks, text);
    settle_doubles(&mut marks, text);
    marks
}

fn next_mark(inside: &str, at: usize) -> Option<(usize, char)> {
    let found = inside[at..].char_indices().find(|&(_, c)| is_mark(c))?;
    Some((at + found.0, found.1))
}

fn is_mark(c: char) -> bool {
    match c {
        '"' | '\'' | '`' | '«' | '»' => true,
        c if (c as u32) < 0x2018 => false,
        '‘' | '’' | '‚' | '‛' | '“' | '”' | '„' | '‟' | '‹' | '›' | '＂' => true,
        _ => false,
    }
}

/// Length in bytes, form and family of the mark at the head of `here`.
fn form(here: &str, c: char, before: &str, doubled: bool) -> (usize, Form, Family) {
    let length = c.len_utf8();
    // ““We wait” has one opening mark, set twice.
    let again = match c {
        '“' | '”' => here.chars().take_while(|&next| next == c).count(),
        _ => 1,
    };
    match c {
        '"' | '＂' => (length, Form::Straight, Family::Double),
        '“' | '‟' => (again * length, Form::Opening, Family::Double),
        '„' => (length, Form::Low, Family::Double),
        '”' => (again * length, Form::Closing, Family::Double),
        '«' | '‹' => (length, Form::Opening, Family::Angle),
        '»' | '›' => (length, Form::Closing, Family::Angle),
        '`' if here.starts_with("``") => (2, Form::Opening, Family::Double),
        '\'' if here.starts_with("''") && pairs(here, before, doubled) => (2, Form::Straight, Family::Double),
        '‘' if here.starts_with("‘‘") => (2 * length, Form::Opening, Family::Double),
        '’' if here.starts_with("’’") => (2 * length, Form::Closing, Family::Double),
        '`' | '‘' | '‛' | '‚' => (length, Form::Opening, Family::Single),
        '’' => (length, Form::Closing, Family::Single),
        _ => (length, Form::Straight, Family::Single),
    }
}

/// Of three straight single marks at the end of words, the first closes the inner quotation:
/// ''I was told 'no.'''
fn pairs(here: &str, before: &str, doubled: bool) -> bool {
    let run = here.bytes().take(4).take_while(|&b| b == b'\'').count();
    !(run == 3 && doubled && !spaced_before(before))
}

fn spaced_before(before: &str) -> bool {
    before.chars().next_back().is_none_or(opens_word)
}

/// After these a word begins.
fn opens_word(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '(' | '[' | '{' | '—' | '–' | '-' | '/' | '“' | '‘' | '«' | '`' | '…' | '¿' | '¡')
}

/// Before these a word has ended.
fn ends_word(after: &str) -> bool {
    after
        .chars()
        .next()
        .is_none_or(|c| !c.is_alphanumeric() && !matches!(c, '$' | '€' | '£' | '#' | '@' | '[' | '('))
}

fn double(form: Form, before: &str, after: &str) -> Turn {
    let start = spaced_before(before) || before.ends_with(['"', '\'', ',', ':']) && !ends_word(after);
    let end = ends_word(after);
    match form {
        Form::Opening if !start && end => Turn::Either,
        Form::Opening | Form::Low => Turn::Open,
        Form::Closing if start && !end && !before.ends_with(['-', '—', '–', '…']) => Turn::Either,
        Form::Closing => Turn::Close,
        // Five inches are no quotation: 5"
        Form::Straight if before.ends_with(|c: char| c.is_ascii_digit()) && end => Turn::CloseIfOpen,
        Form::Straight if start && !end => Turn::Open,
        Form::Straight if !start && end => Turn::Close,
        Form::Straight => Turn::Either,
    }
}

fn angle(form: Form, before: &str, after: &str) -> Turn {
    match form {
        Form::Opening if !spaced_before(before) && ends_word(after) => Turn::Close,
        Form::Closing if spaced_before(before) && !ends_word(after) => Turn::Open,
        Form::Closing => Turn::CloseIfOpen,
        _ => Turn::Open,
    }
}

fn single(form: Form, before: &str, after: &str) -> Turn {
    let start = spaced_before(before) || before.ends_with(['"', '”', '“']);
    let word = after.split(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
    let follows = after.starts_with(char::is_alphanumeric);
    if !start && before.ends_with(char::is_alphanumeric) && follows {
        return Turn::Apostrophe;
    }
    if start && follows {
        // The '90s and 'em.
        let years = word.bytes().take(2).filter(u8::is_ascii_digit).count() == 2 && word.len() <= 3;
        let clipped = years || CLIPPED.iter().any(|clip| word.eq_ignore_ascii_case(clip));
        return match form {
            Form::Closing => Turn::Apostrophe,
            _ if clipped => Turn::Apostrophe,
            _ => Turn::Open,
        };
    }
    match form {
        Form::Opening if start => Turn::Open,
        Form::Opening => Turn::Apostrophe,
        // ' . . . and so on'
        Form::Straight if start && after.trim_start().starts_with(['.', '…', '[', '"', '“', '$']) => {
            Turn::Open
        }
        _ => Turn::CloseIfOpen,
    }
}

/// A second look at single marks, from right to left: an opening one that nothing closes is an apostrophe,
/// and so is one after s that stands before a better closing mark ("'The ministers' aides left,' he said.").
fn settle_singles(marks: &mut [Mark], text: &str) {
    let (mut closing, mut better) = (false, false);
    for mark in marks.iter_mut().rev().filter(|mark| mark.family == Family::Single) {
        let before = &text[..mark.span.start as usize];
        let after = &text[mark.span.end as usize..];
        match mark.turn {
            Turn::CloseIfOpen => {
                let possessive = before.ends_with(['s', 'S', 'z', 'x'])
                    && after.strip_prefix(' ').is_some_and(|rest| rest.starts_with(char::is_lowercase));
                if possessive && better {
                    mark.turn = Turn::Apostrophe;
                }
                closing = true;
                better |= before.ends_with([',', '.', '!', '?']);
            }
            Turn::Open if !closing && !mark.span.of(text).starts_with(['‘', '‚']) => {
                mark.turn = Turn::Apostrophe;
            }
            Turn::Open => (closing, better) = (false, false),
            _ => {}
        }
    }
}

/// Of two closing marks in a row the first opens, if a blank, comma or colon stands before it:
/// he said," We wait" and left; ” … we wait,” he said.
fn settle_doubles(marks: &mut [Mark], text: &str) {
    let mut next = None;
    for mark in marks.iter_mut().rev().filter(|mark| mark.family == Family::Double) {
        let before = &text[..mark.span.start as usize];
        let start =
            before.is_empty() || before.ends_with([',', ':']) || before.ends_with(char::is_whitespace);
        if mark.turn == Turn::Close && next == Some(Turn::Close) && start {
            mark.turn = Turn::Either;
        }
        next = Some(mark.turn);
    }
}
