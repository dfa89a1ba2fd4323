//! The course of one negotiation, report by report.

use crate::desk::{Place, board, examples, stamp};
use verbale_ledger::Ledger;

/// "state raiser → other" of every line, sorted.
fn lines(ledger: &Ledger, as_of: &str) -> Vec<String> {
    let board = ledger.board(&board(as_of)).expect("a board");
    let mut lines: Vec<String> = board
        .matters
        .iter()
        .flat_map(|matter| matter.lines.iter().map(move |line| (matter, line)))
        .map(|(matter, line)| {
            format!("{}: {} {} → {}", matter.name, line.state, line.raised_by, line.with.len())
        })
        .collect();
    lines.sort();
    lines
}

#[test]
fn what_was_known_of_a_day_does_not_change_when_more_is_added() {
    let place = Place::new("course");
    let mut ledger = place.ledger();
    let mut before: Vec<(String, Vec<String>)> = Vec::new();
    for report in examples() {
        let day = report.published().expect("a day").to_string();
        ledger.add(std::slice::from_ref(&report), &stamp(&day)).expect("added");
        ledger.settle().expect("settled");
        before.push((day.clone(), lines(&ledger, &day)));
        assert!(!before.last().expect("a board").1.is_empty(), "an empty board on {day}");
    }
    // As known by each day, the board of that day is the one that was seen then.
    for (day, seen) in &before {
        let mut query = board(day);
        query.as_of.known_by = Some(crate::desk::day(day));
        let board = ledger.board(&query).expect("a board");
        let count: usize = board.matters.iter().map(|matter| matter.lines.len()).sum();
        assert_eq!(count, seen.len(), "{day}: {:#?}", board.matters);
    }
}

#[test]
fn russia_owes_and_is_owed_as_the_reports_say() {
    let place = Place::new("owed");
    let mut ledger = place.ledger();
    ledger.add(&examples(), &stamp("2022-02-18")).expect("added");
    ledger.settle().expect("settled");
    let board = ledger.board(&board("2022-02-14")).expect("a board");
    let owed = |debtor: &str, creditor: &str| {
        let duties = board.matters.iter().flat_map(|matter| &matter.owed);
        duties
            .filter(|duty| duty.debtor.iter().any(|one| one.contains(debtor)) && duty.creditor == [creditor])
            .count()
    };
    assert!(owed("parties", "Russia") > 0, "each OSCE state owes Russia an answer on indivisible security");
    assert!(owed("Russia", "United States") > 0, "Russia owes the United States its reply");
}

/// Who owes whom, "debtor → creditor" with the debtors of a set as their number.
fn duties(ledger: &Ledger, as_of: &str) -> Vec<String> {
    let board = ledger.board(&board(as_of)).expect("a board");
    let duties = board.matters.iter().flat_map(|matter| &matter.owed);
    duties.map(|duty| format!("{} → {}", duty.debtor.join(", "), duty.creditor.join(", "))).collect()
}

/// What each report brings: a line of the board on its day, and who owes whom then.
const COURSE: [(&str, &str); 7] = [
    ("RAISED Russia → United States", "United States → Russia"),
    ("RAISED United States → Russia", "Russia → United States"),
    ("REJECTED Russia → NATO", "Russia → United States"),
    ("ANSWERED Russia → United States", "Russia → NATO, United States"),
    ("RAISED Russia → 56 parties", "55 parties (ALB, AND, ARM, …) → Russia"),
    ("REPLY_DRAFTED Russia → NATO", "NATO, United States → Russia"),
    ("RAISED Russia → United States", "United States → Russia"),
];

/// "state raiser → other" of every line of the board.
fn stands(ledger: &Ledger, as_of: &str) -> Vec<String> {
    let board = ledger.board(&board(as_of)).expect("a board");
    let lines = board.matters.iter().flat_map(|matter| &matter.lines);
    let with = |names: &[String]| match names {
        [one] => one.clone(),
        many => format!("{} parties", many.len()),
    };
    lines.map(|line| format!("{} {} → {}", line.state, line.raised_by, with(&line.with))).collect()
}

#[test]
fn each_report_brings_what_it_tells_to_the_board_of_its_day() {
    let place = Place::new("steps");
    let mut ledger = place.ledger();
    let reports = examples();
    let days: Vec<String> =
        reports.iter().map(|report| report.published().expect("a day").to_string()).collect();
    for (report, (day, (line, duty))) in reports.iter().zip(days.iter().zip(COURSE)) {
        let before = stands(&ledger, day);
        ledger.add(std::slice::from_ref(report), &stamp(day)).expect("added");
        ledger.settle().expect("settled");
        let after = stands(&ledger, day);
        assert_ne!(before, after, "the report of {day} changes the board");
        assert!(after.iter().any(|one| one == line), "{day}: {line} in {after:#?}");
        let owed = duties(&ledger, day);
        assert!(owed.iter().any(|one| one == duty), "{day}: {duty} in {owed:#?}");
    }
    // Every day can be asked for again when all is known, and the day before knows nothing of it.
    for (day, (line, _)) in days.iter().zip(COURSE) {
        assert!(stands(&ledger, day).iter().any(|one| one == line), "{day}: {line}");
    }
    assert!(stands(&ledger, "2021-12-14").is_empty(), "nothing stands before the first act");
}

#[test]
fn what_comes_later_is_not_told_of_an_earlier_day() {
    let place = Place::new("later");
    let mut ledger = place.ledger();
    ledger.add(&examples(), &stamp("2022-02-18")).expect("added");
    ledger.settle().expect("settled");
    let board = ledger.board(&board("2022-01-31")).expect("a board");
    let russia = verbale_ledger::query::PositionQuery {
        party: ledger.party("Russia").expect("a party"),
        issue: None,
        as_of: board_day("2022-01-31"),
        limit: 50,
    };
    let positions = ledger.positions(&russia).expect("positions");
    let owed = board.matters.iter().flat_map(|matter| &matter.owed).flat_map(|duty| &duty.moves);
    let held = positions.iter().flat_map(|one| &one.moves);
    for id in owed.chain(held) {
        let one = match verbale_ledger::Id::parse(id).expect("an id") {
            verbale_ledger::Id::Move(_) => ledger.why(verbale_ledger::Id::parse(id).expect("an id")),
            other => panic!("{other} is no move"),
        };
        let day = one.expect("why").one.expect("a move").day;
        assert!(day.as_str() <= "2022-01-31", "{id} of {day}");
    }
}

fn board_day(as_of: &str) -> verbale_ledger::AsOf {
    board(as_of).as_of
}

#[test]
fn tariffs_are_announced_for_a_day_and_in_force_from_then_on() {
    let place = Place::new("tariffs");
    let mut ledger = place.ledger();
    let reports = [
        (
            "2031-03-03",
            "OSLO, March 3 (Wire A) - Norway threatened on Monday to impose tariffs on Icelandic cod from March 20, the foreign ministry in Oslo said.",
        ),
        (
            "2031-03-20",
            "OSLO, March 20 (Wire A) - Norway imposed tariffs on Icelandic cod on Thursday, the foreign ministry in Oslo said.",
        ),
    ];
    let entries: Vec<_> = reports.iter().map(|(day, text)| crate::desk::entry(day, day, text)).collect();
    ledger.add(&entries, &stamp("2031-03-21")).expect("added");
    ledger.settle().expect("settled");
    let stood = |day: &str| stands(&ledger, day);
    assert_eq!(stood("2031-03-10"), ["ANNOUNCED Norway → Iceland"]);
    assert_eq!(stood("2031-03-21"), ["IN_FORCE Norway → Iceland"]);
    assert!(duties(&ledger, "2031-03-21").is_empty(), "a threat is owed to nobody");
}

#[test]
fn tariffs_that_one_report_calls_imposed_are_announced_until_their_day() {
    let place = Place::new("loosely");
    let mut ledger = place.ledger();
    let reports = [
        ("2031-03-03", "OSLO, March 3 (Wire A) - Norway threatened to impose tariffs on Icelandic cod."),
        (
            "2031-03-11",
            "OSLO, March 11 (Wire A) - Norway threatened to impose tariffs on Icelandic cod by March 20.",
        ),
        // Dated before the report that names the day.
        (
            "2031-03-12",
            "OSLO, March 12 (Wire B) - Norway imposed tariffs on Icelandic cod last week, the foreign ministry in Oslo said.",
        ),
        (
            "2031-03-20",
            "OSLO, March 20 (Wire A) - Norway imposed tariffs on Icelandic cod on Thursday, the foreign ministry in Oslo said.",
        ),
    ];
    let entries: Vec<_> = reports.iter().map(|(day, text)| crate::desk::entry(day, day, text)).collect();
    ledger.add(&entries, &stamp("2031-03-21")).expect("added");
    ledger.settle().expect("settled");
    for day in ["2031-03-04", "2031-03-10", "2031-03-12", "2031-03-19"] {
        assert_eq!(stands(&ledger, day), ["ANNOUNCED Norway → Iceland"], "{day}");
    }
    assert_eq!(stands(&ledger, "2031-03-20"), ["IN_FORCE Norway → Iceland"]);
}

#[test]
fn what_was_agreed_in_a_pact_was_agreed_when_it_was_signed() {
    let place = Place::new("pact");
    let mut ledger = place.ledger();
    let text = "OSLO, March 11 (Wire A) - Norway accused Iceland on Tuesday of breaking a pact on cod. The two \
        countries signed the pact last September, in which Iceland agreed to stop fishing for cod off Norway.";
    ledger.add(&[crate::desk::entry("a", "2031-03-11", text)], &stamp("2031-03-11")).expect("added");
    ledger.settle().expect("settled");
    let query = verbale_ledger::query::MoveQuery::default();
    let moves = ledger.moves(&query).expect("moves");
    let days: Vec<(&str, &str)> = moves
        .iter()
        .map(|one| (one.kind.as_str(), one.day.as_str()))
        .filter(|one| one.0 != "ACCUSE")
        .collect();
    assert_eq!(days, [("SIGN", "2030-09-30"), ("ACCEPT", "2030-09-30"), ("BREACH", "2031-03-11")]);
}
