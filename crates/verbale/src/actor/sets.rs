//! Sets that a description counts: "both sides", "the two ministers", "the three countries", "the ministers".

use super::coref::{Gist, candidates, salience};
use super::people::may_be;
use super::resolve::Resolver;
use super::{ActorRef, PartyId, PartyKind};
use crate::mention::{Class, Determiner, Mention, RolePhrase};
use crate::parse::Parse;
use crate::token::TokenId;

/// "both", "the two sides", "both countries": the two parties last spoken of together.
pub(super) fn both(resolver: &mut Resolver, mention: &Mention) -> Option<ActorRef> {
    // "both the US and Japan" counts what follows.
    if matches!(resolver.parse.base_rel(mention.head), "cc" | "det") {
        return None;
    }
    two(resolver, mention, false)
}

/// A pair for a plural role with "both" or "two".
pub(super) fn pair(resolver: &mut Resolver, mention: &Mention, role: &RolePhrase) -> Option<ActorRef> {
    let parse = resolver.parse;
    let counted = role
        .tokens
        .clone()
        .any(|token| matches!(parse.form(TokenId(token)).to_ascii_lowercase().as_str(), "both" | "two"));
    if !counted || !role.by.is_empty() {
        return None;
    }
    two(resolver, mention, true)
}

/// "the two ministers", "both sides", "the three countries", "the sides": those last spoken of that such words may mean.
pub(super) fn several_of_role(
    resolver: &mut Resolver,
    mention: &Mention,
    role: &RolePhrase,
) -> Option<ActorRef> {
    let parse = resolver.parse;
    let entry = &resolver.gazetteer.roles[role.role as usize];
    let (class, is_side) = (entry.class, entry.name == "side");
    let is_office = class.is_person() && class != Class::Counterpart && class != Class::People;
    if !role.plural || !role.by.is_empty() || !(is_office || is_side || class == Class::Group) {
        return None;
    }
    let count = role.tokens.clone().find_map(|token| {
        match parse.form(TokenId(token)).to_ascii_lowercase().as_str() {
            "both" | "two" => Some(2),
            "three" => Some(3),
            "four" => Some(4),
            "five" => Some(5),
            _ => None,
        }
    });
    let bare = role.determiner == Determiner::Definite && role.core.start == role.tokens.start + 1;
    let count = count.or((bare && class != Class::Group).then_some(2))?;
    if count > 2 {
        return listed(resolver, mention, count);
    }
    if is_office {
        let akin = |resolver: &Resolver, gist: &Gist| {
            let of_person = gist.person.and_then(|person| resolver.register.of(person).class);
            let of_role = gist.role.map(|role| resolver.gazetteer.roles[role as usize].class);
            [of_person, of_role]
                .into_iter()
                .flatten()
                .any(|office| office == Class::Counterpart || may_be(class, office) || may_be(office, class))
        };
        // "The ministers" are those of whom the report spoke as many, else the two of whom it spoke.
        let many = candidates(resolver, mention).find(|gist| gist.plural && akin(resolver, gist));
        return match many.map(|gist| gist.mention) {
            Some(many) => resolver.actors.of_mention[many.0 as usize]
                .clone()
                .filter(|actor| !actor.members.is_empty())
                .map(|actor| ActorRef { inferred: true, span: Some(mention.span), ..actor }),
            None => two_of(resolver, mention, akin),
        };
    }
    (is_side && count == 2).then(|| two(resolver, mention, false)).flatten()
}

/// The parties last told in a row of so many: "Britain, France and Germany".
fn listed(resolver: &mut Resolver, mention: &Mention, count: usize) -> Option<ActorRef> {
    let row = candidates(resolver, mention).find(|gist| gist.joined.len() == count)?.joined.clone();
    Some(resolver.set(row, mention.span))
}

fn two(resolver: &mut Resolver, mention: &Mention, states_only: bool) -> Option<ActorRef> {
    two_of(resolver, mention, |resolver, gist| {
        let kind = resolver.actors.party(gist.party).kind;
        match states_only {
            true => kind == PartyKind::State,
            false => matches!(kind, PartyKind::State | PartyKind::Igo | PartyKind::ArmedGroup),
        }
    })
}

/// "Qatar and Egypt, which mediate with …, urged both sides": who urges is none of them.
fn parties_of_subject(resolver: &Resolver, mention: &Mention) -> Vec<PartyId> {
    let parse = resolver.parse;
    let subject = parse.head(mention.head).and_then(|verb| parse.child_by(verb, "nsubj"));
    let Some(subject) = subject.filter(|&subject| subject != mention.head) else { return Vec::new() };
    let inside = |gist: &&Gist| gist.token == subject.0 || parse.is_below(TokenId(gist.token), subject);
    let sentence = parse.sentence_of(mention.head).0;
    let here = resolver.discourse.gists.iter().rev().take_while(|gist| gist.sentence == sentence);
    here.filter(inside).map(|gist| gist.party).collect()
}

/// "talks in Qatar": where something was is no side of it.
fn is_scene(parse: &Parse, gist: &Gist) -> bool {
    matches!(parse.case(TokenId(gist.token)), Some("in" | "at" | "near"))
}

fn two_of(
    resolver: &mut Resolver,
    mention: &Mention,
    fits: impl Fn(&Resolver, &Gist) -> bool,
) -> Option<ActorRef> {
    let subject = parties_of_subject(resolver, mention);
    let mut found: Vec<(PartyId, i32)> = Vec::new();
    for gist in candidates(resolver, mention) {
        let other = subject.contains(&gist.party) || is_scene(resolver.parse, gist);
        if !fits(resolver, gist) || gist.is_set || gist.is_joined() || other {
            continue;
        }
        let score = salience(resolver, gist, mention);
        match found.iter_mut().find(|(party, _)| *party == gist.party) {
            Some((_, best)) => *best = (*best).max(score),
            None => found.push((gist.party, score)),
        }
    }
    found.sort_by_key(|&(party, score)| (std::cmp::Reverse(score), party));
    if found.len() < 2 {
        return None;
    }
    let members = found[..2].iter().map(|&(party, _)| party).collect();
    Some(resolver.set(members, mention.span))
}
