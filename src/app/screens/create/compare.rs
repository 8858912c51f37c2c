//! The last step of a sheet that comes again: what it changes of what is there, line by line.

use egui::{
    Align, CornerRadius, Frame, Id, Layout, Margin, Rect, Role, ScrollArea, Sense, Stroke, Ui, UiBuilder, Vec2,
    WidgetInfo,
};

use super::super::super::View;
use super::super::super::command::create::{Command, Comparing};
use super::super::super::state::create::compare::{Compare, FieldChange, Kind, Line, LineIs, field_label, sentence};
use super::super::super::state::create::{Import, Making};
use super::super::super::theme::{self, Type, size, space};
use super::super::super::widgets::icons::{self, Icon};
use super::super::super::widgets::{
    Button, Column, Drawing, NameLabel, Sentence, Table, Tone, chip, counted, empty, focus_ring, heading, icon_button,
    tab, within,
};
use super::bar::Lead;
use super::compare_one;

/// What is looked at takes a third of the room, between these widths.
const ONE: [f32; 2] = [280.0, 380.0];
/// In a narrower window it stands below the lines, which get so much height, and is scrolled with them.
const ROOMY: f32 = 800.0;
const LINES: f32 = 340.0;
const TABLE: &str = "corrections";

/// What carries it out.
pub(super) fn lead(view: &View<'_>) -> Option<Lead> {
    let create = &view.state.create;
    let import = create.import.as_ref()?;
    if matches!(create.making, Making::Running(_)) {
        return None;
    }
    let label = match create.making {
        Making::Stopped => "Resume".to_owned(),
        _ => apply_label(&import.compare),
    };
    let compares = import.looking.is_busy().then_some("The sheet is being compared");
    let refused = import.refused().or(compares);
    let today = view.state.workspace.snapshot().map(|snapshot| snapshot.today);
    let refused = refused.or_else(|| import.compare.refused().or_else(|| create.dates.refused(today)));
    Some(Lead {
        commits: true,
        ..Lead::further(label, Comparing::Apply).unless(refused)
    })
}

/// What the primary button does, in words.
fn apply_label(compare: &Compare) -> String {
    let chosen = compare.chosen;
    let parts = [
        (chosen.changed, "Change", "change"),
        (chosen.corrected, "Correct", "correct"),
        (chosen.new, "Make", "make"),
    ];
    let mut label = String::new();
    for (number, first, next) in parts.into_iter().filter(|(number, ..)| *number > 0) {
        let word = if label.is_empty() { first } else { next };
        if !label.is_empty() {
            label.push_str(", ");
        }
        label.push_str(&format!(
            "{word} {}",
            super::super::super::widgets::count(number as u64)
        ));
    }
    if label.is_empty() { "Apply".to_owned() } else { label }
}

/// That the sheet was imported before, above the rows; or that some in it have a credential.
pub(super) fn notice_ui(ui: &mut Ui, view: &mut View<'_>, import: &Import) {
    let (text, label, yes) = match &import.compare.found {
        Some(_) => (
            format!("This list was imported before: {}.", sentence(&import.compare)),
            "Make new ones instead",
            false,
        ),
        None if !import.there.is_empty() && !import.is_form() => {
            let one = "recipient has a credential already.";
            let many = "recipients have a credential already.";
            (
                counted(import.there.len() as u64, one, many),
                "Compare with what is there",
                true,
            )
        }
        None => return,
    };
    let theme = theme::of(ui);
    Frame::new()
        .fill(theme.accent_soft)
        .corner_radius(CornerRadius::same(size::CORNER))
        .inner_margin(Margin::symmetric(space::M as i8, space::XS as i8))
        .show(ui, |ui| {
            ui.horizontal(|ui| {
                ui.add(icons::INFO.colored(theme.accent));
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    let button = Button::quiet(label).dense().unless(import.refused_for_good());
                    if button.show(ui).clicked() {
                        view.send(Comparing::Want(yes));
                    }
                    ui.with_layout(Layout::left_to_right(Align::Center).with_main_wrap(true), |ui| {
                        ui.add(Sentence::new(text).kind(Type::Small));
                    });
                });
            });
        });
    ui.add_space(space::S);
}

pub(super) fn show(ui: &mut Ui, view: &mut View<'_>) {
    let Some(import) = &view.state.create.import else {
        return;
    };
    let whole = ui.available_rect_before_wrap();
    if whole.width() < ROOMY {
        below_ui(ui, view, import);
        return;
    }
    let edge = whole.right() - (whole.width() / 3.0).clamp(ONE[0], ONE[1]);
    let beside = Rect::from_min_max([edge, whole.top()].into(), whole.max - Vec2::new(space::L, 0.0));
    let lines = Rect::from_min_max(
        whole.min + Vec2::new(space::L, 0.0),
        [edge - space::M, whole.bottom() - space::L].into(),
    );
    for (rect, add) in [
        (lines, lines_ui as fn(&mut Ui, &mut View<'_>, &Import)),
        (beside, |ui, view, import| {
            let area = ScrollArea::vertical().id_salt("one correction").auto_shrink(false);
            area.show(ui, |ui| compare_one::show(ui, view, import));
        }),
    ] {
        let builder = UiBuilder::new().max_rect(rect).layout(Layout::top_down(Align::Min));
        within(ui, builder, |ui| add(ui, view, import));
    }
}

fn below_ui(ui: &mut Ui, view: &mut View<'_>, import: &Import) {
    let area = ScrollArea::vertical().id_salt("page of corrections").auto_shrink(false);
    area.show(ui, |ui| {
        let margin = Margin::symmetric(space::L as i8, 0);
        Frame::new().inner_margin(margin).show(ui, |ui| {
            let lines = Vec2::new(ui.available_width(), LINES);
            let down = Layout::top_down(Align::Min);
            ui.allocate_ui_with_layout(lines, down, |ui| lines_ui(ui, view, import));
            ui.add_space(space::L);
            compare_one::show(ui, view, import);
        });
    });
}

fn lines_ui(ui: &mut Ui, view: &mut View<'_>, import: &Import) {
    let compare = &import.compare;
    let Some(found) = &compare.found else { return };
    heading(ui, &format!("{}.", sentence(compare)), |ui| {
        if import.looking.is_busy() {
            ui.label(Type::Caption.text("Comparing…").color(theme::of(ui).muted));
        }
    });
    filters_ui(ui, view, import);
    for note in &found.notes {
        ui.label(Type::Small.text(note).color(theme::of(ui).muted));
    }
    ui.add_space(space::S);
    if found.lines.is_empty() {
        let sentence = "Nothing has changed: everybody in this list has a credential that says the same.";
        empty(ui, Drawing::Certificate, sentence, |_| {});
        return;
    }
    let theme = theme::of(ui);
    Frame::new()
        .fill(theme.surface)
        .stroke(Stroke::new(1.0, theme.line))
        .corner_radius(CornerRadius::same(size::CORNER_CARD))
        .inner_margin(Margin::symmetric(space::S as i8, 1))
        .show(ui, |ui| table_ui(ui, view, import));
}

fn filters_ui(ui: &mut Ui, view: &mut View<'_>, import: &Import) {
    let compare = &import.compare;
    let refused = import.refused_for_good();
    let all = compare.counts.iter().sum::<usize>();
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = space::XS;
        if tab(ui, "All", Some(all as u64), compare.filter.is_none()).clicked() {
            view.send(Comparing::Filter(None));
        }
        for (kind, number) in Kind::ALL.into_iter().zip(compare.counts) {
            if number > 0 && tab(ui, tab_word(kind), Some(number as u64), compare.filter == Some(kind)).clicked() {
                view.send(Comparing::Filter(Some(kind)));
            }
        }
        // What stands at the right takes a line of its own rather than the place of the last filter.
        let needed = Button::quiet("Choose none").dense().wide(ui) + 2.0 * size::CONTROL_DENSE + 4.0 * space::M;
        if ui.available_size_before_wrap().x < needed {
            ui.end_row();
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            for (icon, word, name, nothing, command) in [
                (
                    icons::REDO,
                    "Redo",
                    compare.redo_name(),
                    "There is nothing to do again",
                    Command::Redo,
                ),
                (
                    icons::UNDO,
                    "Undo",
                    compare.undo_name(),
                    "There is nothing to undo",
                    Command::Undo,
                ),
            ] {
                let label = name.map_or_else(|| word.to_owned(), |name| format!("{word}: {name}"));
                let refused = refused.or(name.is_none().then_some(nothing));
                if icon_button(ui, icon, &label, refused).clicked() {
                    view.send(command);
                }
            }
            all_ui(ui, view, import);
        });
    });
}

/// What a filter is called, which stands for many.
fn tab_word(kind: Kind) -> &'static str {
    match kind {
        Kind::Correction => "Corrections",
        Kind::Uncertain => "Who are they?",
        Kind::Waiting => "Need you",
        Kind::Changed | Kind::New | Kind::Suspended | Kind::Gone => kind.word(),
    }
}

/// Takes all that are shown, or leaves them.
fn all_ui(ui: &mut Ui, view: &mut View<'_>, import: &Import) {
    let compare = &import.compare;
    let (all, chosen) = compare.of_shown;
    if all == 0 {
        return;
    }
    let none = chosen == 0;
    let label = if none { "Choose all" } else { "Choose none" };
    let button = Button::quiet(label).dense().unless(import.refused_for_good());
    if button.show(ui).clicked() {
        view.send(Comparing::Leave { row: None, yes: !none });
    }
}

/// How a kind of line is shown.
pub(super) fn look(kind: Kind) -> (Tone, Icon) {
    match kind {
        Kind::Changed => (Tone::Accent, icons::EDIT),
        Kind::Correction => (Tone::Warn, icons::EDIT),
        Kind::New => (Tone::Ok, icons::ADD),
        Kind::Uncertain => (Tone::Warn, icons::WARNING),
        Kind::Waiting => (Tone::Error, icons::ERROR),
        Kind::Suspended => (Tone::Quiet, icons::HELD),
        Kind::Gone => (Tone::Quiet, icons::REMOVE),
    }
}

fn table_ui(ui: &mut Ui, view: &mut View<'_>, import: &Import) {
    let compare = &import.compare;
    let columns = [
        Column::new("", 30.0),
        Column::new("Row", 44.0),
        Column::new("Name", 190.0),
        Column::new("What", 124.0),
        Column::rest("Details", 80.0),
    ];
    let selected = compare.cursor.and_then(|at| compare.shown.binary_search(&at).ok());
    let table = Table {
        name: TABLE,
        columns: &columns,
        rows: compare.shown.len(),
        height: Some((ui.available_height() - size::ROW).max(size::ROW)),
        selected,
        widths: view.state.choices.widths(TABLE),
        row_name: &|place| compare.at(place).map_or_else(String::new, row_name),
    };
    let mut left = None;
    let touched = table.show(ui, |ui, place, column| {
        let Some(line) = compare.at(place) else { return };
        let muted = theme::of(ui).muted;
        match column {
            0 => {
                if import.refused_for_good().is_some() {
                    ui.disable();
                }
                if let Some(command) = check_ui(ui, compare, line) {
                    left = Some(command);
                }
            }
            1 => {
                let row = line.row.map_or_else(String::new, |row| row.to_string());
                ui.add(Sentence::new(row).kind(Type::Small).color(muted));
            }
            2 => drop(ui.add(NameLabel::new(&line.name))),
            3 => {
                let (tone, icon) = look(line.kind());
                chip(ui, tone, icon, line.kind().word());
            }
            _ => drop(ui.add(NameLabel::new(&summary(line)).kind(Type::Small).color(muted))),
        }
    });
    if let Some(command) = left {
        view.send(command);
    } else if let Some(place) = view.touched(TABLE, touched) {
        view.send(Comparing::Look(place));
    }
}

/// What a line is called by assistive technology.
fn row_name(line: &Line) -> String {
    format!("{}, {}", line.name, line.kind().word())
}

/// What a line changes, in short.
fn summary(line: &Line) -> String {
    match &line.is {
        LineIs::New => String::new(),
        LineIs::Changed { changes, .. } => {
            let one = |change: &FieldChange| {
                let said = |value: &Option<String>| value.clone().unwrap_or_else(|| "nothing".to_owned());
                let (before, after) = (said(&change.before), said(&change.after));
                format!("{}: {before} → {after}", field_label(&change.field))
            };
            changes.iter().map(one).collect::<Vec<_>>().join(" · ")
        }
        LineIs::Uncertain(candidates) => {
            let names: Vec<&str> = candidates.iter().map(|(one, _)| one.name.as_str()).collect();
            names.join(" · ")
        }
        LineIs::Waiting(of) => {
            let number = of.iter().map(|of| of.number.as_str());
            let parts: Vec<&str> = number.chain(line.wrong.iter().map(String::as_str)).collect();
            parts.join(" · ")
        }
        LineIs::Gone(of) => of.number.clone(),
    }
}

/// Whether a row is carried out; nothing where it cannot be.
fn check_ui(ui: &mut Ui, compare: &Compare, line: &Line) -> Option<Comparing> {
    let row = line.row.filter(|_| line.can_apply())?;
    let chosen = compare.is_chosen(line);
    let (rect, _) = ui.allocate_exact_size(Vec2::splat(size::CONTROL_DENSE), Sense::hover());
    let response = ui.interact(rect, Id::unique(("carry out", row)), Sense::click());
    response.widget_info(|| {
        let name = format!("Apply row {row}, {}", line.name);
        WidgetInfo::selected(Role::CheckBox, true, chosen, name)
    });
    let theme = theme::of(ui);
    let (icon, color) = match chosen {
        true => (icons::CHECKED, theme.select),
        false => (icons::UNCHECKED, theme.faint),
    };
    icon.paint(ui.painter(), rect.center(), size::ICON, color);
    focus_ring(ui, &response, size::CORNER);
    response.clicked().then_some(Comparing::Leave {
        row: Some(row),
        yes: chosen,
    })
}
