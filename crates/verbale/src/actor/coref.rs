//! Pronouns and descriptions: who is meant by "he", "the minister", "both countries", "they".
//!
//! A scored search backwards through what was spoken of: agreement in number, gender and person decides who can be
//! meant, nearness and grammatical place who is.

use super::people::may_be;
use super::resolve::Resolver;
use super::sets;
use super::{ActorRef, PartyId, PartyKind, PersonId};
use crate::mention::{
    Class, Determiner, Gender, How, Mention, MentionId, Modifier, Pointer, Reading, RolePhrase,
};
use crate::parse::Parse;
use crate::segment::SegmentKind;
use crate::syntax::Upos;
use crate::token::TokenId;

/// What the search keeps of one mention.
#[derive(Debug, Clone)]
pub(crate) struct Gist {
    pub(crate) mention: MentionId,
    pub(crate) party: PartyId,
    pub(crate) person: Option<PersonId>,
    pub(crate) role: Option<u16>,
    pub(crate) plural: bool,
    pub(crate) token: u32,
    pub(crate) sentence: u32,
    pub(crate) is_subject: bool,
    /// Subject of a sentence's main verb.
    pub(crate) is_main: bool,
    pub(crate) is_body: bool,
    pub(crate) in_quote: bool,
    pub(crate) is_pronoun: bool,
    pub(crate) is_modifier: bool,
    pub(crate) is_set: bool,
    /// A place that only lies in the state.
    pub(crate) is_place: bool,
    /// A role that only a human being fills.
    pub(crate) is_human: bool,
    /// The parties of "A and B"; empty for one alone.
    pub(crate) joined: Vec<PartyId>,
    /// Subject of a verb by which one speaks.
    pub(crate) speaks: bool,
    /// Stands before what it has: "Byron's".
    pub(crate) possesses: bool,
}

/// What was spoken of, in the order of the text.
#[derive(Debug, Default)]
pub(crate) struct Discourse {
    pub(crate) gists: Vec<Gist>,
}

impl Discourse {
    pub(crate) fn add(&mut self, gist: Gist) {
        self.gists.push(gist);
    }
}

impl Gist {
    pub(crate) fn new(
        parse: &Parse,
        id: MentionId,
        mention: &Mention,
        actor: &ActorRef,
        role: Option<u16>,
        plural: bool,
        is_human: bool,
    ) -> Gist {
        use crate::mention::MentionKind;
        let sentence = parse.sentence_of(mention.head);
        let rel = parse.base_rel(mention.head);
        let possessive = parse.rel(mention.head) == "nmod:poss";
        Gist {
            mention: id,
            party: actor.party,
            person: actor.person,
            role,
            plural: plural || actor.quantifier.is_some(),
            token: mention.head.0,
            sentence: sentence.0,
            is_subject: rel == "nsubj" || rel == "root" || rel.is_empty() && starts_sentence(parse, mention),
            is_main: rel == "nsubj"
                && parse.head(mention.head).is_some_and(|verb| parse.head(verb).is_none()),
            is_body: parse.sentence(sentence).segment == SegmentKind::Body,
            in_quote: parse.quote_at(mention.span.start).is_some(),
            is_pronoun: mention.kind == MentionKind::Pronoun,
            is_modifier: mention.kind == MentionKind::Demonym
                || matches!(rel, "compound" | "amod")
                || possessive,
            is_set: !actor.members.is_empty(),
            is_place: matches!(mention.reading, Reading::Party { how: How::Place, .. }),
            is_human,
            joined: Vec::new(),
            speaks: false,
            possesses: possessive,
        }
    }

    pub(crate) fn is_joined(&self) -> bool {
        !self.joined.is_empty()
    }
}

fn starts_sentence(parse: &Parse, mention: &Mention) -> bool {
    let sentence = parse.sentence(parse.sentence_of(mention.head));
    mention.tokens.start <= sentence.tokens.start + 1
}

/// Who is meant by a pronoun; none for the first and second person, which depend on who speaks.
pub(super) fn pronoun(resolver: &mut Resolver, mention: &Mention) -> Option<ActorRef> {
    let form = resolver.parse.form(mention.head).to_ascii_lowercase();
    match resolver.gazetteer.weights.pointer(&form)? {
        Pointer::Person(gender) => person(resolver, mention, gender),
        Pointer::Thing => thing(resolver, mention),
        Pointer::Several => several(resolver, mention),
        Pointer::Both => sets::both(resolver, mention),
        Pointer::Relative => relative(resolver, mention),
    }
}

/// Nearness and place of a candidate, by the weights of coref.tsv.
pub(super) fn salience(resolver: &Resolver, gist: &Gist, mention: &Mention) -> i32 {
    let weights = &resolver.gazetteer.weights;
    let sentence = resolver.parse.sentence_of(mention.head).0;
    let distance = (sentence - gist.sentence) as i32;
    let in_quote = resolver.parse.quote_at(mention.span.start).is_some();
    let mut score = weights.base;
    if distance > 0 {
        score += weights.distance + weights.further * distance;
    }
    let often = resolver.spoken.get(&(gist.party, gist.person)).copied().unwrap_or_default();
    score += weights.often * often.min(OFTEN);
    for (holds, weight) in [
        (gist.is_subject, weights.subject),
        (gist.is_pronoun, weights.pronoun),
        (gist.is_modifier && !gist.possesses, weights.modifier),
        (gist.possesses, weights.possessive),
        (gist.in_quote && !in_quote, weights.quoted),
        (!gist.is_body, weights.heading),
    ] {
        score += if holds { weight } else { 0 };
    }
    score
}

/// More mentions than these weigh no more.
const OFTEN: i32 = 5;

/// Who speaks in a quotation is no "he" of it.
fn is_speaker(resolver: &Resolver, gist: &Gist, mention: &Mention) -> bool {
    let quotes = &resolver.parse.segments.quotes;
    let mut at = resolver.parse.quote_at(mention.span.start).map(|quote| quote.span.start);
    let Some(start) = at.take() else { return false };
    let n = quotes.partition_point(|quote| quote.span.start < start);
    let speaker = resolver.speakers.get(n).copied().flatten();
    speaker.is_some() && gist.person == speaker
}

pub(super) fn candidates<'r>(
    resolver: &'r Resolver,
    mention: &Mention,
) -> impl Iterator<Item = &'r Gist> + use<'r> {
    let sentence = resolver.parse.sentence_of(mention.head).0;
    let weights = &resolver.gazetteer.weights;
    let (window, reach) = (weights.window.max(0) as usize, weights.reach.max(0) as u32);
    let gists = &resolver.discourse.gists;
    gists.iter().rev().take(window).take_while(move |gist| gist.sentence + reach >= sentence)
}

/// "him" cannot be the subject of its own clause.
fn is_coargument(parse: &Parse, gist: &Gist, mention: &Mention) -> bool {
    let possessive = parse.rel(mention.head) == "nmod:poss";
    let reflexive = parse.form(mention.head).ends_with("sel") || parse.form(mention.head).ends_with("self");
    if possessive || reflexive || parse.rel(mention.head).is_empty() {
        return false;
    }
    parse.head(mention.head).is_some() && parse.head(mention.head) == parse.head(TokenId(gist.token))
}

fn best<'r>(
    resolver: &'r Resolver,
    mention: &Mention,
    fits: impl Fn(&Gist) -> bool,
) -> Option<(&'r Gist, i32)> {
    let parse = resolver.parse;
    candidates(resolver, mention)
        .filter(|gist| fits(gist) && !is_coargument(parse, gist, mention))
        .filter(|gist| !is_speaker(resolver, gist, mention))
        .map(|gist| (gist, salience(resolver, gist, mention)))
        .max_by_key(|&(gist, score)| (score, gist.token))
}

fn person(resolver: &mut Resolver, mention: &Mention, gender: Gender) -> Option<ActorRef> {
    let agrees = |person: PersonId| {
        let known = resolver.register.of(person).gender;
        known == Gender::Unknown || known == gender
    };
    let one = |gist: &Gist| gist.person.is_some_and(agrees) && !gist.plural && !gist.is_joined();
    let role = |gist: &Gist| role_of_one(gist) && gist.person.is_none_or(agrees);
    let found = best(resolver, mention, one).or_else(|| best(resolver, mention, role));
    let Some((gist, _)) = found else { return other_gender(resolver, mention) };
    let (party, person) = (gist.party, gist.person);
    // What the text calls "she" is no "he" further on.
    if let Some(known) = person.and_then(|person| resolver.register.known.get_mut(person.0 as usize))
        && known.gender == Gender::Unknown
    {
        known.gender = gender;
    }
    Some(ActorRef { person, ..referring(party, mention) })
}

/// "She" where the only person around is a man by his name: the writer, or the table of names, was wrong.
fn other_gender(resolver: &mut Resolver, mention: &Mention) -> Option<ActorRef> {
    let (gist, _) =
        best(resolver, mention, |gist| gist.person.is_some() && !gist.plural && !gist.is_joined())?;
    let (party, person) = (gist.party, gist.person);
    let alone = candidates(resolver, mention).all(|other| other.person.is_none() || other.person == person);
    if !alone {
        return None;
    }
    let name = resolver.actors.person(person?).name.clone();
    let form = resolver.parse.form(mention.head);
    resolver
        .note(mention.span, format!("“{form}” can only mean {name} here, whose name tells another gender"));
    Some(ActorRef { person, ..referring(party, mention) })
}

/// "a spokesman … he": a role without a name may be a person too.
fn role_of_one(gist: &Gist) -> bool {
    gist.role.is_some() && !gist.plural && !gist.is_joined()
}

fn referring(party: PartyId, mention: &Mention) -> ActorRef {
    ActorRef { inferred: true, ..ActorRef::party(party, Some(mention.span)) }
}

/// "It was said that", "it seems": the parser's word alone is not enough, it says so of others too.
fn is_expletive(parse: &Parse, mention: &Mention) -> bool {
    let Some(head) = parse.head(mention.head) else { return false };
    parse.rel(mention.head) == "expl"
        && (parse.child_by(head, "cop").is_some()
            || parse.child_by(head, "aux:pass").is_some()
            || matches!(
                parse.lemma(head),
                "seem" | "appear" | "happen" | "turn" | "take" | "emerge" | "remain"
            ))
}

/// "It's fine", "it is clear that": the subject of an adjective inside a quotation names nobody.
fn is_ambient(parse: &Parse, mention: &Mention) -> bool {
    let Some(head) = parse.head(mention.head) else { return true };
    let is_quality = parse.upos(head) == Upos::Adj && parse.child_by(head, "cop").is_some();
    let has_clause = parse.child_by(head, "csubj").is_some() || parse.child_by(head, "ccomp").is_some();
    is_quality && (has_clause || parse.quote_at(mention.span.start).is_some())
}

fn thing(resolver: &mut Resolver, mention: &Mention) -> Option<ActorRef> {
    if let Some(actor) = wrong_gender(resolver, mention) {
        return Some(actor);
    }
    if is_expletive(resolver.parse, mention) || is_ambient(resolver.parse, mention) {
        return None;
    }
    let is_thing = |gist: &Gist| {
        gist.person.is_none()
            && !gist.is_human
            && !gist.is_place
            && !gist.plural
            && !gist.is_set
            && !gist.is_joined()
            && is_collective(resolver, gist)
    };
    let said = said_by_it(resolver, mention);
    let (gist, score) = best(resolver, mention, is_thing)?;
    let party = match said {
        Some((other, points)) if points > score => other,
        _ => gist.party,
    };
    Some(referring(party, mention))
}

/// "…, it said in a statement": the body that spoke last, be it through its ministers.
fn said_by_it(resolver: &Resolver, mention: &Mention) -> Option<(PartyId, i32)> {
    let parse = resolver.parse;
    let speech = |verb: TokenId| resolver.gazetteer.weights.is_speech(parse.lemma(verb));
    if parse.rel(mention.head) != "nsubj" || !parse.head(mention.head).is_some_and(speech) {
        return None;
    }
    let spoke = |gist: &Gist| {
        let kind = resolver.actors.party(gist.party).kind;
        gist.speaks
            && !gist.is_set
            && !gist.is_joined()
            && !matches!(kind, PartyKind::Person | PartyKind::Group)
    };
    let (gist, score) = best(resolver, mention, spoke)?;
    Some((gist.party, score + resolver.gazetteer.weights.speaker))
}

fn is_collective(resolver: &Resolver, gist: &Gist) -> bool {
    resolver.actors.party(gist.party).kind != PartyKind::Person
}

/// "It has also indicated" after a person's remarks: the writer means the person.
fn wrong_gender(resolver: &mut Resolver, mention: &Mention) -> Option<ActorRef> {
    let parse = resolver.parse;
    if !matches!(parse.base_rel(mention.head), "nsubj" | "expl") {
        return None;
    }
    let verb = parse.head(mention.head)?;
    let goes_on =
        parse.children_by(verb, "advmod").any(|child| matches!(parse.lemma(child), "also" | "further"));
    let speaks = parse.child_by(verb, "ccomp").is_some();
    if !goes_on || !speaks {
        return None;
    }
    let sentence = parse.sentence_of(mention.head).0;
    let window = resolver.gazetteer.weights.window.max(0) as usize;
    let before = resolver.discourse.gists.iter().rev().take(window);
    let mut subjects = before.filter(|gist| gist.is_main && !gist.in_quote && gist.sentence < sentence);
    let last = subjects.next().filter(|gist| gist.sentence + 2 >= sentence)?;
    let (party, person) = (last.party, last.person?);
    resolver.note(mention.span, "“it” continues the remarks of a person, who is taken to be meant");
    Some(ActorRef { person: Some(person), ..referring(party, mention) })
}

fn several(resolver: &mut Resolver, mention: &Mention) -> Option<ActorRef> {
    if let Some((gist, _)) = best(resolver, mention, |gist| gist.plural || gist.is_set) {
        let gist = gist.clone();
        if gist.joined.len() > 1 {
            let set = resolver.set(gist.joined, mention.span);
            return Some(ActorRef { quantifier: None, ..set });
        }
        let members = resolver.actors.of_mention[gist.mention.0 as usize].as_ref().map(|a| a.members.clone());
        return Some(ActorRef { members: members.unwrap_or_default(), ..referring(gist.party, mention) });
    }
    let (gist, _) = best(resolver, mention, |gist| gist.person.is_none() && is_collective(resolver, gist))?;
    Some(referring(gist.party, mention))
}

fn relative(resolver: &mut Resolver, mention: &Mention) -> Option<ActorRef> {
    let parse = resolver.parse;
    let start = mention.tokens.start;
    let nearest = resolver.discourse.gists.iter().rev().take(8).find(|gist| {
        let end = resolver.mentions.list[gist.mention.0 as usize].tokens.end;
        let between = (end..start).all(|token| parse.upos(TokenId(token)) == Upos::Punct || end == start);
        end <= start && start - end <= 1 && (between || parse.form(TokenId(end)) == ",")
    })?;
    let (party, person) = (nearest.party, nearest.person);
    Some(ActorRef { person, inferred: false, ..referring(party, mention) })
}

/// The party of this kind last spoken of.
pub(super) fn last_of_kind(resolver: &Resolver, mention: &Mention, kind: PartyKind) -> Option<PartyId> {
    let fits = |gist: &Gist| {
        resolver.actors.party(gist.party).kind == kind && !gist.is_set && !gist.is_place && !gist.is_joined()
    };
    best(resolver, mention, fits).map(|(gist, _)| gist.party)
}

/// How many mentions back a role or the party most spoken of is looked for, so that time stays linear.
const LONG: usize = 120;

/// For whom a role without any name beside it speaks: the same role earlier, else the party most spoken of.
pub(super) fn party_of_role(
    resolver: &mut Resolver,
    mention: &Mention,
    role: &RolePhrase,
    class: Class,
) -> Option<PartyId> {
    if let Some(party) = akin(resolver, role, class) {
        return Some(party);
    }
    // A ministry or an army is a state's; officials may be an organisation's.
    let inner = role.by.iter().find_map(|&token| resolver.role_name_at(token));
    let name = inner.unwrap_or(&resolver.gazetteer.roles[role.role as usize].name);
    let of_organ = inner.is_some();
    let governs =
        class == Class::Authorities && matches!(name, "government" | "cabinet" | "junta" | "regime");
    let of_state =
        governs || matches!(class, Class::Organ | Class::Forces | Class::Military | Class::HeadOfState);
    let fits = |gist: &Gist| {
        let kind = resolver.actors.party(gist.party).kind;
        let is_public = kind == PartyKind::State || kind == PartyKind::Igo && !of_state;
        let lacks = || {
            let table = resolver.table_of(gist.party);
            table.is_some_and(|ix| resolver.gazetteer.lacks_office(ix, name))
        };
        is_public && !lacks() && !gist.is_set && !gist.is_place && !gist.is_joined()
    };
    let near = best(resolver, mention, fits).map(|(gist, _)| gist.party);
    near.or_else(|| most_spoken_of(resolver)).or_else(|| {
        let state = resolver.state_of_dateline().filter(|_| of_state || of_organ)?;
        Some(resolver.table_party(state))
    })
}

/// True where a role of this sort was spoken of before.
pub(super) fn has_akin(resolver: &Resolver, role: &RolePhrase, class: Class) -> bool {
    akin(resolver, role, class).is_some()
}

/// The party of the nearest role of the same word, or of one that may be the same.
fn akin(resolver: &Resolver, role: &RolePhrase, class: Class) -> Option<PartyId> {
    let gazetteer = resolver.gazetteer;
    let gists = &resolver.discourse.gists;
    let speaks_for_many = |gist: &&Gist| match resolver.actors.party(gist.party).kind {
        PartyKind::Person | PartyKind::Unknown => false,
        PartyKind::Group => gist.role == Some(role.role),
        _ => true,
    };
    let closeness = |gist: &Gist| {
        let other = gist.role?;
        let other_class = gazetteer.roles[other as usize].class;
        let akin = may_be(class, other_class) || may_be(other_class, class);
        let same_number = gist.plural == role.plural;
        match (other == role.role, akin, same_number) {
            (true, _, true) => Some(3),
            (_, true, true) => Some(2),
            (true, _, false) => Some(1),
            _ => None,
        }
    };
    let mut best: Option<(i32, PartyId)> = None;
    for gist in gists.iter().rev().take(LONG).filter(speaks_for_many) {
        if let Some(close) = closeness(gist).filter(|&close| best.is_none_or(|(other, _)| close > other)) {
            best = Some((close, gist.party));
        }
    }
    best.map(|(_, party)| party)
}

fn most_spoken_of(resolver: &Resolver) -> Option<PartyId> {
    let mut counts: Vec<(PartyId, usize)> = Vec::new();
    for gist in resolver.discourse.gists.iter().take(LONG) {
        let kind = resolver.actors.party(gist.party).kind;
        if !matches!(kind, PartyKind::State | PartyKind::Igo) || gist.is_set {
            continue;
        }
        match counts.iter_mut().find(|(party, _)| *party == gist.party) {
            Some((_, count)) => *count += 1,
            None => counts.push((gist.party, 1)),
        }
    }
    counts.into_iter().max_by_key(|&(party, count)| (count, std::cmp::Reverse(party))).map(|(party, _)| party)
}

/// The person of the text who fills a role: "the minister" after a foreign minister was named.
pub(super) fn person_of_role(
    resolver: &Resolver,
    mention: &Mention,
    role: &RolePhrase,
    class: Class,
    party: Option<PartyId>,
) -> Option<PersonId> {
    if role.status != Modifier::Plain {
        return None;
    }
    let parse = resolver.parse;
    let sentence = parse.sentence_of(mention.head).0;
    let possessed = role.determiner == Determiner::Possessive;
    let possessor = role.by.iter().find_map(|&token| resolver.actors.at(token)?.person);
    // Bare "officials said" names nobody; "minister" may.
    let bare = role.determiner == Determiner::None && role.by.is_empty();
    if matches!(class, Class::Official | Class::Source | Class::Diplomat)
        || bare && class != Class::HeadOfState
    {
        return None;
    }
    let fits = |gist: &&Gist| {
        let Some(person) = gist.person else { return false };
        let known = resolver.register.of(person);
        let same_party = party.is_none_or(|party| gist.party == party);
        same_party && known.class.is_some_and(|office| may_be(class, office)) && possessor != Some(person)
    };
    let gists = &resolver.discourse.gists;
    let near = |gist: &&Gist| !possessed || gist.sentence + 12 >= sentence;
    gists.iter().rev().take(LONG).filter(near).find(fits).and_then(|gist| gist.person)
}
