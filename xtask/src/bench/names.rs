//! Names in the held-out newswire sentences, ours and the peer's. Enters the trees and what was found in their
//! texts; leaves a table of F1. Five kinds count (PER, ORG, GPE, NORP, DATE). Where the two conventions part,
//! neither is preferred: an article at the beginning of a name and "'s" at its end are passed over.

use super::peer::Name;
use crate::eval::syntax::Kinds;
use std::fmt::Write;
use verbale::document::Document;
use verbale::reader::Reader;
use verbale::segment;
use verbale::syntax::conllu::Tree;
use verbale::syntax::parse;
use verbale::token::{self, WordLists};

const KINDS: [&str; 5] = ["PER", "ORG", "GPE", "NORP", "DATE"];

/// The sentences' texts and the names that stand in them.
pub(super) fn gold(file: &str, trees: &[Tree]) -> (Vec<String>, Vec<Vec<Name>>) {
    let texts: Vec<String> =
        file.lines().filter_map(|line| line.strip_prefix("# text = ").map(str::to_owned)).collect();
    let names = texts.iter().zip(trees).map(|(text, tree)| marked(text, tree)).collect();
    (texts, names)
}

fn marked(text: &str, tree: &Tree) -> Vec<Name> {
    let (mut names, mut at): (Vec<Name>, usize) = (Vec::new(), 0);
    for node in &tree.nodes {
        let start = at + text[at..].find(&node.form).unwrap_or(0);
        at = start + node.form.len();
        let span = (text[..start].chars().count(), text[..at].chars().count());
        match node
            .misc
            .split('|')
            .find_map(|part| part.strip_prefix("NE="))
            .and_then(|mark| mark.split_once('-'))
        {
            Some(("B", kind)) => names.push((span.0, span.1, kind.to_owned())),
            Some(("I", _)) => names.iter_mut().last().into_iter().for_each(|name| name.1 = span.1),
            _ => {}
        }
    }
    names
}

/// What the engine finds.
pub(super) fn own(sentences: &[String], reader: &Reader, lists: &WordLists) -> Vec<Vec<Name>> {
    let one = |text: &String| {
        let document = Document { text: text.clone(), english: true, ..Document::default() };
        let tokens = token::tokenise(&document, &segment::plain(&document), lists);
        let syntax = parse(text, &tokens, reader.model());
        let points = |byte: u32| text[..byte as usize].chars().count();
        let name = |entity: &verbale::syntax::Entity| {
            let first = tokens.tokens[entity.tokens.start as usize].span;
            let last = tokens.tokens[entity.tokens.end as usize - 1].span;
            Some((points(first.start), points(last.end), Kinds::Five.name(entity.kind)?.to_owned()))
        };
        syntax.entities.iter().filter_map(name).collect()
    };
    sentences.iter().map(one).collect()
}

/// F1 of each kind and of all.
pub(super) fn table(texts: &[String], gold: &[Vec<Name>], own: &[Vec<Name>], peer: &[Vec<Name>]) -> String {
    let [gold, own, peer] = [gold, own, peer].map(|found| bare(texts, found));
    let mut out =
        String::from("names in the held-out newswire sentences, F1 in per cent: kind, verbale, the peer");
    for kinds in KINDS.iter().map(std::slice::from_ref).chain([&KINDS[..]]) {
        let title = if kinds.len() == 1 { kinds[0] } else { "all" };
        let [own, peer] = [&own, &peer].map(|found| f1(&gold, found, kinds));
        write!(out, "\n  {title:4} {own:5.1} {peer:5.1}").expect("writing into a string never fails");
    }
    out
}

/// Names without article and "'s".
fn bare(texts: &[String], names: &[Vec<Name>]) -> Vec<Vec<Name>> {
    let one = |(text, names): (&String, &Vec<Name>)| {
        let points: Vec<char> = text.chars().collect();
        let cut = |(start, end, kind): &Name| {
            let name: String = points[*start..*end].iter().collect();
            let article = ["the ", "The ", "a ", "an "].iter().find(|article| name.starts_with(**article));
            let owner = ["'s", "’s"].iter().any(|ending| name.ends_with(ending));
            (
                start + article.map_or(0, |article| article.len()),
                end - if owner { 2 } else { 0 },
                kind.clone(),
            )
        };
        names.iter().map(cut).collect()
    };
    texts.iter().zip(names).map(one).collect()
}

fn f1(gold: &[Vec<Name>], found: &[Vec<Name>], kinds: &[&str]) -> f64 {
    let of = |names: &[Name]| -> Vec<Name> {
        let label = |label: &str| if label == "PERSON" { "PER".to_owned() } else { label.to_owned() };
        let named = names.iter().map(|(start, end, kind)| (*start, *end, label(kind)));
        named.filter(|(_, _, kind)| kinds.contains(&kind.as_str())).collect()
    };
    let (mut right, mut all) = (0, 0);
    for (gold, found) in gold.iter().zip(found) {
        let (gold, found) = (of(gold), of(found));
        right += found.iter().filter(|name| gold.contains(name)).count();
        all += gold.len() + found.len();
    }
    200.0 * right as f64 / all.max(1) as f64
}
