//! Antecedents of third-person pronouns, against GUM's coreference.
//!
//! `Entity=` in the last column opens mentions with `(` and ends them with `)`:
//! `(12-person-new-nnssn-cf3-2-coref` begins a mention of entity 12, a person, whose second word is its head.

use super::{Tally, is_pronoun, shown};
use crate::eval::raw::{self, Gold};
use crate::eval::{Bench, Part, reports};
use anyhow::Result;
use std::collections::BTreeMap;
use verbale::mention::MentionKind;
use verbale::reader::Reading;

const PRONOUNS: &[&str] = &[
    "he",
    "her",
    "hers",
    "herself",
    "him",
    "himself",
    "his",
    "it",
    "its",
    "itself",
    "she",
    "their",
    "theirs",
    "them",
    "themselves",
    "they",
];

/// True for a pronoun of the third person.
pub(super) fn is_third_person(word: &str) -> bool {
    PRONOUNS.contains(&word.to_ascii_lowercase().as_str())
}

/// A mention of the gold: words from first to last, its head, its entity.
#[derive(Debug, Clone)]
struct Chain {
    entity: u32,
    first: usize,
    last: usize,
    head: usize,
    kind: String,
}

/// A document with its words, their tags and its mentions.
struct Text {
    id: String,
    gold: Gold,
    is_name: Vec<bool>,
    chains: Vec<Chain>,
}

/// Whether a document of this id is measured.
type Wanted = fn(&str) -> bool;

pub(super) fn rows(bench: &Bench, part: &mut Part) -> Result<()> {
    let news = |id: &str| id.contains("_news_") || id.contains("_interview_");
    let any = |_: &str| true;
    let sets: [(&str, &str, Wanted); 3] = [
        ("GUM dev, news and interviews: pronouns", "treebank/gum-dev.conllu", news),
        ("GUM dev, all: pronouns", "treebank/gum-dev.conllu", any),
        ("GUM train, news and interviews (trees seen): pronouns", "treebank/gum-train.conllu", news),
    ];
    for (name, path, wanted) in sets {
        let Some(file) = bench.find(path) else {
            part.absent(path);
            continue;
        };
        let mut tally = Tally::default();
        for text in texts(&std::fs::read_to_string(file)?).iter().filter(|text| wanted(&text.id)) {
            let reading = bench.reader.read(reports::input(&text.id, &text.gold.text, None));
            score(text, &reading, &mut tally);
        }
        part.rows.push(tally.row(name, bench.errors));
    }
    Ok(())
}

fn score(text: &Text, reading: &Reading, tally: &mut Tally) {
    for pronoun in &text.chains {
        let word = |n: usize| &text.gold.text[text.gold.words[n].0..text.gold.words[n].1];
        let lower = word(pronoun.first).to_ascii_lowercase();
        let is_actor = matches!(pronoun.kind.as_str(), "person" | "organization" | "place");
        if pronoun.first != pronoun.last || !is_actor || !is_third_person(&lower) {
            continue;
        }
        let named = |other: &&Chain| {
            other.entity == pronoun.entity && other.first < pronoun.first && text.is_name[other.head]
        };
        let Some(antecedent) = text.chains.iter().rfind(named) else { continue };
        let found = antecedent_found(text, reading, pronoun.first);
        let right = found.is_some_and(|at| is_of(text, at, pronoun.entity));
        tally.add(right, || {
            let from = text.gold.words[pronoun.first.saturating_sub(12)].0;
            let to = text.gold.words[(pronoun.first + 4).min(text.gold.words.len() - 1)].1;
            let at = text.gold.words[pronoun.first].0;
            let mention =
                reading.mentions.list.iter().position(|m| m.span.start as usize == at && is_pronoun(m));
            let got = mention.and_then(|n| reading.actors.of_mention[n].as_ref());
            format!(
                "{} {lower:?} is {:?} got {} | {}",
                text.id,
                &text.gold.text[text.gold.words[antecedent.first].0..text.gold.words[antecedent.last].1],
                shown(reading, got),
                text.gold.text[from..to].replace('\n', " ")
            )
        });
    }
}

/// The gold word on which the nearest earlier name of the one whom the reader means is headed; another mention where
/// no name is earlier.
fn antecedent_found(text: &Text, reading: &Reading, pronoun: usize) -> Option<usize> {
    let at = text.gold.words[pronoun].0 as u32;
    let list = &reading.mentions.list;
    let own = list.iter().position(|mention| mention.span.start == at && is_pronoun(mention))?;
    let actor = reading.actors.of_mention[own].as_ref()?;
    let same = |n: &usize| {
        let other = reading.actors.of_mention[*n].as_ref();
        !is_pronoun(&list[*n])
            && other.is_some_and(|other| other.party == actor.party && other.person == actor.person)
    };
    let start = |n: &usize| reading.tokens.tokens[list[*n].head.index()].span.start;
    let is_name = |n: &usize| list[*n].kind == MentionKind::Name;
    let all = || (0..list.len()).filter(same);
    let earlier = || all().filter(|n| start(n) < at);
    let nearest = earlier().filter(is_name).max_by_key(start).or_else(|| earlier().max_by_key(start));
    let nearest = nearest.or_else(|| all().min_by_key(start))?;
    text.gold.words.binary_search_by_key(&(start(&nearest) as usize), |word| word.0).ok()
}

/// True where the word heads a mention of the entity, or the narrowest mention around it is one of the entity.
fn is_of(text: &Text, word: usize, entity: u32) -> bool {
    let around = || text.chains.iter().filter(|chain| chain.first <= word && word <= chain.last);
    around().any(|chain| chain.entity == entity && chain.head == word)
        || around().min_by_key(|chain| chain.last - chain.first).is_some_and(|chain| chain.entity == entity)
}

fn texts(conllu: &str) -> Vec<Text> {
    let mut texts: Vec<Text> = Vec::new();
    for (gold, lines) in raw::read(conllu).into_iter().zip(documents(conllu)) {
        let id = lines.first().map_or("", |line| line).trim_start_matches("# newdoc id = ").to_owned();
        let words: Vec<&str> = lines.iter().copied().filter(|line| is_word(line)).collect();
        let is_name = words.iter().map(|line| line.split('\t').nth(3) == Some("PROPN")).collect();
        let chains = chains(&words);
        texts.push(Text { id, gold, is_name, chains });
    }
    texts
}

fn documents(conllu: &str) -> Vec<Vec<&str>> {
    let mut documents: Vec<Vec<&str>> = Vec::new();
    for line in conllu.lines() {
        if line.starts_with("# newdoc") {
            documents.push(Vec::new());
        }
        if let Some(last) = documents.last_mut() {
            last.push(line);
        }
    }
    documents
}

fn is_word(line: &str) -> bool {
    line.split('\t').next().is_some_and(|id| !id.is_empty() && id.bytes().all(|b| b.is_ascii_digit()))
}

fn chains(words: &[&str]) -> Vec<Chain> {
    let mut done = Vec::new();
    let mut open: BTreeMap<u32, Vec<Chain>> = BTreeMap::new();
    for (n, line) in words.iter().enumerate() {
        let misc = line.rsplit('\t').next().unwrap_or_default();
        let Some(marks) = misc.split('|').find_map(|part| part.strip_prefix("Entity=")) else { continue };
        let mut last = 0;
        let mut rest = marks;
        while !rest.is_empty() {
            if let Some(inner) = rest.strip_prefix('(') {
                let end = inner.find(['(', ')']).unwrap_or(inner.len());
                let parts: Vec<&str> = inner[..end].split('-').collect();
                last = parts[0].parse().unwrap_or_default();
                let head = parts.get(5).and_then(|head| head.split(',').next()?.parse::<usize>().ok());
                let kind = parts.get(1).copied().unwrap_or_default().to_owned();
                let head = n + head.unwrap_or(1).max(1) - 1;
                open.entry(last).or_default().push(Chain { entity: last, first: n, last: n, head, kind });
                rest = &inner[end..];
            } else {
                let end = rest.find(')').unwrap_or(rest.len());
                let entity = rest[..end].parse().unwrap_or(last);
                if let Some(chain) = open.get_mut(&entity).and_then(Vec::pop) {
                    done.push(Chain { last: n, ..chain });
                }
                rest = rest.get(end + 1..).unwrap_or_default();
            }
        }
    }
    done.sort_by_key(|chain| (chain.first, std::cmp::Reverse(chain.last)));
    done
}
