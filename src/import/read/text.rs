//! Tables in text files: CSV in its dialects, TSV, “Unicode text”.

use std::borrow::Cow;

use crate::diag::{Place, Problem, Problems, Result};
use crate::progress::Progress;

use super::super::sheet::{Cell, Reading, column_letters};
use super::assemble::{Rows, too_many_cells};
use super::codec::Codec;
use super::split::Records;
use super::{LIMITS, ReadOptions, Table, encoding};

/// The separators that are tried, in the order of preference between equals: names and addresses contain commas more
/// often than semicolons, and hardly ever tabs.
const DELIMITERS: [u8; 4] = [b'\t', b';', b',', b'|'];

/// How much of the text decides about the separator, in bytes.
const SAMPLE: usize = 256 << 10;

/// A cell that is longer than what a spreadsheet program allows, or has this many lines, is an open quotation mark.
const MAX_CELL: usize = 4 * 32_767;
const MAX_LINES: usize = 200;

pub(super) fn read(bytes: &[u8], options: &ReadOptions, progress: &Progress) -> Result<Table> {
    let decoded = encoding::decode_as(
        bytes,
        options.encoding.as_deref(),
        options.remembered_encoding.as_deref(),
    )?;
    let (text, encoding) = decoded.value;
    let mut problems = decoded.problems;
    let text = text.trim_end_matches('\u{1a}');
    let (hint, text) = separator_line(text);
    let told = match options.delimiter {
        Some(wanted) => Some(
            u8::try_from(wanted)
                .ok()
                .filter(u8::is_ascii)
                .ok_or_else(|| not_a_delimiter(wanted))?,
        ),
        None => hint,
    };
    let separated = Separated::of(text, told, &options.headings);
    let text = separated.text.as_ref();
    if let Some(at) = text.find('\0').filter(|_| encoding.name == "UTF-8") {
        let row = 1 + text.get(..at).map_or(0, |before| before.matches('\n').count()) as u32;
        problems.push(
            Problem::warning(
                "nul-characters",
                "The text contains NUL characters, which no spreadsheet program writes",
            )
            .hint("Save the sheet again as .xlsx or as “CSV UTF-8”")
            .at(Place::row(row)),
        );
    }
    Ok(Table {
        sheet: String::new(),
        is_hidden: false,
        rows: split(&separated, progress)?,
        others: Vec::new(),
        encoding: Some(encoding),
        problems,
        glimpses: Vec::new(),
        separator: separated.sign(),
        is_1904: false,
    })
}

/// The text in every encoding that is worth a look; see [`encodings`](super::encodings).
pub(super) fn readings(bytes: &[u8], most_rows: usize) -> Vec<Reading> {
    readings_in(bytes, encoding::readings(bytes), most_rows)
}

/// The same in these encodings.
pub(super) fn readings_in(bytes: &[u8], candidates: Vec<Codec>, most_rows: usize) -> Vec<Reading> {
    let mut chosen: Option<Vec<u32>> = None;
    candidates
        .into_iter()
        .map(|codec| {
            let (text, _) = codec.decode(bytes);
            let (hint, text) = separator_line(text.trim_end_matches('\u{1a}'));
            let separated = Separated::of(text, hint, &[]);
            // All show the rows that the first reading shows.
            let numbers = chosen.get_or_insert_with(|| telling_rows(&separated, most_rows));
            Reading {
                encoding: codec.name(),
                rows: rows_of(&separated, numbers),
            }
        })
        .collect()
}

/// The first row and those with letters beyond ASCII, by their place among all records.
fn telling_rows(separated: &Separated<'_>, most: usize) -> Vec<u32> {
    let mut records = Records::new(&separated.text, separated.delimiter);
    let mut found = Vec::new();
    let mut index = 0;
    while found.len() < most && records.advance() {
        if index == 0 || !records.values().iter().all(|value| value.is_ascii()) {
            found.push(index);
        }
        index += 1;
    }
    found
}

fn rows_of(separated: &Separated<'_>, wanted: &[u32]) -> Vec<(u32, Vec<String>)> {
    let last = wanted.last().copied().unwrap_or(0);
    let mut records = Records::new(&separated.text, separated.delimiter);
    let mut found = Vec::new();
    for index in 0..=last {
        if !records.advance() {
            break;
        }
        if wanted.contains(&index) {
            let values = records.values().iter().map(|value| separated.value(value).into_owned());
            found.push((index + 1, values.collect()));
        }
    }
    found
}

/// What is taken where there is one column: a character that no text has.
const NO_DELIMITER: u8 = b'\x1f';

/// What stands for a separator of full width, as keyboards of East Asia type it: a character that no text has.
const FULL_WIDTH: u8 = b'\x1e';

/// A text with what separates its values.
struct Separated<'a> {
    text: Cow<'a, str>,
    delimiter: u8,
    /// The sign of full width that [`FULL_WIDTH`] stands for, in values, too.
    wide: Option<char>,
}

impl<'a> Separated<'a> {
    /// The text with the separator that is told, or that the text tells.
    fn of(text: &'a str, told: Option<u8>, headings: &[String]) -> Separated<'a> {
        let mut separated = Separated {
            text: Cow::Borrowed(text),
            delimiter: told.unwrap_or_else(|| find_delimiter(text, headings)),
            wide: None,
        };
        if separated.delimiter == NO_DELIMITER
            && let Some(inside) = quoted_lines(&separated.text)
        {
            separated.delimiter = find_delimiter(&inside, headings);
            separated.text = Cow::Owned(inside);
        }
        if separated.delimiter == NO_DELIMITER
            && let Some((narrow, sign)) = full_width(&separated.text, headings)
        {
            separated = Separated {
                text: Cow::Owned(narrow),
                delimiter: FULL_WIDTH,
                wide: Some(sign),
            };
        }
        separated
    }

    /// What separates the values, where there are several columns.
    fn sign(&self) -> Option<char> {
        let told = (self.delimiter != NO_DELIMITER).then(|| char::from(self.delimiter));
        self.wide.or(told)
    }

    /// A value as it stands in the file.
    fn value<'v>(&self, value: &'v str) -> Cow<'v, str> {
        match self.wide {
            Some(sign) if value.contains('\u{1e}') => {
                Cow::Owned(value.replace('\u{1e}', sign.encode_utf8(&mut [0; 4])))
            }
            _ => Cow::Borrowed(value),
        }
    }
}

/// The text with [`FULL_WIDTH`] for its separators of full width, where they separate headings that are known; and which
/// they are.
fn full_width(text: &str, headings: &[String]) -> Option<(String, char)> {
    let sample = text.get(..text.floor_char_boundary(SAMPLE)).unwrap_or(text);
    let signs = ['，', '；', '｜', '、']
        .into_iter()
        .filter(|sign| sample.contains(*sign));
    let narrow = |text: &str, sign: char| text.replace(sign, "\u{1e}");
    let mut separating = signs.filter(|sign| score(&narrow(sample, *sign), FULL_WIDTH, headings).1 >= 2);
    let sign = separating.next().filter(|_| !text.contains('\u{1e}'))?;
    Some((narrow(text, sign), sign))
}

/// The lines of a text in which each is quoted as a whole, as programs write that take a table for one column; `None` when
/// any is not.
fn quoted_lines(text: &str) -> Option<String> {
    let line = |line: &str| {
        let inside = line.strip_prefix('"')?.strip_suffix('"')?;
        let plain = inside.replace("\"\"", "\u{0}");
        (!plain.contains('"')).then(|| plain.replace('\0', "\""))
    };
    if !text.starts_with('"') || text.contains('\0') {
        return None;
    }
    let mut out = String::with_capacity(text.len());
    for written in text.lines() {
        if !written.is_empty() {
            out.push_str(&line(written)?);
        }
        out.push('\n');
    }
    Some(out)
}

/// Excel's own first line `sep=;`, which is no row of the table.
fn separator_line(text: &str) -> (Option<u8>, &str) {
    let (line, rest) = text.split_once('\n').unwrap_or((text, ""));
    let line = line.trim_end_matches('\r').trim_matches('"');
    match line.as_bytes() {
        [s, e, p, b'=', delimiter] if [s, e, p].map(u8::to_ascii_lowercase) == *b"sep" && delimiter.is_ascii() => {
            (Some(*delimiter), rest)
        }
        _ => (None, text),
    }
}

/// The separator under which most rows have the same number of values, more than one. None: one column, which any
/// separator that does not occur will give.
fn find_delimiter(text: &str, headings: &[String]) -> u8 {
    let mut end = text.len().min(SAMPLE);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let sample = text.get(..end).unwrap_or(text);
    let mut best = (0, 0, b'\t');
    for delimiter in DELIMITERS {
        let (rows, known) = score(sample, delimiter, headings);
        if rows > 0 && (known, rows) > (best.0, best.1) {
            best = (known, rows, delimiter);
        }
    }
    match best {
        (_, 0, _) => NO_DELIMITER,
        (_, _, delimiter) => delimiter,
    }
}

/// How many rows have the usual number of values, and whether known headings are among them.
fn score(sample: &str, delimiter: u8, headings: &[String]) -> (usize, usize) {
    let mut widths: Vec<(usize, usize)> = Vec::new();
    let mut known = 0;
    let mut records = Records::new(sample, delimiter);
    let mut index = 0;
    let mut lone_heading = false;
    let mut in_prose = delimiter == b',';
    while index < 1000 && records.advance() {
        let values = records.values();
        if let (0, [title]) = (index, values) {
            lone_heading = super::header::is_known(title, headings);
        }
        in_prose &= values.iter().skip(1).all(|value| value.starts_with(' '));
        match widths.iter_mut().find(|(width, _)| *width == values.len()) {
            Some((_, count)) => *count += 1,
            None => widths.push((values.len(), 1)),
        }
        if index < 5 && values.len() > 1 {
            let is_known = |title: &&Cow<'_, str>| super::header::is_known(title, headings);
            known = known.max(values.iter().filter(is_known).count());
        }
        index += 1;
    }
    // One heading above “Doe, John” in each row: the comma belongs to the name.
    if lone_heading && in_prose && known == 0 {
        return (0, 0);
    }
    let usual = widths
        .iter()
        .max_by_key(|(_, count)| *count)
        .filter(|(width, _)| *width > 1);
    (usual.map_or(0, |(_, count)| *count), known)
}

fn split(separated: &Separated<'_>, progress: &Progress) -> Result<Rows> {
    let mut rows = Rows::new(LIMITS);
    let text = separated.text.as_ref();
    let mut records = Records::new(text, separated.delimiter);
    let without_end = text.trim_end_matches(['\r', '\n']).len();
    let mut number = 0;
    let mut start = 0;
    while records.advance() {
        let end = records.position();
        let raw = text.get(start..end).unwrap_or_default();
        // Empty lines are no records, but a spreadsheet program numbers them.
        number += blank_lines(raw, start > 0 && text.as_bytes().get(start - 1) == Some(&b'\r')) + 1;
        let values = records.values();
        if let Some(column) = values
            .iter()
            .position(|value| value.len() > MAX_CELL && !value.contains(['\n', '\r']))
        {
            return Err(too_long(number, column));
        }
        if values.iter().any(|value| runs_away(value)) || (end >= without_end && never_closed(&records)) {
            return Err(open_quote(number));
        }
        let cells = (0..).zip(values).filter(|(_, value)| !value.is_empty());
        rows.add(
            number,
            cells.map(|(column, value)| (column, Cell::Text(separated.value(value).into()))),
        )
        .map_err(|()| too_many_cells())?;
        if number.is_multiple_of(4096) {
            progress.check()?;
            progress.advance(4096);
        }
        start = end;
    }
    Ok(rows)
}

/// The empty lines before the first value of a record. The reader stops after the `\r` of a pair, so that the `\n` of
/// the record before comes first here.
fn blank_lines(raw: &str, after_return: bool) -> u32 {
    let mut count = 0;
    let mut last = if after_return { b'\r' } else { 0 };
    for byte in raw.bytes().take_while(|b| matches!(b, b'\r' | b'\n')) {
        count += u32::from(!(byte == b'\n' && last == b'\r'));
        last = byte;
    }
    count
}

fn runs_away(value: &str) -> bool {
    value.len() > MAX_CELL || (value.len() > MAX_LINES && value.bytes().filter(|b| *b == b'\n').count() > MAX_LINES)
}

/// Whether the text ends inside a quotation that has taken in rows: the last value has line breaks.
fn never_closed(records: &Records<'_>) -> bool {
    let last = records.values().last();
    records.is_open() && last.is_some_and(|value| value.contains(['\n', '\r']))
}

fn open_quote(row: u32) -> Problems {
    Problem::error(
        "open-quote",
        "A quotation mark is opened here and not closed; the rows after it are lost in it",
    )
    .hint("Remove the quotation mark, or save the sheet as .xlsx")
    .at(Place::row(row))
    .into()
}

/// A value that is longer than any cell, without an end of a line in it that a quotation mark could have taken in.
fn too_long(row: u32, column: usize) -> Problems {
    let letters = column_letters(u32::try_from(column).unwrap_or(u32::MAX));
    let message = format!("A value in column {letters} is longer than any cell of a spreadsheet");
    Problem::error("value-too-long", message)
        .hint("Shorten it; check that no separators or ends of lines are missing in the file")
        .at(Place::row(row))
        .into()
}

fn not_a_delimiter(wanted: char) -> Problem {
    Problem::error("delimiter", format!("“{wanted}” cannot separate values")).hint("Choose one such as ; or , or a tab")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_without_end_is_not_taken_for_a_quotation() {
        let code = |text: &str| {
            let refused = split(&Separated::of(text, None, &[]), &Progress::new());
            refused.expect_err("too long").0[0].code.clone()
        };
        let long = "A".repeat(MAX_CELL + 1);
        assert_eq!(code(&format!("Name,City\n{long},Bonn\n")), "value-too-long");
        assert_eq!(code(&format!("Name\n\"{long}\"\n")), "value-too-long");
        assert_eq!(code(&format!("Name,City\n\"Anna,Bonn\n{long}\n")), "open-quote");
    }

    #[test]
    fn separators_of_full_width_are_known() {
        let list = "姓名，电子邮件\n王小明，w@example.org\n";
        assert_eq!(find_delimiter(list, &[]), NO_DELIMITER);
        assert_eq!(
            full_width(list, &[]),
            Some(("姓名\u{1e}电子邮件\n王小明\u{1e}w@example.org\n".to_owned(), '，'))
        );
        assert_eq!(full_width("姓名\n王，小明\n", &[]), None, "a comma in a name");
        let quoted = "姓名，电子邮件\n\"王，小明\"，w@example.org\n李，雷\n";
        let rows = [
            (1, vec!["姓名".to_owned(), "电子邮件".to_owned()]),
            (2, vec!["王，小明".to_owned(), "w@example.org".to_owned()]),
        ];
        let separated = Separated::of(quoted, None, &[]);
        assert_eq!(rows_of(&separated, &[0, 1]), rows, "a comma in a value");
        let split = split(&separated, &Progress::new()).expect("rows");
        let (split, _) = split.ordered();
        assert_eq!(split[1].cells[0], (0, Cell::Text("王，小明".into())));
        let (bytes, ..) = encoding_rs::GBK.encode(quoted);
        let readings = readings_in(&bytes, vec![Codec::Web(encoding_rs::GBK)], 2);
        assert_eq!(readings[0].rows, rows, "as in the question about letters");
    }

    #[test]
    fn a_comma_in_every_name_separates_no_columns() {
        assert_eq!(
            find_delimiter("Name\nDoe, John\nKlein, Ben\nMaier, Ute\n", &[]),
            NO_DELIMITER
        );
        assert_eq!(find_delimiter("Course\nName,City\nDoe,Bonn\n", &[]), b',');
        assert_eq!(find_delimiter("Name,City\nDoe, Bonn\nKlein, Ulm\n", &[]), b',');
    }
}
