//! Several of what is published are selected on its page, and change at once.

use egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT, Queryable};

use super::world::{Window, World};

/// The names of the boxes in front of the rows.
fn boxes(window: &Window) -> Vec<String> {
    let all = window.0.query_all_by_label_contains("Select ");
    let names = all.filter_map(|node| node.accesskit_node().label());
    names.filter(|name| !name.starts_with("Select the ")).collect()
}

#[test]
fn several_that_are_published_are_suspended_revoked_and_cleared_at_once() {
    let world = World::new("published-several");
    let mut window = world.sample();
    window.until("36 published");
    // The first of that name leads to the page.
    window
        .0
        .query_all_by_label("Published")
        .next()
        .expect("a section")
        .click();
    window.until("Export list…");
    window.until("Days of issue of the search");
    window.settle();
    let names = boxes(&window);
    assert!(names.len() > 5, "{names:?}");
    window.click(&names[0]);
    window.until("1 selected");
    window.0.get_by_label(&names[2]).click_modifiers(Modifiers::SHIFT);
    window.until("3 selected");
    window.settle();
    window.shot("published-selected");
    window.click("Suspend…");
    window.until("Suspend 3 credentials?");
    window.settle();
    window.shot("published-suspend");
    window.type_into("Reason", "Under inquiry");
    window.click("Suspend 3");
    window.until("Suspended 3 credentials");
    // One step back, as for one.
    window.click("Undo");
    window.until("Reinstated 3 credentials");
    window.settle();
    // All that is found, by the keyboard alone, and nothing by Escape.
    window.0.key_press_modifiers(Modifiers::COMMAND, Key::A);
    window.until("36 selected");
    window.0.key_press(Key::Escape);
    window.until_gone("36 selected");
    let names = boxes(&window);
    window.click(&names[0]);
    window.click(&names[1]);
    window.until("2 selected");
    window.click("Revoke…");
    window.until("Revoke 2 credentials?");
    window.type_into("Reason", "By mistake");
    window.0.key_press(Key::Enter);
    window.until("Revoked 2 credentials");
    window.until_gone("2 selected");
}
