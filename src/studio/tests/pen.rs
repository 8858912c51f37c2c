//! Drawing with the pen, and the points of paths.

use super::*;
use crate::compose::outline;
use crate::units::{Point, Shape};

/// Presses, drags and releases with the tool that is taken.
fn pull(editor: &mut Editor, from: Pointer, to: Pointer) {
    editor.begin(&from, 1);
    editor.update(&to);
    editor.finish(&to).expect("pulled");
}

fn click(editor: &mut Editor, x: f64, y: f64) {
    editor.click_at(Pointer::at(x, y), 1).expect("clicked");
}

/// A path of these corners, which is edited.
fn path_of(corners: &[(f64, f64)], closed: bool) -> Editor {
    let mut editor = editor(Vec::new());
    editor.take(Tool::Pen);
    for (x, y) in corners {
        click(&mut editor, *x, *y);
    }
    if closed {
        let (x, y) = corners[0];
        click(&mut editor, x, y);
    } else {
        editor.enter_mode().expect("ended");
    }
    assert!(editor.edit_points("Path"));
    editor
}

/// The points of the path that is edited, where they stand on the page.
fn places(editor: &Editor) -> Vec<(f64, f64)> {
    let points = editor.points().expect("points");
    let round = |x: f64| (x * 100.0).round() / 100.0;
    points
        .nodes()
        .map(|(_, node)| (round(node.at.x), round(node.at.y)))
        .collect()
}

fn id(node: usize) -> PointId {
    PointId { contour: 0, node }
}

#[test]
fn a_path_is_one_step_however_it_ends() {
    type End = fn(&mut Editor);
    let ends: [(&str, End, bool); 4] = [
        ("the first point", |editor| click(editor, 10.0, 10.0), true),
        ("Enter", |editor| assert!(editor.enter_mode().expect("ended")), false),
        ("Escape", |editor| assert!(editor.escape_mode().expect("ended")), false),
        (
            "a double click",
            |editor| {
                editor.click_at(Pointer::at(110.0, 60.0), 2).expect("ended");
            },
            false,
        ),
    ];
    for (name, end, closed) in ends {
        let mut editor = editor(Vec::new());
        let first = Arc::clone(editor.design());
        editor.take(Tool::Pen);
        for (x, y) in [(10.0, 10.0), (110.0, 10.0), (110.0, 60.0)] {
            click(&mut editor, x, y);
        }
        assert!(editor.history().steps().is_empty(), "nothing is done before {name}");
        end(&mut editor);
        assert_eq!(frame(&editor, "Path"), [10.0, 10.0, 100.0, 50.0], "{name}");
        assert_eq!(*editor.tool(), Tool::Select, "{name}");
        assert_eq!(editor.selection(), ["Path"], "{name}");
        let ElementContent::Shape(shape) = &editor.design().element("Path").expect("drawn").content else {
            panic!("a shape");
        };
        assert_eq!(
            (shape.fill.is_some(), shape.stroke.is_some()),
            (closed, !closed),
            "{name}"
        );
        check_history(&mut editor, &first);
    }
}

#[test]
fn the_pen_takes_points_back_and_gives_up_a_single_one() {
    let mut editor = editor(Vec::new());
    editor.take(Tool::Pen);
    click(&mut editor, 10.0, 10.0);
    click(&mut editor, 50.0, 10.0);
    editor.delete().expect("taken back");
    assert_eq!(editor.pen().expect("under way").nodes.len(), 1);
    click(&mut editor, 60.0, 10.0);
    editor.undo().expect("taken back");
    assert!(editor.escape_mode().expect("ended"));
    assert!(editor.pen().is_none() && editor.history().steps().is_empty());
    assert_eq!(*editor.tool(), Tool::Pen, "the next path can begin");
    // While the button is down Escape takes only this point back.
    click(&mut editor, 10.0, 10.0);
    editor.begin(&Pointer::at(80.0, 80.0), 1);
    editor.update(&Pointer::at(90.0, 80.0));
    assert!(editor.cancel());
    assert_eq!(editor.pen().expect("under way").nodes.len(), 1);
}

#[test]
fn the_pen_goes_on_with_a_path_from_either_end() {
    let (first, second) = ((10.0, 10.0), (110.0, 10.0));
    /// Its name, where the pen goes on, what it does then, and the points of the path after that.
    type Case = (&'static str, (f64, f64), fn(&mut Editor), Vec<(f64, f64)>);
    let ends: [Case; 4] = [
        (
            "its end",
            second,
            |editor| click(editor, 110.0, 60.0),
            vec![first, second, (110.0, 60.0)],
        ),
        (
            "its beginning",
            first,
            |editor| click(editor, 10.0, 60.0),
            vec![second, first, (10.0, 60.0)],
        ),
        (
            "a point taken back",
            second,
            |editor| {
                click(editor, 200.0, 200.0);
                editor.undo().expect("taken back");
                click(editor, 110.0, 60.0);
            },
            vec![first, second, (110.0, 60.0)],
        ),
        ("nothing", second, |_| (), vec![first, second]),
    ];
    for (name, from, end, expected) in ends {
        let mut editor = path_of(&[first, second], false);
        let (steps, design) = (editor.history().steps().len(), Arc::clone(editor.design()));
        editor.take(Tool::Pen);
        let near = Pointer::at(from.0 + 2.0, from.1 - 1.0);
        assert_eq!(editor.pen_next(&near).expect("a place").at, Point::from(from), "{name}");
        click(&mut editor, near.at.x, near.at.y);
        end(&mut editor);
        let is_longer = expected.len() > 2;
        editor.enter_mode().expect("ended");
        assert_eq!(editor.history().steps().len(), steps + usize::from(is_longer), "{name}");
        assert_eq!(editor.selection(), ["Path"], "{name}");
        assert!(editor.edit_points("Path"));
        assert_eq!(places(&editor), expected, "{name}");
        editor.jump_to(steps).expect("undone");
        assert_eq!(**editor.design(), *design, "{name}");
    }
}

#[test]
fn a_path_that_is_gone_on_with_is_closed_on_its_other_end_and_keeps_its_bend() {
    let mut editor = editor(Vec::new());
    editor.take(Tool::Pen);
    click(&mut editor, 10.0, 10.0);
    pull(&mut editor, Pointer::at(110.0, 10.0), Pointer::at(120.0, 30.0));
    editor.enter_mode().expect("ended");
    editor.take(Tool::Pen);
    // Its handle behind stays; only the one that goes on is pulled.
    pull(&mut editor, Pointer::at(110.0, 10.0), Pointer::at(110.0, 50.0));
    let end = editor.pen().expect("under way").nodes[1];
    assert_eq!(end.before, Some(Point::new(100.0, -10.0)));
    assert_eq!(end.after, Some(Point::new(110.0, 50.0)));
    click(&mut editor, 60.0, 80.0);
    click(&mut editor, 10.0, 10.0);
    assert!(editor.pen().is_none(), "closed");
    assert!(editor.edit_points("Path"));
    let points = editor.points().expect("points");
    assert!(points.contours[0].closed && points.contours[0].nodes.len() == 3);
    // With the pen laid down on its end and the points taken back the path is as it was.
    let before = Arc::clone(editor.design());
    editor.take(Tool::Pen);
    click(&mut editor, 10.0, 10.0);
    assert_eq!(
        editor.pen().expect("a new path").nodes.len(),
        1,
        "a closed path has no end"
    );
    assert!(editor.take_back_point());
    assert_eq!(*editor.design(), before);
}

#[test]
fn the_pen_bends_and_turns_in_steps() {
    let shift = Modifiers::SHIFT;
    for (modifiers, after, before) in [
        (Modifiers::NONE, (120.0, 108.0), Some((80.0, 92.0))),
        (shift, (120.0, 100.0), Some((80.0, 100.0))),
        (Modifiers::ALT, (120.0, 108.0), None),
    ] {
        let mut editor = editor(Vec::new());
        editor.take(Tool::Pen);
        pull(
            &mut editor,
            Pointer::at(100.0, 100.0),
            Pointer::at(120.0, 108.0).with(modifiers),
        );
        let node = editor.pen().expect("under way").nodes[0];
        assert_eq!(node.at, Point::new(100.0, 100.0));
        assert_eq!(node.after, Some(Point::from(after)), "{modifiers:?}");
        assert_eq!(node.before, before.map(Point::from), "{modifiers:?}");
    }
    let mut editor = editor(Vec::new());
    editor.take(Tool::Pen);
    click(&mut editor, 100.0, 100.0);
    let next = editor
        .pen_next(&Pointer::at(150.0, 140.0).with(shift))
        .expect("a place");
    assert_eq!((next.at, next.closes), (Point::new(145.0, 145.0), false));
    assert_eq!(next.line.segments().count(), 1, "the line to come is seen");
    click(&mut editor, 150.0, 100.0);
    assert!(editor.pen_next(&Pointer::at(103.0, 98.0)).expect("a place").closes);
}

#[test]
fn what_the_pen_draws_snaps() {
    let mut editor = editor(vec![rectangle("A", 50.0, 50.0, 100.0, 100.0)]);
    editor.settings.snap = Snap::default();
    editor.take(Tool::Pen);
    for (modifiers, x) in [(Modifiers::NONE, 150.0), (Modifiers::CTRL, 152.0)] {
        let next = editor
            .pen_next(&Pointer::at(152.0, 320.0).with(modifiers))
            .expect("a place");
        assert_eq!(next.at.x, x, "{modifiers:?}");
        assert_eq!(next.marks.lines.is_empty(), modifiers.ctrl);
    }
}

#[test]
fn points_are_moved_where_the_hand_drags_them() {
    let corners = [(100.0, 100.0), (200.0, 100.0), (200.0, 200.0)];
    for (modifiers, to) in [(Modifiers::NONE, (230.0, 110.0)), (Modifiers::SHIFT, (230.0, 100.0))] {
        let mut editor = path_of(&corners, true);
        let first = Arc::clone(editor.design());
        let (from, end) = (Pointer::at(200.0, 100.0), Pointer::at(230.0, 110.0).with(modifiers));
        editor.drag_inside(from, end).expect("moved");
        assert_eq!(places(&editor), [corners[0], to, corners[2]], "{modifiers:?}");
        assert_eq!(editor.history().undo_name(), Some("Move a point of “Path”"));
        editor.undo().expect("undone");
        assert_eq!(*editor.design(), first);
    }
}

#[test]
fn points_of_turned_and_flipped_paths_are_where_they_are_seen() {
    let mut editor = path_of(&[(100.0, 100.0), (200.0, 110.0), (180.0, 200.0)], true);
    editor.leave_points();
    editor.flip(crate::model::Flip::Horizontal).expect("flipped");
    editor.type_number(Number::Angle, "30").expect("turned");
    editor.edit_points("Path");
    let before = places(&editor);
    let (x, y) = before[1];
    editor
        .drag_inside(Pointer::at(x, y), Pointer::at(x + 40.0, y - 30.0))
        .expect("moved");
    let after = places(&editor);
    for (index, (was, is)) in before.iter().zip(&after).enumerate() {
        let by = if index == 1 { (40.0, -30.0) } else { (0.0, 0.0) };
        let expected = (was.0 + by.0, was.1 + by.1);
        assert!(
            (expected.0 - is.0).abs() < 0.02 && (expected.1 - is.1).abs() < 0.02,
            "{index}: {is:?}"
        );
    }
    let element = editor.design().element("Path").expect("there");
    assert_eq!((element.rotation, element.flip), (30.0, crate::model::Flip::Horizontal));
}

#[test]
fn several_points_move_together() {
    let mut editor = path_of(&[(100.0, 100.0), (200.0, 100.0), (200.0, 200.0)], true);
    // By a rectangle, then with Shift one more.
    editor
        .drag_inside(Pointer::at(180.0, 80.0), Pointer::at(220.0, 120.0))
        .expect("selected");
    assert_eq!(editor.points().expect("points").selected.len(), 1);
    editor
        .click_at(Pointer::at(200.0, 200.0).with(Modifiers::SHIFT), 1)
        .expect("added");
    editor
        .drag_inside(Pointer::at(200.0, 200.0), Pointer::at(210.0, 200.0))
        .expect("moved");
    assert_eq!(places(&editor), [(100.0, 100.0), (210.0, 100.0), (210.0, 200.0)]);
    editor.settings.unit = Unit::Pt;
    editor.nudge(0, 1, true).expect("nudged");
    assert_eq!(places(&editor), [(100.0, 100.0), (210.0, 110.0), (210.0, 210.0)]);
    assert_eq!(editor.history().undo_name(), Some("Move 2 points of “Path”"));
    editor.select_all();
    assert_eq!(editor.points().expect("points").selected.len(), 3);
    editor.select_next(1);
    assert_eq!(editor.points().expect("points").selected.len(), 1);
}

#[test]
fn points_are_added_toggled_and_removed() {
    let mut editor = path_of(&[(100.0, 100.0), (200.0, 100.0), (200.0, 200.0)], true);
    let first = Arc::clone(editor.design());
    let begun = editor.history().position();
    click(&mut editor, 150.0, 101.0);
    assert_eq!(places(&editor)[1], (150.0, 100.0));
    assert_eq!(
        frame(&editor, "Path"),
        [100.0, 100.0, 100.0, 100.0],
        "the form is as before"
    );
    // The second press of a double click on the line does not turn the new point round.
    editor.click_at(Pointer::at(150.0, 100.0), 2).expect("clicked");
    assert!(!editor.points().expect("points").contours[0].nodes[1].is_smooth());
    editor.click_at(Pointer::at(200.0, 100.0), 1).expect("clicked");
    editor.click_at(Pointer::at(200.0, 100.0), 2).expect("clicked");
    assert!(editor.points().expect("points").contours[0].nodes[2].is_smooth());
    editor.select_points([id(0), id(1)]);
    editor.delete().expect("removed");
    assert_eq!(places(&editor).len(), 2);
    editor.select_all();
    editor.delete().expect("removed");
    assert!(editor.design().element("Path").is_none(), "nothing is left of it");
    assert!(editor.points().is_none());
    editor.jump_to(begun).expect("undone");
    assert_eq!(*editor.design(), first);
}

#[test]
fn handles_bend_with_their_opposite_or_alone() {
    for (modifiers, before) in [(Modifiers::NONE, (200.0, 70.0)), (Modifiers::ALT, (170.0, 100.0))] {
        let mut editor = path_of(&[(100.0, 100.0), (200.0, 100.0), (300.0, 160.0)], false);
        // Alt pulls the handles out of a corner.
        let from = Pointer::at(200.0, 100.0).with(Modifiers::ALT);
        editor
            .drag_inside(from, Pointer::at(230.0, 100.0).with(Modifiers::ALT))
            .expect("pulled");
        let end = Pointer::at(200.0, 130.0).with(modifiers);
        editor.drag_inside(Pointer::at(230.0, 100.0), end).expect("bent");
        let node = editor.points().expect("points").contours[0].nodes[1];
        let near = |handle: Option<Point>, at: (f64, f64)| handle.expect("a handle").distance(at.into()) < 0.01;
        assert!(near(node.after, (200.0, 130.0)), "{modifiers:?}: {node:?}");
        assert!(near(node.before, before), "{modifiers:?}: {node:?}");
        assert_eq!(editor.history().undo_name(), Some("Bend a point of “Path”"));
    }
}

#[test]
fn editing_points_ends_where_nothing_is() {
    let mut editor = path_of(&[(100.0, 100.0), (200.0, 100.0), (200.0, 200.0)], true);
    click(&mut editor, 100.0, 100.0);
    click(&mut editor, 400.0, 300.0);
    assert!(
        editor.points().expect("still").selected.is_empty(),
        "the first click gives the point up"
    );
    click(&mut editor, 400.0, 300.0);
    assert!(editor.points().is_none());
    assert_eq!(editor.selection(), ["Path"]);
    editor.click_at(Pointer::at(180.0, 120.0), 2).expect("clicked");
    assert!(editor.points().is_some(), "a double click goes into the path");
    editor.select(&[]);
    assert!(editor.points().is_none(), "it ends with the selection");
}

#[test]
fn shapes_become_paths_that_look_the_same() {
    let mut rounded = rectangle("Rounded", 10.0, 10.0, 80.0, 60.0);
    if let ElementContent::Shape(shape) = &mut rounded.content {
        shape.form = Form::Rectangle { radii: [Pt(12.0); 4] };
    }
    let mut editor = editor(vec![rounded, text("Words", "Hello", 100.0, 10.0, 50.0, 20.0)]);
    for (tool, at) in [
        (Tool::Ellipse, 200.0),
        (Tool::Star { points: 5, inner: 0.4 }, 300.0),
        (Tool::Line, 400.0),
    ] {
        editor
            .drag(tool, Pointer::at(at, 100.0), Pointer::at(at + 60.0, 180.0))
            .expect("drawn");
    }
    let first = Arc::clone(editor.design());
    let begun = editor.history().position();
    editor.select_all();
    editor.convert_to_paths().expect("converted");
    assert_eq!(editor.history().undo_name(), Some("Convert 4 elements to paths"));
    let form_of = |design: &Design, name: &str| match &design.element(name).expect("there").content {
        ElementContent::Shape(shape) => shape.form.clone(),
        other => panic!("{other:?}"),
    };
    for name in ["Rounded", "Ellipse", "Star", "Line"] {
        let (before, after) = (form_of(&first, name), form_of(editor.design(), name));
        assert!(matches!(after, Form::Path { .. }), "{name}: {after:?}");
        let own = frame(&editor, name);
        let frame = Rect::new(0.0, 0.0, own[2], own[3]);
        let (a, b) = (outline(&before, frame).0, outline(&after, frame).0);
        assert!((a.area() - b.area()).abs() < 2.0, "{name}");
    }
    editor.jump_to(begun).expect("undone");
    assert_eq!(*editor.design(), first);
}

#[test]
fn a_straight_path_is_stretched() {
    let mut editor = path_of(&[(100.0, 100.0), (200.0, 100.0)], false);
    editor.leave_points();
    editor.type_number(Number::Width, "50pt").expect("resized");
    editor.edit_points("Path");
    let places = places(&editor);
    assert_eq!((places[1].0 - places[0].0).abs(), 50.0);
}
