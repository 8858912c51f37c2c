//! Tests of tables: every change gives what a whole check would give, and every step back what was there.

mod carry;
mod pictures;
mod questions;
mod remarks;

use std::borrow::Cow;

use crate::import::testing::sheet;
use crate::import::{Mapping, Noticed, map};

use super::*;
use crate::import::check::{DateOrder, Fix, check};

fn table_with(titles: &[&str], rows: &[&[&str]], fields: &[&str]) -> Table {
    let sheet = sheet(titles, rows);
    let options = CheckOptions {
        fields: fields.iter().map(|field| field.parse().expect(field)).collect(),
        ..CheckOptions::default()
    };
    let mapping: Mapping = map(&sheet, &options.fields, &[], &[]).expect("mapped").value;
    Table::new(sheet, mapping, options)
}

fn table(titles: &[&str], rows: &[&[&str]]) -> Table {
    table_with(titles, rows, &[])
}

fn codes(table: &Table, row: usize) -> Vec<&'static str> {
    table
        .findings(row)
        .map(|finding| match finding.problem.code {
            Cow::Borrowed(code) => code,
            Cow::Owned(code) => &*code.leak(),
        })
        .collect()
}

fn fix_of(table: &Table, row: usize) -> Fix {
    let mut findings = table.findings(row);
    findings.find_map(|finding| finding.only_fix().cloned()).expect("a fix")
}

/// What a table says must be what a table made of its sheet would say, whatever led there.
fn agrees_with_a_new_one(table: &Table) {
    let mut new = Table::new(table.sheet.clone(), table.mapping.clone(), table.options.clone());
    let left_out: Vec<usize> = table.left_out.iter().map(|row| row as usize).collect();
    new.leave_out(&left_out, true);
    for row in 0..table.len() {
        let (old, new): (Vec<_>, Vec<_>) = (table.findings(row).collect(), new.findings(row).collect());
        assert_eq!(old, new, "row {row}");
    }
    assert_eq!(table.questions(), new.questions());
    assert_eq!(table.counts(), new.counts());
    assert_eq!(format!("{:?}", table.groups()), format!("{:?}", new.groups()));
    for severity in [Severity::Note, Severity::Warning, Severity::Error] {
        assert_eq!(table.rows_at_least(severity), new.rows_at_least(severity));
    }
    assert_eq!(table.checked(), new.checked());
    if left_out.is_empty() {
        assert_eq!(table.checked(), check(&table.sheet, &table.mapping, &table.options));
    }
}

#[test]
fn an_edit_checks_the_row_again_and_can_be_undone() {
    let mut table = table(&["Name", "E-Mail"], &[&["Anna", "anna"], &["", "b@example.org"]]);
    assert_eq!(codes(&table, 0), ["email-shape"]);
    assert_eq!(table.counts().waiting, 2);
    assert!(table.edit(0, 1, "anna@example.org"));
    assert!(!table.edit(0, 1, "anna@example.org"), "nothing changes");
    assert!(
        !table.edit(7, 1, "x") && !table.edit(0, 7, "x"),
        "there is no such cell"
    );
    assert_eq!(codes(&table, 0), [""; 0]);
    assert_eq!(table.original(0, 1).expect("changed").text(), "anna");
    assert_eq!(table.counts().good, 1);
    assert!(table.edit(1, 0, "Ben"));
    agrees_with_a_new_one(&table);
    assert_eq!(table.undo_name(), Some("Edit Name in row 3"));
    assert_eq!(table.undo().as_deref(), Some("Edit Name in row 3"));
    assert_eq!(table.undo().as_deref(), Some("Edit E-Mail in row 2"));
    assert_eq!(table.undo(), None);
    assert_eq!(table.cell(0, 1).text(), "anna");
    assert!(table.original(0, 1).is_none() && table.corrections().is_empty());
    agrees_with_a_new_one(&table);
    assert_eq!(table.redo().as_deref(), Some("Edit E-Mail in row 2"));
    assert_eq!(table.redo_name(), Some("Edit Name in row 3"));
    assert!(table.edit(1, 0, "Cleo"));
    assert_eq!(table.redo(), None, "a new step ends what was undone");
}

#[test]
fn writing_what_was_read_brings_back_what_was_read() {
    let mut table = table(&["Name", "Issue date"], &[&["Anna", "x"]]);
    table.sheet.rows.get_mut(0).expect("a row").cells[1] = Cell::Date("2026-03-01".parse().expect("day"));
    table.check_all();
    table.edit(0, 1, "soon");
    table.edit(0, 1, "2026-03-01");
    assert!(matches!(table.cell(0, 1), Cell::Date(_)));
    assert!(table.corrections().is_empty());
}

#[test]
fn a_fix_is_applied_to_one_or_to_all_alike() {
    let rows: &[&[&str]] = &[
        &["JosÃ© GarcÃ\u{ad}a", "a@gmial.com"],
        &["RenÃ©  Dupont", "b@example.org"],
        &["ANNA KOWALSKA", "c@example.org"],
        &["LUDWIG VAN BEETHOVEN", "d@example.org"],
    ];
    let mut table = table(&["Name", "E-Mail"], rows);
    assert_eq!(codes(&table, 0), ["wrong-encoding", "email-slip"]);
    let fix = fix_of(&table, 0);
    assert_eq!(fix.label, "Write it as José García");
    assert!(table.apply(0, &fix));
    assert!(!table.apply(0, &fix), "the fix is used up");
    table.undo();
    assert_eq!(table.fix_kinds(), ["all-caps", "email-slip", "wrong-encoding"]);
    assert_eq!(table.apply_all("wrong-encoding", Some(0)), 2);
    assert_eq!(codes(&table, 1), ["doubled-spaces"]);
    assert_eq!(table.apply_all("all-caps", None), 1, "what needs a choice is left");
    assert_eq!(table.cell(2, 0).text(), "Anna Kowalska");
    let choice = table.findings(3).next().expect("a finding").clone();
    assert_eq!(choice.fixes.len(), 2);
    assert!(table.apply(3, &choice.fixes[1]));
    assert_eq!(table.cell(3, 0).text(), "Ludwig Van Beethoven");
    agrees_with_a_new_one(&table);
    while table.undo().is_some() {}
    assert_eq!(table.cell(1, 0).text(), "RenÃ©  Dupont");
    agrees_with_a_new_one(&table);
    while table.redo().is_some() {}
    assert_eq!(table.cell(1, 0).text(), "René  Dupont");
    agrees_with_a_new_one(&table);
}

#[test]
fn a_change_reaches_the_rows_that_have_the_same_recipient() {
    let rows: &[&[&str]] = &[&["Anna Lee"], &["Ben"], &["Anna  Lee"], &["ANNA LEE"], &["Anná Lee"]];
    let mut table = table(&["Name"], rows);
    let duplicate = |table: &Table, row: usize| codes(table, row).contains(&"duplicate-in-sheet");
    assert_eq!([0, 2, 3].map(|row| duplicate(&table, row)), [false, true, true]);
    assert!(codes(&table, 4).contains(&"likely-duplicate"));
    table.edit(0, 0, "Cleo");
    assert_eq!([2, 3].map(|row| duplicate(&table, row)), [false, true]);
    agrees_with_a_new_one(&table);
    table.edit(1, 0, "anna lee");
    agrees_with_a_new_one(&table);
    assert!(table.leave_out(&[1, 3], true));
    assert!(codes(&table, 3).is_empty() && table.is_left_out(3));
    agrees_with_a_new_one(&table);
    table.undo();
    assert!(duplicate(&table, 3));
    agrees_with_a_new_one(&table);
    table.leave_out(&[2], true);
    let fix = table
        .findings(3)
        .find(|f| f.problem.code == "duplicate-in-sheet")
        .expect("one")
        .fixes[0]
        .clone();
    assert!(table.apply(3, &fix));
    assert!(table.is_left_out(3));
    assert_eq!(table.counts().left_out, 2);
    assert_eq!(table.checked().rows.len(), 3);
}

#[test]
fn who_has_withdrawn_by_the_list_is_warned_of_and_can_be_left_out() {
    let rows: &[&[&str]] = &[
        &["Anna Lee", "confirmed"],
        &["Ben Ito", "withdrawn"],
        &["Cleo Fox", "Withdrawn"],
    ];
    let mut table = table(&["Name", "Status"], rows);
    let status = |table: &Table, row| codes(table, row) == ["row-status"];
    assert_eq!([0, 1, 2].map(|row| status(&table, row)), [false, true, true]);
    assert_eq!(
        (table.counts().good, table.worst_in(1, 1)),
        (3, Some(Severity::Warning))
    );
    assert!(table.edit(2, 1, "confirmed") && !status(&table, 2));
    agrees_with_a_new_one(&table);
    assert_eq!(table.apply_all("row-status", None), 1);
    assert!(table.is_left_out(1));
}

#[test]
fn numbers_before_the_names_of_a_list_are_taken_off_one_by_one_or_all() {
    let rows: &[&[&str]] = &[&["1 Anna Lee"], &["2 Ben Ito"], &["3 CLEO FOX"], &["Dora Kim"]];
    let mut table = table(&["Name"], rows);
    let numbered = |table: &Table| {
        (0..4)
            .map(|row| codes(table, row).contains(&"list-number"))
            .collect::<Vec<_>>()
    };
    assert_eq!(numbered(&table), [true, true, true, false]);
    let fix = fix_of(&table, 0);
    assert_eq!(fix.label, "Write it without: Anna Lee");
    assert!(table.apply(0, &fix) && table.edit(1, 0, "Ben Ito"));
    assert_eq!(
        numbered(&table),
        [false, false, true, false],
        "what was mended says nothing of the rest"
    );
    let mut again = Table::new(sheet(&["Name"], rows), table.mapping.clone(), table.options.clone());
    assert!(again.replay(&table.changes()).is_empty());
    assert_eq!(numbered(&again), numbered(&table));
    assert_eq!(table.apply_all("list-number", None), 1);
    assert_eq!(table.cell(2, 0).text(), "CLEO FOX");
    assert_eq!(codes(&table, 2), ["all-caps"]);
}

/// Few names and addresses, so that every row has something to do with others, and changes by a steady dice.
#[test]
fn whatever_changes_what_rows_say_of_each_other_is_what_a_new_table_says() {
    let mut dice = 1_u32;
    let mut throw = |sides: usize| {
        dice = dice.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (dice >> 16) as usize % sides
    };
    let names = ["Anna Lee", "Ánna Lee", "Ben Ito", "Cleo Fox", "Dora Kim"];
    let emails = ["", "a@example.org", "A@example.org", "b@example.org"];
    let rows: Vec<[&str; 2]> = (0..14).map(|_| [names[throw(5)], emails[throw(4)]]).collect();
    let rows: Vec<&[&str]> = rows.iter().map(|row| &row[..]).collect();
    let mut table = table(&["Name", "E-Mail"], &rows);
    let mut seen = BTreeSet::new();
    for _ in 0..250 {
        match throw(4) {
            0 => table.edit(throw(14), 0, names[throw(5)]),
            1 => table.edit(throw(14), 1, emails[throw(4)]),
            2 => table.leave_out(&[throw(14), throw(14), throw(14), throw(14)], throw(2) == 0),
            _ => table.undo().is_some(),
        };
        agrees_with_a_new_one(&table);
        (0..14).for_each(|row| seen.extend(codes(&table, row)));
    }
    let all = [
        "duplicate-in-sheet",
        "email-in-sheet",
        "likely-duplicate",
        "name-in-sheet",
    ];
    assert!(all.iter().all(|code| seen.contains(code)), "{seen:?}");
}

#[test]
fn swapped_cells_are_one_mistake_with_one_fix() {
    let rows: &[&[&str]] = &[
        &["anna@example.org", "Anna Lee"],
        &["Ben", "ben@example.org"],
        &["c@example.org", ""],
    ];
    let mut table = table(&["Name", "E-Mail"], rows);
    assert_eq!(codes(&table, 0), ["swapped-columns"]);
    assert_eq!(codes(&table, 2), ["email-as-name"]);
    assert_eq!(table.apply_all("swapped-columns", None), 1);
    let row = table.checked_row(0).expect("a row");
    assert_eq!(
        (row.recipient.name.as_str(), row.recipient.email.as_deref()),
        ("Anna Lee", Some("anna@example.org"))
    );
    agrees_with_a_new_one(&table);
}

#[test]
fn a_new_mapping_or_other_options_check_everything() {
    let mut table = table_with(
        &["Name", "Note", "E-Mail"],
        &[&["Anna", "Gold", ""], &["Ben", "Bronze", ""]],
        &["level:choice(Gold|Silver)"],
    );
    assert_eq!(table.counts().waiting, 0);
    let mut mapping = table.mapping().clone();
    mapping.fields[1] = Some(crate::import::Field::Custom("level".to_owned()));
    table.set_mapping(mapping);
    assert_eq!(codes(&table, 1), ["not-a-choice"]);
    let options = CheckOptions {
        email_required: true,
        ..table.options().clone()
    };
    table.set_options(options);
    assert_eq!(table.counts().waiting, 2);
    agrees_with_a_new_one(&table);
    table.undo();
    table.undo();
    assert_eq!(table.counts().waiting, 0);
    assert_eq!(table.mapping().fields[1], None);
    agrees_with_a_new_one(&table);
}

#[test]
fn problems_are_counted_and_found_in_turn() {
    let rows: &[&[&str]] = &[
        &["Anna", ""],
        &["", ""],
        &["Tomás  Ruiz", ""],
        &["12", "x"],
        &["Ben", ""],
        &["", ""],
    ];
    let table = table(&["Name", "E-Mail"], rows);
    let groups: Vec<(&str, usize, usize)> = table.groups().iter().map(|g| (g.code, g.rows, g.fixable)).collect();
    assert_eq!(
        groups,
        [
            ("required", 2, 0),
            ("email-shape", 1, 0),
            ("doubled-spaces", 1, 1),
            ("name-without-letters", 1, 0)
        ]
    );
    assert_eq!(table.rows_with("required", Some(0)), [1, 5]);
    assert_eq!(table.rows_with("required", Some(1)), [0; 0]);
    assert_eq!(table.rows_at_least(Severity::Warning), [1, 2, 3, 5]);
    assert_eq!(table.next_problem(None, Severity::Error), Some(1));
    assert_eq!(table.next_problem(Some(1), Severity::Error), Some(3));
    assert_eq!(table.next_problem(Some(1), Severity::Warning), Some(2));
    assert_eq!(
        table.next_problem(Some(5), Severity::Error),
        Some(1),
        "from the top again"
    );
    assert_eq!(table.worst(3), Some(Severity::Error));
    let counts = table.counts();
    assert_eq!(
        (counts.rows, counts.good, counts.waiting, counts.warned, counts.noted),
        (6, 3, 3, 1, 0)
    );
    assert_eq!(
        table.waiting().map(|(row, _)| row.number).collect::<Vec<_>>(),
        [3, 5, 7]
    );
}

#[test]
fn changes_are_plain_data_and_can_be_made_again() {
    let rows: &[&[&str]] = &[&["Anna", "03/04/2026", "x"], &["Ben", "", "y"], &["Cleo", "", ""]];
    let make = || table_with(&["Name", "Issue date", "Other"], rows, &["name_on_card:text"]);
    let mut table = make();
    let mut mapping = table.mapping().clone();
    mapping.fields[2] = Some(crate::import::Field::Custom("name_on_card".to_owned()));
    table.set_mapping(mapping);
    table.set_date_order(DateOrder::DayFirst);
    table.edit(1, 0, "Bén");
    table.edit(1, 0, "Benno");
    table.edit(0, 2, "");
    table.leave_out(&[2], true);
    assert_eq!(table.corrections().len(), 3);
    let text = serde_json::to_string(&table.changes()).expect("written");
    let changes: Vec<Change> = serde_json::from_str(&text).expect("read");
    let mut again = make();
    assert!(again.replay(&changes).is_empty());
    assert_eq!(again.undo_name(), None);
    assert_eq!(again.changes(), table.changes());
    assert_eq!(again.checked(), table.checked());
    agrees_with_a_new_one(&again);
    assert_eq!(again.original(0, 2).expect("changed").text(), "x");
    let mut other = make();
    let lost = [
        Change::LeaveOut { row: 99 },
        Change::Cell {
            row: 2,
            column: "Z".to_owned(),
            text: String::new(),
        },
        Change::Map {
            column: "C".to_owned(),
            field: Some("recipient.gone".to_owned()),
        },
    ];
    assert_eq!(
        other.replay(&lost).iter().filter(|p| p.code == "change-lost").count(),
        3
    );
    assert_eq!(other.checked(), make().checked());
}

#[test]
fn any_series_of_changes_agrees_with_a_whole_check() {
    let texts = [
        "Anna Lee",
        "ANNA LEE",
        "anna  lee",
        "Anná Lee",
        "",
        "JosÃ©",
        "a@gmial.com",
        "ann@example.org",
        "03/04/2026",
        "26/04/2026",
        "04/26/2026",
        "2026-01-01",
        "x",
    ];
    let rows: Vec<[&str; 3]> = (0..12)
        .map(|at| [texts[at % 4], "a@example.org", texts[8 + at % 4]])
        .collect();
    let rows: Vec<&[&str]> = rows.iter().map(<[&str; 3]>::as_slice).collect();
    let mut table = table(&["Name", "E-Mail", "Issue date"], &rows);
    let begin = table.checked();
    let mut state = 7u64;
    let mut random = |below: usize| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % below
    };
    for _ in 0..300 {
        match random(8) {
            0 => drop(table.undo()),
            1 => drop(table.redo()),
            2 => drop(table.leave_out(&[random(12), random(12)], random(2) == 0)),
            3 => {
                let kinds = table.fix_kinds();
                if let Some(kind) = kinds.get(random(4)) {
                    table.apply_all(kind, None);
                }
            }
            _ => drop(table.edit(random(12), random(3), texts[random(texts.len())])),
        }
        agrees_with_a_new_one(&table);
    }
    while table.undo().is_some() {}
    assert_eq!(table.checked(), begin);
}

#[test]
fn what_is_accepted_is_a_note_until_the_cell_is_another() {
    let mut table = table(
        &["Name", "E-Mail"],
        &[&["JosÃ© GarcÃ\u{ad}a", "a@example.org"], &["Ben", "b@example.org"]],
    );
    let code = codes(&table, 0)
        .first()
        .map(|code| (*code).to_owned())
        .expect("a warning");
    assert_eq!(table.worst(0), Some(Severity::Warning));
    assert_eq!(table.accept(&[0, 9], &code, true), 1);
    assert_eq!(table.accept(&[0], &code, true), 0, "nothing changes");
    assert_eq!((table.worst(0), table.counts().warned), (Some(Severity::Note), 0));
    assert!(table.is_accepted(0, &code) && !table.is_accepted(1, &code));
    assert_eq!(table.accepted().keys().copied().collect::<Vec<_>>(), [2]);
    let warned = |table: &Table| table.checked_row(0).expect("the row").problems.worst();
    assert_eq!(
        warned(&table),
        Some(Severity::Warning),
        "who publishes sees what was accepted"
    );
    let changes = table.changes();
    let mut again = Table::new(table.sheet.clone(), table.mapping.clone(), table.options.clone());
    assert!(again.replay(&changes).is_empty());
    assert_eq!(again.accepted(), table.accepted());

    assert!(table.edit(0, 0, "BjÃ¶rk"));
    assert_eq!(table.worst(0), Some(Severity::Warning), "it is another name");
    table.undo();
    assert_eq!(table.worst(0), Some(Severity::Note));
    assert_eq!(table.undo().as_deref(), Some("Accept the warning of a row"));
    assert_eq!(table.worst(0), Some(Severity::Warning));
    assert!(table.accepted().is_empty());
    agrees_with_a_new_one(&table);
}

#[test]
fn a_copy_shares_all_rows_but_those_beside_a_change() {
    let names: Vec<String> = (0..2000).map(|n| format!("Anna  Lee {n}")).collect();
    let rows: Vec<[&str; 1]> = names.iter().map(|name| [name.as_str()]).collect();
    let rows: Vec<&[&str]> = rows.iter().map(<[&str; 1]>::as_slice).collect();
    let mut table = table(&["Name"], &rows);
    assert_eq!(table.apply_all("doubled-spaces", None), 2000);
    let held = table.clone();
    assert!(table.edit(7, 0, "Ben Okafor"));
    assert_eq!(
        (held.cell(7, 0).text(), table.cell(7, 0).text()),
        ("Anna Lee 7".into(), "Ben Okafor".into())
    );
    let (cells, findings) = (
        table.sheet.rows.shared_with(&held.sheet.rows),
        table.rows.shared_with(&held.rows),
    );
    assert!(
        cells > 1800 && findings > 1800,
        "{cells} and {findings} of 2000 rows are shared"
    );
    agrees_with_a_new_one(&table);
    agrees_with_a_new_one(&held);
}
