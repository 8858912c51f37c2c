//! The custom fields of a group: name, kind, required, default, and their order.

use egui::{Align, CursorIcon, Id, Layout, Role, Sense, Stroke, Ui, Vec2, WidgetInfo};

use super::super::super::View;
use super::super::super::command::group::Command;
use super::super::super::settings::Dates;
use super::super::super::state::group::{CHOICE, DATE, FieldRow, Form, KINDS};
use super::super::super::theme::{self, Type, size, space};
use super::super::super::widgets::{
    Button, Sentence, check_box, field, focus_ring, icon_button, icons, name_field, name_field_of, select,
};
use super::section;

/// The height of a field in one line, and in two.
const ROW: f32 = 46.0;
const TWO_LINES: f32 = 2.0 * size::CONTROL + space::S + space::L;
/// Where what stands beside the handle begins.
const INDENT: f32 = size::CONTROL_DENSE + space::S;
const KIND: f32 = 120.0;
/// Room for the box and its word.
const REQUIRED: f32 = 104.0;
/// No column is narrower.
const LEAST: f32 = 80.0;

/// How wide the columns are that share what the others leave; they are the same in all rows, whatever its kind.
#[derive(Clone, Copy, Debug)]
struct Columns {
    /// Where there is no room for all of a field in one line, it has two.
    in_two_lines: bool,
    name: f32,
    /// Only where a field has values to choose from.
    values: Option<f32>,
    default: f32,
}

impl Columns {
    fn of(form: &Form, width: f32) -> Columns {
        let has_values = form.fields.iter().any(|row| row.kind == CHOICE);
        let gaps = if has_values { 6.0 } else { 5.0 } * space::S;
        let handles = 2.0 * size::CONTROL_DENSE;
        let rest = width - handles - KIND - REQUIRED - gaps;
        let count = if has_values { 3.0 } else { 2.0 };
        let in_two_lines = rest < count * LEAST;
        if in_two_lines {
            let first = width - handles - 2.0 * space::S;
            let values = has_values.then_some((first - space::S) / 2.0);
            return Columns {
                in_two_lines,
                name: values.unwrap_or(first),
                values,
                default: (width - INDENT - KIND - REQUIRED - 2.0 * space::S).max(LEAST),
            };
        }
        let part = |of: f32| (rest * of).floor().max(LEAST);
        let (name, values, default) = match has_values {
            true => (part(0.35), Some(part(0.37)), part(0.28)),
            false => (part(0.6), None, part(0.4)),
        };
        Columns {
            in_two_lines,
            name,
            values,
            default,
        }
    }

    /// The height of a field's row.
    fn high(&self) -> f32 {
        if self.in_two_lines { TWO_LINES } else { ROW }
    }
}

pub(super) fn show(ui: &mut Ui, view: &mut View<'_>, form: &mut Form) {
    section(ui, "Custom fields", |ui| {
        let text = "What differs from recipient to recipient besides name and e-mail, such as a grade. \
                    Each becomes a column of the template and can stand on the design.";
        ui.label(Type::Small.text(text).color(theme::of(ui).muted));
        ui.spacing_mut().item_spacing.y = 0.0;
        let columns = Columns::of(form, ui.available_width());
        if !form.fields.is_empty() && !columns.in_two_lines {
            headings_ui(ui, columns);
        }
        // Where rows begin and end: one that shows what is wrong with it is higher than the others.
        let mut edges = vec![ui.cursor().top()];
        let mut handled = None;
        for at in 0..form.fields.len() {
            handled = row_ui(ui, view, form, at, columns).map(|how| (at, how)).or(handled);
            edges.push(ui.cursor().top());
        }
        if let Some((from, to)) = handled.and_then(|(at, how)| moved(ui, (at, how), &edges)) {
            let row = form.fields.remove(from);
            form.fields.insert(to.min(form.fields.len()), row);
        }
        ui.add_space(space::S);
        if Button::secondary("Add a field")
            .icon(icons::ADD)
            .dense()
            .show(ui)
            .clicked()
        {
            let name = name_id(form.fields.len());
            form.fields.push(FieldRow::default());
            ui.memory_mut(|memory| memory.request_focus(name));
        }
    });
}

/// What is done with the handle of a row.
#[derive(Clone, Copy, Debug)]
enum Handled {
    /// An arrow key moves it to this place.
    To(usize),
    /// It is dragged over this height of the window.
    Dragged(f32),
    Dropped(f32),
}

/// The places from and to which a row is moved; while it is dragged, a line shows where it would lie.
fn moved(ui: &Ui, (at, how): (usize, Handled), edges: &[f32]) -> Option<(usize, usize)> {
    match how {
        Handled::To(to) => Some((at, to)),
        Handled::Dragged(y) => {
            let y = edges.get(edge_near(edges, y))?;
            let stroke = Stroke::new(2.0, theme::of(ui).select);
            ui.painter().hline(ui.max_rect().x_range(), *y, stroke);
            None
        }
        Handled::Dropped(y) => {
            let edge = edge_near(edges, y);
            // What lay below moves up when the row is taken out.
            let to = if edge > at { edge - 1 } else { edge };
            (to != at).then_some((at, to))
        }
    }
}

/// The place of the edge that is nearest to a height.
fn edge_near(edges: &[f32], y: f32) -> usize {
    let distance = |(_, edge): &(usize, &f32)| (**edge - y).abs();
    let nearest = edges
        .iter()
        .enumerate()
        .min_by(|a, b| distance(a).total_cmp(&distance(b)));
    nearest.map_or(0, |(at, _)| at)
}

/// What the columns hold.
fn headings_ui(ui: &mut Ui, columns: Columns) {
    ui.add_space(space::S);
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = space::S;
        ui.add_space(INDENT);
        let columns = [
            ("Name", Some(columns.name)),
            ("Kind", Some(KIND)),
            ("Values", columns.values),
            ("Default", Some(columns.default)),
        ];
        for (heading, width) in columns {
            let Some(width) = width else { continue };
            sized(ui, width, |ui| {
                ui.label(Type::Caption.text(heading).color(theme::of(ui).muted));
            });
        }
    });
}

/// One field, and what is done with its handle.
fn row_ui(ui: &mut Ui, view: &mut View<'_>, form: &mut Form, at: usize, columns: Columns) -> Option<Handled> {
    let count = form.fields.len();
    let row = form.fields.get_mut(at)?;
    let number = at + 1;
    let mut handled = None;
    let size = Vec2::new(ui.available_width(), columns.high());
    let in_line = Layout::left_to_right(Align::Center);
    let first = |ui: &mut Ui, row: &mut FieldRow| {
        ui.spacing_mut().item_spacing.x = space::S;
        let handled = handle_ui(ui, at, count);
        sized(ui, columns.name, |ui| name_ui(ui, row, at));
        handled
    };
    let remove = |ui: &mut Ui, view: &mut View<'_>| {
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let name = format!("Remove field {number}");
            if icon_button(ui, icons::DELETE, &name, None).clicked() {
                view.out.send(Command::RemoveField(at));
            }
        });
    };
    if columns.in_two_lines {
        ui.allocate_ui_with_layout(size, Layout::top_down(Align::Min), |ui| {
            ui.set_min_height(size.y);
            ui.add_space(space::S);
            ui.horizontal(|ui| {
                handled = first(ui, row);
                values_ui(ui, row, number, columns);
                remove(ui, view);
            });
            ui.add_space(space::S);
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = space::S;
                ui.add_space(size::CONTROL_DENSE);
                kind_ui(ui, row, number);
                default_ui(ui, row, number, (columns, &view.state.choices.dates));
            });
        });
    } else {
        ui.allocate_ui_with_layout(size, in_line, |ui| {
            ui.set_min_height(size.y);
            handled = first(ui, row);
            kind_ui(ui, row, number);
            values_ui(ui, row, number, columns);
            default_ui(ui, row, number, (columns, &view.state.choices.dates));
            remove(ui, view);
        });
    }
    if let Some(wrong) = form.fields.get(at).and_then(FieldRow::wrong) {
        // One that is not begun needs no blame.
        if form.fields.get(at).is_some_and(|row| !row.title.trim().is_empty()) {
            ui.add(Sentence::new(wrong).kind(Type::Caption).color(theme::of(ui).error));
        }
    }
    handled
}

fn name_ui(ui: &mut Ui, row: &mut FieldRow, at: usize) {
    let label = format!("Name of field {}", at + 1);
    if let (_, Some(typed)) = name_field_of(ui, Some(name_id(at)), &label, &row.title, "grade") {
        row.title = typed;
    }
}

fn kind_ui(ui: &mut Ui, row: &mut FieldRow, number: usize) {
    let shown = KINDS.get(row.kind).map_or("Text", |(_, name)| name);
    let names = KINDS.iter().map(|(_, name)| *name);
    let label = format!("Kind of field {number}");
    if let Some(kind) = select(ui, &label, shown, KIND, names, Some(row.kind)) {
        row.kind = kind;
    }
}

fn values_ui(ui: &mut Ui, row: &mut FieldRow, number: usize, columns: Columns) {
    let Some(width) = columns.values else { return };
    sized(ui, width, |ui| {
        if row.kind != CHOICE {
            return;
        }
        let label = format!("Values of field {number}");
        if let (_, Some(typed)) = name_field(ui, &label, &row.values, "Gold, Silver, Bronze") {
            row.values = typed;
        }
    });
}

/// What stands in the field where the sheet says nothing, and whether the sheet must.
fn default_ui(ui: &mut Ui, row: &mut FieldRow, number: usize, (columns, dates): (Columns, &Dates)) {
    sized(ui, columns.default, |ui| {
        let label = format!("Default of field {number}");
        let (response, typed) = field(ui, &label, &row.default, "No default");
        if let Some(typed) = typed {
            row.default = typed;
        }
        // A date in a person's own order is one for everybody as soon as it is typed.
        if response.lost_focus() && row.kind == DATE {
            row.default = dates.stored(&row.default);
        }
    });
    if check_box(ui, "Required", row.required) {
        row.required = !row.required;
    }
}

/// The field for the name of a field, which has the focus as soon as it is added.
fn name_id(at: usize) -> Id {
    Id::unique(("name of field", at))
}

fn sized(ui: &mut Ui, width: f32, add: impl FnOnce(&mut Ui)) {
    ui.allocate_ui(Vec2::new(width, size::CONTROL), |ui| {
        ui.set_width(width);
        add(ui);
    });
}

/// The handle by which a row is dragged; with the focus, arrow keys move it.
fn handle_ui(ui: &mut Ui, at: usize, count: usize) -> Option<Handled> {
    let theme = theme::of(ui);
    let (rect, _) = ui.allocate_exact_size(Vec2::splat(size::CONTROL_DENSE), Sense::hover());
    let response = ui.interact(rect, Id::unique(("handle of field", at)), Sense::click_and_drag());
    let name = format!("Move field {}", at + 1);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
    icons::DRAG.paint(ui.painter(), rect.center(), size::ICON, theme.faint);
    focus_ring(ui, &response, size::CORNER);
    if response.has_focus() {
        let filter = egui::EventFilter {
            vertical_arrows: true,
            ..egui::EventFilter::default()
        };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
        let (up, down) = ui.input(|input| {
            (
                input.key_pressed(egui::Key::ArrowUp),
                input.key_pressed(egui::Key::ArrowDown),
            )
        });
        let to = match (up, down) {
            (true, _) => at.checked_sub(1),
            (_, true) => Some(at + 1).filter(|to| *to < count),
            _ => None,
        };
        if let Some(to) = to {
            ui.memory_mut(|memory| memory.request_focus(Id::unique(("handle of field", to))));
            return Some(Handled::To(to));
        }
    }
    let y = response.interact_pointer_pos().map(|pointer| pointer.y);
    let handled = match (response.dragged(), response.drag_stopped()) {
        (_, true) => y.map(Handled::Dropped),
        (true, _) => y.map(Handled::Dragged),
        _ => None,
    };
    response
        .on_hover_cursor(CursorIcon::Grab)
        .on_hover_text("Drag to another place");
    handled
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_lands_at_the_edge_that_is_nearest_whatever_the_heights_above_it() {
        // The first row says what is wrong with it in a second line.
        let edges = [100.0, 166.0, 212.0, 258.0];
        for (y, edge) in [
            (90.0, 0),
            (130.0, 0),
            (140.0, 1),
            (190.0, 2),
            (230.0, 2),
            (240.0, 3),
            (400.0, 3),
        ] {
            assert_eq!(edge_near(&edges, y), edge, "{y}");
        }
        assert_eq!(edge_near(&[], 5.0), 0);
    }
}
