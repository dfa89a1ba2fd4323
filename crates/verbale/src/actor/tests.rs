use crate::document::{Input, LanguagePolicy};
use crate::knowledge::Files;
use crate::reader::Reader;
use std::sync::OnceLock;

fn reader() -> &'static Reader {
    static READER: OnceLock<Reader> = OnceLock::new();
    READER.get_or_init(|| {
        Reader::new(&Files::embedded(), LanguagePolicy::InsistEnglish).expect("the reader loads")
    })
}

/// Reads `text`, published on `published`; each expected pair is a mention's words (the last of its kind in the
/// text) with the party and, after a blank, the person; `-` for a mention that is left open.
fn check(text: &str, published: &str, expected: &[(&str, &str)]) {
    let input =
        Input { bytes: text.as_bytes().to_vec(), published: published.parse().ok(), ..Input::default() };
    let reading = reader().read(input);
    let text = &reading.document.text;
    for (words, who) in expected {
        let at = reading.mentions.list.iter().rposition(|mention| mention.span.of(text) == *words);
        let all: Vec<&str> = reading.mentions.list.iter().map(|mention| mention.span.of(text)).collect();
        let at = at.unwrap_or_else(|| panic!("no mention {words:?} among {all:?}"));
        let got = reading.actors.of_mention[at].as_ref().map_or("-".to_owned(), |actor| {
            let party = reading.actors.party(actor.party).code.clone();
            match actor.person {
                Some(person) => format!("{party} {}", reading.actors.person(person).name),
                None => party,
            }
        });
        assert_eq!(got, *who, "{words:?} in {text:?}");
    }
}

#[test]
fn a_role_with_a_name_is_one_person_for_his_state() {
    check(
        "Russian Foreign Minister Sergei Lavrov arrived in Geneva.",
        "2022-01-20",
        &[
            ("Russian Foreign Minister Sergei Lavrov", "RUS Sergei Lavrov"),
            ("Russian", "RUS"),
            ("Geneva", "CHE"),
        ],
    );
}

#[test]
fn an_apposition_teaches_whom_a_person_speaks_for() {
    check(
        "Kazakh deputy envoy Aidar Seitov met reporters. Seitov said talks would go on.",
        "2019-06-12",
        &[("Kazakh deputy envoy Aidar Seitov", "KAZ Aidar Seitov"), ("Seitov", "KAZ Aidar Seitov")],
    );
    check(
        "The text was read by Pedro Lima, spokesman of the European Commission.",
        "2019-06-12",
        &[("Pedro Lima", "EU Pedro Lima")],
    );
}

#[test]
fn offices_depend_on_the_day() {
    let text = "The British prime minister flew to Paris.";
    check(text, "1987-03-28", &[("The British prime minister", "GBR Margaret Thatcher")]);
    check(text, "2019-08-24", &[("The British prime minister", "GBR Boris Johnson")]);
    check(text, "", &[("The British prime minister", "GBR")]);
}

#[test]
fn capitals_seats_and_organs_stand_for_their_state() {
    check(
        "Moscow and the White House traded blame; the Bundestag waited.",
        "",
        &[("Moscow", "RUS"), ("the White House", "USA"), ("the Bundestag", "DEU")],
    );
}

#[test]
fn letter_case_tells_names_from_words() {
    check(
        "They told us to polish the text before Polish envoys saw it.",
        "",
        &[("Polish", "POL"), ("us", "-")],
    );
    check(
        "The U.S. asked us. Turkey sent turkey.",
        "",
        &[("The U.S.", "USA"), ("Turkey", "TUR"), ("us", "-")],
    );
}

#[test]
fn unknown_sources_stand_for_themselves() {
    check(
        "Trade sources said the plan was dead. The sources gave no reason.",
        "1987-03-27",
        &[("Trade sources", "trade-sources"), ("The sources", "trade-sources")],
    );
    check(
        "White House officials said nothing was decided.",
        "1987-03-27",
        &[("White House officials", "USA")],
    );
}

#[test]
fn pronouns_find_their_people() {
    check(
        "French President Emmanuel Macron spoke to German Chancellor Angela Merkel on Monday. He urged her to wait.",
        "2019-06-12",
        &[("He", "FRA Emmanuel Macron"), ("her", "DEU Angela Merkel")],
    );
}

#[test]
fn sets_keep_their_members() {
    let text =
        "Japan met the United States. Both countries want a pact with each of the member states of the OSCE.";
    check(
        text,
        "",
        &[
            ("Both countries", "JPN+USA"),
            ("each of the member states of the OSCE", "OSCE participating states"),
        ],
    );
}

#[test]
fn a_body_stands_for_the_community_of_its_time() {
    check("The European Commission drew up a list.", "1987-03-27", &[("The European Commission", "EC")]);
    check("The European Commission drew up a list.", "2019-03-27", &[("The European Commission", "EU")]);
}
