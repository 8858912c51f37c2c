//! What the tests of this module share: sheets without files.

use crate::model::BlobId;

use super::sheet::{Cell, Column, Row, Sheet, column_letters};

/// A sheet of texts, its headings in row 1; an empty text is an empty cell.
pub(super) fn sheet(titles: &[&str], rows: &[&[&str]]) -> Sheet {
    let cell = |text: &&str| match *text {
        "" => Cell::Empty,
        text => Cell::Text(text.into()),
    };
    Sheet {
        file: "test.csv".to_owned(),
        name: String::new(),
        header_row: 1,
        columns: titles
            .iter()
            .zip(0..)
            .map(|(title, at)| Column {
                letter: column_letters(at),
                title: (*title).to_owned(),
            })
            .collect(),
        rows: rows
            .iter()
            .zip(2..)
            .map(|(cells, number)| Row {
                number,
                cells: cells.iter().map(cell).collect(),
            })
            .collect(),
        others: Vec::new(),
        encoding: None,
        noticed: std::sync::Arc::default(),
        hash: BlobId([0; 32]),
    }
}
