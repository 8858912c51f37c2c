//! Whose the keys are in the studio: the text on the page has them, until a field of a panel or a dialog is typed into.

use egui::{Event, Key, Modifiers, Vec2};
use egui_kittest::kittest::{NodeT as _, Queryable};

use super::studio::{copied, drag, key, middle, new_design, steps};
use super::world::{Window, World};

const NONE: Modifiers = Modifiers::NONE;

fn value(window: &Window, label: &str) -> Option<String> {
    let node = window.0.query_all_by_label(label).last();
    node.and_then(|node| node.accesskit_node().value())
}

fn type_text(window: &mut Window, text: &str) {
    window.0.event(Event::Text(text.to_owned()));
    steps(window, 3);
}

/// Types in the place of all that stands in a field.
pub fn replace(window: &mut Window, field: &str, text: &str) {
    // Without the mouse: it may lie further down.
    window.0.get_by_label(field).focus();
    steps(window, 3);
    key(window, Modifiers::COMMAND, Key::A);
    type_text(window, text);
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
fn a_wrong_language_or_pattern_is_refused_in_words() {
    let world = World::new("studio-keys-refused");
    let mut window = typing(&world);
    replace(&mut window, "Language to add", "72");
    key(&mut window, NONE, Key::Enter);
    window.until_starting("“72” is no language");
    assert!(!window.has("Language that is shown"), "nothing was added");
    replace(&mut window, "Language to add", "de");
    key(&mut window, NONE, Key::Enter);
    window.until("Language that is shown");
    assert!(window.0.query_all_by_label_contains("is no language").next().is_none());
    window.click("Fields");
    key(&mut window, NONE, Key::Escape);
    window.until("Field Credential issue date");
    window.click("Field Credential issue date");
    window.until("Pattern of the date");
    replace(&mut window, "Pattern of the date", "d of MMMM");
    key(&mut window, NONE, Key::Enter);
    window.until_starting("“o”");
    assert_eq!(value(&window, "Form of the date").as_deref(), Some("As usual"));
    assert_eq!(
        value(&window, "Pattern of the date").as_deref(),
        Some("d of MMMM"),
        "it can be mended"
    );
    replace(&mut window, "Pattern of the date", "d. MMMM");
    key(&mut window, NONE, Key::Enter);
    assert_eq!(value(&window, "Form of the date").as_deref(), Some("Own pattern"));
    // A language is known by its name as well, and is written as its tag.
    replace(&mut window, "Language of the field", "Deutsch");
    key(&mut window, NONE, Key::Enter);
    assert_eq!(value(&window, "Language of the field").as_deref(), Some("de"));
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

#[test]
fn a_narrow_window_has_all_that_a_wide_one_has() {
    let world = World::new("studio-keys-narrow");
    // 1440 × 900 at 200 %.
    let mut window = world.sample_of([720.0, 450.0]);
    window.until("36 published");
    super::studio::studio_of(&mut window, "Heritage");
    let bar = [
        "Back",
        "Show the left panel",
        "Rename the design Heritage",
        "Select",
        "QR code",
        "Field",
        "More tools",
        "Preview",
        "Done",
    ];
    let rects = bar.map(|name| super::studio::rect(&window, name));
    for (at, one) in rects.iter().enumerate() {
        assert!(one.left() >= 0.0 && one.right() <= 720.0, "{}: {one:?}", bar[at]);
        for (other, place) in rects.iter().enumerate().skip(at + 1) {
            let both = one.intersect(*place);
            assert!(
                !(both.width() > 0.5 && both.height() > 0.5),
                "{} and {}",
                bar[at],
                bar[other]
            );
        }
    }
    // What has no room in the bar is in its menu.
    window.click("More tools");
    window.until("Bleed and safe area");
    window.0.key_press(Key::Escape);
    window.until_gone("Bleed and safe area");
    assert!(!window.has("Layers") && window.has("Inspector"));
    window.click("Show the left panel");
    steps(&mut window, 3);
    assert!(window.has("Layers") && !window.has("Inspector"));
    window.click("Hide the left panel");
    steps(&mut window, 3);
    assert!(window.has("Inspector"));
}

#[test]
fn a_design_is_exported_as_what_is_chosen() {
    let world = World::new("studio-keys-export");
    let mut window = new_design(&world);
    key(&mut window, Modifiers::COMMAND, Key::K);
    window.until("Search everything");
    type_text(&mut window, "export the design");
    window.0.key_press(Key::Enter);
    window.until("File to write");
    window.wait("where it may be written", |window| {
        value(window, "File to write").is_some_and(|path| path.ends_with("untitled-design.accolade"))
    });
    let path = world.folder.join("out.accolade");
    replace(&mut window, "File to write", &path.to_string_lossy());
    window.click("What it becomes");
    window.until("PNG picture, 300 dpi");
    window.click("PNG picture, 300 dpi");
    steps(&mut window, 3);
    assert!(value(&window, "File to write").is_some_and(|path| path.ends_with("out.png")));
    window.click("Export");
    window.until("Wrote out.png");
    let bytes = std::fs::read(world.folder.join("out.png")).expect("the picture");
    assert!(bytes.starts_with(b"\x89PNG"));
    // The same from the bar over the page.
    window.click("Export…");
    window.until("File to write");
    window.wait("the same folder", |window| {
        let folder = world.folder.to_string_lossy();
        value(window, "File to write").is_some_and(|path| path.starts_with(&*folder))
    });
}

#[test]
fn the_sheet_of_keys_is_closed_by_the_keys_that_open_it() {
    let world = World::new("studio-keys-sheet");
    let mut window = new_design(&world);
    // As the keyboard sends it: the key, and what it writes, in one frame.
    let question = |window: &mut Window| {
        let pressed = Event::Key {
            key: Key::Questionmark,
            physical_key: None,
            pressed: true,
            repeat: false,
            modifiers: Modifiers::SHIFT,
        };
        let written = Event::Text("?".to_owned());
        window.0.input_mut().events.extend([pressed, written]);
        steps(window, 3);
    };
    for open in [true, false] {
        key(&mut window, NONE, Key::F1);
        assert_eq!(window.has("Keys of the studio"), open, "F1");
    }
    for open in [true, false] {
        question(&mut window);
        assert_eq!(window.has("Keys of the studio"), open, "the question mark");
    }
    // It is written into what is looked for; the other key closes the sheet there, too.
    question(&mut window);
    assert_eq!(value(&window, "Search the keys").as_deref(), Some(""));
    type_text(&mut window, "sh");
    question(&mut window);
    assert_eq!(value(&window, "Search the keys").as_deref(), Some("sh?"));
    key(&mut window, NONE, Key::F1);
    assert!(!window.has("Keys of the studio"));
}

#[test]
fn a_size_beside_the_caret_is_that_of_what_is_typed_next() {
    let world = World::new("studio-keys-next");
    let mut window = typing(&world);
    replace(&mut window, "Size of letters", "24");
    key(&mut window, NONE, Key::Enter);
    assert_eq!(value(&window, "Size of letters").as_deref(), Some("24 pt"));
    type_text(&mut window, " that");
    key(&mut window, NONE, Key::Escape);
    let copied = copied(&mut window);
    assert!(copied.contains("This is to certify\""), "it stays as it was: {copied}");
    assert!(copied.contains(" that\""), "{copied}");
}

#[test]
fn a_text_that_is_edited_has_a_menu_of_its_own() {
    let world = World::new("studio-keys-menu");
    let mut window = typing(&world);
    let at = super::studio::rect(&window, "Text, text").center();
    let press = |window: &mut Window, pressed: bool| {
        let button = Event::PointerButton {
            pos: at,
            button: egui::PointerButton::Secondary,
            pressed,
            modifiers: NONE,
        };
        window.0.event(button);
        steps(window, 4);
    };
    let menu = |window: &mut Window| {
        window.0.hover_at(at);
        window.0.step();
        press(window, true);
        press(window, false);
        assert!(window.has("Insert a field…"), "{:?}", window.0.root());
    };
    menu(&mut window);
    window.click("Select all");
    steps(&mut window, 3);
    assert!(!window.has("Insert a field…"));
    menu(&mut window);
    key(&mut window, NONE, Key::Escape);
    assert!(!window.has("Insert a field…"));
    // The caret is still there, and all is selected.
    type_text(&mut window, "In the place of all");
    menu(&mut window);
    window.click("Insert a field…");
    window.until("Field Recipient name");
    window.click("Field Recipient name");
    steps(&mut window, 3);
    key(&mut window, NONE, Key::Escape);
    let copied = copied(&mut window);
    assert!(
        copied.contains("In the place of all") && !copied.contains("certify"),
        "{copied}"
    );
    assert!(copied.contains("{{recipient.name}}"), "{copied}");
}

#[test]
fn a_narrow_window_finds_rows_by_a_menu() {
    let world = World::new("studio-keys-rows");
    let mut window = world.sample_of([720.0, 450.0]);
    window.until("36 published");
    super::studio::studio_of(&mut window, "Heritage");
    super::studio_words::attach(&mut window, &world, "Name\nAnn Lee\nMaximiliane Brandenburg\nBo Ek\n");
    window.click("Find a row");
    window.until("Show the longest row");
    window.click("Show the longest row");
    window.until_starting("Row 3 · 2 of 3");
}
