//! The papers that a report speaks of: form, issuer, addressees, status, length, and what they answer.

use super::draft::Draft;
use super::scene::Scene;
use super::{MoveKind, Paper, PaperId};
use crate::clause;
use crate::token::TokenId;

/// Papers and the noun that each was read from, in text order.
pub(super) struct Papers {
    pub(super) list: Vec<Paper>,
    heads: Vec<TokenId>,
}

/// The paper of each draft that prepares, delivers or judges one.
pub(super) fn read(scene: &Scene<'_>, drafts: &[Draft]) -> (Papers, Vec<Option<PaperId>>) {
    let mut papers = Papers { list: Vec::new(), heads: Vec::new() };
    let places = drafts.iter().map(|draft| papers.of(scene, draft)).collect();
    (papers, places)
}

impl Papers {
    fn of(&mut self, scene: &Scene<'_>, draft: &Draft) -> Option<PaperId> {
        if !matches!(draft.kind, MoveKind::Prepare | MoveKind::Deliver | MoveKind::Await) {
            return None;
        }
        let noun = self.noun(scene, draft)?;
        if let Some(known) = self.heads.iter().position(|&head| head == noun) {
            return Some(PaperId(known as u32));
        }
        let parse = scene.parse;
        let status = match (draft.kind, draft.certainty.is_positive()) {
            (MoveKind::Prepare, true) => Some("drafted"),
            (MoveKind::Deliver, true) => Some("delivered"),
            (MoveKind::Await, true) => Some("awaited"),
            _ => None,
        };
        let written = matches!(draft.kind, MoveKind::Prepare | MoveKind::Deliver);
        let before = |papers: &mut Papers| written.then(|| papers.answered_before(scene, noun)).flatten();
        let in_reply_to = self.answered(scene, noun).or_else(|| before(self));
        let mut paper = Paper {
            form: form(scene, noun),
            issuer: match draft.kind {
                MoveKind::Await => draft.to.first().cloned(),
                _ => draft.from.first().cloned(),
            },
            addressees: match draft.kind {
                MoveKind::Await => draft.from.clone(),
                _ => draft.to.clone(),
            },
            in_reply_to,
            status: status.map(str::to_owned),
            pages: pages(scene, noun),
            evidence: vec![scene.phrase_span(noun)],
        };
        if paper.pages.is_none() {
            paper.pages = pages(scene, draft.predicate);
        }
        let _ = parse;
        self.heads.push(noun);
        self.list.push(paper);
        Some(PaperId(self.list.len() as u32 - 1))
    }

    fn noun(&self, scene: &Scene<'_>, draft: &Draft) -> Option<TokenId> {
        let clause = scene.clause(draft.predicate);
        let below = clause.undergoers().iter().copied().chain(clause.after("for")).chain(clause.after("on"));
        let is_paper = |&token: &TokenId| {
            ["doc", "paper", "decision"]
                .iter()
                .any(|list| scene.frames.in_list(list, scene.parse.lemma(token)))
        };
        let own = Some(draft.predicate).filter(is_paper);
        below.into_iter().find(is_paper).or(own)
    }

    /// "Asked if the response to the NATO replies was ready, he said the response document was": what a reply
    /// answers may stand where the text speaks of it first.
    fn answered_before(&mut self, scene: &Scene<'_>, noun: TokenId) -> Option<PaperId> {
        const BACK: u32 = 120;
        let parse = scene.parse;
        let is_reply = |token: TokenId| scene.frames.in_list("called-respond", parse.lemma(token));
        if !is_reply(noun) && !parse.children_by(noun, "compound").any(is_reply) {
            return None;
        }
        let before = (noun.0.saturating_sub(BACK)..noun.0).rev().map(TokenId);
        let earlier = before.filter(|&token| is_reply(token) && scene.is_read(token));
        // The outermost reply of a nested phrase has the others below it.
        let outer = |&token: &TokenId| parse.head(token).is_none_or(|head| !is_reply(head));
        earlier.filter(outer).find_map(|token| self.answered(scene, token))
    }

    /// "the response to the US and NATO responses to the demands": the paper that a reply answers, entered as
    /// a paper of its own with those who made it.
    fn answered(&mut self, scene: &Scene<'_>, noun: TokenId) -> Option<PaperId> {
        const DEPTH: usize = 4;
        if self.list.len() > 4096 {
            return None;
        }
        let mut chain = Vec::new();
        let mut at = noun;
        for _ in 0..DEPTH {
            let replies = matches!(
                scene.parse.lemma(at),
                "response" | "reply" | "answer" | "letter" | "document" | "note"
            );
            let next = clause::nominal(scene.parse, at).after("to").find(|&token| {
                ["doc", "decision", "move"]
                    .iter()
                    .any(|list| scene.frames.in_list(list, scene.parse.lemma(token)))
            });
            match next {
                Some(next) if replies => {
                    chain.push(next);
                    at = next;
                }
                _ => break,
            }
        }
        let mut below = None;
        for token in chain.into_iter().rev() {
            let owners = scene.owners(token);
            self.heads.push(token);
            self.list.push(Paper {
                form: form(scene, token),
                issuer: owners.first().cloned(),
                addressees: Vec::new(),
                in_reply_to: below,
                status: Some("delivered".to_owned()),
                pages: None,
                evidence: vec![scene.phrase_span(token)],
            });
            below = Some(PaperId(self.list.len() as u32 - 1));
        }
        below
    }
}

/// "the response document" is a response.
fn form(scene: &Scene<'_>, noun: TokenId) -> String {
    let parse = scene.parse;
    let told = parse
        .children_by(noun, "compound")
        .find(|&child| scene.frames.in_list("decision", parse.lemma(child)));
    match told {
        Some(kind) => format!("{} {}", parse.lemma(kind), parse.lemma(noun)),
        None => parse.lemma(noun).to_owned(),
    }
}

/// "ten pages long", "a ten-page reply".
fn pages(scene: &Scene<'_>, below: TokenId) -> Option<u32> {
    let parse = scene.parse;
    let (low, high) = parse.extent(below);
    let tokens: Vec<TokenId> = (low.0..=high.0.min(low.0 + 60)).map(TokenId).collect();
    let at = tokens.iter().position(|&token| parse.lemma(token) == "page")?;
    let before = &tokens[at.saturating_sub(3)..at];
    before.iter().rev().find_map(|&token| number(&parse.form(token).to_lowercase()))
}

fn number(word: &str) -> Option<u32> {
    const SMALL: [&str; 21] = [
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
        "twenty",
    ];
    let small = SMALL.iter().position(|name| *name == word).map(|n| n as u32);
    small.or_else(|| word.parse().ok())
}
