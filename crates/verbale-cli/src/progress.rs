//! A bar on standard error while many reports are read; none where nobody would see it, or where it would
//! stand between the lines of the answer.

use indicatif::{ProgressBar, ProgressStyle};
use std::io::{self, IsTerminal};
use std::time::Duration;

/// Reports from which a bar is worth its line.
const MANY: u64 = 20;

/// A bar for `count` reports, or for nobody knows how many.
pub(crate) fn bar(count: Option<u64>) -> ProgressBar {
    let seen = io::stderr().is_terminal() && !io::stdout().is_terminal();
    if !seen || count.is_some_and(|count| count < MANY) {
        return ProgressBar::hidden();
    }
    let (bar, template) = match count {
        Some(count) => (ProgressBar::new(count), "{bar:40} {pos}/{len} reports, {per_sec}, {eta} to go"),
        None => (ProgressBar::no_length(), "{spinner} {pos} reports, {per_sec}"),
    };
    bar.enable_steady_tick(Duration::from_millis(200));
    bar.with_style(ProgressStyle::with_template(template).expect("the templates above are well formed"))
}
