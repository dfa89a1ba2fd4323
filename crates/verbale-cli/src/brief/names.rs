//! What parties, people and issues are called in a brief: names, never codes that only a table explains.

use std::collections::BTreeMap;
use verbale::record::{PartyRecord, PartyRef, PersonRef, Record};

/// The names of a record's parties and issues, by code and by id.
pub(super) struct Names<'a> {
    parties: BTreeMap<&'a str, &'a PartyRecord>,
    issues: BTreeMap<&'a str, &'a str>,
}

/// The longest name that stands for a body with an acronym.
const LONGEST: usize = 24;

impl<'a> Names<'a> {
    pub(super) fn new(record: &'a Record) -> Names<'a> {
        let issue = |issue: &'a verbale::record::IssueRecord| (issue.id.as_str(), issue.name.as_str());
        Names {
            parties: record.parties.iter().map(|party| (party.party.as_str(), party)).collect(),
            issues: record.issues.iter().map(issue).collect(),
        }
    }

    /// "Russia"; "NATO", which says more in less room than the full name.
    pub(super) fn code(&self, code: &'a str) -> &'a str {
        let Some(party) = self.parties.get(code) else { return code };
        let acronym = code.chars().all(|letter| !letter.is_lowercase()) && party.kind.word() != "state";
        if acronym && party.name.chars().count() > LONGEST { code } else { &party.name }
    }

    pub(super) fn issue(&self, id: Option<&String>) -> Option<&'a str> {
        self.issues.get(id?.as_str()).copied()
    }

    /// "Russia", "each of the OSCE participating states", "all of the E3 but France"; with a question mark where
    /// the sentence does not name it.
    pub(super) fn party(&self, party: &'a PartyRef) -> String {
        let name = self.code(&party.party);
        let mut name = match party.quantifier {
            Some(quantifier) if name.starts_with("the ") => format!("{} of {name}", quantifier.word()),
            Some(quantifier) => format!("{} of the {name}", quantifier.word()),
            None => name.to_owned(),
        };
        if !party.except.is_empty() {
            let except: Vec<&str> = party.except.iter().map(|code| self.code(code)).collect();
            name += &format!(" but {}", except.join(", "));
        }
        if party.inferred && party.surface.is_none() {
            name.push('?');
        }
        name
    }

    /// The names of several, each once: "Russia, NATO".
    pub(super) fn parties(&self, parties: &'a [PartyRef]) -> String {
        let mut names: Vec<String> = Vec::new();
        for party in parties {
            let name = self.party(party);
            if !names.contains(&name) {
                names.push(name);
            }
        }
        names.join(", ")
    }

    /// The same without question marks, for where the doubt was shown before.
    pub(super) fn plainly(&self, parties: &'a [PartyRef]) -> String {
        self.parties(parties).replace('?', "")
    }

    /// "Sergei Lavrov (Russia)", or the party alone.
    pub(super) fn person(&self, who: &'a PersonRef) -> String {
        let party = self.party(&who.party);
        match &who.person {
            Some(person) if *person == party => party,
            Some(person) => format!("{person} ({})", party.trim_end_matches('?')),
            None => party,
        }
    }
}
