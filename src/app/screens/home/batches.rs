//! The last batches with their states.

use egui::Ui;

use crate::model::{BatchId, GroupId};

use super::super::super::View;
use super::super::super::command::home::Command;
use super::super::super::route::{CreateStep, Route, Scope};
use super::super::super::state::workspace::{BatchCard, BatchStanding, Snapshot};
use super::super::super::theme::{self, space};
use super::super::super::widgets::icons;
use super::super::super::widgets::{Button, Column, NameLabel, Table, Tone, card, chip, count, counted, heading};

const COLUMNS: [Column<'static>; 5] = [
    Column::new("Sheet", 200.0),
    Column::rest("Group", 150.0),
    Column::new("Made on", 110.0),
    Column::new("Credentials", 150.0),
    Column::new("State", 250.0),
];

pub(super) fn show(ui: &mut Ui, view: &mut View<'_>, snapshot: &Snapshot) {
    heading(ui, "Recent batches", |_| {});
    ui.add_space(space::XS);
    let mut gone_on = None;
    let touched = card(ui, space::M, |ui| {
        let table = Table {
            name: "batches",
            columns: &COLUMNS,
            rows: snapshot.batches.len(),
            height: None,
            selected: None,
            widths: view.state.choices.widths("batches"),
            row_name: &|row| {
                snapshot
                    .batches
                    .get(row)
                    .map_or_else(String::new, |batch| batch.source.clone())
            },
        };
        table.show(ui, |ui, row, column| {
            if let Some(batch) = snapshot.batches.get(row) {
                gone_on = cell_ui(ui, batch, column, view).or(gone_on);
            }
        })
    });
    if let Some(GoOn::Resume(batch)) = gone_on {
        view.send(Command::Resume(batch));
    } else if let Some(GoOn::ChooseFile(group)) = gone_on {
        let step = CreateStep::Recipients;
        let group = Some(group);
        view.out.go(Route::Create { group, step });
    } else if let Some(batch) = view
        .touched("batches", touched)
        .and_then(|row| snapshot.batches.get(row))
    {
        view.out.go(Route::Review(Scope::Batch(batch.id)));
    }
}

/// How a batch that was interrupted is gone on with.
#[derive(Clone, Copy)]
enum GoOn {
    Resume(BatchId),
    /// It is not known how it was begun; its file is chosen again, and known again by its hash.
    ChooseFile(GroupId),
}

/// Draws a cell. Returns how the batch is to be gone on with.
fn cell_ui(ui: &mut Ui, batch: &BatchCard, column: usize, view: &View<'_>) -> Option<GoOn> {
    let dates = &view.state.choices.dates;
    let muted = theme::of(ui).muted;
    match column {
        0 => drop(ui.add(NameLabel::new(&batch.source))),
        1 => drop(ui.add(NameLabel::new(&batch.title).color(muted))),
        2 => {
            let made = batch.created.map(|date| dates.write(date)).unwrap_or_default();
            ui.add(NameLabel::new(&made));
        }
        3 => {
            let waiting = match batch.waiting {
                0 => String::new(),
                rows => format!(" · {}", counted(rows, "row waits", "rows wait")),
            };
            ui.add(NameLabel::new(&format!("{}{waiting}", count(batch.made))));
        }
        _ if view.state.home.resuming == Some(batch.id) => {
            chip(ui, Tone::Accent, icons::PLAY, "Going on…");
        }
        _ => {
            standing_ui(ui, batch);
            if batch.resumable {
                let resume = Button::secondary("Resume").changing().dense().show(ui);
                let resume = resume.accessible_name(format!("Resume {}", batch.source));
                return resume.clicked().then_some(GoOn::Resume(batch.id));
            }
            if batch.standing == BatchStanding::Interrupted {
                let hint = "Choose its sheet once more and generate from it: what is made already is not made twice";
                let choose = Button::secondary("Choose sheet").dense().hint(hint).show(ui);
                let choose = choose.accessible_name(format!("Choose the sheet {} once more", batch.source));
                return choose.clicked().then_some(GoOn::ChooseFile(batch.group));
            }
        }
    }
    None
}

fn standing_ui(ui: &mut Ui, batch: &BatchCard) -> egui::Response {
    match batch.standing {
        BatchStanding::Done if batch.made == 0 => chip(ui, Tone::Warn, icons::BLOCKED, "No credentials"),
        BatchStanding::Done if batch.waiting > 0 => chip(ui, Tone::Warn, icons::CLOCK, "Some rows wait"),
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
