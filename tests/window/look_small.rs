//! Pictures of every screen with nothing in the workspace, and in a window of half a screen at 200 %, as in `look`.

use egui::{Rect, Role};
use egui_kittest::kittest::{NodeT, Queryable};

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

/// Whatever can be pressed or typed into has its whole width in the window.
fn has_nothing_beyond(window: &Window) {
    let all = window.0.ctx.content_rect();
    for role in [
        Role::Button,
        Role::RadioButton,
        Role::TextInput,
        Role::SearchInput,
        Role::Tab,
    ] {
        for node in window.0.query_all_by_role(role) {
            let (rect, name): (Rect, _) = (node.rect(), node.accesskit_node().label());
            assert!(rect.right() <= all.right(), "{name:?} ends at {}", rect.right());
        }
    }
}

#[test]
fn at_200_percent_in_a_small_window_nothing_is_out_of_reach() {
    let world = World::new("look-twice");
    // 1366 × 840 and 1024 × 700 at 200 %.
    let mut window = world.sample_of([683.0, 420.0]);
    window.until("Review");
    window.click("Review");
    window.until("Select all");
    window.settle();
    has_nothing_beyond(&window);
    window.click("ਹਰਪ੍ਰੀਤ ਕੌਰ");
    window.until("Issued on");
    window.settle();
    window.shot("twice-page");
    // What stands above the picture ends where the panel begins.
    let panel = window.0.get_by_label("Previous credential").rect().left();
    for label in ["Picture", "Recipient page", "Certificate", "Badge", "Open in browser"] {
        let rect = window.0.query_all_by_label(label).next().expect(label).rect();
        assert!(rect.right() <= panel, "{label} ends at {}", rect.right());
    }
    // The data have the room, and what is seldom done comes after them.
    assert!(window.0.get_by_label("Draw anew").rect().top() > 420.0);
    let field = |window: &Window| window.0.get_by_role_and_label(Role::TextInput, "Name").rect();
    window.0.get_by_role_and_label(Role::TextInput, "Name").focus();
    window.settle();
    let seen = Rect::from_min_max([panel, 140.0].into(), [683.0, 420.0].into());
    assert!(
        seen.contains_rect(field(&window)),
        "the name can be typed: {:?}",
        field(&window)
    );
    drop(window);

    let mut window = world.sample_of([512.0, 350.0]);
    window.until("Review");
    window.click("Review");
    window.until("Select all");
    window.settle();
    window.shot("twice-sheet");
    has_nothing_beyond(&window);
    window.click("Settings");
    window.until("Web address");
    window.settle();
    window.shot("twice-settings");
    has_nothing_beyond(&window);
    window.click("Designs");
    window.until("Import a design");
    window.click("New design");
    window.until("It is a");
    window.settle();
    window.shot("twice-new-design");
    for label in ["Create", "Cancel"] {
        let button = window.0.get_by_role_and_label(Role::Button, label).rect();
        assert!(button.bottom() < 350.0, "{label} ends at {}", button.bottom());
    }
    window.click("Cancel");
    window.click("Settings");
    window.until("Web address");
    window.click("Appearance");
    window.until("Size of everything");
    window.settle();
    has_nothing_beyond(&window);
}

#[test]
fn at_200_percent_pages_begin_beside_the_sidebar_and_lists_show_whole_names() {
    let world = World::new("look-twice-lists");
    // 1280 × 800 and 1024 × 700 at 200 %.
    for (size, shot) in [([640.0, 400.0], "twice"), ([512.0, 350.0], "small")] {
        let mut window = world.sample_of(size);
        window.until("Designs");
        appear(&mut window, "Appearance: light");
        sections(&mut window, shot);
        window.click("Designs");
        window.settle();
        let page = window.0.get_by_role_and_label(Role::Heading, "Designs").rect();
        assert!(page.left() > 56.0, "the heading is under the sidebar: {page:?}");
        let filter = window.0.get_by_role_and_label(Role::TextInput, "Filter designs").rect();
        assert!(filter.left() > 56.0 && filter.right() < size[0], "{filter:?}");
        has_nothing_beyond(&window);
        window.click("Published");
        window.until("கௌசல்யா ஸ்ரீதர்");
        window.settle();
        window.shot(&format!("{shot}-published-list"));
        let left = |heading: &str| {
            let mut all = window.0.query_all_by_label(heading).map(|node| node.rect());
            all.find(|rect| rect.top() > 150.0).map(|rect| rect.left())
        };
        let name = left("Name").expect("the column of the names");
        for other in ["Number", "E-mail", "Issued", "State"].into_iter().filter_map(left) {
            assert!(other >= name + 160.0 && other <= size[0] - 110.0, "{other} of {name}");
        }
        window.click("Review");
        window.until("Select all");
        window.click("Show as a list");
        window.settle();
        window.shot(&format!("{shot}-review-list"));
        has_nothing_beyond(&window);
    }
}

/// Whether all of something is in sight, below what stands above the page.
fn is_in_sight(window: &Window, label: &str) -> bool {
    let all = window.0.ctx.content_rect();
    let rect = window.0.query_all_by_label(label).next().expect(label).rect();
    rect.top() >= 104.0 && rect.bottom() <= all.bottom()
}

#[test]
fn at_200_percent_a_step_of_creating_begins_with_its_heading() {
    let world = World::new("look-twice-create");
    // 1024 × 700 at 200 %.
    let mut window = world.sample_of([512.0, 350.0]);
    window.until("Create credentials");
    appear(&mut window, "Appearance: light");
    window.click("Create credentials");
    for (heading, next, shot) in [
        ("For which group?", "Diploma in Archival Science", "twice-create-group"),
        (
            "Who receives a credential?",
            "Fill in a form",
            "twice-create-recipients",
        ),
    ] {
        window.until(heading);
        window.settle();
        window.shot(shot);
        assert!(is_in_sight(&window, heading), "{heading} is scrolled away");
        window.click(next);
    }
    window.settle();
    window.shot("twice-create-form");
}

#[test]
fn what_leads_on_stands_in_one_place_in_every_step_of_creating() {
    // 1024 × 700 at 100 % and at 200 %.
    for (name, size) in [("lead", [1024.0, 700.0]), ("lead-twice", [512.0, 350.0])] {
        let world = World::new(name);
        let mut window = world.sample_of(size);
        window.until("Create credentials");
        appear(&mut window, "Appearance: light");
        window.click("Create credentials");
        window.until("For which group?");
        window.click("Diploma in Archival Science");
        window.until("Who receives a credential?");
        window.settle();
        window.shot(&format!("{name}-recipients"));
        assert!(says_in_sight(&window, "Choose a file, or fill in a form"));
        let place = place_of(&window, "Open");
        let path = world.folder.join("names.csv");
        std::fs::write(&path, "Name,E-mail\nAnn Lee,ann@example.org\n,b@example.org\n").expect("the sheet");
        window.type_into("Spreadsheet", &path.display().to_string());
        window.click("Open");
        for (heading, label) in [
            ("What do the columns hold?", "Check 2 rows"),
            ("1 of 2 rows are ready. 1 needs you.", "Go on with 1 row"),
            ("Issue date", "Generate 1 credential"),
        ] {
            window.until(heading);
            window.settle();
            window.shot(&format!("{name}-{heading}"));
            assert_eq!(place_of(&window, label), place, "{label}");
            window.click(label);
        }
        window.until("1 credential waits for review; 1 row waits to be corrected");
    }
}

/// The right edge and the middle of the height of a button, which is in sight.
fn place_of(window: &Window, label: &str) -> [f32; 2] {
    let rect = window.0.get_by_role_and_label(Role::Button, label).rect();
    assert!(window.0.ctx.content_rect().contains_rect(rect), "{label}: {rect:?}");
    [rect.right().round(), rect.center().y.round()]
}

fn says_in_sight(window: &Window, text: &str) -> bool {
    let mut said = window.0.query_all_by_label(text);
    said.any(|node| window.0.ctx.content_rect().contains_rect(node.rect()))
}

#[test]
fn reading_pages_begin_at_one_edge_with_titles_of_one_size() {
    let world = World::new("one-edge");
    let mut window = world.sample_of([1920.0, 1080.0]);
    window.until("Create credentials");
    let mut places = Vec::new();
    let mut note = |window: &mut Window, heading: &str| {
        window.until(heading);
        window.settle();
        let rect = window.0.get_by_role_and_label(Role::Heading, heading).rect();
        places.push((heading.to_owned(), rect.left().round(), rect.height().round()));
    };
    window.click("Groups");
    note(&mut window, "Credential groups");
    window.click("New group");
    note(&mut window, "New group");
    window.click("Home");
    window.click("Create credentials");
    note(&mut window, "For which group?");
    window.click("Summer Coding Camp");
    note(&mut window, "Who receives a credential?");
    window.click("Fill in a form");
    note(&mut window, "Fill in the recipients");
    let (_, left, high) = places[0].clone();
    for (heading, at, height) in &places {
        // A name has room above and below for marks.
        let is_high = (high - 1.0..=high + 6.0).contains(height);
        assert!(*at == left && is_high, "{heading}: {at}, {height}; {places:?}");
    }
    window.click("Settings");
    window.until("Web address");
    let first = window.0.get_by_role_and_label(Role::Tab, "Issuer").rect();
    assert_eq!(first.left().round(), left);
    // The page ends where others do.
    let save = window.0.get_by_role_and_label(Role::Button, "Save").rect();
    assert!(save.right() > left + 1120.0 - 32.0, "{save:?}");
}
