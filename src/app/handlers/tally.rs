//! Counting anew while credentials are published or made by the thousand: all that the window counts is renewed together,
//! so that no two numbers contradict each other.

use std::sync::Arc;

use super::super::jobs::tally::{self, Answer};
use super::super::jobs::{Job, Slot};
use super::super::route::Route;
use super::super::state::workspace::Workspace;
use super::Work;

/// How long after one count the next one begins, in seconds; counting has the processor no more often.
const PAUSE: f64 = 1.0;
/// A list of what waits is read anew with the counts up to so many; a longer one at the end.
const SHORT: usize = 5_000;
/// What was found is read anew while it is less than a page: a list that somebody reads in holds still.
const PAGE: usize = 50;

/// Begins to count, when something changes many and the last count is old.
pub(in super::super) fn look(work: &mut Work<'_>) {
    let now = work.ctx.input(|input| input.time);
    let is_changing = work.jobs.is_busy(Slot::Publish) || work.jobs.is_busy(Slot::Generate);
    let is_new = now - work.state.tallied < PAUSE;
    if !is_changing || is_new || work.jobs.is_busy(Slot::Tally) || work.jobs.is_busy(Slot::Snapshot) {
        return;
    }
    let (Some(desk), Some(snapshot)) = (work.desk.clone(), work.state.workspace.snapshot()) else {
        return;
    };
    let groups: Vec<_> = snapshot.groups.iter().map(|card| card.group.id).collect();
    let batches: Vec<_> = snapshot.batches.iter().map(|card| card.id).collect();
    let searched = work.state.home.search.query();
    let job = Job::quiet().slot(Slot::Tally);
    work.jobs
        .start(job, move |_| tally::tally(&desk.store, &groups, &batches, searched));
}

pub(super) fn answer(work: &mut Work<'_>, answer: &Answer) {
    work.state.tallied = work.ctx.input(|input| input.time);
    let Workspace::Open(snapshot) = &mut work.state.workspace else {
        return;
    };
    Arc::make_mut(snapshot).count_as(&answer.tally);
    let home = &mut work.state.home;
    let (searched, total) = &answer.found;
    if *searched == home.search.query() {
        let has_less = home.found.rows.len() < PAGE && home.found.total != *total;
        home.found.total = *total;
        if has_less && !home.found.busy {
            super::home::search(work);
        }
    }
    follow(work);
}

/// Brings what is listed under review to what was counted.
fn follow(work: &mut Work<'_>) {
    let is_shown = matches!(work.state.route.now(), Route::Review(_) | Route::ReviewOne { .. });
    match (is_shown, work.state.publish.running) {
        (true, Some(_)) => pass(work),
        (true, None) if work.state.review.items.len() >= SHORT => {}
        _ => work.state.review.stale = true,
    }
}

/// What the publication has come past waits no more.
fn pass(work: &mut Work<'_>) {
    let Some(progress) = work.jobs.progress(Slot::Publish) else {
        return;
    };
    let publish = &mut work.state.publish;
    if let Some(order) = &publish.order {
        // Until it begins, it counts other things.
        let is_of_it = progress.total == order.ids.len() as u64;
        let done = if is_of_it { progress.done as usize } else { 0 };
        work.state
            .review
            .take_out(order.ids.get(publish.passed..done).unwrap_or_default());
        publish.passed = publish.passed.max(done.min(order.ids.len()));
    }
}

/// What waits was read; while it was, some of it may have been published.
pub(super) fn listed(work: &mut Work<'_>) {
    work.state.publish.passed = 0;
    if work.state.publish.running.is_some() {
        pass(work);
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::channel;

    use super::super::super::command::review::Command as Review;
    use super::super::super::jobs::publish::Answer as OfPublish;
    use super::super::super::jobs::{Answer as AnyAnswer, JobView};
    use super::super::super::route::Scope;
    use super::super::super::state::publish::Order;
    use super::super::super::state::workspace::BatchStanding;
    use super::super::testing::Bench;
    use super::*;
    use crate::issue::GenerateOptions;
    use crate::publish::{PublishOptions, Selection, publish};

    #[test]
    fn while_credentials_are_published_all_counts_say_the_same() {
        let mut bench = Bench::titled("tally", "T");
        let group = bench.workspace.store.groups().expect("groups").remove(0);
        let csv = "Name,Grade\nAnna Lee,A\nBob Ray,B\nCleo Fox,C\n";
        let made = bench.workspace.generate(&group, csv, &GenerateOptions::default());
        made.expect("three credentials");
        bench.look();
        bench.send(Review::Show(Scope::All));
        bench.until("the list", |state| state.review.items.len() == 3);
        bench.state.route.go(Route::Review(Scope::All));
        let ids: Vec<_> = bench.state.review.items.iter().map(|item| item.id).collect();
        bench.state.publish.order = Some(Order {
            workspace: bench.workspace.store.dir().to_owned(),
            ids: ids.clone(),
            accept_warnings: false,
            files: Default::default(),
            copy: None,
            parts: Default::default(),
        });
        let (desk, first) = (bench.workspace.desk.clone(), vec![ids[0]]);
        let (told, begun) = channel();
        let (end, ended) = channel::<()>();
        let job = Job::shown("Publishing").slot(Slot::Publish);
        let job = bench.jobs.start(job, move |progress| {
            publish(&desk, &Selection::Ids(first), &PublishOptions::default(), progress)?;
            progress.start("Publishing", 3);
            progress.advance(1);
            told.send(()).expect("the test");
            assert!(ended.recv().is_err(), "the test is over");
            Ok(AnyAnswer::Publish(OfPublish::Forgotten))
        });
        bench.state.publish.running = Some(job);
        begun.recv().expect("one is published");
        bench.state.tallied = -PAUSE;
        look(&mut bench.work());
        bench.until("the counts", |state| state.home.found.rows.len() == 1);
        let snapshot = bench.state.workspace.snapshot().expect("a workspace").clone();
        assert_eq!((snapshot.counts.pending, snapshot.counts.published), (2, 1));
        assert_eq!(snapshot.groups[0].counts, snapshot.counts);
        assert_eq!(snapshot.batches[0].standing, BatchStanding::UnderReview(2));
        assert_eq!(bench.state.home.found.total, 1);
        assert_eq!(
            bench.state.review.tally[0], 2,
            "what is published is not offered to be published"
        );
        assert_eq!(
            bench.state.publishing().as_deref(),
            Some("Publishing…"),
            "the tray has patience, too"
        );
        bench.state.jobs = vec![JobView {
            id: job,
            title: "Publishing",
            progress: bench.jobs.progress(Slot::Publish).expect("a job"),
            paused: false,
            left: None,
            failed: None,
        }];
        assert_eq!(bench.state.publishing().as_deref(), Some("Publishing 1 of 3…"));
        // What is read meanwhile is without it, too, although it may have been read before.
        bench.send(Review::Show(Scope::All));
        bench.until("the list", |state| !state.review.busy);
        assert_eq!((bench.state.review.items.len(), bench.state.publish.passed), (2, 1));
        drop(end);
    }
}
