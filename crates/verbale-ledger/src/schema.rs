//! The form of a ledger's file, and the steps from older forms to this one.
//!
//! `PRAGMA application_id` says that a file is a ledger, `PRAGMA user_version` which form it has. Each step is a file
//! of `schema/`; a step is never changed once it is out, and old files are kept under `tests/fixtures/`.

use rusqlite::Connection;

/// "verb" in ASCII.
pub(crate) const APPLICATION: i64 = 0x7665_7262;

/// The steps: number n leads from form n to form n + 1.
const STEPS: &[&str] =
    &[include_str!("schema/1.sql"), include_str!("schema/2.sql"), include_str!("schema/3.sql")];

/// The form that this program writes.
pub(crate) const FORM: i64 = STEPS.len() as i64;

/// Brings a file of an older form, or an empty one, to this form, in one transaction.
pub(crate) fn migrate(db: &mut Connection) -> rusqlite::Result<()> {
    let write = db.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
    // Another process may have been first.
    let form: i64 = write.pragma_query_value(None, "user_version", |row| row.get(0))?;
    if form < FORM {
        for step in &STEPS[form.max(0) as usize..] {
            write.execute_batch(step)?;
        }
        write.pragma_update(None, "application_id", APPLICATION)?;
        write.pragma_update(None, "user_version", FORM)?;
    }
    write.commit()
}
