//! Credential groups: made, changed, and used.

use egui_kittest::kittest::{NodeT, Queryable};

use super::studio::click_at;
use super::world::{Window, World};

#[test]
fn a_group_is_made_and_credentials_are_created_for_it() {
    let world = World::new("group-new");
    let mut window = world.sample_of([1280.0, 1900.0]);
    window.click("Groups");
    window.until("Leadership in Practice");
    window.click("New group");
    window.until("Custom fields");
    let disabled = window.0.get_by_label("Make group").accesskit_node().is_disabled();
    assert!(disabled, "there is no title");
    assert!(window.has("Give the title first"));
    let button = window.0.get_by_label("Make group").accesskit_node();
    assert_eq!(button.description().as_deref(), Some("Give the title first"));
    window.type_into("Title", "دورة البرمجة");
    window.type_into("Code", "ARB");
    window.type_into("Add a skill", "Programming, ");
    window.until("Remove the skill Programming");
    window.click("Add a field");
    window.until("Name of field 1");
    window.type_into("Name of field 1", "level");
    window.click("Kind of field 1");
    window.until("Choice");
    window.click("Choice");
    window.until("Values of field 1");
    window.type_into("Values of field 1", "Gold, Silver");
    window.click("Add a field");
    window.until("Name of field 2");
    window.click("Meridian");
    window.until("Give field 2 a name");
    window.type_into("Name of field 2", "grade");
    window.settle();
    window.shot("group-new");
    window.click("Make group");
    window.until("“دورة البرمجة” is made");
    window.until("No credentials yet");
    window.click("Create credentials");
    window.until("Who receives a credential?");
    window.click("Fill in a form");
    window.until("level 1");
}

#[test]
fn a_change_says_what_it_changes_and_a_removed_field_comes_back() {
    let world = World::new("group-edit");
    let mut window = world.sample_of([1280.0, 1900.0]);
    window.click("Groups");
    window.until("Foundations of Data Protection");
    window.settle();
    window.shot("groups");
    window.click("Foundations of Data Protection");
    window.until("Name of field 1");
    window.settle();
    window.shot("group-edit");
    window.click("Remove field 1");
    window.until_gone("Name of field 1");
    window.wait("what it changes", |window| {
        window
            .0
            .query_all_by_label_contains("What is published (36) stays")
            .next()
            .is_some()
    });
    window.click("Undo");
    window.until("Name of field 1");
    window.until("Create credentials");
    window.type_into("Code", "X");
    window.until("Save");
    window.shot("group-changed");
    window.click("Save");
    window.until("“Foundations of Data Protection” is saved");
    window.until("Create credentials");
}

#[test]
fn what_is_done_in_the_form_is_taken_back_by_keys_and_done_again() {
    let world = World::new("group-undo");
    let mut window = world.sample_of([1280.0, 1900.0]);
    window.click("Groups");
    window.until("Leadership in Practice");
    window.click("New group");
    window.until("Custom fields");
    window.type_into("Title", "Course");
    window.type_into("Add a skill", "Patience,");
    window.until("Remove the skill Patience");
    let (ctrl, shift) = (egui::Modifiers::COMMAND, egui::Modifiers::SHIFT);
    window.click("Remove the skill Patience");
    window.until_gone("Remove the skill Patience");
    window.0.key_press_modifiers(ctrl, egui::Key::Z);
    window.until("Remove the skill Patience");
    window.0.key_press_modifiers(ctrl | shift, egui::Key::Z);
    window.until_gone("Remove the skill Patience");
    let title = |window: &Window| {
        let field = window.0.get_by_role_and_label(egui::Role::TextInput, "Title");
        field.value().unwrap_or_default()
    };
    assert_eq!(title(&window), "Course");
    // What was typed into one field is one step, and the first.
    for _ in 0..8 {
        window.0.key_press_modifiers(ctrl, egui::Key::Z);
        window.0.step();
    }
    window.settle();
    assert_eq!(title(&window), "");
}

#[test]
fn a_field_keeps_the_focus_when_something_appears_above_it() {
    let world = World::new("group-focus");
    let mut window = world.sample_of([1280.0, 1900.0]);
    let focused = |window: &Window, label: &str| {
        let mut named = window.0.query_all_by_label(label);
        named.any(|node| node.is_focused())
    };
    window.click("Groups");
    window.until("Leadership in Practice");
    window.click("New group");
    window.until("Custom fields");
    window.type_into("Title", "Course");
    // The first chip makes the row of chips.
    window.type_into("Add a skill", "Patience,");
    window.until("Remove the skill Patience");
    assert!(focused(&window, "Add a skill"));
    // The first change says above what it changes.
    window.click("Groups");
    window.until("Foundations of Data Protection");
    window.click("Foundations of Data Protection");
    window.until("Title");
    window.settle();
    let place = |window: &Window| {
        window
            .0
            .get_by_role_and_label(egui::Role::TextInput, "Title")
            .rect()
            .top()
    };
    let before = place(&window);
    window.type_into("Title", "X");
    window.until_starting("New credentials get the changed");
    window.settle();
    assert_eq!(place(&window), before, "the form stays under the hand");
    assert!(focused(&window, "Title"));
}

#[test]
fn a_group_that_is_made_while_creating_is_chosen() {
    let world = World::new("group-create");
    let mut window = world.sample_of([1280.0, 1900.0]);
    window.click("Create credentials");
    window.until("For which group?");
    window.click("New group");
    window.until("Custom fields");
    window.type_into("Title", "Course");
    window.click("Meridian");
    window.click("Make group");
    window.until("Who receives a credential?");
}

/// Leaves a field, and then the page, by Escape.
fn escape_twice(window: &mut Window) {
    for _ in 0..2 {
        window.0.key_press(egui::Key::Escape);
        window.settle();
    }
}

fn title(window: &Window) -> Option<String> {
    window
        .0
        .query_all_by_label("Title")
        .last()
        .and_then(|node| node.value())
}

#[test]
fn what_was_typed_is_kept_when_the_page_is_left() {
    let world = World::new("group-left");
    let mut window = world.sample_of([1280.0, 1900.0]);
    window.click("Groups");
    window.until("Leadership in Practice");
    window.click("Leadership in Practice");
    window.until("Title");
    escape_twice(&mut window);
    assert!(
        window.0.query_all_by_label_contains("not saved").next().is_none(),
        "nothing was typed"
    );
    window.click("Leadership in Practice");
    window.until("Title");
    window.type_into("Title", " II");
    let typed = title(&window);
    escape_twice(&mut window);
    window.until("Your changes of “Leadership in Practice” are kept, but not saved");
    // Neither another group nor a new one takes its place.
    window.click("Summer Coding Camp");
    window.wait("the other group", |window| {
        title(window).as_deref() == Some("Summer Coding Camp")
    });
    escape_twice(&mut window);
    window.click("New group");
    window.wait("the new group", |window| title(window).as_deref() == Some(""));
    window.type_into("Title", "Night school");
    escape_twice(&mut window);
    window.until("The new group is kept as it was typed, but not made");
    window.click("Leadership in Practice");
    window.wait("what was typed", |window| title(window) == typed);
    window.click("Save");
    window.until("“Leadership in Practice II” is saved");
    window.click("Groups");
    window.until("New group");
    window.click("New group");
    window.wait("what was typed", |window| {
        title(window).as_deref() == Some("Night school")
    });
    window.click("Start over");
    window.wait("an empty form", |window| title(window).as_deref() == Some(""));
    window.click("Undo");
    window.wait("what was typed", |window| {
        title(window).as_deref() == Some("Night school")
    });
}

#[test]
fn fields_of_all_kinds_stand_in_the_same_columns() {
    let world = World::new("group-columns");
    for width in [1024.0, 1280.0] {
        let mut window = world.sample_of([width, 1900.0]);
        window.click("Groups");
        window.until("Leadership in Practice");
        window.click("New group");
        for field in 1..=2 {
            window.until("Add a field");
            window.click("Add a field");
            window.until(&format!("Name of field {field}"));
        }
        window.click("Kind of field 2");
        window.click("Choice");
        window.until("Values of field 2");
        window.settle();
        window.shot(&format!("group-columns-{width}"));
        let rect = |label: &str| window.0.get_by_label(label).rect();
        for column in ["Name", "Kind", "Default"] {
            let [first, second] = [1, 2].map(|field| rect(&format!("{column} of field {field}")));
            assert_eq!(first.x_range(), second.x_range(), "{column} at {width}");
        }
        let removes = rect("Remove field 2");
        assert!(rect("Default of field 2").right() + 90.0 < removes.left(), "{width}");
        assert!(removes.right() < width - 20.0, "{width}: {removes:?}");
        drop(window);
    }
}

fn to_a_new_group(window: &mut Window) {
    window.click("Groups");
    window.until("Leadership in Practice");
    window.click("New group");
    window.until("Custom fields");
}

#[test]
fn what_is_typed_and_not_saved_is_there_in_the_next_run() {
    let world = World::new("group-unsaved");
    let typed = "दूरस्थ शिक्षा";
    {
        let mut window = world.sample_of([1280.0, 1900.0]);
        to_a_new_group(&mut window);
        window.type_into("Title", typed);
        window.wait("the draft", |_| {
            let mut drafts = std::fs::read_dir(world.folder.join("config/unfinished-groups"))
                .into_iter()
                .flatten();
            drafts.any(|draft| {
                let text = std::fs::read_to_string(draft.expect("a draft").path());
                text.is_ok_and(|text| text.contains(typed))
            })
        });
    }
    let mut window = world.sample_of([1280.0, 1900.0]);
    to_a_new_group(&mut window);
    window.until("You go on with what was not saved.");
    assert_eq!(title(&window).as_deref(), Some(typed));
    window.settle();
    window.shot("group-gone-on");
    window.click("Discard it");
    window.until_gone("You go on with what was not saved.");
    window.wait("an empty form", |window| title(window).as_deref() == Some(""));
    window.click("Undo");
    window.wait("what was typed", |window| title(window).as_deref() == Some(typed));
    window.until("You go on with what was not saved.");
}

#[test]
fn lines_of_right_to_left_paragraphs_stand_at_the_right() {
    let world = World::new("group-right");
    let mut window = world.sample_of([1280.0, 1900.0]);
    to_a_new_group(&mut window);
    let arabic = "دورة في الإسعافات الأولية للمبتدئين والمتقدمين. ".repeat(5);
    window.type_into("Description", &format!("First aid\n{arabic}\n{arabic}"));
    window.settle();
    window.shot("group-right");
    // Lighter letters on a dark ground, or the other way round: where there is none, nothing differs.
    let picture = window.picture();
    let field = window
        .0
        .query_all_by_label("Description")
        .last()
        .expect("a field")
        .rect();
    let ground = picture.pixels[(field.bottom() as usize - 2) * picture.width + field.left() as usize + 2];
    let inked = |row: f32, from: f32, to: f32| {
        let top = field.top() + row;
        let rows = top as usize..(top + 17.0) as usize;
        let differs = |x: usize, y: usize| picture.pixels[y * picture.width + x] != ground;
        let columns = from as usize..to as usize;
        columns.filter(|x| rows.clone().any(|y| differs(*x, y))).count()
    };
    let (left, middle, right) = (field.left() + 2.0, field.center().x, field.right() - 2.0);
    assert!(
        inked(0.0, left, middle) > 30 && inked(0.0, middle, right) == 0,
        "the first stands left"
    );
    // The first line of a paragraph is full, the second one begins at the right.
    assert!(inked(17.0, middle, right) > 250 && inked(17.0, left, middle) > 250);
    assert!(inked(41.0, middle, right) > 150, "the rest stands right");
}

#[test]
fn a_press_puts_the_caret_between_right_to_left_letters() {
    let world = World::new("group-caret");
    let mut window = world.sample_of([1280.0, 1900.0]);
    to_a_new_group(&mut window);
    for label in ["Title", "Criteria"] {
        window.type_into(label, "دورة الإسعافات");
        window.settle();
        let field = |window: &Window| window.0.query_all_by_label(label).last().expect("a field").rect();
        let (is_line, rect) = (label == "Title", field(&window));
        // A line of a name begins at the left of its field, a paragraph at its right; both are read from the right.
        let (first, last) = match is_line {
            true => (rect.right_center(), rect.left_center()),
            false => (rect.right_top(), rect.left_top()),
        };
        let down = egui::vec2(0.0, if is_line { 0.0 } else { 12.0 });
        for (at, letter) in [(last + down, "ب"), (first + down, "أ")] {
            let inward = if at.x > rect.center().x { -1.0 } else { 1.0 };
            click_at(&mut window, at + egui::vec2(inward, 0.0));
            window.0.event(egui::Event::Text(letter.to_owned()));
            window.settle();
        }
        let node = window.0.query_all_by_label(label).last().expect("a field");
        let value = node.accesskit_node().value().unwrap_or_default();
        assert_eq!(value, "أدورة الإسعافاتب", "{label}");
    }
    window.shot("group-caret");
    // Between the words is where nothing is inked.
    window.type_over("Title", "محمد علي");
    window.settle();
    let rect = window.0.query_all_by_label("Title").last().expect("a field").rect();
    let picture = window.picture();
    let ground = picture.pixels[(rect.top() as usize + 3) * picture.width + rect.left() as usize + 1];
    let rows = rect.top() as usize + 4..rect.bottom() as usize - 4;
    let is_inked = |x: &usize| rows.clone().any(|y| picture.pixels[y * picture.width + *x] != ground);
    // The caret stands at the left end.
    let inked: Vec<usize> = (rect.left() as usize + 3..rect.right() as usize - 3)
        .filter(is_inked)
        .collect();
    let gap = inked.windows(2).max_by_key(|pair| pair[1] - pair[0]).expect("letters");
    assert!(gap[1] - gap[0] > 2, "{inked:?}");
    let middle = (gap[0] + gap[1]) as f32 / 2.0;
    click_at(&mut window, egui::pos2(middle, rect.center().y));
    window.0.event(egui::Event::Text("،".to_owned()));
    window.settle();
    let node = window.0.query_all_by_label("Title").last().expect("a field");
    let value = node.accesskit_node().value().unwrap_or_default();
    assert!(["محمد، علي", "محمد ،علي"].contains(&value.as_str()), "{value}");
    // All that is selected is marked, from the right of the first line to the end of the last.
    window.type_over("Criteria", "دورة الإسعافات\nالأولية");
    window.0.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::A);
    window.settle();
    window.shot("group-selected");
    // Up and down are within the lines.
    window.0.key_press(egui::Key::ArrowRight);
    window.settle();
    window.0.key_press(egui::Key::ArrowUp);
    window.settle();
    window.0.event(egui::Event::Text("1".to_owned()));
    window.settle();
    let node = window.0.query_all_by_label("Criteria").last().expect("a field");
    let value = node.accesskit_node().value().unwrap_or_default();
    assert!(value.find('1') < value.find('\n'), "{value}");
    assert!(!value.starts_with('1'), "below where it was: {value}");
}

#[test]
fn a_screen_reader_hears_what_is_typed() {
    let world = World::new("group-heard");
    let mut window = world.sample_of([1280.0, 1900.0]);
    to_a_new_group(&mut window);
    let heard = |window: &Window, label: &str| -> String {
        let field = window.0.query_all_by_label(label).last().expect("a field");
        let parts = field.accesskit_node().children();
        let runs = parts.filter(|part| part.role() == egui::Role::TextRun);
        runs.filter_map(|run| run.value()).collect()
    };
    // One letter has several glyphs in the last two, and all have marks or are joined.
    let names = "स्नेहा कुलकर्णी 👩‍👩‍👧 Zoë 👍🏽 น้ำคำ கொழும்பு";
    let arabic = "محمد بن عبد الله إلهام";
    for (label, text) in [
        ("Title", names.to_owned()),
        ("Code", arabic.to_owned()),
        ("Add a skill", names.to_owned()),
        ("Description", [names; 5].join(" ")),
        ("Criteria", arabic.to_owned()),
    ] {
        window.type_into(label, &text);
        window.settle();
        assert_eq!(heard(&window, label), text, "{label}");
    }
    window.shot("group-heard");
}
