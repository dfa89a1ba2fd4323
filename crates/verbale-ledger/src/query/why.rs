//! Why an entry stands there: the sentence that it was read from, the chain of its sources, the rule.

use crate::edits;
use crate::error::{LedgerError, Result};
use crate::facts::{Words, ordinal};
use crate::ids::{self, Id};
use crate::kept::{self, Kept};
use crate::store::Ledger;
use crate::view::{self, MoveView, Names};
use rusqlite::{Connection, OptionalExtension, params};
use serde::Serialize;
use verbale::record::{CharSpan, Record, StatementRecord};

/// Why an entry stands there.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[allow(missing_docs, reason = "told in docs/ledger.md")]
pub struct Why {
    pub id: String,
    /// "move", "statement", "report", "issue", "entry".
    pub what: String,
    /// One line that says what it is.
    pub title: String,
    pub one: Option<MoveView>,
    /// The sentences that hold the evidence, the evidence between ⟦ and ⟧.
    pub sentence: Option<String>,
    pub rule: Option<String>,
    /// Who said it, by whose word, told by whom: the innermost first.
    pub chain: Vec<String>,
    /// Other tellings of the same act.
    pub also: Vec<String>,
    pub report: Option<Source>,
    /// What people entered on it.
    pub entries: Vec<Entered>,
    /// For an issue: what reports call it, and what it is part of.
    pub notes: Vec<String>,
}

/// The report behind an entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[allow(missing_docs, reason = "told in docs/ledger.md")]
pub struct Source {
    pub id: String,
    pub name: String,
    pub title: Option<String>,
    pub published: Option<String>,
    pub recorded: String,
    pub voice: String,
    pub copy_of: Option<String>,
    pub url: Option<String>,
    pub sha256: String,
    pub retracted: bool,
}

/// What a person entered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[allow(missing_docs, reason = "told in docs/ledger.md")]
pub struct Entered {
    pub id: String,
    pub kind: String,
    pub author: Option<String>,
    pub recorded: String,
    pub reason: Option<String>,
    pub what: String,
    /// True where it was taken back.
    pub undone: bool,
}

impl Ledger {
    /// Why the entry of that id stands there.
    pub fn why(&self, id: Id) -> Result<Why> {
        self.read(|db| match id {
            Id::Move(key) => of_move(db, key),
            Id::Statement(key) => of_statement(db, key),
            Id::Report(report) => of_report(db, report),
            Id::Issue(issue) => of_issue(db, issue),
            Id::Edit(edit) => of_edit(db, edit),
        })
    }
}

fn empty(id: Id, what: &str, title: String) -> Why {
    Why {
        id: id.to_string(),
        what: what.to_owned(),
        title,
        one: None,
        sentence: None,
        rule: None,
        chain: Vec::new(),
        also: Vec::new(),
        report: None,
        entries: Vec::new(),
        notes: Vec::new(),
    }
}

fn source(kept: &Kept) -> Source {
    Source {
        id: Id::Report(kept.id).to_string(),
        name: kept.name.clone(),
        title: kept.title.clone(),
        published: kept.published.map(|day| day.to_string()),
        recorded: kept.recorded.to_string(),
        voice: kept.voice.clone(),
        copy_of: kept.copy_of.map(|report| Id::Report(report).to_string()),
        url: kept.url.clone(),
        sha256: kept.sha256.clone(),
        retracted: kept.retracted,
    }
}

fn of_move(db: &Connection, key: i64) -> Result<Why> {
    let one = view::one_move(db, key)?;
    let report = ids::report_of(key);
    let (record, text) = (kept::record(db, report)?, kept::text(db, report)?);
    let words = Words::new(&text);
    let toward = if one.to.is_empty() { String::new() } else { format!(" → {}", one.to.join(", ")) };
    let title = format!("{} {}{toward}", one.kind, one.from.join(", "));
    let mut why = empty(Id::Move(key), "move", title);
    let (told, start, stop, edit): (i64, u32, u32, Option<i64>) =
        db.query_row("SELECT told, start, stop, edit FROM move WHERE id = ?1", [key], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
        })?;
    why.sentence = Some(sentence(&text, &words, start, stop));
    let read = ids::place_of(key).and_then(|place| record.moves.get(place as usize - 1));
    if let Some(read) = read {
        why.rule = Some(format!("{}, {:.2}", read.rule, read.confidence));
        let statements = read.statements.iter().filter_map(|id| statement(&record, id));
        why.chain = statements.take(1).flat_map(|one| chain(&record, one)).collect();
    }
    let kept = kept::kept(db, report)?;
    why.chain.push(format!("told by {} in report {}", view::voice(&kept.voice), Id::Report(report)));
    // In two, so that each finds its rows by an index.
    let mut tellings = db.prepare_cached(
        "SELECT id FROM move WHERE id = ?1 AND id <> ?2
         UNION ALL SELECT id FROM move WHERE told = ?1 AND told <> id AND id <> ?2 ORDER BY id",
    )?;
    let keys: Vec<i64> =
        tellings.query_map([told, key], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    for other in keys {
        let other_kept = kept::kept(db, ids::report_of(other))?;
        let copy = other_kept.copy_of.map(|of| format!(", a copy of {}", Id::Report(of))).unwrap_or_default();
        let gone = if other_kept.retracted { ", retracted" } else { "" };
        why.also.push(format!("{} by {}{copy}{gone}", Id::Move(other), view::voice(&other_kept.voice)));
    }
    why.entries = entries(db, "report = ?1", report)?;
    why.entries.retain(|entry| {
        edit.is_some_and(|edit| entry.id == Id::Edit(edit).to_string()) || entry.kind == "retract"
    });
    why.report = Some(source(&kept));
    why.one = Some(one);
    Ok(why)
}

fn of_statement(db: &Connection, key: i64) -> Result<Why> {
    let report = ids::report_of(key);
    let (record, text) = (kept::record(db, report)?, kept::text(db, report)?);
    let words = Words::new(&text);
    let place = ids::place_of(key).unwrap_or(0) as usize;
    let found = place.checked_sub(1).and_then(|at| record.statements.get(at));
    let one = found.ok_or_else(|| {
        LedgerError::NoSuch(Id::Statement(key).to_string(), "`verbale search` lists statements")
    })?;
    let pieces: Vec<CharSpan> =
        one.content.iter().map(|piece| CharSpan { start: piece.start, end: piece.end }).collect();
    let spans = || one.source.iter().chain(&one.cue).chain(&pieces);
    let start = spans().map(|span| span.start).min().unwrap_or(0);
    let stop = spans().map(|span| span.end).max().unwrap_or(0);
    let kept = kept::kept(db, report)?;
    let mut chain = chain(&record, one);
    chain.push(format!("told by {} in report {}", view::voice(&kept.voice), Id::Report(report)));
    Ok(Why {
        sentence: Some(sentence(&text, &words, start, stop)),
        rule: Some(format!("{}, {:.2}", one.rule, one.confidence)),
        chain,
        report: Some(source(&kept)),
        ..empty(Id::Statement(key), "statement", speaker(&record, one))
    })
}

fn of_report(db: &Connection, report: i64) -> Result<Why> {
    let kept = kept::kept(db, report)?;
    let (first, last) = ids::keys_of(report);
    let moves: i64 =
        db.query_row("SELECT count(*) FROM move WHERE id BETWEEN ?1 AND ?2", [first, last], |row| {
            row.get(0)
        })?;
    let readings: i64 =
        db.query_row("SELECT count(*) FROM reading WHERE report = ?1", [report], |row| row.get(0))?;
    let mut copies = db.prepare_cached("SELECT report FROM root WHERE copy_of = ?1 ORDER BY report")?;
    let copies: Vec<i64> = copies.query_map([report], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    let mut notes =
        vec![format!("{moves} moves; read {readings} time{}", if readings == 1 { "" } else { "s" })];
    if !copies.is_empty() {
        let list: Vec<String> = copies.iter().map(|&copy| Id::Report(copy).to_string()).collect();
        notes.push(format!("copies: {}", list.join(" ")));
    }
    Ok(Why {
        report: Some(source(&kept)),
        entries: entries(db, "report = ?1", report)?,
        notes,
        ..empty(Id::Report(report), "report", kept.title.clone().unwrap_or_else(|| kept.name.clone()))
    })
}

fn of_issue(db: &Connection, issue: i64) -> Result<Why> {
    let (now, matter) = crate::derive::issue_now(db, issue)?;
    let mut names = Names::new(db);
    let mut notes = Vec::new();
    if now != issue {
        notes.push(format!("merged into {} {}", Id::Issue(now), names.issue(now)?));
    }
    if matter != now {
        notes.push(format!("part of {} {}", Id::Issue(matter), names.issue(matter)?));
    }
    let mut called = db.prepare_cached("SELECT name FROM called WHERE issue = ?1 ORDER BY name LIMIT 60")?;
    let called: Vec<String> =
        called.query_map([issue], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    if !called.is_empty() {
        notes.push(format!("reports call it: {}", called.join("; ")));
    }
    let mut parts = db.prepare_cached("SELECT id FROM issue WHERE parent = ?1 ORDER BY id")?;
    let parts: Vec<i64> = parts.query_map([issue], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    for part in parts {
        notes.push(format!("part: {} {}", Id::Issue(part), names.issue(part)?));
    }
    let title = names.issue(issue)?;
    Ok(Why { entries: entries(db, "issue = ?1", issue)?, notes, ..empty(Id::Issue(issue), "issue", title) })
}

fn of_edit(db: &Connection, edit: i64) -> Result<Why> {
    let found = entries(db, "edit.id = ?1", edit)?;
    let Some(first) = found.first() else {
        return Err(LedgerError::NoSuch(
            Id::Edit(edit).to_string(),
            "entries of people are numbered from c1",
        ));
    };
    let title = first.kind.clone();
    let report: Option<i64> =
        db.query_row("SELECT report FROM edit WHERE id = ?1", [edit], |row| row.get(0)).optional()?.flatten();
    let report = report.map(|report| kept::kept(db, report)).transpose()?;
    Ok(Why { report: report.as_ref().map(source), entries: found, ..empty(Id::Edit(edit), "entry", title) })
}

/// What people entered, as a condition finds it.
pub(crate) fn entries(db: &Connection, condition: &str, value: i64) -> Result<Vec<Entered>> {
    let undone = edits::undone(db)?;
    let query = format!(
        "SELECT edit.id, kind, author, recorded, reason, what FROM edit JOIN batch ON batch.id = edit.batch
         WHERE {condition} ORDER BY edit.id"
    );
    let mut rows = db.prepare_cached(&query)?;
    let found = rows.query_map(params![value], |row| {
        let id: i64 = row.get(0)?;
        Ok(Entered {
            id: Id::Edit(id).to_string(),
            kind: row.get(1)?,
            author: row.get(2)?,
            recorded: crate::day::Day(row.get(3)?).to_string(),
            reason: row.get(4)?,
            what: row.get(5)?,
            undone: undone.contains(&id),
        })
    })?;
    Ok(found.collect::<rusqlite::Result<_>>()?)
}

fn statement<'r>(record: &'r Record, id: &str) -> Option<&'r StatementRecord> {
    ordinal(id).and_then(|n| record.statements.get(n as usize - 1))
}

fn speaker(record: &Record, one: &StatementRecord) -> String {
    let Some(who) = &one.speaker else { return "nobody named".to_owned() };
    let party = record.parties.iter().find(|party| party.party == who.party.party);
    let party = party.map_or(who.party.party.as_str(), |party| party.name.as_str());
    match &who.person {
        Some(person) if person != party => format!("{person} ({party})"),
        _ => party.to_owned(),
    }
}

/// Who said it, and in whose statement that stands.
fn chain(record: &Record, one: &StatementRecord) -> Vec<String> {
    let mut chain = Vec::new();
    let mut at = Some(one);
    while let Some(one) = at.filter(|_| chain.len() < 8) {
        let channel: Vec<&str> = one.channel.iter().map(|channel| channel.surface.as_str()).collect();
        let through =
            if channel.is_empty() { String::new() } else { format!(" through {}", channel.join(", ")) };
        chain.push(format!("said by {}{through} ({})", speaker(record, one), one.act.word()));
        chain.extend(
            one.outlets
                .iter()
                .map(|outlet| format!("reported by {}", outlet.surface.as_ref().unwrap_or(&outlet.party))),
        );
        at = one.parent.as_deref().and_then(|id| statement(record, id));
    }
    chain
}

/// Letters around the evidence that are looked through for the ends of its sentences.
const AROUND: u32 = 400;

/// The evidence between ⟦ and ⟧, with what stands before and behind it up to the ends of the sentences.
fn sentence(text: &str, words: &Words<'_>, start: u32, stop: u32) -> String {
    let length = text.chars().count() as u32;
    let (start, stop) = (start.min(length), stop.min(length));
    let before = words.of(CharSpan { start: start.saturating_sub(AROUND), end: start });
    let behind = words.of(CharSpan { start: stop, end: (stop + AROUND).min(length) });
    let from = ends(before).last().map_or(0, |at| at);
    let to = ends(behind).next().unwrap_or(behind.len());
    let evidence = words.of(CharSpan { start, end: stop });
    let whole = format!("{}⟦{evidence}⟧{}", &before[from..], &behind[..to]);
    whole.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Where sentences or paragraphs end.
fn ends(text: &str) -> impl Iterator<Item = usize> + '_ {
    let marks = text.match_indices(['.', '!', '?', '\n']).filter(move |(at, mark)| {
        let rest = &text[at + mark.len()..];
        let behind = rest.trim_start_matches(['"', '”', '\'', '’']);
        *mark == "\n" && rest.starts_with('\n')
            || *mark != "\n"
                && (behind.starts_with(char::is_whitespace) || behind.is_empty())
                && !initial(text, *at)
    });
    marks.map(|(at, mark)| at + mark.len())
}

/// "U.S. officials": the point behind one letter ends nothing.
fn initial(text: &str, at: usize) -> bool {
    let mut before = text[..at].chars().rev();
    before.next().is_some_and(char::is_uppercase)
        && before.next().is_none_or(|letter| !letter.is_alphanumeric())
}
