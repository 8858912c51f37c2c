//! Recipients in a form: a row for each, a field for each of the group's fields.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;

use egui::{
    Align, Align2, Event, Id, Key, Layout, Modifiers, Rect, Response, Role, ScrollArea, Ui, UiBuilder, Vec2, WidgetInfo,
};

use crate::model::GroupId;

use super::super::super::View;
use super::super::super::command::create::Command;
use super::super::super::route::{CreateStep, Route};
use super::super::super::state::create::Way;
use super::super::super::state::create::form::{FormColumn, MOST_ROWS, columns};
use super::super::super::state::create::people::counted_rows;
use super::super::super::theme::{self, Type, size, space};
use super::super::super::widgets::icons;
use super::super::super::widgets::{
    Button, NameLabel, Sentence, count, counted, entered, first_thing, icon_button, is_dialog_open, name_field_of,
    select, step_keys, within,
};
use super::bar::Lead;
use super::form_plan::{At, HEADING, Plan};
use super::picture;
use super::recipients::failed_ui;

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
    ScrollArea::vertical().id_salt("form").auto_shrink(false).show(ui, |ui| {
        let all = ui.available_width();
        let plan = Plan::of(&columns, all - 2.0 * space::XXL);
        // Where other pages begin, unless the table needs more.
        let beside = ((all - plan.seen().max(size::PAGE)) / 2.0).max(space::XXL);
        ui.horizontal_top(|ui| {
            ui.add_space(beside);
            ui.vertical(|ui| {
                ui.set_width(all - 2.0 * beside);
                ui.add_space(space::XXL);
                head_ui(ui, view);
                let text = "Tab goes to the next field, Enter to the next row. A block copied from a spreadsheet fills as \
                            many rows as it has.";
                ui.add(Sentence::new(text).kind(Type::Small).color(theme::of(ui).muted));
                ui.add_space(space::L);
                old_ui(ui, view, group);
                failed_ui(ui, view);
                missing_ui(ui, view);
                let refused = refused_ui(ui, view);
                if !refused {
                    undo_keys(ui, view);
                }
                table_ui(ui, view, &columns, &plan, refused);
                ui.add_space(space::HUGE);
            });
        });
    });
}

/// The headings and the rows; where they do not fit they are moved sideways, below numbers and names that stay.
fn table_ui(ui: &mut Ui, view: &mut View<'_>, columns: &[FormColumn], plan: &Plan, refused: bool) {
    let area = ScrollArea::horizontal().id_salt("columns of the form");
    let shown = area.max_width(plan.seen()).show_viewport(ui, |ui, viewport| {
        let at = At {
            plan,
            origin: ui.max_rect().left(),
            moved: viewport.left(),
        };
        headings_ui(ui, columns, &at);
        ui.add_enabled_ui(!refused, |ui| rows_ui(ui, view, columns, &at)).inner
    });
    // What moves sideways lets no wish through to what moves down.
    if let Some(cell) = shown.inner {
        ui.scroll_to_rect(cell, None);
    }
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

/// Says that the form was begun before, with the way to begin it anew.
fn old_ui(ui: &mut Ui, view: &mut View<'_>, group: GroupId) {
    if !view.state.create.form_is_old {
        return;
    }
    let mut begun = view.state.create.at_hand();
    let Some(begun) = begun.find(|begun| begun.name.is_none() && begun.group == group) else {
        return;
    };
    let people = counted_rows(begun.rows, true);
    ui.horizontal_wrapped(|ui| {
        ui.label(Type::Small.text(format!("You began this form before, with {people}.")));
        let refused = view.state.create.form_refused();
        let anew = Button::quiet("Start anew").dense().unless(refused);
        let hint = "Gives up what is typed; Undo brings it back";
        if anew.hint(hint).show(ui).clicked() {
            view.out.send(begun.discard);
            view.out.send(Command::ChooseGroup(group));
            view.out.send(Command::ChooseWay(Way::Form));
        }
    });
    ui.add_space(space::M);
}

/// A block that was pasted fills many fields: the form takes the keys of undo and redo.
fn undo_keys(ui: &Ui, view: &mut View<'_>) {
    if view.state.palette.is_some() || is_dialog_open(ui.ctx()) {
        return;
    }
    let create = &view.state.create;
    for back in step_keys(ui, |back| create.past.can(&create.form, back)) {
        view.out.send(Command::FormStep { back });
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
        ui.add(Sentence::new(text).kind(Type::Body).color(theme::of(ui).error));
        ui.add_space(space::M);
    }
}

/// Says why nothing can be typed now, if that is so.
fn refused_ui(ui: &mut Ui, view: &View<'_>) -> bool {
    let refused = view.state.create.form_refused();
    if let Some(reason) = refused {
        ui.add(Sentence::new(reason).kind(Type::Body).color(theme::of(ui).warn));
        ui.add_space(space::M);
    }
    refused.is_some()
}

fn headings_ui(ui: &mut Ui, columns: &[FormColumn], at: &At<'_>) {
    let (_, all) = ui.allocate_space(Vec2::new(at.plan.wide(), HEADING));
    for (column, about) in columns.iter().enumerate() {
        let text = match about.required {
            true => format!("{} (required)", about.title),
            false => about.title.clone(),
        };
        let rect = at.cell(column, all);
        let builder = UiBuilder::new().id_salt(("heading of the form", column)).max_rect(rect);
        within(ui, builder.layout(Layout::left_to_right(Align::Center)), |ui| {
            at.clip(ui, column);
            let color = theme::of(ui).muted;
            let heading = NameLabel::new(&text).kind(Type::Caption).color(color);
            let heading = ui.add(heading.width(rect.width()));
            if !about.example.is_empty() {
                heading.on_hover_text(format!("For example {}", about.example));
            }
        });
    }
}

/// The rows: those in sight, and that of the keys with the ones beside it, to which they lead. Gives the cell to be brought
/// into sight.
fn rows_ui(ui: &mut Ui, view: &mut View<'_>, columns: &[FormColumn], at: &At<'_>) -> Option<Rect> {
    let count = view.state.create.form.rows().len();
    let high = size::CONTROL + ui.spacing().item_spacing.y;
    let wide = at.plan.wide();
    let (_, all) = ui.allocate_space(Vec2::new(wide, high * count as f32));
    let place = |y: f32| ((y - all.top()) / high).floor().max(0.0) as usize;
    let seen = place(ui.clip_rect().top())..(place(ui.clip_rect().bottom()) + 1).min(count);
    let mut rows: BTreeSet<usize> = seen.flat_map(beside).collect();
    rows.extend(row_of_keys(ui).into_iter().flat_map(beside));
    let rows: Vec<(usize, Rect)> = (rows.range(..count))
        .map(|row| {
            let min = all.min + Vec2::new(0.0, high * *row as f32);
            (*row, Rect::from_min_size(min, Vec2::new(wide, size::CONTROL)))
        })
        .collect();
    let mut sought = None;
    for (row, rect) in &rows {
        sought = row_ui(ui, view, (*row, *rect), columns, at).or(sought);
    }
    // The last one is there to be filled in.
    for (row, rect) in rows.iter().filter(|(row, _)| row + 1 < count) {
        removal_ui(ui, view, *row, at.end(*rect));
    }
    sought
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

fn row_ui(
    ui: &mut Ui,
    view: &mut View<'_>,
    (row, rect): (usize, Rect),
    columns: &[FormColumn],
    at: &At<'_>,
) -> Option<Rect> {
    let number = at.number(rect);
    let text = count(view.state.create.form.number(row).into());
    let color = theme::of(ui).faint;
    ui.painter().text(
        number.right_center(),
        Align2::RIGHT_CENTER,
        text,
        Type::Caption.font(),
        color,
    );
    let mut sought = None;
    for (column, about) in columns.iter().enumerate() {
        let place = at.cell(column, rect);
        let builder = UiBuilder::new()
            .id_salt(("cell of the form", row, column))
            .max_rect(place);
        within(ui, builder.layout(Layout::top_down(Align::Min)), |ui| {
            ui.set_width(place.width());
            let whole = ui.clip_rect();
            at.clip(ui, column);
            if let Some(response) = cell_ui(ui, view, row, (column, about), place.width())
                && (response.gained_focus() || response.changed())
            {
                sought = Some(place);
                ui.set_clip_rect(whole);
                ui.scroll_to_rect(at.around(column, place), None);
            }
        });
    }
    sought
}

/// The field of a cell, where it is one that is typed into.
fn cell_ui(
    ui: &mut Ui,
    view: &mut View<'_>,
    row: usize,
    (at, column): (usize, &FormColumn),
    width: f32,
) -> Option<Response> {
    let form = &view.state.create.form;
    let name = format!("{} {}", column.title, form.number(row));
    let field = || column.field.clone();
    // How a name is written is said once, what a field takes in each of its rows.
    let mut hint = if row == 0 || at > 1 { column.hint.as_str() } else { "" };
    if !column.choices.is_empty() {
        if let Some(text) = choice_ui(ui, (&name, hint), form.cell(row, &column.field), (width, column)) {
            let field = field();
            view.out.send(Command::FormCell { row, field, text });
        }
        return None;
    }
    let id = field_id(row, &column.field);
    // In every empty cell an example would look like a value.
    if hint.is_empty() && ui.memory(|memory| memory.has_focus(id)) {
        hint = column.example;
    }
    let block = pasted_block(ui, id);
    let text = form.cell(row, &column.field);
    let (response, typed) = match column.is_picture {
        true => {
            let shown = picture::field_ui(ui, id, (&name, &format!("Choose {name}")), text, hint);
            if shown.browse.is_some_and(|browse| browse.clicked()) {
                let field = column.field.clone();
                view.out.send(Command::BrowseFormPicture { row, field });
            }
            (shown.field, shown.typed)
        }
        false => name_field_of(ui, Some(id), &name, text, hint),
    };
    if response.has_focus() {
        ui.data_mut(|data| data.insert_temp(keys_id(), (id, row)));
    }
    if entered(ui, &response) {
        // The field below has the focus at once, and would take the same key.
        ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter));
        // What is typed into the last row makes one more.
        let is_last = row + 1 >= form.rows().len() && typed.is_none();
        let next = if is_last || row + 1 >= MOST_ROWS { row } else { row + 1 };
        let id = field_id(next, &column.field);
        ui.data_mut(|data| data.insert_temp(keys_id(), (id, next)));
        ui.memory_mut(|memory| memory.request_focus(id));
    }
    first_thing(ui, &response);
    if let Some(text) = block {
        let field = field();
        view.out.send(Command::PasteForm { row, field, text });
    } else if let Some(text) = typed {
        let field = field();
        view.out.send(Command::FormCell { row, field, text });
    }
    Some(response)
}

/// A field of which the values are given, and which can be empty where it is not required. What was pasted and is none of
/// them stays until another is chosen.
fn choice_ui(
    ui: &mut Ui,
    (name, hint): (&str, &str),
    text: &str,
    (width, column): (f32, &FormColumn),
) -> Option<String> {
    let options = options_of(column);
    let chosen = options.iter().position(|(_, value)| *value == text);
    let shown = if text.is_empty() { hint } else { text };
    let labels = options.iter().map(|(label, _)| *label);
    let picked = select(ui, name, shown, width, labels, chosen)?;
    options.get(picked).map(|(_, value)| (*value).to_owned())
}

/// What can be chosen: as it is called, and what is written. No value is called as none could be.
fn options_of(column: &FormColumn) -> Vec<(&str, &str)> {
    let nothing = (!column.required).then_some(("(leave empty)", ""));
    let values = column.choices.iter().map(|value| (value.as_str(), value.as_str()));
    nothing.into_iter().chain(values).collect()
}

/// The way to remove a row, at its end. Tab comes to them after all fields, through which it goes without a stop.
fn removal_ui(ui: &mut Ui, view: &mut View<'_>, row: usize, place: Rect) {
    let builder = UiBuilder::new()
        .id_salt(("end of a row of the form", row))
        .max_rect(place);
    within(ui, builder.layout(Layout::left_to_right(Align::Center)), |ui| {
        let name = format!("Remove recipient {}", view.state.create.form.number(row));
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
            example: "",
            is_picture: false,
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
