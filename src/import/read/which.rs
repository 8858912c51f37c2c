//! Which sheet of a workbook is read when nobody says: the first with something in it, unless it has no heading that is
//! known (a cover, instructions, the summary that Numbers puts first) and another one has.

use crate::diag::{Problem, Result, Warned};
use crate::progress::Progress;
use crate::worker::Launcher;

use super::super::map;
use super::super::sheet::Sheet;
use super::{ReadOptions, Source, assemble};

/// How many of the other sheets are looked at.
const LOOKED_AT: usize = 6;

pub(super) fn read(
    source: &Source<'_>,
    options: &ReadOptions,
    launcher: &Launcher,
    progress: &Progress,
) -> Result<Warned<Sheet>> {
    // What a person says of rows is of the sheet that was chosen before they were counted.
    let untold = ReadOptions {
        header_row: None,
        without: Vec::new(),
        ..options.clone()
    };
    let is_told = untold != *options;
    let table = source.table(options, launcher, progress)?;
    let others: Vec<String> = match options.sheet {
        Some(_) => Vec::new(),
        None => table
            .others
            .iter()
            .filter(|other| !other.hidden)
            .map(|other| other.name.clone())
            .collect(),
    };
    let first = assemble(table, source, options);
    let judged = match is_told && !others.is_empty() {
        true => &assemble(source.table(&untold, launcher, progress)?, source, &untold),
        false => &first,
    };
    if others.is_empty() || !is_without_headings(judged) {
        return first;
    }
    for name in others.into_iter().take(LOOKED_AT) {
        let chosen = |options: &ReadOptions| ReadOptions {
            sheet: Some(name.clone()),
            ..options.clone()
        };
        let sheet = |options: &ReadOptions| {
            let table = source.table(&chosen(options), launcher, progress)?;
            assemble(table, source, &chosen(options))
        };
        progress.check()?;
        let found = sheet(&untold);
        if found.is_err() || is_without_headings(&found) {
            continue;
        }
        let mut found = if is_told { sheet(options)? } else { found? };
        let message = format!("The sheet “{name}” is read, as the first one has no headings that are known");
        found
            .problems
            .push(Problem::note("other-sheets", message).hint("Name the sheet if it is another one"));
        return Ok(found);
    }
    first
}

fn assemble(table: super::Table, source: &Source<'_>, options: &ReadOptions) -> Result<Warned<Sheet>> {
    assemble::sheet(table, source.name.clone(), source.hash, options)
}

/// Whether a sheet has rows and headings, and none of these is known; or has no rows.
fn is_without_headings(sheet: &Result<Warned<Sheet>>) -> bool {
    match sheet {
        Ok(sheet) => !sheet.value.columns.iter().any(|column| map::is_heading(&column.title)),
        Err(problems) => problems.iter().any(|problem| problem.code == "no-rows"),
    }
}
