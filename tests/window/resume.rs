//! What was interrupted, by a kill or a power cut, is gone on with from the home page.

use std::path::Path;
use std::sync::Arc;

use accolade::app::jobs::create::recipe::Recipe;
use accolade::app::jobs::create::{make, open};
use accolade::app::state::create::draft::Draft;
use accolade::app::state::publish::Order;
use accolade::import::ReadOptions;
use accolade::issue::{self, Desk};
use accolade::progress::Progress;
use accolade::store::Query;

use super::world::World;

const SHEET: &str =
    "Name,E-mail,Score\nAnna Lee,anna@example.org,91\nمحمد علي,ali@example.org,75\nŁukasz,l@example.org,70\n";

/// Leaves a batch behind as a kill does: begun, and nothing made.
fn interrupt(desk: &Desk, path: &Path) {
    let group = issue::find_group(desk, "Summer Coding Camp").expect("the group");
    let order = open::Order {
        group,
        told: ReadOptions::default(),
        columns: Vec::new(),
        changes: Vec::new(),
        hash: None,
        dates: (None, None),
    };
    let opened = open::open(desk, path, order, &Progress::new()).expect("opens");
    let draft = Draft {
        workspace: desk.store.dir().to_owned(),
        group: opened.group.id,
        path: Some(path.to_owned()),
        hash: Some(opened.table.sheet().hash),
        form: Vec::new(),
        told: Default::default(),
        changes: opened.table.changes(),
        issue_date: None,
        expiry_date: None,
        rows: 3,
    };
    let order = make::Order {
        group: Arc::new(opened.group),
        source: opened.source,
        table: Arc::new(opened.table),
        choices: opened.choices,
        fingerprint: opened.fingerprint,
        dates: (None, None),
        again: false,
        recipe: Some(Recipe { draft, again: false }),
        only: None,
    };
    let progress = Progress::new();
    progress.cancel();
    assert!(make::make(desk, order, &progress).is_err());
}

#[test]
fn a_batch_is_made_to_its_end_although_its_sheet_is_gone() {
    let world = World::new("resume-batch");
    let path = world.folder.join("participants.csv");
    std::fs::write(&path, SHEET).expect("the sheet");
    let mut window = world.sample_with(|desk| interrupt(desk, &path));
    std::fs::remove_file(&path).expect("removed");
    window.until("1 batch to resume");
    window.settle();
    window.shot("home-interrupted");
    window.click("Resume participants.csv");
    window.until("Made the rest of the batch: 3 credentials");
    window.until("27 pending review");
    window.until_gone("1 batch to resume");
    window.click("Review");
    window.until("محمد علي");
    window.click("محمد علي");
    // The row stands beside it, as the sheet had it.
    window.until("E-mail in the sheet: ali@example.org");
    window.until("Score in the sheet: 75");
    window.settle();
    window.shot("review-row");
}

#[test]
fn a_publication_goes_on_where_it_stopped() {
    let world = World::new("resume-publication");
    let note = world.folder.join("config/publishing.json");
    let mut window = world.sample_with(|desk| {
        let pending = Query {
            pending: true,
            ..Query::default()
        };
        let page = desk.store.query(&pending, None, 100).expect("reads");
        let order = Order {
            workspace: desk.store.dir().to_owned(),
            ids: page.items.iter().map(|credential| credential.id).collect(),
            accept_warnings: true,
            copy: None,
            parts: Default::default(),
        };
        std::fs::create_dir_all(note.parent().expect("a folder")).expect("the folder");
        std::fs::write(&note, serde_json::to_string(&order).expect("text")).expect("the note");
    });
    window.until("Publishing was interrupted: 0 of 24 are published");
    window.settle();
    window.shot("home-publishing-interrupted");
    window.click("Resume publishing");
    window.until("Published 24 credentials");
    window.wait("the note to be gone", |_| !note.exists());
}
