//! The field of a cell, which has a button at its end where it names a picture.

use egui::{Align, Id, Layout, Response, Ui, UiBuilder};

use super::super::super::state::create::Import;
use super::super::super::theme::{size, space};
use super::super::super::widgets::{icon_button, icons, name_field_of, within};

/// What came of it.
pub(super) struct Shown {
    pub field: Response,
    pub typed: Option<String>,
    /// The button that asks with the system's dialog, where it is for a picture.
    pub browse: Option<Response>,
}

/// The field of a cell of the rows.
pub(super) fn cell_ui(ui: &mut Ui, import: &Import, (row, column): (usize, usize), id: Id, text: &str) -> Shown {
    let name = import.columns.get(column).map_or("", |column| column.name.as_str());
    let name = format!("{name}, {} {}", import.row_word().to_lowercase(), import.number(row));
    let label = format!("Edit {name}");
    if import.is_picture(column) {
        return field_ui(ui, id, (&label, &format!("Choose {name}")), text, "");
    }
    let (field, typed) = name_field_of(ui, Some(id), &label, text, "");
    Shown {
        field,
        typed,
        browse: None,
    }
}

/// A field for a path that fills its place, with a button at its end.
pub(super) fn field_ui(ui: &mut Ui, id: Id, (name, button): (&str, &str), text: &str, hint: &str) -> Shown {
    let room = ui.max_rect();
    let (left, right) = room.split_left_right_at_x(room.right() - size::CONTROL_DENSE - space::XS);
    let (field, typed) = within(ui, UiBuilder::new().id_salt("path").max_rect(left), |ui| {
        ui.set_width(left.width());
        name_field_of(ui, Some(id), name, text, hint)
    });
    let builder = UiBuilder::new().id_salt("browse").max_rect(right);
    let builder = builder.layout(Layout::right_to_left(Align::Center));
    let browse = within(ui, builder, |ui| icon_button(ui, icons::FOLDER, button, None));
    Shown {
        field,
        typed,
        browse: Some(browse),
    }
}
