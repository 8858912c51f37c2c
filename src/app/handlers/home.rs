//! What the commands of the home page do.

use std::path::PathBuf;
use std::sync::Arc;

use super::super::command::Command as AnyCommand;
use super::super::command::home::Command;
use super::super::command::publish::Command as Open;
use super::super::jobs::create::recipe;
use super::super::jobs::design::proposed;
use super::super::jobs::dialogs::{Ask, AskKind};
use super::super::jobs::home::{self, Answer};
use super::super::jobs::{Answer as AnyAnswer, Job, Slot, is_cancelled};
use super::super::route::{CreateStep, Route, Scope};
use super::super::state::create::GENERATING;
use super::super::state::home::Search;
use super::super::state::path::{Agreed, typed_path};
use super::super::words::short_file;
use super::{Work, picked};
use crate::diag::Result;
use crate::issue::{self, Desk, Generated};
use crate::model::BatchId;

pub(super) fn command(work: &mut Work<'_>, command: Command) {
    let before = work.state.home.search.query();
    carry_out(work, command);
    let home = &mut work.state.home;
    if home.search.query() != before {
        home.picked.searched();
    }
}

fn carry_out(work: &mut Work<'_>, command: Command) {
    match command {
        Command::FilterGroups(words) => work.state.home.filter = words,
        Command::Search(words) => {
            work.state.home.search.words = words;
            search(work);
        }
        Command::SearchState(state) => {
            work.state.home.search.state = state;
            search(work);
        }
        Command::SearchGroup(group) => {
            work.state.home.search.group = group;
            search(work);
        }
        Command::SearchDates(from, until) => {
            let of_home = &mut work.state.home.search;
            (of_home.from, of_home.until) = (from, until);
            of_home.read_days(&work.state.choices.dates);
            search(work);
        }
        Command::SearchAll => {
            work.state.home.search = Search::default();
            search(work);
        }
        Command::ShowDates(shown) => work.state.home.search.dates_shown = shown,
        Command::Resume(batch) => resume(work, batch),
        Command::GoOnWith(batch) => find_left(work, batch),
        Command::TakeOut(batch) => move_batch(work, move |desk| {
            issue::take_out_batch(desk, batch)?;
            Ok(Answer::TakenOut(batch))
        }),
        Command::PutBack(batch) => move_batch(work, move |desk| {
            issue::put_back_batch(desk, batch)?;
            Ok(Answer::PutBack)
        }),
        Command::ShowAllBatches => work.state.home.all_batches = true,
        Command::MoreFound => more(work),
        Command::Pick(id, how) => picked::pick(work, id, how),
        Command::PickFound => picked::pick_found(work),
        Command::PickNone => picked::clear(work),
        Command::AskStep(question) => work.state.home.picked.asked = question,
        Command::TakeStep => picked::take(work),
        Command::ReinstateAll(ids) => picked::reinstate(work, ids),
        Command::AskList => ask_list(work),
        Command::EditList(path) => edit_list(work, path),
        Command::BrowseList => browse_list(work),
        Command::WriteList => write_list(work),
        Command::Refresh => work.refresh(),
    }
}

pub(super) fn answer(work: &mut Work<'_>, answer: Answer) {
    let found = &mut work.state.home.found;
    match answer {
        Answer::Resumed(made) => resumed(work, &made),
        Answer::NotResumed(problems) => {
            work.state.home.resuming = None;
            if !is_cancelled(&problems) {
                work.state.toasts.wrong(super::said(&problems));
            }
            work.refresh();
        }
        Answer::Left(_, Some(left)) => {
            let (draft, copy) = *left;
            super::create::go_on_with(work, draft, copy);
        }
        Answer::Left(batch, None) => choose_again(work, batch),
        Answer::TakenOut(batch) => {
            let text = "The batch is taken out; the same sheet makes a new one";
            work.state.toasts.with_undo(text, Command::PutBack(batch));
            work.refresh();
        }
        Answer::PutBack => work.refresh(),
        Answer::NotLeft(problems) | Answer::NotMoved(problems) => work.state.toasts.wrong(super::said(&problems)),
        Answer::ListProposed(path) => {
            let list = work.state.home.list.as_mut();
            if let Some(list) = list.filter(|list| list.is_empty()) {
                *list = path.to_string_lossy().into_owned();
            }
        }
        Answer::ListChosen(Some(path)) => {
            let home = &mut work.state.home;
            if let Some(list) = &mut home.list {
                *list = home.agreed.by_dialog(&path);
            }
        }
        Answer::ListChosen(None) => {}
        Answer::NotChosen(problems) => work.state.toasts.wrong(super::said(&problems)),
        Answer::Listed(path, number) => listed(work, path, number),
        Answer::NotListed(problems) if is_cancelled(&problems) => {}
        Answer::NotListed(problems) => work.state.toasts.wrong(super::said(&problems)),
        Answer::Found(answer) => {
            if answer.more {
                found.rows.extend(answer.rows);
            } else {
                found.rows = answer.rows;
            }
            found.next = answer.next;
            found.total = answer.total;
            found.busy = false;
            found.failed = None;
        }
        Answer::NotFound(problems) => {
            found.busy = false;
            found.failed = Some(problems);
        }
    }
}

/// Takes a batch out of the lists, or puts it back.
fn move_batch(work: &mut Work<'_>, change: impl FnOnce(&Desk) -> Result<Answer> + Send + 'static) {
    let Some(desk) = work.desk.clone() else { return };
    let job = Job::quiet().on_failure(|problems| AnyAnswer::Home(Answer::NotMoved(problems)));
    work.jobs.start(job, move |_| Ok(AnyAnswer::Home(change(&desk)?)));
}

/// Makes the rest of a batch; the processor has one generation to do at a time.
fn resume(work: &mut Work<'_>, batch: BatchId) {
    let Some(desk) = work.desk.clone() else { return };
    if work.jobs.is_busy(Slot::Generate) {
        work.state
            .toasts
            .wrong("Credentials are being generated; go on with this batch afterwards");
        return;
    }
    work.state.home.resuming = Some(batch);
    let job = Job::shown(GENERATING)
        .slot(Slot::Generate)
        .on_failure(|problems| AnyAnswer::Home(Answer::NotResumed(problems)));
    work.jobs.start(job, move |progress| {
        let made = recipe::resume(&desk, batch, progress)?;
        Ok(AnyAnswer::Home(Answer::Resumed(Box::new(made))))
    });
}

fn resumed(work: &mut Work<'_>, made: &Generated) {
    work.state.home.resuming = None;
    let rest = u64::from(made.created + made.replaced);
    let text = format!(
        "Made the rest of the batch: {}",
        super::counted(rest, "credential", "credentials")
    );
    let review = AnyCommand::Go(Route::Review(Scope::Batch(made.batch)));
    work.state.toasts.with_action(text, "Review", review);
    super::create::finished_elsewhere(work, made.batch);
    work.refresh();
}

/// Looks for what a batch was made of, to go on with the rows that it has left.
fn find_left(work: &mut Work<'_>, batch: BatchId) {
    let Some(desk) = work.desk.clone() else { return };
    let job = Job::quiet().on_failure(|problems| AnyAnswer::Home(Answer::NotLeft(problems)));
    work.jobs.start(job, move |_| {
        let left = recipe::left(&desk, batch)?;
        Ok(AnyAnswer::Home(Answer::Left(batch, left.map(Box::new))))
    });
}

/// It is not known how a batch was made; its sheet is chosen again.
fn choose_again(work: &mut Work<'_>, batch: BatchId) {
    let snapshot = work.state.workspace.snapshot();
    let card = snapshot.and_then(|snapshot| snapshot.batches.iter().find(|card| card.id == batch));
    let Some((group, source)) = card.map(|card| (card.group, card.source.clone())) else {
        return;
    };
    work.state.toasts.done(format!(
        "Choose {} once more; who has a credential is known",
        short_file(&source)
    ));
    work.go(Route::Create {
        group: Some(group),
        step: CreateStep::Recipients,
    });
}

/// How the list is called, unless a person says otherwise.
const LIST: &str = "published.xlsx";

/// Opens the dialog over what would be written, with a path where the last file went.
fn ask_list(work: &mut Work<'_>) {
    work.go(Route::Published);
    edit_list(work, None);
    work.state.home.list = Some(String::new());
    let near = work.surroundings.documents.ancestors().map(PathBuf::from);
    let folders: Vec<PathBuf> = work.state.choices.exports.iter().cloned().chain(near).collect();
    work.jobs.start(Job::quiet(), move |_| {
        Ok(AnyAnswer::Home(Answer::ListProposed(proposed(folders, LIST))))
    });
}

fn edit_list(work: &mut Work<'_>, path: Option<String>) {
    let home = &mut work.state.home;
    if path.is_none() {
        home.agreed = Agreed::default();
    }
    home.list = path;
}

fn browse_list(work: &mut Work<'_>) {
    let path = typed_path(work.state.home.list.as_deref().unwrap_or_default());
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
    let ask = Ask {
        title: "Where should the list be written?".to_owned(),
        kind: AskKind::Save {
            name: name.unwrap_or_else(|| LIST.to_owned()),
        },
        folder: path.parent().map(PathBuf::from),
    };
    let dialogs = Arc::clone(&work.surroundings.dialogs);
    let job = Job::quiet()
        .slot(Slot::Dialog)
        .on_failure(|problems| AnyAnswer::Home(Answer::NotChosen(problems)));
    work.jobs.start(job, move |_| {
        Ok(AnyAnswer::Home(Answer::ListChosen(dialogs.ask(&ask)?)))
    });
}

/// Writes what the search and the filters find; the tray shows how far it is, and stops it.
fn write_list(work: &mut Work<'_>) {
    let (Some(desk), Some(path)) = (work.desk.clone(), work.state.home.list.take()) else {
        return;
    };
    let may_replace = std::mem::take(&mut work.state.home.agreed).is(&path);
    let (path, query) = (typed_path(&path), work.state.home.search.query());
    let job = Job::shown("Exporting the list").on_failure(|problems| AnyAnswer::Home(Answer::NotListed(problems)));
    work.jobs.start(job, move |progress| {
        home::list(&desk, query, (path, may_replace), progress)
    });
}

fn listed(work: &mut Work<'_>, path: PathBuf, number: u64) {
    let folder = path.parent().map(PathBuf::from);
    if work.state.choices.exports != folder {
        work.state.choices.exports = folder;
        work.save_choices();
    }
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let text = format!(
        "Wrote {} to {name}",
        super::counted(number, "credential", "credentials")
    );
    work.state.toasts.with_action(text, "Open", Open::Open(path));
}

/// Searches anew; what was found before stays until the answer comes.
pub(super) fn search(work: &mut Work<'_>) {
    start(work, None, home::PAGE);
}

/// More rows than so many are not read again after every change.
const AGAIN: usize = 20 * home::PAGE;

/// Reads what was found once more, as much of it as is shown: whoever changes something far down in it goes on there.
pub(super) fn read_again(work: &mut Work<'_>) {
    let shown = work.state.home.found.rows.len();
    start(work, None, shown.clamp(home::PAGE, AGAIN));
}

fn more(work: &mut Work<'_>) {
    if let Some(next) = work.state.home.found.next
        && !work.state.home.found.busy
    {
        start(work, Some(next), home::PAGE);
    }
}

fn start(work: &mut Work<'_>, after: Option<crate::store::Cursor>, limit: usize) {
    let Some(desk) = work.desk.as_ref().map(Arc::clone) else {
        return;
    };
    let query = work.state.home.search.query();
    work.state.home.found.busy = true;
    let job = Job::quiet()
        .slot(Slot::Found)
        .on_failure(|problems| AnyAnswer::Home(Answer::NotFound(problems)));
    work.jobs.start(job, move |_| home::search(&desk, query, after, limit));
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Bench, says};
    use super::*;
    use crate::issue::GenerateOptions;
    use crate::progress::Progress;
    use crate::publish::{Parts, PublishOptions, Selection, publish};
    use crate::store::Query;

    #[test]
    fn a_list_takes_the_place_of_another_file_only_where_that_was_asked() {
        let mut bench = Bench::titled("home-list", "T");
        let path = bench.list("list.csv", "of another time");
        let typed = path.display().to_string();
        bench.send(Command::EditList(Some(typed.clone())));
        bench.send(Command::WriteList);
        bench.until("the list", |state| says(state, "Wrote 0 credentials to list 2.csv"));
        let text = || std::fs::read_to_string(&path).expect("the file");
        assert_eq!(text(), "of another time");
        bench.send(Command::EditList(Some(String::new())));
        answer(&mut bench.work(), Answer::ListChosen(Some(path.clone())));
        assert_eq!(bench.state.home.list.as_ref(), Some(&typed));
        bench.send(Command::WriteList);
        bench.until("the list", |state| says(state, "Wrote 0 credentials to list.csv"));
        assert_ne!(text(), "of another time");
    }

    #[test]
    fn what_is_read_once_more_is_as_long_as_it_was() {
        let mut bench = Bench::titled("home-shown", "T");
        let group = bench.workspace.store.groups().expect("groups").remove(0);
        let mut csv = "Name,Grade\n".to_owned();
        for at in 0..60 {
            csv.push_str(&format!("Ann Lee {at},A\n"));
        }
        let made = bench.workspace.generate(&group, &csv, &GenerateOptions::default());
        made.expect("60 credentials");
        let options = PublishOptions {
            accept_warnings: true,
            files: Parts {
                pdf: false,
                pictures: false,
                badges: false,
            },
            ..PublishOptions::default()
        };
        let all = Selection::Query(Query::default());
        publish(&bench.workspace, &all, &options, &Progress::new()).expect("published");
        let shown = |bench: &Bench| (bench.state.home.found.rows.len(), bench.state.home.found.next.is_some());
        for (command, expected) in [
            (Command::SearchAll, (50, true)),
            (Command::Refresh, (50, true)),
            (Command::MoreFound, (60, false)),
            (Command::Refresh, (60, false)),
            (Command::SearchAll, (50, true)),
        ] {
            bench.send(command);
            bench.until("what is found", |state| !state.home.found.busy);
            assert_eq!(shown(&bench), expected);
        }
    }
}
