//! Tests of whole rows: what a cell is, what it must be, and what is said.

use crate::import::sheet::{Cell, Noticed};
use crate::import::testing::sheet as texts;
use crate::import::{Mapping, map};
use crate::model::Value;

use super::*;

fn text(text: &str) -> Cell {
    if text.is_empty() {
        Cell::Empty
    } else {
        Cell::Text(text.into())
    }
}

fn sheet(titles: &[&str], rows: Vec<Vec<Cell>>) -> Sheet {
    let rows = rows.into_iter().zip(2..);
    Sheet::of_rows(
        titles.iter().map(|title| (*title).to_owned()),
        rows.map(|(cells, number)| Row { number, cells }),
    )
}

fn options(fields: &[&str]) -> CheckOptions {
    CheckOptions {
        fields: fields.iter().map(|field| field.parse().expect(field)).collect(),
        ..CheckOptions::default()
    }
}

fn checked(sheet: &Sheet, options: &CheckOptions) -> Checked {
    let mapping: Mapping = map(sheet, &options.fields, &[], &[]).expect("mapped").value;
    check(sheet, &mapping, options)
}

fn codes(row: &CheckedRow) -> Vec<&str> {
    row.problems.iter().map(|problem| problem.code.as_ref()).collect()
}

#[test]
fn a_good_row_is_a_recipient() {
    let sheet = texts(
        &["Name", "E-mail", "Language", "Grade", "Skills", "Issue date"],
        &[&[
            "  Zoë Müller ",
            "zoe@example.org",
            "de",
            "3,5",
            "Rust; SQL",
            "2026-03-01",
        ]],
    );
    let checked = checked(&sheet, &options(&["grade:number:required", "skills:list"]));
    let row = &checked.rows[0];
    assert_eq!(codes(row), [""; 0]);
    assert_eq!(row.row, 2);
    assert_eq!(row.cells[0], "  Zoë Müller ", "cells are as they were read");
    assert_eq!(row.recipient.name, "Zoë Müller");
    assert_eq!(row.recipient.email.as_deref(), Some("zoe@example.org"));
    assert_eq!(row.recipient.language.as_deref(), Some("de"));
    assert_eq!(row.recipient.custom["grade"], Value::Number("3.5".to_owned()));
    assert_eq!(
        row.recipient.custom["skills"],
        Value::List(vec!["Rust".to_owned(), "SQL".to_owned()])
    );
    assert_eq!(
        row.issue_date.map(|date| date.to_string()).as_deref(),
        Some("2026-03-01")
    );
}

#[test]
fn names_are_kept_as_they_are_written() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/names.tsv");
    let list = std::fs::read_to_string(path).expect("the list of names");
    let names: Vec<&str> = list
        .lines()
        .skip(1)
        .filter_map(|line| line.split('\t').next())
        .collect();
    let rows: Vec<[&str; 1]> = names.iter().map(|name| [*name]).collect();
    let rows: Vec<&[&str]> = rows.iter().map(<[&str; 1]>::as_slice).collect();
    let checked = checked(&texts(&["Name"], &rows), &options(&[]));
    for (row, name) in checked.rows.iter().zip(names) {
        assert_eq!(row.recipient.name, name.trim());
    }
}

#[test]
fn required_values_are_asked_for() {
    let sheet = texts(
        &["Name", "E-mail", "Grade", "Level"],
        &[&["", "a@example.org", "", ""], &["Anna", "", "1", ""]],
    );
    let mut options = options(&[
        "grade:text:required",
        "level:choice(Gold|Silver):required:default=Silver",
    ]);
    options.email_required = true;
    let checked = checked(&sheet, &options);
    assert_eq!(codes(&checked.rows[0]), ["required", "required"]);
    assert_eq!(codes(&checked.rows[1]), ["required"]);
    assert_eq!(
        checked.rows[0].recipient.custom["level"],
        Value::Text("Silver".to_owned())
    );
    let place = &checked.rows[0].problems.0[0].place;
    assert_eq!(
        (place.row, place.column.as_deref(), place.field.as_deref()),
        (Some(2), Some("Name"), Some("recipient.name"))
    );
}

#[test]
fn cells_without_a_value_are_named_only_where_they_are_used() {
    let row = vec![
        text("Anna"),
        Cell::Error("#REF!".into()),
        Cell::Formula,
        Cell::BadDate(2_958_466.0),
        text("#N/A"),
        Cell::Error("#REF!".into()),
    ];
    let sheet = sheet(&["Name", "E-mail", "Grade", "Issue date", "Level", "Phone"], vec![row]);
    let checked = checked(&sheet, &options(&["grade:text", "level:text:required"]));
    let mut found = codes(&checked.rows[0]);
    found.sort_unstable();
    assert_eq!(
        found,
        [
            "date-out-of-range",
            "error-value",
            "error-value",
            "formula-without-value"
        ]
    );
}

#[test]
fn kinds_are_checked_with_the_place_of_the_cell() {
    let sheet = sheet(
        &["Name", "Points", "Exam"],
        vec![
            vec![text("Anna"), text("many"), text("2026-02-30")],
            vec![
                text("Ben"),
                Cell::Number {
                    value: 7.0,
                    text: "007".into(),
                },
                Cell::Date("2026-03-01".parse().expect("day")),
            ],
            vec![
                text("Cleo"),
                Cell::Number {
                    value: 1e16,
                    text: "10000000000000000".into(),
                },
                Cell::Number {
                    value: 45_992.0,
                    text: "45992".into(),
                },
            ],
        ],
    );
    let checked = checked(&sheet, &options(&["points:number", "exam:date"]));
    assert_eq!(codes(&checked.rows[0]), ["not-a-number", "impossible-date"]);
    assert_eq!(checked.rows[0].problems.0[1].place.column.as_deref(), Some("Exam"));
    assert_eq!(codes(&checked.rows[1]), [""; 0]);
    assert_eq!(
        checked.rows[1].recipient.custom["points"],
        Value::Number("007".to_owned())
    );
    assert_eq!(codes(&checked.rows[2]), ["number-as-date"]);
}

#[test]
fn the_order_of_dates_is_found_over_the_column() {
    let dates = |dates: &[&str]| {
        let rows: Vec<Vec<Cell>> = dates.iter().map(|date| vec![text("Anna"), text(date)]).collect();
        sheet(&["Name", "Issue date"], rows)
    };
    let found = checked(&dates(&["03/04/2026", "26/04/2026"]), &options(&[]));
    assert_eq!(
        found.rows[0].issue_date.map(|date| date.to_string()).as_deref(),
        Some("2026-04-03")
    );
    assert!(found.problems.is_empty());
    let unknown = checked(&dates(&["03/04/2026", "05/06/2026"]), &options(&[]));
    assert_eq!(
        unknown.problems.iter().map(|p| p.code.as_ref()).collect::<Vec<_>>(),
        ["dates-ambiguous"]
    );
    assert_eq!(codes(&unknown.rows[0]), ["date-ambiguous"]);
    let half = |real_days: &[&str], texts_too: &[&str]| {
        let real = real_days.iter().map(|day| Cell::Date(day.parse().expect(day)));
        let cells = real.chain(texts_too.iter().map(|date| text(date)));
        let names = ["Anna", "Ben", "Cleo", "Dora"].map(text);
        let rows = names
            .into_iter()
            .zip(cells)
            .map(|(name, date)| vec![name, date])
            .collect();
        checked(&sheet(&["Name", "Issue date"], rows), &options(&[]))
    };
    let found = half(&["2026-04-01", "2026-03-03"], &["13/04/2026", "14/04/2026"]);
    let asked: Vec<&str> = found.problems.iter().map(|p| p.code.as_ref()).collect();
    assert_eq!(asked, ["dates-half-converted"]);
    assert_eq!(codes(&found.rows[0]), ["date-half-converted"]);
    assert_eq!((codes(&found.rows[1]), codes(&found.rows[2])), (vec![], vec![]));
    assert_eq!(
        half(&["2026-04-01"], &["04/27/2026"]).problems.0.len(),
        1,
        "the other way round"
    );
    for (real_days, texts_too) in [
        (&["2026-04-01", "2026-04-13"][..], &["13/04/2026"][..]),
        (&["2026-04-01"], &["13/04/2026", "03/04/2026"]),
        (&["2026-04-01"], &["13.04.2026", "2026-04-13"]),
        (&["2026-04-04"], &["13/04/2026"]),
        (&["2026-04-01"], &["13/04/2026", "04/13/2026"]),
    ] {
        let found = half(real_days, texts_too);
        assert!(found.problems.is_empty(), "{real_days:?} {texts_too:?}");
        assert!(!found.rows[0].waits(), "{real_days:?} {texts_too:?}");
    }
    let told = CheckOptions {
        date_order: Some(DateOrder::MonthFirst),
        ..CheckOptions::default()
    };
    let told = checked(&dates(&["03/04/2026"]), &told);
    assert_eq!(
        told.rows[0].issue_date.map(|date| date.to_string()).as_deref(),
        Some("2026-03-04")
    );
}

#[test]
fn an_expiry_before_the_issue_is_an_error() {
    let sheet = texts(
        &["Name", "Expiry date"],
        &[&["Anna", "2026-01-01"], &["Ben", "2027-01-01"], &["Cleo", ""]],
    );
    let options = CheckOptions {
        issue_date: "2026-03-01".parse().ok(),
        ..CheckOptions::default()
    };
    let checked = checked(&sheet, &options);
    assert_eq!(codes(&checked.rows[0]), ["expiry-before-issue"]);
    assert_eq!(codes(&checked.rows[1]), [""; 0]);
    assert_eq!(checked.rows[2].expiry_date, None);
}

#[test]
fn the_same_recipient_twice_is_noticed() {
    let sheet = texts(
        &["Name", "E-mail"],
        &[
            &["Nguyễn Thị Ánh", "anh@example.org"],
            &["NGUYỄN THỊ ÁNH", "Anh@Example.org"],
            &["Nguyễn Thị Ánh", "other@example.org"],
        ],
    );
    let checked = checked(&sheet, &options(&[]));
    assert_eq!(codes(&checked.rows[0]), [""; 0]);
    assert_eq!(codes(&checked.rows[1]), ["all-caps", "duplicate-in-sheet"]);
    assert_eq!(codes(&checked.rows[2]), [""; 0]);
}

#[test]
fn names_are_joined_from_their_parts() {
    let sheet = texts(
        &["Vorname", "Nachname", "Sprache"],
        &[
            &["Zoë", "Müller", "de"],
            &["小明", "王", ""],
            &["Anna", "", ""],
            &["", "", "de"],
        ],
    );
    let checked = checked(&sheet, &options(&[]));
    let names: Vec<&str> = checked.rows.iter().map(|row| row.recipient.name.as_str()).collect();
    assert_eq!(names, ["Zoë Müller", "王小明", "Anna", ""]);
    assert!(!checked.rows[3].problems.0[0].hints.is_empty());
    assert_eq!(codes(&checked.rows[3]), ["required"]);
}

#[test]
fn names_in_capitals_are_mended_in_all_their_columns() {
    let sheet = texts(
        &["Vorname", "Nachname", "Sprache"],
        &[
            &["ANNE", "VAN DER BERG", "nl"],
            &["ANNA", "Lee", ""],
            &["ANNA", "", ""],
            &["anna maria", "lee", ""],
        ],
    );
    let mapping = map(&sheet, &[], &[], &[]).expect("mapped").value;
    let (plan, ..) = plan_for(&sheet, &mapping, &CheckOptions::default());
    let found = |row: usize| plan.check(&sheet.rows[row]).findings;
    let cells = |row: usize| match &found(row)[0].fixes[0].repair {
        Repair::Cells(cells) => cells.clone(),
        other => panic!("{other:?}"),
    };
    assert_eq!(cells(0), [(0, "Anne".to_owned()), (1, "van der Berg".to_owned())]);
    assert!(found(1).is_empty());
    assert_eq!(found(2)[0].problem.code, "half-name");
    assert_eq!(cells(3), [(0, "Anna Maria".to_owned()), (1, "Lee".to_owned())]);
    assert_eq!(found(3)[0].problem.code, "all-lower-case");
}

#[test]
fn dates_in_the_wrong_columns_can_be_exchanged() {
    let sheet = texts(
        &["Name", "Issue date", "Expiry date"],
        &[&["Anna", "2027-01-01", "2026-01-01"]],
    );
    let mapping = map(&sheet, &[], &[], &[]).expect("mapped").value;
    let (plan, ..) = plan_for(&sheet, &mapping, &CheckOptions::default());
    let finding = plan.check(&sheet.rows[0]).findings.remove(0);
    assert_eq!(finding.problem.code, "expiry-before-issue");
    let cells = vec![(1, "2026-01-01".to_owned()), (2, "2027-01-01".to_owned())];
    assert_eq!(finding.fixes[0].repair, Repair::Cells(cells));
}

#[test]
fn an_address_that_hides_something_waits_with_one_fix() {
    let sheet = texts(&["Name", "E-mail"], &[&["Anna", "anna\u{200b}@example.org"]]);
    let mapping = map(&sheet, &[], &[], &[]).expect("mapped").value;
    let (plan, ..) = plan_for(&sheet, &mapping, &CheckOptions::default());
    let findings = plan.check(&sheet.rows[0]).findings;
    assert_eq!(findings.len(), 1, "{findings:?}");
    assert!(findings[0].problem.is_error() && findings[0].only_fix().is_some());
}

#[test]
fn good_names_are_only_remarked_on_where_it_is_said() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/names.tsv");
    let list = std::fs::read_to_string(path).expect("the list of names");
    for line in list.lines().skip(1) {
        let fields: Vec<&str> = line.split('\t').collect();
        let sheet = texts(&["Name", "Language"], &[&[fields[0], fields[1]]]);
        let found = checked(&sheet, &options(&[]));
        let expected = match fields[3] {
            why if why.contains("damaged") || why.contains("named problem") => continue,
            why if why.contains("all capitals") || why.contains("many short words") => &["all-caps"][..],
            why if why.contains("doubled") => &["doubled-spaces"],
            why if why.contains("formula") => &["formula-text"],
            _ => &[],
        };
        // The list also has texts as languages that are no codes of one.
        let codes: Vec<&str> = codes(&found.rows[0]);
        assert!(
            codes == expected || (codes.is_empty() && fields[3].contains("short words")),
            "{line}: {codes:?}"
        );
    }
}

#[test]
fn a_part_of_a_name_that_was_read_wrongly_tells_what_another_part_has_lost() {
    let rows: &[&[&str]] = &[
        &["Åukasz", "Å»Ã³Å‚Ä‡"],
        &["Åsa", "GarcÃ\u{ad}a"],
        &["Łukasz", "Å»Ã³Å‚Ä‡"],
        &["Åukasz", "Łącki"],
    ];
    let checked = checked(&texts(&["First name", "Last name"], rows), &options(&[]));
    let problems: Vec<_> = checked.rows.iter().map(codes).collect();
    assert_eq!(problems[0], ["lost-letters"], "nothing is repaired by half");
    assert_eq!(
        checked.rows[0].problems.0[0].place.column.as_deref(),
        Some("First name")
    );
    assert_eq!(problems[1..], [vec!["wrong-encoding"], vec!["wrong-encoding"], vec![]]);
}

#[test]
fn what_the_file_is_tells_how_its_values_are_read() {
    let day = Cell::Number {
        value: 44_562.0,
        text: "44562".into(),
    };
    let cells = vec![text("Anna Lee"), day, text("1.234")];
    let mut sheet = sheet(&["Name", "Issue date", "Points"], vec![cells]);
    let options = options(&["points:number"]);
    let hints = |sheet: &Sheet| -> Vec<String> {
        let row = &checked(sheet, &options).rows[0];
        row.problems.iter().flat_map(|problem| problem.hints.clone()).collect()
    };
    assert!(
        hints(&sheet)[0].starts_with("Write it as 2022-01-01,"),
        "counted from 1900"
    );
    sheet.is_1904 = true;
    assert!(
        hints(&sheet)[0].starts_with("Write it as 2026-01-02:"),
        "counted from 1904"
    );
    assert_eq!(
        checked(&sheet, &options).rows[0].problems.0.len(),
        1,
        "1.234 is what it says"
    );
    sheet.separator = Some(';');
    let asked = &checked(&sheet, &options).rows[0];
    assert_eq!(codes(asked), ["number-as-date", "number-ambiguous"]);
}

#[test]
fn what_moves_the_values_of_a_row_is_called_by_its_name() {
    let mut sheet = texts(&["Name"], &[&["Anna Lee"]]);
    sheet.noticed = Arc::new([(2, vec![Noticed::Wide("“x”".to_owned())])].into());
    let mut said = |separator| {
        sheet.separator = separator;
        checked(&sheet, &options(&[])).rows[0].problems.0[0].message.clone()
    };
    assert!(said(Some(';')).ends_with("a semicolon in one moves the others"));
    assert!(said(Some(',')).ends_with("a comma in one moves the others"));
}

#[test]
fn a_cell_that_cannot_be_read_is_no_formula() {
    let broken = Cell::Error("#UNREADABLE!".into());
    let sheet = sheet(&["Name"], vec![vec![broken]]);
    assert_eq!(codes(&checked(&sheet, &options(&[])).rows[0]), ["unreadable-cell"]);
}
