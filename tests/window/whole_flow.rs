//! The whole way of an issuer, step by step as PRODUCT.md has it, in one window with real files and a real workspace.

use std::path::{Path, PathBuf};

use egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT, Queryable};

use super::world::{Window, World};

const GROUP: &str = "دورة الجوقة";

/// A title above the headings, a name in a wrong encoding, an address that is none, an unknown level, a row without a name.
const SHEET: &str = "Autumn course;;;\n\
    Participant;E-mail address;Grade;Level\n\
    Łukasz Żółć;lukasz@example.org;91;Gold\n\
    JosÃ© GarcÃ\u{ad}a;jose@example.org;88;Silver\n\
    أحمد خليل;ahmad@example.org;75;Gold\n\
    Ben Okafor;ben(at)example.org;64;Bronze\n\
    ;nobody@example.org;70;Gold\n\
    तमिल अनन्या;ananya@example.org;82;Silver\n";

/// Everybody, from the form and from the sheet.
const NAMES: [&str; 7] = [
    "Zoë Ánh",
    "שרה כהן",
    "Łukasz Żółć",
    "José García",
    "أحمد خليل",
    "Ben Okafor",
    "तमिल अनन्या",
];

#[test]
fn from_the_first_start_to_published_corrected_and_revoked() {
    let world = World::new("whole-flow");
    let mut window = world.window_of([1280.0, 1900.0]);
    first_start(&mut window);
    make_group(&mut window);
    by_form(&mut window);
    by_spreadsheet(&mut window, &world);
    mend(&mut window);
    verify_and_generate(&mut window);
    let held = review(&mut window);
    publish(&mut window, &held);
    let published = world.folder.join("documents/harbour-school/published");
    let folders = check_files(&published, &held);
    let corrected = later(&mut window, &held);
    check_later(&folders, &corrected);
}

fn first_start(window: &mut Window) {
    window.until("Welcome to Accolade");
    window.click("Start my own");
    window.until("Who issues?");
    window.type_into("Name of the issuer", "Harbour School");
    window.type_into("Web address", "https://certificates.example.org");
    window.click("Start");
    window.until("Credential groups");
}

fn make_group(window: &mut Window) {
    window.click("Groups");
    window.until("New group");
    window.click("New group");
    window.until("Custom fields");
    window.type_into("Title", GROUP);
    window.type_into("Code", "CH");
    window.type_into("Add a skill", "Conducting, ");
    window.until("Remove the skill Conducting");
    window.until("Meridian");
    window.click("Meridian");
    window.click("Medallion");
    for (number, name, kind) in [(1, "grade", "Number"), (2, "level", "Choice")] {
        window.click("Add a field");
        window.until(&format!("Name of field {number}"));
        window.type_into(&format!("Name of field {number}"), name);
        window.click(&format!("Kind of field {number}"));
        window.until(kind);
        window.click(kind);
    }
    window.until("Values of field 2");
    window.type_into("Values of field 2", "Gold, Silver");
    window.click("Make group");
    window.until(&format!("“{GROUP}” is made"));
}

fn by_form(window: &mut Window) {
    window.until("Create credentials");
    window.click("Create credentials");
    window.until("Fill in a form");
    window.click("Fill in a form");
    window.until("Fill in the recipients");
    window.settle();
    window.type_into("Name 1", NAMES[0]);
    window.type_into("grade 1", "95");
    window.type_into("level 1", "Gold");
    window.0.get_by_label("Name 2").focus();
    window.0.step();
    window.0.step();
    let block = format!("{}\tsara@example.org", NAMES[1]);
    window.0.event(egui::Event::Paste(block));
    window.until("Check 2 recipients");
    window.click("Check 2 recipients");
    window.until("All 2 people are ready.");
    window.click("Go on");
    window.until("Generate 2 credentials");
    window.click("Generate 2 credentials");
    window.until("2 credentials wait for review");
}

fn by_spreadsheet(window: &mut Window, world: &World) {
    let path = world.folder.join("autumn.csv");
    std::fs::write(&path, SHEET).expect("the sheet");
    window.drop_file(&path);
    // What was made last is still shown: its group is meant.
    window.until("What do the columns hold?");
    window.until("Check 6 rows");
    window.click("Check 6 rows");
    window.until("4 of 6 rows are ready. 2 need you.");
}

fn mend(window: &mut Window) {
    let damaged = "Participant, row 4: JosÃ© GarcÃ\u{ad}a";
    window.until(damaged);
    window.click(damaged);
    window.until("Write it as José García");
    window.click("Write it as José García");
    window.until("Participant, row 4: José García");
    window.0.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    window.until(damaged);
    window.0.key_press_modifiers(Modifiers::COMMAND, Key::Y);
    window.until("Participant, row 4: José García");
    window.click("E-mail address, row 6: ben(at)example.org");
    window.until("Write it as ben@example.org");
    window.click("Write it as ben@example.org");
    window.until("E-mail address, row 6: ben@example.org");
    window.write_cell("Level, row 6: Bronze", "Silver");
    window.until("5 of 6 rows are ready. 1 needs you.");
    window.click("Need you");
    window.until("Row 7");
    window.click("Leave out");
    window.until("All 5 rows are ready.");
}

fn verify_and_generate(window: &mut Window) {
    window.click("Go on with 5 rows");
    window.until("5 credentials");
    window.type_into("Issue date", "2026-05-30");
    window.type_into("Expiry date", "2029-05-30");
    window.until("Right-to-left");
    window.click("Right-to-left");
    window.until("Credential of أحمد خليل");
    window.click("Generate 5 credentials");
    window.until("5 credentials wait for review");
}

/// Accepts what is to be accepted one by one, and holds one; gives its name.
fn review(window: &mut Window) -> String {
    window.click("Review");
    window.until("Select all");
    for name in NAMES {
        window.until(&format!("Select {name}"));
    }
    let held = NAMES[5];
    window.click(held);
    window.until("Hold…");
    window.until(&format!("Certificate of {held}"));
    window.click("Recipient page");
    window.until("Awarded to");
    window.click("Hold…");
    window.until("Hold 1 credential?");
    window.type_into("Reason", "The fee is not paid");
    window.click("Hold");
    window.until("Held 1 credential");
    window.click("Review");
    window.until("Select all");
    held.to_owned()
}

fn publish(window: &mut Window, held: &str) {
    window.until("Publish 6 now…");
    window.click("Publish 6 now…");
    window.until("Back to review");
    let warned = window.0.query_all_by_label_contains("Accept the warnings of").last();
    if let Some(label) = warned.and_then(|node| node.accesskit_node().label()) {
        window.click(&label);
    }
    window.until(&format!("Look at {held}"));
    window.until("Publish 6 credentials");
    window.click("Publish 6 credentials");
    window.until("Published 6 credentials");
}

/// Every credential has its files, and their page says the name; gives the folders with the names.
fn check_files(published: &Path, held: &str) -> Vec<(PathBuf, String)> {
    let mut folders = Vec::new();
    for entry in std::fs::read_dir(published).expect("the published files") {
        let folder = entry.expect("reads").path();
        let Ok(page) = std::fs::read_to_string(folder.join("index.html")) else {
            continue;
        };
        let name = NAMES.into_iter().find(|name| page.contains(&format!(">{name}<")));
        folders.push((folder, name.expect("a name on the page").to_owned()));
    }
    let mut names: Vec<&str> = folders.iter().map(|(_, name)| name.as_str()).collect();
    names.sort_unstable();
    let mut expected: Vec<&str> = NAMES.into_iter().filter(|name| *name != held).collect();
    expected.sort_unstable();
    assert_eq!(names, expected);
    for (folder, name) in &folders {
        let files = endings(&folder.join("1"));
        assert!(
            files.iter().filter(|ending| *ending == "pdf").count() == 1,
            "{name}: {files:?}"
        );
        // The certificate and the badge.
        assert!(
            files.iter().filter(|ending| *ending == "png").count() >= 2,
            "{name}: {files:?}"
        );
    }
    folders
}

fn endings(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).expect("the files of a revision");
    let ending = |path: PathBuf| path.extension().map(|ending| ending.to_string_lossy().into_owned());
    entries
        .filter_map(|entry| ending(entry.expect("reads").path()))
        .collect()
}

/// What can happen to one that is published; gives its corrected name.
fn later(window: &mut Window, held: &str) -> String {
    window.click("Published");
    window.until("Search published credentials");
    let name = NAMES[2];
    window.type_into("Search published credentials", "Żółć");
    window.wait("only that one", |window| {
        window.has(name) && NAMES.iter().filter(|other| window.has(other)).count() == 1
    });
    window.click(name);
    window.until("History");
    window.click("Suspend…");
    window.until("Suspend this credential?");
    window.type_into("Reason", "Under appeal");
    window.click("Suspend");
    window.until("Reinstate");
    window.click("Reinstate");
    window.until("Correct…");
    window.click("Correct…");
    window.until("Correct this credential");
    window.type_into("Name", " Jr.");
    window.type_into("Reason", "The name was not complete");
    window.click("Begin the correction");
    window.until("Correction");
    window.until("Publish this one…");
    window.click("Publish this one…");
    window.until("Publish 1 credential");
    window.click("Publish 1 credential");
    window.until("Published 1 credential");
    let corrected = format!("{name} Jr.");
    window.click(&corrected);
    window.until("Revision 2");
    window.click("Revoke…");
    window.until("Revoke this credential?");
    window.type_into("Reason", "Issued by mistake");
    window.click("Revoke");
    window.until("Revoked the credential");
    window.until_gone("Suspend…");
    window.click("Home");
    window.until("1 held");
    assert!(!window.has(held), "{held} is not among the published");
    corrected
}

/// The first revision is still there, the second one says the new name, and the page says that it is revoked.
fn check_later(folders: &[(PathBuf, String)], corrected: &str) {
    let (folder, _) = folders.iter().find(|(_, name)| name == NAMES[2]).expect("its folder");
    let page = std::fs::read_to_string(folder.join("index.html")).expect("the page");
    assert!(page.contains(corrected), "the page has the new name");
    assert!(page.contains("revoked"), "the page says that it is revoked");
    assert!(endings(&folder.join("1")).contains(&"pdf".to_owned()));
    assert!(endings(&folder.join("2")).contains(&"pdf".to_owned()));
    let first = std::fs::read_to_string(folder.join("1/index.html")).expect("what the first revision says");
    assert!(first.contains("index.html") || first.contains("superseded"), "{first}");
}
