//! From lines to paragraphs. Pages divide them by blank lines or by single newlines; plain text of old is
//! wrapped at about seventy characters, and its lines are parts of one paragraph:
//! "The talks, which began on\nMonday, were resumed." is one, "The talks began.\nThey ended." is two.

use crate::span::Span;

/// A line without its ending and without blanks at its ends.
#[derive(Debug, Clone, Copy)]
struct Line {
    span: Span,
    /// In characters, with the indent.
    width: usize,
    indent: usize,
    /// No blank line stands before it.
    follows: bool,
}

/// Lines longer than this are not wrapped by hand.
const WIDEST: usize = 120;

/// The paragraphs of a text, in order, without blanks at their ends.
pub(super) fn paragraphs(text: &str) -> Vec<Span> {
    let lines = lines(text);
    let margin = margin(&lines);
    let mut paragraphs: Vec<Span> = Vec::new();
    let mut before: Option<Line> = None;
    for line in lines {
        let joined = before.is_some_and(|before| line.follows && joins(text, before, line, margin));
        match paragraphs.last_mut() {
            Some(last) if joined => *last = last.join(line.span),
            _ => paragraphs.push(line.span),
        }
        before = Some(line);
    }
    paragraphs
}

fn lines(text: &str) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut follows = false;
    let mut start = 0;
    for raw in text.split_inclusive(is_newline) {
        let whole = Span::new(start, start + raw.len());
        start += raw.len();
        let span = whole.trim(text);
        if span.is_empty() {
            // The \n of a \r\n is a piece of its own here, not a blank line.
            follows &= raw == "\n" && text[..whole.start as usize].ends_with('\r');
            continue;
        }
        let indent = (span.start - whole.start) as usize;
        let width = indent + span.of(text).chars().take(4 * WIDEST).count();
        lines.push(Line { span, width, indent, follows });
        follows = true;
    }
    lines
}

fn is_newline(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{0B}' | '\u{0C}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// The column at which the text is wrapped by hand, if it is.
fn margin(lines: &[Line]) -> Option<usize> {
    let followed: Vec<&Line> = lines.windows(2).filter(|pair| pair[1].follows).map(|pair| &pair[0]).collect();
    let widest = followed.iter().map(|line| line.width).max()?;
    let near = followed.iter().filter(|line| line.width * 5 >= widest * 4).count();
    let wrapped = (40..=WIDEST).contains(&widest) && near * 2 >= followed.len() && near >= 2;
    wrapped.then_some(widest)
}

/// True where the break between two lines is the printer's, not the writer's.
fn joins(text: &str, before: Line, line: Line, margin: Option<usize>) -> bool {
    let (head, next) = (before.span.of(text), line.span.of(text));
    let runs_on = next.starts_with(char::is_lowercase) && !ends_sentence(head);
    let Some(margin) = margin else {
        return runs_on && before.width >= 40 && line.width >= 3;
    };
    if line.indent > before.indent + 1 && ends_sentence(head) {
        return false;
    }
    let word = next.split_whitespace().next().map_or(0, |word| word.chars().take(WIDEST).count());
    runs_on || before.width + 1 + word + 3 > margin
}

fn ends_sentence(line: &str) -> bool {
    line.trim_end_matches(['"', '\'', '”', '’', ')', ']', '»']).ends_with(['.', '!', '?', ':', '…'])
}

#[cfg(test)]
mod tests {
    use super::paragraphs;

    fn check(text: &str, expected: &[&str]) {
        let found: Vec<&str> = paragraphs(text).into_iter().map(|span| span.of(text)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn blank_lines_divide() {
        check("One.\n\n \nTwo.\r\n\r\nThree.", &["One.", "Two.", "Three."]);
        check("\n\n", &[]);
    }

    #[test]
    fn single_newlines_divide_where_lines_are_not_wrapped() {
        check(
            "Envoy arrives\r\nThe envoy arrived.\nHe left.",
            &["Envoy arrives", "The envoy arrived.", "He left."],
        );
        let long = "The delegation, which had waited in the capital since the spring, was received by the minister and his whole staff.";
        check(&format!("{long}\n{long}"), &[long, long]);
    }

    #[test]
    fn wrapped_lines_are_joined() {
        let text = "The two delegations met for the third time this month and came no\n\
                    nearer to terms on the river, an official of the host country who\n\
                    asked not to be named said.\n\
                    Both will return in a week, when the chairman has promised a text\n\
                    of his own.";
        let cut = text.find("\nBoth").expect("the second paragraph");
        check(text, &[&text[..cut], &text[cut + 1..]]);
    }

    #[test]
    fn a_headline_over_its_date_is_not_joined() {
        check(
            "Envoy arrives in the capital for talks\nMonday, 3 May 2021\n\nHe came.",
            &["Envoy arrives in the capital for talks", "Monday, 3 May 2021", "He came."],
        );
    }
}
