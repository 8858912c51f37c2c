//! Resizing by handles.

use super::*;
use crate::units::Point;

/// Drags the handle of what is selected by a way.
fn resize(editor: &mut Editor, grip: Grip, way: (f64, f64), modifiers: Modifiers) {
    let Some(Outline::Box(stand)) = editor.outline() else {
        panic!("a frame")
    };
    let from = grip.point(&stand);
    let to = Pointer::at(from.x + way.0, from.y + way.1).with(modifiers);
    editor
        .drag(Tool::Select, Pointer::at(from.x, from.y), to)
        .expect("resized");
}

const SE: Grip = Grip { x: 1, y: 1 };
const NW: Grip = Grip { x: -1, y: -1 };
const E: Grip = Grip { x: 1, y: 0 };
const N: Grip = Grip { x: 0, y: -1 };

#[test]
fn handles_and_keys_resize() {
    let both = Modifiers {
        shift: true,
        ..Modifiers::ALT
    };
    for (grip, way, modifiers, expected) in [
        (SE, (20.0, 10.0), Modifiers::NONE, [100.0, 100.0, 120.0, 60.0]),
        (NW, (-20.0, 10.0), Modifiers::NONE, [80.0, 110.0, 120.0, 40.0]),
        (E, (20.0, 99.0), Modifiers::NONE, [100.0, 100.0, 120.0, 50.0]),
        (N, (99.0, -20.0), Modifiers::NONE, [100.0, 80.0, 100.0, 70.0]),
        (SE, (20.0, 2.0), Modifiers::SHIFT, [100.0, 100.0, 120.0, 60.0]),
        (SE, (2.0, 25.0), Modifiers::SHIFT, [100.0, 100.0, 150.0, 75.0]),
        (NW, (-20.0, 0.0), Modifiers::SHIFT, [80.0, 90.0, 120.0, 60.0]),
        (E, (20.0, 0.0), Modifiers::SHIFT, [100.0, 95.0, 120.0, 60.0]),
        (SE, (20.0, 10.0), Modifiers::ALT, [80.0, 90.0, 140.0, 70.0]),
        (E, (10.0, 0.0), Modifiers::ALT, [90.0, 100.0, 120.0, 50.0]),
        (SE, (10.0, 0.0), both, [90.0, 95.0, 120.0, 60.0]),
        // Over the other side, it goes on there.
        (E, (-150.0, 0.0), Modifiers::NONE, [50.0, 100.0, 50.0, 50.0]),
    ] {
        let mut editor = editor(vec![rectangle("A", 100.0, 100.0, 100.0, 50.0)]);
        let first = Arc::clone(editor.design());
        editor.select_all();
        resize(&mut editor, grip, way, modifiers);
        assert_eq!(frame(&editor, "A"), expected, "{grip:?} {way:?} {modifiers:?}");
        assert_eq!(editor.history().undo_name(), Some("Resize “A”"));
        check_history(&mut editor, &first);
    }
}

#[test]
fn a_turned_frame_keeps_its_other_corner() {
    for rotation in [30.0, 90.0, 200.0] {
        let mut turned = rectangle("A", 100.0, 100.0, 100.0, 50.0);
        turned.rotation = rotation;
        let mut editor = editor(vec![turned]);
        editor.select_all();
        let before = Stand::find(editor.design(), "A").expect("there").at(-1.0, -1.0);
        resize(&mut editor, SE, (13.0, 17.0), Modifiers::NONE);
        let after = Stand::find(editor.design(), "A").expect("there");
        assert!((after.at(-1.0, -1.0) - before).hypot() < 2e-3, "{rotation}");
        assert_eq!(
            normal_angle(rotation),
            editor.design().element("A").expect("A").rotation
        );
    }
}

#[test]
fn several_become_larger_with_their_letters() {
    let mut editor = editor(vec![
        rectangle("A", 100.0, 100.0, 20.0, 20.0),
        text("B", "Hello", 180.0, 180.0, 20.0, 20.0),
    ]);
    let first = Arc::clone(editor.design());
    editor.select_all();
    resize(&mut editor, SE, (100.0, 100.0), Modifiers::NONE);
    assert_eq!(frame(&editor, "A"), [100.0, 100.0, 40.0, 40.0]);
    assert_eq!(frame(&editor, "B"), [260.0, 260.0, 40.0, 40.0]);
    let size = |editor: &Editor| match &editor.design().element("B").expect("B").content {
        ElementContent::Text(text) => text.style.size.0,
        _ => 0.0,
    };
    assert_eq!(size(&editor), 20.0);
    resize(&mut editor, E, (100.0, 0.0), Modifiers::NONE);
    assert_eq!(frame(&editor, "B")[2], 60.0);
    assert_eq!(size(&editor), 20.0, "only wider: the letters stay");
    check_history(&mut editor, &first);
}

#[test]
fn a_single_text_keeps_its_size_and_a_group_takes_its_children_along() {
    let mut alone = editor(vec![text("A", "Hello", 100.0, 100.0, 100.0, 20.0)]);
    alone.select_all();
    resize(&mut alone, SE, (100.0, 20.0), Modifiers::NONE);
    let content = &alone.design().element("A").expect("A").content;
    assert!(matches!(content, ElementContent::Text(text) if text.style.size == Pt(10.0)));

    let child = |name: &str, x: f64| rectangle(name, x, 10.0, 20.0, 20.0);
    let inner = group("Inner", [50.0, 0.0, 50.0, 50.0], 90.0, vec![child("Deep", 0.0)]);
    let mut grouped = editor(vec![group(
        "G",
        [100.0, 100.0, 100.0, 50.0],
        0.0,
        vec![child("C", 10.0), inner],
    )]);
    let first = Arc::clone(grouped.design());
    grouped.select_all();
    resize(&mut grouped, SE, (100.0, 50.0), Modifiers::NONE);
    assert_eq!(frame(&grouped, "G"), [100.0, 100.0, 200.0, 100.0]);
    assert_eq!(frame(&grouped, "C"), [20.0, 20.0, 40.0, 40.0]);
    assert_eq!(frame(&grouped, "Inner"), [100.0, 0.0, 100.0, 100.0]);
    assert_eq!(frame(&grouped, "Deep"), [0.0, 20.0, 40.0, 40.0]);
    resize(&mut grouped, SE, (200.0, 0.0), Modifiers::NONE);
    assert_eq!(
        frame(&grouped, "Inner"),
        [250.0, -50.0, 100.0, 200.0],
        "wider on the page is taller where it was turned"
    );
    check_history(&mut grouped, &first);
}

#[test]
fn small_frames_can_still_be_moved() {
    let mut editor = editor(vec![rectangle("A", 100.0, 100.0, 8.0, 8.0)]);
    editor.select_all();
    editor
        .drag(Tool::Select, Pointer::at(104.0, 104.0), Pointer::at(124.0, 104.0))
        .expect("moved");
    assert_eq!(frame(&editor, "A"), [120.0, 100.0, 8.0, 8.0]);
}

/// The handles that are seen of what is selected.
fn seen(editor: &Editor) -> Vec<Handle> {
    let outline = editor.outline().expect("a frame");
    let handles = outline.handles(&Pointer::at(0.0, 0.0)).into_iter();
    handles.map(|(handle, _)| handle).collect()
}

#[test]
fn the_sides_of_a_line_of_text_are_dragged_outside_of_it() {
    for height in [1.0, 4.0, 12.0, 19.0] {
        let mut editor = editor(vec![rectangle("A", 100.0, 100.0, 200.0, height)]);
        editor.select_all();
        let handles = seen(&editor);
        assert_eq!(
            handles.len(),
            5,
            "{height}: corners and the one that turns, not {handles:?}"
        );
        assert!(handles.iter().all(|handle| match handle {
            Handle::Resize(grip) => grip.is_corner(),
            other => *other == Handle::Rotate,
        }));
        let east = Pointer::at(308.0, 100.0 + height / 2.0);
        editor
            .drag(Tool::Select, east, Pointer::at(358.0, 100.0 + height / 2.0))
            .expect("resized");
        assert_eq!(frame(&editor, "A"), [100.0, 100.0, 250.0, height]);
    }
    let mut tall = editor(vec![rectangle("A", 100.0, 100.0, 200.0, 20.0)]);
    tall.select_all();
    assert_eq!(seen(&tall).len(), 9);
}

#[test]
fn thin_elements_are_moved_by_their_middle_and_near_it() {
    for (at, height) in [(0.0, 1.0), (-3.0, 1.0), (3.0, 4.0), (7.0, 15.0), (-7.0, 15.0)] {
        let mut editor = editor(vec![rectangle("A", 100.0, 100.0, 200.0, height)]);
        editor.select_all();
        let (x, y) = (200.0, 100.0 + height / 2.0 + at);
        assert_eq!(editor.handle_over(&Pointer::at(x, y)), None, "{at} from {height}");
        editor
            .drag(Tool::Select, Pointer::at(x, y), Pointer::at(x, y + 100.0))
            .expect("moved");
        assert_eq!(frame(&editor, "A"), [100.0, 200.0, 200.0, height], "{at} from {height}");
    }
}

#[test]
fn small_frames_are_turned() {
    for (width, height) in [(4.0, 4.0), (200.0, 2.0), (2.0, 200.0)] {
        let mut editor = editor(vec![rectangle("A", 100.0, 100.0, width, height)]);
        editor.select_all();
        let outline = editor.outline().expect("a frame");
        let knob = outline.knob(&Pointer::at(0.0, 0.0));
        let turns = editor.handle_over(&Pointer::at(knob.x, knob.y));
        assert_eq!(turns, Some(Handle::Rotate), "{width} × {height}");
    }
}

#[test]
fn the_ends_of_a_line_are_dragged() {
    let mut editor = editor(Vec::new());
    editor
        .drag(Tool::Line, Pointer::at(100.0, 100.0), Pointer::at(200.0, 100.0))
        .expect("drawn");
    editor
        .drag(Tool::Select, Pointer::at(200.0, 100.0), Pointer::at(100.0, 250.0))
        .expect("changed");
    let Some(Outline::Line(start, end)) = editor.outline() else {
        panic!("a line")
    };
    assert!((start - Point::new(100.0, 100.0)).hypot() < 1e-3, "{start:?}");
    assert!((end - Point::new(100.0, 250.0)).hypot() < 1e-3, "{end:?}");
    assert_eq!(editor.history().undo_name(), Some("Change “Line”"));
}

#[test]
fn a_dragged_handle_gives_a_text_of_automatic_width_a_frame() {
    use crate::model::FitPolicy;
    for (grip, way, expected) in [
        (E, (-40.0, 0.0), FitPolicy::Grow),
        (N, (0.0, -10.0), FitPolicy::ShrinkToBox),
        (SE, (-40.0, 10.0), FitPolicy::ShrinkToBox),
    ] {
        let mut made = text("A", "Certificate of merit", 100.0, 100.0, 100.0, 40.0);
        if let ElementContent::Text(text) = &mut made.content {
            text.fit.policy = FitPolicy::AutoWidth;
        }
        let mut editor = editor(vec![made]);
        let first = Arc::clone(editor.design());
        editor.select_all();
        resize(&mut editor, grip, way, Modifiers::NONE);
        let content = &editor.design().element("A").expect("A").content;
        let policy = match content {
            ElementContent::Text(text) => Some(text.fit.policy),
            _ => None,
        };
        assert_eq!(policy, Some(expected), "{grip:?}");
        assert_eq!(editor.history().position(), 1, "one step");
        check_history(&mut editor, &first);
    }
}

#[test]
fn one_side_of_a_page_after_the_other_is_as_both_at_once() {
    let mut editor = editor(vec![rectangle("Box", 100.0, 50.0, 60.0, 30.0)]);
    let [width, height] = [editor.design().pages[0].width.0, editor.design().pages[0].height.0];
    for (width, height) in [(width / 2.0, height), (width / 2.0, height / 2.0)] {
        let edit = editor.page_resized(width, height, true);
        editor.commit("Resize the page", edit).expect("resized");
    }
    let element = &editor.design().pages[0].elements[0];
    for (is, expected) in [(element.width.0, 30.0), (element.height.0, 15.0)] {
        assert!((is - expected).abs() < 0.01, "{is} for {expected}");
    }
}

#[test]
fn a_page_that_is_turned_distorts_nothing_but_what_fills_it() {
    let mut hexagon = rectangle("Hexagon", 50.0, 50.0, 60.0, 52.0);
    if let ElementContent::Shape(shape) = &mut hexagon.content {
        shape.form = Form::Polygon { sides: 6, inner: None };
    }
    let mut side = rectangle("Side", -20.0, 180.0, 400.0, 40.0);
    side.rotation = 90.0;
    side.x = Pt(-180.0);
    let mut editor = editor(vec![
        rectangle("Ground", 0.0, 0.0, 600.0, 400.0),
        rectangle("Border", 21.0, 21.0, 558.0, 358.0),
        rectangle("Band", 0.0, 340.0, 600.0, 60.0),
        side,
        hexagon,
        text("Middle", "Hello", 200.0, 180.0, 200.0, 40.0),
        rectangle("Corner", 540.0, 340.0, 30.0, 45.0),
    ]);
    let first = Arc::clone(editor.design());
    let edit = editor.page_resized(400.0, 600.0, true);
    editor.commit("Resize the page", edit).expect("resized");
    for (name, expected) in [
        ("Ground", [0.0, 0.0, 400.0, 600.0]),
        ("Border", [14.0, 14.0, 372.0, 572.0]),
        ("Band", [0.0, 560.0, 400.0, 40.0]),
        // It stood upright at the left edge, from top to bottom.
        ("Side", [-286.667, 286.667, 600.0, 26.667]),
        ("Hexagon", [33.333, 75.0, 40.0, 34.667]),
        ("Middle", [133.333, 286.667, 133.333, 26.667]),
        ("Corner", [360.0, 547.5, 20.0, 30.0]),
    ] {
        let found = frame(&editor, name);
        let is_near = found
            .iter()
            .zip(expected)
            .all(|(found, expected)| (found - expected).abs() < 0.01);
        assert!(is_near, "{name}: {found:?}");
    }
    check_history(&mut editor, &first);
}
