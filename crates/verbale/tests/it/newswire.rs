//! The project's own newswire trees (`data/newswire`): every sentence is one well-formed tree over its own
//! text, with relations and tags that fit each other and names that begin before they go on.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Relations of Universal Dependencies as the English Web Treebank subdivides them.
const RELATIONS: &[&str] = &[
    "acl",
    "acl:relcl",
    "advcl",
    "advcl:relcl",
    "advmod",
    "amod",
    "appos",
    "aux",
    "aux:pass",
    "case",
    "cc",
    "cc:preconj",
    "ccomp",
    "compound",
    "compound:prt",
    "conj",
    "cop",
    "csubj",
    "csubj:outer",
    "csubj:pass",
    "dep",
    "det",
    "det:predet",
    "discourse",
    "dislocated",
    "expl",
    "fixed",
    "flat",
    "goeswith",
    "iobj",
    "list",
    "mark",
    "nmod",
    "nmod:desc",
    "nmod:poss",
    "nmod:unmarked",
    "nsubj",
    "nsubj:outer",
    "nsubj:pass",
    "nummod",
    "obj",
    "obl",
    "obl:agent",
    "obl:unmarked",
    "orphan",
    "parataxis",
    "punct",
    "reparandum",
    "root",
    "vocative",
    "xcomp",
];

/// Relations that only some parts of speech may bear.
const BEARERS: &[(&str, &[&str])] = &[
    ("aux", &["AUX"]),
    ("aux:pass", &["AUX"]),
    ("case", &["ADP", "PART", "SYM", "VERB", "ADJ", "ADV"]),
    ("cop", &["AUX"]),
    ("det", &["DET", "PRON"]),
    ("expl", &["PRON"]),
    ("mark", &["SCONJ", "PART", "ADV", "VERB"]),
    ("nummod", &["NUM"]),
    ("punct", &["PUNCT"]),
];

const NAMES: &[&str] = &["PER", "ORG", "GPE", "LOC", "NORP", "DATE"];

/// Relations whose dependent follows its head.
const FOLLOWERS: &[&str] = &["appos", "conj", "fixed", "flat", "orphan"];

fn files() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data/newswire");
    let entries = fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut files: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    files.retain(|path| path.extension().is_some_and(|extension| extension == "conllu"));
    files.sort();
    files
}

/// What is wrong with a sentence; the columns of each word are CoNLL-U's ten.
fn faults(text: &str, words: &[Vec<&str>]) -> Vec<String> {
    let mut faults = Vec::new();
    let heads: Vec<Option<usize>> =
        words.iter().map(|word| word[6].parse().ok().filter(|head| *head <= words.len())).collect();
    let roots = heads.iter().filter(|head| **head == Some(0)).count();
    if roots != 1 {
        faults.push(format!("{roots} roots"));
    }
    for (at, word) in words.iter().enumerate() {
        let mut fault = |what: &str| faults.push(format!("word {} {}: {what}", word[0], word[1]));
        if word[0] != (at + 1).to_string() {
            fault("numbered out of order");
        }
        match heads[at] {
            None => fault("head outside the sentence"),
            Some(_) if !climbs(at, &heads) => fault("is on a cycle"),
            Some(head) => misfits(at, head, words).into_iter().for_each(&mut fault),
        }
        let before = at.checked_sub(1).and_then(|at| name(&words[at]));
        if !goes_on(name(word), before) {
            fault("ill-formed name");
        }
    }
    let after = |word: &Vec<&str>| if misc(word, "SpaceAfter=") == Some("No") { "" } else { " " };
    let joined: String = words.iter().flat_map(|word| [word[1], after(word)]).collect();
    if joined.trim_end() != text {
        faults.push(format!("words give {joined:?}"));
    }
    faults
}

/// Where a word's part of speech, relation and head do not go together; `head` counts from one.
fn misfits(at: usize, head: usize, words: &[Vec<&str>]) -> Vec<&'static str> {
    let (upos, relation) = (words[at][3], words[at][7]);
    let above = head.checked_sub(1).map(|head| words[head][7]);
    let bearers = BEARERS.iter().find(|(borne, _)| *borne == relation);
    let checks = [
        ((relation == "root") != above.is_none(), "the root alone is `root`"),
        (!RELATIONS.contains(&relation), "unknown relation"),
        (
            bearers.is_some_and(|(_, allowed)| !allowed.contains(&upos)),
            "part of speech does not fit its relation",
        ),
        (upos == "PUNCT" && !matches!(relation, "punct" | "root"), "punctuation as something else"),
        (head > at + 1 && FOLLOWERS.contains(&relation), "precedes its head"),
        (
            matches!(above, Some("punct" | "case" | "aux" | "aux:pass" | "cop"))
                && !matches!(relation, "fixed" | "conj" | "advmod"),
            "hangs on a function word",
        ),
    ];
    checks.into_iter().filter(|(wrong, _)| *wrong).map(|(_, what)| what).collect()
}

/// The root is reached from the word.
fn climbs(from: usize, heads: &[Option<usize>]) -> bool {
    let mut at = from;
    for _ in heads {
        match heads[at] {
            Some(0) | None => return true,
            Some(above) => at = above - 1,
        }
    }
    false
}

fn misc<'a>(word: &[&'a str], key: &str) -> Option<&'a str> {
    word[9].split('|').find_map(|part| part.strip_prefix(key))
}

fn name<'a>(word: &[&'a str]) -> Option<&'a str> {
    misc(word, "NE=")
}

/// A tag inside a name follows one of the same kind.
fn goes_on(tag: Option<&str>, before: Option<&str>) -> bool {
    match tag.map(|tag| tag.split_once('-')) {
        None => true,
        Some(Some(("B", kind))) => NAMES.contains(&kind),
        Some(Some(("I", kind))) => before.and_then(|tag| tag.split_once('-')).is_some_and(|(_, k)| k == kind),
        Some(_) => false,
    }
}

#[test]
fn newswire_trees_are_well_formed() {
    let (mut seen, mut faulty) = (BTreeSet::new(), Vec::new());
    for path in files() {
        let file = fs::read_to_string(&path).expect("a tree file is UTF-8");
        for block in file.split("\n\n").filter(|block| !block.trim().is_empty()) {
            let comment = |key: &str| block.lines().find_map(|line| line.strip_prefix(key)).unwrap_or("");
            let id = comment("# sent_id = ");
            let words: Vec<Vec<&str>> = block
                .lines()
                .filter(|line| !line.starts_with('#'))
                .map(|line| line.split('\t').collect())
                .collect();
            if words.iter().any(|columns| columns.len() != 10) {
                faulty.push(format!("{id}: a word has not ten columns"));
                continue;
            }
            if id.is_empty() || !seen.insert(id.to_owned()) {
                faulty.push(format!("{}: `{id}` is no name or one given before", path.display()));
            }
            faulty.extend(faults(comment("# text = "), &words).iter().map(|fault| format!("{id}: {fault}")));
        }
    }
    assert!(faulty.is_empty(), "{}", faulty.join("\n"));
    assert!(seen.len() >= 380, "{} sentences", seen.len());
}
