//! What a person typed and decided in the lists of recipients stays, whatever is chosen and made afterwards.

use egui_kittest::kittest::{NodeT, Queryable};

use super::create::{form_of_anna, open, sheet};
use super::look::appear;
use super::world::{Window, World};

const LIST: &str = "Name,E-mail\nAnna Lee,anna@example.org\nBen Okafor,ben@example.org\nCleo Fox,cleo@example.org\n";

#[test]
fn a_row_that_was_left_out_stays_so_in_a_later_version_of_its_list() {
    let world = World::new("left-out-again");
    let mut window = world.sample();
    open(&mut window, &sheet(&world, LIST));
    window.click("Check 3 rows");
    window.until("All 3 rows are ready.");
    // Nothing is wrong with it.
    window.click("Name, row 3: Ben Okafor");
    window.click("Leave out");
    window.until("All 2 rows are ready.");
    window.click_starting("Go on");
    window.until("Generate 2 credentials");
    window.click("Generate 2 credentials");
    window.until("2 credentials wait for review");

    let later = LIST.replace("Anna", "Dora Poe,dora@example.org\nAnna");
    window.click("Home");
    window.until("Credential groups");
    open(&mut window, &sheet(&world, &later));
    window.until_starting("Row 4 is left out, as the same row was of an earlier version of the list");
    window.click("Check 4 rows");
    window.until("All 3 rows are ready.");
    window.click("Name, row 4: Ben Okafor");
    window.until("Take in again");
    // Whoever is meant now is taken in again, by the row or by Undo.
    window.click_starting("Undo: ");
    window.until("All 4 rows are ready.");
}

#[test]
fn what_was_corrected_before_the_headings_were_chosen_can_be_had_again() {
    let world = World::new("lost-headings");
    let mut window = world.sample();
    open(&mut window, &sheet(&world, LIST));
    window.click("Check 3 rows");
    window.until("All 3 rows are ready.");
    let correct = |window: &mut Window, before: &str, text: &str| {
        window.click(before);
        window.settle();
        window.0.event(egui::Event::Text(text.to_owned()));
        window.settle();
        window.0.key_press(egui::Key::Enter);
    };
    correct(&mut window, "Name, row 2: Anna Lee", "Anna Leigh");
    window.until("Name, row 2: Anna Leigh");
    window.click("Recipients");
    window.until("What do the columns hold?");
    window.click("Headings in row");
    window.until("3");
    window.click("2");
    window.until_starting("What was corrected in a row was not made again");
    window.until("Undo");
    window.click("Undo");
    window.until("Name, row 2: Anna Leigh");
}

#[test]
fn a_form_of_which_credentials_are_made_says_why_nothing_can_be_typed() {
    let world = World::new("form-made");
    let mut window = world.sample();
    form_of_anna(&mut window);
    // What is only typed waits at home, too.
    window.click("Home");
    window.until_starting("Not finished: 1 recipient of the form");
    window.click_starting("Resume: ");
    window.until("Fill in the recipients");
    window.0.get_by_label("Name 2").focus();
    window.0.step();
    window.0.step();
    // So many that they are not all made before somebody can pause it.
    let letters = || 'a'..='z';
    let pairs = letters().flat_map(|x| letters().map(move |y| format!("{x}{y}")));
    let rows: String = pairs
        .flat_map(|pair| ('a'..='l').map(move |z| format!("Anna {pair}{z}lee\n")))
        .collect();
    window.0.event(egui::Event::Paste(rows));
    window.until_starting("Check 8");
    window.click_starting("Check 8");
    window.until("Generate");
    window.wait("the rows", |window| !window.has("Fill in the recipients"));
    window.click("Generate");
    window.until_starting("Generate 8");
    window.click_starting("Generate 8");
    window.until("Pause: Generating credentials");
    window.click("Pause: Generating credentials");
    // The page says it, once and alone.
    window.until_starting(" · Paused");
    window.shot("create-paused");
    assert_eq!(window.0.query_all_by_label("Resume: Generating credentials").count(), 1);
    assert_eq!(window.0.query_all_by_label("Stop: Generating credentials").count(), 1);
    assert!(window.0.query_all_by_label_contains("s left").next().is_none());
    assert!(!window.has("Trying every row on the design…"));
    let tray = window.0.ctx.content_rect().right() - 360.0;
    assert!(window.0.get_by_label("Resume: Generating credentials").rect().right() < tray);
    window.click("Home");
    window.until("Search published credentials");
    window.settle();
    window.shot("home-tray");
    let of = |window: &Window, name: &str| window.0.get_by_label(name).rect();
    let stop = of(&window, "Stop: Generating credentials");
    assert!(stop.right() < 200.0, "nothing of the page is below it: {stop}");
    assert!(stop.bottom() < of(&window, "Settings").top(), "nor of the sidebar");
    appear(&mut window, "Fold or unfold the sidebar");
    window.turn([700.0, 400.0].into(), -9000.0);
    window.shot("home-tray-folded");
    let (stop, page) = (
        of(&window, "Stop: Generating credentials"),
        of(&window, "Search published credentials"),
    );
    assert!(stop.left() > 200.0 && page.bottom() < stop.top(), "{stop} below {page}");
    appear(&mut window, "Fold or unfold the sidebar");
    window.click("Back");
    window.until("Recipients");
    window.click("Recipients");
    window.until("Credentials are being made of these rows");
    window.settle();
    window.shot("create-form-made");
    assert!(window.0.get_by_label("Name 1").accesskit_node().is_disabled());
    window.click("Stop: Generating credentials");
    window.until_gone("Credentials are being made of these rows");
    assert!(!window.0.get_by_label("Name 1").accesskit_node().is_disabled());
}
