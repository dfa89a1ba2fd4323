//! A report's events as rows of one actor and one recipient, with what rows need to know of the report.
//!
//! ```text
//! actor [FRA, DEU], recipient [IRN]     FRA -> IRN, DEU -> IRN
//! actor [CHL, PER], mutual              CHL -> PER, PER -> CHL
//! ```

use verbale::actor::PartyKind;
use verbale::event::{Auxiliary, Event};
use verbale::reader::Reading;
use verbale::record::{Code, EventRecord, Record, SectorRef};

/// A reading with its record.
pub(super) struct Telling<'a> {
    pub(super) reading: &'a Reading,
    pub(super) record: &'a Record,
}

/// One event, as the reader has it and as the record has it.
#[derive(Clone, Copy)]
pub(super) struct Told<'a> {
    pub(super) event: &'a Event,
    pub(super) record: &'a EventRecord,
}

/// A side of a row with the place that it has in the event's lists.
#[derive(Clone, Copy)]
pub(super) struct Side<'a> {
    pub(super) record: &'a SectorRef,
    person: Option<verbale::actor::PersonId>,
}

/// A row: one event with one actor and one recipient, either of whom may be missing.
pub(super) struct Pair<'a> {
    pub(super) told: Told<'a>,
    /// The event's id in the report, with the pair's number where there are several.
    pub(super) id: String,
    pub(super) actor: Option<Side<'a>>,
    pub(super) recipient: Option<Side<'a>>,
}

impl<'a> Telling<'a> {
    pub(super) fn new(reading: &'a Reading, record: &'a Record) -> Telling<'a> {
        Telling { reading, record }
    }

    /// All events.
    pub(super) fn events(&self) -> impl Iterator<Item = Told<'a>> {
        let records = self.record.events.iter();
        self.reading.events.list.iter().zip(records).map(|(event, record)| Told { event, record })
    }

    /// The rows of the events that happened or were announced.
    pub(super) fn pairs(&self) -> Vec<Pair<'a>> {
        self.events().filter(|told| is_told_as_real(told.event)).flat_map(expand).collect()
    }

    /// Document and event.
    pub(super) fn event_id(&self, pair: &Pair) -> String {
        format!("{}#{}", self.record.document.id, pair.id)
    }

    /// The day of the event, where it is known to be one day, else of publication.
    pub(super) fn day(&self, told: Told) -> Option<String> {
        let own = told.record.when.as_ref().filter(|when| when.from == when.to);
        own.and_then(|when| when.from.clone()).or_else(|| self.record.document.published.date.clone())
    }

    /// The sentence of the first evidence, counted from 1.
    pub(super) fn sentence(&self, told: Told) -> usize {
        let token = &self.reading.tokens.tokens[told.event.predicate.index()];
        token.sentence.0 as usize + 1
    }

    /// The words of the first evidence, on one line.
    pub(super) fn words(&self, told: Told) -> String {
        let spans = told.event.evidence.iter();
        let at = |token: &verbale::token::Token| token.span.start;
        let predicate = at(&self.reading.tokens.tokens[told.event.predicate.index()]);
        let own = spans
            .clone()
            .find(|span| span.start <= predicate && predicate < span.end)
            .or(spans.clone().next());
        own.map_or(String::new(), |span| {
            let words = &self.reading.document.text[span.start as usize..span.end as usize];
            words.split_whitespace().collect::<Vec<_>>().join(" ")
        })
    }

    /// The name of a side: the person's, else the party's.
    pub(super) fn name(&self, side: Side) -> String {
        match side.person {
            Some(person) => self.reading.actors.person(person).name.clone(),
            None => self.party_name(&side.record.party.party),
        }
    }

    /// The office of a side's person.
    pub(super) fn title(&self, side: Side) -> String {
        side.person.and_then(|person| self.reading.actors.person(person).office.clone()).unwrap_or_default()
    }

    fn party_name(&self, code: &str) -> String {
        let known = self.record.parties.iter().find(|party| party.party == code);
        known.map_or_else(|| code.to_owned(), |party| party.name.clone())
    }

    /// The names of the parties of some kinds, divided by `;`.
    pub(super) fn parties(&self, kinds: &[PartyKind]) -> String {
        let of_kind = self.record.parties.iter().filter(|party| kinds.contains(&party.kind.0));
        of_kind.map(|party| party.name.as_str()).collect::<Vec<_>>().join(";")
    }

    /// The names of the people, divided by `;`.
    pub(super) fn people(&self) -> String {
        self.record.people.iter().map(|person| person.person.as_str()).collect::<Vec<_>>().join(";")
    }
}

impl Side<'_> {
    /// The alpha-3 code of the state that a side belongs to; empty for organisations of states and the unknown.
    pub(super) fn country(&self) -> &str {
        let party = &self.record.party;
        let own = (party.kind == Code(PartyKind::State)).then_some(party.party.as_str());
        party.state.as_deref().or(own).unwrap_or_default()
    }

    /// PLOVER's sector, or what its kind of party stands for there.
    pub(super) fn sector(&self) -> &str {
        match (self.record.sector.as_deref(), self.record.party.kind) {
            (Some(sector), _) => sector,
            (None, Code(PartyKind::Igo)) => "IGO",
            (None, Code(PartyKind::Ngo)) => "NGO",
            (None, Code(PartyKind::ArmedGroup)) => "REB",
            (None, Code(PartyKind::Company)) => "BUS",
            (None, Code(PartyKind::Outlet)) => "JRN",
            _ => "",
        }
    }

    /// The words of the text.
    pub(super) fn surface(&self) -> &str {
        self.record.party.surface.as_deref().unwrap_or_default()
    }
}

/// True for what the columns of event data sets can say.
fn is_told_as_real(event: &Event) -> bool {
    !event.auxiliary.iter().any(|one| matches!(one, Auxiliary::Negation | Auxiliary::Hypothetical))
}

fn expand(told: Told<'_>) -> Vec<Pair<'_>> {
    let actors = sides(&told.record.actor, &told.event.actor);
    let recipients = sides(&told.record.recipient, &told.event.recipient);
    let mut rows: Vec<(Option<Side>, Option<Side>)> = Vec::new();
    let all: Vec<Side> = actors.iter().chain(&recipients).copied().collect();
    if told.event.reciprocal && all.len() > 1 {
        for one in &all {
            let others = all.iter().filter(|other| other.record.party.party != one.record.party.party);
            rows.extend(others.map(|other| (Some(*one), Some(*other))));
        }
    }
    if rows.is_empty() {
        for actor in or_nobody(&actors) {
            rows.extend(or_nobody(&recipients).into_iter().map(|recipient| (actor, recipient)));
        }
    }
    let many = rows.len() > 1;
    let id = |n: usize| match many {
        true => format!("{}.{}", told.record.id, n + 1),
        false => told.record.id.clone(),
    };
    let pair = |(n, (actor, recipient))| Pair { told, id: id(n), actor, recipient };
    rows.into_iter().enumerate().map(pair).collect()
}

fn sides<'a>(records: &'a [SectorRef], actors: &[verbale::event::EventActor]) -> Vec<Side<'a>> {
    let of = |(record, actor): (&'a SectorRef, &verbale::event::EventActor)| Side {
        record,
        person: actor.actor.person,
    };
    records.iter().zip(actors).map(of).collect()
}

fn or_nobody<'a>(sides: &[Side<'a>]) -> Vec<Option<Side<'a>>> {
    match sides {
        [] => vec![None],
        some => some.iter().copied().map(Some).collect(),
    }
}
