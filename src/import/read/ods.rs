//! OpenDocument spreadsheets: the cells of one table, streamed from `content.xml`.
//!
//! Own code, because the library's reader refuses documents with white space between their elements, keeps whole tables
//! in memory with all that is repeated in them, and says nothing of number formats. Only what a person sees counts:
//! comments, shapes, earlier versions of cells and the caches of links are passed over.

use std::io::{BufRead, BufReader, Cursor};

use crate::diag::{Problem, Result};

use super::super::sheet::Cell;
use super::container::{Parts, damaged, hostile};
use super::number;
use super::ods_styles::Styles;
use super::stream::iso_duration;
use super::wire::RowWriter;
use super::xml::{Event, Tag, Xml, XmlError};

/// No repetition may make more cells with something in them.
const MAX_REPEATED: u64 = 1_000_000;

/// The columns of the largest sheets there are.
const MAX_COLUMNS: u32 = 16_384;

/// Elements with cells or texts in them that are not those of the table.
const PASSED_OVER: [&str; 9] = [
    "tracked-changes",
    "annotation",
    "shapes",
    "dde-links",
    "content-validations",
    "forms",
    "named-expressions",
    "frame",
    "g",
];

/// An opened document.
pub(super) struct Ods<'a> {
    content: Content<'a>,
    styles: Styles,
    /// The tables, and whether they are hidden.
    pub(super) sheets: Vec<(String, bool)>,
}

/// Where the tables are.
enum Content<'a> {
    Packed(Parts<Cursor<&'a [u8]>>),
    /// A document in one piece of XML (ODF 1.3 part 3, 3.1.2).
    Flat(&'a str),
}

impl Content<'_> {
    fn reader(&mut self) -> Result<Box<dyn BufRead + '_>> {
        Ok(match self {
            Content::Packed(parts) => Box::new(BufReader::with_capacity(64 << 10, parts.part("content.xml")?)),
            Content::Flat(text) => Box::new(text.as_bytes()),
        })
    }
}

/// Completes a problem of XML for people.
fn broken(error: &XmlError) -> Problem {
    damaged(&error.why())
}

impl<'a> Ods<'a> {
    pub(super) fn open(bytes: &'a [u8]) -> Result<Ods<'a>> {
        let mut parts = Parts::open(Cursor::new(bytes))?;
        if let Some(manifest) = parts.text("meta-inf/manifest.xml", 1 << 20)?
            && (manifest.contains("encryption-data") || manifest.contains("encrypted-package"))
        {
            return Err(super::workbook::password().into());
        }
        let mut styles = Styles::default();
        if parts.has("styles.xml") {
            let mut xml = Xml::new(BufReader::new(parts.part("styles.xml")?));
            read_styles(&mut xml, &mut styles).map_err(|error| broken(&error))?;
        }
        Ods::with(Content::Packed(parts), styles)
    }

    /// Opens a document in one piece.
    pub(super) fn flat(text: &'a str) -> Result<Ods<'a>> {
        Ods::with(Content::Flat(text), Styles::default())
    }

    fn with(mut content: Content<'a>, mut styles: Styles) -> Result<Ods<'a>> {
        let mut xml = Xml::new(content.reader()?);
        let tables = read_styles(&mut xml, &mut styles).map_err(|error| broken(&error))?;
        drop(xml);
        let sheets = tables
            .into_iter()
            .map(|(name, style)| (name, style.is_some_and(|style| styles.hides_table(&style))))
            .collect();
        Ok(Ods {
            content,
            styles,
            sheets,
        })
    }

    /// Sends the cells of a table.
    pub(super) fn read(&mut self, name: &str, rows: &mut RowWriter<'_, '_>) -> Result<()> {
        let wanted = self.sheets.iter().position(|(sheet, _)| sheet == name);
        let mut xml = Xml::new(self.content.reader()?);
        let mut at = 0;
        loop {
            match xml.next().map_err(|error| broken(&error))? {
                Event::Eof => return Ok(()),
                Event::Start(tag) if PASSED_OVER.contains(&tag.name) => xml.skip().map_err(|error| broken(&error))?,
                Event::Start(tag) if tag.name == "table" => {
                    if Some(at) == wanted {
                        return Table::new(&self.styles, rows).read(&mut xml);
                    }
                    at += 1;
                    xml.skip().map_err(|error| broken(&error))?;
                }
                _ => {}
            }
        }
    }
}

/// Takes the styles of a document, and gives its tables: their names and the names of their styles.
fn read_styles<R: BufRead>(
    xml: &mut Xml<R>,
    styles: &mut Styles,
) -> std::result::Result<Vec<(String, Option<String>)>, XmlError> {
    let mut tables = Vec::new();
    loop {
        match xml.next()? {
            Event::Eof => return Ok(tables),
            Event::Start(tag) if PASSED_OVER.contains(&tag.name) => xml.skip()?,
            Event::Start(tag) if tag.name == "table" => {
                tables.push((tag.attribute("name").unwrap_or_default(), tag.attribute("style-name")));
                xml.skip()?;
            }
            Event::Start(tag) if Styles::begins(tag.name) => {
                let known = styles.begin(&tag);
                if known {
                    styles.fill(xml)?;
                }
            }
            _ => {}
        }
    }
}

/// Where the reading of a table is.
struct Table<'t, 'r, 'b> {
    styles: &'t Styles,
    rows: &'t mut RowWriter<'r, 'b>,
    /// The row, from 0, and how often it is repeated.
    row: u64,
    row_repeated: u64,
    row_style: Option<String>,
    row_is_hidden: bool,
    column: u32,
    /// Of the columns from the left: how many, and their style.
    columns: Vec<(u32, Option<String>)>,
    /// The cells of a row that is repeated, to be sent again.
    cells: Vec<(u32, Cell)>,
    sent: u64,
}

/// What stopped a table.
enum Stop {
    Xml(XmlError),
    Said(crate::diag::Problems),
}

impl From<XmlError> for Stop {
    fn from(error: XmlError) -> Stop {
        Stop::Xml(error)
    }
}

impl From<crate::diag::Problems> for Stop {
    fn from(problems: crate::diag::Problems) -> Stop {
        Stop::Said(problems)
    }
}

/// What the start of a cell says.
struct Opening {
    kind: String,
    value: Option<f64>,
    /// A day, a time, or a text that is not the one that is shown.
    written: Option<String>,
    is_true: bool,
    is_error: bool,
    has_formula: bool,
    style: Option<String>,
    repeated: u32,
    /// How many columns and rows it covers.
    spanned: (u64, u64),
}

impl<'t, 'r, 'b> Table<'t, 'r, 'b> {
    fn new(styles: &'t Styles, rows: &'t mut RowWriter<'r, 'b>) -> Table<'t, 'r, 'b> {
        Table {
            styles,
            rows,
            row: 0,
            row_repeated: 1,
            row_style: None,
            row_is_hidden: false,
            column: 0,
            columns: Vec::new(),
            cells: Vec::new(),
            sent: 0,
        }
    }

    fn read<R: BufRead>(mut self, xml: &mut Xml<R>) -> Result<()> {
        self.elements(xml).map_err(|stop| match stop {
            Stop::Xml(error) => broken(&error).into(),
            Stop::Said(problems) => problems,
        })
    }

    fn elements<R: BufRead>(&mut self, xml: &mut Xml<R>) -> std::result::Result<(), Stop> {
        loop {
            match xml.next()? {
                Event::Eof => return Err(XmlError::Cut.into()),
                Event::End("table") => return Ok(()),
                Event::End("table-row") => self.end_row()?,
                Event::Start(tag) => match tag.name {
                    "table-column" => {
                        let count = tag.number("number-columns-repeated").unwrap_or(1);
                        let count = u32::try_from(count).unwrap_or(MAX_COLUMNS).min(MAX_COLUMNS);
                        self.columns.push((count, tag.attribute("default-cell-style-name")));
                    }
                    "table-row" => {
                        self.row_repeated = tag.number("number-rows-repeated").unwrap_or(1).max(1);
                        self.row_style = tag.attribute("default-cell-style-name");
                        let shown = tag.attribute("visibility").unwrap_or_default();
                        self.row_is_hidden = matches!(shown.as_str(), "collapse" | "filter");
                        self.column = 0;
                    }
                    "table-cell" | "covered-table-cell" => {
                        let opening = Opening::of(&tag);
                        let shown = shown_text(xml)?;
                        self.cell(&opening, shown)?;
                    }
                    // A table within a cell, or what is not part of the table.
                    "table" => xml.skip()?,
                    name if PASSED_OVER.contains(&name) => xml.skip()?,
                    _ => {}
                },
                _ => {}
            }
        }
    }

    fn cell(&mut self, opening: &Opening, shown: String) -> Result<()> {
        let first = self.column;
        self.column = self.column.saturating_add(opening.repeated);
        let Ok(row) = u32::try_from(self.row) else {
            return Ok(());
        };
        if opening.spanned != (1, 1) {
            let last = |first: u32, count: u64| first.saturating_add(u32::try_from(count - 1).unwrap_or(u32::MAX));
            self.rows.merged(
                (row, last(row, opening.spanned.1)),
                (first, last(first, opening.spanned.0)),
            );
        }
        let cell = self.meaning(opening, shown, first);
        if cell.is_blank() {
            return Ok(());
        }
        let last = first
            .saturating_add(opening.repeated)
            .min(MAX_COLUMNS.max(first.saturating_add(1)));
        self.count(u64::from(last.saturating_sub(first)).saturating_mul(self.row_repeated))?;
        for column in first..last {
            self.rows.cell(row, column, &cell)?;
            if self.row_is_hidden && column == first {
                self.rows.hidden(row);
            }
            if self.row_repeated > 1 {
                self.cells.push((column, cell.clone()));
            }
        }
        Ok(())
    }

    /// Refuses what is repeated without end, before it is.
    fn count(&mut self, cells: u64) -> Result<()> {
        self.sent = self.sent.saturating_add(cells);
        if cells > MAX_REPEATED || self.sent > super::LIMITS.cells as u64 {
            return Err(hostile("it repeats cells without end"));
        }
        Ok(())
    }

    fn end_row(&mut self) -> Result<()> {
        let cells = std::mem::take(&mut self.cells);
        for again in 1..self.row_repeated {
            let (false, Ok(row)) = (cells.is_empty(), u32::try_from(self.row + again)) else {
                break;
            };
            for (column, cell) in &cells {
                self.rows.cell(row, *column, cell)?;
            }
            if self.row_is_hidden {
                self.rows.hidden(row);
            }
        }
        self.row = self.row.saturating_add(self.row_repeated);
        self.row_repeated = 1;
        Ok(())
    }

    fn meaning(&self, opening: &Opening, shown: String, column: u32) -> Cell {
        if opening.is_error || (opening.has_formula && is_error_text(&shown)) {
            return Cell::Error(shown.trim().into());
        }
        match (opening.kind.as_str(), opening.value) {
            ("float" | "percentage" | "currency", Some(value)) => {
                let style = opening
                    .style
                    .as_ref()
                    .or(self.row_style.as_ref())
                    .or_else(|| self.style_of(column));
                let pattern = style.and_then(|style| self.styles.pattern(style, value));
                let text = pattern.and_then(|pattern| pattern.show(value));
                // TRUE in the style of one, which LibreOffice stores as a number.
                let is_word = !shown.trim().is_empty() && shown.trim().chars().all(char::is_alphabetic);
                if text.is_none() && is_word && (value == 0.0 || value == 1.0) {
                    return Cell::Bool(value == 1.0);
                }
                Cell::Number {
                    value,
                    text: text.unwrap_or_else(|| number::general(value)).into(),
                }
            }
            ("date", _) => opening.written.as_deref().map_or(Cell::Text(shown.into()), number::iso),
            ("time", _) => Cell::Text(opening.written.as_deref().map_or(shown, iso_duration).into()),
            ("boolean", _) => Cell::Bool(opening.is_true),
            ("string", _) => match &opening.written {
                Some(text) if shown.is_empty() => Cell::Text(text.as_str().into()),
                _ => Cell::Text(shown.into()),
            },
            _ if shown.is_empty() && opening.has_formula => Cell::Formula,
            _ => Cell::Text(shown.into()),
        }
    }

    fn style_of(&self, column: u32) -> Option<&String> {
        let mut end = 0u32;
        self.columns
            .iter()
            .find(|(count, _)| {
                end = end.saturating_add(*count);
                column < end
            })
            .and_then(|(_, style)| style.as_ref())
    }
}

impl Opening {
    fn of(tag: &Tag<'_>) -> Opening {
        let repeated = tag.number("number-columns-repeated").unwrap_or(1).max(1);
        Opening {
            kind: tag.attribute("value-type").unwrap_or_default(),
            value: tag.attribute("value").and_then(|value| value.trim().parse().ok()),
            written: ["date-value", "time-value", "string-value"]
                .iter()
                .find_map(|name| tag.attribute(name)),
            is_true: tag.attribute("boolean-value").is_some_and(|value| value == "true"),
            is_error: tag.attribute("calcext:value-type").is_some_and(|kind| kind == "error"),
            has_formula: tag.attribute("formula").is_some(),
            style: tag.attribute("style-name"),
            repeated: u32::try_from(repeated).unwrap_or(u32::MAX),
            spanned: ["number-columns-spanned", "number-rows-spanned"]
                .map(|name| tag.number(name).unwrap_or(1).max(1))
                .into(),
        }
    }
}

/// What programs show for a formula that has no value.
fn is_error_text(text: &str) -> bool {
    let text = text.trim();
    text.starts_with("Err:") || (text.starts_with('#') && text.ends_with(['!', '?', 'A']))
}

/// The paragraphs in the cell that has just begun, a line each.
fn shown_text<R: BufRead>(xml: &mut Xml<R>) -> std::result::Result<String, XmlError> {
    let mut text = String::new();
    let (mut depth, mut in_paragraph, mut paragraphs) = (1usize, 0usize, 0usize);
    // Line ends and indentation of the file are no text: white space counts once, and not at the edges.
    let mut space_due = Space::None;
    while depth > 0 {
        match xml.next()? {
            Event::Eof => return Err(XmlError::Cut),
            Event::Start(tag) if PASSED_OVER.contains(&tag.name) || matches!(tag.name, "ruby-text" | "table") => {
                xml.skip()?;
            }
            Event::Start(tag) => {
                depth += 1;
                let written = match tag.name {
                    "p" | "h" if in_paragraph == 0 => {
                        if paragraphs > 0 {
                            text.push('\n');
                        }
                        paragraphs += 1;
                        in_paragraph = depth;
                        space_due = Space::None;
                        continue;
                    }
                    "s" => " ".repeat(tag.number("c").unwrap_or(1).min(1000) as usize),
                    "tab" => "\t".to_owned(),
                    "line-break" => "\n".to_owned(),
                    _ => continue,
                };
                if std::mem::take(&mut space_due) != Space::None {
                    text.push(' ');
                }
                text.push_str(&written);
            }
            Event::End(_) => {
                if depth == in_paragraph {
                    in_paragraph = 0;
                    // One space at the end was typed; a line end is the file's own.
                    if std::mem::take(&mut space_due) == Space::Typed {
                        text.push(' ');
                    }
                }
                depth -= 1;
            }
            Event::Text(piece) if in_paragraph > 0 => collapse(piece, &mut text, &mut space_due),
            Event::Text(_) => {}
        }
    }
    Ok(text)
}

/// White space that was met and may have to be written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Space {
    #[default]
    None,
    /// A space as a person types it.
    Typed,
    /// With a line end or a tab, which stand for the layout of the file.
    Layout,
}

/// Adds a text with runs of white space as one space each (ODF 1.3 part 3, 6.1.2); one at the end waits for what follows.
fn collapse(piece: &str, out: &mut String, space_due: &mut Space) {
    for c in piece.chars() {
        match c {
            ' ' if *space_due == Space::None => *space_due = Space::Typed,
            ' ' => {}
            '\t' | '\r' | '\n' => *space_due = Space::Layout,
            _ => {
                let is_due = std::mem::take(space_due) != Space::None;
                if is_due && !out.is_empty() && !out.ends_with(['\n', ' ', '\t']) {
                    out.push(' ');
                }
                out.push(c);
            }
        }
    }
}
