//! Masks by what a designer sees: a shape cuts what is selected with it, the layers and the inspector say so, and it is
//! released again.

use egui::{Key, Modifiers, Vec2};
use egui_kittest::kittest::{NodeT as _, Queryable};

use super::studio::{click_at, drag, key, middle, new_design, rect, steps};
use super::world::{Window, World};

const NONE: Modifiers = Modifiers::NONE;
const CTRL: Modifiers = Modifiers::COMMAND;

/// A new design with a rectangle, and an ellipse that stands out of it.
fn two_shapes(world: &World) -> Window {
    let mut window = new_design(world);
    for (tool, at) in [(Key::R, Vec2::new(-150.0, -80.0)), (Key::E, Vec2::new(-80.0, -60.0))] {
        let from = middle(&window) + at;
        key(&mut window, NONE, tool);
        drag(&mut window, from, from + Vec2::new(110.0, 70.0));
    }
    window
}

fn said(window: &Window, name: &str) -> String {
    let node = window.0.query_all_by_label(name).last();
    let value = node.and_then(|node| node.accesskit_node().value());
    value.unwrap_or_else(|| panic!("{name} says nothing"))
}

#[test]
fn a_shape_masks_what_is_selected_with_it_and_is_released() {
    let world = World::new("studio-masks");
    let mut window = two_shapes(&world);
    let mask = rect(&window, "Rectangle, shape");
    key(&mut window, CTRL, Key::A);
    key(&mut window, CTRL, Key::M);
    assert_eq!(rect(&window, "Masked group, masked group"), mask, "what is seen of it");
    assert_eq!(
        said(&window, "Layer Rectangle"),
        "Rectangle, masks what else is in Masked group"
    );
    assert_eq!(said(&window, "Layer Ellipse"), "Ellipse, masked by Rectangle");
    // What it hides is not hit.
    click_at(&mut window, mask.right_center() + Vec2::new(25.0, 10.0));
    assert!(window.has("Width of the page"), "nothing is selected");
    click_at(&mut window, mask.right_center() + Vec2::new(-15.0, 10.0));
    assert_eq!(said(&window, "Name of the element"), "Masked group");

    // The mask is an element like others.
    window.click("Select “Rectangle”");
    steps(&mut window, 3);
    assert_eq!(said(&window, "Name of the element"), "Rectangle");
    assert!(window.has("Rectangle, mask") && window.has("Fill colour"));
    // What is put behind it in the list comes to lie before it.
    let (ellipse, below) = (rect(&window, "Layer Ellipse"), rect(&window, "Layer Rectangle"));
    drag(
        &mut window,
        ellipse.center(),
        below.center_bottom() - Vec2::new(0.0, 2.0),
    );
    assert_eq!(
        said(&window, "Layer Rectangle"),
        "Rectangle, masks what else is in Masked group"
    );
    // Put out of the group it leaves that as it is without a mask.
    let (mask, above) = (rect(&window, "Layer Rectangle"), rect(&window, "Layer Masked group"));
    drag(&mut window, mask.center(), above.center_top() + Vec2::new(0.0, 2.0));
    assert_eq!(said(&window, "Layer Rectangle"), "Rectangle");
    assert_eq!(said(&window, "Layer Ellipse"), "Ellipse");
    key(&mut window, CTRL, Key::Z);
    assert_eq!(said(&window, "Layer Ellipse"), "Ellipse, masked by Rectangle");

    window.0.get_by_label("Layer Masked group").click_secondary();
    steps(&mut window, 4);
    window.click("Release mask");
    steps(&mut window, 3);
    assert!(window.has("Masked group, group"), "the group stays");
    assert_eq!(said(&window, "Layer Ellipse"), "Ellipse");
    key(&mut window, CTRL, Key::M);
    assert!(window.has("Masked group, masked group"), "the same keys mask it again");
    for _ in 0..3 {
        key(&mut window, CTRL, Key::Z);
    }
    assert!(!window.has("Layer Masked group"));
    assert!(
        window.has("Rectangle, shape") && window.has("Ellipse, shape"),
        "as they were drawn"
    );
}

#[test]
fn what_has_to_be_selected_is_said() {
    let world = World::new("studio-masks-nothing");
    let mut window = two_shapes(&world);
    key(&mut window, CTRL, Key::M);
    window.until("Select what is to be cut together with the shape first");
    assert!(!window.has("Layer Masked group"));
    assert!(window.has("Layer Rectangle") && window.has("Layer Ellipse"));
}
