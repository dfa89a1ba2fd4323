use super::{changes, doubts, petrarch, wikidata};
use crate::knowledge::Files;
use crate::mention::Gazetteer;

fn gazetteer() -> Gazetteer {
    Gazetteer::new(&Files::embedded()).expect("the tables load")
}

/// The rows and warnings as lines.
fn shown(imported: &super::Imported) -> Vec<String> {
    let rows = imported.rows.iter().flat_map(|(file, rows)| {
        rows.iter().map(move |row| format!("{file}: {}", row.join("|").trim_end_matches('|')))
    });
    let warnings = imported.warnings.iter().map(|warning| format!("{}: {}", warning.line, warning.message));
    rows.chain(warnings).collect()
}

fn check_petrarch(text: &[u8], expected: &[&str]) {
    assert_eq!(shown(&petrarch(text, &gazetteer())), expected);
}

#[test]
fn a_dictionary_of_actors_gives_offices_with_their_days() {
    check_petrarch(
        b"# remark\nADA_TESTER_ [DEUELI <051122][DEUGOV 051122-20211208]\n+CHANCELLOR_TESTER_ ; another name\n",
        &["offices.tsv: Ada Tester|Chancellor Tester||government official|official|DEU|2005-11-22|2021-12-08"],
    );
    check_petrarch(
        b"JO_OLDMAN_\n  [SUNMIL 850311-911225]\n",
        &["offices.tsv: Jo Oldman|||military officer|military|SUN|1985-03-11|1991-12-25"],
    );
}

#[test]
fn a_code_alone_is_a_place_of_the_state() {
    check_petrarch(b"EXAMPLEVILLE_ [FRA]\nBERLIN_ [DEU]\n", &["metonyms.tsv: Exampleville|FRA|place"]);
}

#[test]
fn latin_1_is_read_and_wrong_dates_are_told() {
    check_petrarch(
        b"JOS\xc9_EJEMPLO_ [ESPGOV >1104301]\n+PEPE_ [ESPGOV >110430]\n[\n",
        &[
            "offices.tsv: José Ejemplo|Pepe||government official|official|ESP|2011-04-30||2011-04-30",
            "1: \">1104301\" is no date; the code ESPGOV is passed over",
            "3: a bracket that is not closed; the rest of the line is passed over",
        ],
    );
}

#[test]
fn agents_are_roles_with_their_plurals() {
    check_petrarch(
        b"!KIN! = COUSIN\nBEADLE {} [~GOV]\nRIVERMAN {RIVERMEN} [~CVL]\nSECT_!KIN! [~CVL]\nTRIBAL_!CLAN! [~CVL]\n",
        &[
            "roles.tsv: beadle||official|named",
            "roles.tsv: riverman|rivermen|people|named",
            "roles.tsv: sect cousin|sect cousins|people|named",
            "roles.tsv: tribal clan|tribal clans|people|named",
        ],
    );
}

#[test]
fn an_export_of_wikidata_gives_offices() {
    let text = "position,person,personID,start,end\n\
                \"Minister of Foreign Affairs of Kazakhstan\",Aidar Sample,Q1,2031-04-03T00:00:00Z,\n\
                President of France,\"Example, Anne\",Q2,2017-05-14,2022-00-00\n\
                Keeper of the Seals of Atlantis,Nobody,Q3,2001,\n\
                President of France,Q77,Q77,2001,\n";
    assert_eq!(
        shown(&wikidata(text, &gazetteer())),
        [
            "offices.tsv: Aidar Sample|||foreign minister|foreign|KAZ|2031-04-03||2031-04-03",
            "offices.tsv: Example, Anne|||president|head-of-state|FRA|2017-05-14|2022",
            "4: the position \"Keeper of the Seals of Atlantis\" is not known; passed over",
            "5: no name of a person; passed over",
        ]
    );
}

#[test]
fn a_new_minister_is_told_and_outranks_nobody_certain() {
    let head = "person\tnames\tgender\toffice\tclass\tparty\tfrom\tto\tas_of\n";
    let mut files = Files::embedded();
    let rows = "Nina Muster\t\tf\tforeign minister\tforeign\tRUS\t2031-01-05\t\t2031-06-01\n\
                Otto Muster\t\tm\tforeign minister\tforeign\tRUS\t2022-01-01\t2022-12-31\t\n\
                Uwe Muster\t\tm\tforeign minister\tforeign\tRUS\t2022-01-01\t2021-12-31\t\n";
    files.add("offices.tsv", format!("{head}{rows}"));
    let told: Vec<String> =
        changes(&files).expect("the tables load").into_iter().map(|c| c.message).collect();
    assert!(told.contains(
        &"foreign minister of RUS on 2031-01-05: was Sergei Lavrov, is now Nina Muster".to_owned()
    ));
    let stays = "foreign minister of RUS on 2022-01-01: stays Sergei Lavrov, whose row outranks this one";
    assert!(told.contains(&stays.to_owned()), "{told:?}");
    let doubts = doubts(&files).expect("the tables load");
    assert_eq!(doubts.len(), 1);
    assert_eq!(doubts[0].place, ("offices.more.tsv".to_owned(), 4));
}
