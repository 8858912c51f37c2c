//! Workbooks (XLSX, XLSM, XLSB, XLS, ODS): the parent's request and answer, and the child's task.

use std::io::{Cursor, Read};
use std::path::Path;

use calamine::{Ods, OdsError, Reader, SheetType, SheetVisible, Xls, XlsError, Xlsb, XlsbError, Xlsx, XlsxError};
use serde::{Deserialize, Serialize};

use crate::diag::{Problem, Problems, Result};
use crate::progress::Progress;
use crate::worker::{Job, Launcher, Limits, Replies};

use super::super::sheet::OtherSheet;
use super::assemble::{Rows, too_many_cells};
use super::container::{self, Container, damaged};
use super::detect::SAVE_AS;
use super::stream::{self, Found};
use super::wire::{self, BOOK, ROWS, Refused, RowWriter};
use super::{LIMITS, ReadOptions, Table};

/// The name of the task.
pub(super) const TASK: &str = "workbook";

/// What the child is asked, before the bytes of the file.
#[derive(Serialize, Deserialize)]
struct Request {
    sheet: Option<String>,
}

/// What the child says about the workbook, before its rows.
#[derive(Default, Serialize, Deserialize)]
struct Book {
    /// The sheet that is read.
    sheet: String,
    /// All others: their names, and whether they are hidden.
    others: Vec<(String, bool)>,
}

/// Reads a workbook in a child.
pub(super) fn read(
    bytes: &[u8],
    path: &Path,
    options: &ReadOptions,
    launcher: &Launcher,
    progress: &Progress,
) -> Result<Table> {
    let request = Request {
        sheet: options.sheet.clone(),
    };
    let request = serde_json::to_vec(&request).map_err(|error| nonsense(&error.to_string()))?;
    let length = (request.len() as u32).to_le_bytes();
    let file = path.display().to_string();
    let job = Job {
        task: TASK,
        file: &file,
        hint: SAVE_AS,
        request: &[&length, &request, bytes],
        limits: Limits::default(),
    };
    let mut book = Book::default();
    let mut rows = Rows::new(LIMITS);
    launcher.run(&job, progress, &mut |piece| match piece.split_first() {
        Some((&BOOK, json)) => {
            book = serde_json::from_slice(json).map_err(|error| nonsense(&error.to_string()))?;
            Ok(())
        }
        Some((&ROWS, bytes)) => wire::take_rows(bytes, &mut rows).map_err(|refused| match refused {
            Refused::TooMany => too_many_cells(),
            Refused::Nonsense => nonsense("rows"),
        }),
        _ => Err(nonsense("piece")),
    })?;
    Ok(table(book, rows, options))
}

fn table(book: Book, rows: Rows, options: &ReadOptions) -> Table {
    let others: Vec<OtherSheet> = book
        .others
        .into_iter()
        .map(|(name, hidden)| OtherSheet { name, hidden })
        .collect();
    let mut problems = Problems::default();
    if options.sheet.is_none() && !others.is_empty() && !rows.is_empty() {
        let names: Vec<String> = others.iter().map(|other| format!("“{}”", other.name)).collect();
        let message = format!(
            "The workbook has other sheets, which are not read: {}",
            names.join(", ")
        );
        problems.push(Problem::note("other-sheets", message).hint("Name the sheet if it is another one"));
    }
    Table {
        sheet: book.sheet,
        rows,
        others,
        encoding: None,
        problems,
    }
}

fn nonsense(what: &str) -> Problems {
    Problem::unexpected(
        "worker-answer",
        format!("The reader of workbooks answered nonsense: {what}"),
    )
    .into()
}

/// The child's task: reads the first visible sheet with something in it, or the one that is asked for.
pub(super) fn task(request: &mut dyn Read, replies: &mut Replies<'_>) -> Result<()> {
    let (request, bytes) = receive(request)?;
    replies.stage("Reading the sheet", 0)?;
    let mut book = AnyBook::open(&bytes)?;
    replies.advance(0)?;
    let sheets = book.sheets();
    for name in candidates(&sheets, request.sheet.as_deref())? {
        let others = sheets.iter().filter(|(other, _)| *other != name);
        let description = Book {
            sheet: name.clone(),
            others: others.cloned().collect(),
        };
        let mut message = vec![BOOK];
        message.extend(serde_json::to_vec(&description).map_err(|error| nonsense(&error.to_string()))?);
        replies.data(&message)?;
        let mut rows = RowWriter::new(replies);
        book.read(&name, &bytes, &mut rows)?;
        let cells = rows.cells();
        rows.finish()?;
        if cells > 0 {
            break;
        }
    }
    Ok(())
}

fn receive(request: &mut dyn Read) -> Result<(Request, Vec<u8>)> {
    let failed = |error: std::io::Error| nonsense(&error.to_string());
    let mut length = [0; 4];
    request.read_exact(&mut length).map_err(failed)?;
    let mut json = Vec::new();
    let length = u64::from(u32::from_le_bytes(length));
    request.take(length).read_to_end(&mut json).map_err(failed)?;
    let parsed = serde_json::from_slice(&json).map_err(|error| nonsense(&error.to_string()))?;
    let mut bytes = Vec::new();
    request.read_to_end(&mut bytes).map_err(failed)?;
    Ok((parsed, bytes))
}

/// The sheets to try, in order.
fn candidates(sheets: &[(String, bool)], wanted: Option<&str>) -> Result<Vec<String>> {
    if sheets.is_empty() {
        return Err(Problem::error("no-sheets", "The workbook has no sheets")
            .hint(SAVE_AS)
            .into());
    }
    let Some(wanted) = wanted else {
        return Ok(sheets.iter().map(|(name, _)| name.clone()).collect());
    };
    let exact = sheets.iter().find(|(name, _)| name == wanted);
    let close = || {
        sheets
            .iter()
            .find(|(name, _)| name.trim().to_lowercase() == wanted.trim().to_lowercase())
    };
    match exact.or_else(close) {
        Some((name, _)) => Ok(vec![name.clone()]),
        None => {
            let names: Vec<String> = sheets.iter().map(|(name, _)| format!("“{name}”")).collect();
            Err(
                Problem::error("no-such-sheet", format!("The workbook has no sheet “{wanted}”"))
                    .hint(format!("Name one of its sheets: {}", names.join(", ")))
                    .into(),
            )
        }
    }
}

type Bytes<'a> = Cursor<&'a [u8]>;

/// A workbook of any kind, opened.
enum AnyBook<'a> {
    Xlsx(Xlsx<Bytes<'a>>),
    Xlsb(Xlsb<Bytes<'a>>),
    Xls(Xls<Bytes<'a>>),
    Ods(Ods<Bytes<'a>>),
}

impl<'a> AnyBook<'a> {
    fn open(bytes: &'a [u8]) -> Result<AnyBook<'a>> {
        let cursor = Cursor::new(bytes);
        if bytes.starts_with(b"PK") {
            return Ok(match container::inspect(bytes)? {
                Container::Xlsx => AnyBook::Xlsx(Xlsx::new(cursor).map_err(|error| xlsx_problem(&error))?),
                Container::Xlsb => AnyBook::Xlsb(Xlsb::new(cursor).map_err(|error| xlsb_problem(&error))?),
                Container::Ods => AnyBook::Ods(Ods::new(cursor).map_err(|error| ods_problem(&error))?),
            });
        }
        if is_protected(bytes) {
            return Err(password().into());
        }
        Ok(AnyBook::Xls(Xls::new(cursor).map_err(|error| xls_problem(&error))?))
    }

    /// The names of the tables and whether they are hidden, visible ones first.
    fn sheets(&self) -> Vec<(String, bool)> {
        let metadata = match self {
            AnyBook::Xlsx(book) => book.sheets_metadata(),
            AnyBook::Xlsb(book) => book.sheets_metadata(),
            AnyBook::Xls(book) => book.sheets_metadata(),
            AnyBook::Ods(book) => book.sheets_metadata(),
        };
        let mut sheets: Vec<(String, bool)> = metadata
            .iter()
            .filter(|sheet| sheet.typ == SheetType::WorkSheet)
            .map(|sheet| (sheet.name.clone(), sheet.visible != SheetVisible::Visible))
            .collect();
        sheets.sort_by_key(|(_, hidden)| *hidden);
        sheets
    }

    fn read(&mut self, name: &str, bytes: &[u8], rows: &mut RowWriter<'_, '_>) -> Result<()> {
        match self {
            AnyBook::Xlsx(book) => read_xlsx(book, name, bytes, rows),
            AnyBook::Xlsb(book) => stream::xlsb(book, name, rows),
            AnyBook::Xls(book) => {
                let is_1904 = book.has_1904_epoch();
                let range = book.worksheet_range(name).map_err(|error| xls_problem(&error))?;
                stream::range(&range, None, is_1904, rows)
            }
            AnyBook::Ods(book) => {
                let range = book.worksheet_range(name).map_err(|error| ods_problem(&error))?;
                let formulas = book.worksheet_formula(name).map_err(|error| ods_problem(&error))?;
                stream::range(&range, Some(&formulas), false, rows)
            }
        }
    }
}

/// Reads the cells, and once more what the first reading could not tell: where those are that it had to pass over, and
/// which of the empty ones have a formula. Most sheets need neither.
fn read_xlsx(book: &mut Xlsx<Bytes<'_>>, name: &str, bytes: &[u8], rows: &mut RowWriter<'_, '_>) -> Result<()> {
    let is_1904 = book.has_1904_epoch();
    let found: Found = {
        let mut cells = book
            .worksheet_cells_reader(name)
            .map_err(|error| xlsx_problem(&error))?;
        stream::xlsx(&mut cells, is_1904, rows)?
    };
    if !found.passed_over.is_empty() {
        let mut cells = book
            .worksheet_cells_reader(name)
            .map_err(|error| xlsx_problem(&error))?;
        stream::xlsx_places(&mut cells, &found.passed_over, rows)?;
    }
    if found.empty > 0 && container::has_formulas(bytes)? {
        let mut cells = book
            .worksheet_cells_reader(name)
            .map_err(|error| xlsx_problem(&error))?;
        stream::xlsx_formulas(&mut cells, rows)?;
    }
    Ok(())
}

pub(super) fn xlsx_problem(error: &XlsxError) -> Problem {
    match error {
        XlsxError::Password => password(),
        XlsxError::Unrecognized { val, .. } if val.contains("macrosheets") => macro_sheet(),
        _ => damaged(&error.to_string()),
    }
}

pub(super) fn xlsb_problem(error: &XlsbError) -> Problem {
    match error {
        XlsbError::Password => password(),
        XlsbError::Unrecognized { val, .. } if val.contains("macrosheets") => macro_sheet(),
        _ => damaged(&error.to_string()),
    }
}

fn xls_problem(error: &XlsError) -> Problem {
    match error {
        XlsError::Password => password(),
        _ => damaged(&error.to_string()),
    }
}

fn ods_problem(error: &OdsError) -> Problem {
    match error {
        OdsError::Password => password(),
        OdsError::CellLimitExceeded { .. } => Problem::error(
            "out-of-proportion",
            "The workbook is out of all proportion: it repeats cells without end",
        )
        .hint("Save only the table itself as .csv"),
        _ => damaged(&error.to_string()),
    }
}

fn password() -> Problem {
    Problem::error("password-protected", "The workbook is protected by a password")
        .hint("Open it with its password and save it without one")
}

fn macro_sheet() -> Problem {
    Problem::error(
        "macro-sheet",
        "The workbook has a macro sheet of Excel 4, which cannot be read",
    )
    .hint("Copy the table into a new workbook and save it as .xlsx")
}

/// Whether a compound file is encrypted: a protected XLSX has a stream of a certain name, and in XLS the record FILEPASS
/// is among the first of the workbook (MS-XLS 2.1.7.20.1). The reader misses it when the protection is an old one.
fn is_protected(bytes: &[u8]) -> bool {
    const STREAM: &[u8] = b"E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0";
    bytes.windows(STREAM.len()).any(|window| window == STREAM) || has_file_pass(bytes)
}

fn has_file_pass(bytes: &[u8]) -> bool {
    const BOF: &[u8] = &[0x09, 0x08, 0x10, 0x00, 0x00, 0x06, 0x05, 0x00];
    const FILEPASS: u16 = 0x2f;
    const LOOKED_AT: usize = 5;
    let start = bytes.windows(BOF.len()).position(|window| window == BOF);
    let mut rest = start.and_then(|start| bytes.get(start..)).unwrap_or_default();
    for _ in 0..LOOKED_AT {
        let Some(([a, b, c, d], after)) = rest.split_first_chunk::<4>() else {
            return false;
        };
        if u16::from_le_bytes([*a, *b]) == FILEPASS {
            return true;
        }
        rest = after
            .get(usize::from(u16::from_le_bytes([*c, *d]))..)
            .unwrap_or_default();
    }
    false
}
