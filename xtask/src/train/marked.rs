//! Sentences with their names marked and nothing else. Enters files of plain text, a sentence a line, each
//! name in square brackets after its kind; leaves trees that hold forms and `NE=` marks only. Refuses
//! brackets that do not close and kinds that are not known, with file and line.
//!
//! Example: `[PER Amina Diallo] told [ORG Reuters] on [DATE Monday].`

use anyhow::{Context, Result, bail};
use std::path::Path;
use verbale::document::Document;
use verbale::knowledge::Files;
use verbale::segment;
use verbale::syntax::conllu::{Node, Tree};
use verbale::syntax::labels::ENTITY_KINDS;
use verbale::token::{self, WordLists};

/// A line without its brackets, and its names as first byte, one past the last, and kind.
type Line<'a> = (String, Vec<(usize, usize, &'a str)>);

/// All sentences of the `.txt` files of `folder`, in the order of the files' names.
pub(crate) fn read(folder: &Path) -> Result<Vec<Tree>> {
    let lists = WordLists::new(&Files::embedded())?;
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .with_context(|| format!("cannot read {}", folder.display()))?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|end| end == "txt"))
        .collect();
    files.sort();
    let mut trees = Vec::new();
    for path in files {
        let text =
            std::fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
        for (number, line) in text.lines().enumerate().filter(|(_, line)| !line.starts_with('#')) {
            let line = names(line).with_context(|| format!("{}:{}", path.display(), number + 1))?;
            trees.extend(sentences(line, &lists));
        }
    }
    Ok(trees)
}

/// Takes the brackets out of a line.
fn names(line: &str) -> Result<Line<'_>> {
    let (mut text, mut names) = (String::with_capacity(line.len()), Vec::new());
    let mut rest = line.trim();
    while let Some((before, after)) = rest.split_once('[') {
        text.push_str(before);
        let (name, after) = after.split_once(']').context("a bracket that does not close")?;
        let (kind, name) = name.split_once(' ').context("a kind and a name were expected in brackets")?;
        if !ENTITY_KINDS.iter().any(|(known, _)| *known == kind) || name.contains('[') {
            let known: Vec<&str> = ENTITY_KINDS.iter().map(|(known, _)| *known).collect();
            bail!("one of {} and a name were expected in brackets, not \"{kind} {name}\"", known.join(", "));
        }
        let start = text.len();
        text.push_str(name);
        names.push((start, text.len(), kind));
        rest = after;
    }
    text.push_str(rest);
    Ok((text, names))
}

/// Cuts a line into words and sentences; a word that a name touches belongs to it.
fn sentences((text, names): Line, lists: &WordLists) -> Vec<Tree> {
    let document = Document { text, english: true, ..Document::default() };
    let tokens = token::tokenise(&document, &segment::plain(&document), lists);
    let node = |span: verbale::span::Span| {
        let (start, end) = (span.start as usize, span.end as usize);
        let name = names.iter().find(|name| name.0 < end && start < name.1);
        let misc = name.map_or("_".to_owned(), |(first, _, kind)| {
            format!("NE={}-{kind}", if start <= *first { "B" } else { "I" })
        });
        Node { form: span.of(&document.text).to_owned(), misc, ..Node::default() }
    };
    let inside = |range: &std::ops::Range<u32>| &tokens.tokens[range.start as usize..range.end as usize];
    let nodes = |range| inside(range).iter().map(|token| node(token.span)).collect();
    tokens.sentences.iter().map(|s| Tree { id: String::new(), nodes: nodes(&s.tokens) }).collect()
}

#[cfg(test)]
mod tests {
    use super::{Files, WordLists, names, sentences};

    #[test]
    fn names_become_marks() {
        let lists = WordLists::new(&Files::embedded()).expect("built-in lists");
        let line = names("[PER Ana Reis] left [GPE US]-backed talks.").expect("well formed");
        let trees = sentences(line, &lists);
        let marks: Vec<&str> = trees[0].nodes.iter().map(|node| node.misc.as_str()).collect();
        assert_eq!(marks, ["NE=B-PER", "NE=I-PER", "_", "NE=B-GPE", "_", "_", "_", "_"]);
    }

    #[test]
    fn a_fault_is_said() {
        assert!(names("[PER Ana").is_err());
        assert!(names("[CITY Rome] fell").is_err());
    }
}
