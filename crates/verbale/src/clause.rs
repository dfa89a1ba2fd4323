//! A predicate with those around it, by grammatical function: what cue frames, event frames and move frames
//! all match against.
//!
//! ```text
//! The US has not been asked by Russia to withdraw from the talks.
//! predicate "asked": passive, negated; subject "US", agent "Russia", complement "withdraw" (infinitive)
//! predicate "withdraw": subject "US" (controlled), oblique from "talks"
//! ```

use crate::parse::Parse;
use crate::syntax::Upos;
use crate::token::TokenId;

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

fn is_passive(parse: &Parse, predicate: TokenId) -> bool {
    let marked = |child: &TokenId| matches!(parse.rel(*child), "nsubj:pass" | "csubj:pass" | "aux:pass");
    if parse.children(predicate).iter().any(marked) {
        return true;
    }
    // A participle after a noun without an auxiliary: "sanctions imposed by the EU".
    parse.word(predicate).xpos == "VBN"
        && parse.base_rel(predicate) == "acl"
        && parse.rel(predicate) != "acl:relcl"
        && parse.child_by(predicate, "aux").is_none()
}

/// The noun that took its own verb for an adjective: in short clauses the parser may read "Israel renewed
/// negotiations" as a noun phrase with a finite verb as modifier, which English does not have.
fn stolen_object(parse: &Parse, predicate: TokenId) -> Option<TokenId> {
    let noun = parse.head(predicate).filter(|&noun| parse.rel(predicate) == "amod" && predicate < noun)?;
    let own_subject = parse.child_by(predicate, "nsubj").is_some();
    let has_subject = parse.child_by(noun, "cop").is_none()
        && parse.children_by(noun, "nsubj").any(|subject| subject < predicate);
    let stolen = match parse.word(predicate).xpos {
        "VBD" => own_subject || has_subject || subject_before(parse, noun, predicate).is_some(),
        "VBN" => own_subject || has_subject,
        _ => false,
    };
    stolen.then_some(noun)
}

/// The subject of a verb that its object took for an adjective.
fn subject_before(parse: &Parse, noun: TokenId, predicate: TokenId) -> Option<TokenId> {
    let before = |rel: &'static str| parse.children_by(noun, rel).find(|&child| child < predicate);
    before("nsubj").or_else(|| before("compound")).or_else(|| before("nmod"))
}

fn own_subjects(parse: &Parse, predicate: TokenId) -> Vec<TokenId> {
    if let Some(noun) = stolen_object(parse, predicate)
        && parse.child_by(predicate, "nsubj").is_none()
    {
        return subject_before(parse, noun, predicate).map_or(Vec::new(), |found| parse.conjuncts(found));
    }
    let rels = ["nsubj", "csubj"];
    let own =
        parse.children(predicate).iter().copied().filter(|&child| rels.contains(&parse.base_rel(child)));
    let mut found = with_conjuncts(parse, own);
    for subject in &mut found {
        if let Some(antecedent) = antecedent(parse, predicate, *subject) {
            *subject = antecedent;
        }
    }
    found
}

/// The noun that a relative pronoun stands for.
fn antecedent(parse: &Parse, predicate: TokenId, pronoun: TokenId) -> Option<TokenId> {
    let relative = matches!(parse.lemma(pronoun), "who" | "which" | "that" | "whom");
    let is_relative_clause = parse.rel(predicate) == "acl:relcl";
    if relative && is_relative_clause && parse.word(pronoun).xpos.starts_with('W') {
        let head = parse.head(predicate)?;
        // "said the minister, who asked …": where the tree hangs the clause on the verb, the last of the
        // verb's own nominals before the clause is meant.
        return match parse.upos(head) {
            Upos::Verb => parse.children(head).iter().copied().rfind(|&child| {
                child < pronoun && matches!(parse.base_rel(child), "nsubj" | "obj" | "iobj" | "obl")
            }),
            _ => Some(head),
        };
    }
    None
}

/// How far a subject is looked for through clauses that lend theirs.
const LENDING_DEPTH: usize = 6;

fn subjects(parse: &Parse, predicate: TokenId) -> (Vec<TokenId>, bool) {
    let own = own_subjects(parse, predicate);
    if !own.is_empty() {
        return (own, false);
    }
    let mut at = predicate;
    for _ in 0..LENDING_DEPTH {
        let Some(head) = parse.head(at) else { break };
        let lent = match parse.rel(at) {
            "conj" if joins_higher(parse, at, head) => {
                parse.head(head).map_or(Vec::new(), |higher| own_subjects(parse, higher))
            }
            "conj" | "parataxis" => own_subjects(parse, head),
            "xcomp" => controllers(parse, head),
            "advcl" if form(parse, at) != ClauseForm::Finite => lender_of_adjunct(parse, at, head),
            "acl" => return (with_conjuncts(parse, std::iter::once(head)), true),
            "acl:relcl" if !has_relative(parse, at) => Vec::new(),
            _ => break,
        };
        if !lent.is_empty() {
            return (lent, true);
        }
        at = head;
    }
    (Vec::new(), false)
}

/// "accused Oslo of dumping fish and *threatened* a boycott": a finite verb that the tree joins to a non-finite
/// one is joined to the clause above.
pub(crate) fn joins_higher(parse: &Parse, verb: TokenId, head: TokenId) -> bool {
    let finite = matches!(parse.word(verb).xpos, "VBD" | "VBZ" | "VBP");
    finite && matches!(parse.word(head).xpos, "VBG" | "VB") && parse.base_rel(head) != "root"
}

/// "charged the US *with breaking* the rules", "thanked Oslo *for helping*", "kept Rome *from acting*": after
/// these prepositions the object acts, or the subject of a passive; else the subject does.
fn lender_of_adjunct(parse: &Parse, adjunct: TokenId, head: TokenId) -> Vec<TokenId> {
    let mark = parse.children_by(adjunct, "mark").next().map(|mark| parse.lemma(mark));
    if matches!(mark, Some("of" | "with" | "for" | "from")) && form(parse, adjunct) == ClauseForm::Gerund {
        let objects = with_conjuncts(parse, parse.children_by(head, "obj"));
        // "took action against Oslo for breaking the pact": the one acted against broke it.
        let against = |token| {
            ["obl", "nmod"].into_iter().find_map(|rel| {
                parse
                    .children_by(token, rel)
                    .find(|&child| matches!(parse.case(child), Some("against" | "on")))
            })
        };
        let target = std::iter::once(head).chain(objects.iter().copied()).find_map(against);
        if let Some(target) = target.filter(|_| mark == Some("for")) {
            return parse.conjuncts(target);
        }
        if !objects.is_empty() {
            return objects;
        }
    }
    own_subjects(parse, head)
}

fn has_relative(parse: &Parse, predicate: TokenId) -> bool {
    parse.children(predicate).iter().any(|&child| parse.word(child).xpos.starts_with('W'))
}

/// Who is understood as the subject of an infinitive: the object of its governor ("urged Ankara to go"),
/// else the governor's subject ("agreed to go"); "promise" keeps its subject.
fn controllers(parse: &Parse, governor: TokenId) -> Vec<TokenId> {
    if parse.lemma(governor) != "promise" {
        let objects = with_conjuncts(
            parse,
            parse.children_by(governor, "iobj").chain(parse.children_by(governor, "obj")),
        );
        if !objects.is_empty() {
            return objects;
        }
    }
    own_subjects(parse, governor)
}

fn shared_objects(parse: &Parse, predicate: TokenId) -> Vec<TokenId> {
    if let Some(noun) = stolen_object(parse, predicate) {
        return parse.conjuncts(noun);
    }
    let own = with_conjuncts(parse, parse.children_by(predicate, "obj"));
    if !own.is_empty() {
        return own
            .into_iter()
            .map(|object| antecedent(parse, predicate, object).unwrap_or(object))
            .collect();
    }
    // "the guarantees that Moscow demands": the gap of a relative clause without an object of its own.
    let is_gapped = parse.rel(predicate) == "acl:relcl"
        && !is_passive(parse, predicate)
        && parse.child_by(predicate, "ccomp").is_none()
        && parse.child_by(predicate, "xcomp").is_none()
        && parse.children_by(predicate, "nsubj").any(|s| antecedent(parse, predicate, s).is_none());
    match parse.head(predicate) {
        Some(head) if is_gapped => parse.conjuncts(head),
        _ => Vec::new(),
    }
}

fn agents(parse: &Parse, predicate: TokenId, passive: bool) -> Vec<TokenId> {
    let by = |&child: &TokenId| {
        parse.rel(child) == "obl:agent"
            || (passive && parse.rel(child) == "obl" && parse.case(child) == Some("by"))
    };
    let found = parse.children(predicate).iter().copied().filter(by);
    with_conjuncts(parse, found)
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

/// The form of the clause headed by `root`.
pub fn form(parse: &Parse, root: TokenId) -> ClauseForm {
    let children = parse.children(root);
    let asks = |&child: &TokenId| {
        let word = parse.word(child);
        (word.rel == "mark" && matches!(word.lemma.as_str(), "whether" | "if"))
            || (child < root && matches!(word.xpos, "WRB" | "WP" | "WDT") && parse.rel(root) != "acl:relcl")
    };
    if children.iter().any(asks) {
        return ClauseForm::Question;
    }
    let to = |&child: &TokenId| matches!(parse.rel(child), "mark" | "aux") && parse.word(child).xpos == "TO";
    if children.iter().any(to) {
        return ClauseForm::Infinitive;
    }
    let finite_aux = |&child: &TokenId| {
        matches!(parse.base_rel(child), "aux" | "cop")
            && matches!(parse.word(child).xpos, "MD" | "VBZ" | "VBP" | "VBD")
    };
    match parse.word(root).xpos {
        "VBZ" | "VBP" | "VBD" => ClauseForm::Finite,
        _ if children.iter().any(finite_aux) => ClauseForm::Finite,
        "VBG" => ClauseForm::Gerund,
        "VB" | "VBN" if children.iter().any(|&c| parse.base_rel(c) == "nsubj") => ClauseForm::Finite,
        "VB" => ClauseForm::Infinitive,
        _ => ClauseForm::Small,
    }
}

/// True where "not", "never", "no", "neither" or "nor" negates a predicate or its noun.
pub fn is_negated(parse: &Parse, predicate: TokenId) -> bool {
    parse.children(predicate).iter().any(|&child| {
        let word = parse.word(child);
        let negative = matches!(
            word.lemma.as_str(),
            "not" | "n't" | "n’t" | "never" | "no" | "neither" | "nor" | "hardly" | "without"
        );
        negative && matches!(parse.base_rel(child), "advmod" | "det" | "aux" | "cc" | "mark")
    })
}

fn modal(parse: &Parse, predicate: TokenId) -> Option<String> {
    let of = |token| {
        parse.children_by(token, "aux").find(|&child| parse.word(child).xpos == "MD").map(|child| {
            match parse.lemma(child) {
                "ca" => "can",
                "wo" | "'ll" | "’ll" => "will",
                "'d" | "’d" => "would",
                other => other,
            }
            .to_owned()
        })
    };
    // "could meet and agree": a joined predicate without auxiliaries shares those of the first.
    of(predicate).or_else(|| {
        let bare = parse.rel(predicate) == "conj" && parse.word(predicate).xpos == "VB";
        parse.head(predicate).filter(|_| bare).and_then(of)
    })
}

fn tense(parse: &Parse, predicate: TokenId) -> Tense {
    let auxiliaries =
        || parse.children(predicate).iter().copied().filter(|&c| matches!(parse.base_rel(c), "aux" | "cop"));
    if auxiliaries().any(|c| matches!(parse.lemma(c), "will" | "shall" | "wo" | "'ll" | "’ll" | "would")) {
        return Tense::Future;
    }
    if let Some(head) = parse.head(predicate) {
        // "is to meet", "is going to meet", "is due to meet"
        let planned = matches!(parse.lemma(head), "be" | "go" | "due" | "set");
        if parse.rel(predicate) == "xcomp" && planned && form(parse, predicate) == ClauseForm::Infinitive {
            return Tense::Future;
        }
    }
    let finite = auxiliaries().next().unwrap_or(predicate);
    let has_perfect = auxiliaries().any(|c| parse.lemma(c) == "have");
    match parse.word(finite).xpos {
        _ if has_perfect => Tense::Past,
        "VBD" | "VBN" => Tense::Past,
        "VBZ" | "VBP" => Tense::Present,
        _ => Tense::None,
    }
}

fn condition(parse: &Parse, predicate: TokenId) -> Option<TokenId> {
    let asked = asked(parse, predicate);
    parse.children_by(predicate, "advcl").filter(|&clause| Some(clause) != asked).find(|&clause| {
        parse.children_by(clause, "mark").any(|mark| {
            matches!(parse.lemma(mark), "if" | "unless" | "until" | "provided" | "providing" | "once")
        })
    })
}
