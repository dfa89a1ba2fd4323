//! Who acts and who is acted upon: from the places of a frame to parties, with their sectors.
//!
//! ```text
//! Turkish troops shelled villages in northern Iraq.
//! actor "troops" -> TUR (MIL); recipient "villages" -> none of its own, inside it "Iraq" -> IRQ
//! ```

use super::conditions::case_is;
use super::frame::{Frame, Place};
use super::matching::{Coder, Match};
use super::{EventActor, EventType};
use crate::clause::{self, Voice};
use crate::mention::MentionKind;
use crate::syntax::Upos;
use crate::token::TokenId;

/// The two sides of an event.
#[derive(Debug, Clone, Default)]
pub(super) struct Sides {
    pub(super) actor: Vec<EventActor>,
    pub(super) recipient: Vec<EventActor>,
    pub(super) reciprocal: bool,
}

/// How deep recipients are looked for in complements of complements.
const INSIDE: usize = 4;

impl Coder<'_> {
    /// Both sides of a match.
    pub(super) fn sides(&self, found: &Match) -> Sides {
        self.sides_within(found, 0)
    }

    fn sides_within(&self, found: &Match, depth: usize) -> Sides {
        let frame = &self.frames.list[found.frame as usize];
        let actor_tokens = self.actor_tokens(found, frame);
        let mut actor = self.all_parties(&actor_tokens);
        if actor.is_empty() && frame.actor.is_empty() {
            actor = self.speaker_as_actor(found, &actor_tokens);
        }
        dedup(&mut actor);
        let (mut recipient, from) = self.recipients(found, frame, &actor, &actor_tokens, depth);
        dedup(&mut recipient);
        let together = match &from {
            Some(Place::After(word)) => matches!(word.as_str(), "with" | "between" | "among"),
            Some(Place::Object) => true,
            _ => false,
        };
        let mut reciprocal = false;
        if frame.mutual {
            if distinct(&actor) > 1 && !together {
                recipient.clear();
                reciprocal = true;
            } else if actor.is_empty() && distinct(&recipient) > 1 {
                std::mem::swap(&mut actor, &mut recipient);
                reciprocal = true;
            } else if together && !actor.is_empty() && !recipient.is_empty() {
                reciprocal = true;
            }
        }
        self.settle_at_home(found, &actor_tokens, &mut actor, &mut recipient);
        Sides { actor, recipient, reciprocal }
    }

    fn all_parties(&self, tokens: &[TokenId]) -> Vec<EventActor> {
        tokens.iter().flat_map(|&token| self.parties(token)).collect()
    }

    fn actor_tokens(&self, found: &Match, frame: &Frame) -> Vec<TokenId> {
        if frame.actor.is_empty() {
            return self.doers(found);
        }
        for place in &frame.actor {
            let tokens = self.tokens_at(found, place);
            if tokens.iter().any(|&token| self.is_actor(token)) {
                return tokens;
            }
        }
        Vec::new()
    }

    /// Who acts by grammar: the clause's doers; the noun's where there is no clause or its has none.
    fn doers(&self, found: &Match) -> Vec<TokenId> {
        let of_clause = found.clause.as_ref().map_or(&[][..], |clause| clause.doers());
        if !of_clause.is_empty() {
            return of_clause.to_vec();
        }
        if let Some(clause) = found.clause.as_deref().filter(|clause| clause.voice == Voice::Passive) {
            // "was accused of fraud by Sudan": the parser may hang the agent on the noun before it.
            let nouns = clause.obliques.iter().map(|&(_, noun)| noun);
            let agents = nouns.flat_map(|noun| self.parse.children_by(noun, "nmod"));
            return agents.filter(|&child| self.parse.case(child) == Some("by")).collect();
        }
        let Some(nominal) = &found.nominal else { return Vec::new() };
        // "the Libyan withdrawal from Chad": who is named otherwise, is not named by "from".
        let after_from: Vec<TokenId> = nominal.after("from").collect();
        let own: Vec<TokenId> =
            nominal.doers.iter().copied().filter(|doer| !after_from.contains(doer)).collect();
        // "The premier is on a trip to Peru."
        if own.is_empty() && nominal.doers.is_empty() && found.clause.is_none() {
            return self.parse.children_by(found.predicate, "nsubj").collect();
        }
        if own.is_empty() { nominal.doers.clone() } else { own }
    }

    /// The speaker, where the doer is a pronoun of the speaker's that stayed open, or missing.
    fn speaker_as_actor(&self, found: &Match, doers: &[TokenId]) -> Vec<EventActor> {
        let open = doers.iter().all(|&token| self.parse.upos(token) == Upos::Pron);
        if !open || found.nominal.is_some() && found.clause.is_none() {
            return Vec::new();
        }
        // "it is willing to": the parser may take the pronoun for an expletive.
        let expletive = self.parse.child_by(found.head, "expl").is_some()
            || self.parse.head(found.head).is_some_and(|head| self.parse.child_by(head, "expl").is_some());
        if doers.is_empty() && !expletive {
            return Vec::new();
        }
        self.speaker(found.head).into_iter().collect()
    }

    /// Who says what stands at `token`: the speaker of its statement, else the subject of the verb above.
    pub(super) fn speaker(&self, token: TokenId) -> Option<EventActor> {
        if let Some(statement) = self.statement_of[token.index()] {
            let actor = self.statements.list[statement as usize].speaker.clone()?;
            return Some(EventActor { actor, sector: None });
        }
        let mut at = token;
        for _ in 0..6 {
            let head = self.parse.head(at)?;
            if self.parse.base_rel(at) == "ccomp" && self.parse.upos(head) == Upos::Verb {
                let clause = clause::verbal(self.parse, head);
                return clause.doers().iter().find_map(|&doer| self.parties(doer).into_iter().next());
            }
            at = head;
        }
        None
    }

    fn recipients(
        &self,
        found: &Match,
        frame: &Frame,
        actor: &[EventActor],
        actor_tokens: &[TokenId],
        depth: usize,
    ) -> (Vec<EventActor>, Option<Place>) {
        let default = default_places(found.kind);
        let mut places = if frame.recipient.is_empty() { default } else { frame.recipient.clone() };
        if found.kind == EventType::Protest {
            // What a protest is against stands in its purpose sooner than in its place.
            let at = places.iter().position(|p| *p == Place::After("in".to_owned())).unwrap_or(places.len());
            places.insert(at, Place::InAdverbial);
        }
        for place in &places {
            let known = match place {
                Place::Nowhere => return (Vec::new(), None),
                Place::InObject | Place::InComplement | Place::Condition | Place::InAdverbial => {
                    let roots = self.tokens_at(found, place);
                    let mut parties =
                        roots.iter().map(|&root| self.search(root, actor)).find(|p| !p.is_empty());
                    parties.take().unwrap_or_default()
                }
                Place::Inner => self.inner_recipients(found, actor, depth),
                _ => {
                    let tokens: Vec<TokenId> = self
                        .tokens_at(found, place)
                        .into_iter()
                        .filter(|token| !actor_tokens.contains(token))
                        .collect();
                    let mut parties = self.all_parties(&tokens);
                    parties.retain(|party| !self.repeats(party, actor));
                    if parties.is_empty() {
                        parties.extend(self.body_at_home(found, &tokens, actor));
                    }
                    parties
                }
            };
            if !known.is_empty() {
                return (known, Some(place.clone()));
            }
        }
        (Vec::new(), None)
    }

    /// True for the same words, or a pronoun that stands for the actor.
    fn repeats(&self, party: &EventActor, actor: &[EventActor]) -> bool {
        actor.iter().any(|own| {
            own.actor.party == party.actor.party
                && !(own.sector.is_some() && party.sector.is_some() && own.sector != party.sector)
                && (own.actor.span == party.actor.span
                    || party.actor.inferred && party.sector.is_none()
                    || party.actor.span.is_none_or(|span| is_pronoun(span.of(self.parse.text()))))
        })
    }

    fn inner_recipients(&self, found: &Match, actor: &[EventActor], depth: usize) -> Vec<EventActor> {
        if depth >= INSIDE {
            return Vec::new();
        }
        let Some(complement) = found.complement() else { return Vec::new() };
        let Some(inner) = self.inner(complement.root, 1) else { return Vec::new() };
        if inner.predicate == found.predicate {
            return Vec::new();
        }
        let mut parties = self.sides_within(&inner, depth + 1).recipient;
        // One may act against those inside the own state, who are told by their sector.
        parties.retain(|party| {
            party.sector.is_some() || !actor.iter().any(|own| own.actor.party == party.actor.party)
        });
        parties
    }

    /// The first known party below `root` that is not the actor, with those joined to it; else the first
    /// person or body of no known state.
    fn search(&self, root: TokenId, actor: &[EventActor]) -> Vec<EventActor> {
        // "Kenya recalled its envoy from Peru": one's own people are meant where nobody else is named.
        let passes = [(true, false), (true, true), (false, true)];
        let found = passes.iter().map(|&(known, ours)| self.search_for(root, actor, known, ours));
        found.into_iter().find(|parties| !parties.is_empty()).unwrap_or_default()
    }

    fn search_for(&self, root: TokenId, actor: &[EventActor], known: bool, ours: bool) -> Vec<EventActor> {
        let (low, high) = self.parse.extent(root);
        for n in low.0..=high.0 {
            let token = TokenId(n);
            let Some(direct) = self.actors.at(token) else { continue };
            let wanted = match known {
                true => self.is_known(direct),
                false => direct.person.is_some() || self.sector_of(token).is_some(),
            };
            let noun = if self.parse.upos(token) == Upos::Adj { self.parse.head(token) } else { Some(token) };
            let sector = noun.and_then(|noun| self.sector_of(noun));
            let possessed = self
                .parse
                .child_by(token, "nmod:poss")
                .is_some_and(|owner| self.parse.upos(owner) == Upos::Pron);
            // "the opposition sought the resignation of the minister": another body of the same state.
            let own = |side: &EventActor| {
                let apart = sector.as_deref().is_some_and(|sector| sector != "MIL")
                    && (!direct.inferred || side.sector.is_some() && side.sector != sector)
                    && (ours || !possessed)
                    && side.actor.span != direct.span;
                side.actor.party == direct.party && (!apart || self.parse.upos(token) == Upos::Pron)
            };
            if !wanted || self.names_paper(token) || actor.iter().any(own) {
                continue;
            }
            if !self.parse.is_below(token, root) {
                continue;
            }
            let mut parties = Vec::new();
            for part in self.parse.conjuncts(token) {
                parties.extend(self.parties(part));
            }
            for party in &mut parties {
                if party.sector.is_none() && self.parse.upos(token) == Upos::Adj {
                    party.sector = self.parse.head(token).and_then(|head| self.sector_of(head));
                }
            }
            return parties;
        }
        Vec::new()
    }

    /// "the *Paris* agreement", "*Geneva* talks": where a paper or talks have their name from is no side of theirs.
    pub(super) fn names_paper(&self, token: TokenId) -> bool {
        let seat = self.actors.mention_at[token.index()].is_some_and(|id| {
            self.mentions.list.get(id.0 as usize).is_some_and(|m| m.kind == MentionKind::Metonym)
        });
        let Some(head) = self.parse.head(token).filter(|&head| seat && token < head) else { return false };
        let lemma = self.lemma(head);
        matches!(self.parse.base_rel(token), "compound" | "nmod" | "amod")
            && ["treaty", "talks"].iter().any(|class| self.frames.in_class(lemma, class))
    }

    /// The tokens that stand in a place.
    fn tokens_at(&self, found: &Match, place: &Place) -> Vec<TokenId> {
        let clause = found.clause.as_deref();
        let nominal = found.nominal.as_deref();
        match place {
            Place::Nowhere | Place::Inner => Vec::new(),
            Place::Doer => self.doers(found),
            Place::Object if nominal.is_some() => clause.map_or(Vec::new(), |c| c.indirect.clone()),
            Place::Object => clause.map_or(Vec::new(), |c| {
                if c.indirect.is_empty() { self.objects(c) } else { c.indirect.clone() }
            }),
            Place::Indirect => clause.map_or(Vec::new(), |c| c.indirect.clone()),
            Place::InObject => match (nominal, clause) {
                (Some(nominal), _) => vec![nominal.predicate],
                (None, Some(clause)) => self.objects(clause),
                (None, None) => Vec::new(),
            },
            Place::After(word) => {
                let of_noun = nominal.map_or(&[][..], |nominal| &nominal.obliques);
                let of_clause = clause.map_or(&[][..], |clause| &clause.obliques);
                let after = of_noun.iter().chain(of_clause).filter(|(case, _)| case_is(case, word));
                let direct: Vec<TokenId> = after.map(|&(_, token)| token).collect();
                if !direct.is_empty()
                    || !matches!(
                        word.as_str(),
                        "with" | "to" | "on" | "against" | "between" | "at" | "into" | "for"
                    )
                {
                    return direct;
                }
                // The parser may hang it on a neighbour: "a visit by the queen to Ghana".
                let neighbours = of_noun.iter().chain(of_clause).map(|&(_, token)| token);
                let objects = clause.filter(|_| nominal.is_none()).map_or(Vec::new(), |c| self.objects(c));
                neighbours
                    .chain(objects)
                    .flat_map(|noun| self.parse.children_by(noun, "nmod"))
                    .filter(|&child| self.parse.case(child) == Some(word))
                    .flat_map(|child| self.parse.conjuncts(child))
                    .collect()
            }
            Place::ComplementSubject => found.complement().map_or(Vec::new(), |complement| {
                let inner = clause::verbal(self.parse, complement.root);
                match inner.voice {
                    Voice::Passive if !inner.agents.is_empty() => inner.agents,
                    _ => inner.subjects,
                }
            }),
            Place::InComplement => found.complement().map_or(Vec::new(), |c| vec![c.root]),
            Place::InAdverbial => {
                clause.map_or(Vec::new(), |c| self.parse.children_by(c.predicate, "advcl").collect())
            }
            Place::Condition => {
                let mut roots: Vec<TokenId> =
                    clause.and_then(|clause| clause.condition).into_iter().collect();
                if let Some(complement) = found.complement() {
                    roots.extend(clause::verbal(self.parse, complement.root).condition);
                }
                roots
            }
        }
    }
}

fn is_pronoun(word: &str) -> bool {
    matches!(
        word.to_lowercase().as_str(),
        "it" | "its"
            | "he"
            | "his"
            | "him"
            | "she"
            | "her"
            | "they"
            | "their"
            | "them"
            | "itself"
            | "we"
            | "our"
            | "us"
            | "i"
            | "my"
            | "themselves"
            | "himself"
    )
}

fn distinct(parties: &[EventActor]) -> usize {
    let mut ids: Vec<_> = parties.iter().map(|party| party.actor.party).collect();
    ids.sort_unstable();
    ids.dedup();
    ids.len()
}

/// One entry for a party and sector.
fn dedup(parties: &mut Vec<EventActor>) {
    let mut seen: Vec<(crate::actor::PartyId, Option<String>)> = Vec::new();
    parties.retain(|party| {
        let key = (party.actor.party, party.sector.clone());
        let new = !seen.contains(&key);
        seen.push(key);
        new
    });
}

/// Where the recipient of a type is looked for when its frame does not say.
fn default_places(kind: EventType) -> Vec<Place> {
    let after = |words: &[&str]| words.iter().map(|w| Place::After((*w).to_owned())).collect::<Vec<_>>();
    let mut places = vec![Place::Indirect, Place::Object];
    match kind {
        EventType::Request | EventType::Reject | EventType::Threaten | EventType::Accuse => {
            places.extend(after(&["with", "to", "from", "against", "on", "at", "by"]));
            if kind == EventType::Request {
                places.extend([Place::ComplementSubject, Place::InObject, Place::InComplement]);
                places.extend(after(&["for", "of"]));
            } else {
                places.extend([Place::InObject, Place::Inner, Place::ComplementSubject]);
                places.extend(after(&["over", "of", "for", "in"]));
                places.extend([Place::InComplement, Place::Condition]);
            }
        }
        EventType::Agree | EventType::Consult | EventType::Support | EventType::Cooperate => {
            places.extend(after(&["with", "to", "between"]));
            places.extend([Place::Inner, Place::InObject, Place::InComplement]);
            places.extend(after(&["for", "on", "of", "from"]));
        }
        _ => {
            places.extend(after(&["to", "against", "on", "at", "from", "with", "into", "toward", "towards"]));
            places.extend([Place::InObject, Place::InComplement]);
            places.extend(after(&["for", "in", "over", "near", "around", "of"]));
        }
    }
    places
}
