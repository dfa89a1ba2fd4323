//! Texts and records in little room: deflated.

use crate::error::{LedgerError, Result};
use flate2::Compression;
use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;
use std::io::{Read, Write};
use verbale::record::{self, Record};

/// How hard is sought for repetitions: one step more takes twice the time and saves a hundredth of the room.
const EFFORT: u32 = 5;

/// Deflates a text.
pub(crate) fn pack(text: &str) -> Vec<u8> {
    let mut out = DeflateEncoder::new(Vec::with_capacity(text.len() / 3), Compression::new(EFFORT));
    out.write_all(text.as_bytes()).expect("writing into memory never fails");
    out.finish().expect("writing into memory never fails")
}

/// The text that was deflated; `of` names it in errors.
pub(crate) fn unpack(bytes: &[u8], of: &dyn Fn() -> String) -> Result<String> {
    let mut text = String::new();
    let read = DeflateDecoder::new(bytes).read_to_string(&mut text);
    read.map_err(|error| LedgerError::Unreadable(of(), error.to_string()))?;
    Ok(text)
}

/// Deflates a record.
pub(crate) fn pack_record(record: &Record) -> Vec<u8> {
    pack(&record::to_json_line(record))
}

/// The record that was deflated.
pub(crate) fn unpack_record(bytes: &[u8], of: &dyn Fn() -> String) -> Result<Record> {
    let line = unpack(bytes, of)?;
    serde_json::from_str(&line).map_err(|error| LedgerError::Unreadable(of(), error.to_string()))
}
