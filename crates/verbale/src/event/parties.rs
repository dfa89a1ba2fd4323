//! For whom a phrase stands: its party, those in its modifiers, its sector.
//!
//! ```text
//! "Turkish troops"                     TUR, MIL
//! "Hungarian and Romanian officials"   HUN and ROU, GOV
//! "ethnic Albanians in Serbia"         SRB
//! ```

use super::frame::Group;
use super::matching::Coder;
use super::roles::Sides;
use super::{EventActor, EventType};
use crate::actor::{ActorRef, PartyKind};
use crate::mention::MentionKind;
use crate::syntax::Upos;
use crate::token::TokenId;

/// How deep a party is looked for inside a phrase: "leaders of parties in Nepal".
const INSIDE: usize = 4;

impl Coder<'_> {
    /// True where the phrase headed by `token` names a party, or a body or people of one: "Polish rebels",
    /// not "museums in Poland".
    pub(super) fn is_actor(&self, token: TokenId) -> bool {
        let people = || {
            self.sector_of(token).is_some()
                || self.frames.in_class(self.lemma(token), "person")
                || self.frames.is_carrier(self.lemma(token))
        };
        self.actors.at(token).is_some() || people() && !self.parties(token).is_empty()
    }

    /// True for a party that takes part in politics, as far as the text or the tables tell.
    pub(super) fn is_somebody(&self, side: &EventActor) -> bool {
        self.is_known(&side.actor) || side.actor.person.is_some()
    }

    /// True where nobody political takes part: companies among themselves, their lawyers and shareholders. A
    /// contract of a company's touches no state for being about a place in it. Violence, arrests and charges
    /// count whoever suffers them.
    pub(super) fn is_private(&self, sides: &Sides, kind: EventType) -> bool {
        let (actor, recipient) = (&sides.actor, &sides.recipient);
        let company = |side: &EventActor| {
            side.sector.as_deref() == Some("BUS")
                || self.actors.party(side.actor.party).kind == PartyKind::Company
        };
        let private =
            |side: &EventActor| company(side) || !self.is_known(&side.actor) && side.sector.is_none();
        let all_private = actor.iter().chain(recipient).all(private);
        if actor.iter().chain(recipient).any(company) && all_private {
            return true;
        }
        let civil = matches!(Group::of(kind), Group::Coop | Group::Yield) || kind == EventType::Request;
        let place = |side: &EventActor| {
            matches!(kind, EventType::Agree | EventType::Support | EventType::Consult)
                && side.sector.is_none()
        };
        let about_place = actor.iter().any(company)
            && actor.iter().all(private)
            && recipient.iter().all(|side| private(side) || place(side));
        civil && all_private || about_place
    }

    /// True where what acts cannot act: "*signs* of growth in Germany supported sterling".
    pub(super) fn is_thing(&self, doers: &[TokenId]) -> bool {
        let thing = |&token: &TokenId| {
            self.frames.in_class(self.lemma(token), "thing") && self.actors.at(token).is_none()
        };
        !doers.is_empty() && doers.iter().all(thing)
    }

    pub(super) fn is_known(&self, actor: &ActorRef) -> bool {
        let party = self.actors.party(actor.party);
        party.state.is_some() || !matches!(party.kind, PartyKind::Unknown | PartyKind::Person)
    }

    /// "Egyptian workers": a body of its own of which no more is known than its state.
    fn is_nameless(&self, actor: &ActorRef) -> bool {
        self.actors.party(actor.party).kind == PartyKind::Unknown
    }

    /// The parties for which the phrase headed by `token` stands.
    pub(super) fn parties(&self, token: TokenId) -> Vec<EventActor> {
        let sector = self.sector_of(token);
        let direct = self.actors.at(token);
        let mut found = Vec::new();
        if self.is_ethnic(token) {
            found.extend(self.place_of(token));
        } else if let Some(actor) = direct.filter(|actor| self.is_known(actor) && !self.is_nameless(actor)) {
            self.joined_modifiers(token, &mut found);
            if found.is_empty() {
                self.joined_owners(token, &mut found);
            }
            if found.is_empty() {
                return vec![EventActor { actor: actor.clone(), sector }];
            }
        }
        if !found.is_empty() {
            return found.into_iter().map(|actor| EventActor { actor, sector: sector.clone() }).collect();
        }
        self.inside(token, 0, &mut found);
        if found.is_empty()
            && let Some(actor) = direct
        {
            found.push(actor.clone());
        }
        found.into_iter().map(|actor| EventActor { actor, sector: sector.clone() }).collect()
    }

    /// "Hungarian and Romanian officials", "American and South Korean troops": all that are joined before the noun.
    fn joined_modifiers(&self, token: TokenId, found: &mut Vec<ActorRef>) {
        let parts: Vec<TokenId> =
            self.modifiers(token).flat_map(|child| self.parse.conjuncts(child)).collect();
        let Some(first) = parts.iter().map(|part| part.0).min() else { return };
        if (first..token.0).any(|n| self.parse.upos(TokenId(n)) == Upos::Cconj) {
            self.several(&parts, found);
        }
    }

    /// "the foreign ministers of Iran and Oman": all that are joined after the noun.
    fn joined_owners(&self, token: TokenId, found: &mut Vec<ActorRef>) {
        let owner = |&child: &TokenId| matches!(self.parse.case(child), Some("of" | "from"));
        if self.parse.word(token).xpos.ends_with('S')
            && let Some(owner) = self.parse.children_by(token, "nmod").find(owner)
        {
            self.several(&self.parse.conjuncts(owner), found);
        }
    }

    /// The parties that the words name, if they are more than one.
    fn several(&self, parts: &[TokenId], found: &mut Vec<ActorRef>) {
        let mut known: Vec<&ActorRef> = Vec::new();
        for actor in parts.iter().filter_map(|&part| self.actors.at(part)).filter(|a| self.is_known(a)) {
            if known.iter().all(|other| other.party != actor.party) {
                known.push(actor);
            }
        }
        if known.len() > 1 {
            found.extend(known.into_iter().cloned());
        }
    }

    /// "ethnic Albanians in Serbia", "the Albanians of Serbia" are of Serbia.
    fn is_ethnic(&self, token: TokenId) -> bool {
        let people = || {
            let mention = self.actors.mention_at.get(token.index()).copied().flatten();
            let demonym = mention
                .and_then(|id| self.mentions.list.get(id.0 as usize))
                .is_some_and(|mention| mention.kind == MentionKind::Demonym);
            demonym
                && self.parse.form(token).ends_with('s')
                && self.parse.children_by(token, "nmod").any(|child| {
                    matches!(self.parse.case(child), Some("in" | "of"))
                        && self.actors.at(child).is_some_and(|place| self.is_known(place))
                })
        };
        self.modifiers(token).any(|child| self.parse.lemma(child) == "ethnic") || people()
    }

    fn place_of(&self, token: TokenId) -> Option<ActorRef> {
        let places = |head: TokenId, rel: &'static str| {
            self.parse
                .children_by(head, rel)
                .filter(|&child| matches!(self.parse.case(child), Some("in" | "of" | "from")))
                .find_map(|child| self.actors.at(child).filter(|a| self.is_known(a)))
        };
        places(token, "nmod").or_else(|| self.parse.head(token).and_then(|head| places(head, "obl"))).cloned()
    }

    /// Parties in the modifiers of a phrase: first before the noun, then in apposition, then after it.
    fn inside(&self, token: TokenId, depth: usize, found: &mut Vec<ActorRef>) {
        if depth > INSIDE {
            return;
        }
        for wanted in 0..3 {
            for &child in self.parse.children(token) {
                if self.rank(token, child) != Some(wanted) {
                    continue;
                }
                for part in self.parse.conjuncts(child) {
                    if self.names_paper(part) {
                        continue;
                    }
                    match self.actors.at(part).filter(|actor| self.is_known(actor)) {
                        Some(actor) => found.push(actor.clone()),
                        None => self.inside(part, depth + 1, found),
                    }
                }
                if wanted == 2 && !found.is_empty() {
                    return;
                }
            }
            if !found.is_empty() {
                return;
            }
        }
    }

    /// How near a modifier is to saying whose a phrase is.
    fn rank(&self, token: TokenId, child: TokenId) -> Option<u32> {
        let before = child < token;
        // "A bombing at a mosque in Mali": a place, nobody's deed.
        if matches!(self.parse.case(child), Some("in" | "at" | "near" | "on"))
            && self.frames.in_class(self.lemma(token), "attack")
        {
            return None;
        }
        match self.parse.base_rel(child) {
            "compound" | "amod" | "nmod" if before && !self.is_opposed(child) => Some(0),
            "flat" | "appos" => Some(1),
            "nmod" => {
                let case = self.parse.case(child).unwrap_or("");
                matches!(
                    case,
                    "of" | "from"
                        | "in"
                        | "for"
                        | "within"
                        | "throughout"
                        | "between"
                        | "among"
                        | "at"
                        | "near"
                        | "by"
                        | "with"
                        | "across"
                        | "under"
                )
                .then_some(2)
            }
            "acl" => (self.parse.rel(child) == "acl").then_some(2),
            "obl" => Some(2),
            _ => None,
        }
    }

    /// "anti-Russian", "pro-Iranian", "US-backed": the name is not that of the phrase's own party.
    fn is_opposed(&self, modifier: TokenId) -> bool {
        let form = self.parse.form(modifier).to_lowercase();
        if ["anti-", "pro-", "non-", "ex-"].iter().any(|prefix| form.starts_with(prefix)) {
            return true;
        }
        let before = modifier.index().checked_sub(2).map(|n| TokenId(n as u32));
        before.is_some_and(|prefix| {
            self.parse.form(TokenId(modifier.0 - 1)) == "-"
                && matches!(self.parse.form(prefix).to_lowercase().as_str(), "anti" | "pro" | "non")
        })
    }

    /// PLOVER's sector of a phrase, from its head or the office of its person.
    pub(super) fn sector_of(&self, token: TokenId) -> Option<String> {
        let mention = self.actors.mention_at.get(token.index()).copied().flatten();
        let mentioned = |kind: MentionKind| {
            mention.and_then(|id| self.mentions.list.get(id.0 as usize)).is_some_and(|m| m.kind == kind)
        };
        // The "Union" of a name is no union of workers.
        let named = self.parse.upos(token) == Upos::Propn
            && self.actors.at(token).is_some_and(|a| match self.actors.party(a.party).kind {
                PartyKind::Igo => true,
                PartyKind::State => mentioned(MentionKind::Name),
                _ => false,
            });
        if named {
            return None;
        }
        let own = |t: TokenId| self.frames.sector(self.lemma(t)).map(str::to_owned);
        // "hundreds of students": the sector is that of the students.
        if let Some(sector) = self.senses(token).into_iter().find_map(own) {
            return Some(sector);
        }
        for &child in self.parse.children(token) {
            let title = self.parse.rel(child) == "nmod:desc";
            if (title || matches!(self.parse.base_rel(child), "compound" | "flat" | "appos" | "amod"))
                && let Some(sector) = own(child)
            {
                return Some(sector);
            }
        }
        let actor = self.actors.at(token)?;
        if let Some(person) = actor.person {
            let office = self.actors.person(person).office.as_deref().unwrap_or("");
            let words = office.split(|c: char| !c.is_alphanumeric());
            return words.rev().find_map(|word| self.frames.sector(&word.to_lowercase()).map(str::to_owned));
        }
        let party = self.actors.party(actor.party);
        match party.kind {
            PartyKind::State if mentioned(MentionKind::Metonym) => Some("GOV".to_owned()),
            PartyKind::ArmedGroup => Some("REB".to_owned()),
            PartyKind::Outlet => Some("JRN".to_owned()),
            PartyKind::Company => Some("BUS".to_owned()),
            _ => None,
        }
    }
}
