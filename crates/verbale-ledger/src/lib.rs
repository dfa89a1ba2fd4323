//! The ledger: the record of many reports over time.

pub mod copies;
