//! What one says that another must do: a request.
//!
//! ```text
//! Russia said that Sudan must return the helicopter.     REQUEST, actor RUS, recipient SDN
//! ```
//! Only parties ask; what analysts think that one should do is no event.

use super::compose::{self, Composed};
use super::matching::Coder;
use super::roles::Sides;
use super::{Event, EventActor, EventType};
use crate::actor::PartyKind;
use crate::clause;
use crate::factuality::Certainty;
use crate::syntax::Upos;
use crate::token::TokenId;
use crate::when::Times;

/// Verbs that say what ought to be done.
const DUTIES: &[&str] = &["must", "should", "ought"];

impl Coder<'_> {
    /// "Sudan must return the helicopter", said by another: who must, and the verb.
    pub(super) fn duty_of(&self, token: TokenId) -> Option<(Vec<EventActor>, TokenId)> {
        if !matches!(self.parse.upos(token), Upos::Verb | Upos::Adj | Upos::Noun | Upos::Aux) {
            return None;
        }
        let modal = self.parse.children_by(token, "aux").any(|aux| DUTIES.contains(&self.parse.lemma(aux)));
        let lemma = self.lemma(token);
        let needs = matches!(lemma, "have" | "need")
            && self
                .parse
                .child_by(token, "xcomp")
                .is_some_and(|inner| clause::form(self.parse, inner) == clause::ClauseForm::Infinitive);
        if !modal && !needs {
            return None;
        }
        // What analysts think one should do is no request.
        if !self.speaker(token).is_some_and(|speaker| self.is_known(&speaker.actor)) {
            return None;
        }
        let own = clause::verbal(self.parse, token);
        if needs && (own.negated || own.modal.is_some() || self.no_longer(token))
            || modal && self.is_state(token)
        {
            return None;
        }
        let subjects = if own.doers().is_empty() { &own.subjects } else { own.doers() };
        let mut debtors: Vec<EventActor> =
            subjects.iter().flat_map(|&subject| self.parties(subject)).collect();
        let settled = |side: &EventActor| self.actors.party(side.actor.party).kind != PartyKind::Unknown;
        if debtors.iter().any(settled) {
            debtors.retain(settled);
        }
        let speaker = self.speaker(token)?;
        let other = !debtors.is_empty() && debtors.iter().all(|d| d.actor.party != speaker.actor.party);
        let named = subjects.iter().all(|&subject| self.parse.upos(subject) != Upos::Pron);
        (other && named).then_some((debtors, token))
    }

    /// "no longer needs to"
    fn no_longer(&self, token: TokenId) -> bool {
        self.parse.children_by(token, "advmod").any(|word| self.parse.lemma(word) == "longer")
    }

    /// "should be able to", "should have no difficulty": a forecast, no demand.
    fn is_state(&self, token: TokenId) -> bool {
        let auxiliary = |lemma: &str| self.parse.child_with(token, "aux", lemma).is_some();
        matches!(self.parse.lemma(token), "able" | "be" | "have" | "possible" | "easy" | "enough")
            || auxiliary("have") && auxiliary("should")
    }

    pub(super) fn duty(&self, token: TokenId, times: &Times) -> Option<Event> {
        let (recipient, root) = self.duty_of(token)?;
        let speaker = self.speaker(token)?;
        let inner = self.inner(root, 0).or_else(|| {
            let complement = clause::verbal(self.parse, root).complement?;
            self.inner(complement.root, 0)
        });
        let mode = inner.as_ref().and_then(|inner| compose::request_mode(inner.kind));
        let composed = Composed {
            kind: EventType::Request,
            mode: mode.map(str::to_owned),
            auxiliary: Vec::new(),
            certainty: Certainty::CertainYes,
            step: "",
        };
        let sides = Sides { actor: vec![speaker], recipient, reciprocal: false };
        if self.is_private(&sides, EventType::Request) {
            return None;
        }
        let evidence = self.evidence_of_verb(root);
        Some(self.make(composed, sides, root, root, evidence, times, "duty".to_owned(), Vec::new()))
    }
}
