//! What an accord lays on its parties: a future under it is a promise of whoever is to act.
//!
//! ```text
//! Under the deal, Togo will grant Ghana 200 permits.    COMMIT TGO → GHA
//! ```

use super::draft::{Draft, certainty};
use super::scene::{Scene, add_all, has_party};
use super::{MoveKind, Polarity};
use crate::clause::{Tense, Voice};
use crate::factuality::Certainty;
use crate::token::TokenId;

/// The promise that a verb in the future makes "under the deal", where no frame has read a move of words in it.
pub(super) fn under_deal(scene: &Scene<'_>, verb: TokenId, found: Option<&Draft>) -> Option<Draft> {
    if found.is_some_and(|one| one.kind != MoveKind::Perform) {
        return None;
    }
    let clause = scene.clause(verb);
    let ahead = clause.tense == Tense::Future || matches!(clause.modal.as_deref(), Some("must" | "shall"));
    let under =
        || clause.after("under").chain(clause.after("in line with")).chain(clause.after("as part of"));
    let binds = |&noun: &TokenId| {
        let lemma = scene.parse.lemma(noun).to_lowercase();
        ["deal", "bond"].iter().any(|list| scene.frames.in_list(list, &lemma))
    };
    let deal = under().find(binds)?;
    if !ahead || clause.negated || clause.voice == Voice::Passive {
        return None;
    }
    let mut from = Vec::new();
    for &doer in clause.doers() {
        add_all(&mut from, scene.parties(doer));
    }
    if from.is_empty() {
        return None;
    }
    let mut draft = Draft::new(scene, MoveKind::Commit, verb, "under:deal");
    let named = |nouns: &[TokenId], owned: bool| {
        let mut found = Vec::new();
        for &noun in nouns {
            add_all(&mut found, if owned { scene.owners(noun) } else { scene.parties(noun) });
        }
        found.retain(|one| !has_party(&from, one.party));
        found
    };
    let to: Vec<TokenId> = ["to", "for"].iter().flat_map(|word| clause.after(word)).collect();
    let others = [
        named(&clause.indirect, false),
        named(&to, false),
        named(&clause.objects, false),
        named(&clause.indirect, true),
        named(&clause.objects, true),
        scene.bound_by(deal).into_iter().filter(|one| !has_party(&from, one.party)).collect(),
    ];
    draft.to = others.into_iter().find(|found| !found.is_empty()).unwrap_or_default();
    draft.from = from;
    draft.polarity = Polarity::For;
    draft.certainty = match certainty(scene, &clause) {
        // The accord has been made: what it lays down is promised, though not yet done.
        Certainty::ProbableYes => Certainty::CertainYes,
        other => other,
    };
    draft.condition = clause.condition;
    draft.topic = clause.objects.first().copied().or(Some(verb));
    draft.evidence = vec![scene.clause_span(verb)];
    draft.confidence = 0.5;
    Some(draft)
}
