//! Templates written, read back, changed as people change them, and known again.

use std::path::PathBuf;

use crate::import::{MapOptions, Reason, TASKS, map_columns, read};
use crate::model::{DuplicatePolicy, Group, GroupId, GroupSettings};
use crate::progress::Progress;
use crate::worker::Launcher;

use super::*;
use crate::import::ReadOptions;

fn group(fields: &[&str]) -> Group {
    Group {
        id: GroupId(7),
        revision: 2,
        title: "First aid – Ärzte".to_owned(),
        description: String::new(),
        code: String::new(),
        skills: Vec::new(),
        criteria: String::new(),
        url: String::new(),
        language: "en".to_owned(),
        certificate: None,
        badge: None,
        fields: fields.iter().map(|field| field.parse().expect(field)).collect(),
        validity: None,
        duplicates: DuplicatePolicy::Ask,
        settings: GroupSettings::default(),
    }
}

fn options() -> TemplateOptions {
    TemplateOptions {
        made: Date::new(2026, 11, 26).expect("a day"),
        split_name: false,
    }
}

/// A file that goes away.
struct File(PathBuf);

impl File {
    fn new(name: &str, bytes: &[u8]) -> File {
        let path = std::env::temp_dir().join(format!("accolade-template-{}-{name}", std::process::id()));
        std::fs::write(&path, bytes).expect("the file");
        File(path)
    }
}

impl Drop for File {
    fn drop(&mut self) {
        drop(std::fs::remove_file(&self.0));
    }
}

/// The template of a group with more rows and columns, as the writer of it could have left it.
fn filled(group: &Group, above: u32, headings: &[&str], rows: &[&[&str]]) -> Vec<u8> {
    use rust_xlsxwriter::Workbook;
    let columns = columns::of(group, false);
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name("Teilnehmer").expect("a name");
    for row in 0..above {
        sheet.write_string(row, 0, "Course of May").expect("a cell");
    }
    for (row, cells) in (above..).zip(std::iter::once(&headings).chain(rows)) {
        for (column, cell) in (0..).zip(cells.iter()) {
            sheet.write_string(row, column, *cell).expect("a cell");
        }
    }
    write::hidden(book.add_worksheet(), group, &columns, &[]).expect("the hidden sheet");
    book.save_to_buffer().expect("a workbook")
}

#[test]
fn an_empty_template_says_so_and_a_filled_one_is_known_again() {
    let group = group(&["grade:choice(Gold|Silver)", "room:text:required"]);
    let launcher = Launcher::in_process(TASKS);
    let empty = File::new("empty.xlsx", &template(&group, &options()).expect("a template"));
    let problems = read(&empty.0, &ReadOptions::default(), &launcher, &Progress::new()).expect_err("no rows");
    assert_eq!(problems.0[0].code, "no-rows", "{problems}");

    let headings = ["room", "Phone", "E-mail", "Full name", "grade"];
    let rows: &[&[&str]] = &[&["007", "1E5", "zoe@example.org", "Zoë Müller", "Gold"]];
    let file = File::new("filled.xlsx", &filled(&group, 3, &headings, rows));
    let sheet = read(&file.0, &ReadOptions::default(), &launcher, &Progress::new())
        .expect("read")
        .value;
    assert_eq!((sheet.header_row, sheet.rows.len()), (4, 1));
    let known = recognise(&file.0, &sheet, &launcher, &Progress::new()).expect("recognised");
    assert!(known.problems.is_empty(), "{}", known.problems);
    let identity = known.value.expect("a template");
    assert_eq!((identity.group, identity.title.as_str()), (7, "First aid – Ärzte"));
    let options = MapOptions {
        fields: &group.fields,
        template: &identity.columns,
        ..MapOptions::default()
    };
    let mapping = map_columns(&sheet, &options);
    let fields: Vec<String> = mapping
        .value
        .fields
        .iter()
        .map(|field| field.as_ref().map_or_else(|| "-".to_owned(), ToString::to_string))
        .collect();
    assert_eq!(fields, ["room", "-", "email", "name", "grade"]);
    assert_eq!(mapping.value.reason(0), Reason::Template);
    assert_eq!(sheet.rows[0].cell(0).text(), "007");
}

#[test]
fn a_hidden_sheet_that_was_changed_is_said() {
    let launcher = Launcher::in_process(TASKS);
    let mut book = rust_xlsxwriter::Workbook::new();
    for (name, text) in [("People", "Name"), (HIDDEN_SHEET, "something else")] {
        let sheet = book.add_worksheet();
        sheet.set_name(name).expect("a name");
        sheet.write_string(0, 0, text).expect("a cell");
        sheet.write_string(1, 0, "Ann").expect("a cell");
    }
    let file = File::new("changed.xlsx", &book.save_to_buffer().expect("a workbook"));
    let sheet = read(&file.0, &ReadOptions::default(), &launcher, &Progress::new())
        .expect("read")
        .value;
    let known = recognise(&file.0, &sheet, &launcher, &Progress::new()).expect("looked at");
    assert_eq!(known.value, None);
    assert_eq!(known.problems.0[0].code, "template-changed");
}

#[test]
fn the_same_group_gives_the_same_bytes() {
    let group = group(&["level:choice(a|b)"]);
    let once = template(&group, &options()).expect("a template");
    assert_eq!(once, template(&group, &options()).expect("a template"));
}

#[test]
fn long_lists_and_values_with_commas_stand_on_the_hidden_sheet() {
    let towns: Vec<String> = (0..400).map(|n| format!("Μέρος {n}")).collect();
    let group = group(&[
        &format!("town:choice({})", towns.join("|")),
        "level:choice(Gold, first|Silver)",
        "grade:choice(A|B)",
    ]);
    let file = File::new("lists.xlsx", &template(&group, &options()).expect("a template"));
    let options = ReadOptions {
        sheet: Some(HIDDEN_SHEET.to_owned()),
        header_row: Some(1),
        ..ReadOptions::default()
    };
    let sheet = read(&file.0, &options, &Launcher::in_process(TASKS), &Progress::new())
        .expect("read")
        .value;
    let titles: Vec<&str> = sheet.columns.iter().map(|column| column.title.as_str()).collect();
    assert_eq!(titles, [MARK, "value", "heading", "field", "town", "level"]);
    assert_eq!(sheet.rows.len(), 400);
    assert_eq!(sheet.rows[399].cell(4).text(), "Μέρος 399");
    assert_eq!(sheet.rows[0].cell(5).text(), "Gold, first");
}

#[test]
fn every_heading_is_known_without_the_hidden_sheet() {
    let group = group(&["grade:text", "पाठ्यक्रम:text"]);
    for split_name in [false, true] {
        let columns = columns::of(&group, split_name);
        let headings: Vec<&str> = columns.iter().map(|column| column.heading.as_str()).collect();
        let row = vec!["x"; headings.len()];
        let file = File::new(
            "headings.csv",
            format!("{}\n{}\n", headings.join(","), row.join(",")).as_bytes(),
        );
        let launcher = Launcher::in_process(TASKS);
        let sheet = read(&file.0, &ReadOptions::default(), &launcher, &Progress::new())
            .expect("read")
            .value;
        let options = MapOptions {
            fields: &group.fields,
            ..MapOptions::default()
        };
        let fields: Vec<_> = map_columns(&sheet, &options)
            .value
            .fields
            .into_iter()
            .flatten()
            .collect();
        let wanted: Vec<_> = columns.into_iter().map(|column| column.field).collect();
        assert_eq!(fields, wanted);
    }
}
