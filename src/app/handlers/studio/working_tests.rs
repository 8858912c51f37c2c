//! Work that cannot be kept for a while is not lost.

use super::super::super::super::command::Command as AnyCommand;
use super::super::super::super::command::studio::{Action, Aid};
use super::super::super::super::state::State;
use super::super::super::testing::Bench;
use super::*;
use crate::issue;
use crate::studio::Snap;
use crate::studio::measure::Unit;

/// No draft can be written: a file lies where their folder is to be.
fn block(bench: &Bench) {
    let drafts = bench.workspace.store.dir().join("drafts");
    if drafts.exists() {
        std::fs::remove_dir_all(&drafts).expect("removed");
    }
    std::fs::write(&drafts, "in the way").expect("written");
}

fn unblock(bench: &Bench) {
    std::fs::remove_file(bench.workspace.store.dir().join("drafts")).expect("removed");
}

fn open_of(state: &State) -> &Open {
    state.studio.open().expect("open")
}

fn has_failed(state: &State) -> bool {
    open_of(state).keeping.failed.is_some()
}

/// The design “Plain”, of which a change could not be kept.
fn unkept(name: &str) -> Bench {
    let mut bench = Bench::of_design(name);
    block(&bench);
    bench.send(Command::PasteText("Hello".to_owned()));
    bench.until("the failure", has_failed);
    bench
}

#[test]
fn what_could_not_be_kept_is_not_kept_and_is_tried_again_after_a_while() {
    let mut bench = unkept("studio-unkept");
    let id = open_of(&bench.state).id;
    assert!(!open_of(&bench.state).is_kept());
    unblock(&bench);
    keep_again(&mut bench.work());
    assert!(!open_of(&bench.state).keeping.busy, "not in every frame");
    bench.state.studio.open_mut().expect("open").keeping.again = 0.0;
    keep_again(&mut bench.work());
    bench.until("the draft", |state| open_of(state).is_kept());
    assert!(!has_failed(&bench.state) && bench.workspace.store.has_design_draft(id));
}

#[test]
fn another_design_is_opened_over_one_that_is_not_kept_only_when_that_is_said() {
    let mut bench = Bench::of_design("studio-unkept-other");
    let design = Design {
        name: "Other".to_owned(),
        ..(**open_of(&bench.state).editor.design()).clone()
    };
    let other = issue::create_design(&bench.workspace, design).expect("a design").id;
    let id = open_of(&bench.state).id;
    block(&bench);
    bench.send(Command::PasteText("Hello".to_owned()));
    bench.until("the failure", has_failed);
    bench.send(Command::Open(other));
    assert_eq!(bench.state.studio.id(), Some(id));
    assert!(bench.state.studio.held_by(other).is_some());
    assert!(bench.state.studio.held_by(id).is_none());
    unblock(&bench);
    bench.send(Command::GiveUp);
    bench.send(Command::Open(other));
    bench.until("the other", move |state| {
        state.studio.open().is_some_and(|open| open.id == other)
    });
}

#[test]
fn the_window_closes_when_all_is_kept_and_asks_when_it_cannot_be() {
    let mut bench = Bench::of_design("studio-unkept-closing");
    block(&bench);
    bench.send(Command::PasteText("Hello".to_owned()));
    super::super::super::leaving(&mut bench.work());
    assert_eq!(bench.state.leaving, Leaving::Keeping);
    bench.until("the question", |state| state.leaving == Leaving::Asked);
    let text = bench.state.at_work().next().expect("a sentence");
    assert!(text.contains("“Plain” could not be kept"), "{text}");
    bench.send(AnyCommand::Stay);
    unblock(&bench);
    super::super::super::leaving(&mut bench.work());
    assert_eq!(bench.state.leaving, Leaving::Keeping, "it is tried once more");
    bench.until("the draft", |state| state.leaving == Leaving::No);
    assert!(open_of(&bench.state).is_kept());
    assert!(bench.state.at_work().next().is_none());
}

#[test]
fn a_design_is_opened_as_the_studio_was_left_also_at_the_next_start() {
    let mut bench = Bench::of_design("studio-left-so");
    let id = open_of(&bench.state).id;
    bench.send(Command::SetUnit(Unit::Inch));
    bench.send(Command::SetSnap(Snap::OFF));
    for aid in [Aid::Rulers, Aid::Grid] {
        bench.send(Action::Toggle(aid));
    }
    bench.state.studio = Default::default();
    // As the next start reads it.
    let written = serde_json::to_string(&bench.state.choices).expect("written");
    bench.state.choices = serde_json::from_str(&written).expect("read");
    bench.send(Command::Open(id));
    bench.until("the design", |state| state.studio.open().is_some());
    let open = open_of(&bench.state);
    assert_eq!(
        (open.editor.settings.unit, open.editor.settings.snap),
        (Unit::Inch, Snap::OFF)
    );
    assert!(!open.shows.rulers && open.shows.grid && open.shows.guides);
}
