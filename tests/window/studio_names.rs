//! What a screen reader says in the studio: everything that can be used has a name, whatever is selected.

use std::path::Path;

use egui::accesskit::Action;
use egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT as _, Queryable};

use super::studio::{click_at, key, new_design, rect, steps, studio_of};
use super::world::{Window, World};

/// What can have the focus and has no name: its role, and where it stands.
fn unnamed(window: &Window) -> Vec<String> {
    let nodes = window.0.query_all_by(|node| {
        let is_named = node.label().is_some_and(|label| !label.trim().is_empty());
        node.data().supports_action(Action::Focus) && !node.is_hidden() && !is_named
    });
    nodes
        .map(|node| format!("{:?} at {:?}", node.accesskit_node().role(), node.rect()))
        .collect()
}

/// The studio with the design that has everything.
fn everything(world: &World) -> Window {
    let mut window = world.sample();
    window.until("36 published");
    window.click("Designs");
    window.until("Import a design");
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/design-everything");
    window.drop_file(&folder);
    window.until("Everything");
    window.settle();
    studio_of(&mut window, "Everything");
    window
}

/// The names of what lies on the page, as they are told.
fn on_the_page(window: &Window) -> Vec<String> {
    let kinds = [", text", ", shape", ", image", ", QR code", ", list", ", group"];
    let nodes = window.0.query_all_by(|node| {
        let label = node.label().unwrap_or_default();
        node.data().supports_action(Action::Click) && kinds.iter().any(|kind| label.ends_with(kind))
    });
    nodes.filter_map(|node| node.accesskit_node().label()).collect()
}

fn choose(window: &mut Window, element: &str) {
    let node = window.0.query_all_by_label(element).last();
    node.unwrap_or_else(|| panic!("there is no {element}"))
        .click_accesskit();
    steps(window, 3);
}

#[test]
fn whatever_is_selected_everything_has_a_name() {
    let world = World::new("studio-names");
    let mut window = everything(&world);
    assert_eq!(unnamed(&window), Vec::<String>::new(), "nothing selected");
    let mut seen = 0;
    for page in ["Front", "Page 2", "Page 3"] {
        let page = if window.has(page) { page } else { "Page 1" };
        window.click(page);
        steps(&mut window, 4);
        for element in on_the_page(&window) {
            choose(&mut window, &element);
            assert_eq!(unnamed(&window), Vec::<String>::new(), "{page}, {element}");
            seen += 1;
        }
    }
    assert!(seen > 50, "{seen} elements");
    for tab in ["History", "Problems", "Fields"] {
        if window.has(tab) {
            window.click(tab);
            steps(&mut window, 4);
            assert_eq!(unnamed(&window), Vec::<String>::new(), "{tab}");
        }
    }
}

#[test]
fn what_unfolds_has_names_too() {
    let world = World::new("studio-names-popups");
    let mut window = everything(&world);
    for (button, inside) in [
        ("Fill: colour of the stop", "Number of the colour"),
        ("Shapes", "Ellipse"),
    ] {
        choose(&mut window, "Rectangle, shape");
        window.click(button);
        window.until(inside);
        assert_eq!(unnamed(&window), Vec::<String>::new(), "{button}");
        // What unfolded folds up, and then nothing is selected.
        for _ in 0..2 {
            key(&mut window, Modifiers::NONE, Key::Escape);
            steps(&mut window, 3);
        }
    }
}

/// Writes a word where the page is free; the text stays selected.
fn written(window: &mut Window) {
    let canvas = window.0.query_all_by_label_contains("Canvas of ").last();
    let at = canvas.expect("a canvas").rect().center();
    key(window, Modifiers::NONE, Key::T);
    click_at(window, at);
    window.0.event(egui::Event::Text("Word".to_owned()));
    steps(window, 3);
    key(window, Modifiers::NONE, Key::Escape);
    steps(window, 3);
}

/// How often the list of fonts has a family: above those that were used last, and among all.
fn times(window: &Window, family: &str) -> usize {
    let nodes = window.0.query_all_by_label(family);
    nodes
        .filter(|node| node.accesskit_node().role() == egui::accesskit::Role::ListItem)
        .count()
}

#[test]
fn fonts_that_were_used_stand_above_the_others_in_the_next_run() {
    let world = World::new("studio-names-fonts");
    let mut window = new_design(&world);
    written(&mut window);
    window.click("Font");
    window.until("Cinzel");
    window.settle();
    assert_eq!(times(&window, "Cinzel"), 1, "nothing was used yet");
    window.click("Cinzel");
    window.wait("the choices", |_| {
        let kept = std::fs::read_to_string(world.folder.join("config/settings.json"));
        kept.is_ok_and(|kept| kept.contains("Cinzel"))
    });
    window.click("Font");
    window.until("Dancing Script");
    assert_eq!(times(&window, "Cinzel"), 2, "it stands above, too");
    let first = window.0.query_all_by_label("Cinzel").map(|node| node.rect().top());
    let first = first.fold(f32::INFINITY, f32::min);
    assert!(first < rect(&window, "Dancing Script").top());
    key(&mut window, Modifiers::NONE, Key::Escape);
    window.until("Kept as a draft");
    drop(window);
    let mut window = world.sample();
    window.until("36 published");
    studio_of(&mut window, "Heritage");
    written(&mut window);
    window.click("Font");
    window.until("Dancing Script");
    assert_eq!(times(&window, "Cinzel"), 2, "and in the next run");
}
