//! The moves of a matter brought into the form in which the core folds them. Enter: rows, by the day on which they
//! happened. Leaves: the course of the matter.

use super::Written;
use super::weigh::{Aside, Weigh};
use crate::error::Result;
use crate::ids;
use crate::join::MEASURES;
use crate::sides;
use rusqlite::Row;
use std::collections::{BTreeMap, HashMap};
use verbale::actor::{ActorRef, PartyId};
use verbale::factuality::{Certainty, Factuality};
use verbale::moves::{Issue, IssueId, Move, MoveId, MoveKind, Moves, Paper, PaperId, Polarity, Scope};
use verbale::record::Coded;
use verbale::span::Span;
use verbale::talks::series::{self, Told};

/// The moves of a matter in the form in which the core folds them.
pub(super) struct Build {
    moves: Moves,
    told: Vec<Told>,
    parties: Vec<String>,
    party_of: HashMap<String, PartyId>,
    issues: Vec<i64>,
    issue_of: BTreeMap<i64, IssueId>,
    keys: Vec<i64>,
    place_of: HashMap<i64, MoveId>,
    /// Acts that are there already.
    acts: HashMap<i64, usize>,
    days: Vec<i32>,
    due: Vec<Option<i32>>,
    /// What one takes against another.
    measures: Vec<IssueId>,
    weigh: Weigh,
    rows: Vec<Taken>,
}

/// A row as it was taken.
struct Taken {
    key: i64,
    act: i64,
    /// The key of the move that it answers.
    reply: Option<i64>,
    one: Move,
    aside: Aside,
}

impl Build {
    pub(super) fn new(matter: i64) -> Build {
        let mut build = Build {
            moves: Moves::default(),
            told: Vec::new(),
            parties: Vec::new(),
            party_of: HashMap::new(),
            issues: Vec::new(),
            issue_of: BTreeMap::new(),
            keys: Vec::new(),
            place_of: HashMap::new(),
            acts: HashMap::new(),
            days: Vec::new(),
            due: Vec::new(),
            measures: Vec::new(),
            weigh: Weigh::default(),
            rows: Vec::new(),
        };
        build.issue(matter);
        let paper = Paper {
            form: "reply".to_owned(),
            issuer: None,
            addressees: Vec::new(),
            in_reply_to: Some(PaperId(0)),
            status: None,
            pages: None,
            evidence: Vec::new(),
        };
        build.moves.papers.push(paper);
        build
    }

    /// The first issue is the matter itself, the others are parts of it.
    fn issue(&mut self, issue: i64) -> IssueId {
        if let Some(&known) = self.issue_of.get(&issue) {
            return known;
        }
        let id = IssueId(self.issues.len() as u32);
        let parent = (!self.issues.is_empty()).then_some(IssueId(0));
        self.issues.push(issue);
        self.issue_of.insert(issue, id);
        self.moves.issues.push(Issue { parent, name: String::new(), mentions: Vec::new() });
        id
    }

    fn party(&mut self, code: &str) -> PartyId {
        if let Some(&known) = self.party_of.get(code) {
            return known;
        }
        let id = PartyId(self.parties.len() as u32);
        self.parties.push(code.to_owned());
        self.party_of.insert(code.to_owned(), id);
        id
    }

    /// "each of a body" is each of its members.
    fn sides(&mut self, column: &str) -> Vec<ActorRef> {
        if !column.contains([' ', '(']) {
            let one = (!column.is_empty()).then(|| ActorRef::party(self.party(column), None));
            return one.into_iter().collect();
        }
        let mut list: Vec<ActorRef> = Vec::new();
        for side in sides::read(column) {
            let codes = if side.members.is_empty() { vec![side.code] } else { side.members };
            for code in codes {
                let party = self.party(&code);
                if !list.iter().any(|known| known.party == party) {
                    list.push(ActorRef::party(party, None));
                }
            }
        }
        list
    }

    /// Takes the next row by its day.
    pub(super) fn take(&mut self, row: &Row<'_>) -> Result<()> {
        let (key, act): (i64, i64) = (row.get(0)?, row.get(1)?);
        let one = self.read(row)?;
        let aside = Aside {
            measure: row.get_ref(16)?.as_str().is_ok_and(|matter| MEASURES.contains(&matter)),
            day: row.get(6)?,
            told: row.get(17)?,
            due: row.get(7)?,
            confidence: row.get(15)?,
        };
        self.weigh.hear(&one, &aside);
        self.rows.push(Taken { key, act, reply: row.get(12)?, one, aside });
        Ok(())
    }

    /// Weighs a move and puts it behind the others.
    fn put(&mut self, taken: Taken) {
        let Taken { key, act, reply, mut one, aside } = taken;
        one.in_reply_to = reply.and_then(|key| self.place_of.get(&key).copied());
        self.weigh.weigh(&mut one, &aside);
        if let Some(&known) = self.acts.get(&act) {
            // Told again: the surest telling counts.
            let first = &mut self.moves.list[known];
            if rank(one.factuality.report) > rank(first.factuality.report) {
                first.factuality = one.factuality;
            }
            if first.to.is_empty() && !one.to.is_empty() {
                // The fuller telling says whom it hits. Who signed with whom binds one to the other; "the two signed"
                // leaves that open.
                if one.kind == MoveKind::Sign {
                    first.from = one.from;
                }
                first.to = one.to;
            }
            self.place_of.insert(key, MoveId(known as u32));
            return;
        }
        let n = self.moves.list.len();
        if let Some(issue) = one.issue.filter(|issue| aside.measure && !self.measures.contains(issue)) {
            self.measures.push(issue);
        }
        self.moves.list.push(one);
        self.acts.insert(act, n);
        self.keys.push(key);
        self.place_of.insert(key, MoveId(n as u32));
        self.days.push(aside.day);
        self.due.push(aside.due);
        let report = ids::report_of(key);
        match self.told.last_mut() {
            Some(last) if last.day == aside.day && ids::report_of(self.keys[last.start]) == report => {
                last.end = n + 1
            }
            _ => self.told.push(Told { start: n, end: n + 1, day: aside.day }),
        }
    }

    /// The move of a row.
    fn read(&mut self, row: &Row<'_>) -> Result<Move> {
        let sure = certainty(row.get_ref(8)?.as_str().unwrap_or_default());
        let issue: i64 = row.get(2)?;
        let issue = self.issue(issue);
        let from = row.get_ref(4)?.as_str().unwrap_or_default().to_owned();
        let to = row.get_ref(5)?.as_str().unwrap_or_default().to_owned();
        let (from, to) = (self.sides(&from), self.sides(&to));
        let report = ids::report_of(row.get(0)?);
        let start = (report as u32).wrapping_mul(65_537).wrapping_add(row.get::<_, u32>(14)?);
        Ok(Move {
            kind: code::<MoveKind>(row.get_ref(3)?.as_str().unwrap_or_default()).unwrap_or(MoveKind::Assert),
            act: None,
            from,
            to,
            by: None,
            issue: Some(issue),
            paper: row.get::<_, bool>(13)?.then_some(PaperId(0)),
            content: None,
            polarity: code(row.get_ref(9)?.as_str().unwrap_or_default()).unwrap_or(Polarity::Open),
            condition: row.get::<_, bool>(11)?.then_some(Span { start: 0, end: 0 }),
            deadline: None,
            factuality: Factuality { report: sure, source: sure },
            when: None,
            scope: if row.get(10)? { Scope::Internal } else { Scope::Public },
            in_reply_to: None,
            statements: Vec::new(),
            events: Vec::new(),
            evidence: vec![Span { start, end: start }],
            flags: Vec::new(),
            confidence: 1.0,
            rule: String::new(),
        })
    }

    /// Where each move shows its maker to stand.
    pub(super) fn shown(mut self) -> HashMap<i64, Polarity> {
        let mut shown = HashMap::new();
        for Taken { key, mut one, aside, .. } in std::mem::take(&mut self.rows) {
            self.weigh.weigh(&mut one, &aside);
            shown.insert(key, verbale::talks::shown(one.kind, one.polarity, one.factuality.report));
        }
        shown
    }

    pub(super) fn fold(mut self) -> Written {
        for taken in std::mem::take(&mut self.rows) {
            self.put(taken);
        }
        Written {
            course: series::fold(&self.moves, &self.told, &self.measures),
            parties: self.parties,
            issues: self.issues,
            keys: self.keys,
            days: self.days,
            due: self.due,
        }
    }
}

pub(crate) fn code<T: Coded>(word: &str) -> Option<T> {
    T::all().iter().copied().find(|value| value.word() == word)
}

fn certainty(word: &str) -> Certainty {
    code(word).unwrap_or(Certainty::Unknown)
}

fn rank(certainty: Certainty) -> u8 {
    match certainty {
        Certainty::CertainYes => 3,
        Certainty::ProbableYes => 2,
        Certainty::PossibleYes => 1,
        _ => 0,
    }
}
