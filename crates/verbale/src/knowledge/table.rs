//! A table of tab-separated values, borrowed from its text.

/// A data file that cannot be used: where, and what was expected.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}:{line}: {problem}")]
pub struct KnowledgeError {
    /// The file's name.
    pub file: String,
    /// The line, counted from 1; 0 for the file as a whole.
    pub line: usize,
    /// What is wrong and what was expected.
    pub problem: String,
}

/// The rows of a file.
#[derive(Debug, Clone)]
pub struct Table<'a> {
    /// The file's name, for messages.
    pub file: String,
    /// The rows in the file's order.
    pub rows: Vec<Row<'a>>,
}

/// One row, with its place for messages.
#[derive(Debug, Clone)]
pub struct Row<'a> {
    /// The line, counted from 1.
    pub line: usize,
    cells: Vec<&'a str>,
    file: String,
    added: bool,
}

impl<'a> Row<'a> {
    /// The cell of column `n`, without blanks at its ends.
    pub fn cell(&self, n: usize) -> &'a str {
        self.cells[n]
    }

    /// The parts of a cell that holds a list divided by `|`; none for an empty cell.
    pub fn list(&self, n: usize) -> impl Iterator<Item = &'a str> + use<'a> {
        self.cells[n].split('|').map(str::trim).filter(|part| !part.is_empty())
    }

    /// All cells, in the order of the columns.
    pub fn cells(&self) -> &[&'a str] {
        &self.cells
    }

    /// The file in which it stands.
    pub fn file(&self) -> &str {
        &self.file
    }

    /// True for a row that the caller added to the others.
    pub fn is_added(&self) -> bool {
        self.added
    }

    /// An error at this row.
    pub fn error(&self, problem: impl Into<String>) -> KnowledgeError {
        KnowledgeError { file: self.file.clone(), line: self.line, problem: problem.into() }
    }
}

impl<'a> Table<'a> {
    /// Puts the rows of a caller's table below those of this one.
    pub(super) fn add(&mut self, other: Table<'a>) {
        self.rows.extend(other.rows.into_iter().map(|row| Row { added: true, ..row }));
    }

    /// Reads `text`; the first line that is no comment must name `columns`.
    pub fn parse(file: &str, text: &'a str, columns: &[&str]) -> Result<Table<'a>, KnowledgeError> {
        Table::parse_open(file, text, columns, columns.len())
    }

    /// Reads `text` as [`Table::parse`] does, but a row may leave out its last cells, all but the first `least`.
    pub fn parse_open(
        file: &str,
        text: &'a str,
        columns: &[&str],
        least: usize,
    ) -> Result<Table<'a>, KnowledgeError> {
        let fail = |line, problem| KnowledgeError { file: file.to_owned(), line, problem };
        let mut lines = text
            .lines()
            .enumerate()
            .map(|(n, line)| (n + 1, line))
            .filter(|(_, line)| !line.starts_with('#') && !line.trim().is_empty());
        let (at, head) =
            lines.next().ok_or_else(|| fail(0, format!("no columns; expected {}", columns.join(", "))))?;
        if !head.split('\t').map(str::trim).eq(columns.iter().copied()) {
            return Err(fail(at, format!("the columns are not those expected: {}", columns.join(", "))));
        }
        let mut rows = Vec::new();
        for (line, content) in lines {
            let mut cells: Vec<&str> = content.split('\t').map(str::trim).collect();
            if cells.len() < least.min(columns.len()) || cells.len() > columns.len() {
                let problem = format!(
                    "{} cells where {} were expected ({})",
                    cells.len(),
                    columns.len(),
                    columns.join(", ")
                );
                return Err(fail(line, problem));
            }
            cells.resize(columns.len(), "");
            rows.push(Row { line, cells, file: file.to_owned(), added: false });
        }
        Ok(Table { file: file.to_owned(), rows })
    }
}

#[cfg(test)]
mod tests {
    use super::Table;

    fn check(text: &str, expected: Result<usize, &str>) {
        let got = Table::parse("t.tsv", text, &["a", "b"]);
        match expected {
            Ok(rows) => assert_eq!(got.expect("a good table").rows.len(), rows),
            Err(message) => assert_eq!(got.expect_err("a bad table").to_string(), message),
        }
    }

    #[test]
    fn rows_follow_comments_and_columns() {
        check("# what\na\tb\n1\t2\n\n# more\n3\t\n", Ok(2));
    }

    #[test]
    fn errors_name_file_and_line() {
        check("# what\na\tc\n", Err("t.tsv:2: the columns are not those expected: a, b"));
        check("a\tb\n1\n", Err("t.tsv:2: 1 cells where 2 were expected (a, b)"));
        check("", Err("t.tsv:0: no columns; expected a, b"));
    }
}
