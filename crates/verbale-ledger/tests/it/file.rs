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

/// The files under `tests/fixtures/`.
const FORMS: &[&str] = &["form-1.db", "form-2.db"];

/// Ledgers of every form that was ever out, each of one report of `examples/`, as the program of its time wrote them.
#[test]
fn a_ledger_of_every_form_is_still_read() {
    let place = Place::new("forms");
    let fixtures = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    for form in FORMS {
        std::fs::copy(fixtures.join(form), place.file()).expect("a fixture");
        let ledger = Ledger::open(&place.file()).expect("an old ledger");
        assert!(ledger.is_sound().expect("checked"));
        assert_eq!(ledger.count().expect("reports"), 1);
        assert!(
            !ledger.board(&crate::desk::board("2022-01-10")).expect("a board").matters.is_empty(),
            "{form}"
        );
        assert!(ledger.text(1).expect("a text").contains("GENEVA"));
        ledger.record(1).expect("a record");
        drop(ledger);
        let mut writer = place.ledger();
        writer
            .add(&[entry("b", "2022-01-11", "NATO rejected the demand.")], &stamp("2022-01-11"))
            .expect("added");
        writer.settle_all().expect("computed anew");
    }
}
