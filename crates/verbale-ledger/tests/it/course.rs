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
