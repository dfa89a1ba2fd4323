//! What is learnt from: treebank sentences, turned into numbers. Enters a folder with the treebanks; leaves
//! samples and the labels that occur in them.

use super::options::Options;
use super::{marked, names};
use anyhow::{Context, Result};
use std::collections::BTreeMap;
use std::path::Path;
use verbale::syntax::conllu::{self, Tree};
use verbale::syntax::features::{Rows, casing, rows};
use verbale::syntax::lexicon::Lexicon;

/// A sentence to learn from.
#[derive(Debug, Clone)]
pub(crate) struct Sample {
    pub(crate) rows: Vec<Rows>,
    /// Its tree; none where only names are marked.
    pub(crate) tree: Option<Gold>,
    /// Class of each word in names, where the sentence was read for names.
    pub(crate) names: Option<Vec<usize>>,
}

/// What a tree says of each word.
#[derive(Debug, Clone)]
pub(crate) struct Gold {
    pub(crate) tags: Vec<usize>,
    /// Head of each word; the number of words for the root.
    pub(crate) heads: Vec<u32>,
    pub(crate) relations: Vec<u16>,
}

/// A sentence as it was read, and how it marks names.
#[derive(Debug, Clone)]
pub(crate) struct Lesson {
    pub(crate) tree: Tree,
    pub(crate) named: Named,
}

impl Lesson {
    /// True where the sentence has a tree and not only names.
    pub(crate) fn is_parsed(&self) -> bool {
        self.named != Named::Only
    }
}

/// Labels in the order of the network's scores.
#[derive(Debug, Clone)]
pub(crate) struct Labels {
    pub(crate) tags: Vec<String>,
    pub(crate) relations: Vec<String>,
}

impl Labels {
    /// The labels of the trees, most frequent first; tags seen fewer than five times are left out.
    pub(crate) fn of(lessons: &[Lesson]) -> Labels {
        let nodes = || lessons.iter().filter(|l| l.is_parsed()).flat_map(|lesson| &lesson.tree.nodes);
        let tags = ranked(nodes().map(|node| format!("{}/{}", node.upos, node.xpos)), 5);
        let relations = ranked(nodes().map(|node| node.rel.clone()), 1);
        Labels { tags, relations }
    }

    /// The number of `root` among the relations.
    pub(crate) fn root(&self) -> usize {
        self.relations.iter().position(|name| name == "root").unwrap_or(0)
    }
}

fn ranked(names: impl Iterator<Item = String>, least: usize) -> Vec<String> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    names.for_each(|name| *counts.entry(name).or_default() += 1);
    let mut counts: Vec<(String, usize)> = counts.into_iter().filter(|(_, count)| *count >= least).collect();
    counts.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    counts.into_iter().map(|(name, _)| name).collect()
}

/// Reads a file of a treebank.
pub(crate) fn read(folder: &Path, name: &str) -> Result<Vec<Tree>> {
    let path = folder.join(name);
    let text = std::fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
    let trees = conllu::read(&text).map_err(|problem| anyhow::anyhow!("{}: {problem}", path.display()))?;
    Ok(trees.into_iter().filter(is_readable).collect())
}

/// False for sentences whose words are withheld (all underscores).
fn is_readable(tree: &Tree) -> bool {
    !tree.nodes.iter().all(|node| node.form.chars().all(|c| c == '_'))
}

/// How a sentence says which words are names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Named {
    /// Not at all.
    No,
    /// By the mentions of GUM (`Entity=`).
    Mentions,
    /// Word by word (`NE=`).
    Words,
    /// Word by word, and it has no tree.
    Only,
}

/// The treebanks' training parts, the project's own newswire trees and its own sentences with names, these
/// two as often as `options` say.
pub(crate) fn training(options: &Options) -> Result<Vec<Lesson>> {
    let mut lessons = Vec::new();
    let mut add =
        |trees: Vec<Tree>, named| lessons.extend(trees.into_iter().map(|tree| Lesson { tree, named }));
    add(read(&options.treebank, "ewt-train.conllu")?, Named::No);
    let without = options.without.as_deref().map_or(Ok(Vec::new()), documents)?;
    let mut gum = read(&options.treebank, "gum-train.conllu")?;
    // A sentence is called after its document: "GUM_news_crane-12".
    gum.retain(|tree| !without.iter().any(|name| tree.id.rsplit_once('-').is_some_and(|(of, _)| of == name)));
    add(gum, Named::Mentions);
    for _ in 0..options.newswire_times {
        add(newswire(&options.newswire)?, Named::Words);
    }
    for _ in 0..options.names_times {
        add(marked::read(&options.names)?, Named::Only);
    }
    Ok(lessons)
}

/// The documents that a file names: one a line, or JSON lines with an `id`.
fn documents(path: &Path) -> Result<Vec<String>> {
    let text = std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    let name = |line: &str| match serde_json::from_str::<serde_json::Value>(line) {
        Ok(object) => object["id"].as_str().map(str::to_owned),
        Err(_) => line.split_whitespace().next().map(str::to_owned),
    };
    Ok(text.lines().filter_map(name).collect())
}

/// The training part of the newswire trees.
fn newswire(folder: &Path) -> Result<Vec<Tree>> {
    let mut files: Vec<String> = std::fs::read_dir(folder)
        .with_context(|| format!("cannot read {}", folder.display()))?
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter(|name| name.starts_with("train-") && name.ends_with(".conllu"))
        .collect();
    files.sort();
    let read: Result<Vec<Vec<Tree>>> = files.iter().map(|file| read(folder, file)).collect();
    Ok(read?.concat())
}

/// Turns a sentence into numbers.
pub(crate) fn sample(lesson: &Lesson, labels: &Labels, lexicon: &Lexicon) -> Sample {
    let nodes = &lesson.tree.nodes;
    let casing = casing(nodes.iter().map(|node| node.form.as_str()));
    let find = |list: &[String], name: &str| list.iter().position(|known| known == name).unwrap_or(0);
    Sample {
        rows: nodes.iter().map(|node| rows(&node.form, casing, lexicon)).collect(),
        tree: lesson.is_parsed().then(|| Gold {
            tags: nodes.iter().map(|n| find(&labels.tags, &format!("{}/{}", n.upos, n.xpos))).collect(),
            heads: nodes.iter().map(|node| node.head as u32).collect(),
            relations: nodes.iter().map(|node| find(&labels.relations, &node.rel) as u16).collect(),
        }),
        names: match lesson.named {
            Named::No => None,
            Named::Mentions => Some(names::classes(&lesson.tree)),
            Named::Words | Named::Only => Some(names::marked(&lesson.tree)),
        },
    }
}
