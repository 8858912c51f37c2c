//! Aligning, spreading, ordering, grouping, and numbers.

use super::*;
use crate::model::{Edit, Flip, Property, Spot};

fn three() -> Editor {
    editor(vec![
        rectangle("A", 100.0, 100.0, 50.0, 50.0),
        rectangle("B", 200.0, 130.0, 20.0, 20.0),
        rectangle("C", 300.0, 200.0, 100.0, 30.0),
    ])
}

fn order(editor: &Editor) -> Vec<&str> {
    let elements = &editor.design().pages[0].elements;
    elements.iter().map(|element| element.name.as_str()).collect()
}

#[test]
fn elements_are_aligned_to_each_other_and_to_the_page() {
    for (side, selection, page) in [
        (Side::Left, [100.0, 100.0, 100.0], [0.0, 0.0, 0.0]),
        (Side::Center, [225.0, 240.0, 200.0], [275.0, 290.0, 250.0]),
        (Side::Right, [350.0, 380.0, 300.0], [550.0, 580.0, 500.0]),
        (Side::Top, [100.0, 100.0, 100.0], [0.0, 0.0, 0.0]),
        (Side::Middle, [140.0, 155.0, 150.0], [175.0, 190.0, 185.0]),
        (Side::Bottom, [180.0, 210.0, 200.0], [350.0, 380.0, 370.0]),
    ] {
        for (to, expected) in [(AlignTo::Selection, selection), (AlignTo::Page, page)] {
            let mut editor = three();
            let first = Arc::clone(editor.design());
            editor.select_all();
            editor.align(side, to).expect("aligned");
            let axis = usize::from(matches!(side, Side::Top | Side::Middle | Side::Bottom));
            let found = ["A", "B", "C"].map(|name| frame(&editor, name)[axis]);
            assert_eq!(found, expected, "{side:?} {to:?}");
            assert_eq!(editor.history().steps().len(), 1);
            check_history(&mut editor, &first);
        }
    }
    let mut alone = three();
    select(&mut alone, &["A"]);
    alone.align(Side::Right, AlignTo::Selection).expect("aligned");
    assert_eq!(frame(&alone, "A")[0], 550.0, "one by itself is aligned to the page");
}

#[test]
fn elements_are_spread_evenly_or_by_a_gap() {
    let mut editor = three();
    editor.select_all();
    editor.distribute(Axis::X).expect("spread");
    assert_eq!(
        ["A", "B", "C"].map(|name| frame(&editor, name)[0]),
        [100.0, 215.0, 300.0]
    );
    assert_eq!(editor.gap(Axis::X), Some(65.0));
    assert_eq!(editor.gap(Axis::Y), None);
    editor.set_gap(Axis::X, 10.0).expect("spaced");
    assert_eq!(
        ["A", "B", "C"].map(|name| frame(&editor, name)[0]),
        [100.0, 160.0, 190.0]
    );
    select(&mut editor, &["A", "B"]);
    let steps = editor.history().steps().len();
    editor.distribute(Axis::X).expect("two are spread already");
    assert_eq!(editor.history().steps().len(), steps);
}

#[test]
fn the_order_changes_by_one_or_wholly() {
    for (names, change, expected) in [
        (&["A"][..], Order::Forward, ["B", "A", "C"]),
        (&["A"], Order::Front, ["B", "C", "A"]),
        (&["C"], Order::Backward, ["A", "C", "B"]),
        (&["C"], Order::Back, ["C", "A", "B"]),
        (&["C"], Order::Forward, ["A", "B", "C"]),
        (&["A", "B"], Order::Forward, ["C", "A", "B"]),
        (&["B", "A"], Order::Front, ["C", "A", "B"]),
        (&["A", "C"], Order::Backward, ["A", "C", "B"]),
    ] {
        let mut editor = three();
        let first = Arc::clone(editor.design());
        select(&mut editor, names);
        editor.order(change).expect("ordered");
        assert_eq!(order(&editor), expected, "{names:?} {change:?}");
        check_history(&mut editor, &first);
    }
}

#[test]
fn one_far_jump_is_one_move() {
    let names: Vec<String> = (0..200).map(|n| format!("E{n}")).collect();
    let mut editor = editor(names.iter().map(|name| rectangle(name, 0.0, 0.0, 5.0, 5.0)).collect());
    select(&mut editor, &["E0"]);
    editor.order(Order::Front).expect("ordered");
    assert_eq!(order(&editor).last(), Some(&"E0"));
    assert!(
        matches!(editor.history().steps()[0].edit, Edit::Move { .. }),
        "{:?}",
        editor.history().steps()[0].edit
    );
}

/// Where all elements that are no groups stand, as seen.
fn stands(editor: &Editor) -> Vec<(String, Stand)> {
    let elements = editor.design().elements();
    let mut found: Vec<(String, Stand)> = elements
        .into_iter()
        .filter(|(_, element)| element.children().is_empty())
        .map(|(_, element)| {
            (
                element.name.clone(),
                Stand::find(editor.design(), &element.name).expect("there"),
            )
        })
        .collect();
    found.sort_by(|a, b| a.0.cmp(&b.0));
    found
}

fn assert_same(a: &[(String, Stand)], b: &[(String, Stand)]) {
    assert_eq!(a.len(), b.len());
    for ((name, a), (_, b)) in a.iter().zip(b) {
        assert!((a.center - b.center).hypot() < 5e-3, "{name}: {a:?} {b:?}");
        assert!(
            (normal_angle(a.angle) - normal_angle(b.angle)).abs() < 2e-3,
            "{name}: {a:?} {b:?}"
        );
        assert_eq!(a.flip, b.flip, "{name}");
    }
}

#[test]
fn groups_keep_everything_where_it_stands() {
    let mut turned = rectangle("A", 100.0, 100.0, 50.0, 30.0);
    (turned.rotation, turned.flip) = (30.0, Flip::Horizontal);
    let mut editor = editor(vec![
        turned,
        rectangle("Between", 110.0, 110.0, 10.0, 10.0),
        rectangle("B", 200.0, 130.0, 20.0, 20.0),
        rectangle("Top", 0.0, 0.0, 10.0, 10.0),
    ]);
    let first = Arc::clone(editor.design());
    let seen = stands(&editor);
    select(&mut editor, &["A", "B"]);
    editor.group().expect("grouped");
    assert_eq!(order(&editor), ["Between", "Group", "Top"], "where the frontmost was");
    assert_eq!(editor.selection(), ["Group"]);
    assert_same(&stands(&editor), &seen);

    // The group is turned and reflected, and taken apart: what is seen stays.
    let turn = |element: &Element| {
        let mut frame = crate::model::Frame::of(element);
        (frame.rotation, frame.flip) = (40.0, Flip::Vertical);
        Property::Frame(frame)
    };
    editor.set_all("Turn", &["Group".to_owned()], turn).expect("turned");
    editor
        .set_all("Fade", &["Group".to_owned()], |_| Property::Opacity(0.5))
        .expect("faded");
    let seen = stands(&editor);
    select(&mut editor, &["Group"]);
    editor.ungroup().expect("ungrouped");
    assert_eq!(order(&editor), ["Between", "A", "B", "Top"]);
    assert_same(&stands(&editor), &seen);
    assert_eq!(editor.design().element("A").expect("A").opacity, 0.5);
    assert_eq!(editor.selection().len(), 2);
    check_history(&mut editor, &first);
}

#[test]
fn elements_are_put_elsewhere_and_stay_where_they_stand() {
    let child = rectangle("Child", 10.0, 10.0, 20.0, 20.0);
    let mut editor = editor(vec![
        rectangle("A", 0.0, 0.0, 10.0, 10.0),
        group("G", [100.0, 100.0, 100.0, 100.0], 30.0, vec![child]),
        rectangle("B", 50.0, 50.0, 10.0, 10.0),
    ]);
    let first = Arc::clone(editor.design());
    let seen = stands(&editor);
    let spot = |parent: Option<&str>, index| Spot {
        page: 0,
        parent: parent.map(str::to_owned),
        index,
    };
    editor
        .put(&["A".to_owned(), "B".to_owned()], &spot(Some("G"), 0))
        .expect("put");
    let children = editor.design().element("G").expect("G").children();
    assert_eq!(
        children.iter().map(|e| e.name.as_str()).collect::<Vec<_>>(),
        ["A", "B", "Child"]
    );
    assert_same(&stands(&editor), &seen);
    editor.put(&["Child".to_owned()], &spot(None, 0)).expect("put");
    assert_eq!(order(&editor), ["Child", "G"]);
    assert_same(&stands(&editor), &seen);
    editor.put(&["Child".to_owned()], &spot(None, 1)).expect("put");
    assert_eq!(order(&editor), ["G", "Child"]);
    let refused = editor
        .put(&["G".to_owned()], &spot(Some("G"), 0))
        .expect_err("into itself");
    assert_eq!(refused.code, "edit-place");
    check_history(&mut editor, &first);
}

#[test]
fn several_are_flipped_as_one() {
    let mut turned = rectangle("A", 100.0, 100.0, 50.0, 30.0);
    turned.rotation = 30.0;
    let mut editor = editor(vec![turned, rectangle("B", 200.0, 100.0, 100.0, 30.0)]);
    let first = Arc::clone(editor.design());
    editor.select_all();
    let before = editor.selection_bounds().expect("bounds");
    editor.flip(Flip::Horizontal).expect("flipped");
    let after = editor.selection_bounds().expect("bounds");
    assert!((before.x0 - after.x0).abs() < 5e-3 && (before.x1 - after.x1).abs() < 5e-3);
    let a = editor.design().element("A").expect("A");
    assert_eq!((a.rotation, a.flip), (-30.0, Flip::Horizontal));
    editor.flip(Flip::Horizontal).expect("flipped back");
    let a = editor.design().element("A").expect("A");
    assert_eq!((a.rotation, a.flip), (30.0, Flip::None));
    check_history(&mut editor, &first);
}

#[test]
fn numbers_are_typed_with_units_and_sums() {
    let mut editor = three();
    select(&mut editor, &["A"]);
    for (number, typed, expected) in [
        (Number::X, "10mm + 10pt", [38.346, 100.0, 50.0, 50.0]),
        (Number::X, "0", [0.0, 100.0, 50.0, 50.0]),
        (Number::Y, "1in", [0.0, 72.0, 50.0, 50.0]),
        (Number::Width, "200%", [0.0, 72.0, 100.0, 50.0]),
        (Number::Height, "96px", [0.0, 72.0, 100.0, 72.0]),
    ] {
        editor.type_number(number, typed).expect(typed);
        assert_eq!(frame(&editor, "A"), expected, "{typed}");
    }
    editor.type_number(Number::Angle, "90/2").expect("turned");
    assert_eq!(editor.number(Number::Angle), Some(45.0));
    assert_eq!(editor.number(Number::X), Some(0.0), "of the frame before it is turned");
    assert_eq!(
        editor.type_number(Number::Width, "0").expect_err("refused").code,
        "bad-length"
    );
    assert_eq!(
        editor.type_number(Number::Width, "-1").expect_err("refused").code,
        "bad-length"
    );
    assert_eq!(
        editor.type_number(Number::X, "1 + furlong").expect_err("refused").code,
        "bad-length"
    );

    editor
        .set_all("Lock ratio", &["A".to_owned()], |_| Property::KeepRatio(true))
        .expect("set");
    editor.type_number(Number::Width, "50pt").expect("resized");
    assert_eq!(editor.number(Number::Height), Some(36.0));

    select(&mut editor, &["B", "C"]);
    editor.type_number(Number::X, "0").expect("moved");
    assert_eq!([frame(&editor, "B")[0], frame(&editor, "C")[0]], [0.0, 100.0]);
    editor.show_number(Number::Y, 0.0).expect("shown");
    assert_eq!(editor.number(Number::Y), Some(0.0));
    assert_eq!(frame(&editor, "B")[1], 130.0, "shown, not done");
    editor.accept().expect("done");
    assert_eq!(frame(&editor, "B")[1], 0.0);
}

#[test]
fn nothing_is_put_farther_than_a_design_can_have_it() {
    let mut editor = three();
    select(&mut editor, &["A"]);
    editor.settings.unit = Unit::Mm;
    let before = editor.number(Number::X);
    for number in [Number::X, Number::Y, Number::Width, Number::Height] {
        let problem = editor.set_number(number, 1e9).expect_err("too far");
        assert_eq!(problem.code, "bad-length", "{number:?}");
        assert!(
            problem.message.contains(" mm "),
            "in the unit of the field: {}",
            problem.message
        );
    }
    assert_eq!(editor.number(Number::X), before);
}

#[test]
fn arrow_keys_nudge_and_delete_deletes() {
    let mut editor = three();
    let first = Arc::clone(editor.design());
    select(&mut editor, &["A", "B"]);
    editor.settings.unit = Unit::Pt;
    editor.nudge(1, 0, false).expect("nudged");
    editor.nudge(0, -1, true).expect("nudged");
    assert_eq!(frame(&editor, "A"), [101.0, 90.0, 50.0, 50.0]);
    // Ten steps of a tenth of a millimetre, and two of ten as many, are 3 mm.
    editor.settings.unit = Unit::Mm;
    editor.set_number(Number::X, 0.0).expect("set");
    let says = |editor: &Editor| editor.nudge_hint().unwrap_or_default();
    assert_eq!(says(&editor), "Arrow keys move by 0.1 mm, with Shift by 1 mm");
    for step in 0..12 {
        editor.nudge(1, 0, step > 9).expect("nudged");
    }
    assert_eq!(frame(&editor, "A")[0], 8.504);
    editor.settings.unit = Unit::Inch;
    assert_eq!(says(&editor), "Arrow keys move by 0.01 in, with Shift by 0.1 in");
    editor.lock(&["B".to_owned()], true).expect("locked");
    editor.delete().expect("deleted");
    assert_eq!(order(&editor), ["B", "C"]);
    assert_eq!(editor.selection(), ["B"], "what is locked stays");
    editor.undo().expect("undone");
    assert_eq!(editor.selection(), ["A", "B"]);
    check_history(&mut editor, &first);
}

#[test]
fn what_the_hand_would_do_is_said() {
    let mut editor = three();
    let at = |x: f64, y: f64| Pointer::at(x, y);
    assert_eq!(editor.status(&at(20.0, 20.0)).cursor, Cursor::Arrow);
    assert_eq!(editor.status(&at(120.0, 120.0)).cursor, Cursor::Move);
    select(&mut editor, &["A"]);
    assert_eq!(editor.status(&at(150.0, 150.0)).cursor, Cursor::Resize(45.0));
    assert_eq!(editor.status(&at(150.0, 125.0)).cursor, Cursor::Resize(0.0));
    assert_eq!(editor.status(&at(125.0, 100.0 - KNOB)).cursor, Cursor::Rotate);
    editor.begin(&at(120.0, 120.0), 1);
    editor.update(&at(140.0, 120.0));
    assert_eq!(editor.status(&at(140.0, 120.0)).cursor, Cursor::Move);
    let copying = at(140.0, 120.0).with(Modifiers::ALT);
    assert_eq!(editor.status(&copying).cursor, Cursor::Copy);
    editor.take(Tool::Text);
    let status = editor.status(&at(20.0, 20.0));
    assert_eq!(status.cursor, Cursor::Text);
    assert!(!status.hint.is_empty() && !status.hint.ends_with('.'));
}

#[test]
fn a_shadow_is_given_to_those_without_and_taken_from_all() {
    let mut editor = three();
    let own = crate::model::Shadow { x: Pt(9.0), ..SHADOW };
    editor
        .commit("Shadow of “B”", Edit::set("B", Property::Shadow(Some(own))))
        .expect("done");
    editor.select_all();
    let shadows = |editor: &Editor| ["A", "B", "C"].map(|name| editor.design().element(name).expect("there").shadow);
    editor.toggle_shadow().expect("done");
    assert_eq!(
        shadows(&editor),
        [Some(SHADOW), Some(own), Some(SHADOW)],
        "its own is kept"
    );
    assert_eq!(editor.history().steps().len(), 2, "one step");
    editor.toggle_shadow().expect("done");
    assert_eq!(shadows(&editor), [None; 3]);
    editor.undo().expect("undone");
    assert_eq!(shadows(&editor), [Some(SHADOW), Some(own), Some(SHADOW)]);
}

/// Something that is done to what is selected.
type Change = fn(&mut Editor) -> Result<(), crate::diag::Problem>;

#[test]
fn what_is_locked_is_not_changed_and_that_is_said() {
    let changes: [(&str, Change); 9] = [
        ("delete", Editor::delete),
        ("cut", |editor| editor.cut().map(drop)),
        ("duplicate", Editor::duplicate),
        ("shadow", Editor::toggle_shadow),
        ("colour", |editor| editor.paint_with(Color::rgb(200, 0, 0))),
        ("order", |editor| editor.order(Order::Front)),
        ("align", |editor| editor.align(Side::Right, AlignTo::Page)),
        ("flip", |editor| editor.flip(Flip::Horizontal)),
        ("nudge", |editor| editor.nudge(1, 0, false)),
    ];
    for (name, change) in changes {
        let mut editor = three();
        editor.lock(&["A".to_owned()], true).expect("locked");
        select(&mut editor, &["A"]);
        let before = Arc::clone(editor.design());
        let refused = change(&mut editor).expect_err(name);
        assert_eq!(refused.code, "locked", "{name}");
        assert_eq!((editor.design(), editor.history().position()), (&before, 1), "{name}");
        // With others only those are changed.
        select(&mut editor, &["A", "B"]);
        change(&mut editor).expect(name);
        assert_eq!(editor.design().element("A"), before.element("A"), "{name}");
        assert_eq!(editor.history().position(), 2, "{name}");
    }
}

#[test]
fn of_several_only_those_are_cut_that_go() {
    let mut editor = three();
    editor.lock(&["A".to_owned()], true).expect("locked");
    select(&mut editor, &["A", "B"]);
    let clip = editor.cut().expect("cut").expect("something");
    let names: Vec<&str> = clip.elements.iter().map(|element| element.name.as_str()).collect();
    assert_eq!(names, ["B"]);
    assert_eq!(order(&editor), ["A", "C"]);
}
