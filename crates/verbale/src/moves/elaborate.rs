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
        let before = kept.iter().rposition(|one| !one.headline && one.from == draft.from);
        let before = before.or_else(|| kept.iter().rposition(|one| same_parties(&one.from, &draft.from)));
        let goes_on = before.filter(|&at| is_quotation(scene, &draft) && follows(scene, &kept[at], &draft));
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

/// In the sentence after, or the same one.
fn follows(scene: &Scene<'_>, before: &Draft, draft: &Draft) -> bool {
    let (first, second) =
        (scene.parse.sentence_of(before.predicate).0, scene.parse.sentence_of(draft.predicate).0);
    same_parties(&before.from, &draft.from) && (first..=first + 1).contains(&second)
}
