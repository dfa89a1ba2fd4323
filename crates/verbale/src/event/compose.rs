//! How status changes a type: what is promised, refused, threatened or required.
//!
//! ```text
//! "will meet", "is ready to send"  CONSULT, AID      -> AGREE     (PLOVER: future cooperation is agreement)
//! "will withdraw its ambassador"   SANCTION          -> THREATEN
//! "will not meet"                  CONSULT           -> REJECT
//! "must withdraw", said by another RETREAT           -> REQUEST, of the one who says it
//! ```

use super::frame::Group;
use super::status::Status;
use super::{Auxiliary, EventType};
use crate::factuality::Certainty;

/// What remains of a match when its status is taken into account.
#[derive(Debug, Clone)]
pub(super) struct Composed {
    pub(super) kind: EventType,
    pub(super) mode: Option<String>,
    pub(super) auxiliary: Vec<Auxiliary>,
    pub(super) certainty: Certainty,
    /// What was composed, for the rule's name; empty where the frame stands alone.
    pub(super) step: &'static str,
}

/// Who tells of a future or required act.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Teller {
    /// The report.
    Report,
    /// The one who acts.
    Actor,
    /// Somebody else.
    Other,
}

/// The type that a match becomes; none where it is no event at all.
pub(super) fn compose(
    kind: EventType,
    mode: Option<&str>,
    status: &Status,
    teller: Teller,
) -> Option<Composed> {
    if status.unreal {
        return None;
    }
    let group = Group::of(kind);
    let modal = status.modal.as_deref().unwrap_or("");
    let future = status.future || matches!(modal, "will" | "would" | "shall");
    if matches!(modal, "must" | "should" | "ought") {
        return None;
    }
    if status.stopped {
        return stopped(kind, mode, group);
    }
    if status.negated {
        return negated(kind, mode, group, future || matches!(modal, "can" | "could" | "may"));
    }
    if matches!(modal, "may" | "might" | "could") {
        return possible(kind, mode, group, teller);
    }
    if modal == "can" && !future {
        return None;
    }
    if future {
        return to_come(kind, mode, group, status, teller);
    }
    let mut composed = plain(kind, mode, Certainty::CertainYes);
    if status.attempt {
        composed.step = "attempt";
    }
    if status.historical {
        composed.auxiliary.push(Auxiliary::Historical);
    }
    Some(composed)
}

fn plain(kind: EventType, mode: Option<&str>, certainty: Certainty) -> Composed {
    Composed { kind, mode: mode.map(str::to_owned), auxiliary: Vec::new(), certainty, step: "" }
}

fn stopped(kind: EventType, mode: Option<&str>, group: Group) -> Option<Composed> {
    let (kind, mode) = match (group, kind) {
        (Group::Coop | Group::Yield, _) => (EventType::Sanction, Some("discontinue")),
        (_, EventType::Assault | EventType::Mobilize) => (EventType::Retreat, Some("ceasefire")),
        (Group::Harm, _) => (EventType::Concede, None),
        (Group::Word, _) => return Some(plain(kind, mode, Certainty::CertainYes)),
    };
    Some(Composed { step: "stopped", ..plain(kind, mode, Certainty::CertainYes) })
}

fn negated(kind: EventType, mode: Option<&str>, group: Group, will: bool) -> Option<Composed> {
    match group {
        Group::Coop | Group::Yield if will => Some(Composed {
            step: "refused",
            ..plain(EventType::Reject, reject_mode(kind), Certainty::CertainYes)
        }),
        Group::Harm if will && kind != EventType::Threaten => {
            Some(Composed { step: "forsworn", ..plain(EventType::Agree, None, Certainty::CertainYes) })
        }
        // "does not recognise the ruling": what one does not back or agree to, one rejects.
        Group::Coop if matches!(kind, EventType::Support | EventType::Agree) => {
            Some(Composed { step: "refused", ..plain(EventType::Reject, None, Certainty::CertainYes) })
        }
        // "did not rule out": what is not rejected is not thereby agreed to.
        _ if kind == EventType::Reject || will => None,
        _ => {
            let mut composed = plain(kind, mode, Certainty::CertainNo);
            composed.auxiliary.push(Auxiliary::Negation);
            composed.step = "negated";
            Some(composed)
        }
    }
}

fn possible(kind: EventType, mode: Option<&str>, group: Group, teller: Teller) -> Option<Composed> {
    let (kind, mode) = match group {
        Group::Harm if teller != Teller::Other => (EventType::Threaten, threat_mode(kind, mode)),
        Group::Word if teller != Teller::Other => (kind, mode),
        _ => return None,
    };
    let mut composed = plain(kind, mode, Certainty::PossibleYes);
    composed.auxiliary.push(Auxiliary::Hypothetical);
    composed.step = "possible";
    Some(composed)
}

fn to_come(
    kind: EventType,
    mode: Option<&str>,
    group: Group,
    status: &Status,
    teller: Teller,
) -> Option<Composed> {
    let (kind, mode) = match (group, kind) {
        (_, EventType::Retreat) if mode == Some("resign") => (kind, mode),
        // "will withdraw its peacekeepers unless …"
        (Group::Yield, _) if status.unless => (EventType::Threaten, Some("relations")),
        (Group::Coop | Group::Yield, _) => (EventType::Agree, None),
        // Another's prediction of harm is no threat.
        (Group::Harm, _) if teller == Teller::Other => return None,
        (Group::Harm, EventType::Protest | EventType::Threaten) if mode != Some("boycott") => (kind, mode),
        (Group::Harm, _) => (EventType::Threaten, threat_mode(kind, mode)),
        (Group::Word, _) => (kind, mode),
    };
    // What is promised is done by saying so; what will be asked or refused is not asked yet.
    let certainty = match group {
        Group::Word if status.conditional => Certainty::PossibleYes,
        Group::Word => Certainty::ProbableYes,
        _ if status.willing || teller == Teller::Actor => Certainty::CertainYes,
        _ => Certainty::ProbableYes,
    };
    let mut composed = plain(kind, mode, certainty);
    if !status.willing {
        composed.auxiliary.push(Auxiliary::Future);
    }
    if status.conditional {
        composed.auxiliary.push(Auxiliary::Hypothetical);
    }
    composed.step = if status.willing { "willing" } else { "future" };
    Some(composed)
}

/// The mode of a refusal, from what is refused.
pub(super) fn reject_mode(kind: EventType) -> Option<&'static str> {
    match kind {
        EventType::Consult => Some("meet"),
        EventType::Aid | EventType::Cooperate | EventType::Support => Some("assist"),
        EventType::Concede | EventType::Retreat => Some("yield"),
        _ => None,
    }
}

/// The mode of a threat, from what is threatened.
pub(super) fn threat_mode(kind: EventType, mode: Option<&str>) -> Option<&'static str> {
    match (kind, mode) {
        (EventType::Sanction, Some("expel")) => Some("expel"),
        (EventType::Sanction, _) => Some("relations"),
        (EventType::Coerce, Some("arrest")) => Some("arrest"),
        (EventType::Coerce, Some("deport")) => Some("expel"),
        (EventType::Coerce | EventType::Protest, _) => Some("restrict"),
        (EventType::Assault | EventType::Mobilize, _) => Some("violence"),
        _ => None,
    }
}

/// The mode of a request, from what is asked for.
pub(super) fn request_mode(kind: EventType) -> Option<&'static str> {
    match kind {
        EventType::Consult => Some("meet"),
        EventType::Aid | EventType::Cooperate | EventType::Support => Some("assist"),
        EventType::Concede | EventType::Retreat => Some("yield"),
        _ => None,
    }
}
