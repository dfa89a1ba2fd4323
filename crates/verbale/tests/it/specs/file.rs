//! A spec file as cases.

use jiff::civil::Date;

/// A text with what is expected of its reading.
#[derive(Debug, Default)]
pub(crate) struct Case {
    pub file: String,
    pub line: usize,
    pub title: String,
    pub text: String,
    pub date: Option<Date>,
    pub outlet: Option<String>,
    /// Rows of a user's catalogue of issues.
    pub issues: Vec<String>,
    /// Why it is known to fail.
    pub gap: Option<String>,
    pub expectations: Vec<Expectation>,
}

impl Case {
    /// The file and the line of its title.
    pub(crate) fn place(&self) -> String {
        format!("{}:{}", self.file, self.line)
    }
}

/// How many records must match.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Count {
    /// At least one.
    Some,
    /// None.
    None,
    /// This many.
    Just(usize),
}

/// One line of what is expected.
#[derive(Debug)]
pub(crate) struct Expectation {
    pub line: usize,
    pub count: Count,
    pub kind: String,
    pub fields: Vec<Field>,
    /// The line's own words, for messages.
    pub source: String,
}

/// One `field value` of it.
#[derive(Debug)]
pub(crate) struct Field {
    /// The field, with dots to go into it.
    pub path: Vec<String>,
    pub value: Value,
}

/// What a field must hold.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Value {
    /// These words of the text.
    Words(String),
    /// This code.
    Code(String),
    /// Nothing.
    None,
}

pub(crate) const KINDS: &[&str] = &[
    "segment",
    "quote",
    "sentence",
    "party",
    "person",
    "learnt",
    "statement",
    "event",
    "move",
    "obligation",
    "issue",
    "state",
    "position",
    "signal",
    "note",
    "document",
];

/// The cases of a file; where a line cannot be understood, what is wrong with it instead of its case.
pub(crate) fn parse(file: &str, source: &str) -> Vec<Result<Case, String>> {
    let mut cases: Vec<Result<Case, String>> = Vec::new();
    for (n, line) in source.lines().enumerate() {
        let line_number = n + 1;
        let line = line.trim_end();
        if let Some(title) = line.strip_prefix("## ") {
            let (file, title) = (file.to_owned(), title.trim().to_owned());
            cases.push(Ok(Case { file, line: line_number, title, ..Case::default() }));
            continue;
        }
        let Some(Ok(case)) = cases.last_mut() else { continue };
        if let Err(problem) = read_line(case, line_number, line) {
            cases.pop();
            cases.push(Err(format!("{file}:{line_number}\n  {problem}\n")));
        }
    }
    for case in &mut cases {
        if let Ok(found) = case
            && (found.text.is_empty() || found.expectations.is_empty())
        {
            *case = Err(format!("{}\n  has no text (\"> …\") or expects nothing (\"- …\")\n", found.place()));
        }
    }
    cases
}

fn read_line(case: &mut Case, line_number: usize, line: &str) -> Result<(), String> {
    if let Some(text) = line.strip_prefix('>') {
        if !case.expectations.is_empty() {
            return Err("a second text in one spec; begin a new one with \"## title\"".to_owned());
        }
        if !case.text.is_empty() {
            case.text.push('\n');
        }
        case.text.push_str(text.strip_prefix(' ').unwrap_or(text));
    } else if let Some(setting) = line.strip_prefix("@ ") {
        set(case, setting)?;
    } else if let Some(expected) = line.strip_prefix("- ") {
        case.expectations.push(expectation(line_number, expected)?);
    } else if line.starts_with(['-', '@', '*']) {
        return Err("begin the line with \"- \" or \"@ \"".to_owned());
    }
    Ok(())
}

fn set(case: &mut Case, setting: &str) -> Result<(), String> {
    let (name, value) = setting.split_once(' ').unwrap_or((setting, ""));
    match (name, value.trim()) {
        ("date", day) => {
            case.date = Some(day.parse().map_err(|_| "expected \"@ date YYYY-MM-DD\"".to_owned())?);
        }
        ("outlet", name) if !name.is_empty() => case.outlet = Some(name.to_owned()),
        ("issue", row) if !row.is_empty() => {
            let (row, parent) = row.split_once('<').unwrap_or((row, ""));
            let (name, phrases) = row.split_once(':').unwrap_or((row, ""));
            case.issues.push(format!("{}\t{}\t{}\n", name.trim(), phrases.trim(), parent.trim()));
        }
        ("known-gap", why) if !why.is_empty() => case.gap = Some(why.to_owned()),
        _ => return Err("expected \"@ date DAY\", \"@ outlet NAME\", \"@ issue NAME: PHRASE|PHRASE < PARENT\" or \"@ known-gap WHY\"".to_owned()),
    }
    Ok(())
}

fn expectation(line: usize, source: &str) -> Result<Expectation, String> {
    let (head, rest) = source.split_once(':').unwrap_or((source, ""));
    let (count, kind) = match head.split_once(' ') {
        None => (Count::Some, head),
        Some(("not", kind)) => (Count::None, kind),
        Some((number, kind)) => {
            let number = number.parse();
            (Count::Just(number.map_err(|_| format!("expected \"- KIND: …\", not {head:?}"))?), kind)
        }
    };
    let kind = kind.trim();
    if !KINDS.contains(&kind) {
        return Err(format!("no kind {kind:?}; there are {}", KINDS.join(", ")));
    }
    let fields = pieces(rest)?.iter().map(|piece| field(piece)).collect::<Result<_, _>>()?;
    Ok(Expectation { line, count, kind: kind.to_owned(), fields, source: source.to_owned() })
}

/// Cuts at semicolons that stand outside quotation marks.
fn pieces(rest: &str) -> Result<Vec<String>, String> {
    let mut pieces = vec![String::new()];
    let mut inside: Option<char> = None;
    for letter in rest.chars() {
        match (inside, letter) {
            (None, ';') => {
                pieces.push(String::new());
                continue;
            }
            (None, '"' | '`') => inside = Some(letter),
            (Some(mark), letter) if mark == letter => inside = None,
            _ => {}
        }
        if let Some(piece) = pieces.last_mut() {
            piece.push(letter);
        }
    }
    if inside.is_some() {
        return Err("a quotation mark without its partner".to_owned());
    }
    let trimmed = pieces.iter().map(|piece| piece.trim().to_owned());
    Ok(trimmed.filter(|piece| !piece.is_empty()).collect())
}

fn field(piece: &str) -> Result<Field, String> {
    let Some((path, value)) = piece.split_once(char::is_whitespace) else {
        return Err(format!("expected \"field value\", not {piece:?}"));
    };
    let value = value.trim();
    let quoted = |mark| value.strip_prefix(mark).and_then(|inside: &str| inside.strip_suffix(mark));
    let value = match quoted('"').or_else(|| quoted('`')) {
        Some(words) => Value::Words(words.to_owned()),
        None if value == "none" => Value::None,
        None => Value::Code(value.to_owned()),
    };
    Ok(Field { path: path.split('.').map(str::to_owned).collect(), value })
}

#[test]
fn a_spec_file_is_read() {
    let source = "# Prose\n\n## One\n> A text;\n>\n> in two paragraphs.\n@ date 2022-02-14\n\
                  - move: kind DEMAND; to.party RUS; content \"a; b\"\n- not event:\n- 2 party: kind state\n\
                  ## Two\n> x\n- moves: kind DEMAND\n";
    let cases = parse("f.md", source);
    let one = cases[0].as_ref().expect("a good case");
    assert_eq!(one.text, "A text;\n\nin two paragraphs.");
    assert_eq!(one.expectations.len(), 3);
    assert_eq!(one.expectations[0].fields[1].path, ["to", "party"]);
    assert_eq!(one.expectations[0].fields[2].value, Value::Words("a; b".to_owned()));
    assert_eq!(one.expectations[1].count, Count::None);
    assert_eq!(one.expectations[2].count, Count::Just(2));
    assert!(cases[1].as_ref().expect_err("a bad case").contains("no kind \"moves\""));
}
