//! Web archives (MHTML, RFC 2557), as Excel and web browsers save them: the pages in them that have tables.

use std::borrow::Cow;

use crate::diag::{Problem, Result};

use super::codec::Codec;
use super::container::hostile;
use super::detect::{SAVE_AS, not_a_sheet};

/// No archive has more parts, and none of them is within more others.
const MAX_PARTS: usize = 2000;
const MAX_DEPTH: usize = 5;

/// What a part says of itself before its content.
#[derive(Debug, Default)]
struct Head {
    kind: String,
    charset: Option<String>,
    boundary: Option<String>,
    encoding: String,
}

/// The pages with tables in an archive, one after the other as one page in UTF-8.
///
/// # Errors
/// None of its pages has a table, or it has parts without end.
pub(super) fn pages(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut found = Vec::new();
    let mut parts = 0;
    collect(bytes, 0, &mut parts, &mut found)?;
    // A byte order mark goes before whatever the pages say of their encoding.
    let mut page = "\u{feff}<html>".to_owned();
    found.retain(|text| text.to_ascii_lowercase().contains("<table"));
    if found.is_empty() {
        let what = "a web archive without a table";
        return Err(not_a_sheet(what, SAVE_AS).into());
    }
    page.extend(found);
    Ok(page.into_bytes())
}

fn collect(part: &[u8], depth: usize, parts: &mut usize, found: &mut Vec<String>) -> Result<()> {
    *parts += 1;
    if *parts > MAX_PARTS || depth > MAX_DEPTH {
        return Err(hostile("it has parts within parts without end"));
    }
    let (head, body) = head(part);
    if let Some(boundary) = head.boundary.filter(|_| head.kind.starts_with("multipart/")) {
        for part in between(body, &boundary) {
            collect(part, depth + 1, parts, found)?;
        }
    } else if head.kind == "text/html" || head.kind.is_empty() {
        let bytes = match head.encoding.as_str() {
            "quoted-printable" => Cow::Owned(quoted_printable(body)),
            "base64" => Cow::Owned(base64(body).ok_or_else(broken)?),
            _ => Cow::Borrowed(body),
        };
        let told = head.charset.as_deref().and_then(Codec::of_label);
        let text = match (told, std::str::from_utf8(&bytes)) {
            (None, Ok(text)) => text.to_owned(),
            (told, _) => told.unwrap_or(Codec::of_page(1252)).decode(&bytes).0.into_owned(),
        };
        found.push(text);
    }
    Ok(())
}

fn broken() -> Problem {
    super::container::damaged("a page in it cannot be unpacked")
}

/// The lines before the first empty one, and what is behind it.
fn head(part: &[u8]) -> (Head, &[u8]) {
    let mut head = Head::default();
    let mut fields: Vec<String> = Vec::new();
    let mut rest = part;
    while let Some(end) = memchr::memchr(b'\n', rest) {
        let (line, after) = rest.split_at_checked(end + 1).unwrap_or((rest, &[]));
        rest = after;
        let line = String::from_utf8_lossy(line);
        let line = line.trim_end_matches(['\r', '\n']);
        if line.is_empty() && (!fields.is_empty() || rest.is_empty()) {
            break;
        }
        match fields.last_mut() {
            // A line that begins with a space goes on with the one before.
            Some(field) if line.starts_with([' ', '\t']) => field.push_str(line),
            _ if line.is_empty() => {}
            _ => fields.push(line.to_owned()),
        }
    }
    for field in fields {
        let (name, value) = field.split_once(':').unwrap_or((&field, ""));
        match name.trim().to_ascii_lowercase().as_str() {
            "content-type" => {
                let mut pieces = value.split(';');
                head.kind = pieces.next().unwrap_or_default().trim().to_ascii_lowercase();
                for (name, value) in pieces.filter_map(|piece| piece.split_once('=')) {
                    let value = value.trim().trim_matches('"').to_owned();
                    match name.trim().to_ascii_lowercase().as_str() {
                        "charset" => head.charset = Some(value),
                        "boundary" => head.boundary = Some(value),
                        _ => {}
                    }
                }
            }
            "content-transfer-encoding" => head.encoding = value.trim().to_ascii_lowercase(),
            _ => {}
        }
    }
    (head, rest)
}

/// What stands between the lines of a boundary.
fn between<'a>(body: &'a [u8], boundary: &str) -> Vec<&'a [u8]> {
    let mark = format!("--{boundary}");
    let places: Vec<usize> = memchr::memmem::find_iter(body, mark.as_bytes())
        .filter(|at| *at == 0 || body.get(at - 1) == Some(&b'\n'))
        .take(MAX_PARTS + 1)
        .collect();
    let ends = places.iter().skip(1).copied().chain([body.len()]);
    let parts = places.iter().zip(ends).filter_map(|(start, end)| {
        let part = body.get(start + mark.len()..end)?;
        // The last mark has two more lines and nothing behind it.
        (!part.starts_with(b"--")).then_some(part)
    });
    parts.collect()
}

/// Bytes as `=E9`, and lines that go on behind an equals sign at their end.
fn quoted_printable(body: &[u8]) -> Vec<u8> {
    let digit = |byte: Option<&u8>| byte.and_then(|byte| char::from(*byte).to_digit(16));
    let mut out = Vec::with_capacity(body.len());
    let mut rest = body;
    while let Some((byte, after)) = rest.split_first() {
        rest = after;
        if *byte != b'=' {
            out.push(*byte);
            continue;
        }
        match (digit(rest.first()), digit(rest.get(1))) {
            (Some(high), Some(low)) => {
                out.push((high * 16 + low) as u8);
                rest = rest.get(2..).unwrap_or_default();
            }
            _ => match rest {
                [b'\r', b'\n', after @ ..] | [b'\n', after @ ..] => rest = after,
                _ => out.push(b'='),
            },
        }
    }
    out
}

/// `None` where a letter is none of the 64.
fn base64(body: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(body.len() / 4 * 3);
    let (mut bits, mut count) = (0u32, 0);
    for byte in body {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            b'=' | b'\r' | b'\n' | b' ' | b'\t' => continue,
            _ => return None,
        };
        bits = (bits << 6) | u32::from(value);
        count += 6;
        if count >= 8 {
            count -= 8;
            out.push((bits >> count) as u8);
            bits &= (1 << count) - 1;
        }
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(archive: &str) -> String {
        String::from_utf8(pages(archive.as_bytes()).expect("pages")).expect("UTF-8")
    }

    #[test]
    fn pages_with_tables_are_found_and_decoded() {
        let archive = "MIME-Version: 1.0\r\nX-Document-Type: Workbook\r\nContent-Type: multipart/related;\r\n\
            \tboundary=\"----=_Next\"\r\n\r\nSaved by a program.\r\n\r\n------=_Next\r\n\
            Content-Location: file:///C:/Book1.htm\r\nContent-Transfer-Encoding: quoted-printable\r\n\
            Content-Type: text/html; charset=\"us-ascii\"\r\n\r\n<html><frameset></frameset>\r\n\r\n------=_Next\r\n\
            Content-Transfer-Encoding: quoted-printable\r\nContent-Type: text/html; charset=\"windows-1250\"\r\n\r\n\
            <table><tr><td class=3Dxl>=A3ukasz K=\r\nowalski</td></tr></table>\r\n\r\n------=_Next\r\n\
            Content-Transfer-Encoding: base64\r\nContent-Type: text/html; charset=utf-8\r\n\r\n\
            PHRhYmxlPjx0ZD5ab8OrPC90ZD48L3RhYmxlPg==\r\n------=_Next--\r\n";
        let text = text(archive);
        assert!(
            text.starts_with("\u{feff}<html><table><tr><td class=xl>Łukasz Kowalski</td>"),
            "{text}"
        );
        assert!(text.ends_with("<table><td>Zoë</td></table>"), "{text}");
    }

    #[test]
    fn archives_without_a_table_are_refused() {
        for archive in [
            "MIME-Version: 1.0\r\nContent-Type: text/plain\r\n\r\nHello",
            "MIME-Version: 1.0",
            "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=x\n\n--x\n\n--x--",
            "MIME-Version: 1.0\nContent-Type: text/html\nContent-Transfer-Encoding: base64\n\n(table)",
        ] {
            assert!(pages(archive.as_bytes()).is_err(), "{archive}");
        }
        let nested = "Content-Type: multipart/mixed; boundary=x\n\n--x\n".repeat(20);
        assert!(pages(nested.as_bytes()).is_err());
    }
}
