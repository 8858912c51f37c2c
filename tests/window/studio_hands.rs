//! What a designer's hands expect of the studio: texts as wide as what is typed, locked elements, formats of fields, the
//! size of the page, keys that are looked for.

use egui::{Key, Modifiers, Pos2, Vec2};
use egui_kittest::kittest::{NodeT as _, Queryable};

use super::studio::{click_at, drag, key, middle, new_design, rect, steps};
use super::world::{Window, World};

fn typed(window: &mut Window, text: &str) {
    window.0.event(egui::Event::Text(text.to_owned()));
    steps(window, 3);
}

/// Makes a text by a click that says this.
fn text(window: &mut Window, at: Pos2, words: &str) {
    key(window, Modifiers::NONE, Key::T);
    click_at(window, at);
    typed(window, words);
    key(window, Modifiers::NONE, Key::Escape);
    steps(window, 3);
}

fn is_chosen(window: &Window, label: &str) -> bool {
    let node = window.0.get_by_label(label);
    node.accesskit_node().toggled() == Some(egui::accesskit::Toggled::True)
}

fn is_disabled(window: &Window, label: &str) -> bool {
    window.0.get_by_label(label).accesskit_node().is_disabled()
}

/// What a field of the inspector says.
fn said(window: &Window, name: &str) -> String {
    let node = window.0.get_by_label(name);
    node.accesskit_node().value().unwrap_or_default()
}

#[test]
fn a_text_is_as_wide_as_what_is_typed_after_a_click() {
    let world = World::new("studio-click-text");
    let mut window = new_design(&world);
    let at = middle(&window) + Vec2::new(-150.0, -60.0);
    text(&mut window, at, "Certificate of attendance");
    let long = rect(&window, "Text, text");
    assert!(is_chosen(&window, "Automatic width"));
    let words = "Certificate of attendance";
    assert_eq!(said(&window, "Name of the element"), "", "nobody named it");
    let name = window.0.get_by_label("Name of the element").accesskit_node();
    assert_eq!(name.placeholder(), Some(words), "as in the list of layers");
    assert_eq!(
        said(&window, &format!("Layer {words}")),
        "Text",
        "it is heard as it is seen"
    );
    assert!((long.left() - at.x).abs() < 6.0 && long.width() > 120.0, "{long:?}");
    text(&mut window, at + Vec2::new(0.0, 80.0), "Of");
    let short = rect(&window, "Text 2, text");
    assert!(short.width() < long.width() / 4.0, "{short:?}");
    // What is typed and the frame are one step.
    key(&mut window, Modifiers::COMMAND, Key::Z);
    assert!(
        rect(&window, "Text 2, text").width() > short.width(),
        "“Text”, as it was made"
    );
    key(&mut window, Modifiers::COMMAND, Key::Z);
    assert!(!window.has("Text 2, text"), "and that one more");
    // Larger letters, a wider frame.
    click_at(&mut window, long.center());
    window.0.get_by_label("Size of letters").click();
    steps(&mut window, 3);
    window.0.get_by_label("Size of letters").type_text("36");
    key(&mut window, Modifiers::NONE, Key::Enter);
    steps(&mut window, 3);
    let larger = rect(&window, "Text, text");
    assert!(larger.width() > long.width() * 1.8, "{larger:?}");
    // A drag makes a box that keeps its width.
    let corner = middle(&window) + Vec2::new(-100.0, 40.0);
    key(&mut window, Modifiers::NONE, Key::T);
    drag(&mut window, corner, corner + Vec2::new(120.0, 30.0));
    typed(&mut window, "Certificate of attendance of the whole course");
    key(&mut window, Modifiers::NONE, Key::Escape);
    assert!(is_chosen(&window, "Automatic height"));
    let boxed = rect(&window, "Text 2, text");
    assert!(
        (boxed.width() - 120.0).abs() < 8.0 && boxed.height() > 33.0,
        "{boxed:?}"
    );
    // Both at once.
    key(&mut window, Modifiers::COMMAND, Key::A);
    steps(&mut window, 2);
    // It stands below what the panel shows.
    window.0.get_by_label("Automatic width").click_accesskit();
    steps(&mut window, 4);
    assert!(rect(&window, "Text 2, text").width() > 200.0);
    assert!(is_chosen(&window, "Automatic width"));
}

#[test]
fn the_alignment_of_a_text_says_where_its_lines_begin() {
    let world = World::new("studio-align-icons");
    let mut window = new_design(&world);
    let at = middle(&window) + Vec2::new(-150.0, -60.0);
    text(&mut window, at, "Certificate");
    assert!(is_chosen(&window, "Start of the line, at the left"));
    text(&mut window, at + Vec2::new(0.0, 60.0), "شهادة");
    assert!(is_chosen(&window, "Start of the line, at the right"));
    let (end, start) = (
        rect(&window, "End of the line, at the left"),
        rect(&window, "Start of the line, at the right"),
    );
    assert!(end.right() <= start.left(), "where the lines come to stand");
    window.0.get_by_label("Left to right").click_accesskit();
    steps(&mut window, 3);
    assert!(is_chosen(&window, "Start of the line, at the left"));
    key(&mut window, Modifiers::COMMAND, Key::Z);
    key(&mut window, Modifiers::COMMAND, Key::A);
    steps(&mut window, 2);
    assert!(is_chosen(&window, "Start of the line, by the direction of each"));
}

#[test]
fn a_locked_element_says_why_its_fields_are_grey_and_is_unlocked_there() {
    let world = World::new("studio-locked");
    let mut window = new_design(&world);
    let from = middle(&window) - Vec2::new(100.0, 60.0);
    key(&mut window, Modifiers::NONE, Key::R);
    drag(&mut window, from, from + Vec2::new(110.0, 70.0));
    assert!(!is_disabled(&window, "Width"));
    window.click("Lock the selection");
    steps(&mut window, 3);
    assert!(window.has("It is locked, so nothing of it can be changed."));
    assert!(is_disabled(&window, "Width") && is_disabled(&window, "Opacity"));
    window.click("Unlock");
    steps(&mut window, 3);
    assert!(!is_disabled(&window, "Width") && !window.has("Unlock"));
}

#[test]
fn the_form_of_a_date_is_chosen_while_its_text_is_selected() {
    let world = World::new("studio-date-form");
    let mut window = new_design(&world);
    window.click("Fields");
    window.click("Field Credential issue date");
    steps(&mut window, 3);
    window.click("Insert as a text");
    window.until("Field, text");
    window.click("Layers");
    steps(&mut window, 3);
    window.0.get_by_label("Form of the date").click_accesskit();
    steps(&mut window, 3);
    // The forms are those of the day that is shown, as they will be written.
    assert!(window.has("May 31, 2026") && window.has("5/31/2026"));
    window.0.get_by_label("2026-05-31").click_accesskit();
    steps(&mut window, 3);
    assert_eq!(said(&window, "Form of the date"), "2026-05-31");
    key(&mut window, Modifiers::COMMAND, Key::Z);
    assert_eq!(said(&window, "Form of the date"), "As usual", "one step");
}

#[test]
fn a_field_of_a_text_may_be_empty() {
    let world = World::new("studio-may-be-empty");
    let mut window = new_design(&world);
    window.click("Fields");
    window.click("Field Credential issue date");
    steps(&mut window, 3);
    window.click("Insert as a text");
    window.until("Field, text");
    window.click("Layers");
    steps(&mut window, 3);
    let may = |window: &Window| window.0.get_by_label("May be empty").accesskit_node().toggled();
    assert_eq!(may(&window), Some(egui::accesskit::Toggled::False));
    window.0.get_by_label("May be empty").click_accesskit();
    steps(&mut window, 3);
    assert_eq!(may(&window), Some(egui::accesskit::Toggled::True));
    // Words in its place say the same, and without them it stays so.
    let field = "Words in place of an empty value";
    for (typed, keys, words) in [("none", vec![], "none"), ("n", vec![Key::Backspace], "")] {
        super::studio_keys::replace(&mut window, field, typed);
        keys.into_iter()
            .chain([Key::Enter])
            .for_each(|pressed| key(&mut window, Modifiers::NONE, pressed));
        assert_eq!(said(&window, field), words);
        assert_eq!(may(&window), Some(egui::accesskit::Toggled::True));
    }
    for _ in 0..3 {
        key(&mut window, Modifiers::COMMAND, Key::Z);
    }
    assert_eq!(may(&window), Some(egui::accesskit::Toggled::False), "three steps");
}

#[test]
fn a_page_is_resized_with_its_elements_or_without() {
    let world = World::new("studio-page-size");
    let mut window = new_design(&world);
    let from = middle(&window) - Vec2::new(100.0, 60.0);
    key(&mut window, Modifiers::NONE, Key::R);
    drag(&mut window, from, from + Vec2::new(110.0, 70.0));
    let width = |window: &mut Window| {
        key(window, Modifiers::NONE, Key::Tab);
        let width = said(window, "Width");
        key(window, Modifiers::NONE, Key::Escape);
        width.trim_end_matches(" mm").parse::<f64>().expect("a width")
    };
    let resize = |window: &mut Window, to: &str| {
        for field in ["Width of the page", "Height of the page"] {
            window.0.get_by_label(field).click();
            steps(window, 3);
            window.0.get_by_label(field).type_text(to);
            key(window, Modifiers::NONE, Key::Enter);
            steps(window, 3);
        }
    };
    key(&mut window, Modifiers::NONE, Key::Escape);
    let before = width(&mut window);
    assert!(is_chosen(&window, "Keep elements where they are"));
    resize(&mut window, "50%");
    assert_eq!(width(&mut window), before);
    window.click("Scale with the page");
    steps(&mut window, 3);
    resize(&mut window, "50%");
    assert!((width(&mut window) - before / 2.0).abs() < 0.2);
    for _ in 0..2 {
        key(&mut window, Modifiers::COMMAND, Key::Z);
    }
    assert_eq!(width(&mut window), before, "one step each");
    assert!(is_chosen(&window, "Scale with the page"), "it is remembered");
}

#[test]
fn keys_are_found_by_words_under_headings() {
    let world = World::new("studio-keys-search");
    let mut window = new_design(&world);
    key(&mut window, Modifiers::NONE, Key::F1);
    window.until("Keys of the studio");
    assert!(window.has("Arrange") && window.has("Tools") && window.has("Flip left and right"));
    steps(&mut window, 2);
    typed(&mut window, "align top");
    assert!(window.has("Align to the top") && window.has("Arrange"));
    assert!(!window.has("Tools") && !window.has("Flip left and right"));
    typed(&mut window, "xyz");
    assert!(window.has("No command of the studio with keys has these words."));
    window.click("Close");
    steps(&mut window, 3);
    assert!(!window.has("Keys of the studio"));
}
