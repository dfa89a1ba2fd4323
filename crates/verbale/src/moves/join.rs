//! The same move told twice is one: drafts of one kind between the same parties about the same matter are
//! joined, and a headline only adds its evidence to what the body tells.

use super::draft::Draft;
use super::scene::{Scene, same_parties};
use super::{IssueId, MoveKind};
use crate::actor::PartyId;
use crate::syntax::Upos;
use crate::token::TokenId;
use std::collections::BTreeMap;

/// A draft with its issue.
pub(super) struct Told {
    pub(super) draft: Draft,
    pub(super) issue: Option<IssueId>,
    /// What is to be done, as verb and object: "open", "market".
    pub(super) deeds: Vec<(String, String)>,
}

/// How many words of a move are looked through for what is to be done.
const LONGEST: usize = 80;

/// What somebody is to do by a draft: the verbs inside its evidence with their objects.
pub(super) fn deeds(scene: &Scene<'_>, draft: &Draft) -> Vec<(String, String)> {
    use MoveKind::{Commit, Demand, Propose, Request};
    if !matches!(draft.kind, Commit | Demand | Propose | Request) {
        return Vec::new();
    }
    let parse = scene.parse;
    let tokens = draft.evidence.iter().flat_map(|span| parse.tokens_in(*span)).take(LONGEST).map(TokenId);
    let verbs = tokens.filter(|&token| parse.upos(token) == Upos::Verb && token != draft.predicate);
    let lemma = |token: TokenId| parse.lemma(token).to_lowercase();
    verbs
        .flat_map(|verb| parse.children_by(verb, "obj").map(move |object| (verb, object)))
        .filter(|&(_, object)| parse.upos(object) == Upos::Noun)
        .map(|(verb, object)| (lemma(verb), lemma(object)))
        .collect()
}

/// How many drafts of one kind and maker are compared, and how many pieces of evidence of each.
const LOOK_BACK: usize = 32;

/// Joins doublets; the body's first telling leads. A headline of its own counts only where no body is.
pub(super) fn join(all: Vec<Told>) -> Vec<Told> {
    let has_body = all.iter().any(|told| !told.draft.headline);
    let (head, body): (Vec<Told>, Vec<Told>) =
        all.into_iter().partition(|told| told.draft.headline && has_body);
    let mut kept: Vec<Told> = Vec::new();
    let mut by_maker: BTreeMap<(MoveKind, PartyId), Vec<usize>> = BTreeMap::new();
    for told in body {
        let Some(maker) = told.draft.from.first().map(|one| one.party) else {
            kept.push(told);
            continue;
        };
        let known = by_maker.get(&(told.draft.kind, maker)).map_or(&[][..], Vec::as_slice);
        let twin = known.iter().rev().take(LOOK_BACK).copied().find(|&at| same(&kept[at], &told));
        if twin.is_none() && told.draft.presupposed && told_before(&kept, &told).is_some() {
            continue;
        }
        let known = by_maker.entry((told.draft.kind, maker)).or_default();
        match twin {
            Some(at) => absorb(&mut kept[at], told),
            None => {
                known.push(kept.len());
                kept.push(told);
            }
        }
    }
    for told in head {
        let Some(maker) = told.draft.from.first().map(|one| one.party) else { continue };
        let known = by_maker.get(&(told.draft.kind, maker)).map_or(&[][..], Vec::as_slice);
        let fits = |&&at: &&usize| {
            let other = &kept[at].draft;
            same_parties(&other.from, &told.draft.from)
                && (told.draft.to.is_empty() || same_parties(&other.to, &told.draft.to))
                && other.certainty.is_positive() == told.draft.certainty.is_positive()
        };
        let denied = known
            .iter()
            .take(LOOK_BACK)
            .any(|&at| kept[at].draft.certainty.is_positive() != told.draft.certainty.is_positive());
        if let Some(&at) = known.iter().take(LOOK_BACK).find(fits) {
            absorb(&mut kept[at], told);
        } else if denied {
            // "Refuses to give up the lake" over "has not refused to talk": another matter, told only there.
            kept.push(told);
        }
    }
    kept.sort_by_key(|told| told.draft.evidence.first().copied());
    kept
}

/// "Macron's recommendation": the last thing that its maker put forward, whatever the verb was.
fn told_before(kept: &[Told], told: &Told) -> Option<usize> {
    let raises = |kind: MoveKind| {
        matches!(
            kind,
            MoveKind::Demand
                | MoveKind::Request
                | MoveKind::Propose
                | MoveKind::Accuse
                | MoveKind::Counter
                | MoveKind::Commit
        )
    };
    let low = kept.len().saturating_sub(LOOK_BACK);
    (low..kept.len()).rev().find(|&at| {
        raises(told.draft.kind)
            && raises(kept[at].draft.kind)
            && same_parties(&kept[at].draft.from, &told.draft.from)
    })
}

fn same(known: &Told, told: &Told) -> bool {
    let (a, b) = (&known.draft, &told.draft);
    let mutual = matches!(a.kind, MoveKind::Meet | MoveKind::Sign);
    let parties = if mutual {
        let all = |draft: &Draft| [draft.from.clone(), draft.to.clone()].concat();
        same_parties(&all(a), &all(b))
    } else {
        same_parties(&a.from, &b.from) && (same_parties(&a.to, &b.to) || b.to.is_empty() || a.to.is_empty())
    };
    let matter = known.issue.is_some() && known.issue == told.issue;
    let lately = || a.evidence.iter().rev().take(LOOK_BACK);
    let nested = lately().any(|x| b.evidence.iter().any(|y| x.contains(*y) || y.contains(*x)));
    // "China's application", after or before it is told that and to whom China applied.
    let bare = |draft: &Draft| draft.named && draft.to.is_empty();
    let named_again = a.predicate != b.predicate
        && ((a.presupposed && b.presupposed) || (bare(a) && bare(b)) || (bare(a) != bare(b)));
    let sure = a.certainty.is_positive() == b.certainty.is_positive();
    let same_deed = known.deeds.iter().any(|deed| told.deeds.contains(deed));
    parties && sure && a.act == b.act && (matter || nested || named_again || same_deed)
}

fn absorb(known: &mut Told, told: Told) {
    let draft = told.draft;
    for span in draft.evidence {
        if !known.draft.evidence.iter().rev().take(LOOK_BACK).any(|old| old.overlaps(span)) {
            known.draft.evidence.push(span);
        }
    }
    known.draft.evidence.sort_unstable();
    if known.draft.to.is_empty() {
        known.draft.to = draft.to;
    }
    // "The talks": a noun names them again and tells nothing of whether they were held.
    if known.draft.certainty != crate::factuality::Certainty::CertainYes
        && draft.certainty == crate::factuality::Certainty::CertainYes
        && !draft.named
        && !draft.headline
    {
        known.draft.certainty = draft.certainty;
    }
    known.issue = known.issue.or(told.issue);
    known.draft.statement = known.draft.statement.or(draft.statement);
    known.draft.event = known.draft.event.or(draft.event);
}
