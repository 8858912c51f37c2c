//! What was interrupted, by a kill or a power cut, is gone on with from the home page.

use std::path::{Path, PathBuf};

use accolade::app::jobs::create::recipe::{self, Recipe};
use accolade::app::jobs::create::{make, open};
use accolade::app::state::create::draft::Draft;
use accolade::app::state::publish::Order;
use accolade::app::state::workspace::named_after;
use accolade::import::ReadOptions;
use accolade::issue::{self, Desk};
use accolade::progress::Progress;
use accolade::publish::{self, PublishOptions, Selection};
use accolade::store::Query;

use egui_kittest::kittest::{NodeT, Queryable};

use super::create::{form_of_anna, open, sheet};
use super::look::appear;
use super::world::{Window, World};

const SHEET: &str =
    "Name,E-mail,Score\nAnna Lee,anna@example.org,91\nمحمد علي,ali@example.org,75\nŁukasz,l@example.org,70\n";

/// Leaves a batch behind as a kill does: begun, and nothing made.
fn interrupt(desk: &Desk, path: &Path) {
    let group = issue::find_group(desk, "Summer Coding Camp").expect("the group");
    let order = open::Order {
        group,
        told: ReadOptions::default(),
        columns: Vec::new(),
        earlier: open::Earlier::default(),
        dates: (None, None),
        date_order: None,
        wishes: Default::default(),
        forget: None,
        read: None,
    };
    let opened = open::open(desk, path, order, &Progress::new()).expect("opens");
    let draft = Draft {
        workspace: desk.store.dir().to_owned(),
        group: opened.group.id,
        path: Some(path.to_owned()),
        hash: Some(opened.table.sheet().hash),
        bytes: None,
        form: Vec::new(),
        form_fields: Vec::new(),
        form_key: None,
        form_numbers: Default::default(),
        form_dates: None,
        form_group: None,
        told: Default::default(),
        changes: opened.table.changes(),
        wishes: Default::default(),
        issue_date: None,
        expiry_date: None,
        rows: 3,
        step: Default::default(),
        sheets: Vec::new(),
        turn: 0,
    };
    let order = make::Order {
        of: opened.corrected((None, None)),
        key: None,
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

/// Makes a batch of a sheet by the command line.
fn by_command(world: &World, more: &[&str]) {
    let done = std::process::Command::new(env!("CARGO_BIN_EXE_accolade"))
        .arg("--workspace")
        .arg(world.folder.join("data/sample/workspace"))
        .args(["--quiet", "generate", "Summer Coding Camp", "people.csv"])
        .args(more)
        .current_dir(&world.folder)
        .output()
        .expect("the program runs");
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
}

#[test]
fn what_was_begun_by_the_command_line_is_the_same_batch_in_the_window() {
    let world = World::new("resume-command");
    let text = "Name,E-mail,Score,Issue date\nAnna  Lee,anna@example.org,91,03/04/2026\n\
        محمد علي,ali@example.org,75,04/05/2026\nNobody,,x,\n";
    std::fs::write(world.folder.join("people.csv"), text).expect("the sheet");
    world.change_sample(|_| ());
    let options = [
        "--fix",
        "all",
        "--date-order",
        "day",
        "--expiry-date",
        "2029-01-31",
        "--skip-bad",
    ];
    by_command(&world, &options);
    world.with_desk(|desk| {
        let batches = desk.store.batches().expect("reads");
        let batch = batches
            .iter()
            .find(|batch| batch.source == "people.csv")
            .expect("the batch");
        assert!(
            recipe::is_known(desk, batch).expect("reads"),
            "the window can go on with it"
        );
        // A batch that is finished is found again by what it was made of, and so is one that is not.
        let made = recipe::resume(desk, batch.id, &Progress::new()).expect("the same batch");
        assert!(made.was_finished && made.batch == batch.id, "{made:?}");
    });
}

#[test]
fn a_batch_of_which_nothing_is_known_leads_to_its_sheet() {
    let world = World::new("resume-unknown");
    let path = world.folder.join("participants.csv");
    std::fs::write(&path, SHEET).expect("the sheet");
    let mut window = world.sample_with(|desk| {
        interrupt(desk, &path);
        let batches = desk.store.batches().expect("reads");
        let batch = batches.iter().find(|batch| batch.source == "participants.csv");
        let batch = batch.expect("the batch");
        let sheet = batch.sheet.expect("its sheet");
        let key = format!("recipe of group {} with sheet {sheet}", batch.group);
        let event = accolade::store::Event::Remembered {
            key,
            value: String::new(),
        };
        let change = accolade::store::Change::new(&desk.clock.stamp(), vec![event]);
        desk.store.apply(&change).expect("forgotten");
    });
    window.until("Choose the sheet participants.csv once more");
    window.click("Choose the sheet participants.csv once more");
    window.until("Who receives a credential?");
    window.type_into("Spreadsheet", &path.display().to_string());
    window.click("Open");
    window.until("What do the columns hold?");
    window.click("Check 3 rows");
    window.until("All 3 rows are ready.");
    window.click("Go on");
    window.until("Generate 3 credentials");
    window.click("Generate 3 credentials");
    window.until("3 credentials wait for review");
    window.click("Home");
    window.until("27 pending review");
    // It is the same batch, which is done now.
    assert!(!window.has("1 batch to resume"));
}

#[test]
fn what_was_published_before_the_stop_has_not_failed() {
    let world = World::new("resume-part");
    let config = world.folder.join("config");
    let mut window = world.sample_with(|desk| {
        let (order, _) = leave_an_order(desk, &config);
        let options = PublishOptions {
            accept_warnings: true,
            ..PublishOptions::default()
        };
        let some = Selection::Ids(order.ids.iter().take(7).copied().collect());
        publish::publish(desk, &some, &options, &Progress::new()).expect("publishes");
    });
    window.until("Publishing was interrupted: 7 of 24 are published");
    window.click("Resume publishing");
    window.until("Published 24 credentials");
    assert!(!window.has("Some failed"));
    assert!(!window.has("7 were not published"));
}

/// Leaves the order behind to publish all that waits, as a kill does, and says where.
fn leave_an_order(desk: &Desk, config: &Path) -> (Order, PathBuf) {
    let pending = Query {
        pending: true,
        ..Query::default()
    };
    let page = desk.store.query(&pending, None, 100).expect("reads");
    let order = Order {
        workspace: desk.store.dir().to_owned(),
        ids: page.items.iter().map(|credential| credential.id).collect(),
        accept_warnings: true,
        files: Default::default(),
        copy: None,
        parts: Default::default(),
    };
    let note = config.join(format!("publishing-{}.json", named_after(desk.store.dir())));
    std::fs::create_dir_all(config).expect("the folder");
    std::fs::write(&note, serde_json::to_string(&order).expect("text")).expect("the note");
    (order, note)
}

#[test]
fn a_publication_goes_on_where_it_stopped() {
    let world = World::new("resume-publication");
    let config = world.folder.join("config");
    let mut note = PathBuf::new();
    let mut window = world.sample_with(|desk| {
        (_, note) = leave_an_order(desk, &config);
    });
    window.until("Publishing was interrupted: 0 of 24 are published");
    window.settle();
    window.shot("home-publishing-interrupted");
    window.click("Resume publishing");
    window.until("Published 24 credentials");
    window.wait("the note to be gone", |_| !note.exists());
}

/// Accepts what there is to accept, and publishes all that the page shows.
fn publish_all(window: &mut Window, count: usize) {
    let accept = "Accept the warnings of 1 credential and publish them too";
    if window.has(accept) {
        window.click(accept);
    }
    window.click(&format!("Publish {count} credentials"));
    window.until(&format!("Published {count} credentials"));
}

#[test]
fn rows_without_a_credential_are_named_where_all_else_is_published() {
    let world = World::new("resume-left");
    let mut window = world.sample();
    window.until("24 pending review");
    appear(&mut window, "Appearance: light");
    let path = sheet(&world, super::create::SHEET);
    open(&mut window, &path);
    window.click("Check 5 rows");
    window.until("4 of 5 rows are ready. 1 needs you.");
    window.click("Home");
    window.click("Review");
    // What was begun waits as a whole.
    window.until("5 rows of participants.csv wait in Create credentials");
    window.click("Resume participants.csv");
    window.until("4 of 5 rows are ready. 1 needs you.");
    window.click_starting("Go on with 4");
    window.until("Generate 4 credentials");
    window.click("Generate 4 credentials");
    let left = "1 row of participants.csv waits in Create credentials";
    window.until(left);
    window.settle();
    window.shot("review-left-over");
    window.click_starting("now…");
    window.until("Back to review");
    window.until(left);
    window.settle();
    window.shot("publish-left-over");
    publish_all(&mut window, 4);
    window.until(left);
    appear(&mut window, "Appearance: dark");
    window.settle();
    window.shot("published-left-over-dark");
    // The rows are there again as they were, although the file is gone.
    std::fs::remove_file(&path).expect("removed");
    window.click("Resume participants.csv");
    window.until_starting("rows are ready");
    assert!(window.has("E-mail, row 5: ben(at)example.org"), "{:?}", window.0.root());
    window.settle();
    window.shot("create-left-over-dark");
}

#[test]
fn a_list_is_gone_on_with_where_one_was_in_the_run_before() {
    let world = World::new("resume-step");
    {
        let mut window = world.sample();
        open(&mut window, &sheet(&world, SHEET));
        window.click("Check 3 rows");
        window.until("All 3 rows are ready.");
        window.click("Go on");
        window.until("Generate 3 credentials");
        window.type_into("Issue date", "2026-05-31");
        window.wait("the draft", |_| {
            let text = world.unfinished();
            text.contains("\"step\":\"Generate\"")
                && text.contains("\"issue_date\":")
                && !text.contains("\"issue_date\":null")
        });
    }
    let mut window = world.sample();
    window.click("Resume: 3 recipients of participants.csv");
    window.until("Generate 3 credentials");
    let dates = window.0.query_all_by_label("Issue date");
    let values: Vec<_> = dates.filter_map(|node| node.accesskit_node().value()).collect();
    assert!(values.iter().any(|value| value == "2026-05-31"), "{values:?}");
}

#[test]
fn who_waits_in_a_form_is_gone_on_with_alone_and_then_nobody_waits() {
    let world = World::new("resume-form");
    let mut window = world.sample();
    form_of_anna(&mut window);
    window.0.get_by_label("Name 2").focus();
    window.0.step();
    window.0.step();
    let block = "Name\tE-mail\nBen Okafor\tben(at)example.org\n\"Cleo\nFox\"\t\n";
    window.0.event(egui::Event::Paste(block.to_owned()));
    window.until("Check 3 recipients");
    window.until_starting("The first row that was pasted is none of the people");
    window.click("Check 3 recipients");
    window.until("2 of 3 people are ready. 1 needs you.");
    window.click("Go on with 2 people");
    window.until("Generate 2 credentials");
    window.click("Generate 2 credentials");
    window.until("1 person of the form waits in Create credentials");
    window.until_starting("Person 2: ");
    window.settle();
    window.shot("review-form-left-over");
    window.click("Resume the form");
    window.until("The person needs you.");
    let cell = "E-mail, person 2: ben(at)example.org";
    window.until(cell);
    window.settle();
    window.shot("create-form-left-over");
    // In the form they have the same numbers.
    window.click("Recipients");
    window.until("Name 2");
    assert!(window.has("Name 4") && !window.has("Name 1"), "{:?}", window.0.root());
    window.settle();
    window.shot("create-form-numbers");
    window.click("Check 1 recipient");
    window.until(cell);
    window.settle();
    window.write_cell(cell, "ben@example.org");
    window.until("The person is ready.");
    // Below the last one there is nobody.
    assert!(
        window.has("Person 2") && !window.has("Person 0"),
        "{:?}",
        window.0.root()
    );
    window.click("Go on");
    window.until("Generate 1 credential");
    window.click("Generate 1 credential");
    window.until("Ben Okafor");
    window.settle();
    assert!(window.has("Cleo Fox") && !window.has("1 person of the form waits in Create credentials"));
    drop(window);
    world.with_desk(|desk| {
        let batches = desk.store.batches().expect("reads");
        let of_form: Vec<_> = batches.iter().filter(|batch| batch.source == "Form").collect();
        assert_eq!((of_form.len(), of_form[0].waiting.len()), (1, 0));
    });
}
