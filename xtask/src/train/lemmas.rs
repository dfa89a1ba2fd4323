//! Learning how lemmas are made: for each Penn tag, endings from short to long, each kept only where it says
//! something else than the shorter one; then whole words that no ending gets right.

use std::collections::BTreeMap;
use verbale::syntax::conllu::Tree;
use verbale::syntax::features::casing;
use verbale::syntax::lemma::{LONGEST, Script};

/// A rule: tag, ending, whether it is a whole word, script.
pub(crate) type Rule = (String, String, bool, Script);

type Counts<'a> = BTreeMap<&'a Script, usize>;

/// Rules that make the lemmas of `trees`.
pub(crate) fn learn(trees: &[Tree]) -> Vec<Rule> {
    let mut words: BTreeMap<(String, String), BTreeMap<Script, usize>> = BTreeMap::new();
    for tree in trees {
        let usual =
            casing(tree.nodes.iter().map(|n| n.form.as_str())) == verbale::syntax::features::Casing::Mixed;
        for node in tree.nodes.iter().filter(|node| usual && node.lemma != "_" && node.xpos != "GW") {
            let key = (node.xpos.clone(), node.form.to_lowercase());
            let script = Script::between(&node.form, &node.lemma);
            *words.entry(key).or_default().entry(script).or_default() += 1;
        }
    }
    let mut tags: BTreeMap<&str, Vec<Seen>> = BTreeMap::new();
    for ((tag, word), scripts) in &words {
        tags.entry(tag).or_default().push((word, scripts));
    }
    let mut rules = Vec::new();
    for (tag, words) in tags {
        learn_tag(tag, &words, &mut rules);
    }
    rules
}

/// A word with how often each script made its lemma.
type Seen<'a> = (&'a str, &'a BTreeMap<Script, usize>);

fn learn_tag(tag: &str, words: &[Seen], rules: &mut Vec<Rule>) {
    let mut endings: BTreeMap<(usize, &str), Counts> = BTreeMap::new();
    for (word, scripts) in words {
        for (length, start) in starts(word) {
            let counts = endings.entry((length, &word[start..])).or_default();
            // A frequent word says little of others: each word counts by the logarithm of its number.
            let Some(best) = most(scripts.iter().map(|(script, count)| (script, *count))) else { continue };
            *counts.entry(best).or_default() += 1;
        }
    }
    let mut kept: BTreeMap<&str, &Script> = BTreeMap::new();
    for ((length, ending), counts) in &endings {
        let Some(best) = most(counts.iter().map(|(script, count)| (*script, *count))) else { continue };
        let shorter = predict(ending, *length, &kept);
        let votes = counts[best];
        let against = shorter.and_then(|script| counts.get(script)).copied().unwrap_or(0);
        let worth = *length == 0 || (votes >= 2 && votes > 2 * against);
        if shorter != Some(best) && worth {
            kept.insert(ending, best);
        }
    }
    rules.extend(
        kept.iter().map(|(end, script)| (tag.to_owned(), (*end).to_owned(), false, (*script).clone())),
    );
    for (word, scripts) in words {
        let best = most(scripts.iter().map(|(script, count)| (script, *count)));
        if best.is_some() && predict(word, LONGEST + 1, &kept) != best {
            rules.extend(best.map(|script| (tag.to_owned(), (*word).to_owned(), true, script.clone())));
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

fn most<'s>(counts: impl Iterator<Item = (&'s Script, usize)>) -> Option<&'s Script> {
    counts.max_by(|a, b| a.1.cmp(&b.1).then_with(|| b.0.cmp(a.0))).map(|(script, _)| script)
}
