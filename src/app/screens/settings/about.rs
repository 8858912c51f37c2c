//! About the program: its version, and the licences of all that is in it.

use egui::{Align, Id, Layout, ScrollArea, Ui};

use super::super::super::View;
use super::super::super::command::Command as AnyCommand;
use super::super::super::command::settings::Command;
use super::super::super::state::licences::{OWN, text_of, texts, works};
use super::super::super::theme::{self, Type, size, space};
use super::super::super::widgets::{Button, Column, Drawing, Read, Table, count, reading, search_field, within};
use super::block;

const VERSION: &str = env!("CARGO_PKG_VERSION");
const COLUMNS: [Column<'static>; 3] = [
    Column::new("Crate", 190.0),
    Column::new("Licence", 170.0),
    Column::rest("Holders", 80.0),
];
/// How high the table of crates is.
const HEIGHT: f32 = 320.0;

pub(super) fn show(ui: &mut Ui, view: &mut View<'_>) {
    block(ui, "", "", |ui| {
        ui.horizontal(|ui| {
            let (rect, _) = ui.allocate_exact_size(egui::Vec2::splat(44.0), egui::Sense::hover());
            Drawing::paint_mark(ui.painter(), rect.center(), 16.0, theme::of(ui).gold);
            let builder = egui::UiBuilder::new()
                .max_rect(ui.available_rect_before_wrap())
                .layout(Layout::top_down(Align::Min));
            within(ui, builder, |ui| {
                ui.spacing_mut().item_spacing.y = 0.0;
                ui.label(Type::Subtitle.text("Accolade"));
                let version = format!("Version {VERSION}");
                ui.label(Type::Small.text(version).color(theme::of(ui).muted));
            });
        });
        let text = "Designs certificates and badges, issues them to people by the thousand from a spreadsheet, and \
                    publishes them. It works alone on this computer: no account, no network, no counting of what you do.";
        ui.label(Type::Body.text(text));
    });
    let about = "Accolade is free software under the MIT licence or the Apache licence 2.0, as you choose. Its fonts are \
                 under the Open Font License.";
    block(ui, "Licences", about, |ui| {
        ui.horizontal_wrapped(|ui| {
            for (at, text) in OWN.iter().enumerate() {
                if Button::secondary(text.title).dense().show(ui).clicked() {
                    view.send(Command::ShowLicence(Some(at)));
                }
            }
        });
    });
    crates_ui(ui, view);
    licence_ui(ui, view);
}

fn crates_ui(ui: &mut Ui, view: &mut View<'_>) {
    let words = view.state.settings.licences_filter.to_lowercase();
    let shown: Vec<_> = works()
        .iter()
        .filter(|work| {
            let text = format!("{} {} {}", work.name, work.licence, work.holders).to_lowercase();
            words.split_whitespace().all(|word| text.contains(word))
        })
        .collect();
    let about = format!(
        "{} works of others are in it. A click shows the text.",
        count(works().len() as u64)
    );
    block(ui, "Made with", &about, |ui| {
        let words = view.state.settings.licences_filter.clone();
        let id = Id::unique("filter licences");
        let width = ui.available_width();
        if let Some(words) = search_field(ui, id, "Filter licences", &words, "Name, licence or holder", width) {
            view.send(Command::FilterLicences(words));
        }
        let muted = theme::of(ui).muted;
        let table = Table {
            name: "licences",
            columns: &COLUMNS,
            rows: shown.len(),
            height: Some(HEIGHT),
            selected: None,
            widths: view.state.choices.widths("licences"),
            row_name: &|row| shown.get(row).map_or_else(String::new, |work| work.name.to_owned()),
        };
        let cell = |ui: &mut Ui, row: usize, column: usize| {
            let Some(work) = shown.get(row) else { return };
            let text = match column {
                0 => Type::Body.text(format!("{} {}", work.name, work.version)),
                1 => Type::Small.text(work.licence).color(muted),
                _ => Type::Small.text(work.holders).color(muted),
            };
            ui.add(egui::Label::new(text).truncate());
        };
        let touched = ui.scope(|ui| {
            // Its lines reach a little further than its cells.
            ui.set_max_width(ui.available_width() - space::S);
            table.show(ui, cell)
        });
        let work = view.touched("licences", touched.inner).and_then(|row| shown.get(row));
        if let Some(at) = work.and_then(|work| text_of(work)) {
            view.send(Command::ShowLicence(Some(at)));
        }
    });
}

fn licence_ui(ui: &Ui, view: &mut View<'_>) {
    let Some(text) = view.state.settings.licence.and_then(|at| texts().get(at)) else {
        return;
    };
    let whose = match text.title.split(", ").count() {
        0..=3 => text.title.to_owned(),
        many => format!("Licence of {many} works"),
    };
    let read = reading(ui, Id::unique("licence"), &whose, |ui| {
        ScrollArea::vertical()
            .max_height(size::DIALOG)
            .auto_shrink([false, true])
            .show(ui, |ui| drop(ui.label(Type::Small.text(text.body))));
    });
    match read {
        Some(Read::Copy) => view.send(AnyCommand::CopyText(text.body.to_owned())),
        Some(Read::Close) => view.send(Command::ShowLicence(None)),
        None => {}
    }
}
