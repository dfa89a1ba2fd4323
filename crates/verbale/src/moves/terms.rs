//! The terms of a move: the time by which it is to be met, and the condition on which it stands.
//!
//! Enter a draft and its scene; leave spans inside its evidence or its sentence. Refused: a time at which the
//! move was made, and what somebody asks with "if".
//!
//! ```text
//! Cairo must answer by Friday.                       deadline "Friday"
//! Oslo offered to pay in return for fishing rights.  condition "in return for fishing rights"
//! ```

use super::draft::Draft;
use super::scene::Scene;
use super::{MoveKind, match_frames};
use crate::clause::{self, ClauseForm};
use crate::span::Span;
use crate::token::TokenId;
use crate::when::{DateBasis, When};

/// The kinds that look ahead, and so may have terms.
pub(super) fn looks_ahead(kind: MoveKind) -> bool {
    use MoveKind::{Await, Instruct, Partial, Prepare, Warn};
    match_frames::leaves_open(kind) || matches!(kind, Await | Instruct | Partial | Prepare | Warn)
}

/// How far behind "by" a time may begin: "before the end of March".
const REACH: u32 = 5;

/// The time by which a move is to be met: "by Friday", "within thirty days", "a deadline of 1 May".
pub(super) fn deadline(scene: &Scene<'_>, draft: &Draft) -> Option<When> {
    if !looks_ahead(draft.kind) {
        return None;
    }
    let mut tokens = draft.evidence.iter().flat_map(|span| scene.parse.tokens_in(*span)).map(TokenId);
    let limit = tokens.find_map(|token| limit(scene, token)).map(|when| ahead(scene, when));
    limit.or_else(|| appointed(scene, draft))
}

/// "Announced on Friday that it would raise tariffs on 17 April": the day to come on which a promise or threat is
/// carried out.
fn appointed(scene: &Scene<'_>, draft: &Draft) -> Option<When> {
    let published = scene.parse.document.published?;
    let own = matches!(draft.kind, MoveKind::Commit | MoveKind::Threaten);
    let times = draft.evidence.iter().filter(|_| own).flat_map(|span| scene.times.within(*span));
    times.into_iter().find(|when| when.from.is_some_and(|day| day > published)).cloned()
}

/// "Demanded that Oslo answer by Friday": a weekday by which something is to be done lies ahead, whatever the
/// tense of the verb over it.
fn ahead(scene: &Scene<'_>, when: When) -> When {
    let week = jiff::Span::new().days(7);
    let (Some(published), Some(day)) = (scene.parse.document.published, when.to) else { return when };
    let past =
        when.from == when.to && day < published && published.checked_sub(week).is_ok_and(|low| day >= low);
    let weekday =
        scene.parse.tokens_in(when.span).any(|token| scene.parse.form(TokenId(token)).ends_with("day"));
    match day.checked_add(week) {
        Ok(next) if past && weekday => When { from: Some(next), to: Some(next), ..when },
        _ => when,
    }
}

fn limit(scene: &Scene<'_>, token: TokenId) -> Option<When> {
    let parse = scene.parse;
    let end = parse.sentence(parse.sentence_of(token)).tokens.end;
    let last = TokenId((token.0 + REACH).min(end.saturating_sub(1)));
    let ahead = parse.span(token).join(parse.span(last));
    let lemma = parse.form(token).to_lowercase();
    let known = || scene.times.within(ahead).first();
    match lemma.as_str() {
        "within" => known()
            .filter(|when| when.span.start <= parse.span(TokenId((token.0 + 1).min(last.0))).start)
            .cloned()
            .or_else(|| stretch(scene, token, end)),
        "by" | "before" | "until" | "till" => {
            // "By the end of March": only words of that sort may stand between.
            let when = known()?;
            let between = &parse.text()
                [parse.span(token).end as usize..when.span.start.max(parse.span(token).end) as usize];
            let words = [
                "the",
                "end",
                "of",
                "close",
                "middle",
                "start",
                "beginning",
                "midnight",
                "noon",
                "on",
                ",",
                "at",
            ];
            let plain = between.split_whitespace().all(|word| words.contains(&word));
            plain.then(|| When { span: lead(scene, token, when.span), ..when.clone() })
        }
        "deadline" => known().cloned(),
        _ => None,
    }
}

/// "The end of March" is more than "March".
fn lead(scene: &Scene<'_>, before: TokenId, time: Span) -> Span {
    let first = scene.parse.span(TokenId(before.0 + 1));
    if first.start < time.start { first.join(time) } else { time }
}

/// "Within thirty days", where the calendar knows no such number: its words alone.
fn stretch(scene: &Scene<'_>, within: TokenId, end: u32) -> Option<When> {
    let parse = scene.parse;
    let unit = (within.0 + 1..end.min(within.0 + REACH))
        .map(TokenId)
        .find(|&token| matches!(parse.lemma(token), "hour" | "day" | "week" | "month" | "year"))?;
    let span = parse.span(within).join(parse.span(unit));
    Some(When { span, from: None, to: None, basis: DateBasis::None })
}

/// The words of a condition: the clause with "if" that the tree gives, else one inside the evidence, else a
/// phrase that makes one thing hang on another.
pub(super) fn condition(scene: &Scene<'_>, draft: &Draft) -> Option<Span> {
    if let Some(root) = draft.condition {
        return Some(scene.parse.subtree_span(root));
    }
    if !match_frames::leaves_open(draft.kind) || matches!(draft.kind, MoveKind::Ask | MoveKind::Warn) {
        return None;
    }
    let inside = || draft.evidence.iter().flat_map(|span| scene.parse.tokens_in(*span)).map(TokenId);
    inside()
        .find_map(|token| clause_of(scene, token))
        .or_else(|| inside().find_map(|token| phrase(scene, token)))
}

/// The clause that "if", "unless" or "provided" opens.
fn clause_of(scene: &Scene<'_>, mark: TokenId) -> Option<Span> {
    let parse = scene.parse;
    let opens = matches!(parse.lemma(mark), "if" | "unless" | "provided" | "providing")
        && parse.base_rel(mark) == "mark";
    let root = parse.head(mark).filter(|_| opens)?;
    let adverbial = parse.base_rel(root) == "advcl" && clause::form(parse, root) != ClauseForm::Infinitive;
    adverbial.then(|| parse.subtree_span(root))
}

/// The words that open a phrase of condition, with what must follow them.
const PHRASES: &[(&str, &[&str])] = &[
    ("in", &["return", "for"]),
    ("in", &["exchange", "for"]),
    ("on", &["condition"]),
    ("on", &["the", "condition"]),
    ("provided", &["that"]),
    ("subject", &["to"]),
    ("contingent", &["on"]),
    ("conditional", &["on"]),
    ("as", &["long", "as"]),
];

fn phrase(scene: &Scene<'_>, token: TokenId) -> Option<Span> {
    let parse = scene.parse;
    let end = parse.sentence(parse.sentence_of(token)).tokens.end;
    let opens = |rest: &[&str]| {
        let after = (token.0 + 1..end).map(TokenId);
        rest.len() == after.clone().zip(rest).filter(|(at, word)| parse.form(*at) == **word).count()
    };
    let word = parse.form(token).to_lowercase();
    let (_, rest) = PHRASES.iter().find(|(first, rest)| *first == word && opens(rest))?;
    let from = token.0 + rest.len() as u32 + 1;
    // To the end of what hangs there: the next comma or quotation mark at the latest.
    let stop = (from..end)
        .map(TokenId)
        .find(|&at| matches!(parse.form(at), "," | ";" | "." | "\"" | "”" | "“") || parse.form(at) == "said");
    let last = TokenId(stop.map_or(end, |at| at.0).saturating_sub(1));
    (last.0 >= from).then(|| parse.span(token).join(parse.span(last)))
}

/// "Will close the border unless the dam is opened": a threat on such a condition demands what would lift it.
/// Gives the root of the condition and whether it asks for that.
pub(super) fn asks_for(scene: &Scene<'_>, root: TokenId) -> bool {
    let parse = scene.parse;
    let mark = parse
        .children_by(root, "mark")
        .map(|mark| parse.lemma(mark))
        .find(|word| matches!(*word, "if" | "unless"));
    let negated = clause::is_negated(parse, root) || matches!(parse.lemma(root), "fail" | "refuse");
    match mark {
        Some("unless") => !negated,
        Some(_) => negated,
        None => false,
    }
}
