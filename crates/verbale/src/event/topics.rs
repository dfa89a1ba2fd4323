//! What a request, a refusal or a threat is about, where the words beside it tell: its mode.
//!
//! ```text
//! Haiti asked Kenya for police.           REQUEST assist
//! Peru called for the release of a nun.   REQUEST yield
//! Iran threatened a blockade.             THREATEN restrict
//! ```
//! The words stand in the classes `about-…` of `event_classes.tsv`.

use super::EventType;
use super::matching::{Coder, Match};
use crate::clause::ClauseForm;
use crate::token::TokenId;

/// The classes of words that give a mode to a type, in order of preference.
fn classes(kind: EventType) -> &'static [(&'static str, &'static str)] {
    match kind {
        EventType::Request | EventType::Reject => &[
            ("about-yield", "yield"),
            ("about-meet", "meet"),
            ("about-assist", "assist"),
            ("about-change", "change"),
        ],
        EventType::Threaten => &[
            ("about-violence", "violence"),
            ("about-arrest", "arrest"),
            ("about-expulsion", "expel"),
            ("about-relations", "relations"),
            ("about-restriction", "restrict"),
        ],
        _ => &[],
    }
}

impl Coder<'_> {
    /// The mode that the objects of a predicate, or what it asks for, give it.
    pub(super) fn topic_mode(&self, kind: EventType, found: &Match) -> Option<&'static str> {
        let classes = classes(kind);
        if classes.is_empty() {
            return None;
        }
        let words = self.topics(found);
        let of = |class: &str, token: &TokenId| {
            self.senses(*token).into_iter().any(|sense| self.frames.in_class(self.lemma(sense), class))
        };
        let named = classes
            .iter()
            .find(|(class, _)| words.iter().any(|token| of(class, token)))
            .map(|&(_, mode)| mode);
        let asked = kind == EventType::Request
            && found.complement().is_some_and(|complement| {
                complement.form == ClauseForm::Infinitive && self.inner(complement.root, 0).is_none()
            });
        named.or_else(|| asked.then_some("change"))
    }

    /// The words that may say what it is about, but for a clause: objects, and what "for", "on", "of" name.
    fn topics(&self, found: &Match) -> Vec<TokenId> {
        let mut words = Vec::new();
        if let Some(clause) = &found.clause {
            words.extend(self.objects(clause).into_iter().filter(|&object| object != found.predicate));
        }
        let of_clause = found.clause.as_ref().map_or(&[][..], |clause| &clause.obliques);
        let of_noun = found.nominal.as_ref().map_or(&[][..], |nominal| &nominal.obliques);
        let about = of_clause.iter().chain(of_noun);
        words.extend(
            about
                .filter(|(case, _)| {
                    matches!(case.as_str(), "for" | "of" | "on" | "to" | "with" | "against" | "from")
                })
                .map(|&(_, token)| token),
        );
        words
    }
}
