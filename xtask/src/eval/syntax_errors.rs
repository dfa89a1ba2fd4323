//! What the language engine gets wrong most often: confusions of tags, relations, lemmas and names on the dev
//! sets, for whoever works on it: `cargo xtask eval syntax --errors 20`.

use super::syntax::{DevSet, gold_tokens};
use std::collections::BTreeMap;
use verbale::syntax::{Model, parse};

/// Prints the most frequent confusions of each kind, with an example each.
pub(crate) fn print(model: &Model, sets: &[DevSet], most: usize) {
    for set in sets {
        let (text, tokens) = gold_tokens(&set.trees);
        let syntax = parse(&text, &tokens, model);
        let mut counts: BTreeMap<(&str, String), (usize, String)> = BTreeMap::new();
        let mut count = |kind: &'static str, what: String, example: String| {
            counts.entry((kind, what)).or_insert((0, example)).0 += 1;
        };
        let mut first = 0;
        for tree in &set.trees {
            for (at, node) in tree.nodes.iter().enumerate() {
                let word = &syntax.words[first + at];
                let from = at.saturating_sub(4);
                let around: Vec<&str> =
                    tree.nodes[from..].iter().take(9).map(|node| node.form.as_str()).collect();
                let example = format!("{} [{}]", node.form, around.join(" "));
                if word.upos.name() != node.upos {
                    count("upos", format!("{} for {}", word.upos.name(), node.upos), example.clone());
                } else if node.lemma != "_" && word.lemma != node.lemma {
                    count(
                        "lemma",
                        format!("{}: {} for {}", node.xpos, word.lemma, node.lemma),
                        example.clone(),
                    );
                }
                let head = word.head.map_or(tree.nodes.len(), |head| head.index() - first);
                if head != node.head {
                    count("head", node.rel.clone(), example);
                } else if word.rel != node.rel {
                    count("relation", format!("{} for {}", word.rel, node.rel), example);
                }
            }
            first += tree.nodes.len();
        }
        let forms: Vec<&str> =
            set.trees.iter().flat_map(|t| &t.nodes).map(|node| node.form.as_str()).collect();
        for (start, end, kind) in set.names.iter().flatten() {
            let found = syntax.entities.iter().find(|e| e.tokens.start < *end && *start < e.tokens.end);
            let show = |start: u32, end: u32| forms[start as usize..end as usize].join(" ");
            let name = show(*start, *end);
            match found {
                None => count("name missed", kind.clone(), name),
                Some(e) if e.tokens != (*start..*end) => {
                    let borders = format!("{kind} {name} / {}", show(e.tokens.start, e.tokens.end));
                    count("name borders", borders, e.kind.name().to_owned());
                }
                Some(e) => count("name kind", format!("{} for {kind}", e.kind.name()), name),
            }
        }
        for entity in &syntax.entities {
            let gold = set
                .names
                .iter()
                .flatten()
                .any(|(s, e, _)| *s < entity.tokens.end && entity.tokens.start < *e);
            if !gold && set.names.is_some() {
                let range = entity.tokens.start as usize..entity.tokens.end as usize;
                count(
                    "name added",
                    format!("{} {}", entity.kind.name(), forms[range].join(" ")),
                    String::new(),
                );
            }
        }
        show(set.name, counts, most);
    }
}

fn show(set: &str, counts: BTreeMap<(&str, String), (usize, String)>, most: usize) {
    let mut kinds: BTreeMap<&str, Vec<(usize, String, String)>> = BTreeMap::new();
    for ((kind, what), (number, example)) in counts {
        kinds.entry(kind).or_default().push((number, what, example));
    }
    for (kind, mut list) in kinds {
        list.sort_by_key(|(number, ..)| std::cmp::Reverse(*number));
        println!("{set}: {kind}");
        for (number, what, example) in list.iter().take(most) {
            println!("  {number}\t{what}\t{example}");
        }
    }
}
