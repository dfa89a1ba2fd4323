//! The ledger: the record of many reports over time, in one SQLite file, with nothing lost.
//!
//! Enter: readings of reports, and what people say of them. Leave: boards, positions, timelines, and for every entry
//! the sentence that it was read from. Entries are only ever added; what is computed from them can be thrown away and
//! made anew, and gives the same. Two clocks: when something happened, and when it was recorded.
//!
//! ```text
//! add ─▶ report, reading, learnt ─▶ moves joined to issues and acts ─▶ courses of matters ─▶ board, positions, …
//!        edit (retract, correct, merge, …) ───────┘
//! ```

mod acts;
mod add;
pub mod copies;
mod day;
mod derive;
mod edits;
mod enter;
mod entry;
mod error;
mod facts;
mod find;
mod ids;
mod issues;
mod join;
mod kept;
mod pack;
mod reread;
mod schema;
mod settle;
mod check;
pub mod export;
pub mod query;
pub mod sides;
mod store;
mod view;

pub use add::{Added, Stamp};
pub use day::Day;
pub use edits::Change;
pub use entry::{Desk, Entry, Fact, Lesson};
pub use error::{LedgerError, Result};
pub use facts::{Facts, IssueFact, MoveFact, Party, Words};
pub use ids::Id;
pub use kept::Kept;
pub use reread::Reread;
pub use store::Ledger;
pub use view::{AsOf, MoveView};
