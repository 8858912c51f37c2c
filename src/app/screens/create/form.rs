//! Recipients in a form: a row for each, a field for each of the group's fields.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;

use egui::{Align, Event, Id, Key, Layout, Modifiers, Rect, Role, ScrollArea, Ui, UiBuilder, Vec2, WidgetInfo};

use crate::model::GroupId;

use super::super::super::View;
use super::super::super::command::create::Command;
use super::super::super::route::{CreateStep, Route};
use super::super::super::state::create::Way;
use super::super::super::state::create::form::{FormColumn, MOST_ROWS, columns};
use super::super::super::theme::{self, Type, size, space};
use super::super::super::widgets::icons;
use super::super::super::widgets::{
    Button, count, counted, first_thing, icon_button, is_dialog_open, name_field_of, select, within,
};
use super::bar::Lead;
use super::recipients::failed_ui;

const FIRST: f32 = 260.0;
const OTHER: f32 = 200.0;

/// Whether a form is filled in for a group.
pub(super) fn is_shown(view: &View<'_>, group: Option<GroupId>) -> bool {
    let create = &view.state.create;
    create.way == Way::Form && create.form_for(group).is_some()
}

/// What leads on.
pub(super) fn lead(view: &View<'_>) -> Lead {
    let making = view.state.create.form_refused();
    let filled = view.state.create.form.filled() as u64;
    let label = format!("Check {}", counted(filled, "recipient", "recipients"));
    let refused = making.or((filled == 0).then_some("Fill in a recipient first"));
    Lead {
        // The keyboard begins in the form.
        first: false,
        ..Lead::further(label, Command::UseForm).unless(refused)
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
        // Where other pages begin; what is wider than they are goes on to the right.
        let beside = ((ui.available_width() - size::PAGE) / 2.0).max(space::XXL);
        ui.horizontal_top(|ui| {
            ui.add_space(beside);
            ui.vertical(|ui| {
                ui.add_space(space::XXL);
                head_ui(ui, view);
                let text =
                    "Tab goes to the next field. A block copied from a spreadsheet fills as many rows as it has.";
                ui.label(Type::Small.text(text).color(theme::of(ui).muted));
                ui.add_space(space::L);
                failed_ui(ui, view);
                missing_ui(ui, view);
                let refused = refused_ui(ui, view);
                headings_ui(ui, &columns);
                if !refused {
                    step_keys(ui, view);
                }
                ui.add_enabled_ui(!refused, |ui| rows_ui(ui, view, &columns));
                ui.add_space(space::HUGE);
            });
        });
    });
}

/// The heading, and the way to a spreadsheet beside it.
fn head_ui(ui: &mut Ui, view: &mut View<'_>) {
    ui.horizontal_wrapped(|ui| {
        let title = ui.label(Type::Title.text("Fill in the recipients"));
        title.widget_info(|| WidgetInfo::labeled(Role::Heading, true, "Fill in the recipients"));
        ui.add_space(space::S);
        if Button::quiet("Use a spreadsheet instead").dense().show(ui).clicked() {
            view.send(Command::ChooseWay(Way::Open));
        }
    });
}

/// Takes the keys of undo and redo away from the fields: each of them knows what was done to itself alone, and a block that
/// was pasted fills many.
fn step_keys(ui: &Ui, view: &mut View<'_>) {
    if view.state.palette.is_some() || is_dialog_open(ui.ctx()) {
        return;
    }
    let create = &view.state.create;
    let can = |back| create.past.can(&create.form, back);
    let (mut steps, can) = (Vec::new(), [can(true), can(false)]);
    ui.input_mut(|input| {
        input.events.retain(|event| {
            let step = step_of(event).filter(|back| can[usize::from(!back)]);
            steps.extend(step);
            step.is_none()
        });
    });
    for back in steps {
        view.out.send(Command::FormStep { back });
    }
}

/// Whether an event takes something back, or does it again.
fn step_of(event: &Event) -> Option<bool> {
    let Event::Key {
        key,
        pressed: true,
        modifiers,
        ..
    } = event
    else {
        return None;
    };
    let is = |held: Modifiers| modifiers.matches_exact(held);
    match key {
        Key::Z if is(Modifiers::COMMAND) => Some(true),
        Key::Z if is(Modifiers::COMMAND | Modifiers::SHIFT) => Some(false),
        Key::Y if is(Modifiers::COMMAND) => Some(false),
        _ => None,
    }
}

/// What is said where the form has not taken all that was pasted.
fn missing_ui(ui: &mut Ui, view: &View<'_>) {
    let missing = view.state.create.form.missing();
    if missing > 0 {
        let missing = counted(missing as u64, "row that was pasted is", "rows that were pasted are");
        let most = count(MOST_ROWS as u64);
        let text =
            format!("{missing} missing: the form takes {most}. Save the list as a spreadsheet and use that instead.");
        ui.label(Type::Body.text(text).color(theme::of(ui).error));
        ui.add_space(space::M);
    }
}

/// Says why nothing can be typed now, if that is so.
fn refused_ui(ui: &mut Ui, view: &View<'_>) -> bool {
    let refused = view.state.create.form_refused();
    if let Some(reason) = refused {
        ui.label(Type::Body.text(reason).color(theme::of(ui).warn));
        ui.add_space(space::M);
    }
    refused.is_some()
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

/// The rows: those in sight, and that of the keys with the ones beside it, to which they lead.
fn rows_ui(ui: &mut Ui, view: &mut View<'_>, columns: &[FormColumn]) {
    let count = view.state.create.form.rows().len();
    let gap = ui.spacing().item_spacing;
    let widths: f32 = (0..columns.len()).map(|at| width(at) + gap.x).sum();
    let (wide, high) = (widths + size::CONTROL, size::CONTROL + gap.y);
    let (_, all) = ui.allocate_space(Vec2::new(wide, high * count as f32));
    let at = |y: f32| ((y - all.top()) / high).floor().max(0.0) as usize;
    let seen = at(ui.clip_rect().top())..(at(ui.clip_rect().bottom()) + 1).min(count);
    let mut rows: BTreeSet<usize> = seen.flat_map(beside).collect();
    rows.extend(row_of_keys(ui).into_iter().flat_map(beside));
    let rows: Vec<(usize, Rect)> = (rows.range(..count))
        .map(|row| {
            let min = all.min + Vec2::new(0.0, high * *row as f32);
            (*row, Rect::from_min_size(min, Vec2::new(wide, size::CONTROL)))
        })
        .collect();
    for (row, rect) in &rows {
        let builder = UiBuilder::new().id_salt(("row of the form", row)).max_rect(*rect);
        within(ui, builder.layout(Layout::left_to_right(Align::Min)), |ui| {
            row_ui(ui, view, *row, columns);
        });
    }
    // The last one is there to be filled in.
    for (row, rect) in rows.iter().filter(|(row, _)| row + 1 < count) {
        removal_ui(ui, view, *row, *rect);
    }
}

/// A row, the one above it and the one below.
fn beside(row: usize) -> RangeInclusive<usize> {
    row.saturating_sub(1)..=row + 1
}

/// The field of a row: what is said above the rows must not take its focus away.
fn field_id(row: usize, field: &str) -> Id {
    Id::unique(("field of the form", row, field))
}

/// Under which the field with the keys is remembered, and its row.
fn keys_id() -> Id {
    Id::unique("row of the form with the keys")
}

/// The row in which the keys are.
fn row_of_keys(ui: &Ui) -> Option<usize> {
    let (field, row) = ui.data(|data| data.get_temp::<(Id, usize)>(keys_id()))?;
    ui.memory(|memory| memory.has_focus(field)).then_some(row)
}

fn row_ui(ui: &mut Ui, view: &mut View<'_>, row: usize, columns: &[FormColumn]) {
    let form = &view.state.create.form;
    for (at, column) in columns.iter().enumerate() {
        let name = format!("{} {}", column.title, row + 1);
        let field = || column.field.clone();
        ui.allocate_ui(Vec2::new(width(at), size::CONTROL), |ui| {
            ui.set_width(width(at));
            // How a name is written is said once, what a field takes in each of its rows.
            let hint = if row == 0 || at > 1 { column.hint.as_str() } else { "" };
            if !column.choices.is_empty() {
                if let Some(text) = choice_ui(ui, (&name, hint), form.cell(row, &column.field), (at, column)) {
                    let field = field();
                    view.out.send(Command::FormCell { row, field, text });
                }
                return;
            }
            let id = field_id(row, &column.field);
            let block = pasted_block(ui, id);
            let (response, typed) = name_field_of(ui, Some(id), &name, form.cell(row, &column.field), hint);
            if response.has_focus() {
                ui.data_mut(|data| data.insert_temp(keys_id(), (id, row)));
            }
            first_thing(ui, &response);
            if let Some(text) = block {
                let field = field();
                view.out.send(Command::PasteForm { row, field, text });
            } else if let Some(text) = typed {
                let field = field();
                view.out.send(Command::FormCell { row, field, text });
            }
        });
    }
}

/// A field of which the values are given, and which can be empty where it is not required. What was pasted and is none of
/// them stays until another is chosen.
fn choice_ui(
    ui: &mut Ui,
    (name, hint): (&str, &str),
    text: &str,
    (at, column): (usize, &FormColumn),
) -> Option<String> {
    let options = options_of(column);
    let chosen = options.iter().position(|(_, value)| *value == text);
    let shown = if text.is_empty() { hint } else { text };
    let labels = options.iter().map(|(label, _)| *label);
    let picked = select(ui, name, shown, width(at), labels, chosen)?;
    options.get(picked).map(|(_, value)| (*value).to_owned())
}

/// What can be chosen: as it is called, and what is written. No value is called as none could be.
fn options_of(column: &FormColumn) -> Vec<(&str, &str)> {
    let nothing = (!column.required).then_some(("(leave empty)", ""));
    let values = column.choices.iter().map(|value| (value.as_str(), value.as_str()));
    nothing.into_iter().chain(values).collect()
}

/// The way to remove a row, at its end. Tab comes to them after all fields, through which it goes without a stop.
fn removal_ui(ui: &mut Ui, view: &mut View<'_>, row: usize, rect: Rect) {
    let place = Rect::from_min_max([rect.right() - size::CONTROL, rect.top()].into(), rect.max);
    let builder = UiBuilder::new()
        .id_salt(("end of a row of the form", row))
        .max_rect(place);
    within(ui, builder.layout(Layout::left_to_right(Align::Center)), |ui| {
        let name = format!("Remove recipient {}", row + 1);
        if icon_button(ui, icons::CLOSE, &name, None).clicked() {
            view.out.send(Command::RemoveFormRow(row));
        }
    });
}

/// Takes a pasted block away from the field that has the focus; a single text is left to the field.
fn pasted_block(ui: &Ui, field: Id) -> Option<String> {
    if !ui.memory(|memory| memory.has_focus(field)) {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_that_is_called_none_can_be_chosen() {
        let mut column = FormColumn {
            title: "Diet".to_owned(),
            field: "recipient.diet".to_owned(),
            required: false,
            hint: String::new(),
            choices: vec!["None".to_owned(), "Vegan".to_owned()],
        };
        let values = |column: &FormColumn| -> Vec<String> {
            options_of(column)
                .iter()
                .map(|(_, value)| (*value).to_owned())
                .collect()
        };
        assert_eq!(values(&column), ["", "None", "Vegan"]);
        column.required = true;
        assert_eq!(values(&column), ["None", "Vegan"]);
    }
}
