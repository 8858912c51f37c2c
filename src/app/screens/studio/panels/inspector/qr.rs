//! What a code says and how it looks, with a warning when it cannot be scanned.

use egui::Ui;

use super::super::super::super::super::View;
use super::super::super::super::super::state::studio::Open;
use super::super::super::super::super::widgets::{icon_button, icons, select_dense};
use super::super::fields::offered;
use super::super::parts::{
    Came, Face, Measure, NumberField, change_content, color_field, part, row, section, segments, shared, text_field,
    warning,
};
use crate::model::{Element, ElementContent, Qr, QrLevel};
use crate::units::Color;

pub(super) fn show(ui: &mut Ui, view: &mut View<'_>, open: &Open, selected: &[&Element]) {
    let codes: Vec<&Qr> = selected
        .iter()
        .filter_map(|element| match &element.content {
            ElementContent::Qr(qr) => Some(qr),
            _ => None,
        })
        .collect();
    section(ui, "QR code", |ui| {
        content_ui(ui, view, open, &codes);
        row(ui, "Correction", |ui| {
            let width = ui.available_width();
            let options = [
                (Face::Word("7 %"), "Low: 7 % may be lost", QrLevel::Low),
                (Face::Word("15 %"), "Medium: 15 % may be lost", QrLevel::Medium),
                (Face::Word("25 %"), "Quartile: 25 % may be lost", QrLevel::Quartile),
                (Face::Word("30 %"), "High: 30 % may be lost", QrLevel::High),
            ];
            let level = shared(codes.iter().map(|qr| qr.level));
            if let Some(level) = segments(ui, width, &options, level) {
                set(view, open, Came::Set(level), |qr, level| qr.level = *level);
            }
        });
        row(ui, "Quiet zone", |ui| {
            let width = part(ui, 2);
            let zone = shared(codes.iter().map(|qr| f64::from(qr.quiet_zone)));
            let came = NumberField::new("Quiet zone", zone, Measure::Whole)
                .range(0.0, 20.0)
                .show(ui, width);
            if let Some(came) = came {
                set(view, open, came, |qr, zone| qr.quiet_zone = *zone as u8);
            }
        });
        row(ui, "Colour", |ui| {
            let width = ui.available_width();
            let color = shared(codes.iter().map(|qr| qr.color));
            if let Some(came) = color_field(ui, view, open, "Colour of the code", color, width) {
                set(view, open, came, |qr, color| qr.color = *color);
            }
        });
        ground_ui(ui, view, open, &codes);
        warnings(ui, open, selected);
    });
}

fn set<T>(view: &mut View<'_>, open: &Open, came: Came<T>, make: impl Fn(&mut Qr, &T)) {
    change_content(view, open, "QR code of", came, |content, value| {
        if let ElementContent::Qr(qr) = content {
            make(qr, value);
        }
    });
}

fn content_ui(ui: &mut Ui, view: &mut View<'_>, open: &Open, codes: &[&Qr]) {
    let content = shared(codes.iter().map(|qr| qr.content.as_str()));
    row(ui, "Says", |ui| {
        let typed = text_field(
            ui,
            "Content of the code",
            content.unwrap_or_default(),
            "{{credential.url}}",
        );
        if let Some(content) = typed {
            set(view, open, Came::Set(content), |qr, content| {
                qr.content.clone_from(content);
            });
        }
    });
    row(ui, "", |ui| {
        let (fields, names) = offered(open);
        let names = names.iter().map(String::as_str);
        let width = ui.available_width();
        let picked = select_dense(ui, "Add a field to the code", "Add a field…", width, names, None);
        if let Some(field) = picked.and_then(|at| fields.get(at)) {
            set(view, open, Came::Set(format!("{{{{{field}}}}}")), |qr, field| {
                qr.content.push_str(field);
            });
        }
    });
}

fn ground_ui(ui: &mut Ui, view: &mut View<'_>, open: &Open, codes: &[&Qr]) {
    row(ui, "Ground", |ui| {
        let ground = shared(codes.iter().map(|qr| qr.background));
        let Some(Some(color)) = ground else {
            if icon_button(ui, icons::ADD, "Add a ground to the code", None).clicked() {
                set(view, open, Came::Set(Some(Color::WHITE)), |qr, color| {
                    qr.background = *color;
                });
            }
            return;
        };
        let width = ui.available_width() - 34.0;
        if let Some(came) = color_field(ui, view, open, "Ground of the code", Some(color), width) {
            set(view, open, came.map(Some), |qr, color| qr.background = *color);
        }
        if icon_button(ui, icons::REMOVE, "Remove the ground of the code", None).clicked() {
            set(view, open, Came::Set(None), |qr, color| qr.background = *color);
        }
    });
}

/// What composing found about the codes, and colours that a camera cannot tell apart.
fn warnings(ui: &mut Ui, open: &Open, selected: &[&Element]) {
    let is_here = |name: Option<&str>| selected.iter().any(|element| Some(element.name.as_str()) == name);
    for problem in open
        .problems
        .iter()
        .filter(|problem| is_here(problem.place.element.as_deref()))
    {
        warning(ui, &problem.message);
    }
}
