//! Moves from what is said: a statement whose cue tells no move by itself ("said") is judged by its content.
//!
//! ```text
//! "Any such step would be unacceptable," the Serbian minister said.   EVALUATE − by SRB
//! The envoy said his country would rejoin the talks.                   COMMIT
//! The president said the bridge must reopen.                           DEMAND
//! ```

use super::draft::{Draft, certainty};
use super::scene::{Scene, add_all, has_party};
use super::stance::{believed, judge};
use super::{MoveKind, Polarity};
use crate::actor::{ActorRef, PartyKind};
use crate::clause::Tense;
use crate::span::Span;
use crate::statement::{Act, Attribution, Statement, StatementId};
use crate::syntax::Upos;
use crate::token::TokenId;
use std::collections::BTreeMap;

/// The drafts of all statements, given the predicates that frames have taken already.
pub(super) fn drafts(scene: &Scene<'_>, taken: &[Draft]) -> Vec<Draft> {
    let mut predicates: BTreeMap<TokenId, Vec<&Draft>> = BTreeMap::new();
    for one in taken {
        predicates.entry(one.predicate).or_default().push(one);
    }
    let mut found = Vec::new();
    for (n, statement) in scene.statements.list.iter().enumerate() {
        let id = StatementId(n as u32);
        let Some(speaker) = scene.speaker(id).filter(|actor| speaks_for_party(scene, statement, actor))
        else {
            continue;
        };
        // "Dropped its demand": the noun that attributes is what the verb over it tells.
        let told_by_verb = statement.cue_token.is_some_and(|cue| {
            scene.parse.upos(cue) == Upos::Noun
                && scene.parse.head(cue).is_some_and(|head| predicates.contains_key(&head))
        });
        if told_by_verb
            || is_market(scene, statement)
            || !statement.positive
            || statement.cue_token.is_some_and(|cue| predicates.contains_key(&cue))
        {
            continue;
        }
        let first = found.len();
        read(scene, id, statement, &speaker, &predicates, &mut found);
        let others = joint_speakers(scene, statement, &speaker);
        for draft in &mut found[first..] {
            add_all(&mut draft.from, others.clone());
            draft.to.retain(|one| !has_party(&others, one.party));
        }
    }
    found
}

/// "Make up demand for its cars": what buyers want has neither article nor owner.
fn is_market(scene: &Scene<'_>, statement: &Statement) -> bool {
    let parse = scene.parse;
    statement.cue_token.is_some_and(|cue| {
        let bare = parse
            .children(cue)
            .iter()
            .all(|&child| !matches!(parse.rel(child), "det" | "nmod:poss" | "nummod" | "amod" | "compound"));
        statement.act == Act::Demand && parse.word(cue).xpos == "NN" && bare
    })
}

/// "The American and Japanese delegates said": those joined to the speaker in what names the source.
fn joint_speakers(scene: &Scene<'_>, statement: &Statement, speaker: &ActorRef) -> Vec<ActorRef> {
    const MOST: usize = 4;
    let parse = scene.parse;
    let Some(source) = statement.source.first() else { return Vec::new() };
    let range = parse.tokens_in(*source);
    let tokens: Vec<TokenId> = range.clone().map(TokenId).collect();
    let joins = |&token: &TokenId| {
        let head = parse.head(token).filter(|head| range.contains(&head.0));
        parse.base_rel(token) == "conj"
            && !scene.parties(token).is_empty()
            && head.is_some_and(|head| !scene.parties(head).is_empty())
    };
    if !tokens.iter().any(joins) {
        return Vec::new();
    }
    let mut found = Vec::new();
    for &token in &tokens {
        let talks =
            |one: &ActorRef| matches!(scene.actors.party(one.party).kind, PartyKind::State | PartyKind::Igo);
        let joined = parse.base_rel(token) == "conj" || parse.children_by(token, "conj").next().is_some();
        if joined {
            add_all(&mut found, scene.parties(token).into_iter().filter(talks).collect());
        }
    }
    found.retain(|one| one.party != speaker.party);
    if found.len() < MOST { found } else { Vec::new() }
}

/// True for an official of a party, or a party itself; experts and papers make no moves.
fn speaks_for_party(scene: &Scene<'_>, statement: &Statement, speaker: &ActorRef) -> bool {
    let kind = scene.actors.party(speaker.party).kind;
    if matches!(kind, PartyKind::Outlet | PartyKind::Person) {
        return false;
    }
    // A body that the tables do not know speaks for itself; "an observer" for nobody.
    let named = scene.actors.party(speaker.party).name.starts_with(char::is_uppercase);
    let nameless = statement.source.iter().flat_map(|span| scene.parse.tokens_in(*span)).any(|token| {
        let lemma = scene.parse.lemma(TokenId(token));
        matches!(lemma, "source" | "diplomat") || scene.frames.in_list("organ", lemma)
    });
    if kind == PartyKind::Unknown && (!named || nameless) {
        return false;
    }
    let outsider = statement
        .source
        .iter()
        .flat_map(|span| scene.parse.tokens_in(*span))
        .any(|token| scene.frames.in_list("outsider", &scene.parse.lemma(TokenId(token)).to_lowercase()));
    !outsider && matches!(statement.attribution, Attribution::Speech | Attribution::Writing)
}

/// How many clauses of one statement are judged.
const CLAUSES: usize = 6;

fn read(
    scene: &Scene<'_>,
    id: StatementId,
    statement: &Statement,
    speaker: &ActorRef,
    taken: &BTreeMap<TokenId, Vec<&Draft>>,
    found: &mut Vec<Draft>,
) {
    let own = std::slice::from_ref(speaker);
    // "By supporting the president": what is told on the way is no judgement of its own.
    let aside = statement
        .cue_token
        .is_some_and(|cue| scene.parse.word(cue).xpos == "VBG" && scene.parse.child_by(cue, "aux").is_none());
    if aside && matches!(statement.act, Act::Support | Act::Criticise) {
        return;
    }
    let roots = roots(scene, id, statement);
    let Some(&first) = roots.first() else { return };
    if let Some(kind) = act_kind(statement.act).filter(|&kind| !insists_on_fact(scene, kind, first)) {
        let mut draft = draft(scene, id, statement, speaker, first, kind);
        // "US warnings of an attack": a noun warns whoever reads it.
        let by_noun = statement.cue_token.is_some_and(|cue| scene.parse.upos(cue) == Upos::Noun);
        draft.to = if kind == MoveKind::Warn && by_noun {
            statement.addressees.iter().filter(|actor| scene.may_act(actor)).cloned().collect()
        } else {
            addressed(scene, statement, first, own)
        };
        draft.condition = scene.clause(first).condition;
        draft.rule = format!("act:{}", statement.act.as_str());
        draft.evidence = vec![whole(scene, statement)];
        if let Some(cue) = statement.cue_token.filter(|&cue| scene.parse.upos(cue) == Upos::Verb) {
            draft.certainty = certainty(scene, &scene.clause(cue));
        }
        found.push(draft);
        return;
    }
    // "“Good,” he answered": no verdict on anything, but a yes.
    let bare = scene
        .clause(first)
        .subjects
        .iter()
        .all(|&subject| matches!(scene.parse.lemma(subject), "it" | "that" | "this" | "all"));
    if let Some(draft) = assent(scene, id, statement, speaker).filter(|_| bare) {
        found.push(draft);
        return;
    }
    let mut told = false;
    let mut plain = None;
    for root in roots.into_iter().take(CLAUSES).map(|root| believed(scene, root, own)) {
        let here = std::iter::once(root).chain(scene.parse.children(root).iter().copied());
        let mut near = here.filter_map(|token| taken.get(&token)).flatten();
        if near.any(|one| within(scene, statement, root, one)) {
            told = true;
            continue;
        }
        match judge(scene, id, statement, speaker, root) {
            Some(draft) => {
                told = true;
                found.push(draft);
            }
            None => plain = plain.or(Some(root)),
        }
    }
    if let Some(draft) = assent(scene, id, statement, speaker).filter(|_| !told) {
        found.push(draft);
        return;
    }
    // A bare report of how things are: a position only where it concerns somebody in the talks. What a firm
    // says of its own affairs concerns nobody else.
    let states = |root: &TokenId| {
        // "He did tell them that …": what was told is the statement inside.
        let told_again = scene.introduced(*root).is_some_and(|inner| {
            inner != id && scene.speaker(inner).is_some_and(|one| has_party(own, one.party))
        });
        scene.is_verbal(*root) && !told_again
    };
    if let Some(root) = plain.filter(states).filter(|_| !told && statement.act == Act::Assert) {
        let others = others(scene, statement, own);
        let kind = scene.actors.party(speaker.party).kind;
        let firm = matches!(kind, PartyKind::Company | PartyKind::Unknown);
        if !others.is_empty() || (statement.parent.is_none() && !firm) {
            let mut draft = draft(scene, id, statement, speaker, root, MoveKind::Assert);
            draft.to = statement.addressees.iter().filter(|actor| scene.may_act(actor)).cloned().collect();
            if draft.to.is_empty() {
                draft.to = spoken_of(scene, root, own);
            }
            if draft.to.is_empty() && others.len() == 1 {
                draft.to = others;
            }
            "assert".clone_into(&mut draft.rule);
            draft.evidence = statement.content.iter().map(|piece| piece.span).collect();
            draft.confidence = 0.4;
            found.push(draft);
        }
    }
}

/// "“All right,” said the president": a short word of assent to the one who spoke before.
fn assent(scene: &Scene<'_>, id: StatementId, statement: &Statement, speaker: &ActorRef) -> Option<Draft> {
    const SHORT: usize = 7;
    let piece = statement.content.first().filter(|piece| piece.verbatim && statement.content.len() == 1)?;
    let tokens: Vec<TokenId> = scene.parse.tokens_in(piece.span).map(TokenId).collect();
    let yes =
        tokens.iter().any(|&token| scene.frames.in_list("assent", &scene.parse.form(token).to_lowercase()));
    let no = tokens
        .iter()
        .any(|&token| matches!(scene.parse.lemma(token), "not" | "n't" | "n’t" | "no" | "never"));
    if tokens.len() > SHORT || !yes || no {
        return None;
    }
    let mut draft = draft(scene, id, statement, speaker, *tokens.first()?, MoveKind::Accept);
    draft.to = statement.addressees.iter().filter(|actor| scene.may_act(actor)).cloned().collect();
    if draft.to.is_empty() {
        draft.to.extend(id.0.checked_sub(1).and_then(|before| scene.speaker(StatementId(before))));
    }
    draft.evidence = vec![whole(scene, statement)];
    draft.topic = None;
    "assent".clone_into(&mut draft.rule);
    Some(draft)
}

/// "Insisted that it had kept its word": what is past cannot be demanded.
fn insists_on_fact(scene: &Scene<'_>, kind: MoveKind, root: TokenId) -> bool {
    let clause = scene.clause(root);
    let fact = matches!(scene.parse.word(root).xpos, "VBD" | "VBN" | "VBZ" | "VBP") && clause.modal.is_none();
    kind == MoveKind::Demand && fact && clause.tense != Tense::None
}

/// The other party that an assertion is about: its subject, or whose thing the subject is.
fn spoken_of(scene: &Scene<'_>, root: TokenId, own: &[ActorRef]) -> Vec<ActorRef> {
    let mut found = Vec::new();
    for subject in scene.clause(root).subjects {
        add_all(&mut found, scene.parties(subject));
        add_all(&mut found, scene.owners(subject));
    }
    let talks = |one: &ActorRef| {
        matches!(
            scene.actors.party(one.party).kind,
            PartyKind::State | PartyKind::Igo | PartyKind::ArmedGroup
        )
    };
    found.retain(|one| talks(one) && !has_party(own, one.party));
    found.truncate(1);
    found
}

/// A move of the speaker's own that a frame has read at this clause's predicate.
fn within(scene: &Scene<'_>, statement: &Statement, root: TokenId, one: &Draft) -> bool {
    let inside = statement.content.iter().any(|piece| piece.span.contains(scene.parse.span(one.predicate)));
    let own = scene.parse.head(one.predicate) == Some(root)
        && statement.speaker.as_ref().is_some_and(|speaker| has_party(&one.from, speaker.party));
    inside && (one.predicate == root || own)
}

/// The heads of the clauses that the content consists of.
fn roots(scene: &Scene<'_>, id: StatementId, statement: &Statement) -> Vec<TokenId> {
    let parse = scene.parse;
    let mut found = Vec::new();
    for piece in &statement.content {
        let range = parse.tokens_in(piece.span);
        for token in range.clone().map(TokenId) {
            if scene.statement_around(token) != Some(id) {
                continue;
            }
            let above = parse.head(token).is_some_and(|head| range.contains(&head.0));
            let joined = matches!(parse.base_rel(token), "conj" | "parataxis") && scene.is_verbal(token);
            if (!above && scene.is_verbal(token))
                || (above && joined && found.contains(&parse.head(token).unwrap_or(token)))
            {
                found.push(token);
            }
        }
    }
    if found.is_empty() {
        // A content without a clause of its own ("fine", "an attack").
        let range = statement.content.first().map(|piece| parse.tokens_in(piece.span)).unwrap_or_default();
        let outside = |&token: &TokenId| parse.head(token).is_none_or(|head| !range.contains(&head.0));
        found.extend(
            range.clone().map(TokenId).filter(|&token| parse.upos(token) != Upos::Punct).find(outside),
        );
    }
    found
}

/// The acts that are moves whatever their content.
fn act_kind(act: Act) -> Option<MoveKind> {
    match act {
        Act::Ask => Some(MoveKind::Ask),
        Act::Request => Some(MoveKind::Request),
        Act::Demand => Some(MoveKind::Demand),
        Act::Propose => Some(MoveKind::Propose),
        Act::Promise => Some(MoveKind::Commit),
        Act::Threaten => Some(MoveKind::Threaten),
        Act::Warn => Some(MoveKind::Warn),
        Act::Deny => Some(MoveKind::Deny),
        Act::Accuse => Some(MoveKind::Accuse),
        Act::Criticise | Act::Support => Some(MoveKind::Evaluate),
        Act::Refuse => Some(MoveKind::Reject),
        _ => None,
    }
}

pub(super) fn draft(
    scene: &Scene<'_>,
    id: StatementId,
    statement: &Statement,
    speaker: &ActorRef,
    root: TokenId,
    kind: MoveKind,
) -> Draft {
    let mut draft = Draft::new(scene, kind, root, "content");
    draft.from = vec![speaker.clone()];
    draft.statement = Some(id);
    draft.topic = Some(root);
    draft.evidence = vec![clip(scene.clause_span(root), statement)];
    draft.polarity = match (kind, statement.act) {
        (MoveKind::Evaluate, Act::Support) => Polarity::For,
        (
            MoveKind::Deny
            | MoveKind::Accuse
            | MoveKind::Evaluate
            | MoveKind::Reject
            | MoveKind::Warn
            | MoveKind::Threaten,
            _,
        ) => Polarity::Against,
        (MoveKind::Commit | MoveKind::Propose | MoveKind::Request | MoveKind::Accept, _) => Polarity::For,
        _ => Polarity::Open,
    };
    draft
}

/// The clause of the cue with what it introduces: "US warnings of an attack", "asked whether a deal was near".
fn whole(scene: &Scene<'_>, statement: &Statement) -> Span {
    let content = statement.content.iter().map(|piece| piece.span).reduce(Span::join);
    let cue = statement.cue.first().copied();
    let source = statement.source.first().copied();
    let all = [source, cue, content].into_iter().flatten().reduce(Span::join);
    let longest = content.map_or(0, Span::len) + 200;
    match (all, content) {
        (Some(all), _) if all.len() < longest => all,
        (_, Some(content)) => content,
        _ => statement.cue_token.map_or(Span::default(), |cue| scene.clause_span(cue)),
    }
}

/// A clause inside the content it was said in; words in quotation marks are a piece of their own beside it.
fn clip(span: Span, statement: &Statement) -> Span {
    const BESIDE: u32 = 6;
    let mut pieces =
        statement.content.iter().map(|piece| piece.span).skip_while(|piece| !piece.overlaps(span));
    let Some(mut whole) = pieces.next() else { return span };
    for piece in pieces {
        if piece.start < whole.end || piece.start - whole.end > BESIDE || !piece.overlaps(span) {
            break;
        }
        whole = whole.join(piece);
    }
    Span { start: span.start.max(whole.start), end: span.end.min(whole.end) }
}

/// Those whom the words are for: the addressees, else the first other party that they speak of.
fn addressed(scene: &Scene<'_>, statement: &Statement, root: TokenId, own: &[ActorRef]) -> Vec<ActorRef> {
    let named: Vec<ActorRef> =
        statement.addressees.iter().filter(|actor| scene.may_act(actor)).cloned().collect();
    if !named.is_empty() {
        return named;
    }
    let mut found = scene.parties_below(root, own);
    found.truncate(1);
    found
}

fn others(scene: &Scene<'_>, statement: &Statement, own: &[ActorRef]) -> Vec<ActorRef> {
    let mut found = Vec::new();
    for piece in &statement.content {
        add_all(&mut found, scene.parties_in(scene.parse.tokens_in(piece.span), own));
    }
    found
}
