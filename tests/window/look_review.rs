//! Pictures of the screens of review, as in `look`.

use super::look::appear;
use super::world::World;

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
