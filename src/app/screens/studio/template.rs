//! A design that is locked as a template: what stands over its page, and the question before it is unlocked.

use egui::{Align, Id, Layout, Ui};

use super::super::super::View;
use super::super::super::command::studio::Command;
use super::super::super::state::studio::Open;
use super::super::super::theme::{self, Type, space};
use super::super::super::widgets::{Button, Dialog, Left, NameLabel, dialog, icons};

/// Whether something of the template stands over the page.
pub(super) fn is_shown(open: &Open) -> bool {
    open.editor.design().template
}

pub(super) fn banner(ui: &mut Ui, view: &mut View<'_>, open: &Open) {
    let theme = theme::of(ui);
    let is_locked = open.editor.is_locked();
    let text = match is_locked {
        true => "This design is a template: only what its designer left open can be changed.",
        false => "This template is unlocked: all of it can be changed until you leave the studio.",
    };
    let rect = ui.max_rect();
    let ground = if is_locked { theme.sunken } else { theme.warn_soft };
    ui.painter().rect_filled(rect, 0, ground);
    let icon = if is_locked { icons::LOCK } else { icons::UNLOCK };
    icon.paint(
        ui.painter(),
        rect.left_center() + egui::Vec2::new(20.0, 0.0),
        16.0,
        theme.muted,
    );
    let galley = NameLabel::new(text).kind(Type::Small).galley(ui, rect.width() - 240.0);
    let at = [rect.left() + 38.0, rect.center().y - galley.size().y / 2.0];
    ui.painter().galley(at.into(), galley, theme.text);
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        ui.add_space(space::S);
        let (label, command) = match is_locked {
            true => ("Unlock template…", Command::AskUnlock(true)),
            false => ("Lock it again", Command::Unlock(false)),
        };
        if Button::secondary(label).dense().show(ui).clicked() {
            view.send(command);
        }
    });
}

/// The question before a template is unlocked.
pub(super) fn ask(ui: &Ui, view: &mut View<'_>, open: &Open) {
    if !open.asks_unlock {
        return;
    }
    let about = Dialog {
        title: "Unlock this template?",
        text: "Its designer locked it so that issuers change only what was left open. Unlocked, all of it can be changed \
               by you until you leave the studio. It stays a template; switch that off under “Template” in the inspector, with nothing selected.",
        confirm: "Unlock",
        danger: false,
        refused: None,
    };
    match dialog(ui, Id::unique("unlock the template"), about, |_| {}) {
        Some(Left::Confirmed) => view.send(Command::Unlock(true)),
        Some(Left::Cancelled) => view.send(Command::AskUnlock(false)),
        None => {}
    }
}
