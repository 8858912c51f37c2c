//! Pictures of screens for the eye, where `ACCOLADE_SHOTS` names a folder for them when the test is built.

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
        window.click("Appearance: dark");
        window.settle();
        window.shot(&format!("home-{name}-dark"));
        appear(&mut window, "Appearance: light");
    }
}

fn appear(window: &mut Window, command: &str) {
    window.0.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::K);
    window.until(command);
    window.click(command);
    window.settle();
}

#[test]
fn screens_of_review_are_drawn_in_both_appearances() {
    let world = World::new("look-review");
    let mut window = world.sample();
    for name in ["light", "dark"] {
        appear(&mut window, &format!("Appearance: {name}"));
        window.until("Home");
        window.click("Home");
        window.until("24 pending review");
        window.click("24 pending review");
        window.until("Select all");
        window.settle();
        window.shot(&format!("x-sheet-{name}"));
        window.click("Select all without problems");
        window.settle();
        window.shot(&format!("x-selected-{name}"));
        window.click("Show as a list");
        window.settle();
        window.shot(&format!("x-list-{name}"));
        window.click("Show as a contact sheet");
        window.click("Clear");
        window.click("กิตติศักดิ์ น้ำทิพย์");
        window.until("Issued on");
        window.settle();
        window.shot(&format!("x-page-{name}"));
        window.click("Recipient page");
        window.until("Awarded to");
        window.settle();
        window.shot(&format!("x-recipient-{name}"));
        window.click("Picture");
        window.click("Review");
        window.until("Publish 24 now…");
        window.click("Publish 24 now…");
        window.until("Back to review");
        window.settle();
        window.shot(&format!("x-plan-{name}"));
        window.click("Published");
        window.settle();
        window.shot(&format!("x-published-{name}"));
    }
}

#[test]
fn screens_of_review_fit_into_a_small_window() {
    let world = World::new("look-small");
    let mut window = world.sample_of([1024.0, 700.0]);
    window.until("24 pending review");
    window.click("Review");
    window.until("Select all");
    window.settle();
    window.shot("x-small-sheet");
    window.click("ਹਰਪ੍ਰੀਤ ਕੌਰ");
    window.until("Issued on");
    window.settle();
    window.shot("x-small-page");
    window.click("Recipient page");
    window.until("Awarded to");
    window.settle();
    window.shot("x-small-recipient");
}
