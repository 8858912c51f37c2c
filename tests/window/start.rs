//! The first start.

use std::sync::atomic::Ordering;

use accolade::diag::Problem;
use accolade::progress::Progress;
use egui_kittest::kittest::{NodeT, Queryable};

use super::create::sheet;
use super::world::{Window, World};

/// Clicks beside all fields and presses Enter.
fn enter_beside(window: &mut Window) {
    for pressed in [true, false] {
        window.0.event(egui::Event::PointerButton {
            pos: egui::pos2(1270.0, 640.0),
            button: egui::PointerButton::Primary,
            pressed,
            modifiers: egui::Modifiers::NONE,
        });
    }
    window.settle();
    window.0.key_press(egui::Key::Enter);
    window.settle();
}

#[test]
fn a_workspace_of_ones_own_is_made_and_opened_again() {
    let world = World::new("own");
    {
        let mut window = world.window();
        window.until("Welcome to Accolade");
        window.click("Start my own");
        window.until("Who issues?");
        window.type_into("Name of the issuer", "Zoë’s Akademie");
        window.click("Start");
        window.until("Credential groups");
        assert!(window.has("Zoë’s Akademie"));
        assert!(world.folder.join("documents/zoë-s-akademie/workspace.json").exists());
    }
    // Another run opens it by itself.
    let mut window = world.window();
    window.until("Credential groups");
    assert!(window.has("Zoë’s Akademie"));
}

#[test]
fn an_address_is_completed_or_blamed_where_it_stands() {
    let world = World::new("address");
    let mut window = world.window();
    window.until("Start my own");
    window.click("Start my own");
    window.until("Who issues?");
    window.type_into("Name of the issuer", "N");
    window.type_into("Web address", "uni");
    window.0.key_press(egui::Key::Tab);
    window.until_starting("This is no web address");
    assert!(window.0.get_by_label("Start").accesskit_node().is_disabled());
    window.type_into("Web address", ".example");
    window.0.key_press(egui::Key::Tab);
    window.wait("the whole address", |window| {
        let field = window.0.get_by_role_and_label(egui::Role::TextInput, "Web address");
        field.accesskit_node().value().as_deref() == Some("https://uni.example")
    });
    window.click("Start");
    window.until("Credential groups");
}

#[test]
fn a_folder_that_cannot_be_used_is_said_and_nothing_typed_is_lost() {
    let world = World::new("folder");
    let file = world.folder.join("a-file");
    std::fs::write(&file, "x").expect("writes");
    let mut window = world.window();
    window.until("Start my own");
    window.click("Start my own");
    window.until("Who issues?");
    window.type_into("Name of the issuer", "Northfield");
    world.dialogs.next.lock().expect("lock").push(Ok(Some(file)));
    window.click("Browse for: Folder");
    window.wait("the answer of the dialog", |window| {
        window.0.root();
        world.dialogs.asked.lock().expect("lock").len() == 1
    });
    window.settle();
    window.click("Start");
    window.until_starting("Cannot ");
    assert!(window.has("Who issues?") && !window.has("Details"));
}

#[test]
fn without_a_dialog_the_path_can_be_typed() {
    let world = World::new("dialog");
    let mut window = world.window();
    window.until("Start my own");
    window.click("Start my own");
    window.until("Who issues?");
    let problem = Problem::error("no-dialog", "The system shows no file dialog").hint("Type the path into the field");
    world.dialogs.next.lock().expect("lock").push(Err(problem.into()));
    window.click("Browse for: Logo");
    window.until("The system shows no file dialog. Type the path into the field.");
    window.type_into("Logo", "/nowhere/logo.png");
    window.type_into("Name of the issuer", "N");
    window.click("Start");
    window.until("Cannot read the logo: it does not exist. Check the path.");
}

#[test]
fn a_workspace_that_is_in_use_is_not_opened_twice() {
    let world = World::new("twice");
    let mut first = world.sample();
    let mut second = world.window();
    second.until("Details");
    assert!(second.has("Welcome to Accolade"));
    first.until("Northfield Institute");
}

#[test]
fn a_workspace_is_opened_by_its_path_where_there_is_no_dialog() {
    let world = World::new("start-path");
    world.change_sample(|_| {});
    let mut window = world.window();
    window.until("Open a workspace…");
    let problem = Problem::error("no-dialog", "The system shows no file dialog").hint("Type the path into the field");
    world.dialogs.next.lock().expect("lock").push(Err(problem.into()));
    window.click("Open a workspace…");
    window.until("The system shows no file dialog.");
    let dir = world.folder.join("data/sample/workspace");
    window.type_into("Folder", &dir.display().to_string());
    window.click("Use it");
    window.until("36 published");
    assert!(!window.has("Use it"));
}

#[test]
fn a_path_is_typed_where_the_dialog_never_shows() {
    let world = World::new("start-hangs");
    world.change_sample(|_| {});
    let mut window = world.window();
    window.until("Open a workspace…");
    world.dialogs.hangs.store(true, Ordering::Relaxed);
    window.click("Open a workspace…");
    assert!(!window.has("Type a path"), "most dialogs show");
    window.until("Type a path");
    window.click("Type a path");
    window.until("Use it");
    window.click("Cancel");
    window.until("Type a path");
    window.click("Type a path");
    let dir = world.folder.join("data/sample/workspace");
    window.until("Use it");
    window.type_into("Folder", &dir.display().to_string());
    window.click("Use it");
    window.until("36 published");
    assert!(!window.has("Type a path"));
}

#[test]
fn a_backup_is_restored_and_opened_where_no_workspace_is_left() {
    let world = World::new("start-restore");
    let file = world.folder.join("kept.backup");
    world.change_sample(|desk| {
        let backed_up = desk.store.backup(&file, &Progress::new());
        backed_up.expect("a backup");
    });
    let mut window = world.window();
    window.until("Restore a backup…");
    window.click("Restore a backup…");
    window.until("Backup to restore");
    let problem = Problem::error("no-dialog", "The system shows no file dialog").hint("Type the path into the field");
    world.dialogs.next.lock().expect("lock").push(Err(problem.into()));
    window.click("Browse for: Backup to restore");
    window.until("The system shows no file dialog. Type the path into the field.");
    // What is no backup is said, and what is typed stays.
    let other = world.folder.join("other.backup");
    std::fs::write(&other, "no backup").expect("writes");
    window.type_into("Backup to restore", &other.display().to_string());
    window.wait("its folder", |window| {
        let field = window
            .0
            .get_by_role_and_label(egui::Role::TextInput, "Folder to restore into");
        let value = field.accesskit_node().value();
        value.is_some_and(|folder| folder.ends_with("other"))
    });
    window.click("Restore");
    window.until("Details");
    window.shot("start-restore");
    window.type_over("Backup to restore", &file.display().to_string());
    window.settle();
    window.click("Restore");
    window.until("36 published");
    assert!(world.folder.join("documents/kept/workspace.json").is_file());
}

#[test]
fn enter_makes_a_workspace_only_from_a_field() {
    let world = World::new("start-enter");
    let mut window = world.window();
    window.until("Start my own");
    window.click("Start my own");
    window.type_into("Name of the issuer", "Harbour School");
    enter_beside(&mut window);
    assert!(window.has("Who issues?"), "nobody said that it is to be made");
    window.type_into("Web address", "harbour.example");
    window.0.key_press(egui::Key::Enter);
    window.until("Credential groups");
}

#[test]
fn enter_opens_a_spreadsheet_only_from_its_field() {
    let world = World::new("start-enter-sheet");
    let path = sheet(&world, "Name,E-mail\nAnn Lee,ann@example.org\n");
    let mut window = world.sample();
    window.until("36 published");
    window.click("Create credentials");
    window.until("For which group?");
    window.click("Summer Coding Camp");
    window.until("Who receives a credential?");
    window.type_into("Spreadsheet", &path.to_string_lossy());
    enter_beside(&mut window);
    assert!(window.has("Who receives a credential?"));
    window.type_into("Spreadsheet", "");
    window.0.key_press(egui::Key::Enter);
    window.until("What do the columns hold?");
}

#[test]
fn a_file_of_another_start_is_opened_in_the_window_that_has_the_workspace() {
    let world = World::new("start-handed-over");
    let path = world.folder.join("course.csv");
    std::fs::write(&path, "Name,E-mail\nAnna Lee,anna@example.org\n").expect("the sheet");
    let mut window = world.sample();
    window.until("24 pending review");
    let mut other = world.surroundings();
    other.workspace = Some(world.folder.join("data/sample/workspace"));
    // Without a file there is nothing to hand over.
    assert!(!accolade::app::hand_over(&other).expect("nothing"));
    other.file = Some(path);
    let asking = std::thread::spawn(move || accolade::app::hand_over(&other));
    window.until("Which group is course.csv for?");
    assert!(asking.join().expect("no panic").expect("asked"), "it was handed over");
    let requests = world.folder.join("config/requests");
    assert_eq!(std::fs::read_dir(requests).expect("the folder").count(), 0);
}
