//! What the ledger takes from a record: pure, so that many can be made at once and none needs the file.
//!
//! Enters: a record and its text. Leaves: its moves with their days, its issues with what they are about, the words of
//! its statements. Nothing is refused; what has no day gets that of the report.
//!
//! ```text
//! published 14 April, "on Monday" = 13 April     happened by 13 April, between 13 and 13 April
//! published 14 April, "next week"                announced on 14 April
//! ```

use crate::day::Day;
use crate::entry::Desk;
use crate::sides::{self, Side};
use std::collections::BTreeMap;
use verbale::moves::Scope;
use verbale::record::{
    CharSpan, Code, IssueRecord, MoveRecord, PartyRef, Record, StatementRecord, WhenRecord,
};
use verbale::talks::matter::{ABOUT, About, Matters, Weights};

/// The most letters of a move's words that are kept beside the record.
const WORDS: usize = 160;

/// What one report tells.
#[derive(Debug, Clone, PartialEq)]
pub struct Facts {
    /// The narrow matter that the report is about.
    pub matter: Option<String>,
    /// True where that is a matter of the table, not only a word that the report repeats.
    pub listed: bool,
    /// The matters of the table of which it speaks at all, the weightiest first.
    pub mentioned: Vec<String>,
    /// Code, name, kind and state of each party, the most mentioned first.
    pub parties: Vec<Party>,
    /// Its issues.
    pub issues: Vec<IssueFact>,
    /// Its moves, in the order of the text.
    pub moves: Vec<MoveFact>,
    /// Place, speaker and words of each statement.
    pub statements: Vec<(u32, String, String)>,
}

/// A party of a report.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "the fields are those of the record")]
pub struct Party {
    pub code: String,
    pub name: String,
    pub kind: &'static str,
    pub state: Option<String>,
    pub mentions: usize,
}

/// An issue of a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IssueFact {
    /// Its name in the report.
    pub name: String,
    /// The place of the issue of which it is a part.
    pub parent: Option<usize>,
    /// What its words stand for.
    pub about: About,
    /// What is done about the matter: "sanctions and tariffs", "agreement".
    pub means: Option<String>,
    /// True where the name is one of the user's own catalogue of issues.
    pub catalogued: bool,
    /// The word of it that the table does not know and of which the report speaks most.
    pub word: Option<String>,
}

/// A move of a report.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs, reason = "the fields are those of the record, or told in the schema of the ledger")]
pub struct MoveFact {
    /// Its place: 3 for M3.
    pub place: u32,
    pub kind: String,
    pub act: Option<String>,
    pub from: Vec<Side>,
    pub to: Vec<Side>,
    pub person: Option<String>,
    /// The place of its issue.
    pub issue: Option<usize>,
    pub low: Option<Day>,
    pub high: Option<Day>,
    pub due: Option<Day>,
    pub sure: String,
    pub polarity: String,
    pub internal: bool,
    pub conditional: bool,
    pub reply: Option<u32>,
    pub answers_paper: bool,
    pub evidence: Vec<(u32, u32)>,
    pub words: String,
    pub flags: String,
    pub confidence: f64,
    pub voice: Option<String>,
}

impl MoveFact {
    /// Where its evidence begins and ends.
    pub fn span(&self) -> (u32, u32) {
        let start = self.evidence.iter().map(|span| span.0).min().unwrap_or(0);
        let end = self.evidence.iter().map(|span| span.1).max().unwrap_or(0);
        (start, end)
    }
}

impl Facts {
    /// Takes what the ledger needs from a record of `text`.
    pub fn of(record: &Record, text: &str, desk: &Desk) -> Facts {
        let matters = &desk.matters;
        let words = Words::new(text);
        let weights = matters.weigh(record.document.title.as_deref(), text);
        let issues: Vec<IssueFact> =
            record.issues.iter().map(|issue| issue_fact(issue, desk, &weights)).collect();
        let listed = weights.matters.first().filter(|first| first.1 >= ABOUT).map(|first| first.0.clone());
        let weight = |word: &String| weights.others.get(word).copied().unwrap_or(0);
        let word = || {
            issues
                .iter()
                .filter_map(|issue| issue.word.clone())
                .min_by_key(|word| std::cmp::Reverse(weight(word)))
        };
        Facts {
            listed: listed.is_some(),
            mentioned: weights.matters.iter().map(|one| one.0.clone()).collect(),
            matter: listed.or_else(word),
            parties: parties(record),
            issues,
            moves: moves(record, &words),
            statements: record.statements.iter().map(|one| said(record, one, &words)).collect(),
        }
    }
}

fn parties(record: &Record) -> Vec<Party> {
    let one = |party: &verbale::record::PartyRecord| Party {
        code: sides::plain(&party.party),
        name: party.name.clone(),
        kind: party.kind.word(),
        state: party.state.clone(),
        mentions: party.mentions.len(),
    };
    let mut list: Vec<Party> = record.parties.iter().map(one).collect();
    list.sort_by_key(|party| std::cmp::Reverse(party.mentions));
    list
}

fn issue_fact(issue: &IssueRecord, desk: &Desk, weights: &Weights) -> IssueFact {
    let matters = &desk.matters;
    let about = matters.about(&issue.name);
    let weight = |word: &&String| weights.others.get(*word).copied().unwrap_or(0);
    let weighty = about.others.iter().filter(|word| weight(word) >= ABOUT);
    IssueFact {
        name: issue.name.clone(),
        parent: issue.parent.as_deref().and_then(ordinal).map(|n| n as usize - 1),
        means: means(&issue.name, matters),
        catalogued: desk.catalogue.contains(&issue.name),
        word: weighty.min_by_key(|word| std::cmp::Reverse(weight(word))).cloned(),
        about,
    }
}

/// "microchip trade pact" is an agreement, "tariffs on exports" are tariffs: the last word before a preposition is
/// what it is, else the first behind.
fn means(name: &str, matters: &Matters) -> Option<String> {
    let cut = [" on ", " of ", " in ", " for ", " from ", " to ", " with ", " against "];
    let at = cut.iter().filter_map(|word| name.find(word)).min().unwrap_or(name.len());
    let (head, rest) = name.split_at(at);
    matters.about(head).means.pop().or_else(|| matters.about(rest).means.into_iter().next())
}

fn moves(record: &Record, words: &Words<'_>) -> Vec<MoveFact> {
    let mut facts: Vec<MoveFact> = record.moves.iter().map(|one| move_fact(record, one, words)).collect();
    lend_issues(record, &mut facts);
    lend_days(&mut facts);
    facts
}

/// Who stand on a side; a joint party ("the two sides") is each of those whom it joins, but for the other side.
fn sides(list: &[PartyRef], other: &[PartyRef]) -> Vec<Side> {
    let mut sides: Vec<Side> = Vec::new();
    for party in list {
        let side = Side::of(party);
        let joint = side.members.is_empty() && side.code.contains('+');
        let is_other = |code: &str| other.iter().any(|one| sides::plain(&one.party) == code);
        let parts = match joint {
            true => side.code.split('+').filter(|code| !is_other(code)).map(Side::party).collect(),
            false => vec![side],
        };
        sides.extend(parts);
    }
    sides
}

/// What parties agree to in a pact ("signed a pact last September in which A agreed to stop") they agreed to when they
/// signed it.
fn lend_days(facts: &mut [MoveFact]) {
    let dated = facts.iter().filter(|one| one.kind == "SIGN" && one.low.is_some());
    let signed: Vec<_> = dated.map(|one| (one.span(), one.low, one.high)).collect();
    let lasting = |kind: &str| matches!(kind, "ACCEPT" | "COMMIT" | "CONCEDE");
    for fact in facts.iter_mut().filter(|one| lasting(&one.kind) && one.low.is_none()) {
        let (start, stop) = fact.span();
        if let Some((_, low, high)) = signed.iter().find(|(pact, ..)| pact.0 <= start && stop <= pact.1) {
            (fact.low, fact.high) = (*low, *high);
        }
    }
}

fn move_fact(record: &Record, one: &MoveRecord, words: &Words<'_>) -> MoveFact {
    let (low, high) = one.when.as_ref().map_or((None, None), days);
    let spans = |list: &[CharSpan]| list.iter().map(|span| (span.start, span.end)).collect();
    let paper = one.document.as_ref().and_then(|id| record.documents.iter().find(|paper| paper.id == *id));
    let content = one.content.or_else(|| one.evidence.first().copied());
    let flags: Vec<&str> = one.flags.iter().map(|flag| flag.word()).collect();
    MoveFact {
        place: ordinal(&one.id).unwrap_or(0),
        kind: one.kind.word().to_owned(),
        act: one.act.clone(),
        from: sides(&one.from, &[]),
        to: sides(&one.to, &one.from),
        person: one.by.as_ref().map(|by| by.person.clone()),
        issue: one.issue.as_deref().and_then(ordinal).map(|n| n as usize - 1),
        low,
        high,
        due: one.deadline.as_ref().and_then(|when| days(when).1),
        sure: one.factuality.report.word().to_owned(),
        polarity: one.polarity.word().to_owned(),
        internal: one.scope == Code(Scope::Internal),
        conditional: one.condition.is_some(),
        reply: one.in_reply_to.as_deref().and_then(ordinal),
        answers_paper: paper.is_some_and(|paper| {
            let reply = |word: &str| matches!(word, "reply" | "response" | "answer");
            paper.in_reply_to.is_some() || paper.form.split(' ').any(reply)
        }),
        evidence: spans(&one.evidence),
        words: content.map(|span| words.short(span, WORDS)).unwrap_or_default(),
        flags: flags.join(" "),
        confidence: one.confidence,
        voice: voice(record, one),
    }
}

/// The outlet that the text names for a move: the innermost of its statements that has one.
fn voice(record: &Record, one: &MoveRecord) -> Option<String> {
    let place = |id: &String| ordinal(id).map(|n| n as usize - 1);
    let mut at = one.statements.first().and_then(place);
    for _ in 0..8 {
        let statement = record.statements.get(at?)?;
        if let Some(outlet) = statement.outlets.first() {
            return Some(outlet.party.clone());
        }
        at = statement.parent.as_ref().and_then(place);
    }
    None
}

/// A move without an issue has that of the move that it answers, or of the others that made or ended the same
/// obligation.
fn lend_issues(record: &Record, facts: &mut [MoveFact]) {
    let of: BTreeMap<u32, Option<usize>> = facts.iter().map(|one| (one.place, one.issue)).collect();
    let known = |place: u32| of.get(&place).copied().flatten();
    let mut shared: BTreeMap<u32, usize> = BTreeMap::new();
    for owed in &record.obligations {
        let places: Vec<u32> = owed.moves.iter().filter_map(|id| ordinal(id)).collect();
        if let Some(issue) = places.iter().copied().find_map(known) {
            for place in places {
                shared.entry(place).or_insert(issue);
            }
        }
    }
    for fact in facts.iter_mut().filter(|fact| fact.issue.is_none()) {
        fact.issue = fact.reply.and_then(known).or_else(|| shared.get(&fact.place).copied());
    }
}

fn days(when: &WhenRecord) -> (Option<Day>, Option<Day>) {
    let day = |text: &Option<String>| text.as_deref().and_then(Day::parse);
    (day(&when.from).or_else(|| day(&when.to)), day(&when.to).or_else(|| day(&when.from)))
}

fn said(record: &Record, one: &StatementRecord, words: &Words<'_>) -> (u32, String, String) {
    let speaker = one.speaker.as_ref().map(|who| {
        let party = record.parties.iter().find(|party| party.party == who.party.party);
        let name = party.map_or(who.party.party.as_str(), |party| party.name.as_str());
        match &who.person {
            Some(person) => format!("{person} {name}"),
            None => name.to_owned(),
        }
    });
    let content: Vec<String> = one
        .content
        .iter()
        .map(|piece| words.of(CharSpan { start: piece.start, end: piece.end }).to_owned())
        .collect();
    (ordinal(&one.id).unwrap_or(0), speaker.unwrap_or_default(), content.join(" … "))
}

/// 3 of "M3".
pub(crate) fn ordinal(id: &str) -> Option<u32> {
    id.get(1..)?.parse().ok().filter(|&n| n > 0)
}

/// A text by code points.
#[derive(Debug)]
pub struct Words<'a> {
    text: &'a str,
    borders: Vec<u32>,
}

impl<'a> Words<'a> {
    /// Counts the code points once.
    pub fn new(text: &'a str) -> Words<'a> {
        let borders = match text.is_ascii() {
            true => Vec::new(),
            false => text.char_indices().map(|(at, _)| at as u32).collect(),
        };
        Words { text, borders }
    }

    /// The words of a span; nothing for one that lies outside.
    pub fn of(&self, span: CharSpan) -> &'a str {
        let byte = |point: u32| match self.borders.get(point as usize) {
            Some(&at) => at as usize,
            None if self.borders.is_empty() => point as usize,
            None => self.text.len(),
        };
        self.text.get(byte(span.start)..byte(span.end)).unwrap_or_default()
    }

    /// The first letters of a span in one line, cut between words.
    pub fn short(&self, span: CharSpan, most: usize) -> String {
        let mut line = String::new();
        for word in self.of(span).split_whitespace() {
            if line.len() + word.len() + 1 > most && !line.is_empty() {
                line.push_str(" …");
                break;
            }
            if !line.is_empty() {
                line.push(' ');
            }
            line.extend(word.chars().take(most));
        }
        line
    }
}
