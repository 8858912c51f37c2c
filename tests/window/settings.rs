//! The settings, with what they change in real files.

use egui::{Event, Key, Modifiers, Role};
use egui_kittest::kittest::{NodeT, Queryable};

use super::look::appear;
use super::world::{Window, World};

fn settings(world: &World) -> Window {
    // High enough for a form with its problems: what is not seen cannot be clicked.
    let mut window = world.sample_of([1280.0, 1100.0]);
    window.until("36 published");
    window.click("Settings");
    window.until("Web address");
    window
}

fn kept(world: &World) -> String {
    std::fs::read_to_string(world.folder.join("config/settings.json")).unwrap_or_default()
}

#[test]
fn the_issuer_is_changed_and_what_is_wrong_is_said() {
    let world = World::new("issuer");
    let mut window = settings(&world);
    let save = window.0.get_by_label("Save");
    assert!(save.accesskit_node().is_disabled());
    window.type_into("Name of the issuer", " & جامعة");
    window.type_into("E-mail", " and more");
    window.0.key_press(Key::Tab);
    let wrong = "This is no e-mail address. Write it like office@example.org";
    window.until(wrong);
    let save = window.0.get_by_label("Save").accesskit_node();
    assert!(save.is_disabled() && save.description().as_deref() == Some(wrong));
    window.click("Discard");
    window.until_gone(wrong);
    window.type_into("Name of the issuer", " & جامعة");
    window.click("Remove the logo");
    window.until("The logo goes when you save.");
    window.click("Save");
    window.until("Saved. What is published stays as it is.");
    window.until("Workspace: Northfield Institute & جامعة");
    assert!(!window.has("Remove the logo"));
    let logo = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/demo/logo.png");
    world.dialogs.next.lock().expect("lock").push(Ok(Some(logo.into())));
    window.click("Browse for: Logo");
    window.wait("the path of the logo", |window| {
        let mut fields = window.0.query_all_by_label("Logo");
        fields.any(|field| field.value().is_some_and(|path| path.ends_with("logo.png")))
    });
    window.click("Save");
    window.until("Remove the logo");
}

#[test]
fn appearance_scale_and_dates_are_chosen_and_kept() {
    let world = World::new("appearance");
    let mut window = settings(&world);
    window.click("Appearance");
    window.until("Size of everything");
    window.click("Dark");
    window.click("125 %");
    window.wait("the scale", |window| (window.0.ctx.zoom_factor() - 1.25).abs() < 0.01);
    assert_eq!(window.0.ctx.theme(), egui::Theme::Dark);
    window.click("100 %");
    window.click("Language and dates");
    window.until("Language of dates and numbers");
    window.click("26 November 2026");
    window.click("Deutsch");
    window.until("26. November 2026");
    window.click("Home");
    window.until("Recent batches");
    window.wait("a date of a batch", |window| {
        window.0.query_all_by_label_contains(" 2026").next().is_some()
    });
    window.wait("the choices to be kept", |_| {
        let kept = kept(&world);
        kept.contains("\"dark\"") && kept.contains("\"long\"") && kept.contains("\"de\"")
    });
}

fn press(modifiers: Modifiers, key: Key) -> Event {
    Event::Key {
        key,
        physical_key: Some(key),
        pressed: true,
        repeat: false,
        modifiers,
    }
}

#[test]
fn keys_are_given_to_another_command_and_a_clash_is_refused() {
    let world = World::new("keys");
    let mut window = settings(&world);
    window.click("Keyboard shortcuts");
    window.until("Reset all");
    window.type_into("Filter commands", "sidebar");
    window.until("Keys of Fold or unfold the sidebar: Ctrl+Shift+B");
    window.click("Keys of Fold or unfold the sidebar: Ctrl+Shift+B");
    window.until("Keys of Fold or unfold the sidebar: Press keys, or Escape");
    window.0.key_press_modifiers(Modifiers::COMMAND, Key::K);
    window.until("Ctrl+K is “Search everything” already");
    assert!(!window.has("Appearance: dark"), "the palette stays shut");
    window.0.key_press(Key::J);
    window.until("Letters alone are for typing; add Ctrl or Alt");
    // Fingers come down one after the other, and the first ones are no keys yet.
    for (modifiers, key) in [
        (Modifiers::NONE, Key::ControlLeft),
        (Modifiers::COMMAND, Key::ShiftLeft),
        (Modifiers::COMMAND | Modifiers::SHIFT, Key::AltRight),
    ] {
        window.0.event_modifiers(press(modifiers, key), modifiers);
        window.settle();
        assert!(
            window.has("Keys of Fold or unfold the sidebar: Press keys, or Escape"),
            "{key:?}"
        );
    }
    // What is a command is recorded, too.
    let both = Modifiers::COMMAND | Modifiers::SHIFT;
    window.0.key_press_modifiers(both, Key::N);
    window.until("Ctrl+Shift+N is “New design…” already");
    assert!(window.has("Filter commands"), "nothing is done");
    window.0.key_press_modifiers(both, Key::J);
    window.until("Keys of Fold or unfold the sidebar: Ctrl+Shift+J");
    window.until("Reset: Fold or unfold the sidebar");
    window.wait("the keys to be kept", |_| {
        kept(&world).contains("\"sidebar\": \"Ctrl+Shift+J\"")
    });
    // The new keys do it, the old ones do not.
    window
        .0
        .key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::B);
    window.settle();
    assert!(!kept(&world).contains("\"sidebar_folded\": true"));
    window
        .0
        .key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::J);
    window.wait("the folded sidebar", |_| {
        kept(&world).contains("\"sidebar_folded\": true")
    });
    window.click("Reset: Fold or unfold the sidebar");
    window.until("Keys of Fold or unfold the sidebar: Ctrl+Shift+B");
}

#[test]
fn a_backup_is_written_checked_and_restored_into_another_workspace() {
    let world = World::new("backup");
    let mut window = world.sample_of([1280.0, 1500.0]);
    window.until("36 published");
    window.0.key_press_modifiers(Modifiers::COMMAND, Key::Comma);
    window.until("Web address");
    window.click("Workspace");
    window.until("Check now");
    window.click("Open the folder");
    window.wait("the folder", |_| !world.opened.0.lock().expect("lock").is_empty());
    window.click("Check now");
    window.until("The workspace is in order");
    let file = world.folder.join("kept.backup");
    window.type_into("Backup file", &file.to_string_lossy());
    window.click("Back up");
    window.until(&format!("Written: {}", file.display()));
    assert!(file.is_file());
    // In a folder it gets a name of its own.
    let disk = world.folder.join("disk");
    std::fs::create_dir_all(&disk).expect("a folder");
    for name in [
        "northfield-institute-2026-05-31.backup",
        "northfield-institute-2026-05-31-2.backup",
    ] {
        let button = window.0.get_by_role_and_label(Role::Button, "Back up").rect();
        window.type_into("Backup file", &disk.to_string_lossy());
        assert_eq!(
            window.0.get_by_role_and_label(Role::Button, "Back up").rect(),
            button,
            "the button stays"
        );
        window.click("Back up");
        window.until(&format!("Written: {}", disk.join(name).display()));
        assert!(disk.join(name).is_file());
    }
    // A file that is there is not replaced unless the dialog asked.
    window.type_into("Backup file", &file.to_string_lossy());
    window.click("Back up");
    window.until("There is something with this name already");
    let folder = world.folder.join("again");
    window.type_into("Backup to restore", &file.to_string_lossy());
    // One that is called like the backup is proposed.
    window.type_over("Folder to restore into", &folder.to_string_lossy());
    window.click("Restore");
    window.until("Open the restored workspace");
    assert!(folder.join("workspace.json").is_file());
    window.click("Open the restored workspace");
    window.until("36 published");
}

#[test]
fn a_damaged_file_is_found_by_the_check() {
    let world = World::new("doctor");
    let mut window = settings(&world);
    let blobs = world.folder.join("data/sample/workspace/blobs");
    let blob = files_below(&blobs).pop().expect("a blob");
    std::fs::write(&blob, "not what it was").expect("writes");
    window.click("Workspace");
    window.until("Check now");
    window.click("Check now");
    window.until("Details");
    assert!(!window.has("The workspace is in order"));
}

fn files_below(folder: &std::path::Path) -> Vec<std::path::PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).expect("reads") {
        let path = entry.expect("reads").path();
        if path.is_dir() {
            found.extend(files_below(&path));
        } else {
            found.push(path);
        }
    }
    found
}

#[test]
fn a_missing_font_is_named_and_added() {
    let world = World::new("fonts");
    let mut window = settings(&world);
    window.click("Fonts");
    window.until("No font is missing");
    assert!(window.has("EB Garamond"));
    // A design with a family that is not bundled; any file with that family would do, a wrong one does not.
    let folder = world.folder.join("odd");
    std::fs::create_dir_all(&folder).expect("a folder");
    let quiet = include_str!("../../assets/designs/quiet/design.json");
    let odd = quiet
        .replace("\"EB Garamond\"", "\"Nowhere Serif\"")
        .replace("\"Quiet\"", "\"Odd\"");
    assert_ne!(odd, quiet);
    std::fs::write(folder.join("design.json"), odd).expect("writes");
    window.click("Designs");
    window.until("Import a design");
    window.click("Import a design");
    window.until("File or folder");
    window.type_into("File or folder", &folder.to_string_lossy());
    window.click("Import");
    window.until("The font Nowhere Serif is missing");
    window.click("Settings");
    window.until("Web address");
    window.click("Fonts");
    window.until("Add the font Nowhere Serif");
    window.click("Add the font Nowhere Serif");
    window.until("Font file");
    let inter = concat!(env!("CARGO_MANIFEST_DIR"), "/fonts/inter/Inter-Regular.ttf");
    window.type_into("Font file", inter);
    window.click("Add");
    window.until("The font is Inter, not Nowhere Serif");
    window.0.key_press(Key::Escape);
    window.until_gone("Font file");

    // Any font can be taken in, and taken out again.
    window.click("Import a font…");
    window.until("Font file");
    window.type_into("Font file", inter);
    window.click("Import");
    window.until("Imported Inter");
    window.until("Remove Inter");
    window.settle();
    window.shot("settings-own-font");
    window.click("Remove Inter");
    window.until_gone("Remove Inter");
    window.drop_file(std::path::Path::new(inter));
    window.until("Remove Inter");
}

#[test]
fn licences_are_found_and_read() {
    let world = World::new("about");
    let mut window = world.sample_of([1280.0, 1500.0]);
    window.until("36 published");
    window.click("Settings");
    window.until("Web address");
    window.click("About");
    window.until("Accolade, MIT");
    window.click("Inter");
    window.wait("the text of the licence", |window| {
        window
            .0
            .query_all_by_label_contains("SIL OPEN FONT LICENSE")
            .next()
            .is_some()
    });
    window.settle();
    window.shot("licence");
    window.click("Close");
    window.until_gone("Close");
    window.type_into("Filter licences", "krilla");
    window.wait("the crate", |window| {
        window.0.query_all_by_label_contains("krilla ").next().is_some()
    });
}

/// A font of nobody, under a family's name of its own.
fn foreign_font(family: &str, fs_type: u16) -> Vec<u8> {
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/fonts/dancing-script/DancingScript-Regular.ttf"
    );
    let mut bytes = std::fs::read(path).expect("the font");
    // Names of the same length, in UTF-16 and in one byte each.
    let old = "Dancing Script";
    assert_eq!(old.len(), family.len());
    let wide = |text: &str| -> Vec<u8> { text.encode_utf16().flat_map(u16::to_be_bytes).collect() };
    for (from, to) in [
        (wide(old), wide(family)),
        (old.as_bytes().to_vec(), family.as_bytes().to_vec()),
    ] {
        let mut at = 0;
        while let Some(found) = bytes[at..].windows(from.len()).position(|part| part == from) {
            bytes[at + found..at + found + to.len()].copy_from_slice(&to);
            at += found + to.len();
        }
    }
    let records = u16::from_be_bytes([bytes[4], bytes[5]]) as usize;
    let os2 = (0..records)
        .map(|number| &bytes[12 + 16 * number..28 + 16 * number])
        .find(|record| record[..4] == *b"OS/2")
        .map(|record| u32::from_be_bytes([record[8], record[9], record[10], record[11]]) as usize)
        .expect("has OS/2");
    bytes[os2 + 8..os2 + 10].copy_from_slice(&fs_type.to_be_bytes());
    bytes
}

pub fn with_system_fonts(world: &World) {
    let folder = world.folder.join("system fonts/truetype");
    std::fs::create_dir_all(&folder).expect("a folder");
    std::fs::write(folder.join("foreign.ttf"), foreign_font("Foreign Script", 0)).expect("writes");
    std::fs::write(folder.join("secret.ttf"), foreign_font("Private Script", 2)).expect("writes");
}

#[test]
fn a_font_of_this_computer_is_copied_into_the_workspace() {
    let world = World::new("system-fonts");
    with_system_fonts(&world);
    let mut window = settings(&world);
    window.click("Fonts");
    window.until("On this computer");
    window.until("Foreign Script");
    assert!(
        window.has("Not to be embedded"),
        "what is restricted cannot be imported"
    );
    assert!(!window.has("Import Private Script"));
    window.type_into("Search fonts of this computer", "foreign");
    window.until_gone("Private Script");
    window.click("Import Foreign Script");
    window.until("Imported Foreign Script");
    window.until("In this workspace");
    window.until("Remove Foreign Script");
    // It stays when the computer loses it.
    std::fs::remove_dir_all(world.folder.join("system fonts")).expect("removes");
    drop(window);
    let mut window = settings(&world);
    window.click("Fonts");
    window.until("Remove Foreign Script");
}

#[test]
fn what_was_typed_of_the_issuer_is_kept_when_the_page_is_left() {
    let world = World::new("issuer-left");
    let mut window = settings(&world);
    window.type_into("E-mail", ".uk");
    let email = |window: &Window| {
        let field = window.0.query_all_by_label("E-mail").last();
        field.and_then(|field| field.value())
    };
    let typed = email(&window);
    window.0.key_press(Key::Escape);
    window.settle();
    window.0.key_press(Key::Escape);
    window.until("36 published");
    window.until("Your changes to the issuer are kept, but not saved");
    window.click("Go back");
    window.wait("what was typed", |window| email(window) == typed);
}

#[test]
fn your_name_says_that_it_is_saved_when_its_field_is_left() {
    let world = World::new("your-name");
    let mut window = settings(&world);
    window.until("Your name");
    window.type_into("Your name", "سارة Cohen");
    window.0.key_press(Key::Enter);
    window.until("Saved. The history names “سارة Cohen” from now on.");
    window.settle();
    window.shot("settings-your-name");
    // By whatever way it is left; where nothing was typed there is nothing to say.
    window
        .0
        .get_all_by_label("Your name")
        .last()
        .expect("the field")
        .focus();
    window.settle();
    window.0.key_press_modifiers(Modifiers::COMMAND, Key::A);
    window.0.key_press(Key::Backspace);
    window.settle();
    window.click("Home");
    window.until("Saved. The history names your account from now on.");
}

#[test]
fn everything_is_made_larger_and_smaller_by_keys() {
    let world = World::new("settings-scale");
    let mut window = world.sample();
    window.until("Home");
    let press = |window: &mut Window, key: Key, scale: f32| {
        window.0.key_press_modifiers(Modifiers::COMMAND, key);
        window.settle();
        assert_eq!(window.0.ctx.zoom_factor(), scale, "{key:?}");
    };
    press(&mut window, Key::Plus, 1.1);
    press(&mut window, Key::Equals, 1.25);
    press(&mut window, Key::Minus, 1.1);
    press(&mut window, Key::Minus, 1.0);
    press(&mut window, Key::Minus, 0.9);
    press(&mut window, Key::Num0, 1.0);
}

#[test]
fn a_restored_workspace_is_told_from_the_one_that_it_was() {
    let world = World::new("settings-namesakes");
    let sample = world.folder.join("data/sample/workspace");
    let restored = world.folder.join("data/northfield restored");
    world.change_sample(|_| ());
    super::world::copy(&sample, &restored);
    let config = world.folder.join("config");
    std::fs::create_dir_all(&config).expect("the folder");
    let recent = serde_json::json!([{ "dir": restored, "name": "Northfield Institute" }]);
    let choices = serde_json::json!({ "recent": recent }).to_string();
    std::fs::write(config.join("settings.json"), choices).expect("the choices");
    let mut window = world.sample();
    window.until("Workspace: Northfield Institute · workspace");
    appear(&mut window, "Appearance: light");
    window.click("Workspace: Northfield Institute · workspace");
    window.until("Northfield Institute · northfield restored");
    window.settle();
    window.shot("namesakes-menu");
    window.click("Northfield Institute · northfield restored");
    window.until("Workspace: Northfield Institute · northfield restored");
    appear(&mut window, "Appearance: dark");
    window.settle();
    window.shot("namesakes-dark");
}

/// A round logo of one colour on nothing.
fn round_logo(path: &std::path::Path, color: [u8; 3]) {
    const SIDE: u32 = 96;
    let file = std::fs::File::create(path).expect("a file");
    let mut encoder = png::Encoder::new(file, SIDE, SIDE);
    encoder.set_color(png::ColorType::Rgba);
    let mut writer = encoder.write_header().expect("a header");
    let middle = SIDE as f32 / 2.0;
    let pixels: Vec<u8> = (0..SIDE * SIDE)
        .flat_map(|at| {
            let (x, y) = ((at % SIDE) as f32 - middle, (at / SIDE) as f32 - middle);
            let alpha = if x.hypot(y) < middle * 0.8 { 255 } else { 0 };
            [color[0], color[1], color[2], alpha]
        })
        .collect();
    writer.write_image_data(&pixels).expect("the pixels");
}

#[test]
fn a_dark_logo_is_seen_on_a_dark_ground() {
    let world = World::new("settings-dark-logo");
    let logo = world.folder.join("logo.png");
    let whites = |window: &Window| {
        let picture = window.picture();
        // The corner with the switcher of workspaces.
        let rows = picture.pixels.chunks(picture.width).skip(750);
        let corner = rows.flat_map(|row| row.iter().take(56));
        corner.filter(|pixel| **pixel == egui::Color32::WHITE).count()
    };
    for (color, shot, plate) in [([12, 20, 40], "logo-dark", true), ([240, 190, 60], "logo-gold", false)] {
        round_logo(&logo, color);
        let mut window = world.sample_with(|desk| {
            let issuer = desk.store.issuer().expect("the issuer");
            let edit = accolade::issue::IssuerEdit {
                name: issuer.name,
                url: issuer.url.unwrap_or_default(),
                email: String::new(),
                logo: logo.display().to_string(),
                without_logo: false,
            };
            accolade::issue::set_issuer(desk, &edit).expect("the logo");
        });
        window.until("36 published");
        appear(&mut window, "Appearance: dark");
        window.settle();
        assert_eq!(whites(&window) > 100, plate, "{shot}: {}", whites(&window));
        window.click("Settings");
        window.until("Web address");
        window.settle();
        window.shot(shot);
        appear(&mut window, "Appearance: light");
        window.settle();
        window.shot(&format!("{shot}-light"));
    }
}

#[test]
fn the_list_of_pages_stays_when_a_page_is_scrolled() {
    let world = World::new("settings-list");
    let mut window = world.sample_of([960.0, 540.0]);
    window.until("36 published");
    window.click("Settings");
    window.until("Web address");
    window.settle();
    let place = |window: &Window, role, label: &str| window.0.get_by_role_and_label(role, label).rect();
    let tab = |window: &Window, label: &str| place(window, Role::Tab, label);
    let (list, title) = (tab(&window, "Issuer"), place(&window, Role::Heading, "Issuer"));
    window.turn(title.center_bottom() + egui::vec2(200.0, 100.0), -200.0);
    assert!(
        place(&window, Role::Heading, "Issuer").top() < title.top() - 50.0,
        "the page is scrolled"
    );
    assert_eq!(tab(&window, "Issuer"), list);
    // Another page begins with its heading.
    window.click("Fonts");
    window.settle();
    assert_eq!(place(&window, Role::Heading, "Fonts").top(), title.top());
    assert_eq!(tab(&window, "Issuer"), list);
}

#[test]
fn fields_and_buttons_of_one_line_are_at_one_height() {
    let world = World::new("settings-line");
    let mut window = settings(&world);
    window.click("Brand");
    window.until("Add the colour");
    window.settle();
    let middle = |role, label: &str| window.0.get_by_role_and_label(role, label).rect().center().y;
    let button = middle(Role::Button, "Add the colour");
    for field in ["Name of the new colour", "Value of the new colour"] {
        assert_eq!(middle(Role::TextInput, field), button, "{field}");
    }
}
