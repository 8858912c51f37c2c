//! What the tests of the readers share: rows without files.

use super::super::sheet::Cell;
use super::assemble::RawRow;

/// Rows by their numbers, their cells parted by `|`; what is a number is one, and an empty text is no cell.
pub(super) fn rows(lines: &[(u32, &str)]) -> Vec<RawRow> {
    let cell = |text: &str| match text.parse() {
        Ok(value) => Cell::Number {
            value,
            text: text.into(),
        },
        Err(_) => Cell::Text(text.into()),
    };
    let cells = |line: &str| {
        let values = (0..).zip(line.split('|'));
        values
            .filter(|(_, text)| !text.is_empty())
            .map(|(column, text)| (column, cell(text)))
            .collect()
    };
    lines
        .iter()
        .map(|(number, line)| RawRow {
            number: *number,
            cells: cells(line),
        })
        .collect()
}
