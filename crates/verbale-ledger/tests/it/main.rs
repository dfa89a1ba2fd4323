//! The ledger as its callers use it.

mod course;
mod faults;
mod file;
mod desk;
mod people;
