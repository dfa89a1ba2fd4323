//! What an issue is about, whatever it is called: the words of its name looked up in `matters.tsv`.
//!
//! Enters: the name of an issue or the text of a report. Leaves: the matters, broad matters and means that its words
//! stand for, in the order of the text, and the words that the table does not know. Names of nations, numbers and
//! words of negotiating say nothing here.
//!
//! ```text
//! bilateral microchip pact       matter semiconductors, means agreement
//! tariffs on Japanese goods      means sanctions and tariffs
//! legally binding pledge on cod  matter fisheries
//! ```

use crate::knowledge::{Files, KnowledgeError, WordMap, WordSet};
use std::borrow::Cow;
use std::collections::BTreeMap;

const MATTERS: &str = "matters.tsv";

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    Matter,
    Broad,
    Means,
    Act,
}

/// The table of matters, ready for look-up.
#[derive(Debug, Clone)]
pub struct Matters {
    /// By first word, the longest first: the other words, the class, the concept.
    by_word: WordMap<Vec<(Vec<String>, Class, String)>>,
    nations: WordSet,
}

/// What a name is about.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct About {
    /// Narrow matters: "semiconductors".
    pub matters: Vec<String>,
    /// Broad ones: "trade".
    pub broad: Vec<String>,
    /// What is done about it: "tariffs", "agreement".
    pub means: Vec<String>,
    /// Words that the table does not know, in the singular.
    pub others: Vec<String>,
}

/// How often a report speaks of what, more for the headline and the beginning.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Weights {
    /// Its narrow matters, the weightiest first, then those that come first.
    pub matters: Vec<(String, u32)>,
    /// The words that the table does not know.
    pub others: BTreeMap<String, u32>,
}

/// What a mention in the headline, in the first paragraph and below counts.
const HEADLINE: u32 = 4;
const LEAD: u32 = 2;
const BELOW: u32 = 1;

/// The weight from which a report is about a matter.
pub const ABOUT: u32 = 3;

impl Matters {
    /// Reads `matters.tsv`, and the demonyms of `countries.tsv`.
    pub fn new(files: &Files) -> Result<Matters, KnowledgeError> {
        let mut by_word: WordMap<Vec<(Vec<String>, Class, String)>> = WordMap::default();
        for row in files.table(MATTERS, &["word", "class", "concept"])?.rows {
            let class = match row.cell(1) {
                "matter" => Class::Matter,
                "broad" => Class::Broad,
                "means" => Class::Means,
                "act" => Class::Act,
                _ => return Err(row.error("matter, broad, means or act was expected")),
            };
            if (class == Class::Act) != row.cell(2).is_empty() {
                return Err(row.error("a concept was expected, and none for an act"));
            }
            let mut words = words(row.cell(0)).map(Cow::into_owned);
            let Some(first) = words.next() else { return Err(row.error("a word was expected")) };
            by_word.entry(first).or_default().push((words.collect(), class, row.cell(2).to_owned()));
        }
        for list in by_word.values_mut() {
            list.sort_by_key(|(rest, ..)| std::cmp::Reverse(rest.len()));
        }
        let columns = ["code", "name", "names", "demonyms", "capitals", "from", "to", "successors", "of"];
        let mut nations = WordSet::default();
        for row in files.table("countries.tsv", &columns)?.rows {
            for names in [row.list(1), row.list(2), row.list(3), row.list(4)] {
                nations.extend(names.flat_map(words).map(Cow::into_owned));
            }
        }
        Ok(Matters { by_word, nations })
    }

    /// What a name is about.
    pub fn about(&self, name: &str) -> About {
        let mut about = About::default();
        self.walk(name, |found| {
            let (list, word) = match found {
                Found::Listed(Class::Matter, concept) => (&mut about.matters, concept),
                Found::Listed(Class::Broad, concept) => (&mut about.broad, concept),
                Found::Listed(Class::Means, concept) => (&mut about.means, concept),
                Found::Listed(Class::Act, _) => return,
                Found::Other(word) => (&mut about.others, word),
            };
            if !list.iter().any(|known| known == word) {
                list.push(word.to_owned());
            }
        });
        about
    }

    /// How often a report speaks of what.
    pub fn weigh(&self, title: Option<&str>, text: &str) -> Weights {
        let mut found = Weights::default();
        let title = title.unwrap_or_default();
        self.count(title, HEADLINE, &mut found);
        let body = text.strip_prefix(title).unwrap_or(text);
        for (n, paragraph) in body.split("\n\n").filter(|part| !part.trim().is_empty()).enumerate() {
            self.count(paragraph, if n == 0 { LEAD } else { BELOW }, &mut found);
        }
        found.matters.sort_by_key(|one| std::cmp::Reverse(one.1));
        found
    }

    fn count(&self, part: &str, weight: u32, sum: &mut Weights) {
        self.walk(part, |found| match found {
            Found::Listed(Class::Matter, concept) => {
                match sum.matters.iter_mut().find(|one| one.0 == concept) {
                    Some(known) => known.1 += weight,
                    None => sum.matters.push((concept.to_owned(), weight)),
                }
            }
            Found::Listed(..) => {}
            Found::Other(word) => match sum.others.get_mut(word) {
                Some(known) => *known += weight,
                None => {
                    sum.others.insert(word.to_owned(), weight);
                }
            },
        });
    }

    fn walk(&self, text: &str, mut take: impl FnMut(Found)) {
        let words: Vec<Cow<'_, str>> = words(text).collect();
        let mut at = 0;
        while at < words.len() {
            let word = words[at].as_ref();
            let follows = |rest: &[String]| {
                words[at + 1..].len() >= rest.len() && words[at + 1..].iter().zip(rest).all(|(a, b)| a == b)
            };
            let listed = self.by_word.get(word).and_then(|list| list.iter().find(|(rest, ..)| follows(rest)));
            match listed {
                Some((rest, class, concept)) => {
                    take(Found::Listed(*class, concept));
                    at += rest.len();
                }
                None if says_something(word) && !self.nations.contains(word) => take(Found::Other(word)),
                None => {}
            }
            at += 1;
        }
    }
}

enum Found<'a> {
    Listed(Class, &'a str),
    Other(&'a str),
}

/// Short words are mostly particles, and numbers name nothing.
fn says_something(word: &str) -> bool {
    word.chars().count() > 3 && word.chars().all(char::is_alphabetic)
}

/// The words of a text in lower case and in the singular.
fn words(text: &str) -> impl Iterator<Item = Cow<'_, str>> {
    let words = text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(|word| {
        let small = word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit());
        singular(if small { Cow::Borrowed(word) } else { Cow::Owned(word.to_lowercase()) })
    })
}

/// "industries" industry, "taxes" tax, "chips" chip; "crisis" and "gas" stay.
fn singular(word: Cow<'_, str>) -> Cow<'_, str> {
    if word.len() <= 3 || !word.ends_with('s') {
        return word;
    }
    if let Some(stem) = word.strip_suffix("ies").filter(|stem| stem.len() > 2) {
        return Cow::Owned(format!("{stem}y"));
    }
    let long = ["sses", "ches", "shes", "xes"].iter().any(|end| word.ends_with(end));
    let cut = match word.strip_suffix('s') {
        Some(_) if long => 2,
        Some(stem) if !stem.ends_with(['s', 'u', 'i']) => 1,
        _ => 0,
    };
    let length = word.len() - cut;
    match word {
        Cow::Borrowed(word) => Cow::Borrowed(&word[..length]),
        Cow::Owned(mut word) => {
            word.truncate(length);
            Cow::Owned(word)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{About, Matters};
    use crate::knowledge::Files;

    fn check(name: &str, matters: &[&str], means: &[&str], others: &[&str]) {
        let table = Matters::new(&Files::embedded()).expect("the built-in table");
        let own = |list: &[&str]| list.iter().map(|&word| word.to_owned()).collect::<Vec<_>>();
        let About { matters: found, means: done, others: left, .. } = table.about(name);
        assert_eq!((found, done, left), (own(matters), own(means), own(others)), "{name}");
    }

    #[test]
    fn names_of_one_matter_meet() {
        check("bilateral microchip pact", &["semiconductors"], &["agreement"], &[]);
        check("computer chip accord", &["semiconductors"], &["agreement"], &[]);
        check("U.S. Japan semiconductor agreement", &["semiconductors"], &["agreement"], &[]);
    }

    #[test]
    fn nations_numbers_and_words_of_negotiating_say_nothing() {
        check("100 pct tariffs on Japanese goods", &[], &["sanctions and tariffs"], &[]);
        check("next talks in Geneva", &[], &[], &["geneva"]);
        check("reply", &[], &[], &[]);
    }

    #[test]
    fn what_a_report_says_most_and_first_weighs_most() {
        let table = Matters::new(&Files::embedded()).expect("the built-in table");
        let text = "Envoys to meet on cod\n\nEnvoys meet on fish quotas.\n\nSteel came up as well.";
        let weights = table.weigh(Some("Envoys to meet on cod"), text);
        assert_eq!(weights.matters[0].0, "fisheries");
        assert!(weights.matters[0].1 > weights.matters[1].1);
    }
}
