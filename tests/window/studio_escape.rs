//! What Escape takes back in the studio while the hand still holds it, and which keys go on while something is typed.

use egui::{Event, Key, Modifiers, Pos2, Vec2};
use egui_kittest::kittest::{NodeT as _, Queryable};

use super::studio::{drag, key, middle, new_design, rect, steps};
use super::studio_words::attach;
use super::world::{Window, World};

const NONE: Modifiers = Modifiers::NONE;

fn value(window: &Window, label: &str) -> String {
    let node = window.0.query_all_by_label(label).last();
    let node = node.unwrap_or_else(|| panic!("there is no {label}"));
    node.accesskit_node().value().unwrap_or_default()
}

fn type_text(window: &mut Window, text: &str) {
    window.0.event(Event::Text(text.to_owned()));
    steps(window, 3);
}

fn rectangle(window: &mut Window) {
    let from = middle(window) - Vec2::new(150.0, 80.0);
    key(window, NONE, Key::R);
    drag(window, from, from + Vec2::new(110.0, 70.0));
    assert!(window.has("Rectangle, shape"));
}

/// Presses and moves in steps; the button stays down.
fn pull(window: &mut Window, from: Pos2, to: Pos2) {
    window.0.hover_at(from);
    window.0.step();
    window.0.drag_at(from);
    steps(window, 2);
    for part in 1..=4 {
        window.0.hover_at(from + (to - from) * (part as f32 / 4.0));
        steps(window, 2);
    }
}

/// Presses Escape, moves on a little, and lets go.
fn take_back(window: &mut Window, at: Pos2) {
    key(window, NONE, Key::Escape);
    window.0.hover_at(at + Vec2::splat(3.0));
    steps(window, 2);
    window.0.drop_at(at + Vec2::splat(3.0));
    steps(window, 4);
}

#[test]
fn escape_takes_back_a_number_that_is_dragged() {
    let world = World::new("studio-escape-number");
    let mut window = new_design(&world);
    rectangle(&mut window);
    let before = value(&window, "Width");
    let from = rect(&window, "Width").center();
    pull(&mut window, from, from + Vec2::new(60.0, 0.0));
    assert_ne!(value(&window, "Width"), before, "it is shown");
    take_back(&mut window, from + Vec2::new(60.0, 0.0));
    assert_eq!(value(&window, "Width"), before);
    key(&mut window, Modifiers::COMMAND, Key::Z);
    assert!(!window.has("Rectangle, shape"), "drawing it was the only step");
}

#[test]
fn escape_takes_back_a_field_that_is_dragged_onto_the_page() {
    let world = World::new("studio-escape-field");
    let mut window = new_design(&world);
    rectangle(&mut window);
    window.click("Fields");
    steps(&mut window, 2);
    let from = rect(&window, "Field Recipient name").center();
    let to = middle(&window) + Vec2::new(80.0, 40.0);
    pull(&mut window, from, to);
    take_back(&mut window, to);
    assert!(!window.has("Field, text"));
    assert!(window.has("Width"), "the rectangle is still selected");
}

#[test]
fn escape_takes_back_a_guide_that_is_new_and_one_that_is_moved() {
    let world = World::new("studio-escape-guide");
    let mut window = new_design(&world);
    rectangle(&mut window);
    let ruler = rect(&window, "Ruler down: drag a guide out of it").center();
    let to = middle(&window) + Vec2::new(60.0, 40.0);
    pull(&mut window, ruler, to);
    take_back(&mut window, to);
    drag(&mut window, ruler, to);
    let on = to + Vec2::new(60.0, 0.0);
    pull(&mut window, to, on);
    take_back(&mut window, on);
    key(&mut window, Modifiers::COMMAND, Key::Z);
    assert!(
        window.has("Rectangle, shape"),
        "the guide that was let go of is one step"
    );
    key(&mut window, Modifiers::COMMAND, Key::Z);
    assert!(!window.has("Rectangle, shape"), "and the only one");
}

#[test]
fn escape_takes_back_a_colour_that_is_dragged_and_leaves_the_picker() {
    let world = World::new("studio-escape-colour");
    let mut window = new_design(&world);
    rectangle(&mut window);
    let before = value(&window, "Fill colour");
    window.click("Fill colour");
    window.until("Saturation and brightness");
    steps(&mut window, 3);
    let square = rect(&window, "Saturation and brightness");
    let (from, to) = (square.center(), square.right_top() + Vec2::new(-8.0, 8.0));
    pull(&mut window, from, to);
    assert_ne!(value(&window, "Fill colour"), before, "it is shown");
    take_back(&mut window, to);
    assert_eq!(value(&window, "Fill colour"), before);
    assert!(window.has("Saturation and brightness"), "what was unfolded stays");
    key(&mut window, NONE, Key::Escape);
    assert!(!window.has("Saturation and brightness"));
    key(&mut window, Modifiers::COMMAND, Key::Z);
    assert!(!window.has("Rectangle, shape"), "drawing it was the only step");
}

#[test]
fn a_text_that_is_typed_goes_on_while_it_is_saved_and_the_rows_are_turned() {
    let world = World::new("studio-typing-keys");
    let mut window = new_design(&world);
    attach(&mut window, &world, "Name\nAnn Lee\nBo Ek\n");
    key(&mut window, NONE, Key::T);
    let from = middle(&window) - Vec2::new(200.0, 60.0);
    drag(&mut window, from, from + Vec2::new(400.0, 90.0));
    type_text(&mut window, "This is");
    key(&mut window, NONE, Key::PageDown);
    window.until_starting("Row 3 · 2 of 2");
    key(&mut window, NONE, Key::F1);
    assert!(window.has("Keys of the studio"));
    key(&mut window, NONE, Key::F1);
    assert!(!window.has("Keys of the studio"));
    steps(&mut window, 3);
    type_text(&mut window, " to certify");
    key(&mut window, Modifiers::COMMAND, Key::S);
    window.until_starting("Saved Untitled design");
    type_text(&mut window, "!");
    key(&mut window, NONE, Key::Escape);
    assert!(window.has("Layer This is to certify!"), "{:?}", window.0.root());
}

#[test]
fn what_is_typed_into_a_field_is_saved_with_the_design() {
    let world = World::new("studio-field-saved");
    let mut window = new_design(&world);
    rectangle(&mut window);
    window.0.get_by_label("Name of the element").focus();
    steps(&mut window, 3);
    key(&mut window, Modifiers::COMMAND, Key::A);
    type_text(&mut window, "Frame");
    key(&mut window, Modifiers::COMMAND, Key::S);
    window.until_starting("Saved Untitled design");
    assert!(window.has("Layer Frame"));
    window.until("Saved");
}
