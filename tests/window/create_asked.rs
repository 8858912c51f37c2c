//! What somebody is asked while credentials are made of a sheet: which reading, which list, what is done with who is
//! there already, and with a sheet that is another by now.

use egui_kittest::kittest::{NodeT, Queryable};

use super::create::{SHEET, open, sheet};
use super::look::appear;
use super::world::{Window, World};

#[test]
fn what_was_made_before_is_not_made_twice() {
    let world = World::new("before");
    let mut window = world.sample();
    let path = sheet(&world, "Name\nAnna Lee\nBen Okafor\n");
    for again in [false, true] {
        open(&mut window, &path);
        window.click("Check 2 rows");
        window.until("All 2 rows are ready.");
        window.click("Go on");
        if again {
            // The list is known, and nothing in it is new.
            window.until("Nothing has changed: everybody in this list has a credential that says the same.");
            window.click("Make new ones instead");
            window.until("There already, row 2");
            window.click("Go on");
        }
        window.until("Generate 2 credentials");
        window.type_into("Issue date", "2026-05-30");
        window.click("Generate 2 credentials");
        if again {
            window.until("These were made before");
            window.click("Make them again");
        }
        window.until("2 credentials wait for review");
        window.click("Home");
        window.until("Create credentials");
        window.until_gone("2 credentials wait for review");
    }
}

#[test]
fn who_has_a_credential_already_is_decided_about_row_by_row() {
    let world = World::new("duplicates");
    let mut window = world.sample();
    window.until("24 pending review");
    let text = "Name,E-mail,grade\n\
        กิตติศักดิ์ น้ำทิพย์,participant44@example.org,Merit\n\
        Anna Lee,anna@example.org,Merit\n\
        JosÃ© GarcÃ\u{ad}a,anna2@example.org,Merit\n";
    let path = sheet(&world, text);
    window.click("Create credentials");
    window.until("For which group?");
    window.click("Foundations of Data Protection");
    window.until("Who receives a credential?");
    window.type_into("Spreadsheet", &path.display().to_string());
    window.click("Open");
    window.until("What do the columns hold?");
    window.click("Check 3 rows");
    window.until("There already, row 2");
    window.settle();
    window.shot("create-duplicates");
    window.click("There already, row 2");
    window.until("Skip this row");
    window.shot("create-duplicates-menu");
    window.click("Skip this row");
    window.click("Name, row 2: กิตติศักดิ์ น้ำทิพย์");
    window.until("Skipped, because the recipient has credential FDP-2026-00044 already");
    window.click_starting("Undo: ");
    window.until_gone("Skipped, because the recipient has credential FDP-2026-00044 already");
    window.click("Correct FDP-2026-00044 instead");
    window.until("Changes credential FDP-2026-00044, which is under review");

    // Whoever becomes somebody who has one is found, and what is done with the others stays.
    window.write_cell("Name, row 3: Anna Lee", "กิตติศักดิ์ น้ำทิพย์");
    window.until("There already, row 3");
    window.write_cell("Name, row 3: กิตติศักดิ์ น้ำทิพย์", "Anna Lee");
    window.until_gone("There already, row 3");
    window.click("Name, row 2: กิตติศักดิ์ น้ำทิพย์");
    window.until("Changes credential FDP-2026-00044, which is under review");

    // A warning is accepted in the table, and the credential is accepted with it.
    window.click("Name, row 4: JosÃ© GarcÃ\u{ad}a");
    window.until("Row 4");
    window.click_starting("Accept: ");
    window.until("Accepted");
    window.settle();
    window.shot("create-accepted");
    window.click_starting("Go on");
    window.until("1 row corrects what is there");
    window.until("Generate 2 credentials");
    window.click("Generate 2 credentials");
    window.until("3 credentials wait for review");
}

#[test]
fn of_a_workbook_without_a_list_another_sheet_is_chosen_where_that_is_said() {
    let world = World::new("no-list");
    let path = world.folder.join("course.xlsx");
    let mut book = rust_xlsxwriter::Workbook::new();
    for (name, hidden, rows) in [
        ("Unfilled", false, &["Name"][..]),
        ("Planned", false, &[]),
        ("Last year", true, &["Name", "Anna Lee"]),
    ] {
        let sheet = book.add_worksheet().set_name(name).expect("a name");
        sheet.set_hidden(hidden);
        for (row, text) in (0..).zip(rows) {
            sheet.write(row, 0, *text).expect("a cell");
        }
    }
    book.save(&path).expect("the workbook");
    let mut window = world.sample();
    window.until("24 pending review");
    window.click("Create credentials");
    window.until("For which group?");
    window.click(super::create::GROUP);
    window.until("Who receives a credential?");
    window.type_into("Spreadsheet", &path.display().to_string());
    window.click("Open");
    window.until("Choose the sheet that holds the list");
    for look in ["light", "dark"] {
        appear(&mut window, &format!("Appearance: {look}"));
        window.settle();
        window.shot(&format!("create-no-list-{look}"));
    }
    // One that is none either is said, and the others are still there.
    choose(&mut window, "Sheet of the workbook", "Planned");
    window.until("The sheet is empty");
    choose(&mut window, "Sheet of the workbook", "Last year (hidden)");
    window.until("What do the columns hold?");
    let sheet = window.0.get_by_role_and_label(egui::Role::ComboBox, "Sheet");
    assert_eq!(sheet.value().as_deref(), Some("Last year (hidden)"));
    sheet.click();
    window.until("Planned");
    window.click("Planned");
    window.until("The sheet is empty");
}

/// Chooses one of what a field offers.
fn choose(window: &mut Window, field: &str, option: &str) {
    window.click(field);
    window.until(option);
    window.click(option);
}

#[test]
fn letters_that_can_be_read_in_several_ways_are_chosen_by_their_rows() {
    let world = World::new("letters");
    // “Jiří Dvořák” in the code page of Windows for Czech; a Danish one reads it as well.
    let path = world.folder.join("participants.csv");
    std::fs::write(&path, b"Name;E-mail\nJi\xf8\xed Dvo\xf8\xe1k;j@example.org\n").expect("the sheet");
    let mut window = world.sample();
    window.until("24 pending review");
    open(&mut window, &path);
    window.until("How are the letters read?");
    assert!(
        window.has("Jiří Dvořák  ·  j@example.org"),
        "the rows are shown in each reading"
    );
    assert!(window.has("Jiøí Dvoøák  ·  j@example.org"));
    window.settle();
    window.shot("create-letters");
    // Nothing leads on before it is chosen.
    window.click("Check 1 row");
    window.settle();
    assert!(window.has("How are the letters read?"));
    window.click("Read as windows-1250");
    window.until_gone("How are the letters read?");
    // While it is read again there are no columns.
    window.until("What do the columns hold?");
    window.click("Check 1 row");
    window.until("Name, row 2: Jiří Dvořák");
}

#[test]
fn a_sheet_that_changes_while_it_is_open_is_said_and_read_again() {
    let world = World::new("create-changed");
    let mut window = world.sample();
    window.until("24 pending review");
    let path = sheet(&world, SHEET);
    open(&mut window, &path);
    window.click("Check 5 rows");
    window.until("Next problem");
    window.click("Name, row 2: Anna Lee");
    window.0.event(egui::Event::Text("Anna Leigh".to_owned()));
    window.0.step();
    window.0.step();
    window.0.key_press(egui::Key::Enter);
    window.until("Name, row 2: Anna Leigh");
    let come_back = |window: &mut Window| {
        window.0.event(egui::Event::WindowFocused(false));
        window.0.step();
        window.0.event(egui::Event::WindowFocused(true));
        window.settle();
    };
    let changed = "participants.csv was changed by another program since it was read.";
    come_back(&mut window);
    assert!(!window.has(changed));
    std::fs::write(&path, SHEET.replace("Ben Okafor", "Benjamin Okafor")).expect("the sheet");
    come_back(&mut window);
    assert!(window.has(changed));
    window.shot("create-changed");
    window.click("Go on with what was read");
    window.until_gone(changed);
    come_back(&mut window);
    assert!(!window.has(changed), "it was decided");
    std::fs::remove_file(&path).expect("removed");
    come_back(&mut window);
    let gone = "participants.csv is no longer where it was. What was read of it is kept.";
    assert!(window.has(gone));
    let later = SHEET.replace("Ben Okafor", "Benedict Okafor");
    let (titles, people) = later.split_once('\n').expect("headings");
    std::fs::write(&path, format!("{titles}\nDora Poe,dora@example.org\n{people}")).expect("the sheet");
    window.click("Look again");
    window.until(changed);
    window.click("Read it again");
    window.until("Name, row 6: Benedict Okafor");
    assert!(window.has("Name, row 2: Dora Poe"));
    assert!(
        window.has("Name, row 3: Anna Leigh"),
        "what was corrected went with its row"
    );
    window.until_gone(changed);
}

#[test]
fn which_of_several_lists_is_meant_is_chosen() {
    let world = World::new("lists");
    let path = world.folder.join("participants.xls");
    let list = |names: &[&str]| {
        let rows: String = names
            .iter()
            .map(|name| format!("<tr><td>{name}<td>x@example.org"))
            .collect();
        format!("<table><tr><th>Name<th>E-mail{rows}</table>")
    };
    std::fs::write(&path, list(&["Anna Lee", "Cleo Fox"]) + &list(&["Ben Okafor"])).expect("the sheet");
    let mut window = world.sample();
    window.until("24 pending review");
    open(&mut window, &path);
    window.until("Which sheet is meant?");
    window.settle();
    window.shot("create-lists");
    // Nothing leads on before it is chosen.
    window.click("Check 2 rows");
    window.settle();
    assert!(window.has("Which sheet is meant?"));
    window.click("Table 2: 1 row");
    window.until_gone("Which sheet is meant?");
    window.until("What do the columns hold?");
    window.click("Check 1 row");
    window.until("Name, row 2: Ben Okafor");
}

#[test]
fn what_is_as_last_time_is_said_and_can_be_decided_anew() {
    let world = World::new("last-time");
    let mut window = world.sample();
    window.until("24 pending review");
    let path = sheet(&world, "Wer,Datum\nAnna Lee,03/04/2026\nBen Okafor,05/06/2026\n");
    open(&mut window, &path);
    assert!(!window.has("Decide anew"), "nothing was chosen yet");
    let choose = |window: &mut Window, field: &str, what: &str| {
        window.click(field);
        window.until(what);
        window.click(what);
        window.settle();
    };
    choose(&mut window, "Field of Wer", "Name");
    choose(&mut window, "Field of Datum", "Issue date");
    // It is asked below the column, with both readings of a date, and there alone: the check leads there.
    let reading = "Read 03/04/2026 as 2026-04-03, with the day first";
    let other = "Read 03/04/2026 as 2026-03-04, with the month first";
    window.until_starting(reading);
    window.shot("create-dates-asked");
    window.click("Check 2 rows");
    window.until("Choose in the columns: Datum");
    window.settle();
    window.shot("create-dates-check");
    assert!(!window.has(&format!("{reading}: Datum")), "asked twice");
    assert!(!window.has("In all, the day is first"), "asked twice");
    window.click("Choose in the columns: Datum");
    window.until("What do the columns hold?");
    window.settle();
    window.settle();
    let label = format!("{reading}: Datum");
    let first = window.0.get_by_label(&label);
    assert!(first.accesskit_node().is_focused(), "the keys are where it is answered");
    window.click(&format!("{other}: Datum"));
    window.until(other);
    window.settle();
    assert!(!window.has(&format!("{other}: Datum")), "it is chosen");
    window.shot("create-dates-answered");
    window.click("Check 2 rows");
    window.until("All 2 rows are ready.");
    window.until(other);
    window.settle();
    window.shot("create-dates-check-answered");
    window.click("Change: Datum");
    window.click(&format!("{reading}: Datum"));
    window.until(reading);
    window.click("Check 2 rows");
    window.until("All 2 rows are ready.");
    window.until(reading);
    window.click("Go on");
    window.until("Generate 2 credentials");
    window.click("Generate 2 credentials");
    window.until("2 credentials wait for review");
    window.click("Home");
    window.until("Create credentials");

    sheet(&world, "Wer,Datum\nCleo Fox,07/08/2026\nDora Ray,09/10/2026\n");
    open(&mut window, &path);
    window.until("As last time: the day first in dates · 2 columns");
    window.settle();
    window.shot("create-last-time");
    // One of them is changed in its place, and is as last time no more.
    window.click_starting("Read 07/08/2026 as 2026-07-08, with the month first");
    window.until("As last time: 2 columns");
    window.click("Decide anew");
    window.until_gone("As last time: 2 columns");
    window.until("What do the columns hold?");
    window.until_starting("Read 07/08/2026 as 2026-08-07, with the day first");
    window.until_starting("Read 07/08/2026 as 2026-07-08, with the month first");
}
