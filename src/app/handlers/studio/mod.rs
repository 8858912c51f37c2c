//! What the commands of the studio do.
//!
//! After every command two things follow from what it left: what was done is kept ([`working`]), and what is seen is drawn
//! ([`draw`]).

mod action;
mod copying;
mod data;
mod draw;
mod files;
mod fonts;
mod gesture;
mod hug;
mod inside;
mod replace;
mod slim;
mod typing;
mod versions;
mod working;

use std::sync::Arc;

use crate::diag::Problem;
use crate::model::Edit;
use crate::studio::{Editor, Tool};

use super::super::command::studio::Command;
use super::super::command::studio::data::Command::AttachSheet;
use super::super::jobs::studio::Answer;
use super::super::state::studio::{Beside, Open};
use super::Work;
use super::said;

pub(in super::super) use files::dropped;
pub(super) use files::{bring, middle_of_view};
pub(in super::super) use working::keep_again;
pub(super) use working::{closed, follow_groups, forget, keep_before_leaving};

pub(super) fn command(work: &mut Work<'_>, command: Command) {
    if ends_pen(&command) {
        inside::end_pen(work);
    }
    if matches!(command, Command::Save(true)) {
        typing::end(work);
    }
    match command {
        Command::EditNew(new) => working::edit_new(work, new),
        Command::Create => working::create(work),
        Command::Open(id) => working::open(work, id),
        Command::Save(leave) => working::save(work, leave),
        Command::Discard => working::discard(work),
        Command::KeepNow => working::keep_now(work),
        Command::GiveUp => working::give_up(work),
        Command::Rerender(yes) => working::rerender(work, yes),
        Command::PickImage => files::pick(work),
        Command::Place(paths, at) => files::place(work, paths, at),
        Command::PasteText(text) => files::paste_text(work, &copying::newer(work).unwrap_or(text)),
        Command::PasteOther(seen) => match copying::newer(work) {
            Some(text) => files::paste_text(work, &text),
            None => files::paste_image(work, seen),
        },
        Command::Do(action) => action::command(work, action),
        Command::PickReplacement => replace::pick(work),
        Command::Slim(place) => slim::start(work, &place),
        Command::Data(command) => data::command(work, command),
        Command::Fonts(command) => fonts::command(work, command),
        Command::UsedColor(color) => fonts::used_color(work, color),
        Command::ScaleWithPage(scales) => {
            work.state.choices.used.scale_page = scales;
            work.save_choices();
        }
        Command::Versions(command) => versions::command(work, command),
        Command::Refuse(why) => work.state.toasts.wrong(why),
        Command::Type(command) => typing::command(work, command),
        Command::Release(pointer) => gesture::release(work, &pointer),
        Command::Inside(command) => inside::command(work, command),
        Command::GoOn(command) => go_on(work, *command),
        Command::Press(pointer, _) if inside::is_picking(work) => inside::picked(work, &pointer),
        other => change(work, other),
    }
    settle(work);
}

/// Another screen is shown: the text that was edited is done with.
pub(super) fn left(work: &mut Work<'_>) {
    typing::end(work);
    settle(work);
}

/// Whether a path under way is finished before: with it the designer turns to something else.
fn ends_pen(command: &Command) -> bool {
    matches!(
        command,
        Command::Take(_)
            | Command::GoToPage(_)
            | Command::TurnPage(_)
            | Command::Save(_)
            | Command::Inside(_)
            | Command::PickImage
    )
}

pub(super) fn answer(work: &mut Work<'_>, answer: Answer) {
    take(work, answer);
    settle(work);
    working::leave_when_kept(work);
}

fn take(work: &mut Work<'_>, answer: Answer) {
    match answer {
        Answer::Of(id, answer) => {
            // What was asked for one design is nothing for another that is open by now.
            if work.state.studio.open().is_some_and(|open| open.id == id) {
                take(work, *answer);
            }
        }
        Answer::Created(id) => working::created(work, id),
        Answer::NotCreated(problems) => work.state.studio.refused = Some(problems),
        Answer::Opened(ready) => working::opened(work, *ready),
        Answer::NotOpened(id, problems) => working::not_opened(work, id, problems),
        Answer::Drawn(frame) => draw::drawn(work, *frame),
        Answer::NotDrawn(problems) => draw::not_drawn(work, &problems),
        Answer::Kept(id, design, has_draft) => working::kept(work, id, design, has_draft),
        Answer::NotKept(problems) => working::not_kept(work, problems),
        Answer::Version(answer) => versions::answer(work, answer),
        Answer::Saved(saved) => working::saved(work, *saved),
        Answer::NotSaved(problems) => working::not_saved(work, &problems),
        Answer::Discarded(id) => working::discarded(work, id),
        Answer::Rerendered(came) => working::rerendered(work, &came),
        Answer::Chosen(Some(path)) => files::place(work, vec![path], None),
        Answer::Chosen(None) => {}
        Answer::SheetChosen(Some(path)) => data::command(work, AttachSheet(path)),
        Answer::SheetChosen(None) => {}
        Answer::Attached(came) => data::attached(work, came),
        Answer::NotAttached(problems) => data::not_attached(work, &problems),
        Answer::RowReady(at, values) => data::row_ready(work, at, *values),
        Answer::Surveying(of, partial) => data::surveying(work, &of, *partial),
        Answer::Surveyed(fit) => data::surveyed(work, *fit),
        Answer::NotSurveyed(problems) => data::not_surveyed(work, &problems),
        Answer::FontsListed(kit, choices) => fonts::listed(work, kit, choices),
        Answer::FontsDrawn(pictures) => fonts::drawn(work, pictures),
        Answer::FontsSifted(found, is_last) => fonts::sifted(work, found, is_last),
        Answer::FontsNotSifted(problems) => fonts::not_sifted(work, &problems),
        Answer::FontBrought(came) => fonts::brought(work, *came),
        Answer::FontNotBrought(problems) => fonts::not_brought(work, &problems),
        Answer::Replacement(path) => replace::chosen(work, path),
        Answer::ReplacementRead(names, placed) => replace::read(work, &names, *placed),
        Answer::Slimmed(slimmed) => slim::came(work, *slimmed),
        Answer::Read(placed, at) => files::put(work, placed, at),
        Answer::PastedFiles(paths) => files::take(work, paths, None),
        Answer::Prepared(ready) => files::prepared(work, ready),
        Answer::Copied(copied) => copying::copied(work, copied),
        Answer::NotChosen(problems) | Answer::NotRead(problems) => work.state.toasts.wrong(said(&problems)),
    }
}

/// Does what a key repeats.
fn go_on(work: &mut Work<'_>, command: Command) {
    let now = work.ctx.input(|input| input.time);
    let Some(open) = work.state.studio.open_mut() else {
        return;
    };
    let follows = action::is_soon(open, now) && open.editor.is_repeated();
    let done = open.editor.history().position();
    change(work, command);
    if let Some(open) = work.state.studio.open_mut()
        && let Err(problem) = open.editor.note_repeated(done, follows)
    {
        work.state.toasts.wrong(said(&problem.into()));
    }
}

/// What concerns only the design that is open.
fn change(work: &mut Work<'_>, command: Command) {
    let Some(open) = work.state.studio.open_mut() else {
        return;
    };
    let outcome = match command {
        Command::Room(room) => {
            gesture::room(open, room);
            Ok(())
        }
        Command::Press(pointer, clicks) => {
            gesture::press(open, &pointer, clicks);
            Ok(())
        }
        Command::Drag(pointer) => {
            open.editor.update(&pointer);
            Ok(())
        }
        Command::Edit(name, edit) => {
            let edit = hug::following(open, edit);
            open.editor.commit(name, edit)
        }
        Command::EditSelecting(name, edit, selection) => edit_selecting(open, name, edit, selection),
        Command::Propose(name, edit) => {
            let edit = hug::following(open, edit);
            open.editor.propose(name, edit)
        }
        Command::Accept => open.editor.accept(),
        Command::TypeNumber(number, text) => resized(open, |editor| editor.type_number(number, &text)),
        Command::SetNumber(number, value) => resized(open, |editor| editor.set_number(number, value)),
        Command::ShowNumber(number, value) => open.editor.show_number(number, value),
        Command::SetGap(axis, gap) => open.editor.set_gap(axis, gap),
        Command::Lock(names, locked) => open.editor.lock(&names, locked),
        Command::Hide(names, hidden) => open.editor.hide(&names, hidden),
        Command::Put(names, to) => open.editor.put(&names, &to),
        Command::JumpTo(position) => {
            let size = open.page_size();
            let jumped = open.editor.jump_to(position);
            gesture::fit_resized(open, size);
            jumped
        }
        other => {
            look(open, other);
            Ok(())
        }
    };
    if let Err(problem) = outcome {
        work.state.toasts.wrong(said(&problem.into()));
    }
}

/// Sets a number; a text that follows its lines does so in the same step.
fn resized(open: &mut Open, set: impl FnOnce(&mut Editor) -> Result<(), Problem>) -> Result<(), Problem> {
    let before = open.editor.design().clone();
    set(&mut open.editor)?;
    if Arc::ptr_eq(&before, open.editor.design()) {
        return Ok(());
    }
    hug::after(open, &before)
}

fn edit_selecting(open: &mut Open, name: String, edit: Edit, selection: Vec<String>) -> Result<(), Problem> {
    open.editor.cancel();
    open.editor.commit_selecting(name, edit, Some(selection))
}

/// What changes nothing in the design.
fn look(open: &mut Open, command: Command) {
    match command {
        Command::Pan(by) => {
            let size = open.page_size();
            open.camera.pan(by, size);
        }
        Command::ZoomAt(at, factor) => open.camera.zoom_at(at, factor),
        Command::ZoomTo(percent) => open.camera.zoom_to(percent),
        Command::Take(tool) => {
            open.asked = None;
            open.editor.take(tool);
        }
        Command::Cancel => {
            open.editor.cancel();
            open.gesture = None;
            if let Some(typing) = &mut open.typing {
                typing.end_preview();
            }
        }
        Command::Select(names) => open.editor.select(&names),
        Command::GoToPage(page) => gesture::go_to_page(open, page),
        Command::TurnPage(by) => gesture::turn_page(open, by),
        Command::ZoomToElement(name) => {
            open.editor.select(&[name]);
            action::zoom_to_selection(open);
        }
        Command::SetUnit(unit) => open.editor.settings.unit = unit,
        Command::SetSnap(snap) => open.editor.settings.snap = snap,
        Command::AskUnlock(asks) => open.asks_unlock = asks,
        Command::Unlock(unlocked) => {
            open.asks_unlock = false;
            open.editor.cancel();
            open.editor.settings.unlocked = unlocked;
            if !unlocked {
                // It could only be refused.
                open.editor.take(Tool::Select);
            }
        }
        Command::ShowLeft(tab) => (open.left, open.over) = (tab, Some(Beside::Left)),
        Command::ShowRight(tab) => (open.right, open.over) = (tab, Some(Beside::Right)),
        Command::ShowOver(panel) => open.over = panel,
        Command::Menu(at) => open.menu = at,
        Command::SearchKeys(words) => open.keys_filter = words,
        // The others were carried out before.
        _ => {}
    }
}

/// Brings what hangs on the design up to it.
pub(super) fn settle(work: &mut Work<'_>) {
    if let Some(open) = work.state.studio.open_mut() {
        open.editor.kit = Some(open.kit.clone());
        let fields = &open.values.fields;
        if open.editor.fields.as_deref() != Some(fields) {
            open.editor.fields = Some(Arc::new(fields.clone()));
        }
    }
    copying::settle(work);
    versions::settle(work);
    working::remember(work);
    working::follow_sample(work);
    typing::follow(work);
    files::prepare(work);
    data::follow(work);
    working::keep(work);
    draw::refresh(work);
}
