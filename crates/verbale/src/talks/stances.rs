//! Where each party stands on each issue, from its own moves.

use super::Position;
use crate::factuality::Certainty;
use crate::moves::{IssueId, Move, MoveId, MoveKind, Moves, Polarity};
use std::collections::BTreeMap;

/// The positions, by party and issue in the order of their first move.
pub(super) fn positions(moves: &Moves) -> Vec<Position> {
    let mut found: Vec<Position> = Vec::new();
    let mut place: BTreeMap<(u32, IssueId), usize> = BTreeMap::new();
    for (n, one) in moves.list.iter().enumerate() {
        let Some(issue) = one.issue.filter(|_| takes_position(one)) else { continue };
        let id = MoveId(n as u32);
        for maker in &one.from {
            let at = *place.entry((maker.party.0, issue)).or_insert_with(|| {
                found.push(Position {
                    party: maker.clone(),
                    issue,
                    stance: Polarity::Open,
                    since: None,
                    moves: Vec::new(),
                });
                found.len() - 1
            });
            let position = &mut found[at];
            position.moves.push(id);
            let stance = stance(one);
            if stance != Polarity::Open && stance != position.stance {
                position.stance = stance;
                position.since = one.when.clone();
            }
        }
    }
    found
}

/// The moves by which a party shows where it stands; what it only relays or does without words shows nothing.
fn takes_position(one: &Move) -> bool {
    use MoveKind::{
        Accept, Accuse, Assert, Commit, Concede, Counter, Demand, Deny, Endorse, Evaluate, Partial, Propose,
        Reject, Request, Retract, Sign, Threaten, Warn,
    };
    let speaks = matches!(
        one.kind,
        Accept
            | Accuse
            | Assert
            | Commit
            | Concede
            | Counter
            | Demand
            | Deny
            | Endorse
            | Evaluate
            | Partial
            | Propose
            | Reject
            | Request
            | Retract
            | Sign
            | Threaten
            | Warn
    );
    speaks && matches!(one.factuality.report, Certainty::CertainYes | Certainty::ProbableYes)
}

fn stance(one: &Move) -> Polarity {
    match one.kind {
        MoveKind::Reject | MoveKind::Deny if one.polarity == Polarity::Open => Polarity::Against,
        MoveKind::Accept | MoveKind::Endorse | MoveKind::Sign if one.polarity == Polarity::Open => {
            Polarity::For
        }
        _ => one.polarity,
    }
}
