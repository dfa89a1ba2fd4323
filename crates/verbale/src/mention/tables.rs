//! What the tables of actors hold: parties, offices, roles, and what a phrase of theirs means.

use super::PartyKind;
use jiff::civil::Date;

/// The place of a party in the tables.
pub(crate) type PartyIx = u16;
/// The place of a person in the tables.
pub(crate) type PersonIx = u16;
/// The place of a role in the tables.
pub(crate) type RoleIx = u16;

/// A party as the tables have it.
#[derive(Debug, Clone)]
pub(crate) struct TableParty {
    pub(crate) code: String,
    pub(crate) name: String,
    pub(crate) kind: PartyKind,
    pub(crate) state: Option<String>,
    pub(crate) from: Option<Date>,
    pub(crate) to: Option<Date>,
    pub(crate) members: Vec<PartyIx>,
}

impl TableParty {
    /// True where the party existed on `date`; always without a date.
    pub(crate) fn lives(&self, date: Option<Date>) -> bool {
        let Some(date) = date else { return true };
        self.from.is_none_or(|from| from <= date) && self.to.is_none_or(|to| date <= to)
    }
}

/// An office that a person held.
#[derive(Debug, Clone)]
pub(crate) struct TableOffice {
    pub(crate) title: String,
    pub(crate) class: Class,
    pub(crate) party: PartyIx,
    pub(crate) from: Option<Date>,
    pub(crate) to: Option<Date>,
    pub(crate) as_of: Option<Date>,
    /// From a caller's table, which never outranks the built-in one.
    pub(crate) added: bool,
}

/// How sure it is that an office was held on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Tenure {
    /// It was not, or no longer.
    No,
    /// The last holder known; the tables do not reach that day.
    LastKnown,
    /// No day is known to ask for.
    AnyDay,
    /// It was.
    Yes,
}

impl TableOffice {
    /// Whether the office was held on `date`.
    pub(crate) fn on(&self, date: Option<Date>) -> Tenure {
        let Some(date) = date else { return Tenure::AnyDay };
        if self.from.is_some_and(|from| date < from) {
            return Tenure::No;
        }
        match (self.to, self.as_of) {
            (Some(to), _) if date > to => Tenure::No,
            (Some(_), _) => Tenure::Yes,
            (None, Some(known)) if date > known => Tenure::LastKnown,
            (None, _) => Tenure::Yes,
        }
    }
}

/// A person as the tables have it.
#[derive(Debug, Clone)]
pub(crate) struct TablePerson {
    pub(crate) name: String,
    pub(crate) gender: Gender,
    pub(crate) offices: Vec<TableOffice>,
}

/// Grammatical gender of a person's pronouns, where it is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Gender {
    Male,
    Female,
    #[default]
    Unknown,
}

/// Whom a role word speaks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Speaks {
    /// For the party named beside it, or the one that the text is about.
    Party,
    /// For the party named beside it, else for itself.
    Named,
    /// For itself only.
    Itself,
    /// A set of parties.
    Group,
}

/// A role word.
#[derive(Debug, Clone)]
pub(crate) struct TableRole {
    pub(crate) name: String,
    pub(crate) class: Class,
    pub(crate) speaks: Speaks,
}

macro_rules! classes {
    ($($name:ident = $word:literal),* $(,)?) => {
        /// What a role is; roles.tsv and offices.tsv use these words.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(crate) enum Class { $($name),* }
        impl Class {
            pub(super) fn parse(word: &str) -> Option<Class> {
                match word { $($word => Some(Class::$name),)* _ => None }
            }
            /// The word of the tables.
            pub(crate) fn as_str(self) -> &'static str {
                match self { $(Class::$name => $word,)* }
            }
        }
    };
}

classes! {
    HeadOfState = "head-of-state", HeadOfGovernment = "head-of-government", DeputyHead = "deputy-head",
    Foreign = "foreign", DeputyForeign = "deputy-foreign", Defence = "defence", Finance = "finance",
    Trade = "trade", Interior = "interior", NationalSecurity = "national-security",
    Intelligence = "intelligence", Minister = "minister", Spokesperson = "spokesperson", Envoy = "envoy",
    Ambassador = "ambassador", Negotiator = "negotiator", IgoHead = "igo-head",
    Commissioner = "commissioner", Counterpart = "counterpart", Official = "official", Chief = "chief", Authorities = "authorities",
    Diplomat = "diplomat", Source = "source", Military = "military", Forces = "forces",
    Lawmaker = "lawmaker", Court = "court", Organ = "organ", PartyMember = "party-member",
    Rebels = "rebels", People = "people", Analyst = "analyst", Journalist = "journalist",
    CompanyHead = "company-head", Firm = "firm", Group = "group",
}

impl Class {
    /// True where one holder is a person; false for organs, forces, firms and sets.
    pub(crate) fn is_person(self) -> bool {
        !matches!(
            self,
            Class::Authorities | Class::Forces | Class::Court | Class::Organ | Class::Firm | Class::Group
        )
    }
}

/// What a word before a role changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Modifier {
    Plain,
    Former,
    Acting,
}

/// How a phrase names a party.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum How {
    /// By its name.
    Name,
    /// By its adjective or the noun for its people.
    Demonym,
    /// By its capital.
    Capital,
    /// By a building or street that stands for its government.
    Seat,
    /// By an organ that speaks for it.
    Organ,
    /// By a place that lies in it.
    Place,
}

/// What a phrase of the tables means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sense {
    Party(PartyIx, How),
    Person(PersonIx),
    /// A last name alone.
    Surname(PersonIx),
    Role {
        role: RoleIx,
        plural: bool,
    },
    Modifier(Modifier),
    /// A common noun that may stand for an organisation that was named: "the bloc".
    Noun(u16),
    /// A name of several, by its place among the ambiguous ones.
    Ambiguous(u16),
    /// A word that speaks for one reading of an ambiguous name.
    Evidence(u16, u8),
}

/// What is done with a reading of an ambiguous name that nothing in the report speaks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Alone {
    /// It is not taken.
    Open,
    /// It is taken, with a note.
    Likely,
    /// It is taken.
    Sure,
}

/// One reading of an ambiguous name.
#[derive(Debug, Clone, Copy)]
pub(crate) struct AmbiguousReading {
    pub(crate) party: PartyIx,
    pub(crate) how: How,
    pub(crate) alone: Alone,
    /// True where it is meant by preference when the name acts or owns.
    pub(crate) acts: bool,
}

impl How {
    /// The word of the tables.
    pub(super) fn parse(word: &str) -> Option<How> {
        Some(match word {
            "name" => How::Name,
            "demonym" => How::Demonym,
            "capital" => How::Capital,
            "seat" => How::Seat,
            "organ" => How::Organ,
            "place" => How::Place,
            _ => return None,
        })
    }
}

/// What a word tells of the organisation in whose name it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum OrgWord {
    /// An organ of the state that is named beside it.
    Organ,
    /// An organisation of this kind.
    Kind(PartyKind),
}
