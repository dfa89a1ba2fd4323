//! Addressees that a clause leaves out, from the rest of the report.
//!
//! ```text
//! Chile proposed a treaty. Peru criticised the move.      EVALUATE PER → CHL: whose move it was
//! The guarantees that Moscow demands … the US response     DEMAND RUS → USA: who answered
//! ```

use super::draft::Draft;
use super::earlier;
use super::join::Told;
use super::scene::{Scene, same_parties};
use super::{Flag, IssueId, MoveKind};
use crate::actor::{ActorRef, PartyId, PartyKind};
use std::collections::BTreeMap;

/// Fills in the addressees that clauses leave out.
pub(super) fn infer(scene: &Scene<'_>, told: &mut [Told]) {
    for n in 0..told.len() {
        if lacks_addressee(&told[n].draft) {
            let mut found = by_discourse(scene, told, n);
            if let Some(found) = &mut found {
                found.retain(|one| scene.actors.party(one.party).kind != PartyKind::Person);
            }
            enter(&mut told[n].draft, found);
        }
    }
    let main = counterparts(told);
    for n in 0..told.len() {
        if lacks_addressee(&told[n].draft) {
            let mut found = by_habit(scene, told, n, &main);
            if let Some(found) = &mut found {
                found.retain(|one| takes_part(scene, &told[n].draft, one));
            }
            enter(&mut told[n].draft, found);
        }
    }
    for one in told {
        leave_out_makers(scene, &mut one.draft);
    }
}

/// "Both sides agreed": what all of a set do is to none of them.
fn leave_out_makers(scene: &Scene<'_>, draft: &mut Draft) {
    let made = |party: &PartyId| draft.from.iter().any(|one| one.party == *party);
    let before = draft.to.len();
    // "Their troops": a set that bears the names of those who make the move.
    let codes: Vec<&str> = draft.from.iter().map(|one| scene.actors.party(one.party).code.as_str()).collect();
    let named = |actor: &ActorRef| {
        let code = &scene.actors.party(actor.party).code;
        code.contains('+') && code.split('+').all(|part| codes.contains(&part))
    };
    draft.to.retain(|actor| (actor.members.is_empty() || !actor.members.iter().all(made)) && !named(actor));
    if draft.to.is_empty() && before > 0 {
        draft.flags.retain(|flag| *flag != Flag::AddresseeInferred);
    }
}

/// A party that talks: no lone person, and for a deed no firm.
fn takes_part(scene: &Scene<'_>, draft: &Draft, one: &ActorRef) -> bool {
    match scene.actors.party(one.party).kind {
        PartyKind::State | PartyKind::Igo | PartyKind::ArmedGroup => true,
        PartyKind::Person => false,
        _ => draft.kind != MoveKind::Perform,
    }
}

fn enter(draft: &mut Draft, found: Option<Vec<ActorRef>>) {
    let Some(mut found) = found.filter(|found| !found.is_empty()) else { return };
    for actor in &mut found {
        actor.inferred = true;
        actor.span = None;
    }
    draft.to = found;
    draft.flags.push(Flag::AddresseeInferred);
}

/// The one whose act a reaction is to; else the one of the maker's other move in the same sentence ("applied
/// to join the WTO and presented a memorandum"); else the one that another move on the same issue has ("the
/// guarantees that Moscow demands", "the US and NATO responses to the demands").
fn by_discourse(scene: &Scene<'_>, told: &[Told], n: usize) -> Option<Vec<ActorRef>> {
    let draft = &told[n].draft;
    if is_silent(draft) {
        return None;
    }
    let by_issue = || told[n].issue.and_then(|issue| on_issue(told, n, issue));
    match draft.kind {
        // A denial is addressed to the one who charged, an endorsement to the one who put forward.
        MoveKind::Deny => reacted_to(told, n, &[MoveKind::Accuse]),
        MoveKind::Endorse => earlier::author(scene, told, n)
            .or_else(|| reacted_to(told, n, &[MoveKind::Request, MoveKind::Propose, MoveKind::Demand])),
        // "He also asked whether …": who asks again asks the same one, be it his own minister.
        MoveKind::Ask => asked_before(told, n).or_else(by_issue),
        MoveKind::Commit => None,
        MoveKind::Deliver if is_published(draft) => None,
        MoveKind::Assert => earlier::author(scene, told, n),
        _ => {
            let here = scene.parse.sentence_of(draft.predicate);
            let joined = || {
                before(told, n)
                    .filter(|other| scene.parse.sentence_of(other.predicate) == here)
                    .map(|other| other.to.clone())
            };
            let answered = || earlier::answered(scene, told, n);
            earlier::author(scene, told, n).or_else(answered).or_else(joined).or_else(by_issue)
        }
    }
}

/// Whom the teller speaks for, else the one of the maker's move just before, else the maker's one counterpart
/// in the whole report.
fn by_habit(
    scene: &Scene<'_>,
    told: &[Told],
    n: usize,
    main: &BTreeMap<PartyId, Vec<ActorRef>>,
) -> Option<Vec<ActorRef>> {
    let draft = &told[n].draft;
    let own = &draft.from;
    let of_maker = || own.first().and_then(|one| main.get(&one.party)).cloned();
    let teller = || {
        let speaker = draft.statement.and_then(|id| scene.speaker(id))?;
        let other = scene.may_act(&speaker) && !own.iter().any(|one| one.party == speaker.party);
        let kind = scene.actors.party(speaker.party).kind;
        (other && !matches!(kind, PartyKind::Person | PartyKind::Unknown)).then(|| vec![speaker])
    };
    // "Has yet to respond to the proposal", of which the report does not tell whose it was.
    if earlier::reacts(draft.kind) && earlier::points(scene, draft) {
        return None;
    }
    match draft.kind {
        MoveKind::Deny | MoveKind::Endorse | MoveKind::Evaluate | MoveKind::Assert => None,
        MoveKind::Warn if draft.rule.starts_with("act:") => None,
        MoveKind::Respond if is_silent(draft) => None,
        // "We stand ready to help", said to the world.
        MoveKind::Commit if draft.flags.contains(&Flag::MakerInferred) && is_quoted(scene, draft) => None,
        // What is published is for everybody.
        MoveKind::Deliver if is_published(draft) => None,
        // A promise that names nobody is the maker's to its counterpart, where the two talk to one another.
        MoveKind::Commit => {
            let kind = own.first().map(|one| scene.actors.party(one.party).kind);
            let addressed = |found: &Vec<ActorRef>| {
                told.iter().map(|one| &one.draft).any(|other| {
                    other.kind != MoveKind::Commit
                        && same_parties(&other.from, own)
                        && same_parties(&other.to, found)
                })
            };
            of_maker()
                .filter(addressed)
                .filter(|_| matches!(kind, Some(PartyKind::State | PartyKind::Igo | PartyKind::ArmedGroup)))
        }
        _ => teller().or_else(|| before(told, n).map(|other| other.to.clone())).or_else(of_maker),
    }
}

/// "Declined to comment": said to whoever asked, and that is the press.
fn is_silent(draft: &Draft) -> bool {
    draft.kind == MoveKind::Respond && draft.rule.starts_with("decline")
}

fn is_quoted(scene: &Scene<'_>, draft: &Draft) -> bool {
    let at = scene.parse.span(draft.predicate);
    draft.statement.is_some_and(|id| {
        scene.statement(id).content.iter().any(|piece| piece.verbatim && piece.span.contains(at))
    })
}

fn is_published(draft: &Draft) -> bool {
    draft.rule.starts_with("release")
}

/// The maker's last move just before that has an addressee.
fn before(told: &[Told], n: usize) -> Option<&Draft> {
    let own = &told[n].draft.from;
    let low = n.saturating_sub(3);
    (low..n)
        .rev()
        .map(|m| &told[m].draft)
        .find(|other| same_parties(&other.from, own) && !other.to.is_empty() && !same_parties(&other.to, own))
}

/// Whom the same party asked shortly before.
fn asked_before(told: &[Told], n: usize) -> Option<Vec<ActorRef>> {
    let own = &told[n].draft.from;
    let earlier = told[n.saturating_sub(4)..n].iter().rev().map(|one| &one.draft);
    let asked = |other: &&Draft| other.kind == MoveKind::Ask && same_parties(&other.from, own);
    earlier.filter(asked).map(|other| other.to.clone()).find(|to| !to.is_empty())
}

/// Who tells reporters what he offers or promises makes no offer to them.
pub(super) fn no_press(scene: &Scene<'_>, told: &mut Vec<Told>) {
    use MoveKind::{
        Accept, Assert, Await, Commit, Concede, Counter, Demand, Deny, Evaluate, Partial, Prepare, Propose,
        Respond, Warn,
    };
    let is_press = |party: PartyId| {
        let name = scene.actors.party(party).name.to_lowercase();
        name.split(' ').next_back().is_some_and(|last| scene.frames.in_list("press", last))
    };
    // "Told reporters not to expect much" orders nobody.
    let told_press =
        |draft: &Draft| draft.kind == MoveKind::Instruct && draft.to.iter().any(|one| is_press(one.party));
    told.retain(|one| !one.draft.from.iter().any(|maker| is_press(maker.party)) && !told_press(&one.draft));
    for draft in told.iter_mut().map(|one| &mut one.draft) {
        let heard = matches!(
            draft.kind,
            Accept
                | Assert
                | Await
                | Commit
                | Concede
                | Counter
                | Demand
                | Deny
                | Evaluate
                | Partial
                | Prepare
                | Propose
                | Respond
                | Warn
        );
        if heard {
            draft.to.retain(|one| !is_press(one.party));
        }
    }
}

/// The kinds that are addressed to somebody even where the clause does not say it.
fn lacks_addressee(draft: &Draft) -> bool {
    use MoveKind::{
        Accept, Accuse, Ask, Await, Breach, Concede, Counter, Deliver, Demand, Deny, Evaluate, Partial,
        Perform, Prepare, Propose, Reject, Request, Respond, Retract, Threaten, Warn,
    };
    let addressed = matches!(
        draft.kind,
        Accept
            | Accuse
            | Ask
            | Await
            | Breach
            | Concede
            | Counter
            | Deliver
            | Demand
            | Deny
            | Evaluate
            | Partial
            | Perform
            | Prepare
            | Propose
            | Reject
            | Request
            | Respond
            | Retract
            | Threaten
            | Warn
    );
    // What several agree on among themselves is to nobody else.
    let joint = draft.kind == MoveKind::Accept && draft.from.len() > 1;
    let promise = draft.kind == MoveKind::Commit;
    let lone_signer = draft.kind == MoveKind::Sign && draft.from.len() == 1;
    let told_of = matches!(draft.kind, MoveKind::Endorse | MoveKind::Assert);
    (addressed || promise || lone_signer || told_of) && !joint && draft.to.is_empty()
}

/// Parties named together, with how many moves pass to or from them.
type Groups = BTreeMap<Vec<PartyId>, (usize, Vec<ActorRef>)>;

/// With whom each party deals in this report: the party, or those named together, that it has most moves with;
/// of several that have as many, those that are most.
fn counterparts(told: &[Told]) -> BTreeMap<PartyId, Vec<ActorRef>> {
    let mut counts: BTreeMap<PartyId, Groups> = BTreeMap::new();
    // Who speaks of another does not deal with it.
    for one in told.iter().filter(|one| one.draft.kind != MoveKind::Assert) {
        let sides = [(&one.draft.from, &one.draft.to), (&one.draft.to, &one.draft.from)];
        for (side, facing) in sides {
            for own in side {
                let others: Vec<ActorRef> =
                    facing.iter().filter(|other| other.party != own.party).cloned().collect();
                let mut parties: Vec<PartyId> = others.iter().map(|other| other.party).collect();
                parties.sort_unstable();
                if !parties.is_empty() {
                    let known = counts.entry(own.party).or_default();
                    known.entry(parties).or_insert((0, others)).0 += 1;
                }
            }
        }
    }
    let best = |groups: Groups| {
        let most = groups.iter().map(|(parties, (count, _))| (*count, parties.len())).max()?;
        let mut first = groups.into_iter().filter(|(parties, (count, _))| (*count, parties.len()) == most);
        let (_, (_, found)) = first.next()?;
        first.next().is_none().then_some(found)
    };
    counts.into_iter().filter_map(|(party, groups)| Some((party, best(groups)?))).collect()
}

/// Who made the last move of certain kinds before this one.
fn reacted_to(told: &[Told], n: usize, kinds: &[MoveKind]) -> Option<Vec<ActorRef>> {
    const BACK: usize = 6;
    let own = &told[n].draft.from;
    let before = told[n.saturating_sub(BACK)..n].iter().rev().map(|one| &one.draft);
    let mut fits = before.filter(|other| kinds.contains(&other.kind) && !same_parties(&other.from, own));
    fits.next().map(|other| other.from.clone())
}

/// How many moves around are looked at.
const WINDOW: usize = 40;

/// The party that the nearest move on the same issue tells: to whom the same maker made it, else who else made
/// one.
fn on_issue(told: &[Told], n: usize, issue: IssueId) -> Option<Vec<ActorRef>> {
    let own = &told[n].draft.from;
    let (low, high) = (n.saturating_sub(WINDOW), (n + WINDOW).min(told.len()));
    let others = || (low..n).rev().chain(n + 1..high).filter(|&m| told[m].issue == Some(issue));
    let drafts = || others().map(|m| &told[m].draft);
    let same = drafts().find(|other| {
        same_parties(&other.from, own) && !other.to.is_empty() && !same_parties(&other.to, own)
    });
    if let Some(other) = same {
        return Some(other.to.clone());
    }
    // One who judges the same thing is not the one judged.
    let reacts = earlier::reacts(told[n].draft.kind);
    drafts()
        .find(|other| {
            !same_parties(&other.from, own)
                && !other.from.is_empty()
                && !(reacts && (earlier::reacts(other.kind) || other.kind == MoveKind::Assert))
        })
        .map(|other| other.from.clone())
}
