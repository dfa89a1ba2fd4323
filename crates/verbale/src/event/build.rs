//! From matches to events: what is content of another act is left to that act, types are composed, and each
//! event gets its time, evidence, contexts and certainty.

use super::compose::{self, Composed, Teller};
use super::frame::Group;
use super::matching::{Coder, Match};
use super::roles::Sides;
use super::{Event, EventActor, EventType};
use crate::actor::PartyKind;
use crate::clause;
use crate::factuality::{self, Factuality};
use crate::span::Span;
use crate::statement::{Mode, StatementId};
use crate::syntax::Upos;
use crate::token::TokenId;
use crate::when::{Times, When};

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
        // "rallied, demanding that he resign": the demand is what the protest is for.
        if found.kind == EventType::Protest {
            for child in self.parse.children_by(found.head, "advcl").filter(|&child| child > found.head) {
                if clause::form(self.parse, child) != clause::ClauseForm::Finite {
                    consumed[child.index()] = true;
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

    fn event(&self, found: &Match, times: &Times) -> Option<Event> {
        let frame = &self.frames.list[found.frame as usize];
        if self.is_imperative(found.head) {
            return None;
        }
        let status = self.status(found);
        let sides = self.sides(found);
        // "The centre provides information": without anyone known, no political event.
        if !sides.actor.iter().chain(&sides.recipient).any(|side| self.is_somebody(side))
            || self.is_private(&sides, frame.kind)
            || is_nobodys(found, frame.kind, &sides)
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

    /// "Ask any driver": what the reader is told to do.
    fn is_imperative(&self, head: TokenId) -> bool {
        let bare = self.parse.word(head).xpos == "VB"
            && matches!(self.parse.base_rel(head), "root" | "parataxis" | "conj");
        let led = ["nsubj", "nsubj:pass", "aux", "aux:pass", "mark", "expl"];
        let free = |token: TokenId| {
            !self.parse.children(token).iter().any(|&child| led.contains(&self.parse.rel(child)))
        };
        let above = self.parse.head(head).filter(|_| self.parse.base_rel(head) == "conj");
        bare && free(head) && above.is_none_or(|above| self.parse.word(above).xpos == "VB" && free(above))
    }

    /// What is asked, refused or threatened gives the mode where the frame has none.
    fn with_inner_mode(&self, mut composed: Composed, found: &Match) -> Composed {
        if composed.mode.is_some() {
            return composed;
        }
        if let Some(mode) = self.topic_mode(composed.kind, found) {
            composed.mode = Some(mode.to_owned());
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
            Some(speaker) if self.takes_part(&speaker, sides) => Teller::Actor,
            Some(_) => Teller::Other,
        }
    }

    /// The one who acts, or one of those who act together.
    fn takes_part(&self, speaker: &EventActor, sides: &Sides) -> bool {
        let own = |side: &EventActor| side.actor.party == speaker.actor.party;
        sides.actor.iter().any(own) || sides.reciprocal && sides.recipient.iter().any(own)
    }

    /// "the Congress, *which has complained of his timidity*": a clause about a name, or after a comma, is told as
    /// known, by the report as much as by whom it quotes.
    fn is_aside(&self, head: TokenId) -> bool {
        let comma =
            self.parse.extent(head).0.0.checked_sub(1).is_some_and(|n| self.parse.form(TokenId(n)) == ",");
        let named = comma || self.parse.head(head).is_some_and(|noun| self.parse.upos(noun) == Upos::Propn);
        let direct = self.statement_of[head.index()]
            .is_some_and(|n| self.statements.list[n as usize].mode == Mode::Direct);
        self.parse.rel(head) == "acl:relcl" && named && !direct
    }

    #[allow(clippy::too_many_arguments, reason = "each is a part of the event that is being made")]
    pub(super) fn make(
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
            Some(_) if self.is_aside(head) => factuality::Told::ByReport,
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
            place: self.place(predicate, head),
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
        for token in self.parse.tokens_in(evidence).map(TokenId) {
            // The "Bank" of "West Bank" is a part of a name.
            let name = self.parse.upos(token) == Upos::Propn
                && self.actors.at(token).is_some_and(|a| self.actors.party(a.party).kind == PartyKind::State);
            if !name {
                contexts.extend(self.frames.contexts(self.lemma(token)).map(str::to_owned));
            }
        }
        contexts.sort();
        contexts.dedup();
    }

    /// The smallest clause that holds a verb and its content: without what reports it, what is joined to it
    /// and what it merely interrupts.
    pub(super) fn evidence_of_verb(&self, head: TokenId) -> Span {
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

/// "Pilgrims arrive in Mecca", "when you meet the French", "an award was approved": where people meet, back one
/// another, work together or move forces, somebody must do it.
fn is_nobodys(found: &Match, kind: EventType, sides: &Sides) -> bool {
    let needs =
        matches!(kind, EventType::Consult | EventType::Support | EventType::Cooperate | EventType::Mobilize);
    needs && sides.actor.is_empty() && found.clause.is_some()
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
