use super::series::{self, Period, Told};
use super::{Talks, fold};
use crate::actor::{ActorRef, PartyId};
use crate::factuality::{Certainty, Factuality};
use crate::moves::{Issue, IssueId, Move, MoveKind, Moves, Polarity, Scope};
use crate::span::Span;

/// Moves in short: `DEMAND A>B guarantees`, joined parties as `AB`, an unlikely move with `?` before its kind,
/// a negated one with `!`, one against the issue with `-`, a conditional one with `@`.
fn moves(script: &str) -> Moves {
    let mut found = Moves::default();
    for (n, line) in script.split(';').map(str::trim).enumerate() {
        let mut words = line.splitn(3, ' ');
        let head = words.next().expect("a kind");
        let (from, to) = words.next().expect("parties").split_once('>').expect("from and to");
        let name = words.next().unwrap_or("guarantees").to_owned();
        let kind = MoveKind::parse(head.trim_start_matches(['?', '!', '-', '@'])).expect("a kind");
        let parties = |letters: &str| -> Vec<ActorRef> {
            letters.bytes().map(|b| ActorRef::party(PartyId(u32::from(b)), None)).collect()
        };
        let report = match head.as_bytes()[0] {
            b'?' => Certainty::PossibleYes,
            b'!' => Certainty::CertainNo,
            _ => Certainty::CertainYes,
        };
        let issue = found.issues.iter().position(|issue| issue.name == name).unwrap_or_else(|| {
            found.issues.push(Issue { parent: None, name, mentions: Vec::new() });
            found.issues.len() - 1
        });
        found.list.push(Move {
            kind,
            act: None,
            scope: if from == to && from.len() == 1 { Scope::Internal } else { Scope::Public },
            from: parties(from),
            to: parties(to),
            by: None,
            issue: Some(IssueId(issue as u32)),
            paper: None,
            content: None,
            polarity: if head.starts_with('-') { Polarity::Against } else { Polarity::Open },
            condition: head.starts_with('@').then(|| Span::new(0, 1)),
            deadline: None,
            factuality: Factuality { report, source: report },
            when: None,
            in_reply_to: None,
            statements: Vec::new(),
            events: Vec::new(),
            evidence: vec![Span::new(n * 10, n * 10 + 5)],
            flags: Vec::new(),
            confidence: 1.0,
            rule: String::new(),
        });
    }
    found
}

fn letters(list: &[ActorRef]) -> String {
    list.iter().map(|one| char::from(one.party.0 as u8)).collect()
}

fn owed(talks: &Talks) -> String {
    let line = |o: &super::Obligation| {
        format!("{} {}>{} {}", o.kind.as_str(), letters(&o.debtor), letters(&o.creditor), o.state.as_str())
    };
    talks.obligations.iter().map(line).collect::<Vec<_>>().join("; ")
}

fn check(script: &str, expected: &str) {
    assert_eq!(owed(&fold(&moves(script))), expected, "{script}");
}

fn check_state(script: &str, expected: &str) {
    let talks = fold(&moves(script));
    let line = |s: &super::StateOfIssue| {
        format!(
            "{}>{} {}",
            letters(std::slice::from_ref(&s.from)),
            letters(std::slice::from_ref(&s.to)),
            s.state.as_str()
        )
    };
    assert_eq!(talks.states.iter().map(line).collect::<Vec<_>>().join("; "), expected, "{script}");
}

#[test]
fn what_is_raised_is_owed_an_answer() {
    check("DEMAND A>B", "ANSWER B>A active");
    check("ASK A>B", "ANSWER B>A active");
    check("?DEMAND A>B", "");
    check("!PROPOSE A>B", "");
    check("DEMAND A>A", "");
    check("DEMAND A>", "");
}

#[test]
fn a_reply_discharges_even_where_it_is_told_first() {
    check("DEMAND A>BC; RESPOND BC>A", "ANSWER BC>A discharged");
    check("REJECT B>A rice talks; DEMAND A>B rice talks", "ANSWER B>A discharged");
    check("DEMAND A>B; EVALUATE A>B", "ANSWER B>A active");
    check("DEMAND A>B; !REJECT B>A", "ANSWER B>A active");
}

#[test]
fn one_of_two_debtors_answers_for_itself() {
    check("REQUEST A>BC; REJECT B>A", "ANSWER C>A active; ANSWER B>A discharged");
    check(
        "REQUEST A>BC; REJECT B>A; ACCEPT C>A",
        "ANSWER C>A discharged; ANSWER B>A discharged; PERFORM C>A active",
    );
}

#[test]
fn a_counter_offer_turns_the_debt_round() {
    check("PROPOSE A>B; COUNTER B>A", "ANSWER B>A discharged; ANSWER A>B active");
}

#[test]
fn a_reply_in_preparation_is_owed_but_moves_nothing() {
    check("DEMAND A>B; RESPOND B>A; PREPARE A>B reply", "ANSWER B>A discharged; ANSWER A>B active");
    check("ACCUSE B>A; PREPARE A>B data", "");
    check("DEMAND A>B; PREPARE B>A reply", "ANSWER B>A active");
}

#[test]
fn awaiting_claims_or_confirms() {
    check("AWAIT A>B", "ANSWER B>A active");
    check("DEMAND A>B; AWAIT A>B", "ANSWER B>A active");
    check("REQUEST A>B panel; AWAIT B>A panel", "ANSWER B>A active");
}

#[test]
fn promises_are_owed_deeds() {
    check("COMMIT A>B", "PERFORM A>B active");
    check("COMMIT A>", "PERFORM A> active");
    check("-COMMIT A>B broadcasts", "");
    check("@COMMIT A>B", "PERFORM A>B conditional");
    check("COMMIT A>B pullout; PERFORM A>B pullout", "PERFORM A>B discharged");
    check("COMMIT A>B dumping; BREACH A>B dumping", "PERFORM A>B violated");
    check("BREACH A>B pact", "PERFORM A>B violated");
}

#[test]
fn an_accepted_demand_binds_the_one_who_accepts_an_accepted_offer_the_offerer() {
    check("DEMAND A>B; ACCEPT B>A", "ANSWER B>A discharged; PERFORM B>A active");
    check("PROPOSE A>B; ACCEPT B>A", "ANSWER B>A discharged; PERFORM A>B active");
    check("PROPOSE AC>B bid; ACCEPT B>A bid", "ANSWER B>A discharged; PERFORM A>B active");
}

#[test]
fn leaving_a_treaty_ends_the_own_debt_and_leaves_that_of_the_others() {
    check("SIGN ABC>ABC treaty; SUSPEND A>B treaty", "PERFORM A>BC cancelled; PERFORM BC>BC active");
    check("DEMAND A>B; RETRACT A>B", "ANSWER B>A cancelled");
}

#[test]
fn the_same_told_twice_is_one() {
    check("DEMAND A>B oil embargo; DEMAND A>B embargo on oil", "ANSWER B>A active");
    check("DEMAND A>B embargo; DEMAND A>B prisoners", "ANSWER B>A active; ANSWER B>A active");
}

#[test]
fn an_issue_goes_from_raised_to_implemented() {
    check_state("DEMAND A>B", "A>B RAISED");
    check_state("DEMAND A>B; RESPOND B>A", "A>B ANSWERED");
    check_state("DEMAND A>B; RESPOND B>A; -EVALUATE A>B", "A>B JUDGED_UNSATISFACTORY");
    check_state("DEMAND A>B; RESPOND B>A; PREPARE A>B", "A>B REPLY_DRAFTED");
    check_state("DEMAND A>B; REJECT B>A; DEMAND B>A", "B>A RAISED");
    check_state("PROPOSE A>B; ACCEPT B>A; SIGN A>B; PERFORM A>B", "A>B IMPLEMENTED");
    check_state("DEMAND A>B; RETRACT B>A", "A>B RAISED");
    check_state("DEMAND A>B; RETRACT A>B", "A>B WITHDRAWN");
}

#[test]
fn positions_follow_the_last_clear_stance() {
    let talks = fold(&moves("-EVALUATE A>B embargo; DEMAND A>B embargo; ACCEPT A>B embargo"));
    let position = &talks.positions[0];
    assert_eq!((position.stance, position.moves.len()), (Polarity::For, 3));
}

/// The periods of a measure, each move told on a day of its own.
fn check_measure(script: &str, expected: &str) {
    let moves = moves(script);
    let told: Vec<Told> =
        (0..moves.list.len()).map(|n| Told { start: n, end: n + 1, day: n as i32 }).collect();
    let measure = moves.issues.iter().position(|issue| issue.name == "tariffs").expect("tariffs");
    let course = series::fold(&moves, &told, &[IssueId(measure as u32)]);
    let line = |period: &Period<super::StateOfIssue>| {
        let value = &period.value;
        let (from, to) = (std::slice::from_ref(&value.from), std::slice::from_ref(&value.to));
        format!("{}>{} {} {}", letters(from), letters(to), value.state.as_str(), period.since)
    };
    assert_eq!(course.measures.iter().map(line).collect::<Vec<_>>().join("; "), expected, "{script}");
}

#[test]
fn a_measure_is_announced_comes_into_force_and_is_ended_by_its_maker() {
    check_measure(
        "THREATEN A>B tariffs; REJECT B>A tariffs; PERFORM A>B tariffs; THREATEN A>B tariffs; SUSPEND A>B tariffs",
        "A>B RAISED 0; A>B IMPLEMENTED 2; A>B SUSPENDED 4",
    );
    check_measure(
        "THREATEN A>B tariffs; SUSPEND B>A tariffs; THREATEN B>A tariffs",
        "A>B RAISED 0; B>A RAISED 2",
    );
    check_measure("?PERFORM A>B tariffs; DEMAND B>A tariffs; THREATEN A>B quotas", "");
}
