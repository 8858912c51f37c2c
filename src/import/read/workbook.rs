//! Workbooks (XLSX, XLSM, XLSB, XLS, ODS) and tables that are marked up: the parent's request and answer, and the child's
//! task.

use std::io::{Cursor, Read};
use std::path::Path;
use std::time::Duration;

use calamine::{Reader, SheetType, SheetVisible, Xlsx, XlsxError};
use serde::{Deserialize, Serialize};

use crate::diag::{Problem, Problems, Result};
use crate::progress::Progress;
use crate::worker::{self, Job, Launcher, Replies};

use super::super::sheet::{OtherSheet, sheet_label};
use super::assemble::{Rows, too_many_cells};
use super::container::{self, Container, Inspected, damaged};
use super::detect::{self, Kind, Markup, SAVE_AS};
use super::excel_xml::ExcelXml;
use super::html::{self, Page};
use super::ods::Ods;
use super::stream::{self, Found};
use super::wire::{self, BOOK, HIDDEN, MERGED, OTHER, ROWS, Refused, RowWriter};
use super::xls::Xls;
use super::xls_old::OldXls;
use super::xlsb::Xlsb;
use super::xlsx_rows;
use super::{LIMITS, ReadOptions, Table};

/// The name of the task.
pub(super) const TASK: &str = "workbook";

/// With the parent's share, a person waits no longer than 20 s and no more than 1 GB is taken.
const LIMITS_OF_CHILD: worker::Limits = worker::Limits {
    silence: Duration::from_secs(15),
    memory: 800_000_000,
};

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
    is_hidden: bool,
    /// All others: their names, and whether they are hidden.
    others: Vec<(String, bool)>,
    /// Whether it counts days from 1904.
    is_1904: bool,
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
        limits: LIMITS_OF_CHILD,
    };
    let mut book = Book::default();
    let mut rows = Rows::new(LIMITS);
    let mut glimpses = Vec::new();
    let mut more_hidden = false;
    launcher.run(&job, progress, &mut |piece| match piece.split_first() {
        Some((&BOOK, json)) => {
            book = serde_json::from_slice(json).map_err(|error| nonsense(&error.to_string()))?;
            Ok(())
        }
        Some((&MERGED, bytes)) => {
            rows.merged = wire::take_merged(bytes).ok_or_else(|| nonsense("merged cells"))?;
            Ok(())
        }
        Some((&HIDDEN, bytes)) => {
            (rows.hidden, more_hidden) = wire::take_hidden(bytes).ok_or_else(|| nonsense("hidden rows"))?;
            Ok(())
        }
        Some((&OTHER, bytes)) => {
            glimpses.push(wire::take_glimpse(bytes).ok_or_else(|| nonsense("another sheet"))?);
            Ok(())
        }
        Some((&ROWS, bytes)) => wire::take_rows(bytes, &mut rows).map_err(|refused| match refused {
            Refused::TooMany => too_many_cells(),
            Refused::Nonsense => nonsense("rows"),
        }),
        _ => Err(nonsense("piece")),
    })?;
    let mut table = table(book, rows, options);
    table.problems.extend(more_hidden.then(too_many_hidden));
    Ok(Table { glimpses, ..table })
}

fn too_many_hidden() -> Problem {
    let message = "The sheet hides more rows than any list has; not all of them are named";
    Problem::warning("too-many-hidden", message)
        .hint("Show all rows in a spreadsheet program, and look which are meant")
}

fn table(book: Book, rows: Rows, options: &ReadOptions) -> Table {
    let others: Vec<OtherSheet> = book
        .others
        .into_iter()
        .map(|(name, hidden)| OtherSheet {
            name,
            hidden,
            alike: None,
        })
        .collect();
    let mut problems = Problems::default();
    if options.sheet.is_none() && !others.is_empty() && !rows.is_empty() {
        let message = format!(
            "The workbook has other sheets, which are not read: {}",
            listed(others.iter().map(|other| (other.name.as_str(), other.hidden)))
        );
        problems.push(Problem::note("other-sheets", message).hint("Name the sheet if it is another one"));
    }
    Table {
        sheet: book.sheet,
        is_hidden: book.is_hidden,
        rows,
        others,
        encoding: None,
        problems,
        glimpses: Vec::new(),
        separator: None,
        is_1904: book.is_1904,
    }
}

/// Names of sheets for a sentence, with those marked that are hidden: the first ones, and how many more there are.
pub(super) fn listed<'a>(sheets: impl ExactSizeIterator<Item = (&'a str, bool)>) -> String {
    const SHOWN: usize = 10;
    let more = sheets.len().saturating_sub(SHOWN);
    let quoted = |(name, hidden): (&str, bool)| sheet_label(&format!("“{name}”"), hidden);
    let shown: Vec<String> = sheets.take(SHOWN).map(quoted).collect();
    match more {
        0 => shown.join(", "),
        _ => format!("{} and {more} more", shown.join(", ")),
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
    let mut mended = Vec::new();
    let mut book = AnyBook::open(&bytes, &mut mended)?;
    replies.advance(0)?;
    let sheets = book.sheets();
    let mut read = None;
    for name in candidates(&sheets, request.sheet.as_deref())? {
        let others = sheets.iter().filter(|(other, _)| *other != name);
        let description = Book {
            sheet: name.clone(),
            is_hidden: sheets.iter().any(|(other, hidden)| *hidden && *other == name),
            others: others.cloned().collect(),
            is_1904: book.is_1904(),
        };
        let mut message = vec![BOOK];
        message.extend(serde_json::to_vec(&description).map_err(|error| nonsense(&error.to_string()))?);
        replies.data(&message)?;
        let mut rows = RowWriter::new(replies);
        book.read(&name, &bytes, &mut rows)?;
        let cells = rows.cells();
        rows.finish()?;
        if cells > 0 {
            read = Some(name);
            break;
        }
    }
    match read {
        Some(name) if request.sheet.is_none() => look_at_others(&mut book, &bytes, (&sheets, &name), replies),
        _ => Ok(()),
    }
}

/// How many other sheets are looked at.
const LOOKED_AT: usize = 6;

/// Sends what is seen at a glance of the other visible sheets: perhaps one of them is the list that is meant.
fn look_at_others(
    book: &mut AnyBook<'_>,
    bytes: &[u8],
    (sheets, read): (&[(String, bool)], &str),
    replies: &mut Replies<'_>,
) -> Result<()> {
    let others = sheets.iter().filter(|(name, hidden)| !hidden && name != read);
    for (name, _) in others.take(LOOKED_AT) {
        let mut rows = RowWriter::looking(replies);
        let failed = book.read(name, bytes, &mut rows).is_err();
        // A sheet that cannot be read is no list that could be meant.
        if !failed || rows.has_enough() {
            rows.finish_looking(name)?;
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
            let names = listed(sheets.iter().map(|(name, hidden)| (name.as_str(), *hidden)));
            Err(
                Problem::error("no-such-sheet", format!("The workbook has no sheet “{wanted}”"))
                    .hint(format!("Name one of its sheets: {names}"))
                    .into(),
            )
        }
    }
}

type Bytes<'a> = Cursor<&'a [u8]>;

/// A workbook of any kind, opened.
enum AnyBook<'a> {
    Xlsx(Box<Xlsx<Bytes<'a>>>, Inspected),
    Xlsb(Box<Xlsb<'a>>),
    Xls(Box<Xls>),
    OldXls(OldXls<'a>),
    Ods(Box<Ods<'a>>),
    ExcelXml(Box<ExcelXml<'a>>),
    Html(Box<Page<'a>>),
}

impl<'a> AnyBook<'a> {
    /// Opens a workbook; where it must be mended first, that is kept in `mended`.
    fn open(bytes: &'a [u8], mended: &'a mut Vec<u8>) -> Result<AnyBook<'a>> {
        match detect::kind(bytes)? {
            Kind::Zip => {}
            Kind::OldXls => return Ok(AnyBook::OldXls(OldXls::open(bytes)?)),
            Kind::Markup(markup) => return AnyBook::marked_up(bytes, markup),
            // What is neither came as one of the two when the parent looked.
            Kind::Ole | Kind::Text | Kind::WebArchive => return Ok(AnyBook::Xls(Box::new(Xls::open(bytes)?))),
        }
        let inspected = container::inspect(bytes)?;
        Ok(match inspected.container {
            Container::Xlsx => {
                if inspected.must_be_mended {
                    *mended = container::mended(bytes)?;
                }
                let bytes = if inspected.must_be_mended {
                    mended.as_slice()
                } else {
                    bytes
                };
                let book = Xlsx::new(Cursor::new(bytes)).map_err(|error| xlsx_problem(&error))?;
                AnyBook::Xlsx(Box::new(book), inspected)
            }
            Container::Xlsb => AnyBook::Xlsb(Box::new(Xlsb::open(bytes)?)),
            Container::Ods => AnyBook::Ods(Box::new(Ods::open(bytes)?)),
        })
    }

    /// Opens a table that is marked up; the parent has made UTF-8 of it.
    fn marked_up(bytes: &'a [u8], markup: Markup) -> Result<AnyBook<'a>> {
        let text = std::str::from_utf8(bytes).map_err(|error| nonsense(&error.to_string()))?;
        Ok(match markup {
            Markup::FlatOds => AnyBook::Ods(Box::new(Ods::flat(text)?)),
            Markup::ExcelXml => AnyBook::ExcelXml(Box::new(ExcelXml::open(text)?)),
            Markup::Html if html::is_frameset(text) => return Err(html::frameset().into()),
            Markup::Html => AnyBook::Html(Box::new(Page::open(text)?)),
        })
    }

    /// The names of the tables and whether they are hidden, visible ones first.
    fn sheets(&self) -> Vec<(String, bool)> {
        let mut sheets = match self {
            AnyBook::Xlsx(book, _) => book
                .sheets_metadata()
                .iter()
                .filter(|sheet| sheet.typ == SheetType::WorkSheet)
                .map(|sheet| (sheet.name.clone(), sheet.visible != SheetVisible::Visible))
                .collect(),
            AnyBook::Xlsb(book) => book.sheets(),
            AnyBook::Xls(book) => book.sheets(),
            AnyBook::OldXls(_) => OldXls::sheets(),
            AnyBook::Ods(book) => book.sheets.clone(),
            AnyBook::ExcelXml(book) => book.sheets.clone(),
            AnyBook::Html(page) => page.sheets(),
        };
        sheets.sort_by_key(|(_, hidden)| *hidden);
        sheets
    }

    fn is_1904(&self) -> bool {
        match self {
            AnyBook::Xlsx(book, _) => book.has_1904_epoch(),
            AnyBook::Xlsb(book) => book.is_1904,
            AnyBook::Xls(book) => book.is_1904,
            AnyBook::OldXls(book) => book.is_1904(),
            AnyBook::ExcelXml(book) => book.is_1904,
            AnyBook::Ods(_) | AnyBook::Html(_) => false,
        }
    }

    fn read(&mut self, name: &str, bytes: &[u8], rows: &mut RowWriter<'_, '_>) -> Result<()> {
        match self {
            AnyBook::Xlsx(book, inspected) => {
                read_xlsx(book, name, bytes, rows)?;
                if inspected.has_hidden {
                    xlsx_rows::hidden(bytes, name, rows)?;
                }
                if inspected.has_merged {
                    let merged = book
                        .merge_cells_by_sheet_name(name)
                        .map_err(|error| xlsx_problem(&error))?;
                    for cell in merged {
                        rows.merged((cell.start.0, cell.end.0), (cell.start.1, cell.end.1));
                    }
                }
                Ok(())
            }
            AnyBook::Xlsb(book) => book.read(name, rows),
            AnyBook::Xls(book) => book.read(name, rows),
            AnyBook::OldXls(book) => book.read(rows),
            AnyBook::Ods(book) => book.read(name, rows),
            AnyBook::ExcelXml(book) => book.read(name, rows),
            AnyBook::Html(page) => page.read(name, rows),
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

/// What is wrong with an XLSX workbook, for people.
pub(super) fn xlsx_problem(error: &XlsxError) -> Problem {
    match error {
        XlsxError::Password => password(),
        XlsxError::Unrecognized { val, .. } if val.contains("macrosheets") => macro_sheet(),
        XlsxError::Zip(_) | XlsxError::Io(_) => {
            damaged("a part of it cannot be unpacked; perhaps it was not copied completely")
        }
        XlsxError::Xml(_) | XlsxError::XmlAttr(_) | XlsxError::XmlEof(_) => {
            damaged("a part of it is not well-formed XML")
        }
        XlsxError::FileNotFound(_) | XlsxError::RelationshipNotFound => damaged("a part of it is missing"),
        XlsxError::WorksheetNotFound(name) => damaged(&format!("its sheet “{name}” is missing")),
        XlsxError::CellError(_) | XlsxError::CellTAttribute(_) | XlsxError::ParseFloat(_) => {
            damaged("it has cells of a kind that is not known")
        }
        XlsxError::Alphanumeric(_)
        | XlsxError::NumericColumn(_)
        | XlsxError::RangeWithoutColumnComponent
        | XlsxError::RangeWithoutRowComponent
        | XlsxError::ColumnNumberOverflow
        | XlsxError::RowNumberOverflow
        | XlsxError::DimensionCount(_) => damaged(container::NO_PLACE),
        _ => damaged("it is not written as spreadsheet programs write it"),
    }
}

pub(super) fn password() -> Problem {
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
