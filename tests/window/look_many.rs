//! Pictures of screens with 10,000 credentials under review and as many published, in four sizes, as in `look`.

use super::look::appear;
use super::many::fill;
use super::world::{Window, World};

fn review(window: &mut Window, prefix: &str) {
    window.click("Review");
    window.until("Select all");
    window.settle();
    window.shot(&format!("{prefix}-sheet"));
    window.click("Select all without problems");
    window.settle();
    window.shot(&format!("{prefix}-selected"));
    window.click("Hold…");
    window.settle();
    window.shot(&format!("{prefix}-hold"));
    window.0.key_press(egui::Key::Escape);
    window.settle();
    window.click("Clear");
    window.click("Show as a list");
    window.settle();
    window.shot(&format!("{prefix}-list"));
    window.click("Show as a contact sheet");
    window.settle();
    window.click("ਹਰਪ੍ਰੀਤ ਕੌਰ");
    window.until("Issued on");
    window.settle();
    window.shot(&format!("{prefix}-page"));
    window.click("Recipient page");
    window.until("Awarded to");
    window.settle();
    window.shot(&format!("{prefix}-recipient"));
    window.click("Picture");
}

fn published(window: &mut Window, prefix: &str) {
    window.click("Published");
    window.settle();
    window.shot(&format!("{prefix}-published"));
    window.type_into("Search published credentials", "FDP-2026-00003");
    window.wait("that one", |window| {
        window.has("FDP-2026-00003") && !window.has("MANY-10001")
    });
    window.settle();
    window.shot(&format!("{prefix}-found"));
    window.click("FDP-2026-00003");
    window.until("History");
    window.settle();
    window.shot(&format!("{prefix}-credential"));
    window.click("Revoke…");
    window.settle();
    window.shot(&format!("{prefix}-revoke"));
    window.0.key_press(egui::Key::Escape);
    window.settle();
}

fn rest(window: &mut Window, prefix: &str) {
    window.click("Groups");
    window.until("New group");
    window.settle();
    window.shot(&format!("{prefix}-groups"));
    window.click("Foundations of Data Protection");
    window.settle();
    window.shot(&format!("{prefix}-group"));
    window.click("Review");
    window.until_starting("Publish ");
    window.click_starting("Publish ");
    window.until("Back to review");
    window.settle();
    window.shot(&format!("{prefix}-plan"));
}

#[test]
fn ten_thousand_of_each_are_drawn_in_four_sizes() {
    let mut world = World::new("look-ten-thousand");
    world.change_sample(|desk| fill(desk, 10_000));
    for (prefix, appearance, size, scale) in [
        ("many-1280", "light", [1280.0, 800.0], 1.0),
        ("many-1024", "dark", [1024.0, 700.0], 1.0),
        ("many-1920", "dark", [1920.0, 1080.0], 1.0),
        ("many-200", "light", [960.0, 540.0], 2.0),
    ] {
        let mut window = world.scaled(scale).sample_of(size);
        window.until_starting("024 pending");
        appear(&mut window, &format!("Appearance: {appearance}"));
        window.shot(&format!("{prefix}-home"));
        review(&mut window, prefix);
        published(&mut window, prefix);
        rest(&mut window, prefix);
    }
}
