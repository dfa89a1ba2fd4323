//! The project's own tasks: training, evaluation, benches, checks.

mod bench;
mod check;
mod eval;
mod faults;
mod generate;
mod knowledge;
mod train;

use anyhow::{Result, bail};

/// That of the program, so that what is measured here is what is shipped.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.split_first() {
        Some((task, rest)) if task == "train" => train::run(rest),
        Some((task, rest)) if task == "bench" => bench::run(rest),
        Some((task, rest)) if task == "check" => check::run(rest),
        Some((task, rest)) if task == "eval" => eval::run(rest),
        Some((task, rest)) if task == "faults" => faults::run(rest),
        Some((task, rest)) if task == "generate" => generate::run(rest),
        Some((task, rest)) if task == "knowledge" => knowledge::run(rest),
        _ => bail!("usage: cargo xtask bench|check|eval|faults|generate|knowledge|train …"),
    }
}
