//! Another run of the program in tests, and what it finds that is not finished.

use super::super::super::jobs::create::drafts;
use super::super::super::state::create::Create;
use super::super::super::state::create::draft::Draft;
use super::super::testing::Bench;
use super::draft;

/// What is kept on the disk, the newest first.
pub(super) fn kept(bench: &mut Bench) -> Vec<Draft> {
    bench.until("the drafts", |state| !state.create.saving.busy);
    let mut kept = drafts::load(&bench.file("config/unfinished"), bench.workspace.store.dir());
    kept.sort_by_key(|draft| std::cmp::Reverse(draft.turn));
    kept
}

/// Begins another run, which finds what is kept.
pub(super) fn another_run(bench: &mut Bench) {
    bench.until("the drafts", |state| !state.create.saving.busy);
    bench.state.create = Create::default();
    bench.state.route = Default::default();
    draft::look(&mut bench.work());
    bench.until("what is kept", |state| state.create.aside.iter().next().is_some());
}

/// What is not finished, in words.
pub(super) fn begun(bench: &Bench) -> Vec<String> {
    bench.state.create.begun().map(|begun| begun.words()).collect()
}

/// Goes on with the first thing that is called so.
pub(super) fn resume(bench: &mut Bench, words: &str) {
    let go_on = (bench.state.create.begun())
        .find(|begun| begun.words() == words)
        .map(|begun| begun.go_on);
    let go_on = go_on.unwrap_or_else(|| panic!("{words} is not begun, {:?}", begun(bench)));
    bench.send(go_on);
    bench.until("what is resumed", |state| state.create.resuming.is_none());
}
