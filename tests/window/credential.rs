//! The page of a published credential in the sample workspace.

use egui_kittest::kittest::Queryable;

use super::world::World;

#[test]
fn a_published_credential_is_suspended_reinstated_corrected_and_revoked() {
    let world = World::new("credential");
    let mut window = world.sample_of([1280.0, 1600.0]);
    window.until("36 published");
    window.type_into("Search published credentials", "FDP-2026-00003");
    window.wait("only that one", |window| {
        window.has("FDP-2026-00003") && window.0.query_all_by_label_contains("FDP-2026-").count() == 1
    });
    window.click("FDP-2026-00003");
    window.until("History");
    window.settle();
    window.shot("credential");

    window.click("Suspend…");
    window.until("Suspend this credential?");
    window.type_into("Reason", "The fee is not paid");
    window.click("Suspend");
    window.until("Suspended the credential");
    window.until("Reinstate");
    window.click("Recipient page");
    window.until("This credential is suspended and is not valid at present.");
    window.settle();
    window.shot("credential-suspended");
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
    window.type_into("Name", " Jr.");
    window.type_into("Reason", "The name was not complete");
    window.settle();
    window.shot("credential-correct");
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

    window.click("Revoke…");
    window.until("Revoke this credential?");
    window.type_into("Reason", "Issued by mistake");
    window.click("Revoke");
    window.until("Revoked the credential");
    window.until_gone("Suspend…");
    window.settle();
    window.shot("credential-revoked");
}
