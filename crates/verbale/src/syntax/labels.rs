//! The names that trees are made of: Universal Dependencies' parts of speech and English relations, Penn
//! Treebank tags. A model file names its labels as text; they become the constants here, so that a word of
//! a tree costs no allocation. Refuses names that are not in these lists.
//!
//! Example: the tag "VERB/VBD" of a model is `(Upos::Verb, "VBD")`.

use super::{EntityKind, Upos};

/// UPOS in the order of their names.
const UPOS: [(&str, Upos); 17] = [
    ("ADJ", Upos::Adj),
    ("ADP", Upos::Adp),
    ("ADV", Upos::Adv),
    ("AUX", Upos::Aux),
    ("CCONJ", Upos::Cconj),
    ("DET", Upos::Det),
    ("INTJ", Upos::Intj),
    ("NOUN", Upos::Noun),
    ("NUM", Upos::Num),
    ("PART", Upos::Part),
    ("PRON", Upos::Pron),
    ("PROPN", Upos::Propn),
    ("PUNCT", Upos::Punct),
    ("SCONJ", Upos::Sconj),
    ("SYM", Upos::Sym),
    ("VERB", Upos::Verb),
    ("X", Upos::X),
];

/// Penn Treebank tags as the English treebanks of Universal Dependencies use them.
const XPOS: [&str; 49] = [
    "$", "''", ",", "-LRB-", "-RRB-", ".", ":", "ADD", "AFX", "CC", "CD", "DT", "EX", "FW", "GW", "HYPH",
    "IN", "JJ", "JJR", "JJS", "LS", "MD", "NFP", "NN", "NNP", "NNPS", "NNS", "PDT", "POS", "PRP", "PRP$",
    "RB", "RBR", "RBS", "RP", "SYM", "TO", "UH", "VB", "VBD", "VBG", "VBN", "VBP", "VBZ", "WDT", "WP", "WP$",
    "WRB", "``",
];

/// Relations of the English treebanks, with their subtypes.
const RELATIONS: [&str; 59] = [
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
    "flat:foreign",
    "goeswith",
    "iobj",
    "list",
    "mark",
    "nmod",
    "nmod:desc",
    "nmod:npmod",
    "nmod:poss",
    "nmod:tmod",
    "nmod:unmarked",
    "nsubj",
    "nsubj:outer",
    "nsubj:pass",
    "nummod",
    "obj",
    "obl",
    "obl:agent",
    "obl:npmod",
    "obl:tmod",
    "obl:unmarked",
    "orphan",
    "parataxis",
    "punct",
    "reparandum",
    "root",
    "vocative",
    "xcomp",
    "nummod:gov",
    "obl:arg",
    "clf",
];

impl Upos {
    /// As CoNLL-U writes it: `PROPN`.
    pub fn name(self) -> &'static str {
        UPOS.iter().find(|(_, upos)| *upos == self).map_or("X", |(name, _)| name)
    }

    /// From CoNLL-U's name.
    pub fn from_name(name: &str) -> Option<Upos> {
        UPOS.iter().find(|(known, _)| *known == name).map(|(_, upos)| *upos)
    }
}

/// The constant for a Penn tag.
pub fn xpos(name: &str) -> Option<&'static str> {
    XPOS.iter().find(|known| **known == name).copied()
}

/// The constant for a relation.
pub fn relation(name: &str) -> Option<&'static str> {
    RELATIONS.iter().find(|known| **known == name).copied()
}

/// Names of entity kinds, in the order of the entity head's classes.
pub const ENTITY_KINDS: [(&str, EntityKind); 7] = [
    ("PER", EntityKind::Person),
    ("ORG", EntityKind::Org),
    ("GPE", EntityKind::Gpe),
    ("LOC", EntityKind::Loc),
    ("NORP", EntityKind::Norp),
    ("DATE", EntityKind::Date),
    ("OTHER", EntityKind::Other),
];

impl EntityKind {
    /// A short name: `PER`.
    pub fn name(self) -> &'static str {
        ENTITY_KINDS.iter().find(|(_, kind)| *kind == self).map_or("OTHER", |(name, _)| name)
    }
}

#[cfg(test)]
mod tests {
    use super::{relation, xpos};
    use crate::syntax::Upos;

    #[test]
    fn names_go_both_ways() {
        assert_eq!(Upos::from_name("PROPN").map(Upos::name), Some("PROPN"));
        assert_eq!(relation("nsubj:pass"), Some("nsubj:pass"));
        assert_eq!(xpos("VBD"), Some("VBD"));
        assert_eq!(relation("nonsense"), None);
    }
}
