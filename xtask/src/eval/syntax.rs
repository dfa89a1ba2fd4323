//! The language engine against treebanks. Enters a model, what stands in `../shared/treebank`, and the
//! held-out parts of the project's newswire trees; leaves rows of figures. Tokens are gold; subtypes of
//! relations are passed over and punctuation counts. A file that is absent gives no row.

use super::Bench;
use super::page::Part;
use super::syntax_errors;
use anyhow::Result;
use std::collections::BTreeMap;
use std::path::Path;
use std::time::Instant;
use verbale::segment::SegmentKind;
use verbale::span::Span;
use verbale::syntax::conllu::{self, Tree};
use verbale::syntax::{EntityKind, Model, Syntax, parse};
use verbale::token::{Sentence, SentenceId, Token, Tokens};

/// A dev set: its name, its trees, its names where it has them.
#[derive(Debug)]
pub(crate) struct DevSet {
    pub(crate) name: &'static str,
    pub(crate) trees: Vec<Tree>,
    pub(crate) names: Option<Vec<Name>>,
    /// What its kinds of names are called there.
    pub(crate) kinds: Kinds,
}

/// Which kinds of names a set marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kinds {
    /// PER, ORG and LOC, where states and cities count as places.
    Three,
    /// PER, ORG, GPE, NORP and DATE, as in the newswire trees.
    Five,
}

impl Kinds {
    /// What a set calls a kind of name, if it marks it.
    pub(crate) fn name(self, kind: EntityKind) -> Option<&'static str> {
        match (self, kind) {
            (_, EntityKind::Person) => Some("PER"),
            (_, EntityKind::Org) => Some("ORG"),
            (Kinds::Three, EntityKind::Gpe | EntityKind::Loc) => Some("LOC"),
            (Kinds::Five, EntityKind::Gpe) => Some("GPE"),
            (Kinds::Five, EntityKind::Norp) => Some("NORP"),
            (Kinds::Five, EntityKind::Date) => Some("DATE"),
            _ => None,
        }
    }

    fn measure(self) -> &'static str {
        match self {
            Kinds::Three => "names F1 (PER, ORG, LOC)",
            Kinds::Five => "names F1 (PER, ORG, GPE, NORP, DATE)",
        }
    }
}

/// The held-out part of the newswire trees, from the project's root.
pub(crate) const HELD_OUT: &str = "data/newswire/heldout.conllu";

/// The held-out short sentences of the kinds that `train-15` and `train-16` teach, from the project's root.
const HELD_OUT_SHORT: &str = "data/newswire/heldout-short.conllu";

/// First word in the set, one past the last, and kind of a name.
pub(crate) type Name = (u32, u32, String);

/// One figure: what it is measured on, what it is, in per cent.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Row {
    pub(crate) set: String,
    pub(crate) what: &'static str,
    pub(crate) value: f64,
}

/// The dev sets that stand in `folder`, and the project's own.
pub(crate) fn dev_sets(folder: &Path) -> Vec<DevSet> {
    let read = |file: &str| std::fs::read_to_string(folder.join(file)).ok();
    let mut sets = Vec::new();
    for (name, file, entities) in
        [("EWT dev", "ewt-dev.conllu", Some("uner-ewt-dev.iob2")), ("GUM dev", "gum-dev.conllu", None)]
    {
        let Some(trees) = read(file).and_then(|text| conllu::read(&text).ok()) else { continue };
        let names = entities.and_then(read).and_then(|text| in_order(&trees, &iob_names(&text)));
        sets.push(DevSet { name, trees, names, kinds: Kinds::Three });
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    for (name, file) in [("newswire held-out", HELD_OUT), ("newswire held-out, short", HELD_OUT_SHORT)] {
        let trees = std::fs::read_to_string(root.join(file)).ok().and_then(|text| conllu::read(&text).ok());
        sets.extend(trees.map(|trees| {
            let names = Some(marked_names(&trees));
            DevSet { name, trees, names, kinds: Kinds::Five }
        }));
    }
    sets
}

/// Names of trees whose words carry `NE=B-ORG` and `NE=I-ORG`, without places that have no government.
pub(crate) fn marked_names(trees: &[Tree]) -> Vec<Name> {
    let mut names: Vec<Name> = Vec::new();
    let words = trees.iter().flat_map(|tree| &tree.nodes);
    for (at, node) in words.enumerate() {
        let mark = node.misc.split('|').find_map(|part| part.strip_prefix("NE="));
        match mark.and_then(|mark| mark.split_once('-')) {
            Some(("B", kind)) => names.push((at as u32, at as u32 + 1, kind.to_owned())),
            Some(("I", _)) => names.iter_mut().last().into_iter().for_each(|name| name.1 = at as u32 + 1),
            _ => {}
        }
    }
    names.retain(|(_, _, kind)| !matches!(kind.as_str(), "LOC" | "OTHER"));
    names
}

/// Names of a file of words with tags (`B-PER`, `I-PER`, `O`), for each sentence by its identity, as first
/// word, one past the last, and kind.
fn iob_names(text: &str) -> BTreeMap<&str, Vec<(u32, u32, &str)>> {
    let mut sentences: BTreeMap<&str, Vec<(u32, u32, &str)>> = BTreeMap::new();
    let (mut names, mut at) = (&mut Vec::new(), 0u32);
    for line in text.lines() {
        if let Some(id) = line.strip_prefix("# sent_id =") {
            names = sentences.entry(id.trim()).or_default();
            at = 0;
        } else if line.split('\t').count() >= 3 {
            match line.split('\t').nth(2).and_then(|tag| tag.split_once('-')) {
                Some(("B", kind)) => names.push((at, at + 1, kind)),
                Some(("I", _)) => names.iter_mut().last().into_iter().for_each(|name| name.1 = at + 1),
                _ => {}
            }
            at += 1;
        }
    }
    sentences
}

/// The names of all sentences, with words counted through all of `trees`; an empty list where a sentence
/// is not among `names` would count against the reader, so the set then has no names at all.
fn in_order(trees: &[Tree], names: &BTreeMap<&str, Vec<(u32, u32, &str)>>) -> Option<Vec<Name>> {
    let (mut all, mut first) = (Vec::new(), 0u32);
    for tree in trees {
        let inside = names.get(tree.id.as_str())?;
        all.extend(inside.iter().map(|(start, end, kind)| (first + start, first + end, (*kind).to_owned())));
        first += tree.nodes.len() as u32;
    }
    Some(all)
}

/// All figures of a model.
pub(crate) fn rows(model: &Model, sets: &[DevSet]) -> Vec<Row> {
    let mut rows = Vec::new();
    for set in sets {
        let (text, tokens) = gold_tokens(&set.trees);
        let syntax = parse(&text, &tokens, model);
        let row = |what, value| Row { set: set.name.to_owned(), what, value };
        rows.extend(tree_figures(&set.trees, &syntax).into_iter().map(|(what, value)| row(what, value)));
        if let Some(gold) = &set.names {
            rows.push(row(set.kinds.measure(), names_f1(gold, set.kinds, &syntax)));
        }
    }
    rows
}

/// Prints figures, one a line.
pub(crate) fn print(rows: &[Row]) {
    for Row { set, what, value } in rows {
        println!("{set}\t{what}\t{value:.2}");
    }
}

/// The part of the page of figures.
pub(super) fn part(bench: &Bench) -> Result<Part> {
    let mut part = Part {
        title: "Language engine",
        about: "Tags, trees and names on gold tokens, in per cent; subtypes of relations are passed over, punctuation \
                counts. The first are the dev sets of the treebanks that the network is trained on, the last two \
                are the parts of the project's own newswire trees that are kept out of training; the short one has \
                but 30 sentences, of kinds that a network once misread.",
        command: "cargo xtask eval syntax",
        head: vec!["set", "measure", "figure"],
        ..Part::default()
    };
    let sets = dev_sets(&bench.shared.join("treebank"));
    if bench.find("treebank").is_none() {
        part.absent("treebank");
    }
    let rows = rows(bench.reader.model(), &sets);
    part.rows =
        rows.into_iter().map(|row| vec![row.set, row.what.to_owned(), format!("{:.2}", row.value)]).collect();
    if bench.errors > 0 {
        syntax_errors::print(bench.reader.model(), &sets, bench.errors);
    }
    Ok(part)
}

/// Prints tokens a second of the engine alone on this machine's one core: the best of five runs.
pub(super) fn print_timing(bench: &Bench) -> Result<()> {
    let sets = dev_sets(&bench.shared.join("treebank"));
    let texts: Vec<(String, Tokens)> = sets.iter().map(|set| gold_tokens(&set.trees)).collect();
    let count: usize = texts.iter().map(|(_, tokens)| tokens.tokens.len()).sum();
    let run = |_| {
        let started = Instant::now();
        texts
            .iter()
            .for_each(|(text, tokens)| drop(std::hint::black_box(parse(text, tokens, bench.reader.model()))));
        count as f64 / started.elapsed().as_secs_f64()
    };
    let best = (0..5).map(run).fold(0.0, f64::max);
    println!("timing: tags, trees and names alone, {best:.0} tokens a second on one core");
    Ok(())
}

/// A text of the treebank's words with blanks between them, and those words as tokens.
pub(crate) fn gold_tokens(trees: &[Tree]) -> (String, Tokens) {
    let (mut text, mut tokens) = (String::new(), Tokens::default());
    for (number, tree) in trees.iter().enumerate() {
        let (first, begin) = (tokens.tokens.len() as u32, text.len());
        for node in &tree.nodes {
            let start = text.len();
            text.push_str(&node.form);
            let sentence = SentenceId(number as u32);
            tokens.tokens.push(Token { span: Span::new(start, text.len()), sentence });
            text.push(' ');
        }
        tokens.sentences.push(Sentence {
            span: Span::new(begin, text.len() - 1),
            tokens: first..tokens.tokens.len() as u32,
            segment: SegmentKind::Body,
            paragraph: number as u32,
        });
    }
    (text, tokens)
}

fn tree_figures(trees: &[Tree], syntax: &Syntax) -> [(&'static str, f64); 5] {
    let (mut all, mut first) = (0usize, 0usize);
    let [mut upos, mut xpos, mut lemma, mut heads, mut arcs] = [0usize; 5];
    for tree in trees {
        for (at, node) in tree.nodes.iter().enumerate() {
            let word = &syntax.words[first + at];
            all += 1;
            upos += usize::from(word.upos.name() == node.upos);
            xpos += usize::from(word.xpos == node.xpos);
            lemma += usize::from(node.lemma == "_" || word.lemma == node.lemma);
            let head = word.head.map_or(tree.nodes.len(), |head| head.index() - first);
            let right = head == node.head;
            heads += usize::from(right);
            arcs += usize::from(right && universal(word.rel) == universal(&node.rel));
        }
        first += tree.nodes.len();
    }
    let share = |count: usize| 100.0 * count as f64 / all.max(1) as f64;
    [
        ("UPOS", share(upos)),
        ("XPOS", share(xpos)),
        ("lemma", share(lemma)),
        ("UAS", share(heads)),
        ("LAS", share(arcs)),
    ]
}

fn universal(relation: &str) -> &str {
    relation.split(':').next().unwrap_or(relation)
}

/// Names with the right borders and kind.
fn names_f1(gold: &[Name], kinds: Kinds, syntax: &Syntax) -> f64 {
    let found: Vec<(u32, u32, &str)> = syntax
        .entities
        .iter()
        .filter_map(|entity| {
            let kind = kinds.name(entity.kind)?;
            Some((entity.tokens.start, entity.tokens.end, kind))
        })
        .collect();
    let is_gold = |name: &&(u32, u32, &str)| {
        gold.binary_search_by(|probe| (probe.0, probe.1, probe.2.as_str()).cmp(name)).is_ok()
    };
    let right = found.iter().filter(is_gold).count();
    200.0 * right as f64 / (found.len() + gold.len()).max(1) as f64
}
