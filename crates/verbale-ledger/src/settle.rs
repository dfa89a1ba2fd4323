//! The course of each matter, computed from the moves that count and kept in periods.
//!
//! Only matters marked as unsettled are computed again; [`Ledger::settle_all`] does all.

use crate::error::Result;
use crate::ids;
use crate::sides;
use crate::store::Ledger;
use rusqlite::{Connection, Row, params};
use std::collections::{BTreeMap, HashMap};
use verbale::actor::{ActorRef, PartyId};
use verbale::factuality::{Certainty, Factuality};
use verbale::moves::{Issue, IssueId, Move, MoveId, MoveKind, Moves, Paper, PaperId, Polarity, Scope};
use verbale::record::Coded;
use verbale::span::Span;
use verbale::talks::series::{self, Course, Period, Told};
use verbale::talks::{Obligation, Position, StateOfIssue};

/// How many moves of an entry are kept beside it: its first and its last ones.
const KEPT: usize = 24;

impl Ledger {
    /// Computes what has changed since the last time; says of how many matters.
    pub fn settle(&mut self) -> Result<usize> {
        self.write(|db| {
            let matters: Vec<i64> = db
                .prepare_cached("SELECT matter FROM unsettled ORDER BY matter")?
                .query_map([], |row| row.get(0))?
                .collect::<rusqlite::Result<_>>()?;
            for &matter in &matters {
                settle(db, matter)?;
            }
            db.execute("DELETE FROM unsettled", [])?;
            Ok(matters.len())
        })
    }

    /// Computes everything anew; says of how many matters.
    pub fn settle_all(&mut self) -> Result<usize> {
        self.write(|db| {
            db.execute_batch(
                "DELETE FROM standing; DELETE FROM owed; DELETE FROM stance; DELETE FROM unsettled",
            )?;
            let matters: Vec<i64> = db
                .prepare("SELECT DISTINCT matter FROM move WHERE matter IS NOT NULL ORDER BY matter")?
                .query_map([], |row| row.get(0))?
                .collect::<rusqlite::Result<_>>()?;
            for &matter in &matters {
                enter(db, matter, &course(db, matter, None)?)?;
            }
            Ok(matters.len())
        })
    }

    /// How many matters wait to be settled.
    pub fn unsettled(&self) -> Result<i64> {
        self.read(|db| Ok(db.query_row("SELECT count(*) FROM unsettled", [], |row| row.get(0))?))
    }
}

fn settle(db: &Connection, matter: i64) -> Result<()> {
    for table in ["standing", "owed", "stance"] {
        db.prepare_cached(&format!("DELETE FROM {table} WHERE matter = ?1"))?.execute([matter])?;
    }
    enter(db, matter, &course(db, matter, None)?)
}

/// The course of a matter with what is needed to write it down.
pub(crate) struct Written {
    course: Course,
    parties: Vec<String>,
    issues: Vec<i64>,
    keys: Vec<i64>,
    days: Vec<i32>,
    due: Vec<Option<i32>>,
}

/// Computes the course of a matter, from what was recorded by a day if one is given.
pub(crate) fn course(db: &Connection, matter: i64, known_by: Option<i32>) -> Result<Written> {
    let mut build = Build::new(matter);
    let known = match known_by {
        None => "",
        Some(_) => {
            "AND (SELECT recorded FROM batch JOIN report ON report.batch = batch.id WHERE report.id = move.id >> 20) <= ?2"
        }
    };
    let query = format!(
        "SELECT id, told, issue, kind, from_, to_, day, due, sure, polarity, internal, conditional, reply, paper, start
         FROM move WHERE matter = ?1 AND status = 0 {known} ORDER BY day, told_on, id"
    );
    let mut moves = db.prepare_cached(&query)?;
    let mut rows = match known_by {
        None => moves.query(params![matter])?,
        Some(day) => moves.query(params![matter, day])?,
    };
    while let Some(row) = rows.next()? {
        build.take(row)?;
    }
    Ok(build.fold())
}

/// The moves of a matter in the form in which the core folds them.
struct Build {
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
}

impl Build {
    fn new(matter: i64) -> Build {
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

    fn take(&mut self, row: &Row<'_>) -> Result<()> {
        let (key, act): (i64, i64) = (row.get(0)?, row.get(1)?);
        let sure = certainty(row.get_ref(8)?.as_str().unwrap_or_default());
        if let Some(&known) = self.acts.get(&act) {
            // Told again: the surest telling counts.
            let one = &mut self.moves.list[known];
            if rank(sure) > rank(one.factuality.report) {
                one.factuality = Factuality { report: sure, source: sure };
            }
            self.place_of.insert(key, MoveId(known as u32));
            return Ok(());
        }
        let n = self.moves.list.len();
        let issue: i64 = row.get(2)?;
        let issue = self.issue(issue);
        let (from, to) = {
            let from = row.get_ref(4)?.as_str().unwrap_or_default().to_owned();
            let to = row.get_ref(5)?.as_str().unwrap_or_default().to_owned();
            (self.sides(&from), self.sides(&to))
        };
        let reply: Option<i64> = row.get(12)?;
        let report = ids::report_of(key);
        let start = (report as u32).wrapping_mul(65_537).wrapping_add(row.get::<_, u32>(14)?);
        let one = Move {
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
            in_reply_to: reply.and_then(|key| self.place_of.get(&key).copied()),
            statements: Vec::new(),
            events: Vec::new(),
            evidence: vec![Span { start, end: start }],
            flags: Vec::new(),
            confidence: 1.0,
            rule: String::new(),
        };
        self.moves.list.push(one);
        self.acts.insert(act, n);
        self.keys.push(key);
        self.place_of.insert(key, MoveId(n as u32));
        let day: i32 = row.get(6)?;
        self.days.push(day);
        self.due.push(row.get(7)?);
        match self.told.last_mut() {
            Some(last) if last.day == day && ids::report_of(self.keys[last.start]) == report => {
                last.end = n + 1
            }
            _ => self.told.push(Told { start: n, end: n + 1, day }),
        }
        Ok(())
    }

    fn fold(self) -> Written {
        Written {
            course: series::fold(&self.moves, &self.told),
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

/// One period of an obligation.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct OwedRow {
    pub(crate) issue: Option<i64>,
    pub(crate) which: i64,
    pub(crate) kind: String,
    pub(crate) debtor: String,
    pub(crate) creditor: String,
    pub(crate) state: String,
    pub(crate) basis: String,
    pub(crate) opened: i32,
    pub(crate) since: i32,
    pub(crate) until: Option<i32>,
    pub(crate) due: Option<i32>,
    pub(crate) about: Option<i64>,
    pub(crate) moves: String,
}

/// One period of the state of an issue between two.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct StandingRow {
    pub(crate) issue: i64,
    pub(crate) raiser: String,
    pub(crate) other: String,
    pub(crate) state: String,
    pub(crate) since: i32,
    pub(crate) until: Option<i32>,
    pub(crate) moves: String,
}

/// One period of the position of a party.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct StanceRow {
    pub(crate) matter: i64,
    pub(crate) issue: i64,
    pub(crate) party: String,
    pub(crate) stance: String,
    pub(crate) since: i32,
    pub(crate) until: Option<i32>,
    pub(crate) confirmed: i32,
    pub(crate) times: i64,
    pub(crate) moves: String,
}

impl Written {
    fn codes(&self, list: &[ActorRef]) -> String {
        let mut codes: Vec<&str> = list.iter().map(|one| self.party(one)).collect();
        codes.sort_unstable();
        codes.dedup();
        codes.join(" ")
    }

    fn party(&self, one: &ActorRef) -> &str {
        &self.parties[one.party.0 as usize]
    }

    fn issue(&self, issue: IssueId) -> i64 {
        self.issues[issue.0 as usize]
    }

    /// The first and the last moves.
    fn moves(&self, list: &[MoveId]) -> String {
        let key = |id: &MoveId| self.keys[id.0 as usize].to_string();
        let kept: Vec<String> = match list.len() {
            0..=KEPT => list.iter().map(key).collect(),
            many => list[..1].iter().chain(&list[many - KEPT + 1..]).map(key).collect(),
        };
        kept.join(" ")
    }

    /// Who owed whom what.
    pub(crate) fn owed(&self) -> Vec<OwedRow> {
        let mut opened: BTreeMap<usize, i32> = BTreeMap::new();
        let mut row = |period: &Period<Obligation>| {
            let value = &period.value;
            OwedRow {
                issue: value.issue.map(|issue| self.issue(issue)),
                which: period.which as i64,
                kind: value.kind.word().to_owned(),
                debtor: self.codes(&value.debtor),
                creditor: self.codes(&value.creditor),
                state: value.state.word().to_owned(),
                basis: value.basis.word().to_owned(),
                opened: *opened.entry(period.which).or_insert(period.since),
                since: period.since,
                until: period.until,
                due: value.moves.iter().filter_map(|id| self.due[id.0 as usize]).max(),
                about: value.moves.first().map(|id| self.keys[id.0 as usize]),
                moves: self.moves(&value.moves),
            }
        };
        self.course.obligations.iter().map(&mut row).collect()
    }

    /// Where each issue stood.
    pub(crate) fn standing(&self) -> Vec<StandingRow> {
        let row = |period: &Period<StateOfIssue>| StandingRow {
            issue: self.issue(period.value.issue),
            raiser: self.party(&period.value.from).to_owned(),
            other: self.party(&period.value.to).to_owned(),
            state: period.value.state.word().to_owned(),
            since: period.since,
            until: period.until,
            moves: self.moves(&period.value.moves),
        };
        self.course.states.iter().map(row).collect()
    }

    /// Where each party stood.
    pub(crate) fn stances(&self, matter: i64) -> Vec<StanceRow> {
        let row = |period: &Period<Position>| {
            let moves = &period.value.moves;
            StanceRow {
                matter,
                issue: self.issue(period.value.issue),
                party: self.party(&period.value.party).to_owned(),
                stance: period.value.stance.word().to_owned(),
                since: period.since,
                until: period.until,
                confirmed: moves.last().map_or(period.since, |id| self.days[id.0 as usize]),
                times: moves.len() as i64,
                moves: self.moves(moves),
            }
        };
        self.course.positions.iter().map(row).collect()
    }
}

fn enter(db: &Connection, matter: i64, written: &Written) -> Result<()> {
    let mut standing = db.prepare_cached(
        "INSERT INTO standing(matter, issue, raiser, other, state, since, until, moves)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    )?;
    for row in written.standing() {
        standing.execute(params![
            matter, row.issue, row.raiser, row.other, row.state, row.since, row.until, row.moves
        ])?;
    }
    let mut owed = db.prepare_cached(
        "INSERT INTO owed(matter, issue, which, kind, debtor, creditor, state, basis, opened, since, until, due, about,
            moves) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)",
    )?;
    for row in written.owed() {
        owed.execute(params![
            matter,
            row.issue,
            row.which,
            row.kind,
            row.debtor,
            row.creditor,
            row.state,
            row.basis,
            row.opened,
            row.since,
            row.until,
            row.due,
            row.about,
            row.moves,
        ])?;
    }
    let mut stance = db.prepare_cached(
        "INSERT INTO stance(matter, issue, party, stance, since, until, confirmed, times, moves)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
    )?;
    for row in written.stances(matter) {
        stance.execute(params![
            matter,
            row.issue,
            row.party,
            row.stance,
            row.since,
            row.until,
            row.confirmed,
            row.times,
            row.moves
        ])?;
    }
    Ok(())
}
