//! What the codes of a record are called in a brief: the verb of each kind of move, with how certain it is.

use verbale::moves::{MoveKind, Polarity};
use verbale::note::NoteKind;
use verbale::record::MoveRecord;
use verbale::statement::Act;

/// "demanded", "did not accept", "expected to meet", "might attack".
pub(super) fn verb(one: &MoveRecord) -> String {
    if is_silent(one) {
        return "would not comment".to_owned();
    }
    let (past, base) = of_kind(one);
    match one.factuality.report.word() {
        "PR+" => format!("expected to {base}"),
        "PS+" => format!("might {base}"),
        "CT-" => format!("did not {base}"),
        "PR-" => format!("not expected to {base}"),
        "PS-" => format!("might not {base}"),
        "Uu" => format!("{past}, as is claimed"),
        _ => past.to_owned(),
    }
}

/// "Declined to comment": an answer that tells nothing.
pub(super) fn is_silent(one: &MoveRecord) -> bool {
    one.kind.0 == MoveKind::Respond && one.rule.starts_with("decline")
}

/// What was done, and what is to be done.
fn of_kind(one: &MoveRecord) -> (&'static str, &'static str) {
    use MoveKind as K;
    match one.kind.0 {
        K::Demand => ("demanded", "demand"),
        K::Request => ("requested", "request"),
        K::Ask => ("asked", "ask"),
        K::Propose => ("proposed", "propose"),
        K::Counter => ("made a counter-offer", "make a counter-offer"),
        K::Respond => ("answered", "answer"),
        K::Accept => ("agreed", "agree"),
        K::Partial => ("agreed in part", "agree in part"),
        K::Reject => ("refused", "refuse"),
        K::Evaluate => match one.polarity.0 {
            Polarity::For => ("approved", "approve"),
            Polarity::Against => ("found fault", "find fault"),
            Polarity::Open => ("judged", "judge"),
        },
        K::Concede => ("gave ground", "give ground"),
        K::Retract => ("took back", "take back"),
        K::Commit => ("promised", "promise"),
        K::Threaten => ("threatened", "threaten"),
        K::Warn => ("warned", "warn"),
        K::Assert => ("said", "say"),
        K::Accuse => ("accused", "accuse"),
        K::Deny => ("denied", "deny"),
        K::Endorse => ("supported", "support"),
        K::Await => ("waiting for an answer", "wait for an answer"),
        K::Prepare => ("preparing, not handed over", "prepare"),
        K::Deliver => ("handed over", "hand over"),
        K::Instruct => ("ordered", "order"),
        K::Meet => ("met", "meet"),
        K::Sign => ("signed", "sign"),
        K::Suspend => ("broke off", "break off"),
        K::Breach => ("broke its word", "break its word"),
        K::Perform => deed(one.act.as_deref()),
    }
}

/// The acts of PERFORM: PLOVER's types of material deeds.
fn deed(act: Option<&str>) -> (&'static str, &'static str) {
    match act {
        Some("aid") => ("gave aid", "give aid"),
        Some("cooperate") => ("worked together", "work together"),
        Some("retreat") => ("pulled back", "pull back"),
        Some("protest") => ("protested", "protest"),
        Some("sanction") => ("imposed sanctions", "impose sanctions"),
        Some("mobilize") => ("moved forces", "move forces"),
        Some("coerce") => ("used force or arrest", "use force or arrest"),
        Some("assault") => ("attacked", "attack"),
        _ => ("acted", "act"),
    }
}

/// A signal's kind as a noun: "warning", "sanctions".
pub(super) fn sign(kind: &str) -> &str {
    match kind {
        "threaten" => "threat",
        "suspend" => "break-off",
        "breach" => "broken word",
        "accuse" => "charge",
        "warn" => "warning",
        "reject" => "refusal",
        "evaluate" => "fault found",
        "accept" => "agreement",
        "partial" => "agreement in part",
        "concede" => "concession",
        "sign" => "signature",
        "meet" => "talks",
        "assault" => "attack",
        "mobilize" => "forces moved",
        "sanction" => "sanctions",
        "retreat" => "pull-back",
        "cooperate" => "cooperation",
        "coerce" => "coercion",
        other => other,
    }
}

/// What a speaker did by saying it, or is told not to have done.
pub(super) fn spoke(act: Act, denied: bool) -> String {
    let (past, base) = match act {
        Act::Assert => ("said", "say"),
        Act::Ask => ("asked", "ask"),
        Act::Answer => ("answered", "answer"),
        Act::Request => ("requested", "request"),
        Act::Demand => ("demanded", "demand"),
        Act::Propose => ("proposed", "propose"),
        Act::Promise => ("promised", "promise"),
        Act::Threaten => ("threatened", "threaten"),
        Act::Warn => ("warned", "warn"),
        Act::Agree => ("agreed", "agree"),
        Act::Accuse => ("accused", "accuse"),
        Act::Criticise => ("found fault", "find fault"),
        Act::Support => ("supported", "support"),
        Act::Order => ("ordered", "order"),
        Act::Concede => ("conceded", "concede"),
        Act::Believe => ("thought", "think"),
        Act::Intend => ("intended", "intend"),
        // These hold their "not" already, by whatever words it is told.
        Act::Refuse | Act::Decline => return "refused".to_owned(),
        Act::Deny => return "denied".to_owned(),
    };
    if denied { format!("did not {base}") } else { past.to_owned() }
}

/// What a note is about.
pub(super) fn matter(kind: NoteKind) -> &'static str {
    match kind {
        NoteKind::Encoding => "encoding",
        NoteKind::Language => "language",
        NoteKind::Limit => "limit",
        NoteKind::Date => "time",
        NoteKind::Quote => "quotation marks",
        NoteKind::Actor => "who is meant",
        NoteKind::Statement => "speaker",
        NoteKind::Move => "doubtful words",
    }
}
