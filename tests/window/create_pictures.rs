//! Making credentials with the pictures that a sheet names.

use accolade::designfile::{self, DesignFile};
use accolade::issue::{self, Desk, NewGroup};
use accolade::model::Group;
use egui_kittest::kittest::Queryable;

use super::create::{open_for, sheet};
use super::world::{Window, World};

const DESIGN: &str = r##"{"format": "accolade-design", "version": 1, "name": "Pass", "kind": "certificate",
    "pages": [{"width": "100mm", "height": "100mm", "elements": [
    {"name": "Portrait", "x": 20, "y": 20, "width": 60, "height": 60,
     "content": {"image": {"source": {"field": "recipient.photo"}}}},
    {"name": "Recipient", "x": 20, "y": 140, "width": 240, "height": 60, "content": {"text": {
     "style": {"family": "Inter", "size": 24, "color": "#202020"}, "spans": [{"text": "{{recipient.name}}"}]}}}]}]}"##;

/// A group whose certificates have a photo.
pub(super) fn passes(desk: &Desk) -> Group {
    let file = DesignFile {
        design: designfile::from_json(DESIGN).expect("a design").value,
        assets: Default::default(),
        fonts: Default::default(),
    };
    issue::add_design(desk, file).expect("added");
    let group = NewGroup {
        title: "Passes".to_owned(),
        certificate: Some("Pass".to_owned()),
        fields: vec!["Photo:image".parse().expect("a field")],
        ..NewGroup::default()
    };
    issue::create_group(desk, group).expect("a group").value
}

/// A photo of one colour, which nothing else has.
fn photo() -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, 40, 40);
    encoder.set_color(png::ColorType::Rgb);
    let mut writer = encoder.write_header().expect("a header");
    writer.write_image_data(&[255, 0, 255].repeat(1600)).expect("pixels");
    drop(writer);
    bytes
}

/// Writes a photo, or half of one.
fn write_photo(world: &World, name: &str, is_whole: bool) {
    let bytes = photo();
    let end = if is_whole { bytes.len() } else { 60 };
    std::fs::write(world.folder.join(name), &bytes[..end]).expect("a photo");
}

/// The last step of a sheet whose rows are all ready; afterwards photos of it are damaged.
fn at_the_end(world: &World, text: &str, rows: usize, damaged: &[&str]) -> Window {
    damaged.iter().for_each(|name| write_photo(world, name, true));
    let mut window = world.sample_with(|desk| drop(passes(desk)));
    open_for(&mut window, "Passes", &sheet(world, text));
    window.click(&format!("Check {rows} rows"));
    window.until(&format!("All {rows} rows are ready."));
    window.until_gone("Reading the pictures");
    window.click("Go on");
    window.until(&format!("Generate {rows} credentials"));
    damaged.iter().for_each(|name| write_photo(world, name, false));
    window
}

#[test]
fn a_damaged_photo_is_found_before_credentials_are_made() {
    let world = World::new("photo-damaged");
    write_photo(&world, "ann.png", true);
    write_photo(&world, "ben.png", false);
    let mut window = world.sample_with(|desk| drop(passes(desk)));
    open_for(
        &mut window,
        "Passes",
        &sheet(&world, "Name,Photo\nAnn Lee,ann.png\nBen Ray,ben.png\n"),
    );
    window.click("Check 2 rows");
    window.until("1 of 2 rows are ready. 1 needs you.");
    window.until_starting("The picture is damaged: ");
    window.shot("photo-damaged");
    // Whoever puts a whole one in its place, or wants none, goes on.
    window.click_starting("Leave it without a picture");
    window.until("All 2 rows are ready.");
    window.click_starting("Undo: ");
    window.until("1 of 2 rows are ready. 1 needs you.");
    write_photo(&world, "ben.png", true);
    window.until("All 2 rows are ready.");
}

/// How many pixels of the window have the colour of the photo.
fn of_the_photo(window: &Window) -> usize {
    let is_photo = |pixel: &&egui::Color32| pixel.r() > 240 && pixel.g() < 15 && pixel.b() > 240;
    window.picture().pixels.iter().filter(is_photo).count()
}

#[test]
fn the_last_step_shows_certificates_with_the_photos_that_the_sheet_names() {
    let world = World::new("sample-photo");
    std::fs::write(world.folder.join("ann.png"), photo()).expect("a photo");
    let text = "Name,Photo\nAnn Lee,ann.png\nBenjamin Ray,ben.png\nCy Oh,\n";
    let mut window = at_the_end(&world, text, 3, &["ben.png"]);
    window.until("Credential of Ann Lee");
    window.wait("the photo", |window| of_the_photo(window) > 1000);
    window.shot("sample-photo");

    // One that is damaged is said, and stands in the way of no other.
    window.click("Longest");
    window.until_starting("The picture is damaged: ");
    assert!(window.0.query_by_label_contains("(ben.png)").is_some());
    window.shot("sample-photo-damaged");
    window.click("Next recipient");
    window.until("Credential of Cy Oh");
    window.click("Previous recipient");
    // Pressed while the damaged one comes.
    window.click("First");
    window.until("Credential of Ann Lee");
}

#[test]
fn a_row_whose_photo_is_damaged_says_so_wherever_it_waits() {
    let world = World::new("photo-waits");
    std::fs::write(world.folder.join("ann.png"), photo()).expect("a photo");
    let text = "Name,Photo\nAnn Lee,ann.png\nBen Ray,ben.png\n";
    let mut window = at_the_end(&world, text, 2, &["ben.png"]);
    window.click("Generate 2 credentials");
    window.until_starting("1 credential waits for review; 1 row waits to be corrected. Row 3: The picture is damaged");
    window.until("1 row of participants.csv waits in Create credentials");
    window.until_starting("Row 3: The picture is damaged");
    window.shot("photo-waits");
    window.click("Resume participants.csv");
    window.until_starting("This list was imported before: 1 unchanged, 1 with errors");
    window.click("Go on");
    window.until("Ben Ray, Needs you");
    window.until_starting("The picture is damaged");
    window.shot("photo-waits-compare");
    assert!(!window.has("Make 1"), "nothing can be made of it");
    // The rows begin where it is mended.
    window.click("Go to the rows");
    window.until("Row 3");
    window.until_starting("The picture is damaged");
    window.settle();
    window.shot("photo-waits-rows");
    window.click("Leave it without a picture");
    window.until("Photo, row 3: ");
}

#[test]
fn a_photo_is_chosen_for_a_person_of_the_form() {
    let world = World::new("form-photo");
    write_photo(&world, "ann.png", true);
    let path = world.folder.join("ann.png");
    world.dialogs.next.lock().expect("lock").push(Ok(Some(path)));
    let mut window = world.sample_with(|desk| drop(passes(desk)));
    window.click("Create credentials");
    window.until("For which group?");
    window.click("Passes");
    window.until("Fill in a form");
    window.click("Fill in a form");
    window.until("Choose Photo 1");
    window.type_into("Name 1", "Ann Lee");
    window.until("Check 1 recipient");
    window.click("Choose Photo 1");
    window.settle();
    window.shot("form-photo");
    window.click("Check 1 recipient");
    window.until("The person is ready.");
    window.until("Photo, person 1: ann.png");
    window.click("Go on");
    window.wait("the photo", |window| of_the_photo(window) > 1000);
}

#[test]
fn a_photo_is_chosen_for_a_row_or_dropped_on_it() {
    let world = World::new("row-photo");
    let lists = world.folder.join("lists");
    std::fs::create_dir_all(&lists).expect("a folder");
    let list = lists.join("participants.csv");
    std::fs::write(&list, "Name,Photo\nAnn Lee,gone.png\nمحمد علي,\nCy Oh,\n").expect("the list");
    write_photo(&world, "ann.png", true);
    write_photo(&world, "lists/ben.png", true);
    let ann = world.folder.join("ann.png");
    let ask = |path| world.dialogs.next.lock().expect("lock").push(Ok(Some(path)));
    let mut window = world.sample_with(|desk| drop(passes(desk)));
    open_for(&mut window, "Passes", &list);
    window.click("Check 3 rows");
    window.until("2 of 3 rows are ready. 1 needs you.");
    // In the field of the cell, whichever folder it is in.
    window.click("Photo, row 2: gone.png");
    window.0.key_press(egui::Key::F2);
    window.until("Choose Photo, row 2");
    for look in ["light", "dark"] {
        super::look::appear(&mut window, &format!("Appearance: {look}"));
        window.click("Photo, row 2: gone.png");
        window.0.key_press(egui::Key::F2);
        window.until("Choose Photo, row 2");
        window.settle();
        window.shot(&format!("row-photo-{look}"));
    }
    ask(ann.clone());
    window.click("Choose Photo, row 2");
    window.until(&format!("Photo, row 2: {}", ann.display()));
    window.until("All 3 rows are ready.");
    // Beside the problems of its row; what lies beside the list is named as lists do.
    window.click("Photo, row 3: ");
    ask(lists.join("ben.png"));
    window.click("Choose a picture");
    window.until("Photo, row 3: ben.png");
    window.click("Name, row 4: Cy Oh");
    window.settle();
    window.drop_file(&lists.join("ben.png"));
    window.until("The picture is that of row 4");
    window.until("Photo, row 4: ben.png");
    window.click_starting("Undo: ");
    window.until("Photo, row 4: ");
    window.click("Go on");
    window.wait("the photo", |window| of_the_photo(window) > 1000);
}

#[test]
fn where_every_photo_is_damaged_that_is_said_and_no_batch_is_left() {
    let world = World::new("photo-none");
    let text = "Name,Photo\nBen Ray,ben.png\nCy Oh,ben.png\n";
    let mut window = at_the_end(&world, text, 2, &["ben.png"]);
    window.click("Generate 2 credentials");
    window.until_gone("Generating credentials");
    window.wait("what is wrong", |window| {
        window.0.query_all_by_label_contains("(ben.png)").count() > 0
    });
    window.shot("photo-none");
    window.click("Home");
    window.until("Recent batches");
    assert!(!window.has("No credentials"), "there is no batch");
}
