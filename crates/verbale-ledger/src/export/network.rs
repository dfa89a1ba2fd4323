//! Who stands with whom: parties over issues, as Discourse Network Analyzer counts (P. Leifeld, "Discourse network
//! analysis: policy debates as dynamic networks", 2017).
//!
//! Each act that shows where its maker stands, weighed as for his position, is one statement: a party, an issue, for or against. Of parties *a* and
//! *b* and an issue with a⁺, a⁻, b⁺, b⁻ statements, agreement grows by a⁺b⁺ + a⁻b⁻, conflict by a⁺b⁻ + a⁻b⁺.
//!
//! ```text
//! RUS + +, USA −, NATO −  on enlargement      agreement: NATO–USA 1;  conflict: NATO–RUS 2, RUS–USA 2
//! ```

use super::Export;
use super::moves::Stances;
use crate::error::Result;
use crate::ids::Id;
use crate::join::OTHER;
use crate::sides;
use crate::view::Names;
use rusqlite::{OptionalExtension, params};
use std::collections::BTreeMap;
use verbale::moves::Polarity;

/// What the nodes are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NetworkKind {
    /// Parties, tied by where they stand on the same issues.
    OneMode,
    /// Parties and issues, tied by where the party stands on the issue.
    TwoMode,
}

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Qualifier {
    /// Standing on the same side; in a two-mode network statements for.
    Agreement,
    /// Standing on different sides; in a two-mode network statements against.
    Conflict,
    /// The first less the second.
    Subtract,
}

/// Which network.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NetworkQuery {
    /// What the nodes are.
    pub kind: NetworkKind,
    /// What is counted.
    pub qualifier: Qualifier,
    /// Between whom.
    pub parties: crate::query::Parties,
}

/// A node: a party or an issue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// "RUS", "i5".
    pub id: String,
    /// "Russia".
    pub name: String,
    /// The kind of party; "issue".
    pub kind: String,
    /// True for an issue.
    pub is_issue: bool,
    /// Its statements.
    pub frequency: i64,
}

/// A network without direction.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Network {
    /// Parties by their codes, then issues by their numbers.
    pub nodes: Vec<Node>,
    /// Places of two nodes, the first before the second, and the weight; none of weight 0.
    pub edges: Vec<(usize, usize, i64)>,
}

/// Statements for and against.
#[derive(Debug, Clone, Copy, Default)]
struct Tally {
    yes: i64,
    no: i64,
}

/// By issue and party.
type Tallies = BTreeMap<i64, BTreeMap<String, Tally>>;

impl Export<'_> {
    /// The network of parties over issues.
    pub fn network(&self, query: &NetworkQuery) -> Result<Network> {
        let tallies = self.tallies(query)?;
        let mut network = Network::default();
        let mut names = Names::new(self.db);
        let mut frequency: BTreeMap<&str, i64> = BTreeMap::new();
        for (party, tally) in tallies.values().flatten() {
            *frequency.entry(party).or_default() += tally.yes + tally.no;
        }
        let mut place: BTreeMap<&str, usize> = BTreeMap::new();
        for (code, frequency) in frequency {
            place.insert(code, network.nodes.len());
            network.nodes.push(self.party_node(&mut names, code, frequency)?);
        }
        match query.kind {
            NetworkKind::OneMode => network.edges = one_mode(&tallies, &place, query.qualifier),
            NetworkKind::TwoMode => {
                for (&issue, parties) in &tallies {
                    let at = network.nodes.len();
                    network.nodes.push(issue_node(&mut names, issue, parties)?);
                    for (party, tally) in parties {
                        network.edges.push((place[party.as_str()], at, two_mode(*tally, query.qualifier)));
                    }
                }
                network.edges.retain(|edge| edge.2 != 0);
                network.edges.sort_unstable();
            }
        }
        Ok(network)
    }

    fn party_node(&self, names: &mut Names<'_>, code: &str, frequency: i64) -> Result<Node> {
        let kind: Option<String> = self
            .db
            .prepare_cached("SELECT kind FROM party WHERE code = ?1")?
            .query_row([code], |row| row.get(0))
            .optional()?;
        let kind = kind.unwrap_or_else(|| "unknown".to_owned());
        Ok(Node { id: code.to_owned(), name: names.party(code)?, kind, is_issue: false, frequency })
    }

    /// Counts the acts that count and show where their makers stand, each once, however many reports tell it.
    fn tallies(&self, query: &NetworkQuery) -> Result<Tallies> {
        let mut names = Names::new(self.db);
        let mut acts = self.db.prepare_cached(
            "SELECT issue, matter, id, from_ FROM move
             WHERE status = 0 AND id = told AND internal = 0 AND issue IS NOT NULL
               AND (SELECT matter FROM issue WHERE issue.id = move.issue) <> ?1
               AND (?2 IS NULL OR day <= ?2) AND (?3 IS NULL OR matter = ?3 OR issue = ?3)
               AND (?4 IS NULL OR (SELECT recorded FROM batch JOIN report ON report.batch = batch.id
                                   WHERE report.id = move.id >> 20) <= ?4)",
        )?;
        let (day, known) = self.days();
        let mut rows = acts.query(params![OTHER, day, self.part.issue, known])?;
        let (mut tallies, mut stances) = (Tallies::new(), Stances::default());
        while let Some(row) = rows.next()? {
            let stance = stances.of(self, row.get(1)?, row.get(2)?)?;
            if stance == Polarity::Open {
                continue;
            }
            let from = row.get_ref(3)?.as_str().unwrap_or_default();
            for side in sides::read(from) {
                let codes = if side.members.is_empty() { vec![side.code] } else { side.members };
                for code in codes {
                    if query.parties == crate::query::Parties::Political && !names.political(&code)? {
                        continue;
                    }
                    let tally = tallies.entry(row.get(0)?).or_default().entry(code).or_default();
                    match stance {
                        Polarity::For => tally.yes += 1,
                        _ => tally.no += 1,
                    }
                }
            }
        }
        Ok(tallies)
    }
}

fn issue_node(names: &mut Names<'_>, issue: i64, parties: &BTreeMap<String, Tally>) -> Result<Node> {
    Ok(Node {
        id: Id::Issue(issue).to_string(),
        name: names.issue(issue)?,
        kind: "issue".to_owned(),
        is_issue: true,
        frequency: parties.values().map(|tally| tally.yes + tally.no).sum(),
    })
}

fn one_mode(
    tallies: &Tallies,
    place: &BTreeMap<&str, usize>,
    qualifier: Qualifier,
) -> Vec<(usize, usize, i64)> {
    let mut weights: BTreeMap<(usize, usize), i64> = BTreeMap::new();
    for parties in tallies.values() {
        let parties: Vec<(usize, Tally)> =
            parties.iter().map(|(code, &tally)| (place[code.as_str()], tally)).collect();
        for (n, (a, one)) in parties.iter().enumerate() {
            for (b, other) in &parties[n + 1..] {
                let agreement = one.yes * other.yes + one.no * other.no;
                let conflict = one.yes * other.no + one.no * other.yes;
                *weights.entry((*a, *b)).or_default() += match qualifier {
                    Qualifier::Agreement => agreement,
                    Qualifier::Conflict => conflict,
                    Qualifier::Subtract => agreement - conflict,
                };
            }
        }
    }
    weights.into_iter().filter(|(_, weight)| *weight != 0).map(|((a, b), weight)| (a, b, weight)).collect()
}

fn two_mode(tally: Tally, qualifier: Qualifier) -> i64 {
    match qualifier {
        Qualifier::Agreement => tally.yes,
        Qualifier::Conflict => tally.no,
        Qualifier::Subtract => tally.yes - tally.no,
    }
}
