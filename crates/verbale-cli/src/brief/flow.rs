//! Styled words, broken into lines of the width that there is.
//!
//! What stands in a report may hold anything, so control characters and marks that turn the direction of
//! writing are left out: no report may move a reader's cursor or colour his screen.

use anstyle::Style;
use std::fmt::Write;

/// Words with their styles, to be laid out as one paragraph.
#[derive(Default)]
pub(crate) struct Flow {
    words: Vec<Vec<(Style, String)>>,
    /// True where the next text begins a word of its own.
    apart: bool,
}

impl Flow {
    pub(crate) fn new() -> Flow {
        Flow { words: Vec::new(), apart: true }
    }

    /// Adds text; it joins the word before it unless a blank stands between.
    pub(crate) fn add(&mut self, style: Style, text: &str) {
        let text = printable(text);
        self.apart |= text.starts_with(char::is_whitespace);
        for (n, word) in text.split_whitespace().enumerate() {
            match self.words.last_mut() {
                Some(last) if n == 0 && !self.apart => last.push((style, word.to_owned())),
                _ => self.words.push(vec![(style, word.to_owned())]),
            }
        }
        self.apart = text.ends_with(char::is_whitespace) || self.apart && text.is_empty();
    }

    pub(crate) fn plain(&mut self, text: &str) {
        self.add(Style::new(), text);
    }

    /// Lays the words out in lines of `width` columns, the first after `first` blanks, the others after `rest`.
    pub(crate) fn lay(self, out: &mut String, width: usize, first: usize, rest: usize) {
        out.extend(std::iter::repeat_n(' ', first));
        let mut column = first;
        let mut fresh = true;
        for word in self.words {
            let length: usize = word.iter().map(|(_, text)| text.chars().count()).sum();
            if !fresh && column + 1 + length > width {
                out.push('\n');
                out.extend(std::iter::repeat_n(' ', rest));
                column = rest;
                fresh = true;
            }
            if !fresh {
                out.push(' ');
                column += 1;
            }
            for (style, text) in word {
                styled(out, style, &text);
            }
            column += length;
            fresh = false;
        }
        out.push('\n');
    }
}

/// Writes text in a style.
pub(crate) fn styled(out: &mut String, style: Style, text: &str) {
    let result =
        if style == Style::new() { out.write_str(text) } else { write!(out, "{style}{text}{style:#}") };
    result.expect("writing into a string never fails");
}

/// The first `most` letters of a text in one line, cut between words, with a mark where it was cut.
pub(crate) fn short(text: &str, most: usize) -> String {
    let mut line = String::new();
    let mut length = 0;
    for word in text.split_whitespace() {
        let letters = word.chars().count();
        if length + letters + 1 > most && !line.is_empty() {
            line.push_str(" …");
            return line;
        }
        if !line.is_empty() {
            line.push(' ');
        }
        // Cut letters say less than none, but one word of a hundred must not fill the screen.
        if letters > most {
            line.extend(word.chars().take(most));
            line.push('…');
            return line;
        }
        line.push_str(word);
        length += letters + 1;
    }
    line
}

fn printable(text: &str) -> String {
    let turns = |letter: char| matches!(letter, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let kept = text.chars().filter(|&letter| !turns(letter));
    kept.map(|letter| if letter.is_control() { ' ' } else { letter }).collect()
}

#[cfg(test)]
mod tests {
    use super::{Flow, short};
    use anstyle::Style;

    #[test]
    fn lines_end_before_column_80() {
        let mut flow = Flow::new();
        flow.plain(&"security guarantees ".repeat(20));
        let mut out = String::new();
        flow.lay(&mut out, 80, 4, 6);
        assert!(out.lines().count() > 1 && out.lines().all(|line| line.len() <= 80));
        assert!(out.lines().skip(1).all(|line| line.starts_with("      ") && !line.starts_with("       ")));
    }

    #[test]
    fn text_joins_unless_a_blank_stands_between() {
        let mut flow = Flow::new();
        flow.plain("Russia");
        flow.add(Style::new(), ": ");
        flow.plain("no\u{1b}[31m\u{202e}more");
        let mut out = String::new();
        flow.lay(&mut out, 80, 0, 0);
        assert_eq!(out, "Russia: no [31mmore\n");
    }

    #[test]
    fn long_contents_are_cut_between_words() {
        assert_eq!(short("it should not  go on for ever", 14), "it should not …");
        assert_eq!(short("short", 14), "short");
        assert_eq!(short(&"a".repeat(50), 5), "aaaaa…");
    }
}
