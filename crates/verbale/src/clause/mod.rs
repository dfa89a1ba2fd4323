//! A predicate with those around it, by grammatical function: what cue frames, event frames and move frames
//! all match against.
//!
//! ```text
//! The US has not been asked by Russia to withdraw from the talks.
//! predicate "asked": passive, negated; subject "US", agent "Russia", complement "withdraw" (infinitive)
//! predicate "withdraw": subject "US" (controlled), oblique from "talks"
//! ```

mod group;
mod sides;

pub use group::{form, is_negated};
pub(crate) use sides::joins_higher;

use crate::parse::Parse;
use crate::syntax::Upos;
use crate::token::TokenId;
use group::{condition, is_passive, modal, tense};
use sides::{agents, shared_objects, subjects};

/// Active or passive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Voice {
    /// The subject acts.
    Active,
    /// The subject is acted upon.
    Passive,
}

/// The form of a clause that fills a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClauseForm {
    /// A finite clause, with or without "that".
    Finite,
    /// "whether", "if", or a question word.
    Question,
    /// "to" and an infinitive.
    Infinitive,
    /// An -ing form.
    Gerund,
    /// A predicate without a verb ("called it unacceptable").
    Small,
}

/// A clause that fills a place of a predicate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Complement {
    /// Its predicate.
    pub root: TokenId,
    /// Its form.
    pub form: ClauseForm,
}

/// When the predicate is placed, from its verb group.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tense {
    /// Past, perfect or pluperfect.
    Past,
    /// Present.
    Present,
    /// "will", "shall", "is to", "is going to", "would" as future in the past.
    Future,
    /// No tense of its own.
    None,
}

/// A predicate (verb, or adjective or noun with a copula) and its roles.
#[derive(Debug, Clone)]
pub struct Clause {
    /// The head token.
    pub predicate: TokenId,
    /// Active or passive.
    pub voice: Voice,
    /// Grammatical subjects, one for each conjunct, also where another clause lends them (joined predicates,
    /// infinitives, participles, relative clauses).
    pub subjects: Vec<TokenId>,
    /// True where another clause lends the subject.
    pub subject_lent: bool,
    /// Direct objects, conjuncts included.
    pub objects: Vec<TokenId>,
    /// Indirect objects, conjuncts included.
    pub indirect: Vec<TokenId>,
    /// The by-agents of a passive, conjuncts included.
    pub agents: Vec<TokenId>,
    /// Nominals with a preposition: the preposition's lemma ("" for none, as in "last week") and the nominal.
    pub obliques: Vec<(String, TokenId)>,
    /// The clause that fills the place of an object (`ccomp`, `xcomp`).
    pub complement: Option<Complement>,
    /// A particle: "call *off*".
    pub particle: Option<TokenId>,
    /// True where "not", "never", "no" negates it.
    pub negated: bool,
    /// The lemma of a modal verb: "may", "should", "must", "would", "could", "can".
    pub modal: Option<String>,
    /// When.
    pub tense: Tense,
    /// The root of an adverbial clause that sets a condition ("if", "unless", "until", "provided").
    pub condition: Option<TokenId>,
}

impl Clause {
    /// Who acts: the subjects of an active predicate, the by-agents of a passive one.
    pub fn doers(&self) -> &[TokenId] {
        match self.voice {
            Voice::Active => &self.subjects,
            Voice::Passive => &self.agents,
        }
    }

    /// Who is acted upon: the objects of an active predicate, the subjects of a passive one.
    pub fn undergoers(&self) -> &[TokenId] {
        match self.voice {
            Voice::Active => &self.objects,
            Voice::Passive => &self.subjects,
        }
    }

    /// The nominals after the preposition `preposition`.
    pub fn after<'c>(&'c self, preposition: &'c str) -> impl Iterator<Item = TokenId> + 'c {
        self.obliques.iter().filter(move |(case, _)| case == preposition).map(|&(_, nominal)| nominal)
    }
}

/// A noun that tells of an act, with its roles: "Moscow's demand to NATO for guarantees", "US warnings of an
/// attack", "a call by ministers for restraint".
#[derive(Debug, Clone)]
pub struct Nominal {
    /// The noun.
    pub predicate: TokenId,
    /// Who acts: possessor, by-phrase, from-phrase, name or demonym before the noun.
    pub doers: Vec<TokenId>,
    /// Nominals with a preposition, as in [`Clause::obliques`].
    pub obliques: Vec<(String, TokenId)>,
    /// A clause or infinitive that gives its content ("the claim that …", "an offer to …").
    pub complement: Option<Complement>,
    /// True under "no" or where its clause is negated.
    pub negated: bool,
}

impl Nominal {
    /// The nominals after the preposition `preposition`.
    pub fn after<'c>(&'c self, preposition: &'c str) -> impl Iterator<Item = TokenId> + 'c {
        self.obliques.iter().filter(move |(case, _)| case == preposition).map(|&(_, nominal)| nominal)
    }
}

/// The clause of a predicate.
pub fn verbal(parse: &Parse, predicate: TokenId) -> Clause {
    let passive = is_passive(parse, predicate);
    let (subjects, subject_lent) = subjects(parse, predicate);
    Clause {
        predicate,
        voice: if passive { Voice::Passive } else { Voice::Active },
        subjects,
        subject_lent,
        objects: shared_objects(parse, predicate),
        indirect: with_conjuncts(parse, parse.children_by(predicate, "iobj")),
        agents: agents(parse, predicate, passive),
        obliques: obliques(parse, predicate, "obl"),
        complement: complement(parse, predicate),
        particle: parse.child_by(predicate, "compound:prt"),
        negated: is_negated(parse, predicate),
        modal: modal(parse, predicate),
        tense: tense(parse, predicate),
        condition: condition(parse, predicate),
    }
}

/// The roles around a noun.
pub fn nominal(parse: &Parse, predicate: TokenId) -> Nominal {
    let obliques = obliques(parse, predicate, "nmod");
    let mut doers = Vec::new();
    for &child in parse.children(predicate) {
        let before = child < predicate && matches!(parse.upos(child), Upos::Propn | Upos::Adj | Upos::Noun);
        match parse.rel(child) {
            "nmod:poss" => doers.extend(parse.conjuncts(child)),
            "compound" | "amod" | "nmod" | "nmod:desc" if before && is_name_like(parse, child) => {
                doers.extend(parse.conjuncts(child));
            }
            _ => {}
        }
    }
    for (case, token) in &obliques {
        if matches!(case.as_str(), "by" | "from") {
            doers.extend(parse.conjuncts(*token));
        }
    }
    doers.dedup();
    let content = ["acl", "ccomp", "xcomp"];
    let clause = parse.children(predicate).iter().copied().find(|&child| {
        content.contains(&parse.rel(child))
            && !matches!(form(parse, child), ClauseForm::Gerund | ClauseForm::Small)
    });
    Nominal {
        predicate,
        doers,
        obliques,
        complement: clause.map(|root| Complement { root, form: form(parse, root) }),
        negated: is_negated(parse, predicate),
    }
}

fn is_name_like(parse: &Parse, token: TokenId) -> bool {
    parse.upos(token) == Upos::Propn || parse.form(token).starts_with(char::is_uppercase)
}

fn with_conjuncts(parse: &Parse, tokens: impl Iterator<Item = TokenId>) -> Vec<TokenId> {
    tokens.flat_map(|token| parse.conjuncts(token)).collect()
}

fn obliques(parse: &Parse, predicate: TokenId, rel: &str) -> Vec<(String, TokenId)> {
    let mut found = Vec::new();
    for &child in parse.children(predicate) {
        // A parser may give a verb's nominal the relation of a noun's, and the other way round.
        let base = parse.base_rel(child);
        let swapped = matches!(base, "obl" | "nmod") && child > predicate && parse.case(child).is_some();
        // A by-phrase of an active verb is no agent: "rejected calls by ministers".
        let agent = parse.rel(child) == "obl:agent" && is_passive(parse, predicate);
        if base != rel && !swapped || agent || parse.rel(child) == "nmod:poss" {
            continue;
        }
        let case = case_words(parse, child);
        for token in parse.conjuncts(child) {
            let own = if token == child { case.clone() } else { case_words(parse, token) };
            found.push((if own.is_empty() { case.clone() } else { own }, token));
        }
    }
    found
}

/// The preposition of a nominal, with its fixed parts: "according to", "because of".
fn case_words(parse: &Parse, nominal: TokenId) -> String {
    let mut words = String::new();
    for case in parse.children_by(nominal, "case") {
        // A possessive's mark is no preposition.
        if case > nominal {
            break;
        }
        for part in std::iter::once(case).chain(parse.children_by(case, "fixed")) {
            if !words.is_empty() {
                words.push(' ');
            }
            words.push_str(parse.lemma(part));
        }
    }
    words
}

fn complement(parse: &Parse, predicate: TokenId) -> Option<Complement> {
    let rels = ["ccomp", "xcomp"];
    let root = rels.iter().find_map(|rel| parse.child_by(predicate, rel));
    let root = root.or_else(|| asked(parse, predicate))?;
    Some(Complement {
        root,
        form: if asks(parse, predicate, root) { ClauseForm::Question } else { form(parse, root) },
    })
}

/// Where a clause under a verb of asking begins with "if" or "whether", it is a question, wherever the tree
/// hangs that word.
fn asks(parse: &Parse, predicate: TokenId, root: TokenId) -> bool {
    let (first, _) = parse.extent(root);
    is_asking(parse.lemma(predicate)) && first > predicate && matches!(parse.lemma(first), "if" | "whether")
}

fn is_asking(lemma: &str) -> bool {
    matches!(lemma, "ask" | "wonder" | "inquire" | "enquire" | "query")
}

/// "asked *if* a deal was near": what a verb of asking asks is no condition, however the tree has it.
fn asked(parse: &Parse, predicate: TokenId) -> Option<TokenId> {
    if !is_asking(parse.lemma(predicate)) {
        return None;
    }
    parse
        .children_by(predicate, "advcl")
        .find(|&clause| clause > predicate && form(parse, clause) == ClauseForm::Question)
}
