//! The page of a published credential in the sample workspace.

use egui::{Pos2, Rect, Role, Vec2};
use egui_kittest::kittest::Queryable;

use super::keyboard::focused;
use super::world::{Window, World};

/// How many pixels of a picture on the recipient page have a colour: around the place of the stamp, and there.
fn colored(window: &Window, name: &str) -> [usize; 2] {
    let frame = window.0.get_by_role_and_label(Role::Image, name).rect().shrink(4.0);
    let place = Rect::from_center_size(frame.center(), Vec2::new(280.0, 80.0));
    let picture = window.picture();
    let mut counts = [0; 2];
    for (at, pixel) in picture.pixels.iter().enumerate() {
        let pos = Pos2::new((at % picture.width) as f32 + 0.5, (at / picture.width) as f32 + 0.5);
        let parts = [pixel.r(), pixel.g(), pixel.b()];
        let colorful = parts.iter().max().unwrap_or(&0) - parts.iter().min().unwrap_or(&0);
        if frame.contains(pos) && colorful > 12 {
            counts[usize::from(place.contains(pos))] += 1;
        }
    }
    counts
}

/// Searches on the home for one of the published credentials, and opens it.
pub fn published(window: &mut Window) {
    window.type_into("Search published credentials", "FDP-2026-00003");
    window.wait("only that one", |window| {
        window.has("FDP-2026-00003") && window.0.query_all_by_label_contains("FDP-2026-").count() == 1
    });
    window.click("FDP-2026-00003");
    window.until("History");
    window.settle();
}

#[test]
fn a_published_credential_is_suspended_reinstated_corrected_and_revoked() {
    let world = World::new("credential");
    let mut window = world.sample_of([1280.0, 1600.0]);
    window.until("36 published");
    published(&mut window);
    window.shot("credential");

    window.click("Recipient page");
    window.until("Awarded to");
    window.settle();
    let [around, _] = colored(&window, "Q");
    assert!(around > 100, "{around}");
    assert_ne!(colored(&window, "Badge of Q"), [0, 0]);
    assert_ne!(colored(&window, "Logo of Northfield Institute"), [0, 0]);

    window.click("Suspend…");
    window.until("Suspend this credential?");
    window.type_into("Reason", "The fee is not paid");
    window.click("Suspend");
    window.until("Suspended the credential");
    window.until("Reinstate");
    window.until("This credential is suspended and is not valid at present.");
    window.settle();
    window.shot("credential-suspended");
    // As on the published page: no colours are left but those of the stamp.
    let [around, stamp] = colored(&window, "Q");
    assert!(around == 0 && stamp > 1000, "{around} {stamp}");
    assert_eq!(colored(&window, "Badge of Q"), [0, 0]);
    window.click("Reinstate");
    window.until("Correct…");

    // What is said of a state goes with it.
    window.until("The credential is valid again");
    window.click("Suspend…");
    window.until("Suspend this credential?");
    window.type_into("Reason", "The fee is not paid");
    window.click("Suspend");
    window.until("Suspended the credential");
    assert!(!window.has("The credential is valid again"));
    window.click("Undo");
    window.until("The credential is valid again");
    window.until("Correct…");

    window.click("Correct…");
    window.until("Correct this credential");
    // It is the name that is corrected most.
    let in_name = |window: &Window| focused(window).is_some_and(|what| what == "TextInput Name");
    window.wait("the keyboard in the name", in_name);
    window.type_into("Name", " Jr.");
    window.type_into("Reason", "The name was not complete");
    window.settle();
    window.shot("credential-correct");
    // What cannot be done is said in the dialog, and is mended there.
    window.type_into("Valid until", "soon");
    window.settle();
    window.click("Begin the correction");
    window.until("Write the date as 2026-11-26");
    window.settle();
    window.shot("credential-refused");
    assert!(window.has("Correct this credential"));
    window.type_over("Valid until", "2031-01-01");
    window.until_gone("Write the date as 2026-11-26");
    window.click("Begin the correction");
    window.until("Correction");
    window.until("Hold…");
    window.click("Publish this one…");
    window.until("Publish 1 credential");
    window.click("Publish 1 credential");
    window.until("Published 1 credential");
    window.settle();
    window.shot("publish-one");
    window.click("Q Jr.");
    window.until("Revision 2");
    // What was issued before is kept, and is called by its number.
    window.until("Published as revision 2");
    assert!(window.has("Revision 1, superseded"));
    window.click("Open Q.pdf of revision 1");
    window.wait("the first revision opened", |_| {
        let opened = world.opened.0.lock().expect("lock");
        opened.last().is_some_and(|path| path.ends_with("1/Q.pdf"))
    });

    window.click("Revoke…");
    window.until("Revoke this credential?");
    window.type_into("Reason", "Issued by mistake");
    window.click("Revoke");
    window.until("Revoked the credential");
    window.until_gone("Suspend…");
    window.settle();
    window.shot("credential-revoked");
}
