//! Signs of rising and falling tension, and doubts about the reading of a move.

use super::scene::Scene;
use super::{Direction, Flag, Move, MoveKind, Moves, Polarity, Signal};
use crate::factuality::Certainty;
use crate::note::{Note, NoteKind};
use crate::token::TokenId;

/// The signals of moves that happened or are announced.
pub(super) fn signals(moves: &[Move]) -> Vec<Signal> {
    let told = moves.iter().filter(|one| one.factuality.report.is_positive());
    told.filter_map(|one| {
        let direction = direction(one)?;
        let kind = one.act.clone().unwrap_or_else(|| one.kind.as_str().to_lowercase());
        Some(Signal { direction, kind, evidence: one.evidence.clone() })
    })
    .collect()
}

fn direction(one: &Move) -> Option<Direction> {
    use MoveKind as K;
    match one.kind {
        K::Threaten | K::Suspend | K::Breach | K::Accuse | K::Warn | K::Reject => Some(Direction::Up),
        K::Accept | K::Concede | K::Sign | K::Partial | K::Meet => Some(Direction::Down),
        // A promise may be one of more pressure ("committed to enforce the duties"); only its words could tell.
        K::Propose | K::Counter | K::Respond | K::Prepare | K::Await | K::Commit => Some(Direction::Level),
        K::Evaluate if one.polarity == Polarity::Against => Some(Direction::Up),
        K::Perform => match one.act.as_deref() {
            Some("aid" | "cooperate" | "retreat") => Some(Direction::Down),
            Some(_) => Some(Direction::Up),
            None => None,
        },
        _ => None,
    }
}

/// Doubts: an addressee that had to be inferred; a free-choice "any other" under a plain promise inside what
/// is demanded, which reads as if a negation had been lost.
pub(super) fn doubts(scene: &Scene<'_>, moves: &mut Moves) {
    for one in &mut moves.list {
        let inferred = one.to.iter().any(|actor| actor.inferred) && !one.to.is_empty();
        if inferred && !one.flags.contains(&Flag::AddresseeInferred) {
            one.flags.push(Flag::AddresseeInferred);
        }
        if one.from.iter().any(|actor| actor.inferred) && !one.flags.contains(&Flag::MakerInferred) {
            one.flags.push(Flag::MakerInferred);
        }
    }
    lost_negation(scene, moves);
}

/// "Any", "any other", "ever" ask for a negative, a question or a condition around them. A finite clause that
/// affirms with "will" and holds one, told of a commitment, guarantee or demand, is suspect.
fn lost_negation(scene: &Scene<'_>, moves: &mut Moves) {
    let parse = scene.parse;
    for token in parse.all() {
        let is_any = parse.lemma(token) == "any" && parse.rel(token) == "det";
        if !is_any || !scene.is_read(token) {
            continue;
        }
        let Some(clause) = suspect_clause(scene, token) else { continue };
        let span = scene.clause_span(clause);
        let message =
            "the words affirm where \"any\" leads one to expect a negation; the polarity is left open";
        moves.notes.push(Note::at(NoteKind::Move, span, message));
        let sentence = parse.sentence(parse.sentence_of(token)).span;
        for one in &mut moves.list {
            let asks = matches!(
                one.kind,
                MoveKind::Demand | MoveKind::Request | MoveKind::Propose | MoveKind::Commit
            );
            if asks && one.evidence.iter().any(|evidence| sentence.overlaps(*evidence)) {
                one.polarity = Polarity::Open;
                if !one.flags.contains(&Flag::Polarity) {
                    one.flags.push(Flag::Polarity);
                }
            }
        }
    }
}

/// The affirming clause around a free-choice word, where a promise or demand governs it.
fn suspect_clause(scene: &Scene<'_>, any: TokenId) -> Option<TokenId> {
    const HEIGHT: usize = 6;
    let parse = scene.parse;
    let mut at = any;
    for _ in 0..HEIGHT {
        at = parse.head(at)?;
        if scene.is_verbal(at) {
            break;
        }
    }
    let clause = scene.clause(at);
    let affirms = matches!(clause.modal.as_deref(), Some("will" | "shall")) && !clause.negated;
    let head = parse.head(at)?;
    let promised = scene.frames.in_list("duties", parse.lemma(head))
        || scene.frames.in_list("move", parse.lemma(head))
        || matches!(parse.lemma(head), "guarantee" | "assurance");
    (affirms && clause.condition.is_none() && promised && matches!(parse.base_rel(at), "acl" | "ccomp"))
        .then_some(at)
}

/// Two statements of fact that contradict each other: a charge and its denial.
pub(super) fn contradictions(moves: &mut Moves) {
    let charges: Vec<usize> = places(moves, MoveKind::Accuse);
    for denial in places(moves, MoveKind::Deny) {
        let deniers: Vec<_> = moves.list[denial].from.iter().map(|one| one.party).collect();
        let issue = moves.list[denial].issue;
        for &charge in charges.iter().take(64) {
            let same_matter = issue.is_some() && moves.list[charge].issue == issue;
            let answered = moves.list[charge].to.iter().any(|one| deniers.contains(&one.party));
            let sure = moves.list[charge].factuality.report == Certainty::CertainYes;
            let fresh = !moves.list[charge].flags.contains(&Flag::Contradicted);
            if answered && same_matter && sure && fresh {
                moves.list[charge].flags.push(Flag::Contradicted);
            }
        }
    }
}

fn places(moves: &Moves, kind: MoveKind) -> Vec<usize> {
    (0..moves.list.len()).filter(|&n| moves.list[n].kind == kind).collect()
}
