//! The moves of a brief, in the words of people and by what they do: who wants what, what was answered,
//! promised and threatened, done; what passed inside one party; what lies longer back.

use super::flow::{Flow, short};
use super::line::when;
use super::{Brief, DIM, KIND, OPEN, PARTY, words};
use verbale::moves::{Flag, MoveKind, Scope};
use verbale::record::{CharSpan, Code, MoveRecord, PartyRef};

/// The sections, in the order in which they are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Section {
    Wants,
    Answers,
    Words,
    Deeds,
    Inside,
    Past,
}

const SECTIONS: &[(Section, &str)] = &[
    (Section::Wants, "Who wants what"),
    (Section::Answers, "What was answered"),
    (Section::Words, "Promises, threats and charges"),
    (Section::Deeds, "Deeds and meetings"),
    (Section::Inside, "Among themselves"),
    (Section::Past, "Longer back"),
];

/// All moves but bare assertions, which stand with what else was said.
pub(super) fn sections(brief: &mut Brief) {
    let record = brief.record;
    for &(section, title) in SECTIONS {
        let mut lines: Vec<Line> = Vec::new();
        for one in record.moves.iter().filter(|one| section_of(brief, one) == Some(section)) {
            let what = brief.what(one);
            match lines.iter_mut().find(|line| twins(line, one, &what)) {
                Some(line) => line.also.push(one),
                None => lines.push(Line { one, what, also: Vec::new() }),
            }
        }
        if !lines.is_empty() {
            brief.section(title);
        }
        for line in lines {
            show(brief, &line);
        }
    }
}

fn section_of(brief: &Brief, one: &MoveRecord) -> Option<Section> {
    use MoveKind as K;
    let section = match one.kind.0 {
        K::Assert => return None,
        K::Demand | K::Request | K::Ask | K::Propose | K::Counter | K::Await => Section::Wants,
        K::Respond | K::Accept | K::Partial | K::Reject | K::Evaluate | K::Concede => Section::Answers,
        K::Retract | K::Prepare | K::Deliver | K::Endorse | K::Deny => Section::Answers,
        K::Commit | K::Threaten | K::Warn | K::Accuse | K::Breach => Section::Words,
        K::Meet | K::Sign | K::Suspend | K::Perform | K::Instruct => Section::Deeds,
    };
    Some(match one.scope.0 {
        Scope::Internal => Section::Inside,
        Scope::Public if brief.is_past(one.when.as_ref()) => Section::Past,
        Scope::Public => section,
    })
}

/// A line with the moves that say the same.
struct Line<'a> {
    one: &'a MoveRecord,
    what: String,
    also: Vec<&'a MoveRecord>,
}

/// True where a move would only repeat a line: an answer within the handing over of its paper, a broken word
/// within the charge of it, the same done by each to the other.
fn twins(line: &Line, other: &MoveRecord, what: &str) -> bool {
    let one = line.one;
    let sorted = |parties: &mut Vec<&str>| {
        parties.sort_unstable();
        parties.dedup();
    };
    let all = |one: &MoveRecord| {
        let mut all: Vec<&str> = one.from.iter().chain(&one.to).map(|party| party.party.as_str()).collect();
        sorted(&mut all);
        all.into_iter().map(str::to_owned).collect::<Vec<_>>()
    };
    let within = one
        .evidence
        .iter()
        .any(|outer| other.evidence.iter().all(|inner| outer.start <= inner.start && inner.end <= outer.end));
    let sure = one.factuality.report == other.factuality.report;
    let same = line.what == what && !what.is_empty();
    let one_kind = one.kind == other.kind && sure && same;
    let told_in = match (one.kind.0, other.kind.0) {
        (MoveKind::Deliver, MoveKind::Respond) => within,
        (MoveKind::Accuse, MoveKind::Breach) => same || within,
        _ => false,
    };
    (one_kind || told_in) && all(one) == all(other)
}

fn show(brief: &mut Brief, line: &Line) {
    let one = line.one;
    let inside = one.scope == Code(Scope::Internal);
    let mut flow = Flow::new();
    flow.add(PARTY, &makers(brief, one));
    let to = if inside { hearers(brief, one) } else { brief.names.parties(&one.to) };
    if !to.is_empty() {
        flow.add(DIM, " → ");
        flow.add(PARTY, &to);
    }
    flow.add(DIM, " · ");
    let verb = words::verb(one);
    flow.add(KIND, &verb);
    // "met: met the envoy" tells it twice.
    let what = line.what.strip_prefix(&verb).filter(|rest| rest.starts_with(' ')).unwrap_or(&line.what);
    if !what.is_empty() {
        flow.plain(&format!(": {}", what.trim_start()));
    }
    let remarks = remarks(brief, one, &line.what);
    if !remarks.is_empty() {
        flow.add(DIM, &format!(" [{}]", remarks.join("; ")));
    }
    for flag in &one.flags {
        match flag.0 {
            Flag::Polarity => flow.add(OPEN, " (for or against? see the doubts)"),
            Flag::Contradicted => flow.add(OPEN, " (contradicted)"),
            Flag::Unnamed => flow.add(OPEN, " (source not named)"),
            // The question mark behind a name says as much.
            Flag::AddresseeInferred | Flag::MakerInferred => {}
        }
    }
    let all: Vec<&MoveRecord> = std::iter::once(&one).chain(&line.also).copied().collect();
    let ids: Vec<&str> = all.iter().map(|one| one.id.as_str()).collect();
    let spans: Vec<CharSpan> = all.iter().flat_map(|one| one.evidence.iter().copied()).collect();
    brief.tail(&mut flow, &ids, &spans);
    brief.entry(flow, 2);
    brief.read_from(&spans, &format!("{}, {:.2}", one.rule, one.confidence));
}

/// "Sergei Lavrov (Russia)", "United States, NATO".
pub(super) fn makers(brief: &Brief, one: &MoveRecord) -> String {
    let parties =
        if one.from.is_empty() { "nobody named".to_owned() } else { brief.names.parties(&one.from) };
    match &one.by {
        Some(by) if by.person == parties => parties,
        Some(by) => format!("{} ({})", by.person, parties.replace('?', "")),
        None => parties,
    }
}

/// Inside one party only the person tells anything.
fn hearers(brief: &Brief, one: &MoveRecord) -> String {
    let statement = one.statements.first().and_then(|id| brief.told(id));
    let heard = statement.into_iter().flat_map(|statement| &statement.addressees);
    let own = |party: &PartyRef| one.to.iter().any(|to| to.party == party.party);
    let people = heard.filter(|who| own(&who.party)).filter_map(|who| who.person.clone());
    let people: Vec<String> = people.collect();
    people.join(", ")
}

fn remarks(brief: &Brief, one: &MoveRecord, what: &str) -> Vec<String> {
    let mut remarks = Vec::new();
    // A name of the user's own catalogue need not stand in the words.
    let issue = brief.names.issue(one.issue.as_ref());
    let named = |issue: &&str| {
        let small = what.to_lowercase();
        issue.to_lowercase().split_whitespace().all(|word| small.contains(word))
    };
    remarks.extend(issue.filter(|issue| !named(issue)).map(|issue| format!("on {}", short(issue, 60))));
    remarks
        .extend(one.condition.map(|span| short(brief.span(span), 80)).filter(|words| !what.contains(words)));
    remarks.extend(one.deadline.as_ref().map(|day| format!("by {}", when(day))));
    remarks.extend(one.when.as_ref().map(when));
    remarks.extend(one.in_reply_to.as_ref().map(|id| format!("in answer to {id}")));
    remarks.extend(brief.word_of(one));
    remarks
}
