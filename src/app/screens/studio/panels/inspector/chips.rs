//! How the chips of a list look.

use egui::Ui;

use super::super::super::super::super::View;
use super::super::super::super::super::state::studio::Open;
use super::super::parts::{Came, Measure, NumberField, change_content, paint_rows, part, row};
use crate::model::{Chips, ElementContent};
use crate::units::{Color, Pt};

pub(super) fn show(ui: &mut Ui, view: &mut View<'_>, open: &Open, chips: &Chips) {
    let unit = open.editor.settings.unit;
    let numbers = |ui: &mut Ui, name: &str, value: Pt, width: f32| {
        NumberField::new(name, Some(value.0), Measure::Length(unit))
            .range(0.0, 1000.0)
            .show(ui, width)
    };
    let mut came: Option<Came<Chips>> = None;
    row(ui, "Radius", |ui| {
        let width = part(ui, 2);
        came = numbers(ui, "Radius of the chips", chips.radius, width).map(|came| {
            came.map(|radius| Chips {
                radius: Pt(radius),
                ..chips.clone()
            })
        });
    });
    row(ui, "Gap", |ui| {
        let width = part(ui, 2);
        let gap = numbers(ui, "Gap between chips", chips.gap, width);
        came = gap
            .map(|came| {
                came.map(|gap| Chips {
                    gap: Pt(gap),
                    ..chips.clone()
                })
            })
            .or(came.take());
    });
    let fill = paint_rows(
        ui,
        view,
        open,
        "Fill of the chips",
        std::slice::from_ref(&chips.fill),
        Color::WHITE,
        true,
    );
    came = fill
        .map(|came| came.map(|fill| Chips { fill, ..chips.clone() }))
        .or(came);
    if let Some(came) = came {
        change_content(view, open, "Chips of", came, |content, chips| {
            *content = ElementContent::Chips(chips.clone());
        });
    }
}
