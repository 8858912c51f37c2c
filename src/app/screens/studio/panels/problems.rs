//! What is wrong with the design and the row that is shown, with the element that it is about.

use egui::{CornerRadius, CursorIcon, Rect, Role, Sense, Ui, UiBuilder, Vec2, WidgetInfo};

use super::super::super::super::View;
use super::super::super::super::command::studio::Command;
use super::super::super::super::state::studio::Open;
use super::super::super::super::theme::{self, Type, size, space};
use super::super::super::super::widgets::{Button, NameLabel, focus_ring, icons, within};
use super::parts::note;
use crate::diag::{Problem, Severity};
use crate::studio::{HEAVY, called_in};

pub(super) fn show(ui: &mut Ui, view: &mut View<'_>, open: &Open) {
    ui.spacing_mut().item_spacing.y = space::XS;
    let mut problems: Vec<&Problem> = open.problems.iter().collect();
    problems.sort_by_key(|problem| std::cmp::Reverse(problem.severity));
    if problems.is_empty() {
        note(ui, "Nothing is wrong with what is shown.");
        return;
    }
    note(ui, &format!("With {}:", values_called(open)));
    for problem in problems {
        row_ui(ui, view, open, problem);
    }
}

/// Whose values are shown.
fn values_called(open: &Open) -> String {
    let data = &open.data;
    let Some(of) = &open.values.of else {
        return "the sample values".to_owned();
    };
    match data.rows.get(data.at) {
        Some(row) if row.line.is_some() && of.is_empty() => data.called(data.at).to_lowercase(),
        Some(row) if row.line.is_some() => format!("{of}, {}", data.called(data.at).to_lowercase()),
        _ => of.clone(),
    }
}

fn row_ui(ui: &mut Ui, view: &mut View<'_>, open: &Open, problem: &Problem) {
    let theme = theme::of(ui);
    let (icon, color) = match problem.severity {
        Severity::Error => (icons::ERROR, theme.error),
        Severity::Warning => (icons::WARNING, theme.warn),
        Severity::Note => (icons::INFO, theme.muted),
    };
    let width = ui.available_width();
    let room = width - 52.0;
    let message = ui
        .painter()
        .layout(problem.message.clone(), Type::Small.font(), theme.text, room);
    let hints = problem.hints.join(". ");
    let hint = ui.painter().layout(hints, Type::Caption.font(), theme.muted, room);
    let element = problem.place.element.clone();
    let called = element.as_deref().map(|name| called_in(open.editor.design(), name));
    let name = called.as_deref().map(|called| {
        NameLabel::new(called)
            .kind(Type::Caption)
            .color(theme.accent)
            .galley(ui, room)
    });
    let mut height = message.size().y + 2.0 * space::S;
    if !problem.hints.is_empty() {
        height += hint.size().y + 2.0;
    }
    if let Some(name) = &name {
        height += name.size().y;
    }
    let mends = problem.code == HEAVY;
    if mends {
        height += size::CONTROL_DENSE + space::S;
    }
    let (rect, response) = ui.allocate_exact_size(Vec2::new(width, height), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::ListItem, true, format!("Problem: {}", problem.message)));
    let inner = rect.shrink2(Vec2::new(space::XS, 0.0));
    if response.hovered() {
        ui.painter()
            .rect_filled(inner, CornerRadius::same(size::CORNER), theme.sunken);
    }
    icon.paint(
        ui.painter(),
        rect.left_top() + Vec2::new(space::L + 4.0, space::S + 9.0),
        18.0,
        color,
    );
    let mut at = rect.left_top() + Vec2::new(36.0, space::S);
    let step = message.size().y;
    ui.painter().galley(at, message, theme.text);
    at.y += step + 2.0;
    if !problem.hints.is_empty() {
        let step = hint.size().y;
        ui.painter().galley(at, hint, theme.muted);
        at.y += step;
    }
    if let Some(name) = name {
        let step = name.size().y;
        ui.painter().galley(at, name, theme.accent);
        at.y += step;
    }
    focus_ring(
        ui,
        &egui::Response {
            rect: inner.shrink(2.0),
            ..response.clone()
        },
        4,
    );
    if mends {
        at.y += space::XS;
        mend_ui(ui, view, problem, Rect::from_min_max(at, rect.max));
    }
    let Some(element) = element else { return };
    if response.on_hover_cursor(CursorIcon::PointingHand).clicked() {
        if let Some(located) = open.editor.design().locate(&element) {
            view.send(Command::GoToPage(located.page));
        }
        view.send(Command::Select(vec![element]));
    }
}

/// What can be done about it at once.
fn mend_ui(ui: &mut Ui, view: &mut View<'_>, problem: &Problem, room: Rect) {
    let builder = UiBuilder::new().max_rect(room).id_salt(&problem.place);
    within(ui, builder, |ui| {
        if Button::secondary("Make it smaller for print")
            .dense()
            .show(ui)
            .clicked()
        {
            view.send(Command::Slim(problem.place.clone()));
        }
    });
}
