//! What stands beside each other at 200 % on a small screen: nothing lies over something else, nothing is cut off.

use egui::epaint::Shape;
use egui::{Rect, Role};
use egui_kittest::kittest::{NodeT, Queryable};

use super::world::{Window, World};

/// 1280 × 800 and 1024 × 700 at 200 %.
const TWICE: [[f32; 2]; 2] = [[640.0, 400.0], [512.0, 350.0]];

/// The last thing of this name that is no heading.
fn rect(window: &Window, label: &str) -> Rect {
    let named = window.0.query_all_by_label(label);
    let mut named = named.filter(|node| node.accesskit_node().role() != Role::Heading);
    let node = named.next_back();
    node.unwrap_or_else(|| panic!("there is no {label}: {:?}", window.0.root()))
        .rect()
}

/// The window as it is at another size.
fn resize(window: &mut Window, size: [f32; 2]) {
    window.0.set_size(size.into());
    window.settle();
}

/// None of these lies over another one, or beyond the window to its right.
fn are_apart(window: &Window, labels: &[&str]) {
    let right = window.0.ctx.content_rect().right();
    let places: Vec<(&str, Rect)> = labels.iter().map(|label| (*label, rect(window, label))).collect();
    for (at, (label, place)) in places.iter().enumerate() {
        assert!(
            place.left() >= 0.0 && place.right() <= right,
            "{label} at {place:?} in {right}"
        );
        for (other, beside) in places.iter().skip(at + 1) {
            let common = place.shrink(0.5).intersect(*beside);
            assert!(!common.is_positive(), "{label} {place:?} and {other} {beside:?}");
        }
    }
}

/// Goes to the rows of a sheet with something to do.
fn check(window: &mut Window, world: &World) {
    window.click("Create credentials");
    window.until("For which group?");
    window.click("Summer Coding Camp");
    window.until("Who receives a credential?");
    let path = world.folder.join("names.csv");
    let names = "Name,E-mail,Score\nAnna Lee,a@example.org,1\nİpek Işık,c@example,3\n\
        jan novák,d@example.org,4\nOMAR HADDAD,e@example.org,5\n王小明,f@example.org,6\n";
    std::fs::write(&path, names).expect("the sheet");
    window.type_into("Spreadsheet", &path.display().to_string());
    window.click("Open");
    window.until("What do the columns hold?");
    window.click("Check 5 rows");
    window.until("Next problem");
    window.settle();
}

#[test]
fn the_rows_of_a_sheet_have_their_filters_apart_at_200_percent() {
    let world = World::new("twice-check");
    let mut window = world.sample();
    window.until("Create credentials");
    check(&mut window, &world);
    for size in TWICE {
        resize(&mut window, size);
        window.shot(&format!("twice-check-{}", size[0]));
        are_apart(
            &window,
            &["All", "Need you", "Problems", "Next problem", "Undo", "Redo"],
        );
        let heading = window.0.query_all_by_label_contains("rows are ready.").last();
        let heading = heading.expect("how the rows stand").rect();
        let problems = window.0.get_by_role_and_label(Role::Heading, "Problems").rect();
        assert!(heading.right() <= problems.left(), "{heading:?} {problems:?}");
    }
}

#[test]
fn the_steps_of_creating_leave_room_for_what_leads_on() {
    let world = World::new("twice-steps");
    let mut window = world.sample();
    window.until("Create credentials");
    window.click("Create credentials");
    window.until("For which group?");
    window.click("Summer Coding Camp");
    window.until("Who receives a credential?");
    window.click("Fill in a form");
    window.until("Name 1");
    let steps = ["Group", "Recipients", "Check", "Generate"];
    let beside = ["Use a spreadsheet instead"];
    for size in [[1280.0, 800.0], [960.0, 540.0], TWICE[0], TWICE[1]] {
        resize(&mut window, size);
        window.shot(&format!("twice-steps-{}", size[0]));
        are_apart(&window, &[&steps[..], &["Check 0 recipients"], &beside].concat());
    }
    window.type_into("Name 1", "Anna Lee");
    window.settle();
    are_apart(&window, &[&steps[..], &["Check 1 recipient"], &beside].concat());
}

#[test]
fn several_rows_of_a_sheet_are_seen_in_the_lowest_window() {
    let world = World::new("twice-rows");
    let mut window = world.sample();
    window.until("Create credentials");
    check(&mut window, &world);
    resize(&mut window, TWICE[1]);
    let table = |window: &Window| window.0.get_by_role_and_label(Role::Table, "Rows, 5").rect();
    let seen = |window: &Window| {
        let all = Rect::from_min_max([0.0, 104.0].into(), window.0.ctx.content_rect().max);
        table(window).intersect(all).height()
    };
    let least = 46.0 + 4.0 * 36.0;
    window.turn(rect(&window, "All").center(), -400.0);
    window.shot("twice-rows-wheel");
    assert!(seen(&window) >= least - 1.0, "{:?}", table(&window));
    window.turn(table(&window).center(), 800.0);
    assert!(rect(&window, "All").top() >= 104.0, "the filters come back");
    // By keys, too.
    assert!(seen(&window) < least - 1.0, "{:?}", table(&window));
    window.0.get_by_role_and_label(Role::Table, "Rows, 5").focus();
    window.0.step();
    for _ in 0..4 {
        window.0.key_press(egui::Key::ArrowDown);
        window.0.step();
    }
    window.settle();
    window.shot("twice-rows-keys");
    assert!(seen(&window) >= least - 1.0, "{:?}", table(&window));
}

#[test]
fn what_was_found_in_a_sheet_is_counted_beside_the_bar_of_its_list() {
    let world = World::new("twice-found");
    let mut window = world.sample();
    window.until("Create credentials");
    check(&mut window, &world);
    let mut labels = window.0.query_all_by_role(Role::Label);
    let found = labels.find(|node| {
        let text = node.accesskit_node().value().unwrap_or_default();
        text.starts_with("in ") && text.contains(" row")
    });
    let found = found.expect("in how many rows problems are").rect();
    let goes_on = window.0.query_all_by_label_contains("Go on with").last();
    let goes_on = goes_on.expect("the way on").rect();
    assert!(found.right() <= goes_on.right(), "{found:?} below {goes_on:?}");
}

#[test]
fn the_sheet_of_review_has_its_tools_in_one_order_at_every_size() {
    let tools = ["Size of thumbnails", "Show as a contact sheet", "Show as a list"];
    let world = World::new("twice-review");
    let mut window = world.sample();
    window.click("Review");
    window.until("Select all");
    for size in [[1280.0, 800.0], TWICE[0], TWICE[1]] {
        resize(&mut window, size);
        window.shot(&format!("twice-review-{}", size[0]));
        let all = [
            &tools[..],
            &["All", "Kind of problem", "Select all", "Search what is under review"],
        ];
        are_apart(&window, &all.concat());
        let [slider, sheet, list] = tools.map(|label| rect(&window, label));
        assert!(slider.right() < sheet.left() && sheet.right() < list.left(), "{size:?}");
        assert!((slider.center().y - list.center().y).abs() < 1.0, "{slider:?} {list:?}");
    }
}

#[test]
fn what_is_done_with_a_design_is_within_its_panel_at_200_percent() {
    let world = World::new("twice-design");
    let mut window = world.sample();
    window.click("Designs");
    window.until("Heritage");
    window.click("Heritage");
    window.until("Do difficult names fit?");
    for size in [[1280.0, 800.0], TWICE[0], TWICE[1]] {
        resize(&mut window, size);
        window.shot(&format!("twice-design-{}", size[0]));
        are_apart(&window, &["Edit in the studio", "Duplicate", "Export…", "Delete"]);
        let [edit, export, delete] = ["Edit in the studio", "Export…", "Delete"].map(|label| rect(&window, label));
        assert!((export.right() - edit.right()).abs() <= 1.0, "{export:?} {edit:?}");
        assert!((delete.right() - edit.right()).abs() <= 1.0, "{delete:?} {edit:?}");
    }
}

/// Where the texts that read so begin.
fn texts(window: &Window, text: &str) -> Vec<f32> {
    fn find(shape: &Shape, text: &str, found: &mut Vec<f32>) {
        match shape {
            Shape::Vec(shapes) => shapes.iter().for_each(|shape| find(shape, text, found)),
            Shape::Text(shape) if shape.galley.text() == text => found.push(shape.pos.x),
            _ => {}
        }
    }
    let mut found = Vec::new();
    for clipped in &window.0.output().shapes {
        find(&clipped.shape, text, &mut found);
    }
    found
}

#[test]
fn what_folds_out_begins_where_the_text_of_its_face_does() {
    let world = World::new("twice-list");
    let mut window = world.sample();
    window.until("Designs");
    window.click("Designs");
    window.until("Heritage");
    window.click("Heritage");
    window.until("Do difficult names fit?");
    window.click("Export…");
    window.until("Export the design");
    window
        .0
        .get_by_role_and_label(Role::ComboBox, "What it becomes")
        .click();
    window.0.step();
    window.settle();
    window.shot("twice-list");
    let found = texts(&window, "Design with everything in it (.accolade)");
    let [face, item] = found[..] else {
        panic!("the face and its line: {found:?}")
    };
    assert!((face - item).abs() <= 0.5, "{face} and {item}");
}

#[test]
fn beside_a_credential_all_ends_at_one_line() {
    let world = World::new("twice-panel");
    let mut window = world.sample();
    window.until("Review");
    window.click("Review");
    window.until("Select all");
    window.settle();
    window.click("ਹਰਪ੍ਰੀਤ ਕੌਰ");
    window.until("Issued on");
    window.settle();
    window.shot("twice-panel-review");
    let name = window.0.get_by_role_and_label(Role::TextInput, "Name").rect();
    // The line around a field is a point wide, with a margin in it.
    let line = name.right() + 11.0;
    for label in ["Hold…", "Delete…"] {
        let right = rect(&window, label).right();
        assert!(
            (right - line).abs() <= 1.5,
            "{label} ends at {right}, the fields at {line}"
        );
    }
}

#[test]
fn the_steps_of_a_published_credential_end_at_one_line() {
    let world = World::new("twice-steps");
    let mut window = world.sample_of([1280.0, 1600.0]);
    window.until("36 published");
    super::credential::published(&mut window);
    window.shot("twice-panel-credential");
    let [correct, suspend, revoke] = ["Correct…", "Suspend…", "Revoke…"].map(|label| rect(&window, label));
    assert!((correct.left() - revoke.left()).abs() <= 1.0, "{correct:?} {revoke:?}");
    assert!(
        (suspend.right() - revoke.right()).abs() <= 1.0,
        "{suspend:?} {revoke:?}"
    );
}

#[test]
fn what_is_cut_is_said_whole_on_hover() {
    let world = World::new("twice-hover");
    let mut window = world.sample_of([1024.0, 700.0]);
    window.until("Create credentials");
    window.click("Create credentials");
    window.until("For which group?");
    window.click("Summer Coding Camp");
    window.until("Who receives a credential?");
    let path = world.folder.join("long.csv");
    let name = "Maximiliane Freifrau von und zu Hohenstein-Reichenbach-Wolkenburg";
    std::fs::write(
        &path,
        format!("Name,Score\n{name} die Ältere,1\n{name} die Jüngere,2\n"),
    )
    .expect("the sheet");
    window.type_into("Spreadsheet", &path.display().to_string());
    window.click("Open");
    window.until("What do the columns hold?");
    window.settle();
    let note = window
        .0
        .query_all_by_label_contains("die Ältere")
        .next()
        .expect("samples of the column");
    let place = note.rect();
    window.0.hover_at(place.center());
    for _ in 0..20 {
        window.0.step();
    }
    window.shot("twice-hover");
    let heights = window.0.query_all_by_label_contains("die Jüngere");
    let tallest = heights.map(|node| node.rect().height()).fold(0.0, f32::max);
    assert!(tallest > 1.5 * place.height(), "{tallest} for {place:?}");
}

#[test]
fn the_bar_over_a_credential_has_all_its_tools_beside_its_panel() {
    let world = World::new("twice-page");
    let mut window = world.sample();
    window.click("Review");
    window.until("Select all");
    window.settle();
    window.click("ਹਰਪ੍ਰੀਤ ਕੌਰ");
    window.until("Issued on");
    // At 100 % on the smallest screen, at 150 % and at 200 %.
    for size in [[1024.0, 700.0], [853.0, 533.0], [683.0, 420.0], TWICE[0], TWICE[1]] {
        resize(&mut window, size);
        window.shot(&format!("twice-page-{}", size[0]));
        let tools = [
            "Picture",
            "Recipient page",
            "Certificate",
            "Badge",
            "Zoom in",
            "Zoom out",
            "Open in browser",
            "Previous credential",
            "Next credential",
            "Next",
            "Hold…",
        ];
        are_apart(&window, &tools);
        let panel = rect(&window, "Previous credential").left();
        for label in &tools[..7] {
            assert!(rect(&window, label).right() <= panel, "{label} in {size:?}");
        }
    }
}

#[test]
fn whatever_has_no_room_over_the_page_of_the_studio_is_in_its_menu() {
    let world = World::new("twice-studio");
    let mut window = world.sample();
    window.click("Designs");
    window.until("Heritage");
    window.click("Heritage");
    window.until("Edit in the studio");
    window.click("Edit in the studio");
    window.until("Done");
    window.settle();
    for width in [1280.0, 1001.0, 900.0, 860.0, 780.0, 683.0, 640.0, 512.0] {
        resize(&mut window, [width, 400.0]);
        window.shot(&format!("twice-studio-{width}"));
        bar_is_apart(&window);
    }
    resize(&mut window, TWICE[0]);
    window.click("More tools");
    window.settle();
    window.shot("twice-studio-menu");
    assert!(window.has("Bleed and safe area"));
    window.click("Take a colour from the page");
    window.settle();
    assert!(!window.has("Bleed and safe area"), "the menu is folded in");

    assert!(!window.has("Inspector"));
    window.click("Show the right panel");
    window.settle();
    window.shot("twice-studio-right");
    assert!(window.has("Inspector") && window.has("Hide the right panel"));
    window.click("Show the left panel");
    window.settle();
    assert!(window.has("Layers") && !window.has("Inspector"), "one of both has room");
    window.click("Hide the left panel");
    window.settle();
    assert!(!window.has("Layers") && !window.has("Inspector"));
}

/// What can be pressed in the bar over the page lies beside each other and within the window.
fn bar_is_apart(window: &Window) {
    let right = window.0.ctx.content_rect().right();
    let mut places: Vec<(String, Rect)> = Vec::new();
    for role in [Role::Button, Role::RadioButton] {
        let nodes = window.0.query_all_by_role(role);
        let bar = nodes.filter(|node| node.rect().bottom() <= 48.0);
        places.extend(bar.map(|node| (node.accesskit_node().label().unwrap_or_default(), node.rect())));
    }
    assert!(places.len() > 6, "{places:?}");
    for (at, (label, place)) in places.iter().enumerate() {
        assert!(place.right() <= right, "{label} ends at {} of {right}", place.right());
        for (other, beside) in places.iter().skip(at + 1) {
            let common = place.shrink(0.5).intersect(*beside);
            assert!(
                !common.is_positive(),
                "{label} {place:?} and {other} {beside:?} in {right}"
            );
        }
    }
}

#[test]
fn nothing_of_what_is_under_the_page_shows_beside_its_picture() {
    let world = World::new("twice-paper");
    let mut window = world.sample();
    window.click("Designs");
    window.until("Heritage");
    window.click("Heritage");
    window.until("Edit in the studio");
    window.click("Edit in the studio");
    window.until("Done");
    for width in 1280..1288 {
        resize(&mut window, [width as f32, 803.0]);
        let (mut ground, mut picture) = (None, None);
        for clipped in &window.0.output().shapes {
            match &clipped.shape {
                Shape::Rect(shape) if shape.fill == egui::Color32::WHITE && shape.rect.width() > 300.0 => {
                    ground = Some(shape.rect);
                }
                Shape::Mesh(mesh) if mesh.texture_id != egui::TextureId::default() => {
                    let bounds = mesh.calc_bounds();
                    picture = picture.or(Some(bounds).filter(|bounds| bounds.width() > 300.0));
                }
                _ => {}
            }
        }
        let (ground, picture) = (ground.expect("the ground"), picture.expect("the picture"));
        assert!(
            picture.expand(1e-3).contains_rect(ground),
            "{ground:?} under {picture:?} at {width}"
        );
    }
}

#[test]
fn what_is_done_with_the_selected_ones_stands_apart_at_200_percent() {
    let world = World::new("twice-selection");
    let mut window = world.sample();
    window.click("Review");
    window.until("Select all");
    window.click("Select all");
    window.until("24 selected");
    let steps = ["24 selected", "Clear", "Delete…", "Hold…", "Publish now…"];
    for size in [[1280.0, 800.0], [960.0, 540.0], TWICE[0], TWICE[1]] {
        resize(&mut window, size);
        window.shot(&format!("twice-selection-{}", size[0]));
        are_apart(&window, &steps);
        // Nothing of the page is drawn over the bar.
        let bar = rect(&window, "Publish now…");
        assert!(bar.top() > size[1] - 56.0, "{bar:?}");
        let edge = size[1] - 56.0;
        for seen in written(&window).into_iter().filter(|seen| seen.left() > 200.0) {
            assert!(seen.top() >= edge || seen.bottom() <= edge, "{seen:?} at {edge}");
        }
    }
    // The sheet has the window when what stands above it is scrolled away.
    window.turn(rect(&window, "Select all").center(), -400.0);
    window.shot("twice-selection-sheet");
    assert!(!window.0.ctx.content_rect().contains_rect(rect(&window, "Select all")));
    window.click("Published");
    window.until("கௌசல்யா ஸ்ரீதர்");
    window.click("Select கௌசல்யா ஸ்ரீதர்");
    window.until("1 selected");
    window.shot("twice-selection-published");
    are_apart(&window, &["1 selected", "Clear", "Suspend…", "Revoke…"]);
}

/// Where letters and icons are seen.
fn written(window: &Window) -> Vec<Rect> {
    fn find(shape: &Shape, clip: Rect, found: &mut Vec<Rect>) {
        match shape {
            Shape::Vec(shapes) => shapes.iter().for_each(|shape| find(shape, clip, found)),
            Shape::Text(_) => found.push(shape.visual_bounding_rect().intersect(clip)),
            _ => {}
        }
    }
    let mut found = Vec::new();
    let shapes = &window.0.output().shapes;
    shapes
        .iter()
        .for_each(|shape| find(&shape.shape, shape.clip_rect, &mut found));
    found.retain(Rect::is_positive);
    found
}

#[test]
fn a_group_and_a_credential_have_all_of_themselves_in_a_window_at_200_percent() {
    let world = World::new("twice-whole");
    let mut window = world.sample();
    window.click("Groups");
    window.until("New group");
    window.click("Summer Coding Camp");
    window.until("Custom fields");
    window.0.get_by_label("Add a field").click_accesskit();
    window.until("Name of field 1");
    window.settle();
    for size in TWICE {
        resize(&mut window, size);
        window.shot(&format!("twice-group-{}", size[0]));
        are_apart(
            &window,
            &[
                "Title",
                "Code",
                "Link",
                "Language",
                "Duplicates",
                "Validity",
                "Unit of the validity",
            ],
        );
        are_apart(&window, &["Readable number", "Name of files", "Add a skill"]);
        let field = ["Move field 1", "Name of field 1", "Remove field 1", "Kind of field 1"];
        are_apart(&window, &[&field[..], &["Default of field 1"]].concat());
        are_apart(&window, &["Back", "Groups", "Summer Coding Camp", "Search everything"]);
        let title = rect(&window, "Title");
        let card = size[0] - 16.0 - 24.0;
        for label in ["Code", "Duplicates", "Name of files", "Remove field 1", "Title"] {
            let right = rect(&window, label).right();
            assert!(right <= card + 1.0, "{label} ends at {right}, {title:?}");
        }
    }
    window.shot("twice-group-fields");
    window.click("Discard changes");
    resize(&mut window, [1280.0, 800.0]);
    window.click("Review");
    window.until("Select all");
    window.click("ਹਰਪ੍ਰੀਤ ਕੌਰ");
    window.until("Issued on");
    window.settle();
    for size in TWICE {
        resize(&mut window, size);
        window.shot(&format!("twice-credential-{}", size[0]));
        are_apart(&window, &["Previous credential", "Next credential", "Hold…"]);
        are_apart(&window, &["Back", "Credential", "Search everything"]);
    }
}

#[test]
fn the_sections_are_apart_in_a_window_that_is_too_low_for_them() {
    let world = World::new("twice-low");
    let mut window = world.sample_of([480.0, 270.0]);
    window.until("Settings");
    window.settle();
    window.shot("twice-low");
    let seen = |window: &Window, label: &str| {
        let nodes = window.0.query_all_by_role_and_label(Role::Button, label);
        nodes.last().expect("a section").rect()
    };
    let settings = seen(&window, "Settings");
    let icons: Vec<Rect> = written(&window)
        .into_iter()
        .filter(|seen| seen.right() < 56.0)
        .collect();
    assert!(icons.len() >= 4, "{icons:?}");
    for (at, icon) in icons.iter().enumerate() {
        let mut others = icons.iter().skip(at + 1);
        assert!(
            others.all(|other| !icon.intersect(*other).is_positive()),
            "{icon:?} of {icons:?}"
        );
    }
    // The last one is reached.
    window.turn([28.0, 100.0].into(), -400.0);
    window.shot("twice-low-end");
    assert!(
        seen(&window, "Published").bottom() <= settings.top(),
        "{:?}",
        seen(&window, "Published")
    );
}
