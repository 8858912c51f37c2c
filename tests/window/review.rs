//! What is under review in the sample workspace: contact sheet, list, and the review page.

use accolade::diag::Problem;
use egui_kittest::kittest::{NodeT, Queryable};

use super::world::{Window, World, wait_for_lock};

/// How many thumbnails there are to select.
fn cells(window: &Window) -> usize {
    window.0.query_all_by_label_contains("Select ").count() - 2
}

fn sheet(window: &mut Window) {
    window.until("24 pending review");
    window.click("24 pending review");
    window.until("Select all");
    window.wait("thumbnails", |window| cells(window) > 5);
}

/// Opens the first one of the sheet; gives the name.
fn open_first(window: &mut Window) -> String {
    sheet(window);
    let somebody = first(window);
    window.click(&somebody);
    window.until("1 of 24");
    somebody
}

/// The name of the first one in the sheet.
fn first(window: &Window) -> String {
    let checks = window.0.query_all_by_label_contains("Select ");
    let names = checks.filter_map(|check| Some(check.accesskit_node().label()?.strip_prefix("Select ")?.to_owned()));
    let mut names = names.filter(|name| !name.starts_with("all"));
    names.next().expect("somebody")
}

/// What stands in the body of a page, text by text.
fn texts(html: &str) -> Vec<String> {
    let (_, body) = html.split_once("<body>").expect("a body");
    let inner = body.split('<').filter_map(|part| part.split_once('>'));
    let texts = inner.map(|(_, text)| {
        text.trim()
            .replace("&#x27;", "'")
            .replace("&#x2f;", "/")
            .replace("&amp;", "&")
    });
    // Two words are there for screen readers only.
    let texts: Vec<String> = texts
        .filter(|text| !text.is_empty() && text != "Status" && text != "Files")
        .collect();
    assert!(texts.len() > 15, "{texts:?}");
    texts
}

#[test]
fn what_waits_is_filtered_searched_and_selected() {
    let world = World::new("review");
    let mut window = world.sample_of([1280.0, 1600.0]);
    sheet(&mut window);
    assert!(window.has("Publish 24 now…"));
    window.settle();
    window.shot("review-sheet");

    let somebody = first(&window);
    window.type_into("Search what is under review", &somebody);
    window.wait("one", |window| cells(window) == 1);
    window.click("Empty: Search what is under review");
    window.wait("all", |window| cells(window) > 5);

    window.click("Select all");
    window.until("24 selected");
    window.shot("review-selected");
    window.0.key_press(egui::Key::Escape);
    window.until_gone("24 selected");
    window.click(&format!("Select {somebody}"));
    window.until("1 selected");
    window.click("Clear");
    window.0.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::A);
    window.until("24 selected");
    window.click("Hold…");
    window.until("Hold 24 credentials?");
    window.type_into("Reason", "The dean has not signed");
    window.click("Hold");
    window.until("Held 24 credentials");
    window.click("Undo");
    window.until("Released 24 credentials");
    // And done again, by the keys of either kind.
    let (ctrl, shift) = (egui::Modifiers::COMMAND, egui::Modifiers::SHIFT);
    for (modifiers, key) in [(ctrl | shift, egui::Key::Z), (ctrl, egui::Key::Y)] {
        window.0.key_press_modifiers(modifiers, key);
        window.until("Held 24 credentials");
        window.0.key_press_modifiers(ctrl, egui::Key::Z);
        window.until("Released 24 credentials");
    }

    window.click("Show as a list");
    window.until("Why");
    window.settle();
    window.shot("review-list");
}

#[test]
fn a_rubber_band_selects_what_it_touches() {
    let world = World::new("band");
    let mut window = world.sample();
    sheet(&mut window);
    let names: Vec<egui::Rect> = window
        .0
        .query_all_by_label_contains("Select ")
        .filter(|node| {
            !node
                .accesskit_node()
                .label()
                .unwrap_or_default()
                .starts_with("Select all")
        })
        .map(|node| node.rect())
        .collect();
    // From the gap before the second one into the third.
    let from = names[1].min + egui::vec2(-12.0, 40.0);
    let to = names[2].min + egui::vec2(30.0, 60.0);
    window.0.hover_at(from);
    window.0.step();
    window.0.drag_at(from);
    window.0.step();
    for step in 1..=4 {
        window.0.hover_at(from + (to - from) * (step as f32 / 4.0));
        window.0.step();
    }
    window.shot("review-band");
    window.0.drop_at(to);
    window.until("2 selected");
}

#[test]
fn the_review_page_edits_accepts_and_goes_on() {
    let world = World::new("one");
    let mut window = world.sample_of([1280.0, 1100.0]);
    let somebody = open_first(&mut window);
    window.until("Issued on");
    window.settle();
    window.shot("review-page");
    assert!(window.has(&format!("Certificate of {somebody}")));

    window.type_into("Name", "x");
    window.until("Not saved yet");
    window.settle();
    window.shot("review-edited");
    window.click("Save");
    window.until("Saved");
    window.until_gone("Not saved yet");
    window.click("Undo");
    window.wait("the old name", |window| {
        window.has(&format!("Certificate of {somebody}"))
    });

    window.click("Recipient page");
    window.until("Awarded to");
    window.settle();
    window.shot("review-recipient");
    window.click("Open in browser");
    window.wait("the browser", |_| !world.opened.0.lock().expect("lock").is_empty());
    let page = world.opened.0.lock().expect("lock")[0].clone();
    let html = std::fs::read_to_string(page).expect("the page");
    for text in texts(&html) {
        assert!(window.has(&text), "the window does not say {text}");
    }
    window.click("Picture");

    window.0.key_press(egui::Key::ArrowRight);
    window.until("2 of 24");
    window.0.key_press(egui::Key::ArrowLeft);
    window.until("1 of 24");
    window.0.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::Enter);
    window.until("2 of 24");
    window.until("Hold…");
    window.click("Hold…");
    window.until("Hold 1 credential?");
    window.type_into("Reason", "Asked for by the dean");
    window.click("Hold");
    window.until("Held 1 credential");
    window.until("Delete…");
    // It may stand below what the panel shows.
    window.0.get_by_label("Delete…").click_accesskit();
    window.until("Delete 1 credential?");
    window.shot("review-delete");
    window.click("Delete");
    window.until("Deleted 1 credential");
}

#[test]
fn ten_thousand_scroll_and_only_those_in_sight_are_drawn() {
    use accolade::model::CredentialId;
    use accolade::progress::Progress;
    use accolade::store::{Change, CredentialPut, Event, Query, Stamp, Store};

    let world = World::new("many");
    let dir = world.folder.join("data/sample/workspace");
    drop(world.sample());
    let (seed, stamp) = (
        world.surroundings().seed,
        Stamp::new(accolade::model::Moment(1_790_000_000_000), "Registrar"),
    );
    wait_for_lock(&dir);
    let store = Store::open(&dir, seed, &stamp, &Progress::new())
        .expect("the workspace")
        .value;
    let pending = Query {
        pending: true,
        ..Query::default()
    };
    let one = store.query(&pending, None, 1).expect("reads").items.remove(0);
    for chunk in 0..20_u128 {
        let events = (0..500_u128).map(|n| {
            let mut copy = one.clone();
            let n = chunk * 500 + n;
            copy.id = CredentialId((n + 1).to_be_bytes());
            copy.number = format!("MANY-{n:05}");
            copy.content.recipient.name = format!("Somebody {n}");
            copy.content.problems = Default::default();
            Event::CredentialPut(CredentialPut::generated(copy))
        });
        store.apply(&Change::new(&stamp, events.collect())).expect("writes");
    }
    drop(store);

    let mut window = world.sample();
    window.until("10\u{2009}024 pending review");
    window.click("Review");
    window.until("Publish 10\u{2009}024 now…");
    window.wait("thumbnails", |window| cells(window) > 5);
    assert!(cells(&window) < 60, "{}", cells(&window));
    let before = first(&window);
    window.turn(egui::pos2(700.0, 600.0), -80_000.0);
    window.settle();
    window.shot("review-many");
    assert_ne!(first(&window), before);
    assert!(cells(&window) < 60, "{}", cells(&window));
    window.0.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::A);
    window.until("10\u{2009}024 selected");
}

#[test]
fn problems_hold_until_they_are_mended_or_accepted() {
    let world = World::new("problems");
    let mut window = world.sample_of([1280.0, 1100.0]);
    let somebody = open_first(&mut window);
    window.until("Valid until");
    // Not a date: it cannot be kept.
    window.type_into("Valid until", "soon");
    window.until("Write the date as 2026-11-26");
    // It stays with its credential, which is said where that is left and on the sheet.
    window.click("Next credential");
    window.until("2 of 24");
    window.click("Go back");
    window.until("1 of 24");
    window.until("Write the date as 2026-11-26");
    window.click("Review");
    window.until("Go back to what is not saved");
    window.shot("review-not-saved");
    window.click("Go back to what is not saved");
    window.until("Write the date as 2026-11-26");
    window.click("Discard");
    window.until_gone("Discard");
    assert!(!window.has("Go back"), "what was said of it has gone with it");
    // The day before it was issued: kept, but held.
    window.type_into("Issued on", "");
    for _ in 0..10 {
        window.0.key_press(egui::Key::Backspace);
        window.0.step();
    }
    window.type_into("Issued on", "2031-01-01");
    window.until("Must be mended");
    // While the field was empty it could not be kept.
    window.wait("Save to be usable", |window| {
        !window.0.get_by_label("Save").accesskit_node().is_disabled()
    });
    window.click("Save");
    window.until("Saved");
    window.click("Review");
    window.until("Problems");
    window.click("Problems");
    window.wait("only that one", |window| cells(window) == 1);
    assert_eq!(first(&window), somebody);
    window.shot("review-problems");
    window.click("All");
    window.click("Publish 23 now…");
    window.until("1 credential is left out");
    assert!(window.has("Publish 23 credentials"));
    window.shot("publish-waits");
    window.click(&format!("Look at {somebody}"));
    window.until("Must be mended");
}

#[test]
fn warnings_are_accepted_and_that_can_be_taken_back() {
    let world = World::new("accept");
    let mut window = world.sample_of([1280.0, 1100.0]);
    open_first(&mut window);
    window.until("Valid until");
    // The same person as one that is published.
    for (field, text) in [("Name", "Q"), ("E-mail", "participant03@example.org")] {
        window.type_into(field, "");
        window.0.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::A);
        window.0.step();
        window.type_into(field, text);
    }
    window.until("Fix or accept");
    window.settle();
    window.shot("review-warned");
    window.click("Zoom in");
    window.until("140 %");
    window.settle();
    window.shot("review-zoomed");
    window.click("Accept");
    window.until("Accepted the warnings of 1 credential");
    window.until("2 of 24");
    window.click("Undo");
    window.until("The warnings of 1 credential wait to be accepted again");
    window.click("Review");
    window.until("Problems");
    window.click("Select all");
    window.until("Accept the warnings of 1");
    window.click("Publish now…");
    window.until("1 credential has warnings");
    window.click("Accept the warnings of 1 credential and publish them too");
    window.until("Publish 24 credentials");
}

#[test]
fn what_cannot_be_shown_outside_says_so_with_its_path() {
    let world = World::new("review-no-opener");
    let mut window = world.sample();
    window.click("Review");
    window.until("Select all");
    window.click("ਹਰਪ੍ਰੀਤ ਕੌਰ");
    window.until("Issued on");
    let fail = || {
        let problem = Problem::error(
            "no-opener",
            "The system could not open it: xdg-open ended with exit status: 3",
        );
        *world.opened.1.lock().expect("lock") = Some(problem.hint("Open it by hand"));
    };
    fail();
    window.click("Open in browser");
    window.until("Copy the path");
    let said = "The system could not open it: xdg-open ended with exit status: 3. Open it by hand.";
    assert!(window.has(said));
    window.0.get_by_label("Copy the path").click();
    let path = world
        .opened
        .0
        .lock()
        .expect("lock")
        .last()
        .expect("a page")
        .display()
        .to_string();
    let copied = (0..6).any(|_| {
        window.0.step();
        let mut commands = window.0.output().platform_output.commands.iter();
        commands.any(|command| matches!(command, egui::OutputCommand::CopyText(text) if *text == path))
    });
    assert!(copied, "the path is copied");
    window.click("Settings");
    window.until("Web address");
    window.click("Workspace");
    window.until("Open the folder");
    fail();
    window.click("Open the folder");
    window.until("Copy the path");
}
