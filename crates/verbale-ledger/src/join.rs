//! Which issue of the ledger an issue of a report is.
//!
//! Enters: what a report tells. Leaves: for each of its issues one of the ledger's, found or made. An issue of the
//! ledger is a *matter* between the parties that raised it first ("semiconductors, Japan – United States"), or a *part*
//! of one (its tariffs, its agreement). What a report calls "the pact" is a part of the matter that the report is
//! about. A report on the same matter belongs to it where it speaks of both parties and its own pair is not wholly
//! another one.
//!
//! ```text
//! "bilateral microchip pact", "1986 arrangement" in a report on chips     semiconductors (JPN–USA): agreement
//! "tariffs on Japanese electronics" in a report on chips                  semiconductors (JPN–USA): sanctions
//! "beef imports" in a report on chips                                     beef (JPN–USA): market access
//! ```

use crate::day::Day;
use crate::error::Result;
use crate::facts::{Facts, IssueFact, MoveFact};
use rusqlite::{Connection, OptionalExtension, params};
use std::collections::BTreeMap;

/// What is neither a listed matter nor a word that the report repeats: visits, invitations, good words.
const RELATIONS: &str = "relations";

/// The means that are taken for the sake of another matter: tariffs on radios for chips.
const FOR_ANOTHER: &str = "sanctions and tariffs";

/// The parts of a matter that one party takes against another.
pub(crate) const MEASURES: [&str; 2] = ["embargo", FOR_ANOTHER];

/// Kinds of parties between which a matter is.
const POLITICAL: [&str; 3] = ["state", "igo", "armed-group"];

/// How many matters of one name are compared.
const MANY: i64 = 400;

/// The part of a matter that takes in what a report on the matter calls by no word of it: "the current situation".
/// What is for or against such a thing is for or against nothing in particular.
pub(crate) const OTHER: &str = "other points";

/// What the subject of an issue rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Basis {
    /// What the report is about.
    Context,
    /// The table of matters.
    Known,
    /// A word that the report repeats, or nothing.
    Guessed,
}

/// Days after which "the tariffs" are not those last spoken of.
const REMEMBERED: i32 = 60;

/// Two parties in the order of their codes, or one.
type Pair = (String, Option<String>);

/// The ledger's issues of a report's.
pub(crate) struct Joined {
    /// For each issue of the report that a move is about.
    pub(crate) issues: Vec<Option<i64>>,
    /// For moves without one: the matter that the report is about.
    pub(crate) whole: Option<i64>,
}

/// Finds or makes the issues of a report.
pub(crate) fn join(
    db: &Connection,
    batch: i64,
    day: Day,
    facts: &Facts,
    moves: &[&MoveFact],
) -> Result<Joined> {
    let scene = Scene::new(facts, moves);
    let mut joiner = Joiner { db, batch, day: day.0, scene: &scene, made: BTreeMap::new() };
    let mut issues = vec![None; facts.issues.len()];
    for (n, issue) in issues.iter_mut().enumerate() {
        if moves.iter().any(|one| one.issue == Some(n)) {
            *issue = joiner.issue(n)?;
        }
    }
    let whole = match &facts.matter {
        Some(matter) if moves.iter().any(|one| one.issue.is_none()) && facts.listed => {
            match joiner.matter(matter, &scene.main)? {
                Some(matter) => Some(joiner.part(matter, OTHER)?),
                None => None,
            }
        }
        _ => None,
    };
    Ok(Joined { issues, whole })
}

/// The parties of a report.
struct Scene<'a> {
    facts: &'a Facts,
    /// The pair of each issue's moves.
    pairs: Vec<Option<Pair>>,
    /// The pair of the report.
    main: Option<Pair>,
}

impl<'a> Scene<'a> {
    fn new(facts: &'a Facts, moves: &[&MoveFact]) -> Scene<'a> {
        let mut scene = Scene { facts, pairs: Vec::new(), main: None };
        scene.main = scene.pair(moves.iter().copied());
        scene.pairs = (0..facts.issues.len())
            .map(|n| scene.pair(moves.iter().copied().filter(|one| one.issue == Some(n))))
            .collect();
        scene
    }

    fn political(&self, code: &str) -> bool {
        self.facts.parties.iter().any(|party| party.code == code && POLITICAL.contains(&party.kind))
    }

    fn present(&self, code: &str) -> bool {
        self.facts.parties.iter().any(|party| party.code == code)
    }

    /// The pair that deals with one another most, else the maker and the other party that the report names most.
    fn pair<'m>(&self, moves: impl Iterator<Item = &'m MoveFact>) -> Option<Pair> {
        let mut pairs: BTreeMap<(&str, &str), usize> = BTreeMap::new();
        let mut makers: BTreeMap<&str, usize> = BTreeMap::new();
        for one in moves {
            for from in one.from.iter().filter(|side| self.political(&side.code)) {
                *makers.entry(&from.code).or_default() += 1;
                for to in one.to.iter().filter(|to| to.code != from.code && self.political(&to.code)) {
                    let pair = (from.code.as_str().min(&to.code), from.code.as_str().max(&to.code));
                    *pairs.entry(pair).or_default() += 1;
                }
            }
        }
        let most = |n: usize| std::cmp::Reverse(n);
        if let Some((pair, _)) = pairs.iter().min_by_key(|(_, n)| most(**n)) {
            return Some((pair.0.to_owned(), Some(pair.1.to_owned())));
        }
        let (maker, _) = makers.iter().min_by_key(|(_, n)| most(**n))?;
        let other = self
            .facts
            .parties
            .iter()
            .find(|party| party.code != **maker && party.mentions > 1 && POLITICAL.contains(&party.kind));
        Some(match other {
            Some(other) if other.code.as_str() < *maker => (other.code.clone(), Some((*maker).to_owned())),
            other => ((*maker).to_owned(), other.map(|party| party.code.clone())),
        })
    }

    fn name(&self, code: &str) -> String {
        let party = self.facts.parties.iter().find(|party| party.code == code);
        party.map_or(code, |party| party.name.as_str()).to_owned()
    }

    /// The narrow matters of an issue, or of the one of which it is a part.
    fn matters(&self, issue: &'a IssueFact) -> &'a [String] {
        let mut at = issue;
        for _ in 0..8 {
            if !at.about.matters.is_empty() {
                return &at.about.matters;
            }
            match at.parent.and_then(|parent| self.facts.issues.get(parent)) {
                Some(parent) => at = parent,
                None => break,
            }
        }
        &[]
    }

    /// The whole of which an issue of the user's catalogue is a part.
    fn catalogue_root(&self, issue: &'a IssueFact) -> &'a IssueFact {
        let mut at = issue;
        for _ in 0..8 {
            match at.parent.and_then(|parent| self.facts.issues.get(parent)) {
                Some(parent) if parent.catalogued => at = parent,
                _ => break,
            }
        }
        at
    }

    /// What an issue is about, and whether its words or its report say so in words that the table knows.
    fn subject(&self, issue: &'a IssueFact) -> (&'a str, Basis) {
        if issue.catalogued {
            return (&self.catalogue_root(issue).name, Basis::Known);
        }
        let of_report = self.facts.matter.as_deref();
        let basis = if self.facts.listed { Basis::Context } else { Basis::Guessed };
        let own = self.matters(issue);
        if let Some(matter) = of_report.filter(|matter| own.iter().any(|one| one == matter)) {
            return (matter, Basis::Known);
        }
        if let Some(matter) = of_report.filter(|_| issue.means.as_deref() == Some(FOR_ANOTHER)) {
            return (matter, basis);
        }
        if let Some(own) = own.first() {
            return (own, Basis::Known);
        }
        if let Some(matter) = of_report {
            return (matter, basis);
        }
        let broad = issue.about.broad.first().map(String::as_str);
        (issue.word.as_deref().or(broad).unwrap_or(RELATIONS), Basis::Guessed)
    }
}

struct Joiner<'a> {
    db: &'a Connection,
    batch: i64,
    day: i32,
    scene: &'a Scene<'a>,
    /// What was found or made for this report.
    made: BTreeMap<(String, Option<Pair>), Option<i64>>,
}

impl Joiner<'_> {
    fn issue(&mut self, n: usize) -> Result<Option<i64>> {
        let issue = &self.scene.facts.issues[n];
        let (subject, basis) = self.scene.subject(issue);
        let subject = subject.to_owned();
        let pair = self.scene.pairs[n].clone();
        if let (Some(FOR_ANOTHER), Some((a, Some(b)))) = (issue.means.as_deref(), &pair)
            && let Some(known) = self.known_sanctions(a, b)?
        {
            self.call(known, &issue.name)?;
            return Ok(Some(known));
        }
        if let (Basis::Guessed, Some((a, Some(b)))) = (basis, &pair)
            && let Some(known) = self.spoken_of(issue, a, b)?
        {
            self.call(known, &issue.name)?;
            return Ok(Some(known));
        }
        let Some(matter) = self.matter(&subject, &pair)? else { return Ok(None) };
        let part = if issue.catalogued { Some(issue.name.as_str()) } else { issue.means.as_deref() };
        let found = match part {
            Some(means) if *means != subject => self.part(matter, means)?,
            None if basis == Basis::Context => self.part(matter, OTHER)?,
            _ => matter,
        };
        self.call(found, &issue.name)?;
        Ok(Some(found))
    }

    fn call(&self, issue: i64, name: &str) -> Result<()> {
        self.db
            .prepare_cached("INSERT OR IGNORE INTO called(issue, name) VALUES (?1, ?2)")?
            .execute(params![issue, name])?;
        Ok(())
    }

    /// What the two have lately dealt with, where a report is vague: by its means, else by a matter of which the report
    /// speaks at all.
    fn spoken_of(&self, issue: &IssueFact, a: &str, b: &str) -> Result<Option<i64>> {
        if let Some(means) = &issue.means
            && let Some(known) = self.last_spoken_of(means, None, a, b)?
        {
            return Ok(Some(known));
        }
        for matter in &self.scene.facts.mentioned {
            if let Some(known) = self.lately(matter, a, b)? {
                return self.part(known, issue.means.as_deref().unwrap_or(OTHER)).map(Some);
            }
        }
        Ok(None)
    }

    /// "Tariffs on radios" in a report that speaks of chips too: those of which the two last spoke, if they were for
    /// the sake of something that the report names.
    fn known_sanctions(&self, a: &str, b: &str) -> Result<Option<i64>> {
        for cause in &self.scene.facts.mentioned {
            if let Some(known) = self.last_spoken_of(FOR_ANOTHER, Some(cause), a, b)? {
                return Ok(Some(known));
            }
        }
        Ok(None)
    }

    /// A matter of which the two spoke not long ago.
    fn lately(&self, matter: &str, a: &str, b: &str) -> Result<Option<i64>> {
        let known = self
            .db
            .prepare_cached(
                "SELECT id FROM issue WHERE matter = ?1 AND parent IS NULL AND a = ?2 AND b = ?3 AND EXISTS
                    (SELECT 1 FROM move WHERE move.matter = issue.id AND move.day >= ?4 AND told_on BETWEEN ?4 AND ?5)
                 ORDER BY id LIMIT 1",
            )?
            .query_row(params![matter, a, b, self.day - REMEMBERED, self.day], |row| row.get(0))
            .optional()?;
        Ok(known)
    }

    /// "The tariffs" of a report that does not say on what: the part of that name of which the two last spoke.
    fn last_spoken_of(&self, means: &str, of: Option<&str>, a: &str, b: &str) -> Result<Option<i64>> {
        let known = self
            .db
            .prepare_cached(
                "SELECT issue.id FROM issue JOIN issue AS whole ON whole.id = issue.parent
                 JOIN move ON move.id = (SELECT id FROM move WHERE move.issue = issue.id
                    AND move.told_on BETWEEN ?4 AND ?5 ORDER BY told_on DESC, id DESC LIMIT 1)
                 WHERE issue.matter = ?1 AND whole.a = ?2 AND whole.b = ?3 AND (?6 IS NULL OR whole.matter = ?6)
                 ORDER BY move.told_on DESC, move.id DESC LIMIT 1",
            )?
            .query_row(params![means, a, b, self.day - REMEMBERED, self.day, of], |row| row.get(0))
            .optional()?;
        Ok(known)
    }

    /// The matter of that name between these parties.
    fn matter(&mut self, matter: &str, pair: &Option<Pair>) -> Result<Option<i64>> {
        let key = (matter.to_owned(), pair.clone());
        if let Some(known) = self.made.get(&key) {
            return Ok(*known);
        }
        let found = self.find(matter, pair.as_ref())?;
        let found = match (found, pair) {
            (Some(found), _) => Some(found),
            (None, Some(pair)) => Some(self.make(matter, pair)?),
            (None, None) => None,
        };
        self.made.insert(key, found);
        Ok(found)
    }

    fn find(&self, matter: &str, pair: Option<&Pair>) -> Result<Option<i64>> {
        let mut known = self.db.prepare_cached(
            "SELECT id, a, b FROM issue WHERE matter = ?1 AND parent IS NULL ORDER BY id LIMIT ?2",
        )?;
        let mut rows = known.query(params![matter, MANY])?;
        let mut best: Option<(u32, i64)> = None;
        while let Some(row) = rows.next()? {
            let (id, a, b): (i64, String, Option<String>) = (row.get(0)?, row.get(1)?, row.get(2)?);
            let fit = self.fit(&a, b.as_deref(), pair);
            if fit > 0 && best.is_none_or(|best| fit > best.0) {
                best = Some((fit, id));
            }
        }
        Ok(best.map(|best| best.1))
    }

    /// How well a matter between `a` and `b` fits; 0 not at all.
    fn fit(&self, a: &str, b: Option<&str>, pair: Option<&Pair>) -> u32 {
        let is = |pair: &Pair| pair.0 == a && pair.1.as_deref() == b;
        if pair.is_some_and(is) {
            return 4;
        }
        let scene = self.scene;
        let Some(b) = b else {
            // A matter of one party takes in what is told of that party alone.
            return u32::from(pair.is_none() && scene.present(a));
        };
        let apart = |pair: &Pair| {
            let other = |code: &str| code != a && code != b;
            other(&pair.0) && pair.1.as_deref().is_none_or(other)
        };
        if !scene.present(a) || !scene.present(b) || pair.is_some_and(apart) {
            return 0;
        }
        if scene.main.as_ref().is_some_and(is) { 3 } else { 2 }
    }

    fn make(&self, matter: &str, pair: &Pair) -> Result<i64> {
        let first = self.scene.name(&pair.0);
        let name = match &pair.1 {
            Some(second) => format!("{matter} ({first} – {})", self.scene.name(second)),
            None => format!("{matter} ({first})"),
        };
        self.db
            .prepare_cached(
                "INSERT INTO issue(batch, parent, matter, a, b, name) VALUES (?1, NULL, ?2, ?3, ?4, ?5)",
            )?
            .execute(params![self.batch, matter, pair.0, pair.1, name])?;
        Ok(self.db.last_insert_rowid())
    }

    /// A part of a matter.
    fn part(&self, matter: i64, means: &str) -> Result<i64> {
        part(self.db, self.batch, matter, means)
    }
}

/// Finds or makes a part of a matter.
pub(crate) fn part(db: &Connection, batch: i64, matter: i64, name: &str) -> Result<i64> {
    let known = db
        .prepare_cached("SELECT id FROM issue WHERE matter = ?1 AND parent = ?2")?
        .query_row(params![name, matter], |row| row.get(0))
        .optional()?;
    if let Some(known) = known {
        return Ok(known);
    }
    db.prepare_cached(
        "INSERT INTO issue(batch, parent, matter, a, b, name) VALUES (?1, ?2, ?3, NULL, NULL, ?3)",
    )?
    .execute(params![batch, matter, name])?;
    Ok(db.last_insert_rowid())
}
