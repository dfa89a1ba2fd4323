//! What earlier reports taught of people, as rows that the reader takes beside its own tables.

use verbale::knowledge::Files;
use verbale_ledger::Fact;

/// Lays what was learnt over the tables.
pub(super) fn lay(_files: &mut Files, _facts: &[Fact]) {}
