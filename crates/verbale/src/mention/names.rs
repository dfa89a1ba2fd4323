//! Names that stand in no table: runs of capitalised words, told apart as people and organisations by their
//! own words and by what stands around them.
//!
//! "spokesman Hiroshi Nagata" a person, by the role before it; "Mahan Air" a company, by its last word;
//! "Electronic Industries Association of Japan (EIAJ)" an organisation, with what follows "of".

use super::PartyKind;
use super::fold::Shape;
use super::gazetteer::{Gazetteer, is_particle};
use super::scan::{Scan, is_shouted};
use super::tables::{Gender, OrgWord, PersonIx};
use crate::parse::Parse;
use crate::syntax::{EntityKind, Upos};
use crate::token::{Sentence, TokenId};
use std::ops::Range;

/// What a run of capitalised words names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NameKind {
    /// A person; with their place in the tables if the full name stands there.
    Person(Option<PersonIx>),
    /// An organisation or company.
    Organisation(OrgWord),
    /// A place, by the network's word.
    Place,
    /// A name of an unknown kind.
    Unknown,
}

/// A name.
#[derive(Debug, Clone)]
pub(crate) struct Chunk {
    pub(crate) tokens: Range<u32>,
    pub(crate) kind: NameKind,
    /// The letters in brackets after an organisation's name.
    pub(crate) acronym: Option<TokenId>,
    pub(crate) gender: Gender,
}

/// The names of a document, with the chunk of each token.
#[derive(Debug, Default)]
pub(crate) struct Names {
    pub(crate) chunks: Vec<Chunk>,
    chunk_of: Vec<u32>,
}

impl Names {
    pub(crate) fn at(&self, token: TokenId) -> Option<&Chunk> {
        let at = *self.chunk_of.get(token.index())?;
        self.chunks.get(at.checked_sub(1)? as usize)
    }

    /// The chunk that begins at `token`.
    pub(crate) fn starting(&self, token: TokenId) -> Option<&Chunk> {
        self.at(token).filter(|chunk| chunk.tokens.start == token.0)
    }

    fn push(&mut self, chunk: Chunk) {
        self.chunks.push(chunk);
        let number = self.chunks.len() as u32;
        for token in self.chunks[number as usize - 1].tokens.clone() {
            self.chunk_of[token as usize] = number;
        }
    }
}

/// What each token's entity is, by the network.
pub(crate) fn entity_kinds(parse: &Parse) -> Vec<Option<EntityKind>> {
    let mut kinds = vec![None; parse.tokens.tokens.len()];
    for entity in &parse.syntax.entities {
        for token in entity.tokens.clone() {
            if let Some(kind) = kinds.get_mut(token as usize) {
                *kind = Some(entity.kind);
            }
        }
    }
    kinds
}

/// Finds the names of a document.
pub(crate) fn find(parse: &Parse, gazetteer: &Gazetteer, scan: &Scan) -> Names {
    let entities = entity_kinds(parse);
    let mut names = Names { chunks: Vec::new(), chunk_of: vec![0; parse.tokens.tokens.len()] };
    for (_, sentence) in parse.sentences() {
        let finder = Finder { parse, gazetteer, scan, entities: &entities, sentence };
        finder.sentence(&mut names);
    }
    names
}

/// How many words a company's name may have.
const LONGEST_COMPANY: u32 = 7;

struct Finder<'a> {
    parse: &'a Parse<'a>,
    gazetteer: &'a Gazetteer,
    scan: &'a Scan,
    entities: &'a [Option<EntityKind>],
    sentence: &'a Sentence,
}

impl Finder<'_> {
    fn sentence(&self, names: &mut Names) {
        let shouted = is_shouted(self.parse, self.sentence);
        let mut at = self.sentence.tokens.start;
        while at < self.sentence.tokens.end {
            if let Some(end) = self.company(at, shouted) {
                self.name(at..end, names);
                at = end;
                continue;
            }
            let Some(end) = self.run(at, shouted) else {
                at += 1;
                continue;
            };
            if !self.is_wire_capital(at, end) && !self.is_portfolio(at, end) {
                self.split(at..end, names);
            }
            let last =
                names.chunks.last().map_or(0, |chunk| chunk.acronym.map_or(chunk.tokens.end, |a| a.0 + 2));
            at = end.max(last);
        }
    }

    /// "General Electric Co", "Johnson & Johnson Inc": capitals up to the word that makes them a company, whatever
    /// the tables know of each.
    fn company(&self, start: u32, shouted: bool) -> Option<u32> {
        let capital = |at: u32| {
            let form = self.parse.form(TokenId(at));
            self.scan.shape(TokenId(at)) != Shape::Lower
                && form.starts_with(char::is_alphabetic)
                && !self.is_title(form)
        };
        let joins = |at: u32| matches!(self.parse.form(TokenId(at)), "&" | "and" | "-" | "/" | "'s" | "’s");
        if shouted || !capital(start) {
            return None;
        }
        let mut joins_left = 1;
        let mut at = start + 1;
        while at < self.sentence.tokens.end.min(start + LONGEST_COMPANY) {
            let word = self.gazetteer.organisation_words.get(&self.scan.symbol(TokenId(at)));
            if capital(at) && word == Some(&OrgWord::Kind(PartyKind::Company)) {
                let next = at + 1;
                if next >= self.sentence.tokens.end || !capital(next) {
                    return Some(next);
                }
                // "Electronic Industries Association" is no company, "Sumitomo Industries Ltd" is.
                let goes_on = self.gazetteer.organisation_words.get(&self.scan.symbol(TokenId(next)));
                return match goes_on {
                    Some(OrgWord::Kind(PartyKind::Company)) => Some(next + 1),
                    Some(_) => None,
                    None => Some(next),
                };
            }
            // "Rohm and Haas Co" is one, "Wagner and Brown and AFG Industries Inc" two.
            let joined = joins(at) && joins_left > 0 && at + 1 < self.sentence.tokens.end && capital(at + 1);
            joins_left -= u32::from(joined && !capital(at));
            // A person's name or a role may stand before the firm: "Chairman Lee Iacocca of Chrysler Corp".
            let person = self.scan.hit(TokenId(at)).is_some_and(|hit| hit.people().next().is_some());
            if !(capital(at) || joined) || person {
                return None;
            }
            at += 1;
        }
        None
    }

    /// "Relations" in "External Relations Commissioner" is no name.
    fn is_portfolio(&self, start: u32, end: u32) -> bool {
        if start == self.sentence.tokens.start || end >= self.sentence.tokens.end || end > start + 1 {
            return false;
        }
        let hit = |token: u32| self.scan.hit(TokenId(token));
        let after_modifier = hit(start - 1).is_some_and(|hit| hit.modifier().is_some());
        after_modifier && hit(start).is_none() && hit(end).is_some_and(|hit| hit.role().is_some())
    }

    /// "U.S. Decision": wire copy sets a capital after a point, which makes no name.
    fn is_wire_capital(&self, start: u32, end: u32) -> bool {
        if start == self.sentence.tokens.start || end > start + 1 {
            return false;
        }
        let before = self.parse.form(TokenId(start - 1));
        let dotted = before.ends_with('.') && before.len() > 2 && self.scan.hit(TokenId(start - 1)).is_some();
        dotted && self.scan.hit(TokenId(start)).is_none() && !self.is_given(TokenId(start))
    }

    /// The end of the run of name words that begins at `start`.
    fn run(&self, start: u32, shouted: bool) -> Option<u32> {
        if !self.is_name_word(start, shouted) {
            return None;
        }
        let mut end = start + 1;
        while end < self.sentence.tokens.end {
            if self.is_name_word(end, shouted) || self.is_borne_name(end, shouted) {
                end += 1;
            } else if let Some(next) = self.joined(end) {
                // "Willy de Clercq", "Abdel Fattah el-Sisi", "Jean-Yves"
                if !self.is_name_word(next, shouted) {
                    break;
                }
                end = next + 1;
            } else {
                break;
            }
        }
        // "Trade" and "Foreign" are names only beside one that is: "Mahan Air", "Federal Aviation Office".
        let plain = |token: u32| self.scan.hit(TokenId(token)).is_some_and(|hit| hit.is_modifier_only());
        let before_role = |token: u32| {
            token < self.sentence.tokens.end
                && self.scan.hit(TokenId(token)).is_some_and(|hit| hit.role().is_some())
        };
        while end > start && plain(end - 1) && before_role(end) {
            end -= 1;
        }
        (start..end).any(|token| !plain(token)).then_some(end)
    }

    /// Past particles and joining hyphens from `at`: the first token after them.
    fn joined(&self, at: u32) -> Option<u32> {
        let mut next = at;
        while next < self.sentence.tokens.end && next < at + 3 {
            let form = self.parse.form(TokenId(next));
            let hyphen = form == "-" || form == "–";
            let glued = hyphen && {
                let span = self.parse.span(TokenId(next));
                let text = self.parse.text().as_bytes();
                let blank = |at: usize| text.get(at).is_none_or(|b| b.is_ascii_whitespace());
                !blank(span.start as usize - 1) && !blank(span.end as usize)
            };
            let particle = is_particle(form) && self.scan.hit(TokenId(next)).is_none();
            if !glued && !particle {
                break;
            }
            next += 1;
        }
        (next > at && next < self.sentence.tokens.end).then_some(next)
    }

    fn is_name_word(&self, token: u32, shouted: bool) -> bool {
        let id = TokenId(token);
        let form = self.parse.form(id);
        if !form.starts_with(char::is_alphabetic) {
            return false;
        }
        if let Some(hit) = self.scan.hit(id).filter(|hit| !hit.is_modifier_only()) {
            // A known first word of a name that is also a place or role ("Jordan Bardella") stays what it is.
            return hit.is_person_only() && hit.tokens.start == token || self.inside_person(id);
        }
        let upos = self.parse.upos(id);
        let capital = self.scan.shape(id) != Shape::Lower;
        if !capital {
            return is_particle(form) && form.contains('-');
        }
        let entity = self.entities[id.index()];
        let may_be_name = !self.is_title(form) || self.gazetteer.capitals.may_be_name(form);
        if may_be_name && entity.is_some_and(|kind| kind == EntityKind::Person || kind == EntityKind::Org) {
            return true;
        }
        // "Toshiba Corp", whatever the tagger made of the first word.
        let next = TokenId(token + 1);
        if token != self.sentence.tokens.start && token + 1 < self.sentence.tokens.end && !shouted {
            let company = self.gazetteer.organisation_words.get(&self.scan.symbol(next));
            let is_company = company == Some(&OrgWord::Kind(PartyKind::Company));
            if is_company && self.scan.shape(next) != Shape::Lower && !self.is_title(form) {
                return true;
            }
        }
        match upos {
            Upos::Propn => !self.is_title(form),
            Upos::X => {
                !shouted && !self.is_title(form) && (token != self.sentence.tokens.start || self.is_given(id))
            }
            // Wire copy sets a capital after "U.S."; the tagger knows better what the word is.
            Upos::Adj | Upos::Noun if shouted || token == self.sentence.tokens.start => false,
            Upos::Adj | Upos::Noun => {
                self.is_org_word(id) || self.is_amid_name(token) || self.leads_name(token)
            }
            _ => false,
        }
    }

    /// "Revolutionary" in "the Revolutionary United Front": further capitals follow, the last of them a name's.
    fn leads_name(&self, token: u32) -> bool {
        let dotted = self.parse.form(TokenId(token - 1)).ends_with('.');
        let open = |at: u32| {
            let id = TokenId(at);
            at < self.sentence.tokens.end
                && self.scan.shape(id) == Shape::Capital
                && self.scan.hit(id).is_none_or(|hit| hit.is_modifier_only())
                && !self.is_title(self.parse.form(id))
        };
        let mut at = token + 1;
        while at < token + 5 && open(at) && self.parse.upos(TokenId(at)) != Upos::Propn {
            at += 1;
        }
        !dotted && open(at) && matches!(self.parse.upos(TokenId(at)), Upos::Propn)
    }

    /// "Lima" in "Pedro Lima": a place's name as a last name, after a given name.
    fn is_borne_name(&self, token: u32, shouted: bool) -> bool {
        let id = TokenId(token);
        let one = self.scan.hit(id).is_some_and(|hit| hit.tokens.len() == 1 && hit.role().is_none());
        let before = TokenId(token - 1);
        let given = self.is_given(before) && self.scan.hit(before).is_none();
        one && given && !shouted && self.scan.shape(id) == Shape::Capital
    }

    /// "Environmental" in "Amazon Environmental Research Institute": capitals on both sides.
    fn is_amid_name(&self, token: u32) -> bool {
        if token + 1 >= self.sentence.tokens.end {
            return false;
        }
        let (before, after) = (TokenId(token - 1), TokenId(token + 1));
        let is_name = |id: TokenId| {
            self.scan.hit(id).is_none()
                && self.scan.shape(id) != Shape::Lower
                && matches!(self.parse.upos(id), Upos::Propn)
                && !self.is_title(self.parse.form(id))
        };
        is_name(before) && is_name(after)
    }

    fn inside_person(&self, id: TokenId) -> bool {
        self.scan.hit(id).is_some_and(|hit| hit.is_person_only())
    }

    /// A word with a capital that opens no name.
    fn is_title(&self, form: &str) -> bool {
        self.gazetteer.capitals.is_title(form)
    }

    fn is_given(&self, id: TokenId) -> bool {
        self.gazetteer.given.contains_key(&self.scan.symbol(id))
    }

    fn is_org_word(&self, id: TokenId) -> bool {
        self.gazetteer.organisation_words.contains_key(&self.scan.symbol(id))
    }

    /// Cuts a run where one of its people known by full name begins or ends, then tells what each part names.
    fn split(&self, run: Range<u32>, names: &mut Names) {
        let mut start = run.start;
        let mut at = run.start;
        while at < run.end {
            let full = self.scan.hit(TokenId(at)).filter(|hit| hit.people().next().is_some());
            match full {
                Some(hit) if hit.tokens.end <= run.end => {
                    if start < hit.tokens.start {
                        self.name(start..hit.tokens.start, names);
                    }
                    self.name(hit.tokens.clone(), names);
                    start = hit.tokens.end;
                    at = hit.tokens.end;
                }
                _ => at += 1,
            }
        }
        if start < run.end {
            self.name(start..run.end, names);
        }
    }

    /// "T", "M3", "EST", what stands between angle brackets: signs, not names.
    fn is_sign(&self, tokens: &Range<u32>) -> bool {
        let form = self.parse.form(TokenId(tokens.start));
        let bracketed = tokens.start > self.sentence.tokens.start
            && self.parse.form(TokenId(tokens.start - 1)) == "<"
            && (form.contains('.') || self.scan.shape(TokenId(tokens.start)) == Shape::Upper);
        tokens.len() == 1
            && (form.len() == 1
                || form.len() == 2 && form.ends_with(|c: char| c.is_ascii_digit())
                || matches!(
                    form,
                    "EST" | "GMT" | "EDT" | "CET" | "PST" | "UTC" | "PC" | "TV" | "GDP" | "GNP"
                )
                || bracketed)
    }

    fn name(&self, tokens: Range<u32>, names: &mut Names) {
        if self.is_sign(&tokens) {
            return;
        }
        let known = self.scan.hit(TokenId(tokens.start)).filter(|hit| hit.tokens == tokens);
        if let Some(person) = known.and_then(|hit| hit.people().next()) {
            let gender = self.gazetteer.people[person as usize].gender;
            let kind = NameKind::Person(Some(person));
            return names.push(Chunk { tokens, kind, acronym: None, gender });
        }
        let kind = self.kind(&tokens);
        let gender = self.gazetteer.given.get(&self.scan.symbol(TokenId(tokens.start)));
        let gender = gender.copied().unwrap_or_default();
        let mut chunk = Chunk { tokens, kind, acronym: None, gender };
        if matches!(chunk.kind, NameKind::Organisation(_)) {
            chunk.tokens.end = self.organisation_tail(chunk.tokens.end);
        }
        if let Some(acronym) = self.acronym(chunk.tokens.end)
            && !matches!(chunk.kind, NameKind::Person(_))
        {
            if chunk.kind == NameKind::Unknown {
                chunk.kind = NameKind::Organisation(OrgWord::Kind(PartyKind::Unknown));
            }
            chunk.acronym = Some(acronym);
        }
        names.push(chunk);
    }

    fn kind(&self, tokens: &Range<u32>) -> NameKind {
        let ids = || tokens.clone().map(TokenId);
        let words = &self.gazetteer.organisation_words;
        let last_word = ids().rev().find_map(|id| words.get(&self.scan.symbol(id)));
        let entity = ids().find_map(|id| self.entities[id.index()]);
        let given = tokens.len() > 1 && self.is_given(TokenId(tokens.start));
        let last = words.get(&self.scan.symbol(TokenId(tokens.end - 1)));
        if tokens.len() > 1 && last == Some(&OrgWord::Kind(PartyKind::Company)) {
            return NameKind::Organisation(OrgWord::Kind(PartyKind::Company));
        }
        let honorific = tokens.start > self.sentence.tokens.start
            && self.gazetteer.capitals.is_honorific(self.parse.form(TokenId(tokens.start - 1)));
        if let Some(&word) = last_word
            && (!given && !honorific || entity == Some(EntityKind::Org))
        {
            return NameKind::Organisation(word);
        }
        if given || honorific || entity == Some(EntityKind::Person) || self.follows_person_role(tokens.start)
        {
            return NameKind::Person(None);
        }
        match entity {
            Some(EntityKind::Org) => NameKind::Organisation(OrgWord::Kind(PartyKind::Unknown)),
            Some(EntityKind::Gpe | EntityKind::Loc) => NameKind::Place,
            _ => NameKind::Unknown,
        }
    }

    /// True after a role in the place of a title: "Foreign Minister NAME".
    fn follows_person_role(&self, start: u32) -> bool {
        if start == self.sentence.tokens.start {
            return false;
        }
        let before = self.scan.hit(TokenId(start - 1));
        before.and_then(|hit| hit.class(self.gazetteer)).is_some_and(|class| class.is_person())
    }

    /// Past "of NAME" and "for NAME" after an organisation's name.
    fn organisation_tail(&self, end: u32) -> u32 {
        let token = TokenId(end);
        if end + 1 >= self.sentence.tokens.end || !matches!(self.parse.form(token), "of" | "for" | "on") {
            return end;
        }
        let mut next = end + 1;
        if self.parse.form(TokenId(next)) == "the" {
            next += 1;
        }
        let start = next;
        while next < self.sentence.tokens.end {
            let id = TokenId(next);
            let form = self.parse.form(id);
            // "the Council on Monday" ends before the day.
            let capital = self.scan.shape(id) != Shape::Lower && form.len() > 1 && !self.is_title(form);
            let joins = form == "and" && next > start;
            if !capital && !joins {
                break;
            }
            next += 1;
        }
        while next > start && self.parse.form(TokenId(next - 1)) == "and" {
            next -= 1;
        }
        if next > start { next } else { end }
    }

    /// "(EIAJ)" after a name.
    fn acronym(&self, end: u32) -> Option<TokenId> {
        if end + 2 >= self.sentence.tokens.end {
            return None;
        }
        let token = TokenId(end + 1);
        let opens = matches!(self.parse.form(TokenId(end)), "(" | "[");
        let bracketed = opens && matches!(self.parse.form(TokenId(end + 2)), ")" | "]");
        (bracketed && self.scan.shape(token) == Shape::Upper).then_some(token)
    }
}
