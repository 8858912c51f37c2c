//! What was begun waits while something else is finished, and in the next run.

use egui_kittest::kittest::Queryable;

use super::create::{GROUP, open, sheet};
use super::look::appear;
use super::world::{Window, World};

fn go_home(window: &mut Window) {
    window.click("Home");
    window.until("Create credentials");
}

/// Begins a form for the group with people, each with a name and an address.
fn form_of(window: &mut Window, people: &[(&str, &str)]) {
    go_home(window);
    window.click("Create credentials");
    window.until("For which group?");
    window.click(GROUP);
    window.until("Fill in a form");
    window.click("Fill in a form");
    window.until("Fill in the recipients");
    window.settle();
    window.0.get_by_label("Name 1").focus();
    window.0.step();
    window.0.step();
    let rows: Vec<String> = people.iter().map(|(name, email)| format!("{name}\t{email}")).collect();
    let block = format!("Name\tE-mail\n{}\n", rows.join("\n"));
    window.0.event(egui::Event::Paste(block));
    window.until_starting(&format!("Check {} recipient", people.len()));
}

/// Makes a batch in which the second of two people waits.
fn batch_with_one_who_waits(window: &mut Window) {
    form_of(
        window,
        &[("Anna Lee", "anna@example.org"), ("Ben Okafor", "ben(at)example.org")],
    );
    window.click("Check 2 recipients");
    window.until("1 of 2 people are ready. 1 needs you.");
    window.click_starting("Go on with 1");
    window.until("Generate 1 credential");
    window.click("Generate 1 credential");
    window.until("1 person of the form waits in Create credentials");
}

/// Mends the address of the person who waits, and makes the credential.
fn mend_and_make(window: &mut Window) {
    let cell = "E-mail, person 2: ben(at)example.org";
    window.until(cell);
    window.settle();
    window.write_cell(cell, "ben@example.org");
    window.until("The person is ready.");
    window.click("Go on");
    window.until("Generate 1 credential");
    window.click("Generate 1 credential");
    window.until("Ben Okafor");
}

const TYPED: &str = "Resume: 2 recipients of the form · محمد بن عبد الله and 1 more";

#[test]
fn a_form_waits_while_those_who_wait_in_a_batch_are_finished() {
    let world = World::new("aside");
    let mut window = world.sample();
    batch_with_one_who_waits(&mut window);
    form_of(&mut window, &[("محمد بن عبد الله", ""), ("Dov Ash", "dov@example.org")]);
    window.click("Home");
    window.until(TYPED);
    window.click("Review");
    window.until("Resume the form");
    assert!(window.has("Resume the form of محمد بن عبد الله and 1 more"));
    appear(&mut window, "Appearance: dark");
    window.settle();
    window.shot("aside-review-dark");
    window.click("Resume the form");
    window.until("What was begun with the form is put aside");
    mend_and_make(&mut window);
    // Beside the batch that was made it is not: it is of another one.
    window.settle();
    assert!(!window.has("Resume the form of محمد بن عبد الله and 1 more"));
    window.click("Home");
    window.until(TYPED);
    window.click(TYPED);
    window.until("Check 2 recipients");
    window.click("Check 2 recipients");
    window.until("All 2 people are ready.");
}

#[test]
fn all_that_was_put_aside_waits_in_the_next_run() {
    let world = World::new("aside-again");
    let of_list = "Resume: 5 recipients of participants.csv";
    {
        let mut window = world.sample();
        batch_with_one_who_waits(&mut window);
        go_home(&mut window);
        open(&mut window, &sheet(&world, super::create::SHEET));
        form_of(&mut window, &[("محمد بن عبد الله", ""), ("Dov Ash", "dov@example.org")]);
        window.click("Home");
        window.until(TYPED);
        window.until(of_list);
        window.wait("the drafts", |_| {
            let kept = world.unfinished();
            ["محمد", "participants.csv"].iter().all(|part| kept.contains(part))
        });
    }
    let mut window = world.sample();
    window.until(TYPED);
    window.until(of_list);
    appear(&mut window, "Appearance: light");
    window.settle();
    window.shot("aside-home");
    window.click("Review");
    window.until("Resume the form");
    window.click("Resume the form");
    mend_and_make(&mut window);
    go_home(&mut window);
    window.click("Create credentials");
    window.until("You were not finished");
    window.settle();
    window.shot("aside-groups");
    window.click(TYPED);
    window.until("Check 2 recipients");
    window.click("Group");
    window.until("You were not finished");
    window.click(of_list);
    window.until("4 of 5 rows are ready. 1 needs you.");
    window.click("Group");
    window.until("You were not finished");
    assert!(window.has(TYPED), "the form waits beside the list");
}
