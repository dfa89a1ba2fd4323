//! Organisations that stand in no table, and the common nouns that stand for those that do: "Mahan Air", "the bloc".

use super::{ActorRef, PartyId, PartyKind};
use crate::mention::is_shouted;
use crate::mention::{Mention, MentionId, NameKind, OrgWord, Reading, slug};
use crate::token::TokenId;
use std::ops::Range;

use super::resolve::Resolver;

impl Resolver<'_> {
    pub(super) fn named(&mut self, n: usize, mention: &Mention) -> Option<ActorRef> {
        let Reading::Named { name, .. } = &mention.reading else { return None };
        let words = self.words(name);
        // A last name that the text introduced, or a person of the tables.
        if let Some(bearer) = self.register.bearer(&words) {
            return Some(self.of_person(bearer, mention.span));
        }
        if let Some(party) = self.half_named(&words) {
            return Some(ActorRef::party(party, Some(mention.span)));
        }
        // In capitals any word may be taken for a name; only those that the text uses elsewhere are.
        let key = slug(&words);
        let sentence = self.parse.sentence(self.parse.sentence_of(mention.head));
        let vague =
            matches!(&mention.reading, Reading::Named { kind: NameKind::Unknown | NameKind::Place, .. });
        if vague && !self.named.contains_key(&key) && is_shouted(self.parse, sentence) {
            return None;
        }
        if vague
            && name.len() == 1
            && !self.named.contains_key(&key)
            && let Some(near) = self.gazetteer.near_state(&words)
        {
            let party = self.table_party(near);
            self.named.insert(key, party);
            let known = self.gazetteer.parties[near as usize].name.clone();
            self.note(
                mention.span,
                format!("“{words}” is taken for a misspelt name of {known} or its capital"),
            );
            return Some(ActorRef { inferred: true, ..ActorRef::party(party, Some(mention.span)) });
        }
        let party = self.named_party(MentionId(n as u32))?;
        Some(ActorRef::party(party, Some(mention.span)))
    }

    /// "Aero Trans of Mali", where the text also says "Aero Trans": its home is no part of the name.
    fn without_home(&self, words: &str) -> Option<String> {
        let (short, _) = words.rsplit_once(" of ")?;
        let alone = short.contains(' ')
            && self.mentions.list.iter().any(|other| match &other.reading {
                Reading::Named { name, .. } => self.words(name) == short,
                _ => false,
            });
        alone.then(|| short.to_owned())
    }

    /// The party behind a name that stands in no table.
    pub(super) fn named_party(&mut self, mention: MentionId) -> Option<PartyId> {
        let Reading::Named { name, kind, acronym } = &self.mentions.list[mention.0 as usize].reading else {
            return None;
        };
        let words = self.words(name);
        let words = self.without_home(&words).unwrap_or(words);
        let key = slug(&words);
        if let Some(&known) = self.named.get(&key) {
            return Some(known);
        }
        let state =
            self.state_beside(name).or_else(|| self.state_below(self.mentions.list[mention.0 as usize].head));
        let party = match (kind, state) {
            (NameKind::Organisation(OrgWord::Organ), Some(state)) => state,
            _ => {
                let state = state.and_then(|party| self.actors.party(party).state.clone());
                let kind = match kind {
                    NameKind::Organisation(OrgWord::Kind(kind)) => *kind,
                    _ => PartyKind::Unknown,
                };
                let code = acronym.map_or_else(|| slug(&words), |token| self.parse.form(token).to_owned());
                self.party(&code, &words, kind, state.as_deref())
            }
        };
        self.named.insert(key, party);
        if let Some(acronym) = acronym {
            self.named.insert(slug(self.parse.form(*acronym)), party);
        }
        // "Mahan Air" is later "Mahan".
        if name.len() > 1 && self.actors.party(party).kind != PartyKind::Ngo {
            let first = slug(self.parse.form(TokenId(name.start)));
            self.named.entry(first).or_insert(party);
        }
        Some(party)
    }

    /// The state named inside or right before a name: "Federal Aviation Office of Germany", "Japan's …".
    pub(super) fn state_beside(&mut self, name: &Range<u32>) -> Option<PartyId> {
        let before = name.start.saturating_sub(2)..name.end;
        for token in before.rev() {
            let Some(mention) = self.actors.mention_at[token as usize] else {
                if token < name.start && !matches!(self.parse.form(TokenId(token)), "'s" | "’s") {
                    return None;
                }
                continue;
            };
            if let Reading::Party { party, .. } = &self.mentions.list[mention.0 as usize].reading {
                let state = self.gazetteer.parties[*party as usize].state.as_deref();
                if let Some(ix) = state.and_then(|code| self.gazetteer.party(code)) {
                    return Some(self.table_party(ix));
                }
            }
        }
        None
    }

    /// "the bloc": the organisation of that sort last spoken of; the only one of that sort if none was.
    pub(super) fn noun(&mut self, noun: u16, mention: &Mention) -> Option<ActorRef> {
        let gazetteer = self.gazetteer;
        let (_, sorts) = &gazetteer.nouns[noun as usize];
        let recent = self.discourse.gists.iter().rev().find_map(|gist| {
            let ix = gazetteer.party(&self.actors.party(gist.party).code)?;
            sorts.contains(&ix).then_some(gist.party)
        });
        // "Commission officials" before the European Community is named.
        let ever = || {
            let mut named = self.mentions.list.iter().filter_map(|mention| match &mention.reading {
                Reading::Party { party, .. } if sorts.contains(party) => Some(*party),
                _ => None,
            });
            named.next()
        };
        let party = match recent {
            Some(party) => party,
            None => {
                let later = ever()?;
                self.table_party(later)
            }
        };
        Some(ActorRef { inferred: true, ..ActorRef::party(party, Some(mention.span)) })
    }
}
