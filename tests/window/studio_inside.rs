//! What lies inside elements, in the window: paths by the pen and their points, gradients on the page, the crop of a
//! picture, colours that are taken.

use egui::{Key, Modifiers, Pos2, Vec2};
use egui_kittest::kittest::{NodeT, Queryable};

use super::studio::{click_at, drag, key, new_design, rect, steps};
use super::world::{Window, World};

const NONE: Modifiers = Modifiers::NONE;

fn middle(window: &Window) -> Pos2 {
    let node = window.0.query_all_by_label_contains("Canvas of ").last();
    node.expect("a canvas").rect().center()
}

/// A second click is only one after a while.
fn wait(window: &mut Window) {
    steps(window, 40);
}

#[test]
fn a_path_is_drawn_and_its_points_are_edited() {
    let world = World::new("studio-pen");
    let mut window = new_design(&world);
    let at = middle(&window) - Vec2::new(150.0, 100.0);
    key(&mut window, NONE, Key::P);
    for way in [Vec2::ZERO, Vec2::new(160.0, 0.0), Vec2::new(80.0, 120.0)] {
        click_at(&mut window, at + way);
        wait(&mut window);
    }
    assert!(window.has("Point 3 of the new path"));
    key(&mut window, NONE, Key::Backspace);
    assert!(!window.has("Point 3 of the new path") && window.has("Point 2 of the new path"));
    click_at(&mut window, at + Vec2::new(80.0, 120.0));
    wait(&mut window);
    click_at(&mut window, at);
    wait(&mut window);
    assert!(window.has("Path, shape"));
    // Enter goes into the points; an arrow key moves the one that Tab selected.
    key(&mut window, NONE, Key::Enter);
    let before = rect(&window, "Point 1, corner");
    key(&mut window, NONE, Key::Tab);
    for _ in 0..6 {
        key(&mut window, Modifiers::SHIFT, Key::ArrowUp);
    }
    let after = rect(&window, "Point 1, corner");
    assert!(before.top() - after.top() > 10.0, "{before:?} {after:?}");
    let from = rect(&window, "Point 3, corner").center();
    drag(&mut window, from, from + Vec2::new(30.0, 40.0));
    let to = rect(&window, "Point 3, corner").center();
    assert!((to - from - Vec2::new(30.0, 40.0)).length() < 8.0, "{from:?} {to:?}");
    key(&mut window, NONE, Key::Escape);
    assert!(!window.has("Point 1, corner") && window.has("Path, shape"));
    key(&mut window, Modifiers::COMMAND, Key::Z);
    key(&mut window, NONE, Key::Enter);
    let back = rect(&window, "Point 3, corner").center();
    assert!((back - from).length() < 2.0, "{back:?}");
}

#[test]
fn a_gradient_is_edited_on_the_page_and_a_colour_taken_from_it() {
    let world = World::new("studio-gradient");
    let mut window = new_design(&world);
    let at = middle(&window) - Vec2::new(150.0, 80.0);
    key(&mut window, NONE, Key::R);
    drag(&mut window, at, at + Vec2::new(200.0, 120.0));
    window.click("Fill: Linear");
    steps(&mut window, 4);
    key(&mut window, NONE, Key::D);
    assert!(window.has("Start of the gradient") && window.has("Stop 2 of the gradient, 100 %"));
    let (start, end) = (
        rect(&window, "Start of the gradient"),
        rect(&window, "End of the gradient"),
    );
    click_at(&mut window, start.center() + (end.center() - start.center()) * 0.5);
    assert!(
        window.has("Stop 3 of the gradient, 100 %"),
        "a click on the line adds one"
    );
    key(&mut window, NONE, Key::Delete);
    assert!(!window.has("Stop 3 of the gradient, 100 %"));
    drag(&mut window, end.center(), end.center() + Vec2::new(60.0, -20.0));
    let moved = rect(&window, "End of the gradient");
    assert!((moved.center() - end.center()).x > 40.0, "{moved:?}");
    key(&mut window, NONE, Key::Enter);
    assert!(!window.has("Start of the gradient"));

    // The eyedropper takes the paper's colour for what is selected.
    wait(&mut window);
    key(&mut window, NONE, Key::I);
    let value = |window: &Window| {
        let fill = window.0.query_all_by_label("Fill colour").last();
        fill.and_then(|fill| fill.accesskit_node().value())
    };
    // There is nothing to take before the page is drawn.
    for _ in 0..100 {
        click_at(&mut window, at - Vec2::new(30.0, 30.0));
        if value(&window).is_some() {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    assert_eq!(value(&window).as_deref(), Some("#FFFFFF"));
}

#[test]
fn a_picture_is_cropped_on_the_page() {
    let world = World::new("studio-crop");
    let mut window = new_design(&world);
    super::studio::drop_drawing(&world, &mut window);
    window.until("Kept as vectors: sharp in any size");
    let placed = rect(&window, "Image, image");
    key(&mut window, NONE, Key::C);
    assert!(window.has("Accept"), "the inspector says so");
    // The right side goes inwards, the picture stays.
    let side = placed.right_center();
    drag(&mut window, side, side - Vec2::new(placed.width() / 3.0, 0.0));
    let cropped = rect(&window, "Image, image");
    assert!(cropped.width() < placed.width() * 0.8, "{placed:?} {cropped:?}");
    assert!((cropped.left() - placed.left()).abs() < 2.0);
    key(&mut window, NONE, Key::Escape);
    let back = rect(&window, "Image, image");
    assert!(
        (back.width() - placed.width()).abs() < 2.0,
        "Escape takes it back: {back:?}"
    );
    key(&mut window, NONE, Key::C);
    drag(&mut window, side, side - Vec2::new(placed.width() / 3.0, 0.0));
    key(&mut window, NONE, Key::Enter);
    assert!(window.has("Crop…"));
    assert!(rect(&window, "Image, image").width() < placed.width() * 0.8);
}
