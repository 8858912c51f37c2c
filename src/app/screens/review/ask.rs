//! The dialogs of review: why something is held, and whether it is really deleted.

use egui::{Id, Ui};

use super::super::super::View;
use super::super::super::command::review::{Act, Command};
use super::super::super::state::review::Question;
use super::super::super::theme::space;
use super::super::super::widgets::{Dialog, Left, counted, dialog, entered, first_thing, labelled, name_field};

pub(super) fn show(ui: &mut Ui, view: &mut View<'_>) {
    match &view.state.review.asked {
        Some(Question::Hold { ids, reason }) => {
            let what = counted(ids.len() as u64, "credential", "credentials");
            let about = Dialog {
                title: &format!("Hold {what}?"),
                text: "What is held is not published until it is released.",
                confirm: "Hold",
                danger: false,
                refused: reason.trim().is_empty().then_some("Say why first"),
            };
            let (mut typed, mut entered) = (None, false);
            let left = dialog(ui, Id::unique("hold"), about, |ui| {
                ui.add_space(space::S);
                (typed, entered) = reason_ui(ui, reason);
            });
            let left = left.or((entered && about.refused.is_none()).then_some(Left::Confirmed));
            if let Some(reason) = typed {
                let ids = ids.clone();
                view.out.send(Command::Ask(Some(Question::Hold { ids, reason })));
            }
            answer(view, left, || {
                Command::Act(ids.clone(), Act::Hold(reason.trim().to_owned()))
            });
        }
        Some(Question::Delete { ids }) => {
            let what = counted(ids.len() as u64, "credential", "credentials");
            let about = Dialog {
                title: &format!("Delete {what}?"),
                text: "This cannot be undone. Nothing of it was published; a correction that is deleted leaves what is \
                       published as it is.",
                confirm: "Delete",
                danger: true,
                refused: None,
            };
            let left = dialog(ui, Id::unique("delete"), about, |_| {});
            answer(view, left, || Command::Act(ids.clone(), Act::Delete));
        }
        None => {}
    }
}

fn answer(view: &mut View<'_>, left: Option<Left>, confirmed: impl FnOnce() -> Command) {
    match left {
        Some(Left::Confirmed) => view.out.send(confirmed()),
        Some(Left::Cancelled) => view.out.send(Command::Ask(None)),
        None => {}
    }
}

/// A field for a reason, at which the keyboard begins. Returns the new text when it was changed, and
/// whether Enter was pressed in it.
pub(super) fn reason_ui(ui: &mut Ui, reason: &str) -> (Option<String>, bool) {
    labelled(ui, "Reason", "It is kept in the log.", |ui| {
        let (response, typed) = name_field(ui, "Reason", reason, "");
        first_thing(ui, &response);
        (typed, entered(ui, &response))
    })
}
