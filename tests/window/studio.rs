//! The studio by what a designer sees: elements on the canvas are found by their names, and dragged where they stand.

use std::sync::Arc;

use egui::{Key, Modifiers, Pos2, Rect, Vec2};
use egui_kittest::kittest::Queryable;

use accolade::app::Copied;
use accolade::diag::Problem;

use super::world::{Window, World};

/// A window that asks how a new design is called.
fn asked_for_new(world: &World) -> Window {
    let mut window = world.sample();
    window.until("36 published");
    window.click("Designs");
    window.until("New design");
    window.click("New design");
    window.until("Name of the new design");
    window
}

/// A studio with a new design.
pub fn new_design(world: &World) -> Window {
    let mut window = asked_for_new(world);
    window.click("Create");
    window.until("Canvas of Untitled design");
    steps(&mut window, 4);
    window
}

/// The middle of the canvas.
pub fn middle(window: &Window) -> Pos2 {
    let canvas = window.0.query_all_by_label_contains("Canvas of ").last();
    canvas.expect("a canvas").rect().center()
}

/// All that stands on the page, as it is copied.
pub fn copied(window: &mut Window) -> String {
    key(window, Modifiers::COMMAND, Key::A);
    window.0.event(egui::Event::Copy);
    steps(window, 2);
    let commands = &window.0.output().platform_output.commands;
    let text = commands.iter().find_map(|command| match command {
        egui::OutputCommand::CopyText(text) => Some(text.clone()),
        _ => None,
    });
    text.expect("something is copied")
}

/// The studio with a design of the gallery.
pub fn studio_of(window: &mut Window, design: &str) {
    window.click("Designs");
    window.until("Import a design");
    window.click(design);
    window.until("Edit in the studio");
    window.click("Edit in the studio");
    window.until(&format!("Canvas of {design}"));
    steps(window, 4);
}

pub fn steps(window: &mut Window, number: usize) {
    for _ in 0..number {
        window.0.step();
    }
}

pub fn rect(window: &Window, label: &str) -> Rect {
    let node = window.0.query_all_by_label(label).last();
    node.unwrap_or_else(|| panic!("there is no {label}")).rect()
}

fn canvas(window: &Window) -> Rect {
    let node = window.0.query_all_by_label_contains("Canvas of ").last();
    node.expect("a canvas").rect()
}

/// Presses, moves in steps, lets go.
pub fn drag(window: &mut Window, from: Pos2, to: Pos2) {
    window.0.hover_at(from);
    window.0.step();
    window.0.drag_at(from);
    steps(window, 2);
    for part in 1..=4 {
        window.0.hover_at(from + (to - from) * (part as f32 / 4.0));
        steps(window, 2);
    }
    window.0.drop_at(to);
    steps(window, 4);
}

pub fn click_at(window: &mut Window, at: Pos2) {
    window.0.hover_at(at);
    window.0.step();
    window.0.drag_at(at);
    steps(window, 2);
    window.0.drop_at(at);
    steps(window, 4);
}

pub fn key(window: &mut Window, modifiers: Modifiers, key: Key) {
    window.0.key_press_modifiers(modifiers, key);
    steps(window, 3);
}

fn near(a: Rect, b: Rect) -> bool {
    (a.min - b.min).length() < 2.0 && (a.max - b.max).length() < 2.0
}

/// Draws a rectangle left of the middle and gives its place.
fn rectangle(window: &mut Window) -> Rect {
    let from = canvas(window).center() - Vec2::new(150.0, 80.0);
    key(window, Modifiers::NONE, Key::R);
    drag(window, from, from + Vec2::new(110.0, 70.0));
    assert!(window.has("Rectangle, shape"));
    rect(window, "Rectangle, shape")
}

#[test]
fn a_design_is_drawn_saved_and_opened_again() {
    let world = World::new("studio-draw");
    let mut window = new_design(&world);
    let drawn = rectangle(&mut window);
    assert!((drawn.width() - 110.0).abs() < 8.0, "{drawn:?}");

    // Moved by its middle, resized by its corner, each one step.
    drag(&mut window, drawn.center(), drawn.center() + Vec2::new(40.0, 33.0));
    let moved = rect(&window, "Rectangle, shape");
    assert!(
        (moved.min - drawn.min - Vec2::new(40.0, 33.0)).length() < 8.0,
        "{moved:?}"
    );
    drag(&mut window, moved.max, moved.max + Vec2::new(35.0, 31.0));
    let resized = rect(&window, "Rectangle, shape");
    assert!((resized.min - moved.min).length() < 2.0, "{resized:?}");
    assert!(resized.width() > moved.width() + 25.0, "{resized:?}");
    key(&mut window, Modifiers::COMMAND, Key::Z);
    assert!(near(rect(&window, "Rectangle, shape"), moved));
    key(&mut window, Modifiers::COMMAND, Key::Z);
    assert!(near(rect(&window, "Rectangle, shape"), drawn));
    key(&mut window, Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
    key(&mut window, Modifiers::COMMAND, Key::Y);
    assert!(near(rect(&window, "Rectangle, shape"), resized));

    // A drag that is cancelled leaves nothing behind.
    window.0.hover_at(resized.center());
    window.0.step();
    window.0.drag_at(resized.center());
    steps(&mut window, 2);
    window.0.hover_at(resized.center() + Vec2::new(50.0, 0.0));
    steps(&mut window, 3);
    key(&mut window, Modifiers::NONE, Key::Escape);
    window.0.drop_at(resized.center() + Vec2::new(50.0, 0.0));
    steps(&mut window, 3);
    assert!(near(rect(&window, "Rectangle, shape"), resized));

    // A text is typed where it was clicked.
    key(&mut window, Modifiers::NONE, Key::T);
    let at = canvas(&window).center() + Vec2::new(-100.0, 120.0);
    click_at(&mut window, at);
    assert!(window.has("Text, text"));
    for letters in ["Awar", "ded to"] {
        window.0.event(egui::Event::Text(letters.to_owned()));
        steps(&mut window, 3);
    }
    key(&mut window, Modifiers::NONE, Key::Escape);

    window.click("Done");
    window.until("Saved Untitled design as revision 1");
    window.until("Import a design");
    studio_of(&mut window, "Untitled design");
    assert!(near(rect(&window, "Rectangle, shape"), resized));
    assert!(window.has("Text, text"));
    let saved = saved_design(&world, "Untitled design");
    assert!(saved.contains("Awarded to"), "{saved}");
}

/// What the workspace has of a design, after the window is gone.
fn saved_design(world: &World, name: &str) -> String {
    use accolade::progress::Progress;
    let copy = world.folder.join("looked-at");
    super::world::copy(&world.folder.join("data/sample/workspace"), &copy);
    let surroundings = world.surroundings();
    let stamp = surroundings.clock.stamp();
    let store = accolade::store::Store::open(&copy, surroundings.seed, &stamp, &Progress::new());
    let designs = store.expect("opens").value.designs().expect("reads");
    let found = designs
        .iter()
        .rfind(|stored| stored.design.name == name)
        .expect("there");
    accolade::designfile::to_json(&found.design)
}

#[test]
fn what_was_not_saved_is_there_after_the_end_of_the_program() {
    let world = World::new("studio-draft");
    let mut window = new_design(&world);
    let drawn = rectangle(&mut window);
    window.until("Kept as a draft");
    // Nothing is closed in order.
    drop(window);
    let mut window = world.sample();
    window.until("36 published");
    window.click("Designs");
    // Nothing of it was saved, so that the draft is all that it is.
    window.until("Draft · Certificate");
    window.click("Untitled design");
    window.until("Canvas of Untitled design");
    steps(&mut window, 4);
    assert!(near(rect(&window, "Rectangle, shape"), drawn));
    window.until("You go on with changes that were not saved");
    window.click("Discard them");
    window.until_gone("Rectangle, shape");
}

#[test]
fn both_keys_in_quick_succession_paste_what_was_copied() {
    let world = World::new("studio-quickly");
    let mut window = new_design(&world);
    rectangle(&mut window);
    // The system is read before a frame and written after it.
    let before = || egui::Event::Paste("What it had before".to_owned());
    let in_one_frame = &mut window.0.input_mut().events;
    in_one_frame.extend([egui::Event::Copy, before()]);
    window.0.step();
    window.0.event(before());
    steps(&mut window, 3);
    let count = |window: &Window, kind: &str| window.0.query_all_by_label_contains(kind).count();
    assert_eq!((count(&window, ", shape"), count(&window, ", text")), (3, 0));
    // By now the system has it, and what it gives came later.
    window.0.event(before());
    steps(&mut window, 3);
    assert_eq!((count(&window, ", shape"), count(&window, ", text")), (3, 1));
}

#[test]
fn elements_are_selected_copied_ordered_and_removed_by_keys() {
    let world = World::new("studio-keys");
    let mut window = new_design(&world);
    let drawn = rectangle(&mut window);
    key(&mut window, Modifiers::COMMAND, Key::D);
    assert!(window.has("Rectangle 2, shape"));
    for _ in 0..15 {
        key(&mut window, Modifiers::SHIFT, Key::ArrowRight);
    }
    let copy = rect(&window, "Rectangle 2, shape");
    assert!(copy.left() > drawn.left() + 20.0, "{copy:?}");
    key(&mut window, Modifiers::COMMAND, Key::A);
    key(&mut window, Modifiers::COMMAND, Key::G);
    assert!(window.has("Group, group"), "{:?}", window.0.root());
    assert!(window.has("Rectangle, shape"), "what is in a group is told, too");
    key(&mut window, Modifiers::NONE, Key::Enter);
    assert!(window.has("Rectangle, shape") && window.has("Group, group"));
    key(&mut window, Modifiers::NONE, Key::Tab);
    key(&mut window, Modifiers::SHIFT, Key::Enter);
    key(&mut window, Modifiers::COMMAND | Modifiers::SHIFT, Key::G);
    key(&mut window, Modifiers::NONE, Key::Escape);
    key(&mut window, Modifiers::NONE, Key::Tab);
    key(&mut window, Modifiers::NONE, Key::Delete);
    let left = ["Rectangle, shape", "Rectangle 2, shape"]
        .iter()
        .filter(|name| window.has(name))
        .count();
    assert_eq!(left, 1);
    // Copied as text for the system, and pasted from it.
    key(&mut window, Modifiers::COMMAND, Key::A);
    window.0.event(egui::Event::Copy);
    window.0.step();
    window.0.step();
    let copied = window
        .0
        .output()
        .platform_output
        .commands
        .iter()
        .find_map(|command| match command {
            egui::OutputCommand::CopyText(text) => Some(text.clone()),
            _ => None,
        });
    let copied = copied.expect("something is copied");
    assert!(copied.contains("accolade-elements"), "{copied}");
    window.0.event(egui::Event::Paste(copied));
    steps(&mut window, 3);
    let rectangles = window.0.query_all_by_label_contains(", shape").count();
    assert_eq!(rectangles, 2);
    window.0.event(egui::Event::Paste("{ no elements".to_owned()));
    steps(&mut window, 3);
    assert!(window.has("Text, text"));
    // The sheet of keys is made of the commands.
    key(&mut window, Modifiers::NONE, Key::F1);
    assert!(window.has("Keys of the studio") && window.has("Bring to front"));
    key(&mut window, Modifiers::NONE, Key::Escape);
    window.until_gone("Keys of the studio");
    // Keys with more modifiers are not taken by those with fewer.
    key(&mut window, Modifiers::COMMAND | Modifiers::SHIFT, Key::N);
    assert!(window.has("Name of the new design"));
    key(&mut window, Modifiers::NONE, Key::Escape);
    window.until_gone("Name of the new design");
    assert!(window.has("Canvas of Untitled design"));
}

#[test]
fn the_page_is_zoomed_and_guides_are_dragged_out() {
    let world = World::new("studio-zoom");
    let mut window = new_design(&world);
    let drawn = rectangle(&mut window);
    let zoomed = |window: &Window| rect(window, "Rectangle, shape").width();
    key(&mut window, Modifiers::NONE, Key::Z);
    assert!(zoomed(&window) > drawn.width() * 1.2);
    key(&mut window, Modifiers::SHIFT, Key::Num1);
    assert!((zoomed(&window) - drawn.width()).abs() < 1.0);
    key(&mut window, Modifiers::SHIFT, Key::Num0);
    assert!(window.has("Zoom: 100 %"));
    key(&mut window, Modifiers::SHIFT, Key::Num1);
    let ruler = rect(&window, "Ruler across: drag a guide out of it");
    drag(&mut window, ruler.center(), ruler.center() + Vec2::new(0.0, 200.0));
    window.click("History");
    assert!(window.has("Add a guide"), "{:?}", window.0.root());
    // Ctrl and the wheel zoom where the pointer is.
    let at = canvas(&window).center();
    window.0.hover_at(at);
    window.0.step();
    window.0.event(egui::Event::Zoom(2.0));
    steps(&mut window, 3);
    assert!(zoomed(&window) > drawn.width() * 1.5);
}

/// Drops a drawing twice as wide as it is tall onto the page, where it is selected as “Image”.
pub fn drop_drawing(world: &World, window: &mut Window) {
    let drawing = world.folder.join("seal.svg");
    let svg = r##"<svg xmlns="http://www.w3.org/2000/svg" width="80" height="40"><rect width="80" height="40" fill="#aa3311"/></svg>"##;
    std::fs::write(&drawing, svg).expect("writes");
    window.0.hover_at(canvas(window).center());
    window.0.step();
    window.drop_file(&drawing);
    window.until("Image, image");
    steps(window, 4);
}

#[test]
fn pictures_are_dropped_onto_the_page() {
    let world = World::new("studio-drop");
    let drawing = world.folder.join("seal.svg");
    let wrong = world.folder.join("notes.png");
    std::fs::write(&wrong, "words").expect("writes");
    let mut window = new_design(&world);
    drop_drawing(&world, &mut window);
    let placed = rect(&window, "Image, image");
    assert!((placed.width() / placed.height() - 2.0).abs() < 0.1, "{placed:?}");
    window.drop_file(&wrong);
    window.wait("a message", |window| {
        window.0.query_all_by_label_contains("notes.png").next().is_some()
            || window.0.query_all_by_label_contains("picture").next().is_some()
    });
    // With the dialog, too.
    world.dialogs.next.lock().expect("lock").push(Ok(Some(drawing)));
    key(&mut window, Modifiers::SHIFT, Key::I);
    window.until("Image 2, image");
    // And as pixels from the clipboard.
    let pixels = egui::ColorImage::filled([20, 10], egui::Color32::from_rgb(10, 90, 160));
    window.0.event(egui::Event::PasteImage(Arc::new(pixels)));
    window.until("Image 3, image");
}

#[test]
fn what_the_toolkit_cannot_paste_is_read_from_the_clipboard() {
    let world = World::new("studio-clipboard");
    let drawing = world.folder.join("seal.svg");
    let mut window = new_design(&world);
    drop_drawing(&world, &mut window);
    // The toolkit keeps the key to itself; it is only seen to be let go.
    let let_go = |window: &mut Window| {
        window.0.event(egui::Event::Key {
            key: Key::V,
            physical_key: None,
            pressed: false,
            repeat: false,
            modifiers: Modifiers::COMMAND,
        });
        window.0.step();
    };
    let board = |copied| *world.clipboard.0.lock().expect("lock") = Some(copied);
    let svg = std::fs::read(&drawing).expect("reads");
    board(Ok(Some(Copied::File("pasted.svg", svg))));
    let_go(&mut window);
    window.until("Image 2, image");
    board(Ok(Some(Copied::Paths(vec![drawing.clone()]))));
    let_go(&mut window);
    window.until("Image 3, image");
    let people = world.folder.join("people.csv");
    std::fs::write(&people, "Name\nAnn Lee\n").expect("written");
    board(Ok(Some(Copied::Paths(vec![people]))));
    let_go(&mut window);
    window.until_starting("Data: people.csv");
    // File managers give the paths as a text.
    window
        .0
        .event(egui::Event::Paste(format!("file://{}\n", drawing.display())));
    let_go(&mut window);
    window.until("Image 4, image");
    // Nothing, and a program that falls silent.
    let_go(&mut window);
    window.until_starting("Nothing on the clipboard can be put on a page");
    board(Err(Problem::error("clipboard-silent", "It fell silent").into()));
    let_go(&mut window);
    window.until_starting("It fell silent");
    assert!(!window.has("Image 5, image"));
    // However much is said, it stays in the window.
    let long = "It fell silent while it was asked for what it has. ".repeat(5);
    board(Err(Problem::error("clipboard-silent", long).into()));
    let_go(&mut window);
    window.until_starting("It fell silent while");
    steps(&mut window, 2);
    assert!(rect(&window, "Dismiss").right() < window.0.ctx.content_rect().right());
}

#[test]
fn what_is_typed_takes_the_place_of_the_name() {
    let world = World::new("studio-name");
    let mut window = asked_for_new(&world);
    steps(&mut window, 3);
    window.0.event(egui::Event::Text("Classic".to_owned()));
    steps(&mut window, 2);
    window.click("Create");
    window.until("Canvas of Classic");
    steps(&mut window, 4);
    // Two clicks open the field as one does, and it has the keys.
    let at = rect(&window, "Rename the design Classic").left_center() + Vec2::new(8.0, 0.0);
    for pressed in [true, false, true, false] {
        window.0.event(egui::Event::PointerMoved(at));
        window.0.event(egui::Event::PointerButton {
            pos: at,
            button: egui::PointerButton::Primary,
            pressed,
            modifiers: Modifiers::NONE,
        });
        window.0.step();
    }
    steps(&mut window, 3);
    window.0.event(egui::Event::Text("Modern".to_owned()));
    steps(&mut window, 2);
    key(&mut window, Modifiers::NONE, Key::Enter);
    window.until("Rename the design Modern");
}

#[test]
fn pasting_a_style_or_in_place_pastes_nothing_else() {
    let world = World::new("studio-paste-keys");
    let mut window = new_design(&world);
    let drawing = world.folder.join("seal.svg");
    drop_drawing(&world, &mut window);
    let svg = std::fs::read(&drawing).expect("reads");
    *world.clipboard.0.lock().expect("lock") = Some(Ok(Some(Copied::File("pasted.svg", svg))));
    let ctrl_alt = Modifiers::COMMAND | Modifiers::ALT;
    key(&mut window, ctrl_alt, Key::C);
    key(&mut window, ctrl_alt, Key::V);
    let board = || world.clipboard.0.lock().expect("lock").is_some();
    for _ in 0..20 {
        window.pause();
        window.0.step();
    }
    assert!(board(), "nobody looked at the clipboard");
    // The system answers the command with a text, and the key is let go after that.
    key(&mut window, Modifiers::COMMAND, Key::A);
    let text = copied(&mut window);
    let key_of = |pressed| egui::Event::Key {
        key: Key::V,
        physical_key: None,
        pressed,
        repeat: false,
        modifiers: Modifiers::COMMAND | Modifiers::SHIFT,
    };
    window.0.event(key_of(true));
    window.0.step();
    window.0.event(egui::Event::Paste(text));
    window.until("Image 2, image");
    window.0.event(key_of(false));
    for _ in 0..20 {
        window.pause();
        window.0.step();
    }
    assert!(board(), "nobody looked at the clipboard");
    assert!(!window.has("Image 3, image"));
}

#[test]
fn a_design_in_use_gets_a_revision_and_what_waits_is_drawn_anew() {
    let world = World::new("studio-revision");
    let mut window = world.sample();
    window.until("36 published");
    studio_of(&mut window, "Meridian");
    rectangle(&mut window);
    window.click("Done");
    window.until("Saved Meridian as revision 2; revision 1 stays as it was");
    window.until("Draw anew");
    window.click("Draw anew");
    window.wait("the message", |window| {
        window.0.query_all_by_label_contains("Drew ").next().is_some()
    });
}

#[test]
fn a_text_is_composed_and_undone_in_its_place() {
    let world = World::new("studio-typing");
    let mut window = new_design(&world);
    key(&mut window, Modifiers::NONE, Key::T);
    let at = canvas(&window).center();
    click_at(&mut window, at);
    let typed = |window: &mut Window, event: egui::Event| {
        window.0.event(event);
        steps(window, 3);
    };
    let preedit = |text: &str| {
        egui::Event::Ime(egui::ImeEvent::Preedit {
            text: text.to_owned(),
            active_range_chars: None,
        })
    };
    // What an input method shows is not in the design until it is committed; letters alone are no keys meanwhile.
    typed(&mut window, preedit("مح"));
    let narrow = rect(&window, "Text, text").width();
    typed(&mut window, preedit("محمد عبد الرحمن"));
    let wide = rect(&window, "Text, text").width();
    assert!(
        wide > 2.0 * narrow,
        "the frame holds what is composed: {narrow} and {wide}"
    );
    typed(&mut window, preedit(""));
    typed(&mut window, egui::Event::Ime(egui::ImeEvent::Commit("محمد".to_owned())));
    typed(&mut window, egui::Event::Text(" r".to_owned()));
    key(&mut window, Modifiers::NONE, Key::R);
    key(&mut window, Modifiers::NONE, Key::Backspace);
    key(&mut window, Modifiers::SHIFT, Key::ArrowLeft);
    key(&mut window, Modifiers::COMMAND, Key::B);
    assert!(!window.has("Rectangle, shape"));
    key(&mut window, Modifiers::NONE, Key::Escape);
    window.until("Kept as a draft");
    window.click("Done");
    window.until("Saved Untitled design as revision 1");
    let saved = saved_design(&world, "Untitled design");
    assert!(saved.contains("محمد"), "{saved}");
    studio_of(&mut window, "Untitled design");
    // A text in which nothing is left goes.
    let text = rect(&window, "Text, text").center();
    for _ in 0..2 {
        window.0.hover_at(text);
        window.0.drag_at(text);
        window.0.step();
        window.0.drop_at(text);
        window.0.step();
    }
    steps(&mut window, 3);
    key(&mut window, Modifiers::COMMAND, Key::A);
    key(&mut window, Modifiers::NONE, Key::Delete);
    key(&mut window, Modifiers::NONE, Key::Escape);
    assert!(!window.has("Text, text"));
    key(&mut window, Modifiers::COMMAND, Key::Z);
    assert!(window.has("Text, text"));
}
