//! How the letters of a text file are read, where it does not tell: its first rows in every reading, to be chosen from.

use egui::{Role, Ui, WidgetInfo};

use super::super::super::View;
use super::super::super::command::create::{Command, Reading};
use super::super::super::state::create::{Import, Reading as Text};
use super::super::super::theme::{self, Type, space};
use super::super::super::widgets::{Button, NameLabel, Sentence, card, counted, first_thing};

/// The width of the button beside each reading.
const BUTTON: f32 = 216.0;

pub(super) fn show(ui: &mut Ui, view: &mut View<'_>, import: &Import) {
    if import.readings.is_empty() {
        return;
    }
    ui.add_space(space::M);
    card(ui, space::L, |ui| {
        ui.set_width(ui.available_width());
        let title = "How are the letters read?";
        let label = ui.label(Type::Subtitle.text(title));
        label.widget_info(|| WidgetInfo::labeled(Role::Heading, true, title));
        let text = "The file does not say how its letters were written. Choose the rows in which the names are right; \
                    the choice is kept for the next sheet like this one.";
        ui.add(Sentence::new(text).kind(Type::Small).color(theme::of(ui).muted));
        for (at, reading) in import.readings.iter().enumerate() {
            ui.add_space(space::M);
            reading_ui(ui, view, reading, at == 0);
        }
    });
}

/// Which of several sheets is meant, where they are lists with the same headings.
pub(super) fn sheets(ui: &mut Ui, view: &mut View<'_>, import: &Import) {
    let lists = import.lists();
    if lists.is_empty() {
        return;
    }
    ui.add_space(space::M);
    card(ui, space::L, |ui| {
        ui.set_width(ui.available_width());
        let title = "Which sheet is meant?";
        let label = ui.label(Type::Subtitle.text(title));
        label.widget_info(|| WidgetInfo::labeled(Role::Heading, true, title));
        let text = "Several sheets are lists with the same headings. Choose one; read the others after it.";
        ui.add(Sentence::new(text).kind(Type::Small).color(theme::of(ui).muted));
        ui.add_space(space::M);
        ui.horizontal_wrapped(|ui| {
            for (at, (name, rows)) in lists.into_iter().enumerate() {
                let more = if rows.more { "more than " } else { "" };
                let label = format!("{name}: {more}{}", counted(rows.rows, "row", "rows"));
                let choose = Button::secondary(&label).dense().show(ui);
                if at == 0 {
                    first_thing(ui, &choose);
                }
                if choose.clicked() {
                    view.send(Command::Read(Reading::Sheet(Some(name.to_owned()))));
                }
            }
        });
    });
}

fn reading_ui(ui: &mut Ui, view: &mut View<'_>, reading: &Text, is_first: bool) {
    ui.horizontal_top(|ui| {
        let label = format!("Read as {}", reading.encoding);
        ui.allocate_ui(egui::vec2(BUTTON, 0.0), |ui| {
            ui.set_min_width(BUTTON);
            let choose = Button::secondary(&label).dense().show(ui);
            if is_first {
                first_thing(ui, &choose);
            }
            if choose.clicked() {
                view.send(Command::Read(Reading::Encoding(Some(reading.encoding.to_owned()))));
            }
        });
        ui.add_space(space::M);
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            let width = ui.available_width();
            for (_, cells) in &reading.rows {
                let cells: Vec<&str> = cells
                    .iter()
                    .map(|cell| cell.trim())
                    .filter(|cell| !cell.is_empty())
                    .collect();
                ui.add(NameLabel::new(&cells.join("  ·  ")).kind(Type::Small).width(width));
            }
        });
    });
}
