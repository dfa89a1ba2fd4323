//! What people enter: retracted reports, corrected moves, decided issues, texts read again.

use crate::desk::{Place, board, day, entry, examples, stamp, tools};
use verbale_ledger::query::MoveQuery;
use verbale_ledger::{AsOf, Change, Id, Ledger, LedgerError, MoveView};

fn filled(place: &Place) -> Ledger {
    let mut ledger = place.ledger();
    ledger.add(&examples(), &stamp("2022-02-18")).expect("added");
    ledger.settle().expect("settled");
    ledger
}

fn moves(ledger: &Ledger, report: i64) -> Vec<MoveView> {
    let query = MoveQuery { report: Some(report), tellings: true, withdrawn: true, ..MoveQuery::default() };
    ledger.moves(&query).expect("moves")
}

/// All that the board of a day says, as text.
fn whole(ledger: &mut Ledger, as_of: &str) -> String {
    ledger.settle().expect("settled");
    serde_json::to_string(&ledger.board(&board(as_of)).expect("a board")).expect("JSON")
}

#[test]
fn a_retraction_withdraws_what_loses_its_last_support_and_can_be_taken_back() {
    let place = Place::new("retract");
    let mut ledger = filled(&place);
    let before = whole(&mut ledger, "2022-02-18");
    assert!(before.contains("\"7.m"), "report 7 stands on the board");
    let id =
        ledger.retract(7, "withdrawn by its desk", &stamp("2022-02-19"), tools().desk()).expect("retracted");
    let after = whole(&mut ledger, "2022-02-18");
    assert!(!after.contains("\"7.m"), "nothing of report 7 is left on the board: {after}");
    let kept = moves(&ledger, 7);
    assert!(!kept.is_empty() && kept.iter().all(|one| one.status == "withdrawn"), "{kept:?}");
    assert!(ledger.retract(7, "again", &stamp("2022-02-19"), tools().desk()).is_err());
    let Id::Edit(edit) = id else { panic!("{id} is no entry") };
    ledger.undo(edit, None, &stamp("2022-02-20"), tools().desk()).expect("taken back");
    assert_eq!(whole(&mut ledger, "2022-02-18"), before);
}

#[test]
fn what_another_report_tells_too_stays() {
    let place = Place::new("support");
    let mut ledger = place.ledger();
    let first = "OSLO, Jan 10 (Wire A) - Norway rejected the Icelandic fisheries proposal on Monday, the foreign ministry said.";
    let second = "REYKJAVIK, Jan 10 (Wire B) - Norway rejected the Icelandic fisheries proposal on Monday. Two diplomats said so in Reykjavik.";
    ledger
        .add(&[entry("a", "2022-01-10", first), entry("b", "2022-01-10", second)], &stamp("2022-01-11"))
        .expect("added");
    let rejects = |ledger: &Ledger| {
        let query = MoveQuery { kind: Some("REJECT".to_owned()), ..MoveQuery::default() };
        ledger.moves(&query).expect("moves")
    };
    let both = rejects(&ledger);
    assert_eq!((both.len(), both[0].reports), (1, 2), "{both:?}");
    ledger.retract(1, "denied", &stamp("2022-01-12"), tools().desk()).expect("retracted");
    let one = rejects(&ledger);
    assert_eq!((one.len(), one[0].reports, one[0].status.as_str()), (1, 1, "counts"), "{one:?}");
    assert!(one[0].id.starts_with("2."), "{one:?}");
}

#[test]
fn a_correction_wins_survives_reading_again_and_can_be_taken_back() {
    let place = Place::new("correct");
    let mut ledger = filled(&place);
    let first = moves(&ledger, 2).into_iter().find(|one| one.kind == "WARN").expect("a warning");
    let change =
        Change { kind: Some("THREATEN".to_owned()), to: Some("RUS".to_owned()), ..Change::default() };
    let id = ledger
        .correct(first.key, &change, "it is her own act", &stamp("2022-02-19"), tools().desk())
        .expect("corrected");
    let corrected =
        |ledger: &Ledger| moves(ledger, 2).into_iter().find(|one| one.id == first.id).expect("the move");
    assert_eq!(
        (corrected(&ledger).kind.as_str(), corrected(&ledger).status),
        ("THREATEN", format!("corrected by {id}"))
    );
    let fresh = examples().remove(1);
    let found = ledger.compare(2, &fresh, tools().desk()).expect("compared");
    assert!(found.gone.is_empty() && found.new.is_empty(), "the same reader reads the same: {found:?}");
    ledger.reread(&[(2, fresh)], &stamp("2022-02-20"), tools().desk()).expect("read again");
    assert_eq!(corrected(&ledger).kind, "THREATEN", "the correction survives");
    let Id::Edit(edit) = id else { panic!("{id} is no entry") };
    ledger.undo(edit, Some("she only warned"), &stamp("2022-02-21"), tools().desk()).expect("taken back");
    assert_eq!((corrected(&ledger).kind.as_str(), corrected(&ledger).status.as_str()), ("WARN", "counts"));
}

#[test]
fn a_rejected_move_is_off_the_board_and_stays_readable() {
    let place = Place::new("reject");
    let mut ledger = filled(&place);
    let first = moves(&ledger, 6).into_iter().find(|one| one.kind == "AWAIT").expect("an answer awaited");
    let change = Change { reject: true, ..Change::default() };
    let id =
        ledger.correct(first.key, &change, "not so", &stamp("2022-02-19"), tools().desk()).expect("rejected");
    let again = moves(&ledger, 6).into_iter().find(|one| one.id == first.id).expect("still readable");
    assert_eq!(again.status, format!("rejected by {id}"));
    assert!(!whole(&mut ledger, "2022-02-18").contains(&format!("\"{}\"", first.id)));
}

#[test]
fn a_move_that_the_machine_missed_is_entered_with_its_words() {
    let place = Place::new("missed");
    let mut ledger = filled(&place);
    let change = Change {
        kind: Some("COMMIT".to_owned()),
        from: Some("USA".to_owned()),
        to: Some("RUS".to_owned()),
        ..Change::default()
    };
    let words = "The two sides agreed to continue contacts";
    let id =
        ledger.add_move(2, words, &change, "missed", &stamp("2022-02-19"), tools().desk()).expect("entered");
    let why = ledger.why(id).expect("why");
    assert!(
        why.sentence.as_ref().is_some_and(|sentence| sentence.contains(&format!("⟦{words}⟧"))),
        "{why:?}"
    );
    assert_eq!(why.entries.len(), 1);
    let absent =
        ledger.add_move(2, "words that stand nowhere", &change, "x", &stamp("2022-02-19"), tools().desk());
    assert!(matches!(absent, Err(LedgerError::Refused(_))));
}

#[test]
fn issues_are_merged_renamed_split_and_all_that_is_taken_back() {
    let place = Place::new("issues");
    let mut ledger = filled(&place);
    let before = whole(&mut ledger, "2022-02-18");
    let (one, other) =
        (ledger.issue("enlargement").expect("an issue"), ledger.issue("missiles").expect("an issue"));
    let merged = ledger.merge(other, one, Some("one matter"), &stamp("2022-02-19")).expect("merged");
    assert!(!whole(&mut ledger, "2022-02-18").contains("nuclear missiles ("));
    assert!(ledger.merge(one, other, None, &stamp("2022-02-19")).is_err(), "no circle");
    let renamed = ledger.rename(one, "the open door", None, &stamp("2022-02-19")).expect("renamed");
    assert!(whole(&mut ledger, "2022-02-18").contains("the open door"));
    let on = MoveQuery { issue: Some(one), ..MoveQuery::default() };
    let some: Vec<i64> = ledger.moves(&on).expect("moves").iter().take(2).map(|one| one.key).collect();
    let (split, fresh) = ledger
        .split(one, &some, "a matter of its own", None, &stamp("2022-02-19"), tools().desk())
        .expect("split");
    let Id::Issue(fresh) = fresh else { panic!("{fresh} is no issue") };
    let of_fresh = MoveQuery { issue: Some(fresh), ..MoveQuery::default() };
    assert_eq!(ledger.moves(&of_fresh).expect("moves").len(), 2);
    for id in [split, renamed, merged] {
        let Id::Edit(edit) = id else { panic!("{id} is no entry") };
        ledger.undo(edit, None, &stamp("2022-02-20"), tools().desk()).expect("taken back");
    }
    assert_eq!(whole(&mut ledger, "2022-02-18"), before);
}

#[test]
fn questions_search_positions_and_changes_have_answers() {
    let place = Place::new("answers");
    let ledger = filled(&place);
    let hits = ledger.search("indivisible security", None, 10).expect("hits");
    assert!(!hits.is_empty() && hits.iter().all(|hit| hit.id.contains(".s")), "{hits:?}");
    assert!(ledger.search("\" \"", None, 10).is_err());
    let early = ledger
        .search("indivisible", Some(AsOf { day: day("2022-01-31"), known_by: None }), 10)
        .expect("hits");
    assert!(early.is_empty(), "{early:?}");
    let query = verbale_ledger::query::PositionQuery {
        party: ledger.party("Russia").expect("a party"),
        issue: None,
        as_of: AsOf { day: day("2022-02-18"), known_by: None },
        limit: 50,
    };
    assert!(!ledger.positions(&query).expect("positions").is_empty());
    let changes = ledger.diff(day("2022-01-31"), day("2022-02-18"), None).expect("changes");
    assert!(changes.iter().all(|one| one.day.as_str() > "2022-01-31"), "{changes:?}");
    assert!(!changes.is_empty() && !ledger.questions(None, 10).expect("questions").is_empty());
    let issue = ledger.issue("security guarantees").expect("an issue");
    let timeline = ledger.timeline(issue, query.as_of, false).expect("a timeline");
    assert!(timeline.moves.windows(2).all(|pair| pair[0].one.day <= pair[1].one.day));
    for id in ["6.m2", "6.s1", "6", "i1"] {
        ledger.why(Id::parse(id).expect("an id")).expect("why");
    }
    assert!(ledger.why(Id::parse("99.m1").expect("an id")).is_err());
}
