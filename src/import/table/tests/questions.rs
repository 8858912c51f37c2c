//! What is asked about a whole column or about rows, and how it is answered.

use super::*;

#[test]
fn the_order_of_dates_is_asked_once_for_a_column() {
    let rows: &[&[&str]] = &[&["Anna", "03/04/2026"], &["Ben", "05/06/2026"], &["Cleo", "2026-01-01"]];
    let mut table = table(&["Name", "Issue date"], rows);
    assert_eq!(table.counts().waiting, 2);
    let question = table.questions()[0].clone();
    assert_eq!(question.fixes[0].kind, "date-order");
    assert_eq!(
        question.fixes[0].label,
        "Read 03/04/2026 as 2026-04-03, with the day first"
    );
    assert!(table.set_date_order(DateOrder::MonthFirst));
    assert!(table.questions().is_empty());
    let date = |table: &Table, row| {
        table
            .checked_row(row)
            .and_then(|row| row.issue_date)
            .map(|date| date.to_string())
    };
    assert_eq!(date(&table, 0).as_deref(), Some("2026-03-04"));
    table.undo();
    // One cell that tells decides the whole column.
    table.edit(2, 1, "26/11/2026");
    assert_eq!(date(&table, 0).as_deref(), Some("2026-04-03"));
    assert!(table.questions().is_empty());
    agrees_with_a_new_one(&table);
    table.edit(0, 1, "11/26/2026");
    assert_eq!(table.questions().len(), 1, "written in two orders");
    assert_eq!(codes(&table, 1), ["date-ambiguous"]);
    agrees_with_a_new_one(&table);
    table.undo();
    table.undo();
    assert_eq!(table.counts().waiting, 2);
    agrees_with_a_new_one(&table);
}

#[test]
fn a_few_dates_that_decide_all_others_are_said_and_can_be_overruled() {
    let rows: &[&[&str]] = &[&["Anna", "03/04/2026"], &["Ben", "05/06/2026"], &["Cleo", "13/04/2026"]];
    let mut table = table(&["Name", "Issue date"], rows);
    let date = |table: &Table, row| table.date_in(row, 1).map(|date| date.to_string());
    let (order, told) = table.told_order(1).expect("one of three decides");
    assert_eq!(order, DateOrder::DayFirst);
    assert_eq!(told.problem.message, "Read day first, as in 13/04/2026 (row 4)");
    assert_eq!(told.fixes[1].label, "Read month first: 03/04/2026 is 2026-03-04");
    assert_eq!(date(&table, 0).as_deref(), Some("2026-04-03"));
    assert!(table.set_column_order(1, DateOrder::MonthFirst));
    assert_eq!(date(&table, 0).as_deref(), Some("2026-03-04"));
    assert_eq!(codes(&table, 2), ["impossible-date"]);
    assert_eq!(table.told_order(1).expect("it was chosen").0, DateOrder::MonthFirst);
    assert!(table.questions().is_empty());
    agrees_with_a_new_one(&table);
    let changes = table.changes();
    assert!(changes.contains(&Change::Dates {
        day_first: false,
        column: Some("B".to_owned())
    }));
    // What was chosen holds when the date that spoke against it is mended.
    table.edit(2, 1, "2026-04-13");
    assert_eq!(date(&table, 0).as_deref(), Some("2026-03-04"));
    assert_eq!(table.counts().waiting, 0);
    agrees_with_a_new_one(&table);
    table.undo();
    table.undo();
    assert_eq!(date(&table, 0).as_deref(), Some("2026-04-03"));
    table.replay(&changes);
    assert_eq!(date(&table, 0).as_deref(), Some("2026-03-04"));
    let sure: &[&[&str]] = &[&["Anna", "03/04/2026"], &["Ben", "25/06/2026"], &["Cleo", "13/04/2026"]];
    let sure = super::table(&["Name", "Issue date"], sure);
    assert!(sure.told_order(1).is_none(), "most of the dates tell it");
}

#[test]
fn dates_that_a_program_has_exchanged_are_asked_about_once() {
    let mut sheet = sheet(
        &["Name", "Issue date"],
        &[&["Anna", ""], &["Ben", "13/04/2026"], &["Cleo", ""]],
    );
    for (row, day) in [(0, "2026-04-01"), (2, "2026-05-01")] {
        let cells = vec![Cell::Text("Anna".into()), Cell::Date(day.parse().expect(day))];
        sheet.rows.get_mut(row).expect("a row").cells = cells;
    }
    let options = CheckOptions::default();
    let mapping = map(&sheet, &options.fields, &[], &[]).expect("mapped").value;
    let mut table = Table::new(sheet, mapping, options);
    let dates = |table: &Table| -> Vec<String> {
        let rows = (0..3).filter_map(|row| table.checked_row(row)?.issue_date);
        rows.map(|date| date.to_string()).collect()
    };
    assert_eq!(
        (table.counts().waiting, dates(&table)),
        (2, vec!["2026-04-13".to_owned()])
    );
    let [swap, keep] = &table.questions()[0].fixes.clone()[..] else {
        panic!("two answers")
    };
    assert!(table.answer(swap));
    assert_eq!(dates(&table), ["2026-01-04", "2026-04-13", "2026-01-05"]);
    assert!(table.questions().is_empty());
    agrees_with_a_new_one(&table);
    table.undo();
    assert_eq!(table.counts().waiting, 2);
    assert!(table.answer(keep));
    assert_eq!(dates(&table), ["2026-04-01", "2026-04-13", "2026-05-01"]);
    assert_eq!((table.counts().waiting, table.questions().len()), (0, 0));
    let kept = Change::KeepDates {
        column: Some("B".to_owned()),
    };
    assert!(table.changes().contains(&kept));
    table.undo();
    assert_eq!(table.apply_all("date-kept", Some(1)), 2, "as it is said with --fix");
    table.undo();
    // Without a text that was left there is no sign of it.
    table.edit(1, 1, "2026-04-13");
    assert_eq!((table.counts().waiting, table.questions().len()), (0, 0));
    agrees_with_a_new_one(&table);
}

#[test]
fn to_keep_the_dates_of_a_column_says_nothing_of_another() {
    let mut sheet = sheet(
        &["Name", "Issue date", "Expiry date"],
        &[
            &["Anna", "", ""],
            &["Ben", "13/04/2026", "13/04/2028"],
            &["Cleo", "", ""],
        ],
    );
    for (row, month) in [(0, 4), (2, 5)] {
        let cells = &mut sheet.rows.get_mut(row).expect("the row").cells;
        cells[1] = Cell::Date(Date::new(2026, month, 1).expect("a date"));
        cells[2] = Cell::Date(Date::new(2028, month, 1).expect("a date"));
    }
    let options = CheckOptions::default();
    let mapping = map(&sheet, &options.fields, &[], &[]).expect("mapped").value;
    let make = || Table::new(sheet.clone(), mapping.clone(), options.clone());
    let mut table = make();
    assert_eq!(table.questions().len(), 2);
    let keep = table.questions()[0].fixes[1].clone();
    assert!(table.answer(&keep));
    assert_eq!(table.questions().len(), 1, "the other column is asked about still");
    assert_eq!(table.questions()[0].column, Some(2));
    agrees_with_a_new_one(&table);
    let mut again = make();
    assert!(again.replay(&table.changes()).is_empty());
    assert_eq!(again.questions(), table.questions());
    // What an earlier version wrote down said nothing of columns.
    let old: Change = serde_json::from_str(r#"{"change":"keep_dates"}"#).expect("read");
    assert!(again.replay(&[old]).is_empty());
    assert!(again.questions().is_empty());
    assert_eq!(table.apply_all("date-kept", None), 2, "two rows of the other column");
    assert!(table.questions().is_empty());
}

#[test]
fn rows_that_are_no_people_are_asked_about_and_left_out_together() {
    let mut sheet = sheet(
        &["Name", "Grade"],
        &[&["Anna", "A"], &["Ben", "A"], &["Cleo", "B"], &["Dora", "B"]],
    );
    let noticed = [
        (3, vec![Noticed::Hidden, Noticed::Merged { column: 1, above: 2 }]),
        (4, vec![Noticed::Hidden]),
        (5, vec![Noticed::Totals]),
    ];
    sheet.noticed = std::sync::Arc::new(noticed.into_iter().collect());
    let options = CheckOptions {
        fields: vec!["grade".parse().expect("a field")],
        ..CheckOptions::default()
    };
    let mapping = map(&sheet, &options.fields, &[], &[]).expect("mapped").value;
    let mut table = Table::new(sheet, mapping, options);
    assert_eq!(codes(&table, 1), ["hidden-row", "merged-value"]);
    assert_eq!(codes(&table, 3), ["totals-row"]);
    assert_eq!((table.counts().waiting, table.counts().warned), (0, 3));
    assert_eq!(table.apply_all("hidden-row", None), 2);
    assert_eq!(table.checked().rows.len(), 2);
    assert_eq!(table.accept(&[3], "totals-row", true), 1, "a person of that name");
    assert_eq!(table.counts().warned, 0);
}

#[test]
fn a_question_is_answered_by_its_fix() {
    let mut table = table(&["Name", "Issue date"], &[&["Anna", "03/04/2026"]]);
    let question = table.questions()[0].clone();
    assert!(table.answer(&question.fixes[0]));
    assert!(!table.answer(&question.fixes[1]), "it is answered already");
    assert_eq!(table.options().date_order, Some(DateOrder::DayFirst));
    assert_eq!(table.counts().waiting, 0);
}

#[test]
fn years_of_two_digits_that_may_stand_first_are_asked_about_once() {
    let rows: &[&[&str]] = &[&["Anna", "26-03-05"], &["Ben", "26-03-17"], &["Cleo", "26-12-31"]];
    let mut table = table(&["Name", "Issue date"], rows);
    assert_eq!((codes(&table, 0), table.counts().waiting), (vec!["date-ambiguous"], 3));
    let question = table.questions()[0].clone();
    let labels: Vec<&str> = question.fixes.iter().map(|fix| fix.label.as_str()).collect();
    assert_eq!(
        labels,
        [
            "Read 26-03-05 as 2026-03-05, with the year first",
            "Read 26-03-05 as 2005-03-26, with the day first"
        ]
    );
    assert!(table.answer(&question.fixes[0]));
    assert_eq!(table.cell(2, 1).text(), "2026-12-31");
    assert_eq!((table.questions().len(), table.counts().waiting), (0, 0));
    agrees_with_a_new_one(&table);
    table.undo();
    assert!(table.answer(&question.fixes[1]));
    assert_eq!((codes(&table, 1), table.counts().waiting), (vec!["short-year"], 0));
    agrees_with_a_new_one(&table);
    table.undo();
    assert!(table.edit(1, 1, "17-03-99"));
    assert_eq!(table.questions().len(), 0, "one date decides");
    assert_eq!((codes(&table, 0), table.counts().waiting), (vec!["short-year"], 0));
    agrees_with_a_new_one(&table);
}

#[test]
fn an_address_beside_a_name_is_not_lost() {
    let rows: &[&[&str]] = &[
        &["\"Żak, Łucja\" <l@example.org>", ""],
        &["Zoë Lee <z@example.org>", "Z@example.org"],
        &["Ben Ito <b@example.org>", "ben@example.org"],
    ];
    let mut table = table(&["Name", "E-mail"], rows);
    assert_eq!(table.apply_all("email-in-name", None), 2);
    assert_eq!(
        (table.cell(0, 0).text().as_ref(), table.cell(0, 1).text().as_ref()),
        ("Żak, Łucja", "l@example.org")
    );
    assert_eq!(codes(&table, 0), ["family-name-first"]);
    assert_eq!(table.cell(1, 0).text(), "Zoë Lee");
    assert_eq!(table.apply_all("email-left-out", None), 1, "a person decides");
    agrees_with_a_new_one(&table);
    let alone = self::table(&["Name"], &[&["Ben Ito <b@example.org>"]]);
    assert_eq!(fix_of(&alone, 0).kind, "email-left-out");
}

#[test]
fn one_way_of_several_can_be_taken_for_all() {
    let rows: &[&[&str]] = &[&["Anna", "45992"], &["Ben", "45993"], &["Cleo", "2026-01-01"]];
    let mut table = table(&["Name", "Issue date"], rows);
    assert_eq!(table.fix_kinds(), [""; 0], "each needs a choice");
    assert_eq!(table.apply_all("number-as-date", Some(1)), 2);
    assert_eq!(table.cell(1, 1).text(), "2025-12-02");
    table.undo();
    assert_eq!(table.apply_all("number-as-date-1904", None), 2);
    assert_eq!(table.cell(1, 1).text(), "2029-12-03");
    agrees_with_a_new_one(&table);
}

#[test]
fn years_of_taiwan_are_asked_about_once_for_a_column() {
    let rows: &[&[&str]] = &[
        &["王小明", "115/03/04"],
        &["李大華", "114/12/31"],
        &["陳美玲", "2026-01-01"],
    ];
    let mut table = table(&["姓名", "Issue date"], rows);
    assert_eq!(table.counts().waiting, 2);
    let [question] = table.questions() else {
        panic!("{:?}", table.questions())
    };
    let fix = question.fixes[0].clone();
    assert_eq!(fix.label, "Read 115/03/04 as 2026-03-04, and the others so");
    assert!(table.answer(&fix));
    assert!(table.questions().is_empty());
    let dates = |table: &Table| -> Vec<String> {
        let rows = (0..3).filter_map(|row| table.checked_row(row)?.issue_date);
        rows.map(|date| date.to_string()).collect()
    };
    assert_eq!(dates(&table), ["2026-03-04", "2025-12-31", "2026-01-01"]);
    agrees_with_a_new_one(&table);
    table.undo();
    // Beside a year that cannot be one of Taiwan's nothing is proposed for all.
    table.edit(2, 1, "215/01/01");
    assert!(table.questions().is_empty());
    assert_eq!(codes(&table, 0), ["roc-year"]);
    agrees_with_a_new_one(&table);
}
