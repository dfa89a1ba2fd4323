//! What the ledger is asked: a file for each question.

mod board;
mod moves;

pub use board::{Board, BoardLine, BoardQuery, Duty, MatterBoard, Parties};
pub use moves::MoveQuery;
