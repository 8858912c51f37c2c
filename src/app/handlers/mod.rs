//! What commands do: one small function each, which changes the state or starts a job.
//!
//! Nothing here opens, writes or waits; what takes time is a job. Answers of jobs come back here too.

mod asking;
mod create;
mod credential;
mod design;
mod dropped;
mod group;
mod home;
mod kept;
mod palette;
mod picked;
mod publish;
mod review;
mod settings;
mod studio;
mod tally;
#[cfg(test)]
mod testing;
mod workspace;

use std::sync::Arc;

use egui::{Context, ViewportCommand};

use crate::diag::{Problems, Result};
use crate::issue::Desk;

use super::command::{Command, JobCommand, reading};
use super::fonts::UiFonts;
use super::jobs::asking::Asking;
use super::jobs::{Answer, Job, JobId, Jobs, Slot};
use super::preview::Previews;
use super::route::{Route, SettingsPage};
use super::settings::counted;
use super::state::State;
use super::state::leaving::Leaving;
use super::state::palette::Palette;
use super::state::toasts::Message;
use super::surroundings::{NO_OPENER, Surroundings};

pub(super) use asking::look as look_at_dialogs;
pub(super) use dropped::{begin as begin_with, take as take_files};
pub(super) use studio::keep_again;
pub(super) use tally::look as look_at_counts;
pub(super) use workspace::start;

/// The workspace is closed: what is typed and not saved is written. Returns what could not be.
pub(super) fn closing(work: &mut Work<'_>) -> Problems {
    let written = [create::closing(work), group::closing(work), review::closing(work)];
    written.into_iter().filter_map(Result::err).flatten().collect()
}

/// Everything that handlers work with.
pub struct Work<'a> {
    pub ctx: &'a Context,
    pub state: &'a mut State,
    pub jobs: &'a mut Jobs,
    pub previews: &'a mut Previews,
    /// The open workspace; jobs get a clone of it.
    pub desk: &'a mut Option<Arc<Desk>>,
    pub surroundings: &'a Surroundings,
    pub fonts: &'a Arc<UiFonts>,
    pub asking: &'a Arc<Asking>,
}

impl Work<'_> {
    /// Reads the counts of the workspace anew; after every change of it.
    pub fn refresh(&mut self) {
        // What is counted now is older than what is read.
        self.jobs.vacate(Slot::Tally);
        if let Some(desk) = self.desk.clone() {
            self.jobs.start(Job::quiet().slot(Slot::Snapshot), move |_| {
                let snapshot = Box::new(super::jobs::workspace::snapshot(&desk)?);
                Ok(Answer::Workspace(super::jobs::workspace::Answer::Snapshot(snapshot)))
            });
        }
        home::read_again(self);
        self.state.review.stale = true;
        self.state.publish.stale = true;
        self.state.credential.stale = true;
    }

    /// Keeps the choices, on a thread.
    pub fn save_choices(&mut self) {
        let Some(path) = self.surroundings.settings.clone() else {
            return;
        };
        // One at a time: what was begun earlier must not take the place of what was begun later.
        if self.jobs.is_busy(Slot::SaveSettings) {
            self.state.unsaved = true;
            return;
        }
        self.state.unsaved = false;
        let choices = self.state.choices.clone();
        self.jobs.start(Job::quiet().slot(Slot::SaveSettings), move |_| {
            choices.save(&path)?;
            Ok(Answer::Workspace(super::jobs::workspace::Answer::SettingsSaved))
        });
    }

    pub fn go(&mut self, route: Route) {
        if route.exists() && (route == Route::Start || self.desk.is_some()) {
            self.state.route.go(route);
        }
    }
}

/// Carries out a command, unless it changes what can only be looked at.
pub(super) fn command(work: &mut Work<'_>, command: Command) {
    if let Some(reason) = work.state.only_reading()
        && reading::changes(&command)
    {
        work.state.toasts.wrong(reason);
        return;
    }
    let before = work.state.route.now().clone();
    carry_out(work, command);
    moved(work, &before);
}

/// Where another screen is shown, what was typed on the one before is kept, and said to be so.
fn moved(work: &mut Work<'_>, before: &Route) {
    if work.state.route.now() == before {
        return;
    }
    match before {
        Route::Group(id) => group::left(work, *id),
        Route::ReviewOne { id, .. } => review::left(work, *id),
        Route::Settings(SettingsPage::Issuer) => settings::left_issuer(work),
        Route::Studio(_) => studio::left(work),
        _ => {}
    }
    let now = work.state.route.now().clone();
    work.state.toasts.withdraw(Command::Go(now));
}

/// Says something about a screen that was left, and offers to go back to it.
fn offer_way_back(work: &mut Work<'_>, text: String, route: Route) {
    let back = Command::Go(route);
    work.state.toasts.withdraw(back.clone());
    work.state.toasts.with_action(text, "Go back", back);
}

fn carry_out(work: &mut Work<'_>, command: Command) {
    match command {
        Command::Go(route) => work.go(route),
        Command::Back => {
            work.state.route.back();
            create::arrived(work);
        }
        Command::Forward => {
            work.state.route.forward();
            create::arrived(work);
        }
        Command::OpenPalette => work.state.palette = Some(Palette::default()),
        Command::ClosePalette => palette::close(work),
        Command::SearchPalette(words) => palette::search(work, words),
        Command::FoldSidebar => fold_sidebar(work),
        Command::Leave => leave(work),
        Command::Stay => work.state.leaving = Leaving::No,
        Command::Job(id, JobCommand::Pause) => work.jobs.pause(id, true),
        Command::Job(id, JobCommand::Resume) => work.jobs.pause(id, false),
        Command::Job(id, JobCommand::Cancel) => work.jobs.cancel(id),
        Command::Job(id, JobCommand::Dismiss) => work.jobs.dismiss(id),
        Command::DismissToast(id) => drop(work.state.toasts.remove(id)),
        Command::ActOnToast(id) => act_on_toast(work, id),
        Command::TakeBack => take_back(work),
        Command::DoAgain => do_again(work),
        Command::TypePath(path) => asking::type_path(work, path),
        Command::TakePath => asking::take_path(work),
        Command::CopyText(text) => work.ctx.copy_text(text),
        Command::Workspace(command) => workspace::command(work, command),
        Command::Home(command) => home::command(work, command),
        Command::Group(command) => group::command(work, command),
        Command::Create(command) => create::command(work, command),
        Command::Review(command) => review::command(work, command),
        Command::Publish(command) => publish::command(work, command),
        Command::Credential(command) => credential::command(work, command),
        Command::Design(command) => design::command(work, command),
        Command::Settings(command) => settings::command(work, command),
        Command::Kept(command) => kept::command(work, command),
        Command::Studio(command) => studio::command(work, command),
    }
}

/// The window is to close: whoever closes it is asked first where that breaks something off.
pub(super) fn leaving(work: &mut Work<'_>) {
    if work.state.leaving == Leaving::Yes {
        return;
    }
    // What cannot be written is known only when that was tried.
    let is_first = matches!(work.state.leaving, Leaving::No | Leaving::Workspace(_));
    if is_first && studio::keep_before_leaving(work) {
        work.ctx.send_viewport_cmd(ViewportCommand::CancelClose);
        work.state.leaving = Leaving::Keeping;
        return;
    }
    if work.state.at_work().next().is_none() {
        return;
    }
    work.ctx.send_viewport_cmd(ViewportCommand::CancelClose);
    ask_leaving(work);
}

fn ask_leaving(work: &mut Work<'_>) {
    // The question is to be seen.
    work.ctx.send_viewport_cmd(ViewportCommand::Minimized(false));
    work.ctx.send_viewport_cmd(ViewportCommand::Focus);
    palette::close(work);
    work.state.leaving = Leaving::Asked;
}

/// It was said that what is at work may be broken off.
fn leave(work: &mut Work<'_>) {
    if let Leaving::Workspace(command) = std::mem::take(&mut work.state.leaving) {
        workspace::carry_out(work, command);
        return;
    }
    work.state.leaving = Leaving::Yes;
    work.ctx.send_viewport_cmd(ViewportCommand::Close);
}

/// The window has the focus again.
pub(super) fn focused(work: &mut Work<'_>) {
    create::look_at_file(work);
}

/// Takes the answer of a job into the state, which may lead to another screen.
pub(super) fn answer(work: &mut Work<'_>, id: JobId, answer: Answer) {
    let before = work.state.route.now().clone();
    take_in(work, id, answer);
    moved(work, &before);
}

fn take_in(work: &mut Work<'_>, id: JobId, answer: Answer) {
    match answer {
        Answer::Workspace(answer) => workspace::answer(work, answer),
        Answer::Home(answer) => home::answer(work, answer),
        Answer::Group(answer) => group::answer(work, answer),
        Answer::Create(answer) => create::answer(work, id, answer),
        Answer::Review(answer) => review::answer(work, answer),
        Answer::Publish(answer) => publish::answer(work, answer),
        Answer::Credential(answer) => credential::answer(work, answer),
        Answer::Design(answer) => design::answer(work, answer),
        Answer::Settings(answer) => settings::answer(work, answer),
        Answer::Kept(answer) => kept::answer(work, answer),
        Answer::Palette(answer) => palette::answer(work, answer),
        Answer::Studio(answer) => studio::answer(work, answer),
        Answer::Picked(answer) => picked::answer(work, answer),
        Answer::Tally(answer) => tally::answer(work, &answer),
    }
}

fn fold_sidebar(work: &mut Work<'_>) {
    work.state.choices.sidebar_folded = !work.state.choices.sidebar_folded;
    work.save_choices();
}

fn act_on_toast(work: &mut Work<'_>, id: u64) {
    if let Some((label, then)) = work.state.toasts.remove(id).and_then(|toast| toast.action) {
        match label {
            "Undo" => work.state.toasts.take_back(&then),
            "Redo" => work.state.toasts.do_again(&then),
            _ => {}
        }
        command(work, then);
    }
}

/// Takes back what was done last. Where that is possible no more, whoever does it says so.
fn take_back(work: &mut Work<'_>) {
    if let Some(then) = work.state.toasts.take_undo() {
        command(work, then);
    }
}

/// Does again what was taken back last.
fn do_again(work: &mut Work<'_>) {
    if let Some(then) = work.state.toasts.take_redo() {
        command(work, then);
    }
}

/// Says why a job of no screen came to nothing. Where a file or a folder was to be shown, its place can be copied.
fn say_failed(work: &mut Work<'_>, problems: &Problems) {
    let first = problems.iter().next();
    let not_shown = first.filter(|problem| problem.code == NO_OPENER);
    let toasts = &mut work.state.toasts;
    match not_shown.and_then(|problem| problem.place.file.clone()) {
        Some(path) => toasts.wrong_with_action(said(problems), "Copy the path", Command::CopyText(path)),
        None => toasts.wrong(said(problems)),
    }
}

/// The first problem with its first hint, in one line, and how many there are besides; all that the line leaves out can be
/// copied.
fn said(problems: &Problems) -> Message {
    let Some(problem) = problems.iter().next() else {
        return Message::default();
    };
    let mut text = match super::words::hints(problem).next() {
        Some(hint) => format!("{}. {hint}.", problem.message),
        None => problem.message.clone(),
    };
    let more = problems.iter().count() - 1;
    if more > 0 {
        let end = if text.ends_with('.') { "" } else { "." };
        let more = counted(more as u64, "more problem is", "more problems are");
        text = format!("{text}{end} {more} in the details.");
    }
    let is_whole = more == 0 && !problem.unexpected && problem.place.is_empty() && problem.hints.len() < 2;
    Message {
        text,
        details: (!is_whole).then(|| super::words::details(problems)),
    }
}

#[cfg(test)]
mod tests {
    use super::super::command::settings::Command as OfSettings;
    use super::super::command::workspace::Command as OfWorkspace;
    use super::super::state::settings::edit_of;
    use super::super::state::workspace::Workspace;
    use super::testing::Bench;
    use super::*;
    use crate::diag::Problem;

    #[test]
    fn a_message_says_the_first_problem_and_has_all_of_them_to_copy() {
        let first = Problem::error("empty", "The file is empty").hint("Choose another one");
        let whole = said(&first.clone().into());
        assert_eq!(whole, Message::from("The file is empty. Choose another one."));
        let mut problems = Problems::from(first);
        problems.push(Problem::error("locked", "The folder is locked").hint("Unlock it"));
        let message = said(&problems);
        let text = "The file is empty. Choose another one. 1 more problem is in the details.";
        assert_eq!(message.text, text);
        let details = message.details.expect("what the line leaves out");
        assert_eq!(
            details,
            "The file is empty [empty] Choose another one\nThe folder is locked [locked] Unlock it"
        );
    }

    #[test]
    fn what_is_not_saved_of_the_issuer_is_asked_about_before_it_is_lost() {
        let mut bench = Bench::titled("leaving-unsaved", "T");
        let mut edit = edit_of(&bench.state.workspace.snapshot().expect("open").issuer);
        bench.send(OfSettings::EditIssuer(Some(edit.clone())));
        leaving(&mut bench.work());
        assert_eq!(bench.state.leaving, Leaving::No, "it is as it is saved");
        edit.name.push_str(" of Arts");
        bench.send(OfSettings::EditIssuer(Some(edit)));
        leaving(&mut bench.work());
        assert_eq!(bench.state.leaving, Leaving::Asked);
        bench.send(Command::Stay);

        let other = bench.file("other");
        bench.send(OfWorkspace::Switch(other.clone()));
        assert!(bench.state.leaving.is_asked() && bench.desk.is_some());
        bench.send(Command::Stay);
        assert!(bench.desk.is_some() && bench.state.settings.issuer.is_some());
        bench.send(OfWorkspace::Switch(other.clone()));
        bench.send(Command::Leave);
        assert_eq!(bench.state.leaving, Leaving::No);
        assert!(matches!(&bench.state.workspace, Workspace::Opening(dir) if *dir == other));
    }
}
