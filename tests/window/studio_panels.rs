//! The panels of the studio by what a designer sees and types: inspector, layers, fields, history, data under the page.

use egui::{Key, Modifiers, Vec2};
use egui_kittest::kittest::{NodeT as _, Queryable};

use super::settings::with_system_fonts;
use super::studio::{click_at, drag, key, middle, new_design, rect, steps, studio_of};
use super::world::{Window, World};

/// Draws a shape with the tool of a key, so far from the middle of the canvas.
fn draw(window: &mut Window, tool: Key, at: Vec2) {
    let canvas = window.0.query_all_by_label_contains("Canvas of ").last();
    let from = canvas.expect("a canvas").rect().center() + at;
    key(window, Modifiers::NONE, tool);
    drag(window, from, from + Vec2::new(110.0, 70.0));
}

/// Types a number into a field of the inspector.
fn number(window: &mut Window, name: &str, text: &str) {
    window.0.get_by_label(name).click();
    steps(window, 3);
    match text {
        "" => window.0.key_press(Key::Backspace),
        text => window.0.get_by_label(name).type_text(text),
    }
    steps(window, 2);
    key(window, Modifiers::NONE, Key::Enter);
    steps(window, 3);
}

/// What a field of the inspector says.
fn said(window: &Window, name: &str) -> String {
    let node = window.0.get_by_label(name);
    node.accesskit_node().value().unwrap_or_default()
}

/// Turns the wheel over the fields of the inspector.
fn wheel(window: &mut Window, unit: egui::MouseWheelUnit, down: f32) {
    window.0.hover_at(rect(window, "Width").center());
    window.0.step();
    window.0.event(egui::Event::MouseWheel {
        unit,
        delta: Vec2::new(0.0, down),
        phase: egui::TouchPhase::Move,
        source: egui::MouseWheelSource::Wheel,
        modifiers: Modifiers::NONE,
    });
}

#[test]
fn numbers_are_typed_with_units_and_are_one_step_each() {
    let world = World::new("studio-panels-numbers");
    let mut window = new_design(&world);
    draw(&mut window, Key::R, Vec2::new(-150.0, -80.0));
    number(&mut window, "Width", "40mm + 2cm");
    assert_eq!(said(&window, "Width"), "60 mm");
    number(&mut window, "X", "1in");
    assert_eq!(said(&window, "X"), "25.4 mm");
    number(&mut window, "Angle", "45");
    assert_eq!(said(&window, "Angle"), "45 °");
    number(&mut window, "Opacity", "30");
    assert_eq!(said(&window, "Opacity"), "30 %");
    key(&mut window, Modifiers::COMMAND, Key::Z);
    assert_eq!(said(&window, "Opacity"), "100 %", "one step");
    key(&mut window, Modifiers::COMMAND, Key::Z);
    assert_eq!(said(&window, "Angle"), "0 °");

    // What is not understood changes nothing.
    number(&mut window, "Width", "wide");
    assert_eq!(said(&window, "Width"), "60 mm");

    // Dragged sideways: one step, however far.
    let at = rect(&window, "Width").center();
    drag(&mut window, at, at + Vec2::new(40.0, 0.0));
    assert_eq!(said(&window, "Width"), "80 mm");
    key(&mut window, Modifiers::COMMAND, Key::Z);
    assert_eq!(said(&window, "Width"), "60 mm");
}

#[test]
fn how_an_element_mixes_and_how_soft_it_is_are_one_step_each() {
    let world = World::new("studio-panels-effects");
    let mut window = new_design(&world);
    draw(&mut window, Key::R, Vec2::new(-150.0, -80.0));
    let blend = "How its colours mix with what lies under it";
    assert_eq!(said(&window, blend), "Normal");
    window.click(blend);
    window.click("Multiply");
    assert_eq!(said(&window, blend), "Multiply");
    number(&mut window, "Blur", "2mm");
    assert_eq!(said(&window, "Blur"), "2 mm");
    key(&mut window, Modifiers::COMMAND, Key::Z);
    assert_eq!(said(&window, "Blur"), "0 mm");
    assert_eq!(said(&window, blend), "Multiply");
    key(&mut window, Modifiers::COMMAND, Key::Z);
    assert_eq!(said(&window, blend), "Normal");
}

#[test]
fn several_elements_show_what_they_have_in_common() {
    let world = World::new("studio-panels-mixed");
    let mut window = new_design(&world);
    draw(&mut window, Key::R, Vec2::new(-200.0, -80.0));
    number(&mut window, "Opacity", "50");
    draw(&mut window, Key::E, Vec2::new(40.0, 20.0));
    key(&mut window, Modifiers::COMMAND, Key::A);
    assert!(window.has("Layer Rectangle") && window.has("Layer Ellipse"));
    assert_eq!(said(&window, "Opacity"), "Mixed");
    number(&mut window, "Opacity", "20");
    assert_eq!(said(&window, "Opacity"), "20 %");
    key(&mut window, Modifiers::COMMAND, Key::Z);
    assert_eq!(said(&window, "Opacity"), "Mixed");
    window.click("Align left");
    let (a, b) = (rect(&window, "Rectangle, shape"), rect(&window, "Ellipse, shape"));
    assert!((a.left() - b.left()).abs() < 1.5, "{a:?} {b:?}");
}

#[test]
fn layers_are_renamed_hidden_and_put_in_another_order() {
    let world = World::new("studio-panels-layers");
    let mut window = new_design(&world);
    draw(&mut window, Key::R, Vec2::new(-200.0, -80.0));
    draw(&mut window, Key::E, Vec2::new(40.0, 20.0));
    let (front, back) = (rect(&window, "Layer Ellipse"), rect(&window, "Layer Rectangle"));
    assert!(front.top() < back.top(), "the front one is above");
    drag(&mut window, front.center(), back.center() + Vec2::new(0.0, 10.0));
    steps(&mut window, 3);
    assert!(rect(&window, "Layer Ellipse").top() > rect(&window, "Layer Rectangle").top());
    window.0.get_by_label("Layer Rectangle").focus();
    steps(&mut window, 2);
    key(&mut window, Modifiers::NONE, Key::F2);
    steps(&mut window, 3);
    window.0.get_by_label("New name of the element").type_text("Seal");
    key(&mut window, Modifiers::NONE, Key::Enter);
    steps(&mut window, 3);
    assert!(window.has("Layer Seal"));
    window.click("Hide Seal");
    assert!(window.has("Show Seal"));
    window.click("Add a page");
    assert!(window.has("Back"));
    assert!(!window.has("Layer Seal"));
    window.click("Front");
    assert!(window.has("Layer Seal"));
}

#[test]
fn the_inspector_begins_at_the_top_for_what_is_selected_next() {
    let world = World::new("studio-panels-scroll");
    let mut window = new_design(&world);
    draw(&mut window, Key::R, Vec2::new(-200.0, -80.0));
    draw(&mut window, Key::E, Vec2::new(40.0, 20.0));
    let top = rect(&window, "Name of the element").top();
    wheel(&mut window, egui::MouseWheelUnit::Point, -300.0);
    steps(&mut window, 20);
    let scrolled = rect(&window, "Name of the element").top();
    assert!(scrolled < top - 20.0, "{scrolled} {top}");
    window.click("Layer Rectangle");
    steps(&mut window, 3);
    assert!((rect(&window, "Name of the element").top() - top).abs() < 1.0);

    // Also while the wheel runs on: it was turned for what was there before.
    wheel(&mut window, egui::MouseWheelUnit::Line, -20.0);
    steps(&mut window, 2);
    let runs = window.0.ctx.input(egui::InputState::is_scrolling);
    assert!(runs, "the wheel has not come to rest");
    window.0.get_by_label("Layer Ellipse").click_accesskit();
    steps(&mut window, 20);
    let now = rect(&window, "Name of the element").top();
    assert!((now - top).abs() < 1.0, "{now} {top}");
    window.click("Layer Rectangle");

    // Also when something else was selected while another panel stood there.
    let scroll = |window: &mut Window| {
        let at = rect(window, "Width").center();
        window.turn(at, -300.0);
        steps(window, 10);
        assert!(rect(window, "Name of the element").top() < top - 20.0);
    };
    scroll(&mut window);
    window.click("History");
    window.click("Layer Ellipse");
    window.click("Inspector");
    steps(&mut window, 3);
    assert!((rect(&window, "Name of the element").top() - top).abs() < 1.0);

    // And for the page, when nothing is selected any more.
    let first = |window: &mut Window| rect(window, "Width of the page").top();
    let empty = middle(&window) + Vec2::new(-280.0, 150.0);
    click_at(&mut window, empty);
    let begins = first(&mut window);
    for deselect in 0..2 {
        window.click("Layer Rectangle");
        steps(&mut window, 3);
        scroll(&mut window);
        match deselect {
            0 => key(&mut window, Modifiers::NONE, Key::Escape),
            _ => click_at(&mut window, empty),
        }
        assert!((first(&mut window) - begins).abs() < 1.0, "way {deselect}");
    }
}

#[test]
fn the_menu_of_an_element_is_seen_whole_after_the_shorter_one_of_the_page() {
    let world = World::new("studio-panels-menu");
    // A window of 1280 × 800 where everything is a quarter larger.
    let mut window = world.sample_of([1024.0, 640.0]);
    window.until("36 published");
    window.click("Designs");
    window.until("New design");
    window.click("New design");
    window.until("Name of the new design");
    window.click("Create");
    window.until("Canvas of Untitled design");
    steps(&mut window, 4);
    let at = middle(&window);
    draw(&mut window, Key::R, Vec2::new(-100.0, -60.0));
    key(&mut window, Modifiers::NONE, Key::Escape);
    let shown = |window: &Window, last: &str| {
        let ends = [rect(window, "Paste"), rect(window, last)];
        assert!(ends[0].top() >= 0.0 && ends[1].bottom() <= 640.0, "{ends:?}");
    };
    for pressed in [true, false] {
        window.0.event(egui::Event::PointerButton {
            pos: at + Vec2::new(0.0, 150.0),
            button: egui::PointerButton::Secondary,
            pressed,
            modifiers: Modifiers::NONE,
        });
        steps(&mut window, 2);
    }
    window.until("Export the design…");
    shown(&window, "Export the design…");
    key(&mut window, Modifiers::NONE, Key::Escape);
    assert!(!window.has("Export the design…"));
    window.0.get_by_label("Layer Rectangle").click_secondary();
    steps(&mut window, 4);
    window.shot("studio-panels-menu");
    shown(&window, "Hide or show");
    assert!(
        window.has("Convert to a path") && !window.has("Crop the picture"),
        "what is meant"
    );
}

#[test]
fn layers_have_the_menu_of_the_canvas() {
    let world = World::new("studio-panels-layer-menu");
    let mut window = new_design(&world);
    draw(&mut window, Key::R, Vec2::new(-200.0, -80.0));
    draw(&mut window, Key::E, Vec2::new(40.0, 20.0));
    window.0.get_by_label("Layer Rectangle").click_secondary();
    steps(&mut window, 4);
    assert_eq!(said(&window, "Name of the element"), "Rectangle", "it is selected");
    window.click("Duplicate");
    steps(&mut window, 3);
    assert!(window.has("Layer Rectangle 2") && !window.has("Layer Ellipse 2"));
    // All that is selected stays so.
    key(&mut window, Modifiers::COMMAND, Key::A);
    window.0.get_by_label("Layer Ellipse").click_secondary();
    steps(&mut window, 4);
    window.click("Group");
    steps(&mut window, 3);
    assert!(window.has("Layer Group"));
}

#[test]
fn colours_are_chosen_by_their_number_and_kept_as_swatches() {
    let world = World::new("studio-panels-colour");
    let mut window = new_design(&world);
    draw(&mut window, Key::R, Vec2::new(-150.0, -80.0));
    window.click("Fill colour");
    window.until("Number of the colour");
    window.0.get_by_label("Number of the colour").click();
    steps(&mut window, 2);
    key(&mut window, Modifiers::COMMAND, Key::A);
    window.0.get_by_label("Number of the colour").type_text("1f4d3a");
    key(&mut window, Modifiers::NONE, Key::Enter);
    steps(&mut window, 3);
    assert_eq!(said(&window, "Fill colour"), "#1F4D3A");
    window.click("Add to the swatches of the design");
    window.until("Colour 1, #1F4D3A");
}

#[test]
fn history_leads_back_and_on() {
    let world = World::new("studio-panels-history");
    let mut window = new_design(&world);
    draw(&mut window, Key::R, Vec2::new(-150.0, -80.0));
    number(&mut window, "Opacity", "50");
    window.click("History");
    // The steps stand below the versions, which are read first.
    window.wait("the versions", |window| {
        window.0.query_all_by_label_contains("Revision 1").next().is_some()
    });
    steps(&mut window, 2);
    window.click("As it was opened");
    assert!(!window.has("Layer Rectangle"));
    window.click("Opacity of “Rectangle”");
    assert!(window.has("Layer Rectangle"));
}

#[test]
fn recipients_of_a_group_fill_the_design() {
    let world = World::new("studio-panels-data");
    let mut window = world.sample();
    window.until("36 published");
    studio_of(&mut window, "Heritage");
    window.click("Data: Attach data");
    let title = "Foundations of Data Protection";
    window.click(title);
    window.until("Next row (PgDn)");
    window.until_gone("Checking all rows…");
    window.click("Longest row");
    steps(&mut window, 4);
    key(&mut window, Modifiers::NONE, Key::PageDown);
    window.click("Show where the texts of all rows lie");
    window.click("Fields");
    window.until("Field Recipient name");
    window.click("Field Recipient name");
    window.click("Insert as a text");
    window.click("Problems");
}

#[test]
fn fonts_are_found_and_chosen_by_the_keys_alone() {
    let world = World::new("studio-panels-font-keys");
    let mut window = new_design(&world);
    let canvas = window.0.query_all_by_label_contains("Canvas of ").last();
    let from = canvas.expect("a canvas").rect().center();
    key(&mut window, Modifiers::NONE, Key::T);
    drag(&mut window, from, from + Vec2::new(120.0, 40.0));
    key(&mut window, Modifiers::NONE, Key::Escape);
    window.until("Font");
    window.click("Font");
    window.until("Search fonts");
    steps(&mut window, 2);
    window.0.event(egui::Event::Text("cinzel".to_owned()));
    window.until("Cinzel");
    key(&mut window, Modifiers::NONE, Key::ArrowDown);
    key(&mut window, Modifiers::NONE, Key::ArrowUp);
    key(&mut window, Modifiers::NONE, Key::Enter);
    steps(&mut window, 4);
    assert_eq!(said(&window, "Font"), "Cinzel");
    assert!(!window.has("Search fonts"), "the list is closed");
}

#[test]
fn a_font_of_this_computer_leaves_the_design_with_the_undo() {
    for undone in [false, true] {
        let world = World::new("studio-panels-font");
        with_system_fonts(&world);
        let mut window = new_design(&world);
        let canvas = window.0.query_all_by_label_contains("Canvas of ").last();
        let from = canvas.expect("a canvas").rect().center();
        key(&mut window, Modifiers::NONE, Key::T);
        drag(&mut window, from, from + Vec2::new(120.0, 40.0));
        window.0.event(egui::Event::Text("Anna".to_owned()));
        steps(&mut window, 3);
        key(&mut window, Modifiers::NONE, Key::Escape);
        window.until("Font");
        window.click("Font");
        window.until("Search fonts");
        window.type_into("Search fonts", "foreign");
        window.until("Foreign Script");
        window.click("Foreign Script");
        window.until("Foreign Script is copied into the workspace and into this design");
        steps(&mut window, 6);
        assert_eq!(said(&window, "Font"), "Foreign Script");
        if undone {
            key(&mut window, Modifiers::COMMAND, Key::Z);
            assert_ne!(said(&window, "Font"), "Foreign Script");
        }
        window.click("Done");
        window.until_starting("Saved Untitled design");
        drop(window);
        world.with_desk(|desk| {
            let designs = accolade::issue::list_designs(&desk.store).expect("reads");
            let saved = designs.iter().rfind(|stored| stored.design.name == "Untitled design");
            assert_eq!(saved.expect("saved").fonts.is_empty(), undone);
        });
    }
}

#[test]
fn what_a_number_field_does_not_take_is_said() {
    let world = World::new("studio-panels-refused");
    let mut window = new_design(&world);
    draw(&mut window, Key::R, Vec2::new(-150.0, -80.0));
    number(&mut window, "Width", "60 mm");
    number(&mut window, "Opacity", "40");
    for (field, text, says, stays) in [
        (
            "Width",
            "abc",
            "Width stays 60 mm: “abc” is not understood: a number is missing",
            "60 mm",
        ),
        (
            "Width",
            "1/0",
            "Width stays 60 mm: “1/0” is not understood: it divides by 0",
            "60 mm",
        ),
        (
            "Width",
            "1e9",
            "Width stays 60 mm: “1e9” is not understood: “e” is not a unit of length",
            "60 mm",
        ),
        (
            "Opacity",
            "",
            "Opacity stays 40 %: Nothing was typed. It goes from 0 to 100 %",
            "40 %",
        ),
        (
            "Opacity",
            "150",
            "Opacity is 100 % now: “150” is too much, it goes from 0 to 100 %",
            "100 %",
        ),
        (
            "Opacity",
            "150",
            "Opacity is 100 % now: “150” is too much, it goes from 0 to 100 %",
            "100 %",
        ),
        (
            "Opacity",
            "-5",
            "Opacity is 0 % now: “-5” is too little, it goes from 0 to 100 %",
            "0 %",
        ),
    ] {
        number(&mut window, field, text);
        window.until_starting(says);
        assert_eq!(said(&window, field), stays, "{field}: {text}");
        while window.has("Dismiss") {
            window.click("Dismiss");
        }
    }
}

#[test]
fn a_long_name_has_the_room_that_is_free_in_the_bar() {
    let world = World::new("studio-panels-names");
    let mut window = new_design(&world);
    let long = "Maximiliane Wilhelmine zu Hohenlohe-Waldenburg";
    let rows = format!("Name\n{long}\n{}\n", "Anna Karolina ".repeat(30).trim());
    super::studio_words::attach(&mut window, &world, &rows);
    let (name, kinds) = (rect(&window, long), rect(&window, "Longest row"));
    assert!(name.width() > 280.0, "whole: {name:?}");
    assert!(name.right() <= kinds.left(), "{kinds:?}");
    window.shot("studio-bar-name");
    window.click("Next row (PgDn)");
    window.until_starting("Row 3 · 2 of 2");
    window.settle();
    let fit = window
        .0
        .query_all_by_label_contains("Fit check: ")
        .last()
        .expect("a fit check")
        .rect();
    let last = rect(&window, "Row that lacks a value");
    assert!(last.right() <= fit.left(), "{last:?} {fit:?}");
    window.shot("studio-bar-long-name");
}
