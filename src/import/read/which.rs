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
    if others.is_empty() || known_headings(judged) != Some(0) {
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
        // One word may stand there by chance.
        if known_headings(&found).is_none_or(|count| count < 2) {
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

/// How many headings of a sheet are known; `None` for one that cannot be read, such as a list that nobody has filled in.
fn known_headings(sheet: &Result<Warned<Sheet>>) -> Option<usize> {
    let columns = &sheet.as_ref().ok()?.value.columns;
    Some(columns.iter().filter(|column| map::is_heading(&column.title)).count())
}
