//! verbale reads news reports of diplomacy and keeps the record of the talks.
//!
//! The modules stand in the order of the data's walk; each imports only from modules above it.

pub mod span;
pub mod note;
pub mod knowledge;
pub mod document;
pub mod segment;
pub mod token;
pub mod syntax;
pub mod parse;
pub mod clause;
pub mod mention;
pub mod actor;
pub mod when;
pub mod statement;
pub mod factuality;
pub mod event;
pub mod moves;
pub mod talks;
pub mod reader;
pub mod record;
pub mod eval;
