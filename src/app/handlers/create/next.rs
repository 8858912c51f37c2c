//! From one problem to the next: where a problem of the chosen row is mended, the next one takes its place.

use crate::import::{Finding, Table};

use super::super::super::state::create::rows::{Filter, Mended};
use super::super::Work;
use super::rows;

/// Notes which problem of a row is about to be mended, where that is the chosen row.
pub(super) fn note(work: &mut Work<'_>, row: usize, finding: impl FnOnce(&Table) -> Option<Finding>) {
    let create = &mut work.state.create;
    let is_chosen = create.rows.cursor.is_some_and(|(chosen, _)| chosen == row);
    let import = create
        .import
        .as_ref()
        .filter(|import| is_chosen && import.refused().is_none());
    create.rows.mended = import.and_then(|import| {
        let finding = finding(&import.table)?;
        let kind = (finding.problem.code.into_owned(), finding.column);
        Some(Mended { row, kind })
    });
}

/// Goes to the next problem, once the one that was noted is mended. Where all of the kind that was shown is, all rows are
/// shown again.
pub(super) fn go_on(work: &mut Work<'_>) {
    let create = &mut work.state.create;
    let (Some(mended), Some(import)) = (create.rows.mended.take(), &create.import) else {
        return;
    };
    let table = import.table.clone();
    let is_gone = match &create.rows.filter {
        Filter::Kind { code, column } => table.rows_with(code, *column).is_empty(),
        _ => false,
    };
    if is_gone {
        rows::filter(work, Filter::All);
    }
    let rows = &mut work.state.create.rows;
    let Some(row) = rows.after(&mended, &table) else { return };
    if row != mended.row {
        let (code, column) = &mended.kind;
        let same = Filter::Kind {
            code: code.clone(),
            column: *column,
        };
        let has_same = table.rows_with(code, *column).contains(&row);
        let shown = if has_same { &same } else { &rows.filter };
        let column = rows::column_of(&table, row, shown).unwrap_or_default();
        rows.put_cursor(row, column, Some(&table));
    }
}
