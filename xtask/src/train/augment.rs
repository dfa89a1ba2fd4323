//! Variants of treebank sentences in ways of writing that treebanks lack and news has: headlines in capitals,
//! titles, no capitals, the abbreviations of old wire copy, and statements with their source at the end.
//! Enters a tree; leaves a changed one, or none where the change does not fit.
//!
//! Example: "The talks failed." becomes "The talks failed, Reuters reports." with "reports" as root and the
//! statement as its `ccomp`, as EWT annotates it.

use super::data::Lesson;
use super::param::Chance;
use verbale::syntax::conllu::{Node, Tree};

/// A variant of a sentence, in about one case of seven.
pub(crate) fn vary(lesson: &Lesson, chance: &mut Chance) -> Option<Lesson> {
    let tree = &lesson.tree;
    let varied = match chance.below(100) {
        0..2 => Some(recase(tree, |form, _| form.to_uppercase())),
        2..4 => Some(recase(tree, title)),
        4..6 => Some(recase(tree, |form, _| form.to_lowercase())),
        6..9 => wire(tree),
        9..16 if lesson.is_parsed() => with_source(tree, chance),
        _ => None,
    };
    varied.map(|tree| Lesson { tree, named: lesson.named })
}

fn recase(tree: &Tree, form: impl Fn(&str, &Node) -> String) -> Tree {
    let mut tree = tree.clone();
    for node in &mut tree.nodes {
        node.form = form(&node.form, node);
    }
    tree
}

/// As in a headline: longer words have a capital.
fn title(form: &str, node: &Node) -> String {
    let small = matches!(node.upos.as_str(), "ADP" | "DET" | "CCONJ" | "PART" | "PUNCT") && form.len() < 5;
    let mut chars = form.chars();
    match chars.next() {
        Some(first) if !small => first.to_uppercase().chain(chars).collect(),
        _ => form.to_owned(),
    }
}

/// Abbreviations of the wire.
const WIRE: &[(&str, &str)] = &[
    ("percent", "pct"),
    ("dollars", "dlrs"),
    ("dollar", "dlr"),
    ("million", "mln"),
    ("billion", "bln"),
    ("government", "govt"),
    ("minister", "min"),
    ("year", "yr"),
    ("years", "yrs"),
    ("international", "intl"),
    ("department", "dept"),
    ("cents", "cts"),
];

fn wire(tree: &Tree) -> Option<Tree> {
    let short =
        |node: &Node| WIRE.iter().find(|(long, _)| *long == node.form).map(|(_, short)| (*short).to_owned());
    let any = tree.nodes.iter().any(|node| short(node).is_some());
    any.then(|| recase(tree, |form, node| short(node).unwrap_or_else(|| form.to_owned())))
}

/// Words of a source, in CoNLL-U's order: form, lemma, UPOS, XPOS; the first is the head, and the others
/// hang on it or on the word before.
type Source = &'static [(&'static str, &'static str, &'static str, &'static str, Hangs)];

#[derive(Clone, Copy)]
enum Hangs {
    Head,
    /// On the head, with a relation.
    On(&'static str),
}

const SOURCES: &[(Source, &str)] = &[
    (&[("Reuters", "Reuters", "PROPN", "NNP", Hangs::Head)], "organization"),
    (&[("AFP", "AFP", "PROPN", "NNP", Hangs::Head)], "organization"),
    (&[("TASS", "TASS", "PROPN", "NNP", Hangs::Head)], "organization"),
    (&[("Interfax", "Interfax", "PROPN", "NNP", Hangs::Head)], "organization"),
    (&[("Xinhua", "Xinhua", "PROPN", "NNP", Hangs::Head)], "organization"),
    (&[("Kyodo", "Kyodo", "PROPN", "NNP", Hangs::Head)], "organization"),
    (&[("Bloomberg", "Bloomberg", "PROPN", "NNP", Hangs::Head)], "organization"),
    (&[("the", "the", "DET", "DT", Hangs::On("det")), ("agency", "agency", "NOUN", "NN", Hangs::Head)], ""),
    (
        &[("the", "the", "DET", "DT", Hangs::On("det")), ("ministry", "ministry", "NOUN", "NN", Hangs::Head)],
        "",
    ),
    (
        &[("the", "the", "DET", "DT", Hangs::On("det")), ("minister", "minister", "NOUN", "NN", Hangs::Head)],
        "",
    ),
    (&[("a", "a", "DET", "DT", Hangs::On("det")), ("spokesman", "spokesman", "NOUN", "NN", Hangs::Head)], ""),
    (
        &[
            ("a", "a", "DET", "DT", Hangs::On("det")),
            ("spokeswoman", "spokeswoman", "NOUN", "NN", Hangs::Head),
        ],
        "",
    ),
    (&[("officials", "official", "NOUN", "NNS", Hangs::Head)], ""),
    (&[("diplomats", "diplomat", "NOUN", "NNS", Hangs::Head)], ""),
    (&[("he", "he", "PRON", "PRP", Hangs::Head)], ""),
    (&[("she", "she", "PRON", "PRP", Hangs::Head)], ""),
    (
        &[
            ("Foreign", "Foreign", "ADJ", "NNP", Hangs::On("amod")),
            ("Minister", "Minister", "PROPN", "NNP", Hangs::On("nmod:desc")),
            ("Sanda", "Sanda", "PROPN", "NNP", Hangs::Head),
            ("Moreanu", "Moreanu", "PROPN", "NNP", Hangs::On("flat")),
        ],
        "person",
    ),
    (
        &[
            ("President", "President", "PROPN", "NNP", Hangs::On("nmod:desc")),
            ("Orlin", "Orlin", "PROPN", "NNP", Hangs::Head),
            ("Dravec", "Dravec", "PROPN", "NNP", Hangs::On("flat")),
        ],
        "person",
    ),
    (&[("Katomba", "Katomba", "PROPN", "NNP", Hangs::Head)], "person"),
    (&[("Lindqvist", "Lindqvist", "PROPN", "NNP", Hangs::Head)], "person"),
    (&[("Aydemir", "Aydemir", "PROPN", "NNP", Hangs::Head)], "person"),
];

const VERBS: &[(&str, &str, &str)] = &[
    ("said", "say", "VBD"),
    ("said", "say", "VBD"),
    ("says", "say", "VBZ"),
    ("reports", "report", "VBZ"),
    ("reported", "report", "VBD"),
    ("added", "add", "VBD"),
    ("announced", "announce", "VBD"),
    ("warned", "warn", "VBD"),
];

const DAYS: &[&str] = &["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// The statement with its source after it.
fn with_source(tree: &Tree, chance: &mut Chance) -> Option<Tree> {
    let last = tree.nodes.len().checked_sub(1)?;
    let root = tree.nodes.iter().position(|node| node.head > last)?;
    let has_subject = tree.nodes.iter().any(|node| node.head == root && node.rel.starts_with("nsubj"));
    let plain =
        tree.nodes.iter().all(|node| !matches!(node.form.as_str(), "\"" | "“" | "”" | "?" | "!" | ":"));
    if tree.nodes[last].form != "." || tree.nodes[last].head != root || !has_subject || !plain || last > 40 {
        return None;
    }
    let mut built = Tree { id: String::new(), nodes: tree.nodes[..last].to_vec() };
    let quoted = chance.below(3) == 0;
    if quoted {
        for node in &mut built.nodes {
            node.head += 1;
        }
        built.nodes.insert(0, mark("“", "``", root + 1));
    }
    let root = root + usize::from(quoted);
    built.nodes.push(mark(",", ",", root));
    if quoted {
        built.nodes.push(mark("”", "''", root));
    }
    let (source, kind) = SOURCES[chance.below(SOURCES.len())];
    if !quoted && chance.below(5) == 0 {
        according_to(&mut built.nodes, root, source, kind);
    } else {
        said(&mut built.nodes, root, source, kind, chance);
    }
    Some(built)
}

fn mark(form: &str, tag: &str, head: usize) -> Node {
    word(form, form, "PUNCT", tag, head, "punct")
}

fn word(form: &str, lemma: &str, upos: &str, xpos: &str, head: usize, rel: &str) -> Node {
    let [form, lemma, upos, xpos, rel] = [form, lemma, upos, xpos, rel].map(str::to_owned);
    Node { form, lemma, upos, xpos, head, rel, misc: "_".to_owned() }
}

/// Marked as a date in both ways.
fn dated(day: Node) -> Node {
    Node { misc: "NE=B-DATE|Entity=(901-time-new)".to_owned(), ..day }
}

/// Adds "according to SOURCE" and the full stop.
fn according_to(nodes: &mut Vec<Node>, root: usize, source: Source, kind: &str) {
    let first = nodes.len();
    let head = first + 2 + head_of(source);
    nodes.push(word("according", "accord", "VERB", "VBG", head, "case"));
    nodes.push(word("to", "to", "ADP", "IN", first, "fixed"));
    push_source(nodes, source, kind, root, "obl");
    nodes[first - 1].head = head;
    nodes.push(mark(".", ".", root));
    let len = nodes.len();
    nodes[root].head = len;
}

fn head_of(source: Source) -> usize {
    source.iter().position(|word| matches!(word.4, Hangs::Head)).unwrap_or(0)
}

/// Adds source and verb in either order, perhaps a day, and the full stop.
fn said(nodes: &mut Vec<Node>, root: usize, source: Source, kind: &str, chance: &mut Chance) {
    let (form, lemma, tag) = VERBS[chance.below(VERBS.len())];
    let inverted = source[0].2 != "PRON" && lemma != "add" && chance.below(5) < 2;
    let start = nodes.len();
    let verb = if inverted { start } else { start + source.len() };
    if inverted {
        nodes.push(word(form, lemma, "VERB", tag, 0, "root"));
    }
    push_source(nodes, source, kind, verb, "nsubj");
    if !inverted {
        nodes.push(word(form, lemma, "VERB", tag, 0, "root"));
    }
    let day = DAYS[chance.below(DAYS.len())];
    match chance.below(6) {
        0 => {
            let head = nodes.len() + 1;
            nodes.push(word("on", "on", "ADP", "IN", head, "case"));
            nodes.push(dated(word(day, day, "PROPN", "NNP", verb, "obl")));
        }
        1 => nodes.push(dated(word(day, day, "PROPN", "NNP", verb, "obl:unmarked"))),
        2 => {
            let head = nodes.len() + 2;
            nodes.push(word("in", "in", "ADP", "IN", head, "case"));
            nodes.push(word("a", "a", "DET", "DT", head, "det"));
            nodes.push(word("statement", "statement", "NOUN", "NN", verb, "obl"));
        }
        _ => {}
    }
    nodes.push(mark(".", ".", verb));
    let len = nodes.len();
    nodes[verb].head = len;
    nodes[root].head = verb;
    nodes[root].rel = "ccomp".to_owned();
}

fn push_source(nodes: &mut Vec<Node>, source: Source, kind: &str, head: usize, rel: &str) {
    let (start, own) = (nodes.len(), nodes.len() + head_of(source));
    for (form, lemma, upos, xpos, hangs) in source {
        nodes.push(match hangs {
            Hangs::Head => word(form, lemma, upos, xpos, head, rel),
            Hangs::On(rel) => word(form, lemma, upos, xpos, own, rel),
        });
    }
    if !kind.is_empty() {
        let last = nodes.len() - 1;
        let (open, close) = (format!("(900-{kind}-new"), if start == last { ")" } else { "" });
        // Both ways of marking names, for the sentence may come from either kind of treebank.
        let known = match kind {
            "organization" => "ORG",
            "person" => "PER",
            _ => "GPE",
        };
        // A person's name begins at its head: titles stand before it.
        let first = if kind == "person" { own } else { start };
        for (at, node) in nodes.iter_mut().enumerate().skip(first) {
            node.misc = format!("NE={}-{known}", if at == first { "B" } else { "I" });
        }
        let mut mention = |at: usize, mark: &str| {
            let misc = &mut nodes[at].misc;
            *misc = if misc == "_" { mark.to_owned() } else { format!("{misc}|{mark}") };
        };
        mention(start, &format!("Entity={open}{close}"));
        if start != last {
            mention(last, "Entity=900)");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Chance, with_source};
    use verbale::syntax::conllu::read;

    #[test]
    fn a_statement_gets_its_source() {
        let text = "1\tTalks\ttalk\tNOUN\tNNS\t_\t2\tnsubj\t_\t_\n2\tfailed\tfail\tVERB\tVBD\t_\t0\troot\t_\t_\n\
                    3\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\t_\n";
        let tree = read(text).expect("well formed").remove(0);
        for seed in 0..200 {
            let built = with_source(&tree, &mut Chance::new(seed)).expect("a plain statement");
            let roots = built.nodes.iter().filter(|node| node.head == built.nodes.len()).count();
            assert_eq!(roots, 1, "{built:?}");
            assert!(built.nodes.iter().enumerate().all(|(at, node)| node.head != at), "{built:?}");
            for at in 0..built.nodes.len() {
                let (mut word, mut steps) = (at, 0);
                while word < built.nodes.len() {
                    (word, steps) = (built.nodes[word].head, steps + 1);
                    assert!(steps < 50, "{built:?}");
                }
            }
        }
    }
}
