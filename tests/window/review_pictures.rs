//! The pictures of one credential on its review page.

use accolade::issue::{self, Desk, GenerateOptions, Source};
use accolade::model::Group;
use accolade::progress::Progress;
use accolade::publish::{self, PublishOptions, Selection};
use accolade::store::Query;

use super::create_pictures::passes;
use super::world::World;

/// Makes a credential with a portrait and one without.
fn ann_and_ben(desk: &Desk) {
    let group = passes(desk);
    let portrait = include_bytes!("../../assets/demo/logo.png");
    std::fs::write(desk.store.dir().join("ann.png"), portrait).expect("a picture");
    let csv = "Name,Photo\nAnn Lee,ann.png\nBen Ray,\n";
    make_of(desk, &group, csv, &GenerateOptions::default());
}

/// Makes credentials of the list `passes.csv`.
pub(super) fn make_of(desk: &Desk, group: &Group, csv: &str, options: &GenerateOptions) {
    let folder = desk.store.dir();
    let path = folder.join("passes.csv");
    std::fs::write(&path, csv).expect("the list");
    let progress = Progress::new();
    let read = accolade::import::read(&path, &Default::default(), &desk.launcher, &progress);
    let read = read.expect("read").value;
    let mapping = accolade::import::map(&read, &group.fields, &[], &[]);
    let checked = accolade::import::CheckOptions {
        fields: group.fields.clone(),
        ..Default::default()
    };
    let rows = accolade::import::check(&read, &mapping.expect("mapped").value, &checked);
    let source = Source {
        name: "passes.csv",
        bytes: csv.as_bytes(),
        folder,
    };
    issue::generate(desk, group, source, &rows, options, &progress).expect("made");
}

const EMPTY: &str = "There is no picture for “photo”: its frame stays empty";

#[test]
fn a_picture_is_seen_taken_out_and_put_in_by_a_path_or_a_drop() {
    let world = World::new("review-pictures");
    let mut window = world.sample_with(ann_and_ben);
    let portrait = world.folder.join("data/sample/workspace/ann.png");
    window.until("26 pending review");
    window.click("Review");
    window.until("Select all");
    window.click("Group or batch");
    window.until("Passes  2");
    window.click("Passes  2");
    window.until("Select Ben Ray");

    window.click("Ann Lee");
    window.until("File of Photo");
    window.until("Picture: Photo");
    assert!(!window.has(EMPTY));
    window.settle();
    window.shot("review-picture");
    window.click("Take out: Photo");
    window.until("No picture");
    window.until(EMPTY);
    window.click("Discard");
    window.until("Picture: Photo");

    window.click("Previous credential");
    window.until("No picture");
    window.until(EMPTY);
    window.type_into("File of Photo", "/no/such/picture.png");
    window.0.key_press(egui::Key::Enter);
    window.until_starting("Cannot read the picture");
    window.type_over("File of Photo", &portrait.to_string_lossy());
    window.0.key_press(egui::Key::Enter);
    window.until("Picture: Photo");
    window.until_gone(EMPTY);
    window.click("Take out: Photo");
    window.until("No picture");
    window.drop_file(&portrait);
    window.until("Picture: Photo");
}

#[test]
fn a_published_picture_is_replaced_by_a_correction() {
    let world = World::new("correct-picture");
    world.change_sample(|desk| {
        ann_and_ben(desk);
        let group = issue::find_group(desk, "Passes").expect("the group");
        let query = Query {
            group: Some(group.id),
            ..Query::default()
        };
        let options = PublishOptions {
            accept_warnings: true,
            ..PublishOptions::default()
        };
        publish::publish(desk, &Selection::Query(query), &options, &Progress::new()).expect("published");
    });
    // High enough for what is found: rows that are not seen cannot be clicked.
    let mut window = world.sample_of([1280.0, 1600.0]);
    let portrait = world.folder.join("data/sample/workspace/ann.png");
    window.until("38 published");
    window.type_into("Search published credentials", "Ben Ray");
    window.until("1 of 1 credential");
    window.click("G5-2026-00002");
    window.until("History");
    window.click("Correct…");
    window.until("No picture");
    window.settle();
    window.shot("credential-correct-picture");
    // What is typed meanwhile stays, and so does the picture.
    window.type_into("File of Photo", &portrait.to_string_lossy());
    window.0.key_press(egui::Key::Enter);
    window.type_into("Reason", "The photo was missing");
    window.until("Take out: Photo");
    // The dialog grows with the picture, and its buttons stand elsewhere then.
    window.settle();
    window.click("Take out: Photo");
    window.until_gone("Take out: Photo");
    window.drop_file(&portrait);
    window.until("Take out: Photo");
    window.settle();
    window.shot("credential-correct-picture-in");
    window.click("Begin the correction");
    window.until("Hold…");
    window.until("Picture: Photo");
    assert!(!window.has("No picture"));
}
