//! The last batches with their states.

use egui::Ui;

use crate::model::{BatchId, GroupId};

use super::super::super::View;
use super::super::super::command::home::Command;
use super::super::super::route::{CreateStep, Route, Scope};
use super::super::super::state::create::FORM;
use super::super::super::state::create::people::waiting_words;
use super::super::super::state::workspace::{BatchCard, BatchStanding, Snapshot};
use super::super::super::theme::{self, space};
use super::super::super::widgets::icons;
use super::super::super::widgets::{
    Button, Column, NameLabel, Table, Tone, card, chip, count, counted, fitting, heading, icon_button,
};

/// What a column shows.
#[derive(Clone, Copy, PartialEq)]
enum Cell {
    Sheet,
    Group,
    Made,
    Credentials,
    State,
}

/// More than these are shown when somebody wants to see them.
const SHOWN: usize = 10;

const COLUMNS: [(Cell, Column<'static>); 5] = [
    (Cell::Sheet, Column::new("Sheet", 200.0)),
    (Cell::Group, Column::rest("Group", 100.0)),
    (Cell::Made, Column::new("Made on", 110.0)),
    // Counts are never cut.
    (Cell::Credentials, Column::whole("Credentials", 165.0)),
    (Cell::State, Column::whole("State", 270.0)),
];

pub(super) fn show(ui: &mut Ui, view: &mut View<'_>, snapshot: &Snapshot) {
    heading(ui, "Recent batches", |_| {});
    ui.add_space(space::XS);
    let mut gone_on = None;
    let left: Vec<BatchId> = view
        .state
        .left_over(snapshot, Scope::All)
        .map(|batch| batch.id)
        .collect();
    let room = ui.available_width() - 2.0 * space::M;
    let leaving = [Cell::Made, Cell::Group];
    let (shown, columns): (Vec<Cell>, Vec<Column<'_>>) = fitting(room, COLUMNS.to_vec(), Cell::Sheet, &leaving)
        .into_iter()
        .unzip();
    // With other columns it is another table, with widths of its own.
    let name = match shown.len() {
        5 => "batches",
        4 => "batches, narrow",
        _ => "batches, narrower",
    };
    let number = snapshot.batches.len();
    let rows = match view.state.home.all_batches {
        true => number,
        false => number.min(SHOWN),
    };
    let touched = card(ui, space::M, |ui| {
        let table = Table {
            name,
            columns: &columns,
            rows,
            height: None,
            selected: None,
            widths: view.state.choices.widths(name),
            row_name: &|row| {
                snapshot
                    .batches
                    .get(row)
                    .map_or_else(String::new, |batch| batch.source.clone())
            },
        };
        table.show(ui, |ui, row, column| {
            if let (Some(batch), Some(cell)) = (snapshot.batches.get(row), shown.get(column)) {
                gone_on = cell_ui(ui, (snapshot, batch), *cell, view, &left).or(gone_on);
            }
        })
    });
    if rows < number {
        let label = format!("Show all {} batches", count(number as u64));
        if Button::quiet(&label).dense().show(ui).clicked() {
            view.send(Command::ShowAllBatches);
        }
    }
    if let Some(GoOn::Resume(batch)) = gone_on {
        view.send(Command::Resume(batch));
    } else if let Some(GoOn::With(batch)) = gone_on {
        view.send(Command::GoOnWith(batch));
    } else if let Some(GoOn::Without(batch)) = gone_on {
        view.send(Command::TakeOut(batch));
    } else if let Some(GoOn::ChooseFile(group)) = gone_on {
        let step = CreateStep::Recipients;
        let group = Some(group);
        view.out.go(Route::Create { group, step });
    } else if let Some(batch) = view.touched(name, touched).and_then(|row| snapshot.batches.get(row)) {
        view.out.go(Route::Review(Scope::Batch(batch.id)));
    }
}

/// How a batch is gone on with that was interrupted, or of which there is nothing.
#[derive(Clone, Copy)]
enum GoOn {
    Resume(BatchId),
    /// Its rows that wait are opened.
    With(BatchId),
    /// It is not known how it was begun; its file is chosen again, and known again by its hash.
    ChooseFile(GroupId),
    /// There is no credential of it: it is taken out of the list.
    Without(BatchId),
}

/// Draws a cell. Returns how the batch is to be gone on with.
fn cell_ui(
    ui: &mut Ui,
    (snapshot, batch): (&Snapshot, &BatchCard),
    cell: Cell,
    view: &View<'_>,
    left: &[BatchId],
) -> Option<GoOn> {
    let dates = &view.state.choices.dates;
    let muted = theme::of(ui).muted;
    match cell {
        Cell::Sheet => drop(ui.add(NameLabel::new(&batch.source).keeps_end())),
        Cell::Group => drop(ui.add(NameLabel::new(&batch.title).color(muted))),
        Cell::Made => {
            ui.add(NameLabel::new(&batch.made_on(&snapshot.batches, dates)));
        }
        Cell::Credentials => {
            let waiting = match batch.waiting {
                0 => String::new(),
                rows => {
                    let [one, many] = waiting_words(batch.source == FORM);
                    format!(" · {}", counted(rows, one, many))
                }
            };
            let made = ui.add(NameLabel::new(&format!("{}{waiting}", count(batch.made))));
            if !batch.why.is_empty() {
                made.on_hover_text(batch.why.join("\n"));
            }
        }
        Cell::State if view.state.home.resuming == Some(batch.id) => {
            chip(ui, Tone::Accent, icons::PLAY, "Resuming…");
        }
        Cell::State => {
            standing_ui(ui, batch);
            if batch.resumable {
                let resume = Button::secondary("Resume").changing().dense().show(ui);
                let resume = resume.accessible_name(format!("Resume {}", batch.source));
                return resume.clicked().then_some(GoOn::Resume(batch.id));
            }
            if batch.standing == BatchStanding::Interrupted {
                let hint = "Choose its sheet once more and generate from it: what is made already is not made twice";
                let choose = Button::secondary("Choose sheet").changing().dense().hint(hint).show(ui);
                let choose = choose.accessible_name(format!("Choose the sheet {} once more", batch.source));
                return choose.clicked().then_some(GoOn::ChooseFile(batch.group));
            }
            let waits = left.contains(&batch.id);
            if waits {
                let hint = "Goes on with what waits to be corrected";
                let resume = Button::secondary("Resume").changing().dense().hint(hint).show(ui);
                if resume.accessible_name(format!("Resume {}", batch.source)).clicked() {
                    return Some(GoOn::With(batch.id));
                }
            }
            if batch.standing == BatchStanding::Done && batch.made == 0 {
                let name = format!("Take out {}", batch.source);
                // Beside the other there is room for its sign.
                let out = match waits {
                    true => icon_button(ui, icons::CLOSE, &name, view.state.only_reading()),
                    false => {
                        let out = Button::quiet("Take out").changing().dense().show(ui);
                        out.accessible_name(name)
                    }
                };
                return out.clicked().then_some(GoOn::Without(batch.id));
            }
        }
    }
    None
}

fn standing_ui(ui: &mut Ui, batch: &BatchCard) -> egui::Response {
    match batch.standing {
        BatchStanding::Done if batch.made == 0 => chip(ui, Tone::Warn, icons::BLOCKED, "No credentials"),
        BatchStanding::Done if batch.waiting > 0 && batch.source == FORM => {
            chip(ui, Tone::Warn, icons::CLOCK, "Some people wait")
        }
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
