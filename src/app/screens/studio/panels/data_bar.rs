//! Whose data fill the fields: attached, stepped through, looked through; and how all of them fit.

use egui::{
    Align, Align2, CursorIcon, Id, Layout, Popup, PopupCloseBehavior, Role, ScrollArea, Sense, Ui, Vec2, WidgetInfo,
};

use super::super::super::super::View;
use super::super::super::super::command::studio::Command as Studio;
use super::super::super::super::command::studio::data::Command;
use super::super::super::super::state::studio::Open;
use super::super::super::super::theme::{self, Type, size, space};
use super::super::super::super::widgets::{Button, NameLabel, Sentence, count, focus_ring, icon_button, icons};
use super::super::menu;
use super::columns;
use super::parts::toggle;
use crate::diag::Severity;
use crate::studio::rows::{Kind, Partial, Report, RowFit};

/// The kinds of rows, in words, each with the command that finds one.
const KINDS: [(Kind, &str, &str, &str); 5] = [
    (Kind::Longest, "longest", "Longest row", "row-longest"),
    (Kind::Shortest, "shortest", "Shortest row", "row-shortest"),
    (Kind::Widest, "widest", "Widest row", "row-widest"),
    (
        Kind::RightToLeft,
        "right-to-left",
        "Row from right to left",
        "row-right-to-left",
    ),
    (Kind::Missing, "missing", "Row that lacks a value", "row-missing"),
];
/// How wide the menu with them is.
const MENU: f32 = 280.0;
/// What stands beside them about all rows, before it was drawn.
const FIT: f32 = 200.0;
/// The least that a name has beside the kinds; and at all, as less of it says nothing.
const NAME: f32 = 120.0;
const LEAST: f32 = 40.0;
/// In a narrower bar little is said of where the rows come from.
const NARROW: f32 = 640.0;
/// Between the word of a kind and the ends of its button.
const KIND_INSET: f32 = 6.0;

pub(super) fn show(ui: &mut Ui, view: &mut View<'_>, open: &Open) {
    ui.horizontal_centered(|ui| {
        ui.spacing_mut().item_spacing.x = space::XS;
        ui.add_space(space::S);
        attach_ui(ui, view, open);
        if open.data.reading {
            ui.spinner();
        }
        if !open.data.is_attached() {
            let color = theme::of(ui).muted;
            let text = "The design shows its own sample. Attach recipients to see how every row fits.";
            ui.add(Sentence::new(text).kind(Type::Small).color(color));
            return;
        }
        // As wide as it was drawn last; how all rows fit says more in some designs than in others.
        let id = Id::unique("fit of all rows in the data bar");
        let fit = ui.data(|data| data.get_temp(id)).unwrap_or(FIT);
        step_ui(ui, view, open);
        columns::show(ui, view, open);
        // The name has what the others leave; where it would be cut too short, the kinds are in a menu.
        let (room, kinds) = (ui.available_width() - fit - space::M, kinds_width(ui));
        let has_kinds = room > kinds + NAME;
        let in_menu = size::CONTROL_DENSE + space::XS;
        let width = room - if has_kinds { kinds } else { in_menu };
        let label = open.data.rows.get(open.data.at).map_or("", |row| row.label.as_str());
        if width > LEAST {
            ui.add(NameLabel::new(label).kind(Type::Small).width(width));
        }
        if has_kinds {
            kinds_ui(ui, view, open);
        } else {
            kinds_menu(ui, view);
        }
        let right = ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.add_space(space::S);
            if toggle(ui, icons::HEAT, "Show where the texts of all rows lie", open.data.heat) {
                view.send(Studio::Data(Command::Heat));
            }
            fit_ui(ui, view, open);
            ui.min_rect().width()
        });
        ui.data_mut(|data| data.insert_temp(id, right.inner));
    });
}

/// Where the rows come from, and where else they could.
fn attach_ui(ui: &mut Ui, view: &mut View<'_>, open: &Open) {
    let state = view.state;
    let label = if open.data.of.is_empty() {
        "Attach data"
    } else {
        &open.data.of
    };
    let shown = elided(label, if ui.available_width() < NARROW { 12 } else { 24 });
    let is_cut = shown != label;
    let response = Button::quiet(&shown)
        .icon(icons::GROUPS)
        .icon_after(icons::UP)
        .dense()
        .show(ui);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, format!("Data: {label}")));
    let response = if is_cut {
        response.on_hover_text(label)
    } else {
        response
    };
    Popup::menu(&response)
        .style(theme::menu)
        .width(280.0)
        .accessible_name("Data to attach")
        .show(|ui| {
            ui.set_width(280.0);
            let groups = state
                .workspace
                .snapshot()
                .filter(|snapshot| !snapshot.groups.is_empty());
            if let Some(snapshot) = groups {
                ui.label(Type::Caption.text("Recipients of a group").color(theme::of(ui).muted));
                ScrollArea::vertical().max_height(260.0).show(ui, |ui| {
                    for card in &snapshot.groups {
                        let is_it = card.group.title == open.data.of;
                        if ui
                            .selectable_label(is_it, Type::Small.text(&card.group.title))
                            .clicked()
                        {
                            view.send(Studio::Data(Command::AttachGroup(card.group.id)));
                            ui.close();
                        }
                    }
                });
                ui.separator();
            }
            if ui
                .selectable_label(false, Type::Small.text("Use a spreadsheet…"))
                .clicked()
            {
                view.send(Studio::Data(Command::PickSheet));
                ui.close();
            }
            if open.data.is_attached()
                && ui
                    .selectable_label(false, Type::Small.text("Show the sample of the design"))
                    .clicked()
            {
                view.send(Studio::Data(Command::Detach));
                ui.close();
            }
        });
}

/// A title that leaves room for the others.
fn elided(text: &str, letters: usize) -> String {
    if text.chars().count() <= letters {
        return text.to_owned();
    }
    text.chars().take(letters - 1).chain(['…']).collect()
}

/// Both arrows stand before what differs from row to row, so that they stay under the pointer.
fn step_ui(ui: &mut Ui, view: &mut View<'_>, open: &Open) {
    if icon_button(ui, icons::LEFT, "Row before (PgUp)", None).clicked() {
        view.send(Studio::Data(Command::Step(-1)));
    }
    if icon_button(ui, icons::RIGHT, "Next row (PgDn)", None).clicked() {
        view.send(Studio::Data(Command::Step(1)));
    }
    let color = theme::of(ui).muted;
    let row = open.data.rows.get(open.data.at);
    let place = format!(
        "{} of {}",
        count(open.data.at as u64 + 1),
        count(open.data.rows.len() as u64)
    );
    // What a spreadsheet calls it is said by all that is said of it.
    let said = match row.and_then(|row| row.line) {
        Some(_) => format!("{} · {place}", open.data.called(open.data.at)),
        None => place,
    };
    ui.add(Sentence::new(said).kind(Type::Small).color(color));
}

/// The kinds of rows where they have no room.
fn kinds_menu(ui: &mut Ui, view: &mut View<'_>) {
    let button = icon_button(ui, icons::SEARCH, "Find a row", None);
    Popup::menu(&button)
        .style(theme::menu)
        .width(MENU)
        .accessible_name("Kinds of rows to find")
        .show(|ui| {
            ui.set_width(MENU);
            for (.., id) in KINDS {
                menu::item(ui, view, id);
            }
        });
}

/// What the kinds of rows take; in bars that have no room for them they are in a menu.
fn kinds_width(ui: &Ui) -> f32 {
    let gap = ui.spacing().item_spacing.x;
    let width = |word: &str| {
        let galley = ui
            .painter()
            .layout_no_wrap(word.to_owned(), Type::Small.font(), egui::Color32::PLACEHOLDER);
        galley.size().x + 2.0 * KIND_INSET + gap
    };
    KINDS.iter().map(|(_, word, ..)| width(word)).sum()
}

fn kinds_ui(ui: &mut Ui, view: &mut View<'_>, open: &Open) {
    let theme = theme::of(ui);
    for (kind, word, name, _) in KINDS {
        let is_found = open.data.found.is_some_and(|(found, _)| found == kind);
        let color = match (open.data.fit.is_some(), is_found) {
            (false, _) => theme.faint,
            (true, true) => theme.accent,
            (true, false) => theme.muted,
        };
        let galley = ui.painter().layout_no_wrap(word.to_owned(), Type::Small.font(), color);
        let size = galley.size() + Vec2::new(2.0 * KIND_INSET, 0.0);
        let (rect, response) = ui.allocate_exact_size(Vec2::new(size.x, size::CONTROL_DENSE), Sense::click());
        response.widget_info(|| WidgetInfo::selected(Role::Button, true, is_found, name));
        if response.hovered() {
            ui.painter().rect_filled(rect, size::CORNER, theme.sunken);
        }
        ui.painter().galley(rect.center() - galley.size() / 2.0, galley, color);
        focus_ring(ui, &response, size::CORNER);
        if response
            .on_hover_text(name)
            .on_hover_cursor(CursorIcon::PointingHand)
            .clicked()
        {
            view.send(Studio::Data(Command::Find(kind)));
        }
    }
}

/// How all rows fit, in a few words; empty when there is nothing to say of them.
fn faults(report: &Report) -> String {
    let parts = [
        (report.errors, "wrong"),
        (report.warnings, "to look at"),
        (report.shrunk, "shrink"),
    ];
    let said: Vec<String> = parts
        .iter()
        .filter(|(number, _)| *number > 0)
        .map(|(number, word)| format!("{} {word}", count(*number as u64)))
        .collect();
    said.join(", ")
}

fn summary(report: &Report) -> String {
    match faults(report) {
        none if none.is_empty() => format!("All {} fit", count(report.total as u64)),
        said => said,
    }
}

/// How far the check is, and what it found so far.
fn so_far(partial: &Partial) -> String {
    let part = (partial.done * 100.0).floor();
    match faults(&partial.report) {
        none if none.is_empty() => format!("Checked {part} %"),
        said => format!("Checked {part} %: {said}"),
    }
}

fn fit_ui(ui: &mut Ui, view: &mut View<'_>, open: &Open) {
    let (report, text) = match (&open.data.partial, &open.data.fit) {
        (Some(partial), _) => (&partial.report, so_far(partial)),
        (None, Some(fit)) => (&fit.report, summary(&fit.report)),
        (None, None) => {
            let color = theme::of(ui).muted;
            ui.label(Type::Small.text("Checking all rows…").color(color));
            return;
        }
    };
    let icon = match (report.errors, report.warnings) {
        (0, 0) if open.data.partial.is_some() => icons::INFO,
        (0, 0) => icons::CHECK_CIRCLE,
        (0, _) => icons::WARNING,
        _ => icons::ERROR,
    };
    let response = Button::quiet(&text).icon(icon).dense().show(ui);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, format!("Fit check: {text}")));
    Popup::menu(&response)
        .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
        .width(380.0)
        .accessible_name("Rows that do not fit as they are")
        .show(|ui| {
            ui.set_width(380.0);
            if report.rows.is_empty() {
                let text = match open.data.partial.is_some() {
                    true => "Every row that was checked so far fits as it is.",
                    false => "Every row fits as it is.",
                };
                ui.add(Sentence::new(text).kind(Type::Small).color(theme::of(ui).muted));
                return;
            }
            let text = match open.data.partial.is_some() {
                true => "The worst so far first",
                false => "The worst first",
            };
            ui.label(Type::Caption.text(text).color(theme::of(ui).muted));
            let rows = &report.rows;
            ui.spacing_mut().item_spacing.y = 0.0;
            ScrollArea::vertical()
                .max_height(320.0)
                .show_rows(ui, 44.0, rows.len(), |ui, range| {
                    for row in rows.get(range).unwrap_or_default() {
                        row_ui(ui, view, open, row);
                    }
                });
        });
}

fn row_ui(ui: &mut Ui, view: &mut View<'_>, open: &Open, fit: &RowFit) {
    let theme = theme::of(ui);
    let label = open.data.rows.get(fit.row).map_or("", |row| row.label.as_str());
    let (rect, response) = ui.allocate_exact_size(Vec2::new(ui.available_width(), 44.0), Sense::click());
    let called = open.data.called(fit.row);
    response.widget_info(|| WidgetInfo::labeled(Role::ListItem, true, format!("{called}: {label}")));
    if response.hovered() || open.data.at == fit.row {
        let ground = if response.hovered() {
            theme.sunken
        } else {
            theme.accent_soft
        };
        ui.painter().rect_filled(rect, size::CORNER, ground);
    }
    let (icon, color) = match fit.problems.worst() {
        Some(Severity::Error) => (icons::ERROR, theme.error),
        Some(Severity::Warning) => (icons::WARNING, theme.warn),
        _ => (icons::INFO, theme.muted),
    };
    icon.paint(ui.painter(), rect.left_center() + Vec2::new(18.0, 0.0), 18.0, color);
    let left = rect.left() + 36.0;
    let galley = NameLabel::new(label)
        .kind(Type::Small)
        .galley(ui, rect.width() - 36.0 - 70.0);
    ui.painter().galley([left, rect.top() + 2.0].into(), galley, theme.text);
    let worst = fit.problems.iter().max_by_key(|problem| problem.severity);
    let says = worst.map_or("", |problem| problem.message.as_str());
    let says = format!("{called}: {says}");
    let galley = NameLabel::new(&says)
        .kind(Type::Caption)
        .color(theme.muted)
        .galley(ui, rect.width() - 44.0);
    ui.painter().galley(
        [left, rect.bottom() - galley.size().y - 2.0].into(),
        galley,
        theme.muted,
    );
    if fit.scale < 1.0 {
        let text = format!("{} %", fit.percent());
        let at = rect.right_top() + Vec2::new(-space::S, 5.0);
        ui.painter()
            .text(at, Align2::RIGHT_TOP, text, Type::Caption.font(), theme.muted);
    }
    focus_ring(
        ui,
        &egui::Response {
            rect: rect.shrink(2.0),
            ..response.clone()
        },
        4,
    );
    if response.on_hover_cursor(CursorIcon::PointingHand).clicked() {
        view.send(Studio::Data(Command::GoTo(fit.row)));
    }
}
