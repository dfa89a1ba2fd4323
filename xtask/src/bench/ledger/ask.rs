//! The questions that a desk asks, timed: the board, positions, why, a search, a timeline, each of many days, parties
//! and words, on a ledger that is open. The slowest counts.

use crate::bench::clock;
use crate::eval::figures::Figure;
use anyhow::Result;
use std::time::Duration;
use verbale_ledger::query::{BoardQuery, MoveQuery, Parties, PositionQuery};
use verbale_ledger::{AsOf, Day, Id, Ledger};

/// Questions of each kind.
const TIMES: usize = 40;

/// What is searched for.
const WORDS: [&str; 8] = [
    "tariffs",
    "border talks",
    "fishing",
    "water",
    "\"foreign minister\"",
    "agreement signed",
    "troops",
    "gas prices",
];

/// How long each kind of question took, the shortest first.
#[derive(Debug, Default)]
pub(super) struct Asked {
    kinds: Vec<(&'static str, Vec<Duration>)>,
}

impl Asked {
    /// Asks a ledger of so many reports, the first of which is the earliest.
    pub(super) fn ask(ledger: &Ledger, reports: i64) -> Result<Asked> {
        let mut asked = Asked::default();
        let last = ledger.kept(reports)?.published.unwrap_or(Day(0));
        let first = ledger.kept(1)?.published.unwrap_or(Day(0));
        let span = last.0 - first.0;
        let day = |n: usize| Day(last.0 - span * n as i32 / TIMES as i32);
        let as_of = |n: usize| AsOf { day: day(n), known_by: None };
        let latest = ledger.moves(&MoveQuery { limit: Some(TIMES), ..MoveQuery::default() })?;
        let issues: Vec<i64> =
            latest.iter().filter_map(|one| ledger.issue(one.issue.as_deref()?).ok()).collect();
        let parties: Vec<String> = latest.iter().flat_map(|one| one.from.clone()).collect();
        asked.time("board", |n| ledger.board(&board(as_of(n), None)).map(drop))?;
        if !issues.is_empty() {
            asked.time("board of one issue", |n| {
                ledger.board(&board(as_of(0), Some(issues[n % issues.len()]))).map(drop)
            })?;
            asked
                .time("timeline", |n| ledger.timeline(issues[n % issues.len()], as_of(0), false).map(drop))?;
        }
        if !parties.is_empty() {
            asked.time("positions", |n| {
                let party = ledger.party(&parties[n % parties.len()])?;
                ledger.positions(&PositionQuery { party, issue: None, as_of: as_of(n), limit: 40 }).map(drop)
            })?;
        }
        asked.time("why", |n| match latest.get(n % latest.len().max(1)) {
            Some(one) => ledger.why(Id::parse(&one.id)?).map(drop),
            None => Ok(()),
        })?;
        asked.time("search", |n| ledger.search(WORDS[n % WORDS.len()], None, 20).map(drop))?;
        Ok(asked)
    }

    fn time(&mut self, kind: &'static str, ask: impl Fn(usize) -> verbale_ledger::Result<()>) -> Result<()> {
        let mut times = Vec::with_capacity(TIMES);
        for n in 0..TIMES {
            let start = clock::now();
            ask(n)?;
            times.push(clock::now().saturating_sub(start));
        }
        times.sort_unstable();
        self.kinds.push((kind, times));
        Ok(())
    }

    /// The middle and the slowest of each kind.
    pub(super) fn figures(&self) -> Vec<Figure> {
        let ms = |time: &Duration| time.as_secs_f64() * 1000.0;
        let figure = |(kind, times): &(&'static str, Vec<Duration>)| {
            let (middle, last) = (times.get(times.len() / 2)?, times.last()?);
            let value = format!("{:.1} ms, at most {:.1} ms", ms(middle), ms(last));
            Some(Figure::new(kind, value, "100 ms", "20 ms"))
        };
        self.kinds.iter().filter_map(figure).collect()
    }
}

fn board(as_of: AsOf, issue: Option<i64>) -> BoardQuery {
    BoardQuery { as_of, issue, party: None, parties: Parties::Political, limit: 20, dormant_after: 90 }
}
