//! Tests of corrections in a later version of the file: they follow the person, never the number of the row.

use super::*;

const TITLES: [&str; 3] = ["Name", "E-Mail", "Place"];
const ROWS: [&[&str]; 4] = [
    &["Anna Lee", "anna@example.org", "Bonn"],
    &["Ben Ito", "ben@example.org", "Kyoto"],
    &["Cleo Fox", "cleo@example.org", "Oslo"],
    &["Cleo Fox", "cleo@example.org", "Oslo"],
];

fn names(table: &Table) -> Vec<String> {
    table.checked().rows.into_iter().map(|row| row.recipient.name).collect()
}

/// The corrections of a table in another version of its file; what it says, the text of each row of it.
fn carried(before: &Table, titles: &[&str], rows: &[&[&str]]) -> (Table, Vec<String>) {
    let mut after = table_with(titles, rows, &[]);
    let said = after.carry(before);
    assert!(said.iter().all(|problem| problem.code == "change-lost"));
    agrees_with_a_new_one(&after);
    (after, said.iter().map(|problem| problem.message.clone()).collect())
}

#[test]
fn what_was_corrected_goes_with_the_row_when_others_come_before_it() {
    let mut before = table(&TITLES, &ROWS);
    before.edit(0, 0, "Anna Leigh");
    before.edit(1, 2, "Osaka");
    before.leave_out(&[3], true);
    let rows: Vec<&[&str]> = std::iter::once(&["Dora Poe", "dora@example.org", "Rome"][..])
        .chain([ROWS[1], ROWS[0], ROWS[2], ROWS[3]])
        .collect();
    let (after, said) = carried(&before, &TITLES, &rows);
    assert_eq!(said, [""; 0]);
    assert_eq!(names(&after), ["Dora Poe", "Ben Ito", "Anna Leigh", "Cleo Fox"]);
    assert_eq!(after.cell(1, 2).text(), "Osaka");
    assert!(after.is_left_out(4), "the second of two that are the same");
    assert_eq!(after.original(2, 0).expect("kept").text(), "Anna Lee");
}

#[test]
fn the_rows_of_people_are_found_in_a_later_version() {
    let before = table(&TITLES, &ROWS);
    let dora = ["Dora Poe", "dora@example.org", "Rome"];
    let moved = ["Ben Ito", "ben@example.org", "Nara"];
    let after = table(&TITLES, &[&dora, &moved, ROWS[0], ROWS[2]]);
    // Rows count from the headings; of two that were the same it is not known which is gone.
    let followed = after.followed(&before, [2, 3, 4, 99].into());
    assert_eq!(followed, [(2, 4), (3, 3)].into());
}

#[test]
fn a_person_is_found_when_another_cell_of_the_row_has_changed() {
    let mut before = table(&TITLES, &ROWS);
    before.edit(0, 0, "Anna Leigh");
    before.edit(1, 2, "Osaka");
    let rows: [&[&str]; 2] = [
        &["Anna Lee", "anna@example.org", "Cologne"],
        &["Ben Ito", "ben@example.org", "Nara"],
    ];
    let (after, said) = carried(&before, &TITLES, &rows);
    assert_eq!(names(&after), ["Anna Leigh", "Ben Ito"]);
    assert_eq!(after.cell(1, 2).text(), "Nara", "the file has a word of its own now");
    let lost = "What was corrected in a row was not made again, because the row is another now or is not there: as they \
                were numbered before, row 3 (Ben Ito)";
    assert_eq!(said, [lost]);
    // What the file has itself by now is no loss.
    let rows: [&[&str]; 2] = [
        &["Anna Lee", "anna@example.org", "Cologne"],
        &["Ben Ito", "ben@example.org", "Osaka"],
    ];
    assert_eq!(carried(&before, &TITLES, &rows).1, [""; 0]);
}

#[test]
fn nobody_gets_what_was_written_for_somebody_else() {
    let mut before = table(&TITLES, &ROWS);
    before.edit(0, 0, "Anna Leigh");
    before.accept(&[2], "duplicate", true);
    before.leave_out(&[1], true);
    let rows: [&[&str]; 3] = [
        &["Dora Poe", "dora@example.org", "Rome"],
        &["Emil Kay", "emil@example.org", "Rome"],
        &["Cleo Fox", "cleo@example.org", "Oslo"],
    ];
    let (after, said) = carried(&before, &TITLES, &rows);
    assert_eq!(names(&after), ["Dora Poe", "Emil Kay", "Cleo Fox"]);
    assert!(after.corrections().is_empty());
    assert!(
        said[0].contains("in 3 rows") && said[0].ends_with("row 2 (Anna Leigh), row 3, row 4 (Cleo Fox)"),
        "{said:?}"
    );
    // Two rows with the same person, of which one is another now: it is not known which was meant.
    let mut before = table(&TITLES, &ROWS);
    before.edit(2, 2, "Bergen");
    let rows = [ROWS[0], ROWS[1], ROWS[2]];
    let (after, said) = carried(&before, &TITLES, &rows);
    assert!(after.corrections().is_empty());
    assert_eq!(said.len(), 1);
}

#[test]
fn columns_are_the_same_by_their_headings() {
    let mut before = table(&["Who", "E-Mail", "Place"], &ROWS);
    let mut mapping = before.mapping().clone();
    mapping.fields = vec![
        Some(crate::import::Field::Name(crate::import::NamePart::Full)),
        None,
        None,
    ];
    before.set_mapping(mapping.clone());
    before.edit(1, 0, "Ben Itō");
    let rows: [&[&str]; 2] = [
        &["1", "Kyoto", "Ben Ito", "ben@example.org", "Ben I."],
        &["2", "Bonn", "Anna Lee", "anna@example.org", "Anna L."],
    ];
    let (after, said) = carried(&before, &["No", "Place", "Who", "E-Mail", "Name"], &rows);
    assert_eq!(said, [""; 0]);
    assert_eq!(names(&after), ["Ben Itō", "Anna Lee"]);
    let fields = &after.mapping().fields;
    assert_eq!(fields[2], mapping.fields[0], "as a person has said");
    assert_eq!((fields[3].is_none(), fields[4].is_none()), (true, true), "{fields:?}");
}

#[test]
fn few_of_very_many_losses_are_named() {
    let rows: Vec<[String; 1]> = (0..40).map(|row| [format!("Anna Lee {}", "I".repeat(row))]).collect();
    let rows: Vec<Vec<&str>> = rows.iter().map(|row| vec![row[0].as_str()]).collect();
    let rows: Vec<&[&str]> = rows.iter().map(Vec::as_slice).collect();
    let mut before = table(&["Name"], &rows);
    for row in 0..40 {
        before.edit(row, 0, &format!("Ben {row}"));
    }
    let (_, said) = carried(&before, &["Name"], &[&["Cleo"]]);
    assert!(said[0].ends_with("row 6 (Ben 4), 35 more"), "{said:?}");
}

#[test]
fn a_row_is_not_known_by_what_many_share() {
    let rows: [&[&str]; 3] = [
        &["Anna Lee", "a@example.org", "A"],
        &["Ben Ito", "b@example.org", "A"],
        &["Cleo Fox", "c@example.org", "B"],
    ];
    let mut before = table(&["Name", "E-Mail", "Grade"], &rows);
    before.leave_out(&[0], true);
    before.edit(1, 2, "A+");
    before.edit(2, 2, "B+");
    // The headings of the people are others now, and somebody came first.
    let rows: [&[&str]; 4] = [
        &["Dora Poe", "d@example.org", "A"],
        &["Anna Lee", "a@example.org", "A"],
        &["Ben Ito", "b@example.org", "A"],
        &["Cleo Fox", "c@example.org", "B"],
    ];
    let others = [rows[0], rows[2], rows[3]];
    let (after, said) = carried(&before, &["Full name", "Mail", "Grade"], &others);
    assert!(after.corrections().is_empty(), "{:?}", after.corrections());
    assert!(said[0].contains("in 3 rows"), "{said:?}");
    // With the address still there, whoever has it is meant.
    let (after, said) = carried(&before, &["Full name", "E-Mail", "Grade"], &rows);
    assert_eq!(said, [""; 0]);
    assert!(after.is_left_out(1) && !after.is_left_out(0));
    assert_eq!(
        (after.cell(2, 2).text(), after.cell(3, 2).text()),
        ("A+".into(), "B+".into())
    );
}
