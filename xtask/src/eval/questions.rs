//! The questions that the readers of the model example ask of it, held against its record.
//!
//! Enter: the record of the model example. Leaves: which of its questions the record answers. A question is asked
//! here as what its answer needs of a record, by parties and kinds alone; those of many reports (what changed, how
//! many independent sources, what a correction undoes) are the ledger's and are left out.

use verbale::moves::{Direction, MoveKind, Polarity, Scope};
use verbale::note::NoteKind;
use verbale::record::{Code, MoveRecord, PartyRef, Record};
use verbale::statement::Mode;
use verbale::talks::{ObligationKind, ObligationState};

/// The report that the questions are asked of, by its id.
pub(super) const MODEL: &str = "s0";

/// How many questions the readers have.
pub(super) const LISTED: usize = 20;

/// A question, and whether a record answers it.
type Question = (&'static str, fn(&Record) -> bool);

/// Those that can be asked of one report.
pub(super) const QUESTIONS: &[Question] = &[
    ("who owes whom an answer", owes),
    ("what is demanded of whom", |record| demands(record).any(|one| is_to(one, "USA") && is_to(one, "NATO"))),
    ("was the reply delivered", undelivered),
    ("which responses are unsatisfactory", judged),
    ("what was offered, and who says so", offered),
    ("where does NATO stand", |record| {
        made(record, MoveKind::Respond, "NATO").next().is_some() && !has_stance(record, "NATO")
    }),
    ("how did the stance on going on develop", goes_on),
    ("which deadlines run", |record| {
        !record.moves.is_empty() && record.moves.iter().all(|one| one.deadline.is_none())
    }),
    ("who authorised it", |record| {
        made(record, MoveKind::Accept, "RUS").any(|one| one.by.is_some() && one.scope.0 == Scope::Internal)
    }),
    ("which entries rest on one source", one_outlet),
    ("what did he tell him, quote apart from paraphrase", told),
    ("what is analysis", |record| analyses(record) > 0),
    ("any threat or ultimatum", warned),
    ("who is named but silent", |record| is_named(record, "UKR") && !acts(record, "UKR")),
    ("what is doubtful", doubtful),
    ("what answers what", chained),
    ("how did tension move", |record| sign(record, Direction::Up) && sign(record, Direction::Down)),
];

fn is(list: &[PartyRef], party: &str) -> bool {
    list.iter().any(|one| one.party == party)
}

fn is_to(one: &MoveRecord, party: &str) -> bool {
    is(&one.to, party)
}

fn made<'a>(record: &'a Record, kind: MoveKind, party: &'a str) -> impl Iterator<Item = &'a MoveRecord> {
    let certain = |one: &&MoveRecord| one.factuality.report.word().ends_with('+');
    record.moves.iter().filter(move |one| one.kind == Code(kind) && is(&one.from, party)).filter(certain)
}

fn demands(record: &Record) -> impl Iterator<Item = &MoveRecord> {
    made(record, MoveKind::Demand, "RUS")
}

fn owes(record: &Record) -> bool {
    let open = || {
        let all = record.obligations.iter();
        all.filter(|one| one.kind.0 == ObligationKind::Answer && one.state.0 == ObligationState::Active)
    };
    let own =
        open().any(|one| is(&one.debtor, "RUS") && is(&one.creditor, "USA") && is(&one.creditor, "NATO"));
    let each = open()
        .any(|one| is(&one.creditor, "RUS") && one.debtor.iter().any(|debtor| debtor.quantifier.is_some()));
    own && each
}

fn undelivered(record: &Record) -> bool {
    let drafted = record
        .documents
        .iter()
        .any(|paper| paper.pages == Some(10) && paper.status.as_deref() == Some("drafted"));
    drafted && made(record, MoveKind::Deliver, "RUS").next().is_none()
}

fn judged(record: &Record) -> bool {
    let against = |party: &str| {
        made(record, MoveKind::Evaluate, "RUS")
            .any(|one| one.polarity.0 == Polarity::Against && is_to(one, party))
    };
    against("EU") && against("NATO") && !against("USA")
}

fn offered(record: &Record) -> bool {
    made(record, MoveKind::Propose, "USA").any(|one| {
        let statement = record.statements.iter().find(|other| one.statements.contains(&other.id));
        statement.is_some_and(|it| {
            it.speaker.as_ref().is_some_and(|who| who.person.is_some()) && !it.outlets.is_empty()
        })
    })
}

fn has_stance(record: &Record, party: &str) -> bool {
    record.positions.iter().any(|one| one.party == party && one.stance.0 != Polarity::Open)
}

fn goes_on(record: &Record) -> bool {
    let inside = made(record, MoveKind::Propose, "RUS").any(|one| one.scope.0 == Scope::Internal);
    let limit = made(record, MoveKind::Warn, "RUS").next().is_some();
    let promise = made(record, MoveKind::Commit, "RUS").next().is_some();
    inside && limit && promise
}

fn one_outlet(record: &Record) -> bool {
    let mut outlets: Vec<&str> = record
        .statements
        .iter()
        .flat_map(|one| one.outlets.iter().map(|outlet| outlet.party.as_str()))
        .collect();
    outlets.sort_unstable();
    outlets.dedup();
    outlets.len() == 1
}

fn told(record: &Record) -> bool {
    let person = |who: Option<&String>, name: &str| who.is_some_and(|person| person.ends_with(name));
    let between = record.statements.iter().filter(|one| {
        let speaker = one.speaker.as_ref().and_then(|who| who.person.as_ref());
        person(speaker, "Lavrov") && one.addressees.iter().any(|who| person(who.person.as_ref(), "Putin"))
    });
    let modes: Vec<Mode> = between.map(|one| one.mode.0).collect();
    modes.len() >= 7 && modes.contains(&Mode::Indirect) && modes.iter().any(|mode| *mode != Mode::Indirect)
}

/// Statements of nobody named that gave no move.
fn analyses(record: &Record) -> usize {
    let told = |id: &String| record.moves.iter().any(|one| one.statements.contains(id));
    record
        .statements
        .iter()
        .filter(|one| one.speaker.is_none() && one.source.is_empty() && !told(&one.id))
        .count()
}

fn warned(record: &Record) -> bool {
    let warns = |party: &str| made(record, MoveKind::Warn, party).next().is_some();
    let threat = record.moves.iter().any(|one| one.kind.0 == MoveKind::Threaten);
    warns("USA") && warns("RUS") && !threat
}

fn is_named(record: &Record, party: &str) -> bool {
    record.parties.iter().any(|one| one.party == party)
}

fn acts(record: &Record, party: &str) -> bool {
    let speaks =
        record.statements.iter().any(|one| one.speaker.as_ref().is_some_and(|who| who.party.party == party));
    speaks || record.moves.iter().any(|one| is(&one.from, party))
}

fn doubtful(record: &Record) -> bool {
    let kinds: Vec<NoteKind> = record.notes.iter().map(|note| note.kind.0).collect();
    [NoteKind::Date, NoteKind::Move].iter().all(|kind| kinds.contains(kind))
        && (kinds.contains(&NoteKind::Actor) || kinds.contains(&NoteKind::Statement))
}

/// A reply to replies to demands.
fn chained(record: &Record) -> bool {
    let of = |id: &Option<String>| record.documents.iter().find(|paper| Some(&paper.id) == id.as_ref());
    record
        .documents
        .iter()
        .any(|paper| of(&paper.in_reply_to).is_some_and(|other| of(&other.in_reply_to).is_some()))
}

fn sign(record: &Record, direction: Direction) -> bool {
    record.signals.iter().any(|one| one.direction.0 == direction)
}
