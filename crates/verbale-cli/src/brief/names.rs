//! What parties, people and issues are called in a brief.

use std::collections::BTreeMap;
use verbale::record::{PartyRef, PersonRef, Record};

/// The names of a record's parties and issues, by code and by id.
pub(super) struct Names<'a> {
    parties: BTreeMap<&'a str, &'a str>,
    issues: BTreeMap<&'a str, &'a str>,
}

impl<'a> Names<'a> {
    pub(super) fn new(record: &'a Record) -> Names<'a> {
        let party = |party: &'a verbale::record::PartyRecord| (party.party.as_str(), party.name.as_str());
        let issue = |issue: &'a verbale::record::IssueRecord| (issue.id.as_str(), issue.name.as_str());
        Names {
            parties: record.parties.iter().map(party).collect(),
            issues: record.issues.iter().map(issue).collect(),
        }
    }

    pub(super) fn code(&self, code: &'a str) -> &'a str {
        // "NATO" says more in less room than the full name.
        match self.parties.get(code) {
            Some(name) if name.chars().count() <= 24 => name,
            _ => code,
        }
    }

    pub(super) fn issue(&self, id: Option<&String>) -> Option<&'a str> {
        self.issues.get(id?.as_str()).copied()
    }

    /// "Russia", "each of OSCE", "all of E3 but France".
    pub(super) fn party(&self, party: &'a PartyRef) -> String {
        let mut name = match party.quantifier {
            Some(quantifier) => format!("{} of {}", quantifier.word(), self.code(&party.party)),
            None => self.code(&party.party).to_owned(),
        };
        if !party.except.is_empty() {
            let except: Vec<&str> = party.except.iter().map(|code| self.code(code)).collect();
            name += &format!(" but {}", except.join(", "));
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

    /// "Sergei Lavrov (Russia)", or the party alone.
    pub(super) fn person(&self, who: &'a PersonRef) -> String {
        let party = self.party(&who.party);
        match &who.person {
            Some(person) if *person == party => party,
            Some(person) => format!("{person} ({party})"),
            None => party,
        }
    }
}
