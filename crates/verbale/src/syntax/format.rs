//! The model file: a magic number, a version, a checksum, then named blocks. Enters the bytes of a file;
//! leaves its blocks by name. Refuses files that are cut, altered, of another version or without a block
//! that is asked for; it never panics on what is in them.
//!
//! Layout, all little-endian: `VERBALE\0`, version `u32`, checksum `u64` of the rest; then for each block
//! the name's length `u32`, the name, the data's length `u32`, the data, padded with zeros to four bytes.

use std::collections::BTreeMap;

const MAGIC: &[u8; 8] = b"VERBALE\0";
/// The version that this program reads and writes.
pub const VERSION: u32 = 2;
const HEAD: usize = 20;

/// What is wrong with a model file; the caller adds the file's name and checksum.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault(pub String);

/// Blocks of a model file.
#[derive(Debug)]
pub struct Reader<'a> {
    blocks: BTreeMap<&'a str, &'a [u8]>,
}

/// The checksum that a model file says it has, if it is long enough to say so.
pub fn stated_checksum(bytes: &[u8]) -> Option<u64> {
    Some(u64::from_le_bytes(bytes.get(12..HEAD)?.try_into().ok()?))
}

impl<'a> Reader<'a> {
    /// Checks a file and lists its blocks.
    pub fn new(bytes: &'a [u8]) -> Result<Reader<'a>, Fault> {
        if bytes.get(..8) != Some(MAGIC) {
            return Err(Fault("this is not a model of verbale".to_owned()));
        }
        let version = bytes.get(8..12).and_then(|b| b.try_into().ok()).map(u32::from_le_bytes);
        if version != Some(VERSION) {
            let found = version.map_or("none".to_owned(), |v| v.to_string());
            return Err(Fault(format!("version {VERSION} was expected, {found} found")));
        }
        let (Some(stated), Some(body)) = (stated_checksum(bytes), bytes.get(HEAD..)) else {
            return Err(Fault("the file is cut".to_owned()));
        };
        let found = checksum(body);
        if found != stated {
            return Err(Fault(format!("the file is cut or altered, its checksum is {found:016x}")));
        }
        Reader::blocks(body)
    }

    fn blocks(mut rest: &'a [u8]) -> Result<Reader<'a>, Fault> {
        let mut blocks = BTreeMap::new();
        while !rest.is_empty() {
            let name = take(&mut rest)?;
            let name =
                std::str::from_utf8(name).map_err(|_| Fault("a block's name is not text".to_owned()))?;
            blocks.insert(name, take(&mut rest)?);
        }
        Ok(Reader { blocks })
    }

    /// A block of bytes.
    pub fn bytes(&self, name: &str) -> Result<&'a [u8], Fault> {
        self.blocks.get(name).copied().ok_or_else(|| Fault(format!("the block {name} is missing")))
    }

    /// A block of text.
    pub fn text(&self, name: &str) -> Result<&'a str, Fault> {
        std::str::from_utf8(self.bytes(name)?).map_err(|_| Fault(format!("the block {name} is not text")))
    }

    /// A block of small signed numbers.
    pub fn i8s(&self, name: &str) -> Result<Vec<i8>, Fault> {
        Ok(self.bytes(name)?.iter().map(|b| *b as i8).collect())
    }

    /// A block of 16-bit numbers.
    pub fn u16s(&self, name: &str) -> Result<Vec<u16>, Fault> {
        self.numbers(name, u16::from_le_bytes)
    }

    /// A block of 32-bit numbers.
    pub fn u32s(&self, name: &str) -> Result<Vec<u32>, Fault> {
        self.numbers(name, u32::from_le_bytes)
    }

    /// A block of 32-bit floating-point numbers, all finite.
    pub fn f32s(&self, name: &str) -> Result<Vec<f32>, Fault> {
        let numbers = self.numbers(name, f32::from_le_bytes)?;
        let finite = numbers.iter().all(|x| x.is_finite());
        if finite { Ok(numbers) } else { Err(Fault(format!("the block {name} holds no finite number"))) }
    }

    fn numbers<T, const N: usize>(&self, name: &str, from: fn([u8; N]) -> T) -> Result<Vec<T>, Fault> {
        let chunks = self.bytes(name)?.as_chunks::<N>();
        let whole = chunks.1.is_empty().then(|| chunks.0.iter().map(|chunk| from(*chunk)).collect());
        whole.ok_or_else(|| Fault(format!("the block {name} is cut")))
    }
}

fn take<'a>(rest: &mut &'a [u8]) -> Result<&'a [u8], Fault> {
    let cut = || Fault("a block is cut".to_owned());
    let (length, after) = rest.split_first_chunk::<4>().ok_or_else(cut)?;
    let length = u32::from_le_bytes(*length) as usize;
    let data = after.get(..length).ok_or_else(cut)?;
    *rest = after.get(length.next_multiple_of(4)..).ok_or_else(cut)?;
    Ok(data)
}

/// Sums up bytes eight at a time, so that a cut or altered file is seen; no guard against malice.
pub fn checksum(bytes: &[u8]) -> u64 {
    let (words, rest) = bytes.as_chunks::<8>();
    let mut last = [0u8; 8];
    last[..rest.len()].copy_from_slice(rest);
    let mut sum = 0xCBF2_9CE4_8422_2325u64 ^ bytes.len() as u64;
    for word in words.iter().chain([&last]) {
        sum = (sum ^ u64::from_le_bytes(*word)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        sum ^= sum >> 29;
    }
    sum
}

/// Builds a model file.
#[derive(Debug, Default)]
pub struct Writer {
    body: Vec<u8>,
}

impl Writer {
    /// Adds a block of bytes.
    pub fn bytes(&mut self, name: &str, data: &[u8]) {
        for part in [name.as_bytes(), data] {
            self.body.extend((part.len() as u32).to_le_bytes());
            self.body.extend(part);
            self.body.resize(self.body.len().next_multiple_of(4), 0);
        }
    }

    /// Adds a block of text.
    pub fn text(&mut self, name: &str, text: &str) {
        self.bytes(name, text.as_bytes());
    }

    /// Adds a block of small signed numbers.
    pub fn i8s(&mut self, name: &str, data: &[i8]) {
        self.bytes(name, &data.iter().map(|x| *x as u8).collect::<Vec<u8>>());
    }

    /// Adds a block of 16-bit numbers.
    pub fn u16s(&mut self, name: &str, data: &[u16]) {
        self.bytes(name, &data.iter().flat_map(|x| x.to_le_bytes()).collect::<Vec<u8>>());
    }

    /// Adds a block of 32-bit numbers.
    pub fn u32s(&mut self, name: &str, data: &[u32]) {
        self.bytes(name, &data.iter().flat_map(|x| x.to_le_bytes()).collect::<Vec<u8>>());
    }

    /// Adds a block of 32-bit floating-point numbers.
    pub fn f32s(&mut self, name: &str, data: &[f32]) {
        self.bytes(name, &data.iter().flat_map(|x| x.to_le_bytes()).collect::<Vec<u8>>());
    }

    /// The file.
    pub fn finish(self) -> Vec<u8> {
        let mut file = MAGIC.to_vec();
        file.extend(VERSION.to_le_bytes());
        file.extend(checksum(&self.body).to_le_bytes());
        file.extend(self.body);
        file
    }
}

#[cfg(test)]
mod tests {
    use super::{Reader, Writer};

    fn file() -> Vec<u8> {
        let mut out = Writer::default();
        out.text("names", "a\nb");
        out.f32s("numbers", &[1.5, -2.0]);
        out.finish()
    }

    #[test]
    fn blocks_come_back() {
        let file = file();
        let reader = Reader::new(&file).expect("a whole file");
        assert_eq!(reader.text("names"), Ok("a\nb"));
        assert_eq!(reader.f32s("numbers"), Ok(vec![1.5, -2.0]));
        assert!(reader.bytes("other").is_err());
    }

    #[test]
    fn cut_and_altered_files_are_refused() {
        let whole = file();
        for length in 0..whole.len() {
            assert!(Reader::new(&whole[..length]).is_err(), "{length}");
        }
        for at in 0..whole.len() {
            let mut altered = whole.clone();
            altered[at] ^= 0x10;
            assert!(Reader::new(&altered).is_err(), "{at}");
        }
    }
}
