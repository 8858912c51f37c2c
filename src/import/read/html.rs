//! Tables of web pages, which many programs write under the name of a spreadsheet.
//!
//! Such pages are seldom what the standard of HTML asks for, and so this reads as little of it as tells the cells apart:
//! the tags of tables and those that break lines, texts with their entities, and nothing of styles and scripts. Cells
//! that span columns or rows have their text at the first place; the others stay empty, as in a workbook. A table within
//! a cell is a table of its own.

use std::borrow::Cow;

use crate::diag::{Problem, Result};

use super::super::check::html_text;
use super::container::hostile;
use super::detect::not_a_sheet;
use super::html_pieces::{Piece, Pieces, is_hidden, span};
use super::wire::RowWriter;

/// No table has more columns, and no cell spans more.
pub(super) const MAX_COLUMNS: u32 = 16_384;

/// No cell has a longer text, in bytes; what is longer is no cell.
const MAX_TEXT: usize = 1 << 20;

/// Tables within tables, and tables of a page.
const MAX_DEPTH: usize = 50;
const MAX_TABLES: usize = 10_000;

/// After so many rows the parent hears from the child.
const SIGN_OF_LIFE: u64 = 10_000;

/// A page with its tables.
pub(super) struct Page<'a> {
    text: &'a str,
    /// How many cells with a text each table has, in the order of the page.
    sizes: Vec<u64>,
}

/// What a walk through a page meets.
enum Met<'m> {
    /// A row that a browser does not show, from 0.
    Hidden(u32),
    /// A cell: its row and column from 0, its text, and how many columns and rows it covers.
    Cell(u32, u32, &'m str, (u32, u32)),
}

/// Takes what is met in a table, which is given by its place on the page, see [`Page::walk`].
type Give<'g> = &'g mut dyn FnMut(usize, Met<'_>) -> Result<()>;

/// A table that is being read.
#[derive(Debug, Default)]
struct Table {
    /// Its place on the page.
    at: usize,
    /// The row, from 0; `None` before the first.
    row: Option<u32>,
    column: u32,
    /// By column: so many rows below this one are covered by a cell above.
    covered: Vec<u32>,
    cell: Option<Cell>,
    /// Whether the rows of the group at hand are hidden.
    group_is_hidden: bool,
}

#[derive(Debug)]
struct Cell {
    column: u32,
    /// How many columns and rows it covers.
    span: (u32, u32),
    text: String,
    /// White space that was met and counts if a text follows.
    space: bool,
}

impl Table {
    fn begin_row(&mut self) {
        for covered in &mut self.covered {
            *covered = covered.saturating_sub(1);
        }
        self.row = Some(self.row.map_or(0, |row| row.saturating_add(1)));
        self.column = 0;
    }

    fn begin_cell(&mut self, attributes: &str) {
        if self.row.is_none() {
            self.begin_row();
        }
        while self.covered.get(self.column as usize).is_some_and(|rows| *rows > 0) {
            self.column += 1;
        }
        let (wide, high) = (span(attributes, "colspan"), span(attributes, "rowspan"));
        let last = self.column.saturating_add(wide).min(MAX_COLUMNS);
        if high > 1 {
            self.covered.resize(self.covered.len().max(last as usize), 0);
            let covered = self.covered.get_mut(self.column as usize..last as usize);
            // The row at hand counts as well: it is taken off when the next one begins.
            covered.into_iter().flatten().for_each(|rows| *rows = high);
        }
        self.cell = Some(Cell {
            column: self.column,
            span: (wide, high),
            text: String::new(),
            space: false,
        });
        self.column = last;
    }
}

impl Cell {
    fn push(&mut self, text: &str) {
        for c in text.chars() {
            if matches!(c, ' ' | '\t' | '\r' | '\n' | '\u{c}') {
                self.space = true;
                continue;
            }
            if std::mem::take(&mut self.space) && !self.text.is_empty() && !self.text.ends_with('\n') {
                self.text.push(' ');
            }
            self.text.push(c);
        }
    }

    fn break_line(&mut self) {
        self.space = false;
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.text.push('\n');
        }
    }
}

impl<'a> Page<'a> {
    pub(super) fn open(text: &'a str) -> Result<Page<'a>> {
        let mut page = Page {
            text,
            sizes: Vec::new(),
        };
        let mut sizes = Vec::new();
        page.walk(&mut |table, met| {
            let Met::Cell(_, _, text, _) = met else { return Ok(()) };
            if sizes.len() <= table {
                sizes.resize(table + 1, 0);
            }
            if let Some(size) = sizes.get_mut(table) {
                *size += u64::from(!text.trim().is_empty());
            }
            Ok(())
        })?;
        page.sizes = sizes;
        if page.sizes.iter().all(|size| *size == 0) {
            return Err(not_a_sheet("a web page without a table", super::detect::SAVE_AS).into());
        }
        Ok(page)
    }

    /// The names of the tables with something in them, the largest first: pages have others for their layout.
    pub(super) fn sheets(&self) -> Vec<(String, bool)> {
        let mut tables: Vec<(u64, usize)> = self
            .sizes
            .iter()
            .copied()
            .zip(0..)
            .filter(|(size, _)| *size > 0)
            .collect();
        tables.sort_by_key(|(size, at)| (std::cmp::Reverse(*size), *at));
        tables.into_iter().map(|(_, at)| (name_of(at), false)).collect()
    }

    pub(super) fn read(&self, name: &str, rows: &mut RowWriter<'_, '_>) -> Result<()> {
        let mut last = 0;
        self.walk(&mut |table, met| {
            if name_of(table) != name {
                return Ok(());
            }
            let (row, column, text, (wide, high)) = match met {
                Met::Hidden(row) => {
                    rows.hidden(row);
                    return Ok(());
                }
                Met::Cell(row, column, text, span) => (row, column, text, span),
            };
            if u64::from(row) >= last + SIGN_OF_LIFE {
                last = u64::from(row);
                rows.alive()?;
            }
            rows.merged(
                (row, row.saturating_add(high - 1)),
                (column, column.saturating_add(wide - 1)),
            );
            match text.trim().is_empty() {
                true => Ok(()),
                false => rows.text(row, column, text),
            }
        })
    }

    /// Gives every cell, and every row that is hidden.
    fn walk(&self, give: Give<'_>) -> Result<()> {
        let mut tables = 0;
        let mut open: Vec<Table> = Vec::new();
        for piece in (Pieces { rest: self.text }) {
            match piece {
                Piece::Text(text) => {
                    if let Some(cell) = open.last_mut().and_then(|table| table.cell.as_mut()) {
                        cell.push(&decoded(text));
                        if cell.text.len() > MAX_TEXT {
                            return Err(hostile("a cell of it has more text than a book"));
                        }
                    }
                }
                Piece::Tag(false, name, _) if name == "table" => {
                    if open.len() >= MAX_DEPTH || tables >= MAX_TABLES {
                        return Err(hostile("it has tables within tables without end"));
                    }
                    open.push(Table {
                        at: tables,
                        ..Table::default()
                    });
                    tables += 1;
                }
                Piece::Tag(true, name, _) if name == "table" => {
                    if let Some(mut table) = open.pop() {
                        end_cell(&mut table, give)?;
                    }
                }
                Piece::Tag(ends, name, attributes) => {
                    if let Some(table) = open.last_mut() {
                        tag(table, ends, &name, attributes, give)?;
                    }
                }
            }
        }
        while let Some(mut table) = open.pop() {
            end_cell(&mut table, give)?;
        }
        Ok(())
    }
}

/// What a tag within a table does. Ends of cells and rows are often left out.
fn tag(table: &mut Table, ends: bool, name: &str, attributes: &str, give: Give<'_>) -> Result<()> {
    match (name, ends) {
        ("tr", _) | ("thead" | "tbody" | "tfoot", _) => {
            end_cell(table, give)?;
            if name != "tr" {
                table.group_is_hidden = !ends && is_hidden(attributes);
            } else if !ends {
                table.begin_row();
                if table.group_is_hidden || is_hidden(attributes) {
                    give(table.at, Met::Hidden(table.row.unwrap_or(0)))?;
                }
            }
        }
        ("td" | "th", ends) => {
            end_cell(table, give)?;
            if !ends {
                table.begin_cell(attributes);
            }
        }
        ("br", false) => table.cell.iter_mut().for_each(Cell::break_line),
        ("p" | "div" | "li" | "ul" | "ol" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6", _) => {
            table.cell.iter_mut().for_each(Cell::break_line);
        }
        _ => {}
    }
    Ok(())
}

fn end_cell(table: &mut Table, give: Give<'_>) -> Result<()> {
    match table.cell.take() {
        Some(cell) => give(
            table.at,
            Met::Cell(
                table.row.unwrap_or(0),
                cell.column,
                cell.text.trim_end_matches('\n'),
                cell.span,
            ),
        ),
        None => Ok(()),
    }
}

fn name_of(table: usize) -> String {
    format!("Table {}", table + 1)
}

fn decoded(text: &str) -> Cow<'_, str> {
    html_text(text).map_or(Cow::Borrowed(text), Cow::Owned)
}

/// What a page or a document of XML says of its encoding, in its first bytes.
pub(super) fn declared_encoding(head: &str) -> Option<&str> {
    let at = |name: &str| {
        let (_, rest) = head.split_once(name)?;
        let rest = rest.trim_start().strip_prefix('=')?.trim_start();
        let rest = rest.trim_start_matches(['"', '\'']);
        let end = rest.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ':' | '.')))?;
        rest.get(..end).filter(|label| !label.is_empty())
    };
    let declaration = head.strip_prefix("<?xml").and_then(|rest| rest.split_once("?>"));
    match declaration {
        Some((declaration, _)) if declaration.contains("encoding") => at("encoding"),
        _ => at("charset"),
    }
}

/// The problem of a page that only names the files in which its sheets are.
pub(super) fn is_frameset(text: &str) -> bool {
    let head = text
        .get(..text.floor_char_boundary(1 << 16))
        .unwrap_or(text)
        .to_ascii_lowercase();
    head.contains("<frameset") && !head.contains("<table")
}

pub(super) fn frameset() -> Problem {
    not_a_sheet(
        "a web page whose sheets are in other files beside it",
        super::detect::SAVE_AS,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(page: &str) -> Vec<(usize, u32, u32, String)> {
        let page = Page {
            text: page,
            sizes: Vec::new(),
        };
        let mut cells = Vec::new();
        page.walk(&mut |table, met| {
            if let Met::Cell(row, column, text, _) = met {
                cells.push((table, row, column, text.to_owned()));
            }
            Ok(())
        })
        .expect("read");
        cells
    }

    fn line(page: &str) -> String {
        let cells = cells(page).into_iter();
        cells
            .map(|(table, row, column, text)| format!("{table}:{row},{column}={text} "))
            .collect()
    }

    #[test]
    fn cells_are_told_apart_however_they_are_written() {
        for (page, wanted) in [
            (
                "<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>",
                "0:0,0=a 0:0,1=b 0:1,0=c ",
            ),
            (
                "<TABLE border=1><TR><TH>Name<TH>Mail<TR><TD>Z<b>o</b>&euml;<TD>x",
                "0:0,0=Name 0:0,1=Mail 0:1,0=Zoë 0:1,1=x ",
            ),
            (
                "<table><tr><td colspan=2>A</td><td>B</td></tr></table>",
                "0:0,0=A 0:0,2=B ",
            ),
            (
                "<table><tr><td rowspan='2'>A<td>B<tr><td>C<tr><td>D<td>E</table>",
                "0:0,0=A 0:0,1=B 0:1,1=C 0:2,0=D 0:2,1=E ",
            ),
            (
                "<table><tr><td> a \n  b<br>c<p>d</p></td></tr></table>",
                "0:0,0=a b\nc\nd ",
            ),
            (
                "<table><tr><td>a<table><tr><td>i</td></tr></table>z</td></tr></table>",
                "1:0,0=i 0:0,0=az ",
            ),
            (
                "<style>td { } <x></style><script>if (a<b) '<td>'</script><table><tr><td>a < b &amp;lt; &nbsp;",
                "0:0,0=a < b &lt; \u{a0} ",
            ),
            (
                "<!-- <table><tr><td>no --><table><!--[if gte mso 9]><td><![endif]--><tr><td title='>'>yes",
                "0:0,0=yes ",
            ),
            ("<table><td>no row</td></table><p>x</p>", "0:0,0=no row "),
            ("no table", ""),
            ("<table><tr><td data-colspan=7>a<td>b<", "0:0,0=a 0:0,1=b< "),
        ] {
            assert_eq!(line(page).trim_end(), wanted.trim_end(), "{page}");
        }
    }

    #[test]
    fn rows_that_a_browser_does_not_show_are_hidden() {
        for (page, wanted) in [
            ("<table><tr><td>a<tr style='display:none'><td>b<tr><td>c", &[1][..]),
            (
                "<table><TR STYLE=\"height:0; DISPLAY : none !important\"><td>a<tr><td>b",
                &[0],
            ),
            ("<table><tr><td>a<tr hidden><td>b<tr class=x hidden=''><td>c", &[1, 2]),
            ("<table><tr><td>a<tr style='visibility:collapse'><td>b", &[1]),
            (
                "<table><tr height=0 style='mso-height-source:userset;display:none'><td>a",
                &[0],
            ),
            (
                "<table><tr><td>a<tbody style=display:none><tr><td>b<tr><td>c</tbody><tr><td>d",
                &[1, 2],
            ),
            (
                "<table><tr style='display:table-row' data-hidden=1 title='display:none'><td>hidden",
                &[],
            ),
            ("<table><tr><td style='display:none'>a<td>b", &[]),
        ] {
            let mut hidden = Vec::new();
            let page = Page {
                text: page,
                sizes: Vec::new(),
            };
            let walked = page.walk(&mut |_, met| {
                if let Met::Hidden(row) = met {
                    hidden.push(row);
                }
                Ok(())
            });
            walked.expect("read");
            assert_eq!(hidden, wanted, "{}", page.text);
        }
    }

    #[test]
    fn the_largest_table_comes_first() {
        let page = "<table><tr><td>menu</td></tr></table><table><tr><td>a<td>b<tr><td>c</table><table><tr><td></table>";
        let page = Page::open(page).expect("a page");
        assert_eq!(
            page.sheets(),
            [("Table 2".to_owned(), false), ("Table 1".to_owned(), false)]
        );
        assert!(Page::open("<table><tr><td></td></tr></table>").is_err());
    }

    #[test]
    fn spans_without_end_are_bounded() {
        assert_eq!(span(" colspan=99999999999", "colspan"), 1);
        assert_eq!(span(" ROWSPAN = '65534'", "rowspan"), MAX_COLUMNS);
        let page = format!("<table><tr>{}", "<td colspan=16384 rowspan=16384>x".repeat(50));
        assert!(cells(&page).iter().all(|(_, _, column, _)| *column <= MAX_COLUMNS));
        assert!(Page::open(&"<table><tr><td>".repeat(60)).is_err());
    }

    #[test]
    fn encodings_are_declared_in_several_ways() {
        for (head, label) in [
            ("<?xml version=\"1.0\" encoding='iso-8859-2'?>", Some("iso-8859-2")),
            (
                "<meta http-equiv=Content-Type content=\"text/html; charset=windows-1251\">",
                Some("windows-1251"),
            ),
            ("<meta charset='utf-8'>", Some("utf-8")),
            ("<html>", None),
        ] {
            assert_eq!(declared_encoding(head), label, "{head}");
        }
    }
}
