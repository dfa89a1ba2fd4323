//! Names that are written nearly as the tables have them: "S. Lavrov", "Abdelaziz Bouteflicka", "Ethopia".
//!
//! Only for what no table knows; one letter may be left out, put in or changed, never the first. Few names are compared,
//! those with the same first letters.

use super::fold;
use super::gazetteer::{Gazetteer, split_name};
use super::tables::{PartyIx, PersonIx};
use jiff::civil::Date;
use std::collections::HashMap;

/// Only names of states so long are looked for: "Ethopia", but not "Angela".
const LONG: usize = 7;

/// A person's first and last name, folded.
#[derive(Debug)]
struct Named {
    first: String,
    last: String,
    person: PersonIx,
}

/// Names to compare with, by their first letters.
#[derive(Debug, Default)]
pub(crate) struct Near {
    people: HashMap<(u8, u8), Vec<Named>>,
    states: HashMap<u8, Vec<(String, PartyIx)>>,
}

impl Near {
    pub(super) fn add_person(&mut self, name: &str, person: PersonIx) {
        if let Some((first, last)) = parts(name) {
            let key = (first.as_bytes()[0], last.as_bytes()[0]);
            self.people.entry(key).or_default().push(Named { first, last, person });
        }
    }

    /// A name of a state or of its capital.
    pub(super) fn add_state(&mut self, name: &str, state: PartyIx) {
        if name.len() >= LONG && !name.contains(' ') {
            let name = fold::slug(name);
            let first = name.as_bytes().first().copied().unwrap_or_default();
            self.states.entry(first).or_default().push((name, state));
        }
    }
}

impl Gazetteer {
    /// The state whose name, or whose capital's, differs from `name` in one letter.
    pub(crate) fn near_state(&self, name: &str) -> Option<PartyIx> {
        let name = fold::slug(name);
        let known = self.near.states.get(name.as_bytes().first()?)?;
        let mut near = known.iter().filter(|(other, _)| is_near(other, &name)).map(|(_, party)| *party);
        let first = near.next().filter(|_| !self.given.contains_key(&self.trie.symbol(&name)))?;
        near.all(|other| other == first).then_some(first)
    }

    /// The one person of the tables whose name is written nearly so: one in office on `date`, so that a namesake of
    /// another time is not taken.
    pub(crate) fn near_person(&self, name: &str, date: Option<Date>) -> Option<PersonIx> {
        let (first, last) = parts(name)?;
        let key = (first.as_bytes()[0], last.as_bytes()[0]);
        let fits = |known: &&Named| {
            let initial = first.len() == 1 || known.first.len() == 1;
            let same_first =
                initial || known.first == first || first.len() > 3 && is_near(&known.first, &first);
            let same_last = known.last == last || !initial && last.len() > 4 && is_near(&known.last, &last);
            same_first && same_last && self.office(known.person, date).is_some()
        };
        let mut near = self.near.people.get(&key)?.iter().filter(fits).map(|known| known.person);
        let found = near.next()?;
        near.all(|other| other == found).then_some(found)
    }
}

/// The first given name and the last name as they are compared: folded, the last without its article.
fn parts(name: &str) -> Option<(String, String)> {
    let (given, last) = split_name(name)?;
    let first = fold::slug(given.split(' ').next()?);
    let last = fold::slug(last);
    let last =
        ["al-", "el-"].iter().find_map(|article| last.strip_prefix(article)).unwrap_or(&last).to_owned();
    (!first.is_empty() && !last.is_empty()).then_some((first, last))
}

/// True where one letter was left out, put in or changed, the first letter being the same.
pub(crate) fn is_near(a: &str, b: &str) -> bool {
    let (short, long) =
        if a.len() <= b.len() { (a.as_bytes(), b.as_bytes()) } else { (b.as_bytes(), a.as_bytes()) };
    if long.len() > short.len() + 1 || short.first() != long.first() {
        return false;
    }
    let same = short.iter().zip(long).take_while(|(x, y)| x == y).count();
    let rest = usize::from(long.len() == short.len());
    short.get(same + rest..).unwrap_or_default() == long.get(same + 1..).unwrap_or_default()
}
