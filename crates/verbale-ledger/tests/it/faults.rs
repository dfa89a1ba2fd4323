//! The disk fails: the log of changes is cut or damaged, another program holds the file, the room ends.

use crate::desk::{Place, entry, stamp};
use std::path::{Path, PathBuf};
use std::time::Duration;
use verbale_ledger::{Added, Entry, Ledger, LedgerError};

/// Reports of a batch.
const BATCH: usize = 4;

fn reports() -> Vec<Entry> {
    let one = |n: usize| {
        let text =
            format!("Japan demanded {n} tariff cuts from France on Monday. France rejected demand {n}.");
        entry(&format!("r{n}"), &format!("2021-03-{:02}", n % 28 + 1), &text)
    };
    (0..24).map(one).collect()
}

fn log_of(file: &Path) -> PathBuf {
    PathBuf::from(format!("{}-wal", file.display()))
}

/// A ledger as it lies on the disk while it is written: the file, its log, and the length of the log after each batch.
fn written(place: &Place, reports: &[Entry]) -> (Vec<u8>, Vec<u8>, Vec<usize>) {
    let mut ledger = place.ledger();
    let log = log_of(&place.file());
    let mut lengths = Vec::new();
    for batch in reports.chunks(BATCH) {
        ledger.add(batch, &stamp("2022-02-18")).expect("added");
        lengths.push(std::fs::metadata(&log).expect("a log").len() as usize);
    }
    let bytes = (std::fs::read(place.file()).expect("a file"), std::fs::read(&log).expect("a log"));
    ledger.finish().expect("finished");
    (bytes.0, bytes.1, lengths)
}

/// Lays down a file with its log and opens it.
fn laid(place: &Place, file: &[u8], log: &[u8]) -> Ledger {
    for end in ["-wal", "-shm"] {
        // There may be none.
        let _ = std::fs::remove_file(format!("{}{end}", place.file().display()));
    }
    std::fs::write(place.file(), file).expect("a file");
    std::fs::write(log_of(&place.file()), log).expect("a log");
    place.ledger()
}

/// What was whole in the log is there, in whole batches; adding again completes it.
fn holds(mut ledger: Ledger, reports: &[Entry], least: usize, told: &str) {
    assert!(ledger.is_sound().expect("checked"), "{told}");
    let count = ledger.count().expect("reports") as usize;
    assert!(
        count >= least && count.is_multiple_of(BATCH),
        "{told}: {count} reports, {least} were acknowledged"
    );
    let added = ledger.add(reports, &stamp("2022-02-18")).expect("added");
    let known = added.iter().filter(|one| matches!(one, Added::Known(_))).count();
    assert_eq!((known, ledger.count().expect("reports") as usize), (count, reports.len()), "{told}");
    ledger.settle().expect("settled");
    assert_eq!(ledger.unsettled().expect("asked"), 0);
}

fn rounds(few: usize) -> usize {
    std::env::var("VERBALE_FAULTS").ok().and_then(|times| times.parse().ok()).unwrap_or(few)
}

#[test]
fn a_log_cut_at_any_length_keeps_every_batch_that_was_whole() {
    let (source, place) = (Place::new("cut-source"), Place::new("cut"));
    let reports = reports();
    let (file, log, lengths) = written(&source, &reports);
    assert!(lengths.is_sorted() && log.len() == *lengths.last().expect("batches"));
    let rounds = rounds(12);
    for round in 0..=rounds {
        let cut = log.len() * round / rounds;
        let whole = lengths.iter().filter(|&&length| length <= cut).count() * BATCH;
        holds(laid(&place, &file, &log[..cut]), &reports, whole, &format!("cut at {cut} of {}", log.len()));
    }
}

#[test]
fn a_log_with_a_damaged_tail_keeps_every_batch_before_it() {
    let (source, place) = (Place::new("tail-source"), Place::new("tail"));
    let reports = reports();
    let (file, log, lengths) = written(&source, &reports);
    let rounds = rounds(6);
    for round in 0..rounds {
        let from = lengths[lengths.len() / 2] * (rounds + round) / (2 * rounds);
        let mut damaged = log.clone();
        damaged[from..].iter_mut().step_by(37).for_each(|byte| *byte ^= 0x15);
        let whole = lengths.iter().filter(|&&length| length <= from).count() * BATCH;
        holds(laid(&place, &file, &damaged), &reports, whole, &format!("damaged from {from}"));
    }
}

#[test]
fn a_log_left_behind_without_its_index_is_taken_over() {
    let (source, place) = (Place::new("left-source"), Place::new("left"));
    let reports = reports();
    let (file, log, _) = written(&source, &reports);
    drop(laid(&place, &file, &log));
    let reader = Ledger::open(&place.file()).expect("a ledger");
    assert_eq!(reader.count().expect("reports") as usize, reports.len());
}

#[test]
fn one_who_is_kept_waiting_too_long_is_told_and_may_still_read() {
    let place = Place::new("held");
    let reports = reports();
    let mut ledger = place.ledger();
    ledger.add(&reports[..BATCH], &stamp("2022-02-18")).expect("added");
    let other = rusqlite::Connection::open(place.file()).expect("SQLite");
    other.execute_batch("BEGIN IMMEDIATE").expect("held");
    ledger.wait_at_most(Duration::from_millis(30)).expect("impatient");
    let error = ledger.add(&reports, &stamp("2022-02-18")).expect_err("another holds it");
    assert!(matches!(error, LedgerError::Busy(_)), "{error}");
    assert!(error.to_string().ends_with("try again when that has ended; nothing was changed"), "{error}");
    let reader = Ledger::open(&place.file()).expect("a reader");
    assert_eq!(reader.count().expect("reports") as usize, BATCH);
    other.execute_batch("ROLLBACK").expect("given back");
    ledger.add(&reports, &stamp("2022-02-18")).expect("added");
    assert_eq!(reader.count().expect("reports") as usize, reports.len());
}

/// Root may do what others may not; then there is nothing to see.
#[cfg(unix)]
#[test]
fn what_may_not_be_written_can_be_read_and_what_may_not_be_read_is_told() {
    use std::os::unix::fs::PermissionsExt;
    let place = Place::new("modes");
    let mut ledger = place.ledger();
    ledger.add(&reports()[..BATCH], &stamp("2022-02-18")).expect("added");
    ledger.finish().expect("finished");
    let allow = |path: &Path, mode: u32| {
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).expect("its owner may");
    };
    let (file, folder) = (place.file(), place.file().parent().expect("a folder").to_owned());
    allow(&file, 0o444);
    if std::fs::OpenOptions::new().write(true).open(&file).is_ok() {
        eprintln!("skipped: this user may write what is read-only");
        return;
    }
    let read_only = |told: &str| {
        let reader = Ledger::open(&file).expect("a reader");
        assert_eq!(reader.count().expect("reports") as usize, BATCH, "{told}");
        let error = Ledger::create(&file).expect_err("no writer");
        assert!(matches!(error, LedgerError::ReadOnly(_)), "{told}: {error}");
    };
    read_only("a read-only file");
    for end in ["-wal", "-shm"] {
        let _ = std::fs::remove_file(format!("{}{end}", file.display()));
    }
    allow(&file, 0o644);
    allow(&folder, 0o555);
    read_only("a read-only folder");
    allow(&folder, 0o755);
    allow(&file, 0o000);
    assert!(matches!(Ledger::open(&file), Err(LedgerError::Closed(_))));
    allow(&file, 0o644);
}
