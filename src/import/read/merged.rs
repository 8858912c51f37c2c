//! Merged cells: what they are for headings, and values that count for several rows.

use std::collections::{BTreeMap, BTreeSet};

use super::super::sheet::Cell;
use super::assemble::RawRow;
use super::header::{is_known, titles};

/// Cells that are shown as one; the first of them has the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Merged {
    /// The first row and the last, from 1.
    pub(super) rows: (u32, u32),
    /// The first column and the last, from 0.
    pub(super) columns: (u32, u32),
}

/// Headings are near the top; of merged cells further below those are told that span rows.
const LAST_ROW: u32 = 200;

/// So many merged cells near the top are told at most, and so many that span rows.
pub(super) const MOST: usize = 2000;
pub(super) const MOST_HIGH: usize = 100_000;

/// So many cells are looked at at most to see whether a value above counts for them.
const MOST_COVERED: usize = 5_000_000;

/// So many bytes of text are written at most into cells that a value above counts for; a long text in a million rows is an
/// attack.
const MOST_BYTES: usize = 32 << 20;

/// Headings do not take more rows.
const MAX_HEIGHT: u32 = 5;

impl Merged {
    /// Merged cells by the places of the first and the last, all from 0; nothing for a single cell, and for what is no
    /// cell.
    pub(super) fn of(rows: (u32, u32), columns: (u32, u32)) -> Option<Merged> {
        let is_area = rows.1 >= rows.0 && columns.1 >= columns.0 && (rows.1 > rows.0 || columns.1 > columns.0);
        is_area.then(|| Merged {
            rows: (rows.0.saturating_add(1), rows.1.saturating_add(1)),
            columns,
        })
    }

    pub(super) fn is_near_top(&self) -> bool {
        self.rows.0 <= LAST_ROW
    }

    /// Whether it spans several rows.
    pub(super) fn is_high(&self) -> bool {
        self.rows.1 > self.rows.0
    }

    fn covers(&self, row: u32) -> bool {
        (self.rows.0..=self.rows.1).contains(&row)
    }

    pub(super) fn is_wide(&self) -> bool {
        self.columns.1 > self.columns.0
    }

    fn is_high_heading(&self) -> bool {
        self.is_high() && self.rows.1 - self.rows.0 < MAX_HEIGHT
    }
}

/// Whether a row is a title: one text, merged over several columns.
pub(super) fn is_title(row: &RawRow, merged: &[Merged]) -> bool {
    let [(column, _)] = row.cells[..] else { return false };
    merged
        .iter()
        .any(|cell| cell.is_wide() && cell.rows.0 == row.number && cell.columns.0 == column)
}

/// Whether a row has headings of groups: merged over several columns, but not a title.
pub(super) fn has_group(row: &RawRow, merged: &[Merged]) -> bool {
    let is_wide = |cell: &Merged| cell.is_wide() && cell.rows == (row.number, row.number);
    !is_title(row, merged) && merged.iter().any(is_wide)
}

/// The last row of headings that begin in a row: cells that are merged over several rows belong to all of them.
pub(super) fn last_row(row: u32, merged: &[Merged]) -> u32 {
    let high = merged.iter().filter(|cell| cell.is_high_heading() && cell.covers(row));
    high.map(|cell| cell.rows.1).max().unwrap_or(row)
}

/// The first row of headings that end in a row, with those of groups of columns above them.
fn first_row(rows: &[RawRow], last: u32, merged: &[Merged]) -> u32 {
    let high = merged.iter().filter(|cell| cell.is_high_heading() && cell.covers(last));
    let first = high.map(|cell| cell.rows.0).min().unwrap_or(last);
    let is_group = |cell: &&Merged| {
        let row = rows.iter().find(|row| row.number == cell.rows.0);
        cell.is_wide() && cell.rows.1 + 1 == first && row.is_some_and(|row| !is_title(row, merged))
    };
    let groups = merged.iter().filter(is_group);
    groups.map(|cell| cell.rows.0).min().unwrap_or(first)
}

/// The headings in rows of which some are merged. The lowest counts; one that says nothing by itself is read together
/// with that of its group above it: “Issue” below “Date”.
pub(super) fn headings(rows: &[RawRow], last: u32, merged: &[Merged], known: &[String]) -> BTreeMap<u32, String> {
    let first = first_row(rows, last, merged);
    let mut found: BTreeMap<u32, String> = BTreeMap::new();
    for row in rows.iter().filter(|row| (first..=last).contains(&row.number)) {
        let mut own = titles(row);
        for (column, title) in &mut own {
            let Some(group) = group_above(rows, row.number, *column, first, merged) else {
                continue;
            };
            let together = [format!("{group} {title}"), format!("{title} {group}")];
            if !is_known(title, known)
                && let Some(together) = together.into_iter().find(|title| is_known(title, known))
            {
                *title = together;
            }
        }
        found.extend(own);
    }
    found
}

/// The heading that is merged over a column and others, in the rows above one.
fn group_above(rows: &[RawRow], below: u32, column: u32, first: u32, merged: &[Merged]) -> Option<String> {
    let above = merged.iter().filter(|cell| {
        cell.is_wide() && (first..below).contains(&cell.rows.1) && (cell.columns.0..=cell.columns.1).contains(&column)
    });
    let cell = above.max_by_key(|cell| cell.rows.0)?;
    let row = rows.iter().find(|row| row.number == cell.rows.0)?;
    titles(row).remove(&cell.columns.0)
}

/// The headings that are merged over several columns, with the first and the last of them; the lowest come first.
pub(super) fn wide(rows: &[RawRow], last: u32, merged: &[Merged]) -> Vec<((u32, u32), String)> {
    let first = first_row(rows, last, merged);
    let mut cells: Vec<&Merged> = merged
        .iter()
        .filter(|cell| cell.is_wide() && (first..=last).contains(&cell.rows.1))
        .collect();
    cells.sort_by_key(|cell| std::cmp::Reverse(cell.rows.0));
    let title = |cell: &Merged| {
        let row = rows.iter().find(|row| row.number == cell.rows.0)?;
        Some((cell.columns, titles(row).remove(&cell.columns.0)?))
    };
    cells.into_iter().filter_map(title).collect()
}

/// Gives headings that are merged over several columns to those of them that hold something and have none of their own,
/// so that none is taken for a column without a heading.
pub(super) fn spread(titles: &mut BTreeMap<u32, String>, wide: &[((u32, u32), String)], used: &BTreeSet<u32>) {
    for ((first, last), title) in wide {
        for column in used.range(*first..=*last) {
            titles.entry(*column).or_insert_with(|| title.clone());
        }
    }
}

/// A cell that got the value of the merged cells it belongs to: its row and its column, and the row of the value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Covered {
    pub(super) row: u32,
    pub(super) column: u32,
    pub(super) above: u32,
}

/// Writes a value that is merged over several rows into each of those that have anything else, and gives these; the rows are
/// those below the headings, in order. Whether all were written: no more than any list has are, nor more cells together than
/// a sheet may have.
pub(super) fn fill_down(rows: &mut [RawRow], merged: &[Merged]) -> (Vec<Covered>, bool) {
    let mut filled = Vec::new();
    let (mut looked_at, mut bytes) = (0, 0);
    let room = super::LIMITS.cells.saturating_sub(rows.iter().map(RawRow::width).sum());
    for cell in merged.iter().filter(|cell| cell.is_high()) {
        let column = cell.columns.0;
        let Ok(at) = rows.binary_search_by_key(&cell.rows.0, |row| row.number) else {
            continue;
        };
        let (above, below) = rows.split_at_mut(at + 1);
        let value = above
            .last()
            .and_then(|row| row.cells.iter().find(|(at, _)| *at == column));
        let Some((_, value)) = value else { continue };
        for row in below.iter_mut().take_while(|row| row.number <= cell.rows.1) {
            looked_at += 1;
            if looked_at > MOST_COVERED {
                return (filled, false);
            }
            let place = row.cells.partition_point(|(at, _)| *at < column);
            if row.cells.get(place).is_none_or(|(at, _)| *at != column) {
                bytes += length(value);
                if bytes > MOST_BYTES || filled.len() >= room {
                    return (filled, false);
                }
                row.cells.insert(place, (column, Cell::clone(value)));
                filled.push(Covered {
                    row: row.number,
                    column,
                    above: cell.rows.0,
                });
            }
        }
    }
    (filled, true)
}

/// What a cell takes beyond its own place, in bytes.
fn length(cell: &Cell) -> usize {
    match cell {
        Cell::Text(text) | Cell::Number { text, .. } | Cell::Error(text) => text.len(),
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::super::header;
    use super::*;

    fn row(number: u32, line: &str) -> RawRow {
        let cells = (0..).zip(line.split('|')).filter(|(_, text)| !text.is_empty());
        RawRow {
            number,
            cells: cells.map(|(column, text)| (column, Cell::Text(text.into()))).collect(),
        }
    }

    fn merged(areas: &[[u32; 4]]) -> Vec<Merged> {
        let of = |[top, bottom, left, right]: &[u32; 4]| Merged::of((*top, *bottom), (*left, *right));
        areas.iter().map(|area| of(area).expect("an area")).collect()
    }

    /// The last row of the headings, and the headings.
    fn found(lines: &[(u32, &str)], areas: &[[u32; 4]]) -> (u32, String) {
        let rows: Vec<RawRow> = lines.iter().map(|(number, line)| row(*number, line)).collect();
        let mut head = header::find(&rows, &merged(areas), &[]);
        let used = rows
            .iter()
            .filter(|row| row.number > head.row)
            .flat_map(|row| row.cells.iter().map(|(column, _)| *column));
        spread(&mut head.titles, &head.wide, &used.collect());
        let titles: Vec<String> = head.titles.into_values().collect();
        (head.row, titles.join("|"))
    }

    #[test]
    fn headings_are_found_by_what_is_merged() {
        let people = [(3, "Anna|Lee|a@example.org"), (4, "Ben|Ito|b@example.org")];
        let with = |head: &[(u32, &'static str)]| [head, &people[..]].concat();
        for (lines, areas, last, titles) in [
            // A heading over two rows, none of them known.
            (
                with(&[(1, "Alpha||Beta"), (2, "One|Two")]),
                &[[0, 1, 2, 2], [0, 0, 0, 1]][..],
                2,
                "One|Two|Beta",
            ),
            // All over two rows: the second one has nothing.
            (
                with(&[(1, "Given name|Surname|E-mail")]),
                &[[0, 1, 0, 0], [0, 1, 1, 1], [0, 1, 2, 2]],
                2,
                "Given name|Surname|E-mail",
            ),
            // One heading for two columns that have something each.
            (with(&[(2, "Name||E-mail")]), &[[1, 1, 0, 1]], 2, "Name|Name|E-mail"),
            // A title that is a heading as well, were it not merged over the table.
            // A title that is a heading as well.
            (with(&[(1, "Name"), (2, "Name|x|y")]), &[[0, 0, 0, 2]], 2, "Name|x|y"),
            // A group says what the narrow headings below it mean.
            (
                vec![
                    (1, "Recipient||Date"),
                    (2, "Name|E-mail|Issue|Expiry"),
                    (3, "Anna|a@example.org|2026-01-01|2027-01-01"),
                ],
                &[[0, 0, 0, 1], [0, 0, 2, 3]],
                2,
                "Name|E-mail|Issue Date|Expiry",
            ),
        ] {
            assert_eq!(found(&lines, areas), (last, titles.to_owned()), "{lines:?}");
        }
        assert_eq!(Merged::of((3, 3), (2, 2)), None, "a single cell");
        assert_eq!(Merged::of((3, 2), (2, 9)), None, "no area");
    }

    #[test]
    fn a_value_that_is_merged_over_rows_counts_for_each_of_them() {
        let lines = [
            (2, "Anna||A"),
            (3, "Ben||"),
            (4, "Cleo||B"),
            (6, "Dora||"),
            (7, "Eli||"),
        ];
        let mut rows: Vec<RawRow> = lines.iter().map(|(number, line)| row(*number, line)).collect();
        let areas = merged(&[[1, 5, 2, 3], [0, 1, 0, 0], [5, 6, 1, 1]]);
        let (filled, all) = fill_down(&mut rows, &areas);
        assert!(all, "few");
        let places: Vec<(u32, u32, u32)> = filled.iter().map(|cell| (cell.row, cell.column, cell.above)).collect();
        assert_eq!(
            places,
            [(3, 2, 2), (6, 2, 2)],
            "only where there is nothing, and only into rows that there are"
        );
        assert_eq!(rows[1].cells[1], (2, Cell::Text("A".into())));
        assert_eq!((rows[2].cells[1].1.text().as_ref(), rows[4].cells.len()), ("B", 1));
        let mut many: Vec<RawRow> = (1..=3000).map(|number| row(number, "x")).collect();
        let areas = vec![
            Merged {
                rows: (1, 3000),
                columns: (0, 5)
            };
            3000
        ];
        assert_eq!(fill_down(&mut many, &areas), (Vec::new(), false), "a bomb");
        let long = "x".repeat(30_000);
        let mut many: Vec<RawRow> = (1..=3000).map(|number| row(number, "x")).collect();
        many[0].cells.push((1, Cell::Text(long.as_str().into())));
        let (filled, all) = fill_down(&mut many, &merged(&[[0, 2999, 1, 1]]));
        assert!(!all, "a long text in many rows");
        assert_eq!(filled.len(), MOST_BYTES / long.len());
        assert_eq!(many[1].cells[1].1.text(), long, "the first of them are written");
    }

    #[test]
    fn columns_without_anything_get_no_heading() {
        let lines = [(1, "Name||||E-mail"), (2, "Anna||||a@example.org")];
        assert_eq!(found(&lines, &[[0, 0, 0, 3]]), (1, "Name|E-mail".to_owned()));
    }
}
