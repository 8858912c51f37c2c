//! What is published, with search over all of it.

use egui::{Id, Ui, Vec2};

use crate::model::State as Life;

use super::super::super::View;
use super::super::super::command::Command as AnyCommand;
use super::super::super::command::home::Command;
use super::super::super::command::review::Pick;
use super::super::super::route::{Route, Scope};
use super::super::super::settings::Dates;
use super::super::super::state::home::FoundRow;
use super::super::super::state::path::typed_path;
use super::super::super::state::workspace::{Snapshot, number_steps};
use super::super::super::theme::{self, Type, size, space};
use super::super::super::widgets::{
    Button, Column, Dialog, Drawing, Left, NameLabel, PathEvent, Table, card, counted, date_field, dialog, empty,
    entered, first_thing, fitting, heading, held_keys, icons, page_heading, path_field, problem_box, search_field,
    state_chip, tab,
};
use super::picked;

/// What a column shows.
#[derive(Clone, Copy, PartialEq)]
enum Cell {
    Check,
    Name,
    Number,
    Email,
    Group,
    Issued,
    State,
}

const COLUMNS: [(Cell, Column<'static>); 7] = [
    (Cell::Check, Column::new("", 40.0)),
    (Cell::Name, Column::new("Name", 230.0)),
    // Numbers differ in their last letters, and so they are never cut.
    (Cell::Number, Column::whole("Number", size::NUMBER)),
    (Cell::Email, Column::new("E-mail", 200.0)),
    (Cell::Group, Column::rest("Group", 80.0)),
    (Cell::Issued, Column::new("Issued", 100.0)),
    (Cell::State, Column::new("State", 120.0)),
];
/// With less room, groups give way to names and addresses, in points.
const ROOMY: f32 = 860.0;

pub(super) fn show(ui: &mut Ui, view: &mut View<'_>, snapshot: &Snapshot) {
    let counts = snapshot.counts;
    let is_page = *view.state.route.now() == Route::Published;
    if counts.published + counts.suspended + counts.revoked == 0 {
        head_ui(ui, is_page, |_| {});
        let sentence = "What you publish is found here, by name, e-mail, number or id.";
        empty(ui, Drawing::Sheets, sentence, |ui| {
            let waits = counts.pending > 0 && *view.state.route.now() == Route::Published;
            if waits && Button::secondary("Review what waits").show(ui).clicked() {
                view.out.go(Route::Review(Scope::All));
            }
        });
        return;
    }
    let words = view.state.home.search.words.clone();
    let id = search_id();
    let typed = head_ui(ui, is_page, |ui| {
        let hint = "Name, e-mail, number or id";
        let label = "Search published credentials";
        export_ui(ui, view);
        search_field(ui, id, label, &words, hint, size::SEARCH + 40.0)
    });
    if let Some(field) = ui.ctx().read_response(id) {
        first_thing(ui, &field);
    }
    if let Some(words) = typed {
        view.send(Command::Search(words));
    }
    filters_ui(ui, view, snapshot);
    if let Some(problems) = &view.state.home.found.failed {
        if let Some(text) = problem_box(ui, problems) {
            view.send(AnyCommand::CopyText(text));
        }
        return;
    }
    table_ui(ui, view, is_page);
    if is_page {
        list_ui(ui, view);
    }
}

/// The field of the search.
pub(super) fn search_id() -> Id {
    Id::unique("search published")
}

/// The button that exports what is found, on the page of its own.
fn export_ui(ui: &mut Ui, view: &mut View<'_>) {
    if *view.state.route.now() != Route::Published {
        return;
    }
    let nothing = (view.state.home.found.total == 0).then_some("Nothing is found that could be listed");
    let button = Button::secondary("Export list…").icon(icons::SHEET).unless(nothing);
    if button.show(ui).clicked() {
        view.send(Command::AskList);
    }
}

/// The dialog that asks where the list is written, when it is open.
fn list_ui(ui: &Ui, view: &mut View<'_>) {
    let Some(path) = view.state.home.list.clone() else {
        return;
    };
    let refused = match typed_path(&path).extension() {
        _ if path.trim().is_empty() => Some("Choose where it is written"),
        Some(end) if end.eq_ignore_ascii_case("xlsx") || end.eq_ignore_ascii_case("csv") => None,
        _ => Some("End the name with .xlsx or .csv"),
    };
    let text = format!(
        "{}, as the search and the filters show, with number, state, dates, address and own fields.",
        counted(view.state.home.found.total, "credential", "credentials")
    );
    let about = Dialog {
        title: "Export the list",
        text: &text,
        confirm: "Export",
        danger: false,
        refused,
    };
    let mut enters = false;
    let left = dialog(ui, Id::unique("export the list"), about, |ui| {
        let (response, event) = path_field(ui, "File to write", &path, "");
        first_thing(ui, &response);
        enters = entered(ui, &response) && refused.is_none();
        match event {
            Some(PathEvent::Typed(path)) => view.send(Command::EditList(Some(path))),
            Some(PathEvent::Browse) => view.send(Command::BrowseList),
            None => {}
        }
    });
    match left {
        Some(Left::Confirmed) => view.send(Command::WriteList),
        Some(Left::Cancelled) => view.send(Command::EditList(None)),
        None if enters => view.send(Command::WriteList),
        None => {}
    }
}

/// The heading of a page of its own, or of a section of the home page.
fn head_ui<R>(ui: &mut Ui, is_page: bool, right: impl FnOnce(&mut Ui) -> R) -> R {
    match is_page {
        true => page_heading(ui, "Published", right),
        false => heading(ui, "Published", right),
    }
}

fn filters_ui(ui: &mut Ui, view: &mut View<'_>, snapshot: &Snapshot) {
    let chosen = view.state.home.search.state;
    let counts = snapshot.counts;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = Vec2::splat(space::XS);
        let states = [
            (None, "Published", counts.published),
            (Some(Life::Suspended), "Suspended", counts.suspended),
            (Some(Life::Revoked), "Revoked", counts.revoked),
        ];
        for (state, label, count) in states {
            if tab(ui, label, Some(count), chosen == state).clicked() {
                view.send(Command::SearchState(state));
            }
        }
        if snapshot.groups.len() > 1 {
            ui.add_space(space::M);
            group_ui(ui, view, snapshot);
        }
        dates_ui(ui, view);
    });
    days_ui(ui, view, snapshot);
}

/// The days of issue that are searched, behind a button that says which.
fn dates_ui(ui: &mut Ui, view: &mut View<'_>) {
    let search = &view.state.home.search;
    let label = search.days(&view.state.choices.dates);
    let response = Button::quiet(&label).icon_after(icons::EXPAND).dense().show(ui);
    let response = response.accessible_name("Days of issue of the search");
    if response.clicked() {
        view.out.send(Command::ShowDates(!search.dates_shown));
    }
}

/// The fields for the days of issue, below the other filters.
fn days_ui(ui: &mut Ui, view: &mut View<'_>, snapshot: &Snapshot) {
    let search = &view.state.home.search;
    if !search.dates_shown {
        return;
    }
    let dates = &view.state.choices.dates;
    let (mut from, mut until) = (search.from.clone(), search.until.clone());
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = Vec2::splat(space::S);
        for (label, typed) in [("Issued from", &mut from), ("Issued until", &mut until)] {
            ui.label(Type::Small.text(label).color(theme::of(ui).muted));
            if let (_, Some((text, _))) = date_field(ui, (label, "Any day"), typed, snapshot.today, dates) {
                *typed = text;
            }
        }
        if !(from.is_empty() && until.is_empty()) && Button::quiet("Any date").dense().show(ui).clicked() {
            from.clear();
            until.clear();
        }
    });
    if from != search.from || until != search.until {
        view.out.send(Command::SearchDates(from, until));
    }
}

fn group_ui(ui: &mut Ui, view: &mut View<'_>, snapshot: &Snapshot) {
    let chosen = view.state.home.search.group;
    let title = snapshot
        .groups
        .iter()
        .find(|card| Some(card.group.id) == chosen)
        .map_or("All groups", |card| card.group.title.as_str());
    let response = Button::quiet(title).icon_after(icons::EXPAND).dense().show(ui);
    let response = response.accessible_name("Group of the search");
    egui::Popup::menu(&response).style(theme::menu).show(|ui| {
        ui.set_min_width(size::SEARCH);
        egui::ScrollArea::vertical().max_height(320.0).show(ui, |ui| {
            if ui.selectable_label(chosen.is_none(), "All groups").clicked() {
                view.send(Command::SearchGroup(None));
            }
            for card in &snapshot.groups {
                if ui
                    .selectable_label(chosen == Some(card.group.id), &card.group.title)
                    .clicked()
                {
                    view.send(Command::SearchGroup(Some(card.group.id)));
                }
            }
        });
    });
}

fn table_ui(ui: &mut Ui, view: &mut View<'_>, is_page: bool) {
    let found = &view.state.home.found;
    if found.rows.is_empty() {
        let sentence = match found.busy {
            true => "Searching…".to_owned(),
            false => view.state.home.search.nothing(),
        };
        empty(ui, Drawing::Nothing, &sentence, |_| {});
        return;
    }
    let roomy = ui.available_width() >= ROOMY;
    let groups = view.state.workspace.snapshot().map(|snapshot| &*snapshot.groups);
    let steps = number_steps(groups.unwrap_or_default());
    let columns = COLUMNS
        .into_iter()
        .filter(|(cell, _)| roomy || *cell != Cell::Group)
        // Where it is a section of another page, nothing is done with several.
        .filter(|(cell, _)| is_page || *cell != Cell::Check)
        .map(|(cell, column)| match cell {
            Cell::Email if !roomy => (cell, Column::rest(column.heading, 120.0)),
            Cell::Number => (
                cell,
                Column::whole(column.heading, size::NUMBER + steps as f32 * size::NUMBER_STEP),
            ),
            _ => (cell, column),
        })
        .collect();
    let room = ui.available_width() - 2.0 * space::M;
    let leaving = [Cell::Email, Cell::Number, Cell::Issued];
    let (shown, columns): (Vec<Cell>, Vec<Column<'_>>) =
        fitting(room, columns, Cell::Name, &leaving).into_iter().unzip();
    // With other columns it is another table, with widths of its own.
    let name = match shown.len() {
        _ if is_page && shown.len() == 7 => "published, to select",
        _ if is_page && shown.len() == 6 => "published, to select, narrow",
        _ if is_page => "published, to select, narrower",
        6 => "published",
        5 => "published, narrow",
        _ => "published, narrower",
    };
    let picked = &view.state.home.picked;
    let mut pick = None;
    let touched = card(ui, space::M, |ui| {
        let table = Table {
            name,
            columns: &columns,
            rows: found.rows.len(),
            height: None,
            selected: None,
            widths: view.state.choices.widths(name),
            row_name: &|row| found.rows.get(row).map_or_else(String::new, |row| row.name.clone()),
        };
        table.show(ui, |ui, row, column| {
            if let (Some(row), Some(Cell::Check)) = (found.rows.get(row), shown.get(column)) {
                pick = pick.or(picked::check_ui(ui, row, picked).map(|how| (row.id, how)));
            } else if let (Some(row), Some(cell)) = (found.rows.get(row), shown.get(column)) {
                cell_ui(ui, row, *cell, &view.state.choices.dates);
            }
        })
    });
    let clicked = view.touched(name, touched).and_then(|row| found.rows.get(row));
    let keys = held_keys(ui);
    match (pick, clicked) {
        (Some((id, how)), _) => view.out.send(Command::Pick(id, how)),
        (None, Some(row)) if is_page && keys.shift => view.out.send(Command::Pick(row.id, Pick::Range)),
        (None, Some(row)) if is_page && keys.command => view.out.send(Command::Pick(row.id, Pick::Toggle)),
        (None, Some(row)) => view.out.go(Route::Credential(row.id)),
        (None, None) => {}
    }
    ui.horizontal(|ui| {
        let shown = format!(
            "{} of {}",
            found.rows.len(),
            counted(found.total, "credential", "credentials")
        );
        ui.label(Type::Caption.text(shown).color(theme::of(ui).muted));
        let count = found.total;
        let all = counted(count, "credential that is", "credentials that are");
        if is_page
            && Button::quiet("Select all")
                .dense()
                .show(ui)
                .accessible_name(format!("Select the {all} found"))
                .clicked()
        {
            view.out.send(Command::PickFound);
        }
        if found.next.is_some() {
            let waits = found.busy.then_some("The next ones are being read");
            if Button::quiet("Show more").dense().unless(waits).show(ui).clicked() {
                view.out.send(Command::MoreFound);
            }
        }
    });
}

fn cell_ui(ui: &mut Ui, row: &FoundRow, cell: Cell, dates: &Dates) {
    let muted = theme::of(ui).muted;
    match cell {
        Cell::Check => {}
        Cell::Name => drop(ui.add(NameLabel::new(&row.name))),
        Cell::Number => drop(ui.label(&row.number)),
        Cell::Email => drop(ui.add(NameLabel::new(&row.email).color(muted))),
        Cell::Group => drop(ui.add(NameLabel::new(&row.group).color(muted))),
        Cell::Issued => drop(ui.label(Type::Body.text(dates.write(row.issued)).color(muted))),
        Cell::State => drop(state_chip(ui, row.state)),
    }
}
