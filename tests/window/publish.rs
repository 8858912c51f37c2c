//! Publishing what waits in the sample workspace.

use std::path::{Path, PathBuf};

use egui_kittest::kittest::Queryable;

use super::world::World;

/// How many pictures of certificates are below a folder.
fn pictures(folder: &Path) -> usize {
    let entries = std::fs::read_dir(folder).expect("a folder");
    let of_entry = |path: PathBuf| match path.is_dir() {
        true => pictures(&path),
        false => {
            let name = path.to_string_lossy();
            usize::from(name.ends_with(".png") && !name.ends_with(" badge.png"))
        }
    };
    entries.map(|entry| of_entry(entry.expect("an entry").path())).sum()
}

#[test]
fn all_that_is_ready_is_published_and_the_files_are_there() {
    let world = World::new("publish");
    let mut window = world.sample();
    window.until("24 pending review");
    // What was looked for before does not hide what is published afterwards.
    window.type_into("Search published credentials", "zebra");
    window.click("24 pending review");
    window.until("Publish 24 now…");
    window.click("Publish 24 now…");
    window.until("Back to review");
    window.settle();
    window.shot("publish-plan");
    let published = world.folder.join("data/sample/workspace/published");
    let before = pictures(&published);
    let copy = world.folder.join("copy");
    window.click("Certificates as pictures (PNG)");
    window.click("Also put a copy, named after the people, into a folder");
    window.until("Folder for the copy");
    window.type_into("Folder for the copy", copy.to_str().expect("a path"));
    assert!(!window.has("Pictures"), "what is not made is not copied");
    window.click("Badges");
    if window.has("Accept the warnings of 1 credential and publish them too") {
        window.click("Accept the warnings of 1 credential and publish them too");
    }
    window.click("Publish 24 credentials");
    window.until("Publishing");
    window.settle();
    window.shot("publish-running");
    window.until("Published 24 credentials");
    window.settle();
    window.shot("publish-done");
    assert_eq!(pictures(&published), before, "none were made of certificates");
    let files = std::fs::read_dir(&copy).expect("the copy").count();
    // A page and a PDF each, and the index.
    assert_eq!(files, 24 * 2 + 1);

    // Both places are named, and nothing is left in review to go back to.
    let places = [
        published.display().to_string(),
        format!("With a copy in {}", copy.display()),
    ];
    assert!(places.iter().all(|place| window.has(place)), "{places:?}");
    assert!(window.has("All published") && !window.has("Back to review"));
    window.click("Open the copy");
    window.wait("the folder", |_| world.opened.0.lock().expect("lock").contains(&copy));
    window.click("Open a recipient page");
    window.wait("the page", |_| world.opened.0.lock().expect("lock").len() == 2);
    assert!(world.opened.0.lock().expect("lock")[1].is_file());
    let list = world.folder.join("list.csv");
    world.dialogs.next.lock().expect("lock").push(Ok(Some(list.clone())));
    window.click("Export list…");
    window.wait("the list", |_| list.is_file());
    let lines = std::fs::read_to_string(&list).expect("the list");
    assert_eq!(lines.lines().count(), 25);
    window.click("All published");
    window.wait("the search to be empty", |window| {
        let mut fields = window.0.query_all_by_label("Search published credentials");
        fields.any(|field| field.value().is_some_and(|words| words.is_empty()))
    });
    window.click("Home");
    window.until("60 published");
}

#[test]
fn which_files_a_copy_gets_is_remembered_for_its_workspace() {
    use egui_kittest::kittest::{NodeT, Queryable};

    let world = World::new("publish-remembered");
    let copy = world.folder.join("copy");
    let label = "Also put a copy, named after the people, into a folder";
    {
        let mut window = world.sample();
        window.until("24 pending review");
        window.click("Review");
        window.until("Publish 24 now…");
        let first = {
            let checks = window.0.query_all_by_label_contains("Select ");
            let mut names = checks.filter_map(|check| check.accesskit_node().label());
            names.find(|name| !name.starts_with("Select all"))
        };
        let first = first.expect("a credential");
        window.click(&first);
        window.until("1 selected");
        window.click("Publish now…");
        window.until("Back to review");
        window.click(label);
        window.until("Folder for the copy");
        window.type_into("Folder for the copy", copy.to_str().expect("a path"));
        window.click("Badges");
        window.click("Publish 1 credential");
        window.until("Published 1 credential");
        window.settle();
    }
    let mut window = world.sample();
    window.until("23 pending review");
    window.click("Review");
    window.until("Publish 23 now…");
    window.click("Publish 23 now…");
    window.until("Folder for the copy");
    let value = window.0.get_by_label("Folder for the copy").accesskit_node().value();
    assert_eq!(value.as_deref(), copy.to_str());
    let chosen = |label: &str| {
        let toggled = window.0.get_by_label(label).accesskit_node().toggled();
        toggled == Some(egui::accesskit::Toggled::True)
    };
    assert!(chosen(label) && chosen("PDF") && chosen("Pictures") && !chosen("Badges"));
    let left = |label: &str| window.0.get_by_label(label).rect().left();
    assert!(
        left("PDF") >= left(label) + 24.0,
        "what belongs to it stands below its words"
    );
}

#[test]
fn what_is_cancelled_can_be_gone_on_with() {
    let world = World::new("cancel");
    let mut window = world.sample();
    window.until("24 pending review");
    window.click("24 pending review");
    window.until("Publish 24 now…");
    window.click("Publish 24 now…");
    window.until("Publish 24 credentials");
    window.click("Publish 24 credentials");
    window.until("Stop publishing");
    window.click("Pause");
    window.until("Paused. What is begun is finished first.");
    // What is broken off is said before the window closes.
    assert!(!window.closes(), "it is asked");
    window.until("Close while this is at work?");
    window.shot("close-while-publishing");
    window.click("Cancel");
    window.until_gone("Close while this is at work?");
    assert!(!window.closes(), "it is asked each time");
    window.click("Cancel");
    // The same before the workspace is left.
    window.until_gone("Close while this is at work?");
    window.click_starting("Workspace: ");
    window.until("Close the workspace");
    window.click("Close the workspace");
    window.until("Leave this workspace while this is at work?");
    window.shot("leave-while-publishing");
    window.click("Cancel");
    window.until_gone("Leave this workspace while this is at work?");
    window.click("Resume");
    window.until("Stop publishing");
    window.click("Stop publishing");
    // Those that were written are published; how many depends on the pace.
    let others = (1..=24).rev().map(|others| format!("Publish the other {others}"));
    let others: Vec<String> = others.collect();
    window.wait("what is left", |window| others.iter().any(|label| window.has(label)));
    window.shot("publish-stopped");
    let other = others.iter().find(|label| window.has(label)).expect("what is left");
    window.click(other);
    window.until("Published 24 credentials");
}
