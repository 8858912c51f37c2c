//! What programs wrote decades ago and a secretary still has: worksheets of Excel 2 to 4, web archives; and headings of
//! merged cells in every format that tells them.

use accolade::import::Cell;
use rust_xlsxwriter::Format;

use super::{codes, file, read, texts, titles, workbook};

fn record(kind: u16, data: &[u8]) -> Vec<u8> {
    let length = u16::try_from(data.len()).expect("short");
    [&kind.to_le_bytes()[..], &length.to_le_bytes(), data].concat()
}

/// A worksheet of Excel 2, 3 or 4: headings, two people in Windows-1250, a number with leading zeros, a date, a formula
/// that gives a text, one without its text, an error.
fn worksheet(version: u8) -> Vec<u8> {
    let old = version == 2;
    let place = |row: u16, column: u16, style: u8| {
        let mut bytes = [row.to_le_bytes(), column.to_le_bytes()].concat();
        match old {
            true => bytes.extend([0, style, 0]),
            false => bytes.extend([style, 0]),
        }
        bytes
    };
    let written = |text: &str| {
        let (bytes, _, _) = encoding_rs::WINDOWS_1250.encode(text);
        let mut out = vec![u8::try_from(bytes.len()).expect("short")];
        if !old {
            out.push(0);
        }
        out.extend_from_slice(&bytes);
        out
    };
    let kinds = |two: u16, other: u16| if old { two } else { other };
    let label = |row, column, text: &str| record(kinds(4, 0x204), &[place(row, column, 0), written(text)].concat());
    let number = |row, column, style, value: f64| {
        record(
            kinds(3, 0x203),
            &[&place(row, column, style)[..], &value.to_le_bytes()].concat(),
        )
    };
    let (bof, formula) = match version {
        2 => (0x009, 0x006),
        3 => (0x209, 0x206),
        _ => (0x409, 0x406),
    };
    let text_follows = [0, 0, 0, 0, 0, 0, 0xff, 0xff, 0, 0, 0];
    let mut bytes = record(bof, &[0, 0, 0x10, 0, 0, 0][..if old { 4 } else { 6 }]);
    bytes.extend(record(0x42, &1250u16.to_le_bytes()));
    for code in ["General", "00000", "yyyy-mm-dd"] {
        let code = [&[u8::try_from(code.len()).expect("short")], code.as_bytes()].concat();
        bytes.extend(match version {
            4 => record(0x41e, &[&[0, 0][..], &code].concat()),
            _ => record(kinds(0x1e, 0x21e), &code),
        });
    }
    if !old {
        for format in 0..3 {
            bytes.extend(record(
                if version == 3 { 0x243 } else { 0x443 },
                &[0, format, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
            ));
        }
    }
    for (column, title) in (0..).zip(["Name", "E-mail", "No.", "Issue date", "Course"]) {
        bytes.extend(label(0, column, title));
    }
    bytes.extend(label(1, 0, "Łukasz Żółć"));
    bytes.extend(label(1, 1, "l@example.org"));
    bytes.extend(number(1, 2, 1, 123.0));
    bytes.extend(number(1, 3, 2, 46_082.0));
    bytes.extend(record(formula, &[&place(1, 4, 0)[..], &text_follows].concat()));
    bytes.extend(record(kinds(7, 0x207), &written("Kraków")));
    bytes.extend(label(2, 0, "Jiří Říha"));
    bytes.extend(record(kinds(5, 0x205), &[&place(2, 1, 0)[..], &[0x17, 1]].concat()));
    match old {
        true => bytes.extend(record(2, &[&place(2, 2, 1)[..], &7u16.to_le_bytes()].concat())),
        false => bytes.extend(record(
            0x27e,
            &[&place(2, 2, 1)[..], &((7u32 << 2) | 2).to_le_bytes()].concat(),
        )),
    }
    bytes.extend(record(formula, &[&place(2, 4, 0)[..], &text_follows].concat()));
    bytes.extend(record(0x0a, &[]));
    bytes
}

#[test]
fn worksheets_of_excel_2_to_4_are_read() {
    for version in [2, 3, 4] {
        let bytes = worksheet(version);
        let read = read(&file(&format!("excel{version}.xls"), &bytes)).expect("read");
        let sheet = &read.value;
        assert_eq!(
            titles(sheet),
            ["Name", "E-mail", "No.", "Issue date", "Course"],
            "{version}"
        );
        assert_eq!(
            texts(sheet)[0],
            ["Łukasz Żółć", "l@example.org", "00123", "2026-03-01", "Kraków"],
            "{version}"
        );
        assert_eq!(texts(sheet)[1][2], "00007", "{version}");
        assert_eq!(*sheet.rows[1].cell(1), Cell::Error("#REF!".into()), "{version}");
        assert_eq!(*sheet.rows[1].cell(4), Cell::Formula, "{version}");
        for length in [7, 40, bytes.len() - 4] {
            let cut = super::read(&file(&format!("excel{version}cut.xls"), &bytes[..length])).expect_err("cut");
            assert!(!cut.0[0].hints.is_empty(), "{version} {length}: {cut}");
        }
    }
    for (kind, what) in [(0x20, "chart"), (0x40, "macro"), (0x100u16, "several sheets")] {
        let mut other = worksheet(4);
        other[6..8].copy_from_slice(&kind.to_le_bytes());
        let refused = read(&file("excel4other.xls", &other)).expect_err(what);
        assert_eq!(codes(&refused), ["not-a-spreadsheet"], "{refused}");
        assert!(refused.to_string().contains(what), "{refused}");
    }
    let mut locked = record(0x409, &[0, 0, 0x10, 0, 0, 0]);
    locked.extend(record(0x2f, &[0; 4]));
    let refused = read(&file("excel4locked.xls", &locked)).expect_err("locked");
    assert_eq!(codes(&refused), ["password-protected"]);
}

#[test]
fn web_archives_are_read() {
    let archive = "MIME-Version: 1.0\r\nX-Document-Type: Workbook\r\nContent-Type: multipart/related;\r\n\
        \tboundary=\"----=_NextPart_01\"\r\n\r\nThis document is a web archive.\r\n\r\n------=_NextPart_01\r\n\
        Content-Location: file:///C:/0E/Book1.htm\r\nContent-Transfer-Encoding: quoted-printable\r\n\
        Content-Type: text/html; charset=\"us-ascii\"\r\n\r\n<html><frameset rows=3D\"*,39\"></frameset></html>\r\n\r\n\
        ------=_NextPart_01\r\nContent-Location: file:///C:/0E/Book1_files/sheet001.htm\r\n\
        Content-Transfer-Encoding: quoted-printable\r\nContent-Type: text/html; charset=\"us-ascii\"\r\n\r\n\
        <html><head><meta http-equiv=3DContent-Type content=3D\"text/html; charset=3Dus-ascii\"></head><table>\r\n\
        <tr><td>Name</td><td>E-mail</td></tr><tr><td>&#321;ukasz Zo&euml;</td><td>l=\r\n@example.org</td></tr>\r\n\
        </table></html>\r\n\r\n------=_NextPart_01--\r\n";
    for name in ["archive.mht", "archive.xls"] {
        let sheet = read(&file(name, archive.as_bytes())).expect(name).value;
        assert_eq!(titles(&sheet), ["Name", "E-mail"]);
        assert_eq!(texts(&sheet), [["Łukasz Zoë", "l@example.org"]]);
    }
}

#[test]
fn merged_headings_are_read_in_every_format() {
    let middle = Format::new();
    let path = workbook("merged.xlsx", |workbook| {
        let sheet = workbook.add_worksheet();
        sheet.merge_range(0, 0, 0, 4, "Summer school", &middle).expect("merged");
        sheet.merge_range(1, 0, 2, 0, "Number", &middle).expect("merged");
        sheet.merge_range(1, 1, 1, 2, "Date", &middle).expect("merged");
        sheet.merge_range(1, 3, 2, 4, "Name", &middle).expect("merged");
        for (column, title) in [(1, "Issue"), (2, "Expiry")] {
            sheet.write_string(2, column, title).expect("text");
        }
        for (column, text) in (0..).zip(["7", "2026-01-01", "2027-01-01", "Anna", "Lee"]) {
            sheet.write_string(3, column, text).expect("text");
        }
    });
    let page =
        "<table><tr><td colspan=5>Summer school<tr><td rowspan=2>Number<td colspan=2>Date<td rowspan=2 colspan=2>Name
        <tr><td>Issue<td>Expiry<tr><td>7<td>2026-01-01<td>2027-01-01<td>Anna<td>Lee</table>";
    let cell =
        |attributes: &str, text: &str| format!("<Cell{attributes}><Data ss:Type=\"String\">{text}</Data></Cell>");
    let xml = format!(
        "<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\" \
        xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\"><Worksheet ss:Name=\"A\"><Table><Row>{}</Row><Row>{}{}{}</Row>\
        <Row>{}{}</Row><Row>{}{}{}{}{}</Row></Table></Worksheet></Workbook>",
        cell(" ss:MergeAcross=\"4\"", "Summer school"),
        cell(" ss:MergeDown=\"1\"", "Number"),
        cell(" ss:MergeAcross=\"1\"", "Date"),
        cell(" ss:MergeAcross=\"1\" ss:MergeDown=\"1\"", "Name"),
        cell(" ss:Index=\"2\"", "Issue"),
        cell("", "Expiry"),
        cell("", "7"),
        cell("", "2026-01-01"),
        cell("", "2027-01-01"),
        cell("", "Anna"),
        cell("", "Lee"),
    );
    for path in [
        path,
        file("merged.html", page.as_bytes()),
        file("merged.xml", xml.as_bytes()),
    ] {
        let sheet = read(&path).expect("read").value;
        let name = path.display();
        assert_eq!(sheet.header_row, 3, "{name}");
        assert_eq!(
            titles(&sheet),
            ["Number", "Issue Date", "Expiry", "Name", "Name"],
            "{name}"
        );
        assert_eq!(
            texts(&sheet),
            [["7", "2026-01-01", "2027-01-01", "Anna", "Lee"]],
            "{name}"
        );
    }
}
