//! The columns of the rows under the page, each a chip that is dragged onto it.

use egui::{
    Align2, CursorIcon, Popup, PopupCloseBehavior, Response, Role, ScrollArea, Sense, Stroke, StrokeKind, Ui, Vec2,
    WidgetInfo,
};

use super::super::super::super::View;
use super::super::super::super::command::studio::data::Command as Data;
use super::super::super::super::command::studio::{Command, TEMPLATE};
use super::super::super::super::state::studio::Open;
use super::super::super::super::theme::{self, Type, size, space};
use super::super::super::super::widgets::{NameLabel, focus_ring, icon_button, icons};
use super::fields::{Offered, by_source, dropped, paint_icon, paint_value, value_of};
use crate::model::{FieldName, Token};
use crate::studio::label_of;

const WIDTH: f32 = 260.0;
const CHIP: f32 = 34.0;
/// What of a credential a row says.
const DATES: [&str; 2] = ["credential.issue_date", "credential.expiry_date"];

/// The button that unfolds them.
pub(super) fn show(ui: &mut Ui, view: &mut View<'_>, open: &Open) {
    if !open.data.fields.iter().any(is_column) {
        return;
    }
    let button = icon_button(ui, icons::FIELD, "Columns to put on the page", None);
    Popup::from_toggle_button_response(&button)
        // A click puts one on the page, and another one after it.
        .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
        .width(WIDTH)
        .accessible_name("Columns of the data")
        .show(|ui| {
            ui.set_width(WIDTH);
            let columns = columns(open);
            let text = match open.editor.is_locked() && !open.is_typing() {
                true => TEMPLATE,
                false => "Drag a column onto the page",
            };
            ui.label(Type::Caption.text(text).color(theme::of(ui).muted));
            ScrollArea::vertical().max_height(320.0).show(ui, |ui| {
                ui.spacing_mut().item_spacing.y = space::XS;
                for column in &columns {
                    chip_ui(ui, view, open, column);
                }
            });
        });
}

/// The fields that the rows fill, of recipients before those of their credentials.
fn columns(open: &Open) -> Vec<Offered> {
    let is_filled = |field: &FieldName| {
        let mut filled = open.data.fields.iter();
        filled.any(|known| known.as_str().eq_ignore_ascii_case(field.as_str()))
    };
    let mut columns: Vec<Offered> = Vec::new();
    for offered in by_source(open).into_iter().flat_map(|(_, fields)| fields) {
        let is_new = !columns.contains(&offered);
        if is_new && is_column(&offered.field) && is_filled(&offered.field) {
            columns.push(offered);
        }
    }
    columns
}

fn is_column(field: &FieldName) -> bool {
    field.as_str().starts_with("recipient.") || DATES.contains(&field.as_str())
}

fn chip_ui(ui: &mut Ui, view: &mut View<'_>, open: &Open, column: &Offered) {
    let theme = theme::of(ui);
    let is_locked = open.editor.is_locked();
    let sense = match (is_locked, open.is_typing()) {
        (false, _) => Sense::click_and_drag(),
        // Into an open text by a click, and onto the page not at all.
        (true, true) => Sense::click(),
        (true, false) => Sense::hover(),
    };
    let (rect, response) = ui.allocate_exact_size(Vec2::new(ui.available_width(), CHIP), sense);
    let label = label_of(&column.field);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, format!("Column {label}")));
    let ground = if response.hovered() {
        theme.sunken
    } else {
        theme.surface
    };
    let stroke = Stroke::new(1.0, theme.line);
    ui.painter()
        .rect(rect, size::CORNER, ground, stroke, StrokeKind::Inside);
    paint_icon(ui, column.what, rect.left_center() + Vec2::new(16.0, 0.0));
    let left = rect.left() + 32.0;
    let room = rect.right() - left - space::S;
    let name = NameLabel::new(&label).kind(Type::Small).galley(ui, room / 2.0);
    let at = [left, rect.center().y - name.size().y / 2.0];
    let taken = name.size().x + space::S;
    ui.painter().galley(at.into(), name, theme.text);
    let value = value_of(open, &column.field).unwrap_or_default();
    let at = [left + taken, rect.center().y].into();
    paint_value(ui, &value, Align2::LEFT_CENTER, at, room - taken);
    focus_ring(
        ui,
        &Response {
            rect: rect.shrink(2.0),
            ..response.clone()
        },
        4,
    );
    let insert = |at| Command::Data(Data::Insert(Token::plain(column.field.clone()), column.what, at));
    // Let go over the list it was not meant for the page beneath.
    let over = ui.input(|input| input.pointer.latest_pos());
    let is_beside = over.is_some_and(|at| ui.ctx().layer_id_at(at) != Some(ui.layer_id()));
    if let Some(at) = dropped(ui, open, &response, &label).filter(|_| is_beside) {
        view.send(insert(Some(at)));
    } else if response.clicked() {
        view.send(insert(None));
    }
    if !is_locked {
        response.on_hover_cursor(CursorIcon::Grab);
    }
}
