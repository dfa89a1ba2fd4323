//! What moves are about: a normalised noun phrase for each, merged by its words, arranged by parts.

use super::draft::Draft;
use super::scene::Scene;
use super::{Issue, IssueId};
use crate::span::Span;
use crate::syntax::Upos;
use crate::token::TokenId;
use std::collections::{BTreeMap, BTreeSet};

/// The issues of a document, while they are found.
#[derive(Default)]
pub(super) struct Issues {
    pub(super) list: Vec<Issue>,
    /// By head word, so that a long text stays linear.
    by_head: BTreeMap<String, Vec<usize>>,
    words: Vec<BTreeSet<String>>,
}

/// How many issues under one head word are compared.
const LOOK_BACK: usize = 24;

/// The name of what a move is about.
pub(super) struct Name {
    head: String,
    name: String,
    words: BTreeSet<String>,
    span: Span,
}

/// The longest name, in words.
const LONGEST: usize = 9;

/// Names the topic of a draft; none where it is only a pronoun or a party, a time ("next week") or a word that
/// names nothing by itself ("the matter").
pub(super) fn name(scene: &Scene<'_>, draft: &Draft) -> Option<Name> {
    let head = noun_of(scene, draft.topic?)?;
    let name = phrase(scene, head)?;
    let bare = name.words.len() == 1 && scene.frames.in_list("vague", &name.head);
    let time = scene.times.within(name.span).iter().any(|when| when.span.contains(scene.parse.span(head)));
    (!bare && !time).then_some(name)
}

/// The noun that a topic is about: itself, or of a clause its object, its subject, or what stands below.
fn noun_of(scene: &Scene<'_>, topic: TokenId) -> Option<TokenId> {
    let parse = scene.parse;
    let mut at = topic;
    for _ in 0..4 {
        match parse.upos(at) {
            Upos::Noun => return through(scene, at),
            Upos::Propn if scene.parties(at).is_empty() => return Some(at),
            Upos::Verb | Upos::Adj | Upos::Aux | Upos::Adv => {
                let clause = scene.clause(at);
                let nominal = |&token: &TokenId| matches!(parse.upos(token), Upos::Noun);
                let below = clause.objects.iter().copied().find(nominal);
                let oblique = || clause.obliques.iter().map(|&(_, token)| token).find(|t| nominal(t));
                let subject = || clause.subjects.iter().copied().find(nominal);
                let next = below
                    .or_else(|| clause.complement.map(|one| one.root))
                    .or_else(oblique)
                    .or_else(subject)?;
                if next == at {
                    return None;
                }
                at = next;
            }
            _ => return None,
        }
    }
    None
}

/// "demands for security guarantees", "responses to the demands for …": a noun of acting is about what
/// follows it.
fn through(scene: &Scene<'_>, noun: TokenId) -> Option<TokenId> {
    let parse = scene.parse;
    let mut at = noun;
    for _ in 0..4 {
        let acts = ["move", "decision", "duties", "doc"]
            .iter()
            .any(|list| scene.frames.in_list(list, parse.lemma(at)));
        if !acts {
            return Some(at);
        }
        let next = parse.children_by(at, "nmod").find(|&child| {
            matches!(parse.case(child), Some("for" | "to" | "on" | "about" | "over" | "of"))
                && parse.upos(child) == Upos::Noun
                // "Its answer to the embassy" is not about the embassy.
                && (parse.case(child) != Some("to") || scene.parties(child).is_empty())
        });
        match next {
            Some(next) => at = next,
            None => return Some(at),
        }
    }
    Some(at)
}

fn phrase(scene: &Scene<'_>, head: TokenId) -> Option<Name> {
    let parse = scene.parse;
    let mut tokens = vec![head];
    for &child in parse.children(head) {
        match parse.rel(child) {
            "compound" | "amod" | "nummod" => {
                let (low, high) = parse.extent(child);
                tokens.extend((low.0..=high.0).map(TokenId));
            }
            "nmod"
                if matches!(parse.case(child), Some("of" | "in" | "on" | "for" | "from")) && child > head =>
            {
                tokens.extend(short_phrase(scene, child));
            }
            _ => {}
        }
    }
    tokens.sort_unstable();
    tokens.dedup();
    tokens.retain(|&token| parse.upos(token) != Upos::Punct);
    tokens.truncate(LONGEST);
    let text: Vec<String> = tokens.iter().map(|&token| word(scene, token)).collect();
    let words: BTreeSet<String> = tokens
        .iter()
        .filter(|&&token| matches!(parse.upos(token), Upos::Noun | Upos::Adj | Upos::Propn | Upos::Verb))
        .map(|&token| parse.lemma(token).to_lowercase())
        .collect();
    let span = parse.span(*tokens.first()?).join(parse.span(*tokens.last()?));
    Some(Name { head: parse.lemma(head).to_lowercase(), name: text.join(" "), words, span })
}

/// A nominal with its preposition, words before it and one phrase more.
fn short_phrase(scene: &Scene<'_>, noun: TokenId) -> Vec<TokenId> {
    let parse = scene.parse;
    let mut found = vec![noun];
    for &child in parse.children(noun) {
        if matches!(parse.rel(child), "case" | "compound" | "amod" | "nummod" | "det") && child < noun {
            found.push(child);
        }
        if parse.rel(child) == "nmod" && parse.case(child) == Some("of") {
            found.push(child);
            found.extend(["case", "compound", "det"].iter().flat_map(|rel| parse.children_by(child, rel)));
        }
    }
    found
}

/// Names and what is made of them ("European") keep their letters, other words are written small.
fn word(scene: &Scene<'_>, token: TokenId) -> String {
    let parse = scene.parse;
    let form = parse.form(token);
    let named = parse.upos(token) == Upos::Propn || scene.actors.at(token).is_some();
    // At the head of a sentence and in a headline of capitals the letters tell nothing.
    let first = parse.sentence(parse.sentence_of(token)).tokens.start == token.0;
    let mixed = form.chars().any(char::is_lowercase) && !scene.in_headline(token);
    if named || (mixed && !first) { form.to_owned() } else { form.to_lowercase() }
}

impl Issues {
    /// The issue of that name: a known one with the same head whose words include or are included.
    pub(super) fn enter(&mut self, name: Name) -> IssueId {
        let known = self.by_head.get(&name.head).map_or(&[][..], Vec::as_slice);
        let fits = |&&at: &&usize| {
            let words = &self.words[at];
            words.is_subset(&name.words) || name.words.is_subset(words)
        };
        let at = known.iter().rev().take(LOOK_BACK).find(fits).copied();
        if let Some(at) = at {
            let issue = &mut self.list[at];
            // The fuller name tells more.
            let shouted = !issue.name.chars().any(char::is_lowercase);
            if name.words.len() > self.words[at].len() || shouted {
                issue.name = name.name;
                self.words[at] = name.words;
            }
            if !issue.mentions.contains(&name.span) {
                issue.mentions.push(name.span);
            }
            return IssueId(at as u32);
        }
        let at = self.list.len();
        self.by_head.entry(name.head).or_default().push(at);
        self.words.push(name.words);
        self.list.push(Issue { parent: None, name: name.name, mentions: vec![name.span] });
        IssueId(at as u32)
    }

    /// What a draft's topic includes by name: "guarantees, including a pledge on missiles".
    pub(super) fn enter_parts(&mut self, scene: &Scene<'_>, draft: &Draft) {
        let Some(head) = draft.topic.and_then(|topic| noun_of(scene, topic)) else { return };
        for name in parts(scene, head) {
            self.enter(name);
        }
    }

    /// "guarantees, among which is a commitment on membership", "steps including an inspection": the part is
    /// a child of the whole.
    pub(super) fn arrange(&mut self, scene: &Scene<'_>) {
        let places: Vec<(Span, usize)> = self
            .list
            .iter()
            .enumerate()
            .flat_map(|(n, issue)| issue.mentions.iter().map(move |span| (*span, n)))
            .collect();
        for &(span, child) in &places {
            let whole = places.iter().take(LOOK_BACK * 4).find(|(other, parent)| {
                let after = other.end < span.start && names_part(scene, *other, span, WHOLE_FIRST);
                let before = span.end < other.start && names_part(scene, span, *other, PART_FIRST);
                *parent != child && (after || before)
            });
            let Some(&(_, parent)) = whole else { continue };
            let circular = self.list[parent].parent == Some(IssueId(child as u32));
            if self.list[child].parent.is_none() && !circular {
                self.list[child].parent = Some(IssueId(parent as u32));
            }
        }
    }
}

/// How far behind a noun its parts are looked for, in words.
const PARTS_WITHIN: u32 = 14;

/// The nouns that "including" or "as part of" hangs on a noun.
fn parts(scene: &Scene<'_>, head: TokenId) -> Vec<Name> {
    let parse = scene.parse;
    let end = parse.sentence(parse.sentence_of(head)).tokens.end;
    let mut found = Vec::new();
    for token in (head.0 + 1..end.min(head.0 + PARTS_WITHIN)).map(TokenId) {
        let first = match parse.form(token) {
            "including" if parse.base_rel(token) == "case" => parse.head(token),
            "including" => parse.child_by(token, "obj"),
            "part" if parse.form(TokenId(token.0 - 1)) == "as" => {
                parse.children_by(token, "nmod").find(|&whole| parse.case(whole) == Some("of"))
            }
            _ => None,
        };
        let nouns = first.filter(|&one| one > token).map_or(Vec::new(), |one| parse.conjuncts(one));
        let plain = nouns.into_iter().filter(|&one| parse.upos(one) == Upos::Noun);
        found.extend(plain.filter_map(|one| phrase(scene, through(scene, one).unwrap_or(one))));
    }
    found
}

/// Words between a whole and its part.
const WHOLE_FIRST: &[&str] = &[" among which", " including ", " among them", " such as "];
/// Words between a part and its whole.
const PART_FIRST: &[&str] = &[" as part of "];

/// True where words of containing stand between the two, within one sentence.
fn names_part(scene: &Scene<'_>, whole: Span, part: Span, links: &[&str]) -> bool {
    const FARTHEST: u32 = 120;
    if part.start - whole.end > FARTHEST {
        return false;
    }
    let between = &scene.parse.text()[whole.end as usize..part.start as usize];
    let ends = between.contains(". ") || between.contains('\n');
    !ends && links.iter().any(|words| between.contains(words))
}
