//! The texts that every test of the whole walk reads: the examples, and texts made to be difficult.

use std::fs;
use std::path::{Path, PathBuf};
use verbale::document::{Input, LanguagePolicy};
use verbale::knowledge::Files;
use verbale::reader::Reader;

/// Where the project begins.
pub(crate) fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// A reader that takes every text for English: a sentence is too short for the detector.
pub(crate) fn reader() -> Reader {
    Reader::new(&Files::embedded(), LanguagePolicy::InsistEnglish).expect("the built-in data is good")
}

/// A report known by a name only.
pub(crate) fn input(name: &str, bytes: &[u8]) -> Input {
    Input { id: name.to_owned(), name: name.to_owned(), bytes: bytes.to_vec(), ..Input::default() }
}

/// The reports of `examples/`, with the day that stands in the name of the file.
pub(crate) fn examples() -> Vec<Input> {
    let folder = fs::read_dir(workspace().join("examples")).expect("the folder of examples");
    let mut files: Vec<PathBuf> = folder
        .map(|entry| entry.expect("an entry of the folder of examples").path())
        .filter(|path| path.extension().is_some_and(|end| end == "txt"))
        .collect();
    files.sort();
    let read = |path: PathBuf| {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let published = name.get(..10).and_then(|day| day.parse().ok());
        Input { published, ..input(&name, &fs::read(&path).expect("an example")) }
    };
    files.into_iter().map(read).collect()
}

/// Texts made to break offsets, automata and limits.
pub(crate) fn difficult() -> Vec<Input> {
    let texts: &[(&str, String)] = &[
        ("nothing", String::new()),
        ("blanks", " \n\t \n\n ".to_owned()),
        ("one mark", "\"".to_owned()),
        ("marks only", "\"“”‘’«»'`".repeat(500)),
        ("nested marks", "“‘".repeat(300) + "no" + &"’”".repeat(300)),
        ("NULs", "The\0 minister\0 said\0 no.\0".to_owned()),
        ("wide letters", "“Да”, 外交部 said — naïve 🇺🇳 envoys’ “oui”. ".repeat(30)),
        ("joined marks", "e\u{301}".repeat(50) + "\u{200d}\u{feff} said the envoy."),
        ("old line ends", "Talks end\r\n\r\nThe envoy said: \"No.\"\r\nHe left.\r".to_owned()),
        ("a long line", "The minister said that ".repeat(3000) + "no."),
        ("a long word", "a".repeat(20_000)),
        ("brackets", "([{".repeat(2000)),
        ("no full stop", "Russia demanded that NATO answer and ".repeat(60)),
        ("upper case", "TOKYO SAYS IT WILL ANSWER U.S. DEMANDS; WASHINGTON REJECTS OFFER".to_owned()),
        ("numbers", "10,000 of the 5.5 pct (1/2) on 3-4 Mar. at 10:30. ".repeat(20)),
    ];
    texts.iter().map(|(name, text)| input(name, text.as_bytes())).collect()
}
