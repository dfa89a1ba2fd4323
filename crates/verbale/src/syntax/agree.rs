//! Where what the network says of a sentence contradicts itself. Enters a sentence with tags and tree; leaves
//! what is to be changed. Only a verb has an object, and no object stands under a preposition.
//!
//! Example: "Hackers crippled Estonian websites", where "crippled" is taken for an adjective that has a
//! subject and an object: it becomes a verb in the past.

use super::{Upos, Word};

/// The words that are to be verbs, by their place, each with its Penn tag; `first` is the first word's token.
pub(super) fn verbs(words: &[Word], forms: &[&str], first: usize) -> Vec<(usize, &'static str)> {
    let mut verbs = Vec::new();
    for (at, (word, form)) in words.iter().zip(forms).enumerate() {
        if word.upos != Upos::Adj || !form.ends_with("ed") {
            continue;
        }
        let has = |names: &[&str]| {
            let below = |child: &&Word| child.head.is_some_and(|head| head.index() == first + at);
            words.iter().filter(below).any(|child| names.contains(&child.rel))
        };
        if has(&["nsubj"]) && has(&["obj", "ccomp"]) && !has(&["cop"]) {
            verbs.push((at, if has(&["aux"]) { "VBN" } else { "VBD" }));
        }
    }
    verbs
}

/// The words that stand under a preposition and yet as objects, by their place: they are obliques.
pub(super) fn obliques(words: &[Word], first: usize) -> Vec<usize> {
    let case = words.iter().filter(|word| word.rel == "case").filter_map(|word| word.head);
    let at = case.filter_map(|head| head.index().checked_sub(first));
    at.filter(|at| words.get(*at).is_some_and(|word| matches!(word.rel, "obj" | "iobj"))).collect()
}
