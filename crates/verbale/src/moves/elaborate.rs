//! A quotation that only goes on from a move of the same speaker is told with it, and is no position of its own.
//!
//! ```text
//! Kuroda said he was taking no new proposals. "I have nothing in my briefcase," he said.    one PROPOSE, denied
//! ```

use super::MoveKind;
use super::draft::Draft;
use super::scene::{Scene, same_parties};

/// Joins bare assertions that are all quotation to the move that their speaker made just before. The drafts
/// are in text order, and stay so.
pub(super) fn quotations(scene: &Scene<'_>, drafts: Vec<Draft>) -> Vec<Draft> {
    let mut kept: Vec<Draft> = Vec::with_capacity(drafts.len());
    for draft in drafts {
        let goes_on = is_quotation(scene, &draft).then(|| goes_on_from(scene, &kept, &draft)).flatten();
        match goes_on {
            Some(at) => kept[at].evidence.extend(draft.evidence),
            None => kept.push(draft),
        }
    }
    kept
}

fn is_quotation(scene: &Scene<'_>, draft: &Draft) -> bool {
    let whole = |content: &[crate::statement::Content]| {
        !content.is_empty() && content.iter().all(|piece| piece.verbatim)
    };
    draft.kind == MoveKind::Assert
        && draft.rule == "assert"
        && draft.statement.is_some_and(|id| whole(&scene.statement(id).content))
}

/// The last move of the same speaker in the same sentence or the one before: of just him, or else of a group
/// that means the same.
fn goes_on_from(scene: &Scene<'_>, kept: &[Draft], draft: &Draft) -> Option<usize> {
    let sentence = |one: &Draft| scene.parse.sentence_of(one.predicate).0;
    let here = sentence(draft);
    let near = kept.iter().rev().take_while(|one| sentence(one) + 1 >= here).count();
    let first = kept.len() - near;
    let same = kept[first..].iter().rposition(|one| !one.headline && one.from == draft.from);
    let alike = || kept[first..].iter().rposition(|one| same_parties(&one.from, &draft.from));
    Some(first + same.or_else(alike)?)
}
