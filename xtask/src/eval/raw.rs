//! Words, sentences and arcs from raw text, as the CoNLL 2018 shared task counts them: a word is right where
//! its first and last character are a gold word's, a sentence where both its ends are, an arc where word, head
//! and relation are (subtypes passed over).
//!
//! Enters: a treebank in CoNLL-U. Its paragraphs (`# newpar`) are set apart by a blank line, its sentences
//! within one by what `SpaceAfter` says. Leaves: counts, and each place where words or sentences differ.

use super::Bench;
use super::page::Part;
use anyhow::Result;
use std::collections::BTreeMap;
use verbale::document::Document;
use verbale::knowledge::Files;
use verbale::segment;
use verbale::syntax::{Model, Syntax, parse};
use verbale::token::{self, WordLists};

/// A document of the treebank as raw text, with its words and sentences as byte offsets into it.
#[derive(Debug, Clone, Default)]
pub(super) struct Gold {
    /// The text.
    pub(super) text: String,
    /// Words, from first to past the last byte.
    pub(super) words: Vec<(usize, usize)>,
    /// Sentences, from the first word's start to the last word's end.
    pub(super) sentences: Vec<(usize, usize)>,
    /// Head of each word (its own number for a root) and relation without subtype.
    pub(super) arcs: Vec<(usize, String)>,
}

/// How many there are, how many were found, and how many of these are right.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Count {
    /// In the treebank.
    pub(super) gold: usize,
    /// Found.
    pub(super) found: usize,
    /// Both.
    pub(super) right: usize,
}

impl Count {
    /// The harmonic mean of precision and recall, in percent.
    pub(super) fn f1(self) -> f64 {
        200.0 * self.right as f64 / (self.gold + self.found).max(1) as f64
    }
}

/// What was measured on one treebank.
#[derive(Debug, Clone, Default)]
pub(super) struct Figures {
    /// Words.
    pub(super) words: Count,
    /// Sentences.
    pub(super) sentences: Count,
    /// Words with the right head and relation: its F1 is the shared task's LAS.
    pub(super) arcs: Count,
    /// Each difference in words as "gold → found", with its number.
    pub(super) word_errors: BTreeMap<String, usize>,
    /// Each difference in sentences, in order.
    pub(super) sentence_errors: Vec<String>,
}

/// The part of the page of figures; prints differences where they are asked for.
pub(super) fn part(bench: &Bench) -> Result<Part> {
    let mut part = Part {
        title: "Words and sentences",
        about: "F1 from raw text in per cent, as the CoNLL 2018 shared task counts; paragraphs apart, sentences not.",
        command: "cargo xtask eval raw",
        head: vec!["set", "words", "sentences", "LAS"],
        ..Part::default()
    };
    for name in ["ewt-dev.conllu", "gum-dev.conllu"] {
        let path = format!("treebank/{name}");
        let Some(file) = bench.find(&path) else {
            part.absent(&path);
            continue;
        };
        let figures = score(&std::fs::read_to_string(file)?, bench.reader.model())?;
        let f1 = |count: Count| format!("{:.2}", count.f1());
        part.rows.push(vec![name.to_owned(), f1(figures.words), f1(figures.sentences), f1(figures.arcs)]);
        figures.print(bench.errors);
    }
    Ok(part)
}

impl Figures {
    /// Prints the commonest differences in words and the first in sentences.
    fn print(&self, most: usize) {
        let mut words: Vec<_> = self.word_errors.iter().collect();
        words.sort_by_key(|(line, count)| (std::cmp::Reverse(**count), *line));
        for (line, count) in words.into_iter().take(most) {
            println!("{count} {line}");
        }
        for line in self.sentence_errors.iter().take(most) {
            println!("{line}");
        }
    }
}

/// Reads a treebank as raw text, cuts it and compares.
pub(super) fn score(conllu: &str, model: &Model) -> Result<Figures> {
    let lists = WordLists::new(&Files::embedded())?;
    let mut figures = Figures::default();
    for gold in read(conllu) {
        let document = Document { text: gold.text.clone(), english: true, ..Document::default() };
        let tokens = token::tokenise(&document, &segment::plain(&document), &lists);
        let ends = |span: verbale::span::Span| (span.start as usize, span.end as usize);
        let words: Vec<_> = tokens.tokens.iter().map(|token| ends(token.span)).collect();
        let sentences: Vec<_> = tokens.sentences.iter().map(|sentence| ends(sentence.span)).collect();
        add(&mut figures.words, &gold.words, &words);
        add(&mut figures.sentences, &gold.sentences, &sentences);
        add_arcs(&mut figures.arcs, &gold, &words, &parse(&gold.text, &tokens, model));
        compare_words(&gold, &words, &mut figures.word_errors);
        compare_sentences(&gold, &sentences, &mut figures.sentence_errors);
    }
    Ok(figures)
}

/// The documents of a treebank.
pub(super) fn read(conllu: &str) -> Vec<Gold> {
    let mut documents: Vec<Gold> = Vec::new();
    let mut builder = Builder::default();
    for line in conllu.lines() {
        if line.starts_with("# newdoc") {
            builder.end(&mut documents);
        } else if line.starts_with("# newpar") && !line.starts_with("# newpar_block") {
            builder.paragraph();
        } else if line.is_empty() {
            builder.sentence();
        } else if !line.starts_with('#') {
            builder.word(line);
        }
    }
    builder.end(&mut documents);
    documents
}

#[derive(Default)]
struct Builder {
    gold: Gold,
    /// Where the present sentence's words begin in `gold.words`.
    first: usize,
    blank: &'static str,
    /// The last word of a token of several words, and whether a blank follows it.
    whole: Option<(usize, bool)>,
}

impl Builder {
    fn word(&mut self, line: &str) {
        let mut columns = line.split('\t');
        let (Some(id), Some(form)) = (columns.next(), columns.next()) else { return };
        let spaced = !columns
            .clone()
            .next_back()
            .is_some_and(|misc| misc.split('|').any(|part| part == "SpaceAfter=No"));
        if let Some((_, last)) = id.split_once('-') {
            self.whole = last.parse().ok().map(|last| (last, spaced));
            return;
        }
        let Ok(id) = id.parse::<usize>() else { return };
        let head = columns.nth(4).and_then(|head| head.parse::<usize>().ok()).unwrap_or(0);
        let relation = columns.next().and_then(|relation| relation.split(':').next()).unwrap_or("");
        let spaced = match self.whole {
            Some((last, spaced)) => id == last && spaced,
            None => spaced,
        };
        self.whole = self.whole.filter(|(last, _)| id < *last);
        if !self.gold.text.is_empty() {
            self.gold.text.push_str(self.blank);
        }
        let start = self.gold.text.len();
        self.gold.text.push_str(form);
        let at = self.gold.words.len();
        self.gold.words.push((start, self.gold.text.len()));
        let head = head.checked_sub(1).map_or(at, |head| self.first + head);
        self.gold.arcs.push((head, relation.to_owned()));
        self.blank = if spaced { " " } else { "" };
    }

    fn sentence(&mut self) {
        if let Some(words) = self.gold.words.get(self.first..).filter(|words| !words.is_empty()) {
            self.gold.sentences.push((words[0].0, words[words.len() - 1].1));
        }
        self.first = self.gold.words.len();
    }

    fn paragraph(&mut self) {
        self.sentence();
        self.blank = "\n\n";
    }

    fn end(&mut self, documents: &mut Vec<Gold>) {
        self.sentence();
        let done = std::mem::take(self);
        if !done.gold.words.is_empty() {
            documents.push(done.gold);
        }
    }
}

fn add(count: &mut Count, gold: &[(usize, usize)], found: &[(usize, usize)]) {
    count.gold += gold.len();
    count.found += found.len();
    count.right += found.iter().filter(|span| gold.binary_search(span).is_ok()).count();
}

fn add_arcs(count: &mut Count, gold: &Gold, words: &[(usize, usize)], syntax: &Syntax) {
    count.gold += gold.words.len();
    count.found += words.len();
    for (at, (span, word)) in words.iter().zip(&syntax.words).enumerate() {
        let Ok(twin) = gold.words.binary_search(span) else { continue };
        let (head, relation) = &gold.arcs[twin];
        let same_head = words[word.head.map_or(at, |head| head.index())] == gold.words[*head];
        count.right += usize::from(same_head && word.rel.split(':').next() == Some(relation));
    }
}

/// Groups the words between two places where both agree.
fn compare_words(gold: &Gold, found: &[(usize, usize)], errors: &mut BTreeMap<String, usize>) {
    let (mut g, mut f) = (0, 0);
    while g < gold.words.len() && f < found.len() {
        if gold.words[g] == found[f] {
            (g, f) = (g + 1, f + 1);
            continue;
        }
        let (from_g, from_f) = (g, f);
        let mut ends = (gold.words[g].1, found[f].1);
        while ends.0 != ends.1 {
            if ends.0 < ends.1 && g + 1 < gold.words.len() {
                g += 1;
                ends.0 = gold.words[g].1;
            } else if ends.0 > ends.1 && f + 1 < found.len() {
                f += 1;
                ends.1 = found[f].1;
            } else {
                break;
            }
        }
        (g, f) = (g + 1, f + 1);
        let show = |words: &[(usize, usize)]| {
            words.iter().map(|&(start, end)| &gold.text[start..end]).collect::<Vec<_>>().join(" ")
        };
        let line = format!("{} → {}", show(&gold.words[from_g..g]), show(&found[from_f..f]));
        *errors.entry(line).or_default() += 1;
    }
}

fn compare_sentences(gold: &Gold, found: &[(usize, usize)], errors: &mut Vec<String>) {
    let starts = |spans: &[(usize, usize)]| spans.iter().map(|span| span.0).collect::<Vec<_>>();
    let (wanted, got) = (starts(&gold.sentences), starts(found));
    for at in got.iter().filter(|at| wanted.binary_search(at).is_err()) {
        errors.push(format!("wrong  {}", around(&gold.text, *at)));
    }
    for at in wanted.iter().filter(|at| got.binary_search(at).is_err()) {
        errors.push(format!("missed {}", around(&gold.text, *at)));
    }
}

fn around(text: &str, at: usize) -> String {
    let border = |mut at: usize| {
        while !text.is_char_boundary(at) {
            at += 1;
        }
        at
    };
    let (from, to) = (border(at.saturating_sub(40)), border((at + 40).min(text.len())));
    format!("{} ‖ {}", &text[from..at], &text[at..to]).replace('\n', "¶")
}

#[cfg(test)]
mod tests {
    use super::{read, score};
    use verbale::syntax::Model;

    const SAMPLE: &str = "# newdoc id = a\n# newpar id = a-1\n1-2\tCan't\t_\t_\t_\t_\t_\t_\t_\t_\n\
        1\tCa\t_\t_\t_\t_\t3\taux\t_\t_\n2\tn't\t_\t_\t_\t_\t3\tadvmod\t_\t_\n\
        3\twait\t_\t_\t_\t_\t0\troot\t_\tSpaceAfter=No\n4\t.\t_\t_\t_\t_\t3\tpunct\t_\t_\n\n\
        1\tGo\t_\t_\t_\t_\t0\troot\t_\t_\n\n# newpar id = a-2\n\
        1\tEnd\t_\t_\t_\t_\t0\troot\t_\t_\n\n";

    #[test]
    fn the_raw_text_comes_back() {
        let documents = read(SAMPLE);
        assert_eq!(documents.len(), 1);
        assert_eq!(documents[0].text, "Can't wait. Go\n\nEnd");
        assert_eq!(documents[0].sentences, [(0, 11), (12, 14), (16, 19)]);
        let heads: Vec<usize> = documents[0].arcs.iter().map(|arc| arc.0).collect();
        assert_eq!(heads, [2, 2, 2, 2, 4, 5]);
    }

    #[test]
    fn a_text_cut_as_its_treebank_is_right_throughout() {
        let model = Model::embedded().expect("the model that is committed");
        let figures = score(SAMPLE, &model).expect("the built-in lists");
        assert_eq!((figures.words.f1(), figures.sentences.f1(), figures.arcs.f1()), (100.0, 100.0, 100.0));
    }
}
