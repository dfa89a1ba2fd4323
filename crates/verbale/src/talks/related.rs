//! Whether two issues are about the same: equal, one part of the other, or named by the same words.

use crate::moves::{IssueId, Moves};
use std::collections::BTreeSet;

/// The words of every issue, cut to stems, with its ancestors.
pub(super) struct Related {
    stems: Vec<BTreeSet<String>>,
    roots: Vec<u32>,
}

/// Words that name no matter of their own.
const EMPTY: &[&str] = &[
    "about",
    "against",
    "agree",
    "agreement",
    "between",
    "call",
    "commit",
    "demand",
    "from",
    "into",
    "issue",
    "matter",
    "more",
    "move",
    "negotiat",
    "offer",
    "over",
    "plan",
    "propos",
    "question",
    "reply",
    "request",
    "respons",
    "some",
    "talk",
    "that",
    "their",
    "this",
    "with",
];

/// How many letters of a word count: enough to join "semiconductor" and "semiconductors", "restrict" and
/// "restrictions".
const STEM: usize = 8;

/// How far up a chain of parents is followed.
const DEPTH: usize = 8;

impl Related {
    /// Cuts the names once.
    pub(super) fn new(moves: &Moves) -> Related {
        let stems = moves.issues.iter().map(|issue| stems(&issue.name)).collect();
        Related { stems, roots: roots(moves) }
    }

    /// Issues whose parents say all: those of one root are one matter, and words count for nothing.
    pub(super) fn by_root(moves: &Moves) -> Related {
        let stems = vec![BTreeSet::new(); moves.issues.len()];
        Related { stems, roots: roots(moves) }
    }

    /// True where both are about the same matter; an issue that is not known stands in nobody's way.
    pub(super) fn same(&self, a: Option<IssueId>, b: Option<IssueId>) -> bool {
        let (Some(a), Some(b)) = (a, b) else { return true };
        let (a, b) = (a.0 as usize, b.0 as usize);
        let (Some(words), Some(others)) = (self.stems.get(a), self.stems.get(b)) else { return a == b };
        a == b || self.roots[a] == self.roots[b] || !words.is_disjoint(others)
    }
}

fn roots(moves: &Moves) -> Vec<u32> {
    (0..moves.issues.len() as u32)
        .map(|n| {
            let mut at = n;
            for _ in 0..DEPTH {
                match moves.issues[at as usize].parent {
                    Some(parent) if (parent.0 as usize) < moves.issues.len() => at = parent.0,
                    _ => break,
                }
            }
            at
        })
        .collect()
}

fn stems(name: &str) -> BTreeSet<String> {
    name.split(|c: char| !c.is_alphanumeric())
        .filter(|word| word.chars().count() > 3 || word.chars().all(char::is_uppercase))
        .map(|word| word.to_lowercase().chars().take(STEM).collect::<String>())
        .map(|word| word.trim_end_matches('s').to_owned())
        .filter(|word| !EMPTY.iter().any(|empty| word.starts_with(empty)) && !word.is_empty())
        .collect()
}
