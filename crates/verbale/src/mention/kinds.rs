//! What a party is, and how a set of them is meant: what tables and words already tell before anyone knows
//! who is meant.

/// What a party is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PartyKind {
    /// A state, present or former.
    State,
    /// An organisation of states.
    Igo,
    /// A non-governmental organisation.
    Ngo,
    /// An armed group that is no state's.
    ArmedGroup,
    /// A company.
    Company,
    /// A newspaper, agency or broadcaster.
    Outlet,
    /// A person who speaks for no party that is known.
    Person,
    /// A set of parties: "the E3", "former Soviet republics", "allies".
    Group,
    /// Not known.
    Unknown,
}

impl PartyKind {
    /// The name that stands in the record.
    pub fn as_str(self) -> &'static str {
        match self {
            PartyKind::State => "state",
            PartyKind::Igo => "igo",
            PartyKind::Ngo => "ngo",
            PartyKind::ArmedGroup => "armed-group",
            PartyKind::Company => "company",
            PartyKind::Outlet => "outlet",
            PartyKind::Person => "person",
            PartyKind::Group => "group",
            PartyKind::Unknown => "unknown",
        }
    }
}

/// How a set of parties is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Quantifier {
    /// Each one for itself.
    Each,
    /// All together.
    All,
    /// Some of them.
    Some,
    /// Any one of them.
    Any,
}

impl Quantifier {
    /// The name that stands in the record.
    pub fn as_str(self) -> &'static str {
        match self {
            Quantifier::Each => "each",
            Quantifier::All => "all",
            Quantifier::Some => "some",
            Quantifier::Any => "any",
        }
    }
}
