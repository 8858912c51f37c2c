//! What a designer tried with texts and numbers in the studio, and did not get: each as they did it.

use egui::{Event, Key, Modifiers, Vec2};
use egui_kittest::kittest::{NodeT as _, Queryable};

use super::studio::{click_at, copied, drag, key, middle, new_design, rect, steps, studio_of};
use super::world::{Window, World};

const NONE: Modifiers = Modifiers::NONE;

fn typed(window: &mut Window, text: &str) {
    window.0.event(Event::Text(text.to_owned()));
    steps(window, 3);
}

/// What stands in a field.
fn value(window: &Window, label: &str) -> String {
    let node = window.0.query_all_by_label(label).last();
    let value = node.and_then(|node| node.accesskit_node().value());
    value.unwrap_or_else(|| panic!("{label} says nothing"))
}

fn is_chosen(window: &Window, label: &str) -> bool {
    let node = window.0.query_all_by_label(label).last();
    let toggled = node.and_then(|node| node.accesskit_node().toggled());
    toggled == Some(egui::accesskit::Toggled::True)
}

/// A new design with a text that was made by a click, which is selected.
fn with_text(world: &World) -> Window {
    let mut window = new_design(world);
    key(&mut window, NONE, Key::T);
    let at = middle(&window);
    click_at(&mut window, at);
    typed(&mut window, "Certificate of outstanding merit");
    key(&mut window, NONE, Key::Escape);
    window.until("Automatic width");
    window
}

/// Where the text stands on the screen.
fn text(window: &Window) -> egui::Rect {
    let node = window.0.query_all_by_label_contains(", text").last();
    node.expect("a text on the canvas").rect()
}

#[test]
fn a_text_made_by_a_click_breaks_its_lines_when_its_side_is_dragged() {
    let world = World::new("studio-drawn-side");
    let mut window = with_text(&world);
    assert!(is_chosen(&window, "Automatic width"));
    let before = text(&window);
    // A side that is so short is taken hold of just outside of the frame.
    let handle = before.right_center() + Vec2::new(8.0, 0.0);
    drag(&mut window, handle, handle - Vec2::new(before.width() * 0.5, 0.0));
    assert!(is_chosen(&window, "Automatic height"));
    let after = text(&window);
    assert!(after.width() < before.width() * 0.6, "{before} {after}");
    assert!(after.height() > before.height() * 1.6, "{before} {after}");
    key(&mut window, Modifiers::COMMAND, Key::Z);
    assert!(is_chosen(&window, "Automatic width"), "one step");
    assert_eq!(text(&window), before);
    // The same by the number.
    window.0.get_by_label("Width").focus();
    steps(&mut window, 3);
    typed(&mut window, "50%");
    key(&mut window, NONE, Key::Enter);
    assert!(is_chosen(&window, "Automatic height"));
    assert!(text(&window).height() > before.height() * 1.6);
    key(&mut window, Modifiers::COMMAND, Key::Z);
    assert_eq!(text(&window), before);
    let corner = before.max;
    drag(&mut window, corner, corner + Vec2::new(40.0, 40.0));
    assert!(is_chosen(&window, "Fixed size"));
}

#[test]
fn keys_make_a_selected_text_bold() {
    let world = World::new("studio-drawn-bold");
    let mut window = with_text(&world);
    for (pressed, name) in [(Key::B, "Bold"), (Key::I, "Italic"), (Key::U, "Underline")] {
        assert!(!is_chosen(&window, name), "{name}");
        key(&mut window, Modifiers::COMMAND, pressed);
        assert!(is_chosen(&window, name), "{name}");
    }
    let letters = copied(&mut window);
    assert!(
        letters.contains("\"weight\": 700") || letters.contains("\"weight\":700"),
        "{letters}"
    );
    for (pressed, name) in [(Key::B, "Bold"), (Key::I, "Italic"), (Key::U, "Underline")] {
        key(&mut window, Modifiers::COMMAND, pressed);
        assert!(!is_chosen(&window, name), "{name}");
    }
}

#[test]
fn the_arrows_for_rows_stay_where_they_are() {
    let world = World::new("studio-drawn-rows");
    let mut window = world.sample();
    window.until("36 published");
    studio_of(&mut window, "Heritage");
    window.click("Data: Attach data");
    window.click("Foundations of Data Protection");
    window.until("Next row (PgDn)");
    steps(&mut window, 3);
    let arrow = rect(&window, "Next row (PgDn)");
    for row in 0..8 {
        key(&mut window, NONE, Key::PageDown);
        assert_eq!(rect(&window, "Next row (PgDn)"), arrow, "row {row}");
    }
}

#[test]
fn the_search_of_fonts_has_the_keys_whenever_the_list_unfolds() {
    let world = World::new("studio-drawn-fonts");
    let mut window = with_text(&world);
    let at = text(&window).center();
    for time in 1..=3 {
        window.click("Font");
        window.until("Search fonts");
        steps(&mut window, 3);
        typed(&mut window, "cin");
        assert_eq!(value(&window, "Search fonts"), "cin", "time {time}");
        // Beside all: the list folds in and nothing is selected any more.
        click_at(&mut window, at - Vec2::new(0.0, 150.0));
        key(&mut window, NONE, Key::Escape);
        assert!(!window.has("Search fonts"));
        click_at(&mut window, at);
        window.until("Font");
    }
    window.click("Font");
    window.until("Search fonts");
    steps(&mut window, 3);
    key(&mut window, NONE, Key::Escape);
    assert!(!window.has("Search fonts"));
    let focused = window
        .0
        .query_all_by_label("Font")
        .last()
        .is_some_and(|node| node.is_focused());
    assert!(focused, "the button has the keys again");
}

#[test]
fn the_list_of_fonts_holds_still_while_it_is_searched_and_scrolled() {
    let world = World::new("studio-drawn-still-fonts");
    let mut window = with_text(&world);
    window.click("Font");
    window.until("Cinzel");
    window.settle();
    // There is no room for all of it below its field.
    let place = |window: &Window| rect(window, "Search fonts").top();
    let whole = place(&window);
    let rows: Vec<egui::Rect> = ["Cinzel", "Dancing Script", "EB Garamond"]
        .into_iter()
        .map(|name| rect(&window, name))
        .collect();
    assert!(
        rows.windows(2).all(|pair| pair[1].top() - pair[0].top() == 40.0),
        "{rows:?}"
    );
    window.turn(rows[1].center(), -400.0);
    assert!(!window.has("Cinzel"), "it is scrolled");
    // Something else is looked for, and is seen from its beginning.
    typed(&mut window, "i");
    assert!(window.has("Inter"));
    assert_eq!(place(&window), whole, "of many");
    typed(&mut window, "nter");
    assert_eq!(place(&window), whole, "of one");
    typed(&mut window, "zz");
    window.until("No font is called so");
    assert_eq!(place(&window), whole, "of none");
}

#[test]
fn letters_that_a_font_has_no_face_for_are_told() {
    let world = World::new("studio-drawn-made-up");
    let mut window = with_text(&world);
    let lacks = "Cinzel has no italic here; its upright letters are slanted";
    window.click("Font");
    window.until("Search fonts");
    steps(&mut window, 3);
    window.until("Cinzel");
    typed(&mut window, "cin");
    key(&mut window, NONE, Key::Enter);
    assert!(!window.has(lacks));
    window.click("Italic");
    window.until(lacks);
    window.click("Problems");
    window.until(&format!("Problem: {lacks}"));
    window.click("Inspector");
    window.click("Italic");
    window.until_gone(lacks);
}

#[test]
fn numbers_are_gone_through_and_stepped_by_keys() {
    let world = World::new("studio-drawn-numbers");
    let mut window = new_design(&world);
    key(&mut window, NONE, Key::R);
    let from = middle(&window) - Vec2::new(150.0, 80.0);
    drag(&mut window, from, from + Vec2::new(110.0, 70.0));
    let wide = value(&window, "Width");
    window.0.get_by_label("X").focus();
    steps(&mut window, 3);
    for next in ["Y", "Width", "Height"] {
        key(&mut window, NONE, Key::Tab);
        let is_next = window.0.query_all_by_label(next).any(|node| node.is_focused());
        assert!(is_next, "{next}");
    }
    key(&mut window, Modifiers::SHIFT, Key::Tab);
    typed(&mut window, "-5");
    key(&mut window, NONE, Key::Enter);
    window.until_starting("A width or height cannot be below 0");
    assert_eq!(value(&window, "Width"), wide);
    window.0.get_by_label("Angle").focus();
    steps(&mut window, 3);
    key(&mut window, Modifiers::SHIFT, Key::ArrowUp);
    assert_eq!(value(&window, "Angle"), "10 °");
    key(&mut window, NONE, Key::ArrowUp);
    assert_eq!(value(&window, "Angle"), "11 °");
}

#[test]
fn done_leads_to_where_the_studio_was_opened_from_however_many_designs_were_made() {
    let world = World::new("studio-drawn-done");
    let mut window = new_design(&world);
    key(&mut window, Modifiers::COMMAND | Modifiers::SHIFT, Key::N);
    window.until("Name of the new design");
    window.type_into("Name of the new design", "Second");
    window.click("Create");
    window.until("Canvas of Second");
    steps(&mut window, 4);
    window.click("Done");
    window.until("Import a design");
}

#[test]
fn escape_in_a_field_of_a_panel_is_about_what_was_typed_there() {
    let world = World::new("studio-drawn-escape");
    let mut window = with_text(&world);
    window.0.get_by_label("Search elements").focus();
    steps(&mut window, 3);
    typed(&mut window, "nothing like it");
    assert!(window.0.query_all_by_label_contains("Layer ").next().is_none());
    key(&mut window, NONE, Key::Escape);
    assert!(window.0.query_all_by_label_contains("Layer ").next().is_some());
    assert!(window.has("Automatic width"), "the text is still selected");
    let wide = value(&window, "Angle");
    window.0.get_by_label("Angle").focus();
    steps(&mut window, 3);
    typed(&mut window, "33");
    key(&mut window, NONE, Key::Escape);
    assert_eq!(value(&window, "Angle"), wide);
}

#[test]
fn the_letter_and_the_unit_of_a_number_stay_while_it_is_typed() {
    let world = World::new("studio-drawn-still");
    let mut window = with_text(&world);
    let before = rect(&window, "Width");
    window.0.get_by_label("Width").focus();
    steps(&mut window, 3);
    window.shot("studio-drawn-still");
    let after = rect(&window, "Width");
    // The caret stands behind the letter W, before the unit.
    assert!(
        after.left() > before.left() + 14.0 && after.right() < before.right() - 14.0,
        "{before} {after}"
    );
}

#[test]
fn the_choice_of_colours_stays_where_it_unfolded() {
    let world = World::new("studio-drawn-picker");
    // So low that there is no room below the field for one more row.
    let mut window = world.sample_of([1280.0, 745.0]);
    window.until("36 published");
    window.click("Designs");
    window.until("New design");
    window.click("New design");
    window.until("Name of the new design");
    window.click("Create");
    window.until("Canvas of Untitled design");
    steps(&mut window, 4);
    key(&mut window, NONE, Key::T);
    let at = middle(&window);
    drag(&mut window, at, at + Vec2::new(120.0, 40.0));
    key(&mut window, NONE, Key::Escape);
    window.until("Colour of the text");
    window.click("Colour of the text");
    window.until("Number of the colour");
    steps(&mut window, 4);
    let before = rect(&window, "Number of the colour");
    window.click("Add to the swatches of the design");
    steps(&mut window, 6);
    window.shot("studio-drawn-picker");
    let after = rect(&window, "Number of the colour");
    // A row of swatches more, and not on the other side of the field.
    assert!((after.top() - before.top()).abs() < 60.0, "{before} {after}");
}

/// A photo of more bytes than any note overlooks: no two of its pixels are alike.
fn heavy_photo(world: &World) -> std::path::PathBuf {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, 1600, 1200);
    encoder.set_color(png::ColorType::Rgb);
    let mut writer = encoder.write_header().expect("a header");
    let mut seed = 7_u32;
    let noise = |_| {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (seed >> 24) as u8
    };
    let pixels: Vec<u8> = (0..1600 * 1200 * 3).map(noise).collect();
    writer.write_image_data(&pixels).expect("pixels");
    drop(writer);
    let path = world.folder.join("photo.png");
    std::fs::write(&path, bytes).expect("writes");
    path
}

#[test]
fn a_picture_of_too_many_pixels_is_made_smaller_where_it_is_noted() {
    let world = World::new("studio-heavy");
    let mut window = new_design(&world);
    let photo = heavy_photo(&world);
    let at = middle(&window);
    window.0.hover_at(at);
    window.0.step();
    window.drop_file(&photo);
    window.until("Image, image");
    steps(&mut window, 4);
    window.0.get_by_label("Width").focus();
    steps(&mut window, 3);
    typed(&mut window, "40 mm");
    key(&mut window, NONE, Key::Enter);
    window.click("Problems");
    let button = "Make it smaller for print";
    window.until(button);
    window.settle();
    window.shot("studio-heavy");
    // Twice, as those do who see nothing happen: the second finds nothing to do.
    window.click(button);
    window.click(button);
    window.until_gone(button);
    window.until_gone("Making the picture smaller");
    window.click("History");
    steps(&mut window, 3);
    let said = window.0.query_all_by_label("Make the picture smaller");
    let steps = said.filter(|node| node.accesskit_node().role() == egui::Role::ListItem);
    assert_eq!(steps.count(), 1, "one step");
}
