//! Moves from frames: every verb, adjective and noun that a frame names.

use super::draft::{Draft, Governed, certainty, governed};
use super::frames::{Frame, Pos, Step};
use super::roles::{Around, Roles};
use super::scene::{Scene, add_all, has_party, same_parties};
use super::told::{alleged, announced, charged, into_charge, warned_of_own};
use super::{Flag, MoveKind, Polarity, bound};
use crate::actor::{ActorRef, PartyKind};
use crate::clause::{self, Clause, Voice};
use crate::factuality::Certainty;
use crate::syntax::Upos;
use crate::token::TokenId;
use std::collections::BTreeMap;

/// The drafts of all frames that fire, in text order, by predicate.
pub(super) fn drafts(scene: &Scene<'_>) -> Vec<Draft> {
    let mut found: Vec<Draft> = Vec::new();
    for token in scene.parse.all() {
        if scene.is_read(token) {
            found.extend(at(scene, token));
        }
    }
    settle(scene, found)
}

/// Leaves out what is only asked or refused, and lowers what is yet to come.
fn settle(scene: &Scene<'_>, found: Vec<Draft>) -> Vec<Draft> {
    let kinds: BTreeMap<TokenId, MoveKind> = found.iter().map(|one| (one.predicate, one.kind)).collect();
    let asks = |token: TokenId| kinds.get(&token).is_some_and(|kind| leaves_open(*kind));
    let mut kept = Vec::new();
    for mut one in found {
        let stated = matches!(one.kind, MoveKind::Accuse | MoveKind::Breach);
        if doubles_its_verb(scene, &one, &kinds) || only_read_so(scene, one.predicate) {
            continue;
        }
        match governed(scene, one.predicate, asks) {
            // "Tried to persuade Oslo": the request is made in the trying.
            Governed::NotDone if one.kind == MoveKind::Request && one.rule.starts_with("persuade") => {
                one.certainty = Certainty::ProbableYes;
            }
            Governed::NotDone if !stated => continue,
            Governed::ToCome if one.certainty == Certainty::CertainYes => {
                one.certainty = Certainty::ProbableYes;
            }
            _ => {}
        }
        if alleged(scene, &one, &kinds) {
            continue;
        }
        charged(scene, &mut one, &kinds, &mut kept);
        into_charge(scene, &mut one);
        announced(scene, &mut one);
        warned_of_own(scene, &mut one);
        // "Both have put their armies on alert", "exchanged fire": each against the other.
        if one.kind == MoveKind::Perform && one.to.is_empty() && one.from.len() == 2 {
            let mut back = one.clone();
            back.to = vec![one.from[0].clone()];
            back.from = vec![one.from[1].clone()];
            one.to.clone_from(&back.from);
            one.from.truncate(1);
            kept.push(back);
        }
        kept.push(one);
    }
    kept
}

/// "Has been interpreted as a signal that it intends to go on": what unnamed observers make of something.
fn only_read_so(scene: &Scene<'_>, predicate: TokenId) -> bool {
    const HEIGHT: usize = 5;
    let parse = scene.parse;
    let mut at = predicate;
    for _ in 0..HEIGHT {
        if !matches!(parse.base_rel(at), "acl" | "ccomp" | "xcomp" | "obl" | "nmod" | "advcl")
            || (parse.rel(at) == "acl:relcl" && parse.child_by(at, "mark").is_none())
        {
            return false;
        }
        let Some(head) = parse.head(at) else { return false };
        let reads = matches!(
            parse.lemma(head),
            "interpret" | "construe" | "perceive" | "regard" | "view" | "see" | "read" | "understand"
        );
        if reads && clause::verbal(parse, head).voice == Voice::Passive {
            return scene.clause(head).agents.is_empty();
        }
        at = head;
    }
    false
}

/// The kinds whose complement is not yet done.
pub(super) fn leaves_open(kind: MoveKind) -> bool {
    use MoveKind::{
        Accept, Ask, Commit, Counter, Demand, Instruct, Propose, Reject, Request, Threaten, Warn,
    };
    matches!(
        kind,
        Accept | Ask | Commit | Counter | Demand | Instruct | Propose | Reject | Request | Threaten | Warn
    )
}

/// "Held *talks*", "broke off *talks*", "called for *talks*": the noun's own move is the verb's, or has not
/// been made.
fn doubles_its_verb(scene: &Scene<'_>, one: &Draft, kinds: &BTreeMap<TokenId, MoveKind>) -> bool {
    use MoveKind::{Await, Meet, Prepare, Respond, Retract, Sign, Suspend};
    let parse = scene.parse;
    if parse.upos(one.predicate) != Upos::Noun {
        return false;
    }
    let mut at = one.predicate;
    for _ in 0..3 {
        if !matches!(parse.base_rel(at), "obj" | "obl" | "nmod" | "nsubj") {
            return false;
        }
        let Some(head) = parse.head(at) else { return false };
        match kinds.get(&head) {
            // "The reply to the US response" are two.
            Some(kind) if *kind == one.kind && parse.upos(head) != Upos::Noun => return true,
            // "Waits for a *response*", "asked for an *answer*".
            Some(kind) if one.kind == Respond && (leaves_open(*kind) || *kind == Await) => return true,
            Some(kind) if one.kind == Meet => {
                return leaves_open(*kind) || matches!(kind, Suspend | Retract | Prepare | Await | Sign);
            }
            Some(kind) if parse.base_rel(at) == "obj" && matches!(kind, Retract | Prepare | Await) => {
                return true;
            }
            Some(_) => return false,
            None => at = head,
        }
    }
    false
}

fn at(scene: &Scene<'_>, token: TokenId) -> Option<Draft> {
    let parse = scene.parse;
    let lemma = parse.lemma(token);
    match parse.upos(token) {
        Upos::Verb => {
            let found = verbal(scene, token, Pos::Verb, lemma).or_else(|| participle(scene, token));
            bound::under_deal(scene, token, found.as_ref()).or(found)
        }
        Upos::Adj => {
            let predicative = parse.child_by(token, "cop").is_some()
                || matches!(parse.base_rel(token), "xcomp" | "root" | "conj" | "ccomp" | "parataxis");
            if predicative { verbal(scene, token, Pos::Adjective, lemma) } else { None }
        }
        // "the guarantees that Moscow demands": a noun with a subject and no copula is a verb mistagged.
        Upos::Noun if is_verb_in_disguise(scene, token) => verbal(scene, token, Pos::Verb, lemma),
        Upos::Noun => nominal(scene, token, lemma),
        // "U.S. Charges", as wires write it.
        Upos::Propn if scene.actors.at(token).is_none() => nominal(scene, token, &lemma.to_lowercase()),
        _ => None,
    }
}

fn is_verb_in_disguise(scene: &Scene<'_>, token: TokenId) -> bool {
    let parse = scene.parse;
    parse.child_by(token, "nsubj").is_some_and(|subject| subject < token)
        && parse.child_by(token, "cop").is_none()
        && parse.child_by(token, "det").is_none()
}

/// "were disturbed by", "was prepared to": participles that the tagger takes for verbs.
fn participle(scene: &Scene<'_>, token: TokenId) -> Option<Draft> {
    let parse = scene.parse;
    let passive = parse.child_by(token, "aux:pass").is_some() || parse.child_by(token, "cop").is_some();
    if parse.word(token).xpos != "VBN" || !(passive || parse.base_rel(token) == "conj") {
        return None;
    }
    let form = parse.form(token).to_lowercase();
    verbal(scene, token, Pos::Adjective, &form)
}

fn verbal(scene: &Scene<'_>, token: TokenId, pos: Pos, lemma: &str) -> Option<Draft> {
    scene.frames.of(pos, lemma).next()?;
    let clause = clause::verbal(scene.parse, token);
    let mut around =
        Around { scene, predicate: token, roles: Roles::Clause(clause.clone()), maker: Vec::new() };
    around.maker = around.at(if pos == Pos::Adjective { &[Step::Subject] } else { &[Step::Doer] });
    let frame = best(&around, pos, lemma)?;
    let mut draft = Draft::new(scene, frame.kind, token, &frame.rule);
    draft.from = if pos == Pos::Adjective && !around.maker.is_empty() {
        around.maker.clone()
    } else {
        let found = maker(&around, frame, &clause, pos, &mut draft.flags);
        // "The accord, signed in May": whose it is, the whole report may tell.
        let agentless = frame.kind == MoveKind::Sign && clause.voice == Voice::Passive;
        let bound = || {
            let nouns = clause.undergoers().iter().copied();
            let over = scene.parse.head(token).filter(|_| scene.parse.base_rel(token) == "acl");
            nouns.chain(over).map(|noun| scene.bound_by(noun)).find(|found| !found.is_empty())
        };
        if agentless { found.or_else(bound).unwrap_or_default() } else { found? }
    };
    if draft.kind == MoveKind::Meet && draft.from.len() > 1 {
        with_teller(scene, &clause, &mut draft);
    }
    around.maker.clone_from(&draft.from);
    draft.to = around.first_of(&frame.to);
    if draft.kind == MoveKind::Propose {
        // "Proposed that observers inspect the site": they are not asked.
        draft.to.retain(|one| {
            let party = scene.actors.party(one.party);
            party.kind != PartyKind::Unknown || party.name.starts_with(char::is_uppercase)
        });
    }
    draft.act.clone_from(&frame.act);
    draft.polarity = frame.polarity;
    let outward = matches!(
        draft.kind,
        MoveKind::Commit | MoveKind::Prepare | MoveKind::Await | MoveKind::Deliver | MoveKind::Threaten
    );
    if outward && same_parties(&draft.from, &draft.to) {
        // What a minister tells his president that they will do is promised to somebody else.
        draft.to.clear();
    }
    if matches!(clause.modal.as_deref(), Some("must" | "should" | "ought")) && frame.kind != MoveKind::Accuse
    {
        // What ought to be done has not been done; that it ought is a demand of whoever says so.
        return None;
    }
    if frame.kind == MoveKind::Respond && clause.condition.is_some() && clause.modal.is_some() {
        // "Would respond if the broadcasts went on": nothing has been answered.
        return None;
    }
    draft.certainty = certainty(scene, &clause);
    if by_saying(scene, &clause, &draft) {
        draft.certainty = Certainty::CertainYes;
    }
    // "Made no concession": what is done to nothing is not done.
    let nothing = clause
        .undergoers()
        .iter()
        .any(|&token| scene.parse.children_by(token, "det").any(|det| scene.parse.lemma(det) == "no"));
    if nothing && draft.certainty == Certainty::CertainYes {
        draft.certainty = Certainty::CertainNo;
    }
    turn_judgement(&mut draft);
    turn_acceptance(scene, &clause, &mut draft, nothing);
    if draft.from.len() > 1 && !matches!(draft.kind, MoveKind::Meet | MoveKind::Sign) {
        // "Both agreed to withdraw their troops": what all of them do is to none of them.
        let makers = draft.from.clone();
        let made = |party| has_party(&makers, party);
        draft.to.retain(|one| {
            let all = !one.members.is_empty() && one.members.iter().all(|&party| made(party));
            !made(one.party) && !all
        });
    }
    if no_longer(scene, token) {
        given_up(&mut draft);
    }
    if draft.kind == MoveKind::Threaten && draft.certainty == Certainty::CertainNo {
        // "Did not rule out": possible, not denied.
        draft.certainty = Certainty::PossibleYes;
    }
    // "Promised to lift the ban if the port opens": the condition stands in what is promised.
    let inner = || clause.complement.and_then(|one| scene.clause(one.root).condition);
    draft.condition = clause.condition.or_else(inner);
    draft.topic = verbal_topic(scene, &clause);
    draft.evidence = said_in_pieces(scene, token).unwrap_or_else(|| vec![scene.told_span(token, &clause)]);
    draft.confidence = if frame.weight > 1 { 0.7 } else { 0.6 };
    inside_one(&mut draft);
    Some(draft)
}

/// "I would propose to wait": said of oneself, the words are the act.
fn by_saying(scene: &Scene<'_>, clause: &Clause, draft: &Draft) -> bool {
    use MoveKind::{Ask, Demand, Propose, Request};
    let own = clause.subjects.iter().any(|&one| matches!(scene.parse.lemma(one), "I" | "i" | "we"));
    own && clause.modal.as_deref() == Some("would")
        && !clause.negated
        && matches!(draft.kind, Ask | Demand | Propose | Request)
}

/// "The minister announced that they will go on talking": of those who talk, who tells of it is one.
fn with_teller(scene: &Scene<'_>, clause: &Clause, draft: &mut Draft) {
    let they = clause.subjects.iter().all(|&subject| matches!(scene.parse.lemma(subject), "they" | "we"));
    let teller = scene.statement_around(draft.predicate).and_then(|id| scene.speaker(id));
    if let Some(teller) = teller.filter(|one| they && scene.may_act(one)) {
        let party = ActorRef { span: None, inferred: true, person: None, ..teller };
        add_all(&mut draft.from, vec![party]);
    }
}

/// "We stand ready", he said, "to help": the pieces of a quotation split round its reporting clause belong
/// together.
fn said_in_pieces(scene: &Scene<'_>, predicate: TokenId) -> Option<Vec<crate::span::Span>> {
    const LONGEST: usize = 300;
    let statement = scene.statement(scene.statement_around(predicate)?);
    let whole: usize = statement.content.iter().map(|piece| piece.span.len()).sum();
    let split = statement.content.len() > 1 && statement.content.iter().all(|piece| piece.verbatim);
    (split && whole < LONGEST).then(|| statement.content.iter().map(|piece| piece.span).collect())
}

/// "No longer insists", "is not asking any longer".
fn no_longer(scene: &Scene<'_>, predicate: TokenId) -> bool {
    let parse = scene.parse;
    parse.children_by(predicate, "advmod").any(|child| {
        parse.form(child).eq_ignore_ascii_case("longer")
            && parse.children(child).iter().any(|&word| matches!(parse.lemma(word), "no" | "any"))
    })
}

/// What is no longer demanded, offered or threatened is withdrawn.
fn given_up(draft: &mut Draft) {
    use MoveKind::{Commit, Demand, Propose, Request, Retract, Threaten};
    if matches!(draft.kind, Commit | Demand | Propose | Request | Threaten) {
        draft.kind = Retract;
        draft.polarity = Polarity::Against;
        draft.certainty = Certainty::CertainYes;
    }
}

/// "Is not satisfied": a negated judgement is the other judgement.
fn turn_judgement(draft: &mut Draft) {
    if draft.kind == MoveKind::Evaluate && draft.certainty == Certainty::CertainNo {
        draft.certainty = Certainty::CertainYes;
        draft.polarity = match draft.polarity {
            Polarity::For => Polarity::Against,
            Polarity::Against => Polarity::For,
            Polarity::Open => Polarity::Open,
        };
    }
}

/// "Will not accept crumbs", "would accept no such clause": what one will not accept is refused; that one has
/// not accepted it may still change.
fn turn_acceptance(scene: &Scene<'_>, clause: &Clause, draft: &mut Draft, nothing: bool) {
    let modal = matches!(clause.modal.as_deref(), Some("will" | "would" | "can" | "could" | "shall"));
    let perfect = scene.parse.child_with(clause.predicate, "aux", "have").is_some();
    if draft.kind == MoveKind::Accept && modal && !perfect && (clause.negated || nothing) {
        draft.kind = MoveKind::Reject;
        draft.polarity = Polarity::Against;
        draft.certainty = Certainty::CertainYes;
    }
}

/// Who makes the move that a verb tells of. The agent of a passive may be left out where the report's own
/// source speaks for it ("the document has been drafted", said the minister).
fn maker(
    around: &Around<'_, '_>,
    frame: &Frame,
    clause: &Clause,
    pos: Pos,
    flags: &mut Vec<Flag>,
) -> Option<Vec<ActorRef>> {
    for path in &frame.from {
        let found = around.at(path);
        if !found.is_empty() {
            if matches!(path.as_slice(), [Step::Speaker]) {
                flags.push(Flag::MakerInferred);
            }
            return Some(found);
        }
    }
    // "Issued a statement deploring the raid": a paper speaks for whoever issued it.
    let issued = clause.doers().iter().find_map(|&paper| {
        let parse = around.scene.parse;
        let verb = parse.head(paper).filter(|_| parse.base_rel(paper) == "obj")?;
        let mut found = Vec::new();
        if around.scene.frames.in_list("doc", parse.lemma(paper)) {
            for &doer in around.scene.clause(verb).doers() {
                add_all(&mut found, around.scene.parties(doer));
            }
        }
        (!found.is_empty()).then_some(found)
    });
    if issued.is_some() {
        return issued;
    }
    // A pronoun of the first person that the actors stage left open speaks for the speaker.
    let own = |list: &[TokenId]| {
        list.iter().any(|&doer| matches!(around.scene.parse.lemma(doer), "I" | "i" | "we" | "us"))
    };
    // "I am committed to": a state of the speaker's own.
    let stated = pos == Pos::Adjective && own(&clause.subjects);
    if stated || (own(clause.doers()) && clause.voice == Voice::Active) {
        let speaker = around.at(&[Step::Speaker]);
        if !speaker.is_empty() {
            flags.push(Flag::MakerInferred);
            return Some(speaker);
        }
    }
    None
}

fn nominal(scene: &Scene<'_>, token: TokenId, lemma: &str) -> Option<Draft> {
    scene.frames.of(Pos::Noun, lemma).next()?;
    let noun = clause::nominal(scene.parse, token);
    let negated = noun.negated;
    let topic = noun
        .complement
        .map(|one| one.root)
        .or_else(|| ["for", "on", "about", "of", "over"].iter().find_map(|word| noun.after(word).next()));
    let mut around = Around { scene, predicate: token, roles: Roles::Nominal(noun), maker: Vec::new() };
    around.maker = around.at(&[Step::Doer]);
    let frame = best(&around, Pos::Noun, lemma)?;
    // "Make up demand for its cars": what buyers want has neither article nor owner.
    let bare = !parse_has(scene, token, &["det", "nmod:poss", "nummod", "amod", "compound"]);
    if frame.kind == MoveKind::Demand && bare && scene.parse.word(token).xpos == "NN" {
        return None;
    }
    let mut draft = Draft::new(scene, frame.kind, token, &frame.rule);
    draft.from = frame.from.iter().map(|path| around.at(path)).find(|found| !found.is_empty())?;
    if let Some(speaker) = answered_speaker(scene, &draft) {
        draft.to = std::mem::replace(&mut draft.from, vec![speaker]);
    }
    around.maker.clone_from(&draft.from);
    let to = around.first_of(&frame.to);
    if !to.is_empty() {
        draft.to = to;
    }
    let mutual = matches!(draft.kind, MoveKind::Meet | MoveKind::Sign);
    let mut both = draft.from.clone();
    add_all(&mut both, draft.to.clone());
    if draft.kind == MoveKind::Sign && both.len() < 2 {
        // "The U.S.-Japanese pact": the halves hang on one another.
        draft.from = scene.bound_by(token).into_iter().filter(|one| !one.inferred).collect();
        draft.to.clear();
    }
    if mutual && draft.from.len() + draft.to.len() < 2 {
        return None;
    }
    draft.act.clone_from(&frame.act);
    draft.polarity = frame.polarity;
    draft.certainty = noun_certainty(scene, token, negated);
    draft.topic = topic.or(Some(token));
    draft.evidence = vec![noun_evidence(scene, token, &around, frame)];
    draft.confidence = 0.5;
    draft.presupposed = under_reaction(scene, token) || named_by_another(scene, &draft);
    draft.named = true;
    inside_one(&mut draft);
    Some(draft)
}

fn parse_has(scene: &Scene<'_>, token: TokenId, relations: &[&str]) -> bool {
    scene.parse.children(token).iter().any(|&child| relations.contains(&scene.parse.rel(child)))
}

/// "Backed *the Peruvian proposal*": the move that another one reacts to, told of by name only.
fn under_reaction(scene: &Scene<'_>, token: TokenId) -> bool {
    let parse = scene.parse;
    let Some(verb) = parse.head(token) else { return false };
    if !matches!(parse.base_rel(token), "obj" | "obl" | "nsubj") {
        return false;
    }
    let judged = ["false", "bad", "good"].iter().any(|list| scene.frames.in_list(list, parse.lemma(verb)));
    judged
        || scene.frames.of(Pos::Verb, parse.lemma(verb)).any(|frame| {
            matches!(
                frame.kind,
                MoveKind::Endorse | MoveKind::Evaluate | MoveKind::Reject | MoveKind::Accept | MoveKind::Deny
            )
        })
}

/// "Lima had given no answer to *its demands*", said Quito: nobody answers his own demand; it is the speaker's.
fn answered_speaker(scene: &Scene<'_>, draft: &Draft) -> Option<ActorRef> {
    use MoveKind::{Demand, Propose, Request};
    let parse = scene.parse;
    let own = parse.child_by(draft.predicate, "nmod:poss").is_some_and(|word| parse.upos(word) == Upos::Pron);
    let wants = matches!(draft.kind, Demand | Propose | Request);
    let over =
        parse.head(draft.predicate).filter(|_| own && wants && parse.case(draft.predicate) == Some("to"))?;
    let names = |&noun: &TokenId| scene.frames.in_list("called-respond", parse.lemma(noun));
    let verb = if scene.is_verbal(over) {
        Some(over).filter(|&verb| scene.clause(verb).objects.iter().any(names))?
    } else {
        parse.head(over).filter(|&verb| names(&over) && scene.is_verbal(verb))?
    };
    let mut answering = Vec::new();
    for &doer in scene.clause(verb).doers() {
        add_all(&mut answering, scene.parties(doer));
    }
    let speaker = scene.statement_around(draft.predicate).and_then(|id| scene.speaker(id))?;
    (same_parties(&answering, &draft.from) && !has_party(&answering, speaker.party)).then_some(ActorRef {
        span: None,
        inferred: true,
        ..speaker
    })
}

/// "Their suggestion to meet without us is an insult": the name that another gives to what was put forward.
fn named_by_another(scene: &Scene<'_>, draft: &Draft) -> bool {
    let around = scene.statement_around(draft.predicate);
    let speaker = around.and_then(|id| scene.speaker(id));
    let quoted = around.is_none() && scene.parse.quote_at(scene.parse.span(draft.predicate).start).is_some();
    let other = quoted || speaker.is_some_and(|one| !has_party(&draft.from, one.party));
    other && matches!(scene.parse.base_rel(draft.predicate), "nsubj" | "obj")
}

/// A noun's phrase; where its verb gives the maker, the clause of the verb.
fn noun_evidence(
    scene: &Scene<'_>,
    token: TokenId,
    around: &Around<'_, '_>,
    frame: &Frame,
) -> crate::span::Span {
    let phrase = scene.phrase_span(token);
    let by_phrase = frame
        .from
        .iter()
        .any(|path| !matches!(path.as_slice(), [Step::Light]) && !around.at(path).is_empty());
    match scene.parse.head(token) {
        _ if scene.parse.child_by(token, "cop").is_some() => scene.clause_span(token),
        Some(verb) if !by_phrase && scene.is_verbal(verb) => scene.clause_span(verb).join(phrase),
        _ => phrase,
    }
}

/// "had no new proposals", "may make an offer": the verb over a noun of acting colours it.
fn noun_certainty(scene: &Scene<'_>, token: TokenId, negated: bool) -> Certainty {
    let parse = scene.parse;
    let over = parse
        .head(token)
        .filter(|&head| matches!(parse.base_rel(token), "obj" | "nsubj") && scene.is_verbal(head));
    let base = match over {
        // "Had not answered his proposal": that there was one is not denied.
        Some(verb) if parse.base_rel(token) == "obj" && makes(scene, verb) => {
            certainty(scene, &scene.clause(verb))
        }
        _ => Certainty::CertainYes,
    };
    match base {
        Certainty::CertainYes if negated => Certainty::CertainNo,
        base => base,
    }
}

/// A verb with which the noun of acting is the deed: "makes an offer", "has no offer".
fn makes(scene: &Scene<'_>, verb: TokenId) -> bool {
    let lemma = scene.frames.key(scene.parse.lemma(verb)).into_owned();
    scene.frames.in_list("light", &lemma) || matches!(lemma.as_str(), "receive" | "see" | "expect")
}

fn best<'f>(around: &Around<'_, 'f>, pos: Pos, lemma: &str) -> Option<&'f Frame> {
    let mut best: Option<&Frame> = None;
    for frame in around.scene.frames.of(pos, lemma) {
        if best.is_none_or(|known| frame.weight > known.weight) && around.fits(frame) {
            best = Some(frame);
        }
    }
    best
}

/// What a verb's move is about: its object, the clause it governs, else what it is for or on.
fn verbal_topic(scene: &Scene<'_>, clause: &Clause) -> Option<TokenId> {
    let party = |token: &TokenId| !scene.parties(*token).is_empty();
    let thing = clause.undergoers().iter().copied().find(|token| !party(token));
    let inner = clause.complement.map(|one| one.root);
    let phrase = || {
        let words = ["for", "on", "about", "over", "of", "to", "with", "from", "in"];
        words.iter().find_map(|word| clause.after(word).find(|token| !party(token)))
    };
    thing.or(inner).or_else(phrase)
}

/// "Told his own army to withdraw" is an order; asking oneself is no public move.
fn inside_one(draft: &mut Draft) {
    let own = !draft.to.is_empty() && same_parties(&draft.from, &draft.to);
    if own && matches!(draft.kind, MoveKind::Demand) {
        draft.kind = MoveKind::Instruct;
        draft.polarity = Polarity::Open;
    }
    if draft.kind == MoveKind::Instruct && draft.to.is_empty() {
        // "Ordered his staff": one's own people.
        draft.to.clone_from(&draft.from);
    }
}
