//! Every screen by keys alone: all that can be done has a name and is reached with Tab, and Enter does it.

use std::collections::BTreeSet;

use egui::Key;
use egui_kittest::kittest::{NodeT, Queryable};

use super::world::{Window, World};

/// More than any screen of the sample has.
const MOST: usize = 400;

/// All that can be clicked or typed into now, by role and name.
fn offered(window: &Window) -> BTreeSet<String> {
    let nodes = window.0.query_all_by(|node| {
        let acts = matches!(
            node.role(),
            egui::accesskit::Role::Button
                | egui::accesskit::Role::Link
                | egui::accesskit::Role::CheckBox
                | egui::accesskit::Role::RadioButton
                | egui::accesskit::Role::ComboBox
                | egui::accesskit::Role::Tab
                | egui::accesskit::Role::TextInput
                | egui::accesskit::Role::MultilineTextInput
                | egui::accesskit::Role::SpinButton
                | egui::accesskit::Role::Slider
                | egui::accesskit::Role::Row
                | egui::accesskit::Role::ListBoxOption
        );
        // What a check does Space does on what it belongs to.
        let check = node.role() == egui::accesskit::Role::CheckBox
            && node.label().is_some_and(|label| label.starts_with("Select "));
        acts && !check && !node.is_disabled() && !node.is_hidden()
    });
    nodes.map(|node| named(&node)).collect()
}

fn named<'t>(node: &impl NodeT<'t>) -> String {
    let node = node.accesskit_node();
    format!("{:?} {}", node.role(), node.label().unwrap_or_default())
}

/// What has the keyboard.
pub(super) fn focused(window: &Window) -> Option<String> {
    let mut nodes = window.0.query_all_by(|node| node.is_focused() && !node.is_hidden());
    nodes.next().map(|node| named(&node))
}

/// Buttons of the same name, which nobody who hears them can tell apart.
fn namesakes(window: &Window) -> Vec<String> {
    let buttons = window
        .0
        .query_all_by(|node| node.role() == egui::accesskit::Role::Button && !node.is_hidden());
    let mut names: Vec<String> = buttons.map(|node| named(&node)).collect();
    names.sort();
    let twice = names.iter().zip(names.iter().skip(1)).filter(|(a, b)| a == b);
    twice.map(|(name, _)| name.clone()).collect()
}

/// Goes through the screen with Tab; what is offered must have names, each button one of its own, and be reached.
fn is_reached(window: &mut Window, screen: &str) {
    let wanted = offered(window);
    assert!(wanted.len() > 5, "{screen}: {wanted:?}");
    for name in &wanted {
        assert!(
            name.split_once(' ').is_some_and(|(_, name)| !name.is_empty()),
            "{screen}: {name} has no name"
        );
    }
    assert_eq!(namesakes(window), [""; 0], "{screen}");
    // A screen begins with something.
    let mut reached: BTreeSet<String> = focused(window).into_iter().collect();
    for _ in 0..MOST {
        window.0.key_press(Key::Tab);
        window.0.step();
        window.0.step();
        reached.extend(focused(window));
        if wanted.is_subset(&reached) {
            return;
        }
    }
    let missed: Vec<&String> = wanted.difference(&reached).collect();
    panic!("{screen}: Tab does not reach {missed:#?}");
}

#[test]
fn the_first_screens_are_reached_by_keys() {
    let world = World::new("keyboard-start");
    let mut window = world.window();
    window.until("Welcome to Accolade");
    window.0.key_press(Key::Tab);
    window.0.step();
    assert!(focused(&window).is_some());
    drop(window);

    let mut window = world.sample();
    window.until("36 published");
    is_reached(&mut window, "home");
    for (section, there) in [
        ("Groups", "New group"),
        ("Designs", "Import a design"),
        ("Published", "Search published credentials"),
    ] {
        window.click(section);
        window.until(there);
        window.settle();
        is_reached(&mut window, section);
    }
}

#[test]
fn the_steps_of_review_are_reached_by_keys() {
    let world = World::new("keyboard-review");
    let mut window = world.sample();
    window.until("24 pending review");
    window.click("Review");
    window.until("Select all");
    window.settle();
    is_reached(&mut window, "contact sheet");
    // Enter opens, and Space selects.
    for _ in 0..MOST {
        window.0.key_press(Key::Tab);
        window.0.step();
        if focused(&window).is_some_and(|name| name.starts_with("ListBoxOption ")) {
            break;
        }
    }
    window.0.key_press(Key::Space);
    window.until("1 selected");
    window.0.key_press(Key::Space);
    window.until_gone("1 selected");
    window.click("Show as a list");
    window.settle();
    is_reached(&mut window, "list");
    // A row opens with Enter.
    for _ in 0..MOST {
        window.0.key_press(Key::Tab);
        window.0.step();
        if focused(&window).is_some_and(|name| name.starts_with("Row ")) {
            break;
        }
    }
    window.0.key_press(Key::Enter);
    window.until("Issued on");
    window.settle();
    is_reached(&mut window, "review page");
    window.click("Review");
    window.until("Publish 24 now…");
    window.click("Publish 24 now…");
    window.until("Back to review");
    window.settle();
    is_reached(&mut window, "publish");
}

#[test]
fn the_steps_of_creating_are_reached_by_keys() {
    let world = World::new("keyboard-create");
    let path = world.folder.join("people.csv");
    // Several kinds of problems, whose buttons do the same for each.
    let sheet = "Name,E-mail,Score,Remark\nAnna  Lee,anna@example.org,91,x\nJosÃ© GarcÃ\u{ad}a,jose@gmial.com,88,\n\
        Ben  Okafor,ben(at)example.org,64,\nRenÃ©e Dubois,renee@gmial.com,70,y\nAnna  Lee,anna@example.org,91,x\n";
    std::fs::write(&path, sheet).expect("the sheet");
    let mut window = world.sample_of([1280.0, 1100.0]);
    window.until("36 published");
    window.click("Create credentials");
    window.until("For which group?");
    window.settle();
    is_reached(&mut window, "the group");
    window.click("Summer Coding Camp");
    window.until("Who receives a credential?");
    window.settle();
    is_reached(&mut window, "recipients");
    window.click("Fill in a form");
    window.until("Name 1");
    window.settle();
    is_reached(&mut window, "the form");
    window.drop_file(&path);
    window.wait("the columns", |window| {
        window.has("What do the columns hold?") || window.has("Which group is people.csv for?")
    });
    if window.has("Which group is people.csv for?") {
        window.click("Summer Coding Camp");
        window.until("What do the columns hold?");
    }
    window.settle();
    is_reached(&mut window, "the columns");
    window.click("Check 5 rows");
    window.until("Next problem");
    window.settle();
    is_reached(&mut window, "the rows");
    window.click("Name, row 4: Ben  Okafor");
    window.settle();
    is_reached(&mut window, "the rows, one chosen");
    window.click_starting("Go on");
    window.until("Issue date");
    window.settle();
    is_reached(&mut window, "verify");
}

#[test]
fn forms_and_pages_of_one_thing_are_reached_by_keys() {
    let world = World::new("keyboard-pages");
    let mut window = world.sample_of([1280.0, 1900.0]);
    window.until("36 published");
    window.click("Groups");
    window.until("Foundations of Data Protection");
    window.click("Foundations of Data Protection");
    window.until("Name of field 1");
    window.settle();
    is_reached(&mut window, "the form of a group");
    // The form has a heading of the same name.
    window.click("Home");
    window.until("36 published");
    window.click("Designs");
    window.until("Import a design");
    window.click("Meridian");
    window.until("Edit in the studio");
    window.settle();
    is_reached(&mut window, "the page of a design");
    window.click("Home");
    window.until("36 published");
    super::credential::published(&mut window);
    is_reached(&mut window, "the page of a credential");
}

#[test]
fn keys_lead_to_what_is_out_of_sight() {
    let world = World::new("keyboard-far");
    let mut window = world.sample_of([1280.0, 700.0]);
    window.until("24 pending review");
    window.click("Review");
    window.until("Select all");
    window.settle();
    assert!(window.has("Contact sheet, 24 credentials"));
    let to_first = |window: &mut Window, kind: &str| {
        for _ in 0..MOST {
            if focused(window).is_some_and(|name| name.starts_with(kind)) {
                return focused(window);
            }
            window.0.key_press(Key::Tab);
            window.0.step();
            window.0.step();
        }
        panic!("Tab reaches no {kind}");
    };
    let go = |window: &mut Window, key: Key| {
        window.0.key_press(key);
        window.settle();
        let inside = egui::Rect::from_min_size([0.0, 0.0].into(), [1280.0, 700.0].into());
        let mut nodes = window.0.query_all_by(|node| node.is_focused() && !node.is_hidden());
        let node = nodes.next().expect("the focus is somewhere");
        assert!(inside.contains_rect(node.rect()), "{:?} is out of sight", node.rect());
        named(&node)
    };
    let first = to_first(&mut window, "ListBoxOption ");
    let last = go(&mut window, Key::End);
    assert_ne!(Some(&last), first.as_ref());
    let next = go(&mut window, Key::ArrowLeft);
    assert!(next != last && next.starts_with("ListBoxOption "), "{next}");
    assert_eq!(go(&mut window, Key::ArrowRight), last);
    assert_eq!(Some(go(&mut window, Key::Home)), first);
    window.0.key_press_modifiers(egui::Modifiers::SHIFT, Key::End);
    window.until("24 selected");
    window.0.key_press(Key::Escape);
    window.click("Show as a list");
    window.settle();
    assert!(window.has("Table, 24 rows"));
    let first = to_first(&mut window, "Row ");
    let last = go(&mut window, Key::End);
    assert!(Some(&last) != first.as_ref() && last.starts_with("Row "), "{last}");
    assert_ne!(go(&mut window, Key::ArrowUp), last);
    assert_eq!(Some(go(&mut window, Key::Home)), first);
}

#[test]
fn the_pages_of_the_settings_are_reached_by_keys() {
    let world = World::new("keyboard-settings");
    let mut window = world.sample_of([1280.0, 1100.0]);
    window.until("36 published");
    window.click("Settings");
    for page in ["Issuer", "Appearance", "Language and dates", "Fonts", "Workspace"] {
        window.click(page);
        window.settle();
        is_reached(&mut window, page);
    }
}

#[test]
fn a_day_is_picked_from_the_calendar_by_keys() {
    let world = World::new("keyboard-calendar");
    let mut window = world.sample_of([1280.0, 1100.0]);
    window.until("36 published");
    window.click("Days of issue of the search");
    window.until("Issued from: calendar");
    window.click("Issued from: calendar");
    // The clock of the tests says that today is the last of May.
    window.until("31 May 2026");
    window.settle();
    window.shot("calendar");
    assert_eq!(focused(&window).as_deref(), Some("Button 31 May 2026"));
    window.0.key_press(Key::ArrowRight);
    window.until("30 June 2026");
    window.0.key_press(Key::PageDown);
    window.until("31 July 2026");
    window.0.step();
    window.0.step();
    assert_eq!(focused(&window).as_deref(), Some("Button 1 July 2026"));
    window.0.key_press(Key::ArrowUp);
    window.until_gone("31 July 2026");
    window.0.step();
    window.0.key_press(Key::Enter);
    window.wait("the day in the field", |window| {
        let mut fields = window.0.query_all_by_label("Issued from");
        fields.any(|field| field.value().is_some_and(|text| text == "2026-06-24"))
    });
}

#[test]
fn years_are_gone_through_by_keys_and_chosen_in_the_calendar() {
    let world = World::new("keyboard-years");
    let mut window = world.sample_of([1280.0, 1100.0]);
    window.until("36 published");
    window.click("Days of issue of the search");
    window.until("Issued from: calendar");
    window.click("Issued from: calendar");
    window.until("31 May 2026");
    window.settle();
    window.0.key_press_modifiers(egui::Modifiers::SHIFT, Key::PageUp);
    window.until("31 May 2025");
    window.settle();
    window.0.key_press_modifiers(egui::Modifiers::SHIFT, Key::PageDown);
    window.until("31 May 2026");
    window.settle();
    window.click("May 2026");
    window.until("2039");
    window.settle();
    window.shot("calendar-years");
    window.click("Earlier years");
    window.until("2002");
    window.settle();
    window.click("1994");
    window.until("31 May 1994");
    window.settle();
    assert_eq!(focused(&window).as_deref(), Some("Button 31 May 1994"));
    // By keys alone.
    window.click("May 1994");
    window.until("2002");
    window.settle();
    assert_eq!(focused(&window).as_deref(), Some("Button 1994"));
    window.0.key_press(Key::ArrowDown);
    window.until("May 1998");
    window.settle();
    window.0.key_press(Key::Enter);
    window.until("31 May 1998");
    window.settle();
    window.0.key_press(Key::Enter);
    window.wait("the day in the field", |window| {
        let mut fields = window.0.query_all_by_label("Issued from");
        fields.any(|field| field.value().is_some_and(|text| text == "1998-05-31"))
    });
}

#[test]
fn a_new_group_begins_with_its_title() {
    let world = World::new("keyboard-new-group");
    let mut window = world.sample();
    window.until("36 published");
    window.click("Groups");
    window.until("New group");
    window.click("New group");
    window.until("Title");
    window.settle();
    assert_eq!(focused(&window).as_deref(), Some("TextInput Title"));
    window.shot("new-group");
    window.0.event(egui::Event::Text("Night school".to_owned()));
    window.0.step();
    window.0.step();
    let mut fields = window.0.query_all_by_label("Title");
    assert!(fields.any(|field| field.value().as_deref() == Some("Night school")));
}
