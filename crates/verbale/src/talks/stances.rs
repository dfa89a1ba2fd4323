//! Where each party stands on each issue, from its own moves.

use super::Position;
use crate::factuality::Certainty;
use crate::moves::{IssueId, Move, MoveId, MoveKind, Moves, Polarity};
use std::collections::BTreeMap;

/// The positions, by party and issue in the order of their first move.
pub(super) fn positions(moves: &Moves) -> Vec<Position> {
    let mut stances = Stances::default();
    for n in 0..moves.list.len() {
        stances.step(moves, n);
    }
    stances.list
}

/// Positions in the making.
#[derive(Default)]
pub(super) struct Stances {
    /// In the order of their first move.
    pub(super) list: Vec<Position>,
    /// Those that the last moves made, changed or confirmed.
    pub(super) touched: Vec<usize>,
    place: BTreeMap<(u32, IssueId), usize>,
}

impl Stances {
    /// Lets one move act on what is known.
    pub(super) fn step(&mut self, moves: &Moves, n: usize) {
        let one = &moves.list[n];
        let Some(issue) = one.issue.filter(|_| takes_position(one)) else { return };
        for maker in &one.from {
            let list = &mut self.list;
            let at = *self.place.entry((maker.party.0, issue)).or_insert_with(|| {
                list.push(Position {
                    party: maker.clone(),
                    issue,
                    stance: Polarity::Open,
                    since: None,
                    moves: Vec::new(),
                });
                list.len() - 1
            });
            self.touched.push(at);
            let position = &mut self.list[at];
            position.moves.push(MoveId(n as u32));
            let stance = leaning(one.kind, one.polarity);
            if stance != Polarity::Open && stance != position.stance {
                position.stance = stance;
                position.since = one.when.clone();
            }
        }
    }
}

/// The moves by which a party shows where it stands; what it only relays or does without words shows nothing.
fn takes_position(one: &Move) -> bool {
    speaks(one.kind) && is_told(one.factuality.report)
}

fn speaks(kind: MoveKind) -> bool {
    use MoveKind::{
        Accept, Accuse, Assert, Commit, Concede, Counter, Demand, Deny, Endorse, Evaluate, Partial, Propose,
        Reject, Request, Retract, Sign, Threaten, Warn,
    };
    matches!(
        kind,
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
    )
}

fn is_told(certainty: Certainty) -> bool {
    matches!(certainty, Certainty::CertainYes | Certainty::ProbableYes)
}

fn leaning(kind: MoveKind, polarity: Polarity) -> Polarity {
    match kind {
        MoveKind::Reject | MoveKind::Deny if polarity == Polarity::Open => Polarity::Against,
        MoveKind::Accept | MoveKind::Endorse | MoveKind::Sign if polarity == Polarity::Open => Polarity::For,
        _ => polarity,
    }
}

/// Where a move of this kind shows its maker to stand on the issue; [`Polarity::Open`] where it shows nothing.
pub fn shown(kind: MoveKind, polarity: Polarity, certainty: Certainty) -> Polarity {
    if speaks(kind) && is_told(certainty) { leaning(kind, polarity) } else { Polarity::Open }
}
