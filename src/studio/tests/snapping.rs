//! Drawing to what is near.

use super::*;
use crate::model::{Aids, Edit, Grid, PageProperty};

fn snapping(elements: Vec<Element>, snap: Snap) -> Editor {
    let mut editor = editor(elements);
    editor.settings.snap = snap;
    let aids = Aids {
        vertical: vec![Pt(250.0)],
        margins: Some([Pt(20.0); 4]),
        grid: Some(Grid {
            step: [Pt(16.0); 2],
            major: 0,
        }),
        ..Aids::default()
    };
    let edit = Edit::SetPage {
        index: 0,
        property: PageProperty::Aids(aids),
    };
    editor.commit("Set aids", edit).expect("set");
    editor
}

/// Drags “A” (100, 100, 50, 50) by a way; where it is then, and what is drawn meanwhile.
fn moved(editor: &mut Editor, way: (f64, f64), modifiers: Modifiers) -> ([f64; 2], Marks) {
    editor.take(Tool::Select);
    editor.begin(&Pointer::at(125.0, 125.0), 1);
    let to = Pointer::at(125.0 + way.0, 125.0 + way.1).with(modifiers);
    editor.update(&to);
    let marks = editor.marks().clone();
    editor.finish(&to).expect("moved");
    let [x, y, ..] = frame(editor, "A");
    (([x, y]), marks)
}

#[test]
fn edges_and_middles_are_drawn_to_what_is_switched_on() {
    let only = |set: fn(&mut Snap)| {
        let mut snap = Snap::OFF;
        set(&mut snap);
        snap
    };
    let page = only(|s| s.page = true);
    let elements = only(|s| s.elements = true);
    let guides = only(|s| s.guides = true);
    let grid = only(|s| s.grid = true);
    for (snap, way, expected, kind) in [
        (page, (-97.0, 0.0), [0.0, 100.0], Some(LineKind::Page)),
        (page, (172.0, 0.0), [275.0, 100.0], Some(LineKind::Page)),
        (page, (0.0, 247.0), [100.0, 350.0], Some(LineKind::Page)),
        (page, (-77.0, 0.0), [20.0, 100.0], Some(LineKind::Margin)),
        (page, (0.0, 30.0), [100.0, 130.0], None),
        (elements, (203.0, 0.0), [300.0, 100.0], Some(LineKind::Element)),
        (elements, (0.0, 204.0), [100.0, 300.0], Some(LineKind::Element)),
        (guides, (147.0, 0.0), [250.0, 100.0], Some(LineKind::Guide)),
        (grid, (13.0, 11.0), [112.0, 112.0], None),
        (Snap::OFF, (203.0, 3.0), [303.0, 103.0], None),
    ] {
        let mut editor = snapping(
            vec![
                rectangle("A", 100.0, 100.0, 50.0, 50.0),
                rectangle("B", 300.0, 300.0, 40.0, 40.0),
            ],
            snap,
        );
        let (at, marks) = moved(&mut editor, way, Modifiers::NONE);
        assert_eq!(at, expected, "{snap:?} {way:?}");
        assert_eq!(
            marks.lines.first().map(|line| line.kind),
            kind,
            "{snap:?} {way:?}: {marks:?}"
        );
    }
}

#[test]
fn the_page_goes_before_elements_that_are_hardly_nearer() {
    let mut snap = Snap::OFF;
    (snap.page, snap.elements) = (true, true);
    for (edge, to, expected) in [(275.4, 275.3, 275.0), (278.1, 278.0, 278.1)] {
        let mut editor = snapping(
            vec![
                rectangle("A", 100.0, 100.0, 50.0, 50.0),
                rectangle("B", edge, 300.0, 41.0, 41.0),
            ],
            snap,
        );
        let ([x, _], _) = moved(&mut editor, (to - 100.0, 30.0), Modifiers::NONE);
        assert_eq!(x, expected, "an edge at {edge}");
    }
}

#[test]
fn a_key_suspends_snapping_and_clears_what_is_drawn() {
    let mut editor = snapping(vec![rectangle("A", 100.0, 100.0, 50.0, 50.0)], Snap::default());
    editor.take(Tool::Select);
    editor.begin(&Pointer::at(125.0, 125.0), 1);
    let to = Pointer::at(28.0, 125.0);
    editor.update(&to);
    assert!(!editor.marks().lines.is_empty());
    editor.update(&to.with(Modifiers::CTRL));
    assert_eq!(*editor.marks(), Marks::NONE, "the lines go with the key");
    assert_eq!(editor.shown().element("A").expect("A").x, Pt(3.0));
    editor.finish(&to.with(Modifiers::CTRL)).expect("moved");
    assert_eq!(*editor.marks(), Marks::NONE);
}

#[test]
fn a_line_reaches_over_both_that_stand_on_it() {
    let mut editor = snapping(
        vec![
            rectangle("A", 100.0, 100.0, 50.0, 50.0),
            rectangle("B", 300.0, 300.0, 40.0, 40.0),
        ],
        Snap {
            elements: true,
            ..Snap::OFF
        },
    );
    let (_, marks) = moved(&mut editor, (203.0, 0.0), Modifiers::NONE);
    let line = marks.lines[0];
    assert_eq!((line.from.x, line.from.y, line.to.y), (300.0, 100.0, 340.0));
}

#[test]
fn equal_gaps_are_found_beside_and_between() {
    let spacing = Snap {
        spacing: true,
        ..Snap::OFF
    };
    let row = |second: f64| {
        vec![
            rectangle("A", 100.0, 100.0, 50.0, 50.0),
            rectangle("B", 200.0, 110.0, 50.0, 50.0),
            rectangle("C", second, 110.0, 50.0, 50.0),
        ]
    };
    // B ends at 250, C begins at 280: the gap is 30, so A stands right of C at 360.
    let mut beside = snapping(row(280.0), spacing);
    let (at, marks) = moved(&mut beside, (262.0, 0.0), Modifiers::NONE);
    assert_eq!(at, [360.0, 100.0]);
    assert_eq!(marks.distances.len(), 2);
    assert!(
        marks
            .distances
            .iter()
            .all(|gap| (gap.length() - 30.0).abs() < 1e-9 && gap.kind == DistanceKind::Gap)
    );
    // Between B (ends 250) and C (begins 400) there is room for A with 50 on both sides.
    let mut between = snapping(row(400.0), spacing);
    let (at, marks) = moved(&mut between, (203.0, 0.0), Modifiers::NONE);
    assert_eq!(at, [300.0, 100.0]);
    assert_eq!(marks.distances.len(), 2);
    // Left of B by as much as C is right of it.
    let mut left = snapping(row(280.0), spacing);
    let (at, _) = moved(&mut left, (22.0, 0.0), Modifiers::NONE);
    assert_eq!(at, [120.0, 100.0]);
}

#[test]
fn equal_sizes_are_found_while_resizing() {
    let mut editor = snapping(
        vec![
            rectangle("A", 100.0, 100.0, 50.0, 50.0),
            rectangle("B", 300.0, 300.0, 80.0, 40.0),
        ],
        Snap {
            spacing: true,
            ..Snap::OFF
        },
    );
    select(&mut editor, &["A"]);
    editor.begin(&Pointer::at(150.0, 125.0), 1);
    editor.update(&Pointer::at(178.0, 125.0));
    assert_eq!(editor.marks().distances.len(), 2, "{:?}", editor.marks());
    assert_eq!(editor.marks().distances[0].kind, DistanceKind::Size);
    editor.finish(&Pointer::at(178.0, 125.0)).expect("resized");
    assert_eq!(frame(&editor, "A"), [100.0, 100.0, 80.0, 50.0]);
}

#[test]
fn resizing_and_drawing_snap_the_edges_that_move() {
    let elements = || {
        vec![
            rectangle("A", 100.0, 100.0, 50.0, 50.0),
            rectangle("B", 300.0, 300.0, 40.0, 40.0),
        ]
    };
    let snap = Snap {
        elements: true,
        ..Snap::OFF
    };
    let mut resized = snapping(elements(), snap);
    select(&mut resized, &["A"]);
    resized
        .drag(Tool::Select, Pointer::at(150.0, 150.0), Pointer::at(297.0, 302.0))
        .expect("resized");
    assert_eq!(frame(&resized, "A"), [100.0, 100.0, 200.0, 200.0]);
    let mut drawn = snapping(elements(), snap);
    drawn
        .drag(Tool::Rectangle, Pointer::at(152.0, 148.0), Pointer::at(297.0, 222.0))
        .expect("drawn");
    assert_eq!(frame(&drawn, "Rectangle"), [150.0, 150.0, 150.0, 72.0]);
}

#[test]
fn distances_go_to_the_neighbours_or_the_page() {
    let mut editor = editor(vec![
        rectangle("A", 100.0, 100.0, 50.0, 50.0),
        rectangle("B", 200.0, 110.0, 50.0, 50.0),
        rectangle("C", 300.0, 110.0, 50.0, 50.0),
    ]);
    select(&mut editor, &["A"]);
    let lengths: Vec<f64> = editor.distances(None).iter().map(Distance::length).collect();
    assert_eq!(lengths, [100.0, 50.0, 100.0, 250.0], "left, right, above, below");
    let lengths: Vec<f64> = editor.distances(Some("C")).iter().map(Distance::length).collect();
    assert_eq!(lengths[1], 150.0, "to what is pointed at");
    select(&mut editor, &[]);
    assert!(editor.distances(None).is_empty());
}

#[test]
fn the_edges_of_the_bleed_and_of_the_safe_area_hold_what_is_moved() {
    let snap = Snap {
        page: true,
        ..Snap::OFF
    };
    let mut editor = snapping(vec![rectangle("A", 100.0, 100.0, 50.0, 50.0)], snap);
    let mut aids = editor.design().pages[0].aids.clone();
    aids.safe = Pt(30.0);
    for property in [PageProperty::Aids(aids), PageProperty::Bleed(Pt(9.0))] {
        editor.commit("Set", Edit::SetPage { index: 0, property }).expect("set");
    }
    for (way, expected, kind) in [
        ((-69.0, 0.0), [30.0, 100.0], LineKind::Margin),
        ((0.0, 219.0), [100.0, 320.0], LineKind::Margin),
        ((-108.0, 0.0), [-9.0, 100.0], LineKind::Page),
    ] {
        let (at, marks) = moved(&mut editor, way, Modifiers::NONE);
        assert_eq!(at, expected, "{way:?}");
        assert_eq!(marks.lines.first().map(|line| line.kind), Some(kind), "{way:?}");
        editor.undo().expect("back");
    }
}
