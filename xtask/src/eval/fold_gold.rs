//! Folds the gold moves themselves: where perfect moves do not give the readers' obligations, the rules of the
//! talks are at fault (or the readers are).
//!
//! Enters: a folder of gold files (`*.json` with `moves` and `obligations`). Leaves: precision, recall and F1
//! over (kind, debtor, creditor), as the talks are scored from raw text, and each miss and extra by file.

use anyhow::Context;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;
use verbale::actor::{ActorRef, PartyId};
use verbale::factuality::{Certainty, Factuality};
use verbale::moves::{Issue, IssueId, Move, MoveKind, Moves, Polarity, Scope};
use verbale::span::Span;
use verbale::talks;

/// What is compared: the kind, who owes and to whom.
type Key = (String, BTreeSet<String>, BTreeSet<String>);

/// How near the folded obligations come to the readers'.
#[derive(Debug, Clone, Default)]
pub(crate) struct Score {
    /// Obligations that both have.
    pub(crate) right: usize,
    /// Obligations that the fold gave.
    pub(crate) predicted: usize,
    /// Obligations that the readers gave.
    pub(crate) gold: usize,
    /// A line for each one that only one of the two has.
    pub(crate) errors: String,
}

impl Score {
    /// The harmonic mean of precision and recall.
    pub(crate) fn f1(&self) -> f64 {
        if self.right == 0 { 0.0 } else { 2.0 * self.right as f64 / (self.predicted + self.gold) as f64 }
    }

    /// Precision.
    pub(crate) fn precision(&self) -> f64 {
        self.right as f64 / self.predicted.max(1) as f64
    }

    /// Recall.
    pub(crate) fn recall(&self) -> f64 {
        self.right as f64 / self.gold.max(1) as f64
    }
}

/// Folds every gold file of a folder.
pub(crate) fn run(gold_dir: &Path) -> anyhow::Result<Score> {
    let mut score = Score::default();
    for file in super::reports::json_files(gold_dir)? {
        let text = std::fs::read_to_string(&file).with_context(|| format!("{}", file.display()))?;
        let gold: Value = serde_json::from_str(&text).with_context(|| format!("{}", file.display()))?;
        add(&mut score, &gold);
    }
    Ok(score)
}

fn add(score: &mut Score, gold: &Value) {
    let mut parties = Parties::default();
    let moves = moves(gold, &mut parties);
    let folded = talks::fold(&moves);
    let mut left: BTreeMap<Key, usize> = BTreeMap::new();
    for one in array(gold, "obligations") {
        score.gold += 1;
        let key = (string(one, "kind"), names(one, "debtor"), names(one, "creditor"));
        *left.entry(key).or_default() += 1;
    }
    let id = string(gold, "id");
    for one in &folded.obligations {
        score.predicted += 1;
        let key = (one.kind.as_str().to_owned(), parties.names(&one.debtor), parties.names(&one.creditor));
        match left.get_mut(&key).filter(|count| **count > 0) {
            Some(count) => {
                *count -= 1;
                score.right += 1;
            }
            None => {
                let _ = writeln!(score.errors, "EXTRA {id} {} {}", line(&key), one.state.as_str());
            }
        }
    }
    for (key, _) in left.iter().filter(|(_, count)| **count > 0) {
        let _ = writeln!(score.errors, "MISS  {id} {}", line(key));
    }
}

fn line(key: &Key) -> String {
    let join = |set: &BTreeSet<String>| set.iter().cloned().collect::<Vec<_>>().join(",");
    format!("{} {} -> {}", key.0, join(&key.1), join(&key.2))
}

/// Party names as they stand in the gold, numbered.
#[derive(Default)]
struct Parties {
    names: Vec<String>,
}

impl Parties {
    fn id(&mut self, name: &str) -> PartyId {
        let slug = slug(name);
        let at = self.names.iter().position(|known| *known == slug).unwrap_or_else(|| {
            self.names.push(slug);
            self.names.len() - 1
        });
        PartyId(at as u32)
    }

    fn names(&self, list: &[ActorRef]) -> BTreeSet<String> {
        list.iter().map(|one| self.names[one.party.0 as usize].clone()).collect()
    }
}

fn slug(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The gold moves as the reader's own, with an issue for each name.
fn moves(gold: &Value, parties: &mut Parties) -> Moves {
    let mut found = Moves::default();
    for one in array(gold, "moves") {
        let Some(kind) = MoveKind::parse(&string(one, "kind")) else { continue };
        let name = string(one, "issue");
        let known = found.issues.iter().position(|issue| issue.name == name);
        let issue = known.unwrap_or_else(|| {
            found.issues.push(Issue { parent: None, name, mentions: Vec::new() });
            found.issues.len() - 1
        });
        let from = refs(one, "from", parties);
        let to = refs(one, "to", parties);
        let inside = from.len() == 1 && to.len() == 1 && from[0].party == to[0].party;
        let certainty = certainty(&string(one, "factuality"));
        found.list.push(Move {
            kind,
            act: one.get("act").and_then(Value::as_str).map(str::to_owned),
            from,
            to,
            by: None,
            issue: Some(IssueId(issue as u32)),
            paper: None,
            content: None,
            polarity: Polarity::parse(&string(one, "polarity")).unwrap_or(Polarity::Open),
            condition: None,
            deadline: None,
            factuality: Factuality { report: certainty, source: certainty },
            when: None,
            scope: if inside { Scope::Internal } else { Scope::Public },
            in_reply_to: None,
            statements: Vec::new(),
            events: Vec::new(),
            evidence: evidence(one),
            flags: Vec::new(),
            confidence: 1.0,
            rule: "gold".to_owned(),
        });
    }
    found
}

fn evidence(one: &Value) -> Vec<Span> {
    let number = |value: &Value| value.as_u64().unwrap_or(0) as usize;
    array(one, "evidence")
        .filter_map(Value::as_array)
        .filter(|pair| pair.len() == 2)
        .map(|pair| Span::new(number(&pair[0]), number(&pair[1]).max(number(&pair[0]))))
        .collect()
}

fn certainty(word: &str) -> Certainty {
    match word {
        "CT+" => Certainty::CertainYes,
        "PR+" => Certainty::ProbableYes,
        "PS+" => Certainty::PossibleYes,
        "CT-" => Certainty::CertainNo,
        "PR-" => Certainty::ProbableNo,
        "PS-" => Certainty::PossibleNo,
        _ => Certainty::Unknown,
    }
}

fn refs(one: &Value, field: &str, parties: &mut Parties) -> Vec<ActorRef> {
    let names: Vec<&str> = array(one, field).filter_map(Value::as_str).collect();
    names.into_iter().map(|name| ActorRef::party(parties.id(name), None)).collect()
}

fn names(one: &Value, field: &str) -> BTreeSet<String> {
    array(one, field).filter_map(Value::as_str).map(slug).collect()
}

fn array<'v>(value: &'v Value, field: &str) -> impl Iterator<Item = &'v Value> {
    value.get(field).and_then(Value::as_array).into_iter().flatten()
}

fn string(value: &Value, field: &str) -> String {
    value.get(field).and_then(Value::as_str).unwrap_or_default().to_owned()
}
