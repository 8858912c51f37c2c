//! The studio across its parts: what is dragged out of panels, what other programs get, keys alone, what is remembered.

use egui::{Key, Modifiers, Vec2};
use egui_kittest::kittest::{NodeT as _, Queryable};

use super::studio::{drag, key, new_design, rect, steps, studio_of};
use super::world::{Window, World};

/// Draws a rectangle in the middle of the canvas.
fn rectangle(window: &mut Window) {
    let canvas = window.0.query_all_by_label_contains("Canvas of ").last();
    let from = canvas.expect("a canvas").rect().center() - Vec2::new(150.0, 80.0);
    key(window, Modifiers::NONE, Key::R);
    drag(window, from, from + Vec2::new(110.0, 70.0));
    assert!(window.has("Rectangle, shape"));
}

fn focused(window: &Window) -> String {
    let node = window
        .0
        .query_all_by(|node| node.is_focused() && !node.is_hidden())
        .last();
    node.and_then(|node| node.accesskit_node().label()).unwrap_or_default()
}

/// What goes to the system's clipboard with one of the next frames.
fn copied(window: &mut Window) -> egui::OutputCommand {
    let found = |window: &Window| {
        let mut commands = window.0.output().platform_output.commands.iter();
        let is_copied = |command: &&egui::OutputCommand| {
            matches!(
                command,
                egui::OutputCommand::CopyText(_) | egui::OutputCommand::CopyImage(_)
            )
        };
        commands.find(is_copied).cloned()
    };
    window.wait("something on the clipboard", |window| found(window).is_some());
    found(window).expect("it was just there")
}

#[test]
fn fields_and_files_are_dragged_onto_the_page() {
    let world = World::new("studio-reach-drag");
    let mut window = new_design(&world);
    let canvas = rect(&window, "Canvas of Untitled design");
    window.click("Fields");
    steps(&mut window, 2);
    let from = rect(&window, "Field Recipient name").center();
    let to = canvas.center() + Vec2::new(40.0, -60.0);
    drag(&mut window, from, to);
    assert!(window.has("Field, text"), "{:?}", window.0.root());
    let placed = rect(&window, "Field, text");
    assert!((placed.center() - to).length() < 12.0, "{placed:?}, dropped at {to:?}");

    let drawing = world.folder.join("seal.svg");
    let svg = r##"<svg xmlns="http://www.w3.org/2000/svg" width="80" height="40"><rect width="80" height="40" fill="#aa3311"/></svg>"##;
    std::fs::write(&drawing, svg).expect("writes");
    window.drop_file(&drawing);
    window.until("Image, image");
    window.click("Assets");
    steps(&mut window, 2);
    let from = rect(&window, "Place seal.svg").center();
    let to = canvas.center() + Vec2::new(-120.0, 90.0);
    drag(&mut window, from, to);
    assert!(window.has("Image 2, image"), "{:?}", window.0.root());
    let placed = rect(&window, "Image 2, image");
    assert!((placed.center() - to).length() < 12.0, "{placed:?}, dropped at {to:?}");
    // Let go beside the page's room, nothing is placed.
    drag(&mut window, from, from + Vec2::new(30.0, 60.0));
    assert!(!window.has("Image 3, image"));
}

#[test]
fn a_column_is_dragged_from_the_bar_under_the_page_onto_it() {
    let world = World::new("studio-reach-columns");
    let mut window = new_design(&world);
    let canvas = rect(&window, "Canvas of Untitled design");
    let people = world.folder.join("people.csv");
    std::fs::write(&people, "Name,Grade\nAnn Lee,A\n").expect("written");
    window.drop_file(&people);
    window.until("Columns to put on the page");
    window.click("Columns to put on the page");
    window.until("Column Grade");
    let from = rect(&window, "Column Grade").center();
    // Let go over the list it stays where it is.
    drag(&mut window, from, from + Vec2::new(20.0, 6.0));
    assert!(!window.has("Field, text"));
    let to = canvas.center() + Vec2::new(40.0, -60.0);
    drag(&mut window, from, to);
    window.until("Field, text");
    let placed = rect(&window, "Field, text");
    assert!((placed.center() - to).length() < 12.0, "{placed:?}, dropped at {to:?}");
}

#[test]
fn the_preview_turns_the_pages() {
    let world = World::new("studio-reach-pages");
    let mut window = new_design(&world);
    window.click("Add a page");
    steps(&mut window, 3);
    window.click("Preview");
    steps(&mut window, 3);
    assert!(window.has("As recipients see it") && !window.has("Front"), "the back");
    key(&mut window, Modifiers::NONE, Key::PageUp);
    assert!(window.has("Front"), "{:?}", window.0.root());
    window.click("Next page");
    steps(&mut window, 3);
    assert!(!window.has("Front"), "{:?}", window.0.root());
}

#[test]
fn the_keys_go_from_layer_to_layer_and_back_out_of_a_rename() {
    let world = World::new("studio-reach-layers");
    let mut window = new_design(&world);
    rectangle(&mut window);
    key(&mut window, Modifiers::COMMAND, Key::D);
    assert!(window.has("Layer Rectangle 2"), "{:?}", window.0.root());
    window.0.get_by_label("Layer Rectangle 2").focus();
    steps(&mut window, 2);
    key(&mut window, Modifiers::NONE, Key::ArrowDown);
    assert_eq!(focused(&window), "Layer Rectangle");
    key(&mut window, Modifiers::NONE, Key::ArrowUp);
    assert_eq!(focused(&window), "Layer Rectangle 2");
    key(&mut window, Modifiers::NONE, Key::F2);
    window.until("New name of the element");
    steps(&mut window, 2);
    key(&mut window, Modifiers::NONE, Key::Escape);
    steps(&mut window, 2);
    assert_eq!(focused(&window), "Layer Rectangle 2");
    // A digit is the opacity only while the canvas has the keys.
    let opacity = |window: &Window| {
        let node = window.0.get_by_label("Opacity").accesskit_node();
        node.value().unwrap_or_default()
    };
    let before = opacity(&window);
    window.0.get_by_label("Export…").focus();
    steps(&mut window, 2);
    key(&mut window, Modifiers::NONE, Key::Num5);
    assert_eq!(opacity(&window), before);
}

#[test]
fn the_search_says_what_is_on() {
    let world = World::new("studio-reach-on");
    let mut window = new_design(&world);
    for is_on in [true, false] {
        key(&mut window, Modifiers::COMMAND, Key::K);
        window.until("Search everything");
        window.0.event(egui::Event::Text("snap to elements".to_owned()));
        steps(&mut window, 3);
        let state = if is_on { "on" } else { "off" };
        let label = format!("Snap to elements, or not: {state}");
        assert!(window.has(&label), "{:?}", window.0.root());
        window.0.key_press(Key::Enter);
        steps(&mut window, 3);
    }
}

#[test]
fn stops_of_a_gradient_are_dragged_added_and_removed() {
    let world = World::new("studio-reach-gradient");
    let mut window = new_design(&world);
    rectangle(&mut window);
    window.click("Fill: Linear");
    steps(&mut window, 3);
    let end = rect(&window, "Fill: stop 2");
    let begin = rect(&window, "Fill: stop 1");
    let half = (end.center() - begin.center()) / 2.0;
    drag(&mut window, end.center(), end.center() - half);
    let place = |window: &Window| {
        let node = window.0.get_by_label("Fill: place of the stop");
        node.accesskit_node().value().unwrap_or_default()
    };
    assert_eq!(place(&window), "50 %");
    key(&mut window, Modifiers::COMMAND, Key::Z);
    assert!(
        (rect(&window, "Fill: stop 2").center() - end.center()).length() < 1.0,
        "one step"
    );
    // A click on the bar adds one there; Delete removes it.
    let between = begin.center() + half - Vec2::new(0.0, 12.0);
    super::studio::click_at(&mut window, between);
    assert!(window.has("Fill: stop 3"), "{:?}", window.0.root());
    window.0.get_by_label("Fill: stop 2").focus();
    steps(&mut window, 2);
    key(&mut window, Modifiers::NONE, Key::Delete);
    assert!(!window.has("Fill: stop 3") && window.has("Rectangle, shape"));
}

#[test]
fn other_programs_get_pictures_and_drawings() {
    let world = World::new("studio-reach-copy");
    let mut window = new_design(&world);
    rectangle(&mut window);
    for (words, is_it) in [
        (
            "copy as a png",
            (|copied| matches!(copied, egui::OutputCommand::CopyImage(image) if image.size[0] > 100)) as fn(&_) -> bool,
        ),
        (
            "copy as an svg",
            |copied| matches!(copied, egui::OutputCommand::CopyText(text) if text.starts_with("<svg")),
        ),
    ] {
        key(&mut window, Modifiers::COMMAND, Key::K);
        window.until("Search everything");
        window.0.event(egui::Event::Text(words.to_owned()));
        steps(&mut window, 3);
        window.0.key_press(Key::Enter);
        let found = copied(&mut window);
        assert!(is_it(&found), "{words}");
        steps(&mut window, 3);
    }
}

#[test]
fn every_part_of_the_studio_is_reached_by_keys() {
    let world = World::new("studio-reach-keys");
    let mut window = new_design(&world);
    let canvas = "Canvas of Untitled design";
    assert_eq!(focused(&window), canvas);
    let parts = ["Inspector", "Data: Attach data", "Back", "Layers", canvas];
    for part in parts {
        key(&mut window, Modifiers::NONE, Key::F6);
        assert_eq!(focused(&window), part);
    }
    for part in parts[..4].iter().rev() {
        key(&mut window, Modifiers::SHIFT, Key::F6);
        assert_eq!(focused(&window), *part);
    }
    // From there on Tab goes through the part, and Escape leads back to the page.
    key(&mut window, Modifiers::NONE, Key::Tab);
    assert_eq!(focused(&window), "History");
    key(&mut window, Modifiers::NONE, Key::Enter);
    assert!(window.has("As it was opened"));
    key(&mut window, Modifiers::NONE, Key::Escape);
    steps(&mut window, 2);
    assert_eq!(focused(&window), canvas);
    // A tool by its key, drawn with the menu of commands at hand, and rows by theirs.
    drop(window);
    let mut window = world.sample();
    window.until("36 published");
    studio_of(&mut window, "Heritage");
    window.click("Data: Attach data");
    window.click("Foundations of Data Protection");
    window.until("Next row (PgDn)");
    window.until("1 of 60");
    key(&mut window, Modifiers::NONE, Key::PageDown);
    window.until("2 of 60");
    key(&mut window, Modifiers::NONE, Key::PageUp);
    window.until("1 of 60");
}

#[test]
fn colours_that_were_used_are_offered_in_the_next_run() {
    let world = World::new("studio-reach-used");
    let mut window = new_design(&world);
    rectangle(&mut window);
    window.click("Fill colour");
    window.until("Number of the colour");
    window.0.get_by_label("Number of the colour").click();
    steps(&mut window, 2);
    key(&mut window, Modifiers::COMMAND, Key::A);
    window.0.get_by_label("Number of the colour").type_text("7a1f4d");
    key(&mut window, Modifiers::NONE, Key::Enter);
    // It was used when its picker is left.
    key(&mut window, Modifiers::NONE, Key::Escape);
    steps(&mut window, 2);
    window.wait("the choices", |_| {
        let kept = std::fs::read_to_string(world.folder.join("config/settings.json"));
        kept.is_ok_and(|kept| kept.contains("#7A1F4D"))
    });
    window.until("Kept as a draft");
    drop(window);
    let mut window = world.sample();
    window.until("36 published");
    studio_of(&mut window, "Heritage");
    rectangle(&mut window);
    window.click("Fill colour");
    window.until("#7A1F4D, #7A1F4D");
}

#[test]
fn a_drawing_becomes_elements_where_that_is_chosen() {
    let world = World::new("studio-reach-import");
    let drawing = world.folder.join("seal.svg");
    let svg = r##"<svg xmlns="http://www.w3.org/2000/svg" width="80" height="40"><rect x="5" y="5" width="30" height="20" fill="#aa3311"/><circle cx="60" cy="20" r="10" fill="#113355"/></svg>"##;
    std::fs::write(&drawing, svg).expect("writes");
    let mut window = world.sample();
    window.until("36 published");
    window.click("Designs");
    window.until("Import a design");
    window.click("Import a design");
    window.until("File or folder");
    window.type_into("File or folder", &drawing.to_string_lossy());
    window.click("Import");
    window.until("Import as elements");
    window.click("Import as elements");
    window.until("Imported seal");
    window.until("Edit in the studio");
    window.click("Edit in the studio");
    window.until("Canvas of seal");
    steps(&mut window, 3);
    let shapes = window.0.query_all_by_label_contains(", shape").count();
    assert_eq!(shapes, 2, "{:?}", window.0.root());
}
