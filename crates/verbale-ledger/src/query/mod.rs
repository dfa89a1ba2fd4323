//! What the ledger is asked: a file for each question.

mod board;
mod diff;
mod moves;
mod positions;
mod questions;
mod search;
mod timeline;
mod why;

pub use board::{Board, BoardLine, BoardQuery, Duty, MatterBoard, Parties};
pub use diff::Changed;
pub use moves::MoveQuery;
pub use positions::{Former, PositionQuery, Standpoint};
pub use questions::Question;
pub use search::Hit;
pub use timeline::{Step, Timeline};
pub use why::{Entered, Source, Why};
