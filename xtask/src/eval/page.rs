//! The page of figures. Enters: parts with tables. Leaves: EVALUATION.md, the same for the same figures.

use std::fmt::Write;
use verbale::eval::Count;

/// One thing that is measured.
#[derive(Debug, Default)]
pub(crate) struct Part {
    /// Its title.
    pub(crate) title: &'static str,
    /// What is measured and how, in a few sentences.
    pub(crate) about: &'static str,
    /// The command that prints it.
    pub(crate) command: &'static str,
    /// The head of the table.
    pub(crate) head: Vec<&'static str>,
    /// Its rows.
    pub(crate) rows: Vec<Vec<String>>,
    /// Sets that are not here, and other remarks.
    pub(crate) remarks: Vec<String>,
}

impl Part {
    /// Says that a set is not here.
    pub(crate) fn absent(&mut self, path: &str) {
        self.remarks.push(format!("Not measured: `{path}` is not in the shared folder."));
    }

    /// As Markdown.
    pub(crate) fn markdown(&self) -> String {
        let mut out = format!("## {}\n\n{} (`{}`)\n", self.title, self.about, self.command);
        if !self.rows.is_empty() {
            let rule = self.head.iter().enumerate().map(|(n, _)| if n == 0 { "---" } else { "---:" });
            let lines = [self.head.join(" | "), rule.collect::<Vec<_>>().join(" | ")];
            let rows = self.rows.iter().map(|row| row.join(" | "));
            out.push('\n');
            for line in lines.into_iter().chain(rows) {
                writeln!(out, "| {line} |").expect("writing into a string never fails");
            }
        }
        for remark in &self.remarks {
            write!(out, "\n{remark}\n").expect("writing into a string never fails");
        }
        out
    }
}

/// Cells of precision, recall, F1 and the counts.
pub(crate) fn cells(count: Count) -> Vec<String> {
    let figures = count.figures();
    let mut cells: Vec<String> =
        [figures.precision, figures.recall, figures.f1].iter().map(|figure| format!("{figure:.3}")).collect();
    cells.extend([count.right, count.gold, count.predicted].iter().map(usize::to_string));
    cells
}

/// The heads of those cells.
pub(crate) const HEADS: [&str; 6] = ["P", "R", "F1", "right", "gold", "predicted"];

/// EVALUATION.md.
pub(crate) fn whole(parts: &[Part]) -> String {
    let mut out = String::from(
        "# Evaluation\n\n\
         Written by `cargo xtask eval all --write`; do not edit. Every figure is measured end to end from raw \
         text with the network and the tables of this version, but where it says otherwise. The gold does not \
         belong to the project: it is looked for in `../shared` (`--shared DIR`), and what is not there is not \
         measured. Nothing was trained on the sets that the reader is measured on, but where the model card says \
         so, and none is tuned on a test set.\n",
    );
    for part in parts {
        out.push('\n');
        out.push_str(&part.markdown());
    }
    out
}
