//! Recipients in a form: a row for each, a field for each of the group's fields.

use egui::{Align, Event, Id, Layout, Rect, Role, ScrollArea, Sense, Ui, UiBuilder, Vec2, WidgetInfo};

use super::super::super::View;
use super::super::super::command::create::Command;
use super::super::super::route::{CreateStep, Route};
use super::super::super::state::create::Way;
use super::super::super::state::create::form::{FormColumn, MOST_ROWS, SHOWN_ROWS, columns};
use super::super::super::theme::{self, Type, size, space};
use super::super::super::widgets::icons;
use super::super::super::widgets::{Button, count, counted, first_thing, icon_button, name_field_of, select, within};
use super::recipients::failed_ui;

const FIRST: f32 = 260.0;
const OTHER: f32 = 200.0;

/// What leads on.
pub(super) fn actions_ui(ui: &mut Ui, view: &mut View<'_>) {
    let filled = view.state.create.form.filled() as u64;
    let label = format!("Check {}", counted(filled, "recipient", "recipients"));
    let refused = (filled == 0).then_some("Fill in a recipient first");
    let button = Button::primary(&label).icon_after(icons::FORWARD).unless(refused);
    if button.show(ui).clicked() {
        view.send(Command::UseForm);
    }
    super::reason_ui(ui, refused);
    if Button::quiet("Use a spreadsheet instead").show(ui).clicked() {
        view.send(Command::ChooseWay(Way::Open));
    }
}

pub(super) fn show(ui: &mut Ui, view: &mut View<'_>) {
    let Route::Create {
        group: Some(group),
        step: CreateStep::Recipients | CreateStep::Check | CreateStep::Generate,
    } = *view.state.route.now()
    else {
        return;
    };
    let groups = view.state.workspace.snapshot().cloned();
    let Some(card) = groups
        .iter()
        .flat_map(|all| &all.groups)
        .find(|card| card.group.id == group)
    else {
        return;
    };
    let columns = columns(&card.group);
    ScrollArea::both().id_salt("form").auto_shrink(false).show(ui, |ui| {
        ui.horizontal_top(|ui| {
            ui.add_space(space::XXL);
            ui.vertical(|ui| {
                ui.add_space(space::XL);
                let title = ui.label(Type::Title.text("Fill in the recipients"));
                title.widget_info(|| WidgetInfo::labeled(Role::Heading, true, "Fill in the recipients"));
                let text =
                    "Tab goes to the next field. A block copied from a spreadsheet fills as many rows as it has.";
                ui.label(Type::Small.text(text).color(theme::of(ui).muted));
                ui.add_space(space::L);
                failed_ui(ui, view);
                many_ui(ui, view);
                headings_ui(ui, &columns);
                let rows = 0..view.state.create.form.rows.len().min(SHOWN_ROWS);
                let ends: Vec<_> = rows.map(|row| row_ui(ui, view, row, &columns)).collect();
                removal_ui(ui, view, &ends);
                ui.add_space(space::HUGE);
            });
        });
    });
}

/// What is said where the form does not show, or has not taken, all that was pasted.
fn many_ui(ui: &mut Ui, view: &View<'_>) {
    let form = &view.state.create.form;
    if form.rows.len() > SHOWN_ROWS {
        let all = count(form.filled() as u64);
        let text = format!(
            "Fields for the first {SHOWN_ROWS} of {all} recipients. All are checked in the next step, where each can be edited."
        );
        ui.label(Type::Body.text(text));
        ui.add_space(space::M);
    }
    if form.missing > 0 {
        let missing = counted(
            form.missing as u64,
            "row that was pasted is",
            "rows that were pasted are",
        );
        let most = count(MOST_ROWS as u64);
        let text =
            format!("{missing} missing: the form takes {most}. Save the list as a spreadsheet and use that instead.");
        ui.label(Type::Body.text(text).color(theme::of(ui).error));
        ui.add_space(space::M);
    }
}

fn width(at: usize) -> f32 {
    if at == 0 { FIRST } else { OTHER }
}

fn headings_ui(ui: &mut Ui, columns: &[FormColumn]) {
    ui.horizontal(|ui| {
        for (at, column) in columns.iter().enumerate() {
            let text = match column.required {
                true => format!("{} (required)", column.title),
                false => column.title.clone(),
            };
            ui.allocate_ui_with_layout(Vec2::new(width(at), 20.0), Layout::left_to_right(Align::Center), |ui| {
                ui.set_min_width(width(at));
                ui.label(Type::Caption.text(text).color(theme::of(ui).muted));
            });
        }
    });
}

fn row_ui(ui: &mut Ui, view: &mut View<'_>, row: usize, columns: &[FormColumn]) -> Rect {
    let form = &view.state.create.form;
    ui.horizontal_top(|ui| {
        for (at, column) in columns.iter().enumerate() {
            let name = format!("{} {}", column.title, row + 1);
            ui.allocate_ui(Vec2::new(width(at), size::CONTROL), |ui| {
                ui.set_width(width(at));
                // How a name is written is said once, what a field takes in each of its rows.
                let hint = if row == 0 || at > 1 { column.hint.as_str() } else { "" };
                let block = focused_block(ui, &name);
                if !column.choices.is_empty() {
                    if let Some(text) = choice_ui(ui, (&name, hint), form.cell(row, at), (at, column)) {
                        view.out.send(Command::FormCell { row, column: at, text });
                    }
                    return;
                }
                // What is said above the rows must not take the focus away.
                let id = Some(Id::unique(("field of the form", row, at)));
                let (response, typed) = name_field_of(ui, id, &name, form.cell(row, at), hint);
                remember_focus(ui, &name, response.has_focus());
                first_thing(ui, &response);
                if let Some(text) = block {
                    view.out.send(Command::PasteForm { row, column: at, text });
                } else if let Some(text) = typed {
                    view.out.send(Command::FormCell { row, column: at, text });
                }
            });
        }
        ui.allocate_exact_size(Vec2::splat(size::CONTROL), Sense::hover()).0
    })
    .inner
}

/// A field of which the values are given. What was pasted and is none of them stays until another is chosen.
fn choice_ui(
    ui: &mut Ui,
    (name, hint): (&str, &str),
    text: &str,
    (at, column): (usize, &FormColumn),
) -> Option<String> {
    const NONE: &str = "None";
    let options = (!column.required).then_some(NONE).into_iter();
    let options: Vec<&str> = options.chain(column.choices.iter().map(String::as_str)).collect();
    let chosen = options.iter().position(|option| *option == text);
    let shown = if text.is_empty() { hint } else { text };
    let picked = select(ui, name, shown, width(at), options.iter().copied(), chosen)?;
    let picked = options.get(picked)?;
    Some(if *picked == NONE {
        String::new()
    } else {
        (*picked).to_owned()
    })
}

/// The ways to remove rows, at their ends. Tab comes to them after all fields, through which it goes without a stop.
fn removal_ui(ui: &mut Ui, view: &mut View<'_>, ends: &[Rect]) {
    let all = ends.len().saturating_sub(1);
    for (row, place) in ends.iter().take(all).enumerate() {
        within(ui, UiBuilder::new().max_rect(*place), |ui| {
            let name = format!("Remove recipient {}", row + 1);
            if icon_button(ui, icons::CLOSE, &name, None).clicked() {
                view.out.send(Command::RemoveFormRow(row));
            }
        });
    }
}

/// Takes a pasted block away from the field that has the focus; a single text is left to the field.
fn focused_block(ui: &Ui, name: &str) -> Option<String> {
    let focused = ui.data(|data| data.get_temp::<String>(Id::unique("field of the form")));
    if focused.as_deref() != Some(name) {
        return None;
    }
    ui.input_mut(|input| {
        let is_block = |event: &Event| matches!(event, Event::Paste(text) if text.trim_end().contains(['\t', '\n']));
        let at = input.events.iter().position(is_block)?;
        match input.events.remove(at) {
            Event::Paste(text) => Some(text),
            _ => None,
        }
    })
}

fn remember_focus(ui: &Ui, name: &str, has_focus: bool) {
    if has_focus {
        ui.data_mut(|data| data.insert_temp(Id::unique("field of the form"), name.to_owned()));
    }
}
