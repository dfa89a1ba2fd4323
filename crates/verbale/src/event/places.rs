//! Where an event happened, as far as its own clause tells.
//!
//! ```text
//! The ministers met in Vienna on Monday.          Vienna, AUT
//! Rebels shot two nurses in the north of Mali.    Mali, MLI
//! ```
//! Only what stands after a preposition of place counts, and only names: a phrase that describes a place is none.

use super::Place;
use super::matching::Coder;
use crate::actor::PartyKind;
use crate::mention::MentionKind;
use crate::syntax::EntityKind;
use crate::token::TokenId;

/// Prepositions of place.
const AT: &[&str] = &["across", "around", "at", "in", "inside", "near", "off", "outside", "throughout"];

/// How deep the name of a place is looked for: "in the north of Mali".
const INSIDE: usize = 3;

impl Coder<'_> {
    /// The place that the clause of `head` or the phrase of `predicate` names.
    pub(super) fn place(&self, predicate: TokenId, head: TokenId) -> Option<Place> {
        let of_head = self.parse.children_by(head, "obl");
        let of_noun = self.parse.children_by(predicate, "nmod");
        let objects =
            self.parse.children_by(head, "obj").flat_map(|object| self.parse.children_by(object, "nmod"));
        let told = of_head
            .chain(of_noun)
            .chain(objects)
            .filter(|&noun| self.parse.case(noun).is_some_and(|case| AT.contains(&case)));
        told.filter_map(|noun| self.named_place(noun, 0)).next()
    }

    fn named_place(&self, noun: TokenId, depth: usize) -> Option<Place> {
        let entities = &self.parse.syntax.entities;
        let after = entities.partition_point(|entity| entity.tokens.end <= noun.0);
        if let Some(entity) = entities.get(after).filter(|entity| {
            entity.tokens.contains(&noun.0) && matches!(entity.kind, EntityKind::Gpe | EntityKind::Loc)
        }) {
            let (first, last) = (TokenId(entity.tokens.start), TokenId(entity.tokens.end - 1));
            let span = self.parse.span(first).join(self.parse.span(last));
            return Some(Place { span, state: self.state_at(noun) });
        }
        if self.is_place_name(noun) {
            return Some(Place { span: self.parse.span(noun), state: self.state_at(noun) });
        }
        if depth >= INSIDE {
            return None;
        }
        let inner = self.parse.children(noun).iter().copied().filter(|&child| {
            matches!(self.parse.base_rel(child), "nmod" | "appos")
                && self.parse.case(child).is_none_or(|case| case == "of" || AT.contains(&case))
        });
        inner.filter_map(|child| self.named_place(child, depth + 1)).next()
    }

    /// The name of a state or of a place in one.
    fn is_place_name(&self, noun: TokenId) -> bool {
        let Some(mention) = self.actors.mention_at[noun.index()] else { return false };
        let kind = self.mentions.list.get(mention.0 as usize).map(|mention| mention.kind);
        let state =
            self.actors.at(noun).is_some_and(|actor| self.actors.party(actor.party).kind == PartyKind::State);
        state && matches!(kind, Some(MentionKind::Name | MentionKind::Metonym))
    }

    fn state_at(&self, noun: TokenId) -> Option<String> {
        let party = self.actors.party(self.actors.at(noun)?.party);
        party.state.clone().filter(|_| party.kind == PartyKind::State)
    }
}
