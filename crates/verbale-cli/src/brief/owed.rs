//! Who owes whom what; what is open first.

use super::flow::{Flow, short};
use super::line::{clean, when};
use super::{BAD, Brief, DIM, DONE, OPEN, PARTY};
use verbale::record::{CharSpan, MoveRecord, ObligationRecord, PartyRef};
use verbale::talks::{Basis, ObligationKind, ObligationState};

/// The obligations of the record, each with the moves that it rests on.
pub(super) fn obligations(brief: &mut Brief) {
    let record = brief.record;
    if record.obligations.is_empty() {
        return;
    }
    brief.section("Who owes whom");
    let rank = |owed: &ObligationRecord| match owed.state.0 {
        ObligationState::Violated => 0,
        ObligationState::Active if owed.kind.0 == ObligationKind::Answer => 1,
        ObligationState::Active | ObligationState::Conditional => 2,
        ObligationState::Discharged | ObligationState::Cancelled => 3,
    };
    let mut sorted: Vec<&ObligationRecord> = record.obligations.iter().collect();
    sorted.sort_by_key(|owed| rank(owed));
    for owed in sorted {
        obligation(brief, owed);
    }
}

fn obligation(brief: &mut Brief, owed: &ObligationRecord) {
    let (style, mark) = match owed.state.0 {
        ObligationState::Active | ObligationState::Conditional => (OPEN, "● "),
        ObligationState::Violated => (BAD, "✗ "),
        ObligationState::Discharged => (DONE, "✓ "),
        ObligationState::Cancelled => (DIM, "– "),
    };
    let settled = matches!(owed.state.0, ObligationState::Discharged | ObligationState::Cancelled);
    let mut flow = Flow::new();
    flow.add(style, mark);
    flow.add(PARTY, &parties(brief, &owed.debtor));
    flow.plain(match (settled, many(&owed.debtor)) {
        (true, _) => " owed ",
        (false, true) => " owe ",
        (false, false) => " owes ",
    });
    // What a party promised to nobody in particular is owed to all.
    flow.add(PARTY, &brief.names.parties(&owed.creditor));
    flow.plain(match owed.kind.0 {
        ObligationKind::Answer => " an answer",
        ObligationKind::Perform => " a deed",
    });
    let moves: Vec<&MoveRecord> = owed.moves.iter().filter_map(|id| brief.made(id)).collect();
    let about = moves.first().map(|one| brief.what(one)).filter(|words| !words.is_empty());
    let about = about.or_else(|| owed.about.as_deref().map(|words| clean(&short(words, 100))));
    if let Some(about) = about {
        flow.plain(&format!(": {about}"));
    }
    let remarks = remarks(brief, owed, &moves);
    if !remarks.is_empty() {
        flow.add(style, &format!(" ({})", remarks.join(", ")));
    }
    let ids: Vec<&str> = owed.moves.iter().map(String::as_str).collect();
    let spans: Vec<CharSpan> = moves.iter().flat_map(|one| one.evidence.iter().copied()).collect();
    brief.tail(&mut flow, &ids, &spans);
    brief.entry(flow, 2);
    brief.read_from(&spans, "");
}

/// Its state, its term, and by whose account it is.
fn remarks(brief: &Brief, owed: &ObligationRecord, moves: &[&MoveRecord]) -> Vec<String> {
    let mut remarks = Vec::new();
    let condition = moves.iter().find_map(|one| one.condition).map(|span| short(brief.span(span), 80));
    match (owed.state.0, condition) {
        (ObligationState::Conditional, Some(condition)) => remarks.push(condition),
        (ObligationState::Conditional, None) => remarks.push("on a condition".to_owned()),
        (ObligationState::Violated, _) => remarks.push("not kept".to_owned()),
        (ObligationState::Discharged, _) => remarks.push("done".to_owned()),
        (ObligationState::Cancelled, _) => remarks.push("fallen away".to_owned()),
        (ObligationState::Active, _) => {}
    }
    let term = moves.iter().find_map(|one| one.deadline.as_ref());
    remarks.extend(term.map(|day| format!("by {}", when(day))));
    let says = |list: &[PartyRef], itself: &str| {
        let verb = if many(list) { "say" } else { "says" };
        format!("{} {itself}{verb} so", brief.names.plainly(list))
    };
    match owed.basis.0 {
        Basis::Claimed if !owed.creditor.is_empty() => remarks.push(says(&owed.creditor, "")),
        Basis::Claimed => remarks.push("so it is said".to_owned()),
        Basis::Assumed => remarks.push("by its own word".to_owned()),
        Basis::Mutual => remarks.push("both say so".to_owned()),
        Basis::Derived => {}
    }
    remarks
}

/// True where a verb must be told of several: a list, or a group whose name is a plural.
fn many(list: &[PartyRef]) -> bool {
    let plural = |party: &PartyRef| {
        let loose = !matches!(party.kind.word(), "state" | "igo" | "person" | "company" | "outlet");
        loose
            && party.quantifier.is_none()
            && party.party.ends_with('s')
            && party.party.contains(char::is_lowercase)
    };
    list.len() > 1 || list.iter().any(plural)
}

fn parties(brief: &Brief, list: &[PartyRef]) -> String {
    if list.is_empty() { "nobody named".to_owned() } else { brief.names.parties(list) }
}
