//! Sheets through the executable's own child: what a file is, what its cells mean, and what is said of bad ones.

#![expect(clippy::expect_used, reason = "a test or a measurement stops where it fails")]

#[path = "import/formats.rs"]
mod formats;
#[path = "import/markup.rs"]
mod markup;
#[path = "import/old.rs"]
mod old;

use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};

use accolade::diag::{Problems, Result, Warned};
use accolade::import::{self, Cell, CheckOptions, ReadOptions, Sheet};
use accolade::progress::Progress;
use accolade::worker::Launcher;
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};

fn launcher() -> Launcher {
    Launcher::new(env!("CARGO_BIN_EXE_accolade").into())
}

fn read_with(path: &Path, options: &ReadOptions) -> Result<Warned<Sheet>> {
    import::read(path, options, &launcher(), &Progress::new())
}

fn read(path: &Path) -> Result<Warned<Sheet>> {
    read_with(path, &ReadOptions::default())
}

/// A file of this test, in a folder of the build.
fn file(name: &str, bytes: &[u8]) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("import");
    std::fs::create_dir_all(&folder).expect("folder");
    let path = folder.join(name);
    std::fs::write(&path, bytes).expect("file");
    path
}

fn workbook(name: &str, fill: impl FnOnce(&mut Workbook)) -> PathBuf {
    let mut workbook = Workbook::new();
    fill(&mut workbook);
    file(name, &workbook.save_to_buffer().expect("workbook"))
}

fn codes(problems: &Problems) -> Vec<&str> {
    problems.iter().map(|problem| problem.code.as_ref()).collect()
}

fn texts(sheet: &Sheet) -> Vec<Vec<String>> {
    let row = |row: &import::Row| {
        (0..sheet.columns.len())
            .map(|column| row.cell(column).text().into_owned())
            .collect()
    };
    sheet.rows.iter().map(row).collect()
}

fn titles(sheet: &Sheet) -> Vec<&str> {
    sheet.columns.iter().map(|column| column.title.as_str()).collect()
}

/// Every made file is read or refused as the table beside them says, one line each: file, rows, columns, codes.
#[test]
fn made_files_are_read_or_refused() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/sheets");
    let table = std::fs::read_to_string(folder.join("expected.tsv")).expect("the table");
    let mut expected: BTreeMap<&str, &str> = table.lines().skip(1).filter_map(|line| line.split_once('\t')).collect();
    let mut wrong = Vec::new();
    for entry in std::fs::read_dir(&folder).expect("folder") {
        let path = entry.expect("entry").path();
        let name = path.file_name().expect("name").to_string_lossy().into_owned();
        if matches!(name.as_str(), "expected.tsv" | "README.md") {
            continue;
        }
        let outcome = match read(&path) {
            Ok(sheet) => {
                let (rows, columns) = (sheet.value.rows.len(), sheet.value.columns.len());
                format!("{rows}\t{columns}\t{}", codes(&sheet.problems).join(","))
            }
            Err(problems) => {
                for problem in problems.iter() {
                    assert!(!problem.hints.is_empty(), "{name}: {problem} has no hint");
                    assert!(!problem.unexpected, "{name}: {problem}");
                }
                format!("-\t-\t{}", codes(&problems).join(","))
            }
        };
        let wanted = expected.remove(name.as_str()).unwrap_or("(not in the table)");
        if outcome != wanted {
            wrong.push(format!("{name}\t{outcome}"));
        }
    }
    assert!(wrong.is_empty(), "not as expected:\n{}", wrong.join("\n"));
    assert!(expected.is_empty(), "not there: {expected:?}");
}

#[test]
fn numbers_and_dates_are_as_the_spreadsheet_shows_them() {
    let path = workbook("formats.xlsx", |workbook| {
        let sheet = workbook.add_worksheet();
        let format = |code: &str| Format::new().set_num_format(code);
        for (column, title) in (0..).zip(["Name", "Number", "Text"]) {
            sheet.write(0, column, title).expect("title");
        }
        let cells: [(f64, &str); 9] = [
            (123.0, "00000"),
            (3.5, "0.00"),
            (0.95, "0%"),
            (1e15, "General"),
            (79_210_001_122.0, "General"),
            (46_022.0, "yyyy-mm-dd"),
            (46_022.5, "dd.mm.yyyy hh:mm"),
            (60.0, "dd/mm/yyyy"),
            (0.1 + 0.2, "General"),
        ];
        for (row, (value, code)) in (1..).zip(cells) {
            sheet.write(row, 0, "Anna").expect("name");
            sheet.write_with_format(row, 1, value, &format(code)).expect("number");
            sheet.write(row, 2, "00123").expect("text");
        }
    });
    let sheet = read(&path).expect("read").value;
    let shown: Vec<String> = texts(&sheet).into_iter().map(|row| row[1].clone()).collect();
    assert_eq!(
        shown,
        [
            "00123",
            "3.50",
            "95%",
            "1000000000000000",
            "79210001122",
            "2025-12-31",
            "2025-12-31 12:00",
            "60",
            "0.3"
        ]
    );
    assert!(matches!(sheet.rows[7].cells[1], Cell::BadDate(_)));
    assert!(texts(&sheet).iter().all(|row| row[2] == "00123"));
}

#[test]
fn the_first_visible_sheet_with_something_in_it_is_read() {
    let path = workbook("sheets.xlsx", |workbook| {
        let hidden = workbook
            .add_worksheet()
            .set_name("Secret")
            .expect("name")
            .set_hidden(true);
        hidden.write(0, 0, "Name").expect("cell");
        hidden.write(1, 0, "Hidden").expect("cell");
        workbook
            .add_worksheet()
            .set_name("Empty")
            .expect("name")
            .set_active(true);
        let data = workbook.add_worksheet().set_name("Data").expect("name");
        data.write(0, 0, "Name").expect("cell");
        data.write(1, 0, "Visible").expect("cell");
    });
    let read = read(&path).expect("read");
    assert_eq!(read.value.name, "Data");
    assert_eq!(codes(&read.problems), ["other-sheets"]);
    let others: Vec<(&str, bool)> = read
        .value
        .others
        .iter()
        .map(|other| (other.name.as_str(), other.hidden))
        .collect();
    assert_eq!(others, [("Empty", false), ("Secret", true)]);
    let note = &read.problems.0[0].message;
    assert!(note.ends_with("“Empty”, “Secret” (hidden)"), "{note}");
    let all = import::sheets(&path, &launcher(), &Progress::new()).expect("sheets");
    let all: Vec<(&str, bool)> = all.iter().map(|sheet| (&*sheet.name, sheet.hidden)).collect();
    assert_eq!(all, [("Data", false), ("Empty", false), ("Secret", true)]);
    let named = |name: &str| ReadOptions {
        sheet: Some(name.to_owned()),
        ..ReadOptions::default()
    };
    let secret = read_with(&path, &named("secret")).expect("read").value;
    assert_eq!(texts(&secret), [["Hidden"]]);
    assert!(secret.is_hidden && !read.value.is_hidden);
    let missing = read_with(&path, &named("Nope")).expect_err("no such sheet");
    assert_eq!(codes(&missing), ["no-such-sheet"]);
    assert!(missing.0[0].hints[0].contains("“Data”"), "{missing:?}");
    assert_eq!(
        codes(&read_with(&path, &named("Empty")).expect_err("empty")),
        ["empty-sheet"]
    );
}

#[test]
fn titles_above_the_headings_are_left_out() {
    let path = workbook("titles.xlsx", |workbook| {
        let sheet = workbook.add_worksheet();
        sheet.write(1, 1, "Participants of the course").expect("title");
        sheet
            .write(2, 1, ExcelDateTime::from_ymd(2026, 3, 1).expect("day"))
            .expect("date");
        for (column, title) in (1..).zip(["Ref", "Full name", "E-Mail"]) {
            sheet.write(4, column, title).expect("title");
        }
        for (column, value) in (1..).zip(["7", "Anna", "anna@example.org"]) {
            sheet.write(7, column, value).expect("value");
        }
    });
    let read = read(&path).expect("read");
    assert_eq!(read.value.header_row, 5);
    assert_eq!(titles(&read.value), ["Ref", "Full name", "E-Mail"]);
    assert_eq!(read.value.columns[0].letter, "B");
    assert_eq!(read.value.rows[0].number, 8, "rows keep the numbers of the spreadsheet");
    assert_eq!(codes(&read.problems), ["header-row"]);
    let told = ReadOptions {
        header_row: Some(2),
        ..ReadOptions::default()
    };
    assert_eq!(
        titles(&read_with(&path, &told).expect("read").value)[0],
        "Participants of the course"
    );
}

#[test]
fn formulas_without_a_value_and_unknown_errors_have_an_address() {
    let path = workbook("formulas.xlsx", |workbook| {
        let sheet = workbook.add_worksheet();
        for (column, title) in (0..).zip(["Name", "E-mail"]) {
            sheet.write(0, column, title).expect("title");
        }
        sheet.write(1, 0, "Anna").expect("name");
        sheet
            .write_formula(1, 1, Formula::new("=A2&\"@example.org\"").set_result(""))
            .expect("formula");
        sheet.write(2, 0, "Ben").expect("name");
        sheet
            .write_formula(2, 1, Formula::new("=A3&\"@example.org\"").set_result("ben@example.org"))
            .expect("formula");
    });
    // The writer stores a zero for an empty result; a program that does not calculate stores none.
    let path = rewrite(&path, "formulas-bare.xlsx", "sheet1.xml", |xml| {
        xml.replace("</f><v>0</v>", "</f>")
    });
    let sheet = read(&path).expect("read").value;
    assert_eq!(sheet.rows[0].cells[1], Cell::Formula);
    assert_eq!(sheet.rows[1].cells[1].text(), "ben@example.org");
    let path = rewrite(&path, "formulas-error.xlsx", "sheet1.xml", |xml| {
        xml.replace("t=\"str\"><f>A3", "t=\"e\"><f>A3")
            .replace("ben@example.org", "#SPILL!")
    });
    let sheet = read(&path).expect("read").value;
    assert_eq!(sheet.rows[1].cells[1], Cell::Error("#SPILL!".into()));
    let mapping = import::map(&sheet, &[], &[], &[]).expect("mapped").value;
    let checked = import::check(&sheet, &mapping, &CheckOptions::default());
    let found: Vec<(u32, &str)> = checked
        .rows
        .iter()
        .map(|row| (row.row, codes(&row.problems)[0]))
        .collect();
    assert_eq!(found, [(2, "formula-without-value"), (3, "error-value")]);
}

/// Copies a workbook with one part changed.
fn rewrite(path: &Path, name: &str, part: &str, change: impl Fn(&str) -> String) -> PathBuf {
    let bytes = std::fs::read(path).expect("workbook");
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("archive");
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index).expect("entry");
        let entry_name = entry.name().expect("name").into_owned();
        let mut content = Vec::new();
        std::io::Read::read_to_end(&mut entry, &mut content).expect("content");
        if entry_name.ends_with(part) {
            let changed = change(&String::from_utf8(content.clone()).expect("text"));
            assert!(changed.as_bytes() != content, "the change changes something");
            content = changed.into_bytes();
        }
        writer
            .start_file(entry_name, zip::write::SimpleFileOptions::default())
            .expect("entry");
        writer.write_all(&content).expect("content");
    }
    file(name, writer.finish().expect("archive").get_ref())
}

#[test]
fn a_flipped_bit_is_never_a_wrong_name() {
    let path = workbook("flip.xlsx", |workbook| {
        let sheet = workbook.add_worksheet();
        sheet.write(0, 0, "Name").expect("title");
        for row in 1..200 {
            sheet.write(row, 0, format!("Recipient {row}")).expect("name");
        }
    });
    let good = texts(&read(&path).expect("read").value);
    let bytes = std::fs::read(&path).expect("bytes");
    let mut refused = 0;
    for at in (40..bytes.len()).step_by(bytes.len() / 40) {
        let mut damaged = bytes.clone();
        damaged[at] ^= 0x10;
        match read(&file("flipped.xlsx", &damaged)) {
            // A text that cannot be found shows an error, never another text.
            Ok(sheet) => {
                let all_good = texts(&sheet.value)
                    .iter()
                    .all(|row| row[0] == "#UNREADABLE!" || good.contains(row));
                assert!(all_good, "bit flipped in byte {at}");
            }
            Err(_) => refused += 1,
        }
    }
    assert!(refused > 10, "{refused}");
}

#[test]
fn bombs_are_refused_before_they_go_off() {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    writer.start_file("[Content_Types].xml", options).expect("entry");
    writer.start_file("xl/worksheets/sheet1.xml", options).expect("entry");
    for _ in 0..80 {
        writer.write_all(&vec![b' '; 1 << 20]).expect("content");
    }
    let bomb = file("bomb.xlsx", writer.finish().expect("archive").get_ref());
    assert_eq!(codes(&read(&bomb).expect_err("bomb")), ["out-of-proportion"]);

    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for part in 0..10_001 {
        writer.start_file(format!("xl/{part}.xml"), options).expect("entry");
    }
    let many = file("many.xlsx", writer.finish().expect("archive").get_ref());
    assert_eq!(codes(&read(&many).expect_err("many")), ["out-of-proportion"]);
}

#[test]
fn tables_in_text_files_are_split_as_they_are_written() {
    for (name, text) in [
        (
            "semicolon.csv",
            "Name;E-mail;Ort\nMüller, Anna;a@example.org;Köln\nBen;b@example.org;Ulm\n",
        ),
        (
            "comma.csv",
            "Name,E-mail,Ort\n\"Müller, Anna\",a@example.org,Köln\nBen,b@example.org,Ulm\n",
        ),
        (
            "tab.tsv",
            "Name\tE-mail\tOrt\r\nMüller, Anna\ta@example.org\tKöln\r\nBen\tb@example.org\tUlm\r\n",
        ),
        (
            "pipe.txt",
            "Name|E-mail|Ort\rMüller, Anna|a@example.org|Köln\rBen|b@example.org|Ulm",
        ),
        (
            "sep.csv",
            "sep=;\r\nName;E-mail;Ort\r\nMüller, Anna;a@example.org;Köln\r\nBen;b@example.org;Ulm",
        ),
        (
            "wrong-ending.xlsx",
            "Name;E-mail;Ort\nMüller, Anna;a@example.org;Köln\nBen;b@example.org;Ulm\n",
        ),
    ] {
        let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let with_bom = [b"\xef\xbb\xbf", text.as_bytes()].concat();
        for bytes in [text.as_bytes(), &with_bom, &utf16] {
            let read = read(&file(name, bytes)).expect(name);
            assert_eq!(titles(&read.value), ["Name", "E-mail", "Ort"], "{name}");
            assert_eq!(
                texts(&read.value),
                [
                    ["Müller, Anna", "a@example.org", "Köln"],
                    ["Ben", "b@example.org", "Ulm"]
                ],
                "{name}"
            );
            assert_eq!(codes(&read.problems), [""; 0], "{name}");
            assert_eq!(read.value.rows[0].number, 2, "{name}");
        }
    }
}

#[test]
fn rows_of_text_files_have_the_numbers_of_a_spreadsheet() {
    for ends in ["\n", "\r\n", "\r"] {
        let text = ["Name;Note", "", "Anna;\"two", "lines\"", ";", "", "", "Ben;x", ""].join(ends);
        let sheet = read(&file("lines.csv", text.as_bytes())).expect("read").value;
        let numbers: Vec<u32> = sheet.rows.iter().map(|row| row.number).collect();
        assert_eq!(numbers, [3, 7], "{ends:?}");
        assert_eq!(sheet.rows[0].cells[1].text(), format!("two{ends}lines"));
    }
}

#[test]
fn one_column_and_odd_text_files() {
    let sheet = read(&file("one.csv", b"Name\nAnna\nBen\n")).expect("read").value;
    assert_eq!(texts(&sheet), [["Anna"], ["Ben"]]);
    let lines = b"\"Name;E-mail\"\r\n\"Anna \"\"Ann\"\" Lee;a@example.org\"\r\n\"\"\"Ben; Jr\"\";b@example.org\"\r\n";
    let sheet = read(&file("quoted-lines.csv", lines)).expect("read").value;
    assert_eq!(
        texts(&sheet),
        [["Anna \"Ann\" Lee", "a@example.org"], ["Ben; Jr", "b@example.org"]]
    );
    let addresses = read(&file(
        "addresses.csv",
        b"Anna Lee <a@example.org>\nBen <b@example.org>\n",
    ))
    .expect("read");
    assert_eq!((addresses.value.header_row, addresses.value.rows.len()), (0, 2));
    let unclosed =
        read(&file("quote.csv", b"Name;Note\nAnna;\"an open quote\nBen;x\nCleo;y\n")).expect_err("open quote");
    assert_eq!(codes(&unclosed), ["open-quote"]);
    assert_eq!(unclosed.0[0].place.row, Some(2));
    let latin = read(&file(
        "latin.csv",
        b"Name;Ort\nZo\xeb M\xfcller;K\xf6ln\nJos\xe9;Bonn\n",
    ))
    .expect("read");
    assert_eq!(texts(&latin.value)[0], ["Zoë Müller", "Köln"]);
    // “Zoė” of Lithuania is written with the same bytes.
    assert_eq!(codes(&latin.problems), ["encoding-unsure"]);
    let sure = read(&file(
        "umlauts.csv",
        b"Name;Ort\nJ\xfcrgen M\xfcller;K\xf6ln\nAnn;Bonn\n",
    ))
    .expect("read");
    assert_eq!(
        (texts(&sure.value)[0][0].as_str(), codes(&sure.problems)),
        ("Jürgen Müller", vec!["encoding-guessed"])
    );
    let told = ReadOptions {
        encoding: Some("windows-1251".to_owned()),
        delimiter: Some(';'),
        ..ReadOptions::default()
    };
    let told = read_with(&file("cyrillic.csv", b"Name;Ort\n\xc8\xe2\xe0\xed;x\n"), &told).expect("read");
    assert_eq!(texts(&told.value)[0][0], "Иван");
}

#[test]
fn what_is_no_sheet_is_refused_with_a_hint() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let missing = folder.join("no such file.xlsx");
    let noise: Vec<u8> = (0..5000u32).map(|n| (n * 7919 % 256) as u8).collect();
    for (path, code) in [
        (missing, "not-found"),
        (folder.to_owned(), "is-a-folder"),
        (file("empty.csv", b""), "empty-file"),
        (file("noise.xlsx", &noise), "not-a-spreadsheet"),
        (
            file(
                "page-of-headings.xls",
                b"<html><table><tr><td>Name</td></tr></table></html>",
            ),
            "no-rows",
        ),
        (file("blank.csv", b"\n\n ; \n"), "empty-sheet"),
        (file("header.csv", b"Name;E-mail\n"), "no-rows"),
        (file("wrong.xlsx", b"this is not a workbook\n"), "not-a-spreadsheet"),
        (file("blank.xls", b"\n\n ; \n"), "not-a-spreadsheet"),
        (file("short.xlsx", b"PK\x03\x04"), "damaged-workbook"),
        (
            file("short.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
            "damaged-workbook",
        ),
    ] {
        let problems = read(&path).expect_err(code);
        assert_eq!(codes(&problems)[0], code, "{path:?}");
        assert_eq!(
            problems.0[0].place.file.as_deref(),
            Some(path.display().to_string().as_str())
        );
        assert!(!problems.0[0].hints.is_empty(), "{path:?}");
    }
    let wrong = read(&file("wrong.xlsx", b"this is not a workbook\n")).expect_err("a text");
    assert_eq!(
        wrong.0[0].message,
        "The file is no workbook, though it is called .xlsx: it is a text of one line"
    );
}

#[test]
fn reading_can_be_cancelled() {
    let path = workbook("cancel.xlsx", |workbook| {
        let sheet = workbook.add_worksheet();
        sheet.write(0, 0, "Name").expect("title");
        sheet.write(1, 0, "Anna").expect("name");
    });
    let progress = Progress::new();
    progress.cancel();
    let problems = import::read(&path, &ReadOptions::default(), &launcher(), &progress).expect_err("cancelled");
    assert_eq!(codes(&problems), ["cancelled"]);
}

/// The bundled demonstration: every row makes a recipient, and nothing is to be said about any.
#[test]
fn the_demonstration_sheet_is_without_fault() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/demo/recipients.xlsx");
    let read = read(&path).expect("read");
    assert_eq!(codes(&read.problems), [""; 0]);
    let fields = ["grade:choice(Distinction|Merit|Pass):required".parse().expect("field")];
    let mapping = import::map(&read.value, &fields, &[], &[]).expect("mapped");
    assert_eq!(codes(&mapping.problems), [""; 0]);
    let options = CheckOptions {
        fields: fields.to_vec(),
        email_required: true,
        ..CheckOptions::default()
    };
    let checked = import::check(&read.value, &mapping.value, &options);
    assert_eq!(codes(&checked.problems), [""; 0]);
    assert_eq!(checked.rows.len(), 60);
    for row in &checked.rows {
        assert_eq!(codes(&row.problems), [""; 0], "{row:?}");
        assert!(row.recipient.language.is_some() && row.issue_date.is_some(), "{row:?}");
        assert!(
            row.recipient
                .email
                .as_ref()
                .is_some_and(|email| email.ends_with("@example.org"))
        );
    }
}

/// One line that says where the workbook comes from is no list that waits for people; headings alone are.
#[test]
fn a_single_line_gives_way_to_the_list_behind_it_and_headings_alone_do_not() {
    let book = |name: &str, first: &[&str]| {
        workbook(name, |workbook| {
            let line = workbook.add_worksheet();
            for (column, text) in (0..).zip(first) {
                line.write(0, column, *text).expect("cell");
            }
            let list = workbook.add_worksheet();
            list.set_name("Teilnehmer").expect("name");
            for (row, [name, email]) in (0..).zip([["Name", "E-Mail"], ["Zoë", "z@example.org"]]) {
                list.write(row, 0, name).expect("cell");
                list.write(row, 1, email).expect("cell");
            }
            let hidden = workbook.add_worksheet();
            hidden.set_name("Lists").expect("name").set_hidden(true);
        })
    };
    let sheet = read(&book("line.xlsx", &["Read me: exported by a program"])).expect("read");
    assert_eq!(sheet.value.name, "Teilnehmer");
    assert_eq!(codes(&sheet.problems), ["other-sheets"]);
    let problems = read(&book("unfilled.xlsx", &["Name", "E-mail"])).expect_err("nobody");
    let problem = problems.iter().next().expect("said");
    assert_eq!(problem.code, "no-rows");
    let hint = problem.hints.last().expect("what to do");
    assert!(hint.ends_with("“Teilnehmer”"), "a hidden sheet is not offered: {hint}");
}

#[test]
fn a_cover_without_headings_gives_way_to_the_list_behind_it() {
    let path = workbook("cover.xlsx", |workbook| {
        let cover = workbook.add_worksheet();
        cover.set_name("Export Summary").expect("name");
        cover
            .write(0, 0, "This document was exported from Numbers.")
            .expect("cell");
        cover.write(2, 1, "Sheet").expect("cell");
        let list = workbook.add_worksheet();
        list.set_name("Teilnehmer").expect("name");
        for (row, [name, email]) in (0..).zip([["Name", "E-Mail"], ["Zoë", "z@example.org"], ["Ali", "a@example.org"]])
        {
            list.write(row, 0, name).expect("cell");
            list.write(row, 1, email).expect("cell");
        }
    });
    let sheet = read(&path).expect("read");
    assert_eq!(sheet.value.name, "Teilnehmer");
    assert_eq!(texts(&sheet.value)[0], ["Zoë", "z@example.org"]);
    assert_eq!(codes(&sheet.problems), ["other-sheets"]);
    // What is said of rows is of that sheet.
    let told = ReadOptions {
        header_row: Some(1),
        without: vec![2],
        ..ReadOptions::default()
    };
    let sheet = read_with(&path, &told).expect("read").value;
    assert_eq!((sheet.name.as_str(), sheet.rows.len()), ("Teilnehmer", 1));
    let first = ReadOptions {
        sheet: Some("Export Summary".to_owned()),
        ..ReadOptions::default()
    };
    assert_eq!(read_with(&path, &first).expect("read").value.name, "Export Summary");
}
