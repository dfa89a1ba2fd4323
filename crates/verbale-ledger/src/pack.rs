//! Texts and records in little room: packed by Zstandard, with a checksum. Up to form 2 they were deflated; such ones
//! are read as well.

use crate::error::{LedgerError, Result};
use flate2::read::DeflateDecoder;
use std::io::Read;
use verbale::record::{self, Record};
use zstd::bulk::Compressor;
use zstd::stream::read::Decoder;

/// How hard is sought for repetitions: two steps more take three times the time and save a fifteenth of the room.
const EFFORT: i32 = 3;

/// What Zstandard begins with. Deflated, it would be a stored block whose length does not agree with itself.
const MAGIC: [u8; 4] = [0x28, 0xb5, 0x2f, 0xfd];

/// Packs one text after the other; what it works with is made once.
pub(crate) struct Packer(Compressor<'static>);

impl Packer {
    pub(crate) fn new() -> Packer {
        let ready = || {
            let mut packer = Compressor::new(EFFORT)?;
            packer.include_checksum(true)?;
            std::io::Result::Ok(packer)
        };
        Packer(ready().expect("the level is one that there is"))
    }

    /// Packs a text.
    pub(crate) fn pack(&mut self, text: &str) -> Vec<u8> {
        self.0.compress(text.as_bytes()).expect("there is room for what is packed")
    }

    /// Packs a record.
    pub(crate) fn pack_record(&mut self, record: &Record) -> Vec<u8> {
        self.pack(&record::to_json_line(record))
    }
}

/// The text that was packed; `of` names it in errors.
pub(crate) fn unpack(bytes: &[u8], of: &dyn Fn() -> String) -> Result<String> {
    let mut text = String::new();
    let read = match bytes.starts_with(&MAGIC) {
        true => Decoder::with_buffer(bytes).and_then(|mut packed| packed.read_to_string(&mut text)),
        false => DeflateDecoder::new(bytes).read_to_string(&mut text),
    };
    read.map_err(|error| LedgerError::Unreadable(of(), error.to_string()))?;
    Ok(text)
}

/// The record that was packed.
pub(crate) fn unpack_record(bytes: &[u8], of: &dyn Fn() -> String) -> Result<Record> {
    let line = unpack(bytes, of)?;
    serde_json::from_str(&line).map_err(|error| LedgerError::Unreadable(of(), error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::{Packer, unpack};
    use flate2::Compression;
    use flate2::write::DeflateEncoder;
    use std::io::Write;

    /// As forms 1 and 2 had it.
    fn deflated(text: &str) -> Vec<u8> {
        let mut out = DeflateEncoder::new(Vec::new(), Compression::new(5));
        out.write_all(text.as_bytes()).expect("memory");
        out.finish().expect("memory")
    }

    fn check(text: &str) {
        let of = || "a text".to_owned();
        assert_eq!(unpack(&Packer::new().pack(text), &of).expect("packed"), text);
        assert_eq!(unpack(&deflated(text), &of).expect("deflated"), text);
    }

    #[test]
    fn texts_come_back_from_either_form() {
        check("");
        check("Reply\u{301}, “delivered”.");
        check(&"The envoys met again. ".repeat(4000));
    }

    #[test]
    fn a_byte_that_was_turned_over_is_noticed() {
        let text = "The envoys met in Geneva on Monday and will meet again on Thursday.";
        let packed = Packer::new().pack(text);
        for at in 4..packed.len() {
            let mut damaged = packed.clone();
            damaged[at] ^= 0x10;
            let read = unpack(&damaged, &|| "a text".to_owned());
            assert!(read.is_err() || read.as_deref().ok() == Some(text), "byte {at}");
        }
    }
}
