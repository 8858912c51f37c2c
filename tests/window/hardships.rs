//! What happens to files and folders while the window works on them. `scripts/hardships` does more in the real window.

use egui_kittest::kittest::{NodeT, Queryable};

use super::world::{Window, World};

const SHEET: &str = "Name,E-mail\nAnna Lee,anna@example.org\nBen Okafor,ben(at)example.org\n";
const GROUP: &str = "Summer Coding Camp";

fn open(window: &mut Window, path: &std::path::Path) {
    window.click("Create credentials");
    window.until("For which group?");
    window.click(GROUP);
    window.until("Who receives a credential?");
    window.type_into("Spreadsheet", &path.display().to_string());
    window.click("Open");
    window.until("Check 2 rows");
    window.click("Check 2 rows");
    window.until("1 of 2 rows are ready. 1 needs you.");
}

#[test]
fn a_sheet_that_was_changed_meanwhile_is_said_and_corrections_stay() {
    let world = World::new("changed");
    let path = world.folder.join("course.csv");
    std::fs::write(&path, SHEET).expect("the sheet");
    {
        let mut window = world.sample();
        open(&mut window, &path);
        window.click("E-mail, row 3: ben(at)example.org");
        window.until("Write it as ben@example.org");
        window.click("Write it as ben@example.org");
        window.until("All 2 rows are ready.");
        window.wait("the draft", |_| world.unfinished().contains("ben@example.org"));
    }
    // Elsewhere the rows are in another order by now, or the file is gone: what was left is as it was left.
    let (titles, people) = SHEET.split_once('\n').expect("headings");
    for now in [None, Some(format!("{titles}\nCem Aydin,cem@example.org\n{people}"))] {
        match &now {
            None => std::fs::remove_file(&path).expect("removed"),
            Some(text) => std::fs::write(&path, text).expect("the sheet"),
        }
        let mut window = world.sample();
        window.click("Create credentials");
        window.until("You were not finished");
        window.click_starting("Resume: ");
        window.until("All 2 rows are ready.");
        assert!(window.has("E-mail, row 3: ben@example.org"));
        if now.is_none() {
            window.until("course.csv is no longer where it was. What was read of it is kept.");
            continue;
        }
        window.until("course.csv was changed by another program since it was read.");
        window.click("Read it again");
        window.until("All 3 rows are ready.");
        assert!(window.has("E-mail, row 2: cem@example.org"));
        assert!(window.has("E-mail, row 4: ben@example.org"), "it went with its row");
    }
}

#[test]
fn what_was_read_is_made_when_the_sheet_is_replaced_while_it_is_open() {
    let world = World::new("replaced");
    let path = world.folder.join("course.csv");
    std::fs::write(&path, SHEET).expect("the sheet");
    let mut window = world.sample();
    open(&mut window, &path);
    std::fs::write(&path, "Name\nSomebody Else\n").expect("the sheet");
    window.click("Go on with 1 row");
    window.until("Generate 1 credential");
    std::fs::remove_file(&path).expect("the sheet");
    window.click("Generate 1 credential");
    window.until("1 credential waits for review; 1 row waits to be corrected");
    window.until("Select Anna Lee");
    assert!(!window.has("Select Somebody Else"));
}

#[test]
fn what_another_window_has_can_be_looked_at_and_copied() {
    let world = World::new("looked-at");
    let mut first = world.sample();
    first.until("36 published");
    let mut surroundings = world.surroundings();
    let workspace = world.folder.join("data/sample/workspace");
    // As while the first one publishes.
    let id = "0".repeat(26);
    let pending = workspace.join("published/.pending");
    std::fs::create_dir_all(&pending).expect("a folder");
    std::fs::write(pending.join(&id), format!("{id}\n")).expect("a note");
    surroundings.workspace = Some(workspace);
    let mut second = Window::watched(surroundings, [1280.0, 800.0], |frame| frame());
    second.until("Look at it without changing");
    second.click("Look at it without changing");
    second.until("36 published");
    second.until("Copy to…");
    assert!(!second.has("Needs attention"), "what another program does is its own");
    let is_disabled = |window: &Window, label: &str| {
        let node = window.0.query_all_by_label(label).last();
        node.is_some_and(|node| node.accesskit_node().is_disabled())
    };
    assert!(is_disabled(&second, "Create credentials"));
    second.click("Designs");
    second.until("Import a design");
    assert!(is_disabled(&second, "New design") && !is_disabled(&first, "Create credentials"));
    second.click("Settings");
    second.until("Brand");
    second.click("Brand");
    second.until("Add a logo…");
    for label in ["Add a logo…", "Add a font…", "Name of the new colour"] {
        assert!(is_disabled(&second, label), "{label}");
    }
    second.click("Designs");
    second.until("Import a design");
    // A key does what a button does not.
    second.0.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::N);
    second.settle();
    assert!(second.has("Import a design"), "no way to new credentials");
    second.click("Copy to…");
    second.until("Copy the workspace");
    let target = world.folder.join("copied");
    second.type_into("Folder of the copy", &target.display().to_string());
    second.click("Copy");
    second.until_gone("Copy to…");
    second.until("36 published");
    assert!(!is_disabled(&second, "Create credentials"));
    assert!(target.join("workspace.json").is_file());
}
