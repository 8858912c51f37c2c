//! Each kind of file, by its own reader: the same tables whoever wrote them, and what a text leaves open.

use std::io::Write;
use std::path::{Path, PathBuf};

use accolade::import::{self, Cell, Noticed, ReadOptions, RowCount, Sheet};

use super::{codes, file, read, read_with, texts, titles};

/// What was noticed about rows, by their numbers.
fn noticed(sheet: &Sheet) -> Vec<(u32, Vec<Noticed>)> {
    sheet.noticed.iter().map(|(row, all)| (*row, all.clone())).collect()
}

/// The same sheet by four programs: titles above, headings merged over columns and rows, numbers with leading zeros,
/// another sheet that is hidden, and totals at the end.
#[test]
fn a_sheet_is_the_same_whoever_saved_it() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/sheets");
    for name in [
        "lo_course.xls",
        "lo_course.ods",
        "lo_course.xlsx",
        "xlsxwriter_course.xlsx",
        "openpyxl_course.xlsx",
    ] {
        let read = read(&folder.join(name)).expect(name);
        let sheet = &read.value;
        assert_eq!((sheet.name.as_str(), sheet.header_row), ("Course", 5), "{name}");
        assert_eq!(
            titles(sheet),
            ["No.", "First name", "Last name", "E-mail", "Issue date", "Points"],
            "{name}"
        );
        let rows = texts(sheet);
        assert_eq!(
            rows[0],
            ["00007", "Zoë", "Müller", "p0@example.org", "2026-03-01", "7.5"],
            "{name}"
        );
        assert_eq!(rows[3][1..3], ["محمد", "عبد الله"], "{name}");
        assert_eq!(rows[5][0], "Total", "{name}");
        assert!(matches!(sheet.rows[0].cells[4], Cell::Date(_)), "{name}");
        assert_eq!(codes(&read.problems), ["other-sheets", "header-row"], "{name}");
        assert_eq!(sheet.noticed.get(&12), Some(&vec![Noticed::Totals]), "{name}");
        assert!(
            sheet
                .others
                .last()
                .is_some_and(|other| other.hidden && other.name == "Notes"),
            "{name}"
        );
        let options = ReadOptions {
            without: vec![12],
            ..ReadOptions::default()
        };
        let read = read_with(&folder.join(name), &options).expect(name);
        assert_eq!(codes(&read.problems), ["other-sheets", "header-row"], "{name}");
        assert_eq!(read.value.rows.len(), 5, "{name}");
    }
}

/// A value that is merged over several rows, and a row that is not shown, in every format that tells of them.
#[test]
fn merged_values_count_for_their_rows_and_hidden_rows_are_noticed() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/sheets");
    let saved = [
        "openpyxl_merged.xlsx",
        "lo_merged.xlsx",
        "lo_merged.xls",
        "lo_merged.ods",
    ];
    let mut files: Vec<PathBuf> = saved.iter().map(|name| folder.join(name)).collect();
    files.push(file("merged.xml", EXCEL_XML.as_bytes()));
    files.push(merged_xlsb());
    for path in files {
        let read = read(&path).expect("read");
        let rows = texts(&read.value);
        let grades: Vec<&str> = rows.iter().map(|row| row[2].as_str()).collect();
        assert_eq!(grades, ["A", "A", "A", "C", "B"], "{}", path.display());
        let merged = |row: u32| vec![(row, vec![Noticed::Merged { column: 2, above: 2 }])];
        let wanted = [merged(3), merged(4), vec![(5, vec![Noticed::Hidden])]].concat();
        assert_eq!(noticed(&read.value), wanted, "{}", path.display());
    }
    let page = "<table><tr><th>Name<th>Grade<tr><td>Anna<td rowspan=2>A<tr><td>Ben<tr><td>Cleo<td>B</table>";
    let read = read(&file("merged.html", page.as_bytes())).expect("read");
    assert_eq!(texts(&read.value)[1], ["Ben", "A"]);

    // Of a page the rows that a browser does not show are hidden ones; they are read all the same.
    let page =
        "<table><tr><th>Name<th>Grade<tr><td>Anna<td>A<tr style='display:none'><td>Ben<td>B<tr><td>Cleo<td>C</table>";
    let read = super::read(&file("hidden.xls", page.as_bytes())).expect("read");
    assert_eq!(texts(&read.value).len(), 3);
    assert_eq!(noticed(&read.value), [(3, vec![Noticed::Hidden])]);
}

/// Two lists of a kind in one workbook are a question; a list beside something else is none.
#[test]
fn a_person_says_which_of_several_lists_is_meant() {
    let book = |name: &str, second: &[[&str; 2]]| {
        super::workbook(name, |workbook| {
            let first = [["Name", "E-mail"], ["Anna", "a@example.org"]];
            for (title, rows) in [("Klasse A", &first[..]), ("Klasse B", second)] {
                let sheet = workbook.add_worksheet();
                sheet.set_name(title).expect("name");
                for ((row, cells), column) in (0..).zip(rows).flat_map(|row| [(row, 0), (row, 1)]) {
                    sheet.write(row, column, cells[usize::from(column)]).expect("cell");
                }
            }
        })
    };
    let lists = book(
        "lists.xlsx",
        &[["E-Mail", "Name"], ["b@example.org", "Ben"], ["c@example.org", "Cleo"]],
    );
    let read = read(&lists).expect("read");
    assert_eq!(
        (read.value.name.as_str(), codes(&read.problems)),
        ("Klasse A", vec!["sheet-unsure"])
    );
    assert_eq!(read.value.others[0].alike, Some(RowCount::exactly(2)));
    let message = &read.problems.0[0].message;
    assert!(
        message.ends_with("“Klasse A” (1 row), “Klasse B” (2 rows)"),
        "{message}"
    );
    let told = ReadOptions {
        sheet: Some("Klasse B".to_owned()),
        ..ReadOptions::default()
    };
    let read = read_with(&lists, &told).expect("read");
    assert_eq!((texts(&read.value).len(), codes(&read.problems)), (2, vec![]));
    for second in [
        &[["Name", "E-mail"]][..],
        &[["Room", "Time"], ["12", "9:00"]],
        &[["Name", "Remark"], ["Dr. Boss", "x"]],
    ] {
        let read = self::read(&book("one.xlsx", second)).expect("read");
        assert_eq!(codes(&read.problems), ["other-sheets"], "{second:?}");
    }
    let rows = |count| "<tr><td>Anna<td>a@x.org".repeat(count);
    let head = "<table><tr><th>Name<th>E-mail";
    // The larger one is read.
    let many = format!("{head}{}</table>{head}{}</table>", rows(100_001), rows(100_002));
    let read = self::read(&file("many.html", many.as_bytes())).expect("read");
    let counted = RowCount {
        rows: 100_000,
        more: true,
    };
    assert_eq!(read.value.others[0].alike, Some(counted));
    let message = &read.problems.0[0].message;
    assert!(message.contains(" (more than 100\u{2009}000 rows)"), "{message}");
    let page = "<table><tr><th>Name<th>E-mail<tr><td>Anna<td>a@x.org</table><h2>B</h2>\
                <table><tr><th>Name<th>E-mail<tr><td>Ben<td>b@x.org</table>";
    let read = self::read(&file("lists.html", page.as_bytes())).expect("read");
    assert_eq!(codes(&read.problems), ["sheet-unsure"]);
}

/// As Excel writes it in “XML Spreadsheet 2003”.
const EXCEL_XML: &str = r#"<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
<Worksheet ss:Name="Course"><Table>
<Row><Cell><Data ss:Type="String">Name</Data></Cell><Cell><Data ss:Type="String">E-mail</Data></Cell><Cell><Data ss:Type="String">Grade</Data></Cell></Row>
<Row><Cell><Data ss:Type="String">Anna Lee</Data></Cell><Cell><Data ss:Type="String">a@example.org</Data></Cell><Cell ss:MergeDown="2"><Data ss:Type="String">A</Data></Cell></Row>
<Row><Cell><Data ss:Type="String">Ben Ito</Data></Cell><Cell><Data ss:Type="String">b@example.org</Data></Cell></Row>
<Row><Cell><Data ss:Type="String">Zoë Łuk</Data></Cell><Cell><Data ss:Type="String">z@example.org</Data></Cell></Row>
<Row ss:Hidden="1"><Cell><Data ss:Type="String">Dora Fox</Data></Cell><Cell><Data ss:Type="String">d@example.org</Data></Cell><Cell><Data ss:Type="String">C</Data></Cell></Row>
<Row><Cell><Data ss:Type="String">Eli Ray</Data></Cell><Cell><Data ss:Type="String">e@example.org</Data></Cell><Cell><Data ss:Type="String">B</Data></Cell></Row>
</Table></Worksheet></Workbook>"#;

/// The same list in the binary format of Excel, record by record.
fn merged_xlsb() -> PathBuf {
    let text = |column: u32, text: &str| {
        let data = [&column.to_le_bytes()[..], &0u32.to_le_bytes(), &wide(text)].concat();
        record(6, &data)
    };
    let row = |number: u32, hidden: bool| {
        let flags = [0, if hidden { 0x10 } else { 0 }];
        record(0, &[&number.to_le_bytes()[..], &[0; 6], &flags, &[0; 5]].concat())
    };
    let mut sheet = vec![record(145, &[])];
    let list = [
        ("Name", "E-mail", "Grade"),
        ("Anna Lee", "a@example.org", "A"),
        ("Ben Ito", "b@example.org", ""),
        ("Zoë Łuk", "z@example.org", ""),
        ("Dora Fox", "d@example.org", "C"),
        ("Eli Ray", "e@example.org", "B"),
    ];
    for ((name, email, grade), number) in list.into_iter().zip(0u32..) {
        sheet.extend([row(number, number == 4), text(0, name), text(1, email)]);
        sheet.extend((!grade.is_empty()).then(|| text(2, grade)));
    }
    let area: Vec<u8> = [1u32, 3, 2, 2].into_iter().flat_map(u32::to_le_bytes).collect();
    sheet.extend([record(146, &[]), record(177, &1u32.to_le_bytes()), record(176, &area)]);
    sheet.extend([record(178, &[]), record(130, &[])]);
    let bundle = [
        &0u32.to_le_bytes()[..],
        &1u32.to_le_bytes(),
        &wide("r1"),
        &wide("Course"),
    ]
    .concat();
    let rels = br#"<Relationships>
        <Relationship Id="r1" Type="http://x/worksheet" Target="worksheets/sheet1.bin"/></Relationships>"#;
    let (book, sheet) = (record(156, &bundle), sheet.concat());
    let parts: [(&str, &[u8]); 3] = [
        ("xl/workbook.bin", &book),
        ("xl/_rels/workbook.bin.rels", rels),
        ("xl/worksheets/sheet1.bin", &sheet),
    ];
    archive("merged.xlsb", &parts)
}

/// All names, damaged ones too, as LibreOffice saved them.
#[test]
fn names_come_back_from_libreoffice() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let list = std::fs::read_to_string(root.join("data/names.tsv")).expect("the names");
    let names: Vec<&str> = list
        .lines()
        .skip(1)
        .filter_map(|line| line.split('\t').next())
        .collect();
    for name in [
        "lo_names.xlsx",
        "lo_names.xls",
        "lo_names.ods",
        "lo_names.fods",
        "lo_names_utf16.csv",
    ] {
        let sheet = read(&root.join("fixtures/sheets").join(name)).expect(name).value;
        assert_eq!(sheet.rows.len(), names.len(), "{name}");
        for (row, wanted) in sheet.rows.iter().zip(&names) {
            assert_eq!(row.cell(0).text(), *wanted, "{name}");
        }
        let shown: Vec<String> = texts(&sheet).into_iter().take(6).map(|row| row[2].clone()).collect();
        assert_eq!(
            shown,
            ["00123", "95%", "1000000000000000", "3.50", "79210001122", "007"],
            "{name}"
        );
    }
}

/// An archive of parts with these names and contents.
fn archive(name: &str, parts: &[(&str, &[u8])]) -> PathBuf {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (part, content) in parts {
        writer
            .start_file(*part, zip::write::SimpleFileOptions::default())
            .expect("entry");
        writer.write_all(content).expect("content");
    }
    file(name, writer.finish().expect("archive").get_ref())
}

#[test]
fn documents_with_line_breaks_between_their_elements_are_read() {
    let content = "<?xml version='1.0'?>
<office:document-content xmlns:office='o' xmlns:table='t' xmlns:text='x' xmlns:style='s'>
 <office:automatic-styles>
  <number:number-style style:name='N1'><number:number number:decimal-places='0' number:min-integer-digits='5'/></number:number-style>
  <style:style style:name='ce1' style:family='table-cell' style:data-style-name='N1'/>
  <style:style style:name='ta1' style:family='table'><style:table-properties table:display='false'/></style:style>
 </office:automatic-styles>
 <office:body>
  <office:spreadsheet>
   <table:table table:name='Old' table:style-name='ta1'><table:table-row><table:table-cell/></table:table-row></table:table>
   <table:table table:name='People'>
    <table:tracked-changes><table:table-row><table:table-cell office:value-type='string'><text:p>Earlier</text:p></table:table-cell></table:table-row></table:tracked-changes>
    <table:table-column table:number-columns-repeated='3' table:default-cell-style-name='ce1'/>
    <table:table-row>
     <table:table-cell office:value-type='string'>
      <text:p>Name</text:p>
      <office:annotation><text:p>A comment</text:p></office:annotation>
     </table:table-cell>
     <table:table-cell office:value-type='string'><text:p>Number</text:p></table:table-cell>
     <table:table-cell office:value-type='string'><text:p>Note</text:p></table:table-cell>
    </table:table-row>
    <table:table-row table:number-rows-repeated='2'>
     <table:table-cell office:value-type='string'>
      <text:p>
       Anna <text:span>Maria</text:span>
       <text:s text:c='2'/>Ruiz
      </text:p>
     </table:table-cell>
     <table:table-cell office:value-type='float' office:value='123'><text:p>00123</text:p></table:table-cell>
     <table:table-cell table:formula='of:=1' />
    </table:table-row>
    <table:table-row table:number-rows-repeated='1048570'><table:table-cell table:number-columns-repeated='16384'/></table:table-row>
   </table:table>
  </office:spreadsheet>
 </office:body>
</office:document-content>";
    let path = archive("pretty.ods", &[("content.xml", content.as_bytes())]);
    let read = read(&path).expect("read");
    assert_eq!(titles(&read.value), ["Name", "Number", "Note"]);
    assert_eq!(
        texts(&read.value),
        [["Anna Maria   Ruiz", "00123", ""], ["Anna Maria   Ruiz", "00123", ""]]
    );
    assert_eq!(read.value.rows[1].number, 3);
    assert_eq!(read.value.rows[0].cells[2], Cell::Formula);
    assert_eq!(codes(&read.problems), ["other-sheets"]);
    let cut = archive("cut.ods", &[("content.xml", &content.as_bytes()[..1500])]);
    assert_eq!(codes(&self::read(&cut).expect_err("cut")), ["damaged-workbook"]);
    let encrypted = [
        ("content.xml", &b"\x01"[..]),
        ("META-INF/manifest.xml", b"<m><encryption-data/></m>"),
    ];
    let encrypted = archive("encrypted.ods", &encrypted);
    assert_eq!(
        codes(&self::read(&encrypted).expect_err("protected")),
        ["password-protected"]
    );
}

/// A record of XLSB: its kind and its length in seven bits a byte, then its data.
fn record(kind: u16, data: &[u8]) -> Vec<u8> {
    let mut bytes = match kind {
        0..128 => vec![kind as u8],
        _ => vec![(kind & 0x7f) as u8 | 0x80, (kind >> 7) as u8],
    };
    bytes.push(data.len() as u8);
    bytes.extend_from_slice(data);
    bytes
}

fn wide(text: &str) -> Vec<u8> {
    let units: Vec<u16> = text.encode_utf16().collect();
    let length = (units.len() as u32).to_le_bytes();
    length
        .into_iter()
        .chain(units.into_iter().flat_map(u16::to_le_bytes))
        .collect()
}

#[test]
fn binary_workbooks_show_numbers_as_they_are_formatted() {
    let cell =
        |column: u32, style: u32, value: &[u8]| [&column.to_le_bytes()[..], &style.to_le_bytes(), value].concat();
    let row = |number: u32| record(0, &number.to_le_bytes());
    let bundle = |state: u32, id: &str, name: &str| {
        record(
            156,
            &[&state.to_le_bytes()[..], &1u32.to_le_bytes(), &wide(id), &wide(name)].concat(),
        )
    };
    let workbook = [bundle(2, "r2", "Hidden"), bundle(0, "r1", "Données")].concat();
    let texts = [
        record(19, &[&[0][..], &wide("Name")].concat()),
        record(19, &[&[0][..], &wide("Łukasz")].concat()),
    ];
    let styles = [
        record(44, &[&164u16.to_le_bytes()[..], &wide("00000")].concat()),
        record(617, &[]),
        record(47, &[0; 4]),
        record(47, &[0, 0, 164, 0]),
        record(47, &[0, 0, 14, 0]),
        record(618, &[]),
    ];
    let sheet = [
        record(145, &[]),
        row(0),
        record(7, &cell(0, 0, &0u32.to_le_bytes())),
        record(6, &cell(1, 0, &wide("Number"))),
        record(6, &cell(2, 0, &wide("Issue date"))),
        row(4),
        record(7, &cell(0, 0, &1u32.to_le_bytes())),
        record(2, &cell(1, 1, &((123u32 << 2) | 2).to_le_bytes())),
        record(5, &cell(2, 2, &46_022f64.to_le_bytes())),
        row(5),
        record(7, &cell(0, 0, &9u32.to_le_bytes())),
        record(3, &cell(1, 0, &[0x17])),
        record(4, &cell(2, 0, &[1])),
        record(146, &[]),
    ];
    let rels = br#"<Relationships>
        <Relationship Id="r1" Type="http://x/worksheet" Target="worksheets/sheet1.bin"/>
        <Relationship Id="r2" Type="http://x/worksheet" Target="/xl/worksheets/sheet2.bin"/>
        <Relationship Id="r3" Type="http://x/sharedStrings" Target="sharedStrings.bin"/>
        <Relationship Id="r4" Type="http://x/styles" Target="styles.bin"/></Relationships>"#;
    let (texts, styles, sheet) = (texts.concat(), styles.concat(), sheet.concat());
    let parts: [(&str, &[u8]); 6] = [
        ("xl/workbook.bin", &workbook),
        ("xl/_rels/workbook.bin.rels", rels),
        ("xl/sharedStrings.bin", &texts),
        ("xl/styles.bin", &styles),
        ("xl/worksheets/sheet1.bin", &sheet),
        ("xl/worksheets/sheet2.bin", &[]),
    ];
    let read = read(&archive("binary.xlsb", &parts)).expect("read");
    assert_eq!((read.value.name.as_str(), read.value.rows[0].number), ("Données", 5));
    assert_eq!(self::texts(&read.value)[0], ["Łukasz", "00123", "2025-12-31"]);
    assert_eq!(self::texts(&read.value)[1], ["#UNREADABLE!", "#REF!", "TRUE"]);
    // A record that is shorter than it should be, and one that is longer than the part.
    let mut short = parts;
    let data = [record(145, &[]), row(0), record(7, &[1]), vec![5, 60, 0]].concat();
    short[4].1 = &data;
    assert_eq!(
        codes(&self::read(&archive("short.xlsb", &short)).expect_err("short")),
        ["damaged-workbook"]
    );
}

#[test]
fn headings_are_found_or_missed() {
    let read_text = |text: &str| read(&file("headings.csv", text.as_bytes())).expect(text);
    // None at all: the first row is a person.
    let none = read_text("Anna;anna@example.org\nBen;ben@example.org\n");
    assert_eq!((none.value.header_row, none.value.rows.len()), (0, 2));
    assert_eq!(codes(&none.problems), ["no-headings"]);
    assert_eq!(none.value.rows[0].number, 1);
    // None that is known: it is said.
    let unknown = read_text("Quux;Frob\nAnna;1\nBen;2\n");
    assert_eq!(
        (unknown.value.header_row, codes(&unknown.problems)),
        (1, vec!["headings-unknown"])
    );
    // Printed again on every page.
    let pages = read_text("Name;E-mail\nAnna;a@example.org\nName;E-mail\nBen;b@example.org\n");
    assert_eq!(
        (pages.value.rows.len(), codes(&pages.problems)),
        (2, vec!["repeated-headings"])
    );
    assert_eq!(pages.value.rows[1].number, 4);
    let told = ReadOptions {
        header_row: Some(0),
        ..ReadOptions::default()
    };
    let raw = read_with(&file("headings.csv", b"Name;E-mail\nAnna;a\n"), &told).expect("read");
    assert_eq!((raw.value.rows.len(), titles(&raw.value)), (2, vec!["", ""]));
}

#[test]
fn readings_of_a_text_can_be_compared() {
    // “Łukasz Żółć” in the code page of Windows for Polish.
    let bytes = b"Name;Town\r\nAnn;X\r\n\xa3ukasz \xaf\xf3\xb3\xe6;Y\r\nBen;Z\r\n";
    let readings = import::encodings(&file("polish.csv", bytes), 3).expect("readings");
    assert_eq!(readings[0].encoding, "windows-1250");
    let rows: Vec<(u32, &str)> = readings[0]
        .rows
        .iter()
        .map(|(row, values)| (*row, values[0].as_str()))
        .collect();
    assert_eq!(rows, [(1, "Name"), (3, "Łukasz Żółć")]);
    assert!(
        readings.len() > 2 && readings[1].rows[1].1[0] != "Łukasz Żółć",
        "{readings:?}"
    );
    for reading in &readings {
        let options = ReadOptions {
            encoding: Some(reading.encoding.to_owned()),
            ..ReadOptions::default()
        };
        let sheet = read_with(&file("polish.csv", bytes), &options).expect("read").value;
        assert_eq!(
            sheet.rows[1].cell(0).text(),
            reading.rows[1].1[0],
            "{}",
            reading.encoding
        );
    }
    let sure = import::encodings(&file("sure.csv", "Name\nŁukasz\n".as_bytes()), 3).expect("readings");
    assert_eq!(
        sure.iter().map(|reading| reading.encoding).collect::<Vec<_>>(),
        ["UTF-8"]
    );
}

#[test]
fn a_sheet_may_claim_a_size_that_makes_no_sense() {
    let path = super::workbook("size.xlsx", |workbook| {
        let sheet = workbook.add_worksheet();
        sheet.write(0, 0, "Name").expect("title");
        sheet.write(1, 0, "Łukasz").expect("name");
    });
    for claim in ["1:4", "A:Z", "ZZZZZZZ9:A1", "A1:XFD99999999999"] {
        let path = super::rewrite(&path, "size-claimed.xlsx", "sheet1.xml", |xml| {
            xml.replace("ref=\"A1:A2\"", &format!("ref=\"{claim}\""))
        });
        assert_eq!(texts(&read(&path).expect(claim).value), [["Łukasz"]], "{claim}");
    }
}
