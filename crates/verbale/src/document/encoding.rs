//! Which encoding the bytes are in, and what cannot stand in a text.

use crate::note::{Note, NoteKind};
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::Encoding;

/// How much of a file says whether it is text.
const SAMPLE: usize = 64 * 1024;

/// True where the bytes are no text: many NULs or control bytes, as in images and archives.
///
/// ```
/// assert!(verbale::document::looks_binary(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x02\0"));
/// assert!(!verbale::document::looks_binary("Zürich, 3 March".as_bytes()));
/// ```
pub fn looks_binary(bytes: &[u8]) -> bool {
    if Encoding::for_bom(bytes).is_some() {
        return false;
    }
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    let controls = sample.iter().filter(|&&b| is_control(b)).count();
    controls * 50 > sample.len()
}

/// Control bytes other than tab, newline, form feed and carriage return; 0x1A (an old end of file) and
/// 0x1B to 0x1F and 0x03 do stand in wire copy, but never in numbers.
fn is_control(byte: u8) -> bool {
    (byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0B | 0x0C)) || byte == 0x7F
}

/// The text of the bytes: UTF-8, what a byte order mark says, or what the detector guesses.
pub(super) fn to_text(bytes: Vec<u8>, notes: &mut Vec<Note>) -> String {
    if let Some((encoding, mark)) = Encoding::for_bom(&bytes) {
        return marked(encoding, &bytes[mark..], notes);
    }
    match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => guessed(error.as_bytes(), notes),
    }
}

fn marked(encoding: &'static Encoding, bytes: &[u8], notes: &mut Vec<Note>) -> String {
    let (text, damaged) = encoding.decode_without_bom_handling(bytes);
    if encoding != encoding_rs::UTF_8 || damaged {
        notes.push(remark(encoding, damaged));
    }
    text.into_owned()
}

fn guessed(bytes: &[u8], notes: &mut Vec<Note>) -> String {
    if nearly_utf8(bytes) {
        notes.push(remark(encoding_rs::UTF_8, true));
        return String::from_utf8_lossy(bytes).into_owned();
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(bytes, true);
    let encoding = detector.guess(None, Utf8Detection::Deny);
    let (text, damaged) = encoding.decode_without_bom_handling(bytes);
    notes.push(remark(encoding, damaged));
    text.into_owned()
}

/// True where most characters beyond ASCII are good UTF-8 and only a few bytes are damaged, as in a file
/// that was cut in the middle of a character.
fn nearly_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    good > 4 * bad
}

fn remark(encoding: &'static Encoding, damaged: bool) -> Note {
    let name = encoding.name();
    let what = match damaged {
        false => format!("the bytes are not UTF-8; read as {name}"),
        true if encoding == encoding_rs::UTF_8 => "some bytes are not UTF-8 and were replaced".to_owned(),
        true => format!("the bytes are not UTF-8; read as {name}, some were replaced"),
    };
    Note::new(NoteKind::Encoding, what)
}

/// Tells of NULs and other control characters, which stay in the text.
pub(super) fn note_controls(text: &str, notes: &mut Vec<Note>) {
    let (mut nulls, mut others) = (0usize, 0usize);
    for &byte in text.as_bytes() {
        match byte {
            0 => nulls += 1,
            _ if is_control(byte) => others += 1,
            _ => {}
        }
    }
    if nulls > 0 {
        notes.push(Note::new(NoteKind::Encoding, format!("the text holds {nulls} NUL characters, kept")));
    }
    if others > 0 {
        notes
            .push(Note::new(NoteKind::Encoding, format!("the text holds {others} control characters, kept")));
    }
}

#[cfg(test)]
mod tests {
    use super::looks_binary;

    fn check(bytes: &[u8], binary: bool) {
        assert_eq!(looks_binary(bytes), binary, "{:?}", &bytes[..bytes.len().min(20)]);
    }

    #[test]
    fn text_in_any_encoding_is_no_binary() {
        check(b"", false);
        check(b"caf\xe9, 3 March\r\n\tand so on", false);
        check(b"\xFF\xFET\0h\0e\0", false);
        check(
            b"One long line of wire copy that ends with its old end mark, as tapes did. REUTER \x03",
            false,
        );
    }

    #[test]
    fn images_and_archives_are_binary() {
        check(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", true);
        check(b"PK\x03\x04\x14\0\0\0\x08\0", true);
        check(&[0; 100], true);
    }
}
