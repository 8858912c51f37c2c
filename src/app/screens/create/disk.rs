//! What is said where the sheet was changed or removed by another program.

use egui::{Align, Frame, Layout, Margin, Panel, Role, Ui, WidgetInfo};

use super::super::super::View;
use super::super::super::command::create::Command;
use super::super::super::route::CreateStep;
use super::super::super::state::create::disk::Standing;
use super::super::super::theme::{self, Type, space};
use super::super::super::widgets::{Button, icons};

/// Draws it when there is something to say.
pub(super) fn show(ui: &mut Ui, view: &mut View<'_>, step: CreateStep) {
    let create = &view.state.create;
    let Some(import) = create.import.as_ref().filter(|_| step != CreateStep::Group) else {
        return;
    };
    let name = &import.source.name;
    let (text, again) = match import.source.disk.standing {
        Standing::Same => return,
        Standing::Changed => (
            format!("{name} was changed by another program since it was read."),
            "Read it again",
        ),
        Standing::Gone => (
            format!("{name} is no longer where it was. What was read of it is kept."),
            "Look again",
        ),
    };
    let gone = import.source.disk.standing == Standing::Gone;
    let refused = create.reading.is_some().then_some("It is being read");
    let theme = theme::of(ui);
    let frame = Frame::new()
        .fill(theme.warn_soft)
        .inner_margin(Margin::symmetric(space::L as i8, space::S as i8));
    Panel::top("the sheet on the disk")
        .resizable(false)
        .show_separator_line(false)
        .frame(frame)
        .show(ui, |ui| {
            ui.horizontal(|ui| {
                ui.add(icons::WARNING.colored(theme.warn));
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    ui.spacing_mut().item_spacing.x = space::S;
                    let button = Button::secondary(again).dense().unless(refused);
                    let button = match gone {
                        true => button,
                        false => button.hint("Corrections are made again in the rows that are the same"),
                    };
                    if button.show(ui).clicked() {
                        view.send(if gone {
                            Command::LookAtFile
                        } else {
                            Command::ReadChanged
                        });
                    }
                    let keep = Button::quiet("Go on with what was read").dense().unless(refused);
                    if keep.show(ui).clicked() {
                        view.send(Command::KeepRead);
                    }
                    ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                        let label = ui.label(Type::Small.text(&text).color(theme.text));
                        label.widget_info(|| WidgetInfo::labeled(Role::Alert, true, &text));
                    });
                });
            });
        });
    ui.add_space(space::M);
}
