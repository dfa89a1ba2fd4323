//! The talks of a brief: who owes whom what, the moves, where each issue stands, and the signals.

use super::flow::{Flow, Start, short, styled};
use super::{BAD, Brief, DIM, DONE, KIND, OPEN, PARTY};
use anstyle::Style;
use std::collections::BTreeMap;
use verbale::moves::{Direction, Polarity, Scope};
use verbale::record::{Code, MoveRecord, ObligationRecord, PartyRef, WhenRecord};
use verbale::talks::{Basis, ObligationKind, ObligationState};

/// Who owes whom what; what is open first.
pub(super) fn obligations(brief: &mut Brief) {
    if brief.record.obligations.is_empty() {
        return;
    }
    brief.section("Who owes whom");
    let open = |owed: &&ObligationRecord| {
        matches!(
            owed.state,
            Code(ObligationState::Active | ObligationState::Violated | ObligationState::Conditional)
        )
    };
    let record = brief.record;
    for owed in record.obligations.iter().filter(open) {
        obligation(brief, owed);
    }
    for owed in record.obligations.iter().filter(|owed| !open(owed)) {
        obligation(brief, owed);
    }
}

fn obligation(brief: &mut Brief, owed: &ObligationRecord) {
    let (style, mark) = match owed.state {
        Code(ObligationState::Active | ObligationState::Conditional) => (OPEN, "● "),
        Code(ObligationState::Violated) => (BAD, "✗ "),
        Code(ObligationState::Discharged) => (DONE, "✓ "),
        Code(ObligationState::Cancelled) => (DIM, "– "),
    };
    let mut flow = Flow::new();
    flow.add(style, mark);
    flow.add(PARTY, &parties(brief, &owed.debtor));
    let settled = matches!(owed.state, Code(ObligationState::Discharged | ObligationState::Cancelled));
    flow.plain(if settled { " owed " } else { " owes " });
    // What a party promised to nobody in particular is owed to all.
    flow.add(PARTY, &brief.names.parties(&owed.creditor));
    flow.plain(match owed.kind {
        Code(ObligationKind::Answer) => " an answer",
        Code(ObligationKind::Perform) => " a deed",
    });
    if let Some(about) = &owed.about {
        flow.plain(&format!(": {}", short(about, 80)));
    }
    let state = match owed.state {
        Code(ObligationState::Active) => "",
        Code(ObligationState::Conditional) => "on a condition",
        Code(ObligationState::Violated) => "not kept",
        Code(ObligationState::Discharged) => "given",
        Code(ObligationState::Cancelled) => "fallen away",
    };
    let basis = match owed.basis {
        Code(Basis::Claimed) if owed.creditor.is_empty() => "as is said".to_owned(),
        Code(Basis::Claimed) => format!("as {} says", parties(brief, &owed.creditor)),
        Code(Basis::Assumed) => format!("as {} shows", parties(brief, &owed.debtor)),
        Code(Basis::Mutual) => "as both say".to_owned(),
        Code(Basis::Derived) => String::new(),
    };
    let remarks: Vec<&str> = [state, &basis].into_iter().filter(|part| !part.is_empty()).collect();
    if !remarks.is_empty() {
        flow.add(style, &format!(" ({})", remarks.join(", ")));
    }
    flow.add(DIM, &format!(" {}", owed.moves.join(" ")));
    brief.entry(flow, 2);
}

fn parties(brief: &Brief, list: &[PartyRef]) -> String {
    if list.is_empty() { "nobody named".to_owned() } else { brief.names.parties(list) }
}

/// The moves in the order of the text.
pub(super) fn moves(brief: &mut Brief) {
    if brief.record.moves.is_empty() {
        return;
    }
    brief.section("Moves");
    for one in &brief.record.moves {
        show(brief, one);
    }
}

/// Columns before the words of a move: its id and its kind.
const COLUMN: usize = 18;

fn show(brief: &mut Brief, one: &MoveRecord) {
    let inside = one.scope == Code(Scope::Internal);
    styled(&mut brief.out, DIM, &format!("  {:<4}", one.id));
    let sign = match one.polarity {
        Code(Polarity::Against) => "−",
        Code(Polarity::For) => "+",
        Code(Polarity::Open) => "",
    };
    let kind = format!("{:<12}", format!("{}{sign}", one.kind.word()));
    styled(&mut brief.out, if inside { DIM } else { KIND }, &kind);
    let mut flow = Flow::new();
    flow.add(
        PARTY,
        &one.by.as_ref().map_or_else(
            || parties(brief, &one.from),
            |by| format!("{} ({})", by.person, parties(brief, &one.from)),
        ),
    );
    if !one.to.is_empty() {
        flow.add(DIM, " → ");
        flow.add(PARTY, &brief.names.parties(&one.to));
    }
    if let Some(what) = about(brief, one) {
        flow.plain(&format!(": {what}"));
    }
    for remark in remarks(brief, one) {
        flow.add(DIM, &format!(" [{remark}]"));
    }
    let doubts: Vec<&str> = one.flags.iter().map(|flag| flag.word()).collect();
    if !doubts.is_empty() {
        flow.add(OPEN, &format!(" ?{}", doubts.join(" ?")));
    }
    flow.lay(&mut brief.out, Start::Filled(COLUMN), COLUMN);
    brief.read_from(&one.evidence, &one.rule, one.confidence, COLUMN);
}

/// The issue, and the content where it says more; the evidence where there is neither.
fn about(brief: &Brief, one: &MoveRecord) -> Option<String> {
    let issue = brief.names.issue(one.issue.as_ref());
    let content = one.content.map(|span| short(brief.span(span), 120));
    match (issue, content) {
        (Some(issue), Some(content)) if !content.contains(issue) => Some(format!("{issue} – {content}")),
        (_, Some(content)) => Some(content),
        (Some(issue), None) => Some(issue.to_owned()),
        (None, None) => one.evidence.first().map(|&span| short(brief.span(span), 100)),
    }
}

fn remarks(brief: &Brief, one: &MoveRecord) -> Vec<String> {
    let mut remarks = Vec::new();
    if one.scope == Code(Scope::Internal) {
        remarks.push("among themselves".to_owned());
    }
    remarks.extend(one.act.clone());
    remarks.extend(one.condition.map(|span| short(brief.span(span), 60)));
    remarks.extend(one.deadline.as_ref().map(|day| format!("by {}", when(day))));
    remarks.extend(one.when.as_ref().map(when));
    remarks.extend(one.in_reply_to.as_ref().map(|id| format!("answers {id}")));
    let sure = match one.factuality.report.word() {
        "CT+" => None,
        "PR+" => Some("probable"),
        "PS+" => Some("possible"),
        "CT-" => Some("not done"),
        "PR-" => Some("probably not"),
        "PS-" => Some("perhaps not"),
        _ => Some("not certain"),
    };
    remarks.extend(sure.map(str::to_owned));
    remarks
}

/// "Monday = 2022-02-14", "last week = 2022-02-07 to 2022-02-13", "Monday".
pub(super) fn when(when: &WhenRecord) -> String {
    let surface = short(&when.surface, 40);
    match (&when.from, &when.to) {
        (Some(from), Some(to)) if from != to => format!("{surface} = {from} to {to}"),
        (Some(day), _) | (None, Some(day)) if *day != surface => format!("{surface} = {day}"),
        _ => surface,
    }
}

/// Where each issue stands, and who is for and against it.
pub(super) fn states(brief: &mut Brief) {
    let record = brief.record;
    if record.states.is_empty() && record.positions.is_empty() {
        return;
    }
    brief.section("Where it stands");
    let mut stances: BTreeMap<&str, BTreeMap<&str, Vec<&str>>> = BTreeMap::new();
    for position in &record.positions {
        let side = match position.stance {
            Code(Polarity::For) => "for it",
            Code(Polarity::Against) => "against it",
            Code(Polarity::Open) => continue,
        };
        let parties = stances.entry(&position.issue).or_default().entry(side).or_default();
        parties.push(brief.names.code(&position.party));
    }
    for issue in &record.issues {
        let states = || record.states.iter().filter(|state| state.issue == issue.id);
        let sides = stances.get(issue.id.as_str());
        if states().next().is_none() && sides.is_none() {
            continue;
        }
        let mut flow = Flow::new();
        flow.plain(&short(&issue.name, 60));
        for state in states() {
            let word = state.state.word().replace('_', " ").to_lowercase();
            flow.plain("; ");
            flow.add(colour(state.state.word()), &word);
            let pair = (brief.names.party(&state.from), brief.names.party(&state.to));
            flow.add(DIM, &format!(" (put by {} to {})", pair.0, pair.1));
        }
        for (side, parties) in sides.into_iter().flatten() {
            flow.add(DIM, &format!("; {side}: "));
            flow.add(PARTY, &parties.join(", "));
        }
        brief.entry(flow, 2);
    }
}

fn colour(state: &str) -> Style {
    match state {
        "RAISED" | "REPLY_DRAFTED" => OPEN,
        "REJECTED" | "JUDGED_UNSATISFACTORY" | "VIOLATED" | "SUSPENDED" => BAD,
        "ACCEPTED" | "SIGNED" | "IMPLEMENTED" | "PART_ACCEPTED" | "JUDGED_ACCEPTABLE" => DONE,
        _ => Style::new(),
    }
}

/// Signs of rising or falling tension.
pub(super) fn signals(brief: &mut Brief) {
    if brief.record.signals.is_empty() {
        return;
    }
    brief.section("Signals");
    for signal in &brief.record.signals {
        let (style, mark) = match signal.direction {
            Code(Direction::Up) => (BAD, "▲ "),
            Code(Direction::Down) => (DONE, "▼ "),
            Code(Direction::Level) => (DIM, "= "),
        };
        let mut flow = Flow::new();
        flow.add(style, mark);
        flow.plain(&signal.kind);
        let words: Vec<&str> = signal.evidence.iter().map(|&span| brief.span(span)).collect();
        flow.add(DIM, &format!(" – “{}”", short(&words.join(" … "), 100)));
        brief.entry(flow, 2);
    }
}
