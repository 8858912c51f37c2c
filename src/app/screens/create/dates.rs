//! What the dates of whole columns leave open, such as whether the day or the month stands first. It is asked below the
//! column in the step of the columns; the check says how it was answered, or that it was not, and leads there. Where a
//! form was filled in there is no such step, and the check asks.

use egui::{Id, Ui};

use crate::diag::Severity;

use super::super::super::View;
use super::super::super::command::create::Command;
use super::super::super::state::create::Import;
use super::super::super::state::create::dates::{Answer, Asked};
use super::super::super::theme::{self, Type, space};
use super::super::super::widgets::{Button, NameLabel, Sentence, Tone, chip, icons};
use super::next;
use super::problems::{column_name, message_ui, panel};

/// Below a column: its question with the readings between which one chooses, or the one that was chosen and the other.
pub(super) fn below_column_ui(ui: &mut Ui, view: &mut View<'_>, import: &Import, column: usize) {
    let Some(asked) = import.asked(column) else { return };
    if let Some(question) = &asked.open {
        message_ui(ui, Severity::Warning, question, "");
    }
    let first = readings_ui(ui, view, import, column, &asked);
    ui.add_space(space::M);
    if let Some(first) = first {
        take_keys(ui, view, column, first);
    }
}

/// The readings, of which at most one is chosen; the first that can be chosen.
fn readings_ui(ui: &mut Ui, view: &mut View<'_>, import: &Import, column: usize, asked: &Asked) -> Option<Id> {
    let room = ui.available_width();
    let mut first = None;
    ui.horizontal_wrapped(|ui| {
        for reading in &asked.readings {
            if reading.chosen {
                chip(ui, Tone::Ok, icons::CHECK, &reading.label);
                continue;
            }
            let button = Button::secondary(&reading.label).dense().at_most(room);
            let response = button.unless(import.refused()).show(ui);
            first = first.or(Some(response.id));
            let name = format!("{}: {}", reading.label, column_name(import, Some(column)));
            if next::is_once(&response.accessible_name(name)) {
                view.out.send(match reading.answer {
                    Answer::Fix(question, fix) => Command::Answer { question, fix },
                    Answer::Order(order) => Command::DatesFirst(order),
                    Answer::Column(order) => Command::ColumnDatesFirst(column, order),
                });
            }
        }
    });
    first
}

/// Gives the keys to the question of the column to which the check led, once the step has begun as it does.
fn take_keys(ui: &Ui, view: &View<'_>, column: usize, first: Id) {
    let (sought, times) = view.state.create.sought;
    if sought != column || times == 0 {
        return;
    }
    let id = Id::unique("question of a column that was led to");
    let frame = ui.ctx().cumulative_frame_nr();
    let (seen, since) = ui.data(|data| data.get_temp::<(u64, u64)>(id)).unwrap_or_default();
    if seen != times {
        ui.data_mut(|data| data.insert_temp(id, (times, frame)));
        ui.ctx().request_repaint();
    } else if frame == since + 1 {
        ui.memory_mut(|memory| memory.request_focus(first));
    }
}

/// In the check: what is asked about columns, and what was answered.
pub(super) fn in_check_ui(ui: &mut Ui, view: &mut View<'_>, import: &Import) {
    for column in 0..import.columns.len() {
        let Some(asked) = import.asked(column) else { continue };
        if let Some(question) = &asked.open {
            panel(ui, |ui| {
                message_ui(ui, Severity::Warning, question, "");
                if import.is_form() {
                    readings_ui(ui, view, import, column, &asked);
                } else {
                    link_ui(ui, view, import, column, "Choose in the columns");
                }
            });
        } else if import.is_form() {
            if asked.is_of_column() {
                panel(ui, |ui| {
                    let name = NameLabel::new(column_name(import, Some(column))).kind(Type::Strong);
                    ui.add(name);
                    readings_ui(ui, view, import, column, &asked);
                });
            }
        } else if let Some(chosen) = asked.chosen() {
            panel(ui, |ui| {
                let name = NameLabel::new(column_name(import, Some(column))).kind(Type::Strong);
                ui.add(name);
                ui.add(
                    Sentence::new(&chosen.label)
                        .kind(Type::Small)
                        .color(theme::of(ui).muted),
                );
                link_ui(ui, view, import, column, "Change");
            });
        }
    }
}

/// How the dates of a row are read, where they are written otherwise.
pub(super) fn read_ui(ui: &mut Ui, import: &Import, row: usize) {
    for column in 0..import.columns.len() {
        if let Some(read) = import.date_read(row, column) {
            let text = format!("{}: read as {read}", column_name(import, Some(column)));
            ui.add(NameLabel::new(&text).kind(Type::Caption).color(theme::of(ui).muted));
        }
    }
}

fn link_ui(ui: &mut Ui, view: &mut View<'_>, import: &Import, column: usize, label: &str) {
    let name = format!("{label}: {}", column_name(import, Some(column)));
    if Button::secondary(label)
        .dense()
        .show(ui)
        .accessible_name(name)
        .clicked()
    {
        view.out.send(Command::SeekColumn(column));
    }
}
