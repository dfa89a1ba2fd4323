//! Statements against gold that people made: is the speaker the right one, and are those spoken to?
//!
//! Contents are matched one to one by their words (Dice at least a half, as [`super::attribution`] does). The
//! speaker is right where the person is the same by family name, or the party where no other person is told; of
//! a speaker whom no code names ("trade analysts") the words must name the same. Those spoken to are right where
//! each of the gold's is there and no other. A story's own headline repeats its body: what is told there
//! counts only where both have it.

use super::attribution::{Attribution, pairs};
use super::{Chars, Count};
use crate::record::{PersonRef, Record, SegmentRecord, StatementRecord};
use crate::segment::SegmentKind;

/// A statement as people read it.
#[derive(Debug, Clone, Default)]
pub struct OneStatement {
    /// Its source, cue and content.
    pub spans: Attribution,
    /// The code or name of the speaker's party.
    pub party: String,
    /// The speaker's name.
    pub person: Option<String>,
    /// Those spoken to: codes and names.
    pub addressees: Vec<String>,
}

/// The counts of one report or of many.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Score {
    /// Contents found.
    pub found: Count,
    /// With the words that name the source.
    pub source: Count,
    /// With the right speaker.
    pub speaker: Count,
    /// With the right addressees as well.
    pub addressed: Count,
}

impl Score {
    /// Adds another report's.
    pub fn add(&mut self, other: &Score) {
        self.found.add(other.found);
        self.source.add(other.source);
        self.speaker.add(other.speaker);
        self.addressed.add(other.addressed);
    }
}

/// How one statement of the gold fared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Match {
    /// Its place in the gold.
    pub gold: usize,
    /// Its partner's place among the record's statements.
    pub got: usize,
    /// The speaker is right.
    pub speaker: bool,
    /// Those spoken to are right.
    pub addressed: bool,
}

/// Scores one report; the second part tells the pairs.
pub fn score(text: &str, gold: &[OneStatement], record: &Record) -> (Score, Vec<Match>) {
    let wanted: Vec<Attribution> = gold.iter().map(|one| one.spans.clone()).collect();
    let got: Vec<Attribution> = record.statements.iter().map(spans).collect();
    let paired = pairs(text, &wanted, &got);
    let headline = |one: &Attribution| in_headline(&record.segments, &one.content);
    let gold_count = (0..gold.len())
        .filter(|&n| paired.iter().any(|pair| pair.gold == n) || !headline(&wanted[n]))
        .count();
    let said = |n: &usize| !got[*n].content.is_empty();
    let predicted = (0..got.len())
        .filter(said)
        .filter(|&n| paired.iter().any(|pair| pair.predicted == n) || !headline(&got[n]))
        .count();
    let matches: Vec<Match> = paired
        .iter()
        .map(|pair| {
            let (one, made) = (&gold[pair.gold], &record.statements[pair.predicted]);
            Match {
                gold: pair.gold,
                got: pair.predicted,
                speaker: is_speaker(one, made, pair.shares_source),
                addressed: is_addressed(one, made),
            }
        })
        .collect();
    let sizes = |right| Count { right, predicted, gold: gold_count };
    let score = Score {
        found: sizes(paired.len()),
        source: sizes(paired.iter().filter(|pair| pair.shares_source).count()),
        speaker: sizes(matches.iter().filter(|one| one.speaker).count()),
        addressed: sizes(matches.iter().filter(|one| one.speaker && one.addressed).count()),
    };
    (score, matches)
}

/// The spans of a statement of a record.
pub fn spans(made: &StatementRecord) -> Attribution {
    let chars = |spans: &[crate::record::CharSpan]| spans.iter().map(|span| (span.start, span.end)).collect();
    let content = made.content.iter().map(|piece| (piece.start, piece.end)).collect();
    Attribution { source: chars(&made.source), cue: chars(&made.cue), content }
}

fn in_headline(segments: &[SegmentRecord], content: &[Chars]) -> bool {
    let heads = || segments.iter().filter(|segment| segment.kind.0 == SegmentKind::Headline);
    !content.is_empty()
        && content.iter().all(|&(start, end)| heads().any(|s| s.span.start <= start && end <= s.span.end))
}

/// Letters and digits without case and accents.
fn plain(name: &str) -> String {
    deunicode::deunicode(name)
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .flat_map(char::to_lowercase)
        .collect()
}

fn family(name: &str) -> String {
    plain(name.split_whitespace().next_back().unwrap_or_default())
}

fn is_speaker(gold: &OneStatement, made: &StatementRecord, shares_source: bool) -> bool {
    let told = made.speaker.as_ref();
    let person = told.and_then(|who| who.person.as_deref());
    match (gold.person.as_deref(), person) {
        (Some(wanted), Some(found)) => family(wanted) == family(found),
        (wanted, _) => {
            let party = told.map(|who| plain(&who.party.party));
            let is_party = party.as_ref().is_some_and(|party| *party == plain(&gold.party));
            let by_name = wanted.is_some_and(|wanted| party.as_ref() == Some(&family(wanted)));
            is_party || by_name || (!is_code(&gold.party) && shares_source)
        }
    }
}

/// True for the code of a state or the acronym of an organisation.
fn is_code(party: &str) -> bool {
    (2..=6).contains(&party.len()) && party.chars().all(|c| c.is_ascii_uppercase())
}

fn is_addressed(gold: &OneStatement, made: &StatementRecord) -> bool {
    let same = |wanted: &str, who: &PersonRef| {
        let surface = who.party.surface.as_deref().unwrap_or_default();
        let person = who.person.as_deref().unwrap_or_default();
        let wanted_name = plain(wanted);
        [&who.party.party, surface, person].iter().any(|name| plain(name) == wanted_name)
            || (!person.is_empty() && family(person) == family(wanted))
    };
    gold.addressees.iter().all(|wanted| made.addressees.iter().any(|who| same(wanted, who)))
        && made.addressees.iter().all(|who| gold.addressees.iter().any(|wanted| same(wanted, who)))
}
