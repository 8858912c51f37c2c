//! The review page: one credential large, its data, its problems, and what is done about it.

use egui::{Frame, Id, Key, Margin, Panel, Ui};

use crate::model::CredentialId;

use super::super::super::View;
use super::super::super::command::Command as AnyCommand;
use super::super::super::command::review::Command;
use super::super::super::preview::{Face, Subject};
use super::super::super::route::{Route, Scope};
use super::super::super::state::review::Review;
use super::super::super::theme::{self, space};
use super::super::super::widgets::{Button, problem_box};
use super::viewer::{Asked, Viewer};
use super::{ask, main_face, panel, subject_of};

pub(in super::super) fn show(ui: &mut Ui, view: &mut View<'_>, scope: Scope, id: CredentialId) {
    let review = &view.state.review;
    if review.scope != Some(scope) || (review.stale && !review.busy) {
        view.out.send(Command::Show(scope));
    }
    if review.one.id != Some(id) {
        view.out.send(Command::Enter(id));
    }
    keys(ui, view);
    if let Some(problems) = &review.one.failed {
        Frame::new()
            .inner_margin(Margin::same(space::XXL as i8))
            .show(ui, |ui| {
                if let Some(text) = problem_box(ui, problems) {
                    view.out.send(AnyCommand::CopyText(text));
                }
                if Button::secondary("Back to the list").show(ui).clicked() {
                    view.out.go(Route::Review(scope));
                }
            });
        return;
    }
    let theme = theme::of(ui);
    Panel::right("review panel")
        .exact_size(panel::wide(ui))
        .resizable(false)
        .frame(Frame::new().fill(theme.surface))
        .show(ui, |ui| panel::show(ui, view, id));
    viewer_ui(ui, view, id);
    ask::show(ui, view);
}

/// Arrow keys go to the neighbours, while nothing is typed.
fn keys(ui: &Ui, view: &mut View<'_>) {
    let review = &view.state.review;
    if review.asked.is_some() || view.state.palette.is_some() || ui.ctx().text_edit_focused() {
        return;
    }
    let (next, previous) = ui.input_mut(|input| {
        let none = egui::Modifiers::NONE;
        (
            input.consume_key(none, Key::ArrowRight) || input.consume_key(none, Key::PageDown),
            input.consume_key(none, Key::ArrowLeft) || input.consume_key(none, Key::PageUp),
        )
    });
    if next || previous {
        // They do not go to what stands beside what has the focus.
        ui.memory_mut(|memory| memory.move_focus(egui::FocusDirection::None));
    }
    if next {
        view.out.send(Command::Next);
    } else if previous {
        view.out.send(Command::Previous);
    }
}

/// The picture of what is on the page: what is typed, else what is stored.
fn subject(review: &Review, id: CredentialId, face: Face) -> Subject {
    match (&review.one.live, &review.one.opened) {
        (Some(live), Some(opened)) => Subject::Credential {
            credential: opened.credential.clone(),
            content: live.content.clone(),
            face,
            // Edits are counted over all credentials, and so no two contents have the same number.
            version: live.edits,
            gray: false,
        },
        (_, opened) => {
            let opened = opened.as_ref().filter(|opened| opened.credential.id == id);
            let listed = || review.item(id).map(|item| item.print);
            let print = opened.map(|opened| opened.content.print()).or_else(listed);
            Subject::Reviewed {
                id,
                face,
                version: review.version(id, print.unwrap_or_default()),
            }
        }
    }
}

fn viewer_ui(ui: &mut Ui, view: &mut View<'_>, id: CredentialId) {
    let review = &view.state.review;
    let one = &review.one;
    let opened = one.opened.as_ref().filter(|opened| opened.credential.id == id);
    let item = review.item(id);
    let faces = match (opened, item) {
        (Some(opened), _) => opened.faces,
        (None, Some(item)) => item.faces,
        (None, None) => return,
    };
    let page = match (&one.live, opened) {
        (Some(live), _) => Some(&live.page),
        (None, Some(opened)) => Some(&opened.page),
        (None, None) => None,
    };
    let name = page.map(|page| page.recipient.as_str());
    let of_face = |face: Face| subject(review, id, face);
    let viewer = Viewer {
        id,
        name: name.unwrap_or_default(),
        faces,
        as_page: one.as_page,
        badge: one.badge,
        page,
        subject: &of_face,
        no_browser: one.is_changed().then_some("Save what you typed first"),
    };
    let (asked, room) = viewer.show(ui, view.previews);
    match asked {
        Some(Asked::Page(page)) => view.out.send(Command::ShowPage(page)),
        Some(Asked::Badge(badge)) => view.out.send(Command::ShowBadge(badge)),
        Some(Asked::Browser) => view.out.send(Command::OpenInBrowser(id)),
        // What is not published has no files.
        Some(Asked::File(_)) | None => {}
    }
    // The neighbours are drawn ahead.
    let (previous, next) = review.neighbours(id);
    for neighbour in [next, previous].into_iter().flatten() {
        if let Some(item) = review.item(neighbour) {
            let (face, aspect) = main_face(item.faces);
            let width = Viewer::fitting(room, aspect);
            let slot = Id::unique(("ahead", neighbour));
            view.previews.get(slot, &subject_of(review, item, face), width);
        }
    }
}
