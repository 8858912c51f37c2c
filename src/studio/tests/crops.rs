//! Cropping pictures on the page.

use super::*;
use crate::model::{Flip, Image, ImageFit, ImageSource};
use crate::units::{Point, Size};

/// A picture of 400 × 200 in a frame of 100 × 100 at (100, 100).
pub(super) fn picture(fit: ImageFit) -> Element {
    let image = Image {
        fit,
        ..Image::of(ImageSource::Asset("images/a.png".to_owned()))
    };
    Element::new("A", Rect::new(100.0, 100.0, 200.0, 200.0), ElementContent::Image(image))
}

pub(super) const SIZE: Size = Size::new(400.0, 200.0);

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
    editor.settings.unit = Unit::Pt;
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
    assert_eq!(editor.history().redo_name(), None, "it was given up");
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
