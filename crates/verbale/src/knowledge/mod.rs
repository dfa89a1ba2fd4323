//! The data files: what a political scientist may read and edit. Each is a table of tab-separated values:
//! comment lines beginning with `#` that say what it is, a line of column names, then rows. This module
//! reads tables and gives errors with file and line; what the columns mean is each stage's affair.

mod files;
mod table;
mod words;

pub use files::Files;
pub use table::{KnowledgeError, Row, Table};
pub(crate) use words::{WordMap, WordSet};
