//! The problems beside the rows: of the chosen row, of whole columns, and by kind.

use egui::{Align, CornerRadius, Frame, Layout, Margin, Rect, ScrollArea, Stroke, Ui, UiBuilder};

use crate::diag::Severity;

use super::super::super::View;
use super::super::super::command::create::Command;
use super::super::super::state::create::fit::Fit;
use super::super::super::state::create::kinds::said_of;
use super::super::super::state::create::rows::Filter;
use super::super::super::state::create::ways::{details, ways_for_all};
use super::super::super::state::create::{Finding, Import};
use super::super::super::theme::{self, Theme, Type, size, space};
use super::super::super::widgets::icons::{self, Icon};
use super::super::super::widgets::{Button, Drawing, Sentence, Tone, chip, count, empty, heading, within};
use super::super::super::words;
use super::{dates, next};

/// Of the height, the chosen row has so much.
const ROW_PART: f32 = 0.4;
/// In a lower list there is no room for two parts.
const LOW: f32 = 380.0;
/// There the chosen row stands first, always as high, so that what is below it stays where it is.
const ROW_LOW: f32 = 190.0;
/// More kinds than these are not read at once.
const MOST_KINDS: usize = 40;

fn icon_of(theme: &Theme, severity: Severity) -> (Icon, egui::Color32) {
    match severity {
        Severity::Error => (icons::ERROR, theme.error),
        Severity::Warning => (icons::WARNING, theme.warn),
        Severity::Note => (icons::INFO, theme.muted),
    }
}

/// A card of what stands beside a table.
pub(super) fn panel(ui: &mut Ui, add: impl FnOnce(&mut Ui)) {
    let theme = theme::of(ui);
    Frame::new()
        .fill(theme.surface)
        .stroke(Stroke::new(1.0, theme.line))
        .corner_radius(CornerRadius::same(size::CORNER_CARD))
        .inner_margin(Margin::same(space::M as i8))
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.spacing_mut().item_spacing.y = space::XS;
            add(ui);
        });
}

/// The kinds above, and the chosen row below in a place of its own: neither moves when the other changes. In a low window
/// they are one list.
pub(super) fn show(ui: &mut Ui, view: &mut View<'_>, import: &Import) {
    let has_row = view.state.create.rows.cursor.is_some();
    let whole = ui.available_rect_before_wrap();
    if !has_row || whole.height() < LOW {
        part_ui(ui, whole, "problems", |ui| {
            if has_row {
                let (_, place) = ui.allocate_space([ui.available_width(), ROW_LOW].into());
                part_ui(
                    ui,
                    place.with_max_x(place.right() + space::L),
                    "problems of the row",
                    |ui| {
                        ui.set_min_height(ROW_LOW);
                        row_ui(ui, view, import);
                    },
                );
                ui.add_space(space::M);
            }
            dates::in_check_ui(ui, view, import);
            kinds_ui(ui, view, import);
        });
        return;
    }
    let bottom = whole.bottom() - space::L;
    let edge = bottom - whole.height() * ROW_PART;
    part_ui(ui, whole.with_max_y(edge - space::M), "problems", |ui| {
        dates::in_check_ui(ui, view, import);
        kinds_ui(ui, view, import);
    });
    let below = Rect::from_min_max([whole.left(), edge].into(), [whole.right(), bottom].into());
    part_ui(ui, below, "problems of the row", |ui| {
        ui.set_min_height(below.height());
        row_ui(ui, view, import);
    });
}

/// A part that scrolls by itself, with its bar in the margin of the window, beside what is read.
fn part_ui(ui: &mut Ui, rect: Rect, name: &str, add: impl FnOnce(&mut Ui)) {
    let builder = UiBuilder::new().max_rect(rect).layout(Layout::top_down(Align::Min));
    within(ui, builder, |ui| {
        let area = ScrollArea::vertical().id_salt(name).auto_shrink(false);
        area.show(ui, |ui| {
            ui.set_max_width(ui.available_width() - space::L);
            add(ui);
        });
    });
}

/// What is wrong, and below it, where there is something to say, where.
pub(super) fn message_ui(ui: &mut Ui, severity: Severity, message: &str, place: &str) {
    let theme = theme::of(ui);
    let (icon, color) = icon_of(theme, severity);
    ui.horizontal_top(|ui| {
        ui.add(icon.colored(color));
        // Beside the icon it is broken into lines.
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 2.0;
            ui.add(Sentence::new(message).kind(Type::Small));
            if !place.is_empty() {
                ui.add(Sentence::new(place).kind(Type::Caption).color(theme.muted));
            }
        });
    });
}

/// Whether a fix says for a row what is asked about its column.
fn is_order(kind: &str) -> bool {
    ["date-day-first", "date-month-first"].contains(&kind)
}

/// A kind of problem in words, to be read aloud.
fn kind_words(code: &str) -> String {
    code.replace('-', " ")
}

pub(super) fn column_name(import: &Import, column: Option<usize>) -> &str {
    let column = column.and_then(|column| import.columns.get(column));
    column.map_or("Whole row", |column| column.name.as_str())
}

/// What the designs say, while the rows are shown to which they say something.
fn on_design<'a>(view: &View<'a>) -> Option<&'a Fit> {
    let create = &view.state.create;
    let is_shown = matches!(create.rows.filter, Filter::OnDesign(_));
    create.sample.fit.as_ref().filter(|_| is_shown)
}

/// The chosen row: everything that is wrong with it, and the ways to mend it.
fn row_ui(ui: &mut Ui, view: &mut View<'_>, import: &Import) {
    let table = &import.table;
    let Some((row, cell)) = view.state.create.rows.cursor else {
        return;
    };
    let left_out = table.is_left_out(row);
    let of_design = on_design(view).filter(|_| !left_out);
    let of_design = of_design
        .map(|fit| fit.said_to(row, import.is_form()))
        .unwrap_or_default();
    let mut findings: Vec<(usize, Finding)> = table.findings(row).enumerate().collect();
    // What is wrong with the chosen cell is in the same place in every row.
    findings.sort_by_key(|(_, finding)| finding.column != Some(cell));
    panel(ui, |ui| {
        heading(ui, &import.row_name(row), |ui| {
            let label = if left_out { "Take in again" } else { "Leave out" };
            let button = Button::quiet(label).dense().unless(import.refused()).show(ui);
            if next::is_once(&button) {
                view.out.send(Command::LeaveOut { row, yes: !left_out });
            }
        });
        let mut goal = next::Goal::of_row(ui, view, import);
        if left_out {
            let text = format!("This {} makes no credential.", import.row_word().to_lowercase());
            ui.add(Sentence::new(text).kind(Type::Small).color(theme::of(ui).muted));
        } else if findings.is_empty() && of_design.is_empty() {
            ui.label(Type::Small.text("Nothing is wrong here.").color(theme::of(ui).muted));
        }
        for (severity, message) in of_design {
            message_ui(ui, severity, message, "On the design");
        }
        for (at, finding) in &findings {
            let problem = &finding.problem;
            message_ui(
                ui,
                problem.severity,
                &import.message(&problem.code, &problem.message),
                "",
            );
            if finding.fixes.is_empty()
                && let Some(hint) = words::hints(&finding.problem).next()
            {
                ui.label(Type::Caption.text(hint).color(theme::of(ui).muted));
            }
            let room = ui.available_width();
            let asked = import.asks_order(finding.column);
            ui.horizontal_wrapped(|ui| {
                accept_ui(ui, view, import, row, finding, &mut goal);
                let fixes = finding.fixes.iter().enumerate();
                for (fix, about) in fixes.filter(|(_, fix)| !asked || !is_order(&fix.kind)) {
                    let button = Button::secondary(&about.label).dense().at_most(room);
                    let button = button.unless(import.refused());
                    let response = button.show(ui);
                    goal.offer(ui, &response);
                    if next::is_once(&response) {
                        goal.leave_from(ui, &response);
                        let finding = *at;
                        view.out.send(Command::ApplyFix { row, finding, fix });
                    }
                }
            });
            ui.add_space(space::XS);
        }
        goal.end(ui);
        if !left_out && import.is_picture(cell) {
            picture_ui(ui, view, import, (row, cell));
        }
        dates::read_ui(ui, import, row);
    });
}

/// The ways to another picture for the chosen cell.
fn picture_ui(ui: &mut Ui, view: &mut View<'_>, import: &Import, (row, column): (usize, usize)) {
    let button = Button::quiet("Choose a picture").icon(icons::FOLDER).dense();
    if button.unless(import.refused()).show(ui).clicked() {
        view.out.send(Command::BrowsePicture { row, column });
    }
    let text = format!(
        "One that is dropped here is that of {}.",
        import.row_name(row).to_lowercase()
    );
    ui.label(Type::Caption.text(text).color(theme::of(ui).muted));
}

/// Accepts a warning, or says that it is accepted.
fn accept_ui(ui: &mut Ui, view: &mut View<'_>, import: &Import, row: usize, finding: &Finding, goal: &mut next::Goal) {
    let problem = &finding.problem;
    let accepted = import.table.is_accepted(row, &problem.code);
    if !accepted && problem.severity != Severity::Warning {
        return;
    }
    if accepted {
        chip(ui, Tone::Ok, icons::CHECK, "Accepted");
    }
    let label = if accepted { "Take it back" } else { "Accept" };
    let button = if accepted {
        Button::quiet(label)
    } else {
        Button::secondary(label)
    };
    let who = import.row_name(row).to_lowercase();
    let name = format!("{label}: {} in {who}", kind_words(&problem.code));
    let button = button.dense().unless(import.refused()).show(ui);
    let button = button.accessible_name(name);
    // By Enter after Enter nothing is accepted that can be mended.
    if !accepted && finding.fixes.is_empty() {
        goal.offer(ui, &button);
    }
    if next::is_once(&button) {
        if !accepted {
            goal.leave_from(ui, &button);
        }
        view.out.send(Command::Accept {
            row: Some(row),
            code: problem.code.to_string(),
            yes: !accepted,
        });
    }
}

/// The kinds of problems with their counts.
fn kinds_ui(ui: &mut Ui, view: &mut View<'_>, import: &Import) {
    let table = &import.table;
    let groups = view.state.create.rows.groups(table);
    next::end_of_kinds(ui, view, import, groups.len());
    if groups.is_empty() {
        empty(
            ui,
            Drawing::Certificate,
            match (on_design(view).is_some(), import.is_form()) {
                // The tab above counts them.
                (true, _) => "Choose a row to see what the design says to it.",
                (false, true) => "Nobody has a problem.",
                (false, false) => "No row has a problem.",
            },
            |_| {},
        );
        return;
    }
    let counts = table.counts();
    heading(ui, "Problems", |ui| {
        // As many as the tab above the table says; notes are not among them.
        let text = match (counts.waiting + counts.warned, counts.noted) {
            (0, noted) => format!("notes in {}", import.counted(noted)),
            (rows, 0) => format!("in {}", import.counted(rows)),
            (rows, noted) => format!("in {}, notes in {}", import.counted(rows), count(noted as u64)),
        };
        ui.add(Sentence::new(text).kind(Type::Caption).color(theme::of(ui).muted));
    });
    for (at, group) in groups.into_iter().take(MOST_KINDS).enumerate() {
        let mut goal = next::Goal::of_kind(ui, view, import, at);
        let filter = Filter::Kind {
            code: group.code.to_owned(),
            column: group.column,
        };
        panel(ui, |ui| {
            let (message, example) = said_of(table, &group);
            let (place, rows) = (column_name(import, group.column), import.counted(group.rows));
            let below = match &example {
                Some(example) => format!("{place} · {rows} · such as: {example}"),
                None => format!("{place} · {rows}"),
            };
            message_ui(ui, group.severity, &import.message(group.code, &message), &below);
            // Several kinds have the same buttons; their names say what they are for.
            let named = |label: &str| format!("{label}: {}, {place}, {rows}", kind_words(group.code));
            let widest = ui.available_width();
            ui.horizontal_wrapped(|ui| {
                ui.spacing_mut().item_spacing.x = space::XS;
                let ways = ways_for_all(table, &group);
                let shown = view.state.create.rows.filter == filter;
                let all = if import.is_form() {
                    "Show all people"
                } else {
                    "Show all rows"
                };
                let label = if shown { all } else { "Show" };
                let button = Button::quiet(label).dense().show(ui);
                if button.accessible_name(named(label)).clicked() {
                    let next = if shown { Filter::All } else { filter.clone() };
                    view.out.send(Command::Filter(next));
                }
                if group.severity == Severity::Warning {
                    // The line above says how many; one number in the row of buttons leaves them room.
                    let (short, label) = match group.rows {
                        1 => ("Accept", "Accept".to_owned()),
                        rows => ("Accept all", format!("Accept all {}", count(rows as u64))),
                    };
                    let button = Button::secondary(short).dense().unless(import.refused()).show(ui);
                    let button = button.accessible_name(named(&label));
                    if ways.is_empty() {
                        goal.offer(ui, &button);
                    }
                    if next::is_once(&button) {
                        goal.leave_from(ui, &button);
                        view.out.send(Command::Accept {
                            row: None,
                            code: group.code.to_owned(),
                            yes: true,
                        });
                    }
                }
                let asked = import.asks_order(group.column);
                for way in ways.iter().filter(|way| !asked || !is_order(&way.kind)) {
                    let button = Button::secondary(&way.label).dense().at_most(widest);
                    let mut button = button.unless(import.refused()).show(ui);
                    if import.refused().is_none() {
                        button = button.on_hover_ui(|ui| {
                            for line in details(table, &group, way, |row| import.row_name(row)) {
                                ui.add(Sentence::new(line));
                            }
                        });
                    }
                    let button = button.accessible_name(named(&way.label));
                    goal.offer(ui, &button);
                    if next::is_once(&button) {
                        goal.leave_from(ui, &button);
                        view.out.send(match way.only {
                            Some((row, finding, fix)) => Command::ApplyFix { row, finding, fix },
                            None => Command::FixAll {
                                kind: way.kind.clone(),
                                code: Some(group.code.to_owned()),
                                column: group.column,
                            },
                        });
                    }
                }
            });
        });
        goal.pass(ui);
    }
}
