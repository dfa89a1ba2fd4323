//! Role phrases: a role word with what stands around it.
//!
//! ```text
//! former Japanese vice trade minister Makoto Kuroda
//! └status └party    └modifiers  └role └name
//! ```

use super::gazetteer::Gazetteer;
use super::names::{NameKind, Names};
use super::scan::{Hit, Scan};
use super::tables::{Class, How, Modifier, OrgWord, RoleIx, Speaks};
use super::{PartyKind, Quantifier};
use crate::parse::Parse;
use crate::syntax::Upos;
use crate::token::{SentenceId, TokenId};
use std::ops::Range;

/// How definite a phrase is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Determiner {
    #[default]
    None,
    /// "the", "this", "that".
    Definite,
    /// "a", "an", "one", "some", "another".
    Indefinite,
    /// "his", "her", "their", "its".
    Possessive,
}

/// A role with its parts, before anyone says who is meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct RolePhrase {
    pub(crate) role: RoleIx,
    pub(crate) plural: bool,
    /// The tokens of the role word.
    pub(crate) core: Range<u32>,
    /// The whole phrase, a name after it not included.
    pub(crate) tokens: Range<u32>,
    /// The name in apposition right after it.
    pub(crate) name: Option<Range<u32>>,
    /// Tokens of phrases that may tell for whom the role speaks, the best first.
    pub(crate) by: Vec<TokenId>,
    /// A further party of the same rank: the first of "U.S. and Japanese officials".
    pub(crate) also: Option<TokenId>,
    pub(crate) determiner: Determiner,
    pub(crate) quantifier: Option<Quantifier>,
    pub(crate) status: Modifier,
}

/// Finds the role phrases of a document, in text order.
pub(crate) fn find(parse: &Parse, gazetteer: &Gazetteer, scan: &Scan, names: &Names) -> Vec<RolePhrase> {
    let mut found: Vec<RolePhrase> = Vec::new();
    for (n, hit) in scan.hits.iter().enumerate() {
        let Some((role, plural)) = hit.role() else { continue };
        // "the 12-nation community"
        let hyphen = hit.tokens.start > 0 && matches!(parse.form(TokenId(hit.tokens.start - 1)), "-" | "–");
        if hyphen && !plural && gazetteer.roles[role as usize].class == Class::Group {
            continue;
        }
        if hit.party(gazetteer, None).is_some() || !is_noun(parse, scan, hit) {
            continue;
        }
        // "General" in "General Electric Co".
        let inside = names
            .at(TokenId(hit.tokens.start))
            .is_some_and(|chunk| chunk.kind == NameKind::Organisation(OrgWord::Kind(PartyKind::Company)));
        if inside {
            continue;
        }
        let builder = Builder { parse, gazetteer, scan, names };
        let phrase = builder.build(n, role, plural);
        // "Foreign Ministry" inside "Foreign Ministry spokesman" stays a phrase of its own, inside the longer;
        // "deputy" inside "deputy trade representative" does not.
        let inside = |known: &RolePhrase| {
            phrase.tokens.start <= known.core.start && known.core.end <= phrase.core.start
        };
        while found
            .last()
            .is_some_and(|known| inside(known) && known.name.is_none() && is_modifier(scan, known))
        {
            found.pop();
        }
        found.push(phrase);
    }
    found
}

fn is_modifier(scan: &Scan, phrase: &RolePhrase) -> bool {
    scan.hit(TokenId(phrase.core.start)).is_some_and(|hit| hit.modifier().is_some())
}

/// True where the last word of a role is used as a noun.
fn is_noun(parse: &Parse, scan: &Scan, hit: &Hit) -> bool {
    if !scan.tagged {
        return true;
    }
    let last = TokenId(hit.tokens.end - 1);
    if hit.tokens.len() > 1 {
        return true;
    }
    match parse.upos(last) {
        Upos::Noun | Upos::Propn | Upos::X => true,
        // "general manager" is no general, "leading" no leader; "Right-wing deputies" may be tagged anything.
        _ => false,
    }
}

struct Builder<'a> {
    parse: &'a Parse<'a>,
    gazetteer: &'a Gazetteer,
    scan: &'a Scan,
    names: &'a Names,
}

impl Builder<'_> {
    fn build(&self, hit: usize, role: RoleIx, plural: bool) -> RolePhrase {
        let core = self.scan.hits[hit].tokens.clone();
        let mut phrase = RolePhrase {
            role,
            plural,
            tokens: core.clone(),
            core,
            name: None,
            by: Vec::new(),
            also: None,
            determiner: Determiner::None,
            quantifier: None,
            status: Modifier::Plain,
        };
        self.extend_left(&mut phrase);
        self.extend_right(&mut phrase);
        phrase
    }

    fn sentence(&self, token: u32) -> Range<u32> {
        let id: SentenceId = self.parse.sentence_of(TokenId(token));
        self.parse.sentence(id).tokens.clone()
    }

    fn extend_left(&self, phrase: &mut RolePhrase) {
        let sentence = self.sentence(phrase.core.start);
        let mut at = phrase.core.start;
        let mut steps = 0;
        while at > sentence.start && steps < 14 {
            steps += 1;
            let token = TokenId(at - 1);
            let form = self.parse.form(token);
            // "Industries Association of Japan (EIAJ) Chairman": the association, not Japan.
            if let Some(chunk) = self.names.at(token)
                && matches!(chunk.kind, NameKind::Organisation(_))
                && chunk.tokens.end <= phrase.core.start
            {
                phrase.by.push(TokenId(chunk.tokens.start));
                at = chunk.tokens.start;
                continue;
            }
            if let Some(hit) = self.scan.hit(token) {
                let start = hit.tokens.start;
                if hit.party(self.gazetteer, None).is_some() {
                    phrase.by.push(token);
                } else if let Some(modifier) = hit.modifier() {
                    if modifier != Modifier::Plain {
                        phrase.status = modifier;
                    }
                    phrase.quantifier = phrase.quantifier.or(quantifier(form));
                } else if hit.role().is_some() {
                    // "Foreign Ministry spokesman", "government sources": the inner role tells the party.
                    if !self.leads_on(token, phrase) {
                        break;
                    }
                    phrase.by.push(token);
                } else if hit.noun().is_some() {
                    // "Commission officials"
                    phrase.by.push(token);
                } else if hit.people().next().is_some() || !hit.is_person_only() {
                    break;
                }
                at = start;
                continue;
            }
            if let Some(q) = quantifier(form) {
                phrase.quantifier = Some(q);
                at -= 1;
                continue;
            }
            match form.to_ascii_lowercase().as_str() {
                "the" | "this" | "that" | "these" | "those" if self.parse.upos(token) != Upos::Sconj => {
                    phrase.determiner = Determiner::Definite;
                    at -= 1;
                    at = self.counted(at, sentence.start, phrase);
                    break;
                }
                "a" | "an" | "one" | "another" | "no" => {
                    phrase.determiner = Determiner::Indefinite;
                    at -= 1;
                    break;
                }
                "his" | "her" | "its" | "their" | "whose" => {
                    phrase.determiner = Determiner::Possessive;
                    phrase.by.push(token);
                    at -= 1;
                    break;
                }
                "'s" | "’s" | "'" | "’" if at - 1 > sentence.start => {
                    at = self.possessor(at - 1, sentence.start, phrase);
                    break;
                }
                ")" => match self.bracketed(at - 1, sentence.start) {
                    Some(open) => at = open,
                    None => break,
                },
                "-" | "–" if at < phrase.core.start || at - 1 > sentence.start => {
                    if !self.is_glued(token) {
                        break;
                    }
                    at -= 1;
                }
                // Before the party only adjectives lead on: not "this Wednesday Greek Foreign Minister".
                _ if !phrase.by.is_empty() && self.scan.tagged && self.parse.upos(token) != Upos::Adj => {
                    break;
                }
                _ if self.is_modifier(token, phrase) => {
                    at -= 1;
                    if let Some(chunk) = self.names.at(token) {
                        if !matches!(chunk.kind, NameKind::Person(_)) {
                            phrase.by.push(token);
                        }
                        at = chunk.tokens.start;
                    }
                }
                _ => break,
            }
        }
        self.extend_joined(&mut at, sentence.start, phrase);
        // A hyphen left over at the edge belongs to what stands before it.
        while at < phrase.core.start && matches!(self.parse.form(TokenId(at)), "-" | "–" | ")") {
            at += 1;
        }
        phrase.tokens.start = at;
    }

    /// "Both U.S. and" before "Japanese officials": officials of both.
    fn extend_joined(&self, at: &mut u32, floor: u32, phrase: &mut RolePhrase) {
        let first = *at;
        let begins = phrase
            .by
            .last()
            .is_some_and(|by| self.scan.hit(*by).is_some_and(|hit| hit.tokens.start == first));
        if !phrase.plural || !begins || first < floor + 2 || self.parse.form(TokenId(first - 1)) != "and" {
            return;
        }
        let before = TokenId(first - 2);
        let Some(hit) = self.scan.hit(before).filter(|hit| hit.party(self.gazetteer, None).is_some()) else {
            return;
        };
        // "Russia and Japanese officials" are two; "Russian and Japanese officials", "U.S. and Japanese officials" one.
        let adjective = hit.is_demonym()
            || self.parse.form(before).contains('.')
            || matches!(self.parse.form(before), "US" | "UN" | "EU" | "UK" | "EC" | "NATO" | "British");
        if !adjective {
            return;
        }
        phrase.also = Some(before);
        *at = hit.tokens.start;
        if *at > floor && matches!(self.parse.form(TokenId(*at - 1)), "Both" | "both" | "the" | "The") {
            *at -= 1;
        }
    }

    /// "each of the", "all the": the place where the count begins.
    fn counted(&self, at: u32, floor: u32, phrase: &mut RolePhrase) -> u32 {
        let of = u32::from(at > floor && self.parse.form(TokenId(at - 1)) == "of");
        match at.checked_sub(1 + of).filter(|&before| before >= floor) {
            Some(before) => match quantifier(self.parse.form(TokenId(before))) {
                Some(found) => {
                    phrase.quantifier = Some(found);
                    before
                }
                None => at,
            },
            None => at,
        }
    }

    /// The role word before this one modifies it ("police chief") and is no noun of its own.
    fn leads_on(&self, token: TokenId, phrase: &RolePhrase) -> bool {
        if !self.scan.tagged {
            return true;
        }
        let own = self.parse.head(token);
        own.is_some_and(|head| phrase.core.contains(&head.0))
            || self.parse.base_rel(token) == "compound"
            || self.parse.base_rel(token) == "amod"
            || self.parse.upos(token) == Upos::Propn
    }

    /// "Merkel's spokesperson": the possessor's phrase up to its determiner.
    fn possessor(&self, mark: u32, floor: u32, phrase: &mut RolePhrase) -> u32 {
        let token = TokenId(mark - 1);
        phrase.by.push(token);
        let mut at = mark - 1;
        if let Some(hit) = self.scan.hit(token) {
            at = hit.tokens.start;
        } else if let Some(chunk) = self.names.at(token) {
            at = chunk.tokens.start;
        }
        while at > floor {
            let before = TokenId(at - 1);
            let form = self.parse.form(before).to_ascii_lowercase();
            if matches!(form.as_str(), "the" | "a" | "an") {
                return at - 1;
            }
            let inside = self.scan.hit(before).is_some() || self.is_modifier(before, phrase);
            if !inside {
                break;
            }
            at -= 1;
        }
        at
    }

    /// "(MITI)" before the role: the place of its opening bracket.
    fn bracketed(&self, close: u32, floor: u32) -> Option<u32> {
        let open = close.checked_sub(2).filter(|&open| open > floor)?;
        (self.parse.form(TokenId(open)) == "(").then_some(open)
    }

    fn is_glued(&self, token: TokenId) -> bool {
        let span = self.parse.span(token);
        let text = self.parse.text().as_bytes();
        let blank = |at: usize| text.get(at).is_none_or(|b| b.is_ascii_whitespace());
        span.start > 0 && !blank(span.start as usize - 1) && !blank(span.end as usize)
    }

    /// A word that stands between determiner and role: adjective, noun or unknown name part.
    fn is_modifier(&self, token: TokenId, phrase: &RolePhrase) -> bool {
        if let Some(chunk) = self.names.at(token) {
            return !matches!(chunk.kind, NameKind::Person(_)) && chunk.tokens.end <= phrase.core.start;
        }
        let word = self.parse.form(token);
        if !word.starts_with(char::is_alphanumeric) || self.gazetteer.capitals.is_title(word) {
            return false;
        }
        match self.parse.upos(token) {
            Upos::Adj | Upos::Noun | Upos::Propn | Upos::Num => true,
            Upos::X => self.parse.span(token).len() > 2 && word.starts_with(char::is_uppercase),
            // "leading", "unnamed"
            Upos::Verb => self.parse.base_rel(token) == "amod" && self.parse.word(token).xpos == "VBN",
            _ => false,
        }
    }

    fn extend_right(&self, phrase: &mut RolePhrase) {
        let sentence = self.sentence(phrase.core.start);
        let next = phrase.core.end;
        if next >= sentence.end {
            return;
        }
        let class = self.gazetteer.roles[phrase.role as usize].class;
        if class.is_person() {
            let mut start = next;
            while start < sentence.end
                && self.gazetteer.capitals.is_honorific(self.parse.form(TokenId(start)))
            {
                start += 1;
            }
            if let Some(chunk) = self.names.starting(TokenId(start)) {
                let is_person = matches!(chunk.kind, NameKind::Person(_) | NameKind::Unknown);
                if is_person && start < sentence.end {
                    phrase.name = Some(chunk.tokens.clone());
                    return;
                }
            }
        }
        if matches!(class, Class::Journalist | Class::Firm) {
            // "the U.S. firm <Dupont>", as the wire marks companies.
            let next = next + u32::from(self.parse.form(TokenId(next)) == "<" && next + 1 < sentence.end);
            if let Some(chunk) = self.names.starting(TokenId(next))
                && !matches!(chunk.kind, NameKind::Person(Some(_)))
            {
                phrase.by.insert(0, TokenId(next));
                phrase.tokens.end = chunk.tokens.end;
                return;
            }
            if let Some(hit) = self.scan.hit(TokenId(next))
                && hit.party(self.gazetteer, None).is_some()
            {
                phrase.by.insert(0, TokenId(next));
                phrase.tokens.end = hit.tokens.end;
                return;
            }
        }
        if let Some(name) = self.name_past_post(class, next, sentence.end) {
            phrase.name = Some(name);
            return;
        }
        self.complement(phrase, next, sentence.end);
    }

    /// "Ambassador to Germany NAME": the name behind the post, which tells nothing of whom he speaks for.
    fn name_past_post(&self, class: Class, next: u32, end: u32) -> Option<Range<u32>> {
        if !matches!(class, Class::Ambassador | Class::Envoy) {
            return None;
        }
        if !matches!(self.parse.form(TokenId(next)), "to" | "for") {
            return None;
        }
        let mut at = next + 1;
        while at < end.min(next + 7) {
            let token = TokenId(at);
            if let Some(chunk) = self.names.starting(token) {
                return matches!(chunk.kind, NameKind::Person(_)).then(|| chunk.tokens.clone());
            }
            at = match self.scan.hit(token) {
                Some(hit) => hit.tokens.end,
                None if self.parse.form(token) == "the" => at + 1,
                None => return None,
            };
        }
        None
    }

    /// "security forces in Guinea", "opposition groups in Zimbabwe": the state where they are.
    fn place(&self, phrase: &mut RolePhrase, next: u32, end: u32) {
        let next = next + u32::from(next < end && self.parse.form(TokenId(next)) == "the");
        let hit = (next < end).then(|| self.scan.hit(TokenId(next))).flatten();
        if hit.is_some_and(|hit| hit.party(self.gazetteer, None).is_some_and(|(_, how)| how != How::Demonym))
        {
            phrase.by.push(TokenId(next));
        }
    }

    /// "of Kazakhstan", "of the European Commission", "for the State Department" (not "envoy for Iran").
    fn complement(&self, phrase: &mut RolePhrase, next: u32, end: u32) {
        let class = self.gazetteer.roles[phrase.role as usize].class;
        let speaks = self.gazetteer.roles[phrase.role as usize].speaks;
        let ok = match self.parse.form(TokenId(next)) {
            "of" => true,
            "for" => matches!(class, Class::Spokesperson),
            "from" | "at" => matches!(
                class,
                Class::Official
                    | Class::Diplomat
                    | Class::Source
                    | Class::Lawmaker
                    | Class::Negotiator
                    | Class::Envoy
            ),
            "in" if phrase.by.is_empty()
                && lies_in(class, &self.gazetteer.roles[phrase.role as usize].name) =>
            {
                return self.place(phrase, next + 1, end);
            }
            "in" => speaks == Speaks::Group,
            _ => false,
        };
        if !ok {
            return;
        }
        let mut at = next + 1;
        let mut steps = 0;
        while at < end && steps < 8 {
            let token = TokenId(at);
            if let Some(hit) = self.scan.hit(token) {
                if let Some((_, how)) = hit.party(self.gazetteer, None) {
                    let after = TokenId(hit.tokens.end);
                    let possessive =
                        hit.tokens.end < end && matches!(self.parse.form(after), "'s" | "’s" | "'" | "’");
                    phrase.by.insert(0, token);
                    phrase.tokens.end = hit.tokens.end;
                    if how != How::Demonym && !possessive {
                        return;
                    }
                    at = hit.tokens.end + u32::from(possessive);
                    steps += 1;
                    continue;
                }
                // "an official of the group"
                if hit.role().is_some() || hit.noun().is_some() {
                    if phrase.by.is_empty() || phrase.tokens.end <= next {
                        phrase.by.insert(0, token);
                    }
                    phrase.tokens.end = hit.tokens.end;
                    return;
                }
            }
            if let Some(chunk) = self.names.starting(token) {
                phrase.by.insert(0, token);
                phrase.tokens.end = chunk.tokens.end;
                return;
            }
            let form = self.parse.form(token);
            let space = speaks == Speaks::Group && matches!(form, "space" | "of");
            if !(matches!(form, "the" | "its" | "his" | "their") || space || self.is_modifier(token, phrase))
            {
                return;
            }
            at += 1;
            steps += 1;
        }
    }
}

/// True for those who are of the state that they are in: police and rebels, but no diplomats, no troops.
fn lies_in(class: Class, name: &str) -> bool {
    match class {
        Class::Forces => name.contains("police") || name == "security forces",
        Class::Authorities
        | Class::Court
        | Class::Lawmaker
        | Class::Official
        | Class::Organ
        | Class::PartyMember
        | Class::People
        | Class::Rebels => true,
        _ => false,
    }
}

fn quantifier(form: &str) -> Option<Quantifier> {
    match form {
        "each" | "Each" | "every" | "Every" => Some(Quantifier::Each),
        "all" | "All" | "both" | "Both" => Some(Quantifier::All),
        "some" | "Some" | "several" | "Several" | "many" | "Many" => Some(Quantifier::Some),
        "any" | "Any" => Some(Quantifier::Any),
        _ => None,
    }
}
