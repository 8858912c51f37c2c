//! Where the keyboard is: what a screen begins with, what is given back when something closes, where Tab goes on.

use egui::{Color32, Event, Key, Modifiers, Pos2, Role, Vec2};
use egui_kittest::kittest::{NodeT, Queryable};

use super::keyboard::focused;
use super::world::{Window, World};

/// Waits until this has the keyboard, by its role and the beginning of its name.
fn begins_with(window: &mut Window, what: &str) {
    let has_it = |window: &Window| focused(window).is_some_and(|name| name.starts_with(what));
    window.wait(&format!("the keyboard in {what}"), has_it);
}

fn press(window: &mut Window, key: Key) {
    window.0.key_press(key);
    window.0.step();
    window.0.step();
    window.0.step();
}

/// Presses Tab until this has the keyboard.
fn tab_to(window: &mut Window, what: &str) {
    for _ in 0..300 {
        press(window, Key::Tab);
        if focused(window).is_some_and(|name| name.starts_with(what)) {
            return;
        }
    }
    panic!("Tab does not come to {what}");
}

fn go(window: &mut Window, section: &str) {
    tab_to(window, &format!("Button {section}"));
    press(window, Key::Enter);
}

#[test]
fn every_section_begins_with_its_first_thing() {
    let world = World::new("focus-sections");
    let mut window = world.window();
    window.until("Welcome to Accolade");
    begins_with(&mut window, "Button Look around with sample data");
    drop(window);

    let mut window = world.sample();
    begins_with(&mut window, "Button Create credentials");
    for (section, first) in [
        ("Groups", "Button "),
        ("Designs", "Button "),
        ("Review", "ListBoxOption "),
        ("Published", "TextInput Search published credentials"),
        ("Settings", "Tab Issuer"),
        ("Home", "Button Create credentials"),
    ] {
        go(&mut window, section);
        begins_with(&mut window, first);
        let name = focused(&window).expect("has the keyboard");
        assert!(
            !["Home", "Groups", "Designs"]
                .map(|name| format!("Button {name}"))
                .contains(&name),
            "{section}: {name}"
        );
    }
}

#[test]
fn the_way_through_new_credentials_begins_with_the_first_thing_of_each_step() {
    let world = World::new("focus-create");
    let path = world.folder.join("people.csv");
    std::fs::write(
        &path,
        "Name,E-mail\nAnn Lee,ann@example.org\nBo Kim,bo(at)example.org\n",
    )
    .expect("the sheet");
    let mut window = world.sample();
    begins_with(&mut window, "Button Create credentials");
    press(&mut window, Key::Enter);
    window.until("For which group?");
    begins_with(&mut window, "Button Diploma in Archival Science");
    tab_to(&mut window, "Button Summer Coding Camp");
    press(&mut window, Key::Enter);
    begins_with(&mut window, "TextInput Spreadsheet");
    window.0.event(Event::Text(path.to_string_lossy().into_owned()));
    window.0.step();
    window.0.step();
    press(&mut window, Key::Enter);
    begins_with(&mut window, "Button Check 2 rows");
    // Not by what the page begins with, so that it can be told from what was left.
    tab_to(&mut window, "Tab Check");
    press(&mut window, Key::Enter);
    window.until_starting("1 of 2 rows are ready");
    begins_with(&mut window, "Table Rows, 2");
    // The way back is Escape, and what was left has the keyboard again.
    press(&mut window, Key::Escape);
    window.until("What do the columns hold?");
    begins_with(&mut window, "Tab Check");
    press(&mut window, Key::Escape);
    window.until("For which group?");
    begins_with(&mut window, "Button Summer Coding Camp");
    press(&mut window, Key::Escape);
    window.until("36 published");
    begins_with(&mut window, "Button Create credentials");
    // It is left for good, and can be gone to again.
    let step = |window: &mut Window, key: Key| {
        window.0.key_press_modifiers(Modifiers::ALT, key);
        window.settle();
    };
    step(&mut window, Key::ArrowLeft);
    assert!(window.has("36 published"), "nothing lies before the home page");
    step(&mut window, Key::ArrowRight);
    step(&mut window, Key::ArrowRight);
    assert!(window.has("What do the columns hold?"), "the steps lie ahead");
}

#[test]
fn what_closes_gives_the_keyboard_back_to_what_opened_it() {
    let world = World::new("focus-back");
    let mut window = world.sample();
    begins_with(&mut window, "Button Create credentials");
    // The menu of the workspace opens and works by keys.
    tab_to(&mut window, "Button Workspace: ");
    press(&mut window, Key::Enter);
    begins_with(&mut window, "Button Open a workspace…");
    press(&mut window, Key::ArrowDown);
    begins_with(&mut window, "Button Close the workspace");
    press(&mut window, Key::Escape);
    begins_with(&mut window, "Button Workspace: ");
    window.until_gone("Close the workspace");
    // So do dialogs: this one begins with its field.
    go(&mut window, "Designs");
    tab_to(&mut window, "Button Import a design");
    press(&mut window, Key::Enter);
    begins_with(&mut window, "TextInput File or folder");
    press(&mut window, Key::Tab);
    begins_with(&mut window, "Button Browse for: File or folder");
    tab_to(&mut window, "Button Cancel");
    press(&mut window, Key::Tab);
    begins_with(&mut window, "TextInput File or folder");
    press(&mut window, Key::Escape);
    begins_with(&mut window, "Button Import a design");
    // The search over everything, too.
    window.0.key_press_modifiers(Modifiers::COMMAND, Key::K);
    begins_with(&mut window, "TextInput Search everything");
    press(&mut window, Key::Escape);
    begins_with(&mut window, "Button Import a design");
}

#[test]
fn a_list_gives_the_keyboard_back_when_something_was_chosen_from_it() {
    let world = World::new("focus-list");
    // So high that all of the form is in sight.
    let mut window = world.sample_of([1280.0, 1900.0]);
    window.click("Groups");
    window.until("New group");
    window.click("New group");
    window.until("Meridian");
    window.click("Add a field");
    begins_with(&mut window, "TextInput Name of field 1");
    press(&mut window, Key::Tab);
    begins_with(&mut window, "ComboBox Kind of field 1");
    press(&mut window, Key::Enter);
    begins_with(&mut window, "Button Text");
    press(&mut window, Key::ArrowDown);
    begins_with(&mut window, "Button Number");
    press(&mut window, Key::Enter);
    begins_with(&mut window, "ComboBox Kind of field 1");
    press(&mut window, Key::Tab);
    begins_with(&mut window, "TextInput Default of field 1");
}

#[test]
fn escape_leaves_a_page_and_comes_back_to_what_was_chosen() {
    let world = World::new("focus-escape");
    let mut window = world.sample();
    go(&mut window, "Groups");
    tab_to(&mut window, "Button Summer Coding Camp");
    press(&mut window, Key::Enter);
    window.until("Name of files");
    begins_with(&mut window, "Button Create credentials");
    press(&mut window, Key::Escape);
    window.until("New group");
    begins_with(&mut window, "Button Summer Coding Camp");
    // In the list of what waits it takes the selection back first.
    go(&mut window, "Review");
    begins_with(&mut window, "ListBoxOption ");
    press(&mut window, Key::ArrowRight);
    let second = focused(&window).expect("has the keyboard");
    press(&mut window, Key::Enter);
    window.until("Issued on");
    begins_with(&mut window, "Button ");
    // Arrows go to the neighbours, whatever has the keyboard.
    let place = |window: &Window| {
        let mut all = window.0.query_all_by_label_contains(" of 24");
        all.find_map(|node| node.accesskit_node().value()).unwrap_or_default()
    };
    window.wait("its place", |window| !place(window).is_empty());
    let before = place(&window);
    press(&mut window, Key::ArrowRight);
    window.wait("another place", |window| place(window) != before);
    press(&mut window, Key::Escape);
    window.until("Select all");
    begins_with(&mut window, &second);
}

/// Whether the ring around what has the keyboard is drawn at a place.
fn is_ring(window: &Window, at: Pos2) -> bool {
    let picture = window.picture();
    is_ring_color(picture.pixels[at.y as usize * picture.width + at.x as usize])
}

fn is_ring_color(pixel: Color32) -> bool {
    [Color32::from_rgb(0x2F, 0x6F, 0xED), Color32::from_rgb(0x5B, 0x93, 0xFF)].contains(&pixel)
}

#[test]
fn the_ring_is_seen_whole_and_touches_no_letter() {
    let world = World::new("focus-ring");
    let mut window = world.sample();
    window.click("Groups");
    window.until("New group");
    tab_to(&mut window, "Button Home");
    window.settle();
    let place = |window: &Window, label: &str| window.0.get_by_label(label).rect();
    let home = place(&window, "Home");
    assert!(
        is_ring(&window, home.center_bottom() + Vec2::new(0.0, 3.0)),
        "over its neighbour"
    );

    go(&mut window, "Review");
    begins_with(&mut window, "ListBoxOption ");
    // The ring is drawn since the keys are used.
    press(&mut window, Key::ArrowRight);
    press(&mut window, Key::ArrowLeft);
    window.settle();
    let name = focused(&window).expect("has the keyboard");
    let name = name.trim_start_matches("ListBoxOption ").to_owned();
    let card = window.0.get_by_role_and_label(Role::ListBoxOption, &name).rect();
    assert!(
        is_ring(&window, card.center_top() - Vec2::new(0.0, 3.0)),
        "of the first row"
    );

    go(&mut window, "Published");
    begins_with(&mut window, "TextInput Search published credentials");
    tab_to(&mut window, "Row ");
    window.settle();
    let name = focused(&window).expect("has the keyboard");
    let row = window
        .0
        .get_by_role_and_label(Role::Row, name.trim_start_matches("Row "))
        .rect();
    let middle = row.left_center();
    assert!(is_ring(&window, middle - Vec2::new(5.0, 0.0)));
    assert!(
        (0..8).all(|x| !is_ring(&window, middle + Vec2::new(x as f32, 0.0))),
        "on its name"
    );
}

#[test]
fn a_field_keeps_the_keyboard_and_its_text_when_something_appears_above_it() {
    let world = World::new("focus-field");
    let mut window = world.window();
    window.until("Start my own");
    window.click("Start my own");
    begins_with(&mut window, "TextInput Name of the issuer");
    window.type_into("Name of the issuer", "Harbour School");
    window.type_into("Logo", "/no/such/logo.png");
    let before = window.0.get_by_role_and_label(Role::TextInput, "Folder").rect();
    press(&mut window, Key::Enter);
    window.until("Cannot read the logo: it does not exist. Check the path.");
    let place = |window: &Window, label: &str| window.0.get_by_role_and_label(Role::TextInput, label).rect();
    assert_eq!(place(&window, "Folder"), before, "the form does not move");
    begins_with(&mut window, "TextInput Logo");
    window.type_into("Logo", "x");
    window.0.step();
    assert_eq!(focused(&window).as_deref(), Some("TextInput Logo"));
    let field = window.0.get_by_role_and_label(Role::TextInput, "Logo");
    assert_eq!(field.accesskit_node().value().as_deref(), Some("/no/such/logo.pngx"));
}

/// Turns the wheel over the middle of the window.
fn turn(window: &mut Window, by: f32) {
    let middle = window.0.ctx.content_rect().center();
    window.turn(middle, by);
    window.settle();
}

/// Whether the row that has the keyboard is to be seen, below the headings.
fn is_in_sight(window: &Window) -> bool {
    let heading = window.0.get_by_label("Issued on").rect();
    let mut inside = window.0.ctx.content_rect();
    inside.min.y = heading.bottom();
    let mut nodes = window.0.query_all_by(|node| node.is_focused() && !node.is_hidden());
    nodes.next().is_some_and(|node| inside.contains_rect(node.rect()))
}

#[test]
fn a_row_that_is_scrolled_out_of_sight_keeps_the_keyboard() {
    let world = World::new("focus-scrolled");
    let mut window = world.sample_of([1280.0, 620.0]);
    window.until("24 pending review");
    window.click("Review");
    window.until("Select all");
    window.click("Show as a list");
    window.settle();
    tab_to(&mut window, "Row ");
    press(&mut window, Key::Home);
    window.settle();
    press(&mut window, Key::ArrowDown);
    let second = focused(&window);
    assert!(is_in_sight(&window));
    // Out of sight at the top, and at the bottom.
    turn(&mut window, -4000.0);
    assert_eq!(focused(&window), second);
    assert!(!is_in_sight(&window));
    press(&mut window, Key::ArrowUp);
    window.settle();
    let first = focused(&window);
    assert!(
        first != second && first.as_ref().is_some_and(|name| name.starts_with("Row ")),
        "{first:?}"
    );
    assert!(is_in_sight(&window), "who goes on from it sees where");
    press(&mut window, Key::End);
    window.settle();
    let last = focused(&window);
    turn(&mut window, 4000.0);
    assert_eq!(focused(&window), last);
    assert!(!is_in_sight(&window));
    press(&mut window, Key::Enter);
    window.until("Issued on");
    // It comes back with the page.
    press(&mut window, Key::Escape);
    window.until("Select all");
    begins_with(&mut window, &last.expect("a row"));
    window.settle();
    assert!(is_in_sight(&window));
}

#[test]
fn a_dialog_has_the_keyboard_in_the_studio_too() {
    use super::studio::{key, new_design};
    let world = World::new("focus-studio");
    let mut window = new_design(&world);
    // A question without fields begins with its button.
    window.0.get_by_label("Lock as a template").click_accesskit();
    window.until("Unlock template…");
    let mut offers = window.0.query_all_by_label("Unlock template…");
    offers.next().expect("over the page").click_accesskit();
    drop(offers);
    begins_with(&mut window, "Button Unlock");
    press(&mut window, Key::Tab);
    begins_with(&mut window, "Button Cancel");
    press(&mut window, Key::Tab);
    begins_with(&mut window, "Button Unlock");
    press(&mut window, Key::Enter);
    window.until("Lock it again");
    // One with fields begins with the first; who clicks beside it goes on typing there.
    key(&mut window, Modifiers::COMMAND | Modifiers::SHIFT, Key::N);
    begins_with(&mut window, "TextInput Name of the new design");
    window.click("Square badge");
    begins_with(&mut window, "TextInput Name of the new design");
    press(&mut window, Key::Escape);
    begins_with(&mut window, "Canvas");
}

#[test]
fn the_ring_is_seen_around_the_empty_canvas_and_not_where_something_is_selected() {
    use super::studio::new_design;
    let world = World::new("focus-canvas");
    let mut window = new_design(&world);
    let has_ring = |window: &Window| {
        let canvas = window.0.query_all_by_label_contains("Canvas of ").last();
        let canvas = canvas.expect("a canvas").rect();
        let picture = window.picture();
        // Beside the page, from the top to the bottom.
        let x = canvas.left() as usize + 60;
        let line = canvas.top() as usize..canvas.bottom() as usize;
        line.into_iter()
            .any(|y| is_ring_color(picture.pixels[y * picture.width + x]))
    };
    assert!(!has_ring(&window), "the pointer was used");
    window.0.get_by_label("Preview").focus();
    window.0.step();
    tab_to(&mut window, "Canvas");
    window.settle();
    assert!(has_ring(&window), "the keys lead here");
    // Where something is selected, its handles say where the keys go.
    press(&mut window, Key::R);
    press(&mut window, Key::Enter);
    window.until("Layer Rectangle");
    window.settle();
    assert!(!has_ring(&window));
    press(&mut window, Key::Escape);
    window.settle();
    assert!(has_ring(&window), "nothing is selected any more");
}
