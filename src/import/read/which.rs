//! Which sheet of a workbook is read when nobody says: the first with something in it, unless it has no heading that is
//! known (a cover, a line that says where it comes from, instructions, the summary that Numbers puts first) and another
//! one has. Where others have the same headings, a person is asked.

use std::collections::BTreeSet;

use crate::diag::{Problem, Result, Warned};
use crate::progress::Progress;
use crate::worker::Launcher;

use super::super::sheet::{RowCount, Sheet};
use super::super::{fold, map};
use super::wire::{Glimpse, MOST_COUNTED};
use super::{ReadOptions, Source, assemble, header};

/// In how many rows a heading is looked for that makes a list of a sheet without people.
const FIRST_ROWS: usize = 20;

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
    let mut table = source.table(options, launcher, progress)?;
    let glimpses = std::mem::take(&mut table.glimpses);
    let others: Vec<String> = match options.sheet {
        Some(_) => Vec::new(),
        None => table
            .others
            .iter()
            .filter(|other| !other.hidden)
            .map(|other| other.name.clone())
            .collect(),
    };
    let is_list = is_list(&table);
    let first = assemble(table, source, options);
    let judged = match is_told && !others.is_empty() {
        true => &assemble(source.table(&untold, launcher, progress)?, source, &untold),
        false => &first,
    };
    let is_cover = match judged {
        Ok(_) => known_headings(judged) == Some(0),
        // A list that nobody has filled in is one all the same.
        Err(problems) => !is_list && problems.iter().any(|problem| problem.code == "no-rows"),
    };
    if others.is_empty() || !is_cover {
        return first.map(|read| asked(read, glimpses, options));
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
        return Ok(asked(found, glimpses, options));
    }
    first
}

/// The sheet, with the question which one is meant, where others are lists of the same kind.
fn asked(mut read: Warned<Sheet>, glimpses: Vec<Glimpse>, options: &ReadOptions) -> Warned<Sheet> {
    let sheet = &mut read.value;
    let mut lists = vec![(sheet.name.clone(), RowCount::exactly(sheet.rows.len() as u64))];
    for glimpse in glimpses.into_iter().filter(|_| options.sheet.is_none()) {
        let name = glimpse.name.clone();
        let people = people(sheet, glimpse, &options.headings);
        let other = sheet.others.iter_mut().find(|other| other.name == name);
        if let (Some(people), Some(other)) = (people, other) {
            other.alike = Some(people);
            lists.push((name, people));
        }
    }
    if lists.len() > 1 {
        read.problems = read
            .problems
            .into_iter()
            .filter(|problem| problem.code != "other-sheets")
            .collect();
        read.problems.push(which_is_meant(&lists));
    }
    read
}

fn which_is_meant(lists: &[(String, RowCount)]) -> Problem {
    let named = |(name, rows): &(String, RowCount)| format!("“{name}” ({rows})");
    let named: Vec<String> = lists.iter().map(named).collect();
    let message = format!("Several sheets are lists with the same headings: {}", named.join(", "));
    let example = lists.last().map_or("", |(name, _)| name);
    Problem::error("sheet-unsure", message).hint(format!(
        "Say which one is meant, such as --sheet \"{example}\", and read the others after it"
    ))
}

/// How many rows a sheet has below its headings, where they are those of another one.
fn people(sheet: &Sheet, glimpse: Glimpse, headings: &[String]) -> Option<RowCount> {
    let (rows, _) = glimpse.rows.ordered();
    let head = header::find(&rows, &[], headings);
    let folded = |titles: &mut dyn Iterator<Item = &str>| -> BTreeSet<String> {
        titles.map(fold::heading).filter(|title| !title.is_empty()).collect()
    };
    let known =
        |titles: &mut dyn Iterator<Item = &str>| folded(&mut titles.filter(|title| header::is_known(title, headings)));
    let ours = || sheet.columns.iter().map(|column| column.title.as_str());
    let theirs = || head.titles.values().map(String::as_str);
    let (own, other) = (known(&mut ours()), known(&mut theirs()));
    let shared = own.intersection(&other).count();
    // One known word may stand in any table, such as the instructions of a template.
    let are_same = !own.is_empty() && folded(&mut ours()) == folded(&mut theirs());
    let are_alike = are_same || (shared >= 2 && shared * 2 >= own.len());
    let above = rows.iter().filter(|row| row.number <= head.row).count() as u64;
    let people = glimpse.count.saturating_sub(above);
    (are_alike && head.row > 0 && people > 0).then(|| RowCount {
        rows: people.min(MOST_COUNTED),
        more: people > MOST_COUNTED,
    })
}

fn assemble(table: super::Table, source: &Source<'_>, options: &ReadOptions) -> Result<Warned<Sheet>> {
    assemble::sheet(table, source.name.clone(), source.hash, options)
}

/// Whether something at the top of a table is a heading that is known.
fn is_list(table: &super::Table) -> bool {
    let mut cells = table.rows.first_cells(FIRST_ROWS);
    cells.any(|cell| map::is_heading(&cell.text()))
}

/// How many headings of a sheet are known; `None` for one that cannot be read, such as a list that nobody has filled in.
fn known_headings(sheet: &Result<Warned<Sheet>>) -> Option<usize> {
    let columns = &sheet.as_ref().ok()?.value.columns;
    Some(columns.iter().filter(|column| map::is_heading(&column.title)).count())
}
