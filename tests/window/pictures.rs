//! The window looks as in `tests/window/pictures`: few pictures of much, in both appearances, compared pixel by pixel.
//!
//! `ACCOLADE_RENEW_PICTURES=1 cargo test --test window pictures` makes them anew; look at each before it is committed.

use super::look::appear;
use super::world::World;

/// Every mistake a sheet usually has, and names in many scripts.
const SHEET: &str = "Name,E-mail,Score,Finished\n\
    Anna Lee,anna@example.org,91,2026-05-02\n\
    JosÃ© GarcÃ\u{ad}a,jose@example.org,88,2026-05-02\n\
    محمد علي الأندلسي,ali@example.org,75,2026-05-03\n\
    Ben Okafor,ben(at)example.org,64,2026-05-03\n\
    अनन्या शर्मा,ananya@example.org,ninety,2026-05-04\n\
    Łukasz Żółć,lukasz@example.org,70,31.04.2026\n\
    王小明,wang@example.org,93,2026-05-04\n\
    สมชาย ใจดี,somchai@example.org,81,2026-05-04\n\
    Anna Lee,anna@example.org,91,2026-05-02\n\
    ,nobody@example.org,50,2026-05-05\n\
    שרה כהן,sara@example.org,97,2026-05-05\n\
    Maximiliane Wilhelmine zu Hohenlohe-Waldenburg-Schillingsfürst,max@example.org,77,2026-05-05\n";

#[test]
fn home_and_what_is_found_by_a_key() {
    let world = World::new("pictures-home");
    let mut window = world.sample();
    window.until("24 pending review");
    appear(&mut window, "Appearance: light");
    window.looks_like("home-light");
    appear(&mut window, "Appearance: dark");
    window.0.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::K);
    window.until("Appearance: light");
    window.looks_like("palette-dark");
}

#[test]
fn a_table_with_problems() {
    let world = World::new("pictures-rows");
    let path = world.folder.join("participants.csv");
    std::fs::write(&path, SHEET).expect("the sheet");
    let mut window = world.sample();
    window.until("24 pending review");
    appear(&mut window, "Appearance: light");
    window.click("Create credentials");
    window.until("For which group?");
    window.click("Summer Coding Camp");
    window.until("Who receives a credential?");
    window.type_into("Spreadsheet", &path.display().to_string());
    window.click("Open");
    window.until("What do the columns hold?");
    window.click("Check 12 rows");
    window.until("Next problem");
    window.looks_like("rows-light");
    appear(&mut window, "Appearance: dark");
    window.looks_like("rows-dark");
}

#[test]
fn what_is_under_review() {
    let world = World::new("pictures-review");
    let mut window = world.sample();
    window.until("24 pending review");
    appear(&mut window, "Appearance: light");
    window.click("24 pending review");
    window.until("Select all");
    window.click("Select ਹਰਪ੍ਰੀਤ ਕੌਰ");
    window.until("1 selected");
    window.looks_like("sheet-light");
    appear(&mut window, "Appearance: dark");
    window.click("Clear");
    window.click("กิตติศักดิ์ น้ำทิพย์");
    window.until("Issued on");
    window.looks_like("page-dark");
    appear(&mut window, "Appearance: light");
    window.click("Recipient page");
    window.until("Awarded to");
    window.looks_like("recipient-light");
}

#[test]
fn a_published_credential() {
    let world = World::new("pictures-credential");
    let mut window = world.sample();
    window.until("36 published");
    appear(&mut window, "Appearance: light");
    window.click("36 published");
    window.until("FDP-2026-00024");
    window.click("FDP-2026-00024");
    window.until("History");
    window.looks_like("credential-light");
}

#[test]
fn designs_and_settings() {
    let world = World::new("pictures-designs");
    let mut window = world.sample();
    window.until("36 published");
    appear(&mut window, "Appearance: dark");
    window.click("Designs");
    window.until("Import a design");
    window.looks_like("designs-dark");
    appear(&mut window, "Appearance: light");
    window.click("Settings");
    window.click("Language and dates");
    window.looks_like("settings-light");
}
