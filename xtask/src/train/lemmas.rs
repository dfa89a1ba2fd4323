//! Learning how lemmas are made: for each Penn tag, endings from short to long, each kept only where it says
//! something else than the shorter one; then whole words that no ending gets right. Enter the trees, and a
//! table of verbs that trees have too seldom.

use anyhow::{Context, Result, bail};
use std::collections::BTreeMap;
use std::path::Path;
use verbale::syntax::conllu::Tree;
use verbale::syntax::features::{Casing, casing};
use verbale::syntax::lemma::{LONGEST, Script};

/// A rule: tag, ending, whether it is a whole word, script.
pub(crate) type Rule = (String, String, bool, Script);

/// Forms and lemmas of a word, with how often they stand together.
type Pairs = BTreeMap<(String, String), usize>;

/// Of each word of a tag, what was written and its lemma, with how often, and the script that suits most.
struct Word {
    pairs: Pairs,
    script: Script,
}

impl Word {
    fn new(pairs: Pairs) -> Word {
        let mut best: Option<(usize, Script)> = None;
        for (form, lemma) in pairs.keys() {
            let script = Script::between(form, lemma);
            let right = right(&script, &pairs);
            if best.as_ref().is_none_or(|(most, _)| right > *most) {
                best = Some((right, script));
            }
        }
        let script = best.map_or_else(|| Script::between("", ""), |(_, script)| script);
        Word { pairs, script }
    }
}

/// How often the script gives the lemma.
fn right(script: &Script, pairs: &Pairs) -> usize {
    pairs.iter().filter(|((form, lemma), _)| script.apply(form) == lemma).map(|(_, count)| count).sum()
}

/// A form of a verb: Penn tag, form, verb.
pub(crate) type Form = (&'static str, String, String);

/// The tags of the table's columns after the first.
const COLUMNS: [&str; 3] = ["VBD", "VBN", "VBG"];

/// Reads a table of verbs: verb, past, participle, gerund, with tabs; several forms with commas.
pub(crate) fn verbs(path: &Path) -> Result<Vec<Form>> {
    let text = std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    let mut forms = Vec::new();
    for (number, line) in text.lines().enumerate() {
        if line.starts_with('#') || line.starts_with("verb\t") {
            continue;
        }
        let cells: Vec<&str> = line.split('\t').collect();
        let [verb, inflected @ ..] = &cells[..] else { continue };
        if inflected.len() != COLUMNS.len() {
            bail!("{}:{}: four cells were expected, {} found", path.display(), number + 1, cells.len());
        }
        for (tag, cell) in COLUMNS.into_iter().zip(inflected) {
            let cell = cell.split(',').filter(|form| !form.is_empty());
            forms.extend(cell.map(|form| (tag, form.to_owned(), (*verb).to_owned())));
        }
    }
    Ok(forms)
}

/// Rules that make the lemmas of `trees` and of `verbs`.
pub(crate) fn learn<'a>(trees: impl Iterator<Item = &'a Tree>, verbs: &'a [Form]) -> Vec<Rule> {
    let mut tags: BTreeMap<&'a str, BTreeMap<String, Pairs>> = BTreeMap::new();
    for tree in trees {
        let usual = casing(tree.nodes.iter().map(|node| node.form.as_str())) != Casing::Upper;
        for node in tree.nodes.iter().filter(|node| usual && node.lemma != "_" && node.xpos != "GW") {
            let words = tags.entry(&node.xpos).or_default();
            let pairs = words.entry(node.form.to_lowercase()).or_default();
            *pairs.entry((node.form.clone(), node.lemma.clone())).or_default() += 1;
        }
    }
    for (tag, form, verb) in verbs {
        let pairs = tags.entry(tag).or_default().entry(form.clone()).or_default();
        *pairs.entry((form.clone(), verb.clone())).or_default() += 1;
    }
    let mut rules = Vec::new();
    for (tag, words) in tags {
        let words = words.into_iter().map(|(word, pairs)| (word, Word::new(pairs))).collect();
        learn_tag(tag, &words, &mut rules);
    }
    rules
}

fn learn_tag(tag: &str, words: &BTreeMap<String, Word>, rules: &mut Vec<Rule>) {
    // Each word counts once: a frequent one says little of others.
    let mut endings: BTreeMap<(usize, &str), BTreeMap<&Script, usize>> = BTreeMap::new();
    for (word, Word { script, .. }) in words {
        for (length, start) in starts(word) {
            *endings.entry((length, &word[start..])).or_default().entry(script).or_default() += 1;
        }
    }
    let mut kept: BTreeMap<&str, &Script> = BTreeMap::new();
    for ((length, ending), counts) in &endings {
        let best = counts.iter().max_by(|a, b| a.1.cmp(b.1).then_with(|| b.0.cmp(a.0)));
        let Some((best, votes)) = best else { continue };
        let shorter = predict(ending, *length, &kept);
        let against = shorter.and_then(|script| counts.get(script)).copied().unwrap_or(0);
        if shorter != Some(*best) && (*length == 0 || (*votes >= 2 && *votes > 2 * against)) {
            kept.insert(ending, best);
        }
    }
    rules.extend(
        kept.iter().map(|(end, script)| (tag.to_owned(), (*end).to_owned(), false, (*script).clone())),
    );
    for (word, Word { pairs, script }) in words {
        let told = predict(word, LONGEST + 1, &kept).map_or(0, |script| right(script, pairs));
        if right(script, pairs) > told {
            rules.push((tag.to_owned(), word.clone(), true, script.clone()));
        }
    }
}

/// Length in characters and start of the word's endings, from the empty one.
fn starts(word: &str) -> impl Iterator<Item = (usize, usize)> {
    let starts = std::iter::once(word.len()).chain(word.char_indices().rev().map(|(at, _)| at));
    starts.take(LONGEST + 1).enumerate()
}

/// What the endings shorter than `length` say of a word.
fn predict<'s>(word: &str, length: usize, kept: &BTreeMap<&str, &'s Script>) -> Option<&'s Script> {
    starts(word)
        .take_while(|(n, _)| *n < length)
        .filter_map(|(_, start)| kept.get(&word[start..]).copied())
        .last()
}
