//! The people of a report: who bears which name, and what the report or the tables say of each.
//!
//! Full names are read first, over the whole text, so that a last name in the headline finds its bearer.

use super::{PartyId, PersonId};
use crate::mention::{Class, Gender, PersonIx, is_near, slug};
use std::collections::BTreeMap;

/// What is known of a person beyond what the record shows.
#[derive(Debug, Clone)]
pub(crate) struct Known {
    pub(crate) table: Option<PersonIx>,
    pub(crate) gender: Gender,
    /// The class of the office, as the text or the tables give it.
    pub(crate) class: Option<Class>,
    /// The party, as the text gives it.
    pub(crate) taught: Option<PartyId>,
    /// The state that the tables give, whatever the day.
    pub(crate) state: Option<String>,
    /// True where no word tells for whom the person speaks, and the report's state was taken.
    pub(crate) inferred: bool,
}

/// Names and their bearers.
#[derive(Debug, Default)]
pub(crate) struct Register {
    pub(crate) known: Vec<Known>,
    by_name: BTreeMap<String, PersonId>,
    by_surname: BTreeMap<String, Vec<PersonId>>,
}

impl Register {
    /// The bearer of a full name.
    pub(crate) fn full(&self, name: &str) -> Option<PersonId> {
        self.by_name.get(&slug(name)).copied()
    }

    /// The bearer of a last name: one whom the tables know sooner than others, then the first.
    pub(crate) fn bearer(&self, name: &str) -> Option<PersonId> {
        let bearers = self.by_surname.get(&slug(name))?;
        bearers.iter().copied().min_by_key(|&person| self.of(person).table.is_none())
    }

    /// The one bearer of a last name that differs in a single letter: "Reaan" in a report on Reagan.
    pub(crate) fn near(&self, name: &str) -> Option<PersonId> {
        let name = slug(name);
        if name.len() < 5 {
            return None;
        }
        let mut near = self.by_surname.iter().filter(|(known, _)| is_near(known, &name)).flat_map(|(_, p)| p);
        let first = *near.next()?;
        near.all(|&other| other == first).then_some(first)
    }

    /// Lets `name` name `person`.
    pub(crate) fn add(&mut self, name: &str, surname: &str, person: PersonId) {
        self.by_name.entry(slug(name)).or_insert(person);
        let whole = slug(surname);
        let bare =
            ["al-", "el-", "de-", "van-", "von-"].iter().find_map(|particle| whole.strip_prefix(particle));
        for form in bare.map(str::to_owned).into_iter().chain([whole.clone()]) {
            let bearers = self.by_surname.entry(form).or_default();
            if !bearers.contains(&person) {
                bearers.push(person);
            }
        }
    }

    /// What is known of a person.
    pub(crate) fn of(&self, person: PersonId) -> &Known {
        &self.known[person.0 as usize]
    }
}

/// Whether a role named by one class may be filled by a holder of another: "the minister" by a foreign minister,
/// "the leader" by a president.
pub(crate) fn may_be(role: Class, office: Class) -> bool {
    use Class::{
        Chief, Commissioner, Defence, DeputyForeign, DeputyHead, Diplomat, Envoy, Finance, Foreign,
        HeadOfGovernment, HeadOfState, IgoHead, Interior, Minister, Negotiator, Official, Trade,
    };
    if role == office {
        return true;
    }
    match role {
        Minister => {
            matches!(office, Foreign | Defence | Finance | Trade | Interior | DeputyForeign | DeputyHead)
        }
        Chief => matches!(office, HeadOfState | HeadOfGovernment | IgoHead),
        HeadOfState => matches!(office, HeadOfGovernment),
        Official => !matches!(office, HeadOfState | HeadOfGovernment),
        Envoy | Negotiator | Diplomat => {
            matches!(
                office,
                Envoy | Negotiator | Class::Ambassador | DeputyForeign | Diplomat | Trade | Foreign
            )
        }
        IgoHead => matches!(office, Commissioner),
        _ => false,
    }
}
