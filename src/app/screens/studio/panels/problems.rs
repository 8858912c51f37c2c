//! What is wrong with the design, with the element that it is about.

use egui::Ui;

use super::super::super::super::View;
use super::super::super::super::command::Command as AnyCommand;
use super::super::super::super::state::studio::Open;
use super::super::super::super::widgets::problem_box;

pub(super) fn show(ui: &mut Ui, view: &mut View<'_>, open: &Open) {
    if let Some(text) = problem_box(ui, &open.problems) {
        view.send(AnyCommand::CopyText(text));
    }
}
