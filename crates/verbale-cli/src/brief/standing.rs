//! How far things have come: each issue, the papers, the signs of tension, and who is named but silent.

use super::flow::{Flow, short};
use super::{BAD, Brief, DIM, DONE, OPEN, PARTY, words};
use anstyle::Style;
use std::collections::{BTreeMap, BTreeSet};
use verbale::moves::{Direction, Polarity};
use verbale::record::{
    CharSpan, Code, IssueRecord, MoveRecord, PartyRecord, PartyRef, SignalRecord, StateRecord,
};

/// Where each issue stands, and who is for and against it. A stance without an issue that was raised, and
/// without a second party, is only the move again and is left out.
pub(super) fn states(brief: &mut Brief) {
    let record = brief.record;
    let mut title = Some("Where it stands");
    for issue in &record.issues {
        let states: Vec<&StateRecord> =
            record.states.iter().filter(|state| state.issue == issue.id).collect();
        let sides = sides(brief, issue, &states);
        if states.is_empty() && sides.values().map(Vec::len).sum::<usize>() < 2 {
            continue;
        }
        if let Some(title) = title.take() {
            brief.section(title);
        }
        state(brief, issue, &states, &sides);
    }
}

/// The parties on each side of an issue, in the words for the side. That it is for its own wish is not told of
/// who raised it.
fn sides<'a>(
    brief: &Brief<'a>,
    issue: &IssueRecord,
    states: &[&StateRecord],
) -> BTreeMap<&'static str, Vec<&'a str>> {
    let mut sides: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    let raised = |party: &str| states.iter().any(|state| state.from.party == party);
    for position in brief.record.positions.iter().filter(|position| position.issue == issue.id) {
        let side = match position.stance.0 {
            Polarity::For if raised(&position.party) => continue,
            Polarity::For => "for",
            Polarity::Against => "against",
            Polarity::Open => continue,
        };
        sides.entry(side).or_default().push(brief.names.code(&position.party));
    }
    sides
}

fn state(
    brief: &mut Brief,
    issue: &IssueRecord,
    states: &[&StateRecord],
    sides: &BTreeMap<&'static str, Vec<&str>>,
) {
    let mut flow = Flow::new();
    flow.plain(&short(&issue.name, 70));
    let whole = issue.parent.as_ref().and_then(|id| brief.names.issue(Some(id)));
    if let Some(whole) = whole {
        flow.add(DIM, &format!(" (part of {})", short(whole, 50)));
    }
    let mut ids: BTreeSet<&str> = BTreeSet::new();
    // The same of one party with several is told once.
    let mut shown: Vec<(&'static str, String, Vec<&PartyRef>)> = Vec::new();
    for state in states {
        ids.extend(state.moves.iter().map(String::as_str));
        let (word, from) = (state.state.word(), brief.names.party(&state.from));
        match shown.iter_mut().find(|known| known.0 == word && known.1 == from) {
            Some(known) => known.2.push(&state.to),
            None => shown.push((word, from, vec![&state.to])),
        }
    }
    for (n, (word, from, to)) in shown.iter().enumerate() {
        flow.plain(if n == 0 { ": " } else { "; " });
        flow.add(colour(word), &word.replace('_', " ").to_lowercase());
        let to: Vec<String> = to.iter().map(|party| brief.names.party(party)).collect();
        flow.add(DIM, &format!(" ({from} → {})", to.join(", ")));
    }
    for (n, (side, parties)) in sides.iter().enumerate() {
        flow.plain(if n == 0 && shown.is_empty() { ": " } else { "; " });
        flow.add(DIM, &format!("{side} it "));
        flow.add(PARTY, &parties.join(", "));
    }
    let moves: Vec<&MoveRecord> = ids.iter().filter_map(|id| brief.made(id)).collect();
    let spans: Vec<CharSpan> = moves.iter().flat_map(|one| one.evidence.iter().copied()).collect();
    let ids: Vec<&str> = states.iter().flat_map(|state| state.moves.iter().map(String::as_str)).collect();
    let mut once: Vec<&str> = Vec::new();
    for id in ids {
        if !once.contains(&id) {
            once.push(id);
        }
    }
    brief.tail(&mut flow, &once, &spans);
    brief.entry(flow, 2);
    brief.read_from(&spans, "");
}

fn colour(state: &str) -> Style {
    match state {
        "RAISED" | "REPLY_DRAFTED" => OPEN,
        "REJECTED" | "JUDGED_UNSATISFACTORY" | "VIOLATED" | "SUSPENDED" => BAD,
        "ACCEPTED" | "SIGNED" | "IMPLEMENTED" | "PART_ACCEPTED" | "JUDGED_ACCEPTABLE" => DONE,
        _ => Style::new(),
    }
}

/// The papers that the report speaks of, and how far each is.
pub(super) fn papers(brief: &mut Brief) {
    let record = brief.record;
    let told = |paper: &&verbale::record::PaperRecord| paper.status.is_some() && paper.issuer.is_some();
    if !record.documents.iter().any(|paper| told(&paper)) {
        return;
    }
    brief.section("Papers");
    for paper in record.documents.iter().filter(told) {
        let mut flow = Flow::new();
        flow.plain(&short(&paper.form, 40));
        let issuer: Vec<String> = paper.issuer.iter().map(|party| brief.names.party(party)).collect();
        flow.add(DIM, " of ");
        flow.add(PARTY, &issuer.join(", "));
        if !paper.addressees.is_empty() {
            flow.add(DIM, " → ");
            flow.add(PARTY, &brief.names.parties(&paper.addressees));
        }
        flow.plain(&format!(": {}", paper.status.as_deref().unwrap_or_default()));
        if let Some(pages) = paper.pages {
            flow.plain(&format!(", {pages} pages"));
        }
        if let Some(other) = &paper.in_reply_to {
            flow.add(DIM, &format!(" [in answer to {other}]"));
        }
        brief.tail(&mut flow, &[&paper.id], &paper.evidence);
        brief.entry(flow, 2);
        brief.read_from(&paper.evidence, "");
    }
}

/// Signs of rising and falling tension, a line each; one report gives no number.
pub(super) fn tension(brief: &mut Brief) {
    let record = brief.record;
    let mut title = Some("Tension");
    for (direction, style, mark) in [(Direction::Up, BAD, "▲ up: "), (Direction::Down, DONE, "▼ down: ")]
    {
        let mut signals: Vec<&SignalRecord> =
            record.signals.iter().filter(|signal| signal.direction == Code(direction)).collect();
        signals.dedup_by(|a, b| a.kind == b.kind && a.evidence == b.evidence);
        if signals.is_empty() {
            continue;
        }
        if let Some(title) = title.take() {
            brief.section(title);
        }
        let mut flow = Flow::new();
        flow.add(style, mark);
        for (n, signal) in signals.iter().enumerate() {
            let fits = |one: &&MoveRecord| one.evidence == signal.evidence && is(one, signal);
            // The same told of each of two parties is one sign; its first move leads there.
            let one = record.moves.iter().find(fits);
            flow.plain(if n == 0 { "" } else { "; " });
            flow.plain(words::sign(&signal.kind));
            if let Some(one) = one {
                flow.plain(&format!(" by {}", brief.names.plainly(&one.from)));
            }
            let ids: Vec<&str> = one.iter().map(|one| one.id.as_str()).collect();
            brief.tail(&mut flow, &ids, &signal.evidence);
        }
        brief.entry(flow, 2);
        let spans: Vec<CharSpan> =
            signals.iter().flat_map(|signal| signal.evidence.iter().copied()).collect();
        brief.read_from(&spans, "");
    }
}

/// True where a signal is the sign of this move.
fn is(one: &MoveRecord, signal: &SignalRecord) -> bool {
    one.act.as_deref() == Some(&signal.kind) || one.kind.word().eq_ignore_ascii_case(&signal.kind)
}

/// States and organisations that are named but say and do nothing.
pub(super) fn silent(brief: &mut Brief) {
    let record = brief.record;
    if record.moves.is_empty() {
        return;
    }
    let speakers = record
        .statements
        .iter()
        .filter_map(|statement| Some(statement.speaker.as_ref()?.party.party.as_str()));
    let makers = record.moves.iter().flat_map(|one| one.from.iter().map(|party| party.party.as_str()));
    let heard: BTreeSet<&str> = speakers.chain(makers).collect();
    let silent = record.parties.iter().filter(|party| {
        let acts = matches!(party.kind.word(), "state" | "igo" | "armed-group");
        acts && !heard.contains(party.party.as_str()) && is_named(brief, party)
    });
    let silent: Vec<&str> = silent.map(|party| brief.names.code(&party.party)).collect();
    if silent.is_empty() {
        return;
    }
    brief.section("Named, but silent here");
    let mut flow = Flow::new();
    flow.plain(&silent.join(", "));
    brief.entry(flow, 2);
}

/// True where the story names a party itself: not only a seat of it ("Geneva") or a group that it is in.
fn is_named(brief: &Brief, party: &PartyRecord) -> bool {
    let body = |span: &&CharSpan| brief.place(span.start).starts_with('¶');
    let mut words = party.mentions.iter().filter(body).map(|&span| brief.span(span));
    words.any(|words| words.contains(&party.name) || words.split(' ').any(|word| word == party.party))
}
