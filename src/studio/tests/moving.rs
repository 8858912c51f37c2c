//! Moving, copying, turning.

use super::*;

#[test]
fn a_drag_is_one_step_that_escape_takes_back() {
    let mut editor = editor(vec![rectangle("A", 10.0, 10.0, 50.0, 50.0)]);
    let first = Arc::clone(editor.design());
    editor.begin(&Pointer::at(20.0, 20.0), 1);
    editor.update(&Pointer::at(120.0, 70.0));
    assert_eq!(editor.shown().element("A").expect("A").x.0, 110.0, "shown at once");
    assert_eq!(*editor.design(), first, "and not done");
    assert!(editor.cancel());
    assert!(editor.history().steps().is_empty() && editor.shown() == &first);

    editor
        .drag(Tool::Select, Pointer::at(20.0, 20.0), Pointer::at(120.0, 70.0))
        .expect("moved");
    assert_eq!(frame(&editor, "A"), [110.0, 60.0, 50.0, 50.0]);
    assert_eq!(editor.history().undo_name(), Some("Move “A”"));
    check_history(&mut editor, &first);
}

#[test]
fn the_keys_change_what_moving_does() {
    type At = (&'static str, [f64; 2]);
    let cases: [(Modifiers, &[At]); 4] = [
        (Modifiers::NONE, &[("A", [130.0, 55.0])]),
        (Modifiers::SHIFT, &[("A", [130.0, 10.0])]),
        (Modifiers::ALT, &[("A", [10.0, 10.0]), ("A 2", [130.0, 55.0])]),
        (
            Modifiers {
                shift: true,
                ..Modifiers::ALT
            },
            &[("A", [10.0, 10.0]), ("A 2", [130.0, 10.0])],
        ),
    ];
    for (modifiers, expected) in cases {
        let mut editor = editor(vec![rectangle("A", 10.0, 10.0, 50.0, 50.0)]);
        let first = Arc::clone(editor.design());
        editor.select_all();
        let (from, to) = (Pointer::at(20.0, 20.0), Pointer::at(140.0, 65.0).with(modifiers));
        editor.drag(Tool::Select, from, to).expect("moved");
        for (name, at) in expected {
            let frame = frame(&editor, name);
            assert_eq!([frame[0], frame[1]], *at, "{name} with {modifiers:?}");
        }
        assert_eq!(editor.design().pages[0].elements.len(), expected.len());
        let last = expected.last().expect("one").0;
        assert_eq!(editor.selection(), [last.to_owned()], "what was made is selected");
        assert_eq!(editor.history().steps().len(), 1);
        check_history(&mut editor, &first);
        assert_eq!(editor.selection(), [last.to_owned()]);
    }
}

#[test]
fn what_is_in_a_turned_group_moves_as_the_hand_does() {
    let inner = rectangle("Inner", 10.0, 10.0, 20.0, 20.0);
    let mut editor = editor(vec![group("Group", [100.0, 100.0, 100.0, 100.0], 90.0, vec![inner])]);
    let before = Stand::find(editor.design(), "Inner").expect("there").center;
    select(&mut editor, &["Inner"]);
    assert_eq!(editor.entered(), Some("Group"));
    let from = Pointer {
        at: before,
        ..Pointer::at(0.0, 0.0)
    };
    let to = Pointer {
        at: before + crate::units::Vec2::new(30.0, 0.0),
        ..from
    };
    editor.drag(Tool::Select, from, to).expect("moved");
    let after = Stand::find(editor.design(), "Inner").expect("there").center;
    assert!((after - before - crate::units::Vec2::new(30.0, 0.0)).hypot() < 1e-6);
    assert_eq!(frame(&editor, "Group")[2..], [20.0, 20.0], "its frame is around it");
    assert_eq!(frame(&editor, "Inner"), [0.0, 0.0, 20.0, 20.0]);
}

#[test]
fn locked_elements_stay() {
    let mut locked = rectangle("A", 10.0, 10.0, 50.0, 50.0);
    locked.locked = true;
    let mut editor = editor(vec![locked, rectangle("B", 100.0, 10.0, 50.0, 50.0)]);
    select(&mut editor, &["A", "B"]);
    editor
        .drag(Tool::Select, Pointer::at(120.0, 20.0), Pointer::at(150.0, 20.0))
        .expect("moved");
    assert_eq!(frame(&editor, "A")[0], 10.0);
    assert_eq!(frame(&editor, "B")[0], 130.0);
}

#[test]
fn turning_goes_by_the_hand_or_in_steps() {
    let knob = 10.0 - KNOB;
    for (modifiers, to, angle) in [
        (Modifiers::NONE, (160.0, 35.0), 90.0),
        (Modifiers::NONE, (35.0, 160.0), 180.0),
        (Modifiers::SHIFT, (100.0, 20.0), 75.0),
        (Modifiers::NONE, (135.0, 135.0), 135.0),
    ] {
        let mut editor = editor(vec![rectangle("A", 10.0, 10.0, 50.0, 50.0)]);
        editor.select_all();
        let to = Pointer::at(to.0, to.1).with(modifiers);
        editor.drag(Tool::Select, Pointer::at(35.0, knob), to).expect("turned");
        assert_eq!(editor.design().element("A").expect("A").rotation, angle);
        assert_eq!(frame(&editor, "A"), [10.0, 10.0, 50.0, 50.0], "around its middle");
    }
}

#[test]
fn several_turn_around_their_middle() {
    let mut editor = editor(vec![
        rectangle("A", 0.0, 100.0, 20.0, 20.0),
        rectangle("B", 180.0, 100.0, 20.0, 20.0),
    ]);
    editor.select_all();
    let outline = editor.outline().expect("selected");
    let knob = outline.knob(&Pointer::at(0.0, 0.0));
    let from = Pointer {
        at: knob,
        ..Pointer::at(0.0, 0.0)
    };
    editor
        .drag(Tool::Select, from, Pointer::at(300.0, 110.0))
        .expect("turned");
    assert_eq!(frame(&editor, "A"), [90.0, 10.0, 20.0, 20.0]);
    assert_eq!(frame(&editor, "B"), [90.0, 190.0, 20.0, 20.0]);
    assert_eq!(editor.design().element("B").expect("B").rotation, 90.0);
}

#[test]
fn a_change_that_is_shown_is_done_when_accepted() {
    let mut editor = editor(vec![rectangle("A", 10.0, 10.0, 50.0, 50.0)]);
    let first = Arc::clone(editor.design());
    for opacity in [0.9, 0.5] {
        let edit = crate::model::Edit::set("A", crate::model::Property::Opacity(opacity));
        editor.propose("Change opacity", edit).expect("shown");
    }
    assert_eq!(*editor.design(), first);
    assert_eq!(editor.shown().element("A").expect("A").opacity, 0.5);
    editor.accept().expect("done");
    assert_eq!(editor.history().steps().len(), 1);
    editor.undo().expect("undone");
    assert_eq!(*editor.design(), first);
}

#[test]
fn a_step_that_changes_nothing_is_none() {
    let mut editor = editor(vec![rectangle("A", 10.0, 10.0, 50.0, 50.0)]);
    let edit = crate::model::Edit::set("A", crate::model::Property::Opacity(1.0));
    editor.commit("Change opacity", edit).expect("done");
    assert!(editor.history().steps().is_empty());
}

#[test]
fn what_could_not_be_opened_again_is_refused() {
    let mut editor = editor(vec![text("A", "Hello", 0.0, 0.0, 50.0, 50.0)]);
    let mut content = TextContent::new("{{recipient.name", TextStyle::new("Inter", Pt(10.0), Color::BLACK));
    let set = |content: &TextContent| {
        let content = Box::new(ElementContent::Text(content.clone()));
        crate::model::Edit::set("A", crate::model::Property::Content(content))
    };
    let problem = editor.commit("Write", set(&content)).expect_err("refused");
    assert_eq!(problem.code, "design-field");
    assert!(editor.history().steps().is_empty());
    content.spans[0].text.push_str("}}");
    editor.commit("Write", set(&content)).expect("done");
}

#[test]
fn five_hundred_steps_are_undone() {
    let mut editor = editor(vec![rectangle("A", 10.0, 10.0, 50.0, 50.0)]);
    let first = Arc::clone(editor.design());
    for _ in 0..500 {
        let x = frame(&editor, "A")[0] + 20.0;
        editor
            .drag(Tool::Select, Pointer::at(x, 20.0), Pointer::at(x + 0.5, 23.7))
            .expect("moved");
        let y = frame(&editor, "A")[1];
        editor
            .drag(Tool::Select, Pointer::at(x, y + 20.0), Pointer::at(x, y + 16.3))
            .expect("moved");
    }
    assert_eq!(editor.history().steps().len(), 1000);
    check_history(&mut editor, &first);
}

#[test]
fn files_are_there_once_and_pictures_are_not_copied() {
    let mut editor = editor(Vec::new());
    let bytes: Arc<[u8]> = Arc::from(vec![1, 2, 3]);
    let path = editor.add_file("C:\\photos\\Seal.png", Arc::clone(&bytes));
    assert_eq!(path, "images/Seal.png");
    assert_eq!(editor.add_file("other.png", Arc::clone(&bytes)), path);
    assert_eq!(editor.add_file("Seal.png", Arc::from(vec![4])), "images/Seal-2.png");
    assert!(editor.files().is_empty(), "only what is used leaves");
    let tool = Tool::Image {
        source: crate::model::ImageSource::Asset(path.clone()),
        size: Some(crate::units::Size::new(400.0, 300.0)),
    };
    editor.take(tool);
    editor.click_at(Pointer::at(300.0, 200.0), 1).expect("placed");
    assert_eq!(frame(&editor, "Image"), [200.0, 125.0, 200.0, 150.0]);
    assert!(Arc::ptr_eq(&editor.files()[&path], &bytes));
}

#[test]
fn whoever_issues_changes_what_was_left_open() {
    use crate::model::{Edit, Freedom, Property};
    let mut words = text("Words", "Hello", 0.0, 0.0, 50.0, 50.0);
    words.open = vec![Freedom::Text];
    let mut editor = editor(vec![words, rectangle("A", 100.0, 10.0, 50.0, 50.0)]);
    editor.settings.is_issuer = true;
    let content = |change: fn(&mut TextContent), editor: &Editor| {
        let ElementContent::Text(mut text) = editor.design().element("Words").expect("there").content.clone() else {
            panic!("a text")
        };
        change(&mut text);
        Edit::set("Words", Property::Content(Box::new(ElementContent::Text(text))))
    };
    let write = content(|text| text.spans[0].text = "Bye".to_owned(), &editor);
    editor.commit("Write", write).expect("open");
    let color = content(|text| text.style.color = Color::WHITE, &editor);
    assert_eq!(
        editor.commit("Colour", color).expect_err("closed").code,
        "template-locked"
    );
    let moved = editor.drag(Tool::Select, Pointer::at(120.0, 20.0), Pointer::at(150.0, 20.0));
    assert_eq!(moved.expect_err("closed").code, "template-locked");
    assert_eq!(frame(&editor, "A")[0], 100.0);
    editor.select_all();
    assert_eq!(editor.delete().expect_err("closed").code, "template-locked");
    assert_eq!(editor.history().steps().len(), 1);
}

#[test]
fn arrow_keys_that_follow_each_other_are_one_step() {
    let mut editor = editor(vec![
        rectangle("A", 10.0, 20.0, 30.0, 40.0),
        rectangle("B", 100.0, 20.0, 30.0, 40.0),
    ]);
    let first = Arc::clone(editor.design());
    select(&mut editor, &["A"]);
    editor.nudge(1, 0, false).expect("nudged");
    for _ in 0..5 {
        editor.nudge_on(1, 0, false).expect("nudged");
    }
    editor.nudge_on(0, -1, true).expect("nudged");
    let names = |editor: &Editor| -> Vec<String> {
        let steps = editor.history().steps().iter();
        steps.map(|step| step.name.clone()).collect()
    };
    assert_eq!(names(&editor), ["Move “A”"]);
    // Something else is a step of its own, and so is what comes after it or after an undo.
    select(&mut editor, &["A", "B"]);
    editor.nudge_on(1, 0, false).expect("nudged");
    assert_eq!(names(&editor), ["Move “A”", "Move 2 elements"]);
    editor.undo().expect("undone");
    editor.nudge_on(1, 0, false).expect("nudged");
    editor.hide(&["B".to_owned()], true).expect("hidden");
    select(&mut editor, &["A"]);
    editor.nudge_on(1, 0, false).expect("nudged");
    editor.nudge(1, 0, false).expect("nudged");
    assert_eq!(names(&editor).len(), 5, "{:?}", names(&editor));
    check_history(&mut editor, &first);
}

#[test]
fn arrow_keys_within_a_masked_group_are_undone_exactly() {
    let mut masked = group(
        "G",
        [50.0, 50.0, 60.0, 60.0],
        30.0,
        vec![
            rectangle("Mask", 0.0, 0.0, 60.0, 60.0),
            rectangle("Seen", 10.0, 10.0, 80.0, 20.0),
        ],
    );
    if let ElementContent::Group(content) = &mut masked.content {
        content.masked = true;
    }
    for name in ["Mask", "Seen"] {
        let mut editor = editor(vec![masked.clone()]);
        let first = Arc::clone(editor.design());
        let mut slow = editor.clone();
        select(&mut editor, &[name]);
        select(&mut slow, &[name]);
        for (across, down) in [(1, 0), (1, 0), (0, 1), (-1, 0), (-1, -1)] {
            editor.nudge_on(across, down, false).expect("nudged");
            slow.nudge(across, down, false).expect("nudged");
            assert_eq!(editor.design(), slow.design(), "{name}");
        }
        check_history(&mut editor, &first);
    }
}
