//! From a paragraph to words, cut as the English treebanks of Universal Dependencies cut them: "didn't" is
//! did + n't, "state-run" is state + - + run, "$5" is $ + 5; "U.S.", "3.5", "9/11" and addresses stay whole.

use super::lists::{Abbreviation, WordLists};
use crate::span::Span;

/// Longer runs without a blank are no address.
const LONGEST_ADDRESS: usize = 2000;

/// Words longer than this hold nothing that is listed.
const LONGEST_LISTED: usize = 40;

/// Cuts the paragraph `span` of `text` into words, in order; every character that is not blank is in one.
pub(super) fn cut(text: &str, span: Span, lists: &WordLists, out: &mut Vec<Span>) {
    let mut cutter = Cutter { text, lists, out, fresh: true };
    let inside = span.of(text);
    let base = span.start as usize;
    let mut at = 0;
    while at < inside.len() {
        let rest = &inside[at..];
        let blank = rest.len() - rest.trim_start_matches(is_blank).len();
        let chunk = &rest[blank..];
        let length = chunk.find(is_blank).unwrap_or(chunk.len());
        if length > 0 {
            let start = base + at + blank;
            cutter.chunk(start, start + length);
        }
        at += blank + length;
    }
}

/// Blanks stand in no word; so do control and zero-width characters that stand alone.
pub(super) fn is_blank(c: char) -> bool {
    c.is_whitespace()
}

struct Cutter<'a> {
    text: &'a str,
    lists: &'a WordLists,
    out: &'a mut Vec<Span>,
    /// No word has been cut from this chunk yet, so that it may be an address.
    fresh: bool,
}

impl Cutter<'_> {
    fn push(&mut self, start: usize, end: usize) {
        if start < end {
            self.out.push(Span::new(start, end));
        }
    }

    /// Cuts what stands between two blanks.
    fn chunk(&mut self, start: usize, end: usize) {
        let mut at = start;
        self.fresh = true;
        while at < end {
            at = self.next(start, at, end);
        }
    }

    /// Cuts one piece at `at` and gives where the next begins.
    fn next(&mut self, chunk: usize, at: usize, end: usize) -> usize {
        let rest = &self.text[at..end];
        let Some(c) = rest.chars().next() else { return end };
        if let Some(length) = whole_sign(rest, at == chunk) {
            self.push(at, at + length);
            return at + length;
        }
        if is_word_char(c) || (at == chunk && heads_word(c, rest)) {
            let fresh = std::mem::replace(&mut self.fresh, false);
            let word = match self.address(rest, fresh) {
                Some(length) => {
                    self.push(at, at + length);
                    return at + length;
                }
                None => word_end(rest, self.lists),
            };
            let after = self.text.get(at + word + 1..).unwrap_or("");
            let word = match is_cut_off(rest, word, after) {
                true => word + 1,
                false => with_point(rest, word, after, self.lists),
            };
            self.word(at, at + word);
            return at + word;
        }
        let length = sign(rest, c);
        // The '90s, 's, n't after a break: the apostrophe belongs to what follows.
        if matches!(c, '\'' | '’') {
            let taken = self.apostrophe(chunk, at, end);
            if taken > 0 {
                self.push(at, at + taken);
                return at + taken;
            }
        }
        self.push(at, at + length);
        at + length
    }

    /// The length of an address or file name at the head of `rest`: "www.un.org/en", "a.b@c.org".
    fn address(&self, rest: &str, fresh: bool) -> Option<usize> {
        if !fresh || rest.len() < 5 || rest.len() > LONGEST_ADDRESS {
            return None;
        }
        let plain = rest.find(['<', '>', '"', '“', '”', ')', ']', '|', '—']).unwrap_or(rest.len());
        let run = rest[..plain].trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '’', '*', '-', '…']);
        let run = run.strip_suffix("'s").or(run.strip_suffix("’s")).unwrap_or(run);
        is_address(run).then_some(run.len())
    }

    /// An apostrophe with the letters or figures that belong to it, at the head of a chunk or after a cut.
    fn apostrophe(&self, chunk: usize, at: usize, end: usize) -> usize {
        let mark = self.text[at..].chars().next().map_or(1, char::len_utf8);
        let rest = &self.text[at + mark..end];
        let word = rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len());
        let inner = &rest[..word];
        let years = inner.len() >= 2
            && inner.as_bytes()[..2].iter().all(u8::is_ascii_digit)
            && matches!(&inner[2..], "" | "s");
        let clipped = ["em", "til", "cause", "bout"].iter().any(|clip| inner.eq_ignore_ascii_case(clip))
            && at == chunk
            && !rest[word..].starts_with(['\'', '’']);
        let ending = at > chunk || inner.len() <= 2 && at == chunk && rest.len() == word;
        let ending = ending && ENDINGS.iter().any(|end| end[1..].eq_ignore_ascii_case(inner));
        if years || clipped || ending { mark + word } else { 0 }
    }

    /// Cuts a word into stem and endings.
    fn word(&mut self, start: usize, end: usize) {
        let word = &self.text[start..end];
        if word.len() <= LONGEST_LISTED {
            if let Some(parts) = self.lists.contraction(word) {
                let mut at = start;
                for &part in parts {
                    self.push(at, at + part);
                    at += part;
                }
                return;
            }
            if let Some(unit) = unit(word) {
                self.push(start, start + unit);
                self.push(start + unit, end);
                return;
            }
        }
        self.push(start, end - ending(word));
        self.push(end - ending(word), end);
    }
}

/// Endings that are words of their own.
const ENDINGS: &[&str] = &["'s", "'re", "'ve", "'ll", "'d", "'m", "n't"];

/// The length of the ending that is a word of its own: "'s", "n't".
fn ending(word: &str) -> usize {
    let tail_start = word.char_indices().rev().nth(2).map_or(0, |(at, _)| at);
    let tail = &word[tail_start..];
    for (at, c) in tail.char_indices() {
        if !matches!(c, '\'' | '’' | '`' | '´') {
            continue;
        }
        let letters = &tail[at + c.len_utf8()..];
        let before = &word[..tail_start + at];
        if letters.eq_ignore_ascii_case("t") && before.ends_with(['n', 'N']) && before.len() > 1 {
            return word.len() - before.len() + 1;
        }
        let known = ENDINGS.iter().any(|end| end[1..].eq_ignore_ascii_case(letters));
        // The 1990's is one word.
        let years = before.len() >= 2
            && before.bytes().all(|b| b.is_ascii_digit())
            && letters == "s"
            && before.len() < 5
            && before.ends_with('0');
        if known && !before.is_empty() && !years {
            return word.len() - before.len();
        }
    }
    0
}

/// "5kg", "3pm", "10am": the length of the figures before a unit.
fn unit(word: &str) -> Option<usize> {
    const UNITS: &[&str] = &[
        "am", "pm", "a.m.", "p.m.", "a.m", "p.m", "kg", "km", "cm", "mm", "mph", "kph", "lb", "lbs", "oz",
        "ft", "mg", "ml", "k", "m", "bn", "mn", "tn", "hrs", "hr", "mins", "min", "pct", "mln", "bln",
        "dlrs", "cts", "b", "million", "billion", "c", "f", "gb", "mb", "tb", "mw", "kw", "hz", "khz", "mhz",
        "ghz", "x", "g", "p", "hh", "km²", "m²", "º",
    ];
    let figures = word.find(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | ',' | ':'))?;
    if figures == 0 || !word.as_bytes()[0].is_ascii_digit() {
        return None;
    }
    let letters = &word[figures..];
    let known = UNITS.iter().any(|unit| unit.eq_ignore_ascii_case(letters));
    (known && word.as_bytes()[figures - 1].is_ascii_digit()).then_some(figures)
}

pub(super) fn is_word_char(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || is_joiner(c)
}

/// Combining marks, zero-width joiners and the like belong to what they stand on.
fn is_joiner(c: char) -> bool {
    matches!(c as u32,
        0x300..=0x36F | 0x483..=0x489 | 0x591..=0x5BD | 0x64B..=0x65F | 0x200B..=0x200D | 0x20D0..=0x20F0
        | 0xFE00..=0xFE0F | 0xAD | 0x2060 | 0xFEFF)
}

/// Signs that begin a word at the head of a chunk: "+44", "@name", "#tag", ".25".
fn heads_word(c: char, rest: &str) -> bool {
    let next = rest[c.len_utf8()..].chars().next();
    match c {
        '+' => next.is_some_and(|c| c.is_ascii_digit()),
        '@' | '#' => next.is_some_and(char::is_alphabetic),
        '.' => next.is_some_and(|c| c.is_ascii_digit() || c.is_lowercase()),
        _ => false,
    }
}

/// A word that its speaker broke off: "He wa- was there." Not "two- and three-year".
fn is_cut_off(rest: &str, word: usize, after: &str) -> bool {
    let Some(tail) = rest[word..].strip_prefix('-') else { return false };
    let next = after.trim_start().split(' ').next().unwrap_or("");
    let ends = tail.is_empty() || tail.starts_with([',', '.', '?', '!', '"', '”']);
    ends && rest[..word].chars().all(char::is_alphabetic) && !matches!(next, "and" | "or" | "to" | "but" | "")
}

/// The end of the word at the head of `rest`, without a last point.
fn word_end(rest: &str, lists: &WordLists) -> usize {
    let mut end = 0;
    let mut chars = rest.char_indices().peekable();
    let mut before = '\0';
    if !rest.starts_with(is_word_char) {
        chars.next();
    }
    while let Some((at, c)) = chars.next() {
        if is_word_char(c) {
            end = at + c.len_utf8();
            before = c;
            continue;
        }
        let Some(&(_, after)) = chars.peek() else { break };
        let word = &rest[..at];
        let tail = &rest[at + c.len_utf8()..];
        if !is_word_char(after) || !joins(word, before, c, after, tail, lists) {
            break;
        }
    }
    end.max(rest.chars().next().map_or(1, char::len_utf8))
}

/// True where a sign stands inside a word.
fn joins(word: &str, before: char, c: char, after: char, tail: &str, lists: &WordLists) -> bool {
    // What is longer than any word is cut at every sign, so that cutting stays linear.
    if word.len() > 200 {
        return false;
    }
    let figures = before.is_ascii_digit() && after.is_ascii_digit();
    match c {
        '\'' | '’' | '`' | '´' => before.is_alphanumeric() && after.is_alphabetic(),
        '.' => point_joins(word, before, after, tail),
        ',' => figures && comma_joins(word, tail),
        ':' => figures,
        '/' => stroke_joins(word, before, after, tail),
        '&' => short_capitals(word) && after.is_alphabetic() && run_length(tail) <= 3,
        '-' | '‐' | '‑' => hyphen_joins(word, after, tail, lists),
        '*' | '@' => before.is_alphanumeric() && after.is_alphanumeric() && !figures,
        _ => false,
    }
}

/// "3.5", "U.S", "e.g", "Ph.D", "report.doc", "<BP.L>"; not "ended.The".
fn point_joins(word: &str, before: char, after: char, tail: &str) -> bool {
    if before.is_ascii_digit() && after.is_ascii_digit() {
        return true;
    }
    let last = word.rsplit(['.', '\'', '’', '-']).next().unwrap_or(word);
    let next = run_length(tail);
    // Letters one by one, as in U.S and a.m.
    let single = last.chars().count() == 1 && next == 1 || matches!(last, "Ph" | "LL" | "Ll");
    let single = single || (last.chars().count() == 1 && next <= 3 && word.contains('.'));
    // The sign of a share and of where it is traded.
    let ticker = next <= 2
        && before.is_ascii_uppercase()
        && after.is_ascii_uppercase()
        && tail.get(next..).is_some_and(|rest| rest.starts_with('>'));
    single
        || ticker
        || (before.is_lowercase() && after.is_lowercase())
        || (before.is_ascii_digit() && after.is_lowercase())
}

fn comma_joins(word: &str, tail: &str) -> bool {
    let figures = tail.bytes().take_while(u8::is_ascii_digit).count();
    figures == 3 || (figures < 3 && word.len() <= 3)
}

/// "9/11", "1/2", "11/28/2000", "L/C"; not "and/or".
fn stroke_joins(word: &str, before: char, after: char, tail: &str) -> bool {
    if before.is_ascii_digit() && after.is_ascii_digit() {
        return true;
    }
    let last = word.rsplit('/').next().unwrap_or(word);
    let letters = last.chars().all(char::is_alphabetic) && after.is_alphabetic();
    let next = run_length(tail);
    letters && last.chars().count() == 1 && next <= 3 && (next == 1 || matches!(last, "w" | "s"))
}

fn short_capitals(word: &str) -> bool {
    word.len() <= 4
        && word.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_lowercase() && word.len() == 1)
}

/// "non-aligned", "e-mail", "555-0100"; not "state-run".
fn hyphen_joins(word: &str, after: char, tail: &str, lists: &WordLists) -> bool {
    let next = run_length(tail);
    if lists.is_prefix(word) {
        return after.is_alphanumeric();
    }
    let figures =
        word.bytes().all(|b| b.is_ascii_digit() || b == b'-' || b == b'+' || b == b'/' || b == b'.');
    if !figures || !after.is_ascii_digit() {
        return false;
    }
    // Telephone numbers and numeric dates, but not spans of years or pages.
    let last = word.rsplit('-').next().unwrap_or(word).len();
    let digits = tail.bytes().take_while(u8::is_ascii_digit).count();
    let more =
        tail[digits..].starts_with('-') && tail[digits + 1..].starts_with(|c: char| c.is_ascii_digit());
    digits == next && (more || word.contains('-') || (last == 3 && digits == 4))
}

/// Letters and figures at the head, up to 32.
fn run_length(text: &str) -> usize {
    text.chars().take(32).take_while(|c| c.is_alphanumeric()).count()
}

/// The word with its point, if the point is part of it.
fn with_point(rest: &str, word: usize, after: &str, lists: &WordLists) -> usize {
    if !rest[word..].starts_with('.') || rest[word..].starts_with("..") {
        return word;
    }
    let bare = &rest[..word];
    // "U.S.-led", "Jr.'s": the part after the last cut counts.
    let letters = bare.chars().take(3).count() == 1 && bare.starts_with(char::is_uppercase);
    let acronym = bare.len() <= 12
        && bare.contains('.')
        && bare.split('.').all(|part| part.chars().count() == 1 && part.starts_with(char::is_alphabetic));
    let listed = match lists.abbreviation(bare) {
        Some(Abbreviation::Loose) => {
            let next = after.trim_start().chars().next();
            next.is_some_and(|c| !c.is_uppercase() && !matches!(c, '"' | '”' | '’' | '\''))
        }
        Some(Abbreviation::Number) => after.trim_start().starts_with(|c: char| c.is_ascii_digit()),
        found => found.is_some(),
    };
    if letters || acronym || listed { word + 1 } else { word }
}

/// Signs that are one token though they hold several characters, at the head of `rest`.
fn whole_sign(rest: &str, first: bool) -> Option<usize> {
    const FACES: &[&str] = &[
        ":-)", ":-(", ";-)", ":-D", ":-P", ":-/", ":)", ":(", ";)", ":D", ":P", "=)", "<3", "^_^", "-_-",
        ":'(", ":o)",
    ];
    let c = rest.chars().next()?;
    if first && matches!(c, ':' | ';' | '=' | '<' | '^' | '-') {
        for face in FACES {
            if rest.starts_with(face) && !rest[face.len()..].starts_with(is_word_char) {
                return Some(face.len());
            }
        }
    }
    for sign in ["[...]", "US$", "C$", "A$", "HK$", "NZ$", "&#3;", "&amp;"] {
        if rest.starts_with(sign) {
            return Some(sign.len());
        }
    }
    None
}

/// The length of the sign at the head of `rest`: one character, or a run of the same.
fn sign(rest: &str, c: char) -> usize {
    let run = |same: &dyn Fn(char) -> bool| rest.find(|c: char| !same(c)).unwrap_or(rest.len());
    match c {
        '!' | '?' => run(&|c| matches!(c, '!' | '?')),
        // "gone.?" and "gone...?!"
        '.' if rest[1..].starts_with(['!', '?']) => run(&|c| matches!(c, '.' | '!' | '?')),
        '’' if rest.starts_with("’’") => 6,
        '‘' if rest.starts_with("‘‘") => 6,
        '.' | '-' | '*' | '=' | '_' | '~' | '+' | '<' | '>' | '#' | '|' | '•' | '—' | '…' => {
            run(&|other| other == c)
        }
        '`' if rest.starts_with("``") => 2,
        '\'' if rest.starts_with("''") => 2,
        _ if is_pictograph(c) => picture(rest),
        _ => c.len_utf8(),
    }
}

fn is_pictograph(c: char) -> bool {
    matches!(c as u32, 0x2600..=0x27BF | 0x1F000..=0x1FAFF)
}

/// An emoji with its joiners, skin tones and second half of a flag.
fn picture(rest: &str) -> usize {
    let mut end = 0;
    let mut joined = true;
    for (at, c) in rest.char_indices() {
        let tone = matches!(c as u32, 0x1F3FB..=0x1F3FF);
        let flag = matches!(c as u32, 0x1F1E6..=0x1F1FF) && at == 4;
        let part = tone || flag || is_joiner(c) || (joined && is_pictograph(c));
        if !part {
            break;
        }
        joined = c == '\u{200D}';
        end = at + c.len_utf8();
    }
    end
}

/// "https://un.org", "www.un.org", "a@b.org", "un.org/en", "report.pdf".
fn is_address(run: &str) -> bool {
    const ENDS: &[&str] = &[
        ".com", ".org", ".net", ".gov", ".edu", ".int", ".doc", ".pdf", ".xls", ".html", ".htm", ".jpg",
        ".co.uk",
    ];
    let lower = |text: &str, end: &str| {
        text.len() > end.len()
            && text.is_char_boundary(text.len() - end.len())
            && text[text.len() - end.len()..].eq_ignore_ascii_case(end)
    };
    if run.contains("://") {
        return run
            .find("://")
            .is_some_and(|at| at >= 3 && run[..at].bytes().all(|b| b.is_ascii_alphabetic()));
    }
    if run.get(..4).is_some_and(|head| head.eq_ignore_ascii_case("www.")) {
        return run.len() > 6;
    }
    if let Some((name, host)) = run.split_once('@') {
        return !name.is_empty() && host.contains(['.', '_']) && host.len() > 3 && !host.contains('@');
    }
    let host = run.split('/').next().unwrap_or(run);
    let good = host.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | '~' | '#'));
    good && ENDS.iter().any(|end| lower(host, end))
}
