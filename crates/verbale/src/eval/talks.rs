//! Moves and obligations against gold.
//!
//! Moves are matched one to one by the overlap of their evidence (Jaccard over characters above 0.2), at
//! first whatever they are, then only where kind, makers and addressees agree. Who met or signed with whom
//! counts as one set of parties, however it was split.

use super::{Chars, Count, slug};
use crate::moves::MoveKind;
use crate::record::{MoveRecord, ObligationRecord, PartyRef};
use crate::talks::ObligationKind;
use std::collections::{BTreeMap, BTreeSet};

/// A move as the measures see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OneMove {
    /// Its kind.
    pub kind: MoveKind,
    /// Who makes it, by slug.
    pub from: BTreeSet<String>,
    /// To whom, by slug.
    pub to: BTreeSet<String>,
    /// Where it was read.
    pub evidence: Vec<Chars>,
    /// Its factuality for the report.
    pub factuality: Option<String>,
    /// Its polarity.
    pub polarity: Option<String>,
}

impl OneMove {
    /// A move of whatever origin.
    pub fn new(kind: MoveKind, from: &[String], to: &[String], evidence: Vec<Chars>) -> OneMove {
        let slugs = |codes: &[String]| codes.iter().map(|code| slug(code)).collect::<BTreeSet<_>>();
        let (mut from, mut to) = (slugs(from), slugs(to));
        if matches!(kind, MoveKind::Meet | MoveKind::Sign) {
            from.extend(to);
            to = from.clone();
        }
        OneMove { kind, from, to, evidence: union(evidence), factuality: None, polarity: None }
    }

    /// A move of a record.
    pub fn from_record(record: &MoveRecord) -> OneMove {
        let evidence = record.evidence.iter().map(|span| (span.start, span.end)).collect();
        let mut one = OneMove::new(record.kind.0, &codes(&record.from), &codes(&record.to), evidence);
        one.factuality = Some(record.factuality.report.word().to_owned());
        one.polarity = Some(record.polarity.word().to_owned());
        one
    }
}

fn codes(parties: &[PartyRef]) -> Vec<String> {
    parties.iter().map(|party| party.party.clone()).collect()
}

/// An obligation as the measures see it: its kind, its debtors, its creditors.
pub type OneObligation = (ObligationKind, BTreeSet<String>, BTreeSet<String>);

/// An obligation of whatever origin.
pub fn obligation(kind: ObligationKind, debtors: &[String], creditors: &[String]) -> OneObligation {
    let slugs = |codes: &[String]| codes.iter().map(|code| slug(code)).collect();
    (kind, slugs(debtors), slugs(creditors))
}

/// An obligation of a record.
pub fn from_record(record: &ObligationRecord) -> OneObligation {
    obligation(record.kind.0, &codes(&record.debtor), &codes(&record.creditor))
}

/// The counts of one report or of many.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Score {
    /// Moves found, whatever was made of them.
    pub found: Count,
    /// With their kind.
    pub kind: Count,
    /// And with their makers.
    pub from: Count,
    /// And with their addressees.
    pub to: Count,
    /// Obligations.
    pub obligations: Count,
    /// Moves right throughout; of these with the right factuality, and with the right polarity.
    pub throughout: usize,
    /// See `throughout`.
    pub factuality: usize,
    /// See `throughout`.
    pub polarity: usize,
}

impl Score {
    /// Adds another report's.
    pub fn add(&mut self, other: &Score) {
        self.found.add(other.found);
        self.kind.add(other.kind);
        self.from.add(other.from);
        self.to.add(other.to);
        self.obligations.add(other.obligations);
        self.throughout += other.throughout;
        self.factuality += other.factuality;
        self.polarity += other.polarity;
    }
}

/// What one report holds.
#[derive(Debug, Clone, Default)]
pub struct Report {
    /// Its moves.
    pub moves: Vec<OneMove>,
    /// Its obligations.
    pub obligations: Vec<OneObligation>,
}

/// Scores one report.
pub fn score(gold: &Report, predicted: &Report) -> Score {
    let same_kind = |g: &OneMove, p: &OneMove| g.kind == p.kind;
    let same_from = |g: &OneMove, p: &OneMove| same_kind(g, p) && g.from == p.from;
    let same_to = |g: &OneMove, p: &OneMove| same_from(g, p) && g.to == p.to;
    let sizes = |right| Count { right, predicted: predicted.moves.len(), gold: gold.moves.len() };
    let matching = |agrees: &dyn Fn(&OneMove, &OneMove) -> bool| Matching::new(gold, predicted, agrees);
    let throughout = matching(&same_to);
    let mut score = Score {
        found: sizes(matching(&|_, _| true).right()),
        kind: sizes(matching(&same_kind).right()),
        from: sizes(matching(&same_from).right()),
        to: sizes(throughout.right()),
        obligations: Count {
            right: common(&gold.obligations, &predicted.obligations),
            predicted: predicted.obligations.len(),
            gold: gold.obligations.len(),
        },
        ..Score::default()
    };
    for (g, p) in throughout.best() {
        let (gold, predicted) = (&gold.moves[g], &predicted.moves[p]);
        score.throughout += 1;
        score.factuality += usize::from(gold.factuality == predicted.factuality);
        let open = matches!(gold.polarity.as_deref(), None | Some("?"));
        score.polarity += usize::from(open || gold.polarity == predicted.polarity);
    }
    score
}

/// Gold and predicted moves that agree, by how much of their evidence they share.
struct Matching {
    /// Overlap, gold, predicted; the greatest first.
    pairs: Vec<(f64, usize, usize)>,
    gold: BTreeSet<usize>,
    predicted: BTreeSet<usize>,
}

impl Matching {
    fn new(gold: &Report, predicted: &Report, agrees: &dyn Fn(&OneMove, &OneMove) -> bool) -> Matching {
        let mut pairs = Vec::new();
        for (g, one) in gold.moves.iter().enumerate() {
            for (p, other) in predicted.moves.iter().enumerate() {
                if agrees(one, other) {
                    pairs.push((jaccard(&one.evidence, &other.evidence), g, p));
                }
            }
        }
        pairs.sort_by(|a, b| b.0.total_cmp(&a.0).then((b.1, b.2).cmp(&(a.1, a.2))));
        let (mut used_gold, mut used) = (BTreeSet::new(), BTreeSet::new());
        for &(overlap, g, p) in &pairs {
            if overlap > 0.2 && !used_gold.contains(&g) && !used.contains(&p) {
                used_gold.insert(g);
                used.insert(p);
            }
        }
        Matching { pairs, gold: used_gold, predicted: used }
    }

    fn right(&self) -> usize {
        self.gold.len()
    }

    /// The pairs of matched moves with the greatest overlap that the gold one has.
    fn best(&self) -> impl Iterator<Item = (usize, usize)> {
        let mut greatest: BTreeMap<usize, f64> = BTreeMap::new();
        for &(overlap, g, _) in &self.pairs {
            greatest.entry(g).or_insert(overlap);
        }
        let both = |&&(overlap, g, p): &&(f64, usize, usize)| {
            self.gold.contains(&g) && self.predicted.contains(&p) && greatest.get(&g) == Some(&overlap)
        };
        let pairs: Vec<(usize, usize)> = self.pairs.iter().filter(both).map(|&(_, g, p)| (g, p)).collect();
        pairs.into_iter()
    }
}

/// How many obligations two lists share, each as often as it stands in both.
fn common(gold: &[OneObligation], predicted: &[OneObligation]) -> usize {
    let mut left: BTreeMap<&OneObligation, usize> = BTreeMap::new();
    for one in gold {
        *left.entry(one).or_default() += 1;
    }
    let take = |one: &&OneObligation| match left.get_mut(*one) {
        Some(count) if *count > 0 => {
            *count -= 1;
            true
        }
        _ => false,
    };
    predicted.iter().filter(take).count()
}

/// Stretches in order, those that touch or overlap joined.
fn union(mut spans: Vec<Chars>) -> Vec<Chars> {
    spans.sort_unstable();
    let mut joined: Vec<Chars> = Vec::new();
    for (start, end) in spans.into_iter().filter(|(start, end)| start < end) {
        match joined.last_mut() {
            Some(last) if start <= last.1 => last.1 = last.1.max(end),
            _ => joined.push((start, end)),
        }
    }
    joined
}

/// Characters in both, of those in either.
fn jaccard(one: &[Chars], other: &[Chars]) -> f64 {
    let size = |spans: &[Chars]| spans.iter().map(|&(start, end)| (end - start) as usize).sum::<usize>();
    let (mut a, mut b, mut both) = (0, 0, 0usize);
    while a < one.len() && b < other.len() {
        let (start, end) = (one[a].0.max(other[b].0), one[a].1.min(other[b].1));
        both += end.saturating_sub(start) as usize;
        if one[a].1 < other[b].1 {
            a += 1;
        } else {
            b += 1;
        }
    }
    both as f64 / (size(one) + size(other) - both).max(1) as f64
}

#[cfg(test)]
mod tests {
    use super::{MoveKind, OneMove, Report, jaccard, score, union};

    fn one(kind: MoveKind, from: &str, to: &str, start: u32, end: u32) -> OneMove {
        OneMove::new(kind, &[from.to_owned()], &[to.to_owned()], vec![(start, end)])
    }

    #[test]
    fn moves_are_matched_one_to_one() {
        let gold = Report { moves: vec![one(MoveKind::Demand, "RUS", "USA", 0, 10)], ..Report::default() };
        let moves =
            vec![one(MoveKind::Demand, "rus", "USA", 0, 8), one(MoveKind::Demand, "RUS", "NATO", 0, 10)];
        let score = score(&gold, &Report { moves, ..Report::default() });
        assert_eq!((score.found.right, score.from.right, score.to.right, score.to.predicted), (1, 1, 1, 2));
    }

    #[test]
    fn who_met_whom_is_one_set() {
        let gold = Report { moves: vec![one(MoveKind::Meet, "RUS", "USA", 0, 10)], ..Report::default() };
        let other = Report { moves: vec![one(MoveKind::Meet, "USA", "RUS", 0, 10)], ..Report::default() };
        assert_eq!(score(&gold, &other).to.right, 1);
    }

    #[test]
    fn overlap_counts_characters_once() {
        assert_eq!(union(vec![(5, 9), (0, 6), (20, 20)]), [(0, 9)]);
        assert!((jaccard(&[(0, 10)], &[(5, 10), (12, 17)]) - 5.0 / 15.0).abs() < 1e-12);
        assert_eq!(jaccard(&[], &[]), 0.0);
    }
}
