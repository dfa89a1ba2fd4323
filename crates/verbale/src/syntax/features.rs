//! What the network sees of a word: not the word itself but the rows of its embedding tables, found by
//! hashing. Enters a form and the way its sentence is written; leaves one row for each table.
//!
//! Example: "Lavrov" and "LAVROV" in a headline share the rows of word, prefix and suffix; their shape rows
//! ("Xxxx" in mixed case, "XXX" under upper case) differ.

use super::lexicon::Lexicon;

/// Number of tables.
pub const TABLES: usize = 9;
/// Rows of each table: word (looked up twice), endings of two, three and four letters, beginning, shape,
/// cluster, the cluster's family, kinds of name.
pub const TABLE_ROWS: [usize; TABLES] = [16384, 1024, 4096, 4096, 2048, 1024, 1024, 64, 32];
/// Rows looked up: one a table, a second one of the word table, which tells apart words that collide, and
/// that of the word's vector.
pub const FEATURES: usize = TABLES + 2;
/// Place of the word table's second row among the rows.
pub const SECOND: usize = TABLES;
/// Place of the vector's row.
pub const VECTOR: usize = TABLES + 1;
/// No row.
pub const NO_ROW: u32 = u32::MAX;

/// Rows of one word.
pub type Rows = [u32; FEATURES];

/// How a sentence is written; headlines hide what capitals tell elsewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Casing {
    /// As running text.
    Mixed,
    /// THE WHOLE LINE IN CAPITALS.
    Upper,
    /// Every Longer Word Has a Capital.
    Title,
    /// no capitals at all.
    Lower,
}

/// Tells how the sentence with these words is written. Short ones count as mixed.
pub fn casing<'a>(forms: impl Iterator<Item = &'a str>) -> Casing {
    let (mut words, mut upper, mut long, mut capital, mut any) = (0u32, 0u32, 0u32, 0u32, false);
    for form in forms {
        let mut letters = form.chars().filter(|c| c.is_alphabetic());
        let Some(first) = letters.next() else { continue };
        let (mut count, mut lower) = (1u32, first.is_lowercase());
        any |= first.is_uppercase();
        for letter in letters {
            count += 1;
            lower |= letter.is_lowercase();
            any |= letter.is_uppercase();
        }
        if count >= 2 {
            words += 1;
            upper += u32::from(!lower);
        }
        if count >= 4 {
            long += 1;
            capital += u32::from(first.is_uppercase());
        }
    }
    if words >= 3 && upper * 5 >= words * 4 {
        Casing::Upper
    } else if long >= 3 && capital * 10 >= long * 9 {
        Casing::Title
    } else if words >= 3 && !any {
        Casing::Lower
    } else {
        Casing::Mixed
    }
}

/// The rows of `form` in a sentence written as `casing`.
pub fn rows(form: &str, casing: Casing, lexicon: &Lexicon) -> Rows {
    let plain = plain(form);
    let cluster = cluster(form, &plain, casing, lexicon);
    let last =
        |count: usize| plain.char_indices().rev().nth(count - 1).map_or(&plain[..], |(at, _)| &plain[at..]);
    let first = plain.char_indices().nth(3).map_or(&plain[..], |(at, _)| &plain[..at]);
    [
        row(0, hash(1, plain.as_bytes())),
        row(1, hash(11, last(2).as_bytes())),
        row(2, hash(2, last(3).as_bytes())),
        row(3, hash(12, last(4).as_bytes())),
        row(4, hash(3, first.as_bytes())),
        row(5, hash(4 + casing as u32, &shape(form))),
        u32::from(cluster) % TABLE_ROWS[6] as u32,
        u32::from(lexicon.family(cluster)) % TABLE_ROWS[7] as u32,
        u32::from(lexicon.kinds.get(form).or_else(|| lexicon.kinds.get(&plain)).unwrap_or(0))
            % TABLE_ROWS[8] as u32,
        row(0, hash(9, plain.as_bytes())),
        lexicon.vectors.find(&plain).unwrap_or(NO_ROW),
    ]
}

fn row(table: usize, hash: u32) -> u32 {
    hash % TABLE_ROWS[table] as u32
}

/// Lower case, digits as 0, typographic quotes as plain ones.
pub fn plain(form: &str) -> String {
    let mut out = String::with_capacity(form.len());
    for c in form.chars() {
        match c {
            '0'..='9' => out.push('0'),
            'a'..='z' => out.push(c),
            'A'..='Z' => out.push(c.to_ascii_lowercase()),
            '‘' | '’' | '`' | '´' => out.push('\''),
            '“' | '”' | '„' | '«' | '»' => out.push('"'),
            '–' | '—' => out.push('—'),
            _ => out.extend(c.to_lowercase()),
        }
    }
    out
}

fn cluster(form: &str, plain: &str, casing: Casing, lexicon: &Lexicon) -> u16 {
    let clusters = &lexicon.clusters;
    let written = if casing == Casing::Upper { None } else { clusters.get(form) };
    written.or_else(|| clusters.get(plain)).or_else(|| clusters.get(&titled(plain))).unwrap_or(0)
}

fn titled(plain: &str) -> String {
    let mut chars = plain.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// Letter classes with runs cut to three: "Xxxx" for "Kremlin", "dd:dd" for "10:30".
fn shape(form: &str) -> Vec<u8> {
    let mut shape = Vec::with_capacity(16);
    let (mut last, mut run) = (0u8, 0);
    for c in form.chars() {
        let class = match c {
            c if c.is_uppercase() => b'X',
            c if c.is_alphabetic() => b'x',
            c if c.is_numeric() => b'd',
            c => (c as u32 & 127) as u8,
        };
        run = if class == last { run + 1 } else { 1 };
        last = class;
        if run <= 3 {
            shape.push(class);
        }
        if shape.len() == 16 {
            break;
        }
    }
    shape
}

/// A 32-bit hash: FNV-1a, then a finaliser that spreads its high bits.
pub fn hash(seed: u32, bytes: &[u8]) -> u32 {
    let mut h = 0x811C_9DC5 ^ seed.wrapping_mul(0x9E37_79B1);
    for &byte in bytes {
        h = (h ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    }
    h ^= h >> 16;
    h = h.wrapping_mul(0x85EB_CA6B);
    h ^= h >> 13;
    h = h.wrapping_mul(0xC2B2_AE35);
    h ^ (h >> 16)
}

#[cfg(test)]
mod tests {
    use super::{Casing, Lexicon, casing, rows};

    fn of(line: &str) -> Casing {
        casing(line.split(' '))
    }

    #[test]
    fn headlines_are_told_from_text() {
        assert_eq!(of("RIVALS AGREE TO MEET IN GENEVA"), Casing::Upper);
        assert_eq!(of("Rivals Agree to Hold Talks in Geneva"), Casing::Title);
        assert_eq!(of("The rivals agreed to meet in Geneva ."), Casing::Mixed);
        assert_eq!(of("they agreed to meet again"), Casing::Lower);
        assert_eq!(of("Geneva"), Casing::Mixed);
    }

    #[test]
    fn case_changes_only_the_shape() {
        let none = Lexicon::default();
        let (mixed, upper) = (rows("Geneva", Casing::Mixed, &none), rows("GENEVA", Casing::Upper, &none));
        assert_eq!(mixed[0], upper[0]);
        assert_ne!(mixed[5], upper[5]);
    }

    #[test]
    fn empty_and_odd_forms_have_rows() {
        let none = Lexicon::default();
        for form in ["", "é", "\u{200f}", "👩‍👩‍👧", "x"] {
            rows(form, Casing::Mixed, &none);
        }
    }
}
