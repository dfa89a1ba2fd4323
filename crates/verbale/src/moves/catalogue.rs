//! A user's catalogue of issues, which goes before the names that a text gives them.
//!
//! Enter: rows of `issues.tsv` (a name, the phrases that mean it, its parent), laid over by the caller; the tree
//! and the moves with the issues that the text names. Leave: the moves with the catalogue's issues wherever a
//! phrase stands in what they are about, and the issues in the order of their first mention. Refused, with file
//! and line: a name or phrase twice, a phrase without letters, a parent that there is not, a circle of parents.
//!
//! ```text
//! name               phrases                              parent
//! NATO enlargement   open door|admit Ukraine|membership    European security
//! ```

use super::join::Told;
use super::scene::Scene;
use super::{Issue, IssueId};
use crate::knowledge::{Files, KnowledgeError, Row, Table};
use crate::mention::slug;
use crate::span::Span;
use crate::token::TokenId;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// The file that a user's rows lie over.
pub(super) const ISSUES: &str = "issues.tsv";
/// Its columns.
const COLUMNS: [&str; 3] = ["name", "phrases", "parent"];

/// The issues that a user keeps, with the phrases by which they are known.
#[derive(Debug, Default)]
pub(super) struct Catalogue {
    entries: Vec<Entry>,
    /// Phrases by their first word, each a list of words.
    phrases: BTreeMap<String, Vec<(Vec<String>, usize)>>,
}

#[derive(Debug)]
struct Entry {
    name: String,
    parent: Option<usize>,
    /// How many stand above it.
    depth: usize,
}

/// A phrase of the catalogue in the text.
#[derive(Debug, Clone, Copy)]
struct Hit {
    span: Span,
    words: usize,
    entry: usize,
}

impl Catalogue {
    /// Reads the caller's rows.
    pub(super) fn new(files: &Files) -> Result<Catalogue, KnowledgeError> {
        let added = Files::added_name(ISSUES);
        let own = files.added(ISSUES).map(|text| (added.as_str(), text));
        let mut rows = Vec::new();
        for (called, text) in
            [(ISSUES, files.text(ISSUES)?)].into_iter().chain(own).chain(files.overlays(ISSUES))
        {
            // Who writes rows by hand leaves the cells at their ends out.
            rows.extend(Table::parse_open(called, text, &COLUMNS, 1)?.rows);
        }
        let mut catalogue = Catalogue::default();
        let mut names: BTreeMap<String, usize> = BTreeMap::new();
        let mut lines: BTreeMap<String, String> = BTreeMap::new();
        for row in &rows {
            let entry = catalogue.entries.len();
            let name = row.cell(0);
            if words(name).is_empty() {
                return Err(row.error("the name has no letters; expected the name of an issue"));
            }
            if names.insert(slug(name), entry).is_some() {
                return Err(row.error(format!("a second issue {name:?}; each name stands once")));
            }
            let mut own = BTreeSet::new();
            for phrase in std::iter::once(name).chain(row.list(1)) {
                let key = words(phrase);
                if key.is_empty() {
                    return Err(row.error(format!("the phrase {phrase:?} has no letters")));
                }
                if !own.insert(key.clone()) {
                    continue;
                }
                if let Some(other) = lines.insert(key.join(" "), name.to_owned()) {
                    let problem = format!("the phrase {phrase:?} already means {other:?}");
                    return Err(row.error(problem));
                }
                catalogue.phrases.entry(key[0].clone()).or_default().push((key, entry));
            }
            catalogue.entries.push(Entry { name: name.to_owned(), parent: None, depth: 0 });
        }
        catalogue.arrange(&rows, &names)?;
        Ok(catalogue)
    }

    fn arrange(&mut self, rows: &[Row<'_>], names: &BTreeMap<String, usize>) -> Result<(), KnowledgeError> {
        for (entry, row) in rows.iter().enumerate() {
            let parent = row.cell(2);
            if !parent.is_empty() {
                let Some(&at) = names.get(&slug(parent)) else {
                    return Err(row.error(format!("no issue {parent:?}; a parent needs a row of its own")));
                };
                self.entries[entry].parent = Some(at);
            }
        }
        for (entry, row) in rows.iter().enumerate() {
            let depth = self.above(entry).take(rows.len()).count();
            if depth == rows.len() {
                let name = &self.entries[entry].name;
                return Err(
                    row.error(format!("{name:?} stands above itself; expected parents without a circle"))
                );
            }
            self.entries[entry].depth = depth;
        }
        Ok(())
    }

    /// What stands above an issue, the nearest first.
    fn above(&self, entry: usize) -> impl Iterator<Item = usize> {
        std::iter::successors(self.entries[entry].parent, |&at| self.entries[at].parent)
    }

    /// The phrases in what is read of a text, in text order; one within a longer one is left out.
    fn hits(&self, scene: &Scene<'_>) -> Vec<Hit> {
        let parse = scene.parse;
        let mut found: Vec<Hit> = Vec::new();
        for (_, sentence) in parse.sentences() {
            let tokens = parse.tokens_of(sentence).filter(|&token| scene.is_read(token));
            let atoms: Vec<(String, String, TokenId)> = tokens
                .flat_map(|token| {
                    let (form, lemma) = (words(parse.form(token)), words(parse.lemma(token)));
                    let lemma = if form.len() == lemma.len() { lemma } else { form.clone() };
                    form.into_iter().zip(lemma).map(move |(form, lemma)| (form, lemma, token))
                })
                .collect();
            for at in 0..atoms.len() {
                let Some((words, entry)) = self.longest(&atoms[at..]) else { continue };
                let span = parse.span(atoms[at].2).join(parse.span(atoms[at + words - 1].2));
                if found.last().is_none_or(|last| !last.span.contains(span)) {
                    found.push(Hit { span, words, entry });
                }
            }
        }
        found
    }

    fn longest(&self, atoms: &[(String, String, TokenId)]) -> Option<(usize, usize)> {
        let (form, lemma, _) = atoms.first()?;
        let of = |word: &String| self.phrases.get(word).into_iter().flatten();
        let fits = |words: &[String]| {
            let mut pairs = words.iter().zip(atoms);
            words.len() <= atoms.len() && pairs.all(|(word, (form, lemma, _))| word == form || word == lemma)
        };
        let all = of(form).chain(of(lemma)).filter(|(words, _)| fits(words));
        all.map(|(words, entry)| (words.len(), *entry)).max_by_key(|&(words, entry)| (words, Reverse(entry)))
    }

    /// The best phrase within a stretch: the one of most words, then the one deepest in the catalogue, then the
    /// first.
    fn best(&self, hits: &[Hit], within: Span) -> Option<usize> {
        let low = hits.partition_point(|hit| hit.span.start < within.start);
        let inside = hits[low..].iter().take_while(|hit| hit.span.start < within.end);
        let inside = inside.filter(|hit| within.contains(hit.span));
        let rank = |hit: &&Hit| (hit.words, self.entries[hit.entry].depth, Reverse(hit.span.start));
        inside.max_by_key(rank).map(|hit| hit.entry)
    }

    /// Gives the moves the catalogue's issues, and the issues that there are then.
    pub(super) fn apply(&self, scene: &Scene<'_>, told: &mut [Told], named: Vec<Issue>) -> Vec<Issue> {
        if self.entries.is_empty() {
            return named;
        }
        let hits = self.hits(scene);
        let of_issue = |issue: &Issue| issue.mentions.iter().find_map(|&span| self.best(&hits, span));
        let known: Vec<Option<usize>> = named.iter().map(of_issue).collect();
        let before: BTreeSet<usize> = told.iter().filter_map(|one| Some(one.issue?.0 as usize)).collect();
        let entries: Vec<Option<usize>> =
            told.iter().map(|one| self.of_move(scene, &hits, &known, one)).collect();
        let after: BTreeSet<usize> = (told.iter().zip(&entries))
            .filter_map(|(one, entry)| entry.is_none().then(|| one.issue.map(|issue| issue.0 as usize))?)
            .collect();
        let stays = |n: usize| known[n].is_none() && (after.contains(&n) || !before.contains(&n));
        let (list, place) = self.listed(&hits, named, stays, &known);
        for (one, entry) in told.iter_mut().zip(entries) {
            let key = entry.map(Key::Kept).or(one.issue.map(|issue| Key::Named(issue.0 as usize)));
            one.issue = key.and_then(|key| place.get(&key)).map(|&at| IssueId(at as u32));
        }
        list
    }

    /// What a move is about: the issue that its text's name is, else a phrase in its topic, else, where the
    /// text names no issue, one in its clause.
    fn of_move(&self, scene: &Scene<'_>, hits: &[Hit], known: &[Option<usize>], one: &Told) -> Option<usize> {
        let by_name = one.issue.and_then(|issue| known[issue.0 as usize]);
        let topic = || one.draft.topic.and_then(|topic| self.best(hits, scene.parse.subtree_span(topic)));
        let clause = || {
            let mut spans = one.draft.evidence.iter().filter(|_| one.issue.is_none());
            spans.find_map(|&span| self.best(hits, span))
        };
        by_name.or_else(topic).or_else(clause)
    }

    /// The issues in the order of their first mention, with the place of each.
    fn listed(
        &self,
        hits: &[Hit],
        named: Vec<Issue>,
        stays: impl Fn(usize) -> bool,
        known: &[Option<usize>],
    ) -> (Vec<Issue>, BTreeMap<Key, usize>) {
        let mut mentions: BTreeMap<usize, Vec<Span>> = BTreeMap::new();
        let mut first: BTreeMap<usize, u32> = BTreeMap::new();
        for hit in hits {
            mentions.entry(hit.entry).or_default().push(hit.span);
            for entry in std::iter::once(hit.entry).chain(self.above(hit.entry)) {
                first.entry(entry).or_insert(hit.span.start);
            }
        }
        let kept = first.into_iter().map(|(entry, at)| (at, self.entries[entry].depth, Key::Kept(entry)));
        let texts = named.iter().enumerate().filter(|(n, _)| stays(*n));
        let texts =
            texts.map(|(n, issue)| (issue.mentions.first().map_or(0, |span| span.start), 0, Key::Named(n)));
        let mut order: Vec<(u32, usize, Key)> = kept.chain(texts).collect();
        order.sort_unstable();
        let place: BTreeMap<Key, usize> =
            order.iter().enumerate().map(|(at, &(_, _, key))| (key, at)).collect();
        let id = |key: Key| place.get(&key).map(|&at| IssueId(at as u32));
        let made = |&(_, _, key): &(u32, usize, Key)| match key {
            Key::Kept(entry) => Issue {
                parent: self.entries[entry].parent.and_then(|parent| id(Key::Kept(parent))),
                name: self.entries[entry].name.clone(),
                mentions: mentions.remove(&entry).unwrap_or_default(),
            },
            Key::Named(n) => {
                let above = |parent: usize| known[parent].map_or(Key::Named(parent), Key::Kept);
                let parent = named[n].parent.and_then(|parent| id(above(parent.0 as usize)));
                Issue { parent, ..named[n].clone() }
            }
        };
        (order.iter().map(made).collect(), place)
    }
}

/// An issue of the catalogue, or one that the text names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    Kept(usize),
    Named(usize),
}

/// The words of a phrase as they are compared: without case, accents, points, possessives and plurals.
fn words(phrase: &str) -> Vec<String> {
    let slug = slug(phrase);
    slug.split('-').filter(|word| !word.is_empty() && *word != "s").map(single).collect()
}

/// "guarantees" as "guarantee", "treaties" as "treaty"; "crisis" stays.
fn single(word: &str) -> String {
    let stem = word.strip_suffix('s').filter(|stem| stem.len() > 2 && !stem.ends_with(['s', 'u', 'i']));
    match (word.strip_suffix("ies").filter(|stem| stem.len() > 2), stem) {
        (Some(stem), _) => format!("{stem}y"),
        (None, Some(stem)) => stem.to_owned(),
        (None, None) => word.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::{Catalogue, ISSUES, words};
    use crate::knowledge::Files;

    fn check(rows: &str, expected: Result<usize, &str>) {
        let mut files = Files::embedded();
        files.overlay(ISSUES, "mine.tsv", format!("name\tphrases\tparent\n{rows}"));
        match (Catalogue::new(&files), expected) {
            (Ok(got), Ok(count)) => assert_eq!(got.entries.len(), count),
            (Err(error), Err(message)) => assert_eq!(error.to_string(), message),
            (got, _) => panic!("{got:?}"),
        }
    }

    #[test]
    fn rows_are_read_without_the_cells_at_their_ends() {
        check("arms control\nmissiles\tmissile limits|ballistic missiles\tarms control\n", Ok(2));
        check("", Ok(0));
    }

    #[test]
    fn faults_name_file_and_line() {
        check("a\tx\tb\n", Err("mine.tsv:2: no issue \"b\"; a parent needs a row of its own"));
        check("a\n\nA\n", Err("mine.tsv:4: a second issue \"A\"; each name stands once"));
        check("a\tx-ray\nb\tX ray\n", Err("mine.tsv:3: the phrase \"X ray\" already means \"a\""));
        check("a\t!\n", Err("mine.tsv:2: the phrase \"!\" has no letters"));
        check("\tx\n", Err("mine.tsv:2: the name has no letters; expected the name of an issue"));
        let circle = "mine.tsv:2: \"a\" stands above itself; expected parents without a circle";
        check("a\t\tb\nb\t\ta\n", Err(circle));
    }

    #[test]
    fn plurals_points_and_possessives_do_not_count() {
        assert_eq!(words("NATO's Open-Door policies"), ["nato", "open", "door", "policy"]);
        assert_eq!(words("U.S. crisis"), ["us", "crisis"]);
        assert_eq!(words("bus passes"), ["bus", "passe"]);
    }
}
