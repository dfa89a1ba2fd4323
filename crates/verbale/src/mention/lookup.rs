//! Who a phrase is on a day, by the tables alone, and why.
//!
//! "Russian foreign minister" on 14 February 2022 is Sergei Lavrov for RUS, because he held that office; "No. 10" is
//! GBR, because it is a seat of its government.

use super::fold;
use super::gazetteer::Gazetteer;
use super::kinds::PartyKind;
use super::tables::{Class, How, PartyIx, PersonIx, Sense, TableOffice, Tenure};
use super::trie::Atom;
use jiff::civil::Date;

/// One answer to "who is that?".
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// The party's code.
    pub party: String,
    /// The party's name.
    pub name: String,
    /// What the party is.
    pub kind: PartyKind,
    /// The person, where the phrase names one or an office with one holder.
    pub person: Option<String>,
    /// The office that the person held on the day.
    pub office: Option<String>,
    /// The class of that office, in the words of roles.tsv.
    pub class: Option<&'static str>,
    /// Why, as a sentence for a person.
    pub reason: String,
}

impl Gazetteer {
    /// Who is meant by `phrase` on `date`, the surest answer first; empty where the tables do not know.
    pub fn lookup(&self, phrase: &str, date: Option<Date>) -> Vec<Known> {
        let hits = self.read_phrase(phrase);
        let mut found = Vec::new();
        if let [senses] = hits.as_slice() {
            for sense in senses {
                self.explain(*sense, date, &mut found);
            }
        }
        if found.is_empty() {
            found.extend(self.office_phrase(&hits, date));
        }
        // Whose name and office stand together: "Foreign Minister Sergei Lavrov".
        if found.is_empty() {
            for sense in hits.iter().flatten() {
                if matches!(sense, Sense::Person(_)) {
                    self.explain(*sense, date, &mut found);
                }
            }
        }
        found
    }

    /// The phrases of the tables in `phrase`, in their order, whatever their letter case.
    fn read_phrase(&self, phrase: &str) -> Vec<Vec<Sense>> {
        let atoms: Vec<Atom> = fold::phrase(phrase)
            .into_iter()
            .enumerate()
            .map(|(n, (atom, shape))| Atom {
                symbol: self.trie.symbol(&atom),
                shape,
                token: n as u32,
                ends_token: true,
                begins_token: true,
            })
            .collect();
        let mut hits = Vec::new();
        let mut at = 0;
        while at < atoms.len() {
            match self.trie.longest(&atoms[at..], true) {
                Some((length, senses)) => {
                    hits.push(senses);
                    at += length;
                }
                None => at += 1,
            }
        }
        hits
    }

    fn explain(&self, sense: Sense, date: Option<Date>, found: &mut Vec<Known>) {
        match sense {
            Sense::Party(party, how) if self.parties[party as usize].lives(date) => {
                let what = match how {
                    How::Name => "a name of",
                    How::Demonym => "the adjective or people of",
                    How::Capital => "the capital, which stands for the government of",
                    How::Seat => "a seat of the government of",
                    How::Organ => "an organ of",
                    How::Place => "a place in",
                };
                let entry = &self.parties[party as usize];
                found.push(self.answer(party, None, format!("{what} {}", entry.name)));
            }
            Sense::Ambiguous(name) => {
                for reading in &self.ambiguous[name as usize] {
                    let known =
                        found.iter().any(|known| known.party == self.parties[reading.party as usize].code);
                    if self.parties[reading.party as usize].lives(date) && !known {
                        let entry = &self.parties[reading.party as usize];
                        let reason = format!("one of several meanings: {}", entry.name);
                        found.push(self.answer(reading.party, None, reason));
                    }
                }
            }
            Sense::Person(person) | Sense::Surname(person) => {
                if let Some(office) = self.office(person, date) {
                    let known = self.holding(person, office, date);
                    if !found.contains(&known) {
                        found.push(known);
                    }
                }
            }
            _ => {}
        }
    }

    /// A party and a role: "Russian foreign minister", "president of Kazakhstan".
    fn office_phrase(&self, hits: &[Vec<Sense>], date: Option<Date>) -> Option<Known> {
        let senses = || hits.iter().flatten();
        let party = senses().find_map(|sense| match sense {
            Sense::Party(party, _) if self.parties[*party as usize].lives(date) => Some(*party),
            _ => None,
        })?;
        let role = senses().find_map(|sense| match sense {
            Sense::Role { role, .. } => Some(*role),
            _ => None,
        })?;
        let class = self.roles[role as usize].class;
        match self.holder(party, class, &self.roles[role as usize].name, date) {
            Some(person) => {
                let office = self.office_of(person, party, class, date)?;
                Some(self.holding(person, office, date))
            }
            None => {
                let reason = format!(
                    "a {} speaks for {}",
                    self.roles[role as usize].name, self.parties[party as usize].name
                );
                Some(self.answer(party, None, reason))
            }
        }
    }

    fn holding(&self, person: PersonIx, office: &TableOffice, date: Option<Date>) -> Known {
        let name = &self.people[person as usize].name;
        let from = office.from.map_or_else(|| "an unknown day".to_owned(), |date| date.to_string());
        let sure = match office.on(date) {
            Tenure::LastKnown => "; the last holder known, not certain on the day",
            Tenure::Yes | Tenure::No | Tenure::AnyDay => "",
        };
        let term = match (office.to, office.as_of) {
            (Some(to), _) => format!("was {} from {from} to {to}", office.title),
            (None, Some(day)) => format!("is {} since {from}, certain up to {day}", office.title),
            (None, None) => format!("is {} since {from}", office.title),
        };
        let own = if office.added { " (a row of your own)" } else { "" };
        let reason = format!("{name} {term}{sure}{own}");
        self.answer(office.party, Some((name, office)), reason)
    }

    fn answer(&self, party: PartyIx, holder: Option<(&str, &TableOffice)>, reason: String) -> Known {
        let entry = &self.parties[party as usize];
        Known {
            party: entry.code.clone(),
            name: entry.name.clone(),
            kind: entry.kind,
            person: holder.map(|(name, _)| name.to_owned()),
            office: holder.map(|(_, office)| office.title.clone()),
            class: holder.map(|(_, office)| office.class.as_str()),
            reason,
        }
    }

    /// A position as other projects name it, as party, class and title: "Minister of Foreign Affairs of Kazakhstan" is
    /// KAZ, `foreign`, "foreign minister".
    pub(crate) fn position(&self, position: &str) -> Option<(String, &'static str, String)> {
        let hits = self.read_phrase(position);
        let senses = || hits.iter().flatten();
        let mut parties = senses().filter_map(|sense| match sense {
            Sense::Party(party, _) if self.parties[*party as usize].to.is_none() => Some(*party),
            _ => None,
        });
        let role = senses().find_map(|sense| match sense {
            Sense::Role { role, .. } => Some(&self.roles[*role as usize]),
            _ => None,
        })?;
        // The party stands last: "of the Republic of X".
        let party = &self.parties[parties.next_back()? as usize];
        let (class, title) = self.portfolio(position).unwrap_or((role.class, role.name.clone()));
        Some((party.code.clone(), class.as_str(), title))
    }

    /// "Minister of Foreign Affairs", "Minister for Defence": the office as reports name it.
    fn portfolio(&self, position: &str) -> Option<(Class, String)> {
        let lower = position.to_lowercase();
        if !lower.contains("minister") || lower.contains("prime") {
            return None;
        }
        let prefix = if lower.contains("deputy") { "deputy " } else { "" };
        let title = ["foreign", "defence", "defense", "finance", "interior", "trade"]
            .into_iter()
            .find(|portfolio| lower.contains(portfolio))
            .map(|portfolio| format!("{prefix}{} minister", portfolio.replace("defense", "defence")))?;
        let role = self.roles.iter().find(|role| role.name == title)?;
        Some((role.class, title))
    }

    /// True where the tables know that an office of this sort has another name there: USA has a secretary of state and no
    /// foreign minister, so "the foreign ministry" is not its.
    pub(crate) fn lacks_office(&self, party: PartyIx, role: &str) -> bool {
        let title = role.strip_suffix("ministry").map_or(role.to_owned(), |stem| format!("{stem}minister"));
        let Some(class) = self.roles.iter().find(|role| role.name == title).map(|role| role.class) else {
            return false;
        };
        let alone =
            matches!(class, Class::Foreign | Class::HeadOfGovernment | Class::Finance | Class::Defence);
        let mut known = false;
        for &person in self.officials(party).iter().filter(|_| alone) {
            for office in &self.people[person as usize].offices {
                if office.party == party && office.class == class {
                    known = true;
                    if office.title == title {
                        return false;
                    }
                }
            }
        }
        known
    }

    /// True for the code of a state.
    pub(crate) fn is_state(&self, code: &str) -> bool {
        self.party(code).is_some_and(|party| self.parties[party as usize].kind == PartyKind::State)
    }

    /// The state of which `place` is the capital, whatever its letter case; none for one that names other things too.
    pub(crate) fn capital(&self, place: &str) -> Option<PartyIx> {
        let hits = self.read_phrase(place);
        let [senses] = hits.as_slice() else { return None };
        if senses.iter().any(|sense| matches!(sense, Sense::Ambiguous(_))) {
            return None;
        }
        senses.iter().find_map(|sense| match sense {
            Sense::Party(party, How::Capital) => Some(*party),
            _ => None,
        })
    }

    /// The holder of an office on a day, by the words of the tables.
    pub(crate) fn holder_named(&self, party: &str, class: &str, title: &str, day: Date) -> Option<String> {
        let person = self.holder(self.party(party)?, Class::parse(class)?, title, Some(day))?;
        Some(self.people[person as usize].name.clone())
    }

    /// The class of an office by its words, as roles.tsv has it: "foreign secretary" is `foreign`.
    pub fn class_of(&self, office: &str) -> Option<&'static str> {
        let mut roles = self.read_phrase(office).into_iter().flatten().filter_map(|sense| match sense {
            Sense::Role { role, .. } => Some(self.roles[role as usize].class.as_str()),
            _ => None,
        });
        roles.next_back()
    }

    /// The office that a person held on `date`: the surest, the latest of equals.
    pub(crate) fn office(&self, person: PersonIx, date: Option<Date>) -> Option<&TableOffice> {
        let held = self.people[person as usize].offices.iter().filter(|office| office.on(date) != Tenure::No);
        held.max_by_key(|office| (office.on(date), !office.added, office.from))
    }

    fn office_of(
        &self,
        person: PersonIx,
        party: PartyIx,
        class: Class,
        date: Option<Date>,
    ) -> Option<&TableOffice> {
        self.people[person as usize]
            .offices
            .iter()
            .find(|office| office.party == party && office.class == class && office.on(date) != Tenure::No)
    }

    /// The holder of the office that `title` names for this party on `date`, if the tables know just one. A class
    /// with several holders at a time, such as ministers, needs the very title.
    pub(crate) fn holder(
        &self,
        party: PartyIx,
        class: Class,
        title: &str,
        date: Option<Date>,
    ) -> Option<PersonIx> {
        date?;
        let alone = matches!(
            class,
            Class::HeadOfState
                | Class::HeadOfGovernment
                | Class::Foreign
                | Class::Defence
                | Class::Finance
                | Class::IgoHead
                | Class::NationalSecurity
        );
        let mut found: Option<(PersonIx, (bool, Tenure, bool))> = None;
        let mut tie = false;
        for &person in self.officials(party) {
            for office in &self.people[person as usize].offices {
                let rank = (office.title == title, office.on(date), !office.added);
                let fits = office.party == party && office.class == class && rank.1 != Tenure::No;
                if !fits || !(alone || rank.0) {
                    continue;
                }
                match found {
                    Some((other, best)) if best == rank => tie |= other != person,
                    Some((_, best)) if best > rank => {}
                    _ => {
                        found = Some((person, rank));
                        tie = false;
                    }
                }
            }
        }
        found.filter(|_| !tie).map(|(person, _)| person)
    }
}

#[cfg(test)]
mod tests {
    use super::Gazetteer;
    use crate::knowledge::Files;

    fn check(phrase: &str, date: &str, expected: &str) {
        let gazetteer = Gazetteer::new(&Files::embedded()).expect("the tables load");
        let found = gazetteer.lookup(phrase, date.parse().ok());
        let first = found.first().map(|known| match &known.person {
            Some(person) => format!("{} {person}", known.party),
            None => known.party.clone(),
        });
        assert_eq!(first.as_deref().unwrap_or("nobody"), expected, "{phrase} on {date}");
    }

    #[test]
    fn offices_are_held_on_days() {
        check("Russian foreign minister", "2022-02-14", "RUS Sergei Lavrov");
        check("foreign minister of Russia", "1997-05-01", "RUS Yevgeny Primakov");
        check("British prime minister", "2022-09-20", "GBR Liz Truss");
        check("NATO Secretary-General", "2003-01-15", "NATO George Robertson");
        check("U.S. Trade Representative", "1987-03-27", "USA Clayton Yeutter");
        check("Soviet foreign minister", "1987-03-27", "SUN Eduard Shevardnadze");
        check("IAEA director general", "2003-03-07", "IAEA Mohamed ElBaradei");
        check("Iranian president", "1987-06-01", "IRN Ali Khamenei");
    }

    #[test]
    fn names_are_found_in_other_spellings() {
        check("Sergey Lavrov", "2022-02-14", "RUS Sergei Lavrov");
        check("Volodymyr Zelenskyy", "2022-02-14", "UKR Volodymyr Zelensky");
        check("Recep Tayyip Erdoğan", "2019-03-31", "TUR Recep Tayyip Erdogan");
        check("Mohammad Morsi", "2013-01-15", "EGY Mohamed Morsi");
        check("Kim Jong-un", "2018-06-12", "PRK Kim Jong Un");
    }

    #[test]
    fn seats_and_bodies_stand_for_parties() {
        check("No. 10", "", "GBR");
        check("the Kremlin", "", "RUS");
        check("Quai d’Orsay", "", "FRA");
        check("European Commission", "2019-03-31", "EU");
        check("European Commission", "1987-03-31", "EC");
        check("Security Council", "", "UN");
        check("Atlantis", "", "nobody");
    }

    #[test]
    fn every_row_of_the_offices_resolves_on_its_own_first_day() {
        let gazetteer = Gazetteer::new(&Files::embedded()).expect("the tables load");
        for person in &gazetteer.people {
            for office in &person.offices {
                let Some(from) = office.from else { continue };
                assert!(office.to.is_none_or(|to| from <= to), "{} ends before it begins", person.name);
                let known = gazetteer.lookup(&person.name, Some(from));
                let party = &gazetteer.parties[office.party as usize].code;
                let found = known.iter().any(|known| known.person.as_ref() == Some(&person.name));
                assert!(found, "{} is not found for {party} on {from}", person.name);
            }
        }
    }
}
