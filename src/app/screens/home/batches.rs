//! The last batches with their states.

use egui::Ui;

use super::super::super::View;
use super::super::super::route::{Route, Scope};
use super::super::super::state::workspace::{BatchCard, BatchStanding, Snapshot};
use super::super::super::theme::{self, Type, space};
use super::super::super::widgets::icons;
use super::super::super::widgets::{Column, NameLabel, Table, Tone, card, chip, count, counted, heading};

const COLUMNS: [Column<'static>; 5] = [
    Column {
        heading: "Sheet",
        width: Some(230.0),
    },
    Column {
        heading: "Group",
        width: None,
    },
    Column {
        heading: "Made on",
        width: Some(110.0),
    },
    Column {
        heading: "Credentials",
        width: Some(150.0),
    },
    Column {
        heading: "State",
        width: Some(170.0),
    },
];

pub(super) fn show(ui: &mut Ui, view: &mut View<'_>, snapshot: &Snapshot) {
    heading(ui, "Recent batches", |_| {});
    ui.add_space(space::XS);
    let clicked = card(ui, space::M, |ui| {
        let table = Table {
            name: "batches",
            columns: &COLUMNS,
            rows: snapshot.batches.len(),
            height: None,
            selected: None,
        };
        table.show(ui, |ui, row, column| {
            if let Some(batch) = snapshot.batches.get(row) {
                cell_ui(ui, batch, column);
            }
        })
    });
    if let Some(batch) = clicked.and_then(|(row, _)| snapshot.batches.get(row)) {
        view.out.go(Route::Review(Scope::Batch(batch.id)));
    }
}

fn cell_ui(ui: &mut Ui, batch: &BatchCard, column: usize) {
    let muted = theme::of(ui).muted;
    match column {
        0 => drop(ui.add(NameLabel::new(&batch.source))),
        1 => drop(ui.add(NameLabel::new(&batch.title).color(muted))),
        2 => drop(ui.label(batch.created.map(|date| date.to_string()).unwrap_or_default())),
        3 => {
            let waiting = match batch.waiting {
                0 => String::new(),
                rows => format!(" · {}", counted(rows, "row waits", "rows wait")),
            };
            ui.label(Type::Body.text(format!("{}{waiting}", count(batch.made))));
        }
        _ => drop(standing_ui(ui, batch.standing)),
    }
}

fn standing_ui(ui: &mut Ui, standing: BatchStanding) -> egui::Response {
    match standing {
        BatchStanding::Interrupted => chip(ui, Tone::Warn, icons::CLOCK, "Interrupted"),
        BatchStanding::UnderReview(pending) => chip(
            ui,
            Tone::Accent,
            icons::EYE,
            &format!("{} pending review", count(pending)),
        ),
        BatchStanding::Held(held) => chip(ui, Tone::Warn, icons::HELD, &format!("{} held", count(held))),
        BatchStanding::Done => chip(ui, Tone::Ok, icons::CHECK_CIRCLE, "Done"),
    }
}
