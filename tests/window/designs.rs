//! The gallery of designs and the page of one, with real files.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use accolade::designfile::{self, DesignFile};
use accolade::issue::{self, Desk};
use egui_kittest::kittest::{NodeT, Queryable};

use super::world::{Window, World};

/// A drawing as people draw it elsewhere.
const DRAWING: &str = r##"<svg xmlns="http://www.w3.org/2000/svg" width="297mm" height="210mm" viewBox="0 0 297 210">
<rect width="297" height="210" fill="#fdf6e3"/><rect x="12" y="12" width="273" height="186" fill="none" stroke="#2aa198"/>
</svg>"##;

/// A page with one empty line, as small as a PDF can be.
fn pdf() -> Vec<u8> {
    let mut text = String::from("%PDF-1.4\n");
    let mut places = Vec::new();
    for object in [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 842 595]/Contents 4 0 R>>",
        "<</Length 33>>stream\n0.9 0.8 0.6 rg 0 0 842 595 re f  \nendstream",
    ] {
        places.push(text.len());
        text.push_str(&format!("{} 0 obj{object}endobj\n", places.len()));
    }
    let start = text.len();
    text.push_str("xref\n0 5\n0000000000 65535 f \n");
    for place in places {
        text.push_str(&format!("{place:010} 00000 n \n"));
    }
    text.push_str(&format!("trailer<</Size 5/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n"));
    text.into_bytes()
}

#[derive(Debug)]
struct Dropped(PathBuf);

impl egui::DroppedFile for Dropped {
    fn path(&self) -> &Path {
        &self.0
    }

    fn bytes(&self) -> Result<Vec<u8>, String> {
        std::fs::read(&self.0).map_err(|error| error.to_string())
    }
}

fn gallery(world: &World) -> Window {
    let mut window = world.sample();
    window.until("36 published");
    window.click("Designs");
    window.until("Import a design");
    window
}

#[test]
fn designs_are_found_copied_renamed_and_deleted() {
    let world = World::new("designs");
    let mut window = gallery(&world);
    assert!(window.has("Heritage") && window.has("Medallion"));
    window.click("Badges");
    window.until_gone("Heritage");
    window.click("All");
    window.type_into("Filter designs", "herit");
    window.until_gone("Medallion");
    window.click("Heritage");
    // Its own page: every sample name fits a design of ours, or the page says what does not.
    window.until("Do difficult names fit?");
    for sample in ["Long Latin", "Arabic", "Devanagari", "Chinese"] {
        window.click(sample);
        window.until(&format!("Heritage: {sample}"));
    }
    window.click("Duplicate");
    window.until("Heritage copy: Chinese");
    window.click("Rename");
    window.until("Rename the design");
    window.type_into("Name of the design", " شهادة");
    window.0.key_press(egui::Key::Enter);
    window.until("It is called Heritage copy شهادة now");
    window.until("Heritage copy شهادة: Chinese");
    window.click("Delete");
    window.until("Deleted Heritage copy شهادة");
    window.until("Import a design");
    window.until_gone("Heritage copy شهادة");
    window.click("Undo");
    window.until("Heritage copy شهادة");
    // A name that is taken is refused where it is typed.
    window.click("More: Heritage copy شهادة");
    window.until("Rename…");
    window.click("Rename…");
    window.until("Rename the design");
    window.0.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::A);
    window.type_into("Name of the design", "heritage");
    window.0.key_press(egui::Key::Enter);
    window.until("There is a design “heritage” already");
    window.0.key_press(egui::Key::Escape);
    window.until_gone("Rename the design");
}

#[test]
fn what_is_used_says_by_whom_and_is_not_deleted() {
    let world = World::new("designs-used");
    let mut window = gallery(&world);
    window.click("Meridian");
    window.until("Do difficult names fit?");
    assert!(window.has("Foundations of Data Protection"));
    window.until("Credentials were made with it. They keep the revision that they were made with.");
    let delete = window.0.get_by_label("Delete");
    assert!(delete.accesskit_node().is_disabled());
    window.click("Delete");
    window.settle();
    assert!(window.has("Meridian: As designed"));
}

#[test]
fn designs_come_by_path_by_dialog_and_by_drop() {
    let world = World::new("designs-import");
    let folder = world.folder.join("designs");
    std::fs::create_dir_all(&folder).expect("a folder");
    let file = |name: &str, bytes: &[u8]| {
        let path = folder.join(name);
        std::fs::write(&path, bytes).expect("writes");
        path
    };
    let drawing = file("Aqua.svg", DRAWING.as_bytes());
    let page = file("Sand.pdf", &pdf());
    let picture = file("Logo sheet.png", include_bytes!("../../assets/demo/logo.png"));
    let wrong = file("notes.docx", b"words");
    let mut window = gallery(&world);

    // What is no design is refused, and the dialog stays with what was typed.
    window.click("Import a design");
    window.until("File or folder");
    window.type_into("File or folder", &wrong.to_string_lossy());
    window.click("Import");
    window.until("This is neither a design nor a picture");
    window.0.key_press(egui::Key::Escape);
    window.until_gone("File or folder");

    window.click("Import a design");
    window.until("File or folder");
    window.type_into("File or folder", &drawing.to_string_lossy());
    window.click("Import");
    // What a drawing becomes is asked, with what both would be.
    window.until("Import as elements");
    window.click("Background");
    window.until("Import as background");
    window.click("Import as background");
    window.until("Imported Aqua");
    window.until("Aqua: As designed");

    // The system's dialog, for a PDF.
    window.click("Designs");
    window.until("Import a design");
    world.dialogs.next.lock().expect("lock").push(Ok(Some(page)));
    window.click("Import a design");
    window.until("File or folder");
    window.click("Browse for: File or folder");
    window.wait("the answer of the dialog", |window| {
        let mut fields = window.0.query_all_by_label("File or folder");
        fields.any(|field| field.value().is_some_and(|path| path.ends_with("Sand.pdf")))
    });
    window.click("Import");
    window.until("Import as background");
    // Where a picture of it as elements would be stands why there is none.
    let why = window
        .0
        .query_all_by_label_contains("cannot be changed one by one")
        .last();
    let why = why.expect("the reason").rect();
    let way = window.0.query_all_by_label("Elements").next().expect("a way").rect();
    assert!(
        way.contains_rect(why) && why.center().y < way.center().y,
        "{why:?} in {way:?}"
    );
    let other = window.0.query_all_by_label("Background").next().expect("a way").rect();
    assert!(other.left() - way.right() > 10.0, "{way:?} beside {other:?}");
    window.shot("import-pdf");
    window.click("Import as background");
    window.until("Sand: As designed");

    // Dropped on the gallery; several at once stay there.
    window.click("Designs");
    window.until("Import a design");
    let heritage = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/names-design"));
    for path in [picture, heritage] {
        window.0.input_mut().dropped_files.push(Arc::new(Dropped(path)));
    }
    window.until("Imported 2 designs");
    window.until("Logo sheet");

    // Exported and taken in again under the same name: nothing changes, and that is said.
    let target = world.folder.join("out.accolade");
    window.click("Quiet");
    window.until("Do difficult names fit?");
    // However often it is opened, its list lies above it.
    for kind in ["PNG picture, 300 dpi", "PDF", "SVG drawing"] {
        window.click("Export…");
        window.until("Export the design");
        window.settle();
        let place = |window: &Window| window.0.get_by_label("What it becomes").rect();
        let before = place(&window);
        unfold(&mut window, "What it becomes");
        window.click(kind);
        window.settle();
        assert_eq!(place(&window), before, "nothing moves by the choice of {kind}");
        let shown = window.0.get_by_label("What it becomes").accesskit_node().value();
        assert_eq!(shown.as_deref(), Some(kind));
        window.0.key_press(egui::Key::Escape);
        window.until_gone("Export the design");
    }
    window.click("Export…");
    window.until("Export the design");
    // A name is there already.
    window.type_over("File to write", &target.to_string_lossy());
    window.click("Export");
    window.until("Wrote out.accolade");
    assert!(target.is_file());
    window.click("Designs");
    window.until("Import a design");
    window.click("Import a design");
    window.until("File or folder");
    window.type_into("File or folder", &target.to_string_lossy());
    window.click("Import");
    window.until("Quiet is there already");
    window.until("Quiet: As designed");
}

/// Unfolds a list with the mouse as it often is: the button is let go in the frame in which it was pressed.
fn unfold(window: &mut Window, label: &str) {
    let pos = window.0.get_by_label(label).rect().center();
    window.0.hover_at(pos);
    window.0.step();
    let press = |pressed| egui::Event::PointerButton {
        pos,
        button: egui::PointerButton::Primary,
        pressed,
        modifiers: egui::Modifiers::NONE,
    };
    window.0.input_mut().events.extend([true, false].map(press));
    window.settle();
}

/// Types where the keyboard is, whatever that is.
fn keys(window: &mut Window, text: &str) {
    window.0.event(egui::Event::Text(text.to_owned()));
    window.0.step();
    window.0.step();
}

fn import_by_keys(window: &mut Window, path: &Path) {
    window.click("Designs");
    window.until("Import a design");
    window.click("Import a design");
    window.until("File or folder");
    keys(window, &path.to_string_lossy());
    window.0.key_press(egui::Key::Enter);
}

#[test]
fn a_design_that_is_there_keeps_its_name() {
    let world = World::new("designs-names");
    let picture = world.folder.join("bg.png");
    std::fs::write(&picture, include_bytes!("../../assets/demo/logo.png")).expect("writes");
    let drawing = world.folder.join("bg.svg");
    std::fs::write(&drawing, DRAWING).expect("writes");
    let mut window = gallery(&world);
    import_by_keys(&mut window, &picture);
    window.until("bg: As designed");
    import_by_keys(&mut window, &drawing);
    window.until("Import as elements");
    window.click("Background");
    window.until("Import as background");
    window.click("Import as background");
    window.until("bg 2: As designed");
    assert!(window.has("There is another design bg, so that this one is called bg 2"));
    // The same once more is the one that is there.
    import_by_keys(&mut window, &picture);
    window.until("bg: As designed");
    window.click("Designs");
    window.until("bg 2");
    assert!(window.has("bg") && !window.has("bg 3"));
}

#[test]
fn the_keyboard_stays_in_the_field_when_the_error_goes() {
    let world = World::new("designs-error");
    let wrong = world.folder.join("notes.docx");
    std::fs::write(&wrong, b"words").expect("writes");
    let mut window = gallery(&world);
    import_by_keys(&mut window, &wrong);
    window.until("This is neither a design nor a picture");
    for letter in ["a", "b", "c"] {
        keys(&mut window, letter);
    }
    assert!(!window.has("This is neither a design nor a picture"));
    let ends = |window: &Window| {
        let mut fields = window.0.query_all_by_label("File or folder");
        fields.any(|field| field.value().is_some_and(|path| path.ends_with("notes.docxabc")))
    };
    window.wait("what was typed after the error", ends);
}

#[test]
fn without_a_dialog_a_design_is_imported_by_its_path() {
    let world = World::new("designs-dialog");
    let mut window = gallery(&world);
    let problem = accolade::diag::Problem::error("no-dialog", "The system shows no file dialog");
    let problem = problem.hint("Type the path into the field");
    world.dialogs.next.lock().expect("lock").push(Err(problem.into()));
    window.click("Import a design");
    window.until("File or folder");
    window.click("Browse for: File or folder");
    window.until("The system shows no file dialog. Type the path into the field.");
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/designs/heritage");
    window.type_into("File or folder", folder);
    window.click("Import");
    window.until("Heritage: As designed");
}

#[test]
fn a_card_is_opened_in_the_studio_by_keys_twice_clicked_and_from_its_menu() {
    let world = World::new("designs-studio");
    let mut window = gallery(&world);
    let place = |window: &Window| {
        window
            .0
            .get_by_role_and_label(egui::Role::Button, "Heritage")
            .rect()
            .center_top()
            + egui::vec2(0.0, 60.0)
    };
    let click = |window: &mut Window, button| {
        let pos = place(window);
        window.0.hover_at(pos);
        for pressed in [true, false] {
            window.0.event(egui::Event::PointerButton {
                pos,
                button,
                pressed,
                modifiers: egui::Modifiers::NONE,
            });
            window.0.step();
        }
    };
    click(&mut window, egui::PointerButton::Secondary);
    window.until("Edit in the studio");
    window.0.key_press(egui::Key::Escape);
    window.until_gone("Edit in the studio");
    window.0.get_by_role_and_label(egui::Role::Button, "Heritage").focus();
    window.0.step();
    window.0.key_press(egui::Key::Enter);
    window.until("Layers");
    window.0.key_press_modifiers(egui::Modifiers::ALT, egui::Key::ArrowLeft);
    window.until("Import a design");
    let pos = place(&window);
    for _ in 0..2 {
        window.0.hover_at(pos);
        for pressed in [true, false] {
            window.0.event(egui::Event::PointerButton {
                pos,
                button: egui::PointerButton::Primary,
                pressed,
                modifiers: egui::Modifiers::NONE,
            });
            window.0.step();
        }
    }
    window.until("Layers");
}

#[test]
fn the_way_from_canva_stands_in_the_dialog_that_imports() {
    let world = World::new("designs-canva");
    let mut window = gallery(&world);
    window.click("Import a design");
    window.until("Bring your design from Canva");
    let says = |window: &Window| window.0.query_all_by_label_contains("{{name}}").next().is_some();
    assert!(!says(&window));
    window.click("Bring your design from Canva");
    window.wait("the steps", says);
    window.click("Bring your design from Canva");
    window.wait("nothing", |window| !says(window));
}

#[test]
fn a_design_comes_back_by_the_keys_when_its_toast_is_gone() {
    let world = World::new("designs-undo");
    let mut window = gallery(&world);
    window.click("Heritage");
    window.until("Do difficult names fit?");
    window.click("Duplicate");
    window.until("Heritage copy: As designed");
    window.click("Delete");
    window.until("Deleted Heritage copy");
    window.until_gone("Deleted Heritage copy");
    window.0.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::Z);
    window.until("Heritage copy is back");
}

#[test]
fn the_wheel_leaves_a_card_behind_that_has_the_keyboard() {
    let world = World::new("designs-wheel");
    let mut window = world.sample_of([1100.0, 520.0]);
    window.until("36 published");
    window.click("Designs");
    window.until("Import a design");
    window.settle();
    let first = |window: &Window| {
        let cards = window.0.query_all_by_role(egui::Role::Button);
        let mut cards: Vec<_> = cards.filter(|card| card.rect().height() > 150.0).collect();
        cards.sort_by(|one, other| one.rect().top().total_cmp(&other.rect().top()));
        cards
            .first()
            .expect("a card")
            .accesskit_node()
            .label()
            .unwrap_or_default()
    };
    let name = first(&window);
    let card = |window: &Window| window.0.get_by_role_and_label(egui::Role::Button, &name).rect();
    window.0.get_by_role_and_label(egui::Role::Button, &name).focus();
    window.settle();
    let before = card(&window);
    window.turn(egui::pos2(700.0, 300.0), -4000.0);
    window.settle();
    let after = card(&window);
    assert!(after.bottom() < before.top() - 100.0, "{before:?} {after:?}");
    // The keys come back to it.
    window.0.key_press(egui::Key::Tab);
    window.settle();
    window.0.key_press_modifiers(egui::Modifiers::SHIFT, egui::Key::Tab);
    window.settle();
    assert!(card(&window).top() > 0.0, "{:?}", card(&window));
}

/// A design of a front and a back with a text on each.
fn two_sides(desk: &Desk) {
    let page = |words: &str| {
        format!(
            r##"{{"width": "100mm", "height": "100mm", "elements": [
            {{"name": "{words}", "x": 20, "y": 40, "width": 240, "height": 60, "content": {{"text": {{
            "style": {{"family": "Inter", "size": 24, "color": "#202020"}}, "spans": [{{"text": "{words}"}}]}}}}}}]}}"##
        )
    };
    let json = format!(
        r#"{{"format": "accolade-design", "version": 1, "name": "Two sides", "kind": "certificate", "pages": [{}, {}]}}"#,
        page("Obverse"),
        page("Reverse")
    );
    let file = DesignFile {
        design: designfile::from_json(&json).expect("a design").value,
        assets: Default::default(),
        fonts: Default::default(),
    };
    issue::add_design(desk, file).expect("added");
}

#[test]
fn the_page_of_a_design_shows_its_front_and_its_back() {
    let world = World::new("designs-pages");
    let mut window = world.sample_with(two_sides);
    window.until("36 published");
    window.click("Designs");
    window.until("Two sides");
    window.click("Two sides");
    window.until("Next page (PgDn)");
    assert!(window.has("Front"));
    let is_refused = |window: &Window, label: &str| window.0.get_by_label(label).accesskit_node().is_disabled();
    assert!(is_refused(&window, "Page before (PgUp)") && !is_refused(&window, "Next page (PgDn)"));
    window.click("Next page (PgDn)");
    window.until_gone("Front");
    assert!(is_refused(&window, "Next page (PgDn)") && !is_refused(&window, "Page before (PgUp)"));
    // By keys, which stop at the ends.
    for (key, is_front) in [
        (egui::Key::PageDown, false),
        (egui::Key::PageUp, true),
        (egui::Key::PageUp, true),
        (egui::Key::PageDown, false),
    ] {
        window.0.key_press(key);
        window.0.step();
        window.0.step();
        assert_eq!(window.has("Front"), is_front, "{key:?}");
    }
}

/// A drawing without a ground, dark, with much to say of it.
const SEAL: &str = r##"<svg xmlns="http://www.w3.org/2000/svg" width="400" height="400">
<defs><filter id="f"><feMorphology operator="dilate" radius="1"/></filter><mask id="m"><rect width="400" height="400" fill="#fff"/></mask></defs>
<circle id="Halo" cx="200" cy="200" r="150" fill="#1f2a37" filter="url(#f)"/><rect id="Panel" x="150" y="150" width="100" height="60" fill="#444" mask="url(#m)"/>
<text x="200" y="120" text-anchor="middle" font-size="24" font-family="Comic Sans MS" fill="#1f2a37">Awarded to {{name}}</text>
<text x="200" y="300" text-anchor="middle" font-size="24" font-family="EB Garamond" fill="#1f2a37">{{course}}</text></svg>"##;

#[test]
fn a_drawing_without_a_ground_is_seen_in_both_appearances() {
    let world = World::new("designs-clear");
    let path = world.folder.join("Seal of courage.svg");
    std::fs::write(&path, SEAL).expect("writes");
    let mut window = gallery(&world);
    import_by_keys(&mut window, &path);
    window.until("Import as elements");
    for name in ["light", "dark"] {
        super::look::appear(&mut window, &format!("Appearance: {name}"));
        window.settle();
        window.shot(&format!("import-choice-{name}"));
    }
    // The fields come first, and who reads on finds the rest.
    for said in ["Fields were found", "“Halo”: It has a filter", "“Panel”: It has a mask"] {
        assert!(window.0.query_all_by_label_contains(said).next().is_some(), "{said}");
    }
    window.click("Import as elements");
    window.until("Seal of courage: As designed");
    window.click("Designs");
    window.until("Seal of courage");
    for name in ["light", "dark"] {
        super::look::appear(&mut window, &format!("Appearance: {name}"));
        window.settle();
        window.shot(&format!("gallery-clear-{name}"));
    }
}
