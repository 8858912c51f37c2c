//! Pictures of screens for the eye, which are left in the folder that `ACCOLADE_SHOTS` names.

use super::world::{Window, World};

#[test]
fn screens_are_drawn_in_both_appearances_and_sizes() {
    let world = World::new("look");
    for (name, size) in [("1280", [1280.0, 800.0]), ("1920", [1920.0, 1080.0])] {
        let mut window = world.window_of(size);
        if name == "1280" {
            window.until("Welcome to Accolade");
            window.settle();
            window.shot("start-dark");
            appear(&mut window, "Appearance: light");
            window.shot("start");
            window.click("Start my own");
            window.until("Who issues?");
            window.type_into("Name of the issuer", "محمد (علي) Institute");
            window.shot("start-form");
            window.click("Back");
            window.until("Look around with sample data");
            window.click("Look around with sample data");
        }
        window.until("36 published");
        window.settle();
        window.shot(&format!("home-{name}-light"));
        window.0.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::K);
        window.until("Appearance: dark");
        window.shot(&format!("palette-{name}"));
        window.0.key_press(egui::Key::Escape);
        appear(&mut window, "Appearance: dark");
        window.shot(&format!("home-{name}-dark"));
        appear(&mut window, "Appearance: light");
    }
}

/// Does a command that is found by its words.
pub fn appear(window: &mut Window, command: &str) {
    window.0.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::K);
    window.until(command);
    window.type_into("Search everything", command);
    window.until_gone("About Accolade, with licences");
    window.click(command);
    window.settle();
}

#[test]
fn designs_and_settings_are_drawn_in_both_appearances() {
    let world = World::new("look-designs");
    for name in ["light", "dark"] {
        let mut window = world.sample();
        window.until("36 published");
        appear(&mut window, &format!("Appearance: {name}"));
        window.click("Designs");
        window.until("Import a design");
        window.settle();
        window.shot(&format!("designs-{name}"));
        window.click("Import a design");
        window.settle();
        window.shot(&format!("designs-import-{name}"));
        window.click("Cancel");
        window.click("Meridian");
        window.until("Do difficult names fit?");
        window.click("Long Latin");
        window.settle();
        window.settle();
        window.shot(&format!("design-{name}"));
        window.click("Settings");
        for (page, shot) in [
            ("Issuer", "issuer"),
            ("Appearance", "appearance"),
            ("Language and dates", "language"),
            ("Fonts", "fonts"),
            ("Workspace", "workspace"),
            ("Keyboard shortcuts", "shortcuts"),
            ("About", "about"),
        ] {
            window.click(page);
            window.settle();
            window.shot(&format!("settings-{shot}-{name}"));
        }
    }
}

#[test]
fn a_gallery_of_many_designs_and_of_none_is_drawn() {
    let world = World::new("look-many");
    let mut window = world.sample_with(|desk| {
        let first = accolade::issue::list_designs(&desk.store).expect("reads");
        for at in 0..90 {
            accolade::issue::duplicate_design(desk, first[at % first.len()].id).expect("copies");
        }
    });
    window.click("Designs");
    window.until("Heritage copy 9");
    window.settle();
    window.shot("designs-many");

    let world = World::new("look-none");
    let mut window = world.sample_with(|desk| {
        for design in accolade::issue::list_designs(&desk.store).expect("reads") {
            // Those that are used stay.
            drop(accolade::issue::delete_design(desk, design.id));
        }
    });
    window.click("Designs");
    window.until("Meridian");
    assert!(!window.has("Heritage"));
    window.type_into("Filter designs", "zebra");
    window.until("No design has these words.");
    window.settle();
    window.shot("designs-none");
}

#[test]
fn designs_and_settings_are_drawn_in_the_smallest_window() {
    let world = World::new("look-small");
    let mut window = world.sample_of([760.0, 520.0]);
    window.click("Designs");
    window.until("Import a design");
    window.settle();
    window.shot("small-designs");
    window.click("Heritage");
    window.until("Do difficult names fit?");
    window.settle();
    window.shot("small-design");
    window.click("Settings");
    window.until("Web address");
    window.settle();
    window.shot("small-issuer");
    window.click("Keyboard shortcuts");
    window.settle();
    window.shot("small-shortcuts");
}
