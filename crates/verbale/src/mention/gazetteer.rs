//! The tables of actors, read once: parties, people with their offices, role words, and the phrases by which
//! each is known, as one automaton.

use super::capitals::Capitals;
use super::kinds::PartyKind;
use super::near::Near;
use super::tables::{
    Alone, AmbiguousReading, Class, Gender, How, Modifier, OrgWord, PartyIx, PersonIx, RoleIx, Sense, Speaks,
    TableOffice, TableParty, TablePerson, TableRole,
};
use super::trie::Trie;
use super::weights::Weights;
use crate::knowledge::{Files, KnowledgeError, Row, WordMap};
use jiff::civil::Date;

/// The names, demonyms, metonyms and role words by which mentions are known, as one automaton.
#[derive(Debug)]
pub struct Gazetteer {
    pub(crate) parties: Vec<TableParty>,
    pub(crate) people: Vec<TablePerson>,
    pub(crate) roles: Vec<TableRole>,
    pub(crate) trie: Trie<Sense>,
    /// Given names with the gender that they tell.
    pub(crate) given: WordMap<Gender, u32>,
    /// Words of organisations' names, with the kind of organisation.
    pub(crate) organisation_words: WordMap<OrgWord, u32>,
    /// Family names that stand before the given name.
    pub(crate) family_first: WordMap<(), u32>,
    /// Words that are seldom a name where capitals tell nothing.
    pub(crate) common: WordMap<(), u32>,
    /// Words with a capital that open no name.
    pub(crate) capitals: Capitals,
    /// Common nouns with the organisations that each may stand for.
    pub(crate) nouns: Vec<(String, Vec<PartyIx>)>,
    /// Names of several, with their readings.
    pub(crate) ambiguous: Vec<Vec<AmbiguousReading>>,
    /// How the search for an antecedent ranks its candidates.
    pub(crate) weights: Weights,
    by_code: WordMap<PartyIx>,
    /// Names to compare the misspelt with.
    pub(super) near: Near,
    /// For each party those who held an office of its.
    officials: Vec<Vec<PersonIx>>,
}

const NAME_WORDS: &[&str] = &["word", "kind", "variants"];
const COUNTRIES: &[&str] =
    &["code", "name", "names", "demonyms", "capitals", "from", "to", "successors", "of"];
const ORGANISATIONS: &[&str] =
    &["code", "kind", "name", "names", "descriptions", "bodies", "members", "from", "to"];
const OFFICES: &[&str] = &["person", "names", "gender", "office", "class", "party", "from", "to", "as_of"];

impl Gazetteer {
    /// Reads the tables of countries, organisations, metonyms, outlets, roles and people.
    pub fn new(files: &Files) -> Result<Gazetteer, KnowledgeError> {
        let mut gazetteer = Gazetteer {
            parties: Vec::new(),
            people: Vec::new(),
            roles: Vec::new(),
            trie: Trie::new(),
            given: WordMap::default(),
            organisation_words: WordMap::default(),
            family_first: WordMap::default(),
            common: WordMap::default(),
            capitals: Capitals::new(files)?,
            nouns: Vec::new(),
            ambiguous: Vec::new(),
            weights: Weights::new(files)?,
            by_code: WordMap::default(),
            near: Near::default(),
            officials: Vec::new(),
        };
        gazetteer.read_names(files)?;
        gazetteer.read_countries(files)?;
        gazetteer.read_organisations(files)?;
        gazetteer.read_armed_groups(files)?;
        gazetteer.read_outlets(files)?;
        gazetteer.read_metonyms(files)?;
        gazetteer.read_ambiguous(files)?;
        gazetteer.read_roles(files)?;
        gazetteer.read_offices(files)?;
        Ok(gazetteer)
    }

    /// The party with this code.
    pub(crate) fn party(&self, code: &str) -> Option<PartyIx> {
        self.by_code.get(code).copied()
    }

    /// Those who held an office of this party.
    pub(crate) fn officials(&self, party: PartyIx) -> &[PersonIx] {
        self.officials.get(party as usize).map_or(&[], Vec::as_slice)
    }

    /// True for a family name that stands before the given name: "Xi", "Kim".
    pub(crate) fn is_family_first(&self, word: &str) -> bool {
        self.family_first.contains_key(&self.trie.symbol(&word.to_lowercase()))
    }

    /// The people of the tables with this last name.
    pub(crate) fn surnames(&self, name: &str) -> Vec<PersonIx> {
        let senses = self.trie.exact(name);
        senses
            .into_iter()
            .filter_map(|sense| match sense {
                Sense::Surname(person) => Some(person),
                _ => None,
            })
            .collect()
    }

    fn read_names(&mut self, files: &Files) -> Result<(), KnowledgeError> {
        // Our own words stand above the generated names.
        for row in files.table("given_names.tsv", NAME_WORDS)?.rows {
            let gender = match row.cell(1) {
                "male" => Gender::Male,
                "female" => Gender::Female,
                "given" => Gender::Unknown,
                other => return Err(row.error(format!("{other}; expected male, female or given"))),
            };
            let word = self.trie.intern(row.cell(0));
            self.given.insert(word, gender);
        }
        for row in files.table("name_words.tsv", NAME_WORDS)?.rows {
            let word = self.trie.intern(row.cell(0));
            for variant in row.list(2) {
                self.trie.alias(variant, row.cell(0));
            }
            match row.cell(1) {
                "male" => drop(self.given.insert(word, Gender::Male)),
                "female" => drop(self.given.insert(word, Gender::Female)),
                "given" => drop(self.given.insert(word, Gender::Unknown)),
                "surname" => {}
                "family" => drop(self.family_first.insert(word, ())),
                "common" => drop(self.common.insert(word, ())),
                "organ" => drop(self.organisation_words.insert(word, OrgWord::Organ)),
                kind => {
                    let kind =
                        party_kind(kind).ok_or_else(|| row.error(format!("no kind of name word: {kind}")))?;
                    self.organisation_words.insert(word, OrgWord::Kind(kind));
                }
            }
        }
        Ok(())
    }

    fn add_party(&mut self, row: &Row, party: TableParty) -> Result<PartyIx, KnowledgeError> {
        let ix = PartyIx::try_from(self.parties.len()).map_err(|_| row.error("too many parties"))?;
        if self.by_code.insert(party.code.clone(), ix).is_some() {
            return Err(row.error(format!("{} stands twice", party.code)));
        }
        self.trie.add(&party.name, Sense::Party(ix, How::Name));
        self.parties.push(party);
        Ok(ix)
    }

    fn known(&self, row: &Row, code: &str) -> Result<PartyIx, KnowledgeError> {
        self.party(code).ok_or_else(|| row.error(format!("no party {code}")))
    }

    fn read_countries(&mut self, files: &Files) -> Result<(), KnowledgeError> {
        for row in files.table("countries.tsv", COUNTRIES)?.rows {
            let code = row.cell(0);
            let party = TableParty {
                code: code.to_owned(),
                name: row.cell(1).to_owned(),
                kind: PartyKind::State,
                state: Some(code.to_owned()),
                from: first_day(&row, 5)?,
                to: last_day(&row, 6)?,
                members: Vec::new(),
            };
            let ix = self.add_party(&row, party)?;
            for name in std::iter::once(row.cell(1)).chain(row.list(2)).chain(row.list(4)) {
                self.near.add_state(name, ix);
            }
            for (column, how) in [(2, How::Name), (3, How::Demonym), (4, How::Capital)] {
                for phrase in row.list(column) {
                    self.trie.add(phrase, Sense::Party(ix, how));
                }
            }
        }
        Ok(())
    }

    fn read_organisations(&mut self, files: &Files) -> Result<(), KnowledgeError> {
        for row in files.table("organisations.tsv", ORGANISATIONS)?.rows {
            let kind = party_kind(row.cell(1)).ok_or_else(|| row.error("expected igo, group or ngo"))?;
            let mut members = Vec::new();
            for code in row.list(6) {
                members.push(self.known(&row, code)?);
            }
            let party = TableParty {
                code: row.cell(0).to_owned(),
                name: row.cell(2).to_owned(),
                kind,
                state: None,
                from: first_day(&row, 7)?,
                to: last_day(&row, 8)?,
                members,
            };
            let ix = self.add_party(&row, party)?;
            for noun in row.list(4) {
                self.add_noun(noun, ix);
            }
            for (column, how) in [(3, How::Name), (5, How::Organ)] {
                for phrase in row.list(column) {
                    self.trie.add(phrase, Sense::Party(ix, how));
                }
            }
        }
        Ok(())
    }

    fn add_noun(&mut self, noun: &str, party: PartyIx) {
        let at = self.nouns.iter().position(|(known, _)| known == noun).unwrap_or_else(|| {
            self.trie.add(noun, Sense::Noun(self.nouns.len() as u16));
            self.nouns.push((noun.to_owned(), Vec::new()));
            self.nouns.len() - 1
        });
        self.nouns[at].1.push(party);
    }

    fn read_armed_groups(&mut self, files: &Files) -> Result<(), KnowledgeError> {
        let columns = ["code", "name", "names", "descriptions", "state"];
        for row in files.table("armed_groups.tsv", &columns)?.rows {
            let party = plain(row.cell(0), row.cell(1), PartyKind::ArmedGroup, row.cell(4));
            let ix = self.add_party(&row, party)?;
            for noun in row.list(3) {
                self.add_noun(noun, ix);
            }
            for phrase in row.list(2) {
                self.trie.add(phrase, Sense::Party(ix, How::Name));
            }
        }
        Ok(())
    }

    fn read_outlets(&mut self, files: &Files) -> Result<(), KnowledgeError> {
        for row in files.table("outlets.tsv", &["name", "names", "kind", "state"])?.rows {
            let code = super::fold::slug(row.cell(0));
            let party = plain(&code, row.cell(0), PartyKind::Outlet, row.cell(3));
            let ix = self.add_party(&row, party)?;
            for phrase in row.list(1) {
                self.trie.add(phrase, Sense::Party(ix, How::Name));
            }
        }
        Ok(())
    }

    fn read_metonyms(&mut self, files: &Files) -> Result<(), KnowledgeError> {
        for row in files.table("metonyms.tsv", &["phrase", "party", "kind"])?.rows {
            let party = self.known(&row, row.cell(1))?;
            let how = How::parse(row.cell(2))
                .filter(|how| matches!(how, How::Seat | How::Organ | How::Place))
                .ok_or_else(|| row.error("expected seat, organ or place"))?;
            self.trie.add(row.cell(0), Sense::Party(party, how));
        }
        Ok(())
    }

    fn read_ambiguous(&mut self, files: &Files) -> Result<(), KnowledgeError> {
        let columns = ["phrase", "party", "how", "alone", "acts", "evidence"];
        let mut last = "";
        let table = files.table("ambiguous.tsv", &columns)?;
        for row in &table.rows {
            if row.cell(0) != last {
                last = row.cell(0);
                self.trie.add(last, Sense::Ambiguous(self.ambiguous.len() as u16));
                self.ambiguous.push(Vec::new());
            }
            let party = self.known(row, row.cell(1))?;
            let how =
                How::parse(row.cell(2)).ok_or_else(|| row.error("expected name, demonym, capital …"))?;
            let alone = match row.cell(3) {
                "" => Alone::Open,
                "likely" => Alone::Likely,
                "sure" => Alone::Sure,
                other => return Err(row.error(format!("{other}; expected sure, likely or nothing"))),
            };
            let at = self.ambiguous.len() - 1;
            let reading = AmbiguousReading { party, how, alone, acts: row.cell(4) == "yes" };
            for evidence in row.list(5) {
                let sense = Sense::Evidence(at as u16, self.ambiguous[at].len() as u8);
                self.trie.add(evidence, sense);
            }
            self.ambiguous[at].push(reading);
        }
        Ok(())
    }

    fn read_roles(&mut self, files: &Files) -> Result<(), KnowledgeError> {
        for row in files.table("roles.tsv", &["role", "plural", "class", "speaks"])?.rows {
            if row.cell(2) == "modifier" {
                let modifier = match row.cell(3) {
                    "former" => Modifier::Former,
                    "acting" => Modifier::Acting,
                    _ => Modifier::Plain,
                };
                self.trie.add(row.cell(0), Sense::Modifier(modifier));
                continue;
            }
            let speaks = match row.cell(3) {
                "party" => Speaks::Party,
                "named" => Speaks::Named,
                "none" => Speaks::Itself,
                "group" => Speaks::Group,
                other => return Err(row.error(format!("{other}; expected party, named, none or group"))),
            };
            let role = self.roles.len() as RoleIx;
            if row.cell(0) != row.cell(1) {
                self.trie.add(row.cell(0), Sense::Role { role, plural: false });
            }
            if !row.cell(1).is_empty() {
                self.trie.add(row.cell(1), Sense::Role { role, plural: true });
            }
            self.roles.push(TableRole { name: row.cell(0).to_owned(), class: class(&row, 2)?, speaks });
        }
        Ok(())
    }

    fn read_offices(&mut self, files: &Files) -> Result<(), KnowledgeError> {
        self.officials = vec![Vec::new(); self.parties.len()];
        let mut by_name: WordMap<PersonIx> = WordMap::default();
        for row in files.table("offices.tsv", OFFICES)?.rows {
            let name = row.cell(0);
            let next = PersonIx::try_from(self.people.len()).map_err(|_| row.error("too many people"))?;
            let ix = *by_name.entry(name.to_owned()).or_insert(next);
            if ix == next {
                let gender = match row.cell(2) {
                    "m" => Gender::Male,
                    "f" => Gender::Female,
                    _ => Gender::Unknown,
                };
                self.people.push(TablePerson { name: name.to_owned(), gender, offices: Vec::new() });
                self.add_person_names(name, ix);
            }
            for variant in row.list(1) {
                self.add_person_names(variant, ix);
            }
            let office = TableOffice {
                title: row.cell(3).to_owned(),
                class: class(&row, 4)?,
                party: self.known(&row, row.cell(5))?,
                from: first_day(&row, 6)?,
                to: last_day(&row, 7)?,
                as_of: last_day(&row, 8)?,
                added: row.is_added(),
            };
            let officials = &mut self.officials[office.party as usize];
            if !officials.contains(&ix) {
                officials.push(ix);
            }
            self.people[ix as usize].offices.push(office);
        }
        Ok(())
    }

    /// "Sergei Lavrov" is known by that and by "Lavrov"; "=Xi" alone gives a form that stands for itself.
    fn add_person_names(&mut self, name: &str, ix: PersonIx) {
        if let Some(short) = name.strip_prefix('=') {
            self.trie.add(short, Sense::Surname(ix));
            return;
        }
        self.trie.add(name, Sense::Person(ix));
        self.near.add_person(name, ix);
        // "Willy De Clercq" is written "de Clercq" too.
        if name.split(' ').any(|word| is_particle(word) && word.starts_with(char::is_uppercase)) {
            let small: Vec<String> = name
                .split(' ')
                .map(|word| if is_particle(word) { word.to_lowercase() } else { word.to_owned() })
                .collect();
            self.trie.add(&small.join(" "), Sense::Person(ix));
            if let Some((_, surname)) = split_name(&small.join(" ")) {
                self.trie.add(surname, Sense::Surname(ix));
            }
        }
        match name.split_once(' ') {
            Some((family, _))
                if self.family_first.contains_key(&self.trie.intern(&family.to_lowercase())) =>
            {
                self.trie.add(family, Sense::Surname(ix));
            }
            _ => {
                if let Some((_, surname)) = split_name(name) {
                    self.trie.add(surname, Sense::Surname(ix));
                }
            }
        }
    }
}

/// Particles that belong to the last name.
pub(crate) fn is_particle(word: &str) -> bool {
    matches!(
        word,
        "de" | "da"
            | "do"
            | "dos"
            | "das"
            | "del"
            | "della"
            | "di"
            | "du"
            | "la"
            | "le"
            | "van"
            | "von"
            | "der"
            | "den"
            | "ter"
            | "al"
            | "el"
            | "bin"
            | "ibn"
            | "ben"
            | "bint"
            | "abu"
            | "af"
            | "zu"
            | "ul"
            | "ould"
            | "De"
            | "Van"
            | "Von"
            | "El"
            | "Al"
            | "Ben"
            | "Bin"
            | "Abu"
            | "Ould"
            | "Der"
    ) || word.starts_with("al-")
        || word.starts_with("el-")
        || word.starts_with("ul-")
}

/// Given names and last name: the last word with the particles before it.
pub(crate) fn split_name(name: &str) -> Option<(&str, &str)> {
    let mut at = name.rfind(' ')?;
    while let Some(before) = name[..at].rfind(' ') {
        if !is_particle(&name[before + 1..at]) {
            break;
        }
        at = before;
    }
    // "van Rompuy" without a given name before it has no given name to cut off.
    Some((&name[..at], &name[at + 1..]))
}

fn plain(code: &str, name: &str, kind: PartyKind, state: &str) -> TableParty {
    TableParty {
        code: code.to_owned(),
        name: name.to_owned(),
        kind,
        state: (!state.is_empty()).then(|| state.to_owned()),
        from: None,
        to: None,
        members: Vec::new(),
    }
}

fn party_kind(word: &str) -> Option<PartyKind> {
    Some(match word {
        "igo" => PartyKind::Igo,
        "ngo" => PartyKind::Ngo,
        "group" => PartyKind::Group,
        "company" => PartyKind::Company,
        "armed-group" => PartyKind::ArmedGroup,
        "outlet" => PartyKind::Outlet,
        "unknown" => PartyKind::Unknown,
        _ => return None,
    })
}

/// The first day of a cell's day, month or year.
fn first_day(row: &Row, column: usize) -> Result<Option<Date>, KnowledgeError> {
    Ok(day(row, column)?.map(|(date, _)| date))
}

/// The last day of a cell's day, month or year.
fn last_day(row: &Row, column: usize) -> Result<Option<Date>, KnowledgeError> {
    Ok(day(row, column)?.map(|(date, parts)| match parts {
        1 => date.last_of_year(),
        2 => date.last_of_month(),
        _ => date,
    }))
}

fn day(row: &Row, column: usize) -> Result<Option<(Date, usize)>, KnowledgeError> {
    let cell = row.cell(column);
    if cell.is_empty() {
        return Ok(None);
    }
    let bad = || row.error(format!("{cell} is no date; expected YYYY, YYYY-MM or YYYY-MM-DD"));
    let mut parts = [1i16; 3];
    let mut count = 0;
    for part in cell.split('-') {
        *parts.get_mut(count).ok_or_else(bad)? = part.parse().map_err(|_| bad())?;
        count += 1;
    }
    let date = Date::new(parts[0], parts[1] as i8, parts[2] as i8).map_err(|_| bad())?;
    Ok(Some((date, count)))
}

fn class(row: &Row, column: usize) -> Result<Class, KnowledgeError> {
    Class::parse(row.cell(column)).ok_or_else(|| row.error(format!("no class of role: {}", row.cell(column))))
}
