//! Whether a move was told before: one act, told by several reports, counts once.
//!
//! Two moves of different reports are one act where kind, maker, issue and day agree and the addressees do not differ;
//! what is said (a demand, a warning) must also be said in much the same words. A day that was only concluded from
//! the day of the report may be off by some days; words that agree well carry further. A deed that lies ahead is not yet
//! the deed. A signature without a day of its own ("their pact on chips") is the last one that is known of the same
//! parties; two with vague days are one where the days overlap.
//!
//! ```text
//! REJECT JPN → USA agreement, 9 April (told on 9 April)
//! REJECT JPN agreement, "on Thursday" = 9 April (told on 11 April)     the same
//! SIGN JPN, USA agreement, July 1986; SIGN JPN → USA "its pact"          the same
//! ```

use crate::day::Day;
use crate::error::Result;
use crate::facts::MoveFact;
use crate::ids;
use crate::sides;
use rusqlite::{Connection, params};
use std::collections::BTreeSet;

/// Days by which two tellings may differ: both dated, one dated by its report, the same words.
const DATED: i32 = 1;
const UNDATED: i32 = 3;
const RETOLD: i32 = 45;

/// Moves of one kind on one issue that are compared.
const MANY: i64 = 200;

/// Kinds that say something: two of them are the same only where they say the same.
const SPEECH: [&str; 13] = [
    "DEMAND", "REQUEST", "ASK", "PROPOSE", "COUNTER", "EVALUATE", "COMMIT", "THREATEN", "WARN", "ASSERT",
    "ACCUSE", "DENY", "ENDORSE",
];

/// The first telling of the act, if another report has told it.
pub(crate) fn first_telling(
    db: &Connection,
    report: i64,
    issue: i64,
    day: Day,
    low: Option<Day>,
    sure: &str,
    fact: &MoveFact,
) -> Result<Option<i64>> {
    if fact.kind == "SIGN"
        && let Some(told) = signed(db, report, issue, day, low, fact)?
    {
        return Ok(Some(told));
    }
    let (from, to) = (sides::write(&fact.from), sides::write(&fact.to));
    let mut near = db.prepare_cached(
        "SELECT id, told, day, low IS NOT NULL, to_, words, act, sure FROM move
         WHERE issue = ?1 AND kind = ?2 AND day BETWEEN ?3 AND ?4 AND from_ = ?5 AND id = told AND status = 0
         ORDER BY abs(day - ?6), id LIMIT ?7",
    )?;
    let (early, late) = (day.0.saturating_sub(RETOLD), day.0.saturating_add(RETOLD));
    let mut rows = near.query(params![issue, fact.kind, early, late, from, day.0, MANY])?;
    let words = content_words(&fact.words);
    let said = SPEECH.contains(&fact.kind.as_str());
    while let Some(row) = rows.next()? {
        let (id, told): (i64, i64) = (row.get(0)?, row.get(1)?);
        if ids::report_of(id) == report {
            continue;
        }
        let other_to = row.get_ref(4)?.as_str().unwrap_or_default();
        if !(other_to == to || other_to.is_empty() || to.is_empty())
            || row.get_ref(6)?.as_str().ok() != fact.act.as_deref()
        {
            continue;
        }
        let done = |sure: &str| sure == "CT+";
        if fact.kind == "PERFORM" && done(sure) != done(row.get_ref(7)?.as_str().unwrap_or_default()) {
            continue;
        }
        let apart = (row.get::<_, i32>(2)?.saturating_sub(day.0)).abs();
        let dated = row.get::<_, bool>(3)? && low.is_some();
        let near = apart <= if dated { DATED } else { UNDATED };
        if near && !said {
            return Ok(Some(told));
        }
        if !near && dated {
            continue;
        }
        let (shared, alike) = alike(&words, &content_words(row.get_ref(5)?.as_str().unwrap_or_default()));
        let same = near && alike >= 0.4 && shared >= 2;
        let retold = !dated && alike >= 0.6 && shared >= 3;
        if same || retold {
            return Ok(Some(told));
        }
    }
    Ok(None)
}

/// The first telling of a signature: by the same parties, whoever is named first.
fn signed(
    db: &Connection,
    report: i64,
    issue: i64,
    day: Day,
    low: Option<Day>,
    fact: &MoveFact,
) -> Result<Option<i64>> {
    let parties = |from: &str, to: &str| -> BTreeSet<String> {
        sides::codes(from).into_iter().chain(sides::codes(to)).collect()
    };
    let own = parties(&sides::write(&fact.from), &sides::write(&fact.to));
    let mut known = db.prepare_cached(
        "SELECT id, told, day, low, from_, to_ FROM move
         WHERE issue = ?1 AND kind = 'SIGN' AND id = told AND status = 0 ORDER BY day DESC, id LIMIT ?2",
    )?;
    let mut rows = known.query(params![issue, MANY])?;
    while let Some(row) = rows.next()? {
        let (id, told, until): (i64, i64, i32) = (row.get(0)?, row.get(1)?, row.get(2)?);
        let since: Option<i32> = row.get(3)?;
        let same = match (low, since) {
            (None, Some(_)) => until <= day.0,
            (Some(low), Some(since)) => since <= day.0 && low.0 <= until,
            (_, None) => false,
        };
        let (from, to): (String, String) = (row.get(4)?, row.get(5)?);
        if same && ids::report_of(id) != report && parties(&from, &to) == own {
            return Ok(Some(told));
        }
    }
    Ok(None)
}

/// True where two texts say much the same.
pub(crate) fn says_the_same(a: &str, b: &str) -> bool {
    let (shared, alike) = alike(&content_words(a), &content_words(b));
    shared >= 2 && alike >= 0.4
}

/// How many words two have in common, and which part of the shorter one that is.
fn alike(a: &[u64], b: &[u64]) -> (usize, f64) {
    let shared = a.iter().filter(|word| b.binary_search(word).is_ok()).count();
    let shorter = a.len().min(b.len());
    (shared, if shorter == 0 { 0.0 } else { shared as f64 / shorter as f64 })
}

/// The longer words, cut short so that "tariff" meets "tariffs", each as a hash of its letters, ascending.
fn content_words(text: &str) -> Vec<u64> {
    const LONG: usize = 4;
    const STEM: usize = 6;
    const START: u64 = 0xcbf2_9ce4_8422_2325;
    const PRIME: u64 = 0x0100_0000_01b3;
    let hash = |word: &str| {
        let letters = word.chars().flat_map(char::to_lowercase).take(STEM);
        letters.fold(START, |hash, letter| (hash ^ u64::from(u32::from(letter))).wrapping_mul(PRIME))
    };
    let words = text.split(|letter: char| !letter.is_alphanumeric());
    let mut hashes: Vec<u64> = words.filter(|word| word.chars().nth(LONG - 1).is_some()).map(hash).collect();
    hashes.sort_unstable();
    hashes.dedup();
    hashes
}
