//! How a predicate is placed: when, how surely, and under which words that plan, wish, try or end it.
//!
//! Enters a match; leaves its [`Status`], gathered on the way up from the predicate through the words that
//! pass it on ("is *willing to* start *sending*").

use super::frame::{Effect, Pos};
use super::matching::{Coder, Match};
use crate::clause::{self, ClauseForm, Tense};
use crate::syntax::Upos;
use crate::token::TokenId;

/// Where a predicate stands between fact and wish.
#[derive(Debug, Clone, Default)]
pub(super) struct Status {
    pub(super) future: bool,
    /// Said to be ready for it.
    pub(super) willing: bool,
    pub(super) attempt: bool,
    pub(super) stopped: bool,
    /// Wished, feared, asked, purposed, or in a condition: no event of its own.
    pub(super) unreal: bool,
    pub(super) negated: bool,
    /// "had", "since": told as background.
    pub(super) historical: bool,
    /// Only under a condition.
    pub(super) conditional: bool,
    /// To be done unless another gives way.
    pub(super) unless: bool,
    pub(super) modal: Option<String>,
}

const STEPS: usize = 8;

/// Words that make a noun's event only thought of: "the *planned* visit", "*possible* talks".
const UNREAL_MODIFIERS: &[&str] = &[
    "alleged",
    "any",
    "failed",
    "feared",
    "further",
    "future",
    "imminent",
    "likely",
    "new-found",
    "planned",
    "possible",
    "potential",
    "proposed",
    "prospective",
    "scheduled",
    "supposed",
    "threatened",
    "upcoming",
];

impl Coder<'_> {
    /// The status of a match.
    pub(super) fn status(&self, found: &Match) -> Status {
        let mut status = Status::default();
        if found.nominal.is_some() {
            self.read_noun(found, &mut status);
            if found.clause.is_none() {
                self.above_noun(found.predicate, &mut status);
                return status;
            }
        }
        if found.nominal.is_none() && self.takes_no(found) {
            status.negated = true;
        }
        self.climb(found.head, &mut status);
        status
    }

    /// "will accept *no* monitoring".
    fn takes_no(&self, found: &Match) -> bool {
        let objects = found.clause.as_ref().map_or(Vec::new(), |clause| self.objects(clause));
        objects.iter().any(|&object| {
            self.parse
                .children_by(object, "det")
                .any(|word| matches!(self.parse.lemma(word), "no" | "neither"))
        })
    }

    fn read_noun(&self, found: &Match, status: &mut Status) {
        if found.nominal.as_ref().is_some_and(|nominal| nominal.negated) {
            status.negated = true;
        }
        let light = found.clause.is_some();
        for modifier in self.modifiers(found.predicate) {
            let word = self.parse.form(modifier).to_lowercase();
            if !light && UNREAL_MODIFIERS.contains(&word.as_str()) {
                status.unreal = true;
            }
            if matches!(word.as_str(), "past" | "former" | "previous") {
                status.historical = true;
            }
        }
    }

    /// A noun that stands alone is real only where nothing above it takes it for thought.
    fn above_noun(&self, noun: TokenId, status: &mut Status) {
        let mut at = noun;
        for _ in 0..STEPS {
            let Some(head) = self.parse.head(at) else { return };
            let rel = self.parse.base_rel(at);
            match rel {
                "conj" | "compound" | "flat" | "appos" => {}
                "nmod" | "nsubj" | "obj" | "obl" | "iobj" => {
                    let lemma = self.lemma(head);
                    match self.frames.effect(lemma, self.pos(head)) {
                        Some(Effect::Wish | Effect::Future | Effect::Willing) => status.unreal = true,
                        Some(Effect::Fail) if rel == "obj" => status.unreal = true,
                        Some(Effect::Stop) if rel == "obj" => status.stopped = true,
                        _ => {}
                    }
                    if rel != "nmod" {
                        let clause = clause::verbal(self.parse, head);
                        if clause.negated || clause.condition.is_some() && clause.tense == Tense::Future {
                            status.unreal = true;
                        }
                        if self.in_condition(head) {
                            status.unreal = true;
                        }
                        return;
                    }
                }
                _ => return,
            }
            at = head;
        }
    }

    fn in_condition(&self, token: TokenId) -> bool {
        self.parse.base_rel(token) == "advcl" && self.marks(token, &["if", "unless", "whether"])
    }

    fn marks(&self, token: TokenId, words: &[&str]) -> bool {
        self.parse.children_by(token, "mark").any(|mark| words.contains(&self.parse.lemma(mark)))
    }

    fn climb(&self, head: TokenId, status: &mut Status) {
        let mut at = head;
        let mut tensed = false;
        for _ in 0..STEPS {
            self.read_verb(at, status, &mut tensed);
            let Some(above) = self.parse.head(at) else { return };
            match self.parse.base_rel(at) {
                "xcomp" | "ccomp" | "acl" | "csubj" => {
                    if self.parse.rel(at) == "acl:relcl" {
                        return;
                    }
                    // "did not believe that Iran had agreed"
                    if self.parse.base_rel(at) == "ccomp" && self.is_denied(above) {
                        status.unreal = true;
                    }
                    if !self.pass(at, above, status) {
                        return;
                    }
                }
                "advcl" if self.follows_to(at) => {
                    if !self.pass(at, above, status) {
                        return;
                    }
                }
                "advcl" => {
                    self.read_adverbial(at, status);
                    return;
                }
                "conj" => {
                    let infinitive = clause::form(self.parse, at) == ClauseForm::Infinitive;
                    if tensed && !infinitive {
                        return;
                    }
                }
                _ => return,
            }
            at = above;
        }
    }

    /// A verb of thinking or saying that is negated.
    fn is_denied(&self, above: TokenId) -> bool {
        self.parse.upos(above) == Upos::Verb && clause::is_negated(self.parse, above)
    }

    fn read_verb(&self, at: TokenId, status: &mut Status, tensed: &mut bool) {
        let clause = clause::verbal(self.parse, at);
        if clause.negated {
            status.negated = !status.negated;
        }
        if (clause.tense == Tense::Future || self.is_to(at) || self.is_headline_to(at)) && !*tensed {
            status.future = true;
        }
        if clause.tense != Tense::None {
            *tensed = true;
        }
        if status.modal.is_none() {
            status.modal = clause.modal;
        }
        if let Some(condition) = clause.condition {
            status.conditional = true;
            status.unless |= self.marks(condition, &["unless", "until"]);
        }
        let had =
            self.parse.children_by(at, "aux").any(|aux| self.parse.form(aux).eq_ignore_ascii_case("had"));
        if had && self.statement_of[at.index()].is_none() && self.parse.rel(at) == "acl:relcl" {
            status.historical = true;
        }
    }

    /// "is to hold talks"
    fn is_to(&self, at: TokenId) -> bool {
        let be = |rel: &str| self.parse.child_with(at, rel, "be").filter(|&word| word < at);
        let to = self.parse.child_with(at, "mark", "to");
        be("aux").or_else(|| be("cop")).zip(to).is_some_and(|(be, to)| be < to)
    }

    /// "MINISTERS TO MEET IN APRIL"
    fn is_headline_to(&self, at: TokenId) -> bool {
        self.parse.base_rel(at) == "root"
            && clause::form(self.parse, at) == ClauseForm::Infinitive
            && self.parse.child_by(at, "nsubj").is_some()
    }

    /// Goes through the word above; false where the way ends there.
    fn pass(&self, at: TokenId, above: TokenId, status: &mut Status) -> bool {
        let lemma = self.lemma(above);
        let pos = match self.parse.upos(above) {
            Upos::Noun | Upos::Propn => Pos::Noun,
            Upos::Verb | Upos::Aux => Pos::Verb,
            _ => Pos::Adjective,
        };
        let effect = self
            .frames
            .effect(lemma, pos)
            .or_else(|| self.frames.effect(&self.parse.form(above).to_lowercase(), Pos::Adjective));
        let form = clause::form(self.parse, at);
        match effect {
            Some(Effect::Real | Effect::Light) => {}
            Some(Effect::Attempt) => status.attempt = true,
            Some(Effect::Future) => status.future = true,
            Some(Effect::Willing) => {
                status.future = true;
                status.willing = true;
            }
            Some(Effect::Wish) => status.unreal = true,
            Some(Effect::Fail) => status.negated = !status.negated,
            Some(Effect::Stop) => status.stopped = true,
            None => {
                let question = form == ClauseForm::Question;
                let infinitive = form == ClauseForm::Infinitive;
                let subject = self.parse.base_rel(at) == "csubj";
                if question || infinitive || subject {
                    status.unreal = true;
                }
                return false;
            }
        }
        // A finite clause has its own tense: what is above it does not move it.
        self.parse.base_rel(at) != "ccomp" || form != ClauseForm::Finite
    }

    fn read_adverbial(&self, at: TokenId, status: &mut Status) {
        let purpose = clause::form(self.parse, at) == ClauseForm::Infinitive;
        if purpose
            || self.marks(at, &["if", "unless", "until", "whether", "before", "without", "lest", "once"])
            || self.marks(at, &["against", "from", "of", "instead", "rather"])
        {
            status.unreal = true;
        }
        let above = self.parse.head(at);
        let later = above.is_some_and(|head| clause::verbal(self.parse, head).tense == Tense::Future);
        if later && self.marks(at, &["when", "after", "once"]) {
            status.unreal = true;
        }
        if self.marks(at, &["since", "after", "when"]) {
            status.historical = self.parse.children_by(at, "aux").any(|aux| self.parse.lemma(aux) == "have");
        }
    }
}
