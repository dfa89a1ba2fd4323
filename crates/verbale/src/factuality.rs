//! How certain an event or a move is, for the report and for the source (FactBank, Saurí & Pustejovsky 2009).

/// Certainty and polarity of an event for one who tells of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Certainty {
    /// Certain: it happened, or is so.
    CertainYes,
    /// Probable.
    ProbableYes,
    /// Possible.
    PossibleYes,
    /// Certain that it is not so.
    CertainNo,
    /// Probably not.
    ProbableNo,
    /// Possibly not.
    PossibleNo,
    /// Not known or not committed to.
    Unknown,
}

impl Certainty {
    /// The value that stands in the record.
    pub fn as_str(self) -> &'static str {
        match self {
            Certainty::CertainYes => "CT+",
            Certainty::ProbableYes => "PR+",
            Certainty::PossibleYes => "PS+",
            Certainty::CertainNo => "CT-",
            Certainty::ProbableNo => "PR-",
            Certainty::PossibleNo => "PS-",
            Certainty::Unknown => "Uu",
        }
    }

    /// True where it is taken to have happened, or as probable.
    pub fn is_positive(self) -> bool {
        matches!(self, Certainty::CertainYes | Certainty::ProbableYes | Certainty::PossibleYes)
    }
}

/// The two who may commit to it: the report, and the innermost source that tells of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Factuality {
    /// For the report.
    pub report: Certainty,
    /// For the source; the same as for the report where the report itself tells it.
    pub source: Certainty,
}

/// Who tells of an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Told {
    /// The report itself.
    ByReport,
    /// One who tells of his own act: the announcement makes it so.
    ByActor,
    /// Somebody else whom the report quotes.
    ByAnother,
}

/// The two values of an event whose own words have `certainty`. What another says of it commits only that
/// source: the report stays uncommitted (FactBank's `Uu` at the author's level).
///
/// ```
/// use verbale::factuality::{Certainty, Told, of};
/// let claimed = of(Certainty::CertainYes, Told::ByAnother);
/// assert_eq!((claimed.report.as_str(), claimed.source.as_str()), ("Uu", "CT+"));
/// ```
pub fn of(certainty: Certainty, told: Told) -> Factuality {
    let report = match told {
        Told::ByReport | Told::ByActor => certainty,
        Told::ByAnother => Certainty::Unknown,
    };
    Factuality { report, source: certainty }
}
