//! The ledger as its callers use it.

mod course;
mod file;
mod desk;
mod people;
