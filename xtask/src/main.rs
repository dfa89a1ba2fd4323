//! The project's own tasks: training, evaluation, checks.
fn main() {}
