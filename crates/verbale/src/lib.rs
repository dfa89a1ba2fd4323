//! verbale reads news reports of diplomacy and keeps the record of the talks.
//!
//! The modules stand in the order of the data's walk; each imports only from modules above it.

pub mod document;
pub mod knowledge;
pub mod note;
pub mod segment;
pub mod span;
pub mod syntax;
pub mod token;
