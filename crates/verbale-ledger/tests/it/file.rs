//! The file: made, opened, refused; entries that nobody can change.

use crate::desk::{Place, entry, examples, stamp};
use verbale_ledger::{Added, Ledger, LedgerError};

#[test]
fn a_report_that_is_there_changes_nothing() {
    let place = Place::new("twice");
    let mut ledger = place.ledger();
    let reports = examples();
    let added = ledger.add(&reports, &stamp("2022-02-18")).expect("added");
    assert!(added.iter().all(|one| matches!(one, Added::New(_))));
    ledger.settle().expect("settled");
    ledger.finish().expect("finished");
    let before = std::fs::read(place.file()).expect("the file");
    let mut ledger = place.ledger();
    let again = ledger.add(&reports, &stamp("2022-03-01")).expect("added again");
    assert_eq!(again, (1..=7).map(Added::Known).collect::<Vec<_>>());
    ledger.finish().expect("finished");
    assert!(before == std::fs::read(place.file()).expect("the file"), "adding again changed the file");
}

#[test]
fn the_same_reports_give_the_same_file_in_one_batch_or_many() {
    let (one, many) = (Place::new("one-batch"), Place::new("many-batches"));
    let reports = examples();
    let mut ledger = one.ledger();
    ledger.add(&reports, &stamp("2022-02-18")).expect("added");
    ledger.settle().expect("settled");
    let mut other = many.ledger();
    for report in reports.chunks(2) {
        other.add(report, &stamp("2022-02-18")).expect("added");
        other.settle().expect("settled");
    }
    for as_of in ["2021-12-20", "2022-01-15", "2022-02-18"] {
        let query = crate::desk::board(as_of);
        assert_eq!(ledger.board(&query).expect("a board"), other.board(&query).expect("a board"));
    }
}

#[test]
fn entries_are_never_changed_or_deleted() {
    let place = Place::new("append-only");
    let mut ledger = place.ledger();
    ledger
        .add(&[entry("a", "2022-01-10", "Russia demanded guarantees from NATO.")], &stamp("2022-01-10"))
        .expect("added");
    ledger.finish().expect("finished");
    let raw = rusqlite::Connection::open(place.file()).expect("SQLite");
    for table in ["batch", "report", "reading"] {
        for act in [format!("UPDATE {table} SET id = id + 1"), format!("DELETE FROM {table}")] {
            let error = raw.execute(&act, []).expect_err("entries stay");
            assert!(error.to_string().contains("entries of a ledger are never"), "{error}");
        }
    }
}

#[test]
fn what_is_no_ledger_or_of_a_newer_form_is_refused() {
    let place = Place::new("refused");
    assert!(matches!(Ledger::open(&place.file()), Err(LedgerError::Missing(_))));
    std::fs::write(place.file(), "these are notes, and no ledger, of more bytes than a head has".repeat(20))
        .expect("a file");
    assert!(matches!(Ledger::open(&place.file()), Err(LedgerError::NotOne(_))));
    assert!(matches!(Ledger::create(&place.file()), Err(LedgerError::NotOne(_))));
    std::fs::remove_file(place.file()).expect("a file");
    place.ledger().finish().expect("finished");
    let raw = rusqlite::Connection::open(place.file()).expect("SQLite");
    raw.pragma_update(None, "user_version", 999).expect("a newer form");
    drop(raw);
    let error = Ledger::create(&place.file()).expect_err("a newer form");
    assert!(error.to_string().contains("newer verbale (form 999"), "{error}");
    assert!(matches!(Ledger::open(&place.file()), Err(LedgerError::Newer { .. })));
}
