//! Making credentials, from the button on the home page to credentials under review, with real files.

use std::path::PathBuf;

use egui_kittest::kittest::{NodeT, Queryable};

use super::look::appear;
use super::world::{Window, World};

/// With an address that is none, a name that was decoded wrongly, an Arabic name, and two good rows.
pub(super) const SHEET: &str = "Name,E-mail,Score,Internal note\n\
    Anna Lee,anna@example.org,91,x\n\
    JosÃ© GarcÃ\u{ad}a,jose@example.org,88,\n\
    محمد علي,ali@example.org,75,\n\
    Ben Okafor,ben(at)example.org,64,\n\
    Łukasz Żółć,lukasz@example.org,70,y\n";

pub(super) const GROUP: &str = "Summer Coding Camp";

pub(super) fn sheet(world: &World, text: &str) -> PathBuf {
    let path = world.folder.join("participants.csv");
    std::fs::write(&path, text).expect("the sheet");
    path
}

/// Opens a sheet for a group of the sample by its path, up to its columns.
pub(super) fn open(window: &mut Window, path: &std::path::Path) {
    open_for(window, GROUP, path);
}

/// The same for any group.
pub(super) fn open_for(window: &mut Window, group: &str, path: &std::path::Path) {
    window.click("Create credentials");
    window.until("For which group?");
    window.settle();
    window.shot("create-group");
    window.click(group);
    window.until("Who receives a credential?");
    window.shot("create-recipients");
    window.type_into("Spreadsheet", &path.display().to_string());
    window.click("Open");
    window.until("What do the columns hold?");
}

/// Opens the sheet and goes on to its rows.
pub fn to_the_rows(window: &mut Window, world: &World) {
    open(window, &sheet(world, SHEET));
    window.click("Check 5 rows");
    window.until("4 of 5 rows are ready. 1 needs you.");
}

#[test]
fn a_spreadsheet_becomes_credentials_under_review() {
    let world = World::new("create");
    let mut window = world.sample();
    window.until("24 pending review");
    open(&mut window, &sheet(&world, SHEET));
    appear(&mut window, "Appearance: light");
    window.shot("create-columns");
    window.click("Check 5 rows");
    window.until("4 of 5 rows are ready. 1 needs you.");
    window.shot("create-check");

    // The damaged name is mended for all alike, and that can be undone.
    assert!(window.has("Name, row 3: JosÃ© GarcÃ\u{ad}a"));
    window.click_starting("Write it as José García: ");
    window.until("Name, row 3: José García");
    window.click_starting("Undo: ");
    window.until("Name, row 3: JosÃ© GarcÃ\u{ad}a");
    window.click_starting("Redo: ");
    window.until("Name, row 3: José García");

    // The address is corrected in its place.
    window.click("Need you");
    window.until_gone("Name, row 2: Anna Lee");
    window.write_cell("E-mail, row 5: ben(at)example.org", "ben@example.org");
    window.until("All 5 rows are ready.");
    window.click("All");

    // A row is left out and taken in again.
    window.click("Name, row 6: Łukasz Żółć");
    window.click("Leave out");
    window.until("All 4 rows are ready.");
    window.click("Take in again");
    window.until("All 5 rows are ready.");
    window.shot("create-checked");

    window.click("Go on");
    window.until("5 credentials");
    window.until("Credential of Anna Lee");
    window.click("Right-to-left");
    window.until("Credential of محمد علي");
    window.settle();
    window.shot("create-generate");
    window.click("Check");
    window.until("All 5 rows are ready.");
    window.click("Generate");
    window.until("Generate 5 credentials");
    window.click("Generate 5 credentials");
    window.until("5 credentials wait for review");
    window.shot("create-made");
    window.wait("nothing is unfinished", |_| world.unfinished().is_empty());
}

#[test]
fn a_dropped_file_waits_for_its_group_and_its_columns_can_be_chosen() {
    let world = World::new("drop");
    let mut window = world.sample();
    let path = sheet(&world, "Wer;Punkte\nAnna Lee;91\nBen Okafor;64\n");
    window.drop_file(&path);
    window.until("Which group is participants.csv for?");
    window.click(GROUP);
    window.until("What do the columns hold?");
    // They were recognised by what is in them.
    window.click("Field of Wer");
    window.until("Given name");
    window.click("Not used");
    window.settle();
    let refused = window.0.get_by_label("Check 2 rows").accesskit_node().is_disabled();
    assert!(refused, "no column holds the names");
    window.click("Field of Wer");
    window.until("Given name");
    window.click("Name");
    window.click("Check 2 rows");
    window.until("All 2 rows are ready.");
}

#[test]
fn what_was_not_finished_is_there_in_the_next_run() {
    let world = World::new("unfinished");
    let path = sheet(&world, SHEET);
    {
        let mut window = world.sample();
        open(&mut window, &path);
        window.click("Check 5 rows");
        window.until("4 of 5 rows are ready. 1 needs you.");
        window.click_starting("Write it as José García: ");
        window.until("Name, row 3: José García");
        // Elsewhere and back loses nothing.
        window.click("Home");
        window.until("Credential groups");
        window.click("Create credentials");
        window.until("You were not finished");
        window.click_starting("Resume: ");
        window.until("Name, row 3: José García");
        window.wait("the draft", |_| world.unfinished().contains("José"));
    }
    let mut window = world.sample();
    window.click("Create credentials");
    window.until("You were not finished");
    window.click_starting("Resume: ");
    window.until("Name, row 3: José García");
    window.click("Group");
    window.until("You were not finished");
    // The card of the group begins anew; what is not finished waits.
    window.click(GROUP);
    window.until("Who receives a credential?");
    window.until(&format!("New credentials · {GROUP}"));
    assert!(!window.has("Name, row 3: José García") && !window.has("What do the columns hold?"));
    window.click("Group");
    window.until("You were not finished");
    window.click_starting("Resume: ");
    window.until("Name, row 3: José García");
    window.click("Group");
    window.until("You were not finished");
    window.click_starting("Discard: ");
    window.until_gone("You were not finished");
    window.click("Undo");
    window.until("Name, row 3: José García");
}

/// Begins a form for the group, with one person in it.
pub fn form_of_anna(window: &mut Window) {
    window.click("Create credentials");
    window.until("For which group?");
    window.click(GROUP);
    window.until("Fill in a form");
    window.click("Fill in a form");
    window.until("Fill in the recipients");
    window.settle();
    window.type_into("Name 1", "Anna Lee");
    window.until("Check 1 recipient");
}

#[test]
fn a_form_takes_several_recipients_and_a_pasted_block() {
    let world = World::new("form");
    let mut window = world.sample();
    form_of_anna(&mut window);
    window.0.get_by_label("Name 2").focus();
    window.0.step();
    window.0.step();
    window.0.event(egui::Event::Paste(
        "محمد علي\tali@example.org\nBen Okafor\tben(at)example.org".to_owned(),
    ));
    window.until("Check 3 recipients");
    // One step, as it came, whichever field has the keys.
    window.0.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::Z);
    window.until("Check 1 recipient");
    let redo = egui::Modifiers::COMMAND | egui::Modifiers::SHIFT;
    window.0.key_press_modifiers(redo, egui::Key::Z);
    window.until("Check 3 recipients");
    window.shot("create-form");
    window.click("Check 3 recipients");
    window.until("2 of 3 people are ready. 1 needs you.");
    window.click("Go on with 2 people");
    window.until("Generate 2 credentials");
    window.click("Generate 2 credentials");
    window.until("2 credentials wait for review; 1 person waits to be corrected");
    // Home leads back to who waits, as the review does.
    window.click("Home");
    window.until("Resume Form");
    window.settle();
    window.shot("home-resume");
    window.click("Resume Form");
    window.until_gone("Recent batches");
}

#[test]
fn a_file_that_cannot_be_read_is_said_and_another_can_be_chosen() {
    let world = World::new("unreadable");
    let mut window = world.sample();
    let good = sheet(&world, SHEET);
    world.dialogs.next.lock().expect("lock").push(Ok(Some(good)));
    window.click("Create credentials");
    window.until("For which group?");
    window.click(GROUP);
    window.until("Who receives a credential?");
    window.type_into("Spreadsheet", "/nowhere/list.xlsx");
    window.click("Open");
    window.until("Details");
    window.click("Browse for: Spreadsheet");
    window.until("What do the columns hold?");
}

#[test]
fn a_file_named_at_the_start_is_opened_and_a_column_becomes_a_field() {
    let world = World::new("named");
    let path = sheet(&world, SHEET);
    let mut window = world.sample_opening(path);
    window.until("Which group is participants.csv for?");
    window.click(GROUP);
    window.until("Add a field “score”");
    window.click("Add a field “score”");
    window.until_gone("Add a field “score”");
    window.click("Check 5 rows");
    window.until("Score, row 2: 91");
    window.click("Group");
    window.until("You were not finished");
}

#[test]
fn what_is_not_finished_is_kept_when_its_file_is_gone() {
    let world = World::new("gone");
    let path = sheet(&world, SHEET);
    {
        let mut window = world.sample();
        open(&mut window, &path);
        window.wait("the draft", |_| !world.unfinished().is_empty());
    }
    std::fs::remove_file(&path).expect("the sheet");
    {
        let mut window = world.sample();
        window.click("Create credentials");
        window.until("You were not finished");
        window.click_starting("Resume: ");
        window.until("4 of 5 rows are ready. 1 needs you.");
    }
    // Without the copy that was kept it is offered until the file is there again.
    world.with_desk(|_| ());
    world.remove_copies();
    let mut window = world.sample();
    window.click("Create credentials");
    window.until("You were not finished");
    window.click_starting("Resume: ");
    window.until("Details");
    window.click("Group");
    window.until("You were not finished");
    std::fs::write(&path, SHEET).expect("the sheet");
    window.click_starting("Resume: ");
    window.until("4 of 5 rows are ready. 1 needs you.");
}

#[test]
fn the_table_is_worked_by_keys_alone() {
    let world = World::new("keys");
    let mut window = world.sample();
    to_the_rows(&mut window, &world);
    window.0.key_press(egui::Key::F8);
    window.until("Row 3");
    window.0.key_press(egui::Key::F8);
    window.until("Row 5");
    window.0.get_by_label_contains("Rows, ").focus();
    window.settle();
    window.0.key_press(egui::Key::ArrowUp);
    window.until("Row 4");
    window.0.key_press(egui::Key::ArrowDown);
    window.until("Row 5");
    window.0.key_press(egui::Key::F2);
    window.until("Edit E-mail, row 5");
    window.settle();
    window.0.key_press(egui::Key::Escape);
    window.until("E-mail, row 5: ben(at)example.org");
    window.0.key_press(egui::Key::Delete);
    window.until("All 5 rows are ready.");
    window.0.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::Z);
    window.until("4 of 5 rows are ready. 1 needs you.");
    window.0.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::Y);
    window.until("All 5 rows are ready.");
}

/// Presses keys in one frame: letters as they are, `\u{8}` for Backspace, `\n` for Enter, `\t` for Tab.
fn in_one_frame(window: &mut Window, keys: &str) {
    let press = |key| egui::Event::Key {
        key,
        physical_key: None,
        pressed: true,
        repeat: false,
        modifiers: egui::Modifiers::NONE,
    };
    for letter in keys.chars() {
        let event = match letter {
            '\u{8}' => press(egui::Key::Backspace),
            '\n' => press(egui::Key::Enter),
            '\t' => press(egui::Key::Tab),
            '王' => egui::Event::Ime(egui::ImeEvent::Commit(letter.to_string())),
            letter => egui::Event::Text(letter.to_string()),
        };
        window.0.input_mut().events.push(event);
    }
    window.0.step();
}

#[test]
fn no_letter_is_lost_that_is_typed_over_a_cell() {
    let world = World::new("typed");
    let mut window = world.sample();
    to_the_rows(&mut window, &world);
    window.click("E-mail, row 5: ben(at)example.org");
    // A letter in every frame.
    for letter in ["q", "w", "e", "r", "t", "y", "z", "\t"] {
        in_one_frame(&mut window, letter);
    }
    window.until("E-mail, row 5: qwertyz");
    // All in one frame, and Backspace among them.
    window.click("E-mail, row 5: qwertyz");
    in_one_frame(&mut window, "annax\u{8}@uni.example.org\n");
    window.until("E-mail, row 5: anna@uni.example.org");
    window.until("All 5 rows are ready.");
    // Several cells in one frame, and what an input method gives.
    window.click_starting("Name, row 2: ");
    in_one_frame(&mut window, "王\nB");
    in_one_frame(&mut window, "ob\nCem\nDo");
    in_one_frame(&mut window, "ra\n");
    for name in [
        "Name, row 2: 王",
        "Name, row 3: Bob",
        "Name, row 4: Cem",
        "Name, row 5: Dora",
    ] {
        window.until(name);
    }
    // Tab has led nowhere else: the next letters are typed into the table.
    window.click("Name, row 2: 王");
    in_one_frame(&mut window, "Ann");
    in_one_frame(&mut window, "\t");
    in_one_frame(&mut window, "x@example.org");
    in_one_frame(&mut window, "\n");
    window.until("E-mail, row 2: x@example.org");
    window.until("Name, row 2: Ann");
}

/// Where the left edge of something is, in points.
fn left_of(window: &Window, label: &str) -> f32 {
    window.0.get_all_by_label(label).last().expect(label).rect().left()
}

fn drag(window: &mut Window, from: egui::Pos2, by: f32) {
    window.0.hover_at(from);
    window.0.step();
    window.0.drag_at(from);
    window.0.step();
    for part in 1..=4 {
        window.0.hover_at(from + egui::vec2(by * part as f32 / 4.0, 0.0));
        window.0.step();
    }
    window.0.drop_at(from + egui::vec2(by, 0.0));
    window.settle();
}

#[test]
fn columns_are_made_wider_by_their_edges_and_stay_so() {
    let world = World::new("widths");
    let path = sheet(&world, SHEET);
    let (second, third) = ("E-mail, row 2: anna@example.org", "Score, row 2: 91");
    let wide = {
        let mut window = world.sample();
        open(&mut window, &path);
        window.click("Check 5 rows");
        window.until("4 of 5 rows are ready. 1 needs you.");
        window.settle();
        let (before, after) = (left_of(&window, second), left_of(&window, third));
        let edge = window.0.get_by_label("Width of Name").rect().center();
        drag(&mut window, edge, 70.0);
        let moved = left_of(&window, second) - before;
        assert!((moved - 70.0).abs() < 2.0, "the column is {moved} wider");
        assert!(
            (left_of(&window, third) - after - 70.0).abs() < 2.0,
            "the others keep their widths"
        );
        // Not so narrow that it could not be found again.
        let edge = window.0.get_by_label("Width of E-mail").rect().center();
        drag(&mut window, edge, -900.0);
        let narrow = left_of(&window, third) - left_of(&window, second);
        assert!((40.0..60.0).contains(&narrow), "{narrow}");
        left_of(&window, third)
    };
    let mut window = world.sample();
    window.until("24 pending review");
    window.click("Resume: 5 recipients of participants.csv");
    window.until("4 of 5 rows are ready. 1 needs you.");
    window.settle();
    assert!((left_of(&window, third) - wide).abs() < 2.0, "widths are remembered");
}

#[test]
fn columns_of_lists_are_made_wider_too() {
    let world = World::new("widths-list");
    let width = |window: &Window| left_of(window, "Number") - left_of(window, "Name");
    let before = {
        let mut window = world.sample();
        window.until("24 pending review");
        window.click("Review");
        window.until("Select all");
        window.click("Show as a list");
        window.settle();
        let before = width(&window);
        let edge = window.0.get_all_by_label("Number").last().expect("a heading").rect();
        drag(&mut window, edge.left_center() - egui::vec2(6.0, 0.0), 50.0);
        assert!(
            (width(&window) - before - 50.0).abs() < 3.0,
            "{before} {}",
            width(&window)
        );
        before
    };
    let mut window = world.sample();
    window.until("24 pending review");
    window.click("Review");
    window.until("Number");
    window.settle();
    assert!((width(&window) - before - 50.0).abs() < 3.0, "widths are remembered");
}

#[test]
fn what_is_typed_while_all_rows_change_is_not_lost() {
    use std::fmt::Write;
    let world = World::new("create-typed-meanwhile");
    let mut text = "Name,E-mail,Score\n".to_owned();
    for row in 0..2600 {
        writeln!(text, "Anna  Lee {row},anna{row}@example.org,91").expect("a row");
    }
    let mut window = world.sample();
    window.until("24 pending review");
    open(&mut window, &sheet(&world, &text));
    window.click_starting("Check 2");
    window.until("Next problem");
    window.click("E-mail, row 4: anna2@example.org");
    window.click_starting("Write 2");
    // A table so long is changed on a thread, and the keys do not wait for it.
    window.click("E-mail, row 4: anna2@example.org");
    window.0.event(egui::Event::Text("typed@example.org".to_owned()));
    window.0.step();
    window.0.step();
    window.0.key_press(egui::Key::Enter);
    window.until("Name, row 4: Anna Lee 2");
    window.until("E-mail, row 4: typed@example.org");
    window.settle();
    assert!(window.has("E-mail, row 4: typed@example.org"));
}

#[test]
fn a_field_is_called_as_people_write_it() {
    let world = World::new("create-field-names");
    let mut window = world.sample_with(|desk| {
        let group = accolade::issue::find_group(desk, GROUP).expect("the group");
        let field = "Bestanden_am:date".parse().expect("a field");
        accolade::issue::add_fields(desk, &group, &[field]).expect("the field");
    });
    window.until("24 pending review");
    // In the form, in the columns, above the rows, and in the group itself.
    open(&mut window, &sheet(&world, "Name,Bestanden am\nAnna Lee,2026-05-31\n"));
    let says = |window: &Window, text: &str| window.0.query_all_by_label_contains(text).next().is_some();
    let field = |window: &Window, label: &str| window.0.get_by_label(label).accesskit_node().value();
    assert_eq!(field(&window, "Field of Bestanden am").as_deref(), Some("Bestanden am"));
    window.shot("field-columns");
    window.click("Check 1 row");
    window.until("The row is ready.");
    assert!(!says(&window, "Bestanden_am"));
    window.shot("field-rows");
    window.click("Group");
    window.click_starting("Discard: ");
    window.click(GROUP);
    window.until("Fill in a form");
    window.click("Fill in a form");
    window.until("Bestanden am 1");
    window.settle();
    window.shot("field-form");
    window.click("Groups");
    window.click(GROUP);
    window.until("Name of field 1");
    assert_eq!(field(&window, "Name of field 1").as_deref(), Some("Bestanden am"));
}
