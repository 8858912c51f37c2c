//! Gradients and crops as they are edited on the page, colours taken from it, frames fitted to texts, and the undoing
//! of all of it.

use super::*;
use crate::model::{ColorStop, FitPolicy, Flip, Gradient, Image, ImageFit, ImageSource};
use crate::units::{Point, Size};

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

fn painted(name: &str, rect: [f64; 4], linear: bool) -> Element {
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

fn edit(editor: &mut Editor, name: &str) {
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

/// A picture of 400 × 200 in a frame of 100 × 100 at (100, 100).
fn picture(fit: ImageFit) -> Element {
    let image = Image {
        source: ImageSource::Asset("images/a.png".to_owned()),
        fit,
        focus: [0.5, 0.5],
        zoom: 1.0,
        mask: None,
        background: None,
        padding: Pt::ZERO,
        alt: String::new(),
    };
    Element::new("A", Rect::new(100.0, 100.0, 200.0, 200.0), ElementContent::Image(image))
}

const SIZE: Size = Size::new(400.0, 200.0);

fn cropping(editor: &Editor) -> (Rect, Rect) {
    let cropping = editor.cropping().expect("cropped");
    let round = |stand: Stand| {
        let bounds = stand.bounds();
        let round = |x: f64| (x * 100.0).round() / 100.0;
        Rect::new(round(bounds.x0), round(bounds.y0), round(bounds.x1), round(bounds.y1))
    };
    (round(cropping.frame), round(cropping.picture))
}

#[test]
fn a_picture_is_moved_scaled_and_framed() {
    let mut editor = editor(vec![picture(ImageFit::Cover)]);
    let first = Arc::clone(editor.design());
    assert_eq!(
        editor.click_at(Pointer::at(150.0, 150.0), 2).expect("clicked"),
        Outcome::Crop("A".to_owned())
    );
    assert!(editor.edit_crop("A", SIZE).expect("cropped"));
    let frame = Rect::new(100.0, 100.0, 200.0, 200.0);
    assert_eq!(cropping(&editor), (frame, Rect::new(50.0, 100.0, 250.0, 200.0)));
    // The picture goes with the hand, as far as it fills the frame.
    editor
        .drag_inside(Pointer::at(150.0, 150.0), Pointer::at(170.0, 190.0))
        .expect("moved");
    assert_eq!(cropping(&editor), (frame, Rect::new(70.0, 100.0, 270.0, 200.0)));
    editor
        .drag_inside(Pointer::at(150.0, 150.0), Pointer::at(350.0, 150.0))
        .expect("moved");
    assert_eq!(cropping(&editor).1.x0, 100.0);
    // The wheel makes it larger around the pointer; turns that follow each other are one step.
    let steps = editor.history().steps().len();
    editor.scale_crop(Point::new(100.0, 100.0), 1.5).expect("scaled");
    editor.scale_crop(Point::new(100.0, 100.0), 4.0 / 3.0).expect("scaled");
    assert_eq!(cropping(&editor), (frame, Rect::new(100.0, 100.0, 500.0, 300.0)));
    assert_eq!(editor.history().steps().len(), steps + 1);
    // The frame goes as far as the picture, which stays.
    editor
        .drag_inside(Pointer::at(200.0, 200.0), Pointer::at(800.0, 250.0))
        .expect("framed");
    assert_eq!(
        cropping(&editor),
        (
            Rect::new(100.0, 100.0, 500.0, 250.0),
            Rect::new(100.0, 100.0, 500.0, 300.0)
        )
    );
    // By a corner of the picture, the opposite one stays.
    editor
        .drag_inside(Pointer::at(500.0, 300.0), Pointer::at(900.0, 500.0))
        .expect("scaled");
    assert_eq!(cropping(&editor).1, Rect::new(100.0, 100.0, 900.0, 500.0));
    editor.nudge(-1, 0, true).expect("nudged");
    assert_eq!(cropping(&editor).1.x0, 90.0);
    assert!(editor.enter_mode().expect("accepted") && editor.cropping().is_none());
    check_history(&mut editor, &first);
}

#[test]
fn escape_takes_a_crop_back() {
    let mut editor = editor(vec![picture(ImageFit::Cover)]);
    let first = Arc::clone(editor.design());
    editor.edit_crop("A", SIZE).expect("cropped");
    editor
        .drag_inside(Pointer::at(150.0, 150.0), Pointer::at(170.0, 150.0))
        .expect("moved");
    editor.scale_crop(Point::new(150.0, 150.0), 2.0).expect("scaled");
    assert!(editor.escape_mode().expect("cancelled"));
    assert_eq!(*editor.design(), first);
    assert!(editor.cropping().is_none());
    // A press beside the picture accepts.
    editor.edit_crop("A", SIZE).expect("cropped");
    editor.click_at(Pointer::at(500.0, 350.0), 1).expect("accepted");
    assert!(editor.cropping().is_none() && editor.selection().is_empty());
}

#[test]
fn a_whole_picture_gets_a_frame_of_its_size_when_it_is_cropped() {
    let mut editor = editor(vec![picture(ImageFit::Contain)]);
    editor.edit_crop("A", SIZE).expect("cropped");
    let whole = Rect::new(100.0, 125.0, 200.0, 175.0);
    assert_eq!(cropping(&editor), (whole, whole), "it looks as before");
    editor
        .drag_inside(Pointer::at(100.0, 150.0), Pointer::at(150.0, 150.0))
        .expect("framed");
    assert_eq!(cropping(&editor), (Rect::new(150.0, 125.0, 200.0, 175.0), whole));
}

#[test]
fn a_crop_goes_with_turned_and_flipped_pictures() {
    for (rotation, flip) in [(0.0, Flip::Horizontal), (90.0, Flip::None), (30.0, Flip::Vertical)] {
        let mut element = picture(ImageFit::Cover);
        (element.rotation, element.flip) = (rotation, flip);
        let mut editor = editor(vec![element]);
        editor.edit_crop("A", SIZE).expect("cropped");
        editor.scale_crop(Point::new(150.0, 150.0), 2.0).expect("scaled");
        let before = editor.cropping().expect("cropped").picture;
        let way = crate::units::Vec2::new(12.0, -7.0);
        let from = Pointer::at(150.0, 150.0);
        editor
            .drag_inside(
                from,
                Pointer {
                    at: from.at + way,
                    ..from
                },
            )
            .expect("moved");
        let after = editor.cropping().expect("cropped").picture;
        assert!(
            (after.center - before.center - way).hypot() < 0.01,
            "{rotation} {flip:?}"
        );
        // The frame's side goes to the hand, the picture stays.
        let frame = editor.cropping().expect("cropped").frame;
        let side = Pointer {
            at: frame.at(1.0, 0.0),
            ..from
        };
        editor
            .drag_inside(
                side,
                Pointer {
                    at: frame.at(0.8, 0.0),
                    ..from
                },
            )
            .expect("framed");
        let now = editor.cropping().expect("cropped");
        assert!((now.frame.width - 90.0).abs() < 0.01, "{rotation}: {}", now.frame.width);
        assert!(now.picture.center.distance(after.center) < 0.01, "{rotation} {flip:?}");
    }
}

#[test]
fn the_whole_picture_is_painted_behind_the_cropped_one() {
    let mut editor = editor(vec![rectangle("B", 0.0, 0.0, 10.0, 10.0), picture(ImageFit::Cover)]);
    editor.edit_crop("A", SIZE).expect("cropped");
    let painted = editor.painted();
    let names: Vec<&str> = painted.pages[0]
        .elements
        .iter()
        .map(|element| element.name.as_str())
        .collect();
    assert_eq!(names, ["B", "A 2", "A"]);
    let whole = &painted.pages[0].elements[1];
    assert_eq!((whole.x.0, whole.width.0, whole.opacity < 0.5), (50.0, 200.0, true));
    assert!(
        Arc::ptr_eq(&painted, &editor.painted()),
        "the same until something changes"
    );
    editor.begin(&Pointer::at(150.0, 150.0), 1);
    editor.update(&Pointer::at(160.0, 150.0));
    assert_eq!(editor.moving(), Some(1..3), "both move");
    assert!(editor.cancel());
    editor.leave_crop();
    assert_eq!(editor.painted(), *editor.design());
}

#[test]
fn a_taken_colour_paints_what_is_selected() {
    let mut editor = editor(vec![
        rectangle("A", 10.0, 10.0, 50.0, 50.0),
        text("Words", "Hello", 100.0, 10.0, 50.0, 20.0),
    ]);
    let first = Arc::clone(editor.design());
    editor.select_all();
    let gold = Color::rgb(0xB0, 0x8D, 0x3C);
    editor.paint_with(gold).expect("painted");
    assert_eq!(editor.history().undo_name(), Some("Colour of 2 elements"));
    let colors: Vec<Color> = editor.design().pages[0]
        .elements
        .iter()
        .filter_map(|element| match &element.content {
            ElementContent::Shape(ShapeContent {
                fill: Some(Paint::Solid(color)),
                ..
            }) => Some(*color),
            ElementContent::Text(text) => Some(text.style.color),
            _ => None,
        })
        .collect();
    assert_eq!(colors, [gold, gold]);
    check_history(&mut editor, &first);
}

#[test]
fn a_double_click_on_a_side_fits_a_text() {
    let side = |x: i8, y: i8| Grip { x, y };
    for (at, grip, expected) in [
        ((150.0, 200.0), side(0, 1), [100.0, 100.0, 100.0, 30.0]),
        ((150.0, 100.0), side(0, -1), [100.0, 170.0, 100.0, 30.0]),
        ((200.0, 150.0), side(1, 0), [100.0, 100.0, 60.0, 100.0]),
        ((100.0, 150.0), side(-1, 0), [140.0, 100.0, 60.0, 100.0]),
    ] {
        let mut editor = editor(vec![text("A", "Hello", 100.0, 100.0, 100.0, 100.0)]);
        editor.select_all();
        let outcome = editor.click_at(Pointer::at(at.0, at.1), 2).expect("clicked");
        assert_eq!(outcome, Outcome::FitText("A".to_owned(), grip));
        editor.fit_frame("A", grip, Size::new(60.0, 30.0)).expect("fitted");
        assert_eq!(frame(&editor, "A"), expected, "{grip:?}");
        let ElementContent::Text(content) = &editor.design().element("A").expect("there").content else {
            panic!("a text");
        };
        let policy = if grip.y != 0 {
            FitPolicy::Grow
        } else {
            FitPolicy::AutoWidth
        };
        assert_eq!(content.fit.policy, policy, "it grows that way from now on");
    }
}

/// Numbers by chance that are the same in every run (splitmix64).
struct Chance(u64);

impl Chance {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut x = self.0;
        x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (x ^ (x >> 31)) % bound
    }

    fn pointer(&mut self) -> Pointer {
        let modifiers = Modifiers {
            shift: self.below(4) == 0,
            alt: self.below(4) == 0,
            ctrl: self.below(4) == 0,
        };
        let at = |chance: &mut Chance, most: u64| chance.below(most * 7) as f64 / 7.0;
        Pointer::at(at(self, 600), at(self, 400)).with(modifiers)
    }
}

#[test]
fn whatever_the_hand_does_is_undone_exactly() {
    let mut chance = Chance(20);
    let mut steps = 0;
    for _ in 0..40 {
        let mut editor = editor(vec![
            painted("Gradient", [300.0, 100.0, 200.0, 100.0], true),
            picture(ImageFit::Cover),
            text("Words", "Hello", 20.0, 20.0, 80.0, 30.0),
        ]);
        editor.settings.snap = Snap::default();
        let first = Arc::clone(editor.design());
        for _ in 0..60 {
            something(&mut editor, &mut chance);
        }
        editor.cancel();
        steps += editor.history().steps().len();
        check_history(&mut editor, &first);
    }
    assert!(steps > 200, "{steps}");
}

/// Something by chance; what cannot be is refused, which is as good.
fn something(editor: &mut Editor, chance: &mut Chance) {
    let names: Vec<String> = editor.design().names().into_iter().map(str::to_owned).collect();
    let one = |chance: &mut Chance| names.get(chance.below(names.len().max(1) as u64) as usize).cloned();
    let refused = match chance.below(14) {
        0 => {
            editor.take(Tool::Pen);
            for _ in 0..chance.below(5) {
                let (from, to) = (chance.pointer(), chance.pointer());
                editor.begin(&from, 1);
                editor.update(&to);
                drop(editor.finish(&to));
            }
            editor.end_pen().is_err()
        }
        1 => one(chance).is_some_and(|name| !editor.edit_points(&name)),
        2 => one(chance).is_some_and(|name| editor.edit_crop(&name, SIZE).is_err()),
        3 => editor.gradient_here().is_some_and(|of| !editor.edit_gradient(of)),
        4 => editor.convert_to_paths().is_err(),
        5 => editor.escape_mode().is_err(),
        6 => {
            editor.select_next(1);
            editor.nudge(1, chance.below(3) as i32 - 1, true).is_err()
        }
        7 => chance.below(3) == 0 && editor.delete().is_err(),
        8 => editor.scale_crop(chance.pointer().at, 1.3).is_err(),
        9 => chance.below(3) == 0 && editor.undo().is_err(),
        10 => {
            let points = editor
                .points()
                .map(|points| points.nodes().map(|(id, node)| (id, node.at)).collect::<Vec<_>>());
            let picked =
                points.and_then(|points| points.get(chance.below(points.len().max(1) as u64) as usize).copied());
            picked.is_some_and(|(_, at)| {
                let from = Pointer { at, ..chance.pointer() };
                editor.drag_inside(from, chance.pointer()).is_err()
            })
        }
        11 => editor.click_at(chance.pointer(), 2).is_err(),
        _ => editor.drag_inside(chance.pointer(), chance.pointer()).is_err(),
    };
    if refused {
        editor.cancel();
    }
}
