//! What the workspace and the designs say to all rows of a table, before anything is made of them.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use crate::diag::Result;
use crate::import::{CheckedRow, Finding, Table};
use crate::model::Group;
use crate::progress::Progress;

use super::desk::Desk;
use super::duplicates::{self, Roster};
use super::fit::Fit;
use super::matters::Matter;

/// Rows that are made and looked at together: all of them with their texts would need too much memory.
const BLOCK: usize = 4096;

/// Sets what there is to say to each row as its remarks: that its recipient has a credential of the group already, surely
/// or likely, and then what [`check_fit`](super::check_fit) finds. Gives what the designs say of every row.
///
/// # Errors
/// The workspace cannot be read, a design of the group is not in it, or the work was cancelled.
pub fn remark(desk: &Desk, group: &Group, table: &mut Table, progress: &Progress) -> Result<Vec<Arc<Matter>>> {
    let roster = Roster::of(&desk.store, group.id)?;
    let fit = Fit::new(desk, group, (None, None))?;
    progress.start("Checking texts against the design", table.len() as u64);
    for begin in (0..table.len()).step_by(BLOCK) {
        progress.check()?;
        let block = begin..table.len().min(begin + BLOCK);
        let said = block
            .clone()
            .into_par_iter()
            .map(|at| match table.checked_recipient(at) {
                Some(row) => Ok((at, said_to(&roster, &fit, group, &row)?)),
                None => Ok((at, Vec::new())),
            });
        let said: Result<Vec<(usize, Vec<Finding>)>> = said.collect();
        for (at, said) in said? {
            table.set_remarks(at, said);
        }
        progress.advance(block.len() as u64);
    }
    Ok(fit.of_designs())
}

fn said_to(roster: &Roster, fit: &Fit<'_>, group: &Group, row: &CheckedRow) -> Result<Vec<Finding>> {
    let duplicate = duplicates::duplicate(roster, group, row, &BTreeMap::new());
    let mut said: Vec<Finding> = duplicate
        .map(|duplicate| Finding {
            problem: duplicate.problem,
            column: None,
            fixes: Vec::new(),
        })
        .into_iter()
        .collect();
    if let Some((_, fit)) = fit.ranked(row)? {
        said.extend(fit.remarks());
    }
    Ok(said)
}
