//! What waits, as a list.

use egui::{Id, Ui};

use super::super::super::View;
use super::super::super::command::review::{Command, Pick};
use super::super::super::route::{Route, Scope};
use super::super::super::settings::Dates;
use super::super::super::state::review::Item;
use super::super::super::state::workspace::{Snapshot, number_steps};
use super::super::super::theme::{self, size};
use super::super::super::widgets::{Column, NameLabel, Table, check_mark, fitting, held_keys};
use super::{need_chip, why};

/// What a column shows.
#[derive(Clone, Copy, PartialEq)]
enum Cell {
    Check,
    Name,
    Number,
    Group,
    Issued,
    Need,
    Why,
}

const COLUMNS: [(Cell, &str, Option<f32>); 7] = [
    (Cell::Check, "", Some(40.0)),
    (Cell::Name, "Name", Some(200.0)),
    (Cell::Number, "Number", Some(size::NUMBER)),
    (Cell::Group, "Group", Some(170.0)),
    (Cell::Issued, "Issued on", Some(90.0)),
    (Cell::Need, "Needs", Some(144.0)),
    (Cell::Why, "Why", None),
];

/// With less room, groups are not shown, in points.
const ROOMY: f32 = 860.0;

pub(super) fn show(ui: &mut Ui, view: &mut View<'_>, scope: Scope, snapshot: &Snapshot) {
    let review = &view.state.review;
    let dates = &view.state.choices.dates;
    let height = (ui.available_height() - size::CONTROL - size::ROW).max(size::ROW);
    let mut toggled = None;
    // Where all are of one group, or none has anything, the columns for that say nothing; where there is little room,
    // the group gives way to the names.
    let roomy = ui.available_width() >= ROOMY;
    let groups = scope == Scope::All && snapshot.groups.len() > 1 && roomy;
    let needs = review.noted;
    let kept = |cell: Cell| match cell {
        Cell::Group => groups,
        Cell::Need | Cell::Why => needs,
        _ => true,
    };
    let steps = number_steps(&snapshot.groups);
    // One column takes what is left: why, or the names.
    let rest = |cell: Cell| matches!(cell, Cell::Name) && !needs;
    let column = |cell: Cell, heading, width: Option<f32>| match width.filter(|_| !rest(cell)) {
        Some(width) => match cell {
            Cell::Number => Column::whole(heading, width + steps as f32 * size::NUMBER_STEP),
            Cell::Need => Column::whole(heading, width),
            _ => Column::new(heading, width),
        },
        None => Column::rest(heading, 80.0),
    };
    let columns: Vec<_> = COLUMNS
        .into_iter()
        .filter(|(cell, ..)| kept(*cell))
        .map(|(cell, heading, width)| (cell, column(cell, heading, width)))
        .collect();
    let all = columns.len();
    let leaving = [Cell::Group, Cell::Number, Cell::Issued, Cell::Why];
    let (cells, columns): (Vec<Cell>, Vec<Column<'_>>) = fitting(ui.available_width(), columns, Cell::Name, &leaving)
        .into_iter()
        .unzip();
    // With other columns it is another table, with widths of its own.
    let name = match (groups, needs) {
        _ if cells.len() < all => "under review, narrow",
        (true, true) => "under review",
        (false, true) => "under review, one group",
        (true, false) => "under review, all ready",
        (false, false) => "under review, one group, all ready",
    };
    let table = Table {
        name,
        columns: &columns,
        rows: review.shown.len(),
        height: Some(height),
        selected: None,
        widths: view.state.choices.widths(name),
        row_name: &|row| review.at(row).map_or_else(String::new, |item| item.name.clone()),
    };
    let touched = table.show(ui, |ui, row, column| {
        let Some(item) = review.at(row) else { return };
        match cells.get(column) {
            Some(Cell::Check) => {
                let check = format!("Select {}", item.name);
                let clicked = check_mark(
                    ui,
                    Id::unique(("check", item.id)),
                    &check,
                    review.selected.contains(&item.id),
                );
                toggled = toggled.or(clicked.then_some(item.id));
            }
            Some(cell) => cell_ui(ui, item, *cell, snapshot, dates),
            None => {}
        }
    });
    let clicked = view.touched(name, touched);
    if let Some(id) = toggled {
        let range = ui.input(|input| input.modifiers.shift);
        view.out
            .send(Command::Pick(id, if range { Pick::Range } else { Pick::Toggle }));
    } else if let Some(item) = clicked.and_then(|row| review.at(row)) {
        let keys = held_keys(ui);
        if keys.shift {
            view.out.send(Command::Pick(item.id, Pick::Range));
        } else if keys.command {
            view.out.send(Command::Pick(item.id, Pick::Toggle));
        } else {
            view.out.go(Route::ReviewOne { scope, id: item.id });
        }
    }
}

fn cell_ui(ui: &mut Ui, item: &Item, cell: Cell, snapshot: &Snapshot, dates: &Dates) {
    let muted = theme::of(ui).muted;
    match cell {
        Cell::Name => drop(ui.add(NameLabel::new(&item.name))),
        Cell::Number => drop(ui.add(NameLabel::new(&item.number).color(muted))),
        Cell::Group => {
            let card = snapshot.groups.iter().find(|card| card.group.id == item.group);
            let title = card.map_or("", |card| card.group.title.as_str());
            ui.add(NameLabel::new(title).color(muted));
        }
        Cell::Issued => drop(ui.add(NameLabel::new(&dates.write(item.issued)).color(muted))),
        Cell::Need => drop(need_chip(ui, item)),
        Cell::Check | Cell::Why => {
            ui.add(NameLabel::new(&why(item)).color(muted));
        }
    }
}
