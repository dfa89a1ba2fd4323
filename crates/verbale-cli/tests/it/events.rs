//! `verbale events`: the columns of each form, pairs, and frames of the user's own.

use crate::program::{Folder, Run, check, output, record, verbale};

const REPORT: &str = "Sanctions on Belarus\n\nThe European Union and Norway imposed sanctions on Belarus on Monday. \
                      Chile and Peru met in Lima. Sweden did not attack Norway.\n";

const HEAD: &str = "frame\tlemma\tpos\twhere\tactor\trecipient\tsides\ttype\tmode\tcontexts\tyes\tno\n";

fn events(folder: &Folder, more: &[&str]) -> Run {
    folder.write("r1.txt", REPORT.as_bytes());
    let place = folder.path().join("r1.txt");
    let mut command = verbale();
    command.args(["events", "--language", "en", "--date", "2024-03-05", "--outlet", "The Post"]);
    output(command.args(more).arg(place))
}

fn cells(run: &Run, divider: char) -> Vec<Vec<&str>> {
    run.stdout.lines().map(|line| line.split(divider).collect()).collect()
}

#[test]
fn lines_hold_the_event_with_its_quad_class_score_and_words() {
    let run = events(&Folder::new("events-lines"), &[]);
    check(&run, 0, "");
    let events: Vec<_> = run.stdout.lines().map(record).collect();
    let sanction = events.iter().find(|event| event["type"] == "SANCTION").expect("a sanction");
    assert_eq!(sanction["quad"], "material-conflict");
    assert_eq!(sanction["score"], -6.0);
    assert_eq!(sanction["actor"].as_array().map(Vec::len), Some(2));
    assert!(events.iter().any(|event| event["auxiliary"][0] == "negation"));
}

#[test]
fn icews_has_twenty_columns_and_a_row_a_pair() {
    let run = events(&Folder::new("events-icews"), &["--format", "csv"]);
    check(&run, 0, "");
    let rows = cells(&run, ',');
    assert!(rows.iter().all(|row| row.len() == 20), "{}", run.stdout);
    assert_eq!(rows[0][6], "CAMEO Code");
    let of = |code: &str| {
        rows.iter().filter(|row| row[6] == code).map(|row| (row[4], row[10])).collect::<Vec<_>>()
    };
    assert_eq!(of("163"), [("", "BLR"), ("NOR", "BLR")]);
    assert_eq!(of("04"), [("CHL", "PER"), ("PER", "CHL")]);
    assert!(rows.iter().filter(|row| row[6] == "04").all(|row| row[17] == "PER"), "in Lima");
    assert!(of("18").is_empty(), "what did not happen has no row");
}

#[test]
fn polecat_has_forty_columns() {
    let run = events(&Folder::new("events-polecat"), &["--format", "plover"]);
    check(&run, 0, "");
    let rows = cells(&run, '\t');
    assert!(rows.iter().all(|row| row.len() == 40), "{}", run.stdout);
    let sanction = rows.iter().find(|row| row[2] == "SANCTION").expect("a sanction");
    assert_eq!((sanction[1], sanction[5], sanction[33]), ("2024-03-04", "MATERIAL CONFLICT", "The Post"));
    assert_eq!((sanction[7], sanction[10]), ("European Union", "IGO"));
    let meeting = rows.iter().find(|row| row[2] == "CONSULT").expect("a meeting");
    assert_eq!((meeting[23], meeting[27], meeting[31]), ("Lima", "PER", "Lima"));
}

#[test]
fn petrarch_lines_have_codes_of_state_and_sector() {
    let run = events(&Folder::new("events-petrarch"), &["--format", "cameo"]);
    check(&run, 0, "");
    let rows = cells(&run, '\t');
    assert!(rows.iter().all(|row| row.len() == 9), "{}", run.stdout);
    assert!(rows.iter().any(|row| row[..4] == ["20240304", "NOR", "BLR", "163"]), "{}", run.stdout);
}

#[test]
fn frames_of_the_user_replace_add_and_take_away() {
    let folder = Folder::new("events-frames");
    let own = format!(
        "{HEAD}impose.sanction\timpose\tv\tobj=sanction\t\ton\t\tCOERCE\tx-own\t\t\t\nmeet\t\t\t\t\t\t\tnone\t\t\t\t\n"
    );
    folder.write("own.tsv", own.as_bytes());
    let frames = folder.path().join("own.tsv");
    let run = events(&folder, &["--frames", frames.to_str().expect("a name")]);
    check(&run, 0, "");
    let events: Vec<_> = run.stdout.lines().map(record).collect();
    assert!(
        events.iter().any(|event| event["type"] == "COERCE" && event["mode"] == "x-own"),
        "{}",
        run.stdout
    );
    assert!(!events.iter().any(|event| event["type"] == "CONSULT"), "{}", run.stdout);
}

#[test]
fn a_fault_in_a_frames_file_is_told_with_file_and_line() {
    let folder = Folder::new("events-fault");
    let faults = [
        ("a\tcook\tv\tobj=@bar\t\t\t\tCOERCE\t\t\t\t\n", "no class \"bar\""),
        ("a\tcook\tv\t\t\t\t\tCOOK\t\t\t\t\n", "no PLOVER type \"COOK\""),
        ("a\tcook\tv\t\t\t\t\tCOERCE\tcooked\t\t\t\n", "no mode \"cooked\""),
        ("a b\tcook\tv\t\t\t\t\tCOERCE\t\t\t\t\n", "frame \"a b\""),
        ("nobody.knows\t\t\t\t\t\t\tnone\t\t\t\t\n", "no frame \"nobody.knows\" to take away"),
    ];
    for (row, message) in faults {
        folder.write("own.tsv", format!("{HEAD}{row}").as_bytes());
        let frames = folder.path().join("own.tsv");
        let run = events(&folder, &["--frames", frames.to_str().expect("a name")]);
        assert_eq!(run.status, 2);
        assert!(run.stderr.contains("own.tsv:2: ") && run.stderr.contains(message), "{}", run.stderr);
    }
}
