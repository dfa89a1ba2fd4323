//! What the ledger is asked: a file for each question.

mod board;

pub use board::{Board, BoardLine, BoardQuery, Duty, MatterBoard, Parties};
