//! What designers tried in the studio and did not get: each as they did it.

use egui::{Event, Key, Modifiers, PointerButton, Vec2};
use egui_kittest::kittest::{NodeT as _, Queryable};

use super::studio::{click_at, copied, drag, key, middle, new_design, rect, steps};
use super::world::{Window, World};

/// Presses keys so fast that they fall into one frame.
fn keys_at_once(window: &mut Window, keys: &[(Modifiers, Key)]) {
    for (modifiers, key) in keys {
        window.0.input_mut().events.push(Event::Key {
            key: *key,
            physical_key: None,
            pressed: true,
            repeat: false,
            modifiers: *modifiers,
        });
    }
    steps(window, 3);
}

#[test]
fn the_field_that_was_clicked_shows_its_form() {
    let world = World::new("studio-tried-fields");
    let mut window = new_design(&world);
    window.click("Fields");
    window.until("Field Recipient name");
    let is_chosen = |window: &Window, name: &str| {
        let node = window.0.get_by_label(name);
        node.accesskit_node().toggled() == Some(egui::accesskit::Toggled::True)
    };
    // From the one below to one above, and back again.
    for name in [
        "Field Credential issue date",
        "Field Recipient name",
        "Field Recipient e-mail",
    ] {
        window.click(name);
        steps(&mut window, 2);
        assert!(is_chosen(&window, name), "{name}");
        let count = window.0.query_all_by_label("Insert as a text").count();
        assert_eq!(count, 1, "{name}");
    }
    window.click("Field Recipient e-mail");
    steps(&mut window, 2);
    assert!(!is_chosen(&window, "Field Recipient e-mail") && !window.has("Insert as a text"));
}

#[test]
fn the_menu_of_fields_inserts_at_the_caret() {
    let world = World::new("studio-tried-menu");
    let mut window = new_design(&world);
    key(&mut window, Modifiers::NONE, Key::T);
    let at = middle(&window);
    click_at(&mut window, at);
    window.0.event(Event::Text("For ".to_owned()));
    steps(&mut window, 3);
    window.click("Field");
    window.until("Field Recipient name");
    window.click("Field Recipient name");
    steps(&mut window, 3);
    key(&mut window, Modifiers::NONE, Key::Escape);
    assert_eq!(window.0.query_all_by_label_contains("Layer ").count(), 1, "one text");
    let copied = copied(&mut window);
    assert!(copied.contains("For {{recipient.name}}"), "{copied}");
}

#[test]
fn every_key_of_a_frame_counts() {
    let world = World::new("studio-tried-keys");
    let mut window = new_design(&world);
    // Without a pointer: a tool, and Enter for the middle of the page.
    for tool in [Key::R, Key::E, Key::S] {
        key(&mut window, Modifiers::NONE, tool);
        key(&mut window, Modifiers::NONE, Key::Enter);
    }
    assert!(window.has("Layer Rectangle") && window.has("Layer Ellipse") && window.has("Layer Star"));
    keys_at_once(
        &mut window,
        &[(Modifiers::COMMAND, Key::A), (Modifiers::NONE, Key::Delete)],
    );
    assert!(!window.has("Layer Rectangle") && !window.has("Layer Star"));
    keys_at_once(&mut window, &[(Modifiers::COMMAND, Key::Z); 3]);
    assert!(
        window.has("Layer Rectangle") && !window.has("Layer Ellipse"),
        "three undone"
    );
    key(&mut window, Modifiers::NONE, Key::T);
    key(&mut window, Modifiers::NONE, Key::Enter);
    window.0.event(Event::Text("Typed".to_owned()));
    steps(&mut window, 3);
    key(&mut window, Modifiers::NONE, Key::Escape);
    let copied = copied(&mut window);
    assert!(copied.contains("Typed"), "{copied}");
}

#[test]
fn a_double_click_within_a_frame_is_one() {
    let world = World::new("studio-tried-double");
    let mut window = new_design(&world);
    key(&mut window, Modifiers::NONE, Key::T);
    let at = middle(&window);
    drag(&mut window, at, at + Vec2::new(160.0, 60.0));
    window.0.event(Event::Text("First".to_owned()));
    steps(&mut window, 3);
    key(&mut window, Modifiers::NONE, Key::Escape);
    let within = at + Vec2::splat(12.0);
    window.0.hover_at(within);
    steps(&mut window, 2);
    for pressed in [true, false, true, false] {
        window.0.input_mut().events.push(Event::PointerButton {
            pos: within,
            button: PointerButton::Primary,
            pressed,
            modifiers: Modifiers::NONE,
        });
    }
    steps(&mut window, 4);
    window.0.event(Event::Text("Second".to_owned()));
    steps(&mut window, 3);
    key(&mut window, Modifiers::NONE, Key::Escape);
    let copied = copied(&mut window);
    assert!(copied.contains("Second"), "{copied}");
}

#[test]
fn ornaments_are_drawn_from_the_menu_of_shapes() {
    let world = World::new("studio-tried-ornaments");
    let mut window = new_design(&world);
    for name in ["Seal", "Ribbon", "Border", "Guilloche", "Rosette"] {
        window.click("Shapes");
        window.until(name);
        window.click(name);
        steps(&mut window, 2);
        let at = middle(&window);
        click_at(&mut window, at);
        assert!(window.has(&format!("Layer {name}")), "{name}");
    }
    assert!(rect(&window, "Layer Border").height() > 0.0);
    window.click("Layer Seal");
    steps(&mut window, 2);
    assert!(window.has("Teeth"), "its numbers can be changed");
}

#[test]
fn a_field_without_a_value_shows_what_a_batch_will_give() {
    let world = World::new("studio-tried-values");
    let mut window = new_design(&world);
    window.click("Fields");
    window.until("Field Credential issue date");
    window.click("Field Credential issue date");
    window.until("Insert as a text");
    window.click("Insert as a text");
    steps(&mut window, 3);
    window.click("Problems");
    steps(&mut window, 3);
    let unfilled = window.0.query_all_by_label_contains("is empty").count();
    assert_eq!(unfilled, 0, "the date of today stands in it");
}

#[test]
fn a_text_beside_the_page_is_seen_while_it_is_typed() {
    let world = World::new("studio-tried-beside");
    let mut window = new_design(&world);
    let canvas = window.0.query_all_by_label_contains("Canvas of ").last();
    let canvas = canvas.expect("a canvas").rect();
    key(&mut window, Modifiers::NONE, Key::T);
    // A certificate leaves more room above it than beside it.
    click_at(&mut window, canvas.center_top() + Vec2::new(0.0, 30.0));
    window.0.event(Event::Text("Besides".to_owned()));
    steps(&mut window, 3);
    let place = rect(&window, "Text, text");
    assert!(place.bottom() < canvas.top() + 80.0, "{place:?}");
    window.wait("its letters", |window| {
        let picture = window.picture();
        let is_dark = |x: usize, y: usize| {
            let [r, g, b, _] = picture.pixels[y * picture.width + x].to_array();
            r < 110 && g < 110 && b < 110
        };
        let rows = place.top() as usize + 3..place.bottom() as usize - 3;
        let columns = place.left() as usize + 3..place.right() as usize - 3;
        // The caret is two columns wide.
        columns.filter(|x| rows.clone().any(|y| is_dark(*x, y))).count() > 20
    });
}
