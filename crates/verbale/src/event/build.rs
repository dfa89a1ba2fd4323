//! From matches to events: what is content of another act is left to that act, types are composed, and each
//! event gets its time, evidence, contexts and certainty.

use super::compose::{self, Composed, Teller};
use super::frame::Group;
use super::matching::{Coder, Match};
use super::roles::Sides;
use super::{Event, EventActor, EventType};
use crate::actor::PartyKind;
use crate::clause;
use crate::factuality::{self, Certainty, Factuality};
use crate::span::Span;
use crate::statement::StatementId;
use crate::syntax::Upos;
use crate::token::TokenId;
use crate::when::{Times, When};

/// Verbs and nouns that say what ought to be done; with another's subject they request it.
const DUTIES: &[&str] = &["must", "should", "ought"];

impl Coder<'_> {
    /// The events of all sentences, in order of their predicates, not yet merged.
    pub(super) fn events(&self, times: &Times) -> Vec<Event> {
        let consumed = self.consumed();
        let mut events = Vec::new();
        for token in self.parse.all() {
            if consumed[token.index()] {
                continue;
            }
            if let Some(event) = self.duty(token, times) {
                events.push(event);
                continue;
            }
            let Some(found) = self.at(token) else { continue };
            if found.head != token && consumed[found.head.index()] {
                continue;
            }
            // A light verb's event is reported once, at the verb.
            if found.head == token
                && found.predicate != token
                && let Some(event) = self.event(&found, times)
            {
                events.push(event);
            } else if found.predicate == token
                && let Some(event) = self.event(&found, times)
            {
                events.push(event);
            }
        }
        events
    }

    /// Marks the tokens whose events are only content of another act: what is asked, promised, refused,
    /// threatened, judged; and the objects that light verbs and conditions have used up.
    fn consumed(&self) -> Vec<bool> {
        let count = self.parse.tokens.tokens.len();
        let mut consumed = vec![false; count];
        for token in self.parse.all() {
            if consumed[token.index()] {
                continue;
            }
            if let Some((_, root)) = self.duty_of(token) {
                self.mark_below(root, root, &mut consumed);
                continue;
            }
            let Some(found) = self.at(token) else { continue };
            if found.predicate != token {
                consumed[found.predicate.index()] = true;
            }
            self.mark_content(&found, &mut consumed);
        }
        consumed
    }

    fn mark_content(&self, found: &Match, consumed: &mut [bool]) {
        if let Some(complement) = found.complement()
            && complement.root != found.head
        {
            consumed[complement.root.index()] = true;
            self.mark_below(complement.root, complement.root, consumed);
        }
        if let Some(clause) = &found.clause {
            for object in self.objects(clause) {
                if object != found.predicate {
                    consumed[object.index()] = true;
                }
                if holds_content(found.kind) {
                    self.mark_below(object, found.predicate, consumed);
                }
            }
            for (case, oblique) in &clause.obliques {
                if matches!(
                    case.as_str(),
                    "for" | "of" | "to" | "on" | "over" | "about" | "from" | "with" | "in"
                ) && holds_content(found.kind)
                {
                    consumed[oblique.index()] = true;
                    self.mark_below(*oblique, found.predicate, consumed);
                }
            }
        }
        if let Some(nominal) = &found.nominal {
            for (_, oblique) in &nominal.obliques {
                consumed[oblique.index()] = true;
                self.mark_below(*oblique, found.predicate, consumed);
            }
        }
    }

    fn mark_below(&self, root: TokenId, keep: TokenId, consumed: &mut [bool]) {
        let (low, high) = self.parse.extent(root);
        for n in low.0..=high.0 {
            if TokenId(n) != keep && !consumed[n as usize] && self.parse.is_below(TokenId(n), root) {
                consumed[n as usize] = true;
            }
        }
    }

    /// "Sudan must return the helicopter", said by another: who must, and the verb.
    fn duty_of(&self, token: TokenId) -> Option<(Vec<EventActor>, TokenId)> {
        if !matches!(self.parse.upos(token), Upos::Verb | Upos::Adj | Upos::Noun | Upos::Aux) {
            return None;
        }
        let modal = self.parse.children_by(token, "aux").any(|aux| DUTIES.contains(&self.parse.lemma(aux)));
        let lemma = self.lemma(token);
        let needs = matches!(lemma.as_ref(), "have" | "need")
            && self
                .parse
                .child_by(token, "xcomp")
                .is_some_and(|inner| clause::form(self.parse, inner) == clause::ClauseForm::Infinitive);
        if !modal && !needs {
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

    fn duty(&self, token: TokenId, times: &Times) -> Option<Event> {
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

    fn event(&self, found: &Match, times: &Times) -> Option<Event> {
        let frame = &self.frames.list[found.frame as usize];
        let status = self.status(found);
        let sides = self.sides(found);
        // "The centre provides information": without anyone known, no political event.
        if !sides.actor.iter().chain(&sides.recipient).any(|side| self.is_somebody(side))
            || self.is_private(&sides, frame.kind)
            || found.clause.as_ref().is_some_and(|clause| self.is_thing(clause.doers()))
        {
            return None;
        }
        let alone = found.clause.is_none();
        if alone && !(sides.reciprocal || !sides.actor.is_empty() && !sides.recipient.is_empty()) {
            return None;
        }
        let teller = self.teller(found.head, &sides);
        let composed = compose::compose(frame.kind, frame.mode.as_deref(), &status, teller)?;
        let composed = self.with_inner_mode(composed, found);
        let mut rule = frame.name.clone();
        if !composed.step.is_empty() {
            rule.push('+');
            rule.push_str(composed.step);
        }
        let evidence = match alone {
            true => self.parse.subtree_span(found.predicate),
            false => self.evidence_of_verb(found.head),
        };
        let contexts = frame.contexts.clone();
        Some(self.make(composed, sides, found.predicate, found.head, evidence, times, rule, contexts))
    }

    /// What is asked, refused or threatened gives the mode where the frame has none.
    fn with_inner_mode(&self, mut composed: Composed, found: &Match) -> Composed {
        if composed.mode.is_some() {
            return composed;
        }
        let inner = found.complement().and_then(|complement| self.inner(complement.root, 0)).or_else(|| {
            let clause = found.clause.as_ref()?;
            self.objects(clause).into_iter().find_map(|object| self.at(object))
        });
        let Some(inner) = inner.filter(|inner| inner.predicate != found.predicate) else { return composed };
        let own = self.frames.list[inner.frame as usize].mode.as_deref();
        let mode = match composed.kind {
            EventType::Request => compose::request_mode(inner.kind),
            EventType::Reject => compose::reject_mode(inner.kind),
            EventType::Threaten => compose::threat_mode(inner.kind, own),
            _ => None,
        };
        composed.mode = mode.map(str::to_owned);
        composed
    }

    fn teller(&self, head: TokenId, sides: &Sides) -> Teller {
        match self.speaker(head) {
            None => Teller::Report,
            Some(speaker) if sides.actor.iter().any(|own| own.actor.party == speaker.actor.party) => {
                Teller::Actor
            }
            Some(_) => Teller::Other,
        }
    }

    #[allow(clippy::too_many_arguments, reason = "each is a part of the event that is being made")]
    fn make(
        &self,
        composed: Composed,
        sides: Sides,
        predicate: TokenId,
        head: TokenId,
        evidence: Span,
        times: &Times,
        rule: String,
        mut contexts: Vec<String>,
    ) -> Event {
        let statement = self.statement_of[predicate.index()].map(StatementId);
        self.add_contexts(evidence, &mut contexts);
        let told = match self.statement_of[predicate.index()] {
            None => factuality::Told::ByReport,
            Some(_) => match self.teller(head, &sides) {
                Teller::Actor => factuality::Told::ByActor,
                _ => factuality::Told::ByAnother,
            },
        };
        let factuality: Factuality = factuality::of(composed.certainty, told);
        let confidence = confidence(&composed, &sides);
        let cameo = self.frames.cameo(composed.kind, composed.mode.as_deref()).to_owned();
        let score = self.frames.score(composed.kind, composed.mode.as_deref());
        Event {
            kind: composed.kind,
            mode: composed.mode,
            contexts,
            actor: sides.actor,
            recipient: sides.recipient,
            reciprocal: sides.reciprocal,
            deed: is_deed(composed.kind),
            when: self.when(head, evidence, times),
            auxiliary: composed.auxiliary,
            factuality,
            cameo,
            score,
            statement,
            predicate,
            evidence: vec![evidence],
            confidence,
            rule,
        }
    }

    fn when(&self, head: TokenId, evidence: Span, times: &Times) -> Option<When> {
        // Nearest in the tree: an expression whose words hang on the head or its nominals.
        let own = times.within(evidence).iter().min_by_key(|when| {
            let tokens = self.parse.tokens_in(when.span);
            let direct = tokens.clone().any(|n| self.parse.head(TokenId(n)) == Some(head));
            (!direct, when.span.start.abs_diff(self.parse.span(head).start))
        });
        own.cloned()
    }

    fn add_contexts(&self, evidence: Span, contexts: &mut Vec<String>) {
        for n in self.parse.tokens_in(evidence) {
            if let Some(context) = self.frames.context(self.lemma(TokenId(n)))
                && !contexts.iter().any(|known| known == context)
            {
                contexts.push(context.to_owned());
            }
        }
        contexts.sort();
    }

    /// The smallest clause that holds a verb and its content: without what reports it, what is joined to it
    /// and what it merely interrupts.
    fn evidence_of_verb(&self, head: TokenId) -> Span {
        let mut span = self.parse.span(head);
        for &child in self.parse.children(head) {
            let rel = self.parse.base_rel(child);
            let apart = matches!(rel, "punct" | "parataxis" | "cc" | "discourse" | "dep" | "vocative")
                || rel == "conj";
            if !apart {
                span = span.join(self.parse.subtree_span(child));
            }
        }
        span
    }
}

/// True for acts whose objects and complements tell what is asked, promised or judged, not what happened.
fn holds_content(kind: EventType) -> bool {
    matches!(
        kind,
        EventType::Agree
            | EventType::Request
            | EventType::Reject
            | EventType::Threaten
            | EventType::Accuse
            | EventType::Support
            | EventType::Concede
            | EventType::Consult
    )
}

fn is_deed(kind: EventType) -> bool {
    kind == EventType::Consult
        || !matches!(Group::of(kind), Group::Word)
            && !matches!(
                kind,
                EventType::Agree | EventType::Support | EventType::Concede | EventType::Threaten
            )
}

fn confidence(composed: &Composed, sides: &Sides) -> f32 {
    let base: f32 = match (sides.actor.is_empty(), sides.recipient.is_empty()) {
        (false, false) => 0.85,
        (false, true) => 0.7,
        (true, _) => 0.55,
    };
    let step = if composed.step.is_empty() { 0.0 } else { 0.1 };
    let inferred = sides.actor.iter().chain(&sides.recipient).any(|party| party.actor.inferred);
    base - step - if inferred { 0.1 } else { 0.0 }
}
