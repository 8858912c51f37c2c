//! The issuer's home with the sample workspace.

use std::path::Path;

use egui::HoveredFile;
use egui::epaint::Shape;
use egui_kittest::kittest::Queryable;

use accolade::issue::GenerateOptions;

use super::create_pictures::passes;
use super::review_pictures::make_of;
use super::studio::studio_of;
use super::world::{Window, World};

#[test]
fn the_home_page_shows_what_there_is_and_finds_what_is_published() {
    let world = World::new("home");
    // High enough for the table at its foot: rows that are not seen are not drawn.
    let mut window = world.sample_of([1280.0, 1600.0]);
    window.until("36 published");
    assert!(window.has("24 pending review"));
    assert!(window.has("Foundations of Data Protection"));
    assert!(window.has("recipients.xlsx"));

    window.type_into("Filter groups", "camp");
    window.until_gone("Leadership in Practice");
    assert!(window.has("Summer Coding Camp"));
    window.type_into("Filter groups", " zebra");
    window.until("No group has these words in its title or code.");
    window.click("Show all groups");
    window.until("Leadership in Practice");

    let published = |window: &Window| window.0.query_all_by_label_contains("FDP-2026-").count();
    window.wait("the first page", |window| published(window) > 3);
    window.type_into("Search published credentials", "FDP-2026-00003");
    window.wait("what was searched", |window| published(window) == 1);
    window.click("Empty: Search published credentials");
    window.wait("all of it", |window| published(window) > 3);
    window.click("Days of issue of the search");
    window.until("Issued from: calendar");
    window.type_into("Issued from", "24 November 2026");
    window.wait("those of one day and later", |window| {
        let found = published(window);
        found > 0 && found < 12
    });
    window.click("Any date");
    window.wait("all of it", |window| published(window) > 12);
    window.click("Revoked");
    window.until("Nothing is revoked.");
}

#[test]
fn the_palette_finds_commands_and_does_them() {
    let world = World::new("palette");
    let mut window = world.sample();
    window.0.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::K);
    window.until("Appearance: dark");
    window.type_into("Search everything", "close work");
    window.until_gone("Appearance: dark");
    window.0.key_press(egui::Key::Enter);
    window.until("Welcome to Accolade");
    // It was closed by hand, so that the next run does not open it.
    let mut again = world.window();
    again.until("Welcome to Accolade");
    again.settle();
    assert!(again.has("Welcome to Accolade"));
    again.click("Northfield Institute");
    again.until("Credential groups");
}

#[test]
fn the_wheel_moves_the_strip_and_then_the_page() {
    let world = World::new("home-wheel");
    let mut window = world.sample_of([1024.0, 700.0]);
    window.until("36 published");
    let place = |window: &Window, label: &str| {
        let found = window.0.query_all_by_label(label).map(|node| node.rect());
        found.max_by(|a, b| a.width().total_cmp(&b.width())).expect("is there")
    };
    let batches = |window: &Window| place(window, "Recent batches").center();
    let card = |window: &Window| place(window, "Summer Coding Camp");
    let (strip, top) = (card(&window), batches(&window));
    window.turn(top + egui::vec2(0.0, 60.0), -60.0);
    assert!(batches(&window).y < top.y, "beside the strip the page scrolls");
    assert_eq!(card(&window).left(), strip.left());
    let over = card(&window).center();
    window.turn(over, -60.0);
    assert!(card(&window).left() < strip.left(), "the strip goes sideways");
}

#[test]
fn the_search_finds_everything_and_opens_it() {
    let world = World::new("search-everything");
    let mut window = world.sample();
    window.until("36 published");
    let search = |window: &mut Window, words: &str| {
        window.0.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::K);
        window.until("Appearance: dark");
        window.type_into("Search everything", words);
    };
    // A group, which the cards of the home page show meanwhile.
    search(&mut window, "camp");
    window.until_starting("Summer Coding Camp, ");
    window.shot("search-home");
    window.until_gone("Leadership in Practice");
    window.0.key_press(egui::Key::Escape);
    window.until("Leadership in Practice");

    // A credential that is published, by its number; Enter right after the last letter waits for the answer.
    search(&mut window, "FDP-2026-00003");
    window.0.key_press(egui::Key::Enter);
    window.until("History");
    assert!(window.has("FDP-2026-00003"));

    // One that waits for review, by the keys.
    search(&mut window, "example");
    window.until_starting("under review");
    window.until_starting("that are published");
    window.shot("search-many");
    window.click_starting("under review");
    window.until("Select all");
    window.click("Home");
    window.until("36 published");

    // A design and a batch.
    search(&mut window, "meridian");
    window.until_starting("Meridian, ");
    window.0.key_press(egui::Key::Enter);
    window.until("Edit in the studio");
    search(&mut window, "recipients.xlsx");
    window.until_starting("recipients.xlsx, ");
    window.0.key_press(egui::Key::Enter);
    window.until("Select all");
    search(&mut window, "no such thing at all");
    window.until("Nothing has these words");
}

#[test]
fn the_list_of_what_is_found_is_exported_from_the_page_of_what_is_published() {
    let world = World::new("list-published");
    let mut window = world.sample();
    window.until("36 published");
    window.0.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::K);
    window.until("Appearance: dark");
    window.type_into("Search everything", "export list of published");
    window.until_gone("Appearance: dark");
    window.0.key_press(egui::Key::Enter);
    window.until("Export the list");
    let path = world.folder.join("found.csv");
    window.settle();
    window.click("Cancel");
    window.until_gone("Export the list");
    window.type_into("Search published credentials", "கௌசல்யா");
    window.until("1 of 1 credential");
    window.click("Export list…");
    window.until("Export the list");
    window.settle();
    window.type_over("File to write", &path.display().to_string());
    window.click("Export");
    window.until("Wrote 1 credential to found.csv");
    let written = std::fs::read_to_string(&path).expect("the list");
    assert_eq!(written.lines().count(), 2, "{written}");
    assert!(written.contains("கௌசல்யா ஸ்ரீதர்"), "{written}");
}

/// Whether this is written somewhere, also where no name says so.
fn shows(window: &Window, text: &str) -> bool {
    fn finds(shape: &Shape, text: &str) -> bool {
        match shape {
            Shape::Vec(shapes) => shapes.iter().any(|shape| finds(shape, text)),
            Shape::Text(shape) => shape.galley.text() == text,
            _ => false,
        }
    }
    let mut shapes = window.0.output().shapes.iter();
    shapes.any(|shape| finds(&shape.shape, text))
}

#[test]
fn what_becomes_of_a_spreadsheet_is_said_while_it_hovers() {
    let world = World::new("home-hover");
    let mut window = world.sample();
    window.until("36 published");
    let sheet = world.folder.join("people.csv");
    std::fs::write(&sheet, "Name,Grade\nAnn Lee,A\nBo Ek,B\n").expect("the sheet");
    let hover = |window: &mut Window, path: Option<&Path>| {
        let file = |path: &Path| HoveredFile {
            path: Some(path.to_owned()),
            ..HoveredFile::default()
        };
        window.0.input_mut().hovered_files = path.map(file).into_iter().collect();
        window.0.step();
        window.0.step();
    };
    let becomes = "Drop a spreadsheet to create credentials from it";
    assert!(!shows(&window, becomes));
    hover(&mut window, Some(&sheet));
    window.shot("home-hover");
    assert!(shows(&window, becomes));
    hover(&mut window, None);
    assert!(!shows(&window, becomes));
    // In the studio it becomes the data of the design.
    studio_of(&mut window, "Heritage");
    assert!(window.has("Data: Attach data"));
    hover(&mut window, Some(Path::new("photo.png")));
    assert!(shows(&window, "Drop to place on the page"));
    hover(&mut window, Some(&sheet));
    window.shot("studio-hover");
    assert!(shows(&window, "Drop to attach as data"));
    hover(&mut window, None);
    window.drop_file(&sheet);
    window.until("Data: people.csv");
}

#[test]
fn a_batch_without_credentials_is_taken_out_and_put_back() {
    let world = World::new("home-no-credentials");
    let mut window = world.sample_with(|desk| {
        let group = passes(desk);
        let options = GenerateOptions {
            skip_bad: true,
            ..GenerateOptions::default()
        };
        make_of(desk, &group, "Name,Photo\nAnn Lee,nobody.png\n", &options);
    });
    window.until("No credentials");
    window.settle();
    window.shot("home-no-credentials");
    assert!(window.has("Resume passes.csv"), "its rows are gone on with");
    window.click("Take out passes.csv");
    window.until_gone("No credentials");
    window.click("Undo");
    window.until("No credentials");
    window.click("Take out passes.csv");
    window.until_gone("No credentials");
    window.click("Review");
    window.click("Group or batch");
    window.until("All groups");
    assert!(window.0.query_by_label_contains("passes.csv").is_none());
}
