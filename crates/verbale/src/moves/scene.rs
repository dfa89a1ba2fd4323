//! What the move rules see: the layers below, who may make a move, and whose words a token stands in.

use super::MoveFrames;
use crate::actor::{ActorRef, Actors, PartyId, PartyKind};
use crate::clause::{self, Clause};
use crate::event::Events;
use crate::parse::Parse;
use crate::segment::SegmentKind;
use crate::span::Span;
use crate::statement::{Statement, StatementId, Statements};
use crate::syntax::Upos;
use crate::token::TokenId;
use crate::when::Times;

/// The layers below, with an index from tokens to the statements around them.
pub(super) struct Scene<'a> {
    pub(super) parse: &'a Parse<'a>,
    pub(super) actors: &'a Actors,
    pub(super) times: &'a Times,
    pub(super) statements: &'a Statements,
    pub(super) events: &'a Events,
    pub(super) frames: &'a MoveFrames,
    /// The innermost statement in whose content each token stands.
    around: Vec<Option<StatementId>>,
    /// Accords whose parties the text names, with the first token of their noun, in text order.
    deals: Vec<(TokenId, Vec<ActorRef>)>,
    /// The statements by the head of their cue, sorted by it.
    by_cue: Vec<(TokenId, StatementId)>,
}

impl<'a> Scene<'a> {
    /// Indexes the statements; a child is entered after its parent and so stands before it.
    pub(super) fn new(
        parse: &'a Parse<'a>,
        actors: &'a Actors,
        times: &'a Times,
        statements: &'a Statements,
        events: &'a Events,
        frames: &'a MoveFrames,
    ) -> Scene<'a> {
        let mut around = vec![None; parse.tokens.tokens.len()];
        let mut by_cue = Vec::new();
        for (n, statement) in statements.list.iter().enumerate() {
            let id = StatementId(n as u32);
            for piece in &statement.content {
                for token in parse.tokens_in(piece.span) {
                    around[token as usize] = Some(id);
                }
            }
            by_cue.extend(statement.cue_token.map(|cue| (cue, id)));
        }
        by_cue.sort();
        let deals = Vec::new();
        let mut scene = Scene { parse, actors, times, statements, events, frames, around, by_cue, deals };
        scene.deals = scene.named_deals();
        scene
    }

    /// "The U.S.-Japanese pact", "a treaty between Tonga and Fiji": accords with the names of their parties.
    fn named_deals(&self) -> Vec<(TokenId, Vec<ActorRef>)> {
        let of = |token: TokenId| {
            let noun = matches!(self.parse.upos(token), Upos::Noun | Upos::Propn);
            if !noun || !self.frames.in_list("deal", &self.parse.lemma(token).to_lowercase()) {
                return None;
            }
            let mut found = Vec::new();
            let nominal = clause::nominal(self.parse, token);
            let before = self.parse.children(token).iter().copied().filter(|&child| {
                child < token && matches!(self.parse.base_rel(child), "compound" | "amod" | "nmod")
            });
            // The halves of "U.S.-Japanese" hang on one another in one way or the other.
            let names = before.flat_map(|child| {
                let (low, high) = self.parse.extent(child);
                (low.0..=high.0).map(TokenId)
            });
            for one in names.chain(nominal.after("between")) {
                add_all(&mut found, self.named(one));
            }
            (found.len() > 1).then_some((token, found))
        };
        self.parse.all().filter(|&token| self.is_read(token)).filter_map(of).collect()
    }

    /// Who is bound by an accord: those that stand with it, else of "the accord" those of the last one named
    /// before, or of the first one named after.
    pub(super) fn bound_by(&self, noun: TokenId) -> Vec<ActorRef> {
        if !self.frames.in_list("deal", &self.parse.lemma(noun).to_lowercase()) {
            return Vec::new();
        }
        let at = self.deals.partition_point(|(token, _)| *token <= noun);
        let own = self.deals[..at].last().filter(|(token, _)| *token == noun);
        let definite = self
            .parse
            .children_by(noun, "det")
            .any(|det| matches!(self.parse.lemma(det), "the" | "this" | "that"));
        let other = || self.deals[..at].last().or_else(|| self.deals.first()).filter(|_| definite);
        own.or_else(other).map_or(Vec::new(), |(_, parties)| {
            parties
                .iter()
                .map(|one| ActorRef { span: None, inferred: own.is_none(), person: None, ..one.clone() })
                .collect()
        })
    }

    /// The innermost statement in whose content a token stands.
    pub(super) fn statement_around(&self, token: TokenId) -> Option<StatementId> {
        self.around[token.index()]
    }

    /// A statement.
    pub(super) fn statement(&self, id: StatementId) -> &'a Statement {
        &self.statements.list[id.0 as usize]
    }

    /// Who speaks in a statement: the one named, or of "the statement said" the last party that spoke.
    pub(super) fn speaker(&self, id: StatementId) -> Option<ActorRef> {
        let statement = self.statement(id);
        if let Some(speaker) = &statement.speaker {
            return Some(speaker.clone());
        }
        if let Some(speaker) = self.carried_on(id) {
            return Some(speaker);
        }
        let source = statement.source.first()?;
        let words: Vec<TokenId> = self.parse.tokens_in(*source).map(TokenId).collect();
        // "The statement said": the one that was told of before, not "a resolution".
        let definite = words.first().is_some_and(|&token| self.parse.lemma(token) == "the");
        let paper =
            definite && words.iter().any(|&token| self.frames.in_list("doc", self.parse.lemma(token)));
        if !paper {
            // "He said that we warn": an inner layer in the first person is the outer speaker's.
            let first = words.iter().any(|&token| matches!(self.parse.lemma(token), "we" | "I" | "i"));
            let parent = statement.parent.filter(|parent| first && parent.0 < id.0)?;
            return self.speaker(parent);
        }
        const BACK: usize = 6;
        let before = &self.statements.list[..id.0 as usize];
        let issuer = before.iter().rev().take(BACK).find_map(|one| one.speaker.clone())?;
        Some(ActorRef { span: None, person: None, inferred: true, ..issuer }).filter(|one| self.may_act(one))
    }

    /// "It also said that …, but has stated that …": a pronoun that nobody fits, at the head of a sentence, goes
    /// on with the speaker of the sentence before.
    fn carried_on(&self, id: StatementId) -> Option<ActorRef> {
        let mut cue = self.statement(id).cue_token?;
        let parse = self.parse;
        if parse.base_rel(cue) == "conj" {
            cue = parse.head(cue).filter(|&head| self.introduced(head).is_some())?;
        }
        let here = parse.sentence_of(cue);
        let first = TokenId(parse.sentence(here).tokens.start);
        let pronoun = matches!(parse.lemma(first), "it" | "he" | "she" | "they")
            && parse.head(first) == Some(cue)
            && (self.actors.at(first).is_none() || parse.base_rel(first) == "expl");
        if !pronoun || parse.child_by(cue, "aux:pass").is_some() {
            return None;
        }
        let before = self.statements.list[..id.0 as usize].iter().rev().find(|one| {
            one.cue_token.is_some_and(|other| parse.sentence_of(other) != here) && one.parent.is_none()
        })?;
        let near = before.cue_token.is_some_and(|other| parse.sentence_of(other).0 + 1 == here.0);
        let speaker = before.speaker.as_ref().filter(|one| near && self.may_act(one))?;
        Some(ActorRef { span: None, inferred: true, ..speaker.clone() })
    }

    /// The statement that a token introduces, one with content first.
    pub(super) fn introduced(&self, cue: TokenId) -> Option<StatementId> {
        let at = self.by_cue.partition_point(|&(token, _)| token < cue);
        let own = self.by_cue[at..].iter().take_while(|&&(token, _)| token == cue).map(|&(_, id)| id);
        own.clone().find(|&id| !self.statement(id).content.is_empty()).or_else(|| own.into_iter().next())
    }

    /// True in the story's own headline.
    pub(super) fn in_headline(&self, token: TokenId) -> bool {
        self.parse.sentence(self.parse.sentence_of(token)).segment == SegmentKind::Headline
    }

    /// True where moves may be read at all.
    pub(super) fn is_read(&self, token: TokenId) -> bool {
        let segment = self.parse.sentence(self.parse.sentence_of(token)).segment;
        matches!(segment, SegmentKind::Headline | SegmentKind::Body | SegmentKind::Caption)
    }

    /// True for one who can make or receive a move: no newspaper.
    pub(super) fn may_act(&self, actor: &ActorRef) -> bool {
        self.actors.party(actor.party).kind != PartyKind::Outlet
    }

    /// Who is meant by the phrase headed by `token`: the mention itself, else what stands in apposition to it,
    /// else the party whose organ it is ("Japanese negotiators", "ministers of the EC").
    pub(super) fn parties(&self, token: TokenId) -> Vec<ActorRef> {
        if let Some(actor) = self.actors.at(token) {
            if matches!(self.actors.party(actor.party).kind, PartyKind::Unknown | PartyKind::Group) {
                let named = self.instances(token);
                if !named.is_empty() {
                    return named;
                }
            }
            let bare = self.actors.party(actor.party).kind == PartyKind::Unknown
                && self.parse.upos(token) == Upos::Noun
                && self.frames.in_list("organ", self.parse.lemma(token));
            let before = if bare { self.same_role_before(token) } else { Vec::new() };
            if !before.is_empty() {
                return before;
            }
            // "Both countries": those that the text means.
            if (2..=4).contains(&actor.members.len()) && actor.except.is_empty() {
                let of = |&party: &PartyId| ActorRef::party(party, actor.span);
                return actor.members.iter().map(of).collect();
            }
            return if self.may_act(actor) { vec![actor.clone()] } else { Vec::new() };
        }
        let named = self.instances(token);
        if !named.is_empty() && self.parse.upos(token) == Upos::Noun {
            return named;
        }
        let apposed = self.parse.children_by(token, "appos").find_map(|child| self.actors.at(child));
        if let Some(actor) = apposed.filter(|actor| self.may_act(actor)) {
            return vec![actor.clone()];
        }
        if matches!(
            self.parse.lemma(token),
            "each" | "one" | "some" | "all" | "many" | "most" | "none" | "both"
        ) {
            let whole = self.parse.children_by(token, "nmod").find_map(|child| self.actors.at(child));
            return whole.filter(|actor| self.may_act(actor)).cloned().into_iter().collect();
        }
        if self.frames.in_list("organ", self.parse.lemma(token)) {
            let owned = self.owners(token);
            return if owned.is_empty() { self.same_role_before(token) } else { owned };
        }
        Vec::new()
    }

    /// "Allies *such as Norway*", "critics, which include *Norway*", "nations -- *Kenya, Mali* --": those named of a
    /// group that nobody knows.
    fn instances(&self, group: TokenId) -> Vec<ActorRef> {
        let parse = self.parse;
        let such = |&child: &TokenId| {
            child > group
                && parse
                    .case(child)
                    .is_some_and(|case| matches!(case, "such" | "including" | "include" | "like"))
        };
        let mut listed: Vec<TokenId> = parse.children_by(group, "nmod").filter(such).collect();
        let tells = parse.children_by(group, "acl:relcl").filter(|&clause| parse.lemma(clause) == "include");
        listed.extend(tells.flat_map(|clause| parse.children_by(clause, "obj")));
        let row = parse.children_by(group, "appos").filter(|&child| parse.child_by(child, "conj").is_some());
        listed.extend(row);
        let mut found = Vec::new();
        for one in listed.into_iter().flat_map(|child| parse.conjuncts(child)) {
            add_all(&mut found, self.named(one));
        }
        found
    }

    /// "The ministers": those of whom the text has told before.
    fn same_role_before(&self, token: TokenId) -> Vec<ActorRef> {
        const BACK: u32 = 400;
        let lemma = self.parse.lemma(token);
        let low = token.0.saturating_sub(BACK);
        let before = (low..token.0).rev().map(TokenId).filter(|&other| self.parse.lemma(other) == lemma);
        let known = before
            .filter_map(|other| self.actors.at(other))
            .find(|actor| matches!(self.actors.party(actor.party).kind, PartyKind::State | PartyKind::Igo));
        let of = |actor: &ActorRef| ActorRef { span: None, person: None, inferred: true, ..actor.clone() };
        known.map(of).into_iter().collect()
    }

    /// Who has or makes a thing: "Moscow's reply", "the Togolese raid", "the decision of Togo".
    pub(super) fn owners(&self, token: TokenId) -> Vec<ActorRef> {
        let nominal = clause::nominal(self.parse, token);
        let of = nominal.after("of").chain(nominal.after("for")).collect::<Vec<_>>();
        let by = self.authors(token);
        for group in [&nominal.doers, &by, &of] {
            let mut found: Vec<ActorRef> = Vec::new();
            for &one in group {
                add_all(&mut found, self.named(one));
            }
            if !found.is_empty() {
                return found;
            }
        }
        // "The text that Norway and Singapore had put forward".
        // The tree may hang the clause on the last noun of the phrase.
        let nouns = std::iter::once(token).chain(self.parse.children_by(token, "nmod"));
        let clauses = nouns.flat_map(|noun| self.parse.children_by(noun, "acl:relcl"));
        let offered = clauses.filter(|&clause| {
            ["offering", "light"].iter().any(|list| self.frames.in_list(list, self.parse.lemma(clause)))
        });
        for clause in offered {
            let mut found: Vec<ActorRef> = Vec::new();
            let clause = self.clause(clause);
            for &one in clause.doers().iter().filter(|&&one| one != token) {
                add_all(&mut found, self.parties(one));
            }
            if !found.is_empty() {
                return found;
            }
        }
        // "its reply", where the pronoun is a mention but no name.
        let own = self.parse.children_by(token, "nmod:poss").filter_map(|child| self.actors.at(child));
        own.filter(|actor| self.may_act(actor)).cloned().collect()
    }

    /// "The recognition of the claim as lawful *by Rome*": a by-phrase however deep below the noun.
    fn authors(&self, noun: TokenId) -> Vec<TokenId> {
        const DEPTH: usize = 3;
        let parse = self.parse;
        let mut level = vec![noun];
        for _ in 0..DEPTH {
            let below = level.iter().flat_map(|&token| parse.children_by(token, "nmod"));
            level = below.filter(|&child| child > noun).collect();
            let by: Vec<TokenId> =
                level.iter().copied().filter(|&child| parse.case(child) == Some("by")).collect();
            if !by.is_empty() {
                return by.into_iter().flat_map(|token| parse.conjuncts(token)).collect();
            }
        }
        Vec::new()
    }

    fn named(&self, token: TokenId) -> Vec<ActorRef> {
        match self.actors.at(token) {
            Some(actor) if self.may_act(actor) => vec![actor.clone()],
            _ => Vec::new(),
        }
    }

    /// The parties other than `own` inside a token's subtree, in text order.
    pub(super) fn parties_below(&self, token: TokenId, own: &[ActorRef]) -> Vec<ActorRef> {
        let (low, high) = self.parse.extent(token);
        self.parties_in(low.0..high.0 + 1, own)
    }

    /// The parties other than `own` among the tokens of a range, each once.
    pub(super) fn parties_in(&self, tokens: std::ops::Range<u32>, own: &[ActorRef]) -> Vec<ActorRef> {
        let mut found: Vec<ActorRef> = Vec::new();
        // Enough to name an addressee; a whole page of names is none.
        for token in tokens.take(LONGEST) {
            let Some(actor) = self.actors.at(TokenId(token)) else { continue };
            let kind = self.actors.party(actor.party).kind;
            // "Artillery", "border guards": a force without a name is nobody's addressee.
            let nameless = kind == PartyKind::ArmedGroup
                && self.actors.party(actor.party).name.starts_with(char::is_lowercase);
            let talks =
                matches!(kind, PartyKind::State | PartyKind::Igo | PartyKind::ArmedGroup) && !nameless;
            let of_own = own.iter().any(|one| self.belongs_to(one, actor));
            if talks && !of_own && !has_party(own, actor.party) && !has_party(&found, actor.party) {
                found.push(actor.clone());
            }
        }
        found
    }

    /// True where `one` is a body, firm or person of the state `state`.
    pub(super) fn belongs_to(&self, one: &ActorRef, state: &ActorRef) -> bool {
        let state = self.actors.party(state.party);
        let own = self.actors.party(one.party);
        state.kind == PartyKind::State && own.state.as_deref() == Some(state.code.as_str())
    }

    /// True for a predicate with a clause of its own.
    pub(super) fn is_verbal(&self, token: TokenId) -> bool {
        matches!(self.parse.upos(token), Upos::Verb | Upos::Aux)
            || self.parse.child_by(token, "cop").is_some()
            || self.parse.child_by(token, "nsubj").is_some()
    }

    /// The smallest clause that holds a predicate and its content: its subtree without joined predicates,
    /// reporting tails and marks at its ends.
    pub(super) fn clause_span(&self, predicate: TokenId) -> Span {
        let (mut low, mut high) = (predicate, predicate);
        for &child in self.parse.children(predicate) {
            let apart = match self.parse.base_rel(child) {
                "conj" => self.is_verbal(child),
                "parataxis" | "cc" | "punct" | "discourse" | "mark" | "dep" => true,
                _ => false,
            };
            if !apart {
                let (first, last) = self.parse.extent(child);
                low = low.min(first);
                high = high.max(last);
            }
        }
        self.parse.span(low).join(self.parse.span(high))
    }

    /// The clause of a predicate, with the noun that it stands under as relative clause: "the guarantees that
    /// Moscow demands", "the accord signed in May".
    pub(super) fn told_span(&self, predicate: TokenId, clause: &Clause) -> Span {
        const FARTHEST: u32 = 100;
        let own = self.clause_span(predicate);
        let noun = self.parse.head(predicate).filter(|_| self.parse.base_rel(predicate) == "acl");
        let role = |noun: &TokenId| clause.subjects.contains(noun) || clause.objects.contains(noun);
        match noun.filter(role).map(|noun| self.phrase_span(noun)) {
            Some(span) if span.end <= own.start && own.start - span.end < FARTHEST => span.join(own),
            _ => own,
        }
    }

    /// The span of a noun phrase without what is joined to it or told of it in a clause.
    pub(super) fn phrase_span(&self, noun: TokenId) -> Span {
        let (mut low, mut high) = (noun, noun);
        for &child in self.parse.children(noun) {
            if !matches!(
                self.parse.rel(child),
                "conj"
                    | "cc"
                    | "punct"
                    | "case"
                    | "mark"
                    | "cop"
                    | "nsubj"
                    | "advcl"
                    | "parataxis"
                    | "acl:relcl"
            ) {
                let (first, last) = self.parse.extent(child);
                low = low.min(first);
                high = high.max(last);
            }
        }
        self.parse.span(low).join(self.parse.span(high))
    }

    /// The clause of a predicate.
    pub(super) fn clause(&self, predicate: TokenId) -> Clause {
        clause::verbal(self.parse, predicate)
    }
}

/// How many tokens of a phrase are looked through for a party.
const LONGEST: usize = 120;

/// True where a party is in a list.
pub(super) fn has_party(list: &[ActorRef], party: PartyId) -> bool {
    list.iter().any(|one| one.party == party)
}

/// Adds those that are not yet there.
pub(super) fn add_all(list: &mut Vec<ActorRef>, more: Vec<ActorRef>) {
    for one in more {
        if !has_party(list, one.party) {
            list.push(one);
        }
    }
}

/// True where both lists name the same parties.
pub(super) fn same_parties(a: &[ActorRef], b: &[ActorRef]) -> bool {
    a.iter().all(|one| has_party(b, one.party)) && b.iter().all(|one| has_party(a, one.party))
}
