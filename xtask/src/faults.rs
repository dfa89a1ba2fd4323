//! `cargo xtask faults [--times N]`: the faults that may befall a ledger (killed while adding, a log cut by a power
//! cut, two writers, no room, damage), each N times. The tests run the same a few times.

use anyhow::{Context, Result, bail};
use std::process::Command;

const USAGE: &str = "usage: cargo xtask faults [--times N]";

/// Runs the tests of faults with many rounds.
pub(crate) fn run(arguments: &[String]) -> Result<()> {
    let times: u32 = match arguments {
        [] => 100,
        [name, times] if name == "--times" => times.parse().context(USAGE)?,
        _ => bail!(USAGE),
    };
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    for package in ["verbale-ledger", "verbale-cli"] {
        let mut command = Command::new(&cargo);
        command.args(["test", "--release", "--package", package, "--test", "it", "faults"]);
        let status = command.env("VERBALE_FAULTS", times.to_string()).status().context("cargo")?;
        if !status.success() {
            bail!("a fault of {package} has another outcome than is promised");
        }
    }
    println!("every fault, {times} times: nothing lost, every message as it should be");
    Ok(())
}
