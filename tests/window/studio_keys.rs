//! Whose the keys are in the studio: the text on the page has them, until a field of a panel or a dialog is typed into.

use egui::{Event, Key, Modifiers, Pos2, Vec2};
use egui_kittest::kittest::{NodeT as _, Queryable};

use super::studio::{drag, key, new_design, steps};
use super::world::{Window, World};

const NONE: Modifiers = Modifiers::NONE;

fn middle(window: &Window) -> Pos2 {
    let canvas = window.0.query_all_by_label_contains("Canvas of ").last();
    canvas.expect("a canvas").rect().center()
}

fn value(window: &Window, label: &str) -> Option<String> {
    let node = window.0.query_all_by_label(label).last();
    node.and_then(|node| node.accesskit_node().value())
}

fn type_text(window: &mut Window, text: &str) {
    window.0.event(Event::Text(text.to_owned()));
    steps(window, 3);
}

/// Types in the place of all that stands in a field.
fn replace(window: &mut Window, field: &str, text: &str) {
    window.click(field);
    steps(window, 3);
    key(window, Modifiers::COMMAND, Key::A);
    type_text(window, text);
}

/// All that stands on the page, as it is copied.
fn copied(window: &mut Window) -> String {
    key(window, Modifiers::COMMAND, Key::A);
    window.0.event(Event::Copy);
    steps(window, 2);
    let commands = &window.0.output().platform_output.commands;
    let text = commands.iter().find_map(|command| match command {
        egui::OutputCommand::CopyText(text) => Some(text.clone()),
        _ => None,
    });
    text.expect("something is copied")
}

/// A new design with a text in which the caret is.
fn typing(world: &World) -> Window {
    let mut window = new_design(world);
    key(&mut window, NONE, Key::T);
    let from = middle(&window) - Vec2::new(200.0, 60.0);
    drag(&mut window, from, from + Vec2::new(400.0, 90.0));
    type_text(&mut window, "This is to certify");
    window
}

#[test]
fn what_is_typed_into_a_panel_is_not_typed_into_the_text() {
    let world = World::new("studio-keys-panel");
    let mut window = typing(&world);
    key(&mut window, Modifiers::COMMAND, Key::Home);
    key(&mut window, Modifiers::COMMAND | Modifiers::SHIFT, Key::ArrowRight);
    replace(&mut window, "Size of letters", "24");
    key(&mut window, NONE, Key::Enter);
    assert_eq!(
        value(&window, "Size of letters").as_deref(),
        Some("24 pt"),
        "of the word"
    );
    // The caret is back: what is typed stands in the place of the word that is still selected.
    type_text(&mut window, "That ");
    replace(&mut window, "Letter spacing", "5");
    key(&mut window, NONE, Key::Escape);
    type_text(&mut window, "also ");
    key(&mut window, NONE, Key::Escape);
    let copied = copied(&mut window);
    assert!(copied.contains("That also "), "{copied}");
    assert!(copied.contains("is to certify"), "{copied}");
    assert!(copied.contains("24"), "one part of it is larger: {copied}");
}

#[test]
fn dialogs_have_the_keys() {
    let world = World::new("studio-keys-dialog");
    let mut window = new_design(&world);
    key(&mut window, NONE, Key::R);
    let from = middle(&window) - Vec2::new(150.0, 80.0);
    drag(&mut window, from, from + Vec2::new(110.0, 70.0));
    key(&mut window, Modifiers::COMMAND | Modifiers::ALT, Key::K);
    window.until("Name of the component");
    type_text(&mut window, "Rose");
    assert_eq!(value(&window, "Name of the component").as_deref(), Some("Rose"));
    key(&mut window, NONE, Key::R);
    key(&mut window, NONE, Key::Delete);
    key(&mut window, Modifiers::COMMAND, Key::Z);
    assert!(window.has("Rectangle, shape"), "it is still there");
    key(&mut window, NONE, Key::Escape);
    window.until_gone("Name of the component");
    steps(&mut window, 3);
    key(&mut window, NONE, Key::Delete);
    assert!(!window.has("Rectangle, shape"), "now Delete is the canvas'");
}
