//! The rows that wait, written back as a spreadsheet with what is wrong in a last column.
//!
//! A person corrects it and imports it again: the headings are the original ones, and the column of messages is not
//! mistaken for a field. Every value is a text, so that zeros and dates stay, and none is a formula: in .xlsx the type
//! of the cell says so, in .csv an apostrophe before it, which the import recognises.

use std::io::{self, BufWriter, Write};
use std::path::Path;

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError};

use crate::diag::{Place, Problem, Result, Severity};
use crate::files::AtomicFile;

use super::fold;
use super::sheet::Column;

/// The heading of the column of messages.
const HEADING: &str = "What to correct (written by Accolade)";

/// The longest text that a cell of .xlsx can hold, in UTF-16 units.
const MAX_CELL: usize = 32_767;

/// A row of the report.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReportRow {
    /// As the cells were shown, in the order of the columns.
    pub cells: Vec<String>,
    /// What is wrong; those after the first are separated by line breaks.
    pub problems: Vec<Problem>,
}

/// Whether a heading is that of the messages in a report, which hold no field.
pub fn is_report_heading(title: &str) -> bool {
    fold::heading(title) == fold::heading(HEADING)
}

/// Whether a report is written as text with commas: when its name ends in `.csv`; as a workbook when in `.xlsx`.
///
/// # Errors
/// The name ends in something else.
pub fn report_is_text(path: &Path) -> Result<bool> {
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
    match ending.as_deref() {
        Some("csv") => Ok(true),
        Some("xlsx") => Ok(false),
        _ => {
            let message =
                "What is written is a spreadsheet, and its name says no kind of spreadsheet that can be written";
            let problem = Problem::error("report-ending", message).at(Place::file(path));
            Err(problem.hint("Let the name end in .xlsx or .csv").into())
        }
    }
}

/// What was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Written {
    pub rows: u64,
    /// More than one where a workbook has more rows than a sheet can hold.
    pub sheets: u64,
}

/// Writes a report, see [`report_is_text`]. A file of that name is replaced once the report is whole. Each row is written
/// when its turn comes, so that a million of them need no memory.
///
/// # Errors
/// The name ends in something else than .xlsx and .csv; the file cannot be written.
pub fn write_report(path: &Path, columns: &[Column], rows: impl IntoIterator<Item = ReportRow>) -> Result<Written> {
    // The messages of a report that is imported again are replaced, not kept beside the new ones.
    let kept: Vec<usize> = (0..columns.len())
        .filter(|at| !columns.get(*at).is_some_and(|column| is_report_heading(&column.title)))
        .collect();
    let heading = |at: &usize| columns.get(*at).map_or_else(String::new, |column| column.title.clone());
    let mut headings: Vec<String> = kept.iter().map(heading).collect();
    headings.push(HEADING.to_owned());
    let lines = rows.into_iter().map(|row| Ok(line(row, &kept)));
    write_sheet(path, &headings, lines)
}

/// Writes rows of texts under their headings, see [`report_is_text`], as [`write_report`] does. A column with the heading
/// of messages stands out.
///
/// # Errors
/// The name ends in something else than .xlsx and .csv; the file cannot be written; the first row that could not be had.
pub fn write_sheet(
    path: &Path,
    headings: &[String],
    rows: impl IntoIterator<Item = Result<Vec<String>>>,
) -> Result<Written> {
    match report_is_text(path)? {
        true => text_file(path, headings, rows.into_iter()),
        false => workbook(path, headings, rows.into_iter(), LAST_ROW),
    }
}

/// The cells of a row, and what is wrong as one text, the errors first.
fn line(mut row: ReportRow, kept: &[usize]) -> Vec<String> {
    let mut cell = |at: &usize| row.cells.get_mut(*at).map(std::mem::take).unwrap_or_default();
    let mut cells: Vec<String> = kept.iter().map(&mut cell).collect();
    let mut problems: Vec<&Problem> = row.problems.iter().filter(|p| p.severity > Severity::Note).collect();
    problems.sort_by_key(|problem| std::cmp::Reverse(problem.severity));
    let said: Vec<String> = problems.into_iter().map(sentence).collect();
    cells.push(said.join("\n"));
    cells
}

/// `Name: The name is empty. Fill it in the sheet.`
fn sentence(problem: &Problem) -> String {
    let mut text = String::new();
    if let Some(column) = &problem.place.column {
        text.push_str(column);
        text.push_str(": ");
    }
    text.push_str(&problem.message);
    for hint in &problem.hints {
        text.push_str(". ");
        text.push_str(hint);
    }
    text
}

/// The last row of a sheet of .xlsx, from 0.
const LAST_ROW: u32 = 1_048_575;

fn workbook(
    path: &Path,
    headings: &[String],
    rows: impl Iterator<Item = Result<Vec<String>>>,
    last_row: u32,
) -> Result<Written> {
    let failed = |error: XlsxError| match error {
        XlsxError::IoError(error) => Problem::io("write the sheet", path, &error),
        error => {
            let problem = Problem::unexpected("report", format!("The spreadsheet could not be made: {error}"));
            problem
                .hint("Name a file that ends in .csv instead")
                .at(Place::file(path))
        }
    };
    let mut missing = None;
    let rows = rows.map_while(|row| row.map_err(|problems| missing = Some(problems)).ok());
    let (mut workbook, written) = sheets(path, headings, rows, last_row).map_err(failed)?;
    if let Some(problems) = missing {
        return Err(problems);
    }
    whole_file(path, |file| {
        workbook.save_to_writer(file).map_err(|error| failed(error).into())
    })?;
    Ok(written)
}

/// Writes a file that has its name when it is whole: a full disk neither leaves a half of it nor takes away what was there.
fn whole_file<T>(path: &Path, write: impl FnOnce(&mut BufWriter<AtomicFile>) -> Result<T>) -> Result<T> {
    let failed = |error: io::Error| Problem::io("write the sheet", path, &error);
    let mut writer = BufWriter::new(AtomicFile::create(path).map_err(failed)?);
    let written = write(&mut writer).and_then(|written| {
        writer.flush().map_err(failed)?;
        Ok(written)
    });
    // What could not be written is not tried once more when the writer goes away.
    let (file, _unwritten) = writer.into_parts();
    let written = written?;
    file.commit().map_err(failed)?;
    Ok(written)
}

/// The sheets of a workbook, whose rows lie in a file without a name beside the report until it is saved.
fn sheets(
    path: &Path,
    headings: &[String],
    rows: impl Iterator<Item = Vec<String>>,
    last_row: u32,
) -> std::result::Result<(Workbook, Written), XlsxError> {
    let mut workbook = Workbook::new();
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    workbook.set_tempdir(folder.unwrap_or(Path::new(".")))?;
    let text = Format::new().set_num_format("@");
    let message = Format::new()
        .set_num_format("@")
        .set_text_wrap()
        .set_align(FormatAlign::Top)
        .set_font_color(Color::RGB(0x9C_2B_00));
    let mut rows = rows.peekable();
    let has_messages = |column: u16| headings.get(usize::from(column)).is_some_and(|title| title == HEADING);
    let mut written = Written { rows: 0, sheets: 0 };
    // A list of nobody has its headings all the same.
    while rows.peek().is_some() || written.sheets == 0 {
        let sheet = workbook.add_worksheet_with_constant_memory()?;
        head_of_sheet(sheet, headings, &text)?;
        written.sheets += 1;
        for (at, row) in (1..=last_row).zip(&mut rows) {
            for (column, cell) in (0..).zip(&row) {
                let format = if has_messages(column) { &message } else { &text };
                if !cell.is_empty() {
                    sheet.write_string_with_format(at, column, shortened(cell), format)?;
                }
            }
            written.rows += 1;
        }
    }
    Ok((workbook, written))
}

fn head_of_sheet(sheet: &mut Worksheet, headings: &[String], text: &Format) -> std::result::Result<(), XlsxError> {
    let heading = Format::new()
        .set_bold()
        .set_border_bottom(FormatBorder::Thin)
        .set_num_format("@");
    for (column, title) in (0..).zip(headings) {
        sheet.set_column_format(column, text)?;
        sheet.set_column_width(column, if title == HEADING { 60.0 } else { 22.0 })?;
        sheet.write_string_with_format(0, column, title, &heading)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    Ok(())
}

/// A text as long as a cell may be; longer ones are in error anyway.
fn shortened(text: &str) -> &str {
    if text.len() <= MAX_CELL {
        return text;
    }
    let mut units = 0;
    let end = text.char_indices().find(|(_, c)| {
        units += c.len_utf16();
        units > MAX_CELL
    });
    end.and_then(|(at, _)| text.get(..at)).unwrap_or(text)
}

/// UTF-8 with the mark by which spreadsheet programs know it.
fn text_file(path: &Path, headings: &[String], rows: impl Iterator<Item = Result<Vec<String>>>) -> Result<Written> {
    let failed = |error: io::Error| Problem::io("write the sheet", path, &error);
    whole_file(path, |file| {
        file.write_all(b"\xef\xbb\xbf").map_err(failed)?;
        let mut writer = csv::WriterBuilder::new()
            .terminator(csv::Terminator::CRLF)
            .from_writer(file);
        let mut write = |row: &[String]| match writer.write_record(row.iter().map(|cell| harmless(cell))) {
            Ok(()) => Ok(()),
            Err(error) => Err(failed(error.into())),
        };
        let mut written = Written { rows: 0, sheets: 1 };
        write(headings)?;
        for row in rows {
            write(&row?)?;
            written.rows += 1;
        }
        writer.flush().map_err(failed)?;
        Ok(written)
    })
}

/// A text that no spreadsheet program calculates: an apostrophe says that it is one.
fn harmless(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::import::{Cell, Mapping, ReadOptions, Sheet, column_letters, map, read};
    use crate::progress::Progress;
    use crate::worker::Launcher;

    fn columns(titles: &[&str]) -> Vec<Column> {
        let column = |(title, at): (&&str, u32)| Column {
            letter: column_letters(at),
            title: (*title).to_owned(),
        };
        titles.iter().zip(0..).map(column).collect()
    }

    fn row(cells: &[&str], problems: Vec<Problem>) -> ReportRow {
        ReportRow {
            cells: cells.iter().map(|cell| (*cell).to_owned()).collect(),
            problems,
        }
    }

    fn again(name: &str, columns: &[Column], rows: &[ReportRow]) -> Sheet {
        let path = std::env::temp_dir().join(format!("accolade-report-{}-{name}", std::process::id()));
        let written = write_report(&path, columns, rows.to_vec()).expect("written");
        assert_eq!(written.rows, rows.len() as u64);
        let launcher = Launcher::in_process(crate::import::TASKS);
        let sheet = read(&path, &ReadOptions::default(), &launcher, &Progress::new());
        drop(fs::remove_file(&path));
        sheet.expect("read").value
    }

    #[test]
    fn a_report_can_be_imported_again() {
        let columns = columns(&["Name", "Telefon", "E-Mail", "Datum"]);
        let wrong = Problem::error("email-shape", "This is not an e-mail address")
            .hint("Correct it")
            .at(Place::default().column("E-Mail"));
        let rows = [
            row(
                &["=HYPERLINK(\"x\",\"Ann\")", "+49 30 1", "anna", "2026-03-01"],
                vec![wrong.clone()],
            ),
            row(
                &["Łukasz\nŻółć", "00123", "", ""],
                vec![Problem::warning("a", "Warned"), wrong],
            ),
        ];
        for name in ["a.xlsx", "a.csv"] {
            let sheet = again(name, &columns, &rows);
            let titles: Vec<&str> = sheet.columns.iter().map(|column| column.title.as_str()).collect();
            assert_eq!(titles, ["Name", "Telefon", "E-Mail", "Datum", HEADING], "{name}");
            let texts = |at: usize| -> Vec<String> {
                let row = &sheet.rows[at];
                (0..5).map(|column| row.cell(column).text().into_owned()).collect()
            };
            let mark = if name == "a.csv" { "'" } else { "" };
            assert_eq!(
                texts(0)[..2],
                [format!("{mark}=HYPERLINK(\"x\",\"Ann\")"), format!("{mark}+49 30 1")]
            );
            assert_eq!(texts(0)[4], "E-Mail: This is not an e-mail address. Correct it");
            assert_eq!(texts(1)[..3], ["Łukasz\nŻółć", "00123", ""], "{name}");
            assert!(texts(1)[4].ends_with("\nWarned"), "the error is first");
            assert!(
                sheet.rows.iter().all(|row| matches!(row.cell(0), Cell::Text(_))),
                "{name}"
            );
            let mapping: Mapping = map(&sheet, &[], &[], &[]).expect("mapped").value;
            assert_eq!(mapping.fields[4], None, "the messages are no field");
        }
    }

    #[test]
    fn a_report_that_cannot_be_written_leaves_the_one_before_it() {
        let folder = std::env::temp_dir().join(format!("accolade-report-{}-half", std::process::id()));
        fs::create_dir_all(&folder).expect("a folder");
        let files = || fs::read_dir(&folder).expect("the folder").count();
        for name in ["a.csv", "a.xlsx"] {
            let path = folder.join(name);
            let columns = columns(&["Name"]);
            let all = [row(&["Anna"], Vec::new())];
            write_report(&path, &columns, all.to_vec()).expect("written");
            let before = fs::read(&path).expect("the report");
            let full = || Problem::io("write the sheet", &path, &io::ErrorKind::StorageFull.into());
            let half = whole_file(&path, |file| -> Result<()> {
                file.write_all(&[b'x'; 100_000]).expect("the half");
                Err(full().into())
            });
            assert_eq!(half, Err(full().into()));
            assert_eq!(fs::read(&path).expect("the report"), before);
            assert_eq!(files(), 1, "nothing else is left");
            // Nor does a row that cannot be had.
            let rows = [Ok(vec!["Zoë".to_owned()]), Err(full().into())];
            assert_eq!(write_sheet(&path, &["Name".to_owned()], rows), Err(full().into()));
            assert_eq!(fs::read(&path).expect("the report"), before);
            assert_eq!(files(), 1, "nothing else is left");
            // What breaks off in the middle, a row that is never made, leaves no half of a report either.
            let broken = std::panic::catch_unwind(|| {
                let rows = (0..).map(|at| if at < 9 { all[0].clone() } else { panic!("no more rows") });
                write_report(&path, &columns, rows)
            });
            assert!(broken.is_err());
            assert_eq!(fs::read(&path).expect("the report"), before);
            fs::remove_dir_all(&folder).expect("removed");
            fs::create_dir_all(&folder).expect("a folder");
        }
        fs::remove_dir_all(&folder).expect("removed");
    }

    #[test]
    fn messages_do_not_pile_up() {
        let mut columns = columns(&["Name", HEADING]);
        columns[1].title = HEADING.to_uppercase();
        let sheet = again(
            "b.csv",
            &columns,
            &[row(&["Anna", "old"], vec![Problem::error("x", "New")])],
        );
        assert_eq!(sheet.columns.len(), 2);
        assert_eq!(sheet.rows[0].cell(1).text(), "New");
    }

    #[test]
    fn what_a_sheet_cannot_hold_goes_on_in_the_next() {
        let path = std::env::temp_dir().join(format!("accolade-report-{}-many.xlsx", std::process::id()));
        let headings = ["Name".to_owned(), HEADING.to_owned()];
        let rows = (0..5).map(|at| Ok(vec![format!("Anna {at}"), "Wrong".to_owned()]));
        let written = workbook(&path, &headings, rows, 2).expect("written");
        assert_eq!(written, Written { rows: 5, sheets: 3 });
        let launcher = Launcher::in_process(crate::import::TASKS);
        let mut names = Vec::new();
        for sheet in ["Sheet1", "Sheet2", "Sheet3"] {
            let options = ReadOptions {
                sheet: Some(sheet.to_owned()),
                ..ReadOptions::default()
            };
            let read = read(&path, &options, &launcher, &Progress::new()).expect("read").value;
            assert_eq!(read.columns[0].title, "Name");
            names.extend(read.rows.iter().map(|row| row.cell(0).text().into_owned()));
        }
        drop(fs::remove_file(&path));
        assert_eq!(names, ["Anna 0", "Anna 1", "Anna 2", "Anna 3", "Anna 4"]);
    }

    #[test]
    fn long_texts_are_cut_between_letters() {
        let long = "é".repeat(40_000);
        assert_eq!(shortened(&long).chars().count(), MAX_CELL);
        assert_eq!(shortened("short"), "short");
    }
}
