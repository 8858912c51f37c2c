//! The picture of a field: as it is, and the ways to another one.

use egui::{CornerRadius, Role, Sense, Ui, Vec2, WidgetInfo};

use crate::model::BlobId;

use super::super::super::View;
use super::super::super::command::review::{Command, PictureAct};
use super::super::super::preview::Subject;
use super::super::super::state::path::typed_path;
use super::super::super::state::review::{EditField, TypedPath};
use super::super::super::theme::{self, Type, size, space};
use super::super::super::widgets::{Button, PathEvent, changing, entered, labelled, path_field, picture};

const THUMB: Vec2 = Vec2::new(72.0, 72.0);

/// A picture that can be replaced by a file and taken out. `typed` is the path that is typed, for whichever field.
pub(super) fn edit_ui(ui: &mut Ui, view: &mut View<'_>, typed: &TypedPath, edited: &EditField) {
    labelled(ui, &edited.label, "", |ui| {
        match edited.picture() {
            Some(blob) => {
                ui.horizontal(|ui| {
                    thumb_ui(ui, view, &edited.label, blob);
                    let out = Button::quiet("Take out").changing().dense().show(ui);
                    if out.accessible_name(format!("Take out: {}", edited.label)).clicked() {
                        view.out.send(act(edited, PictureAct::TakeOut));
                    }
                });
            }
            None => drop(ui.label(Type::Small.text("No picture").color(theme::of(ui).muted))),
        }
        ui.add_space(space::XS);
        changing(ui, |ui| path_ui(ui, view, typed, edited));
    });
}

fn act(edited: &EditField, act: PictureAct) -> Command {
    Command::Picture(edited.name.clone(), act)
}

/// A file can be dropped, chosen, or named by its path.
fn path_ui(ui: &mut Ui, view: &mut View<'_>, typed: &TypedPath, edited: &EditField) {
    let typed = typed.as_ref().filter(|(name, _)| *name == edited.name);
    let path = typed.map_or("", |(_, path)| path.as_str());
    let label = format!("File of {}", edited.label);
    let (response, event) = path_field(ui, &label, path, "Drop a picture, or type its path");
    match event {
        Some(PathEvent::Typed(path)) => view.out.send(act(edited, PictureAct::Type(path))),
        Some(PathEvent::Browse) => view.out.send(act(edited, PictureAct::Browse)),
        None if entered(ui, &response) && !path.trim().is_empty() => {
            let path = typed_path(path);
            view.out.send(act(edited, PictureAct::Take(path)));
        }
        None => {}
    }
}

/// The picture of a field, with the name of the field for who does not see it.
pub(super) fn thumb_ui(ui: &mut Ui, view: &mut View<'_>, label: &str, blob: BlobId) {
    let (rect, response) = ui.allocate_exact_size(THUMB, Sense::hover());
    let name = format!("Picture: {label}");
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &name));
    let ground = theme::of(ui).sunken;
    ui.painter().rect_filled(rect, CornerRadius::same(size::CORNER), ground);
    let slot = response.id.with("picture of a field");
    picture(ui, view.previews, slot, &Subject::Picture(blob), rect.shrink(2.0), 1.0);
}
