//! What the words around a mention tell of it: whose organ it is, for which state an office is held, who speaks in a
//! quotation, and who stands beside whom.
//!
//! "Ivory Coast's Supreme Court" is CIV; "Prime Minister Jomo Adeyo" in a report on Kenya alone speaks for KEN; in
//! "…," NAME said NAME is no "he"; "Japan and the United States" are a "they".

use super::coref::Gist;
use super::resolve::Resolver;
use super::{ActorRef, PartyId, PartyKind, PersonId};
use crate::mention::{How, Mention, MentionId, PartyIx, Reading};
use crate::token::TokenId;
use std::collections::BTreeMap;

impl Resolver<'_> {
    /// The state named right before an organ, or after it with "of"; none where the tables' own word holds.
    pub(super) fn owner_of_organ(&mut self, mention: &Mention) -> Option<PartyId> {
        let Reading::Party { tokens, .. } = &mention.reading else { return None };
        let mut before = tokens.start.checked_sub(1)?;
        let sentence = self.parse.sentence(self.parse.sentence_of(mention.head)).tokens.clone();
        if before > sentence.start && matches!(self.parse.form(TokenId(before)), "'s" | "’s" | "'" | "’")
        {
            before -= 1;
        }
        let after = tokens.end + 1;
        let of = after < sentence.end && self.parse.form(TokenId(tokens.end)) == "of";
        let places = [(before >= sentence.start).then_some(before), of.then_some(after)];
        let ix = places.into_iter().flatten().find_map(|token| {
            let mention = self.actors.mention_at[token as usize]?;
            match &self.mentions.list[mention.0 as usize].reading {
                Reading::Party { party, how: How::Name | How::Demonym, .. }
                    if self.gazetteer.parties[*party as usize].kind == PartyKind::State =>
                {
                    Some(*party)
                }
                _ => None,
            }
        })?;
        Some(self.table_party(ix))
    }

    /// "ethnic Albanians in Serbia" are not Albania: a group of the state in which they are, where the text tells.
    pub(super) fn ethnic(&mut self, mention: &Mention) -> Option<ActorRef> {
        let Reading::Party { how: How::Demonym, tokens, .. } = &mention.reading else { return None };
        let before = tokens.start.checked_sub(1)?;
        if !self.parse.form(TokenId(before)).eq_ignore_ascii_case("ethnic") || mention.head.0 >= tokens.end {
            return None;
        }
        let state = self.state_below(mention.head).or_else(|| self.state_beside_people(tokens.start));
        let state = state.and_then(|party| self.actors.party(party).state.clone());
        let words = self.words(&(before..tokens.end));
        let group = self.own_party(&words, PartyKind::Group, state.as_deref());
        Some(ActorRef::party(group, Some(mention.span)))
    }

    /// The state that the sentence names most, its people's namesake not counted.
    fn state_beside_people(&mut self, demonym: u32) -> Option<PartyId> {
        let own = self.actors.mention_at[demonym as usize]?;
        let own = self.state_at(&self.mentions.list[own.0 as usize]);
        let sentence = self.parse.sentence(self.parse.sentence_of(TokenId(demonym)));
        let mut counts: BTreeMap<PartyIx, usize> = BTreeMap::new();
        for token in sentence.tokens.clone() {
            let Some(mention) = self.actors.mention_at[token as usize] else { continue };
            let mention = &self.mentions.list[mention.0 as usize];
            if let Some(state) =
                self.state_at(mention).filter(|state| Some(*state) != own && mention.head.0 == token)
            {
                *counts.entry(state).or_default() += 1;
            }
        }
        let most = *counts.values().max()?;
        let mut first = counts.iter().filter(|(_, count)| **count == most);
        let (party, _) = first.next()?;
        first.next().is_none().then(|| self.table_party(*party))
    }

    /// The state in which the phrase headed by `head` lies: "students in Izmir", "the mayor of the town of Cizre".
    pub(super) fn state_below(&mut self, head: TokenId) -> Option<PartyId> {
        let place =
            |token: TokenId| matches!(self.parse.case(token), Some("in" | "of" | "from" | "at" | "near"));
        let children: Vec<TokenId> =
            self.parse.children_by(head, "nmod").filter(|&child| place(child)).collect();
        for child in children {
            let inner = self.parse.children_by(child, "nmod").filter(|&inner| place(inner));
            let appos = self.parse.children_by(child, "appos");
            let tokens: Vec<TokenId> = std::iter::once(child).chain(inner).chain(appos).collect();
            for token in tokens {
                let Some(mention) = self.actors.mention_at[token.index()] else { continue };
                if let Some(state) = self.place_of(&self.mentions.list[mention.0 as usize]) {
                    return Some(self.table_party(state));
                }
            }
        }
        None
    }

    /// The state that a mention names, by whatever means.
    fn place_of(&self, mention: &Mention) -> Option<PartyIx> {
        let Reading::Party { party, .. } = &mention.reading else { return None };
        let state = self.gazetteer.parties[*party as usize].state.as_deref()?;
        self.gazetteer.party(state)
    }

    /// Finds for each quotation the name that its reporting clause has for a subject.
    pub(super) fn read_speakers(&mut self) {
        let mut speakers = vec![None; self.parse.segments.quotes.len()];
        for n in 0..self.mentions.list.len() {
            let mention = &self.mentions.list[n];
            if self.parse.base_rel(mention.head) != "nsubj"
                || self.parse.quote_at(mention.span.start).is_some()
            {
                continue;
            }
            let Some(verb) = self.parse.head(mention.head) else { continue };
            if !self.gazetteer.weights.is_speech(self.parse.lemma(verb)) {
                continue;
            }
            let Some(person) = self.person_named(n) else { continue };
            let sentence = self.parse.sentence(self.parse.sentence_of(verb)).span;
            let quotes = &self.parse.segments.quotes;
            let low = quotes.partition_point(|quote| quote.span.start < sentence.start).saturating_sub(2);
            let high = quotes.partition_point(|quote| quote.span.start <= sentence.end);
            for at in low..high.max(low) {
                // "…." NAME said: the quotation's own full stop may have ended a sentence.
                if sentence.start <= quotes[at].span.end + 2 && speakers[at].is_none() {
                    speakers[at] = Some(person);
                }
            }
        }
        self.speakers = speakers;
    }

    fn person_named(&self, n: usize) -> Option<PersonId> {
        self.bearer[n].or_else(|| match &self.mentions.list[n].reading {
            Reading::Person { name, .. } | Reading::Named { name, .. } => {
                self.register.bearer(&self.words(name))
            }
            _ => None,
        })
    }

    /// "Japan and the United States": after the last of them all are spoken of together.
    pub(super) fn join(&mut self, mention: &Mention, actor: &ActorRef) {
        let parse = self.parse;
        if parse.base_rel(mention.head) != "conj" || actor.quantifier.is_some() {
            return;
        }
        let joined_by_or = parse.children_by(mention.head, "cc").any(|cc| parse.lemma(cc) != "and");
        let first = parse.head(mention.head).filter(|_| !joined_by_or);
        let Some(at) = first.and_then(|first| {
            let gists = self.discourse.gists.iter().rev().take(12);
            gists.filter(|gist| gist.token == first.0).map(|gist| gist.mention).next_back()
        }) else {
            return;
        };
        let Some(other) = self.actors.of_mention[at.0 as usize].clone().or_else(|| self.latest(at)) else {
            return;
        };
        let known =
            self.discourse.gists.iter().rev().take(12).find(|gist| gist.mention == at && gist.is_joined());
        let mut members = known.map_or_else(|| vec![other.party], |gist| gist.joined.clone());
        if members.contains(&actor.party) && actor.person.is_none() {
            return;
        }
        if !members.contains(&actor.party) {
            members.push(actor.party);
        }
        let head = &self.mentions.list[at.0 as usize];
        let gist = Gist::new(parse, at, head, &other, None, true, false);
        let token = mention.head.0;
        self.discourse.add(Gist { joined: members, person: None, token, ..gist });
    }

    fn latest(&self, mention: MentionId) -> Option<ActorRef> {
        let gist = self.discourse.gists.iter().rev().find(|gist| gist.mention == mention)?;
        Some(ActorRef { person: gist.person, ..ActorRef::party(gist.party, None) })
    }
}
