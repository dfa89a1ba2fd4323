//! Tables as CSV with a head line or as a JSON object a row.

use super::Out;
use super::args::Name;
use crate::statements;
use serde_json::Value;
use std::io;
use std::ops::ControlFlow;
use verbale_ledger::Result;
use verbale_ledger::export::{Export, placed};

/// Whether each row says of which table it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Named {
    /// Only rows of one table.
    No,
    /// `{"table":"moves",…}`.
    Yes,
}

/// A table with a head line. Nothing is an empty cell; several entries of a cell stand apart by "; ".
pub(super) fn csv(export: &Export<'_>, name: Name, out: &mut Out) -> Result<()> {
    let line = |out: &mut Out, cells: Vec<String>| {
        out.write(|out| {
            // The buffer is that of `out`: a writer of one row holds nothing back.
            let mut row = csv::WriterBuilder::new().buffer_capacity(1 << 12).from_writer(out);
            row.write_record(&cells).map_err(io::Error::from)?;
            row.flush()
        })
    };
    if line(out, columns(name).into_iter().map(str::to_owned).collect()).is_break() {
        return Ok(());
    }
    rows(export, name, &mut |row| line(out, row.iter().map(statements::cell).collect()))
}

/// A JSON object a row, with the names of the columns.
pub(super) fn jsonl(export: &Export<'_>, name: Name, named: Named, out: &mut Out) -> Result<()> {
    let columns = columns(name);
    rows(export, name, &mut |row| {
        out.write(|out| {
            // In the order of the columns, which a map would not keep.
            let mut before = "{";
            if named == Named::Yes {
                write!(out, "{{\"table\":{}", Value::from(name.word()))?;
                before = ",";
            }
            for (column, value) in columns.iter().zip(&row) {
                write!(out, "{before}\"{column}\":{value}")?;
                before = ",";
            }
            writeln!(out, "}}")
        })
    })
}

fn columns(name: Name) -> Vec<&'static str> {
    match name {
        Name::Kept(table) => table.columns().to_vec(),
        Name::Statements => statements::COLUMNS.to_vec(),
    }
}

fn rows(export: &Export<'_>, name: Name, sink: &mut dyn FnMut(Vec<Value>) -> ControlFlow<()>) -> Result<()> {
    if let Name::Kept(table) = name {
        return export.table(table, sink);
    }
    for report in export.reports()? {
        let (record, text) = export.report(report)?;
        for mut row in statements::rows(&record, &text) {
            place(&mut row, report);
            if sink(row).is_break() {
                return Ok(());
            }
        }
    }
    Ok(())
}

/// Ids that hold in the whole ledger: "s4" of report 12 is "12.s4".
fn place(row: &mut [Value], report: i64) {
    for (value, name) in row.iter_mut().zip(statements::COLUMNS) {
        match (name, &value) {
            ("report", _) => *value = report.into(),
            ("statement" | "parent", Value::String(id)) => *value = placed(report, id).into(),
            _ => {}
        }
    }
}
