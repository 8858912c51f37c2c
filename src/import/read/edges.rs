//! What a table has around its rows: headings that are printed again on every page, and values beyond its columns.

use std::collections::BTreeMap;

use crate::diag::{Place, Problem};

use super::super::sheet::{Cell, Noticed};
use super::assemble::RawRow;

/// Leaves out rows that only repeat the headings, and says how many.
pub(super) fn leave_out_repeated_headings(
    rows: &mut Vec<RawRow>,
    titles: &BTreeMap<u32, String>,
    place: &Place,
) -> Option<Problem> {
    let repeats = |row: &RawRow| {
        row.width() >= titles.len().min(2)
            && row.cells.iter().all(|(column, cell)| match (cell, titles.get(column)) {
                (Cell::Text(text), Some(known)) => known.split_whitespace().eq(text.split_whitespace()),
                _ => false,
            })
    };
    let (mut count, mut first) = (0, 0);
    rows.retain(|row| {
        let repeated = !titles.is_empty() && repeats(row);
        if repeated {
            first = if count == 0 { row.number } else { first };
            count += 1;
        }
        !repeated
    });
    let message = match count {
        0 => return None,
        1 => format!("Row {first} repeats the headings; it is left out"),
        _ => format!("{count} rows repeat the headings, the first of them row {first}; they are left out"),
    };
    let place = Place {
        row: Some(first),
        ..place.clone()
    };
    Some(Problem::note("repeated-headings", message).at(place))
}

/// Rows of a text that have values beyond the last heading, with these values: those in which a comma and a space tell why
/// (“Doe, John,Bonn”), and all where most rows have none.
pub(super) fn wider_than_headings(rows: &[RawRow], titles: &BTreeMap<u32, String>) -> Vec<(u32, Noticed)> {
    let Some(last) = titles.keys().next_back() else {
        return Vec::new();
    };
    let is_cut = |cell: &Cell| matches!(cell, Cell::Text(text) if text.starts_with(' '));
    let is_wide = |row: &&RawRow| row.cells.last().is_some_and(|(column, _)| column > last);
    // A single row cannot tell whether it is one of many.
    let are_few = rows.len() == 1 || rows.iter().filter(is_wide).count() * 2 <= rows.len();
    let wide = rows.iter().filter(is_wide);
    let told = wide.filter(|row| are_few || row.cells.iter().skip(1).any(|(_, cell)| is_cut(cell)));
    told.map(|row| {
        let beyond = row.cells.iter().filter(|(column, _)| column > last);
        let values: Vec<String> = beyond.map(|(_, cell)| format!("“{}”", cell.text().trim())).collect();
        (row.number, Noticed::Wide(values.join(", ")))
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::super::testing::rows;
    use super::*;

    #[test]
    fn a_comma_that_moves_the_values_of_a_row_is_noticed() {
        let titles = BTreeMap::from([(0, "Name".to_owned()), (1, "City".to_owned())]);
        let found = |lines: &[(u32, &str)]| -> Vec<u32> {
            let wide = wider_than_headings(&rows(lines), &titles).into_iter();
            wide.map(|(row, _)| row).collect()
        };
        assert_eq!(
            found(&[(2, "Anna|Bonn"), (3, "Doe| John|Bonn"), (4, "Klein| Ben|Bonn")]),
            [3, 4]
        );
        assert_eq!(found(&[(2, "Anna|Bonn|remark"), (3, "Ben| Bonn")]), [2]);
        assert_eq!(
            found(&[(2, "Anna|Bonn|x"), (3, "Ben|Ulm|y")]),
            Vec::<u32>::new(),
            "a column without a heading"
        );
        assert_eq!(found(&[(2, "Anna|Bonn|x")]), [2], "a single row");
        let told = wider_than_headings(&rows(&[(2, "Anna|Bonn|x|y"), (3, "Ben|Ulm")]), &titles);
        assert_eq!(told, [(2, Noticed::Wide("“x”, “y”".to_owned()))]);
    }

    #[test]
    fn repeated_headings_are_left_out() {
        let titles = BTreeMap::from([(0, "Name".to_owned()), (1, "E-mail".to_owned())]);
        let mut list = rows(&[
            (2, "Anna|a@example.org"),
            (3, "Name|E-mail"),
            (4, "Name|x"),
            (5, "Name|E-mail"),
        ]);
        let note = leave_out_repeated_headings(&mut list, &titles, &Place::default()).expect("a note");
        assert_eq!((note.place.row, list.len()), (Some(3), 2));
        assert_eq!(leave_out_repeated_headings(&mut list, &titles, &Place::default()), None);
    }
}
