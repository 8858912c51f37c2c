//! Gradients as they are edited on the page.

use super::*;
use crate::model::{ColorStop, Flip, Gradient};
use crate::units::Point;

fn gradient(linear: bool) -> Gradient {
    let stop = |at, color| ColorStop { at, color };
    let stops = vec![stop(0.0, Color::BLACK), stop(1.0, Color::WHITE)];
    match linear {
        true => Gradient::Linear {
            from: [0.0, 0.5],
            to: [1.0, 0.5],
            stops,
        },
        false => Gradient::Radial {
            center: [0.5, 0.5],
            radius: 0.5,
            stops,
        },
    }
}

pub(super) fn painted(name: &str, rect: [f64; 4], linear: bool) -> Element {
    let mut element = rectangle(name, rect[0], rect[1], rect[2], rect[3]);
    if let ElementContent::Shape(shape) = &mut element.content {
        shape.fill = Some(Paint::Gradient(gradient(linear)));
    }
    element
}

fn fill(editor: &Editor, name: &str) -> Gradient {
    match &editor.design().element(name).expect("there").content {
        ElementContent::Shape(ShapeContent {
            fill: Some(Paint::Gradient(gradient)),
            ..
        }) => gradient.clone(),
        other => panic!("{other:?}"),
    }
}

pub(super) fn edit(editor: &mut Editor, name: &str) {
    select(editor, &[name]);
    let of = editor.gradient_here().expect("a gradient");
    assert!(editor.edit_gradient(of));
}

#[test]
fn the_ends_of_a_gradient_go_with_the_hand() {
    for (rotation, flip) in [
        (0.0, Flip::None),
        (90.0, Flip::None),
        (33.0, Flip::Horizontal),
        (-70.0, Flip::Both),
    ] {
        for modifiers in [Modifiers::NONE, Modifiers::SHIFT] {
            let mut element = painted("A", [100.0, 100.0, 200.0, 100.0], true);
            (element.rotation, element.flip) = (rotation, flip);
            let mut editor = editor(vec![element]);
            let first = Arc::clone(editor.design());
            edit(&mut editor, "A");
            let line = editor.gradient().expect("a line");
            let way = crate::units::Vec2::new(13.0, 31.0);
            let from = Pointer {
                at: line.to,
                ..Pointer::at(0.0, 0.0)
            };
            let to = Pointer {
                at: line.to + way,
                ..from
            }
            .with(modifiers);
            editor.drag_inside(from, to).expect("dragged");
            let after = editor.gradient().expect("a line");
            assert!(after.from.distance(line.from) < 0.05, "the other end stays");
            if modifiers.shift {
                let angle = (after.to - after.from).atan2().to_degrees();
                assert!((angle / 15.0 - (angle / 15.0).round()).abs() < 0.01, "{angle}");
            } else {
                assert!(after.to.distance(line.to + way) < 0.05, "{rotation} {flip:?}");
            }
            assert_eq!(editor.history().undo_name(), Some("Gradient of “A”"));
            check_history(&mut editor, &first);
        }
    }
}

#[test]
fn stops_are_added_dragged_and_removed_on_the_page() {
    let mut editor = editor(vec![painted("A", [100.0, 100.0, 200.0, 100.0], true)]);
    let first = Arc::clone(editor.design());
    editor.click_at(Pointer::at(150.0, 120.0), 2).expect("clicked");
    assert!(editor.gradient().is_some(), "a double click goes into the gradient");
    editor.click_at(Pointer::at(200.0, 151.0), 1).expect("added");
    let stops = |editor: &Editor| stops(&fill(editor, "A")).to_vec();
    assert_eq!((stops(&editor).len(), stops(&editor)[1].at), (3, 0.5));
    assert_eq!(stops(&editor)[1].color, Color::rgb(128, 128, 128), "as it was there");
    // The second press of a double click finds it there.
    editor.click_at(Pointer::at(201.0, 151.0), 2).expect("clicked");
    assert_eq!(stops(&editor).len(), 3);
    let line = editor.gradient().expect("a line");
    assert_eq!(line.chosen, Some(1));
    let at = Pointer {
        at: line.stop_place(0.5, &Pointer::at(0.0, 0.0)),
        ..Pointer::at(0.0, 0.0)
    };
    let to = Pointer {
        at: at.at + crate::units::Vec2::new(50.0, 30.0),
        ..at
    };
    editor.drag_inside(at, to).expect("dragged");
    assert_eq!(stops(&editor)[1].at, 0.75);
    editor.nudge(-1, 0, true).expect("nudged");
    assert_eq!(stops(&editor)[1].at, 0.65);
    editor.delete().expect("removed");
    assert_eq!(stops(&editor).len(), 2);
    editor.select_next(1);
    assert!(editor.delete().is_err(), "two stay");
    assert!(editor.design().element("A").is_some());
    assert!(
        editor.escape_mode().expect("ended") && editor.gradient().is_some(),
        "first the stop is given up"
    );
    assert!(editor.escape_mode().expect("ended") && editor.gradient().is_none());
    check_history(&mut editor, &first);
}

#[test]
fn a_radial_gradient_has_a_middle_and_a_circle() {
    let mut editor = editor(vec![painted("A", [100.0, 100.0, 80.0, 60.0], false)]);
    edit(&mut editor, "A");
    let line = editor.gradient().expect("a line");
    assert_eq!(
        (line.from, line.to),
        (Point::new(140.0, 130.0), Point::new(165.0, 130.0))
    );
    editor
        .drag_inside(Pointer::at(165.0, 130.0), Pointer::at(140.0, 180.0))
        .expect("dragged");
    editor
        .drag_inside(Pointer::at(140.0, 130.0), Pointer::at(120.0, 115.0))
        .expect("dragged");
    let Gradient::Radial { center, radius, .. } = fill(&editor, "A") else {
        panic!("radial");
    };
    assert_eq!((center, radius), ([0.25, 0.25], 1.0));
}

#[test]
fn the_gradient_of_the_page_goes_over_its_bleed() {
    let mut editor = editor(Vec::new());
    let mut design = (**editor.design()).clone();
    design.pages[0].bleed = Pt(10.0);
    design.pages[0].background.paint = Some(Paint::Gradient(gradient(true)));
    editor = Editor::new(Arc::new(design), BTreeMap::new());
    assert!(editor.edit_gradient(GradientOf::Page));
    let line = editor.gradient().expect("a line");
    assert_eq!(
        (line.from, line.to),
        (Point::new(-10.0, 200.0), Point::new(610.0, 200.0))
    );
    editor.settings.snap = Snap::OFF;
    editor
        .drag_inside(Pointer::at(-10.0, 200.0), Pointer::at(300.0, 200.0))
        .expect("dragged");
    let paint = editor.design().pages[0].background.paint.clone();
    assert!(
        matches!(paint, Some(Paint::Gradient(Gradient::Linear { from: [0.5, 0.5], .. }))),
        "{paint:?}"
    );
}

#[test]
fn a_direction_is_the_one_that_is_seen() {
    use crate::units::Size;
    let bar = Size::new(279.0, 27.0);
    for degrees in [0.0, 45.0, 90.0, 200.0, 300.0] {
        let (from, to) = directed(degrees, bar);
        let seen = direction(from, to, bar);
        assert!((seen - degrees).abs() < 0.05, "{degrees} {seen}");
    }
    // On a square both corners have the colours of the ends, as they always had.
    assert_eq!(directed(135.0, Size::new(50.0, 50.0)), ([0.0, 0.0], [1.0, 1.0]));
    assert_eq!(directed(90.0, bar), ([0.0, 0.5], [1.0, 0.5]));
}
