//! Provenance as PROV-JSON (W3C member submission, 2013): one object, a section after the other, an item a line.

use super::Out;
use serde_json::Value;
use verbale_ledger::Result;
use verbale_ledger::export::{Export, Section};

/// Names of the ledger are `v:`, with the ids that `verbale why` takes.
const HEAD: &str = "{\n\"prefix\": {\"v\": \"urn:verbale:\"}";

/// Writes all sections.
pub(super) fn write(export: &Export<'_>, out: &mut Out) -> Result<()> {
    let _ = out.write(|out| out.write_all(HEAD.as_bytes()));
    for section in Section::ALL {
        let mut first = true;
        export.provenance(section, &mut |id: &str, value: &Value| {
            let before = match first {
                true => format!(",\n\"{}\": {{\n", section.name()),
                false => ",\n".to_owned(),
            };
            first = false;
            out.write(|out| write!(out, "{before}{}: {value}", Value::from(id)))
        })?;
        if !first {
            let _ = out.write(|out| out.write_all(b"}"));
        }
    }
    let _ = out.write(|out| out.write_all(b"\n}\n"));
    Ok(())
}
