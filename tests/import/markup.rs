//! Tables in HTML, in the XML of Excel 2003 and in flat OpenDocument, most of them named `.xls`.

use accolade::import::{Cell, ReadOptions};

use super::{codes, file, read, read_with, texts, titles};

#[test]
fn web_pages_named_as_workbooks_are_read() {
    let page = "<html xmlns:x=\"urn:schemas-microsoft-com:office:excel\"><head><meta charset=utf-8>
        <style>td { mso-number-format:\"\\@\" }</style></head><body>
        <table><tr><td>University of Łódź</td></tr></table>
        <table border=1>
        <tr><th>Name</th><th>E-mail</th><th>No.</th></tr>
        <tr><td>Łukasz&nbsp;Żółć</td><td>l@example.org</td><td>00123</td></tr>
        <tr><td>Zo&euml; M&#252;ller</td><td><a href='mailto:z@example.org'>z@example.org</a></td><td>1E5</td></tr>
        <tr><td colspan=3>&nbsp;</td></tr>
        </table></body></html>";
    let sheet = read(&file("page.xls", page.as_bytes())).expect("read");
    assert_eq!(titles(&sheet.value), ["Name", "E-mail", "No."]);
    assert_eq!(
        texts(&sheet.value),
        [
            ["Łukasz Żółć", "l@example.org", "00123"],
            ["Zoë Müller", "z@example.org", "1E5"]
        ]
    );
    assert_eq!((sheet.value.name.as_str(), sheet.value.others.len()), ("Table 2", 1));
    assert_eq!(codes(&sheet.problems), ["other-sheets"]);
    let other = ReadOptions {
        sheet: Some("Table 1".to_owned()),
        header_row: Some(0),
        ..ReadOptions::default()
    };
    let other = read_with(&file("page.xls", page.as_bytes()), &other).expect("read");
    assert_eq!(texts(&other.value), [["University of Łódź"]]);

    // In the encoding that the page says, that its bytes say, or that a person says.
    let declared = page
        .replace("charset=utf-8", "charset=windows-1250")
        .replace("&nbsp;", " ");
    let (bytes, _, _) = encoding_rs::WINDOWS_1250.encode(&declared);
    assert_eq!(
        texts(&read(&file("page-1250.xls", &bytes)).expect("read").value)[0][0],
        "Łukasz Żółć"
    );
    let wide: Vec<u8> = format!("\u{feff}{page}")
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    assert_eq!(
        texts(&read(&file("page-16.xls", &wide)).expect("read").value)[0][0],
        "Łukasz Żółć"
    );
    let silent = declared.replace("<meta charset=windows-1250>", "");
    let (silent, _, _) = encoding_rs::WINDOWS_1250.encode(&silent);
    let told = ReadOptions {
        encoding: Some("windows-1250".to_owned()),
        ..ReadOptions::default()
    };
    let sheet = read_with(&file("page-silent.xls", &silent), &told).expect("read");
    assert_eq!(texts(&sheet.value)[0][0], "Łukasz Żółć");

    for (name, page) in [
        ("none.xls", "<html><p>Please log in again</p></html>"),
        (
            "frames.xls",
            "<html><frameset><frame src='sheet001.htm'></frameset></html>",
        ),
        (
            "archive.xls",
            "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=\"x\"\n",
        ),
        ("feed.xml", "<?xml version='1.0'?><rss></rss>"),
    ] {
        let refused = read(&file(name, page.as_bytes())).expect_err(name);
        assert_eq!(codes(&refused), ["not-a-spreadsheet"], "{name}: {refused}");
        assert!(!refused.0[0].hints.is_empty(), "{name}");
    }
}

#[test]
fn pages_with_spans_without_end_do_not_grow() {
    let page = format!(
        "<table><tr><th>Name<th>E-mail{}",
        "<tr><td rowspan=65534 colspan=9999>x<td>y".repeat(3000)
    );
    let sheet = read(&file("spans.xls", page.as_bytes())).expect("read");
    assert!(sheet.value.rows.len() <= 3000);
    let deep = "<table><tr><td>".repeat(1000);
    assert_eq!(
        codes(&read(&file("deep.xls", deep.as_bytes())).expect_err("deep")),
        ["out-of-proportion"]
    );
    // Left off in the middle: what is there is read, as a browser shows it.
    let cut = "<table><tr><th>Name<th>E-mail<tr><td>Anna<td>a@example.org<tr><td>Be";
    assert_eq!(
        read(&file("cut.xls", cut.as_bytes())).expect("read").value.rows.len(),
        2
    );
}

const EXCEL_2003: &str = include_str!("../fixtures/sheets/excel2003.xls");

#[test]
fn the_xml_of_excel_2003_is_read() {
    let sheet = read(&file("2003.xls", EXCEL_2003.as_bytes())).expect("read");
    assert_eq!((sheet.value.name.as_str(), sheet.value.header_row), ("Étudiants", 3));
    assert!(sheet.value.others[0].hidden, "{:?}", sheet.value.others);
    assert_eq!(
        texts(&sheet.value),
        [
            ["Łukasz Żółć", "00123", "2026-03-01", "95.00%", ""],
            ["Ann", "", "", "#REF!", "TRUE"]
        ]
    );
    assert_eq!(
        sheet.value.rows.iter().map(|row| row.number).collect::<Vec<_>>(),
        [4, 6]
    );
    assert_eq!(sheet.value.rows[0].cells[4], Cell::Formula);
    let (bytes, _, _) = encoding_rs::ISO_8859_2.encode(EXCEL_2003);
    let bytes = [b"<?xml version=\"1.0\" encoding=\"ISO-8859-2\"?>", &bytes[21..]].concat();
    assert_eq!(
        texts(&read(&file("2003-latin.xls", &bytes)).expect("read").value)[0][0],
        "Łukasz Żółć"
    );
    for (from, to) in [
        ("ss:Index=\"6\"", "ss:Index=\"99999999\""),
        ("</Worksheet>\n</Workbook>", ""),
    ] {
        let bad = EXCEL_2003.replace(from, to);
        assert_ne!(bad, EXCEL_2003);
        assert_eq!(
            codes(&read(&file("2003-bad.xls", bad.as_bytes())).expect_err(to)),
            ["damaged-workbook"]
        );
    }
}

#[test]
fn flat_documents_are_read() {
    let flat = "<?xml version='1.0' encoding='UTF-8'?>
<office:document xmlns:office='o' xmlns:table='t' xmlns:text='x' office:mimetype='application/vnd.oasis.opendocument.spreadsheet'>
 <office:automatic-styles>
  <number:number-style style:name='N1'><number:number number:decimal-places='0' number:min-integer-digits='5'/></number:number-style>
  <style:style style:name='ce1' style:family='table-cell' style:data-style-name='N1'/>
 </office:automatic-styles>
 <office:body><office:spreadsheet><table:table table:name='People'>
  <table:table-row><table:table-cell office:value-type='string'><text:p>Name</text:p></table:table-cell><table:table-cell office:value-type='string'><text:p>Number</text:p></table:table-cell></table:table-row>
  <table:table-row><table:table-cell office:value-type='string'><text:p>Łukasz Żółć</text:p></table:table-cell><table:table-cell table:style-name='ce1' office:value-type='float' office:value='123'><text:p>00123</text:p></table:table-cell></table:table-row>
 </table:table></office:spreadsheet></office:body></office:document>";
    let sheet = read(&file("flat.fods", flat.as_bytes())).expect("read");
    assert_eq!(
        (sheet.value.name.as_str(), texts(&sheet.value)),
        ("People", vec![vec!["Łukasz Żółć".to_owned(), "00123".to_owned()]])
    );
    let text = flat.replace("opendocument.spreadsheet", "opendocument.text");
    assert_eq!(
        codes(&read(&file("flat.fodt", text.as_bytes())).expect_err("a text")),
        ["not-a-spreadsheet"]
    );
}

/// Yes and no are words of the sheet's program, stored as booleans or as numbers in the style of one.
#[test]
fn booleans_of_open_documents_are_words_in_every_language() {
    let cell = |attributes: &str, shown: &str| {
        format!("<table:table-cell {attributes}><text:p>{shown}</text:p></table:table-cell>")
    };
    let text = |shown: &str| cell("office:value-type='string'", shown);
    let row = |cells: &[String]| format!("<table:table-row>{}</table:table-row>", cells.concat());
    let rows = [
        row(&[text("Name"), text("Paid")]),
        row(&[
            text("Anna"),
            cell("office:value-type='boolean' office:boolean-value='true'", "WAHR"),
        ]),
        row(&[
            text("Ben"),
            cell("office:value-type='boolean' office:boolean-value='false'", "FALSCH"),
        ]),
        row(&[text("Cleo"), cell("office:value-type='float' office:value='1'", "VRAI")]),
        row(&[text("Dora"), text("TRUE")]),
        row(&[text("True"), cell("office:value-type='float' office:value='1'", "1")]),
    ];
    let flat = format!(
        "<?xml version='1.0' encoding='UTF-8'?><office:document xmlns:office='o' xmlns:table='t' xmlns:text='x' \
         office:mimetype='application/vnd.oasis.opendocument.spreadsheet'><office:body><office:spreadsheet>\
         <table:table table:name='People'>{}</table:table></office:spreadsheet></office:body></office:document>",
        rows.concat()
    );
    let sheet = read(&file("booleans.fods", flat.as_bytes())).expect("read").value;
    let paid: Vec<&Cell> = sheet.rows.iter().map(|row| row.cell(1)).collect();
    assert_eq!(paid[..3], [&Cell::Bool(true), &Cell::Bool(false), &Cell::Bool(true)]);
    let shown: Vec<String> = paid.iter().map(|cell| cell.text().into_owned()).collect();
    assert_eq!(shown, ["TRUE", "FALSE", "TRUE", "TRUE", "1"]);
    assert_eq!(sheet.rows[4].cell(0).text(), "True", "a name stays one");
}
