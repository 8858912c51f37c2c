//! The designs of the workspace: a gallery, and a page for each with a preview under names that break certificates.

mod card;
mod choice;
mod dialogs;
mod one;

use egui::{Id, Role, Ui, Vec2};

use super::super::View;
use super::super::command::design::Command;
use super::super::command::studio;
use super::super::state::workspace::Snapshot;
use super::super::theme::{size, space};
use super::super::widgets::icons;
use super::super::widgets::{
    Button, Drawing, count, drop_over, empty, first_thing, page_heading, scroll_page, search_field, set_of, tab,
};
use crate::model::DesignKind;

pub(super) use dialogs::export_ui as export;
pub(super) use one::show as show_one;

pub(super) fn show(ui: &mut Ui, view: &mut View<'_>) {
    let Some(snapshot) = view.state.workspace.snapshot().cloned() else {
        return;
    };
    scroll_page(ui, "designs", |ui| {
        ui.spacing_mut().item_spacing.y = space::S;
        head_ui(ui, view, &snapshot);
        ui.add_space(space::M);
        gallery_ui(ui, view, &snapshot);
    });
    dialogs::show(ui, view);
    drop_over(ui, "Drop to import as designs");
}

fn head_ui(ui: &mut Ui, view: &mut View<'_>, snapshot: &Snapshot) {
    // In a narrow page the filter has a line of its own.
    let is_narrow = ui.available_width() < size::NARROW_PAGE;
    page_heading(ui, "Designs", |ui| {
        let new = Button::primary("New design").changing().icon(icons::ADD).show(ui);
        if snapshot.gallery.is_empty() {
            first_thing(ui, &new);
        }
        if new.clicked() {
            view.send(studio::Command::EditNew(Some(Default::default())));
        }
        let import = Button::secondary("Import a design").changing().icon(icons::SHEET);
        if import.show(ui).clicked() {
            view.send(Command::ShowImport(true));
        }
        if !is_narrow {
            ui.add_space(space::S);
            filter_ui(ui, view, size::SEARCH);
        }
    });
    if is_narrow {
        filter_ui(ui, view, ui.available_width());
    }
    let of = |kind| snapshot.gallery.iter().filter(|card| card.kind == kind).count() as u64;
    let kinds = [
        ("All", None, snapshot.gallery.len() as u64),
        (
            "Certificates",
            Some(DesignKind::Certificate),
            of(DesignKind::Certificate),
        ),
        ("Badges", Some(DesignKind::Badge), of(DesignKind::Badge)),
    ];
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = space::XS;
        for (label, kind, count) in kinds {
            if tab(ui, label, Some(count), view.state.design.kind == kind).clicked() {
                view.send(Command::ShowKind(kind));
            }
        }
    });
}

fn filter_ui(ui: &mut Ui, view: &mut View<'_>, width: f32) {
    let id = Id::unique("filter designs");
    let words = view.state.design.filter.clone();
    let changed = search_field(ui, id, "Filter designs", &words, "Filter designs", width);
    if let Some(words) = changed {
        view.send(Command::Filter(words));
    }
}

fn gallery_ui(ui: &mut Ui, view: &mut View<'_>, snapshot: &Snapshot) {
    if snapshot.gallery.is_empty() {
        let sentence = "A design is a picture, an SVG, a PDF, or a folder made by Accolade.";
        empty(ui, Drawing::Certificate, sentence, |ui| {
            if Button::secondary("Import the first design")
                .changing()
                .show(ui)
                .clicked()
            {
                view.send(Command::ShowImport(true));
            }
        });
        return;
    }
    let shown = view.state.design.shown(&snapshot.gallery);
    if shown.is_empty() {
        empty(ui, Drawing::Nothing, "No design has these words.", |ui| {
            if Button::secondary("Show all designs").show(ui).clicked() {
                view.send(Command::Filter(String::new()));
                view.send(Command::ShowKind(None));
            }
        });
        return;
    }
    // As many beside each other as fit, each a little wider than it must be, so that both edges are straight.
    let room = ui.available_width();
    let columns = (((room + space::L) / (size::CARD[0] + space::L)).floor() as usize).max(1);
    let width = (room - space::L * (columns - 1) as f32) / columns as f32;
    ui.scope(|ui| {
        let name = format!("Designs, {}", count(shown.len() as u64));
        set_of(ui, Role::List, &name, shown.len());
        for row in shown.chunks(columns) {
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = space::L;
                for design in row {
                    card::show(ui, view, design, Vec2::new(width, size::CARD[1]));
                }
            });
            ui.add_space(space::S);
        }
    });
}
