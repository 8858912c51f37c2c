//! Designs of which only a draft is kept, outside of the studio: in the gallery and where a group chooses its design.

use egui::{Key, Modifiers, Pos2, Role, Vec2};
use egui_kittest::kittest::{NodeT as _, Queryable};

use super::studio::{drag, key, middle, new_design};
use super::world::{Window, World};

/// The window in which a design was drawn and never saved, as it opens again; and the middle of its canvas.
fn left_with_draft(world: &World) -> (Window, Pos2) {
    let mut window = new_design(world);
    let at = middle(&window);
    key(&mut window, Modifiers::NONE, Key::R);
    drag(&mut window, at, at + Vec2::new(110.0, 70.0));
    window.until("Kept as a draft");
    // Nothing is closed in order.
    drop(window);
    (world.sample_of([1280.0, 1900.0]), at)
}

/// The gallery with the card of a design that was drawn and never saved.
fn gallery_with_draft(world: &World) -> Window {
    let (mut window, _) = left_with_draft(world);
    window.until("36 published");
    window.click("Designs");
    window.until("Draft · Certificate");
    window
}

/// Chooses a design of a group, wherever its list is scrolled to.
fn choose(window: &mut Window, design: &str) {
    let node = window.0.query_all_by_role_and_label(Role::Button, design).next();
    node.expect(design).click_accesskit();
    window.settle();
}

fn is_chosen(window: &Window, design: &str) -> bool {
    let node = window.0.query_all_by_role_and_label(Role::Button, design).next();
    node.expect(design).accesskit_node().toggled() == Some(egui::accesskit::Toggled::True)
}

#[test]
fn a_design_that_was_never_saved_is_not_chosen_for_a_group_and_says_why() {
    let world = World::new("studio-unsaved-group");
    let mut window = gallery_with_draft(&world);
    window.click("Groups");
    window.until("Leadership in Practice");
    window.click("New group");
    window.until("Untitled design");
    assert!(window.has("Never saved"));
    choose(&mut window, "Untitled design");
    window.until_starting("“Untitled design” was never saved");
    assert!(!is_chosen(&window, "Untitled design"));
    // What is chosen instead takes the sentence away.
    choose(&mut window, "Heritage");
    window.until("Edit the certificate in the studio");
    assert!(is_chosen(&window, "Heritage") && !window.has("Open it in the studio"));
    choose(&mut window, "Untitled design");
    window.until("Open it in the studio");
    assert!(is_chosen(&window, "Heritage"), "what was chosen stays");
    window.click("Open it in the studio");
    window.until("Canvas of Untitled design");
    window.until("Rectangle, shape");
    key(&mut window, Modifiers::COMMAND, Key::S);
    window.until_starting("Saved Untitled design");
    key(&mut window, Modifiers::ALT, Key::ArrowLeft);
    window.until("Heritage");
    window.until_gone("Never saved");
    choose(&mut window, "Untitled design");
    window.until("Edit the certificate in the studio");
    assert!(is_chosen(&window, "Untitled design"));
}

#[test]
fn home_says_what_was_drawn_and_never_saved_and_leads_there() {
    let world = World::new("studio-unsaved-home");
    let (mut window, at) = left_with_draft(&world);
    window.until("Needs attention");
    window.until("“Untitled design” was never saved; what was drawn is kept");
    window.shot("home-draft");
    window.click("Open “Untitled design” in the studio");
    window.until("Rectangle, shape");
    // Saved once, and changed again.
    key(&mut window, Modifiers::COMMAND, Key::S);
    window.until_starting("Saved Untitled design");
    key(&mut window, Modifiers::NONE, Key::E);
    drag(&mut window, at - Vec2::new(150.0, 0.0), at - Vec2::new(50.0, -70.0));
    window.until("Kept as a draft");
    drop(window);
    let mut window = world.sample_of([1280.0, 1900.0]);
    window.until("Unsaved changes of “Untitled design” are kept");
    window.click("Designs");
    window.until("Unsaved changes · Certificate");
    window.click("Home");
    window.click("Open “Untitled design” in the studio");
    window.until("Ellipse, shape");
    window.click("Done");
    window.until_starting("Saved Untitled design");
    window.click("Home");
    window.until("36 published");
    window.until_gone("Unsaved changes of “Untitled design” are kept");
}

#[test]
fn a_draft_is_deleted_from_its_card_and_comes_back() {
    let world = World::new("studio-unsaved-delete");
    let mut window = gallery_with_draft(&world);
    window.click("More: Untitled design");
    window.until("Delete");
    window.click("Delete");
    window.until("Deleted Untitled design");
    window.until_gone("Draft · Certificate");
    window.click("Undo");
    // With all that was drawn.
    window.until("Draft · Certificate");
    window.click("Untitled design");
    window.until("Canvas of Untitled design");
    window.until("Rectangle, shape");
}
