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
    let head = |at: usize| words[at][6].parse::<usize>().ok().filter(|head| *head <= words.len());
    let (mut roots, mut joined, mut name) = (0, String::new(), None);
    for (at, word) in words.iter().enumerate() {
        let (id, form, upos, relation) = (word[0], word[1], word[3], word[7]);
        let mut fault = |what: &str| faults.push(format!("word {id} {form}: {what}"));
        if id != (at + 1).to_string() {
            fault("numbered out of order");
        }
        let Some(above) = head(at) else {
            fault("head outside the sentence");
            continue;
        };
        roots += usize::from(above == 0);
        if (relation == "root") != (above == 0) {
            fault("the root alone is `root`");
        }
        if !RELATIONS.contains(&relation) {
            fault("unknown relation");
        }
        let bearers = BEARERS.iter().find(|(borne, _)| *borne == relation);
        if bearers.is_some_and(|(_, allowed)| !allowed.contains(&upos)) {
            fault("part of speech does not fit its relation");
        }
        if upos == "PUNCT" && !matches!(relation, "punct" | "root") {
            fault("punctuation as something else");
        }
        if above > at + 1 && FOLLOWERS.contains(&relation) {
            fault("precedes its head");
        }
        if above > 0
            && matches!(words[above - 1][7], "punct" | "case" | "aux" | "aux:pass" | "cop")
            && !matches!(relation, "fixed" | "conj" | "advmod")
        {
            fault("hangs on a function word");
        }
        if !climbs(at, &head, words.len()) {
            fault("is on a cycle");
        }
        let misc: Vec<&str> = word[9].split('|').collect();
        let tag = misc.iter().find_map(|part| part.strip_prefix("NE="));
        match tag.and_then(|tag| tag.split_once('-')) {
            Some(("B", kind)) if NAMES.contains(&kind) => {}
            Some(("I", kind)) if name == Some(kind) => {}
            None if tag.is_none() => {}
            _ => fault("ill-formed name"),
        }
        name = tag.and_then(|tag| tag.split_once('-')).map(|(_, kind)| kind);
        joined.push_str(form);
        if !misc.contains(&"SpaceAfter=No") {
            joined.push(' ');
        }
    }
    if roots != 1 {
        faults.push(format!("{roots} roots"));
    }
    if joined.trim_end() != text {
        faults.push(format!("words give {joined:?}"));
    }
    faults
}

fn climbs(from: usize, head: &dyn Fn(usize) -> Option<usize>, words: usize) -> bool {
    let mut at = from;
    for _ in 0..=words {
        match head(at) {
            Some(0) | None => return true,
            Some(above) => at = above - 1,
        }
    }
    false
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
