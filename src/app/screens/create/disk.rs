//! What is said where the sheet was changed or removed by another program.

use egui::{Id, Ui};

use super::super::super::View;
use super::super::super::command::create::Command;
use super::super::super::route::CreateStep;
use super::super::super::state::create::Way;
use super::super::super::state::create::disk::Standing;
use super::super::super::theme::space;
use super::super::super::widgets::{Button, banner};

/// The file is looked at every so many seconds, as the window need not lose the focus while another program writes it.
const EVERY: f64 = 3.0;

/// Has the file looked at again when it is time.
fn look_ui(ui: &Ui, view: &mut View<'_>) {
    let id = Id::unique("when the sheet on the disk was looked at");
    let now = ui.input(|input| input.time);
    let last = ui.data(|data| data.get_temp::<f64>(id));
    if last.is_none_or(|last| now - last >= EVERY) {
        ui.data_mut(|data| data.insert_temp(id, now));
        if last.is_some() {
            view.send(Command::LookAtFile);
        }
    }
    ui.ctx().request_repaint_after_secs(EVERY as f32);
}

/// Draws it when there is something to say.
pub(super) fn show(ui: &mut Ui, view: &mut View<'_>, step: CreateStep) {
    let create = &view.state.create;
    // A form that stands beside the sheet has nothing of it.
    let elsewhere = step == CreateStep::Group || step == CreateStep::Recipients && create.way == Way::Form;
    let Some(import) = create.import.as_ref().filter(|_| !elsewhere) else {
        return;
    };
    // A form has no file, but may name pictures.
    if import.source.path.is_some() || import.has_pictures() {
        look_ui(ui, view);
    }
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
    banner(ui, "the sheet on the disk", &text, |ui| {
        ui.spacing_mut().item_spacing.x = space::S;
        let button = Button::secondary(again).dense().unless(refused);
        let button = match gone {
            true => button,
            false => button.hint("What was corrected goes with its rows, wherever they are now"),
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
    });
    ui.add_space(space::M);
}
