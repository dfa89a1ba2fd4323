//! What a clause says as a move: the stance of the speaker towards its subject.
//!
//! ```text
//! "… would be unacceptable"          EVALUATE −
//! "the bridge must reopen"           DEMAND
//! "aid is conditional on reforms"    DEMAND
//! "leaves us no choice but to act"   THREATEN
//! ```

use super::content::draft;
use super::draft::{Draft, certainty};
use super::scene::{Scene, add_all, has_party, same_parties};
use super::{MoveKind, Polarity, terms};
use crate::actor::ActorRef;
use crate::clause::{Clause, ClauseForm, Tense, Voice};
use crate::factuality::Certainty;
use crate::statement::{Statement, StatementId};
use crate::syntax::Upos;
use crate::token::TokenId;

/// A move that a clause makes by what it says.
pub(super) fn judge(
    scene: &Scene<'_>,
    id: StatementId,
    statement: &Statement,
    speaker: &ActorRef,
    root: TokenId,
) -> Option<Draft> {
    let own = std::slice::from_ref(speaker);
    let clause = scene.clause(root);
    let mut subjects = Vec::new();
    for &subject in &clause.subjects {
        add_all(&mut subjects, scene.parties(subject));
    }
    let first_person =
        clause.subjects.iter().any(|&subject| matches!(scene.parse.lemma(subject), "we" | "I" | "i"));
    // "Announced it planned to join": the tree may take the pronoun for an empty one.
    let empty_it = clause.subjects.is_empty() && scene.parse.child_by(root, "expl").is_some();
    let plans = matches!(scene.parse.lemma(root), "plan" | "intend");
    let is_own =
        first_person || (empty_it && plans) || (!subjects.is_empty() && same_parties(&subjects, own));
    let mut owners = Vec::new();
    for &subject in &clause.subjects {
        add_all(&mut owners, scene.owners(subject));
    }
    owners.retain(|one| !has_party(own, one.party));
    // "I didn't": a fragment says nothing by itself.
    let fragment = matches!(scene.parse.lemma(root), "do" | "have" | "be" | "will" | "can")
        && scene.parse.child_by(root, "cop").is_none()
        && clause.objects.is_empty()
        && clause.obliques.is_empty()
        && clause.complement.is_none();
    if fragment {
        return None;
    }
    let view = View { scene, clause: &clause, root, is_own, subjects: &subjects, owners: &owners };
    let (kind, polarity, mut to) = stance(&view)?;
    if to.is_empty() {
        to = match kind {
            MoveKind::Deny => Vec::new(),
            MoveKind::Commit | MoveKind::Demand if !statement.addressees.is_empty() => {
                statement.addressees.iter().filter(|actor| scene.may_act(actor)).cloned().collect()
            }
            MoveKind::Commit => Vec::new(),
            _ => {
                let mut below = scene.parties_below(root, own);
                below.truncate(1);
                below
            }
        };
    }
    to.retain(|one| !has_party(own, one.party));
    let mut draft = draft(scene, id, statement, speaker, root, kind);
    draft.to = to;
    draft.polarity = polarity;
    draft.condition = clause.condition;
    draft.rule = format!("content:{}", kind.as_str().to_lowercase());
    draft.confidence = 0.5;
    if kind == MoveKind::Commit && certainty(scene, &clause) == Certainty::PossibleYes {
        draft.certainty = Certainty::PossibleYes;
    }
    Some(draft)
}

/// "We believe that it is premature": what the speaker believes is what he says.
pub(super) fn believed(scene: &Scene<'_>, root: TokenId, own: &[ActorRef]) -> TokenId {
    let clause = scene.clause(root);
    let thinks = matches!(scene.parse.lemma(root), "believe" | "think" | "consider" | "feel" | "know");
    let mine = clause.subjects.iter().any(|&subject| {
        let found = scene.parties(subject);
        matches!(scene.parse.lemma(subject), "we" | "I" | "i")
            || (!found.is_empty() && same_parties(&found, own))
    });
    let finite = clause.complement.filter(|one| one.form == ClauseForm::Finite);
    match finite {
        Some(inner) if thinks && mine && !clause.negated => inner.root,
        _ => root,
    }
}

/// Verbs whose negation tells a state of mind, no denial.
fn thinks(lemma: &str) -> bool {
    matches!(
        lemma,
        "have"
            | "be"
            | "believe"
            | "consider"
            | "expect"
            | "feel"
            | "intend"
            | "know"
            | "need"
            | "plan"
            | "see"
            | "think"
            | "understand"
            | "want"
            | "agree"
            | "accept"
    )
}

/// A clause of a statement with what is known of it.
struct View<'v, 'a> {
    scene: &'v Scene<'a>,
    clause: &'v Clause,
    root: TokenId,
    /// True where the speaker's own party is the subject.
    is_own: bool,
    subjects: &'v [ActorRef],
    /// Whose thing the subject is.
    owners: &'v [ActorRef],
}

type Stance = (MoveKind, Polarity, Vec<ActorRef>);

fn stance(view: &View<'_, '_>) -> Option<Stance> {
    if let Some(found) = too_little(view)
        .or_else(|| view.progress())
        .or_else(|| view.denial())
        .or_else(|| view.no_choice())
        .or_else(|| view.on_condition())
    {
        return Some(found);
    }
    if view.is_own {
        return view.own_act();
    }
    view.goes_on()
        .or_else(|| view.peril())
        .or_else(|| view.duty())
        .or_else(|| view.verdict())
        .or_else(|| view.conduct())
}

/// "Not aggressive enough" finds fault with too little of it.
fn too_little(view: &View<'_, '_>) -> Option<Stance> {
    let parse = view.scene.parse;
    let enough = parse.children_by(view.root, "advmod").any(|child| parse.lemma(child) == "enough");
    let root =
        matches!(view.lemma(), "enough" | "sufficient" | "adequate") && view.clause.voice == Voice::Active;
    ((enough || root) && view.clause.negated)
        .then(|| (MoveKind::Evaluate, Polarity::Against, view.subjects.to_vec()))
}

impl View<'_, '_> {
    fn lemma(&self) -> &str {
        self.scene.parse.lemma(self.root)
    }

    /// True where the predicate, or an adjective of it or of what it governs, is in one of the lists.
    fn said(&self, list: &str, nouns: &str) -> bool {
        let (parse, frames, clause) = (self.scene.parse, self.scene.frames, self.clause);
        let described = |token: TokenId| {
            parse.children_by(token, "amod").any(|adj| frames.in_list(list, parse.lemma(adj)))
        };
        let below = clause.objects.iter().chain(clause.obliques.iter().map(|(_, token)| token));
        frames.in_list(list, self.lemma())
            || frames.in_list(nouns, self.lemma())
            || described(self.root)
            || below.copied().any(described)
    }

    fn subject_in(&self, list: &str) -> bool {
        let in_list = |&one: &TokenId| self.scene.frames.in_list(list, self.scene.parse.lemma(one));
        self.clause.subjects.iter().any(in_list)
    }

    /// Whose thing the subject is, else the subject.
    fn judged(&self) -> Vec<ActorRef> {
        if self.owners.is_empty() { self.subjects.to_vec() } else { self.owners.to_vec() }
    }

    /// "Great progress had been made", "the problem with the talks is …": the judgement stands in the subject.
    fn progress(&self) -> Option<Stance> {
        let exists = self.clause.voice == Voice::Passive || self.lemma() == "be";
        if self.subject_in("goodnoun") && exists && !self.clause.negated {
            return Some((MoveKind::Evaluate, Polarity::For, self.owners.to_vec()));
        }
        let parse = self.scene.parse;
        let with = |&one: &TokenId| {
            self.scene.frames.in_list("flaw", parse.lemma(one))
                && parse.children_by(one, "nmod").any(|child| parse.case(child) == Some("with"))
        };
        let flawed = self.clause.subjects.iter().any(with);
        flawed.then(|| (MoveKind::Evaluate, Polarity::Against, self.owners.to_vec()))
    }

    /// "The report is false"; "nobody can put pressure on us".
    fn denial(&self) -> Option<Stance> {
        let parse = self.scene.parse;
        if self.said("false", "falsenoun") && !self.clause.negated {
            return Some((MoveKind::Deny, Polarity::Against, self.owners.to_vec()));
        }
        // "There is no truth in the report."
        let no_truth = self.lemma() == "be" || self.scene.parse.child_by(self.root, "expl").is_some();
        let none = self.clause.subjects.iter().any(|&one| {
            self.scene.frames.in_list("truth", parse.lemma(one))
                && parse.children_by(one, "det").any(|det| parse.lemma(det) == "no")
        });
        if no_truth && none {
            return Some((MoveKind::Deny, Polarity::Against, self.owners.to_vec()));
        }
        let nobody = self.clause.subjects.iter().any(|&one| parse.form(one).eq_ignore_ascii_case("nobody"));
        let mut below = self.clause.objects.iter().chain(self.clause.obliques.iter().map(|(_, one)| one));
        let on_us = below.any(|&one| matches!(parse.form(one), "me" | "us"));
        (nobody && on_us).then(|| (MoveKind::Deny, Polarity::Against, Vec::new()))
    }

    /// "Leaves us no option but to react": a harmful step that another is said to force.
    fn no_choice(&self) -> Option<Stance> {
        let parse = self.scene.parse;
        let (low, high) = parse.extent(self.root);
        let mut after = (low.0..=high.0).map(TokenId);
        after.find(|&token| self.scene.frames.in_list("choice", parse.lemma(token)))?;
        after.find(|&token| parse.form(token) == "but")?;
        let verb = after.find(|&token| matches!(parse.upos(token), Upos::Verb))?;
        let harm = self.scene.frames.in_list("harm", self.scene.frames.key(parse.lemma(verb)).as_ref());
        let owners = if self.is_own { Vec::new() } else { self.judged() };
        harm.then_some((MoveKind::Threaten, Polarity::Against, owners))
    }

    /// "Aid is contingent on reforms", "the visit depends on an apology".
    fn on_condition(&self) -> Option<Stance> {
        let parse = self.scene.parse;
        let hinges = self.scene.frames.in_list("contingent", self.lemma());
        let on = parse.children(self.root).iter().find(|&&child| {
            let word = |rel: &'static str| {
                parse.children_by(child, rel).any(|case| matches!(parse.lemma(case), "on" | "upon"))
            };
            word("case") || word("mark")
        });
        let &on = on.filter(|_| hinges && !self.clause.negated)?;
        let mut to = self.scene.parties(on);
        add_all(&mut to, self.scene.owners(on));
        for subject in self.scene.clause(on).subjects {
            add_all(&mut to, self.scene.parties(subject));
        }
        Some((MoveKind::Demand, Polarity::Open, to))
    }

    /// What the speaker says of his own side: a promise, a threat, a denial.
    fn own_act(&self) -> Option<Stance> {
        let (parse, frames, clause) = (self.scene.parse, self.scene.frames, self.clause);
        let compelled = clause.complement.filter(|one| {
            let forced =
                matches!(self.lemma(), "force" | "oblige" | "compel") && clause.voice == Voice::Passive;
            (forced || matches!(self.lemma(), "have" | "need")) && one.form == ClauseForm::Infinitive
        });
        let lemma = compelled.map_or(self.lemma(), |one| parse.lemma(one.root));
        let act = compelled.map(|one| self.scene.clause(one.root));
        let objects = act.as_ref().map_or(&clause.objects, |act| &act.objects);
        let strikes = frames.in_list("using", lemma)
            && objects.iter().any(|&one| frames.in_list("striking", parse.lemma(one)));
        let harm = frames.in_list("harm", lemma) || strikes;
        let future = matches!(clause.modal.as_deref(), Some("will" | "shall" | "would"))
            || clause.tense == Tense::Future;
        let unreal = parse.children_by(self.root, "aux").any(|aux| parse.lemma(aux) == "have");
        let may = matches!(clause.modal.as_deref(), Some("may" | "might")) && !harm && !unreal;
        let plans = matches!(lemma, "plan" | "intend")
            && clause.complement.is_some_and(|one| one.form == ClauseForm::Infinitive);
        if may || plans {
            return Some((MoveKind::Commit, Polarity::For, Vec::new()));
        }
        // "We will not wait until autumn" sets a limit.
        if future && !unreal && clause.negated && frames.in_list("patience", frames.key(lemma).as_ref()) {
            return Some((MoveKind::Warn, Polarity::Against, Vec::new()));
        }
        let no_object = clause
            .objects
            .iter()
            .any(|&object| parse.children_by(object, "det").any(|det| parse.lemma(det) == "no"));
        if future && !unreal && (clause.negated || no_object) && frames.in_list("giving", lemma) {
            return Some((MoveKind::Reject, Polarity::Against, Vec::new()));
        }
        if future && !unreal && !clause.negated && frames.in_list("taking", lemma) {
            let strikes = |&object: &TokenId| frames.in_list("reprisal", parse.lemma(object));
            if clause.objects.iter().any(strikes) || clause.obliques.iter().any(|(_, one)| strikes(one)) {
                return Some((MoveKind::Threaten, Polarity::Against, Vec::new()));
            }
        }
        if future && !unreal {
            // "Will respond, militarily, if the broadcasts do not stop."
            let forced = parse
                .children_by(self.root, "advmod")
                .any(|adverb| frames.in_list("forceful", parse.lemma(adverb)));
            let pressed = clause.condition.is_some_and(|one| terms::asks_for(self.scene, one))
                && !frames.in_list("soothe", frames.key(lemma).as_ref());
            // "If they stay, we will have to close the road": a step that the other's conduct brings on.
            let brought_on = compelled.is_some() || clause.condition.is_some_and(|one| self.by_another(one));
            let harsh = brought_on && frames.in_list("harsh", frames.key(lemma).as_ref());
            if compelled.is_some() && !harm && !harsh {
                return None;
            }
            return Some(if (harm || forced || pressed || harsh) && !clause.negated {
                (MoveKind::Threaten, Polarity::Against, Vec::new())
            } else {
                (MoveKind::Commit, Polarity::For, Vec::new())
            });
        }
        let denies = clause.negated && matches!(clause.tense, Tense::Past) && clause.modal.is_none();
        let none = no_object;
        // "We have no secret sites", but "we have no doubt".
        let idle = clause.objects.iter().any(|&one| frames.in_list("nodenial", parse.lemma(one)));
        let has_none = none && lemma == "have" && !idle;
        let says_not = (denies || none) && !thinks(lemma);
        ((says_not || has_none) && parse.child_by(self.root, "cop").is_none())
            .then(|| (MoveKind::Deny, Polarity::Against, Vec::new()))
    }

    /// True where the subject of a condition is somebody else.
    fn by_another(&self, condition: TokenId) -> bool {
        let clause = self.scene.clause(condition);
        let own = |&one: &TokenId| matches!(self.scene.parse.lemma(one), "we" | "I" | "i");
        !clause.subjects.is_empty() && !clause.subjects.iter().any(own)
    }

    /// "The broadcasts will continue": what the speaker's side does.
    fn goes_on(&self) -> Option<Stance> {
        let on = matches!(self.lemma(), "continue" | "remain" | "stay" | "proceed" | "persist");
        let nobody = self.subjects.is_empty() && self.owners.is_empty();
        (on && self.clause.tense == Tense::Future && nobody)
            .then(|| (MoveKind::Commit, Polarity::Open, Vec::new()))
    }

    /// "The talks are in danger" warns; "it is a crisis" states.
    fn peril(&self) -> Option<Stance> {
        let (parse, clause) = (self.scene.parse, self.clause);
        let perils = |token: TokenId| self.scene.frames.in_list("peril", parse.lemma(token));
        let inner = clause.complement.map(|one| self.scene.clause(one.root));
        let peril = perils(self.root)
            || inner.is_some_and(|inner| inner.objects.iter().any(|&object| perils(object)))
            || clause.objects.iter().any(|&object| perils(object))
            || clause.obliques.iter().any(|&(_, token)| perils(token));
        let state = parse.child_by(self.root, "cop").is_some()
            && (!perils(self.root) || parse.case(self.root).is_some());
        let ahead = clause.tense == Tense::Future || clause.modal.is_some() || state;
        (peril && ahead).then(|| (MoveKind::Warn, Polarity::Against, self.subjects.to_vec()))
    }

    /// "The bridge must reopen"; "Ankara should sign".
    fn duty(&self) -> Option<Stance> {
        let clause = self.clause;
        let infinitive = clause.complement.is_some_and(|one| one.form == ClauseForm::Infinitive);
        let ought = matches!(clause.modal.as_deref(), Some("must" | "shall"))
            || (matches!(self.lemma(), "have" | "need") && infinitive && clause.objects.is_empty());
        let passive = clause.voice == Voice::Passive;
        let advised = clause.modal.as_deref() == Some("should") && !self.subjects.is_empty();
        if !((ought && (!self.subjects.is_empty() || passive)) || advised) {
            return None;
        }
        let kind = if ought { MoveKind::Demand } else { MoveKind::Request };
        Some((kind, Polarity::Open, self.subjects.to_vec()))
    }

    /// "The terms are unacceptable", "no way to settle it", "not the right forum".
    fn verdict(&self) -> Option<Stance> {
        let (parse, frames) = (self.scene.parse, self.scene.frames);
        // "Had given no constructive answer".
        let nothing = self
            .clause
            .objects
            .iter()
            .any(|&one| parse.children_by(one, "det").any(|det| parse.lemma(det) == "no"));
        let negated = self.clause.negated || nothing;
        let opposed = if negated { Polarity::For } else { Polarity::Against };
        let favoured = if negated { Polarity::Against } else { Polarity::For };
        let fit = frames.in_list("fitnoun", self.lemma()) && parse.child_by(self.root, "cop").is_some();
        let none = parse.children_by(self.root, "det").any(|det| parse.lemma(det) == "no");
        let right = parse
            .children_by(self.root, "amod")
            .any(|adj| matches!(parse.lemma(adj), "right" | "proper" | "best" | "appropriate"));
        if fit && (none || (right && negated)) {
            return Some((MoveKind::Evaluate, Polarity::Against, self.judged()));
        }
        if self.said("bad", "badnoun") {
            return Some((MoveKind::Evaluate, opposed, self.judged()));
        }
        self.said("good", "goodnoun").then(|| (MoveKind::Evaluate, favoured, self.judged()))
    }

    /// "Togo is arming the rebels" charges; "Togo was beginning to keep to the pact" gives credit.
    fn conduct(&self) -> Option<Stance> {
        let (frames, clause) = (self.scene.frames, self.clause);
        if self.subjects.is_empty() {
            return None;
        }
        if frames.in_list("wrong", self.lemma()) && !clause.negated {
            return Some((MoveKind::Accuse, Polarity::Against, self.subjects.to_vec()));
        }
        let inner = clause.complement.filter(|one| one.form == ClauseForm::Infinitive);
        let begins = matches!(self.lemma(), "begin" | "start" | "continue");
        let verb = inner.filter(|_| begins).map_or(self.root, |one| one.root);
        let keeps = frames.in_list("keep", self.scene.parse.lemma(verb)) && clause.modal.is_none();
        let kept = self.scene.clause(verb);
        let what = kept.objects.iter().chain(kept.obliques.iter().map(|(_, one)| one));
        let bound = what.copied().any(|one| {
            let lemma = self.scene.parse.lemma(one).to_lowercase();
            ["deal", "duties", "rule"].iter().any(|list| frames.in_list(list, &lemma))
        });
        if !keeps || !bound || clause.tense == Tense::Future {
            return None;
        }
        let polarity = if clause.negated { Polarity::Against } else { Polarity::For };
        Some((MoveKind::Evaluate, polarity, self.subjects.to_vec()))
    }
}
