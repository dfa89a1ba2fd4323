//! What is learnt from: treebank sentences, turned into numbers. Enters a folder with the treebanks; leaves
//! samples and the labels that occur in them.

use super::names;
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
    pub(crate) tags: Vec<usize>,
    /// Head of each word; the number of words for the root.
    pub(crate) heads: Vec<u32>,
    pub(crate) relations: Vec<u16>,
    /// Class of each word in names, where the sentence was read for names.
    pub(crate) names: Option<Vec<usize>>,
}

/// Labels in the order of the network's scores.
#[derive(Debug, Clone)]
pub(crate) struct Labels {
    pub(crate) tags: Vec<String>,
    pub(crate) relations: Vec<String>,
}

impl Labels {
    /// The labels of `trees`, most frequent first; tags seen fewer than five times are left out.
    pub(crate) fn of(trees: &[Tree]) -> Labels {
        let nodes = || trees.iter().flat_map(|tree| &tree.nodes);
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

/// How a treebank says which spans are names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Named {
    /// Not at all.
    No,
    /// By the mentions of GUM (`Entity=`).
    Mentions,
    /// Word by word (`NE=`).
    Words,
}

/// The treebanks' training parts and the project's own newswire trees, these as often as `times` says, with
/// how each marks names.
pub(crate) fn training(treebank: &Path, newswire: &Path, times: usize) -> Result<(Vec<Tree>, Vec<Named>)> {
    let mut trees = read(treebank, "ewt-train.conllu")?;
    let mut named = vec![Named::No; trees.len()];
    trees.extend(read(treebank, "gum-train.conllu")?);
    named.resize(trees.len(), Named::Mentions);
    let mut files: Vec<String> = std::fs::read_dir(newswire)
        .with_context(|| format!("cannot read {}", newswire.display()))?
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter(|name| name.starts_with("train-") && name.ends_with(".conllu"))
        .collect();
    files.sort();
    for _ in 0..times {
        for file in &files {
            trees.extend(read(newswire, file)?);
        }
    }
    named.resize(trees.len(), Named::Words);
    Ok((trees, named))
}

/// Turns a sentence into numbers.
pub(crate) fn sample(tree: &Tree, labels: &Labels, lexicon: &Lexicon, named: Named) -> Sample {
    let casing = casing(tree.nodes.iter().map(|node| node.form.as_str()));
    let find = |list: &[String], name: &str| list.iter().position(|known| known == name).unwrap_or(0);
    let nodes = &tree.nodes;
    Sample {
        rows: nodes.iter().map(|node| rows(&node.form, casing, lexicon)).collect(),
        tags: nodes.iter().map(|n| find(&labels.tags, &format!("{}/{}", n.upos, n.xpos))).collect(),
        heads: nodes.iter().map(|node| node.head as u32).collect(),
        relations: nodes.iter().map(|node| find(&labels.relations, &node.rel) as u16).collect(),
        names: match named {
            Named::No => None,
            Named::Mentions => Some(names::classes(tree)),
            Named::Words => Some(names::marked(tree)),
        },
    }
}
