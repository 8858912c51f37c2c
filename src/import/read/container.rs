//! What is in a zip archive, and whether it is safe to unpack: looked at in the child before the workbook's reader is.

use std::io::{Cursor, Read, Seek, Write};

use zip::result::ZipError;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use crate::diag::{Place, Problem, Result};

use super::detect::{self, SAVE_AS};

/// A kind of workbook in an archive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Container {
    /// XLSX and XLSM.
    Xlsx,
    Xlsb,
    Ods,
}

/// Real workbooks have a few dozen entries, those with a picture in each row some thousands.
const MAX_ENTRIES: usize = 10_000;

/// The unpacked size of all entries, in bytes.
const MAX_UNPACKED: u64 = 500_000_000;

/// Beyond this unpacked size, no more than so many times the packed one.
const SUSPICIOUS: u64 = 50_000_000;
const MAX_RATIO: u64 = 200;

/// Room for this many shared texts is made before any is read, on the word of the file.
const MAX_TEXTS: u64 = 20_000_000;

type Archive<'a> = ZipArchive<Cursor<&'a [u8]>>;

/// The parts of a workbook by their names, which are found in any case and with either slash.
pub(super) struct Parts<R> {
    archive: ZipArchive<R>,
    names: Vec<String>,
}

impl<R: Read + Seek> Parts<R> {
    pub(super) fn open(from: R) -> Result<Parts<R>> {
        let mut archive = ZipArchive::new(from).map_err(|error| zip_problem(&error))?;
        let names = names(&mut archive)?;
        Ok(Parts { archive, names })
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.place(name).is_some()
    }

    /// The name of the first part that ends so.
    pub(super) fn ending_with(&self, end: &str) -> Option<&str> {
        self.names.iter().map(String::as_str).find(|name| name.ends_with(end))
    }

    /// Reads a part.
    pub(super) fn part(&mut self, name: &str) -> Result<impl Read + use<'_, R>> {
        let place = self.place(name).ok_or_else(|| damaged("a part of it is missing"))?;
        Ok(self.archive.by_index(place).map_err(|error| zip_problem(&error))?)
    }

    /// The beginning of a part as text; `None` when there is none.
    pub(super) fn text(&mut self, name: &str, most: u64) -> Result<Option<String>> {
        if !self.has(name) {
            return Ok(None);
        }
        let mut bytes = Vec::new();
        let read = self.part(name)?.take(most).read_to_end(&mut bytes);
        read.map_err(|_| damaged(BROKEN))?;
        Ok(Some(String::from_utf8_lossy(&bytes).into_owned()))
    }

    fn place(&self, name: &str) -> Option<usize> {
        let name = name.to_lowercase();
        self.names.iter().position(|known| *known == name)
    }
}

fn names<R: Read + Seek>(archive: &mut ZipArchive<R>) -> Result<Vec<String>> {
    let mut names = Vec::with_capacity(archive.len().min(MAX_ENTRIES));
    for index in 0..archive.len() {
        let entry = archive.by_index_data(index).map_err(|error| zip_problem(&error))?;
        let name = String::from_utf8_lossy(entry.name_raw()).to_lowercase();
        names.push(name.replace('\\', "/").trim_start_matches('/').to_owned());
    }
    Ok(names)
}

/// What is said of a part that cannot be unpacked or whose checksum is wrong.
const BROKEN: &str = "a part of it cannot be unpacked; perhaps it was not copied completely";

/// What is wrong with an archive, for people.
fn zip_problem(error: &ZipError) -> Problem {
    match error {
        ZipError::UnsupportedArchive(_) => damaged("it is packed in a way that spreadsheet programs do not use"),
        ZipError::InvalidPassword => super::workbook::password(),
        _ => damaged(BROKEN),
    }
}

/// A workbook that claims a size which makes no sense is mended in memory up to this unpacked size, in bytes.
const MAX_MENDED: u64 = 50_000_000;

/// What is known of an archive before its parts are read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Inspected {
    pub(super) container: Container,
    /// Whether it must be [`mended`] before it is read.
    pub(super) must_be_mended: bool,
    /// Whether a sheet of it, in XML, has merged cells.
    pub(super) has_merged: bool,
    /// Whether a sheet of it, in XML, has rows or columns that are not shown.
    pub(super) has_hidden: bool,
}

/// The kind of workbook, when it is one and nothing about the archive is out of proportion.
pub(super) fn inspect(bytes: &[u8]) -> Result<Inspected> {
    let mut archive = open(bytes)?;
    let (mut packed, mut unpacked) = (0u64, 0u64);
    if archive.len() > MAX_ENTRIES {
        return Err(hostile(&format!("it has {} parts inside", archive.len())));
    }
    for index in 0..archive.len() {
        let entry = archive.by_index_data(index).map_err(|error| zip_problem(&error))?;
        packed = packed.saturating_add(entry.compressed_size());
        unpacked = unpacked.saturating_add(entry.size());
    }
    let names = names(&mut archive)?;
    if unpacked > MAX_UNPACKED || (unpacked > SUSPICIOUS && unpacked / MAX_RATIO > packed) {
        return Err(hostile(&format!("unpacked it would be {} MB", unpacked / 1_000_000)));
    }
    let container = classify(&names)?;
    let must_be_mended = container == Container::Xlsx && inspect_parts(&mut archive, &names)?;
    let (has_merged, has_hidden) = verify(&mut archive, &names)?;
    if must_be_mended && unpacked > MAX_MENDED {
        return Err(damaged("a sheet claims a size that makes no sense").into());
    }
    Ok(Inspected {
        container,
        must_be_mended,
        has_merged,
        has_hidden,
    })
}

/// The same workbook with sheets that claim to be one cell large. Nobody needs what they claim, but the library's
/// reader refuses or takes wrong what it does not understand there.
pub(super) fn mended(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut archive = open(bytes)?;
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let entry = archive.by_index(index).map_err(|error| zip_problem(&error))?;
        let name = String::from_utf8_lossy(entry.name_raw()).into_owned();
        let mut content = Vec::new();
        entry
            .take(MAX_MENDED)
            .read_to_end(&mut content)
            .map_err(|_| damaged(BROKEN))?;
        if let Some((start, end)) = claimed_size(&content).filter(|_| is_sheet(&name.to_lowercase())) {
            content.splice(start..end, *b"A1");
        }
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
        writer.start_file(name, options).map_err(|error| zip_problem(&error))?;
        writer.write_all(&content).map_err(|_| damaged(BROKEN))?;
    }
    let written = writer.finish().map_err(|error| zip_problem(&error))?;
    Ok(written.into_inner())
}

fn is_sheet(name: &str) -> bool {
    name.contains("worksheets/") && name.ends_with(".xml")
}

/// Where a sheet says how large it is: the value of `<dimension ref="A1:C7">`, near its beginning.
fn claimed_size(content: &[u8]) -> Option<(usize, usize)> {
    let head = content.get(..content.len().min(HEAD)).unwrap_or_default();
    let find = |from: usize, what: &[u8]| {
        let rest = head.get(from..)?;
        rest.windows(what.len())
            .position(|window| window == what)
            .map(|at| from + at)
    };
    let tag = find(0, b"dimension ")?;
    let end_of_tag = find(tag, b">")?;
    let quote = find(tag, b"ref=").filter(|at| *at < end_of_tag)? + 4;
    let start = quote + 1;
    let length = head
        .get(start..)?
        .iter()
        .position(|byte| Some(byte) == head.get(quote))?;
    Some((start, start + length))
}

/// Whether a text is a cell or two with a colon between them, as sheets name their corners.
fn is_area(text: &[u8]) -> bool {
    let is_cell = |cell: &[u8]| {
        let letters = cell.iter().take_while(|byte| byte.is_ascii_uppercase()).count();
        let digits = cell.get(letters..).unwrap_or_default();
        (1..=3).contains(&letters) && (1..=7).contains(&digits.len()) && digits.iter().all(u8::is_ascii_digit)
    };
    let mut cells = text.split(|byte| *byte == b':');
    cells.next().is_some_and(is_cell) && cells.next().is_none_or(is_cell) && cells.next().is_none()
}

fn open(bytes: &[u8]) -> Result<Archive<'_>> {
    Ok(ZipArchive::new(Cursor::new(bytes)).map_err(|error| zip_problem(&error))?)
}

fn classify(names: &[String]) -> Result<Container> {
    let has = |end: &str| names.iter().any(|name| name.ends_with(end));
    if has("workbook.bin") {
        return Ok(Container::Xlsb);
    }
    if has("word/document.xml") {
        return Err(detect::not_a_sheet("a text document (Word)", "Choose a spreadsheet").into());
    }
    if has("ppt/presentation.xml") {
        return Err(detect::not_a_sheet("a presentation (PowerPoint)", "Choose a spreadsheet").into());
    }
    if has(".iwa") {
        return Err(detect::not_a_sheet("a document of Apple Numbers", "Export it to Excel in Numbers").into());
    }
    let has_content = names.iter().any(|name| name == "content.xml");
    if has_content && !has("[content_types].xml") {
        return Ok(Container::Ods);
    }
    if has("[content_types].xml") || has("_rels/.rels") || has("workbook.xml") {
        return Ok(Container::Xlsx);
    }
    Err(detect::not_a_sheet(
        "a zip archive without a workbook",
        "Unpack it and choose the spreadsheet inside",
    )
    .into())
}

/// The parts of XLSX whose beginning tells what its reader would fall for; `true` when one of them is to be mended.
fn inspect_parts(archive: &mut Archive<'_>, names: &[String]) -> Result<bool> {
    let mut must_be_mended = false;
    for (index, name) in names.iter().enumerate() {
        if name.ends_with("sharedstrings.xml") {
            let (head, size) = head(archive, index)?;
            if let Some(count) = attribute(&head, "uniqueCount").filter(|count| *count > MAX_TEXTS || *count > size) {
                return Err(hostile(&format!("it claims to have {count} texts")));
            }
        } else if is_sheet(name) {
            let (head, _) = head(archive, index)?;
            let size = claimed_size(&head).and_then(|(start, end)| head.get(start..end));
            must_be_mended |= size.is_some_and(|size| !is_area(size));
            if head.starts_with(b"\xff\xfe") || head.starts_with(b"\xfe\xff") {
                return Err(damaged("a sheet is written in UTF-16").into());
            }
        }
    }
    Ok(must_be_mended)
}

/// Unpacks what the workbook's reader reads, for its checksums: the reader stops at the end of the table and would take
/// a damaged name for a good one. A part that is longer than it says is not unpacked further. Gives whether any sheet has
/// merged cells, and whether any has hidden rows.
fn verify(archive: &mut Archive<'_>, names: &[String]) -> Result<(bool, bool)> {
    let (mut has_merged, mut has_hidden) = (false, false);
    for (index, name) in names.iter().enumerate() {
        if !name.ends_with(".xml") && !name.ends_with(".bin") {
            continue;
        }
        let part = archive.by_index(index).map_err(|error| zip_problem(&error))?;
        let size = part.size();
        let mut places = Places::default();
        let mut part = part.take(size + 1);
        let unpacked = match is_sheet(name) {
            true => std::io::copy(&mut part, &mut places),
            false => std::io::copy(&mut part, &mut std::io::sink()),
        };
        if unpacked.map_err(|_| damaged(BROKEN))? > size {
            return Err(hostile("a part is larger than it says"));
        }
        if places.are_wrong {
            return Err(damaged(NO_PLACE).into());
        }
        has_merged |= places.have_merged;
        has_hidden |= places.have_hidden;
    }
    Ok((has_merged, has_hidden))
}

/// What is said of cells with places that no sheet has.
pub(super) const NO_PLACE: &str = "it has cells in places that no sheet has";

/// The longest place of a cell: XFD1048576.
const MAX_PLACE: u8 = 10;

/// Looks through a sheet for places of cells (`r="A1"`) that are longer than any sheet has: the library's reader counts
/// on without end, and would put such a cell somewhere else.
#[derive(Debug, Default)]
struct Places {
    /// The two bytes before, and whether a place has begun and how long it is.
    before: [u8; 2],
    begun: Option<u8>,
    are_wrong: bool,
    have_merged: bool,
    have_hidden: bool,
    /// The end of the piece before, as long as what hides a row but for one byte.
    tail: [u8; 9],
}

/// Whether something is hidden: ` hidden="1"` or `"true"`; programs write that it is not, too.
fn hides(xml: &[u8]) -> bool {
    const HIDDEN: &[u8] = b" hidden=";
    memchr::memmem::find_iter(xml, HIDDEN).any(|at| {
        let value = xml.get(at + HIDDEN.len()..).unwrap_or_default();
        matches!(value, [b'"' | b'\'', b'1' | b't', ..])
    })
}

impl Write for Places {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        // The word is in the list and in each of its entries, and so one end of a piece cannot hide it.
        self.have_merged = self.have_merged || memchr::memmem::find(bytes, b"mergeCell").is_some();
        if !self.have_hidden {
            let head = bytes.get(..bytes.len().min(self.tail.len())).unwrap_or_default();
            let seam = [self.tail.as_slice(), head].concat();
            self.have_hidden = hides(&seam) || hides(bytes);
            let last = bytes.last_chunk().copied();
            let last = last.or_else(|| seam.get(head.len()..)?.first_chunk().copied());
            self.tail = last.unwrap_or_default();
        }
        for byte in bytes {
            if let Some(length) = self.begun {
                self.begun = match (length, byte) {
                    (0, b'"' | b'\'') => Some(1),
                    (0, _) | (_, b'"' | b'\'') => None,
                    (length, _) => {
                        self.are_wrong |= length > MAX_PLACE;
                        Some(length.saturating_add(1))
                    }
                };
            } else if *byte == b'=' && self.before[1] == b'r' && self.before[0].is_ascii_whitespace() {
                self.begun = Some(0);
            }
            self.before = [self.before[1], *byte];
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// So much of a part is its beginning, in bytes.
const HEAD: usize = 4096;

/// The beginning of a part, and its size.
fn head(archive: &mut Archive<'_>, index: usize) -> Result<(Vec<u8>, u64)> {
    let part = archive.by_index(index).map_err(|error| zip_problem(&error))?;
    let size = part.size();
    let mut head = Vec::new();
    part.take(HEAD as u64)
        .read_to_end(&mut head)
        .map_err(|_| damaged(BROKEN))?;
    Ok((head, size))
}

/// The number in the first attribute of this name; one that is too large for 64 bits is the largest.
fn attribute(head: &[u8], name: &str) -> Option<u64> {
    let head = String::from_utf8_lossy(head);
    let (_, rest) = head.split_once(name)?;
    let rest = rest.trim_start().strip_prefix('=')?.trim_start();
    let value = rest.strip_prefix(['"', '\''])?;
    let digits: String = value.chars().take_while(char::is_ascii_digit).collect();
    (!digits.is_empty()).then(|| digits.parse().unwrap_or(u64::MAX))
}

/// Whether any sheet of an XLSX file has a formula. Faster than reading the sheets again when none has.
pub(super) fn has_formulas(bytes: &[u8]) -> Result<bool> {
    let mut archive = open(bytes)?;
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).map_err(|error| zip_problem(&error))?;
        if !String::from_utf8_lossy(part.name_raw())
            .to_lowercase()
            .contains("sheet")
        {
            continue;
        }
        let mut window = vec![0; 64 << 10];
        let mut kept = 0;
        loop {
            let room = window.get_mut(kept..).unwrap_or_default();
            let read = part.read(room).map_err(|_| damaged(BROKEN))?;
            let filled = window.get(..kept + read).unwrap_or_default();
            if filled.windows(3).any(|w| matches!(w, [b'<' | b':', b'f', b'>' | b' '])) {
                return Ok(true);
            }
            if read == 0 {
                break;
            }
            // The last two bytes may be the beginning of what is searched for.
            let tail = filled.len().saturating_sub(2);
            let last: Vec<u8> = filled.get(tail..).unwrap_or_default().to_vec();
            kept = last.len();
            if let Some(start) = window.get_mut(..kept) {
                start.copy_from_slice(&last);
            }
        }
    }
    Ok(false)
}

pub(super) fn damaged(why: &str) -> Problem {
    Problem::error("damaged-workbook", format!("The workbook is damaged or unusual: {why}"))
        .hint(SAVE_AS)
        .at(Place::default())
}

pub(super) fn hostile(why: &str) -> crate::diag::Problems {
    Problem::error(
        "out-of-proportion",
        format!("The workbook is out of all proportion: {why}"),
    )
    .hint("Get the file from somebody you trust, or save only the table itself as .csv")
    .into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_are_found_however_they_are_written() {
        assert_eq!(attribute(b"<sst count='3' uniqueCount='7'>", "uniqueCount"), Some(7));
        assert_eq!(attribute(b"<sst uniqueCount = \"12\">", "uniqueCount"), Some(12));
        assert_eq!(
            attribute(b"<sst uniqueCount=\"99999999999999999999999\">", "uniqueCount"),
            Some(u64::MAX)
        );
        assert_eq!(attribute(b"<sst>", "uniqueCount"), None);
    }

    #[test]
    fn sizes_that_make_no_sense_are_known() {
        let size = |sheet: &'static [u8]| claimed_size(sheet).and_then(|(start, end)| sheet.get(start..end));
        assert_eq!(size(b"<x:dimension ref='A1:C7'/>"), Some(&b"A1:C7"[..]));
        assert_eq!(size(b"<dimension a='' ref=\"1:4\" />"), Some(&b"1:4"[..]));
        assert_eq!(size(b"<dimension a=''/><c ref='A1'/>"), None);
        for good in ["A1", "A1:XFD1048576"] {
            assert!(is_area(good.as_bytes()), "{good}");
        }
        for bad in ["", "1:4", "A:C", "A1:", "AAAA1", "A1:B2:C3", "A99999999"] {
            assert!(!is_area(bad.as_bytes()), "{bad}");
        }
    }

    #[test]
    fn places_that_no_sheet_has_are_found() {
        let are_wrong = |pieces: &[&str]| {
            let mut places = Places::default();
            for piece in pieces {
                places.write_all(piece.as_bytes()).expect("looked at");
            }
            places.are_wrong
        };
        assert!(are_wrong(&["<row r=\"1\"><c r=\"ZZZZZZZZZ99999999999\"/>"]));
        assert!(are_wrong(&["<c r", "='", "ABCDEFGHIJ", "1'/>"]));
        assert!(!are_wrong(&["<c r=\"XFD1048576\" s=\"1\"/><c\nr='A1'/>"]));
        let hidden = |pieces: &[&str]| {
            let mut places = Places::default();
            for piece in pieces {
                places.write_all(piece.as_bytes()).expect("looked at");
            }
            places.have_hidden
        };
        assert!(hidden(&["<row r=\"3\" hidden=\"1\">"]));
        assert!(!hidden(&["<row r=\"3\" hidden=\"false\">"]));
        assert!(hidden(&["<row r=\"3\" hid", "de", "n=\"", "true\">"]));
        assert!(!hidden(&["<row r=\"3\" hid", "e", "n=\"1\">"]));
        assert!(!are_wrong(&["<a xr=\"ABCDEFGHIJKLM\"/><b r =\"ABCDEFGHIJKLM\"/>"]));
    }

    #[test]
    fn archives_are_known_by_their_entries() {
        let kind = |names: &[&str]| {
            let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
            classify(&names).map_err(|problems| problems.to_string())
        };
        assert_eq!(kind(&["[content_types].xml", "xl/workbook.xml"]), Ok(Container::Xlsx));
        assert_eq!(kind(&["[content_types].xml", "xl/workbook.bin"]), Ok(Container::Xlsb));
        assert_eq!(kind(&["mimetype", "content.xml"]), Ok(Container::Ods));
        assert!(kind(&["[content_types].xml", "word/document.xml"]).is_err());
        assert!(kind(&["photo.jpg"]).is_err());
    }
}
