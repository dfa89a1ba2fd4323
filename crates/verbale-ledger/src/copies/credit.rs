//! Whose report a page rests on, by its own words.
//!
//! In goes the text of a page; out comes the outlet that a line of it names as its source ("GENEVA, Jan 10
//! (Reuters) - …", "Source: TASS"), else the one whose report its first paragraphs tell ("TASS reported that …").
//! The words stand in `credits.tsv`, the names in `outlets.tsv`. A line that says more than that is no credit.

use std::collections::BTreeMap;
use verbale::knowledge::{Files, KnowledgeError};

/// Words of a line that may be a credit.
const SHORT: usize = 12;

/// Paragraphs in which a story says what it rests on.
const LEAD: usize = 4;

/// Bytes of a paragraph within which a dateline ends.
const DATELINE: usize = 100;

/// An outlet that a page names as its source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Credit {
    /// Its usual name, as `outlets.tsv` has it.
    pub outlet: String,
    /// Where the page says so.
    pub basis: CreditBasis,
}

/// What a credit rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CreditBasis {
    /// A line or dateline: the page is that outlet's report.
    Line,
    /// The first paragraphs: the page tells what that outlet reported.
    Told,
}

/// The names of outlets and the words that make a credit of them.
#[derive(Debug, Clone)]
pub struct Credits {
    /// Names in words, each with the usual name.
    names: BTreeMap<Vec<String>, String>,
    /// Words of the longest name.
    longest: usize,
    lines: Vec<Pattern>,
    leads: Vec<Pattern>,
}

/// Words before and after the name.
#[derive(Debug, Clone)]
struct Pattern {
    before: Vec<String>,
    after: Vec<String>,
}

/// A word as it stands, or the end of a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Token<'t> {
    Word(&'t str),
    End,
}

impl Credits {
    /// Reads `credits.tsv` and `outlets.tsv`.
    pub fn new(files: &Files) -> Result<Credits, KnowledgeError> {
        let mut credits =
            Credits { names: BTreeMap::new(), longest: 0, lines: Vec::new(), leads: Vec::new() };
        for row in files.table("outlets.tsv", &["name", "names", "kind", "state"])?.rows {
            for name in std::iter::once(row.cell(0)).chain(row.list(1)) {
                let words: Vec<String> = words(name).map(str::to_owned).collect();
                credits.longest = credits.longest.max(words.len());
                credits.names.insert(words, row.cell(0).to_owned());
            }
        }
        for row in files.table("credits.tsv", &["place", "phrase", "yes", "no"])?.rows {
            let (before, after) =
                row.cell(1).split_once('…').ok_or_else(|| row.error("… for the outlet was expected"))?;
            let owned = |part: &str| words(part).map(str::to_owned).collect();
            let pattern = Pattern { before: owned(before), after: owned(after) };
            match row.cell(0) {
                "line" => credits.lines.push(pattern),
                "lead" => credits.leads.push(pattern),
                _ => return Err(row.error("line or lead was expected")),
            }
        }
        Ok(credits)
    }

    /// The outlet on whose report the page rests. A line wins over the story's words, the first over a later one.
    pub fn credit(&self, text: &str) -> Option<Credit> {
        let paragraphs = || text.split('\n').map(str::trim).filter(|line| !line.is_empty());
        let of_line = paragraphs().enumerate().find_map(|(n, paragraph)| {
            let dated = if n < LEAD { self.dateline(paragraph) } else { None };
            dated.or_else(|| self.line(paragraph))
        });
        let found = of_line.map(|outlet| (outlet, CreditBasis::Line)).or_else(|| {
            let told = paragraphs().take(LEAD).find_map(|paragraph| self.told(paragraph))?;
            Some((told, CreditBasis::Told))
        });
        found.map(|(outlet, basis)| Credit { outlet: outlet.to_owned(), basis })
    }

    /// "GENEVA, Jan 10 (Reuters) - …", "MOSCOW, January 10. /TASS/. …", "Reuters - …".
    fn dateline(&self, paragraph: &str) -> Option<&str> {
        let end = (0..=DATELINE.min(paragraph.len())).rev().find(|&at| paragraph.is_char_boundary(at));
        let head = &paragraph[..end.unwrap_or(0)];
        let marked = [('(', ')'), ('/', '/'), ('[', ']')].into_iter().filter_map(|(open, close)| {
            let (_, rest) = head.split_once(open)?;
            Some(rest.split_once(close)?.0)
        });
        let first = [" - ", " – ", " — "].into_iter().find_map(|dash| Some(head.split_once(dash)?.0));
        marked.chain(first).find_map(|part| self.only_names(&words(part).collect::<Vec<_>>()))
    }

    /// A line that is a credit and nothing else.
    fn line(&self, paragraph: &str) -> Option<&str> {
        let line: Vec<&str> = words(paragraph).take(SHORT + 1).collect();
        if line.len() > SHORT {
            return None;
        }
        self.only_names(&line).or_else(|| {
            self.lines.iter().find_map(|pattern| {
                let rest = line.get(pattern.before.len()..)?;
                let inner = rest.get(..rest.len().checked_sub(pattern.after.len())?)?;
                let fits = same(&pattern.before, &line[..pattern.before.len()])
                    && same(&pattern.after, &rest[inner.len()..]);
                fits.then(|| self.only_names(inner)).flatten()
            })
        })
    }

    /// The first of the names, where the words are names and what joins them.
    fn only_names(&self, all: &[&str]) -> Option<&str> {
        let mut first = None;
        let mut at = 0;
        while at < all.len() {
            match self.name_at(all, at) {
                Some((name, length)) => {
                    first = first.or(Some(name));
                    at += length;
                }
                None if matches!(all[at], "and" | "the" | "The" | "news" | "agency" | "agencies") => at += 1,
                None => return None,
            }
        }
        first
    }

    /// The longest name that begins here, with its length in words.
    fn name_at(&self, all: &[&str], at: usize) -> Option<(&str, usize)> {
        (1..=self.longest.min(all.len() - at)).rev().find_map(|length| {
            let words: Vec<String> = all[at..at + length].iter().map(|word| (*word).to_owned()).collect();
            Some((self.names.get(&words)?.as_str(), length))
        })
    }

    /// The outlet whose report a paragraph of the story tells.
    fn told(&self, paragraph: &str) -> Option<&str> {
        let tokens = tokens(paragraph);
        let sentences = tokens.split(|token| *token == Token::End);
        sentences.into_iter().find_map(|sentence| {
            let all: Vec<&str> = sentence.iter().filter_map(|token| token.word()).collect();
            let mut at = 0;
            while at < all.len() {
                let Some((name, length)) = self.name_at(&all, at) else {
                    at += 1;
                    continue;
                };
                let before = all[..at].strip_suffix(&["the"]).unwrap_or(&all[..at]);
                let after = &all[at + length..];
                let fits = |pattern: &&Pattern| {
                    let near = before.len().checked_sub(pattern.before.len()).map(|from| &before[from..]);
                    let next = after.get(..pattern.after.len());
                    near.is_some_and(|near| same(&pattern.before, near))
                        && next.is_some_and(|next| same(&pattern.after, next))
                };
                if self.leads.iter().any(|pattern| fits(&pattern)) {
                    return Some(name);
                }
                at += length;
            }
            None
        })
    }
}

impl<'t> Token<'t> {
    fn word(self) -> Option<&'t str> {
        match self {
            Token::Word(word) => Some(word),
            Token::End => None,
        }
    }
}

/// The words of a text, without its marks.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(is_gap).map(|word| word.trim_matches(['.', '\'', '’', '-'])).filter(|word| !word.is_empty())
}

/// The words and the ends of sentences. "U.S. officials" has an end too many, which only parts what is not a name.
fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    for piece in text.split_whitespace() {
        tokens.extend(words(piece).map(Token::Word));
        if piece.trim_end_matches(['"', '”', ')', '\'', '’']).ends_with(['.', '!', '?']) {
            tokens.push(Token::End);
        }
    }
    tokens
}

fn is_gap(c: char) -> bool {
    !(c.is_alphanumeric() || matches!(c, '.' | '\'' | '’' | '-' | '©'))
}

/// Whether the words are those of a pattern, in whatever case.
fn same(pattern: &[String], words: &[&str]) -> bool {
    pattern.len() == words.len() && pattern.iter().zip(words).all(|(a, b)| a.eq_ignore_ascii_case(b))
}

#[cfg(test)]
mod tests {
    use super::{CreditBasis, Credits};
    use verbale::knowledge::Files;

    fn check(text: &str, expected: Option<(&str, CreditBasis)>) {
        let credits = Credits::new(&Files::embedded()).expect("the built-in tables");
        let found = credits.credit(text);
        assert_eq!(found.as_ref().map(|credit| (credit.outlet.as_str(), credit.basis)), expected, "{text}");
    }

    #[test]
    fn every_phrase_matches_its_sentence_and_no_other() {
        let files = Files::embedded();
        let credits = Credits::new(&files).expect("the built-in tables");
        let mut wrong = Vec::new();
        for row in files.table("credits.tsv", &["place", "phrase", "yes", "no"]).expect("the table").rows {
            for (text, expected) in [(row.cell(2), true), (row.cell(3), false)] {
                let found = if row.cell(0) == "line" { credits.line(text) } else { credits.told(text) };
                if found.is_some() != expected {
                    wrong.push(format!("{} {}: {text}: {found:?}", row.cell(0), row.cell(1)));
                }
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    #[test]
    fn a_dateline_names_the_agency() {
        let line = |name| Some((name, CreditBasis::Line));
        check("Talks go on\n\nGENEVA, Jan 10 (Reuters) - The talks go on.", line("Reuters"));
        check("MOSCOW, January 10. /TASS/. The talks go on.", line("TASS"));
        check("Kyodo - The talks go on in Geneva.", line("Kyodo"));
        check("GENEVA, Jan 10 (verbale example) - The talks go on.", None);
        check("The talks (Reuters has followed them) go on.", None);
    }

    #[test]
    fn a_line_wins_over_the_words_of_the_story() {
        let text = "Interfax reported on Monday that the envoy had left.\n\nHe was in Oslo.\n\nSource: AFP";
        check(text, Some(("Agence France-Presse", CreditBasis::Line)));
        check("Interfax reported that the envoy had left.", Some(("Interfax", CreditBasis::Told)));
        check("The envoy has left, the ministry said.", None);
    }
}
