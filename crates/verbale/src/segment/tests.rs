use super::{PagePhrases, Segments, segment};
use crate::document::Document;
use crate::knowledge::Files;

fn read(text: &str, title: Option<&str>) -> Segments {
    let phrases = PagePhrases::new(&Files::embedded()).expect("the built-in tables");
    let document = Document { text: text.to_owned(), title: title.map(str::to_owned), ..Document::default() };
    segment(&document, &phrases)
}

/// One line for each part: its kind and its first words.
fn check(text: &str, title: Option<&str>, expected: &[&str]) {
    let segments = read(text, title);
    let show = |part: &super::Segment| {
        let words: Vec<&str> = part.span.of(text).split_whitespace().take(2).collect();
        format!("{:?}: {}", part.kind, words.join(" "))
    };
    assert_eq!(segments.list.iter().map(show).collect::<Vec<_>>(), expected, "{text}");
}

const STORY: &str = "The envoy told the minister on Monday that the talks would go on.\n\n\
    He added that the river would be spoken of again in the spring, and that both sides wished for it.";

#[test]
fn a_page_of_the_web() {
    let text = "Friday, March 24\n\nEnvoy says there is hope for the river talks\n\n\
        The envoy told the minister on Monday that the talks would go on.\n\n\
        Downstream states move troops amid fears of imminent drought\n\nKnow more\n\n\
        He added that the river would be spoken of again in the spring.\n\nHe left.";
    check(
        text,
        None,
        &[
            "PageDate: Friday, March",
            "Headline: Envoy says",
            "Body: The envoy",
            "Related: Downstream states",
            "Prompt: Know more",
            "Body: He added",
            "Body: He left.",
        ],
    );
    let segments = read(text, None);
    assert_eq!(segments.page_date, None);
    assert!(segments.notes.iter().any(|note| note.message.contains("without a year")));
}

#[test]
fn a_page_date_with_a_year_is_resolved() {
    let segments = read(&format!("Envoy hopeful\n\nWednesday, May 5, 2021\n\n{STORY}"), None);
    assert_eq!(segments.page_date.map(|date| date.to_string()).as_deref(), Some("2021-05-05"));
}

#[test]
fn wire_copy() {
    let text = "RIVER TALKS END WITHOUT A TEXT\n\nVIENNA, March 3 (Reuters) - The talks ended, both sides said.\n\n\
        Shr 38 cts vs 25 cts\n\nNo date was set for others. REUTER &#3;";
    check(
        text,
        None,
        &[
            "Headline: RIVER TALKS",
            "Dateline: VIENNA, March",
            "Body: The talks",
            "Boilerplate: Shr 38",
            "Body: No date",
            "Boilerplate: REUTER &#3;",
        ],
    );
    let credit = read(text, None).credit.expect("a credit");
    assert_eq!(credit.of(text), "Reuters");
}

#[test]
fn a_single_sentence_is_body() {
    check("Two envoys met in the capital", None, &["Body: Two envoys"]);
    check("Two envoys met in the capital.", None, &["Body: Two envoys"]);
    check("", None, &[]);
}

#[test]
fn the_callers_title_is_the_headline() {
    check(
        "Envoy meets minister.\n\nThey met.",
        Some("Envoy meets minister"),
        &["Headline: Envoy meets", "Body: They met."],
    );
    check("Envoy meets minister.\n\nThey met again.", None, &["Body: Envoy meets", "Body: They met"]);
}

#[test]
fn headlines_with_a_full_stop() {
    check(
        &format!("Envoy Meets Minister Over River Waters.\n\n{STORY}"),
        None,
        &["Headline: Envoy Meets", "Body: The envoy", "Body: He added"],
    );
}

#[test]
fn bylines_captions_and_credits() {
    let text = format!(
        "Envoy hopeful on river\nBy Anna Roe and Ben Poe\nThe river in spring. Image: Carl Doe.\n{}\nSource: AFP",
        STORY.replace("\n\n", "\n")
    );
    check(
        &text,
        None,
        &[
            "Headline: Envoy hopeful",
            "Byline: By Anna",
            "Caption: The river",
            "Body: The envoy",
            "Body: He added",
            "Boilerplate: Source: AFP",
        ],
    );
    assert_eq!(read(&text, None).credit.expect("a credit").of(&text), "AFP");
}

#[test]
fn unpunctuated_prose_is_not_lost() {
    check(
        "Notes from the talks\n\nThe two sides met in the morning\n\nThey had lunch with the chairman of the council\n\nNothing was signed by anyone",
        None,
        &["Headline: Notes from", "Body: The two", "Body: They had", "Body: Nothing was"],
    );
}

#[test]
fn a_date_beside_a_headline_is_cut_off() {
    check(
        &format!("Envoy speaks to the press Tuesday, May 4, 2021\n\n{STORY}"),
        None,
        &["Headline: Envoy speaks", "PageDate: Tuesday, May", "Body: The envoy", "Body: He added"],
    );
}
