//! How a made-up report is worded: sentences drawn for the act, for what went before, for the topic.
//!
//! In go the talks, an act and a seed; out come a headline and paragraphs, the same for the same seed.

use super::words::{State, Words};
use super::world::{Job, Talks, numbers, pick};
use crate::train::Chance;
use jiff::civil::{Date, Weekday};
use std::collections::BTreeSet;

/// A report before it is laid out.
#[derive(Debug, Clone)]
pub(super) struct Draft {
    pub(super) headline: String,
    /// The first is the lead.
    pub(super) paragraphs: Vec<String>,
}

/// What stands where in a report, over and over until it is long enough.
const ORDER: &[&str] = &[
    "body",
    "quote",
    "react",
    "back",
    "background",
    "body",
    "third",
    "analyst",
    "back",
    "quote",
    "colour",
    "background",
    "third",
    "back",
    "react",
    "body",
    "colour",
    "analyst",
];

/// Who speaks: an office and a name.
#[derive(Debug, Clone)]
struct Speaker {
    office: &'static str,
    name: String,
    surname: String,
}

/// What a sentence is filled from.
pub(super) struct Writer<'w> {
    words: &'w Words,
    talks: &'w Talks,
    day: Date,
    chance: Chance,
    /// Who has been named in full.
    met: BTreeSet<String>,
    /// Sentences that stand already.
    used: BTreeSet<&'static str>,
}

/// The report of a job, whatever it copies.
pub(super) fn draft(words: &Words, talks: &Talks, job: &Job, kind: &'static str, seed: u64) -> Draft {
    let act = &talks.acts[job.act];
    let mut writer = Writer::new(words, talks, act.day, seed);
    let headline = writer.drawn(kind, "headline", act.side);
    writer.met.clear();
    let mut paragraphs = vec![writer.drawn(kind, "lead", act.side)];
    let wanted = 120 + writer.chance.below(330);
    let mut count = paragraphs[0].split(' ').count();
    let mut earlier = job.act;
    for place in ORDER.iter().cycle().take(4 * ORDER.len()) {
        if count >= wanted {
            break;
        }
        let sentence = match *place {
            "back" if earlier == 0 => continue,
            "back" => {
                earlier -= 1;
                let past = &talks.acts[earlier];
                let sentence = writer.drawn(past.kind, "back", past.side);
                writer.past(&sentence, past.day)
            }
            "background" => writer.background(),
            "body" | "quote" => writer.drawn(kind, place, act.side),
            _ => writer.drawn("any", place, act.side),
        };
        if sentence.is_empty() {
            continue;
        }
        count += sentence.split(' ').count();
        let joins = *place != "quote" && paragraphs.len() > 1 && writer.chance.below(3) == 0;
        match paragraphs.last_mut() {
            Some(last) if joins => *last = format!("{last} {sentence}"),
            _ => paragraphs.push(sentence),
        }
    }
    Draft { headline, paragraphs }
}

impl<'w> Writer<'w> {
    pub(super) fn new(words: &'w Words, talks: &'w Talks, day: Date, seed: u64) -> Writer<'w> {
        Writer { words, talks, day, chance: Chance::new(seed), met: BTreeSet::new(), used: BTreeSet::new() }
    }

    /// A sentence of a kind and place, filled, from one side's view.
    pub(super) fn drawn(&mut self, kind: &'static str, place: &'static str, side: usize) -> String {
        let list = self.words.at(kind, place);
        let unused: Vec<_> = list.iter().copied().filter(|sentence| !self.used.contains(sentence)).collect();
        match unused[..] {
            [] => String::new(),
            _ => {
                let template = pick(&unused, &mut self.chance);
                self.used.insert(template);
                self.fill(template, side)
            }
        }
    }

    /// A sentence of context that does not stand yet.
    fn background(&mut self) -> String {
        let at = self.chance.below(self.talks.background.len());
        let template = self.words.topics[self.talks.topic].background[at];
        if self.used.insert(template) { self.talks.background[at].clone() } else { String::new() }
    }

    /// Wordings chosen and places filled.
    pub(super) fn fill(&mut self, template: &str, side: usize) -> String {
        let mut rest = choose(template, &mut self.chance);
        let mut out = String::new();
        while let Some((before, after)) = rest.split_once('{') {
            let (slot, after) = after.split_once('}').unwrap_or((after, ""));
            out.push_str(before);
            let value = self.slot(slot, side);
            out.push_str(&value);
            rest = after.to_owned();
        }
        out.push_str(&rest);
        capital(&out.replace("  ", " ").replace(" ,", ",").replace(" .", "."))
    }

    fn slot(&mut self, slot: &str, side: usize) -> String {
        let (mine, other) = (&self.talks.aims[side], &self.talks.aims[1 - side]);
        match slot {
            "topic" => self.words.topics[self.talks.topic].name.to_owned(),
            "demand" => mine.demand.clone(),
            "bdemand" => other.demand.clone(),
            "offer" => mine.offer.clone(),
            "boffer" => other.offer.clone(),
            "threat" => mine.threat.clone(),
            "charge" => mine.charge.clone(),
            "bcharge" => other.charge.clone(),
            "paper" => self.talks.paper.clone(),
            "day" => weekday(self.day).to_owned(),
            // Filled by `past`.
            "when" | "When" => format!("{{{slot}}}"),
            "n" | "big" => numbers(&format!("{{{slot}}}"), &mut self.chance),
            "comma" => if self.chance.below(3) == 0 { "" } else { "," }.to_owned(),
            "Officials" => capital(pick(self.words.list("officials"), &mut self.chance)),
            _ if slot.starts_with(['A', 'B', 'C']) => self.state(slot, side),
            _ => (pick(self.words.list(slot), &mut self.chance)).to_owned(),
        }
    }

    /// `A`, `B.adj`, `C.who`: a state in one of its forms.
    fn state(&mut self, slot: &str, side: usize) -> String {
        let (who, form) = slot.split_once('.').unwrap_or((slot, ""));
        let at = match who {
            "A" => self.talks.sides[side],
            "B" => self.talks.sides[1 - side],
            _ => self.talks.third,
        };
        let state = &self.words.states[at];
        match form {
            "adj" => state.adjective.clone(),
            "cap" => state.capital.clone(),
            "gov" => match self.chance.below(4) {
                0 => state.name.to_owned(),
                1 => state.capital.clone(),
                2 => format!("the {} government", state.adjective),
                _ => format!("the Foreign Ministry in {}", state.capital),
            },
            "min" => self.speaker(at, state, "Foreign Minister"),
            "who" => {
                let offices = self.words.list("office");
                // Each side has two who speak this year; the first speaks more.
                let turn = usize::from(self.chance.below(3) == 0);
                let year = usize::try_from(self.day.year()).unwrap_or(0);
                let office = offices[(at * 7 + year + turn * 4) % offices.len()];
                self.speaker(at, state, office)
            }
            _ => state.name.to_owned(),
        }
    }

    /// In full the first time, by the surname or the office later.
    fn speaker(&mut self, at: usize, state: &State, office: &'static str) -> String {
        let speaker = holder(self.words, at, office, self.day);
        if !self.met.insert(speaker.name.clone()) {
            return match self.chance.below(4) {
                0 => format!("the {}", speaker.office.to_lowercase()),
                _ => speaker.surname,
            };
        }
        match self.chance.below(3) {
            0 if !office.starts_with("ambassador") => {
                format!("{}, {}'s {},", speaker.name, state.name, office.to_lowercase())
            }
            _ => format!("{} {} {}", state.adjective, office, speaker.name),
        }
    }

    /// Dates what a sentence tells of an earlier day.
    fn past(&mut self, sentence: &str, day: Date) -> String {
        let ago = self.day.since(day).map_or(0, |span| span.get_days());
        let when = match ago {
            0..=6 => format!("on {}", weekday(day)),
            7..=13 if self.chance.below(2) == 0 => "last week".to_owned(),
            7..=60 => format!("on {} {}", month(day), day.day()),
            _ if day.year() == self.day.year() => format!("in {}", month(day)),
            _ => "last year".to_owned(),
        };
        sentence.replace("{When}", &capital(&when)).replace("{when}", &when)
    }
}

/// Who holds an office of a state on a day: another one every two years.
fn holder(words: &Words, at: usize, office: &'static str, day: Date) -> Speaker {
    let term = u64::try_from(day.year() / 2).unwrap_or(0);
    let key = office
        .bytes()
        .fold(at as u64 * 4001 + term, |key, byte| key.wrapping_mul(31).wrapping_add(u64::from(byte)));
    let mut chance = Chance::new(key);
    for _ in 0..8 {
        chance.next();
    }
    let mut part = |count: usize| -> String {
        let syllables: String = (0..count).map(|_| pick(words.list("syllable"), &mut chance)).collect();
        capital(&format!("{syllables}{}", pick(words.list("ending"), &mut chance)))
    };
    let (given, surname) = (part(1), part(2));
    Speaker { office, name: format!("{given} {surname}"), surname }
}

/// One of the wordings of each `[a|b]`.
fn choose(template: &str, chance: &mut Chance) -> String {
    let mut out = String::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('[') {
        let (group, after) = after.split_once(']').unwrap_or((after, ""));
        let wordings: Vec<&str> = group.split('|').collect();
        out.push_str(before);
        out.push_str(pick(&wordings, chance));
        rest = after;
    }
    out.push_str(rest);
    out
}

/// With a capital letter first.
pub(super) fn capital(text: &str) -> String {
    let mut chars = text.chars();
    match chars.next() {
        // A quotation begins with its mark.
        Some('"') => format!("\"{}", capital(chars.as_str())),
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => String::new(),
    }
}

pub(super) fn month(day: Date) -> &'static str {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    MONTHS[usize::from(day.month().unsigned_abs()) - 1]
}

fn weekday(day: Date) -> &'static str {
    match day.weekday() {
        Weekday::Monday => "Monday",
        Weekday::Tuesday => "Tuesday",
        Weekday::Wednesday => "Wednesday",
        Weekday::Thursday => "Thursday",
        Weekday::Friday => "Friday",
        Weekday::Saturday => "Saturday",
        Weekday::Sunday => "Sunday",
    }
}
