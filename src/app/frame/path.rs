//! A path typed by hand, where the system shows no dialog for it.

use egui::{Align2, Area, CornerRadius, Frame, Id, Margin, Order, Stroke, Ui, Vec2};

use super::super::View;
use super::super::command::Command;
use super::super::state::asking::{AskKind, Asked};
use super::super::theme::{self, Type, size, space};
use super::super::widgets::{
    Button, Dialog, Left, dialog, entered, field, first_thing, icon_button, icons, labelled, proposes,
};
use super::foot;

/// Draws it while it is asked for, and offers it while a dialog is waited for that may never show.
pub(super) fn show(ui: &Ui, view: &mut View<'_>) {
    let Some(asked) = view.state.asking.clone() else {
        return;
    };
    match &asked.path {
        Some(path) => path_ui(ui, view, &asked, path),
        // Whoever chooses in a dialog is not in this window.
        None if asked.is_late && ui.input(|input| input.focused || input.pointer.has_pointer()) => {
            offer_ui(ui, view, &asked);
        }
        None => {}
    }
}

fn path_ui(ui: &Ui, view: &mut View<'_>, asked: &Asked, path: &str) {
    let (label, note, confirm) = match asked.kind {
        AskKind::File { .. } => ("File", "Type or paste where the file is.", "Use it"),
        AskKind::Folder => ("Folder", "Type or paste where the folder is.", "Use it"),
        AskKind::Save { .. } => (
            "File to write",
            "Type or paste where the file is to be written.",
            "Write it",
        ),
    };
    let about = Dialog {
        title: &asked.title,
        text: if asked.is_missing {
            "The system shows no file dialog."
        } else {
            ""
        },
        confirm,
        danger: false,
        refused: path.trim().is_empty().then_some("Type the path first"),
    };
    let mut enters = false;
    let left = dialog(ui, Id::unique("a path in place of a dialog"), about, |ui| {
        ui.add_space(space::M);
        labelled(ui, label, note, |ui| {
            let (response, typed) = field(ui, label, path, "");
            first_thing(ui, &response);
            if !matches!(asked.kind, AskKind::Save { .. }) {
                proposes(ui, &response, path);
            }
            enters = entered(ui, &response) && about.refused.is_none();
            if let Some(typed) = typed {
                view.send(Command::TypePath(Some(typed)));
            }
        });
        if let Some(why) = &asked.refused {
            ui.label(Type::Small.text(why).color(theme::of(ui).error));
        }
    });
    match left {
        Some(Left::Confirmed) => view.send(Command::TakePath),
        Some(Left::Cancelled) => view.send(Command::TypePath(None)),
        None if enters => view.send(Command::TakePath),
        None => {}
    }
}

/// A quiet line over the foot of the screen, also while a dialog of the window is open.
fn offer_ui(ui: &Ui, view: &mut View<'_>, asked: &Asked) {
    let theme = theme::of(ui);
    let frame = Frame::new()
        .fill(theme.surface)
        .stroke(Stroke::new(1.0, theme.line))
        .corner_radius(CornerRadius::same(size::CORNER_CARD))
        .inner_margin(Margin::symmetric(space::M as i8, space::XS as i8));
    let up = Vec2::new(0.0, -(space::L + foot(view.state)));
    let area = Area::new(Id::unique("instead of a dialog"))
        .order(Order::Tooltip)
        .anchor(Align2::CENTER_BOTTOM, up);
    area.show(ui.ctx(), |ui| {
        frame.show(ui, |ui| {
            ui.horizontal(|ui| {
                ui.label(Type::Small.text("The dialog does not show?").color(theme.muted));
                if Button::quiet("Type a path").dense().show(ui).clicked() {
                    view.send(Command::TypePath(Some(asked.proposed.clone())));
                }
                if icon_button(ui, icons::CLOSE, "Do not wait for the dialog", None).clicked() {
                    view.send(Command::TypePath(None));
                }
            });
        });
    });
}
