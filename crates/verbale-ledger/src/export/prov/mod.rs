//! Provenance after PROV-DM (W3C, 2013): what was derived from what, by which reading or person, on whose word.
//!
//! Leaves: the items of one section of PROV-JSON after the other. Reports, statements and moves are entities;
//! readings and what people entered are activities; outlets, persons, parties and the program are agents.
//!
//! ```text
//! 12.m3 wasDerivedFrom 12.s4 wasQuotedFrom r12, which hadPrimarySource r3; c7 revised 12.m3
//! ```

mod given;
mod tell;

use super::Export;
use crate::edits;
use crate::error::Result;
use crate::ids;
use crate::kept::{self, Kept};
use crate::view::{self, MoveView};
use given::Given;
use rusqlite::params;
use serde_json::Value;
use std::collections::BTreeSet;
use std::ops::ControlFlow;
use verbale::record::Record;

/// The sections, in the order in which they are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Section {
    /// Reports, statements, moves.
    Entity,
    /// Readings, and what people entered.
    Activity,
    /// Outlets, persons, parties, the program.
    Agent,
    /// A reading used a report, a correction a move.
    Used,
    /// A statement or move was made by a reading or correction.
    WasGeneratedBy,
    /// A retraction or rejection took it away.
    WasInvalidatedBy,
    /// Derivations, quotations, primary sources, revisions.
    WasDerivedFrom,
    /// On whose word.
    WasAttributedTo,
    /// Who did it.
    WasAssociatedWith,
    /// For whom a person speaks.
    ActedOnBehalfOf,
}

impl Section {
    /// All, in their order.
    pub const ALL: [Section; 10] = [
        Section::Entity,
        Section::Activity,
        Section::Agent,
        Section::Used,
        Section::WasGeneratedBy,
        Section::WasInvalidatedBy,
        Section::WasDerivedFrom,
        Section::WasAttributedTo,
        Section::WasAssociatedWith,
        Section::ActedOnBehalfOf,
    ];

    /// Its name in PROV-JSON.
    pub fn name(self) -> &'static str {
        match self {
            Section::Entity => "entity",
            Section::Activity => "activity",
            Section::Agent => "agent",
            Section::Used => "used",
            Section::WasGeneratedBy => "wasGeneratedBy",
            Section::WasInvalidatedBy => "wasInvalidatedBy",
            Section::WasDerivedFrom => "wasDerivedFrom",
            Section::WasAttributedTo => "wasAttributedTo",
            Section::WasAssociatedWith => "wasAssociatedWith",
            Section::ActedOnBehalfOf => "actedOnBehalfOf",
        }
    }
}

/// What takes the items; it may break off.
pub type Items<'s> = &'s mut dyn FnMut(&str, &Value) -> ControlFlow<()>;

/// One report with all that hangs on it.
struct Story {
    kept: Kept,
    record: Record,
    text: String,
    moves: Vec<MoveView>,
    /// Its readings: number, day, moment, program.
    readings: Vec<(i64, i32, Option<String>, String)>,
    /// What people entered on it.
    entries: Vec<Entered>,
}

struct Entered {
    id: i64,
    kind: String,
    author: Option<String>,
    recorded: i32,
    at: Option<String>,
    reason: Option<String>,
    undoes: Option<i64>,
    undone: bool,
}

impl Export<'_> {
    /// Gives the items of a section to `sink`.
    pub fn provenance(&self, section: Section, sink: Items<'_>) -> Result<()> {
        let mut given = Given::new(section, sink);
        let undone = edits::undone(self.db)?;
        for report in self.reports()? {
            tell::tell(&mut given, &self.story(report, &undone)?);
            if given.is_full() {
                return Ok(());
            }
        }
        Ok(())
    }

    fn story(&self, report: i64, undone: &BTreeSet<i64>) -> Result<Story> {
        let (first, last) = ids::keys_of(report);
        let (day, part) = (self.days().0, self.part.issue);
        let wanted = "id BETWEEN ?1 AND ?2 AND (?3 IS NULL OR day <= ?3)
            AND (?4 IS NULL OR matter = ?4 OR issue = ?4) ORDER BY id";
        let known = self.days().1;
        let mut readings = self.db.prepare_cached(
            "SELECT reading.id, recorded, at, program FROM reading JOIN batch ON batch.id = reading.batch
             WHERE report = ?1 AND (?2 IS NULL OR recorded <= ?2) ORDER BY reading.id",
        )?;
        let readings = readings
            .query_map(params![report, known], |row| {
                Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
            })?
            .collect::<rusqlite::Result<_>>()?;
        let mut entries = self.db.prepare_cached(
            "SELECT edit.id, kind, author, recorded, at, reason, undoes FROM edit JOIN batch ON batch.id = edit.batch
             WHERE report = ?1 AND (?2 IS NULL OR recorded <= ?2) ORDER BY edit.id",
        )?;
        let entries = entries
            .query_map(params![report, known], |row| {
                let id = row.get(0)?;
                Ok(Entered {
                    id,
                    kind: row.get(1)?,
                    author: row.get(2)?,
                    recorded: row.get(3)?,
                    at: row.get(4)?,
                    reason: row.get(5)?,
                    undoes: row.get(6)?,
                    undone: undone.contains(&id),
                })
            })?
            .collect::<rusqlite::Result<_>>()?;
        let (record, text) = self.report(report)?;
        let moves = view::moves_alone(self.db, wanted, &[&first, &last, &day, &part])?;
        Ok(Story { kept: kept::kept(self.db, report)?, record, text, moves, readings, entries })
    }
}
