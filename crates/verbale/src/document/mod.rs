//! From bytes to text: encoding, language, and what the caller knows.
//!
//! In come bytes in any encoding ("ministro espa\xF1ol"); out comes a [`Document`] whose text is UTF-8 with
//! its newlines as they came, without a byte order mark, and notes on what was done. Nothing is refused
//! here; [`looks_binary`] lets a program refuse what is no text before it asks.

mod encoding;
mod language;

pub use encoding::looks_binary;
pub use language::Languages;

use crate::note::{Note, NoteKind};
use jiff::civil::Date;
use sha2::{Digest, Sha256};

/// What the caller gives: the bytes and what is known of them.
#[derive(Debug, Clone, Default)]
pub struct Input {
    /// An identity of the caller's, kept in the record.
    pub id: String,
    /// The file's name or whatever a person would call it.
    pub name: String,
    /// The text, in any encoding.
    pub bytes: Vec<u8>,
    /// The headline, where it is known apart from the text.
    pub title: Option<String>,
    /// The day of publication.
    pub published: Option<Date>,
    /// Who published.
    pub outlet: Option<String>,
    /// Where it was published.
    pub url: Option<String>,
}

/// Which language the text is taken for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum LanguagePolicy {
    /// What the detector says; other languages than English get their segments only.
    #[default]
    Detect,
    /// English, whatever the detector says.
    InsistEnglish,
}

/// A decoded text with what is known of it.
#[derive(Debug, Clone, Default)]
pub struct Document {
    /// The caller's identity for it.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The decoded text without a leading byte order mark; newlines as they came.
    pub text: String,
    /// SHA-256 of the text as UTF-8, in lower-case hexadecimal.
    pub sha256: String,
    /// The headline, where the caller gave it.
    pub title: Option<String>,
    /// ISO 639-1 code where there is one, else the detector's ISO 639-3 code; none where it is not certain.
    pub language: Option<String>,
    /// True where the text is to be read as English.
    pub english: bool,
    /// The day of publication that the caller gave.
    pub published: Option<Date>,
    /// The publisher that the caller gave.
    pub outlet: Option<String>,
    /// Remarks on encoding and language.
    pub notes: Vec<Note>,
}

/// Spans are 32 bits wide, so a longer text is cut here.
const LONGEST: usize = u32::MAX as usize - 1;

/// Decodes the bytes and finds the language. A text of 4 GiB and more is cut, with a note.
pub fn decode(input: Input, policy: LanguagePolicy, languages: &Languages) -> Document {
    let mut notes = Vec::new();
    let mut text = encoding::to_text(input.bytes, &mut notes);
    cut(&mut text, LONGEST, &mut notes);
    encoding::note_controls(&text, &mut notes);
    let found = languages.detect(&text);
    let english = found.english || policy == LanguagePolicy::InsistEnglish;
    if let Some(message) = found.remark {
        let read = if english && !found.english { "; read as English all the same" } else { "" };
        notes.push(Note::new(NoteKind::Language, message + read));
    }
    Document {
        id: input.id,
        name: input.name,
        sha256: hexadecimal(&Sha256::digest(text.as_bytes())),
        text,
        title: input.title,
        language: found.code,
        english,
        published: input.published,
        outlet: input.outlet,
        notes,
    }
}

fn cut(text: &mut String, longest: usize, notes: &mut Vec<Note>) {
    if text.len() <= longest {
        return;
    }
    let mut end = longest;
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let whole = text.len();
    text.truncate(end);
    notes.push(Note::new(NoteKind::Limit, format!("the text of {whole} bytes was cut to its first {end}")));
}

fn hexadecimal(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digit = |n: u8| char::from(DIGITS[usize::from(n)]);
    bytes.iter().flat_map(|&b| [digit(b >> 4), digit(b & 15)]).collect()
}

#[cfg(test)]
mod tests {
    use super::{Document, Input, LanguagePolicy, Languages, cut, decode};
    use crate::knowledge::Files;

    fn check(bytes: &[u8]) -> Document {
        let languages = Languages::new(&Files::embedded()).expect("the built-in table");
        let input = Input { bytes: bytes.to_vec(), ..Input::default() };
        decode(input, LanguagePolicy::Detect, &languages)
    }

    #[test]
    fn utf8_passes_untouched_but_for_its_mark() {
        let document = check("\u{feff}The envoy “arrived”.\r\nThen he left.".as_bytes());
        assert_eq!(document.text, "The envoy “arrived”.\r\nThen he left.");
        assert!(document.notes.is_empty());
        assert_eq!(document.language.as_deref(), Some("en"));
        assert_eq!(check(b"abc").sha256, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    #[test]
    fn other_encodings_are_named() {
        let western = check(b"The minister said that \x93we agree\x94 on the caf\xe9 with the Spaniards.");
        assert_eq!(western.text, "The minister said that “we agree” on the café with the Spaniards.");
        assert!(western.notes[0].message.contains("windows-1252"), "{:?}", western.notes);
        let wide: Vec<u8> = std::iter::once(0xFEFFu16)
            .chain("The talks ended.".encode_utf16())
            .flat_map(u16::to_le_bytes)
            .collect();
        assert_eq!(check(&wide).text, "The talks ended.");
    }

    #[test]
    fn control_characters_are_kept_and_noted() {
        let document = check(b"The envoy\0 spoke with the minister.");
        assert!(document.text.contains('\0'));
        assert!(document.notes[0].message.contains("NUL"), "{:?}", document.notes);
    }

    #[test]
    fn cutting_keeps_characters_whole() {
        let (mut text, mut notes) = ("naïve".to_owned(), Vec::new());
        cut(&mut text, 3, &mut notes);
        assert_eq!((text.as_str(), notes.len()), ("na", 1));
    }
}
