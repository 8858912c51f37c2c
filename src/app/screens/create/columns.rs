//! What the columns of a spreadsheet hold: with sample values, and with how the file is read.

use egui::{Align, Layout, Ui, Vec2};

use super::super::super::View;
use super::super::super::command::create::{Command, Reading};
use super::super::super::route::{CreateStep, Route};
use super::super::super::state::create::{ColumnView, Import, Way, sheet_label};
use super::super::super::theme::{self, Type, size, space};
use super::super::super::widgets::icons;
use super::super::super::widgets::{
    Button, NameLabel, Sentence, card, check_box, count, counted, labelled, page_heading, scroll_page, select,
};
use super::super::super::words;
use super::bar::Lead;
use super::recipients::{failed_ui, reading_ui};
use super::{dates, readings};

/// Encodings that files of offices come in, besides the one that was found.
const ENCODINGS: [&str; 10] = [
    "UTF-8",
    "windows-1252",
    "windows-1250",
    "windows-1251",
    "windows-1254",
    "windows-1256",
    "Shift_JIS",
    "GB18030",
    "Big5",
    "EUC-KR",
];

/// Notes that the list of columns says itself.
const IN_THE_LIST: [&str; 4] = [
    "unused-column",
    "email-by-content",
    "field-by-heading",
    "sheet-remembered",
];

const NAME: f32 = 210.0;
/// The width of a choice.
pub(super) const SELECT: f32 = 220.0;
/// With less room the values of a column stand below its name.
const BESIDE: f32 = 240.0;
/// What they have at least.
const LEAST: f32 = 64.0;
/// The height of a row of the list.
const ROW: f32 = 60.0;

fn import<'a>(view: &View<'a>) -> Option<&'a Import> {
    let group = match view.state.route.now() {
        Route::Create { group, .. } => *group,
        _ => None,
    };
    view.state.create.import_for(group).filter(|import| !import.is_form())
}

/// What leads on.
pub(super) fn lead(import: &Import) -> Lead {
    let label = format!("Check {}", counted(import.table.len() as u64, "row", "rows"));
    Lead::further(label, Command::Step(CreateStep::Check)).unless(import.missing())
}

pub(super) fn show(ui: &mut Ui, view: &mut View<'_>) {
    scroll_page(ui, "columns", |ui| {
        if view.state.create.reading.is_some() {
            reading_ui(ui, view);
            return;
        }
        let Some(import) = import(view) else { return };
        failed_ui(ui, view);
        head_ui(ui, view, import);
        last_time_ui(ui, view, import);
        ui.add_space(space::M);
        reading_options_ui(ui, view, import);
        readings::show(ui, view, import);
        readings::sheets(ui, view, import);
        notes_ui(ui, import);
        ui.add_space(space::M);
        card(ui, space::L, |ui| {
            ui.set_width(ui.available_width());
            for column in 0..import.columns.len() {
                if column > 0 {
                    let rect = ui.available_rect_before_wrap();
                    let line = egui::Stroke::new(1.0, theme::of(ui).line);
                    ui.painter().hline(rect.x_range(), rect.top(), line);
                }
                column_ui(ui, view, import, column);
                dates::below_column_ui(ui, view, import, column);
            }
        });
        if import.has_name_parts() {
            ui.add_space(space::M);
            let first = import.table.mapping().family_first;
            if check_box(ui, "The family name comes first", first) {
                view.send(Command::FamilyFirst(!first));
            }
        }
    });
}

fn head_ui(ui: &mut Ui, view: &mut View<'_>, import: &Import) {
    page_heading(ui, "What do the columns hold?", |ui| {
        if Button::quiet("Another file").show(ui).clicked() {
            view.send(Command::ChooseWay(Way::Open));
        }
    });
    let mut text = format!(
        "{}: {} in {}",
        import.source.name,
        counted(import.table.len() as u64, "row", "rows"),
        counted(import.columns.len() as u64, "column", "columns"),
    );
    if import.remembered && import.as_last_time().is_none() {
        text.push_str(", read as the last sheet with these headings");
    }
    ui.add(NameLabel::new(&text).color(theme::of(ui).muted));
}

/// What is as last time, with the way to decide it anew; each choice can be changed below it, too.
fn last_time_ui(ui: &mut Ui, view: &mut View<'_>, import: &Import) {
    let Some(text) = import.as_last_time() else { return };
    ui.horizontal(|ui| {
        ui.add(icons::UNDO.colored(theme::of(ui).muted));
        let hint = "Forgets what was chosen for earlier sheets and reads this one by itself";
        let anew = Button::quiet("Decide anew").dense().hint(hint);
        let room = ui.available_width() - anew.wide(ui) - space::M;
        ui.add(NameLabel::new(&text).kind(Type::Small).width(room).rows(6));
        if anew.show(ui).clicked() {
            view.send(Command::Read(Reading::Anew));
        }
    });
}

/// The sheet, the encoding and the row of the headings.
fn reading_options_ui(ui: &mut Ui, view: &mut View<'_>, import: &Import) {
    let sheet = import.table.sheet();
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = space::L;
        if !sheet.others.is_empty() {
            option(ui, "Sheet", |ui| {
                let shown = sheet_label(&sheet.name, sheet.is_hidden);
                let others = sheet.others.iter().map(|other| sheet_label(&other.name, other.hidden));
                let others: Vec<String> = others.collect();
                let labels = std::iter::once(&shown).chain(&others).map(String::as_str);
                let picked = select(ui, "Sheet", &shown, SELECT, labels, Some(0));
                let other = picked.and_then(|at| sheet.others.get(at.checked_sub(1)?));
                if let Some(other) = other {
                    view.send(Command::Read(Reading::Sheet(Some(other.name.clone()))));
                }
            });
        }
        if let Some(encoding) = &sheet.encoding {
            option(ui, "Encoding", |ui| {
                let mut names = vec![encoding.name];
                for name in encoding.others.iter().copied().chain(ENCODINGS) {
                    if !names.contains(&name) {
                        names.push(name);
                    }
                }
                let picked = select(ui, "Encoding", encoding.name, SELECT, names.iter().copied(), Some(0));
                if let Some(name) = picked.filter(|at| *at > 0).and_then(|at| names.get(at)) {
                    view.send(Command::Read(Reading::Encoding(Some((*name).to_owned()))));
                }
            });
        }
        option(ui, "Headings in row", |ui| {
            let rows: Vec<String> = (1..=20u32).map(|row| row.to_string()).collect();
            let shown = sheet.header_row.to_string();
            let chosen = (sheet.header_row as usize).checked_sub(1);
            let options = rows.iter().map(String::as_str);
            if let Some(at) = select(ui, "Headings in row", &shown, 110.0, options, chosen) {
                view.send(Command::Read(Reading::HeaderRow(Some(at as u32 + 1))));
            }
        });
    });
}

/// A choice below its label, beside others.
fn option(ui: &mut Ui, label: &str, add: impl FnOnce(&mut Ui)) {
    ui.vertical(|ui| labelled(ui, label, "", add));
}

fn notes_ui(ui: &mut Ui, import: &Import) {
    let theme = theme::of(ui);
    let mut notes: Vec<_> = import
        .notes
        .iter()
        .filter(|note| !IN_THE_LIST.contains(&&*note.code))
        .collect();
    notes.sort_by_key(|note| std::cmp::Reverse(note.severity));
    ui.spacing_mut().item_spacing.y = space::XS;
    for note in notes.iter().take(4) {
        let warns = note.severity > crate::diag::Severity::Note;
        let (icon, color) = match warns {
            true => (icons::WARNING, theme.warn),
            false => (icons::INFO, theme.muted),
        };
        ui.horizontal_top(|ui| {
            ui.add(icon.colored(color));
            let hint = words::hints(note).next();
            let hint = hint.map(|hint| format!(". {hint}")).unwrap_or_default();
            let text = format!("{}{hint}", note.message);
            let room = ui.available_width();
            ui.add(Sentence::new(text).kind(Type::Small).color(theme.muted).width(room));
        });
    }
    if notes.len() > 4 {
        let more = format!("and {} more", count(notes.len() as u64 - 4));
        let all: Vec<String> = notes.iter().map(|note| note.message.clone()).collect();
        ui.label(Type::Caption.text(more).color(theme.muted))
            .on_hover_text(all.join("\n"));
    }
}

fn column_ui(ui: &mut Ui, view: &mut View<'_>, import: &Import, column: usize) {
    let theme = theme::of(ui);
    let Some(about) = import.columns.get(column) else {
        return;
    };
    let chosen = import.choice(column);
    let used = chosen.is_some();
    ui.allocate_ui_with_layout(
        Vec2::new(ui.available_width(), ROW),
        Layout::left_to_right(Align::Center),
        |ui| {
            ui.set_min_height(ROW);
            let color = if used { theme.text } else { theme.muted };
            let room = ui.available_width() - SELECT - size::ICON - 3.0 * space::M;
            about_ui(ui, about, color, room);
            ui.add(icons::FORWARD.colored(theme.faint));
            let mut options = vec!["Not used"];
            options.extend(import.fields.iter().map(|choice| choice.label.as_str()));
            let shown = chosen
                .and_then(|at| import.fields.get(at))
                .map_or("Not used", |choice| choice.label.as_str());
            ui.vertical(|ui| {
                ui.spacing_mut().item_spacing.y = 1.0;
                // With the reason below it, or alone in the middle.
                ui.add_space(if used || about.proposal.is_some() {
                    5.0
                } else {
                    (ROW - size::CONTROL) / 2.0
                });
                let name = format!("Field of {}", about.name);
                let now = chosen.map_or(0, |at| at + 1);
                if let Some(at) = select(ui, &name, shown, SELECT, options.iter().copied(), Some(now)) {
                    view.send(Command::Map {
                        column,
                        choice: at.checked_sub(1),
                    });
                }
                if used {
                    ui.add(
                        Sentence::new(import.reason(column))
                            .kind(Type::Caption)
                            .color(theme.faint),
                    );
                } else if let Some(field) = &about.proposal {
                    let text = format!("Add a field “{}”", field.title());
                    let label = NameLabel::new(&text)
                        .kind(Type::Caption)
                        .color(theme.accent)
                        .width(SELECT)
                        .link();
                    let link = ui.add(label);
                    let hint = "The group gets this field, and this column fills it";
                    if link.on_hover_text(hint).clicked() {
                        view.out.send(Command::AddField(column));
                    }
                }
            });
        },
    );
}

/// What a column is called, and its first values beside that; below it where there is little room.
fn about_ui(ui: &mut Ui, about: &ColumnView, color: egui::Color32, room: f32) {
    let samples = match about.samples.is_empty() {
        true => "Empty".to_owned(),
        false => about.samples.join("  ·  "),
    };
    let name = NameLabel::new(&about.name).kind(Type::Strong).color(color);
    let samples = NameLabel::new(&samples).kind(Type::Small).color(theme::of(ui).muted);
    if room < BESIDE {
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            let room = room.max(LEAST);
            ui.set_width(room);
            ui.add(name.width(room));
            ui.add(samples.width(room));
        });
        return;
    }
    let wide = NAME.min(room * 0.35);
    let rest = room - wide - space::S;
    cell(ui, wide, |ui| drop(ui.add(name.width(wide))));
    cell(ui, rest, |ui| drop(ui.add(samples.width(rest))));
}

/// A part of a row with a width of its own.
fn cell(ui: &mut Ui, width: f32, add: impl FnOnce(&mut Ui)) {
    let size = Vec2::new(width, 48.0);
    ui.allocate_ui_with_layout(size, Layout::left_to_right(Align::Center), |ui| {
        ui.set_min_width(width);
        add(ui);
    });
}
