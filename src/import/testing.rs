//! What the tests of this module share: sheets without files.

use std::path::Path;
use std::sync::atomic::{AtomicU32, Ordering};

use crate::diag::{Result, Warned};
use crate::progress::Progress;
use crate::worker::Launcher;

use super::read::{ReadOptions, TASKS, read};
use super::sheet::{Cell, Row, Sheet};

/// A sheet of texts, its headings in row 1; an empty text is an empty cell.
pub(crate) fn sheet(titles: &[&str], rows: &[&[&str]]) -> Sheet {
    let cell = |text: &&str| match *text {
        "" => Cell::Empty,
        text => Cell::Text(text.into()),
    };
    let row = |(cells, number): (&&[&str], u32)| Row {
        number,
        cells: cells.iter().map(cell).collect(),
    };
    Sheet {
        file: "test.csv".to_owned(),
        ..Sheet::of_rows(
            titles.iter().map(|title| (*title).to_owned()),
            rows.iter().zip(2..).map(row),
        )
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
