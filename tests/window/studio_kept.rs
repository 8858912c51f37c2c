//! Versions, components, the brand and templates, by what a designer sees.

use egui::{Key, Modifiers, Vec2};
use egui_kittest::kittest::{NodeT as _, Queryable};

use super::studio::{drag, key, new_design, rect, steps};
use super::world::{Window, World};

fn draw(window: &mut Window, tool: Key) {
    let canvas = window.0.query_all_by_label_contains("Canvas of ").last();
    let from = canvas.expect("a canvas").rect().center() - Vec2::new(80.0, 60.0);
    key(window, Modifiers::NONE, tool);
    drag(window, from, from + Vec2::new(110.0, 70.0));
}

#[test]
fn a_version_is_saved_looked_at_compared_and_restored() {
    let world = World::new("studio-versions");
    let mut window = new_design(&world);
    draw(&mut window, Key::R);
    window.click("History");
    window.click("Save a version…");
    window.until("Name of the version");
    window.type_into("Name of the version", "First");
    window.click("Save");
    window.until_gone("Name of the version");
    window.wait("the version in the list", |window| {
        window
            .0
            .query_all_by_label_contains("First, Revision 1")
            .next()
            .is_some()
    });
    draw(&mut window, Key::E);
    assert!(window.has("Layer Ellipse"));

    window.click("More of First");
    steps(&mut window, 2);
    window.click("Compare with now");
    window.until("1 difference");
    assert!(window.0.query_all_by_label_contains("added “Ellipse”").next().is_some());
    assert!(window.has("Compared: First") && window.has("Compared: Now"));
    window.click("Close");
    window.until_gone("1 difference");

    window.click_starting("First, Revision 1");
    window.until("Back to now");
    assert!(!window.has("Layer Ellipse"), "it cannot be worked on");
    // On the canvas stand the elements of then, to be read.
    let at_canvas = |window: &Window, label: &str| {
        let found = window.0.query_all_by_label_contains(label).last();
        found.map(|node| node.accesskit_node().data().is_read_only())
    };
    assert_eq!(at_canvas(&window, "Rectangle, shape"), Some(true));
    assert_eq!(at_canvas(&window, "Ellipse, shape"), None);
    assert!(
        window
            .0
            .query_all_by_label_contains("Canvas of Untitled design, First")
            .next()
            .is_some()
    );
    window.click("Back to now");
    window.until("Layer Ellipse");
    window.click("More of First");
    steps(&mut window, 2);
    window.click("Restore");
    window.until_gone("Layer Ellipse");
    window.until("Restore “First”");
    key(&mut window, Modifiers::COMMAND, Key::Z);
    window.until("Layer Ellipse");
}

#[test]
fn a_component_goes_into_every_design() {
    let world = World::new("studio-component");
    let mut window = new_design(&world);
    draw(&mut window, Key::S);
    window.click("Assets");
    window.click("Save as component…");
    window.until("Name of the component");
    window.type_into("Name of the component", "Gold star");
    window.click("Save");
    window.until("Place Gold star");
    window.click("Place Gold star");
    window.click("Layers");
    window.until("Layer Gold star");
    window.click("Assets");
    window.click("More of Gold star");
    steps(&mut window, 2);
    window.click("Remove");
    window.until_gone("Place Gold star");
    window.click("Undo");
    window.until("Place Gold star");
    // Dragged to where it is let go of.
    let from = rect(&window, "Place Gold star").center();
    let canvas = window.0.query_all_by_label_contains("Canvas of ").last();
    let to = canvas.expect("a canvas").rect().center() + Vec2::new(120.0, 80.0);
    drag(&mut window, from, to);
    window.until("Gold star 2, shape");
    let there = rect(&window, "Gold star 2, shape").center();
    assert!((there - to).length() < 3.0, "{there:?} {to:?}");
}

#[test]
fn a_template_is_locked_until_it_is_unlocked() {
    let world = World::new("studio-template");
    let mut window = new_design(&world);
    draw(&mut window, Key::R);
    key(&mut window, Modifiers::NONE, Key::Escape);
    // It may stand below what the panel shows.
    window.0.get_by_label("Lock as a template").click_accesskit();
    window.until("Unlock template…");
    steps(&mut window, 3);
    let before = rect(&window, "Rectangle, shape");
    drag(&mut window, before.center(), before.center() + Vec2::new(60.0, 0.0));
    assert!((rect(&window, "Rectangle, shape").left() - before.left()).abs() < 1.0);
    let says = |window: &Window| {
        let mut said = window.0.query_all_by_label_contains("did not leave this open");
        said.next().is_some()
    };
    window.wait("why it stays", says);
    // What adds and removes is not offered, by its button or its key, and says why.
    let is_refused = |window: &Window, label: &str| {
        let node = window.0.query_all_by_label(label).last();
        node.is_some_and(|node| node.accesskit_node().is_disabled())
    };
    let of_pages = ["Add a page", "Duplicate this page"];
    for tool in ["Text", "Shapes", "Pen", "Image", "QR code", "Field"]
        .into_iter()
        .chain(of_pages)
    {
        assert!(is_refused(&window, tool), "{tool}");
    }
    assert!(!is_refused(&window, "Select") && !is_refused(&window, "Eyedropper"));
    key(&mut window, Modifiers::NONE, Key::T);
    window.wait("why no text is drawn", |window| {
        let mut said = window
            .0
            .query_all_by_label_contains("choose “Unlock template…” above the page first");
        said.next().is_some()
    });
    let mut offers = window.0.query_all_by_label("Unlock template…");
    offers.next().expect("over the page").click_accesskit();
    drop(offers);
    window.until("Unlock this template?");
    window.click("Unlock");
    window.until("Lock it again");
    steps(&mut window, 2);
    assert!(!is_refused(&window, "Text") && !is_refused(&window, "Field"));
    drag(&mut window, before.center(), before.center() + Vec2::new(60.0, 0.0));
    assert!(rect(&window, "Rectangle, shape").left() > before.left() + 30.0);
}

/// What a desktop without a dialog for files answers.
fn no_dialog(world: &World) {
    let problem = accolade::diag::Problem::error("no-dialog", "The system shows no file dialog");
    world.dialogs.next.lock().expect("lock").push(Err(problem.into()));
}

#[test]
fn without_a_dialog_a_picture_comes_by_its_path() {
    let world = World::new("studio-by-path");
    let path = world.folder.join("seal.svg");
    let svg =
        r##"<svg xmlns="http://www.w3.org/2000/svg" width="80" height="40"><rect width="80" height="40"/></svg>"##;
    std::fs::write(&path, svg).expect("writes");
    let mut window = new_design(&world);
    no_dialog(&world);
    window.click("Image");
    window.until("File");
    window.type_into("File", &path.to_string_lossy());
    window.click("Use it");
    window.until("Image, image");
    // What was typed for this purpose stands there still, and is replaced by what is typed.
    let typed = |window: &Window| {
        let field = window.0.query_all_by_label("File").last();
        field.and_then(|node| node.accesskit_node().value())
    };
    no_dialog(&world);
    window.click("Image");
    window.until("File");
    steps(&mut window, 3);
    assert_eq!(typed(&window).as_deref(), Some(&*path.to_string_lossy()));
    window.0.event(egui::Event::Text("/tmp/other.png".to_owned()));
    steps(&mut window, 3);
    assert_eq!(typed(&window).as_deref(), Some("/tmp/other.png"));
    window.click("Cancel");
    // A logo of the brand, by the same field: another purpose, of which nothing is known.
    window.click("Assets");
    window.click("Change the brand…");
    window.until("Add a logo…");
    no_dialog(&world);
    window.click("Add a logo…");
    window.until("File");
    assert_eq!(typed(&window).unwrap_or_default(), "");
    window.type_into("File", &path.to_string_lossy());
    window.click("Use it");
    window.until("Remove seal");
}

#[test]
fn fonts_of_the_brand_are_chosen_from_a_list() {
    let world = World::new("studio-brand-fonts");
    let mut window = new_design(&world);
    window.click("Assets");
    window.click("Change the brand…");
    window.until("Add a font…");
    window.click("Add a font…");
    window.until("Search fonts");
    window.type_into("Search fonts", "garamond");
    window.click_starting("Add EB Garamond");
    window.until("Sample of EB Garamond");
    window.until("Remove EB Garamond");
    // It is not offered twice.
    window.click("Add a font…");
    window.until("Search fonts");
    assert!(!window.has("Add EB Garamond"));
    key(&mut window, Modifiers::NONE, Key::Escape);
    window.click("Remove EB Garamond");
    window.until_gone("Sample of EB Garamond");
}

#[test]
fn colours_of_the_brand_stand_in_the_picker() {
    let world = World::new("studio-brand");
    let mut window = new_design(&world);
    window.click("Assets");
    window.click("Change the brand…");
    window.until("Add the colour");
    window.type_into("Name of the new colour", "Forest");
    window.type_into("Value of the new colour", "1f4d3a");
    window.click("Add the colour");
    window.until("Remove Forest");
    key(&mut window, Modifiers::ALT, Key::ArrowLeft);
    window.wait("the canvas", |window| {
        window.0.query_all_by_label_contains("Canvas of ").next().is_some()
    });
    draw(&mut window, Key::R);
    window.click("Fill colour");
    window.until("Forest, #1F4D3A");
    window.click("Forest, #1F4D3A");
    steps(&mut window, 3);
    let node = window.0.get_by_label("Fill colour");
    assert_eq!(node.accesskit_node().value().unwrap_or_default(), "#1F4D3A");
}

#[test]
fn what_a_template_keeps_from_being_changed_looks_so_in_layers_and_assets() {
    let world = World::new("studio-template-panels");
    let path = world.folder.join("seal.svg");
    let svg =
        r##"<svg xmlns="http://www.w3.org/2000/svg" width="80" height="40"><rect width="80" height="40"/></svg>"##;
    std::fs::write(&path, svg).expect("writes");
    let mut window = new_design(&world);
    world.dialogs.next.lock().expect("lock").push(Ok(Some(path)));
    window.click("Image");
    window.until("Image, image");
    draw(&mut window, Key::S);
    window.click("Assets");
    window.click("Save as component…");
    window.until("Name of the component");
    window.type_into("Name of the component", "Gold star");
    window.click("Save");
    window.until("Place Gold star");
    key(&mut window, Modifiers::NONE, Key::Escape);
    steps(&mut window, 2);
    let is_off = |window: &Window, label: &str| {
        let node = window.0.query_all_by_label(label).last();
        node.expect(label).accesskit_node().is_disabled()
    };
    assert!(!is_off(&window, "Place Gold star") && !is_off(&window, "Place seal.svg"));
    window.0.get_by_label("Lock as a template").click_accesskit();
    window.until("Unlock template…");
    steps(&mut window, 3);

    // In the assets nothing is placed, by a click or by the hand.
    assert!(is_off(&window, "Place Gold star") && is_off(&window, "Place seal.svg"));
    let canvas = window.0.query_all_by_label_contains("Canvas of ").last();
    let onto = canvas.expect("a canvas").rect().center();
    let from = rect(&window, "Place Gold star").center();
    drag(&mut window, from, onto);
    assert!(!window.has("Gold star, shape"));
    let why = |window: &Window| {
        let mut said = window
            .0
            .query_all_by_label_contains("choose “Unlock template…” above the page first");
        said.next().is_some()
    };
    window.0.hover_at(rect(&window, "Place seal.svg").center());
    window.wait("why it is not placed", why);

    // In the layers, what is on the page keeps its place; it can be looked for and selected.
    window.click("Layers");
    window.until("Layer Star");
    for switch in ["Hide Star", "Lock Star", "Hide seal.svg", "Lock seal.svg"] {
        assert!(is_off(&window, switch), "{switch}");
    }
    let (star, image) = (rect(&window, "Layer Star"), rect(&window, "Layer seal.svg"));
    assert!(star.top() < image.top());
    drag(&mut window, star.center(), image.center() + Vec2::new(0.0, 10.0));
    steps(&mut window, 3);
    assert!(!why(&window), "it was not taken up at all");
    assert_eq!(rect(&window, "Layer Star"), star);
    window.0.hover_at(rect(&window, "Lock Star").center());
    window.wait("why it is not locked", why);
    window.click("Layer seal.svg");
    steps(&mut window, 2);
    assert!(window.has("Name of the element"));
}
