//! What happens in the made-up world: talks between two states, act by act, and which reports tell of each act.
//!
//! In go a seed and how many reports there shall be; out come the talks and, by day, who reports what, who copies
//! whom, and who tells the opposite of what happened.

use super::words::{Next, Topic, Words};
use crate::train::Chance;
use jiff::civil::{Date, date};

/// Talks between two states over a topic. Side 0 raises it.
#[derive(Debug)]
pub(crate) struct Talks {
    pub(super) sides: [usize; 2],
    /// One who looks on.
    pub(super) third: usize,
    pub(super) topic: usize,
    /// What each side asks, offers, threatens, charges: drawn once.
    pub(super) aims: [Aims; 2],
    pub(super) paper: String,
    pub(super) background: Vec<String>,
    pub(super) acts: Vec<Act>,
}

/// What one side wants and does.
#[derive(Debug, Clone)]
pub(super) struct Aims {
    pub(super) demand: String,
    pub(super) offer: String,
    pub(super) threat: String,
    pub(super) charge: String,
}

/// One act.
#[derive(Debug, Clone)]
pub(crate) struct Act {
    pub(super) kind: &'static str,
    pub(super) side: usize,
    pub(super) day: Date,
}

/// A report to be written.
#[derive(Debug, Clone)]
pub(crate) struct Job {
    pub(super) day: Date,
    pub(super) talks: usize,
    pub(super) act: usize,
    /// What it tells; another kind than the act's where it contradicts the others.
    pub(super) kind: &'static str,
    pub(super) outlet: usize,
    pub(super) seed: u64,
    /// The job whose text it copies, and its outlet.
    pub(super) copies: Option<Original>,
    /// Jobs of one story have this in common.
    pub(super) story: usize,
}

/// What a copy was made from.
#[derive(Debug, Clone)]
pub(super) struct Original {
    pub(super) kind: &'static str,
    pub(super) outlet: usize,
    pub(super) seed: u64,
}

/// All that happens, and all that is told of it.
#[derive(Debug)]
pub(crate) struct World {
    pub(super) talks: Vec<Talks>,
    /// By day.
    pub(super) jobs: Vec<Job>,
}

const FIRST: Date = date(2001, 1, 1);

/// Years of a large world.
const DAYS: i32 = 20 * 365;

impl World {
    /// A world of `count` reports.
    pub(super) fn new(words: &Words, count: usize, seed: u64) -> World {
        let mut chance = Chance::new(seed);
        let days = i32::try_from(count / 10).unwrap_or(DAYS).clamp(200, DAYS);
        let mut world = World { talks: Vec::new(), jobs: Vec::new() };
        while world.jobs.len() < count {
            let start = FIRST.saturating_add(jiff::Span::new().days(chance.below(days as usize) as i64));
            let talks = talks(words, start, &mut chance);
            world.report(words, &talks, &mut chance);
            world.talks.push(talks);
        }
        world.jobs.truncate(count);
        world.jobs.sort_by_key(|job| job.day);
        world
    }

    /// Who reports the acts of these talks.
    fn report(&mut self, words: &Words, talks: &Talks, chance: &mut Chance) {
        let outlets = words.list("outlet").len();
        for (n, act) in talks.acts.iter().enumerate() {
            let contradicted = matches!(act.kind, "accept" | "reject") && chance.below(20) == 0;
            let voices = 1 + chance.below(3) + usize::from(contradicted);
            let first = chance.below(outlets);
            for voice in 0..voices {
                let kind = match act.kind {
                    "accept" if contradicted && voice == 1 => "reject",
                    "reject" if contradicted && voice == 1 => "accept",
                    kind => kind,
                };
                let outlet = (first + voice * 5) % outlets;
                let (seed, story) = (chance.next(), self.jobs.len());
                let talks = self.talks.len();
                let job = Job { day: act.day, talks, act: n, kind, outlet, seed, copies: None, story };
                self.jobs.push(job.clone());
                let copies = if chance.below(6) == 0 { 1 + chance.below(3) } else { 0 };
                for copy in 0..copies {
                    let day = later(act.day, chance.below(2));
                    let copies = Some(Original { kind, outlet, seed });
                    let outlet = (outlet + 1 + copy) % outlets;
                    self.jobs.push(Job { day, outlet, seed: chance.next(), copies, ..job.clone() });
                }
            }
        }
    }
}

/// So many days later.
fn later(day: Date, days: usize) -> Date {
    day.saturating_add(jiff::Span::new().days(days as i64))
}

/// Talks from their first demand or proposal on.
fn talks(words: &Words, start: Date, chance: &mut Chance) -> Talks {
    let mut drawn: Vec<usize> = (0..words.states.len()).collect();
    chance.shuffle(&mut drawn);
    let at = chance.below(words.topics.len());
    let topic = &words.topics[at];
    let fill = |text: &str, chance: &mut Chance| numbers(text, chance);
    let aims = [of_topic(topic, chance), of_other(words, chance)];
    let background = topic.background.iter().map(|text| fill(text, chance)).collect();
    let first = pick(&["demand", "propose", "ask"], chance);
    let mut acts = vec![Act { kind: first, side: 0, day: start }];
    for _ in 0..7 + chance.below(30) {
        let last = acts.last().expect("the first act");
        let (next, kind) = pick(&words.course[last.kind], chance);
        let side = if next == Next::Same { last.side } else { 1 - last.side };
        let day = later(last.day, 1 + chance.below(12));
        acts.push(Act { kind, side, day });
    }
    let paper = fill(topic.paper, chance);
    Talks { sides: [drawn[0], drawn[1]], third: drawn[2], topic: at, aims, paper, background, acts }
}

fn of_topic(topic: &Topic, chance: &mut Chance) -> Aims {
    let [demand, offer, threat, charge] =
        [topic.demand, topic.offer, topic.threat, topic.charge].map(|text| numbers(text, chance));
    Aims { demand, offer, threat, charge }
}

fn of_other(words: &Words, chance: &mut Chance) -> Aims {
    let [demand, offer, threat, charge] = ["counter", "counteroffer", "counterthreat", "countercharge"]
        .map(|list| numbers(pick(words.list(list), chance), chance));
    Aims { demand, offer, threat, charge }
}

/// Numbers in their places.
pub(super) fn numbers(text: &str, chance: &mut Chance) -> String {
    let mut text = text.to_owned();
    while let Some(at) = text.find("{n}") {
        text.replace_range(at..at + 3, &(3 + chance.below(38)).to_string());
    }
    while let Some(at) = text.find("{big}") {
        let number = (2 + chance.below(90)) * if chance.below(3) == 0 { 100 } else { 10 };
        let told = if number < 1000 {
            number.to_string()
        } else {
            format!("{},{:03}", number / 1000, number % 1000)
        };
        text.replace_range(at..at + 5, &told);
    }
    text
}

/// One of several.
pub(super) fn pick<T: Copy>(list: &[T], chance: &mut Chance) -> T {
    list[chance.below(list.len())]
}
