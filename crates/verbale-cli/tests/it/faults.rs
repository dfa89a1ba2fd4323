//! What may befall a ledger while the program works: killed, two at once, a reader meanwhile, no room, damage.
//!
//! Few rounds here; `cargo xtask faults --times 100` runs the same with many.

use crate::program::{Folder, Run, ended, output, verbale};
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};
use verbale_ledger::Ledger;

/// Rounds of each fault.
fn times(few: u64) -> u64 {
    std::env::var("VERBALE_FAULTS").ok().and_then(|times| times.parse().ok()).unwrap_or(few)
}

/// Numbers that look like chance and are the same in every run.
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit.max(1)
    }
}

const STATES: [&str; 6] = ["Japan", "France", "Brazil", "Egypt", "India", "Canada"];

/// Reports on made-up quarrels; each sixth one teaches who a person is, which later ones rest on.
fn reports(folder: &Folder, name: &str, numbers: std::ops::Range<usize>) -> PathBuf {
    let one = |n: usize| {
        let (a, b) = (STATES[n % 6], STATES[(n + 1 + n / 6 % 5) % 6]);
        let teaches = if n.is_multiple_of(6) { ", the Kazakh deputy envoy," } else { "" };
        let text = format!(
            "{a} demands tariff cuts from {b}\n\n{a} demanded on Monday that {b} cut its tariffs on steel by {n} \
             percent. {b} rejected the demand. Arman Testov{teaches} proposed talks number {n} to {a}.\n"
        );
        let published = format!("2021-{:02}-{:02}", n / 28 % 12 + 1, n % 28 + 1);
        serde_json::json!({"id": format!("r{n}"), "text": text, "published": published}).to_string() + "\n"
    };
    folder.write(name, numbers.map(one).collect::<String>().as_bytes());
    folder.path().join(name)
}

fn add(reports: &Path, ledger: &Path) -> Child {
    let mut command = verbale();
    command.arg("add").arg(reports).arg("--ledger").arg(ledger);
    command.args(["--recorded", "2022-02-18", "--batch", "5", "--jobs", "1"]);
    command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program starts")
}

fn ask(ledger: &Path, words: &[&str]) -> Run {
    output(verbale().args(words).arg("--ledger").arg(ledger))
}

/// All that a ledger holds and has computed.
fn all(ledger: &Path) -> String {
    let run = ask(ledger, &["export", "--format", "jsonl"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    run.stdout
}

fn sound(ledger: &Path) -> i64 {
    let ledger = Ledger::open(ledger).expect("a ledger");
    assert!(ledger.is_sound().expect("checked"), "integrity_check finds a fault");
    ledger.count().expect("reports")
}

fn ledger_of(folder: &Folder, reports: &Path, name: &str) -> PathBuf {
    let ledger = folder.path().join(name);
    let run = ended(add(reports, &ledger));
    assert_eq!(run.status, 0, "{}", run.stderr);
    ledger
}

#[test]
fn a_kill_at_any_moment_loses_no_report_that_was_there_and_adding_again_completes() {
    let folder = Folder::new("faults-kill");
    let reports = reports(&folder, "reports.jsonl", 0..60);
    let begun = Instant::now();
    let whole = all(&ledger_of(&folder, &reports, "undisturbed.db"));
    let length = begun.elapsed().as_millis() as u64;
    let mut chance = Chance(8);
    for round in 0..times(4) {
        let ledger = folder.path().join(format!("killed-{round}.db"));
        // Some are killed twice before they may end.
        for _ in 0..=round % 2 {
            let mut child = add(&reports, &ledger);
            let end = Instant::now() + Duration::from_millis(chance.below(length + length / 8));
            let mut seen = 0;
            while Instant::now() < end {
                // What a reader has seen was acknowledged.
                if let Ok(reader) = Ledger::open(&ledger) {
                    seen = reader.count().expect("reports");
                }
                std::thread::sleep(Duration::from_millis(3));
            }
            child.kill().expect("killed");
            child.wait().expect("ended");
            if seen > 0 {
                assert!(sound(&ledger) >= seen, "round {round}: {seen} reports were seen");
            }
        }
        let run = ended(add(&reports, &ledger));
        assert_eq!(run.status, 0, "round {round}: {}", run.stderr);
        assert_eq!(sound(&ledger), 60);
        assert!(all(&ledger) == whole, "round {round}: another ledger than an undisturbed one");
        std::fs::remove_file(ledger).expect("a ledger");
    }
}

#[test]
fn two_add_at_once_and_one_reads_meanwhile() {
    let folder = Folder::new("faults-two");
    // The second half of the first is the first half of the second.
    let parts = [reports(&folder, "a.jsonl", 0..40), reports(&folder, "b.jsonl", 20..60)];
    for _ in 0..times(1).div_ceil(10) {
        let ledger = folder.path().join("talks.db");
        let mut writers: Vec<Child> = parts.iter().map(|part| add(part, &ledger)).collect();
        let mut last = 0;
        while writers.iter_mut().any(|writer| writer.try_wait().expect("a writer").is_none()) {
            if ledger.exists() {
                let board = ask(&ledger, &["board", "--as-of", "2022-01-01"]);
                let nothing_yet = board.status == 2 && board.stderr.contains("is empty");
                assert!(board.status == 0 || last == 0 && nothing_yet, "{}", board.stderr);
                let count = Ledger::open(&ledger).and_then(|reader| reader.count()).unwrap_or(0);
                assert!(count >= last, "reports went: {last}, then {count}");
                last = count;
            }
        }
        for writer in writers {
            let run = ended(writer);
            assert_eq!((run.status, run.stderr.as_str()), (0, ""), "{}", run.stdout);
        }
        assert_eq!(sound(&ledger), 60);
        assert_eq!(Ledger::open(&ledger).and_then(|reader| reader.unsettled()).expect("a ledger"), 0);
        let board = ask(&ledger, &["board", "--as-of", "2022-01-01"]);
        assert!(board.stdout.lines().count() > 10, "{}", board.stdout);
        std::fs::remove_file(ledger).expect("a ledger");
    }
}

/// Everything that can be asked or entered.
const WORDS: [&[&str]; 12] = [
    &["board", "--as-of", "2022-01-01"],
    &["positions", "Japan", "--as-of", "2022-01-01"],
    &["moves", "--as-of", "2022-01-01"],
    &["timeline", "i1", "--as-of", "2022-01-01"],
    &["diff", "2021-01-05", "2021-02-05"],
    &["search", "tariffs"],
    &["why", "3.m1"],
    &["questions"],
    &["export", "--format", "jsonl"],
    &["export", "--format", "prov"],
    &["reread"],
    &["retract", "3", "--reason", "x"],
];

#[test]
fn what_is_no_whole_ledger_is_told_with_its_file_and_what_to_do() {
    let folder = Folder::new("faults-files");
    let reports = reports(&folder, "reports.jsonl", 0..12);
    let whole = std::fs::read(ledger_of(&folder, &reports, "whole.db")).expect("a ledger");
    std::fs::create_dir(folder.path().join("folder.db")).expect("a folder");
    folder.write("empty.db", b"");
    folder.write("text.db", "notes, and no ledger\n".repeat(400).as_bytes());
    folder.write("cut.db", &whole[..whole.len() / 2]);
    folder.write("cut-by-a-page.db", &whole[..whole.len() - 4096]);
    folder.write("short.db", &whole[..60]);
    let mut newer = whole.clone();
    newer[60..64].copy_from_slice(&99u32.to_be_bytes());
    folder.write("newer.db", &newer);
    let mut page = whole.clone();
    page[4096..8192].fill(0x5a);
    folder.write("page.db", &page);
    let expected = [
        ("folder.db", "is a folder; name a file in it"),
        ("empty.db", "is empty: no report was ever added"),
        ("text.db", "is no verbale ledger; nothing was changed"),
        ("cut.db", "is damaged"),
        ("cut-by-a-page.db", "is damaged"),
        ("short.db", "is damaged"),
        ("newer.db", "written by a newer verbale (form 99"),
        ("missing.db", "no such ledger; `verbale add FILE…"),
        ("nowhere/talks.db", "no such ledger; `verbale add FILE…"),
    ];
    for (name, part) in expected {
        let path = folder.path().join(name);
        for words in WORDS {
            let run = ask(&path, words);
            let told = format!("error: {}: ", path.display());
            assert_eq!((run.status, run.stdout.as_str()), (2, ""), "{name}: {words:?}");
            assert!(run.stderr.starts_with(&told) && run.stderr.contains(part), "{words:?}: {}", run.stderr);
            assert_eq!(run.stderr.lines().count(), 1, "{}", run.stderr);
        }
    }
    for (name, part) in
        [("nowhere/talks.db", "its folder is not there; make it first"), ("newer.db", "nothing was changed")]
    {
        let run = ended(add(&reports, &folder.path().join(name)));
        assert!(run.status == 2 && run.stderr.contains(part), "{}", run.stderr);
    }
    assert!(std::fs::read(folder.path().join("newer.db")).expect("a ledger") == newer);
}

#[test]
fn damage_is_told_or_harmless_and_never_an_empty_board() {
    let folder = Folder::new("faults-damage");
    let reports = reports(&folder, "reports.jsonl", 0..60);
    let whole = std::fs::read(ledger_of(&folder, &reports, "whole.db")).expect("a ledger");
    let mut chance = Chance(4);
    for round in 0..times(3) {
        let mut bytes = whole.clone();
        let at = 4096 + chance.below(bytes.len() as u64 - 4096) as usize;
        match round % 3 {
            0 => bytes[at..].iter_mut().take(700).for_each(|byte| *byte ^= 0x41),
            1 => bytes[at / 4096 * 4096..][..4096].fill(0),
            _ => bytes[at] ^= 1 << chance.below(8),
        }
        folder.write("damaged.db", &bytes);
        let ledger = folder.path().join("damaged.db");
        for words in &WORDS[..9] {
            let run = ask(&ledger, words);
            assert!(matches!(run.status, 0 | 2), "round {round}, {words:?}: {}", run.stderr);
            assert!(!run.stderr.contains("panicked"), "round {round}, {words:?}: {}", run.stderr);
            assert!(
                run.status == 2 || words[0] != "board" || run.stdout.lines().count() > 10,
                "round {round}, byte {at}: {}",
                run.stdout
            );
        }
        for end in ["-wal", "-shm"] {
            // A reader may have left them.
            let _ = std::fs::remove_file(folder.path().join(format!("damaged.db{end}")));
        }
    }
}

#[test]
fn check_notices_a_byte_that_was_turned_over_inside_a_word() {
    let folder = Folder::new("faults-check");
    let reports = reports(&folder, "reports.jsonl", 0..12);
    let ledger = ledger_of(&folder, &reports, "talks.db");
    let run = ask(&ledger, &["check"]);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""), "{}", run.stdout);
    assert!(run.stdout.ends_with("talks.db: sound: 12 reports\n"), "{}", run.stdout);
    let whole = std::fs::read(&ledger).expect("a ledger");
    // A state of an issue in the computed table, and a letter of a kind of move.
    for (word, other, part) in [
        (&b"REJECTED"[..], &b"REJECTEE"[..], "is not what its moves make of it"),
        (b"DEMANDJPN", b"DEMANEJPN", "is not kept as it was read"),
    ] {
        // Also where an older row lay.
        let mut bytes = whole.clone();
        let places = whole.windows(word.len()).enumerate().filter(|(_, window)| *window == word);
        places.for_each(|(at, _)| bytes[at..at + word.len()].copy_from_slice(other));
        assert!(bytes != whole);
        folder.write("talks.db", &bytes);
        let run = ask(&ledger, &["check"]);
        assert_eq!((run.status, run.stderr.as_str()), (1, ""), "{}", run.stdout);
        assert!(run.stdout.contains(part), "{}", run.stdout);
    }
}

#[cfg(unix)]
#[test]
fn where_there_is_no_more_room_what_was_added_stays() {
    let folder = Folder::new("faults-room");
    let reports = reports(&folder, "reports.jsonl", 0..60);
    let ledger = folder.path().join("talks.db");
    let words = format!(
        "trap '' XFSZ; ulimit -f 500; exec '{}' add '{}' --ledger '{}' --batch 5 --recorded 2022-02-18",
        env!("CARGO_BIN_EXE_verbale"),
        reports.display(),
        ledger.display()
    );
    let run = output(std::process::Command::new("sh").args(["-c", &words]));
    assert_eq!(run.status, 2, "{}", run.stdout);
    assert!(run.stderr.contains("what was told as recorded is kept"), "{}", run.stderr);
    let told: i64 = run
        .stdout
        .split_once("added ")
        .and_then(|(_, rest)| rest.split(' ').next()?.parse().ok())
        .expect("the number of reports is told");
    assert_eq!(sound(&ledger), told);
    assert!((1..60).contains(&told), "{told}");
    let run = ended(add(&reports, &ledger));
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert_eq!(sound(&ledger), 60);
    assert!(all(&ledger) == all(&ledger_of(&folder, &reports, "undisturbed.db")));
}
