//! What a file is, by its first bytes. Endings lie: “.xls” is often HTML, and “.xlsx” a text file.

use std::path::Path;

use crate::diag::Problem;

/// How a file is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A zip archive: XLSX, XLSM, XLSB, ODS, or something else; the child looks inside.
    Zip,
    /// A compound file of Microsoft Office: XLS, or a protected XLSX.
    Ole,
    /// A worksheet of Excel 2 to 4, which has no compound file around it.
    OldXls,
    /// A table in HTML or XML that spreadsheet programs open, often under the ending “.xls”.
    Markup(Markup),
    /// Pages with their pictures in one file, as mails have them.
    WebArchive,
    Text,
}

/// What language a table is marked up in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Markup {
    Html,
    /// The XML of Excel 2002 and 2003.
    ExcelXml,
    /// An OpenDocument spreadsheet in one piece.
    FlatOds,
}

/// How certain it is that a file is what its first bytes say.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sign {
    Certain,
    /// A text may begin with the same letters; in the real thing, bytes follow that no text has.
    UnlessText,
}

/// Things that are no table we read, by how they begin: what each is, and what to do.
const OTHERS: [(&[u8], Sign, &str, &str); 14] = [
    (b"%PDF", Sign::Certain, "a PDF document", ASK_FOR_SHEET),
    (b"{\\rtf", Sign::Certain, "a text document (RTF)", ASK_FOR_SHEET),
    (b"ID;P", Sign::Certain, "a table in the old SYLK format", SAVE_AS),
    (b"SQLite format 3\0", Sign::Certain, "a database", ASK_FOR_SHEET),
    (b"\x89PNG", Sign::Certain, "a picture", ASK_FOR_SHEET),
    (b"\xff\xd8\xff", Sign::UnlessText, "a picture", ASK_FOR_SHEET),
    (b"GIF8", Sign::UnlessText, "a picture", ASK_FOR_SHEET),
    (b"RIFF", Sign::UnlessText, "a picture or a sound", ASK_FOR_SHEET),
    (b"\x1f\x8b", Sign::Certain, "a compressed file (gzip)", UNPACK),
    (b"7z\xbc\xaf\x27\x1c", Sign::Certain, "an archive (7z)", UNPACK),
    (b"Rar!", Sign::UnlessText, "an archive (RAR)", UNPACK),
    (b"PAR1", Sign::UnlessText, "a Parquet file", ASK_FOR_SHEET),
    (b"\x7fELF", Sign::Certain, "a program", ASK_FOR_SHEET),
    (b"MZ", Sign::UnlessText, "a program", ASK_FOR_SHEET),
];

/// What workbooks are called.
const WORKBOOKS: [&str; 5] = ["xlsx", "xlsm", "xlsb", "xls", "ods"];

pub(super) const SAVE_AS: &str = "Open it in a spreadsheet program and save it as .xlsx";
const UNPACK: &str = "Unpack it and choose the spreadsheet inside";
const ASK_FOR_SHEET: &str = "Choose a spreadsheet (.xlsx, .xls, .ods) or a table in a text file (.csv, .tsv)";

pub(super) fn kind(bytes: &[u8]) -> Result<Kind, Problem> {
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return Ok(Kind::Zip);
    }
    if bytes.starts_with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") {
        return Ok(Kind::Ole);
    }
    for (start, sign, what, hint) in OTHERS {
        if bytes.starts_with(start) && (sign == Sign::Certain || !plain(bytes)) {
            return Err(not_a_sheet(what, hint));
        }
    }
    if is_lock_file(bytes) {
        return Err(lock_file());
    }
    if old_excel(bytes) {
        return Ok(Kind::OldXls);
    }
    if is_archive(bytes) {
        return Ok(Kind::WebArchive);
    }
    if let Some(markup) = markup(&beginning(bytes))? {
        return Ok(Kind::Markup(markup));
    }
    if binary(bytes) {
        return Err(
            Problem::error("not-a-spreadsheet", "The file is neither a spreadsheet nor a text").hint(ASK_FOR_SHEET),
        );
    }
    Ok(Kind::Text)
}

pub(super) fn not_a_sheet(what: &str, hint: &str) -> Problem {
    Problem::error("not-a-spreadsheet", format!("The file is {what}")).hint(hint)
}

/// What a file is that is called as a workbook, and is a text in which there is no list either: instead of what is missing
/// in the list.
pub(super) fn text_as_workbook(path: &Path, bytes: &[u8]) -> Option<Problem> {
    let ending = path.extension()?.to_str()?;
    let is_workbook = WORKBOOKS.iter().any(|known| known.eq_ignore_ascii_case(ending));
    is_workbook.then(|| {
        let lines = match memchr::memchr(b'\n', bytes.trim_ascii()) {
            None => "a text of one line",
            Some(_) => "a text without a list in it",
        };
        let ending = ending.to_ascii_lowercase();
        let message = format!("The file is no workbook, though it is called .{ending}: it is {lines}");
        let hint = "Choose the workbook itself; where this was sent or downloaded, have it sent or download it again";
        Problem::error("not-a-spreadsheet", message).hint(hint)
    })
}

/// The file that marks a workbook as open: the length of a name, the name in a field of 54 characters, and the same once
/// more in wide characters.
fn is_lock_file(bytes: &[u8]) -> bool {
    let Some((length, rest)) = bytes.split_first() else {
        return false;
    };
    let (name, wide) = rest.split_at_checked(54).unwrap_or_default();
    let is_padded = name.ends_with(b"  ") && (wide.ends_with(b"        ") || wide.ends_with(b" \0 \0 \0 \0"));
    (1..=54).contains(length) && (120..=200).contains(&bytes.len()) && is_padded && !name.contains(&b'\n')
}

pub(super) fn lock_file() -> Problem {
    let message = "This is no sheet: Excel puts such a file beside a workbook as long as it is open";
    Problem::error("lock-file", message)
        .hint("Choose the file with the same name without “~$”; close it in Excel first")
}

/// The head of a mail: Excel begins with one of these lines, browsers with the other.
fn is_archive(bytes: &[u8]) -> bool {
    let head = bytes
        .get(..bytes.len().min(2048))
        .unwrap_or_default()
        .to_ascii_lowercase();
    let begins = [&b"mime-version:"[..], b"from:"]
        .iter()
        .any(|start| head.starts_with(start));
    begins && memchr::memmem::find(&head, b"content-type:").is_some()
}

/// A BOF record of BIFF 2, 3 or 4, which has no compound file around it.
fn old_excel(bytes: &[u8]) -> bool {
    matches!(bytes, [0x09, 0x00 | 0x02 | 0x04, 0x04 | 0x06, 0x00, ..])
}

/// The first characters of a file, as far as they are ASCII or UTF-16.
pub(super) fn beginning(bytes: &[u8]) -> String {
    let head = bytes.get(..bytes.len().min(4096)).unwrap_or_default();
    let wide = match head {
        [0xff, 0xfe, ..] => Some(encoding_rs::UTF_16LE),
        [0xfe, 0xff, ..] => Some(encoding_rs::UTF_16BE),
        _ => super::encoding::utf16_pattern(head),
    };
    let text = match wide {
        Some(wide) => wide.decode_with_bom_removal(head).0,
        None => String::from_utf8_lossy(head),
    };
    text.trim_start_matches('\u{feff}').trim_start().to_owned()
}

/// The language of a table that is marked up, by the beginning of its file; `None` for other texts.
fn markup(head: &str) -> Result<Option<Markup>, Problem> {
    let head = head.to_lowercase();
    if !head.starts_with('<') {
        return Ok(None);
    }
    if head.contains("urn:schemas-microsoft-com:office:spreadsheet") && !head.contains("<html") {
        return Ok(Some(Markup::ExcelXml));
    }
    if head.contains("opendocument") {
        let is_sheet = head.contains("opendocument.spreadsheet");
        return match is_sheet {
            true => Ok(Some(Markup::FlatOds)),
            false => Err(not_a_sheet(
                "a flat OpenDocument file without a spreadsheet",
                ASK_FOR_SHEET,
            )),
        };
    }
    let tags = ["<html", "<table", "<head", "<meta", "<body", "<style", "<tr", "<div"];
    if head.starts_with("<!doctype html") || tags.iter().any(|tag| head.contains(tag)) {
        return Ok(Some(Markup::Html));
    }
    match head.starts_with("<?xml") {
        true => Err(not_a_sheet("an XML file", SAVE_AS)),
        false => Ok(None),
    }
}

/// Whether the start has no control characters that a text lacks.
fn plain(bytes: &[u8]) -> bool {
    bytes
        .iter()
        .take(512)
        .all(|b| *b >= 0x20 || matches!(b, b'\t' | b'\n' | b'\r'))
}

/// Text has hardly any control characters. In UTF-16 every other byte may be zero, so zeros are for the decoder to
/// judge when they keep to one parity.
fn binary(bytes: &[u8]) -> bool {
    let head = bytes.get(..bytes.len().min(8192)).unwrap_or_default();
    if head.starts_with(b"\xff\xfe") || head.starts_with(b"\xfe\xff") || super::encoding::utf16_pattern(head).is_some()
    {
        return false;
    }
    let controls = head
        .iter()
        .filter(|b| **b < 0x20 && !matches!(b, b'\t' | b'\n' | b'\r' | 0x0b | 0x0c | 0x1a))
        .count();
    controls * 50 > head.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(bytes: &[u8]) -> String {
        match kind(bytes) {
            Ok(kind) => format!("{kind:?}"),
            Err(problem) => problem.message,
        }
    }

    #[test]
    fn files_are_known_by_content() {
        assert_eq!(code(b"PK\x03\x04...."), "Zip");
        assert_eq!(code(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), "Ole");
        assert_eq!(code(b"Name;E-Mail\n"), "Text");
        assert_eq!(code("\u{feff}Name\n".as_bytes()), "Text");
        assert_eq!(code(b"N\0a\0m\0e\0\n\0A\0n\0n\0a\0\n\0"), "Text");
        assert_eq!(code(b"MZ,Name\n"), "Text");
        assert_eq!(code(b"<html><table><tr>"), "Markup(Html)");
        let owner = format!(
            "\u{4}Anna{}{}",
            " ".repeat(50),
            "A\0n\0n\0a\0".to_owned() + &" \0".repeat(50)
        );
        assert!(code(owner.as_bytes()).contains("as long as it is open"));
        assert!(code(format!("\u{4}Anna{}", " ".repeat(150)).as_bytes()).contains("as long as it is open"));
        assert_eq!(code(b"MIME-Version: 1.0\r\nContent-Type: text/html\r\n"), "WebArchive");
        assert_eq!(code(b"From: <saved>\nContent-Type: multipart/related\n"), "WebArchive");
        assert_eq!(code(b"From:;To:\nAnna;Ben\n"), "Text");
        assert_eq!(code(b"\xff\xfe<\0h\0t\0m\0l\0>\0"), "Markup(Html)");
        assert_eq!(
            code(b"<?xml version='1.0'?><Workbook xmlns='urn:schemas-microsoft-com:office:spreadsheet'>"),
            "Markup(ExcelXml)"
        );
        assert_eq!(code(b"<?xml version='1.0'?><rss>"), "The file is an XML file");
        assert_eq!(code(b"<Anna>;x\n"), "Text");
        assert_eq!(code(b"%PDF-1.7\n"), "The file is a PDF document");
        assert_eq!(code(b"\x09\x02\x06\x00\x00\x00\x10\x00"), "OldXls");
        assert_eq!(code(&[7; 100]), "The file is neither a spreadsheet nor a text");
    }
}
