//! What the tests of this module share: sheets without files.

use std::path::Path;
use std::sync::atomic::{AtomicU32, Ordering};

use crate::diag::{Result, Warned};
use crate::model::BlobId;
use crate::progress::Progress;
use crate::worker::Launcher;

use super::read::{ReadOptions, TASKS, read};
use super::sheet::{Cell, Column, Row, Sheet, column_letters};

/// A sheet of texts, its headings in row 1; an empty text is an empty cell.
pub(crate) fn sheet(titles: &[&str], rows: &[&[&str]]) -> Sheet {
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
        is_hidden: false,
        others: Vec::new(),
        encoding: None,
        noticed: std::sync::Arc::default(),
        separator: None,
        is_1904: false,
        hash: BlobId([0; 32]),
    }
}

/// Writes a workbook of texts; a sheet whose name begins with `_` is hidden.
pub(crate) fn workbook(path: &Path, sheets: &[(&str, Vec<Vec<String>>)]) {
    let mut book = rust_xlsxwriter::Workbook::new();
    for (name, rows) in sheets {
        let sheet = book.add_worksheet();
        sheet.set_name(*name).expect("a name").set_hidden(name.starts_with('_'));
        for (row, cells) in (0..).zip(rows) {
            sheet.write_row(row, 0, cells).expect("cells");
        }
    }
    book.save(path).expect("the workbook");
}

/// Reads the bytes of a file as the file is read.
pub(super) fn read_bytes(name: &str, bytes: &[u8]) -> Result<Warned<Sheet>> {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let number = COUNT.fetch_add(1, Ordering::Relaxed);
    let folder = std::env::temp_dir().join(format!("accolade-reading-{}-{number}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    let path = folder.join(name);
    std::fs::write(&path, bytes).expect("written");
    let launcher = Launcher::in_process(TASKS);
    let found = read(&path, &ReadOptions::default(), &launcher, &Progress::new());
    std::fs::remove_dir_all(&folder).expect("removed");
    found
}
