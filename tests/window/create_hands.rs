//! Credentials made with what the hand does: a form with many columns, one problem after the other by Enter, a double
//! click, dates that few of them decide.

use accolade::issue::{self, NewGroup};
use egui_kittest::kittest::{NodeT, Queryable};

use super::create::{open, open_for, sheet};
use super::look::appear;
use super::world::{Window, World};

/// A window of the sample with a group of these fields.
fn group_with(world: &World, fields: &[&str]) -> Window {
    world.sample_with(|desk| {
        let group = NewGroup {
            title: "Rowing".to_owned(),
            certificate: Some("Heritage".to_owned()),
            fields: fields.iter().map(|field| field.parse().expect("a field")).collect(),
            ..NewGroup::default()
        };
        issue::create_group(desk, group).expect("a group");
    })
}

fn form(window: &mut Window) {
    window.click("Create credentials");
    window.until("For which group?");
    window.click("Rowing");
    window.until("Fill in a form");
    window.click("Fill in a form");
    window.until("Fill in the recipients");
    window.settle();
}

fn press(window: &mut Window, key: egui::Key) {
    window.0.key_press(key);
    window.settle();
}

fn has_focus(window: &Window, label: &str) -> bool {
    let mut found = window.0.query_all_by_label(label);
    found.any(|node| node.accesskit_node().is_focused())
}

const SIX: [&str; 4] = [
    "level:choice(Beginner|Expert)",
    "completed:date",
    "hours:number",
    "place:text",
];

#[test]
fn six_columns_of_a_form_are_in_sight_and_enter_goes_to_the_next_row() {
    let world = World::new("hands-form");
    let mut window = group_with(&world, &SIX);
    form(&mut window);
    window.type_into("Name 1", "Anna Lee");
    window.type_into("Name 2", "Ben Okafor");
    window.until("Remove recipient 2");
    window.settle();
    for mode in ["light", "dark"] {
        appear(&mut window, &format!("Appearance: {mode}"));
        window.shot(&format!("create-form-six-{mode}"));
    }
    let right = window.0.ctx.content_rect().right();
    for label in ["place 1", "Remove recipient 1"] {
        let rect = window.0.get_by_label(label).rect();
        assert!(rect.right() < right, "{label} is at {rect}");
    }
    window.0.get_by_label("Name 1").focus();
    window.settle();
    press(&mut window, egui::Key::Enter);
    assert!(has_focus(&window, "Name 2"), "the next row");
    press(&mut window, egui::Key::Enter);
    assert!(has_focus(&window, "Name 3"), "the one to be filled in");
    press(&mut window, egui::Key::Enter);
    assert!(has_focus(&window, "Name 3"), "the focus stays where nothing is below");
    window.click("Check 2 recipients");
    window.until("All 2 people are ready.");
}

#[test]
fn names_of_a_form_stay_in_sight_where_its_columns_do_not_fit() {
    let world = World::new("hands-wide");
    let more = ["a:text", "b:text", "c:text", "d:text", "e:text"];
    let mut window = group_with(&world, &[&SIX[..], &more].concat());
    form(&mut window);
    window.type_into("Name 1", "Anna Lee");
    window.type_into("e 1", "last");
    window.until("Remove recipient 1");
    window.0.get_by_label("d 1").focus();
    press(&mut window, egui::Key::Tab);
    assert!(has_focus(&window, "e 1"));
    let rect = |window: &Window, label: &str| window.0.get_by_label(label).rect();
    let (name, last, end) = (
        rect(&window, "Name 1"),
        rect(&window, "e 1"),
        rect(&window, "Remove recipient 1"),
    );
    window.shot("create-form-wide");
    let whole = window.0.ctx.content_rect();
    assert!(whole.contains_rect(name) && whole.contains_rect(last) && whole.contains_rect(end));
    assert!(
        name.right() <= last.left() && last.right() <= end.left(),
        "{name} {last} {end}"
    );
}

#[test]
fn enter_works_through_the_problems_and_a_double_click_mends_one() {
    let world = World::new("hands-enter");
    let mut window = world.sample();
    let text = "Name,E-mail\nAnna  Lee,anna@example.org\nBen  Okafor,ben@example.org\nCem  Li,cem@example.org\n\
        Dora  Fox,dora@example.org\nEva  King,eva@example.org\n";
    open(&mut window, &sheet(&world, text));
    window.click("Check 5 rows");
    window.until("Next problem");
    window.click("Name, row 2: Anna  Lee");
    window.until("Write it with single spaces: Anna Lee");
    window.settle();
    let fix = window
        .0
        .get_by_label("Write it with single spaces: Anna Lee")
        .rect()
        .center();
    for _ in 0..2 {
        window.0.hover_at(fix);
        window.0.drag_at(fix);
        window.0.step();
        window.0.drop_at(fix);
        window.0.step();
    }
    window.settle();
    window.until("Name, row 2: Anna Lee");
    assert!(window.has("Name, row 3: Ben  Okafor"), "the second click mends nothing");
    let next = window
        .0
        .get_by_label("Write it with single spaces: Ben Okafor")
        .rect()
        .center();
    assert!(next.distance(fix) < 40.0, "the next one stands where the last one was");
    // By the keys.
    let accept = window
        .0
        .query_all_by_label_contains("Write it with single spaces: Ben Okafor")
        .last();
    accept.expect("a fix").focus();
    window.settle();
    press(&mut window, egui::Key::Enter);
    window.until("Name, row 3: Ben Okafor");
    window.settle();
    window.shot("create-enter");
    assert!(
        has_focus(&window, "Write it with single spaces: Cem Li"),
        "the keys are at the first fix of the next problem, not at what accepts it"
    );
    for row in ["4: Cem Li", "5: Dora Fox", "6: Eva King"] {
        press(&mut window, egui::Key::Enter);
        window.until(&format!("Name, row {row}"));
        window.settle();
    }
    window.until_gone("Next problem");
}

#[test]
fn dates_that_one_of_them_decides_are_said_and_overruled() {
    let world = World::new("hands-dates");
    let mut window = group_with(&world, &["level:choice(Beginner|Expert)", "completed:date"]);
    let text = "Name,Level reached,Date of completion\nAnna Lee,Beginner,03/04/2026\nBen Okafor,Expert,05/06/2026\n\
        Cem Li,Beginner,13/04/2026\n";
    open_for(&mut window, "Rowing", &sheet(&world, text));
    for (column, field) in [("Level reached", "level"), ("Date of completion", "completed")] {
        let chosen = window.0.get_by_label(&format!("Field of {column}")).value();
        assert_eq!(chosen.as_deref(), Some(field));
    }
    window.until("Read day first, as in 13/04/2026 (row 4)");
    for mode in ["light", "dark"] {
        appear(&mut window, &format!("Appearance: {mode}"));
        window.shot(&format!("create-dates-few-{mode}"));
    }
    window.click("Check 3 rows");
    window.until("All 3 rows are ready.");
    window.until("Read day first, as in 13/04/2026 (row 4)");
    window.click("Date of completion, row 2: 03/04/2026");
    window.until("Date of completion: read as 2026-04-03");
    window.settle();
    window.shot("create-dates-few-check");
    window.click("Change: Date of completion");
    window.until("What do the columns hold?");
    window.click("Read month first: 03/04/2026 is 2026-03-04: Date of completion");
    window.settle();
    window.click("Check 3 rows");
    window.until("2 of 3 rows are ready. 1 needs you.");
}

#[test]
fn a_sheet_that_changes_while_its_columns_are_chosen_is_said_at_once() {
    let world = World::new("hands-disk");
    let mut window = world.sample();
    let path = sheet(&world, "Name,E-mail\nAnna Lee,anna@example.org\n");
    open(&mut window, &path);
    window.settle();
    std::fs::write(
        &path,
        "Name,E-mail\nAnna Lee,anna@example.org\nBen Okafor,ben@example.org\n",
    )
    .expect("the sheet");
    // Neither another step nor the focus: the window looks by itself.
    window.until("participants.csv was changed by another program since it was read.");
    window.shot("create-columns-changed");
    window.click("Read it again");
    window.until("Check 2 rows");
}

#[test]
fn a_form_that_was_begun_before_is_said_and_begun_anew() {
    let world = World::new("hands-again");
    let mut window = group_with(&world, &["place:text"]);
    form(&mut window);
    window.type_into("Name 1", "Anna Lee");
    window.until("Check 1 recipient");
    assert!(!window.has("You began this form before, with 1 person."), "it is new");
    window.click("Home");
    window.click("Create credentials");
    window.until("For which group?");
    window.click("Rowing");
    window.until("You began this form before, with 1 person.");
    window.settle();
    window.shot("create-form-old");
    window.click("Start anew");
    window.until("Fill in a recipient first");
    window.until_gone("You began this form before, with 1 person.");
    window.until("Undo");
}
