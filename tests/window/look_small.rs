//! Pictures of every screen with nothing in the workspace, and in a window of half a screen at 200 %, as in `look`.

use super::look::appear;
use super::world::{Window, World};

/// 1920 × 1080 at 200 %.
const HALF: [f32; 2] = [960.0, 540.0];

fn sections(window: &mut Window, prefix: &str) {
    for (section, shot) in [
        ("Home", "home"),
        ("Groups", "groups"),
        ("Designs", "designs"),
        ("Review", "review"),
        ("Published", "published"),
        ("Settings", "settings"),
    ] {
        window.click(section);
        window.settle();
        window.shot(&format!("{prefix}-{shot}"));
    }
}

#[test]
fn a_workspace_with_nothing_in_it_says_what_to_do() {
    let world = World::new("look-empty");
    let mut window = world.window();
    window.until("Start my own");
    appear(&mut window, "Appearance: light");
    window.click("Start my own");
    window.until("Who issues?");
    window.type_into("Name of the issuer", "Université de la Fête");
    window.click("Start");
    window.until("Make the first group");
    window.settle();
    sections(&mut window, "empty");
    window.click("Home");
    window.click("Create credentials");
    window.settle();
    window.shot("empty-create");
    window.click("Home");
    window.click("Make the first group");
    window.settle();
    window.shot("empty-group");
    appear(&mut window, "Appearance: dark");
    sections(&mut window, "empty-dark");
}

#[test]
fn every_screen_fits_into_half_a_screen() {
    let world = World::new("look-half");
    let mut window = world.sample_of(HALF);
    window.until("24 pending review");
    appear(&mut window, "Appearance: light");
    sections(&mut window, "half");
    window.click("Groups");
    window.until("New group");
    window.click("Summer Coding Camp");
    window.settle();
    window.shot("half-group");
    window.click("Home");
    window.click("Create credentials");
    window.until("For which group?");
    window.settle();
    window.shot("half-create-group");
    window.click("Summer Coding Camp");
    window.until("Who receives a credential?");
    window.settle();
    window.shot("half-create-recipients");
    let path = world.folder.join("names.csv");
    let names = "Name,E-mail,Score\nمحمد بن عبد الله,a@example.org,1\nשרה כהן,b@example.org,2\n\
        अनन्या शर्मा,c@example,3\nสมชาย ใจดี,d@example.org,4\n王小明,e@example.org,5\n𠮷野家,f@example.org,x\n\
        Maximiliane Wilhelmine zu Hohenlohe-Waldenburg-Schillingsfürst von und zu der Weide,g@example.org,7\nX,h@example.org,8\n";
    std::fs::write(&path, names).expect("the sheet");
    window.type_into("Spreadsheet", &path.display().to_string());
    window.click("Open");
    window.until("What do the columns hold?");
    window.settle();
    window.shot("half-create-columns");
    window.click("Check 8 rows");
    window.until("Next problem");
    window.settle();
    window.shot("half-create-check");
    window.click_starting("Go on");
    window.until("Issue date");
    window.settle();
    window.settle();
    window.shot("half-create-generate");
    window.click("Issue date: calendar");
    window.settle();
    window.shot("half-calendar");
}
