//! Where something stands in a document's text. Everything inside the reader counts bytes of the decoded
//! UTF-8 text; code points are for the outside, and only `record` converts.

/// A stretch of a document's text in bytes, end exclusive, both ends on character borders.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// A span from byte offsets.
    pub fn new(start: usize, end: usize) -> Span {
        debug_assert!(start <= end);
        Span { start: start as u32, end: end as u32 }
    }

    /// Length in bytes.
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// True for a span of no bytes.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The text that the span covers.
    pub fn of(self, text: &str) -> &str {
        &text[self.range()]
    }

    /// As a range, for indexing.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }

    /// True where `other` lies wholly inside.
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// True where the two share at least one byte.
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest span that covers both.
    pub fn join(self, other: Span) -> Span {
        Span { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// The span without blanks at its ends.
    pub fn trim(self, text: &str) -> Span {
        let inside = self.of(text);
        let start = self.start as usize + (inside.len() - inside.trim_start().len());
        Span::new(start, start + inside.trim().len())
    }
}

/// Converts byte offsets of one text to code points, in logarithmic time after one pass over the text.
#[derive(Debug)]
pub struct CodePoints {
    /// Code points before each block of `BLOCK` bytes.
    blocks: Vec<u32>,
    ascii: bool,
}

const BLOCK: usize = 64;

impl CodePoints {
    /// Counts the code points of `text` once.
    pub fn new(text: &str) -> CodePoints {
        if text.is_ascii() {
            return CodePoints { blocks: Vec::new(), ascii: true };
        }
        let mut blocks = Vec::with_capacity(text.len() / BLOCK + 1);
        let mut count = 0u32;
        for block in text.as_bytes().chunks(BLOCK) {
            blocks.push(count);
            count += block.iter().filter(|&&b| starts_char(b)).count() as u32;
        }
        CodePoints { blocks, ascii: false }
    }

    /// Code points before byte `offset` of the same text; `offset` must be a character border.
    pub fn at(&self, text: &str, offset: u32) -> u32 {
        if self.ascii {
            return offset;
        }
        let offset = offset as usize;
        let block = (offset / BLOCK).min(self.blocks.len().saturating_sub(1));
        let before = self.blocks.get(block).copied().unwrap_or(0);
        before + text.as_bytes()[block * BLOCK..offset].iter().filter(|&&b| starts_char(b)).count() as u32
    }
}

fn starts_char(byte: u8) -> bool {
    byte & 0xC0 != 0x80
}

#[cfg(test)]
mod tests {
    use super::{CodePoints, Span};

    #[test]
    fn code_points_agree_with_counting_characters() {
        let text = "“Да”, said naïve — ".repeat(40);
        let points = CodePoints::new(&text);
        for (n, (byte, _)) in text.char_indices().enumerate() {
            assert_eq!(points.at(&text, byte as u32), n as u32);
        }
        assert_eq!(points.at(&text, text.len() as u32) as usize, text.chars().count());
    }

    #[test]
    fn trimming_keeps_borders() {
        let text = "  “yes”  ";
        assert_eq!(Span::new(0, text.len()).trim(text).of(text), "“yes”");
        assert!(Span::new(0, 2).trim(text).is_empty());
    }
}
