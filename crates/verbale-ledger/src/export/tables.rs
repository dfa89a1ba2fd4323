//! The tables of the ledger, row by row. docs/ledger.md tells each column.

use super::{Export, Sink, day, issue, move_ids, words};
use crate::edits;
use crate::error::Result;
use crate::ids::{self, Id};
use crate::kept;
use crate::settle::{self, OwedRow, StanceRow, StandingRow, Written};
use crate::view::Names;
use rusqlite::params;
use serde_json::{Value, json};

/// A table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Table {
    /// A row a report.
    Reports,
    /// A row a telling of a move.
    Moves,
    /// A row for each period of an obligation.
    Obligations,
    /// A row for each period of the state of an issue between two.
    States,
    /// A row for each period of the position of a party.
    Positions,
    /// A row an issue.
    Issues,
    /// A row a party.
    Parties,
    /// A row for each thing that people entered.
    Corrections,
}

impl Table {
    /// All, in the order in which they are written.
    pub const ALL: [Table; 8] = [
        Table::Reports,
        Table::Moves,
        Table::Obligations,
        Table::States,
        Table::Positions,
        Table::Issues,
        Table::Parties,
        Table::Corrections,
    ];

    /// Its name, and what a row of it is.
    pub fn words(self) -> (&'static str, &'static str) {
        match self {
            Table::Reports => ("reports", "A row a report"),
            Table::Moves => ("moves", "A row a telling of a move"),
            Table::Obligations => ("obligations", "A row for each period of an obligation"),
            Table::States => ("states", "A row for each period of the state of an issue between two"),
            Table::Positions => ("positions", "A row for each period of the position of a party"),
            Table::Issues => ("issues", "A row an issue"),
            Table::Parties => ("parties", "A row a party"),
            Table::Corrections => ("corrections", "A row for each thing that people entered"),
        }
    }

    /// The columns, in their order.
    pub fn columns(self) -> &'static [&'static str] {
        match self {
            Table::Reports => &[
                "report",
                "published",
                "recorded",
                "outlet",
                "credit",
                "voice",
                "copy_of",
                "retracted",
                "title",
                "name",
                "given_id",
                "url",
                "moves",
                "sha256",
            ],
            Table::Moves => &super::moves::COLUMNS,
            Table::Obligations => &[
                "matter",
                "issue",
                "issue_name",
                "obligation",
                "kind",
                "debtor",
                "creditor",
                "state",
                "basis",
                "opened",
                "since",
                "until",
                "due",
                "about",
                "moves",
            ],
            Table::States => {
                &["matter", "issue", "issue_name", "raised_by", "with", "state", "since", "until", "moves"]
            }
            Table::Positions => &[
                "party",
                "matter",
                "issue",
                "issue_name",
                "stance",
                "since",
                "until",
                "confirmed",
                "times",
                "moves",
            ],
            Table::Issues => &[
                "issue",
                "matter",
                "part_of",
                "merged_into",
                "name",
                "about",
                "parties",
                "called",
                "moves",
                "recorded",
            ],
            Table::Parties => &["party", "name", "kind", "state"],
            Table::Corrections => &[
                "entry", "kind", "report", "issue", "author", "recorded", "at", "reason", "undoes", "undone",
                "what",
            ],
        }
    }
}

impl Export<'_> {
    /// Gives the rows of a table to `sink`.
    pub fn table(&self, table: Table, sink: Sink<'_>) -> Result<()> {
        match table {
            Table::Reports => self.report_rows(sink),
            Table::Moves => self.move_rows(sink),
            Table::Obligations | Table::States | Table::Positions => self.periods(table, sink),
            Table::Issues => self.issue_rows(sink),
            Table::Parties => self.party_rows(sink),
            Table::Corrections => self.entry_rows(sink),
        }
    }

    fn report_rows(&self, sink: Sink<'_>) -> Result<()> {
        let mut more = self.db.prepare_cached(
            "SELECT given, (SELECT count(*) FROM move WHERE move.id BETWEEN ?2 AND ?3) FROM report WHERE id = ?1",
        )?;
        for report in self.reports()? {
            let one = kept::kept(self.db, report)?;
            let (first, last) = ids::keys_of(report);
            let (given, moves): (Option<String>, i64) =
                more.query_row([report, first, last], |row| Ok((row.get(0)?, row.get(1)?)))?;
            let row = vec![
                json!(report),
                day(one.published.map(|day| day.0)),
                day(Some(one.recorded.0)),
                json!(one.outlet),
                json!(one.credit),
                json!(one.voice),
                json!(one.copy_of),
                json!(one.retracted),
                json!(one.title),
                json!(one.name),
                json!(given),
                json!(one.url),
                json!(moves),
                json!(one.sha256),
            ];
            if sink(row).is_break() {
                break;
            }
        }
        Ok(())
    }

    /// Obligations, states and positions, matter by matter.
    fn periods(&self, table: Table, sink: Sink<'_>) -> Result<()> {
        let mut names = Names::new(self.db);
        let (as_of, known) = self.days();
        for matter in self.matters()? {
            let course = settle::course(self.db, matter, known)?;
            let rows = match table {
                Table::Obligations => self.owed(&mut names, matter, &course)?,
                Table::States => self.standing(&mut names, matter, &course)?,
                _ => self.stances(&mut names, matter, &course)?,
            };
            for (since, mut row, until_at) in rows {
                if as_of.is_some_and(|day| since > day) {
                    continue;
                }
                // What ended later had not ended on the day asked for.
                let until = row[until_at].as_i64();
                let ended = until.filter(|&until| as_of.is_none_or(|day| until <= i64::from(day)));
                row[until_at] = day(ended.map(|until| until as i32));
                if sink(row).is_break() {
                    return Ok(());
                }
            }
        }
        Ok(())
    }

    /// The matters that have moves and are asked for.
    fn matters(&self) -> Result<Vec<i64>> {
        if let Some(issue) = self.part.issue {
            return Ok(vec![crate::derive::issue_now(self.db, issue)?.1]);
        }
        let mut all = self
            .db
            .prepare_cached("SELECT DISTINCT matter FROM move WHERE matter IS NOT NULL ORDER BY matter")?;
        let rows = all.query_map([], |row| row.get(0))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// True where an issue is asked for.
    fn wants(&self, matter: i64, issue: Option<i64>) -> bool {
        self.part.issue.is_none_or(|part| part == matter || issue == Some(part))
    }

    fn owed(&self, names: &mut Names<'_>, matter: i64, course: &Written) -> Result<Vec<Period>> {
        let mut rows = course.owed();
        rows.retain(|row| self.wants(matter, row.issue));
        rows.sort_by_key(|row| (row.which, row.since));
        let one = |row: OwedRow| {
            let cells = vec![
                issue(Some(matter)),
                issue(row.issue),
                row.issue.map(|issue| names.issue(issue)).transpose()?.into(),
                Value::from(format!("{}.o{}", Id::Issue(matter), row.which + 1)),
                json!(row.kind),
                words(&row.debtor),
                words(&row.creditor),
                json!(row.state),
                json!(row.basis),
                day(Some(row.opened)),
                day(Some(row.since)),
                json!(row.until),
                day(row.due),
                row.about.map(|key| Id::Move(key).to_string()).into(),
                move_ids(&row.moves),
            ];
            Ok((row.since, cells, 11))
        };
        rows.into_iter().map(one).collect()
    }

    fn standing(&self, names: &mut Names<'_>, matter: i64, course: &Written) -> Result<Vec<Period>> {
        let mut rows = course.standing();
        rows.retain(|row| self.wants(matter, Some(row.issue)));
        rows.sort_by(|a, b| {
            (a.issue, &a.raiser, &a.other, a.since).cmp(&(b.issue, &b.raiser, &b.other, b.since))
        });
        let one = |row: StandingRow| {
            let cells = vec![
                issue(Some(matter)),
                issue(Some(row.issue)),
                json!(names.issue(row.issue)?),
                json!(row.raiser),
                json!(row.other),
                json!(row.state),
                day(Some(row.since)),
                json!(row.until),
                move_ids(&row.moves),
            ];
            Ok((row.since, cells, 7))
        };
        rows.into_iter().map(one).collect()
    }

    fn stances(&self, names: &mut Names<'_>, matter: i64, course: &Written) -> Result<Vec<Period>> {
        let mut rows = course.stances(matter);
        rows.retain(|row| self.wants(matter, Some(row.issue)));
        rows.sort_by(|a, b| (a.issue, &a.party, a.since).cmp(&(b.issue, &b.party, b.since)));
        let one = |row: StanceRow| {
            let cells = vec![
                json!(row.party),
                issue(Some(matter)),
                issue(Some(row.issue)),
                json!(names.issue(row.issue)?),
                json!(row.stance),
                day(Some(row.since)),
                json!(row.until),
                day(Some(row.confirmed)),
                json!(row.times),
                move_ids(&row.moves),
            ];
            Ok((row.since, cells, 6))
        };
        rows.into_iter().map(one).collect()
    }

    fn issue_rows(&self, sink: Sink<'_>) -> Result<()> {
        let mut all = self.db.prepare_cached(
            "SELECT issue.id, issue.parent, issue.matter, issue.a, issue.b, recorded,
                (SELECT count(*) FROM move WHERE move.issue = issue.id AND status = 0 AND id = told)
             FROM issue JOIN batch ON batch.id = issue.batch WHERE ?1 IS NULL OR recorded <= ?1 ORDER BY issue.id",
        )?;
        let mut called = self.db.prepare_cached("SELECT name FROM called WHERE issue = ?1 ORDER BY name")?;
        let mut names = Names::new(self.db);
        let mut rows = all.query(params![self.days().1])?;
        while let Some(row) = rows.next()? {
            let id: i64 = row.get(0)?;
            let (now, matter) = crate::derive::issue_now(self.db, id)?;
            if !self.wants(matter, Some(now)) {
                continue;
            }
            let called: Vec<String> =
                called.query_map([id], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
            let sides: [Option<String>; 2] = [row.get(3)?, row.get(4)?];
            let cells = vec![
                issue(Some(id)),
                issue(Some(matter)),
                issue(row.get(1)?),
                issue((now != id).then_some(now)),
                json!(names.issue(id)?),
                json!(row.get::<_, String>(2)?),
                sides.into_iter().flatten().collect(),
                json!(called),
                json!(row.get::<_, i64>(6)?),
                day(Some(row.get(5)?)),
            ];
            if sink(cells).is_break() {
                break;
            }
        }
        Ok(())
    }

    fn party_rows(&self, sink: Sink<'_>) -> Result<()> {
        let mut all = self.db.prepare_cached("SELECT code, name, kind, state FROM party ORDER BY code")?;
        let mut rows = all.query([])?;
        while let Some(row) = rows.next()? {
            let cells: Vec<Value> = (0..4)
                .map(|column| row.get::<_, Option<String>>(column).map(Value::from))
                .collect::<rusqlite::Result<_>>()?;
            if sink(cells).is_break() {
                break;
            }
        }
        Ok(())
    }

    fn entry_rows(&self, sink: Sink<'_>) -> Result<()> {
        let undone = edits::undone(self.db)?;
        let reports = match self.part.issue {
            Some(_) => Some(self.reports()?),
            None => None,
        };
        let mut all = self.db.prepare_cached(
            "SELECT edit.id, kind, report, issue, author, recorded, at, reason, undoes, what
             FROM edit JOIN batch ON batch.id = edit.batch WHERE ?1 IS NULL OR recorded <= ?1 ORDER BY edit.id",
        )?;
        let mut rows = all.query(params![self.days().1])?;
        while let Some(row) = rows.next()? {
            let (id, report, of): (i64, Option<i64>, Option<i64>) = (row.get(0)?, row.get(2)?, row.get(3)?);
            let of_issue = of.map(|issue| crate::derive::issue_now(self.db, issue)).transpose()?;
            let of_report = reports.as_ref().is_none_or(|list| report.is_some_and(|one| list.contains(&one)));
            if !of_report && !of_issue.is_some_and(|(now, matter)| self.wants(matter, Some(now))) {
                continue;
            }
            let what: String = row.get(9)?;
            let cells = vec![
                json!(Id::Edit(id).to_string()),
                json!(row.get::<_, String>(1)?),
                json!(report),
                issue(of),
                json!(row.get::<_, Option<String>>(4)?),
                day(Some(row.get(5)?)),
                json!(row.get::<_, Option<String>>(6)?),
                json!(row.get::<_, Option<String>>(7)?),
                row.get::<_, Option<i64>>(8)?.map(|id| Id::Edit(id).to_string()).into(),
                json!(undone.contains(&id)),
                serde_json::from_str(&what).unwrap_or(Value::String(what)),
            ];
            if sink(cells).is_break() {
                break;
            }
        }
        Ok(())
    }
}

/// Its first day, its cells, and the cell in which the day of its end stands as a number.
type Period = (i32, Vec<Value>, usize);
