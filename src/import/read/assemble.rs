//! From rows as they come out of a file to a [`Sheet`]: order, headings, columns that are used.

use std::collections::BTreeMap;

use crate::diag::{Place, Problem, Problems, Result, Warned};
use crate::model::BlobId;

use super::super::sheet::{Cell, Column, Noticed, OtherSheet, Row, Sheet, column_letters};
use super::header::{self, Head};
use super::merged::{self, Merged};
use super::{ReadOptions, Table, edges, not_people, sideways};

/// How large a table may be.
#[derive(Clone, Copy, Debug)]
pub(super) struct Limits {
    /// Columns further right are left out, with a warning.
    pub(super) columns: u32,
    pub(super) rows: usize,
    /// Cells with something in them.
    pub(super) cells: usize,
}

/// Rows as they come: cells with their columns, blank ones left out.
#[derive(Debug)]
pub(super) struct Rows {
    limits: Limits,
    list: Vec<RawRow>,
    cells: usize,
    in_order: bool,
    /// How many cells were left out because they are too far right, and the first of them.
    far: Option<(usize, u32, u32)>,
    /// The merged cells near the top, and all that span rows.
    pub(super) merged: Vec<Merged>,
    /// The numbers of rows that the spreadsheet does not show.
    pub(super) hidden: Vec<u32>,
}

/// A row with its number (from 1) and its cells, each with its column (from 0).
#[derive(Debug)]
pub(super) struct RawRow {
    pub(super) number: u32,
    pub(super) cells: Vec<(u32, Cell)>,
}

impl RawRow {
    pub(super) fn texts(&self) -> impl Iterator<Item = &str> {
        self.cells.iter().filter_map(|(_, cell)| match cell {
            Cell::Text(text) => Some(text.as_ref()),
            _ => None,
        })
    }

    pub(super) fn width(&self) -> usize {
        self.cells.len()
    }
}

impl Rows {
    pub(super) fn new(limits: Limits) -> Rows {
        Rows {
            limits,
            list: Vec::new(),
            cells: 0,
            in_order: true,
            far: None,
            merged: Vec::new(),
            hidden: Vec::new(),
        }
    }

    /// Adds a row; a blank one is left out.
    ///
    /// # Errors
    /// The table is larger than its limits.
    pub(super) fn add(&mut self, number: u32, cells: impl Iterator<Item = (u32, Cell)>) -> std::result::Result<(), ()> {
        // Rows are as wide as the one before, as a rule.
        let usual = self.list.last().map_or(0, |last| last.cells.len());
        let mut row = Vec::with_capacity(usual);
        for (column, cell) in cells.filter(|(_, cell)| !cell.is_blank()) {
            if column < self.limits.columns {
                row.push((column, cell));
            } else {
                let (count, ..) = *self.far.get_or_insert((0, number, column));
                self.far = self.far.map(|(_, row, column)| (count + 1, row, column));
            }
        }
        if row.is_empty() {
            return Ok(());
        }
        row.shrink_to_fit();
        self.cells += row.len();
        // A cell that is there twice is one of a row that is.
        self.in_order &= self.list.last().is_none_or(|last| last.number < number);
        self.in_order &= row.is_sorted_by(|a, b| a.0 < b.0);
        self.list.push(RawRow { number, cells: row });
        if self.cells > self.limits.cells || self.list.len() > self.limits.rows {
            return Err(());
        }
        Ok(())
    }

    pub(super) fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// The cells of the first rows that have any.
    pub(super) fn first_cells(&self, rows: usize) -> impl Iterator<Item = &Cell> {
        self.list
            .iter()
            .take(rows)
            .flat_map(|row| row.cells.iter().map(|(_, cell)| cell))
    }

    /// Rows in order, each number once. Files may hold them in any order, and a row in pieces; with the first cell that is
    /// there twice, by its row and the value that does not count.
    pub(super) fn ordered(self) -> (Vec<RawRow>, Option<(u32, String)>) {
        if self.in_order {
            return (self.list, None);
        }
        let mut twice = None;
        let mut merged: BTreeMap<u32, BTreeMap<u32, Cell>> = BTreeMap::new();
        for row in self.list {
            let cells = merged.entry(row.number).or_default();
            for (column, cell) in row.cells {
                let before = cells.insert(column, cell);
                if let Some(before) = before.filter(|before| cells.get(&column) != Some(before)) {
                    twice.get_or_insert_with(|| (row.number, before.text().into_owned()));
                }
            }
        }
        let rows = merged.into_iter().map(|(number, cells)| RawRow {
            number,
            cells: cells.into_iter().collect(),
        });
        (rows.collect(), twice)
    }
}

/// Makes the sheet; when there is none to make, what was noticed before comes with the error.
pub(super) fn sheet(table: Table, file: String, hash: BlobId, options: &ReadOptions) -> Result<Warned<Sheet>> {
    let in_sheet = Place {
        sheet: Some(table.sheet.clone()).filter(|name| !name.is_empty()),
        ..Place::default()
    };
    let mut problems = table.problems;
    problems.extend(table.rows.far.map(|far| far_cells(far, &in_sheet)));
    let mut table_rows = table.rows;
    let all_merged = std::mem::take(&mut table_rows.merged);
    let hidden = std::mem::take(&mut table_rows.hidden);
    let merged: Vec<Merged> = all_merged.iter().copied().filter(Merged::is_near_top).collect();
    let (rows, twice) = table_rows.ordered();
    problems.extend(twice.map(|twice| cell_twice(&twice, &in_sheet)));
    let head = match head(&rows, &merged, options) {
        Ok(head) => head,
        Err(problem) => return Err(refused(problem, problems, &table.others, in_sheet)),
    };
    let header_row = head.row;
    let skipped = rows.iter().take_while(|row| row.number <= header_row).count();
    if rows.len() == skipped {
        let message = format!("There is nothing below the headings in row {header_row}");
        let problem = Problem::error("no-rows", message).hint("Add a row for each recipient below the headings");
        return Err(refused(problem, problems, &table.others, in_sheet));
    }
    if options.header_row.is_none() {
        problems.extend(head.remarks(skipped, &in_sheet));
    }
    let (mut titles, wide) = (head.titles, head.wide);
    let mut rows: Vec<RawRow> = rows.into_iter().skip(skipped).collect();
    rows.retain(|row| !options.without.contains(&row.number));
    if !wide.is_empty() {
        let used = rows.iter().flat_map(|row| row.cells.iter().map(|(column, _)| *column));
        merged::spread(&mut titles, &wide, &used.collect());
    }
    problems.extend(edges::leave_out_repeated_headings(&mut rows, &titles, &in_sheet));
    let mut noticed = not_people::find(&rows, &merged);
    if table.encoding.is_some() {
        noticed.extend(edges::wider_than_headings(&rows, &titles));
    }
    noticed.extend(head.unsure.map(|row| (row, Noticed::First)));
    noticed.extend(hidden.into_iter().map(|row| (row, Noticed::Hidden)));
    let used = used_columns(&titles, &rows);
    let (covered, are_all) = merged::fill_down(&mut rows, &all_merged);
    noticed.extend(covered.iter().filter_map(|cell| {
        let column = used.binary_search(&cell.column).ok()?;
        let above = cell.above;
        Some((cell.row, Noticed::Merged { column, above }))
    }));
    if !are_all {
        problems.push(too_many_merged().at(in_sheet.clone()));
    }
    let columns = used
        .iter()
        .map(|column| Column {
            letter: column_letters(*column),
            title: titles.get(column).cloned().unwrap_or_default(),
        })
        .collect();
    let sheet = Sheet {
        file,
        name: table.sheet,
        is_hidden: table.is_hidden,
        header_row,
        columns,
        noticed: by_row(noticed, &rows).into(),
        rows: dense(rows, &used)?.into(),
        others: table.others,
        encoding: table.encoding,
        separator: table.separator,
        is_1904: table.is_1904,
        hash,
    };
    Ok(Warned { value: sheet, problems })
}

/// What was noticed about the rows that there are, by their numbers.
fn by_row(noticed: Vec<(u32, Noticed)>, rows: &[RawRow]) -> BTreeMap<u32, Vec<Noticed>> {
    let mut found: BTreeMap<u32, Vec<Noticed>> = BTreeMap::new();
    for (number, noticed) in noticed {
        if rows.binary_search_by_key(&number, |row| row.number).is_ok() {
            let of_row = found.entry(number).or_default();
            // Each cell is covered once, and a row may have a thousand of them.
            if matches!(noticed, Noticed::Merged { .. }) || !of_row.contains(&noticed) {
                of_row.push(noticed);
            }
        }
    }
    found
}

fn cell_twice((row, before): &(u32, String), place: &Place) -> Problem {
    let message =
        format!("Row {row} is in the file twice, and the later values count; before they were “{before}” and more");
    let problem = Problem::warning("cells-twice", message)
        .hint("Open the file in a spreadsheet program, look whether somebody is missing, and save it there");
    problem.at(Place {
        row: Some(*row),
        ..place.clone()
    })
}

fn too_many_merged() -> Problem {
    Problem::warning(
        "too-many-merged",
        "The sheet has more merged cells, or longer texts in them, than any list; not all values are written into the rows \
         that they cover",
    )
    .hint("Split the merged cells in a spreadsheet program, and fill their values down")
}

/// The headings, where there are rows.
fn head(rows: &[RawRow], merged: &[Merged], options: &ReadOptions) -> std::result::Result<Head, Problem> {
    if rows.is_empty() {
        return Err(Problem::error("empty-sheet", "The sheet is empty").hint("Choose another file"));
    }
    match options.header_row {
        None => match sideways::look(rows, &options.headings) {
            Some(problem) => Err(problem),
            None => Ok(header::find(rows, merged, &options.headings)),
        },
        Some(0) => Ok(Head::default()),
        Some(wanted) => rows
            .iter()
            .position(|row| row.number == wanted)
            .map(|at| header::at(rows, at, merged, &options.headings))
            .ok_or_else(|| {
                Problem::error("header-row", format!("Row {wanted} has no headings; it is empty"))
                    .hint("Name the row with the headings")
            }),
    }
}

/// The error first, then what was noticed; with the other sheets, one of which may be the right one.
fn refused(problem: Problem, noticed: Problems, others: &[OtherSheet], place: Place) -> Problems {
    let seen = others.iter().filter(|other| !other.hidden);
    let seen: Vec<(&str, bool)> = seen.map(|other| (other.name.as_str(), false)).collect();
    let problem = match seen.is_empty() {
        true => problem,
        false => {
            let names = super::workbook::listed(seen.into_iter());
            problem.hint(format!("Choose another sheet of the workbook: {names}"))
        }
    };
    let mut problems = Problems::from(problem.at(place));
    problems.extend(noticed.into_iter().filter(|problem| problem.code != "other-sheets"));
    problems
}

/// The columns with a heading or a value, in order.
fn used_columns(titles: &BTreeMap<u32, String>, rows: &[RawRow]) -> Vec<u32> {
    let mut used = Vec::new();
    for column in titles
        .keys()
        .copied()
        .chain(rows.iter().flat_map(|row| row.cells.iter().map(|(column, _)| *column)))
    {
        let at = column as usize;
        if used.len() <= at {
            used.resize(at + 1, false);
        }
        if let Some(flag) = used.get_mut(at) {
            *flag = true;
        }
    }
    used.iter()
        .zip(0..)
        .filter(|(used, _)| **used)
        .map(|(_, column)| column)
        .collect()
}

/// Rows with a cell for each column up to their last one. A few far cells in very many rows would need far more memory
/// than the file has cells, so their number is limited too.
fn dense(rows: Vec<RawRow>, used: &[u32]) -> Result<Vec<Row>> {
    let last = used.last().map_or(0, |column| *column as usize + 1);
    let mut places = vec![0; last];
    for (place, column) in used.iter().enumerate() {
        if let Some(slot) = places.get_mut(*column as usize) {
            *slot = place;
        }
    }
    let mut total = 0;
    let mut list = Vec::with_capacity(rows.len());
    for row in rows {
        let place = |column: u32| places.get(column as usize).copied().unwrap_or(0);
        // Most rows have no gaps.
        let is_dense = row.cells.iter().zip(0..).all(|((column, _), at)| place(*column) == at);
        let width = match is_dense {
            true => row.cells.len(),
            false => row
                .cells
                .iter()
                .map(|(column, _)| place(*column) + 1)
                .max()
                .unwrap_or(0),
        };
        total += width;
        if total > 2 * super::LIMITS.cells {
            return Err(too_many_cells());
        }
        if is_dense {
            list.push(Row {
                number: row.number,
                cells: row.cells.into_iter().map(|(_, cell)| cell).collect(),
            });
            continue;
        }
        let mut cells = vec![Cell::Empty; width];
        for (column, cell) in row.cells {
            if let Some(slot) = cells.get_mut(place(column)) {
                *slot = cell;
            }
        }
        list.push(Row {
            number: row.number,
            cells,
        });
    }
    Ok(list)
}

pub(super) fn too_many_cells() -> Problems {
    let message = format!(
        "The sheet has more than {} million cells",
        super::LIMITS.cells / 1_000_000
    );
    Problem::error("sheet-too-large", message)
        .hint("Split it into several files, or remove the columns that are not needed")
        .into()
}

fn far_cells((count, row, column): (usize, u32, u32), place: &Place) -> Problem {
    let first = format!("{}{row}", column_letters(column));
    let message = match count {
        1 => format!("A cell far to the right is left out: {first}"),
        _ => format!("{count} cells far to the right are left out, the first of them {first}"),
    };
    Problem::warning("far-cells", message)
        .hint("Delete them, or move the columns further left")
        .at(place.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_that_is_there_twice_is_said() {
        let mut rows = Rows::new(super::super::LIMITS);
        let text = |text: &str| Cell::Text(text.into());
        for (number, column, cell) in [
            (1, 0, "Name"),
            (2, 0, "Anna"),
            (3, 0, "Cleo"),
            (2, 1, "a@x.org"),
            (2, 0, "Ben"),
        ] {
            rows.add(number, std::iter::once((column, text(cell)))).expect("few");
        }
        let (rows, twice) = rows.ordered();
        assert_eq!((rows.len(), twice), (3, Some((2, "Anna".to_owned()))));
        assert_eq!(rows[1].cells, [(0, text("Ben")), (1, text("a@x.org"))]);
        let mut rows = Rows::new(super::super::LIMITS);
        rows.add(2, [(0, text("Anna")), (0, text("Ben"))].into_iter())
            .expect("few");
        assert_eq!(rows.ordered().1, Some((2, "Anna".to_owned())));
    }
}
