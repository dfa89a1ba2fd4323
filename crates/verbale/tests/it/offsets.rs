//! Whatever comes in, offsets hold: spans lie in the text on character borders, the words cover what is
//! read exactly once, and time grows with length alone.

use proptest::prelude::{Strategy, any, prop, prop_oneof, proptest};
use proptest::test_runner::Config;
use std::time::{Duration, Instant};
use verbale::document::{self, Document, Input, LanguagePolicy, Languages};
use verbale::knowledge::Files;
use verbale::segment::{self, PagePhrases, SegmentKind, Segments};
use verbale::span::Span;
use verbale::token::{self, Tokens, WordLists};

struct Lists {
    languages: Languages,
    phrases: PagePhrases,
    words: WordLists,
}

impl Lists {
    fn new() -> Lists {
        let files = Files::embedded();
        Lists {
            languages: Languages::new(&files).expect("the built-in table"),
            phrases: PagePhrases::new(&files).expect("the built-in tables"),
            words: WordLists::new(&files).expect("the built-in tables"),
        }
    }

    fn read(&self, bytes: Vec<u8>) -> (Document, Segments, Tokens) {
        let input = Input { bytes, ..Input::default() };
        let document = document::decode(input, LanguagePolicy::InsistEnglish, &self.languages);
        let segments = segment::segment(&document, &self.phrases);
        let tokens = token::tokenise(&document, &segments, &self.words);
        (document, segments, tokens)
    }
}

/// Reads the bytes and checks every invariant of the first three layers.
fn check(lists: &Lists, bytes: Vec<u8>) {
    let (document, segments, tokens) = lists.read(bytes);
    let text = document.text.as_str();
    check_segments(text, &segments);
    check_quotes(text, &segments);
    check_words(text, &segments, &tokens);
}

fn in_bounds(text: &str, span: Span) {
    assert!(span.start <= span.end, "{span:?}");
    assert!(text.get(span.range()).is_some(), "{span:?} is no part of the text");
}

fn check_segments(text: &str, segments: &Segments) {
    let mut end = 0;
    for segment in &segments.list {
        in_bounds(text, segment.span);
        assert!(end <= segment.span.start && !segment.span.is_empty(), "{segment:?}");
        // Between the parts stand blanks only: nothing of a page is lost.
        assert!(text[end as usize..segment.span.start as usize].trim().is_empty(), "before {segment:?}");
        end = segment.span.end;
    }
    assert!(text[end as usize..].trim().is_empty());
    for note in &segments.notes {
        note.span.into_iter().for_each(|span| in_bounds(text, span));
    }
    segments.credit.into_iter().for_each(|span| in_bounds(text, span));
}

fn check_quotes(text: &str, segments: &Segments) {
    let mut before = 0;
    for (n, quote) in segments.quotes.iter().enumerate() {
        in_bounds(text, quote.span);
        in_bounds(text, quote.inner);
        assert!(quote.span.contains(quote.inner) && before <= quote.span.start, "{quote:?}");
        before = quote.span.start;
        if let Some(parent) = quote.parent {
            assert!((parent as usize) < n && segments.quotes[parent as usize].span.contains(quote.span));
        }
        assert!(quote.continues.is_none_or(|carried| (carried as usize) < n));
    }
}

fn check_words(text: &str, segments: &Segments, tokens: &Tokens) {
    let mut next = 0;
    for (number, sentence) in tokens.sentences.iter().enumerate() {
        let range = sentence.tokens.start as usize..sentence.tokens.end as usize;
        assert!(range.start == next && range.end > range.start, "{sentence:?}");
        next = range.end;
        assert!(segments.list[sentence.paragraph as usize].span.contains(sentence.span));
        let words = &tokens.tokens[range];
        assert_eq!(words[0].span.join(words[words.len() - 1].span), sentence.span);
        assert!(words.iter().all(|word| word.sentence.0 as usize == number));
    }
    assert_eq!(next, tokens.tokens.len());
    let mut words = tokens.tokens.iter().map(|token| token.span).peekable();
    for segment in &segments.list {
        let read = matches!(segment.kind, SegmentKind::Headline | SegmentKind::Caption | SegmentKind::Body);
        let mut at = segment.span.start;
        while let Some(word) = words.next_if(|word| word.start < segment.span.end) {
            in_bounds(text, word);
            assert!(!word.is_empty() && at <= word.start && read, "{word:?}");
            assert!(text[at as usize..word.start as usize].chars().all(char::is_whitespace));
            at = word.end;
        }
        assert!(!read || text[at as usize..segment.span.end as usize].chars().all(char::is_whitespace));
    }
}

/// What texts are made of, and what breaks them.
fn pieces() -> impl Strategy<Value = String> {
    const MARKS: &[&str] = &[
        "\"",
        "'",
        "''",
        "``",
        "“",
        "”",
        "‘",
        "’",
        "«",
        "»",
        "„",
        "(",
        ")",
        "[",
        "]",
        "-",
        "--",
        "—",
        ".",
        "...",
        "…",
        ",",
        ":",
        "?",
        "!",
        "/",
        "@",
        "#",
        "$",
        "%",
        "&",
        "\0",
        "\u{feff}",
        "\u{200d}",
        "👩\u{200d}👧",
        "é",
        "e\u{301}",
        "מה",
        "语",
        "\u{202e}",
        "&#3;",
    ];
    const WORDS: &[&str] = &[
        "The envoy",
        "said",
        "U.S.",
        "Mr.",
        "No.",
        "etc.",
        "don't",
        "ministers'",
        "'90s",
        "state-run",
        "non-aligned",
        "3.5",
        "1,000",
        "10:30am",
        "https://un.org/x",
        "a.b@un.org",
        "GENEVA, Jan 10 (Reuters) - The",
        "Know more",
        "Friday, March 24",
        "REUTER &#3;",
        "By Anna Roe",
        "Image:",
        "Source: AFP",
        "he asked",
    ];
    let part = prop_oneof![
        4 => prop::sample::select(WORDS).prop_map(str::to_owned),
        4 => prop::sample::select(MARKS).prop_map(str::to_owned),
        4 => prop::sample::select(&[" ", " ", " ", "\n", "\n\n", "\r\n", "\t", "\u{a0}"][..]).prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(part, 0..60).prop_map(|parts| parts.concat())
}

proptest! {
    #![proptest_config(Config { cases: 200, failure_persistence: None, ..Config::default() })]

    #[test]
    fn offsets_hold_in_any_text(text in pieces()) {
        check(&Lists::new(), text.into_bytes());
    }

    #[test]
    fn offsets_hold_in_any_bytes(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        check(&Lists::new(), bytes);
    }
}

/// Each of these, repeated, once was or might have been slow.
const BURDENS: &[&str] = &[
    "\"",
    "“",
    "‘",
    "'",
    "''",
    "«a ",
    "\"a ",
    "' ",
    "s' a ",
    "(",
    ".",
    "…",
    "-",
    "a-",
    "1-",
    "1.",
    "a.",
    "a'",
    "/",
    "1/",
    "No. ",
    "J. ",
    "U.S. ",
    "? a ",
    "\" ? ",
    "[1] ",
    ". [1] ",
    "@",
    "a@",
    "http://",
    "#a",
    "👩\u{200d}",
    "\u{301}",
    "\0",
    "word ",
    "word",
    "He said \"no.\" ",
    "a\n",
    "\n",
    "\n\n",
    " ",
    "\u{a0}",
    "Know more\n\n",
    "&",
    "*",
    "A&",
    "$",
    "GENEVA, ",
    "Note:\n\n",
    "The talks ended.\n\n",
];

#[test]
fn time_grows_with_length_alone() {
    let lists = Lists::new();
    for burden in BURDENS {
        let text = burden.repeat(300_000 / burden.len());
        let start = Instant::now();
        check(&lists, text.into_bytes());
        // Quadratic time would take many minutes; a slow machine under load takes well under this.
        assert!(start.elapsed() < Duration::from_secs(60), "{burden:?} took {:?}", start.elapsed());
    }
}

#[test]
fn a_long_line_and_a_million_marks_pass() {
    let lists = Lists::new();
    check(&lists, "The envoy said that it wasn't so, and left, ".repeat(50_000).into_bytes());
    check(&lists, "\"".repeat(1_000_000).into_bytes());
}
