//! The way through the steps of making credentials: on, back, and what is mended on it.

use accolade::issue::{self, NewGroup};
use egui::Role;
use egui::epaint::Shape;
use egui_kittest::kittest::{NodeT, Queryable};

use super::create::{open, open_for, sheet, to_the_rows};
use super::world::{Window, World};

/// The last step of two rows.
fn at_the_end(world: &World, text: &str) -> Window {
    let mut window = world.sample();
    open(&mut window, &sheet(world, text));
    window.click("Check 2 rows");
    window.until("All 2 rows are ready.");
    window.click("Go on");
    window.until("Generate 2 credentials");
    window
}

/// A window with a group whose grade is one of a list.
fn rowing(world: &World) -> Window {
    world.sample_with(|desk| {
        let field = |text: &str| text.parse().expect("a field");
        let group = NewGroup {
            title: "Rowing".to_owned(),
            certificate: Some("Heritage".to_owned()),
            fields: vec![field("grade:choice(Pass|Merit)"), field("passed:date")],
            ..NewGroup::default()
        };
        issue::create_group(desk, group).expect("a group");
    })
}

/// The rows of a sheet for that group, which are checked.
fn rows_of_rowing(world: &World, text: &str, rows: usize) -> Window {
    let mut window = rowing(world);
    open_for(&mut window, "Rowing", &sheet(world, text));
    window.click(&format!("Check {rows} rows"));
    window
}

#[test]
fn what_leads_to_the_last_step_does_not_generate() {
    let world = World::new("twice");
    let mut window = world.sample();
    open(&mut window, &sheet(&world, "Name\nAnna Lee\nBen Okafor\n"));
    window.click("Check 2 rows");
    window.until("All 2 rows are ready.");
    let is_made = |window: &Window| window.has("Generating credentials") || window.has("2 credentials wait for review");
    // The second click of a double click, on the button that has come into the place of the first one.
    window.click("Go on");
    window.until("Generate 2 credentials");
    window.0.get_by_label("Generate 2 credentials").click();
    for _ in 0..30 {
        window.0.step();
        assert!(!is_made(&window), "a second click generates");
    }
    // A key that is held goes on pressing the button that has the focus.
    window.click("Check");
    window.until("All 2 rows are ready.");
    window.0.get_by_label("Go on").focus();
    window.0.step();
    for _ in 0..40 {
        let held = egui::Event::Key {
            key: egui::Key::Enter,
            physical_key: None,
            pressed: true,
            repeat: false,
            modifiers: egui::Modifiers::NONE,
        };
        window.0.event(held);
        window.0.step();
        assert!(!is_made(&window), "a key that is held generates");
    }
    assert!(window.has("Generate 2 credentials"));
    window.0.key_up(egui::Key::Enter);
    window.click("Generate 2 credentials");
    window.until("2 credentials wait for review");
}

#[test]
fn the_next_problem_is_edited_with_enter() {
    let world = World::new("next");
    let mut window = world.sample();
    to_the_rows(&mut window, &world);
    window.0.get_by_label("Go on with 4 rows").focus();
    window.0.step();
    window.0.key_press(egui::Key::F8);
    window.settle();
    window.0.key_press(egui::Key::Enter);
    window.until("Edit Name, row 3");
}

#[test]
fn what_was_begun_in_the_form_is_called_the_same_in_the_next_run() {
    let world = World::new("form-again");
    {
        let mut window = world.sample();
        super::create::form_of_anna(&mut window);
        window.click("Check 1 recipient");
        window.until("The person is ready.");
        window.click("Home");
        window.until_starting("Not finished: 1 recipient of the form");
        window.wait("the draft", |_| world.unfinished().contains("Anna Lee"));
    }
    let mut window = world.sample();
    window.until_starting("Not finished: 1 recipient of the form");
    window.click("Create credentials");
    window.until_starting("1 recipient of the form · ");
}

#[test]
fn escape_lets_go_of_what_is_chosen_before_it_leaves_the_rows() {
    let world = World::new("escape-rows");
    let mut window = world.sample();
    to_the_rows(&mut window, &world);
    window.click("Need you");
    window.until_gone("Name, row 2: Anna Lee");
    window.click("E-mail, row 5: ben(at)example.org");
    window.0.key_press(egui::Key::Enter);
    window.until("Edit E-mail, row 5");
    window.settle();
    let escape = |window: &mut Window| {
        window.0.key_press(egui::Key::Escape);
        window.settle();
    };
    // The field, the cell, the filter, and only then the step.
    escape(&mut window);
    assert!(window.has("Row 5") && !window.has("Edit E-mail, row 5"));
    escape(&mut window);
    assert!(!window.has("Row 5") && !window.has("Name, row 2: Anna Lee"));
    escape(&mut window);
    assert!(window.has("Name, row 2: Anna Lee"));
    escape(&mut window);
    window.until("What do the columns hold?");
}

#[test]
fn what_is_mended_for_all_is_counted_and_shows_all_rows_again() {
    let world = World::new("mended");
    let mut window = world.sample();
    let text = "Name,E-mail\nAnna  Lee,anna@uni\nBen  Okafor,b.example.org\nCem Li,c@example.org\n";
    open(&mut window, &sheet(&world, text));
    window.click("Check 3 rows");
    window.until("1 of 3 rows are ready. 2 need you.");
    // Each row says something else; the title is true of both.
    window.until("These are no e-mail addresses as they are");
    window.click("Show: doubled spaces, Name, 2 rows");
    window.until("This problem");
    window.click_starting("Write 2 with single spaces: ");
    window.until("2 cells changed");
    assert!(window.has("Name, row 2: Anna Lee"));
    // The problems that were shown are gone; no others come in their place by themselves.
    window.until("Show: email shape, E-mail, 2 rows");
    assert!(window.has("Name, row 4: Cem Li") && !window.has("This problem"));
    window.click("Undo");
    window.until("Name, row 2: Anna  Lee");
    assert!(!window.has("2 cells changed"), "what was taken back is not offered");
}

#[test]
fn the_way_back_leads_through_the_steps_and_not_to_those_that_are_done() {
    let world = World::new("steps-back");
    let mut window = at_the_end(&world, "Name\nAnna Lee\nBen Okafor\n");
    let back = |window: &mut Window| window.0.key_press_modifiers(egui::Modifiers::ALT, egui::Key::ArrowLeft);
    back(&mut window);
    window.until("All 2 rows are ready.");
    back(&mut window);
    window.until("What do the columns hold?");
    window.click("Check 2 rows");
    window.until("All 2 rows are ready.");
    window.click("Go on");
    window.until("Credential of Anna Lee");
    window.click("Generate 2 credentials");
    window.until("2 credentials wait for review");
    back(&mut window);
    window.until("Credential groups");
}

#[test]
fn a_long_block_is_taken_whole_and_more_than_the_form_shows_is_said() {
    let world = World::new("steps-form");
    let mut window = rowing(&world);
    window.click("Create credentials");
    window.until("For which group?");
    window.click("Rowing");
    window.until("Fill in a form");
    window.click("Fill in a form");
    window.until("Fill in the recipients");
    window.settle();
    // What is refused says why where it can be seen.
    window.until("Fill in a recipient first");
    // Of a field with given values one is chosen.
    window.click("grade 1");
    window.until("Merit");
    window.click("Merit");
    let chosen = |window: &Window| {
        let grade = window.0.get_by_label("grade 1").value();
        grade.as_deref() == Some("Merit")
    };
    window.wait("the choice", chosen);
    window.0.get_by_label("Name 1").focus();
    window.0.step();
    window.0.step();
    let rows: String = (0..700)
        .map(|row| format!("Anna Lee {row}\tanna{row}@example.org\n"))
        .collect();
    window.0.event(egui::Event::Paste(rows));
    window.until("Check 700 recipients");
    // What is out of sight is not drawn, and the keys lead there.
    assert!(window.has("Name 2") && !window.has("Name 600"));
    for _ in 0..4 * 25 {
        window.0.key_press(egui::Key::Tab);
        window.0.step();
    }
    window.settle();
    let focused = window.0.get_all_by_label("Name 26").last().expect("drawn");
    assert!(focused.is_focused());
    assert!(window.0.ctx.content_rect().contains_rect(focused.rect()));
    // There is a row to go on in below the last, and each can be removed.
    let middle = window.0.ctx.content_rect().center();
    window.turn(middle, -40_000.0);
    window.until("Name 701");
    window.settle();
    window.shot("create-form-long");
    window.type_into("Name 701", "Cleo Fox");
    window.until("Check 701 recipients");
    window.until("Name 702");
    window.click("Remove recipient 700");
    window.until("Check 700 recipients");
    let name = window.0.get_by_label("Name 700").value();
    assert_eq!(name.as_deref(), Some("Cleo Fox"));
    window.click("Check 700 recipients");
    window.until("All 700 people are ready.");
}

#[test]
fn what_a_problem_offers_is_written_with_one_click_in_review() {
    let world = World::new("steps-offer");
    let mut window = at_the_end(&world, "Name\nAnna  Lee\nBen Okafor\n");
    window.click("Generate 2 credentials");
    window.until("Anna  Lee");
    window.click("Anna  Lee");
    window.until("Fix or accept");
    window.settle();
    window.shot("review-offer");
    window.click("Write it with single spaces: Anna Lee");
    window.until("Ready");
    window.until_gone("Fix or accept");
    // Escape leads back to the others.
    window.settle();
    window.0.key_press(egui::Key::Escape);
    window.until("Select all");
    window.click_starting("Publish 2 now");
    window.until("Back to review");
    window.settle();
    window.0.key_press(egui::Key::Escape);
    window.until("Select all");
}

#[test]
fn a_cell_is_edited_over_its_neighbours_and_offers_what_it_can_hold() {
    let world = World::new("steps-cell");
    let text = "Name,Grade,Passed\nAnna Lee,,03/04/2025\nBen Okafor,Pass,13/04/2025\nCem Li,Merit,04/13/2025\n";
    let mut window = rows_of_rowing(&world, text, 3);
    window.until("Choose in the columns: Passed");
    // The column is in two orders, and each of its rows may say which.
    window.click("Passed, row 2: 03/04/2025");
    window.until_starting("Write it as 2025-04-03");
    window.settle();
    // What is long is broken into lines within the panel.
    let right = window.0.ctx.content_rect().right();
    for button in window.0.query_all_by_role(Role::Button) {
        let (rect, name) = (button.rect(), button.accesskit_node().label());
        assert!(rect.right() <= right - 8.0, "{name:?}: {rect:?}");
    }
    window.shot("create-long-buttons");

    window.click("Grade, row 2: ");
    window.0.key_press(egui::Key::F2);
    window.until("Edit Grade, row 2");
    window.until("Merit");
    window.settle();
    window.shot("create-choices");
    let field = window.0.get_by_label("Edit Grade, row 2").rect();
    let picture = window.picture();
    // Where the next column begins, nothing is seen through the empty field.
    let ground = |x: f32, y: f32| picture.pixels[y as usize * picture.width + x as usize];
    let middle = field.center().y;
    for x in field.left() as usize + 8..field.right() as usize - 4 {
        for y in [middle - 4.0, middle, middle + 4.0] {
            assert_eq!(ground(x as f32, y), ground(field.left() + 8.0, middle), "{x} {y}");
        }
    }
    window.click("Merit");
    window.until("Grade, row 2: Merit");
    // The arrows go through them, too.
    window.0.key_press(egui::Key::F2);
    window.until("Edit Grade, row 2");
    window.settle();
    window.0.key_press(egui::Key::ArrowUp);
    window.settle();
    window.0.key_press(egui::Key::Enter);
    window.until("Grade, row 2: Pass");
}

#[test]
fn what_the_lowest_cell_can_hold_leaves_it_to_be_seen() {
    let world = World::new("steps-lowest");
    let rows: String = (2..60).map(|row| format!("Person {row},Pass,2025-04-03\n")).collect();
    let mut window = rows_of_rowing(&world, &format!("Name,Grade,Passed\n{rows}"), 58);
    window.until("All 58 rows are ready.");
    window.click("Grade, row 2: Pass");
    for _ in 2..60 {
        window.0.key_press(egui::Key::ArrowDown);
        window.0.step();
    }
    window.settle();
    window.0.key_press(egui::Key::F2);
    window.until("Edit Grade, row 59");
    window.until("Merit");
    window.settle();
    window.shot("create-choices-lowest");
    let field = window.0.get_by_label("Edit Grade, row 59").rect();
    let bottom = window.0.ctx.content_rect().bottom();
    for choice in ["Pass", "Merit"] {
        let choice = window.0.get_by_label(choice).rect();
        assert!(!choice.intersects(field), "{choice:?} covers {field:?}");
        assert!(choice.bottom() < bottom, "{choice:?} is out of sight");
    }
}

/// Whether a text is cut so short that only the sign of it is left.
fn is_cut_to_nothing(shape: &Shape) -> bool {
    match shape {
        Shape::Vec(shapes) => shapes.iter().any(is_cut_to_nothing),
        Shape::Text(text) => text.galley.elided && text.galley.size().x < 24.0,
        _ => false,
    }
}

#[test]
fn columns_that_begin_at_the_edge_of_the_rows_show_letters() {
    let world = World::new("steps-edge");
    let mut window = world.sample();
    let text = "Name,E-mail,Date of exam,Grade of the exam,Photograph,Remarks of the office\n\
        Anna Lee,anna@example.org,2026-09-01,With distinction,anna-lee.png,Paid in full\n\
        Ben Okafor,ben@example.org,2026-09-02,With distinction,ben-okafor.png,Paid in full\n";
    open(&mut window, &sheet(&world, text));
    window.click("Check 2 rows");
    window.until("All 2 rows are ready.");
    for width in [1280, 1260, 1240, 1220, 1200, 1180, 1160] {
        window.0.set_size([width as f32, 800.0].into());
        window.settle();
        window.shot(&format!("rows-edge-{width}"));
        let mut shapes = window.0.output().shapes.iter();
        assert!(!shapes.any(|shape| is_cut_to_nothing(&shape.shape)), "at {width}");
    }
}
