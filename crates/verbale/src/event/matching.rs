//! Which frame fires at a predicate.
//!
//! Enter: trees, actors, frames. Leaves: for a token the most specific frame whose conditions hold, with the
//! clause or noun phrase that it was read from; a verb without a frame of its own that is light ("launched an
//! attack on") takes the frame of its object.

use super::EventType;
use super::conditions::Site;
use super::frame::{Effect, Pos};
use super::frames::Frames;
use crate::actor::Actors;
use crate::clause::{self, Clause, Complement, Nominal, Voice};
use crate::mention::Mentions;
use crate::parse::Parse;
use crate::statement::Statements;
use crate::syntax::Upos;
use crate::token::TokenId;
use compact_str::CompactString;
use std::cell::RefCell;
use std::rc::Rc;

/// A frame that fired.
#[derive(Debug, Clone)]
pub(super) struct Match {
    pub(super) frame: u32,
    pub(super) kind: EventType,
    /// The word that has the frame.
    pub(super) predicate: TokenId,
    /// The verb that carries tense and negation; the predicate itself but under light verbs.
    pub(super) head: TokenId,
    /// The clause of the head, if it is a verb or an adjective.
    pub(super) clause: Option<Rc<Clause>>,
    /// The noun phrase, if the predicate is a noun.
    pub(super) nominal: Option<Rc<Nominal>>,
    /// The clause that fills a place of the predicate.
    complement: Option<Complement>,
}

impl Match {
    /// The complement clause of the predicate.
    pub(super) fn complement(&self) -> Option<Complement> {
        self.complement
    }
}

/// What is looked at while a document is coded.
pub(super) struct Coder<'a> {
    pub(super) parse: &'a Parse<'a>,
    pub(super) mentions: &'a Mentions,
    pub(super) actors: &'a Actors,
    pub(super) statements: &'a Statements,
    pub(super) frames: &'a Frames,
    /// The lemma of each token.
    lemmas: Vec<CompactString>,
    /// For each token the statement in whose content it stands innermost.
    pub(super) statement_of: Vec<Option<u32>>,
    memo: RefCell<Vec<Memo>>,
}

#[derive(Debug, Clone, Default)]
enum Memo {
    #[default]
    Unseen,
    /// Being looked at: a frame that asks for itself finds nothing.
    Busy,
    Seen(Option<Match>),
}

/// How deep a frame may look into complements of complements.
const DEPTH: usize = 8;

fn lemma(parse: &Parse, frames: &Frames, token: TokenId) -> CompactString {
    let lemma = parse.lemma(token);
    let lemma = match lemma.bytes().any(|b| b.is_ascii_uppercase()) {
        true => CompactString::from(lemma.to_lowercase()),
        false => CompactString::from(lemma),
    };
    let verb = parse.upos(token) == Upos::Verb;
    let repaired = if verb { frames.repaired(&lemma, parse.form(token)) } else { None };
    repaired.map_or(lemma, CompactString::from)
}

impl<'a> Coder<'a> {
    pub(super) fn new(
        parse: &'a Parse<'a>,
        mentions: &'a Mentions,
        actors: &'a Actors,
        statements: &'a Statements,
        frames: &'a Frames,
    ) -> Coder<'a> {
        let count = parse.tokens.tokens.len();
        let statement_of = innermost(parse, statements);
        let memo = RefCell::new(vec![Memo::Unseen; count]);
        let lemmas = (0..count).map(|n| lemma(parse, frames, TokenId(n as u32))).collect();
        Coder { parse, mentions, actors, statements, frames, lemmas, statement_of, memo }
    }

    /// The lemma as data files have it.
    pub(super) fn lemma(&self, token: TokenId) -> &str {
        &self.lemmas[token.index()]
    }

    /// The frame that fires at `token`.
    pub(super) fn at(&self, token: TokenId) -> Option<Match> {
        self.look(token, 0)
    }

    fn look(&self, token: TokenId, depth: usize) -> Option<Match> {
        if depth > DEPTH {
            return None;
        }
        match &self.memo.borrow()[token.index()] {
            Memo::Busy => return None,
            Memo::Seen(found) => return found.clone(),
            Memo::Unseen => {}
        }
        self.memo.borrow_mut()[token.index()] = Memo::Busy;
        let found = self.find(token, depth);
        self.memo.borrow_mut()[token.index()] = Memo::Seen(found.clone());
        found
    }

    fn find(&self, token: TokenId, depth: usize) -> Option<Match> {
        let lemma = self.lemma(token);
        match self.parse.upos(token) {
            Upos::Verb | Upos::Aux => self.find_verb(token, lemma, depth),
            Upos::Noun | Upos::Propn => self
                .find_noun(token, lemma, None, depth)
                .or_else(|| self.find_predicative(token, lemma, depth)),
            Upos::Adj | Upos::Adp | Upos::Adv => {
                // A participle that the tagger takes for an adjective ("is opposed to").
                self.find_predicative(token, lemma, depth)
            }
            _ => None,
        }
    }

    fn find_verb(&self, token: TokenId, lemma: &str, depth: usize) -> Option<Match> {
        let is_light = self.frames.is_light(lemma);
        let form = self.parse.form(token).to_lowercase();
        if !is_light && !self.frames.knows(lemma) && !self.frames.knows(&form) {
            return None;
        }
        let clause = Rc::new(clause::verbal(self.parse, token));
        let own = self.best(lemma, Pos::Verb, token, Some(&clause), None, depth).or_else(|| {
            // "was alarmed at", "is unwilling to": the tagger wavers between verb and adjective.
            let wavers = clause.voice == Voice::Passive || !self.frames.knows(lemma);
            [lemma, &form]
                .into_iter()
                .filter(|word| wavers || *word == lemma)
                .find_map(|word| self.best(word, Pos::Adjective, token, Some(&clause), None, depth))
        });
        let own_weight = own.map_or(0, |frame| self.frames.list[frame as usize].weight);
        if is_light
            && own_weight < 4
            && let Some(found) = self.find_light(&clause, depth)
        {
            return Some(found);
        }
        own.map(|frame| self.matched(frame, token, token, Some(clause), None))
    }

    fn matched(
        &self,
        frame: u32,
        predicate: TokenId,
        head: TokenId,
        clause: Option<Rc<Clause>>,
        nominal: Option<Rc<Nominal>>,
    ) -> Match {
        let known = &self.frames.list[frame as usize];
        let site = Site { token: predicate, clause: clause.as_deref(), nominal: nominal.as_deref() };
        let complement = if known.takes_clause { self.complement(&site) } else { site.complement() };
        Match { frame, kind: known.kind, predicate, head, clause, nominal, complement }
    }

    fn find_light(&self, clause: &Rc<Clause>, depth: usize) -> Option<Match> {
        for object in self.objects(clause) {
            for noun in self.senses(object) {
                if let Some(found) = self.find_noun(noun, self.lemma(noun), Some(clause), depth) {
                    return Some(found);
                }
            }
        }
        let held = clause.obliques.iter().filter(|(case, _)| matches!(case.as_str(), "in" | "into" | "on"));
        for &(_, noun) in held {
            if self.frames.in_class(self.lemma(clause.predicate), "enter")
                && let Some(found) = self.find_noun(noun, self.lemma(noun), Some(clause), depth)
            {
                return Some(found);
            }
        }
        None
    }

    fn find_noun(
        &self,
        token: TokenId,
        lemma: &str,
        light: Option<&Rc<Clause>>,
        depth: usize,
    ) -> Option<Match> {
        if !self.frames.knows(lemma) {
            return None;
        }
        let nominal = Rc::new(clause::nominal(self.parse, token));
        let frame = self.best(lemma, Pos::Noun, token, light, Some(&nominal), depth)?;
        let head = light.map_or(token, |clause| clause.predicate);
        Some(self.matched(frame, token, head, light.cloned(), Some(nominal)))
    }

    fn find_predicative(&self, token: TokenId, lemma: &str, depth: usize) -> Option<Match> {
        let form = self.parse.form(token).to_lowercase();
        let word = if self.frames.knows(&form) { form.as_str() } else { lemma };
        if !self.frames.knows(word) {
            return None;
        }
        let clause = Rc::new(clause::verbal(self.parse, token));
        let frame = self.best(word, Pos::Adjective, token, Some(&clause), None, depth)?;
        Some(self.matched(frame, token, token, Some(clause), None))
    }

    /// The frame of the greatest weight whose conditions hold; the first of equals.
    fn best(
        &self,
        lemma: &str,
        pos: Pos,
        token: TokenId,
        clause: Option<&Rc<Clause>>,
        nominal: Option<&Rc<Nominal>>,
        depth: usize,
    ) -> Option<u32> {
        let mut best: Option<(u32, u32)> = None;
        for at in self.frames.of(lemma, pos) {
            let frame = &self.frames.list[at as usize];
            if best.is_some_and(|(weight, _)| weight >= frame.weight) {
                continue;
            }
            let site = Site { token, clause: clause.map(Rc::as_ref), nominal: nominal.map(Rc::as_ref) };
            if frame.conditions.iter().all(|condition| self.holds(condition, &site, depth)) {
                best = Some((frame.weight, at));
            }
        }
        best.map(|(_, at)| at)
    }

    /// Who or what is acted upon; also a noun that the parser hangs on a particle ("handed over suspects")
    /// or takes for a complement.
    pub(super) fn objects(&self, clause: &Clause) -> Vec<TokenId> {
        let own = clause.undergoers();
        if !own.is_empty() || clause.voice == Voice::Passive {
            return own.to_vec();
        }
        let next = TokenId(clause.predicate.0 + 1);
        let after_particle = clause.obliques.iter().filter(|(case, noun)| {
            matches!(case.as_str(), "over" | "off" | "up" | "down" | "out" | "back" | "in")
                && self.frames.in_class(self.lemma(clause.predicate), "phrasal")
                && self.parse.children_by(*noun, "case").any(|word| word == next)
        });
        let mut found: Vec<TokenId> = after_particle.map(|&(_, noun)| noun).collect();
        // "contribute up to 4,000 troops", "killed over 20 soldiers"
        let counted = clause.obliques.iter().filter(|(case, noun)| {
            matches!(case.as_str(), "up to" | "to" | "over" | "about" | "around" | "some" | "between")
                && noun.0 <= clause.predicate.0 + 5
                && self.parse.child_by(*noun, "nummod").is_some()
        });
        found.extend(counted.map(|&(_, noun)| noun));
        if let Some(complement) = clause.complement
            && matches!(self.parse.upos(complement.root), Upos::Noun | Upos::Propn)
            && self.parse.child_by(complement.root, "cop").is_none()
            && self.parse.child_by(complement.root, "mark").is_none()
        {
            found.extend(self.parse.conjuncts(complement.root));
        }
        found
    }

    /// Words before a noun.
    pub(super) fn modifiers(&self, noun: TokenId) -> impl Iterator<Item = TokenId> {
        self.parse.children(noun).iter().copied().filter(move |&child| {
            child < noun && matches!(self.parse.base_rel(child), "compound" | "amod" | "nmod")
        })
    }

    /// The noun itself and, where it only carries another's sense, those others ("tens of thousands of men").
    pub(super) fn senses(&self, noun: TokenId) -> Vec<TokenId> {
        let mut found = vec![noun];
        let mut at = 0;
        while let Some(&noun) = found.get(at) {
            at += 1;
            if !self.frames.is_carrier(self.lemma(noun)) {
                continue;
            }
            for &child in self.parse.children(noun) {
                let rel = self.parse.rel(child);
                let inside = match rel {
                    "compound" | "amod" | "nmod:poss" | "acl" => true,
                    _ if rel.starts_with("nmod") => {
                        matches!(self.parse.case(child), Some("of" | "for" | "on") | None)
                    }
                    _ => false,
                };
                if inside {
                    found.push(child);
                    found.extend(self.parse.children_by(child, "conj"));
                }
            }
        }
        found
    }

    /// The event that a complement tells of, through the words that only pass it on.
    pub(super) fn inner(&self, root: TokenId, depth: usize) -> Option<Match> {
        let mut at = root;
        for _ in 0..DEPTH {
            if let Some(found) = self.look(at, depth) {
                return Some(found);
            }
            let effect = self.frames.effect(self.lemma(at), self.pos(at));
            if !matches!(effect, Some(Effect::Real | Effect::Attempt | Effect::Future | Effect::Willing)) {
                return None;
            }
            at = clause::verbal(self.parse, at).complement?.root;
        }
        None
    }

    pub(super) fn pos(&self, token: TokenId) -> Pos {
        match self.parse.upos(token) {
            Upos::Verb | Upos::Aux => Pos::Verb,
            Upos::Noun | Upos::Propn | Upos::Num | Upos::Pron => Pos::Noun,
            _ => Pos::Adjective,
        }
    }
}

/// Paints each token with the smallest statement whose content holds it: larger contents first.
fn innermost(parse: &Parse, statements: &Statements) -> Vec<Option<u32>> {
    let mut painted = vec![None; parse.tokens.tokens.len()];
    let mut order: Vec<(usize, u32)> = statements
        .list
        .iter()
        .enumerate()
        .map(|(n, s)| (s.content.iter().map(|c| c.span.len()).sum::<usize>(), n as u32))
        .collect();
    order.sort_by(|a, b| b.cmp(a));
    for (_, n) in order {
        for content in &statements.list[n as usize].content {
            for token in parse.tokens_in(content.span) {
                painted[token as usize] = Some(n);
            }
        }
    }
    painted
}
