//! CoNLL-U, the file format of Universal Dependencies. Enters text in it, leaves sentences; or enters a
//! parsed document, leaves text in it. Multiword and empty nodes are passed over when reading.

use super::Syntax;
use crate::token::Tokens;
use std::fmt::Write;

/// A word as a treebank has it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Node {
    /// As written.
    pub form: String,
    /// Dictionary form.
    pub lemma: String,
    /// Universal part of speech.
    pub upos: String,
    /// Penn tag.
    pub xpos: String,
    /// Head as an index in the sentence; the number of words for the root.
    pub head: usize,
    /// Relation with subtype.
    pub rel: String,
    /// The last column.
    pub misc: String,
}

/// A sentence of a treebank.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tree {
    /// Its identity, or nothing.
    pub id: String,
    /// Its words.
    pub nodes: Vec<Node>,
}

/// Reads sentences; a line that is no word of CoNLL-U is an error with its number.
pub fn read(text: &str) -> Result<Vec<Tree>, String> {
    let mut trees = Vec::new();
    let mut tree = Tree::default();
    for (number, line) in text.lines().enumerate() {
        if let Some(comment) = line.strip_prefix('#') {
            if let Some(id) = comment.trim().strip_prefix("sent_id =") {
                tree.id = id.trim().to_owned();
            }
        } else if line.is_empty() {
            finish(&mut tree, &mut trees);
        } else {
            let fields: Vec<&str> = line.split('\t').collect();
            let node =
                node(&fields).ok_or_else(|| format!("line {}: ten columns were expected", number + 1))?;
            tree.nodes.extend(node);
        }
    }
    finish(&mut tree, &mut trees);
    Ok(trees)
}

fn finish(tree: &mut Tree, trees: &mut Vec<Tree>) {
    let mut whole = std::mem::take(tree);
    let len = whole.nodes.len();
    for node in &mut whole.nodes {
        node.head = node.head.checked_sub(1).filter(|head| *head < len).unwrap_or(len);
    }
    if len > 0 {
        trees.push(whole);
    }
}

fn node(fields: &[&str]) -> Option<Option<Node>> {
    let [id, form, lemma, upos, xpos, _, head, rel, _, misc] = *fields else { return None };
    if id.contains(['-', '.']) {
        return Some(None);
    }
    let head = head.parse().ok()?;
    let [form, lemma, upos, xpos, rel, misc] = [form, lemma, upos, xpos, rel, misc].map(str::to_owned);
    Some(Some(Node { form, lemma, upos, xpos, head, rel, misc }))
}

/// Writes a parsed document.
pub fn write(text: &str, tokens: &Tokens, syntax: &Syntax) -> String {
    let mut out = String::with_capacity(text.len() * 8);
    for (number, sentence) in tokens.sentences.iter().enumerate() {
        let line = sentence.span.of(text).replace(['\n', '\r'], " ");
        let _ = writeln!(out, "# sent_id = {}\n# text = {line}", number + 1);
        let first = sentence.tokens.start;
        for at in sentence.tokens.clone() {
            let (Some(token), Some(word)) = (tokens.tokens.get(at as usize), syntax.words.get(at as usize))
            else {
                continue;
            };
            let next = tokens.tokens.get(at as usize + 1).filter(|_| at + 1 < sentence.tokens.end);
            let joined = next.is_some_and(|next| next.span.start == token.span.end);
            let _ = writeln!(
                out,
                "{}\t{}\t{}\t{}\t{}\t_\t{}\t{}\t_\t{}",
                at - first + 1,
                token.span.of(text),
                word.lemma,
                word.upos.name(),
                word.xpos,
                word.head.map_or(0, |head| head.0 - first + 1),
                word.rel,
                misc(syntax, at, joined),
            );
        }
        out.push('\n');
    }
    out
}

fn misc(syntax: &Syntax, at: u32, joined: bool) -> String {
    let after = syntax.entities.partition_point(|entity| entity.tokens.start <= at);
    let entity =
        after.checked_sub(1).map(|n| &syntax.entities[n]).filter(|entity| entity.tokens.contains(&at));
    let mut parts = Vec::new();
    if let Some(entity) = entity {
        let begins = if entity.tokens.start == at { "B" } else { "I" };
        parts.push(format!("NER={begins}-{}", entity.kind.name()));
    }
    if joined {
        parts.push("SpaceAfter=No".to_owned());
    }
    if parts.is_empty() { "_".to_owned() } else { parts.join("|") }
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn words_are_read_and_other_lines_passed_over() {
        let text = "# sent_id = a\n1-2\tDon't\t_\t_\t_\t_\t_\t_\t_\t_\n1\tDo\tdo\tAUX\tVBP\t_\t3\taux\t_\t_\n\
                    2\tn't\tnot\tPART\tRB\t_\t3\tadvmod\t_\t_\n3\tgo\tgo\tVERB\tVB\t_\t0\troot\t_\tX=Y\n";
        let trees = read(text).expect("well formed");
        assert_eq!(trees.len(), 1);
        let heads: Vec<usize> = trees[0].nodes.iter().map(|node| node.head).collect();
        assert_eq!((trees[0].id.as_str(), heads), ("a", vec![2, 2, 3]));
        assert!(read("1\tshort\n").is_err());
    }
}
