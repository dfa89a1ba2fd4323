//! Words as the tables compare them: without case, accents, points and hyphens.
//!
//! A token enters, its atoms leave: "U.S." is one atom `us`, "al-Assad" two, "P5+1" three (`p5 plus 1`), however
//! the tokeniser cut them. A comma is an atom of its own, any other mark breaks a phrase.

use deunicode::deunicode_with_tofu;

/// How an atom is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    /// No capital at its start.
    Lower,
    /// A capital, then small letters, or a single capital.
    Capital,
    /// Capitals only, two or more.
    Upper,
}

/// What stands between two names and lets no phrase pass.
pub(crate) const BREAK: &str = "\u{1}";

/// Calls `emit` with each atom of `token`. Marks that only join (hyphens, apostrophes, points) give none when
/// `glued`, that is, when no blank stands on either side.
pub(crate) fn atoms(token: &str, glued: bool, buffer: &mut String, mut emit: impl FnMut(&str, Shape)) {
    if !token.is_ascii() {
        if token == "’" && glued {
            return;
        }
        let plain = deunicode_with_tofu(token, "");
        // Quotation marks and dashes beyond ASCII become marks in it; what has no letters at all breaks.
        return ascii_atoms(plain.trim(), glued, buffer, &mut emit);
    }
    ascii_atoms(token, glued, buffer, &mut emit);
}

fn ascii_atoms(token: &str, glued: bool, buffer: &mut String, emit: &mut impl FnMut(&str, Shape)) {
    let bytes = token.as_bytes();
    // "US$400" is money.
    if bytes.contains(&b'$') {
        return emit(BREAK, Shape::Lower);
    }
    if !bytes.iter().any(u8::is_ascii_alphanumeric) {
        match token {
            "," => emit(",", Shape::Lower),
            "+" => emit("plus", Shape::Lower),
            "-" | "'" | "." if glued => {}
            _ => emit(BREAK, Shape::Lower),
        }
        return;
    }
    // "U.S.-Japanese" is two words, the first with points.
    for part in bytes.split(|&b| b == b'-') {
        part_atoms(part, buffer, emit);
    }
}

fn part_atoms(bytes: &[u8], buffer: &mut String, emit: &mut impl FnMut(&str, Shape)) {
    if is_dotted(bytes) {
        let letters = bytes.iter().filter(|b| b.is_ascii_alphanumeric()).copied();
        return send(letters, buffer, emit);
    }
    let mut at = 0;
    while at < bytes.len() {
        if bytes[at] == b'+' {
            emit("plus", Shape::Lower);
        }
        if !bytes[at].is_ascii_alphanumeric() {
            at += 1;
            continue;
        }
        let len = bytes[at..].iter().take_while(|b| b.is_ascii_alphanumeric()).count();
        send(bytes[at..at + len].iter().copied(), buffer, emit);
        at += len;
    }
}

/// "U.S.", "U.N", "D.P.R.K.": single letters with points between them.
fn is_dotted(bytes: &[u8]) -> bool {
    let mut letters = 0;
    for part in bytes.split(|&b| b == b'.') {
        match part {
            [] => {}
            [letter] if letter.is_ascii_alphabetic() => letters += 1,
            _ => return false,
        }
    }
    letters > 1
}

fn send(letters: impl Iterator<Item = u8> + Clone, buffer: &mut String, emit: &mut impl FnMut(&str, Shape)) {
    buffer.clear();
    let first_upper = letters.clone().next().is_some_and(|b| !b.is_ascii_lowercase());
    let lower = letters.clone().any(|b| b.is_ascii_lowercase());
    buffer.extend(letters.map(|b| b.to_ascii_lowercase() as char));
    let shape = match (first_upper, lower) {
        (false, _) => Shape::Lower,
        (true, true) => Shape::Capital,
        (true, false) if buffer.len() > 1 => Shape::Upper,
        (true, false) => Shape::Capital,
    };
    emit(buffer, shape);
}

/// The atoms of a whole phrase of a table.
pub(crate) fn phrase(text: &str) -> Vec<(String, Shape)> {
    let mut found = Vec::new();
    let mut buffer = String::new();
    for word in text.split_whitespace() {
        let (word, comma) = word.strip_suffix(',').map_or((word, false), |word| (word, true));
        atoms(word, true, &mut buffer, |atom, shape| found.push((atom.to_owned(), shape)));
        if comma {
            found.push((",".to_owned(), Shape::Lower));
        }
    }
    found
}

/// A name as a code: small ASCII letters and digits, joined by hyphens.
pub(crate) fn slug(text: &str) -> String {
    let mut slug = String::new();
    for word in deunicode_with_tofu(text, "").replace('.', "").split(|c: char| !c.is_ascii_alphanumeric()) {
        if !word.is_empty() {
            if !slug.is_empty() {
                slug.push('-');
            }
            slug.push_str(&word.to_ascii_lowercase());
        }
    }
    slug
}

#[cfg(test)]
mod tests {
    use super::{phrase, slug};

    fn check(text: &str, expected: &str) {
        let atoms: Vec<String> = phrase(text).into_iter().map(|(atom, _)| atom).collect();
        assert_eq!(atoms.join(" "), expected);
    }

    #[test]
    fn points_hyphens_and_accents_do_not_count() {
        check("U.S.-Japanese", "us japanese");
        check("Côte d'Ivoire", "cote d ivoire");
        check("P5+1", "p5 plus 1");
        check("S. Korea", "s korea");
        check("Washington, D.C.", "washington , dc");
        check("Erdoğan", "erdogan");
    }

    #[test]
    fn codes_are_plain() {
        assert_eq!(slug("“Nihon Keizai” Shinbun"), "nihon-keizai-shinbun");
    }
}
