//! Starting the program and looking at how it ended.

use std::fs;
use std::io::{ErrorKind, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

/// How a run ended.
pub(crate) struct Run {
    pub(crate) status: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

pub(crate) fn verbale() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_verbale"));
    command.stdin(Stdio::null());
    command
}

pub(crate) fn output(command: &mut Command) -> Run {
    ended(command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program starts"))
}

/// Runs with some standard input.
pub(crate) fn feed(command: &mut Command, bytes: &[u8]) -> Run {
    let command = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("the program starts");
    let mut input = child.stdin.take().expect("a pipe");
    // A program that finds its options at fault ends without reading.
    let written = input.write_all(bytes);
    assert!(written.is_ok() || written.is_err_and(|error| error.kind() == ErrorKind::BrokenPipe));
    drop(input);
    ended(child)
}

pub(crate) fn ended(mut child: Child) -> Run {
    let (mut stdout, mut stderr) = (Vec::new(), Vec::new());
    let errors = child.stderr.take();
    let reader = std::thread::spawn(move || {
        if let Some(mut errors) = errors {
            errors.read_to_end(&mut stderr).expect("a pipe");
        }
        stderr
    });
    if let Some(mut out) = child.stdout.take() {
        out.read_to_end(&mut stdout).expect("a pipe");
    }
    let status = child.wait().expect("the program ends").code().expect("no signal ended the program");
    let stderr = reader.join().expect("the reader of the errors");
    let utf8 = |bytes| String::from_utf8(bytes).expect("UTF-8");
    Run { status, stdout: utf8(stdout), stderr: utf8(stderr) }
}

pub(crate) fn check(run: &Run, status: i32, stderr: &str) {
    assert_eq!((run.status, run.stderr.as_str()), (status, stderr));
}

pub(crate) fn record(line: &str) -> serde_json::Value {
    serde_json::from_str(line).expect("a record is JSON")
}

/// A folder for one test, gone when the test ends.
pub(crate) struct Folder(PathBuf);

impl Folder {
    pub(crate) fn new(name: &str) -> Folder {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}-{}", std::process::id()));
        fs::create_dir_all(&path).expect("a folder for the test");
        Folder(path)
    }

    pub(crate) fn path(&self) -> &Path {
        &self.0
    }

    pub(crate) fn write(&self, name: &str, bytes: &[u8]) {
        let path = self.0.join(name);
        fs::create_dir_all(path.parent().expect("a file stands in a folder")).expect("a folder for the test");
        fs::write(path, bytes).expect("a file for the test");
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // What is left lies in the target folder; it does no harm.
        let _ = fs::remove_dir_all(&self.0);
    }
}
