use super::{Calendar, DateBasis, find};
use crate::document::Document;
use crate::parse::Parse;
use crate::segment::{Segment, SegmentKind, Segments};
use crate::span::Span;
use crate::syntax::{Syntax, Word};
use crate::token;

/// Reads one sentence, published on `published` (empty for none), without trees; gives each expression with its days.
fn check(text: &str, published: &str, expected: &[(&str, &str)]) {
    let published = published.parse().ok();
    let document = Document { text: text.to_owned(), english: true, published, ..Document::default() };
    let body = Segment { kind: SegmentKind::Body, span: Span::new(0, text.len()) };
    let segments = Segments { list: vec![body], ..Segments::default() };
    let lists =
        crate::token::WordLists::new(&crate::knowledge::Files::embedded()).expect("the word lists load");
    let tokens = token::tokenise(&document, &segments, &lists);
    let syntax = Syntax { words: vec![Word::default(); tokens.tokens.len()], entities: Vec::new() };
    let parse = Parse::new(&document, &segments, &tokens, &syntax);
    let calendar = Calendar::new(&crate::knowledge::Files::embedded()).expect("the calendar loads");
    let times = find(&parse, &calendar);
    let got: Vec<(String, String)> = times
        .list
        .iter()
        .map(|when| {
            let days = match (when.from, when.to) {
                (Some(from), Some(to)) if from == to => from.to_string(),
                (Some(from), Some(to)) => format!("{from}..{to}"),
                _ => "?".to_owned(),
            };
            assert_eq!(when.basis == DateBasis::None, days == "?");
            (when.span.of(text).to_owned(), days)
        })
        .collect();
    let expected: Vec<(String, String)> =
        expected.iter().map(|(words, days)| ((*words).to_owned(), (*days).to_owned())).collect();
    assert_eq!(got, expected, "{text}");
}

#[test]
fn a_weekday_lies_up_to_six_days_back() {
    check(
        "Envoys met on Monday and Wednesday.",
        "2019-06-12",
        &[("Monday", "2019-06-10"), ("Wednesday", "2019-06-12")],
    );
    check(
        "They met last Friday, and next Friday they part.",
        "2019-06-14",
        &[("last Friday", "2019-06-07"), ("next Friday", "2019-06-21")],
    );
}

#[test]
fn without_a_day_of_publication_only_full_dates_are_known() {
    check(
        "On Monday they recalled 26 January 2022.",
        "",
        &[("Monday", "?"), ("26 January 2022", "2022-01-26")],
    );
    check(
        "Since January 26, 2022 nothing, in March little.",
        "",
        &[("January 26, 2022", "2022-01-26"), ("March", "?")],
    );
    check("It was signed in 2015.", "", &[("2015", "2015-01-01..2015-12-31")]);
}

#[test]
fn a_day_without_year_is_the_nearest() {
    check("Duties begin on April 17.", "1987-03-30", &[("April 17", "1987-04-17")]);
    check("They began on December 30.", "1987-01-05", &[("December 30", "1986-12-30")]);
}

#[test]
fn stretches_count_from_the_day_of_publication() {
    check("Talks broke off last week.", "2019-06-12", &[("last week", "2019-06-03..2019-06-09")]);
    check("It met earlier this month.", "2019-06-12", &[("earlier this month", "2019-06-01..2019-06-12")]);
    check("He left two days ago.", "2019-06-12", &[("two days ago", "2019-06-10")]);
    check("He must answer within 48 hours.", "2019-06-12", &[("within 48 hours", "2019-06-12..2019-06-14")]);
    check(
        "Little changed in the past two years.",
        "2019-06-12",
        &[("the past two years", "2017-06-12..2019-06-12")],
    );
}

#[test]
fn words_that_only_look_like_time_are_left_alone() {
    check("May he march, and may she not.", "2019-06-12", &[]);
    check("Some 2000 people came.", "2019-06-12", &[]);
}
